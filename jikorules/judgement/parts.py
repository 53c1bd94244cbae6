"""The impacts as the rules see them: rows, times, users; and how they are counted together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from jikorules.basics.bounds import Bounds
from jikorules.basics.moments import midnight
from jikorules.basics.vocabulary import MAY_CARRY_VOICE, Facility, Kind, Overlap
from jikorules.facts.incident import Incident, Period
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

    def with_users(self, users: Bounds[int]) -> "Part":
        """Give the same with other users."""
        return self if users is self.users else Part(*self[:10], users, users.low or 0)

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
    return Bounds(least, most_together([each.high for each in numbers], overlap))


def most_together(users: Sequence[int | None], overlap: Overlap) -> int | None:
    """Count users of several parts at most, of each of which it is known or not (None)."""
    known = [each for each in users if each is not None]
    if len(known) < len(users):
        return None
    return max(known, default=0) if overlap is Overlap.SAME else sum(known)


def services(parts: Iterable[Part]) -> list[list[Part]]:
    """Group parts by the service that was hit."""
    groups: dict[Service, list[Part]] = {}
    for part in parts:
        groups.setdefault(part.service, []).append(part)
    return list(groups.values())


def for_periodic(parts: Iterable[Part]) -> tuple[list[Part], list[Part]]:
    """Give the parts that may count for the periodic rule, and those of them that surely do."""
    pool = [part for part in parts if part.periodic is not False]
    return pool, [part for part in pool if part.periodic is True]


def by_row(parts: Iterable[Part]) -> dict[int, tuple[list[Part], list[Part]]]:
    """Give, for each row in which any may count, those parts, and those that surely do."""
    rows: dict[int, tuple[list[Part], list[Part]]] = {}
    for part in parts:
        for row in part.rows if part.serious is not False else ():
            pool, sure = rows.setdefault(row, ([], []))
            pool.append(part)
            if part.serious is True and len(part.rows) == 1:
                sure.append(part)
    return rows


class Times(NamedTuple):
    """When an impact was suffered; as of `Part`, but for the last.

    Attributes:
        over: the last restoration; a far moment if that has not come, even where "now" is told.
    """

    start: datetime
    last_start: datetime
    end: datetime
    longest: timedelta
    span: timedelta | None
    over: datetime


class Hit(NamedTuple):
    """An impact with its times reckoned, whatever the rules."""

    service: Service
    users: Bounds[int]
    supplementary: bool | None
    times: Times


def hits_of(incident: Incident, at: datetime | None) -> list[Hit]:
    """Give the impacts of an accident with their times reckoned."""
    return [
        Hit(each.service, each.users, each.supplementary, times_of(each.periods, at))
        for each in incident.impacts
    ]


def times_of(periods: Sequence[Period], at: datetime | None) -> Times:
    """Reckon the times of an impact; `at` is "now" for what has not ended."""
    longest, last_start, end, ended = stretches(periods, at)
    start = periods[0].start
    span = longest if last_start is start else end - start
    over = FAR if periods[-1].end is None else end  # the others have ended
    return Times(start, last_start, end, longest, span if ended else None, over)


def parts_of(
    incident: Incident, law: RuleLimbs, at: datetime | None, since: date | None = None
) -> list[Part]:
    """Give the impacts that may count, as the rules see them; those that began since a day."""
    return parts_hit(hits_of(incident, at), law, incident.facility, since)


def parts_hit(
    hits: Sequence[Hit], law: RuleLimbs, facility: Facility, since: date | None = None
) -> list[Part]:
    """Give the impacts that may count, of those whose times are reckoned."""
    is_telecom, left_out = facility is Facility.TELECOM, law.left_out[facility]
    in_table, in_item = Grade.SERIOUS in left_out, Grade.PERIODIC in left_out
    apart, parts = told_apart(hits), list[Part]()
    begin = None if since is None else midnight(since)
    for i, (service, users, supplementary, times) in enumerate(hits):
        if begin is not None and times.start < begin:
            continue
        serious, periodic = (
            is_telecom and counts(supplementary, in_table),
            counts(supplementary, in_item),
        )
        if serious is not False or periodic is not False:
            rows, low = law.rows_of(service, voice_apart=service in apart), users.low or 0
            parts.append(Part(i, service, rows, serious, periodic, *times[:5], users, low))
    return parts


def told_apart(hits: Sequence[Hit]) -> set[Service]:
    """Give the services whose voice calls are told as an impact of their own.

    That is voice that surely handles no emergency calls and surely counts, of the same name (or
    both of none), hit at the same time as the only service that it may be a part of. Whoever says
    that the voice calls of a service were hit speaks of those of that very service.
    """
    silent = [each for each in hits if each.service.kind in MAY_CARRY_VOICE]
    voices: dict[str | None, list[Hit]] = {}
    for each in hits if silent else ():
        if _may_be_a_part(each):
            voices.setdefault(each.service.name, []).append(each)
    if not voices:
        return set()
    names = Counter(each.name for each in {hit.service for hit in silent})
    unsure = {
        each.service for each in silent if not _meets_any(each, voices.get(each.service.name, ()))
    }
    return {
        each.service
        for each in silent
        if each.service.voice_calls is None and names[each.service.name] == 1
    } - unsure


def _may_be_a_part(hit: Hit) -> bool:
    """Whether an impact may tell of the voice calls of another service."""
    service = hit.service
    is_plain_voice = service.kind is Kind.VOICE and service.emergency_calls is False
    return is_plain_voice and hit.supplementary is False


def _meets_any(hit: Hit, others: Iterable[Hit]) -> bool:
    """Whether what was there from one moment to another was there with others, if only briefly."""
    start, over = hit.times.start, hit.times.over
    return any([each.times.start <= over and each.times.over >= start for each in others])


def parts_at(parts: Iterable[Part], incident: Incident, at: datetime) -> list[Part]:
    """Give parts as they are at a later moment, to which what has not ended lasts."""
    later = []
    for part in parts:
        periods = incident.impacts[part.place].periods
        if periods[-1].end is None:
            times = times_of(periods, at)[1:5]
            later.append(Part(*part[:6], *times, part.users, part.low))
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
