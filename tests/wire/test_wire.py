"""Wire format 1: what is read, what is refused and where, and what is written."""

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.documents import DOCUMENT, END, JCOM, LATER, REMOVED, START, Place, edited
from support.strategies import incidents, users

from jikorules import (
    JAPAN,
    Bounds,
    CriticalFacility,
    Effect,
    Equipment,
    Facility,
    Impact,
    Incident,
    InvalidInput,
    Kind,
    NotCovered,
    Origin,
    Overlap,
    Period,
    RuleSet,
    Service,
    Verdict,
    from_wire,
    judge,
    rulesets,
    to_wire,
)
from jikorules.basics.errors import shown
from jikorules.basics.iso8601 import iso_duration

NAIVE = "2019-03-16T07:47:00"
HUGE = 10**400
TOO_HUGE = 10**5000  # str() refuses it, so no test that would have to print it may hold it


class Bad(NamedTuple):
    """An edit that makes the document a bad one, and the place that has to be named."""

    place: Place
    value: Any
    path: str


def written(place: Place) -> str:
    """Write a place as messages do."""
    path = ""
    for step in place:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


def refusal(document: Any) -> InvalidInput:
    """Give the error of a document that must be refused."""
    try:
        from_wire(document)
    except InvalidInput as error:
        return error
    except Exception as error:  # its message may hold what cannot be printed
        other = type(error).__name__
    else:
        other = "no error"
    pytest.fail(f"{other} instead of InvalidInput")


def paths(document: Any) -> list[str]:
    """Give the places of all problems of a document that must be refused, sorted.

    Both texts of each problem name its place.
    """
    before = shown(document, 10**6)
    error = refusal(document)
    assert type(error) is InvalidInput
    assert shown(document, 10**6) == before
    for problem in error.problems:
        assert problem.text("ja").startswith(f"{problem.path}：" if problem.path else "")
        assert problem.text("en").startswith(f"{problem.path}: " if problem.path else "")
        assert problem.text("ja") in str(error)
        assert problem.text("en") in error.text("en")
        assert problem.expected.en in problem.text("en")
        assert problem.hint.ja in problem.text("ja")
    return sorted(problem.path for problem in error.problems)


def each(places: list[Place], values: list[Any]) -> Iterator[Bad]:
    """Put each of the values at each of the places; the place itself has to be named."""
    for place in places:
        for value in values:
            yield Bad(place, value, written(place))


VOICE, INTERNET = ("impacts", 0), ("impacts", 1)
OBJECTS: list[Place] = [
    (),
    VOICE,
    (*VOICE, "service"),
    INTERNET,
    (*INTERNET, "service"),
    (*INTERNET, "periods", 0),
    (*INTERNET, "periods", 1),
    ("critical_facility",),
]
USERS: list[Place] = [
    (*VOICE, "users"),
    (*INTERNET, "users"),
    (*VOICE, "service", "monthly_users"),
    (*INTERNET, "service", "monthly_users"),
]
FLAGS: list[Place] = [
    ("minor",),
    ("disaster",),
    ("critical_facility", "installed_by_carrier"),
    (*VOICE, "supplementary"),
    (*VOICE, "service", "emergency_calls"),
    (*VOICE, "service", "paid"),
]
TEXTS: list[Place] = [("id",), ("carrier",), (*VOICE, "service", "name")]
WORDS: list[Place] = [
    ("facility",),
    ("origin",),
    ("overlap",),
    ("critical_facility", "kind"),
    (*VOICE, "service", "kind"),
]
WORDS_OR_NULL: list[Place] = [("equipment",), (*VOICE, "effect")]
STARTS: list[Place] = [
    (*VOICE, "start"),
    (*INTERNET, "periods", 0, "start"),
    (*INTERNET, "periods", 1, "start"),
    ("critical_facility", "start"),
]
ENDS: list[Place] = [
    (*VOICE, "end"),
    (*INTERNET, "periods", 0, "end"),
    (*INTERNET, "periods", 1, "end"),
    ("critical_facility", "end"),
]
FALSY: list[Any] = [None, False, 0, 0.0, [], {}]
NOT_OBJECTS: list[Any] = [[], [{}], "", "object", 0, 1, True, False, 1.5]
NOT_TIMES: list[Any] = [
    "",
    "yesterday",
    "2019-03-16T25:00:00+09:00",
    "2019-02-29T07:47:00+09:00",
    "2019-03-16T07:47:00+24:00",
    "平成31年3月16日7時47分",
    "07:47:00+09:00",
    "1552690020",
    "\ud800",
    1_552_690_020,
    1_552_690_020.0,
    True,
    [],
    {},
    {"start": START},
]
NAIVE_TIMES = [NAIVE, "2019-03-16", "2019-03-16 07:47", "20190316T0747"]
FAR_TIMES = ["0001-06-01T00:00:00+09:00", "9999-06-01T00:00:00+09:00"]

