"""Numbers as the texts of laws write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.law_xml import kanji

from jikorules.basics.kanji_numbers import read_kanji_number, with_digits


@given(st.integers(1, 10**12 - 1))
def test_every_number_is_read(number: int) -> None:
    """三万, 十万, 百万, 二十四 and every other one up to 一兆."""
    assert read_kanji_number(kanji(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一千万", 10_000_000),
        ("千万", 10_000_000),
        ("千", 1000),
        ("一千", 1000),
        ("二十四", 24),
        ("一十", 10),
        ("十二億三千四百五十六万七千八百九十", 1_234_567_890),
    ],
)
def test_what_is_written_in_laws(text: str, number: int) -> None:
    """千 and 一千 are both in use."""
    assert read_kanji_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "二二",
        "十百",
        "百千",
        "万",
        "億万",
        "万三",
        "三〇",
        "30000",
        "３万",
        "三万人",
        "零",
        "三 万",
    ],
)
def test_what_is_no_number(text: str) -> None:
    """Nothing is guessed: a number out of order, a sign too many or another digit is none."""
    assert read_kanji_number(text) is None


@given(st.text("一二三四五六七八九十百千万億", max_size=8))
def test_a_number_is_written_in_one_way_only(text: str) -> None:
    """What is read is the number written back, save that 一 may stand before 千, 百 and 十."""
    number = read_kanji_number(text)
    if number is not None:
        plain = text
        for sign in "千百十":
            plain = plain.replace(f"一{sign}", sign)
        assert kanji(number) == plain


def test_the_numbers_of_a_form() -> None:
    """様式第五十の二の二 is 様式第50の2の2."""
    assert with_digits("様式第五十の二の二") == "様式第50の2の2"
    assert with_digits("様式第三十八の三十八") == "様式第38の38"
    assert with_digits("様式第二二") == "様式第二二"
