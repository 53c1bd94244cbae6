"""What every combination of replies to the open questions would answer.

The questions on one fact are taken together, and each value that their replies give it is tried
beside each value of the other facts (`trial`); ends with no limit between them are one.
How the answers differ tells which questions matter, and how much each reply leaves open.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, product
from typing import Any

from jikorules.basics.errors import InvalidInput
from jikorules.facts.incident import Incident
from jikorules.judgement.changes.replies import About, Fact, Reply, after, fact_of
from jikorules.judgement.changes.trial import Trials
from jikorules.judgement.limbs import RuleLimbs, limbs_of
from jikorules.judgement.verdict import Grade, Question, Verdict

Tried = tuple[Question, Sequence[Reply]]
"""A question with the replies that are tried."""
Replies = tuple[Reply, ...]


class FactAsked:
    """A fact with all questions on it.

    Attributes:
        values: what the replies make of it; of values of which the rules see the same, the first.
        given: which of them replies to all questions give, if they do not contradict one another.
        weights: how many such replies give each of them.
        beside: for each of them, the answers beside all values of the other facts, in order.
    """

    def __init__(self, known: Any, asked: Sequence[Tried], seen: Callable[[Any], Hashable]) -> None:
        self._questions = [question for question, _ in asked]
        told: dict[Replies, Any] = {(): known}
        for question, replies in asked:
            told = dict(_told(told, question, replies))
        self.values: list[Any] = []
        self.given: dict[Replies, int] = {}
        places: dict[Hashable, int] = {}
        for replies, value in told.items():
            place = places.setdefault(seen(value), len(self.values))
            if place == len(self.values):
                self.values.append(value)
            self.given[replies] = place
        given = [*self.given.values()]
        self.weights: list[int] = [given.count(i) for i in range(len(self.values))]
        self.beside: Sequence[Sequence[Hashable]] = ()

    def matters(self, question: Question) -> bool:
        """Whether two combinations that differ in the reply to this only differ in the answer."""
        i, found = self._questions.index(question), dict[Replies, Sequence[Hashable]]()
        for replies, place in self.given.items():
            beside = self.beside[place]
            if found.setdefault((*replies[:i], *replies[i + 1 :]), beside) != beside:
                return True
        return False

    def left_open(self, question: Question) -> int:
        """Count the answers that are still possible after each reply, beyond one."""
        i, left = self._questions.index(question), dict[Reply, set[Hashable]]()
        for replies, place in self.given.items():
            left.setdefault(replies[i], set()).update(self.beside[place])
        return sum(len(answers) - 1 for answers in left.values())


def _told(
    told: Mapping[Replies, Any], question: Question, replies: Sequence[Reply]
) -> Iterator[tuple[Replies, Any]]:
    """Give what replies make of values, with those that are told already."""
    for before, known in told.items():
        for reply in replies:
            try:
                value = after(known, question, reply)
            except InvalidInput:  # it contradicts another reply
                continue
            yield (*before, reply), value


def outcomes(
    verdict: Verdict, asked: Sequence[Tried], work: int
) -> Mapping[Question, FactAsked] | None:
    """Judge for every combination of replies; None if it takes more than so much work.

    Work is counted as if each combination were judged by itself.
    """
    trials, of = Trials(verdict), dict[Fact, list[Tried]]()
    for each in asked:
        of.setdefault(fact_of(each[0]), []).append(each)
    facts = {
        fact: FactAsked(trials.facts.get(fact), of[fact], _seen(verdict, fact))
        for fact in sorted(of, key=lambda fact: fact[0])
    }
    weights = [1]
    for fact in facts.values():
        weights = [weight * more for weight in weights for more in fact.weights]
    answers = list[tuple[Grade, ...]]()
    tried = trials.of({fact: each.values for fact, each in facts.items()})
    for weight, (grades, spent) in zip(weights, tried, strict=True):
        answers.append(grades)
        work -= weight * spent
        if work < 0:
            return None
    step = len(answers)
    for fact in facts.values():
        size, step = step, step // len(fact.values)
        fact.beside = [
            [*chain(*[answers[i : i + step] for i in range(first, len(answers), size)])]
            for first in range(0, size, step)
        ]
    return {question: facts[fact_of(question)] for question, _ in asked}


def _seen(verdict: Verdict, fact: Fact) -> Callable[[Any], Hashable]:
    """Tell what the rules see of the values of a fact."""
    about, place = fact
    if about is About.PERIODS and isinstance(place, int) and not verdict.alternatives:
        turns = _turns(verdict.incident, limbs_of(verdict.rules), place)
        return lambda periods: bisect_right(turns, max([each.end for each in periods]))
    return lambda value: value


def _turns(incident: Incident, law: RuleLimbs, place: int) -> list[datetime]:
    """Give the moments at which it turns what it means that an impact has ended.

    How long it is since some beginning is compared with a limit; and for voice calls that may be
    told apart it matters whether one had ended when the other began.
    """
    starts = {period.start for impact in incident.impacts for period in impact.periods}
    rows = law.rows_of(incident.impacts[place].service)
    limbs = [*law.periodic[incident.facility], *chain(*[law.rows[row] for row in rows])]
    limits = {limb.duration for limb in limbs if limb.duration is not None}
    return sorted(starts | {start + limit for start, limit in product(starts, limits)})
