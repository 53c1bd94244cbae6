"""Signals gathered into accidents: whatever the order, however often, and nothing lost."""

import copy
import pickle
import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from support.payloads import RESOLVED, alert, component_update, incident, update, webhook

from jikorules import JAPAN, Bounds, Grade, Incident, NotCovered, Period, Service, outlook
from jikorules.intake import (
    Affected,
    AlertedAccident,
    AlertMap,
    Gathered,
    Match,
    Signal,
    Why,
    gather,
    read_alertmanager,
    read_statuspage,
)

ONE = datetime(2026, 5, 10, 1, tzinfo=JAPAN)
MINUTE = timedelta(minutes=1)
PHONE = Service("voice", emergency_calls=True)
MAIL = Service("email")
VOICE = {"alertname": "VoiceDown"}
MAP = AlertMap([Match(VOICE, Affected(PHONE, 40_000)), Match({"is": "mail"}, Affected(MAIL))])
TRUSTING = evolve(MAP, trust_resolved=True)


def at(minute: int) -> datetime:
    return ONE + minute * MINUTE


def said(
    heard: int, start: int | None = None, end: int | None = None, key: str = "a", **other: Any
) -> Signal:
    """Say at a minute that an alert began at a minute, and perhaps ended at one."""
    told: dict[str, Any] = {"labels": VOICE, "group": "g"} | other
    begun, ended = (None if each is None else at(each) for each in (start, end))
    return Signal(key, at(heard), start=begun, end=ended, **told)


def only(told: Gathered) -> AlertedAccident:
    assert not told.aside
    (accident,) = told.accidents
    return accident


def periods(incident: Incident) -> list[tuple[Period, ...]]:
    return [impact.periods for impact in incident.impacts]


def test_a_running_alert_is_a_running_accident_with_the_rest_unknown() -> None:
    accident = only(gather([said(1, 0)], MAP))
    assert accident.incident.impacts == (Affected(PHONE, 40_000).during(Period(at(0))),)
    assert (accident.incident.minor, accident.incident.disaster) == (None, None)
    assert accident.incident.id == accident.id == "g@2026-05-10T01:00:00+09:00"
    assert (accident.at, accident.said_over) == (at(1), None)
    coming = outlook(accident.incident, accident.at)
    serious = (each.at for each in coming.crossings if each.at_least is Grade.SERIOUS)
    assert next(serious) == at(60)


def test_users_that_the_map_does_not_tell_are_unknown_and_never_none() -> None:
    accident = only(gather([said(1, 0, labels={"is": "mail"})], MAP))
    assert accident.incident.impacts[0].users == Bounds.unknown()


def test_one_alert_may_hit_several_services() -> None:
    both = AlertMap([Match(VOICE, [Affected(PHONE, 40_000), Affected(MAIL)])], carrier="甲社")
    accident = only(gather([said(1, 0)], both))
    assert [each.service for each in accident.incident.impacts] == [PHONE, MAIL]
    assert accident.incident.carrier == "甲社"


def test_the_alerts_of_a_group_are_one_accident() -> None:
    told = [said(1, 0), said(2, 1, key="b"), said(2, 1, key="c", group="other")]
    first, second = gather(told, MAP).accidents
    assert periods(first.incident) == [(Period(at(0)),), (Period(at(1)),)]
    assert second.id == "other@2026-05-10T01:01:00+09:00"


def test_resolved_is_a_hint_and_not_restored() -> None:
    """That an alert ends is no proof that users are served again: somebody has to say so."""
    told = [said(1, 0), said(31, 0, 30)]
    accident = only(gather(told, MAP))
    assert periods(accident.incident) == [(Period(at(0)),)]
    assert accident.said_over == at(30)
    assert [each.at for each in accident.known] == [at(1)]


def test_who_trusts_resolved_gets_the_end() -> None:
    accident = only(gather([said(1, 0), said(31, 0, 30)], TRUSTING))
    assert periods(accident.incident) == [(Period(at(0), at(30)),)]
    assert [each.at for each in accident.known] == [at(1), at(31)]
    (change,) = accident.history().changes()
    assert [(fact.path, fact.after) for fact in change.facts] == [
        ("impacts[0].periods[0].end", at(30))
    ]


