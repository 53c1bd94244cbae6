"""Many accidents: little of them is held, several processes change nothing, progress is shown.

What a million lines take is measured by `tests/benchmarks/measure_lines.py`.
"""

import fcntl
import io
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread, Timer
from typing import Any

import pytest
from support.documents import BAD, GOOD
from support.measured import Ran
from support.measured import run as run_measured
from support.places import ROOT
from support.running import LEAK, NEAR_MISS, RUNNING, SERIOUS, UNDECIDED

from jikorules import InvalidInput, from_wire
from jikorules.cli import many
from jikorules.cli.app import main
from jikorules.proof.ledger import Fault, survey
from jikorules.wire.files import read_stream

AT = ("--at", "2026-05-10T03:00:00+09:00")
REPLAY = ("replay", "--rules", "2019-04-01,2026-04-01")
COMMANDS = {
    "judge --json": ("judge", "--json"),
    "judge": ("judge",),
    "judge --status": ("judge", "--status", "--markdown", "--lang", "en"),
    "outlook --json": ("outlook", "--json", *AT),
    "outlook": ("outlook", *AT),
    "duties --json": ("duties", "--json", *AT),
    "duties": ("duties", *AT),
    "replay --json": (*REPLAY, "--json"),
    "replay": REPLAY,
}
"""Every command with --jobs, as it is called."""
CHAIN = [
    {**GOOD, "id": "卸先", "chain": "a", "origin": "wholesaler"},
    {**GOOD, "id": "卸元", "chain": "a"},
]
LEAD = GOOD["impacts"][0]
EARLY = {"id": "early", "impacts": [{**LEAD, "start": "2009-03-16T07:47:00+09:00"}]}
SORTS = [GOOD, BAD, SERIOUS, LEAK, NEAR_MISS, UNDECIDED, RUNNING, EARLY, *CHAIN]


def lines(count: int, sorts: list[Any] = SORTS) -> Iterator[str]:
    """Give lines good and bad, of every sort, each accident with a name of its own."""
    for i in range(count):
        document = sorts[i % len(sorts)]
        yield json.dumps(document | {"id": f"{document['id']}-{i}"})
        if sorts is SORTS and i % 97 == 50:
            yield '{"impacts": [NaN, '


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines(700)), "utf-8")
    return path


