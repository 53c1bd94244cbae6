"""What counts where: a key of the rule data says it, and everything follows the key."""

from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from support.frames import Case, Form, answers
from support.law_texts import OFFICIAL, load_texts
from support.strategies import incidents

from jikorules import (
    JAPAN,
    CriticalFacility,
    CriticalKind,
    Facility,
    Flag,
    Grade,
    Impact,
    Incident,
    InstalledBy,
    Met,
    Period,
    RuleSet,
    Service,
    judge,
    ruleset,
    rulesets,
)
from jikorules.judgement.changes.questions import questions
from jikorules.judgement.counting import begun_since, first_day, possible_first_days
from jikorules.judgement.frames.judge_frame import judge_frame
from jikorules.judgement.limbs import limbs_of
from jikorules.judgement.parts import parts_of
from jikorules.judgement.verdict import Exclusion

HOUR = timedelta(hours=1)
START = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)
PERIOD = Period(START, START + 4 * HOUR)
VOICE = Service("voice")
IMPACT = Impact(VOICE, 41_382, PERIOD)
CABLE = CriticalFacility(CriticalKind.SUBMARINE_CABLE, PERIOD)
NEW = ruleset("2026-04-01")


def day_of(incident: Incident) -> date:
    return first_day(incident, NEW)


@pytest.mark.parametrize("year", [2, 9998])
def test_the_first_and_the_last_year_that_will_do(year: int) -> None:
    for zone in (timezone(-23 * HOUR), UTC, timezone(23 * HOUR)):
        first = datetime(year, 1, 1, tzinfo=zone)
        last = datetime(year, 12, 31, 23, 59, 59, 999_999, tzinfo=zone)
        incident = Incident([Impact(VOICE, 5, Period(first, last))])
        assert abs(day_of(incident) - first.date()) <= timedelta(1)


@pytest.mark.parametrize(
    ("start", "day"),
    [
        (datetime(2019, 3, 31, 23, 59, 59, 999_999, tzinfo=JAPAN), date(2019, 3, 31)),
        (datetime(2019, 4, 1, tzinfo=JAPAN), date(2019, 4, 1)),
        (datetime(2019, 3, 31, 14, 59, 59, tzinfo=UTC), date(2019, 3, 31)),
        (datetime(2019, 3, 31, 15, tzinfo=UTC), date(2019, 4, 1)),
        (datetime(2019, 3, 31, 12, tzinfo=timezone(-12 * HOUR)), date(2019, 4, 1)),
        (datetime(2019, 4, 1, 4, 59, tzinfo=timezone(14 * HOUR)), date(2019, 3, 31)),
        (datetime(2019, 4, 1, 5, tzinfo=timezone(14 * HOUR)), date(2019, 4, 1)),
        (datetime(2019, 3, 31, 15, tzinfo=ZoneInfo("Europe/London")), date(2019, 3, 31)),
        (datetime(2019, 4, 1, tzinfo=ZoneInfo("Asia/Tokyo")), date(2019, 4, 1)),
    ],
)
def test_the_first_day_is_counted_in_japan(start: datetime, day: date) -> None:
    assert day_of(Incident([Impact(VOICE, 5, Period(start))])) == day
    assert day_of(Incident([], critical_facility=evolve(CABLE, period=Period(start)))) == day


def test_the_first_day_is_that_of_whatever_failed_first() -> None:
    one, two = Period(START, START + 48 * HOUR), Period(START - 24 * HOUR, START)
    later, sooner = Impact(VOICE, 5, one), Impact(VOICE, 5, two)
    assert day_of(Incident([later])) == date(2019, 3, 16)
    assert day_of(Incident([later, sooner])) == date(2019, 3, 15)
    assert day_of(Incident([sooner, later])) == date(2019, 3, 15)
    assert day_of(Incident([Impact(VOICE, 5, [one, two])])) == date(2019, 3, 15)
    cable = evolve(CABLE, period=two)
    assert day_of(Incident([later], critical_facility=cable)) == date(2019, 3, 15)
    cable = evolve(CABLE, period=one)
    assert day_of(Incident([sooner], critical_facility=cable)) == date(2019, 3, 15)


