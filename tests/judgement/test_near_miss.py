"""`judge_near_miss()` against the rule entered a second time by hand, and against brute force."""

import copy
import pickle
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import product
from types import MappingProxyType
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given, settings
from hypothesis import strategies as st
from support.near_misses import AMENDED, FIRST, PREFECTURES, USERS, near_misses

from jikorules import (
    JAPAN,
    Bounds,
    Citation,
    CriticalKind,
    Grade,
    Impact,
    Incident,
    InvalidInput,
    Met,
    NotCovered,
    Period,
    Service,
    Verdict,
    judge,
    ruleset,
    rulesets,
)
from jikorules.basics.errors import shown
from jikorules.basics.vocabulary import Event, Function, NetworkPart
from jikorules.facts.near_miss import NearMiss
from jikorules.judgement.near_miss import NearMissFinding, NearMissFlag, judge_near_miss
from jikorules.law.near_miss import NearMissEvent, NearMissVersion

DAY = timedelta(days=1)
CHECKED = date(2026, 11, 21)
YES, NO, UNDECIDED = Met.YES, Met.NO, Met.UNDECIDED

# The law a second time, typed from the specification and not read from the rule data.

EXCLUDED = frozenset({"terminal_equipment", "access_line"})
FUNCTIONS = frozenset(
    {"transmission", "switching", "control", "operation", "subscriber_management"}
)
EVENTS_2023 = MappingProxyType(
    {
        "could_not_stop": "1",
        "could_not_switch": "2",
        "fell_over": "3",
        "fire": "4",
        "unintended_connection": "5",
    }
)
EVENTS_2026 = MappingProxyType({**EVENTS_2023, "overload": "6", "misconfiguration": "7"})
EVENTS = {FIRST: EVENTS_2023, AMENDED: EVENTS_2026}
NOTICED_ASKED = {FIRST: {"could_not_switch"}, AMENDED: set[str]()}
DESPITE_DISASTER = {"fell_over"}
LIMBS = {
    "users": "イ",
    "prefectures": "ロ",
    "part": "ハ",
    "function": "ニ",
    "event": "ホ",
    "exceptions": "ヘ",
}
ENFORCEMENT_RULES = "電気通信事業法施行規則"


def holds(day: date, facts: dict[str, Any]) -> dict[str, bool]:
    """Say of each limb whether facts without any unknown meet it, by the law as typed above."""
    event, listed = facts["event"], EVENTS[day]
    excepted = facts["disaster"] and event not in DESPITE_DISASTER
    return {
        "users": facts["installer_users"] >= USERS and facts["commercial"],
        "prefectures": facts["prefectures"] >= PREFECTURES,
        "part": facts["part"] not in EXCLUDED,
        "function": facts["function"] in FUNCTIONS,
        "event": event in listed and not (event in NOTICED_ASKED[day] and facts["noticed"]),
        "exceptions": not (facts["planned"] or facts["within_specification"] or excepted),
        "critical": facts["critical_facility"] is not None and facts["decline_or_damage"],
    }


def is_one(held: dict[str, bool]) -> bool:
    return held["critical"] or all(held[limb] for limb in LIMBS)


CHOICES: dict[str, tuple[Any, ...]] = {
    "commercial": (True, False),
    "part": tuple(NetworkPart),
    "function": tuple(Function),
    "event": tuple(Event),
    "noticed": (True, False),
    "planned": (True, False),
    "within_specification": (True, False),
    "disaster": (True, False),
}


def numbers(given: Bounds[int], limit: int) -> list[int]:
    """Give the ends of a range, and both sides of the limit where they lie inside."""
    low, high = given.low or 0, given.high if given.high is not None else 10**9
    return sorted({n for n in (low, limit - 1, limit, high) if low <= n <= max(low, high)})


def fillings(near_miss: NearMiss) -> Iterator[dict[str, Any]]:
    """Give every way of filling in what is unknown."""
    given = {name: getattr(near_miss, name) for name in CHOICES}
    ways: dict[str, Any] = {
        name: CHOICES[name] if value is None else (value,) for name, value in given.items()
    }
    ways["installer_users"] = numbers(near_miss.installer_users, USERS)
    ways["prefectures"] = numbers(near_miss.prefectures, PREFECTURES)
    ways["critical_facility"] = (near_miss.critical_facility,)
    loss = near_miss.decline_or_damage
    asked = near_miss.critical_facility is not None and loss is None
    ways["decline_or_damage"] = (True, False) if asked else (loss,)
    for values in product(*ways.values()):
        yield dict(zip(ways, values, strict=True))


