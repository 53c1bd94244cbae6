"""Files that commands write: whole or not at all, and nothing that exists is lost."""

import argparse
import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.documents import BAD, GOOD

from jikorules.cli import app, writing
from jikorules.cli.app import main
from jikorules.cli.common import Unwritten
from jikorules.cli.writing import destination

UNIX = pytest.mark.skipif(os.name != "posix", reason="devices and links of Unix")
AT = "2019-03-17T09:00:00+09:00"
BY_HAND = "人が記入したもの".encode()

Run = Callable[..., tuple[int, str, str]]

COMMANDS = {
    "duties --ics": (["duties", "--at", AT], "--ics", "out.ics"),
    "report --out x.json": (["report"], "--out", "out.json"),
    "report --out x.md": (["report"], "--out", "out.md"),
    "report --out x.html": (["report"], "--out", "out.html"),
    "report --out x.docx": (["report"], "--out", "out.docx"),
}
"""Every command that writes a file whole, the option that names the file, and a name for it."""


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest) -> tuple[list[str], str, str]:
    return COMMANDS[request.param]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "in.json"
    file.write_text(json.dumps(GOOD), "utf-8")
    return file


@pytest.fixture
def out(command: tuple[list[str], str, str], tmp_path: Path) -> Path:
    return tmp_path / command[2]


@pytest.fixture
def run(
    command: tuple[list[str], str, str], source: Path, capsys: pytest.CaptureFixture[str]
) -> Run:
    words, option, _ = command

    def run_(out: Path | str, *more: str, file: Path = source) -> tuple[int, str, str]:
        status = main([*words, str(file), option, str(out), *more])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return status, said.out, said.err

    return run_


def test_every_option_that_names_a_file_to_write_is_tried_here() -> None:
    """A ledger is added to, and has tests of its own; a table's result has them in `test_sheet`."""

    def found(parser: argparse.ArgumentParser, words: str) -> Iterator[str]:
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, inner in action.choices.items():
                    yield from found(inner, f"{words} {name}".strip())
            elif action.metavar in {"OUT", "LEDGER"} and action.option_strings:
                yield f"{words} {action.option_strings[0]}"

    tried = {" ".join(name.split()[:2]) for name in COMMANDS}
    assert set(found(app._parser(), "")) == {*tried, "judge --receipts", "sheet --out"}


def test_a_new_file_is_written_whole(run: Run, out: Path, source: Path) -> None:
    status, said, _ = run(out)
    assert status in {0, 1}
    assert said
    assert out.stat().st_size > 200
    assert sorted(each.name for each in out.parent.iterdir()) == sorted([source.name, out.name])


def test_what_exists_is_not_replaced(run: Run, out: Path) -> None:
    out.write_bytes(BY_HAND)
    status, said, err = run(out)
    assert (status, said) == (2, "")  # before anything is judged
    assert "既にあります" in err
    assert "--force を付けてください" in err
    assert out.read_bytes() == BY_HAND
    _, _, err = run(out, "--lang", "en")
    assert "add --force to replace it." in err


def test_it_is_replaced_if_somebody_says_so(run: Run, out: Path, source: Path) -> None:
    run(out)
    whole = out.read_bytes()
    out.write_bytes(BY_HAND * 1000)
    out.chmod(0o640)
    status, said, _ = run(out, "--force")
    assert status in {0, 1}
    assert said
    assert len(out.read_bytes()) == len(whole)
    if os.name == "posix":
        assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert sorted(each.name for each in out.parent.iterdir()) == sorted([source.name, out.name])


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_an_input_is_never_written(run: Run, out: Path, source: Path, force: list[str]) -> None:
    """By whatever name."""
    source.rename(out)
    before = out.read_bytes()
    link = out.with_name(f"link{out.suffix}")
    link.hardlink_to(out)
    names = [out, out.parent / ".." / out.parent.name / out.name, link]
    if os.name == "posix":
        names.append(out.with_name(f"soft{out.suffix}"))
        names[-1].symlink_to(out)
    for name in names:
        status, said, err = run(name, *force, file=out)
        assert (status, said) == (2, "")
        assert "書き込めるファイルが必要ですが、入力のファイルです。" in err
        assert out.read_bytes() == before


