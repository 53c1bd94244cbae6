// The facts as the form holds them, and the form itself. A field's data-path is the path of the
// library's documents, so that a problem finds its field.

import { h, replace } from "./dom.js";
import { say } from "./words.js";

const FLAGS = ["", "yes", "no"];
const DEFAULT_NO = ["", "yes", "unknown"];
const STATES = ["running", "ended", "unknown"];
const CHOICES = {
  facility: ["telecom", "other"],
  origin: ["own", "wholesaler", "other_carrier"],
  overlap: ["unknown", "disjoint", "same"],
  equipment: ["", "radio_base_station", "remote_concentrator", "dslam", "other"],
  reporter: ["", "tower_provider"],
  minor: DEFAULT_NO,
  disaster: DEFAULT_NO,
  supplementary: DEFAULT_NO,
  effect: ["", "suspension", "degradation"],
  emergency_calls: FLAGS,
  paid: FLAGS,
  voice_calls: FLAGS,
  installed_by: ["", "self", "other_carrier", "not_carrier"],
  state: STATES,
};
const KINDS = ["", "voice", "lpwa", "internet_access", "email", "messaging", "internet_other", "other"];
const CRITICAL = ["satellite", "submarine_cable", "equivalent"];
const KEPT = ["chain", "cause", "failed", "services", "what"];
const MOST_IMPACTS = 50;
const MOST_PERIODS = 100;
const MOST_TEXT = 300;
const PART = "fieldset, details.block";
const DAY = 86_400_000;

export const emptyPeriod = () => ({ start: { text: "" }, end: { text: "" }, state: "running" });
export const emptyImpact = () => ({
  service: { name: "", kind: "", emergency_calls: "", paid: "", voice_calls: "", monthly_users: "" },
  users: "",
  effect: "",
  supplementary: "",
  periods: [emptyPeriod()],
});
export const emptyFacts = () => ({
  id: "",
  carrier: "",
  facility: "telecom",
  origin: "own",
  overlap: "unknown",
  equipment: "",
  reporter: "",
  minor: "",
  disaster: "",
  critical_facility: null,
  impacts: [emptyImpact()],
  kept: {},
});

// Whatever comes from a link or another browser becomes facts of this form, or nothing.

// What is more than the form holds is refused: an accident is never judged by a part of it.
function within(value, most) {
  if (value.length > most) throw new Error(`more than ${most}`);
  return value;
}

const text = (value) => (typeof value === "string" ? within(value, MOST_TEXT) : "");
const one = (value, among) => (among.includes(value) ? value : among[0]);

// A text of a time, and when it was typed: the library reads it as of then.
export function typed(text, at = Date.now()) {
  return { text, at: new Date(at).toISOString().replace(/\.\d+Z$/, "+00:00") };
}

export function cleanTime(value) {
  const at = typeof value?.at === "string" ? Date.parse(value.at) : NaN;
  const isDay = Math.abs(at - Date.now()) < 200 * 365 * DAY;
  // Nothing was typed in the future, and what has not come yet says so.
  return isDay ? typed(text(value.text), Math.min(at, Date.now())) : { text: text(value?.text) };
}

const period = (value) => ({
  start: cleanTime(value?.start),
  end: cleanTime(value?.end),
  state: one(value?.state, STATES),
});
const list = (value, most, read) => (Array.isArray(value) ? within(value, most).map(read) : []);

export function cleanFacts(value) {
  const facts = emptyFacts();
  for (const key of ["id", "carrier"]) facts[key] = text(value?.[key]);
  for (const key of ["facility", "origin", "overlap", "equipment", "reporter", "minor", "disaster"]) {
    facts[key] = one(value?.[key], CHOICES[key]);
  }
  const critical = value?.critical_facility;
  if (critical && CRITICAL.includes(critical.kind)) {
    const installed_by = one(critical.installed_by, CHOICES.installed_by);
    facts.critical_facility = { kind: critical.kind, installed_by, ...period(critical) };
  }
  const impacts = list(value?.impacts, MOST_IMPACTS, (each) => {
    const made = emptyImpact();
    made.users = text(each?.users);
    made.effect = one(each?.effect, CHOICES.effect);
    made.supplementary = one(each?.supplementary, DEFAULT_NO);
    made.service.name = text(each?.service?.name);
    made.service.kind = one(each?.service?.kind, KINDS);
    made.service.monthly_users = text(each?.service?.monthly_users);
    for (const key of ["emergency_calls", "paid", "voice_calls"]) {
      made.service[key] = one(each?.service?.[key], FLAGS);
    }
    const periods = list(each?.periods, MOST_PERIODS, period);
    if (periods.length) made.periods = periods;
    return made;
  });
  if (impacts.length) facts.impacts = impacts;
  for (const key of KEPT) {
    const kept = value?.kept?.[key];
    if (typeof kept === "string") facts.kept[key] = text(kept);
    else if (Array.isArray(kept)) facts.kept[key] = list(kept, 20, text);
  }
  return facts;
}

