"""Receipts and the lines of ledgers are read by the strict reader, and each of them once."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from jikorules import JAPAN, InvalidInput, from_wire, judge
from jikorules.cli.app import main
from jikorules.proof import ledger
from jikorules.proof.canonical import canonical, digest, read_digest
from jikorules.proof.ledger import Fault, FaultKind, append, check, read_line, survey
from jikorules.proof.receipt import Receipt, receipt, receipt_from_wire, receipt_to_wire

EXAMPLES = "docs/examples/fy2018.json"
START = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)


def small(verdict: dict[str, Any]) -> Receipt:
    return Receipt("0.1.0", 1, "H31", digest(1), digest(2), START, verdict)


def chained(*receipts: Receipt) -> list[str]:
    lines: list[str] = []
    for each in receipts:
        lines.append(append(lines[-1] if lines else None, each))
    return lines


LINES = chained(*(small({"users": users}) for users in range(4)))


@pytest.mark.parametrize(
    "verdict",
    [
        {},
        {',"n":': ',"n":'},
        {"before": None, "digest": digest(3), "n": 1},
        {'"digest":"' + digest(3) + '",': '"before":null,"digest":"'},
    ],
)
def test_the_digest_is_put_in_and_taken_out_at_its_place(verdict: dict[str, Any]) -> None:
    """Whatever a receipt holds, even what looks like a part of a line."""
    for line in chained(small(verdict), small(verdict)):
        body = json.loads(line)
        assert canonical(body).decode() == line
        assert body.pop("digest") == digest(body)
        assert read_line(line).receipt == small(verdict)


def test_a_survey_gives_whole_lines_and_faults_in_one_pass() -> None:
    changed = LINES[1].replace("0.1.0", "0.1.1")
    lines = [LINES[0], changed, "{}", LINES[3], LINES[0]]
    assert list(survey(lines)) == [
        (1, read_line(LINES[0])),
        Fault(2, FaultKind.CHANGED),
        Fault(3, FaultKind.UNREADABLE),
        (4, read_line(LINES[3])),
        (5, read_line(LINES[0])),
        Fault(5, FaultKind.MISPLACED, (1, 1)),
    ]
    assert list(check(lines)) == [each for each in survey(lines) if isinstance(each, Fault)]


def test_the_command_looks_at_each_line_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ledger.jsonl"
    assert main(["judge", EXAMPLES, "--receipts", str(file)]) == 0
    seen = []

    def counted(document: Any) -> bytes:
        seen.append(document["n"])
        return canonical(document)

    monkeypatch.setattr(ledger, "canonical", counted)
    assert main(["ledger", str(file), "--incidents", EXAMPLES]) == 0
    assert seen == [1, 2, 3, 4, 5, 6]
    assert "6行目まで誤りはありません" in capsys.readouterr().out


def test_a_line_is_made_canonical_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def counted(document: Any) -> bytes:
        seen.append(document["n"])
        return canonical(document)

    monkeypatch.setattr(ledger, "canonical", counted)
    append(append(None, small({})), small({}))
    assert seen == [1, 1, 2]  # written, read again, and the next one written


@pytest.mark.parametrize("value", [None, "", 3, "sha256:" + "0" * 63, "sha256:" + "0" * 64 + "\n"])
def test_what_is_no_digest_is_refused(value: Any) -> None:
    with pytest.raises(InvalidInput, match="64桁"):
        read_digest(value)
    assert read_digest(digest(value)) == digest(value)


@pytest.mark.parametrize("key", [1, "\ud800", "x\n", "more"])
def test_a_key_that_is_wrong_is_told_once(key: Any) -> None:
    (incident, *_) = json.loads(Path(EXAMPLES).read_text("utf-8"))
    document = receipt_to_wire(receipt(judge(from_wire(incident))))
    with pytest.raises(InvalidInput) as caught:
        receipt_from_wire({**document, key: 1})
    assert len(caught.value.problems) == 1


def test_a_number_that_no_ledger_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ledger.jsonl"
    file.write_text(f"{LINES[0]}\n", "utf-8", newline="\n")
    kept = "9" * 5000 + "=" + digest(0)
    assert main(["ledger", str(file), "--kept", kept]) == 2
    assert capsys.readouterr().err.startswith("--kept：")
