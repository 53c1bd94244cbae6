"""Near-misses 重大な事故が生ずるおそれがあると認められる事態 as plain JSON data, in and out."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from attrs import asdict, fields

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Words
from jikorules.basics.keys import ObjectKind, other_object
from jikorules.basics.strict_reading import structured
from jikorules.basics.validation import Found, refuse
from jikorules.facts.near_miss import NearMiss
from jikorules.judgement.near_miss import NearMissFinding, NearMissVerdict
from jikorules.wire.value_reader import fact_reader
from jikorules.wire.values import plain
from jikorules.wire.what import What, facts_of

_NEAR_MISS = ObjectKind(
    [field.name for field in fields(NearMiss)],
    ("known_on",),
    Words(
        "事態の文書（known_on などの項目を持つもの）", "a document of a near-miss (with known_on)"
    ),
    Words(
        "docs/wire.md（又は jikorules schema near-miss）の形式で書いてください。",
        "Write it in the form of docs/wire.md (or of `jikorules schema near-miss`).",
    ),
)


def near_miss_from_wire(document: Mapping[str, Any]) -> NearMiss:
    """Read the facts of a near-miss.

    Raises:
        InvalidInput: with every problem of the document, each with its path.

    Example:
        >>> fire = near_miss_from_wire(
        ...     {"known_on": "2026-05-10", "event": "fire", "installer_users": {"at_least": 30000}})
        >>> fire.known_on, fire.installer_users
        (datetime.date(2026, 5, 10), Bounds(low=30000, high=None))
    """
    facts = facts_of(document, What.NEAR_MISS)
    refuse(*other_object(facts, _NEAR_MISS))
    try:
        return structured(_reader(), facts, NearMiss)
    except InvalidInput as error:
        problems = error.problems
    raise InvalidInput([*problems, *_contradictions(facts, problems)])


def _contradictions(document: Any, problems: Found) -> Found:
    """Give what contradicts among the good values, as a bad one keeps the class from being made."""
    if not isinstance(document, Mapping):
        return ()
    wrong = {problem.path.partition(".")[0] for problem in problems}
    if "critical_facility" in wrong:
        wrong.add("decline_or_damage")  # it hangs on the other
    names = {field.name for field in fields(NearMiss)} - wrong
    good = {name: value for name, value in document.items() if name in names}
    try:
        structured(_reader(), {"known_on": date.max.isoformat(), **good}, NearMiss)
    except InvalidInput as error:
        return error.problems
    return ()


_reader = cache(fact_reader)


def near_miss_to_wire(thing: NearMiss | NearMissVerdict) -> dict[str, Any]:
    """Write the facts of a near-miss, or the verdict on it, as plain JSON data.

    Raises:
        TypeError: it is neither of them.

    Example:
        >>> from jikorules.judgement.near_miss import judge_near_miss
        >>> fire = NearMiss(date(2026, 5, 10), event="fire", installer_users=80_000, disaster=None)
        >>> [*near_miss_to_wire(fire).items()][:3]
        [('what', 'near_miss'), ('known_on', '2026-05-10'), ('installer_users', 80000)]
        >>> verdict = near_miss_to_wire(judge_near_miss(fire))
        >>> verdict["met"], verdict["findings"][4]["event_number"]
        ('undecided', '4')
    """
    match thing:
        case NearMiss():
            return {"what": What.NEAR_MISS.value, **plain(thing)}
        case NearMissVerdict():
            return {
                "id": thing.near_miss.id,
                "met": thing.met.value,
                "rules": {"id": thing.rules.id, "digest": thing.rules.digest},
                "findings": [_finding(each) for each in thing.findings],
                "flags": plain(thing.flags),
            }
    raise TypeError(f"no wire form for {type(thing).__name__}")


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
    if isinstance(value, Bounds):  # held against a limit, so that both ends are told
        return {"at_least": value.low or 0, "at_most": value.high}
    return plain(value)
