"""A report, begun from what the facts and the verdict already say. The rest stays a gap."""

from collections.abc import Iterable
from datetime import datetime

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import Words
from jikorules.basics.validation import refuse
from jikorules.basics.vocabulary import Effect, Overlap, Reason
from jikorules.facts.incident import Impact, check_carrier
from jikorules.judgement.verdict import Verdict
from jikorules.reporting.duty import Duty, Report
from jikorules.reporting.forms.report import (
    AffectedUsers,
    Phenomenon,
    Reporter,
    SeriousAccidentReport,
)
from jikorules.words.names import service_name

_OTHER_FORM = Words(
    "認定鉄塔等提供事業者の報告書は様式第38の38によります。その様式はここにありません。"
    "速報の文面（--first）は作成できます。",
    "A tower provider reports on 様式第38の38, which is not at hand here. The first report can be "
    "written (--first).",
)
_SUFFERED = {
    Effect.SUSPENSION: "の提供の停止",
    Effect.DEGRADATION: "の品質の低下",
    None: "の提供の停止又は品質の低下",
}


def draft(verdict: Verdict, duties: Iterable[Duty] = ()) -> SeriousAccidentReport:
    """Begin the detailed report of an accident; its duties tell to whom and by which day.

    Raises:
        InvalidInput: it is the accident of a tower provider, whose form 様式第38の38 is another.
    """
    incident = verdict.incident
    refuse(*check_carrier("reporter", incident.reporter, _OTHER_FORM))
    users = users_of(verdict)
    detailed = [duty for duty in duties if duty.report is Report.DETAILED]
    owed = next((duty for duty in detailed if duty.reason is Reason.SERIOUS_ACCIDENT), None)
    rows = verdict.rules.serious.row
    return SeriousAccidentReport(
        addressee=owed.to if owed else None,
        due=owed.deadline.due if owed and owed.deadline else None,
        reporter=Reporter(name=incident.carrier),
        occurred=occurred_of(verdict),
        phenomena=phenomena_of(verdict),
        rows=verdict.rows,
        categories=tuple(row.name for row in rows if row.number in verdict.rows),
        services=tuple(dict.fromkeys(service_name(impact.service) for impact in verdict.counted())),
        users=_affected(users),
    )


def _affected(users: tuple[Bounds[int], ...]) -> AffectedUsers | None:
    """Give the number for all phenomena; it stays open where each has its own."""
    if not users:
        return None
    return AffectedUsers(count=users[0] if len(users) == 1 else Bounds.unknown())


def occurred_of(verdict: Verdict) -> datetime | None:
    """Give the moment of the first failure; None if nothing counts."""
    critical = verdict.incident.critical_facility
    starts = [impact.periods[0].start for impact in verdict.counted()]
    starts += [critical.period.start] if critical is not None else []
    return min(starts, default=None)


def phenomena_of(verdict: Verdict) -> tuple[Phenomenon, ...]:
    """Give what users suffered, an impact each; how many, where no one number is that of all."""
    counted, users = verdict.counted(), users_of(verdict)
    own = users if len(users) > 1 else [None] * len(counted)
    return tuple(
        Phenomenon(
            text=service_name(impact.service) + _SUFFERED[impact.effect],
            start=impact.periods[0].start,
            restored=_end(impact),
            users=each,
        )
        for impact, each in zip(counted, own, strict=True)
    )


def _end(impact: Impact) -> datetime | None:
    ends = [period.end for period in impact.periods if period.end is not None]
    return None if impact.periods[-1].end is None else max(ends)


def users_of(verdict: Verdict) -> tuple[Bounds[int], ...]:
    """Give the users of each impact, side by side, or one number if it is that of all of them.

    The ministry prints them so (電話41,382件、インターネット接続サービス66,426件), and never adds
    up: who loses two services is one user of each. What hit equal numbers, and is not told to have
    hit different people, it prints once (LTEの音声及びデータ、約3,060万).
    """
    nothing = Bounds.at_least(0)
    users = [impact.users for impact in verdict.counted()]
    users = [Bounds.unknown() if each == nothing else each for each in users]
    is_one = len(set(users)) == 1 and verdict.incident.overlap is not Overlap.DISJOINT
    return tuple(users[:1] if is_one else users)
