"""``jikorules duties``: the deadlines of many accidents in one list."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.documents import BAD, GOOD

from jikorules.cli.app import main
from jikorules.reporting.text import presumption

BUREAU = "総合通信局長を経由することができる。"
NOW = "2019-04-10T09:00:00+09:00"


def run(
    capsys: pytest.CaptureFixture[str], file: Path, *options: str, at: str = NOW
) -> tuple[int, str, str]:
    status = main(["duties", str(file), "--at", at, *options])
    said = capsys.readouterr()
    return status, said.out, said.err.replace(str(file), file.name)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "事故.jsonl"
    path.write_text(json.dumps(GOOD) + "\n", "utf-8-sig")  # as Windows writes it
    return path


def test_the_deadlines(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, file)
    assert (status, err) == (0, "")
    assert out == (
        "■ 速やかに行うもの\n"
        "  速やかに　速報\n"
        "      事案：good\n"
        "      事由：重大な事故\n"
        f"      報告先：総務大臣（{BUREAU}電気通信事業法施行規則第69条）\n"
        "      内容：発生日時、場所、概要、理由又は原因、措置、その他参考となる事項\n"
        "      起算：発生した日（2019年3月16日）\n"
        "      根拠：電気通信事業法施行規則第57条\n"
        "\n"
        "■ 期限間近\n"
        "  2019年4月15日（月）まで　詳報（様式第50の3）\n"
        "      事案：good\n"
        "      事由：重大な事故\n"
        f"      報告先：総務大臣（{BUREAU}電気通信事業法施行規則第69条）\n"
        "      起算：発生した日（2019年3月16日）から30日以内\n"
        "      根拠：電気通信事業法施行規則第57条、民法第140条\n"
        "\n"
        "■ 今後\n"
        "  2019年5月31日（金）まで　定期の報告（様式第27）\n"
        "      事案：good\n"
        "      報告対象期間：2019年1月1日から2019年3月31日まで\n"
        f"      報告先：総務大臣（{BUREAU}電気通信事業報告規則第11条）\n"
        "      起算：報告対象期間の末日（2019年3月31日）から2月以内\n"
        "      様式：簡易な様式によることができる場合がある\n"
        "      根拠：電気通信事業報告規則第7条の3第1項\n"
        "\n"
        f"{presumption()}\n"
    )


def test_keys_of_several_accidents_are_told_in_their_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, done = tmp_path / "two.json", tmp_path / "done.txt"
    file.write_text(json.dumps([GOOD, GOOD]), "utf-8")
    keys = [f"good/{each}" for each in ("periodic", "serious_accident/first", "x")]
    keys.insert(1, "good/serious_accident/detailed")
    done.write_text("\n".join(keys), "utf-8")
    status, _, err = run(capsys, file, "--done", str(done))
    assert status == 2
    assert [each.split("'")[1] for each in err.splitlines()] == keys[:3]


def test_what_is_done_comes_last(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = tmp_path / "done.txt"
    done.write_bytes("\ufeffgood/serious_accident/first\r\nother\r\n".encode())
    _, out, _ = run(capsys, file, "--done", str(done))
    titles = [line for line in out.splitlines() if line.startswith("■")]
    assert titles == ["■ 期限間近", "■ 今後", "■ 済"]
    _, out, _ = run(capsys, file, "--done", str(done), "--json")
    documents = [json.loads(line) for line in out.splitlines()]
    assert [(each["key"], each["status"]) for each in documents] == [
        ("good/serious_accident/first", "done"),
        ("good/serious_accident/detailed", "due_soon"),
        ("good/periodic", "later"),
    ]
    assert documents[1]["deadline"] == {
        "last_day": "2019-04-15",
        "due": "2019-04-15",
        "closed": None,
        "days": 30,
        "months": None,
        "rules": [{"law": "民法", "article": "140", "paragraph": None, "item": None, "row": None}],
    }
    assert documents[0]["contents"] == [
        "date_time",
        "place",
        "outline",
        "reason_or_cause",
        "measures",
        "other_matters",
    ]
    assert {each["presumes"]["article"] for each in documents} == {"164"}


def test_the_calendar(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "deadlines.ics"
    status, _, _ = run(capsys, file, "--ics", str(out))
    assert status == 0
    assert out.read_bytes().count(b"BEGIN:VEVENT") == 3


def test_nothing_to_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = json.loads(json.dumps(GOOD))
    small["impacts"][0] |= {"users": 5, "end": "2019-03-16T08:00:00+09:00"}
    path = tmp_path / "small.json"
    path.write_text(json.dumps(small), "utf-8")
    assert run(capsys, path) == (0, f"報告の義務はありません。\n{presumption()}\n", "")
    nothing = f"Nothing has to be reported.\n{presumption('en')}\n"
    assert run(capsys, path, "--lang", "en")[1] == nothing


def test_bad_input_does_not_hide_good_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "both.json"
    path.write_text(json.dumps([BAD, GOOD]), "utf-8")
    status, out, err = run(capsys, path)
    assert status == 2
    assert "詳報" in out
    assert "impacts[0].users" in err


def test_files_that_cannot_be_used(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "missing" / "done.txt")
    for option, expected in (("--done", "読み取れるファイル"), ("--ics", "書き込めるファイル")):
        status, out, err = run(capsys, file, option, missing)
        assert status == 2
        assert expected in err
        assert out == ""  # it is told before anything is judged
        assert "missing" in err


def test_what_is_no_time_is_refused(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, file, at="2019-04-31T09:00:00")
    assert (status, out) == (2, "")
    assert "--at" in err


def test_near_misses_beside_accidents(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fire: dict[str, Any] = {
        "id": "火災",
        "known_on": "2026-05-11",
        "occurred_on": "2026-05-10",
        "event": "fire",
    }
    fire |= {"installer_users": 30_000, "prefectures": 2, "commercial": True, "part": "other"}
    fire["what"] = "near_miss"
    wrong = {"what": "near_miss", "id": "誤り", "known_on": "2026-13-01", "event": "smoke"}
    near_misses = tmp_path / "事態.jsonl"
    lines = [{**fire, "function": "control"}, wrong]
    near_misses.write_text("\n".join(json.dumps(each) for each in lines), "utf-8")
    status = main(["duties", str(file), str(near_misses), "--at", "2026-05-20T09:00:00+09:00"])
    said = capsys.readouterr()
    assert status == 2
    assert "事案：good" in said.out
    # 30 days from the day on which it was known, the first not counted.
    assert "2026年6月10日（水）まで　詳報（様式第50の4）\n      事案：火災\n" in said.out
    paths = [line.split("：")[0] for line in said.err.splitlines()]
    assert [path.rpartition("jsonl:")[2] for path in paths] == ["2.known_on", "2.event"]


TOWERS: dict[str, Any] = {
    "id": "tower",
    "carrier": "甲鉄塔",
    "reporter": "tower_provider",
    "impacts": [
        {
            "service": {"kind": "voice", "emergency_calls": True},
            "users": 50_000,
            "start": "2026-06-01T09:00:00+09:00",
            "end": "2026-06-01T11:00:00+09:00",
        }
    ],
}
LATER = "2026-06-10T09:00:00+09:00"
KNOWN = "2026-06-03T14:30:00+09:00"


def test_a_tower_provider_gives_the_time_of_knowing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """当該事故の発生を知つた時から三十日以内: without it the last day is not known."""
    file = tmp_path / "鉄塔.json"
    file.write_text(json.dumps([TOWERS, GOOD]), "utf-8")
    status, out, err = run(capsys, file, "--known", KNOWN, at=LATER)
    assert (status, err) == (0, "")
    assert "2026年7月3日（金）まで　詳報（様式第38の38）　甲鉄塔" in out
    status, out, err = run(capsys, file, at=LATER)
    assert (status, err) == (0, "")
    assert "■ 期限不明\n  期限不明　詳報（様式第38の38）　甲鉄塔" in out
    assert "発生を知った日時を known_at に与えると" in out
    _, out, _ = run(capsys, file, "--json", at=LATER)
    (unknown,) = (each for each in map(json.loads, out.splitlines()) if each["status"] == "unknown")
    assert (unknown["deadline"], unknown["counted_from"]["day"]) == (None, None)
    early = run(capsys, file, "--known", "2026-06-01T08:59:59+09:00", at=LATER)
    assert (early[0], "known_at" in early[2]) == (2, True)


@pytest.mark.parametrize(("documents", "count"), [([GOOD], 0), ([TOWERS, TOWERS], 2)])
def test_a_time_of_knowing_is_that_of_one_accident(
    documents: list[Any], count: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that nothing is counted from, or that would stand for several, is refused."""
    file = tmp_path / "a.json"
    file.write_text(json.dumps(documents), "utf-8")
    for more in ([], ["--json"]):
        status, out, err = run(capsys, file, "--known", KNOWN, *more, at=LATER)
        assert (status, out) == (2, "")
    assert err.startswith("--known：認定鉄塔等提供事業者の事故1件が必要ですが、")
    assert f"{count}件" in err


