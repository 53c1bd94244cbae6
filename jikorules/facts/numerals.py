"""Numerals as Japanese documents print them: 58,990, 1億2,000万, 三万五千, 18千.

A `Cursor` goes through the plain text. `_group` reads the digits before or after a 万, `numeral`
all groups of a number. What can be meant in several ways (3万5, 3億5千) is a `Miss`.
"""

import re
from fractions import Fraction

from attrs import define, frozen

from jikorules.basics.errors import InvalidInput, Words

Exact = int | Fraction

# Every dash of Unicode is a hyphen, and every wave a tilde; ー is a letter too, and stays.
DASHES = (
    "\u058a\u05be\u1400\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d"
    "\u30a0\ufe31\ufe32\ufe58\ufe63\U00010d6e\U00010ead"
    "\u02d7\u2043\u207b\u208b\u2212\u2500\u2501\uff70"
)
WAVES = "\u301c\u3030\u2053\u223c\u223f"
# They are not seen: the digits on both sides of one are not apart.
_UNSEEN = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

# One sign for one sign: a place in the plain text is the same place in the source.
_PLAIN = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(DASHES, "-")
    | dict.fromkeys(WAVES, "~")
    | dict.fromkeys(_UNSEEN, " ")
    | dict.fromkeys("\t\xa0\u3000\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B))), " ")
    | dict.fromkeys("\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029", "\n")
)
_GAP = re.compile(r"[ \n]*+")

_DIGITS = "一二三四五六七八九"
# Parts of patterns: the signs that a kanji numeral begins with, and all signs of numerals.
KANJI = f"{_DIGITS}十百千"
NUMERALS = f"0-9{KANJI}万億兆"

_ARABIC = re.compile(r"[0-9]++(?:[,.][0-9]++)*+")
_GROUPED = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<decimals>[0-9]+))?")
_ONE = f"[1-9{_DIGITS}]"
_KANJI = re.compile(
    f"(?={_ONE}?[十百千]|[{_DIGITS}])"
    f"(?:({_ONE})?(千))?(?:({_ONE})?(百))?(?:({_ONE})?(十))?([{_DIGITS}])?"
)
_MYRIADS = {"兆": 12, "億": 8, "万": 4}
MYRIAD = re.compile("[兆億万]")

# 18千人 and 12百万: what tables count in thousands or in millions.
_THOUSANDS = re.compile("千(?![万億兆])|百(?=万)")
# What is printed behind 2.0 to tell its precision: a unit of numbers, or of time.
_SCALED = re.compile("[百千万億兆]|[時分秒日hHmMsS]")

_TEXT = Words("文字列", "a string")
_GIVE_TEXT = Words("文字列を渡してください。", "Give a string.")
WRITE_OUT = Words("数字を省かずに書いてください。", "Write all the digits.")


def plain_text(text: str) -> str:
    """Give the text with narrow signs (３ as 3), one sort of space and one sort of line end.

    Raises:
        InvalidInput: `text` is no string.
    """
    if not isinstance(text, str):
        raise InvalidInput.of("", _TEXT, text, _GIVE_TEXT)
    return text.translate(_PLAIN)


class Miss(Exception):
    """What was expected at a place of the plain text and is not there."""

    def __init__(self, at: int, expected: Words, hint: Words | None) -> None:
        self.at: int = at
        self.expected: Words = expected
        self.hint: Words | None = hint


