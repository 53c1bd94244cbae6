"""Users against duration, as plain data: where the law draws its lines, where accidents stand."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from attrs import frozen

from jikorules.basics.bounds import Bounds, T
from jikorules.basics.errors import Lang, Words
from jikorules.facts.incident import Incident
from jikorules.judgement.changes.history import History
from jikorules.judgement.counting import first_day
from jikorules.judgement.judge import judge
from jikorules.judgement.limbs import limbs_of
from jikorules.judgement.verdict import Grade, Limb, Verdict
from jikorules.law.provision import Extent, least_needed
from jikorules.law.ruleset import RuleSet
from jikorules.law.serious import Row
from jikorules.statistics.charts.style import chart_text
from jikorules.words.rules import requirement

Drawn = Incident | Verdict | History
"""What can be drawn in the chart: an accident, the verdict on it, or several looks at it."""

_UNNAMED = Words("事故{n}", "accident {n}")
_ON_DAY = Words("（{day.month}月{day.day}日）", " ({day})")


@frozen
class Region:
    """The durations and numbers of users that meet a rule.

    Attributes:
        grade: the grade that it gives.
        limbs: its alternative limits; those of several items if the same limits stand in all.
        row: the row of the table; None for the periodic report.
    """

    grade: Grade
    limbs: tuple[Limb, ...]
    row: Row | None = None

    @cached_property
    def corners(self) -> tuple[Extent, ...]:
        """Where its edge turns: a duration, and the users that are enough from it on.

        It is a staircase, the durations growing and the users falling; all limits are inclusive
        以上.
        """
        return least_needed(Extent.of(limb.duration, limb.users) for limb in self.limbs)

    def holds(self, duration: timedelta, users: int) -> bool:
        """Whether a duration and a number of users lie in it, its edge included."""
        return any(Extent(duration, users).reaches(corner) for corner in self.corners)

    def limits(self, lang: Lang = "ja") -> tuple[str, ...]:
        """Write its alternative limits, each only once."""
        return tuple(dict.fromkeys(requirement(limb, lang) for limb in self.limbs))


def frontier_regions(rules: RuleSet) -> tuple[Region, ...]:
    """Give the regions of a rule set: one for each row of the table, then the periodic report's.

    Items of the periodic rule with the same limits are one region.

    Example:
        >>> from jikorules import ruleset
        >>> *rows, periodic = frontier_regions(ruleset("2015-04-01"))
        >>> [each.row.number for each in rows]
        ['一', '二', '三', '四']
        >>> [(str(time), users) for time, users in rows[1].corners]
        [('1:00:00', 100000), ('2:00:00', 30000)]
        >>> [(str(time), users) for time, users in periodic.corners]
        [('0:00:00', 30000), ('2:00:00', 0)]
    """
    law = limbs_of(rules)
    rows = [
        Region(Grade.SERIOUS, limbs, row)
        for row, limbs in zip(rules.serious.row, law.rows, strict=True)
    ]
    periodic: dict[tuple[Extent, ...], list[Limb]] = {}
    for limbs in law.periodic.values():
        periodic.setdefault(Region(Grade.PERIODIC, limbs).corners, []).extend(limbs)
    return (*rows, *(Region(Grade.PERIODIC, tuple(each)) for each in periodic.values()))


@frozen
class Spot:
    """Where an accident stands against the limits of a region, as it was known at one time.

    A spot that lies in the region as a whole meets it, if nothing is uncertain; one that lies
    outside it as a whole does not. What several impacts are together may differ from limit to
    limit, and the spot then covers all of it.

    Attributes:
        region: the index of the region.
        accident: the index of the accident.
        at: the moment for which it was judged.
        duration: how long it lasted, from the narrowest reading to the widest.
        users: the users, likewise.
        is_certain: whether all its impacts surely count here.
        of_history: whether it is one of several looks.
    """

    region: int
    accident: int
    name: str
    incident: Incident
    at: datetime | None
    duration: Bounds[timedelta]
    users: Bounds[int]
    is_certain: bool
    of_history: bool = False


def frontier_accidents(
    accidents: Iterable[Drawn], rules: RuleSet, lang: Lang = "ja"
) -> tuple[Spot, ...]:
    """Tell where accidents stand in each region of a rule set, whatever their day.

    The spots of the first accident come first, its looks in the order of time, then those of the
    next. A failed satellite or cable alone has none: no users are asked for.

    Example:
        >>> from jikorules import JAPAN, Impact, Period, Service, ruleset
        >>> start = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)
        >>> impact = Impact(Service("voice", emergency_calls=True), 41_382, Period(start))
        >>> for spot in frontier_accidents([Incident([impact])], ruleset("2015-04-01")):
        ...     print(spot.region, spot.name, spot.users.low, spot.duration.high)
        0 事故1 41382 None
        4 事故1 41382 None
    """
    regions = frontier_regions(rules)
    seen = [_looks(each) for each in accidents]
    names = _names([looks[-1][1] if looks else None for looks in seen], rules, lang)
    spots = []
    for i, looks in enumerate(seen):
        for at, incident in looks:
            findings = judge(incident, rules=rules, at=at).findings
            for place, region in enumerate(regions):
                own = [it for it in findings if it.limb in region.limbs and it.impacts]
                if own:
                    spots.append(
                        Spot(
                            region=place,
                            accident=i,
                            name=names[i],
                            incident=incident,
                            at=at,
                            duration=_span([it.given.duration for it in own], timedelta(0)),
                            users=_span([it.given.users for it in own], 0),
                            is_certain=not any(it.given.uncertain for it in own),
                            of_history=len(looks) > 1,
                        )
                    )
    return tuple(spots)


def _looks(accident: Drawn) -> list[tuple[datetime | None, Incident]]:
    if isinstance(accident, History):
        return [(look.at, look.incident) for look in accident.looks]
    return [(accident.at, accident.incident) if isinstance(accident, Verdict) else (None, accident)]


def _names(incidents: Sequence[Incident | None], rules: RuleSet, lang: Lang) -> list[str]:
    """Name accidents: by the carrier, with the day if it has several; else by id or number."""
    carriers = [chart_text(each.carrier or "") if each else "" for each in incidents]
    names = []
    for i, (each, name) in enumerate(zip(incidents, carriers, strict=True), 1):
        if not each or not name:
            names.append(chart_text((each.id if each else None) or "") or _UNNAMED.text(lang, n=i))
        elif carriers.count(name) > 1:
            names.append(name + _ON_DAY.text(lang, day=first_day(each, rules)))
        else:
            names.append(name)
    return names


def _span(given: Iterable[Bounds[T] | None], least: T) -> Bounds[T]:
    """Give the bounds that cover all those given, of which None is unknown."""
    each = [it or Bounds.unknown() for it in given]
    highs = [it.high for it in each if it.high is not None]
    high = max(highs) if len(highs) == len(each) else None
    return Bounds(min(it.low or least for it in each), high)