def met_of(outcomes: set[bool]) -> Met:
    if len(outcomes) == 2:
        return UNDECIDED
    return YES if outcomes == {True} else NO


ALL_MET: dict[str, Any] = {
    "installer_users": USERS,
    "prefectures": PREFECTURES,
    "commercial": True,
    "part": "other",
    "function": "switching",
    "event": "fire",
}
VERSIONS = pytest.mark.parametrize("day", [FIRST, AMENDED], ids=str)


def miss(day: date = AMENDED, **facts: Any) -> NearMiss:
    """Give a case that meets all limbs of item 1, but for what is said otherwise."""
    return NearMiss(day, **{"occurred_on": day, **ALL_MET, **facts})


def met(day: date = AMENDED, **facts: Any) -> Met:
    return judge_near_miss(miss(day, **facts)).met


def finding(asks: str, day: date = AMENDED, **facts: Any) -> NearMissFinding:
    (found,) = [each for each in judge_near_miss(miss(day, **facts)).findings if each.asks == asks]
    return found


def version(day: date) -> NearMissVersion:
    rule = ruleset(day).near_miss
    assert rule is not None
    return rule


def accident(hit: Bounds[int] | int | None, minutes: int) -> Verdict:
    start = datetime(2026, 4, 1, 12, tzinfo=JAPAN)
    period = Period(start, start + timedelta(minutes=minutes))
    return judge(Incident([Impact(Service("voice", emergency_calls=True), hit, period)]))


ACCIDENTS: dict[tuple[Grade, ...], Verdict] = {
    possible: accident(hit, minutes)
    for possible, hit, minutes in (
        ((Grade.NONE,), 29_999, 60),
        ((Grade.PERIODIC,), 30_000, 59),
        ((Grade.SERIOUS,), 30_000, 60),
        ((Grade.NONE, Grade.PERIODIC), None, 59),
        ((Grade.NONE, Grade.SERIOUS), None, 60),
        ((Grade.PERIODIC, Grade.SERIOUS), Bounds.between(29_999, 30_000), 120),
    )
}


class TestTheRuleData:
    @VERSIONS
    def test_they_say_what_the_law_says(self, day: date) -> None:
        rule = version(day)
        assert rule.in_force == day
        assert (rule.users, rule.prefectures) == (USERS, PREFECTURES)
        assert set(rule.parts_excluded) == EXCLUDED
        assert set(rule.functions) == FUNCTIONS
        assert {str(limb.asks): limb.number for limb in rule.limb} == LIMBS
        assert {str(each.event): each.number for each in rule.event} == EVENTS[day]
        assert {each.event for each in rule.event if each.unless_noticed} == NOTICED_ASKED[day]
        assert {each.event for each in rule.event if each.despite_disaster} == DESPITE_DISASTER
        assert rule.checked == CHECKED

    def test_there_are_two_versions(self) -> None:
        versions = dict.fromkeys(each.near_miss and each.near_miss.in_force for each in rulesets())
        assert list(versions) == [None, FIRST, AMENDED]
        assert version(AMENDED - DAY) is version(FIRST)
        assert version(AMENDED).amended_by == "令和8年総務省令第21号"

    def test_the_accidents_of_this_file_are_what_they_are_meant_to_be(self) -> None:
        assert {each: verdict.possible for each, verdict in ACCIDENTS.items()} == {
            each: each for each in ACCIDENTS
        }


def said(finding: NearMissFinding) -> tuple[Citation, str, str | None, Met, str | None]:
    return finding.citation, finding.asks, finding.number, finding.met, finding.event


