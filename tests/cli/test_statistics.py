"""``jikorules statistics``: the tables of the yearly report."""

import gc
import json
from datetime import datetime
from pathlib import Path
from weakref import ref

import pytest
from support.documents import BAD, GOOD
from support.places import ROOT

from jikorules import Incident, Verdict, judge
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


def test_no_accident_is_held_until_the_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = list[ref[Verdict]]()

    def watched(incident: Incident, at: datetime | None) -> Verdict:
        verdict = judge(incident, at=at)
        made.append(ref(verdict))
        gc.collect()
        assert sum(each() is not None for each in made) <= 2
        return verdict

    monkeypatch.setattr("jikorules.cli.statistics.judge", watched)
    path = tmp_path / "many.jsonl"
    path.write_text(f"{json.dumps(GOOD)}\n" * 20)
    status, out, err = run(capsys, str(path), "--lang", "en")
    assert (status, err, len(made)) == (0, "", 20)
    assert "| total | 20 | 0 |" in out


def test_the_latest_year_is_that_of_the_latest_accident(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that came to a recipient in April counts in March, with its chain."""
    path = tmp_path / "chain.json"
    eve, day = ("2019-03-31T22:00:00+09:00", "2019-04-01T01:00:00+09:00")
    impact = {"service": {"kind": "internet_access"}, "users": 50_000}
    ends = {"end": "2019-04-01T08:00:00+09:00"}
    path.write_text(
        json.dumps([{"chain": "c", "impacts": [impact | {"start": x} | ends]} for x in (eve, day)])
    )
    made = json.loads(run(capsys, str(path), "--json")[1])
    assert made["fiscal_year"] == 2018
    (quarters,) = [each for each in made["tables"] if each["key"] == "by_quarter"]
    assert [(row["key"], row["cells"][4]) for row in quarters["rows"]] == [("2018", 1)]


@pytest.mark.parametrize("year", ["0", "1926", "9998", "1_000", "２０１８", "-1", "x", ""])
def test_what_is_no_fiscal_year(year: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told before anything is read, and by the name of the option."""
    status, out, err = run(capsys, "none.json", "--year", year)
    assert (status, out) == (2, "")
    assert err.startswith("--year：西暦の年度")
