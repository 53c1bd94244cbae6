"""`judge()`: the only place where the facts and the law meet.

Where the law is open there are two readings. The narrowest counts the users of those impacts that
each lasted long enough without interruption; the widest counts the time from the first failure to
the last restoration, and all users together. What the narrowest gives is certain, what only the
widest gives is possible. Which grades that leaves, `jikorules.worlds` tells.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from types import MappingProxyType

from attrs import evolve, frozen

from jikorules.bounds import Bounds
from jikorules.checks import check_time, refuse
from jikorules.errors import InvalidInput, Words
from jikorules.incident import CriticalFacility, Impact, Incident, Period
from jikorules.law import RuleSet
from jikorules.plan import Plan, plan_of, plan_of_day
from jikorules.terms import Facility, Origin, Overlap
from jikorules.verdict import Exclusion, Finding, Flag, Given, Grade, Limb, Met, Reading, Verdict
from jikorules.worlds import Part, lasting, possible_grades, services, together

_ZERO = timedelta(0)
_CHECK_AT = Words("判定の時点を確かめてください。", "Check the moment for which to judge.")
_NO_TIME, _NOBODY = Bounds.exact(_ZERO), Bounds.exact(0)
_AS_THE_TEXT: Mapping[Limb, Reading] = MappingProxyType({})
_YES, _NO, _UNDECIDED = Met  # looked up but once
_TELECOM, _OWN = Facility.TELECOM, Origin.OWN


def judge(
    incident: Incident,
    *,
    rules: RuleSet | None = None,
    at: datetime | None = None,
    readings: Mapping[Limb, Reading] = _AS_THE_TEXT,
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
    overlap = incident.overlap
    parts = parts_of(incident, plan, at)
    alone = len(parts) == 1 and parts[0].counts and len(parts[0].rows) == 1
    if alone and not readings:  # by far the most
        serious, periodic = _one(plan, parts[0], incident.facility)
    else:
        serious, periodic = _several(plan, parts, incident, readings)
    if incident.facility is _TELECOM:
        serious.append(_critical_finding(plan, incident.critical_facility, at))
    possible = possible_grades(serious, periodic, parts, plan, incident)
    findings = (*serious, *periodic, *_exclusions(plan, incident))
    flags = _flags(incident, parts, plan, first)
    if rules is None and _is_past(plan.over, incident, parts, at):
        flags.append(Flag.STRADDLES_AMENDMENT)
    if len(possible) > 1 and any(is_open(each, parts, overlap) for each in findings):
        flags.append(Flag.OPEN_READING)
    read = tuple(readings.items()) if readings else ()
    return Verdict(incident, plan.rules, at, possible, findings, tuple(flags), read)


def parts_of(incident: Incident, plan: Plan, at: datetime | None) -> list[Part]:
    """Give the impacts that may count, as the rules see them."""
    return [
        _part(i, impact, plan, at)
        for i, impact in enumerate(incident.impacts)
        if impact.supplementary is not True
    ]


def _check_moment(incident: Incident, at: datetime) -> None:
    """Refuse a moment that cannot be "now"; a mistyped year must not turn into "no report"."""
    refuse(*check_time("at", at))
    counted = [impact for impact in incident.impacts if impact.supplementary is not True]
    periods = [period for impact in counted for period in impact.periods]
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


def _part(index: int, impact: Impact, plan: Plan, at: datetime | None) -> Part:
    longest, last_start, end, ended = stretches(impact.periods, at)
    start = impact.periods[0].start
    span = longest if last_start is start else end - start
    return Part(
        index,
        impact.service,
        plan.rows_of(impact.service),
        impact.supplementary is False,
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
        if until > end:
            end = until
            longest = max(longest, end - start)
    return longest, start, end, ended


Findings = tuple[list[Finding], list[Finding]]
"""Those on serious accidents and those on the periodic report."""


def _one(plan: Plan, part: Part, facility: Facility) -> Findings:
    """Hold the only impact, of a row that is known, against all limbs: each is given the same."""
    given = _given_by(part)
    periodic = _held(plan.periodic[facility], given)
    if facility is not _TELECOM:
        return [], periodic
    row = part.rows[0]
    before, after = plan.around[row]
    return [*before, *_held(plan.rows[row], given), *after], periodic


def _several(
    plan: Plan, parts: Sequence[Part], incident: Incident, readings: Mapping[Limb, Reading]
) -> Findings:
    """Hold several impacts, or some of which the row is not known, against all limbs."""
    overlap = incident.overlap

    def find(limbs: Iterable[Limb], parts: list[Part], sure: list[Part]) -> list[Finding]:
        if len(parts) == len(sure) == 1 and not readings:
            return _held(limbs, _given_by(parts[0]))
        pool = _Pool(parts, overlap)
        return [_finding(limb, pool, sure, readings.get(limb)) for limb in limbs]

    counted = [part for part in parts if part.counts]
    periodic = find(plan.periodic[incident.facility], [*parts], counted)
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
            serious += find(limbs, pool, sure)
    return serious, periodic


def _given_by(part: Part) -> Given:
    """Give the time and the users of an impact by itself: the same, whatever a limb asks."""
    return Given(part.duration, part.users, (part.place,))


@frozen
class _Pool:
    """Impacts that are counted together.

    Attributes:
        parts: the impacts.
        overlap: how their users overlap.
    """

    parts: Sequence[Part]
    overlap: Overlap

    def given(self, limb: Limb, reading: Reading | None) -> Given:
        """Give the time and the users, from what they are at least to what they are at most.

        Args:
            limb: the limb that they are held against.
            reading: how it is read; None for both readings at once.
        """
        if not self.parts:
            return Given(_NO_TIME, _NOBODY)
        narrow, wide = self._narrowest(limb, reading), self._widest
        least = wide if reading is Reading.WIDEST else narrow
        most = narrow if reading is Reading.NARROWEST else wide
        ended = all([part.ended for part in self.parts])
        return Given(Bounds(least[0], most[0] if ended else None), Bounds(least[1], most[2]))

    def _narrowest(self, limb: Limb, reading: Reading | None) -> tuple[timedelta, int, int | None]:
        """Give the time at least, the users at least, and the users at most."""
        # Whether users of different services add up for the periodic report is open.
        apart = limb.grade is Grade.PERIODIC
        longest = max([part.longest for part in self.parts])
        surely = lasting(self.parts, limb.duration)
        if reading is None:
            # If none surely lasts long enough, the time alone decides, and all users are shown.
            return longest, self._least(surely or self.parts, apart=apart), None
        # One that has not ended may last long enough yet; if none may, the time alone decides.
        perhaps = [part for part in self.parts if part in surely or not part.ended]
        least = self._least(surely if perhaps else self.parts, apart=apart)
        groups = _groups(perhaps or self.parts, apart=apart)
        highs = [_highest(group, self.overlap) for group in groups]
        known = [high for high in highs if high is not None]
        return longest, least, max(known) if len(known) == len(highs) else None

    @cached_property
    def _widest(self) -> tuple[timedelta, int, int | None]:
        """The time at least, the users at least, and the users at most."""
        span = max([part.end for part in self.parts]) - min([part.start for part in self.parts])
        least = together([part.low for part in self.parts], self.overlap)
        return span, least, _highest(self.parts, self.overlap)

    def _least(self, parts: Sequence[Part], *, apart: bool) -> int:
        groups = _groups(parts, apart=apart)
        return max([together([part.low for part in each], self.overlap) for each in groups])


def _groups(parts: Sequence[Part], *, apart: bool) -> Iterable[Sequence[Part]]:
    """Give the parts whose users surely add up: all, or those of one service."""
    return services(parts) or [parts] if apart else [parts]


def _highest(parts: Sequence[Part], overlap: Overlap) -> int | None:
    highs = [part.users.high for part in parts if part.users.high is not None]
    if len(highs) < len(parts):
        return None
    return max(highs) if overlap is Overlap.SAME else sum(highs)


def _finding(limb: Limb, pool: _Pool, sure: Sequence[Part], reading: Reading | None) -> Finding:
    """Hold impacts against a limb, of which those that are sure are counted in any case."""
    given = pool.given(limb, reading)
    given = Given(
        given.duration,
        given.users,
        tuple([part.place for part in pool.parts]),
        tuple([part.place for part in pool.parts if part not in sure]),
    )
    finding = _held((limb,), given)[0]
    if finding.met is _YES and given.uncertain:
        surely = _held((limb,), _Pool(sure, pool.overlap).given(limb, reading))[0]
        return evolve(finding, met=_YES if surely.met is _YES else Met.UNDECIDED)
    return finding


def _held(limbs: Iterable[Limb], given: Given) -> list[Finding]:
    """Hold what is given against limbs; all limits are inclusive 以上."""
    time, number = given.duration, given.users
    shortest, longest = (None, None) if time is None else (time.low, time.high)
    least, most = (None, None) if number is None else (number.low, number.high)
    findings = []
    for limb in limbs:
        duration, users = limb.duration, limb.users
        if (duration is not None and longest is not None and longest < duration) or (
            users is not None and most is not None and most < users
        ):
            met = _NO
        elif (duration is None or (shortest is not None and shortest >= duration)) and (
            users is None or (least is not None and least >= users)
        ):
            met = _YES
        else:
            met = _UNDECIDED
        findings.append(Finding(limb, given, met))
    return findings


def _critical_finding(
    plan: Plan, critical: CriticalFacility | None, at: datetime | None
) -> Finding:
    if critical is None or critical.installed_by_carrier is False:
        return plan.critical_idle
    longest, _, _, ended = stretches((critical.period,), at)
    finding = _held((plan.critical,), Given(Bounds(longest, longest if ended else None)))[0]
    if finding.met is _YES and critical.installed_by_carrier is None:
        return evolve(finding, met=_UNDECIDED)
    return finding


def _exclusions(plan: Plan, incident: Incident) -> list[Finding]:
    """Give what takes something away from the answer, or may do so."""
    claims: list[tuple[Exclusion, bool | None, tuple[int, ...]]] = []
    for i, impact in enumerate(incident.impacts):
        if impact.supplementary is not False:
            claims.append((Exclusion.SUPPLEMENTARY, impact.supplementary, (i,)))
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


def _flags(incident: Incident, parts: Iterable[Part], plan: Plan, first: date) -> list[Flag]:
    flags = []
    if incident.disaster is not False:
        flags.append(Flag.DISASTER)
    if incident.origin is not _OWN:
        flags.append(Flag.ORIGIN_ELSEWHERE)
    if any([part.users.high is None and part.low == 0 for part in parts]):
        flags.append(Flag.UNCOUNTABLE_USERS)
    if not incident.impacts:
        flags.append(Flag.NO_IMPACTS)
    if plan.rules.is_likely:
        flags.append(Flag.LAW_LIKELY)
    if first > plan.rules.checked:
        flags.append(Flag.LAW_UNCHECKED)
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
