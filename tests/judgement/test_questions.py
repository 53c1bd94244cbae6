"""What to find out first: each question can change the answer, and all of them settle it."""

from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
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
    Overlap,
    Period,
    Service,
    Verdict,
    judge,
)
from jikorules.judgement.changes.questions import answer, candidates, questions
from jikorules.judgement.verdict import Quantity, Question, Reading

HOUR = timedelta(hours=1)
NOON = datetime(2026, 6, 1, 12, tzinfo=JAPAN)
VOICE = Service("voice", emergency_calls=True)
MESSAGING = Service("messaging", paid=False, monthly_users=12_000_000)


def hit(service: Service, users: Any, lasted: timedelta | None, **more: Any) -> Impact:
    return Impact(service, users, Period(NOON, None if lasted is None else NOON + lasted), **more)


def asked(verdict: Verdict) -> list[tuple[str, int | None, int | None]]:
    return [(each.quantity.value, each.impact, each.value) for each in questions(verdict)]


@pytest.mark.parametrize(
    ("incident", "expected"),
    [
        (Incident([hit(VOICE, 30_000, HOUR)]), []),
        (Incident([hit(VOICE, Bounds.at_least(20_000), HOUR)]), [("users", 0, 30_000)]),
        (Incident([hit(VOICE, None, HOUR)], minor=True), [("users", 0, 30_000)]),
        (Incident([hit(Service("voice"), 30_000, HOUR)]), [("emergency_calls", 0, None)]),
        (Incident([hit(Service("voice"), 30_000, 2 * HOUR)]), []),
        (Incident([hit(VOICE, 1, None)]), [("end", 0, None)]),
        (Incident([hit(VOICE, 1, 2 * HOUR)], minor=None), [("minor", None, None)]),
        (
            Incident([hit(VOICE, 40_000, HOUR, supplementary=None)]),
            [("supplementary", 0, None)],
        ),
        (
            Incident([hit(VOICE, 20_000, HOUR)] * 2),
            [("overlap", None, None)],
        ),
        (
            Incident([], critical_facility=CriticalFacility("satellite", Period(NOON))),
            [("installed_by", None, None), ("end", None, None)],
        ),
        (
            Incident([hit(Service("email", paid=False), 100_000, 4 * HOUR)]),
            [("monthly_users", 0, 10_000_000)],
        ),
        (
            Incident([hit(Service("email", monthly_users=1), 100_000, 4 * HOUR)]),
            [("paid", 0, None)],
        ),
        (Incident([hit(MESSAGING, 150_000, 2 * HOUR)]), [("voice_calls", 0, None)]),
        (
            Incident([hit(evolve(MESSAGING, voice_calls=True), 150_000, 2 * HOUR)]),
            [("reading", 0, None)],
        ),
    ],
)
def test_questions(incident: Incident, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert sorted(asked(judge(incident)), key=str) == sorted(expected, key=str)


def test_what_settles_most_comes_first() -> None:
    """Whether the phone handles emergency calls settles nothing as long as users may be few."""
    verdict = judge(Incident([hit(Service("voice"), Bounds.between(1, 200_000), HOUR)]))
    assert verdict.possible == tuple(Grade)
    first = questions(verdict)[0]
    assert (first.quantity, first.value) == (Quantity.USERS, 30_000)
    few = answer(verdict, first, False)
    assert (few.grade, questions(few)) == (Grade.NONE, ())
    many = answer(verdict, first, True)
    assert asked(many)[0] == ("emergency_calls", 0, None)
    assert answer(many, questions(many)[0], True).grade is Grade.SERIOUS
    plain = answer(many, questions(many)[0], False)
    assert asked(plain) == [("users", 0, 100_000)]


@pytest.mark.parametrize(
    ("users", "expected"),
    [
        (Bounds.between(20_000, 29_999), []),
        (Bounds.between(20_000, 30_000), [("users", 0, 30_000)]),
        (Bounds.between(29_999, 40_000), [("users", 0, 30_000)]),
        (Bounds.between(30_000, 40_000), []),
    ],
)
def test_a_limit_is_asked_for_where_both_sides_are_open(
    users: Bounds[int], expected: list[tuple[str, int | None, int | None]]
) -> None:
    """3万以上: with 30,000 at most it is open whether that is reached, with 29,999 it is not."""
    assert asked(judge(Incident([hit(VOICE, users, HOUR)]))) == expected


def test_users_matter_that_tip_the_sum_with_some_number_of_the_others() -> None:
    """5,000 to 10,000 decide if the others are some 20,000 to 25,000; with few or many they do not.

    Whoever asks all questions at once has to ask for both numbers.
    """
    many = Bounds.between(0, 100_000)
    for most, tipped in ((10_000, 22_500), (5_001, 24_999)):
        few = Bounds.between(5_000, most)
        for parts in ([few, many], [many, few]):
            impacts = [hit(VOICE, users, HOUR) for users in parts]
            verdict = judge(Incident(impacts, overlap=Overlap.DISJOINT))
            assert {each.impact for each in questions(verdict)} == {0, 1}
            one = answer(verdict, Question(Quantity.USERS, parts.index(many)), tipped)
            assert asked(one) == [("users", parts.index(few), None)]


def test_users_who_are_the_same_are_tried_around_the_limits_alone() -> None:
    """None are added to those of another impact, so no sum of them matters."""

    def tried(overlap: Overlap) -> list[Any]:
        impacts = [hit(VOICE, None, HOUR), hit(Service("other"), 20_000, HOUR)]
        verdict = judge(Incident(impacts, overlap=overlap))
        users = Question(Quantity.USERS, 0)
        return next(each.replies() for each in candidates(verdict) if each.question == users)

    assert tried(Overlap.SAME) == [0, 29_999, 30_000]
    assert tried(Overlap.DISJOINT) == [0, 9_999, 10_000, 29_999, 30_000]


def test_several_impacts_ask_for_numbers() -> None:
    parts = [hit(VOICE, Bounds.between(10_000, 25_000), HOUR)] * 2
    verdict = judge(Incident(parts, overlap=Overlap.DISJOINT))
    assert asked(verdict) == [("users", 0, None), ("users", 1, None)]
    one = answer(verdict, questions(verdict)[0], 12_000)
    assert asked(one) == [("users", 1, None)]
    assert answer(one, questions(one)[0], 18_000).grade is Grade.SERIOUS
    assert answer(one, questions(one)[0], 17_999).grade is Grade.NONE


def test_an_open_reading_is_asked_of_the_authority() -> None:
    periods = [Period(NOON, NOON + HOUR * 2 / 3), Period(NOON + HOUR, NOON + HOUR * 3 / 2)]
    verdict = judge(Incident([Impact(VOICE, 40_000, periods)]))
    (question,) = questions(verdict)
    assert question.quantity is Quantity.READING
    assert question.limb is not None
    assert (question.limb.citation.row, question.limb.users) == ("一", 30_000)
    widest = answer(verdict, question, Reading.WIDEST)
    assert (widest.grade, widest.rows) == (Grade.SERIOUS, ("一",))
    assert widest.readings == ((question.limb, Reading.WIDEST),)
    assert answer(verdict, question, Reading.NARROWEST).grade is Grade.PERIODIC


def test_the_authority_is_asked_whether_voice_calls_are_voice() -> None:
    """Reports by telephone that the voice calls of a messaging app were hit settle nothing yet."""
    verdict = judge(Incident([hit(MESSAGING, 150_000, 2 * HOUR)]))
    silent = answer(verdict, questions(verdict)[0], False)
    assert (silent.grade, silent.flags) == (Grade.PERIODIC, ())
    calls = answer(verdict, questions(verdict)[0], True)
    assert (calls.possible, calls.flags) == (verdict.possible, (Flag.OPEN_VOICE_CALLS,))
    (question,) = questions(calls)
    voice = answer(calls, question, Reading.WIDEST)
    assert (voice.grade, voice.rows) == (Grade.SERIOUS, ("二",))
    assert answer(calls, question, Reading.NARROWEST).grade is Grade.PERIODIC
    with pytest.raises(InvalidInput):
        answer(calls, question, True)


def test_services_are_asked_once() -> None:
    parts = [hit(Service("voice"), 40_000, HOUR) for _ in range(2)]  # equal, and not the same
    verdict = judge(Incident(parts, overlap=Overlap.SAME))
    assert asked(verdict) == [("emergency_calls", 0, None)]
    assert answer(verdict, questions(verdict)[0], True).grade is Grade.SERIOUS


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        (Question(Quantity.USERS, 0, 30_000), 5),
        (Question(Quantity.USERS, 0, 30_000), None),
        (Question(Quantity.USERS, 0), True),
        (Question(Quantity.USERS, 0, 300_000), True),  # contradicts the facts
        (Question(Quantity.END, 0), 5),
        (Question(Quantity.EMERGENCY_CALLS, 0), 1),
        (Question(Quantity.SUPPLEMENTARY, 0), "no"),
        (Question(Quantity.OVERLAP), "partly"),
        (Question(Quantity.MINOR), 0),
        (Question(Quantity.INSTALLED), True),
    ],
)
def test_replies_of_the_wrong_kind(question: Question, reply: Any) -> None:
    verdict = judge(Incident([hit(Service("voice"), Bounds.between(1, 200_000), None)]))
    with pytest.raises(InvalidInput):
        answer(verdict, question, reply)


