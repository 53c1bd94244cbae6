"""Figures as Japanese documents print them: numbers (約17万回線), time spans and moments.

What is printed is read, and nothing else is guessed:

* 約, 概ね, 程度 and the like give the range of all numbers that round (half up) to the printed
  one at the printed precision; so do guesses (推計, 見込み, 調査中). Its precision is the smallest
  place that is written with a unit or, after a unit, with digits: 約3,060万 is printed to 万,
  約1.5万 to 千, 約2千万 to 千万. Digits without 万, 億 or 兆 are printed to their last digit that
  is not 0 (約1,400件 to 百, 約21,146件 to 一). So is the last part of a time span: 約5時間 is
  4:30:00 to 5:29:59, 約1時間40分 1:35:00 to 1:44:59, and 約1時間半 is printed to 30 minutes.
* 最大3万人 is 3万 or less; 延べ3万人 is `Cumulative`, which is no number of users.
  `jikorules.facts.qualifiers` has all words that may stand around a number.
* `Figure.as_stated` gives the number as it is printed, which is how the ministry counts it.
* Spans are told in whole seconds: 5時間超 is 5:00:01 or more, 5時間未満 4:59:59 or less.
* 数万, ○件, 2、3時間, 3～10万, 3万5, 3億5千, 2時間90分 and 午後12時 can be meant in several ways,
  and are refused.

`find_counts` and its kin are stricter than `read_count`: a figure that goes on in the next line,
or one next to a word that changes it and is not read with it (第, 目, 1日あたり; the 17万回線 of
最大67ビル・17万回線), is not found, nor one that could be a word (十分, 一人) or a day of the
month (29日).
`jikorules.facts.figures_in_text` has the rules, and `jikorules.facts.moments` those of moments.
"""

import re
from datetime import date, timedelta
from typing import Any, Generic

from attrs import evolve, field, frozen

from jikorules.basics.bounds import Bounds, Cumulative
from jikorules.basics.errors import InvalidInput, Problem, Words, shown
from jikorules.basics.moments import Moment
from jikorules.facts.figures_in_text import COUNTS, SPANS, Guards, Read, Reader, T, find
from jikorules.facts.moments import MOMENT_FORMS, check_base, moments_in, read_one
from jikorules.facts.numerals import (
    MYRIAD,
    NUMERALS,
    WRITE_OUT,
    Amount,
    Cursor,
    Exact,
    Miss,
    numeral,
    plain_text,
)
from jikorules.facts.qualifiers import ABOUT, TO, UNKNOWN, Ends, Grammar, qualified

# A unit that begins another word (社会, 通信) is none.
_UNIT = re.compile(
    "人(?![気工材口間体物類災格権月])|名(?![称前古義])|件(?!名)|社(?![会員内外長団])|回線|契約者?"
    "|加入者?|利用者|世帯|戸(?![籍建])|ユーザー?|アカウント|台(?![風湾帳])|局(?![面所部地])"
    "|通(?![信話知常報帳行])|端末|口(?![座径頭])|拠点|ID(?![A-Za-z])|箇所|[かカヵケヶ]所"
)
_LATE_UNIT = re.compile(rf"(?:の\s*+)?(?P<unit>{_UNIT.pattern})")
_LABEL = re.compile(r"影響(?:利用者|契約者?|加入者|回線|ユーザー?)数\s*+:?")
_OTHER_UNIT = re.compile(r"[ ]*[一-鿿々ァ-ヶーA-Za-z%‰°]")

_SPAN_UNIT = re.compile(
    r"(?P<日>日(?:\s*+間)?)|(?P<時>時\s*+間)|(?P<分>分(?:\s*+間)?)|(?P<秒>秒(?:\s*+間)?)"
    r"|(?P<h>[hH])|(?P<min>[mM][iI][nN])|(?P<m>[mM])|(?P<s>[sS])"
)
_SECONDS = {"日": 86400, "時": 3600, "分": 60, "秒": 1, "h": 3600, "min": 60, "m": 60, "s": 1}
_HALF = re.compile("半(?!ば)")
_JOINT = re.compile(rf"(?P<two>と\s*+)?(?P<about>{ABOUT})?\s*+(?=[{NUMERALS}])")  # 2日と約13時間
_PART = re.compile(rf"[{NUMERALS}.,]++\s*+(?:時\s*+間|分|秒)")