// The form. It is drawn anew where its shape changes; what is typed changes the facts only.

export class Form {
  // changed() is called when the facts have changed; remember() before something is taken away.
  constructor(place, facts, about, { changed, remember }) {
    Object.assign(this, { place, facts, about, changed, remember, critical_before: null });
    this.draw();
  }

  // Draw the form anew, keeping what is open; then focus a field, if one is named.
  draw(focus) {
    replace(this.place, [
      ...this.facts.impacts.map((impact, i) => this.impact(impact, i)),
      h("p", { class: "row" }, this.button("add_impact", () => this.addImpact(), "add")),
      this.critical(),
      this.whole(),
      this.kept(),
      h("datalist", { id: "names" }, this.about.names.map((name) => h("option", { value: name }))),
    ]);
    if (focus) this.field(focus)?.focus();
  }

  field(path) {
    return this.place.querySelector(`[data-path="${CSS.escape(path)}"]`);
  }

  button(key, press, kind = "", places = {}) {
    return h("button", { type: "button", class: kind, onclick: press }, say(key, places));
  }

  reshape(focus) {
    this.draw(focus);
    this.changed();
  }

  addImpact() {
    const before = this.facts.impacts.at(-1);
    const impact = emptyImpact();
    impact.periods[0].start = { ...before.periods[0].start };
    impact.periods[0].state = before.periods.at(-1).state;
    impact.periods[0].end = { ...before.periods.at(-1).end };
    this.facts.impacts.push(impact);
    this.reshape(`impacts[${this.facts.impacts.length - 1}].service.name`);
  }

  impact(impact, i) {
    const path = `impacts[${i}]`;
    const several = this.facts.impacts.length > 1;
    const remove = () => {
      this.remember();
      this.facts.impacts.splice(i, 1);
      this.reshape(`impacts[${Math.max(0, i - 1)}].service.name`);
    };
    return h(
      "fieldset",
      { class: "impact" },
      h("legend", {}, say("impact", { n: i + 1 })),
      this.text(impact.service, "name", `${path}.service.name`, "service", { list: "names" }),
      this.text(impact, "users", `${path}.users`, "users", {}),
      this.periods(impact, path),
      h(
        "details",
        { "data-key": `${path}.more` },
        h("summary", {}, say("more_service")),
        this.select(impact.service, "kind", `${path}.service.kind`, "kind", [
          ["", say("by_name")],
          ...this.about.kinds.map(({ value, text }) => [value, text]),
        ]),
        this.flag(impact.service, "emergency_calls", path),
        this.flag(impact.service, "paid", path),
        this.text(impact.service, "monthly_users", `${path}.service.monthly_users`, "monthly_users", {}),
        this.flag(impact.service, "voice_calls", path),
        this.select(impact, "supplementary", `${path}.supplementary`, "supplementary", this.defaultNo()),
        this.select(impact, "effect", `${path}.effect`, "effect", [
          ["", say("unset")],
          ["suspension", say("suspension")],
          ["degradation", say("degradation")],
        ]),
      ),
      several && h("p", { class: "row end" }, this.button("remove_impact", remove, "quiet", { n: i + 1 })),
    );
  }

  periods(impact, path) {
    const { periods } = impact;
    const add = () => {
      periods.splice(periods.length - 1, 0, { ...emptyPeriod(), state: "ended" });
      this.reshape(`${path}.periods[${periods.length - 2}].start`);
    };
    return [
      periods.map((each, j) => {
        const at = `${path}.periods[${j}]`;
        const isLast = j === periods.length - 1;
        const drawn = [this.time(each, "start", `${at}.start`, "start"), this.end(each, at, isLast)];
        if (periods.length === 1) return drawn;
        const remove = () => {
          this.remember();
          periods.splice(j, 1);
          this.reshape(`${path}.periods[0].start`);
        };
        return h(
          "fieldset",
          { class: "period" },
          h("legend", {}, say("period", { n: j + 1 })),
          drawn,
          this.button("remove_period", remove, "quiet", { n: j + 1 }),
        );
      }),
      h("p", { class: "row" }, this.button("add_period", add, "quiet")),
    ];
  }

