"""Outlooks as plain JSON data."""

from typing import Any

from jikorules.judgement.changes.outlook import Outlook
from jikorules.judgement.verdict import Given
from jikorules.wire.values import plain
from jikorules.wire.verdict import findings_to_wire, limb_to_wire, verdict_to_wire


def outlook_to_wire(coming: Outlook) -> dict[str, Any]:
    """Write an outlook, with the verdict for now."""
    return {
        "id": coming.verdict.incident.id,
        "at": plain(coming.at),
        "verdict": verdict_to_wire(coming.verdict),
        "crossings": [
            {
                "at": plain(each.at),
                "at_least": plain(each.at_least),
                "possible": plain(each.possible),
                "finding": each.finding and findings_to_wire([each.finding])[0],
            }
            for each in coming.crossings
        ],
        "until": coming.until and plain(coming.until),
        "needs": [
            limb_to_wire(each.limb) | {"impacts": [*each.impacts], "users": plain(each.users)}
            for each in coming.needs
        ],
        "margins": [
            {
                **limb_to_wire(each.finding.limb),
                "impacts": [*each.finding.impacts],
                "met": plain(each.finding.met),
                "by": _margin(each.by),
            }
            for each in coming.margins
        ],
    }


def _margin(by: Given) -> dict[str, Any]:
    """Write by how much a limb is met or missed; a time that falls short has a minus before it."""
    ends = {"duration": by.duration, "users": by.users}
    return {
        key: {"at_least": plain(each.low), "at_most": plain(each.high)}
        for key, each in ends.items()
        if each is not None
    }