def test_what_hit_supplementary_functions_only_does_not_begin_it() -> None:
    sooner = Period(START - 24 * HOUR, START)
    minor = Impact(VOICE, 5, sooner, supplementary=True)
    assert day_of(Incident([minor, IMPACT])) == date(2019, 3, 16)
    assert day_of(Incident([minor], critical_facility=CABLE)) == date(2019, 3, 16)
    assert day_of(Incident([minor])) == date(2019, 3, 15)
    perhaps = Impact(VOICE, 5, sooner, supplementary=None)
    assert day_of(Incident([perhaps, IMPACT])) == date(2019, 3, 15)


def test_only_days_before_the_first_that_is_sure_are_possible_too() -> None:
    """発生した日: what may not count, or may have hit nobody, perhaps began it, and perhaps not."""
    days = [START + n * 24 * HOUR for n in range(3)]
    sure = Impact(VOICE, 5, [Period(days[1], days[1] + HOUR), Period(days[2], days[2] + HOUR)])
    earlier, later = (Period(days[i], days[i] + HOUR) for i in (0, 2))
    for perhaps in (evolve(sure, supplementary=None), evolve(sure, users=None)):
        aside = evolve(perhaps, periods=later)
        for impacts in ([sure, aside], [aside, sure]):
            assert possible_first_days(Incident(impacts), NEW) == [days[1].date()]
        unsure = evolve(perhaps, periods=[earlier, later])
        for impacts in ([sure, unsure], [unsure, sure]):
            found = possible_first_days(Incident(impacts), NEW)
            assert found == [days[0].date(), days[1].date()]
    cable = evolve(CABLE, period=earlier)
    for installed in (*InstalledBy, None):
        failed = evolve(cable, installed_by=installed)
        count = 2 if installed in (InstalledBy.NOT_CARRIER, None) else 1
        found = possible_first_days(Incident([sure], critical_facility=failed), NEW)
        assert found == [day.date() for day in days[:count]]


def test_a_facility_that_failed_before_the_day_is_no_part_of_what_occurred_since() -> None:
    """発生した日: what fails as that day begins in Japan is of it, what fails before is not."""
    midnight = datetime(2019, 4, 1, tzinfo=JAPAN)
    of_day = Incident(
        [IMPACT], critical_facility=evolve(CABLE, period=Period(midnight.astimezone(UTC)))
    )
    assert begun_since(of_day, midnight.date()) == of_day
    assert begun_since(of_day, None) == of_day
    eve = Period(midnight - timedelta.resolution)
    before = evolve(of_day, critical_facility=evolve(CABLE, period=eve))
    assert begun_since(before, midnight.date()) == Incident([IMPACT])
    assert begun_since(before, None) == before


@given(incidents())
def test_no_part_begins_before_the_first_day(incident: Incident) -> None:
    other = incident.facility is Facility.OTHER
    impacts = [each for each in incident.impacts if other or each.supplementary is not True]
    starts = [period.start for impact in impacts for period in impact.periods]
    if incident.critical_facility is not None:
        starts.append(incident.critical_facility.period.start)
    if not starts:
        starts = [period.start for impact in incident.impacts for period in impact.periods]
    offsets = [start.utcoffset() for start in starts]
    days = [
        (start.replace(tzinfo=None) + 9 * HOUR - offset).date()
        for start, offset in zip(starts, offsets, strict=True)
        if offset is not None
    ]
    assert len(days) == len(starts) > 0
    assert day_of(incident) == min(days)


# Rule sets of one's own, with the keys turned round.

KEYS = [
    (table, item, other)
    for table in (True, False)
    for item in (True, False)
    for other in (True, False)
]
AS_THE_LAW = (True, True, False)


