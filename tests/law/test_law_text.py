"""The rule data, entered a second time from the text of the law, and frozen.

The limits of the other tests come out of the rule data; these hold the rule data itself.
"""

from datetime import date
from typing import Any

import pytest

from jikorules import Kind, RuleSet, load_law, rulesets
from jikorules.basics.errors import Words
from jikorules.basics.vocabulary import (
    Basis,
    Content,
    Equipment,
    Event,
    Function,
    NetworkPart,
    Origin,
    Reason,
)
from jikorules.law.notice import Guideline
from jikorules.law.periodic import SimpleForm
from jikorules.law.provision import Penalty, Threshold
from jikorules.law.reports import ReportRule, ShortForm
from jikorules.law.ruleset import guideline
from jikorules.law.serious import Selector

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
REPORTS: dict[str, tuple[str, str, int, str]] = {
    # reason: name, form, days for the detailed report, counted from the day of
    "serious_accident": ("重大な事故", "様式第50の3", 30, "occurrence"),
    "near_miss": (
        "重大な事故が生ずるおそれがあると認められる事態",
        "様式第50の4",
        30,
        "knowledge",
    ),
    "partial_suspension": (
        "電気通信業務の一部の停止（電気通信事業法第8条第2項）",
        "様式第50",
        30,
        "suspension",
    ),
    "secrecy_leak": ("通信の秘密の漏えい", "様式第50の2", 30, "knowledge"),
    "user_information_leak": ("特定利用者情報の漏えい", "様式第50の2の2", 30, "knowledge"),
}
REASONS = {
    # first day: what was to be reported; whether wholesale recipients had the short form
    "2010-04-01": ("serious_accident partial_suspension secrecy_leak", False),
    "2023-06-16": (
        "serious_accident near_miss partial_suspension secrecy_leak user_information_leak",
        False,
    ),
    "2023-12-07": (
        "serious_accident near_miss partial_suspension secrecy_leak user_information_leak",
        True,
    ),
}
NEAR_MISS_CONTENTS = (
    Content.DATE_TIME,
    Content.PLACE,
    Content.OUTLINE,
    Content.CAUSE,
    Content.MEASURES,
    Content.OTHER_MATTERS,
)
PENALTY = Penalty(
    300_000,
    Words("電気通信事業法第188条第6号", "Telecommunications Business Act, Art. 188, item 6"),
)
NO_PENALTY = Penalty(0)
PARAGRAPHS: dict[str, tuple[tuple[str | None, str | None], bool]] = {
    # first day: the paragraph of the reports, and of that of near-misses; whether of penalties
    "2010-04-01": ((None, None), False),
    "2023-06-16": (("1", "2"), False),
    "2023-12-07": (("1", "3"), True),
}
LIMBS = {
    # limb: what it asks for, and words of its name
    "イ": ("users", "前年度末の利用者が3万以上"),
    "ロ": ("prefectures", "2以上の都道府県"),
    "ハ": ("part", "端末設備及び端末系伝送路設備でない"),
    "ニ": (
        "function",
        "伝送、交換、制御（仮想化した機能を制御するための機能を含む。）、運用・監視・保守又は接続・認証に係る加入者管理",
    ),
    "ホ": ("event", "までのいずれかの事象"),
    "ヘ": (
        "exceptions",
        "計画されたもの、設計上の仕様の範囲内の動作及び自然災害によるもの（ホ(3)を除く。）でない",
    ),
}
EVENTS: dict[str, list[tuple[str, str, str, bool, bool]]] = {
    # number, event, words of its name; only if not noticed promptly; even in a natural disaster
    "2023-06-16": [
        ("1", "could_not_stop", "停止できなかった", False, False),
        ("2", "could_not_switch", "気付かず、かつ、予備の設備に", True, False),
        ("3", "fell_over", "倒れ、又は部品が脱落", False, True),
        (
            "4",
            "fire",
            "通信機械室、コンテナ等の建造物又はとう道において、発火、発煙又は焼損",
            False,
            False,
        ),
        ("5", "unintended_connection", "意図しない端末を認証し、接続", False, False),
    ],
    "2026-04-01": [
        ("1", "could_not_stop", "停止できなかった", False, False),
        ("2", "could_not_switch", "予備の設備に速やかに切り替えられなかった", False, False),
        ("3", "fell_over", "倒れ、又は部品が脱落", False, True),
        (
            "4",
            "fire",
            "通信機械室、コンテナ等の建造物又はとう道において、発火、発煙又は焼損",
            False,
            False,
        ),
        ("5", "unintended_connection", "意図しない端末を認証し、接続", False, False),
        ("6", "overload", "能力を超える負荷", False, False),
        ("7", "misconfiguration", "誤った設定又はソフトウェア", False, False),
    ],
}
AMENDMENTS: dict[tuple[str, str], tuple[str | None, str | None, list[str]]] = {
    ("serious", "2010-04-01"): ("平成22年総務省令第38号", "2010-04-01", ["amended_by", "text"]),
    ("serious", "2015-04-01"): ("平成27年総務省令第29号", "2015-03-30", ["amended_by"]),
    ("serious", "2019-04-01"): ("平成31年総務省令第23号", "2019-03-26", []),
    ("serious", "2026-04-01"): ("令和8年総務省令第21号", "2026-03-04", []),
    ("periodic", "2010-04-01"): ("平成22年総務省令第39号", None, ["amended_by"]),
    ("periodic", "2023-06-16"): ("令和5年総務省令第46号", "2023-05-19", []),
    ("periodic", "2025-04-01"): ("令和7年総務省令第14号", "2025-03-21", []),
    ("reports", "2010-04-01"): (None, None, ["text"]),
    ("reports", "2023-06-16"): ("令和5年総務省令第46号", "2023-05-19", []),
    ("reports", "2023-12-07"): ("令和5年総務省令第85号", None, []),
    ("near_miss", "2023-06-16"): ("令和5年総務省令第46号", "2023-05-19", []),
    ("near_miss", "2026-04-01"): ("令和8年総務省令第21号", "2026-03-04", []),
    ("tower_providers", "2026-05-27"): ("令和8年総務省令第70号", None, ["amended_by"]),
}
CITED_AS = {
    # provision: every place it has stood at, since when, and under which provision of the Act
    "serious": [
        ("2010-04-01", "58", None, "電気通信事業法第28条"),
        ("2015-04-01", "58", None, "電気通信事業法第28条"),
        ("2019-04-01", "58", None, "電気通信事業法第28条"),
        ("2023-06-16", "58", "2", "電気通信事業法第28条第1項第2号ハ"),
        ("2026-04-01", "58", "2", "電気通信事業法第28条第1項第2号ハ"),
    ],
    "periodic": [
        ("2010-04-01", "7-3", "1", None),
        ("2023-06-16", "7-3", "1", None),
        ("2025-04-01", "7-3", "1", None),
    ],
    "reports": [
        ("2010-04-01", "57", None, None),
        ("2023-06-16", "57", None, None),
        ("2023-12-07", "57", None, None),
    ],
    "near_miss": [("2023-06-16", "58-2", None, None), ("2026-04-01", "58-2", None, None)],
    "tower_providers": [("2026-05-27", "54-17", None, "電気通信事業法第143条の14")],
}
LATER_CHECKED = {"tower_providers": "2026-11-28"}
PLACES = {
    # first day: place and Act of the rule on serious accidents
    "2010-04-01": ("58", None, "電気通信事業法第28条"),
    "2015-04-01": ("58", None, "電気通信事業法第28条"),
    "2019-04-01": ("58", None, "電気通信事業法第28条"),
    "2023-06-16": ("58", "2", "電気通信事業法第28条第1項第2号ハ"),
    "2023-12-07": ("58", "2", "電気通信事業法第28条第1項第2号ハ"),
    "2025-04-01": ("58", "2", "電気通信事業法第28条第1項第2号ハ"),
    "2026-04-01": ("58", "2", "電気通信事業法第28条第1項第2号ハ"),
    "2026-05-27": ("58", "2", "電気通信事業法第28条第1項第2号ハ"),
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
    assert (rules.serious.table_item, rules.serious.supplementary_left_out) == ("1", True)
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
    assert (reports.to, periodic.via.article) == ("総務大臣", "11")
    assert (reports.penalty and reports.penalty.fine) == (300_000 if rules.id >= "2025" else None)
    # 無線基地局, 局設置・き線点遠隔収容装置, デジタル加入者回線アクセス多重化装置
    assert periodic.simple_form == SimpleForm(
        "簡易な様式",
        (Equipment.RADIO_BASE_STATION, Equipment.REMOTE_CONCENTRATOR, Equipment.DSLAM),
    )
    limits = (Threshold(users=30_000), Threshold(hours=2))
    assert [(item.number, item.facility, item.thresholds) for item in periodic.item] == [
        ("1", "telecom", limits),
        ("2", "other", limits),
    ]
    # Item 3, leaks of information, was removed on 2023-06-16.
    assert [item.number for item in periodic.unjudged] == (["3"] if rules.id < "2023-06-16" else [])


@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
def test_reports(rules: RuleSet) -> None:
    """施行規則57条: 速やかに, and 三十日以内 on the form of the reason."""
    reasons, has_short_form = REASONS[rules.reports.in_force.isoformat()]
    short = ShortForm(
        Origin.WHOLESALER,
        "様式第50の3の2",
        (Content.DATE_TIME, Content.MEASURES, Content.OTHER_MATTERS),
        "2",
    )
    paragraphs, has_penalty = PARAGRAPHS[rules.reports.in_force.isoformat()]
    assert rules.reports.report == tuple(
        ReportRule(
            Reason(reason),
            name,
            Basis(basis),
            days,
            form,
            short if has_short_form and reason == "serious_accident" else None,
            1_000 if reason == "user_information_leak" else None,
            True if reason == "user_information_leak" else None,
            NEAR_MISS_CONTENTS if reason == "near_miss" else None,
            paragraphs[reason == "near_miss"],
            (NO_PENALTY if reason == "near_miss" else PENALTY) if has_penalty else None,
        )
        for reason, (name, form, days, basis) in REPORTS.items()
        if reason in reasons.split()
    )
    for reason in Reason:
        rule = rules.reports.rule(reason)
        assert (rule and rule.reason) == (reason if reason in reasons.split() else None)
    assert (rules.reports.to, rules.reports.label) == ("総務大臣", "事故等の報告")
    assert rules.reports.first_contents == (
        Content.DATE_TIME,
        Content.PLACE,
        Content.OUTLINE,
        Content.REASON_OR_CAUSE,
        Content.MEASURES,
        Content.OTHER_MATTERS,
    )
    assert rules.reports.via.article == "69"
    for reason in Reason:
        miss = reason is Reason.NEAR_MISS
        known = NEAR_MISS_CONTENTS if miss and rules.near_miss else rules.reports.first_contents
        assert rules.reports.contents(reason) == known


@pytest.mark.parametrize("day", EVENTS)
def test_near_misses(day: str) -> None:
    """施行規則58条の2: item 1 with its limbs イ to ヘ and the events of ホ; item 2."""
    (rule,) = [each for each in load_law().near_miss.version if each.in_force.isoformat() == day]
    assert (rule.network_item, rule.critical_item) == ("1", "2")
    assert (rule.users, rule.prefectures) == (30_000, 2)
    assert rule.label == "重大な事故が生ずるおそれがあると認められる事態"
    assert rule.parts_excluded == (NetworkPart.TERMINAL_EQUIPMENT, NetworkPart.ACCESS_LINE)
    assert rule.functions == (
        Function.TRANSMISSION,
        Function.SWITCHING,
        Function.CONTROL,
        Function.OPERATION,
        Function.SUBSCRIBER_MANAGEMENT,
    )
    assert [(limb.number, limb.asks) for limb in rule.limb] == [
        (number, asks) for number, (asks, _) in LIMBS.items()
    ]
    for limb in rule.limb:
        assert LIMBS[limb.number][1] in limb.name
    assert f"(1)から({len(EVENTS[day])})まで" in rule.limb[4].name
    assert [
        (each.number, each.event, each.unless_noticed, each.despite_disaster) for each in rule.event
    ] == [(number, Event(event), *flags) for number, event, _, *flags in EVENTS[day]]
    for each, (*_, words, _, _) in zip(rule.event, EVENTS[day], strict=True):
        assert words in each.name
        assert ("気付" in each.name) is each.unless_noticed


def test_tower_providers() -> None:
    """施行規則54条の17: an accident of 58条2項1号; 知つた時から速やかに; 知つた時から三十日以内."""
    (rule,) = load_law().tower_providers.version
    of = rule.accident
    assert (of.article, of.paragraph, of.item) == ("58", "2", "1")
    assert (rule.to, rule.form, rule.detailed_days) == ("総務大臣", "様式第38の38", 30)
    assert rule.counted_from is Basis.TIME_OF_KNOWLEDGE
    assert rule.first_contents == (
        Content.DATE_TIME,
        Content.PLACE,
        Content.KNOWN_AT,
        Content.OUTLINE,
        Content.REASON_OR_CAUSE,
        Content.MEASURES,
        Content.OTHER_MATTERS,
    )
    assert (rule.penalty.fine, rule.penalty.under and rule.penalty.under.ja) == (
        300_000,
        "電気通信事業法第188条第17号",
    )


def test_the_guideline() -> None:
    """A recommendation: within 30 minutes of the failure as a rule."""
    assert guideline() == Guideline(
        name="電気通信サービスにおける障害発生時の周知・広報に関するガイドライン",
        published=date(2023, 3, 17),
        applied_from=date(2023, 4, 1),
        first_notice_minutes=30,
        checked=date(2026, 11, 21),
    )


REVISION_READ = {
    # A copy of November 2013; of the time from 2015 to 2019 there is none.
    ("serious", "2010-04-01"): "2013-11-01",
    ("serious", "2015-04-01"): None,
    ("serious", "2019-04-01"): "2025-07-01",
    ("serious", "2026-04-01"): "2026-08-10",
    ("tower_providers", "2026-05-27"): "2026-08-10",
    ("periodic", "2010-04-01"): "2022-06-30",
    ("periodic", "2023-06-16"): "2023-06-16",
    ("periodic", "2025-04-01"): "2026-08-10",
    ("reports", "2010-04-01"): "2022-09-01",
    ("reports", "2023-06-16"): "2023-06-16",
    ("reports", "2023-12-07"): "2026-08-10",
    ("near_miss", "2023-06-16"): "2025-07-01",
    ("near_miss", "2026-04-01"): "2026-08-10",
}
"""The first day of the newest revision in which each version's text was read."""


@pytest.mark.parametrize("name", CITED_AS)
def test_amendments(name: str) -> None:
    provision = getattr(load_law(), name)
    for version in provision.version:
        day = version.in_force.isoformat()
        promulgated = version.promulgated and version.promulgated.isoformat()
        amended_by, promulgated_on, likely = AMENDMENTS[name, day]
        assert (version.amended_by, promulgated) == (amended_by, promulgated_on)
        assert list(version.likely) == likely
        read = version.revision_read and version.revision_read.isoformat()
        assert read == REVISION_READ[name, day]
        facts = {"amended_by": amended_by, "promulgated": promulgated_on, "revision_read": read}
        assert [*version.not_established] == [key for key, fact in facts.items() if fact is None]
        assert version.checked.isoformat() == LATER_CHECKED.get(name, "2026-11-21")
        assert version.ends is None
    assert [
        (place.since.isoformat(), place.article, place.paragraph, place.under)
        for version in provision.version
        for place in version.cited_as
    ] == CITED_AS[name]


@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
def test_citations(rules: RuleSet) -> None:
    place, under = rules.serious_place, None
    for cited in rules.serious.cited_as:
        under = cited.under if cited.since <= rules.in_force else under
    assert (place.article, place.paragraph, under) == PLACES[rules.id]
    assert (rules.periodic_place.article, rules.periodic_place.paragraph) == ("7-3", "1")
    assert (rules.reports_place.article, rules.reports_place.paragraph) == ("57", None)
    near = rules.near_miss_place
    assert (near and (near.article, near.paragraph)) == (
        None if rules.id < "2023-06-16" else ("58-2", None)
    )
    towers = rules.tower_providers_place
    assert (towers and (towers.article, towers.paragraph)) == (
        None if rules.id < "2026-05-27" else ("54-17", None)
    )


def test_all_versions_are_entered() -> None:
    assert {rules.serious.in_force.isoformat() for rules in rulesets()} == set(SERIOUS)
    assert {rules.periodic.in_force.isoformat() for rules in rulesets()} == set(PERIODIC)
    assert {rules.reports.in_force.isoformat() for rules in rulesets()} == set(REASONS)
    assert {rules.near_miss.in_force.isoformat() for rules in rulesets() if rules.near_miss} == set(
        EVENTS
    )
    law = load_law()
    assert set(AMENDMENTS) == {
        (name, version.in_force.isoformat())
        for name in CITED_AS
        for version in getattr(law, name).version
    }
    assert [rules.id for rules in rulesets()] == list(PLACES)
    assert [rules.serious.label for rules in rulesets()] == ["重大な事故"] * len(PLACES)
