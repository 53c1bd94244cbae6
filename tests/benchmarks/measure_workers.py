"""Are two workers twice as fast as one? The same query on Dask and PySpark, with one and with two.

    python tests/benchmarks/measure_workers.py [--rows 10000000] [--rounds 3] [--engine dask]

The extra `distributed` and Java (apt-get install default-jre-headless) are needed.

Accidents are written as Parquet in partitions. Each engine reads them, judges them and counts them
by grade and row of the table, in its workers: what comes back is the count, a line for each grade
and row. The workers of Dask are processes, those of PySpark threads of its JVM; starting them
and putting the query together, which takes as long for any number of them and of rows, are not
measured. One worker and two take turns, each asked several times in a turn, and the shortest
time counts. On a machine that has other work to do the second worker has to share: the load is
printed with the times.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))
from support.frames_by_hand import RULES, accidents, judged, pl

from jikorules.judgement.frames.judge_frame import judge_frame

ROWS, PARTITIONS, ROUNDS, TIMES = 10_000_000, 20, 3, 6
ANSWER = ["grade", "row"]
Counts = dict[tuple[str, str | None], int]
Query = Callable[[], Counts]


class Run(NamedTuple):
    """The times of an engine, by the number of its workers, in seconds."""

    engine: str
    rows: int
    seconds: Mapping[int, list[float]]

    @property
    def ratio(self) -> float:
        return min(self.seconds[1]) / min(self.seconds[2])

    def __str__(self) -> str:
        times = (
            f"{workers} worker{'s'[: workers - 1]} "
            + ", ".join(f"{each:.1f}" for each in those)
            + " s"
            for workers, those in self.seconds.items()
        )
        told = "; ".join(times)
        return f"{self.engine}: {self.rows:,} rows; {told}; two are {self.ratio:.2f} times as fast"


def written(rows: int, folder: Path) -> Counts:
    """Write accidents as Parquet, a file for each partition, and count what they have to give."""
    counts: Counts = {}
    folder.mkdir()
    size = -(-rows // PARTITIONS)
    table = accidents(rows).with_columns(pl.col("kind").cast(pl.String))
    for i in range(PARTITIONS):
        part = table.slice(i * size, size)
        part.write_parquet(folder / f"{i:03}.parquet")
        told = judged(part.lazy()).group_by(ANSWER).agg(pl.len()).collect()
        for grade, row, number in told.rows():
            counts[grade, row] = counts.get((grade, row), 0) + number
    return counts


def dask_query(folder: Path) -> Query:
    """Ask Dask to count what it judges, with the workers that it has."""
    dask = import_module("dask.dataframe")
    table = judge_frame(dask.read_parquet(folder, dtype_backend="pyarrow"), RULES)
    asked = table[ANSWER].fillna({"row": ""}).groupby(ANSWER).size(split_out=1)

    return lambda: {
        (grade, row or None): int(number) for (grade, row), number in asked.compute().items()
    }


def spark_query(spark: Any, folder: Path) -> Query:
    """Ask PySpark to count what it judges, with the workers that it has."""
    table = judge_frame(spark.read.parquet(str(folder)), RULES)
    asked = table.groupBy(*ANSWER).count()
    return lambda: {(line["grade"], line["row"]): line["count"] for line in asked.collect()}


@contextmanager
def dask_workers(workers: int) -> Iterator[Callable[[Path], Query]]:
    """Start Dask with processes as workers."""
    distributed = import_module("dask.distributed")
    settings = {"threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with (
        distributed.LocalCluster(n_workers=workers, **settings) as cluster,
        distributed.Client(cluster),
    ):
        yield dask_query


@contextmanager
def spark_workers(workers: int) -> Iterator[Callable[[Path], Query]]:
    """Start PySpark with threads of its JVM as workers."""
    builder = (
        import_module("pyspark.sql")
        .SparkSession.builder.master(f"local[{workers}]")
        .appName("jikorules")
    )
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        # An adaptive plan is made anew between its stages, which takes as long for any number.
        "spark.sql.adaptive.enabled": "false",
        # Others collect garbage beside the work, on the processor that one worker leaves free.
        "spark.driver.extraJavaOptions": "-XX:+UseParallelGC",
        # Else the files are put together into as many partitions as there are workers.
        "spark.sql.files.minPartitionNum": str(PARTITIONS),
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield lambda folder: spark_query(spark, folder)
    finally:
        spark.stop()


WORKERS = {"dask": dask_workers, "spark": spark_workers}


def measured(engine: str, rows: int, rounds: int = ROUNDS) -> Run:
    """Let one worker and two take turns.

    Raises:
        AssertionError: they count something else than polars does.
    """
    seconds: dict[int, list[float]] = {1: [], 2: []}
    with TemporaryDirectory() as folder:
        few, many = Path(folder) / "few", Path(folder) / "many"
        written(1_000, few)
        want = written(rows, many)
        # One folder, under a name for each time: what an engine still holds answers no other time.
        names = [Path(folder) / f"many-{i}" for i in range(TIMES)]
        for name in names:
            name.symlink_to(many, target_is_directory=True)
        for workers in [1, 2] * rounds:
            with WORKERS[engine](workers) as query_of:
                query_of(few)()  # loads all code
                for name in names:
                    query = query_of(name)
                    begun = time.perf_counter()
                    counts = query()
                    seconds[workers].append(time.perf_counter() - begun)
                    if counts != want:
                        raise AssertionError(f"{engine}: {counts} in place of {want}")
    return Run(engine, rows, seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--engine", choices=[*WORKERS], action="append")
    asked = parser.parse_args()
    for engine in asked.engine or WORKERS:
        before = os.getloadavg()[0]
        print(measured(engine, asked.rows, asked.rounds))
        print(f"  load {before:.1f} before, on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
