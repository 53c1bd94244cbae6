"""A browser, a server, and the page in it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from support.browser import chromium
from support.page import NIGHT, Desk
from support.server import Server

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, built of this checkout."""
    given: Path | None = request.config.getoption("--page")
    if given is not None:
        return given.resolve()
    work = tmp_path_factory.mktemp("page")
    wheel = [sys.executable, "-m", "build", "--wheel", "--outdir", str(work), str(ROOT)]
    subprocess.run(wheel, check=True, stdout=subprocess.DEVNULL)
    (built,) = work.glob("*.whl")
    build = [sys.executable, str(ROOT / "docs/page/build.py"), str(built), str(work / "page")]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    return work / "page"


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core, as the page's lock file pins it."""
    work = tmp_path_factory.mktemp("axe")
    for name in ("package.json", "package-lock.json", ".npmrc"):
        (work / name).write_bytes((ROOT / "docs/page" / name).read_bytes())
    install = ["npm", "ci", "--ignore-scripts", "--prefix", str(work)]
    subprocess.run(install, check=True, stdout=subprocess.DEVNULL)
    return (work / "node_modules/axe-core/axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the distribution, that finds no host but this one."""
    rules = "MAP intranet.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with chromium(f"--host-resolver-rules={rules}") as running:
        yield running


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    """A server of the page."""
    made = Server(folder)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def new_desk(browser: Browser) -> Iterator[Callable[..., Desk]]:
    """Opens windows, and closes them in the end."""
    opened: list[Desk] = []

    def make(**options: Any) -> Desk:
        opened.append(Desk.of(browser, **options))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def night(new_desk: Callable[..., Desk], server: Server) -> Desk:
    """The page at three in the morning, whose clock the test moves."""
    desk = new_desk()
    desk.page.clock.install(time=NIGHT)
    return desk.open(server.address)


@pytest.fixture(scope="session")
def loaded(browser: Browser, folder: Path) -> Iterator[Desk]:
    """The page, loaded once for all tests that only type and look."""
    server = Server(folder)
    desk = Desk.of(browser).open(server.start())
    yield desk
    desk.close()
    server.stop()


@pytest.fixture
def desk(loaded: Desk) -> Desk:
    """The page with nothing typed."""
    loaded.clear()
    return loaded
