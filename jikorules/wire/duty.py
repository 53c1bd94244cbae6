"""Duties as plain JSON data."""

from typing import Any

from attrs import asdict

from jikorules.reporting.duty import Deadline, Duty
from jikorules.wire.values import plain, told


def duty_to_wire(duty: Duty) -> dict[str, Any]:
    """Write a duty."""
    return {
        "key": duty.key,
        "id": duty.subject,
        "carrier": duty.carrier,
        "report": plain(duty.report),
        "reason": plain(duty.reason),
        "to": duty.to,
        "via": duty.via and asdict(duty.via),
        "provision": duty.citation and asdict(duty.citation),
        "penalty": duty.penalty and asdict(duty.penalty),
        "counted_from": {"basis": plain(duty.basis), "day": plain(duty.counted_from)},
        "covers": plain(duty.covers),
        "deadline": duty.deadline and _deadline(duty.deadline),
        "until": plain(duty.until),
        "form": duty.form,
        "other_forms": [
            {
                "form": each.form,
                "allowed": plain(each.allowed),
                "contents": plain(each.contents),
                "provision": each.citation and asdict(each.citation),
            }
            for each in duty.other_forms
        ],
        "contents": plain(duty.contents),
        "certain": duty.is_certain,
        "law": duty.is_law,
        "presumes": duty.presumes and asdict(duty.presumes),
        **told(under=duty.under, known_at=plain(duty.known_at)),
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "last_day": plain(deadline.last_day),
        "due": plain(deadline.due),
        "closed": plain(deadline.closed),
        "days": deadline.days,
        "months": deadline.months,
        "rules": [asdict(each) for each in deadline.rules],
    }