def run(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([str(each) for each in arguments])
    said = capfd.readouterr()
    return status, said.out, said.err


@pytest.mark.parametrize("name", COMMANDS)
def test_several_processes_change_nothing(
    name: str, file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The same bytes of answers and of complaints in the same order, and the same status."""
    array = tmp_path / "array.json"
    array.write_text(json.dumps(SORTS * 30), "utf-8")
    given = (*COMMANDS[name], file, tmp_path / "none.json", array, file)
    one = run(capfd, *given)
    assert one[1]
    assert one[0] == (20 if "--status" in given else 2)
    assert "none.json" in one[2]
    for jobs in (2, 3):
        assert run(capfd, *given, "--jobs", jobs) == one


def test_there_are_several_processes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They begin when there is work for them, and no more than were asked for."""
    from jikorules.cli import processes  # noqa: PLC0415

    begun = list[object]()
    begin = processes.Workers._begin

    def counted(self: Any) -> Any:
        begun.append(self)
        return begin(self)

    monkeypatch.setattr(processes.Workers, "_begin", counted)
    monkeypatch.setattr(many, "MOST_AT_ONCE", 50)
    main(["judge", str(file), "--json", "--jobs", "3"])
    assert len(begun) == 3
    begun.clear()
    main(["judge", str(ROOT / "docs/examples/fy2018.json"), "--json", "--jobs", "3"])
    assert not begun


@pytest.mark.parametrize("jobs", ["0", "-1", "65", "2.0", "two", "", "１"])
def test_what_is_no_number_of_processes(
    jobs: str, file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capfd, "judge", file, f"--jobs={jobs}")
    assert (status, out) == (2, "")
    assert err.startswith("--jobs：1以上64以下の整数が必要ですが、")


def test_receipts_are_kept_in_order(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file, ledger = tmp_path / "a.jsonl", tmp_path / "ledger"
    file.write_text("\n".join(lines(600, [GOOD, BAD, SERIOUS])), "utf-8")
    given = ("judge", file, "--json", "--receipts", ledger, "--jobs", "2")
    status, out, _ = run(capfd, *given)
    answers = [json.loads(line) for line in out.splitlines()]
    assert (status, len(answers)) == (2, 400)
    found = list(survey(ledger.read_text("utf-8").splitlines()))
    assert not [each for each in found if isinstance(each, Fault)]
    assert [each[1].receipt.verdict for each in found if not isinstance(each, Fault)] == answers


def test_receipts_that_cannot_be_kept_leave_no_answer(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, ledger = tmp_path / "a.jsonl", tmp_path / "ledger"
    file.write_text("\n".join(lines(600, [GOOD])), "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("jikorules.cli.ledger_file._write", full)
    given = ("judge", file, "--json", "--receipts", ledger, "--jobs", "2")
    status, out, err = run(capfd, *given)
    assert (status, out) == (74, "")
    assert "控えを書き加えられる台帳が必要ですが、" in err


def jikorules(*arguments: object, **more: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "jikorules", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, **more)


def of_group(group: int) -> list[str]:
    """Give the processes of a group that have not ended."""
    shown = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pgid=,stat=,args="], capture_output=True, check=True, text=True
    )
    rows = [row.split(None, 2) for row in shown.stdout.splitlines()]
    return [row[2] for row in rows if row[0] == str(group) and not row[1].startswith("Z")]


def ended(group: int) -> bool:
    """Wait for the end of all processes of a group."""
    for _ in range(100):
        if not of_group(group):
            return True
        time.sleep(0.1)
    return False


ENDINGS = {"SIGINT to all": 130, "SIGINT to one": 130, "SIGTERM": -15, "SIGKILL": -9, "head": 141}


@pytest.mark.parametrize("how", ENDINGS)
def test_whatever_ends_it_no_process_is_left(how: str, tmp_path: Path) -> None:
    """Nothing is said of it either: an interrupt reaches all processes of a terminal."""
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(lines(2_000, [GOOD])), "utf-8")
    given = ("judge", *[file] * 50, "--json", "--jobs", "2")
    with jikorules(*given, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["id"] == "good-0"
        assert len(of_group(process.pid)) >= 3
        if how == "SIGINT to all":
            os.killpg(process.pid, signal.SIGINT)
        elif how == "head":
            process.stdout.close()
        else:
            os.kill(process.pid, signal.Signals[how.partition(" ")[0]])
        if how != "head":
            process.stdout.read()
        said = process.stderr.read()
        status = process.wait(timeout=60)
    assert (status, said) == (ENDINGS[how], b"")
    assert ended(process.pid)


def begun_by(process: int) -> list[int]:
    """Give the processes that one began to work for it."""
    shown = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="], capture_output=True, check=True, text=True
    )
    rows = [row.split(None, 2) for row in shown.stdout.splitlines()]
    ours = [row for row in rows if row[1] == str(process)]
    return [int(row[0]) for row in ours if "multiprocessing.spawn" in row[2]]


def test_an_interrupt_is_not_for_those_who_work(file: Path) -> None:
    """Whoever began them tells them to end: neither while they begin nor later do they by it."""
    given = ("judge", *[file] * 20, "--json", "--jobs", "2")
    with jikorules(*given, stderr=subprocess.PIPE) as process:
        interrupted = 0
        out, hear = list[bytes](), Thread(target=lambda: out.append(process.communicate()[0]))
        hear.start()
        while hear.is_alive():
            for each in begun_by(process.pid):
                with suppress(ProcessLookupError):  # it has done its work
                    os.kill(each, signal.SIGINT)
                    interrupted += 1
    assert interrupted > 3
    assert process.returncode == 2
    assert out[0].count(b"\n") == 20 * count_of(file)


def count_of(file: Path) -> int:
    """Count the answers to a file."""
    given = ("judge", file, "--json")
    with jikorules(*given, stderr=subprocess.DEVNULL) as process:
        return process.communicate()[0].count(b"\n")


def test_a_process_that_is_ended_from_outside_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(lines(2_000, [GOOD])), "utf-8")
    given = ("judge", *[file] * 50, "--json", "--jobs", "2")
    with jikorules(*given, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        os.kill(begun_by(process.pid)[-1], signal.SIGKILL)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 74
    assert err.decode().startswith("--jobs：終わりまで動くプロセスが必要ですが、")
    assert err.count(b"\n") == 1
    assert ended(process.pid)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("name", "answers"), [("judge --json", 1), ("duties --json", 3)])
def test_a_line_is_answered_before_the_next_comes(name: str, answers: int, jobs: int) -> None:
    """Of what comes slowly nothing waits for more, also when much has come before."""
    command, *more = COMMANDS[name]
    given = (command, "-", *more, "--jobs", jobs)
    with jikorules(*given, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        late = Timer(60, process.kill)
        late.start()
        for burst in (1, 1, 700, 1, 300, 2):
            text = "".join(f"{line}\n" for line in lines(burst, [GOOD]))
            process.stdin.write(text.encode())
            process.stdin.flush()
            for _ in range(burst * answers):
                assert b'"id": "good-' in process.stdout.readline()
        process.stdin.close()
        assert process.wait(timeout=60) == 0
        assert process.stdout.read() == b""
        late.cancel()


# What is held.

FEW, MANY = 2_000, 20_000
HOLDING_NOTHING = {
    **{
        name: COMMANDS[name]
        for name in ("judge --json", "outlook --json", "duties --json", "replay --json")
    },
    "replay": REPLAY,
    "check": ("check", *AT),
    "statistics": ("statistics", "--json"),
    "judge --jobs": ("judge", "--json", "--jobs", "2"),
    "replay --jobs": (*REPLAY, "--jobs", "2"),
}


@pytest.fixture(scope="module")
def amounts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("amounts")
    for count in (FEW, MANY):
        with (folder / f"{count}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines(count, [GOOD, BAD]))
    return folder


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the memory of a process cannot be measured")
@pytest.mark.parametrize("name", HOLDING_NOTHING)
def test_the_memory_does_not_grow_with_the_lines(name: str, amounts: Path) -> None:
    """Ten times as many lines take no more of it, whether they are good or bad."""
    words, *more = HOLDING_NOTHING[name]
    holds_nothing(*[run_measured(amounts, words, f"{n}.jsonl", *more) for n in (FEW, MANY)])


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the memory of a process cannot be measured")
def test_the_memory_does_not_grow_with_the_facts_of_a_ledger(amounts: Path) -> None:
    run_measured(amounts, "judge", f"{FEW}.jsonl", "--receipts", "ledger")
    given = ("ledger", "ledger", "--incidents")
    holds_nothing(*[run_measured(amounts, *given, f"{n}.jsonl") for n in (FEW, MANY)])


def holds_nothing(few: Ran, much: Ran) -> None:
    assert few.status == much.status == 2
    assert much.megabytes < 100
    assert much.megabytes - few.megabytes < 4


def test_long_lines_do_not_pile_up(tmp_path: Path) -> None:
    """So many as are answered together otherwise would take a gigabyte."""
    line = json.dumps({"impacts": [], "id": "x" * 3_900_000})
    for count in (2, 40):
        (tmp_path / f"{count}.jsonl").write_text(f"{json.dumps(GOOD)}\n" + f"{line}\n" * count)
    few, much = (run_measured(tmp_path, "judge", f"{each}.jsonl") for each in (2, 40))
    assert much.err.count("400,000文字以下") == 40
    assert much.megabytes - few.megabytes < 20


def test_very_many_accidents_are_several_tables(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each is as wide as it has to be; an accident without a name keeps its number."""
    file = tmp_path / "a.jsonl"
    nameless = json.dumps({"impacts": GOOD["impacts"]})
    file.write_text(f"{nameless}\n{json.dumps(BAD)}\n" * 300, "utf-8")
    _, out, err = run(capfd, *REPLAY, file)
    first, second = out.split("\n\n")
    names = [row.split("  ")[0] for row in (first + "\n" + second).splitlines()]
    assert err.count("\n") == 300
    assert [each for each in names if each.startswith("事故 ")] == [
        f"事故 {i}" for i in range(1, 301)
    ]
    assert first.splitlines()[0].split() == second.splitlines()[0].split()
    assert first.splitlines()[-1].startswith(f"事故 {many.MOST_AT_ONCE} ")


# What is read of a line.

ODD = [
    *(json.dumps(GOOD).replace("good", f"\\u{code:04x}") for code in (*range(0x100), 0xD800)),
    *(
        json.dumps(GOOD).replace("good", chr(code))
        for code in range(0x20, 0x100)
        if chr(code) not in '"\\'
    ),
    *(json.dumps(GOOD).replace("good", escape) for escape in ("\\b", "\\f", "\\t", "\\n", "\\\\b")),
    *(json.dumps(GOOD).replace("good", sign) for sign in ("\u3000", "💥", "\\ud83d\\ude00", "事")),
    *(json.dumps(GOOD).replace("41382", number) for number in ("NaN", "1e400", "9" * 17, "-0")),
    *(json.dumps(GOOD).replace('"good"', "[" * n + "]" * n) for n in (3, 14, 15, 16, 17)),
    json.dumps(GOOD).replace('"id"', '"id": 1, "id"'),
    json.dumps(GOOD | {"carrier": {"x": "\u0080"}}),
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_a_line_is_read_as_a_whole_file_is(text: str) -> None:
    """Short lines are looked through in another way, which finds the same."""

    def read(data: str) -> tuple[str, Any]:
        *_, (where, made) = read_stream(io.BytesIO(data.encode()), "x", from_wire)
        if isinstance(made, InvalidInput):
            return "refused", made.text().replace(where, "x")
        return "read", made

    assert read(f"{json.dumps(GOOD)}\n{text}\n") == read(f"[{text}]")


# Progress.


def on_a_terminal(
    *arguments: object, answers_too: bool = False, **environ: str
) -> tuple[int, str, str]:
    """Run the command line with a terminal for its standard error; give what stood there.

    Args:
        arguments: those of the command line.
        answers_too: whether the standard output goes to the terminal too, and not to a pipe.
        environ: variables of the environment.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    piped, pipe = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "jikorules", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=theirs if answers_too else pipe,
        stderr=theirs,
        env={**os.environ, **environ},
    )
    os.close(theirs)
    os.close(pipe)
    heard = {ours: bytearray(), piped: bytearray()}
    streams = [*heard]
    while streams:
        for ready in select.select(streams, [], [], 60)[0]:
            try:
                more = os.read(ready, 65_536)
            except OSError:  # so Linux tells the end of a terminal
                more = b""
            heard[ready] += more
            if not more:
                streams.remove(ready)
                os.close(ready)
    return process.wait(timeout=60), heard[piped].decode(), heard[ours].decode()


LONG = 20_000
"""Lines that take some seconds."""
BAR = re.compile(r"読取り: +\d+%\|")


@pytest.fixture(scope="module")
def long_work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give lines that take a few seconds, the last of them bad."""
    file = tmp_path_factory.mktemp("long") / "a.jsonl"
    with file.open("w", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in lines(LONG, [GOOD]))
        out.write(json.dumps(BAD))
    return file


@pytest.mark.parametrize("name", ["judge --json", "duties --json"])
def test_progress_is_shown_on_a_terminal(name: str, long_work: Path) -> None:
    """A complaint stands in a line of its own, and of the progress nothing is left."""
    status, out, said = on_a_terminal(COMMANDS[name][0], long_work, *COMMANDS[name][1:])
    assert status == 2
    assert not BAR.search(out)
    assert BAR.search(said)
    bars, complaint = said.rstrip("\r\n ").rsplit("\r", 1)
    assert complaint.startswith(f"{long_work}:{LONG + 1}.impacts[0].users：")
    assert "\n" not in BAR.split(bars, 1)[1]


def test_of_short_work_no_progress_is_shown(file: Path) -> None:
    _, _, said = on_a_terminal("judge", file, "--json")
    assert not BAR.search(said)
    assert "読取り" not in said


def test_answers_on_the_terminal_are_their_own_progress(long_work: Path) -> None:
    _, _, said = on_a_terminal("judge", long_work, "--json", answers_too=True)
    assert said.count('{"id": "good-') == LONG
    assert "読取り" not in said


def test_without_tqdm_no_progress_is_shown(long_work: Path, tmp_path: Path) -> None:
    (tmp_path / "tqdm.py").write_text("raise ImportError", "utf-8")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", str(ROOT))])
    status, _, said = on_a_terminal("judge", long_work, "--json", PYTHONPATH=path)
    assert (status, said.count("\n")) == (2, 1)
    assert "読取り" not in said


def test_elsewhere_no_progress_is_shown(long_work: Path) -> None:
    with jikorules("judge", long_work, "--json", stderr=subprocess.PIPE) as process:
        _, said = process.communicate(timeout=120)
    assert said.count(b"\n") == 1
    assert "読取り" not in said.decode()