class TestItem1:
    """次のイからヘまでのいずれにも該当する事態."""

    @VERSIONS
    def test_all_limbs_together_make_it(self, day: date) -> None:
        verdict = judge_near_miss(miss(day))
        place = Citation(ENFORCEMENT_RULES, "58-2", item="1")
        assert verdict.met is YES
        assert verdict.flags == ()
        assert verdict.rules is ruleset(day)
        assert verdict.near_miss == miss(day)
        assert [*map(said, verdict.findings)] == [
            (place, "users", "イ", YES, None),
            (place, "prefectures", "ロ", YES, None),
            (place, "part", "ハ", YES, None),
            (place, "function", "ニ", YES, None),
            (place, "event", "ホ", YES, "4"),
            (place, "exceptions", "ヘ", YES, None),
            (evolve(place, item="2"), "critical", None, NO, None),
        ]

    def test_each_limb_says_what_it_requires_and_what_is_given(self) -> None:
        facts = miss(AMENDED, disaster=None)
        findings = judge_near_miss(facts, accident=ACCIDENTS[Grade.NONE,]).findings
        told = {each.asks: (dict(each.required), dict(each.given)) for each in findings}
        assert told["users"] == (
            {"installer_users": USERS, "commercial": True},
            {"installer_users": facts.installer_users, "commercial": True},
        )
        exceptions = told["exceptions"][0]
        for claim in ("planned", "within_specification", "disaster"):
            assert exceptions[claim] is False
        assert told["exceptions"][1]["disaster"] is None
        assert told["critical"] == (
            {"decline_or_damage": True},
            {"critical_facility": None, "decline_or_damage": None},
        )
        assert told["not_serious"] == ({"grades": (Grade.NONE, Grade.PERIODIC)}, {})

    @VERSIONS
    @pytest.mark.parametrize(
        ("asks", "name", "off"),
        [
            ("users", "installer_users", USERS - 1),
            ("users", "commercial", False),
            ("prefectures", "prefectures", PREFECTURES - 1),
            ("part", "part", "access_line"),
            ("function", "function", "other"),
            ("event", "event", "other"),
            ("exceptions", "planned", True),
            ("exceptions", "within_specification", True),
            ("exceptions", "disaster", True),
        ],
    )
    def test_each_limb_alone_blocks_it(self, day: date, asks: str, name: str, off: Any) -> None:
        for value, expected in ((off, NO), (None, UNDECIDED)):
            verdict = judge_near_miss(miss(day, **{name: value}))
            others = {each.met for each in verdict.findings[:6] if each.asks != asks}
            assert verdict.met is expected
            assert finding(asks, day, **{name: value}).met is expected
            assert others == {YES}
            assert len(verdict.findings) == 7

    def test_one_no_outweighs_all_that_is_unknown(self) -> None:
        assert judge_near_miss(NearMiss(AMENDED, prefectures=1)).met is NO
        assert judge_near_miss(NearMiss(AMENDED)).met is UNDECIDED
        assert met(installer_users=None, planned=True) is NO

    @VERSIONS
    @pytest.mark.parametrize(
        ("asks", "name"), [("users", "installer_users"), ("prefectures", "prefectures")]
    )
    def test_the_limits_of_the_rule_data_are_inclusive(
        self, day: date, asks: str, name: str
    ) -> None:
        """…が3万以上である…; 2以上の都道府県にわたる…."""
        limit = getattr(version(day), asks)
        for value, expected in (
            (limit, YES),
            (limit - 1, NO),
            (Bounds.at_least(limit), YES),
            (Bounds.at_least(limit - 1), UNDECIDED),
            (Bounds.at_most(limit - 1), NO),
            (Bounds.at_most(limit), UNDECIDED),
            (Bounds.between(limit - 1, limit), UNDECIDED),
            (Bounds.between(limit, limit + 1), YES),
            (0, NO),
            (10**400, YES),
        ):
            assert met(day, **{name: value}) is expected
            assert finding(asks, day, **{name: value}).met is expected

    def test_limits_come_out_of_the_rules_that_are_given(self) -> None:
        rules = ruleset(AMENDED)
        stricter = evolve(rules, near_miss=evolve(version(AMENDED), users=100, prefectures=1))
        for number, over, expected in ((100, 1, YES), (99, 1, NO), (100, 0, NO)):
            facts = miss(installer_users=number, prefectures=over)
            assert judge_near_miss(facts, rules=stricter).met is expected
            assert judge_near_miss(facts).met is NO

    @VERSIONS
    @pytest.mark.parametrize("part", NetworkPart)
    def test_parts(self, day: date, part: NetworkPart) -> None:
        """端末設備及び端末系伝送路設備でないもの."""
        assert met(day, part=part) is (NO if part in EXCLUDED else YES)

    @VERSIONS
    @pytest.mark.parametrize("function", Function)
    def test_functions(self, day: date, function: Function) -> None:
        """伝送、交換、制御（仮想化された機能を含む。）、運用・監視・保守又は加入者管理の機能."""
        assert met(day, function=function) is (YES if function in FUNCTIONS else NO)

    @VERSIONS
    @pytest.mark.parametrize("event", Event)
    def test_events(self, day: date, event: Event) -> None:
        """(1)から(5)まで（2026年4月1日からは(1)から(7)まで）のいずれかの事象."""
        found = finding("event", day, event=event, noticed=False)
        number = EVENTS[day].get(event)
        assert found.met is (NO if number is None else YES)
        assert found.event == number
        assert met(day, event=event, noticed=False) is found.met

    @pytest.mark.parametrize(
        ("noticed", "before"), [(False, YES), (True, NO), (None, UNDECIDED)], ids=str
    )
    def test_event_2_changed(self, noticed: bool | None, before: Met) -> None:
        """故障に速やかに気付かず、かつ… until 2026-03-31; no longer asked from 2026-04-01."""
        facts: dict[str, Any] = {"event": "could_not_switch", "noticed": noticed}
        assert met(AMENDED - DAY, **facts) is before
        assert met(AMENDED, **facts) is YES
        assert finding("event", AMENDED - DAY, **facts).event == "2"

    @pytest.mark.parametrize("event", sorted(set(EVENTS_2023) - {"could_not_switch"}))
    @pytest.mark.parametrize("noticed", [True, None])
    def test_only_event_2_asks_whether_it_was_noticed(
        self, event: str, noticed: bool | None
    ) -> None:
        assert met(AMENDED - DAY, event=event, noticed=noticed) is YES

    @pytest.mark.parametrize(("event", "number"), [("overload", "6"), ("misconfiguration", "7")])
    def test_events_6_and_7_are_new(self, event: str, number: str) -> None:
        """令和8年総務省令第21号: (6) and (7) from 2026-04-01."""
        before = finding("event", AMENDED - DAY, event=event)
        assert (before.met, before.event) == (NO, None)
        after = finding("event", AMENDED, event=event)
        assert (after.met, after.event) == (YES, number)
        assert (met(AMENDED - DAY, event=event), met(event=event)) == (NO, YES)

    @VERSIONS
    @pytest.mark.parametrize("event", sorted(EVENTS_2023))
    def test_a_natural_disaster_excepts_all_but_event_3(self, day: date, event: str) -> None:
        """自然災害によるもの（ホ(3)を除く。）でないこと."""
        facts: dict[str, Any] = {"event": event, "noticed": False}
        spared = event == "fell_over"
        assert met(day, **facts, disaster=True) is (YES if spared else NO)
        assert met(day, **facts, disaster=None) is (YES if spared else UNDECIDED)
        for excepted in ("planned", "within_specification"):
            assert met(day, **facts, **{excepted: True}) is NO
            assert met(day, **facts, **{excepted: None}) is UNDECIDED

    @VERSIONS
    def test_a_disaster_and_an_unknown_event(self, day: date) -> None:
        """It may be the event that is no exception."""
        verdict = judge_near_miss(miss(day, event=None, disaster=True))
        assert verdict.met is UNDECIDED
        assert [each.met for each in verdict.findings[4:6]] == [UNDECIDED, UNDECIDED]
        assert verdict.findings[4].event is None
        assert met(day, event=None, disaster=True, planned=True) is NO

    def test_two_limbs_that_are_possible_only_apart(self) -> None:
        """The event that a disaster leaves standing did not happen as the limb asks."""
        events = (
            NearMissEvent("1", Event.FELL_OVER, "", unless_noticed=True, despite_disaster=True),
            NearMissEvent("2", Event.FIRE, ""),
        )
        rules = evolve(ruleset(AMENDED), near_miss=evolve(version(AMENDED), event=events))
        facts = miss(event=None, noticed=True, disaster=True)
        verdict = judge_near_miss(facts, rules=rules)
        assert [each.met for each in verdict.findings[4:6]] == [UNDECIDED, UNDECIDED]
        assert verdict.met is NO
        assert judge_near_miss(evolve(facts, noticed=None), rules=rules).met is UNDECIDED


