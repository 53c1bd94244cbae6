// A second implementation of the judgement of telecommunications accidents, written from the law's
// description alone. One JSON case a line on standard input, one JSON answer a line on standard output.
//
// ER = Enforcement Rules 電気通信事業法施行規則, RR = Reporting Rules 電気通信事業報告規則.

import { createInterface } from "node:readline";
import { nearMiss } from "./near_miss.mjs";

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const ER = "電気通信事業法施行規則", RR = "電気通信事業報告規則";

// ---------------------------------------------------------------- the law

// The days on which a provision began: ER 58 (2010, 2015, 2019, 2026), ER 58-2 and RR 7-3 (2023-06-16),
// ER 57 with form 50-3-2 (2023-12-07), RR 7-3 by fiscal year (2025), ER 54-17 on tower providers (2026-05-27).
const RULE_DAYS = [
  "2010-04-01", "2015-04-01", "2019-04-01", "2023-06-16", "2023-12-07", "2025-04-01", "2026-04-01", "2026-05-27",
];
// Of these only some change what a carrier's accident is judged by (ER 58, RR 7-3).
const JUDGED_DAYS = ["2010-04-01", "2015-04-01", "2019-04-01", "2023-06-16", "2025-04-01", "2026-04-01"];
const PARAGRAPHS_SINCE = "2023-06-16";         // ER 58 divided into paragraphs
const SERIOUS_IN_PERIODIC_UNTIL = "2023-06-15"; // RR 7-3: serious accidents reported there too
const YEARLY_SINCE = "2025-04-01";             // RR 7-3: fiscal years instead of quarters
const SHORT_FORM_SINCE = "2023-12-07";         // ER 57: form 50-3-2
const USER_INFORMATION_SINCE = "2023-06-16";   // ER 57: leak of specified user information

// ER 58 item 1: rows of [hours, users], alternatives of one another.
const OTHER_SERVICE = [[2, 30_000], [1, 1_000_000]];
const EMERGENCY_VOICE = [[1, 30_000]], OTHER_VOICE = [[2, 30_000], [1, 100_000]];
const LPWA = [[12, 30_000], [2, 1_000_000]], FREE_INTERNET = [[24, 100_000], [12, 1_000_000]];
const TABLES = [
  ["2010-04-01", { "": [[2, 30_000]] }],
  ["2015-04-01", { 一: EMERGENCY_VOICE, 二: OTHER_VOICE, 三: FREE_INTERNET, 四: OTHER_SERVICE }],
  ["2019-04-01", { 一: EMERGENCY_VOICE, 二: OTHER_VOICE, 三: LPWA, 四: FREE_INTERNET, 五: OTHER_SERVICE }],
  ["2026-04-01", {
    一: EMERGENCY_VOICE, 二: OTHER_VOICE, 三: LPWA, 四: [[4, 100_000], [2, 1_000_000]], 五: FREE_INTERNET,
    六: [[2, 30_000], [1, 100_000]], 七: OTHER_SERVICE,
  }],
];
const LARGE_MAIL = 10_000_000; // row 四 of 2026: monthly users in the previous fiscal year
const ITEM_2_TIME = 2 * HOUR;  // ER 58 item 2
const PERIODIC_USERS = 30_000, PERIODIC_TIME = 2 * HOUR; // RR 7-3 items 1 and 2, limbs (a) and (b)

/**
 * The rows in which a service may fall on that day. Whether voice calls inside a messaging service are voice is open
 * in ER 58, so that row 二 may hold for it too, unless it has none that were hit or they are told apart.
 */
function rowsOf(service, tableDay, toldApart) {
  const rows = cascade(service, tableDay);
  const carries = ["messaging", "internet_other"].includes(service.kind) && service.voiceCalls !== false;
  if (!carries || toldApart.has(service.key)) return rows;
  return [...new Set([...rows, ...cascade({ ...service, kind: "voice", emergency: false }, tableDay)])];
}

