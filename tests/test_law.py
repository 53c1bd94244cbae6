"""The law as dated data: what the official files say, how a day finds its rules, what is refused."""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from importlib.resources import files
from itertools import pairwise, product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st

from jikorules import (
    JAPAN,
    Citation,
    Grade,
    Impact,
    Incident,
    InvalidInput,
    InvalidLaw,
    Kind,
    Law,
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
from jikorules.law.provisions import CitedAs, PeriodicVersion, SeriousVersion, Version

DAY = timedelta(days=1)
STARTS = [
    date(2010, 4, 1),
    date(2015, 4, 1),
    date(2019, 4, 1),
    date(2023, 6, 16),
    date(2025, 4, 1),
    date(2026, 4, 1),
]
IDS = [day.isoformat() for day in STARTS]
OFFICIAL = {
    name: files("jikorules.law").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    for name in ("serious", "periodic")
}
TABLES = {name: tomllib.loads(text) for name, text in OFFICIAL.items()}
CHECKED = TABLES["serious"]["version"][0]["checked"]

Load = Callable[..., Law]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load the law from texts; one that is not given is the official one."""

    def load_texts(**texts: str | bytes) -> Law:
        paths: dict[str, Path] = {}
        for name, text in texts.items():
            paths[name] = tmp_path / f"{name}.toml"
            paths[name].write_bytes(text.encode() if isinstance(text, str) else text)
        return load_law(**paths)

    return load_texts


def replaced(text: str, old: str, new: str) -> str:
    """Replace the first occurrence, which has to be there."""
    assert old in text, old
    return text.replace(old, new, 1)


def in_version(name: str, day: str, old: str, new: str) -> str:
    """Replace the first occurrence within one version of an official file."""
    head, *versions = OFFICIAL[name].split("[[version]]\n")
    edited = [
        replaced(version, old, new) if version.startswith(f"in_force = {day}\n") else version
        for version in versions
    ]
    assert edited != versions
    return "[[version]]\n".join([head, *edited])


def version_text(name: str, day: str) -> str:
    """Give the text of one version of an official file."""
    (text,) = (
        "[[version]]\n" + version
        for version in OFFICIAL[name].split("[[version]]\n")
        if version.startswith(f"in_force = {day}\n")
    )
    return text


def moved(name: str, day: str, to: str) -> str:
    """Give one version of an official file as another day's, promulgated the day before."""
    text = version_text(name, day).replace(f"= {day}", f"= {to}")
    eve = (date.fromisoformat(to) - DAY).isoformat()
    return re.sub(r"(?m)^promulgated = .*$", f"promulgated = {eve}", text)


def appended(name: str, to: str) -> str:
    """Give an official file with its last version once more, from a later day on."""
    last = TABLES[name]["version"][-1]["in_force"].isoformat()
    return OFFICIAL[name].rstrip("\n") + "\n\n" + moved(name, last, to)


LPWA_1 = "セルラーLPWAを使用する携帯電話（一の項及び二の項に掲げるものを除く。）及びアンライセンスLPWAサービス"
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

    @pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
    def test_a_rule_set_holds_what_is_in_force(self, rules: RuleSet) -> None:
        for version in (rules.serious, rules.periodic):
            assert version.in_force <= rules.in_force
        law = load_law()
        for provision, version in ((law.serious, rules.serious), (law.periodic, rules.periodic)):
            newest = max(v.in_force for v in provision.version if v.in_force <= rules.in_force)
            assert version.in_force == newest

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
        assert (law.serious.provision, law.periodic.provision) == ("serious", "periodic")

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
        assert (reports.due_months, reports.form) == (2, "様式第27")
        assert reports.due_from == (date(2025, 6, 1) if every == "fiscal_year" else None)
        assert rules.periodic.minor_paragraph == "2"

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
        ],
    )
    def test_the_amending_ordinances(
        self, name: str, day: date, ordinance: str | None, promulgated: date | None
    ) -> None:
        version: Version = getattr(load_law(), name).at(day)
        assert version.in_force == day
        assert (version.amended_by, version.promulgated) == (ordinance, promulgated)
        missing = () if ordinance else ("amended_by", "promulgated")
        assert version.not_established == missing

    def test_what_is_only_likely_is_said_to_be(self) -> None:
        likely = {version.in_force: version.likely for version in load_law().serious.version}
        assert likely[date(2010, 4, 1)] == ("text",)
        assert likely[date(2015, 4, 1)] == ("amended_by",)
        assert likely[date(2019, 4, 1)] == likely[date(2026, 4, 1)] == ()
        assert [rules.is_likely for rules in rulesets()] == [True, *[False] * 5]

    def test_every_version_cites_its_source(self) -> None:
        law = load_law()
        for provision in (law.serious, law.periodic):
            for version in provision.version:
                assert version.source.startswith(
                    f"https://laws.e-gov.go.jp/law/{provision.law_id}"
                )
                assert version.checked >= date(2026, 11, 21)
        assert all(rules.checked == CHECKED for rules in rulesets())

    def test_no_file_is_read_before_a_rule_set_is_asked_for(self) -> None:
        code = (
            "import sys\n"
            "read = []\n"
            "sys.addaudithook(lambda event, args: event == 'open' and read.append(str(args[0])))\n"
            "import jikorules\n"
            "before = [name for name in read if name.endswith('.toml')]\n"
            "jikorules.ruleset('H31')\n"
            "after = [name for name in read if name.endswith('.toml')]\n"
            "print(len(before), len(after))\n"
        )
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert run.stdout.split() == [b"0", b"2"]


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
            (date(2023, 6, 16), ["2023-06-16", "令和5年6月16日", "R5", "令和5年"]),
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

    def test_the_whole_message_in_english(self) -> None:
        with pytest.raises(NotCovered) as caught:
            ruleset("2010-03-31")
        assert caught.value.text("en") == (
            "expected a day covered (2010-04-01 to now), got '2010-03-31'. "
            "The law of that day is not recorded, so there is no answer."
        )

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
        law = load(periodic=replaced(OFFICIAL["periodic"], "2023-06-16", "2019-06-16").replace(
            "since = 2023-06-16", "since = 2019-06-16"
        ))
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


