"""Every page fits its window, asks nothing of others, and leads where it says."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from support.places import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DESKTOP, PHONE = 1280, 390
ELSEWHERE = {"page/index.html"}
"""What lies beside the documents and is built by itself."""

# Of what the reader is shown: what sticks out of the window, unless a part of the page that is
# moved by itself holds it, and tables that are wider than what holds them.
MEASURE = """() => {
  const scrolls = (each) => ["auto", "scroll"].includes(getComputedStyle(each).overflowX);
  const held = (each) => {
    for (let at = each.parentElement; at.closest("article"); at = at.parentElement)
      if (scrolls(at)) return at.getBoundingClientRect().right <= innerWidth;
    return false;
  };
  const told = (each) => `${each.tagName} ${each.textContent.trim().slice(0, 40)}`;
  const all = [...document.querySelectorAll("article *")];
  const out = all.filter((each) => each.getBoundingClientRect().right > innerWidth + 1);
  const tables = [...document.querySelectorAll("article table")];
  const wide = tables.filter(
    (each) => each.getBoundingClientRect().width > each.parentElement.clientWidth + 1);
  return {
    width: document.scrollingElement.scrollWidth,
    out: out.filter((each) => !scrolls(each) && !held(each)).map(told),
    wide: wide.filter((each) => !scrolls(each.parentElement)).map(told),
    scrolled: wide.map(told),
  };
}"""


@pytest.fixture(scope="module")
def measured(browser: "Browser", address: str, pages: dict[str, Any]) -> list[dict[str, Any]]:
    """Give what every page measures at each width, and what it asked of others."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.url))
    page.on("pageerror", lambda each: asked.append(f"error: {each}"))
    found: list[dict[str, Any]] = []
    for name in pages:
        asked.clear()
        page.goto(address + name)
        for window in (DESKTOP, PHONE):
            page.set_viewport_size({"width": window, "height": 900})
            found.append({**page.evaluate(MEASURE), "page": name, "window": window})
        found[-1]["strange"] = [each for each in asked if not each.startswith((address, "data:"))]
    page.close()
    return found


def test_no_page_is_moved_sideways(measured: list[dict[str, Any]]) -> None:
    assert [each for each in measured if each["width"] > each["window"] or each["out"]] == []


def test_tables_fit_or_are_moved_by_themselves(measured: list[dict[str, Any]]) -> None:
    assert [each for each in measured if each["wide"]] == []


def test_on_a_desk_tables_are_not_moved_at_all(measured: list[dict[str, Any]]) -> None:
    at_desks = [each for each in measured if each["window"] == DESKTOP]
    assert [each for each in at_desks if each["scrolled"]] == []


def test_nothing_is_asked_of_others(measured: list[dict[str, Any]]) -> None:
    assert [each for each in measured if each.get("strange")] == []


def test_every_reference_within_the_site_leads_somewhere(site: Path, pages: dict[str, Any]) -> None:
    """Those to other sites are not followed."""
    every = [(name, each) for name, page in pages.items() for each in page.references]
    within = [(name, urlsplit(each)) for name, each in every if not urlsplit(each).scheme]
    lost: list[str] = []
    for name, parts in within:
        path, anchor = unquote(parts.path) or name, unquote(parts.fragment)
        has_anchor = path not in pages or not anchor or anchor in pages[path].anchors
        if path not in ELSEWHERE and not ((site / path).is_file() and has_anchor):
            lost.append(f"{name}: {parts.geturl()}")
    assert len(within) > 1_000
    assert lost == []


def test_every_page_is_in_the_tree(pages: dict[str, Any]) -> None:
    """The front page leads to every document, in one step or two."""
    documents = {path.with_suffix(".html").name for path in (ROOT / "docs").glob("*.md")}
    reached = {"index.html"}
    for _ in range(2):
        reached |= {
            urlsplit(each).path
            for name in reached & pages.keys()
            for each in pages[name].references
        }
    assert documents <= pages.keys() & reached


def test_the_front_page_shows_an_answer_with_its_reasons(pages: dict[str, Any]) -> None:
    text = pages["index.html"].text
    assert "年度報告（継続中。この時点）" in text
    assert "あと10分（3時10分）で重大な事故（一の項）となる。" in text
    assert "電気通信事業法施行規則第58条第2項第1号の表一の項" in text
    assert "pip install ." in text
    assert "page/index.html" in pages["index.html"].references


def test_the_picture_of_the_front_page_is_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If not, `python docs/_ext/front.py` draws it anew."""
    monkeypatch.syspath_prepend(str(ROOT / "docs" / "_ext"))
    import front  # noqa: PLC0415

    from jikorules.statistics.charts import save  # noqa: PLC0415

    save(front.chart(), tmp_path / "now.svg")
    words = re.compile(r"<(?:text|tspan)[^>]*>([^<]+)<")
    now = words.findall((tmp_path / "now.svg").read_text("utf-8"))
    assert now == words.findall(front.PICTURE.read_text("utf-8"))
