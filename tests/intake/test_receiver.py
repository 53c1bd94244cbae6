"""The receiver of the guide, run on this machine: webhooks go in, lines for a chat come out."""

import hashlib
import hmac
import http.client
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from support.payloads import alert, incident, update, webhook
from support.places import ROOT

EXAMPLES = ROOT / "docs" / "examples"


class Running:
    """A receiver that runs, and what it prints."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        assert process.stderr is not None
        self.port = int(process.stderr.readline().rstrip("/\n").rpartition(":")[2])
        self.printed: Queue[str] = Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed.put(line.rstrip("\n"))

    def post(self, path: str, body: bytes, **headers: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("POST", path, body, {k.replace("_", "-"): v for k, v in headers.items()})
        status = connection.getresponse().status
        connection.close()
        return status

    def line(self) -> str:
        return self.printed.get(timeout=30)


Start = Callable[..., Running]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    running: list[Running] = []

    def begin(**environment: str) -> Running:
        program = [sys.executable, "-P", str(EXAMPLES / "receiver.py")]
        arguments = [str(EXAMPLES / "alert-map.toml"), str(tmp_path / "spool"), "--port", "0"]
        bare = {k: v for k, v in os.environ.items() if k not in ("CHAT_URL", "RECEIVER_SECRET")}
        process = subprocess.Popen(
            [*program, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=bare | {"PYTHONUTF8": "1"} | environment,
        )
        running.append(Running(process))
        return running[-1]

    yield begin
    for each in running:
        each.process.terminate()
        each.process.wait(10)
        for stream in (each.process.stdout, each.process.stderr):
            assert stream is not None
            stream.close()


def body(payload: Any) -> bytes:
    return json.dumps(payload).encode()


def began(minutes: int) -> str:
    return (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()


def test_a_webhook_becomes_a_line_with_the_outlook(start: Start) -> None:
    receiver = start()
    firing = alert(startsAt=began(20))
    assert receiver.post("/alertmanager", body(webhook(firing))) == 202
    line = receiver.line()
    assert line.startswith("例示通信（")
    assert "あと40分" in line or "あと39分" in line
    assert "で重大な事故（一の項及び六の項）となる。" in line
    assert line.endswith(" https://alertmanager.example")
    resolved = alert(startsAt=firing["startsAt"], status="resolved", endsAt=began(1))
    assert receiver.post("/grafana", body(webhook(resolved, truncatedAlerts=2))) == 202
    line = receiver.line()
    assert "現在未復旧" in line
    assert (
        "利用者への影響がいつ終わったかを確かめること。 ほかに2件の知らせが省かれている。" in line
    )


def test_a_page_of_status_becomes_a_line(start: Start) -> None:
    receiver = start()
    told = update("investigating", began(5), ("zvdm6f7gf76j", "operational", "major_outage"))
    payload = incident(told, created_at=began(6), components=[])
    assert receiver.post("/statuspage", body(payload)) == 202
    line = receiver.line()
    assert "重大な事故（七の項）となる可能性がある" in line
    assert line.endswith(" https://stspg.example/646947c1e")


def test_what_is_in_no_accident_and_what_is_wrong_are_told(start: Start) -> None:
    receiver = start()
    disk = alert(labels={"alertname": "DiskFull"}, startsAt=began(1))
    assert receiver.post("/alertmanager", body(webhook(disk, alert(startsAt="?")))) == 202
    told = sorted(receiver.line() for _ in range(3))
    assert told[0].startswith("alerts[1].startsAt：")
    assert "alertname=DiskFull：どの役務に係るか" in told[1]
    assert "alertname=VoiceDown, region=east, severity=critical：いつ始まったか" in told[2]
    for odd in (b"", b"not JSON", b"\xff", b'{"x": 1}'):
        assert receiver.post("/alertmanager", odd) == 202  # a sender would drop it for ever
        assert ".json：" in receiver.line()


def test_what_is_not_its_business_is_refused(start: Start) -> None:
    receiver = start()
    assert receiver.post("/nowhere", b"{}") == 404
    assert receiver.post("/alertmanager", b"x" * 1_000_001) == 413
    assert receiver.post("/alertmanager", b"{}", Content_Length="-1") == 411
    assert receiver.post("/alertmanager", body(webhook(alert(startsAt=began(1))))) == 202
    assert receiver.line().startswith("例示通信")


def test_who_does_not_know_the_secret_is_refused(start: Start) -> None:
    receiver = start(RECEIVER_SECRET="open sesame")  # noqa: S106
    data = body(webhook(alert(startsAt=began(1))))
    sign = hmac.new(b"open sesame", data, hashlib.sha256).hexdigest()
    assert receiver.post("/alertmanager", data) == 401
    assert receiver.post("/alertmanager", data, Authorization="Bearer open") == 401
    assert receiver.post("/alertmanager", data + b" ", X_PagerDuty_Signature=f"v1={sign}") == 401
    assert receiver.post("/alertmanager", data, Authorization="Bearer open sesame") == 202
    assert receiver.post("/alertmanager", data, X_PagerDuty_Signature=f"v1=0,v1={sign}") == 202
    assert receiver.post("/alertmanager", data, X_Grafana_Alerting_Signature=sign) == 202


def test_the_bodies_are_kept_as_they_came_and_read_again(start: Start, tmp_path: Path) -> None:
    first = start()
    data = body(webhook(alert(startsAt=began(30))))
    first.post("/alertmanager", data)
    first.line()
    (file,) = (tmp_path / "spool").iterdir()
    assert file.read_bytes() == data
    (tmp_path / "spool" / "notes.json").write_text("nothing of ours")
    first.process.terminate()
    second = start()
    second.post("/alertmanager", body(webhook(alert(startsAt=began(1)))))
    assert "あと30分" in (line := second.line()) or "あと29分" in line


class Chat(BaseHTTPRequestHandler):
    """A chat that keeps what it is told."""

    said: Queue[str] = Queue()

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.said.put(json.loads(self.rfile.read(length))["text"])
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def test_the_line_goes_to_the_chat_and_is_not_lost_without_it(start: Start) -> None:
    with HTTPServer(("127.0.0.1", 0), Chat) as chat:
        threading.Thread(target=chat.serve_forever, daemon=True).start()
        receiver = start(CHAT_URL=f"http://127.0.0.1:{chat.server_port}/hook")
        receiver.post("/alertmanager", body(webhook(alert(startsAt=began(20)))))
        assert Chat.said.get(timeout=30).startswith("例示通信")
        chat.shutdown()
    receiver.post("/alertmanager", body(webhook(alert(startsAt=began(20)))))
    assert receiver.line().startswith("例示通信")


def test_a_map_that_is_wrong_is_told_before_anything_is_received(tmp_path: Path) -> None:
    wrong = tmp_path / "map.toml"
    wrong.write_text("[[matches]]\nlabels = {}\n", "utf-8")
    program = [sys.executable, "-P", str(EXAMPLES / "receiver.py"), str(wrong), str(tmp_path / "s")]
    done = subprocess.run(program, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "matches[0].labels" in done.stderr
    assert "Traceback" not in done.stderr
