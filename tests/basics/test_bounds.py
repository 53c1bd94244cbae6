"""Bounds: what is known of a number, and what follows from it."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from support.odd_facts import HUGE, paths
from support.strategies import users

from jikorules import Bounds, InvalidInput
from jikorules.basics.errors import shown

HOUR = timedelta(hours=1)


class TestBounds:
    @pytest.mark.parametrize(
        "number", [0, 1, 41_382, -5, HUGE, timedelta(0), HOUR, -HOUR], ids=shown
    )
    def test_the_ways_to_make_them(self, number: Any) -> None:
        assert Bounds.exact(number) == Bounds(number, number)
        assert Bounds.at_least(number) == Bounds(number, None) == Bounds(low=number)
        assert Bounds.at_most(number) == Bounds(None, number) == Bounds(high=number)
        assert Bounds.between(number, number * 1) == Bounds.exact(number)
        assert Bounds.unknown() == Bounds() == Bounds(None, None)

    @pytest.mark.parametrize(
        ("bounds", "exact", "unknown"),
        [
            (Bounds.exact(5), True, False),
            (Bounds.exact(0), True, False),
            (Bounds.exact(timedelta(0)), True, False),
            (Bounds.between(5, 5), True, False),
            (Bounds.between(5, 6), False, False),
            (Bounds.at_least(0), False, False),
            (Bounds.at_most(0), False, False),
            (Bounds.unknown(), False, True),
        ],
    )
    def test_exact_and_unknown(self, bounds: Bounds[Any], exact: bool, unknown: bool) -> None:
        assert bounds.is_exact is exact
        assert bounds.is_unknown is unknown

    @given(users)
    def test_they_are_exact_when_one_number_is_possible(self, bounds: Bounds[int]) -> None:
        assert bounds.is_exact == (bounds.low is not None and bounds.low == bounds.high)
        assert bounds.is_unknown == (bounds.low is None and bounds.high is None)

    @pytest.mark.parametrize("end", [3.0, 3.9, float("nan"), True, False, "5", "", b"5", [], {}])
    def test_an_end_that_is_no_integer_and_no_time(self, end: Any) -> None:
        assert paths(Bounds.at_least, end) == ["low"]
        assert paths(Bounds.at_most, end) == ["high"]
        assert paths(Bounds, 5, end) == ["high"]
        assert paths(Bounds, end, 5) == ["low"]
        assert paths(Bounds, HOUR, end) == ["high"]

    def test_both_ends_are_reported_at_once(self) -> None:
        assert paths(Bounds, "5", 5.5) == ["low", "high"]
        assert paths(Bounds, True, True) == ["low", "high"]
        assert paths(Bounds.exact, 3.9) == ["low", "high"]

    def test_a_number_and_a_time_do_not_bound_one_thing(self) -> None:
        assert paths(Bounds, 5, HOUR) == ["high"]
        assert paths(Bounds, HOUR, 5) == ["high"]

    @pytest.mark.parametrize(
        ("low", "high"),
        [(6, 5), (0, -1), (HOUR, timedelta(0)), (HUGE, 1), (HUGE + 1, HUGE)],
        ids=shown,
    )
    def test_a_low_end_above_the_high_one(self, low: Any, high: Any) -> None:
        assert paths(Bounds, low, high) == ["high"]

    def test_the_message_names_both_ends(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            Bounds(30_000, 20_000)
        assert str(caught.value) == (
            "high：下限（30000）以上の上限が必要ですが、20000 が与えられました。"
            "下限と上限を確かめてください。"
        )
        assert caught.value.text("en") == (
            "high: expected an upper end of at least 30000, got 20000. Check which end is which."
        )
