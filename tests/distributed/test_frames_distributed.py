"""`judge_frame()` on Dask, Ibis and PySpark (local mode): partitioned Parquet in, verdicts out.

    pytest tests/distributed

PySpark needs Java. What is missing is skipped, and the reason told by `pytest -rs`.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.frames import ANSWERS, Form, answers, boundary_cases, to_pandas

from jikorules import InvalidInput, rulesets
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


def test_ibis() -> None:
    """Ibis compares no times of its own accord, so that they are given in seconds."""
    ibis = pytest.importorskip("ibis")
    form = Form(timed=False)
    those = [form.shape(case) for case in accidents()[0]]
    table = ibis.memtable(form.table(those).with_columns(pl.col("kind").cast(pl.String)).to_arrow())
    judged = judge_frame(table, bounds=True)
    assert type(judged) is type(table)
    assert answers(judged) == [case.judged(None) for case in those]


def test_spark(
    spark: Any, files: Path, tmp_path: Path, expected: list[tuple[str | None, ...]]
) -> None:
    table = spark.read.parquet(str(files))
    judged = judge_frame(table, bounds=True)
    assert type(judged) is type(table)
    judged.write.parquet(str(tmp_path / "out"))
    assert answers(pl.read_parquet(tmp_path / "out" / "*.parquet")) == expected


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
