"""Era dates: every notation, every day, every refusal."""

import doctest
import time
from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from japanera import EraDate

from jikorules.basics import wareki
from jikorules.basics.errors import InvalidInput, NotCovered, Problem, Words, shown
from jikorules.basics.wareki import ERAS, Era, format_date, parse_date, parse_year

FIRST, LAST = date(1926, 12, 25), date(2100, 12, 31)
ALL_DAYS = [FIRST + timedelta(days) for days in range((LAST - FIRST).days + 1)]
FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
CHANGES = [later.first for later in ERAS[1:]]

near_a_change = st.builds(
    lambda change, days: change + timedelta(days), st.sampled_from(CHANGES), st.integers(-400, 400)
)
days = st.dates(FIRST, LAST) | near_a_change | st.sampled_from([FIRST, LAST])


def era_of(day: date) -> tuple[Era, int]:
    """Find the era by going through the table, and count its years by hand."""
    (era,) = (one for one in ERAS if one.first <= day and (one.last is None or day <= one.last))
    return era, day.year - era.first.year + 1


@st.composite
def notation(draw: st.DrawFn, day: date) -> str:
    """Write a day in any of the ways that the reader has to understand."""
    era, year = era_of(day)

    def spelled(number: int) -> str:
        return draw(st.sampled_from([str(number), f"{number:02}"]))

    numeral = draw(st.sampled_from(["元", "1", "01"])) if year == 1 else spelled(year)
    month, of_month = spelled(day.month), spelled(day.day)
    style = draw(st.sampled_from(["name", "letter", "western", "iso"]))
    if style == "name":
        parts = [era.name, numeral, "年", month, "月", of_month, "日"]
    elif style == "letter":
        sign = draw(st.sampled_from([era.letter, era.letter.lower()]))
        separator = draw(st.sampled_from("./-"))
        parts = [sign, numeral, separator, month, separator, of_month]
    elif style == "western":
        parts = [str(day.year), "年", month, "月", of_month, "日"]
    else:
        parts = [day.isoformat()]
    pieces = [""]
    for part in parts:
        wide = draw(st.booleans())
        pieces.append(part.translate(FULL_WIDTH) if wide else part)
    pieces.append("")
    gaps = [draw(st.sampled_from(["", "", " ", "\u3000", " \u3000 "])) for _ in pieces[1:]]
    return "".join(piece + gap for piece, gap in zip(pieces, [*gaps, ""], strict=True))


def refusal(read: Callable[[Any], object], value: object) -> Problem:
    """Give the one problem of a value that must be refused."""
    with pytest.raises(InvalidInput) as caught:
        read(value)
    (problem,) = caught.value.problems
    assert problem.path == ""
    return problem


def outcome(read: Callable[[str], object], text: str) -> object:
    """Give what is read, or the error with texts that can be shown; let other errors through."""
    try:
        return read(text)
    except InvalidInput as error:
        return error if error.text("ja") and error.text("en") else "an error without a text"


class TestTable:
    def test_eras_follow_one_another_without_a_gap(self) -> None:
        for earlier, later in pairwise(ERAS):
            assert earlier.last == later.first - timedelta(1)
        assert ERAS[-1].last is None

    def test_first_days_are_those_of_the_ordinances(self) -> None:
        assert [(era.name, era.letter, era.first) for era in ERAS] == [
            ("昭和", "S", date(1926, 12, 25)),
            ("平成", "H", date(1989, 1, 8)),
            ("令和", "R", date(2019, 5, 1)),
        ]

    def test_an_era_cannot_be_changed(self) -> None:
        with pytest.raises(AttributeError):
            ERAS[0].name = "大正"  # type: ignore[misc]


