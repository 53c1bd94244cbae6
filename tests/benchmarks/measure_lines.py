"""Measure commands over many accidents: time, growth, and the most memory that a process takes.

Run it as ``python tests/benchmarks/measure_lines.py``: it takes minutes on a quiet machine, and
prints the table of docs/speed.md. ``--lines 10000,100000`` and commands in quotes measure less.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

LINES = "10000,100000,1000000"
COMMANDS = (
    "judge --json",
    "judge --json --jobs 2",
    "judge",
    "judge --jobs 2",
    "judge --status --json",
    "outlook --json",
    "outlook --json --jobs 2",
    "duties --json",
    "duties --json --jobs 2",
    "replay --rules 2019-04-01,2026-04-01 --json",
    "replay --rules 2019-04-01,2026-04-01 --json --jobs 2",
    "check",
    "statistics --json",
)
NOW = "2026-05-10T03:00:00+09:00"
FIRST = datetime.fromisoformat("2023-12-08T00:00:00+09:00")
SERVICES: tuple[dict[str, Any], ...] = (
    {"kind": "voice", "emergency_calls": True},
    {"kind": "voice", "emergency_calls": False},
    {"kind": "internet_access"},
    {"kind": "email", "paid": True},
    {"name": "ひかり電話"},
)


# Runs the command line, and writes how long its own process computed.
RUN = """
import sys, time
from jikorules.cli.app import main
status = main(sys.argv[2:])
with open(sys.argv[1], "w") as file:
    file.write(str(time.process_time()))
sys.exit(status)
"""


class Used(NamedTuple):
    """What a run took.

    Attributes:
        status: its exit status.
        wall: the seconds that went by.
        own: the seconds of computing of its own process.
        others: those of the processes that it began.
        megabytes: the most memory of the largest of its processes.
    """

    status: int
    wall: float
    own: float
    others: float
    megabytes: float


def accidents(count: int, bad_every: int = 0) -> Iterator[str]:
    """Give lines of JSON of accidents of every answer; some may be bad.

    Args:
        count: how many.
        bad_every: how seldom one cannot be read; never if 0.
    """
    for i in range(count):
        start = FIRST + timedelta(minutes=i * 7 % 1_000_000)
        end = start + timedelta(minutes=20 + i * 11 % 400)
        users: Any = 1_000 + i * 7_919 % 150_000
        if bad_every and i % bad_every == bad_every - 1:
            users = -1
        impact = {
            "service": SERVICES[i % len(SERVICES)],
            "users": users,
            "start": start.isoformat(),
            "end": end.isoformat(),
        }
        yield json.dumps({"id": f"a-{i}", "carrier": "試験通信", "impacts": [impact]})


def measured(folder: Path, command: list[str]) -> Used:
    """Run a command line of its own, and measure it; what it says is thrown away."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    streams = [(os.POSIX_SPAWN_DUP2, nowhere, each) for each in (1, 2)]
    begun = os.times().elapsed
    words = [sys.executable, "-c", RUN, str(folder / "own"), *command]
    child = os.posix_spawn(sys.executable, words, os.environ, file_actions=streams)
    _, status, used = os.wait4(child, 0)
    wall = os.times().elapsed - begun
    os.close(nowhere)
    megabytes = used.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1000)
    own = float((folder / "own").read_text())
    others = used.ru_utime + used.ru_stime - own
    return Used(os.waitstatus_to_exitcode(status), wall, own, others, megabytes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commands", nargs="*", default=COMMANDS)
    parser.add_argument("--lines", default=LINES)
    options = parser.parse_args()
    counts = [int(each) for each in options.lines.split(",")]
    print("| command | lines | seconds | own CPU, µs a line | others' | MB | exit |", flush=True)
    print("|---|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in counts:
            with (folder / f"{count}.jsonl").open("w", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in accidents(count))
        for words in options.commands:
            command, *more = words.split()
            at = ["--at", NOW] if command in ("outlook", "duties", "check") else []
            for count in counts:
                used = measured(folder, [command, str(folder / f"{count}.jsonl"), *more, *at])
                own, others = (each / count * 1e6 for each in (used.own, used.others))
                print(
                    f"| `{words}` | {count:,} | {used.wall:.1f} | {own:.0f} | {others:.0f} "
                    f"| {used.megabytes:.0f} | {used.status} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
