"""``check``: the contract of monitoring plugins holds, whatever goes wrong."""

import json
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.places import ROOT
from support.running import (
    BROKEN,
    LEAK,
    NEAR_MISS,
    NO_NEAR_MISS,
    NONE,
    OPEN_NEAR_MISS,
    PERIODIC,
    RUNNING,
    SERIOUS,
    SMALL,
    START,
    UNDECIDED,
    UNDECIDED_BELOW,
    accident,
    minute,
)

from jikorules import JAPAN, outlook
from jikorules.basics.errors import InvalidInput
from jikorules.cli import check, plugin
from jikorules.cli.app import main
from jikorules.cli.common import span

OK, WARNING, CRITICAL, UNKNOWN = range(4)
NAMES = ("OK", "WARNING", "CRITICAL", "UNKNOWN")
LINE = re.compile(r"JIKORULES (\w+) - ([^|\n]+)(?: \| ([^|\n]*))?\n")
FIGURE = re.compile(r"([a-z_]+)=(\d+s?)(;[^; ]*){0,4}")
MAY_BE_SERIOUS_LATER = accident({"at_most": 30_000}, id="may be")
"""Undecided below a serious accident at first; it may be one after an hour, and never surely is."""


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run_(documents: list[dict[str, Any]], *options: str, at: int = 600) -> tuple[int, str, str]:
        file = tmp_path / "a.jsonl"
        file.write_text("\n".join(json.dumps(each) for each in documents), "utf-8")
        return said(["check", str(file), "--at", minute(at), *options], capsys)

    return run_


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(arguments)
    told = capsys.readouterr()
    assert told.err == ""  # some systems read both streams as one
    line = LINE.fullmatch(told.out)
    assert line, told.out
    assert line[1] == NAMES[status]
    figures = (line[3] or "").split()
    assert all(FIGURE.fullmatch(each) for each in figures), line[3]
    return status, line[2], line[3] or ""


TABLE = [
    (OK, [NONE], ()),
    (OK, [NO_NEAR_MISS], ()),
    (WARNING, [PERIODIC], ()),
    (WARNING, [UNDECIDED], ()),
    (WARNING, [UNDECIDED_BELOW], ()),
    (WARNING, [OPEN_NEAR_MISS], ()),
    (CRITICAL, [UNDECIDED], ("--undecided", "critical")),
    (WARNING, [UNDECIDED_BELOW], ("--undecided", "critical")),
    (WARNING, [UNDECIDED], ("--undecided", "warning")),
    (CRITICAL, [SERIOUS], ()),
    (CRITICAL, [NEAR_MISS], ()),
    (UNKNOWN, [BROKEN], ()),
    (UNKNOWN, [LEAK], ()),
    # of several the worst; what was not read hides no alarm, and no alarm is made of it
    (CRITICAL, [NONE, SERIOUS, PERIODIC], ()),
    (WARNING, [NONE, UNDECIDED], ()),
    (CRITICAL, [BROKEN, SERIOUS], ()),
    (WARNING, [BROKEN, PERIODIC], ()),
    (WARNING, [LEAK, UNDECIDED], ()),
    (UNKNOWN, [BROKEN, NONE], ()),
    (UNKNOWN, [NONE, LEAK], ()),
]


@pytest.mark.parametrize(("status", "documents", "options"), TABLE)
def test_the_table(run: Any, status: int, documents: list[Any], options: tuple[str, ...]) -> None:
    for lang in ("ja", "en"):
        assert run(documents, *options, "--lang", lang)[0] == status


AHEAD = [
    # at minute, within, document, status
    (0, None, RUNNING, WARNING),
    (29, "30m", RUNNING, WARNING),
    (30, "30m", RUNNING, CRITICAL),  # to the minute: it counts
    (59, None, RUNNING, WARNING),
    (60, None, RUNNING, CRITICAL),
    (0, None, SMALL, OK),
    (89, "30m", SMALL, OK),
    (90, "30m", SMALL, WARNING),  # the periodic report is to come
    (120, None, SMALL, WARNING),
    (20, "30m", MAY_BE_SERIOUS_LATER, WARNING),
    (60, None, MAY_BE_SERIOUS_LATER, WARNING),
]


@pytest.mark.parametrize(("at", "within", "document", "status"), AHEAD)
def test_what_is_to_come_within_the_time_counts_as_come(
    run: Any, at: int, within: str | None, document: Any, status: int
) -> None:
    options = () if within is None else ("--critical-within", within)
    assert run([document], *options, at=at)[0] == status


def test_undecided_raised_is_raised_before_it_comes(run: Any) -> None:
    raised = ("--undecided", "critical", "--critical-within", "30m")
    status, text, figures = run([MAY_BE_SERIOUS_LATER], *raised, at=29)
    assert (status, "may be serious in 31 min" in text) == (WARNING, True)
    assert "remaining=1860s;;@0:1800;0" in figures
    assert run([MAY_BE_SERIOUS_LATER], *raised, at=30)[0] == CRITICAL


