"""The near-misses of the boundary pack: around every limit, part, function and event of the rule.

The rule is that on 重大な事故が生ずるおそれがあると認められる事態, Enforcement Rules Art. 58-2.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from attrs import evolve

from jikorules.basics.bounds import Bounds
from jikorules.basics.vocabulary import CriticalKind, Event, Function, NetworkPart
from jikorules.facts.near_miss import NearMiss
from jikorules.judgement.near_miss import NearMissVerdict, judge_near_miss
from jikorules.judgement.verdict import Met
from jikorules.law.near_miss import NearMissVersion
from jikorules.law.ruleset import RuleSet, rulesets
from jikorules.proof.boundaries.accidents import Case, case_of
from jikorules.wire.near_miss import near_miss_to_wire

Facts = dict[str, Any]

_SAID: dict[bool | None, str] = {True: "yes", False: "no", None: "unknown"}
_EXCEPTIONS = ("planned", "within_specification", "disaster")


class _Scene(NamedTuple):
    """Facts on the rule, without a day: the end of the case's id, and the items it is about."""

    name: str
    items: tuple[str, ...]
    facts: Facts


def near_miss_cases(rules: RuleSet, before: RuleSet | None) -> Iterator[Case]:
    """Give the cases of a rule set: all on its first day, those without unknowns on its last.

    Where the rule was left as it was in the rule set before, the first day has a single case;
    before there was such a rule, the last day has.

    Example:
        >>> case = next(near_miss_cases(rulesets()[-2], rulesets()[-3]))
        >>> case["id"], case["near_miss"]["installer_users"], case["expected"]["items"]
        ('2026-04-01/near-miss/installer_users/at', 30000, ['1'])
    """
    version = rules.near_miss
    if version is None:
        later = next(each.near_miss for each in rulesets() if each.near_miss is not None)
        yield from _last_day(rules, _Scene("no-rule-yet", (), _all_met(later)))
        return
    plain = list(_plain(version))
    is_new = before is None or before.near_miss is not version
    for scene in [*plain, *_open(version)] if is_new else plain[:1]:
        yield _judged(rules, scene, rules.in_force, rules.in_force)
    for scene in plain:
        yield from _last_day(rules, scene)


def near_miss_answer(verdict: NearMissVerdict) -> dict[str, Any]:
    """Give what an implementation has to answer where a verdict on a near-miss is right."""
    by_item = groupby(verdict.findings, key=lambda each: each.citation.item)
    return {
        "met": verdict.met.value,
        "rules": verdict.rules.id,
        "items": [item for item, found in by_item if all(each.met is Met.YES for each in found)],
    }


def _last_day(rules: RuleSet, scene: _Scene) -> Iterator[Case]:
    """Let it occur on the last day, and be known the day after: the last day's rule applies."""
    if rules.until is not None:
        on_last = scene._replace(name=f"last-day/{scene.name}")
        yield _judged(rules, on_last, rules.until, rules.until + timedelta(days=1))


def _judged(rules: RuleSet, scene: _Scene, occurred: date, known: date) -> Case:
    near_miss = NearMiss(known, occurred_on=occurred, **scene.facts)
    place = rules.near_miss_place
    return case_of(
        f"{rules.id}/near-miss/{scene.name}",
        f"a near-miss, {scene.name.replace('/', ', ').replace('-', ' ')}",
        [] if place is None else [evolve(place, item=item) for item in scene.items],
        {"task": "near_miss", "near_miss": near_miss_to_wire(near_miss)},
        near_miss_answer(judge_near_miss(near_miss)),
    )


def _all_met(version: NearMissVersion) -> Facts:
    """Give facts that just meet every limb of item 1."""
    return {
        "installer_users": version.users,
        "prefectures": version.prefectures,
        "commercial": True,
        "part": next(part for part in NetworkPart if part not in version.parts_excluded),
        "function": version.functions[0],
        "event": version.event[0].event,
        "noticed": not version.event[0].unless_noticed,
    }


def _item_1(version: NearMissVersion, name: str, **facts: Any) -> _Scene:
    """Give what just meets every limb of item 1, but for some facts."""
    return _Scene(name, (version.network_item,), _all_met(version) | facts)


def _limits(version: NearMissVersion) -> dict[str, int]:
    return {"installer_users": version.users, "prefectures": version.prefectures}


