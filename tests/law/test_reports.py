"""The reports of serious accidents and the like: their forms, their days."""

import re
from datetime import date

import pytest
from support.law_texts import (
    AT_LEAST_1,
    EITHER,
    IDS,
    LATEST,
    OFFICIAL,
    PLACES,
    REPEATED,
    REQUIRED,
    UNKNOWN,
    Broken,
    Load,
    broken_rule,
    check_refusal,
    digests,
    in_version,
    read_at_first,
    replaced,
    table,
    version_text,
    with_end,
)

from jikorules import InvalidLaw, load_law, rulesets

FINE = "a fine and where it stands"
REASON_1, REASON_2 = table("reports", "report", 0), table("reports", "report", 1)
NO_REPORTS = "".join(version_text("reports", LATEST["reports"]).partition("[[version.report]]")[1:])

CONTRADICTIONS = [
    broken_rule("reports", REASON_2, REASON_2 + REASON_2, "report[2]", REPEATED),
    broken_rule("reports", '"near_miss"', '"serious_accident"', "report[1]", REPEATED),
    *(
        broken_rule("reports", "days = 30", f"days = {days}", "report[0].detailed_days", AT_LEAST_1)
        for days in (0, -30, 10_001, 10**12)
    ),
    *(
        broken_rule("reports", "= 1_000", f"= {users}", "report[4].more_users_than", AT_LEAST_1)
        for users in (0, -1, 10**12)
    ),
    broken_rule(
        "reports",
        'contents = ["date_time", "place", "outline", "reason_or_cause", "measures", '
        '"other_matters"]',
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
]

REQUIRED_KEYS = [
    Broken(
        f"reports without {key}",
        "reports",
        re.sub(rf"(?m)^{key} = .*\n", "", OFFICIAL["reports"], count=1),
        f"version {day}.{where}{key}",
        REQUIRED,
    )
    for day, where, keys in [
        ("2010-04-01", "", "source checked label cited_as to via first_contents"),
        ("2010-04-01", "report[0].", "reason name counted_from detailed_days form"),
    ]
    for key in keys.split()
]

CITATION = [
    broken_rule("reports", NO_REPORTS, "", "report", REQUIRED),
    broken_rule("reports", 'origin = "wholesaler", ', "", "report[0].short_form.origin", REQUIRED),
    broken_rule("reports", ', paragraph = "2" }', " }", "report[0].short_form.paragraph", REQUIRED),
    broken_rule("reports", "fine = 300_000", "fine = -1", "report[0].penalty", FINE),
    broken_rule("reports", "fine = 300_000", "fine = 0", "report[0].penalty", FINE),
    broken_rule("reports", "{ fine = 0 }", "{ fine = 1 }", "report[1].penalty", FINE),
    broken_rule("reports", "{ fine = 0 }", "{ }", "report[1].penalty.fine", REQUIRED),
    broken_rule("reports", ', article = "69" }', " }", "via.article", REQUIRED),
    broken_rule("reports", ' form = "様式第50の3の2",', "", "report[0].short_form.form", REQUIRED),
    broken_rule("reports", 'amended_by = "令和5年総務省令第85号"\n', "", "amended_by", EITHER),
    broken_rule("reports", 'not_established = ["promulgated"]\n', "", "promulgated", EITHER),
    broken_rule("reports", "since = 2023-12-07", "since = 2030-01-01", "cited_as", PLACES),
    broken_rule("reports", "[{ since = 2023-12-07,", "[{", "cited_as[0].since", REQUIRED),
    broken_rule("reports", '"https://', '"http://', "source", "https://"),
]

COVERAGE = [
    *(
        Broken(
            f"reports: the version before {day} ends on {end}",
            "reports",
            in_version("reports", before, "label =", f"ends = {end}\nlabel ="),
            f"version {day}.in_force",
            reason,
        )
        for before, day, end, reason in [
            ("2010-04-01", "2023-06-16", "2023-06-14", "gap"),
            ("2010-04-01", "2023-06-16", "2023-06-16", "overlap"),
            ("2023-06-16", "2023-12-07", "2023-12-05", "gap"),
            ("2023-06-16", "2023-12-07", "2030-12-31", "overlap"),
        ]
    ),
    Broken(
        "reports: no version",
        "reports",
        OFFICIAL["reports"].split("[[version]]")[0] + "version = []\n",
        "version",
        "at least one",
    ),
    Broken(
        "reports: the same version twice",
        "reports",
        OFFICIAL["reports"] + "\n" + version_text("reports", "2023-12-07"),
        "version 2023-12-07.in_force",
        "overlap",
    ),
    broken_rule("reports", "label =", "ends = 2020-01-01\nlabel =", "ends", "not before in_force"),
]

KEYS_AND_TYPES = [
    *(
        broken_rule("reports", old, new, where, reason)
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
]


class TestBrokenFiles:
    @pytest.mark.parametrize(
        "case",
        [*CONTRADICTIONS, *REQUIRED_KEYS, *CITATION, *COVERAGE, *KEYS_AND_TYPES],
        ids=lambda case: case.what,
    )
    def test_a_broken_file_is_refused(self, load: Load, case: Broken) -> None:
        check_refusal(load, case)

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
        ],
    )
    def test_the_least_and_the_most_that_will_do(
        self, load: Load, name: str, old: str, new: str
    ) -> None:
        assert digests(load(**{name: replaced(OFFICIAL[name], old, new)})) != digests(load_law())


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

    def test_reports_that_end_end_the_law(self, load: Load) -> None:
        law = load(reports=with_end("reports", "2025-06-30"))
        assert [rules.id for rules in law.rulesets()] == IDS[:6]
        assert law.rulesets()[-1].until == date(2025, 6, 30)

    def test_reports_that_begin_later_begin_the_law(self, load: Load) -> None:
        head, _, _, last = OFFICIAL["reports"].split("[[version]]\n")
        law = load(reports=f"{head}[[version]]\n{last}")
        assert [rules.id for rules in law.rulesets()] == IDS[4:]

    def test_reports_without_a_day_in_common(self, load: Load) -> None:
        head = OFFICIAL["reports"].split("[[version]]")[0]
        old = version_text("reports", "2010-04-01").replace("2010-04-01", "2000-04-01")
        with pytest.raises(InvalidLaw) as caught:
            load(
                reports=head + read_at_first(replaced(old, "label =", "ends = 2010-03-31\nlabel ="))
            )
        (problem,) = caught.value.problems
        assert "2000-04-01/2010-03-31" in str(problem.given)
        assert "a day on which all provisions are in force" in caught.value.text("en")
