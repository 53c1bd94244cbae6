"""Users, times, words and what is left out, written as plain JSON data."""

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from attrs import fields, has

from jikorules.basics.bounds import Bounds
from jikorules.basics.iso8601 import iso_duration
from jikorules.judgement.verdict import Grade


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


def plain(value: Any) -> Any:  # noqa: PLR0911 (one line a type)
    """Write any value; of an object, what is not told (what has its default) is left out."""
    match value:
        case Grade():
            return value.wire
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case timedelta():
            return iso_duration(value)
        case Bounds():
            return write_users(value)
        case tuple():
            return [plain(each) for each in value]
        case _ if has(type(value)):
            return {
                field.name: each
                for field in fields(type(value))
                if (each := plain(getattr(value, field.name))) != plain(field.default)
            }
    return value
