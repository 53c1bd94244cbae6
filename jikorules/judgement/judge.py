"""`judge()`: the only place where the facts and the law meet.

The impacts that may count (`parts`) are held against every limb of the rules (`limbs`, `readings`);
which grades that leaves, `possible_grades` tells; what a reader has to know beside it, `flags`.
The plainest accident is judged a shorter way, for speed (`plain`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from jikorules.basics.errors import InvalidInput, NotCovered, Problem, Words
from jikorules.basics.moments import JAPAN
from jikorules.basics.validation import check_time, check_type, refuse
from jikorules.basics.vocabulary import Facility, Reporter
from jikorules.facts.incident import Incident
from jikorules.judgement.counting import (
    begun_since,
    counted,
    first_day,
    first_days,
    leaves_out,
    possible_first_days,
)
from jikorules.judgement.flags import exclusions, fact_flags, law_flags
from jikorules.judgement.limbs import RuleLimbs, limbs_of, limbs_of_day
from jikorules.judgement.parts import Part, by_row, for_periodic, parts_of, stretches
from jikorules.judgement.plain import judge_plainly, plain_row
from jikorules.judgement.possible_grades import MOST_WORK, Possible, possible_grades
from jikorules.judgement.readings import (
    AS_THE_TEXT,
    critical_finding,
    hold_all,
    turns_on_reading,
    turns_on_voice_calls,
)
from jikorules.judgement.verdict import Finding, Flag, Limb, Reading, Verdict, union
from jikorules.law.ruleset import Rules, RuleSet, rulesets, to_ruleset

_AN_INCIDENT = Words("事故（Incident）", "an Incident")
_READ_IT = Words(
    "JSON の文書は from_wire で読み取ってから与えてください。", "Read a JSON document by from_wire."
)
_CHECK_AT = Words("判定の時点を確かめてください。", "Check the moment for which to judge.")
_BEFORE_TOWERS = Words(
    "それより前の規定に、認定鉄塔等提供事業者の事故の報告の定めはありません。電気通信事業者の事故と"
    "して判定するときは、reporter を carrier としてください。",
    "No earlier rules ask tower providers for a report. To judge it as the accident of a carrier, "
    "set the reporter to 'carrier'.",
)


def judge(
    incident: Incident,
    *,
    rules: Rules | None = None,
    at: datetime | None = None,
    readings: Mapping[Limb, Reading] = AS_THE_TEXT,
) -> Verdict:
    """Tell whether an accident is serious, belongs in the periodic report, or needs no report.

    Args:
        incident: the facts.
        rules: the rule set to apply, or a day or an era year that names it; that of the accident's
            first day in Japan if left out.
        at: "now" for impacts that have not ended, time-zone aware. If it is left out, how long
            they last is unknown.
        readings: how the competent authority reads limbs that the text leaves open. A limb that
            is not named is met for certain only if it is under both readings.

    Returns:
        The verdict, with a finding for every limb of the law that was looked at.

    Raises:
        NotCovered: no rule set is known for the accident's first day, or the reporter is a tower
            provider and the rule set is one from before there was a rule on them.
        InvalidInput: `rules` names none; `at` is not time-zone aware, or before the beginning of
            what has not ended.

    Example:
        >>> from datetime import timedelta
        >>> from jikorules import JAPAN, Impact, Period, Service
        >>> start = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)
        >>> period = Period(start, start + timedelta(hours=4, minutes=9))
        >>> voice = Service("voice", emergency_calls=True)
        >>> verdict = judge(Incident([Impact(voice, 41_382, period)]))
        >>> verdict.grade, verdict.rows
        (<Grade.SERIOUS: 2>, ('一',))
        >>> judge(verdict.incident, rules="2026-04-01").rules.id
        '2026-04-01'
    """
    refuse(*check_type("incident", Incident, incident, _AN_INCIDENT, _READ_IT))
    if at is not None:
        refuse(*check_time("at", at))
    if rules is not None:  # whoever names the rules means them throughout
        named = to_ruleset(rules)
        first = first_day(incident, named)
        return _judged(incident, limbs_of(named), first, at, readings, named=named)
    laws = laws_that_may_hold(incident)
    if len(laws) == 1:
        ((first, law),) = laws
        return _judged(incident, law, first, at, readings)
    work = work_on_each(len(laws))
    each = tuple(
        _judged(incident, one, day, at, readings, since=day, work=work) for day, one in laws
    )
    possible = union(one.possible for one in each)
    flags = [flag for flag in Flag if any(flag in one.flags for one in each)]
    return Verdict(
        incident,
        each[0].rules,
        at,
        possible,
        each[0].findings,
        (*flags, Flag.OPEN_LAW),
        each[0].readings,
        alternatives=each,
    )


def _judged(  # noqa: PLR0913 (all that an accident is judged by)
    incident: Incident,
    law: RuleLimbs,
    first: date,
    at: datetime | None,
    readings: Mapping[Limb, Reading],
    *,
    since: date | None = None,
    named: RuleSet | None = None,
    work: int = MOST_WORK,
) -> Verdict:
    """Judge under one rule set an accident of a day; `named` is that which the caller chose."""
    applied, over = named or law.rules, None if named else law.over
    if at is not None:
        _check_moment(incident, law, at)
    if incident.reporter is not Reporter.CARRIER:
        _check_towers(applied, first)
    row = None if readings or since else plain_row(incident, law)
    if row is not None:
        possible, findings = judge_plainly(incident.impacts[0], law, row)
        end = incident.impacts[0].periods[0].end
        is_past = over is not None and end is not None and end > over
        flags = law_flags(law, first, is_past, incident.reporter)
        return Verdict(incident, applied, at, possible, findings, tuple(flags))
    parts = parts_of(incident, law, at, since)
    begun = begun_since(incident, since)
    (possible, work_left), limits = judge_parts(parts, begun, law, at, readings=readings, work=work)
    findings = (*limits, *exclusions(law, incident))
    straddles = over is not None and _is_past(over, incident, parts, at)
    of_law = law_flags(law, first, straddles, incident.reporter)
    flags = [*fact_flags(law, incident, parts), *of_law]
    if len(possible) > 1 and any(
        turns_on_reading(each, parts, incident.overlap) for each in findings
    ):
        flags.append(Flag.OPEN_READING)
    if len(possible) > 1 and any(turns_on_voice_calls(each, parts, law) for each in findings):
        flags.append(Flag.OPEN_VOICE_CALLS)
    if not work_left:
        flags.append(Flag.TOO_MANY_UNKNOWNS)
    read = tuple(readings.items()) if readings else ()
    return Verdict(incident, applied, at, possible, findings, tuple(flags), read, since)


def laws_that_may_hold(incident: Incident) -> Sequence[tuple[date, RuleLimbs]]:
    """Give the rules that may hold, each with the day on which the accident then occurred."""
    critical = incident.critical_facility
    if critical is None and len(incident.impacts) == 1:
        day = incident.impacts[0].periods[0].start.astimezone(JAPAN).date()
        return ((day, limbs_of_day(day)),)
    first, law = _law_in_force(incident)
    starts = [impact.periods[0].start for impact in incident.impacts]
    if critical is not None:
        starts.append(critical.period.start)
    if max(starts) < law.over:
        return ((first, law),)
    found: list[tuple[date, RuleLimbs]] = []
    for day in possible_first_days(incident, law.rules):
        other = limbs_of_day(day)
        if not found or _rests_on(found[-1][1], incident) != _rests_on(other, incident):
            found.append((day, other))
    return found if len(found) > 1 else ((first, law),)


def _rests_on(law: RuleLimbs, incident: Incident) -> tuple[object, ...]:
    """Give what a grade rests on, and where it stands."""
    rules = law.rules
    return *rules.rests_on(incident.reporter), rules.serious_place, rules.periodic_place


def _law_in_force(incident: Incident) -> tuple[date, RuleLimbs]:
    """Give the first day, and the rules in force on it; which day it is, the rules themselves say.

    So far all versions of a provision leave out the same.
    """
    whole, rest = first_days(incident)
    law = limbs_of_day(rest)
    if whole == rest or leaves_out(law.rules, incident.facility):
        return rest, law
    return whole, limbs_of_day(whole)


def _check_moment(incident: Incident, law: RuleLimbs, at: datetime) -> None:
    """Refuse a moment that cannot be "now"; a mistyped year must not turn into "no report"."""
    impacts = counted(incident, law.rules)
    periods = [period for impact in impacts for period in impact.periods]
    if incident.critical_facility is not None:
        periods.append(incident.critical_facility.period)
    late = max((period.start for period in periods if period.end is None), default=at)
    if at < late:
        begun = late.isoformat()
        expected = Words(f"発生（{begun}）以後の時刻", f"a time not before {begun}, when it began")
        raise InvalidInput.of("at", expected, at.isoformat(), _CHECK_AT)


def _check_towers(rules: RuleSet, first: date) -> None:
    """Refuse rules that have none on tower providers."""
    if rules.tower_providers is not None:
        return
    since = next(each.id for each in rulesets() if each.tower_providers is not None)
    expected = Words(
        f"{since}以後に発生した事故、又は同日以後の規定",
        f"an accident that occurred on {since} or later, or rules from then on",
    )
    given = Words(
        f"{first}に発生した事故で、{rules.id} の規定によります",
        f"this one is of {first}, and the rules are those of {rules.id}",
    )
    raise NotCovered([Problem("reporter", expected, given, _BEFORE_TOWERS)])


def _is_past(
    moment: datetime, incident: Incident, parts: Iterable[Part], at: datetime | None
) -> bool:
    """Whether the accident is known to have run past a moment."""
    critical = incident.critical_facility
    ends = [part.end for part in parts]
    if critical is not None:
        ends.append(stretches((critical.period,), at)[2])
    return any(end > moment for end in ends)


def work_to_hold(incident: Incident) -> int:
    """Give how many looks at parts of worlds take as long as to hold an accident against a law."""
    return 30 * len(incident.impacts) + sum(len(each.periods) for each in incident.impacts)


def work_on_each(laws: int) -> int:
    """Give how much work may be spent on each of several rule sets that may hold."""
    return MOST_WORK // max(1, laws)


def judge_parts(  # noqa: PLR0913 (all that an accident is judged by)
    parts: Sequence[Part],
    incident: Incident,
    law: RuleLimbs,
    at: datetime | None,
    *,
    readings: Mapping[Limb, Reading] = AS_THE_TEXT,
    work: int = MOST_WORK,
) -> tuple[Possible, list[Finding]]:
    """Hold all that was hit against all limits: give the grades that are left, and the findings.

    Of a tower provider the table of item 1 alone is asked (施行規則第54条の17第1項).
    """
    overlap = incident.overlap
    is_carrier, periodic = incident.reporter is Reporter.CARRIER, list[Finding]()
    if is_carrier:
        pool, sure = for_periodic(parts)
        periodic = hold_all(law.periodic[incident.facility], pool, sure, overlap, readings)
    serious: list[Finding] = []
    if incident.facility is Facility.TELECOM:
        pools = by_row(parts)
        for row, limbs in enumerate(law.rows):
            if row in pools:
                serious += hold_all(limbs, *pools[row], overlap, readings)
            else:
                serious += law.idle[row]
        if is_carrier:
            serious.append(critical_finding(law, incident.critical_facility, at))
    possible = possible_grades(
        [finding.met for finding in serious],
        [finding.met for finding in periodic],
        parts,
        law,
        facility=incident.facility,
        overlap=overlap,
        minor=incident.minor,
        work=work,
    )
    return possible, [*serious, *periodic]
