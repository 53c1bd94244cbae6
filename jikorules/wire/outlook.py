"""Outlooks as plain JSON data."""

from typing import Any

from jikorules.judgement.changes.outlook import Outlook
from jikorules.judgement.verdict import Given
from jikorules.wire.values import write_duration, write_users
from jikorules.wire.verdict import findings_to_wire, limb_to_wire, verdict_to_wire


def outlook_to_wire(coming: Outlook) -> dict[str, Any]:
    """Write an outlook, with the verdict for now."""
    return {
        "id": coming.verdict.incident.id,
        "at": coming.at.isoformat(),
        "verdict": verdict_to_wire(coming.verdict),
        "crossings": [
            {
                "at": each.at.isoformat(),
                "at_least": each.at_least.wire,
                "possible": [grade.wire for grade in each.possible],
                "finding": each.finding and findings_to_wire([each.finding])[0],
            }
            for each in coming.crossings
        ],
        "needs": [
            {
                **limb_to_wire(each.limb),
                "impacts": [*each.impacts],
                "users": write_users(each.users),
            }
            for each in coming.needs
        ],
        "margins": [
            {
                **limb_to_wire(each.finding.limb),
                "impacts": [*each.finding.impacts],
                "met": each.finding.met.value,
                "by": _margin(each.by),
            }
            for each in coming.margins
        ],
    }


def _margin(by: Given) -> dict[str, Any]:
    """Write by how much a limb is met or missed; a time that falls short has a minus before it."""
    margin: dict[str, Any] = {}
    if by.duration is not None:
        margin["duration"] = {
            "at_least": write_duration(by.duration.low),
            "at_most": write_duration(by.duration.high),
        }
    if by.users is not None:
        margin["users"] = {"at_least": by.users.low, "at_most": by.users.high}
    return margin
