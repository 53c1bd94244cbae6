"""Strategies for the facts of one accident."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Problem, Words
from jikorules.basics.moments import midnight
from jikorules.basics.validation import check_day, check_member, check_users, refuse
from jikorules.basics.vocabulary import (
    MAY_CARRY_VOICE,
    CriticalKind,
    Effect,
    Equipment,
    Facility,
    InstalledBy,
    Kind,
    Origin,
    Overlap,
    member,
)
from jikorules.facts.incident import CriticalFacility, Impact, Incident, Period, to_items
from jikorules.facts.service import Service
from jikorules.law.provision import Threshold
from jikorules.law.ruleset import ruleset, rulesets

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

PLENTY_OF_USERS = 100_000_000
"""The most users that are drawn: far above every limit, and about the people of Japan."""
PLENTY_OF_TIME = timedelta(days=3)
"""The longest stretch without interruption that is drawn: far above every limit."""

SECOND = timedelta(seconds=1)
ALL_KINDS = tuple(Kind)
NAMES = st.none() | st.text(max_size=20)
LAST_DAY = date(9997, 12, 31)  # an accident may go on for weeks, and years have four digits
_A_KIND = Words("1つ以上の役務の種別（Kind）", "one or more kinds of service (Kind)")
_NAME_KINDS = Words("引く役務の種別を与えてください。", "Name the kinds of service to draw.")
_CHECK_SPAN = Words("first と last を確かめてください。", "Check first and last.")
_CHECK_ENDS = Words("least と most を確かめてください。", "Check least and most.")


def bounds(
    least: int = 0, most: int = PLENTY_OF_USERS, *, exact: bool = False
) -> st.SearchStrategy[Bounds[int]]:
    """Draw numbers of users: exact, bounded on one side or both, or unknown.

    The limits of the law, and the numbers next to them, are drawn far more often than others.

    Args:
        least: the least number that is told.
        most: the greatest number that is told.
        exact: draw exact numbers only.

    Raises:
        InvalidInput: an end is no number of users, or `least` is above `most`.

    Example:
        >>> from hypothesis import find
        >>> find(bounds(), lambda users: not users.is_exact and 30_000 in (users.low, users.high))
        Bounds(low=0, high=30000)
    """
    refuse(*check_users("least", Bounds(least, least)), *check_users("most", Bounds(most, most)))
    if most < least:
        expected = Words(f"{least} 以上の整数", f"an integer of at least {least}")
        raise InvalidInput.of("most", expected, most, _CHECK_ENDS)
    drawn = numbers(least, most)
    forms = ["exact"] if exact else ["exact", "between", "at_least", "at_most", "unknown"]
    return st.builds(_bounds, st.sampled_from(forms), drawn, drawn)


def services(
    kinds: Iterable[Kind | str] = ALL_KINDS, *, exact: bool = False
) -> st.SearchStrategy[Service]:
    """Draw services of all traits that the law asks for, known and unknown.

    Only voice handles emergency calls: for other services that is False, or not told. Whether
    voice calls were hit is told of messaging and other internet-related services only.

    Args:
        kinds: the kinds of service to draw, the simplest first; their names will do.
        exact: leave no trait unknown, and no voice calls, which the law leaves open.

    Raises:
        InvalidInput: there is no kind, or one that is none.

    Example:
        >>> from hypothesis import find
        >>> find(services(["lpwa"], exact=True), lambda service: service.paid is False).kind.value
        'lpwa'
    """
    return services_of(to_kinds(kinds), exact, bounds(exact=exact), NAMES)


def incidents(  # noqa: PLR0913 (each is a fact that a property may depend on)
    *,
    first: date | None = None,
    last: date | None = None,
    kinds: Iterable[Kind | str] = ALL_KINDS,
    exact: bool = False,
    one_impact: bool = False,
    running: bool | None = None,
) -> st.SearchStrategy[Incident]:
    """Draw accidents of every form.

    Without arguments: up to three impacts, each with up to three periods, perhaps a critical
    facility, under every rule set. The days on which a rule set begins or ends, and the limits of
    the law, are drawn far more often than others.

    Args:
        first: the first day on which an accident may occur in Japan time; if left out, the first
            that the law here covers.
        last: the last such day; if left out, the day up to which the law has been checked.
        kinds: the kinds of service that may be hit, the simplest first; their names will do.
        exact: leave no fact unknown, save the end of what still runs.
        one_impact: draw a single impact with a single period, and no critical facility. If it is
            exact too and has ended, `judge` gives one grade.
        running: True if something must not have ended yet, False if all must have ended, None for
            either.

    Raises:
        NotCovered: no rule set is known for `first` or `last`.
        InvalidInput: `first` is after `last`, a value is no day, or a kind is none.

    Example:
        >>> from hypothesis import find
        >>> from jikorules import judge
        >>> plain = incidents(first=date(2026, 4, 1), exact=True, one_impact=True, running=False)
        >>> found = find(plain, lambda incident: judge(incident).rows == ("六",))
        >>> found.impacts[0].service.kind.value
        'internet_access'
    """
    begins, latest = _begins(first, last)
    hit, users = services(kinds, exact=exact), bounds(exact=exact)
    claims = _seldom(False, True) if exact else _seldom(False, True, None)

    def traits(choices: type[E]) -> st.SearchStrategy[E | None]:
        return st.sampled_from([*choices] if exact else [None, *choices])

    @st.composite
    def incident(draw: st.DrawFn) -> Incident:
        begin = draw(begins)
        facility = draw(_seldom(Facility.TELECOM, Facility.OTHER))
        failed, alone = draw(_seldom((False, False), (True, False), (True, True)))
        is_critical = failed and facility is Facility.TELECOM and not one_impact
        count = 1 if one_impact else draw(st.integers(1, 3))
        runs = draw(_running(count + is_critical, running))
        later = st.just(timedelta(0)) | durations()
        starts = [begin, *(min(begin + draw(later), latest) for _ in runs[1:])]
        impacts = [
            Impact(
                draw(hit),
                draw(users),
                draw(_periods(start, 1 if one_impact else 3, goes_on)),
                effect=draw(traits(Effect)),
                supplementary=draw(claims),
            )
            for start, goes_on in zip(starts[:count], runs[:count], strict=True)
        ]
        critical = None
        if is_critical:
            if alone:  # drawn all the same, or it would be simpler than an impact
                impacts, runs[-1] = [], runs[-1] or running is True
            (period,) = draw(_periods(starts[-1], 1, runs[-1]))
            others = [
                InstalledBy.OTHER_CARRIER,
                InstalledBy.NOT_CARRIER,
                *([] if exact else [None]),
            ]
            installed = draw(_seldom(InstalledBy.SELF, *others))
            kind = draw(st.sampled_from(CriticalKind))
            critical = CriticalFacility(kind, period, installed_by=installed)
        known = [each for each in Overlap if not (exact and each is Overlap.UNKNOWN)]
        return Incident(
            impacts,
            facility=facility,
            critical_facility=critical,
            origin=draw(_seldom(*Origin)),
            overlap=draw(st.sampled_from(known)),
            minor=draw(claims),
            equipment=draw(traits(Equipment)),
            disaster=draw(claims),
            carrier=draw(NAMES),
            id=draw(NAMES),
        )

    return incident()


def to_kinds(kinds: Iterable[Kind | str]) -> tuple[Kind, ...]:
    """Accept the names of kinds for kinds, and refuse what is none."""
    named = tuple(member(Kind, each) for each in to_items(kinds))
    if not named:
        raise InvalidInput([Problem("kinds", _A_KIND, "[]", _NAME_KINDS)])
    refuse(*(it for i, each in enumerate(named) for it in check_member(f"kinds[{i}]", Kind, each)))
    return named


def _begins(first: date | None, last: date | None) -> tuple[st.SearchStrategy[datetime], datetime]:
    """Draw beginnings, and tell the last of them; whole seconds of the days from first to last."""
    known = rulesets()
    begin = known[0].in_force if first is None else first
    end = known[-1].checked if last is None else last
    refuse(*check_day("first", begin), *check_day("last", end))
    if not begin <= end <= LAST_DAY:
        expected = Words(f"{begin} から {LAST_DAY} までの日", f"a day from {begin} to {LAST_DAY}")
        raise InvalidInput.of("last", expected, end.isoformat(), _CHECK_SPAN)
    for day in (begin, end):
        ruleset(day)  # refuses a day that is not covered
    changes = [each.in_force for each in known]
    edges = {begin, end, *changes, *(day - timedelta(days=1) for day in changes)}
    telling = st.sampled_from(sorted(day for day in edges if begin <= day <= end))
    days = (telling | st.dates(begin, end)).map(midnight)
    seconds = st.sampled_from([0, 24 * 60 * 60 - 1]) | st.integers(0, 24 * 60 * 60 - 1)
    begins = st.builds(lambda day, second: day + second * SECOND, days, seconds)
    return begins, midnight(end + timedelta(days=1)) - SECOND


def user_limits(thresholds: Iterable[Threshold]) -> list[int]:
    """Give the limits of users, lowest first."""
    return sorted({each.users for each in thresholds if each.users})


def time_limits(thresholds: Iterable[Threshold]) -> list[timedelta]:
    """Give the limits of time, lowest first."""
    return sorted({each.duration for each in thresholds if each.duration})


@cache
def _telling() -> tuple[list[int], list[timedelta]]:
    """Give the numbers of users and the times at the limits and beside them, none and plenty."""
    rules = rulesets()
    serious = [row.thresholds for each in rules for row in each.serious.row]
    periodic = [item.thresholds for each in rules for item in each.periodic.item]
    limits = [each for thresholds in (*serious, *periodic) for each in thresholds]
    monthly = [step for each in rules for step in each.serious.limits() if step]
    users = {it + off for it in (*user_limits(limits), *monthly) for off in (-1, 0, 1)}
    times = {it + off * SECOND for it in time_limits(limits) for off in (-1, 0, 1)}
    return sorted({0, PLENTY_OF_USERS, *users}), sorted({timedelta(0), PLENTY_OF_TIME, *times})


def numbers(least: int, most: int) -> st.SearchStrategy[int]:
    """Draw numbers of users, half of them at or next to a limit."""
    telling = [number for number in _telling()[0] if least < number <= most]
    return st.sampled_from([least, *telling]) | st.integers(least, most)


@cache
def durations() -> st.SearchStrategy[timedelta]:
    """Draw times without interruption, half of them at or next to a limit."""
    seconds = st.integers(0, PLENTY_OF_TIME // SECOND)
    return st.sampled_from(_telling()[1]) | seconds.map(lambda each: each * SECOND)


def _seldom(usual: T, *others: T) -> st.SearchStrategy[T]:
    """Draw the usual four times as often as each of the others: most accidents are plain."""
    return st.sampled_from([usual] * 4 + list(others))


# Hypothesis shrinks to fewer choices first. So whatever is simpler to a reader than something else
# must not need more of them: a number is drawn even if it is not told, and emergency calls are
# drawn for every kind of service.


def _bounds(form: str, number: int, other: int) -> Bounds[int]:
    match form:
        case "exact":
            return Bounds.exact(number)
        case "between":
            return Bounds.between(min(number, other), max(number, other))
        case "at_least":
            return Bounds.at_least(number)
        case "at_most":
            return Bounds.at_most(number)
    return Bounds.unknown()


@st.composite
def services_of(
    draw: st.DrawFn,
    kinds: Sequence[Kind],
    exact: bool,
    monthly_users: st.SearchStrategy[Bounds[int]],
    names: st.SearchStrategy[str | None],
) -> Service:
    """Draw services with the monthly users and the names that are drawn."""
    calls = st.sampled_from([False] if exact else [True, False, None])
    told = st.sampled_from([True, False] if exact else [True, False, None])
    kind, emergency_calls = draw(st.sampled_from(kinds)), draw(told)
    return Service(
        kind,
        emergency_calls=False if emergency_calls and kind is not Kind.VOICE else emergency_calls,
        paid=draw(told),
        monthly_users=draw(monthly_users),
        voice_calls=draw(calls) if kind in MAY_CARRY_VOICE else None,
        name=draw(names),
    )


@st.composite
def _periods(draw: st.DrawFn, start: datetime, most: int, runs: bool) -> tuple[Period, ...]:
    """Draw up to so many periods, of which the first begins at `start` and the last may run."""
    lasting, periods = durations(), []
    for _ in range(draw(st.integers(1, most))):
        end = start + draw(lasting)
        periods.append(Period(start, end))
        start = end + draw(lasting)
    if runs:
        periods[-1] = Period(periods[-1].start)
    return tuple(periods)


@st.composite
def _running(draw: st.DrawFn, count: int, running: bool | None) -> list[bool]:
    """Draw which of so many have not ended."""
    if running is False:
        return [False] * count
    runs = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    if running:
        runs[draw(st.integers(0, count - 1))] = True
    return runs
