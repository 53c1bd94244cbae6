"""What `to_wire` writes is what any JSON library encodes, and reads back the same."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import msgspec
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from support.near_misses import near_misses
from support.report_sample import sample
from support.strategies import incidents

from jikorules import (
    JAPAN,
    History,
    Incident,
    NearMiss,
    duties,
    from_wire,
    history_to_wire,
    judge,
    judge_near_miss,
    near_miss_from_wire,
    near_miss_to_wire,
    outlook,
    rulesets,
    to_wire,
)
from jikorules.wire.report import report_to_wire

NOW = datetime(2032, 1, 1, tzinfo=JAPAN)
SOME = settings(max_examples=100, suppress_health_check=list(HealthCheck))
LIBRARIES: dict[str, tuple[Callable[[Any], bytes], Callable[[bytes], Any]]] = {
    "msgspec": (msgspec.json.encode, msgspec.json.decode),
    "orjson": (orjson.dumps, orjson.loads),
}


def fits(value: Any) -> bool:
    """Whether every library can write it: integers of 64 bits, and no lone surrogate."""
    match value:
        case dict():
            return all(fits(key) and fits(each) for key, each in value.items())
        case list():
            return all(map(fits, value))
        case str():
            return not any("\ud800" <= sign <= "\udfff" for sign in value)
        case bool() | None:
            return True
    return bool(-(2**63) <= value < 2**63)


def same(document: Any) -> bool:
    """Whether each library writes what the reader of the standard library reads as the document."""
    return all(
        json.loads(encode(document)) == document == decode(json.dumps(document).encode())
        for encode, decode in LIBRARIES.values()
    )


def documents(incident: Incident) -> Iterator[dict[str, Any]]:
    verdict = judge(incident, at=NOW)
    yield to_wire(incident)
    yield to_wire(verdict)
    yield from map(to_wire, duties(verdict))


@SOME
@given(incidents())
def test_accidents_and_their_answers(incident: Incident) -> None:
    for document in documents(incident):
        if fits(document):
            assert same(document)


@SOME
@given(near_misses())
def test_near_misses(near_miss: NearMiss) -> None:
    for thing in (near_miss, judge_near_miss(near_miss)):
        document = near_miss_to_wire(thing)
        if fits(document):
            assert same(document)


@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
def test_rule_sets(rules: Any) -> None:
    assert same(to_wire(rules))


def test_outlooks_histories_and_reports() -> None:
    running = from_wire(
        {"impacts": [{"service": {"kind": "voice"}, "users": 40_000, "start": NOW}]}
    )
    assert same(to_wire(outlook(running, at=NOW)))
    history = History().look(NOW, running)
    assert same(history_to_wire(history))
    assert same(report_to_wire(sample()))


class Outage(msgspec.Struct):
    """A class of a user's own, with times of its own."""

    users: int
    start: datetime
    end: datetime | None = None


@SOME
@given(incidents())
def test_times_of_a_struct_are_taken_as_they_are(incident: Incident) -> None:
    for period in (each for impact in incident.impacts for each in impact.periods):
        outage = Outage(5, period.start, period.end)
        told = msgspec.to_builtins(outage, builtin_types=(datetime,))
        (impact,) = from_wire({"impacts": [{"service": {"kind": "voice"}, **told}]}).impacts
        assert impact.periods == (period,)


@SOME
@given(near_misses())
def test_days_are_taken_as_they_are(near_miss: NearMiss) -> None:
    document = near_miss_to_wire(near_miss)
    days = {"known_on": near_miss.known_on, "occurred_on": near_miss.occurred_on}
    assert near_miss_from_wire(document | days) == near_miss
