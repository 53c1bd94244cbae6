"""What a reply to a question makes of the facts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from attrs import evolve

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Words
from jikorules.basics.vocabulary import Kind
from jikorules.facts.incident import CriticalFacility, Incident, Period
from jikorules.facts.service import Service
from jikorules.judgement.verdict import Quantity, Question, Reading, Verdict

Reply = Any
"""What it has to be, the question says; the facts that it becomes check it."""

_KIND = Words("質問に応じた値を与えてください。", "Give what the question asks for.")


def with_reply(verdict: Verdict, question: Question, reply: Reply) -> Verdict:
    """Take a reply in without judging.

    Raises:
        InvalidInput: the reply is not of the kind asked for, or contradicts the facts; or the
            question is none on this accident.
    """
    if question.quantity is Quantity.READING and not isinstance(reply, Reading):
        raise InvalidInput.of("reply", Words("Reading", "a Reading"), reply, _KIND)
    if question.limb is None:
        return evolve(verdict, incident=_told(verdict.incident, question, reply))
    return evolve(verdict, readings=(*verdict.readings, (question.limb, reply)))


def _told(incident: Incident, question: Question, reply: Reply) -> Incident:
    """Give the incident with a reply among its facts."""
    i, quantity, impacts = question.impact, question.quantity, incident.impacts
    if i is None:
        return _told_of_all(incident, quantity, reply)
    if not 0 <= i < len(impacts):
        expected = Words(f"0以上{len(impacts)}未満の番号", f"a number below {len(impacts)}")
        raise InvalidInput.of("question.impact", expected, str(i), _KIND)
    impact = impacts[i]
    if quantity is Quantity.USERS:
        changed = evolve(impact, users=narrowed(impact.users, question.value, reply))
    elif quantity is Quantity.END:
        changed = evolve(impact, periods=ended(impact.periods, reply))
    elif quantity is Quantity.SUPPLEMENTARY:
        changed = evolve(impact, supplementary=reply)
    else:
        known = services_told([each.service for each in impacts], question, reply)
        told = [
            each if each.service is service else evolve(each, service=service)
            for each, service in zip(impacts, known, strict=True)
        ]
        return evolve(incident, impacts=told)
    return evolve(incident, impacts=[*impacts[:i], changed, *impacts[i + 1 :]])


def services_told(
    services: Sequence[Service], question: Question, reply: Reply
) -> tuple[Service, ...]:
    """Give the services of all impacts with a trait told of that of one.

    The impacts on one service share its traits.

    Raises:
        InvalidInput: the reply contradicts what is known.
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


def _told_of_all(incident: Incident, quantity: Quantity, reply: Reply) -> Incident:
    critical = incident.critical_facility
    if quantity is Quantity.OVERLAP:
        return evolve(incident, overlap=reply)
    if quantity is Quantity.MINOR:
        return evolve(incident, minor=reply)
    if critical is None or quantity not in (Quantity.INSTALLED, Quantity.END):
        words = Words("この事故への質問", "a question on this accident")
        raise InvalidInput.of("question", words, quantity, _KIND)
    return evolve(incident, critical_facility=critical_told(critical, quantity, reply))


def critical_told(critical: CriticalFacility, quantity: Quantity, reply: Reply) -> CriticalFacility:
    """Give a critical facility with a reply told: who installed it, or when it ended.

    Raises:
        InvalidInput: the reply is neither, or contradicts what is known.
    """
    if quantity is Quantity.INSTALLED:
        return evolve(critical, installed_by=reply)
    (period,) = ended([critical.period], reply)
    return evolve(critical, period=period)


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


def ended(periods: Sequence[Period], reply: Reply) -> tuple[Period, ...]:
    """Let the last of some periods end at the reply.

    Raises:
        InvalidInput: the reply is no time, or before the beginning.
    """
    if not isinstance(reply, datetime):
        raise InvalidInput.of("reply", Words("終了時刻", "a time of end"), reply, _KIND)
    return *periods[:-1], Period(periods[-1].start, reply)
