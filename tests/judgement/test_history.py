"""One accident, looked at again and again: what moved, what turned, and what is never lost."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.strategies import ZONES, incidents

from jikorules import (
    JAPAN,
    Bounds,
    Exclusion,
    Grade,
    Impact,
    Incident,
    InvalidInput,
    Met,
    Period,
    Service,
    judge,
    to_wire,
)
from jikorules.judgement.changes.history import FactMoved, FindingTurned, History, Look, changes
from jikorules.wire.history import history_from_wire, history_to_wire

HOUR = timedelta(hours=1)
VOICE = Service("voice", emergency_calls=True, paid=True)
ACCESS = Service("internet_access", paid=True)
NONE, PERIODIC, SERIOUS = Grade
YES, NO, OPEN = Met.YES, Met.NO, Met.UNDECIDED


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2019, 3, 16, hour, minute, tzinfo=JAPAN)


def known(
    voice: Bounds[int] | int | None,
    access: int | None,
    end: datetime | None = None,
    **more: Any,
) -> Incident:
    """Tell the accident of J:COM East as far as it is known."""
    period = Period(at(7, 47), end)
    impacts = [Impact(VOICE, voice, period), Impact(ACCESS, access, period)]
    return Incident(impacts, **{"id": "jcom-east-2019-03-16", **more})


def jcom_east() -> History:
    many = Bounds.at_least(40_001)
    return (
        History()
        .look(at(8), known(None, None))
        .look(at(8, 28), known(many, None))
        .look(at(8, 47), known(many, None))
        .look(at(9, 30), known(41_382, 66_426))
        .look(at(9, 47), known(41_382, 66_426))
        .look(at(12), known(41_382, 66_426, at(11, 56)))
    )


def short(turned: FindingTurned) -> tuple[str | None, int, int | None, Met | None, Met | None]:
    """Name a limb by its row, its hours and its users."""
    limb = turned.limb
    hours = (limb.duration or timedelta(0)) // HOUR
    return limb.citation.row, hours, limb.users, turned.before, turned.after


def test_an_accident_told_as_it_ran() -> None:
    """J:COM East, 16 March 2019, 07:47 to 11:56: 41,382 users of voice, 66,426 of the internet."""
    history = jcom_east()
    assert [(look.verdict.possible, look.verdict.rows) for look in history.looks] == [
        ((NONE, PERIODIC), ()),
        ((PERIODIC,), ()),
        ((SERIOUS,), ("一",)),
        ((SERIOUS,), ("一",)),
        ((SERIOUS,), ("一", "四")),
        ((SERIOUS,), ("一", "四")),
    ]
    first_figure, voice, figures, internet, end = history.changes()

    assert (first_figure.before_at, first_figure.after_at) == (at(8), at(8, 28))
    assert first_figure.facts == (
        FactMoved("impacts[0].users", Bounds.unknown(), Bounds.at_least(40_001)),
    )
    assert [short(each) for each in first_figure.findings] == [(None, 0, 30_000, OPEN, YES)]
    assert first_figure.grades == ((NONE, PERIODIC), (PERIODIC,))

    assert voice.facts == ()  # time alone
    assert [short(each) for each in voice.findings] == [
        ("一", 1, 30_000, NO, YES),
        ("四", 1, 1_000_000, NO, OPEN),
    ]
    assert voice.grades == ((PERIODIC,), (SERIOUS,))

    assert figures.facts == (
        FactMoved("impacts[0].users", Bounds.at_least(40_001), Bounds.exact(41_382)),
        FactMoved("impacts[1].users", Bounds.unknown(), Bounds.exact(66_426)),
    )
    assert [short(each) for each in figures.findings] == [("四", 1, 1_000_000, OPEN, NO)]
    assert figures.grades == ((SERIOUS,), (SERIOUS,))

    assert internet.facts == ()
    assert [short(each) for each in internet.findings] == [
        ("四", 2, 30_000, NO, YES),
        (None, 2, None, NO, YES),
    ]

    assert [(fact.path, fact.before) for fact in end.facts] == [
        ("impacts[0].periods[0].end", None),
        ("impacts[1].periods[0].end", None),
    ]
    assert {fact.after for fact in end.facts} == {at(11, 56)}
    assert end.findings == ()


def test_one_second_before_the_hour_it_is_not_yet_serious() -> None:
    incident = known(Bounds.at_least(40_001), None)
    history = History().look(at(8, 47) - timedelta(seconds=1), incident).look(at(8, 47), incident)
    assert history.changes()[0].grades == ((PERIODIC,), (SERIOUS,))


def test_a_look_is_added_and_nothing_is_changed() -> None:
    empty = History()
    one = empty.look(at(8), known(None, None))
    written = history_to_wire(one)
    two = one.look(at(9), known(40_001, None))
    assert empty.looks == ()
    assert empty.changes() == one.changes() == ()
    assert len(one.looks) == 1
    assert two.looks[0] is one.looks[0]
    assert history_to_wire(one) == written


def moved(before: Incident, after: Incident) -> list[tuple[str, Any, Any]]:
    looks = [Look(at(23), each, judge(each, at=at(23))) for each in (before, after)]
    return [(fact.path, fact.before, fact.after) for fact in changes(*looks).facts]


def test_a_missing_exception_is_not_claimed_and_null_is_not_known() -> None:
    assert moved(known(1, 1), known(1, 1, minor=None)) == [("minor", False, None)]
    assert moved(known(1, 1, disaster=True), known(1, 1)) == [("disaster", True, False)]
    plain = known(1, 1)
    maybe = evolve(plain, impacts=[evolve(each, supplementary=None) for each in plain.impacts])
    assert moved(plain, maybe) == [(f"impacts[{i}].supplementary", False, None) for i in (0, 1)]


def test_an_impact_comes_and_goes_as_a_whole() -> None:
    both = known(1, 2)
    one = evolve(both, impacts=both.impacts[:1])
    assert moved(one, both) == [("impacts[1]", None, both.impacts[1])]
    assert moved(both, one) == [("impacts[1]", both.impacts[1], None)]


def test_a_second_period_does_not_hide_that_the_first_one_ended() -> None:
    once = Incident([Impact(VOICE, 1, Period(at(8)))])
    twice = Incident([Impact(VOICE, 1, [Period(at(8), at(9)), Period(at(10))])])
    assert moved(once, twice) == [
        ("impacts[0].periods[0].end", None, at(9)),
        ("impacts[0].periods[1]", None, Period(at(10))),
    ]
    assert len(moved(twice, once)) == 2


def test_a_time_written_for_another_zone_is_the_same_time() -> None:
    utc = datetime.fromisoformat("2019-03-15T23:00:00+00:00")
    here, there = (Incident([Impact(VOICE, 1, Period(start))]) for start in (at(8), utc))
    assert moved(here, there) == []


def test_an_exclusion_is_told_for_each_impact() -> None:
    before = known(1, 1, at(9))
    after = evolve(before, impacts=[evolve(each, supplementary=True) for each in before.impacts])
    history = History().look(at(9), before).look(at(10), after)
    turned = [each for each in history.changes()[0].findings if each.limb.exclusion is not None]
    assert {each.limb.exclusion for each in turned} == {Exclusion.SUPPLEMENTARY}
    assert [(each.impacts, each.before, each.after) for each in turned] == [
        ((0,), None, YES),
        ((1,), None, YES),
    ]


def test_a_corrected_start_may_change_the_rule_set() -> None:
    """A limb that only one of the two rule sets has was not looked at under the other."""
    late = datetime(2019, 4, 1, 0, 5, tzinfo=JAPAN)
    early = late - HOUR / 2
    now = late + HOUR
    history = History()
    for start in (late, early):
        history = history.look(now, Incident([Impact(VOICE, 10, Period(start))]))
    assert [look.verdict.rules.id for look in history.looks] == ["2019-04-01", "2015-04-01"]
    turned = {short(each) for each in history.changes()[0].findings}
    assert ("五", 2, 30_000, NO, None) in turned
    assert ("三", 24, 100_000, None, NO) in turned


@pytest.mark.parametrize(
    ("look", "path"),
    [
        (lambda one: one.look(at(7, 59), known(None, None)), "looks[1].at"),
        (lambda one: one.look(at(9), known(None, None, id="another")), "looks[1].incident.id"),
        (lambda one: one.look(datetime(2019, 3, 16, 9), known(None, None)), "at"),  # noqa: DTZ001
        (lambda one: one.look(None, known(None, None)), "at"),
        (lambda _: History().look(at(7, 46), known(None, None)), "at"),
        (lambda _: History(tuple(reversed(jcom_east().looks))), "looks[1].at"),
    ],
)
def test_looks_that_do_not_fit_are_refused(look: Callable[[History], Any], path: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        look(History().look(at(8), known(None, None)))
    assert caught.value.problems[0].path == path


def test_an_id_may_come_late_but_never_changes() -> None:
    """A look without an id in between does not let another accident in."""
    history = History().look(at(8), known(1, 1, id=None)).look(at(8), known(1, 1, id="a"))
    history = history.look(at(9), known(1, 1, id=None)).look(at(9), known(1, 1, id="a"))
    assert len(history.looks) == 4
    with pytest.raises(InvalidInput, match=r"looks\[4\]\.incident\.id"):
        history.look(at(9), known(1, 1, id="b"))


def test_times_are_compared_as_moments_where_the_clock_is_set_back() -> None:
    """1:10 of winter time is later than 1:50 of summer time, whatever the clock shows."""
    zone = ZoneInfo("America/New_York")
    summer = datetime(2019, 11, 3, 1, 50, tzinfo=zone)
    winter = datetime(2019, 11, 3, 1, 10, fold=1, tzinfo=zone)
    incident = Incident([Impact(VOICE, 30_000, Period(summer))])
    history = History().look(summer, incident).look(winter, incident)
    assert history_from_wire(json.loads(json.dumps(history_to_wire(history)))) == history
    with pytest.raises(InvalidInput, match="looks"):
        history.look(summer, incident)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to three looks at facts that may have changed altogether."""
    history = History()
    told = [evolve(each, id=None) for each in draw(st.lists(incidents(), max_size=3))]
    moment = max((each.start for it in told for each in _periods(it)), default=at(8))
    for incident in told:
        moment += draw(st.timedeltas(timedelta(0), timedelta(days=2)))
        history = history.look(moment.astimezone(draw(st.sampled_from(ZONES))), incident)
    return history


