"""Where the page runs and what it keeps to: no other origin, no network, hostile input, budgets."""

import base64
import json
import re
import shutil
import zlib
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page
from support.page import Desk
from support.server import WRONG_TYPES, Server

from jikorules import rulesets
from jikorules.basics.versions import VERSION
from jikorules.words.numbers import day

NewDesk = Callable[..., Desk]
SERIOUS = ("携帯電話", "4万", "2026/11/20 1:00", "2026/11/20 4:00")

# Started as the page starts its worker; says what came of what it tried.
TRY = """async ([source, address]) => {
    const code = `import ${JSON.stringify(source)};`;
    const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const worker = new Worker(url, { type: "module" });
    return await new Promise((done, fail) => {
        worker.onmessage = ({ data }) => done(data);
        worker.onerror = (event) => fail(new Error(event.message));
        worker.postMessage(address);
    });
}"""
TRIER = """
self.onmessage = async ({ data: address }) => {
    const told = {};
    try { await fetch(address); told.fetch = "got"; } catch { told.fetch = "blocked"; }
    try { told.eval = eval("'ran'"); } catch { told.eval = "blocked"; }
    postMessage(told);
};
"""


def test_nothing_is_asked_of_another_origin(new_desk: NewDesk, server: Server) -> None:
    desk = new_desk().open(server.address)
    desk.tell(*SERIOUS)
    desk.page.locator("body[data-followed]").wait_for()
    reveal(desk.page)
    desk.page.frame_locator("#follow iframe").locator("h1").wait_for()
    origins = {re.match(r"(blob:)?[a-z]+://[^/]*", each)[0] for each in desk.requests}  # type: ignore[index]
    assert origins <= {server.address[:-1], "blob:" + server.address[:-1]}
    assert not [each for each in desk.complaints if "Content Security Policy" in each]
    assert not desk.complaints


def test_the_policy_binds_the_worker(new_desk: NewDesk, server: Server, tmp_path: Path) -> None:
    """A worker that is started as the page's is can reach no other origin, and run no text.

    The same worker started from a page without a policy can do both: the test can fail.
    """
    free = tmp_path / "free"
    free.mkdir()
    (free / "index.html").write_text("<!DOCTYPE html><title>free</title>", "utf-8")
    (free / "trier.js").write_text(TRIER, "utf-8")
    elsewhere = Server(free)
    elsewhere.start()
    desk = new_desk().open(server.address)
    page = desk.page
    # The file is the server's own, as the worker's is.
    page.route(
        "**/trier.js", lambda route: route.fulfill(body=TRIER, content_type="text/javascript")
    )
    target = elsewhere.address + "secret"
    assert page.evaluate(TRY, [server.address + "trier.js", target]) == {
        "fetch": "blocked",
        "eval": "blocked",
    }
    assert "/secret" not in elsewhere.asked
    other = new_desk().page
    other.goto(elsewhere.address)
    told = other.evaluate(TRY, [elsewhere.address + "trier.js", target])
    assert told == {"fetch": "got", "eval": "ran"}
    assert "/secret" in elsewhere.asked
    elsewhere.stop()


def test_servers_send_the_same_policy(folder: Path) -> None:
    page = (folder / "index.html").read_text("utf-8")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert "{" not in policy
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    for name in ("web.config", "htaccess.txt", "nginx.conf.txt"):
        text = (folder / name).read_text("utf-8")
        assert policy in text
        assert "frame-ancestors 'self'" in text


def test_nothing_is_stored_but_the_page_itself(new_desk: NewDesk, server: Server) -> None:
    desk = new_desk().open(server.address)
    desk.tell("秘密通信", "4万", "2026/11/20 1:00")
    desk.settle()
    ready(desk.page)
    stored = desk.page.evaluate("""async () => ({
        local: Object.keys(localStorage), session: Object.keys(sessionStorage),
        cookie: document.cookie, databases: await indexedDB.databases(),
        cached: (await Promise.all((await caches.keys()).map(async (name) =>
            (await (await caches.open(name)).keys()).map((each) => each.url)))).flat(),
    })""")
    cached = stored.pop("cached")
    assert not any(stored.values())
    assert cached
    assert all(each.startswith(server.address) and "#" not in each for each in cached)


