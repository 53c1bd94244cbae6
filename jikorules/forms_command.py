"""What the command ``jikorules report`` reads and writes."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Any

from attrs import asdict, frozen

from jikorules.basics.errors import InvalidInput, Lang, Words
from jikorules.judgement.judge import judge
from jikorules.reporting.duties import duties
from jikorules.reporting.duty import Report
from jikorules.reporting.forms.check import Remark
from jikorules.reporting.forms.draft import draft
from jikorules.reporting.forms.first_report import FirstReport, first_report
from jikorules.reporting.forms.html import to_html
from jikorules.reporting.forms.markdown import to_markdown
from jikorules.reporting.forms.report import SeriousAccidentReport
from jikorules.reporting.forms.word import to_docx
from jikorules.wire.incident import from_wire
from jikorules.wire.report import report_from_wire, report_to_wire

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


def remark_to_wire(remark: Remark) -> dict[str, Any]:
    """Write a remark as plain JSON data."""
    return {
        "path": remark.path,
        "severity": remark.severity.value,
        "text": asdict(remark.text),
        "note": remark.note,
        "provision": remark.citation and asdict(remark.citation),
    }
