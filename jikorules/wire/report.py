"""Reports as plain JSON data, in and out; what is not told is left out."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

import attrs
from attrs import asdict
from cattrs import BaseValidationError, Converter

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, JikorulesError, Words
from jikorules.basics.iso8601 import iso_duration, parse_duration
from jikorules.basics.strict_reading import problems_of
from jikorules.basics.validation import check_type, refuse
from jikorules.judgement.verdict import Grade
from jikorules.reporting.forms.check import Remark
from jikorules.reporting.forms.report import SeriousAccidentReport
from jikorules.wire.value_reader import value_reader


def remark_to_wire(remark: Remark) -> dict[str, Any]:
    """Write a remark as plain JSON data."""
    return {
        "path": remark.path,
        "severity": remark.severity.value,
        "text": asdict(remark.says),
        "note": remark.note,
        "provision": remark.citation and asdict(remark.citation),
    }


FORM = "様式第50の3"

_SPAN = Words("ISO 8601 形式の時間", "a time after ISO 8601")
_WRITE_SPAN = Words("例：PT2H30M（2時間30分）。", "For example PT2H30M for 2 h 30 min.")
_GRADE = Words('"periodic" 又は "serious"', '"periodic" or "serious"')
_CHECK = Words("綴りを確かめてください。", "Check the spelling.")
_FORM = Words(f"form が {FORM} の報告書", f"a report of which the form is {FORM}")
_COUNT = Words("0以上の整数", "an integer of 0 or more")
_WHOLE = Words("整数に直してください。", "Give an integer.")
_PLAIN = {
    str: Words("文字列", "a string"),
    bool: Words("true 又は false", "true or false"),
}


def report_to_wire(report: SeriousAccidentReport) -> dict[str, Any]:
    """Write a report as plain JSON data.

    Example:
        >>> report_to_wire(SeriousAccidentReport(day=date(2018, 6, 28)))
        {'form': '様式第50の3', 'day': '2018-06-28'}
    """
    return {"form": FORM, **_written(report)}


def _written(value: Any) -> Any:  # noqa: PLR0911 (one line a type)
    match value:
        case Grade():
            return value.wire
        case StrEnum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case timedelta():
            return iso_duration(value)
        case Bounds():
            ends = {"at_least": value.low, "at_most": value.high}
            told = {key: end for key, end in ends.items() if end is not None}
            return value.low if value.is_exact else told or None
        case tuple():
            return [_written(each) for each in value]
        case _ if attrs.has(type(value)):
            return {
                field.name: _written(getattr(value, field.name))
                for field in attrs.fields(type(value))
                if getattr(value, field.name) != field.default
            }
    return value


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
        raise InvalidInput.of("form", _FORM, form, _CHECK)
    rest = {key: value for key, value in document.items() if key != "form"}
    try:
        return _reader().structure(rest, SeriousAccidentReport)
    except (JikorulesError, BaseValidationError) as error:
        raise InvalidInput(problems_of(error)) from None


@cache
def _reader() -> Converter:
    converter = value_reader()
    reads: dict[type, Callable[[Any, Any], Any]] = {
        str: _plain,
        bool: _plain,
        int: _read_count,
        timedelta: _read_span,
        Grade: _read_grade,
    }
    for cls, read in reads.items():
        converter.register_structure_hook(cls, read)
    return converter


def _plain(value: Any, cls: type) -> Any:
    refuse(*check_type("", cls, value, _PLAIN[cls]))
    return value


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
        raise InvalidInput.of("", _GRADE, value, _CHECK)
    return grades[value]