def _periods(incident: Incident) -> list[Period]:
    critical = incident.critical_facility
    return [
        *(each for it in incident.impacts for each in it.periods),
        *(() if critical is None else (critical.period,)),
    ]


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(histories())
def test_a_history_comes_back_from_the_wire_as_it_was(history: History) -> None:
    document = json.loads(json.dumps(history_to_wire(history)))
    assert history_from_wire(document) == history
    for look in document["looks"]:
        del look["verdict"]
    assert history_from_wire(document) == history


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(histories())
def test_nothing_is_told_to_have_moved_but_what_did(history: History) -> None:
    for (before, after), change in zip(
        zip(history.looks, history.looks[1:], strict=False), history.changes(), strict=True
    ):
        assert (change.facts == ()) == (before.incident == after.incident)
        back = changes(after, before).facts
        assert {(each.path, each.after, each.before) for each in map(_shown, back)} == {
            (each.path, each.before, each.after) for each in map(_shown, change.facts)
        }
        met = [
            {(each.limb, each.met) for each in look.verdict.findings} for look in (before, after)
        ]
        assert (change.findings == ()) <= (met[0] == met[1])


def _shown(fact: FactMoved) -> FactMoved:
    return FactMoved(fact.path, repr(fact.before), repr(fact.after))


def refused(document: Any) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        history_from_wire(document)
    assert caught.value.text("en")
    return [problem.path for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("key", "value"),
    [("grade", "none"), ("possible", []), ("rows", []), ("findings", []), ("rules", {}), ("x", 1)],
)
def test_a_verdict_that_does_not_follow_from_the_facts_is_refused(key: str, value: Any) -> None:
    document = history_to_wire(jcom_east())
    document["looks"][2]["verdict"][key] = value
    with pytest.raises(InvalidInput, match=r"looks\[2\]\.verdict：事実から導かれる判定") as caught:
        history_from_wire(document)
    (problem,) = caught.value.problems
    assert "the verdict that follows from the facts" in problem.text("en")
    assert key in problem.text("en")