def digests(law: Law) -> dict[str, str]:
    """Give the digests of all rule sets by their ids."""
    return {rules.id: rules.digest for rules in law.rulesets()}


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

    @pytest.mark.parametrize("name", ["serious", "periodic"])
    def test_a_later_amendment_changes_no_earlier_one(self, load: Load, name: str) -> None:
        law = load(**{name: appended(name, "2030-04-01")})
        assert [rules.id for rules in law.rulesets()] == [*IDS, "2030-04-01"]
        for before, after in zip(rulesets(), law.rulesets(), strict=False):
            assert after.digest == before.digest
        assert law.rulesets()[-2].until == date(2030, 3, 31)
        assert law.rulesets()[-1].digest not in digests(load_law()).values()

    @pytest.mark.parametrize("name", ["serious", "periodic"])
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

    def test_an_end_changes_none(self, load: Load) -> None:
        text = in_version("serious", "2026-04-01", "amended_by", "ends = 2030-03-31\namended_by")
        law = load(serious=text)
        assert digests(law) == digests(load_law())
        assert law.rulesets()[-1].until == date(2030, 3, 31)

    def test_the_way_a_file_is_written_changes_none(self, load: Load) -> None:
        text = OFFICIAL["serious"].replace("30_000", "30000").replace("\n\n", "\n\n# 注\n\n")
        assert digests(load(serious=text)) == digests(load_law())
        assert digests(load(serious=text.replace("\n", "\r\n"))) == digests(load_law())
        assert digests(load(serious=b"\xef\xbb\xbf" + text.encode())) == digests(load_law())

    def test_there_are_numbers_to_change(self) -> None:
        assert len(numbers("serious")) == 2 + 4 + 2 * 16 + 3 * 2 - 8 + 1 or numbers("serious")
        assert len(numbers("periodic")) == 3 * (2 * 2 + 1)

    @pytest.mark.parametrize(
        ("name", "day", "start", "end"), [*numbers("serious"), *numbers("periodic")]
    )
    def test_every_single_number_is_in_it(
        self, load: Load, name: str, day: str, start: int, end: int
    ) -> None:
        text = OFFICIAL[name]
        number = int(text[start:end])
        # One more, unless one threshold of a row then makes the other needless.
        for other in (number + 1, number * 3 + 7, number - 1):
            try:
                law = load(**{name: f"{text[:start]}{other}{text[end:]}"})
            except InvalidLaw:
                continue
            break
        else:
            pytest.fail(f"no other number will do for {number}")
        changed = {id_ for id_, digest in digests(law).items() if digest != ruleset(id_).digest}
        of_version = {
            rules.id
            for rules in rulesets()
            if getattr(rules, name).in_force == date.fromisoformat(day)
        }
        assert changed == of_version

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
        ],
    )
    def test_words_and_days_are_in_it(
        self, load: Load, name: str, day: str, old: str, new: str
    ) -> None:
        law = load(**{name: in_version(name, day, old, new)})
        changed = {id_ for id_, digest in digests(law).items() if digest != ruleset(id_).digest}
        assert changed == {
            rules.id
            for rules in rulesets()
            if getattr(rules, name).in_force == date.fromisoformat(day)
        }

    def test_the_place_in_the_law_is_in_it(self, load: Load) -> None:
        text = in_version("serious", "2019-04-01", 'paragraph = "2"', 'paragraph = "3"')
        law = load(serious=text)
        changed = [id_ for id_, digest in digests(law).items() if digest != ruleset(id_).digest]
        assert changed == ["2023-06-16", "2025-04-01"]


