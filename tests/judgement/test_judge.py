"""`judge()` against published cases, against every limit of the rule data, and as the text says."""

from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from support.places import fy2018

from jikorules import (
    JAPAN,
    Bounds,
    CriticalFacility,
    CriticalKind,
    Exclusion,
    Facility,
    Flag,
    Grade,
    Impact,
    Incident,
    InstalledBy,
    InvalidInput,
    Kind,
    Met,
    NotCovered,
    Origin,
    Overlap,
    Period,
    RuleSet,
    Service,
    Verdict,
    from_wire,
    judge,
    questions,
    ruleset,
    rulesets,
)
from jikorules.judgement.limbs import limbs_of
from jikorules.judgement.verdict import Limb, Quantity

CASES = fy2018()
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
VOICE = Service("voice", emergency_calls=True, paid=True)
ACCESS = Service("internet_access", paid=True)


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=JAPAN)


NOON = at_noon(date(2020, 6, 1))
MINUTE = timedelta(minutes=1)


def hit(
    service: Service,
    users: Bounds[int] | int | None,
    lasted: timedelta | None,
    start: datetime = NOON,
    **more: Any,
) -> Impact:
    return Impact(service, users, Period(start, None if lasted is None else start + lasted), **more)


def judged(*impacts: Impact, at: datetime | None = None, **more: Any) -> Verdict:
    return judge(Incident(impacts, **more), at=at)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["incident"]["id"])
def test_published_accidents_of_fiscal_2018(case: dict[str, Any]) -> None:
    verdict = judge(from_wire(case["incident"]))
    expect = case["expect"]
    assert verdict.grade is not None
    assert verdict.grade.wire == expect["grade"]
    assert verdict.rules.id == expect["rules"]
    assert list(verdict.rows) == expect["rows"]


def service_of_row(rules: RuleSet, row: int) -> Service:
    """Give some service that falls in a row."""
    for kind, emergency_calls, paid, monthly in rules.serious.traits():
        if rules.serious.row_of(kind, emergency_calls, paid, monthly) == row:
            return Service(kind, emergency_calls=emergency_calls, paid=paid, monthly_users=monthly)
    raise AssertionError("unreachable row")


LIMITS = [
    pytest.param(
        rules, row, limb, id=f"{rules.id}-{limb.citation.row}-{limb.duration}-{limb.users}"
    )
    for rules in rulesets()
    for row, limbs in enumerate(limbs_of(rules).rows)
    for limb in limbs
]


def below_serious(rules: RuleSet, users: int, lasted: timedelta) -> Grade:
    """Read the grade of an accident that is not serious off the rule on periodic reports."""
    item = next(item for item in rules.periodic.item if item.facility is Facility.TELECOM)
    met = any(
        (each.users is not None and users >= each.users)
        or (each.duration is not None and lasted >= each.duration)
        for each in item.thresholds
    )
    return Grade.PERIODIC if met else Grade.NONE


@pytest.mark.parametrize(("rules", "row", "limb"), LIMITS)
def test_limits_of_every_row_are_inclusive(rules: RuleSet, row: int, limb: Limb) -> None:
    """…時間以上…その影響を受けた利用者の数が…以上のもの."""
    assert limb.duration is not None
    assert limb.users is not None
    service, noon = service_of_row(rules, row), at_noon(rules.in_force)
    for users, lasted, met in (
        (limb.users, limb.duration, True),
        (limb.users - 1, limb.duration, False),
        (limb.users, limb.duration - SECOND, False),
    ):
        verdict = judged(hit(service, users, lasted, noon))
        finding = next(finding for finding in verdict.findings if finding.limb == limb)
        assert finding.met is (Met.YES if met else Met.NO)
        assert verdict.rules == rules
        assert (limb.citation.row in verdict.rows) == (met and limb.citation.row is not None)
        assert verdict.grade is (Grade.SERIOUS if met else below_serious(rules, users, lasted))
        assert finding.margin.users == Bounds.exact(users - limb.users)
        assert finding.margin.duration == Bounds.exact(lasted - limb.duration)


@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
@pytest.mark.parametrize("facility", Facility)
def test_limits_of_the_periodic_report_are_inclusive_alternatives(
    rules: RuleSet, facility: Facility
) -> None:
    """影響利用者数三万以上又は継続時間二時間以上のもの."""
    noon = at_noon(rules.in_force)
    for limb in limbs_of(rules).periodic[facility]:
        users, lasted = limb.users or 0, limb.duration or timedelta(0)
        for fewer, shorter, met in ((0, 0, True), (limb.users and 1, limb.duration and 1, False)):
            impact = hit(
                Service("other"), users - (fewer or 0), lasted - SECOND * (shorter or 0), noon
            )
            verdict = judged(impact, facility=facility)
            assert verdict.grade is (Grade.PERIODIC if met else Grade.NONE)
            finding = next(finding for finding in verdict.findings if finding.limb == limb)
            assert finding.met is (Met.YES if met else Met.NO)


