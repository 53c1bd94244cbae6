"""A text: read it as a figure, and find the figures in it."""

from collections.abc import Callable
from typing import Any

from fuzz.claims import check_told, within_a_second
from jikorules import JikorulesError
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
    assert read(figure.text).value == figure.value
