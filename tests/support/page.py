"""The page as a person uses it."""

from datetime import datetime
from typing import Any

from attrs import define, field
from playwright.sync_api import Browser, Page

from jikorules import JAPAN

NIGHT = datetime(2026, 11, 28, 3, 0, tzinfo=JAPAN)
"""Three in the morning."""


@define
class Desk:
    """The page as a person uses it, and what the browser complained of meanwhile."""

    page: Page
    requests: list[str] = field(factory=list)
    complaints: list[str] = field(factory=list)

    @classmethod
    def of(cls, browser: Browser, **options: Any) -> "Desk":
        """Open an empty window."""
        options = {"locale": "ja-JP", "timezone_id": "Asia/Tokyo"} | options
        desk = cls(browser.new_context(**options).new_page())
        page = desk.page
        page.on("request", lambda request: desk.requests.append(request.url))
        page.on("console", lambda each: desk.complaints.append(f"{each.type}: {each.text}"))
        page.on("pageerror", lambda error: desk.complaints.append(str(error)))
        return desk

    def open(self, address: str) -> "Desk":
        """Load the page, and wait for the library."""
        self.page.goto(address)
        self.page.locator("body[data-ready]").wait_for(timeout=60_000)
        return self

    def fill(self, path: str, text: str) -> None:
        """Type into a field."""
        self.field(path).fill(text)

    def choose(self, path: str, value: str) -> None:
        """Choose of a list."""
        self.reveal(path)
        self.field(path).select_option(value)

    def field(self, path: str) -> Any:
        """The field of a path."""
        return self.page.locator(f'[data-path="{path}"]')

    def reveal(self, path: str) -> None:
        """Open the part of the form in which a field is."""
        self.page.eval_on_selector(
            f'[data-path="{path}"]',
            "each => { const part = each.closest('details'); if (part) part.open = true; }",
        )

    def tell(self, service: str, users: str, start: str, end: str = "", i: int = 0) -> None:
        """Type an impact."""
        path = f"impacts[{i}]"
        self.fill(f"{path}.service.name", service)
        self.fill(f"{path}.users", users)
        self.fill(f"{path}.periods[0].start", start)
        if end:
            self.page.locator(f'[data-path="{path}.periods[0].state.ended"]').check()
            self.fill(f"{path}.periods[0].end", end)

    def give(self, data: bytes) -> None:
        """Give a file, as the button for files takes it."""
        self.page.locator("#file").set_input_files(
            {"name": "x.json", "mimeType": "application/json", "buffer": data}
        )

    def settle(self) -> None:
        """Wait until the answer is that to what was typed last."""
        self.page.locator("body:not([data-pending])").wait_for()

    @property
    def grade(self) -> str:
        """The grade that is shown, by its class; nothing while there is no answer."""
        told = self.page.locator("#told")
        if not told.is_visible():
            return ""
        names = self.page.locator("#head .grade").get_attribute("class") or ""
        return names.removeprefix("grade ")

    def text(self, place: str) -> str:
        """What a place says."""
        return str(self.page.locator(place).inner_text())

    def clear(self) -> None:
        """Begin anew, as after loading."""
        if self.page.locator("dialog[open]").count():
            self.page.keyboard.press("Escape")
        if self.page.locator("html").get_attribute("lang") == "en":
            self.page.locator("#language").click()
        self.page.locator("#clear").click()
        self.settle()
        self.complaints.clear()
        self.requests.clear()

    def close(self) -> None:
        """Close the window."""
        self.page.context.close()
