"""Limits of time and users, and the formulas that are made of them."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jikorules import Kind, RuleSet, rulesets
from jikorules.judgement.frames.formulas import (
    Asked,
    Certain,
    Every,
    Formula,
    Not,
    Some,
    formulas_of,
    negate,
    parts,
    rejoined,
)
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