class TestParseDate:
    @pytest.mark.parametrize(
        "text",
        [
            "平成31年3月16日",
            "平成３１年３月１６日",
            "平成 31 年 3 月 16 日",
            "\u3000平成\u300031年３月 16日 ",
            "平成31年03月16日",
            "H31.3.16",
            "H31/3/16",
            "H31-03-16",
            "h31.3.16",
            "Ｈ３１．３．１６",
            "ｈ31／3／16",
            " H31. 3. 16 ",
            "㍻31年3月16日",
            "2019-03-16",
            "２０１９－０３－１６",
            " 2019-03-16\u3000",
            "2019年3月16日",
            "２０１９年 ３月１６日",
        ],
    )
    def test_one_day_in_many_notations(self, text: str) -> None:
        assert parse_date(text) == date(2019, 3, 16)

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("平成 30 年５月 29 日", date(2018, 5, 29)),
            ("令和元年5月1日", date(2019, 5, 1)),
            ("令和1年5月1日", date(2019, 5, 1)),
            ("R元.5.1", date(2019, 5, 1)),
            ("r01-05-01", date(2019, 5, 1)),
            ("平成31年4月30日", date(2019, 4, 30)),
            ("昭和64年1月7日", date(1989, 1, 7)),
            ("平成元年1月8日", date(1989, 1, 8)),
            ("昭和元年12月25日", date(1926, 12, 25)),
            ("S60.4.1", date(1985, 4, 1)),
            ("平成12年2月29日", date(2000, 2, 29)),
            ("令和100年1月1日", date(2118, 1, 1)),
            ("1900-01-01", date(1900, 1, 1)),
            ("0001-01-01", date.min),
            ("9999年12月31日", date.max),
        ],
    )
    def test_particular_days(self, text: str, day: date) -> None:
        assert parse_date(text) == day

    @given(st.data(), days)
    def test_every_notation_of_a_day_gives_that_day(self, data: st.DataObject, day: date) -> None:
        assert parse_date(data.draw(notation(day))) == day

    @pytest.mark.parametrize(
        ("text", "suggested"),
        [
            ("平成31年5月1日", "令和元年5月1日"),
            ("H31.5.1", "令和元年5月1日"),
            ("平成３１年１２月３１日", "令和元年12月31日"),
            ("平成32年3月16日", "令和2年3月16日"),
            ("平成元年1月7日", "昭和64年1月7日"),
            ("令和元年4月30日", "平成31年4月30日"),
            ("R元.1.1", "平成31年1月1日"),
            ("昭和64年1月8日", "平成元年1月8日"),
            ("昭和100年1月1日", "令和7年1月1日"),
        ],
    )
    def test_a_day_outside_the_era_is_refused_with_its_name(
        self, text: str, suggested: str
    ) -> None:
        problem = refusal(parse_date, text)
        assert problem.hint.ja == f"「{suggested}」の誤りではないか、確認してください。"
        assert problem.hint.en == f"Did you mean {suggested}?"
        assert problem.given == repr(text)

    def test_the_whole_message_in_both_languages(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            parse_date("平成31年5月1日")
        assert str(caught.value) == (
            "平成（1989年1月8日から2019年4月30日まで）の年又は年月日が必要ですが、"
            "'平成31年5月1日' が与えられました。"
            "「令和元年5月1日」の誤りではないか、確認してください。"
        )
        assert caught.value.text("en") == (
            "expected a year or day of 平成 (from 1989-01-08 to 2019-04-30), got '平成31年5月1日'. "
            "Did you mean 令和元年5月1日?"
        )

    def test_the_message_of_an_era_that_has_not_ended(self) -> None:
        problem = refusal(parse_date, "令和元年4月30日")
        assert problem.expected.ja == "令和（2019年5月1日から）の年又は年月日"
        assert problem.expected.en == "a year or day of 令和 (from 2019-05-01)"

    @pytest.mark.parametrize("text", ["昭和元年12月24日", "S1.1.1"])
    def test_a_day_before_showa_is_refused_without_a_guess(self, text: str) -> None:
        problem = refusal(parse_date, text)
        assert problem.hint.ja == "昭和より前は西暦で書いてください。"
        assert problem.hint.en == "Write earlier days with western years."

    @given(days, st.sampled_from(ERAS))
    def test_a_day_is_read_in_its_own_era_only(self, day: date, era: Era) -> None:
        own, _ = era_of(day)
        year = day.year - era.first.year + 1
        text = f"{era.name}{year}年{day.month}月{day.day}日"
        if era == own:
            assert parse_date(text) == day
        elif year >= 1:
            assert refusal(parse_date, text).hint.en == f"Did you mean {format_date(day)}?"
        else:
            refusal(parse_date, text)

    @pytest.mark.parametrize(
        "text",
        [
            "平成31年2月30日",
            "平成31年2月29日",
            "平成32年2月30日",
            "平成31年13月1日",
            "平成31年0月1日",
            "平成31年1月0日",
            "H31.4.31",
            "平成0年1月1日",
            "令和0年5月1日",
            "令和００年5月1日",
            "R0.5.1",
            "2019-02-30",
            "2019-00-10",
            "2019年2月29日",
            "0000-01-01",
            "0000年1月1日",
        ],
    )
    def test_a_day_that_does_not_exist(self, text: str) -> None:
        problem = refusal(parse_date, text)
        assert problem.expected == Words("実在する年月日", "a date that exists")
        assert problem.hint.ja == (
            "暦を確認してください。年は元年（1年）から、月と日は1から数えます。"
        )
        assert problem.hint.en == (
            "Check the calendar. Years (元年 is 1), months and days are counted from 1."
        )

    @pytest.mark.parametrize(
        "value",
        [
            "",
            " ",
            "20190316",
            "310316",
            "31.3.16",
            "3月16日",
            "平成31年",
            "平成31年3月",
            "平成31年3月16",
            "平成31年3月16日（土）",
            "平成31年3月16日10時",
            "2019-03-16T00:00:00",
            "平成31年度3月16日",
            "平成3 1年3月16日",
            "平成-1年3月16日",
            "平成+1年3月16日",
            "平成3_1年3月16日",
            "平成三十一年三月十六日",
            "平成31元年3月16日",
            "平成元1年3月16日",
            "平成年3月16日",
            "平成31年元月1日",
            "2019年3月016日",
            "2019-3-16",
            "2019/03/16",
            "19年3月16日",
            "元年5月1日",
            "H31.3/16",
            "H31 3 16",
            "HH31.3.16",
            "M45.7.30",
            "T15.12.24",
            "大正15年12月24日",
            "平31.3.16",
            "Heisei 31.3.16",
            "平成31年3月16日\n",
            "平成31年3月1٦日",
            "H٣١.3.16",
            "२०१९-०३-१६",
            "2019-03-16\x00",
            "\ud800",
            "平成" + "9" * 10**5 + "年1月1日",
            "9" * 10**5,
            "9" * 10**5 + "-01-01",
            " " * 10**5 + "2019-03-16",
            None,
            True,
            20190316,
            10**5000,
            3.16,
            b"2019-03-16",
            date(2019, 3, 16),
            ["2019-03-16"],
            ("平成", 31),
        ],
        ids=shown,  # some of them are too long to be an id, or cannot be printed
    )
    def test_what_is_no_notation_of_a_date(self, value: object) -> None:
        problem = refusal(parse_date, value)
        assert problem.expected == Words("日付", "a date")
        assert problem.hint.ja == (
            "「平成31年3月16日」「H31.3.16」「2019-03-16」のように書いてください。"
        )
        assert problem.hint.en == "Write it like 平成31年3月16日, H31.3.16 or 2019-03-16."
        assert len(str(problem.given)) <= 81

    @pytest.mark.parametrize("read", [parse_date, parse_year])
    @pytest.mark.parametrize("filler", ["9", " ", "\u3000", "\u0301\u0327", "\ufdfa", "平成"])
    def test_a_huge_text_is_refused_at_once(
        self, read: Callable[[str], object], filler: str
    ) -> None:
        text = "H" + filler * 10**5
        start = time.perf_counter()
        if read is parse_year:
            assert read(text) is None
        else:
            refusal(read, text)
        assert time.perf_counter() - start < 0.5

    @given(st.text() | st.text("平成令和昭元年月日度SHRhr0123456789０９.-/ \u3000٣", max_size=16))
    def test_any_text_is_a_date_or_invalid_input(self, text: str) -> None:
        assert type(outcome(parse_date, text)) in {date, InvalidInput}

    @given(st.data(), days, st.characters())
    def test_a_damaged_notation_is_a_date_or_invalid_input(
        self, data: st.DataObject, day: date, character: str
    ) -> None:
        text = data.draw(notation(day))
        place = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 1))
        damaged = text[:place] + character + text[place + cut :]
        assert type(outcome(parse_date, damaged)) in {date, InvalidInput}