@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
@pytest.mark.parametrize("kind", ["satellite", "submarine_cable", "equivalent"])
def test_item_2_asks_for_time_only(rules: RuleSet, kind: str) -> None:
    """電気通信事業者が設置した衛星、海底ケーブルその他これに準ずる重要な電気通信設備の故障…二時間以上.

    Any carrier may have installed it: only what no carrier installed is left out.
    """
    noon, limit = at_noon(rules.in_force), rules.serious.critical_facility.duration
    for lasted, installed, possible in (
        (limit, InstalledBy.SELF, (Grade.SERIOUS,)),
        (limit - SECOND, InstalledBy.SELF, (Grade.NONE,)),
        (limit, InstalledBy.OTHER_CARRIER, (Grade.SERIOUS,)),
        (limit - SECOND, InstalledBy.OTHER_CARRIER, (Grade.NONE,)),
        (limit, InstalledBy.NOT_CARRIER, (Grade.NONE,)),
        (limit, None, (Grade.NONE, Grade.SERIOUS)),
        (limit - SECOND, None, (Grade.NONE,)),
    ):
        failed = CriticalFacility(
            CriticalKind(kind), Period(noon, noon + lasted), installed_by=installed
        )
        verdict = judge(Incident([], critical_facility=failed))
        assert verdict.possible == possible
        assert Flag.NO_IMPACTS in verdict.flags
        item_2 = limbs_of(rules).critical
        assert next(each for each in verdict.findings if each.limb == item_2).margin.users is None
        excluded = [each.met for each in verdict.findings if each.limb.exclusion is not None]
        left_out = {InstalledBy.NOT_CARRIER: [Met.YES], None: [Met.UNDECIDED]}
        assert excluded == left_out.get(installed, [])
        elsewhere = Flag.ORIGIN_ELSEWHERE in verdict.flags
        assert elsewhere == (installed is InstalledBy.OTHER_CARRIER)


def test_the_cable_of_another_carrier_is_a_serious_accident_too() -> None:
    """電気通信事業者が設置した: another carrier's cable, all traffic, 3 h. It was "none" once."""
    cable = CriticalFacility(
        "submarine_cable", Period(NOON, NOON + 3 * HOUR), installed_by="other_carrier"
    )
    verdict = judge(Incident([], critical_facility=cable))
    assert verdict.grade is Grade.SERIOUS
    assert Flag.ORIGIN_ELSEWHERE in verdict.flags


def test_item_2_and_a_running_failure() -> None:
    failed = CriticalFacility("satellite", Period(NOON), installed_by="self")
    incident = Incident([], critical_facility=failed)
    assert judge(incident).possible == (Grade.NONE, Grade.SERIOUS)
    assert judge(incident, at=NOON + 2 * HOUR - SECOND).grade is Grade.NONE
    assert judge(incident, at=NOON + 2 * HOUR).grade is Grade.SERIOUS


@pytest.mark.parametrize(
    ("service", "users", "minutes", "grades"),
    [
        (
            Service("messaging", paid=False, monthly_users=12_000_000, voice_calls=False),
            1_200_000,
            125,
            {"2019-04-01": ("periodic", []), "2026-04-01": ("serious", ["四"])},
        ),
        (ACCESS, 150_000, 70, {"2019-04-01": ("periodic", []), "2026-04-01": ("serious", ["六"])}),
        (
            Service("lpwa"),
            40_000,
            130,
            {"2015-04-01": ("serious", ["四"]), "2019-04-01": ("periodic", [])},
        ),
        (VOICE, 30_000, 60, {"2010-04-01": ("periodic", []), "2015-04-01": ("serious", ["一"])}),
    ],
)
def test_the_same_facts_under_different_versions(
    service: Service, users: int, minutes: int, grades: dict[str, tuple[str, list[str]]]
) -> None:
    incident = Incident([hit(service, users, timedelta(minutes=minutes))])
    for day, (grade, rows) in grades.items():
        verdict = judge(incident, rules=ruleset(day))
        assert verdict.grade is not None
        assert (verdict.grade.wire, list(verdict.rows)) == (grade, rows)


def test_rows_are_tested_by_themselves() -> None:
    """Users of services in different rows are never added up."""
    verdict = judged(
        hit(VOICE, 29_999, 3 * HOUR), hit(ACCESS, 29_999, 3 * HOUR), overlap=Overlap.DISJOINT
    )
    assert verdict.grade is Grade.PERIODIC
    assert verdict.rows == ()


@pytest.mark.parametrize(
    ("overlap", "possible"),
    [
        ("disjoint", (Grade.SERIOUS,)),
        ("same", (Grade.NONE,)),
        ("unknown", (Grade.NONE, Grade.SERIOUS)),
    ],
)
def test_users_of_one_row_are_added_only_if_nobody_is_in_two_impacts(
    overlap: str, possible: tuple[Grade, ...]
) -> None:
    """The largest number certainly counts; with 70 minutes the grade leaps over PERIODIC."""
    verdict = judged(*[hit(VOICE, 20_000, 70 * HOUR / 60)] * 2, overlap=overlap)
    assert verdict.possible == possible


