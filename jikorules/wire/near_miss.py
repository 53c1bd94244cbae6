"""Near-misses 重大な事故が生ずるおそれがあると認められる事態 as plain JSON data, in and out."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from attrs import asdict, fields
from cattrs import BaseValidationError

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, JikorulesError, Problem
from jikorules.basics.strict_reading import problems_of
from jikorules.facts.near_miss import NearMiss
from jikorules.judgement.near_miss import NearMissFinding, NearMissVerdict
from jikorules.judgement.verdict import Grade
from jikorules.law.near_miss import NearMissVersion
from jikorules.wire.values import fact_reader

ASKED_OF = {
    "users": ("users", "commercial"),
    "prefectures": ("prefectures",),
    "part": ("part",),
    "function": ("function",),
    "event": ("event", "noticed"),
    "exceptions": ("planned", "within_specification", "disaster", "event"),
    "critical": ("critical_facility", "serious_loss"),
    "not_serious": (),  # of the verdict on the accident, which is a document of its own
}
"""The facts that are held against each limb."""

_NO_ACCIDENT = [grade.wire for grade in Grade if grade is not Grade.SERIOUS]


def near_miss_from_wire(document: Mapping[str, Any]) -> NearMiss:
    """Read the facts of a near-miss.

    Args:
        document: what a JSON reader gives for the document.

    Raises:
        InvalidInput: with every problem of the document, each with its path.

    Example:
        >>> fire = near_miss_from_wire(
        ...     {"known_on": "2026-05-10", "event": "fire", "users": {"at_least": 30000}})
        >>> fire.known_on, fire.users
        (datetime.date(2026, 5, 10), Bounds(low=30000, high=None))
    """
    try:
        return _reader().structure(document, NearMiss)
    except (JikorulesError, BaseValidationError) as error:
        problems = problems_of(error)
    raise InvalidInput([*problems, *_contradictions(document, problems)])


def _contradictions(document: Any, problems: list[Problem]) -> list[Problem]:
    """Give what contradicts among the good values, as a bad one keeps the class from being made."""
    if not isinstance(document, Mapping):
        return []
    wrong = {problem.path.partition(".")[0] for problem in problems}
    if "critical_facility" in wrong:
        wrong.add("serious_loss")  # it hangs on the other
    names = {field.name for field in fields(NearMiss)} - wrong
    good = {name: value for name, value in document.items() if name in names}
    try:
        _reader().structure({"known_on": date.max.isoformat(), **good}, NearMiss)
    except BaseValidationError as error:
        return problems_of(error)
    return []


_reader = cache(fact_reader)


def near_miss_to_wire(thing: NearMiss | NearMissVerdict) -> dict[str, Any]:
    """Write the facts of a near-miss, or the verdict on it, as plain JSON data.

    Raises:
        TypeError: it is neither of them.

    Example:
        >>> from jikorules.judgement.near_miss import judge_near_miss
        >>> fire = NearMiss(date(2026, 5, 10), event="fire", users=80_000, disaster=None)
        >>> near_miss_to_wire(fire)
        {'known_on': '2026-05-10', 'users': 80000, 'event': 'fire', 'disaster': None}
        >>> verdict = near_miss_to_wire(judge_near_miss(fire))
        >>> verdict["met"], verdict["findings"][4]["event_number"]
        ('undecided', '4')
    """
    match thing:
        case NearMiss():
            return _facts(thing)
        case NearMissVerdict():
            return _verdict(thing)
    raise TypeError(f"no wire form for {type(thing).__name__}")


def _facts(near_miss: NearMiss) -> dict[str, Any]:
    """Leave out what a missing key means: unknown, or for an exception that it is not claimed."""
    return {
        field.name: value
        for field in fields(NearMiss)
        if (value := _written(getattr(near_miss, field.name))) != field.default
    }


def _written(value: Any) -> Any:
    match value:
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case Bounds(low, high) if low == high:  # an exact number, or None for an unknown one
            return low
        case Bounds(low, high):
            ends = {"at_least": low, "at_most": high}
            return {key: end for key, end in ends.items() if end is not None}
    return value


def _verdict(verdict: NearMissVerdict) -> dict[str, Any]:
    near_miss, rules = verdict.near_miss, verdict.rules
    required = {} if rules.near_miss is None else _required(rules.near_miss)
    return {
        "id": near_miss.id,
        "met": verdict.met.value,
        "rules": {"id": rules.id, "digest": rules.digest},
        "findings": [_finding(each, required, near_miss) for each in verdict.findings],
        "flags": [flag.value for flag in verdict.flags],
    }


def _finding(
    finding: NearMissFinding, required: dict[str, dict[str, Any]], near_miss: NearMiss
) -> dict[str, Any]:
    document = {
        "provision": asdict(finding.citation),
        "asks": finding.asks,
        "number": finding.number,
        "required": required[finding.asks],
        "given": {name: _given(getattr(near_miss, name)) for name in ASKED_OF[finding.asks]},
        "met": finding.met.value,
    }
    if finding.event is not None:
        document["event_number"] = finding.event
    return document


def _required(version: NearMissVersion) -> dict[str, dict[str, Any]]:
    """Give what each limb requires."""
    events = version.event
    return {
        "users": {"users": version.users, "commercial": True},
        "prefectures": {"prefectures": version.prefectures},
        "part": {"parts_excluded": [part.value for part in version.parts_excluded]},
        "function": {"functions": [function.value for function in version.functions]},
        "event": {
            "events": [each.event.value for each in events],
            "unless_noticed": [each.event.value for each in events if each.unless_noticed],
        },
        "exceptions": {
            "planned": False,
            "within_specification": False,
            "disaster": False,
            "despite_disaster": [each.event.value for each in events if each.despite_disaster],
        },
        "critical": {"serious_loss": True},
        "not_serious": {"grades": _NO_ACCIDENT.copy()},
    }


def _given(value: Any) -> Any:
    if isinstance(value, Bounds):
        return {"at_least": value.low or 0, "at_most": value.high}
    return _written(value)