_COUNT_FORMS = Words(
    "「58,990人」「約3,060万回線」「3万以上10万未満」のように書いてください。",
    "Write it like 58,990人, 約3,060万回線 or 3万以上10万未満.",
)
_SPAN_FORMS = Words(
    "「4時間58分」「約5時間」「30分以上1時間未満」のように書いてください。",
    "Write it like 4時間58分, 約5時間 or 30分以上1時間未満.",
)
_UNKNOWN = Words(
    "分からない数（「数万」「○」）は読まずに、不明としてください。",
    "A number that is not known (数万, ○) is not read: give it as unknown.",
)
_PLACEHOLDERS = frozenset("数何幾○〇◯")
_ONE_READING = Words("範囲の両端に単位を書いてください。", "Write the unit at both ends.")
_NO_SUM = Words(
    "延べの時間は、続いた時間ではありません。一回ごとの時間を与えてください。",
    "A cumulative time 延べ is not how long anything lasted: give the spans one by one.",
)
_THE_END = Words("文が終わっています", "the text ends there")


@frozen
class Figure(Generic[T]):
    """A figure and where it stands.

    Attributes:
        value: what it says: `Bounds` of integers or of time spans, or a `Moment` in Japan time.
        start: the place of its first character in the source.
        end: the place behind its last character.
        text: the figure as it stands in the source.
        unit: what is counted (人, 回線, 契約, 件, 社), if it is a number and says so.
        words: the words that qualify it (最大, 約, 延べ, 程度, 以上, 推計, 頃), as printed.

    Example:
        >>> most = read_count("最大約 17 万回線")
        >>> most.value, most.unit, most.words
        (Bounds(low=None, high=174999), '回線', ('最大', '約'))
        >>> most.as_stated()
        Bounds(low=170000, high=170000)
    """

    value: T
    start: int
    end: int
    text: str
    unit: str | None = None
    words: tuple[str, ...] = ()
    _stated: T | None = field(default=None, repr=False)

    def as_stated(self) -> T:
        """Give the number as it is printed, which is how the ministry counts it.

        約, 程度, 頃 and guesses do not widen it, and 最大 does not open it below; 以上, 超, 未満
        and 少なくとも stay what they are, and 延べ stays cumulative.

        Example:
            >>> [str(read_count(text).as_stated().low) for text in ("約17万人", "3万人以上")]
            ['170000', '30000']
        """
        return self.value if self._stated is None else self._stated


def _count(cursor: Cursor) -> Amount:
    start = cursor.at
    number = numeral(cursor)
    if number.step < 1:
        raise cursor.miss("整数", "a whole number", start, WRITE_OUT)
    unit = cursor.take(_UNIT)
    return Amount(number.value, number.step, unit[0] if unit else None, number.scale)


def _same_count(cursor: Cursor, first: Amount, second: Amount) -> Amount:
    """Give the first end of a range its unit."""
    if first.unit is None and first.scale == 1 < second.scale:  # 3～10万 may begin at 3万
        raise cursor.miss("両端に「万」等のある範囲", "a 万 at both ends", hint=_ONE_READING)
    if first.unit and second.unit and first.unit != second.unit:
        raise cursor.miss("単位の同じ両端", "one unit at both ends", hint=_ONE_READING)
    return evolve(first, unit=first.unit or second.unit)


def _span(cursor: Cursor) -> Amount:
    """Read 10日間11時間40分間 or 2日と約13時間; a number alone (of 2～3時間) has the scale 0."""
    start, last, about = cursor.at, "", None
    total: Exact = 0
    step: Exact = 1
    place: Exact = 1
    joint = None
    while not last or (joint := _joint(cursor)):
        at = cursor.at
        number = numeral(cursor, padded=True)
        unit = cursor.take(_SPAN_UNIT)
        if unit is None and not last and cursor.peek(TO):
            return evolve(number, scale=0)
        name = unit.lastgroup if unit else None
        if name is None or number.value >= 10**6 or not _follows(last, name, number, step):
            ja, en = "大きい単位から順に並ぶ時間", "a time span from its largest unit down"
            raise cursor.miss(ja, en, at)
        scale, single = _SECONDS[name], not last
        if number.value or not last:  # 1時間00分 is as round as 1時間
            place = number.step * scale
        about = about or (joint["about"] if joint else None)
        total, step, last = total + number.value * scale, min(number.step, 1) * scale, name
    if last == "時" and step == scale and cursor.take(_HALF):
        total, place, single = total + 1800, 1800, False
    if total.denominator != 1:
        raise cursor.miss("秒の単位までの時間", "a time span in whole seconds", start)
    return Amount(total, place, scale=scale if single else -1, about=about)


