"""What a report leaves out, and which note of the form asks for it.

A gap is shown as one: never as an empty string, and never filled by a guess.
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from attrs import frozen

from jikorules.basics.errors import Lang, Words
from jikorules.reporting.forms.report import SeriousAccidentReport
from jikorules.reporting.forms.vocabulary import Exempt


@frozen
class Gap:
    """What a field asks for.

    Attributes:
        asks: what is to be entered.
        note: the number of the note 注 of the form that asks for it; None if it is the form itself.
    """

    asks: Words
    note: int | None = None

    def text(self, lang: Lang = "ja") -> str:
        """Show the gap.

        Example:
            >>> GAPS["place.building"].text()
            '【未記入：設備を設置する建物の名称（注1）】'
        """
        if lang == "ja":
            note = f"（注{self.note}）" if self.note else ""
            return f"【未記入：{self.asks.ja}{note}】"
        note = f" (note {self.note})" if self.note else ""
        return f"[to be entered: {self.asks.en}{note}]"


GAPS = MappingProxyType(
    {
        "day": Gap(Words("報告の年月日", "day of the report")),
        "addressee": Gap(Words("あて先", "addressee")),
        "reporter.name": Gap(Words("報告者の氏名又は名称", "name of the reporter")),
        "reporter.name_kana": Gap(Words("氏名のふりがな", "reading of the name")),
        "reporter.representative": Gap(Words("代表者の役職及び氏名", "representative")),
        "reporter.postal_code": Gap(Words("郵便番号", "postal code")),
        "reporter.address": Gap(Words("住所", "address")),
        "reporter.address_kana": Gap(Words("住所のふりがな", "reading of the address")),
        "registration.day": Gap(
            Words("登録又は届出の年月日", "day of registration or notification")
        ),
        "registration.number": Gap(Words("登録番号又は届出番号", "number of it")),
        "contact.phone": Gap(Words("電話番号", "telephone number")),
        "contact.department": Gap(Words("部署", "department")),
        "contact.person": Gap(Words("担当者", "person in charge")),
        "occurred": Gap(Words("発生した年月日及び時刻", "day and time of occurrence")),
        "phenomena": Gap(Words("利用者に生じた事象", "what users suffered"), 3),
        "phenomena.restored": Gap(Words("復旧した年月日及び時刻", "day and time of restoration")),
        "place.building": Gap(Words("設備を設置する建物の名称", "building of the facility"), 1),
        "place.address": Gap(Words("設備を設置する場所の住所", "address of the facility"), 1),
        "categories": Gap(Words("該当する表の項", "row of the table that is met")),
        "services": Gap(Words("影響を与えた電気通信役務", "service that was hit"), 3),
        "outline": Gap(Words("事故の概要", "outline of the accident")),
        "facility.name": Gap(Words("原因となった設備の名称", "name of the failed facility"), 2),
        "facility.normal": Gap(Words("正常時の動作", "normal operation"), 2),
        "facility.at_accident": Gap(Words("事故発生時の動作", "operation at the accident"), 2),
        "facility.drawings": Gap(Words("設備構成図等の添付", "drawings of the facility"), 2),
        "users": Gap(Words("影響を与えた利用者数", "number of users affected"), 3),
        "users.unit": Gap(Words("利用者数の単位", "what was counted"), 3),
        "users.basis": Gap(Words("利用者数の算定根拠", "basis of the calculation"), 3),
        "areas": Gap(Words("影響を与えた地域", "areas"), 3),
        "response": Gap(Words("措置の概要", "outline of the measures"), 4),
        "timeline": Gap(Words("日時及び対応者を付した措置の経過", "steps, with time and actor"), 4),
        "cause_outline": Gap(Words("発生原因の概要", "outline of the causes"), 5),
        "causes": Gap(
            Words("発生、大規模化及び長時間化の原因", "causes, also of its extent and length"), 5
        ),
        "causes.stage": Gap(Words("設備の管理工程", "management stage of the facility"), 5),
        "measures": Gap(Words("再発防止策", "measures against recurrence"), 6),
        "measures.when": Gap(
            Words("実施を完了した日又は実施の予定時期", "day done, or day by which it is to be"), 6
        ),
        "inquiries.total": Gap(Words("利用者からの申告の数", "number of inquiries"), 7),
        "notices": Gap(
            Words("周知の手段、日時及び内容", "means, time and content of public notices"), 7
        ),
        "related": Gap(
            Words(
                "関連する基準及び規程（ない場合はその旨）", "related standards, or that none are"
            ),
            8,
        ),
        "past": Gap(
            Words("関連する過去の事故（ない場合はその旨）", "related past accidents, or none"), 9
        ),
        "supervisor.name": Gap(
            Words("電気通信設備統括管理者の氏名", "name of the facilities supervisor"), 10
        ),
        "engineer.name": Gap(
            Words("対策を確認した電気通信主任技術者の氏名", "name of the chief engineer"), 11
        ),
        "engineer.qualification": Gap(
            Words("資格の種別", "qualification of the chief engineer"), 11
        ),
    }
)
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
        if path not in _ELSEWHERE and _is_missing(path, _at(report, path)):
            yield path
    yield from _of_items(report)
    yield from _of_people(report)


def _of_items(report: SeriousAccidentReport) -> Iterator[str]:
    for i, phenomenon in enumerate(report.phenomena):
        if phenomenon.restored is None:
            yield f"phenomena[{i}].restored"
    for i, cause in enumerate(report.causes):
        if cause.stage is None:
            yield f"causes[{i}].stage"
    for i, measure in enumerate(report.measures):
        if measure.done is None and measure.due is None:
            yield f"measures[{i}].when"


def _of_people(report: SeriousAccidentReport) -> Iterator[str]:
    if report.supervisor.exempt is None and not report.supervisor.name:
        yield "supervisor.name"
    engineer = report.engineer
    if engineer.exempt is None and not engineer.name:
        yield "engineer.name"
    if engineer.exempt is None and not engineer.qualification and not engineer.is_assigned:
        yield "engineer.qualification"


_OF_ITEMS = {"phenomena.restored", "causes.stage", "measures.when"}
# An empty list of these says that there are none; None says nothing.
_MAY_BE_NONE = {"related", "past"}
_ELSEWHERE = {*_OF_ITEMS, "supervisor.name", "engineer.name", "engineer.qualification"}


def _at(report: SeriousAccidentReport, path: str) -> Any:
    value: Any = report
    for name in path.split("."):
        value = None if value is None else getattr(value, name)
    return value


def _is_missing(path: str, value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (path not in _MAY_BE_NONE and not value and value != 0)
