"""`judge()`: the only place where the facts and the law meet.

Where the law is open there are two readings. The narrowest counts the users of those impacts that
each lasted long enough without interruption; the widest counts the time from the first failure to
the last restoration, and all users together. What the narrowest gives is certain, what only the
widest gives is possible. Which grades that leaves, `jikorules.worlds` tells.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from attrs import evolve

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Words
from jikorules.basics.validation import check_time, refuse
from jikorules.basics.vocabulary import Facility, Origin, Overlap
from jikorules.facts.incident import CriticalFacility, Impact, Incident, Period
from jikorules.holding import AS_THE_TEXT, hold, hold_all
from jikorules.law.ruleset import RuleSet
from jikorules.plan import Plan, plan_of, plan_of_day
from jikorules.verdict import Exclusion, Finding, Flag, Given, Grade, Limb, Met, Reading, Verdict
from jikorules.worlds import Part, possible_grades

_ZERO = timedelta(0)
_CHECK_AT = Words("判定の時点を確かめてください。", "Check the moment for which to judge.")
_YES, _, _UNDECIDED = Met  # looked up but once
_TELECOM, _OWN = Facility.TELECOM, Origin.OWN
_NONE, _PERIODIC, _SERIOUS = [(grade,) for grade in Grade]


def judge(
    incident: Incident,
    *,
    rules: RuleSet | None = None,
    at: datetime | None = None,
    readings: Mapping[Limb, Reading] = AS_THE_TEXT,
) -> Verdict:
    """Tell whether an accident is serious, belongs in the periodic report, or needs no report.

    Args:
        incident: the facts.
        rules: the rule set to apply; that of the accident's first day in Japan if left out.
        at: "now" for impacts that have not ended, time-zone aware. If it is left out, how long
            they last is unknown.
        readings: how the competent authority reads limbs that the text leaves open. A limb that
            is not named is met for certain only if it is under both readings.

    Returns:
        The verdict, with a finding for every limb of the law that was looked at.

    Raises:
        NotCovered: no rule set is known for the accident's first day.
        InvalidInput: `at` is not time-zone aware, or before the beginning of what has not ended.

    Example:
        >>> from jikorules import JAPAN, Impact, Period, Service
        >>> start = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)
        >>> period = Period(start, start + timedelta(hours=4, minutes=9))
        >>> voice = Service("voice", emergency_calls=True)
        >>> verdict = judge(Incident([Impact(voice, 41_382, period)]))
        >>> verdict.grade, verdict.rows
        (<Grade.SERIOUS: 2>, ('一',))
    """
    if at is not None:
        _check_moment(incident, at)
    first = incident.first_day
    plan = plan_of_day(first) if rules is None else plan_of(rules)
    over = plan.over if rules is None else None  # whoever names the rules means them throughout
    plain = None if readings else _plain(incident, plan, at, first, over)
    if plain is not None:
        return plain
    parts = parts_of(incident, plan, at)
    serious, periodic = _held(plan, parts, incident, readings)
    if incident.facility is _TELECOM:
        serious.append(critical_finding(plan, incident.critical_facility, at))
    possible = possible_grades(serious, periodic, parts, plan, incident)
    findings = (*serious, *periodic, *_exclusions(plan, incident))
    straddles = over is not None and _is_past(over, incident, parts, at)
    flags = [*_flags(incident, parts), *_law_flags(plan, first, straddles)]
    if len(possible) > 1 and any(is_open(each, parts, incident.overlap) for each in findings):
        flags.append(Flag.OPEN_READING)
    read = tuple(readings.items()) if readings else ()
    return Verdict(incident, plan.rules, at, possible, findings, tuple(flags), read)


def parts_of(incident: Incident, plan: Plan, at: datetime | None) -> list[Part]:
    """Give the impacts that may count, as the rules see them."""
    return [
        _part(i, impact, plan, at, counts=counts)
        for i, impact in enumerate(incident.impacts)
        if (counts := incident.counts(impact)) is not False
    ]


def _check_moment(incident: Incident, at: datetime) -> None:
    """Refuse a moment that cannot be "now"; a mistyped year must not turn into "no report"."""
    refuse(*check_time("at", at))
    periods = [period for impact in incident.counted() for period in impact.periods]
    if incident.critical_facility is not None:
        periods.append(incident.critical_facility.period)
    late = max((period.start for period in periods if period.end is None), default=at)
    if at < late:
        begun = late.isoformat()
        expected = Words(f"発生（{begun}）以後の時刻", f"a time not before {begun}, when it began")
        raise InvalidInput.of("at", expected, at.isoformat(), _CHECK_AT)


def _is_past(
    moment: datetime, incident: Incident, parts: Iterable[Part], at: datetime | None
) -> bool:
    """Whether the accident is known to have run past a moment."""
    for part in parts:
        if part.end > moment:
            return True
    critical = incident.critical_facility
    return critical is not None and stretches((critical.period,), at)[2] > moment


def _part(
    index: int, impact: Impact, plan: Plan, at: datetime | None, *, counts: bool | None
) -> Part:
    longest, last_start, end, ended = stretches(impact.periods, at)
    start = impact.periods[0].start
    span = longest if last_start is start else end - start
    return Part(
        index,
        impact.service,
        plan.rows_of(impact.service),
        counts is True,
        start,
        last_start,
        end,
        Bounds(longest, span if ended else None),
        impact.users,
    )


def stretches(
    periods: Sequence[Period], at: datetime | None
) -> tuple[timedelta, datetime, datetime, bool]:
    """Give the longest stretch without interruption, the last one's start and end, if it is known.

    Periods that touch or overlap are one stretch.
    """
    start, end = periods[0].start, periods[0].end
    if len(periods) == 1 and end is not None:
        return end - start, start, end, True
    longest, end, ended = _ZERO, start, True
    for period in periods:
        if period.start > end:
            start = end = period.start
        until = period.end
        if until is None:
            until, ended = at or period.start, at is not None
        end = max(end, until)
        longest = max(longest, end - start)
    return longest, start, end, ended


Findings = tuple[list[Finding], list[Finding]]
"""Those on serious accidents and those on the periodic report."""


def _plain(
    incident: Incident, plan: Plan, at: datetime | None, first: date, over: datetime | None
) -> Verdict | None:
    """Judge the plainest accident, by far the most, the short way; None if it is not so plain.

    That is one impact, its row, time and users known, and nothing claimed that takes anything
    away: all limbs are given the same, and the highest grade of those that are met is the answer.
    """
    if (
        len(incident.impacts) != 1
        or incident.critical_facility is not None
        or incident.facility is not _TELECOM
        or incident.minor is not False
        or incident.disaster is not False
        or incident.origin is not _OWN
    ):
        return None
    impact = incident.impacts[0]
    users, period, rows = impact.users, impact.periods[0], plan.rows_of(impact.service)
    if (
        impact.supplementary is not False
        or len(impact.periods) != 1
        or period.end is None
        or len(rows) != 1
        or not users.is_exact
    ):
        return None
    time = period.end - period.start
    given = Given(Bounds(time, time), users, (0,))
    own, periodic = hold(plan.rows[rows[0]], given), hold(plan.periodic[_TELECOM], given)
    if _YES in [finding.met for finding in own]:
        possible = _SERIOUS
    else:
        possible = _PERIODIC if _YES in [finding.met for finding in periodic] else _NONE
    before, after = plan.around[rows[0]]
    findings = (*before, *own, *after, plan.critical_idle, *periodic)
    flags = _law_flags(plan, first, over is not None and period.end > over)
    return Verdict(incident, plan.rules, at, possible, findings, tuple(flags))


def _held(
    plan: Plan, parts: Sequence[Part], incident: Incident, readings: Mapping[Limb, Reading]
) -> Findings:
    """Hold the impacts against all limbs."""
    counted = [part for part in parts if part.counts]
    overlap = incident.overlap
    periodic = hold_all(plan.periodic[incident.facility], parts, counted, overlap, readings)
    if incident.facility is not _TELECOM:
        return [], periodic
    pools: dict[int, list[Part]] = {}
    for part in parts:
        for row in part.rows:
            pools.setdefault(row, []).append(part)
    serious: list[Finding] = []
    for row, limbs in enumerate(plan.rows):
        pool = pools.get(row)
        if pool is None:
            serious += plan.idle[row]
        else:
            sure = [part for part in pool if part.counts and len(part.rows) == 1]
            serious += hold_all(limbs, pool, sure, overlap, readings)
    return serious, periodic


def critical_finding(plan: Plan, critical: CriticalFacility | None, at: datetime | None) -> Finding:
    """Hold the loss of all communication of a critical facility against item 2."""
    if critical is None or critical.installed_by_carrier is False:
        return plan.critical_idle
    longest, _, _, ended = stretches((critical.period,), at)
    finding = hold((plan.critical,), Given(Bounds(longest, longest if ended else None)))[0]
    if finding.met is _YES and critical.installed_by_carrier is None:
        return evolve(finding, met=_UNDECIDED)
    return finding


def _exclusions(plan: Plan, incident: Incident) -> list[Finding]:
    """Give what takes something away from the answer, or may do so."""
    claims: list[tuple[Exclusion, bool | None, tuple[int, ...]]] = []
    for i, impact in enumerate(incident.impacts):
        counts = incident.counts(impact)
        if counts is not True:
            claims.append((Exclusion.SUPPLEMENTARY, counts is False, (i,)))
    if incident.facility is not _TELECOM:
        claims.append((Exclusion.OTHER_FACILITY, True, ()))
    critical = incident.critical_facility
    if critical is not None and critical.installed_by_carrier is not True:
        elsewhere = None if critical.installed_by_carrier is None else True
        claims.append((Exclusion.NOT_INSTALLED, elsewhere, ()))
    if incident.minor is not False:
        claims.append((Exclusion.MINOR, incident.minor, ()))
    return [
        Finding(plan.exclusions[why], Given(impacts=impacts), _YES if claimed else _UNDECIDED)
        for why, claimed, impacts in claims
    ]


def _flags(incident: Incident, parts: Iterable[Part]) -> list[Flag]:
    flags = []
    if incident.disaster is not False:
        flags.append(Flag.DISASTER)
    if incident.origin is not _OWN:
        flags.append(Flag.ORIGIN_ELSEWHERE)
    if any([part.users.high is None and part.low == 0 for part in parts]):
        flags.append(Flag.UNCOUNTABLE_USERS)
    if not incident.impacts:
        flags.append(Flag.NO_IMPACTS)
    return flags


def _law_flags(plan: Plan, first: date, straddles: bool) -> list[Flag]:
    flags = []
    if plan.rules.is_likely:
        flags.append(Flag.LAW_LIKELY)
    if first > plan.rules.checked:
        flags.append(Flag.LAW_UNCHECKED)
    if straddles:
        flags.append(Flag.STRADDLES_AMENDMENT)
    return flags


def is_open(finding: Finding, parts: Iterable[Part], overlap: Overlap) -> bool:
    """Whether a limb is undecided where the narrowest and the widest reading part."""
    limb, given = finding.limb, finding.given
    if finding.met is not _UNDECIDED or given.duration is None or given.users is None:
        return False
    pool = [part for part in parts if part.place in given.impacts]
    alike = len({(part.start, part.last_start, part.end, part.ended) for part in pool}) == 1
    whole = alike and pool[0].start == pool[0].last_start
    lasts = limb.duration is None or (given.duration.low or _ZERO) >= limb.duration
    if not (lasts or whole):
        return True
    if limb.users is None or (given.users.low or 0) >= limb.users:
        return False
    apart = limb.grade is Grade.PERIODIC and len({part.service for part in pool}) > 1
    return not alike or (apart and overlap is not Overlap.SAME)
