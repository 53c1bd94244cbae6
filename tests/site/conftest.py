"""The documentation site, built for these tests, and a browser that reads it.

They need Sphinx, Playwright and a Chromium of the machine, and run if asked for by their path:

    pip install -e ".[test-all,docs,browser]"
    pytest tests/site
"""

import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.places import ROOT
from support.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

INLINE = {"a", "code", "em", "span", "strong"}
REFERENCES = {"href", "src"}


class Page(HTMLParser):
    """What a built page says, and what it refers to."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.references: list[str] = []
        self.anchors: set[str] = set()
        self.text = ""
        self._depth = 0  # of articles: what stands around the article is on every page
        self._left_out: str | None = None
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.references += [value for key, value in attrs if key in REFERENCES and value]
        self.anchors |= {value for value in (given.get("id"), given.get("name")) if value}
        self._depth += tag == "article"
        if tag in {"script", "style"} or given.get("class") == "headerlink":
            self._left_out = tag
        if tag not in INLINE:
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "article"
        if tag == self._left_out:
            self._left_out = None
        if tag not in INLINE:
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        if self._depth and self._left_out is None:
            self.text += data


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site, as the gate does."""
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-n", "-W", "-q", "-b", "html", "docs", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Page]:
    """Read every page that was built, by its name."""
    return {path.name: Page(path.read_text("utf-8")) for path in sorted(site.glob("*.html"))}


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve the site on this machine."""
    server = Server(site)
    yield server.start()
    server.stop()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Start the machine's own Chromium."""
    from support.browser import chromium  # noqa: PLC0415 (other tests do without)

    with chromium() as running:
        yield running
