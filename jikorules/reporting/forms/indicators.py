"""How fast the response was: the times that table 5 of the ministry's yearly report compares."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from attrs import frozen

from jikorules.reporting.forms.report import SeriousAccidentReport, Step
from jikorules.reporting.forms.vocabulary import Phase


@frozen
class Interval:
    """The time from one event to another, with who acted at the later one."""

    since: datetime
    until: datetime
    actor: str | None = None
    is_outside: bool = False

    @property
    def took(self) -> timedelta:
        """The time between the two; below zero if they are out of order."""
        return self.until - self.since


@frozen
class Indicators:
    """The intervals of a response, each list in the order of time; empty where nothing is told.

    Each detection 障害の認知 and restoration 復旧 is measured from the occurrence; each report to
    those responsible 責任者への報告, notice to users 周知 and identification of the fault
    障害箇所の特定 from the detection.
    """

    detection: tuple[Interval, ...] = ()
    escalation: tuple[Interval, ...] = ()
    notice: tuple[Interval, ...] = ()
    isolation: tuple[Interval, ...] = ()
    restoration: tuple[Interval, ...] = ()


def indicators(report: SeriousAccidentReport) -> Indicators:
    """Measure a response by its timeline.

    What a supplier does is measured from its own first detection, what the carrier does from the
    carrier's: a carrier may learn of a failure a day after its software supplier.

    Example:
        >>> from datetime import UTC
        >>> start = datetime(2018, 12, 6, 4, 39, tzinfo=UTC)
        >>> found = Step(at=start, text="alarm", phase=Phase.DETECTION)
        >>> told = Step(at=start + timedelta(minutes=40), text="web", phase=Phase.NOTICE)
        >>> report = SeriousAccidentReport(occurred=start, timeline=(found, told))
        >>> indicators(report).notice[0].took
        datetime.timedelta(seconds=2400)
    """
    steps = sorted([*report.timeline, *_notices(report)], key=lambda step: step.at)
    # What others did is told after what the carrier did.
    by_side = sorted(steps, key=lambda step: step.is_outside)
    occurred = dict.fromkeys((False, True), report.occurred)
    # Who told of no detection is measured from the first by anybody.
    found = [step for step in reversed(steps) if step.phase is Phase.DETECTION]
    first = found[-1].at if found else None
    detected = dict.fromkeys((False, True), first) | {step.is_outside: step.at for step in found}
    return Indicators(
        detection=_intervals(steps, Phase.DETECTION, occurred),
        escalation=_intervals(by_side, Phase.ESCALATION, detected),
        notice=_intervals(by_side, Phase.NOTICE, detected),
        isolation=_intervals(by_side, Phase.ISOLATION, detected),
        restoration=_intervals(steps, Phase.RESTORATION, occurred),
    )


def _notices(report: SeriousAccidentReport) -> list[Step]:
    """Give the notices to users as steps, unless the timeline tells of them itself."""
    if any(step.phase is Phase.NOTICE for step in report.timeline):
        return []
    return [
        Step(at=notice.at, text=notice.content or "", phase=Phase.NOTICE)
        for notice in report.notices
        if notice.at is not None
    ]


def _intervals(
    steps: Iterable[Step], phase: Phase, since: Mapping[bool, datetime | None]
) -> tuple[Interval, ...]:
    """Measure the steps of a phase, each from the time of its side."""
    return tuple(
        Interval(start, step.at, step.actor, step.is_outside)
        for step in steps
        if step.phase is phase and (start := since[step.is_outside]) is not None
    )