def test_the_earliest_beginning_that_was_told_counts() -> None:
    accident = only(gather([said(5, 4), said(6, 0), said(7, 2)], MAP))
    assert [periods(each.incident)[0][0].start for each in accident.known] == [at(4), at(0)]
    assert accident.id.endswith("01:04:00+09:00")  # as was first heard: a name does not change


@pytest.mark.parametrize("start", [30, 31])
def test_a_resolved_alert_that_begins_when_it_ends_keeps_its_beginning(start: int) -> None:
    """Grafana since its version 12 writes startsAt as endsAt when an alert is resolved."""
    accident = only(gather([said(1, 0), said(31, start, 30)], TRUSTING))
    assert periods(accident.incident) == [(Period(at(0), at(30)),)]


def test_who_says_again_that_it_goes_on_takes_the_end_back() -> None:
    """A ticket is opened again, or an alert had only expired: its beginning stays the same."""
    told = [said(1, 0), said(11, 0, 10), said(20, 0)]
    accident = only(gather(told, TRUSTING))
    assert [periods(each.incident)[0][0].end for each in accident.known] == [None, at(10), None]
    assert accident.said_over is None
    accident = only(gather([*told, said(31, 0, 30)], TRUSTING))
    assert periods(accident.incident) == [(Period(at(0), at(30)),)]


def test_an_end_that_is_told_at_the_same_time_is_one() -> None:
    assert only(gather([said(30, 0), said(30, None, 30)], TRUSTING)).said_over == at(30)


def test_an_end_before_a_beginning_is_that_of_what_went_before() -> None:
    accident = only(gather([said(6, 0), said(12, 10), said(13, None, 8)], TRUSTING))
    assert periods(accident.incident) == [(Period(at(0), at(8)), Period(at(10)))]


def test_an_accident_is_named_by_its_first_alert() -> None:
    accident = only(gather([said(5, 4, key="b"), said(5, 2), said(5, 3, key="c")], MAP))
    assert accident.id == "g@2026-05-10T01:02:00+09:00"


def test_an_end_that_is_to_come_is_none() -> None:
    accident = only(gather([said(1, 0, 60)], TRUSTING))
    assert periods(accident.incident) == [(Period(at(0)),)]
    assert accident.said_over is None


def test_an_end_a_little_ahead_of_the_clock_counts() -> None:
    accident = only(gather([said(1, 0), said(28, 0, 30)], TRUSTING))
    assert accident.said_over == at(30)


def test_an_alert_that_begins_again_at_its_end_goes_on() -> None:
    accident = only(gather([said(11, 0, 10), said(12, 10)], TRUSTING))
    assert periods(accident.incident) == [(Period(at(0)),)]


def test_an_alert_that_comes_again_is_an_intermittent_accident() -> None:
    told = [said(1, 0), said(11, 0, 10), said(21, 20), said(31, 20, 30)]
    assert periods(only(gather(told, TRUSTING)).incident) == [
        (Period(at(0), at(10)), Period(at(20), at(30)))
    ]
    assert periods(only(gather(told, MAP)).incident) == [(Period(at(0)),)]


def test_after_a_long_quiet_it_is_another_accident() -> None:
    day = 24 * 60
    told = [
        said(1, 0),
        said(11, 0, 10),
        said(11 + day, 10 + day),
        said(12 + day, 11 + day, key="b"),
    ]
    assert len(gather(told, MAP).accidents) == 1
    told[2:] = [said(12 + day, 11 + day), said(13 + day, 12 + day, key="b")]
    first, second = gather(told, MAP).accidents
    assert (first.said_over, second.said_over) == (at(10), None)
    assert len(second.incident.impacts) == 2
    assert len(gather(told, evolve(MAP, apart=timedelta(days=2))).accidents) == 1