ALONE = [
    *each([(*place, "memo") for place in OBJECTS], [None, 5, "text", {}]),
    *(Bad((*place, "Start"), START, written((*place, "Start"))) for place in OBJECTS),
    *each([("service",), ("users",), ("start",), ("impact",), ("kind",)], [None]),
    *each([(*VOICE, "service", "users"), (*VOICE, "kind"), (*VOICE, "period")], [5]),
    *each([(*INTERNET, "start"), (*INTERNET, "end"), (*INTERNET, "periods", 0, "users")], [START]),
    *each([("critical_facility", "periods"), ("critical_facility", "users")], [5]),
    *each([("critical_facility", "period")], [None, 5, {}, {"start": START, "end": END}]),
    *each(
        USERS,
        [
            "41382",
            "",
            "約3,060万",
            True,
            False,
            41_382.0,
            41_382.5,
            float("nan"),
            float("inf"),
            -1,
            -HUGE,
            [],
            [41_382],
            {},
            {"at_least": "30000"},
            {"at_most": "30000"},
            {"at_least": True},
            {"at_least": 1.0},
            {"at_least": None},
            {"at_least": 1, "at_most": None},
            {"at_least": -1},
            {"at_most": -1},
            {"at_least": -5, "at_most": -1},
            {"at_least": -1, "at_most": 5},
            {"at_least": 1, "at_most": 2, "about": 1},
            {"low": 1, "high": 2},
            {"at_least": [1]},
        ],
    ),
    *(
        Bad(place, {"at_least": low, "at_most": high}, written((*place, "at_most")))
        for place in USERS
        for low, high in [(70_000, 60_000), (1, 0), (HUGE, 0)]
    ),
    *each(FLAGS, [0, 1, 1.0, "true", "", "null", [], {}, [True]]),
    *each(TEXTS, [0, 5, True, False, 1.5, [], {}, ["text"]]),
    *each(WORDS, [None]),
    *each(
        [*WORDS, *WORDS_OR_NULL],
        ["", "Voice", "unknown ", "音声", 0, 1, True, False, 1.5, [], {}, ["own"], {"kind": "own"}],
    ),
    *each([("facility",)], ["telecommunications", "own", "unknown"]),
    *each([("origin",)], ["other", "telecom", "unknown"]),
    *each([("overlap",)], ["other", "none"]),
    *each([("equipment",)], ["router", "unknown"]),
    *each([("critical_facility", "kind")], ["cable", "other"]),
    *each([(*VOICE, "service", "kind")], ["phone", "satellite", "unknown"]),
    *each([(*VOICE, "effect")], ["outage", "unknown"]),
    *each(STARTS, [None, *NOT_TIMES, *NAIVE_TIMES, *FAR_TIMES]),
    *each(ENDS, [*NOT_TIMES, *NAIVE_TIMES, *FAR_TIMES]),
    *each([(), *OBJECTS[1:-1]], [None]),
    *each(OBJECTS, NOT_OBJECTS),
    *each([("impacts",)], [None, {}, {"0": {}}, "", "impacts", 0, True, 1.5]),
    *each([(*INTERNET, "periods")], [None, {}, {"start": START}, "", START, 0, True]),
    *each(
        [
            ("impacts",),
            (*VOICE, "service"),
            (*VOICE, "service", "kind"),
            (*VOICE, "users"),
            (*VOICE, "start"),
            (*INTERNET, "periods", 1, "start"),
            ("critical_facility", "kind"),
            ("critical_facility", "start"),
        ],
        [REMOVED],
    ),
]
"""Edits of one place each. Any number of them, at different places, are reported together."""

UNPRINTABLE = [
    *each([*TEXTS, *FLAGS, *WORDS, *STARTS, *ENDS, ("impacts",), VOICE], [TOO_HUGE, -TOO_HUGE]),
    *each(USERS, [-TOO_HUGE, {"at_least": -TOO_HUGE}, {"at_least": 1, "memo": TOO_HUGE}]),
    *(
        Bad(place, {"at_least": low, "at_most": high}, written((*place, "at_most")))
        for place in USERS
        for low, high in [(TOO_HUGE, 5), (TOO_HUGE, -TOO_HUGE), (5, -TOO_HUGE)]
    ),
]
"""Edits with a number that Python refuses to print."""

ACROSS = [
    Bad((*INTERNET, "periods"), [], written((*INTERNET, "periods"))),
    Bad((*INTERNET, "periods", 0, "end"), None, written((*INTERNET, "periods", 0, "end"))),
    Bad((*INTERNET, "periods", 0, "end"), REMOVED, written((*INTERNET, "periods", 0, "end"))),
    Bad(("facility",), "other", "critical_facility"),
    *each(ENDS, ["2010-01-01T00:00:00+09:00", "2019-03-16T07:46:59.999999+09:00"]),
    *(Bad(place, "2019-03-16T07:47:00+14:00", written(place)) for place in ENDS),
    # Of three periods two are not the last; the place is that after they are put in order.
    Bad(
        (*INTERNET, "periods"),
        [{"start": LATER}, {"start": START}, {"start": "2019-03-17T00:00:00+09:00", "end": None}],
        "impacts[1].periods[0].end, impacts[1].periods[1].end",
    ),
]
"""Edits by which two places contradict each other."""


