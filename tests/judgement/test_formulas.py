"""Limits of time and users, and the formulas that are made of them."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jikorules import Kind, RuleSet, rulesets
from jikorules.judgement.frames.formulas import (
    Asked,
    Certain,
    Column,
    Every,
    Formula,
    Not,
    Some,
    every,
    formulas_of,
    implies,
    negate,
    parts,
    rejoined,
    some,
)
from jikorules.judgement.frames.sharing import worked_out
from jikorules.law.provision import Extent, Threshold, least_needed

extents = st.builds(Extent, st.integers(0, 4).map(lambda n: timedelta(hours=n)), st.integers(0, 4))
EVERYTHING = [Extent(timedelta(hours=hours), users) for hours, users in product(range(6), range(6))]


@given(st.lists(extents))
def test_what_is_left_out_is_needless_and_all_that_is_kept_is_needed(limits: list[Extent]) -> None:
    def met(those: tuple[Extent, ...]) -> list[bool]:
        return [any(each.reaches(limit) for limit in those) for each in EVERYTHING]

    kept = least_needed(limits)
    assert met(kept) == met(tuple(limits))
    for i in range(len(kept)):
        assert met(kept[:i] + kept[i + 1 :]) != met(kept)


@given(st.lists(extents))
def test_limits_that_are_needed_are_a_staircase(limits: list[Extent]) -> None:
    kept = least_needed(limits)
    assert [limit.time for limit in kept] == sorted({limit.time for limit in kept})
    assert [limit.users for limit in kept] == sorted({limit.users for limit in kept}, reverse=True)


def test_a_limit_includes_its_ends() -> None:
    limit = Extent(timedelta(hours=1), 30_000)
    assert limit.reaches(limit)
    assert not Extent(limit.time - timedelta.resolution, limit.users).reaches(limit)
    assert not Extent(limit.time, limit.users - 1).reaches(limit)


def test_the_same_limit_in_hours_and_in_minutes() -> None:
    one, other = Threshold(5, hours=1), Threshold(5, minutes=60)
    assert one.dominates(other)
    assert other.dominates(one)
    assert least_needed([one.least, other.least]) == (Extent(timedelta(hours=1), 5),)


def questions(formula: Formula) -> Iterator[Formula]:
    yield formula
    for part in parts(formula):
        yield from questions(part)


@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
def test_every_limit_of_a_row_is_asked(rules: RuleSet) -> None:
    formulas = formulas_of((rules,), dated=False)
    assert [*formulas.rows] == [row.number for row in rules.serious.row if row.number]
    for row in rules.serious.row:
        asked = {*questions(formulas.rows[row.number] if row.number else formulas.serious)}
        for limit in row.thresholds:
            assert limit.duration is None or Asked("duration", limit.duration) in asked
            assert limit.users is None or Asked("users", limit.users) in asked


@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
def test_limits_are_asked_only_one_way_round(rules: RuleSet) -> None:
    """So that the least users and the shortest time are the worst case of all at once."""
    formulas = formulas_of((rules,), dated=False)
    for formula in questions(formulas.serious):
        if isinstance(formula, Not):
            inner = {*questions(formula)} - {formula}
            assert {type(each) for each in inner} <= {Asked, Some}
            facts = {each.fact for each in inner if isinstance(each, Asked)}
            assert facts <= {"kind", "emergency_calls", "paid", "monthly_users", "voice_calls"}


def test_a_formula_is_joined_of_other_parts() -> None:
    voice, paid = Asked("kind", Kind.VOICE), Asked("paid", True)
    for formula in (
        Every((voice, paid)),
        Some((voice, paid)),
        negate(voice),
        Certain((voice,)),
        voice,
    ):
        assert rejoined(formula, parts(formula)) == formula
    assert rejoined(Every((voice, voice)), [paid, voice]) == Every((paid, voice))
    assert rejoined(Not((voice,)), [paid]) == Not((paid,))


# Three-valued logic, as the databases have it: 0 is no, 1 unknown, 2 yes.

USERS = [Asked("users", limit) for limit in (1, 2, 3)]
TRAITS = [Asked("paid", True), Asked("voice_calls", True), Asked("kind", Kind.VOICE)]
questions_of_a_row = st.sampled_from([*USERS, *TRAITS])
formulas = st.recursive(
    questions_of_a_row | st.booleans(),
    lambda those: (
        st.lists(those, max_size=4).map(tuple).map(Every)
        | st.lists(those, max_size=4).map(tuple).map(Some)
        | those.map(lambda part: Not((part,)))
        | those.map(lambda part: Certain((part,)))
    ),
    max_leaves=12,
)
Row = Mapping[Any, int]
ROWS: list[Row] = [
    {asked: 1 if users is None else 2 * (users >= asked.value) for asked in USERS}
    | dict(zip(TRAITS, traits, strict=True))
    for users, traits in product((0, 1, 2, 3, None), product(range(3), repeat=3))
]
"""All that a row may answer: of several limits of users it reaches all below the greatest."""


def value(formula: Formula, row: Row) -> int:
    inner = [value(part, row) for part in parts(formula)]
    match formula:
        case bool():
            return 2 * formula
        case Every():
            return min(inner, default=2)
        case Some():
            return max(inner, default=0)
        case Not():
            return 2 - inner[0]
        case Certain():
            return 2 * (inner[0] == 2)
    return row[formula]


def simply(formula: Formula) -> Formula:
    """Join a formula anew, leaving out what is needless."""
    inner = [simply(part) for part in parts(formula)]
    if isinstance(formula, Certain) and isinstance(inner[0], bool):
        return inner[0]
    return rejoined(formula, inner)


@given(formulas)
def test_nothing_is_lost_with_what_is_needless(formula: Formula) -> None:
    """Yes, no or unknown: a formula answers each row as it did before."""
    for row in ROWS:
        assert value(simply(formula), row) == value(formula, row)


@given(formulas.map(simply), formulas.map(simply))
def test_what_implies_another_never_says_more(one: Formula, other: Formula) -> None:
    if implies(one, other):
        assert all(value(one, row) <= value(other, row) for row in ROWS)


def test_what_another_says_already_is_left_out() -> None:
    few, many = Asked("users", 30_000), Asked("users", 100_000)
    calls, paid = Asked("emergency_calls", True), Asked("paid", True)
    assert some(many, few) == few
    assert every(many, few) == many
    assert every(negate(many), negate(few)) == negate(few)
    assert some(paid, every(paid, calls)) == paid
    assert some(every(many, calls), few) == few
    assert every(paid, some(paid, calls)) == paid
    assert some(paid, negate(paid)) == Some((paid, negate(paid)))  # both may be unknown
    assert every(Asked("kind", Kind.VOICE), Asked("kind", Kind.EMAIL)) != Asked("kind", Kind.VOICE)


several = st.lists(questions_of_a_row, min_size=2, unique=True)
alike = several.map(lambda those: every(*those)) | several.map(lambda those: some(*those))


@given(st.lists(formulas.map(simply), max_size=5) | st.lists(alike, max_size=6))
def test_what_is_shared_is_worked_out_as_it_was_alone(those: list[Formula]) -> None:
    """Each new column rests on those before it, and no two are the same."""
    told, formula_of = worked_out({str(i): each for i, each in enumerate(those)}, str)
    for row in ROWS:
        columns = dict(row)
        for name, formula in formula_of.items():
            columns[Column(name)] = value(formula, columns)
        assert [value(told[str(i)], columns) for i in range(len(those))] == [
            value(each, row) for each in those
        ]
    assert len({*formula_of.values()}) == len(formula_of)


def test_two_parts_that_several_formulas_share_are_joined_once() -> None:
    a, b, c, d = (Asked("kind", kind) for kind in [*Kind][:4])
    told, formula_of = worked_out({"one": every(a, b, c), "other": every(d, c, b)}, str)
    assert formula_of == {
        "step_0": Every((b, c)),
        "step_1": Every((a, Column("step_0"))),
        "step_2": Every((d, Column("step_0"))),
    }
    assert told == {"one": Column("step_1"), "other": Column("step_2")}