@cache
def turned(*keys: bool) -> RuleSet:
    """Give the newest rules, leaving supplementary functions out where it is said."""
    serious, periodic = OFFICIAL["serious"], OFFICIAL["periodic"]
    key = "supplementary_left_out = "
    table, item, other = (str(each).lower() for each in keys)
    serious = serious.replace(f"{key}true", f"{key}{table}")
    for facility, was, now in (("telecom", "true", item), ("other", "false", other)):
        line = f'facility = "{facility}"\n{key}'
        assert f"{line}{was}" in periodic
        periodic = periodic.replace(f"{line}{was}", f"{line}{now}")
    with TemporaryDirectory() as folder:
        law = load_texts(Path(folder), serious=serious, periodic=periodic)
    return law.ruleset(NEW.in_force)


def test_the_keys_of_the_law_are_those_of_its_text() -> None:
    """施行規則第58条第1号, 報告規則第7条の3第1号: 除く; the latter's item 2 has no such words."""
    for rules in rulesets():
        assert rules.serious.supplementary_left_out is True
        told = {item.facility: item.supplementary_left_out for item in rules.periodic.item}
        assert told == {Facility.TELECOM: True, Facility.OTHER: False}
    assert turned(*AS_THE_LAW).digest == NEW.digest
    assert len({turned(*keys).digest for keys in KEYS}) == len(KEYS)


def hit(supplementary: bool | None, users: int = 30_000, hours: int = 2) -> Impact:
    period = Period(START, START + hours * HOUR)
    return Impact(
        Service("voice", emergency_calls=True), users, period, supplementary=supplementary
    )


@pytest.mark.parametrize(
    ("keys", "facility", "grade", "cited"),
    [
        ((True, True, False), "telecom", Grade.NONE, ("58", "1")),
        ((True, False, False), "telecom", Grade.PERIODIC, ("58", "1")),
        ((False, True, False), "telecom", Grade.SERIOUS, ("7-3", "1")),
        ((False, False, False), "telecom", Grade.SERIOUS, None),
        ((True, True, False), "other", Grade.PERIODIC, None),
        ((True, True, True), "other", Grade.NONE, ("7-3", "2")),
    ],
)
def test_each_rule_follows_its_own_key(
    keys: tuple[bool, bool, bool],
    facility: Literal["telecom", "other"],
    grade: Grade,
    cited: tuple[str, str] | None,
) -> None:
    """What is left out is cited where it is left out; what is not left out counts."""
    verdict = judge(Incident([hit(True)], facility=facility), rules=turned(*keys))
    assert verdict.grade is grade
    found = [each for each in verdict.findings if each.limb.exclusion is Exclusion.SUPPLEMENTARY]
    places = [(each.limb.citation.article, each.limb.citation.item) for each in found]
    assert places == ([cited] if cited else [])
    assert all(each.met is Met.YES for each in found)
    perhaps = judge(Incident([hit(None)], facility=facility), rules=turned(*keys))
    top = Grade.SERIOUS if facility == "telecom" else Grade.PERIODIC
    assert {perhaps.at_least, perhaps.at_most} == {grade, top}
    asked = [each.quantity.value for each in questions(perhaps)]
    assert asked == (["supplementary"] if grade is not top else [])
    assert judge(Incident([hit(False)], facility=facility), rules=turned(*keys)).grade is top


def test_users_of_one_rule_are_not_those_of_the_other() -> None:
    """20,000 whom both rules count, and 20,000 whom only the one counts."""
    two = [hit(False, 20_000, 1), hit(True, 20_000, 1)]
    grades = {
        keys: judge(Incident(two, overlap="disjoint"), rules=turned(*keys)).grade
        for keys in KEYS
        if not keys[2]
    }
    assert grades == {
        (True, True, False): Grade.NONE,
        (True, False, False): Grade.PERIODIC,
        (False, True, False): Grade.SERIOUS,
        (False, False, False): Grade.SERIOUS,
    }


@pytest.mark.parametrize("keys", KEYS)
def test_a_part_surely_counts_if_one_rule_surely_counts_it(keys: tuple[bool, bool, bool]) -> None:
    """What one rule counts is no doubtful part of the accident, whatever the other says."""
    law, (table, item, other) = limbs_of(turned(*keys)), keys
    for facility, left_out in ((Facility.TELECOM, table and item), (Facility.OTHER, other)):
        (part,) = parts_of(Incident([hit(None)], facility=facility), law, None)
        assert part.counts is not left_out
        assert len(parts_of(Incident([hit(True)], facility=facility), law, None)) == (not left_out)


