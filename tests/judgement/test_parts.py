"""Impacts counted together."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jikorules import Bounds, Overlap
from jikorules.judgement.parts import users_together

small = st.integers(0, 3)
bounds = st.builds(lambda low, more: Bounds.between(low, low + more), small, small)
WAYS: dict[Overlap, tuple[Callable[[tuple[int, ...]], int], ...]] = {
    Overlap.DISJOINT: (sum,),
    Overlap.SAME: (max,),
    Overlap.UNKNOWN: (max, sum),
}


@pytest.mark.parametrize("overlap", Overlap)
@given(several=st.lists(bounds, min_size=1, max_size=3))
def test_users_together_go_from_the_least_world_to_the_greatest(
    overlap: Overlap, several: list[Bounds[int]]
) -> None:
    worlds = product(*[range(each.low or 0, (each.high or 0) + 1) for each in several])
    counts = [count(world) for world in worlds for count in WAYS[overlap]]
    assert users_together(several, overlap) == Bounds.between(min(counts), max(counts))


@pytest.mark.parametrize("overlap", Overlap)
def test_one_number_that_may_be_any_leaves_the_most_open(overlap: Overlap) -> None:
    assert users_together([Bounds.exact(3), Bounds.unknown()], overlap) == Bounds.at_least(3)


@pytest.mark.parametrize("overlap", Overlap)
def test_nobody_is_hit_where_nothing_is(overlap: Overlap) -> None:
    assert users_together([], overlap) == Bounds.exact(0)
