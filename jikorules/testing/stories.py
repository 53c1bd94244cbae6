"""Strategies for what is more than one incident: looks at an accident, and chains of accidents."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar

from attrs import evolve
from hypothesis import strategies as st

from jikorules.basics.bounds import Bounds
from jikorules.basics.vocabulary import Kind, Origin, Overlap
from jikorules.facts.incident import CriticalFacility, Impact, Incident, Period
from jikorules.facts.service import Service
from jikorules.reporting.chain import Chain
from jikorules.testing.facts import (
    ALL_KINDS,
    NAMES,
    PLENTY_OF_USERS,
    bounds,
    durations,
    incidents,
    numbers,
)

A = TypeVar("A", Incident, Impact, Service, CriticalFacility)
T = TypeVar("T")
Times = Sequence[datetime]


def timelines(
    *,
    first: date | None = None,
    last: date | None = None,
    kinds: Iterable[Kind | str] = ALL_KINDS,
) -> st.SearchStrategy[list[tuple[datetime, Incident]]]:
    """Draw up to five looks at one accident as its facts come in, each with its time.

    At least one service was hit, and all that was hit has been hit by the first look. After it the
    facts only get more exact: numbers of users narrow, what was unknown gets known and stays as it
    is, and an end gets known once it has come, or later. `History` takes each look in turn.

    The arguments, and the errors that they may raise, are those of `incidents`.

    Example:
        >>> from hypothesis import given
        >>> from jikorules import History
        >>> @given(timelines())
        ... def no_look_is_refused(looks):
        ...     history = History()
        ...     for at, incident in looks:
        ...         history = history.look(at, incident)
        >>> no_look_is_refused()
    """
    known = incidents(first=first, last=last, kinds=kinds, exact=True, running=False)

    @st.composite
    def looks(draw: st.DrawFn) -> list[tuple[datetime, Incident]]:
        truth = draw(known.filter(lambda incident: bool(incident.impacts)))
        count, lasting = draw(st.integers(1, 5)), durations()
        hit = [period for impact in truth.impacts for period in impact.periods]
        if truth.critical_facility is not None:
            hit.append(truth.critical_facility.period)
        at = max(period.start for period in hit)
        times = [at := at + draw(lasting) for _ in range(count)]
        impacts = [draw(_impact_as_known(impact, times)) for impact in truth.impacts]
        known_then = _looks(
            truth,
            impacts=[*zip(*impacts, strict=True)],
            critical_facility=draw(_critical_as_known(truth.critical_facility, times)),
            overlap=draw(_learned(truth.overlap, Overlap.UNKNOWN, count)),
            minor=draw(_learned(truth.minor, None, count)),
            equipment=draw(_learned(truth.equipment, None, count)),
            disaster=draw(_learned(truth.disaster, None, count)),
        )
        return [*zip(times, known_then, strict=True)]

    return looks()


def chains(
    *,
    first: date | None = None,
    last: date | None = None,
    kinds: Iterable[Kind | str] = ALL_KINDS,
    exact: bool = False,
) -> st.SearchStrategy[Chain]:
    """Draw accidents at a wholesaler 卸電気通信役務の提供元, with those of up to three recipients.

    A recipient has users of its own in some of the services that the wholesaler's accident hit,
    for the same time and from the same cause.

    The arguments, and the errors that they may raise, are those of `incidents`.

    Example:
        >>> from hypothesis import given
        >>> from jikorules import judge_chain
        >>> @given(chains())
        ... def every_carrier_is_answered(chain):
        ...     assert len(judge_chain(chain)) == 1 + len(chain.recipients)
        >>> every_carrier_is_answered()
    """
    accidents = incidents(first=first, last=last, kinds=kinds, exact=exact)
    users = bounds(exact=exact)

    @st.composite
    def chain(draw: st.DrawFn) -> Chain:
        wholesaler = evolve(draw(accidents), origin=Origin.OWN)
        recipients = []
        for _ in range(draw(st.integers(0, 3 if wholesaler.impacts else 0))):
            hit = draw(st.sets(st.sampled_from(range(len(wholesaler.impacts))), min_size=1))
            recipients.append(
                evolve(
                    wholesaler,
                    impacts=[evolve(wholesaler.impacts[i], users=draw(users)) for i in sorted(hit)],
                    critical_facility=None,
                    origin=Origin.WHOLESALER,
                    carrier=draw(NAMES),
                    id=draw(NAMES),
                )
            )
        return Chain(wholesaler, recipients)

    return chain()


@st.composite
def _learned(draw: st.DrawFn, value: T, before: T, count: int) -> list[T]:
    """Draw from which of so many looks on a value is known."""
    since = draw(st.integers(0, count))
    return [before] * since + [value] * (count - since)


def _looks(truth: A, **told: Iterable[object]) -> list[A]:
    """Give what is known of something at each look, by what is then known of its parts."""
    looks = zip(*told.values(), strict=True)
    return [evolve(truth, **dict(zip(told, each, strict=True))) for each in looks]


@st.composite
def _narrowing(draw: st.DrawFn, users: Bounds[int], count: int) -> list[Bounds[int]]:
    """Draw ever narrower bounds of a number."""
    number = users.low or 0
    below, above = numbers(0, number), numbers(number, PLENTY_OF_USERS)
    lows = sorted(draw(below) for _ in range(count))
    highs = sorted((draw(above) for _ in range(count)), reverse=True)
    has_low, has_high, is_exact = [draw(_learned(True, False, count)) for _ in range(3)]
    return [
        users if is_exact[i] else Bounds(low if has_low[i] else None, high if has_high[i] else None)
        for i, (low, high) in enumerate(zip(lows, highs, strict=True))
    ]


@st.composite
def _period_as_known(draw: st.DrawFn, period: Period, times: Times) -> list[Period]:
    """Draw since when an end is known: since it has come, or later."""
    told = draw(_learned(True, False, len(times)))
    return [
        period if is_told and period.end and period.end <= at else Period(period.start)
        for is_told, at in zip(told, times, strict=True)
    ]


@st.composite
def _impact_as_known(draw: st.DrawFn, impact: Impact, times: Times) -> list[Impact]:
    service, count = impact.service, len(times)
    *ended, last = impact.periods
    return _looks(
        impact,
        service=_looks(
            service,
            emergency_calls=draw(_learned(service.emergency_calls, None, count)),
            paid=draw(_learned(service.paid, None, count)),
            monthly_users=draw(_narrowing(service.monthly_users, count)),
            voice_calls=draw(_learned(service.voice_calls, None, count)),
        ),
        users=draw(_narrowing(impact.users, count)),
        periods=[[*ended, period] for period in draw(_period_as_known(last, times))],
        effect=draw(_learned(impact.effect, None, count)),
        supplementary=draw(_learned(impact.supplementary, None, count)),
    )


@st.composite
def _critical_as_known(
    draw: st.DrawFn, critical: CriticalFacility | None, times: Times
) -> Sequence[CriticalFacility | None]:
    if critical is None:
        return [None] * len(times)
    return _looks(
        critical,
        installed_by=draw(_learned(critical.installed_by, None, len(times))),
        period=draw(_period_as_known(critical.period, times)),
    )
