"""Sizes and times in bands, as the official tables have them."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import zip_longest
from typing import Any, Generic

from attrs import field, frozen

from jikorules.basics.bounds import Bounds, T
from jikorules.basics.errors import InvalidInput, Problem, Words, shown
from jikorules.basics.iso8601 import iso_duration
from jikorules.basics.validation import Found
from jikorules.words.numbers import time_span

_A_SIZE = Words("整数（時間は timedelta）", "an integer, or a timedelta for time")
_MORE = Words("下限より大きい同じ種類の値", "a value of the same type above `low`")
_CHECK_BAND = Words("階級の境界を確かめてください。", "Check the limits of the band.")


@frozen
class Band(Generic[T]):
    """A band of users or of time 階級: `low` or more and less than `high`.

    Attributes:
        low: the least that falls in it, inclusive 以上.
        high: the least that no longer does 未満; None for the highest band.

    Raises:
        InvalidInput: an end is neither an integer nor a timedelta, or the band is empty.

    Example:
        >>> Band(500, 5_000).words.ja, Band(1_000_000).words.ja
        ('500人以上5千人未満', '100万人以上')
        >>> Band(timedelta(hours=1), timedelta(minutes=90)).words.ja
        '1時間以上1時間30分未満'
    """

    low: T
    high: T | None = field(default=None)

    def __attrs_post_init__(self) -> None:
        if type(self.low) not in {int, timedelta}:
            raise InvalidInput.of("low", _A_SIZE, self.low, _CHECK_BAND)
        if self.high is not None and (
            type(self.high) is not type(self.low) or self.high <= self.low
        ):
            raise InvalidInput.of("high", _MORE, self.high, _CHECK_BAND)

    @classmethod
    def cut(cls, first: T, *more: T) -> "tuple[Band[T], ...]":
        """Cut everything from nothing on into bands, at one limit or more.

        Example:
            >>> [each.words.ja for each in Band.cut(500, 30_000)]
            ['500人未満', '500人以上3万人未満', '3万人以上']
        """
        zero = timedelta(0) if isinstance(first, timedelta) else 0
        lows: list[Any] = [zero, first, *more]
        return tuple([cls(low, high) for low, high in zip_longest(lows, lows[1:])])

    @property
    def key(self) -> str:
        """Its ends, as data: `500-5000`, `PT30M-PT1H`, `PT24H-`."""
        return f"{_wire(self.low)}-{'' if self.high is None else _wire(self.high)}"

    @property
    def words(self) -> Words:
        """Its name, as the report writes it."""
        low, high = _size(self.low), None if self.high is None else _size(self.high)
        if high is None:
            return Words(f"{low.ja}以上", f"{low.en} or more")
        if not self.low:
            return Words(f"{high.ja}未満", f"under {high.en}")
        first = low.en.removesuffix(" users")
        return Words(f"{low.ja}以上{high.ja}未満", f"{first} to under {high.en}")


def _wire(size: int | timedelta) -> str:
    return iso_duration(size) if isinstance(size, timedelta) else str(size)


def _size(size: int | timedelta) -> Words:
    if isinstance(size, timedelta):
        return Words(time_span(size), time_span(size, "en"))
    for unit, sign in ((10_000, "万"), (1_000, "千"), (1, "")):
        if size and size % unit == 0:
            return Words(f"{size // unit:,}{sign}人", f"{size:,} users")
    return Words("0人", "0 users")


USER_BANDS: tuple[Band[int], ...] = Band.cut(500, 5_000, 30_000, 100_000, 1_000_000)
"""影響利用者数の階級 of table 2."""
TIME_BANDS: tuple[Band[timedelta], ...] = Band.cut(
    *(timedelta(minutes=minutes) for minutes in (30, 60, 90, 120, 300, 720, 1_440))
)
"""継続時間の階級 of table 2."""

_ASCENDING = Words(
    "0から始まり、隙間なく昇順に並び、最後は上限のない階級（Band）",
    "bands from 0 on, ascending, without a gap, the last without an upper end",
)
_USE_CUT = Words(
    "Band.cut(境界, …) を使うと、隙間のない階級を作れます。",
    "Band.cut(limit, ...) makes bands without gaps.",
)


def check_bands(path: str, bands: object, zero: int | timedelta) -> Found:
    """Report bands that overlap or leave anything out, or that measure something else."""
    if isinstance(bands, Sequence) and all(
        type(each) is Band and type(each.low) is type(zero) for each in bands
    ):
        joints = [zero, *[each.high for each in bands]]
        if joints == [*[each.low for each in bands], None]:
            return ()
    return (Problem(path, _ASCENDING, shown(bands), _USE_CUT),)


def band_of(size: Bounds[T], bands: Sequence[Band[T]]) -> int | None:
    """Give the place of the band that a size falls in; None if it may fall in several.

    Example:
        >>> band_of(Bounds.between(165_000, 174_999), USER_BANDS)
        4
        >>> band_of(Bounds.at_least(600_000), USER_BANDS) is None
        True
    """
    low, high = size.low or bands[0].low, size.high
    first = next(i for i, each in enumerate(bands) if each.high is None or low < each.high)
    end = bands[first].high
    if end is None or (high is not None and high < end):
        return first
    return None
