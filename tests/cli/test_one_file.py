"""One file for all: every command reads it, answers what it can and drops nothing silently."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from jikorules.cli.app import main
from jikorules.wire.schemas import schema
from jikorules.wire.subject import subject_from_wire

NOW = "2026-05-20T09:00:00+09:00"
IMPACT = {
    "service": {"kind": "voice", "emergency_calls": True},
    "users": 45_000,
    "start": "2026-05-10T02:10:00+09:00",
    "end": "2026-05-10T05:10:00+09:00",
}
DOCUMENTS: list[dict[str, Any]] = [
    {
        "id": "卸元",
        "carrier": "甲",
        "chain": "2026-05-10",
        "cause": "equipment.software",
        "failed": "switching.other",
        "services": ["voice.mobile_phone"],
        "impacts": [IMPACT],
    },
    {
        "what": "accident",
        "id": "卸先",
        "carrier": "乙",
        "chain": "2026-05-10",
        "origin": "wholesaler",
        "impacts": [IMPACT],
    },
    {"what": "near_miss", "id": "火災", "known_on": "2026-05-10", "part": "access_line"},
    {"what": "leak", "id": "漏えい", "reason": "secrecy_leak", "day": "2026-05-10"},
    {"what": "suspension", "id": "停止", "day": "2026-05-10"},
]
COMMANDS = {
    "judge": ([], 2),
    "outlook": (["--at", NOW], 3),
    "replay": (["--rules", "2025-04-01,2026-04-01"], 3),
    "duties": (["--at", NOW], 0),
    "statistics": ([], 3),
}
"""Each command with its options, and how many of the documents it leaves out."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "all.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in DOCUMENTS), "utf-8")
    return path


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_command_reads_the_file(
    command: str, lang: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """対象としない文書は、1件につき1行でその旨を示し、件数を数えます（終了コード 3）."""
    options, left_out = COMMANDS[command]
    status = main([command, str(file), *options, "--lang", lang])
    said = capsys.readouterr()
    assert status == (3 if left_out else 0)
    lines = said.err.splitlines()
    assert len(lines) == (left_out + 1 if left_out else 0)
    if left_out:
        places = [line.split("jsonl:")[1][0] for line in lines[:-1]]
        assert places == ["3", "4", "5"][-left_out:]
        assert str(left_out) in lines[-1]
    assert said.out


def test_the_chain_reaches_the_duties(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """卸先の報告に短い様式を用いることができるかを、卸元の事故の判定から定めます."""

    def allowed() -> set[str]:
        assert main(["duties", str(file), "--at", NOW, "--json"]) == 0
        duties = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        forms = [form for duty in duties if duty["id"] == "卸先" for form in duty["other_forms"]]
        return {form["allowed"] for form in forms if form["form"]}

    assert "yes" in allowed()
    apart = [{**each, "chain": None} if "chain" in each else each for each in DOCUMENTS]
    file.write_text("\n".join(json.dumps(each) for each in apart), "utf-8")
    assert allowed() == {"undecided"}


def test_a_chain_of_two_wholesalers_settles_nothing(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("\n".join(json.dumps(each) for each in [DOCUMENTS[0], *DOCUMENTS[:2]]), "utf-8")
    main(["duties", str(file), "--at", NOW, "--json"])
    duties = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    forms = [form for duty in duties if duty["id"] == "卸先" for form in duty["other_forms"]]
    assert "yes" not in {form["allowed"] for form in forms if "50の3" in form["form"]}


def test_a_near_miss_that_is_none_says_why(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["judge", str(file)])
    (said,) = [part for part in capsys.readouterr().out.split("■ ") if part.startswith("火災")]
    assert "認められる事態に該当しない" in said
    assert "[非該当] 電気通信事業法施行規則第58条の2第1号ハ" in said
    assert "端末系伝送路設備" in said


def test_what_has_to_be_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(
        json.dumps({"known_on": "2026-05-10"}) + "\n" + json.dumps({"what": "x"}), "utf-8"
    )
    assert main(["duties", str(file), "--at", NOW]) == 2
    told = capsys.readouterr().err.splitlines()
    assert "near_miss を加えて" in told[0].replace('"what": "near_miss" を', "near_miss を")
    assert ".what：" in told[1]


def test_the_schemas_know_all_of_it() -> None:
    names = {"accident": "incident", "near_miss": "near-miss"}
    for document in DOCUMENTS:
        subject_from_wire(document)
        name = names.get(document.get("what", "accident"), "other-reason")
        assert Draft202012Validator(schema(name)).is_valid(document)


def test_duties_are_not_denied_of_what_was_not_read(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """「報告の義務はありません」 is said of documents that were read, and of all of them."""
    free = {**DOCUMENTS[0], "impacts": [{**IMPACT, "users": 5, "end": "2026-05-10T02:20:00+09:00"}]}
    for documents, status in (([{"impacts": 5}], 2), ([free, {"impacts": 5}], 2), ([free], 0)):
        file.write_text("\n".join(json.dumps(each) for each in documents), "utf-8")
        assert main(["duties", str(file), "--at", NOW]) == status
        said = capsys.readouterr().out
        assert ("報告の義務はありません" in said) is (status == 0)
        assert ("報告の義務のない文書：1件" in said) is (status == 2 and free in documents)
    assert main(["duties", str(file), "--at", NOW, "--json"]) == 0
    free_of = capsys.readouterr()
    assert (free_of.out, "報告の義務のない文書：1件" in free_of.err) == ("", True)


def test_what_a_leak_owes_is_not_denied(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for document in DOCUMENTS[3:]:
        file.write_text(json.dumps(document), "utf-8")
        for first in ([], ["--first"]):
            assert main(["report", str(file), *first]) == 3
            said = capsys.readouterr()
            assert "報告の義務は duties が示します" in said.err
            assert "義務はありません" not in said.err


def test_a_report_without_a_day_does_not_keep_the_others_from_the_calendar(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of two tower providers' accidents nobody can tell when each became known."""
    of_towers = {
        "reporter": "tower_provider",
        "impacts": [
            {**IMPACT, "start": "2026-06-01T01:00:00+09:00", "end": "2026-06-01T03:00:00+09:00"}
        ],
    }
    documents = [DOCUMENTS[0], {**of_towers, "id": "塔1"}, {**of_towers, "id": "塔2"}]
    file.write_text("\n".join(json.dumps(each) for each in documents), "utf-8")
    out = tmp_path / "out.ics"
    assert main(["duties", str(file), "--at", "2026-06-20T09:00:00+09:00", "--ics", str(out)]) == 0
    assert "予定に入れなかった報告：4件" in capsys.readouterr().err
    assert "BEGIN:VEVENT" in out.read_text("utf-8")
