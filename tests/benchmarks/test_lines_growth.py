"""A million lines: the command line takes no more memory than for a few, nor more time a line.

Ordinary test runs leave it out. To measure (`measure_lines.py` measures all commands so):

    pytest tests/benchmarks/test_lines_growth.py --benchmark-only
"""

import subprocess
import sys
from pathlib import Path

import pytest
from support.timing import Ratio, Summary, record

SCRIPT = Path(__file__).with_name("measure_lines.py")
FEW, MANY = 100_000, 1_000_000


# It measures by itself, and asks for the fixture only to be run when benchmarks are.
@pytest.mark.filterwarnings("ignore:Benchmark fixture was not used")
@pytest.mark.usefixtures("benchmark")
def test_a_million_lines(request: pytest.FixtureRequest) -> None:
    # By the script, which is small: what a process starts inherits how large it is itself.
    run = [sys.executable, str(SCRIPT), "judge --json", "--lines", f"{FEW},{MANY}"]
    done = subprocess.run(run, check=True, capture_output=True, text=True)
    rows = [line.strip("|").split("|") for line in done.stdout.splitlines()[2:]]
    (few, _, _), (many, megabytes, status) = ((row[3], row[5], row[6]) for row in rows)
    assert int(status) == 0
    growth = int(many) / int(few)
    ratios = [
        Ratio("judge --json, memory of 10^6 lines / 100 MB", int(megabytes) / 100, 1.0),
        Ratio("judge --json, 10^6 lines / 10 times 10^5 lines", growth, 1.2),
    ]
    record(request, ratios)
    request.config.pluginmanager.register(Summary([*map(str, ratios)]), "growth of lines")
    assert not [str(ratio) for ratio in ratios if not ratio.is_kept]