def test_users_of_different_services_may_or_may_not_add_up_for_the_periodic_report() -> None:
    parts = [hit(VOICE, 20_000, HOUR / 2), hit(ACCESS, 20_000, HOUR / 2)]
    verdict = judged(*parts, overlap=Overlap.DISJOINT)
    assert verdict.possible == (Grade.NONE, Grade.PERIODIC)
    assert verdict.flags == (Flag.OPEN_READING,)
    assert judged(*parts, overlap=Overlap.SAME).grade is Grade.NONE
    one = judged(*[evolve(part, service=ACCESS) for part in parts], overlap=Overlap.DISJOINT)
    assert one.grade is Grade.PERIODIC  # one service's users surely add up


def test_an_intermittent_accident_parts_the_readings() -> None:
    """Longest outage 40 minutes, 90 minutes from the first failure to the last restoration."""
    periods = [
        Period(NOON, NOON + HOUR * 2 / 3),
        Period(NOON + HOUR * 5 / 6, NOON + HOUR * 3 / 2),
    ]
    verdict = judge(Incident([Impact(VOICE, 40_000, periods)]))
    assert verdict.possible == (Grade.PERIODIC, Grade.SERIOUS)
    assert Flag.OPEN_READING in verdict.flags
    finding = verdict.findings[0]
    assert finding.given.duration == Bounds(timedelta(minutes=40), timedelta(minutes=90))


def test_periods_that_touch_are_one_stretch() -> None:
    periods = [Period(NOON + HOUR / 2, NOON + HOUR), Period(NOON, NOON + HOUR / 2)]
    assert judge(Incident([Impact(VOICE, 30_000, periods)])).grade is Grade.SERIOUS


def test_a_period_inside_another_adds_nothing() -> None:
    periods = [Period(NOON, NOON + HOUR), Period(NOON + HOUR / 4, NOON + HOUR / 2)]
    assert judge(Incident([Impact(VOICE, 30_000, periods)])).grade is Grade.SERIOUS
    finding = judge(Incident([Impact(VOICE, 30_000, periods)])).findings[0]
    assert finding.given.duration == Bounds.exact(HOUR)


def test_only_impacts_that_last_long_enough_lend_their_users() -> None:
    """Under the narrowest reading users must have suffered for the whole time."""
    short, long = hit(VOICE, 25_000, HOUR / 6), hit(VOICE, 25_000, HOUR)
    verdict = judged(short, long, overlap=Overlap.DISJOINT)
    finding = verdict.findings[0]
    assert finding.met is Met.UNDECIDED
    assert finding.given.users == Bounds(25_000, 50_000)
    assert verdict.possible == (Grade.PERIODIC, Grade.SERIOUS)
    assert judged(long, long, overlap=Overlap.DISJOINT).grade is Grade.SERIOUS


def test_bounded_users_leap_over_the_periodic_report() -> None:
    """Whoever reaches 30,000 users in 70 minutes of lost voice is serious at once."""
    verdict = judged(hit(VOICE, Bounds.between(20_000, 40_000), 70 * HOUR / 60))
    assert verdict.possible == (Grade.NONE, Grade.SERIOUS)
    assert verdict.grade is None
    assert verdict.label is None
    assert (verdict.at_least, verdict.at_most) == (Grade.NONE, Grade.SERIOUS)
    long = judged(hit(VOICE, Bounds.between(20_000, 40_000), 3 * HOUR))
    assert long.possible == (Grade.PERIODIC, Grade.SERIOUS)
    assert judged(hit(VOICE, Bounds.at_least(30_000), HOUR)).grade is Grade.SERIOUS
    assert judged(hit(VOICE, Bounds.at_most(29_999), HOUR)).grade is Grade.NONE


def test_unknown_users_ask_for_another_standard() -> None:
    verdict = judged(hit(VOICE, None, 70 * HOUR / 60))
    assert verdict.possible == (Grade.NONE, Grade.SERIOUS)
    assert verdict.flags == (Flag.UNCOUNTABLE_USERS,)


def test_a_running_accident_is_judged_for_a_moment() -> None:
    incident = Incident([hit(VOICE, 30_000, None)])
    assert judge(incident, at=NOON + HOUR - SECOND).grade is Grade.PERIODIC
    assert judge(incident, at=NOON + HOUR).grade is Grade.SERIOUS
    assert judge(incident).possible == (Grade.PERIODIC, Grade.SERIOUS)
    assert judge(incident, at=NOON).findings[0].given.duration == Bounds.exact(timedelta(0))
    with pytest.raises(InvalidInput, match="2020-06-01T12:00:00"):
        judge(incident, at=NOON - SECOND)  # a mistyped moment must not give "no report"
    ended = Incident([hit(VOICE, 30_000, HOUR / 2)])
    assert judge(ended, at=NOON + 9 * HOUR).grade is Grade.PERIODIC


