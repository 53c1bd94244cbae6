"""What has to be reported: the duties of accidents, and the report of one accident."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import Any, Generic, TypeVar

from attrs import evolve, frozen

from jikorules.basics.errors import InvalidInput, JikorulesError, Lang, Problem, Words
from jikorules.basics.vocabulary import Origin, Reporter
from jikorules.cli.calendar import CalendarFile
from jikorules.cli.common import (
    Unanswered,
    clock,
    documents,
    left_out,
    moment,
    option,
    read_file,
    sources,
)
from jikorules.cli.many import answer_many, read_jobs
from jikorules.cli.writing import destination
from jikorules.facts.incident import Incident
from jikorules.facts.near_miss import NearMiss
from jikorules.judgement.judge import judge
from jikorules.judgement.near_miss import NearMissVerdict, judge_near_miss
from jikorules.judgement.verdict import Grade
from jikorules.law.ruleset import RuleSet, ruleset
from jikorules.reporting.agenda import agenda, standing
from jikorules.reporting.chain import CarrierAnswer, wholesalers
from jikorules.reporting.duties import OtherReason, duties
from jikorules.reporting.duty import Duty, Report
from jikorules.reporting.forms.check import Remark, Severity, check
from jikorules.reporting.forms.draft import draft
from jikorules.reporting.forms.first_report import FirstReport, first_report
from jikorules.reporting.forms.html import to_html
from jikorules.reporting.forms.markdown import to_markdown
from jikorules.reporting.forms.report import SeriousAccidentReport
from jikorules.reporting.forms.word import to_docx
from jikorules.reporting.text import agenda_lines, presumption
from jikorules.wire.answers import to_wire
from jikorules.wire.files import under
from jikorules.wire.report import remark_to_wire, report_from_wire, report_to_wire
from jikorules.wire.subject import Subject, subject_from_wire

_NO_DUTY = Words("報告の義務はありません。", "Nothing has to be reported.")
_FREE = Words(
    "報告の義務のない文書：{n}件（理由は judge が示します）",
    "documents of which nothing has to be reported: {n} (`judge` tells why)",
)
_IN_ORDER = Words("誤り及び注意はありません。", "Nothing is wrong.")
_ONE_REPORT = Words("1件の事故又は報告書", "one accident or report")
_SEVERAL = Words("2件以上あります", "there are two or more")
_TAKE_ONE = Words("1件ずつのファイルに分けてください。", "Put each into a file of its own.")
_ACCIDENT = Words("重大な事故（又はその可能性のある事故）", "an accident that is or may be serious")
_ONE_OF_TOWERS = Words(
    "認定鉄塔等提供事業者の事故1件", "the accident of a tower provider, and only one"
)
_KNOWN_OF_ONE = Words(
    "知った時は事故ごとに異なるため、1件ずつ与えてください。",
    "Each has a time of knowing of its own: give one after another.",
)
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


T = TypeVar("T")
"""What is put out of a duty: the duty, or a line on it."""


@frozen
class _Owed(Generic[T]):
    """What has to be reported of one document.

    Attributes:
        duties: what is put out of the duties.
        accident: the accident, if it is of a chain: what it owes may hang on another, or that on
            it.
        is_of_tower: whether it is the accident of a tower provider.
        error: why nothing can be told; None if it can.
    """

    duties: Sequence[T] = ()
    accident: Incident | None = None
    is_of_tower: bool = False
    error: JikorulesError | None = None


@frozen
class _Asked(Generic[T]):
    """By what duties are told, and what is put out of them."""

    now: datetime
    rules: RuleSet | None
    known_at: datetime | None
    form: Callable[[Sequence[Duty]], Sequence[T]]

    def owed(self, subject: Subject) -> _Owed[T]:
        """Tell the duties of one document, whatever else there is."""
        if not isinstance(subject, Incident):
            if isinstance(subject, NearMiss):
                return _Owed(self.form(duties(judge_near_miss(subject, rules=self.rules))))
            return _Owed(self.form(duties(subject)))
        is_of_tower = subject.reporter is Reporter.TOWER_PROVIDER
        linked = subject if subject.chain is not None else None
        try:
            verdict = judge(subject, rules=self.rules, at=self.now)
            owed = duties(verdict, known_at=self.known_at if is_of_tower else None)
        except JikorulesError as error:
            return _Owed((), linked, is_of_tower, error)
        return _Owed(self.form(owed), linked, is_of_tower)

    def owed_beside(self, subject: Incident, lead: Incident) -> Sequence[T]:
        """Tell the duties of a recipient, on which its wholesaler's accident bears."""
        wholesaler = None
        with suppress(JikorulesError):  # which was told where the wholesaler's own was answered
            wholesaler = judge(lead, rules=self.rules, at=self.now)
        verdict = judge(subject, rules=self.rules, at=self.now)
        return self.form(duties(verdict, wholesaler=wholesaler))