/** The rows of the table (ER 58 item 1, a cascade); several if a trait is unknown. */
function cascade(service, tableDay) {
  const values = (trait) => (trait === null ? [true, false] : [trait]);
  const { kind } = service;
  if (tableDay === "2010-04-01") return [""];
  if (kind === "voice") return values(service.emergency).map((emergency) => (emergency ? "一" : "二"));
  const since = (day) => tableDay >= day;
  if (kind === "lpwa" && since("2019-04-01")) return ["三"];
  const last = since("2026-04-01") ? "七" : since("2019-04-01") ? "五" : "四";
  if (kind === "internet_access" && since("2026-04-01")) return ["六"];
  if (!["email", "messaging", "internet_other"].includes(kind)) return [last];
  const rows = new Set();
  for (const paid of values(service.paid)) {
    if (paid) rows.add(last);
    else if (!since("2026-04-01")) rows.add(since("2019-04-01") ? "四" : "三");
    else {
      const mail = kind !== "internet_other";
      if (mail && service.monthly.high >= LARGE_MAIL) rows.add("四");
      if (!mail || service.monthly.low < LARGE_MAIL) rows.add("五");
    }
  }
  return [...rows];
}

// ---------------------------------------------------------------- reading

const time = (text) => (text === null || text === undefined ? null : Date.parse(text));
const japanDay = (moment) => new Date(moment + 9 * HOUR).toISOString().slice(0, 10);

function bounds(value) {
  if (value === null || value === undefined) return { low: 0, high: Infinity };
  if (typeof value === "number") return { low: value, high: value };
  return { low: value.at_least ?? 0, high: value.at_most ?? Infinity };
}

function readService(raw) {
  const service = {
    kind: raw.kind, emergency: raw.emergency_calls ?? null, paid: raw.paid ?? null,
    monthly: bounds(raw.monthly_users), name: raw.name ?? null, voiceCalls: raw.voice_calls ?? null,
  };
  const { low, high } = service.monthly;
  service.key = JSON.stringify([raw.kind, service.emergency, service.paid, low, String(high), service.name, service.voiceCalls]);
  return service;
}

/**
 * The services whose voice calls are told as an impact of their own: voice that handles no emergency calls and surely
 * counts, of the same name and at the same time, if it can be a part of no other service.
 */
function toldApart(impacts) {
  const silent = impacts.filter(({ service }) => ["messaging", "internet_other"].includes(service.kind));
  const voices = impacts.filter(({ service, supplementary }) =>
    service.kind === "voice" && service.emergency === false && supplementary === false);
  const begun = (each) => Math.min(...each.periods.map((one) => one.from));
  const until = (each) => Math.max(...each.periods.map((one) => (one.endless ? Infinity : one.to)));
  const together = (a, b) => Math.min(until(a), until(b)) >= Math.max(begun(a), begun(b));
  const apart = new Set();
  for (const { service } of silent) {
    const alike = new Set(silent.filter((each) => each.service.name === service.name).map((each) => each.service.key));
    const own = silent.filter((each) => each.service.key === service.key);
    const told = own.every((each) => voices.some((one) => one.service.name === service.name && together(one, each)));
    if (service.voiceCalls === null && alike.size === 1 && told) apart.add(service.key);
  }
  return apart;
}

/** ER 58 item 2: 電気通信事業者が設置した, whichever carrier that is. */
const byCarrier = (by) => (by === null ? null : by !== "not_carrier");

/** Impacts and critical facility with times in milliseconds; what still runs ends at `at`, or nobody knows when. */
function readIncident(raw, at) {
  const now = time(at);
  const period = ({ start, end }) => {
    const from = time(start), to = time(end);
    if (to !== null) return { from, to, open: false };
    return { from, to: now === null ? from : Math.max(now, from), open: now === null, endless: true };
  };
  const impacts = raw.impacts.map((each) => ({
    service: readService(each.service),
    users: bounds(each.users),
    periods: (each.periods ?? [each]).map(period),
    supplementary: each.supplementary === undefined ? false : each.supplementary,
  }));
  const facility = raw.facility ?? "telecom";
  // ER 58 item 1 and RR 7-3 item 1 leave supplementary functions out; RR 7-3 item 2 has no such words.
  const exempt = facility === "telecom";
  const counted = impacts.filter((each) => !(exempt && each.supplementary === true));
  for (const each of counted) each.doubtful = exempt && each.supplementary === null;
  const critical = raw.critical_facility
    ? { ...period(raw.critical_facility), installed: byCarrier(raw.critical_facility.installed_by ?? null) }
    : null;
  // The days on which it may have occurred: what comes first may not count, or have hit nobody.
  const firsts = counted.map((each) => ({ from: Math.min(...each.periods.map((one) => one.from)),
    sure: !each.doubtful && each.users.low > 0 }));
  if (critical) firsts.push({ from: critical.from, sure: critical.installed === true });
  const surely = Math.min(...firsts.filter((each) => each.sure).map((each) => each.from));
  const days = [...new Set(firsts.filter((each) => each.from <= surely).map((each) => japanDay(each.from)))].sort();
  const starts = (list) => list.flatMap((each) => each.periods.map((one) => one.from));
  let moments = starts(counted);
  if (critical) moments.push(critical.from);
  if (!moments.length) moments = starts(impacts);
  return {
    facility, critical, impacts: counted, days, apart: toldApart(impacts), day: japanDay(Math.min(...moments)),
    overlap: raw.overlap ?? "unknown", minor: raw.minor === undefined ? false : raw.minor,
    origin: raw.origin ?? "own", equipment: raw.equipment ?? null, tower: raw.reporter === "tower_provider",
  };
}

