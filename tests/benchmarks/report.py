"""Run all benchmarks and write the page of their results.

    python tests/benchmarks/report.py 2026-11-29

The day is the one that the page is to bear. It takes most of an hour on a quiet machine, and says
on the page beside which versions of other libraries, and on what machine, each ratio was measured.
A ratio that is above its bound is on the page too, and the command ends as the tests do.
"""

import argparse
import os
import platform
import sys
import tomllib
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from support.places import ROOT
from support.timing import RECORDED, Ratio

PAGE = ROOT / "docs/speed-results.md"
BENCHMARKS = Path(__file__).parent
PEERS = (
    "attrs",
    "cattrs",
    "zen-engine",
    "narwhals",
    "polars",
    "pyarrow",
    "duckdb",
    "pandas",
    "numpy",
    "OpenFisca-Core",
    "dask",
    "distributed",
    "pyspark",
)

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "一件ずつの判定": {
        "judge / zen without trace": "本ライブラリの判定 ／ 経過を記録しないルールエンジン",
        "json / zen with trace": "JSON のデータから判定の JSON のデータまで ／ "
        "経過を記録するルールエンジン",
        "json, met alone / zen with trace": "同じく当たるものと定まらないものだけを書くもの ／ "
        "経過を記録するルールエンジン",
        "json / judge": "JSON のデータから判定の JSON のデータまで ／ 判定だけ",
        "zen without trace / ifelse": "経過を記録しないルールエンジン ／ 手書きの条件分岐",
        "outlook / judge, three running impacts": "継続中の三つの影響の見通し ／ その判定",
        "10,000 outlooks carried on / 1 s": "継続中の1万件の見通しを引き継ぐ時間 ／ 1秒",
        "outlook carried on / judge": "見通しを引き継ぐ時間 ／ その判定",
    },
    "定まらない事故への質問（三つまでの影響、400件）": {
        "questions / judge, least": "質問 ／ その判定、最も小さいもの",
        "questions / judge, median": "質問 ／ その判定、中央値",
        "questions / judge, 99 of 100": "質問 ／ その判定、99％のもの",
        "questions / judge, most": "質問 ／ その判定、最も大きいもの",
        "questions on 1,000 unknown impacts / 0.3 s": "何も分からない1,000の影響への質問 ／ 0.3秒",
    },
    "読込み": {
        "import / import of attrs and cattrs": "`import jikorules` ／ `import attrs, cattrs`",
        "the same with the names in use": "`from jikorules import from_wire, judge, to_wire` ／ "
        "`import attrs, cattrs`",
    },
    "多数の事故を読むコマンド": {
        "judge --json / the library, a line": "`jikorules judge --json` の1行 ／ "
        "本ライブラリで同じ1行を判定する時間",
        "judge --json, memory of 10^6 lines / 100 MB": "`jikorules judge --json` が"
        "100万行を読むときの最大の記憶域 ／ 100メガバイト",
        "judge --json, 10^6 lines / 10 times 10^5 lines": "`jikorules judge --json` の"
        "100万行 ／ 10万行の10倍",
    },
    "表の判定（1千万件）": {
        "jikorules on polars, ns a row": "polars での `judge_frame`、1件当たりのナノ秒"
        "（比ではなく時間）",
        "polars / by hand": "polars での `judge_frame` ／ 同じ polars で手書きした式",
        "polars / by hand, in steps": "polars での `judge_frame` ／ "
        "同じ式を列に分けて手書きしたもの",
        "pyarrow / by hand": "PyArrow での `judge_frame` ／ 同じ PyArrow で手書きした式",
        "duckdb / by hand": "DuckDB での `judge_frame` ／ 同じ DuckDB で手書きした SQL",
        "memory / input and output": "`judge_frame` の最大の記憶域 ／ 入力と出力の大きさ",
        "10^7 rows / 10 times 10^6 rows": "1千万件の時間 ／ 100万件の時間の10倍",
        "polars / numpy in blocks": "polars での `judge_frame` ／ NumPy で手書きした、"
        "一部ずつの計算",
        "zen / ours": "ルールエンジンで1件ずつ ／ polars での `judge_frame`",
        "openfisca / ours": "OpenFisca-Core で列ごと ／ polars での `judge_frame`",
    },
    "分散処理（1千万件、二つのワーカー）": {
        "Dask, two workers / one": "Dask の二つのワーカーの時間 ／ 一つのワーカーの時間",
        "PySpark, two workers / one": "PySpark の二つのワーカーの時間 ／ 一つのワーカーの時間",
    },
}
"""What each ratio of the benchmarks is, in the order of the page."""


