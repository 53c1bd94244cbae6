"""Facts told of an accident for a trial, and the grades that they leave possible.

No accident is made of them, and no findings: only what a fact changes is counted anew.
`tests/judgement/test_outcomes.py` holds it to what `judge` says of the accidents.
"""

from bisect import bisect_right
from collections.abc import Hashable, Sequence
from datetime import date, datetime
from enum import IntEnum
from functools import reduce
from itertools import product
from math import inf
from operator import or_
from typing import Any, NamedTuple

from attrs import evolve

from jikorules.basics.vocabulary import Overlap
from jikorules.facts.incident import to_periods
from jikorules.facts.service import Service
from jikorules.judgement.changes.replies import (
    Reply,
    critical_told,
    ended,
    narrowed,
    services_told,
)
from jikorules.judgement.changes.shape import (
    ENDLESS,
    Answers,
    Grades,
    Shape,
    Told,
    View,
    Ways,
    may_tell_apart,
)
from jikorules.judgement.judge import laws_that_may_hold, work_on_each, work_to_hold
from jikorules.judgement.limbs import FAR, RuleLimbs, limbs_of
from jikorules.judgement.parts import hits_of, times_of
from jikorules.judgement.possible_grades import MOST_WORK
from jikorules.judgement.readings import critical_finding
from jikorules.judgement.verdict import Grade, Limb, Met, Quantity, Question, Verdict

_UNDECIDED = Met.UNDECIDED


class About(IntEnum):
    """What a fact is about; the dearest to change comes first."""

    SERVICES = 0
    END = 1
    SUPPLEMENTARY = 2
    CRITICAL = 3
    OVERLAP = 4
    USERS = 5
    READING = 6
    MINOR = 7


class Fact(NamedTuple):
    """A fact that is asked: of an impact (its index), of a limb (its reading), or of all."""

    about: About
    of: int | Limb | None = None


_OF_IMPACTS = {
    Quantity.USERS: About.USERS,
    Quantity.END: About.END,
    Quantity.SUPPLEMENTARY: About.SUPPLEMENTARY,
}
_OF_ALL = {
    Quantity.END: Fact(About.CRITICAL),
    Quantity.INSTALLED: Fact(About.CRITICAL),
    Quantity.OVERLAP: Fact(About.OVERLAP),
    Quantity.MINOR: Fact(About.MINOR),
}


def fact_of(question: Question) -> Fact:
    """Give the fact that a question asks; the traits of all services are one."""
    if question.limb is not None:
        return Fact(About.READING, question.limb)
    if question.impact is None:
        return _OF_ALL[question.quantity]
    about = _OF_IMPACTS.get(question.quantity)
    return Fact(About.SERVICES) if about is None else Fact(about, question.impact)


