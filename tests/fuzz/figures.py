"""A text: read it as a figure, and find the figures in it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from fuzz.claims import check_told, within_a_second
from jikorules import JikorulesError
from jikorules.basics.moments import Moment
from jikorules.facts.figures import (
    Figure,
    find_counts,
    find_durations,
    find_moments,
    read_count,
    read_duration,
    read_moment,
)

Read = Callable[[str], Figure[Any]]
Find = Callable[[str], list[Figure[Any]]]

READERS: tuple[tuple[Read, Find], ...] = (
    (read_count, find_counts),
    (read_duration, find_durations),
    (read_moment, find_moments),
)


def one_input(data: bytes) -> None:
    """A figure stands where it says, and reads the same by itself; the rest is refused."""
    text = data.decode(errors="surrogateescape")  # lone surrogates too
    with within_a_second():
        for read, find in READERS:
            try:
                _check(read(text), text, read)
            except JikorulesError as error:
                check_told(error)
            end = 0
            for figure in find(text):
                assert end <= figure.start
                end = figure.end
                _check(figure, text, read)


def _check(figure: Figure[Any], text: str, read: Read) -> None:
    assert figure.text == text[figure.start : figure.end] != ""
    if read is read_moment:
        _check_moment(figure)
    else:
        assert read(figure.text).value == figure.value


def _check_moment(figure: Figure[Moment]) -> None:
    """By itself it reads the same, on the day that the text has named, or half a day away.

    午後 is left out where it was told before (午後1時から3時), a time behind 「から」 may be on the
    next day, and 翌年 counts from the year before.
    """
    told = figure.value.low or figure.value.high
    if told is None:
        return
    days = [told.date() + timedelta(step) for step in (0, -1, -2, 1, 2, -365)]
    ends = {_ends(figure.value, timedelta(hours=hours)) for hours in (0, 12)}
    assert any(_ends(one, timedelta(0)) in ends for one in map(_reread(figure.text), days) if one)


def _reread(text: str) -> Callable[[date], Moment | None]:
    def read(base: date) -> Moment | None:
        try:
            return read_moment(text, base=base).value
        except JikorulesError:
            return None

    return read


def _ends(moment: Moment, earlier: timedelta) -> tuple[datetime | None, datetime | None]:
    return moment.low and moment.low - earlier, moment.high and moment.high - earlier