def label(value: object) -> str:
    """Name a case by its place and value."""
    return written(value) if isinstance(value, tuple) else shown(value)


def test_the_documents_are_good_ones() -> None:
    assert judge(from_wire(DOCUMENT)).grade is not None
    assert judge(from_wire(JCOM)).grade is not None


class TestRefused:
    @pytest.mark.parametrize(("place", "value", "path"), [*ALONE, *UNPRINTABLE, *ACROSS], ids=label)
    def test_a_bad_place_is_named(self, place: Place, value: Any, path: str) -> None:
        assert paths(edited(DOCUMENT, place, value)) == path.split(", ")

    @pytest.mark.parametrize(
        "document",
        [None, True, 0, 1.5, "", "{}", b"{}", [], [DOCUMENT], (), {1}, TOO_HUGE, object()],
        ids=shown,
    )
    def test_a_document_that_is_no_object(self, document: Any) -> None:
        assert paths(document) == [""]

    def test_an_empty_document(self) -> None:
        assert paths({}) == ["impacts"]

    @pytest.mark.parametrize("critical", [None, REMOVED])
    def test_no_impacts_and_no_critical_facility(self, critical: Any) -> None:
        document = edited(DOCUMENT, ("critical_facility",), critical)
        assert paths(edited(document, ("impacts",), [])) == ["impacts"]

    @pytest.mark.parametrize("key", [None, 5, True, 1.5, ("a", "b"), b"id", TOO_HUGE], ids=shown)
    @pytest.mark.parametrize("place", OBJECTS, ids=written)
    def test_a_key_that_is_no_text(self, place: Place, key: Any) -> None:
        document = edited(DOCUMENT, (*place, key), "value")
        assert paths(document) == [written((*place, shown(key)))]

    @pytest.mark.parametrize("key", ["\ud800", "\x00", "line\nbreak", "x" * 10**5])
    def test_a_key_that_cannot_be_shown_as_it_is(self, key: str) -> None:
        (path,) = paths(edited(DOCUMENT, (*VOICE, key), 1))
        assert path.startswith("impacts[0].'")
        assert path.isprintable()
        assert len(path) < 120

    def test_keys_of_all_types_at_once(self) -> None:
        document: dict[Any, Any] = {**DOCUMENT, "memo": 1}
        document |= {5: 1, None: 1}
        assert paths(document) == ["5", "None", "memo"]

    def test_an_unknown_key_is_answered_with_the_known_ones_as_they_are_written(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            from_wire(edited(DOCUMENT, (*VOICE, "person"), 5))
        assert str(caught.value) == (
            "impacts[0].person：既知の項目名（service, users, start, end, periods, effect, "
            "supplementary）が必要ですが、'person' が与えられました。"
            "綴りを確かめるか、項目を除いてください。"
        )
        assert caught.value.text("en") == (
            "impacts[0].person: expected a known key (service, users, start, end, periods, "
            "effect, supplementary), got 'person'. Check the spelling or remove the key."
        )

    @pytest.mark.parametrize(("place", "value", "path"), [*each(WORDS, FALSY)], ids=label)
    def test_the_message_shows_what_came_and_nothing_else(
        self, place: Place, value: Any, path: str
    ) -> None:
        with pytest.raises(InvalidInput) as caught:
            from_wire(edited(DOCUMENT, place, value))
        (problem,) = caught.value.problems
        assert problem.path == path
        assert problem.given == shown(value)

    def test_messages_stay_short(self) -> None:
        long = "あ" * 10**5
        with pytest.raises(InvalidInput) as caught:
            from_wire(edited(edited(DOCUMENT, ("facility",), long), (*VOICE, "users"), [long]))
        assert len(str(caught.value)) < 1000

    def test_a_deep_document(self) -> None:
        deep: Any = []
        for _ in range(10**5):
            deep = [deep]
        places_: list[Place] = [("impacts",), VOICE, USERS[0], ("id",), ("facility",)]
        for place in places_:
            document = copy.deepcopy(DOCUMENT)
            at: Any = document
            for step in place[:-1]:
                at = at[step]
            at[place[-1]] = deep  # too deep to be copied
            assert len(str(refusal(document))) < 1000


def disjoint(edits: list[Bad]) -> list[Bad]:
    """Keep the edits that do not touch what an earlier one touched, or what is around or in it."""
    kept: list[Bad] = []
    for edit in edits:
        touched = [other.place for other in kept]
        if all(
            edit.place[: len(place)] != place and place[: len(edit.place)] != edit.place
            for place in touched
        ):
            kept.append(edit)
    return kept


ONE_GO: list[tuple[str, list[Bad]]] = [
    (
        "a contradiction between periods, beside a bad value of the same impact",
        [
            Bad((*INTERNET, "periods", 0, "end"), None, "impacts[1].periods[0].end"),
            Bad((*INTERNET, "users"), -1, "impacts[1].users"),
        ],
    ),
    (
        "no periods, beside a bad value of the same impact",
        [
            Bad((*INTERNET, "periods"), [], "impacts[1].periods"),
            Bad((*INTERNET, "effect"), "outage", "impacts[1].effect"),
        ],
    ),
    (
        "an end before its start, beside a bad value of the same impact",
        [
            Bad((*VOICE, "end"), "2010-01-01T00:00:00+09:00", "impacts[0].end"),
            Bad((*VOICE, "users"), "41382", "impacts[0].users"),
            Bad((*VOICE, "memo"), "", "impacts[0].memo"),
        ],
    ),
    (
        "a naive end beside a start that is no time",
        [
            Bad((*VOICE, "start"), "yesterday", "impacts[0].start"),
            Bad((*VOICE, "end"), NAIVE, "impacts[0].end"),
        ],
    ),
    (
        "a naive end without a start",
        [
            Bad(("critical_facility", "start"), REMOVED, "critical_facility.start"),
            Bad(("critical_facility", "end"), NAIVE, "critical_facility.end"),
        ],
    ),
    (
        "a naive start beside an end that is no time, in a list of periods",
        [
            Bad((*INTERNET, "periods", 1, "start"), NAIVE, "impacts[1].periods[1].start"),
            Bad((*INTERNET, "periods", 1, "end"), 5, "impacts[1].periods[1].end"),
        ],
    ),
    (
        "a critical facility that cannot be one, beside a bad impact",
        [
            Bad(("facility",), "other", "critical_facility"),
            Bad((*VOICE, "users"), -1, "impacts[0].users"),
        ],
    ),
    (
        "no impacts, beside a bad flag",
        [
            Bad(("impacts",), [], "impacts"),
            Bad(("critical_facility",), None, ""),
            Bad(("minor",), 0, "minor"),
        ],
    ),
]


class TestAllInOneGo:
    @given(st.lists(st.sampled_from(ALONE), min_size=1, max_size=12).map(disjoint))
    def test_every_bad_place_of_a_document_is_named(self, edits: list[Bad]) -> None:
        document = DOCUMENT
        for place, value, _ in sorted(edits, key=lambda edit: edit.value is REMOVED):
            document = edited(document, place, value)
        found = paths(document)
        assert found == sorted(path for _, _, path in edits)

    @pytest.mark.parametrize("edits", [pytest.param(edits, id=name) for name, edits in ONE_GO])
    def test_what_is_wrong_between_places_does_not_hide_behind_one_of_them(
        self, edits: list[Bad]
    ) -> None:
        document = DOCUMENT
        for place, value, _ in edits:
            document = edited(document, place, value)
        assert paths(document) == sorted(path for _, _, path in edits if path)

    def test_a_document_in_which_nothing_is_right(self) -> None:
        document = {
            "id": 5,
            "carrier": ["x"],
            "facility": "phone",
            "critical_facility": {"installed_by_carrier": "yes", "end": "later", "memo": 1},
            "origin": None,
            "overlap": 1,
            "minor": "no",
            "equipment": "router",
            "disaster": 0,
            "impacts": [
                {"service": {"emergency_calls": 1, "paid": "y", "name": 1}, "users": 4.5},
                5,
                {"service": "voice", "periods": [{"start": 5}, None], "effect": "x"},
                {"users": {}, "start": NAIVE, "supplementary": 0, "memo": 1},
            ],
            "incident": {},
        }
        assert paths(document) == sorted(
            [
                "id",
                "carrier",
                "facility",
                "critical_facility.kind",
                "critical_facility.installed_by_carrier",
                "critical_facility.start",
                "critical_facility.end",
                "critical_facility.memo",
                "origin",
                "overlap",
                "minor",
                "equipment",
                "disaster",
                "impacts[0].service.kind",
                "impacts[0].service.emergency_calls",
                "impacts[0].service.paid",
                "impacts[0].service.name",
                "impacts[0].users",
                "impacts[0].start",
                "impacts[1]",
                "impacts[2].service",
                "impacts[2].users",
                "impacts[2].periods[0].start",
                "impacts[2].periods[1]",
                "impacts[2].effect",
                "impacts[3].service",
                "impacts[3].users",
                "impacts[3].start",
                "impacts[3].supplementary",
                "impacts[3].memo",
                "incident",
            ]
        )


class TestRead:
    def test_the_whole_document(self) -> None:
        start = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)
        period = Period(start, start + timedelta(hours=4, minutes=9))
        running = Period(datetime(2019, 3, 16, 13, 0, tzinfo=JAPAN))
        voice = Service(Kind.VOICE, emergency_calls=True, monthly_users=10_000_000, name="固定電話")
        internet = Service(Kind.INTERNET_ACCESS, monthly_users=Bounds.at_most(9_999_999))
        assert from_wire(DOCUMENT) == Incident(
            [
                Impact(voice, 41_382, period, effect=Effect.SUSPENSION, supplementary=None),
                Impact(internet, Bounds.between(60_000, 70_000), [period, running]),
            ],
            facility=Facility.TELECOM,
            critical_facility=CriticalFacility("satellite", period, installed_by_carrier=True),
            origin=Origin.OWN,
            overlap=Overlap.DISJOINT,
            minor=None,
            equipment=Equipment.DSLAM,
            disaster=True,
            carrier="株式会社ジェイコムイースト",
            id="jcom-east-2019-03-16",
        )

    def test_what_may_be_missing(self) -> None:
        incident = from_wire(
            {"impacts": [{"service": {"kind": "lpwa"}, "users": None, "start": START}]}
        )
        period = Period(datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN))
        assert incident == Incident([Impact(Service(Kind.LPWA), None, period)])

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (0, Bounds.exact(0)),
            (41_382, Bounds.exact(41_382)),
            (HUGE, Bounds.exact(HUGE)),
            (None, Bounds.unknown()),
            ({"at_least": 30_000}, Bounds.at_least(30_000)),
            ({"at_least": 0}, Bounds.at_least(0)),
            ({"at_most": 30_000}, Bounds.at_most(30_000)),
            ({"at_most": 0}, Bounds.at_most(0)),
            ({"at_least": 5, "at_most": 6}, Bounds.between(5, 6)),
            ({"at_least": 5, "at_most": 5}, Bounds.exact(5)),
            ({"at_least": HUGE, "at_most": HUGE + 1}, Bounds.between(HUGE, HUGE + 1)),
        ],
        ids=shown,
    )
    def test_users(self, value: Any, expected: Bounds[int]) -> None:
        for place in USERS:
            incident = from_wire(edited(DOCUMENT, place, value))
            impact = incident.impacts[int(place[1])]
            users_ = impact.users if place[-1] == "users" else impact.service.monthly_users
            assert users_ == expected
            judge(incident)

    @pytest.mark.parametrize("place", [(*INTERNET, "users"), USERS[3]])
    def test_users_may_be_missing_where_they_are_a_trait_only(self, place: Place) -> None:
        document = edited(DOCUMENT, place, REMOVED)
        if place[-1] == "users":
            assert paths(document) == ["impacts[1].users"]
        else:
            assert from_wire(document).impacts[1].service.monthly_users.is_unknown

    @pytest.mark.parametrize(
        ("text", "moment"),
        [
            (START, datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)),
            ("2019-03-15T22:47:00Z", datetime(2019, 3, 15, 22, 47, tzinfo=UTC)),
            ("2019-03-15T22:47:00+00:00", datetime(2019, 3, 15, 22, 47, tzinfo=UTC)),
            ("2019-03-15T22:47:00-00:00", datetime(2019, 3, 15, 22, 47, tzinfo=UTC)),
            ("2019-03-16T07:47+09:00", datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)),
            ("2019-03-16T07:47:00.5+09:00", datetime(2019, 3, 16, 7, 47, 0, 500_000, JAPAN)),
            ("2019-03-16T07:47:00.000001+09:00", datetime(2019, 3, 16, 7, 47, 0, 1, JAPAN)),
        ],
    )
    def test_times(self, text: str, moment: datetime) -> None:
        incident = from_wire(edited(DOCUMENT, (*VOICE, "start"), text))
        assert incident.impacts[0].periods[0].start == moment
        incident = from_wire(edited(DOCUMENT, ("critical_facility", "start"), text))
        assert incident.critical_facility is not None
        assert incident.critical_facility.period.start == moment

    @pytest.mark.parametrize("end", [None, REMOVED])
    def test_a_missing_end_is_not_yet_restored(self, end: Any) -> None:
        assert from_wire(edited(DOCUMENT, (*VOICE, "end"), end)).impacts[0].periods[0].end is None
        critical = from_wire(edited(DOCUMENT, ("critical_facility", "end"), end)).critical_facility
        assert critical is not None
        assert critical.period.end is None

    def test_one_period_may_be_written_in_a_list(self) -> None:
        document = edited(edited(DOCUMENT, (*VOICE, "start"), REMOVED), (*VOICE, "end"), REMOVED)
        document = edited(document, (*VOICE, "periods"), [{"start": START, "end": END}])
        assert from_wire(document) == from_wire(DOCUMENT)

    def test_periods_may_come_in_any_order(self) -> None:
        periods = DOCUMENT["impacts"][1]["periods"]
        turned = edited(DOCUMENT, (*INTERNET, "periods"), periods[::-1])
        assert from_wire(turned) == from_wire(DOCUMENT)

    @pytest.mark.parametrize(
        ("place", "words"),
        [
            (("facility",), ["telecom"]),
            (("origin",), ["own", "wholesaler", "other_carrier"]),
            (("overlap",), ["disjoint", "same", "unknown"]),
            (("equipment",), ["radio_base_station", "remote_concentrator", "dslam", "other", None]),
            (("critical_facility", "kind"), ["satellite", "submarine_cable", "equivalent"]),
            (
                (*VOICE, "service", "kind"),
                [
                    "voice",
                    "lpwa",
                    "internet_access",
                    "email",
                    "messaging",
                    "internet_other",
                    "other",
                ],
            ),
            ((*VOICE, "effect"), ["suspension", "degradation", None]),
            *((place, [True, False, None]) for place in FLAGS),
            *((place, ["", "名称", "\ud800", None]) for place in TEXTS),
        ],
        ids=label,
    )
    def test_every_word_is_read_and_written(self, place: Place, words: list[Any]) -> None:
        for word in words:
            incident = from_wire(edited(DOCUMENT, place, word))
            value: Any = to_wire(incident)
            for step in place[:-1]:
                value = value[step]
            claimed = place[-1] in {"minor", "disaster", "supplementary"}
            assert value.get(place[-1], False if claimed else None) == word

    def test_the_other_facility(self) -> None:
        incident = from_wire({**JCOM, "facility": "other"})
        assert incident.facility is Facility.OTHER
        assert to_wire(incident)["facility"] == "other"

    def test_any_mapping_will_do(self) -> None:
        def frozen(value: Any) -> Any:
            if isinstance(value, dict):
                return MappingProxyType({key: frozen(each) for key, each in value.items()})
            return tuple(map(frozen, value)) if isinstance(value, list) else value

        frozen_document: Mapping[str, Any] = frozen(DOCUMENT)
        assert from_wire(frozen_document) == from_wire(DOCUMENT)

    def test_the_document_is_left_alone(self) -> None:
        document = copy.deepcopy(DOCUMENT)
        incident = from_wire(document)
        assert document == DOCUMENT
        spoil(document)
        assert incident == from_wire(DOCUMENT)


