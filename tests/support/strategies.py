"""Random facts: every form that a valid incident may have, with awkward values mixed in."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from jikorules import (
    JAPAN,
    Bounds,
    CriticalFacility,
    CriticalKind,
    Effect,
    Equipment,
    Facility,
    Impact,
    Incident,
    InstalledBy,
    Kind,
    Origin,
    Overlap,
    Period,
    Service,
)

E = TypeVar("E", bound=StrEnum)

FIRST, LAST = datetime(2010, 4, 2), datetime(2031, 1, 1)  # noqa: DTZ001
"""The stretch, in UTC, from which `incidents` takes its times unless told; the law covers it."""

LIMITS = [30_000, 100_000, 1_000_000, 10_000_000]
HOURS = [1, 2, 4, 12, 24]
AWKWARD_USERS = [0, 1, *(limit + d for limit in LIMITS for d in (-1, 0, 1)), 10**400]
AWKWARD_TIMES = [
    timedelta(0),
    *(timedelta(hours=h, microseconds=d) for h in HOURS for d in (-1, 0, 1)),
    *(timedelta(hours=h, seconds=-1) for h in HOURS),
    timedelta(days=40),
]
ZONES = [
    JAPAN,
    UTC,
    ZoneInfo("Asia/Tokyo"),
    ZoneInfo("America/New_York"),  # with summer time
    ZoneInfo("Australia/Lord_Howe"),  # with half an hour of it
    timezone(timedelta(hours=5, minutes=45)),
    timezone(timedelta(hours=-12)),
    timezone(timedelta(hours=14)),
    timezone(timedelta(hours=9, minutes=18, seconds=59)),  # Tokyo before 1888
    timezone(-timedelta(hours=23, minutes=59, seconds=59, microseconds=999_999)),
    timezone(timedelta(hours=23, minutes=59, seconds=59, microseconds=999_999)),
]

flags = st.sampled_from([True, False, None])
names = st.none() | st.sampled_from(["", "株式会社ジェイコムイースト", "\ud800"]) | st.text()
counts = st.sampled_from(AWKWARD_USERS) | st.integers(0, 10**8)
users = st.one_of(
    counts.map(Bounds.exact),
    counts.map(Bounds.at_least),
    counts.map(Bounds.at_most),
    st.tuples(counts, counts).map(lambda ends: Bounds.between(min(ends), max(ends))),
    st.builds(Bounds.unknown),
)
services = st.builds(
    Service,
    st.sampled_from(Kind),
    emergency_calls=flags,
    paid=flags,
    monthly_users=users,
    voice_calls=flags,
    name=names,
)
moments = st.sampled_from(AWKWARD_TIMES) | st.timedeltas(timedelta(0), timedelta(days=3))


def maybe(choices: type[E]) -> st.SearchStrategy[E | None]:
    """Any of the words, or none."""
    return st.sampled_from([*choices, None])


@st.composite
def periods(
    draw: st.DrawFn, first: datetime = FIRST, last: datetime = LAST, most: int = 3
) -> tuple[Period, ...]:
    """One period or several that may touch or overlap; the last of them may still run."""

    def zoned(moment: datetime) -> datetime:
        return moment.replace(tzinfo=UTC).astimezone(draw(st.sampled_from(ZONES)))

    start = draw(st.datetimes(first, last))
    starts = [start]
    for _ in range(draw(st.integers(0, most - 1))):
        starts.append(starts[-1] + max(draw(moments), timedelta(microseconds=1)))
    ends: list[datetime | None] = [each + draw(moments) for each in starts]
    if draw(st.booleans()):
        ends[-1] = None
    made = [
        Period(zoned(start), end if end is None else zoned(end))
        for start, end in zip(starts, ends, strict=True)
    ]
    return tuple(draw(st.permutations(made)))


@st.composite
def impacts(draw: st.DrawFn, first: datetime = FIRST, last: datetime = LAST) -> Impact:
    """What one population of users of one service suffered."""
    return Impact(
        draw(services),
        draw(users),
        draw(periods(first, last)),
        effect=draw(maybe(Effect)),
        supplementary=draw(flags),
    )


@st.composite
def critical_facilities(
    draw: st.DrawFn, first: datetime = FIRST, last: datetime = LAST
) -> CriticalFacility:
    """A failed satellite, submarine cable or the like."""
    (period,) = draw(periods(first, last, most=1))
    return CriticalFacility(
        draw(st.sampled_from(CriticalKind)), period, installed_by=draw(maybe(InstalledBy))
    )


@st.composite
def incidents(draw: st.DrawFn, first: datetime = FIRST, last: datetime = LAST) -> Incident:
    """Any valid incident that begins, in UTC, from `first` to a little after `last`."""
    facility = draw(st.sampled_from(Facility))
    critical = None
    if facility is Facility.TELECOM:
        critical = draw(st.none() | critical_facilities(first, last))
    least = 1 if critical is None else 0
    return Incident(
        draw(st.lists(impacts(first, last), min_size=least, max_size=3)),
        facility=facility,
        critical_facility=critical,
        origin=draw(st.sampled_from(Origin)),
        overlap=draw(st.sampled_from(Overlap)),
        minor=draw(flags),
        equipment=draw(maybe(Equipment)),
        disaster=draw(flags),
        carrier=draw(names),
        id=draw(names),
    )
