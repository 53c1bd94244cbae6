"""The command line: what it prints, what it refuses, and that bad input never hides good input."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.documents import BAD, END, GOOD, START

from jikorules import from_wire, judge, rulesets, to_wire
from jikorules.basics.errors import JikorulesError
from jikorules.cli.app import main
from jikorules.wire.files import read_stream


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run_(text: str | bytes, *options: str, name: str = "事故.json") -> tuple[int, str, str]:
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        status = main(["judge", str(file), *options])
        said = capsys.readouterr()
        return status, said.out, said.err.replace(str(file), name)

    return run_


def test_an_answer_in_japanese(run: Any) -> None:
    status, out, err = run(json.dumps(GOOD))
    assert (status, err) == (0, "")
    assert out == (
        "■ good\n"
        "判定：重大な事故（表一の項）\n"
        "適用規定：2015年4月1日施行時点の規定（重大な事故：平成27年総務省令第29号（番号は推定）、"
        "四半期報告事故：平成22年総務省令第39号（番号は推定））\n"
        "事実\n"
        "  影響1：音声伝送役務、2019年3月16日7時47分～11時56分、41,382人\n"
        "理由\n"
        "  [該当] 電気通信事業法施行規則第58条第1号の表一の項\n"
        "      継続時間1時間以上かつ影響利用者数3万以上 ← 4時間9分、41,382人（影響1）\n"
        "  [該当] 電気通信事業報告規則第7条の3第1項第1号\n"
        "      影響利用者数3万以上 ← 41,382人（影響1）\n"
        "  [該当] 電気通信事業報告規則第7条の3第1項第1号\n"
        "      継続時間2時間以上 ← 4時間9分（影響1）\n"
        "  影響を受けた役務等のない規定："
        "電気通信事業法施行規則第58条第1号の表二の項、三の項、四の項、"
        "電気通信事業法施行規則第58条第2号\n"
    )


def test_an_answer_in_english(run: Any) -> None:
    _, out, _ = run(json.dumps(GOOD), "--lang", "en")
    assert "Answer: serious accident (table row 一)\n" in out
    assert "1 h or more and 30,000 users or more ← 4 h 9 min, 41,382 users (impact 1)\n" in out


def test_everything_that_can_be_said(run: Any) -> None:
    document = {
        "carrier": "試験通信",
        "impacts": [
            {
                "service": {"kind": "voice"},
                "users": {"at_most": 40000},
                "start": "2026-11-22T01:00:00+09:00",
            },
            {
                "service": {"kind": "email"},
                "users": None,
                "periods": [
                    {"start": "2026-11-22T01:00:00+09:00", "end": "2026-11-22T01:30:05+09:00"},
                    {"start": "2026-11-22T02:00:00+09:00", "end": "2026-11-24T02:40:00+09:00"},
                ],
                "supplementary": None,
            },
            {
                "service": {"kind": "other", "name": "専用線"},
                "users": 3,
                "start": "2026-11-22T01:00:00+09:00",
                "end": "2026-11-22T01:00:00+09:00",
                "supplementary": True,
            },
        ],
        "critical_facility": {
            "kind": "submarine_cable",
            "start": "2026-11-22T01:00:00+09:00",
        },
        "origin": "wholesaler",
        "minor": None,
        "disaster": True,
    }
    for lang in ("ja", "en"):
        status, out, err = run(json.dumps(document), "--lang", lang)
        assert (status, err) == (0, "")
        assert "None" not in out
        assert "Words(" not in out
    assert "undecided (no report needed, periodic report or serious accident)" in out
    for words in (
        "voice, 2026-11-22 01:00 to not restored, at most 40,000 users",
        "2026-11-22 01:00 to 01:30:05, 2026-11-22 02:00 to 2026-11-24 02:40, unknown",
        "専用線, 2026-11-22 01:00 to 01:00, 3 users, supplementary function only",
        "submarine cable: 2026-11-22 01:00 to not restored",
        "which may not count here",
        "[may apply]",
        "(Last: 2026-11-21.)",
        "natural disaster",
        "another carrier",
        "Open questions",
    ):
        assert words in out


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([GOOD, BAD, GOOD]),
        "\n".join(json.dumps(each) for each in (GOOD, BAD, GOOD)) + "\n\n",
        "\r\n".join(json.dumps(each) for each in (GOOD, BAD, GOOD)),
    ],
    ids=["array", "lines", "lines of Windows"],
)
def test_bad_input_does_not_hide_the_good_input_beside_it(run: Any, text: str) -> None:
    status, out, err = run(text, "--json")
    assert status == 2
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["good", "good"]
    assert "impacts[0].users" in err
    assert ("事故.json[1]" in err) or ("事故.json:2" in err)
    assert "Traceback" not in err


def test_one_verdict_a_line(run: Any) -> None:
    status, out, _ = run(json.dumps(GOOD), "--json")
    (verdict,) = [json.loads(line) for line in out.splitlines()]
    file = io.BytesIO(json.dumps(GOOD).encode())
    (incident,) = [each for _, each in read_stream(file, "x", from_wire)]
    assert status == 0
    assert not isinstance(incident, JikorulesError)
    assert verdict == to_wire(judge(incident))


def test_a_file_of_a_japanese_windows_user(run: Any) -> None:
    text = json.dumps(GOOD | {"carrier": "株式会社①"}, ensure_ascii=False)
    status, out, _ = run(b"\xef\xbb\xbf" + text.encode())
    assert status == 0
    assert out.startswith("■ 株式会社①、good\n")
    status, out, err = run(text.encode("cp932"))
    assert (status, out) == (2, "")
    assert "UTF-8" in err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "空です"),
        (" \n", "空です"),
        ("[]", "空です"),
        ("{", "1行"),
        ('[{"impacts": 1,]', "1行"),
        ("null", "オブジェクト"),
        ("3", "オブジェクト"),
        ('[{"impacts": [], "impacts": []}]', "impacts"),
        (json.dumps(GOOD).replace("41382", "NaN"), "NaN"),
        (json.dumps(GOOD).replace("41382", "1e400"), "1e400"),
        (json.dumps(GOOD).replace("41382", "9" * 5000), "桁数"),
        ("[" * 100_000, "入れ子"),
        (json.dumps(GOOD).replace(START, "2009-03-16T07:47:00+09:00"), "2010-04-01"),
        (json.dumps(GOOD).replace('"good"', '"\\ud800"').replace("41382", "true"), "users"),
    ],
)
def test_bad_documents(run: Any, text: str, said: str) -> None:
    status, out, err = run(text)
    assert (status, out) == (2, "")
    assert said in err
    assert err.startswith("事故.json")
    assert "Traceback" not in err


def test_a_duplicate_key_spoils_only_its_own_incident(run: Any) -> None:
    twice = json.dumps(GOOD).replace('"users": 41382', '"users": 1, "users": 41382')
    status, out, err = run(f"[{json.dumps(GOOD)}, {twice}]", "--json")
    assert (status, len(out.splitlines())) == (2, 1)
    assert "事故.json[1].impacts[0]" in err


def test_a_line_separator_inside_a_text_ends_no_line(run: Any) -> None:
    line = json.dumps(GOOD | {"carrier": "a\u2028b\u0085c"}, ensure_ascii=False)
    status, out, _ = run(f"{line}\n{line}", "--json")
    assert (status, len(out.splitlines())) == (0, 2)


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = tmp_path / "good.json"
    good.write_text(json.dumps(GOOD), "utf-8")
    assert main(["judge", str(tmp_path / "none.json"), str(tmp_path), str(good)]) == 2
    said = capsys.readouterr()
    assert said.out.startswith("■ good")
    assert "none.json" in said.err


def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(BAD).encode())))
    assert main(["judge", "-", "--lang", "en"]) == 2
    assert "<stdin>.impacts[0].users: expected an integer of 0 or more" in capsys.readouterr().err


def test_the_rule_set_and_the_moment_can_be_chosen(run: Any) -> None:
    running = json.dumps(GOOD).replace(f', "end": "{END}"', "")
    _, out, _ = run(running, "--at", "2019-03-16T08:46:59+09:00")
    assert "判定：四半期報告事故（継続中。この時点）\n" in out
    _, out, _ = run(running, "--at", "2019-03-16T08:47:00+09:00")
    assert "判定：重大な事故（表一の項）（継続中。この時点）\n" in out
    _, out, _ = run(json.dumps(GOOD), "--rules", "H31", "--json")
    assert json.loads(out)["rules"]["id"] == "2019-04-01"
    for options, said in (
        (("--at", "8:77"), "--at"),
        (("--at", "2019-03-16T25:47:00"), "+09:00"),
        (("--at", "2018-03-16T08:47:00+09:00"), "事故.json.at"),
        (("--rules", "R1"), "--rules"),
        (("--rules", "1999-01-01"), "--rules"),
    ):
        status, out, err = run(running, *options)
        assert (status, out) == (2, "")
        assert said in err


@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_rules(rules: Any, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", rules.id, "--lang", lang]) == 0
    said = capsys.readouterr().out
    for version in (rules.serious, rules.periodic):
        assert version.source in said
        assert version.amended_by is None or version.amended_by in said
    assert all(row.name in said for row in rules.serious.row)
    assert rules.digest in said
    assert main(["rules", rules.id, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == to_wire(rules)


def test_the_newest_rules(capsys: pytest.CaptureFixture[str]) -> None:
    main(["rules"])
    assert capsys.readouterr().out.startswith("2026-05-27 の規定")
    assert main(["rules", "平成31年5月1日"]) == 2
    assert "令和元年5月1日" in capsys.readouterr().err


def test_a_reader_that_has_seen_enough(tmp_path: Path) -> None:
    file = tmp_path / "many.json"
    file.write_text(json.dumps([GOOD] * 3000), "utf-8")
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "jikorules", "judge", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_the_console_of_a_machine_without_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "事故.json"
    file.write_text(json.dumps(GOOD), "utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "jikorules", "judge", str(file)],
        env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )
    assert "重大な事故" in done.stdout.decode()


def test_what_is_to_come(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "running.json"
    running = json.dumps(GOOD).replace(f', "end": "{END}"', "")
    file.write_text(f"{running}\n{json.dumps(BAD)}\n{running}", "utf-8")
    now = ["--at", "2019-03-16T08:28:00+09:00"]
    assert main(["outlook", str(file), *now]) == 2
    said = capsys.readouterr()
    assert said.out.count("8時47分（あと19分）：重大な事故（一の項）となる") == 2
    assert "running.json:2.impacts[0].users" in said.err
    assert main(["outlook", str(file), *now, "--lang", "en", "--markdown"]) == 2
    assert "- 08:47 (in 19 min): it becomes a serious accident (row 一)" in capsys.readouterr().out
    assert main(["outlook", str(file), *now, "--json", "--rules", "H31"]) == 2
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert first["crossings"][0]["at"] == "2019-03-16T08:47:00+09:00"
    assert first["verdict"]["rules"]["id"] == "2019-04-01"
    assert main(["outlook", str(file), "--at", "8:77"]) == 2
    assert "--at" in capsys.readouterr().err


def test_another_day_s_law(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "two.json"
    mobile = {
        "id": "mobile",
        "impacts": [
            {
                "service": {"kind": "internet_access", "paid": True},
                "users": 150_000,
                "start": "2026-05-01T00:00:00+09:00",
                "end": "2026-05-01T01:10:00+09:00",
            }
        ],
    }
    file.write_text(json.dumps([mobile, BAD]), "utf-8")
    assert main(["replay", str(file), "--rules", "2019-04-01,2026-04-01"]) == 2
    said = capsys.readouterr()
    assert "mobile" in said.out
    assert "重大な事故（六の項）" in said.out
    assert "two.json[1].impacts[0].users" in said.err
    assert main(["replay", str(file), "--rules", "H31,R8.4.1", "--json"]) == 2
    verdicts = json.loads(capsys.readouterr().out)
    assert [each["grade"] for each in verdicts] == ["periodic", "serious"]
    assert main(["replay", str(file), "--rules", "2019-04-01,x"]) == 2
    assert "--rules" in capsys.readouterr().err
