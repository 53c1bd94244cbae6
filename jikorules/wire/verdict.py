"""Verdicts as plain JSON data."""

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache
from typing import Any, Literal

from attrs import asdict

from jikorules.basics.bounds import Bounds
from jikorules.basics.vocabulary import Reporter
from jikorules.judgement.verdict import Finding, Grade, Limb, Met, Verdict, label
from jikorules.wire.values import told, write_duration

Told = Literal["all", "met"]
"""Which findings are written: all, or those that are met or undecided."""

_GRADE = tuple(grade.wire for grade in Grade)
_MET = {met: met.value for met in Met}


def verdict_to_wire(verdict: Verdict, findings: Told = "all") -> dict[str, Any]:
    """Write a verdict, with the questions that are open; perhaps without what is not met."""
    rules, grades = verdict.rules, verdict.possible
    possible = [_GRADE[grade] for grade in grades]
    settled = len(possible) == 1
    document = {
        "id": verdict.incident.id,
        "grade": possible[0] if settled else None,
        "at_least": possible[0],
        "at_most": possible[-1],
        "possible": possible,
        "label": label(grades[0], rules) if settled else None,
        "rows": list(verdict.rows),
        "rules": {"id": rules.id, "digest": rules.digest},
        "at": verdict.at and verdict.at.isoformat(),
        "findings": findings_to_wire(_wanted(verdict, findings)),
        "flags": [flag.value for flag in verdict.flags],
        "questions": [] if settled else _questions(verdict),
    }
    if verdict.alternatives:
        document["alternatives"] = [_alternative(each, findings) for each in verdict.alternatives]
    if verdict.incident.reporter is not Reporter.CARRIER:
        document["reporter"] = verdict.incident.reporter.value
    if verdict.readings:
        document["readings"] = [
            {**limb_to_wire(limb), "reading": reading.value} for limb, reading in verdict.readings
        ]
    return document


def _wanted(verdict: Verdict, findings: Told) -> Iterable[Finding]:
    if findings == "all":
        return verdict.findings
    return [finding for finding in verdict.findings if finding.met is not Met.NO]


def _alternative(verdict: Verdict, findings: Told) -> dict[str, Any]:
    """Write what is answered under one of the rule sets that may hold."""
    return {
        "first_day": verdict.first_day.isoformat(),
        "possible": [_GRADE[grade] for grade in verdict.possible],
        "rows": list(verdict.rows),
        "rules": {"id": verdict.rules.id, "digest": verdict.rules.digest},
        "findings": findings_to_wire(_wanted(verdict, findings)),
        "flags": [flag.value for flag in verdict.flags],
    }


def findings_to_wire(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Write findings."""
    written = list[dict[str, Any]]()
    for finding in findings:
        given, (provision, required, grade) = finding.given, _limb(finding.limb)
        document = {
            "provision": provision.copy(),
            "impacts": list(given.impacts),
            "required": required.copy(),
            "given": {} if given.duration is None else _given(given.duration, given.users),
            "met": _MET[finding.met],
            "grade": grade,
        }
        if given.uncertain:
            document["uncertain"] = list(given.uncertain)
        written.append(document)
    return written


def _given(duration: Bounds[timedelta], users: Bounds[int] | None) -> dict[str, Any]:
    low, high = duration.low, duration.high
    least = write_duration(low)
    lasted = {"at_least": least, "at_most": least if low is high else write_duration(high)}
    if users is None:
        return {"duration": lasted}
    return {"duration": lasted, "users": {"at_least": users.low or 0, "at_most": users.high}}


def _questions(verdict: Verdict) -> list[dict[str, Any]]:
    from jikorules.judgement.changes.questions import questions  # noqa: PLC0415 (seldom wanted)

    return [
        {"quantity": each.quantity.value}
        | told(impact=each.impact, at_least=each.value, limb=each.limb and limb_to_wire(each.limb))
        for each in questions(verdict)
    ]


def limb_to_wire(limb: Limb) -> dict[str, Any]:
    """Write a limb: where it stands, and what it requires."""
    provision, required, _ = _limb(limb)
    return {"provision": provision.copy(), "required": required.copy()}


@lru_cache(maxsize=1024)
def _limb(limb: Limb) -> tuple[dict[str, Any], dict[str, Any], str]:
    # Limbs are few and shared by all verdicts. Only copies are handed out.
    required = told(
        duration=write_duration(limb.duration),
        users=limb.users,
        exclusion=limb.exclusion and limb.exclusion.value,
    )
    return asdict(limb.citation), required, _GRADE[limb.grade]
