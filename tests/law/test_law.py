"""The law as dated data: what the files say, how a day finds its rules, what is refused."""

import hashlib
import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st
from support.law_texts import (
    EITHER,
    IDS,
    OFFICIAL,
    PLACES,
    REQUIRED,
    STARTS,
    TABLES,
    UNKNOWN,
    Broken,
    Load,
    appended,
    check_refusal,
    digests,
    in_version,
    load_texts,
    moved,
    of_version,
    replaced,
    version_text,
)

from jikorules import (
    JAPAN,
    Citation,
    Grade,
    Impact,
    Incident,
    InvalidInput,
    InvalidLaw,
    Kind,
    NotCovered,
    Period,
    RuleSet,
    Service,
    judge,
    load_law,
    ruleset,
    rulesets,
    to_wire,
)
from jikorules.law.provision import Version

DAY = timedelta(days=1)
CHECKED = TABLES["serious"]["version"][0]["checked"]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load the law from texts."""
    return partial(load_texts, tmp_path)


HOUR_1, HOUR_2, HOUR_4, HOUR_12, HOUR_24 = (timedelta(hours=hours) for hours in (1, 2, 4, 12, 24))
ROW_1 = ("一", [(HOUR_1, 30_000)])
ROW_2 = ("二", [(HOUR_2, 30_000), (HOUR_1, 100_000)])
LPWA = [(HOUR_12, 30_000), (HOUR_2, 1_000_000)]
FREE = [(HOUR_24, 100_000), (HOUR_12, 1_000_000)]
REST = [(HOUR_2, 30_000), (HOUR_1, 1_000_000)]
SERIOUS_ROWS = {
    date(2010, 4, 1): [(None, [(HOUR_2, 30_000)])],
    date(2015, 4, 1): [ROW_1, ROW_2, ("三", FREE), ("四", REST)],
    date(2019, 4, 1): [ROW_1, ROW_2, ("三", LPWA), ("四", FREE), ("五", REST)],
    date(2026, 4, 1): [
        ROW_1,
        ROW_2,
        ("三", LPWA),
        ("四", [(HOUR_4, 100_000), (HOUR_2, 1_000_000)]),
        ("五", FREE),
        ("六", [(HOUR_2, 30_000), (HOUR_1, 100_000)]),
        ("七", REST),
    ],
}
"""The tables of Article 58, row by row, as the ordinances print them."""


class TestOfficialFiles:
    def test_the_rule_sets_begin_on_these_days(self) -> None:
        assert [rules.in_force for rules in rulesets()] == STARTS
        assert [rules.id for rules in rulesets()] == IDS

    def test_each_ends_on_the_eve_of_the_next(self) -> None:
        for rules, after in pairwise(rulesets()):
            assert rules.until == after.in_force - DAY
        assert rulesets()[-1].until is None

    def test_the_versions_of_each_provision(self) -> None:
        law = load_law()
        assert [version.in_force for version in law.serious.version] == list(SERIOUS_ROWS)
        assert [version.in_force for version in law.periodic.version] == [
            date(2010, 4, 1),
            date(2023, 6, 16),
            date(2025, 4, 1),
        ]
        assert [version.in_force for version in law.reports.version] == [
            date(2010, 4, 1),
            date(2023, 6, 16),
            date(2023, 12, 7),
        ]
        assert [version.in_force for version in law.near_miss.version] == [
            date(2023, 6, 16),
            date(2026, 4, 1),
        ]

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

    def test_the_laws(self) -> None:
        law = load_law()
        assert (law.serious.law, law.serious.law_id) == (
            "電気通信事業法施行規則",
            "360M50001000025",
        )
        assert (law.periodic.law, law.periodic.law_id) == (
            "電気通信事業報告規則",
            "363M50001000046",
        )
        for provision in (law.reports, law.near_miss):
            assert (provision.law, provision.law_id) == (law.serious.law, law.serious.law_id)
        assert [getattr(law, name).provision for name in OFFICIAL] == [
            "serious",
            "periodic",
            "reports",
            "near_miss",
        ]

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

    @pytest.mark.parametrize(
        ("day", "label", "every", "serious_included"),
        [
            ("2010-04-01", "四半期報告事故", "quarter", True),
            ("2023-06-15", "四半期報告事故", "quarter", True),
            ("2023-06-16", "四半期報告事故", "quarter", False),
            ("2025-03-31", "四半期報告事故", "quarter", False),
            ("2025-04-01", "年度報告", "fiscal_year", False),
            ("2026-04-01", "年度報告", "fiscal_year", False),
        ],
    )
    def test_the_periodic_report(
        self, day: str, label: str, every: str, serious_included: bool
    ) -> None:
        rules = ruleset(day)
        assert rules.periodic.label == label
        assert rules.serious.label == "重大な事故"
        reports = rules.periodic.reports
        assert (reports.every, reports.serious_included) == (every, serious_included)
        assert (reports.due_months, reports.form, reports.to) == (2, "様式第27", "総務大臣")
        assert reports.due_from == (date(2025, 6, 1) if every == "fiscal_year" else None)
        assert rules.periodic.minor_paragraph == "2"

    def test_the_yearly_report_is_coming_until_it_has_come(self) -> None:
        yearly = ruleset("2025-04-01").periodic.reports
        for rules in rulesets():
            assert rules.coming == ((yearly,) if rules.in_force < date(2025, 4, 1) else ())

    @pytest.mark.parametrize("day", IDS)
    def test_the_periodic_limits_are_alternatives(self, day: str) -> None:
        items = ruleset(day).periodic.item
        assert [(item.number, item.facility.value) for item in items] == [
            ("1", "telecom"),
            ("2", "other"),
        ]
        for item in items:
            limits = [(limit.duration, limit.users) for limit in item.thresholds]
            assert limits == [(None, 30_000), (HOUR_2, None)]

    def test_item_3_was_in_force_until_2023_06_15(self) -> None:
        for rules in rulesets():
            numbers = [item.number for item in rules.periodic.unjudged]
            assert numbers == (["3"] if rules.in_force < date(2023, 6, 16) else [])

    @pytest.mark.parametrize("day", list(SERIOUS_ROWS), ids=str)
    def test_the_table_of_serious_accidents(self, day: date) -> None:
        rows = [
            (row.number, [(limit.duration, limit.users) for limit in row.thresholds])
            for row in ruleset(day).serious.row
        ]
        assert rows == SERIOUS_ROWS[day]

    @pytest.mark.parametrize("day", IDS)
    def test_item_2_asks_for_two_hours_and_no_users(self, day: str) -> None:
        serious = ruleset(day).serious
        assert serious.table_item == "1"
        assert (serious.critical_facility.item, serious.critical_facility.duration) == ("2", HOUR_2)

    @pytest.mark.parametrize(
        ("name", "day", "ordinance", "promulgated"),
        [
            ("serious", date(2010, 4, 1), None, None),
            ("serious", date(2015, 4, 1), "平成27年総務省令第29号", date(2015, 3, 30)),
            ("serious", date(2019, 4, 1), "平成31年総務省令第23号", date(2019, 3, 26)),
            ("serious", date(2026, 4, 1), "令和8年総務省令第21号", date(2026, 3, 4)),
            ("periodic", date(2010, 4, 1), None, None),
            ("periodic", date(2023, 6, 16), None, None),
            ("periodic", date(2025, 4, 1), "令和7年総務省令第14号", date(2025, 3, 21)),
            ("reports", date(2010, 4, 1), None, None),
            ("reports", date(2023, 6, 16), None, None),
            ("reports", date(2023, 12, 7), "令和5年総務省令第85号", None),
            ("near_miss", date(2023, 6, 16), None, None),
            ("near_miss", date(2026, 4, 1), "令和8年総務省令第21号", date(2026, 3, 4)),
        ],
    )
    def test_the_amending_ordinances(
        self, name: str, day: date, ordinance: str | None, promulgated: date | None
    ) -> None:
        version: Version = getattr(load_law(), name).at(day)
        assert version.in_force == day
        assert (version.amended_by, version.promulgated) == (ordinance, promulgated)
        facts = {"amended_by": ordinance, "promulgated": promulgated}
        missing = tuple(name for name, fact in facts.items() if fact is None)
        assert version.not_established == missing

    def test_what_is_only_likely_is_said_to_be(self) -> None:
        likely = {version.in_force: version.likely for version in load_law().serious.version}
        assert likely[date(2010, 4, 1)] == ("text",)
        assert likely[date(2015, 4, 1)] == ("amended_by",)
        assert likely[date(2019, 4, 1)] == likely[date(2026, 4, 1)] == ()
        assert [version.likely for version in load_law().periodic.version] == [()] * 3
        assert [version.likely for version in load_law().reports.version] == [("text",), (), ()]
        assert [version.likely for version in load_law().near_miss.version] == [()] * 2
        assert [rules.is_likely for rules in rulesets()] == [True, *[False] * 6]

    def test_whether_a_text_is_likely_rests_on_what_grades_rest_on(self, load: Load) -> None:
        for name, official in OFFICIAL.items():
            text = re.sub(r"(?m)^likely = .*\n", "", official)
            text = text.replace("label =", 'likely = ["text"]\nlabel =')
            flags = [rules.is_likely for rules in load(**{name: text}).rulesets()]
            assert flags == [True, *[name in {"serious", "periodic"}] * 6]

    def test_every_version_cites_its_source(self) -> None:
        law = load_law()
        for provision in (getattr(law, name) for name in OFFICIAL):
            for version in provision.version:
                assert version.source.startswith(f"https://laws.e-gov.go.jp/law/{provision.law_id}")
                assert version.checked >= date(2026, 11, 21)
        assert all(rules.checked == CHECKED for rules in rulesets())

    def test_no_file_is_read_before_a_rule_set_is_asked_for(self) -> None:
        code = (
            "import sys\n"
            "from pathlib import Path\n"
            "read = []\n"
            "sys.addaudithook(lambda event, args: event == 'open' and read.append(str(args[0])))\n"
            "import jikorules\n"
            "def files():\n"
            "    print(*[Path(name).name for name in read if name.endswith('.toml')], sep=',')\n"
            "files()\n"
            "jikorules.ruleset('H31')\n"
            "files()\n"
            "jikorules.ruleset('H31')\n"
            "jikorules.guideline()\n"
            "jikorules.guideline()\n"
            "files()\n"
        )
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, text=True
        )
        law = "serious.toml,periodic.toml,reports.toml,near_miss.toml"
        assert run.stdout.split("\n") == ["", law, f"{law},notice.toml", ""]


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
            (date(2026, 4, 1), ["2026-04-01", "令和8年4月1日", "R8", "令和８年"]),
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

    @pytest.mark.parametrize(
        ("to", "year"),
        [("2026-10-01", "R8"), ("2025-04-02", "R7"), ("2026-12-31", "令和８年")],
    )
    def test_an_era_year_in_which_two_began(self, load: Load, to: str, year: str) -> None:
        if to < "2026-04-01":
            law = load(periodic=appended("periodic", to))
        else:
            law = load(serious=appended("serious", to))
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
        law = load(periodic=text)
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


def recomputed(rules: RuleSet) -> str:
    """Compute the digest of a rule set from what it looks like on the wire."""
    document = to_wire(rules)
    for key in ("until", "checked", "digest"):
        del document[key]
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest()


def numbers(name: str) -> list[tuple[str, str, int, int]]:
    """Find every number of an official file that is neither in a date nor in a text.

    Returns:
        For each the file, the first day of its version, and where it stands in the text.
    """
    found = []
    day = ""
    for line in re.finditer(r"(?m)^.*$", OFFICIAL[name]):
        code = re.sub(r'"[^"]*"|#.*', lambda match: " " * len(match[0]), line[0])
        if begun := re.match(r"in_force = (\S+)", code):
            day = begun[1]
        for number in re.finditer(r"(?<![\w-])\d[\d_]*(?![\w-])", code):
            found.append((name, day, line.start() + number.start(), line.start() + number.end()))
    return found


class TestDigest:
    @pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
    def test_it_is_sha_256_over_canonical_json(self, rules: RuleSet) -> None:
        assert rules.digest == recomputed(rules)
        assert re.fullmatch("sha256:[0-9a-f]{64}", rules.digest)
        assert to_wire(rules)["digest"] == rules.digest

    def test_it_differs_between_rule_sets(self) -> None:
        assert len({rules.digest for rules in rulesets()}) == len(STARTS)

    def test_it_is_the_same_each_time(self) -> None:
        assert digests(load_law()) == {rules.id: rules.digest for rules in rulesets()}

    @pytest.mark.parametrize("name", OFFICIAL)
    def test_a_later_amendment_changes_no_earlier_one(self, load: Load, name: str) -> None:
        law = load(**{name: appended(name, "2030-04-01")})
        assert [rules.id for rules in law.rulesets()] == [*IDS, "2030-04-01"]
        for before, after in zip(rulesets(), law.rulesets(), strict=False):
            assert after.digest == before.digest
        assert law.rulesets()[-2].until == date(2030, 3, 31)
        assert law.rulesets()[-1].digest not in digests(load_law()).values()

    @pytest.mark.parametrize("name", OFFICIAL)
    def test_another_check_of_the_law_changes_none(self, load: Load, name: str) -> None:
        text = OFFICIAL[name].replace(f"checked = {CHECKED}", "checked = 2026-12-24")
        assert text != OFFICIAL[name]
        assert digests(load(**{name: text})) == digests(load_law())

    def test_the_older_of_two_checks_is_told(self, load: Load) -> None:
        text = in_version("serious", "2019-04-01", f"checked = {CHECKED}", "checked = 2020-01-01")
        law = load(serious=text)
        for rules in law.rulesets():
            old = rules.serious.in_force == date(2019, 4, 1)
            assert rules.checked == (date(2020, 1, 1) if old else CHECKED)
            assert to_wire(rules)["checked"] == rules.checked.isoformat()

    @pytest.mark.parametrize("name", ["reports", "near_miss"])
    def test_the_check_of_what_no_grade_rests_on_is_not_told(self, load: Load, name: str) -> None:
        text = OFFICIAL[name].replace(f"checked = {CHECKED}", "checked = 2020-01-01")
        assert text != OFFICIAL[name]
        assert all(rules.checked == CHECKED for rules in load(**{name: text}).rulesets())

    @pytest.mark.parametrize("name", ["serious", "periodic", "reports"])
    def test_an_end_changes_none(self, load: Load, name: str) -> None:
        last = TABLES[name]["version"][-1]["in_force"].isoformat()
        law = load(**{name: in_version(name, last, "amended_by", "ends = 2030-03-31\namended_by")})
        assert digests(law) == digests(load_law())
        assert law.rulesets()[-1].until == date(2030, 3, 31)

    def test_the_way_a_file_is_written_changes_none(self, load: Load) -> None:
        text = OFFICIAL["serious"].replace("30_000", "30000").replace("\n\n", "\n\n# 注\n\n")
        assert digests(load(serious=text)) == digests(load_law())
        assert digests(load(serious=text.replace("\n", "\r\n"))) == digests(load_law())
        assert digests(load(serious=b"\xef\xbb\xbf" + text.encode())) == digests(load_law())

    def test_there_are_numbers_to_change(self) -> None:
        def count(value: Any) -> int:
            if isinstance(value, dict | list):
                return sum(map(count, value.values() if isinstance(value, dict) else value))
            return type(value) is int

        for name, table in TABLES.items():
            assert len(numbers(name)) == count(table)
        assert {name: count(table) for name, table in TABLES.items()} == {
            "serious": 2 + 14 + 18 + 27 + 4,  # thresholds; monthly users; item 2
            "periodic": 3 * (2 * 2 + 1),  # two limits of two items; months
            "reports": 3 + 5 + 5 + 2,  # days by reason; more users than
            "near_miss": 2 * 2,  # users and prefectures
        }

    @pytest.mark.parametrize(
        ("name", "day", "start", "end"),
        [number for name in OFFICIAL for number in numbers(name)],
    )
    def test_every_single_number_is_in_it(
        self, load: Load, name: str, day: str, start: int, end: int
    ) -> None:
        text = OFFICIAL[name]
        number = int(text[start:end])
        # One more, unless one threshold of a row then makes the other needless.
        for other in (number + 1, number * 3 + 7, f"{number}, minutes = 1"):
            try:
                law = load(**{name: f"{text[:start]}{other}{text[end:]}"})
            except InvalidLaw:
                continue
            break
        else:
            pytest.fail(f"no other number will do for {number}")
        changed = {id_ for id_, digest in digests(law).items() if digest != ruleset(id_).digest}
        assert changed == of_version(name, day)

    @pytest.mark.parametrize(
        ("name", "day", "old", "new"),
        [
            ("serious", "2019-04-01", '"平成31年総務省令第23号"', '"平成31年総務省令第24号"'),
            ("serious", "2019-04-01", "promulgated = 2019-03-26", "promulgated = 2019-03-27"),
            ("serious", "2019-04-01", '"重大な事故"', '"重大事故"'),
            ("serious", "2019-04-01", 'kinds = ["lpwa"]', 'kinds = ["lpwa", "other"]'),
            ("serious", "2019-04-01", "paid = false", "paid = true"),
            ("serious", "2019-04-01", 'number = "五"', 'number = "六"'),
            ("serious", "2019-04-01", "緊急通報を取り扱う", "緊急通報をとり扱う"),
            ("serious", "2019-04-01", 'item = "2"', 'item = "3"'),
            ("serious", "2019-04-01", 'table_item = "1"', 'table_item = "3"'),
            ("serious", "2010-04-01", 'likely = ["text"]', "likely = []"),
            ("periodic", "2010-04-01", "serious_included = true", "serious_included = false"),
            ("periodic", "2010-04-01", '"quarter"', '"fiscal_year"'),
            ("periodic", "2010-04-01", 'minor_paragraph = "2"', 'minor_paragraph = "3"'),
            ("periodic", "2025-04-01", "due_from = 2025-06-01", "due_from = 2025-06-02"),
            ("periodic", "2025-04-01", 'to = "総務大臣"', 'to = "総務省"'),
            ("periodic", "2023-06-16", ', "dslam"', ""),
            ("periodic", "2023-06-16", '"簡易な様式"', '"簡易様式"'),
            ("reports", "2023-06-16", 'to = "総務大臣"', 'to = "総務省"'),
            ("reports", "2023-06-16", ', "measures"', ""),
            ("reports", "2010-04-01", '"occurrence"', '"knowledge"'),
            ("reports", "2010-04-01", '"様式第50の3"', '"様式第50の4"'),
            ("reports", "2010-04-01", '"重大な事故"', '"重大事故"'),
            ("reports", "2023-12-07", 'origin = "wholesaler"', 'origin = "other_carrier"'),
            ("reports", "2023-12-07", '"様式第50の3の2"', '"様式第50の3の3"'),
            ("reports", "2023-12-07", '["date_time", "measures"]', '["date_time"]'),
            ("reports", "2023-12-07", "第85号", "第86号"),
            ("near_miss", "2023-06-16", ', "access_line"', ""),
            ("near_miss", "2023-06-16", ', "operation"', ""),
            ("near_miss", "2023-06-16", 'number = "ホ"', 'number = "ト"'),
            ("near_miss", "2023-06-16", 'number = "5"', 'number = "9"'),
            ("near_miss", "2023-06-16", "unless_noticed = true", "unless_noticed = false"),
            ("near_miss", "2026-04-01", "despite_disaster = true\n", ""),
            ("near_miss", "2026-04-01", 'critical_item = "2"', 'critical_item = "3"'),
            ("near_miss", "2026-04-01", 'network_item = "1"', 'network_item = "3"'),
            ("near_miss", "2026-04-01", "端末系", "端末"),
        ],
    )
    def test_words_and_days_are_in_it(
        self, load: Load, name: str, day: str, old: str, new: str
    ) -> None:
        law = load(**{name: in_version(name, day, old, new)})
        changed = {id_ for id_, digest in digests(law).items() if digest != ruleset(id_).digest}
        assert changed == of_version(name, day)

    def test_the_place_in_the_law_is_in_it(self, load: Load) -> None:
        text = in_version("serious", "2019-04-01", 'paragraph = "2"', 'paragraph = "3"')
        law = load(serious=text)
        changed = [id_ for id_, digest in digests(law).items() if digest != ruleset(id_).digest]
        assert changed == ["2023-06-16", "2023-12-07", "2025-04-01"]
        law = load(reports=OFFICIAL["reports"].replace('article = "57"', 'article = "56"'))
        assert set(digests(law).values()).isdisjoint(digests(load_law()).values())
        law = load(near_miss=OFFICIAL["near_miss"].replace('"58-2"', '"58-3"'))
        changed = [id_ for id_, digest in digests(law).items() if digest != ruleset(id_).digest]
        assert changed == IDS[3:]

    def test_what_is_coming_is_not_in_it(self, load: Load) -> None:
        """An accident of the last quarter is reported by what comes later, but graded as ever."""
        law = load(
            periodic=in_version("periodic", "2025-04-01", "due_months = 2", "due_months = 3")
        )
        (coming,) = law.ruleset("2025-03-31").coming
        assert coming.due_months == 3
        assert law.ruleset("2025-03-31").digest == ruleset("2025-03-31").digest
        assert "coming" not in ruleset("2025-03-31").document()


KINDS = ["voice", "lpwa", "internet_access", "email", "messaging", "internet_other", "other"]
MONTHLY = [0, 1, 9_999_999, 10_000_000, 10_000_001, 10**12]
SORTS = list(product(KINDS, [True, False], [True, False], MONTHLY))
"""Every sort of service that the law may tell apart."""


def fitting(rows: list[dict[str, Any]], sort: tuple[str, bool, bool, int]) -> list[int]:
    """Find the rows of a file whose selectors fit a service."""
    kind, emergency_calls, paid, monthly_users = sort

    def fits(service: dict[str, Any]) -> bool:
        assert service.keys() <= {"kinds", "emergency_calls", "paid", "monthly_users"}
        return (
            kind in service.get("kinds", KINDS)
            and emergency_calls in {service.get("emergency_calls", emergency_calls)}
            and paid in {service.get("paid", paid)}
            and monthly_users >= service.get("monthly_users", 0)
        )

    return [i for i, row in enumerate(rows) if fits(row["service"])]


def row_by_law(year: int, kind: str, emergency_calls: bool, paid: bool, monthly: int) -> str | None:
    """Say the row of a service as the ordinance of a year says it."""
    if year == 2010:
        return None
    if kind == "voice":  # free voice too
        return "一" if emergency_calls else "二"
    free = kind in {"email", "messaging", "internet_other"} and not paid
    if year == 2015:
        return "三" if free else "四"
    if kind == "lpwa":
        return "三"
    many = kind in {"email", "messaging"} and monthly >= 10_000_000
    of_2026 = ("四" if many else "五") if free else "六" if kind == "internet_access" else "七"
    of_2019 = "四" if free else "五"
    return of_2019 if year == 2019 else of_2026


class TestRows:
    @pytest.mark.parametrize("version", TABLES["serious"]["version"], ids=lambda v: v["in_force"])
    def test_every_service_falls_in_exactly_one_row(self, version: dict[str, Any]) -> None:
        rules = ruleset(version["in_force"])
        rows = version["row"]
        taken = set()
        for sort in SORTS:
            fits = fitting(rows, sort)
            assert fits, sort
            taken.add(fits[0])
            kind, emergency_calls, paid, monthly = sort
            assert rules.serious.row_of(Kind(kind), emergency_calls, paid, monthly) == fits[0]
            assert rows[fits[0]].get("number") == row_by_law(version["in_force"].year, *sort)
        assert taken == set(range(len(rows)))

    @pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
    def test_a_verdict_finds_the_service_in_that_row_only(self, rules: RuleSet) -> None:
        start = datetime.combine(rules.in_force, datetime.min.time(), JAPAN)
        period = Period(start, start + HOUR_1)
        for kind, emergency_calls, paid, monthly in SORTS:
            service = Service(
                Kind(kind), emergency_calls=emergency_calls, paid=paid, monthly_users=monthly
            )
            verdict = judge(Incident([Impact(service, 5, period)]))
            assert verdict.rules is rules
            rows = {
                finding.limb.citation.row
                for finding in verdict.findings
                if finding.limb.grade is Grade.SERIOUS and finding.impacts
            }
            year = rules.serious.in_force.year
            assert rows == {row_by_law(year, kind, emergency_calls, paid, monthly)}

    def test_the_kinds_of_the_law_are_all_kinds(self) -> None:
        assert list(Kind) == KINDS


def broken(
    what: str, old: str, new: str, where: str, reason: str, *, day: str = "2019-04-01"
) -> Broken:
    """Edit the rule on serious accidents within one version."""
    text = in_version("serious", day, old, new)
    return Broken(what, "serious", text, f"version {day}.{where}", reason)


def broken_periodic(
    what: str, old: str, new: str, where: str, reason: str, *, day: str = "2025-04-01"
) -> Broken:
    """Edit the rule on periodic reports within one version."""
    text = in_version("periodic", day, old, new)
    return Broken(what, "periodic", text, f"version {day}.{where}", reason)


DOMINATED = "a threshold that no other one of the row makes needless"
POSITIVE = "positive"
ROW_ONE = "thresholds = [{ hours = 1, users = 30_000 }]"
FIRST_LIMITS = "{ hours = 2, users = 30_000 }, { hours = 1, users = 100_000 }"
AMENDED_2015 = 'amended_by = "平成27年総務省令第29号"\n'
AMENDED = 'amended_by = "平成31年総務省令第23号"\n'
PROMULGATED = "promulgated = 2019-03-26\n"
CITED_2010 = '{ since = 2010-04-01, article = "58", under = "電気通信事業法第28条" }'
NOT_ESTABLISHED = 'not_established = ["amended_by", "promulgated"]\n'
V2015, V2019 = version_text("serious", "2015-04-01"), version_text("serious", "2019-04-01")

COVERAGE = [
    *(
        Broken(
            what,
            "serious",
            in_version("serious", "2015-04-01", AMENDED_2015, f"ends = {ends}\n{AMENDED_2015}"),
            "version 2019-04-01.in_force",
            reason,
        )
        for what, ends, reason in [
            ("a gap of a day", "2019-03-30", "gap"),
            ("a gap of years", "2016-03-31", "gap"),
            ("an overlap of a day", "2019-04-01", "overlap"),
            ("an overlap of years", "2030-04-01", "overlap"),
            ("an end before its beginning, and so a gap", "2015-03-31", "gap"),
        ]
    ),
    Broken(
        "the same version twice",
        "serious",
        replaced(OFFICIAL["serious"], V2019, V2019 + V2019),
        "version 2019-04-01.in_force",
        "overlap",
    ),
    Broken(
        "two versions in the wrong order",
        "serious",
        replaced(OFFICIAL["serious"], V2015 + V2019, V2019 + V2015),
        "version 2015-04-01.in_force",
        "overlap",
    ),
    Broken(
        "a place that outlives its version",
        "serious",
        in_version("serious", "2019-04-01", "since = 2023-06-16", "since = 2026-04-01"),
        "version 2019-04-01.cited_as",
        "a day before the next version",
    ),
    Broken(
        "no version",
        "serious",
        OFFICIAL["serious"].split("[[version]]")[0] + "version = []\n",
        "version",
        "at least one version",
    ),
    Broken(
        "no version, not even a list",
        "serious",
        OFFICIAL["serious"].split("[[version]]")[0],
        "version",
        REQUIRED,
    ),
    broken(
        "the last version ends before it begins",
        "amended_by",
        "ends = 2026-03-31\namended_by",
        "ends",
        "",
        day="2026-04-01",
    ),
    broken_periodic(
        "the last periodic version ends before it begins",
        "amended_by",
        "ends = 2025-03-31\namended_by",
        "ends",
        "",
    ),
]
CITATION = [
    Broken(
        "no day in force",
        "serious",
        in_version("serious", "2019-04-01", "in_force = 2019-04-01\n", ""),
        "version[2].in_force",
        REQUIRED,
    ),
    broken("no source", "source =", "# source =", "source", REQUIRED),
    broken("no day of checking", "checked =", "# checked =", "checked", REQUIRED),
    broken("no label", "label =", "# label =", "label", REQUIRED),
    broken("no ordinance", AMENDED, "", "amended_by", EITHER),
    broken("no promulgation", PROMULGATED, "", "promulgated", EITHER),
    broken(
        "no place",
        f"cited_as = [{CITED_2010}]\n",
        "",
        "cited_as",
        REQUIRED,
        day="2010-04-01",
    ),
    broken("an empty place", f"[{CITED_2010}]", "[]", "cited_as", PLACES, day="2010-04-01"),
    broken(
        "a place without a day",
        "{ since = 2019-04-01, ",
        "{ ",
        "cited_as[0].since",
        REQUIRED,
    ),
    broken("a place without an article", 'article = "58", ', "", "cited_as[0].article", REQUIRED),
    broken(
        "an ordinance both given and not established",
        AMENDED,
        AMENDED + 'not_established = ["amended_by"]\n',
        "amended_by",
        EITHER,
    ),
    broken(
        "a promulgation both given and not established",
        PROMULGATED,
        PROMULGATED + 'not_established = ["promulgated"]\n',
        "promulgated",
        EITHER,
    ),
    broken(
        "only one of two missing facts said to be missing",
        NOT_ESTABLISHED,
        'not_established = ["amended_by"]\n',
        "promulgated",
        EITHER,
        day="2010-04-01",
    ),
    broken(
        "two missing facts, none said to be missing",
        NOT_ESTABLISHED,
        "",
        "amended_by",
        EITHER,
        day="2010-04-01",
    ),
    broken(
        "promulgated after the day in force",
        "promulgated = 2019-03-26",
        "promulgated = 2019-04-02",
        "promulgated",
        "a day not after in_force",
    ),
    broken(
        "a source that is not safe",
        '"https://laws',
        '"http://laws',
        "source",
        "an address with https://",
    ),
    broken("a source that is no address", '"https://laws', '"laws', "source", "https://"),
    broken(
        "a place that begins after the day in force",
        "since = 2019-04-01",
        "since = 2019-04-02",
        "cited_as",
        PLACES,
    ),
    broken(
        "a place that begins before the day in force",
        "since = 2019-04-01",
        "since = 2019-03-31",
        "cited_as",
        PLACES,
    ),
    broken(
        "two places since one day",
        "since = 2023-06-16",
        "since = 2019-04-01",
        "cited_as",
        PLACES,
    ),
    broken_periodic(
        "no ordinance of the periodic rule",
        'amended_by = "令和7年総務省令第14号"\n',
        "",
        "amended_by",
        EITHER,
    ),
    broken_periodic("no label of the periodic rule", "label =", "# label =", "label", REQUIRED),
    broken_periodic("no source of the periodic rule", "source =", "# source =", "source", REQUIRED),
    *(
        Broken(
            f"no {key} of the file",
            name,
            re.sub(rf"(?m)^{key} = .*\n", "", OFFICIAL[name], count=1),
            key,
            REQUIRED,
        )
        for name in OFFICIAL
        for key in ("provision", "law", "law_id")
    ),
]

NAME_1 = 'name = "緊急通報を取り扱う音声伝送役務"\n'
SERVICE_1 = 'service = { kinds = ["voice"], emergency_calls = true }'
SERVICE_2 = 'service = { kinds = ["voice"], emergency_calls = false }'
NO_ROWS = "".join(version_text("serious", "2019-04-01").partition("[[version.row]]")[1:])
EARLIER = "services that no earlier row takes all of"
EVERY = "a row for every service"

ROWS = [
    broken("a row that no service reaches", SERVICE_2, SERVICE_1, "row[1].service", EARLIER),
    broken(
        "a row behind one that takes all",
        SERVICE_1,
        "service = {}",
        "row[4].service",
        EARLIER,
    ),
    broken(
        "a row that asks for more than any service has",
        'service = { kinds = ["lpwa"] }',
        'service = { kinds = ["voice"] }',
        "row[2].service",
        EARLIER,
    ),
    broken(
        "services that no row takes",
        "service = {}",
        'service = { kinds = ["internet_access", "email", "messaging", "internet_other"] }',
        "row",
        EVERY,
    ),
    broken(
        "paid services that no row takes",
        "service = {}",
        "service = { paid = false }",
        "row",
        EVERY,
    ),
    broken(
        "services of few users that no row takes",
        "service = {}",
        "service = { monthly_users = 2 }",
        "row",
        EVERY,
    ),
    broken(
        "services without users that the only row does not take",
        "service = {}",
        "service = { monthly_users = 1 }",
        "row",
        EVERY,
        day="2010-04-01",
    ),
    broken("an empty table", NO_ROWS, "row = []\n", "row", EVERY),
    broken("no table", NO_ROWS, "", "row", REQUIRED),
    broken("a row without a name", NAME_1, "", "row[0].name", REQUIRED),
    broken("a row without a service", SERVICE_1 + "\n", "", "row[0].service", REQUIRED),
    broken(
        "a row without thresholds",
        ROW_ONE,
        "thresholds = []",
        "row[0].thresholds",
        "at least one threshold",
    ),
    broken("a row without even a list of thresholds", ROW_ONE, "", "row[0].thresholds", REQUIRED),
    broken_periodic(
        "no item for other facilities",
        version_text("periodic", "2025-04-01").rpartition("[[version.item]]\n")[2],
        'number = "3"\nname = "x"\nfacility = "telecom"\nthresholds = [{ hours = 2 }]\n',
        "item",
        "one item for each facility",
    ),
    broken_periodic(
        "no second item",
        "[[version.item]]"
        + version_text("periodic", "2025-04-01").rpartition("[[version.item]]")[2],
        "",
        "item",
        "one item for each facility",
    ),
    broken_periodic(
        "an item without thresholds",
        "thresholds = [{ users = 30_000 }, { hours = 2 }]",
        "thresholds = []",
        "item[0].thresholds",
        "at least one threshold",
    ),
    broken_periodic(
        "a periodic threshold that another makes needless",
        "{ hours = 2 }]",
        "{ hours = 2 }, { hours = 3, users = 5 }]",
        "item[0].thresholds[2]",
        DOMINATED,
    ),
]
THRESHOLDS = [
    *(
        broken(
            what,
            FIRST_LIMITS,
            limits,
            f"row[1].thresholds[{place}]",
            DOMINATED,
        )
        for what, limits, place in [
            (
                "a longer time for more users",
                "{ hours = 2, users = 30_000 }, { hours = 3, users = 100_000 }",
                1,
            ),
            (
                "a shorter time for fewer users, behind",
                "{ hours = 2, users = 100_000 }, { hours = 1, users = 30_000 }",
                0,
            ),
            (
                "the same time for more users",
                "{ hours = 1, users = 30_000 }, { hours = 1, users = 100_000 }",
                1,
            ),
            (
                "a longer time for the same users",
                "{ hours = 1, minutes = 1, users = 30_000 }, { hours = 1, users = 30_000 }",
                0,
            ),
            (
                "the same threshold twice",
                "{ hours = 2, users = 30_000 }, { hours = 2, users = 30_000 }",
                1,
            ),
            (
                "the same threshold in other words",
                "{ hours = 1, minutes = 60, users = 30_000 }, { hours = 2, users = 30_000 }",
                1,
            ),
            ("a time alone and with users", "{ hours = 2 }, { hours = 2, users = 30_000 }", 1),
            (
                "users alone and with a time",
                "{ hours = 2, users = 30_000 }, { users = 30_000 }",
                0,
            ),
            (
                "the third of three",
                f"{FIRST_LIMITS}, {{ hours = 1, minutes = 30, users = 200_000 }}",
                2,
            ),
        ]
    ),
    *(
        broken(what, ROW_ONE, f"thresholds = [{limit}]", "row[0].thresholds[0]", reason)
        for what, limit, reason in [
            ("neither time nor users", "{}", "a time or a number of users"),
            ("no hours and no users", "{ hours = 0 }", "a time or a number of users"),
            ("no time and no users", "{ hours = 0, minutes = 0 }", "a time or a number of users"),
            ("no users at all", "{ hours = 1, users = 0 }", POSITIVE),
            ("fewer than no users", "{ hours = 1, users = -1 }", POSITIVE),
            ("a time below zero", "{ hours = -1, users = 30_000 }", POSITIVE),
            ("minutes below zero", "{ hours = 1, minutes = -30, users = 30_000 }", POSITIVE),
            ("hours below zero", "{ hours = -1, minutes = 90, users = 30_000 }", POSITIVE),
            ("a time too long to be one", "{ hours = 1_000_000_000_000, users = 1 }", ""),
        ]
    ),
    broken(
        "a time far below zero after another",
        ROW_ONE,
        f"thresholds = [{{ hours = 1, users = 30_000 }}, {{ hours = -{10**18}, users = 1 }}]",
        "row[0].thresholds[1]",
        POSITIVE,
    ),
    *(
        broken(
            f"item 2 after {hours} hours",
            'critical_facility = { item = "2", hours = 2 }',
            f'critical_facility = {{ item = "2", hours = {hours} }}',
            "critical_facility.hours",
            reason,
        )
        for hours, reason in [(0, "an integer of 1 or more"), (-2, "1 or more"), (10**12, "")]
    ),
    *(
        broken(
            f"{number} monthly users",
            "monthly_users = 10_000_000",
            f"monthly_users = {number}",
            "row[3].service.monthly_users",
            "",
            day="2026-04-01",
        )
        for number in (0, -1)
    ),
    *(
        broken_periodic(
            f"a report due after {number} months",
            "due_months = 2",
            f"due_months = {number}",
            "reports.due_months",
            "",
        )
        for number in (0, -2, 10_001)
    ),
    *(
        broken_periodic(
            f"a simple form for {equipment}",
            '["radio_base_station", "remote_concentrator", "dslam"]',
            equipment,
            "simple_form.equipment",
            "",
        )
        for equipment in ("[]", '["dslam", "other"]')
    ),
]
WRONG_KEYS = [
    Broken(
        "an unknown key of the file",
        "serious",
        "memo = 1\n" + OFFICIAL["serious"],
        "memo",
        UNKNOWN,
    ),
    *(
        broken(
            f"an unknown key of {where}", old, new, f"{where}.memo".lstrip("."), UNKNOWN, day=day
        )
        for where, old, new, day in [
            ("", "label =", "memo = 1\nlabel =", "2019-04-01"),
            ("cited_as[1]", "2023-06-16,", "2023-06-16, memo = 1,", "2019-04-01"),
            ("critical_facility", "hours = 2 }", "hours = 2, memo = 1 }", "2019-04-01"),
            ("row[0]", NAME_1, NAME_1 + "memo = 1\n", "2019-04-01"),
            (
                "row[0].service",
                "emergency_calls = true",
                "emergency_calls = true, memo = 1",
                "2019-04-01",
            ),
            ("row[0].thresholds[0]", "hours = 1,", "hours = 1, memo = 1,", "2019-04-01"),
            ("note", "note.en =", "note.memo = 1\nnote.en =", "2010-04-01"),
        ]
    ),
    *(
        broken_periodic(f"an unknown key of {where}", old, new, f"{where}.memo", UNKNOWN, day=day)
        for where, old, new, day in [
            ("item[1]", 'facility = "other"', 'facility = "other"\nmemo = 1', "2025-04-01"),
            ("item[0].thresholds[1]", "{ hours = 2 }", "{ hours = 2, memo = 1 }", "2025-04-01"),
            ("reports", "due_months = 2", "due_months = 2, memo = 1", "2025-04-01"),
            ("unjudged[0]", 'number = "3"', 'number = "3"\nmemo = 1', "2010-04-01"),
        ]
    ),
    broken(
        "a misspelt key",
        "emergency_calls = true",
        "emergency_call = true",
        "row[0].service.emergency_call",
        UNKNOWN,
    ),
    broken(
        "users misspelt", "users = 30_000", "user = 30_000", "row[0].thresholds[0].user", UNKNOWN
    ),
    broken(
        "a note in one language only", "note.ja =", "# note.ja =", "note.ja", "", day="2010-04-01"
    ),
]
(NOTE,) = re.findall(r"note\.ja = .*\nnote\.en = .*\n", version_text("serious", "2010-04-01"))
WRONG_TYPES = [
    *(
        broken(f"{note!r} for a note", NOTE, note, where, reason, day="2010-04-01")
        for note, where, reason in [
            ('note = "注"\n', "note", "an object"),
            ('note = ["注", "note"]\n', "note", "an object"),
            ("note = 1\n", "note", "an object"),
            ('note.ja = 1\nnote.en = "note"\n', "note.ja", "a string"),
            ('note.ja = "注"\nnote.en = ["note"]\n', "note.en", "a string"),
        ]
    ),
    *(
        broken(f"{new} for {old}", old, new, where, reason)
        for old, new, where, reason in [
            ("hours = 1", 'hours = "1"', "row[0].thresholds[0].hours", "an integer"),
            ("hours = 1", "hours = 1.0", "row[0].thresholds[0].hours", "an integer"),
            ("hours = 1", "hours = true", "row[0].thresholds[0].hours", "an integer"),
            ("hours = 1", "hours = 01:00:00", "row[0].thresholds[0].hours", "an integer"),
            ("hours = 1", "hours = [1]", "row[0].thresholds[0].hours", "an integer"),
            (
                "hours = 1,",
                "hours = 1, minutes = 0.5,",
                "row[0].thresholds[0].minutes",
                "an integer",
            ),
            ("users = 30_000", "users = true", "row[0].thresholds[0].users", "an integer"),
            ("users = 30_000", 'users = "30000"', "row[0].thresholds[0].users", "an integer"),
            ("users = 30_000", "users = 30_000.0", "row[0].thresholds[0].users", "an integer"),
            ("users = 30_000", "users = 3e4", "row[0].thresholds[0].users", "an integer"),
            ("users = 30_000", "users = inf", "row[0].thresholds[0].users", "an integer"),
            ("in_force = 2019-04-01", 'in_force = "2019-04-01"', "in_force", "a date"),
            ("promulgated = 2019-03-26", "promulgated = 20190326", "promulgated", "a date"),
            (
                "promulgated = 2019-03-26",
                "promulgated = 2019-03-26T00:00:00+09:00",
                "promulgated",
                "a date",
            ),
            ("checked = 2026-11-21", "checked = true", "checked", "a date"),
            ("checked = 2026-11-21", "ends = 2026\nchecked = 2026-11-21", "ends", "a date"),
            ("since = 2023-06-16", 'since = "2023-06-16"', "cited_as[1].since", "a date"),
            ('article = "58"', "article = 58", "cited_as[0].article", "a string"),
            ('paragraph = "2"', "paragraph = 2", "cited_as[1].paragraph", "a string"),
            ('label = "重大な事故"', "label = 1", "label", "a string"),
            ('amended_by = "平成31年総務省令第23号"', "amended_by = 23", "amended_by", "a string"),
            ('source = "', 'source = 1 # "', "source", "a string"),
            ('table_item = "1"', "table_item = 1", "table_item", "a string"),
            ('item = "2"', "item = 2", "critical_facility.item", "a string"),
            ('number = "一"', "number = 1", "row[0].number", "a string"),
            ('name = "', 'name = ["x"] # "', "row[0].name", "a string"),
            (
                "emergency_calls = true",
                "emergency_calls = 1",
                "row[0].service.emergency_calls",
                "true or",
            ),
            (
                "emergency_calls = true",
                'emergency_calls = "true"',
                "row[0].service.emergency_calls",
                "true or false",
            ),
            ('["voice"]', '"voice"', "row[0].service.kinds", "a list"),
            ('["voice"]', '["voice", 1]', "row[0].service.kinds[1]", "one of voice"),
            ('["voice"]', '["telephone"]', "row[0].service.kinds[0]", "one of voice"),
            ('["voice"]', '["Voice"]', "row[0].service.kinds[0]", "one of voice"),
            ('["voice"]', '["voice", ["lpwa"]]', "row[0].service.kinds[1]", "one of voice"),
            (SERVICE_1, "service = []", "row[0].service", "an object"),
            (SERVICE_1, 'service = "voice"', "row[0].service", "an object"),
            (ROW_ONE, "thresholds = { hours = 1 }", "row[0].thresholds", "a list"),
            (ROW_ONE, "thresholds = [1]", "row[0].thresholds[0]", "an object"),
            (ROW_ONE, "thresholds = 1", "row[0].thresholds", "a list"),
            ("cited_as = [", "cited_as = [1,", "cited_as[0]", "an object"),
            (
                'critical_facility = { item = "2", hours = 2 }',
                "critical_facility = 2",
                "critical_facility",
                "an object",
            ),
            ("label =", 'not_established = "amended_by"\nlabel =', "not_established", "a list"),
            ("label =", 'not_established = ["source"]\nlabel =', "not_established[0]", ""),
            ("label =", "not_established = [1]\nlabel =", "not_established[0]", ""),
            ("label =", 'likely = "text"\nlabel =', "likely", "a list"),
            ("label =", 'likely = ["label"]\nlabel =', "likely[0]", ""),
            (NO_ROWS, "row = {}\n", "row", "a list"),
            (NO_ROWS, "row = [1]\n", "row[0]", "an object"),
        ]
    ),
    *(
        broken_periodic(f"{new} for {old}", old, new, where, reason)
        for old, new, where, reason in [
            ('facility = "telecom"', 'facility = "both"', "item[0].facility", "one of telecom"),
            ('facility = "telecom"', "facility = 1", "item[0].facility", "one of telecom"),
            ("due_months = 2", 'due_months = "2"', "reports.due_months", "an integer"),
            ("due_months = 2", "due_months = true", "reports.due_months", "an integer"),
            ('form = "様式第27"', "form = 27", "reports.form", "a string"),
            (
                "serious_included = false",
                "serious_included = 0",
                "reports.serious_included",
                "true or",
            ),
            ("due_from = 2025-06-01", 'due_from = "2025-06-01"', "reports.due_from", "a date"),
            ('minor_paragraph = "2"', "minor_paragraph = 2", "minor_paragraph", "a string"),
            ('every = "fiscal_year"', 'every = "month"', "reports.every", ""),
            ('every = "fiscal_year"', "every = 12", "reports.every", ""),
            ('to = "総務大臣"', "to = 1", "reports.to", "a string"),
            ('to = "総務大臣"', 'to = ""', "reports.to", "not empty"),
            (', to = "総務大臣"', "", "reports.to", REQUIRED),
            ('"簡易な様式"', "27", "simple_form.name", "a string"),
            ('name = "簡易な様式", ', "", "simple_form.name", REQUIRED),
            ('["radio_base_station"', '["base_station"', "simple_form.equipment[0]", "one of"),
            ('equipment = ["', 'memo = 1, equipment = ["', "simple_form.memo", UNKNOWN),
            (
                "{ users = 30_000 }",
                '{ users = "30_000" }',
                "item[0].thresholds[0].users",
                "an integer",
            ),
        ]
    ),
    Broken(
        "monthly users as a text",
        "serious",
        in_version("serious", "2026-04-01", "= 10_000_000", '= "10_000_000"'),
        "version 2026-04-01.row[3].service.monthly_users",
        "an integer",
    ),
    Broken(
        "a name of the file that is none",
        "serious",
        replaced(OFFICIAL["serious"], 'law = "', 'law = 1 # "'),
        "law",
        "a string",
    ),
    Broken(
        "a table for the list of versions",
        "serious",
        OFFICIAL["serious"].split("[[version]]")[0] + "[version]\nin_force = 2010-04-01\n",
        "version",
        "a list",
    ),
    Broken(
        "numbers for versions",
        "serious",
        OFFICIAL["serious"].split("[[version]]")[0] + "version = [1, 2]\n",
        "version[1]",
        "an object",
    ),
]
TEXTS: list[tuple[str, str | bytes]] = [
    ("JSON", json.dumps({"provision": "serious"})),
    ("prose", "重大な事故（電気通信事業法施行規則第58条）"),
    ("half a file", OFFICIAL["serious"][: OFFICIAL["serious"].index("]]") + 1]),
    ("a key twice", OFFICIAL["serious"] + 'number = "八"\nnumber = "九"\n'),
    ("a day that does not exist", replaced(OFFICIAL["serious"], "2015-03-30", "2015-02-30")),
    ("a zero byte", OFFICIAL["serious"] + "\0"),
    ("another encoding", OFFICIAL["serious"].encode("shift_jis")),
    ("a picture", b"\x89PNG\r\n\x1a\n\x00\xff"),
    ("brackets without end", "x = " + "[" * 10_000),
]
NOT_TOML = [Broken(what, "serious", text, "", "TOML") for what, text in TEXTS]
LEFT_OUT_IN_EFFECT = [
    broken("an empty label", 'label = "重大な事故"', 'label = ""', "label", ""),
    broken("an empty ordinance", AMENDED, 'amended_by = ""\n', "amended_by", ""),
    broken("an empty article", 'article = "58"', 'article = ""', "cited_as[0].article", ""),
    broken(
        "an address of nothing",
        V2019.split("source = ")[1].split("\n")[0],
        '"https://"',
        "source",
        "",
    ),
    broken("two rows of one number", 'number = "二"', 'number = "一"', "row[1].number", ""),
    broken(
        "a row without a number among rows that have one",
        'number = "二"\n',
        "",
        "row[1].number",
        "",
    ),
]
"""Files that say nothing where something is required, in other ways than by leaving it out."""


class TestBrokenFiles:
    @pytest.mark.parametrize(
        "case",
        [
            pytest.param(case, id=case.what)
            for case in (
                *COVERAGE,
                *CITATION,
                *ROWS,
                *THRESHOLDS,
                *WRONG_KEYS,
                *WRONG_TYPES,
                *NOT_TOML,
                *LEFT_OUT_IN_EFFECT,
            )
        ],
    )
    def test_a_broken_file_is_refused(self, load: Load, case: Broken) -> None:
        with pytest.raises(InvalidLaw) as caught:
            load(**{case.name: case.text})
        check_refusal(caught.value, case)

    @pytest.mark.parametrize("text", ["", "# 空\n"])
    def test_an_empty_file(self, load: Load, text: str) -> None:
        with pytest.raises(InvalidLaw) as caught:
            load(serious=text)
        assert [problem.path for problem in caught.value.problems] == [
            f"serious.toml, {key}" for key in ("provision", "law", "law_id", "version")
        ]

    @pytest.mark.parametrize("name", ["serious", "periodic"])
    def test_the_file_of_the_other_provision(self, load: Load, name: str) -> None:
        other = "periodic" if name == "serious" else "serious"
        with pytest.raises(InvalidLaw) as caught:
            load(**{name: OFFICIAL[other]})
        assert f"{name}.toml, version 2010-04-01.item" in str(caught.value)

    def test_a_required_key_of_any_table_is_missed(self, load: Load) -> None:
        """Each key without a default is taken out of each kind of table in turn."""
        for name, key, where in [
            ("serious", "table_item", "table_item"),
            ("serious", "critical_facility", "critical_facility"),
            ("periodic", "reports", "reports"),
            ("periodic", "simple_form", "simple_form"),
            ("periodic", "minor_paragraph", "minor_paragraph"),
            ("periodic", "number", "item[0].number"),
            ("periodic", "name", "item[0].name"),
            ("periodic", "facility", "item[0].facility"),
            ("periodic", "thresholds", "item[0].thresholds"),
        ]:
            text = re.sub(rf"(?m)^{key} = .*\n", "", OFFICIAL[name], count=1)
            with pytest.raises(InvalidLaw) as caught:
                load(**{name: text})
            (problem,) = caught.value.problems
            assert problem.path == f"{name}.toml, version 2010-04-01.{where}"
            assert problem.expected.en == REQUIRED

    def test_all_problems_of_a_file_come_at_once(self, load: Load) -> None:
        text = in_version("serious", "2015-04-01", "hours = 1,", 'hours = "1",')
        text = replaced(text, "label =", "# label =")
        text = replaced(text, "law_id =", "# law_id =")
        text = replaced(text, 'kinds = ["lpwa"]', 'kinds = ["iot"]')
        with pytest.raises(InvalidLaw) as caught:
            load(serious=text)
        assert sorted(problem.path for problem in caught.value.problems) == [
            "serious.toml, law_id",
            "serious.toml, version 2010-04-01.label",
            "serious.toml, version 2015-04-01.row[0].thresholds[0].hours",
            "serious.toml, version 2019-04-01.row[2].service.kinds[0]",
        ]

    def test_all_contradictions_of_a_file_come_at_once(self, load: Load) -> None:
        text = in_version(
            "serious", "2015-04-01", AMENDED_2015, f"ends = 2019-03-30\n{AMENDED_2015}"
        )
        text = replaced(text, AMENDED, "")
        text = replaced(text, "promulgated = 2026-03-04", "promulgated = 2027-03-04")
        text = replaced(text, "[{ hours = 2, users = 30_000 }]", "[]")
        with pytest.raises(InvalidLaw) as caught:
            load(serious=text)
        assert sorted(problem.path for problem in caught.value.problems) == [
            "serious.toml, version 2010-04-01.row[0].thresholds",
            "serious.toml, version 2019-04-01.amended_by",
            "serious.toml, version 2019-04-01.in_force",
            "serious.toml, version 2026-04-01.promulgated",
        ]

    def test_the_whole_message(self, load: Load) -> None:
        text = in_version(
            "serious", "2015-04-01", AMENDED_2015, f"ends = 2019-03-30\n{AMENDED_2015}"
        )
        with pytest.raises(InvalidLaw) as caught:
            load(serious=text)
        japanese, english = str(caught.value), caught.value.text("en")
        assert "\n" not in japanese + english
        assert japanese.startswith("serious.toml, version 2019-04-01.in_force：前の版に続く施行日")
        assert "（空白期間）" in japanese
        assert japanese.endswith("法令の規定と照合してください。")
        assert english.startswith("serious.toml, version 2019-04-01.in_force: expected the day")
        assert "(gap)" in english
        assert english.endswith("Hold the file against the text of the law.")

    def test_versions_that_follow_without_a_gap_may_say_so(self, load: Load) -> None:
        text = in_version(
            "serious", "2015-04-01", AMENDED_2015, f"ends = 2019-03-31\n{AMENDED_2015}"
        )
        assert digests(load(serious=text)) == digests(load_law())

    def test_an_ordinance_may_be_promulgated_on_the_day_itself(self, load: Load) -> None:
        text = in_version("serious", "2019-04-01", "= 2019-03-26", "= 2019-04-01")
        assert load(serious=text).ruleset("H31").serious.promulgated == date(2019, 4, 1)

    def test_provisions_without_a_day_in_common(self, load: Load) -> None:
        old = moved("serious", "2019-04-01", "2000-04-01").replace("2023-06-16", "2001-06-16")
        head = OFFICIAL["serious"].split("[[version]]")[0]
        text = head + replaced(old, "label =", "ends = 2005-03-31\nlabel =")
        with pytest.raises(InvalidLaw):
            load(serious=text)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            load_law(serious=tmp_path / "none.toml")


IN_HOUSE = """
provision = "serious"
law = "社内規程"
law_id = "R-12"

