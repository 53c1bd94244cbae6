"""Words, days, moments and users read from plain JSON data, strictly."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from attrs import evolve
from cattrs import Converter

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Words, shown
from jikorules.basics.iso8601 import parse_time
from jikorules.basics.moments import AWARE, GIVE_ZONE
from jikorules.basics.strict_reading import checked, read_word, strict_converter
from jikorules.basics.validation import check_flag, check_text, check_time, check_users, refuse
from jikorules.facts.service import to_users

_RANGE = Words(
    '0以上の整数、{"at_least": n, "at_most": n} 又は null（不明）',
    'an integer of 0 or more, {"at_least": n, "at_most": n}, or null (unknown)',
)
_ESTIMATE = Words(
    "人数は引用符や小数点を付けずに書いてください。",
    "Write the number without quotation marks and without a fraction.",
)
_A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # Python takes other ways of writing it too
_DAY = Words("ISO 8601 形式の日付", "a day after ISO 8601")
_WRITE_DAY = Words("例：2019-03-16。", "For example 2019-03-16.")
_TIME = Words("ISO 8601 形式の日時", "a date and time after ISO 8601")
_ZONE = Words(
    "例：2019-03-16T07:47:00+09:00（日本時間は +09:00）。",
    "For example 2019-03-16T07:47:00+09:00 (+09:00 is Japan time).",
)


def value_reader() -> Converter:
    """Make a strict reader of documents that knows words, days, moments and users."""
    converter = strict_converter()
    converter.register_structure_hook(StrEnum, read_word)
    converter.register_structure_hook(date, read_day)
    converter.register_structure_hook(datetime, read_time)
    converter.register_structure_hook_func(lambda cls: cls == Bounds[int], read_users)
    return converter


def fact_reader() -> Converter:
    """Make a reader of facts: a flag or a text that is not known is null."""
    converter = value_reader()
    converter.register_structure_hook(bool | None, checked(check_flag))
    converter.register_structure_hook(str | None, checked(check_text))
    return converter


def read_day(value: Any, _: Any = None) -> date:
    """Read a day, written after ISO 8601; a `date` is one already."""
    if type(value) is date:
        return value
    try:
        if isinstance(value, str) and _A_DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise InvalidInput.of("", _DAY, value, _WRITE_DAY)


def read_time(value: Any, _: Any = None) -> datetime:
    """Read a moment, written after ISO 8601 with its zone; a `datetime` with a zone is one already.

    Other readers of JSON than Python's make datetimes of such texts.
    """
    if isinstance(value, datetime):
        return _read_datetime(value)
    moment = parse_time(value) if isinstance(value, str) else None
    if moment is None:
        raise InvalidInput.of("", _TIME, value, _ZONE)
    refuse(*(evolve(each, given=shown(value)) for each in check_time("", moment)))
    return moment


def _read_datetime(value: datetime) -> datetime:
    problems = check_time("", value)
    if problems and value.tzinfo is None:
        raise InvalidInput.of("", AWARE, value.isoformat(), GIVE_ZONE)
    refuse(*problems)
    return value


def read_users(value: Any, _: Any = None) -> Bounds[int]:
    """Read a number of users: exact, bounded or unknown."""
    if isinstance(value, Mapping):
        low, high = value.get("at_least"), value.get("at_most")
        ends = {"at_least", "at_most"}
        if not value or value.keys() - ends or any(type(end) is not int for end in value.values()):
            raise InvalidInput.of("", _RANGE, value, _ESTIMATE)
        if low is not None and high is not None and low > high:
            least = shown(low)
            expected = Words(f"at_least（{least}）以上の整数", f"an integer of at least {least}")
            raise InvalidInput.of("at_most", expected, high, _ESTIMATE)
        value = Bounds(low, high)
    users = to_users(value)
    refuse(*check_users("", users))
    return users
