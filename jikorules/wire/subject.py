"""One file for all: a document of whatever there may be a report about, in and out."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import fields

from jikorules.basics.errors import InvalidInput, Problem, Words
from jikorules.basics.keys import ObjectKind, other_object
from jikorules.basics.strict_reading import structured
from jikorules.basics.validation import refuse
from jikorules.basics.vocabulary import Reason
from jikorules.facts.incident import Incident
from jikorules.facts.near_miss import NearMiss
from jikorules.reporting.duties import OtherReason
from jikorules.wire.incident import from_wire
from jikorules.wire.near_miss import near_miss_from_wire
from jikorules.wire.value_reader import fact_reader
from jikorules.wire.values import plain
from jikorules.wire.what import What, facts_of, what_of

__all__ = ["Subject", "other_reason_to_wire", "subject_from_wire"]

Subject = Incident | NearMiss | OtherReason
"""Whatever there may be a report about."""

LEAKS = (Reason.SECRECY_LEAK, Reason.USER_INFORMATION_LEAK)
"""The reasons of a document that tells of a leak."""

_OTHER = ObjectKind(
    [field.name for field in fields(OtherReason)],
    ("day",),
    Words(
        "漏えい又は停止の文書（day などの項目を持つもの）",
        "a document of a leak or a suspension (with day)",
    ),
    Words(
        "docs/wire.md（又は jikorules schema other-reason）の形式で書いてください。",
        "Write it in the form of docs/wire.md (or of `jikorules schema other-reason`).",
    ),
)
_A_LEAK = Words(f"次のいずれか（{', '.join(LEAKS)}）", f"one of {', '.join(LEAKS)}")
_A_SUSPENSION = Words(Reason.PARTIAL_SUSPENSION.value, Reason.PARTIAL_SUSPENSION.value)
_A_NEAR_MISS = Words(
    "near_miss（known_on を持つ文書）", "near_miss, of a document that has known_on"
)
_UNTOLD = Words("書かれていません", "it is not told")
_SAY_SO = Words('"what": "near_miss" を加えてください。', 'Add "what": "near_miss".')
_AS_WHAT = Words("what に合わせてください。", "Let it go with `what`.")


def subject_from_wire(document: Mapping[str, Any]) -> Subject:
    """Read a document of an accident, a near-miss, a leak or a suspension, as its `what` says.

    Raises:
        InvalidInput: with every problem of the document, each with its path.

    Example:
        >>> leak = subject_from_wire(
        ...     {"what": "leak", "reason": "secrecy_leak", "day": "2026-05-10", "id": "M-7"})
        >>> leak.reason.value, leak.day
        ('secrecy_leak', datetime.date(2026, 5, 10))
    """
    match what_of(document):
        case What.ACCIDENT:
            if isinstance(document, Mapping) and "what" not in document and "known_on" in document:
                raise InvalidInput([Problem("what", _A_NEAR_MISS, _UNTOLD, _SAY_SO)])
            return from_wire(document)
        case What.NEAR_MISS:
            return near_miss_from_wire(document)
        case what:
            return _other_reason(document, what)


def other_reason_to_wire(other: OtherReason) -> dict[str, Any]:
    """Write a leak or a suspension as plain JSON data."""
    what = What.LEAK if other.reason in LEAKS else What.SUSPENSION
    return {"what": what.value, **plain(other)}


def _other_reason(document: Mapping[str, Any], what: What) -> OtherReason:
    facts = dict(facts_of(document, what))
    refuse(*other_object(facts, _OTHER))
    if what is What.SUSPENSION:
        facts.setdefault("reason", Reason.PARTIAL_SUSPENSION.value)
    made = structured(_reader(), facts, OtherReason)
    if (made.reason in LEAKS) is not (what is What.LEAK):
        expected = _A_LEAK if what is What.LEAK else _A_SUSPENSION
        raise InvalidInput.of("reason", expected, made.reason.value, _AS_WHAT)
    return made


_reader = cache(fact_reader)
