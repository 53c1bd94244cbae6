"""The rule sets: when each begins and ends, what it holds, and how a day finds its own."""

import re
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st
from support.law_texts import (
    DAY,
    IDS,
    OFFICIAL,
    STARTS,
    Load,
    appended,
    moved,
    read_at_first,
    replaced,
)

from jikorules import (
    JAPAN,
    Citation,
    InvalidInput,
    InvalidLaw,
    NotCovered,
    RuleSet,
    load_law,
    ruleset,
    rulesets,
)


class TestOfficialFiles:
    def test_the_rule_sets_begin_on_these_days(self) -> None:
        assert [rules.in_force for rules in rulesets()] == STARTS
        assert [rules.id for rules in rulesets()] == IDS

    def test_each_ends_on_the_eve_of_the_next(self) -> None:
        for rules, after in pairwise(rulesets()):
            assert rules.until == after.in_force - DAY
        assert rulesets()[-1].until is None

    @pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
    def test_a_rule_set_holds_what_is_in_force(self, rules: RuleSet) -> None:
        law = load_law()
        for name in OFFICIAL:
            days = [version.in_force for version in getattr(law, name).version]
            newest = max((day for day in days if day <= rules.in_force), default=None)
            version = getattr(rules, name)
            assert (version and version.in_force) == newest
            assert version is None or version in getattr(law, name).version

    def test_there_is_no_near_miss_before_2023_06_16(self) -> None:
        for rules in rulesets():
            is_there = rules.in_force >= date(2023, 6, 16)
            assert (rules.near_miss is not None) is is_there
            assert (rules.near_miss_place is not None) is is_there
            assert ("near_miss" in rules.document()) is is_there
        assert ruleset("2023-06-15").near_miss is None
        assert ruleset("2023-06-16").near_miss is not None

    @pytest.mark.parametrize(
        ("day", "paragraph"),
        [
            ("2010-04-01", None),
            ("2015-03-31", None),
            ("2015-04-01", None),
            ("2019-04-01", None),
            ("2023-06-15", None),
            ("2023-06-16", "2"),
            ("2025-03-31", "2"),
            ("2025-04-01", "2"),
            ("2026-03-31", "2"),
            ("2026-04-01", "2"),
            ("2099-12-31", "2"),
        ],
    )
    def test_article_58_has_paragraphs_from_2023_06_16_on(
        self, day: str, paragraph: str | None
    ) -> None:
        rules = ruleset(day)
        assert rules.serious_place == Citation("電気通信事業法施行規則", "58", paragraph)
        assert rules.periodic_place == Citation("電気通信事業報告規則", "7-3", "1")
        assert rules.reports_place == Citation("電気通信事業法施行規則", "57")
        near_miss = Citation("電気通信事業法施行規則", "58-2") if paragraph else None
        assert rules.near_miss_place == near_miss

    def test_whether_a_text_is_likely_rests_on_what_grades_rest_on(self, load: Load) -> None:
        for name, official in OFFICIAL.items():
            text = re.sub(r"(?m)^likely = .*\n", "", official)
            text = text.replace("label =", 'likely = ["text"]\nlabel =')
            flags = [rules.is_likely for rules in load(**{name: text}).rulesets()]
            assert flags == [True, *[name in {"serious", "periodic"}] * 7]