@UNIX
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_streams_that_lead_to_the_file(
    command: tuple[list[str], str, str], out: Path, source: Path, force: list[str]
) -> None:
    """`jikorules report - --out a.json < a.json`, and `… > a.json`."""
    words, option, _ = command
    call = [sys.executable, "-m", "jikorules", *words]
    more = [option, str(out), *force, "--lang", "en"]
    source.rename(out)
    before = out.read_bytes()
    with out.open("rb") as into:
        done = subprocess.run([*call, "-", *more], check=False, stdin=into, capture_output=True)
    assert (done.returncode, done.stdout, out.read_bytes()) == (2, b"", before)
    assert b"but it is an input." in done.stderr
    source.write_bytes(before)
    with out.open("ab") as onto:
        done = subprocess.run([*call, str(source), *more], check=False, stdout=onto, stderr=-1)
    assert (done.returncode, out.read_bytes()) == (2, before)
    assert b"but the standard output goes to it too." in done.stderr


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_folder_is_refused(run: Run, out: Path, force: list[str]) -> None:
    out.mkdir()
    status, said, err = run(out, *force)
    assert (status, said) == (2, "")
    assert "フォルダーです" in err
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_missing_folder_is_refused(run: Run, out: Path, force: list[str]) -> None:
    status, said, err = run(out.parent / "none" / out.name, *force)
    assert (status, said) == (2, "")
    assert "書き込む先のフォルダーがありません" in err
    status, said, err = run(out.parent / "in.json" / out.name, *force)
    assert (status, said) == (2, "")
    assert "名前の途中にあるものがフォルダーではありません" in err


@UNIX
@pytest.mark.parametrize("force", [[], ["--force"]])
@pytest.mark.parametrize("device", ["/dev/full", "/dev/null", "a pipe"])
def test_a_device_is_refused(run: Run, out: Path, device: str, force: list[str]) -> None:
    if device == "a pipe":
        os.mkfifo(out)
    else:
        out.symlink_to(device)
    status, said, err = run(out, *force)
    assert (status, said) == (2, "")
    assert "通常のファイルではありません" in err
    mode = out.stat().st_mode
    assert stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


@UNIX
def test_links_that_lead_nowhere(run: Run, out: Path) -> None:
    out.symlink_to(out)
    status, said, err = run(out, "--force")
    assert (status, said) == (2, "")
    assert "リンクが循環しています" in err
    out.unlink()
    there = out.with_name(f"there{out.suffix}")
    out.symlink_to(there)
    run(out)
    assert out.is_symlink()
    assert there.stat().st_size > 200


@UNIX
def test_a_link_stays_and_the_file_it_leads_to_is_replaced(run: Run, out: Path) -> None:
    there = out.parent / "folder" / out.name
    there.parent.mkdir()
    there.write_bytes(BY_HAND)
    out.symlink_to(there)
    run(out, "--force")
    assert out.is_symlink()
    assert there.read_bytes() != BY_HAND
    assert [each.name for each in there.parent.iterdir()] == [out.name]


@UNIX
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions bind everybody but root"
)
def test_what_is_not_allowed_is_refused(run: Run, out: Path) -> None:
    out.write_bytes(BY_HAND)
    out.chmod(0o444)
    assert "権限がありません" in run(out, "--force")[2]
    assert out.read_bytes() == BY_HAND


