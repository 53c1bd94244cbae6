"""Closed streams, full disks and interrupts: no traceback, the right stream, the right code."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.places import ROOT

from jikorules import InvalidInput
from jikorules.cli.common import fault
from jikorules.cli.ledger_file import begin

FILE = ROOT / "docs/examples/fy2018.json"
UNIX = pytest.mark.skipif(os.name != "posix", reason="shells that close streams are of Unix")


def shell(line: str) -> tuple[int, str, str]:
    command = line.replace("jikorules", f"{sys.executable} -m jikorules")
    done = subprocess.run(  # noqa: S602
        command,
        check=False,
        shell=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout, done.stderr


@UNIX
def test_a_closed_standard_input() -> None:
    status, out, err = shell("jikorules judge - <&-")
    assert (status, out) == (2, "")
    assert "標準入力" in err


@UNIX
def test_a_closed_standard_output_is_no_success() -> None:
    status, _, err = shell(f"jikorules judge {FILE} >&-")
    assert (status, err.count("標準出力が閉じられている")) == (74, 1)


@UNIX
def test_complaints_never_stand_among_the_answers() -> None:
    """With standard error closed, Python would print them to the standard output."""
    assert shell(f"jikorules judge /nothing/here {FILE} --json 2>&- | head -c 1") == (0, "{", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize("how", ["--json", "--markdown", ""])
def test_a_full_disk_is_no_success(how: str) -> None:
    status, _, err = shell(f"jikorules judge {FILE} {how} > /dev/full")
    assert (status, err.count("書き出せませんでした（ディスクに空きがありません）")) == (74, 1)
    status, _, err = shell(f"jikorules judge {FILE} {how} --lang en > /dev/full")
    assert (status, err.count("could not be written (the disk is full)")) == (74, 1)


@UNIX
def test_an_interrupt() -> None:
    command = [sys.executable, "-m", "jikorules", "judge", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"")


@pytest.mark.parametrize("command", ["judge", "duties", "outlook"])
def test_an_option_without_its_value_is_not_passed_over(command: str) -> None:
    status, out, err = shell(f"jikorules {command} {FILE} --at=--")
    assert (status, out) == (2, "")
    assert "--at" in err


def test_what_is_no_file_is_told_in_words() -> None:
    _, _, err = shell(f"jikorules judge /nothing/here {ROOT}")
    assert "読み取れるファイルが必要ですが、その名前のファイルはありません。" in err
    assert "読み取れるファイルが必要ですが、フォルダーです。" in err
    _, _, err = shell(f"jikorules judge /nothing/here {ROOT} --lang en")
    assert "a file that can be read, but there is none of that name." in err
    assert "a file that can be read, but it is a folder." in err


CLAUSES = [
    errno.ENOENT,
    errno.EEXIST,
    errno.EISDIR,
    errno.ENOTDIR,
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOSPC,
    errno.EIO,
    errno.ENAMETOOLONG,
    errno.ELOOP,
]


@pytest.mark.parametrize("number", CLAUSES)
def test_what_the_system_says_is_said_in_japanese_too(number: int) -> None:
    error = OSError(number, os.strerror(number))
    words = fault(error)
    assert os.strerror(number) not in words.ja
    assert words.ja.endswith(("です", "ます", "ません", "ました"))
    assert words.en[0].islower()
    assert not words.en.endswith(".")


def test_what_else_the_system_says_is_handed_on() -> None:
    assert "Too many open files" in fault(OSError(errno.EMFILE, "Too many open files")).ja
    assert "odd" in fault(OSError("odd")).en


def test_a_folder_that_is_not_there_is_told_when_writing(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        begin(str(tmp_path / "no" / "ledger"), [])
    assert "書き込む先のフォルダーがありません。" in caught.value.text("ja")
    assert "there is no such folder to write to." in caught.value.text("en")


def test_a_moment_without_a_zone_is_japan_time() -> None:
    with_zone = shell(f"jikorules duties {FILE} --at 2019-01-07T09:00:00+09:00")
    assert shell(f"jikorules duties {FILE} --at '2019-01-07 09:00'") == with_zone
    status, _, err = shell(f"jikorules duties {FILE} --at 70時")
    assert (status, "日本時間とします" in err) == (2, True)
