"""Reports begun from what the facts already say, and the first report in words."""

from datetime import date, datetime, timedelta
from typing import Any

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
    CriticalFacility,
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
from jikorules.reporting.forms.check import check
from jikorules.reporting.forms.draft import draft, users_of
from jikorules.reporting.forms.first_report import FirstReport, ServiceUsers, first_report
from jikorules.reporting.forms.gaps import gaps
from jikorules.reporting.forms.layout import form
from jikorules.reporting.forms.report import (
    AffectedUsers,
    Phenomenon,
    SeriousAccidentReport,
    lasted,
)

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
    # ①41,382 ②66,426, and no number of both.
    assert report.users == AffectedUsers(count=Bounds.unknown())
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
    assert users_of(judge(incident)) == (Bounds.exact(40_000),)


ABOUT = Bounds.between(30_595_000, 30_604_999)


@pytest.mark.parametrize("overlap", Overlap)
@pytest.mark.parametrize(
    ("users", "once"),
    [
        ((41_382, 66_426), False),
        ((41_382, None), False),
        ((41_382, Bounds.at_least(41_382)), False),
        ((ABOUT, ABOUT), True),
        ((40_000, 40_000), True),
        ((None, Bounds.at_least(0)), True),
    ],
)
def test_users_are_never_added_up(
    overlap: Overlap, users: tuple[int | Bounds[int] | None, ...], *, once: bool
) -> None:
    """①41,382 ②66,426; equal populations once, unless they are told to be of different people."""
    period = Period(datetime(2024, 6, 3, 12, tzinfo=JAPAN))
    voice, data = Service("voice"), Service("internet_access")
    given = [Impact(each, n, period) for each, n in zip((voice, data), users, strict=True)]
    verdict = judge(Incident(given, overlap=overlap))
    told = [each.users for each in given]
    told = [Bounds.unknown() if each == Bounds.at_least(0) else each for each in told]
    begun = draft(verdict)
    assert begun.users is not None
    if once and overlap is not Overlap.DISJOINT:
        assert users_of(verdict) == (told[0],)
        assert begun.users.count == told[0]
        assert [each.users for each in begun.phenomena] == [None, None]
    else:
        assert users_of(verdict) == tuple(told)
        assert begun.users.count == Bounds.unknown()
        known = [None if each.is_unknown else each for each in told]
        assert [each.users for each in begun.phenomena] == known


def situation(report: SeriousAccidentReport) -> list[str]:
    """The numbers of users in the column 発生状況."""
    (row,) = [row for row in form(report).rows if row.name == "発生状況"]
    texts = [f"{block.mark}{block.text}" for block in row.blocks]
    first = texts.index("＜影響を与えた利用者数＞") + 1
    return texts[first : texts.index("＜影響を与えた地域＞")]


def test_the_form_prints_users_side_by_side() -> None:
    east = draft(judge(case("jcom-east-2019-03-16")))
    users = AffectedUsers(count=Bounds.unknown(), unit="契約数", total=5_000_000)
    unit = "（契約数ベース）"
    both = [f"①41,382人{unit}", f"②66,426人{unit}", "（参考）総契約数：500万人"]
    assert situation(evolve(east, users=users)) == both
    one = evolve(east, phenomena=(east.phenomena[0], evolve(east.phenomena[1], users=None)))
    assert situation(evolve(one, users=users))[1] == f"②不明{unit}"
    # A number of all comes first, and those of phenomena go with it.
    whole = evolve(users, count=Bounds.exact(66_426), total=None)
    assert situation(evolve(one, users=whole)) == [f"66,426人{unit}", "①41,382人"]
    assert situation(evolve(one, users=None))[0].startswith(
        "【未記入：影響を与えた利用者数（注3）】"
    )
    lte = draft(judge(case("softbank-lte-2018-12-06")))
    assert situation(lte) == [
        "30,595,000人以上30,604,999人以下（【未記入：利用者数の単位（注3）】）"
    ]


@given(incidents())
def test_our_own_last_day_is_that_of_the_check(incident: Incident) -> None:
    verdict = judge(incident)
    report = draft(verdict, duties(verdict))
    told = [each.text() for each in check(report) if each.path in ("due", "occurred")]
    assert not [text for text in told if "記載されていません" not in text]