class Trial:
    """An accident of which facts are told for a trial."""

    def __init__(self, verdict: Verdict) -> None:
        incident = verdict.incident
        self._incident, self._at = incident, verdict.at
        self._hits = hits_of(incident, verdict.at)
        self._users = [hit.users for hit in self._hits]
        self._lows = [users.low or 0 for users in self._users]
        self._highs = [ENDLESS if x.high is None else x.high for x in self._users]
        # By what is told of other facts than users: the ids of values, all of which are kept.
        self._shapes: dict[Hashable, Shape] = {}
        self._changed: dict[Fact, int] = {}
        self._now: Shape | None = None  # if nothing but users is told anew
        self._kept: list[Any] = []
        self._critical, self._overlap = incident.critical_facility, incident.overlap
        self._minor, self._readings = incident.minor, dict(verdict.readings)
        self._as_told = Ways({}, [incident.minor])
        self._to_hold = work_to_hold(incident)
        self._tells_apart = may_tell_apart(incident)
        # What seems to be told apart may turn out to have ended before; then nothing is settled.
        ends = [hit.times.over for hit in self._hits]
        self._may_part = self._tells_apart and verdict.at is None and FAR in ends
        each = verdict.alternatives or (verdict,)
        self._laws = [limbs_of(one.rules) for one in each]
        self._findings = {(one.since, one.rules.id): one.findings for one in each}
        open_ = [x for one in each for x in one.findings if x.met is _UNDECIDED]
        self._in_table = Grade.SERIOUS in [finding.limb.grade for finding in open_]
        self._limits = {x.limb.duration for x in open_ if x.limb.duration is not None}
        if self._may_part:
            self._limits.update(*[law.durations for law in self._laws])
        self._seen: dict[tuple[date | None, str], View] = {}
        self._views: dict[Hashable, list[View]] = {}
        self._moments: list[datetime] | None = None

    def value(self, fact: Fact) -> Any:
        """Give what is told of a fact; of what needs no counting, nothing."""
        about, of = fact
        if about is About.SERVICES:
            return tuple([hit.service for hit in self._hits])
        if about is About.CRITICAL:
            return self._critical
        if about is About.OVERLAP:
            return self._overlap
        if not isinstance(of, int):
            return None
        if about is About.USERS:
            return self._users[of]
        hit = self._hits[of]
        return hit.times if about is About.END else hit.supplementary

    def put(self, fact: Fact, value: Any) -> None:
        """Tell a fact: a value that `value` or `told` has given, and that the caller keeps."""
        about, of = fact
        if about is About.USERS:
            self._users[of] = value  # type: ignore[index]
            self._lows[of] = value.low or 0  # type: ignore[index]
            self._highs[of] = ENDLESS if value.high is None else value.high  # type: ignore[index]
            return
        if self._changed.get(fact) == id(value):
            return
        self._changed[fact] = id(value)
        self._now = None
        if about is About.OVERLAP:
            self._overlap = value
        elif about is About.END:
            self._hits[of] = self._hits[of]._replace(times=value)  # type: ignore[index]
        elif about is About.SUPPLEMENTARY:
            self._hits[of] = self._hits[of]._replace(supplementary=value)  # type: ignore[index]
        elif about is About.SERVICES:
            told = zip(self._hits, value, strict=True)
            self._hits = [hit._replace(service=service) for hit, service in told]
        else:
            self._critical = value

    def told(self, fact: Fact, value: Any, question: Question, reply: Reply) -> Any:
        """Give what a reply makes of the value of a fact.

        Raises:
            InvalidInput: the reply contradicts the value.
        """
        about, of = fact
        if about is About.USERS:
            return narrowed(value, question.value, reply)
        if about is About.END:
            periods = self._incident.impacts[of].periods  # type: ignore[index]
            return times_of(to_periods(ended(periods, reply)), self._at)
        if about is About.SERVICES:
            return services_told(value, question, reply)
        if about is About.CRITICAL:
            return critical_told(value, question.quantity, reply)
        return reply

    def sort(self, fact: Fact, value: Any) -> Hashable:
        """Give what the rules make of a value; values of one sort give the same answers."""
        about = fact.about
        sort: Hashable = value
        if about is About.USERS:
            sort = value.low, value.high
        elif about is About.END:
            # A time enters as what it is from some beginning, compared with a limit; or by whether
            # what ended then was over when something else began.
            sort = bisect_right(self._turns(), value.over)
        elif about is About.SERVICES and not self._tells_apart:  # else it hangs on their times
            first: dict[Service, int] = {}
            same = [first.setdefault(each, i) for i, each in enumerate(value)]
            laws = self._laws if self._in_table else ()
            sort = *same, *[law.rows_of(each) for law in laws for each in first]
        elif about is About.CRITICAL and len(self._laws) == 1:
            sort = critical_finding(self._laws[0], value, self._at).met
        return sort

    def _turns(self) -> list[datetime]:
        """Give the moments at which it turns what it means to have ended."""
        if self._moments is None:
            incident = self._incident
            periods = [period for impact in incident.impacts for period in impact.periods]
            if incident.critical_facility is not None:
                periods.append(incident.critical_facility.period)
            starts = {period.start for period in periods}
            turns = {start + limit for start, limit in product(starts, self._limits)}
            self._moments = sorted(turns | starts if self._tells_apart else turns)
        return self._moments

    def rank(self, fact: Fact, value: Any) -> Any:
        """Give what values of a fact are ordered by if more of it can only meet more; else None."""
        about = fact.about
        if len(self._laws) > 1:
            return None
        if about is About.USERS:
            return value.low or 0, inf if value.high is None else value.high
        if about is About.OVERLAP:
            return value is Overlap.DISJOINT
        if self._tells_apart:
            return None
        if about is About.END:
            return value.over
        return value is False if about is About.SUPPLEMENTARY else None

    def answers_to(self, question: Question, replies: Sequence[Reply]) -> tuple[list[Grades], int]:
        """Give the grades that are possible after each reply to one question, and the work."""
        fact = fact_of(question)
        if isinstance(fact.of, Limb):
            grades, work, _ = self.answers(Ways({fact.of: replies}, [self._minor]))
            return [*grades], work
        if fact.about is About.MINOR:
            grades, work, _ = self.answers(Ways({}, replies))
            return [*grades], work
        before, found = self.value(fact), list[Answers]()
        for reply in replies:
            self._kept.append(self.told(fact, before, question, reply))
            self.put(fact, self._kept[-1])
            found.append(self.answers(self._as_told))
            if fact.about is not About.USERS:
                self._shapes.clear()  # they are told apart by the values, not by the facts
        self.put(fact, before)
        self._changed.clear()
        return [each.grades[0] for each in found], sum([each.work for each in found])

    def answers(self, ways: Ways) -> Answers:
        """Give what is possible by what is told, in all ways, the last varying first."""
        if self._now is not None and self._now.ways is ways:
            return self._answers(self._now, MOST_WORK)
        views = self._views_now()
        if len(views) == 1:
            shape = self._shape(views[0], ways)
            self._now = shape if len(self._laws) == 1 else None
            return self._answers(shape, MOST_WORK)
        work = work_on_each(len(views))
        each = [self._answers(self._shape(view, ways), work) for view in views]
        grades = [reduce(or_, one) for one in zip(*[x.grades for x in each], strict=True)]
        return Answers(grades, sum([x.work for x in each]), None)

    def _answers(self, shape: Shape, work: int) -> Answers:
        return shape.answers(self._users, (self._lows, self._highs), self._to_hold, work)

    def _shape(self, view: View, ways: Ways) -> Shape:
        """Tell how it hangs on the users what is met by what else is told."""
        key = view, ways, *self._changed.values()
        shape = self._shapes.get(key)
        if shape is None:
            told = Told(self._hits, self._critical, self._overlap, self._readings)
            shape = self._shapes[key] = view.shape(told, ways)
        return shape

    def _views_now(self) -> list[View]:
        """Give the accident as the rules see it that may hold by what is told."""
        key: Hashable = None
        if len(self._laws) > 1:
            hits = zip(self._hits, self._users, strict=True)
            key = (
                *[(hit.supplementary, (users.low or 0) > 0) for hit, users in hits],
                self._critical and self._critical.installed_by,
            )
        if key not in self._views:
            self._views[key] = [self._view(day, law) for day, law in self._laws_now()]
        return self._views[key]

    def _laws_now(self) -> Sequence[tuple[date | None, RuleLimbs]]:
        if len(self._laws) == 1:
            return [(None, self._laws[0])]
        impacts = [
            evolve(impact, users=users, supplementary=hit.supplementary)
            for impact, hit, users in zip(
                self._incident.impacts, self._hits, self._users, strict=True
            )
        ]
        critical = self._critical
        told = evolve(self._incident, impacts=impacts, critical_facility=critical)
        laws = laws_that_may_hold(told)
        return laws if len(laws) > 1 else [(None, laws[0][1])]

    def _view(self, day: date | None, law: RuleLimbs) -> View:
        key = day, law.rules.id
        if key not in self._seen:
            findings = None if self._may_part else self._findings.get(key)
            self._seen[key] = View(self._incident, law, day, self._at, findings)
        return self._seen[key]
