"""What does the command line cost beside the library? A line of it, beside the same in Python.

Ordinary test runs leave it out. To measure:

    pytest tests/benchmarks/test_lines_speed.py --benchmark-only

The command opens the file, parts its lines, refuses what no document may hold, and prints; the
library is called on each line by itself. Both take turns, and times are those of the processor, so
that a machine that does other things too changes little.
"""

import json
import os
from collections import deque
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from time import process_time

import pytest
from benchmarks.measure_lines import accidents
from support.timing import Ratio, Summary, record

from jikorules import from_wire, judge, to_wire
from jikorules.cli.app import main

LINES = 20_000
ROUNDS = 7


def library(lines: list[str]) -> None:
    deque(
        (
            json.dumps(to_wire(judge(from_wire(json.loads(line)))), ensure_ascii=False)
            for line in lines
        ),
        maxlen=0,
    )


def command(file: Path) -> None:
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):  # noqa: PTH123
        assert main(["judge", str(file), "--json"]) == 0


def seconds(contenders: dict[str, Callable[[], None]]) -> dict[str, float]:
    """Give the least time of the processor of each, in turns."""
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(ROUNDS):
        for name, run in contenders.items():
            begun = process_time()
            run()
            best[name] = min(best[name], process_time() - begun)
    return best


# It measures by itself, and asks for the fixture only to be run when benchmarks are.
@pytest.mark.filterwarnings("ignore:Benchmark fixture was not used")
@pytest.mark.usefixtures("benchmark")
def test_a_settled_line(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    lines = list(accidents(LINES))
    file = tmp_path / "accidents.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    took = seconds({"library": lambda: library(lines), "command": lambda: command(file)})
    ratio = Ratio("judge --json / the library, a line", took["command"] / took["library"], 1.3)
    times = "; ".join(f"{name} {each / LINES * 1e6:.1f} us" for name, each in took.items())
    record(request, [ratio])
    request.config.pluginmanager.register(Summary([times, str(ratio)]))
    assert ratio.is_kept, str(ratio)
