"""What stands around a number and qualifies it: 最大, 約, 延べ, 程度, 以上, 超, 弱, ～, （推計）.

`qualified` reads a number or a range with all of it. The words fall into few sorts:

* about (約, 概ね, 程度, 前後): all that rounds to the number; so are guesses (推計, 見込み,
  調査中), if no ends are told;
* at most (最大, 最長, 多くとも) and at least (少なくとも, 最低);
* cumulative (延べ, 累計);
* behind the number: 以上, 超, 以下, 未満 and its kin (に満たない, に達しない; 足らず and 弱, which
  are near it), 余り (the number and some more, below the next step), 強 (a little more).

Words that contradict one another (最大3万人以上) are a `Miss`.
"""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil
from typing import Literal

from attrs import define, evolve, field, frozen

from jikorules.basics.errors import Words
from jikorules.facts.numerals import NUMERALS, Amount, Cursor

Ends = tuple[int | None, int | None]
Sort = Literal["about", "guess", "most", "least", "total"]
Bound = Literal["over", "from", "under", "to", "near", "odd", "strong"]

# Parts of patterns. A word that begins another one (最大手) is none.
ABOUT = "(?:約|お?およそ|凡そ|おおむね|概ね|ほぼ|大体|だいたい|ざっと)"
_GUESS = "(?:推[計定測]値?|概算値?|見込み?|試算|想定|予[想測]|見積も?り?|速報値?|暫定値?)"
_MOST = "(?:最[大長](?!手|級|限|規模)|多く(?:とも|ても))"
_LEAST = "(?:最[小短低](?!限)|少なくとも)"
_TOTAL = "(?:延べ|のべ|累計)"
_AND = r"(?:で(?:は|も)?|して)?\s*+[、:]?"
BEFORE = f"(?:{ABOUT}|(?:{_GUESS}|{_MOST}|{_LEAST}|{_TOTAL}){_AND})"

_BEFORE = re.compile(
    f"(?P<about>{ABOUT})"
    f"|(?:(?P<guess>{_GUESS})|(?P<most>{_MOST})|(?P<least>{_LEAST})|(?P<total>{_TOTAL})){_AND}"
)
_ABOUT = re.compile(f"(?P<about>{ABOUT})")
_AROUND = re.compile(
    "(?P<about>程度|程(?![度な無])|ほど(?!な)|[くぐ]らい|位(?![置相の])|前後(?![関半左])|内外|見当"
    rf"|規模(?!の))|[とのを]\s*+(?P<guess>{_GUESS}|[み見](?:られる?|込む)|[い言]われる?|考えられる?"
    "|思われる?|おそれ|恐れ|可能性)"
)
_LOWER = re.compile("以上|(?P<over>を?(?:超(?:え[るて]?)?|越え[るて]?)(?![えなず過]))")
_UPPER = re.compile(
    "以下|以内|を[超越]え(?:ない|ず)|(?P<under>未満|に(?:満た|達し|届か|及ば)(?:ない|ず|なかった)|を下回る)"
    "|(?P<near>足らず|たらず|弱(?![いく点者体])|近く)"
)
_REST = re.compile("(?P<odd>余り?(?![儀剰波])|あまり(?!に))|(?P<strong>強(?![いくか化制力調風]))")
_LATE = re.compile("[余強弱超]り?|あまり")
_NEXT = re.compile(rf"{ABOUT}?\s*+[{NUMERALS}]")
TO = re.compile(rf"(?:~|--?|ー|ないし|乃至|(?P<kara>から))(?=\s*+{_NEXT.pattern})")
_UNTIL = re.compile("まで")

_NOTED_GUESS = (
    f"{_GUESS}|概数|見込値|約|程度|前後"
    "|(?:現在|詳細(?:は|については)?)?(?:調査|確認|精査|集計|算定)中"
)
_NOTE = re.compile(
    rf"\(\s*+(?:(?P<guess>{_NOTED_GUESS})|(?P<most>最大[値時]?)"
    r"|(?P<total>(?:延べ|のべ|累計)(?:利用者|人|回線)?数?))\s*+\)"
)
# With what all of these begin: most numbers stand alone, and are read more quickly for it.
_BEHIND = re.compile(r"[-~ーなか乃程ほくぐ位前内見規とのを以超越未に足た弱近余あ強(]")
UNKNOWN = re.compile(
    r"\(?\s*+(?:(?:現在|詳細(?:は|については)?)?(?:調査|確認|精査|集計|算定)中|(?:詳細)?不明|不詳|未詳"
    r"|--?|ー)(?:\s*+\))?"
)
"""What stands in the place of a number that is not known."""