def _joint(cursor: Cursor) -> re.Match[str] | None:
    """Go on to the next part of a time span; behind a 約 or と only if it is one."""
    found = cursor.peek(_JOINT)
    if found is None or (
        (found["two"] or found["about"]) and not _PART.match(cursor.plain, found.end(), cursor.stop)
    ):
        return None
    cursor.at = found.end()
    return found


def _follows(last: str, name: str, number: Amount, step: Exact) -> bool:
    """Whether a unit may follow the last one; 58m alone may be metres."""
    if not last:
        return name not in {"m", "s"}
    smaller = number.value * _SECONDS[name] < _SECONDS[last] == step
    return smaller and number.step >= 1 and name.isascii() == last.isascii()


def _same_span(cursor: Cursor, first: Amount, second: Amount) -> Amount:
    """Give the first end of a range its unit, if it has none."""
    if first.scale:
        return first
    first = evolve(first, value=first.value * second.scale, step=first.step * second.scale)
    if second.scale <= 0 or first.value.denominator != 1:
        raise cursor.miss("両端に単位のある範囲", "a unit at both ends", hint=_ONE_READING)
    return first


_COUNTS, _SPANS = Grammar(_count, _same_count, _LATE_UNIT), Grammar(_span, _same_span)


def _read_count(cursor: Cursor) -> Read[Bounds[int]]:
    read = qualified(cursor, _COUNTS)
    kind = Cumulative if read.total else Bounds
    return Read(kind(*read.value), kind(*read.stated), read.unit, read.words)


def _read_count_or_none(cursor: Cursor) -> Read[Bounds[int]]:
    """Read a count behind its label, or a word that stands for none that is known."""
    cursor.take(_LABEL)
    return _unknown(cursor) or _read_count(cursor)


def _unknown_moment(cursor: Cursor) -> Read[Moment] | None:
    unknown = _unknown(cursor)
    return Read(Moment(), Moment(), None, unknown.words) if unknown else None


def _unknown(cursor: Cursor) -> Read[Bounds[Any]] | None:
    found = cursor.peek(UNKNOWN)
    if found is None or cursor.plain[found.end() :].strip(" \n"):
        return None
    cursor.at = found.end()
    return Read(Bounds.unknown(), Bounds.unknown(), None, (found[0],))


def _read_count_of(cursor: Cursor) -> Read[Bounds[int]]:
    """Read a count that says what is counted, or has a 万 and no other unit (約3万円)."""
    start = cursor.at
    read = _read_count(cursor)
    if read.unit is None and (
        not MYRIAD.search(cursor.plain, start, cursor.at)
        or _OTHER_UNIT.match(cursor.plain, cursor.at, cursor.stop)
    ):
        raise cursor.miss("単位", "a unit")
    return read


def _read_span(cursor: Cursor) -> Read[Bounds[timedelta]]:
    start = cursor.at
    read = qualified(cursor, _SPANS)
    if read.total:
        raise cursor.miss("続いた時間", "how long it lasted", start, _NO_SUM)
    stated = _spans(read.stated)
    value = stated if read.value == read.stated else _spans(read.value)
    return Read(value, stated, None, read.words)


def _spans(ends: Ends) -> Bounds[timedelta]:
    low, high = (None if end is None else timedelta(seconds=end) for end in ends)
    return Bounds(low, high)


def _read_span_or_none(cursor: Cursor) -> Read[Bounds[timedelta]]:
    return _unknown(cursor) or _read_span(cursor)


def _figure(text: str, start: int, end: int, read: Read[T]) -> Figure[T]:
    stated = None if read.stated == read.value else read.stated
    return Figure(read.value, start, end, text[start:end], read.unit, read.words, stated)


