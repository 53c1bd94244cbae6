"""Places in the standard 情報通信ネットワーク安全・信頼性基準, as a report cites them (note 8).

Such as 別表第2第3 1.(2)ア～オ: table 別表第2, section 第3, item 1., paragraph (2), marks ア to オ.
"""

import re
from collections.abc import Iterable

from attrs import field, frozen

from jikorules.basics.errors import InvalidInput, Words

MARKS = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
"""The marks in the order in which ordinances use them."""

# One character for one, so that a place in the text stays the same place.
_PLAIN = str.maketrans("０１２３４５６７８９．（）～〜，,", "0123456789.()~~、、")
_NUMBER = r"([1-9][0-9]{0,2})"
_PARTS = (
    (
        rf"\s*別\s*表\s*第\s*{_NUMBER}",
        Words("「別表第2」のような別表の番号", "a table, as in 別表第2"),
    ),
    (rf"\s*第\s*{_NUMBER}", Words("「第3」のような番号", "a section, as in 第3")),
    # Without the space 第3 1. would be read as 第31.
    (rf"\s+{_NUMBER}\s*\.", Words("空白と「1.」のような番号", "a space and an item, as in 1.")),
    (rf"\s*\(\s*{_NUMBER}\s*\)", Words("「(4)」のような括弧書きの番号", "a paragraph, as in (4)")),
)
_RUN = rf"\s*([{MARKS}])(?:\s*~\s*([{MARKS}]))?"
_FIRST_RUN, _NEXT_RUN = re.compile(_RUN), re.compile(rf"\s*、{_RUN}")
_SOME_MARKS = Words(
    "「ア～オ、ケ」のような五十音順の記号", "marks in their order, as in ア～オ、ケ"
)
_A_MARK = Words("アからンまでの記号", "marks from ア to ン")
_LIKE = Words(
    "「別表第2第3 1.(2)ア～オ、ケ」のように記載してください。",
    "Write it like 別表第2第3 1.(2)ア～オ、ケ.",
)


def _in_order(marks: Iterable[str]) -> tuple[str, ...]:
    given = set(marks)
    if not given.issubset(MARKS):
        raise InvalidInput.of("marks", _A_MARK, sorted(given.difference(MARKS)), _LIKE)
    return tuple(sorted(given, key=MARKS.index))


@frozen
class StandardReference:
    """A place in the standard; its marks stand once and in order, and none is the whole paragraph.

    Raises:
        InvalidInput: a mark is none of `MARKS`.

    Example:
        >>> print(StandardReference(2, 3, 1, 2, ("ケ", "ア", "イ", "ウ")))
        別表第2第3 1.(2)ア～ウ、ケ
    """

    table: int
    section: int
    item: int
    paragraph: int
    marks: tuple[str, ...] = field(default=(), converter=_in_order)

    def __str__(self) -> str:
        place = f"別表第{self.table}第{self.section} {self.item}.({self.paragraph})"
        return place + "、".join(_written(self.marks))


def _written(marks: tuple[str, ...]) -> Iterable[str]:
    """Write each run of marks: three or more with ～ between the first and the last."""
    start = 0
    for i, mark in enumerate(marks, 1):
        if "".join(marks[start : i + 1]) in MARKS and i < len(marks):
            continue
        run = marks[start:i]
        yield f"{run[0]}～{mark}" if len(run) > 2 else "、".join(run)
        start = i


def parse_reference(text: str) -> StandardReference:
    """Read a place in the standard, in full-width or half-width signs and with spaces between.

    Only the space before the item has to be there: 第31. would not tell 第3 1. from 第31.

    Raises:
        InvalidInput: the text is no such place.

    Example:
        >>> parse_reference("別表第２第３　１．（４）ア").marks
        ('ア',)
        >>> str(parse_reference("別表第 2第 3 1. (2) ア～オ、ケ"))
        '別表第2第3 1.(2)ア～オ、ケ'
    """
    plain, at = text.translate(_PLAIN), 0
    numbers: list[int] = []
    for part, expected in _PARTS:
        match = re.compile(part).match(plain, at)
        if match is None:
            raise _misread(text, at, expected)
        numbers.append(int(match[1]))
        at = match.end()
    marks = ""
    while plain[at:].strip():
        match = (_NEXT_RUN if marks else _FIRST_RUN).match(plain, at)
        run = match and MARKS[MARKS.index(match[1]) : MARKS.index(match[2] or match[1]) + 1]
        if not match or not run:  # no marks, or marks in the wrong order
            raise _misread(text, at, _SOME_MARKS)
        marks += run
        at = match.end()
    table, section, item, paragraph = numbers
    return StandardReference(table, section, item, paragraph, tuple(marks))


def _misread(text: str, at: int, expected: Words) -> InvalidInput:
    place = Words(f"{at + 1}文字目から{expected.ja}", f"at character {at + 1} {expected.en}")
    return InvalidInput.of("", place, text[at:], _LIKE)
