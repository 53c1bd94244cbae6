"""The facts: what they refuse, what they make of shorthand, and that they stay as they are."""

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st
from support.strategies import incidents, periods, users

from jikorules import (
    CATALOGUE,
    JAPAN,
    Bounds,
    CriticalFacility,
    CriticalKind,
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
    judge,
)
from jikorules.basics.errors import shown

HOUR = timedelta(hours=1)
START = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)
PERIOD = Period(START, START + 4 * HOUR)
VOICE = Service("voice")
IMPACT = Impact(VOICE, 41_382, PERIOD)
CABLE = CriticalFacility("submarine_cable", PERIOD)
NAIVE = datetime(2019, 3, 16, 7, 47)  # noqa: DTZ001
HUGE = 10**5000  # str() refuses it
NOT_FLAGS: list[Any] = [0, 1, "true", "", 1.0, [], {}, Bounds.unknown()]
NOT_TEXTS: list[Any] = [0, True, 1.5, b"text", ["text"], {}, Kind.VOICE]
NOT_WORDS: list[Any] = ["", "Voice", "音声", "voice ", 0, True, 1.5, [], {}, ["voice"], b"voice"]
NOT_USERS: list[Any] = [
    True,
    False,
    -1,
    -(10**400),
    -HUGE,
    3.0,
    float("nan"),
    "41382",
    "",
    [],
    {},
    {"at_least": 1},
    Bounds.exact(-1),
    Bounds.at_least(-1),
    Bounds.at_most(-1),
    Bounds.between(-1, 5),
    Bounds.exact(HOUR),
    Bounds.between(timedelta(0), HOUR),
]
NOT_TIMES: list[Any] = [
    NAIVE,
    date(2019, 3, 16),
    START.isoformat(),
    START.timestamp(),
    0,
    True,
    [],
    START.timetz(),
    datetime(1, 6, 1, tzinfo=JAPAN),  # no room for the zones to the east and west of it
    datetime(9999, 6, 1, tzinfo=JAPAN),
    datetime.min.replace(tzinfo=UTC),
    datetime.max.replace(tzinfo=UTC),
    datetime.min.replace(tzinfo=ZoneInfo("Asia/Tokyo")),
    datetime.max.replace(tzinfo=ZoneInfo("America/New_York")),
]


def paths(make: Callable[..., Any], *args: Any, **kwargs: Any) -> list[str]:
    """Give the places of all problems of facts that must be refused; they can all be shown."""
    with pytest.raises(InvalidInput) as caught:
        make(*args, **kwargs)
    assert not isinstance(caught.value, NotCovered)
    for problem in caught.value.problems:
        for lang in ("ja", "en"):
            assert problem.path in problem.text(lang)
        assert len(problem.given if isinstance(problem.given, str) else problem.given.ja) <= 81
    return [problem.path for problem in caught.value.problems]