@pytest.mark.parametrize("where", ["old", "folder"])
def test_what_the_system_does_not_allow_is_told_before_anything_is_judged(
    run: Run, out: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that may only be read or that another program holds; a folder of that kind."""
    out.write_bytes(BY_HAND)

    def denied(*_: Any, **__: Any) -> Any:
        raise PermissionError(errno.EACCES, "Permission denied")

    opened = Path.open

    def open_(path: Path, mode: str = "r", **more: Any) -> Any:
        return denied() if mode == "r+b" else opened(path, mode, **more)

    if where == "old":
        monkeypatch.setattr(Path, "open", open_)
    else:
        monkeypatch.setattr(Path, "touch", denied)
    status, said, err = run(out, "--force")
    assert (status, said) == (2, "")
    assert "書き込めるファイルが必要ですが、権限がありません。" in err
    assert out.read_bytes() == BY_HAND


LIMITED = """
import resource, sys
from jikorules.cli.app import main
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
sys.exit(main(sys.argv[1:]))
"""


@UNIX
@pytest.mark.parametrize("is_there", [True, False])
def test_no_space_loses_nothing(
    command: tuple[list[str], str, str], out: Path, source: Path, *, is_there: bool
) -> None:
    """A process that may write no more than 100 bytes to a file."""
    words, option, _ = command
    if is_there:
        out.write_bytes(BY_HAND)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *words, source, option, out, "--force", "--lang", "en"],
        check=False,
        capture_output=True,
    )
    assert done.returncode == 74
    assert b"Traceback" not in done.stderr
    assert b"Nothing was written to this file." in done.stderr
    assert done.stdout  # what could be told is told all the same
    names = {each.name for each in out.parent.iterdir()}
    assert names == ({source.name, out.name} if is_there else {source.name})
    assert not is_there or out.read_bytes() == BY_HAND


@pytest.mark.parametrize("is_there", [True, False])
def test_a_full_disk_loses_nothing(
    run: Run, out: Path, source: Path, monkeypatch: pytest.MonkeyPatch, *, is_there: bool
) -> None:
    """Some systems say so only when the bytes go to the disk."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if is_there:
        out.write_bytes(BY_HAND)
    monkeypatch.setattr(writing, "fsync", full)
    status, said, err = run(out, "--force")
    assert (status, bool(said)) == (74, True)
    assert "ディスクに空きがありません。このファイルには、何も書き込んでいません。" in err
    names = {each.name for each in out.parent.iterdir()}
    assert names == ({source.name, out.name} if is_there else {source.name})
    assert not is_there or out.read_bytes() == BY_HAND


def test_a_file_that_came_meanwhile_is_not_lost(
    run: Run, out: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "fsync", lambda _: out.write_bytes(BY_HAND))
    status, _, err = run(out)
    assert status == 74
    assert "その名前のファイルが既にあります" in err
    assert out.read_bytes() == BY_HAND
    assert {each.name for each in out.parent.iterdir()} == {source.name, out.name}


@pytest.mark.parametrize("error", [OSError(errno.EIO, "?"), KeyboardInterrupt()])
def test_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """Nor a file that was only begun, if it cannot take its name in the end."""

    def failing(*_: object) -> None:
        raise error

    to = destination(str(tmp_path / "a"), [], may_exist=False)
    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(Unwritten if isinstance(error, OSError) else KeyboardInterrupt):
        to.write(b"x")
    assert list(tmp_path.iterdir()) == []


def test_the_standard_output_is_no_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, said, err = run("-")
    assert (status, said) == (2, "")
    assert err.startswith(("-：", "--out："))
    assert not Path("-").exists()
    with pytest.raises(ValueError, match="標準入力又は標準出力です。ファイル名を与えてください。"):
        destination("-", [], may_exist=True)


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    return tmp_path / "報告.ics"


class TestCalendar:
    """`duties --ics`, which is written again and again."""

    @pytest.fixture
    def duties(self, tmp_path: Path, calendar: Path, capsys: pytest.CaptureFixture[str]) -> Run:
        def run_(documents: Any, *more: str, at: str = AT) -> tuple[int, str, str]:
            file = tmp_path / "in.json"
            file.write_text(json.dumps(documents), "utf-8")
            status = main(["duties", str(file), "--at", at, "--ics", str(calendar), *more])
            said = capsys.readouterr()
            return status, said.out, said.err.replace(f"{tmp_path}{os.sep}", "")

        return run_

    def test_the_next_follows_the_last(self, duties: Run, calendar: Path) -> None:
        other = {**GOOD, "id": "other"}
        assert duties([GOOD, other])[0] == 0
        first = calendar.read_bytes()
        assert first.count(b"SEQUENCE:0") == first.count(b"DTSTAMP:20190317T000000Z") == 6
        assert duties([GOOD, other], at="2019-03-18T09:00:00+09:00")[0] == 0
        assert calendar.read_bytes() == first
        status, out, err = duties([GOOD], "--json", at="2019-03-19T09:00:00+09:00")
        assert (status, len(out.splitlines())) == (0, 3)
        after = calendar.read_bytes()
        assert after.count(b"STATUS:CANCELLED") == after.count(b"SEQUENCE:1") == 3
        assert after.count(b"DTSTAMP:20190319T000000Z") == 3
        said = "報告.ics：入力にない義務の予定を取り消しました："
        assert err.splitlines() == [
            f"{said}速やかに　速報",
            f"{said}2019年4月15日（月）まで　詳報（様式第50の3）",
            f"{said}2019年5月31日（金）まで　定期の報告（様式第27）",
        ]
        assert duties([GOOD])[2] == ""

    @pytest.mark.parametrize("force", [[], ["--force"]])
    def test_invalid_input_replaces_no_calendar(
        self, duties: Run, calendar: Path, force: list[str]
    ) -> None:
        """Nor cancels the duties of an accident that cannot be read today."""
        duties([GOOD, {**GOOD, "id": "bad"}])
        before = calendar.read_bytes()
        for documents in ([BAD], [GOOD, BAD]):
            status, out, err = duties(documents, *force)
            assert (status, "詳報" in out) == (2, GOOD in documents)
            assert "カレンダーは書き出していません" in err
            assert calendar.read_bytes() == before

    def test_invalid_input_makes_no_empty_calendar(self, duties: Run, calendar: Path) -> None:
        status, _, err = duties([BAD])
        assert (status, calendar.exists()) == (2, False)
        assert "カレンダーは書き出していません" in err

    def test_good_input_beside_bad_is_not_lost(self, duties: Run, calendar: Path) -> None:
        assert duties([GOOD, BAD])[0] == 2
        assert calendar.read_bytes().count(b"BEGIN:VEVENT") == 3

    def test_no_duty_is_no_fault(self, duties: Run, calendar: Path) -> None:
        duties([GOOD])
        hit = {**GOOD["impacts"][0], "users": 1, "end": "2019-03-16T08:00:00+09:00"}
        small = {**GOOD, "impacts": [hit]}
        assert duties([small])[0] == 0
        assert calendar.read_bytes().count(b"STATUS:CANCELLED") == 3

    def test_accidents_without_an_id_of_their_own_are_refused(
        self, duties: Run, calendar: Path
    ) -> None:
        nameless = {"impacts": GOOD["impacts"]}
        assert duties([nameless])[0] == 0
        before = calendar.read_bytes()
        status, out, err = duties([nameless, nameless])
        assert (status, out.count("詳報")) == (2, 2)
        assert "事故ごとに異なる id を付けてください" in err
        assert calendar.read_bytes() == before

    def test_the_last_calendar_writes_no_commands_to_a_terminal(
        self, duties: Run, calendar: Path
    ) -> None:
        duties([GOOD])
        odd = b"SUMMARY:\x1b[2J\\n" + b"a" * 10
        calendar.write_bytes(calendar.read_bytes().replace(b"SUMMARY:", odd))
        status, _, err = duties([{**GOOD, "id": "x"}])
        assert status == 0
        assert "\x1b" not in err
        assert len(err.splitlines()) == 3

    def test_a_done_list_is_an_input_too(self, duties: Run, calendar: Path) -> None:
        calendar.write_text("", "utf-8")
        status, out, err = duties([GOOD], "--done", str(calendar), "--force")
        assert (status, out, calendar.read_bytes()) == (2, "", b"")
        assert "入力のファイルです" in err