[[version]]
in_force = 2020-01-01
amended_by = "社長決裁第5号"
promulgated = 2019-12-01
source = "https://intranet.example.com/rules/12"
checked = 2026-11-21
label = "社内重大事故"
cited_as = [{ since = 2020-01-01, article = "3" }]
table_item = "1"
critical_facility = { item = "2", hours = 1 }

[[version.row]]
name = "全ての電気通信役務"
service = {}
thresholds = [{ minutes = 30, users = 10_000 }, { users = 500_000 }, { hours = 6 }]
"""


def outage(start: datetime, users: int, duration: timedelta) -> Incident:
    """Make a plain accident of a voice service."""
    period = Period(start, start + duration)
    return Incident([Impact(Service("voice", emergency_calls=True), users, period)])


class TestInHouseFile:
    START = datetime(2021, 5, 10, 9, 0, tzinfo=JAPAN)
    HALF = timedelta(minutes=30)

    def test_it_is_loaded_beside_the_official_one(self, load: Load) -> None:
        law = load(serious=IN_HOUSE)
        assert [rules.id for rules in law.rulesets()] == ["2020-01-01", *IDS[3:]]
        for name in ("periodic", "reports", "near_miss"):
            assert getattr(law, name) == getattr(load_law(), name)
        rules = law.ruleset("R3.5.10")
        assert rules.serious.label == "社内重大事故"
        assert rules.periodic.label == "四半期報告事故"

    @pytest.mark.parametrize("as_text", [False, True])
    def test_a_path_may_be_a_text(self, tmp_path: Path, as_text: bool) -> None:
        path = tmp_path / "社内.toml"
        path.write_text(IN_HOUSE, encoding="utf-8")
        law = load_law(serious=str(path) if as_text else path)
        assert law.ruleset("2021-05-10").serious.label == "社内重大事故"

    def test_an_error_names_the_file_as_it_is_called(self, tmp_path: Path) -> None:
        path = tmp_path / "社内.toml"
        path.write_text(IN_HOUSE.replace("minutes = 30", 'minutes = "30"'), encoding="utf-8")
        with pytest.raises(InvalidLaw) as caught:
            load_law(serious=path)
        (problem,) = caught.value.problems
        assert problem.path == "社内.toml, version 2020-01-01.row[0].thresholds[0].minutes"

    @pytest.mark.parametrize(
        ("users", "duration", "official", "in_house"),
        [
            (10_000, HALF, Grade.NONE, Grade.SERIOUS),
            (9_999, HALF, Grade.NONE, Grade.NONE),
            (10_000, HALF - timedelta(microseconds=1), Grade.NONE, Grade.NONE),
            (29_999, timedelta(hours=1), Grade.NONE, Grade.SERIOUS),
            (30_000, timedelta(minutes=29), Grade.PERIODIC, Grade.PERIODIC),
            (500_000, timedelta(minutes=1), Grade.PERIODIC, Grade.SERIOUS),
            (1, timedelta(hours=6), Grade.PERIODIC, Grade.SERIOUS),
            (30_000, timedelta(hours=1), Grade.SERIOUS, Grade.SERIOUS),
        ],
    )
    def test_judge_uses_it_when_told(
        self, load: Load, users: int, duration: timedelta, official: Grade, in_house: Grade
    ) -> None:
        incident = outage(self.START, users, duration)
        rules = load(serious=IN_HOUSE).ruleset(incident.first_day)
        assert judge(incident).grade is official
        verdict = judge(incident, rules=rules)
        assert verdict.grade is in_house
        assert verdict.rules is rules
        assert to_wire(verdict)["rules"] == {"id": "2020-01-01", "digest": rules.digest}
        if in_house is Grade.SERIOUS:
            assert verdict.label == "社内重大事故"
            assert Citation("社内規程", "3", None, "1") in {
                finding.limb.citation for finding in verdict.findings
            }

    def test_it_leaves_the_official_law_alone(self, load: Load) -> None:
        load(serious=IN_HOUSE)
        assert [rules.id for rules in rulesets()] == IDS
        assert ruleset("2021-05-10").serious.label == "重大な事故"

    def test_it_covers_the_days_that_all_provisions_cover(self, load: Load) -> None:
        law = load(serious=IN_HOUSE)
        assert law.ruleset("2020-01-01") is law.rulesets()[0]
        with pytest.raises(NotCovered) as caught:
            law.ruleset("2019-12-31")
        assert "2020-01-01" in caught.value.text("ja")
        assert "2020-01-01" in caught.value.text("en")

    def test_its_last_day_may_be_set(self, load: Load) -> None:
        law = load(serious=replaced(IN_HOUSE, "amended_by", "ends = 2024-12-31\namended_by"))
        assert [rules.id for rules in law.rulesets()] == ["2020-01-01", *IDS[3:5]]
        assert law.rulesets()[-1].until == date(2024, 12, 31)
        assert law.ruleset("2024-12-31") is law.rulesets()[-1]
        for day in ("2025-01-01", date(2026, 4, 1), date.max):
            with pytest.raises(NotCovered) as caught:
                law.ruleset(day)
            for lang in ("ja", "en"):
                text = caught.value.text(lang)
                assert "2020-01-01" in text
                assert "2024-12-31" in text
                assert str(day) in text

    def test_both_provisions_may_be_in_house(self, load: Load) -> None:
        periodic = OFFICIAL["periodic"].replace("30_000", "1_000")
        law = load(serious=IN_HOUSE, periodic=periodic)
        incident = outage(self.START, 1_000, timedelta(minutes=1))
        assert judge(incident).grade is Grade.NONE
        assert judge(incident, rules=law.ruleset(incident.first_day)).grade is Grade.PERIODIC
