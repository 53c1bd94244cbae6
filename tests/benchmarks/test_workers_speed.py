"""Two workers of Dask and of PySpark take at most 1 / 1.6 of the time of one.

Ordinary test runs leave it out. To measure, on a machine of two processors with nothing else to do:

    pytest tests/benchmarks/test_workers_speed.py --benchmark-only
"""

import shutil

import pytest
from benchmarks.measure_workers import ROWS, Run, measured
from support.timing import Ratio, Summary, record

pytestmark = [
    # It measures by itself, and asks for the fixture only to be run when benchmarks are; what the
    # engines warn of is not what is measured.
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.usefixtures("benchmark"),
]
MOST = 1 / 1.6


def test_dask(request: pytest.FixtureRequest) -> None:
    pytest.importorskip("distributed")
    run = measured("dask", ROWS)
    check(request, run, Ratio("Dask, two workers / one", 1 / run.ratio, MOST))


def test_spark(request: pytest.FixtureRequest) -> None:
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("PySpark needs Java: apt-get install -y default-jre-headless")
    run = measured("spark", ROWS)
    check(request, run, Ratio("PySpark, two workers / one", 1 / run.ratio, MOST))


def check(request: pytest.FixtureRequest, run: Run, ratio: Ratio) -> None:
    """Say what was seen, and hold it to the bound."""
    record(request, [ratio])
    request.config.pluginmanager.register(Summary([str(run), str(ratio)]), ratio.name)
    assert ratio.is_kept, run