  end(told, path, isLast) {
    const field = this.time(told, "end", `${path}.end`, "end");
    if (!isLast) return field;
    field.hidden = told.state !== "ended";
    const name = `state-${path}`;
    const choose = (state) => {
      told.state = state;
      field.hidden = state !== "ended";
      this.changed();
    };
    const radios = STATES.map((state) =>
      h(
        "label",
        { class: "radio" },
        h("input", {
          type: "radio",
          name,
          value: state,
          checked: told.state === state,
          "data-path": `${path}.state.${state}`,
          onchange: () => choose(state),
        }),
        say(state === "unknown" ? "unknown_end" : state),
      ),
    );
    return [h("fieldset", { class: "radios" }, h("legend", {}, say("state")), radios), field];
  }

  critical() {
    const told = this.facts.critical_facility;
    const choose = (event) => {
      const kind = event.target.value;
      const before = (this.critical_before = this.facts.critical_facility ?? this.critical_before);
      this.facts.critical_facility = kind ? { installed_by: "", ...emptyPeriod(), ...before, kind } : null;
      this.reshape("critical_facility.kind");
    };
    const options = [["", say("none")], ...this.about.critical_kinds.map(({ value, text }) => [value, text])];
    return h(
      "details",
      { "data-key": "critical", class: "block", open: Boolean(told) },
      h("summary", {}, say("critical")),
      this.wrap("critical_facility.kind", "critical_kind", say("critical_law"), (attributes) =>
        h("select", { ...attributes, onchange: choose }, this.options(options, told?.kind ?? "")),
      ),
      told && [
        this.time(told, "start", "critical_facility.start", "start"),
        this.end(told, "critical_facility", true),
        this.select(told, "installed_by", "critical_facility.installed_by", "installed_by", [
          ["", say("unset")],
          ...["self", "other_carrier", "not_carrier"].map((each) => [each, say(`installed_${each}`)]),
        ]),
      ],
    );
  }

  whole() {
    const { facts } = this;
    const named = (key, values) => values.map((each) => [each, say(`${key}_${each}`)]);
    const words = (list) => list.map(({ value, text }) => [value, text]);
    return h(
      "details",
      { "data-key": "whole", class: "block" },
      h("summary", {}, say("whole")),
      this.text(facts, "carrier", "carrier", "carrier", { autocomplete: "organization" }),
      this.text(facts, "id", "id", "id", {}),
      this.select(facts, "overlap", "overlap", "overlap", named("overlap", CHOICES.overlap)),
      this.select(facts, "facility", "facility", "facility", named("facility", CHOICES.facility)),
      this.select(facts, "origin", "origin", "origin", named("origin", CHOICES.origin)),
      this.select(facts, "minor", "minor", "minor", this.defaultNo()),
      this.select(facts, "disaster", "disaster", "disaster", this.defaultNo()),
      this.select(facts, "equipment", "equipment", "equipment", [
        ["", say("none")],
        ...words(this.about.equipment),
        ["other", say("other")],
      ]),
      this.select(facts, "reporter", "reporter", "reporter", [
        ["", words(this.about.reporters)[0][1]],
        ...words(this.about.reporters).slice(1),
      ]),
    );
  }