class TestBounds:
    @pytest.mark.parametrize(
        "number", [0, 1, 41_382, -5, HUGE, timedelta(0), HOUR, -HOUR], ids=shown
    )
    def test_the_ways_to_make_them(self, number: Any) -> None:
        assert Bounds.exact(number) == Bounds(number, number)
        assert Bounds.at_least(number) == Bounds(number, None) == Bounds(low=number)
        assert Bounds.at_most(number) == Bounds(None, number) == Bounds(high=number)
        assert Bounds.between(number, number * 1) == Bounds.exact(number)
        assert Bounds.unknown() == Bounds() == Bounds(None, None)

    @pytest.mark.parametrize(
        ("bounds", "exact", "unknown"),
        [
            (Bounds.exact(5), True, False),
            (Bounds.exact(0), True, False),
            (Bounds.exact(timedelta(0)), True, False),
            (Bounds.between(5, 5), True, False),
            (Bounds.between(5, 6), False, False),
            (Bounds.at_least(0), False, False),
            (Bounds.at_most(0), False, False),
            (Bounds.unknown(), False, True),
        ],
    )
    def test_exact_and_unknown(self, bounds: Bounds[Any], exact: bool, unknown: bool) -> None:
        assert bounds.is_exact is exact
        assert bounds.is_unknown is unknown

    @given(users)
    def test_they_are_exact_when_one_number_is_possible(self, bounds: Bounds[int]) -> None:
        assert bounds.is_exact == (bounds.low is not None and bounds.low == bounds.high)
        assert bounds.is_unknown == (bounds.low is None and bounds.high is None)

    @pytest.mark.parametrize("end", [3.0, 3.9, float("nan"), True, False, "5", "", b"5", [], {}])
    def test_an_end_that_is_no_integer_and_no_time(self, end: Any) -> None:
        assert paths(Bounds.at_least, end) == ["low"]
        assert paths(Bounds.at_most, end) == ["high"]
        assert paths(Bounds, 5, end) == ["high"]
        assert paths(Bounds, end, 5) == ["low"]
        assert paths(Bounds, HOUR, end) == ["high"]

    def test_both_ends_are_reported_at_once(self) -> None:
        assert paths(Bounds, "5", 5.5) == ["low", "high"]
        assert paths(Bounds, True, True) == ["low", "high"]
        assert paths(Bounds.exact, 3.9) == ["low", "high"]

    def test_a_number_and_a_time_do_not_bound_one_thing(self) -> None:
        assert paths(Bounds, 5, HOUR) == ["high"]
        assert paths(Bounds, HOUR, 5) == ["high"]

    @pytest.mark.parametrize(
        ("low", "high"),
        [(6, 5), (0, -1), (HOUR, timedelta(0)), (HUGE, 1), (HUGE + 1, HUGE)],
        ids=shown,
    )
    def test_a_low_end_above_the_high_one(self, low: Any, high: Any) -> None:
        assert paths(Bounds, low, high) == ["high"]

    def test_the_message_names_both_ends(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            Bounds(30_000, 20_000)
        assert str(caught.value) == (
            "high：下限（30000）以上の上限が必要ですが、20000 が与えられました。"
            "下限と上限を確かめてください。"
        )
        assert caught.value.text("en") == (
            "high: expected an upper end of at least 30000, got 20000. Check which end is which."
        )


class TestService:
    def test_what_is_not_told_is_unknown(self) -> None:
        service = Service(Kind.VOICE)
        assert service.emergency_calls is None
        assert service.paid is None
        assert service.monthly_users == Bounds.unknown()
        assert service.name is None

    @pytest.mark.parametrize("kind", list(Kind))
    def test_the_name_of_a_kind_will_do(self, kind: Kind) -> None:
        service = Service(kind.value)
        assert service == Service(kind)
        assert type(service.kind) is Kind

    def test_the_kinds_are_those_of_the_design(self) -> None:
        assert [kind.value for kind in Kind] == [
            "voice",
            "lpwa",
            "internet_access",
            "email",
            "messaging",
            "internet_other",
            "other",
        ]

    def test_a_plain_count_will_do_for_the_monthly_users(self) -> None:
        counted = Service("email", monthly_users=10_000_000)
        assert counted.monthly_users == Bounds.exact(10_000_000)
        assert Service("email", monthly_users=0).monthly_users == Bounds.exact(0)
        assert Service("email", monthly_users=None).monthly_users == Bounds.unknown()
        few = Bounds.at_most(5)
        assert Service("email", monthly_users=few).monthly_users is few

    @pytest.mark.parametrize("value", [None, Effect.SUSPENSION, *NOT_WORDS])
    def test_what_is_no_kind(self, value: Any) -> None:
        assert paths(Service, value) == ["kind"]

    def test_a_word_of_another_list_is_no_kind_even_if_spelled_alike(self) -> None:
        assert Facility.OTHER.value == Kind.OTHER.value
        # As a text it is the name of the kind, and the kind is what is kept.
        assert type(Service(Facility.OTHER).kind) is Kind  # type: ignore[arg-type]

    @pytest.mark.parametrize("value", NOT_FLAGS)
    @pytest.mark.parametrize("name", ["emergency_calls", "paid"])
    def test_a_flag_is_true_false_or_none(self, name: str, value: Any) -> None:
        assert paths(Service, "voice", **{name: value}) == [name]

    @pytest.mark.parametrize("value", NOT_USERS, ids=shown)
    def test_what_is_no_number_of_monthly_users(self, value: Any) -> None:
        assert paths(Service, "email", monthly_users=value) == ["monthly_users"]

    @pytest.mark.parametrize("value", NOT_TEXTS)
    def test_a_name_is_a_text(self, value: Any) -> None:
        assert paths(Service, "voice", name=value) == ["name"]

    def test_all_problems_come_at_once(self) -> None:
        wrong: Any = {"emergency_calls": 1, "paid": "no", "monthly_users": -1, "name": 5}
        assert paths(Service, "phone", **wrong) == ["kind", *wrong]

    def test_the_message_lists_the_words(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            Service("phone")  # type: ignore[arg-type]
        words = "voice, lpwa, internet_access, email, messaging, internet_other, other"
        assert str(caught.value) == (
            f"kind：次のいずれか（{words}）が必要ですが、'phone' が与えられました。"
            "綴りを確かめてください。"
        )
        assert caught.value.text("en") == (
            f"kind: expected one of {words}, got 'phone'. Check the spelling."
        )

    def test_traits_are_named_never_counted_off(self) -> None:
        with pytest.raises(TypeError):
            Service("voice", True)  # type: ignore[call-arg]


class TestCatalogue:
    @pytest.mark.parametrize("name", list(CATALOGUE))
    def test_every_service_bears_its_name(self, name: str) -> None:
        assert CATALOGUE[name].name == name
        assert Service.named(name) == CATALOGUE[name]

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("アナログ電話", Kind.VOICE),
            ("携帯電話", Kind.VOICE),
            ("IP電話", Kind.VOICE),
            ("インターネット接続サービス（固定）", Kind.INTERNET_ACCESS),
            ("FTTH", Kind.INTERNET_ACCESS),
            ("CATV", Kind.INTERNET_ACCESS),
            ("FWA", Kind.INTERNET_ACCESS),
            ("BWA", Kind.INTERNET_ACCESS),
            ("公衆無線LAN", Kind.INTERNET_ACCESS),
            ("LPWA", Kind.LPWA),
            ("電子メール", Kind.EMAIL),
            ("専用線", Kind.OTHER),
            ("IP-VPN", Kind.OTHER),
            ("広域イーサネット", Kind.OTHER),
        ],
    )
    def test_the_kind_that_the_law_gives_a_name(self, name: str, kind: Kind) -> None:
        assert Service.named(name).kind is kind

    def test_a_name_settles_no_trait_that_may_differ(self) -> None:
        assert Service.named("アナログ電話").emergency_calls is True
        assert Service.named("携帯電話").emergency_calls is True
        assert Service.named("IP電話").emergency_calls is None
        for service in CATALOGUE.values():
            assert service.paid is None
            assert service.monthly_users.is_unknown

    def test_a_trait_may_be_added(self) -> None:
        service = Service.named("電子メール", paid=False, monthly_users=10_000_000)
        assert service == Service("email", paid=False, monthly_users=10**7, name="電子メール")
        assert Service.named("IP電話", emergency_calls=True).emergency_calls is True
        assert CATALOGUE["IP電話"].emergency_calls is None

    def test_an_added_trait_is_checked(self) -> None:
        wrong: Any = {"paid": 1, "monthly_users": "many"}
        assert paths(Service.named, "FTTH", **wrong) == ["paid", "monthly_users"]

    @pytest.mark.parametrize("name", ["", "ftth", "ＦＴＴＨ", "電話", None, 5, ["FTTH"], {}])
    def test_a_name_that_is_not_in_it(self, name: Any) -> None:
        assert paths(Service.named, name) == ["name"]

    def test_the_message_lists_the_names(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            Service.named("電話")
        for lang in ("ja", "en"):
            text = caught.value.text(lang)
            assert all(name in text for name in CATALOGUE)
            assert "'電話'" in text

    def test_it_cannot_be_changed(self) -> None:
        with pytest.raises(TypeError):
            CATALOGUE["電話"] = VOICE  # type: ignore[index]


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

    @pytest.mark.parametrize("year", [2, 9998])
    def test_the_first_and_the_last_year_that_will_do(self, year: int) -> None:
        for zone in (timezone(-23 * HOUR), UTC, timezone(23 * HOUR)):
            first = datetime(year, 1, 1, tzinfo=zone)
            last = datetime(year, 12, 31, 23, 59, 59, 999_999, tzinfo=zone)
            incident = Incident([Impact(VOICE, 5, Period(first, last))])
            assert abs(incident.first_day - first.date()) <= timedelta(1)

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
        assert CABLE.installed_by_carrier is None

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

    @pytest.mark.parametrize("value", NOT_FLAGS)
    def test_who_installed_it_is_true_false_or_none(self, value: Any) -> None:
        wrong = {"installed_by_carrier": value}
        assert paths(CriticalFacility, "satellite", PERIOD, **wrong) == ["installed_by_carrier"]

    def test_all_problems_come_at_once(self) -> None:
        assert paths(CriticalFacility, "cable", None, installed_by_carrier="yes") == [
            "kind",
            "period",
            "installed_by_carrier",
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
    def test_the_first_day_is_counted_in_japan(self, start: datetime, day: date) -> None:
        assert Incident([Impact(VOICE, 5, Period(start))]).first_day == day
        assert Incident([], critical_facility=evolve(CABLE, period=Period(start))).first_day == day

    def test_the_first_day_is_that_of_whatever_failed_first(self) -> None:
        one, two = Period(START, START + 48 * HOUR), Period(START - 24 * HOUR, START)
        later, sooner = Impact(VOICE, 5, one), Impact(VOICE, 5, two)
        assert Incident([later]).first_day == date(2019, 3, 16)
        assert Incident([later, sooner]).first_day == date(2019, 3, 15)
        assert Incident([sooner, later]).first_day == date(2019, 3, 15)
        assert Incident([Impact(VOICE, 5, [one, two])]).first_day == date(2019, 3, 15)
        cable = evolve(CABLE, period=two)
        assert Incident([later], critical_facility=cable).first_day == date(2019, 3, 15)
        cable = evolve(CABLE, period=one)
        assert Incident([sooner], critical_facility=cable).first_day == date(2019, 3, 15)

    def test_what_hit_supplementary_functions_only_does_not_begin_it(self) -> None:
        sooner = Period(START - 24 * HOUR, START)
        minor = Impact(VOICE, 5, sooner, supplementary=True)
        assert Incident([minor, IMPACT]).first_day == date(2019, 3, 16)
        assert Incident([minor], critical_facility=CABLE).first_day == date(2019, 3, 16)
        assert Incident([minor]).first_day == date(2019, 3, 15)
        perhaps = Impact(VOICE, 5, sooner, supplementary=None)
        assert Incident([perhaps, IMPACT]).first_day == date(2019, 3, 15)

    @given(incidents())
    def test_no_part_begins_before_the_first_day(self, incident: Incident) -> None:
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
        assert incident.first_day == min(days)


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
