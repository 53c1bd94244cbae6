"""Whatever ends a run, every answer that was seen has its receipt, and the ledger goes on.

The runs are forked from this process, so that what has to be imported is imported once.
"""

import json
import os
import random
import select
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from support.documents import GOOD

from jikorules.cli import ledger_file, many
from jikorules.cli.app import main
from jikorules.proof.ledger import Fault, survey

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are forked")

MANY = 40


class Run:
    """A run of the command in a process of its own, its answers read from a pipe."""

    def __init__(self, arguments: list[object], before: Callable[[], None] = lambda: None) -> None:
        out, self._out = os.pipe()
        err, self._err = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self._run([str(each) for each in arguments], before)
        os.close(self._out)
        os.close(self._err)
        self.out, self.err = open(out, "rb"), open(err, "rb")  # noqa: SIM115, PTH123

    def _run(self, arguments: list[str], before: Callable[[], None]) -> None:
        status = 99
        try:
            os.dup2(self._out, 1)
            os.dup2(self._err, 2)
            os.closerange(3, 64)
            sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
            before()
            status = main(arguments)
        except BaseException:
            traceback.print_exc(file=os.fdopen(2, "w"))
        finally:
            os._exit(status)

    def end(self) -> tuple[int, list[dict[str, Any]], str]:
        """Wait for its end; give its status, the answers that came out whole, and complaints."""
        seen = b"" if self.out.closed else self.out.read()
        with self.err:
            said = self.err.read().decode()
        self.out.close()
        status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        lines = seen.split(b"\n")[:-1]
        return status, [json.loads(line) for line in lines if line.startswith(b"{")], said


def goes_on(ledger: Path) -> None:
    """See that the next run adds its receipt to what is there."""
    before, one = receipts(ledger), ledger.with_name("one.json")
    one.write_text(json.dumps(GOOD | {"id": "one"}), "utf-8")
    with redirect_stdout(StringIO()) as out:
        assert main(["judge", str(one), "--json", "--receipts", str(ledger)]) == 0
    answer = json.loads(out.getvalue())
    assert answer["id"] == "one"
    assert receipts(ledger) == [*before, answer]


def mended(ledger: Path) -> bool:
    """Move half a line aside, if the ledger ends with one."""
    if ledger.read_bytes().endswith(b"\n") or not ledger.stat().st_size:
        return False
    subprocess.run([sys.executable, "-m", "jikorules", "ledger", ledger, "--repair"], check=False)
    return True


