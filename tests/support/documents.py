"""Incidents on the wire, and edits of them."""

import copy
from typing import Any

Place = tuple[str | int, ...]

START, END = "2019-03-16T07:47:00+09:00", "2019-03-16T11:56:00+09:00"
LATER, LATER_END = "2019-03-16T13:00:00+09:00", "2019-03-16T13:30:00+09:00"

DOCUMENT: dict[str, Any] = {
    "id": "jcom-east-2019-03-16",
    "carrier": "株式会社ジェイコムイースト",
    "facility": "telecom",
    "critical_facility": {
        "kind": "satellite",
        "installed_by_carrier": True,
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
