"""The script that measures workers runs, and its engines count what polars does."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "benchmarks/measure_workers.py"
NEEDED = {"dask": "distributed", "spark": "pyspark"}


@pytest.mark.parametrize("engine", NEEDED)
def test_workers_are_measured(engine: str) -> None:
    """On few rows: what they show is that both run, and not how fast."""
    pytest.importorskip("polars")
    pytest.importorskip(NEEDED[engine])
    if engine == "spark" and shutil.which("java") is None:
        pytest.skip("PySpark needs Java: apt-get install -y default-jre-headless")
    run = [sys.executable, str(SCRIPT), "--rows", "100000", "--rounds", "1", "--engine", engine]
    done = subprocess.run(run, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{engine}: 100,000 rows; 1 worker ")