def test_an_alert_that_goes_on_holds_the_accident_together() -> None:
    day = 24 * 60
    told = [said(1, 0), said(11, 0, 10), said(1, 0, key="b"), said(2 + 3 * day, 1 + 3 * day)]
    assert len(gather(told, MAP).accidents) == 1


def test_the_last_alert_to_end_is_what_the_quiet_is_counted_from() -> None:
    told = [said(1001, 0, 1000), said(21, 10, 20, key="b"), said(1471, 1470, key="c")]
    assert len(gather(told, MAP).accidents) == 1
    first, second = gather(told, evolve(MAP, apart=400 * MINUTE)).accidents
    assert (len(first.incident.impacts), len(second.incident.impacts)) == (2, 1)


def test_the_accident_that_was_known_first_comes_first() -> None:
    told = [said(1, 0, 1), said(51, 50), said(21, 20, group="h")]
    found = gather(told, evolve(MAP, apart=10 * MINUTE)).accidents
    assert [each.at for each in found] == [at(1), at(21), at(51)]


def test_an_alert_means_what_it_last_said() -> None:
    accident = only(gather([said(1, 0), said(2, 0, labels={"is": "mail"})], MAP))
    assert [[one.service for one in each.incident.impacts] for each in accident.known] == [
        [PHONE],
        [MAIL],
    ]


def test_overlapping_times_of_one_alert_are_one() -> None:
    told = [said(60, 0, 20), said(60, 10, 30), said(60, 12, 14), said(60, 30, 40)]
    told.append(said(60, 50, 55))
    assert periods(only(gather(told, TRUSTING)).incident) == [
        (Period(at(0), at(40)), Period(at(50), at(55)))
    ]


def test_what_came_twice_changes_nothing() -> None:
    """Senders retry, and repeat what goes on: only what is new makes a look."""
    once = gather([said(1, 0)], MAP)
    again = gather([said(1, 0), said(1, 0), said(6, 0), said(11, 0)], MAP)
    assert again.accidents[0].known == once.accidents[0].known


def test_a_clock_a_little_ahead_is_no_matter() -> None:
    accident = only(gather([said(1, 3)], MAP))
    assert accident.at == at(3)
    assert len(accident.history().looks) == 1
    accident = only(gather([said(1, 3), said(2, 0, key="b")], MAP))
    assert [each.at for each in accident.known] == [at(3), at(3)]
    accident = only(gather([said(1, 3), said(2, 0)], MAP))
    assert [each.at for each in accident.known] == [at(3), at(3)]


@pytest.mark.parametrize(
    ("signal", "why"),
    [
        (said(1, 0, labels={"alertname": "DiskFull"}), Why.UNMATCHED),
        (said(1, 0, labels={}), Why.UNMATCHED),
        (said(1, 0, apart=Why.TEST), Why.TEST),
        (said(1, 0, apart=Why.PLANNED), Why.PLANNED),
        (said(1), Why.NO_START),
        (said(31, None, 30), Why.NO_START),
        (said(31, 30, 30), Why.NO_START),
        (said(1, 7), Why.NOT_YET),
    ],
)
def test_what_is_in_no_accident_is_told_with_its_reason(signal: Signal, why: Why) -> None:
    told = gather([signal, said(1, 0, key="z")], MAP)
    assert [(each.signal, each.why) for each in told.aside] == [(signal, why)]
    assert told.aside[0].text("en") != told.aside[0].text("ja") != ""
    assert len(told.accidents) == 1


def test_the_words_name_the_alert_and_cannot_hide_anything() -> None:
    odd = {"alertname": "Disk\nFull {0} \x1b[2J"}
    (aside,) = gather([said(1, 0, labels=odd)], MAP).aside
    assert aside.text().isprintable()
    assert "{0}" in aside.text()


def test_a_group_is_not_named_by_what_is_in_none() -> None:
    told = gather([said(1, 0, labels={"x": "y"}, key="b"), said(2, 1)], MAP)
    assert told.accidents[0].id == "g@2026-05-10T01:01:00+09:00"


