"""An accident on the command line: the same answers as of a document, and what it is told."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from support.places import ROOT

from jikorules import JAPAN, Kind, from_wire
from jikorules.cli import common
from jikorules.cli.app import main
from jikorules.cli.one_line import accident, services_of, several_services

NOW = datetime(2026, 11, 28, 3, tzinfo=JAPAN)
AT = ["--at", "2026-11-28T03:00"]
HERO = re.compile(r"^jikorules (outlook --service .*)$", re.MULTILINE)
VOICE = {"kind": "voice", "emergency_calls": True, "name": "携帯電話（音声）"}
DATA = {"kind": "internet_access", "name": "携帯電話（データ通信）"}
START = "2026-11-28T02:10:00+09:00"


class _Clock(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
        return NOW.astimezone(tz).replace(microsecond=123)


@pytest.fixture
def _at_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "datetime", _Clock)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def run_(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run_


def document(**changes: Any) -> dict[str, Any]:
    users = {"at_least": 44500, "at_most": 45499}
    impacts = [{"service": each, "users": users, "start": START} for each in (VOICE, DATA)]
    return {"impacts": impacts, "overlap": "same", **changes}


@pytest.mark.usefixtures("_at_three")
@pytest.mark.parametrize("name", ["README.md", "docs/quickstart.md"])
def test_the_line_of_three_in_the_morning(name: str, run: Any) -> None:
    """At most 60 characters from start to answer; it stands at the top, before any JSON."""
    text = (ROOT / name).read_text("utf-8")
    line = HERO.search(text)
    assert line is not None
    assert len(line[0]) <= 60
    assert text.index(line[0]) < text.index("docs/examples/fy2018.json")
    status, out, err = run(*line[1].split())
    assert status == 0
    assert "時点：2026年11月28日3時00分\n判定：年度報告（継続中。この時点）\n" in out
    assert "3時10分（あと10分）：重大な事故（一の項）となる" in out
    assert "44,500人以上45,499人以下" in out
    assert "--since 2:10 → 2026年11月28日2時10分（日本時間）\n" in err


@pytest.mark.parametrize("command", ["judge", "outlook", "duties", "report --first"])
def test_the_answer_is_that_of_the_document(command: str, run: Any, tmp_path: Path) -> None:
    file = tmp_path / "accident.json"
    file.write_text(json.dumps(document(carrier="試験通信")), "utf-8")
    words = command.split()
    told = ["--service", "携帯電話", "--users", "約45,000", "--since", "2:10"]
    ways = [["--json"], ["--lang", "en"]] if command != "report --first" else [["--lang", "ja"]]
    for way in ways:
        later = ["--at", "2026-11-28T03:10", *way]
        status, out, _ = run(*words, *told, "--carrier", "試験通信", *later)
        assert (status, out) == run(*words, str(file), *later)[:2]
        assert status == 0
        assert out


@pytest.mark.usefixtures("_at_three")
@pytest.mark.parametrize("command", ["outlook", "duties"])
def test_now_is_the_clock_s_unless_told(command: str, run: Any, tmp_path: Path) -> None:
    """Only there; a time of the day will do, and which day it is, is told."""
    file = tmp_path / "accident.json"
    file.write_text(json.dumps(document()), "utf-8")
    told = run(command, str(file), *AT)
    assert run(command, str(file)) == told
    assert run(command, str(file), "--at", "now") == told
    status, out, err = run(command, str(file), "--at", "03:00")
    assert (status, out) == told[:2]
    assert err == told[2] + "--at 03:00 → 2026年11月28日3時00分（日本時間）\n"
    assert run(command, str(file), "--at", "3:01", "--lang", "en")[2].startswith(
        "--at 3:01 → 2026-11-27 03:01 (Japan time). Mind: "
    )


def test_with_the_moment_told_no_clock_is_read(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "datetime", None)
    assert run("judge", "--service", "FTTH", "--since", "2:10", *AT)[0] == 0
    file = str(ROOT / "docs/examples/fy2018.json")
    assert run("judge", file)[0] == 0
    with pytest.raises(AttributeError):
        run("judge", "--service", "FTTH", "--since", "2:10")


def test_judge_reads_the_clock_for_the_day_only(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "datetime", _Clock)
    line = ("judge", "--service", "携帯電話", "--users", "約45,000", "--since", "2:10", "--json")
    verdict = json.loads(run(*line)[1])
    assert verdict["at"] is None
    assert verdict["possible"] == ["periodic", "serious"]


def wire(line: str) -> dict[str, Any]:
    """Give the accident that a line tells, by way of the parser."""
    options = main.__globals__["_parser"]().parse_args(["judge", *line.split()])
    return common.sources((), options, NOW)[0].document  # type: ignore[union-attr]


def test_everything_that_can_be_told() -> None:
    told = wire(
        "--carrier 試験通信 --service IP電話 --no-110 --users 3万以上 --period 23:00 23:30"
        " --period 1:00 1:20 --since 2:10 --until 2:30 --degradation --paid"
        " --service FTTH+電子メール --users 不明 --since 50分前 --free --service voice --since 0:05"
    )
    assert from_wire(told) == from_wire(
        {
            "carrier": "試験通信",
            "impacts": [
                {
                    "service": {
                        "kind": "voice",
                        "emergency_calls": False,
                        "paid": True,
                        "name": "IP電話",
                    },
                    "users": {"at_least": 30000},
                    "effect": "degradation",
                    "periods": [
                        {
                            "start": "2026-11-27T23:00:00+09:00",
                            "end": "2026-11-27T23:30:00+09:00",
                        },
                        {
                            "start": "2026-11-28T01:00:00+09:00",
                            "end": "2026-11-28T01:20:00+09:00",
                        },
                        {"start": START, "end": "2026-11-28T02:30:00+09:00"},
                    ],
                },
                {
                    "service": {"kind": "internet_access", "paid": False, "name": "FTTH"},
                    "users": None,
                    "start": START,
                },
                {
                    "service": {"kind": "email", "paid": False, "name": "電子メール"},
                    "users": None,
                    "start": START,
                },
                {
                    "service": {"kind": "voice"},
                    "users": None,
                    "start": "2026-11-28T00:05:00+09:00",
                },
            ],
        }
    )


def test_options_before_the_first_service_are_of_the_first() -> None:
    told = wire("--since 2:10 --users 3 --service FTTH --service 電子メール --since 1:10")
    assert [each["users"] for each in told["impacts"]] == [3, None]
    assert [each["start"][11:16] for each in told["impacts"]] == ["02:10", "01:10"]


def test_mobile_phones_are_voice_and_data_of_the_same_users() -> None:
    """Only if nothing else is told is it known how the users overlap."""
    told = wire("--service 携帯電話 --users 約45,000 --since 2:10 --110")
    assert from_wire(told) == from_wire(document())
    assert wire("--service 携帯電話+FTTH --users 3 --since 2:10")["overlap"] == "unknown"
    assert (
        wire("--service 携帯電話 --since 2:10 --service FTTH --since 2:10")["overlap"] == "unknown"
    )
    assert [each.kind for each in services_of("携帯電話")] == [Kind.VOICE, Kind.INTERNET_ACCESS]


@pytest.mark.parametrize("joint", ["+", "＋", " + "])
def test_names_are_joined_by_a_plus(joint: str) -> None:
    assert [name for name, _ in several_services(f"FTTH{joint}BWA")] == ["FTTH", "BWA"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "FILE --service"),
        ("--carrier 試験通信", "--service：影響を受けた役務"),
        ("--users 3", "--service：影響を受けた役務"),
        ("FILE --service FTTH --since 2:10", "引数 FILE：--service と同時には"),
        ("FILE --carrier 試験通信", "引数 FILE：--carrier と同時には"),
        ("--service FTTH", "--since：影響の始まった時刻"),
        ("--service FTTH --until 2:10", "--until：--since の時刻"),
        ("--service FTTH --since 2:10 --service BWA", "--since（BWA）：影響の始まった時刻"),
        ("--service 電報 --since 2:10", "'電報'"),
        ("--service FTTH+電報 --since 2:10", "'電報'"),
        ("--service FTTH+ --since 2:10", "'FTTH+'"),
        ("--service FTTH --since 昨夜23:50", "--since：日の定まる時刻"),
        ("--service FTTH --since 2:10 --until 1:50", "--until：2026年11月28日3時00分以前"),
        ("--service FTTH --period 2:10 1:50", "--period：2026年11月28日3時00分以前"),
        ("--service FTTH --period 2:10 2:20 --since 2:00", "--since.periods[0].end"),
        ("--service FTTH --since 2:10 --users 数万", "--users：数が必要"),
        ("--service FTTH --since 2:10 --users 延べ3万", "--users：0以上の整数"),
        ("--service FTTH --since 2:10 --users=-5", "--users：数が必要"),
        ("--service FTTH --since 2:10 --users 3 --users 4", "--users：一つの役務に1回だけ"),
        ("--service FTTH --since 2:10 --110", "--110：音声の役務"),
        ("--service 携帯電話 --since 2:10 --no-110", "緊急通報を取り扱う役務です"),
        ("--service IP電話 --since 2:10 --110 --no-110", "--110 と --no-110 のいずれか一方"),
        ("--service IP電話 --since 2:10 --free --paid", "--free と --paid のいずれか一方"),
        ("--service FTTH --since 2009-01-01T00:00", "収録期間"),
    ],
)
def test_what_is_refused(line: str, said: str, run: Any) -> None:
    """In a sentence that names the option; nothing is answered."""
    words = line.replace("FILE", str(ROOT / "docs/examples/fy2018.json")).split()
    status, out, err = run("judge", *AT, *words)
    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_all_problems_are_told_at_once(run: Any) -> None:
    line = "--service 電報 --users 数万 --since 昨夜 --service BWA --110 --since 30:00"
    status, out, err = run("judge", *AT, *line.split())
    assert (status, out) == (2, "")
    for said in (
        "--service：",
        "--users（電報）：",
        "--since（電報）：",
        "--110（BWA）：",
        "--since（BWA）：",
    ):
        assert said in err


def test_english(run: Any) -> None:
    line = "--service voice --users 3万以上 --since 23:50頃 --lang en"
    _, out, err = run("outlook", *AT, *line.split())
    assert "As of: 2026-11-28 03:00" in out
    assert err == (
        "--users 3万以上 → 30,000 users or more\n"
        "--since 23:50頃 → 2026-11-27 23:45 (Japan time; the earliest it can be, so that the "
        "duration is not cut short)\n"
    )


def test_what_is_not_told_is_asked(run: Any) -> None:
    _, out, _ = run("judge", *AT, "--service", "IP電話", "--since", "1:10")
    assert "確認を要する点\n  影響1の影響利用者数は、" in out
    assert "緊急通報を取り扱うか" in out


def test_nothing_is_lost_between_a_line_and_its_accident() -> None:
    told = [("--service", "FTTH"), ("--users", "約4.5万"), ("--since", "2:10")]
    line = accident(told, NOW, carrier="試験通信")
    assert line.incident.carrier == "試験通信"
    assert [each.ja for each in line.said] == [
        "--users 約4.5万 → 44,500人以上45,499人以下",
        "--since 2:10 → 2026年11月28日2時10分（日本時間）",
    ]


def test_a_calendar_and_receipts_of_a_line(run: Any, tmp_path: Path) -> None:
    line = ["--service", "携帯電話", "--users", "5万", "--since", "1:10"]
    assert run("duties", *AT, *line, "--ics", str(tmp_path / "out.ics"))[0] == 0
    assert b"BEGIN:VEVENT" in (tmp_path / "out.ics").read_bytes()
    assert run("judge", *AT, *line, "--receipts", str(tmp_path / "ledger.jsonl"))[0] == 0
    assert len((tmp_path / "ledger.jsonl").read_bytes().splitlines()) == 1
    assert run("report", *AT, *line, "--out", str(tmp_path / "out.md"))[0] in (0, 1)
    assert "携帯電話" in (tmp_path / "out.md").read_text("utf-8")
