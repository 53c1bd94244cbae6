// The page: what is typed goes to the library, and what it says is shown.

import { drawChart, drawComing, drawFindings, drawHead, drawNotes, drawQuestions } from "./answer.js";
import { at, h, redraw, show } from "./dom.js";
import { Engine } from "./engine.js";
import { Form, cleanFacts, cleanTime, emptyFacts, typed } from "./facts.js";
import { copyButton, drawFollow } from "./follow.js";
import { factsOf, linkTo } from "./link.js";
import { lang, say, speak, timeLeft } from "./words.js";

const MOST_FILE = 4_000_000;
const MOST_DEPTH = 100;
const EXAMPLE = { service: "携帯電話", users: "約4万5千", start: "50分前" };
// While it goes on, the answer is asked for anew so often; at a turn at once.
const EVERY = 10_000;
const EVERY_ENDED = 600_000;
const PAUSE = 120;
const PAUSE_FOLLOW = 400;

const state = { facts: emptyFacts(), replies: [], law: "", about: null, told: null, before: null };
let form = null;
let asked = 0;
let timer = 0;
let followTimer = 0;
let spokenTimer = 0;
let spoken = "";
let warned = null;
let offline = window.isSecureContext ? "wait" : "no"; // what is said of working without a network

let allBytes = 0;
const manifest = fetch("manifest.json").then((answer) => answer.json());
manifest.then(({ files }) => {
  const loaded = Object.entries(files).filter(([name]) => name.startsWith("pyodide/") || name === "packages.zip");
  allBytes = loaded.reduce((sum, [, { bytes }]) => sum + bytes, 0);
}, fail);

const engine = new Engine({
  step: (name) => {
    at("loading-step").textContent = say(`load_${name}`);
    at("loading-step").dataset.step = name;
  },
  seen: (bytes) => {
    const bar = at("loading-bar");
    bar.max = Math.max(allBytes, bytes, 1);
    bar.value = bytes;
  },
  ready: begin,
  failed: fail,
  died: () => end(say("died")),
});

function fail(text) {
  end(`${say("failed")}（${text}）`);
}

function end(text) {
  at("loading").hidden = false;
  at("told").hidden = true; // no answer, rather than one that time has passed by
  at("bar").hidden = true;
  at("loading").classList.add("failed");
  at("loading-step").textContent = text;
  delete at("loading-step").dataset.step;
}

// Words

function label() {
  for (const each of document.querySelectorAll("[data-say]")) each.textContent = say(each.dataset.say);
  document.title = `${say("title")} — jikorules`;
  const step = at("loading-step").dataset.step;
  if (step) at("loading-step").textContent = say(`load_${step}`);
  at("offline").textContent = say(`offline_${offline}`);
}

async function begin() {
  state.about = await engine.ask("about", { lang: lang() });
  at("loading").hidden = true;
  document.body.dataset.ready = "";
  for (const each of document.querySelectorAll("[inert]")) each.inert = false;
  drawAll();
  keep();
  await incoming();
}

function drawAll() {
  const { about } = state;
  label();
  at("version").textContent = say("version", about);
  const options = [["", say("law_own")], ...about.rules.map(({ id, text }) => [id, text])];
  at("law").replaceChildren(...options.map(([value, text]) => h("option", { value, selected: value === state.law }, text)));
  form = new Form(at("form"), state.facts, about, { changed, remember });
  for (const place of ["head", "coming", "questions", "findings", "chart", "notes", "follow"]) redraw(at(place));
  ask();
}

// Asking and showing

function changed() {
  clearTimeout(timer);
  asked += 1; // an answer to what was typed before is not shown any more
  pending(true);
  timer = setTimeout(() => ask(), PAUSE);
}

// What is shown is not yet the answer to what is typed.
function pending(is) {
  document.body.toggleAttribute("data-pending", is);
  at("told").setAttribute("aria-busy", String(is));
  if (!is) return;
  at("link-made").replaceChildren();
  // What follows is never that of other facts.
  clearTimeout(followTimer);
  at("follow").inert = true;
  delete document.body.dataset.followed;
}

