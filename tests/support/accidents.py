"""An accident and a near-miss that have to be reported."""

from datetime import date, datetime, timedelta
from typing import Any

from jikorules import Impact, Incident, NearMiss, Period, Service

VOICE = Service("voice", emergency_calls=True, paid=True)


def on(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T12:00:00+09:00")


def accident(day: str, users: int | None = 50_000, **more: Any) -> Incident:
    """Serious by row 一 if enough users are given, and for the periodic report by its time."""
    start = on(day)
    return Incident([Impact(VOICE, users, Period(start, start + timedelta(hours=3)))], **more)


def near_miss(**more: Any) -> NearMiss:
    facts: dict[str, Any] = {
        "installer_users": 30_000,
        "prefectures": 2,
        "commercial": True,
        "part": "other",
        "function": "switching",
        "event": "fire",
        "occurred_on": date(2024, 6, 1),
    }
    return NearMiss(date(2024, 6, 3), carrier="甲", id="2", **(facts | more))
