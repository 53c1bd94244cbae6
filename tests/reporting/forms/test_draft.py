"""Reports begun from what the facts already say, and the first report in words."""

from datetime import date, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from support.accidents import accident, near_miss
from support.places import fy2018
from support.strategies import incidents

from jikorules import (
    JAPAN,
    Bounds,
    Content,
    Facility,
    Impact,
    Incident,
    InvalidInput,
    Overlap,
    Period,
    Reason,
    Report,
    Service,
    duties,
    from_wire,
    judge,
    judge_near_miss,
)
from jikorules.reporting.forms.draft import draft, users_of
from jikorules.reporting.forms.first_report import FirstReport, first_report
from jikorules.reporting.forms.gaps import gaps
from jikorules.reporting.forms.report import AffectedUsers, Phenomenon, lasted

CASES = fy2018()
HOUR = timedelta(hours=1)


def case(name: str) -> Incident:
    return next(from_wire(each["incident"]) for each in CASES if each["incident"]["id"] == name)


def test_jcom_east_2019_03_16() -> None:
    verdict = judge(case("jcom-east-2019-03-16"))
    report = draft(verdict, duties(verdict))
    start = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)
    end = datetime(2019, 3, 16, 11, 56, tzinfo=JAPAN)
    assert report.addressee == "総務大臣"
    assert report.due == date(2019, 4, 15)
    assert report.reporter.name == "株式会社ジェイコムイースト"
    assert report.occurred == start
    assert report.phenomena == (
        Phenomenon(
            text="音声伝送役務の提供の停止", start=start, restored=end, users=Bounds.exact(41_382)
        ),
        Phenomenon(
            text="インターネット接続サービスの提供の停止",
            start=start,
            restored=end,
            users=Bounds.exact(66_426),
        ),
    )
    assert [lasted(report, each) for each in report.phenomena] == [
        timedelta(hours=4, minutes=9)
    ] * 2
    assert report.rows == ("一", "四")
    assert report.categories == (
        "緊急通報を取り扱う音声伝送役務",
        "一の項から三の項までに掲げる電気通信役務以外の電気通信役務",
    )
    assert report.services == ("音声伝送役務", "インターネット接続サービス")
    assert report.users == AffectedUsers(count=Bounds.between(66_426, 107_808))
    missing = set(gaps(report))
    assert {"place.building", "facility.name", "users.basis", "timeline", "related"} <= missing
    assert not missing & {"addressee", "reporter.name", "occurred", "phenomena", "categories"}


def test_what_is_not_known_is_left_open() -> None:
    start = datetime(2024, 6, 3, 12, tzinfo=JAPAN)
    mail = Impact(
        Service("email", paid=True, name="メール"), None, Period(start), effect="degradation"
    )
    report = draft(judge(Incident([mail])))
    assert report.phenomena == (Phenomenon(text="メールの品質の低下", start=start),)
    assert (report.addressee, report.due, report.reporter.name) == (None, None, None)
    assert report.users == AffectedUsers(count=Bounds.unknown())
    assert "phenomena[0].restored" in set(gaps(report))


def test_supplementary_functions_are_no_part_of_it() -> None:
    start = datetime(2024, 6, 3, 12, tzinfo=JAPAN)
    period = Period(start + HOUR, start + 3 * HOUR)
    aside = Impact(Service("email"), 7, Period(start, start + HOUR), supplementary=True)
    incident = Incident([aside, Impact(Service("voice"), 40_000, period)])
    report = draft(judge(incident))
    assert [phenomenon.start for phenomenon in report.phenomena] == [start + HOUR]
    assert report.occurred == start + HOUR
    assert users_of(judge(incident)) == Bounds.exact(40_000)


@pytest.mark.parametrize(
    ("overlap", "expected"),
    [
        (Overlap.DISJOINT, Bounds.exact(7)),
        (Overlap.SAME, Bounds.exact(4)),
        (Overlap.UNKNOWN, Bounds.between(4, 7)),
    ],
)
def test_users_together(overlap: Overlap, expected: Bounds[int]) -> None:
    period = Period(datetime(2024, 6, 3, 12, tzinfo=JAPAN))
    first, second = (Impact(Service("voice"), users, period) for users in (3, 4))
    assert users_of(judge(Incident([first, second], overlap=overlap))) == expected
    open_end = Incident([first, evolve(second, users=Bounds.at_least(4))], overlap=overlap)
    assert users_of(judge(open_end)) == Bounds.at_least(expected.low or 0)


