"""When, and by what, the answer for a running accident will change if nothing else does.

Time enters a judgement only as "now less the beginning of something, compared with a limit". So
the moments at which anything can change are the beginnings plus the limits; judging at each of
them tells what does change there.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from attrs import evolve, frozen

from jikorules.basics.bounds import Bounds
from jikorules.facts.incident import Incident, Period
from jikorules.judgement.counting import begun_since
from jikorules.judgement.judge import judge, judge_parts, work_on_each, work_to_hold
from jikorules.judgement.limbs import limbs_of
from jikorules.judgement.parts import parts_at, parts_of, stretches
from jikorules.judgement.verdict import Finding, Given, Grade, Limb, Met, Verdict, union
from jikorules.law.ruleset import Rules

# So many moments are looked at one by one.
_MOST_MOMENTS = 100
# What is to come is told until so much work is spent.
_MOST_WORK = 2**19


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


class _Stand(NamedTuple):
    """How things stand at a moment."""

    possible: tuple[Grade, ...]
    findings: Sequence[Finding]

    def is_like(self, other: "_Stand") -> bool:
        """Whether the grades and what is met are the same."""
        return self.possible == other.possible and [each.met for each in self.findings] == [
            each.met for each in other.findings
        ]


class _Coming(NamedTuple):
    """What is to come under one rule set, or under several."""

    crossings: tuple[Crossing, ...]
    needs: tuple[Need, ...]
    until: datetime | None


@frozen
class Outlook:
    """What is to come.

    Attributes:
        at: now.
        verdict: the verdict for now.
        crossings: all moments at which a finding or the answer turns, soonest first.
        needs: for each limb that time alone will never surely meet, what it lacks.
        margins: for an accident that is over, by how much each limb was met or missed.
        until: where so much is running and unknown that it is not told to the end: the moment from
            which on anything may turn, and for which to ask again.
    """

    at: datetime
    verdict: Verdict
    crossings: tuple[Crossing, ...]
    needs: tuple[Need, ...]
    margins: tuple[Margin, ...]
    until: datetime | None = None

    @property
    def next_change(self) -> Crossing | None:
        """The next moment at which the possible grades change, None if they never will."""
        now = self.verdict.possible
        return next((each for each in self.crossings if each.possible != now), None)


def outlook(
    incident: Incident,
    at: datetime,
    *,
    rules: Rules | None = None,
    before: Outlook | None = None,
) -> Outlook:
    """Tell every future moment at which the answer changes if nothing but time does.

    Args:
        incident: the facts.
        at: now, time-zone aware.
        rules: the rule set to apply, or a day or an era year that names it; that of the accident's
            first day in Japan if left out.
        before: the last outlook on the accident. While the facts stay the same, so does what is
            to come, and it is taken from there, which costs little more than `judge`. If the facts
            or the rules are others, it is left aside.

    Raises:
        NotCovered: no rule set is known for the accident's first day.
        InvalidInput: `rules` names none; `at` is not time-zone aware, or before the beginning of
            what has not ended.

    Example:
        >>> from jikorules import JAPAN, Impact, Period, Service
        >>> start = datetime(2026, 5, 10, 1, 0, tzinfo=JAPAN)
        >>> phone = Service("voice", emergency_calls=True)
        >>> coming = outlook(Incident([Impact(phone, 30_000, Period(start))]), start)
        >>> [(each.at.hour, each.at_least.name) for each in coming.crossings]
        [(2, 'SERIOUS'), (3, 'SERIOUS')]
    """
    verdict = judge(incident, rules=rules, at=at)
    if (
        before is not None
        and before.at <= at
        and _is_same(before.verdict.incident, verdict.incident)
        and _is_same(before.verdict.rules, verdict.rules)
        and len(before.verdict.alternatives) == len(verdict.alternatives)
        and (before.until is None or at < before.until)
    ):  # what was to come is still to come, but for what has come since
        crossings = before.crossings
        if crossings and crossings[0].at <= at:
            crossings = tuple([each for each in crossings if each.at > at])
        return Outlook(at, verdict, crossings, before.needs, before.margins, before.until)
    if all([period.end is not None for period in verdict.periods()]):
        margins = tuple(
            Margin(finding, finding.margin)
            for each in verdict.alternatives or (verdict,)
            for finding in each.findings
            if _is_limit(finding) and finding.given != Given()
        )
        return Outlook(at, verdict, (), (), margins)
    coming = _coming(verdict, at)
    return Outlook(at, verdict, coming.crossings, coming.needs, (), coming.until)


def _is_same(one: object, other: object) -> bool:
    """Whether two are equal; mostly they are one, and comparing them takes long."""
    return one is other or one == other


def _coming(verdict: Verdict, at: datetime) -> _Coming:
    """Tell what is to come, under each of the rules that may hold."""
    laws = verdict.alternatives or (verdict,)
    each = [_coming_under(one, at, len(laws)) for one in laws]
    if len(each) == 1:
        return each[0]
    untils = [one.until for one in each if one.until is not None]
    until = min(untils, default=None)
    now = [one.possible for one in laws]
    crossings: list[Crossing] = []
    for moment in sorted({one.at for coming in each for one in coming.crossings}):
        if until is not None and moment >= until:
            break
        turned = [[one for one in coming.crossings if one.at == moment] for coming in each]
        now = [those[0].possible if those else was for those, was in zip(turned, now, strict=True)]
        possible = union(now)
        crossings += [
            evolve(one, at_least=possible[0], possible=possible) for one in chain(*turned)
        ]
    needs = dict.fromkeys(chain(*(coming.needs for coming in each)))
    return _Coming(tuple(crossings), tuple(needs), until)


def _coming_under(verdict: Verdict, at: datetime, laws: int) -> _Coming:
    """Judge on under one of several rule sets, to the last moment at which anything may turn.

    As time passes, a finding can only be met more, and a grade only be ruled out or become
    possible. So of very many moments those between two that are alike are passed over.
    """
    incident, law = begun_since(verdict.incident, verdict.since), limbs_of(verdict.rules)
    parts = parts_of(incident, law, at, verdict.since)
    work, work_on_one = _MOST_WORK // laws, work_on_each(laws)
    to_hold = work_to_hold(incident)

    def stand(moment: datetime) -> tuple[_Stand, int]:
        later = parts_at(parts, incident, moment)
        possible, findings = judge_parts(later, incident, law, moment, work=work_on_one)
        return _Stand(possible.grades, findings), to_hold + work_on_one - possible.work_left

    now = _Stand(verdict.possible, [each for each in verdict.findings if _is_limit(each)])
    moments = _moments(incident, now.findings, at)
    if not moments:
        return _Coming((), tuple(_needs(now.findings, incident)), None)
    last, spent = stand(moments[-1][0])
    needs = tuple(_needs(last.findings, incident))
    crossings: list[Crossing] = []
    spans = [(now, 0, len(moments) - 1, last)]  # the moments from one to another, soonest on top
    while spans:
        before, first, until, after = spans.pop()
        if len(moments) > _MOST_MOMENTS and before.is_like(after):
            continue
        if first == until:
            crossings += _turned(before, after, *moments[first])
            continue
        if spent >= work:
            return _Coming(tuple(crossings), needs, moments[first][0])
        middle = (first + until) // 2
        between, more = stand(moments[middle][0])
        spent += more
        spans += [(between, middle + 1, until, after), (before, first, middle, between)]
    return _Coming(tuple(crossings), needs, None)


def _turned(
    before: _Stand, after: _Stand, moment: datetime, places: Iterable[int]
) -> Iterator[Crossing]:
    """Tell what turns at a moment, of the findings whose time comes there."""
    turned: list[Finding | None] = [
        after.findings[i] for i in places if after.findings[i].met is not before.findings[i].met
    ]
    if not turned and after.possible != before.possible:  # only the grades did
        open_ = [i for i in places if before.findings[i].met is not Met.YES]
        turned = [after.findings[i] for i in open_ if _has_lasted(after.findings[i])] or [None]
    for finding in turned:
        yield Crossing(moment, after.possible[0], after.possible, finding)


def _is_limit(finding: Finding) -> bool:
    return finding.limb.exclusion is None


def _has_lasted(finding: Finding) -> bool:
    limit, given = finding.limb.duration, finding.given.duration
    return limit is not None and given is not None and given.low is not None and given.low >= limit


def _moments(
    incident: Incident, findings: Iterable[Finding], at: datetime
) -> list[tuple[datetime, list[int]]]:
    """Give every later moment at which findings may turn, soonest first, with their indexes."""
    critical = incident.critical_facility
    beginnings = [_beginnings(impact.periods, at) for impact in incident.impacts]
    moments: dict[datetime, list[int]] = {}
    for i, finding in enumerate(findings):
        limit, impacts = finding.limb.duration, finding.given.impacts
        if limit is None or finding.given.duration is None or finding.met is Met.YES:
            continue
        starts = {start for place in impacts for start in beginnings[place]}
        if not _is_within_reach(finding):
            # It never turns. What it lacks is told as it stands in the end.
            starts = {max(starts)} if len(impacts) > 1 else set()
        elif not impacts and critical is not None:
            starts = {critical.period.start}
        for moment in [start + limit for start in starts]:
            if moment > at:
                moments.setdefault(moment, []).append(i)
    return sorted(moments.items())


def _beginnings(periods: Sequence[Period], at: datetime) -> tuple[datetime, ...]:
    """Give what the time may be counted from: the first failure and the last stretch."""
    first = periods[0].start
    return (first,) if len(periods) == 1 else (first, stretches(periods, at)[1])


def _is_within_reach(finding: Finding) -> bool:
    """Whether there may be as many users as the limb asks for."""
    most, users = finding.given.users, finding.limb.users
    return users is None or most is None or most.high is None or most.high >= users


def _needs(findings: Iterable[Finding], incident: Incident) -> Iterator[Need]:
    running = {i for i, each in enumerate(incident.impacts) if each.periods[-1].end is None}
    for finding in findings:
        required, users, impacts = finding.limb.users, finding.given.users, finding.given.impacts
        if finding.met is Met.YES or required is None or users is None or not impacts:
            continue
        lack = required - (users.low or 0)
        if lack > 0 and (not running.isdisjoint(impacts) or _may_have_lasted(finding)):
            enough = 0 if users.high is None else max(0, required - users.high)
            yield Need(finding.limb, impacts, Bounds(enough, lack))


def _may_have_lasted(finding: Finding) -> bool:
    """Whether what is over may have lasted as long as a limb asks."""
    limit, given = finding.limb.duration, finding.given.duration
    most = None if given is None else given.high
    return limit is None or most is None or most >= limit
