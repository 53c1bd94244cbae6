"""`judge()`: the only place where the facts and the law meet.

Where the law is open there are two readings. The narrowest counts the users of those impacts that
each lasted long enough without interruption; the widest counts the time from the first failure to
the last restoration, and all users together. What the narrowest gives is certain, what only the
widest gives is possible. Which grades that leaves, `jikorules.worlds` tells.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from jikorules.bounds import Bounds
from jikorules.checks import check_time, refuse
from jikorules.incident import Impact, Incident, Period
from jikorules.law import RuleSet, ruleset
from jikorules.plan import Plan, plan_of
from jikorules.terms import Facility, Origin, Overlap
from jikorules.verdict import Exclusion, Finding, Flag, Grade, Limb, Measure, Met, Verdict
from jikorules.worlds import Part, lasting, possible_grades, services, together

T = TypeVar("T", int, timedelta)

_ZERO = timedelta(0)


def judge(
    incident: Incident, *, rules: RuleSet | None = None, at: datetime | None = None
) -> Verdict:
    """Tell whether an accident is serious, belongs in the periodic report, or needs no report.

    Args:
        incident: the facts.
        rules: the rule set to apply; that of the accident's first day in Japan if left out.
        at: "now" for impacts that have not ended, time-zone aware. If it is left out, how long
            they last is unknown.

    Returns:
        The verdict, with a finding for every limb of the law that was looked at.

    Raises:
        NotCovered: no rule set is known for the accident's first day.
        InvalidInput: `at` is not time-zone aware.

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
        refuse(*check_time("at", at))
    applied = ruleset(incident.first_day) if rules is None else rules
    plan = plan_of(applied)
    overlap = incident.overlap
    parts = [
        _part(i, impact, plan, at)
        for i, impact in enumerate(incident.impacts)
        if impact.supplementary is not True
    ]
    serious: list[Finding] = []
    if incident.facility is Facility.TELECOM:
        serious += _row_findings(plan, parts, overlap)
        serious.append(_critical_finding(plan, incident, at))
    periodic = [
        _periodic_finding(limb, parts, overlap) for limb in plan.periodic[incident.facility]
    ]
    possible = possible_grades(
        [finding.met for finding in serious],
        [finding.met for finding in periodic],
        parts,
        plan,
        incident,
    )
    findings = (*serious, *periodic, *_exclusions(plan, incident))
    last = incident.last_day(at) if rules is None else None
    flags = _flags(incident, applied, findings, parts, last)
    return Verdict(incident, applied, at, possible, findings, flags)


def _part(index: int, impact: Impact, plan: Plan, at: datetime | None) -> Part:
    longest, last_start, end, ended = _stretches(impact.periods, at)
    return Part(
        index=index,
        service=impact.service,
        rows=plan.rows_of(impact.service),
        counts=impact.supplementary is False,
        low=impact.users.low or 0,
        high=impact.users.high,
        longest=longest,
        start=impact.periods[0].start,
        last_start=last_start,
        end=end,
        ended=ended,
    )


def _stretches(
    periods: Sequence[Period], at: datetime | None
) -> tuple[timedelta, datetime, datetime, bool]:
    """Give the longest stretch without interruption, the last one's start and end, if it is known.

    Periods that touch or overlap are one stretch.
    """
    start = end = periods[0].start
    longest, ended = _ZERO, True
    for period in periods:
        if period.start > end:
            start = end = period.start
        until = period.end
        if until is None:
            until, ended = at or period.start, at is not None
        end = max(end, until)
        longest = max(longest, end - start)
    return longest, start, end, ended


def _finding(limb: Limb, impacts: tuple[int, ...], given: Measure) -> Finding:
    """Hold what was given against a limb."""
    yes, no = True, False
    if limb.duration is not None and given.duration is not None:
        yes, no = _reaches(given.duration, limb.duration)
    if limb.users is not None and given.users is not None:
        enough, short = _reaches(given.users, limb.users)
        yes, no = yes and enough, no or short
    return Finding(limb, impacts, given, Met.YES if yes else Met.NO if no else Met.UNDECIDED)


def _reaches(given: Bounds[T], required: T) -> tuple[bool, bool]:
    """Tell whether a number surely reaches a limit 以上, and whether it surely falls short."""
    return (
        given.low is not None and given.low >= required,
        given.high is not None and given.high < required,
    )


def _row_findings(plan: Plan, parts: Sequence[Part], overlap: Overlap) -> Iterable[Finding]:
    for row, limbs in enumerate(plan.rows):
        pool = [part for part in parts if row in part.rows]
        if not pool:
            yield from plan.idle[row]
            continue
        sure = [part for part in pool if part.counts and len(part.rows) == 1]
        impacts = tuple(part.index for part in pool)
        for limb in limbs:
            # If no impact lasts long enough, the time alone decides, and all users are shown.
            inside = lasting(sure, limb.duration) or sure
            users = together((part.low for part in inside), overlap)
            yield _finding(limb, impacts, _measure(limb, pool, sure, users, overlap))


