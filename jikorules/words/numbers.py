"""Users, times and days, as a Japanese official or an English reader writes them.

Nothing here depends on the locale.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import Lang
from jikorules.basics.moments import JAPAN

T = TypeVar("T")


def number(count: int, lang: Lang = "ja") -> str:
    """Write a whole number.

    Example:
        >>> number(30_000), number(30_600_000), number(41_382), number(30_000, "en")
        ('3万', '3,060万', '41,382', '30,000')
    """
    if lang == "ja" and count and count % 10_000 == 0:
        return f"{count // 10_000:,}万"
    return f"{count:,}"


def time_span(span: timedelta, lang: Lang = "ja") -> str:
    """Write a stretch of time; days from two days on.

    Example:
        >>> time_span(timedelta(hours=4, minutes=25)), time_span(timedelta(hours=24), "en")
        ('4時間25分', '24 h')
    """
    seconds = span // timedelta(seconds=1)
    days, rest = divmod(seconds, 86400) if seconds >= 2 * 86400 else (0, seconds)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    units = ("日", "時間", "分", "秒") if lang == "ja" else (" d", " h", " min", " s")
    parts = [
        f"{n}{unit}" for n, unit in zip((days, hours, minutes, seconds), units, strict=True) if n
    ]
    return ("" if lang == "ja" else " ").join(parts) or f"0{units[2]}"


def people(users: Bounds[int], lang: Lang = "ja") -> str:
    """Write a number of users, as far as it is known.

    Example:
        >>> people(Bounds.between(165_000, 174_999)), people(Bounds.at_least(30_000), "en")
        ('165,000人以上174,999人以下', '30,000 users or more')
    """
    unit = "人" if lang == "ja" else " users"

    def write(count: int) -> str:
        return number(count, lang) + unit

    low = None if users.low == 0 and users.high != 0 else users.low
    return _between(low, users.high, write, lang)


def lasted(duration: Bounds[timedelta], lang: Lang = "ja") -> str:
    """Write how long something lasted, as far as it is known."""

    def write(span: timedelta) -> str:
        return time_span(span, lang)

    low = None if duration.low == timedelta(0) and duration.high != timedelta(0) else duration.low
    return _between(low, duration.high, write, lang)


def _between(low: T | None, high: T | None, write: Callable[[T], str], lang: Lang) -> str:
    ends = [write(end) for end in (low, high) if end is not None]
    if not ends:
        return "不明" if lang == "ja" else "unknown"
    if low == high:
        return ends[0]
    if lang == "en":
        return (
            f"{ends[0]} to {ends[1]}"
            if len(ends) == 2
            else (f"{ends[0]} or more" if high is None else f"at most {ends[0]}")
        )
    return f"{ends[0]}以上" if high is None else f"{'以上'.join(ends)}以下"


def clock(moment: datetime, lang: Lang = "ja", *, after: datetime | None = None) -> str:
    """Write a moment in Japan time; without the day if that is the day of `after`.

    Example:
        >>> clock(datetime.fromisoformat("2019-03-15T22:47:00Z"))
        '2019年3月16日7時47分'
    """
    here = moment.astimezone(JAPAN)
    if lang == "en":
        time = here.strftime("%H:%M:%S" if here.second else "%H:%M")
    else:
        time = f"{here.hour}時{here.minute:02}分" + (f"{here.second:02}秒" if here.second else "")
    if after is not None and after.astimezone(JAPAN).date() == here.date():
        return time
    return f"{day(here.date(), lang)}{' ' if lang == 'en' else ''}{time}"


def day(date_: date, lang: Lang = "ja") -> str:
    """Write a day."""
    if lang == "en":
        return date_.isoformat()
    return f"{date_.year}年{date_.month}月{date_.day}日"
