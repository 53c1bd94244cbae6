"""A table as its file holds it: cells with their addresses, and what is wrong with one."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from attrs import field, frozen

from jikorules.basics.errors import InvalidInput, Lang, Problem, Words, shown, visible

_ERRORS = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)|#{3,}"
)
Value = str | int | float | bool | date | datetime | time | timedelta
"""What a cell may hold."""


class State(StrEnum):
    """What stands in a cell."""

    VALUE = "value"
    ERROR = "error"
    """An error value: #N/A, #REF! and the like."""
    NOT_CALCULATED = "not_calculated"
    """A formula without a stored result."""


class Cell(NamedTuple):
    """A cell that is not empty.

    Attributes:
        value: what it holds; of a formula its stored result.
        state: whether that is a value at all.
        format: the number format by which it is shown.
    """

    value: Value
    state: State = State.VALUE
    format: str = "General"

    @property
    def text(self) -> str:
        """What it holds, as text.

        Example:
            >>> Cell(45000.0).text, Cell(datetime(2026, 4, 10, 2, 10)).text  # noqa: DTZ001
            ('45000', '2026-04-10 02:10')
        """
        value = self.value
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        if isinstance(value, datetime | time):
            seconds = "" if value.second == 0 and value.microsecond == 0 else "seconds"
            spec = seconds or "minutes"
            if isinstance(value, datetime):
                return value.isoformat(sep=" ", timespec=spec)
            return value.isoformat(timespec=spec)
        return str(value)


def text_cell(text: str, number_format: str = "General") -> Cell | None:
    """Give the cell of a text; None of one that shows nothing.

    What looks like an error value or a formula is one: a text like it was pasted, or came from a
    file that knows no types.

    Example:
        >>> text_cell("#N/A").state.value, text_cell("=A1").state.value, text_cell("\u3000")
        ('error', 'not_calculated', None)
    """
    shown_ = text.strip("\ufeff \t\r\n\u3000\u00a0")
    if not shown_:
        return None
    state = State.VALUE
    if _ERRORS.fullmatch(shown_):
        state = State.ERROR
    elif text.startswith("=") and len(text) > 1:
        state = State.NOT_CALCULATED
    return Cell(text, state, number_format)


class Row(NamedTuple):
    """A row that is not empty; its number is the one that a spreadsheet shows."""

    number: int
    cells: tuple[Cell | None, ...]


Stretch = tuple[int, int]
"""The first and the last row of cells that are merged."""


@frozen
class Grid:
    """A table.

    Attributes:
        name: the name of the worksheet.
        rows: the rows that are not empty, in order.
        merged: by column (from 0), the rows of cells that are merged with one another, in order.
    """

    name: str
    rows: tuple[Row, ...] = field(repr=False)
    merged: Mapping[int, tuple[Stretch, ...]] = field(factory=dict, repr=False)

    def top_of(self, row: int, column: int) -> int | None:
        """Give the row whose cell is shown in this empty one too, as they are merged."""
        stretches = self.merged.get(column, ())
        at = bisect_right(stretches, (row, 2**31)) - 1
        if at >= 0 and stretches[at][0] < row <= stretches[at][1]:
            return stretches[at][0]
        return None


Watch = Callable[[Iterable[Any], Words], Iterable[Any]]
"""Wraps what is gone through one by one, to show how far it has come."""


def unwatched(items: Iterable[Any], _: Words) -> Iterable[Any]:
    """Go through without showing anything."""
    return items


def letters(column: int) -> str:
    """Give the letters of a column, counted from 0.

    Example:
        >>> letters(0), letters(25), letters(26), letters(199)
        ('A', 'Z', 'AA', 'GR')
    """
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def address(row: int, column: int) -> str:
    """Give the address of a cell; its column is counted from 0.

    Example:
        >>> address(12, 2)
        'C12'
    """
    return f"{letters(column)}{row}"


class Trouble(StrEnum):
    """Why a cell cannot be taken for what it should be. A cell that says 不明 is none of these."""

    EMPTY = "empty"
    """空欄: nothing stands where something is needed."""
    UNKNOWN = "unknown"
    """不明: what is needed is told not to be known."""
    ERROR_VALUE = "error_value"
    """エラー値: #N/A, #REF! and the like."""
    NOT_CALCULATED = "not_calculated"
    """未計算: a formula whose result is not stored."""
    UNREADABLE = "unreadable"
    """読取不能: it says something else than it should, or may mean several things."""
    CONTRADICTION = "contradiction"
    """矛盾: it contradicts another cell."""


TROUBLES = {
    Trouble.EMPTY: Words("空欄", "empty"),
    Trouble.UNKNOWN: Words("不明", "not known"),
    Trouble.ERROR_VALUE: Words("エラー値", "error value"),
    Trouble.NOT_CALCULATED: Words("未計算", "not calculated"),
    Trouble.UNREADABLE: Words("読取不能", "unreadable"),
    Trouble.CONTRADICTION: Words("矛盾", "contradiction"),
}

_AT = Words("{address}（{header}）", "{address} ({header})")


@frozen
class CellProblem:
    """A cell that could not be taken for what it should be.

    Attributes:
        row: the number of its row.
        column: its column, counted from 0.
        header: what heads its column.
        key: what the column is, by its key in columns.toml.
        trouble: what sort of problem it is.
        expected: what would have been right.
        given: what stood there, as `Problem.given`.
        hint: what to do.
    """

    row: int
    column: int
    header: str
    key: str
    trouble: Trouble
    expected: Words
    given: str | Words
    hint: Words

    @property
    def address(self) -> str:
        """Its address, such as C12."""
        return address(self.row, self.column)

    def problem(self, lang: Lang = "ja") -> Problem:
        """Give it as errors of this library are told: with its address as the path."""
        where = _AT.text(lang, address=self.address, header=visible(" ".join(self.header.split())))
        return Problem(where, self.expected, self.given, self.hint)

    def text(self, lang: Lang = "ja") -> str:
        """Say it in one line."""
        return self.problem(lang).text(lang)


class Unfit(Exception):
    """A cell does not say what it should; caught inside this room, and made a `CellProblem`."""

    def __init__(
        self,
        trouble: Trouble,
        expected: Words,
        given: str | Words,
        hint: Words,
        key: str | None = None,
    ) -> None:
        super().__init__(trouble)
        self.trouble: Trouble = trouble
        self.expected: Words = expected
        self.given: str | Words = given
        self.hint: Words = hint
        self.key: str | None = key  # of the column, if it is another than that of the cell

    @classmethod
    def of(cls, error: InvalidInput, cell: Cell, expected: Words | None = None) -> "Unfit":
        """Make one of what a reader of texts says, and show the whole cell."""
        problem = error.problems[0]
        return cls(Trouble.UNREADABLE, expected or problem.expected, shown(cell.text), problem.hint)