const request = () => ({
  lang: lang(),
  now: new Date().toISOString().replace("Z", "+00:00"),
  facts: state.facts,
  replies: state.replies,
  law: state.law,
});

// Asking the same again, as time goes by, leaves the answer standing until the next is there.
async function ask({ again = false } = {}) {
  clearTimeout(timer);
  if (!again) pending(true);
  const mine = ++asked;
  const begun = performance.now();
  const told = await answerTo(request());
  if (mine !== asked) return; // something newer is on its way
  document.body.dataset.took = String(Math.round(performance.now() - begun));
  state.told = told;
  form.tell(told);
  draw(told);
  pending(false);
}

// Of a fault of ours, say so, and give no answer that may be wrong.
function answerTo(facts) {
  return engine.ask("answer", facts).catch((error) => {
    const problem = { path: "", text: String(error.message) };
    return { problems: [problem], missing: [], read: {}, replies: [], answer: null };
  });
}

// What stands or is spoken by itself says so, if it is by the law of another day.
const marked = ({ replayed }, text) => (replayed ? say("replay_mark") : "") + text;

function draw(told) {
  const { answer, problems, missing } = told;
  at("waiting").hidden = Boolean(answer);
  at("told").hidden = !answer;
  show(at("waiting"), { problems, missing, lang: lang() }, drawWaiting);
  at("bar").className = answer ? answer.grade : "";
  show(at("bar-label"), answer ? marked(answer, answer.label) : say(problems.length ? "check" : "answer"), (text) => text);
  if (answer) {
    show(at("head"), { ...answer, l: lang() }, drawHead);
    show(at("coming"), { ...answer.coming, l: lang() }, drawComing);
    show(at("questions"), { questions: answer.questions, replies: told.replies, l: lang() }, (data) =>
      drawQuestions(data, { reply, undo }),
    );
    show(at("findings"), answer.findings, drawFindings);
    show(at("chart"), answer.chart, drawChart);
    show(at("notes"), { notes: answer.notes, law: answer.law, l: lang() }, drawNotes);
    clearTimeout(followTimer);
    followTimer = setTimeout(follow, PAUSE_FOLLOW);
  }
  speakAnswer(told);
  tick();
  // Of what is over only the days of its duties go by.
  if (answer) timer = setTimeout(() => ask({ again: true }), answer.running ? untilAnew(answer) : EVERY_ENDED);
}

function drawWaiting({ problems, missing }) {
  if (problems.length) {
    return [
      h("h3", {}, say("check")),
      h("ul", {}, problems.map(({ path, text }) => h("li", {}, toField(path, text)))),
    ];
  }
  if (!missing.length) return [];
  const names = { name: "service", start: "start" };
  return [
    h("p", {}, say("waiting")),
    h("ul", {}, missing.map((path) => h("li", {}, toField(path, say(names[path.split(".").at(-1)]))))),
  ];
}

// A link to a field; the label is scrolled to, so that it is not hidden.
function toField(path, text) {
  const field = form.nearest(path);
  if (!field) return text;
  const go = (event) => {
    event.preventDefault();
    (form.place.querySelector(`label[for="${field.id}"]`) ?? field).scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  };
  return h("a", { href: `#${field.id}`, onclick: go }, text);
}

async function follow() {
  const mine = asked;
  const told = await engine.ask("follow", request()).catch((error) => ({ failed: String(error.message) }));
  if (mine !== asked || !Object.keys(told).length) return; // nothing follows where nothing is answered
  const place = at("follow");
  if (told.failed) {
    show(place, told, () => h("p", { class: "wrong" }, told.failed));
    return;
  }
  state.follow = told;
  if (told.replayed) show(place, told, () => h("p", {}, told.replayed));
  else {
    // The time ticks in the files and their name, which is no reason to draw it anew.
    const { ics, receipt, verdict, name, ...seen } = told;
    show(place, { ...seen, l: lang() }, () => drawFollow(told, () => state.follow));
  }
  place.inert = false;
  document.body.dataset.followed = String(mine);
}