def ready(page: Page) -> None:
    """Wait until the service worker keeps all files."""
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")


def test_it_works_without_a_network(new_desk: NewDesk, server: Server) -> None:
    desk = new_desk().open(server.address)
    ready(desk.page)
    address = server.address
    server.stop()
    desk.page.context.set_offline(True)
    desk.open(address)
    desk.tell(*SERIOUS)
    desk.settle()
    assert desk.grade == "serious"
    desk.page.get_by_role("button", name="検証する").click()
    desk.page.locator("#proof-told .good").wait_for(timeout=120_000)


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Iterator[tuple[Server, Path]]:
    """A server of a copy of the page, whose files a test changes."""
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    server = Server(copy)
    server.start()
    yield server, copy
    server.stop()


def renew(copy: Path) -> None:
    """Make another version of a page, whose description tells it."""
    page, listed, worker = (
        copy / name for name in ("index.html", "manifest.json", "service-worker.js")
    )
    text = page.read_text("utf-8")
    assert "この端末の中で判定します。" in text
    page.write_text(text.replace("この端末の中で判定します。", "新しい版"), "utf-8")
    manifest = json.loads(listed.read_text("utf-8"))
    manifest["files"]["index.html"]["sha256"] = sha256(page.read_bytes()).hexdigest()
    before = sha256(listed.read_bytes()).hexdigest()
    listed.write_text(json.dumps(manifest), "utf-8")
    after = sha256(listed.read_bytes()).hexdigest()
    text = worker.read_text("utf-8")
    assert before in text
    worker.write_text(text.replace(before, after), "utf-8")


def test_a_new_version_is_offered_and_taken_by_hand(
    new_desk: NewDesk, copied: tuple[Server, Path]
) -> None:
    """All files are of one version or the other; a window that did not ask keeps what is typed."""
    server, copy = copied
    desk = new_desk().open(server.address)
    ready(desk.page)
    desk.open(server.address)  # now it is the worker's
    other = Desk(desk.page.context.new_page()).open(server.address)
    other.tell(*SERIOUS)
    renew(copy)
    desk.open(server.address)
    newer = desk.page.locator('meta[name="description"][content$="新しい版"]')
    assert not newer.count()
    offer = desk.page.locator("#new-version")
    offer.wait_for(timeout=60_000)
    assert "消えます" in offer.inner_text()
    with desk.page.expect_navigation():
        desk.page.locator("#reload").click()
    desk.page.locator("body[data-ready]").wait_for(timeout=60_000)
    newer.wait_for(timeout=60_000, state="attached")
    other.page.locator("#new-version").wait_for()
    other.settle()
    assert other.field("impacts[0].users").input_value() == "4万"
    assert other.grade == "serious"


def test_a_file_that_is_not_that_of_the_manifest_is_not_kept(
    new_desk: NewDesk, copied: tuple[Server, Path]
) -> None:
    server, copy = copied
    with (copy / "page.css").open("a", encoding="utf-8") as file:
        file.write("/* of another hand */")
    desk = new_desk().open(server.address)
    desk.page.locator("#offline", has_text="通信がないときには使えません").wait_for(timeout=60_000)
    assert desk.page.evaluate(
        "async () => !(await navigator.serviceWorker.getRegistration())?.active"
    )


def test_that_it_works_without_a_network_is_said_when_it_does(
    new_desk: NewDesk, server: Server
) -> None:
    desk = new_desk()
    desk.page.goto(server.address, wait_until="domcontentloaded")
    assert "使えます" not in desk.text("#offline")
    ready(desk.page)
    desk.page.locator("#offline", has_text="通信がなくても使えます").wait_for()


