"""What is wrong with a document, all of it in one go, and where."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bad_documents import (
    ACROSS,
    ALONE,
    FALSY,
    INTERNET,
    OBJECTS,
    UNPRINTABLE,
    USERS,
    VOICE,
    WORDS,
    Bad,
    each,
    label,
    paths,
    refusal,
)
from support.documents import DOCUMENT, JCOM, NAIVE, REMOVED, TOO_HUGE, Place, edited, written

from jikorules import InvalidInput, from_wire, judge
from jikorules.basics.errors import Lang, shown

LANGUAGES: tuple[Lang, ...] = ("ja", "en")
OTHER_TOOLS: list[dict[str, Any]] = [
    {  # the webhook of Alertmanager
        "receiver": "ops",
        "status": "firing",
        "alerts": [{"labels": {}, "startsAt": "2019-03-16T07:47:00Z"}],
        "groupLabels": {},
        "commonLabels": {},
        "commonAnnotations": {},
        "externalURL": "http://example.com",
        "version": "4",
        "groupKey": "{}",
    },
    {  # an incident of Statuspage: `id` is ours too, and `impact` nearly
        "name": "slow",
        "id": "p31zjtct2jer",
        "status": "resolved",
        "impact": "critical",
        "created_at": "2019-03-16T07:47:00Z",
        "updated_at": "2019-03-16T07:47:00Z",
        "shortlink": "http://example.com",
        "incident_updates": [],
    },
    {"event": {"id": "01", "event_type": "incident.triggered"}},  # of PagerDuty
    {"title": 1, "services": [{"a": 1}], "urgency": "high"},
]


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
        (problem,) = refusal({}).problems
        assert problem.path == ""
        assert "impacts" in problem.text("ja")
        assert "impacts" in problem.text("en")

    @pytest.mark.parametrize("document", OTHER_TOOLS)
    def test_a_document_of_another_tool_is_told_once(self, document: dict[str, Any]) -> None:
        error = refusal(document)
        (problem,) = error.problems
        assert problem.path == ""
        assert "事故の文書（impacts などの項目を持つもの）が必要ですが、" in problem.text("ja")
        assert "expected a document of an accident (with impacts), but" in problem.text("en")
        for lang in LANGUAGES:
            assert "docs/wire.md" in problem.text(lang)
            assert next(key for key in document if key != "id") in problem.text(lang)

    def test_an_impact_of_another_tool_is_told_once(self) -> None:
        impact = {"component": "api", "from": "up", "to": "down"}
        assert paths(edited(DOCUMENT, VOICE, impact)) == ["impacts[0]"]
        assert paths(edited(DOCUMENT, VOICE, {})) == ["impacts[0]"]

    def test_slips_are_told_key_by_key(self) -> None:
        document = {"id": "a", "impact": DOCUMENT["impacts"], "carier": "b"}
        assert sorted(paths(document)) == ["carier", "impact", "impacts"]
        said = str(refusal(document))
        assert "impacts の誤りではないか" in said
        assert "carrier の誤りではないか" in said

    @pytest.mark.parametrize("end", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
    def test_what_other_tools_write_for_not_ended(self, end: str) -> None:
        error = refusal(edited(DOCUMENT, (*VOICE, "end"), end))
        assert [each.path for each in error.problems] == ["impacts[0].end"]
        assert "end を書かないか、null としてください。" in error.text("ja")
        assert "If it has not ended, leave `end` out" in error.text("en")

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
            "critical_facility": {"installed_by": "yes", "end": "later", "memo": 1},
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
                "critical_facility.installed_by",
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
