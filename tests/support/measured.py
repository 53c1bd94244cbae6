"""The command line, run in a process of its own and measured."""

import json
import os
import subprocess
import sys
from pathlib import Path

from attrs import frozen

SECOND, MEGABYTES = 1.0, 200

# Runs a command and measures it alone: what a small process starts inherits no memory of pytest.
MEASURE = """
import json, os, sys
child = os.posix_spawn(sys.executable, [sys.executable, *sys.argv[2:]], os.environ)
_, status, used = os.wait4(child, 0)
took = used.ru_utime + used.ru_stime
with open(sys.argv[1], "w") as file:
    json.dump([os.waitstatus_to_exitcode(status), took, used.ru_maxrss], file)
"""


@frozen
class Ran:
    """What a run of the command line did."""

    status: int
    out: str
    err: str
    seconds: float
    megabytes: float


def run(folder: Path, *arguments: str) -> Ran:
    """Run the command line in a process of its own, and measure it."""
    measured = folder / "measured"
    command = ["-P", "-m", "jikorules", *arguments]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, measured, *command],
        capture_output=True,
        cwd=folder,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    status, seconds, most = json.loads(measured.read_text())
    megabytes = most / (1_000_000 if sys.platform == "darwin" else 1000)
    return Ran(status, done.stdout.decode(), done.stderr.decode(), seconds, megabytes)
