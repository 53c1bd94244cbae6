"""Questions come out as if an accident were made and judged for every combination of replies.

The long way stands here, as it is meant: a reply makes another accident, and `judge` tells of it.
"""

from collections.abc import Hashable, Sequence
from datetime import date, datetime, timedelta
from itertools import product
from math import prod
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from jikorules import (
    JAPAN,
    Bounds,
    CriticalFacility,
    Flag,
    Grade,
    Impact,
    Incident,
    InvalidInput,
    JikorulesError,
    Overlap,
    Period,
    Service,
    Verdict,
    judge,
)
from jikorules.judgement.changes.questions import answer, candidates, questions
from jikorules.judgement.changes.replies import after, fact_of
from jikorules.judgement.changes.trial import Trials
from jikorules.judgement.limbs import limbs_of
from jikorules.judgement.parts import parts_of
from jikorules.judgement.readings import Limit, pooled
from jikorules.judgement.verdict import Met, Quantity, Question, Reading
from jikorules.testing.facts import incidents

NOON, HOUR = datetime(2026, 6, 1, 12, tzinfo=JAPAN), timedelta(hours=1)
NEW_RULES = datetime(2026, 4, 1, tzinfo=JAPAN)
OF_2012 = datetime(2012, 5, 1, tzinfo=JAPAN)
OF_2019 = datetime(2019, 4, 1, 12, tzinfo=JAPAN)
APP = Service("messaging", paid=False, monthly_users=12_000_000)
OF_APP = Service("voice", emergency_calls=False)
PHONE = Service("voice", emergency_calls=True)
MOST = 500  # combinations, as in `questions`
FEW = 120  # that are judged in a test
Outcomes = dict[tuple[Any, ...], tuple[Grade, ...]]


def asked(verdict: Verdict) -> list[tuple[Question, Sequence[Any]]]:
    """Give what is asked, with the replies that are tried."""
    found = [each for each in candidates(verdict) if each.first != each.last]
    if 2 ** len(found) > MOST:
        return [(each.question, [each.first, each.last]) for each in found]
    return [(each.question, each.replies()) for each in found]


def the_long_way(verdict: Verdict) -> tuple[Question, ...]:
    """Give the questions by judging the accident of every combination of replies."""
    each = asked(verdict)
    outcomes: Outcomes = {}
    for replies in product(*[replies for _, replies in each]):
        settled = verdict
        try:
            for (question, _), reply in zip(each, replies, strict=True):
                settled = answer(settled, question, reply)
        except InvalidInput:  # replies that contradict one another
            continue
        outcomes[replies] = settled.possible
    order = sorted(range(len(each)), key=lambda i: left_open(outcomes, i))
    return tuple(each[i][0] for i in order if matters(outcomes, i))


def left_open(outcomes: Outcomes, i: int) -> int:
    """Count the answers that are still possible after each reply; fewer settle more."""
    after: dict[Any, set[Hashable]] = {}
    for replies, outcome in outcomes.items():
        after.setdefault(replies[i], set()).add(outcome)
    return sum(len(found) - 1 for found in after.values())


def matters(outcomes: Outcomes, i: int) -> bool:
    """Whether two combinations that differ in one reply only differ in the answer."""
    groups: dict[tuple[Any, ...], Hashable] = {}
    return any(
        groups.setdefault((*replies[:i], *replies[i + 1 :]), outcome) != outcome
        for replies, outcome in outcomes.items()
    )


def judged(incident: Incident, late: timedelta | None) -> Verdict:
    """Judge an accident, so long after what began last, or at no moment; leave out what is not."""
    starts = [period.start for impact in incident.impacts for period in impact.periods]
    if incident.critical_facility is not None:
        starts.append(incident.critical_facility.period.start)
    try:
        return judge(incident, at=None if late is None else max(starts) + late)
    except JikorulesError:
        assume(False)
        raise


