"""The bytes of a file: read them as reports and as subjects, and write each in every form."""

import json
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from fuzz.claims import check_told, within_a_second
from jikorules import CarrierAnswer, Duty, JikorulesError, Verdict, duties
from jikorules.basics.fiscal_years import fiscal_year
from jikorules.cli.report import read_subject
from jikorules.judgement.near_miss import NearMissVerdict
from jikorules.reporting.forms import check, draft, first_report
from jikorules.reporting.forms.html import to_html
from jikorules.reporting.forms.markdown import to_markdown
from jikorules.reporting.forms.report import SeriousAccidentReport
from jikorules.statistics.tables import tables_html, tables_markdown
from jikorules.statistics.yearly import yearly
from jikorules.wire.files import read_stream
from jikorules.wire.report import report_from_wire, report_to_wire
from jikorules.wire.subject import other_reason_to_wire, subject_from_wire
from jikorules.words.near_miss import near_miss_tree


def one_input(data: bytes) -> None:
    """Every report and record is refused with its reasons, or checked and written."""
    with within_a_second():
        for _, subject in read_stream(BytesIO(data), "fuzz", read_subject):
            if isinstance(subject, JikorulesError):
                check_told(subject)
            elif isinstance(subject, SeriousAccidentReport):
                _write(subject)
            elif isinstance(subject, CarrierAnswer):
                _write(draft(subject.verdict, subject.duties))
                _begin(subject.verdict, subject.duties)
                _count(subject.verdict)
            elif isinstance(subject, NearMissVerdict):
                _begin(subject, duties(subject))
                assert near_miss_tree(subject).encode()
            else:
                assert subject_from_wire(other_reason_to_wire(subject)) == subject


def _begin(verdict: Verdict | NearMissVerdict, owed: Iterable[Duty]) -> None:
    for duty in owed:
        assert duty.reason is None or first_report(verdict, duty).text()


def _write(report: SeriousAccidentReport) -> None:
    written: dict[str, Any] = report_to_wire(report)
    assert report_from_wire(json.loads(json.dumps(written, allow_nan=False))) == report
    assert all(remark.text("ja") and remark.text("en") for remark in check(report))
    for write in (to_html, to_markdown):
        assert all(write(report, lang).encode() for lang in ("ja", "en"))


def _count(verdict: Verdict) -> None:
    tables = yearly([verdict], fiscal_year(verdict.first_day)).tables
    assert tables_html(tables).encode()
    assert tables_markdown(tables).encode()