def test_without_a_moment_a_running_accident_may_last_for_ever() -> None:
    few = judged(hit(VOICE, 10_000, None))
    assert few.possible == (Grade.NONE, Grade.PERIODIC)
    assert few.findings[0].given.duration == Bounds.at_least(timedelta(0))


def test_an_unknown_trait_may_fall_in_two_rows() -> None:
    """An IP phone of which it is not known whether it handles emergency calls."""
    phone = Service.named("IP電話")
    either = judged(hit(phone, 30_000, 2 * HOUR))
    assert either.grade is Grade.SERIOUS  # met in each of the two rows
    assert either.rows == ()
    assert [each.met for each in either.findings[:2]] == [Met.UNDECIDED] * 2
    assert either.findings[0].given.uncertain == (0,)
    assert judged(hit(phone, 30_000, HOUR)).possible == (Grade.PERIODIC, Grade.SERIOUS)
    assert judged(hit(phone, 30_000, HOUR - SECOND)).grade is Grade.PERIODIC


@pytest.mark.parametrize(
    ("monthly", "grades"),
    [
        (None, {Grade.PERIODIC, Grade.SERIOUS}),
        (9_999_999, {Grade.PERIODIC}),
        (10_000_000, {Grade.SERIOUS}),
        (Bounds.at_least(9_999_999), {Grade.PERIODIC, Grade.SERIOUS}),
        (Bounds.at_most(10_000_000), {Grade.PERIODIC, Grade.SERIOUS}),
        (Bounds.at_most(9_999_999), {Grade.PERIODIC}),
    ],
)
def test_monthly_users_decide_between_rows_of_2026(
    monthly: Bounds[int] | int | None, grades: set[Grade]
) -> None:
    mail = Service("email", paid=False, monthly_users=monthly)
    verdict = judged(hit(mail, 100_000, 4 * HOUR, at_noon(date(2026, 4, 1))))
    assert set(verdict.possible) == grades


MAY_2026 = at_noon(date(2026, 5, 10))
TEXT_MESSAGES = Service("messaging", paid=False, monthly_users=12_000_000, voice_calls=False)


@pytest.mark.parametrize("kind", ["messaging", "internet_other"])
@pytest.mark.parametrize("voice_calls", [None, True, False])
@pytest.mark.parametrize(
    ("users", "lasted", "row_2"),
    [
        (150_000, 2 * HOUR + 5 * MINUTE, True),
        (30_000, 2 * HOUR, True),
        (29_999, 2 * HOUR, False),
        (30_000, 2 * HOUR - SECOND, False),
        (100_000, HOUR, True),
        (99_999, 2 * HOUR - SECOND, False),
    ],
)
def test_voice_calls_inside_messaging_may_be_voice(
    kind: str, voice_calls: bool | None, users: int, lasted: timedelta, row_2: bool
) -> None:
    """二　緊急通報を取り扱わない音声伝送役務: 二時間・三万, 一時間・十万."""
    app = Service(kind, paid=False, monthly_users=12_000_000, voice_calls=voice_calls)  # type: ignore[arg-type]
    verdict = judged(hit(app, users, lasted, MAY_2026))
    is_open = row_2 and voice_calls is not False
    assert (Grade.SERIOUS in verdict.possible) == is_open
    assert (verdict.grade is None) == is_open
    assert (Flag.OPEN_VOICE_CALLS in verdict.flags) == is_open


def test_where_both_rows_are_met_nothing_is_open() -> None:
    """四: 二時間・百万. Voice or not, it is serious; in which row is open."""
    app = evolve(TEXT_MESSAGES, voice_calls=None)
    verdict = judged(hit(app, 1_000_000, 2 * HOUR, MAY_2026))
    assert (verdict.grade, verdict.rows, verdict.flags) == (Grade.SERIOUS, (), ())
    text = judged(hit(TEXT_MESSAGES, 1_000_000, 2 * HOUR, MAY_2026))
    assert (text.grade, text.rows) == (Grade.SERIOUS, ("四",))


def test_voice_calls_of_a_paid_service() -> None:
    """七: 一時間・百万, where row 二 asks for 十万."""
    paid = Service("messaging", paid=True)
    assert judged(hit(paid, 100_000, HOUR, MAY_2026)).grade is None
    assert judged(hit(paid, 30_000, 2 * HOUR, MAY_2026)).grade is Grade.SERIOUS