function reply(given) {
  state.replies = [...state.replies.filter((each) => each.key !== given.key), { ...given, ...typed(given.text) }];
  ask();
}

function undo(key) {
  state.replies = state.replies.filter((each) => each.key !== key);
  ask();
}

// The clock

function nextTurn() {
  const turns = state.told?.answer?.coming.turns ?? [];
  return turns.find((each) => Date.parse(each.at) > Date.now() && each.turn);
}

// How long until the answer is asked for anew: at the first turn, which may have come meanwhile.
function untilAnew({ coming }) {
  const [first] = coming.turns;
  const until = first ? Date.parse(first.at) - Date.now() : Infinity;
  return Math.max(20, Math.min(EVERY, until));
}

function tick() {
  const [first] = state.told?.answer?.coming.turns ?? [];
  // A turn has come, and the answer to it is on its way.
  if (first && Date.parse(first.at) <= Date.now()) document.body.toggleAttribute("data-pending", true);
  const turn = nextTurn();
  at("countdown").hidden = !turn;
  at("bar-left").textContent = "";
  if (!turn) return;
  const seconds = Math.ceil((Date.parse(turn.at) - Date.now()) / 1000);
  const left = say("left") + timeLeft(seconds);
  at("countdown-left").textContent = left;
  const presumed = state.told.answer.coming.presumed ? say("if_on") : "";
  at("countdown-turn").textContent = presumed + say("at_turn", turn);
  at("bar-left").textContent = left;
  const limit = [60, 300, 600].find((each) => seconds <= each) ?? null;
  if (limit !== null && warned !== `${turn.at} ${limit}`) {
    warned = `${turn.at} ${limit}`;
    at("spoken").textContent = say("says_left", { turn: turn.turn, left: timeLeft(seconds) });
  }
}

setInterval(tick, 250);

// Speak an answer that has changed, or what is wrong, a second after the last key.
function speakAnswer({ answer, problems }) {
  const [first] = problems;
  const wrong = first ? `${say("check")}：${first.text}` : "";
  const text = answer ? say("says_grade", { label: marked(answer, answer.text) }) : wrong;
  clearTimeout(spokenTimer);
  if (text === spoken) return;
  spokenTimer = setTimeout(() => {
    spoken = text;
    at("spoken").textContent = text;
  }, 1000);
}

// What comes from outside: a link or a file. It is shown before it replaces what was typed.

async function incoming() {
  if (!/^#v\d+=/.test(location.hash)) return;
  let told;
  try {
    const facts = await factsOf(location.hash);
    const law = ruleText(facts?.law) ? facts.law : "";
    told = { ...cleanFacts(facts?.facts), replies: cleanReplies(facts?.replies), law };
  } catch {
    told = null;
  }
  history.replaceState(null, "", location.pathname + location.search);
  propose(told ? [told] : [], told ? [] : [say("link_bad")]);
}

function cleanReplies(value) {
  if (!Array.isArray(value)) return [];
  return value
    .slice(0, 100)
    .filter((each) => [each?.key, each?.text].every((text) => typeof text === "string" && text.length <= 300))
    .map((each) => ({ key: each.key, ...cleanTime(each) }));
}

async function openFile(file) {
  if (file.size > MOST_FILE) return propose([], [say("file_big")]);
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (depthOf(bytes) > MOST_DEPTH) return propose([], [say("file_deep")]);
  let data = "";
  for (let i = 0; i < bytes.length; i += 0x8000) data += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  const { forms, problems } = await engine
    .ask("load", { lang: lang(), name: file.name, data: btoa(data) })
    .catch((error) => ({ forms: [], problems: [say("incoming_bad"), String(error.message)] }));
  const whole = [];
  for (const each of forms) {
    try {
      whole.push({ ...cleanFacts(each), replies: [], law: "" });
    } catch {
      problems.push(`${each.id || each.carrier} ${say("form_small")}`.trim());
    }
  }
  propose(whole, problems);
}

// How deep brackets stand in one another, outside of strings. In a browser the stack is small, and
// what is nested too deep would end Python altogether, before the library could refuse it.
function depthOf(bytes) {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const sign = bytes[i];
    if (inString) {
      if (sign === 0x5c) i++;
      else if (sign === 0x22) inString = false;
    } else if (sign === 0x22) inString = true;
    else if (sign === 0x5b || sign === 0x7b) most = Math.max(most, ++depth);
    else if (sign === 0x5d || sign === 0x7d) depth--;
  }
  return most;
}

