"""The duties of many accidents in one list, and reminders as data."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.accidents import accident

from jikorules import (
    Duty,
    InvalidInput,
    Report,
    Status,
    agenda,
    agenda_text,
    duties,
    duties_text,
    judge,
    reminders,
)

DAY = timedelta(days=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+09:00")


def three(day: str = "2018-12-06", name: str = "甲") -> tuple[Duty, ...]:
    """Promptly; 2019-01-07 (moved from Saturday, the 5th); 2019-02-28."""
    return duties(judge(accident(day, id=name, carrier=f"{name}社")))


@pytest.mark.parametrize(
    ("now", "detailed"),
    [
        ("2018-12-31T23:59:59", Status.LATER),
        ("2019-01-01T00:00:00", Status.DUE_SOON),
        ("2019-01-07T23:59:59", Status.DUE_SOON),
        ("2019-01-08T00:00:00", Status.OVERDUE),
    ],
)
def test_a_duty_is_overdue_when_its_last_day_is_over_in_japan(now: str, detailed: Status) -> None:
    found = {entry.duty.report: entry.status for entry in agenda(three(), at(now))}
    assert found == {
        Report.FIRST: Status.PROMPTLY,
        Report.DETAILED: detailed,
        Report.PERIODIC: Status.LATER,
    }


def test_the_notice_is_overdue_by_the_minute() -> None:
    notice = [duty for duty in three("2024-06-03") if duty.report is Report.NOTICE]
    assert [entry.status for entry in agenda(notice, at("2024-06-03T12:29:59"))] == [
        Status.DUE_SOON
    ]
    assert [entry.status for entry in agenda(notice, at("2024-06-03T12:30:00"))] == [Status.OVERDUE]


def test_what_is_urgent_comes_first_and_what_is_done_last() -> None:
    many = [*three("2019-01-10", "乙"), *three()]
    done = {"甲/serious_accident/first"}
    entries = agenda(many, at("2019-02-06T10:00:00"), done=done)
    assert [(entry.status.value, entry.duty.key) for entry in entries] == [
        ("overdue", "甲/serious_accident/detailed"),
        ("promptly", "乙/serious_accident/first"),
        ("due_soon", "乙/serious_accident/detailed"),
        ("later", "甲/periodic"),
        ("later", "乙/periodic"),
        ("done", "甲/serious_accident/first"),
    ]


def test_what_is_due_on_one_day_stands_carrier_by_carrier() -> None:
    """Whoever works down the list has the reports of a carrier together, whatever their names."""
    names = [("2", "甲社"), ("1", "乙社"), ("4", "甲社"), ("3", "乙社"), ("5", None)]
    one_day = [
        duty
        for name, carrier in names
        for duty in duties(judge(accident("2018-12-06", id=name, carrier=carrier)))
        if duty.report is Report.DETAILED
    ]
    listed = [entry.duty for entry in agenda(one_day, at("2018-12-20T10:00:00"))]
    assert [(duty.carrier, duty.subject) for duty in listed] == [
        (None, "5"),
        ("乙社", "1"),
        ("乙社", "3"),
        ("甲社", "2"),
        ("甲社", "4"),
    ]


@given(st.permutations([*three("2019-01-10", "乙"), *three(), *three("2020-06-01", "丙")]))
def test_the_order_of_the_duties_does_not_matter(shuffled: list[Duty]) -> None:
    now = at("2019-02-05T10:00:00")
    assert agenda(shuffled, now) == agenda(sorted(shuffled, key=lambda duty: duty.key), now)


def test_now_has_a_time_zone() -> None:
    with pytest.raises(InvalidInput, match="now"):
        agenda(three(), datetime(2019, 1, 1))  # noqa: DTZ001


def test_reminders_are_data_with_a_time() -> None:
    """Nothing depends on a job at the exact hour: whoever is late sees what has passed."""
    found = [(each.at, each.duty.report) for each in reminders(three())]
    assert found == [
        (at("2018-12-31T09:00:00"), Report.DETAILED),
        (at("2019-01-06T09:00:00"), Report.DETAILED),
        (at("2019-02-21T09:00:00"), Report.PERIODIC),
        (at("2019-02-27T09:00:00"), Report.PERIODIC),
    ]
    assert reminders(three(), before=()) == ()
    assert [each.at for each in reminders(three(), before=iter([3 * DAY]))] == [
        at("2019-01-04T09:00:00"),
        at("2019-02-25T09:00:00"),
    ]


AGENDA_JA = """\
■ 期限超過
  2019年1月7日（月）まで　詳報（様式第50の3）　甲社
      事案：甲
      事由：重大な事故
      報告先：総務大臣（総合通信局長を経由することができる。電気通信事業法施行規則第69条）
      起算：発生した日（2018年12月6日）から30日以内
      期限：2019年1月5日は土曜日に当たるため、2019年1月7日となる
      根拠：電気通信事業法施行規則第57条、民法第140条、行政機関の休日に関する法律第2条

