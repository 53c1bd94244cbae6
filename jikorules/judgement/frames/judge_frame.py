"""A whole table of accidents at once, on any dataframe engine that narwhals knows.

There is no loop over rows, and a table that is lazy stays lazy. The library narwhals is needed only
here, and is loaded only when a table is judged.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeVar
from unicodedata import normalize

from jikorules.basics.errors import InvalidInput, Problem, Words, missing_library
from jikorules.basics.validation import refuse
from jikorules.judgement.frames.formulas import formulas_of
from jikorules.law.ruleset import Rules, rulesets, to_ruleset

F = TypeVar("F")

_NO_FRAME = Problem(
    "frame",
    Words("narwhals が扱える表", "a frame that narwhals accepts"),
    Words("それ以外のものが与えられました", "something else was given"),
    Words(
        "pandas、polars、PyArrow、DuckDB、Dask、PySpark、Ibis の表を与えてください。",
        "Give a frame of pandas, polars, PyArrow, DuckDB, Dask, PySpark or Ibis.",
    ),
)


def judge_frame(frame: F, rules: Rules | None = None, *, bounds: bool = False) -> F:
    """Judge a table of accidents of carriers, one a row, each with one impact.

    Accidents of certified tower providers are no part of it: judge these one by one.

    Args:
        frame: the table, of any kind that narwhals accepts. Its columns are ``kind``; ``users``,
            or ``users_low`` and ``users_high``; ``start`` and ``end``, or ``duration_seconds``
            (with ``start`` unless `rules` is given); and if there is anything to say in them,
            ``emergency_calls``, ``paid``, ``monthly_users``, ``voice_calls``, ``facility``,
            ``supplementary`` and ``minor``. What is missing (null, NaN, NaT, NA) is unknown. Other
            columns are left as they are.
        rules: the rule set to apply to all rows; that of each row's first day in Japan if left out.
        bounds: whether to add the least and the most serious grade that are possible too.

    Returns:
        The same table with the columns ``grade`` ("none", "periodic", "serious"; "undecided" if
        it depends on what is unknown, "invalid" if a value cannot be, "not_covered" if no rule set
        is known for the day), ``row`` (the row of the table with a threshold that is certainly
        met), ``rule_set`` (its id), ``problem`` (what is wrong first in a row that is "invalid", as
        "users: negative"; otherwise null), and on request ``at_least`` and ``at_most``. The words
        are of type Enum if those of ``kind`` are, otherwise strings.

    Raises:
        InvalidInput: columns are missing, of another type, twice there, nearly named like one that
            is known, or named like those of the answer.
        JikorulesError: the library narwhals is missing.

    Example:
        >>> import polars as pl
        >>> table = pl.DataFrame({
        ...     "kind": ["voice", "internet_access"],
        ...     "emergency_calls": [True, None],
        ...     "users": [41_382, 66_426],
        ...     "duration_seconds": [14_940, 14_940],
        ... })
        >>> from jikorules import ruleset
        >>> judge_frame(table, ruleset("2019-03-16")).select("grade", "row", "rule_set").rows()
        [('serious', '一', '2015-04-01'), ('serious', '四', '2015-04-01')]
    """
    try:
        from narwhals import from_native  # noqa: PLC0415 (optional)
        from narwhals.exceptions import DuplicateError  # noqa: PLC0415 (optional)

        from jikorules.judgement.frames.columns import columns_of, judged  # noqa: PLC0415 (optional)
    except ModuleNotFoundError as error:
        raise missing_library("narwhals", "frames") from error
    try:
        table: Any = from_native(frame)
    except TypeError as error:
        raise InvalidInput([_NO_FRAME]) from error
    except DuplicateError as error:
        raise InvalidInput([*_doubles(frame, knows_case=True)]) from error
    dated, engine = rules is None, table.implementation
    if not (engine.is_polars() or engine.is_pandas_like() or engine.is_pyarrow()):  # looked above
        refuse(*_doubles(table.to_native(), knows_case=engine.is_dask()))
    schema = dict(table.collect_schema())
    refuse(*_problems(schema, dated=dated, bounds=bounds))
    formulas = formulas_of(rulesets() if rules is None else (to_ruleset(rules),), dated=dated)
    columns = columns_of(tuple(schema.items()), engine, formulas, dated=dated, bounds=bounds)
    answer = judged(table, columns)
    return answer if table is frame else answer.to_native()  # type: ignore[no-any-return]


# What the columns have to be, told from their types alone: a lazy table has no more to show.

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
_KNOWN = {
    "kind": _TEXT,
    **dict.fromkeys(("users", "users_low", "users_high"), _COUNT),
    **dict.fromkeys(("start", "end"), _TIME),
    "duration_seconds": _COUNT,
    "facility": _TEXT,
    **dict.fromkeys(("emergency_calls", "paid", "voice_calls", "supplementary", "minor"), _FLAG),
    "monthly_users": _COUNT,
}
_GIVE = Words("この列を加えてください。", "Add this column.")
_RENAME = Words(
    "結果の列の名と重なるため、名を変えてください。",
    "The answer has a column of that name: rename.",
)
_UNIQUE = Words("他の列と異なる名", "a name of its own")
_FREE = Words("この名の列のない表", "a frame without a column of that name")
_IS_THERE = Words("あります", "there is one")
_RENAME_ONE = Words("どちらかの名を変えてください。", "Rename one of them.")
_USERS = Words("users、又は users_low と users_high", "users, or users_low and users_high")
_DURATION = Words("end 又は duration_seconds", "end or duration_seconds")
_ONE_WAY = Words("どちらか一方だけを残してください。", "Keep only one of them.")


def _doubles(native: Any, *, knows_case: bool) -> Iterator[Problem]:
    """Find names that two columns have: which of them is meant cannot be told.

    Args:
        native: the frame of its engine.
        knows_case: whether names that differ by their case are different to the engine.
    """
    from narwhals.dependencies import is_pyarrow_table  # noqa: PLC0415 (optional)

    seen = set[str]()
    for name in map(str, native.column_names if is_pyarrow_table(native) else native.columns):
        key = name if knows_case else name.casefold()
        if key in seen:
            yield Problem(
                name,
                _UNIQUE,
                Words("同じ名の列があります", "there is another of that name"),
                _RENAME_ONE,
            )
        seen.add(key)


@lru_cache(maxsize=4096)
def _meant(name: Any) -> str | None:
    """Tell which known column a name is close to, if it is not its name."""
    if name in _KNOWN or not isinstance(name, str):
        return None
    plain = re.sub(r"[\W_]+", "_", normalize("NFKC", name).casefold()).strip("_")
    # At 0.8 "state" would be "start".
    close = get_close_matches(plain.removeprefix("is_"), _KNOWN, 1, 0.81)
    return close[0] if close else None


def _problems(schema: Mapping[str, Any], *, dated: bool, bounds: bool) -> Iterator[Problem]:
    """Find what is wrong with the columns of a table, a problem a column."""
    ours = ("grade", "row", "rule_set", "problem", *(("at_least", "at_most") if bounds else ()))
    meant = {name: known for name in schema if (known := _meant(name)) is not None}
    for name in schema:
        if str(name).casefold() in ours:  # some engines know no case
            yield Problem(name, _FREE, _IS_THERE, _RENAME)
        elif name in meant:
            yield Problem(
                name,
                Words(f"{meant[name]} という名", f"the name {meant[name]}"),
                Words("それに似た別の名です", "this one is only close to it"),
                Words(
                    f"{meant[name]} の列であればその名に、そうでなければ似ていない名に"
                    "変えてください。",
                    f"Rename it to {meant[name]}, or if it is something else, to what is not close"
                    " to that.",
                ),
            )
    bounded = "users_low" in schema or "users_high" in schema
    timed = "duration_seconds" not in schema
    for name, ways, is_double in (
        ("users", _USERS, bounded and "users" in schema),
        ("duration_seconds", _DURATION, not timed and "end" in schema),
    ):
        if is_double:
            yield Problem(name, ways, Words("両方があります", "both are there"), _ONE_WAY)
    users = ("users_low", "users_high") if bounded else ("users",)
    lasted = "end" if timed else "duration_seconds"
    wanted = {"kind", *users, lasted, *(("start",) if timed or dated else ())}
    unread = {"users", "users_low", "users_high", "end", "duration_seconds"} - wanted
    for name, words in _KNOWN.items():
        if name in schema:
            if name not in unread and not _is(words, schema[name]):
                yield Problem(name, words, _shown(schema[name]), _HINTS[words])
        elif name in wanted and name not in meant.values():
            yield Problem(name, words, Words("ありません", "there is none"), _GIVE)


def _is(words: Words, dtype: Any) -> bool:
    import narwhals as nw  # noqa: PLC0415 (optional)

    if words is _TEXT:
        return isinstance(dtype, nw.String | nw.Categorical | nw.Enum)
    if words is _FLAG:
        return isinstance(dtype, nw.Boolean)
    if words is _COUNT:
        return bool(dtype.is_integer())
    return isinstance(dtype, nw.Datetime) and dtype.time_zone is not None


def _shown(dtype: Any) -> Words:
    return Words(f"{dtype} の列です", f"it is a column of {dtype}")
