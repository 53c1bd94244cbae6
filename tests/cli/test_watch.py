"""``watch``: each look is what `outlook` says at the time, of what the file then holds."""

import json
import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from support.running import BROKEN, LEAK, NONE, RUNNING, SERIOUS, SMALL, START, accident

from jikorules import from_wire, outlook, sentence
from jikorules.cli import watch
from jikorules.cli.app import main

Step = Callable[[], object]


class Watched:
    """A file that is watched by a clock which moves only while the watch sleeps."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self.slept: list[float] = []
        self.looks: list[str] = []
        self.errors: list[str] = []
        self._capsys = capsys
        self._at = START

    def holds(self, *documents: Any) -> Step:
        """Give a step at which the file comes to hold documents, or a text."""
        lines = [each if isinstance(each, str) else json.dumps(each) for each in documents]
        return lambda: self.path.write_text("\n".join(lines), "utf-8")

    def run(self, *steps: Step | None, minutes: int = 1, **options: Any) -> int:
        """Watch, with a step behind each look; no watch goes on after the last."""
        left: Iterator[Step | None] = iter([*steps[1:], None])
        assert steps[0] is not None
        steps[0]()

        def sleep(seconds: float) -> None:
            self._hear()
            self.slept.append(seconds)
            self._at += timedelta(minutes=minutes)
            step = next(left, stop)
            if step is not None:
                step()

        def stop() -> None:
            raise KeyboardInterrupt

        given = {"file": str(self.path), "lang": "ja", "every": "60", "status": False, **options}
        status = watch.run_watch(Namespace(**given), now=lambda: self._at, sleep=sleep)
        self._hear()
        return status

    def _hear(self) -> None:
        told = self._capsys.readouterr()
        self.looks.append(told.out)
        self.errors.append(told.err.replace(str(self.path), "a.json"))


@pytest.fixture
def watched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Watched:
    return Watched(tmp_path / "a.json", capsys)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "_can_draw", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("LINES", "20")


BUFFERED = {key: each for key, each in os.environ.items() if key != "PYTHONUNBUFFERED"}
ENDED = accident(30_000, 61, id="running")


def said(document: Any, minute: int) -> str:
    at = START + timedelta(minutes=minute)
    return f"{at.isoformat()} {sentence(outlook(from_wire(document), at))}\n"


def test_a_log_has_a_line_for_each_change(watched: Watched) -> None:
    """At the beginning, every ten minutes, when it turns serious, and when it has ended."""
    still = [None] * 61
    assert watched.run(watched.holds(RUNNING), *still, watched.holds(ENDED)) == 0
    told = {i: each for i, each in enumerate(watched.looks) if each}
    assert told == {
        **{minute: said(RUNNING, minute) for minute in range(0, 70, 10)},
        62: said(ENDED, 62),
    }
    assert watched.slept == [60.0] * 62
    assert not any(watched.errors)


def test_the_crossing_is_told_when_it_comes(watched: Watched) -> None:
    steps = [watched.holds(RUNNING), *[None] * 8, watched.holds(ENDED)]
    watched.run(*steps, minutes=7)
    assert [i * 7 for i, each in enumerate(watched.looks) if each] == [0, 14, 28, 42, 56, 63]
    assert "重大な事故に該当する" in watched.looks[-1]


def test_a_changed_file_is_taken_up(watched: Watched) -> None:
    more = accident(30_000, id="running")
    watched.run(watched.holds(SMALL), watched.holds(more), watched.holds(more | {"id": "x"}), None,
                watched.holds(NONE))  # fmt: skip
    assert watched.looks == [
        said(SMALL, 0),
        said(more, 1),
        said(more | {"id": "x"}, 2),
        "",
        said(NONE, 4),
    ]


@pytest.mark.parametrize(
    "broken", ['{"id": "run', "", "[]", json.dumps(BROKEN), json.dumps(LEAK)], ids=repr
)
def test_a_file_half_written_is_told_and_the_last_one_kept(watched: Watched, broken: str) -> None:
    watched.run(
        watched.holds(RUNNING), watched.holds(broken), None, watched.holds(RUNNING), None,
        watched.holds(ENDED), minutes=20,
    )  # fmt: skip
    assert watched.looks == [said(RUNNING, each) for each in range(0, 100, 20)] + [said(ENDED, 100)]
    assert not watched.errors[0]
    assert "1時00分に読み取った内容によります" in watched.errors[1]
    assert "a.json" in watched.errors[1]
    assert not any(watched.errors[2:])  # it is told once


def test_a_file_that_is_gone_is_waited_for(watched: Watched) -> None:
    watched.run(watched.holds(RUNNING), watched.path.unlink, watched.holds(ENDED))
    assert "その名前のファイルはありません" in watched.errors[1]


def test_what_ended_in_a_broken_file_is_not_the_end(watched: Watched) -> None:
    """The accident of which a part cannot be read may go on."""
    watched.run(watched.holds(RUNNING), watched.holds(ENDED, BROKEN), watched.holds(ENDED))
    assert len(watched.looks) == 3


def test_the_good_ones_of_a_file_are_watched_from_the_beginning(watched: Watched) -> None:
    watched.run(
        watched.holds(BROKEN, RUNNING), None, watched.holds("{"), watched.holds(BROKEN, ENDED),
        watched.holds(ENDED),
    )  # fmt: skip
    assert watched.looks[0] == said(RUNNING, 0)
    assert "a.json:1" in watched.errors[0]
    assert "1時01分に読み取った内容" in watched.errors[2]
    assert len(watched.looks) == 5  # what cannot be read may go on


def test_nothing_to_go_by_is_a_mistake(watched: Watched) -> None:
    assert watched.run(watched.holds("{")) == 2
    assert watched.run(watched.holds(LEAK)) == 3
    assert watched.looks == ["", ""]
    assert all(watched.errors)
    assert main(["watch", "-"]) == 2
    assert main(["watch", str(watched.path), "--every", "0"]) == 2
    assert main(["watch", str(watched.path), "--every", "2h90d"]) == 2
    assert main(["watch", str(watched.path), "--every", "25h"]) == 2


def test_all_of_several_have_to_end(watched: Watched) -> None:
    watched.run(watched.holds(NONE, RUNNING), watched.holds(NONE, ENDED))
    assert len(watched.looks) == 2
    assert watched.looks[1] == said(ENDED, 1)  # the other has not changed


def test_the_status_of_the_end(watched: Watched) -> None:
    assert watched.run(watched.holds(RUNNING), watched.holds(SERIOUS), status=True) == 20
    assert watched.run(watched.holds(NONE), status=True) == 0
    assert watched.run(watched.holds(NONE, LEAK), status=True) == 3


@pytest.mark.parametrize(("every", "seconds"), [("5", 5.0), ("30s", 30.0), ("1時間", 3600.0)])
def test_the_pause(watched: Watched, every: str, seconds: float) -> None:
    watched.run(watched.holds(RUNNING), watched.holds(ENDED), every=every)
    assert watched.slept == [seconds]


@pytest.mark.usefixtures("screen")
def test_a_screen_is_drawn_over(watched: Watched) -> None:
    """From the top, each row cut off behind its text, and what is below cleared."""
    watched.run(watched.holds(RUNNING), watched.holds("{"), watched.holds(ENDED))
    first, second, third = watched.looks
    for look in watched.looks:
        assert look.startswith("\x1b[H")
        assert look.endswith("\x1b[K\n\x1b[J")
        assert look.count("\x1b[K\n") == look.count("\n")
    assert "1分ごとに更新" in first
    assert "あと1時間（2時00分）で重大な事故（一の項）となる。" in first
    assert "あと59分（2時00分）で重大な事故（一の項）となる。" in second
    assert "読み取れないため" in second
    assert "判定：重大な事故" in third
    assert not any(watched.errors)


@pytest.mark.usefixtures("screen")
def test_a_screen_never_scrolls(watched: Watched) -> None:
    """Wide signs take two columns."""
    many = [SMALL | {"id": f"{i}", "carrier": "見本通信" * 30} for i in range(20)]
    watched.run(watched.holds(*many), watched.holds(NONE))
    rows = watched.looks[0].replace("\x1b[K", "").removeprefix("\x1b[H").split("\n")
    assert len(rows) == 20
    assert rows[-2] == "…"
    assert max(len(row.encode("gb18030")) for row in rows[:-2]) == 60


@pytest.mark.usefixtures("screen")
def test_a_screen_is_used_to_its_last_row(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One row is left for the cursor."""

    def rows(lines: int) -> list[str]:
        monkeypatch.setenv("LINES", str(lines))
        watched.run(watched.holds(SERIOUS, NONE))
        return watched.looks[-1].splitlines()[:-1]

    whole = rows(1000)
    assert rows(len(whole) + 1) == whole
    cut = rows(len(whole))
    assert cut[:-1] == whole[:-2]
    assert "…" in cut[-1]


