"""The form holds every accident, and loses nothing of it."""

import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from desk.answer import answer
from desk.follow import follow
from desk.load import MOST_PROBLEMS, form_of, load
from desk.typed import Typed

from jikorules import JAPAN, Impact, Incident, Period, Service, from_wire, judge
from jikorules.proof.boundaries import cases
from jikorules.words.rules import answer as grade_text

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 28, 3, 0, tzinfo=JAPAN)


def accidents() -> Iterator[Incident]:
    """Give those of the examples and of the boundary pack."""
    for path in (ROOT / "docs/examples").glob("*.json"):
        documents: Any = json.loads(path.read_text("utf-8"))
        for each in documents if isinstance(documents, list) else [documents]:
            if isinstance(each, dict) and each.get("impacts"):
                yield from_wire(each)
    for case in cases():
        if case["task"] == "judge":
            yield from_wire(case["incident"])


def test_what_is_opened_is_what_is_saved() -> None:
    number = 0
    for incident in accidents():
        typed = Typed(form_of(incident), NOW)
        document = typed.document()
        assert not typed.problems
        assert not typed.missing
        assert from_wire(document) == incident
        number += 1
    assert number > 5000


def test_a_moment_between_two_seconds_is_not_cut() -> None:
    start = NOW - timedelta(hours=3, microseconds=1)
    incident = Incident(
        [Impact(Service("voice"), 5, Period(start, NOW - timedelta(microseconds=9)))]
    )
    assert from_wire(Typed(form_of(incident), NOW).document()) == incident


def test_what_a_name_settles_is_left_to_the_name() -> None:
    """Else the kind of one service would stay when another is written over it."""
    times = {"start": "2026-11-20T01:00:00+09:00"}
    document = {"impacts": [{"service": {"name": "FTTH"}, "users": None, **times}]}
    form = form_of(from_wire(document))
    assert form["impacts"][0]["service"]["kind"] == ""
    form["impacts"][0]["service"]["name"] = "電子メール"
    assert from_wire(Typed(form, NOW).document()).impacts[0].service.kind == "email"


def test_what_a_name_does_not_settle_is_kept() -> None:
    service = {"name": "わが社の電話", "kind": "voice", "emergency_calls": False}
    times = {"start": "2026-11-20T01:00:00+09:00"}
    document = {"impacts": [{"service": service, "users": None, **times}]}
    made = form_of(from_wire(document))["impacts"][0]["service"]
    assert (made["kind"], made["emergency_calls"]) == ("voice", "no")


def asked(*impacts: dict[str, Any], now: datetime = NOW, **more: Any) -> dict[str, Any]:
    """Ask for the answer to what was typed."""
    facts = {"impacts": list(impacts)}
    return answer({"lang": "ja", "now": now.isoformat(), "facts": facts} | more)


def typed(text: str, at: datetime = NOW) -> dict[str, str]:
    return {"text": text, "at": at.isoformat()}


def told(name: str, users: str, start: dict[str, str], **period: Any) -> dict[str, Any]:
    periods = [{"start": start, "end": {"text": ""}, "state": "running"} | period]
    return {"service": {"name": name}, "users": users, "periods": periods}


def test_a_time_is_read_as_of_when_it_was_typed() -> None:
    for later in (timedelta(0), timedelta(hours=30), timedelta(days=400)):
        made = asked(told("FTTH", "4万", typed("2:10")), now=NOW + later)
        assert "2026年11月28日2時10分" in made["read"]["impacts[0].periods[0].start"]
        assert not made["problems"]


def test_an_end_that_was_typed_before_its_time_is_taken_when_it_has_come() -> None:
    end = {"state": "ended", "end": typed("3:20")}
    impact = told("FTTH", "4万", typed("2:10"), **end)
    assert asked(impact)["problems"]
    later = asked(impact, now=NOW + timedelta(minutes=30))
    assert not later["problems"]
    assert "2026年11月28日3時20分" in later["read"]["impacts[0].periods[0].end"]


def test_an_end_told_from_when_it_was_typed_stays_when_the_start_is_corrected() -> None:
    end = {"state": "ended", "end": typed("10分前")}
    now = NOW + timedelta(minutes=5)
    for start in ("2:10", "2:30"):
        made = asked(told("FTTH", "4万", typed(start, now), **end), now=now)
        assert "2026年11月28日2時50分" in made["read"]["impacts[0].periods[0].end"]


def test_one_unknown_end_leaves_what_is_certain_and_what_is_to_come() -> None:
    """What is met whether it goes on or not is met."""
    runs = told("携帯電話", "約4.5万", typed("2:10"))
    open_ = told("電子メール", "調査中", typed("2:20"), state="unknown")
    made = asked(runs, open_)["answer"]
    assert made["grade"] == "periodic"
    assert made["coming"]["presumed"]
    assert "影響2が復旧したか否かが分かりませんが" in made["coming"]["text"][0]
    assert any("重大な事故" in each["turn"] for each in made["coming"]["turns"])
    alone = asked(runs)["answer"]["coming"]
    assert not alone["presumed"]
    assert not alone["text"]