■ 今後
  2019年2月28日（木）まで　定期の報告（様式第27）　甲社
      事案：甲
      報告対象期間：2018年10月1日から2018年12月31日まで
      報告先：総務大臣（総合通信局長を経由することができる。電気通信事業報告規則第11条）
      起算：報告対象期間の末日（2018年12月31日）から2月以内
      様式：簡易な様式によることができる場合がある
      根拠：電気通信事業報告規則第7条の3第1項

■ 済
  速やかに　速報　甲社
      事案：甲
      事由：重大な事故
      報告先：総務大臣（総合通信局長を経由することができる。電気通信事業法施行規則第69条）
      内容：発生日時、場所、概要、理由又は原因、措置、その他参考となる事項
      起算：発生した日（2018年12月6日）
      根拠：電気通信事業法施行規則第57条

前提：電気通信事業法の適用を受ける電気通信事業者であること（電気通信事業法第164条により適用を除外される事業、すなわち専ら一の者に提供するもの、同一の構内で行うもの及び第三号事業に当たらないこと）。"""

AGENDA_EN = """\
■ Overdue
  by Mon 2019-01-07 · detailed report (様式第50の3) · 甲社
      subject: 甲
      reason: serious accident
      to: the Minister for Internal Affairs and Communications \
(by way of the regional bureau if wished: \
Enforcement Rules of the Telecommunications Business Act, Art. 69)
      counted: within 30 days from the day of occurrence (2018-12-06)
      last day: 2019-01-05 is a Saturday, so it is 2019-01-07
      law: Enforcement Rules of the Telecommunications Business Act, Art. 57, \
Civil Code, Art. 140, Act on Holidays of Administrative Organs, Art. 2"""


def test_in_words() -> None:
    entries = agenda(three(), at("2019-02-01T10:00:00"), done=["甲/serious_accident/first"])
    assert agenda_text(entries) == AGENDA_JA
    assert agenda_text(entries, "en").startswith(AGENDA_EN + "\n\n■ Later\n")
    assert agenda_text(()) == duties_text(()) == ""


def test_undecided_duties_and_shorter_forms_in_words() -> None:
    found = duties(judge(accident("2024-06-03", None, origin="wholesaler")))
    text = duties_text(found)
    assert "2024年7月3日（水）まで　詳報（様式第50の3）［未確定］" in text
    assert (
        "様式：様式第50の3の2によることができる場合がある（速報の内容は発生日時、措置、その他参考となる事項で足りる）"
        in text
    )
    assert "2024年6月3日12時30分まで　利用者への初報（推奨）" in text
    assert "法令上の義務ではなく、総務省のガイドラインによる推奨" in text
    text = duties_text(found, "en")
    assert "detailed report (様式第50の3) [if the undecided verdict turns out so]" in text
    assert "form: 様式第50の3の2 may be used in some cases" in text
    assert "by 2024-06-03 12:30 · first notice to users (recommended)" in text
    assert "no duty by law: recommended by the ministry's guideline" in text


@pytest.mark.parametrize("names", [("甲", "甲"), (None, None)])
def test_what_is_done_is_of_one_accident(names: tuple[str | None, str | None]) -> None:
    """A key that two accidents share would mark both done, one of them overdue."""
    first, second = (
        duties(judge(accident(day, id=name)))
        for day, name in zip(("2018-12-06", "2019-01-10"), names, strict=True)
    )
    key = first[1].key
    with pytest.raises(InvalidInput, match="done"):
        agenda([*first, *second], at("2019-02-06T10:00:00"), done={key})
    assert agenda([*first, *second], at("2019-02-06T10:00:00"), done={"another"})
    assert agenda(first, at("2019-02-06T10:00:00"), done={key})[-1].status is Status.DONE
