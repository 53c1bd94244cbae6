"""``jikorules sheet``: what it prints, writes and refuses."""

import fcntl
import io
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.officers import as_csv, as_workbook, year_of_accidents
from support.places import ROOT

from jikorules.cli.app import main

TABLE = ROOT / "docs" / "examples" / "accidents.csv"


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    status = main(["sheet", *map(str, arguments)])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_answers_on_standard_output_and_bad_cells_on_the_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, err = run(capsys, TABLE)
    assert status == 2
    assert "R8-001：重大な事故" in out
    assert "判定に用いない列：備考" in out
    assert "文字コードは UTF-8 です" in out
    assert "D5（影響利用者数）" in err
    assert "D5（影響利用者数）：" not in out


def test_a_result_is_a_new_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "judged.xlsx"
    status, said, _ = run(capsys, TABLE, "--out", out)
    assert status == 2
    assert f"{out} に書き出しました" in said
    assert load_workbook(out).sheetnames[:2] == ["概要", "accidents"]
    before = out.read_bytes()
    status, said, err = run(capsys, TABLE, "--out", out)
    assert (status, said) == (2, "")
    assert "同じ名前のファイルがあります" in err
    assert "--force" in err
    assert out.read_bytes() == before
    assert run(capsys, TABLE, "--out", out, "--force", "--lang", "en")[0] == 2
    assert load_workbook(out).sheetnames[0] == "Summary"


def test_the_input_is_never_the_output(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE.read_bytes())
    status, _, err = run(capsys, path, "--out", path)
    assert status == 2
    assert "同じ名前" in err
    assert path.read_bytes() == TABLE.read_bytes()


def test_a_sheet_without_a_bad_cell_ends_with_0(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("サービス,発生日時,継続時間\nFTTH,2026/4/10 2:10,3:00\n", "cp932")
    status, out, err = run(capsys, path)
    assert (status, err) == (0, "")
    assert "Shift_JIS（CP932）" in out


def test_the_template_is_written_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, _ = run(capsys, "--template")
    assert status == 0
    assert "事故の表.xlsx に書き出しました" in out
    assert load_workbook(tmp_path / "事故の表.xlsx").sheetnames[0] == "事故"
    assert run(capsys, "--template")[0] == 2
    assert run(capsys, "--template", "--force")[0] == 0
    assert run(capsys, "--template", "--out", "a.csv")[0] == 2
    assert run(capsys, "--template", TABLE)[0] == 2


def test_what_is_not_there_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for arguments in (
        [],
        [tmp_path / "none.xlsx"],
        [tmp_path],
        [TABLE, "--map", tmp_path / "none.toml"],
        [TABLE, "--out", tmp_path / "none" / "a.xlsx"],
        [TABLE, "--out", tmp_path / "a.pdf"],
        [TABLE, "--at", "yesterday"],
    ):
        status, _, err = run(capsys, *arguments)
        assert status == 2, arguments
        assert err
        assert "Traceback" not in err


def test_a_map_and_a_worksheet(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("品,始,長\nFTTH,2026/4/10 2:10,3:00\n", "utf-8")
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        '[columns]\n"サービス" = "品"\n"発生日時" = "始"\n"継続時間" = "長"\n', "utf-8"
    )
    assert run(capsys, path)[0] == 2
    status, out, _ = run(capsys, path, "--map", mapping)
    assert status == 0
    assert "品＝サービス" in out
    status, _, err = run(
        capsys, as_workbook(year_of_accidents(5), tmp_path / "b.xlsx"), "--sheet", "x"
    )
    assert status == 2
    assert "事故管理簿、連絡先" in err


SLOW = """
import time, sys
from jikorules.cli import sheet
from jikorules.basics.errors import Words
for _ in sheet.watching("ja")([1, 2, 3, 4], Words("判定", "judging")):
    time.sleep(0.5)
"""


def test_a_bar_is_shown_on_a_terminal_and_nowhere_else() -> None:
    """Only there, on standard error, and after a second."""
    plain = subprocess.run([sys.executable, "-c", SLOW], capture_output=True, check=True, cwd=ROOT)
    assert (plain.stdout, plain.stderr) == (b"", b"")
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    child = subprocess.Popen(
        [sys.executable, "-c", SLOW], stdout=subprocess.PIPE, stderr=theirs, cwd=ROOT
    )
    assert child.communicate(timeout=30)[0] == b""
    os.set_blocking(ours, False)
    said = os.read(ours, 10_000).decode()
    os.close(theirs)
    os.close(ours)
    assert re.search(r"判定: +\d+%", said)


def test_problems_past_a_hundred_are_counted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    line = "FTTH,数万,2026/4/10 2:10\n"
    path.write_text("サービス,影響利用者数,発生日時\n" + line * 150, "utf-8")
    status, _, err = run(capsys, path)
    assert status == 2
    assert "150個" in err
    assert "ほかに50件" in err
    data = io.BytesIO()
    out = tmp_path / "o.xlsx"
    run(capsys, path, "--out", out)
    data.write(out.read_bytes())
    assert load_workbook(data)["読めないセル"].max_row == 151


def test_csv_of_an_officer(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv(year_of_accidents(40), "cp932"))
    status, out, _ = run(capsys, path, "--out", tmp_path / "b.csv", "--at", "2027-04-01T09:00")
    assert status == 2
    assert (tmp_path / "b.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "判定：" in out
