"""When the answer for a running accident will change: exact to the second, nothing left out."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jikorules import (
    JAPAN,
    Bounds,
    CriticalFacility,
    Facility,
    Finding,
    Grade,
    Impact,
    Incident,
    InstalledBy,
    InvalidInput,
    Kind,
    Met,
    Overlap,
    Period,
    Reading,
    Service,
    Verdict,
    answer,
    judge,
    paragraph,
    questions,
    ruleset,
    to_wire,
)
from jikorules.judgement.changes import outlook as outlook_module
from jikorules.judgement.changes.outlook import Outlook, outlook
from jikorules.judgement.limbs import limbs_of

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
VOICE = Service("voice", emergency_calls=True, paid=True)
ACCESS = Service("internet_access", paid=True)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+09:00")


def jcom(voice: Any, access: Any) -> Incident:
    """J:COM East as it ran on 2019-03-16."""
    start = Period(at("2019-03-16T07:47"))
    return Incident([Impact(VOICE, voice, start), Impact(ACCESS, access, start)])


def turns(incident: Incident, now: str) -> list[tuple[str, str | None, str, list[str]]]:
    return [
        (
            each.at.astimezone(JAPAN).strftime("%H:%M:%S"),
            each.finding.limb.citation.row if each.finding else None,
            each.finding.met.value if each.finding else "",
            [grade.wire for grade in each.possible],
        )
        for each in outlook(incident, at(now)).crossings
    ]


def test_jcom_east_at_eight_with_unknown_users() -> None:
    assert turns(jcom(None, None), "2019-03-16T08:00") == [
        ("08:47:00", "一", "undecided", ["none", "periodic", "serious"]),
        ("08:47:00", "四", "undecided", ["none", "periodic", "serious"]),
        ("09:47:00", "四", "undecided", ["periodic", "serious"]),
        ("09:47:00", None, "yes", ["periodic", "serious"]),
    ]


def test_jcom_east_at_the_first_notice() -> None:
    """With more than 40,000 users without a telephone, 08:47 makes it serious for certain."""
    coming = outlook(jcom(Bounds.at_least(40_001), None), at("2019-03-16T08:28"))
    change = coming.next_change
    assert change is not None
    assert (change.at, change.at_least) == (at("2019-03-16T08:47"), Grade.SERIOUS)
    assert change.finding is not None
    assert change.finding.limb.citation.row == "一"
    assert coming.verdict.grade is Grade.PERIODIC


def test_jcom_east_with_both_numbers() -> None:
    incident = jcom(41_382, 66_426)
    assert turns(incident, "2019-03-16T08:46:59") == [
        ("08:47:00", "一", "yes", ["serious"]),
        ("09:47:00", "四", "yes", ["serious"]),
        ("09:47:00", None, "yes", ["serious"]),
    ]
    assert turns(incident, "2019-03-16T09:47:00") == []


def test_what_no_time_will_bring() -> None:
    needs = outlook(jcom(Bounds.between(20_000, 41_000), 66_426), at("2019-03-16T08:00")).needs
    assert [(each.limb.citation.row, each.limb.users, each.users) for each in needs] == [
        ("一", 30_000, Bounds(0, 10_000)),
        ("四", 1_000_000, Bounds.exact(933_574)),
    ]
    unknown = outlook(jcom(None, 66_426), at("2019-03-16T08:00")).needs
    assert unknown[0].users == Bounds(0, 30_000)


@pytest.mark.parametrize(("minutes", "lacks"), [(59, []), (60, [1]), (61, [1])])
def test_what_is_lacking_of_what_is_over(minutes: int, lacks: list[int]) -> None:
    """More users help where it lasted as long as the limb asks, and nowhere else."""
    start = at("2019-03-16T07:47")
    phones = Impact(VOICE, 29_999, Period(start, start + minutes * MINUTE))
    incident = Incident([phones, Impact(ACCESS, 10, Period(start))])
    needs = outlook(incident, start + 62 * MINUTE).needs
    assert [each.users.high for each in needs if each.limb.citation.row == "一"] == lacks


def test_what_is_lacking_of_several_impacts_is_told_of_those_that_go_on() -> None:
    """The users of what was over soon help to no limit on time."""
    start = at("2019-03-16T07:47")
    impacts = [
        Impact(ACCESS, 300_000, Period(start, start + 7 * MINUTE)),
        Impact(ACCESS, 20_000, Period(start)),
    ]
    incident = Incident(impacts, overlap=Overlap.DISJOINT)
    needs = outlook(incident, start + 8 * MINUTE).needs
    assert [(each.limb.users, each.users) for each in needs] == [
        (30_000, Bounds(0, 10_000)),
        (1_000_000, Bounds(680_000, 980_000)),
    ]


def test_nothing_is_lacking_where_only_the_row_is_unknown() -> None:
    start = at("2019-03-16T07:47")
    incident = Incident([Impact(Service("voice"), 30_000, Period(start))])
    needs = outlook(incident, start).needs
    assert [(each.limb.users, each.users.high) for each in needs] == [(100_000, 70_000)]


def test_the_margins_of_an_accident_that_is_over() -> None:
    incident = jcom(41_382, 66_426)
    ended = evolve(
        incident,
        impacts=[
            evolve(each, periods=Period(each.periods[0].start, at("2019-03-16T11:56")))
            for each in incident.impacts
        ],
    )
    coming = outlook(ended, at("2019-03-17T00:00"))
    assert (coming.crossings, coming.needs, coming.next_change) == ((), (), None)
    margins = {
        (each.finding.limb.citation.row, each.finding.limb.users): (each.by.duration, each.by.users)
        for each in coming.margins
    }
    assert margins["一", 30_000] == (
        Bounds.exact(3 * HOUR + 9 * MINUTE),
        Bounds.exact(11_382),
    )
    assert margins["四", 1_000_000] == (
        Bounds.exact(3 * HOUR + 9 * MINUTE),
        Bounds.exact(66_426 - 1_000_000),
    )
    assert ("二", 30_000) not in margins


def test_item_2() -> None:
    start = at("2026-05-01T00:30")
    failed = CriticalFacility("satellite", Period(start), installed_by="self")
    (crossing,) = outlook(Incident([], critical_facility=failed), start).crossings
    assert (crossing.at, crossing.at_least) == (start + 2 * HOUR, Grade.SERIOUS)
    elsewhere = evolve(failed, installed_by="not_carrier")
    assert outlook(Incident([], critical_facility=elsewhere), start).crossings == ()


def test_plans_may_be_made_anew_at_any_time() -> None:
    """With many rule sets in use, plans leave the cache; limbs are equal then, not the same."""
    start = at("2026-05-01T00:30")
    cable = CriticalFacility("submarine_cable", Period(start), installed_by="self")
    incident = Incident([], critical_facility=cable)
    judge(incident, at=start)  # keeps the law of the day
    limbs_of.cache_clear()
    assert [each.at_least for each in outlook(incident, start).crossings] == [Grade.SERIOUS]


@pytest.mark.parametrize("amended", ["2019-04-01", "2026-04-01"])
def test_an_accident_over_midnight_keeps_the_law_of_its_first_day(amended: str) -> None:
    start = at(f"{amended}T00:00") - MINUTE
    coming = outlook(Incident([Impact(ACCESS, 150_000, Period(start))]), start)
    assert [each.at for each in coming.crossings] == [start + 2 * HOUR] * 2
    after = outlook(Incident([Impact(ACCESS, 150_000, Period(start + MINUTE))]), start + MINUTE)
    hours = {each.at - start - MINUTE for each in after.crossings}
    assert hours == ({HOUR, 2 * HOUR} if amended == "2026-04-01" else {2 * HOUR})


def test_an_intermittent_accident_first_turns_undecided() -> None:
    start = at("2026-05-01T00:00")
    periods = [Period(start, start + 30 * MINUTE), Period(start + 40 * MINUTE)]
    coming = outlook(Incident([Impact(VOICE, 30_000, periods)]), start + 45 * MINUTE)
    assert [(each.at - start, each.finding and each.finding.met) for each in coming.crossings] == [
        (HOUR, Met.UNDECIDED),
        (HOUR + 40 * MINUTE, Met.YES),
        (2 * HOUR, Met.UNDECIDED),
        (2 * HOUR + 40 * MINUTE, Met.YES),
    ]


def test_the_answer_may_turn_while_every_finding_stays_undecided() -> None:
    """Mail of which it is not known who pays: serious in whichever row it falls, from 12 h on."""
    start = at("2026-04-01T00:00")
    periods = [Period(start, start + MINUTE), Period(start + 20 * MINUTE)]
    coming = outlook(Incident([Impact(Service("email"), 1_000_000, periods)]), start + 3 * HOUR)
    change = coming.next_change
    assert change is not None
    assert change.at == start + 12 * HOUR + 20 * MINUTE
    assert change.possible == (Grade.SERIOUS,)
    assert change.finding is not None
    assert (change.finding.limb.citation.row, change.finding.met) == ("五", Met.UNDECIDED)


def test_now_has_to_be_a_moment_of_the_accident() -> None:
    with pytest.raises(InvalidInput):
        outlook(jcom(1, 1), at("2019-03-16T07:46:59"))
    with pytest.raises(InvalidInput):
        outlook(jcom(1, 1), datetime(2019, 3, 16, 8))  # noqa: DTZ001


users = st.one_of(
    st.none(),
    st.sampled_from([0, 29_999, 30_000, 100_000, 1_000_000]),
    st.tuples(st.integers(0, 200_000), st.integers(0, 2_000_000)).map(lambda e: Bounds(*sorted(e))),
    st.integers(0, 50_000).map(Bounds.at_least),
    st.integers(0, 200_000).map(Bounds.at_most),
)
services = st.sampled_from(
    [
        Service("voice"),
        VOICE,
        ACCESS,
        Service("lpwa"),
        Service("email", paid=False),
        Service("email"),
    ]
)
early = st.integers(0, 90).map(lambda n: at("2026-03-31T23:30") + n * MINUTE)


@st.composite
def running(draw: st.DrawFn) -> Incident:
    """Accidents of which something still runs at 02:00."""
    impacts = []
    for _ in range(draw(st.integers(1, 3))):
        start = draw(early)
        periods = draw(
            st.sampled_from(
                [
                    [Period(start)],
                    [Period(start, start + 7 * MINUTE), Period(start + 20 * MINUTE)],
                    [Period(start, start + 20 * MINUTE), Period(start + 10 * MINUTE)],
                    [Period(start, start + 50 * MINUTE)],
                ]
            )
        )
        supplementary = draw(st.sampled_from([False, False, None, True]))
        impacts.append(Impact(draw(services), draw(users), periods, supplementary=supplementary))
    critical = None
    if draw(st.booleans()):
        critical = CriticalFacility(
            "submarine_cable",
            Period(draw(early)),
            installed_by=draw(st.sampled_from([*InstalledBy, None])),
        )
    facility = Facility.OTHER if critical is None and draw(st.booleans()) else Facility.TELECOM
    return Incident(
        impacts,
        overlap=draw(st.sampled_from(Overlap)),
        critical_facility=critical,
        facility=facility,
        minor=draw(st.sampled_from([False, None, True])),
    )


def as_at(coming: Outlook, moment: datetime) -> Verdict:
    """Judge at another moment, under the same rules: one rule set, or all that may hold."""
    verdict = coming.verdict
    rules = None if verdict.alternatives else verdict.rules
    return judge(verdict.incident, rules=rules, at=moment)


def all_findings(verdict: Verdict) -> list[Finding]:
    return [finding for each in verdict.alternatives or (verdict,) for finding in each.findings]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(incident=running(), data=st.data())
def test_exactly_what_is_told_happens(incident: Incident, data: st.DataObject) -> None:
    """Judging again at each crossing, one second before it, and between: only what is told."""
    now = at("2026-04-01T02:00")
    coming = outlook(incident, now)

    def state(moment: datetime) -> tuple[Any, ...]:
        verdict = as_at(coming, moment)
        return verdict.possible, [each.met for each in all_findings(verdict)]

    moments = sorted({each.at for each in coming.crossings})
    assert all(moment > now for moment in moments)
    before = state(now)
    last = now
    for moment in moments:
        assert state(moment - SECOND) == before
        between = data.draw(st.integers(0, max(0, (moment - last) // SECOND - 1)))
        assert state(last + between * SECOND) == before
        possible, mets = state(moment)
        told = [each for each in coming.crossings if each.at == moment]
        assert {(each.possible, each.at_least) for each in told} == {(possible, possible[0])}
        turned = [
            finding
            for finding, met in zip(all_findings(as_at(coming, moment)), before[1], strict=True)
            if finding.met is not met
        ]
        if coming.verdict.alternatives:  # under the others the grades alone may turn
            assert {*turned} <= {each.finding for each in told}
            assert turned or possible != before[0] or len(told) == 1
        elif turned:
            assert [each.finding for each in told] == turned
        else:
            assert possible != before[0]
        before, last = (possible, mets), moment
    assert state(last + data.draw(st.integers(0, 400_000)) * SECOND) == before


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(incident=running())
def test_of_very_many_moments_those_between_two_alike_are_passed_over(incident: Incident) -> None:
    """変わる時刻を二分して探し: whoever looks at every moment finds the same."""
    now = at("2026-04-01T02:00")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outlook_module, "_MOST_MOMENTS", 0)
        halved = outlook(incident, now)
    assert halved == outlook(incident, now)


def test_an_outlook_says_until_when_it_is_told() -> None:
    """`until` に、調べていない初めの時刻を示します; all before it is told."""
    start = at("2026-05-10T01:00")
    kinds = ["voice", "email", "messaging", "internet_other", "internet_access", "other"]
    impacts = [
        Impact(
            Service(Kind(kinds[k % len(kinds)]), name=str(k)),
            Bounds.between(1 + k % 40, 20_000),
            Period(start + k * SECOND),
            supplementary=None,
        )
        for k in range(900)
    ]
    incident = Incident(impacts, overlap=Overlap.DISJOINT)
    now = start + HOUR / 2
    coming = outlook(incident, now)
    until = coming.until
    assert until is not None
    assert all(now < each.at < until for each in coming.crossings)
    assert f"{until:%-H時}" in paragraph(coming)
    assert to_wire(coming)["until"] == until.isoformat()
    before = judge(incident, at=until - SECOND).possible
    assert before == (coming.crossings[-1] if coming.crossings else coming.verdict).possible
    assert outlook(incident, until - SECOND, before=coming).until == until
    later = outlook(incident, until, before=coming)
    assert later.until is None or later.until > until


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(incident=running(), data=st.data())
def test_an_outlook_is_carried_on(incident: Incident, data: st.DataObject) -> None:
    """What was to come is still to come, but for what has come since."""
    now = at("2026-04-01T02:00")
    last = outlook(incident, now)
    moments = st.integers(0, 100_000).map(lambda later: now + later * SECOND)
    crossings = [each.at for each in last.crossings]
    then = data.draw(st.sampled_from(crossings) | moments if crossings else moments)
    assert outlook(incident, then, before=last) == outlook(incident, then)


@given(incident=running())
def test_an_outlook_on_other_facts_other_rules_or_a_later_moment_is_left_aside(
    incident: Incident,
) -> None:
    now = at("2026-04-01T02:00")
    more = Impact(VOICE, 40_000, Period(at("2026-04-01T01:30")))
    others = [
        outlook(evolve(incident, impacts=[*incident.impacts, more]), now),
        outlook(incident, now, rules=ruleset(date(2015, 4, 1))),
        outlook(incident, now + 100 * HOUR),
    ]
    for other in others:
        assert outlook(incident, now, before=other) == outlook(incident, now)


def test_of_what_is_over_the_margins_are_carried_on() -> None:
    start = at("2026-04-01T01:00")
    over = Incident([Impact(VOICE, 40_000, Period(start, start + HOUR))])
    last = outlook(over, start + HOUR)
    assert last.margins
    assert outlook(over, start + 9 * HOUR, before=last) == outlook(over, start + 9 * HOUR)


def test_an_outlook_under_all_rules_is_not_carried_on_under_named_ones() -> None:
    """Which rules hold is open, and is not when they are named, though they are the same."""
    before, after = (
        datetime(2026, 3, 31, 23, 50, tzinfo=JAPAN) + timedelta(minutes=20 * i) for i in range(2)
    )
    few = Impact(Service("email"), 10, Period(before), supplementary=None)
    many = Impact(Service("internet_access"), 150_000, Period(after))
    incident, now = Incident([few, many]), after + HOUR
    open_, named = outlook(incident, after), outlook(incident, after, rules="2025-04-01")
    assert open_.verdict.rules == named.verdict.rules
    assert open_.verdict.alternatives
    assert open_.crossings != named.crossings
    for rules, other in ((None, named), ("2025-04-01", open_)):
        assert outlook(incident, now, rules=rules, before=other) == outlook(
            incident, now, rules=rules
        )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(incident=running())
def test_what_is_lacking_is_told_as_it_stands_in_the_end(incident: Incident) -> None:
    """Judged a year later, each limit on users that is not surely met lacks what was told."""
    now = at("2026-04-01T02:00")
    coming = outlook(incident, now)
    verdict = as_at(coming, now + timedelta(days=365))
    needs = {(each.limb, each.impacts): each for each in coming.needs}
    for finding in all_findings(verdict) if coming.margins == () else ():
        required, users = finding.limb.users, finding.given.users
        need = needs.pop((finding.limb, finding.impacts), None)
        if required is None or users is None or finding.met is Met.YES:
            assert need is None
        elif need is not None:
            most = 0 if users.high is None else max(0, required - users.high)
            assert need.users == Bounds(most, required - (users.low or 0))
    assert not needs


@settings(max_examples=100, deadline=None)
@given(incident=running())
def test_so_many_more_users_would_meet_it(incident: Incident) -> None:
    """For each limb that time alone never meets, the number told is enough, and one less is not."""
    plain = evolve(
        incident,
        impacts=[evolve(incident.impacts[0], supplementary=False, service=VOICE)],
        facility=Facility.TELECOM,
    )
    now = at("2026-04-01T02:00")
    late = now + 1000 * HOUR
    running_ = any(period.end is None for period in judge(plain).periods())
    for need in outlook(plain, now).needs:
        assert running_
        impact = plain.impacts[0]
        low = impact.users.low or 0
        assert need.users.high == (need.limb.users or 0) - low
        for more, met in ((need.users.high, True), (need.users.high - 1, False)):
            told = evolve(plain, impacts=[evolve(impact, users=low + more)])
            verdict = judge(told, at=late)
            finding = next(each for each in verdict.findings if each.limb == need.limb)
            assert (finding.met is Met.YES) == met


def test_the_wire_form_of_an_outlook() -> None:
    written = to_wire(outlook(jcom(Bounds.at_least(40_001), 66_426), at("2019-03-16T08:28")))
    assert json.loads(json.dumps(written)) == written
    assert written["at"] == "2019-03-16T08:28:00+09:00"
    assert written["verdict"]["grade"] == "periodic"
    first = written["crossings"][0]
    assert (first["at"], first["at_least"], first["possible"]) == (
        "2019-03-16T08:47:00+09:00",
        "serious",
        ["serious"],
    )
    assert (first["finding"]["provision"]["row"], first["finding"]["met"]) == ("一", "yes")
    (need,) = written["needs"]
    assert (need["provision"]["row"], need["impacts"], need["users"]) == ("四", [1], 933_574)
    assert written["margins"] == []


def test_the_wire_form_of_margins() -> None:
    start = at("2026-05-01T00:00")
    failed = CriticalFacility(
        "satellite", Period(start, start + HOUR + SECOND / 2), installed_by="self"
    )
    incident = Incident(
        [Impact(VOICE, 29_000, Period(start, start + HOUR))], critical_facility=failed
    )
    margins = to_wire(outlook(incident, start))["margins"]
    assert [(each["provision"]["item"], each["met"], each["by"]) for each in margins[:2]] == [
        (
            "1",
            "no",
            {
                "duration": {"at_least": "PT0S", "at_most": "PT0S"},
                "users": {"at_least": -1000, "at_most": -1000},
            },
        ),
        ("2", "no", {"duration": {"at_least": "-PT59M59.5S", "at_most": "-PT59M59.5S"}}),
    ]


def test_the_wire_form_of_questions_and_readings() -> None:
    start = at("2026-05-01T00:00")
    periods = [Period(start, start + 40 * MINUTE), Period(start + HOUR, start + 90 * MINUTE)]
    verdict = judge(Incident([Impact(VOICE, 40_000, periods)]))
    (question,) = to_wire(verdict)["questions"]
    assert question["quantity"] == "reading"
    assert question["limb"]["required"] == {"duration": "PT1H", "users": 30_000}
    read = answer(verdict, questions(verdict)[0], Reading.WIDEST)
    (reading,) = to_wire(read)["readings"]
    assert (reading["provision"]["row"], reading["reading"]) == ("一", "widest")
    few = judge(Incident([Impact(VOICE, None, Period(start, start + HOUR))]))
    assert to_wire(few)["questions"] == [{"quantity": "users", "impact": 0, "at_least": 30_000}]


def test_what_is_to_come_where_the_rules_that_hold_are_open() -> None:
    """At every moment the answer is that of `judge` then, under all rules that may hold."""
    eve = datetime(2026, 3, 31, 23, 50, tzinfo=JAPAN)
    minute = timedelta(minutes=1)
    maybe = Impact(VOICE, 10, Period(eve, eve + 5 * minute), supplementary=None)
    internet = Service("internet_access", paid=True)
    running = Impact(internet, 150_000, Period(eve + 20 * minute))
    incident = Incident([maybe, running])
    coming = outlook(incident, eve + 30 * minute)
    assert [each.possible for each in coming.verdict.alternatives] == [(Grade.PERIODIC,)] * 2
    assert (coming.verdict.possible, coming.next_change is not None) == ((Grade.PERIODIC,), True)
    for each in coming.crossings:
        assert judge(incident, at=each.at).possible == each.possible
    turns = dict.fromkeys(each.at for each in coming.crossings if Grade.SERIOUS in each.possible)
    assert next(iter(turns)) == eve + 80 * minute  # 六: an hour, under the rules of 1 April
    assert coming.crossings[-1].possible == (Grade.SERIOUS,)
