"""The law on reports, near-misses and public notice: what is refused, and a carrier's own files."""

import re
from datetime import date, timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest
from support.law_texts import (
    EITHER,
    IDS,
    OFFICIAL,
    PLACES,
    REQUIRED,
    TABLES,
    UNKNOWN,
    Broken,
    Load,
    appended,
    check_refusal,
    digests,
    in_version,
    load_texts,
    replaced,
    version_text,
)

from jikorules import InvalidLaw, load_law, ruleset, rulesets
from jikorules.law.loading import read_guideline
from jikorules.law.notice import Guideline
from jikorules.law.ruleset import guideline

DAY = timedelta(days=1)
LATEST = {"reports": "2023-12-07", "near_miss": "2026-04-01"}
NOTICE = files("jikorules.law").joinpath("notice.toml").read_text(encoding="utf-8")
AT_LEAST_1 = "an integer of 1 or more"
REPEATED = "one that no other has"
LIMBS = "each limb once, in the order of the law"


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load the law from texts."""
    return partial(load_texts, tmp_path)


def broken(
    name: str, old: str, new: str, where: str, reason: str, *, day: str | None = None
) -> Broken:
    """Edit a rule within one version, the latest if none is named."""
    day = day or LATEST[name]
    text = in_version(name, day, old, new)
    return Broken(f"{name}: {new!r} for {old!r}", name, text, f"version {day}.{where}", reason)


def table(name: str, key: str, which: int) -> str:
    """Give one table, such as a limb, of the latest version of an official file."""
    tables = version_text(name, LATEST[name]).split("\n[[")[1:]
    return "[[" + [text for text in tables if text.startswith(f"version.{key}]]")][which] + "\n"


REASON_1, REASON_2 = table("reports", "report", 0), table("reports", "report", 1)
LIMB_1, LIMB_2, LIMB_6 = (table("near_miss", "limb", which) for which in (0, 1, 5))
EVENT_1 = table("near_miss", "event", 0)
NO_EVENTS = "".join(
    version_text("near_miss", LATEST["near_miss"]).partition("[[version.event]]")[1:]
)
NO_REPORTS = "".join(version_text("reports", LATEST["reports"]).partition("[[version.report]]")[1:])
EMPTY_EVENTS = ("promulgated = 2026-03-04\n", "promulgated = 2026-03-04\nevent = []\n")

CONTRADICTIONS = [
    broken("reports", REASON_2, REASON_2 + REASON_2, "report[2]", REPEATED),
    broken("reports", '"near_miss"', '"serious_accident"', "report[1]", REPEATED),
    *(
        broken("reports", "days = 30", f"days = {days}", "report[0].detailed_days", AT_LEAST_1)
        for days in (0, -30, 10_001, 10**12)
    ),
    *(
        broken("reports", "= 1_000", f"= {users}", "report[4].more_users_than", AT_LEAST_1)
        for users in (0, -1, 10**12)
    ),
    *(
        broken("near_miss", "users = 30_000", f"users = {users}", "users", AT_LEAST_1)
        for users in (0, -1, 10**12)
    ),
    *(
        broken("near_miss", "prefectures = 2", f"prefectures = {n}", "prefectures", AT_LEAST_1)
        for n in (0, -2, 10**12)
    ),
    broken("near_miss", LIMB_1, "", "limb", LIMBS),
    broken("near_miss", LIMB_6, "", "limb", LIMBS),
    broken("near_miss", LIMB_1 + LIMB_2, LIMB_2 + LIMB_1, "limb", LIMBS),
    broken("near_miss", LIMB_1, LIMB_1 + LIMB_1, "limb", LIMBS),
    broken("near_miss", 'asks = "prefectures"', 'asks = "users"', "limb", LIMBS),
    broken("near_miss", 'number = "ロ"', 'number = "イ"', "limb[1]", REPEATED),
    broken("near_miss", 'number = "7"', 'number = "1"', "event[6]", REPEATED),
    broken("near_miss", EVENT_1, EVENT_1 + EVENT_1, "event[1]", REPEATED),
    broken("near_miss", '"overload"', '"fire"', "event[5]", REPEATED),
    broken("near_miss", '"overload"', '"other"', "event", "the events that the law lists"),
    Broken(
        "near_miss: no events",
        "near_miss",
        replaced(replaced(OFFICIAL["near_miss"], NO_EVENTS, ""), *EMPTY_EVENTS),
        "version 2026-04-01.event",
        "the events that the law lists",
    ),
    broken("near_miss", '"access_line"', '"other"', "functions", "that the law lists"),
    broken(
        "near_miss",
        '["transmission", "switching", "control", "operation", "subscriber_management"]',
        "[]",
        "functions",
        "at least one function",
    ),
    broken(
        "reports",
        'contents = ["date_time", "place", "outline", "cause", "measures"]',
        "contents = []",
        "first_contents",
        "at least one",
    ),
    Broken(
        "reports: none",
        "reports",
        replaced(
            replaced(OFFICIAL["reports"], NO_REPORTS, ""),
            "in_force = 2023-12-07\n",
            "in_force = 2023-12-07\nreport = []\n",
        ),
        "version 2023-12-07.report",
        "at least one",
    ),
    broken("near_miss", '"operation"', '"other"', "functions", "that the law lists"),
]
REQUIRED_KEYS = [
    Broken(
        f"{name} without {key}",
        name,
        re.sub(rf"(?m)^{key} = .*\n", "", OFFICIAL[name], count=1),
        f"version {day}.{where}{key}",
        REQUIRED,
    )
    for name, day, where, keys in [
        ("reports", "2010-04-01", "", "source checked label cited_as to first_contents"),
        ("reports", "2010-04-01", "report[0].", "reason name counted_from detailed_days form"),
        ("near_miss", "2023-06-16", "", "source checked label cited_as network_item critical_item"),
        ("near_miss", "2023-06-16", "", "users prefectures parts_excluded functions"),
        ("near_miss", "2023-06-16", "limb[0].", "number asks name"),
        ("near_miss", "2023-06-16", "event[0].", "event"),
    ]
    for key in keys.split()
]
CITATION = [
    broken("reports", NO_REPORTS, "", "report", REQUIRED),
    broken("near_miss", NO_EVENTS, "", "event", REQUIRED),
    broken("near_miss", 'number = "1"\n', "", "event[0].number", REQUIRED),
    broken("reports", 'origin = "wholesaler", ', "", "report[0].short_form.origin", REQUIRED),
    broken("reports", ' form = "様式第50の3の2",', "", "report[0].short_form.form", REQUIRED),
    broken("reports", 'amended_by = "令和5年総務省令第85号"\n', "", "amended_by", EITHER),
    broken("reports", 'not_established = ["promulgated"]\n', "", "promulgated", EITHER),
    broken("near_miss", "promulgated = 2026-03-04\n", "", "promulgated", EITHER),
    broken("near_miss", "= 2026-03-04", "= 2026-04-02", "promulgated", "a day not after in_force"),
    *(
        case
        for name, day in LATEST.items()
        for case in (
            broken(name, f"since = {day}", "since = 2030-01-01", "cited_as", PLACES),
            broken(name, f"[{{ since = {day},", "[{", "cited_as[0].since", REQUIRED),
            broken(name, '"https://', '"http://', "source", "https://"),
        )
    ),
]
COVERAGE = [
    Broken(
        f"{name}: the version before {day} ends on {end}",
        name,
        in_version(name, before, "label =", f"ends = {end}\nlabel ="),
        f"version {day}.in_force",
        reason,
    )
    for name, before, day, end, reason in [
        ("reports", "2010-04-01", "2023-06-16", "2023-06-14", "gap"),
        ("reports", "2010-04-01", "2023-06-16", "2023-06-16", "overlap"),
        ("reports", "2023-06-16", "2023-12-07", "2023-12-05", "gap"),
        ("reports", "2023-06-16", "2023-12-07", "2030-12-31", "overlap"),
        ("near_miss", "2023-06-16", "2026-04-01", "2026-03-30", "gap"),
        ("near_miss", "2023-06-16", "2026-04-01", "2026-04-01", "overlap"),
    ]
] + [
    case
    for name, day in LATEST.items()
    for text, head in [(OFFICIAL[name], OFFICIAL[name].split("[[version]]")[0])]
    for case in (
        Broken(f"{name}: no version", name, head + "version = []\n", "version", "at least one"),
        Broken(
            f"{name}: the same version twice",
            name,
            text + "\n" + version_text(name, day),
            f"version {day}.in_force",
            "overlap",
        ),
        broken(name, "label =", "ends = 2020-01-01\nlabel =", "ends", "not before in_force"),
    )
]
KEYS_AND_TYPES = [
    *(
        broken("reports", old, new, where, reason)
        for old, new, where, reason in [
            ("label =", "memo = 1\nlabel =", "memo", UNKNOWN),
            ("label =", "hours = 1\nlabel =", "hours", UNKNOWN),
            (
                "detailed_days =",
                "first_hours = 24\ndetailed_days =",
                "report[0].first_hours",
                UNKNOWN,
            ),
            ("{ origin", "{ memo = 1, origin", "report[0].short_form.memo", UNKNOWN),
            ('to = "総務大臣"', "to = 1", "to", "a string"),
            ('to = "総務大臣"', 'to = ""', "to", "not empty"),
            ('["date_time", "place"', '["date", "place"', "first_contents[0]", "one of date_time"),
            ('["date_time", "place"', '["date_time", 1', "first_contents[1]", "one of date_time"),
            ('["date_time", "m', '["when", "m', "report[0].short_form.first_contents[0]", "one of"),
            ('"serious_accident"', '"accident"', "report[0].reason", "one of serious_accident"),
            ('"serious_accident"', "1", "report[0].reason", "one of serious_accident"),
            ('"occurrence"', '"detection"', "report[0].counted_from", "one of occurrence"),
            ('"wholesaler"', '"reseller"', "report[0].short_form.origin", "one of own"),
            ("days = 30", 'days = "30"', "report[0].detailed_days", "an integer"),
            ("days = 30", "days = 30.0", "report[0].detailed_days", "an integer"),
            ("days = 30", "days = true", "report[0].detailed_days", "an integer"),
            ("= 1_000", '= "1000"', "report[4].more_users_than", "an integer"),
            ('form = "様式第50の3"', "form = 50", "report[0].form", "a string"),
            ("short_form = {", "short_form = [{}] # {", "report[0].short_form", "an object"),
            (NO_REPORTS, "report = {}\n", "report", "a list"),
            (NO_REPORTS, "report = [1]\n", "report[0]", "an object"),
        ]
    ),
    *(
        broken("near_miss", old, new, where, reason)
        for old, new, where, reason in [
            ("label =", "memo = 1\nlabel =", "memo", UNKNOWN),
            ('asks = "users"', 'asks = "users"\nmemo = 1', "limb[0].memo", UNKNOWN),
            ("despite_disaster", "despite_disasters", "event[2].despite_disasters", UNKNOWN),
            ("users = 30_000", 'users = "30_000"', "users", "an integer"),
            ("users = 30_000", "users = 3e4", "users", "an integer"),
            ("prefectures = 2", "prefectures = true", "prefectures", "an integer"),
            (
                '"terminal_equipment"',
                '"terminal"',
                "parts_excluded[0]",
                "one of terminal_equipment",
            ),
            ('"transmission"', '"transport"', "functions[0]", "one of transmission"),
            ('["transmission", ', '"transmission" # ', "functions", "a list"),
            ('asks = "users"', 'asks = "lines"', "limb[0].asks", "one of users, prefectures"),
            ('asks = "users"', "asks = 1", "limb[0].asks", "one of users, prefectures"),
            ('number = "イ"', "number = 1", "limb[0].number", "a string"),
            ('"could_not_stop"', '"stopped"', "event[0].event", "one of could_not_stop"),
            (
                "despite_disaster = true",
                "despite_disaster = 1",
                "event[2].despite_disaster",
                "true",
            ),
            ('network_item = "1"', "network_item = 1", "network_item", "a string"),
        ]
    ),
    broken(
        "near_miss",
        "unless_noticed = true",
        'unless_noticed = "true"',
        "event[1].unless_noticed",
        "true or false",
        day="2023-06-16",
    ),
]


class TestBrokenFiles:
    @pytest.mark.parametrize(
        "case",
        [
            pytest.param(case, id=case.what.replace("\n", " ")[:80])
            for case in (
                *CONTRADICTIONS,
                *REQUIRED_KEYS,
                *CITATION,
                *COVERAGE,
                *KEYS_AND_TYPES,
            )
        ],
    )
    def test_a_broken_file_is_refused(self, load: Load, case: Broken) -> None:
        with pytest.raises(InvalidLaw) as caught:
            load(**{case.name: case.text})
        check_refusal(caught.value, case)

    @pytest.mark.parametrize("name", LATEST)
    @pytest.mark.parametrize(
        ("other", "where"),
        [
            ("serious", "version 2010-04-01.critical_facility"),
            ("periodic", "version 2010-04-01.simple_form"),
            ("reports", "version 2010-04-01.first_contents"),
            ("near_miss", "version 2023-06-16.functions"),
        ],
    )
    def test_the_file_of_another_provision(
        self, load: Load, name: str, other: str, where: str
    ) -> None:
        if name == other:
            assert digests(load(**{name: OFFICIAL[other]})) == digests(load_law())
            return
        with pytest.raises(InvalidLaw) as caught:
            load(**{name: OFFICIAL[other]})
        assert f"{name}.toml, {where}" in [problem.path for problem in caught.value.problems]

    def test_a_broken_limb_is_told_in_both_languages(self, load: Load) -> None:
        with pytest.raises(InvalidLaw) as caught:
            load(near_miss=in_version("near_miss", "2026-04-01", LIMB_6, ""))
        asked = "('users', 'prefectures', 'part', 'function', 'event')"
        assert str(caught.value) == (
            "near_miss.toml, version 2026-04-01.limb：イからヘまでの各1つが必要ですが、"
            f"{asked} が与えられました。法令の規定と照合してください。"
        )
        assert caught.value.text("en") == (
            "near_miss.toml, version 2026-04-01.limb: expected each limb once, in the order of "
            f"the law, got {asked}. Hold the file against the text of the law."
        )

    def test_all_contradictions_of_a_version_come_at_once(self, load: Load) -> None:
        text = in_version("near_miss", "2026-04-01", "users = 30_000", "users = 0")
        text = in_text(text, LIMB_6, "")
        text = in_text(text, '"overload"', '"other"')
        text = in_text(text, 'number = "7"', 'number = "6"')
        text = in_text(text, '"switching"', '"other"')
        with pytest.raises(InvalidLaw) as caught:
            load(near_miss=text)
        where = "near_miss.toml, version 2026-04-01"
        assert [problem.path for problem in caught.value.problems] == [
            f"{where}.{place}" for place in ("users", "limb", "event[6]", "event", "functions")
        ]

    def test_a_repeated_reason_is_named(self, load: Load) -> None:
        with pytest.raises(InvalidLaw) as caught:
            load(reports=in_version("reports", "2023-12-07", REASON_2, REASON_1))
        (problem,) = caught.value.problems
        assert problem.given == "'serious_accident'"
        assert "重複のない値" in problem.text("ja")

    @pytest.mark.parametrize(
        ("name", "old", "new"),
        [
            ("reports", "days = 30", "days = 1"),
            ("reports", "= 1_000", "= 1"),
            ("near_miss", "users = 30_000", "users = 1"),
            ("near_miss", "prefectures = 2", "prefectures = 1"),
            ("near_miss", "users = 30_000", "users = 1_000_000_000"),
        ],
    )
    def test_the_least_and_the_most_that_will_do(
        self, load: Load, name: str, old: str, new: str
    ) -> None:
        assert digests(load(**{name: replaced(OFFICIAL[name], old, new)})) != digests(load_law())


def in_text(text: str, old: str, new: str) -> str:
    """Replace the last occurrence, which has to be there: it stands in the latest version."""
    before, found, after = text.rpartition(old)
    assert found
    return before + new + after


def with_end(name: str, end: str) -> str:
    """Give an official file whose last version ends."""
    return in_version(name, LATEST[name], "label =", f"ends = {end}\nlabel =")


class TestInHouseFiles:
    def test_reports(self, load: Load) -> None:
        text = OFFICIAL["reports"].replace("detailed_days = 30", "detailed_days = 14")
        text = text.replace("電気通信事業法施行規則", "社内規程")
        law = load(reports=text)
        assert [rules.id for rules in law.rulesets()] == IDS
        for rules, official in zip(law.rulesets(), rulesets(), strict=True):
            assert {each.detailed_days for each in rules.reports.report} == {14}
            assert {each.detailed_days for each in official.reports.report} == {30}
            assert (rules.reports_place.law, rules.reports_place.article) == ("社内規程", "57")
            assert rules.digest != official.digest
            assert rules.serious == official.serious
            assert rules.near_miss == official.near_miss

    def test_near_miss(self, load: Load) -> None:
        law = load(near_miss=OFFICIAL["near_miss"].replace("users = 30_000", "users = 1_000"))
        assert [rules.id for rules in law.rulesets()] == IDS
        for rules, official in zip(law.rulesets(), rulesets(), strict=True):
            if rules.near_miss is None or official.near_miss is None:
                assert rules.near_miss is official.near_miss is None
                assert rules.digest == official.digest
            else:
                assert (rules.near_miss.users, official.near_miss.users) == (1_000, 30_000)
                assert rules.digest != official.digest

    @pytest.mark.parametrize("as_text", [False, True])
    @pytest.mark.parametrize("name", LATEST)
    def test_a_path_may_be_a_text(self, tmp_path: Path, name: str, as_text: bool) -> None:
        path = tmp_path / "社内.toml"
        path.write_text(OFFICIAL[name].replace("label = ", 'label = "社内" # '), encoding="utf-8")
        file = str(path) if as_text else path
        law = load_law(reports=file) if name == "reports" else load_law(near_miss=file)
        assert getattr(law.ruleset("2026-04-01"), name).label == "社内"
        assert getattr(ruleset("2026-04-01"), name).label == TABLES[name]["version"][-1]["label"]

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            load_law(reports=tmp_path / "none.toml")
        with pytest.raises(FileNotFoundError):
            load_law(near_miss=tmp_path / "none.toml")

    def test_reports_that_end_end_the_law(self, load: Load) -> None:
        law = load(reports=with_end("reports", "2025-06-30"))
        assert [rules.id for rules in law.rulesets()] == IDS[:-1]
        assert law.rulesets()[-1].until == date(2025, 6, 30)

    def test_reports_that_begin_later_begin_the_law(self, load: Load) -> None:
        head, _, _, last = OFFICIAL["reports"].split("[[version]]\n")
        law = load(reports=f"{head}[[version]]\n{last}")
        assert [rules.id for rules in law.rulesets()] == IDS[4:]

    def test_reports_without_a_day_in_common(self, load: Load) -> None:
        head = OFFICIAL["reports"].split("[[version]]")[0]
        old = version_text("reports", "2010-04-01").replace("2010-04-01", "2000-04-01")
        with pytest.raises(InvalidLaw) as caught:
            load(reports=head + replaced(old, "label =", "ends = 2010-03-31\nlabel ="))
        (problem,) = caught.value.problems
        assert "2000-04-01/2010-03-31" in str(problem.given)
        assert "a day on which all provisions are in force" in caught.value.text("en")

    def test_a_near_miss_rule_that_ends_is_gone_on_the_day_after(self, load: Load) -> None:
        law = load(near_miss=with_end("near_miss", "2030-03-31"))
        assert [rules.id for rules in law.rulesets()] == [*IDS, "2030-04-01"]
        *before, after = law.rulesets()
        assert [rules.digest for rules in before] == [rules.digest for rules in rulesets()]
        assert before[-1].until == date(2030, 3, 31)
        assert law.ruleset("2030-03-31").near_miss is not None
        assert law.ruleset("2030-04-01") is after
        assert (after.near_miss, after.near_miss_place, after.until) == (None, None, None)
        assert "near_miss" not in after.document()
        assert after.serious == before[-1].serious

    @pytest.mark.parametrize("end", ["9999-12-31", "9999-12-30"])
    def test_a_near_miss_rule_that_ends_with_the_calendar(self, load: Load, end: str) -> None:
        law = load(near_miss=with_end("near_miss", end))
        ends = date.fromisoformat(end)
        assert [rules.in_force for rules in law.rulesets()[len(IDS) :]] == (
            [] if ends == date.max else [date.max]
        )
        assert law.ruleset(ends).near_miss is not None

    def test_a_near_miss_rule_of_old_alone_never_was(self, load: Load) -> None:
        head = OFFICIAL["near_miss"].split("[[version]]")[0]
        old = version_text("near_miss", "2023-06-16").replace("2023-06-16", "2000-06-16")
        text = head + replaced(old, "label =", "ends = 2005-03-31\nlabel =")
        law = load(near_miss=text)
        assert [rules.id for rules in law.rulesets()] == IDS
        assert all(rules.near_miss is None for rules in law.rulesets())

    def test_a_near_miss_rule_from_before_the_law_is_there_from_its_first_day(
        self, load: Load
    ) -> None:
        text = OFFICIAL["near_miss"].replace("2023-06-16", "2000-06-16")
        law = load(near_miss=text)
        assert [rules.id for rules in law.rulesets()] == IDS
        assert all(rules.near_miss is not None for rules in law.rulesets())

    def test_two_later_ways_of_the_periodic_report(self, load: Load) -> None:
        text = appended("periodic", "2030-04-01")
        text = in_text(text, "due_from = 2025-06-01", "due_from = 2030-06-01")
        law = load(periodic=text)
        days = {
            rules.id: [way.due_from and way.due_from.year for way in rules.coming]
            for rules in law.rulesets()
        }
        assert days == {
            **{id_: [2025, 2030] for id_ in IDS[:5]},
            **{id_: [2030] for id_ in IDS[5:]},
            "2030-04-01": [],
        }

    def test_a_later_way_without_a_day_of_its_own_is_not_coming(self, load: Load) -> None:
        law = load(periodic=replaced(OFFICIAL["periodic"], ", due_from = 2025-06-01", ""))
        assert all(rules.coming == () for rules in law.rulesets())

    @pytest.mark.parametrize(
        ("name", "day", "is_there"),
        [
            ("near_miss", date(2023, 6, 15), False),
            ("near_miss", date(2023, 6, 16), True),
            ("near_miss", date.max, True),
            ("reports", date(2010, 3, 31), False),
            ("reports", date(2010, 4, 1), True),
        ],
    )
    def test_the_days_that_a_provision_covers(self, name: str, day: date, is_there: bool) -> None:
        assert getattr(load_law(), name).covers(day) is is_there

    def test_the_last_day_that_a_provision_covers(self, load: Load) -> None:
        near_miss = load(near_miss=with_end("near_miss", "2030-03-31")).near_miss
        assert near_miss.covers(date(2030, 3, 31))
        assert not near_miss.covers(date(2030, 4, 1))


class TestGuideline:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        """Give the path of a guideline file of one's own."""
        return tmp_path / "notice.toml"

    def test_it_is_read_once(self) -> None:
        assert guideline() is guideline()

    def test_it_is_no_part_of_the_law(self) -> None:
        assert not [name for name in dir(rulesets()[-1]) if "notice" in name or "guide" in name]
        assert "ガイドライン" not in str([rules.document() for rules in rulesets()])

    def test_a_file_is_read_as_it_is(self, path: Path) -> None:
        path.write_text(NOTICE.replace("minutes = 30", "minutes = 1"), encoding="utf-8")
        official = guideline()
        assert read_guideline(path) == Guideline(
            name=official.name,
            published=official.published,
            applied_from=official.applied_from,
            first_notice_minutes=1,
            checked=official.checked,
        )

    @pytest.mark.parametrize(
        ("key", "value", "reason"),
        [
            *(
                (key, None, REQUIRED)
                for key in ("name", "published", "applied_from", "first_notice_minutes", "checked")
            ),
            ("name", '""', "not empty"),
            ("name", "1", "a string"),
            ("published", '"2023-03-17"', "a date"),
            ("published", "2023-03-17T00:00:00", "a date"),
            ("applied_from", "20230401", "a date"),
            ("checked", "true", "a date"),
            ("first_notice_minutes", '"30"', "an integer"),
            ("first_notice_minutes", "30.0", "an integer"),
            ("first_notice_minutes", "true", "an integer"),
            ("first_notice_minutes", "00:30:00", "an integer"),
            ("first_notice_minutes", "0", AT_LEAST_1),
            ("first_notice_minutes", "-30", AT_LEAST_1),
            ("first_notice_minutes", "10_000_000_000", AT_LEAST_1),
        ],
    )
    def test_a_missing_or_odd_value(
        self, path: Path, key: str, value: str | None, reason: str
    ) -> None:
        line = "" if value is None else f"{key} = {value}\n"
        text, changed = re.subn(rf"(?m)^{key} = .*\n", line, NOTICE)
        assert changed == 1
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InvalidLaw) as caught:
            read_guideline(path)
        (problem,) = caught.value.problems
        assert problem.path == f"notice.toml, {key}"
        assert reason in problem.expected.en
        for lang in ("ja", "en"):
            assert problem.path in caught.value.text(lang)

    def test_an_unknown_key_and_a_missing_one_at_once(self, path: Path) -> None:
        text = NOTICE.replace("first_notice_minutes", "next_notice_minutes")
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InvalidLaw) as caught:
            read_guideline(path)
        assert sorted((each.path, each.expected.en[:13]) for each in caught.value.problems) == [
            ("notice.toml, first_notice_minutes", REQUIRED[:13]),
            ("notice.toml, next_notice_minutes", UNKNOWN[:13]),
        ]
