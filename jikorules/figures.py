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
a word (十分, 一人) or a day of the month (29日).
"""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from fractions import Fraction
from math import ceil
from typing import Generic, TypeVar

from attrs import evolve, frozen

from jikorules.bounds import Bounds
from jikorules.errors import InvalidInput, Problem, Words, shown
from jikorules.incident import JAPAN
from jikorules.wareki import ERAS, parse_date

T = TypeVar("T")
Exact = int | Fraction
Ends = tuple[int | None, int | None]

# One sign for one sign: a place in the plain text is the same place in the source.
_PLAIN = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("〜\u2212\u2013", "~")
    | dict.fromkeys("\t\xa0\u3000\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B))), " ")
    | dict.fromkeys("\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029", "\n")
)
_GAP = re.compile(r"[ \n]*+")
_DIGITS = "一二三四五六七八九"
_NUMERALS = f"0-9{_DIGITS}十百千万億兆"
_ARABIC = re.compile(r"[0-9]++(?:[,.][0-9]++)*+")
_GROUPED = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<decimals>[0-9]+))?")
_ONE = f"[1-9{_DIGITS}]"
_KANJI = re.compile(
    f"(?={_ONE}?[十百千]|[{_DIGITS}])"
    f"(?:({_ONE})?(千))?(?:({_ONE})?(百))?(?:({_ONE})?(十))?([{_DIGITS}])?"
)
_MYRIADS = {"兆": 12, "億": 8, "万": 4}
_MYRIAD = re.compile("[兆億万]")
_ABOUT = re.compile("約|お?およそ|ほぼ")
_LOWER = re.compile("以上|(?P<over>を?超(?:え[るて]?)?(?![えなず過]))")
_UPPER = re.compile("以下|以内|を超え(?:ない|ず)|(?P<under>未満)")
_TO = re.compile(rf"(?:~|(?P<kara>から))(?=\s*+(?:約|お?およそ|ほぼ)?\s*+[{_NUMERALS}])")
_UNTIL = re.compile("まで")
# A unit that begins another word (社会, 通信) is none.
_UNIT = re.compile(
    "人(?![気工材口間体物類災格権])|名(?![称前古義])|件(?!名)|社(?![会員内外長団])|回線|契約者?"
    "|加入者?|利用者|世帯|ユーザー?|アカウント|台(?![風湾帳])|局(?![面所部地])"
    "|通(?![信話知常報帳行])|箇所|[かカヵケヶ]所"
)
_SPAN_UNIT = re.compile(
    r"(?P<日>日(?:\s*+間)?)|(?P<時>時\s*+間)|(?P<分>分(?:\s*+間)?)|(?P<秒>秒(?:\s*+間)?)"
    r"|(?P<h>[hH])|(?P<min>[mM][iI][nN])|(?P<m>[mM])|(?P<s>[sS])"
)
_SECONDS = {"日": 86400, "時": 3600, "分": 60, "秒": 1, "h": 3600, "min": 60, "m": 60, "s": 1}
_HALF = re.compile("半(?!ば)")
_NEXT = re.compile(rf"(?:約|お?およそ|ほぼ)?\s*+[{_NUMERALS}]")

_MORE = re.compile(f"[{_NUMERALS}]")

_ERA = f"(?:{'|'.join(era.name for era in ERAS)})"
_LETTER = "".join(era.letter + era.letter.lower() for era in ERAS)
_DATE = re.compile(
    rf"(?:{_ERA}\s*+(?:元|[0-9]{{1,3}})|[0-9]{{4}})\s*+年\s*+[0-9]{{1,2}}\s*+月\s*+[0-9]{{1,2}}\s*+日"
    rf"|[{_LETTER}]\s*+(?:元|[0-9]{{1,3}})\s*+(?P<sep>[./-])\s*+[0-9]{{1,2}}\s*+(?P=sep)\s*+[0-9]{{1,2}}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
_WEEK = "月火水木金土日"
_ENGLISH_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\(\s*+([{_WEEK}])\s*+(?:曜\s*+日?\s*+)?(?:・\s*+[祝休]\s*+日?\s*+)?\)")
_NOON = re.compile(r"午\s*+([前後])")
_CLOCK = re.compile(
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
_WRITE_OUT = Words("数字を省かずに書いてください。", "Write all the digits.")
_ONE_READING = Words("範囲の両端に単位を書いてください。", "Write the unit at both ends.")
_CALENDAR = Words("暦を確認してください。", "Check the calendar.")
_NOON_HINT = Words(
    "正午は「12時」、夜の12時は「24時」と書いてください。",
    "Write 12時 for noon and 24時 for midnight.",
)
_THE_END = Words("文の終わり", "the end of the text")
_TEXT = Words("文字列", "a string")
_GIVE_TEXT = Words("文字列を渡してください。", "Give a string.")
_PLACEHOLDERS = frozenset("数何幾○〇◯")

# In running text: what makes a figure of something else, or another figure, before and after it.
_LEFT = re.compile(
    rf"(?:(?<!:[0-9])[{_NUMERALS}]|:[0-9][0-9](?!\n)|[.,/~+±▲△第何幾○〇◯-]|最[大小長短高低]|少なくとも|多くとも"
    rf"|分の|[{_NUMERALS}][、・:]|(?<![者件線約人社帯台局])数|[約十百千]数)\n?\Z"
)
_NOTHING = re.compile("(?!)")
_TIME_LEFT = re.compile(rf"[{_NUMERALS}]\s*(?:[年月日時]\n?|[分秒]|[日時分秒]\s*間)\Z")
_KANJI_STARTS = frozenset(_DIGITS + "十百千")
_NO_ABOUT = frozenset("契規条特予要公制節集倹誓密婚盟旧新")
_RIGHT = re.compile(
    rf"\s*+(?:[強弱余近目隔]|あまり|程度|ほど|くらい|ぐらい|前後|足らず|台(?!風)|規模|内外|未満|以[上下内]"
    rf"|を?超|を[上下]回|に満た|では?な|~|[○〇◯]|の\s*+[{_NUMERALS}])"
    rf"|[ ]*[{_NUMERALS}]|[,.][0-9]|[A-Za-z]"
)
_OTHER_UNIT = re.compile(r"[ ]*[一-鿿々ァ-ヶーA-Za-z%‰°]")
_LONE = re.compile(f"(?<![{_NUMERALS}])[{_DIGITS}十百千](?![{_NUMERALS}])")
_NO_SPAN = re.compile(rf"(?<![{_NUMERALS}])[{_DIGITS}十百千]\s*+[分秒]|日(?!\s*+間)")
_NO_MOMENT = re.compile(
    r"\s*+(?:頃|ごろ|ころ|過|すぎ|前|直|台|半|程度|間|[○〇◯]|UTC|GMT)"
    r"|[ ]*[0-9:+]|-|\.[0-9]|[A-Za-z]"
)
_FIGURES = re.compile(rf"(?:約|お?およそ|ほぼ)\s*+(?=[{_NUMERALS}])|[0-9{_DIGITS}十百千]")
_MOMENTS = re.compile(rf"(?<![0-9A-Za-z.,:/-])(?:{_ERA}|[{_LETTER}](?=\s*+[元0-9])|[0-9]{{4}})")
_SKIPPED = re.compile(rf"(?:約|お?およそ|ほぼ)?\s*+[{_NUMERALS},.]*+")


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


@frozen
class _Amount:
    """A number as printed: its value, its precision, its unit, and what the unit stands for."""

    value: Exact
    step: Exact
    unit: str | None = None
    scale: int = 1


@frozen
class _Group:
    value: Exact
    step: Exact
    digits: str
    at: int


class _Miss(Exception):
    def __init__(self, at: int, seen: int, ja: str, en: str, hint: Words | None) -> None:
        self.at, self.seen, self.ja, self.en, self.hint = at, seen, ja, en, hint


class _Cursor:
    """A place in a text, of which only the part before `stop` is looked at."""

    def __init__(self, plain: str, at: int, stop: int, *, running: bool) -> None:
        self.plain, self.at, self.stop, self.running = plain, at, stop, running

    def peek(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.match(self.plain, _behind_gap(self.plain, self.at, self.stop), self.stop)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = self.peek(pattern)
        if found:
            self.at = found.end()
        return found

    def miss(self, ja: str, en: str, at: int | None = None, hint: Words | None = None) -> _Miss:
        return _Miss(self.at if at is None else at, self.at, ja, en, hint)


Reader = Callable[[_Cursor], tuple[T, str | None]]
Amounts = Callable[[_Cursor], _Amount]


def _behind_gap(plain: str, at: int, stop: int) -> int:
    found = _GAP.match(plain, at, stop)
    return found.end() if found else at


def _last_place(number: int) -> int:
    """Give the place of the last digit that is not 0: 100 for 1,400."""
    digits = str(number)
    return 10 ** (len(digits) - len(digits.rstrip("0"))) if number else 1


def _digit(sign: str | None) -> int:
    return _DIGITS.find(sign) + 1 or int(sign) if sign else 1


def _group(cursor: _Cursor) -> _Group | None:
    """Read the digits before or after a 万."""
    if found := cursor.take(_KANJI):
        parts = zip((2, 4, 6), (1000, 100, 10), strict=True)
        total = sum(_digit(found[unit - 1]) * place for unit, place in parts if found[unit])
        total += _digit(found[7]) if found[7] else 0
        return _Group(total, _last_place(total), found[0], found.start())
    if not (found := cursor.take(_ARABIC)):
        return None
    shape = _GROUPED.fullmatch(found[0]) if len(found[0]) <= 20 else None
    if shape is None:
        ja, en = "3桁ずつ区切った20字以内の数", "a number in groups of three digits, not too long"
        raise cursor.miss(ja, en, found.start(), _WRITE_OUT)
    digits = found[0].replace(",", "")
    if shape["decimals"]:
        step = Fraction(1, 10 ** len(shape["decimals"]))
        return _Group(Fraction(digits), step, digits, found.start())
    return _Group(int(digits), 1, digits, found.start())


def _fits(group: _Group, exponent: int, before: int | None, *, padded: bool) -> bool:
    """Whether digits may stand here: behind the place `before`, None if nothing precedes."""
    digits = group.digits
    if digits[0] == "0" and (exponent or len(digits) > 1) and digits[1:2] != ".":
        return padded and not exponent and before is None and len(digits) == 2
    if before is None:
        return True
    if exponent >= before or group.value >= 10 ** (before - exponent) or "." in digits:
        return False
    # 3万5 is said for 35,000 too, so a tail without 万 has all its four digits, or is 千, 百 or 十.
    return bool(exponent) or (len(digits) > 1 and (not digits.isdecimal() or len(digits) == before))


def _numeral(cursor: _Cursor, *, padded: bool = False) -> _Amount:
    """Read 58,990 or 1億2,000万 or 三万五千; `padded` is whether 05 is a number."""
    total: Exact = 0
    step: Exact = 1
    before, top = None, 0
    while group := _group(cursor):
        myriad = cursor.take(_MYRIAD)
        exponent = _MYRIADS[myriad[0]] if myriad else 0
        if not _fits(group, exponent, before, padded=padded):
            ja, en = "大きい位から順に並ぶ数", "a number from its highest place down"
            raise cursor.miss(ja, en, group.at, _WRITE_OUT)
        total += group.value * 10**exponent
        if exponent or "." in group.digits:
            step = group.step * 10**exponent
        else:
            step = _last_place(int(total))
        before, top = exponent, max(exponent, top)
        if not exponent or "." in group.digits:
            break
    if before is None:
        raise cursor.miss("数", "a number")
    return _Amount(total, step, scale=10**top)


def _count(cursor: _Cursor) -> _Amount:
    start = cursor.at
    number = _numeral(cursor)
    if number.value.denominator != 1 or (number.step < 1):
        raise cursor.miss("整数", "a whole number", start, _WRITE_OUT)
    unit = cursor.take(_UNIT)
    return evolve(number, unit=unit[0] if unit else None)


def _same_count(cursor: _Cursor, first: _Amount, second: _Amount) -> _Amount:
    """Give the first end of a range its unit."""
    if first.unit is None and first.scale == 1 < second.scale:  # 3～10万 may begin at 3万
        raise cursor.miss("両端に「万」等のある範囲", "a 万 at both ends", hint=_ONE_READING)
    if first.unit and second.unit and first.unit != second.unit:
        raise cursor.miss("単位の同じ両端", "one unit at both ends", hint=_ONE_READING)
    return evolve(first, unit=first.unit or second.unit)


def _span(cursor: _Cursor) -> _Amount:
    """Read 10日間11時間40分間; a number alone (the 2 of 2～3時間) has the scale 0."""
    start, last, single = cursor.at, "", True
    total: Exact = 0
    step: Exact = 1
    while not last or cursor.peek(_MORE):
        at = _behind_gap(cursor.plain, cursor.at, cursor.stop)
        number = _numeral(cursor, padded=True)
        unit = cursor.take(_SPAN_UNIT)
        if unit is None and not last and cursor.peek(_TO):
            return evolve(number, step=min(number.step, 1), scale=0)
        name = unit.lastgroup if unit else None
        if name is None or number.value >= 10**6 or not _follows(last, name, number, step):
            ja, en = "大きい単位から順に並ぶ時間", "a time span from its largest unit down"
            raise cursor.miss(ja, en, at)
        scale = _SECONDS[name]
        total += number.value * scale
        step, single, last = min(number.step, 1) * scale, not last, name
    if last == "時" and step == scale and cursor.take(_HALF):
        total, step, single = total + 1800, 1800, False
    if total.denominator != 1:
        raise cursor.miss("秒の単位までの時間", "a time span in whole seconds", start)
    return _Amount(total, step, scale=scale if single else -1)


def _follows(last: str, name: str, number: _Amount, step: Exact) -> bool:
    """Whether a unit may follow the last one; 58m alone may be metres."""
    if not last:
        return name not in {"m", "s"}
    smaller = number.value * _SECONDS[name] < _SECONDS[last] == step
    return smaller and number.step >= 1 and name.isascii() == last.isascii()


def _same_span(cursor: _Cursor, first: _Amount, second: _Amount) -> _Amount:
    if first.scale:
        return first
    first = evolve(first, value=first.value * second.scale, step=first.step * second.scale)
    if second.scale <= 0 or first.value.denominator != 1:
        raise cursor.miss("両端に単位のある範囲", "a unit at both ends", hint=_ONE_READING)
    return first


def _rounded(amount: _Amount, *, about: bool) -> tuple[int, int]:
    """Give the least and the greatest number that round to the printed one."""
    if not about:
        return int(amount.value), int(amount.value)
    half = Fraction(amount.step) / 2
    return max(0, ceil(amount.value - half)), ceil(amount.value + half) - 1


def _ends(
    cursor: _Cursor, read: Amounts, same: Callable[[_Cursor, _Amount, _Amount], _Amount]
) -> tuple[Ends, str | None]:
    """Read a number with what stands around it: 約, 以上, 未満, ～."""
    about = cursor.take(_ABOUT) is not None
    first = read(cursor)
    over = cursor.take(_LOWER)
    to = None if over else cursor.take(_TO)
    if not to and not (over and cursor.peek(_NEXT)):
        low, high = _rounded(first, about=about)
        if over:
            return (low + bool(over["over"]), None), first.unit
        under = cursor.take(_UPPER)
        return (None if under else low, _below(cursor, high, under)), first.unit
    at = _behind_gap(cursor.plain, cursor.at, cursor.stop)
    also = about if to else cursor.take(_ABOUT) is not None
    second = read(cursor)
    under = None if to else cursor.take(_UPPER)
    if over and not under:
        raise cursor.miss("「以下」又は「未満」", "以下 or 未満 behind the upper end")
    if to and to["kara"]:
        cursor.take(_UNTIL)
        if cursor.running:  # 20件から5件増加 is no range
            raise cursor.miss("範囲", "a range")
    first = same(cursor, first, second)
    low = _rounded(first, about=about)[0] + bool(over and over["over"])
    high = _below(cursor, _rounded(second, about=also)[1], under)
    if low > high:
        raise cursor.miss("下限以上の上限", "an upper end, not below the lower one", at)
    return (low, high), first.unit


def _below(cursor: _Cursor, high: int, under: re.Match[str] | None) -> int:
    if not under or not under["under"]:
        return high
    if high == 0:
        raise cursor.miss("0より大きい上限", "an upper end above 0", under.start())
    return high - 1


def _read_count(cursor: _Cursor) -> tuple[Bounds[int], str | None]:
    start = cursor.at
    (low, high), unit = _ends(cursor, _count, _same_count)
    if cursor.running:
        text = cursor.plain[start : cursor.at]
        bare = unit is None and (
            not _MYRIAD.search(text) or _OTHER_UNIT.match(cursor.plain, cursor.at, cursor.stop)
        )
        if bare or _LONE.search(text):
            raise cursor.miss("数", "a number")
    return Bounds(low, high), unit


def _read_span(cursor: _Cursor) -> tuple[Bounds[timedelta], None]:
    start = cursor.at
    (low, high), _ = _ends(cursor, _span, _same_span)
    if cursor.running and _NO_SPAN.search(cursor.plain, start, cursor.at):
        raise cursor.miss("時間", "a time span")
    ends = [None if end is None else timedelta(seconds=end) for end in (low, high)]
    return Bounds(*ends), None


def _read_moment(cursor: _Cursor) -> tuple[datetime, None]:
    found = cursor.take(_DATE)
    if found is None:
        raise cursor.miss("年月日", "a date with its year")
    try:
        day = parse_date(re.sub(r"\s", "", found[0]))
    except InvalidInput as error:
        (problem,) = error.problems
        raise cursor.miss(
            problem.expected.ja, problem.expected.en, found.start(), problem.hint
        ) from None
    week = cursor.take(_WEEKDAY)
    if week and _WEEK[day.weekday()] != week[1]:
        ja, en = (
            f"{_WEEK[day.weekday()]}曜日",
            f"{_ENGLISH_WEEK[day.weekday()]} (the weekday of that day)",
        )
        raise cursor.miss(ja, en, week.start(1), _CALENDAR)
    noon = cursor.take(_NOON)
    apart = (
        noon
        or week
        or not found[0][-1].isdecimal()
        or found.end() < _behind_gap(cursor.plain, found.end(), cursor.stop)
    )
    at, clock = cursor.at, cursor.take(_CLOCK)
    if clock is None or not apart:
        raise cursor.miss("時刻", "a time", at)
    hour, minute, second = (
        int(clock[a] or clock[b] or 0)
        for a, b in (("hour", "hour"), ("minute", "mm"), ("second", "ss"))
    )
    if noon:
        hour = hour + 12 * (noon[1] == "後") if hour < 12 else 99  # 午後12時 is noon or midnight
    if clock["half"]:
        minute = 30
    if hour * 3600 + minute * 60 + second > 86400 or max(minute, second) > 59:
        raise cursor.miss("0時から24時までの時刻", "a time from 0:00 to 24:00", at, _NOON_HINT)
    if not 1 < day.year < 9998:
        ja, en = "2年から9997年までの日", "a day of the years 2 to 9997"
        raise cursor.miss(ja, en, found.start(), _CALENDAR)
    midnight = datetime.combine(day, time(), JAPAN)
    return midnight + timedelta(hours=hour, minutes=minute, seconds=second), None


def _read(text: str, read: Reader[T], forms: Words) -> Figure[T]:
    if not isinstance(text, str):
        raise InvalidInput.of("", _TEXT, text, _GIVE_TEXT)
    plain = text.translate(_PLAIN)
    cursor = _Cursor(plain, 0, len(plain), running=False)
    start = _behind_gap(plain, 0, len(plain))
    try:
        value, unit = read(cursor)
        end = cursor.at
        if _behind_gap(plain, end, len(plain)) < len(plain):
            raise cursor.miss("数値の終わり", "the end of the figure")
    except _Miss as miss:
        at = _behind_gap(plain, miss.at, len(plain))
        given = shown(text[at : at + 40]) if at < len(text) else _THE_END
        hint = _UNKNOWN if plain[at : at + 1] in _PLACEHOLDERS else miss.hint or forms
        raise InvalidInput([Problem(f"text[{at}]", Words(miss.ja, miss.en), given, hint)]) from None
    return Figure(value, start, end, text[start:end], unit)


def _left_clear(plain: str, start: int, joined: re.Pattern[str]) -> bool:
    """Whether nothing that stands before a figure could belong to it or change it."""
    end = start
    while end and plain[end - 1] in " \n":
        end -= 1
    before = plain[max(0, end - 12) : end]
    last = before[-1:]
    if before and end == start and last.isascii() and (last.isalpha() or last == "$"):
        return False
    before += "\n" if "\n" in plain[end:start] else ""
    if _LEFT.search(before) or joined.search(before):
        return False
    if plain[start] == "約":  # of 契約, 規約, 予約
        return last not in _NO_ABOUT
    return last != "数" or plain[start] not in _KANJI_STARTS  # 数十


def _attempt(cursor: _Cursor, read: Reader[T]) -> tuple[T, str | None] | None:
    try:
        return read(cursor)
    except _Miss as miss:
        cursor.at = miss.seen
        return None


def _find(
    text: str,
    read: Reader[T],
    starts: re.Pattern[str],
    joined: re.Pattern[str],
    right: re.Pattern[str],
) -> list[Figure[T]]:
    if not isinstance(text, str):
        raise InvalidInput.of("", _TEXT, text, _GIVE_TEXT)
    plain = text.translate(_PLAIN)
    found: list[Figure[T]] = []
    at, stop = 0, -1
    while begin := starts.search(plain, at):
        start = begin.start()
        skipped = _SKIPPED.match(plain, start)
        at = max(begin.end(), skipped.end() if skipped else 0)
        if not _left_clear(plain, start, joined):
            continue
        if stop < start:
            stop = plain.find("\n", start) % (len(plain) + 1)  # -1 becomes the end of the text
        line = _Cursor(plain, start, stop, running=True)
        figure = _attempt(line, read)
        # What goes on in the next line may be one figure or two: neither is taken.
        lines = _Cursor(plain, start, len(plain), running=True)
        last = stop - _behind_gap(plain, line.at, stop) < 20
        wrapped = last and _attempt(lines, read) and lines.at > line.at
        at = max(at, lines.at if wrapped else line.at)
        if figure and not wrapped and not right.match(plain, line.at):
            value, unit = figure
            found.append(Figure(value, start, line.at, text[start : line.at], unit))
    return found


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
    return _find(text, _read_count, _FIGURES, _NOTHING, _RIGHT)


def find_durations(text: str) -> list[Figure[Bounds[timedelta]]]:
    """Find the time spans in running text.

    Raises:
        InvalidInput: `text` is no string.

    Example:
        >>> [one.text for one in find_durations("３分の２は30分以上１時間未満、一部は4h58m。")]
        ['30分以上１時間未満', '4h58m']
    """
    return _find(text, _read_span, _FIGURES, _TIME_LEFT, _RIGHT)


def find_moments(text: str) -> list[Figure[datetime]]:
    """Find the dates with a time in running text.

    Raises:
        InvalidInput: `text` is no string.

    Example:
        >>> [one.text for one in find_moments("平成30年９月17日10時48分に発生、同月18日に公表。")]
        ['平成30年９月17日10時48分']
    """
    return _find(text, _read_moment, _MOMENTS, _NOTHING, _NO_MOMENT)
