"""Every duty with its form and its day."""

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve, fields
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st
from support.accidents import VOICE, accident, near_miss, on
from support.places import fy2018
from support.strategies import incidents

from jikorules import (
    Basis,
    Closed,
    Content,
    CriticalFacility,
    Deadline,
    Duty,
    Equipment,
    Grade,
    Impact,
    Incident,
    InvalidInput,
    Met,
    NotCovered,
    Origin,
    OtherForm,
    OtherReason,
    Period,
    Reason,
    Report,
    Service,
    Verdict,
    duties,
    from_wire,
    guideline,
    is_open,
    judge,
    judge_near_miss,
    next_open,
    ruleset,
    rulesets,
)
from jikorules.law.citation import Citation
from jikorules.reporting.duties import FIRST_DAY_NOT_COUNTED
from jikorules.reporting.duty import CLOSED_DAYS

CASES = fy2018()
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ALL = (
    Content.DATE_TIME,
    Content.PLACE,
    Content.OUTLINE,
    Content.REASON_OR_CAUSE,
    Content.MEASURES,
    Content.OTHER_MATTERS,
)


def of(incident: Incident, **more: Any) -> dict[Report, Duty]:
    found = duties(judge(incident), **more)
    assert len({duty.report for duty in found}) == len(found)
    return {duty.report: duty for duty in found}


LAST_DAYS = {
    # published case: last day of the detailed report, and the day it moves to
    "energia-2018-05-29": ("2018-06-28", "2018-06-28", "2018-08-31"),
    "softbank-mail-2018-09-17": ("2018-10-17", "2018-10-17", "2018-11-30"),
    "softbank-lte-2018-12-06": ("2019-01-05", "2019-01-07", "2019-02-28"),
    "line-mobile-2018-12-06": ("2019-01-05", "2019-01-07", "2019-02-28"),
    "jcom-east-2019-03-16": ("2019-04-15", "2019-04-15", "2019-05-31"),
    "kddi-2019-03-16": ("2019-04-15", "2019-04-15", "2019-05-31"),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["incident"]["id"])
def test_fiscal_2018(case: dict[str, Any]) -> None:
    """重大な事故は速やかに、また発生した日から30日以内に詳細を報告する."""
    incident = from_wire(case["incident"])
    last_day, due, quarterly = LAST_DAYS[str(incident.id)]
    first, detailed, periodic = duties(judge(incident))
    for duty in (first, detailed):
        assert (duty.subject, duty.carrier) == (incident.id, incident.carrier)
        assert duty.reason is Reason.SERIOUS_ACCIDENT
        assert duty.to == "総務大臣"
        assert duty.citation == judge(incident).rules.reports_place
        assert (duty.basis, duty.counted_from) == (Basis.OCCURRENCE, judge(incident).first_day)
        assert duty.is_certain
        assert duty.is_law
        assert duty.other_forms == ()  # the shorter form came on 2023-12-07
    assert (first.report, first.deadline, first.until) == (Report.FIRST, None, None)
    assert first.contents == ALL
    assert (detailed.report, detailed.form) == (Report.DETAILED, "様式第50の3")
    assert detailed.deadline is not None
    assert detailed.deadline.last_day == date.fromisoformat(last_day)
    assert detailed.deadline.due == date.fromisoformat(due)
    moved = last_day != due
    assert detailed.deadline.rules == (FIRST_DAY_NOT_COUNTED, *([CLOSED_DAYS] if moved else []))
    # Until 2023-06-15 serious accidents are in the quarterly report too.
    assert (periodic.report, periodic.form) == (Report.PERIODIC, "様式第27")
    assert periodic.is_certain
    assert periodic.deadline is not None
    assert periodic.deadline.due == date.fromisoformat(quarterly)


