"""``jikorules report``: the report of one accident, checked or begun."""

import json
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import Any

from attrs import evolve

from jikorules.basics.errors import InvalidInput, JikorulesError, Lang, Problem, Words
from jikorules.basics.vocabulary import Reporter
from jikorules.cli.common import Unanswered, documents, left_out, moment, sources
from jikorules.cli.writing import destination
from jikorules.facts.near_miss import NearMiss
from jikorules.judgement.judge import judge
from jikorules.judgement.near_miss import NearMissVerdict, judge_near_miss
from jikorules.judgement.verdict import Grade
from jikorules.reporting.chain import CarrierAnswer
from jikorules.reporting.duties import OtherReason, duties
from jikorules.reporting.duty import Report
from jikorules.reporting.forms.check import Remark, Severity, check
from jikorules.reporting.forms.draft import draft
from jikorules.reporting.forms.first_report import FirstReport, first_report
from jikorules.reporting.forms.html import to_html
from jikorules.reporting.forms.markdown import to_markdown
from jikorules.reporting.forms.report import SeriousAccidentReport
from jikorules.reporting.forms.word import to_docx
from jikorules.wire.report import remark_to_wire, report_from_wire, report_to_wire
from jikorules.wire.subject import subject_from_wire

_IN_ORDER = Words("誤り及び注意はありません。", "Nothing is wrong.")
_ONE_REPORT = Words("1件の事故又は報告書", "one accident or report")
_SEVERAL = Words("2件以上あります", "there are two or more")
_TAKE_ONE = Words("1件ずつのファイルに分けてください。", "Put each into a file of its own.")
_ACCIDENT = Words("重大な事故（又はその可能性のある事故）", "an accident that is or may be serious")
_OWED = Words("速報の義務のある事故", "an accident of which a first report has to be made")
_NOT_OWED = Words("この事故にその義務はありません", "none has to be made of this one")
_A_REPORT = Words("報告書が与えられました", "a report was given")
_ONLY_OWED = Words(
    "速報の文面は、その義務のある事故についてのみ作ります。",
    "The text is made of such an accident only.",
)
_NOT_SERIOUS = Words(
    "重大な事故ではないため、詳報の義務はありません。",
    "This is no serious accident: no detailed report has to be made.",
)
_MAY_BE_SERIOUS = Words(
    "重大な事故に当たるか否かは未確定です。当たるときは、詳報を要します。",
    "It is undecided whether this is a serious accident; if so, a detailed report has to be made.",
)
_OTHER_ACCIDENT = Words("この事故は重大な事故ではありません", "this one is not")
_ANYWAY = Words(
    "それでも書き出すときは、--anyway を付けてください。",
    "To write one all the same, add --anyway.",
)
_NO_TEXT = Words(
    "漏えい又は停止の報告の様式は収録していません。報告の義務は duties が示します",
    "no form of a leak or a suspension is at hand; `duties` tells what has to be reported",
)
_OTHER_FORM = Words(
    "おそれの報告書の様式は収録していません。速報の文面は --first が示します",
    "no form of a near-miss is at hand; --first begins its first report",
)
_TOWERS_FORM = Words(
    "認定鉄塔等提供事業者の報告書は様式第38の38によりますが、収録していません。速報の文面は "
    "--first が示します",
    "a tower provider reports on form 様式第38の38, which is not at hand; --first begins his first "
    "report",
)
_SUFFIX = Words(
    ".docx、.html、.md 又は .json の名前", "a name that ends in .docx, .html, .md or .json"
)
_NAME = Words(
    "書き出す形式は、名前の末尾により決まります。", "The end of the name tells the format."
)