def test_a_worker_that_ends_is_told_and_its_answer_goes(night: Desk) -> None:
    night.tell("携帯電話", "約4.5万", "2:10")
    night.page.clock.run_for(2000)
    night.page.locator("#told").wait_for()
    night.page.workers[0].evaluate("self.onmessage = null")
    for _ in range(90):
        night.page.clock.run_for(1000)
    said = night.page.get_by_text("判定のプログラムが止まりました")
    said.wait_for()
    assert not night.grade
    night.page.locator("#language").click()
    night.page.locator("#language").click()
    assert said.is_visible()
    night.page.get_by_role("button", name="この内容のリンク").click()
    night.page.locator("#link-made input").wait_for()


def test_what_is_typed_is_not_lost_without_asking(new_desk: NewDesk, server: Server) -> None:
    desk = new_desk().open(server.address)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    desk.page.on("dialog", stay)
    desk.page.locator("#language").click()  # a browser asks only of pages that were used
    desk.page.reload()
    assert not asked
    desk.page.locator("body[data-ready]").wait_for(timeout=60_000)
    desk.page.locator("#example").click()
    desk.page.reload()
    assert asked == ["beforeunload"]


def test_servers_that_send_wrong_types(new_desk: NewDesk, server: Server) -> None:
    server.types |= WRONG_TYPES
    desk = new_desk().open(server.address)
    desk.tell(*SERIOUS)
    desk.settle()
    assert desk.grade == "serious"


def test_an_intranet_without_https(new_desk: NewDesk, server: Server) -> None:
    """No service worker, no clipboard: the page says so, and answers all the same."""
    desk = new_desk().open(f"http://intranet.test:{server.port}/")
    assert "https" in desk.text("#offline")
    desk.tell(*SERIOUS)
    desk.page.locator("body[data-followed]").wait_for()
    assert desk.grade == "serious"
    desk.page.locator("#follow").get_by_role("button", name="コピー").click()
    desk.page.get_by_text("Ctrl+C").wait_for()
    assert not [each for each in desk.complaints if "error" in each.lower()]


# Links


def test_a_link_carries_the_facts_and_no_server_sees_them(
    new_desk: NewDesk, server: Server
) -> None:
    desk = new_desk().open(server.address)
    desk.tell(*SERIOUS)
    desk.settle()
    desk.page.get_by_role("button", name="この内容のリンク").click()
    link = desk.page.locator("#link-made input").input_value()
    assert link.startswith(server.address + "#v1=")
    server.asked.clear()
    other = new_desk()
    other.page.goto(link)
    other.page.locator("dialog[open]").wait_for(timeout=60_000)
    assert "携帯電話" in other.text("dialog .preview")
    assert not other.page.locator("#told").is_visible()  # nothing is taken before it was shown
    other.page.get_by_role("button", name="置き換える").click()
    other.settle()
    assert other.grade == "serious"
    assert not [each for each in server.asked if "v1" in each]
    assert "#" not in other.page.url


@pytest.fixture
def dialogs(desk: Desk) -> Iterator[list[str]]:
    """What a script would show, if one ran."""
    told: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        told.append(dialog.message)
        dialog.dismiss()

    desk.page.on("dialog", dismiss)
    yield told
    desk.page.remove_listener("dialog", dismiss)


def packed(value: Any) -> str:
    """Pack a value as a link does."""
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    made = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.urlsafe_b64encode(made.compress(data) + made.flush()).decode().rstrip("=")


SCRIPT = "<img src=x onerror=alert(1)><script>alert(2)</script>"
EVIL = {
    "facts": {
        "carrier": SCRIPT,
        "impacts": [
            {
                "service": {"name": SCRIPT, "kind": "voice", "__proto__": {"x": 1}},
                "users": SCRIPT,
                "periods": [{"start": {"text": "2026/11/20 1:00", "at": "javascript:1"}}],
            }
        ],
        "__proto__": {"polluted": True},
        "kept": {"chain": SCRIPT, "evil": 1},
    },
    "replies": [{"key": SCRIPT, "text": SCRIPT, "at": "x", "said": SCRIPT}],
}
FRAGMENTS = {
    "script": packed(EVIL),
    "null": packed(None),
    "number": packed(5),
    "wrong types": packed({"facts": {"impacts": {"0": 1}, "carrier": 5, "id": []}, "replies": {}}),
    "wrong time": packed(
        {
            "facts": {
                "impacts": [
                    {"periods": [{"start": {"text": "1:00", "at": "9999-99-99T99:99:99+99:99"}}]}
                ]
            }
        }
    ),
    "broken JSON": packed(b'{"facts": '),
    "not packed": "AAAA",
    "not base64": "%%%",
    "long": "A" * 100_000,
    "bomb": packed(b" " * 50_000_000),
}


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_hostile_link_does_no_harm(desk: Desk, dialogs: list[str], name: str) -> None:
    desk.page.evaluate("hash => { location.hash = hash; }", f"#v1={FRAGMENTS[name]}")
    desk.page.locator("dialog[open]").wait_for()
    take = desk.page.get_by_role("button", name="置き換える")
    if take.count():
        take.click()
    else:
        assert desk.page.locator("dialog .wrong").count()
        desk.page.locator("dialog").get_by_role("button", name="やめる").click()
    desk.settle()
    unharmed(desk, dialogs)
    desk.clear()
    desk.tell(*SERIOUS)
    desk.settle()
    assert desk.grade == "serious"


