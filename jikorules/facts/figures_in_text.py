"""Figures in running text: where one may begin, and what around it or in it forbids to take it.

What is found must not be part of something larger: 3人程度, 第12件, 約3万円 and 29日11時間 are no
figures here, 十分 and 一人 may be words, and what goes on in the next line may be two figures.
"""

import re
from collections.abc import Callable, Iterator
from string import ascii_letters
from typing import TypeVar

from attrs import frozen

from jikorules.basics.wareki import ERAS
from jikorules.facts.numerals import ABOUT, KANJI, NUMERALS, Cursor, Miss

T = TypeVar("T")
Read = tuple[T, str | None]
Reader = Callable[[Cursor], Read[T]]

# Parts of patterns: the name of an era, and the signs that are short for one.
ERA = f"(?:{'|'.join(era.name for era in ERAS)})"
ERA_LETTERS = "".join(era.letter + era.letter.lower() for era in ERAS)


@frozen
class Guards:
    """What is a figure in running text, and what is none.

    Attributes:
        starts: where a figure may begin; what it matches is not searched for another beginning.
        left: what makes something else of a figure behind it.
        right: what makes something else of a figure before it.
        within: what no figure contains.
    """

    starts: re.Pattern[str]
    left: re.Pattern[str]
    right: re.Pattern[str]
    within: re.Pattern[str] = re.compile("(?!)")


_STARTS = re.compile(rf"(?:{ABOUT}\s*+(?=[{NUMERALS}])|[0-9{KANJI}])[{NUMERALS},.]*+")
_LEFT = (
    rf"(?:(?<!:[0-9])[{NUMERALS}]|:[0-9][0-9](?!\n)|[.,/~+±▲△第何幾○〇◯-]|最[大小長短高低]|少なくとも"
    rf"|多くとも|分の|[{NUMERALS}][、・:]|(?<![者件線約人社帯台局])数|[約十百千]数)\n?\Z"
)
_TIME_LEFT = rf"[{NUMERALS}]\s*(?:[年月日時]\n?|[分秒]|[日時分秒]\s*間)\Z"
_RIGHT = re.compile(
    rf"\s*+(?:[強弱余近目隔]|あまり|程度|ほど|くらい|ぐらい|前後|足らず|台(?!風)|規模|内外|未満|以[上下内]"
    rf"|を?超|を[上下]回|に満た|では?な|~|[○〇◯]|の\s*+[{NUMERALS}])"
    rf"|[ ]*[{NUMERALS}]|[,.][0-9]|[A-Za-z]"
)
_LONE = rf"(?<![{NUMERALS}])[{KANJI}]"  # may be a part of a word

# 20件から5件増加 is no range.
COUNTS = Guards(_STARTS, re.compile(_LEFT), _RIGHT, re.compile(rf"{_LONE}(?![{NUMERALS}])|から"))
SPANS = Guards(
    _STARTS,
    re.compile(f"{_LEFT}|{_TIME_LEFT}"),
    _RIGHT,
    re.compile(rf"{_LONE}\s*+[分秒]|日(?!\s*+間)|から"),
)
MOMENTS = Guards(
    re.compile(
        rf"(?<![0-9A-Za-z.,:/-])"
        rf"(?:{ERA}|[{ERA_LETTERS}](?=\s*+[元0-9])|[0-9]{{4}}[{NUMERALS},.]*+)"
    ),
    re.compile(_LEFT),
    re.compile(
        r"\s*+(?:頃|ごろ|ころ|過|すぎ|前|直|台|半|程度|間|[○〇◯]|UTC|GMT)"
        r"|[ ]*[0-9:+]|-|\.[0-9]|[A-Za-z]"
    ),
)

_LATIN = frozenset(ascii_letters + "$")
_KANJI_STARTS = frozenset(KANJI)
_NO_ABOUT = frozenset("契規条特予要公制節集倹誓密婚盟旧新")


def _left_clear(plain: str, start: int, left: re.Pattern[str]) -> bool:
    """Whether nothing that stands before a figure could belong to it or change it."""
    end = start
    while end and plain[end - 1] in " \n":
        end -= 1
    before = plain[max(0, end - 12) : end]
    last = before[-1:]
    if end == start and last in _LATIN:
        return False
    if left.search(before + "\n" if "\n" in plain[end:start] else before):
        return False
    if plain[start] == "約":  # of 契約, 規約, 予約
        return last not in _NO_ABOUT
    return last != "数" or plain[start] not in _KANJI_STARTS  # 数十


def _attempt(cursor: Cursor, read: Reader[T], within: re.Pattern[str]) -> Read[T] | None:
    start = cursor.at
    try:
        found = read(cursor)
    except Miss:
        return None
    return None if within.search(cursor.plain, start, cursor.at) else found


def find(plain: str, read: Reader[T], guards: Guards) -> Iterator[tuple[int, int, Read[T]]]:
    """Give all figures of a plain text: where each begins and ends, and what is read."""
    at, stop = 0, -1
    while begin := guards.starts.search(plain, at):
        start, at = begin.span()
        if not _left_clear(plain, start, guards.left):
            continue
        if stop < start:
            stop = plain.find("\n", start) % (len(plain) + 1)  # -1 becomes the end of the text
        line = Cursor(plain, start, stop)
        figure = _attempt(line, read, guards.within)
        # What goes on in the next line may be one figure or two: neither is taken.
        lines = Cursor(plain, start, len(plain))
        last = stop - line.ahead() < 20
        wrapped = last and _attempt(lines, read, guards.within) and lines.at > line.at
        at = max(at, lines.at if wrapped else line.at)
        if figure and not wrapped and not guards.right.match(plain, line.at):
            yield start, line.at, figure
