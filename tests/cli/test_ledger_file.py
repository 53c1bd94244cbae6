"""The file of a ledger: what is refused, how it is mended, and that only its end is read."""

import json
import os
import stat
import subprocess
import sys
import tempfile
import tracemalloc
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from support.documents import BAD, GOOD
from support.places import ROOT

from jikorules import JAPAN, InvalidInput, JikorulesError, from_wire, judge
from jikorules.basics.versions import VERSION
from jikorules.cli import ledger_file
from jikorules.cli.app import main
from jikorules.cli.common import Unwritten
from jikorules.proof.ledger import append_all, check, read_line
from jikorules.proof.receipt import receipt

EXAMPLES = str(ROOT / "docs/examples/fy2018.json")
Capture = pytest.CaptureFixture[str]
UNIX = pytest.mark.skipif(os.name != "posix", reason="links, devices and users are of Unix")
RECEIPT = receipt(judge(from_wire(GOOD)))


def run(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    status = main([str(each) for each in arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def written(file: Path, count: int = 3) -> bytes:
    """Write a ledger."""
    lines = append_all(None, [RECEIPT] * count)
    file.write_bytes("".join(f"{line}\n" for line in lines).encode())
    return file.read_bytes()


def sound(file: Path) -> int:
    """Count the lines of a ledger without a fault."""
    lines = file.read_bytes().decode().split("\n")
    assert lines.pop() == ""
    assert list(check(lines)) == []
    return len(lines)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    file = tmp_path / "台帳.jsonl"
    written(file)
    return file


class TestRefused:
    """What can be no ledger is told before anything is judged, and left as it is."""

    def refused(self, capsys: Capture, name: object, *files: object) -> str:
        status, out, err = run(capsys, "judge", *(files or (EXAMPLES,)), "--receipts", name)
        assert (status, out) == (2, "")
        return err

    def test_a_dash(self, capsys: Capture, tmp_path: Path, monkeypatch: Any) -> None:
        monkeypatch.chdir(tmp_path)
        assert self.refused(capsys, "-").startswith("--receipts：台帳とするファイルの名前")
        assert not list(tmp_path.iterdir())

    def test_a_folder(self, capsys: Capture, tmp_path: Path) -> None:
        assert "通常のファイルが必要" in self.refused(capsys, tmp_path)

    def test_a_folder_that_there_is_not(self, capsys: Capture, tmp_path: Path) -> None:
        assert "フォルダーがありません" in self.refused(capsys, tmp_path / "no" / "ledger")

    @UNIX
    @pytest.mark.parametrize("device", ["/dev/full", "/dev/null", "/dev/stdout"])
    def test_a_device(self, capsys: Capture, device: str) -> None:
        if Path(device).exists() and not Path(device).is_file():
            assert "通常のファイルが必要" in self.refused(capsys, device)

    @UNIX
    def test_a_pipe(self, capsys: Capture, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        assert "通常のファイルが必要" in self.refused(capsys, tmp_path / "pipe")

    @pytest.mark.parametrize(
        "data", [b"x", b"x\n", b"\n", b"\0" * 99, b"[]", b'{"impacts":[]}\n', b"\xff\n", b"{}\n\n"]
    )
    def test_what_is_no_ledger(self, data: bytes, capsys: Capture, tmp_path: Path) -> None:
        file = tmp_path / "l.jsonl"
        file.write_bytes(data)
        assert "台帳が必要ですが、最後の行が" in self.refused(capsys, file)
        status, out, err = run(capsys, "ledger", file, "--repair")
        assert (status, out) == (2, "")
        assert "台帳が必要ですが、最後の行が" in err
        assert (file.read_bytes(), len(list(tmp_path.iterdir()))) == (data, 1)

    def test_a_last_line_that_was_changed(self, capsys: Capture, ledger: Path) -> None:
        head, _, tail = ledger.read_bytes().rpartition(VERSION.encode())
        ledger.write_bytes(head + b"0.0.1" + tail)
        assert "書いた後に変えられています" in self.refused(capsys, ledger)

    def test_its_own_input(self, capsys: Capture, tmp_path: Path) -> None:
        for text in (json.dumps(GOOD), json.dumps(GOOD) + "\n", ""):
            file = tmp_path / "i.json"
            file.write_text(text, "utf-8")
            assert "事故の文書でもあります" in self.refused(capsys, file, EXAMPLES, file)
            assert file.read_text("utf-8") == text

    @UNIX
    def test_its_own_input_by_another_name(self, capsys: Capture, tmp_path: Path) -> None:
        file, soft, hard = (tmp_path / name for name in ("i.json", "soft", "hard"))
        file.write_text(json.dumps(GOOD), "utf-8")
        soft.symlink_to(file)
        hard.hardlink_to(file)
        for name in (soft, hard):
            assert "事故の文書でもあります" in self.refused(capsys, name, file)

    @UNIX
    def test_the_standard_streams(self, ledger: Path) -> None:
        before = ledger.read_bytes()
        command = f"{sys.executable} -m jikorules judge"
        for rest in ("- --receipts {0} < {0}", EXAMPLES + " --receipts {0} >> {0}"):
            line = f"{command} {rest.format(ledger)}"
            done = subprocess.run(line, shell=True, capture_output=True, check=False)  # noqa: S602
            assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
            assert ledger.read_bytes() == before

    def test_a_byte_order_mark(self, capsys: Capture, ledger: Path) -> None:
        ledger.write_bytes(b"\xef\xbb\xbf" + ledger.read_bytes())
        assert "バイト順マーク（BOM）のない台帳" in self.refused(capsys, ledger)
        status, out, _ = run(capsys, "ledger", ledger, "--lang", "en")
        assert (status, out.count("\n")) == (2, 1)
        assert "byte order mark" in out

    def test_line_breaks_of_windows(self, capsys: Capture, ledger: Path) -> None:
        ledger.write_bytes(ledger.read_bytes().replace(b"\n", b"\r\n"))
        assert "CRLF" in self.refused(capsys, ledger)
        status, out, _ = run(capsys, "ledger", ledger, "--lang", "en")
        assert (status, out.count("\n")) == (2, 1)
        assert "end with CRLF: 3, the first of them line 1" in out

    def test_what_else_is_wrong_is_told_beside_line_breaks(
        self, capsys: Capture, ledger: Path
    ) -> None:
        first, _, third = ledger.read_bytes().splitlines()
        ledger.write_bytes(first + b"\n" + third + b"\r\n")
        status, out, _ = run(capsys, "ledger", ledger)
        assert status == 2
        assert "番号2の行が、ここにありません" in out
        assert "CRLF となっている行が1行あります（初めは2行目）" in out

    @UNIX
    def test_a_file_that_may_only_be_read(self, capsys: Capture) -> None:
        """It can be verified, but not added to."""
        with tempfile.TemporaryDirectory() as folder:  # any user may look into it
            ledger = Path(folder) / "l"
            before = written(ledger)
            ledger.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
            Path(folder).chmod(0o755)
            user = os.geteuid()
            try:
                if user == 0:
                    os.seteuid(65534)
                assert "権限がありません" in self.refused(capsys, ledger)
                assert "権限がありません" in run(capsys, "ledger", ledger, "--repair")[2]
                assert run(capsys, "ledger", ledger)[0] == 0
            finally:
                os.seteuid(user)
            assert ledger.read_bytes() == before

    @pytest.mark.parametrize("library", ["rfc8785", "portalocker"])
    def test_a_library_that_is_missing(
        self, library: str, capsys: Capture, ledger: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, library, None)
        new = ledger.with_name("new")
        for told in (
            self.refused(capsys, ledger),
            self.refused(capsys, new),
            run(capsys, "ledger", ledger)[2],
        ):
            assert told.startswith(f"ライブラリ {library} が必要ですが、入っていません。")
            assert told.count("\n") == 1
        assert not new.exists()


@UNIX
def test_a_link_is_followed(capsys: Capture, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "ledger")
    for count in (6, 12):
        assert run(capsys, "judge", EXAMPLES, "--receipts", link)[0] == 0
        assert link.is_symlink()
        assert sound(tmp_path / "ledger") == count


def test_a_name_that_looks_like_the_standard_input(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "judge", EXAMPLES, "--receipts", "./-")[0] == 0
    assert sound(tmp_path / "-") == 6


def test_the_command_tells_when(capsys: Capture, tmp_path: Path) -> None:
    before = datetime.now(JAPAN) - timedelta(seconds=1)
    run(capsys, "judge", EXAMPLES, "--receipts", tmp_path / "l")
    for line in (tmp_path / "l").read_text("utf-8").splitlines():
        recorded = read_line(line).receipt.recorded
        assert recorded is not None
        assert before <= recorded <= datetime.now(JAPAN)
        assert recorded.utcoffset() == timedelta(hours=9)


def test_a_receipt_that_cannot_be_made_spoils_only_its_own_answer(
    capsys: Capture, tmp_path: Path
) -> None:
    """Users of several impacts, each small enough, may come to more than JSON can hold."""
    impact = {**GOOD["impacts"][0], "users": 2**53 - 1}
    many = {"id": "many", "overlap": "disjoint", "impacts": [impact] * 2}
    file, ledger = tmp_path / "i.jsonl", tmp_path / "l"
    file.write_text("\n".join(map(json.dumps, (GOOD, many, BAD, GOOD))), "utf-8")
    status, out, err = run(capsys, "judge", file, "--json", "--receipts", ledger)
    assert (status, len(out.splitlines()), sound(ledger)) == (2, 2, 2)
    assert "i.jsonl:2.verdict" in err
    assert "i.jsonl:3.impacts[0].users" in err


class TestRepair:
    """Half a line is moved to a file of its own, and the ledger goes on."""

    def test_half_a_line(self, capsys: Capture, ledger: Path) -> None:
        whole = ledger.read_bytes()
        *before, last = whole.splitlines(keepends=True)
        for n, length in enumerate((1, 2, 40, len(last) // 2, len(last) - 2), 1):
            cut = last[:length]
            ledger.write_bytes(b"".join(before) + cut)
            status, out, err = run(capsys, "judge", EXAMPLES, "--receipts", ledger)
            assert (status, out) == (2, "")
            assert "--repair" in err
            assert "--repair" in run(capsys, "ledger", ledger)[1]
            status, out, _ = run(capsys, "ledger", ledger, "--repair", "--lang", "en")
            aside = Path(f"{ledger}.cut-{n}")
            said = f"The last line, which was cut off ({length} bytes), was moved to {aside}.\n"
            assert status == 0
            assert out.startswith(f"{said}No fault up to line 2.")
            assert (aside.read_bytes(), ledger.read_bytes()) == (cut, b"".join(before))
            assert run(capsys, "judge", EXAMPLES, "--receipts", ledger)[0] == 0
            assert sound(ledger) == 8

    def test_a_line_that_lacks_only_its_line_break_stays(
        self, capsys: Capture, ledger: Path
    ) -> None:
        whole = ledger.read_bytes()
        ledger.write_bytes(whole[:-1])
        assert run(capsys, "ledger", ledger)[0] == 2
        status, out, _ = run(capsys, "ledger", ledger, "--repair")
        assert status == 0
        assert out.startswith(
            "最後の行は揃っていたので、欠けていた改行だけを加えました。\n3行目まで"
        )
        assert ledger.read_bytes() == whole
        assert len(list(ledger.parent.iterdir())) == 1

    def test_the_only_line(self, capsys: Capture, ledger: Path) -> None:
        for length in (1, 30, 31, 32, 33, 500):
            cut = ledger.read_bytes()[:length]
            file = ledger.with_name(str(length))
            file.write_bytes(cut)
            status, out, err = run(capsys, "ledger", file, "--repair")
            assert (status, "空です" in err) == (2, True)
            assert f"（{length}バイト）" in out
            assert file.read_bytes() == b""
            assert Path(f"{file}.cut-1").read_bytes() == cut
            assert run(capsys, "judge", EXAMPLES, "--receipts", file)[0] == 0

    def test_a_sound_ledger_stays_as_it_is(self, capsys: Capture, ledger: Path) -> None:
        before = ledger.read_bytes()
        status, out, _ = run(capsys, "ledger", ledger, "--repair")
        assert (status, ledger.read_bytes()) == (0, before)
        assert out.startswith("最後の行は途中で切れていません。何も変えていません。\n3行目まで")

    def test_what_is_broken_before_is_not_touched(self, capsys: Capture, ledger: Path) -> None:
        data = ledger.read_bytes().replace(b"\n", b"x\n") + b'{"before"'
        ledger.write_bytes(data)
        assert run(capsys, "ledger", ledger, "--repair")[0] == 2
        assert ledger.read_bytes() == data

    def test_the_standard_input_cannot_be_mended(self, capsys: Capture) -> None:
        status, out, err = run(capsys, "ledger", "-", "--repair")
        assert (status, out) == (2, "")
        assert err.startswith("--repair：")


class TestWritten:
    """How receipts get to the disk."""

    def test_they_are_on_the_disk_before_their_answers_are_printed(
        self, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """When the disk is told to keep them, they are written, and no answer is out yet."""
        file, ledger = tmp_path / "i.jsonl", tmp_path / "l"
        file.write_text("".join(f"{json.dumps(GOOD)}\n" for _ in range(10)), "utf-8")
        kept = list[tuple[int, int]]()
        printed = 0

        def fsync(number: int) -> None:
            nonlocal printed
            printed += capsys.readouterr().out.count("\n")
            if stat.S_ISREG(os.fstat(number).st_mode):
                kept.append((ledger.read_bytes().count(b"\n"), printed))

        monkeypatch.setattr("jikorules.cli.many.MOST_AT_ONCE", 4)
        monkeypatch.setattr("jikorules.cli.ledger_file.fsync", fsync)
        assert main(["judge", str(file), "--json", "--receipts", str(ledger)]) == 0
        assert kept == [(4, 0), (8, 4), (10, 8)]
        assert capsys.readouterr().out.count("\n") == 2

    @pytest.mark.parametrize("fails", ["write", "fsync"])
    def test_what_fails_leaves_the_ledger_as_it_was(
        self, fails: str, ledger: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = ledger.read_bytes()

        def half(file: Any, data: bytes) -> None:
            file.write(data if fails == "fsync" else data[: len(data) // 2])
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(ledger_file, "_write", half)
        with pytest.raises(Unwritten) as caught:
            ledger_file.add(str(ledger), [RECEIPT] * 3)
        assert caught.value.text("en").startswith(f"{ledger}: expected a ledger that receipts can")
        assert "but the disk is full. No answer is shown" in caught.value.text("en")
        assert ledger.read_bytes() == before

    def test_a_ledger_that_was_spoilt_meanwhile(self, ledger: Path) -> None:
        ledger_file.begin(str(ledger), [])
        ledger.write_bytes(ledger.read_bytes() + b"x\n")
        with pytest.raises(InvalidInput, match="最後の行が"):
            ledger_file.add(str(ledger), [RECEIPT])

    def test_a_ledger_that_was_removed_meanwhile_is_not_begun_anew(
        self, capsys: Capture, ledger: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begin = ledger_file.begin

        def begun(name: str, inputs: Any) -> None:
            begin(name, inputs)
            ledger.unlink()

        monkeypatch.setattr(ledger_file, "begin", begun)
        status, out, err = run(capsys, "judge", EXAMPLES, "--receipts", ledger)
        assert (status, out, ledger.exists()) == (74, "", False)
        assert "控えを書き加えられる台帳が必要ですが、その名前のファイルはありません。" in err

    @pytest.mark.parametrize("size", [1, 100, 2**16 - 1, 2**16, 2**16 + 1, 10**6])
    def test_a_last_line_of_any_length(self, size: int, ledger: Path) -> None:
        long = evolve(RECEIPT, verdict={"id": "x" * size})
        ledger_file.add(str(ledger), [long])
        ledger_file.add(str(ledger), [RECEIPT])
        assert sound(ledger) == 5
        assert [len(line) for line in ledger_file.lines(str(ledger))] == [
            len(line) + 1 for line in ledger.read_bytes().splitlines()
        ]

    def test_a_line_too_long_is_read_in_part(
        self, ledger: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ledger_file, "MOST_LINE", 10)
        ledger.write_bytes(b"123456789\n1234567890\n12345678901234567890123\n12")
        assert list(ledger_file.lines(str(ledger))) == [
            b"123456789\n",
            b"1234567890",
            b"1234567890",
            b"12",
        ]

    def test_memory_does_not_grow_with_the_ledger(self, ledger: Path) -> None:
        end = ledger.read_bytes()
        with ledger.open("wb") as file:
            file.writelines([b"x" * 3000 + b"\n"] * 10_000)
            file.write(end)
        assert ledger.stat().st_size > 30_000_000
        tracemalloc.start()
        ledger_file.begin(str(ledger), [])
        ledger_file.add(str(ledger), [RECEIPT])
        assert sum(1 for _ in ledger_file.lines(str(ledger))) == 10_004
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 1_000_000


def test_a_ledger_that_cannot_be_locked(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import portalocker  # noqa: PLC0415

    def lock(*_: object) -> None:
        raise portalocker.LockException("No locks available")

    monkeypatch.setattr(portalocker, "lock", lock)
    with pytest.raises(JikorulesError) as caught:
        ledger_file.begin(str(ledger), [])
    assert "a file that can be locked, but it cannot be locked (No locks" in caught.value.text("en")