@pytest.mark.parametrize("verdict", [5, "serious", [], {}])
def test_a_verdict_that_is_none_at_all_is_refused(verdict: Any) -> None:
    document = history_to_wire(jcom_east())
    document["looks"][0]["verdict"] = verdict
    assert refused(document) == ["looks[0].verdict"]


def test_facts_changed_behind_a_verdict_are_noticed() -> None:
    document = history_to_wire(jcom_east())
    document["looks"][2]["incident"]["impacts"][0]["users"] = 29_999
    assert refused(document) == ["looks[2].verdict"]


def test_all_problems_come_at_once() -> None:
    document = history_to_wire(jcom_east())
    looks = document["looks"]
    looks[0]["incident"]["impacts"][0]["users"] = 1.5
    looks[1]["at"] = "8:28"
    looks[1]["incident"]["id"] = 7
    looks[2] = {"at": "2019-03-16T08:47:00", "why": "?"}
    looks[3]["at"] = at(7).isoformat()
    looks[4]["incident"]["id"] = None
    looks[4]["verdict"]["grade"] = "none"
    looks[5] = {"at": at(9, 46).isoformat(), "incident": to_wire(known(1, 1, id="other"))}
    document["title"] = "J:COM"
    assert sorted(refused(document)) == [
        "looks[0].incident.impacts[0].users",
        "looks[1].at",
        "looks[1].incident.id",
        "looks[2].at",
        "looks[2].incident",
        "looks[2].why",
        "looks[3].at",
        "looks[4].verdict",
        "looks[5].at",
        "looks[5].incident.id",
        "title",
    ]


def test_contradictions_between_looks_are_told_beside_other_problems() -> None:
    document = history_to_wire(jcom_east())
    for look in document["looks"]:
        del look["verdict"]
    document["looks"][3]["at"] = None
    document["looks"][4]["incident"]["id"] = "other"
    document["looks"][5]["at"] = at(8, 30).isoformat()
    assert refused(document) == ["looks[3].at", "looks[5].at", "looks[4].incident.id"]


@pytest.mark.parametrize("document", [None, [], 3, {}, {"looks": {}}, {"looks": [None]}])
def test_what_is_no_history_is_refused(document: Any) -> None:
    assert refused(document)


def test_a_day_without_law_is_a_problem_of_its_look() -> None:
    start = datetime.combine(date(2009, 1, 1), datetime.min.time(), JAPAN)
    incident = Incident([Impact(VOICE, 1, Period(start, start))])
    look = {"at": start.isoformat(), "incident": to_wire(incident)}
    (path,) = refused({"looks": [look]})
    assert path.startswith("looks[0]")