class TestItem2:
    """衛星、海底ケーブルその他これに準ずる重要な電気通信設備の…."""

    @VERSIONS
    @pytest.mark.parametrize("kind", CriticalKind)
    @pytest.mark.parametrize(
        ("loss", "expected"), [(True, YES), (False, NO), (None, UNDECIDED)], ids=str
    )
    def test_it_stands_by_itself(
        self, day: date, kind: CriticalKind, loss: bool | None, expected: Met
    ) -> None:
        facts = NearMiss(
            day,
            occurred_on=day,
            prefectures=1,
            planned=True,
            critical_facility=kind,
            decline_or_damage=loss,
        )
        verdict = judge_near_miss(facts)
        assert verdict.met is expected
        critical = verdict.findings[-1]
        place = Citation(ENFORCEMENT_RULES, "58-2", item="2")
        assert said(critical) == (place, "critical", None, expected, None)

    def test_either_item_is_enough(self) -> None:
        cable: dict[str, Any] = {"critical_facility": "submarine_cable"}
        assert met(**cable, decline_or_damage=False) is YES
        assert met(installer_users=None, **cable, decline_or_damage=False) is UNDECIDED
        assert met(installer_users=None, **cable, decline_or_damage=True) is YES
        assert met(installer_users=None, **cable) is UNDECIDED
        assert met(installer_users=0, **cable) is UNDECIDED