def test_a_reading_has_to_be_one() -> None:
    verdict = judge(Incident([hit(VOICE, 1, HOUR)]))
    question = Question(Quantity.READING, limb=verdict.findings[0].limb)
    with pytest.raises(InvalidInput):
        answer(verdict, question, True)


def test_with_many_unknowns_all_are_asked() -> None:
    parts = [hit(Service("voice", name=str(i)), None, HOUR, supplementary=None) for i in range(4)]
    found = questions(judge(Incident(parts, minor=None)))
    assert sorted((each.quantity.value, each.impact or 0) for each in found) == sorted(
        [("minor", 0), ("overlap", 0), ("reading", 0)]
        + [
            (quantity, i)
            for quantity in ("supplementary", "emergency_calls", "users")
            for i in range(4)
        ]
    )


def test_with_many_unknowns_that_comes_first_of_which_any_one_reply_settles_it() -> None:
    """The end of what hit 200,000: an hour makes it serious, whatever else is unknown.

    That it ended at once settles nothing; both replies count. So with a satellite, of which it is
    asked who installed it. Both are the last in the order of the facts.
    """
    parts = [hit(Service("voice", name=str(i)), None, HOUR, supplementary=None) for i in range(4)]
    verdict = judge(Incident([*parts, hit(VOICE, 200_000, None)]))
    first = questions(verdict)[0]
    assert (first.quantity, first.impact) == (Quantity.END, 4)
    assert answer(verdict, first, NOON + HOUR).grade is Grade.SERIOUS
    assert answer(verdict, first, NOON).grade is None
    satellite = CriticalFacility("satellite", Period(NOON, NOON + 3 * HOUR))
    verdict = judge(Incident(parts, critical_facility=satellite))
    first = questions(verdict)[0]
    assert first.quantity is Quantity.INSTALLED
    assert answer(verdict, first, "self").grade is Grade.SERIOUS
    assert answer(verdict, first, "not_carrier").grade is None


