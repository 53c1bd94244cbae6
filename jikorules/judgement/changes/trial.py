"""What facts that are told for a trial leave possible.

A trial makes no accident and no findings, and does not begin anew where little is told anew. On the
services, the times and what counts it hangs which impacts are held against which limb (`Trial`);
on the critical facility and the readings, how many users it then takes (`_Limits`); and whether
there are as many takes a few additions (`Counts`). So it is the same to try one number of users or
a hundred.

`tests/judgement/test_outcomes.py` holds a trial to what `judge` says of the accident.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import product
from types import MappingProxyType
from typing import Any, NamedTuple

from jikorules.basics.bounds import Bounds
from jikorules.basics.vocabulary import Facility, Overlap, Reporter
from jikorules.facts.incident import CriticalFacility
from jikorules.judgement.changes.replies import (
    CRITICAL,
    MINOR,
    OVERLAP,
    SERVICES,
    About,
    Fact,
    Facts,
    facts_of,
    readings_of,
    told,
)
from jikorules.judgement.counting import begun_since
from jikorules.judgement.judge import laws_that_may_hold, work_on_each, work_to_hold
from jikorules.judgement.limbs import RuleLimbs, limbs_of
from jikorules.judgement.parts import (
    Hit,
    Part,
    by_row,
    for_periodic,
    hits_of,
    parts_hit,
    times_of,
    told_apart,
)
from jikorules.judgement.possible_grades import MOST_WORK, possible_grades
from jikorules.judgement.readings import (
    MORE_THAN_ASKED,
    Limit,
    Pool,
    critical_finding,
    pooled,
)
from jikorules.judgement.verdict import Grade, Limb, Met, Verdict, union

_YES, _NO, _UNDECIDED = Met


class Outcome(NamedTuple):
    """The grades that are possible, and the work to find them, in looks at parts of worlds."""

    grades: tuple[Grade, ...]
    work: int


class Counts(NamedTuple):
    """The facts that change no limit, only whether it is reached.

    Attributes:
        users: the users of each impact; `lows` and `highs` are the same, at least and at most.
    """

    overlap: Overlap
    minor: bool | None
    users: Sequence[Bounds[int]]
    lows: Sequence[int]
    highs: Sequence[int]


class Trials:
    """Trials of other facts of the accident of a verdict; `facts` are those that it was told."""

    def __init__(self, verdict: Verdict) -> None:
        self.facts: dict[Fact, Any] = facts_of(verdict)
        self._verdict = verdict
        # What is settled stays so, whatever else is told. But voice calls that are told apart from
        # an app that has not ended may turn out to have failed after it; then nothing is.
        apart = told_apart(hits_of(verdict.incident, verdict.at))
        findings = () if apart else verdict.findings
        self._settled = {x.limb: x.met for x in findings if x.met is not _UNDECIDED}

    def of(self, tried: Mapping[Fact, Sequence[Any]]) -> Iterator[Outcome]:
        """Give what is possible for every combination of values of facts that are tried.

        They are tried in the order of `About`; the values of the last vary first.
        """
        if self._verdict.alternatives:
            for values in product(*tried.values()):
                yield self._under_all_laws({**self.facts, **_by_fact(tried, values)})
            return
        counts = _counts(self.facts, tried)
        of_parts = [fact for fact in tried if fact[0] < About.CRITICAL]
        of_limbs = [fact for fact in tried if fact[0] in (About.CRITICAL, About.READING)]
        for values in product(*[tried[fact] for fact in of_parts]):
            trial = self._trial(_by_fact(of_parts, values)) if of_parts else self._as_told
            for told_of_limbs in product(*[tried[fact] for fact in of_limbs]):
                limits = trial.limits(_by_fact(of_limbs, told_of_limbs))
                for each in counts:
                    yield limits.outcome(each)

    @cached_property
    def _as_told(self) -> "Trial":
        return self._trial({})

    def _trial(self, anew: Facts) -> "Trial":
        law = limbs_of(self._verdict.rules)
        return Trial(self._verdict, {**self.facts, **anew}, law, settled=self._settled)

    def _under_all_laws(self, facts: Facts) -> Outcome:
        """Give what is possible under each of the rule sets that may hold by the facts."""
        incident, found = told(self._verdict, facts).incident, list[Outcome]()
        laws, (counts,) = laws_that_may_hold(incident), _counts(facts, {})
        for first, law in laws:
            day = first if len(laws) > 1 else None
            begun = {**facts, CRITICAL: begun_since(incident, day).critical_facility}
            limits = Trial(self._verdict, begun, law, since=day).limits({})
            found.append(limits.outcome(counts, work_on_each(len(laws))))
        return Outcome(union([each.grades for each in found]), sum([each.work for each in found]))


def _by_fact(facts: Iterable[Fact], values: Iterable[Any]) -> Facts:
    return dict(zip(facts, values, strict=True))


def _counts(facts: Facts, tried: Mapping[Fact, Sequence[Any]]) -> list[Counts]:
    """Give the counts for every combination of the values that are tried."""
    places = range(len(facts[SERVICES]))
    overlaps, minors, *users = [
        tried.get(fact, (facts[fact],))
        for fact in (OVERLAP, MINOR, *[(About.USERS, i) for i in places])
    ]
    lows = [[each.low or 0 for each in one] for one in users]
    highs = [[MORE_THAN_ASKED if x.high is None else x.high for x in one] for one in users]
    numbers = [*zip(product(*users), product(*lows), product(*highs), strict=True)]
    return [Counts(one, two, *each) for one, two, each in product(overlaps, minors, numbers)]


class Trial:
    """Other facts of an accident under one rule set: which impacts are held against which limb.

    What is `settled` is not looked at again.
    """

    def __init__(
        self,
        verdict: Verdict,
        facts: Facts,
        law: RuleLimbs,
        *,
        since: date | None = None,
        settled: Mapping[Limb, Met] = MappingProxyType({}),
    ) -> None:
        incident = verdict.incident
        self.law: RuleLimbs = law
        self.facility: Facility = incident.facility
        self._settled = settled
        hits = [
            Hit(
                service,
                facts[About.USERS, i],
                facts[About.SUPPLEMENTARY, i],
                times_of(facts[About.PERIODS, i], verdict.at),
            )
            for i, service in enumerate(facts[SERVICES])
        ]
        self.parts: list[Part] = parts_hit(hits, law, self.facility, since)
        self.to_hold: int = work_to_hold(incident)
        self._pools = dict[Limb, Pool]()
        self._at, self._items = verdict.at, tuple[Limb, ...]()
        self._is_carrier = incident.reporter is Reporter.CARRIER
        if self._is_carrier:
            self._items = law.periodic[self.facility]
            self._hold(self._items, *for_periodic(self.parts), apart=True)
        for row, pool in by_row(self.parts).items():
            self._hold(law.rows[row], *pool, apart=False)
        readings = readings_of(facts)
        self._critical = self._lost(facts[CRITICAL])
        self._limits = {limb: x.limit(limb, readings.get(limb)) for limb, x in self._pools.items()}

    def _hold(
        self, limbs: Iterable[Limb], parts: Sequence[Part], sure: Sequence[Part], *, apart: bool
    ) -> None:
        limbs = [limb for limb in limbs if limb not in self._settled]
        if limbs:  # how the users overlap changes no limit
            pool = pooled(parts, sure, Overlap.UNKNOWN, apart=apart)
            self._pools.update(dict.fromkeys(limbs, pool))

    def _lost(self, critical: CriticalFacility | None) -> Met:
        """Tell whether the loss of a critical facility makes the accident serious."""
        return critical_finding(self.law, critical, self._at).met if self._is_carrier else _NO

    def limits(self, anew: Facts) -> "_Limits":
        """Tell how many users it takes if the critical facility or readings are told anew."""
        readings, limits = readings_of(anew), dict(self._limits)
        for limb in self._pools.keys() & readings:
            limits[limb] = self._pools[limb].limit(limb, readings[limb])
        critical = self._lost(anew[CRITICAL]) if CRITICAL in anew else self._critical
        serious = [limit for limb, limit in limits.items() if limb.grade is Grade.SERIOUS]
        periodic = [limits.get(limb) or self._settled[limb] for limb in self._items]
        return _Limits(self, [critical, *serious], periodic)


class _Limits:
    """How many users of which impacts it takes to meet the limbs."""

    def __init__(
        self, trial: Trial, serious: Sequence[Met | Limit], periodic: Sequence[Met | Limit]
    ) -> None:
        self._trial, self._periodic = trial, periodic
        self._limits = [each for each in serious if isinstance(each, Limit)]
        self._met = {each for each in serious if isinstance(each, Met)}
        self._serious = Outcome((Grade.SERIOUS,), trial.to_hold)

    def outcome(self, counts: Counts, work: int = MOST_WORK) -> Outcome:
        """Give what is possible with so many users; no more than so much work is done."""
        if _YES in self._met:
            return self._serious
        overlap, minor, users, lows, highs = counts
        trial, serious = self._trial, _UNDECIDED if _UNDECIDED in self._met else _NO
        for limit in self._limits:
            met = limit.met(lows, highs, overlap)
            if met is _YES:
                return self._serious
            if met is _UNDECIDED:
                serious = met
        periodic = [
            each if isinstance(each, Met) else each.met(lows, highs, overlap)
            for each in self._periodic
        ]
        parts = trial.parts
        if serious is _UNDECIDED:  # or else nothing more hangs on their users
            parts = [part.with_users(users[part.place]) for part in parts]
        possible = possible_grades(
            (serious,),
            periodic,
            parts,
            trial.law,
            facility=trial.facility,
            overlap=overlap,
            minor=minor,
            work=work,
        )
        return Outcome(possible.grades, trial.to_hold + work - possible.work_left)