@pytest.mark.parametrize("overlap", Overlap)
def test_the_check_takes_rows_that_several_services_reach_together(overlap: Overlap) -> None:
    period = Period(datetime(2024, 6, 3, 12, tzinfo=JAPAN), datetime(2024, 6, 3, 15, tzinfo=JAPAN))
    paid = [Service("internet_access", paid=True), Service("email", paid=True)]
    impacts = [Impact(each, n, period) for each, n in zip(paid, (20_000, 15_000), strict=True)]
    report = draft(judge(Incident(impacts, overlap=overlap)))
    assert report.rows == (("五",) if overlap is Overlap.DISJOINT else ())
    assert "rows[0]" not in [each.path for each in check(evolve(report, rows=("五",)))]
    fewer = evolve(report.phenomena[0], users=Bounds.exact(14_999))
    less = evolve(report, rows=("五",), phenomena=(fewer, report.phenomena[1]))
    assert "rows[0]" in [each.path for each in check(less)]
    unknown = evolve(report.phenomena[0], users=None)
    open_ = evolve(report, rows=("五",), phenomena=(unknown, report.phenomena[1]))
    assert "rows[0]" not in [each.path for each in check(open_)]


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


OTHERS = "その他参考となる事項：【未記入：その他参考となる事項（ない場合はその旨）】"
FIRST = f"""\
重大な事故　速報
電気通信事業者：株式会社エネルギア・コミュニケーションズ
報告日時：【未記入：報告日時】
発生日時：2018年5月29日8時27分
復旧日時：2018年5月29日13時25分
場所：詳細調査中
概要：インターネット接続サービスの提供の停止、電子メールサービスの提供の停止
影響を与えた範囲：詳細調査中
影響利用者数：165,000人以上174,999人以下（詳細調査中）
理由又は原因：詳細調査中
措置：詳細調査中
{OTHERS}"""

FIRST_EN = """\
serious accident　first report
carrier: 株式会社エネルギア・コミュニケーションズ
time of the report: [to be entered: time of the report]
date and time: 2018-05-29 08:27
restored: 2018-05-29 13:25
place: under investigation"""


def test_the_first_report() -> None:
    verdict = judge(case("energia-2018-05-29"))
    report = first_report(verdict, duties(verdict)[0])
    assert report.text() == FIRST
    assert report.text("en").startswith(FIRST_EN)
    told = evolve(report, users=Bounds.exact(170_000), cause="機器の故障", restored=None)
    assert "影響利用者数：17万人\n" in told.text() + "\n"
    assert "理由又は原因：機器の故障\n" in told.text()
    assert "復旧見込み：詳細調査中（未復旧）\n" in told.text()
    assert "restoration expected: under investigation (not yet restored)\n" in told.text("en")
    soon = evolve(told, expected=datetime(2018, 5, 29, 15, tzinfo=JAPAN))
    assert "復旧見込み：2018年5月29日15時00分（未復旧）\n" in soon.text()
    assert evolve(report, users=None, occurred=None).text().count("詳細調査中") == 6


def test_what_the_ministry_lists_is_told() -> None:
    """発生日時、設備の設置場所、役務の内容、影響範囲、利用者数、原因、報告日時、復旧日時（見込み）."""
    verdict = judge(case("jcom-east-2019-03-16"))
    report = evolve(
        first_report(verdict, duties(verdict)[0]),
        reported_at=datetime(2019, 3, 16, 8, 30, tzinfo=JAPAN),
        place="見本ビル",
        scope="見本県の一部",
        cause="電源の故障",
        measures="電源を取り替えた。",
        other_matters="特になし",
    )
    assert report.text() == (
        "重大な事故　速報\n"
        "電気通信事業者：株式会社ジェイコムイースト\n"
        "報告日時：2019年3月16日8時30分\n"
        "発生日時：2019年3月16日7時47分\n"
        "復旧日時：2019年3月16日11時56分\n"
        "場所：見本ビル\n"
        "概要：音声伝送役務の提供の停止、インターネット接続サービスの提供の停止\n"
        "影響を与えた範囲：見本県の一部\n"
        "影響利用者数：①音声伝送役務：41,382人、②インターネット接続サービス：66,426人\n"
        "理由又は原因：電源の故障\n"
        "措置：電源を取り替えた。\n"
        "その他参考となる事項：特になし"
    )
    users = (
        "users affected: ①音声伝送役務: 41,382 users, ②インターネット接続サービス: 66,426 users\n"
    )
    assert users in report.text("en")


def users_line(report: FirstReport) -> str:
    (line,) = [each for each in report.text().splitlines() if each.startswith("影響利用者数")]
    return line.removeprefix("影響利用者数：")


def test_only_what_is_open_is_under_investigation() -> None:
    verdict = judge(case("softbank-lte-2018-12-06"))
    report = first_report(verdict, duties(verdict)[0])
    assert users_line(report) == "30,595,000人以上30,604,999人以下（詳細調査中）"
    mixed = (ServiceUsers(Bounds.exact(7), "音声"), ServiceUsers(Bounds.at_least(9), "甲\n乙"))
    assert users_line(evolve(report, users=mixed)) == "①音声：7人、②甲 乙：9人以上（詳細調査中）"
    unknown = (*mixed[:1], ServiceUsers(Bounds.unknown(), "データ"))
    assert users_line(evolve(report, users=unknown)) == "①音声：7人、②データ：詳細調査中"
    nameless = (ServiceUsers(Bounds.exact(7)), ServiceUsers(Bounds.exact(8)))
    assert users_line(evolve(report, users=nameless)) == "①7人、②8人"
    assert users_line(evolve(report, users=Bounds.unknown())) == "詳細調査中"


