"""A static web server on this machine."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from attrs import define, field

RIGHT_TYPES = {".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json"}
WRONG_TYPES = {".wasm": "application/octet-stream", ".json": "text/plain", ".zip": "text/html"}


@define
class Server:
    """A static web server on this machine, and what was asked of it."""

    folder: Path
    types: dict[str, str] = field(factory=lambda: dict(RIGHT_TYPES))
    asked: list[str] = field(factory=list)
    _http: ThreadingHTTPServer | None = None

    def start(self) -> str:
        """Serve, and give the address."""
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self))
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        return self.address

    @property
    def port(self) -> int:
        """The port that it listens on."""
        assert self._http is not None
        return self._http.server_port

    @property
    def address(self) -> str:
        """The address of the folder."""
        return f"http://127.0.0.1:{self.port}/"

    def stop(self) -> None:
        """Serve no longer."""
        if self._http is not None:
            self._http.shutdown()
            self._http.server_close()
            self._http = None


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, server: Server, *arguments: Any) -> None:
        self.told = server
        self.extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **server.types}
        super().__init__(*arguments, directory=str(server.folder))

    def do_GET(self) -> None:
        self.told.asked.append(self.path)
        super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")  # the policy alone shall forbid
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""
