"""Near-misses 重大な事故が生ずるおそれがあると認められる事態: the facts, and whether they are one.

Item 1 of the rule asks for all of its limbs, item 2 stands by itself, and a serious accident is
never a near-miss. What is not known stays unknown: the answer is yes if every value of the unknowns
gives yes, no if none does, and undecided otherwise.
"""

from collections.abc import Iterable
from enum import StrEnum
from itertools import product
from typing import Any, Literal, TypeVar

from attrs import evolve, frozen

from jikorules.basics.bounds import Bounds
from jikorules.basics.vocabulary import Event, Function, NetworkPart
from jikorules.facts.near_miss import NearMiss
from jikorules.judgement.verdict import Grade, Met, Verdict
from jikorules.law.citation import Citation
from jikorules.law.near_miss import Asked, NearMissVersion
from jikorules.law.ruleset import Rules, RuleSet, ruleset, rulesets, to_ruleset

V = TypeVar("V")

_BOTH = (True, False)
_RANKS = (Met.NO, Met.UNDECIDED, Met.YES)


Asks = Literal[Asked, "critical", "not_serious"]
Named = tuple[tuple[str, Any], ...]
"""Values by their names, in the order of the law."""

GIVEN: dict[Asks, tuple[str, ...]] = {
    "users": ("users", "commercial"),
    "prefectures": ("prefectures",),
    "part": ("part",),
    "function": ("function",),
    "event": ("event", "noticed"),
    "exceptions": ("planned", "within_specification", "disaster", "event"),
    "critical": ("critical_facility", "serious_loss"),
    "not_serious": (),
}
"""The facts that are held against each limb."""


def required_of(version: NearMissVersion) -> dict[Asks, Named]:
    """Give what each limb of a version requires."""
    events = version.event
    return {
        "users": (("users", version.users), ("commercial", True)),
        "prefectures": (("prefectures", version.prefectures),),
        "part": (("parts_excluded", version.parts_excluded),),
        "function": (("functions", version.functions),),
        "event": (
            ("events", tuple(each.event for each in events)),
            ("unless_noticed", tuple(each.event for each in events if each.unless_noticed)),
        ),
        "exceptions": (
            ("planned", False),
            ("within_specification", False),
            ("disaster", False),
            ("despite_disaster", tuple(each.event for each in events if each.despite_disaster)),
        ),
        "critical": (("serious_loss", True),),
        "not_serious": (("grades", (Grade.NONE, Grade.PERIODIC)),),
    }


class NearMissFlag(StrEnum):
    """What a reader of the answer has to know beside it."""

    DAY_PRESUMED = "day_presumed"
    """The rule of the day it was known is applied; when it occurred it may have been another."""
    LAW_UNCHECKED = "law_unchecked"
    """It is later than the last check of the law."""


@frozen
class NearMissFinding:
    """What one limb of the rule says of it.

    Attributes:
        citation: where the limb stands; without an item for what is asked of both items.
        asks: what it asks; "critical" is item 2, "not_serious" that no serious accident came of it.
        number: the limb's number ("イ"), if it has one.
        required: what it requires, by name.
        given: the facts that are held against it, by name; the accident that came of it is none.
        met: whether it is met. For the exceptions: whether none of them applies.
        event: the number of the event ("2" of ホ(2)), where the limb lists the one given.
    """

    citation: Citation
    asks: Asks
    number: str | None
    required: Named
    given: Named
    met: Met
    event: str | None = None


@frozen
class NearMissVerdict:
    """Whether it is a near-miss that has to be reported, with every reason for it.

    Attributes:
        near_miss: the facts.
        rules: the rule set that was applied.
        met: whether it is one.
        findings: one for every limb, met or not; none where there was no such rule yet.
        flags: what else a reader has to know.
    """

    near_miss: NearMiss
    rules: RuleSet
    met: Met
    findings: tuple[NearMissFinding, ...]
    flags: tuple[NearMissFlag, ...]


