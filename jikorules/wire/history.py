"""Histories as plain JSON data, in and out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from cattrs import BaseValidationError

from jikorules.basics.errors import InvalidInput, JikorulesError, Problem, Words, shown
from jikorules.basics.iso8601 import parse_time
from jikorules.basics.moments import to_fixed_offset
from jikorules.basics.strict_reading import problems_of, strict_converter
from jikorules.basics.validation import Found, check_time, refuse
from jikorules.facts.incident import Incident
from jikorules.judgement.changes.history import History, Look, contradictions
from jikorules.judgement.judge import judge
from jikorules.judgement.verdict import Verdict
from jikorules.wire.answers import to_wire
from jikorules.wire.comparison import ABSENT, differing
from jikorules.wire.incident import from_wire

_FOLLOWING = Words("事実から導かれる判定", "the verdict that follows from the facts")
_CHECK = Words("事実を確かめるか、判定を除いてください。", "Check the facts or drop the verdict.")


def history_to_wire(history: History) -> dict[str, Any]:
    """Write a history as plain JSON data, each look with its time, its facts and its verdict."""
    looks = [
        {"at": it.at.isoformat(), "incident": to_wire(it.incident), "verdict": to_wire(it.verdict)}
        for it in history.looks
    ]
    return {"looks": looks}


@frozen
class _LookDocument:
    at: datetime
    incident: Incident
    verdict: Any = None


@frozen
class _HistoryDocument:
    looks: tuple[Look, ...]


def history_from_wire(document: Mapping[str, Any]) -> History:
    """Read a history from plain JSON data, and judge every look anew.

    Raises:
        InvalidInput: with every problem, each with its path. A stored verdict (it may be left out)
            that does not follow from the facts, by the law as it is recorded here, is a problem.

    Example:
        >>> history_from_wire(history_to_wire(History()))
        History(looks=())
    """
    seen: list[tuple[datetime, Incident] | None] = []

    def read(value: Any, _: Any) -> Look:
        seen.append(None)
        told = converter.structure(value, _LookDocument)
        seen[-1] = (told.at, told.incident)
        look = Look(told.at, told.incident, judge(told.incident, at=told.at))
        refuse(*_mismatch(told.verdict, look.verdict))
        return look

    converter = strict_converter()
    converter.register_structure_hook(datetime, lambda value, _: _moment(value))
    converter.register_structure_hook(Incident, lambda value, _: from_wire(value))
    converter.register_structure_hook(Look, read)
    try:
        return History(converter.structure(document, _HistoryDocument).looks)
    except (JikorulesError, BaseValidationError) as error:
        problems = dict.fromkeys((*problems_of(error), *contradictions(seen)))
    raise InvalidInput(problems)


def _moment(value: Any) -> datetime:
    moment: Any = parse_time(str(value)) or value  # what is no time is left to the check
    refuse(*check_time("", moment))
    return to_fixed_offset(moment)


def _mismatch(stored: Any, verdict: Verdict) -> Found:
    """Report a stored verdict that is not the one that follows; a missing value is null."""
    if stored is None:
        return ()
    nothing = (None, ABSENT)
    apart = [
        path
        for path, recorded, found in differing(stored, to_wire(verdict))
        if not (recorded in nothing and found in nothing)
    ]
    given = shown(", ".join(apart))
    words = Words(f"{given} が異なります", f"this one differs in {given}")
    return (Problem("verdict", _FOLLOWING, words, _CHECK),) if apart else ()
