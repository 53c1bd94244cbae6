"""Users, times and what is left out, written as plain JSON data."""

from datetime import timedelta
from functools import lru_cache
from typing import Any

from jikorules.basics.bounds import Bounds
from jikorules.basics.iso8601 import iso_duration


def told(**values: Any) -> dict[str, Any]:
    """Leave out what is not known: missing means unknown."""
    return {key: value for key, value in values.items() if value is not None}


def claimed(**values: bool | None) -> dict[str, bool | None]:
    """Leave out exceptions that are not claimed: missing means no, null means unknown."""
    return {key: value for key, value in values.items() if value is not False}


def write_users(users: Bounds[int]) -> int | dict[str, int] | None:
    """Write a number of users: an integer, its ends, or null if nothing is known."""
    if users.is_unknown:
        return None
    return users.low if users.is_exact else told(at_least=users.low, at_most=users.high)


@lru_cache(maxsize=4096)
def write_duration(duration: timedelta | None) -> str | None:
    """Write a time after ISO 8601, or null."""
    return None if duration is None else iso_duration(duration)
