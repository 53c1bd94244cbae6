"""Accidents as plain JSON data, in and out."""

from collections.abc import Mapping
from typing import Any

from jikorules.basics.vocabulary import Reporter
from jikorules.facts.incident import CriticalFacility, Impact, Incident, Period
from jikorules.wire.incident_quick import well_formed
from jikorules.wire.values import claimed, told, write_users


def from_wire(document: Mapping[str, Any]) -> Incident:
    """Read an incident from what a JSON reader gives.

    Args:
        document: the document. A time is a text after ISO 8601 or a `datetime`, with its zone.

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
    from jikorules.wire.incident_strict import read_strictly  # noqa: PLC0415 (seldom wanted)

    return read_strictly(document)


def incident_to_wire(incident: Incident) -> dict[str, Any]:
    """Write an incident."""
    critical = incident.critical_facility
    return told(
        id=incident.id,
        carrier=incident.carrier,
        facility=incident.facility.value,
        critical_facility=critical and _critical(critical),
        origin=incident.origin.value,
        overlap=incident.overlap.value,
        equipment=incident.equipment and incident.equipment.value,
        # Left out of a carrier's, so that documents and digests of before hold.
        reporter=None if incident.reporter is Reporter.CARRIER else incident.reporter.value,
        chain=incident.chain,
        cause=incident.cause and incident.cause.value,
        failed=incident.failed and incident.failed.value,
        services=None if incident.services is None else [each.value for each in incident.services],
        impacts=[_impact(impact) for impact in incident.impacts],
    ) | claimed(minor=incident.minor, disaster=incident.disaster)


def _impact(impact: Impact) -> dict[str, Any]:
    service = impact.service
    periods = [_period(period) for period in impact.periods]
    return {
        "service": told(
            kind=service.kind.value,
            emergency_calls=service.emergency_calls,
            paid=service.paid,
            monthly_users=write_users(service.monthly_users),
            voice_calls=service.voice_calls,
            name=service.name,
        ),
        "users": write_users(impact.users),
        **(periods[0] if len(periods) == 1 else {"periods": periods}),
        **told(effect=impact.effect and impact.effect.value),
        **claimed(supplementary=impact.supplementary),
    }


def _critical(critical: CriticalFacility) -> dict[str, Any]:
    by = critical.installed_by
    return told(kind=critical.kind.value, installed_by=by and by.value) | _period(critical.period)


def _period(period: Period) -> dict[str, Any]:
    return {"start": period.start.isoformat(), "end": period.end and period.end.isoformat()}