async function propose(forms, problems) {
  const dialog = at("incoming");
  let chosen = 0;
  const preview = h("div", { class: "preview", tabindex: "0", role: "region", "aria-labelledby": "incoming-title" });
  const draw = async () => {
    const mine = chosen;
    const seen = forms[mine] ? await summary(forms[mine]) : [];
    if (mine === chosen) preview.replaceChildren(...seen);
  };
  const names = forms.map((each, i) => each.id || each.carrier || `${say("unnamed")} ${i + 1}`);
  const take = () => {
    const { replies, law, ...facts } = forms[chosen];
    dialog.close();
    beginWith(facts, replies, law);
  };
  const parts = [
    h("h2", { id: "incoming-title", tabindex: "-1", autofocus: true }, say("incoming")),
    problems.length > 0 && h("ul", { class: "wrong" }, problems.map((each) => h("li", {}, each))),
    forms.length > 0 && h("p", {}, say("incoming_lead")),
    forms.length > 1 &&
      h(
        "label",
        {},
        say("which"),
        h("select", { onchange: (event) => { chosen = Number(event.target.value); draw(); } }, names.map((name, i) => h("option", { value: i }, name))),
      ),
    preview,
    h(
      "p",
      { class: "row" },
      forms.length > 0 && h("button", { type: "button", class: "add", onclick: take }, say("take")),
      h("button", { type: "button", onclick: () => dialog.close() }, say("leave")),
    ),
  ];
  dialog.replaceChildren(...parts.filter(Boolean));
  await draw();
  if (!dialog.open) dialog.showModal();
}

const ruleText = (law) => state.about.rules.find(({ id }) => id === law)?.text;

// All that an accident says, as the form would show it and the library takes it.
async function summary({ replies, law, ...facts }) {
  const form = new Form(h("div"), facts, state.about, {});
  const told = await answerTo({ ...request(), facts, replies, law });
  form.tell(told);
  const lines = [
    ...form.summary(),
    ...told.replies.map(({ asked, text, said }) => [[], asked, said || text, ""]),
    ...(law ? [[[], say("law_of_day"), ruleText(law), ""]] : []),
  ];
  const groups = Map.groupBy(lines, ([where]) => where.join("　"));
  return [...groups].map(([where, each]) => [
    where && h("h3", {}, where),
    h("dl", {}, each.map(([, name, value, read]) => [h("dt", {}, name), h("dd", {}, value, read && h("span", { class: "read" }, read))])),
  ]).flat().filter(Boolean);
}

// Buttons

// What was typed before can be brought back.
function beginWith(facts, replies = [], law = "") {
  remember();
  Object.assign(state, { facts, replies, law });
  drawAll();
  form.reveal();
}

function remember() {
  if (!isTyped()) return;
  const { facts, replies, law } = state;
  state.before = structuredClone({ facts, replies, law });
  at("back").hidden = false;
}

const EMPTY = JSON.stringify(emptyFacts());
const isTyped = () => JSON.stringify(state.facts) !== EMPTY;
addEventListener("beforeunload", (event) => {
  if (isTyped()) event.preventDefault();
});

