"""``jikorules report``: check a report, write it, or give the text of the first report."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.documents import BAD, GOOD
from support.places import ROOT
from support.report_sample import sample

from jikorules.cli.app import main
from jikorules.wire.report import report_from_wire, report_to_wire


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run_(document: Any, *options: str) -> tuple[int, str, str]:
        file = tmp_path / "報告書.json"
        file.write_text(json.dumps(document), "utf-8-sig")  # as Windows writes it
        status = main(["report", str(file), *options])
        said = capsys.readouterr()
        return status, said.out, said.err.replace(str(file), file.name)

    return run_


def test_the_samples_wrong_duration(run: Any) -> None:
    """様式第50の3 の記載例: 12時00分から14時15分までは、2時間30分でなく2時間15分である."""
    status, out, err = run(report_to_wire(sample()))
    assert (status, err) == (1, "")  # as long as there is an error
    assert out.splitlines() == [
        "【誤り】phenomena[0].stated：継続時間は2時間30分とありますが、時刻からは2時間15分です。"
    ]
    (remark,) = map(json.loads, run(report_to_wire(sample()), "--json")[1].splitlines())
    assert (remark["path"], remark["severity"]) == ("phenomena[0].stated", "error")
    assert set(remark) == {"path", "severity", "text", "note", "provision"}


def test_nothing_is_wrong(run: Any) -> None:
    document = report_to_wire(sample())
    del document["phenomena"][0]["stated"]
    assert run(document)[:2] == (0, "誤り及び注意はありません。\n")
    assert run(document, "--lang", "en")[1] == "Nothing is wrong.\n"


def test_an_accident_becomes_a_draft(run: Any, tmp_path: Path) -> None:
    out = tmp_path / "draft.json"
    status, said, _ = run(GOOD, "--out", str(out))
    assert status == 1
    assert "【誤り】place.building：" in said
    assert "重大な事故" not in said.splitlines()[0]
    draft = report_from_wire(json.loads(out.read_text("utf-8")))
    assert draft.rows == ("一",)
    assert str(draft.due) == "2019-04-15"


@pytest.mark.parametrize(
    ("name", "begins"),
    [("r.html", b"<!DOCTYPE html>"), ("r.md", "様式第50の3".encode()), ("R.DOCX", b"PK")],
)
def test_formats(run: Any, tmp_path: Path, name: str, begins: bytes) -> None:
    out = tmp_path / name
    assert run(report_to_wire(sample()), "--out", str(out))[0] == 1
    assert out.read_bytes()[: len(begins)].lower() == begins.lower()


def test_the_first_report(run: Any) -> None:
    status, out, _ = run(GOOD, "--first")
    assert status == 0
    assert out.startswith(
        "重大な事故　速報\n"
        "電気通信事業者：【未記入：報告者の氏名又は名称】\n"
        "報告日時：【未記入：報告日時】\n"
    )
    at = run(GOOD, "--first", "--at", "2019-03-16T12:30:00+09:00")[1]
    assert at.splitlines()[2] == "報告日時：2019年3月16日12時30分"
    assert run(GOOD, "--first", "--lang", "en")[1].startswith("serious accident　first report\n")


@pytest.mark.parametrize(
    ("document", "options", "said"),
    [
        (BAD, [], "impacts[0].users"),
        ({"form": "様式第50の3", "memo": 1}, [], "memo"),
        ({"form": "様式第27"}, [], "form"),
        ([GOOD, GOOD], [], "1件の事故又は報告書"),
        ({"form": "様式第50の3"}, ["--first"], "--first"),
        (GOOD, ["--out", "report.pdf"], "--out"),
        (GOOD, ["--out", "/nonexistent/report.md"], "書き込めるファイル"),
        (GOOD, ["--at", "noon"], "--at"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_told(
    run: Any, document: Any, options: list[str], said: str
) -> None:
    status, _, err = run(document, *options)
    assert status == 2
    assert said in err
    assert "Traceback" not in err


def test_the_example_of_the_documentation_is_the_sample() -> None:
    example = ROOT / "docs" / "examples" / "report-50-3.json"
    assert report_from_wire(json.loads(example.read_text("utf-8"))) == sample()


def test_the_reports_of_a_tower_provider(run: Any) -> None:
    """様式第三十八の三十八 is not at hand; the first report holds 発生を知つた日時."""
    hit = {"service": {"kind": "voice", "emergency_calls": True}, "users": 50_000}
    times = {"start": "2026-06-01T09:00:00+09:00", "end": "2026-06-01T11:00:00+09:00"}
    towers = {"reporter": "tower_provider", "impacts": [{**hit, **times}]}
    status, out, err = run(towers)
    assert (status, out) == (3, "")
    assert "認定鉄塔等提供事業者の報告書は様式第38の38によります" in err
    assert err.split("：")[0].endswith(".json")
    known = ("--known", "2026-06-03T14:30:00+09:00")
    status, out, err = run(towers, "--first", *known)
    assert (status, err) == (0, "")
    assert "発生を知った日時：2026年6月3日14時30分" in out
    assert "発生を知った日時：【未記入：発生を知った日時】" in run(towers, "--first")[1]
    status, out, err = run({**towers, "reporter": "carrier"}, "--first", *known)
    assert (status, out, "known_at" in err) == (2, "", True)


NOT_SERIOUS = {**GOOD, "impacts": [{**GOOD["impacts"][0], "users": 29_999}]}
UNDECIDED = {**GOOD, "impacts": [{**GOOD["impacts"][0], "users": None}]}


def test_an_accident_that_is_not_serious(run: Any, tmp_path: Path) -> None:
    """重大な事故でなければ、詳報は要らない."""
    said = "重大な事故ではないため、詳報の義務はありません。\n"
    assert run(NOT_SERIOUS) == (0, said, "")
    assert run(NOT_SERIOUS, "--json") == (0, "", said)
    assert run(NOT_SERIOUS, "--lang", "en")[1].startswith("This is no serious accident")
    out = tmp_path / "r.md"
    status, printed, err = run(NOT_SERIOUS, "--out", str(out))
    assert (status, printed, out.exists()) == (2, "", False)
    assert "--out" in err
    assert "この事故は重大な事故ではありません" in err
    assert "--anyway" in err
    status, printed, err = run(NOT_SERIOUS, "--out", str(out), "--anyway")
    assert (status, err, out.exists()) == (1, "", True)
    assert printed.startswith(said + "【誤り】")
    status, printed, err = run(NOT_SERIOUS, "--anyway", "--json")
    assert (status, err) == (1, said)
    assert json.loads(printed.splitlines()[0])["severity"] == "error"


@pytest.mark.parametrize(
    ("document", "ja", "en"),
    [
        (NOT_SERIOUS, "この事故にその義務はありません", "but none has to be made of this one."),
        (report_to_wire(sample()), "報告書が与えられました", "but a report was given."),
    ],
)
def test_no_first_report_is_told_without_none(run: Any, document: Any, ja: str, en: str) -> None:
    status, printed, err = run(document, "--first")
    assert (status, printed) == (2, "")
    assert f"--first：速報の義務のある事故が必要ですが、{ja}。" in err
    assert en in run(document, "--first", "--lang", "en")[2]


def test_an_accident_that_may_be_serious(run: Any, tmp_path: Path) -> None:
    out = tmp_path / "r.md"
    status, printed, err = run(UNDECIDED, "--out", str(out))
    assert (status, err, out.exists()) == (1, "", True)
    assert printed.startswith(
        "重大な事故に当たるか否かは未確定です。当たるときは、詳報を要します。\n"
    )
    assert run(UNDECIDED, "--json")[2].startswith("重大な事故に当たるか否かは未確定です。")


def test_warnings_alone_are_no_errors(run: Any) -> None:
    document = report_to_wire(sample())
    del document["phenomena"][0]["stated"]
    document["due"] = "2018-06-12"
    status, printed, _ = run(document)
    assert (status, printed.startswith("【注意】due：")) == (0, True)