@pytest.fixture
def accidents(tmp_path: Path) -> Path:
    file = tmp_path / "accidents.jsonl"
    lines = [json.dumps(GOOD | {"id": str(i)}) for i in range(MANY)]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let receipts be written a few at once, so that there are many moments to be ended at."""
    monkeypatch.setattr(many, "MOST_AT_ONCE", 5)


def receipts(ledger: Path) -> list[dict[str, Any]]:
    """Give the verdicts of a ledger, which has to be sound."""
    lines = ledger.read_bytes().decode().split("\n")
    assert lines.pop() == ""
    found = list(survey(lines))
    assert not [each for each in found if isinstance(each, Fault)]
    return [each[1].receipt.verdict for each in found if not isinstance(each, Fault)]


def test_killed_at_any_moment(accidents: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    chance = random.Random(14)  # noqa: S311
    killed = torn = seen_of_all = 0
    for n in range(200):
        ledger.unlink(missing_ok=True)
        if n % 20 == 0:  # a machine may be busier or quieter meanwhile
            begun = time.monotonic()
            assert Run(["judge", accidents, "--json", "--receipts", ledger]).end()[0] == 0
            whole = time.monotonic() - begun
            ledger.unlink()
        run = Run(["judge", accidents, "--json", "--receipts", ledger])
        time.sleep(chance.uniform(0, whole))
        os.kill(run.pid, signal.SIGKILL)
        status, seen, said = run.end()
        assert said == ""
        killed += status == -signal.SIGKILL
        seen_of_all += len(seen)
        if not ledger.exists():
            assert not seen
            continue
        torn += mended(ledger)
        kept = receipts(ledger)
        assert kept[: len(seen)] == seen
        assert len(kept) <= MANY
        goes_on(ledger)
    assert killed > 100
    assert torn < 20
    assert seen_of_all > 1000


@pytest.mark.parametrize("part", [0.0, 0.001, 0.1, 0.3, 0.5, 0.7, 0.999, 1.0])
def test_killed_in_the_middle_of_writing(
    part: float, accidents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = tmp_path / "ledger.jsonl"
    write, written = ledger_file._write, list[bytes]()

    def halfway(file: Any, data: bytes) -> None:
        if len(written) == 3:
            file.write(data[: int(len(data) * part)])
            os.kill(os.getpid(), signal.SIGKILL)
        written.append(data)
        write(file, data)

    monkeypatch.setattr(ledger_file, "_write", halfway)
    status, seen, said = Run(["judge", accidents, "--json", "--receipts", ledger]).end()
    assert (status, len(seen), said) == (-signal.SIGKILL, 15, "")
    monkeypatch.undo()
    assert mended(ledger) is (0 < part < 1)
    kept = receipts(ledger)
    assert kept[:15] == seen
    goes_on(ledger)


def test_a_reader_that_has_seen_enough(accidents: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    run = Run(["judge", accidents, "--json", "--receipts", ledger])
    first = json.loads(run.out.readline())
    run.out.close()
    status, _, said = run.end()
    assert (status, said) == (141, "")
    kept = receipts(ledger)
    assert kept[0] == first
    assert len(kept) < MANY
    goes_on(ledger)


def test_an_interrupt_at_any_moment(accidents: Path, tmp_path: Path) -> None:
    chance = random.Random(15)  # noqa: S311
    interrupted = 0
    for i in range(20):
        ledger = tmp_path / f"{i}.jsonl"
        run = Run(["judge", *[accidents] * 20, "--json", "--receipts", ledger])
        first = json.loads(run.out.readline())
        time.sleep(chance.uniform(0, 0.1))
        os.kill(run.pid, signal.SIGINT)
        status, seen, said = run.end()
        assert receipts(ledger)[: len(seen) + 1] == [first, *seen]
        # A busy machine may send it when all is done.
        is_done = len(seen) == 20 * MANY - 1
        assert (status, said) == (0 if is_done else 130, "")
        interrupted += not is_done
    assert interrupted > 10


def test_a_terminated_run_says_nothing(accidents: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    run = Run(["judge", *[accidents] * 20, "--json", "--receipts", ledger])
    first = json.loads(run.out.readline())
    os.kill(run.pid, signal.SIGTERM)
    status, seen, said = run.end()
    assert (status, said) == (-signal.SIGTERM, "")
    if ledger.read_bytes().endswith(b"\n"):
        assert receipts(ledger)[: len(seen) + 1] == [first, *seen]


def test_answers_that_cannot_be_written(accidents: Path, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no full device")
    ledger = tmp_path / "ledger.jsonl"

    def full() -> None:
        os.dup2(os.open("/dev/full", os.O_WRONLY), 1)

    status, seen, said = Run(["judge", accidents, "--json", "--receipts", ledger], full).end()
    assert (status, seen, said.count("\n")) == (74, [], 1)
    assert "結果を書き出せませんでした（ディスクに空きがありません）" in said
    assert len(receipts(ledger)) == 5


def stopped(status: int, seen: list[dict[str, Any]], said: str, ledger: Path) -> None:
    """See that a run ended when the ledger could grow no more, and lost nothing."""
    assert (status, said.count("\n")) == (74, 1)
    assert str(ledger) in said
    assert "控えを書き加えられる台帳が必要ですが、" in said
    assert 0 < len(seen) < MANY
    assert receipts(ledger) == seen


def test_a_file_that_may_grow_no_more(accidents: Path, tmp_path: Path) -> None:
    """The system writes a part, and refuses the rest."""
    import resource  # noqa: PLC0415 (Windows has none)

    ledger = tmp_path / "ledger.jsonl"
    for size in (50_000, 50_001, 65_536, 70_000):
        ledger.unlink(missing_ok=True)

        def small(size: int = size) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        run = Run(["judge", accidents, "--json", "--receipts", ledger], small)
        status, seen, said = run.end()
        stopped(status, seen, said, ledger)
        goes_on(ledger)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False).returncode
    except FileNotFoundError:
        done = 1
    if done:
        pytest.skip("no small disk can be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk(accidents: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        ledger, other = disk / "ledger.jsonl", disk / "other"
        other.write_bytes(b"x" * 20_000)
        run = Run(["judge", accidents, "--json", "--receipts", ledger])
        status, seen, said = run.end()
        stopped(status, seen, said, ledger)
        assert "ディスクに空きがありません" in said
        other.unlink()
        goes_on(ledger)


def test_eight_writers(tmp_path: Path) -> None:
    file, ledger = tmp_path / "twenty.jsonl", tmp_path / "ledger.jsonl"
    link = tmp_path / "link.jsonl"
    link.symlink_to(ledger)
    lines = [json.dumps(GOOD | {"id": str(i)}) for i in range(20)]
    file.write_text("\n".join(lines), "utf-8")
    for _ in range(5):
        names = (ledger, link) * 4
        runs = [Run(["judge", file, "--json", "--receipts", name]) for name in names]
        for run in runs:
            status, seen, said = run.end()
            assert (status, len(seen), said) == (0, 20, "")
    kept = [each["id"] for each in receipts(ledger)]
    assert sorted(kept) == sorted(str(i) for i in range(20) for _ in range(40))


def test_what_is_being_written_is_no_fault(accidents: Path, tmp_path: Path) -> None:
    """Who verifies waits for who writes, and looks no further than to where that one came."""
    ledger = tmp_path / "ledger.jsonl"
    assert Run(["judge", accidents, "--receipts", ledger]).end()[0] == 0
    *before, last = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(b"".join(before))
    with ledger_file._locked(str(ledger)) as file:
        file.write(last[:100])
        run = Run(["ledger", ledger])
        time.sleep(0.5)
        file.write(last[100:])
    assert run.end()[0] == 0
    lines = ledger_file.lines(str(ledger))
    first = next(lines)
    with ledger.open("ab") as more:
        more.write(b"half")
    assert [first, *lines] == [*before, last]


def test_a_line_is_answered_before_the_next_comes(tmp_path: Path) -> None:
    """Of what comes slowly nothing waits for more: line in, receipt on the disk, line out."""
    ledger = tmp_path / "ledger.jsonl"
    command = [sys.executable, "-m", "jikorules", "judge", "-", "--json", "--receipts", str(ledger)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for i in range(4):
            process.stdin.write(json.dumps(GOOD | {"id": str(i)}).encode() + b"\n")
            process.stdin.flush()
            assert select.select([process.stdout], [], [], 30)[0], "the answer waits for more"
            answer = json.loads(process.stdout.readline())
            assert answer["id"] == str(i)
            assert receipts(ledger)[-1] == answer
            assert len(receipts(ledger)) == i + 1
        process.stdin.close()
        assert process.wait(timeout=30) == 0
