"""The facts: what they refuse, what they make of shorthand, and that they stay as they are."""

import copy
import pickle
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st
from support.odd_facts import (
    HUGE,
    NAIVE,
    NOT_FLAGS,
    NOT_TEXTS,
    NOT_TIMES,
    NOT_USERS,
    NOT_WORDS,
    paths,
)
from support.strategies import incidents, periods

from jikorules import (
    JAPAN,
    Bounds,
    CriticalFacility,
    CriticalKind,
    Effect,
    Equipment,
    Facility,
    Impact,
    Incident,
    InstalledBy,
    InvalidInput,
    Kind,
    Origin,
    Overlap,
    Period,
    Service,
    judge,
)
from jikorules.basics.errors import shown

HOUR = timedelta(hours=1)
START = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)
PERIOD = Period(START, START + 4 * HOUR)
VOICE = Service("voice")
IMPACT = Impact(VOICE, 41_382, PERIOD)
CABLE = CriticalFacility("submarine_cable", PERIOD)


class TestPeriod:
    def test_it_may_still_run(self) -> None:
        assert Period(START).end is None
        assert Period(START, None) == Period(START)

    def test_it_may_be_over_at_once(self) -> None:
        assert Period(START, START).end == START

    @pytest.mark.parametrize("value", [None, *NOT_TIMES])
    def test_what_is_no_time_to_start(self, value: Any) -> None:
        assert paths(Period, value) == ["start"]
        assert paths(Period, value, START) == ["start"]

    @pytest.mark.parametrize("value", NOT_TIMES)
    def test_what_is_no_time_to_end(self, value: Any) -> None:
        assert paths(Period, START, value) == ["end"]

    def test_all_problems_come_at_once(self) -> None:
        assert paths(Period, NAIVE, "later") == ["start", "end"]
        assert paths(Period, None, NAIVE) == ["start", "end"]

    @pytest.mark.parametrize(
        "end",
        [
            START - timedelta(microseconds=1),
            START - timedelta(days=400),
            START.astimezone(UTC) - timedelta(seconds=1),
            START.replace(tzinfo=timezone(10 * HOUR)),  # the same clock time, an hour sooner
        ],
    )
    def test_an_end_before_the_start(self, end: datetime) -> None:
        assert paths(Period, START, end) == ["end"]

    def test_an_end_with_an_earlier_clock_time_in_another_zone(self) -> None:
        end = (START + HOUR).astimezone(UTC)
        assert end.replace(tzinfo=None) < START.replace(tzinfo=None)
        assert Period(START, end).end == end

    def test_a_naive_time_is_answered_with_what_to_write(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            Period(NAIVE)
        assert str(caught.value) == (
            "start：時差付きの日時が必要ですが、'2019-03-16T07:47:00' が与えられました。"
            "日本時間であれば末尾に +09:00 を付けてください（例：2019-03-16T07:47:00+09:00）。"
        )
        assert caught.value.text("en") == (
            "start: expected a date and time with a time zone, got '2019-03-16T07:47:00'. "
            "For Japan time write +09:00 at the end (2019-03-16T07:47:00+09:00)."
        )

    def test_both_times_are_in_the_message_about_their_order(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            Period(START, START - HOUR)
        for lang in ("ja", "en"):
            assert "2019-03-16T07:47:00+09:00" in caught.value.text(lang)
            assert "2019-03-16T06:47:00+09:00" in caught.value.text(lang)


class TestSummerTime:
    """A clock that is put back or forward: what counts is the time that passed.

    Python compares and subtracts two times of one zone by their clocks alone. A carrier that keeps
    its records in such a zone must get the same answer as from the same instants in Japan time.
    """

    NEW_YORK = ZoneInfo("America/New_York")
    FORWARD = datetime(2019, 3, 10, 1, 0, tzinfo=NEW_YORK)  # one o'clock, then three o'clock
    BACK = datetime(2019, 11, 3, 1, 50, tzinfo=NEW_YORK)  # ten minutes later it is 1:00 again

    @pytest.mark.parametrize(
        ("start", "end"),
        [
            (FORWARD, FORWARD.replace(hour=3)),
            (FORWARD, FORWARD.replace(hour=4)),
            (BACK, BACK.replace(minute=55, fold=1)),
            (BACK.replace(hour=0), BACK.replace(hour=2)),
        ],
    )
    def test_the_verdict_is_that_of_the_same_instants_in_japan(
        self, start: datetime, end: datetime
    ) -> None:
        def findings(period: Period) -> object:
            service = Service("voice", emergency_calls=False)
            return judge(Incident([Impact(service, 40_000, period)])).findings

        assert findings(Period(start, end)) == findings(
            Period(start.astimezone(JAPAN), end.astimezone(JAPAN))
        )

    def test_an_end_after_the_start_whose_clock_shows_less(self) -> None:
        end = self.BACK.replace(minute=10, fold=1)  # twenty minutes later
        period = Period(self.BACK, end)
        assert period.end is not None
        assert period.end.timestamp() - period.start.timestamp() == 20 * 60

    def test_an_end_before_the_start_whose_clock_shows_more(self) -> None:
        start = self.BACK.replace(minute=10, fold=1)
        assert paths(Period, start, self.BACK) == ["end"]

    def test_a_class_of_its_own_makes_no_difference(self) -> None:
        class Moment(datetime):
            """What libraries make that stop the clock in tests."""

        start = Moment(2019, 3, 10, 1, 0, tzinfo=self.NEW_YORK)
        end = Moment(2019, 3, 10, 3, 0, tzinfo=self.NEW_YORK)
        period = Period(start, end)
        assert period.end is not None
        assert period.end - period.start == HOUR

    def test_periods_are_sorted_by_instant(self) -> None:
        sooner = Period(self.BACK, self.BACK)
        later = Period(*[self.BACK.replace(minute=10, fold=1)] * 2)
        assert Impact(VOICE, 5, [later, sooner]).periods == (sooner, later)


class TestImpact:
    def test_what_is_not_told(self) -> None:
        impact = Impact(VOICE, 5, PERIOD)
        assert impact.effect is None
        assert impact.supplementary is False  # an exception must be claimed

    def test_a_plain_count_will_do_for_the_users(self) -> None:
        assert Impact(VOICE, 41_382, PERIOD).users == Bounds.exact(41_382)
        assert Impact(VOICE, 0, PERIOD).users == Bounds.exact(0)
        assert Impact(VOICE, HUGE, PERIOD).users == Bounds.exact(HUGE)
        assert Impact(VOICE, None, PERIOD).users == Bounds.unknown()
        many = Bounds.at_least(30_000)
        assert Impact(VOICE, many, PERIOD).users is many

    def test_one_period_will_do(self) -> None:
        assert Impact(VOICE, 5, PERIOD).periods == (PERIOD,)
        assert Impact(VOICE, 5, [PERIOD]).periods == (PERIOD,)
        assert Impact(VOICE, 5, iter([PERIOD])).periods == (PERIOD,)

    @pytest.mark.parametrize("effect", list(Effect))
    def test_the_name_of_an_effect_will_do(self, effect: Effect) -> None:
        impact = Impact(VOICE, 5, PERIOD, effect=effect.value)
        assert impact == Impact(VOICE, 5, PERIOD, effect=effect)
        assert type(impact.effect) is Effect

    @given(st.permutations(range(5)), st.booleans())
    def test_periods_are_sorted_by_their_start(self, order: list[int], runs: bool) -> None:
        zones = [JAPAN, UTC, timezone(-5 * HOUR)]
        ends = [START + (i + 3) * HOUR for i in range(5)]
        sorted_ = [
            Period(
                (START + i * HOUR).astimezone(zones[i % 3]), None if runs and i == 4 else ends[i]
            )
            for i in range(5)
        ]
        impact = Impact(VOICE, 5, [sorted_[i] for i in order])
        assert impact.periods == tuple(sorted_)

    @pytest.mark.parametrize("flipped", [False, True])
    def test_periods_with_one_start_are_sorted_by_their_end(self, flipped: bool) -> None:
        short, long, running = Period(START, START), Period(START, START + HOUR), Period(START)
        given = [running, long, short] if flipped else [short, long, running]
        assert Impact(VOICE, 5, given).periods == (short, long, running)

    def test_the_order_in_which_periods_are_given_makes_no_difference(self) -> None:
        one, two = Period(START, START + HOUR), Period(START, START + 2 * HOUR)
        assert Impact(VOICE, 5, [one, two]) == Impact(VOICE, 5, [two, one])

    @given(periods())
    def test_only_the_last_period_may_run(self, given: tuple[Period, ...]) -> None:
        sorted_ = Impact(VOICE, 5, given).periods
        assert all(period.end is not None for period in sorted_[:-1])
        starts = [period.start for period in sorted_]
        assert starts == sorted(starts)

    def test_a_period_that_runs_before_another(self) -> None:
        runs = Period(START - HOUR)
        assert paths(Impact, VOICE, 5, [PERIOD, runs]) == ["periods[0].end"]
        several = [Period(START + i * HOUR) for i in range(3)]
        assert paths(Impact, VOICE, 5, several) == ["periods[0].end", "periods[1].end"]

    @pytest.mark.parametrize("value", [(), [], {}, set(), iter(())])
    def test_there_is_at_least_one_period(self, value: Any) -> None:
        assert paths(Impact, VOICE, 5, value) == ["periods"]

    @pytest.mark.parametrize("value", [None, 5, True, "", "2019-03-16", START, (START, START)])
    def test_what_is_no_period(self, value: Any) -> None:
        expected = ["periods[0]", "periods[1]"] if isinstance(value, tuple) else ["periods[0]"]
        assert paths(Impact, VOICE, 5, value) == expected

    @pytest.mark.parametrize("place", [0, 1, 2])
    def test_one_of_several_is_no_period(self, place: int) -> None:
        given: list[Any] = [PERIOD, PERIOD]
        given.insert(place, "later")
        assert paths(Impact, VOICE, 5, given) == [f"periods[{place}]"]

    @pytest.mark.parametrize("value", [None, "voice", Kind.VOICE, {}, Service])
    def test_what_is_no_service(self, value: Any) -> None:
        assert paths(Impact, value, 5, PERIOD) == ["service"]

    @pytest.mark.parametrize("value", NOT_USERS, ids=shown)
    def test_what_is_no_number_of_users(self, value: Any) -> None:
        assert paths(Impact, VOICE, value, PERIOD) == ["users"]

    @pytest.mark.parametrize("value", ["", "停止", "Suspension", 0, False, [], Facility.OTHER])
    def test_what_is_no_effect(self, value: Any) -> None:
        assert paths(Impact, VOICE, 5, PERIOD, effect=value) == ["effect"]

    @pytest.mark.parametrize("value", NOT_FLAGS)
    def test_supplementary_is_true_false_or_none(self, value: Any) -> None:
        assert paths(Impact, VOICE, 5, PERIOD, supplementary=value) == ["supplementary"]

    def test_all_problems_come_at_once(self) -> None:
        wrong: Any = {"effect": "slow", "supplementary": 1}
        several: Any = [PERIOD, "later", None]
        assert paths(Impact, "voice", "5", several, **wrong) == [
            "service",
            "users",
            "periods[1]",
            "periods[2]",
            *wrong,
        ]
        running = [Period(START - HOUR), PERIOD]
        assert paths(Impact, None, -1, running, **wrong) == [
            "service",
            "users",
            "periods[0].end",
            *wrong,
        ]


class TestCriticalFacility:
    def test_who_installed_it_is_unknown_unless_told(self) -> None:
        assert CABLE.installed_by is None

    @pytest.mark.parametrize("kind", list(CriticalKind))
    def test_the_name_of_a_kind_will_do(self, kind: CriticalKind) -> None:
        named = CriticalFacility(kind.value, PERIOD)
        assert named == CriticalFacility(kind, PERIOD)
        assert type(named.kind) is CriticalKind

    @pytest.mark.parametrize("value", ["Satellite", "voice", "衛星", None, *NOT_WORDS])
    def test_what_is_no_kind(self, value: Any) -> None:
        assert paths(CriticalFacility, value, PERIOD) == ["kind"]

    @pytest.mark.parametrize("value", [None, START, (), [PERIOD], (PERIOD,), {}, "2 h"])
    def test_what_is_no_period(self, value: Any) -> None:
        assert paths(CriticalFacility, "satellite", value) == ["period"]

    @pytest.mark.parametrize("by", list(InstalledBy))
    def test_the_name_of_who_installed_it_will_do(self, by: InstalledBy) -> None:
        named = CriticalFacility("satellite", PERIOD, installed_by=by.value)
        assert type(named.installed_by) is InstalledBy
        assert named == CriticalFacility("satellite", PERIOD, installed_by=by)

    @pytest.mark.parametrize("value", [True, False, "own", "wholesaler", *NOT_WORDS])
    def test_who_installed_it_is_a_word_or_none(self, value: Any) -> None:
        wrong = {"installed_by": value}
        assert paths(CriticalFacility, "satellite", PERIOD, **wrong) == ["installed_by"]

    def test_all_problems_come_at_once(self) -> None:
        assert paths(CriticalFacility, "cable", None, installed_by="yes") == [
            "kind",
            "period",
            "installed_by",
        ]


class TestIncident:
    def test_what_is_not_told(self) -> None:
        incident = Incident([IMPACT])
        assert incident.facility is Facility.TELECOM
        assert incident.critical_facility is None
        assert incident.origin is Origin.OWN
        assert incident.overlap is Overlap.UNKNOWN
        assert incident.minor is False  # exceptions must be claimed
        assert incident.disaster is False
        assert incident.equipment is None
        assert incident.carrier is None
        assert incident.id is None

    def test_any_collection_of_impacts_will_do(self) -> None:
        other = evolve(IMPACT, users=5)
        for several in ([IMPACT, other], (IMPACT, other), iter([IMPACT, other])):
            assert Incident(several).impacts == (IMPACT, other)

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("facility", Facility),
            ("origin", Origin),
            ("overlap", Overlap),
            ("equipment", Equipment),
        ],
    )
    def test_the_name_of_a_word_will_do(self, name: str, words: Any) -> None:
        for word in words:
            incident = Incident([IMPACT], **{name: word.value})
            assert incident == Incident([IMPACT], **{name: word})
            assert type(getattr(incident, name)) is words

    @pytest.mark.parametrize("name", ["facility", "origin", "overlap", "equipment"])
    @pytest.mark.parametrize("value", ["", "Own", "自社", 0, False, 1.5, [], {}, ["own"]])
    def test_what_is_no_such_word(self, name: str, value: Any) -> None:
        assert paths(Incident, [IMPACT], **{name: value}) == [name]

    @pytest.mark.parametrize("name", ["facility", "origin", "overlap"])
    def test_a_word_that_has_to_be_told(self, name: str) -> None:
        assert paths(Incident, [IMPACT], **{name: None}) == [name]

    @pytest.mark.parametrize("name", ["minor", "disaster"])
    @pytest.mark.parametrize("value", NOT_FLAGS)
    def test_a_flag_is_true_false_or_none(self, name: str, value: Any) -> None:
        assert paths(Incident, [IMPACT], **{name: value}) == [name]

    @pytest.mark.parametrize("name", ["carrier", "id"])
    @pytest.mark.parametrize("value", NOT_TEXTS)
    def test_a_name_is_a_text(self, name: str, value: Any) -> None:
        assert paths(Incident, [IMPACT], **{name: value}) == [name]

    @pytest.mark.parametrize("value", [None, 5, "impact", VOICE, [VOICE], [None], ["impact"]])
    def test_what_is_no_impact(self, value: Any) -> None:
        assert paths(Incident, value) == ["impacts[0]"]

    @pytest.mark.parametrize("value", ["satellite", PERIOD, {}, (), False, 0, ""])
    def test_what_is_no_critical_facility(self, value: Any) -> None:
        assert paths(Incident, [IMPACT], critical_facility=value) == ["critical_facility"]

    @pytest.mark.parametrize("value", [(), [], {}, iter(())])
    def test_there_is_an_impact_or_a_critical_facility(self, value: Any) -> None:
        assert paths(Incident, value) == ["impacts"]

    def test_a_critical_facility_needs_no_impact(self) -> None:
        assert Incident([], critical_facility=CABLE).impacts == ()

    def test_a_critical_facility_is_a_telecommunications_facility(self) -> None:
        wrong: Any = {"critical_facility": CABLE, "facility": "other"}
        assert paths(Incident, [IMPACT], **wrong) == ["critical_facility"]
        assert paths(Incident, [], **wrong) == ["critical_facility"]

    def test_all_problems_come_at_once(self) -> None:
        wrong: Any = {
            "facility": "telephone",
            "critical_facility": "cable",
            "origin": None,
            "overlap": "some",
            "minor": 0,
            "equipment": "router",
            "disaster": "earthquake",
            "carrier": 5,
            "id": 5,
        }
        assert paths(Incident, [IMPACT, "two", None], **wrong) == [
            "impacts[1]",
            "impacts[2]",
            *wrong,
        ]

    def test_a_contradiction_is_reported_beside_other_problems(self) -> None:
        wrong: Any = {"critical_facility": CABLE, "facility": "other", "minor": 0}
        assert sorted(paths(Incident, [], **wrong)) == ["critical_facility", "minor"]
        assert sorted(paths(Incident, [], minor=0)) == ["impacts", "minor"]


