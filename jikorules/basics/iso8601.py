"""Times after ISO 8601."""

import re
from datetime import datetime, timedelta

# How a moment is written; Python reads other ways too, and other versions of it read others.
# Without look-around and with every group told, so that JSON Schemas can say the same.
DAY_OF_YEAR = "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_MINUTES = "([01][0-9]|2[0-3]):[0-5][0-9]"
_SECONDS = r":[0-5][0-9](\.[0-9]+)?"
CLOCK = f"{_MINUTES}({_SECONDS})?"
ZONE = f"(Z|[+-]([01][0-9]|2[0-3]):?[0-5][0-9]|[+-]{_MINUTES}{_SECONDS})"

_MOMENT = re.compile(f"[0-9]{{4}}-{DAY_OF_YEAR}[T ]{CLOCK}({ZONE})?")
# How nearly all are written: looked for first, as that is quicker. Python checks the numbers.
_USUAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:[0-5]\d", re.ASCII)
_DURATION = re.compile(
    r"(-?)PT(?=[0-9])(?:([0-9]{1,11})H)?(?:([0-9]{1,11})M)?(?:([0-9]{1,11})(?:\.([0-9]{1,6}))?S)?"
)


def iso_duration(duration: timedelta) -> str:
    """Write a time after ISO 8601, in hours, minutes and seconds.

    Example:
        >>> iso_duration(timedelta(hours=28, minutes=9))
        'PT28H9M'
    """
    if duration.days < 0:
        return "-" + iso_duration(-duration)
    minutes, second = divmod(duration.seconds, 60)
    hours, minute = divmod(minutes, 60)
    hours += 24 * duration.days
    text = f"{hours}H" if hours else ""
    if minute:
        text += f"{minute}M"
    if duration.microseconds:
        text += f"{second}.{duration.microseconds:06}".rstrip("0") + "S"
    elif second or not text:
        text += f"{second}S"
    return "PT" + text


def parse_time(text: str) -> datetime | None:
    """Read a moment, with its zone or without; None if it is none, or written in another way.

    Example:
        >>> parse_time("2019-03-16T07:47+09:00").isoformat()
        '2019-03-16T07:47:00+09:00'
        >>> parse_time("20190316T0747+0900") is parse_time("2019-02-30T07:47Z") is None
        True
    """
    if not (_USUAL.fullmatch(text) or _MOMENT.fullmatch(text)):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # there is no such day
        return None


def parse_duration(text: str) -> timedelta | None:
    """Read a time in hours, minutes and seconds; None if it is written in another way.

    Example:
        >>> parse_duration("PT28H9M")
        datetime.timedelta(days=1, seconds=14940)
        >>> parse_duration("28:09") is None
        True
    """
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    sign, hours, minutes, seconds, fraction = found.groups()
    try:
        span = timedelta(
            hours=int(hours or 0),
            minutes=int(minutes or 0),
            seconds=int(seconds or 0),
            microseconds=int((fraction or "").ljust(6, "0")),
        )
    except OverflowError:
        return None
    return -span if sign else span