def unharmed(desk: Desk, dialogs: list[str]) -> None:
    """No script ran, none was put in, and nothing went wrong in the page."""
    assert not dialogs
    assert desk.page.evaluate("({}).polluted === undefined && ({}).x === undefined")
    assert desk.page.locator("body script, img, [onerror]").count() == 0
    assert not [each for each in desk.complaints if "error" in each.lower()]


def test_an_answer_to_hostile_names_is_text(desk: Desk, dialogs: list[str]) -> None:
    desk.choose("impacts[0].service.kind", "voice")
    desk.reveal("carrier")
    desk.fill("carrier", SCRIPT)
    desk.reveal("id")
    desk.fill("id", SCRIPT)
    desk.tell(SCRIPT, "4万", "2026/11/20 1:00", "2026/11/20 4:00")
    desk.page.locator("body[data-followed]").wait_for()
    assert desk.grade == "serious"
    assert "<img src=x" in desk.text("#answer")
    reveal(desk.page)
    frame = desk.page.frame_locator("#follow iframe")
    frame.locator("h1").wait_for()
    assert frame.locator("script, img, [onerror]").count() == 0
    unharmed(desk, dialogs)


FILES = {
    "broken JSON": b'{"impacts": [',
    "another tool's": b'{"alerts": [{"status": "firing"}]}',
    "deep": b"[" * 100_000,
    "latin": b"\xff\xfe\x00caf\xe9",
    "empty": b"",
    "numbers": b'{"impacts": [{"service": {"kind": "voice"}, "users": 1e999, "start": 5}]}',
    "5 MB": b" " * 5_000_000,
    "script": json.dumps(
        {
            "id": SCRIPT,
            "impacts": [
                {
                    "service": {"kind": "voice", "name": SCRIPT},
                    "users": 5,
                    "start": "2026-11-20T01:00:00+09:00",
                }
            ],
        }
    ).encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_does_no_harm(desk: Desk, dialogs: list[str], name: str) -> None:
    desk.give(FILES[name])
    desk.page.locator("dialog[open]").wait_for()
    if name == "script":
        desk.page.get_by_role("button", name="置き換える").click()
        desk.settle()
        assert desk.grade
    else:
        assert desk.text("dialog .wrong")
        assert not desk.page.get_by_role("button", name="置き換える").count()
        desk.page.keyboard.press("Escape")
    unharmed(desk, dialogs)


def test_an_accident_is_taken_whole_or_not_at_all(desk: Desk) -> None:
    voice = {"kind": "voice", "emergency_calls": True}
    times = {"start": "2026-11-20T01:00:00+09:00", "end": "2026-11-20T04:00:00+09:00"}
    impacts = [{"service": voice, "users": 1 + 40_000 * (n == 59), **times} for n in range(60)]
    data = json.dumps({"impacts": impacts}).encode()
    desk.give(data)
    desk.page.locator("dialog[open]").wait_for()
    assert "入り切らない" in desk.text("dialog .wrong")
    assert not desk.page.get_by_role("button", name="置き換える").count()


def test_a_link_is_that_of_what_is_typed(desk: Desk) -> None:
    desk.tell(*SERIOUS)
    desk.settle()
    desk.page.get_by_role("button", name="この内容のリンク").click()
    desk.page.locator("#link-made input").wait_for()
    desk.fill("impacts[0].users", "100")
    desk.settle()
    assert desk.page.locator("#link-made input").count() == 0


def linked(desk: Desk, facts: Any) -> None:
    """Open a link while the page is open."""
    desk.page.evaluate("hash => { location.hash = hash; }", f"#v1={packed(facts)}")
    desk.page.locator("dialog[open]").wait_for()


def test_a_link_says_all_before_it_replaces_anything(desk: Desk) -> None:
    """And its times are those of its texts, whatever stands beside them."""
    period = {
        "start": {"text": "2026/11/20 1:00", "moment": "2020-01-01T00:00:00+09:00", "said": "x"},
        "end": {"text": "2026/11/20 4:00"},
        "state": "ended",
    }
    impact = {"service": {"name": "FTTH"}, "users": "約4万", "periods": [period]}
    facts = {
        "impacts": [impact],
        "minor": "yes",
        "facility": "other",
        "reporter": "tower_provider",
        "kept": {"chain": "卸元の事故"},
    }
    linked(desk, {"facts": facts, "replies": [{"key": "none", "text": "yes", "said": "嘘"}]})
    said = desk.text("dialog .preview")
    for each in ("FTTH", "約4万", "4万", "11月20日1時", "11月20日4時", "復旧した", "軽微な事故か"):
        assert each in said
    for each in ("それ以外の設備", "認定鉄塔等提供事業者", "卸元の事故"):
        assert each in said
    assert "2020" not in said
    assert "嘘" not in said
    desk.page.get_by_role("button", name="置き換える").click()
    desk.settle()
    assert desk.field("minor").is_visible()  # what is told stands in no closed part
    assert "卸元の事故" in desk.text("#form")


def test_a_link_is_read_as_of_when_it_was_typed(desk: Desk) -> None:
    start = {"text": "2:10", "at": "2026-11-20T03:00:00+09:00"}
    impact = {"service": {"name": "FTTH"}, "users": "4万", "periods": [{"start": start}]}
    linked(desk, {"facts": {"impacts": [impact]}})
    assert "2026年11月20日2時10分" in desk.text("dialog .preview")
    desk.page.get_by_role("button", name="置き換える").click()
    desk.settle()
    assert "2026年11月20日2時10分" in desk.text("#form")


def test_nothing_of_a_link_was_typed_in_the_future(desk: Desk) -> None:
    """So what has not come yet is told, as if it had been typed by hand."""
    start = {"text": "2:10", "at": "2100-11-20T03:00:00+09:00"}
    impact = {"service": {"name": "FTTH"}, "users": "4万", "periods": [{"start": start}]}
    linked(desk, {"facts": {"impacts": [impact]}})
    assert "2100" not in desk.text("dialog .preview")
    desk.page.keyboard.press("Escape")
    start |= {"text": "2100/11/20 2:10"}
    linked(desk, {"facts": {"impacts": [impact]}, "law": "2010-04-01"})
    assert "2010年4月1日" in desk.text("dialog .preview")
    desk.page.get_by_role("button", name="置き換える").click()
    desk.settle()
    assert "まだ来ていない時刻" in desk.text("#form")
    assert desk.page.locator("#law").input_value() == "2010-04-01"


def test_a_fragment_that_is_no_link_is_left_alone(new_desk: NewDesk, server: Server) -> None:
    desk = new_desk().open(server.address + "#answer")
    assert not desk.page.locator("dialog[open]").count()


def test_one_of_several_accidents_is_chosen(desk: Desk) -> None:
    desk.give((Path(__file__).parents[2] / "docs/examples/fy2018.json").read_bytes())
    desk.page.locator("dialog select").select_option("5")
    desk.page.get_by_role("button", name="置き換える").click()
    desk.settle()
    assert desk.grade == "serious"
    assert "KDDI" in desk.page.locator('[data-path="carrier"]').input_value()


# Everybody


def check(page: Page, axe: str) -> list[str]:
    """What axe finds wrong; it is put in by the test's own way, which the policy does not touch."""
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("axe.run(document, { iframes: false })")
    return [
        f"{each['id']}: {[node['html'][:120] for node in each['nodes']]}"
        for each in found["violations"]
    ]


def reveal(page: Page) -> None:
    """Open all that can be opened."""
    page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = true; })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation(
    new_desk: NewDesk, server: Server, axe: str, scheme: str, width: int
) -> None:
    desk = new_desk(color_scheme=scheme, viewport={"width": width, "height": 844})
    desk.open(server.address)
    page = desk.page
    assert not check(page, axe), "empty"
    page.locator("#example").click()
    page.locator("body[data-followed]").wait_for()
    for part in ("form", "answer"):
        page.eval_on_selector_all(
            f"#{part} details", "all => all.forEach(each => each.open = true)"
        )
    assert not check(page, axe), "running"
    page.locator("#link").click()
    page.locator("#link-made input").wait_for()
    desk.clear()
    desk.tell("FTTH", "", "2026/11/20 1:00", "2026/11/20 4:00")
    page.locator("body[data-followed]").wait_for()
    assert not check(page, axe), "questions"
    desk.fill("impacts[0].users", "たくさん")
    desk.settle()
    assert not check(page, axe), "a wrong field"
    desk.clear()
    desk.tell(*SERIOUS)
    page.locator("body[data-followed]").wait_for()
    reveal(page)
    assert not check(page, axe), "serious, with all that follows"
    page.evaluate("location.hash = '#v1=AAAA'")
    page.locator("dialog[open]").wait_for()
    assert not check(page, axe), "a dialog"