def _on(day: int, name: str) -> dict[str, Any]:
    """Give a serious accident of a day in May 2026."""
    start, end = (f"2026-05-{day:02}T0{hour}:00:00+09:00" for hour in (1, 3))
    (impact,) = GOOD["impacts"]
    return {"id": name, "impacts": [{**impact, "start": start, "end": end}]}


@pytest.mark.parametrize("more", [[], ["--done"], ["--ics"]])
def test_lines_of_json_keep_the_order_of_the_accidents(
    more: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Recipients come last: what they owe hangs on the wholesaler's accident, wherever it is."""
    known = {"cause": "equipment.software", "failed": "switching.other"}
    wholesaler = {"chain": "a", **known, "services": ["voice.mobile_phone"]}
    documents = [
        _on(10, "recipient") | {"chain": "a", "origin": "wholesaler"},
        _on(10, "late"),
        BAD,
        _on(9, "early"),
        _on(10, "wholesaler") | wholesaler,
    ]
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(json.dumps(each) for each in documents), "utf-8")
    options = [*more, *(str(tmp_path / f"{option}.txt") for option in more)]
    (tmp_path / "--done.txt").write_text("early/serious_accident/detailed\n")
    status, out, _ = run(capsys, file, "--json", *options, at="2026-05-20T09:00:00+09:00")
    assert status == 2
    found = [json.loads(line) for line in out.splitlines()]
    assert list(dict.fromkeys(each["id"] for each in found)) == [
        *("late", "early", "wholesaler", "recipient")
    ]
    of_recipient = [each for each in found if each["id"] == "recipient"]
    assert any(form["allowed"] == "yes" for each in of_recipient for form in each["other_forms"])
    if more == ["--ics"]:
        calendar = (tmp_path / "--ics.txt").read_text("utf-8")
        assert calendar.count("BEGIN:VEVENT") == len(found)
    is_done = {each["key"] for each in found if each["status"] == "done"}
    assert is_done == ({"early/serious_accident/detailed"} if more == ["--done"] else set())