FACTS = [Bounds.exact(5), VOICE, PERIOD, IMPACT, CABLE, Incident([IMPACT])]


@pytest.mark.parametrize("thing", FACTS, ids=lambda thing: type(thing).__name__)
class TestAllFacts:
    def test_they_cannot_be_changed(self, thing: Any) -> None:
        before = repr(thing)
        for field in fields(type(thing)):
            with pytest.raises(AttributeError):
                setattr(thing, field.name, getattr(thing, field.name))
            with pytest.raises(AttributeError):
                delattr(thing, field.name)
        with pytest.raises(AttributeError):
            thing.note = "new"
        assert repr(thing) == before

    def test_they_are_equal_and_hashed_by_what_they_hold(self, thing: Any) -> None:
        same = evolve(thing)
        assert same is not thing
        assert same == thing
        assert {same, thing} == {thing}
        assert pickle.loads(pickle.dumps(thing)) == thing
        assert copy.deepcopy(thing) == thing


@given(incidents())
def test_any_incident_can_be_hashed_shown_and_made_again(incident: Incident) -> None:
    again = evolve(incident)
    assert again == incident
    assert hash(again) == hash(incident)
    assert incident.impacts == () or repr(incident.impacts[0]) in repr(incident)


@pytest.mark.parametrize("blank", ["", " ", "　", "\n"])
def test_a_blank_chain_is_none(blank: str) -> None:
    """Whoever writes one where there is none has not told that all such accidents are one."""
    hit = Impact(Service("voice"), None, Period(datetime(2026, 5, 10, tzinfo=JAPAN)))
    assert Incident([hit], chain=blank).chain is None
    assert Incident([hit], chain="X ").chain == "X "