def plain(value: Any) -> bool:
    """Whether a value is what a JSON reader gives, and of no other type."""
    if type(value) is dict:
        return all(type(key) is str and plain(each) for key, each in value.items())
    if type(value) is list:
        return all(map(plain, value))
    return value is None or type(value) in {str, int, bool}


def spoil(value: Any) -> None:
    """Change everything in a document that can be changed."""
    for inner in list(value.values() if isinstance(value, dict) else value):
        if isinstance(inner, dict | list):
            spoil(inner)
    value.clear()
    if isinstance(value, dict):
        value["spoilt"] = True
    else:
        value.append("spoilt")


WIDE = incidents(datetime(2, 1, 3), datetime(9997, 1, 1))  # noqa: DTZ001


class TestRoundTrip:
    """What is written is read back as the same facts."""

    @given(incidents() | WIDE)
    def test_as_data(self, incident: Incident) -> None:
        document = to_wire(incident)
        assert plain(document)
        again = from_wire(document)
        assert again == incident
        assert to_wire(again) == document

    @given(incidents())
    def test_as_text(self, incident: Incident) -> None:
        text = json.dumps(to_wire(incident))
        again = from_wire(json.loads(text))
        assert again == incident
        assert to_wire(judge(again)) == to_wire(judge(incident))

    @given(incidents() | WIDE)
    def test_times_keep_their_clock_and_their_zone(self, incident: Incident) -> None:
        def clocks(one: Incident) -> list[str]:
            return [period.start.isoformat() for each in one.impacts for period in each.periods]

        assert clocks(from_wire(to_wire(incident))) == clocks(incident)

    def test_what_is_not_known_or_not_claimed_is_left_out(self) -> None:
        period = Period(datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN))
        assert to_wire(Incident([Impact(Service("voice"), None, period)])) == {
            "facility": "telecom",
            "origin": "own",
            "overlap": "unknown",
            "impacts": [{"service": {"kind": "voice"}, "users": None, "start": START, "end": None}],
        }

    def test_the_documents(self) -> None:
        assert to_wire(from_wire(JCOM)) == {
            **JCOM,
            "origin": "own",
            "overlap": "unknown",
        }
        written_ = to_wire(from_wire(DOCUMENT))
        assert written_["critical_facility"] == DOCUMENT["critical_facility"]
        assert written_["impacts"][1]["periods"] == DOCUMENT["impacts"][1]["periods"]
        assert written_["impacts"][1]["users"] == {"at_least": 60_000, "at_most": 70_000}
        assert written_["minor"] is None
        assert written_["impacts"][0]["supplementary"] is None

    @given(users)
    def test_users(self, bounds: Bounds[int]) -> None:
        incident = Incident(
            [Impact(Service("email"), bounds, Period(datetime(2019, 3, 16, tzinfo=JAPAN)))]
        )
        value = to_wire(incident)["impacts"][0]["users"]
        assert type(value) is int if bounds.is_exact else type(value) is not int
        assert from_wire(to_wire(incident)).impacts[0].users == bounds

    @pytest.mark.parametrize("thing", [None, 5, {}, Period(datetime(2019, 3, 16, tzinfo=JAPAN))])
    def test_what_has_no_wire_form(self, thing: Any) -> None:
        with pytest.raises(TypeError, match=f"no wire form for {type(thing).__name__}"):
            to_wire(thing)


