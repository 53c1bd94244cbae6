"""``judge --receipts``, ``ledger``, ``law check``, ``boundaries`` and ``schema``."""

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from support.documents import BAD, GOOD

from jikorules import Incident, Verdict, judge
from jikorules.cli.app import main
from jikorules.proof import boundaries
from jikorules.wire.schemas import SCHEMAS, schema

EXAMPLES = "docs/examples/fy2018.json"
Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    status = main([str(each) for each in arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture
def ledger(tmp_path: Path, capsys: Capture) -> Path:
    """Keep the six accidents of fiscal 2018."""
    file = tmp_path / "台帳.jsonl"
    assert run(capsys, "judge", EXAMPLES, "--receipts", file)[0] == 0
    return file


def test_a_ledger_that_is_sound(ledger: Path, capsys: Capture) -> None:
    lines = ledger.read_text("utf-8").splitlines()
    kept = f"6={json.loads(lines[-1])['digest']}"
    status, out, err = run(capsys, "ledger", ledger, "--incidents", EXAMPLES, "--kept", kept)
    assert (status, out, err) == (0, f"6行目まで誤りはありません。控え：{kept}\n", "")
    english = run(capsys, "ledger", ledger, "--lang", "en")[1]
    assert english == f"No fault up to line 6. Keep: {kept}\n"


def test_a_ledger_goes_on(ledger: Path, capsys: Capture) -> None:
    first = ledger.read_bytes()
    assert run(capsys, "judge", EXAMPLES, "--receipts", ledger)[0] == 0
    assert ledger.read_bytes().startswith(first)
    assert run(capsys, "ledger", ledger)[1].startswith("12行目まで")


def test_wrong_input_leaves_no_receipt(tmp_path: Path, capsys: Capture) -> None:
    incidents, ledger = tmp_path / "i.jsonl", tmp_path / "l.jsonl"
    incidents.write_text("\n".join([json.dumps(BAD), json.dumps(GOOD)]), "utf-8")
    assert run(capsys, "judge", incidents, "--receipts", ledger)[0] == 2
    (line,) = ledger.read_text("utf-8").splitlines()
    assert json.loads(line)["receipt"]["verdict"]["id"] == "good"


def test_a_cut_a_changed_and_a_lost_line(ledger: Path, capsys: Capture) -> None:
    lines = ledger.read_text("utf-8").splitlines(keepends=True)
    kept = f"6={json.loads(lines[-1])['digest']}"
    ledger.write_text("".join([*lines[:1], *lines[2:5]]), "utf-8", newline="\n")
    status, out, _ = run(capsys, "ledger", ledger, "--kept", kept)
    assert status == 2
    assert [each.split("：")[0] for each in out.splitlines()] == ["2行目", "5行目"]
    changed = lines[2].replace('"serious"', '"none"')
    ledger.write_text("".join([*lines[:2], changed, *lines[3:]]), "utf-8", newline="\n")
    status, out, _ = run(capsys, "ledger", ledger, "--lang", "en")
    assert (status, out.split(":")[0]) == (2, "line 3")


def test_facts_that_were_not_judged(ledger: Path, tmp_path: Path, capsys: Capture) -> None:
    """A receipt whose facts are not at hand is not called right."""
    one = tmp_path / "one.json"
    one.write_text(json.dumps([GOOD, BAD]), "utf-8")
    status, out, err = run(capsys, "ledger", ledger, "--incidents", one)
    assert status == 2  # one of the documents cannot be read
    assert "[1].impacts[0].users" in err
    assert out.count("事実の文書がないため") == 6


def test_no_room_for_the_facts(
    ledger: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def small(name: str) -> sqlite3.Connection:
        kept = connect(name)
        kept.execute("PRAGMA max_page_count = 4")
        return kept

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", small)
    many = tmp_path / "many.jsonl"
    many.write_text("".join(f"{json.dumps(GOOD | {'id': str(i)})}\n" for i in range(99)), "utf-8")
    status, out, err = run(capsys, "ledger", ledger, "--incidents", many)
    assert (status, out) == (74, "")
    assert err.startswith("--incidents：")
    assert "一時フォルダーの空きと権限を" in err
    assert run(capsys, "ledger", ledger, "--incidents", EXAMPLES)[0] == 0


def test_a_disk_that_fails(ledger: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(sqlite3.Connection):
        def execute(self, question: str, *values: Any) -> sqlite3.Cursor:
            if question.startswith("SELECT"):
                raise sqlite3.DatabaseError("database disk image is malformed")
            return super().execute(question, *values)

    monkeypatch.setattr(sqlite3, "connect", lambda _: Failing(""))
    status, out, err = run(capsys, "ledger", ledger, "--incidents", EXAMPLES)
    assert (status, out) == (74, "")
    assert "database disk image is malformed" in err


def test_a_python_without_sqlite(
    ledger: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    assert run(capsys, "ledger", ledger)[0] == 0
    status, out, err = run(capsys, "ledger", ledger, "--incidents", EXAMPLES, "--lang", "en")
    assert (status, out) == (2, "")
    assert err.startswith("--incidents: expected a Python that has the module sqlite3")


def test_facts_may_be_named_one_after_another(
    ledger: Path, tmp_path: Path, capsys: Capture
) -> None:
    for i, each in enumerate(json.loads(Path(EXAMPLES).read_text("utf-8"))):
        (tmp_path / f"{i}.json").write_text(json.dumps(each), "utf-8")
    names = [option for i in range(6) for option in ("--incidents", tmp_path / f"{i}.json")]
    status, out, _ = run(capsys, "ledger", ledger, *names)
    assert status == 0
    assert out.startswith("6行目まで誤りはありません。")


def test_a_verdict_that_does_not_follow(
    ledger: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def milder(incident: Incident, **more: Any) -> Verdict:
        return judge(evolve(incident, facility="other"), **more)

    monkeypatch.setattr("jikorules.proof.receipt.judge", milder)
    status, out, _ = run(capsys, "ledger", ledger, "--incidents", EXAMPLES, "--lang", "en")
    assert status == 2
    assert "line 1: " in out
    assert "verdict.grade: 'serious' in the receipt, 'periodic' now" in out


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "1行以上の台帳が必要ですが、空です"),
        (b'{"n":1', "1行目：台帳の行として読めません"),
        (b"\xff\xfe\n", "1行目：台帳の行として読めません"),
    ],
)
def test_what_is_no_ledger(data: bytes, message: str, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "l.jsonl"
    file.write_bytes(data)
    status, out, err = run(capsys, "ledger", file)
    assert status == 2
    assert message in out + err


def test_nothing_is_written_after_a_line_that_is_cut(ledger: Path, capsys: Capture) -> None:
    data = ledger.read_bytes()[:-1]
    ledger.write_bytes(data)
    status, _, err = run(capsys, "judge", EXAMPLES, "--receipts", ledger)
    assert (status, ledger.read_bytes()) == (2, data)
    assert "改行で終わる台帳" in err


@pytest.mark.parametrize("kept", ["1", "0=sha256:" + "0" * 64, "1=sha256:zz"])
def test_what_was_not_kept_so(kept: str, ledger: Path, capsys: Capture) -> None:
    status, _, err = run(capsys, "ledger", ledger, "--kept", kept)
    assert status == 2
    assert err.startswith("--kept：")


def test_the_law_is_checked(capsys: Capture) -> None:
    status, out, _ = run(capsys, "law", "check", "--on", "2027-11-21")
    assert status == 0
    assert out.count("照合した日：2026年11月21日（365日前）") == 5
    status, out, _ = run(capsys, "law", "check", "--on", "2027-11-22", "--lang", "en")
    assert status == 1
    assert "Enforcement Rules" in out
    status, _, err = run(capsys, "law", "check", "--on", "H31")
    assert status == 2
    assert err.startswith("--on：日付")


def test_today_is_a_day(capsys: Capture) -> None:
    assert run(capsys, "law", "check")[1].startswith("20")


def test_a_file_that_is_no_law(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "law.xml"
    file.write_text("<html></html>", "utf-8")
    status, _, err = run(capsys, "law", "check", "--xml", file)
    assert status == 2
    assert "law.xml" in err


def test_the_boundary_pack(capsys: Capture, tmp_path: Path) -> None:
    """What is written can be read, and its own answers agree with it."""
    status, out, _ = run(capsys, "boundaries")
    pack = json.loads(out)
    assert (status, pack) == (0, boundaries.pack())
    questions = [json.loads(line) for line in run(capsys, "boundaries", "--lines")[1].splitlines()]
    assert [each["id"] for each in questions] == [each["id"] for each in pack["cases"]]
    assert not any("expected" in each for each in questions)
    answers = tmp_path / "answers.jsonl"
    lines = [json.dumps({"id": each["id"]} | each["expected"]) for each in pack["cases"]]
    answers.write_text("\n".join(lines), "utf-8-sig")  # as Windows pipes write it
    status, out, _ = run(capsys, "boundaries", "--check", answers)
    assert (status, out) == (0, "全ての事例の答えが一致しました。\n")
    answers.write_text("\n".join([*lines[1:], lines[0].replace("serious", "none")]), "utf-8")
    status, out, _ = run(capsys, "boundaries", "--check", answers, "--lang", "en")
    assert status == 1
    assert pack["cases"][0]["id"] in out


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas(name: str, capsys: Capture) -> None:
    status, out, _ = run(capsys, "schema", name)
    assert (status, json.loads(out)) == (0, schema(name))


def test_a_schema_that_there_is_not(capsys: Capture) -> None:
    status, out, err = run(capsys, "schema", "incidents", "--lang", "en")
    assert (status, out) == (2, "")
    assert "near-miss" in err
