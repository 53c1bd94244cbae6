"""Reports as plain JSON data, in and out; what is not told is left out."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from attrs import asdict
from cattrs import Converter

from jikorules.basics.errors import InvalidInput, Words
from jikorules.basics.iso8601 import parse_duration
from jikorules.basics.strict_reading import read_exactly, structured
from jikorules.basics.validation import SPELLING
from jikorules.judgement.verdict import Grade
from jikorules.reporting.forms.check import Remark
from jikorules.reporting.forms.report import SeriousAccidentReport
from jikorules.wire.value_reader import value_reader
from jikorules.wire.values import plain

__all__ = ["FORM", "remark_to_wire", "report_from_wire", "report_to_wire"]

FORM = "様式第50の3"

_SPAN = Words("ISO 8601 形式の時間", "a time after ISO 8601")
_WRITE_SPAN = Words("例：PT2H30M（2時間30分）。", "For example PT2H30M for 2 h 30 min.")
_GRADE = Words('"periodic" 又は "serious"', '"periodic" or "serious"')
_FORM = Words(f"報告書の様式の名（{FORM}）", f"the name of the form of a report ({FORM})")
_COUNT = Words("0以上の整数", "an integer of 0 or more")
_WHOLE = Words("整数に直してください。", "Give an integer.")


def remark_to_wire(remark: Remark) -> dict[str, Any]:
    """Write a remark as plain JSON data."""
    return {
        "path": remark.path,
        "severity": remark.severity.value,
        "text": asdict(remark.says),
        "note": remark.note,
        "provision": remark.citation and asdict(remark.citation),
    }


def report_to_wire(report: SeriousAccidentReport) -> dict[str, Any]:
    """Write a report as plain JSON data.

    Example:
        >>> from datetime import date
        >>> report_to_wire(SeriousAccidentReport(day=date(2018, 6, 28)))
        {'form': '様式第50の3', 'day': '2018-06-28'}
    """
    return {"form": FORM, **plain(report)}


def report_from_wire(document: Mapping[str, Any]) -> SeriousAccidentReport:
    """Read a report.

    Raises:
        InvalidInput: with every problem of the document, each with its path.

    Example:
        >>> report_from_wire({"form": "様式第50の3", "day": "2018-06-28"}).day
        datetime.date(2018, 6, 28)
    """
    if not isinstance(document, Mapping) or document.get("form") != FORM:
        form = document.get("form") if isinstance(document, Mapping) else document
        raise InvalidInput.of("form", _FORM, form, SPELLING)
    rest = {key: value for key, value in document.items() if key != "form"}
    return structured(_reader(), rest, SeriousAccidentReport)


@cache
def _reader() -> Converter:
    converter = value_reader()
    converter.register_structure_hook(str, read_exactly)
    converter.register_structure_hook(bool, read_exactly)
    converter.register_structure_hook(int, _read_count)
    converter.register_structure_hook(timedelta, _read_span)
    converter.register_structure_hook(Grade, _read_grade)
    return converter


def _read_count(value: Any, _: Any) -> int:
    if type(value) is not int or value < 0:
        raise InvalidInput.of("", _COUNT, value, _WHOLE)
    return value


def _read_span(value: Any, _: Any) -> timedelta:
    span = parse_duration(value) if isinstance(value, str) else None
    if span is None:
        raise InvalidInput.of("", _SPAN, value, _WRITE_SPAN)
    return span


def _read_grade(value: Any, _: Any) -> Grade:
    grades = {grade.wire: grade for grade in (Grade.PERIODIC, Grade.SERIOUS)}
    if not isinstance(value, str) or value not in grades:
        raise InvalidInput.of("", _GRADE, value, SPELLING)
    return grades[value]