  kept() {
    const told = kept(this.facts);
    return (
      told.length > 0 &&
      h(
        "div",
        { class: "block" },
        h("p", {}, say("kept")),
        h("dl", {}, told.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
      )
    );
  }

  defaultNo() {
    return [
      ["", say("no")],
      ["yes", say("yes")],
      ["unknown", say("not_known")],
    ];
  }

  flag(service, key, path) {
    return this.select(service, key, `${path}.service.${key}`, key, [
      ["", say("not_known")],
      ["yes", say("yes")],
      ["no", say("no")],
    ]);
  }

  options(options, value) {
    return options.map(([each, text]) => h("option", { value: each, selected: each === value }, text));
  }

  // Label, what it asks in the law's words, the control, what was taken for it, and what is wrong.
  wrap(path, key, hint, control) {
    const id = `f-${path.replace(/\W+/g, "-")}`;
    const described = [`${id}-hint`, `${id}-read`, `${id}-wrong`].join(" ");
    return h(
      "div",
      { class: "field" },
      h("label", { for: id }, say(key)),
      h("p", { class: "hint", id: `${id}-hint` }, hint),
      control({ id, "data-path": path, "aria-describedby": described }),
      h("p", { class: "read", id: `${id}-read` }),
      h("p", { class: "wrong", id: `${id}-wrong` }),
    );
  }

  text(told, key, path, words, attributes) {
    const type = (event) => {
      told[key] = event.target.value;
      this.changed();
    };
    return this.wrap(path, words, say(`${words}_law`), (more) =>
      textInput(told[key], type, { ...attributes, ...more }),
    );
  }

  select(told, key, path, words, options) {
    const choose = (event) => {
      told[key] = event.target.value;
      this.changed();
    };
    return this.wrap(path, words, say(`${words}_law`), (more) =>
      h("select", { ...more, onchange: choose }, this.options(options, told[key])),
    );
  }

  // A time is typed, or picked.
  time(told, key, path, words) {
    const tell = (text) => {
      told[key] = typed(text);
      this.changed();
    };
    const type = (event) => tell(event.target.value);
    const pick = (event) => {
      if (!event.target.value) return;
      const picked = event.target.value.replace(/-/g, "/").replace("T", " ");
      this.field(path).value = picked;
      tell(picked);
    };
    return this.wrap(path, words, say(`${words}_law`), (more) =>
      h(
        "span",
        { class: "with-picker" },
        textInput(told[key].text, type, more),
        h("input", {
          type: "datetime-local",
          class: "picker",
          step: "60",
          "aria-label": say("pick_for", { field: say(words) }),
          onchange: pick,
        }),
      ),
    );
  }

  // The nearest field to a path: that of impacts[0].users.at_least is impacts[0].users.
  nearest(path) {
    for (let at = path; at; at = at.replace(/(\.[^.[]+|\[\d+\])$/, "")) {
      const field = this.field(at) ?? this.field(`${at}.name`) ?? this.field(`${at}.start`);
      if (field) return field;
      if (!/[.[]/.test(at)) break;
    }
    return null;
  }

  // Show what was taken for texts and what is wrong, at the fields.
  tell({ read, problems }) {
    for (const field of this.place.querySelectorAll("[data-path]")) {
      field.removeAttribute("aria-invalid");
    }
    for (const each of this.place.querySelectorAll(".read, .wrong")) each.textContent = "";
    for (const [path, said] of Object.entries(read)) {
      const field = this.field(path);
      if (field) this.part(field, "read").textContent = said;
    }
    for (const { path, text: wrong } of problems) {
      const field = this.nearest(path);
      if (!field) continue;
      const place = this.part(field, "wrong");
      place.textContent = place.textContent ? `${place.textContent} ${wrong}` : wrong;
      field.setAttribute("aria-invalid", "true");
      // Of a name that is not known, the kind has to be chosen; it stands in the part below.
      const below = field.closest("fieldset")?.querySelector("details");
      const details = field.closest("details") ?? (path.includes(".service") ? below : null);
      if (details) details.open = true;
    }
  }

  part(field, what) {
    return this.place.querySelector(`#${field.id}-${what}`);
  }

  // All that is told, in words: [where, label, value, what was taken for it].
  summary() {
    const fields = [...this.place.querySelectorAll("[data-path]")].filter(isTold);
    const told = fields.map((field) => {
      const legends = [];
      for (let at = field.closest(PART); at; at = at.parentElement.closest(PART)) {
        legends.unshift(at.querySelector("legend, summary").textContent);
      }
      if (field.type === "radio") return [legends.slice(0, -1), legends.at(-1), field.parentElement.textContent, ""];
      const value = field.selectedOptions ? field.selectedOptions[0].textContent : field.value;
      const label = this.place.querySelector(`label[for="${field.id}"]`).textContent;
      return [legends, label, value, this.part(field, "read").textContent];
    });
    return [...told, ...kept(this.facts).map((each) => [[], ...each, ""])];
  }

  // Open every part in which something is told.
  reveal() {
    for (const part of this.place.querySelectorAll("details")) {
      if ([...part.querySelectorAll("[data-path]")].some(isTold)) part.open = true;
    }
  }
}

// Whether a field says more than an empty one. The first choice of a list is what holds anyway.
function isTold(field) {
  if (field.type === "radio") return field.checked;
  return field.selectedOptions ? field.selectedIndex > 0 : field.value !== "";
}

// What an accident of a file says that the form has no field for, in words.
function kept(facts) {
  const told = Object.entries(facts.kept).filter(([key]) => key !== "what");
  return told.map(([key, value]) => [say(`kept_${key}`), [value].flat().join("、")]);
}

const textInput = (value, type, attributes) =>
  h("input", {
    type: "text",
    value,
    autocomplete: "off",
    spellcheck: "false",
    maxlength: MOST_TEXT,
    ...attributes,
    oninput: type,
  });
