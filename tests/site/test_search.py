"""A reader who asks for a Japanese word gets the pages that hold it, and no others."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest
from support.places import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WORDS = [
    "緊急通報",
    "継続時間",
    "影響利用者数",
    "四半期報告",
    "年度報告",
    "携帯電話",
    "未復旧",
    "様式",
    "台帳",
    "祝日",
    "合算",
    "重大な事故",
    "報告対象外",
    "未確定",
    "閉庁日",
    "卸電気通信役務",
    "海底ケーブル",
    "認定鉄塔等提供事業者",
    "インターネット接続サービス",
    "施行規則",
    "第58条",
    "様式第50の3",
    "速報",
    "境界事例",
    "終了コード",
    "judge_frame",
]
GENERATED = {"genindex.html", "py-modindex.html", "search.html"}

Search = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def told(pages: dict[str, Any]) -> dict[str, str]:
    """Give what every page says that somebody wrote."""
    return {name: page.text.lower() for name, page in pages.items() if name not in GENERATED}


@pytest.fixture(scope="module")
def ask(browser: "Browser", address: str) -> Iterator[Search]:
    page = browser.new_page()

    def found(query: str) -> list[str]:
        page.goto(f"{address}search.html?q={quote(query)}")
        page.locator(".search-summary", has_text="検索した").wait_for(timeout=10_000)
        results = page.locator("ul.search > li > a").evaluate_all("all => all.map(a => a.href)")
        return [urlsplit(each).path.removeprefix("/") for each in results]

    yield found
    page.close()


@pytest.mark.parametrize("word", WORDS)
def test_every_page_that_holds_the_word_is_found_and_no_other(
    word: str, ask: Search, told: dict[str, str]
) -> None:
    holding = {name for name, text in told.items() if word in text}
    assert holding, "a word that no page holds tests nothing"
    assert set(ask(word)) == holding


def test_several_words_are_asked_for_together(ask: Search, told: dict[str, str]) -> None:
    """Sphinx would give pages that hold the long words only."""
    holding = {name for name, text in told.items() if "様式" in text and "json" in text}
    assert set(ask("JSON 様式")) == holding
    assert ask("様式 有り得ない語") == []


def test_full_width_letters_ask_for_the_same(ask: Search) -> None:
    assert ask("第５８条") == ask("第58条") != []


def test_the_page_of_a_subject_comes_first(ask: Search) -> None:
    assert ask("規定の表")[0] == "tables.html"


def test_what_was_asked_is_marked(browser: "Browser", address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}search.html?q={quote('継続時間')}")
    marked = page.locator("ul.search .highlighted")
    marked.first.wait_for(timeout=10_000)
    assert set(marked.all_inner_texts()) == {"継続時間"}
    page.close()


def test_pages_and_queries_are_cut_alike(
    browser: "Browser", address: str, told: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs" / "_ext"))
    from pairs import PairSearch  # noqa: PLC0415

    page = browser.new_page()
    page.goto(f"{address}search.html")
    texts = [*told.values(), "０５０番　ｶﾅ・々〆〇 AB12電話_x 𠮷野家 é ① ㈱"]
    for text in texts:
        words = [word for word in PairSearch({}).split(text) if len(word) > 1]
        assert page.evaluate("text => splitQuery(text)", text) == words
    page.close()
