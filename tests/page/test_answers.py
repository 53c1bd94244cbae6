"""The page gives the library's answers to what is typed."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from support.page import NIGHT, Desk

from jikorules import JAPAN, from_wire, judge, to_wire
from jikorules.proof.boundaries import pack
from jikorules.words.numbers import people
from jikorules.words.rules import row_names

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
FY2018 = json.loads((EXAMPLES / "fy2018.json").read_text("utf-8"))


def typed(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(JAPAN).strftime("%Y/%m/%d %H:%M:%S")


def enter(desk: Desk, document: dict[str, Any]) -> None:
    """Type an accident into the form, a figure or a choice at a time."""
    incident = from_wire(document)
    for i, (impact, read) in enumerate(zip(document["impacts"], incident.impacts, strict=False)):
        if i:
            desk.page.get_by_role("button", name="役務を加える").click()
        service = impact["service"]
        desk.tell(
            service.get("name", ""),
            people(read.users) if not read.users.is_unknown else "",
            typed(impact["start"]),
            typed(impact["end"]) if impact.get("end") else "",
            i,
        )
        path = f"impacts[{i}].service"
        if "kind" in service:
            desk.choose(f"{path}.kind", service["kind"])
        for key in ("emergency_calls", "paid"):
            if service.get(key) is not None:
                desk.choose(f"{path}.{key}", "yes" if service[key] else "no")


@pytest.mark.parametrize("document", FY2018, ids=lambda each: each["id"])
def test_the_accidents_of_fy2018_have_the_official_rows(
    desk: Desk, document: dict[str, Any]
) -> None:
    enter(desk, document)
    desk.settle()
    verdict = judge(from_wire(document))
    assert desk.grade == "serious"
    assert desk.text("#head .rows") == "表" + row_names(verdict.rows)


def turn(desk: Desk) -> None:
    """Let the clock go on, a little at a time, until the answer is another."""
    for _ in range(100):
        desk.page.clock.run_for(20)
        desk.page.wait_for_timeout(50)
        if desk.grade == "serious":
            return
    pytest.fail("it did not turn")


def test_at_three_in_the_morning_it_counts_down_and_turns_at_the_second(night: Desk) -> None:
    night.tell("携帯電話", "約4.5万", "2:10")
    night.page.clock.run_for(1000)
    night.page.locator("#told").wait_for()
    assert night.grade == "periodic"
    assert "継続中" in night.text("#head")
    assert "3時10分に重大な事故（一の項）となる" in night.text("#countdown-turn")
    night.page.clock.pause_at(datetime(2026, 11, 28, 3, 9, 58, tzinfo=JAPAN))
    night.settle()
    night.page.clock.run_for(500)
    assert night.text("#countdown-left") == "あと2秒"
    assert night.grade == "periodic"
    night.page.clock.run_for(1000)
    night.settle()
    assert night.text("#countdown-left") == "あと1秒"
    assert night.grade == "periodic"
    turn(night)
    assert night.page.evaluate("new Date().getSeconds()") < 5
    assert "重大な事故" in night.text("#bar-label") or not night.page.locator("#bar").is_visible()


def test_a_turn_is_spoken(night: Desk) -> None:
    """Not every second is spoken: the countdown is a timer, and a region of its own speaks."""
    night.tell("携帯電話", "約4.5万", "2:10")
    night.page.clock.run_for(3000)
    night.page.locator("#told").wait_for()
    night.page.clock.run_for(1500)
    assert night.page.locator("#countdown").get_attribute("aria-live") == "off"
    night.page.clock.pause_at(datetime(2026, 11, 28, 3, 5, 1, tzinfo=JAPAN))
    night.settle()
    night.page.clock.run_for(300)
    spoken = night.page.locator("#spoken").text_content()
    assert spoken == "重大な事故（一の項）となるまで、あと4分59秒"
    night.page.clock.pause_at(datetime(2026, 11, 28, 3, 10, 3, tzinfo=JAPAN))
    turn(night)
    night.page.clock.run_for(1500)
    assert "重大な事故" in (night.page.locator("#spoken").text_content() or "")


UNDECIDED = [
    ("IP電話", "5万", "2026/11/20 1:00", "2026/11/20 2:30"),
    ("インターネット接続サービス", "調査中", "2026/11/20 1:00", "2026/11/20 4:00"),
    ("電子メール", "10万～120万", "2026/11/20 1:00", "2026/11/20 4:00"),
    ("専用線", "2万以上", "2026/11/20 1:00", "2026/11/20 2:59"),
]


@pytest.mark.parametrize("facts", UNDECIDED, ids=lambda each: each[0])
def test_every_question_answered_settles_it(desk: Desk, facts: tuple[str, str, str, str]) -> None:
    desk.tell(*facts)
    desk.settle()
    assert desk.grade == "undecided"
    for _ in range(20):
        first = desk.page.locator("#questions .questions > li").first
        if not first.count():
            break
        first.get_by_role("button").first.click()
        desk.settle()
    assert desk.grade not in {"", "undecided"}
    replies = desk.page.locator("#questions .replies > li")
    told = replies.count()
    assert told >= 1
    for left in range(told - 1, -1, -1):
        replies.last.get_by_role("button").click()
        desk.settle()
        assert replies.count() == left
    assert desk.grade == "undecided"


def test_a_number_answers_a_question_too(desk: Desk) -> None:
    desk.tell("FTTH", "", "2026/11/20 1:00", "2026/11/20 4:00")
    desk.settle()
    field = desk.page.locator("#questions input").first
    field.fill("約4万5千人")
    field.press("Enter")
    desk.settle()
    assert desk.grade == "serious"
    assert "44,500人以上45,499人以下" in desk.text("#questions .replies")


def test_a_reply_that_is_none_is_told(desk: Desk) -> None:
    desk.tell("FTTH", "", "2026/11/20 1:00", "2026/11/20 4:00")
    desk.settle()
    field = desk.page.locator("#questions input").first
    field.fill("たくさん")
    field.press("Enter")
    desk.settle()
    assert "が与えられました" in desk.text("#questions .replies .wrong")
    assert desk.grade == "undecided"


def test_a_reply_is_not_taken_for_another_service(desk: Desk) -> None:
    """Fewer than 30,000 users of one service is no reply about another."""
    desk.tell("FTTH", "", "2026/11/20 1:00", "2026/11/20 4:00")
    desk.settle()
    desk.page.locator("#questions .questions > li").first.get_by_role(
        "button", name="いいえ"
    ).click()
    desk.settle()
    assert desk.grade == "periodic"
    desk.fill("impacts[0].service.name", "DSL")
    desk.settle()
    assert desk.grade == "undecided"
    assert "いまの判定には要りません" in desk.text("#questions .replies")
    desk.fill("impacts[0].service.name", "FTTH")
    desk.settle()
    assert desk.grade == "periodic"


def test_the_day_of_an_end_goes_by_the_start(night: Desk) -> None:
    night.tell("FTTH", "4万", "昨日23:50", "1:20")
    night.page.clock.run_for(1000)
    night.page.get_by_text("1:20 → 2026年11月28日1時20分").wait_for()
    night.fill("impacts[0].periods[0].start", "昨日0:30")
    night.page.clock.run_for(1000)
    night.page.get_by_text("1:20 → 2026年11月27日1時20分").wait_for()


def read_of(desk: Desk, path: str) -> str:
    """What a field says it was taken for."""
    return desk.text(f"#{desk.field(path).get_attribute('id')}-read")


def test_what_a_time_was_taken_for_goes_with_its_impact_and_the_language(desk: Desk) -> None:
    desk.tell("FTTH", "4万", "2026/11/19 1:00")
    desk.page.get_by_role("button", name="役務を加える").click()
    desk.tell("電子メール", "4万", "2026/11/20 2:00", i=1)
    desk.settle()
    start = "impacts[0].periods[0].start"
    assert "11月19日1時" in read_of(desk, start)
    desk.page.get_by_role("button", name="影響1を削除").click()
    desk.settle()
    assert "11月20日2時" in read_of(desk, start)
    desk.page.locator("#language").click()
    desk.settle()
    assert "2026-11-20 02:00 (Japan time)" in read_of(desk, start)


def test_what_was_removed_can_be_brought_back(desk: Desk) -> None:
    desk.tell("FTTH", "4万", "2026/11/19 1:00")
    desk.page.get_by_role("button", name="役務を加える").click()
    desk.tell("電子メール", "5万", "2026/11/20 2:00", i=1)
    desk.page.get_by_role("button", name="影響2を削除").click()
    desk.page.get_by_role("button", name="元に戻す").click()
    desk.settle()
    assert desk.field("impacts[1].users").input_value() == "5万"


def test_a_facility_chosen_again_is_as_it_was(desk: Desk) -> None:
    desk.choose("critical_facility.kind", "satellite")
    desk.fill("critical_facility.start", "2026/11/20 1:00")
    for kind in ("", "submarine_cable"):
        desk.field("critical_facility.kind").select_option(kind)
    assert desk.field("critical_facility.start").input_value() == "2026/11/20 1:00"


def test_what_is_over_is_looked_at_again(night: Desk) -> None:
    """The days of its duties go by while the page stays open."""
    night.tell("携帯電話", "4.5万", "昨日12:00", "昨日15:00")
    for text in ("期限前", "期限経過"):
        for _ in range(100):
            night.page.clock.run_for(500)
            night.page.wait_for_timeout(50)
            if text in night.text("#follow"):
                break
        assert text in night.text("#follow")
        night.page.clock.fast_forward(35 * 24 * 3600 * 1000)


def test_one_unknown_end_leaves_the_countdown(night: Desk) -> None:
    night.tell("携帯電話", "約4.5万", "2:10")
    night.page.get_by_role("button", name="役務を加える").click()
    night.tell("電子メール", "調査中", "2:20", i=1)
    night.page.locator('[data-path="impacts[1].periods[0].state.unknown"]').check()
    night.page.clock.run_for(1000)
    night.settle()
    assert night.grade == "periodic"
    said = "まだ続いているとすれば、3時10分に重大な事故（一の項）となる"
    assert said in night.text("#countdown-turn")
    assert "影響2が復旧したか否かが分かりませんが、判定はいずれであっても同じです" in night.text(
        "#coming"
    )
    assert "false" not in night.text("body")


def test_what_was_cleared_can_be_brought_back(desk: Desk) -> None:
    desk.tell("FTTH", "4万", "2026/11/20 1:00", "2026/11/20 4:00")
    desk.settle()
    for name in ("全て消す", "例を入れる"):
        for _ in range(2 if name == "全て消す" else 1):
            desk.page.get_by_role("button", name=name).click()
        desk.page.get_by_role("button", name="元に戻す").click()
        desk.settle()
        assert desk.field("impacts[0].users").input_value() == "4万"
        assert desk.grade == "serious"


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("impacts[0].users", "たくさん", "数"),
        ("impacts[0].periods[0].start", "きのうの晩", "時刻"),
        ("impacts[0].service.name", "糸電話", "役務"),
    ],
)
def test_a_wrong_field_says_so_in_the_words_of_the_library(
    desk: Desk, path: str, text: str, said: str
) -> None:
    desk.tell("FTTH", "4万", "2026/11/20 1:00")
    desk.settle()
    assert desk.grade
    desk.fill(path, text)
    desk.settle()
    assert not desk.grade  # no answer, rather than that to other facts
    field = desk.field(path)
    assert field.get_attribute("aria-invalid") == "true"
    wrong = desk.page.locator(f"#{field.get_attribute('id')}-wrong").inner_text()
    assert said in wrong
    assert text in wrong
    desk.page.locator("#waiting a").first.click()
    assert desk.page.evaluate("document.activeElement.dataset.path") == path


def test_all_problems_are_told_at_once(desk: Desk) -> None:
    desk.tell("糸電話", "たくさん", "きのうの晩")
    desk.settle()
    assert desk.page.locator("#form [aria-invalid]").count() == 3
    assert desk.page.locator("#waiting li").count() == 3


def test_nothing_is_required_that_judge_does_not_require(desk: Desk) -> None:
    desk.fill("impacts[0].service.name", "携帯電話")
    desk.settle()
    assert not desk.grade
    assert "影響の始まった時刻" in desk.text("#waiting")
    desk.fill("impacts[0].periods[0].start", "2026/11/20 1:00")
    desk.settle()
    assert desk.grade


def test_a_time_stays_what_it_was_taken_for(night: Desk) -> None:
    """2:10 that was typed at three is not the next day's when the page is still open then."""
    night.tell("携帯電話", "1000", "2:10")
    night.page.clock.run_for(2000)
    night.page.locator("#told").wait_for()
    night.page.clock.fast_forward("26:00:00")
    night.page.clock.run_for(2000)
    night.page.locator("#findings", has_text="1日").or_(
        night.page.locator("#head", has_text="26時間")
    ).first.wait_for()
    assert "2026年11月28日2時10分" in night.text("#form")