@define
class Cursor:
    """A place in a plain text, of which only the part before `stop` is looked at."""

    plain: str
    at: int
    stop: int

    def ahead(self) -> int:
        """Give the place of the next sign that is no space and no line end."""
        if self.at < self.stop and self.plain[self.at] not in " \n":  # the usual case
            return self.at
        gap = _GAP.match(self.plain, self.at, self.stop)
        return gap.end() if gap else self.at

    def peek(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match what comes next, and stay."""
        return pattern.match(self.plain, self.ahead(), self.stop)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match what comes next, and go behind it."""
        found = self.peek(pattern)
        if found:
            self.at = found.end()
        return found

    def miss(self, ja: str, en: str, at: int | None = None, hint: Words | None = None) -> Miss:
        """Make the error of what was expected here, or at another place."""
        return Miss(self.at if at is None else at, Words(ja, en), hint)


@frozen
class Amount:
    """A number as printed: its value, its precision, its unit, and what the unit stands for.

    `about` is a 約 that stands inside of it (2日と約13時間).
    """

    value: Exact
    step: Exact
    unit: str | None = None
    scale: int = 1
    about: str | None = None


@frozen
class _Group:
    """The digits before or after a 万: their value, their precision, and how they are written."""

    value: Exact
    step: Exact
    digits: str
    thousands: bool = False


def last_place(number: int) -> int:
    """Give the place of the last digit that is not 0: 100 for 1,400."""
    digits = str(number)
    return 10 ** (len(digits) - len(digits.rstrip("0"))) if number else 1


def _digit(sign: str | None) -> int:
    """Give the value of 三 or 3; of nothing (百 for 一百), 1."""
    return _DIGITS.find(sign) + 1 or int(sign) if sign else 1


def _group(cursor: Cursor) -> _Group | None:
    at = cursor.at
    if found := cursor.take(_KANJI):
        parts = zip((2, 4, 6), (1000, 100, 10), strict=True)
        total = sum(_digit(found[unit - 1]) * place for unit, place in parts if found[unit])
        total += _digit(found[7]) if found[7] else 0
        return _Group(total, last_place(total), found[0])
    if not (found := cursor.take(_ARABIC)):
        return None
    shape = _GROUPED.fullmatch(found[0]) if len(found[0]) <= 20 else None
    if shape is None:
        ja, en = "3桁ずつ区切った20字以内の数", "a number in groups of three digits, not too long"
        raise cursor.miss(ja, en, at, WRITE_OUT)
    digits = found[0].replace(",", "")
    whole, point, decimals = digits.partition(".")
    if point and decimals in {"0", "00"} and not cursor.peek(_SCALED):  # 3000.0 of a spreadsheet
        digits, point = whole, ""
    value = Fraction(digits) if point else int(digits)
    step = Fraction(1, 10 ** len(decimals)) if point else 1
    if thousands := cursor.take(_THOUSANDS):
        unit = 1000 if thousands[0] == "千" else 100
        return _Group(value * unit, step * unit, digits, thousands=True)
    return _Group(value, step, digits)


def _fits(group: _Group, exponent: int, before: int | None, *, padded: bool) -> bool:
    """Whether digits may stand here: behind the place `before`, None if nothing precedes."""
    digits = group.digits
    if digits[0] == "0" and (exponent or len(digits) > 1) and digits[1:2] != ".":
        return padded and not exponent and before is None and len(digits) == 2
    if before is None:
        return True
    if group.thousands:
        return False
    if exponent >= before or group.value >= 10 ** (before - exponent) or "." in digits:
        return False
    # 3万5 is said for 35,000 too, so a tail without 万 has all its four digits, or is 千, 百 or 十;
    # 3億5千 is said for 350 millions too.
    if exponent or len(digits) == before:
        return True
    return before == 4 and not digits.isdecimal() and (len(digits) > 1 or digits in "十百千")


def numeral(cursor: Cursor, *, padded: bool = False) -> Amount:
    """Read 58,990 or 1億2,000万 or 三万五千; `padded` is whether 05 is a number.

    Its precision (`step`) is that of its last group, its `scale` the highest of 兆, 億 and 万.

    Raises:
        Miss: there is no number, or its groups are not in their order.
    """
    total: Exact = 0
    step: Exact = 1
    before, top, at = None, 0, cursor.at
    while group := _group(cursor):
        myriad = cursor.take(MYRIAD)
        exponent = _MYRIADS[myriad[0]] if myriad else 0
        if not _fits(group, exponent, before, padded=padded):
            ja, en = "大きい位から順に並ぶ数", "a number from its highest place down"
            raise cursor.miss(ja, en, at, WRITE_OUT)
        total += group.value * 10**exponent
        before, top, at = exponent, max(exponent, top), cursor.at
        decimal = "." in group.digits or group.thousands
        step = group.step * 10**exponent if exponent or decimal else last_place(int(total))
        if not exponent or decimal:
            break
    if before is None:
        raise cursor.miss("数", "a number")
    return Amount(total, step, scale=10**top)