def judge_near_miss(
    near_miss: NearMiss, *, rules: Rules | None = None, accident: Verdict | None = None
) -> NearMissVerdict:
    """Tell whether it is a near-miss 重大な事故が生ずるおそれがあると認められる事態.

    Args:
        near_miss: the facts.
        rules: the rule set to apply, or what names it; if left out, that of `occurred_on`, or
            else of `known_on`.
        accident: the verdict on the accident that came of it, if one did.

    Returns:
        The verdict, with a finding for every limb of the law.

    Raises:
        NotCovered: no rule set is known for that day.

    Example:
        >>> from datetime import date
        >>> from attrs import evolve
        >>> fire = NearMiss(date(2026, 5, 1), event="fire", part="other", function="control")
        >>> verdict = judge_near_miss(fire)
        >>> verdict.met, [each.asks for each in verdict.findings if each.met is Met.UNDECIDED]
        (<Met.UNDECIDED: 'undecided'>, ['users', 'prefectures'])
        >>> judge_near_miss(evolve(fire, users=30_000, prefectures=2, commercial=True)).met
        <Met.YES: 'yes'>
    """
    day = near_miss.occurred_on or near_miss.known_on
    applied = ruleset(day) if rules is None else to_ruleset(rules)
    version, place = applied.near_miss, applied.near_miss_place
    flags = []
    if rules is None and near_miss.occurred_on is None:
        earlier = [each.near_miss for each in rulesets() if each.in_force <= day]
        if any(each is not version for each in earlier):
            flags.append(NearMissFlag.DAY_PRESUMED)
    if version is None or place is None:
        return NearMissVerdict(near_miss, applied, Met.NO, (), tuple(flags))
    if day > version.checked:
        flags.append(NearMissFlag.LAW_UNCHECKED)
    held, network = _network(near_miss, version)
    required = required_of(version)

    def finding(where: Citation, asks: Asks, met: Met, number: str | None = None) -> None:
        given = tuple((name, getattr(near_miss, name)) for name in GIVEN[asks])
        event = _event_number(near_miss, version) if asks == "event" else None
        found.append(NearMissFinding(where, asks, number, required[asks], given, met, event))

    found = list[NearMissFinding]()
    for limb in version.limb:
        finding(evolve(place, item=version.network_item), limb.asks, held[limb.asks], limb.number)
    exists = near_miss.critical_facility is not None
    critical = _decide(exists and loss for loss in _values(_BOTH, near_miss.serious_loss))
    finding(evolve(place, item=version.critical_item), "critical", critical)
    met = max(network, critical, key=_RANKS.index)
    if accident is not None:
        not_serious = _decide(grade is not Grade.SERIOUS for grade in accident.possible)
        finding(place, "not_serious", not_serious)
        met = _least(met, not_serious)
    return NearMissVerdict(near_miss, applied, met, tuple(found), tuple(flags))


def _event_number(near_miss: NearMiss, version: NearMissVersion) -> str | None:
    return next((each.number for each in version.event if each.event is near_miss.event), None)


def _network(near_miss: NearMiss, version: NearMissVersion) -> tuple[dict[Asked, Met], Met]:
    """Tell of each limb of item 1 whether it is met, and whether all are."""
    worlds = _event_worlds(near_miss, version)
    parts, functions = _values(NetworkPart, near_miss.part), _values(Function, near_miss.function)
    commercial = _decide(_values(_BOTH, near_miss.commercial))
    held: dict[Asked, Met] = {
        "users": _least(_reaches(near_miss.users, version.users), commercial),
        "prefectures": _reaches(near_miss.prefectures, version.prefectures),
        "part": _decide(part not in version.parts_excluded for part in parts),
        "function": _decide(function in version.functions for function in functions),
        "event": _decide(happened for happened, _ in worlds),
        "exceptions": _decide(stands for _, stands in worlds),
    }
    # Limbs ホ and ヘ may each be possible, and yet not both in one world.
    return held, _least(*held.values(), _decide(all(world) for world in worlds))


def _event_worlds(near_miss: NearMiss, version: NearMissVersion) -> list[tuple[bool, bool]]:
    """Tell whether limbs ホ and ヘ, which the event links, are met: for all that may be unknown."""
    listed = {each.event: each for each in version.event}
    worlds = []
    for event, noticed, planned, within, disaster in product(
        _values(Event, near_miss.event),
        _values(_BOTH, near_miss.noticed),
        _values(_BOTH, near_miss.planned),
        _values(_BOTH, near_miss.within_specification),
        _values(_BOTH, near_miss.disaster),
    ):
        rule = listed.get(event)
        happened = rule is not None and not (rule.unless_noticed and noticed)
        despite = rule is not None and rule.despite_disaster
        worlds.append((happened, not (planned or within or (disaster and not despite))))
    return worlds


def _values(choices: Iterable[V], value: V | None) -> tuple[V, ...]:
    return tuple(choices) if value is None else (value,)


def _reaches(given: Bounds[int], limit: int) -> Met:
    low, high = given.low or 0, given.high
    return _decide([low >= limit, high is None or high >= limit])


def _decide(truths: Iterable[bool]) -> Met:
    """Give yes if it holds for every value of the unknowns, no if for none."""
    found = set(truths)
    return Met.UNDECIDED if len(found) > 1 else Met.YES if True in found else Met.NO


def _least(*mets: Met) -> Met:
    """Give what facts that do not hang together come to where all of them are asked."""
    return min(mets, key=_RANKS.index)
