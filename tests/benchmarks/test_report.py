"""The page of results: written of what tests record, with a sentence for each ratio."""

import ast
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from benchmarks.report import SENTENCES, Machine, page
from support.timing import Ratio

HERE = Path(__file__).parent
MACHINE = Machine(2, 24, "Debian", "CPython 3.11", 0.25)
NAMES = [name for those in SENTENCES.values() for name in those]
JUDGE = "本ライブラリの判定 ／ 経過を記録しないルールエンジン"


def lines_of(*ratios: Ratio) -> list[str]:
    named = {ratio.name: ratio for ratio in ratios}
    return [*page(date(2026, 11, 9), MACHINE, {"polars": "2.1.0", "duckdb": None}, named)]


def row(lines: list[str], first: str) -> list[str]:
    (line,) = (line for line in lines if line.startswith(f"| {first} |"))
    return [cell.strip() for cell in line.removesuffix("|").split("|")[2:]]


def test_each_ratio_has_a_sentence() -> None:
    """What is measured and what the page can tell are the same."""
    calls = [
        node
        for file in HERE.glob("test_*.py")
        if file.name != Path(__file__).name
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "Ratio"
    ]
    assert sorted(ast.literal_eval(call.args[0]) for call in calls) == sorted(NAMES)


@pytest.mark.parametrize(
    ("value", "most", "cells"),
    [
        (0.824, 1.0, ["0.82", "1.0", "はい"]),
        (1.004, 1.0, ["1.00", "1.0", "**いいえ**"]),
        (2_412.3, None, ["2,412", "なし", ""]),
    ],
)
def test_a_ratio_stands_beside_its_bound(
    value: float, most: float | None, cells: list[str]
) -> None:
    assert row(lines_of(Ratio("judge / zen without trace", value, most)), JUDGE) == cells


def test_what_was_not_measured_is_said_to_be_so() -> None:
    lines = lines_of(Ratio("polars / by hand", 1.1, 1.15))
    assert row(lines, JUDGE) == ["測っていません", "", ""]
    assert sum("測っていません" in line for line in lines) == len(NAMES) - 1
    assert row(lines, "polars") == ["2.1.0"]
    assert row(lines, "duckdb") == ["なし（比べていません）"]


def test_what_no_sentence_tells_of_is_on_the_page_all_the_same() -> None:
    assert row(lines_of(Ratio("another / thing", 1.5, 2.0)), "another / thing")[0] == "1.50"


BENCHMARK = """
import pytest
from support.timing import Ratio, record

@pytest.mark.filterwarnings("ignore:Benchmark fixture was not used")
@pytest.mark.usefixtures("benchmark")
@pytest.mark.parametrize("name, value", [("judge / zen without trace", 0.5), ("json / judge", 9.0)])
def test_promised(name, value, request):
    ratio = Ratio(name, value, 1.0)
    record(request, [ratio])
    assert ratio.is_kept
"""


def test_one_command_runs_the_benchmarks_and_writes_the_page(tmp_path: Path) -> None:
    """A benchmark that fails is on the page too, and ends the command as it ends the tests."""
    (tmp_path / "test_speed.py").write_text(BENCHMARK, "utf-8")
    told = tmp_path / "page.md"
    words = ["2026-11-09", "--folder", str(tmp_path), "--page", str(told)]
    run = [sys.executable, str(HERE / "report.py"), *words]
    done = subprocess.run(run, check=False, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    lines = told.read_text("utf-8").splitlines()
    assert "2026年11月9日" in lines[2]
    assert row(lines, JUDGE) == ["0.50", "1.0", "はい"]
    assert row(lines, "JSON のデータから判定の JSON のデータまで ／ 判定だけ")[2] == "**いいえ**"
    assert row(lines, "attrs")[0][0].isdigit()
