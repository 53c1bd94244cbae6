"""Wordings that moved: those that only go along with what they stand in are not told."""

import pytest

from jikorules.law.fact_comparison import ComparedWording, moves
from jikorules.law.text_facts import Wording


def moved(old: str, new: str) -> ComparedWording:
    return ComparedWording(Wording(old, "語句", "0" * 16), Wording(new, "語句", "0" * 16))


@pytest.mark.parametrize(
    ("around", "within", "is_told"),
    [
        (("第1項", "第2項"), ("第1項第1号", "第2項第1号"), False),
        (("第1項", "第2項"), ("第1項第1号", "第2項第3号"), True),
        (("第3項", "第4項"), ("第1項第1号", "第2項第1号"), True),
        (("第3項", "第4項"), ("1号", "2号"), True),
    ],
)
def test_what_goes_along_with_another_move_is_not_told(
    around: tuple[str, str], within: tuple[str, str], is_told: bool
) -> None:
    outer, inner = moved(*around), moved(*within)
    assert moves([outer, inner]) == ((outer, inner) if is_told else (outer,))