def test_the_law_of_another_day_is_a_switch(desk: Desk) -> None:
    desk.tell("FTTH", "1万", "2026/11/20 1:00", "2026/11/20 4:00")
    desk.settle()
    own = desk.text("#notes")
    desk.page.locator("#law").select_option("2010-04-01")
    desk.settle()
    assert "実際の判定ではありません" in desk.text("#head .replayed")
    assert "2010-04-01" in desk.text("#notes")
    assert desk.text("#notes") != own
    desk.page.locator("#follow", has_text="別の日の規定による判定であるため").wait_for()
    assert not desk.page.locator("#follow button").count()
    assert "別の日の規定では" in (desk.page.locator("#bar-label").text_content() or "")


def test_a_number_as_a_reply_stays_under_the_law_of_another_day(desk: Desk) -> None:
    desk.page.locator("#law").select_option("2010-04-01")
    desk.tell("FTTH", "", "2026/11/20 1:00", "2026/11/20 4:00")
    desk.settle()
    field = desk.page.locator("#questions input").first
    field.fill("2万")
    field.press("Enter")
    desk.settle()
    assert "2010-04-01" in desk.text("#notes")


def test_a_satellite_alone(desk: Desk) -> None:
    desk.choose("critical_facility.kind", "submarine_cable")
    desk.fill("critical_facility.start", "2026/11/20 1:00")
    desk.page.locator('[data-path="critical_facility.state.ended"]').check()
    desk.fill("critical_facility.end", "2026/11/20 4:00")
    desk.choose("critical_facility.installed_by", "self")
    desk.settle()
    assert desk.grade == "serious"