def test_an_unknown_end_makes_no_serious_accident_lighter() -> None:
    runs = told("携帯電話", "20万", typed("昨日12:00"))
    open_ = told("電子メール", "100", typed("2:00"), state="unknown")
    alone, made = asked(runs)["answer"], asked(runs, open_)["answer"]
    assert made["grade"] == alone["grade"] == "serious"
    assert made["rows"] == alone["rows"]


def test_what_may_be_over_is_asked_once_and_its_reply_settles_it() -> None:
    """And not when that ended of which it is told that it goes on."""
    runs = told("専用線", "4万", typed("2:40"))
    open_ = told("携帯電話", "40万", typed("昨日20:00"), state="unknown")
    made = asked(runs, open_)["answer"]
    assert made["grade"] == "undecided"
    assert "影響2が復旧したか否かが分かりません。" in made["coming"]["text"][0]
    (question,) = [each for each in made["questions"] if each["control"] == "time"]
    for text, grade in (("昨日20:10", "periodic"), ("2:50", "serious")):
        reply = {"key": question["key"], **typed(text)}
        answered = asked(runs, open_, replies=[reply])
        assert answered["answer"]["grade"] == grade
        assert not answered["answer"]["questions"]
        assert answered["answer"]["running"]
        assert not any("分かりません" in each for each in answered["answer"]["coming"]["text"])


def test_a_reply_on_the_facility_of_item_2_is_of_that_facility() -> None:
    facility = {"kind": "satellite", "start": typed("昨日20:00"), "state": "unknown"}
    facility |= {"installed_by": "self"}

    def of(**changed: Any) -> dict[str, Any]:
        made = {"impacts": [told("", "", typed(""))], "critical_facility": facility | changed}
        request = {"lang": "ja", "now": NOW.isoformat(), "facts": made, "replies": replies}
        given: dict[str, Any] = answer(request)["answer"]
        return given

    replies: list[dict[str, str]] = []
    (question,) = [each for each in of()["questions"] if each["control"] == "time"]
    replies = [{"key": question["key"], **typed("昨日21:00")}]
    assert of()["grade"] == "none"
    assert of(start=typed("11/26 20:00"))["grade"] == "undecided"
    assert of(kind="submarine_cable")["grade"] == "undecided"


def test_an_end_told_from_now_does_not_drift() -> None:
    """A start corrected to after it is a contradiction, however late it gets."""
    for text in ("5分前", "今"):
        impact = told("携帯電話", "4.5万", typed("3:05", NOW + timedelta(minutes=20)))
        impact["periods"][0] |= {"state": "ended", "end": typed(text)}
        for later in (20, 81):
            made = asked(impact, now=NOW + timedelta(minutes=later))
            assert [each["path"] for each in made["problems"]] == ["impacts[0].periods[0].end"]


def test_today_stays_the_day_on_which_it_was_typed() -> None:
    impact = told("携帯電話", "4.5万", typed("今日3:30"))
    assert asked(impact)["problems"]
    made = asked(impact, now=NOW + timedelta(hours=25))
    assert "2026年11月28日3時30分" in made["read"]["impacts[0].periods[0].start"]
    assert made["answer"]["grade"] == "serious"


def test_nothing_is_handed_in_by_the_law_of_another_day() -> None:
    facts = {"impacts": [told("携帯電話", "4.5万", typed("昨日12:00"))]}
    request = {"lang": "ja", "now": NOW.isoformat(), "facts": facts}
    assert follow(request)["duties"]
    assert [*follow(request | {"law": "2010-04-01"})] == ["replayed"]


def test_what_stands_beside_a_facility_of_item_2_is_not_dropped() -> None:
    """An impact of which anything is told is one."""
    impact = told("", "", typed(""), state="ended", end=typed("2:50"))
    facility = {"kind": "satellite", "start": typed("2:00"), "state": "running"}
    made = {"impacts": [impact], "critical_facility": facility}
    assert answer({"lang": "ja", "now": NOW.isoformat(), "facts": made})["missing"]


def test_a_file_of_many_wrong_accidents_is_told_shortly() -> None:
    data = json.dumps([{"impacts": 5}] * 3000).encode()
    made = load({"lang": "ja", "name": "x.json", "data": b64encode(data).decode()})
    assert len(made["problems"]) == MOST_PROBLEMS + 1
    assert made["problems"][-1].startswith("ほかにも")


@pytest.mark.parametrize("extra", [{"said": "1時間"}, {"moment": "2020-01-01T00:00:00+09:00"}])
def test_a_reply_is_its_text_and_nothing_beside_it(extra: dict[str, str]) -> None:
    impact = told("FTTH", "4万", typed("2:10"), state="unknown")
    (question,) = [
        each for each in asked(impact)["answer"]["questions"] if each["control"] == "time"
    ]
    reply = {"key": question["key"], **typed("2:50"), **extra}
    (given,) = asked(impact, replies=[reply])["replies"]
    assert "2026年11月28日2時50分" in given["said"]


def test_what_time_does_with_an_unknown_end_is_the_library_s_outlook() -> None:
    impact = told("FTTH", "4万", typed("1:10"), state="unknown")
    made = asked(impact)["answer"]["coming"]
    incident = Incident(
        [Impact(Service.named("FTTH"), 40_000, Period(NOW - timedelta(minutes=110)))]
    )
    now = grade_text(judge(incident, at=NOW))
    assert f"まだ続いているとすれば、今の判定は「{now}」です" in made["text"][0]