class TestParseYear:
    @pytest.mark.parametrize(
        "text",
        [
            "H31",
            "h31",
            "Ｈ３１",
            "H 31",
            "平成31",
            "平成31年",
            "平成３１年",
            " 平成 31 年\u3000",
            "㍻31",
        ],
    )
    def test_the_last_year_of_heisei(self, text: str) -> None:
        assert parse_year(text) == (date(2019, 1, 1), date(2019, 4, 30))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("R元", (date(2019, 5, 1), date(2019, 12, 31))),
            ("R1", (date(2019, 5, 1), date(2019, 12, 31))),
            ("R01", (date(2019, 5, 1), date(2019, 12, 31))),
            ("令和元年", (date(2019, 5, 1), date(2019, 12, 31))),
            ("令和元", (date(2019, 5, 1), date(2019, 12, 31))),
            ("R2", (date(2020, 1, 1), date(2020, 12, 31))),
            ("H元", (date(1989, 1, 8), date(1989, 12, 31))),
            ("H30", (date(2018, 1, 1), date(2018, 12, 31))),
            ("S64", (date(1989, 1, 1), date(1989, 1, 7))),
            ("S1", (date(1926, 12, 25), date(1926, 12, 31))),
        ],
    )
    def test_particular_years(self, text: str, expected: tuple[date, date]) -> None:
        assert parse_year(text) == expected

    @given(days)
    def test_a_year_holds_exactly_the_days_that_are_written_with_it(self, day: date) -> None:
        year = format_date(day).partition("年")[0]
        ends = parse_year(year)
        assert ends is not None
        first, last = ends
        assert first <= day <= last
        assert format_date(first).startswith(year + "年")
        assert format_date(last).startswith(year + "年")
        assert not format_date(last + timedelta(1)).startswith(year + "年")
        if first > FIRST:
            assert not format_date(first - timedelta(1)).startswith(year + "年")

    @pytest.mark.parametrize(
        "value",
        [
            "",
            "令和元年度",
            "平成31年度",
            "R元年度",
            "H31年",
            "2019",
            "2019年",
            "31",
            "31年",
            "元年",
            "平成31年3月",
            "平成31年3月16日",
            "H31.3.16",
            "H",
            "平成年",
            "平成三十一年",
            "平成3 1年",
            "H٣١",
            "T15",
            "大正15年",
            "H2019",
            "H31\n",
            None,
            31,
        ],
    )
    def test_what_is_no_year_of_an_era(self, value: Any) -> None:
        assert parse_year(value) is None

    @pytest.mark.parametrize(
        ("text", "ja", "en"),
        [
            ("H32", "「令和2年」", "令和2年"),
            ("平成３２年", "「令和2年」", "令和2年"),
            ("S65", "「平成2年」", "平成2年"),
            ("昭和94年", "「平成31年」又は「令和元年」", "平成31年 or 令和元年"),
            ("昭和100年", "「令和7年」", "令和7年"),
        ],
    )
    def test_a_year_that_the_era_does_not_have(self, text: str, ja: str, en: str) -> None:
        problem = refusal(parse_year, text)
        assert problem.hint.ja == f"{ja}の誤りではないか、確認してください。"
        assert problem.hint.en == f"Did you mean {en}?"
        assert problem.given == repr(text)

    @pytest.mark.parametrize("text", ["H0", "R00", "令和0年", "昭和０"])
    def test_there_is_no_year_0(self, text: str) -> None:
        assert refusal(parse_year, text).expected.en == "a date that exists"

    @given(st.text() | st.text("平成令和昭元年度SHRhr0123456789０９ \u3000٣", max_size=8))
    def test_any_text_is_a_year_or_none_or_invalid_input(self, text: str) -> None:
        match outcome(parse_year, text):
            case (date() as first, date() as last):
                assert format_date(first).partition("年")[0] == format_date(last).partition("年")[0]
            case other:
                assert other is None or isinstance(other, InvalidInput)


