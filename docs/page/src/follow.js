// What follows of an answer: duties, a small calendar, texts of reports, documents.

import { copy, h, save } from "./dom.js";
import { lang, say } from "./words.js";

// latest() gives the newest of what was told: the files that are saved are of the last moment.
export function drawFollow(told, latest) {
  return [duties(told, latest), firstReport(told), draft(told), documents(told, latest)];
}

function duties({ duties: owed, none, presumes, months, today, ics }, latest) {
  const saveCalendar = () => save(`${latest().name}.ics`, "text/calendar", latest().ics);
  const due = new Map();
  for (const { day, title } of owed) if (day) due.set(day, [...(due.get(day) ?? []), title]);
  return h(
    "section",
    {},
    h("h3", {}, say("duties")),
    none && h("p", {}, none),
    h(
      "ul",
      { class: "duties" },
      owed.map(({ title, details, status, certain, law }, i) =>
        h(
          "li",
          { class: certain ? status : `${status} unsure` },
          h("span", { class: "status" }, law ? say(status) : say("recommended")),
          h(
            "details",
            { "data-key": `duty-${i}` },
            h("summary", {}, title),
            h("ul", {}, details.map((each) => h("li", {}, each))),
          ),
        ),
      ),
    ),
    due.size > 0 && h("div", { class: "months" }, months.map((each) => month(each, due, today))),
    ics && h("p", { class: "row" }, h("button", { type: "button", onclick: saveCalendar }, say("download_ics"))),
    presumes && h("p", { class: "hint" }, presumes),
  );
}

const WEEKDAYS = { ja: [..."日月火水木金土"], en: ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"] };

function month({ year, month: number, days }, due, today) {
  const caption = lang() === "ja" ? `${year}年${number}月` : `${year}-${String(number).padStart(2, "0")}`;
  const cells = [...Array((days[0].weekday + 1) % 7).fill(null), ...days];
  const weeks = [];
  for (let i = 0; i < cells.length; i += 7) weeks.push(cells.slice(i, i + 7));
  const cell = (each) => {
    if (!each) return h("td");
    const titles = due.get(each.day);
    const marks = [each.closed && "closed", titles && "due", each.day === today && "today"].filter(Boolean);
    const said = [titles && `${say("due_day")}：${titles.join("、")}`, each.closed && say("closed_day"), each.day === today && say("today")];
    const text = said.filter(Boolean).join("、");
    return h("td", { class: marks.join(" "), title: text || null }, String(Number(each.day.slice(8))), text && h("span", { class: "unseen" }, `（${text}）`));
  };
  return h(
    "table",
    { class: "month" },
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, WEEKDAYS[lang()].map((each) => h("th", { scope: "col" }, each)))),
    h("tbody", {}, weeks.map((week) => h("tr", {}, week.map(cell)))),
  );
}

function firstReport({ first }) {
  if (!first) return h("section", {}, h("h3", {}, say("first_report")), h("p", { class: "hint" }, say("no_first")));
  const field = h("textarea", { readonly: true, rows: first.split("\n").length + 1, "aria-label": say("first_report"), value: first });
  return h("section", {}, h("h3", {}, say("first_report")), field, h("p", { class: "row" }, copyButton(first, field)));
}

export function copyButton(text, field, key = "copy") {
  const said = h("span", { role: "status", class: "hint" });
  const press = async () => {
    said.textContent = (await copy(text, field)) ? say("copied") : say("copy_by_hand");
  };
  return [h("button", { type: "button", onclick: press }, say(key)), said];
}

function draft({ html, markdown, no_draft, name }) {
  if (!html) return h("section", {}, h("h3", {}, say("draft")), h("p", { class: "hint" }, no_draft));
  const frame = h("iframe", { title: say("draft"), sandbox: "allow-same-origin allow-modals", srcdoc: html });
  return h(
    "section",
    {},
    h("h3", {}, say("draft")),
    h("details", { "data-key": "draft" }, h("summary", {}, say("draft")), frame),
    h(
      "p",
      { class: "row" },
      h("button", { type: "button", onclick: () => print(frame) }, say("print")),
      h("button", { type: "button", onclick: () => save(`${name}.html`, "text/html", html) }, say("download_html")),
      h("button", { type: "button", onclick: () => save(`${name}.md`, "text/markdown", markdown) }, say("download_md")),
    ),
  );
}

function print(frame) {
  frame.closest("details").open = true;
  frame.contentWindow.focus();
  frame.contentWindow.print();
}

function documents(told, latest) {
  const saveAs = (what, suffix) => save(`${latest().name}${suffix}.json`, "application/json", latest()[what]);
  const button = (key, what, suffix) =>
    told[what] && h("button", { type: "button", onclick: () => saveAs(what, suffix) }, say(key));
  return h(
    "section",
    {},
    h("h3", {}, say("documents")),
    h(
      "p",
      { class: "row" },
      button("download_accident", "accident", ""),
      button("download_verdict", "verdict", "-verdict"),
      button("download_receipt", "receipt", "-receipt"),
    ),
  );
}
