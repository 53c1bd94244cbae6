"""Figures as Japanese documents print them: numbers (約17万回線), time spans and moments.

What is printed is read, and nothing else is guessed:

* 約, およそ and ほぼ give the range of all numbers that round (half up) to the printed one at the
  printed precision. Its precision is the smallest place that is written with a unit or, after a
  unit, with digits: 約3,060万 is printed to 万, 約1.5万 to 千, 約2千万 to 千万. Digits without 万,
  億 or 兆 are printed to their last digit that is not 0 (約1,400件 to 百, 約21,146件 to 一).
  A time span is printed to its last unit (約5時間 is 4:30:00 to 5:29:59), 約1時間半 to 30 minutes.
* Spans are told in whole seconds: 5時間超 is 5:00:01 or more, 5時間未満 4:59:59 or less.
* 数万, ○件, 2、3時間, 3～10万, 3万5, 2時間90分 and 午後12時 can be meant in several ways, and are
  refused.

`find_counts` and its kin are stricter than `read_count`: a figure that goes on in the next line,
or one next to a word that changes it (程度, 強, 最大, 第, 目), is not found, nor one that could be
a word (十分, 一人) or a day of the month (29日). `jikorules.facts.figures_in_text` has the rules.
"""

import re
from datetime import datetime, timedelta
from typing import Generic

from attrs import evolve, frozen

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Problem, Words, shown
from jikorules.basics.moments import midnight
from jikorules.basics.wareki import parse_date
from jikorules.facts.figures_in_text import (
    COUNTS,
    ERA,
    ERA_LETTERS,
    MOMENTS,
    SPANS,
    Guards,
    Reader,
    T,
    find,
)
from jikorules.facts.numerals import (
    MYRIAD,
    NUMERALS,
    TO,
    WRITE_OUT,
    Amount,
    Cursor,
    Exact,
    Miss,
    ends,
    numeral,
    plain_text,
)

# A unit that begins another word (社会, 通信) is none.
_UNIT = re.compile(
    "人(?![気工材口間体物類災格権])|名(?![称前古義])|件(?!名)|社(?![会員内外長団])|回線|契約者?"
    "|加入者?|利用者|世帯|ユーザー?|アカウント|台(?![風湾帳])|局(?![面所部地])"
    "|通(?![信話知常報帳行])|箇所|[かカヵケヶ]所"
)
_OTHER_UNIT = re.compile(r"[ ]*[一-鿿々ァ-ヶーA-Za-z%‰°]")

_SPAN_UNIT = re.compile(
    r"(?P<日>日(?:\s*+間)?)|(?P<時>時\s*+間)|(?P<分>分(?:\s*+間)?)|(?P<秒>秒(?:\s*+間)?)"
    r"|(?P<h>[hH])|(?P<min>[mM][iI][nN])|(?P<m>[mM])|(?P<s>[sS])"
)
_SECONDS = {"日": 86400, "時": 3600, "分": 60, "秒": 1, "h": 3600, "min": 60, "m": 60, "s": 1}
_HALF = re.compile("半(?!ば)")
_MORE = re.compile(f"[{NUMERALS}]")

