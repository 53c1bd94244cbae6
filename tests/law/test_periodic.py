"""The periodic report: its items, its limits, its form and when it is due."""

from datetime import date, timedelta

import pytest
from support.law_texts import (
    DOMINATED,
    IDS,
    OFFICIAL,
    REQUIRED,
    UNKNOWN,
    Broken,
    Load,
    appended,
    broken_periodic,
    check_refusal,
    in_text,
    replaced,
    version_text,
)

from jikorules import ruleset, rulesets


class TestOfficialFiles:
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
            assert limits == [(None, 30_000), (timedelta(hours=2), None)]

    def test_item_3_was_in_force_until_2023_06_15(self) -> None:
        for rules in rulesets():
            numbers = [item.number for item in rules.periodic.unjudged]
            assert numbers == (["3"] if rules.in_force < date(2023, 6, 16) else [])


ITEMS = [
    broken_periodic(
        "no item for other facilities",
        version_text("periodic", "2025-04-01").rpartition("[[version.item]]\n")[2],
        'number = "3"\nname = "x"\nfacility = "telecom"\nsupplementary_left_out = true\n'
        "thresholds = [{ hours = 2 }]\n",
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

LIMITS = [
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
    *(
        broken_periodic(f"an unknown key of {where}", old, new, f"{where}.memo", UNKNOWN, day=day)
        for where, old, new, day in [
            ("item[1]", 'facility = "other"', 'facility = "other"\nmemo = 1', "2025-04-01"),
            ("item[0].thresholds[1]", "{ hours = 2 }", "{ hours = 2, memo = 1 }", "2025-04-01"),
            ("reports", "due_months = 2", "due_months = 2, memo = 1", "2025-04-01"),
            ("unjudged[0]", 'number = "3"', 'number = "3"\nmemo = 1', "2010-04-01"),
        ]
    ),
]

WRONG_TYPES = [
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
]


class TestBrokenFiles:
    @pytest.mark.parametrize(
        "case", [*ITEMS, *LIMITS, *WRONG_KEYS, *WRONG_TYPES], ids=lambda case: case.what
    )
    def test_a_broken_file_is_refused(self, load: Load, case: Broken) -> None:
        check_refusal(load, case)


class TestInHouseFiles:
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
