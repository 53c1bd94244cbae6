"""Users, times and days, as a Japanese official or an English reader writes them.

Nothing here depends on the locale.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from jikorules.basics.bounds import Bounds, T
from jikorules.basics.errors import Lang, Words
from jikorules.basics.moments import JAPAN
from jikorules.words.lists import prose

UNKNOWN = Words("不明", "unknown")
USERS_UNKNOWN = Words("利用者数不明", "number of users unknown")
_PEOPLE = Words("{n}人", "{n} users")
_MINUTES = Words("{n}分", "{n} min")
_UNITS = (Words("{n}日", "{n} d"), Words("{n}時間", "{n} h"), _MINUTES, Words("{n}秒", "{n} s"))
AT_LEAST = Words("{low}以上", "{low} or more")
_AT_MOST = Words("{high}以下", "at most {high}")
_BETWEEN = Words("{low}以上{high}以下", "{low} to {high}")
_TIME = Words("{at.hour}時{at.minute:02}分", "{at:%H:%M}")
_TO_THE_SECOND = Words("{at.hour}時{at.minute:02}分{at.second:02}秒", "{at:%H:%M:%S}")
_DAY = Words("{day.year}年{day.month}月{day.day}日", "{day}")
_DAY_AND_TIME = Words("{day}{time}", "{day} {time}")


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
    counts = zip(_UNITS, (days, hours, minutes, seconds), strict=True)
    parts = [unit.text(lang, n=n) for unit, n in counts if n]
    return prose(parts, lang) or _MINUTES.text(lang, n=0)


def people(users: Bounds[int], lang: Lang = "ja", unknown: Words = UNKNOWN) -> str:
    """Write a number of users, as far as it is known.

    Example:
        >>> people(Bounds.between(165_000, 174_999)), people(Bounds.at_least(30_000), "en")
        ('165,000人以上174,999人以下', '30,000 users or more')
    """
    said = _between(users, 0, lambda n: _PEOPLE.text(lang, n=number(n, lang)), lang)
    return said or unknown.text(lang)


def how_many(count: Bounds[int], lang: Lang = "ja", unknown: Words = UNKNOWN) -> str:
    """Write a number of other things than users, as far as it is known."""
    return _between(count, 0, lambda n: number(n, lang), lang) or unknown.text(lang)


def lasted(duration: Bounds[timedelta], lang: Lang = "ja", unknown: Words = UNKNOWN) -> str:
    """Write how long something lasted, as far as it is known."""
    said = _between(duration, timedelta(0), lambda span: time_span(span, lang), lang)
    return said or unknown.text(lang)


def _between(bounds: Bounds[T], zero: T, write: Callable[[T], str], lang: Lang) -> str:
    """Write a number by its ends, of which a lower one of 0 says nothing; "" if neither does."""
    high = bounds.high
    low = None if bounds.low == zero != high else bounds.low
    if high is None:
        return "" if low is None else AT_LEAST.text(lang, low=write(low))
    if low is None:
        return _AT_MOST.text(lang, high=write(high))
    if low == high:
        return write(low)
    return _BETWEEN.text(lang, low=write(low), high=write(high))


def clock(moment: datetime, lang: Lang = "ja", *, after: datetime | None = None) -> str:
    """Write a moment in Japan time; without the day if that is the day of `after`.

    Example:
        >>> clock(datetime.fromisoformat("2019-03-15T22:47:00Z"))
        '2019年3月16日7時47分'
    """
    here = moment.astimezone(JAPAN)
    time = (_TO_THE_SECOND if here.second else _TIME).text(lang, at=here)
    if after is not None and after.astimezone(JAPAN).date() == here.date():
        return time
    return _DAY_AND_TIME.text(lang, day=day(here.date(), lang), time=time)


def day(date_: date, lang: Lang = "ja") -> str:
    """Write a day."""
    return _DAY.text(lang, day=date_)
