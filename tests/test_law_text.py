"""The rule data, entered a second time from the text of the law, and frozen.

The limits of the other tests come out of the rule data; these hold the rule data itself.
"""

from typing import Any

import pytest

from jikorules import Kind, RuleSet, rulesets
from jikorules.law.provisions import Selector, Threshold

MAIL = "email messaging internet_other"
MILLION = 1_000_000

SERIOUS: dict[str, list[tuple[str | None, str, dict[str, Any], list[tuple[int, int]]]]] = {
    "2010-04-01": [(None, "", {}, [(2, 30_000)])],
    "2015-04-01": [
        ("一", "voice", {"emergency_calls": True}, [(1, 30_000)]),
        ("二", "voice", {"emergency_calls": False}, [(2, 30_000), (1, 100_000)]),
        ("三", MAIL, {"paid": False}, [(24, 100_000), (12, MILLION)]),
        ("四", "", {}, [(2, 30_000), (1, MILLION)]),
    ],
    "2019-04-01": [
        ("一", "voice", {"emergency_calls": True}, [(1, 30_000)]),
        ("二", "voice", {"emergency_calls": False}, [(2, 30_000), (1, 100_000)]),
        ("三", "lpwa", {}, [(12, 30_000), (2, MILLION)]),
        ("四", MAIL, {"paid": False}, [(24, 100_000), (12, MILLION)]),
        ("五", "", {}, [(2, 30_000), (1, MILLION)]),
    ],
    "2026-04-01": [
        ("一", "voice", {"emergency_calls": True}, [(1, 30_000)]),
        ("二", "voice", {"emergency_calls": False}, [(2, 30_000), (1, 100_000)]),
        ("三", "lpwa", {}, [(12, 30_000), (2, MILLION)]),
        (
            "四",
            "email messaging",
            {"paid": False, "monthly_users": 10 * MILLION},
            [(4, 100_000), (2, MILLION)],
        ),
        ("五", MAIL, {"paid": False}, [(24, 100_000), (12, MILLION)]),
        ("六", "internet_access", {}, [(2, 30_000), (1, 100_000)]),
        ("七", "", {}, [(2, 30_000), (1, MILLION)]),
    ],
}
PERIODIC = {
    # first day: word in use, reported every, serious accidents included, reports due from
    "2010-04-01": ("四半期報告事故", "quarter", True, None),
    "2023-06-16": ("四半期報告事故", "quarter", False, None),
    "2025-04-01": ("年度報告", "fiscal_year", False, "2025-06-01"),
}
AMENDMENTS: dict[tuple[str, str], tuple[str | None, str | None, list[str]]] = {
    ("serious", "2010-04-01"): (None, None, ["text"]),
    ("serious", "2015-04-01"): ("平成27年総務省令第29号", "2015-03-30", ["amended_by"]),
    ("serious", "2019-04-01"): ("平成31年総務省令第23号", "2019-03-26", []),
    ("serious", "2026-04-01"): ("令和8年総務省令第21号", "2026-03-04", []),
    ("periodic", "2010-04-01"): (None, None, []),
    ("periodic", "2023-06-16"): (None, None, []),
    ("periodic", "2025-04-01"): ("令和7年総務省令第14号", "2025-03-21", []),
}
PLACES = {
    # first day: place and Act of the rule on serious accidents
    "2010-04-01": ("58", None, "電気通信事業法第28条"),
    "2015-04-01": ("58", None, "電気通信事業法第28条"),
    "2019-04-01": ("58", None, "電気通信事業法第28条"),
    "2023-06-16": ("58", "2", "電気通信事業法第28条第1項第2号ハ"),
    "2025-04-01": ("58", "2", "電気通信事業法第28条第1項第2号ハ"),
    "2026-04-01": ("58", "2", "電気通信事業法第28条第1項第2号ハ"),
}


@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
def test_serious_accidents(rules: RuleSet) -> None:
    """施行規則58条の表: 継続時間 and 影響利用者数 of every row of every version."""
    rows = [(row.number, row.service, row.thresholds) for row in rules.serious.row]
    assert rows == [
        (
            number,
            Selector(tuple(map(Kind, kinds.split())), **traits),
            tuple(Threshold(u, h) for h, u in limits),
        )
        for number, kinds, traits, limits in SERIOUS[rules.serious.in_force.isoformat()]
    ]
    assert rules.serious.table_item == "1"
    assert (rules.serious.critical_facility.item, rules.serious.critical_facility.hours) == ("2", 2)


@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
def test_periodic_reports(rules: RuleSet) -> None:
    """報告規則7条の3: 影響利用者数3万以上又は継続時間2時間以上."""
    periodic = rules.periodic
    reports = periodic.reports
    due_from = reports.due_from and reports.due_from.isoformat()
    assert PERIODIC[periodic.in_force.isoformat()] == (
        periodic.label,
        reports.every,
        reports.serious_included,
        due_from,
    )
    assert (reports.due_months, reports.form, periodic.minor_paragraph) == (2, "様式第27", "2")
    limits = (Threshold(users=30_000), Threshold(hours=2))
    assert [(item.number, item.facility, item.thresholds) for item in periodic.item] == [
        ("1", "telecom", limits),
        ("2", "other", limits),
    ]
    # Item 3, leaks of information, was removed on 2023-06-16.
    assert [item.number for item in periodic.unjudged] == (["3"] if rules.id < "2023-06-16" else [])


@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
def test_citations(rules: RuleSet) -> None:
    place, under = rules.serious_place, None
    for cited in rules.serious.cited_as:
        under = cited.under if cited.since <= rules.in_force else under
    assert (place.article, place.paragraph, under) == PLACES[rules.id]
    assert (rules.periodic_place.article, rules.periodic_place.paragraph) == ("7-3", "1")
    for name, version in (("serious", rules.serious), ("periodic", rules.periodic)):
        promulgated = version.promulgated and version.promulgated.isoformat()
        assert AMENDMENTS[name, version.in_force.isoformat()] == (
            version.amended_by,
            promulgated,
            list(version.likely),
        )
        assert version.checked.isoformat() == "2026-11-21"


def test_all_versions_are_entered() -> None:
    assert {rules.serious.in_force.isoformat() for rules in rulesets()} == set(SERIOUS)
    assert {rules.periodic.in_force.isoformat() for rules in rulesets()} == set(PERIODIC)
    assert [rules.id for rules in rulesets()] == list(PLACES)
    assert [rules.serious.label for rules in rulesets()] == ["重大な事故"] * len(PLACES)
