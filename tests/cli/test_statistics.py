"""``jikorules statistics``: the tables of the yearly report."""

import json
from pathlib import Path

import pytest
from support.documents import BAD, GOOD
from support.places import ROOT

from jikorules.cli.app import main

EXAMPLES = ROOT / "docs" / "examples" / "fy2018.json"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["statistics", *arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_the_tables_of_the_latest_year(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, str(EXAMPLES))
    assert (status, err) == (0, "")
    assert "### 報告事業者数及び報告件数（平成30年度）" in out
    assert "| 100万人以上 | 0 | 0 | 0 | 0 | 1 | 0 | 1 | 0 | 0 | 2 |" in out


def test_formats(capsys: pytest.CaptureFixture[str]) -> None:
    assert "<table" in run(capsys, str(EXAMPLES), "--html")[1]
    assert json.loads(run(capsys, str(EXAMPLES), "--json")[1])
    assert "fiscal" in run(capsys, str(EXAMPLES), "--lang", "en")[1].lower()


def test_another_year_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, str(EXAMPLES), "--year", "2019")
    assert status == 0
    assert "（令和元年度" in out or "（平成31年度" in out


def test_bad_input_does_not_hide_good_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "both.json"
    path.write_text(json.dumps([BAD, GOOD | {"cause": "human"}, GOOD | {"cause": "ghosts"}]))
    status, out, err = run(capsys, str(path))
    assert status == 2
    assert "人為要因 | 1" in out
    assert "impacts[0].users" in err
    assert "cause" in err
    path.write_text(json.dumps([BAD]))
    status, out, _ = run(capsys, str(path))
    assert (status, out) == (2, "")