class Machine(NamedTuple):
    """On what the benchmarks were run.

    Attributes:
        processors: how many there are.
        gigabytes: how much memory it has.
        system: the operating system.
        python: the version of Python.
        load: how many programs computed on average, in the minute before the first benchmark.
    """

    processors: int
    gigabytes: int
    system: str
    python: str
    load: float


def this_machine() -> Machine:
    """Tell of this machine, without its name."""
    system = platform.system()
    with suppress(OSError):
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Machine(
        os.cpu_count() or 1,
        round(memory / 1e9),
        f"{system}、{platform.machine()}",
        f"{platform.python_implementation()} {platform.python_version()}",
        os.getloadavg()[0],
    )


def versions() -> dict[str, str | None]:
    """Give the versions of the libraries beside which it is measured; None for one not there."""
    told: dict[str, str | None] = {}
    for name in PEERS:
        told[name] = None
        with suppress(PackageNotFoundError):
            told[name] = version(name)
    return told


class Recorder:
    """A plugin of pytest that keeps the ratios that tests record."""

    def __init__(self) -> None:
        self.ratios: dict[str, Ratio] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, value in report.user_properties:
            if name == RECORDED:
                ratio = Ratio(*value)  # type: ignore[misc]
                self.ratios[ratio.name] = ratio


def page(
    day: date, machine: Machine, peers: Mapping[str, str | None], ratios: Mapping[str, Ratio]
) -> Iterator[str]:
    """Give the lines of the page.

    Args:
        day: the day that it bears.
        machine: on what was measured.
        peers: the versions of the other libraries; None for one that was not there.
        ratios: what was measured, by name. One that no sentence tells of stands by its name.
    """
    release = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    yield "# 速さの測定の結果"
    yield ""
    yield f"{day.year}年{day.month}月{day.day}日に、次のコマンドで測った結果です。"
    yield "この頁はコマンドが書いたもので、測り方は[速さ](speed.md)にあります。"
    yield ""
    yield "```sh"
    yield f"python tests/benchmarks/report.py {day}"
    yield "```"
    yield ""
    yield "## 計算機と、比べたもの"
    yield ""
    yield "| 何 | 版又は大きさ |"
    yield "|---|---|"
    yield f"| 演算装置 | {machine.processors} |"
    yield f"| 記憶域 | {machine.gigabytes} GB |"
    yield f"| 基本ソフト | {machine.system} |"
    yield f"| Python | {machine.python} |"
    yield f"| 測り始める前の1分間の負荷 | {machine.load:.1f} |"
    yield f"| jikorules | {release} |"
    for name, number in peers.items():
        yield f"| {name} | {number or 'なし（比べていません）'} |"
    yield ""
    yield "## 比"
    yield ""
    yield "比は、比べるものを交互に走らせ、それぞれの最も短い時間から求めたものです。"
    named = {name for those in SENTENCES.values() for name in those}
    others = {name: name for name in ratios if name not in named}
    for title, sentences in (*SENTENCES.items(), ("そのほか", others)):
        if sentences:
            yield ""
            yield f"### {title}"
            yield ""
            yield "| 何を何と比べたか | 測定値 | 上限 | 守られたか |"
            yield "|---|---|---|---|"
            for name, sentence in sentences.items():
                yield f"| {sentence} | {_cells(ratios.get(name))} |"


def _cells(ratio: Ratio | None) -> str:
    if ratio is None:
        return "測っていません | | "
    value = f"{ratio.value:,.0f}" if ratio.value >= 100 else f"{ratio.value:.2f}"
    if ratio.most is None:
        return f"{value} | なし | "
    return f"{value} | {ratio.most} | {'はい' if ratio.is_kept else '**いいえ**'}"


WELL = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)


def run(file: Path) -> tuple[int, list[Ratio]]:
    """Run the benchmarks of a file, and give how pytest ended and what they recorded."""
    recorder = Recorder()
    settings = ["-c", str(ROOT / "pyproject.toml"), "-p", "no:cacheprovider"]
    status = pytest.main([*settings, "--benchmark-only", str(file)], plugins=[recorder])
    return int(status), [*recorder.ratios.values()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("day", type=date.fromisoformat, help="the day that the page is to bear")
    parser.add_argument("--folder", type=Path, default=BENCHMARKS, help="which benchmarks to run")
    parser.add_argument("--page", type=Path, default=PAGE, help="where to write it")
    options = parser.parse_args()
    machine = this_machine()
    # Each file in a process of its own: what one holds would be in the way of the next.
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as processes:
        runs = [*processes.map(run, sorted(options.folder.glob("test_*.py")))]
    ratios = {ratio.name: ratio for _, those in runs for ratio in those}
    lines = page(options.day, machine, versions(), ratios)
    options.page.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return int(any(status not in WELL for status, _ in runs))


if __name__ == "__main__":
    sys.exit(main())
