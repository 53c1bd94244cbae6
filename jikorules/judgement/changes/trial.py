"""What facts that are told for a trial leave possible.

A trial makes no accident and no findings, and does not begin anew where little changes:

- the services, the times, and what counts say which impacts are held against which limbs (`Trial`),
- with the readings, whose users count against which limb (`_Limits`),
- and numbers of users meet these or not (`Counts`), which takes a few additions.

So many combinations of the last cost little more than one. `tests/judgement/test_outcomes.py` holds
all of it to what `judge` says of the accidents.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

from jikorules.basics.bounds import Bounds
from jikorules.basics.vocabulary import Facility, Overlap, Reporter
from jikorules.judgement.changes.replies import (
    CRITICAL,
    MINOR,
    OVERLAP,
    SERVICES,
    facts_of,
    About,
    Fact,
    Facts,
    readings_of,
    told,
)
from jikorules.judgement.counting import begun_since
from jikorules.judgement.judge import laws_that_may_hold, work_on_each, work_to_hold
from jikorules.judgement.limbs import RuleLimbs, limbs_of
from jikorules.judgement.parts import Hit, Part, hits_of, parts_hit, times_of, told_apart
from jikorules.judgement.possible_grades import MOST_WORK, possible_grades
from jikorules.judgement.readings import Limit, Pool, critical_finding, pooled
from jikorules.judgement.verdict import Grade, Limb, Met, Reading, Verdict, union

_YES, _NO, _UNDECIDED = Met
_ENDLESS = 2**62  # more users than any limb asks for, where there may be any number


class Outcome(NamedTuple):
    """The grades that are possible, and the work to find them, in looks at parts of worlds."""

    grades: tuple[Grade, ...]
    work: int


class Counts(NamedTuple):
    """The facts that no limit hangs on, only whether it is reached.

    Attributes:
        users: the users of each impact; `lows` and `highs` are the same, at least and at most.
    """

    overlap: Overlap
    minor: bool | None
    users: Sequence[Bounds[int]]
    lows: Sequence[int]
    highs: Sequence[int]


def _counts(facts: Facts, tried: Mapping[Fact, Sequence[Any]]) -> list[Counts]:
    """Give the facts of `Counts`, for every combination of the values that are tried."""
    overlaps, minors, *users = [
        tried.get(fact, (facts[fact],))
        for fact in (OVERLAP, MINOR, *[(About.USERS, i) for i in range(len(facts[SERVICES]))])
    ]
    lows = [[each.low or 0 for each in one] for one in users]
    highs = [[_ENDLESS if each.high is None else each.high for each in one] for one in users]
    numbers = [*zip(product(*users), product(*lows), product(*highs), strict=True)]
    return [Counts(one, two, *each) for one, two, each in product(overlaps, minors, numbers)]


class Trials:
    """Trials of facts told of the accident of a verdict."""

    def __init__(self, verdict: Verdict) -> None:
        self.facts, self._verdict = facts_of(verdict), verdict
        apart = told_apart(hits_of(verdict.incident, verdict.at))
        findings = [] if apart else [x for x in verdict.findings if x.met is not _UNDECIDED]
        self._settled = {finding.limb: finding.met for finding in findings}
        self._law = limbs_of(verdict.rules)

    @cached_property
    def _as_told(self) -> "Trial":
        return Trial(self._verdict, self.facts, self._law, settled=self._settled)

    def outcomes(self, tried: Mapping[Fact, Sequence[Any]]) -> Iterator[Outcome]:
        """Give what is possible for every combination of values of facts that are tried.

        They stand in the order of `About`; the values of the last vary first.
        """
        verdict, facts = self._verdict, self.facts
        if verdict.alternatives:
            for values in product(*tried.values()):
                yield _outcome(verdict, {**facts, **dict(zip(tried, values, strict=True))})
            return
        counts = _counts(facts, tried)
        of_parts = [fact for fact in tried if fact[0] < About.READING]
        of_limbs = [fact for fact in tried if fact[0] is About.READING]
        for values in product(*[tried[fact] for fact in of_parts]):
            if values:
                trial = Trial(verdict, {**facts, **dict(zip(of_parts, values, strict=True))}, self._law, settled=self._settled)
            else:
                trial = self._as_told
            for readings in product(*[tried[fact] for fact in of_limbs]):
                limits = trial.limits(readings_of(dict(zip(of_limbs, readings, strict=True))))
                for each in counts:
                    yield limits.outcome(each)


def _outcome(verdict: Verdict, facts: Facts) -> Outcome:
    """Give what is possible by facts if it hangs on them which rules hold."""
    incident, found = told(verdict, facts).incident, list[Outcome]()
    laws = laws_that_may_hold(incident)
    (counts,) = _counts(facts, {})
    for day, law in laws:
        begun = {**facts, CRITICAL: begun_since(incident, day).critical_facility}
        limits = Trial(verdict, begun, law, day).limits({})
        found.append(limits.outcome(counts, work_on_each(len(laws))))
    return Outcome(union([each.grades for each in found]), sum([each.work for each in found]))


class Trial:
    """Facts told for a trial, but for those that come after the readings, under one rule set."""

    def __init__(
        self, verdict: Verdict, facts: Facts, law: RuleLimbs, since: date | None = None, settled: Mapping[Limb, Met] = {}
    ) -> None:
        self.incident, self.law = verdict.incident, law
        self.facility, self._is_carrier = self.incident.facility, self.incident.reporter is Reporter.CARRIER
        self._settled, self._told = settled, readings_of(facts)
        hits = [
            Hit(
                service,
                facts[About.USERS, i],
                facts[About.SUPPLEMENTARY, i],
                times_of(facts[About.PERIODS, i], verdict.at),
            )
            for i, service in enumerate(facts[SERVICES])
        ]
        self.parts = parts_hit(hits, law, self.facility, since)
        self._pools = dict[Limb, Pool]()
        self.critical = _NO
        if self._is_carrier:
            pool = [part for part in self.parts if part.periodic is not False]
            sure = [part for part in pool if part.periodic is True]
            self._hold(law.periodic[self.facility], pool, sure)
        if self.facility is Facility.TELECOM:
            if self._is_carrier:
                self.critical = critical_finding(law, facts[CRITICAL], verdict.at).met
            pools: dict[int, list[Part]] = {}
            for part in self.parts:
                for row in part.rows if part.serious is not False else ():
                    pools.setdefault(row, []).append(part)
            for row, pool in pools.items():
                sure = [part for part in pool if part.serious is True and len(part.rows) == 1]
                self._hold(law.rows[row], pool, sure)
        self._limits = {limb: pool.limit(limb, self._told.get(limb)) for limb, pool in self._pools.items()}

    def _hold(self, limbs: Sequence[Limb], parts: Sequence[Part], sure: Sequence[Part]) -> None:
        open_ = [limb for limb in limbs if limb not in self._settled]
        if open_:
            pool = pooled(parts, sure, self.incident.overlap, apart=limbs[0].grade is Grade.PERIODIC)
            for limb in open_:
                self._pools[limb] = pool

    def limits(self, readings: Mapping[Limb, Reading]) -> "_Limits":
        """Tell whose users count against which limb, as limbs are read."""
        limits = self._limits
        if readings:
            limits = {**limits, **{limb: self._pools[limb].limit(limb, reading) for limb, reading in readings.items() if limb in self._pools}}
        serious = [limit for limb, limit in limits.items() if limb.grade is Grade.SERIOUS]
        periodic = [limits.get(limb) or self._settled[limb] for limb in self.law.periodic[self.facility]] if self._is_carrier else []
        return _Limits(self, [self.critical, *serious], periodic)


class _Limits:
    """How it hangs on the users which limbs are met."""

    def __init__(
        self, trial: Trial, serious: Sequence[Met | Limit], periodic: Sequence[Met | Limit]
    ) -> None:
        self._trial, self._periodic = trial, periodic
        self._told = [each for each in serious if isinstance(each, Met)]
        self._serious = [each for each in serious if isinstance(each, Limit)]
        self._to_hold = work_to_hold(trial.incident)
        self._is_serious = Outcome((Grade.SERIOUS,), self._to_hold)

    def outcome(self, counts: Counts, work: int = MOST_WORK) -> Outcome:
        """Give what is possible with so many users; no more than so much work is done."""
        if _YES in self._told:
            return self._is_serious
        overlap, minor, users, lows, highs = counts
        serious, parts = _UNDECIDED if _UNDECIDED in self._told else _NO, self._trial.parts
        for limit in self._serious:
            met = limit.met(lows, highs, overlap)
            if met is _YES:
                return self._is_serious
            if met is _UNDECIDED:
                serious = met
        if serious is _UNDECIDED:
            parts = [part.with_users(users[part.place]) for part in parts]
        possible = possible_grades(
            (serious,),
            [x if isinstance(x, Met) else x.met(lows, highs, overlap) for x in self._periodic],
            parts,
            self._trial.law,
            facility=self._trial.facility,
            overlap=overlap,
            minor=minor,
            work=work,
        )
        return Outcome(possible.grades, self._to_hold + work - possible.work_left)