class TestFormatDate:
    @pytest.mark.parametrize(
        ("day", "text"),
        [
            (date(2019, 3, 16), "平成31年3月16日"),
            (date(2019, 4, 30), "平成31年4月30日"),
            (date(2019, 5, 1), "令和元年5月1日"),
            (date(2020, 1, 1), "令和2年1月1日"),
            (date(1989, 1, 7), "昭和64年1月7日"),
            (date(1989, 1, 8), "平成元年1月8日"),
            (date(1926, 12, 25), "昭和元年12月25日"),
            (date.max, "令和7981年12月31日"),
        ],
    )
    def test_particular_days(self, day: date, text: str) -> None:
        assert format_date(day) == text

    @given(days)
    def test_what_is_written_is_read_back(self, day: date) -> None:
        assert parse_date(format_date(day)) == day

    @given(st.dates(max_value=FIRST - timedelta(1)))
    def test_a_day_before_showa_is_not_covered(self, day: date) -> None:
        with pytest.raises(NotCovered) as caught:
            format_date(day)
        (problem,) = caught.value.problems
        assert problem.path == ""
        assert problem.given == repr(day.isoformat())
        assert problem.expected == Words(
            "昭和元年12月25日以後の日付", "a day from 昭和元年12月25日 on"
        )
        assert problem.hint == Words(
            "昭和より前は西暦で書いてください。",
            "Write earlier days with western years.",
        )

    @pytest.mark.parametrize("value", [datetime(2019, 3, 16), "2019-03-16", None, 0])  # noqa: DTZ001
    def test_what_is_no_plain_date_is_refused(self, value: object) -> None:
        problem = refusal(format_date, value)
        assert problem.expected == Words("日付", "a date")
        assert problem.hint == Words(
            "時刻のない date を渡してください。",
            "Give a date without a time.",
        )


