"""The days on which the administrative organs are open, and the move of a deadline to one.

The source is the Act on Holidays of Administrative Organs 行政機関の休日に関する法律 (Act No. 91
of 1988). The national holidays come from the library `holidays`; the equinoxes of years for which
the official calendar (暦要項) is not out yet are its forecast, and later law can change any day to
come.
"""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from jikorules.basics.errors import NotCovered, Words
from jikorules.basics.validation import check_day, refuse

if TYPE_CHECKING:
    from holidays.countries.japan import Japan

# No accident that this library judges is earlier, and older closed days followed other rules.
_FIRST = date(2010, 1, 1)

_LOOK_UP = Words(
    "この日の休日は官報と当時の法律で確かめてください。",
    "Look this day up in the official gazette (官報) and in the law of its time.",
)


class Closed(StrEnum):
    """Why the administrative organs are closed, as the Act lists it.

    A day that is closed for several reasons has the first one in the order of Art. 1(1): the
    weekend (item 1), a holiday (item 2), the year end (item 3, which itself leaves the holidays to
    item 2). So 1 January is a holiday, and a holiday on a Saturday is a Saturday.

    Example:
        >>> why_closed(date(2026, 1, 1)), why_closed(date(2026, 1, 2))
        (<Closed.HOLIDAY: 'holiday'>, <Closed.YEAR_END: 'year_end'>)
    """

    SATURDAY = "saturday"
    """土曜日."""
    SUNDAY = "sunday"
    """日曜日."""
    HOLIDAY = "holiday"
    """国民の祝日に関する法律に規定する休日, with 振替休日 and the days between two holidays."""
    YEAR_END = "year_end"
    """十二月二十九日から翌年の一月三日までの日."""


_WEEKEND = {5: Closed.SATURDAY, 6: Closed.SUNDAY}


@cache
def _japan() -> "type[Japan]":
    from holidays.countries.japan import Japan  # noqa: PLC0415 (it costs more than all the rest)

    class Days(Japan):
        """The holidays without their names, of which the translations are lost inside a zip."""

        def _init_translation(self) -> None:
            self.tr = lambda message: message

    return Days


@cache
def _holidays(year: int) -> frozenset[date]:
    # Without a language the library would ask the environment for one.
    return frozenset(_japan()(years=year, language="ja", categories="public"))


def why_closed(day: date) -> Closed | None:
    """Say why the administrative organs are closed on a day; None if they are open.

    Source: Art. 1(1) of the Act. Of several reasons it is the first, see `Closed`.

    Raises:
        InvalidInput: `day` is no date, or has a time (its day depends on the time zone).
        NotCovered: the day is before 2010, or in a year for which the library does not know the
            holidays.

    Example:
        >>> why_closed(date(2019, 4, 30))  # between two holidays
        <Closed.HOLIDAY: 'holiday'>
        >>> why_closed(date(2019, 5, 7)) is None
        True
    """
    refuse(*check_day("", day))
    last = date(_japan().end_year, 12, 31)
    if not _FIRST <= day <= last:
        span = Words(f"{_FIRST}から{last}までの日付", f"a day from {_FIRST} to {last}")
        raise NotCovered.of("", span, day.isoformat(), _LOOK_UP)
    if day.weekday() in _WEEKEND:
        return _WEEKEND[day.weekday()]
    if day in _holidays(day.year):
        return Closed.HOLIDAY
    if (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3):
        return Closed.YEAR_END
    return None


def is_open(day: date) -> bool:
    """Tell whether the administrative organs are open on a day; raises as `why_closed` does.

    Example:
        >>> is_open(date(2026, 12, 28)), is_open(date(2026, 12, 29))
        (True, False)
    """
    return why_closed(day) is None


def next_open(day: date) -> date:
    """Give the day itself if it is open, else the next open day.

    To there Art. 2 of the Act moves the deadline of a filing with a national authority, if the
    deadline is set as a period by an Act or an order under one. A period set in hours
    (時をもつて定める期間) does not move, nor one for which the law says otherwise.

    Raises:
        InvalidInput: `day` is no date, or has a time.
        NotCovered: the day, or a day on the way to the next open one, is not covered, see
            `why_closed`.

    Example:
        >>> next_open(date(2019, 4, 27))
        datetime.date(2019, 5, 7)
    """
    while not is_open(day):
        day += timedelta(1)
    return day