def test_a_phone_scrolls_only_down(new_desk: NewDesk, server: Server) -> None:
    desk = new_desk(viewport={"width": 360, "height": 740}).open(server.address)
    desk.tell(*SERIOUS)
    desk.page.locator("body[data-followed]").wait_for()
    reveal(desk.page)
    wide = desk.page.evaluate("document.scrollingElement.scrollWidth")
    assert wide <= 360
    assert desk.page.locator("#bar").is_visible()
    assert "重大な事故" in desk.text("#bar")


def test_the_keyboard_alone(desk: Desk) -> None:
    """From the first field on: type, tab, choose; the answer comes without a pointer."""
    page = desk.page
    desk.field("impacts[0].service.name").focus()
    page.keyboard.type("FTTH")
    page.keyboard.press("Tab")
    page.keyboard.type("4万")
    page.keyboard.press("Tab")
    page.keyboard.type("2026/11/20 1:00")
    for _ in range(12):  # the parts of the picker, whatever the browser makes of it
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.type("2026/11/20 4:00")
    desk.settle()
    assert desk.grade == "serious"


def focused(desk: Desk) -> str:
    """Where the keyboard is: the nearest part with a name."""
    found = desk.page.evaluate("document.activeElement.closest('[id]')?.id ?? ''")
    return str(found)