@pytest.mark.parametrize(
    ("names", "calls", "settled"),
    [
        ((None, None), False, True),
        ((None, None), None, False),  # perhaps it handles emergency calls
        ((None, None), True, False),  # voice with emergency calls is none of a messaging service
        (("a", "a"), False, True),
        (("a", "b"), False, False),  # another service's
        ((None, "b"), False, False),
    ],
)
def test_voice_calls_told_as_an_impact_of_their_own(
    names: tuple[str | None, str | None], calls: bool | None, settled: bool
) -> None:
    """Few users of the voice part: row 二 is not met, and the other part is no voice."""
    app = evolve(TEXT_MESSAGES, voice_calls=None, name=names[0])
    voice = Service("voice", emergency_calls=calls, name=names[1])
    long = 2 * HOUR + 5 * MINUTE
    verdict = judged(hit(app, 150_000, long, MAY_2026), hit(voice, 29_999, long, MAY_2026))
    assert verdict.possible == ((Grade.PERIODIC,) if settled else (Grade.PERIODIC, Grade.SERIOUS))
    assert (Quantity.VOICE_CALLS in [each.quantity for each in questions(verdict)]) != settled


APP = evolve(TEXT_MESSAGES, voice_calls=None)
PLAIN_VOICE = Service("voice", emergency_calls=False)


