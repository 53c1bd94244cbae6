"""What a certified tower provider 認定鉄塔等提供事業者 reports, and by when: Art. 54-17 para. 2."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from support.accidents import near_miss

from jikorules import (
    JAPAN,
    Basis,
    Bounds,
    Chain,
    Citation,
    Closed,
    Content,
    Impact,
    Incident,
    InvalidInput,
    OtherReason,
    Period,
    Reason,
    Report,
    Service,
    Status,
    Verdict,
    agenda,
    agenda_text,
    duties,
    duties_text,
    judge,
    judge_near_miss,
    reminders,
    to_ics,
    to_wire,
)
from jikorules.reporting.duties import FIRST_DAY_NOT_COUNTED
from jikorules.reporting.forms import draft, first_report
from jikorules.statistics import yearly

START = datetime(2026, 6, 1, 9, tzinfo=JAPAN)
KNOWN = datetime(2026, 6, 3, 14, 30, tzinfo=JAPAN)
VOICE = Service("voice", emergency_calls=True)


def accident(users: Any = 50_000, **more: Any) -> Verdict:
    hit = Impact(VOICE, users, Period(START, START + timedelta(hours=2)))
    told = {"reporter": "tower_provider", "carrier": "甲鉄塔", "id": "1", **more}
    return judge(Incident([hit], **told))


def test_two_reports_and_no_other() -> None:
    """速やかに…報告するとともに、その詳細について様式第三十八の三十八により報告書を提出."""
    first, detailed = duties(accident(), known_at=KNOWN)
    assert (first.report, detailed.report) == (Report.FIRST, Report.DETAILED)
    for duty in (first, detailed):
        assert (duty.subject, duty.carrier, duty.to) == ("1", "甲鉄塔", "総務大臣")
        assert duty.reason is Reason.SERIOUS_ACCIDENT
        assert duty.citation == Citation("電気通信事業法施行規則", "54-17")
        assert duty.under == "電気通信事業法第143条の14"
        assert (duty.basis, duty.counted_from) == (Basis.TIME_OF_KNOWLEDGE, KNOWN.date())
        assert duty.known_at == KNOWN
        assert (duty.is_certain, duty.is_law, duty.other_forms) == (True, True, ())
    assert (first.form, first.deadline) == (None, None)
    assert (detailed.form, detailed.contents) == ("様式第38の38", ())


def test_what_the_first_report_tells() -> None:
    """その発生日時及び場所、発生を知つた日時、概要、理由又は原因、措置模様その他参考となる事項."""
    first, _ = duties(accident(), known_at=KNOWN)
    assert first.contents == (
        Content.DATE_TIME,
        Content.PLACE,
        Content.KNOWN_AT,
        Content.OUTLINE,
        Content.REASON_OR_CAUSE,
        Content.MEASURES,
        Content.OTHER_MATTERS,
    )
    of_carrier = duties(accident(reporter="carrier"))[0]
    assert {*first.contents} - {*of_carrier.contents} == {Content.KNOWN_AT}


@pytest.mark.parametrize(
    ("known", "day", "last_day", "due", "closed"),
    [
        ("2026-06-03T14:30:00+09:00", "2026-06-03", "2026-07-03", "2026-07-03", None),
        ("2026-06-04T00:00:00+09:00", "2026-06-04", "2026-07-04", "2026-07-06", Closed.SATURDAY),
        ("2026-06-03T23:59:59+09:00", "2026-06-03", "2026-07-03", "2026-07-03", None),
        ("2026-06-03T15:00:00+00:00", "2026-06-04", "2026-07-04", "2026-07-06", Closed.SATURDAY),
        ("2026-06-01T09:00:00+09:00", "2026-06-01", "2026-07-01", "2026-07-01", None),
    ],
)
def test_thirty_days_from_the_time_of_knowing(
    known: str, day: str, last_day: str, due: str, closed: Closed | None
) -> None:
    """当該事故の発生を知つた時から三十日以内; the day in Japan, and the first day not counted."""
    _, detailed = duties(accident(), known_at=datetime.fromisoformat(known))
    deadline = detailed.deadline
    assert deadline is not None
    assert str(detailed.counted_from) == day
    assert (str(deadline.last_day), str(deadline.due)) == (last_day, due)
    assert (deadline.closed, deadline.days, deadline.months) == (closed, 30, None)
    assert deadline.rules[0] == FIRST_DAY_NOT_COUNTED


def test_the_time_of_knowing_keeps_its_offset_and_no_zone() -> None:
    """As all times do: Python subtracts times of one zone by their clocks, over summer time too."""
    known = KNOWN.astimezone(ZoneInfo("Europe/London"))
    for duty in duties(accident(), known_at=known):
        assert duty.known_at == KNOWN
        assert duty.known_at.tzinfo == timezone(timedelta(hours=1))


def test_the_first_day_may_be_counted() -> None:
    _, detailed = duties(accident(), known_at=KNOWN, count_first_day=True)
    assert detailed.deadline is not None
    assert detailed.deadline.last_day == date(2026, 7, 2)


def test_without_the_time_of_knowing_the_last_day_is_unknown() -> None:
    """No day is made up: not that of the accident, and none is left out in silence."""
    first, detailed = duties(accident())
    assert (first.counted_from, detailed.counted_from) == (None, None)
    assert (first.is_deadline_unknown, detailed.is_deadline_unknown) == (False, True)
    assert detailed.deadline is None
    assert "発生を知った日時を known_at に与えると" in duties_text([detailed])
    assert "give it as known_at" in duties_text([detailed], "en")
    assert duties_text([detailed]).startswith("期限不明　詳報（様式第38の38）　甲鉄塔")
    assert duties_text([detailed], "en").startswith("by a day that is not known · detailed report")
    assert "known_at" not in duties_text([first])
    assert "起算：知った時（不明）" in duties_text([first])


def test_what_may_be_serious_may_be_owed() -> None:
    """An undecided verdict gives duties that are not certain, a decided one below gives none."""
    perhaps = duties(accident(Bounds.between(29_999, 30_000)), known_at=KNOWN)
    assert [duty.is_certain for duty in perhaps] == [False, False]
    assert duties(accident(29_999), known_at=KNOWN) == ()
    assert duties(accident(29_999)) == ()


@pytest.mark.parametrize(
    ("known", "says"),
    [
        (START - timedelta(seconds=1), "a time not before 2026-06-01T09:00:00+09:00"),
        (datetime(2026, 6, 3), "time"),  # noqa: DTZ001
        ("2026-06-03T14:30:00+09:00", "time"),
    ],
)
def test_a_time_of_knowing_that_cannot_be(known: Any, says: str) -> None:
    """Nobody knows what has not begun; a time has its zone. Also where nothing is owed."""
    for users in (50_000, 1):
        with pytest.raises(InvalidInput) as caught:
            duties(accident(users), known_at=known)
        assert [each.path for each in caught.value.problems] == ["known_at"]
        assert says in caught.value.text("en")


def test_only_a_tower_provider_has_one() -> None:
    """Everybody else is counted from another day: a time given for them is not passed over."""
    for subject in (
        accident(reporter="carrier"),
        judge_near_miss(near_miss()),
        OtherReason("secrecy_leak", date(2026, 6, 1)),
    ):
        with pytest.raises(InvalidInput) as caught:
            duties(subject, known_at=KNOWN)
        assert [each.path for each in caught.value.problems] == ["known_at"]


def test_a_tower_provider_is_no_carrier_of_a_chain() -> None:
    """No shorter form comes of its accident, and the statistics count carriers."""
    towers = accident()
    recipient = evolve(accident(reporter="carrier").incident, origin="wholesaler")
    with pytest.raises(InvalidInput) as caught:
        duties(judge(recipient), wholesaler=towers)
    assert [each.path for each in caught.value.problems] == ["wholesaler"]
    with pytest.raises(InvalidInput) as caught:
        Chain(towers.incident, [recipient, evolve(towers.incident, origin="wholesaler")])
    paths = [each.path for each in caught.value.problems]
    assert paths == ["wholesaler.reporter", "recipients[1].reporter"]
    with pytest.raises(InvalidInput) as caught:
        yearly([towers, judge(recipient), towers], 0)
    paths = [each.path for each in caught.value.problems]
    assert paths == ["verdicts[0].incident.reporter", "verdicts[2].incident.reporter", "year"]
    short = evolve(towers.incident, origin="wholesaler")
    assert [duty.other_forms for duty in duties(judge(short), known_at=KNOWN)] == [(), ()]


FINE = (
    "罰則：報告をせず、又は虚偽の報告をしたときは、30万円以下の罰金（電気通信事業法第188条第17号）"
)


def test_the_duties_in_words() -> None:
    first, detailed = duties(accident(), known_at=KNOWN)
    assert duties_text([first, detailed]) == (
        "速やかに　速報　甲鉄塔\n"
        "    事案：1\n"
        "    事由：重大な事故\n"
        "    報告先：総務大臣\n"
        "    内容：発生日時、場所、発生を知った日時、概要、理由又は原因、措置、"
        "その他参考となる事項\n"
        "    起算：知った時（2026年6月3日14時30分）\n"
        "    根拠：電気通信事業法第143条の14、電気通信事業法施行規則第54条の17\n"
        f"    {FINE}\n"
        "2026年7月3日（金）まで　詳報（様式第38の38）　甲鉄塔\n"
        "    事案：1\n"
        "    事由：重大な事故\n"
        "    報告先：総務大臣\n"
        "    起算：知った時（2026年6月3日14時30分）から30日以内\n"
        "    根拠：電気通信事業法第143条の14、電気通信事業法施行規則第54条の17、民法第140条\n"
        f"    {FINE}"
    )
    english = duties_text([detailed], "en")
    assert "counted: within 30 days from the time at which it was known (2026-06-03 14:30)" in (
        english
    )
    assert "Art. 54-17 (under 電気通信事業法第143条の14)" in english


def test_the_agenda_knows_what_it_does_not_know() -> None:
    """What has a last day that nobody can tell is neither prompt nor far off."""
    both = duties(accident())
    entries = agenda([*both, *duties(accident(id="2"), known_at=KNOWN)], KNOWN)
    assert [(each.duty.subject, each.status) for each in entries] == [
        ("1", Status.PROMPTLY),
        ("2", Status.PROMPTLY),
        ("1", Status.UNKNOWN),
        ("2", Status.LATER),
    ]
    assert "■ 期限不明\n" in agenda_text(entries)
    assert reminders(both) == ()
    (done,) = (each for each in agenda(both, KNOWN, done={both[1].key}) if each.duty is both[1])
    assert done.status is Status.DONE


def test_a_calendar_needs_the_day() -> None:
    """Both that lack it are told at once, before anything is written."""
    pytest.importorskip("icalendar")
    known = duties(accident(), known_at=KNOWN)
    with pytest.raises(InvalidInput) as caught:
        to_ics([*known, *duties(accident(id="2"))])
    paths = [each.path for each in caught.value.problems]
    assert paths == ["duties[2].counted_from", "duties[3].counted_from"]
    assert b"DTSTART;VALUE=DATE:20260703" in to_ics(known)


def test_the_duties_on_the_wire() -> None:
    first, detailed = (to_wire(each) for each in duties(accident(), known_at=KNOWN))
    for each in (first, detailed):
        assert each["counted_from"] == {"basis": "time_of_knowledge", "day": "2026-06-03"}
        assert each["known_at"] == "2026-06-03T14:30:00+09:00"
        assert each["under"] == "電気通信事業法第143条の14"
    assert first["contents"][2] == "known_at"
    unknown = to_wire(duties(accident())[1])
    assert unknown["counted_from"]["day"] is None
    assert unknown["deadline"] is None
    assert "known_at" not in unknown
    assert not {"under", "known_at"} & to_wire(duties(accident(reporter="carrier"))[0]).keys()


def test_the_form_of_a_carrier_is_refused() -> None:
    """様式第50の3 is a carrier's: a tower provider's is 様式第38の38, which is not at hand."""
    verdict = accident()
    with pytest.raises(InvalidInput) as caught:
        draft(verdict, duties(verdict))
    assert [each.path for each in caught.value.problems] == ["reporter"]
    assert "様式第38の38" in caught.value.text()
    assert "様式第38の38" in caught.value.text("en")


def test_the_first_report_holds_the_time_of_knowing() -> None:
    """発生を知つた日時; without it, it has to be entered."""
    verdict = accident()
    first, detailed = duties(verdict, known_at=KNOWN.astimezone(UTC))
    lines = first_report(verdict, first).text().splitlines()
    assert lines[:7] == [
        "重大な事故　速報",
        "認定鉄塔等提供事業者：甲鉄塔",
        "報告日時：【未記入：報告日時】",
        "発生日時：2026年6月1日9時00分",
        "復旧日時：2026年6月1日11時00分",
        "場所：詳細調査中",
        "発生を知った日時：2026年6月3日14時30分",
    ]
    assert "影響利用者数：5万人" in lines
    assert lines[-1].startswith("その他参考となる事項：【未記入：")
    unknown = first_report(verdict, duties(verdict)[0])
    assert "発生を知った日時：【未記入：発生を知った日時】" in unknown.text()
    assert "certified tower provider: 甲鉄塔" in unknown.text("en")
    form = first_report(verdict, detailed)
    assert (form.form, form.contents) == ("様式第38の38", first.contents)
