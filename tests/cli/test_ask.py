"""`jikorules ask`: on a terminal and through a pipe; what was told is never lost."""

import codecs
import io
import json
import os
import select
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jikorules import JAPAN, InvalidInput, Reading, from_wire, judge
from jikorules.cli.app import main
from jikorules.cli.asking import State, next_step

NOW = datetime(2026, 11, 28, 3, tzinfo=JAPAN)
AT = ["--at", "2026-11-28T03:00"]
ASK = [sys.executable, "-P", "-m", "jikorules", "ask", *AT]
MOBILE = ["携帯電話", "約45,000", "2:10", "n"]
OFFERED = "事故の JSON を書き出すか。"


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def ask_(*replies: str, lang: str = "ja", ended: str = "\n") -> tuple[int, str, str]:
        typed = "".join(reply + ended for reply in replies).encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed)))
        status = main(["ask", *AT, "--lang", lang])
        said = capsys.readouterr()
        return status, said.out, said.err

    return ask_


def told(out: str) -> dict[str, Any]:
    """Give the JSON, which is the last line of what is put out."""
    document: dict[str, Any] = json.loads(out.splitlines()[-1])
    return document


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, term: str) -> None:
        pty = pytest.importorskip("pty")
        fcntl, termios = pytest.importorskip("fcntl"), pytest.importorskip("termios")
        self.here, there = pty.openpty()
        self.process = subprocess.Popen(
            ASK,
            stdin=there,
            stdout=there,
            stderr=there,
            env=os.environ | {"TERM": term, "LC_ALL": "C.UTF-8"},
            start_new_session=True,
            # The terminal becomes its own, so that Ctrl-C reaches it.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
        )
        os.close(there)
        self.seen, self.decoder = "", codecs.getincrementaldecoder("utf-8")()

    def until(self, text: str) -> None:
        """Read until a text is seen."""
        late = time.monotonic() + 60
        while text not in self.seen:
            assert self._read(late), f"{text} is not in {self.seen}"
        self.seen = self.seen.partition(text)[2]

    def type(self, text: str) -> None:
        os.write(self.here, text.encode())

    def leave(self, key: str) -> tuple[int, str]:
        """Type a key until the program ends; give its status and all that is left.

        What is typed while the terminal is changing its mode is lost.
        """
        late, again = time.monotonic() + 60, time.monotonic()
        while self.process.poll() is None:
            if time.monotonic() >= again:
                self.type(key)
                again = time.monotonic() + 1
            self._read(late)
        while self._read(late):
            pass
        os.close(self.here)
        return self.process.returncode, self.seen

    def _read(self, late: float) -> bool:
        """Read what there is; tell whether there may be more."""
        if time.monotonic() > late:
            self.process.kill()
            self.process.wait()
            pytest.fail(f"it takes too long: {self.seen}")
        if not select.select([self.here], [], [], 0.2)[0]:
            return self.process.poll() is None
        try:
            data = os.read(self.here, 65536)
        except OSError:  # so Linux says that nobody is there any more
            return False
        self.seen += self.decoder.decode(data)
        return bool(data)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such terminals")
