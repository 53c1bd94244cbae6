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
from jikorules.judgement.limbs import RuleLimbs
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
        duration: how long it lasted: at least the longest stretch without interruption, at most
            from the first failure to the last restoration.
    """

    place: int
    service: Service
    rows: tuple[int, ...]
    serious: bool | None
    periodic: bool | None
    start: datetime
    last_start: datetime
    end: datetime
    duration: Bounds[timedelta]
    users: Bounds[int]

    @property
    def counts(self) -> bool:
        """Whether it surely counts for something."""
        return self.serious is True or self.periodic is True

    @property
    def low(self) -> int:
        """The least number of users."""
        return self.users.low or 0

    @property
    def longest(self) -> timedelta:
        """The longest stretch without interruption, at least."""
        return self.duration.low or timedelta(0)

    @property
    def ended(self) -> bool:
        """Whether the last restoration is known."""
        return self.duration.high is not None


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
            parts.append(_part(i, impact, rows, at, serious=serious, periodic=periodic))
    return parts


def _told_apart(incident: Incident) -> set[Service]:
    """Give the services whose voice calls are told as an impact of their own.

    That is voice that surely handles no emergency calls and surely counts, of the same name (or
    both of none), hit at the same time as the only service that it may be a part of. Whoever says
    that the voice calls of a service were hit speaks of those of that very service.
    """
    silent = [each for each in incident.impacts if each.service.kind in MAY_CARRY_VOICE]
    voices = [each for each in incident.impacts if _may_be_a_part(each)] if silent else []
    names = Counter(each.name for each in {impact.service for impact in silent})
    unsure = {
        each.service
        for each in silent
        if not any(one.service.name == each.service.name and _overlap(one, each) for one in voices)
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


def _overlap(one: Impact, other: Impact) -> bool:
    """Whether two impacts were there at the same time, if only for a moment."""
    begun = max(one.periods[0].start, other.periods[0].start)
    return all(
        any(period.end is None or period.end >= begun for period in each.periods)
        for each in (one, other)
    )


def _part(  # noqa: PLR0913 (an impact, and what it counts for)
    index: int,
    impact: Impact,
    rows: tuple[int, ...],
    at: datetime | None,
    *,
    serious: bool | None,
    periodic: bool | None,
) -> Part:
    longest, last_start, end, ended = stretches(impact.periods, at)
    start = impact.periods[0].start
    span = longest if last_start is start else end - start
    return Part(
        index,
        impact.service,
        rows,
        serious,
        periodic,
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
    longest, end, ended = timedelta(0), start, True
    for period in periods:
        if period.start > end:
            start = end = period.start
        until = period.end
        if until is None:
            until, ended = at or period.start, at is not None
        end = max(end, until)
        longest = max(longest, end - start)
    return longest, start, end, ended