def _periodic_finding(limb: Limb, parts: Sequence[Part], overlap: Overlap) -> Finding:
    sure = [part for part in parts if part.counts]
    inside = lasting(sure, limb.duration) or sure
    # Whether users of different services add up is open: surely only one service's do.
    users = max(
        (together((part.low for part in group), overlap) for group in services(inside)), default=0
    )
    impacts = tuple(part.index for part in parts)
    return _finding(limb, impacts, _measure(limb, parts, sure, users, overlap))


def _measure(
    limb: Limb, pool: Sequence[Part], sure: Sequence[Part], users: int, overlap: Overlap
) -> Measure:
    """Give the time and the users that a limb asks for, from the narrowest reading to the widest.

    Args:
        limb: what is asked.
        pool: the impacts that may be counted.
        sure: those of them that surely are.
        users: the users of the narrowest reading.
        overlap: how users overlap.
    """
    duration: Bounds[timedelta] | None = None
    number: Bounds[int] | None = None
    if limb.duration is not None:
        longest = max((part.longest for part in sure), default=_ZERO)
        if all(part.ended for part in pool):
            first = min((part.start for part in pool), default=None)
            span = _ZERO if first is None else max(part.end for part in pool) - first
            duration = Bounds(longest, span)
        else:
            duration = Bounds(longest, None)
    if limb.users is not None:
        highs = [part.high for part in pool if part.high is not None]
        most = max(highs, default=0) if overlap is Overlap.SAME else sum(highs)
        number = Bounds(users, most if len(highs) == len(pool) else None)
    return Measure(duration, number)


def _critical_finding(plan: Plan, incident: Incident, at: datetime | None) -> Finding:
    critical = incident.critical_facility
    if critical is None or critical.installed_by_carrier is False:
        return plan.critical_idle
    longest, _, _, ended = _stretches([critical.period], at)
    low = longest if critical.installed_by_carrier else _ZERO
    return _finding(plan.critical, (), Measure(Bounds(low, longest if ended else None)))


def _exclusions(plan: Plan, incident: Incident) -> Iterable[Finding]:
    """Give what takes something away from the answer, or may do so."""
    claims: list[tuple[Exclusion, tuple[int, ...], bool | None]] = [
        (Exclusion.SUPPLEMENTARY, (i,), impact.supplementary)
        for i, impact in enumerate(incident.impacts)
    ]
    claims.append((Exclusion.OTHER_FACILITY, (), incident.facility is Facility.OTHER))
    if incident.critical_facility is not None:
        installed = incident.critical_facility.installed_by_carrier
        claims.append((Exclusion.NOT_INSTALLED, (), None if installed is None else not installed))
    claims.append((Exclusion.MINOR, (), incident.minor))
    for why, impacts, claimed in claims:
        if claimed is not False:
            met = Met.UNDECIDED if claimed is None else Met.YES
            yield Finding(plan.exclusions[why], impacts, Measure(), met)


def _flags(
    incident: Incident,
    rules: RuleSet,
    findings: Iterable[Finding],
    parts: Sequence[Part],
    last: date | None,
) -> tuple[Flag, ...]:
    """Give what a reader has to know beside the answer.

    Args:
        incident: the facts.
        rules: the rule set applied.
        findings: all findings.
        parts: the impacts that may count.
        last: the last day of the accident if an amendment on the way matters.
    """
    raised = (
        (Flag.DISASTER, incident.disaster is not False),
        (Flag.LAW_LIKELY, rules.is_likely),
        (Flag.LAW_UNCHECKED, incident.first_day > rules.checked),
        (Flag.STRADDLES_AMENDMENT, last is not None and last > (rules.until or last)),
        (Flag.OPEN_READING, any(_is_open(each, parts, incident.overlap) for each in findings)),
        (Flag.ORIGIN_ELSEWHERE, incident.origin is not Origin.OWN),
        (Flag.UNCOUNTABLE_USERS, any(part.low == 0 and part.high is None for part in parts)),
        (Flag.NO_IMPACTS, not incident.impacts),
    )
    return tuple(flag for flag, is_raised in raised if is_raised)


def _is_open(finding: Finding, parts: Iterable[Part], overlap: Overlap) -> bool:
    """Whether a limb is undecided where the narrowest and the widest reading part."""
    if finding.met is not Met.UNDECIDED or not finding.impacts:
        return False
    pool = [part for part in parts if part.index in finding.impacts]
    limb, given = finding.limb, finding.given
    alike = len({(part.start, part.last_start, part.end, part.ended) for part in pool}) == 1
    if limb.duration is not None and given.duration is not None:
        whole = alike and pool[0].start == pool[0].last_start
        if not whole and not _reaches(given.duration, limb.duration)[0]:
            return True
    if limb.users is None or given.users is None or _reaches(given.users, limb.users)[0]:
        return False
    apart = limb.grade is Grade.PERIODIC and len({part.service for part in pool}) > 1
    return not alike or (apart and overlap is not Overlap.SAME)
