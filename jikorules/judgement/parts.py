"""The impacts as the rules see them: rows, times, users; and how they are counted together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from jikorules.basics.bounds import Bounds
from jikorules.basics.moments import midnight
from jikorules.basics.vocabulary import MAY_CARRY_VOICE, Facility, Kind, Overlap
from jikorules.facts.incident import Impact, Incident, Period
from jikorules.facts.service import Service
from jikorules.judgement.counting import counts
from jikorules.judgement.limbs import FAR, RuleLimbs
from jikorules.judgement.verdict import Grade


class Part(NamedTuple):
    """An impact as the rules see it.

    Attributes:
        place: its index among the impacts.
        rows: the indexes of the rows that the service may fall in.
        serious: whether it counts for the table of the rule on serious accidents; None if that is
            not known, as it may be supplementary.
        periodic: whether it counts for the periodic rule, likewise.
        start: the first failure.
        last_start: the beginning of the last stretch.
        end: the last restoration; if it has not come, the earliest moment at which it may.
        longest: the longest stretch without interruption, at least.
        span: from the first failure to the last restoration; None if that has not come.
        low: the least number of users.
    """

    place: int
    service: Service
    rows: tuple[int, ...]
    serious: bool | None
    periodic: bool | None
    start: datetime
    last_start: datetime
    end: datetime
    longest: timedelta
    span: timedelta | None
    users: Bounds[int]
    low: int

    @property
    def counts(self) -> bool:
        """Whether it surely counts for something."""
        return self.serious is True or self.periodic is True

    @property
    def duration(self) -> Bounds[timedelta]:
        """How long it lasted: from the longest stretch without interruption to the whole span."""
        return Bounds(self.longest, self.span)

    @property
    def ended(self) -> bool:
        """Whether the last restoration is known."""
        return self.span is not None


def lasting(parts: Iterable[Part], duration: timedelta | None) -> list[Part]:
    """Give the parts that surely last so long without interruption."""
    return [part for part in parts if duration is None or part.longest >= duration]


def together(users: Iterable[int], overlap: Overlap) -> int:
    """Count users of several parts: added if nobody is in two of them, else the largest number."""
    return sum(users) if overlap is Overlap.DISJOINT else max(users, default=0)


def users_together(users: Iterable[Bounds[int]], overlap: Overlap) -> Bounds[int]:
    """Count users of several parts together, from what they are at least to what at most.

    At most they are added, unless they are known to be the same.
    """
    numbers = list(users)
    least = together([each.low or 0 for each in numbers], overlap)
    highs = [each.high for each in numbers if each.high is not None]
    if len(highs) < len(numbers):
        return Bounds(least, None)
    return Bounds(least, max(highs, default=0) if overlap is Overlap.SAME else sum(highs))


def services(parts: Iterable[Part]) -> list[list[Part]]:
    """Group parts by the service that was hit."""
    groups: dict[Service, list[Part]] = {}
    for part in parts:
        groups.setdefault(part.service, []).append(part)
    return list(groups.values())


def parts_of(
    incident: Incident, law: RuleLimbs, at: datetime | None, since: date | None = None
) -> list[Part]:
    """Give the impacts that may count, as the rules see them; those that began since a day."""
    is_telecom, left_out = incident.facility is Facility.TELECOM, law.left_out[incident.facility]
    in_table, in_item = Grade.SERIOUS in left_out, Grade.PERIODIC in left_out
    apart, parts = _told_apart(incident), []
    begin = None if since is None else midnight(since)
    for i, impact in enumerate(incident.impacts):
        if begin is not None and impact.periods[0].start < begin:
            continue
        serious, periodic = is_telecom and counts(impact, in_table), counts(impact, in_item)
        if serious is not False or periodic is not False:
            rows = law.rows_of(impact.service, voice_apart=impact.service in apart)
            start, times = impact.periods[0].start, _times(impact.periods, at)
            low = impact.users.low or 0
            part = Part(
                i, impact.service, rows, serious, periodic, start, *times, impact.users, low
            )
            parts.append(part)
    return parts


def _told_apart(incident: Incident) -> set[Service]:
    """Give the services whose voice calls are told as an impact of their own.

    That is voice that surely handles no emergency calls and surely counts, of the same name (or
    both of none), hit at the same time as the only service that it may be a part of. Whoever says
    that the voice calls of a service were hit speaks of those of that very service.
    """
    silent = [each for each in incident.impacts if each.service.kind in MAY_CARRY_VOICE]
    voices: dict[str | None, list[tuple[datetime, datetime]]] = {}
    for each in incident.impacts if silent else ():
        if _may_be_a_part(each):
            voices.setdefault(each.service.name, []).append(_window(each))
    names = Counter(each.name for each in {impact.service for impact in silent})
    unsure = {
        each.service
        for each in silent
        if not _meets_any(_window(each), voices.get(each.service.name, ()))
    }
    return {
        each.service
        for each in silent
        if each.service.voice_calls is None and names[each.service.name] == 1
    } - unsure


def _may_be_a_part(impact: Impact) -> bool:
    """Whether an impact may tell of the voice calls of another service."""
    service = impact.service
    is_plain_voice = service.kind is Kind.VOICE and service.emergency_calls is False
    return is_plain_voice and impact.supplementary is False


def _window(impact: Impact) -> tuple[datetime, datetime]:
    """Give the first failure and the last restoration; a far moment if that has not come."""
    ends = [FAR if period.end is None else period.end for period in impact.periods]
    return impact.periods[0].start, max(ends)


def _meets_any(
    window: tuple[datetime, datetime], others: Iterable[tuple[datetime, datetime]]
) -> bool:
    """Whether what was there from one moment to another was there with others, if only briefly."""
    start, end = window
    return any([begun <= end and over >= start for begun, over in others])


def _times(
    periods: Sequence[Period], at: datetime | None
) -> tuple[datetime, datetime, timedelta, timedelta | None]:
    """Give the last stretch's start, the end, the longest stretch, and the span if it is known."""
    longest, last_start, end, ended = stretches(periods, at)
    start = periods[0].start
    span = longest if last_start is start else end - start
    return last_start, end, longest, span if ended else None


def parts_at(parts: Iterable[Part], incident: Incident, at: datetime) -> list[Part]:
    """Give parts as they are at a later moment, to which what has not ended lasts."""
    later = []
    for part in parts:
        periods = incident.impacts[part.place].periods
        if periods[-1].end is None:
            last_start, end, longest, span = _times(periods, at)
            later.append(part._replace(last_start=last_start, end=end, longest=longest, span=span))
        else:
            later.append(part)
    return later


def stretches(
    periods: Sequence[Period], at: datetime | None
) -> tuple[timedelta, datetime, datetime, bool]:
    """Give the longest stretch without interruption, the last one's start and end, if it is known.

    Periods that touch or overlap are one stretch.
    """
    start, over = periods[0].start, periods[0].end or at
    if len(periods) == 1 and over is not None:
        over = max(over, start)
        return over - start, start, over, True
    longest, end, ended = timedelta(0), start, True
    for period in periods:
        if period.start > end:
            longest = max(longest, end - start)
            start = end = period.start
        until = period.end
        if until is None:
            until, ended = at or period.start, at is not None
        end = max(end, until)
    return max(longest, end - start), start, end, ended