def run_report(options: Namespace) -> int:
    """Check a report, or one begun from an accident, and write it; or tell the first report.

    Returns:
        1 if the report has an error, else 0.
    """
    at = moment("--at", options.at, options.lang)
    known_at = moment("--known", options.known, options.lang)
    files = [options.file] if options.file else []
    out = None
    if options.out:
        _suffix(options.out)
        out = destination(options.out, files, may_exist=options.force)
    given = sources(files, options, at)
    found = documents(given, partial(read_subject, at=at, known_at=known_at))
    where, subject = next(found)
    if next(found, None) is not None:
        raise InvalidInput([Problem(where, _ONE_REPORT, _SEVERAL, _TAKE_ONE)])
    if isinstance(subject, JikorulesError):
        raise subject
    if isinstance(subject, OtherReason):
        return _left_out(where, _NO_TEXT, options.lang)
    if options.first:
        print(evolve(_first_report(subject), reported_at=at).text(options.lang))
        return 0
    if isinstance(subject, CarrierAnswer) and _is_of_carrier(subject):
        begun = _begun(subject, options)
        if begun is None:
            return 0
        subject = begun
    if not isinstance(subject, SeriousAccidentReport):
        why = _OTHER_FORM if isinstance(subject, NearMissVerdict) else _TOWERS_FORM
        return _left_out(where, why, options.lang)
    remarks = check(subject)
    try:
        if out is not None:
            out.write(_written(subject, options.out, options.lang))
    finally:  # what could be told is told all the same
        _print_remarks(remarks, options)
    return 1 if any(remark.severity is Severity.ERROR for remark in remarks) else 0


def _left_out(where: str, why: Words, lang: Lang) -> int:
    print(left_out(where, why, lang), file=sys.stderr)
    return Unanswered.LEFT_OUT


def _is_of_carrier(answer: CarrierAnswer) -> bool:
    return answer.verdict.incident.reporter is Reporter.CARRIER


def _print_remarks(remarks: Sequence[Remark], options: Namespace) -> None:
    if options.json:
        for remark in remarks:
            print(json.dumps(remark_to_wire(remark), ensure_ascii=False))
    else:
        lines = [remark.text(options.lang) for remark in remarks]
        print("\n".join(lines) or _IN_ORDER.text(options.lang))


def _begun(answer: CarrierAnswer, options: Namespace) -> SeriousAccidentReport | None:
    """Begin the report of an accident; None if it is not serious, and no report is asked for.

    Raises:
        InvalidInput: it is not serious, and is to be written without `--anyway`.
    """
    verdict, told = answer.verdict, None
    is_none = verdict.at_most is not Grade.SERIOUS
    if is_none and options.out and not options.anyway:
        raise InvalidInput([Problem("--out", _ACCIDENT, _OTHER_ACCIDENT, _ANYWAY)])
    if is_none:
        told = _NOT_SERIOUS
    elif verdict.at_least is not Grade.SERIOUS:
        told = _MAY_BE_SERIOUS
    if told is not None:
        # With --json nothing but remarks is put out.
        print(told.text(options.lang), file=sys.stderr if options.json else sys.stdout)
    return None if is_none and not options.anyway else draft(verdict, answer.duties)


Reported = SeriousAccidentReport | CarrierAnswer | NearMissVerdict | OtherReason


def read_subject(
    document: Any, *, at: datetime | None = None, known_at: datetime | None = None
) -> Reported:
    """Read a report, or judge an accident or a near-miss; a report names its form."""
    if isinstance(document, Mapping) and "form" in document:
        return report_from_wire(document)
    subject = subject_from_wire(document)
    if isinstance(subject, NearMiss):
        return judge_near_miss(subject)
    if isinstance(subject, OtherReason):
        return subject
    verdict = judge(subject, at=at)
    return CarrierAnswer(verdict, duties(verdict, known_at=known_at))


def _first_report(subject: Reported) -> FirstReport:
    if isinstance(subject, CarrierAnswer):
        verdict, owed = subject.verdict, subject.duties
        for duty in (each for each in owed if each.report is Report.FIRST):
            return first_report(verdict, duty)
    if isinstance(subject, NearMissVerdict):
        for duty in (each for each in duties(subject) if each.report is Report.FIRST):
            return first_report(subject, duty)
    given = _A_REPORT if isinstance(subject, SeriousAccidentReport) else _NOT_OWED
    raise InvalidInput([Problem("--first", _OWED, given, _ONLY_OWED)])


def _suffix(name: str) -> str:
    """Give the end of a name, which tells the format."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in {".docx", ".html", ".md", ".json"}:
        raise InvalidInput.of("--out", _SUFFIX, name, _NAME)
    return suffix


def _written(report: SeriousAccidentReport, name: str, lang: Lang) -> bytes:
    """Write a report in the format that the end of a name tells."""
    match _suffix(name):
        case ".docx":
            return to_docx(report, lang)
        case ".html":
            text = to_html(report, lang)
        case ".md":
            text = to_markdown(report, lang)
        case _:
            text = json.dumps(report_to_wire(report), ensure_ascii=False, indent=1) + "\n"
    return text.encode()