def _read(text: str, read: Reader[T], forms: Words) -> Figure[T]:
    plain = plain_text(text)
    cursor = Cursor(plain, 0, len(plain))
    start = cursor.ahead()
    try:
        found = read(cursor)
        end = cursor.at
        if cursor.ahead() < len(plain):
            raise cursor.miss("数値の終わり", "the end of the figure")
    except Miss as miss:
        cursor.at = miss.at
        at = cursor.ahead()
        given = shown(text[at : at + 40]) if at < len(text) else _THE_END
        hint = _UNKNOWN if plain[at : at + 1] in _PLACEHOLDERS else miss.hint or forms
        raise InvalidInput([Problem(f"text[{at}]", miss.expected, given, hint)]) from None
    return _figure(text, start, end, found)


def _find(text: str, read: Reader[T], guards: Guards) -> list[Figure[T]]:
    plain = plain_text(text)
    return [_figure(text, start, end, found) for start, end, found in find(plain, read, guards)]


def read_count(text: str) -> Figure[Bounds[int]]:
    """Read a text that is one number of people, lines, contracts or the like.

    The label 影響利用者数 may stand before it. 不明, 調査中, 確認中 and － are an unknown number,
    and 延べ makes it `Cumulative`.

    Raises:
        InvalidInput: the text is no such number, or could be meant as several.

    Example:
        >>> read_count("約3,060万回線").value
        Bounds(low=30595000, high=30604999)
        >>> read_count("３万以上10万未満").value
        Bounds(low=30000, high=99999)
        >>> read_count("58,990人")  # doctest: +NORMALIZE_WHITESPACE
        Figure(value=Bounds(low=58990, high=58990), start=0, end=7, text='58,990人', unit='人',
               words=())
        >>> read_count("延べ8万3000人").value
        Cumulative(low=83000, high=83000)
        >>> read_count("調査中").value.is_unknown
        True
    """
    return _read(text, _read_count_or_none, _COUNT_FORMS)


def read_duration(text: str) -> Figure[Bounds[timedelta]]:
    """Read a text that is one time span; 不明, 調査中, 確認中 and － are an unknown one.

    Raises:
        InvalidInput: the text is no such span, or its units are not in their order.

    Example:
        >>> str(read_duration("22 時間 28 分").value.low)
        '22:28:00'
        >>> about = read_duration("約5時間").value
        >>> str(about.low), str(about.high)
        ('4:30:00', '5:29:59')
    """
    return _read(text, _read_span_or_none, _SPAN_FORMS)


def read_moment(text: str, *, base: date | None = None) -> Figure[Moment]:
    """Read a text that is one date with its time, in Japan time if it names no other zone.

    24時 is 0時 of the next day, and 25時 1時. 13時頃 is all times that round to it. 午前12時
    and 午後12時 are refused. 不明, 調査中, 確認中 and － are an unknown moment.

    Args:
        text: the moment.
        base: the day that 同日 is. 同日5時40分, 翌3時12分, 22日13時 and 9月4日11時 are read with
            it, and a time alone is one of that day.

    Raises:
        InvalidInput: the text is no such moment, or the weekday in brackets is another one; or it
            has no full date, and `base` does not settle it.

    Example:
        >>> read_moment("平成30年９月17日（月）10時48分").as_stated().low.isoformat()
        '2018-09-17T10:48:00+09:00'
        >>> about = read_moment("翌3時10分頃", base=date(2018, 12, 6))
        >>> about.value.low.isoformat(), about.words
        ('2018-12-07T03:05:00+09:00', ('頃',))
        >>> read_moment("2018-12-06T04:39Z").value == read_moment("2018/12/6 13:39").value
        True
    """
    day = check_base(base)
    return _read(
        text, lambda cursor: _unknown_moment(cursor) or read_one(cursor, day), MOMENT_FORMS
    )


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


def find_moments(text: str, *, base: date | None = None) -> list[Figure[Moment]]:
    """Find the moments in running text.

    What has no full date is read with the last day that the text names before it, at first with
    `base`. A time alone is found soon behind such a day, if it is not earlier than the time before.

    Raises:
        InvalidInput: `text` is no string, or `base` no day.

    Example:
        >>> text = "平成30年９月17日10時48分に発生、翌18日９時16分に復旧。同月21日に公表。"
        >>> [one.text for one in find_moments(text)]
        ['平成30年９月17日10時48分', '翌18日９時16分']
    """
    found = moments_in(plain_text(text), check_base(base))
    return [_figure(text, start, end, read) for start, end, read in found]