@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_a_terminal(term: str) -> None:
    """One question a line, an answer after every reply, and Ctrl-D at the end loses nothing."""
    terminal = Terminal(term)
    terminal.until("影響を受けた役務は何か。")
    terminal.type("携帯電話\n")
    terminal.until("影響利用者数は何人か。")
    terminal.type("約45,000\n")
    terminal.until("約45,000 → 44,500人以上45,499人以下")
    terminal.until("いつ始まったか。")
    terminal.type("2:10\n")
    terminal.until("2:10 → 2026年11月28日2時10分（日本時間）")
    terminal.until("判定は定まらない（年度報告又は重大な事故）")
    terminal.until("影響は終わったか。")
    terminal.type("n\n")
    terminal.until("あと10分（3時10分）で重大な事故（一の項）となる")
    terminal.until("3時10分（あと10分）：重大な事故（一の項）となる")
    terminal.until(OFFERED)
    status, rest = terminal.leave("\x04")
    assert status == 0
    document = told(rest)
    assert [each["users"]["at_least"] for each in document["impacts"]] == [44500, 44500]
    assert document["overlap"] == "same"
    assert "Traceback" not in rest


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such terminals")
@pytest.mark.parametrize(("key", "status"), [("\x04", 0), ("\x03", 130)])
def test_leaving_a_terminal_loses_nothing(key: str, status: int) -> None:
    terminal = Terminal("xterm")
    terminal.until("影響を受けた役務は何か。")
    terminal.type("FTTH\n")
    terminal.until("影響利用者数は何人か。")
    terminal.type("約45,000\n")
    terminal.until("いつ始まったか。")
    ended, rest = terminal.leave(key)
    assert ended == status
    assert "Traceback" not in rest
    (impact,) = told(rest)["impacts"]
    assert impact == {
        "service": {"kind": "internet_access", "name": "FTTH"},
        "users": {"at_least": 44500, "at_most": 45499},
    }