class TestASeriousAccident:
    @pytest.mark.parametrize("possible", ACCIDENTS, ids=str)
    def test_is_never_a_near_miss(self, possible: tuple[Grade, ...]) -> None:
        not_serious = met_of({grade is not Grade.SERIOUS for grade in possible})
        cable: dict[str, Any] = {"critical_facility": "submarine_cable", "decline_or_damage": True}
        for facts in (miss(), miss(installer_users=0, **cable)):
            verdict = judge_near_miss(facts, accident=ACCIDENTS[possible])
            place = Citation(ENFORCEMENT_RULES, "58-2")
            assert said(verdict.findings[-1]) == (place, "not_serious", None, not_serious, None)
            assert verdict.findings[:-1] == judge_near_miss(facts).findings
            assert verdict.met is not_serious
        assert judge_near_miss(miss(installer_users=0), accident=ACCIDENTS[possible]).met is NO

    def test_an_open_answer_stays_open_unless_it_is_serious(self) -> None:
        answers = {
            possible: judge_near_miss(miss(installer_users=None), accident=verdict).met
            for possible, verdict in ACCIDENTS.items()
        }
        assert answers.pop((Grade.SERIOUS,)) is NO
        assert set(answers.values()) == {UNDECIDED}


class TestDays:
    def test_there_was_no_such_rule_before(self) -> None:
        cable: dict[str, Any] = {"critical_facility": "satellite", "decline_or_damage": True}
        serious = ACCIDENTS[(Grade.SERIOUS,)]
        for day in (date(2010, 4, 1), FIRST - DAY):
            for occurred_on in (day, None):
                facts = miss(day, occurred_on=occurred_on, **cable)
                for verdict in (judge_near_miss(facts), judge_near_miss(facts, accident=serious)):
                    assert (verdict.met, verdict.findings, verdict.flags) == (NO, (), ())
        assert judge_near_miss(NearMiss(FIRST - DAY)).met is NO
        assert met(FIRST) is YES

    def test_the_rule_is_that_of_the_day_on_which_it_occurred(self) -> None:
        eve = AMENDED - DAY
        verdict = judge_near_miss(miss(AMENDED, occurred_on=eve, event="overload"))
        assert (verdict.met, verdict.rules, verdict.flags) == (NO, ruleset(eve), ())
        early = judge_near_miss(miss(FIRST, occurred_on=FIRST - DAY))
        assert (early.met, early.findings, early.flags) == (NO, (), ())
        named = judge_near_miss(miss(eve, event="overload"), rules=ruleset(AMENDED))
        assert (named.met, named.rules) == (YES, ruleset(AMENDED))

    @pytest.mark.parametrize(
        ("known_on", "is_presumed"),
        [
            (date(2010, 4, 1), False),
            (date(2020, 1, 1), False),  # other rules had changed by then, but there was none of it
            (FIRST - DAY, False),
            (FIRST, True),
            (date(2025, 6, 1), True),
            (AMENDED - DAY, True),
            (AMENDED, True),
        ],
    )
    def test_a_presumed_day_is_never_silent(self, known_on: date, is_presumed: bool) -> None:
        facts = miss(known_on, occurred_on=None)
        verdict = judge_near_miss(facts)
        assert verdict.rules is ruleset(known_on)
        assert verdict.flags == ((NearMissFlag.DAY_PRESUMED,) if is_presumed else ())
        assert verdict.met is (NO if known_on < FIRST else YES)
        assert judge_near_miss(evolve(facts, occurred_on=known_on)).flags == ()
        assert judge_near_miss(facts, rules=ruleset(known_on)).flags == ()

    def test_days_after_the_last_check(self) -> None:
        late = NearMissFlag.LAW_UNCHECKED
        after = CHECKED + DAY
        assert judge_near_miss(miss(CHECKED)).flags == ()
        assert judge_near_miss(miss(after, occurred_on=CHECKED)).flags == ()
        assert judge_near_miss(miss(after)).flags == (late,)
        assert judge_near_miss(miss(after), rules=ruleset(FIRST)).flags == (late,)
        both = judge_near_miss(miss(date.max, occurred_on=None))
        assert both.flags == (NearMissFlag.DAY_PRESUMED, late)
        assert both.met is YES
        assert judge_near_miss(miss(after), rules=ruleset(FIRST - DAY)).flags == ()

    def test_a_day_without_law_is_refused(self) -> None:
        for facts in (
            NearMiss(date(2010, 3, 31)),
            NearMiss(AMENDED, occurred_on=date(2010, 3, 31)),
            NearMiss(date.min),
        ):
            with pytest.raises(NotCovered):
                judge_near_miss(facts)
            assert judge_near_miss(facts, rules=ruleset(AMENDED)).met is UNDECIDED


