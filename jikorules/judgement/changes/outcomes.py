"""What every combination of replies to the open questions would answer.

Judging an accident anew for each of them would take some hundred times as long as judging it. But
the facts that are asked are few. Questions about the same fact (of its users: 30,000 or more?
100,000 or more?) are taken together, and each value that their replies give it is tried once beside
each value of the others (`trial`); values that the rules cannot tell apart are one.
"""

from collections.abc import Hashable, Sequence
from itertools import chain, product
from math import prod
from typing import Any, NamedTuple

from jikorules.basics.errors import InvalidInput
from jikorules.judgement.changes.replies import Reply
from jikorules.judgement.changes.shape import Answers, Ways
from jikorules.judgement.changes.trial import About, Fact, Trial, fact_of
from jikorules.judgement.verdict import Limb, Question, Verdict


class _Axis(NamedTuple):
    """A fact that is asked, with what the replies make of it.

    Attributes:
        asked: the questions on it, by their places.
        replies: their replies.
        values: its values, one of each sort; where more of it can only meet more, least first.
        is_ranked: whether it can.
        weights: how many combinations of the replies give a value of the sort.
        given: for every combination of the replies, in order, which value it gives; None if the
            replies contradict one another.
    """

    fact: Fact
    asked: list[int]
    replies: list[Sequence[Reply]]
    values: list[Any]
    is_ranked: bool
    weights: list[int]
    given: list[int | None]

    def step(self, j: int) -> int:
        """Give how many combinations lie between two that differ in the reply to one question."""
        return prod([len(replies) for replies in self.replies[j + 1 :]])


def _axis(
    trial: Trial, fact: Fact, asked: Sequence[tuple[int, Question, Sequence[Reply]]]
) -> _Axis:
    """Find what the replies to all questions on a fact make of it."""
    given: list[Any] = [trial.value(fact)]
    for _, question, replies in asked:
        given = [_reply(trial, fact, value, question, x) for value in given for x in replies]
    sorts = [None if each is _CONTRADICTION else trial.sort(fact, each) for each in given]
    first: dict[Hashable, Any] = {}
    for sort, value in zip(sorts, given, strict=True):
        if value is not _CONTRADICTION:
            first.setdefault(sort, value)
    ranks = {sort: trial.rank(fact, value) for sort, value in first.items()}
    is_ranked = None not in ranks.values()
    kept = sorted(first, key=ranks.__getitem__) if is_ranked else [*first]
    places: list[int | None] = [
        None if value is _CONTRADICTION else kept.index(sort)
        for sort, value in zip(sorts, given, strict=True)
    ]
    return _Axis(
        fact,
        [i for i, *_ in asked],
        [replies for *_, replies in asked],
        [first[sort] for sort in kept],
        is_ranked,
        [places.count(place) for place in range(len(kept))],
        places,
    )


_CONTRADICTION = object()


def _reply(trial: Trial, fact: Fact, value: Any, question: Question, reply: Reply) -> Any:
    if value is _CONTRADICTION:
        return value
    try:
        return trial.told(fact, value, question, reply)
    except InvalidInput:
        return _CONTRADICTION


