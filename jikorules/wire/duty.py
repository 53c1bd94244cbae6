"""Duties as plain JSON data."""

from typing import Any

from attrs import asdict

from jikorules.reporting.duty import Deadline, Duty


def duty_to_wire(duty: Duty) -> dict[str, Any]:
    """Write a duty."""
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