@given(incidents())
def test_a_draft_can_be_made_of_any_accident(incident: Incident) -> None:
    verdict = judge(incident)
    report = draft(verdict, duties(verdict))
    assert list(gaps(report))
    other = incident.facility is Facility.OTHER
    counted = [each for each in incident.impacts if other or each.supplementary is not True]
    assert len(report.phenomena) == len(counted)
    for phenomenon in report.phenomena:
        took = lasted(report, phenomenon)
        assert took is None or took >= timedelta(0)


FIRST = """\
重大な事故　速報
電気通信事業者：株式会社エネルギア・コミュニケーションズ
発生日時：2018年5月29日8時27分（13時25分復旧）
場所：詳細調査中
概要：インターネット接続サービスの提供の停止、電子メールサービスの提供の停止
理由又は原因：詳細調査中
措置：詳細調査中
その他参考となる事項：詳細調査中
影響利用者数：165,000人以上174,999人以下（詳細調査中）"""

FIRST_EN = """\
serious accident　first report
carrier: 株式会社エネルギア・コミュニケーションズ
date and time: 2018-05-29 08:27 (restored 13:25)
place: under investigation"""


def test_the_first_report() -> None:
    verdict = judge(case("energia-2018-05-29"))
    report = first_report(verdict, duties(verdict)[0])
    assert report.text() == FIRST
    assert report.text("en").startswith(FIRST_EN)
    told = evolve(report, users=Bounds.exact(170_000), cause="機器の故障", restored=None)
    assert "影響利用者数：17万人\n" in told.text() + "\n"
    assert "理由又は原因：機器の故障\n" in told.text()
    assert "8時27分（未復旧）" in told.text()
    assert "(not yet restored)" in told.text("en")
    assert evolve(report, users=None, occurred=None).text().count("詳細調査中") == 6


def test_a_wholesale_recipient_tells_less() -> None:
    """卸電気通信役務の提供を受ける者の速報は、発生日時及び措置で足りる."""
    incident = accident("2024-06-03", origin="wholesaler", carrier="乙", id="1")
    verdict = judge(incident)
    first, detailed = duties(verdict, wholesaler=judge(accident("2024-06-03")))[:2]
    assert first_report(verdict, first, shortened=True).text() == (
        "重大な事故　速報\n"
        "電気通信事業者：乙\n"
        "発生日時：2024年6月3日12時00分（15時00分復旧）\n"
        "措置：詳細調査中\n"
        "その他参考となる事項：詳細調査中"
    )
    short = first_report(verdict, detailed, shortened=True)
    assert (short.form, short.contents) == (
        "様式第50の3の2",
        (Content.DATE_TIME, Content.MEASURES, Content.OTHER_MATTERS),
    )
    whole = first_report(verdict, first)
    assert whole.contents == first.contents
    own = duties(judge(accident("2024-06-03")))[0]
    with pytest.raises(InvalidInput, match="duty"):
        first_report(verdict, own, shortened=True)
    notice = duties(verdict)[-1]
    assert notice.report is Report.NOTICE
    with pytest.raises(InvalidInput, match="57"):
        first_report(verdict, notice)


def test_a_near_miss() -> None:
    verdict = judge_near_miss(near_miss())
    first, detailed = duties(verdict)
    report = first_report(verdict, first)
    assert (report.reason, report.form, report.carrier) == (Reason.NEAR_MISS, None, "甲")
    assert report.text().startswith(
        "重大な事故が生ずるおそれがあると認められる事態　速報\n"
        "電気通信事業者：甲\n"
        "発生日時：2024年6月1日\n"
    )
    assert "影響利用者数" not in report.text()
    known = evolve(report, occurred=datetime(2024, 6, 1, 3, tzinfo=JAPAN))
    assert "発生日時：2024年6月1日3時00分\n" in known.text()
    form = first_report(verdict, detailed)
    assert form.form == "様式第50の4"
    assert form.contents == first.contents
    assert form.text().startswith("重大な事故が生ずるおそれがあると認められる事態　様式第50の4\n")


def test_a_name_is_put_on_one_line() -> None:
    report = FirstReport(reason=Reason.SECRECY_LEAK, contents=(Content.PLACE,), place="甲\n乙")
    assert report.text().splitlines()[-1] == "場所：甲 乙"
