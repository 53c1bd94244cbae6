"""Near-misses as JSON data: they come back as they were, and what is odd is refused, all of it."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.strategies import flags, maybe, names, users

from jikorules import (
    JAPAN,
    Bounds,
    CriticalKind,
    Event,
    Function,
    Impact,
    Incident,
    InvalidInput,
    NearMiss,
    NearMissVerdict,
    NetworkPart,
    Period,
    Service,
    Verdict,
    Words,
    judge,
    judge_near_miss,
    ruleset,
    to_wire,
)
from jikorules.basics.errors import shown
from jikorules.wire.near_miss import near_miss_from_wire, near_miss_to_wire

FIRST, AMENDED = date(2023, 6, 16), date(2026, 4, 1)
HUGE = 10**400
TOO_HUGE = 10**5000  # str() refuses it

DOCUMENT: dict[str, Any] = {
    "what": "near_miss",
    "known_on": "2026-05-10",
    "occurred_on": "2026-05-09",
    "installer_users": {"at_least": 60_000, "at_most": 70_000},
    "prefectures": 3,
    "commercial": True,
    "part": "other",
    "function": "control",
    "event": "fire",
    "noticed": False,
    "planned": None,
    "within_specification": True,
    "disaster": None,
    "critical_facility": "submarine_cable",
    "decline_or_damage": False,
    "carrier": "例示通信株式会社",
    "id": "2026-0509-01",
}
"""A document with every key in it, and none of them with what a missing key means."""

FACTS = {key: value for key, value in DOCUMENT.items() if key != "what"}
LEAST = {"what": "near_miss", "known_on": "2026-05-10"}

WHOLE = NearMiss(
    date(2026, 5, 10),
    occurred_on=date(2026, 5, 9),
    installer_users=Bounds.between(60_000, 70_000),
    prefectures=3,
    commercial=True,
    part="other",
    function="control",
    event="fire",
    noticed=False,
    planned=None,
    within_specification=True,
    disaster=None,
    critical_facility="submarine_cable",
    decline_or_damage=False,
    carrier="例示通信株式会社",
    id="2026-0509-01",
)


@st.composite
def near_misses(draw: st.DrawFn) -> NearMiss:
    """Any valid facts, of any day at all."""
    known_on = draw(st.dates())
    kind = draw(maybe(CriticalKind))
    return NearMiss(
        known_on,
        occurred_on=draw(st.none() | st.dates(max_value=known_on)),
        installer_users=draw(users),
        prefectures=draw(users),
        commercial=draw(flags),
        part=draw(maybe(NetworkPart)),
        function=draw(maybe(Function)),
        event=draw(maybe(Event)),
        noticed=draw(flags),
        planned=draw(flags),
        within_specification=draw(flags),
        disaster=draw(flags),
        critical_facility=kind,
        decline_or_damage=None if kind is None else draw(flags),
        carrier=draw(names),
        id=draw(names),
    )


def is_plain(value: Any) -> bool:
    """Whether a JSON reader may have given it: no word or number of a class of its own."""
    if type(value) is dict:
        return all(type(key) is str and is_plain(each) for key, each in value.items())
    if type(value) is list:
        return all(is_plain(each) for each in value)
    return value is None or type(value) in (str, int, bool)


class TestFacts:
    def test_every_key(self) -> None:
        assert list(DOCUMENT) == ["what", *(field.name for field in attrs.fields(NearMiss))]
        assert near_miss_from_wire(DOCUMENT) == WHOLE
        assert near_miss_to_wire(WHOLE) == DOCUMENT
        assert json.dumps(near_miss_to_wire(WHOLE)) == json.dumps(DOCUMENT)

    @given(near_misses())
    def test_round_trip(self, near_miss: NearMiss) -> None:
        assert near_miss_from_wire(near_miss_to_wire(near_miss)) == near_miss

    @given(near_misses())
    def test_round_trip_through_text(self, near_miss: NearMiss) -> None:
        """The text is the same each time, and what comes back gives it again."""
        assert is_plain(near_miss_to_wire(near_miss))
        text = json.dumps(near_miss_to_wire(near_miss))
        assert json.dumps(near_miss_to_wire(attrs.evolve(near_miss))) == text
        back = near_miss_from_wire(json.loads(text))
        assert back == near_miss
        assert json.dumps(near_miss_to_wire(back)) == text

    def test_a_missing_key_is_unknown_but_exceptions_have_to_be_claimed(self) -> None:
        """What is not given is unknown, but the three exceptions have to be claimed."""
        assert near_miss_from_wire({"known_on": "2026-05-10"}) == NearMiss(date(2026, 5, 10))
        assert near_miss_to_wire(NearMiss(date(2026, 5, 10))) == LEAST
        claimed = {"planned", "within_specification", "disaster"}
        for name in FACTS.keys() - {"known_on", "decline_or_damage"}:
            document = {**LEAST, name: None}
            facts = near_miss_from_wire(document)
            assert (facts == NearMiss(date(2026, 5, 10))) is (name not in claimed)
            assert near_miss_to_wire(facts) == (document if name in claimed else LEAST)
        for name in claimed:
            no = near_miss_from_wire({"known_on": "2026-05-10", name: False})
            assert no == NearMiss(date(2026, 5, 10))

    @pytest.mark.parametrize("name", ["installer_users", "prefectures"])
    @pytest.mark.parametrize(
        ("value", "written", "read"),
        [
            (0, 0, Bounds.exact(0)),
            (41_382, 41_382, Bounds.exact(41_382)),
            (HUGE, HUGE, Bounds.exact(HUGE)),
            ({"at_least": 5}, {"at_least": 5}, Bounds.at_least(5)),
            ({"at_least": 0}, {"at_least": 0}, Bounds.at_least(0)),
            ({"at_most": 0}, {"at_most": 0}, Bounds.at_most(0)),
            ({"at_most": 9, "at_least": 5}, {"at_least": 5, "at_most": 9}, Bounds.between(5, 9)),
            ({"at_least": 5, "at_most": 5}, 5, Bounds.exact(5)),
        ],
        ids=shown,
    )
    def test_numbers(self, name: str, value: Any, written: Any, read: Bounds[int]) -> None:
        facts = near_miss_from_wire({"known_on": "2026-05-10", name: value})
        assert getattr(facts, name) == read
        assert near_miss_to_wire(facts) == {**LEAST, name: written}

    def test_a_day_is_a_date_and_no_moment(self) -> None:
        day = date(2026, 5, 10)
        assert near_miss_from_wire(LEAST | {"known_on": day}).known_on == day
        with pytest.raises(InvalidInput, match="known_on"):
            near_miss_from_wire(LEAST | {"known_on": datetime(2026, 5, 10, tzinfo=JAPAN)})

    def test_what_is_written_belongs_to_nobody_else(self) -> None:
        near_miss_to_wire(WHOLE)["installer_users"]["at_least"] = 0
        assert near_miss_to_wire(WHOLE) == DOCUMENT

    def test_only_near_misses_and_verdicts_on_them(self) -> None:
        for thing in (None, DOCUMENT, ruleset(AMENDED), ruleset(AMENDED).near_miss):
            with pytest.raises(TypeError, match=type(thing).__name__):
                near_miss_to_wire(thing)  # type: ignore[arg-type]


REMOVED = object()
"""Stands for a key that is taken out of the document."""

FLAGS = [
    "commercial",
    "noticed",
    "planned",
    "within_specification",
    "disaster",
    "decline_or_damage",
]
DAYS = ["known_on", "occurred_on"]
NUMBERS = ["installer_users", "prefectures"]
WORDS = {
    "part": "terminal_equipment, access_line, other",
    "function": "transmission, switching, control, operation, subscriber_management, other",
    "event": "could_not_stop, could_not_switch, fell_over, fire, unintended_connection, overload, "
    "misconfiguration, other",
    "critical_facility": "satellite, submarine_cable, equivalent",
}
NOT_DAYS: list[Any] = [
    "",
    "2026-5-1",
    "2026-02-29",
    "20260501",
    "2026-W18-5",
    "2026-05-01T00:00:00",
    "2026-05-01T00:00:00+09:00",
    "2026-05-01 ",
    "２０２６-０５-０１",
    "令和8年5月1日",
    "0000-01-01",
    20260501,
    1_777_561_200.0,
    True,
    [],
    {},
    TOO_HUGE,
]
NOT_NUMBERS: list[Any] = [
    "30000",
    "",
    "約3万",
    True,
    False,
    30_000.0,
    1.5,
    float("nan"),
    -1,
    -TOO_HUGE,
    [],
    [30_000],
]
NOT_RANGES: list[Any] = [
    {},
    {"at_least": "30000"},
    {"at_least": True},
    {"at_most": 1.0},
    {"at_least": 1, "at_most": None},
    {"at_least": 1, "memo": 2},
    {"low": 1, "high": 2},
]
NEGATIVE: list[Any] = [{"at_least": -1}, {"at_most": -1}, {"at_least": -5, "at_most": 5}]
NOT_WORDS: list[Any] = ["", "Other", "other ", "火災", "unknown", 0, 1.5, True, False, [], {}]
NOT_FLAGS: list[Any] = [0, 1, 1.0, "true", "", "null", [], {}, [True], TOO_HUGE]
NOT_TEXTS: list[Any] = [0, 5, True, False, 1.5, [], {}, ["text"]]


KNOWN = f"a known key ({', '.join(FACTS)})"
UNKNOWN_KEYS = [
    "memo",
    "Event",
    "impacts",
    "start",
    "known on",
    "__class__",
    "installer_users.at_most",
    "",
]


class Bad(NamedTuple):
    """A value that makes the document a bad one, the path to be named, and what was expected."""

    name: str
    value: Any
    path: str
    expected: str


def alone() -> Iterator[Bad]:
    """Give values that are wrong by themselves, whatever stands beside them."""
    for name in DAYS:
        yield from (Bad(name, value, name, "a day after ISO 8601") for value in NOT_DAYS)
    yield Bad("known_on", None, "known_on", "a day after ISO 8601")
    yield Bad("known_on", REMOVED, "known_on", "a value (it is required)")
    for name in NUMBERS:
        number = "an integer of 0 or more, a range, or null (unknown)"
        yield from (Bad(name, value, name, number) for value in [*NOT_NUMBERS, *NEGATIVE])
        ends = 'an integer of 0 or more, {"at_least": n, "at_most": n}, or null (unknown)'
        yield from (Bad(name, value, name, ends) for value in NOT_RANGES)
        crossed = {"at_least": 7, "at_most": 6}
        yield Bad(name, crossed, f"{name}.at_most", "an integer of at least 7")
    for name, words in WORDS.items():
        yield from (Bad(name, value, name, f"one of {words}") for value in NOT_WORDS)
    for name in FLAGS:
        flag = "true, false or null (unknown)"
        yield from (Bad(name, value, name, flag) for value in NOT_FLAGS)
    for name in ("carrier", "id"):
        yield from (Bad(name, value, name, "a string") for value in NOT_TEXTS)
    for name in UNKNOWN_KEYS:
        yield from (Bad(name, value, name, KNOWN) for value in (None, 5))


ALONE = list(alone())
LATE = Bad("occurred_on", "2026-05-11", "occurred_on", "a day not after 2026-05-10, when it was")
NO_FACILITY = "nothing without a critical_facility"
ACROSS = [
    LATE,
    Bad("critical_facility", None, "decline_or_damage", NO_FACILITY),
    Bad("critical_facility", REMOVED, "decline_or_damage", NO_FACILITY),
]
"""Values by which two keys contradict each other."""


def refusal(document: Any) -> InvalidInput:
    """Give the error of a document that must be refused, and is left as it was."""
    before = shown(document, 10**6)
    with pytest.raises(InvalidInput) as caught:
        near_miss_from_wire(document)
    assert shown(document, 10**6) == before
    for problem in caught.value.problems:
        assert problem.text("ja").startswith(f"{problem.path}：" if problem.path else "")
        assert problem.text("en").startswith(f"{problem.path}: " if problem.path else "")
        assert problem.text("ja") in str(caught.value)
    return caught.value


def paths(document: Any) -> list[str]:
    return sorted(problem.path for problem in refusal(document).problems)


def edited(*cases: Bad) -> dict[str, Any]:
    changed = DOCUMENT | {case.name: case.value for case in cases}
    return {key: value for key, value in changed.items() if value is not REMOVED}


class TestRefused:
    @pytest.mark.parametrize(
        "case",
        [pytest.param(each, id=f"{each[0]}-{shown(each[1], 30)}") for each in ALONE + ACROSS],
    )
    def test_a_bad_value_is_named(self, case: Bad) -> None:
        (problem,) = refusal(edited(case)).problems
        assert problem.path == case.path
        assert problem.expected.en.startswith(case.expected)
        if case.expected == KNOWN:
            assert problem.given == shown(case.name)
        elif case.path == case.name not in NUMBERS and case is not LATE:
            nothing = case.value is REMOVED
            assert problem.given == (
                Words("ありません", "there is none") if nothing else shown(case.value)
            )

    @given(st.lists(st.sampled_from(ALONE), unique_by=lambda case: case.name, min_size=2))
    def test_all_that_is_wrong_is_told_at_once(self, cases: list[Bad]) -> None:
        assert paths(edited(*cases)) == sorted(case.path for case in cases)

    @pytest.mark.parametrize("across", ACROSS, ids=str)
    @given(case=st.sampled_from(ALONE))
    def test_contradictions_too(self, across: Bad, case: Bad) -> None:
        """They are told beside any other mistake, save one in the values that contradict."""
        pair = DAYS if across is LATE else ["critical_facility", "decline_or_damage"]
        expected = [case.path] if case.name in pair else sorted([case.path, across.path])
        assert paths(edited(across, case)) == expected

    def test_both_contradictions(self) -> None:
        assert paths(edited(*ACROSS[:2])) == ["decline_or_damage", "occurred_on"]
        memo = Bad("memo", 1, "memo", KNOWN)
        assert paths(edited(*ACROSS[:2], memo)) == ["decline_or_damage", "memo", "occurred_on"]

    def test_a_mistake_in_each_key(self) -> None:
        assert paths(dict.fromkeys(FACTS, 1.5)) == sorted(FACTS)

    @pytest.mark.parametrize(
        "document",
        [None, True, 0, 1.5, "", "{}", b"{}", [], [DOCUMENT], (), {1}, TOO_HUGE, object()],
        ids=shown,
    )
    def test_a_document_that_is_no_object(self, document: Any) -> None:
        (problem,) = refusal(document).problems
        assert (problem.path, problem.expected.en) == ("", "an object (names with values)")

    def test_an_empty_document(self) -> None:
        (problem,) = refusal({}).problems
        assert problem.path == ""
        assert "known_on" in problem.text("ja")
        assert "known_on" in problem.text("en")

    @pytest.mark.parametrize("key", [None, 5, True, ("a", "b"), b"id", TOO_HUGE], ids=shown)
    def test_a_key_that_is_no_text(self, key: Any) -> None:
        assert paths({**DOCUMENT, key: "value"}) == [shown(key)]
        assert paths({**edited(LATE), key: "value"}) == sorted([shown(key), "occurred_on"])

    def test_the_words_in_japanese(self) -> None:
        assert str(refusal(edited(Bad("disaster", 1, "", "")))) == (
            "disaster：true、false 又は null（不明）が必要ですが、1 が与えられました。"
            "正しい型の値を与えてください。"
        )
        assert str(refusal(edited(Bad("known_on", "2026-5-1", "", "")))) == (
            "known_on：ISO 8601 形式の日付が必要ですが、'2026-5-1' が与えられました。"
            "例：2019-03-16。"
        )
        assert str(refusal(edited(LATE))) == (
            "occurred_on：知った日（2026-05-10）以前の日が必要ですが、2026-05-11 が与えられました。"
            "発生した日と知った日を確かめてください。"
        )

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from([*DOCUMENT, "at_least", "at_most"]) | st.text(max_size=3),
                    inner,
                    max_size=6,
                )
            ),
            max_leaves=15,
        )
    )
    def test_arbitrary_documents_are_read_or_refused(self, document: Any) -> None:
        whole = {"known_on": "2026-05-10", **document} if isinstance(document, dict) else document
        with suppress(InvalidInput):
            near_miss_to_wire(near_miss_from_wire(whole))


def written(near_miss: NearMiss, **how: Any) -> dict[str, Any]:
    return near_miss_to_wire(judge_near_miss(near_miss, **how))


ITEM_1, ITEM_2, ARTICLE = (
    {
        "law": "電気通信事業法施行規則",
        "article": "58-2",
        "paragraph": None,
        "item": item,
        "row": None,
    }
    for item in ("1", "2", None)
)
EVENTS = ["could_not_stop", "could_not_switch", "fell_over", "fire", "unintended_connection"]
LATER_EVENTS = ["overload", "misconfiguration"]
START = datetime(2026, 4, 1, 12, tzinfo=JAPAN)


def accident(hit: int | None) -> Verdict:
    """Give the verdict on an accident that is serious from 30,000 users on."""
    period = Period(START, START + timedelta(hours=1))
    return judge(Incident([Impact(Service("voice", emergency_calls=True), hit, period)]))


class TestVerdict:
    def test_one_from_end_to_end(self) -> None:
        facts = NearMiss(
            date(2026, 5, 2),
            occurred_on=date(2026, 5, 1),
            installer_users=80_000,
            prefectures=Bounds.at_least(3),
            commercial=True,
            part="other",
            function="transmission",
            event="fire",
            id="とう道の火災",
        )
        assert written(facts) == {
            "id": "とう道の火災",
            "met": "yes",
            "rules": {"id": "2026-04-01", "digest": ruleset(AMENDED).digest},
            "findings": [
                {
                    "provision": ITEM_1,
                    "asks": "users",
                    "number": "イ",
                    "required": {"installer_users": 30_000, "commercial": True},
                    "given": {
                        "installer_users": {"at_least": 80_000, "at_most": 80_000},
                        "commercial": True,
                    },
                    "met": "yes",
                },
                {
                    "provision": ITEM_1,
                    "asks": "prefectures",
                    "number": "ロ",
                    "required": {"prefectures": 2},
                    "given": {"prefectures": {"at_least": 3, "at_most": None}},
                    "met": "yes",
                },
                {
                    "provision": ITEM_1,
                    "asks": "part",
                    "number": "ハ",
                    "required": {"parts_excluded": ["terminal_equipment", "access_line"]},
                    "given": {"part": "other"},
                    "met": "yes",
                },
                {
                    "provision": ITEM_1,
                    "asks": "function",
                    "number": "ニ",
                    "required": {
                        "functions": [
                            "transmission",
                            "switching",
                            "control",
                            "operation",
                            "subscriber_management",
                        ]
                    },
                    "given": {"function": "transmission"},
                    "met": "yes",
                },
                {
                    "provision": ITEM_1,
                    "asks": "event",
                    "number": "ホ",
                    "required": {"events": [*EVENTS, *LATER_EVENTS], "unless_noticed": []},
                    "given": {"event": "fire", "noticed": None},
                    "met": "yes",
                    "event_number": "4",
                },
                {
                    "provision": ITEM_1,
                    "asks": "exceptions",
                    "number": "ヘ",
                    "required": {
                        "planned": False,
                        "within_specification": False,
                        "disaster": False,
                        "despite_disaster": ["fell_over"],
                    },
                    "given": {
                        "planned": False,
                        "within_specification": False,
                        "disaster": False,
                        "event": "fire",
                    },
                    "met": "yes",
                },
                {
                    "provision": ITEM_2,
                    "asks": "critical",
                    "number": None,
                    "required": {"decline_or_damage": True},
                    "given": {"critical_facility": None, "decline_or_damage": None},
                    "met": "no",
                },
            ],
            "flags": [],
        }

    def test_nothing_is_known(self) -> None:
        document = written(NearMiss(FIRST))
        assert (document["id"], document["met"]) == (None, "undecided")
        assert document["rules"] == {"id": "2023-06-16", "digest": ruleset(FIRST).digest}
        assert document["flags"] == ["day_presumed"]
        nothing = {"at_least": 0, "at_most": None}
        assert [each["given"] for each in document["findings"]] == [
            {"installer_users": nothing, "commercial": None},
            {"prefectures": nothing},
            {"part": None},
            {"function": None},
            {"event": None, "noticed": None},
            {
                "planned": False,
                "within_specification": False,
                "disaster": False,
                "event": None,
            },
            {"critical_facility": None, "decline_or_damage": None},
        ]
        mets = [each["met"] for each in document["findings"]]
        assert mets == ["undecided"] * 5 + ["yes", "no"]

    def test_the_event_of_the_first_version(self) -> None:
        """故障に速やかに気付かず、かつ、予備の設備に速やかに切り替えられなかった."""
        facts = NearMiss(FIRST, occurred_on=FIRST, event="could_not_switch", noticed=True)
        event = written(facts)["findings"][4]
        assert event["required"] == {"events": EVENTS, "unless_noticed": ["could_not_switch"]}
        assert event["given"] == {"event": "could_not_switch", "noticed": True}
        assert (event["met"], event["event_number"]) == ("no", "2")

    def test_an_event_that_is_not_listed(self) -> None:
        for facts in (NearMiss(FIRST, event="overload"), NearMiss(AMENDED, event="other")):
            event = written(facts)["findings"][4]
            assert event["met"] == "no"
            assert "event_number" not in event

    def test_a_disaster_and_a_cable(self) -> None:
        facts = NearMiss(
            AMENDED,
            event="fell_over",
            disaster=True,
            planned=None,
            critical_facility="submarine_cable",
            decline_or_damage=True,
        )
        exceptions, critical = written(facts)["findings"][5:]
        assert exceptions["given"] == {
            "planned": None,
            "within_specification": False,
            "disaster": True,
            "event": "fell_over",
        }
        assert exceptions["met"] == "undecided"
        assert critical["given"] == {
            "critical_facility": "submarine_cable",
            "decline_or_damage": True,
        }
        assert critical["met"] == "yes"

    @pytest.mark.parametrize(("hit", "met"), [(29_999, "yes"), (30_000, "no"), (None, "undecided")])
    def test_an_accident_that_came_of_it(self, hit: int | None, met: str) -> None:
        cable = NearMiss(AMENDED, critical_facility="satellite", decline_or_damage=True)
        document = written(cable, accident=accident(hit))
        assert document["met"] == met
        assert document["findings"][7] == {
            "provision": ARTICLE,
            "asks": "not_serious",
            "number": None,
            "required": {"grades": ["none", "periodic"]},
            "given": {},
            "met": met,
        }

    def test_there_was_no_such_rule_before(self) -> None:
        document = written(NearMiss(FIRST - timedelta(days=1), id="early"))
        assert (document["id"], document["met"]) == ("early", "no")
        assert (document["findings"], document["flags"]) == ([], [])

    def test_both_flags(self) -> None:
        assert written(NearMiss(date.max))["flags"] == ["day_presumed", "law_unchecked"]

    def test_what_is_required_comes_out_of_the_rules_that_are_given(self) -> None:
        rules = ruleset(AMENDED)
        assert rules.near_miss is not None
        stricter = attrs.evolve(rules, near_miss=attrs.evolve(rules.near_miss, users=100))
        document = written(NearMiss(AMENDED, installer_users=100, commercial=True), rules=stricter)
        assert document["findings"][0]["required"] == {"installer_users": 100, "commercial": True}
        assert document["rules"]["digest"] == stricter.digest != rules.digest

    def test_the_names_are_those_of_the_verdict_on_an_accident(self) -> None:
        ours, theirs = written(NearMiss(AMENDED)), to_wire(accident(30_000))
        shared = {"id", "rules", "findings", "flags"}
        assert ours.keys() & theirs.keys() == shared
        assert ours["rules"].keys() == theirs["rules"].keys()
        mine, other = ours["findings"][0], theirs["findings"][0]
        assert mine.keys() & other.keys() == {"provision", "required", "given", "met"}
        assert mine["provision"].keys() == other["provision"].keys()
        assert mine["given"]["installer_users"].keys() == other["given"]["users"].keys()

    @given(
        near_misses().filter(lambda each: (each.occurred_on or each.known_on) >= date(2010, 4, 1)),
        st.none() | st.sampled_from([29_999, 30_000]),
    )
    def test_it_is_plain_data_and_the_same_each_time(
        self, near_miss: NearMiss, hit: int | None
    ) -> None:
        how = {"accident": accident(hit)}
        text = json.dumps(written(near_miss, **how))
        assert json.dumps(written(attrs.evolve(near_miss), **how)) == text
        document = written(near_miss, **how)
        assert is_plain(document)
        assert json.loads(text) == document
        verdict: NearMissVerdict = judge_near_miss(near_miss, accident=how["accident"])
        assert document["met"] == verdict.met.value
        for each, finding in zip(document["findings"], verdict.findings, strict=True):
            assert (each["asks"], each["met"]) == (finding.asks, finding.met.value)
            assert each["number"] == finding.number
            assert each.get("event_number") == finding.event
        facts = near_miss_to_wire(near_miss)
        for each in document["findings"]:
            for name, value in each["given"].items():
                if name not in NUMBERS:
                    assert value == getattr(near_miss, name)
                    assert name not in facts or facts[name] == value

    def test_a_day_is_a_date_and_no_moment(self) -> None:
        day = date(2026, 5, 10)
        assert near_miss_from_wire(LEAST | {"known_on": day}).known_on == day
        with pytest.raises(InvalidInput, match="known_on"):
            near_miss_from_wire(LEAST | {"known_on": datetime(2026, 5, 10, tzinfo=JAPAN)})

    def test_what_is_written_belongs_to_nobody_else(self) -> None:
        """Whoever changes a document changes no other."""
        facts = NearMiss(AMENDED, occurred_on=AMENDED)
        document = written(facts, accident=accident(1))
        text = json.dumps(document)
        for each in document["findings"]:
            each["provision"].clear()
            for value in each["required"].values():
                if isinstance(value, list):
                    value.clear()
            each["required"].clear()
            each["given"].clear()
        assert json.dumps(written(facts, accident=accident(1))) == text