def test_an_intermittent_accident(desk: Desk) -> None:
    desk.tell("FTTH", "4万", "2026/11/20 3:00", "2026/11/20 4:00")
    desk.page.get_by_role("button", name="断続した期間を加える").click()
    desk.fill("impacts[0].periods[0].start", "2026/11/20 1:00")
    desk.fill("impacts[0].periods[0].end", "2026/11/20 2:30")
    desk.settle()
    assert desk.grade == "undecided"  # how it is counted is open


def test_the_accident_is_saved_and_opened_again(desk: Desk, tmp_path: Path) -> None:
    enter(desk, FY2018[0])
    desk.page.locator("body[data-followed]").wait_for()
    desk.settle()
    with desk.page.expect_download() as saved:
        desk.page.get_by_role("button", name="事故を保存").click()
    file = tmp_path / "accident.json"
    saved.value.save_as(file)
    document = json.loads(file.read_text("utf-8"))
    told, meant = from_wire(document), from_wire(FY2018[0])
    assert [(each.users, each.periods) for each in told.impacts] == [
        (each.users, each.periods) for each in meant.impacts
    ]
    desk.page.get_by_role("button", name="全て消す").click()
    desk.give(file.read_bytes())
    desk.page.get_by_role("button", name="置き換える").click()
    desk.settle()
    assert desk.grade == "serious"
    with desk.page.expect_download() as again:
        desk.page.get_by_role("button", name="事故を保存").click()
    assert json.loads(again.value.path().read_text("utf-8")) == document