class Outcomes:
    """The answer for every combination of replies that do not contradict one another."""

    def __init__(self, axes: Sequence[_Axis], answers: bytes) -> None:
        self._place = {n: (axis, j) for axis in axes for j, n in enumerate(axis.asked)}
        # For each fact, by its values: the answers beside all values of the others, in order.
        self._beside: dict[Fact, list[bytes]] = {}
        step = len(answers)
        for axis in axes:
            size, step = step, step // max(1, len(axis.values))
            self._beside[axis.fact] = [
                b"".join([answers[i : i + step] for i in range(first, len(answers), size)])
                for first in range(0, size, step or 1)
            ]

    def matters(self, asked: int) -> bool:
        """Whether two combinations that differ in the reply to this only differ in the answer."""
        axis, j = self._place[asked]
        beside, step = self._beside[axis.fact], axis.step(j)
        size = step * len(axis.replies[j])
        for first in range(0, len(axis.given), size):
            for i in range(first, first + step):
                given = {axis.given[n] for n in range(i, first + size, step)} - {None}
                if len(given) > 1 and len({beside[n] for n in given if n is not None}) > 1:
                    return True
        return False

    def left_open(self, asked: int) -> int:
        """Count the answers that are still possible after each reply, beyond one."""
        axis, j = self._place[asked]
        beside, step, count = self._beside[axis.fact], axis.step(j), len(axis.replies[j])
        total = 0
        for reply in range(count):
            given = {n for i, n in enumerate(axis.given) if i // step % count == reply} - {None}
            total += max(0, len({*chain(*[beside[n] for n in given if n is not None])}) - 1)
        return total


def outcomes(
    verdict: Verdict, asked: Sequence[tuple[Question, Sequence[Reply]]], work: int
) -> Outcomes | None:
    """Judge for every combination of replies to questions; None if it takes more than so much work.

    Work is counted as if each combination were judged by itself.
    """
    trial, facts = Trial(verdict), dict[Fact, list[tuple[int, Question, Sequence[Reply]]]]()
    for i, (question, replies) in enumerate(asked):
        facts.setdefault(fact_of(question), []).append((i, question, replies))
    axes = [_axis(trial, fact, facts[fact]) for fact in sorted(facts, key=lambda each: each.about)]
    values = {axis.fact: axis.values for axis in axes}
    minor = values.get(Fact(About.MINOR), [verdict.incident.minor])
    ways = Ways({x.of: each for x, each in values.items() if isinstance(x.of, Limb)}, minor)
    counted = [axis for axis in axes if axis.fact.about < About.READING]
    answers = _Table(trial, counted, ways, work).answers()
    return None if answers is None else Outcomes(axes, answers)


_Box = tuple[tuple[int, ...], tuple[int, ...], int, int]
"""A part of the table of answers: from which values of the facts to which, and where they stand."""


class _Table:
    """The answers for all values of facts, in all ways to read limbs."""

    def __init__(self, trial: Trial, axes: Sequence[_Axis], ways: Ways, work: int) -> None:
        self._trial, self._axes, self._ways, self._work = trial, axes, ways, work
        sizes = [len(axis.values) for axis in axes]
        self._steps = [prod(sizes[i + 1 :]) for i in range(len(axes))]
        self._weights = [1]
        for axis in axes:
            self._weights = [weight * more for weight in self._weights for more in axis.weights]
        self._found: list[Answers | None] = [None] * len(self._weights)
        self._told = [-1] * len(axes)

    def answers(self) -> bytes | None:
        """Give the grades for each value of the first fact, beside it of the second, and so on.

        None if it takes too much work. More users, or a later end, can only meet more. So between
        two ends that are alike all is alike, and the table is halved until it is.
        """
        boxes = self._boxes() if self._weights else []
        while boxes and self._work >= 0:
            low, high, first, last = boxes.pop()
            least, most = self._at(first, low), self._at(last, high)
            if least.sort is not None and least.sort == most.sort:
                for i in self._inside(low, high, first):
                    if self._found[i] is None:
                        self._put(i, least)
                continue
            widths = [end - start for start, end in zip(low, high, strict=True)]
            if max(widths, default=0) > 1:
                boxes += self._halves(low, high, first, last, widths)
            else:
                sides = [range(start, end + 1) for start, end in zip(low, high, strict=True)]
                for i, place in zip(self._inside(low, high, first), product(*sides), strict=True):
                    self._at(i, place)
        if self._work < 0:
            return None
        return b"".join([bytes(each.grades) for each in self._found if each])

    def _at(self, i: int, place: tuple[int, ...]) -> Answers:
        """Give the answers at a place of the table."""
        known = self._found[i]
        if known is None:
            told, axes = self._told, self._axes
            for k, n in enumerate(place):
                if told[k] != n:
                    told[k] = n
                    self._trial.put(axes[k].fact, axes[k].values[n])
            known = self._trial.answers(self._ways)
            self._put(i, known)
        return known

    def _put(self, i: int, answers: Answers) -> None:
        self._found[i] = answers
        self._work -= self._weights[i] * answers.work

    def _inside(self, low: Sequence[int], high: Sequence[int], first: int) -> list[int]:
        """Give where the answers of a box stand, in order."""
        inside = [first]
        for start, end, step in zip(low, high, self._steps, strict=True):
            if start < end:
                ahead = range(0, (end - start + 1) * step, step)
                inside = [i + more for i in inside for more in ahead]
        return inside

    def _boxes(self) -> list[_Box]:
        """Give the whole table, each value apart of a fact of which there is no more or less."""
        boxes: list[_Box] = [((), (), 0, 0)]
        for axis, step in zip(self._axes, self._steps, strict=True):
            end = len(axis.values) - 1
            spans = [(0, end)] if axis.is_ranked else [(n, n) for n in range(end + 1)]
            boxes = [
                ((*low, start), (*high, stop), first + start * step, last + stop * step)
                for low, high, first, last in boxes
                for start, stop in spans
            ]
        return boxes

    def _halves(
        self,
        low: tuple[int, ...],
        high: tuple[int, ...],
        first: int,
        last: int,
        widths: Sequence[int],
    ) -> tuple[_Box, _Box]:
        """Halve a box where it is widest."""
        width = max(widths)
        i, half = widths.index(width), width // 2
        until, since = low[i] + half, low[i] + half + 1
        step = self._steps[i]
        return (
            (low, (*high[:i], until, *high[i + 1 :]), first, last - (width - half) * step),
            ((*low[:i], since, *low[i + 1 :]), high, first + (half + 1) * step, last),
        )
