"""A table of accidents, and what one would write by hand to judge it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from jikorules import Grade, Kind, ruleset
from jikorules.judgement.frames.judge_frame import judge_frame

np = pytest.importorskip("numpy")
pl = pytest.importorskip("polars")

KINDS = [kind.value for kind in Kind]
RULES = ruleset("2019-04-01")
GRADES, NUMBERS = [grade.wire for grade in Grade], ["一", "二", "三", "四", "五"]
HOUR = 3600
BLOCK = 65_536


def accidents(rows: int) -> Any:
    """Give accidents on both sides of every limit of the table, some of them right on it."""
    chance = np.random.default_rng(20190401)
    seconds = HOUR * chance.choice([1, 2, 12, 24], rows)
    users = chance.choice([30_000, 100_000, 1_000_000], rows)
    return pl.DataFrame(
        {
            "kind": pl.Series(np.array(KINDS)[chance.integers(0, 7, rows)], dtype=pl.Enum(KINDS)),
            "emergency_calls": chance.random(rows) < 0.5,
            "paid": chance.random(rows) < 0.5,
            "voice_calls": [False] * rows,
            "duration_seconds": seconds + chance.choice([-1, 0, 1, 900, -2_500], rows),
            "users": users + chance.choice([-1, 0, 1, 9_000, -15_000], rows),
        }
    )


def conditions(kind: Callable[[str], Any], calls: Any, paid: Any, lasts: Any, reach: Any) -> Any:
    """Give, for any engine with operators, which row is met, and what is periodic."""
    voice, lpwa = kind("voice"), kind("lpwa")
    free = (kind("email") | kind("messaging") | kind("internet_other")) & ~paid
    h1, h2, h12, h24 = (lasts(hours * HOUR) for hours in (1, 2, 12, 24))
    u30, u100, u1000 = (reach(users) for users in (30_000, 100_000, 1_000_000))
    rows = [
        voice & calls & h1 & u30,
        voice & ~calls & ((h2 & u30) | (h1 & u100)),
        lpwa & ((h12 & u30) | (h2 & u1000)),
        free & ((h24 & u100) | (h12 & u1000)),
        ~(voice | lpwa | free) & ((h2 & u30) | (h1 & u1000)),
    ]
    return rows, h2 | u30


def polars_columns() -> tuple[list[Any], Any]:
    seconds, users = pl.col("duration_seconds"), pl.col("users")
    return conditions(  # type: ignore[no-any-return]
        lambda word: pl.col("kind") == word,
        pl.col("emergency_calls"),
        pl.col("paid"),
        lambda least: seconds >= least,
        lambda least: users >= least,
    )


def polars_algebra(lazy: Any) -> Any:
    """Truth values first, words last: the fastest that we know how to write."""
    grades, numbers = pl.Enum(GRADES), pl.Enum(NUMBERS)
    rows, periodic = polars_columns()
    serious = rows[0] | rows[1] | rows[2] | rows[3] | rows[4]
    row = pl.when(rows[0]).then(pl.lit("一", numbers))
    for met, number in zip(rows[1:], NUMBERS[1:], strict=True):
        row = row.when(met).then(pl.lit(number, numbers))
    grade = pl.when(serious).then(pl.lit("serious", grades)).when(periodic)
    grade = grade.then(pl.lit("periodic", grades)).otherwise(pl.lit("none", grades))
    return lazy.select(grade=grade, row=row)


def polars_label(lazy: Any) -> Any:
    return polars_algebra(lazy).select("grade")


def polars_ladder(lazy: Any) -> Any:
    """Row by row of the table, as one would write it down."""
    grades, numbers = pl.Enum(GRADES), pl.Enum(NUMBERS)
    kind, calls, seconds, users = map(
        pl.col, ("kind", "emergency_calls", "duration_seconds", "users")
    )
    free = kind.is_in(["email", "messaging", "internet_other"]) & ~pl.col("paid")

    def two(one: tuple[int, int], other: tuple[int, int]) -> Any:
        limits = [(seconds >= h * HOUR) & (users >= n) for h, n in (one, other)]
        return limits[0] | limits[1]

    ladder = [
        ((kind == "voice") & calls, (seconds >= HOUR) & (users >= 30_000)),
        (kind == "voice", two((2, 30_000), (1, 100_000))),
        (kind == "lpwa", two((12, 30_000), (2, 1_000_000))),
        (free, two((24, 100_000), (12, 1_000_000))),
    ]
    row: Any = pl.lit("五", numbers)
    serious = two((2, 30_000), (1, 1_000_000))
    for (fits, met), number in zip(reversed(ladder), reversed(NUMBERS[:4]), strict=True):
        row = pl.when(fits).then(pl.lit(number, numbers)).otherwise(row)
        serious = pl.when(fits).then(met).otherwise(serious)
    periodic = (seconds >= 2 * HOUR) | (users >= 30_000)
    grade = pl.when(serious).then(pl.lit("serious", grades)).when(periodic)
    grade = grade.then(pl.lit("periodic", grades)).otherwise(pl.lit("none", grades))
    return lazy.select(grade=grade, row=pl.when(serious).then(row))


def arrays(table: Any) -> dict[str, Any]:
    """Give the columns as arrays of numpy, kinds as small integers."""
    codes = table["kind"].to_physical().to_numpy()
    return {"kind": codes} | {name: table[name].to_numpy() for name in table.columns[1:]}


def numpy_blocks(columns: Mapping[str, Any]) -> tuple[Any, Any]:
    """In blocks that stay in the cache of the processor; 0 for no row."""
    size = len(columns["kind"])
    grade, row = np.zeros(size, np.uint8), np.zeros(size, np.uint8)
    for start in range(0, size, BLOCK):
        part = slice(start, start + BLOCK)
        kinds, seconds, users = (
            columns[name][part] for name in ("kind", "duration_seconds", "users")
        )
        rows, periodic = conditions(
            lambda word, kinds=kinds: kinds == KINDS.index(word),  # type: ignore[misc]
            columns["emergency_calls"][part],
            columns["paid"][part],
            lambda least, seconds=seconds: seconds >= least,
            lambda least, users=users: users >= least,
        )
        for number, met in enumerate(rows, 1):
            row[part] += met.view(np.uint8) * np.uint8(number)
        serious = row[part] > 0
        grade[part] = (serious | periodic).view(np.uint8) + serious.view(np.uint8)
    return grade, row


def arrow_by_hand(table: Any) -> Any:
    pa, pc = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.compute")

    class Truth:
        """So that the same conditions will do."""

        def __init__(self, values: Any) -> None:
            self.values = values

        def __and__(self, other: "Truth") -> "Truth":
            return Truth(pc.and_(self.values, other.values))

        def __or__(self, other: "Truth") -> "Truth":
            return Truth(pc.or_(self.values, other.values))

        def __invert__(self) -> "Truth":
            return Truth(pc.invert(self.values))

    rows, periodic = conditions(
        lambda word: Truth(pc.equal(table["kind"], word)),
        Truth(table["emergency_calls"]),
        Truth(table["paid"]),
        lambda least: Truth(pc.greater_equal(table["duration_seconds"], least)),
        lambda least: Truth(pc.greater_equal(table["users"], least)),
    )
    row: Any = pa.scalar(None, pa.string())
    for met, number in zip(reversed(rows), reversed(NUMBERS), strict=True):
        row = pc.if_else(met.values, number, row)
    grade = pc.if_else(periodic.values, "periodic", "none")
    serious = rows[0] | rows[1] | rows[2] | rows[3] | rows[4]
    return pa.table({"grade": pc.if_else(serious.values, "serious", grade), "row": row})


SQL = """
SELECT CASE WHEN row IS NOT NULL THEN 'serious' WHEN duration_seconds >= 7200 OR users >= 30000
       THEN 'periodic' ELSE 'none' END AS grade, row
