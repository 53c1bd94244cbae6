"""What several formulas share is worked out once.

As row 二 of the table of Art. 58 and "serious" share "voice, with the limits of row 二", in columns
of their own, each made of columns before it:

    >>> from jikorules.judgement.frames.formulas import every
    >>> a, b, c, d = (Column(name) for name in "abcd")
    >>> told, formula_of = worked_out({"one": every(a, b, c), "other": every(d, b, c)}, str)
    >>> for name, formula in formula_of.items():
    ...     print(name, formula.parts)
    step_0 (Column(name='b'), Column(name='c'))
    step_1 (Column(name='a'), Column(name='step_0'))
    step_2 (Column(name='d'), Column(name='step_0'))
    >>> told
    {'one': Column(name='step_1'), 'other': Column(name='step_2')}
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations

from jikorules.judgement.frames.formulas import (
    Column,
    Every,
    Formula,
    Joint,
    Some,
    parts,
    rejoined,
)


def worked_out(
    wanted: Mapping[str, Formula], name_of: Callable[[str], str]
) -> tuple[dict[str, Formula], dict[str, Formula]]:
    """Give a column to what is wanted and to what several formulas share.

    Args:
        wanted: the formulas, by what they tell.
        name_of: gives the name of a new column.

    Returns:
        What is wanted, in terms of columns; and the formula of each new column, in terms of the
        columns before it.
    """
    joined = _paired(wanted.values())
    uses = Counter[Formula]()

    def count(formula: Formula) -> None:
        if formula not in uses:
            for part in joined.get(formula, ()):
                count(part)
        uses[formula] += 1

    for formula in wanted.values():
        count(formula)
    answers = {*wanted.values()}
    formula_of: dict[str, Formula] = {}
    told: dict[Formula, Formula] = {}
    for formula, times in uses.items():
        told[formula] = rejoined(formula, [told[part] for part in joined.get(formula, ())])
        if isinstance(told[formula], Joint) and (formula in answers or times > 1):
            name = name_of(f"step_{len(formula_of)}")
            formula_of[name] = told[formula]
            told[formula] = Column(name)
    return {question: told[formula] for question, formula in wanted.items()}, formula_of


def _paired(formulas: Iterable[Formula]) -> dict[Formula, list[Formula]]:
    """Say what each formula is joined of, after joining two parts that several formulas share.

    The pair that most formulas share is joined first, and then counts as one part of each.
    """
    joined: dict[Formula, list[Formula]] = {}
    for formula in formulas:
        for each in _all_in(formula):
            joined.setdefault(each, [*parts(each)])
    while True:
        pairs = Counter[tuple[type, frozenset[Formula]]]()
        for formula, those in joined.items():
            if isinstance(formula, Every | Some):
                pairs.update((type(formula), frozenset(two)) for two in combinations(those, 2))
        if not pairs:
            return joined
        (joint, pair), times = pairs.most_common(1)[0]
        if times < 2:
            return joined
        having = [it for it, those in joined.items() if type(it) is joint and pair <= {*those}]
        both = [each for each in joined[having[0]] if each in pair]
        new = next((it for it in having if len(joined[it]) == 2), joint(tuple(both)))
        for formula in having:
            if formula != new:
                kept = joined[formula]
                joined[formula] = [new if it == both[0] else it for it in kept if it != both[1]]
        joined.setdefault(new, both)


def _all_in(formula: Formula) -> Iterator[Formula]:
    """Give a formula after all that it is joined of."""
    for part in parts(formula):
        yield from _all_in(part)
    yield formula