@pytest.mark.parametrize(
    ("day", "last_day", "due", "closed"),
    [
        ("2018-12-06", "2019-01-05", "2019-01-07", Closed.SATURDAY),
        ("2018-11-30", "2018-12-30", "2019-01-04", Closed.SUNDAY),
        ("2020-11-30", "2020-12-30", "2021-01-04", Closed.YEAR_END),
        ("2019-12-04", "2020-01-03", "2020-01-06", Closed.YEAR_END),
        ("2018-04-03", "2018-05-03", "2018-05-07", Closed.HOLIDAY),  # Golden Week
        ("2019-03-28", "2019-04-27", "2019-05-07", Closed.SATURDAY),  # the ten days of 2019
        ("2019-04-02", "2019-05-02", "2019-05-07", Closed.HOLIDAY),
        ("2019-07-13", "2019-08-12", "2019-08-13", Closed.HOLIDAY),  # substitute for 11 August
        ("2019-07-12", "2019-08-11", "2019-08-13", Closed.SUNDAY),
        ("2020-02-01", "2020-03-02", "2020-03-02", None),  # through 29 February
    ],
)
def test_thirty_days(day: str, last_day: str, due: str, closed: Closed | None) -> None:
    """期間の初日は算入しない。末日が行政機関の休日に当たるときは、その翌日をもつて期限とみなす."""
    deadline = of(accident(day))[Report.DETAILED].deadline
    assert deadline is not None
    assert (deadline.last_day, deadline.due) == (
        date.fromisoformat(last_day),
        date.fromisoformat(due),
    )
    assert deadline.closed is closed


def test_readers_may_count_the_first_day() -> None:
    deadline = of(accident("2018-11-07"), count_first_day=True)[Report.DETAILED].deadline
    assert deadline == Deadline.on(date(2018, 12, 6), days=30)
    assert FIRST_DAY_NOT_COUNTED not in deadline.rules


QUARTERS = [
    # day, first and last day reported, last day of the report, the day it moves to
    ("2018-04-01", "2018-04-01", "2018-06-30", "2018-08-31", "2018-08-31"),
    ("2018-06-30", "2018-04-01", "2018-06-30", "2018-08-31", "2018-08-31"),
    ("2018-07-01", "2018-07-01", "2018-09-30", "2018-11-30", "2018-11-30"),
    ("2018-12-31", "2018-10-01", "2018-12-31", "2019-02-28", "2019-02-28"),
    ("2019-12-31", "2019-10-01", "2019-12-31", "2020-02-29", "2020-03-02"),
    ("2020-01-01", "2020-01-01", "2020-03-31", "2020-05-31", "2020-06-01"),
    ("2025-01-01", "2025-01-01", "2025-03-31", "2025-05-31", "2025-06-02"),
    ("2025-03-31", "2025-01-01", "2025-03-31", "2025-05-31", "2025-06-02"),
    ("2025-04-01", "2025-04-01", "2026-03-31", "2026-05-31", "2026-06-01"),
    ("2026-03-31", "2025-04-01", "2026-03-31", "2026-05-31", "2026-06-01"),
    ("2026-04-01", "2026-04-01", "2027-03-31", "2027-05-31", "2027-05-31"),
]


@pytest.mark.parametrize(("day", "first", "last", "last_day", "due"), QUARTERS)
def test_periodic_reports(day: str, first: str, last: str, last_day: str, due: str) -> None:
    """四半期（令和7年度からは年度）経過後2月以内に、様式第27により報告する."""
    duty = of(accident(day, 10))[Report.PERIODIC]
    assert duty.covers == (date.fromisoformat(first), date.fromisoformat(last))
    assert (duty.basis, duty.counted_from) == (Basis.PERIOD_END, date.fromisoformat(last))
    assert duty.deadline is not None
    assert duty.deadline.last_day == date.fromisoformat(last_day)
    assert duty.deadline.due == date.fromisoformat(due)
    assert (duty.form, duty.to, duty.reason) == ("様式第27", "総務大臣", None)
    assert duty.citation == judge(accident(day, 10)).rules.periodic_place