def test_what_follows_of_a_serious_accident(desk: Desk) -> None:
    desk.tell("携帯電話", "4万", "2026/11/20 1:00", "2026/11/20 4:00")
    desk.settle()
    desk.page.locator("body[data-followed]").wait_for()
    assert "重大な事故" in desk.page.locator("#follow textarea").input_value()
    assert "2026年12月21日" in desk.text("#follow .duties")  # 30 days from the 20th is a Sunday
    assert desk.page.locator("#follow .month td.due").count() >= 1
    with desk.page.expect_download() as saved:
        desk.page.get_by_role("button", name="カレンダー").click()
    assert "DTSTART;VALUE=DATE:20261221" in saved.value.path().read_text("utf-8")
    with desk.page.expect_download() as saved:
        desk.page.get_by_role("button", name="Markdown を保存").click()
    assert "様式第50の3" in saved.value.path().read_text("utf-8")
    desk.page.locator('#follow details[data-key="draft"] > summary').click()
    frame = desk.page.frame_locator("#follow iframe")
    frame.locator("h1").wait_for()
    # Its own style is let in by the policy, by its hash.
    assert frame.locator("h1").evaluate("each => getComputedStyle(each).textAlign") == "center"
    with desk.page.expect_download() as saved:
        desk.page.get_by_role("button", name="判定の控えを保存").click()
    assert json.loads(saved.value.path().read_text("utf-8"))["verdict"]["grade"] == "serious"


