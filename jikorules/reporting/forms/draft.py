"""A report, begun from what the facts and the verdict already say. The rest stays a gap."""

from collections.abc import Iterable

from jikorules.basics.bounds import Bounds
from jikorules.basics.vocabulary import Effect, Overlap, Reason
from jikorules.facts.incident import Impact, Incident
from jikorules.judgement.verdict import Verdict
from jikorules.reporting.duty import Duty, Report
from jikorules.reporting.forms.report import (
    AffectedUsers,
    Phenomenon,
    Reporter,
    SeriousAccidentReport,
)
from jikorules.words.names import service_name

_SUFFERED = {
    Effect.SUSPENSION: "の提供の停止",
    Effect.DEGRADATION: "の品質の低下",
    None: "の提供の停止又は品質の低下",
}


def draft(verdict: Verdict, duties: Iterable[Duty] = ()) -> SeriousAccidentReport:
    """Begin the detailed report of a serious accident.

    Args:
        verdict: the verdict on the accident.
        duties: what `duties` gave for it: to whom and by which day it is to be reported.
    """
    incident = verdict.incident
    counted = incident.counted()
    critical = incident.critical_facility
    starts = [impact.periods[0].start for impact in counted]
    starts += [critical.period.start] if critical is not None else []
    detailed = next(
        (
            duty
            for duty in duties
            if duty.report is Report.DETAILED and duty.reason is Reason.SERIOUS_ACCIDENT
        ),
        None,
    )
    rows = verdict.rules.serious.row
    return SeriousAccidentReport(
        addressee=None if detailed is None else detailed.to,
        due=None if detailed is None or detailed.deadline is None else detailed.deadline.due,
        reporter=Reporter(name=incident.carrier),
        occurred=min(starts, default=None),
        phenomena=tuple(_phenomenon(impact, alone=len(counted) == 1) for impact in counted),
        rows=verdict.rows,
        categories=tuple(row.name for row in rows if row.number in verdict.rows),
        services=tuple(dict.fromkeys(service_name(impact.service) for impact in counted)),
        users=AffectedUsers(count=users_of(incident)) if counted else None,
    )


def _phenomenon(impact: Impact, *, alone: bool) -> Phenomenon:
    return Phenomenon(
        text=service_name(impact.service) + _SUFFERED[impact.effect],
        start=impact.periods[0].start,
        restored=None
        if impact.periods[-1].end is None
        else max(period.end for period in impact.periods if period.end is not None),
        users=None if alone else impact.users,
    )


def users_of(incident: Incident) -> Bounds[int]:
    """Give the users of all impacts together, as far as it is told how they overlap."""
    users = [each.users for each in incident.counted()]
    lows = [each.low or 0 for each in users]
    highs = [each.high for each in users if each.high is not None]
    low = sum(lows) if incident.overlap is Overlap.DISJOINT else max(lows, default=0)
    if len(highs) < len(users):
        return Bounds.at_least(low) if low else Bounds.unknown()
    high = max(highs, default=0) if incident.overlap is Overlap.SAME else sum(highs)
    return Bounds(low, high)
