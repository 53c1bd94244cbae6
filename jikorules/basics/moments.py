"""Moments: Japan time, times with a fixed offset, and moments of which only the ends are known."""

from datetime import date, datetime, time, timedelta, timezone

from attrs import frozen

from jikorules.basics.errors import InvalidInput, Words, shown

JAPAN = timezone(timedelta(hours=9), "JST")

AWARE = Words("時差付きの日時（datetime）", "a datetime with a time zone")
GIVE_ZONE = Words(
    "日本時間であれば tzinfo=JAPAN を与えてください。", "For Japan time give tzinfo=JAPAN."
)
_CHECK_ENDS = Words("下限と上限を確かめてください。", "Check which end is which.")


def midnight(day: date) -> datetime:
    """Give the beginning of a day in Japan."""
    return datetime.combine(day, time(), JAPAN)


def to_fixed_offset(moment: datetime) -> datetime:
    """Give a time with a fixed offset.

    Python subtracts and compares two times of one zone by their clocks, and summer time would make
    an hour of a minute.
    """
    if type(moment) is datetime and type(moment.tzinfo) is timezone:
        return moment
    offset = moment.utcoffset() if isinstance(moment, datetime) else None
    if offset is None:
        return moment  # for the check to report
    return datetime.combine(moment.date(), moment.time(), timezone(offset))


@frozen
class Moment:
    """A moment of which the ends are known, as `Bounds` are a number of which they are.

    Attributes:
        low: the earliest that it can be, inclusive; None if nothing is known.
        high: the latest that it can be, inclusive; None if nothing is known.

    Raises:
        InvalidInput: an end is no time-zone aware datetime, or `low` is after `high`.

    Example:
        >>> one = Moment.exact(datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN))
        >>> one.is_exact, one.low == one.high, Moment().is_unknown
        (True, True, True)
    """

    low: datetime | None = None
    high: datetime | None = None

    def __attrs_post_init__(self) -> None:
        for name, end in (("low", self.low), ("high", self.high)):
            if end is not None and (not isinstance(end, datetime) or end.utcoffset() is None):
                raise InvalidInput.of(name, AWARE, end, GIVE_ZONE)
        if self.low is not None and self.high is not None and self.low > self.high:
            low = shown(self.low.isoformat())
            raise InvalidInput.of(
                "high",
                Words(f"下限（{low}）以後の時刻", f"a time not before {low}"),
                self.high.isoformat(),
                _CHECK_ENDS,
            )

    @staticmethod
    def exact(moment: datetime) -> "Moment":
        """Give the ends of a moment that is known."""
        return Moment(moment, moment)

    @property
    def is_exact(self) -> bool:
        """Whether only one moment is possible."""
        return self.low is not None and self.low == self.high

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is known."""
        return self.low is None and self.high is None
