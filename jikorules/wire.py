"""Wire format 1: incidents in; verdicts and all that is read off them out; plain JSON data."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any

from attrs import asdict

from jikorules.basics.bounds import Bounds
from jikorules.basics.iso8601 import iso_duration
from jikorules.facts.incident import CriticalFacility, Impact, Incident, Period
from jikorules.judgement.changes.outlook import Outlook
from jikorules.judgement.changes.questions import questions
from jikorules.judgement.verdict import Finding, Given, Grade, Limb, Met, Question, Verdict, label
from jikorules.law.ruleset import RuleSet
from jikorules.reporting.duty import Deadline, Duty
from jikorules.shortcut import well_formed
from jikorules.strict import read_strictly

_NO = Met.NO
_GRADE = tuple(grade.wire for grade in Grade)


def from_wire(document: Mapping[str, Any]) -> Incident:
    """Read an incident.

    Args:
        document: what a JSON reader gives for the document.

    Raises:
        InvalidInput: with every problem of the document, each with its path.

    Example:
        >>> incident = from_wire({"impacts": [{
        ...     "service": {"kind": "voice", "emergency_calls": True}, "users": 41382,
        ...     "start": "2019-03-16T07:47:00+09:00", "end": "2019-03-16T11:56:00+09:00"}]})
        >>> incident.impacts[0].users
        Bounds(low=41382, high=41382)
    """
    try:
        return well_formed(document)
    except Exception:  # noqa: S110 (whatever it was, the strict reader tells it)
        pass
    return read_strictly(document)


def to_wire(thing: Incident | Verdict | Outlook | Duty | RuleSet) -> dict[str, Any]:
    """Write an incident, a verdict, an outlook, a duty or a rule set as plain JSON data.

    Raises:
        TypeError: there is no wire form for such a thing.

    Example:
        >>> from jikorules import ruleset
        >>> to_wire(ruleset("H31"))["id"]
        '2019-04-01'
    """
    match thing:
        case Verdict():
            return _verdict(thing)
        case Incident():
            return _incident(thing)
        case Outlook():
            return _outlook(thing)
        case Duty():
            return _duty(thing)
        case RuleSet():
            return _ruleset(thing)
    raise TypeError(f"no wire form for {type(thing).__name__}")


def _incident(incident: Incident) -> dict[str, Any]:
    critical = incident.critical_facility
    return _told(
        id=incident.id,
        carrier=incident.carrier,
        facility=incident.facility.value,
        critical_facility=critical and _critical(critical),
        origin=incident.origin.value,
        overlap=incident.overlap.value,
        equipment=incident.equipment and incident.equipment.value,
        impacts=[_impact(impact) for impact in incident.impacts],
    ) | _claimed(minor=incident.minor, disaster=incident.disaster)


def _impact(impact: Impact) -> dict[str, Any]:
    service = impact.service
    periods = [_period(period) for period in impact.periods]
    return {
        "service": _told(
            kind=service.kind.value,
            emergency_calls=service.emergency_calls,
            paid=service.paid,
            monthly_users=_users(service.monthly_users),
            name=service.name,
        ),
        "users": _users(impact.users),
        **(periods[0] if len(periods) == 1 else {"periods": periods}),
        **_told(effect=impact.effect and impact.effect.value),
        **_claimed(supplementary=impact.supplementary),
    }


def _critical(critical: CriticalFacility) -> dict[str, Any]:
    return _told(kind=critical.kind.value, installed_by_carrier=critical.installed_by_carrier) | (
        _period(critical.period)
    )


def _period(period: Period) -> dict[str, Any]:
    return {"start": period.start.isoformat(), "end": period.end and period.end.isoformat()}


def _told(**values: Any) -> dict[str, Any]:
    """Leave out what is not known: missing means unknown."""
    return {key: value for key, value in values.items() if value is not None}


def _claimed(**values: bool | None) -> dict[str, bool | None]:
    """Leave out exceptions that are not claimed: missing means no, null means unknown."""
    return {key: value for key, value in values.items() if value is not False}


def _users(users: Bounds[int]) -> int | dict[str, int] | None:
    if users.is_unknown:
        return None
    return users.low if users.is_exact else _told(at_least=users.low, at_most=users.high)


def _verdict(verdict: Verdict) -> dict[str, Any]:
    rules, grades = verdict.rules, verdict.possible
    possible = [_GRADE[grade] for grade in grades]
    settled = len(possible) == 1
    return {
        "id": verdict.incident.id,
        "grade": possible[0] if settled else None,
        "at_least": possible[0],
        "at_most": possible[-1],
        "possible": possible,
        "label": label(grades[0], rules) if settled else None,
        "rows": list(verdict.rows),
        "rules": {"id": rules.id, "digest": rules.digest},
        "at": verdict.at and verdict.at.isoformat(),
        "findings": _findings(verdict.findings),
        "flags": [flag.value for flag in verdict.flags],
        "questions": [] if settled else [_question(each) for each in questions(verdict)],
        **_read(verdict),
    }


def _findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    written = []
    for finding in findings:
        limb, given, met = finding.limb, finding.given, finding.met
        document = {
            "provision": limb.provision.copy(),
            "impacts": [*given.impacts],
            "required": limb.required.copy(),
            "given": _given(given),
            "met": "no" if met is _NO else met.value,
            "grade": _GRADE[limb.grade],
        }
        if given.uncertain:
            document["uncertain"] = [*given.uncertain]
        written.append(document)
    return written


def _given(given: Given) -> dict[str, Any]:
    duration, users = given.duration, given.users
    if duration is None:
        return {}
    low, high = duration.low, duration.high
    least = _iso(low)
    lasted = {"at_least": least, "at_most": least if low is high else _iso(high)}
    if users is None:
        return {"duration": lasted}
    return {"duration": lasted, "users": {"at_least": users.low or 0, "at_most": users.high}}


def _outlook(coming: Outlook) -> dict[str, Any]:
    return {
        "id": coming.verdict.incident.id,
        "at": coming.at.isoformat(),
        "verdict": _verdict(coming.verdict),
        "crossings": [
            {
                "at": each.at.isoformat(),
                "at_least": each.at_least.wire,
                "possible": [grade.wire for grade in each.possible],
                "finding": each.finding and _findings([each.finding])[0],
            }
            for each in coming.crossings
        ],
        "needs": [
            {**_limb(each.limb), "impacts": [*each.impacts], "users": _users(each.users)}
            for each in coming.needs
        ],
        "margins": [
            {
                **_limb(each.finding.limb),
                "impacts": [*each.finding.impacts],
                "met": each.finding.met.value,
                "by": _margin(each.by),
            }
            for each in coming.margins
        ],
    }


def _duty(duty: Duty) -> dict[str, Any]:
    deadline = duty.deadline
    return {
        "key": duty.key,
        "id": duty.subject,
        "carrier": duty.carrier,
        "report": duty.report.value,
        "reason": duty.reason and duty.reason.value,
        "to": duty.to,
        "provision": duty.citation and asdict(duty.citation),
        "counted_from": {"basis": duty.basis.value, "day": duty.counted_from.isoformat()},
        "covers": duty.covers and [each.isoformat() for each in duty.covers],
        "deadline": deadline and _deadline(deadline),
        "until": duty.until and duty.until.isoformat(),
        "form": duty.form,
        "other_forms": [
            {
                "form": other.form,
                "allowed": other.allowed.value,
                "contents": [each.value for each in other.contents],
            }
            for other in duty.other_forms
        ],
        "contents": [each.value for each in duty.contents],
        "certain": duty.is_certain,
        "law": duty.is_law,
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "last_day": deadline.last_day.isoformat(),
        "due": deadline.due.isoformat(),
        "closed": deadline.closed and deadline.closed.value,
        "days": deadline.days,
        "months": deadline.months,
        "rules": [asdict(each) for each in deadline.rules],
    }


def _margin(by: Given) -> dict[str, Any]:
    """Write by how much a limb is met or missed; a time that falls short has a minus before it."""
    margin: dict[str, Any] = {}
    if by.duration is not None:
        margin["duration"] = {
            "at_least": _iso(by.duration.low),
            "at_most": _iso(by.duration.high),
        }
    if by.users is not None:
        margin["users"] = {"at_least": by.users.low, "at_most": by.users.high}
    return margin


def _question(question: Question) -> dict[str, Any]:
    limb = question.limb
    return {
        "quantity": question.quantity.value,
        **_told(impact=question.impact, at_least=question.value, limb=limb and _limb(limb)),
    }


def _read(verdict: Verdict) -> dict[str, Any]:
    """Give the readings that the caller named; without any, the key is left out."""
    readings = [{**_limb(limb), "reading": reading.value} for limb, reading in verdict.readings]
    return {"readings": readings} if readings else {}


def _limb(limb: Limb) -> dict[str, Any]:
    return {"provision": limb.provision.copy(), "required": limb.required.copy()}


@lru_cache(maxsize=4096)
def _iso(duration: timedelta | None) -> str | None:
    return None if duration is None else iso_duration(duration)


def _ruleset(rules: RuleSet) -> dict[str, Any]:
    return {
        **rules.document(),
        "until": rules.until and rules.until.isoformat(),
        "checked": rules.checked.isoformat(),
        "digest": rules.digest,
    }