class _Owing(Generic[T]):
    """What is owed of all documents, put out as it is found.

    Accidents are not held, but for those of chains. Of those, the recipients come last: what they
    owe hangs on the accident of the wholesaler, wherever that stands.

    Attributes:
        answered: how many documents have an answer.
        free: of how many of them nothing is owed.
        towers: how many accidents there are of tower providers.
    """

    def __init__(self, put_out: Callable[[Sequence[T]], object]) -> None:
        self.answered: int = 0
        self.free: int = 0
        self.towers: int = 0
        self._put_out = put_out
        self._leads = list[Incident]()
        self._recipients = list[tuple[str, Incident, Sequence[T]]]()

    def take(self, where: str, made: _Owed[T]) -> JikorulesError | None:
        """Take what is owed of one document."""
        self.towers += made.is_of_tower
        is_recipient = made.accident is not None and made.accident.origin is Origin.WHOLESALER
        if made.accident is not None and not is_recipient:
            self._leads.append(made.accident)
        if made.error is not None:
            return under(where, made.error)
        if made.accident is not None and is_recipient:
            self._recipients.append((where, made.accident, made.duties))
        else:
            self._settle(made.duties)
        return None

    def finish(self, asked: _Asked[T]) -> Iterator[JikorulesError]:
        """Let the accidents of wholesalers bear on those of their recipients."""
        leads = wholesalers(self._leads)
        for where, recipient, alone in self._recipients:
            lead = leads.get(recipient.chain)
            if lead is None or recipient.reporter is Reporter.TOWER_PROVIDER:
                self._settle(alone)
                continue
            try:
                owed = asked.owed_beside(recipient, lead)
            except JikorulesError as error:
                yield under(where, error)
            else:
                self._settle(owed)

    def _settle(self, owed: Sequence[T]) -> None:
        self.answered += 1
        self.free += not owed
        self._put_out(owed)


def run_duties(options: Namespace) -> int:
    """Tell what has to be reported by which day.

    With --json a line is out as soon as it is known, and little is held. The list for people begins
    with what is due first, and what these options ask hangs on all accidents: then all is held.
    """
    rules = option("--rules", options.rules, ruleset) if options.rules else None
    now = moment("--at", options.at, options.lang) or clock()
    known_at = moment("--known", options.known, options.lang)
    done = _done(options)
    calendar = CalendarFile.at(options) if options.ics else None
    is_held = not options.json or bool(options.done or calendar or known_at)

    held = list[Duty]()
    found: _Owing[Any]
    if is_held:
        found, status = _owing(options, _Asked(now, rules, known_at, tuple), held.extend)
    else:
        lines = _Asked(now, rules, known_at, partial(_lines, now=now))
        found, status = _owing(options, lines, _print_lines, sys.stdout.flush)
    if known_at is not None and found.towers != 1:
        number = Words(f"{found.towers}件です", f"there are {found.towers}")
        raise InvalidInput([Problem("--known", _ONE_OF_TOWERS, number, _KNOWN_OF_ONE)])
    entries = agenda(held, now, done=done)
    try:
        if calendar is not None:
            is_whole = status != Unanswered.INVALID
            calendar.write(held, now, options.lang, is_whole=is_whole, is_some=found.answered > 0)
    finally:  # what could be told is told all the same
        if options.json:
            _print_lines(_lines(held, now, done))
        for line in () if options.json else agenda_lines(entries, options.lang):
            print(line)
        _tell_free(found, options, is_alone=not (entries or status))
    return status


def _done(options: Namespace) -> set[str]:
    """Read the keys of what is done."""
    text = read_file(options.done).decode("utf-8-sig", "replace") if options.done else ""
    return {line.strip() for line in text.split("\n")}


def _owing(
    options: Namespace,
    asked: _Asked[T],
    put_out: Callable[[Sequence[T]], object],
    flush: Callable[[], object] | None = None,
) -> tuple[_Owing[T], int]:
    """Put out what is owed of all documents; give the counts, and the exit status."""
    found, given = _Owing(put_out), sources(options.files, options, asked.now)
    jobs = option("--jobs", options.jobs, read_jobs)
    status = answer_many(given, options.lang, asked.owed, found.take, flush, jobs=jobs)
    for error in found.finish(asked):
        print(error.text(options.lang), file=sys.stderr)
        status = int(Unanswered.INVALID)
    return found, status


def _lines(owed: Iterable[Duty], now: datetime, done: Collection[str] = ()) -> list[str]:
    """Write duties, each as a line of JSON."""
    documents = [
        {**to_wire(duty), "status": standing(duty, now, done).status.value} for duty in owed
    ]
    return [json.dumps(each, ensure_ascii=False) for each in documents]


def _print_lines(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _tell_free(found: _Owing[T], options: Namespace, *, is_alone: bool) -> None:
    """Tell of how many documents nothing has to be reported; `is_alone` if nothing else is told."""
    if found.free and (options.json or not is_alone):
        told = _FREE.text(options.lang, n=found.free)
        print(told, file=sys.stderr if options.json else sys.stdout)
    elif found.free:  # of all documents
        print(_NO_DUTY.text(options.lang))
        if found.towers < found.answered:
            print(presumption(options.lang))


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
