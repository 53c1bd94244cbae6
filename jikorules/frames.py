"""A whole table of accidents at once, on any dataframe engine that narwhals knows.

The rule data are turned into formulas (`jikorules.compiling`), and the formulas into columns: no
loop over rows, no code for a single engine, and a table that is lazy stays lazy. A row is an
accident with one impact, and gets the answer that `judge` gives on it.

The library narwhals is needed only here, and is loaded only when a table is judged.
"""

from typing import Any, TypeVar

from jikorules.checks import refuse
from jikorules.compiling import compile_rules
from jikorules.errors import InvalidInput, JikorulesError, Problem, Words
from jikorules.law import RuleSet, rulesets

F = TypeVar("F")

_MISSING = Problem(
    "",
    Words("ライブラリ narwhals ", "the library narwhals"),
    Words("それがない環境", "an environment without it"),
    Words(
        "pip install 'jikorules[frames]' で入れてください。",
        "Install it: pip install 'jikorules[frames]'",
    ),
)

_NO_FRAME = Problem(
    "frame",
    Words("narwhals が扱える表", "a frame that narwhals accepts"),
    Words("それ以外のもの", "something else"),
    Words(
        "pandas、polars、PyArrow、DuckDB、Dask、PySpark、Ibis の表を与えてください。",
        "Give a frame of pandas, polars, PyArrow, DuckDB, Dask, PySpark or Ibis.",
    ),
)


def judge_frame(frame: F, rules: RuleSet | None = None, *, bounds: bool = False) -> F:
    """Judge a table of accidents, one a row, each with one impact.

    Args:
        frame: the table, of any kind that narwhals accepts. Its columns are ``kind``; ``users``,
            or ``users_low`` and ``users_high``; ``start`` and ``end``, or ``duration_seconds``
            (with ``start`` unless `rules` is given); and if there is anything to say in them,
            ``emergency_calls``, ``paid``, ``monthly_users``, ``facility``, ``supplementary`` and
            ``minor``. Null is unknown. Other columns are left as they are.
        rules: the rule set to apply to all rows; that of each row's first day in Japan if left out.
        bounds: whether to add the least and the most serious grade that are possible too.

    Returns:
        The same table with the columns ``grade`` ("none", "periodic", "serious"; "undecided" if
        it depends on what is unknown, "invalid" if a value cannot be, "not_covered" if no rule set
        is known for the day), ``row`` (the row of the table with a threshold that is certainly
        met), ``rule_set`` (its id), and on request ``at_least`` and ``at_most``. The words are of
        type Enum if those of ``kind`` are, otherwise strings.

    Raises:
        InvalidInput: columns are missing, of another type, or named like those of the answer.
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

        from jikorules.framing import Asking, judged, problems  # noqa: PLC0415 (needs narwhals)
    except ModuleNotFoundError as error:
        raise JikorulesError([_MISSING]) from error
    try:
        table: Any = from_native(frame)
    except TypeError as error:
        raise InvalidInput([_NO_FRAME]) from error
    dated = rules is None
    schema = dict(table.collect_schema())
    refuse(*problems(schema, dated=dated, bounds=bounds))
    compiled = compile_rules(rulesets() if rules is None else (rules,), dated=dated)
    answer = judged(table, Asking(schema), compiled, dated=dated, bounds=bounds)
    return answer if table is frame else answer.to_native()  # type: ignore[no-any-return]