moments = st.sampled_from([None, None, timedelta(0), timedelta(minutes=90)])
# Where voice calls may be told apart; where an amendment lies between.
telling = (
    incidents()
    | incidents(one_impact=True)
    | incidents(kinds=["voice", "messaging", "internet_other"])
    | incidents(first=date(2026, 3, 30), last=date(2026, 4, 2))
)
often = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))


@often
@given(incident=telling, late=moments)
def test_questions_are_those_of_the_long_way(incident: Incident, late: timedelta | None) -> None:
    verdict = judged(incident, late)
    assume(verdict.grade is None)
    each = asked(verdict)
    count = prod(len(replies) for _, replies in each)
    assume(2 ** len(each) <= MOST and count <= FEW)
    assert questions(verdict) == the_long_way(verdict)


@often
@given(incident=telling, late=moments)
def test_a_trial_leaves_what_the_reply_leaves(incident: Incident, late: timedelta | None) -> None:
    """One trial after another: none leaves a trace in the next."""
    verdict = judged(incident, late)
    assume(verdict.grade is None)
    trials = Trials(verdict)
    for question, replies in asked(verdict):
        fact, tried = fact_of(question), [replies[0], replies[-1]]
        values = [after(trials.facts.get(fact), question, reply) for reply in tried]
        for outcome, reply in zip(trials.of({fact: values}), tried, strict=True):
            assert outcome.grades == answer(verdict, question, reply).possible, question


def test_with_too_many_combinations_each_question_is_tried_by_itself() -> None:
    """Three impacts of which nothing is known: the questions that leave least come first."""
    impacts = [
        Impact(Service("voice", name=str(i)), None, Period(NOON), supplementary=None)
        for i in range(3)
    ]
    verdict = judge(Incident(impacts, minor=None))
    left = left_by_itself(verdict)
    assert len(set(left.values())) > 1
    assert list(questions(verdict)) == sorted(left, key=left.__getitem__)


def left_by_itself(verdict: Verdict) -> dict[Question, int]:
    """Count the answers that are possible after the first and the last reply to each question."""
    return {
        question: sum(len(answer(verdict, question, each).possible) for each in (first, last))
        for question, (first, *_, last) in asked(verdict)
    }


def test_work_is_that_of_all_combinations() -> None:
    """Of 140 known impacts and one that has not ended: 288 combinations, of which 192 differ.

    The work of these would be spent, but not that of all: so each question is tried by itself.
    """
    ten = Period(NOON, NOON + HOUR / 6)
    voice = Service("voice", emergency_calls=True)
    call = Impact(voice, Bounds.between(20_000, 40_000), Period(NOON), supplementary=None)
    late = Impact(Service("other"), 10, Period(NOON + HOUR / 12, NOON + HOUR / 6))
    known = [Impact(Service("other", name=str(i)), 10, ten) for i in range(140)]
    few, many = (
        judge(Incident([call, late, *known[:count]], overlap=Overlap.SAME)) for count in (10, 140)
    )
    assert len(asked(few)) == len(asked(many))
    left = left_by_itself(few)
    assert list(questions(few)) != sorted(left, key=left.__getitem__)
    left = left_by_itself(many)
    assert list(questions(many)) == sorted(left, key=left.__getitem__)


def test_where_the_work_is_spent_the_questions_stay_in_order() -> None:
    """Sixteen impacts that may not count, on users who add up to just below a limit.

    Whether the accident is minor settles most, and would come first.
    """
    period = Period(NOON, NOON + HOUR * 7 / 6)
    phone = Service("voice", emergency_calls=True)
    doubtful = [Impact(phone, 1, period, supplementary=None)] * 16
    some = Impact(phone, Bounds.between(20_000, 40_000), period)
    verdict = judge(Incident([some, *doubtful], overlap=Overlap.DISJOINT, minor=None))
    in_order = [question for question, _ in asked(verdict)]
    left = left_by_itself(verdict)
    assert in_order != sorted(left, key=left.__getitem__)
    assert list(questions(verdict)) == in_order