def test_the_focus_stays_where_it_was(night: Desk) -> None:
    """After a reply, and when the answer is drawn anew as time goes by."""
    night.tell("FTTH", "", "2:10")
    night.page.clock.run_for(1000)
    night.settle()
    night.page.locator("#questions .questions button").first.press("Enter")
    night.page.clock.run_for(1000)
    night.settle()
    assert focused(night) == "questions"
    night.page.locator("#questions .replies button").first.press("Enter")
    night.page.clock.run_for(1000)
    night.settle()
    assert focused(night) == "questions"
    for _ in range(600):  # what follows is worked out first
        night.page.clock.run_for(20)
        night.page.wait_for_timeout(50)
        if night.page.locator("body[data-followed]").count():
            break
    night.page.locator("#findings summary").nth(1).focus()
    drawn = "document.querySelector('#findings ul').dataset.drawn"
    night.page.evaluate(f"{drawn} = 'before'")
    for _ in range(100):
        night.page.clock.run_for(5000)
        night.page.wait_for_timeout(50)
        if night.page.evaluate(f"{drawn} ?? ''") != "before":
            break
    assert night.page.evaluate(f"{drawn} ?? ''") != "before"
    assert night.page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert focused(night) == "findings"


def test_a_reply_that_is_not_yet_sent_is_not_lost(night: Desk) -> None:
    night.tell("FTTH", "", "0:10")
    night.page.get_by_role("button", name="役務を加える").click()
    night.tell("専用線", "", "0:10", i=1)
    night.page.clock.run_for(1000)
    night.settle()
    fields = night.page.locator("#questions input")
    fields.nth(0).fill("1万")
    fields.nth(1).fill("2千")
    fields.nth(1).press("Enter")
    night.page.clock.run_for(1000)
    night.settle()
    assert fields.nth(0).input_value() == "1万"