@VERSIONS
def test_limbs_that_hang_together_by_brute_force(day: date) -> None:
    """Every value of the facts that limbs ホ and ヘ ask, known or unknown."""
    linked = ("event", "noticed", "planned", "within_specification", "disaster")
    for values in product(*[(*CHOICES[name], None) for name in linked]):
        facts = miss(day, **dict(zip(linked, values, strict=True)))
        worlds = [holds(day, each) for each in fillings(facts)]
        verdict = judge_near_miss(facts)
        assert verdict.met is met_of({is_one(held) for held in worlds})
        for asks, each in zip(("event", "exceptions"), verdict.findings[4:6], strict=True):
            assert each.met is met_of({held[asks] for held in worlds})


@settings(deadline=None)
@given(near_misses(), st.none() | st.sampled_from(sorted(ACCIDENTS)))
def test_the_answer_is_what_all_values_of_the_unknowns_give(
    near_miss: NearMiss, possible: tuple[Grade, ...] | None
) -> None:
    """Yes if and only if every value of the unknowns gives yes; no if and only if none does."""
    day = near_miss.occurred_on or near_miss.known_on
    verdict = judge_near_miss(near_miss, accident=None if possible is None else ACCIDENTS[possible])
    in_force = FIRST if day < AMENDED else AMENDED
    worlds = [holds(in_force, facts) for facts in fillings(near_miss)]
    grades = (Grade.NONE,) if possible is None else possible
    outcomes = {is_one(held) and grade is not Grade.SERIOUS for held in worlds for grade in grades}
    assert verdict.met is met_of(outcomes)
    limbs = [*LIMBS, "critical"]
    assert [each.asks for each in verdict.findings[:7]] == limbs
    for each in verdict.findings[:7]:
        assert each.met is met_of({held[each.asks] for held in worlds})
    assert len(verdict.findings) == (7 if possible is None else 8)


