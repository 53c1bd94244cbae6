"""`judge_frame()` on Dask, Ibis and PySpark (local mode): partitioned Parquet in, verdicts out.

    pytest tests/distributed

PySpark needs Java. What is missing is skipped, and the reason told by `pytest -rs`.
"""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from support.frames import (
    ANSWERS,
    TURNS,
    Case,
    Form,
    answers,
    boundary_cases,
    over_the_turns,
    to_pandas,
    unknowns,
)

from jikorules import InvalidInput, RuleSet, rulesets
from jikorules.judgement.frames.judge_frame import judge_frame

nw = pytest.importorskip("narwhals")
pl = pytest.importorskip("polars")

pytestmark = [
    # Announcements of the engines and of narwhals about one another.
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def accidents() -> Any:
    """Give accidents at every limit of every version, some facts of which are unknown."""
    cases = [case for rules in rulesets() for case in boundary_cases(rules)]
    unknown: list[dict[str, Any]] = [
        {},
        {"users_low": None, "users_high": None},
        {"lasted": None},
        {"emergency_calls": None, "paid": None, "monthly_users": None},
        {"minor": None},
        {"supplementary": None},
        {"kind": "telex"},
        {"users_low": -1},
        {"start": None},
    ]
    those = [
        case._replace(**(unknown[i % len(unknown)] if i % 3 == 0 else {}))
        for i, case in enumerate(cases)
    ]
    return those, Form().table(those).with_columns(part=pl.int_range(pl.len()) % 3)


def written(folder: Path, form: Form, cases: list[Case]) -> Path:
    """Write accidents as Parquet: partitions with no gap, with some, and with nothing else."""
    plain = form._replace(enum=False).table(cases)
    gaps = [case.count(None) for case in cases]
    parts = pl.Series([0 if n == 0 else 2 if n == max(gaps) else 1 for n in gaps])
    for (part,), table in plain.with_columns(part=parts).partition_by("part", as_dict=True).items():
        table.drop("part").write_parquet(folder / f"part={part}" / "0.parquet", mkdir=True)
    return folder


def assert_as_judge(judged: Any, cases: list[Case], rules: RuleSet | None) -> None:
    want = [case.judged(rules) for case in cases]
    told = answers(judged, (*ANSWERS, "problem"))
    for case, (*got, problem), wanted in zip(cases, told, want, strict=True):
        assert (tuple(got), problem is not None) == (wanted, wanted[0] == "invalid"), case


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the accidents as Parquet in three partitions."""
    folder = tmp_path_factory.mktemp("frames") / "in"
    for (part,), table in accidents()[1].partition_by("part", as_dict=True).items():
        table.drop("part").write_parquet(folder / f"part={part}" / "0.parquet", mkdir=True)
    return folder


@pytest.fixture(scope="module")
def expected() -> list[tuple[str | None, ...]]:
    return [case.judged(None) for case in accidents()[0]]


@pytest.fixture(scope="module")
def dask() -> Any:
    return pytest.importorskip("dask.dataframe")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("PySpark needs Java: apt-get install -y default-jre-headless")
    builder = sql.SparkSession.builder.master("local[2]").appName("jikorules")
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.session.timeZone": "America/New_York",  # days are those of Japan all the same
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def test_polars(files: Path, tmp_path: Path, expected: list[tuple[str | None, ...]]) -> None:
    judged = judge_frame(pl.scan_parquet(files), bounds=True)
    judged.sink_parquet(tmp_path / "out.parquet")
    assert answers(pl.read_parquet(tmp_path / "out.parquet")) == expected


def test_dask(
    dask: Any, files: Path, tmp_path: Path, expected: list[tuple[str | None, ...]]
) -> None:
    table = dask.read_parquet(files, dtype_backend="pyarrow")
    assert table.npartitions == 3
    judged = judge_frame(table, bounds=True)
    assert type(judged) is type(table)
    assert judged.npartitions == 3
    judged.to_parquet(tmp_path / "out", write_index=False)
    assert len(list((tmp_path / "out").glob("*.parquet"))) == 3
    assert answers(pl.read_parquet(tmp_path / "out" / "*.parquet")) == expected


def test_dask_of_classic_pandas(dask: Any, expected: list[tuple[str | None, ...]]) -> None:
    table = dask.from_pandas(to_pandas(accidents()[1]), npartitions=2)
    assert answers(judge_frame(table, bounds=True)) == expected


@pytest.mark.parametrize("timed", [True, False])
def test_ibis(timed: bool) -> None:
    ibis = pytest.importorskip("ibis")
    form = Form(timed=timed)
    those = [form.shape(case) for case in accidents()[0]]
    table = ibis.memtable(form.table(those).with_columns(pl.col("kind").cast(pl.String)).to_arrow())
    judged = judge_frame(table, bounds=True)
    assert type(judged) is type(table)
    assert answers(judged) == [case.judged(None) for case in those]


# What is unknown, whatever an engine puts for it.

BACKENDS = {
    "dask": {},
    "dask_nullable": {"dtype_backend": "numpy_nullable"},
    "dask_arrow": {"dtype_backend": "pyarrow"},
}
ENGINES = [*BACKENDS, "ibis", "spark"]


def read(engine: str, folder: Path, request: pytest.FixtureRequest, zone: str) -> Any:
    """Read Parquet with an engine, in a session of a time zone if it has any."""
    if engine in BACKENDS:
        return request.getfixturevalue("dask").read_parquet(folder, **BACKENDS[engine])
    if engine == "ibis":
        connection = pytest.importorskip("ibis").duckdb.connect()
        connection.raw_sql(f"SET TimeZone = '{zone}'")
        return connection.read_parquet(str(folder / "*" / "*.parquet"))
    session = request.getfixturevalue("spark")
    session.conf.set("spark.sql.session.timeZone", zone)
    return session.read.parquet(str(folder))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("form", [Form(), Form(bounded=False, timed=False)])
def test_what_is_missing_is_unknown(
    engine: str, form: Form, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """In every column, in partitions with some, with none and with nothing else."""
    cases = [form.shape(case) for case in unknowns()]
    table = read(engine, written(tmp_path / "in", form, cases), request, "America/New_York")
    assert_as_judge(judge_frame(table, bounds=True), cases, None)


def test_dask_says_integers_of_what_turns_out_to_be_floats(dask: Any, tmp_path: Path) -> None:
    table = pl.DataFrame(
        {
            "id": [0, 1, 2],
            "kind": ["voice"] * 3,
            "users": [45_000, None, 10],
            "emergency_calls": [True, True, None],
            "duration_seconds": [2_400] * 3,
        }
    )
    table.write_parquet(tmp_path / "0.parquet")
    read = dask.read_parquet(tmp_path / "0.parquet")
    assert str(read.dtypes["users"]) == "int64"
    assert str(read.compute().dtypes["users"]) == "float64"
    told = answers(judge_frame(read, rulesets()[-1]), ["grade"])
    assert told == [("periodic",), ("undecided",), ("none",)]


@pytest.mark.parametrize(
    ("column", "values", "problems"),
    [
        ("users", [29_999.5, None, 10.0], ["users: not whole", None, None]),
        (
            "users",
            [float("inf"), float("nan"), -1.0],
            ["users: not whole", None, "users: negative"],
        ),
        ("monthly_users", [0.5, None, 1.0], ["monthly_users: not whole", None, None]),
        (
            "emergency_calls",
            ["true", None, True],
            ["emergency_calls: neither true nor false", None, None],
        ),
        ("minor", [2, float("nan"), 0], ["minor: neither true nor false", None, None]),
    ],
)
def test_values_that_are_not_of_the_type_that_was_said(
    dask: Any, column: str, values: list[Any], problems: list[str | None]
) -> None:
    """Dask finds out while it computes: what is no such value is invalid, a gap is unknown."""
    plain: dict[str, Any] = {"id": [0, 1, 2], "kind": ["voice"] * 3, "users": [10] * 3}
    meta = pl.DataFrame(
        {
            **plain,
            "duration_seconds": [60] * 3,
            "monthly_users": [0] * 3,
            "emergency_calls": [False] * 3,
            "minor": [False] * 3,
        }
    ).to_pandas()
    pd = pytest.importorskip("pandas")
    object_or_float = object if isinstance(meta[column].iloc[0].item(), bool) else float
    told = meta.assign(**{column: pd.Series(values, dtype=object_or_float)})
    with pytest.importorskip("dask").config.set({"dataframe.convert-string": False}):
        lied = dask.from_map(lambda _: told, [1], meta=meta)
        judged = judge_frame(lied, rulesets()[-1])
        assert [row[0] for row in answers(judged, ["problem"])] == problems


# Elapsed time is elapsed time, whatever clocks show.


@pytest.mark.parametrize(("engine", "zone"), [("dask", "UTC"), *product(["ibis", "spark"], TURNS)])
def test_summer_time_is_no_time(
    engine: str, zone: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Not a second more or less elapses where summer time begins or ends."""
    cases = [*over_the_turns()]
    table = read(engine, written(tmp_path / "in", Form(), cases), request, zone)
    assert_as_judge(judge_frame(table, bounds=True), cases, None)


def test_spark(
    spark: Any, files: Path, tmp_path: Path, expected: list[tuple[str | None, ...]]
) -> None:
    table = spark.read.parquet(str(files))
    judged = judge_frame(table, bounds=True)
    assert type(judged) is type(table)
    judged.write.parquet(str(tmp_path / "out"))
    assert answers(pl.read_parquet(tmp_path / "out" / "*.parquet")) == expected


@pytest.mark.parametrize("engine", ["dask", "spark"])
def test_names_that_would_be_lost(engine: str, request: pytest.FixtureRequest) -> None:
    """Close to a known one, that of two columns, or that of the answer in another case."""
    library = request.getfixturevalue(engine)
    values = [["voice", 1, 2, 60, True, "x"]]
    names = ["kind", "users", "users", "duration_seconds", "suplementary", "Grade"]

    def refused(names: list[str]) -> list[str]:
        if engine == "dask":
            frame = pytest.importorskip("pandas").DataFrame(values, columns=names)
            table = library.from_pandas(frame, npartitions=1)
        else:
            table = library.createDataFrame(values, names)
        with pytest.raises(InvalidInput) as caught:
            judge_frame(table, rulesets()[-1])
        return [problem.path for problem in caught.value.problems]

    assert refused(names) == ["users"]
    assert refused([*names[:2], "other", *names[3:]]) == ["suplementary", "Grade"]


def test_dask_knows_the_case_of_names(dask: Any) -> None:
    frame = pytest.importorskip("pandas").DataFrame(
        [[0, "other", 1, 60, 7, 8]],
        columns=["id", "kind", "users", "duration_seconds", "area", "AREA"],
    )
    judged = judge_frame(dask.from_pandas(frame, npartitions=1), rulesets()[-1]).compute()
    assert judged[["area", "AREA", "grade"]].to_numpy().tolist() == [[7, 8, "none"]]


def test_columns_named_like_our_own_are_kept(spark: Any) -> None:
    """In any case: to Spark it is the same name."""
    ours = [f"JIKORULES_STEP_{i}" for i in range(30)]
    names = ["id", "kind", "users", "duration_seconds", *ours]
    table = spark.createDataFrame([[0, "other", 30_000, 7_200, *(True for _ in ours)]], names)
    judged = judge_frame(table, rulesets()[-1])
    assert answers(judged, ["grade", "problem", *ours]) == [
        ("serious", None, *(True for _ in ours))
    ]


@pytest.mark.parametrize("engine", ["dask", "spark"])
def test_wrong_columns_are_refused_by_name(engine: str, request: pytest.FixtureRequest) -> None:
    library = request.getfixturevalue(engine)
    wrong = pl.DataFrame({"kind": [1], "users": [0.5], "duration_seconds": ["x"]})
    if engine == "dask":
        table = library.from_pandas(wrong.to_pandas(), npartitions=1)
    else:
        table = library.createDataFrame(wrong.rows(), wrong.columns)
    with pytest.raises(InvalidInput) as caught:
        judge_frame(table, rulesets()[-1])
    assert [problem.path for problem in caught.value.problems] == [
        "kind",
        "users",
        "duration_seconds",
    ]


def test_a_lazy_table_is_not_read(dask: Any) -> None:
    def fail(_: int) -> Any:
        raise RuntimeError("it was read")

    meta = pl.DataFrame({"kind": ["voice"], "users": [1], "duration_seconds": [1]}).to_pandas()
    judged = judge_frame(dask.from_map(fail, [1], meta=meta), rulesets()[-1])
    assert set(judged.columns) >= {*ANSWERS[:3], *meta.columns}
    with pytest.raises(RuntimeError, match="it was read"):
        judged.compute()


# No row leaves its partition, and no engine begins before it is asked to.


def test_dask_computes_nothing(dask: Any, files: Path) -> None:
    """A scheduler that fails tells of every computation, that of the types included."""

    def fail(*_: Any, **__: Any) -> Any:
        raise RuntimeError("it was computed")

    config = pytest.importorskip("dask").config
    with config.set(scheduler=fail):
        judged = judge_frame(dask.read_parquet(files), bounds=True)
        counts = judged.groupby("grade").size(split_out=1)
        with pytest.raises(RuntimeError, match="it was computed"):
            counts.compute()
    want = judge_frame(pl.read_parquet(files), bounds=True)["grade"].value_counts()
    assert counts.compute().to_dict() == dict(want.rows())


def test_each_partition_of_dask_is_judged_alone(dask: Any) -> None:
    """The other ones are not even read."""
    table = to_pandas(accidents()[1])

    def part(number: int) -> Any:
        if number != 1:
            raise RuntimeError("it was read")
        return table

    judged = judge_frame(dask.from_map(part, range(3), meta=table.head(0)))
    assert len(judged.partitions[1].compute()) == len(table)
    with pytest.raises(RuntimeError, match="it was read"):
        judged.partitions[2].compute()


@pytest.mark.parametrize("engine", BACKENDS)
@pytest.mark.parametrize("wrong", [{}, {"kind": None}, {"users_low": -1}])
def test_the_types_that_dask_says_are_those_that_it_gives(
    engine: str, wrong: dict[str, Any], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Also where a partition has no problem, or nothing else."""
    plain = Case("voice", True, True, 0, 45_000, 45_000, lasted=timedelta(hours=2))
    folder = written(tmp_path / "in", Form(), [plain._replace(**wrong)])
    judged = judge_frame(read(engine, folder, request, "UTC"), bounds=True)
    told, given = judged.dtypes.to_dict(), judged.compute().dtypes.to_dict()
    names = (*ANSWERS, "problem")
    assert {name: given[name] for name in names} == {name: told[name] for name in names}


def test_spark_runs_nothing_and_moves_nothing(spark: Any, files: Path) -> None:
    """No job is begun, rows stay in their partitions, and no Python runs in between."""
    table = spark.read.parquet(str(files))
    tracker = spark.sparkContext.statusTracker()
    before = {*tracker.getJobIdsForGroup(None)}
    judged = judge_frame(table, bounds=True)
    counts = judged.groupBy("grade").count()
    assert {*tracker.getJobIdsForGroup(None)} == before
    plan = judged._jdf.queryExecution().executedPlan().toString()
    assert "Project" in plan
    assert not any(word in plan for word in ("Exchange", "Python", "Collect"))
    assert judged.rdd.getNumPartitions() == table.rdd.getNumPartitions()
    want = judge_frame(pl.read_parquet(files), bounds=True)["grade"].value_counts()
    assert {line["grade"]: line["count"] for line in counts.collect()} == dict(want.rows())
    assert {*tracker.getJobIdsForGroup(None)} > before
