"""Moments: Japan time, and times with a fixed offset."""

from datetime import date, datetime, time, timedelta, timezone

JAPAN = timezone(timedelta(hours=9), "JST")


def midnight(day: date) -> datetime:
    """Give the beginning of a day in Japan."""
    return datetime.combine(day, time(), JAPAN)


def to_fixed_offset(moment: datetime) -> datetime:
    """Give a time with a fixed offset.

    Python subtracts and compares two times of one zone by their clocks, and summer time would make
    an hour of a minute.
    """
    if type(moment) is datetime and type(moment.tzinfo) is timezone:
        return moment
    offset = moment.utcoffset() if isinstance(moment, datetime) else None
    if offset is None:
        return moment  # for the check to report
    return datetime.combine(moment.date(), moment.time(), timezone(offset))
