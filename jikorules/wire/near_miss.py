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
from jikorules.wire.value_reader import fact_reader
from jikorules.wire.values import write_users


def near_miss_from_wire(document: Mapping[str, Any]) -> NearMiss:
    """Read the facts of a near-miss.

    Args:
        document: what a JSON reader gives for the document.

    Raises:
        InvalidInput: with every problem of the document, each with its path.

    Example:
        >>> fire = near_miss_from_wire(
        ...     {"known_on": "2026-05-10", "event": "fire", "installer_users": {"at_least": 30000}})
        >>> fire.known_on, fire.installer_users
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
        wrong.add("decline_or_damage")  # it hangs on the other
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
        >>> fire = NearMiss(date(2026, 5, 10), event="fire", installer_users=80_000, disaster=None)
        >>> near_miss_to_wire(fire)
        {'known_on': '2026-05-10', 'installer_users': 80000, 'event': 'fire', 'disaster': None}
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
        if (value := _fact(getattr(near_miss, field.name))) != field.default
    }


def _fact(value: Any) -> Any:
    match value:
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case Bounds():
            return write_users(value)
    return value


def _verdict(verdict: NearMissVerdict) -> dict[str, Any]:
    rules = verdict.rules
    return {
        "id": verdict.near_miss.id,
        "met": verdict.met.value,
        "rules": {"id": rules.id, "digest": rules.digest},
        "findings": [_finding(each) for each in verdict.findings],
        "flags": [flag.value for flag in verdict.flags],
    }


def _finding(finding: NearMissFinding) -> dict[str, Any]:
    document = {
        "provision": asdict(finding.citation),
        "asks": finding.asks,
        "number": finding.number,
        "required": {name: _value(value) for name, value in finding.required},
        "given": {name: _value(value) for name, value in finding.given},
        "met": finding.met.value,
    }
    if finding.event is not None:
        document["event_number"] = finding.event
    return document


def _value(value: Any) -> Any:
    match value:
        case tuple():
            return [_value(each) for each in value]
        case Grade():
            return value.wire
        case Bounds():  # held against a limit, so that both ends are told
            return {"at_least": value.low or 0, "at_most": value.high}
    return _fact(value)