WRONG: dict[str, list[Any]] = {
    "known_on": [datetime(2026, 4, 1, tzinfo=JAPAN), "2026-04-01", None, 20260401],
    "occurred_on": [datetime(2026, 4, 1, tzinfo=JAPAN), "2026-04-01", False, AMENDED + DAY],
    "installer_users": [
        -1,
        True,
        3.0,
        "30000",
        Bounds.exact(-1),
        Bounds.exact(DAY),
        [],
        10**5000 * -1,
    ],
    "prefectures": [-1, False, 2.0, "2", Bounds.at_most(-1), {}],
    "commercial": [0, 1, "true", ""],
    "part": ["", "Other", 0, False, [], Function.OPERATION],
    "function": ["", "SWITCHING", 0, False, [], NetworkPart.ACCESS_LINE],
    "event": ["", "火災", 0, False, [], b"fire"],
    "noticed": [0, 1, "true"],
    "planned": [0, 1, "false"],
    "within_specification": [0, 1, ""],
    "disaster": [0, 1, "null"],
    "critical_facility": ["", "cable", 0, False, []],
    "decline_or_damage": [0, 1, "true", True, False],
    "carrier": [0, True, b"text", ["text"]],
    "id": [0, False, {}],
}


def refused(**facts: Any) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        NearMiss(**{"known_on": AMENDED, **facts})
    for problem in caught.value.problems:
        assert problem.path in problem.text("ja")
        assert problem.path in problem.text("en")
    return caught.value


class TestFacts:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            pytest.param(name, value, id=f"{name}-{shown(value)}")
            for name, values in WRONG.items()
            for value in values
        ],
    )
    def test_what_cannot_be_is_refused_with_its_path(self, name: str, value: Any) -> None:
        error = refused(**{name: value})
        assert [problem.path for problem in error.problems] == [name]

    def test_all_that_is_wrong_is_reported_at_once(self) -> None:
        error = refused(**{name: values[0] for name, values in WRONG.items()})
        assert [problem.path for problem in error.problems] == list(WRONG)

    def test_facts_that_contradict_one_another(self) -> None:
        late = refused(occurred_on=AMENDED + DAY, decline_or_damage=True)
        assert [problem.path for problem in late.problems] == ["occurred_on", "decline_or_damage"]
        assert "a day not after 2026-04-01, when it was known, got 2026-04-02." in late.text("en")
        assert "知った日（2026-04-01）以前の日が必要ですが、2026-04-02 が" in late.text()
        assert "nothing without a critical_facility, got True." in late.text("en")
        assert NearMiss(AMENDED, occurred_on=AMENDED).occurred_on == AMENDED
        wrong_kind = refused(critical_facility="cable", decline_or_damage=True)
        assert [problem.path for problem in wrong_kind.problems] == ["critical_facility"]
        no_day = refused(known_on="2026-04-01", occurred_on=AMENDED)
        assert [problem.path for problem in no_day.problems] == ["known_on"]

    def test_what_is_not_given_is_unknown_and_exceptions_have_to_be_claimed(self) -> None:
        facts = NearMiss(AMENDED)
        assert facts.installer_users == facts.prefectures == Bounds.unknown()
        given = (facts.commercial, facts.part, facts.function, facts.event, facts.noticed)
        assert given == (None,) * 5
        assert (facts.planned, facts.within_specification, facts.disaster) == (False,) * 3
        assert (facts.occurred_on, facts.critical_facility, facts.decline_or_damage) == (None,) * 3

    def test_shorthand(self) -> None:
        facts = NearMiss(
            AMENDED,
            installer_users=30_000,
            prefectures=2,
            part="access_line",
            function="operation",
            event="fire",
            critical_facility="satellite",
        )
        assert facts.installer_users == Bounds.exact(30_000)
        assert facts.prefectures == Bounds.exact(2)
        assert facts.part is NetworkPart.ACCESS_LINE
        assert facts.function is Function.OPERATION
        assert facts.event is Event.FIRE
        assert facts.critical_facility is CriticalKind.SATELLITE

    def test_only_the_day_is_positional(self) -> None:
        with pytest.raises(TypeError):
            NearMiss(AMENDED, AMENDED)  # type: ignore[call-arg]

    def test_they_stay_as_they_are(self) -> None:
        facts = miss()
        with pytest.raises(FrozenInstanceError):
            facts.installer_users = Bounds.exact(0)  # type: ignore[misc]
        assert pickle.loads(pickle.dumps(facts)) == copy.deepcopy(facts) == facts
        assert len({facts, miss(), miss(installer_users=1)}) == 2
