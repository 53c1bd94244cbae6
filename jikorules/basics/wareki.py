"""Dates as Japanese documents write them: with an era (和暦) or with a western year.

An era begins and ends in the middle of a year, so 平成31年5月1日 is not a day. It is refused with
the name that the day has; it is never put right in silence.
"""

import re
import unicodedata
from datetime import date, datetime

from attrs import frozen

from jikorules.basics.errors import InvalidInput, NotCovered, Words


@frozen
class Era:
    """An era (元号) and its days.

    Attributes:
        name: the name, such as 平成.
        letter: the letter that stands for it, such as H.
        first: its first day, in the year 元年.
        last: its last day; None for the era that has not ended.

    Example:
        >>> Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30)) in ERAS
        True
    """

    name: str
    letter: str
    first: date
    last: date | None


ERAS = (
    Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
    Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
    Era("令和", "R", date(2019, 5, 1), None),
)
_BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.letter, era.letter.lower())}


def _notation(*parts: str) -> re.Pattern[str]:
    return re.compile(" *".join(("", *parts, "")))


_NAME = f"(?P<era>{'|'.join(era.name for era in ERAS)})"
_LETTER = f"(?P<era>{'|'.join(sign for sign in _BY_SIGN if len(sign) == 1)})"
_YEAR, _WESTERN = "(?P<year>元|[0-9]{1,3})", "(?P<era>)(?P<year>[0-9]{4})"
_MONTH, _DAY = "(?P<month>[0-9]{1,2})", "(?P<day>[0-9]{1,2})"
_DATES = (
    _notation(_NAME, _YEAR, "年", _MONTH, "月", _DAY, "日"),
    _notation(_LETTER, _YEAR, "(?P<sep>[./-])", _MONTH, "(?P=sep)", _DAY),
    _notation(_WESTERN, "年", _MONTH, "月", _DAY, "日"),
    _notation(_WESTERN + "-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
)
_YEARS = (_notation(_NAME, _YEAR, "年?"), _notation(_LETTER, _YEAR))

_A_DATE = Words("日付", "a date")
_REAL_DATE = Words("実在する年月日", "a date that exists")
_FORMS = Words(
    "「平成31年3月16日」「H31.3.16」「2019-03-16」のように書いてください。",
    "Write it like 平成31年3月16日, H31.3.16 or 2019-03-16.",
)
_CALENDAR = Words(
    "暦を確認してください。年は元年（1年）から、月と日は1から数えます。",
    "Check the calendar. Years (元年 is 1), months and days are counted from 1.",
)
_NO_TIME = Words("時刻のない date を渡してください。", "Give a date without a time.")
_SHOWA_ON = Words("昭和元年12月25日以後の日付", "a day from 昭和元年12月25日 on")
_BEFORE = Words("昭和より前は西暦で書いてください。", "Write earlier days with western years.")


def _match(notations: tuple[re.Pattern[str], ...], text: object) -> re.Match[str] | None:
    # The length comes first: normalising a long run of combining marks takes quadratic time.
    if not isinstance(text, str) or len(text) > 100:
        return None
    plain = unicodedata.normalize("NFKC", text)
    return next((found for one in notations if (found := one.fullmatch(plain))), None)


def _day(found: re.Match[str], month: int, day: int, text: str) -> date:
    number = 1 if found["year"] == "元" else int(found["year"])
    before = _BY_SIGN[found["era"]].first.year - 1 if found["era"] and number else 0
    try:
        return date(before + number, month, day)  # refuses the year 0
    except ValueError:
        raise InvalidInput.of("", _REAL_DATE, text, _CALENDAR) from None


def _clip(era: Era, first: date, last: date) -> tuple[date, date] | None:
    first, last = max(first, era.first), min(last, era.last or date.max)
    return (first, last) if first <= last else None


def _names(first: date, last: date, rest: str) -> list[str]:
    numbers = [(era, first.year - era.first.year + 1) for era in ERAS if _clip(era, first, last)]
    return [f"{era.name}{'元' if number == 1 else number}年{rest}" for era, number in numbers]


def _within(era: Era, first: date, last: date, rest: str, text: str) -> tuple[date, date]:
    days = _clip(era, first, last)
    if days is not None:
        return days
    start, *end = (f"{one.year}年{one.month}月{one.day}日" for one in (era.first, era.last) if one)
    ja = f"{era.name}（{start}から{''.join(end)}{'まで' if end else ''}）の年又は年月日"
    en = f"a year or day of {era.name} (from {era.first}{f' to {era.last}' if era.last else ''})"
    names, hint = _names(first, last, rest), _BEFORE
    if names:
        ask = "又は".join(f"「{name}」" for name in names)
        hint = Words(
            f"{ask}の誤りではないか、確認してください。", f"Did you mean {' or '.join(names)}?"
        )
    raise InvalidInput.of("", Words(ja, en), text, hint)


def parse_date(text: str) -> date:
    """Read a day in an era notation, in ISO 8601 or in the western 年月日.

    Full-width characters, 元 or 1 for the first year, small letters and spaces around the parts
    are read; a fiscal year, kanji numerals (三十一年), a weekday or a time are not.

    Raises:
        InvalidInput: the text is no such notation, or the day does not exist or is not of its era.

    Example:
        >>> parse_date("平成３１年３月１６日") == parse_date("H31.3.16") == parse_date("2019-03-16")
        True
        >>> parse_date("令和元年5月1日")
        datetime.date(2019, 5, 1)
    """
    found = _match(_DATES, text)
    if found is None:
        raise InvalidInput.of("", _A_DATE, text, _FORMS)
    day = _day(found, int(found["month"]), int(found["day"]), text)
    if found["era"]:
        _within(_BY_SIGN[found["era"]], day, day, f"{day.month}月{day.day}日", text)
    return day


def parse_year(text: str) -> tuple[date, date] | None:
    """Read a year of an era that stands alone, as its first and last day within the era.

    Anything else is None, also a western year and a fiscal year (令和元年度).

    Raises:
        InvalidInput: the text is a year of an era, but the era has no such year.

    Example:
        >>> parse_year("H31")
        (datetime.date(2019, 1, 1), datetime.date(2019, 4, 30))
        >>> parse_year("令和元年度") is None
        True
    """
    found = _match(_YEARS, text)
    if found is None:
        return None
    ends = _day(found, 1, 1, text), _day(found, 12, 31, text)
    return _within(_BY_SIGN[found["era"]], *ends, "", text)


def format_date(day: date) -> str:
    """Write a day with its era, as official documents do.

    Raises:
        InvalidInput: `day` is no date, or has a time (its day depends on the time zone).
        NotCovered: the day is before 昭和.

    Example:
        >>> format_date(date(2019, 3, 16)), format_date(date(2019, 5, 1))
        ('平成31年3月16日', '令和元年5月1日')
    """
    if not isinstance(day, date) or isinstance(day, datetime):
        raise InvalidInput.of("", _A_DATE, day, _NO_TIME)
    names = _names(day, day, f"{day.month}月{day.day}日")
    if not names:
        raise NotCovered.of("", _SHOWA_ON, day.isoformat(), _BEFORE)
    return names[0]