@pytest.mark.parametrize(
    ("why", "impacts"),
    [
        ("said to be hit", [hit(evolve(APP, voice_calls=True), 150_000, 2 * HOUR, MAY_2026)]),
        (
            "perhaps supplementary",
            [
                hit(APP, 150_000, 2 * HOUR, MAY_2026),
                hit(PLAIN_VOICE, 12, HOUR, MAY_2026, supplementary=None),
            ],
        ),
        (
            "supplementary",
            [
                hit(APP, 150_000, 2 * HOUR, MAY_2026),
                hit(PLAIN_VOICE, 12, HOUR, MAY_2026, supplementary=True),
            ],
        ),
        (
            "long after",
            [
                hit(APP, 150_000, 2 * HOUR, MAY_2026),
                hit(PLAIN_VOICE, 12, HOUR, MAY_2026 + 40 * HOUR),
            ],
        ),
        (
            "of one of two services",
            [
                hit(APP, 150_000, 2 * HOUR, MAY_2026),
                hit(Service("internet_other", paid=False), 150_000, 2 * HOUR, MAY_2026),
            ],
        ),
        (
            "of one of two impacts",
            [
                hit(APP, 150_000, 2 * HOUR, MAY_2026),
                hit(APP, 150_000, 2 * HOUR, MAY_2026 + 40 * HOUR),
            ],
        ),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_another_voice_impact_settles_nothing(why: str, impacts: list[Impact]) -> None:
    """An impact more never makes a messaging accident less: what is no part of it says nothing."""
    if why in ("said to be hit", "of one of two services", "of one of two impacts"):
        impacts = [*impacts, hit(PLAIN_VOICE, 12, HOUR, MAY_2026)]
    verdict = judged(*impacts)
    assert Grade.SERIOUS in verdict.possible
    assert Flag.OPEN_VOICE_CALLS in verdict.flags


@pytest.mark.parametrize(
    ("ended", "again", "settled"),
    [
        (0 * MINUTE, None, True),  # as the other begins
        (-timedelta.resolution, None, False),
        (10 * MINUTE, 40 * HOUR, True),  # again long after, but at the same time first
        (-MINUTE, 5 * MINUTE, True),
        (-MINUTE, 40 * HOUR, True),
    ],
)
def test_voice_calls_that_were_hit_at_the_same_time_are_those_of_the_service(
    ended: timedelta, again: timedelta | None, settled: bool
) -> None:
    """A carrier that tells the voice part by itself has an answer, if it was down at one moment."""
    periods = [Period(MAY_2026 - HOUR, MAY_2026 + ended)]
    if again is not None:
        periods.append(Period(MAY_2026 + again, MAY_2026 + again + MINUTE))
    verdict = judged(hit(APP, 150_000, 2 * HOUR, MAY_2026), Impact(PLAIN_VOICE, 12, periods))
    assert (Flag.OPEN_VOICE_CALLS in verdict.flags) != settled
    assert (verdict.grade is Grade.PERIODIC) is settled


def test_voice_calls_change_nothing_where_all_services_have_one_row() -> None:
    app = hit(Service("messaging"), 30_000, 2 * HOUR, at_noon(date(2015, 3, 31)))
    assert judged(app).grade is Grade.SERIOUS
    eve = evolve(app, service=Service("messaging", paid=False))
    later = at_noon(date(2015, 4, 1))
    assert judged(eve).grade is Grade.SERIOUS
    assert judged(hit(eve.service, 30_000, 2 * HOUR, later)).grade is None


@pytest.mark.parametrize("facility", Facility)
def test_the_ministers_finding_on_users_that_are_hard_to_count(facility: Facility) -> None:
    """総務大臣が…把握が困難であると認めるもの: so 58条 and 7条の3第1号, but not 7条の3第2号."""
    verdict = judged(hit(VOICE, None, HOUR), facility=facility)
    assert (Flag.UNCOUNTABLE_USERS in verdict.flags) == (facility is Facility.TELECOM)


def test_supplementary_functions_do_not_count() -> None:
    """付加的な機能の提供に係るものを除く."""
    verdict = judged(hit(VOICE, 90_000, 9 * HOUR, supplementary=True))
    assert verdict.grade is Grade.NONE
    exclusion = verdict.findings[-1]
    assert exclusion.limb.exclusion is Exclusion.SUPPLEMENTARY
    assert (exclusion.met, exclusion.impacts) == (Met.YES, (0,))
    unknown = judged(hit(VOICE, 90_000, 9 * HOUR, supplementary=None))
    assert unknown.possible == (Grade.NONE, Grade.SERIOUS)
    assert unknown.findings[-1].met is Met.UNDECIDED


def test_a_supplementary_impact_does_not_choose_the_rule_set() -> None:
    eve = datetime(2019, 3, 31, 23, tzinfo=JAPAN)
    early = hit(VOICE, 90_000, HOUR / 2, eve, supplementary=True)
    late = hit(VOICE, 30_000, HOUR, eve + 2 * HOUR)
    assert judged(early, late).rules.id == "2019-04-01"
    assert judged(early).rules.id == "2015-04-01"


@pytest.mark.parametrize("supplementary", [True, None, False])
def test_item_2_of_the_periodic_rule_leaves_out_no_supplementary_functions(
    supplementary: bool | None,
) -> None:
    """電気通信設備以外の設備の故障…: 付加的な機能を除くとする文言は、第1号にのみある."""
    impact = hit(VOICE, 30_000, HOUR, supplementary=supplementary)
    verdict = judged(impact, facility=Facility.OTHER)
    assert verdict.grade is Grade.PERIODIC
    assert [each.limb.exclusion for each in verdict.findings if each.limb.exclusion] == [
        Exclusion.OTHER_FACILITY
    ]
    assert questions(verdict) == ()


def test_under_item_2_a_supplementary_impact_chooses_the_rule_set() -> None:
    eve = datetime(2019, 3, 31, 23, tzinfo=JAPAN)
    early = hit(VOICE, 90_000, HOUR / 2, eve, supplementary=True)
    late = hit(VOICE, 30_000, HOUR, eve + 2 * HOUR)
    assert judged(early, late, facility=Facility.OTHER).rules.id == "2015-04-01"


def test_a_minor_accident_needs_no_periodic_report_but_stays_serious() -> None:
    """軽微な事故…報告を要しない."""
    small, large = hit(VOICE, 10, 2 * HOUR), hit(VOICE, 30_000, 2 * HOUR)
    assert judged(small, minor=True).grade is Grade.NONE
    assert judged(small, minor=None).possible == (Grade.NONE, Grade.PERIODIC)
    assert judged(large, minor=True).grade is Grade.SERIOUS
    assert judged(large, minor=True).findings[-1].limb.exclusion is Exclusion.MINOR
    wide = hit(VOICE, Bounds.between(10, 40_000), 2 * HOUR)
    assert judged(wide, minor=True).possible == (Grade.NONE, Grade.SERIOUS)
    assert judged(wide, minor=None).possible == tuple(Grade)


def test_other_facilities_are_judged_by_item_2_of_the_periodic_rule_only() -> None:
    """電気通信設備以外の設備の故障により電気通信役務の提供に支障を及ぼした事故."""
    verdict = judged(hit(VOICE, 9_000_000, 99 * HOUR), facility=Facility.OTHER)
    assert verdict.grade is Grade.PERIODIC
    items = {(each.limb.citation.article, each.limb.citation.item) for each in verdict.findings}
    assert items == {("7-3", "2"), ("58", None)}
    assert verdict.findings[-1].limb.exclusion is Exclusion.OTHER_FACILITY


def test_every_row_and_limb_looked_at_leaves_a_finding() -> None:
    """Never stop at the first hit: a duty may rest on several rows."""
    for rules in rulesets():
        verdict = judge(Incident([hit(VOICE, 1, HOUR, at_noon(rules.in_force))]))
        law = limbs_of(rules)
        looked_at = [limb for limbs in law.rows for limb in limbs]
        looked_at += [law.critical, *law.periodic[Facility.TELECOM]]
        assert [each.limb for each in verdict.findings] == looked_at


def test_the_first_day_in_japan_chooses_the_rule_set() -> None:
    """発生した日: an accident over midnight is judged by its first day, and the answer says so."""
    eve = datetime(2019, 3, 31, 23, 59, 59, tzinfo=JAPAN)
    verdict = judged(hit(Service("lpwa"), 30_000, 3 * HOUR, eve))
    assert verdict.rules.id == "2015-04-01"
    assert verdict.grade is Grade.SERIOUS
    assert verdict.flags == (Flag.STRADDLES_AMENDMENT,)
    one_later = judged(hit(Service("lpwa"), 30_000, 3 * HOUR, eve + SECOND))
    assert (one_later.rules.id, one_later.grade) == ("2019-04-01", Grade.PERIODIC)
    assert one_later.flags == ()
    till_midnight = judged(hit(Service("lpwa"), 30_000, SECOND, eve))
    assert till_midnight.flags == ()
    satellite = CriticalFacility("satellite", Period(eve, eve + HOUR), installed_by="self")
    straddling = judge(Incident([], critical_facility=satellite))
    assert straddling.flags == (Flag.NO_IMPACTS, Flag.STRADDLES_AMENDMENT)
    just_before = judged(hit(Service("lpwa"), 30_000, SECOND - SECOND / 2, eve))
    assert just_before.flags == ()
    elsewhere = eve.astimezone(None).replace(tzinfo=None)
    assert elsewhere.tzinfo is None  # naive times are refused, whatever the machine's zone is
    with pytest.raises(InvalidInput):
        hit(VOICE, 1, HOUR, elsewhere)
    abroad = datetime.fromisoformat("2019-03-31T08:00:00-07:00")
    assert judged(hit(VOICE, 1, HOUR, abroad)).rules.id == "2019-04-01"


def test_the_rule_set_can_be_chosen() -> None:
    incident = Incident([hit(Service("lpwa"), 30_000, 3 * HOUR)])
    verdict = judge(incident, rules=ruleset("2015-04-01"))
    assert verdict.grade is Grade.SERIOUS
    assert Flag.STRADDLES_AMENDMENT not in verdict.flags


def test_labels_follow_the_rule_set() -> None:
    impact = hit(VOICE, 1, 2 * HOUR, at_noon(date(2025, 3, 31)))
    assert judged(impact).label == "四半期報告事故"
    assert judged(hit(VOICE, 1, 2 * HOUR, at_noon(date(2025, 4, 1)))).label == "年度報告"
    assert judged(hit(VOICE, 1, HOUR)).label == "報告対象外"
    assert judged(hit(VOICE, 30_000, HOUR)).label == "重大な事故"


@pytest.mark.parametrize(
    ("facts", "flags"),
    [
        ({"disaster": True}, (Flag.DISASTER,)),
        ({"disaster": None}, (Flag.DISASTER,)),
        ({"origin": Origin.WHOLESALER}, (Flag.ORIGIN_ELSEWHERE,)),
        ({"origin": Origin.OTHER_CARRIER}, (Flag.ORIGIN_ELSEWHERE,)),
        ({}, ()),
    ],
)
def test_flags_of_the_facts(facts: dict[str, Any], flags: tuple[Flag, ...]) -> None:
    """A disaster is judged by the text and flagged: never silently answered with less."""
    verdict = judged(hit(VOICE, 30_000, HOUR), **facts)
    assert verdict.flags == flags
    assert verdict.grade is Grade.SERIOUS


def test_a_running_accident_is_visible_as_one() -> None:
    """Nobody is to store "none" of a running accident as final: of an impact, and of a facility."""
    ended, running = Period(NOON, NOON + HOUR), Period(NOON)
    for now in (None, NOON + HOUR):
        for impact, facility in product((ended, running), (None, ended, running)):
            critical = (
                CriticalFacility("satellite", facility, installed_by="self") if facility else None
            )
            incident = Incident([Impact(VOICE, 1, impact)], critical_facility=critical)
            is_running = running in (impact, facility)
            assert (Flag.STILL_RUNNING in judge(incident, at=now).flags) == is_running


def test_flags_of_the_law() -> None:
    newest = rulesets()[-1]
    after = newest.checked + timedelta(days=1)
    assert judged(hit(VOICE, 1, HOUR, at_noon(newest.checked))).flags == ()
    assert judged(hit(VOICE, 1, HOUR, at_noon(after))).flags == (Flag.LAW_UNCHECKED,)
    early = judged(hit(VOICE, 1, HOUR, at_noon(date(2011, 3, 11))))
    assert early.flags == (Flag.LAW_LIKELY,)
    left_out = evolve(hit(VOICE, 1, HOUR, at_noon(newest.checked)), supplementary=True)
    both = Incident([left_out, hit(VOICE, 1, HOUR, at_noon(after))])
    for rules in (None, newest):  # what is left out is no part of it, also if the rules are named
        assert Flag.LAW_UNCHECKED in judge(both, rules=rules).flags


def test_no_answer_before_the_first_day_covered() -> None:
    with pytest.raises(NotCovered, match="2010-04-01"):
        judged(hit(VOICE, 30_000, HOUR, at_noon(date(2010, 3, 31))))


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"at：.*\+09:00"):
        judge(Incident([hit(VOICE, 1, None)]), at=datetime(2020, 6, 1, 12))  # noqa: DTZ001


def test_free_mail_and_free_access_are_different_things() -> None:
    """Free internet access is no free internet-related service, mail in a paid contract neither."""
    for service, row in (
        (Service("email", paid=False), 2),
        (Service("email", paid=True), 3),
        (Service("internet_access", paid=False), 3),
        (Service("voice", emergency_calls=False, paid=False), 1),
    ):
        assert limbs_of(ruleset("2015-04-01")).rows_of(service) == (row,)


def test_catalogue_services_have_a_row_in_every_version() -> None:
    for rules in rulesets():
        for kind in Kind:
            assert limbs_of(rules).rows_of(Service(kind))


EVE = datetime(2026, 3, 31, 23, 50, tzinfo=JAPAN)
NEXT_DAY = hit(ACCESS, 150_000, 80 * MINUTE, EVE + 20 * MINUTE)


@pytest.mark.parametrize(
    "first",
    [
        hit(VOICE, 10, 5 * MINUTE, EVE, supplementary=None),
        hit(VOICE, 0, 5 * MINUTE, EVE),
        hit(VOICE, Bounds.at_most(10), 5 * MINUTE, EVE),
        hit(VOICE, None, 5 * MINUTE, EVE, supplementary=None),
    ],
)
def test_where_the_day_is_open_the_rules_of_both_days_hold(first: Impact) -> None:
    """発生した日の規定による: with the first impact it is 31 March, without it 1 April."""
    verdict = judged(first, NEXT_DAY)
    assert verdict.possible == (Grade.PERIODIC, Grade.SERIOUS)
    assert Flag.OPEN_LAW in verdict.flags
    before, after = verdict.alternatives
    assert [each.possible for each in (before, after)] == [(Grade.PERIODIC,), (Grade.SERIOUS,)]
    assert [each.rules.id for each in (before, after)] == ["2025-04-01", "2026-04-01"]
    assert [each.first_day for each in (before, after)] == [date(2026, 3, 31), date(2026, 4, 1)]
    assert (before.rows, after.rows, verdict.rows) == ((), ("六",), ())
    assert verdict.findings == before.findings
    assert {place for each in after.findings for place in each.impacts if each.limb.users} == {1}
    named = judge(verdict.incident, rules="2026-04-01")
    assert named.alternatives == ()


def test_the_day_is_not_open_where_the_first_impact_surely_counts() -> None:
    verdict = judged(hit(VOICE, 1, 5 * MINUTE, EVE), NEXT_DAY)
    assert (verdict.possible, verdict.alternatives) == ((Grade.PERIODIC,), ())
    assert Flag.OPEN_LAW not in verdict.flags
    gone = judged(hit(VOICE, 9, 5 * MINUTE, EVE, supplementary=True), NEXT_DAY)
    assert (gone.possible, gone.rules.id) == ((Grade.SERIOUS,), "2026-04-01")


@pytest.mark.parametrize("by", [None, *InstalledBy])
def test_a_facility_that_perhaps_no_carrier_installed_may_not_begin_it(
    by: InstalledBy | None,
) -> None:
    lost = CriticalFacility("satellite", Period(EVE, EVE + MINUTE), installed_by=by)
    verdict = judged(NEXT_DAY, critical_facility=lost)
    is_open = by in (None, InstalledBy.NOT_CARRIER)
    assert (len(verdict.alternatives) == 2) == is_open
    assert (Grade.SERIOUS in verdict.possible) == is_open


def test_a_day_that_changes_nothing_for_carriers_is_not_told() -> None:
    """2026-05-27 concerns tower providers alone, and 2023-12-07 the reports alone."""
    for eve in (date(2026, 5, 26), date(2023, 12, 6)):
        begun = at_noon(eve) + 12 * HOUR - 10 * MINUTE
        maybe = hit(VOICE, 10, 5 * MINUTE, begun, supplementary=None)
        verdict = judged(maybe, hit(ACCESS, 150_000, 80 * MINUTE, begun + 20 * MINUTE))
        assert verdict.alternatives == ()


TURNS = [
    datetime(each.in_force.year, each.in_force.month, each.in_force.day, tzinfo=JAPAN)
    for each in rulesets()[1:]
]
OPEN_USERS = st.sampled_from(
    [Bounds.between(1, 40_000), Bounds.between(1, 200_000), Bounds.exact(150_000)]
)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), turn=st.sampled_from(TURNS))
def test_no_grade_of_a_settled_day_is_missing(data: st.DataObject, turn: datetime) -> None:
    """Whatever the unknowns turn out to be, and so the day: the grade was among those possible."""
    minutes = st.sampled_from([-90, -10, 0, 20])
    lasted = st.sampled_from([5, 60, 80, 130])
    impacts = [
        hit(
            data.draw(st.sampled_from([VOICE, ACCESS])),
            data.draw(OPEN_USERS),
            data.draw(lasted) * MINUTE,
            turn + data.draw(minutes) * MINUTE,
            supplementary=data.draw(st.sampled_from([None, False])),
        )
        for _ in range(data.draw(st.integers(1, 3)))
    ]
    incident = Incident(impacts, overlap=data.draw(st.sampled_from(Overlap)))
    verdict = judge(incident)
    known = []
    for impact in impacts:
        low, high = impact.users.low or 0, impact.users.high or 0
        users = data.draw(st.sampled_from([low, high, *([30_000] if low < 30_000 < high else [])]))
        extra = impact.supplementary is None and data.draw(st.booleans())
        known.append(evolve(impact, users=users, supplementary=extra))
    settled = judge(evolve(incident, impacts=known))
    assert settled.alternatives == ()
    assert {*settled.possible} <= {*verdict.possible}
