"""Open days: every day against another library, the law's own sentences, every refusal."""

import doctest
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

import jpholiday
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jikorules.basics.errors import InvalidInput, NotCovered, Words
from jikorules.law import open_days as opendays
from jikorules.law.open_days import Closed, is_open, next_open, why_closed

DAY = timedelta(1)
YEAR_END = ["1229", "1230", "1231", "0101", "0102", "0103"]
FIRST, LAST = date(2010, 1, 1), date(2099, 12, 31)
DAYS = [date(2010, 1, 1) + DAY * n for n in range((date(2030, 12, 31) - date(2010, 1, 1)).days + 1)]
ASK: list[Callable[[Any], object]] = [why_closed, is_open, next_open]

some_days = st.dates(DAYS[0], DAYS[-1])


def expected(day: date) -> Closed | None:
    """Read Art. 1(1) item by item, with the holidays of jpholiday."""
    if day.strftime("%w") == "6":
        return Closed.SATURDAY
    if day.strftime("%w") == "0":
        return Closed.SUNDAY
    if jpholiday.is_holiday(day):
        return Closed.HOLIDAY
    return Closed.YEAR_END if day.strftime("%m%d") in YEAR_END else None


RUNS = [len(list(run)) for reason, run in groupby(DAYS, lambda day: bool(expected(day))) if reason]


class TestOracle:
    """The library jpholiday, which has its own tables."""

    def test_every_day_is_closed_for_the_reason_of_the_oracle(self) -> None:
        wrong = [day for day in DAYS if why_closed(day) is not expected(day)]
        assert wrong == []

    def test_every_day_moves_to_the_next_open_day_of_the_oracle(self) -> None:
        later = date(2031, 1, 6)
        assert expected(later) is None
        for day in reversed(DAYS):
            later = day if expected(day) is None else later
            assert next_open(day) == later

    def test_every_other_year_that_is_covered(self) -> None:
        every = (FIRST + DAY * n for n in range((LAST - FIRST).days + 1))
        assert [day for day in every if is_open(day) is not (expected(day) is None)] == []


class TestParticularDays:
    def test_ten_days_in_a_row_in_2019(self) -> None:
        """即位の日を休日とする法律 (Act No. 99 of 2018) made 1 May a holiday."""
        run = [date(2019, 4, 27) + DAY * n for n in range(10)]
        assert [why_closed(day) for day in run] == [
            Closed.SATURDAY,
            Closed.SUNDAY,
            *[Closed.HOLIDAY] * 5,
            Closed.SATURDAY,
            Closed.SUNDAY,
            Closed.HOLIDAY,
        ]
        assert {next_open(day) for day in run} == {date(2019, 5, 7)}
        assert is_open(run[0] - DAY)
        assert why_closed(date(2019, 10, 22)) is Closed.HOLIDAY

    @pytest.mark.parametrize(
        ("closed", "opened"),
        [
            ("2020-07-23", "2020-07-20"),  # 海の日
            ("2020-07-24", "2020-10-12"),  # スポーツの日
            ("2020-08-10", "2020-08-11"),  # 山の日
            ("2021-07-22", "2021-07-19"),
            ("2021-07-23", "2021-10-11"),
            ("2021-08-09", "2021-08-11"),  # 山の日 was Sunday the 8th: its substitute
            ("2019-05-06", "2019-12-23"),  # 天皇誕生日 was no holiday in 2019
        ],
    )
    def test_holidays_moved_and_the_days_they_left(self, closed: str, opened: str) -> None:
        assert why_closed(date.fromisoformat(closed)) is Closed.HOLIDAY
        assert is_open(date.fromisoformat(opened))

    @pytest.mark.parametrize(
        "day",
        [
            "2012-01-02",  # the day after a Sunday; the year end too
            "2020-02-24",
            "2024-02-12",
            "2026-05-06",  # a Wednesday: 3 May was the Sunday
            "2015-05-06",
            "2015-09-22",  # between two holidays 国民の休日
            "2026-09-22",
        ],
    )
    def test_substitute_holidays_and_days_between_two(self, day: str) -> None:
        assert why_closed(date.fromisoformat(day)) is Closed.HOLIDAY

    def test_a_year_end_without_a_weekend_before_it(self) -> None:
        run = [date(2025, 12, 28) + DAY * n for n in range(9)]
        assert [why_closed(day) for day in run] == [
            Closed.SUNDAY,
            Closed.YEAR_END,
            Closed.YEAR_END,
            Closed.YEAR_END,
            Closed.HOLIDAY,
            Closed.YEAR_END,
            Closed.SATURDAY,
            Closed.SUNDAY,
            None,
        ]
        assert next_open(run[0]) == date(2026, 1, 5)

    @pytest.mark.parametrize("year", range(2010, 2031))
    def test_year_ends(self, year: int) -> None:
        run = [date(year, 12, 29) + DAY * n for n in range(6)]
        assert not any(map(is_open, run))
        for near in (date(year, 12, 28), date(year + 1, 1, 4)):
            assert is_open(near) is (near.weekday() < 5)

    def test_a_holiday_on_a_saturday_is_a_saturday(self) -> None:
        assert why_closed(date(2028, 1, 1)) is Closed.SATURDAY
        assert why_closed(date(2025, 5, 3)) is Closed.SATURDAY

    def test_the_words_for_the_reasons(self) -> None:
        assert [*Closed] == ["saturday", "sunday", "holiday", "year_end"]