def _plain(version: NearMissVersion) -> Iterator[_Scene]:
    """Scenes without unknowns: every limit, part, function, event and exception."""
    scene = partial(_item_1, version)
    for name, limit in _limits(version).items():
        for step, by in (("at", 0), ("one-below", -1), ("one-above", 1)):
            yield scene(f"{name}/{step}", **{name: limit + by})
    for commercial in (True, False):
        yield scene(f"commercial/{_SAID[commercial]}", commercial=commercial)
    for part in NetworkPart:
        yield scene(f"part/{part.value}", part=part)
    for function in Function:
        yield scene(f"function/{function.value}", function=function)
    for event in Event:
        asked = _asks_noticed(event)
        yield scene(f"event/{event.value}", event=event, noticed=not asked)
        yield scene(f"event/{event.value}/disaster", event=event, noticed=not asked, disaster=True)
        if asked:
            yield scene(f"event/{event.value}/noticed", event=event, noticed=True)
    yield from _excepted(version)


def _excepted(version: NearMissVersion) -> Iterator[_Scene]:
    """Scenes that an exception takes out; an event may stand despite a disaster only."""
    stands = [each.event for each in version.event if each.despite_disaster]
    for name in ("planned", "within_specification"):
        yield _item_1(version, f"exception/{name}", **{name: True})
        for event in stands:
            title = f"exception/{name}/{event.value}"
            yield _item_1(version, title, **{name: True}, event=event)


def _open(version: NearMissVersion) -> Iterator[_Scene]:
    """Scenes of what is not known, and of item 2."""
    both, scene = (version.network_item, version.critical_item), partial(_item_1, version)
    for name, limit in _limits(version).items():
        ranges = {
            "at-least/limit": Bounds.at_least(limit),
            "at-least/one-below": Bounds.at_least(limit - 1),
            "at-most/limit": Bounds.at_most(limit),
            "at-most/one-below": Bounds.at_most(limit - 1),
            "between": Bounds.between(limit - 1, limit),
        }
        for step, number in ranges.items():
            yield scene(f"{name}/{step}", **{name: number})
    for name in ("installer_users", "prefectures", "commercial", "part", "function"):
        yield scene(f"{name}/unknown", **{name: None})
    for event in Event:
        asked = _asks_noticed(event)
        name = f"event/{event.value}/perhaps"
        yield scene(f"{name}-disaster", event=event, noticed=not asked, disaster=None)
        if asked:
            yield scene(f"{name}-noticed", event=event, noticed=None)
            yield scene(f"{name}-both", event=event, noticed=None, disaster=None)
    for noticed, disaster in ((False, False), (True, False), (None, False), (False, True)):
        name = f"event/unknown/noticed-{_SAID[noticed]},disaster-{_SAID[disaster]}"
        yield scene(name, event=None, noticed=noticed, disaster=disaster)
    for name in ("planned", "within_specification"):
        yield scene(f"exception/perhaps-{name}", **{name: None})
    unknown = dict.fromkeys(_EXCEPTIONS)
    yield scene("exception/planned,perhaps-others", **unknown | {"planned": True})
    yield scene("exception/perhaps-all", **unknown)
    yield _Scene("unknown/left-out", both, {})
    yield _Scene("unknown/exceptions-too", both, unknown)
    not_met: Facts = {  # with any of these item 1 is not met, whatever the others
        "installer_users": version.users - 1,
        "prefectures": version.prefectures - 1,
        "commercial": False,
        "part": version.parts_excluded[0],
        "function": Function.OTHER,
        "event": Event.OTHER,
        "planned": True,
    }
    for name, wrong in not_met.items():
        yield _Scene(f"unknown/but-{name}", both, {name: wrong})
    yield from _critical(version)


def _critical(version: NearMissVersion) -> Iterator[_Scene]:
    """Item 2, which stands by itself: alone, beside item 1, and whatever the exceptions say."""
    met = _all_met(version)
    beside: dict[str, Facts] = {
        "alone": met | {"installer_users": version.users - 1},
        "item-1": met,
        "perhaps-item-1": met | {"installer_users": None},
    }
    item_2 = (version.critical_item,)
    for kind in CriticalKind:
        for loss, said in _SAID.items():
            lost: Facts = {"critical_facility": kind, "decline_or_damage": loss}
            for other, facts in beside.items():
                yield _Scene(f"item-2/{kind.value}/loss-{said}/{other}", item_2, facts | lost)
    lost = {"critical_facility": CriticalKind.SATELLITE, "decline_or_damage": True}
    for name in _EXCEPTIONS:
        yield _Scene(f"item-2/satellite/{name}", item_2, met | lost | {name: True})


def _asks_noticed(event: Event) -> bool:
    """Tell whether the rule asks, or asked once, if the failure was noticed."""
    known = [rules.near_miss.event for rules in rulesets() if rules.near_miss is not None]
    return any(each.event is event and each.unless_noticed for events in known for each in events)
