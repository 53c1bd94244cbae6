"""A line of the table: what it tells of one impact, and how long that lasted.

A `Period` of the facts has exact ends. Where a cell leaves a width (2時10分頃, 約5時間), the line
has three: as it is stated, the shortest, and the longest that it may have been.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeVar

from attrs import define, field, frozen

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Words, shown
from jikorules.basics.moments import Moment
from jikorules.basics.vocabulary import Effect
from jikorules.facts.incident import Period
from jikorules.facts.service import Service
from jikorules.facts.taxonomy import Cause, FailedFacility, Taxon
from jikorules.sheets import values
from jikorules.sheets.columns import Column, Head, vocabulary
from jikorules.sheets.grid import Cell, CellProblem, Grid, Row, Trouble, Unfit, address
from jikorules.sheets.services import TRAITS, read_services
from jikorules.words.numbers import clock, lasted

T = TypeVar("T")
Tax = TypeVar("Tax", bound=Taxon)

_FACTS = ("facility", "origin", "overlap", "equipment", "disaster", "minor", "installed_by")
_NOT_UNKNOWN = frozenset({"facility", "critical"})  # without them no rule can be chosen

_NEEDED = Words("値", "a value")
_IS_EMPTY = Words("空欄です", "it is empty")
_FILL_IN = Words("{name}を書いてください。", "Fill in: {name}.")
_SAYS_UNKNOWN = Words("不明とされています", "it is told not to be known")
_NOT_WITHOUT = Words(
    "適用する規定と役務の区分が定まらないため、{name}が分からなければ判定できません。",
    "Without it the rules that hold are not settled, and nothing can be judged: {name}.",
)
_NOTHING_ABOVE = Words("上の行の値", "a value in the line above")
_ABOVE_IS_EMPTY = Words("上の行も空欄です", "the line above is empty too")
_WRITE_OUT = Words("値を書いてください。", "Write the value.")
_BOTH_ENDS = Words(
    "最も早い時刻と最も遅い時刻の定まる日時", "a moment with an earliest and a latest"
)
_OPEN_START = Words(
    "「2026/4/10 2:10」「2026/4/10 2:10頃」のように書いてください。",
    "Write it like 2026/4/10 2:10 or 2026/4/10 2:10頃.",
)
_AFTER = Words("発生（{start}）以後の日時", "a moment not before the start ({start})")
_CHECK_TIMES = Words("発生と復旧の日時を確かめてください。", "Check both times.")
_MATCHING = Words("発生から復旧までの時間（{span}）", "the time from start to end ({span})")
_CHECK_THREE = Words(
    "発生日時、復旧日時及び継続時間を確かめるか、継続時間を空欄にしてください。",
    "Check the start, the end and the duration, or leave the duration empty.",
)
_RUNS_ON = Words("空欄（復旧していないため）", "nothing, as it has not ended")
_EMPTY_SPAN = Words(
    "復旧していない事故の継続時間は、判定の時点から求めます。空欄にしてください。",
    "How long it has run follows from the moment of judging: leave it empty.",
)


@frozen
class Lasted:
    """How long something lasted, as told.

    Attributes:
        stated: as it is stated.
        least: the shortest that it may have been.
        most: the longest that it may have been.
        running: whether it is told that it has not ended.
        ended: whether its end is told, if only within a width.
    """

    stated: Period
    least: Period
    most: Period
    running: bool = False
    ended: bool = True

    @property
    def is_exact(self) -> bool:
        """Whether nothing is left open but an end that is not known at all."""
        return self.stated == self.least == self.most


@frozen
class Line:
    """What a line says; None is what it leaves open.

    Attributes:
        row: the number of the row.
        start_at: the header and the index of the column of its start.
        id: the name of the accident.
        lasted: when it was; None if that cannot be read.
        services: the services that it names.
        users: how many users were hit.
        facts: what it says of the whole accident, by column.
        cause: the main cause, if it is named as the statistics do.
        failed: what failed, likewise.
        cause_text: the main cause, as it is written.
        failed_text: what failed, as it is written.
        area: the region, as it is written.
        vague: the addresses of moments and time spans that leave a width.
        problems: the cells that cannot be read.
    """

    row: int
    start_at: tuple[str, int]
    id: str | None
    lasted: Lasted | None
    services: tuple[Service, ...] = ()
    users: Bounds[int] = field(factory=Bounds.unknown)
    effect: Effect | None = None
    supplementary: bool | None = False
    facts: Mapping[str, str] = field(factory=dict)
    cause: Cause | None = None
    failed: FailedFacility | None = None
    cause_text: str = ""
    failed_text: str = ""
    area: str = ""
    vague: tuple[str, ...] = ()
    problems: tuple[CellProblem, ...] = ()


@define
class Reader:
    """Reads the lines of one table; it remembers the line above for 同上."""

    grid: Grid
    head: Head
    everywhere: Mapping[str, str] = field(factory=dict)
    _above: dict[str, Cell] = field(factory=dict)
    _tops: dict[tuple[int, int], Cell] = field(factory=dict)

    def line(self, row: Row) -> Line:
        """Read a line."""
        reading = _Reading(self, row)
        made = reading.line()
        self._above |= reading.cells
        return made

    def cell(self, row: Row, key: str) -> Cell | None:
        """Give the cell of a column in a row; of merged cells, the one that is shown there."""
        placed = self.head.placed(key)
        if placed is None:
            text = self.everywhere.get(key)
            return None if text is None else Cell(text)
        found = row.cells[placed.index] if placed.index < len(row.cells) else None
        if placed.index in self.grid.merged:
            top = self.grid.top_of(row.number, placed.index)
            if found is not None:
                self._tops[row.number, placed.index] = found
            elif top is not None:
                found = self._tops.get((top, placed.index))
        return found

    def above(self, key: str) -> Cell | None:
        """Give the cell of a column in the line above."""
        return self._above.get(key)

    def place(self, key: str) -> tuple[str, int]:
        """Give the header and the index of a column; of one that the table has not, its name."""
        placed = self.head.placed(key)
        if placed is None and key == "start":  # the time may stand in the column of the day
            placed = self.head.placed("start_day")
        return (_column(key).name.ja, 0) if placed is None else (placed.header, placed.index)

    def scale(self, key: str) -> int | None:
        """Give the unit that the header of a column gives plain numbers."""
        placed = self.head.placed(key)
        return None if placed is None else placed.scale


class _Start(NamedTuple):
    """The start: its ends, and as it is stated."""

    low: datetime
    high: datetime
    stated: datetime


@define
class _Reading:
    """The reading of one line; problems are collected while it goes on."""

    reader: Reader
    row: Row
    cells: dict[str, Cell] = field(factory=dict)
    problems: list[CellProblem] = field(factory=list)
    vague: list[str] = field(factory=list)

    def line(self) -> Line:
        """Read the line; of several problems all are found."""
        when = self._lasted()
        critical = self._told("critical")
        services = self._services(needed=critical is None)
        facts = {key: self._told(key) for key in _FACTS}
        facts |= {"critical": critical}
        facts |= {key: self._text(key) for key in ("carrier", "wholesaler", "chain")}
        cause, cause_text = self._taxon("cause", Cause)
        failed, failed_text = self._taxon("failed", FailedFacility)
        effect, supplementary = self._word("effect"), self._word("supplementary")
        return Line(
            row=self.row.number,
            start_at=self.reader.place("start"),
            id=self._text("id"),
            lasted=when,
            services=services,
            users=self._count("users") or Bounds.unknown(),
            effect=None if effect in {None, "unknown"} else Effect(effect),
            supplementary=None if supplementary == "unknown" else supplementary == "yes",
            facts={key: value for key, value in facts.items() if value is not None},
            cause=cause,
            failed=failed,
            cause_text=cause_text,
            failed_text=failed_text,
            area=self._text("area") or "",
            vague=tuple(self.vague),
            problems=tuple(self.problems),
        )

    # One cell

    def _cell(self, key: str) -> Cell | None:
        """Give the cell of a column, or of the line above if it says so; None if it is empty."""
        cell = self.reader.cell(self.row, key)
        if cell is None:
            return None
        if values.is_ditto(cell):
            cell = self.reader.above(key)
            if cell is None:
                self._tell(key, Trouble.UNREADABLE, _NOTHING_ABOVE, _ABOVE_IS_EMPTY, _WRITE_OUT)
                return None
        self.cells[key] = cell
        return cell

    def _get(self, key: str, read: Callable[[Cell], T]) -> T | None:
        """Read the cell of a column; None if it is empty, unknown or cannot be read."""
        cell = self._cell(key)
        if cell is None:
            return None
        try:
            cell = values.usable(cell)
            return None if values.is_unknown(cell) else read(cell)
        except Unfit as unfit:
            key = unfit.key or key
            self._tell(key, unfit.trouble, unfit.expected, unfit.given, unfit.hint)
            return None

    def _tell(
        self, key: str, trouble: Trouble, expected: Words, given: str | Words, hint: Words
    ) -> None:
        """Note a problem; the first one of a cell is told."""
        if self._is_wrong(key):
            return
        header, index = self.reader.place(key)
        row = self.row.number
        told = CellProblem(row, index, header, key, trouble, expected, given, hint)
        self.problems.append(told)

    def _is_wrong(self, *keys: str) -> bool:
        return any(each.key in keys for each in self.problems)

    def _missing(self, key: str) -> None:
        """Tell that what is needed is not told."""
        name = _column(key).name
        if key not in self.cells:
            hint = _FILL_IN.filled(name=name)
            self._tell(key, Trouble.EMPTY, _NEEDED, _IS_EMPTY, hint)
        else:
            hint = _NOT_WITHOUT.filled(name=name)
            self._tell(key, Trouble.UNKNOWN, _NEEDED, _SAYS_UNKNOWN, hint)

    def _text(self, key: str) -> str | None:
        """Give a text; one that says 不明 or － is none."""
        return self._get(key, lambda cell: cell.text.strip()) or None

    def _word(self, key: str) -> str | None:
        """Give what a word stands for; "unknown" if the cell says so."""
        cell = self._cell(key)
        if cell is not None and values.is_unknown(cell):
            return "unknown"
        return self._get(key, lambda each: values.word(each, _column(key).words or key))

    def _told(self, key: str) -> str | None:
        """Give what a word stands for; without some of them nothing can be judged."""
        found = self._word(key)
        if found == "unknown" and key in _NOT_UNKNOWN:
            self._missing(key)
            return None
        return found

    def _flag(self, key: str, words: str = "flag") -> bool | None:
        return self._get(key, lambda cell: values.flag(cell, words))

    def _count(self, key: str) -> Bounds[int] | None:
        scale = self.reader.scale(key)
        return self._get(key, lambda cell: values.count(cell, scale))

    def _taxon(self, key: str, taxa: type[Tax]) -> tuple[Tax | None, str]:
        """Give a name of the statistics, and the text as it is written, whatever it is."""
        text = self._text(key) or ""
        try:
            return (taxa.named(text) if text else None), text
        except InvalidInput:  # told once for the whole table: it is no fault of the cell
            return None, text

    def _services(self, *, needed: bool) -> tuple[Service, ...]:
        traits = {
            trait: self._flag(key, "paid" if key == "paid" else "flag")
            for trait, key in TRAITS.items()
        }
        monthly_users = self._count("monthly_users")
        named = self._get("service", lambda cell: read_services(cell.text, traits, monthly_users))
        if named is None:
            if needed and not self._is_wrong("service", *TRAITS.values()):
                self._missing("service")
            return ()
        return named

    # When it was

    def _lasted(self) -> Lasted | None:
        day = self._get("start_day", values.day)
        start = self._start(day)
        end_day, end_cell = self._get("end_day", values.day), self._cell("end")
        span = self._span()
        is_running = end_cell is not None and values.is_running(end_cell)
        same = None if start is None else start.stated.date()
        end = None if is_running else self._end(end_day, same)
        if start is None or self._is_wrong("end", "end_day", "duration"):
            return None
        if is_running:
            return self._on(start, span)
        if end is not None:
            return self._to(start, end, span)
        if span is not None and not span.ends.is_unknown:
            return self._for(start, span)
        return _open(start, running=False)

    def _start(self, day: date | None) -> _Start | None:
        read = None
        if not self._is_wrong("start_day"):
            read = self._get("start", lambda cell: values.moment(cell, day))
        if self._is_wrong("start_day", "start"):
            return None
        if read is None:
            if day is not None and "start" not in self.cells:
                said = values.NO_TIME.filled(day=day.isoformat())
                self._tell("start_day", Trouble.UNREADABLE, values.A_MOMENT, said, values.ADD_TIME)
            else:
                self._missing("start")
            return None
        low, high, stated = read.ends.low, read.ends.high, read.stated.low
        if low is None or high is None or stated is None:
            given = shown(self.cells["start"].text)
            self._tell("start", Trouble.UNREADABLE, _BOTH_ENDS, given, _OPEN_START)
            return None
        self._note("start", is_exact=low == high)
        return _Start(low, high, stated)

    def _end(self, day: date | None, same: date | None) -> values.Told[Moment] | None:
        """Read the end; None if it is not told."""
        if self._is_wrong("end_day"):
            return None
        read = self._get("end", lambda cell: values.moment(cell, day, same))
        if read is None or read.ends.is_unknown:
            return None
        self._note("end", is_exact=read.ends.is_exact)
        return read

    def _span(self) -> values.Told[Bounds[timedelta]] | None:
        scale = self.reader.scale("duration")
        return self._get("duration", lambda cell: values.span(cell, scale))

    def _on(self, start: _Start, span: values.Told[Bounds[timedelta]] | None) -> Lasted | None:
        """Give what still runs."""
        if span is not None and not span.ends.is_unknown:
            given = shown(self.cells["duration"].text)
            self._tell("duration", Trouble.CONTRADICTION, _RUNS_ON, given, _EMPTY_SPAN)
            return None
        return _open(start, running=True)

    def _for(self, start: _Start, span: values.Told[Bounds[timedelta]]) -> Lasted:
        """Give what lasted for a time."""
        self._note("duration", is_exact=span.ends.is_exact)
        low, high = span.ends.low or timedelta(0), span.ends.high
        stated = span.stated.low if span.stated.is_exact and span.stated.low else low
        begun = start.stated
        most = Period(begun, None if high is None else begun + high)
        return Lasted(Period(begun, begun + stated), Period(begun, begun + low), most)

    def _to(
        self,
        start: _Start,
        end: values.Told[Moment],
        span: values.Told[Bounds[timedelta]] | None,
    ) -> Lasted | None:
        """Give what lasted until an end."""
        earliest, latest = end.ends.low, end.ends.high
        stated = end.stated.low or end.stated.high
        if stated is None or stated < start.stated or (latest or start.low) < start.low:
            expected = _AFTER.filled(start=Words(clock(start.stated), clock(start.stated, "en")))
            given = shown(self.cells["end"].text)
            self._tell("end", Trouble.CONTRADICTION, expected, given, _CHECK_TIMES)
            return None
        made = Lasted(
            Period(start.stated, stated),
            Period(start.high, max(earliest or start.high, start.high)),
            Period(start.low, latest),
        )
        if span is not None and not _agree(made, span.ends):
            between = Bounds(_length(made.least), _length(made.most))
            expected = _MATCHING.filled(span=Words(lasted(between), lasted(between, "en")))
            given = shown(self.cells["duration"].text)
            self._tell("duration", Trouble.CONTRADICTION, expected, given, _CHECK_THREE)
            return None
        return made

    def _note(self, key: str, *, is_exact: bool) -> None:
        """Note a cell that leaves a width."""
        if not is_exact:
            _, index = self.reader.place(key)
            self.vague.append(address(self.row.number, index))


def _column(key: str) -> Column:
    return vocabulary().columns[key]


def _open(start: _Start, *, running: bool) -> Lasted:
    """Give what has no end that is known."""
    told = (Period(start.stated), Period(start.high), Period(start.low))
    return Lasted(*told, running=running, ended=False)


def _length(period: Period) -> timedelta | None:
    return None if period.end is None else period.end - period.start


def _agree(made: Lasted, duration: Bounds[timedelta]) -> bool:
    """Whether a duration fits between the ends; seconds may have been left out."""
    minute = timedelta(minutes=1)
    shortest, longest = _length(made.least), _length(made.most)
    too_long = duration.low is not None and longest is not None and duration.low >= longest + minute
    too_short = (
        duration.high is not None and shortest is not None and duration.high + minute <= shortest
    )
    return not (too_long or too_short)
