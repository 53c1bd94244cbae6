"""The columns of a table of accidents: what is asked of them, and the answer.

Imported only by `judge_frame`, and only when a table is judged: it needs narwhals.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import narwhals as nw
from attrs import field, frozen

from jikorules.basics.moments import JAPAN
from jikorules.basics.vocabulary import Facility, Kind
from jikorules.judgement.frames.formulas import (
    Certain,
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
    parts,
    some,
)
from jikorules.judgement.verdict import Grade

NONE, PERIODIC, SERIOUS = GRADES = tuple(grade.wire for grade in Grade)
UNDECIDED, INVALID, NOT_COVERED = "undecided", "invalid", "not_covered"

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
        if isinstance(formula, bool | Column | Certain):
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
            self.asked[question] = answer
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
        return self._until() - nw.col("start")

    def _until(self) -> nw.Expr:
        """Give ``end`` in the time zone of ``start``."""
        start, end = (self.schema[name].time_zone for name in ("start", "end"))
        until = nw.col("end")
        return until if start == end else until.dt.convert_time_zone(start)

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
            found.append(self.column("end early", self._until() < nw.col("start")))
        return some(*found)

    def _strange(self, column: str, choices: Sequence[str]) -> Formula:
        words = self.words(column)
        missing = self.column(f"{column} missing", nw.col(column).is_null())
        if words is not None and set(words) <= set(choices):
            return missing
        # Word by word, as the rules ask anyway: to look a word up in a list takes long.
        return some(missing, negate(some(*(self._says(column, word) for word in choices))))


@frozen
class Plan:
    """How to answer a table of a schema.

    Attributes:
        steps: the columns to work out, one step after the other.
        in_enums: the words are of type Enum, which is numbers already.
        kept: the columns of the table itself.
        answers: the columns of the answer: their type, and the words, the first that holds.
    """

    steps: Sequence[Sequence[nw.Expr]]
    in_enums: bool
    kept: nw.Expr
    answers: Mapping[str, tuple[Any, Sequence[tuple[Formula, str | None]]]]


def judged(table: Any, plan: Plan) -> Any:
    """Add the columns of the answer to a table."""
    for step in plan.steps:
        table = table.select(*step)
    if isinstance(table, nw.LazyFrame) or plan.in_enums:
        return table.select(
            plan.kept,
            *(_first(dtype, cases).alias(name) for name, (dtype, cases) in plan.answers.items()),
        )
    # At once: row by row only numbers are chosen, and each column of strings is written but once.
    numbers = table.select(
        _first(nw.Int8(), [(holds, i) for i, (holds, _) in enumerate(cases)]).alias(name)
        for name, (_, cases) in plan.answers.items()
    )
    words = (
        nw.new_series(name, [word for _, word in cases], dtype, backend=table.implementation)
        for name, (dtype, cases) in plan.answers.items()
    )
    return table.select(plan.kept, *(each[numbers[each.name]] for each in words))


@lru_cache(maxsize=64)
def plan(
    schema: tuple[tuple[str, Any], ...], compiled: Compiled, *, dated: bool, bounds: bool
) -> Plan:
    """Say how to answer a table, from its types alone; done once for each."""
    asking = Asking(dict(schema))
    told, levels = _in_steps(dict(_wanted(asking, compiled, dated=dated)), asking.name)

    in_enums = asking.words("kind") is not None

    def typed(*words: str) -> Any:
        return nw.Enum(words) if in_enums else nw.String()

    fine, serious, reported = told["fine"], told["serious"], told["reported"]
    is_none, is_below = negate(told["may be reported"]), negate(told["may be serious"])
    answers: dict[str, tuple[Any, list[tuple[Formula, str | None]]]] = {
        "grade": (
            typed(*GRADES, UNDECIDED, INVALID, NOT_COVERED),
            [
                (told["invalid"], INVALID),
                (told["uncovered"], NOT_COVERED),
                (serious, SERIOUS),
                (is_none, NONE),
                (every(reported, is_below), PERIODIC),
                (True, UNDECIDED),
            ],
        ),
        "row": (
            typed(*(compiled.rows or "-")),  # an Enum has a word
            [(every(fine, told[f"row {each}"]), each) for each in compiled.rows],
        ),
        "rule_set": (
            typed(*compiled.spans),
            [(every(fine, told[f"set {each}"]), each) for each in reversed(list(compiled.spans))],
        ),
    }
    if bounds:
        least = (serious, SERIOUS), (reported, PERIODIC), (True, NONE)
        most = (is_none, NONE), (is_below, PERIODIC), (True, SERIOUS)
        for name, ends in (("at_least", least), ("at_most", most)):
            answers[name] = typed(*GRADES), [(every(fine, holds), word) for holds, word in ends]
    for _, cases in answers.values():
        cases.append((True, None))
    return Plan(_steps(asking, told, levels), in_enums, nw.col(*asking.schema), answers)


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
    # 報告規則第7条の3第1項第2号, on other facilities, does not leave out supplementary functions.
    reported = some(serious, every(some(counts, negate(telecom)), notable, periodic))
    invalid = asking.invalid(dated=dated)
    yield "invalid", invalid
    yield "serious", asking.ask(serious, LOW)
    yield "may be serious", asking.ask(serious, HIGH)
    yield "reported", asking.ask(reported, LOW)
    yield "may be reported", asking.ask(reported, HIGH)
    for number, formula in compiled.rows.items():
        yield f"row {number}", asking.ask(every(counts, telecom, formula), LOW)
    spans = tuple(compiled.spans.values())
    first, stop = spans[0][0], spans[-1][1]
    covered = every(Since(first), True if stop is None else negate(Since(stop))) if dated else True
    uncovered = asking.ask(negate(covered), LOW)
    yield "uncovered", uncovered
    yield "fine", negate(Certain(some(invalid, uncovered)))
    for rule_set, (start, _) in compiled.spans.items():
        yield f"set {rule_set}", asking.ask(Since(start), LOW) if dated else True


# Steps. What several formulas share is worked out once.


def _columns(formula: Formula) -> Iterator[str]:
    """Give the columns that a formula reads."""
    if isinstance(formula, Column):
        yield formula.name
    for part in parts(formula):
        yield from _columns(part)


def _in_steps(
    wanted: Mapping[str, Formula], name: Callable[[str], str]
) -> tuple[dict[str, Formula], list[dict[str, Formula]]]:
    """Give formulas in terms of new columns, and step by step what these have to hold."""
    uses = Counter[Formula]()
    for formula in wanted.values():
        _count(formula, uses)
    names = {
        formula: Column(name(f"step_{i}"))
        for i, (formula, times) in enumerate(uses.items())
        if parts(formula) and (formula in wanted.values() or (times > 1 and not _is_short(formula)))
    }

    def inner(formula: Formula) -> Formula:
        if isinstance(formula, Not | Certain):
            return type(formula)(outer(formula.part))
        if isinstance(formula, Every | Some):
            return type(formula)(tuple(map(outer, formula.parts)))
        return formula

    def outer(formula: Formula) -> Formula:
        return names.get(formula) or inner(formula)

    def depth(formula: Formula) -> int:
        return max((depth(part) + (part in names) for part in parts(formula)), default=0)

    steps: dict[int, dict[str, Formula]] = {}
    for formula, column in names.items():
        steps.setdefault(depth(formula), {})[column.name] = inner(formula)
    told = {question: outer(formula) for question, formula in wanted.items()}
    return told, [steps[i] for i in sorted(steps)]


def _is_short(formula: Formula) -> bool:
    """Whether a step of its own would take longer than to work the formula out again."""
    inner = parts(formula)
    return len(inner) < 3 and not any(map(parts, inner))


def _count(formula: Formula, uses: Counter[Formula]) -> None:
    uses[formula] += 1
    if uses[formula] == 1:
        for part in parts(formula):
            _count(part, uses)


def _steps(
    asking: Asking, told: Mapping[str, Formula], levels: Sequence[Mapping[str, Formula]]
) -> list[list[nw.Expr]]:
    """Make columns of formulas, each as long as it is needed: some engines count every column."""
    made: list[dict[str, tuple[nw.Expr, set[str]]]] = [
        {name: (asking.asked[question], set()) for question, name in asking.names.items()},
        *(
            {name: (_expr(formula), set(_columns(formula))) for name, formula in level.items()}
            for level in levels
        ),
    ]
    steps: list[list[nw.Expr]] = []
    needed = {name for formula in told.values() for name in _columns(formula)}
    for level in reversed(made):
        used = {name: level[name] for name in level if name in needed}
        needed -= {*used, *asking.schema}
        kept = nw.col(*asking.schema, *sorted(needed))
        steps.append([kept, *(expr.alias(name) for name, (expr, _) in used.items())])
        needed = needed.union(*(those for _, those in used.values()))
    return steps[::-1]


def _expr(formula: Formula) -> nw.Expr:
    if isinstance(formula, bool):
        return nw.lit(formula)
    if isinstance(formula, Column):
        return nw.col(formula.name)
    if isinstance(formula, Certain):
        return _expr(formula.part).fill_null(False)
    if isinstance(formula, Not):
        return ~_expr(formula.part)
    return reduce(and_ if isinstance(formula, Every) else or_, map(_expr, parts(formula)))


def _first(dtype: Any, cases: Iterable[tuple[Formula, Any]]) -> nw.Expr:
    """Give the value of the first case that holds; the last always does."""
    kept: list[tuple[Formula, Any]] = []
    for holds, value in cases:
        if holds is not False:
            kept.append((holds, value))
        if holds is True:
            break
    *others, (_, last) = kept
    answer: nw.Expr | None = None if last is None and others else nw.lit(last, dtype=dtype)
    for holds, value in reversed(others):
        then = nw.when(_expr(holds)).then(nw.lit(value, dtype=dtype))  # not where it is unknown
        # What is left out is null, and costs nothing.
        answer = then if answer is None else then.otherwise(answer)
    assert answer is not None  # noqa: S101
    return answer.cast(dtype) if isinstance(dtype, nw.Enum) else answer  # Dask makes strings
