// The answer, as the library tells it.

import { panel } from "./chart.js";
import { h } from "./dom.js";
import { say } from "./words.js";

const list = (texts) => h("ul", {}, texts.map((each) => h("li", {}, each)));

export function drawHead(told) {
  const { grade, label, running, possible, rows, reason, at, replayed } = told;
  return [
    replayed && h("p", { class: "replayed" }, replayed),
    h(
      "p",
      { class: `grade ${grade}` },
      h("span", { class: "label" }, label),
      rows && h("span", { class: "rows" }, say("rows", { rows })),
      running && h("span", { class: "running" }, say("going_on")),
    ),
    grade === "undecided" && h("p", { class: "possible" }, possible.join(" / ")),
    h("p", { class: "reason" }, reason),
    at && h("p", { class: "as-of" }, say("as_of", { time: at })),
  ];
}

export function drawComing({ turns, needs, text }) {
  if (!turns.length && !needs.length && !text.length) return [];
  return [
    h("h3", {}, say("coming")),
    text.map((each) => h("p", {}, each)),
    turns.length > 0 &&
      h(
        "ol",
        { class: "turns" },
        turns.map(({ clock, turn, findings }, i) =>
          h(
            "li",
            {},
            h("b", {}, clock),
            " ",
            turn || h("span", { class: "quiet-text" }, say("stays")),
            h("details", { "data-key": `turn-${i}` }, h("summary", {}, say("asked")), list(findings)),
          ),
        ),
      ),
    needs.length > 0 && [h("h4", {}, say("lacking")), list(needs)],
  ];
}

export function drawQuestions({ questions, replies }, { reply, undo }) {
  if (!questions.length && !replies.length) return [];
  return [
    questions.length > 0 && [
      h("h3", {}, say("ask_first")),
      h("p", { class: "hint" }, say("ask_lead")),
      h("ol", { class: "questions" }, questions.map((each, i) => h("li", {}, question(each, i, reply)))),
    ],
    replies.length > 0 && [
      h("h4", {}, say("replied")),
      h(
        "ul",
        { class: "replies" },
        replies.map(({ key, asked, text, said, idle, problem }) =>
          h(
            "li",
            {},
            asked,
            " ",
            h("b", {}, said || words(text)),
            idle && h("span", { class: "quiet-text" }, `（${say("idle")}）`),
            problem && h("span", { class: "wrong" }, problem),
            " ",
            h("button", { type: "button", class: "quiet", "aria-label": `${say("undo")}：${asked}`, onclick: () => undo(key) }, say("undo")),
          ),
        ),
      ),
    ],
  ];
}

const words = (text) => ({ yes: say("yes"), no: say("no") })[text] ?? text;

// A question, with a control that answers it.
function question({ key, text, control, choices }, i, reply) {
  const give = (value, said) => reply({ key, asked: text, text: value, said });
  const button = (value, label) =>
    h("button", { type: "button", "aria-label": `${text} ${label}`, onclick: () => give(value, label) }, label);
  const made = [];
  if (control === "choice") made.push(choices.map(({ value, text: label }) => button(value, label)));
  if (control.includes("flag")) made.push(button("yes", say("yes")), button("no", say("no")));
  if (control.includes("number") || control === "time") {
    const label = control === "time" ? say("end") : say("or_number");
    const input = h("input", { type: "text", "aria-label": `${text} ${label}`, placeholder: label, autocomplete: "off", maxlength: 100, "data-key": key });
    const send = (event) => {
      event.preventDefault();
      if (input.value.trim()) give(input.value);
    };
    made.push(
      h("form", { class: "inline", onsubmit: send }, input, h("button", {}, say("reply"))),
    );
  }
  return [h("p", { id: `q-${i}` }, text), h("div", { class: "row", role: "group", "aria-labelledby": `q-${i}` }, made)];
}

export function drawFindings(groups) {
  return [
    h("h3", {}, say("why")),
    groups.map(({ since, held, idle }, g) => [
      since && h("h4", {}, say("if_since", { day: since })),
      h(
        "ul",
        { class: "findings" },
        held.map((each, i) => h("li", { class: each.excludes ? "exclusion" : each.met }, finding(each, `finding-${g}-${i}`))),
      ),
      idle.length > 0 &&
        h("details", { "data-key": `idle-${g}` }, h("summary", {}, say("not_held")), list(idle)),
    ]),
  ];
}

function finding({ said, where, asked, given, margin, impacts, grade }, key) {
  const row = (name, value) => value && [h("dt", {}, name), h("dd", {}, value)];
  return h(
    "details",
    { "data-key": key },
    h("summary", {}, h("span", { class: "met" }, said), " ", h("span", { class: "asked" }, asked), h("span", { class: "where" }, where)),
    h(
      "dl",
      {},
      row(say("grade"), grade),
      row(say("given"), given),
      row(say("margin"), margin),
      row(say("impacts"), impacts.join("、")),
    ),
  );
}

export function drawChart(panels) {
  if (!panels.length) return [];
  return [
    h("h3", {}, say("chart")),
    h("div", { class: "panels" }, panels.map(panel)),
    h(
      "p",
      { class: "legend" },
      h("span", { class: "key serious" }, say("legend_serious")),
      h("span", { class: "key periodic" }, say("legend_periodic")),
      h("span", { class: "key here" }, say("legend_here")),
    ),
    h(
      "details",
      { "data-key": "chart-table" },
      h("summary", {}, say("chart_table")),
      h(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": say("chart_table") },
        h(
          "table",
          {},
          h("thead", {}, h("tr", {}, ["chart_row", "asked", "duration", "chart_users"].map((key) => h("th", { scope: "col" }, say(key))))),
          h(
            "tbody",
            {},
            panels.map(({ name, limits, duration, users }) =>
              h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, limits.join(" ")), h("td", {}, duration), h("td", {}, users)),
            ),
          ),
        ),
      ),
    ),
  ];
}

export function drawNotes({ notes, law }) {
  return [
    notes.length > 0 && [h("h3", {}, say("notes")), list(notes)],
    h("h3", {}, say("law")),
    law.map(({ text, checked, id, digest }) => [
      h("p", {}, text),
      h("p", { class: "hint" }, `${id} ${digest.slice(0, 23)}… ${say("checked", { day: checked })}`),
    ]),
  ];
}