at("language").onclick = async () => {
  speak(lang() === "ja" ? "en" : "ja");
  label();
  if (!state.about) return;
  state.about = await engine.ask("about", { lang: lang() });
  drawAll();
};
at("example").onclick = () => {
  const facts = emptyFacts();
  const [impact] = facts.impacts;
  impact.service.name = EXAMPLE.service;
  impact.users = EXAMPLE.users;
  impact.periods[0].start = typed(EXAMPLE.start);
  beginWith(facts);
};
at("clear").onclick = () => beginWith(emptyFacts());
at("back").onclick = () => {
  const { facts, replies, law } = state.before;
  beginWith(facts, replies, law);
};
at("law").onchange = (event) => {
  state.law = event.target.value;
  ask();
};
at("file").onchange = (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (file) openFile(file);
};
at("open").onclick = () => at("file").click();
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const [file] = event.dataTransfer.files;
  if (file && state.about) openFile(file);
});
addEventListener("hashchange", () => {
  if (state.about) incoming();
});

at("link").onclick = async () => {
  const replies = state.replies.map(({ key, text, at }) => ({ key, text, at }));
  const link = await linkTo({ facts: state.facts, replies, law: state.law });
  const place = at("link-made");
  if (!link) {
    place.replaceChildren(h("p", { class: "wrong" }, say("link_long")));
    return;
  }
  const field = h("input", { type: "text", readonly: true, value: link, "aria-label": say("copy_link") });
  place.replaceChildren(field, ...copyButton(link, field), h("p", { class: "hint" }, say("link_made")));
};

at("prove").onclick = async () => {
  at("prove").disabled = true;
  const { boundaries } = await manifest;
  const expected = await (await fetch("cases.json")).json();
  const bar = at("proof-bar");
  bar.hidden = false;
  bar.max = expected.length;
  let told;
  for (let restart = true; !told?.digest; restart = false) {
    told = await engine.ask("prove", { restart, number: 500 });
    bar.value = told.done;
    at("proof-told").textContent = say("proving", { done: told.done, all: expected.length });
  }
  const same = expected.filter((each, i) => told.cases[i] === each).length;
  const isSame = told.digest === boundaries && same === expected.length && told.done === same;
  at("proof-told").replaceChildren(
    h("p", { class: isSame ? "good" : "wrong" }, say("proved", { all: expected.length, same }), ` ${say(isSame ? "same" : "differs")}`),
    h(
      "dl",
      { class: "digests" },
      h("dt", {}, say("digest_here")),
      h("dd", {}, h("code", {}, told.digest)),
      h("dt", {}, say("digest_there")),
      h("dd", {}, h("code", {}, boundaries)),
    ),
  );
  bar.hidden = true;
  at("prove").disabled = false;
};

// Without a network

async function keep() {
  const tell = (what) => {
    offline = what;
    label();
  };
  const { serviceWorker } = navigator;
  if (!serviceWorker) return tell(window.isSecureContext ? "failed" : "no");
  serviceWorker.ready.then(() => tell("yes"));
  let isMine = false;
  const had = Boolean(serviceWorker.controller);
  const offer = () => {
    at("new-version").hidden = false;
  };
  // Another window has taken the new version; here, what is typed stays until it is asked for.
  serviceWorker.addEventListener("controllerchange", () => {
    if (isMine) location.reload();
    else if (had) offer();
  });
  try {
    const registration = await serviceWorker.register("service-worker.js");
    at("reload").onclick = () => {
      isMine = true;
      if (registration.waiting) registration.waiting.postMessage("take over");
      else location.reload();
    };
    const follow = (worker) =>
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && serviceWorker.controller) offer();
        if (worker.state === "redundant" && !registration.active) tell("failed");
      });
    if (registration.waiting && serviceWorker.controller) offer();
    follow(registration.installing);
    registration.addEventListener("updatefound", () => follow(registration.installing));
  } catch {
    tell("failed");
  }
}

label();
