"""A number that is exact, bounded or unknown; and one that counts a user several times."""

from datetime import timedelta
from typing import Any, Generic, TypeVar

from attrs import field, frozen

from jikorules.basics.errors import InvalidInput, Problem, Words, shown

T = TypeVar("T", int, timedelta)
N = TypeVar("N", int, timedelta)  # of a method, so that type checkers infer it from its argument

_TYPES = (int, timedelta, type(None))
_NUMBER = Words("整数（時間は timedelta）", "an integer, or a timedelta for time")
_ROUND = Words(
    "小数・真偽値・文字列は使えません。整数に直してください。",
    "Floats, booleans and strings are refused: give an integer.",
)


@frozen
class Bounds(Generic[T]):
    """A number of which the ends are known: integers for users, timedelta for time.

    Attributes:
        low: the least that it can be, inclusive; None if nothing is known.
        high: the most that it can be, inclusive; None if nothing is known.

    Raises:
        InvalidInput: an end is a float, a bool or a string, or `low` is above `high`.

    Example:
        >>> Bounds.exact(41_382)
        Bounds(low=41382, high=41382)
        >>> Bounds.at_least(30_000).high is None
        True
        >>> Bounds.between(165_000, 174_999).is_exact
        False
        >>> Bounds.unknown().is_unknown
        True
    """

    low: T | None = field(default=None)
    high: T | None = field(default=None)

    def __attrs_post_init__(self) -> None:
        low, high = self.low, self.high
        if low is high and (type(low) is int or type(low) is timedelta):  # the usual case
            return
        if type(low) not in _TYPES or type(high) not in _TYPES:
            raise InvalidInput(
                Problem(name, _NUMBER, shown(end), _ROUND)
                for name, end in (("low", low), ("high", high))
                if type(end) not in _TYPES
            )
        if low is None or high is None:
            return
        if type(low) is not type(high):
            raise InvalidInput.of(
                "high",
                Words("下限と同じ種類の値", "the same type as the lower end"),
                high,
                Words(
                    "両端とも整数か、両端とも timedelta にしてください。",
                    "Give both as integers or both as timedelta.",
                ),
            )
        if low > high:
            raise InvalidInput.of(
                "high",
                Words(f"下限（{shown(low)}）以上の上限", f"an upper end of at least {shown(low)}"),
                high,
                Words("下限と上限を確かめてください。", "Check which end is which."),
            )

    @staticmethod
    def exact(number: N) -> "Bounds[N]":
        """Give the bounds of a number that is known."""
        return Bounds(number, number)

    @staticmethod
    def at_least(number: N) -> "Bounds[N]":
        """Give the bounds of "this many or more" (以上)."""
        return Bounds(number, None)

    @staticmethod
    def at_most(number: N) -> "Bounds[N]":
        """Give the bounds of "this many or fewer" (以下)."""
        return Bounds(None, number)

    @staticmethod
    def between(low: N, high: N) -> "Bounds[N]":
        """Give the bounds of a number from `low` to `high`, both inclusive."""
        return Bounds(low, high)

    @staticmethod
    def unknown() -> "Bounds[Any]":
        """Give the bounds of a number of which nothing is known."""
        return Bounds(None, None)

    @property
    def is_exact(self) -> bool:
        """Whether only one number is possible."""
        return self.low is not None and self.low == self.high

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is known."""
        return self.low is None and self.high is None


@frozen
class Cumulative(Bounds[int]):
    """A cumulative number 延べ, in which one user may have been counted several times.

    It is no number of users affected 影響利用者数, and whatever asks for one refuses it.

    Example:
        >>> Cumulative(83_000, 83_000) == Bounds.exact(83_000)
        False
    """