const newest = (days, day) => days.filter((each) => each <= day).at(-1) ?? days[0];
const ruleDay = (day) => newest(RULE_DAYS, day);

// ---------------------------------------------------------------- times and users

/** The longest time without interruption; periods that touch or overlap are one stretch. */
function longestStretch(periods) {
  let longest = 0, from = -Infinity, to = -Infinity;
  for (const each of [...periods].sort((a, b) => a.from - b.from)) {
    if (each.from > to) ({ from, to } = each);
    else to = Math.max(to, each.to);
    longest = Math.max(longest, to - from);
  }
  return longest;
}

/** From the first failure to the last restoration of several impacts. */
function span(impacts, openEnd) {
  const periods = impacts.flatMap((each) => each.periods);
  if (!periods.length) return -1;
  return Math.max(...periods.map((each) => (each.open ? openEnd : each.to))) - Math.min(...periods.map((each) => each.from));
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const largest = (numbers) => Math.max(0, ...numbers);

/** The smallest number of people in these impacts together: nobody twice if disjoint, else perhaps one inside another. */
function fewest(impacts, overlap) {
  const lows = impacts.map((each) => each.users.low);
  return overlap === "disjoint" ? sum(lows) : largest(lows);
}

/** The greatest number: the sum unless they are the same people. */
function most(impacts, overlap) {
  const highs = impacts.map((each) => each.users.high);
  return overlap === "same" ? largest(highs) : sum(highs);
}

// ---------------------------------------------------------------- one world

function* choices(lists) {
  if (!lists.length) return void (yield []);
  const [first, ...rest] = lists;
  for (const one of first) for (const others of choices(rest)) yield [one, ...others];
}

/**
 * Every way to fix what can only be one thing or the other: the row of each service (equal services share it),
 * whether a doubtful impact counts, whether the accident is a minor one, whether the critical facility is the
 * carriers', this one's or another's. Users, times, overlap and readings remain ranges.
 */
function* worlds(incident) {
  const { impacts, critical, minor } = incident;
  const services = [...new Map(impacts.map((each) => [each.service.key, each.service])).values()];
  const either = (value) => (value === null ? [true, false] : [value]);
  const tableDay = newest(TABLES.map(([day]) => day), incident.day);
  for (const rows of choices(services.map((each) => rowsOf(each, tableDay, incident.apart)))) {
    const rowOf = new Map(services.map((each, i) => [each.key, rows[i]]));
    for (const counts of choices(impacts.map((each) => (each.doubtful ? [true, false] : [true])))) {
      const counted = impacts.filter((_, i) => counts[i]);
      for (const isMinor of either(minor)) {
        for (const installed of either(critical ? critical.installed : false)) {
          yield { incident, counted, rowOf, isMinor, installed, table: TABLES.find(([day]) => day === tableDay)[1] };
        }
      }
    }
  }
}

/** The thresholds of ER 58 item 1 with the impacts that fall in their rows; none if other facilities failed. */
function rowsWithImpacts({ incident, counted, rowOf, table }) {
  if (incident.facility === "other") return [];
  return Object.entries(table).map(([row, thresholds]) => ({
    row, thresholds, impacts: counted.filter((each) => rowOf.get(each.service.key) === row),
  }));
}

/** The impacts that lasted at least so long without interruption, given the ends (`ends`: of what has no known end). */
const lasting = (impacts, least, ends) => impacts.filter((each) => {
  const periods = each.periods.map((one) => (one.open && ends?.has(each) ? { ...one, to: ends.get(each) } : one));
  return longestStretch(periods) >= least;
});

/** ER 58 item 1, narrowest reading, least users: is this row met whatever the unknowns are? */
const rowCertain = ({ impacts, thresholds }, overlap, ends) =>
  thresholds.some(([hours, users]) => fewest(lasting(impacts, hours * HOUR, ends), overlap) >= users);

/** ER 58 item 1, widest reading, most users and time. */
const rowPossible = ({ impacts, thresholds }, overlap) =>
  thresholds.some(([hours, users]) => span(impacts, Infinity) >= hours * HOUR && most(impacts, overlap) >= users);

/** ER 58 item 2, by the shortest and the longest time. */
const item2 = ({ incident: { facility, critical }, installed }, openEnd) =>
  facility !== "other" && critical !== null && installed &&
  (critical.open ? openEnd ?? critical.to : critical.to) - critical.from >= ITEM_2_TIME;

/** RR 7-3, narrowest reading: the users of one service, or one stretch of one impact. */
function periodicCertain({ incident, counted }) {
  const keys = new Set(counted.map((each) => each.service.key));
  const ofOneService = [...keys].map((key) => fewest(counted.filter((each) => each.service.key === key), incident.overlap));
  return largest(ofOneService) >= PERIODIC_USERS || lasting(counted, PERIODIC_TIME).length > 0;
}

/**
 * The greatest number of people in all impacts together for which no threshold of ER 58 item 1 is met under the
 * narrowest reading, or -1 if one is met in any case. The impacts that count for a threshold may have N - 1 people
 * together at most; within a row the thresholds with longer times hold fewer impacts, so that they nest.
 */
function mostWithoutSerious(world, ends) {
  const { incident: { overlap, facility }, counted } = world;
  if (facility === "other") return most(counted, overlap);
  const caps = new Map(counted.map((each) => [each, each.users.high]));
  const rows = rowsWithImpacts(world);
  if (rows.some((each) => rowCertain(each, overlap, ends))) return -1;
  let total = 0;
  for (const { impacts, thresholds } of rows) {
    let inside = [], people = 0;
    for (const [hours, users] of [...thresholds].sort((a, b) => b[0] - a[0])) {
      const longer = lasting(impacts, hours * HOUR, ends);
      for (const each of longer) caps.set(each, Math.min(caps.get(each), users - 1));
      people = Math.min(users - 1, people + sum(longer.filter((each) => !inside.includes(each)).map((each) => caps.get(each))));
      inside = longer;
    }
    total += people + sum(impacts.filter((each) => !inside.includes(each)).map((each) => caps.get(each)));
  }
  return overlap === "same" ? largest([...caps.values()]) : total;
}

/** Can this world be reported periodically without being serious? RR 7-3, widest reading; ER 58, narrowest. */
function periodicPossible(world) {
  if (world.isMinor || !world.counted.length || item2(world)) return false;
  const { counted } = world;
  const longEnough = span(counted, -Infinity) >= PERIODIC_TIME;
  const people = mostWithoutSerious(world); // all ends as early as may be
  if (people >= PERIODIC_USERS || (longEnough && people >= 0)) return true;
  // One of those that still run may have gone on until two hours after the first failure, and no longer.
  const goal = Math.min(...counted.flatMap((each) => each.periods.map((one) => one.from))) + PERIODIC_TIME;
  return counted.some((each) => {
    const open = each.periods.find((one) => one.open);
    return open && mostWithoutSerious(world, new Map([[each, Math.max(goal, open.to)]])) >= 0;
  });
}

// ---------------------------------------------------------------- the judgement

/**
 * Where it hangs on what is not known whether the accident occurred before or after an amendment, it is judged under
 * both: on each day without what began before it. Certain is then what all of them say.
 */
function judge(incident) {
  const begun = [];
  for (const day of incident.days) {
    const law = newest(incident.tower ? RULE_DAYS : JUDGED_DAYS, day);
    if (!begun.length || begun.at(-1).law !== law) begun.push({ day, law });
  }
  if (begun.length < 2) return judgeOn(incident);
  const each = begun.map(({ day }) => judgeOn({
    ...incident, day, impacts: incident.impacts.filter((one) => japanDay(one.periods[0].from) >= day),
    critical: incident.critical && japanDay(incident.critical.from) >= day ? incident.critical : null,
  }));
  const grades = ["none", "periodic", "serious"].filter((grade) => each.some((one) => one.possible.includes(grade)));
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  return {
    grade: grades.length === 1 ? grades[0] : null, at_least: grades[0], at_most: grades.at(-1), possible: grades,
    rows: each.every((one) => same(one.rows, each[0].rows)) ? each[0].rows : [], rules: each[0].rules,
    citations: each[0].citations.filter((place) => each.every((one) => one.citations.some((other) => same(place, other)))),
  };
}

function judgeOn(incident) {
  const possible = new Set();
  const { overlap, day } = incident;
  let rows = null, item2Certain = true, periodicSure = true;
  for (const world of worlds(incident)) {
    const table = rowsWithImpacts(world);
    const met = table.filter((each) => rowCertain(each, overlap)).map((each) => each.row);
    rows = rows === null ? met : rows.filter((each) => met.includes(each));
    const seriousSure = met.length > 0 || item2(world);
    const periodic = !incident.tower && periodicCertain(world); // ER 54-17: a tower provider reports nothing else
    item2Certain &&= item2(world);
    periodicSure &&= periodic;
    if (table.some((each) => rowPossible(each, overlap)) || item2(world, Infinity)) possible.add("serious");
    if (!incident.tower && periodicPossible(world)) possible.add("periodic");
    if (!seriousSure && (world.isMinor || !periodic)) possible.add("none"); // the least of everything
  }
  const grades = ["none", "periodic", "serious"].filter((each) => possible.has(each));
  const paragraph = day >= PARAGRAPHS_SINCE ? "2" : null;
  const citations = rows.map((row) => ({ law: ER, article: "58", paragraph, item: "1", row: row || null }));
  if (item2Certain) citations.push({ law: ER, article: "58", paragraph, item: "2", row: null });
  const item = incident.facility === "other" ? "2" : "1";
  if (periodicSure) citations.push({ law: RR, article: "7-3", paragraph: "1", item, row: null });
  return {
    grade: grades.length === 1 ? grades[0] : null, at_least: grades[0], at_most: grades.at(-1), possible: grades,
    rows: rows.filter((each) => each), rules: ruleDay(day), citations,
  };
}

// ---------------------------------------------------------------- deadlines

const dayNumber = (day) => Date.parse(`${day}T00:00:00Z`) / DAY;
const dayText = (number) => new Date(number * DAY).toISOString().slice(0, 10);
const lastOfMonth = (year, month) => dayText(Date.UTC(year, month, 0) / DAY); // month: 1 is January; may pass 12

/** Civil Code Art. 140: the first day is not counted. */
const afterDays = (from, days) => dayText(dayNumber(from) + days);

/** From the last day of a month to the last day of a later one. */
const afterMonths = (from, months) => lastOfMonth(Number(from.slice(0, 4)), Number(from.slice(5, 7)) + months);

/** Act on Holidays of Administrative Organs, Art. 2: moved on to the next open day. */
function openDay(day, holidays) {
  const closed = (number) => {
    const text = dayText(number), monthDay = text.slice(5), weekday = new Date(number * DAY).getUTCDay();
    return weekday === 0 || weekday === 6 || monthDay >= "12-29" || monthDay <= "01-03" || holidays.includes(text);
  };
  let number = dayNumber(day);
  while (closed(number)) number += 1;
  return dayText(number);
}

function deadline({ from, days, months, holidays = [] }) {
  const last_day = months === undefined ? afterDays(from, days) : afterMonths(from, months);
  return { last_day, due: openDay(last_day, holidays) };
}

// ---------------------------------------------------------------- duties

const FORMS = { // ER 57
  serious_accident: "様式第50の3", partial_suspension: "様式第50", secrecy_leak: "様式第50の2", user_information_leak: "様式第50の2の2",
};

/** ER 57: the first report promptly, the detailed one within 30 days. */
function prompt(reason, day, certain, other_forms, holidays) {
  const shared = { reason, form: null, other_forms, counted_from: day, covers: null, last_day: null, due: null, certain };
  const detailed = { form: FORMS[reason], ...deadline({ from: day, days: 30, holidays }) };
  return [{ report: "first", ...shared }, { report: "detailed", ...shared, ...detailed }];
}

/** RR 7-3: the quarter (from 2025-04-01 the fiscal year) that holds the day. */
function reportedPeriod(day) {
  const year = Number(day.slice(0, 4)), month = Number(day.slice(5, 7));
  if (day >= YEARLY_SINCE) {
    const fiscal = month >= 4 ? year : year - 1;
    return [`${fiscal}-04-01`, `${fiscal + 1}-03-31`];
  }
  const first = month - ((month - 1) % 3);
  return [`${year}-${String(first).padStart(2, "0")}-01`, lastOfMonth(year, first + 2)];
}

/** ER 54-17: the first report promptly, the detailed one within 30 days from the time at which it was known. */
function towerDuties(incident, knownAt, holidays) {
  const { possible, rules } = judge(incident);
  if (!possible.includes("serious")) return { rules, duties: [] };
  const shared = {
    reason: "serious_accident", form: null, other_forms: [], counted_from: knownAt === null ? null : japanDay(knownAt),
    covers: null, last_day: null, due: null, certain: possible.length === 1,
  };
  const last = knownAt === null ? {} : deadline({ from: shared.counted_from, days: 30, holidays });
  return { rules, duties: [{ report: "first", ...shared }, { ...shared, report: "detailed", form: "様式第38の38", ...last }] };
}

function accidentDuties(incident, holidays) {
  const { day, minor, equipment, facility } = incident;
  const { possible, rules } = judge(incident);
  const duties = [];
  const serious = possible.includes("serious");
  if (serious) {
    const short = incident.origin === "wholesaler" && day >= SHORT_FORM_SINCE;
    const others = short ? [{ form: "様式第50の3の2", allowed: "undecided" }] : [];
    duties.push(...prompt("serious_accident", day, possible.length === 1, others, holidays));
  }
  const reported = ["periodic"];
  if (day <= SERIOUS_IN_PERIODIC_UNTIL && minor !== true) reported.push("serious");
  if (possible.some((each) => reported.includes(each))) {
    const covers = reportedPeriod(day);
    const simple = { null: "undecided", other: null }[equipment];
    // Base stations, remote concentrators, DSLAM: telecommunications facilities all of them.
    const allowed = facility === "other" ? null : simple === undefined ? "yes" : simple;
    duties.push({
      report: "periodic", reason: null, form: "様式第27",
      other_forms: allowed ? [{ form: "簡易な様式", allowed }] : [],
      counted_from: covers[1], covers, ...deadline({ from: covers[1], months: 2, holidays }),
      certain: possible.every((each) => reported.includes(each)) && !(minor === null && serious),
    });
  }
  return { rules, duties };
}

// Only a carrier designated under Art. 27-5 of the Act owes the report of a leak of user information.
function otherDuties({ reason, day, users, to_foreign_government: foreign = false, designated = null }, holidays) {
  let certain = true;
  if (reason === "user_information_leak") {
    if (day < USER_INFORMATION_SINCE || designated === false) return { rules: ruleDay(day), duties: [] };
    const { low, high } = bounds(users);
    if (high <= 1_000 && foreign === false) return { rules: ruleDay(day), duties: [] };
    certain = (low > 1_000 || foreign === true) && designated === true;
  }
  return { rules: ruleDay(day), duties: prompt(reason, day, certain, [], holidays) };
}

// ---------------------------------------------------------------- lines

function answer(one) {
  if (one.task === "judge") return judge(readIncident(one.incident, one.at));
  if (one.task === "deadline") return deadline(one);
  if (one.task === "near_miss") return nearMiss(one.near_miss, ruleDay(one.near_miss.occurred_on));
  const holidays = one.holidays ?? [];
  if (one.reason) return otherDuties(one.reason, holidays);
  const incident = readIncident(one.incident, one.at);
  return incident.tower ? towerDuties(incident, time(one.known_at), holidays) : accidentDuties(incident, holidays);
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (!line.trim()) continue;
  const one = JSON.parse(line);
  process.stdout.write(JSON.stringify({ id: one.id, ...answer(one) }) + "\n");
}
