"""When, and by what, the answer for a running accident will change if nothing else does.

Time enters a judgement only as "now less the beginning of something, compared with a limit". So
the moments at which anything can change are the beginnings plus the limits; judging at each of
them tells what does change there.
"""

from collections.abc import Iterator
from datetime import datetime

from attrs import frozen

from jikorules.bounds import Bounds
from jikorules.incident import Incident
from jikorules.judge import judge, stretches
from jikorules.law import RuleSet
from jikorules.verdict import Finding, Given, Grade, Limb, Met, Verdict


@frozen
class Crossing:
    """A moment at which a finding, or the answer, turns.

    Attributes:
        at: the first moment at which it has turned.
        at_least: the lowest grade that is possible from then on.
        possible: the grades that are possible from then on.
        finding: the finding, as it is then. It may stay undecided and only its time have come (a
            service of which a trait is unknown may by then be serious in whichever row it falls);
            None if not even that singles out a finding.
    """

    at: datetime
    at_least: Grade
    possible: tuple[Grade, ...]
    finding: Finding | None


@frozen
class Need:
    """What a limb lacks that no time will bring.

    Attributes:
        limb: the limb.
        impacts: the indexes of the impacts that it looks at.
        users: how many more users would meet it: at least if the users were as many as they may
            be, at most if they were as few.
    """

    limb: Limb
    impacts: tuple[int, ...]
    users: Bounds[int]


@frozen
class Margin:
    """By how much a limb was met or missed.

    Attributes:
        finding: the finding.
        by: what was given less what was required; below zero where it falls short.
    """

    finding: Finding
    by: Given


@frozen
class Outlook:
    """What is to come.

    Attributes:
        at: now.
        verdict: the verdict for now.
        crossings: all moments at which a finding or the answer turns, soonest first.
        needs: for each limb that time alone will never surely meet, what it lacks.
        margins: for an accident that is over, by how much each limb was met or missed.
    """

    at: datetime
    verdict: Verdict
    crossings: tuple[Crossing, ...]
    needs: tuple[Need, ...]
    margins: tuple[Margin, ...]

    @property
    def next_change(self) -> Crossing | None:
        """The next moment at which the possible grades change, None if they never will."""
        now = self.verdict.possible
        return next((each for each in self.crossings if each.possible != now), None)


def outlook(incident: Incident, at: datetime, *, rules: RuleSet | None = None) -> Outlook:
    """Tell every future moment at which the answer changes if nothing but time does.

    Args:
        incident: the facts.
        at: now, time-zone aware.
        rules: the rule set to apply; that of the accident's first day in Japan if left out.

    Raises:
        NotCovered: no rule set is known for the accident's first day.
        InvalidInput: `at` is not time-zone aware, or before the beginning of what has not ended.

    Example:
        >>> from jikorules import JAPAN, Impact, Period, Service
        >>> start = datetime(2026, 5, 10, 1, 0, tzinfo=JAPAN)
        >>> phone = Service("voice", emergency_calls=True)
        >>> coming = outlook(Incident([Impact(phone, 30_000, Period(start))]), start)
        >>> [(each.at.hour, each.at_least.name) for each in coming.crossings]
        [(2, 'SERIOUS'), (3, 'SERIOUS')]
    """
    verdict = judge(incident, rules=rules, at=at)
    running = [period for period in incident.periods() if period.end is None]
    if not running:
        margins = tuple(
            Margin(finding, finding.margin)
            for finding in verdict.findings
            if finding.limb.exclusion is None and finding.given != Given()
        )
        return Outlook(at, verdict, (), (), margins)
    crossings: list[Crossing] = []
    before = verdict
    for moment in _moments(incident, verdict, at):
        after = judge(incident, rules=verdict.rules, at=moment)
        turned = _turned(before, after)
        crossings += (
            Crossing(moment, after.at_least, after.possible, finding) for finding in turned
        )
        before = after
    return Outlook(at, verdict, tuple(crossings), tuple(_needs(before, incident)), ())


def _turned(before: Verdict, after: Verdict) -> list[Finding | None]:
    """Give the findings that turned; or, if only the grades did, those whose time has come."""
    pairs = list(zip(before.findings, after.findings, strict=True))
    turned: list[Finding | None] = [new for old, new in pairs if old.met is not new.met]
    if turned or before.possible == after.possible:
        return turned
    return [new for old, new in pairs if _has_lasted(new) and not _has_lasted(old)] or [None]


def _has_lasted(finding: Finding) -> bool:
    limit, given = finding.limb.duration, finding.given.duration
    return limit is not None and given is not None and given.low is not None and given.low >= limit


def _moments(incident: Incident, verdict: Verdict, at: datetime) -> list[datetime]:
    """Give every later moment at which a finding can turn, soonest first."""
    moments = set[datetime]()
    for finding in verdict.findings:
        limit = finding.limb.duration
        idle = finding.given.duration is None
        if limit is None or idle or finding.met is Met.YES or not _is_within_reach(finding):
            continue
        moments.update([start + limit for start in _beginnings(incident, finding, at)])
    return sorted(moment for moment in moments if moment > at)


def _is_within_reach(finding: Finding) -> bool:
    """Whether there may be as many users as the limb asks for."""
    most, users = finding.given.users, finding.limb.users
    return users is None or most is None or most.high is None or most.high >= users


def _beginnings(incident: Incident, finding: Finding, at: datetime) -> Iterator[datetime]:
    """Give what the time of a limb may be counted from: first failures and last stretches."""
    impacts, critical = finding.given.impacts, incident.critical_facility
    if not impacts and critical is not None and finding.given.duration is not None:
        yield critical.period.start
    for i in impacts:
        periods = incident.impacts[i].periods
        yield periods[0].start
        if len(periods) > 1:
            yield stretches(periods, at)[1]


def _needs(last: Verdict, incident: Incident) -> Iterator[Need]:
    for finding in last.findings:
        required, users = finding.limb.users, finding.given.users
        if finding.met is Met.YES or required is None or users is None or not finding.impacts:
            continue
        lack = required - (users.low or 0)
        if lack > 0 and _will_last(finding, incident):
            enough = 0 if users.high is None else max(0, required - users.high)
            yield Need(finding.limb, finding.impacts, Bounds(enough, lack))


def _will_last(finding: Finding, incident: Incident) -> bool:
    """Whether the time that a limb asks for has been, or will be."""
    if any(incident.impacts[i].periods[-1].end is None for i in finding.impacts):
        return True
    limit, given = finding.limb.duration, finding.given.duration
    return limit is None or (given is not None and given.high is not None and given.high >= limit)