_CONTRARY = Words("修飾する語を確認してください。", "Check the words around the number.")


@frozen
class Reading:
    """A number with what stands around it.

    Attributes:
        value: the least and the greatest that it can be.
        stated: the same as it is printed: 約3万 and 最大3万 are 3万.
        unit: what is counted.
        words: the words that qualify it, as they are printed.
        total: whether it is a cumulative number 延べ.
    """

    value: Ends
    stated: Ends
    unit: str | None
    words: tuple[str, ...]
    total: bool


@frozen
class Grammar:
    """How a sort of numbers is read.

    Attributes:
        read: reads a number with its unit.
        same: gives the first end of a range the unit of the second.
        late_unit: a unit that may follow 余 and its like (3万余人), as the group `unit`.
    """

    read: Callable[[Cursor], Amount]
    same: Callable[[Cursor, Amount, Amount], Amount]
    late_unit: re.Pattern[str] | None = None


@define
class _Around:
    """The words found so far."""

    words: list[str] = field(factory=list)
    sorts: set[Sort] = field(factory=set)
    bound: Bound | None = None

    def take(self, cursor: Cursor, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take one word, whose sort is the name of its group."""
        found = cursor.peek(pattern)
        if found is None:
            return None
        name = found.lastgroup
        if name is None or found[name] in self.words:
            return None
        cursor.at = found.end()
        self.words.append(found[name])
        self.sorts.add(name)  # type: ignore[arg-type]
        return found

    def end(self, cursor: Cursor) -> re.Match[str] | None:
        """Take the word that makes a lower or an upper end of the number."""
        for pattern, plain in ((_LOWER, "from"), (_UPPER, "to"), (_REST, "")):
            if found := cursor.take(pattern):
                self.words.append(found[0])
                self.bound = found.lastgroup or plain  # type: ignore[assignment]
                return found
        return None


def _take_all(around: _Around, cursor: Cursor, pattern: re.Pattern[str]) -> None:
    while around.take(cursor, pattern):
        pass


def _rounded(amount: Amount, *, about: bool) -> tuple[int, int]:
    """Give the least and the greatest number that round to the printed one."""
    if not about:
        return int(amount.value), int(amount.value)
    half = Fraction(amount.step) / 2
    return max(0, ceil(amount.value - half)), ceil(amount.value + half) - 1


def _one(amount: Amount, around: _Around, *, about: bool) -> Ends:  # noqa: PLR0911 (a line a word)
    """Give the ends of a single number."""
    low, high = _rounded(amount, about=about)
    match around.bound:
        case "from":
            return low, None
        case "over":
            return low + 1, None
        case "to":
            return None, high
        case "under":
            return None, high - 1
        case "near":
            return min(_rounded(amount, about=True)[0], high - 1), high - 1
        case "odd":
            return low, max(high, ceil(amount.value + amount.step) - 1)
        case "strong":
            return low, _rounded(amount, about=True)[1]
    return low, high


def _held(ends: Ends, around: _Around) -> Ends:
    """Apply 最大 and 少なくとも."""
    low, high = ends
    return (None if "most" in around.sorts else low), (None if "least" in around.sorts else high)


def _check(around: _Around, cursor: Cursor, at: int, amount: Amount) -> None:
    """Refuse words that contradict one another, and fewer than none."""
    most, least = "most" in around.sorts, "least" in around.sorts
    up = around.bound in {"from", "over", "odd", "strong"}
    down = around.bound in {"to", "under", "near"}
    if (most and least) or (most and up) or (least and down):
        raise cursor.miss("矛盾のない語", "words that do not contradict", at, _CONTRARY)
    if around.bound in {"under", "near"} and amount.value == 0:
        raise cursor.miss("0より大きい上限", "an upper end above 0", at)


def _reading(around: _Around, value: Ends, stated: Ends, unit: str | None) -> Reading:
    words = tuple(around.words)
    literal = {"most"} & around.sorts and around.bound is None
    return Reading(
        _held(value, around),
        stated if literal else _held(stated, around),
        unit,
        words,
        "total" in around.sorts,
    )


def _abouts(around: _Around, *amounts: Amount) -> Iterator[bool]:
    for amount in amounts:
        if amount.about:
            around.words.append(amount.about)
        yield "about" in around.sorts or amount.about is not None


def _guessed(around: _Around) -> bool:
    """Whether a guess makes an exact number a round one; ends that are told stay as they are."""
    return "guess" in around.sorts and around.bound is None


def qualified(cursor: Cursor, grammar: Grammar) -> Reading:
    """Read a number or a range, with all that stands around it.

    Raises:
        Miss: it is no number, its ends are not in their order, or its words contradict.
    """
    around = _Around()
    _take_all(around, cursor, _BEFORE)
    first = grammar.read(cursor)
    if not around.words and first.about is None and not cursor.peek(_BEHIND):
        exact = _rounded(first, about=False)
        return Reading(exact, exact, first.unit, (), total=False)
    if to := cursor.take(TO):
        return _range(cursor, grammar, around, first, until=bool(to["kara"]))
    _take_all(around, cursor, _AROUND)
    at = cursor.at
    end = around.end(cursor)
    if end and around.bound in {"from", "over"} and cursor.peek(_NEXT):
        return _between(cursor, grammar, around, first)
    if grammar.late_unit and end and first.unit is None and _LATE.fullmatch(end[0]):
        late = cursor.take(grammar.late_unit)
        first = evolve(first, unit=late["unit"] if late else None)
    _take_all(around, cursor, _NOTE)
    _check(around, cursor, end.start() if end else at, first)
    (about,) = _abouts(around, first)
    about = about or _guessed(around)
    stated = _one(first, around, about=False)
    value = _one(first, around, about=True) if about else stated
    return _reading(around, value, stated, first.unit)


def _range(
    cursor: Cursor, grammar: Grammar, around: _Around, first: Amount, *, until: bool
) -> Reading:
    """Read on behind a ～."""
    at = cursor.at
    second = grammar.read(cursor)
    if until:
        cursor.take(_UNTIL)
    first = grammar.same(cursor, first, second)
    _take_all(around, cursor, _AROUND)
    _take_all(around, cursor, _NOTE)
    _check(around, cursor, at, second)
    about = any([*_abouts(around, first, second)])
    value = _rounded(first, about=about)[0], _rounded(second, about=about)[1]
    stated = int(first.value), int(second.value)
    _check_order(cursor, at, *stated)
    return _reading(around, value, stated, first.unit)


def _check_order(cursor: Cursor, at: int, low: int, high: int) -> None:
    if low > high:
        raise cursor.miss("下限以上の上限", "an upper end, not below the lower one", at)


def _between(cursor: Cursor, grammar: Grammar, around: _Around, first: Amount) -> Reading:
    """Read the upper end behind 以上 or 超."""
    at, over = cursor.at, around.bound == "over"
    also = _Around()
    also.take(cursor, _ABOUT)
    second = grammar.read(cursor)
    end = cursor.take(_UPPER)
    if end is None or end["near"]:
        raise cursor.miss("「以下」又は「未満」", "以下 or 未満 behind the upper end")
    first = grammar.same(cursor, first, second)
    under = end["under"] is not None
    also.words.append(end[0])
    around.words += also.words
    _take_all(around, cursor, _NOTE)
    _check(around, cursor, at, second)
    around.bound = None
    (about,), (more,) = _abouts(around, first), _abouts(also, second)
    value = _rounded(first, about=about)[0] + over, _rounded(second, about=more)[1] - under
    stated = int(first.value) + over, int(second.value) - under
    _check_order(cursor, at, *stated)
    return _reading(around, value, stated, first.unit)