def test_a_signal_without_labels_of_an_alert_that_was_matched_belongs_to_it() -> None:
    accident = only(gather([said(1, 0), said(31, None, 30, labels={})], TRUSTING))
    assert periods(accident.incident) == [(Period(at(0), at(30)),)]


def test_more_impacts_than_an_accident_may_have_are_told() -> None:
    told = gather([said(1, 0, key=f"{i:04}") for i in range(1002)], MAP)
    assert len(told.accidents[0].incident.impacts) == 1000
    assert [each.why for each in told.aside] == [Why.TOO_MANY] * 2


def test_what_is_beside_the_facts_is_kept() -> None:
    told = [
        said(1, 0, severity="warning", text="遅い", links={"graph": "https://a.example"}),
        said(2, 0, severity="critical", links={"graph": "https://a.example", "log": "b"}),
        said(3, 0, severity="warning", left_out=3),
    ]
    accident = only(gather(told, MAP))
    assert accident.severities == ("warning", "critical")
    assert accident.links == (("graph", "https://a.example"), ("log", "b"))
    assert accident.left_out == 3
    assert accident.signals == tuple(told)
    assert len(accident.known) == 1


def test_an_accident_of_which_no_law_is_known_says_so_when_it_is_judged() -> None:
    old = ONE.replace(year=2005)
    accident = only(gather([Signal("a", old, start=old, labels=VOICE)], MAP))
    with pytest.raises(NotCovered):
        accident.history()


def test_webhooks_over_time_give_a_history() -> None:
    looks = [
        (2, webhook()),
        (7, webhook()),
        (20, webhook(alert(), alert(fingerprint="b", startsAt="2026-05-10T01:15:00+09:00"))),
        (95, webhook(alert(**RESOLVED), status="resolved")),
    ]
    signals = [
        signal
        for minute, payload in looks
        for signal in read_alertmanager(payload, at(minute)).signals
    ]
    history = only(gather(signals, MAP)).history()
    assert [look.at for look in history.looks] == [at(2), at(20)]
    assert only(gather(signals, MAP)).said_over is None  # the other goes on
    history = only(gather(signals, TRUSTING)).history()
    assert [look.at for look in history.looks] == [at(2), at(20), at(95)]
    assert history.looks[-1].verdict.possible == (Grade.SERIOUS,)


def test_one_incident_of_a_page_gives_a_history() -> None:
    payload = incident(
        update("investigating", at(11).isoformat(), ("voice", "operational", "major_outage")),
        update("identified", at(20).isoformat(), ("mail", "operational", "partial_outage")),
        update("resolved", at(90).isoformat()),
        resolved_at=at(90).isoformat(),
    )
    by_name = AlertMap(
        [
            Match({"component": "電話"}, Affected(PHONE, 40_000)),
            Match({"component_id": "mail"}, Affected(MAIL, Bounds.at_least(1000))),
        ],
        trust_resolved=True,
    )
    accident = only(gather(read_statuspage(payload).signals, by_name))
    history = accident.history()
    assert [look.at for look in history.looks] == [at(11), at(20), at(90)]
    assert [len(look.incident.impacts) for look in history.looks] == [1, 2, 2]
    assert {period.end for (period,) in periods(accident.incident)} == {at(90)}
    assert [each.status for each in accident.signals if each.key.endswith("voice")] == [
        "investigating",
        "identified",
        "resolved",
    ]


def test_single_components_give_accidents_of_their_own() -> None:
    told = [
        signal
        for payload in (
            component_update("operational", "partial_outage", at(11).isoformat()),
            component_update("partial_outage", "major_outage", at(20).isoformat()),
            component_update("major_outage", "operational", at(30).isoformat()),
        )
        for signal in read_statuspage(payload).signals
    ]
    by_name = AlertMap([Match({"component": "電話"}, Affected(PHONE))], trust_resolved=True)
    assert periods(only(gather(told, by_name)).incident) == [(Period(at(11), at(30)),)]


minutes = st.integers(0, 400)