def test_what_is_not_told_to_the_end_is_no_all_clear(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An outlook that ends within the time says nothing of what comes after."""

    def cut(incident: Any, at: datetime) -> Any:
        found = outlook(incident, at)
        return type(found)(at, found.verdict, (), (), (), at + timedelta(minutes=10))

    monkeypatch.setattr(check, "outlook", cut)
    assert run([SMALL], "--critical-within", "9m", at=0)[0] == OK
    assert run([SMALL], "--critical-within", "10m", at=0)[0] == WARNING


def test_the_line_says_what_matters_first(run: Any) -> None:
    documents = [NONE, RUNNING, PERIODIC, BROKEN]
    _, text, figures = run(documents, "--critical-within", "1h", at=46)
    assert text.startswith("2 periodic, 1 not read, 1 none, serious in 14 min: running (")
    assert "In 14 min (02:00) it becomes a serious accident (row 一)." in text
    assert figures == (
        "serious=0 near_miss=0 undecided=0 periodic=2 none=1 unread=1 remaining=840s;;@0:3600;0"
    )
    _, text, _ = run(documents, "--lang", "ja", at=46)
    assert text.startswith("定期の報告の対象2件、読み取れない文書1件、報告対象外1件、あと14分で")
    _, text, figures = run([UNDECIDED], "--lang", "ja")
    assert text.startswith("未確定：重大な事故の可能性1件：undecided")
    assert "remaining" not in figures


def test_what_is_critical_already_has_no_time_left(run: Any) -> None:
    """Though after two hours it meets another limit."""
    _, text, figures = run([RUNNING], at=70)
    assert " in " not in text.split(":")[0]
    assert "remaining" not in figures


def test_of_equals_the_one_with_the_least_time_is_told(run: Any) -> None:
    later = json.loads(json.dumps(RUNNING).replace(minute(0), minute(20)).replace("running", "b"))
    for documents in ([later, RUNNING, PERIODIC], [PERIODIC, RUNNING, later]):
        _, text, _ = run(documents, at=30)
        assert text.startswith("3 periodic, serious in 30 min: running (")


def test_a_part_of_a_second_is_a_second(run: Any) -> None:
    at = (START + timedelta(minutes=46, milliseconds=1)).isoformat()
    _, text, figures = run([RUNNING], "--at", at)
    assert "serious in 14 min" in text
    assert "remaining=840s;;;0" in figures


def test_without_a_moment_it_goes_by_the_clock(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.json"
    hour_ago = (datetime.now(JAPAN) - timedelta(minutes=61)).isoformat()
    for text, status in ((RUNNING, CRITICAL), (SMALL, OK)):
        file.write_text(json.dumps(text).replace(minute(0), hour_ago), "utf-8")
        assert said(["check", str(file)], capsys)[0] == status


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "/nothing/here"],
        ["check", str(ROOT)],
        ["check", "--nonsense"],
        ["check", "a.json", "--at=--"],
        ["check", "a.json", "--at", "8:77"],
        ["check", "a.json", "--lang", "xx"],
        ["--lang", "xx", "check", "a.json"],
        ["--lan", "ja", "check"],
        ["check", "a.json", "--critical-within", "30"],
        ["check", "a.json", "--critical-within"],
        ["check", "a.json", "--undecided", "ok"],
    ],
)
def test_mistakes_are_unknown(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert said(arguments, capsys)[0] == UNKNOWN


def test_help_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    """After the guidelines: it is no state of anything."""
    assert main(["check", "--help"]) == UNKNOWN
    assert "CRITICAL" in capsys.readouterr().out
    assert main(["help", "check"]) == 0


@pytest.mark.parametrize(
    "error",
    [RuntimeError("a | b\nc"), RecursionError(), MemoryError(), KeyboardInterrupt(), OSError(5)],
    ids=lambda error: type(error).__name__,
)
def test_every_exception_is_unknown(
    run: Any, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(check, "outlook", fail)
    assert run([SERIOUS])[0] == UNKNOWN


def test_a_status_that_no_plugin_has_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    assert plugin.guarded(lambda: 74, "en") == UNKNOWN
    assert "74" in capsys.readouterr().out


@pytest.mark.skipif(os.name != "posix", reason="shells that close streams are of Unix")
@pytest.mark.parametrize("stream", [">&-", "2>&-", "> /dev/full", ">&- 2>&-", "<&-"])
def test_whatever_the_streams_are(stream: str, tmp_path: Path) -> None:
    if "full" in stream and not Path("/dev/full").exists():
        pytest.skip("there is no full device")
    file = tmp_path / "a.json"
    file.write_text(json.dumps(SERIOUS), "utf-8")
    name = "-" if stream.startswith("<") else file
    line = f"{sys.executable} -P -m jikorules check {name} {stream}"
    buffered = {key: each for key, each in os.environ.items() if key != "PYTHONUNBUFFERED"}
    done = subprocess.run(  # noqa: S602
        line, check=False, shell=True, capture_output=True, timeout=60, env=buffered
    )
    assert done.returncode == (CRITICAL if stream == "2>&-" else UNKNOWN)
    assert b"Traceback" not in done.stdout + done.stderr


@settings(max_examples=200)
@given(st.text())
def test_no_text_breaks_the_line(text: str) -> None:
    told = plugin.line(plugin.State.WARNING, f"a{text}", {"none": "1"})
    assert LINE.fullmatch(told + "\n")
    assert told.count("|") == 1
    assert len(told.encode()) <= 1000


def test_a_long_name_does_not_push_the_figures_out(run: Any) -> None:
    _, text, figures = run([SERIOUS | {"carrier": "電|気\n" * 5000}])
    assert text.endswith("…")
    assert len(text.encode()) < 910
    assert figures.startswith("serious=1")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30m", 1800),
        ("1h", 3600),
        ("90s", 90),
        ("1h30m", 5400),
        ("30min", 1800),
        ("30sec", 30),
        ("1時間", 3600),
        ("１時間３０分", 5400),
        ("30分間", 1800),
        ("45秒", 45),
        ("100m", 6000),
    ],
)
def test_spans_are_read(text: str, seconds: int) -> None:
    assert span(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text", ["", "30", "0m", "-30m", "30m1h", "1.5h", "約1時間", "半日", "30m ", "1d", "9999999h"]
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="30m、1h、90s"):
        span(text)
