"""What the command ``jikorules report`` reads and writes."""

import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import Any

from attrs import frozen

from jikorules.basics.errors import InvalidInput, JikorulesError, Lang, Problem, Words
from jikorules.cli.common import answers, documents, moment, read_file, rules_of, write_file
from jikorules.facts.incident import Incident
from jikorules.facts.near_miss import NearMiss
from jikorules.judgement.judge import judge
from jikorules.judgement.near_miss import judge_near_miss
from jikorules.reporting.agenda import agenda
from jikorules.reporting.duties import duties
from jikorules.reporting.duty import Duty, Report
from jikorules.reporting.forms.check import check
from jikorules.reporting.forms.draft import draft
from jikorules.reporting.forms.first_report import FirstReport, first_report
from jikorules.reporting.forms.html import to_html
from jikorules.reporting.forms.markdown import to_markdown
from jikorules.reporting.forms.report import SeriousAccidentReport
from jikorules.reporting.forms.word import to_docx
from jikorules.reporting.ics import to_ics
from jikorules.reporting.text import agenda_text
from jikorules.wire.answers import to_wire
from jikorules.wire.incident import from_wire
from jikorules.wire.near_miss import near_miss_from_wire
from jikorules.wire.report import remark_to_wire, report_from_wire, report_to_wire

_ONE_REPORT = Words("1件の事故又は報告書", "one accident or report")
_SEVERAL = Words("2件以上", "two or more")
_TAKE_ONE = Words("1件ずつのファイルに分けてください。", "Put each into a file of its own.")
_IN_ORDER = Words("誤り及び注意はありません。", "Nothing is wrong.")
_NO_DUTY = Words("報告の義務はありません。", "Nothing has to be reported.")


def run_duties(options: Namespace) -> int:
    """Tell what has to be reported by which day."""
    rules = rules_of(options.rules, "--rules") if options.rules else None
    now = moment(options.at, "--at")
    done = (
        read_file(options.done).decode("utf-8-sig", "replace").split("\n") if options.done else ()
    )

    def owed_for(subject: Incident | NearMiss) -> tuple[Duty, ...]:
        if isinstance(subject, NearMiss):
            return duties(judge_near_miss(subject, rules=rules))
        return duties(judge(subject, rules=rules, at=now))

    found = list(answers(options, owed_for, _accident_or_near_miss))
    owed = [duty for answered in found for duty in answered or ()]
    entries = agenda(owed, now, done={line.strip() for line in done})
    if options.json:
        for each in entries:
            document = {**to_wire(each.duty), "status": each.status.value}
            print(json.dumps(document, ensure_ascii=False))
    else:
        print(agenda_text(entries, options.lang) or _NO_DUTY.text(options.lang))
    if options.ics:
        write_file(options.ics, to_ics(owed, lang=options.lang))
    return 2 if None in found else 0


def _accident_or_near_miss(document: Any) -> Incident | NearMiss:
    if isinstance(document, Mapping) and "known_on" in document:
        return near_miss_from_wire(document)
    return from_wire(document)


def run_report(options: Namespace) -> int:
    """Check a report, and write it."""
    at = moment(options.at, "--at") if options.at else None
    found = documents([options.file], partial(read_subject, at=at))
    _, subject = next(found)
    if next(found, None) is not None:
        raise InvalidInput([Problem(options.file, _ONE_REPORT, _SEVERAL, _TAKE_ONE)])
    if isinstance(subject, JikorulesError):
        raise subject
    if options.first:
        print(first_text(subject, options.lang))
        return 0
    remarks = check(subject.report)
    if options.json:
        for remark in remarks:
            print(json.dumps(remark_to_wire(remark), ensure_ascii=False))
    else:
        print(
            "\n".join(each.text_in(options.lang) for each in remarks)
            or _IN_ORDER.text(options.lang)
        )
    if options.out:
        write_file(options.out, written(subject.report, options.out, options.lang))
    return 0


_SUFFIX = Words(
    ".docx、.html、.md 又は .json の名前", "a name that ends in .docx, .html, .md or .json"
)
_NAME = Words(
    "書き出す形式は、名前の末尾により決まります。", "The end of the name tells the format."
)
_ACCIDENT = Words("重大な事故（又はその可能性のある事故）", "an accident that is or may be serious")
_NO_REPORT = Words(
    "速報の義務がないため、文面はありません。", "No first report has to be made of it."
)


@frozen
class Subject:
    """A report, with the first report of the accident that it was begun from, if it was."""

    report: SeriousAccidentReport
    first: FirstReport | None = None


def read_subject(document: Any, *, at: datetime | None = None) -> Subject:
    """Read a report, or begin one from an accident.

    Raises:
        InvalidInput: the document is neither.
    """
    if isinstance(document, Mapping) and "form" in document:
        return Subject(report_from_wire(document))
    verdict = judge(from_wire(document), at=at)
    found = duties(verdict)
    first = next((duty for duty in found if duty.report is Report.FIRST), None)
    told = None if first is None else first_report(verdict, first)
    return Subject(draft(verdict, found), told)


def first_text(subject: Subject, lang: Lang = "ja") -> str:
    """Write the first report 速報.

    Raises:
        InvalidInput: none has to be made.
    """
    if subject.first is None:
        raise InvalidInput.of("--first", _ACCIDENT, None, _NO_REPORT)
    return subject.first.text(lang)


def written(report: SeriousAccidentReport, name: str, lang: Lang = "ja") -> bytes:
    """Write a report in the format that the end of a name tells.

    Raises:
        InvalidInput: the name ends in none of them.
        JikorulesError: a library that the format needs is not installed.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".docx":
        return to_docx(report, lang)
    if suffix not in _TEXTS:
        raise InvalidInput.of("--out", _SUFFIX, name, _NAME)
    return _TEXTS[suffix](report, lang).encode()


def _to_json(report: SeriousAccidentReport, _: Lang) -> str:
    return json.dumps(report_to_wire(report), ensure_ascii=False, indent=1) + "\n"


_TEXTS: dict[str, Callable[[SeriousAccidentReport, Lang], str]] = {
    ".html": to_html,
    ".md": to_markdown,
    ".json": _to_json,
}
