"""``jikorules duties``: what has to be reported of accidents, by which day."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, Generic, TypeVar

from attrs import frozen

from jikorules.basics.errors import InvalidInput, JikorulesError, Problem, Words
from jikorules.basics.vocabulary import Origin, Reporter
from jikorules.cli.calendar import CalendarFile
from jikorules.cli.common import Unanswered, clock, moment, option, read_file, sources
from jikorules.cli.many import answer_many, read_jobs
from jikorules.facts.incident import Incident
from jikorules.facts.near_miss import NearMiss
from jikorules.judgement.judge import judge
from jikorules.judgement.near_miss import judge_near_miss
from jikorules.law.ruleset import RuleSet, ruleset
from jikorules.reporting.agenda import agenda, standing
from jikorules.reporting.chain import wholesalers
from jikorules.reporting.duties import duties
from jikorules.reporting.duty import Duty
from jikorules.reporting.text import agenda_lines, presumption
from jikorules.wire.answers import to_wire
from jikorules.wire.files import under
from jikorules.wire.subject import Subject

_NO_DUTY = Words("報告の義務はありません。", "Nothing has to be reported.")
_FREE = Words(
    "報告の義務のない文書：{n}件（理由は judge が示します）",
    "documents of which nothing has to be reported: {n} (`judge` tells why)",
)
_ONE_OF_TOWERS = Words(
    "認定鉄塔等提供事業者の事故1件", "the accident of a tower provider, and only one"
)
_KNOWN_OF_ONE = Words(
    "知った時は事故ごとに異なるため、1件ずつ与えてください。",
    "Each has a time of knowing of its own: give one after another.",
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


def _done(options: Namespace) -> Collection[str]:
    """Read the keys of what is done, in their order."""
    text = read_file(options.done).decode("utf-8-sig", "replace") if options.done else ""
    return dict.fromkeys([line.strip() for line in text.split("\n")])


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