def test_the_day_on_which_a_report_falls_due_chooses_how_it_is_made() -> None:
    """令和7年6月1日以後に期限の到来する報告から、年度ごとの報告とする."""
    # Not by the law of its day, the whole fiscal year would be reported if it fell due later.
    rules = ruleset("2023-12-07")
    (coming,) = rules.coming
    assert coming.due_from == date(2025, 6, 1)
    verdict = judge(accident("2025-04-10", 10), rules=rules)
    periodic = next(duty for duty in duties(verdict) if duty.report is Report.PERIODIC)
    assert periodic.covers == (date(2025, 4, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("day", "reports"),
    [
        ("2023-06-15", [Report.FIRST, Report.DETAILED, Report.PERIODIC, Report.NOTICE]),
        ("2023-06-16", [Report.FIRST, Report.DETAILED, Report.NOTICE]),
    ],
)
def test_serious_accidents_leave_the_quarterly_report(day: str, reports: list[Report]) -> None:
    assert list(of(accident(day))) == reports


@pytest.mark.parametrize(
    ("minor", "expected"), [(False, True), (None, False), (True, None)], ids=str
)
def test_a_minor_accident_needs_no_quarterly_report(
    minor: bool | None, expected: bool | None
) -> None:
    """告示で定める軽微な事故については、報告を要しない."""
    found = of(accident("2020-06-01", minor=minor))
    assert found[Report.DETAILED].is_certain
    periodic = found.get(Report.PERIODIC)
    assert (periodic and periodic.is_certain) is expected


def test_an_undecided_verdict_gives_conditional_duties() -> None:
    found = of(accident("2024-06-03", None))
    assert judge(accident("2024-06-03", None)).possible == (Grade.PERIODIC, Grade.SERIOUS)
    assert not any(
        found[report].is_certain for report in (Report.FIRST, Report.DETAILED, Report.PERIODIC)
    )
    before = of(accident("2019-06-03", None))
    assert before[Report.PERIODIC].is_certain  # it is reported either way
    assert not before[Report.DETAILED].is_certain


@pytest.mark.parametrize(
    ("day", "paragraph"), [("2023-06-16", "2"), ("2023-12-06", "2"), ("2023-12-07", "3")]
)
def test_the_first_report_of_a_near_miss(day: str, paragraph: str) -> None:
    """発生日時及び場所、概要、原因、措置模様その他参考となる事項: no 理由; in another paragraph."""
    occurred = date.fromisoformat(day)
    miss = evolve(near_miss(occurred_on=occurred), known_on=occurred)
    for duty in duties(judge_near_miss(miss)):
        assert duty.citation == Citation("電気通信事業法施行規則", "57", paragraph)
        if duty.report is Report.FIRST:
            cause = Content.CAUSE
            assert duty.contents == tuple(
                cause if each is Content.REASON_OR_CAUSE else each for each in ALL
            )


def test_reports_may_go_by_way_of_the_bureau() -> None:
    """施行規則69条、報告規則11条: 総合通信局長を経由して行うことができる."""
    found = of(accident("2019-03-16"))
    articles = {report: duty.via and duty.via.article for report, duty in found.items()}
    assert articles == {Report.FIRST: "69", Report.DETAILED: "69", Report.PERIODIC: "11"}
    assert of(accident("2024-06-03"))[Report.NOTICE].via is None


def test_penalties() -> None:
    """法188条: 報告をせず、又は虚偽の報告をしたとき, 三十万円以下の罰金; near-misses have none.

    Of older versions the number of the item is not established, and nothing is said.
    """
    serious = of(accident("2026-05-10"))
    for report in (Report.FIRST, Report.DETAILED):
        penalty = serious[report].penalty
        assert penalty is not None
        assert (penalty.fine, penalty.under and penalty.under.ja) == (
            300_000,
            "電気通信事業法第188条第6号",
        )
    small = of(accident("2026-05-10", 29_999))
    yearly = small[Report.PERIODIC].penalty
    assert yearly is not None
    assert yearly.fine == 300_000
    assert small[Report.NOTICE].penalty is None
    for duty in duties(judge_near_miss(near_miss())):
        assert duty.penalty is not None
        assert (duty.penalty.fine, duty.penalty.under) == (0, None)
    assert of(accident("2019-03-16"))[Report.FIRST].penalty is None


@pytest.mark.parametrize("equipment", [None, *Equipment])
def test_the_simple_form_is_for_telecommunications_facilities(equipment: Equipment | None) -> None:
    """無線基地局, 遠隔収容装置, DSLAM: all of them are 電気通信設備."""
    other = accident("2026-05-10", facility="other", equipment=equipment)
    assert of(other)[Report.PERIODIC].other_forms == ()
    telecom = accident("2026-05-10", 29_999, equipment=equipment)
    forms = of(telecom)[Report.PERIODIC].other_forms
    assert bool(forms) == (equipment is not Equipment.OTHER)


def test_nothing_is_reported_where_no_report_is_needed() -> None:
    start = on("2024-06-03")
    small = Incident([Impact(VOICE, 5, Period(start, start + timedelta(minutes=5)))])
    assert duties(judge(small)) == ()


SHORT = OtherForm(
    "様式第50の3の2",
    Met.YES,
    (Content.DATE_TIME, Content.MEASURES, Content.OTHER_MATTERS),
    Citation("電気通信事業法施行規則", "57", "2"),
)


@pytest.mark.parametrize(
    ("day", "origin", "wholesaler", "allowed"),
    [
        ("2023-12-07", Origin.WHOLESALER, 50_000, Met.YES),
        ("2023-12-07", Origin.WHOLESALER, None, Met.UNDECIDED),
        ("2023-12-07", Origin.WHOLESALER, 29_999, Met.NO),
        ("2023-12-07", Origin.OWN, 50_000, Met.NO),
        ("2023-12-07", Origin.OTHER_CARRIER, 50_000, Met.NO),
        ("2023-12-06", Origin.WHOLESALER, 50_000, Met.NO),
    ],
)
def test_wholesale_recipients_may_use_the_short_form(
    day: str, origin: Origin, wholesaler: int | None, allowed: Met
) -> None:
    """卸電気通信役務の提供を受ける者は、提供元の重大な事故による場合、様式第50の3の2によることができる."""
    found = of(accident(day, origin=origin), wholesaler=judge(accident(day, wholesaler)))
    forms = [evolve(SHORT, allowed=allowed)] if allowed is not Met.NO else []
    for report in (Report.FIRST, Report.DETAILED):
        assert list(found[report].other_forms) == forms
    assert found[Report.DETAILED].form == "様式第50の3"


def test_without_the_wholesalers_verdict_it_is_not_known_whether_the_short_form_may_be_used() -> (
    None
):
    (form,) = of(accident("2024-06-03", origin=Origin.WHOLESALER))[Report.DETAILED].other_forms
    assert form.allowed is Met.UNDECIDED


@pytest.mark.parametrize(
    ("equipment", "allowed"),
    [
        (Equipment.RADIO_BASE_STATION, [Met.YES]),
        (Equipment.REMOTE_CONCENTRATOR, [Met.YES]),
        (Equipment.DSLAM, [Met.YES]),
        (Equipment.OTHER, []),
        (None, [Met.UNDECIDED]),
    ],
)
def test_the_simple_form(equipment: Equipment | None, allowed: list[Met]) -> None:
    """告示で定める設備の故障については、簡易な様式によることができる."""
    duty = of(accident("2024-06-03", 10, equipment=equipment))[Report.PERIODIC]
    assert [(form.form, form.allowed) for form in duty.other_forms] == [
        ("簡易な様式", each) for each in allowed
    ]


@pytest.mark.parametrize(("day", "recommended"), [("2023-03-31", False), ("2023-04-01", True)])
def test_the_notice_to_users_is_recommended_and_no_law(day: str, recommended: bool) -> None:
    found = of(accident(day))
    assert (Report.NOTICE in found) is recommended
    if recommended:
        notice = found[Report.NOTICE]
        assert notice.until == on(day) + timedelta(minutes=30)
        assert (notice.is_law, notice.citation, notice.to) == (False, None, "利用者")
        assert guideline().first_notice_minutes == 30
    assert all(duty.is_law for report, duty in found.items() if report is not Report.NOTICE)


def test_the_half_hour_for_the_notice_runs_from_the_first_failure() -> None:
    """初報は30分以内: from when the first service failed, in whatever order the facts tell them.

    What is no part of the accident does not begin it.
    """
    noon = on("2024-06-03")
    first, second, aside = (
        Impact(VOICE, 50_000, Period(noon + n * HOUR, noon + 5 * HOUR), supplementary=n == 0)
        for n in (1, 2, 0)
    )
    for impacts in ([first, second], [second, first], [aside, second, first]):
        notice = of(Incident(impacts))[Report.NOTICE]
        assert notice.until == noon + HOUR + timedelta(minutes=30)


def test_only_whose_duty_it_is_is_positional() -> None:
    """What a duty tells may grow, and no caller's duty then means something else."""
    assert [each.name for each in fields(Duty) if not each.kw_only] == ["subject", "carrier"]


def test_a_satellite_that_no_user_missed_needs_no_notice() -> None:
    period = Period(on("2024-06-03"), on("2024-06-03") + timedelta(hours=2))
    satellite = CriticalFacility("satellite", period, installed_by="self")
    found = of(Incident([], critical_facility=satellite))
    assert list(found) == [Report.FIRST, Report.DETAILED]


OTHERS = [
    (Reason.PARTIAL_SUSPENSION, "様式第50", Basis.SUSPENSION),
    (Reason.SECRECY_LEAK, "様式第50の2", Basis.KNOWLEDGE),
    (Reason.USER_INFORMATION_LEAK, "様式第50の2の2", Basis.KNOWLEDGE),
]


@pytest.mark.parametrize(("reason", "form", "basis"), OTHERS)
@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
def test_other_reasons(reason: Reason, form: str, basis: Basis, rules: Any) -> None:
    """停止し、又は知った後速やかに、また30日以内に報告する."""
    other = OtherReason(reason, rules.in_force, users=1_001, designated=True, carrier="甲", id="1")
    found = duties(other)
    if reason is Reason.USER_INFORMATION_LEAK and rules.id < "2023-06-16":
        assert found == ()
        return
    first, detailed = found
    assert (first.report, detailed.report, detailed.form) == (Report.FIRST, Report.DETAILED, form)
    assert detailed.deadline == Deadline.on(
        rules.in_force + 30 * DAY, FIRST_DAY_NOT_COUNTED, days=30
    )
    for duty in found:
        assert (duty.subject, duty.carrier, duty.reason) == ("1", "甲", reason)
        assert (duty.basis, duty.counted_from) == (basis, rules.in_force)
        assert duty.is_certain
        paragraph = "1" if rules.id >= "2023-06-16" else None  # one paragraph has no number
        assert duty.citation == Citation("電気通信事業法施行規則", "57", paragraph)


@pytest.mark.parametrize(
    ("users", "foreign", "certain"),
    [
        (1_000, False, None),
        (1_001, False, True),
        (None, False, False),
        (1_000, None, False),
        (1_000, True, True),
        (None, True, True),
    ],
)
def test_leaks_of_more_than_a_thousand_users(
    users: int | None, foreign: bool | None, certain: bool | None
) -> None:
    """特定利用者情報であって、利用者の数が千を超えるもの、又は外国の制度により外国政府に提供したもの."""
    leak = OtherReason(
        "user_information_leak",
        date(2024, 6, 3),
        users=users,
        to_foreign_government=foreign,
        designated=True,
    )
    found = duties(leak)
    assert [duty.is_certain for duty in found] == ([] if certain is None else [certain] * 2)


@pytest.mark.parametrize(
    ("day", "designated", "certain"),
    [
        ("2023-06-15", True, []),
        ("2023-06-16", True, [True, True]),
        ("2023-06-16", False, []),
        ("2023-06-16", None, [False, False]),
        ("2026-05-01", False, []),
        ("2026-05-01", None, [False, False]),
    ],
)
def test_only_a_designated_carrier_owes_the_report_of_a_leak_of_user_information(
    day: str, designated: bool | None, certain: list[bool]
) -> None:
    """特定利用者情報: only of carriers designated 指定 under Art. 27-5 of the Act."""
    leak = OtherReason(
        "user_information_leak", date.fromisoformat(day), users=10**6, designated=designated
    )
    assert [duty.is_certain for duty in duties(leak)] == certain


def test_who_is_designated_does_not_matter_for_other_reasons() -> None:
    leak = OtherReason("secrecy_leak", date(2024, 6, 3), designated=False)
    assert [duty.is_certain for duty in duties(leak)] == [True, True]


def test_near_misses_are_reported_from_the_day_they_are_known() -> None:
    """知った後速やかに、また知った日から30日以内に、様式第50の4により報告する."""
    first, detailed = duties(judge_near_miss(near_miss()))
    assert (first.reason, first.deadline) == (Reason.NEAR_MISS, None)
    assert (detailed.form, detailed.basis) == ("様式第50の4", Basis.KNOWLEDGE)
    assert detailed.deadline == Deadline.on(date(2024, 7, 3), FIRST_DAY_NOT_COUNTED, days=30)
    assert detailed.is_certain
    assert [
        duty.is_certain for duty in duties(judge_near_miss(near_miss(installer_users=None)))
    ] == [
        False,
        False,
    ]
    assert duties(judge_near_miss(near_miss(installer_users=29_999))) == ()


def test_odd_reasons_are_refused() -> None:
    numbers = ("to_foreign_government", "designated", "carrier", "id")
    wrong: Any = {"users": -1, **dict.fromkeys(numbers, 2)}
    with pytest.raises(InvalidInput) as caught:
        OtherReason("leak", on("2024-06-03"), **wrong)  # type: ignore[arg-type]
    assert [problem.path for problem in caught.value.problems] == [
        "reason",
        "day",
        "users",
        "to_foreign_government",
        "designated",
        "carrier",
        "id",
    ]
    with pytest.raises(InvalidInput, match="judge_near_miss"):
        OtherReason("near_miss", date(2024, 6, 3))


def test_days_without_law_are_refused() -> None:
    with pytest.raises(NotCovered):
        duties(OtherReason("secrecy_leak", date(2009, 1, 1)))


def verdicts() -> st.SearchStrategy[Verdict]:
    return incidents().map(judge)


@given(verdicts(), st.booleans())
def test_last_days_are_open_and_move_no_further_than_they_must(
    verdict: Verdict, count_first_day: bool
) -> None:
    """行政機関の休日に当たるときは、行政機関の休日の翌日をもつてその期限とみなす."""
    for duty in duties(verdict, count_first_day=count_first_day):
        deadline = duty.deadline
        if deadline is not None:
            assert is_open(deadline.due)
            assert deadline.due == next_open(deadline.last_day)
            assert deadline.last_day <= deadline.due <= deadline.last_day + 10 * DAY
            assert (deadline.closed is None) == (deadline.last_day == deadline.due)
            assert (CLOSED_DAYS in deadline.rules) == (deadline.closed is not None)


@given(verdicts())
def test_duties_follow_the_grade(verdict: Verdict) -> None:
    """A report is certain if every grade that is possible asks for it."""
    found = {duty.report: duty for duty in duties(verdict)}
    serious = Grade.SERIOUS in verdict.possible
    assert (Report.DETAILED in found) == (Report.FIRST in found) == serious
    if serious:
        assert found[Report.DETAILED].is_certain == (verdict.grade is Grade.SERIOUS)
    if verdict.at_most is Grade.NONE:
        assert not found
    if verdict.grade is Grade.PERIODIC:
        assert found[Report.PERIODIC].is_certain
    if verdict.at_least is Grade.NONE:
        assert not any(duty.is_certain for duty in found.values() if duty.is_law)
    periodic = found.get(Report.PERIODIC)
    if periodic is not None:
        assert periodic.covers is not None
        assert periodic.deadline is not None
        first, last = periodic.covers
        assert first <= verdict.first_day <= last
        assert last + DAY in {first + relativedelta(months=3), first + relativedelta(years=1)}
        assert periodic.deadline.last_day + DAY == last + DAY + relativedelta(months=2)


def test_keys_name_subject_reason_and_report() -> None:
    keys = [duty.key for duty in duties(judge(accident("2020-06-01", id="事故1")))]
    assert keys == [
        "事故1/serious_accident/first",
        "事故1/serious_accident/detailed",
        "事故1/periodic",
    ]


def test_duties_where_the_rules_that_hold_are_open() -> None:
    """What is owed under some of the rules only is not certain, and the first day counts."""
    eve = on("2026-03-31") + timedelta(hours=11, minutes=50)
    minute = timedelta(minutes=1)
    maybe = Impact(VOICE, 10, Period(eve, eve + 5 * minute), supplementary=None)
    start = eve + 20 * minute
    internet = Service("internet_access", paid=True)
    later = Impact(internet, 150_000, Period(start, start + 80 * minute))
    found = {duty.report: duty for duty in duties(judge(Incident([maybe, later])))}
    assert {report: duty.is_certain for report, duty in found.items()} == {
        Report.PERIODIC: False,
        Report.NOTICE: True,
        Report.FIRST: False,
        Report.DETAILED: False,
    }
    assert found[Report.NOTICE].until == eve + 30 * minute
    assert found[Report.DETAILED].counted_from == date(2026, 4, 1)
    both = Impact(internet, 150_000, Period(start, start + 130 * minute))
    sure = {duty.report: duty for duty in duties(judge(Incident([maybe, both])))}
    assert sure[Report.FIRST].is_certain
    assert sure[Report.DETAILED].counted_from == date(2026, 3, 31)
    last = sure[Report.DETAILED].deadline
    assert last is not None
    assert last.last_day == date(2026, 4, 30)
