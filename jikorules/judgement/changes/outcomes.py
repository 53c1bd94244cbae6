"""What every combination of replies to the open questions would answer.

The questions on one fact are taken together, and the values that their replies give it are sorted:
values that the rules cannot tell apart are one. Each sort of one fact is tried beside each sort of
the others.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain, product
from math import prod
from typing import Any

from jikorules.basics.errors import InvalidInput
from jikorules.facts.incident import Incident
from jikorules.judgement.changes.replies import (
    About,
    Fact,
    Facts,
    Reply,
    after,
    fact_of,
    facts_of,
)
from jikorules.judgement.changes.trial import Trials
from jikorules.judgement.limbs import limbs_of
from jikorules.judgement.readings import critical_finding
from jikorules.judgement.verdict import Question, Verdict

Asked = tuple[Question, Sequence[Reply]]
"""A question with the replies that are tried."""


def _after(known: Any, question: Question, reply: Reply, facts: Facts) -> Any:
    try:
        return after({**facts, fact_of(question): known}, question, reply)
    except InvalidInput:
        return None


class Axis:
    """A fact that is asked, with all questions on it.

    Attributes:
        values: one value of each sort.
        given: the sort of the value that replies give, for all that do not contradict one another.
        beside: for each sort, the answers beside all values of the other facts, in order.
    """

    def __init__(self, fact: Fact, asked: Sequence[Asked], facts: Facts, law: "_Sight") -> None:
        self.questions = [question for question, _ in asked]
        self.values, self.given = list[Any](), dict[tuple[Reply, ...], int]()
        self.beside: Sequence[Sequence[Hashable]] = ()
        told: dict[tuple[Reply, ...], Any] = {(): facts.get(fact)}
        for question, replies in asked:
            told = {
                (*before, reply): value
                for before, known in told.items()
                for reply in replies
                if (value := _after(known, question, reply, facts)) is not None
            }
        sorts: dict[Hashable, int] = {}
        for replies, value in told.items():
            sort = law.sort(fact, value)
            if sort not in sorts:
                sorts[sort] = len(sorts)
                self.values.append(value)
            self.given[replies] = sorts[sort]
        counts = [*self.given.values()]
        self.weights = [counts.count(i) for i in range(len(sorts))]

    def matters(self, question: Question) -> bool:
        """Whether two combinations that differ in the reply to this only differ in the answer."""
        j = self.questions.index(question)
        beside: dict[tuple[Reply, ...], Sequence[Hashable]] = {}
        return any(
            beside.setdefault((*replies[:j], *replies[j + 1 :]), self.beside[i]) != self.beside[i]
            for replies, i in self.given.items()
        )

    def left_open(self, question: Question) -> int:
        """Count the answers that are still possible after each reply, beyond one."""
        j, left = self.questions.index(question), dict[Reply, set[Hashable]]()
        for replies, i in self.given.items():
            left.setdefault(replies[j], set()).update(self.beside[i])
        return sum(len(answers) - 1 for answers in left.values())


def axes_of(
    verdict: Verdict, asked: Iterable[Asked], work: int
) -> Mapping[Question, Axis] | None:
    trials, of = Trials(verdict), dict[Fact, list[Asked]]()
    for each in asked:
        of.setdefault(fact_of(each[0]), []).append(each)
    sight = _Sight(verdict)
    axes = {fact: Axis(fact, of[fact], trials.facts, sight) for fact in sorted(of, key=lambda x: (x[0], x[1] if type(x[1]) is int else 0))}
    weights = map(prod, product(*[axis.weights for axis in axes.values()]))
    answers = []
    for weight, found in zip(weights, trials.outcomes({k: x.values for k, x in axes.items()})):
        answers.append(found.grades)
        work -= weight * found.work
        if work < 0:
            return None
    step = len(answers)
    for axis in axes.values():
        size, step = step, step // max(1, len(axis.values))
        axis.beside = [
            [x for i in range(first, len(answers), size) for x in answers[i : i + step]]
            for first in range(0, size, max(1, step))
        ]
    return {question: axis for axis in axes.values() for question in axis.questions}


class _Sight:
    """What the rules see of facts."""

    def __init__(self, verdict: Verdict) -> None:
        self._verdict = verdict
        self._laws = [limbs_of(each.rules) for each in verdict.alternatives or (verdict,)]

    def _turns(self, place: int) -> list[datetime]:
        incident = self._verdict.incident
        critical = incident.critical_facility
        periods = [*chain(*[each.periods for each in incident.impacts])]
        if critical is not None:
            periods.append(critical.period)
        starts, limbs = {period.start for period in periods}, []
        for law in self._laws:
            rows = law.rows_of(incident.impacts[place].service)
            limbs += [*law.periodic[incident.facility], *chain(*[law.rows[row] for row in rows])]
        limits = {limb.duration for limb in limbs if limb.duration is not None}
        return sorted(starts | {start + limit for start in starts for limit in limits})

    def sort(self, fact: Fact, value: Any) -> Hashable:
        """Give what the rules make of a value; values of one sort give the same answers."""
        if fact[0] is About.PERIODS:
            return bisect_right(self._turns(fact[1]), max([period.end for period in value]))
        if fact[0] is About.CRITICAL:
            return value.installed_by if len(self._laws) > 1 else None, *[critical_finding(law, value, self._verdict.at).met for law in self._laws]
        if fact[0] is About.SERVICES:
            return tuple([
                (value.index(each), each.kind, each.emergency_calls, each.voice_calls, *[(law.rows_of(each), law.rows_of(each, voice_apart=True)) for law in self._laws])
                for each in value
            ])
        return value
