"""The one place in which the times of other tools are read."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Literal, get_args

from jikorules.basics.errors import InvalidInput, Words
from jikorules.basics.iso8601 import parse_time
from jikorules.basics.moments import to_fixed_offset
from jikorules.basics.validation import check_time, refuse

Unit = Literal["s", "ms", "us", "ns"]
"""What a number of the time since 1970 counts."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_A_UNIT = {
    "s": timedelta(seconds=1),
    "ms": timedelta(milliseconds=1),
    "us": timedelta(microseconds=1),
}
# Of the times of the years 2001 to 2286 the number of digits tells the unit.
_OF_DIGITS: dict[int, Unit] = {10: "s", 13: "ms", 16: "us", 19: "ns"}
_NUMBER = re.compile(r"[0-9]{1,20}")
# The zero time of Go, in any zone: "not told".
_ZERO = ("0001-01-01", "0000-12-31")

_TIME = Words(
    "時差付きの日時（ISO 8601）又は1970年からの秒数等の整数",
    "a date and time with its zone (ISO 8601), or an integer of the time since 1970",
)
_WRITE = Words(
    "例：2026-05-10T01:00:00+09:00、1778342400。小数や、展開されていないマクロは読みません。",
    "Like 2026-05-10T01:00:00+09:00 or 1778342400; no number with a fraction, no macro.",
)
_UNITS = Words("桁数から単位の分かる整数", "an integer of which the digits tell the unit")
_GIVE_UNIT = Words(
    "10桁は秒、13桁はミリ秒、16桁はマイクロ秒、19桁はナノ秒と読みます。ほかは unit で示します。",
    "Read are 10 digits as seconds, 13 as milliseconds, 16 as microseconds, 19 as nanoseconds; "
    "for others give the unit.",
)
_ZONED = Words("時差付きの日時", "a date and time with its zone")
_GIVE_ZONE = Words(
    "時差のない日時は、その道具の時間帯を確かめ、zone に与えてください（例：UTC、JAPAN）。",
    "Find out the zone in which the tool writes it, and give it as `zone` (UTC, JAPAN).",
)
_A_UNIT_NAME = Words('次のいずれか（"s"、"ms"、"us"、"ns"）', 'one of "s", "ms", "us", "ns"')


def tool_time(
    value: Any, *, zone: tzinfo | None = None, unit: Unit | None = None
) -> datetime | None:
    """Read a time as monitoring tools write it; always with its zone, never guessed.

    Read are ISO 8601 with its zone (``Z``, ``+09:00``, ``+0900``) and integers of the time since
    1970, as numbers or as texts. What is finer than a microsecond is cut off, never rounded up.

    Args:
        value: what came. None, an empty text and the year 1 (which Go writes for nothing) are
            "not told".
        zone: the zone of a time that is written without one; without it such a time is refused.
        unit: what an integer counts; if left out, its number of digits tells it.

    Raises:
        InvalidInput: it is no time, or one that might be several moments.

    Example:
        >>> tool_time("2026-05-10T01:00:00.123456999+0900").isoformat()
        '2026-05-10T01:00:00.123456+09:00'
        >>> tool_time(1778342400000) == tool_time("1778342400") == tool_time("2026-05-09T16:00:00Z")
        True
        >>> tool_time("0001-01-01T00:00:00Z") is tool_time("") is tool_time(None) is None
        True
    """
    if unit is not None and unit not in get_args(Unit):
        raise InvalidInput.of("unit", _A_UNIT_NAME, unit, _GIVE_UNIT)
    if value is None or value == "" or (isinstance(value, str) and value.startswith(_ZERO)):
        return None
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = int(value)
    if type(value) is int:
        return _since_1970(value, unit)
    moment = parse_time(value) if isinstance(value, str) else None
    if moment is None:
        raise InvalidInput.of("", _TIME, value, _WRITE)
    if moment.tzinfo is None:
        if zone is None:
            raise InvalidInput.of("", _ZONED, value, _GIVE_ZONE)
        moment = moment.replace(tzinfo=zone)
    refuse(*check_time("", moment))
    return to_fixed_offset(moment)


def _since_1970(number: int, unit: Unit | None) -> datetime:
    unit = unit or _OF_DIGITS.get(len(str(number)) if number.bit_length() < 80 else 0)
    if unit is None or number < 0:
        raise InvalidInput.of("", _UNITS, number, _GIVE_UNIT)
    if unit == "ns":
        number, unit = number // 1000, "us"
    try:
        moment = _EPOCH + number * _A_UNIT[unit]
    except OverflowError:
        raise InvalidInput.of("", _UNITS, number, _GIVE_UNIT) from None
    refuse(*check_time("", moment))
    return moment