@pytest.mark.skipif(os.name != "posix", reason="signals are of Unix")
def test_an_interrupt_while_a_pipe_is_waited_for() -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen(ASK, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(b"FTTH\n3\n2:10\n")
        process.stdin.flush()
        while "影響は終わったか" not in process.stderr.readline().decode():
            pass
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert told(out.decode())["impacts"][0]["start"] == "2026-11-28T02:10:00+09:00"
    assert b"Traceback" not in err


@pytest.mark.parametrize("number", range(len(MOBILE) + 1))
def test_the_end_of_a_pipe_at_any_time(ask: Any, number: int) -> None:
    """The answer so far and what was told are put out, and the status is that of success."""
    status, out, err = ask(*MOBILE[:number])
    assert status == 0
    assert "Traceback" not in err
    if number == 0:
        assert (out, "何も入力されていません" in err) == ("", True)
        return
    document = told(out)
    assert ("判定：" in out) is (number > 2) is ("判定できません" not in err)
    assert ("start" in document["impacts"][0]) is (number > 2)
    assert document["impacts"][0]["service"]["kind"] == "voice"
    if number > 2:
        at = NOW if number > 3 else None
        label = "年度報告（継続中。この時点）" if at else "未確定（年度報告又は重大な事故）"
        assert f"判定：{label}" in out
        assert judge(from_wire(document), at=at).possible


def test_only_the_answer_and_the_json_are_put_out(ask: Any) -> None:
    status, out, err = ask(*MOBILE, "y")
    assert status == 0
    assert out.startswith("■ （名称なし）\n時点：2026年11月28日3時00分\n")
    assert "か。" not in out
    assert err.count(OFFERED) == 1
    assert from_wire(told(out)) == from_wire(told(ask(*MOBILE)[1]))
    assert ask(*MOBILE, "")[1] == out[: out.index('{"')]


def test_what_decides_is_asked_until_it_is_decided(ask: Any) -> None:
    """In the order of our own questions, with the replies that each takes."""
    status, out, err = ask("IP電話", "", "0:20", "1:25", "4万", "はい", "y")
    assert status == 0
    users = err.index("影響1の影響利用者数は、3万以上か。［y/n 又は人数、不明は -］")
    calls = err.index("影響1の役務は、緊急通報を取り扱うか。［y/n、不明は -］")
    assert users < calls
    assert "判定：重大な事故（表一の項）" in out
    (impact,) = told(out)["impacts"]
    assert (impact["users"], impact["service"]["emergency_calls"]) == (40000, True)
    assert "4万 → 4万人" in err


def test_unknown_is_always_allowed(ask: Any) -> None:
    """And moves on, to the answer that is left."""
    for unknown in ("", "-", "不明", "－"):
        status, out, err = ask("IP電話", unknown, "0:20", unknown, *[unknown] * 20)
        assert status == 0
        assert "判定：未確定" in out
        assert err.count("緊急通報を取り扱うか") == 1
        assert err.count("いつ復旧したか") == 0
    status, out, err = ask("-", "-", "-")
    assert (status, out) == (0, "")
    status, out, err = ask("-", "2:10")
    assert told(out) == {"impacts": [{"start": "2026-11-28T02:10:00+09:00"}]}
    assert "役務と開始の時刻がそろわない" in err


def test_going_back_and_being_explained(ask: Any) -> None:
    status, out, err = ask("b", "FTTH", "戻る", "BWA", "?", "3", "b", "？", "4", "2:10", "n", "y")
    assert status == 0
    (impact,) = told(out)["impacts"]
    assert (impact["service"]["name"], impact["users"]) == ("BWA", 4)
    assert err.count("おおよその数は、") == 2
    assert "条文" not in err


@pytest.mark.parametrize(
    ("replies", "said"),
    [
        (["電報"], "'電報'"),
        (["FTTH", "数万"], "分からない数"),
        (["FTTH", "延べ3万"], "延べの数は"),
        (["FTTH", "3", "昨夜2時"], "昨日23:50"),
        (["FTTH", "3", "3:00:01後"], "時刻が必要"),
        (["FTTH", "3", "2:10", "1:50"], "まだ来ていない"),
        (["FTTH", "3", "2:10", "y"], "終わった時刻"),
        (["IP電話", "4万", "0:20", "1:25", "たぶん"], "示された答え方"),
        (["IP電話", "2万以上", "0:20", "1:25", "2万以上"], "定まる数"),
        (["IP電話", "2万以上", "0:20", "1:25", "1万"], "これまでの答えに反しない"),
        ([*MOBILE, "たぶん"], "示された答え方"),
        ([*MOBILE, "/nowhere/at/all.json"], "フォルダーがありません"),
    ],
)
def test_what_is_no_reply_is_asked_again(ask: Any, replies: list[str], said: str) -> None:
    status, out, err = ask(*replies)
    assert status == 0
    assert said in err
    assert "Traceback" not in err
    again = [line for line in err.splitlines() if "［" in line]
    assert again[-1] == again[-2]
    assert out == "" or told(out)


def test_several_services_and_the_overlap_of_their_users(ask: Any) -> None:
    replies = ["FTTH+BWA", "2万", "2万", "0:20", "now"]
    status, out, err = ask(*replies, "1", "y")
    assert status == 0
    assert "［1 別の者　2 同じ者、不明は -］" in err
    assert told(out)["overlap"] == "disjoint"
    assert told(ask(*replies, "2", "y")[1])["overlap"] == "same"
    assert "示された答え方" in ask(*replies, "3", "y")[2]


def test_an_end_that_was_unknown_is_not_asked_twice(ask: Any) -> None:
    _, out, err = ask("FTTH", "5万", "0:20", "-", "y")
    assert err.count("いつ復旧したか") == 0
    assert told(out)["impacts"][0]["end"] is None


def test_the_accident_as_a_file(ask: Any, tmp_path: Path) -> None:
    file = tmp_path / "事故.json"
    status, out, _ = ask(*MOBILE, str(file))
    assert status == 0
    assert "{" not in out
    assert main(["outlook", str(file), *AT]) == 0
    before = file.read_bytes()
    assert "既にあります" in ask(*MOBILE, str(file))[2]
    assert file.read_bytes() == before


def test_english(ask: Any) -> None:
    status, out, err = ask("voice", "3万以上", "1:10", "n", "y", "y", lang="en")
    assert status == 0
    assert "Which service was hit? [its name" in err
    assert "Does the service of impact 1 handle emergency calls? [y/n; unknown: -]" in err
    assert "Answer: serious accident (table row 一) (still running; as of this moment)" in out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_the_pipes_of_windows(
    encoding: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As PowerShell and cmd.exe write them."""
    typed = io.BytesIO("".join(reply + "\r\n" for reply in MOBILE).encode(encoding))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(typed))
    assert main(["ask", *AT]) == 0
    assert told(capsys.readouterr().out)["impacts"][0]["users"]["at_least"] == 44500


def test_a_closed_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert main(["ask"]) == 2
    assert "標準入力" in capsys.readouterr().err


REPLIES = ["", "-", "y", "n", "1", "2", "3", "4万", "約45,000", "1:50", "2:10", "昨日23:50", "2:50"]
SERVICES = ["FTTH", "IP電話", "携帯電話", "messaging", "internet_other+voice", "専用線"]


@given(st.sampled_from(SERVICES), st.lists(st.sampled_from(REPLIES), max_size=25))
def test_whatever_is_replied(service: str, replies: list[str]) -> None:
    """No reply but one that is refused leaves things as they are, and the asking comes to an end.

    The verdict is always that of what was told, and no question comes twice.
    """
    state, asked = State(), list[Any]()
    for reply in [service, *replies, *[""] * 60]:
        step = next_step(state, lambda: NOW)
        if step is None:
            break
        try:
            state = step.take(reply)
        except InvalidInput:
            continue
        asked.append(step.key)
        verdict = state.verdict
        if verdict is not None:
            again = from_wire(state.document())
            assert again == verdict.incident
            readings = dict(verdict.readings)
            assert judge(again, at=verdict.at, readings=readings).possible == verdict.possible
    assert next_step(state, lambda: NOW) is None
    assert len(asked) == len(set(asked))


def test_the_voice_calls_of_a_messaging_service(ask: Any) -> None:
    """What the authority says of them becomes a fact."""
    replies = ["messaging", "5万", "0:00", "2:30", "n", "y"]
    status, out, err = ask(*replies, "1", "y")
    assert status == 0
    assert "［1 音声伝送役務とみる　2 みない、不明は -］" in err
    assert "判定：重大な事故" in out
    assert told(out)["impacts"][0]["service"]["kind"] == "voice"
    assert "判定：年度報告" in ask(*replies, "2", "y")[1]
    assert "所管官庁に確かめた見解だけを" in ask(*replies, "?")[2]


def test_what_the_authority_said_is_kept_apart(ask: Any) -> None:
    """How it reads a limb is no fact, and whoever takes the JSON is told that it is not in it."""
    replies = ["FTTH+電子メール+専用線", "3", "-", "1", "2:50", "-"]
    state = State()
    for reply in replies:
        step = next_step(state, lambda: NOW)
        assert step is not None
        state = step.take(reply)
    while (step := next_step(state, lambda: NOW)) and getattr(step.key, "limb", None) is None:
        state = step.take("-")
        replies.append("-")
    assert step is not None
    assert "初めの障害から最後の復旧まで" in step.asked.ja
    assert step.take("1").verdict.readings == ((step.key.limb, Reading.WIDEST),)  # type: ignore[union-attr]
    said = "所管官庁の見解は、事故の事実ではない"
    assert said in ask(*replies, "1")[2]
    assert said not in ask(*replies)[2]
    assert said not in ask(*replies, "1", *["-"] * 20)[2]


def test_the_clock_is_read_at_each_reply() -> None:
    """A time that is typed late is not taken for yesterday's."""
    times = iter([NOW, NOW + timedelta(minutes=5), NOW + timedelta(minutes=6)])
    state = State()
    for reply in ("FTTH", "3", "2:58", "3:04", ""):
        step = next_step(state, lambda: next(times))
        if step is None:
            break
        state = step.take(reply)
    assert state.verdict is not None
    (impact,) = state.verdict.incident.impacts
    assert impact.periods[0].end == NOW + timedelta(minutes=4)
