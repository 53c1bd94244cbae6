"""What a report leaves out: shown as a gap, never as an empty string, never filled by a guess."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from attrs import frozen

from jikorules.basics.errors import Lang, Words
from jikorules.reporting.forms.report import SeriousAccidentReport
from jikorules.reporting.forms.vocabulary import Exempt
from jikorules.words.lists import bracketed

NOTE = Words("注{n}", "note {n}")
_ENTER = Words("【未記入：{what}】", "[to be entered: {what}]")


@frozen
class Gap:
    """What a field asks for, by a note 注 of the form, or by the form itself."""

    asks: Words
    note: int | None = None

    def text(self, lang: Lang = "ja") -> str:
        """Show the gap.

        Example:
            >>> GAPS["place.building"].text()
            '【未記入：設備を設置する建物の名称（注1）】'
        """
        note = NOTE.text(lang, n=self.note) if self.note else ""
        return _ENTER.text(lang, what=bracketed(self.asks.text(lang), note, lang))


_ASKED = (
    ("day", None, "報告の年月日", "day of the report"),
    ("addressee", None, "あて先", "addressee"),
    ("reporter.name", None, "報告者の氏名又は名称", "name of the reporter"),
    ("reporter.name_kana", None, "氏名のふりがな", "reading of the name"),
    ("reporter.representative", None, "代表者の役職及び氏名", "representative"),
    ("reporter.postal_code", None, "郵便番号", "postal code"),
    ("reporter.address", None, "住所", "address"),
    ("reporter.address_kana", None, "住所のふりがな", "reading of the address"),
    ("registration.day", None, "登録又は届出の年月日", "day of registration or notification"),
    ("registration.number", None, "登録番号又は届出番号", "number of it"),
    ("contact.phone", None, "電話番号", "telephone number"),
    ("contact.department", None, "部署", "department"),
    ("contact.person", None, "担当者", "person in charge"),
    ("occurred", None, "発生した年月日及び時刻", "day and time of occurrence"),
    ("phenomena", 3, "利用者に生じた事象", "what users suffered"),
    ("phenomena.restored", None, "復旧した年月日及び時刻", "day and time of restoration"),
    ("place.building", 1, "設備を設置する建物の名称", "building of the facility"),
    ("place.address", 1, "設備を設置する場所の住所", "address of the facility"),
    ("categories", None, "該当する表の項", "row of the table that is met"),
    ("services", 3, "影響を与えた電気通信役務", "service that was hit"),
    ("outline", None, "事故の概要", "outline of the accident"),
    ("facility.name", 2, "原因となった設備の名称", "name of the failed facility"),
    ("facility.normal", 2, "正常時の動作", "normal operation"),
    ("facility.at_accident", 2, "事故発生時の動作", "operation at the accident"),
    ("facility.drawings", 2, "設備構成図等の添付", "drawings of the facility"),
    ("users", 3, "影響を与えた利用者数", "number of users affected"),
    ("users.unit", 3, "利用者数の単位", "what was counted"),
    ("users.basis", 3, "利用者数の算定根拠", "basis of the calculation"),
    ("areas", 3, "影響を与えた地域", "areas"),
    ("response", 4, "措置の概要", "outline of the measures"),
    ("timeline", 4, "日時及び対応者を付した措置の経過", "steps, with time and actor"),
    ("cause_outline", 5, "発生原因の概要", "outline of the causes"),
    ("causes", 5, "発生、大規模化及び長時間化の原因", "causes, also of its extent and length"),
    ("causes.stage", 5, "設備の管理工程", "management stage of the facility"),
    ("measures", 6, "再発防止策", "measures against recurrence"),
    (
        "measures.when",
        6,
        "実施を完了した日又は実施の予定時期",
        "day done, or day by which it is to be",
    ),
    ("inquiries.total", 7, "利用者からの申告の数", "number of inquiries"),
    ("notices", 7, "周知の手段、日時及び内容", "means, time and content of public notices"),
    (
        "related",
        8,
        "関連する基準及び規程（ない場合はその旨）",
        "related standards, or that none are",
    ),
    ("past", 9, "関連する過去の事故（ない場合はその旨）", "related past accidents, or none"),
    ("supervisor.name", 10, "電気通信設備統括管理者の氏名", "name of the facilities supervisor"),
    ("engineer.name", 11, "対策を確認した電気通信主任技術者の氏名", "name of the chief engineer"),
    ("engineer.qualification", 11, "資格の種別", "qualification of the chief engineer"),
)
GAPS = MappingProxyType({path: Gap(Words(ja, en), note) for path, note, ja, en in _ASKED})
"""What each field asks for, by its path."""

NOT_ASKED = MappingProxyType(
    {
        Exempt.NOT_REQUIRED: Words(
            "選任を要しないため記載しない", "left out: nobody has to be appointed"
        ),
        Exempt.OTHER_FACILITY: Words(
            "管理の対象でない設備の故障によるため記載しない",
            "left out: the failed facility is not among those managed",
        ),
    }
)


def gaps(report: SeriousAccidentReport) -> Iterator[str]:
    """Give the paths (of `GAPS`) of all that a report leaves out and the form asks for.

    Items of a list are told by their place: ``phenomena[1].restored``.
    """
    for path in GAPS:
        if path not in _TOLD_BELOW and _is_missing(path, value_at(report, path)):
            yield path
    for path in _OF_ITEMS:
        name, _, part = path.partition(".")
        for i, each in enumerate(getattr(report, name)):
            if getattr(each, part) is None:
                yield f"{name}[{i}].{part}"
    if report.supervisor.exempt is None and not report.supervisor.name:
        yield "supervisor.name"
    engineer = report.engineer
    if engineer.exempt is None and not engineer.name:
        yield "engineer.name"
    if engineer.exempt is None and not engineer.qualification and not engineer.is_assigned:
        yield "engineer.qualification"


_OF_ITEMS = ("phenomena.restored", "causes.stage", "measures.when")
_TOLD_BELOW = {*_OF_ITEMS, "supervisor.name", "engineer.name", "engineer.qualification"}


def value_at(report: SeriousAccidentReport, path: str) -> Any:
    """Give what stands at a path; None where what should hold it is not told."""
    value: Any = report
    for name in path.split("."):
        value = None if value is None else getattr(value, name)
    return value


def _is_missing(path: str, value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    # An empty list of these says that there are none; None says nothing.
    return value is None or (not value and value != 0 and path not in ("related", "past"))
