// Near-misses of serious accidents: Enforcement Rules 電気通信事業法施行規則, Article 58-2, written from the law's
// description alone. Every value of every unknown fact is tried, so that the answer is exact.

const SINCE = "2023-06-16";   // ER 58-2 began
const AMENDED = "2026-04-01"; // limb ホ: (2) without the words on noticing; (6) and (7) added

const USERS = 30_000, PREFECTURES = 2; // limbs イ and ロ, inclusive

const PARTS = ["terminal_equipment", "access_line", "other"];
const FUNCTIONS = ["transmission", "switching", "control", "operation", "subscriber_management", "other"];
const EVENTS = [
  "could_not_stop", "could_not_switch", "fell_over", "fire", "unintended_connection", // ホ(1) to (5)
  "overload", "misconfiguration",                                                     // ホ(6) and (7)
  "other",
];
const ADDED_EVENTS = ["overload", "misconfiguration"];
const DESPITE_DISASTER = ["fell_over"]; // limb ヘ: ホ(3) excepted
const CRITICAL = ["satellite", "submarine_cable", "equivalent"];

// ---------------------------------------------------------------- the law

/** Limb ホ: did one of the events listed on that day happen? */
function listedEvent({ event, noticed }, day) {
  if (event === "other") return false;
  if (ADDED_EVENTS.includes(event)) return day >= AMENDED;
  if (event === "could_not_switch" && day < AMENDED) return !noticed;
  return true;
}

/** Item 1: all limbs. */
function item1(facts, day) {
  return facts.commercial && facts.installer_users >= USERS                              // イ
    && facts.prefectures >= PREFECTURES                                        // ロ
    && facts.part === "other"                                                  // ハ
    && facts.function !== "other"                                              // ニ
    && listedEvent(facts, day)                                                 // ホ
    && !facts.planned && !facts.within_specification                           // ヘ
    && (!facts.disaster || DESPITE_DISASTER.includes(facts.event));            // ヘ
}

/** Item 2: no limb of item 1 is asked, nor its exceptions. */
const item2 = (facts) => CRITICAL.includes(facts.critical_facility) && facts.decline_or_damage;

// ---------------------------------------------------------------- the unknowns

const known = (value) => value !== null && value !== undefined;
const oneOf = (words) => (value) => (known(value) ? [value] : words);
const yesOrNo = oneOf([true, false]);
const claimed = (value) => (value === undefined ? [false] : yesOrNo(value)); // not said: no; null: unknown

/** Both ends of a number; each limb asks for a least number only, so that the ends stand for all between them. */
function ends(value) {
  if (typeof value === "number") return [value];
  return [value?.at_least ?? 0, value?.at_most ?? Infinity];
}

const VALUES = {
  commercial: yesOrNo, installer_users: ends, prefectures: ends, part: oneOf(PARTS), function: oneOf(FUNCTIONS),
  event: oneOf(EVENTS), noticed: yesOrNo, planned: claimed, within_specification: claimed, disaster: claimed,
  critical_facility: (value) => [value ?? null], // null: there is none
  decline_or_damage: yesOrNo,
};

/** Every way in which the unknown facts may be. */
function* worlds(raw, [name, ...others] = Object.keys(VALUES)) {
  if (name === undefined) return void (yield {});
  for (const world of worlds(raw, others)) {
    for (const value of VALUES[name](raw[name])) yield { ...world, [name]: value };
  }
}

/** The rules of the day the accident occurred; `rules` is their id. */
export function nearMiss(raw, rules) {
  const day = raw.occurred_on;
  if (day < SINCE) return { met: "no", rules, items: [] };
  let always = true, never = true, first = true, second = true;
  for (const facts of worlds(raw)) {
    const one = item1(facts, day), two = item2(facts);
    first &&= one;
    second &&= two;
    always &&= one || two;
    never &&= !(one || two);
  }
  const items = [...(first ? ["1"] : []), ...(second ? ["2"] : [])];
  return { met: always ? "yes" : never ? "no" : "undecided", rules, items };
}
