"""The detailed report of a serious accident 重大な事故報告書（詳報）, 様式第50の3, as typed data.

The field names follow the form, and `jikorules.reporting.forms.gaps.GAPS` says what each asks for;
the form's notes 注 are referred to by number. What is not known yet is None or empty, and stays a
visible gap when the report is rendered.
"""

from datetime import date, datetime, timedelta
from typing import Any

from attrs import Attribute, field, frozen

from jikorules.basics.bounds import Bounds
from jikorules.basics.moments import to_fixed_offset
from jikorules.basics.validation import check_day, check_time, refuse
from jikorules.judgement.verdict import Grade
from jikorules.reporting.forms.vocabulary import CauseKind, Exempt, NoticeChannel, Phase, Stage


def _moment(value: datetime | None) -> datetime | None:
    return None if value is None else to_fixed_offset(value)


def _a_day(_: object, attribute: "Attribute[Any]", value: Any) -> None:
    refuse(*(() if value is None else check_day(attribute.name, value)))


def _known(users: Bounds[int] | None) -> Bounds[int] | None:
    """Take unknown users for users that are not told."""
    return None if users is None or users.is_unknown else users


def _aware(_: object, attribute: "Attribute[Any]", value: Any) -> None:
    refuse(*(() if value is None else check_time(attribute.name, value)))


@frozen(kw_only=True)
class Reporter:
    """Who reports: the head of the form, with the readings ふりがな of name and address."""

    name: str | None = None
    name_kana: str | None = None
    representative: str | None = None
    postal_code: str | None = None
    address: str | None = None
    address_kana: str | None = None


@frozen(kw_only=True)
class Registration:
    """登録年月日及び登録番号, or of a notification 届出年月日及び届出番号."""

    day: date | None = field(default=None, validator=_a_day)
    number: str | None = None
    is_notification: bool = False


@frozen(kw_only=True)
class Contact:
    """連絡先."""

    phone: str | None = None
    department: str | None = None
    person: str | None = None


@frozen(kw_only=True)
class Phenomenon:
    """One thing that users suffered 発生した事象, and its restoration 復旧年月日及び時刻.

    Attributes:
        start: when it began; the report's `occurred` if left out.
        stated: 継続時間, as the report states it; the time between the two if left out.
        users: how many suffered it, where that differs between phenomena or in time (note 3).
    """

    text: str
    start: datetime | None = field(default=None, converter=_moment, validator=_aware)
    restored: datetime | None = field(default=None, converter=_moment, validator=_aware)
    stated: timedelta | None = None
    users: Bounds[int] | None = field(default=None, converter=_known)


@frozen(kw_only=True)
class Place:
    """発生場所: where the failed facility stands (note 1)."""

    building: str | None = None
    address: str | None = None


@frozen(kw_only=True)
class FailedFacility:
    """事故の原因となった電気通信設備の概要, with its drawings 設備構成図等 (note 2)."""

    name: str | None = None
    normal: str | None = None
    at_accident: str | None = None
    drawings: tuple[str, ...] = ()


@frozen(kw_only=True)
class AffectedUsers:
    """影響を与えた利用者数 (note 3), in a unit such as 契約数, and 総契約数 as of a day.

    Attributes:
        count: how many. Users of several services are not added up: where the phenomena tell
            their own numbers, unknown stands here, and they are printed side by side.
    """

    count: Bounds[int]
    unit: str | None = None
    basis: str | None = None
    total: int | None = None
    total_as_of: date | None = field(default=None, validator=_a_day)


@frozen(kw_only=True)
class Step:
    """One step of the detailed measures 詳細な措置模様 (note 4).

    Its actor 対応者 may be outside the carrier, such as its software supplier.
    """

    at: datetime = field(converter=to_fixed_offset, validator=_aware)
    text: str
    phase: Phase
    actor: str | None = None
    is_outside: bool = False


@frozen(kw_only=True)
class Cause:
    """A cause (note 5): its title in a few words, to which measures refer, and how it worked."""

    title: str
    text: str | None = None
    kind: CauseKind = CauseKind.OUTBREAK
    stage: Stage | None = None


@frozen(kw_only=True)
class Measure:
    """A measure against recurrence 再発防止策, permanent 恒久対処 or provisional 暫定対処 (note 6).

    It answers causes, which it names by their titles.
    """

    text: str
    is_permanent: bool = False
    done: date | None = field(default=None, validator=_a_day)
    due: date | None = field(default=None, validator=_a_day)
    answers: tuple[str, ...] = ()

    @property
    def when(self) -> date | None:
        """The day on which it was done, else the day by which it is to be done."""
        return self.done or self.due