KINDS = ["voice", "lpwa", "internet_access", "email", "messaging", "internet_other", "other"]
MONTHLY = [0, 1, 9_999_999, 10_000_000, 10_000_001, 10**12]
SORTS = list(product(KINDS, [True, False], [True, False], MONTHLY))
"""Every sort of service that the law may tell apart."""


def fitting(rows: list[dict[str, Any]], sort: tuple[str, bool, bool, int]) -> list[int]:
    """Find the rows of a file whose selectors fit a service."""
    kind, emergency_calls, paid, monthly_users = sort

    def fits(service: dict[str, Any]) -> bool:
        tests = {
            "kinds": lambda wanted: kind in wanted,
            "emergency_calls": lambda wanted: wanted is emergency_calls,
            "paid": lambda wanted: wanted is paid,
            "monthly_users": lambda wanted: monthly_users >= wanted,
        }
        return all(tests[trait](wanted) for trait, wanted in service.items())

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
    if year == 2019:
        return "四" if free else "五"
    if free:
        return "四" if kind in {"email", "messaging"} and monthly >= 10_000_000 else "五"
    return "六" if kind == "internet_access" else "七"


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


class Broken(NamedTuple):
    """An edit of an official text, and what the message has to say."""

    what: str
    name: str
    text: str | bytes
    where: str
    reason: str


def broken(
    what: str, old: str, new: str, where: str, reason: str, day: str = "2019-04-01"
) -> Broken:
    """Edit the rule on serious accidents within one version."""
    text = in_version("serious", day, old, new)
    return Broken(what, "serious", text, f"version {day}.{where}", reason)


def broken_periodic(
    what: str, old: str, new: str, where: str, reason: str, day: str = "2025-04-01"
) -> Broken:
    """Edit the rule on periodic reports within one version."""
    text = in_version("periodic", day, old, new)
    return Broken(what, "periodic", text, f"version {day}.{where}", reason)


REQUIRED = "a value (it is required)"
UNKNOWN = "a known key ("
EITHER = "either a value or an entry in not_established"
DOMINATED = "a threshold that no other one of the row makes needless"
POSITIVE = "positive"
PLACES = "places in the order of their days, the first since in_force"
ROW_ONE = "thresholds = [{ hours = 1, users = 30_000 }]"
FIRST_LIMITS = "{ hours = 2, users = 30_000 }, { hours = 1, users = 100_000 }"
AMENDED = 'amended_by = "平成31年総務省令第23号"\n'
PROMULGATED = "promulgated = 2019-03-26\n"
CITED_2010 = '{ since = 2010-04-01, article = "58", under = "電気通信事業法第28条" }'
NOT_ESTABLISHED = 'not_established = ["amended_by", "promulgated"]\n'
V2015, V2019 = version_text("serious", "2015-04-01"), version_text("serious", "2019-04-01")

COVERAGE = [
    broken(
        "a gap after a version that ends",
        "promulgated = 2015-03-30",
        "promulgated = 2015-03-30\nends = 2019-03-30",
        "",
        "gap",
        day="2015-04-01",
    )._replace(where="version 2019-04-01.in_force"),
    broken(
        "a gap of a year",
        "promulgated = 2015-03-30",
        "promulgated = 2015-03-30\nends = 2018-03-31",
        "",
        "gap",
        day="2015-04-01",
    )._replace(where="version 2019-04-01.in_force"),
    broken(
        "an overlap of one day",
        "promulgated = 2015-03-30",
        "promulgated = 2015-03-30\nends = 2019-04-01",
        "",
        "overlap",
        day="2015-04-01",
    )._replace(where="version 2019-04-01.in_force"),
    broken(
        "an end before its beginning, within the file",
        "promulgated = 2015-03-30",
        "promulgated = 2015-03-30\nends = 2015-03-31",
        "",
        "gap",
        day="2015-04-01",
    )._replace(where="version 2019-04-01.in_force"),
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
    broken(
        "no ordinance of the periodic rule",
        'amended_by = "令和7年総務省令第14号"\n',
        "",
        "amended_by",
        EITHER,
    )
    if False
    else broken_periodic(
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
        for name in ("serious", "periodic")
        for key in ("provision", "law", "law_id")
    ),
]
