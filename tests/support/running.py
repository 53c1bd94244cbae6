"""Documents of accidents that run, or ran, from 2026-05-10 01:00 on, of every answer."""

from datetime import datetime, timedelta
from typing import Any

from jikorules import JAPAN

START = datetime(2026, 5, 10, 1, 0, tzinfo=JAPAN)


def minute(count: int) -> str:
    """Write a moment by the minutes since the beginning."""
    return (START + timedelta(minutes=count)).isoformat()


def accident(users: Any, end: int | None = None, **more: Any) -> dict[str, Any]:
    """Make an accident of telephones, which is serious after an hour with 30,000 users or more."""
    impact = {
        "service": {"kind": "voice", "emergency_calls": True},
        "users": users,
        "start": minute(0),
    }
    return {"impacts": [impact if end is None else impact | {"end": minute(end)}], **more}


SERIOUS = accident(30_000, 60, id="serious")
PERIODIC = accident(30_000, 59, id="periodic")
NONE = accident(29_999, 59, id="none")
UNDECIDED = accident({"at_most": 30_000}, 60, id="undecided")
UNDECIDED_BELOW = accident({"at_most": 30_000}, 59, id="undecided below")
LEAK = {"what": "leak", "id": "leak", "reason": "secrecy_leak", "day": "2026-05-10"}
NO_NEAR_MISS = {"what": "near_miss", "id": "fire", "known_on": "2026-05-10", "part": "access_line"}
NEAR_MISS = {
    "what": "near_miss",
    "id": "cable",
    "known_on": "2026-05-10",
    "critical_facility": "submarine_cable",
    "decline_or_damage": True,
}
OPEN_NEAR_MISS = NEAR_MISS | {"id": "cable?", "decline_or_damage": None}
BROKEN = {"id": "broken", "impacts": [{"service": {"kind": "voice"}, "users": "1"}]}
RUNNING = accident(30_000, id="running")
"""Periodic at once, serious after an hour."""
SMALL = accident(29_999, id="small")
"""Nothing at first, periodic after two hours."""