def test_what_was_told_apart_may_have_ended_before() -> None:
    """The app failed at noon, the voice calls at three: are they the voice calls of the app?

    Only if it was still down then. As long as its end is open, that is open too.
    """
    calls = Impact(OF_APP, 10, Period(NOON + 3 * HOUR, NOON + 4 * HOUR))
    verdict = judge(Incident([Impact(APP, 150_000, Period(NOON)), calls], overlap=Overlap.SAME))
    assert {each.quantity for each in questions(verdict)} >= {Quantity.END}
    assert questions(verdict) == the_long_way(verdict)


@pytest.mark.parametrize(
    "incident",
    [
        # Whether the calls came back before the app failed: no limit lies between.
        Incident(
            [
                Impact(APP, None, Period(OF_2019 + 3 * HOUR / 4, OF_2019 + 35 * HOUR / 12)),
                Impact(OF_APP, Bounds.between(20_000, 120_000), Period(OF_2019)),
            ],
            overlap=Overlap.DISJOINT,
        ),
        # Users of two services in one row count together, however the limb is read.
        Incident(
            [
                Impact(
                    Service("internet_other", paid=False),
                    Bounds.at_least(10_000),
                    Period(OF_2012 + 3 * HOUR),
                    supplementary=None,
                ),
                Impact(
                    Service("messaging", paid=True),
                    Bounds.at_most(30_000),
                    Period(OF_2012),
                ),
            ],
            minor=False,
        ),
        # Both numbers are asked, and some replies contradict one another.
        Incident(
            [
                Impact(
                    Service("voice", name="A"), Bounds.at_most(200_000), Period(NOON, NOON + HOUR)
                )
            ],
        ),
        # Tower providers send no periodic report.
        Incident([Impact(PHONE, Bounds.at_least(20_000), Period(NOON))], reporter="tower_provider"),
        # Which rules hold is open; by the old ones, too, a time may be over.
        Incident(
            [
                Impact(
                    Service("messaging", paid=False, voice_calls=True),
                    0,
                    Period(NEW_RULES - 3 * HOUR / 2),
                    supplementary=None,
                ),
                Impact(
                    Service("messaging", paid=False, voice_calls=True),
                    140_601,
                    Period(NEW_RULES + HOUR / 6),
                ),
            ],
            overlap=Overlap.DISJOINT,
        ),
    ],
    ids=["told apart by the end", "one row", "two numbers", "tower", "two rule sets"],
)
def test_special_accidents_are_asked_about_the_long_way(incident: Incident) -> None:
    starts = [impact.periods[0].start for impact in incident.impacts]
    for at in (None, max(starts) + 5 * HOUR):
        verdict = judge(incident, at=at)
        if prod(len(replies) for _, replies in asked(verdict)) <= MOST:
            assert questions(verdict) == the_long_way(verdict)


def test_an_end_that_only_the_later_rules_ask_for() -> None:
    """An hour without emergency calls is serious from 2015-04-01 on; before, it took two.

    So it matters between the two who installed the satellite that failed on the eve, for moments.
    """
    midnight = datetime(2015, 4, 1, tzinfo=JAPAN)
    eve = midnight - HOUR / 2
    satellite = CriticalFacility("satellite", Period(eve, eve + HOUR / 12))
    calls = Impact(PHONE, 40_000, Period(midnight + HOUR))
    verdict = judge(Incident([calls], minor=True, critical_facility=satellite))
    assert len(verdict.alternatives) == 2
    assert {each.quantity for each in questions(verdict)} == {Quantity.INSTALLED, Quantity.END}
    assert questions(verdict) == the_long_way(verdict)