@pytest.mark.parametrize("keys", KEYS)
def test_what_counts_begins_the_accident(keys: tuple[bool, bool, bool]) -> None:
    """発生した日: what some rule counts is part of the accident; what none counts is not."""
    rules, (table, item, other) = turned(*keys), keys
    sooner = Impact(VOICE, 5, Period(START - 24 * HOUR, None), supplementary=True)
    for facility, is_left_out in ((Facility.TELECOM, table and item), (Facility.OTHER, other)):
        verdict = judge(Incident([sooner, IMPACT], facility=facility), rules=rules)
        assert verdict.first_day == date(2019, 3, 16 if is_left_out else 15)
        assert verdict.counted() == [IMPACT] if is_left_out else [sooner, IMPACT]
        assert (Flag.STILL_RUNNING in verdict.flags) is not is_left_out
        assert [period.end is None for period in verdict.periods()] == (
            [False] if is_left_out else [True, False]
        )


cases = st.builds(
    Case,
    kind=st.sampled_from(["voice", "email", "internet_access", "other"]),
    emergency_calls=st.sampled_from([True, False, None]),
    paid=st.sampled_from([True, False, None]),
    monthly_users=st.none(),
    start=st.just(START),
    users_low=st.sampled_from([0, 29_999, 30_000, 100_000]),
    users_high=st.sampled_from([29_999, 30_000, 1_000_000, None]),
    lasted=st.sampled_from([None, *(n * HOUR for n in (0, 1, 2, 24))]),
    supplementary=st.sampled_from([True, None, False]),
    minor=st.sampled_from([False, False, True, None]),
    facility=st.sampled_from(["telecom", "telecom", "other"]),
)


@pytest.mark.parametrize("keys", KEYS)
@settings(max_examples=60, deadline=None)
@given(batch=st.lists(cases, min_size=1, max_size=40))
def test_tables_follow_the_keys_as_judge_does(
    keys: tuple[bool, bool, bool], batch: list[Case]
) -> None:
    """付加的な機能を除く, each key turned both ways: the same answers, one by one and at once."""
    rules = turned(*keys)
    frame = judge_frame(Form().table(batch), rules, bounds=True)
    assert answers(frame) == [case.judged(rules) for case in batch]


def test_the_keys_are_seen_in_a_table() -> None:
    """Each key turned round changes the answer on some row: else the test above shows nothing."""
    case = Case("voice", emergency_calls=True, users_low=30_000, users_high=30_000)
    rows = [
        case._replace(lasted=lasted, supplementary=True, facility=facility)
        for lasted, facility in ((HOUR, "telecom"), (0 * HOUR, "telecom"), (HOUR, "other"))
    ]
    table = Form().table(rows)
    told = {keys: tuple(answers(judge_frame(table, turned(*keys)), ["grade"])) for keys in KEYS}
    assert len(set(told.values())) == len(KEYS)


def test_a_table_of_several_days_follows_the_keys_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """An amendment may turn a key; the rules of the day of each row decide."""
    last = ruleset("2025-04-01")
    newest = evolve(turned(False, False, True), coming=())
    monkeypatch.setattr("jikorules.judgement.frames.judge_frame.rulesets", lambda: (last, newest))
    noon = datetime(2026, 4, 1, 12, tzinfo=JAPAN)
    case = Case("voice", emergency_calls=True, users_low=30_000, users_high=30_000)
    rows = [
        case._replace(start=start, lasted=HOUR, supplementary=True, facility=facility)
        for facility in ("telecom", "other")
        for start in (noon - 24 * HOUR, noon)
    ]
    found = answers(judge_frame(Form().table(rows)), ["grade"])
    assert found == [("none",), ("serious",), ("periodic",), ("none",)]