def test_of_two_moments_of_failure_it_is_asked_how_they_are_counted() -> None:
    """Down for a moment, up, and down again till now: do the pauses count? That is open as well."""
    periods = [Period(NOON, NOON), Period(NOON + HOUR)]
    verdict = judge(Incident([Impact(VOICE, 40_000, periods)]))
    assert {each.quantity for each in questions(verdict)} == {Quantity.READING, Quantity.END}


bounds = st.one_of(
    st.none(),
    st.sampled_from([0, 29_999, 30_000, 100_000]),
    st.tuples(st.integers(0, 200_000), st.integers(0, 200_000)).map(lambda e: Bounds(*sorted(e))),
    st.integers(0, 50_000).map(Bounds.at_least),
    st.integers(0, 200_000).map(Bounds.at_most),
)
services = st.sampled_from(
    [
        Service("voice"),
        VOICE,
        Service("email"),
        Service("email", paid=False),
        Service("internet_access"),
        MESSAGING,
        evolve(MESSAGING, voice_calls=False),
    ]
)
flags = st.sampled_from([False, False, None, True])
minutes = st.sampled_from([0, 30, 60, 90, 120, 300])


@st.composite
def impacts(draw: st.DrawFn) -> Impact:
    start = NOON + draw(minutes) * timedelta(minutes=1)
    end = start + draw(minutes) * timedelta(minutes=1)
    periods = draw(
        st.sampled_from(
            [
                [Period(start, end)],
                [Period(start)],
                [Period(start, end), Period(end + HOUR / 2, end + HOUR)],
            ]
        )
    )
    return Impact(draw(services), draw(bounds), periods, supplementary=draw(flags))


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    overlap, minor = draw(st.sampled_from(Overlap)), draw(flags)
    return Incident(draw(st.lists(impacts(), min_size=1, max_size=2)), overlap=overlap, minor=minor)