@pytest.mark.usefixtures("screen")
def test_a_name_is_no_command_to_the_terminal(watched: Watched) -> None:
    watched.run(watched.holds(NONE | {"carrier": "a\u202e\u2066b\n■ c"}))
    drawn = watched.looks[0].replace("\x1b[H", "").replace("\x1b[K", "").replace("\x1b[J", "")
    assert "\x1b" not in drawn
    assert "■ a" in drawn
    assert drawn.count("\n■") == 1
    assert not {"\u202e", "\u2066"} & set(drawn)


def test_only_a_terminal_is_drawn_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert watch._can_draw() is (os.name != "nt" or "WT_SESSION" in os.environ)
    monkeypatch.setenv("TERM", "dumb")
    assert not watch._can_draw()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stdout.isatty", lambda: False)
    assert not watch._can_draw()


@pytest.mark.skipif(os.name != "posix", reason="signals are of Unix")
@pytest.mark.parametrize(("by", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -15)])
def test_it_ends_at_once_when_told_to(tmp_path: Path, by: int, status: int) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(RUNNING), "utf-8")
    command = [sys.executable, "-P", "-m", "jikorules", "watch", str(file), "--every", "1h"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=BUFFERED) as process:
        assert process.stdout is not None
        assert process.stdout.readline()  # out at once, and not when a buffer is full
        time.sleep(0.2)
        process.send_signal(by)
        _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (status, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of Unix")
def test_on_a_terminal(tmp_path: Path) -> None:
    import pty  # noqa: PLC0415

    file = tmp_path / "a.json"
    file.write_text(json.dumps(RUNNING), "utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-P", "-m", "jikorules", "watch", str(file), "--every", "1"]
    env = os.environ | {"TERM": "xterm", "COLUMNS": "80", "LINES": "24"}
    with subprocess.Popen(command, stdout=theirs, stdin=theirs, env=env) as process:
        drawn = b""
        while drawn.count(b"\x1b[J") < 2:
            drawn += os.read(ours, 4096)
        file.write_text(json.dumps(ENDED), "utf-8")
        assert process.wait(timeout=30) == 0
    os.close(theirs)
    os.close(ours)
    assert drawn.count(b"\x1b[H") == 2
