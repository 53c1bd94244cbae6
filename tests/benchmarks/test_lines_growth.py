"""A million lines: the command line takes no more memory than for a few, nor more time a line.

Ordinary test runs leave it out. To measure (`measure_lines.py` measures all commands so):

    pytest tests/benchmarks/test_lines_growth.py --benchmark-only
"""

from pathlib import Path

import pytest
from benchmarks.measure_lines import Used, accidents, measured
from support.timing import Ratio, Summary, record

FEW, MANY = 100_000, 1_000_000


def judged(folder: Path, count: int) -> Used:
    file = folder / f"{count}.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(f"{line}\n" for line in accidents(count))
    used = measured(folder, ["judge", str(file), "--json"])
    assert used.status == 0
    return used


# It measures by itself, and asks for the fixture only to be run when benchmarks are.
@pytest.mark.filterwarnings("ignore:Benchmark fixture was not used")
@pytest.mark.usefixtures("benchmark")
def test_a_million_lines(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    few, many = (judged(tmp_path, count) for count in (FEW, MANY))
    growth = many.own / few.own / (MANY / FEW)
    ratios = [
        Ratio("judge --json, memory of 10^6 lines / 100 MB", many.megabytes / 100, 1.0),
        Ratio("judge --json, 10^6 lines / 10 times 10^5 lines", growth, 1.2),
    ]
    record(request, ratios)
    request.config.pluginmanager.register(Summary([*map(str, ratios)]), "growth of lines")
    assert not [str(ratio) for ratio in ratios if not ratio.is_kept]