FROM (SELECT duration_seconds, users, CASE
  WHEN kind = 'voice' AND emergency_calls THEN
    CASE WHEN duration_seconds >= 3600 AND users >= 30000 THEN '一' END
  WHEN kind = 'voice' THEN CASE WHEN duration_seconds >= 7200 AND users >= 30000
    OR duration_seconds >= 3600 AND users >= 100000 THEN '二' END
  WHEN kind = 'lpwa' THEN CASE WHEN duration_seconds >= 43200 AND users >= 30000
    OR duration_seconds >= 7200 AND users >= 1000000 THEN '三' END
  WHEN kind IN ('email', 'messaging', 'internet_other') AND NOT paid THEN
    CASE WHEN duration_seconds >= 86400 AND users >= 100000
    OR duration_seconds >= 43200 AND users >= 1000000 THEN '四' END
  WHEN duration_seconds >= 7200 AND users >= 30000
    OR duration_seconds >= 3600 AND users >= 1000000 THEN '五' END AS row FROM accidents)
"""


def openfisca(table: Any) -> Callable[[], Any]:
    """Give a run of OpenFisca-Core over the columns, vectorised as it is meant to be used."""
    core = "openfisca_core"
    build_entity = pytest.importorskip(f"{core}.entities").build_entity
    date_unit = pytest.importorskip(f"{core}.periods").DateUnit
    builder = pytest.importorskip(f"{core}.simulation_builder").SimulationBuilder
    system_class = pytest.importorskip(f"{core}.taxbenefitsystems").TaxBenefitSystem
    variable_class = pytest.importorskip(f"{core}.variables").Variable

    accident = build_entity(key="accident", plural="accidents", label="", is_person=True)
    columns, day = arrays(table), "2020-06-01"
    types = {"emergency_calls": bool, "paid": bool}

    def formula(those: Any, period: Any) -> Any:
        value = {name: those(name, period) for name in columns}
        return conditions(
            lambda word: value["kind"] == KINDS.index(word),
            value["emergency_calls"],
            value["paid"],
            lambda least: value["duration_seconds"] >= least,
            lambda least: value["users"] >= least,
        )

    def row(those: Any, period: Any, _: Any) -> Any:
        return np.select(formula(those, period)[0], list(range(1, 6)), 0)

    def grade(those: Any, period: Any, _: Any) -> Any:
        reached = (those("duration_seconds", period) >= 2 * HOUR) | (
            those("users", period) >= 30_000
        )
        return np.where(those("row", period) > 0, 2, reached.astype(int))

    system = system_class([accident])
    common = {"entity": accident, "definition_period": date_unit.DAY, "label": ""}
    for name in columns:
        system.add_variable(
            type(name, (variable_class,), common | {"value_type": types.get(name, int)})
        )
    for name, rule in (("row", row), ("grade", grade)):
        system.add_variable(
            type(name, (variable_class,), common | {"value_type": int, "formula": rule})
        )

    def run() -> tuple[Any, Any]:
        simulation = builder().build_default_simulation(system, len(table))
        for name, values in columns.items():
            simulation.set_input(name, day, values)
        return simulation.calculate("grade", day), simulation.calculate("row", day)

    return run


def judged(frame: Any) -> Any:
    return judge_frame(frame, RULES).select(["grade", "row"])


def streamed(query: Any) -> Any:
    return query.collect(engine="streaming")


def judged_relation(relation: Any) -> Any:
    return judge_frame(relation, RULES).project("grade, row").to_arrow_table()