@st.composite
def signals(draw: st.DrawFn) -> Signal:
    """Draw anything that a tool may say of a few alerts in two groups, within seven hours."""
    start, end = (draw(st.none() | minutes) for _ in range(2))
    labels = draw(st.sampled_from([VOICE, {"is": "mail"}, {"x": "y"}]))
    apart = draw(st.sampled_from([None, None, None, Why.PLANNED]))
    return said(
        draw(minutes),
        start,
        end,
        key=draw(st.sampled_from("abc")),
        group=draw(st.sampled_from("gh")),
        labels=labels,
        apart=apart,
    )


maps = st.builds(
    lambda trusting, apart: evolve(MAP, trust_resolved=trusting, apart=apart * MINUTE),
    st.booleans(),
    st.sampled_from([0, 30, 24 * 60]),
)


@given(st.lists(signals(), max_size=12), maps, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_matters(
    told: list[Signal], alert_map: AlertMap, luck: random.Random
) -> None:
    mixed = [*told, *told[: luck.randrange(len(told) + 1)]]
    luck.shuffle(mixed)
    assert gather(mixed, alert_map) == gather(told, alert_map)


@given(st.lists(signals(), max_size=12), maps)
def test_nothing_is_lost(told: list[Signal], alert_map: AlertMap) -> None:
    """Every signal is in one accident or aside, and none in two places."""
    gathered = gather(told, alert_map)
    places = [each.signal for each in gathered.aside]
    places += (each for accident in gathered.accidents for each in accident.signals)
    assert sorted(places, key=repr) == sorted(set(told), key=repr)


def _starts(accident: AlertedAccident) -> Iterable[datetime]:
    return (it.start for one in periods(accident.incident) for it in one)


@given(st.lists(signals(), max_size=12), maps)
def test_an_accident_claims_what_was_said_and_no_more(
    told: list[Signal], alert_map: AlertMap
) -> None:
    """Beginnings and ends are ones that were told, from the earliest on; times only go forward."""
    for accident in gather(told, alert_map).accidents:
        starts = {each.start for each in accident.signals}
        ends = {each.end for each in accident.signals}
        assert set(_starts(accident)) <= starts
        true = [each.start for each in accident.signals if each.start and _earnest(each)]
        assert min(_starts(accident)) == min(true)
        for own in periods(accident.incident):
            for period in own:
                assert period.end is None or (alert_map.trust_resolved and period.end in ends)
        times = [each.at for each in accident.known]
        assert times == sorted(times)
        history = accident.history()
        assert [look.incident for look in history.looks] == [it.incident for it in accident.known]


def _earnest(signal: Signal) -> bool:
    late = signal.end is not None and signal.end > signal.heard + 5 * MINUTE
    return signal.start is not None and (signal.end is None or late or signal.start < signal.end)


@given(st.lists(signals(), max_size=12), maps, minutes)
def test_what_was_known_is_not_known_otherwise_later(
    told: list[Signal], alert_map: AlertMap, now: int
) -> None:
    """With nothing ever apart, what is heard later never changes what was known before."""
    alert_map = evolve(alert_map, apart=timedelta(days=365))
    until = [each for each in told if each.heard <= at(now)]
    later = {each.id: each for each in gather(told, alert_map).accidents}
    for accident in gather(until, alert_map).accidents:
        known: Sequence[Any] = later[accident.id].known
        assert known[: len(accident.known)] == accident.known


@given(st.lists(signals(), max_size=6), maps)
def test_what_was_gathered_can_be_copied(told: list[Signal], alert_map: AlertMap) -> None:
    gathered = gather(told, alert_map)
    assert pickle.loads(pickle.dumps(gathered)) == copy.deepcopy(gathered) == gathered
    assert hash(copy.deepcopy(gathered)) == hash(gathered)


def test_a_storm_is_gathered_in_seconds() -> None:
    """900 alerts a minute apart, each said again and again: as bad as a night may get."""
    storm = [said(i, i, key=f"{i:04}") for i in range(900)]
    repeats = [said(900 + i, 0, key="0000", text=f"{i}") for i in range(5000)]
    began = perf_counter()
    accident = only(gather([*storm, *repeats], MAP))
    assert perf_counter() - began < 5
    assert len(accident.known) == 900