def reply_to(question: Question, verdict: Verdict, data: st.DataObject) -> Any:
    """Give some reply of the kind asked for that does not contradict the facts."""
    if question.quantity is Quantity.READING:
        return data.draw(st.sampled_from(Reading))
    if question.quantity is Quantity.OVERLAP:
        return data.draw(st.sampled_from([Overlap.SAME, Overlap.DISJOINT]))
    if question.quantity is Quantity.END:
        assert question.impact is not None
        start = verdict.incident.impacts[question.impact].periods[-1].start
        return start + data.draw(minutes) * timedelta(minutes=1)
    if question.quantity is Quantity.USERS and question.value is None:
        assert question.impact is not None
        users = verdict.incident.impacts[question.impact].users
        low = users.low or 0
        return data.draw(st.integers(low, max(low, 300_000) if users.high is None else users.high))
    return data.draw(st.booleans())


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(incident=incidents(), data=st.data())
def test_answering_the_questions_in_order_settles_the_answer(
    incident: Incident, data: st.DataObject
) -> None:
    verdict = judge(incident)
    for _ in range(30):
        if verdict.grade is not None:
            assert questions(verdict) == ()
            return
        question = questions(verdict)[0]
        after = answer(verdict, question, reply_to(question, verdict, data))
        assert set(after.possible) <= set(verdict.possible)
        verdict = after
    pytest.fail("thirty answers did not settle it")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(incident=incidents(), data=st.data())
def test_answering_all_questions_settles_the_answer_but_for_readings(
    incident: Incident, data: st.DataObject
) -> None:
    """答えによっては、規定の読み方や、音声通話を音声伝送役務とみるかを、続けて問うからです.

    All questions of one verdict are asked at once and answered without looking again. A reply may
    open a reading that was not open before; nothing else is left to ask.
    """
    silent = [
        evolve(each, service=evolve(each.service, voice_calls=False)) for each in incident.impacts
    ]
    verdict = judge(evolve(incident, impacts=silent))
    for question in questions(verdict):
        reply = reply_to(question, verdict, data)
        if question.value is None:
            verdict = answer(verdict, question, reply)
            continue
        try:
            verdict = answer(verdict, question, reply)
        except InvalidInput:  # "100,000 or more?" after "fewer than 30,000" contradicts the facts
            verdict = answer(verdict, question, not reply)
    while verdict.grade is None:
        question = questions(verdict)[0]
        assert question.quantity is Quantity.READING
        verdict = answer(verdict, question, reply_to(question, verdict, data))


def test_a_reply_may_open_a_reading() -> None:
    """Without the second impact the first one, which paused, decides: does the pause count?"""
    paused = [Period(NOON, NOON + HOUR), Period(NOON + 3 * HOUR / 2, NOON + 2 * HOUR)]
    first = Impact(Service("voice"), 0, paused)
    second = Impact(Service("voice"), 0, Period(NOON, NOON + 2 * HOUR), supplementary=None)
    verdict = judge(Incident([first, second], overlap=Overlap.DISJOINT))
    (question,) = questions(verdict)
    assert question.quantity is Quantity.SUPPLEMENTARY
    assert answer(verdict, question, False).grade is Grade.PERIODIC
    without = answer(verdict, question, True)
    (reading,) = questions(without)
    assert reading.quantity is Quantity.READING
    grades = [answer(without, reading, each).grade for each in Reading]
    assert grades == [Grade.NONE, Grade.PERIODIC]


def telling(question: Question) -> list[Any]:
    """Give some replies to a question about the only impact of an accident."""
    if question.quantity is Quantity.READING:
        return list(Reading)
    if question.quantity is Quantity.END:
        return [NOON + n * MINUTE for n in (0, 59, 60, 119, 120, 150, 151, 179, 180, 210, 240, 999)]
    return [True, False]


