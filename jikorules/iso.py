"""Times after ISO 8601."""

import re
from datetime import timedelta

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
