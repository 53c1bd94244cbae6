"""Incidents on the wire, good ones and odd ones, and edits of them."""

import copy
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hypothesis import strategies as st
from support.strategies import incidents

Place = tuple[str | int, ...]

START, END = "2019-03-16T07:47:00+09:00", "2019-03-16T11:56:00+09:00"
LATER, LATER_END = "2019-03-16T13:00:00+09:00", "2019-03-16T13:30:00+09:00"
NAIVE = "2019-03-16T07:47:00"
HUGE = 10**400
TOO_HUGE = 10**5000  # str() refuses it, so no test that would have to print it may hold it

DOCUMENT: dict[str, Any] = {
    "id": "jcom-east-2019-03-16",
    "carrier": "株式会社ジェイコムイースト",
    "facility": "telecom",
    "critical_facility": {
        "kind": "satellite",
        "installed_by": "other_carrier",
        "start": START,
        "end": END,
    },
    "origin": "own",
    "overlap": "disjoint",
    "minor": None,
    "equipment": "dslam",
    "disaster": True,
    "impacts": [
        {
            "service": {
                "kind": "voice",
                "emergency_calls": True,
                "paid": None,
                "monthly_users": 10_000_000,
                "name": "固定電話",
            },
            "users": 41_382,
            "start": START,
            "end": END,
            "effect": "suspension",
            "supplementary": None,
        },
        {
            "service": {"kind": "internet_access", "monthly_users": {"at_most": 9_999_999}},
            "users": {"at_least": 60_000, "at_most": 70_000},
            "periods": [{"start": START, "end": END}, {"start": LATER, "end": None}],
            "effect": None,
            "supplementary": False,
        },
    ],
}
"""A document with every key in it, and every form that users and periods may have."""

JCOM: dict[str, Any] = {
    "id": "jcom-east-2019-03-16",
    "carrier": "株式会社ジェイコムイースト",
    "facility": "telecom",
    "impacts": [
        {
            "service": {"kind": "voice", "emergency_calls": True, "paid": True},
            "users": 41_382,
            "start": START,
            "end": END,
            "effect": "suspension",
        },
        {
            "service": {"kind": "internet_access", "paid": True},
            "users": {"at_least": 60_000, "at_most": 70_000},
            "start": START,
            "end": END,
        },
    ],
}
"""The example of the design."""

GOOD: dict[str, Any] = {
    "id": "good",
    "impacts": [
        {
            "service": {"kind": "voice", "emergency_calls": True},
            "users": 41382,
            "start": START,
            "end": END,
        }
    ],
}
BAD = {"id": "bad", "impacts": [{"service": {"kind": "voice"}, "users": "41382", "start": START}]}


class Removed:
    """Stands for a key that is taken out of the document."""

    def __repr__(self) -> str:
        return "Removed"


REMOVED = Removed()


def edited(document: Any, place: Place, value: Any) -> Any:
    """Give a copy of a document with one place replaced, added or removed."""
    changed = copy.deepcopy(document)
    if not place:
        return value
    at = changed
    for step in place[:-1]:
        at = at[step]
    if value is REMOVED:
        del at[place[-1]]
    else:
        at[place[-1]] = value
    return changed


def written(place: Place) -> str:
    """Write a place as messages do."""
    path = ""
    for step in place:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


def plain(value: Any) -> bool:
    """Whether a value is what a JSON reader gives, and of no other type."""
    if type(value) is dict:
        return all(type(key) is str and plain(each) for key, each in value.items())
    if type(value) is list:
        return all(map(plain, value))
    return value is None or type(value) in {str, int, bool}


def spoil(value: Any) -> None:
    """Change everything in a document that can be changed."""
    for inner in list(value.values() if isinstance(value, dict) else value):
        if isinstance(inner, dict | list):
            spoil(inner)
    value.clear()
    if isinstance(value, dict):
        value["spoilt"] = True
    else:
        value.append("spoilt")


WIDE = incidents(datetime(2, 1, 3), datetime(9997, 1, 1))  # noqa: DTZ001
"""Accidents at any time that there is."""

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([HUGE, -HUGE, 0, 1, -1])
    | st.floats()
    | st.text()
    | st.sampled_from([START, END, LATER, NAIVE, "voice", "other", "unknown", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text()
            | st.sampled_from(
                [
                    "impacts",
                    "service",
                    "kind",
                    "users",
                    "start",
                    "end",
                    "periods",
                    "at_least",
                    "memo",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
"""Any JSON value, with the words of the format mixed in."""


def places(value: Any, here: Place = ()) -> Iterator[Place]:
    """Give every place in a document."""
    yield here
    if isinstance(value, dict | list):
        for step, below in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(below, (*here, step))
