"""What a reply to a question makes of the facts.

An accident is asked for a handful of facts (`facts_of`). A reply makes another value of one of them
(`after`), and a verdict takes it in (`with_reply`). Several questions may be on one fact: of the
users of an impact, whether there were 30,000 or more, and whether there were 100,000 or more.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import IntEnum
from typing import Any

from attrs import evolve

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Words
from jikorules.basics.vocabulary import Kind
from jikorules.facts.incident import CriticalFacility, Period, to_periods
from jikorules.facts.service import Service
from jikorules.judgement.verdict import Limb, Quantity, Question, Reading, Verdict

Reply = Any
"""What it has to be, the question says; the facts that it becomes check it."""

_KIND = Words("質問に応じた値を与えてください。", "Give what the question asks for.")


class About(IntEnum):
    """What a fact is about; one on which more hangs comes first."""

    SERVICES = 0
    PERIODS = 1
    SUPPLEMENTARY = 2
    CRITICAL = 3
    READING = 4
    OVERLAP = 5
    MINOR = 6
    USERS = 7


Fact = tuple[About, int | Limb | None]
"""A fact that may be asked: of an impact (its index), of a limb (its reading), or of all (None)."""

Facts = Mapping[Fact, Any]
"""What is told of facts. A limb that is not named is read as the text leaves it."""

SERVICES: Fact = (About.SERVICES, None)
CRITICAL: Fact = (About.CRITICAL, None)
OVERLAP: Fact = (About.OVERLAP, None)
MINOR: Fact = (About.MINOR, None)
_OF_IMPACTS = {
    Quantity.USERS: About.USERS,
    Quantity.END: About.PERIODS,
    Quantity.SUPPLEMENTARY: About.SUPPLEMENTARY,
}
_OF_ALL = {
    Quantity.END: CRITICAL,
    Quantity.INSTALLED: CRITICAL,
    Quantity.OVERLAP: OVERLAP,
    Quantity.MINOR: MINOR,
}


def facts_of(verdict: Verdict) -> dict[Fact, Any]:
    """Give what a verdict was told of all that may be asked."""
    incident = verdict.incident
    facts: dict[Fact, Any] = {
        SERVICES: tuple([impact.service for impact in incident.impacts]),
        CRITICAL: incident.critical_facility,
        OVERLAP: incident.overlap,
        MINOR: incident.minor,
    }
    for i, impact in enumerate(incident.impacts):
        facts[About.PERIODS, i] = impact.periods
        facts[About.SUPPLEMENTARY, i] = impact.supplementary
        facts[About.USERS, i] = impact.users
    return facts | {(About.READING, limb): reading for limb, reading in verdict.readings}


def readings_of(facts: Facts) -> dict[Limb, Reading]:
    """Give how limbs are read."""
    return {of: value for (_, of), value in facts.items() if isinstance(of, Limb)}


def told(verdict: Verdict, facts: Facts) -> Verdict:
    """Give a verdict that was told other facts, without judging.

    Raises:
        InvalidInput: a fact is not of its kind.
    """
    impacts = [
        evolve(
            impact,
            service=facts[SERVICES][i],
            users=facts[About.USERS, i],
            periods=facts[About.PERIODS, i],
            supplementary=facts[About.SUPPLEMENTARY, i],
        )
        for i, impact in enumerate(verdict.incident.impacts)
    ]
    incident = evolve(
        verdict.incident,
        impacts=impacts,
        critical_facility=facts[CRITICAL],
        overlap=facts[OVERLAP],
        minor=facts[MINOR],
    )
    return evolve(verdict, incident=incident, readings=tuple(readings_of(facts).items()))


def fact_of(question: Question) -> Fact:
    """Give the fact that a question asks; the traits of all services are one.

    Raises:
        InvalidInput: no such fact can be asked.
    """
    if question.limb is not None:
        return (About.READING, question.limb)
    if question.impact is not None:
        about = _OF_IMPACTS.get(question.quantity)
        return SERVICES if about is None else (about, question.impact)
    if question.quantity not in _OF_ALL:
        raise _no_question(question)
    return _OF_ALL[question.quantity]


def after(known: Any, question: Question, reply: Reply) -> Any:
    """Give what a reply makes of what is known of the fact that is asked.

    Raises:
        InvalidInput: the reply is not of the kind asked for, or contradicts what is known; or
            there is no such fact.
    """
    about, _ = fact_of(question)
    if question.quantity is Quantity.READING and not isinstance(reply, Reading):
        raise InvalidInput.of("reply", Words("Reading", "a Reading"), reply, _KIND)
    if about is About.USERS:
        return narrowed(known, question.value, reply)
    if about is About.PERIODS:
        return _ended(known, reply)
    if about is About.SERVICES:
        return _services_told(known, question, reply)
    if about is About.CRITICAL:
        if known is None:
            raise _no_question(question)
        return _critical_told(known, question.quantity, reply)
    return reply


def with_reply(verdict: Verdict, question: Question, reply: Reply) -> Verdict:
    """Take a reply in without judging.

    Raises:
        InvalidInput: the reply is not of the kind asked for, or contradicts the facts; or the
            question is none on this accident.
    """
    facts, fact, i = facts_of(verdict), fact_of(question), question.impact
    count = len(verdict.incident.impacts)
    if i is not None and not 0 <= i < count:
        expected = Words(f"0以上{count}未満の番号", f"a number below {count}")
        raise InvalidInput.of("question.impact", expected, str(i), _KIND)
    return told(verdict, {**facts, fact: after(facts.get(fact), question, reply)})


def _no_question(question: Question) -> InvalidInput:
    words = Words("この事故への質問", "a question on this accident")
    return InvalidInput.of("question", words, question.quantity, _KIND)


def _services_told(
    services: Sequence[Service], question: Question, reply: Reply
) -> tuple[Service, ...]:
    """Give the services of all impacts with a trait told of that of one.

    The impacts on one service share its traits.
    """
    service = services[question.impact or 0]
    known = evolve(service, **_traits(service, question, reply))
    return tuple([known if each == service else each for each in services])


def _traits(service: Service, question: Question, reply: Reply) -> dict[str, Any]:
    """Give what a reply tells of a service."""
    quantity = question.quantity
    if quantity is Quantity.READING:  # of its voice calls: voice, or none that counts as voice
        is_voice = reply is Reading.WIDEST
        voice = {"kind": Kind.VOICE, "emergency_calls": False, "voice_calls": None}
        return voice if is_voice else {"voice_calls": False}
    if quantity is Quantity.MONTHLY_USERS:
        reply = narrowed(service.monthly_users, question.value, reply)
    return {quantity.value: reply}


def _critical_told(
    critical: CriticalFacility, quantity: Quantity, reply: Reply
) -> CriticalFacility:
    """Give a critical facility with a reply told: who installed it, or when it ended."""
    if quantity is Quantity.INSTALLED:
        return evolve(critical, installed_by=reply)
    return evolve(critical, period=_ended((critical.period,), reply)[0])


def narrowed(users: Bounds[int], value: int | None, reply: Reply) -> Bounds[int]:
    """Narrow a number: to the reply, or to `value` or more (True), or to fewer (False).

    Raises:
        InvalidInput: the reply is neither, or contradicts what is known.
    """
    if value is None and type(reply) is int:
        if reply < (users.low or 0) or (users.high is not None and reply > users.high):
            raise InvalidInput.of("reply", _known(users), str(reply), _KIND)
        return Bounds.exact(reply)
    if value is None or type(reply) is not bool:
        raise InvalidInput.of("reply", Words("人数又は真偽値", "a number or a bool"), reply, _KIND)
    low, high = users.low or 0, users.high
    if reply:
        return Bounds(max(low, value), high)
    return Bounds(low, value - 1 if high is None else min(high, value - 1))


def _known(users: Bounds[int]) -> Words:
    """Say what is known of a number."""
    least, most = users.low or 0, users.high
    if most is None:
        return Words(f"{least}以上の人数", f"a number of at least {least}")
    return Words(f"{least}以上{most}以下の人数", f"a number from {least} to {most}")


def _ended(periods: Sequence[Period], reply: Reply) -> tuple[Period, ...]:
    """Let the last of some periods end at the reply."""
    if not isinstance(reply, datetime):
        raise InvalidInput.of("reply", Words("終了時刻", "a time of end"), reply, _KIND)
    return to_periods([*periods[:-1], Period(periods[-1].start, reply)])