@frozen(kw_only=True)
class Channel:
    """A channel of inquiries 問い合わせ窓口."""

    name: str
    count: int | None = None
    hours: str | None = None


@frozen(kw_only=True)
class Subject:
    """A main subject of inquiries 主な問い合わせ内容."""

    text: str
    count: Bounds[int] | None = field(default=None, converter=_known)


@frozen(kw_only=True)
class Inquiries:
    """問い合わせ件数, complaints included (note 7)."""

    total: int | None = None
    as_of: datetime | None = field(default=None, converter=_moment, validator=_aware)
    channels: tuple[Channel, ...] = ()
    subjects: tuple[Subject, ...] = ()


@frozen(kw_only=True)
class PublicNotice:
    """A notice to users, or several of the same kind (note 7).

    Of several, `at` and `number` 第何報 are of the first, `until` and `last_number` of the last.
    """

    at: datetime | None = field(default=None, converter=_moment, validator=_aware)
    content: str | None = None
    channel: NoticeChannel = NoticeChannel.WEBSITE
    number: int | None = None
    last_number: int | None = None
    until: datetime | None = field(default=None, converter=_moment, validator=_aware)


@frozen(kw_only=True)
class Related:
    """Places in standards 関連する基準及び規程, of one aspect 観点 such as 維持・運用 (note 8).

    They are answered by measures, given by their numbers from 1, and by what else is done 対応方針.
    """

    aspect: str
    references: tuple[str, ...] = ()
    measures: tuple[int, ...] = ()
    policy: str | None = None


@frozen(kw_only=True)
class PastAccident:
    """A past accident that is related 関連する事故の発生傾向 (note 9)."""

    text: str
    day: date | None = field(default=None, validator=_a_day)
    grade: Grade | None = None


@frozen(kw_only=True)
class Supervisor:
    """電気通信設備統括管理者 (note 10): the name, or why it is left out."""

    name: str | None = None
    exempt: Exempt | None = None


@frozen(kw_only=True)
class Engineer:
    """The chief engineer 電気通信主任技術者 who confirmed the measures (note 11).

    Of a person assigned in the place of one no qualification 資格の種別 is asked (the Act, Art. 45
    para. 1 proviso).
    """

    name: str | None = None
    qualification: str | None = None
    is_assigned: bool = False
    exempt: Exempt | None = None


@frozen(kw_only=True)
class SeriousAccidentReport:
    """様式第50の3: the detailed report of a serious accident.

    Attributes:
        rows: the rows of the table that are met, such as 一.
        categories: 影響を与えた電気通信役務の区分: the rows in words.
        measures: 再発防止策; they are numbered from 1 in this order.
        others: その他の対応.
        related: 関連する基準及び規程; None if it is not told whether there are any.
        past: 関連する事故の発生傾向; None if it is not told whether there are any.
        attachments: 別紙.
        due: the last day for the report, as `duties` gives it.
    """

    day: date | None = field(default=None, validator=_a_day)
    addressee: str | None = None
    reporter: Reporter = Reporter()
    registration: Registration = Registration()
    contact: Contact = Contact()
    occurred: datetime | None = field(default=None, converter=_moment, validator=_aware)
    phenomena: tuple[Phenomenon, ...] = ()
    place: Place = Place()
    rows: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    outline: str | None = None
    facility: FailedFacility = FailedFacility()
    users: AffectedUsers | None = None
    areas: tuple[str, ...] = ()
    response: str | None = None
    timeline: tuple[Step, ...] = ()
    cause_outline: str | None = None
    causes: tuple[Cause, ...] = ()
    measures: tuple[Measure, ...] = ()
    inquiries: Inquiries = Inquiries()
    notices: tuple[PublicNotice, ...] = ()
    press: tuple[PublicNotice, ...] = ()
    others: tuple[str, ...] = ()
    related: tuple[Related, ...] | None = None
    past: tuple[PastAccident, ...] | None = None
    supervisor: Supervisor = Supervisor()
    engineer: Engineer = Engineer()
    attachments: tuple[str, ...] = ()
    due: date | None = field(default=None, validator=_a_day)


def lasted(report: SeriousAccidentReport, phenomenon: Phenomenon) -> timedelta | None:
    """Give the time from a phenomenon's beginning to its restoration, as far as both are known."""
    start = phenomenon.start or report.occurred
    if start is None or phenomenon.restored is None:
        return None
    return phenomenon.restored - start


def is_told_apart(report: SeriousAccidentReport) -> bool:
    """Tell whether the users stand by phenomena, and no one number is given for all of them."""
    is_open = report.users is not None and report.users.count.is_unknown
    return is_open and any(each.users is not None for each in report.phenomena)
