"""The columns of a table of accidents: what is asked of them, and the answer.

Imported only by `judge_frame`, and only when a table is judged: it needs narwhals. Row 一 of the
table of Art. 58, which `formulas` gives as four questions, goes this way (names shortened):

1. Asking (`Asker`): each question is a column of truth values, or one that the table has already::

       kind_voice = kind == "voice"    lasts_3600 = ...    users_30000 = users >= 30000

2. Steps (`sharing`, `_steps`): what the answer needs, and what several formulas share, is worked
   out once, in columns of the step after those that they are made of::

       step_1 = kind_voice & emergency_calls & lasts_3600 & users_30000    a limit of row 一 is met
       step_9 = step_1 | step_2 | ...                 serious, if it is not so by row 二
       step_12 = step_9 | step_11                     serious

3. The answer (`_answers`, `judged`): for each of its columns the first case that holds::

       row = null if step_0 or no row is met, "一" if step_1, "二" if step_15, ...
       grade = "invalid" if step_0, "serious" if step_12, ...
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import narwhals as nw
from attrs import field, frozen

from jikorules.basics.moments import midnight
from jikorules.basics.vocabulary import Facility, Kind
from jikorules.judgement.frames.formulas import (
    Asked,
    Certain,
    Column,
    Every,
    Formula,
    Formulas,
    Not,
    between,
    every,
    negate,
    parts,
    rejoined,
    some,
)
from jikorules.judgement.frames.sharing import worked_out
from jikorules.judgement.verdict import Grade

NONE, PERIODIC, SERIOUS = GRADES = tuple(grade.wire for grade in Grade)
UNDECIDED, INVALID, NOT_COVERED = "undecided", "invalid", "not_covered"
PROBLEM = "problem "


@frozen
class Answer:
    """A column of the answer.

    Attributes:
        dtype: its type.
        cases: what has to hold for each of its values; the first that holds is given, and only the
            last always does.
    """

    dtype: Any
    cases: Sequence[tuple[Formula, Any]]


@frozen
class Columns:
    """How to answer a table of a schema.

    Attributes:
        steps: the columns to work out, one step after the other.
        in_enums: the words are of type Enum, which is numbers already.
        kept: the columns of the table itself.
        answers: the columns of the answer.
        words: the same as expressions.
    """

    steps: Sequence[Sequence[nw.Expr]]
    in_enums: bool
    kept: nw.Expr
    answers: Mapping[str, Answer]
    words: Sequence[nw.Expr]


def judged(table: Any, columns: Columns) -> Any:
    """Add the columns of the answer to a table."""
    if table.implementation.is_dask():
        # Else each operation would be a task of its own for each partition: some 450 of them.
        return nw.from_native(table.to_native().map_partitions(_judged_part, columns))
    for step in columns.steps:
        table = table.select(*step)
    if isinstance(table, nw.LazyFrame) or columns.in_enums:
        return table.select(columns.kept, *columns.words)
    return table.select(columns.kept, *_at_once(table, columns.answers))


def _judged_part(part: Any, columns: Columns) -> Any:
    """Add the columns of the answer to a partition, which is a frame of pandas."""
    return judged(nw.from_native(part), columns).to_native()


def _at_once(table: Any, answers: Mapping[str, Answer]) -> Iterator[Any]:
    """Give the answer of a table that is no longer to be read.

    What holds in no row is not looked for, and row by row only numbers are chosen, so that each
    column of words is written but once.
    """
    conditions = {holds for each in answers.values() for holds, _ in each.cases} - {True}
    asked = dict(enumerate(conditions))
    found = table.select(*(_expr(holds).any().alias(str(i)) for i, holds in asked.items()))
    never = {holds for i, holds in asked.items() if not found[str(i)].item()}
    for name, answer in answers.items():
        cases = [case for case in answer.cases if case[0] not in never]
        if cases[0][0] is True:
            yield nw.lit(cases[0][1], dtype=answer.dtype).alias(name)
            continue
        numbered = Answer(nw.Int8(), [(holds, i) for i, (holds, _) in enumerate(cases)])
        values = [value for _, value in cases]
        words = nw.new_series(name, values, answer.dtype, backend=table.implementation)
        yield words[table.select(_first(numbered).alias(name))[name]]


@lru_cache(maxsize=64)
def columns_of(
    schema: tuple[tuple[str, Any], ...],
    engine: nw.Implementation,
    formulas: Formulas,
    *,
    dated: bool,
    bounds: bool,
) -> Columns:
    """Say how to answer a table, from its types and its engine alone; done once for each."""
    asker = Asker(dict(schema), engine)
    told, formula_of = worked_out(dict(_wanted(asker, formulas, dated=dated)), asker.name)
    in_enums = asker.words("kind") is not None
    answers = _answers(formulas, told, in_enums=in_enums, bounds=bounds)
    return Columns(
        steps=_steps(asker, formula_of, told.values()),
        in_enums=in_enums,
        kept=nw.col(*asker.schema),
        answers=answers,
        words=[_first(_null_first(answer)).alias(name) for name, answer in answers.items()],
    )


# 1. Asking. Questions become columns, each asked once, however many formulas ask it.

LOW, HIGH = False, True
"""The two ends of what the facts may be; the same where only whole values are unknown."""

WORDS: Mapping[str, type[Kind | Facility]] = {"kind": Kind, "facility": Facility}
TRAITS = ("emergency_calls", "paid", "monthly_users", "voice_calls")
FLAGS = ("emergency_calls", "paid", "voice_calls", "supplementary", "minor")
COUNTS = ("users", "users_low", "users_high", "monthly_users", "duration_seconds")

UNITS = ("s", "ms", "us", "ns")
HALF_DAY = timedelta(hours=12)
"""Engines with a time zone of the session add days of the calendar, which may have 23 hours."""


@frozen
class Asker:
    """Asks a table of a schema the questions of formulas, and keeps the answers by column.

    Where a value is missing, the answer of most engines is missing too, and their "and" and "or"
    take that for unknown. Those of pandas answer "no" to NaN and NaT, and Dask says integers of
    what turns out to be floats with NaN, or objects with None. So these are asked whether the value
    is missing (`_forgets`), and no answer of theirs is.
    """

    schema: Mapping[str, Any]
    engine: nw.Implementation
    answers: dict[str, nw.Expr] = field(factory=dict)
    numbers: dict[str, nw.Expr] = field(factory=dict)

    def ask(self, formula: Formula, end: bool) -> Formula:
        """Put a formula in terms of columns, at one end of what the facts may be."""
        if isinstance(formula, Not):  # what certainly is not is the contrary of what may be
            return negate(self.ask(formula.parts[0], not end))
        if isinstance(formula, Asked):
            return self._answer(formula.fact, formula.value, end)
        return rejoined(formula, [self.ask(part, end) for part in parts(formula)])

    def column(self, question: str, answer: nw.Expr) -> Column:
        """Give the column of an answer."""
        name = self.name(question)
        self.answers.setdefault(name, answer.fill_null(False) if self._forgets else answer)
        return Column(name)

    def name(self, name: str) -> str:
        """Give a column a name that the table does not use, whatever its case."""
        name = f"jikorules_{name}"
        used = {str(each).casefold() for each in self.schema}
        while name in used:
            name += "_"
        return name

    @property
    def _forgets(self) -> bool:
        return self.engine.is_pandas_like() or self.engine.is_dask()

    def _missing(self, column: str) -> Column:
        return self.column(f"{column}_missing", nw.col(column).is_null())

    def _or_unknown(self, answer: Formula, column: str, end: bool) -> Formula:
        """Take what is missing for possible, where the engine does not."""
        return some(answer, self._missing(column)) if self._forgets and end is HIGH else answer

    def _midnight(self, day: date) -> nw.Expr:
        """Give midnight in Japan in the time zone of ``start``: polars compares no others."""
        zone: tzinfo = UTC
        with suppress(ZoneInfoNotFoundError, ValueError):  # a fixed offset has no name
            zone = ZoneInfo(self.schema["start"].time_zone)
        return nw.lit(midnight(day).astimezone(zone))

    def _answer(self, fact: str, value: Any, end: bool) -> Formula:
        untold = fact in TRAITS and fact not in self.schema  # unknown of every row
        # Voice calls that were hit may be voice, which is open in the law: only "no" settles it.
        if untold or (fact == "voice_calls" and end is LOW):
            return end
        if fact in ("kind", "facility"):
            return self._says(fact, value.value)
        if fact == "day":
            return self.column(f"since_{value:%Y%m%d}", nw.col("start") >= self._midnight(value))
        if fact == "duration":
            return self._lasts(value, end)
        if value is True:
            return self._or_unknown(
                self._is(fact, True) if self._forgets else Column(fact), fact, end
            )
        if fact not in self.schema:
            fact = "users_high" if end is HIGH else "users_low"
        reached = self.column(f"{fact}_{value}", nw.col(fact) >= value)
        return self._or_unknown(reached, fact, end)

    def _is(self, fact: str, value: bool) -> Formula:
        return self.column(f"{fact}_{value}".lower(), nw.col(fact) == nw.lit(value))

    def _says(self, column: str, word: str) -> Formula:
        words = self.words(column)
        if words is not None and word not in words:
            return False  # and some engines refuse to compare with a word that is none
        if self.engine.is_pyarrow() and words is None and self.schema[column] == nw.String:
            # It reads a column of strings as a whole for each word: so once, for all of them.
            number = self.name(f"{column}_number")
            all_words = [it.value for it in WORDS[column]]
            self.numbers[number] = nw.col(column).replace_strict(
                all_words, range(len(all_words)), default=-1, return_dtype=nw.Int8
            )
            return self.column(f"{column}_{word}", nw.col(number) == all_words.index(word))
        return self.column(f"{column}_{word}", nw.col(column) == word)

    def _lasts(self, duration: timedelta, end: bool) -> Formula:
        least = duration // timedelta(seconds=1)
        if "duration_seconds" in self.schema:
            lasts = self.column(f"lasts_{least}", nw.col("duration_seconds") >= least)
            return self._or_unknown(lasts, "duration_seconds", end)
        # Not `end - start`, which is a difference of wall clocks in engines with a zone of the
        # session: an hour too much or too little where summer time begins or ends.
        halves, rest = divmod(duration, HALF_DAY)
        reached = self._moment("start")
        for part in (*(HALF_DAY for _ in range(halves)), *([rest] if rest else [])):
            step = nw.lit(part)
            # As `_moment`: polars adds microseconds to nanoseconds as microseconds.
            unit = self._finest()
            reached += step.cast(nw.Duration(unit)) if self.engine.is_polars() else step
        lasts = self.column(f"lasts_{least}", reached <= self._until())
        return self._or_unknown(lasts, "end", end)

    def _until(self) -> nw.Expr:
        """Give ``end`` in the time zone of ``start``."""
        start, end = (self.schema[name].time_zone for name in ("start", "end"))
        until = self._moment("end")
        return until if start == end else until.dt.convert_time_zone(start)

    def _moment(self, name: str) -> nw.Expr:
        """Give ``start`` or ``end`` in the finer of their units: polars compares in the coarser."""
        own, finest = self.schema[name], self._finest()
        if own.time_unit == finest:
            return nw.col(name)
        return nw.col(name).cast(nw.Datetime(finest, own.time_zone))

    def _finest(self) -> Any:
        return max((self.schema[each].time_unit for each in ("start", "end")), key=UNITS.index)

    def words(self, column: str) -> tuple[str, ...] | None:
        """Give the words that a column can hold, if its type tells."""
        return getattr(self.schema[column], "categories", None)

    def problems(self, *, dated: bool) -> Iterator[tuple[str, Formula]]:
        """Ask for values that no accident can have: give the words for it, and whether it holds."""
        schema = self.schema
        for name, choices in WORDS.items():
            if name in schema:
                yield f"{name}: missing", self._missing(name)
                yield f"{name}: unknown word", self._strange(name, [it.value for it in choices])
        for name in COUNTS:
            if name in schema and not schema[name].is_unsigned_integer():
                yield f"{name}: negative", self.column(f"{name}_negative", nw.col(name) < 0)
        if "users_low" in schema:
            crossed = nw.col("users_low") > nw.col("users_high")
            yield "users_low: above users_high", self.column("users_crossed", crossed)
        timed = "duration_seconds" not in schema
        if "start" in schema:
            yield "start: missing", self._missing("start")
        if timed:
            early = self._until() < self._moment("start")
            yield "end: before start", self.column("end_early", early)
        yield from self._lies(("start", "end") if timed else ("start",) if dated else ())

    def _lies(self, times: Iterable[str]) -> Iterator[tuple[str, Formula]]:
        """Ask for values that are not what the type of their column says."""
        if self.engine.is_dask():
            for name in (each for each in COUNTS if each in self.schema):
                part = nw.col(name) - nw.col(name).round(0)  # of an infinite one it is NaN
                whole = self.column(f"{name}_whole", part == 0)
                yield f"{name}: not whole", negate(some(whole, self._missing(name)))
            for name in (each for each in FLAGS if each in self.schema):
                known = some(self._is(name, True), self._is(name, False), self._missing(name))
                yield f"{name}: neither true nor false", negate(known)
        if self.engine.is_duckdb() or self.engine.is_ibis():
            for name in times:
                late, early = (nw.lit(datetime(year, 1, 2, tzinfo=UTC)) for year in (9999, 1))
                infinite = (nw.col(name) > late) | (nw.col(name) < early)
                yield f"{name}: infinite", self.column(f"{name}_infinite", infinite)

    def _strange(self, column: str, choices: Sequence[str]) -> Formula:
        words = self.words(column)
        if words is not None and set(words) <= set(choices):
            return False
        # Word by word, as the rules ask anyway: to look a word up in a list takes long.
        return negate(some(*(self._says(column, word) for word in choices)))


def _wanted(asker: Asker, formulas: Formulas, *, dated: bool) -> Iterator[tuple[str, Formula]]:
    """Give what has to be known of each row, in terms of columns."""
    schema = asker.schema
    telecom: Formula = Asked("facility", Facility.TELECOM) if "facility" in schema else True
    fully, notable = (
        negate(Asked(name, True)) if name in schema else True for name in ("supplementary", "minor")
    )
    counts = some(negate(formulas.table_leaves_out), fully)
    serious = every(counts, telecom, formulas.serious)
    periodic = formulas.periodic[Facility.TELECOM]
    other = formulas.periodic[Facility.OTHER]
    if other != periodic:
        periodic = some(every(telecom, periodic), every(negate(telecom), other))
    in_item, in_other = (
        some(negate(formulas.item_leaves_out[facility]), fully)
        for facility in (Facility.TELECOM, Facility.OTHER)
    )
    if in_item != in_other:
        in_item = every(some(in_item, negate(telecom)), some(in_other, telecom))
    reported = some(serious, every(in_item, notable, periodic))
    problems = dict(asker.problems(dated=dated))
    for problem, holds in problems.items():
        yield f"{PROBLEM}{problem}", holds
    invalid = some(*problems.values())
    yield "invalid", invalid
    yield "serious", asker.ask(serious, LOW)
    yield "may be serious", asker.ask(serious, HIGH)
    yield "reported", asker.ask(reported, LOW)
    yield "may be reported", asker.ask(reported, HIGH)
    for number, formula in formulas.rows.items():
        yield f"row {number}", asker.ask(every(counts, telecom, formula), LOW)
    spans = tuple(formulas.spans.values())
    covered = between("day", spans[0][0], spans[-1][1]) if dated else True
    uncovered = asker.ask(negate(covered), LOW)
    yield "uncovered", uncovered
    yield "unanswered", some(invalid, uncovered)
    for rule_set, (start, _) in formulas.spans.items():
        yield f"set {rule_set}", asker.ask(between("day", start), LOW) if dated else True


# 2. Steps.


def _steps(
    asker: Asker, formula_of: Mapping[str, Formula], told: Iterable[Formula]
) -> list[list[nw.Expr]]:
    """Work columns out as early as can be, and keep each as long as it is needed.

    Some engines count every column. What is asked is the first step; `formula_of` gives the other
    columns, and `told` the answer, in terms of the columns before them.
    """
    exprs = asker.answers | {name: _expr(formula) for name, formula in formula_of.items()}
    reads = {name: {*_columns_in(formula)} for name, formula in formula_of.items()}
    step_of = dict.fromkeys(asker.answers, 0)
    for name, those in reads.items():
        step_of[name] = 1 + max((step_of[each] for each in those if each in step_of), default=0)
    # What is needed after a step tells what it has to make or to keep: so the last comes first.
    needed = {name for formula in told for name in _columns_in(formula)}
    steps: list[list[nw.Expr]] = []
    for step in range(max(step_of.values(), default=0), -1, -1):
        made = [name for name in exprs if step_of[name] == step and name in needed]
        needed -= {*made, *asker.schema}
        kept = nw.col(*asker.schema, *sorted(needed))
        steps.append([kept, *(exprs[name].alias(name) for name in made)])
        needed = needed.union(*(reads.get(name, ()) for name in made))
    if asker.numbers:
        numbers = [number.alias(name) for name, number in asker.numbers.items()]
        steps.append([nw.col(*asker.schema), *numbers])
    return steps[::-1]


def _columns_in(formula: Formula) -> Iterator[str]:
    """Give the columns that a formula reads."""
    if isinstance(formula, Column):
        yield formula.name
    for part in parts(formula):
        yield from _columns_in(part)


def _expr(formula: Formula) -> nw.Expr:
    if isinstance(formula, bool):
        return nw.lit(formula)
    if isinstance(formula, Column):
        return nw.col(formula.name)
    first, *others = map(_expr, parts(formula))
    if isinstance(formula, Certain):
        return first.fill_null(False)
    if isinstance(formula, Not):
        return ~first
    return reduce(and_ if isinstance(formula, Every) else or_, others, first)


# 3. The answer.


def _answers(
    formulas: Formulas, told: Mapping[str, Formula], *, in_enums: bool, bounds: bool
) -> dict[str, Answer]:
    """Give the columns of the answer, by what is told of each row."""

    def answer(words: Iterable[str], *cases: tuple[Formula, str | None]) -> Answer:
        possible = [case for case in (*cases, (True, None)) if case[0] is not False]
        certain = [holds for holds, _ in possible].index(True)
        dtype = nw.Enum([*words]) if in_enums else nw.String()
        return Answer(dtype, possible[: certain + 1])

    problems = {
        asked.removeprefix(PROBLEM): holds
        for asked, holds in told.items()
        if asked.startswith(PROBLEM)
    }
    serious, reported, no_answer = told["serious"], told["reported"], (told["unanswered"], None)
    is_none, is_below = negate(told["may be reported"]), negate(told["may be serious"])
    answers = {
        "grade": answer(
            (*GRADES, UNDECIDED, INVALID, NOT_COVERED),
            (told["invalid"], INVALID),
            (told["uncovered"], NOT_COVERED),
            (serious, SERIOUS),
            (is_none, NONE),
            (every(reported, is_below), PERIODIC),
            (True, UNDECIDED),
        ),
        "row": answer(
            formulas.rows or "-",  # an Enum has a word
            no_answer,
            *((told[f"row {each}"], each) for each in formulas.rows),
        ),
        "rule_set": answer(
            formulas.spans,
            no_answer,
            *((told[f"set {each}"], each) for each in reversed([*formulas.spans])),
        ),
        "problem": answer(problems, *((holds, words) for words, holds in problems.items())),
    }
    if bounds:
        least = (serious, SERIOUS), (reported, PERIODIC), (True, NONE)
        most = (is_none, NONE), (is_below, PERIODIC), (True, SERIOUS)
        for name, ends in (("at_least", least), ("at_most", most)):
            answers[name] = answer(GRADES, no_answer, *ends)
    return answers


def _null_first(answer: Answer) -> Answer:
    """Ask first whether nothing holds: engines are slow to put null where all else failed."""
    *cases, (_, last) = answer.cases
    words = [case for case in cases if case[1] is not None]
    if last is not None or len(words) < 2:
        return answer
    nulls = [holds for holds, word in cases if word is None]  # these come before any word
    nothing = some(*nulls, negate(Certain((some(*(holds for holds, _ in words)),))))
    return Answer(answer.dtype, [(nothing, None), *words[:-1], (True, words[-1][1])])


def _first(answer: Answer) -> Any:
    """Give the value of the first case that surely holds."""
    *cases, (_, last) = answer.cases
    # What is left out is null, and costs nothing.
    given: Any = None if last is None and cases else nw.lit(last, dtype=answer.dtype)
    for holds, value in reversed(cases):
        then = nw.when(_expr(holds)).then(nw.lit(value, dtype=answer.dtype))
        given = then if given is None else then.otherwise(given)
    # Dask makes strings of an Enum.
    return given.cast(answer.dtype) if isinstance(answer.dtype, nw.Enum) else given
