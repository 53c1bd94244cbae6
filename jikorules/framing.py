"""The columns of a table of accidents: what they have to be, and what is asked of them.

Imported only by `jikorules.frames`, and only when a table is judged: it needs narwhals.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import reduce
from operator import and_, or_
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import narwhals as nw
from attrs import field, frozen

from jikorules.compiling import (
    Column,
    Compiled,
    Every,
    Flag,
    Formula,
    IsFacility,
    IsKind,
    Lasts,
    MonthlyReach,
    Not,
    Question,
    Since,
    Some,
    UsersReach,
    every,
    negate,
    some,
)
from jikorules.errors import Problem, Words
from jikorules.incident import JAPAN
from jikorules.terms import Facility, Kind
from jikorules.verdict import Grade

NONE, PERIODIC, SERIOUS = GRADES = tuple(grade.wire for grade in Grade)
UNDECIDED, INVALID, NOT_COVERED = "undecided", "invalid", "not_covered"

_TEXT = Words("文字列（又は Enum・Categorical）の列", "a column of strings, or Enum or Categorical")
_FLAG = Words("真偽値の列", "a column of booleans")
_COUNT = Words("整数の列", "a column of integers")
_TIME = Words("時差付きの日時の列", "a column of datetimes with a time zone")
_HINTS = {
    _TEXT: Words("語は文字列で与えてください。", "Give the words as strings."),
    _FLAG: Words(
        "不明のある列は null を持てる真偽値型（pandas では boolean）にしてください。",
        "With unknown values use a boolean type that holds nulls (in pandas 'boolean').",
    ),
    _COUNT: Words(
        "小数は使えません。不明のある列は null を持てる整数型（pandas では Int64）にしてください。",
        "Floats are refused; with unknown values use an integer type that holds nulls"
        " (in pandas 'Int64').",
    ),
    _TIME: Words(
        "時差のない日時は、日本時間であればその旨を列の型に付けてください（Asia/Tokyo）。",
        "If the times are Japan time, say so in the column's type (Asia/Tokyo).",
    ),
}
_GIVE = Words("この列を加えてください。", "Add this column.")
_RENAME = Words(
    "結果の列の名と重なるため、名を変えてください。",
    "The answer has a column of that name: rename.",
)
_ONE_WAY = Words("どちらか一方だけを残してください。", "Keep only one of them.")
# What the columns have to be, told from their types alone: a lazy table has no more to show.


def problems(schema: Mapping[str, Any], *, dated: bool, bounds: bool) -> Iterator[Problem]:
    """Find what is wrong with the columns of a table, a problem a column.

    Args:
        schema: their types.
        dated: whether the rule set is that of each row's day, so that the day is needed.
        bounds: whether the answer has columns for the ends of what is possible too.

    Example:
        >>> [problem.path for problem in problems({}, dated=False, bounds=False)]
        ['kind', 'users', 'start', 'end']
    """
    for name in ("grade", "row", "rule_set", *(("at_least", "at_most") if bounds else ())):
        if name in schema:
            yield Problem(
                name, Words("この名のない表", "a frame without it"), _shown(schema[name]), _RENAME
            )
    bounded = "users_low" in schema or "users_high" in schema
    if bounded and "users" in schema:
        yield Problem(
            "users",
            Words("users、又は users_low と users_high", "users, or users_low and users_high"),
            Words("その両方", "both"),
            _ONE_WAY,
        )
    timed = "duration_seconds" not in schema
    if not timed and "end" in schema:
        yield Problem(
            "duration_seconds",
            Words("end 又は duration_seconds", "end or duration_seconds"),
            Words("その両方", "both"),
            _ONE_WAY,
        )
    wanted = {
        "kind": _TEXT,
        **dict.fromkeys(("users_low", "users_high") if bounded else ("users",), _COUNT),
        **({"start": _TIME} if timed or dated else {}),
        **({"end": _TIME} if timed else {"duration_seconds": _COUNT}),
    }
    optional = {
        "facility": _TEXT,
        **dict.fromkeys(("emergency_calls", "paid", "supplementary", "minor"), _FLAG),
        "monthly_users": _COUNT,
    }
    for name, words in (wanted | optional).items():
        if name not in schema:
            if name in wanted:
                yield Problem(name, words, Words("列のない表", "no such column"), _GIVE)
        elif not _is(words, schema[name]):
            yield Problem(name, words, _shown(schema[name]), _HINTS[words])


def _is(words: Words, dtype: Any) -> bool:
    if words is _TEXT:
        return isinstance(dtype, nw.String | nw.Categorical | nw.Enum)
    if words is _FLAG:
        return isinstance(dtype, nw.Boolean)
    if words is _COUNT:
        return bool(dtype.is_integer())
    return isinstance(dtype, nw.Datetime) and dtype.time_zone is not None


def _shown(dtype: Any) -> Words:
    return Words(f"{dtype} の列", f"a column of {dtype}")


# Questions become columns, each asked once, however many formulas ask it.

LOW, HIGH = False, True
"""The two ends of what the facts may be; the same where only whole values are unknown."""


@frozen
class Asking:
    """The questions to a table.

    Attributes:
        schema: the types of its columns.
        asked: the answers, by what is asked.
        names: the columns that are to hold them.
    """

    schema: Mapping[str, Any]
    asked: dict[str, nw.Expr] = field(factory=dict)
    names: dict[str, str] = field(factory=dict)

    def ask(self, formula: Formula, end: bool) -> Formula:
        """Put a formula in terms of columns, at one end of what the facts may be."""
        if isinstance(formula, bool | Column):
            return formula
        if isinstance(formula, Every):
            return every(*(self.ask(part, end) for part in formula.parts))
        if isinstance(formula, Some):
            return some(*(self.ask(part, end) for part in formula.parts))
        if isinstance(formula, Not):
            if self._is_untold(formula.part):
                return end
            return negate(self.ask(formula.part, end))
        return end if self._is_untold(formula) else self._answer(formula, end)

    def column(self, question: str, answer: nw.Expr) -> Column:
        """Give the column of an answer."""
        if question not in self.asked:
            self.names[question] = self.name(f"asked_{len(self.names)}")
            self.asked[question] = answer.alias(self.names[question])
        return Column(self.names[question])

    def name(self, name: str) -> str:
        """Give a column a name that the table does not use."""
        name = f"jikorules_{name}"
        while name in self.schema:
            name += "_"
        return name

    def _midnight(self, day: date) -> nw.Expr:
        """Give midnight in Japan in the time zone of ``start``: polars compares no others."""
        zone: tzinfo = UTC
        with suppress(ZoneInfoNotFoundError, ValueError):  # a fixed offset has no name
            zone = ZoneInfo(self.schema["start"].time_zone)
        return nw.lit(datetime.combine(day, time(), JAPAN).astimezone(zone))

    def _is_untold(self, formula: Formula) -> bool:
        """Whether a trait is asked for that the table has no column for: always unknown."""
        return (isinstance(formula, MonthlyReach) and "monthly_users" not in self.schema) or (
            isinstance(formula, Flag) and formula.column not in self.schema
        )

    def _answer(self, asked: Question, end: bool) -> Formula:
        if isinstance(asked, IsKind):
            return self._says("kind", asked.kind.value)
        if isinstance(asked, IsFacility):
            return self._says("facility", asked.facility.value)
        if isinstance(asked, Since):
            return self.column(f"since {asked.day}", nw.col("start") >= self._midnight(asked.day))
        if isinstance(asked, Lasts):
            return self._lasts(asked.duration, end)
        return Column(asked.column) if isinstance(asked, Flag) else self._reach(asked, end)

    def _says(self, column: str, word: str) -> Formula:
        words = self.words(column)
        if words is not None and word not in words:
            return False  # and some engines refuse to compare with a word that is none
        return self.column(f"{column} {word}", nw.col(column) == word)

    def _reach(self, asked: UsersReach | MonthlyReach, end: bool) -> Formula:
        column = "users" if isinstance(asked, UsersReach) else "monthly_users"
        if column not in self.schema:
            column = "users_high" if end is HIGH else "users_low"
        return self.column(f"{column} {asked.users}", nw.col(column) >= asked.users)

    def _lasts(self, duration: timedelta, end: bool) -> Formula:
        if "duration_seconds" in self.schema:
            least = duration // timedelta(seconds=1)
            return self.column(f"lasts {duration}", nw.col("duration_seconds") >= least)
        lasts = self.column(f"lasts {duration}", self.lasted() >= nw.lit(duration))
        # Some engines answer "no" where the end is missing, and not "unknown".
        return some(lasts, self.column("open", nw.col("end").is_null())) if end is HIGH else lasts

    def lasted(self) -> nw.Expr:
        """Give the time from ``start`` to ``end``."""
        start, end = (self.schema[name].time_zone for name in ("start", "end"))
        until = nw.col("end")
        return (until if start == end else until.dt.convert_time_zone(start)) - nw.col("start")

    def words(self, column: str) -> tuple[str, ...] | None:
        """Give the words that a column can hold, if its type tells."""
        return getattr(self.schema[column], "categories", None)

    def invalid(self, *, dated: bool) -> Formula:
        """Ask whether a value is one that no accident can have."""
        schema, found = self.schema, list[Formula]()
        for name, choices in (("kind", Kind), ("facility", Facility)):
            if name in schema:
                found.append(self._strange(name, [each.value for each in choices]))
        for name in ("users", "users_low", "users_high", "monthly_users", "duration_seconds"):
            if name in schema and not schema[name].is_unsigned_integer():
                found.append(self.column(f"{name} negative", (nw.col(name) < 0)))
        if "users_low" in schema:
            crossed = nw.col("users_low") > nw.col("users_high")
            found.append(self.column("users crossed", crossed))
        timed = "duration_seconds" not in schema
        if timed or dated:
            found.append(self.column("start missing", nw.col("start").is_null()))
        if timed:
            found.append(self.column("end early", self.lasted() < nw.lit(timedelta(0))))
        return some(*found)

    def _strange(self, column: str, choices: Sequence[str]) -> Formula:
        words = self.words(column)
        if words is not None and set(words) <= set(choices):
            return self.column(f"{column} missing", nw.col(column).is_null())
        known = [word for word in choices if words is None or word in words]
        return self.column(f"{column} strange", ~nw.col(column).is_in(known).fill_null(False))


def judged(table: Any, asking: Asking, compiled: Compiled, *, dated: bool, bounds: bool) -> Any:
    """Add the columns of the answer to a table."""
    wanted = dict(_wanted(asking, compiled, dated=dated))
    table, told = _told(table.with_columns(*asking.asked.values()), wanted, asking)

    def surely(name: str) -> nw.Expr:
        return told[name].fill_null(False)

    def surely_not(name: str) -> nw.Expr:
        return (~told[name]).fill_null(False)

    def typed(*words: str) -> Any:
        return nw.String() if asking.words("kind") is None else nw.Enum(words)

    invalid, uncovered = surely("invalid"), surely("uncovered")
    answered = asking.name("answered")
    table = table.with_columns((~(invalid | uncovered) if dated else ~invalid).alias(answered))
    fine = nw.col(answered)
    is_serious, is_reported = surely("serious"), surely("reported")
    is_none, is_below = surely_not("may be reported"), surely_not("may be serious")
    rows = [(fine & surely(f"row {number}"), number) for number in compiled.rows]
    sets = [(fine & surely(f"set {each}"), each) for each in reversed(list(compiled.spans))]
    answers = {
        "grade": _word(
            typed(*GRADES, UNDECIDED, INVALID, NOT_COVERED),
            (invalid, INVALID),
            *([(uncovered, NOT_COVERED)] if dated else []),
            (is_serious, SERIOUS),
            (is_none, NONE),
            (is_reported & is_below, PERIODIC),
            default=UNDECIDED,
        ),
        "row": _word(typed(*(compiled.rows or "-")), *rows),  # an Enum has a word
        "rule_set": _word(typed(*compiled.spans), *sets),
    }
    if bounds:
        grades = typed(*GRADES)
        least = (fine & is_serious, SERIOUS), (fine & is_reported, PERIODIC), (fine, NONE)
        most = (fine & is_none, NONE), (fine & is_below, PERIODIC), (fine, SERIOUS)
        answers["at_least"], answers["at_most"] = _word(grades, *least), _word(grades, *most)
    return table.select(*(nw.col(name) for name in asking.schema), **answers)


def _wanted(asking: Asking, compiled: Compiled, *, dated: bool) -> Iterator[tuple[str, Formula]]:
    """Give what has to be known of each row, in terms of columns."""
    schema = asking.schema
    telecom: Formula = IsFacility(Facility.TELECOM) if "facility" in schema else True
    counts, notable = (
        negate(Flag(name)) if name in schema else True for name in ("supplementary", "minor")
    )
    serious = every(counts, telecom, compiled.serious)
    periodic = compiled.periodic[Facility.TELECOM]
    other = compiled.periodic[Facility.OTHER]
    if other != periodic:
        periodic = some(every(telecom, periodic), every(negate(telecom), other))
    reported = some(serious, every(counts, notable, periodic))
    yield "invalid", asking.invalid(dated=dated)
    yield "serious", asking.ask(serious, LOW)
    yield "may be serious", asking.ask(serious, HIGH)
    yield "reported", asking.ask(reported, LOW)
    yield "may be reported", asking.ask(reported, HIGH)
    for number, formula in compiled.rows.items():
        yield f"row {number}", asking.ask(every(counts, telecom, formula), LOW)
    spans = tuple(compiled.spans.values())
    first, stop = spans[0][0], spans[-1][1]
    covered = every(Since(first), True if stop is None else negate(Since(stop))) if dated else True
    yield "uncovered", asking.ask(negate(covered), LOW)
    for rule_set, (start, _) in compiled.spans.items():
        yield f"set {rule_set}", asking.ask(Since(start), LOW) if dated else True


def _told(
    table: Any, wanted: Mapping[str, Formula], asking: Asking
) -> tuple[Any, dict[str, nw.Expr]]:
    """Work out formulas, step by step, so that no engine works out a shared part twice."""
    uses = Counter[Formula]()
    for formula in wanted.values():
        _count(formula, uses)
    names = {
        formula: asking.name(f"step_{i}")
        for i, (formula, times) in enumerate(uses.items())
        if times > 1 or formula in wanted.values()
    }
    steps: dict[int, list[nw.Expr]] = {}
    for formula, name in names.items():
        inner = {each: names[each] for each in names if each != formula}
        steps.setdefault(_depth(formula, names), []).append(_expr(formula, inner).alias(name))
    for _, step in sorted(steps.items()):
        table = table.with_columns(*step)
    return table, {name: _expr(formula, names) for name, formula in wanted.items()}


def _count(formula: Formula, uses: Counter[Formula]) -> None:
    parts = _parts(formula)
    uses[formula] += bool(parts)
    if uses[formula] == 1:
        for part in parts:
            _count(part, uses)


def _depth(formula: Formula, names: Mapping[Formula, str]) -> int:
    return max((_depth(part, names) + (part in names) for part in _parts(formula)), default=0)


def _expr(formula: Formula, names: Mapping[Formula, str]) -> nw.Expr:
    if formula in names:
        return nw.col(names[formula])
    if isinstance(formula, bool):
        return nw.lit(formula)
    if isinstance(formula, Column):
        return nw.col(formula.name)
    parts = [_expr(part, names) for part in _parts(formula)]
    if isinstance(formula, Not):
        return ~parts[0]
    return reduce(and_ if isinstance(formula, Every) else or_, parts)


def _parts(formula: Formula) -> tuple[Formula, ...]:
    if isinstance(formula, Not):
        return (formula.part,)
    return formula.parts if isinstance(formula, Every | Some) else ()


def _word(dtype: Any, *cases: tuple[nw.Expr, str], default: str | None = None) -> nw.Expr:
    """Give the word of the first case that holds."""
    answer = nw.lit(default, dtype=dtype)
    for i, (holds, word) in enumerate(reversed(cases)):
        then = nw.when(holds).then(nw.lit(word, dtype=dtype))
        # What is left out is null, and costs nothing.
        answer = then if i == 0 and default is None else then.otherwise(answer)
    return answer.cast(dtype) if isinstance(dtype, nw.Enum) else answer  # Dask makes strings