_DATE = re.compile(
    rf"(?:{ERA}\s*+(?:元|[0-9]{{1,3}})|[0-9]{{4}})\s*+年\s*+[0-9]{{1,2}}\s*+月\s*+[0-9]{{1,2}}\s*+日"
    rf"|[{ERA_LETTERS}]\s*+(?:元|[0-9]{{1,3}})\s*+(?P<sep>[./-])\s*+[0-9]{{1,2}}\s*+(?P=sep)\s*+[0-9]{{1,2}}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
_WEEK = "月火水木金土日"
_ENGLISH_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\(\s*+([{_WEEK}])\s*+(?:曜\s*+日?\s*+)?(?:・\s*+[祝休]\s*+日?\s*+)?\)")
_NOON = re.compile(r"午\s*+([前後])")
_CLOCK = re.compile(
    r"(?<![0-9])"  # 2018-09-1710:48 is no moment
    r"(?P<hour>[0-9]{1,2})(?:\s*+時(?!\s*+間)(?:\s*+(?P<half>半)|(?:\s*+(?P<minute>[0-9]{1,2})\s*+分"
    r"(?!\s*+間)(?:\s*+(?P<second>[0-9]{1,2})\s*+秒(?!\s*+間))?)?)"
    r"|:(?P<mm>[0-9]{2})(?::(?P<ss>[0-9]{2}))?)"
)

_COUNT_FORMS = Words(
    "「58,990人」「約3,060万回線」「3万以上10万未満」のように書いてください。",
    "Write it like 58,990人, 約3,060万回線 or 3万以上10万未満.",
)
_SPAN_FORMS = Words(
    "「4時間58分」「約5時間」「30分以上1時間未満」のように書いてください。",
    "Write it like 4時間58分, 約5時間 or 30分以上1時間未満.",
)
_MOMENT_FORMS = Words(
    "「平成30年9月17日（月）10時48分」のように、年から時刻まで書いてください。",
    "Write it from the year to the time, like 平成30年9月17日（月）10時48分.",
)
_UNKNOWN = Words(
    "分からない数（「数万」「○」）は読まずに、不明としてください。",
    "A number that is not known (数万, ○) is not read: give it as unknown.",
)
_PLACEHOLDERS = frozenset("数何幾○〇◯")
_ONE_READING = Words("範囲の両端に単位を書いてください。", "Write the unit at both ends.")
_CALENDAR = Words("暦を確認してください。", "Check the calendar.")
_NOON_HINT = Words(
    "正午は「12時」、夜の12時は「24時」と書いてください。",
    "Write 12時 for noon and 24時 for midnight.",
)
_THE_END = Words("文の終わり", "the end of the text")


@frozen
class Figure(Generic[T]):
    """A figure and where it stands.

    Attributes:
        value: what it says: `Bounds` of integers or of time spans, or a moment in Japan time.
        start: the place of its first character in the source.
        end: the place behind its last character.
        text: the figure as it stands in the source.
        unit: what is counted (人, 回線, 契約, 件, 社), if it is a number and says so.

    Example:
        >>> read_count("約 17 万回線").unit
        '回線'
    """

    value: T
    start: int
    end: int
    text: str
    unit: str | None = None


def _count(cursor: Cursor) -> Amount:
    start = cursor.at
    number = numeral(cursor)
    if number.step < 1:
        raise cursor.miss("整数", "a whole number", start, WRITE_OUT)
    unit = cursor.take(_UNIT)
    return evolve(number, unit=unit[0] if unit else None)


def _same_count(cursor: Cursor, first: Amount, second: Amount) -> Amount:
    """Give the first end of a range its unit."""
    if first.unit is None and first.scale == 1 < second.scale:  # 3～10万 may begin at 3万
        raise cursor.miss("両端に「万」等のある範囲", "a 万 at both ends", hint=_ONE_READING)
    if first.unit and second.unit and first.unit != second.unit:
        raise cursor.miss("単位の同じ両端", "one unit at both ends", hint=_ONE_READING)
    return evolve(first, unit=first.unit or second.unit)


def _span(cursor: Cursor) -> Amount:
    """Read 10日間11時間40分間; a number alone (the 2 of 2～3時間) has the scale 0."""
    start, last, single = cursor.at, "", True
    total: Exact = 0
    step: Exact = 1
    while not last or cursor.peek(_MORE):
        at = cursor.at
        number = numeral(cursor, padded=True)
        number = evolve(number, step=min(number.step, 1))
        unit = cursor.take(_SPAN_UNIT)
        if unit is None and not last and cursor.peek(TO):
            return evolve(number, scale=0)
        name = unit.lastgroup if unit else None
        if name is None or number.value >= 10**6 or not _follows(last, name, number, step):
            ja, en = "大きい単位から順に並ぶ時間", "a time span from its largest unit down"
            raise cursor.miss(ja, en, at)
        scale = _SECONDS[name]
        total += number.value * scale
        step, single, last = number.step * scale, not last, name
    if last == "時" and step == scale and cursor.take(_HALF):
        total, step, single = total + 1800, 1800, False
    if total.denominator != 1:
        raise cursor.miss("秒の単位までの時間", "a time span in whole seconds", start)
    return Amount(total, step, scale=scale if single else -1)


def _follows(last: str, name: str, number: Amount, step: Exact) -> bool:
    """Whether a unit may follow the last one; 58m alone may be metres."""
    if not last:
        return name not in {"m", "s"}
    smaller = number.value * _SECONDS[name] < _SECONDS[last] == step
    return smaller and number.step == 1 and name.isascii() == last.isascii()


def _same_span(cursor: Cursor, first: Amount, second: Amount) -> Amount:
    """Give the first end of a range its unit, if it has none."""
    if first.scale:
        return first
    first = evolve(first, value=first.value * second.scale, step=first.step * second.scale)
    if second.scale <= 0 or first.value.denominator != 1:
        raise cursor.miss("両端に単位のある範囲", "a unit at both ends", hint=_ONE_READING)
    return first


def _read_count(cursor: Cursor) -> tuple[Bounds[int], str | None]:
    (low, high), unit = ends(cursor, _count, _same_count)
    return Bounds(low, high), unit


def _read_count_of(cursor: Cursor) -> tuple[Bounds[int], str | None]:
    """Read a count that says what is counted, or has a 万 and no other unit (約3万円)."""
    start = cursor.at
    value, unit = _read_count(cursor)
    if unit is None and (
        not MYRIAD.search(cursor.plain, start, cursor.at)
        or _OTHER_UNIT.match(cursor.plain, cursor.at, cursor.stop)
    ):
        raise cursor.miss("単位", "a unit")
    return value, unit


def _read_span(cursor: Cursor) -> tuple[Bounds[timedelta], None]:
    (low, high), _ = ends(cursor, _span, _same_span)
    first, last = (None if end is None else timedelta(seconds=end) for end in (low, high))
    return Bounds(first, last), None


def _read_moment(cursor: Cursor) -> tuple[datetime, None]:
    start = cursor.at
    found = cursor.take(_DATE)
    if found is None:
        raise cursor.miss("年月日", "a date with its year")
    try:
        day = parse_date(re.sub(r"\s", "", found[0]))
    except InvalidInput as error:
        (problem,) = error.problems
        raise Miss(start, problem.expected, problem.hint) from None
    week, weekday = cursor.take(_WEEKDAY), day.weekday()
    if week and _WEEK[weekday] != week[1]:
        en = f"{_ENGLISH_WEEK[weekday]} (the weekday of that day)"
        raise cursor.miss(f"{_WEEK[weekday]}曜日", en, week.start(1), _CALENDAR)
    noon = cursor.take(_NOON)
    at, clock = cursor.at, cursor.take(_CLOCK)
    if clock is None:
        raise cursor.miss("時刻", "a time")
    hour = int(clock["hour"])
    minute = 30 if clock["half"] else int(clock["minute"] or clock["mm"] or 0)
    second = int(clock["second"] or clock["ss"] or 0)
    if noon:
        hour = hour + 12 * (noon[1] == "後") if hour < 12 else 99  # 午後12時 is noon or midnight
    if hour * 3600 + minute * 60 + second > 86400 or max(minute, second) > 59:
        raise cursor.miss("0時から24時までの時刻", "a time from 0:00 to 24:00", at, _NOON_HINT)
    if not 1 < day.year < 9998:
        ja, en = "2年から9997年までの日", "a day of the years 2 to 9997"
        raise cursor.miss(ja, en, start, _CALENDAR)
    return midnight(day) + timedelta(hours=hour, minutes=minute, seconds=second), None


def _read(text: str, read: Reader[T], forms: Words) -> Figure[T]:
    plain = plain_text(text)
    cursor = Cursor(plain, 0, len(plain))
    start = cursor.ahead()
    try:
        value, unit = read(cursor)
        end = cursor.at
        if cursor.ahead() < len(plain):
            raise cursor.miss("数値の終わり", "the end of the figure")
    except Miss as miss:
        cursor.at = miss.at
        at = cursor.ahead()
        given = shown(text[at : at + 40]) if at < len(text) else _THE_END
        hint = _UNKNOWN if plain[at : at + 1] in _PLACEHOLDERS else miss.hint or forms
        raise InvalidInput([Problem(f"text[{at}]", miss.expected, given, hint)]) from None
    return Figure(value, start, end, text[start:end], unit)


def _find(text: str, read: Reader[T], guards: Guards) -> list[Figure[T]]:
    return [
        Figure(value, start, end, text[start:end], unit)
        for start, end, (value, unit) in find(plain_text(text), read, guards)
    ]


def read_count(text: str) -> Figure[Bounds[int]]:
    """Read a text that is one number of people, lines, contracts or the like.

    Raises:
        InvalidInput: the text is no such number, or could be meant as several.

    Example:
        >>> read_count("約3,060万回線").value
        Bounds(low=30595000, high=30604999)
        >>> read_count("３万以上10万未満").value
        Bounds(low=30000, high=99999)
        >>> read_count("58,990人")
        Figure(value=Bounds(low=58990, high=58990), start=0, end=7, text='58,990人', unit='人')
    """
    return _read(text, _read_count, _COUNT_FORMS)


def read_duration(text: str) -> Figure[Bounds[timedelta]]:
    """Read a text that is one time span.

    Raises:
        InvalidInput: the text is no such span, or its units are not in their order.

    Example:
        >>> str(read_duration("22 時間 28 分").value.low)
        '22:28:00'
        >>> about = read_duration("約5時間").value
        >>> str(about.low), str(about.high)
        ('4:30:00', '5:29:59')
    """
    return _read(text, _read_span, _SPAN_FORMS)


def read_moment(text: str) -> Figure[datetime]:
    """Read a text that is one date with its time, in Japan time.

    24時 is 0時 of the next day. 午前12時 and 午後12時 are refused, kanji numerals are not read.

    Raises:
        InvalidInput: the text is no such moment, or the weekday in brackets is another one.

    Example:
        >>> read_moment("平成30年９月17日（月）10時48分").value.isoformat()
        '2018-09-17T10:48:00+09:00'
        >>> read_moment("2018年12月6日 24時").value.isoformat()
        '2018-12-07T00:00:00+09:00'
    """
    return _read(text, _read_moment, _MOMENT_FORMS)


def find_counts(text: str) -> list[Figure[Bounds[int]]]:
    """Find the numbers in running text that have a unit, or 万, 億 or 兆 and no other unit.

    Raises:
        InvalidInput: `text` is no string.

    Example:
        >>> [one.text for one in find_counts("利用者数は約 17 万回線、うち３件は数万人に及ぶ。")]
        ['約 17 万回線', '３件']
    """
    return _find(text, _read_count_of, COUNTS)


def find_durations(text: str) -> list[Figure[Bounds[timedelta]]]:
    """Find the time spans in running text.

    Raises:
        InvalidInput: `text` is no string.

    Example:
        >>> [one.text for one in find_durations("３分の２は30分以上１時間未満、一部は4h58m。")]
        ['30分以上１時間未満', '4h58m']
    """
    return _find(text, _read_span, SPANS)


def find_moments(text: str) -> list[Figure[datetime]]:
    """Find the dates with a time in running text.

    Raises:
        InvalidInput: `text` is no string.

    Example:
        >>> [one.text for one in find_moments("平成30年９月17日10時48分に発生、同月18日に公表。")]
        ['平成30年９月17日10時48分']
    """
    return _find(text, _read_moment, MOMENTS)