MINUTE = timedelta(minutes=1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(impact=impacts(), minor=flags)
def test_no_question_is_asked_that_cannot_change_the_answer(
    impact: Impact, minor: bool | None
) -> None:
    """For each question there are replies to all others under which its own reply decides."""
    start = impact.periods[0].start - NOON
    verdict = judge(Incident([impact], minor=minor))
    asked_ = questions(verdict)
    outcomes: dict[tuple[Any, ...], tuple[Grade, ...]] = {}
    for replies in product(*(telling(question) for question in asked_)):
        settled = verdict
        try:
            for question, reply in zip(asked_, replies, strict=True):
                late = reply + start if isinstance(reply, datetime) else reply
                settled = answer(settled, question, late)
        except InvalidInput:  # replies that contradict one another, or end before the beginning
            continue
        outcomes[replies] = settled.possible
    for i, question in enumerate(asked_):
        groups: dict[tuple[Any, ...], set[tuple[Grade, ...]]] = {}
        for replies, possible in outcomes.items():
            groups.setdefault((*replies[:i], *replies[i + 1 :]), set()).add(possible)
        assert any(len(found) > 1 for found in groups.values()), question


def test_a_reply_that_contradicts_the_facts_is_refused() -> None:
    """Two impacts of 20,000 to 40,000 users, both answered with 5, are no "no report"."""
    parts = [hit(VOICE, Bounds.between(20_000, 40_000), HOUR)] * 2
    verdict = judge(Incident(parts))
    for impact in (0, 1):
        question = Question(Quantity.USERS, impact)
        for reply in (5, 19_999, 40_001):
            with pytest.raises(InvalidInput, match="reply"):
                answer(verdict, question, reply)
        assert answer(verdict, question, 20_000).incident.impacts[impact].users.is_exact
    open_ = judge(Incident([hit(VOICE, Bounds.at_least(20_000), HOUR)]))
    with pytest.raises(InvalidInput, match="20000"):
        answer(open_, Question(Quantity.USERS, 0), 19_999)
    for place in (-1, 2):
        with pytest.raises(InvalidInput, match=r"question\.impact"):
            answer(verdict, Question(Quantity.USERS, place), 30_000)


def test_impacts_on_one_service_share_its_traits() -> None:
    """It is asked once whether it handles emergency calls, and told of all of them."""
    parts = [hit(Service("voice"), 20_000, HOUR), hit(Service("voice"), 20_000, HOUR)]
    verdict = judge(Incident(parts, overlap=Overlap.DISJOINT))
    assert asked(verdict) == [("emergency_calls", 0, None)]
    told = answer(verdict, questions(verdict)[0], True)
    assert [each.service.emergency_calls for each in told.incident.impacts] == [True, True]
    assert told.grade is Grade.SERIOUS


@pytest.mark.parametrize("quantity", [Quantity.USERS, Quantity.INSTALLED, Quantity.END])
def test_what_there_is_not_cannot_be_answered(quantity: Quantity) -> None:
    """There is no critical facility, and users are those of some impact."""
    verdict = judge(Incident([hit(VOICE, 1, HOUR)]))
    with pytest.raises(InvalidInput, match="question"):
        answer(verdict, Question(quantity), NOON)


def test_the_rules_that_hold_are_settled_by_questions() -> None:
    """Whether it was a supplementary function settles the day, and with it the rules."""
    eve = datetime(2026, 3, 31, 23, 50, tzinfo=JAPAN)
    maybe = Impact(VOICE, 10, Period(eve, eve + HOUR / 12), supplementary=None)
    start = eve + HOUR / 3
    later = Impact(Service("internet_access"), 150_000, Period(start, start + HOUR * 4 / 3))
    verdict = judge(Incident([maybe, later]))
    assert len(verdict.alternatives) == 2
    (question,) = questions(verdict)
    assert (question.quantity, question.impact) == (Quantity.SUPPLEMENTARY, 0)
    settled = {reply: answer(verdict, question, reply) for reply in (True, False)}
    assert {reply: each.grade for reply, each in settled.items()} == {
        True: Grade.SERIOUS,
        False: Grade.PERIODIC,
    }
    assert not any(each.alternatives for each in settled.values())
    perhaps = judge(Incident([evolve(maybe, users=Bounds.at_most(10), supplementary=False), later]))
    (asked_,) = questions(perhaps)
    assert (asked_.quantity, asked_.impact) == (Quantity.USERS, 0)
    assert answer(perhaps, asked_, 1).grade is Grade.PERIODIC


def test_it_is_asked_whether_what_failed_first_hit_anybody() -> None:
    """Of what failed on the eve no number is told: one user, and the old rules hold.

    No limit of users is open that would ask for the number.
    """
    eve = datetime(2026, 3, 31, 23, 50, tzinfo=JAPAN)
    start = eve + HOUR / 3
    later = Impact(Service("internet_access"), 150_000, Period(start, start + HOUR * 4 / 3))
    verdict = judge(Incident([Impact(VOICE, None, Period(eve, eve + HOUR / 12)), later]))
    assert (verdict.grade, len(verdict.alternatives)) == (None, 2)
    (question,) = questions(verdict)
    assert (question.quantity, question.impact) == (Quantity.USERS, 0)
    assert answer(verdict, question, 1).grade is Grade.PERIODIC