def test_what_is_told_apart_is_not_settled() -> None:
    """Calls without an end, and an app that failed later: what is settled may come open again.

    If the calls had come back before, the app's own may be voice, and fall under its rows.
    """
    calls = Impact(OF_APP, Bounds.between(20_000, 35_000), Period(NOON))
    later = Period(NOON + 17 * HOUR / 6, NOON + 23 * HOUR / 6)
    verdict = judge(
        Incident([calls, Impact(Service("internet_other", paid=False), 137_818, later)])
    )
    limb = next(each.limb for each in verdict.findings if each.met is Met.UNDECIDED)
    read = judge(verdict.incident, readings={limb: Reading.NARROWEST})
    assert questions(read) == the_long_way(read)


def test_a_trial_shares_the_work_as_judge_does() -> None:
    """Two rule sets may hold, and a dozen facts are open: half the work does not settle them."""
    eve = NEW_RULES - HOUR / 6
    doubtful = [
        Impact(PHONE, Bounds.between(20_000, 40_000), Period(NEW_RULES, NEW_RULES + HOUR * 7 / 6)),
        *[Impact(PHONE, 1, Period(NEW_RULES, NEW_RULES + HOUR * 7 / 6), supplementary=None)] * 12,
        Impact(Service("other"), 0, Period(eve, NEW_RULES)),
    ]
    verdict = judge(Incident(doubtful, overlap=Overlap.DISJOINT))
    assert verdict.alternatives
    assert Flag.TOO_MANY_UNKNOWNS in verdict.flags
    ((grades, _),) = Trials(verdict).of({})
    assert grades == verdict.possible == tuple(Grade)


numbers = st.sampled_from([0, 1, 29_999, 30_000, 60_000, 99_999, 100_000, 999_999, 1_000_000])


@often
@given(incident=incidents(), data=st.data())
def test_limits_tell_of_all_numbers_of_users(incident: Incident, data: st.DataObject) -> None:
    """What hangs on the users is told once for all their numbers, and holds for each."""
    verdict = judged(incident, None)
    law = limbs_of(verdict.rules)
    reading = data.draw(st.sampled_from([None, *Reading]))
    impacts = []
    for impact in incident.impacts:
        low, more = data.draw(numbers), data.draw(numbers)
        impacts.append(
            evolve(
                impact,
                users=data.draw(
                    st.sampled_from(
                        [Bounds.exact(low), Bounds.between(low, low + more), Bounds.at_least(low)]
                    )
                ),
            )
        )
    parts = parts_of(incident, law, None)
    others = parts_of(evolve(incident, impacts=impacts), law, None)
    sure = data.draw(st.sets(st.sampled_from([part.place for part in parts]))) if parts else set()
    lows = [impact.users.low or 0 for impact in impacts]
    highs = [2**62 if x.users.high is None else x.users.high for x in impacts]
    for limbs in (*law.rows, law.periodic[incident.facility]):
        apart = limbs[0].grade is Grade.PERIODIC
        pool, other = (
            pooled(each, [x for x in each if x.place in sure], incident.overlap, apart=apart)
            for each in (parts, others)
        )
        for limb in limbs:
            readings = {} if reading is None else {limb: reading}
            (finding,) = other.findings([limb], readings)
            limit = pool.limit(limb, reading)
            if isinstance(limit, Limit):
                limit = limit.met(lows, highs, incident.overlap)
            assert limit is finding.met


def test_voice_calls_that_failed_as_the_app_came_back_are_those_of_the_app() -> None:
    """Both were down at three o'clock, if only for that moment."""
    first, second = Period(NOON, NOON + 3 * HOUR), Period(NOON + 3 * HOUR, NOON + 4 * HOUR)
    for of_app, of_calls in ((first, second), (second, first)):
        incident = Incident([Impact(APP, 150_000, of_app), Impact(OF_APP, 10, of_calls)])
        law = limbs_of(judge(incident).rules)
        apart = law.rows_of(APP, voice_apart=True)
        assert parts_of(incident, law, None)[0].rows == apart != law.rows_of(APP)
