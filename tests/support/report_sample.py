"""The ministry's filled sample of 様式第50の3, entered as a report.

Figures, structure, actors and the wrong duration are the sample's; the words are ours. The sample
prints ○ for its days and names: they are filled in here.
"""

from datetime import date, datetime, timedelta

from jikorules import JAPAN, Bounds, Grade
from jikorules.reporting.forms.report import (
    AffectedUsers,
    Cause,
    Channel,
    Contact,
    Engineer,
    FailedFacility,
    Inquiries,
    Measure,
    PastAccident,
    Phenomenon,
    Place,
    PublicNotice,
    Registration,
    Related,
    Reporter,
    SeriousAccidentReport,
    Step,
    Subject,
    Supervisor,
)
from jikorules.reporting.forms.vocabulary import CauseKind, NoticeChannel, Phase, Stage

OPERATIONS = "ネットワークオペレーション部門"
WRONG_SIGNAL = "試験信号の誤った設定"
UNREAD_MANUAL = "手順書が伝わっていないこと"
SMALL_BACKUP = "バックアップの量の不足"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Give a time in May 2018, in Japan."""
    return datetime(2018, 5, day, hour, minute, tzinfo=JAPAN)


def sample() -> SeriousAccidentReport:
    """Give the sample, with the duration of 2 h 30 that it states from 12:00 to 14:15."""
    return SeriousAccidentReport(
        day=date(2018, 6, 8),
        addressee="総務大臣",
        reporter=Reporter(
            name="見本通信株式会社",
            name_kana="みほんつうしんかぶしきがいしゃ",
            representative="代表取締役社長　見本　一郎",
            postal_code="000-0000",
            address="見本県見本市一丁目1番地の1",
            address_kana="みほんけんみほんしいっちょうめ",
        ),
        registration=Registration(day=date(2005, 4, 1), number="第000号"),
        contact=Contact(
            phone="000-0000-0000", department="設備部　設備管理課", person="見本　花子"
        ),
        occurred=at(14, 12),
        phenomena=(
            Phenomenon(
                text="メールを送ることも受けることもできない。",
                restored=at(14, 14, 15),
                stated=timedelta(hours=2, minutes=30),
            ),
            Phenomenon(
                text="前に受けたメールを読むことができない。",
                restored=at(24, 23, 40),
                stated=timedelta(days=10, hours=11, minutes=40),
            ),
        ),
        place=Place(building="見本ビル　見本センター", address="見本県見本市一丁目1番地の1"),
        rows=("四",),
        categories=("四の項に当たる役務（一の項から三の項までのいずれでもないもの）",),
        services=("電子メール",),
        outline="仮想基盤を増設する作業の誤りから機器Ａが止まり、機器Ｂの利用者情報も壊れた。",
        facility=FailedFacility(
            name="ストレージ機器Ａ",
            normal="仮想サーバがここからソフトウェアを読み、機器Ｂにメールを残す。",
            at_accident="停止して仮想サーバを道連れにし、機器Ｂの利用者情報を壊した。",
            drawings=("別紙 P.3", "別紙 P.4", "別紙 P.5"),
        ),
        users=AffectedUsers(
            count=Bounds.exact(58_990),
            unit="契約数",
            basis="機器Ａが残したエラーの記録を数えた。",
            total=904_432,
            total_as_of=date(2018, 3, 31),
        ),
        areas=("全国",),
        response="機器Ａと仮想サーバを起動し直し、利用者情報をバックアップから戻した。",
        timeline=_timeline(),
        cause_outline="作業者が手順をよく知らず、試験信号を誤って設定した。",
        causes=_causes(),
        measures=(
            Measure(
                text="設定の手順を委託業者の隅々まで知らせる仕組みを作る。",
                done=date(2018, 5, 28),
                answers=(UNREAD_MANUAL,),
            ),
            Measure(
                text="設定の手順を委託業者と共に訓練する場を、定期に設ける。",
                is_permanent=True,
                done=date(2018, 6, 4),
                answers=(WRONG_SIGNAL, UNREAD_MANUAL),
            ),
            Measure(
                text="利用者情報のバックアップを1時間ごとに取り、3世代を残す。",
                is_permanent=True,
                due=date(2018, 9, 28),
                answers=(SMALL_BACKUP,),
            ),
        ),
        inquiries=Inquiries(
            total=587,
            as_of=at(31, 12),
            channels=(
                Channel(name="電話", count=499, hours="9時から20時まで"),
                Channel(name="メール", count=88, hours="24時間"),
            ),
            # The sample gives round hundreds.
            subjects=(
                Subject(text="いつ直るのか", count=Bounds.between(250, 349)),
                Subject(text="どのサービスに影響があるのか", count=Bounds.between(50, 149)),
                Subject(text="誰に影響があるのか", count=Bounds.between(50, 149)),
            ),
        ),
        notices=_notices(),
        press=(
            PublicNotice(at=at(25, 10), content="直ったことの知らせ", channel=NoticeChannel.PRESS),
        ),
        others=(
            "直った後の問い合わせには、一件ずつ電話又はメールで答えた。",
            "ホームページと同じ知らせをSNSにも出した。",
        ),
        related=_related(),
        past=(
            PastAccident(
                text="契約の内容が委託業者に伝わらず、増設の際に設備が止まった。",
                day=date(2016, 10, 3),
                grade=Grade.SERIOUS,
            ),
            PastAccident(
                text="ソフトウェアの欠陥により、前に受けたメールの一部を読めなくなった。",
                day=date(2017, 7, 19),
                grade=Grade.PERIODIC,
            ),
        ),
        supervisor=Supervisor(name="総務　太郎"),
        engineer=Engineer(name="総務　次郎", qualification="伝送交換"),
        attachments=("別紙 P.2からP.15まで",),
    )


def _timeline() -> tuple[Step, ...]:
    # A bracket of the sample names who did the steps above it, up to the bracket before. None
    # follows the last step; the department of the step before it is taken.
    contractor, watch, maker = "メンテナンス委託業者", "監視業務部門", "機器メーカー"
    return (
        Step(at=at(14, 12), text="増設の試験信号を送る。", phase=Phase.WORK, actor=contractor),
        Step(at=at(14, 12, 3), text="監視が異常を捉える。", phase=Phase.DETECTION, actor=watch),
        Step(at=at(14, 12, 30), text="機器Ａの故障と判断。", phase=Phase.ISOLATION, actor=maker),
        *(
            Step(at=moment, text=text, phase=phase, actor=OPERATIONS)
            for moment, phase, text in (
                (at(14, 12, 40), Phase.RECOVERY, "機器Ａの起動をやり直す。"),
                (at(14, 12, 55), Phase.RECOVERY, "機器Ａが起動。"),
                (at(14, 13), Phase.RECOVERY, "仮想サーバの起動をやり直す。"),
                (at(14, 14, 15), Phase.RESTORATION, "仮想サーバが起動し、送受信が直る。"),
                (at(14, 14, 20), Phase.RECOVERY, "利用者情報を機器Ｂへ写し始める。"),
                (at(14, 15), Phase.RECOVERY, "利用者情報を写し終える。"),
                (at(14, 15, 10), Phase.RECOVERY, "写しを点検し、済んだ利用者から順に直す。"),
                (at(24, 23, 40), Phase.RESTORATION, "全員が前のメールを読めるようになる。"),
            )
        ),
    )


def _causes() -> tuple[Cause, ...]:
    return (
        Cause(
            title=WRONG_SIGNAL,
            text="別のデータが設定された信号を受け、主系も副系も止まった。",
            kind=CauseKind.LARGE,
            stage=Stage.CONSTRUCTION,
        ),
        Cause(
            title=UNREAD_MANUAL,
            text="手順書はあったが、作業に当たる者まで伝わっていなかった。",
            kind=CauseKind.LARGE,
            stage=Stage.OPERATION,
        ),
        Cause(
            title=SMALL_BACKUP,
            text="利用者が増えたのに、バックアップの量は設計時のままであった。",
            kind=CauseKind.LONG,
            stage=Stage.OPERATION,
        ),
    )


def _notices() -> tuple[PublicNotice, ...]:
    return (
        PublicNotice(number=1, at=at(14, 13, 15), content="障害の発生"),
        PublicNotice(number=2, at=at(14, 14, 30), content="影響するサービス"),
        PublicNotice(number=3, at=at(14, 15, 15), content="障害を避ける方法"),
        # The sample says daily; these eight are the working days up to the restoration.
        PublicNotice(
            number=4, last_number=11, at=at(15, 18), until=at(24, 18), content="復旧の進み具合"
        ),
        PublicNotice(number=12, at=at(24, 23, 40), content="復旧"),
        # On the front page, for as long as it lasted, and without a number.
        PublicNotice(at=at(14, 17, 10), until=at(24, 23, 40), content="障害が続いていること"),
    )


def _related() -> tuple[Related, ...]:
    return (
        Related(
            aspect="維持・運用",
            references=("別表第2第2 2.(3)エ", "別表第2第3 1.(5)ケ"),
            measures=(1,),
        ),
        # The sample tells of no measure for this aspect; the policy is ours.
        Related(
            aspect="工事",
            references=("別表第2第3 1.(4)ア",),
            policy="工事の前に、設定の内容を委託業者と共に確かめる。",
        ),
        Related(aspect="教育・訓練", references=("別表第2第3 1.(2)ア～オ、ケ",), measures=(2,)),
        Related(aspect="設備容量", references=("別表第2第3 1.(3)ア",), measures=(3,)),
    )