class TestProperties:
    @given(some_days)
    def test_the_moved_day_is_open(self, day: date) -> None:
        """行政機関の休日に当たるときは、行政機関の休日の翌日をもつてその期限とみなす。"""
        moved = next_open(day)
        assert expected(moved) is None
        assert next_open(moved) == moved

    @given(some_days)
    def test_an_open_day_stays_and_no_day_moves_back(self, day: date) -> None:
        """期限で…期間をもつて定めるものが行政機関の休日に当たるとき: only then does it move."""
        assert next_open(day) >= day
        assert (next_open(day) == day) is (expected(day) is None)

    @given(some_days)
    def test_the_shift_ends_with_the_closed_days(self, day: date) -> None:
        """行政機関の休日の翌日: the day after the closed days, and none beyond it."""
        moved = next_open(day)
        assert moved - day <= DAY * max(RUNS)
        assert all(expected(day + DAY * n) for n in range((moved - day).days))

    @given(some_days, some_days)
    def test_a_later_day_never_moves_to_an_earlier_one(self, one: date, other: date) -> None:
        """The moves of Art. 2 (期限の特例) keep the order of two deadlines."""
        earlier, later = sorted((one, other))
        assert next_open(earlier) <= next_open(later)

    @given(some_days)
    def test_a_day_is_closed_for_a_reason_of_the_law(self, day: date) -> None:
        """次の各号に掲げる日は、行政機関の休日とし、行政機関の執務は、原則として行わないものとする。"""
        weekend, year_end = day.weekday() >= 5, day.strftime("%m%d") in YEAR_END
        assert is_open(day) is not (weekend or jpholiday.is_holiday(day) or year_end)
        assert is_open(day) is (why_closed(day) is None)

    def test_the_longest_run_is_that_of_2019(self) -> None:
        longest = max(DAYS, key=lambda day: next_open(day) - day)
        assert longest == date(2019, 4, 27)
        assert next_open(longest) - longest == DAY * max(RUNS)


class TestSpan:
    @pytest.mark.parametrize("ask", ASK)
    @pytest.mark.parametrize("day", [date.min, FIRST - DAY, LAST + DAY, date.max])
    def test_a_day_that_is_not_covered(self, ask: Callable[[Any], object], day: date) -> None:
        with pytest.raises(NotCovered) as caught:
            ask(day)
        (problem,) = caught.value.problems
        assert problem.path == ""
        assert problem.given == repr(day.isoformat())
        assert problem.expected == Words(
            "2010-01-01から2099-12-31までの日付", "a day from 2010-01-01 to 2099-12-31"
        )
        assert problem.hint == Words(
            "この日の休日は官報と当時の法律で確かめてください。",
            "Look this day up in the official gazette (官報) and in the law of its time.",
        )

    def test_the_ends_are_covered(self) -> None:
        assert next_open(FIRST) == date(2010, 1, 4)
        assert is_open(date(2099, 12, 28))
        assert why_closed(LAST) is Closed.YEAR_END

    @pytest.mark.parametrize("day", [29, 30, 31])
    def test_the_way_to_the_next_open_day_leaves_the_span(self, day: int) -> None:
        with pytest.raises(NotCovered, match="2100-01-01"):
            next_open(date(2099, 12, day))

    @pytest.mark.parametrize("ask", ASK)
    @pytest.mark.parametrize(
        "value",
        [datetime(2019, 3, 16), "2019-03-16", None, 0, True, (2019, 3, 16)],  # noqa: DTZ001
    )
    def test_what_is_no_plain_date(self, ask: Callable[[Any], object], value: object) -> None:
        with pytest.raises(InvalidInput) as caught:
            ask(value)
        assert type(caught.value) is InvalidInput
        (problem,) = caught.value.problems
        assert problem.path == ""
        assert problem.expected == Words("日付（date）", "a day (date)")
        if isinstance(value, str):
            assert problem.given == Words(
                f"文字列 {value!r} が与えられました", f"the text {value!r} was given"
            )
            assert "date に変えてから" in problem.hint.ja
            assert "Make a date of it" in problem.hint.en
        else:
            assert problem.hint == Words(
                "時刻を除いた日付を与えてください。", "Give the day without a time."
            )


SHOW = """
from datetime import date, timedelta
from jikorules.law.open_days import why_closed
first = date(2010, 1, 1)
for n in range((date(2030, 12, 31) - first).days + 1):
    day = first + timedelta(n)
    print(day, why_closed(day))
"""


class TestEnvironment:
    @pytest.mark.parametrize(
        "locale", ["C", "en_US.UTF-8", "th_TH.UTF-8", "th", "ja_JP.UTF-8", "x"]
    )
    def test_the_locale_changes_nothing(self, locale: str) -> None:
        names = dict.fromkeys(["LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE"], locale)
        done = subprocess.run(
            [sys.executable, "-P", "-c", SHOW],
            env=os.environ | names,
            capture_output=True,
            check=True,
        )
        told = done.stdout.decode("ascii").splitlines()
        assert told == [f"{day} {why_closed(day)}" for day in DAYS]

    def test_the_library_is_asked_in_a_fixed_language(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from holidays.countries.japan import Japan  # noqa: PLC0415

        asked: list[object] = []
        init = Japan.__init__

        def record(self: Japan, **options: Any) -> None:
            asked.append((options["language"], options["years"]))
            init(self, **options)

        monkeypatch.setattr(Japan, "__init__", record)
        opendays._holidays.cache_clear()
        for day in (date(2024, 2, 12), date(2024, 5, 3), date(2025, 1, 1), date(2024, 2, 13)):
            is_open(day)
        assert asked == [("ja", 2024), ("ja", 2025)]  # once for each year

    def test_importing_the_module_does_not_load_the_library(self) -> None:
        code = "import sys, jikorules.law.open_days; print('holidays' in sys.modules)"
        done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True)
        assert done.stdout.split() == [b"False"]


def test_the_examples_in_the_docstrings_run() -> None:
    result = doctest.testmod(opendays)
    assert result.attempted >= 5
    assert result.failed == 0