def test_a_satellite_that_nobody_is_told_to_have_used() -> None:
    """衛星の故障: nobody is counted, which is not to say that nobody was hit."""
    start = datetime(2024, 6, 3, 12, tzinfo=JAPAN)
    critical = CriticalFacility("satellite", Period(start, start + 3 * HOUR), installed_by="self")
    verdict = judge(Incident([], critical_facility=critical))
    assert users_of(verdict) == ()
    text = first_report(verdict, duties(verdict)[0]).text()
    assert "影響利用者数：詳細調査中\n" in text
    assert "発生日時：2024年6月3日12時00分\n復旧日時：2024年6月3日15時00分\n" in text
    runs = evolve(critical, period=Period(start))
    verdict = judge(Incident([], critical_facility=runs), at=start + 3 * HOUR)
    assert "（未復旧）" in first_report(verdict, duties(verdict)[0]).text()


def test_it_is_restored_when_all_services_are() -> None:
    start = datetime(2024, 6, 3, 12, tzinfo=JAPAN)
    voice = Service("voice", emergency_calls=True)
    ends = [start + 2 * HOUR, start + 5 * HOUR]
    hit = [Impact(voice, 40_000, Period(start, end)) for end in ends]
    for impacts, line in (
        (hit, "復旧日時：2024年6月3日17時00分"),
        ([hit[0], evolve(hit[1], periods=[Period(start)])], "復旧見込み：詳細調査中（未復旧）"),
    ):
        verdict = judge(Incident(impacts))
        assert line in first_report(verdict, duties(verdict)[0]).text().splitlines()


def test_a_wholesale_recipient_tells_less() -> None:
    """卸電気通信役務の提供を受ける者の速報は、発生日時及び措置で足りる."""
    incident = accident("2024-06-03", origin="wholesaler", carrier="乙", id="1")
    verdict = judge(incident)
    first, detailed = duties(verdict, wholesaler=judge(accident("2024-06-03")))[:2]
    assert first_report(verdict, first, shortened=True).text() == (
        "重大な事故　速報\n"
        "電気通信事業者：乙\n"
        "報告日時：【未記入：報告日時】\n"
        "発生日時：2024年6月3日12時00分\n"
        "復旧日時：2024年6月3日15時00分\n"
        "措置：詳細調査中\n" + OTHERS
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
        "報告日時：【未記入：報告日時】\n"
        "発生日時：2024年6月1日\n"
        "場所：詳細調査中\n"
    )
    for of_an_accident in ("影響", "復旧"):
        assert of_an_accident not in report.text()
    known = evolve(report, occurred=datetime(2024, 6, 1, 3, tzinfo=JAPAN))
    assert "発生日時：2024年6月1日3時00分\n" in known.text()
    form = first_report(verdict, detailed)
    assert form.form == "様式第50の4"
    assert form.contents == first.contents
    assert form.text().startswith("重大な事故が生ずるおそれがあると認められる事態　様式第50の4\n")


def test_a_name_is_put_on_one_line() -> None:
    report = FirstReport(reason=Reason.SECRECY_LEAK, contents=(Content.PLACE,), place="甲\n乙")
    assert report.text().splitlines()[-1] == "場所：甲 乙"


def test_an_intermittent_impact_ends_with_its_last_period() -> None:
    start = datetime(2024, 6, 3, 12, tzinfo=JAPAN)
    periods = [Period(start, start + HOUR), Period(start + 2 * HOUR, start + 3 * HOUR)]
    verdict = judge(Incident([Impact(Service("voice", emergency_calls=True), 40_000, periods)]))
    assert draft(verdict).phenomena[0].restored == start + 3 * HOUR


@pytest.mark.parametrize("reporter", ["carrier", "tower_provider"])
def test_the_detailed_form_of_a_tower_provider_tells_when_he_knew(reporter: Any) -> None:
    """様式第38の38 has the items of Art. 54-17, of which 発生を知つた日時 is one."""
    verdict = judge(accident("2026-06-03", reporter=reporter))
    detailed = next(each for each in duties(verdict) if each.report is Report.DETAILED)
    is_towers = reporter == "tower_provider"
    assert (Content.KNOWN_AT in first_report(verdict, detailed).contents) is is_towers
