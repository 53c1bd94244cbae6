"""Incidents on the wire: what is read, what is written, and that nothing else comes out."""

import copy
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bad_documents import (
    ENDS,
    FLAGS,
    INTERNET,
    OBJECTS,
    STARTS,
    TEXTS,
    USERS,
    VOICE,
    label,
    paths,
    refusal,
)
from support.documents import (
    DOCUMENT,
    END,
    HUGE,
    JCOM,
    REMOVED,
    START,
    TOO_HUGE,
    WIDE,
    Place,
    anything,
    edited,
    places,
    plain,
    spoil,
    written,
)
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
    Service,
    Verdict,
    from_wire,
    judge,
    to_wire,
)
from jikorules.basics.errors import shown


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
            critical_facility=CriticalFacility("satellite", period, installed_by="other_carrier"),
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


def with_datetimes(value: Any) -> Any:
    """Put a datetime in the place of every text that tells a time."""
    if isinstance(value, list):
        return [with_datetimes(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: datetime.fromisoformat(each)
        if key in ("start", "end") and each is not None
        else with_datetimes(each)
        for key, each in value.items()
    }


class Stamp(datetime):
    """A time of another library, as pandas and pendulum have."""


class TestDatetimes:
    """A time may be a datetime, as other readers of JSON give it."""

    @given(incidents() | WIDE)
    def test_they_are_read_as_their_texts_are(self, incident: Incident) -> None:
        document = to_wire(incident)
        assert from_wire(with_datetimes(document)) == incident
        assert from_wire(MappingProxyType(with_datetimes(document))) == incident

    @given(incidents())
    def test_what_is_written_has_texts(self, incident: Incident) -> None:
        assert plain(to_wire(from_wire(with_datetimes(to_wire(incident)))))

    @pytest.mark.parametrize("place", [*STARTS, *ENDS], ids=written)
    def test_one_without_a_zone_is_refused(self, place: Place) -> None:
        naive = datetime(2019, 3, 16, 7, 47)  # noqa: DTZ001
        (problem,) = refusal(edited(DOCUMENT, place, naive)).problems
        assert problem.path == written(place)
        assert problem.text("ja").endswith(
            "：時差付きの日時（datetime）が必要ですが、'2019-03-16T07:47:00' が与えられました。"
            "日本時間であれば tzinfo=JAPAN を与えてください。"
        )
        assert problem.text("en").endswith("For Japan time give tzinfo=JAPAN.")

    @pytest.mark.parametrize("place", [*STARTS, *ENDS], ids=written)
    @pytest.mark.parametrize("year", [1, 9999])
    def test_one_that_no_zone_has_is_refused(self, place: Place, year: int) -> None:
        aware = datetime(year, 6, 1, tzinfo=UTC)
        assert paths(edited(DOCUMENT, place, aware)) == [written(place)]

    @pytest.mark.parametrize("place", [*STARTS, *ENDS], ids=written)
    def test_a_day_is_no_time(self, place: Place) -> None:
        assert paths(edited(DOCUMENT, place, date(2019, 3, 16))) == [written(place)]

    def test_those_of_other_libraries_become_plain_ones(self) -> None:
        moment = Stamp(2019, 3, 16, 7, 47, tzinfo=ZoneInfo("Asia/Tokyo"))
        incident = from_wire(edited(DOCUMENT, (*VOICE, "start"), moment))
        start = incident.impacts[0].periods[0].start
        assert (type(start), type(start.tzinfo)) == (datetime, timezone)
        assert incident == from_wire(DOCUMENT)


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