KEYS = {
    "grade",
    "at_least",
    "at_most",
    "possible",
    "label",
    "rows",
    "rules",
    "findings",
    "flags",
    "questions",
}
GRADES = ["none", "periodic", "serious"]


class TestVerdict:
    def test_the_example_of_the_design(self) -> None:
        document = to_wire(judge(from_wire(JCOM)))
        assert document.keys() >= KEYS
        assert document["id"] == "jcom-east-2019-03-16"
        assert document["grade"] == document["at_least"] == document["at_most"] == "serious"
        assert document["possible"] == ["serious"]
        assert document["label"] == "重大な事故"
        assert document["rows"] == ["一", "四"]
        assert document["rules"].keys() == {"id", "digest"}
        assert document["rules"]["id"] == "2015-04-01"
        assert document["rules"]["digest"].startswith("sha256:")
        first = document["findings"][0]
        expected = {
            "provision": {
                "law": "電気通信事業法施行規則",
                "article": "58",
                "paragraph": None,
                "item": "1",
                "row": "一",
            },
            "impacts": [0],
            "required": {"duration": "PT1H", "users": 30_000},
            "given": {
                "duration": {"at_least": "PT4H9M", "at_most": "PT4H9M"},
                "users": {"at_least": 41_382, "at_most": 41_382},
            },
            "met": "yes",
            "grade": "serious",
        }
        assert {key: first[key] for key in expected} == expected

    def test_an_undecided_verdict(self) -> None:
        document = {
            **JCOM,
            "impacts": [{"service": {"kind": "voice"}, "users": None, "start": START}],
        }
        verdict = to_wire(judge(from_wire(document)))
        assert verdict["grade"] is None
        assert verdict["label"] is None
        assert verdict["possible"] == GRADES
        assert (verdict["at_least"], verdict["at_most"]) == ("none", "serious")
        assert verdict["at"] is None
        given_ = verdict["findings"][0]["given"]
        assert given_["duration"] == {"at_least": "PT0S", "at_most": None}
        assert given_["users"]["at_least"] in {0, None}
        assert given_["users"]["at_most"] is None

    def test_the_moment_of_judging(self) -> None:
        at = datetime(2019, 3, 16, 12, tzinfo=UTC)
        assert to_wire(judge(from_wire(JCOM), at=at))["at"] == "2019-03-16T12:00:00+00:00"

    @given(incidents())
    def test_it_is_plain_data_with_the_keys_of_the_design(self, incident: Incident) -> None:
        verdict = judge(incident)
        document = to_wire(verdict)
        assert plain(document)
        assert json.loads(json.dumps(document)) == document
        assert document.keys() == KEYS | {"id", "at"}
        assert document["possible"] == [GRADES[grade] for grade in verdict.possible]
        assert document["at_least"] == document["possible"][0]
        assert document["at_most"] == document["possible"][-1]
        only = document["possible"][0] if len(document["possible"]) == 1 else None
        assert document["grade"] == only
        assert document["rules"] == {"id": verdict.rules.id, "digest": verdict.rules.digest}
        assert len(document["findings"]) == len(verdict.findings)
        for finding in document["findings"]:
            assert finding.keys() >= {
                "provision",
                "impacts",
                "required",
                "given",
                "met",
                "grade",
            }
            assert list(finding["provision"]) == ["law", "article", "paragraph", "item", "row"]
            assert finding["required"].keys() <= {"duration", "users", "exclusion"}
            assert finding["given"].keys() <= {"duration", "users"}
            for range_ in finding["given"].values():
                assert range_.keys() == {"at_least", "at_most"}
            assert finding["met"] in {"yes", "no", "undecided"}
            assert finding["grade"] in GRADES
            assert all(0 <= i < len(incident.impacts) for i in finding["impacts"])

    @pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
    def test_a_rule_set_is_plain_data(self, rules: RuleSet) -> None:
        document = to_wire(rules)
        assert plain(document)
        assert json.loads(json.dumps(document)) == document
        assert document["id"] == rules.id
        assert document["until"] == (rules.until and rules.until.isoformat())

    @pytest.mark.parametrize(
        "make",
        [
            lambda: from_wire(DOCUMENT),
            lambda: judge(from_wire(DOCUMENT)),
            lambda: judge(from_wire({**JCOM, "facility": "other", "minor": None})),
            *(lambda rules=rules: rules for rules in rulesets()),
        ],
    )
    def test_changing_what_was_written_changes_nothing_else(
        self, make: Callable[[], Incident | Verdict | RuleSet]
    ) -> None:
        thing = make()
        document = to_wire(thing)
        before = copy.deepcopy(document)
        spoil(document)
        assert to_wire(thing) == before
        assert to_wire(make()) == before

    @pytest.mark.parametrize(
        ("duration", "text"),
        [
            (timedelta(0), "PT0S"),
            (timedelta(hours=1), "PT1H"),
            (timedelta(hours=4, minutes=9), "PT4H9M"),
            (timedelta(minutes=30), "PT30M"),
            (timedelta(seconds=1), "PT1S"),
            (timedelta(hours=28, minutes=9), "PT28H9M"),
            (timedelta(days=40), "PT960H"),
            (timedelta(hours=1, seconds=-1), "PT59M59S"),
            (timedelta(microseconds=1), "PT0.000001S"),
            (timedelta(hours=2, milliseconds=500), "PT2H0.5S"),
            (timedelta(seconds=10, microseconds=120), "PT10.00012S"),
        ],
    )
    def test_durations_after_iso_8601(self, duration: timedelta, text: str) -> None:
        assert iso_duration(duration) == text


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([HUGE, -HUGE, 0, 1, -1])
    | st.floats()
    | st.text()
    | st.sampled_from([START, END, LATER, NAIVE, "voice", "other", "unknown", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text()
            | st.sampled_from(
                [
                    "impacts",
                    "service",
                    "kind",
                    "users",
                    "start",
                    "end",
                    "periods",
                    "at_least",
                    "memo",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
"""Any JSON value, with the words of the format mixed in."""


def places(value: Any, here: Place = ()) -> Iterator[Place]:
    """Give every place in a document."""
    yield here
    if isinstance(value, dict | list):
        for step, below in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(below, (*here, step))


def outcome(document: Any) -> Verdict | InvalidInput:
    """Judge a document, or give the error, both fit to be shown; let other errors through."""
    result: Verdict | InvalidInput
    try:
        result = judge(from_wire(document))
    except InvalidInput as error:
        result = error
    if isinstance(result, Verdict):
        assert plain(to_wire(result))
    else:
        assert all(problem.text("ja") and problem.text("en") for problem in result.problems)
        assert result.text("ja").count("\n") == len(result.problems) - 1
    return result


class Unusual(Mapping[str, Any]):
    """A mapping that is no dict: such a document is never read the short way."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document

    def __getitem__(self, key: str) -> Any:
        return self._document[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._document)

    def __len__(self) -> int:
        return len(self._document)


def result(document: Mapping[str, Any]) -> Incident | list[str]:
    """Read a document, or give what its error says."""
    try:
        return from_wire(document)
    except InvalidInput as error:
        return [problem.text(lang) for problem in error.problems for lang in ("ja", "en")]


class TestShortWay:
    """What is taken the short way, for speed, the strict reader takes too, and reads alike."""

    @given(incidents() | WIDE)
    def test_a_good_document(self, incident: Incident) -> None:
        assert from_wire(Unusual(to_wire(incident))) == incident

    @pytest.mark.parametrize(("place", "value", "path"), [*ALONE, *ACROSS], ids=label)
    def test_a_bad_document(self, place: Place, value: Any, path: str) -> None:
        document = edited(DOCUMENT, place, value)
        if type(document) is dict:
            assert paths(Unusual(document)) == path.split(", ")
            assert result(Unusual(document)) == result(document)

    @given(st.data(), incidents(), anything)
    def test_any_document(self, data: st.DataObject, incident: Incident, value: Any) -> None:
        document = to_wire(incident)
        place = data.draw(st.sampled_from(list(places(document))))
        changed = edited(document, place, value)
        if type(changed) is dict:
            assert result(Unusual(changed)) == result(changed)


class TestFuzz:
    """Whatever comes in, out comes a verdict or `InvalidInput`, never another error."""

    @given(anything)
    def test_any_json_value(self, document: Any) -> None:
        outcome(document)

    @given(st.data(), st.sampled_from([DOCUMENT, JCOM]), anything)
    def test_one_place_replaced(
        self, data: st.DataObject, document: dict[str, Any], value: Any
    ) -> None:
        place = data.draw(st.sampled_from(list(places(document))))
        outcome(edited(document, place, value))

    @given(st.data(), incidents(), anything)
    def test_one_place_of_any_incident_replaced(
        self, data: st.DataObject, incident: Incident, value: Any
    ) -> None:
        document = to_wire(incident)
        place = data.draw(st.sampled_from(list(places(document))))
        outcome(edited(document, place, value))

    @given(st.data(), anything)
    def test_one_key_added(self, data: st.DataObject, value: Any) -> None:
        place = data.draw(st.sampled_from(OBJECTS))
        key = data.draw(st.text())
        changed = edited(DOCUMENT, (*place, key), value)
        assert isinstance(outcome(changed), InvalidInput | Verdict)

    @given(st.data(), st.sampled_from([DOCUMENT, JCOM]))
    def test_one_place_taken_from_another(
        self, data: st.DataObject, document: dict[str, Any]
    ) -> None:
        all_places = list(places(document))
        source, target = (data.draw(st.sampled_from(all_places)) for _ in range(2))
        value: Any = document
        for step in source:
            value = value[step]
        outcome(edited(document, target, copy.deepcopy(value)))

    @pytest.mark.parametrize("number", [HUGE, TOO_HUGE, -TOO_HUGE], ids=shown)
    def test_a_huge_number_anywhere(self, number: int) -> None:
        for place in places(DOCUMENT):
            outcome(edited(DOCUMENT, place, number))
        for place in USERS:
            for key in ("at_least", "at_most"):
                outcome(edited(DOCUMENT, place, {key: number}))
            outcome(edited(DOCUMENT, place, {"at_least": 5, "at_most": number}))
            outcome(edited(DOCUMENT, place, {"at_least": number, "at_most": 5}))

    def test_a_day_before_the_law_is_invalid_input_too(self) -> None:
        document = edited(JCOM, (*VOICE, "start"), "1999-03-16T07:47:00+09:00")
        error = outcome(document)
        assert isinstance(error, NotCovered)