class TestByDay:
    @pytest.mark.parametrize(
        ("day", "names"),
        [
            (date(2010, 4, 1), ["2010-04-01", "平成22年4月1日", "H22.4.1", "H22", "平成22年"]),
            (date(2015, 4, 1), ["2015-04-01", "平成27年4月1日", "H27/4/1", "H27", "平成２７年"]),
            (
                date(2019, 4, 1),
                ["2019-04-01", "平成31年4月1日", "H31", "h31", "Ｈ３１", "平成31", "2019年4月1日"],
            ),
            (date(2023, 6, 16), ["2023-06-16", "令和5年6月16日", "R5.6.16"]),
            (date(2023, 12, 7), ["2023-12-07", "令和5年12月7日", "R5/12/7"]),
            (date(2025, 4, 1), ["2025-04-01", "令和7年4月1日", "R7", "R07"]),
            (date(2026, 4, 1), ["2026-04-01", "令和8年4月1日", "R8.4.1"]),
            (date(2026, 5, 27), ["2026-05-27", "令和8年5月27日", "R8/5/27"]),
        ],
    )
    def test_many_names_for_the_same_object(self, day: date, names: list[str]) -> None:
        rules = ruleset(day)
        assert rules.in_force == day
        assert rules is rulesets()[STARTS.index(day)]
        for name in names:
            assert ruleset(name) is rules

    def test_every_first_and_last_day(self) -> None:
        sets = rulesets()
        for i, rules in enumerate(sets):
            assert ruleset(rules.in_force) is rules
            assert ruleset(rules.in_force.isoformat()) is rules
            assert ruleset(rules.in_force + DAY) is rules
            if i:
                assert ruleset(rules.in_force - DAY) is sets[i - 1]
            if rules.until is not None:
                assert ruleset(rules.until) is rules
                assert ruleset(rules.until + DAY) is sets[i + 1]
        assert ruleset(date.max) is sets[-1]

    @given(st.dates(STARTS[0]))
    def test_every_day_has_the_newest_rule_set_that_has_begun(self, day: date) -> None:
        rules = ruleset(day)
        assert rules.in_force == max(start for start in STARTS if start <= day)
        assert rules.until is None or day <= rules.until

    @pytest.mark.parametrize(
        "day", [date(2010, 3, 31), date.min, "2010-03-31", "平成22年3月31日", "S64.1.7"]
    )
    def test_a_day_before_is_not_covered(self, day: date | str) -> None:
        with pytest.raises(NotCovered) as caught:
            ruleset(day)
        (problem,) = caught.value.problems
        assert "2010-04-01" in problem.expected.ja
        assert "2010-04-01" in problem.expected.en
        as_text = day if isinstance(day, date) else {"S64.1.7": "1989-01-07"}.get(day, "2010-03-31")
        assert str(as_text) in caught.value.text("ja")
        assert str(as_text) in caught.value.text("en")

    @given(st.dates(max_value=STARTS[0] - DAY))
    def test_no_day_before_is_answered_with_the_nearest(self, day: date) -> None:
        with pytest.raises(NotCovered):
            ruleset(day)

    @pytest.mark.parametrize("year", ["H23", "H30", "R元", "R1", "令和元年", "R6", "R9", "S64"])
    def test_an_era_year_in_which_no_rule_set_began(self, year: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            ruleset(year)
        assert type(caught.value) is InvalidInput
        for lang in ("ja", "en"):
            text = caught.value.text(lang)
            assert repr(year) in text
            assert all(id_ in text for id_ in IDS)

    @pytest.mark.parametrize("year", ["R5", "r5", "Ｒ５", "令和5", "令和5年"])
    def test_in_reiwa_5_two_began(self, year: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            ruleset(year)
        assert type(caught.value) is InvalidInput
        for lang in ("ja", "en"):
            text = caught.value.text(lang)
            assert repr(year) in text
            assert re.findall(r"\d{4}-\d\d-\d\d", text) == ["2023-06-16", "2023-12-07"]

    @pytest.mark.parametrize("year", ["R8", "令和８年"])
    def test_in_reiwa_8_two_began(self, year: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            ruleset(year)
        text = caught.value.text()
        assert re.findall(r"\d{4}-\d\d-\d\d", text) == ["2026-04-01", "2026-05-27"]

    @pytest.mark.parametrize(
        ("to", "year"),
        [("2027-10-01", "R9"), ("2025-04-02", "R7"), ("2027-12-31", "令和９年")],
    )
    def test_an_era_year_in_which_two_began(self, load: Load, to: str, year: str) -> None:
        if to < "2026-04-01":
            law = load(periodic=read_at_first(appended("periodic", to)))
        else:
            law = load(
                serious=appended("serious", to), near_miss=appended("near_miss", "2027-04-01")
            )
        both = [rules.id for rules in law.rulesets() if rules.id[:4] == to[:4]]
        assert len(both) == 2
        with pytest.raises(InvalidInput) as caught:
            law.ruleset(year)
        assert type(caught.value) is InvalidInput
        for lang in ("ja", "en"):
            text = caught.value.text(lang)
            assert repr(year) in text
            assert [id_ for id_ in re.findall(r"\d{4}-\d\d-\d\d", text) if id_ in both] == both
            assert not any(id_ in text for id_ in IDS if id_ not in both)
        assert law.ruleset(to).id == to

    def test_an_era_year_is_not_a_western_year(self, load: Load) -> None:
        # 2019 is 平成31年 until 30 April and 令和元年 from 1 May on.
        text = OFFICIAL["periodic"].replace("= 2023-06-16", "= 2019-06-16")
        text = text.replace("promulgated = 2023-05-19", "promulgated = 2019-05-19")
        law = load(periodic=read_at_first(text))
        assert law.ruleset("H31").id == "2019-04-01"
        assert law.ruleset("R元").id == "2019-06-16"

    @pytest.mark.parametrize(
        "day",
        [
            datetime(2019, 4, 1),  # noqa: DTZ001
            datetime(2019, 4, 1, tzinfo=JAPAN),
            datetime(2019, 4, 1, 12, 30, tzinfo=UTC),
            None,
            20190401,
            2019,
            1.5,
            True,
            b"2019-04-01",
            ["2019-04-01"],
            (2019, 4, 1),
            "",
            "2019",
            "2019年",
            "31",
            "平成31年度",
            "2019-04-01T00:00:00",
            "2019-04-31",
            "平成31年5月1日",
            "H32",
            "latest",
        ],
    )
    def test_what_is_no_day(self, day: Any) -> None:
        with pytest.raises(InvalidInput) as caught:
            ruleset(day)
        assert type(caught.value) is InvalidInput

    def test_a_time_is_answered_with_what_to_do(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            ruleset(datetime(2019, 4, 1, tzinfo=JAPAN))
        assert "時刻を除いた日付を与えてください。" in str(caught.value)
        assert "Give the day without a time." in caught.value.text("en")

    def test_a_rule_set_cannot_be_changed(self) -> None:
        rules = ruleset("H31")
        for field in fields(RuleSet):
            with pytest.raises(AttributeError):
                setattr(rules, field.name, getattr(rules, field.name))
        with pytest.raises(AttributeError):
            rules.serious.row[0].thresholds[0].users = 1  # type: ignore[misc]


class TestBrokenFiles:
    def test_provisions_without_a_day_in_common(self, load: Load) -> None:
        old = moved("serious", "2019-04-01", "2000-04-01").replace("2023-06-16", "2001-06-16")
        head = OFFICIAL["serious"].split("[[version]]")[0]
        text = head + replaced(old, "label =", "ends = 2005-03-31\nlabel =")
        with pytest.raises(InvalidLaw):
            load(serious=text)