def test_a_problem_is_spoken(desk: Desk) -> None:
    desk.tell("FTTH", "たくさん", "2026/11/20 1:00")
    desk.page.locator("#spoken", has_text="たくさん").wait_for(state="attached")


def test_a_dialog_is_read_before_it_is_answered(desk: Desk) -> None:
    linked(desk, {"facts": {}})
    assert desk.page.evaluate("document.activeElement.id") == "incoming-title"


def test_nothing_can_be_typed_before_it_is_ready(new_desk: NewDesk, server: Server) -> None:
    desk = new_desk()
    desk.page.goto(server.address, wait_until="domcontentloaded")
    assert desk.page.locator(".columns[inert]").count() == 1
    desk.page.locator("body[data-ready]").wait_for(timeout=60_000)
    assert desk.page.locator(".columns[inert]").count() == 0


def test_it_prints(new_desk: NewDesk, server: Server) -> None:
    desk = new_desk().open(server.address)
    desk.tell(*SERIOUS)
    desk.page.locator("body[data-followed]").wait_for()
    desk.page.emulate_media(media="print")
    assert not desk.page.locator("header button").is_visible()
    assert desk.page.locator("#head .grade").is_visible()


# Budgets


def test_the_folder_is_small(folder: Path) -> None:
    assert sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) < 18_000_000


def answer_time(desk: Desk, address: str) -> float:
    """How long it takes from nothing to the first answer."""
    begun = perf_counter()
    desk.open(address)
    desk.page.locator("#example").click()
    desk.page.locator("#told").wait_for()
    return perf_counter() - begun


def test_the_first_answer_and_the_second_visit(
    browser: Browser, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    """Under 6 s, then under 3 s; the best of three, as a machine may be busy."""
    first, second = [], []
    for _ in range(3):
        desk = Desk.of(browser)
        first.append(answer_time(desk, server.address))
        ready(desk.page)
        desk.open(server.address)
        second.append(answer_time(desk, server.address))
        desk.close()
    with capsys.disabled():
        print(f"\nfirst answer {min(first):.1f} s, second visit {min(second):.1f} s")
    assert min(first) < 6
    assert min(second) < 3


def test_later_answers(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Under 50 ms from the question to the answer that is shown."""
    desk.tell(*SERIOUS)
    took = []
    for n in range(20):
        desk.fill("impacts[0].users", f"{n + 4}万")
        desk.settle()
        took.append(int(desk.page.evaluate("document.body.dataset.took")))
    with capsys.disabled():
        print(f"\nlater answers {sorted(took)[len(took) // 2]} ms")
    assert sorted(took)[len(took) // 2] < 50


def test_the_page_stays_responsive_meanwhile(desk: Desk) -> None:
    """While the boundary pack runs, no frame waits for it."""
    desk.page.evaluate("""() => {
        window.longest = 0;
        let before = performance.now();
        const look = (now) => {
            window.longest = Math.max(window.longest, now - before);
            before = now;
            requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    }""")
    desk.page.get_by_role("button", name="検証する").click()
    desk.page.locator("#proof-told .digests").wait_for(timeout=120_000)
    assert desk.page.evaluate("window.longest") < 250


def test_it_says_which_version_and_law(desk: Desk) -> None:
    newest = rulesets()[-1]
    assert newest.id in desk.text("#version")
    assert day(newest.checked) in desk.text("#version")
    assert VERSION in desk.text("#version")
