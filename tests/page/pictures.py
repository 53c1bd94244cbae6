"""Draw the page in five states, on a desktop and on a phone: to look at, and two for the docs.

python tests/page/pictures.py PAGE FOLDER
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.browser import chromium
from support.page import NIGHT, Desk
from support.server import Server

SIZES = {"desktop": (1280, 900, "light"), "phone": (390, 844, "light"), "dark": (1280, 900, "dark")}


def empty(desk: Desk) -> None:
    """Nothing is typed."""


def running(desk: Desk) -> None:
    """携帯電話 at three in the morning."""
    desk.tell("携帯電話", "約4万5千", "2:10")


def undecided(desk: Desk) -> None:
    """The number of users is not known."""
    desk.tell("FTTH", "調査中", "昨日23:50", "2:55")


def serious(desk: Desk) -> None:
    """It is over, and the reports are due."""
    desk.tell("携帯電話", "30万", "2026/11/27 20:15", "2026/11/27 23:40")


def wrong(desk: Desk) -> None:
    """A figure cannot be read."""
    desk.tell("糸電話", "たくさん", "2:10")


def main() -> None:
    """Draw."""
    page, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    server = Server(page)
    server.start()
    with chromium() as browser:
        for size, (width, height, scheme) in SIZES.items():
            view = {"width": width, "height": height}
            for state in (empty, running, undecided, serious, wrong):
                desk = Desk.of(browser, viewport=view, color_scheme=scheme)
                desk.page.clock.install(time=NIGHT)
                desk.open(server.address)
                state(desk)
                desk.page.clock.run_for(1000)
                desk.settle()
                desk.page.clock.run_for(1000)
                desk.page.wait_for_timeout(400)
                desk.page.screenshot(path=out / f"{state.__name__}-{size}.png")
                full = out / f"{state.__name__}-{size}-whole.png"
                desk.page.screenshot(path=full, full_page=True)
                desk.close()
    server.stop()


if __name__ == "__main__":
    main()
