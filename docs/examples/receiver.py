"""Turns webhooks of Alertmanager, Grafana and Statuspage into lines for a chat.

    python receiver.py alert-map.toml spool --port 9099

It listens on 127.0.0.1 only: put the web server that you trust in front of it. Each body is
written to the folder `spool` before anything else, is evidence later on, and is read again when
the receiver starts. Of the environment it takes RECEIVER_SECRET (without which anybody may post)
and CHAT_URL (without which the lines are printed).
"""

import argparse
import hashlib
import hmac
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email.message import Message
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from queue import Queue
from urllib.request import Request, urlopen

from jikorules import JAPAN, JikorulesError, outlook, sentence
from jikorules.intake import (
    AlertedAccident,
    AlertMap,
    Heard,
    Signal,
    gather,
    read_alert_map,
    read_alertmanager,
    read_statuspage,
)

MOST_BYTES = 1_000_000
WRITTEN = "%Y%m%dT%H%M%S.%fZ"

READERS: dict[str, Callable[[bytes, datetime], Heard]] = {
    "alertmanager": read_alertmanager,
    "grafana": read_alertmanager,
    "statuspage": lambda body, _: read_statuspage(body),
}


class Spool:
    """The bodies as they came: a file each, named after when it came and where to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.waiting: Queue[Path] = Queue()
        self.numbers = count()
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, kind: str, body: bytes) -> None:
        name = f"{datetime.now(UTC).strftime(WRITTEN)}-{next(self.numbers)}-{kind}"
        half = self.folder / f"{name}.part"
        half.write_bytes(body)
        self.waiting.put(half.rename(self.folder / f"{name}.json"))


def read(file: Path) -> Heard:
    written, _, kind = file.stem.split("-", 2)
    heard = datetime.strptime(written, WRITTEN).replace(tzinfo=UTC)
    return READERS[kind](file.read_bytes(), heard)


class Receiver(BaseHTTPRequestHandler):
    """Writes down what comes and answers at once; what it means is found out afterwards."""

    timeout = 10

    def __init__(self, spool: Spool, secret: str, *args: object) -> None:
        self.spool, self.secret = spool, secret
        super().__init__(*args)  # type: ignore[arg-type]

    def do_POST(self) -> None:
        kind, _, key = self.path.strip("/").partition("/")
        length = self.headers.get("Content-Length", "")
        if kind not in READERS:
            self.answer(404)
        elif not (length.isascii() and length.isdigit()):
            self.answer(411)
        elif len(length) > 9 or int(length) > MOST_BYTES:
            self.answer(413)
        else:
            body = self.rfile.read(int(length))
            if self.secret and not genuine(self.secret, key, self.headers, body):
                self.answer(401)
            else:  # whatever it holds: senders drop for ever what is answered with 4xx
                self.spool.keep(kind, body)
                self.answer(202)

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (so named there)
        """Write no log: the path may hold the secret."""


def genuine(secret: str, key: str, headers: Message, body: bytes) -> bool:
    """Whether it knows the secret: as a signature, as a bearer token, or at the end of the path."""
    sign = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    given = [key, headers.get("Authorization", "").removeprefix("Bearer ")]
    for name in ("X-PagerDuty-Signature", "X-Grafana-Alerting-Signature"):
        signs = headers.get(name, "").split(",")
        if any(
            hmac.compare_digest(s.strip().removeprefix("v1=").encode(), sign.encode())
            for s in signs
        ):
            return True
    return any(hmac.compare_digest(each.encode(), secret.encode()) for each in given)


def lines(heard: Heard, signals: set[Signal], alert_map: AlertMap) -> Iterator[str]:
    """Say what a message changed: each accident with its outlook, and what is in none."""
    new = set(heard.signals)
    gathered = gather(signals, alert_map)
    for accident in gathered.accidents:
        if not new.isdisjoint(accident.signals):
            yield line(accident, alert_map)
    yield from (each.text() for each in gathered.aside if each.signal in new)
    yield from (problem.text() for problem in heard.problems)


def line(accident: AlertedAccident, alert_map: AlertMap) -> str:
    now = max(accident.at, datetime.now(JAPAN))
    said = [sentence(outlook(accident.incident, now))]
    if accident.said_over and not alert_map.trust_resolved:
        over = accident.said_over.astimezone(JAPAN).strftime("%H:%M")
        said.append(
            f"監視は{over}の復旧を伝えている。利用者への影響がいつ終わったかを確かめること。"
        )
    if accident.left_out:
        said.append(f"ほかに{accident.left_out}件の知らせが省かれている。")
    said += [url for _, url in accident.links[:1]]
    return " ".join(said)


def say(line: str) -> None:
    chat = os.environ.get("CHAT_URL", "")
    if not chat.startswith(("https://", "http://")):
        print(line, flush=True)
        return
    data = json.dumps({"text": line}).encode()
    request = Request(chat, data, {"Content-Type": "application/json"})  # noqa: S310 (checked)
    try:
        urlopen(request, timeout=10).close()  # noqa: S310
    except OSError as error:
        print(f"{line}\n（{chat} に送れません：{error}）", flush=True)


def work(spool: Spool, alert_map: AlertMap) -> None:
    signals: set[Signal] = set()
    for file in sorted(spool.folder.glob("*.json")):  # what came before it was started
        try:
            signals.update(read(file).signals)
        except (JikorulesError, KeyError, ValueError):
            continue
    while True:
        file = spool.waiting.get()
        try:
            heard = read(file)
            signals.update(heard.signals)
            for each in lines(heard, signals, alert_map):
                say(each)
        except JikorulesError as error:
            say(f"{file.name}：{error}")
        except Exception as error:  # the next message has to be read whatever this one was
            print(f"{file.name}: {error!r}", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("map", type=Path)
    parser.add_argument("spool", type=Path)
    parser.add_argument("--port", type=int, default=9099)
    arguments = parser.parse_args()
    try:
        alert_map = read_alert_map(arguments.map.read_text("utf-8"))
    except (JikorulesError, OSError) as error:
        sys.exit(str(error))
    spool = Spool(arguments.spool)
    threading.Thread(target=work, args=(spool, alert_map), daemon=True).start()
    handler = partial(Receiver, spool, os.environ.get("RECEIVER_SECRET", ""))
    with ThreadingHTTPServer(("127.0.0.1", arguments.port), handler) as server:
        print(f"http://127.0.0.1:{server.server_port}/", file=sys.stderr, flush=True)
        with suppress(KeyboardInterrupt):
            server.serve_forever()


if __name__ == "__main__":
    main()