class TestOracle:
    """The library japanera, which has its own table and its own parser."""

    def test_every_day_is_written_as_japanera_writes_it(self) -> None:
        for day in ALL_DAYS:
            name, arabic, kanji = EraDate.from_date(day).strftime("%-K %-Y %-N").split()
            year = "元" if kanji == "元" else arabic
            assert format_date(day) == f"{name}{year}年{day.month}月{day.day}日"

    def test_every_day_is_read_as_japanera_reads_it(self) -> None:
        for day in ALL_DAYS:
            text = format_date(day)
            (theirs,) = EraDate.strptime(text, "%-K%-y年%m月%d日")
            assert parse_date(text) == theirs.to_date() == day

    @given(st.sampled_from(ERAS), st.integers(1, 99), st.integers(1, 12), st.integers(1, 31))
    def test_the_same_days_are_refused(self, era: Era, year: int, month: int, day: int) -> None:
        western = era.first.year + year - 1
        text = f"{era.name}{year}年{month}月{day}日"
        theirs: date | None = None
        if day <= monthrange(western, month)[1]:
            with suppress(ValueError):
                theirs = EraDate.strptime(text, "%-K%-y年%m月%d日")[0].to_date()
        ours = outcome(parse_date, text)
        assert isinstance(ours, InvalidInput) if theirs is None else ours == theirs


def test_the_examples_in_the_docstrings_run() -> None:
    result = doctest.testmod(wareki)
    assert result.attempted >= 6
    assert result.failed == 0