def test_the_verdict_is_the_library_s_to_the_byte(desk: Desk) -> None:
    enter(desk, FY2018[1])
    desk.settle()
    desk.page.locator("body[data-followed]").wait_for()
    names = ("事故を保存", "判定を保存")
    saved = []
    for name in names:
        with desk.page.expect_download() as each:
            desk.page.get_by_role("button", name=name).click()
        saved.append(json.loads(each.value.path().read_text("utf-8")))
    accident, verdict = saved
    assert verdict == to_wire(judge(from_wire(accident)))


def test_the_boundary_pack_passes_in_the_browser(desk: Desk) -> None:
    made = pack()
    desk.page.get_by_role("button", name="検証する").click()
    desk.page.locator("#proof-told .digests").wait_for(timeout=120_000)
    number = len(made["cases"])
    assert f"{number} 件のうち {number} 件が一致しました。" in desk.text("#proof-told")
    assert desk.page.locator("#proof-told code").all_inner_texts() == [made["digest"]] * 2


def test_the_files_saved_are_of_the_last_moment(night: Desk) -> None:
    night.tell("携帯電話", "約4.5万", "2:10")
    for _ in range(60):
        night.page.clock.run_for(1000)
        night.page.wait_for_timeout(30)
    with night.page.expect_download() as saved:
        night.page.get_by_role("button", name="判定を保存").click()
    at = datetime.fromisoformat(json.loads(saved.value.path().read_text("utf-8"))["at"])
    assert (at - NIGHT).total_seconds() > 40


def test_in_english(desk: Desk) -> None:
    desk.page.get_by_role("button", name="English").click()
    desk.tell("FTTH", "40000", "2026/11/20 1:00", "2026/11/20 4:00")
    desk.settle()
    assert "serious accident" in desk.text("#head").lower()
    assert desk.page.locator("html").get_attribute("lang") == "en"
