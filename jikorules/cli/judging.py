"""``jikorules judge``, ``outlook`` and ``replay``: accidents answered one by one."""

import json
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from attrs import frozen

from jikorules.basics.errors import Lang, Words
from jikorules.cli.alarm import Alarm, alarm_of, exit_status
from jikorules.cli.common import (
    LeftOut,
    Told,
    clock,
    moment,
    of_accidents,
    option,
    readable,
    sources,
)
from jikorules.cli.many import MOST_AT_ONCE, answer_many, read_jobs
from jikorules.facts.incident import Incident
from jikorules.facts.near_miss import NearMiss
from jikorules.judgement.changes.outlook import Outlook, outlook
from jikorules.judgement.changes.replay import replay
from jikorules.judgement.judge import judge
from jikorules.judgement.near_miss import NearMissVerdict, judge_near_miss
from jikorules.judgement.verdict import Verdict
from jikorules.law.ruleset import RuleSet, ruleset
from jikorules.wire.answers import to_wire
from jikorules.wire.near_miss import near_miss_to_wire
from jikorules.wire.subject import Subject
from jikorules.words.near_miss import near_miss_tree
from jikorules.words.replay import ReplayRow, replay_row, rows_table
from jikorules.words.verdict import tree

if TYPE_CHECKING:
    from jikorules.proof.receipt import Receipt

_NOT_JUDGED = Words(
    "漏えい又は停止の文書です。報告の義務は duties が示します",
    "it is a leak or a suspension, of which `duties` tells what to report",
)
_MOST_TEXT = 1 << 16
"""How much text waits to be printed, where no receipt is to be on the disk before it."""


@frozen
class _Answer:
    """An answer, ready to be put out.

    Attributes:
        text: how it is printed.
        alarm: how it is to be taken.
        receipt: its receipt; None if none is asked for, and of a near-miss.
    """

    text: str
    alarm: Alarm | None = None
    receipt: "Receipt | None" = None


@frozen
class _Form:
    """How answers are written."""

    lang: Lang
    json: bool
    markdown: bool

    @classmethod
    def of(cls, options: Namespace) -> "_Form":
        return cls(options.lang, options.json, options.markdown)

    def written(self, answered: Verdict | NearMissVerdict | Outlook) -> str:
        if self.json:
            if isinstance(answered, NearMissVerdict):
                return json.dumps(near_miss_to_wire(answered), ensure_ascii=False)
            return json.dumps(to_wire(answered), ensure_ascii=False)
        if isinstance(answered, NearMissVerdict):
            return near_miss_tree(answered, self.lang, markdown=self.markdown)
        return tree(answered, self.lang, markdown=self.markdown)


def _judged(
    subject: Subject,
    *,
    form: _Form,
    rules: RuleSet | None,
    at: datetime | None,
    with_receipt: bool,
) -> _Answer:
    if isinstance(subject, NearMiss):
        near_miss = judge_near_miss(subject, rules=rules)
        return _Answer(form.written(near_miss), alarm_of(near_miss))
    if not isinstance(subject, Incident):
        raise LeftOut(_NOT_JUDGED)
    verdict = judge(subject, rules=rules, at=at)
    kept = None
    if with_receipt:
        from jikorules.proof.receipt import receipt  # noqa: PLC0415 (seldom needed)

        kept = receipt(verdict, recorded=clock())
    return _Answer(form.written(verdict), alarm_of(verdict), kept)


def _foreseen(incident: Incident, *, form: _Form, rules: RuleSet | None, at: datetime) -> _Answer:
    return _Answer(form.written(outlook(incident, at, rules=rules)))


def run_judge(options: Namespace) -> int:
    """Judge accidents."""
    rules = option("--rules", options.rules, ruleset) if options.rules else None
    at = moment("--at", options.at, options.lang)
    given = sources(options.files, options, at)
    keep = _keeping(options) if options.receipts else None
    form, with_receipt = _Form.of(options), keep is not None
    answer = partial(_judged, form=form, rules=rules, at=at, with_receipt=with_receipt)
    alarms, status = _put_out(options, given, answer, keep)
    return exit_status(alarms, status) if options.status else status


def run_outlook(options: Namespace) -> int:
    """Tell what is to come of running accidents."""
    rules = option("--rules", options.rules, ruleset) if options.rules else None
    at = moment("--at", options.at, options.lang) or clock()
    given = sources(options.files, options, at)
    answer = partial(_foreseen, form=_Form.of(options), rules=rules, at=at)
    return _put_out(options, given, of_accidents(answer))[1]


def _keeping(options: Namespace) -> "Callable[[Sequence[Receipt]], None]":
    """Give what puts receipts on the disk, before their answers are out."""
    from jikorules.cli.ledger_file import add, begin  # noqa: PLC0415 (seldom needed)

    begin(options.receipts, options.files)
    return partial(add, options.receipts)


def _put_out(
    options: Namespace,
    given: Sequence[str | Told],
    answer: Callable[[Subject], _Answer],
    keep: "Callable[[Sequence[Receipt]], None] | None" = None,
) -> tuple[set[Alarm], int]:
    """Answer the documents, and print the answers, several at a time and in their order.

    Args:
        options: the options of the command.
        given: what is to be answered.
        answer: what answers a document.
        keep: what has to be done with receipts before their answers are printed.

    Returns:
        How the answers are to be taken, and the exit status.
    """
    waiting = list[str]()
    receipts: list[Receipt] = []
    alarms = set[Alarm]()
    gap, size = "", 0

    def take(_: str, made: _Answer) -> None:
        nonlocal gap, size
        waiting.append(gap + made.text)
        size += len(made.text)
        gap = "" if options.json else "\n"
        if made.alarm is not None:
            alarms.add(made.alarm)
        if made.receipt is not None:
            receipts.append(made.receipt)
        if size > _MOST_TEXT and not receipts:
            put_out()

    def put_out() -> None:
        nonlocal size
        if receipts and keep is not None:
            keep(receipts)
            receipts.clear()
        if waiting:
            print("\n".join(waiting), flush=True)
            waiting.clear()
            size = 0

    jobs = option("--jobs", options.jobs, read_jobs)
    return alarms, answer_many(given, options.lang, answer, take, put_out, jobs=jobs)


def run_replay(options: Namespace) -> int:
    """Judge accidents by the law of other days."""
    read = ruleset
    if options.law:
        from jikorules.law.own_provisions import own_law  # noqa: PLC0415 (seldom needed)

        read = own_law(readable(options.law)).ruleset
    rules = [option("--rules", day, read) for day in options.rules.split(",")]
    at = moment("--at", options.at, options.lang)
    if options.json:
        answer = partial(_replay_document, rules=rules, at=at)
        return _put_out(options, options.files, of_accidents(answer))[1]
    return _put_out_tables(options, rules, at)


def _replay_document(
    incident: Incident, *, rules: Sequence[RuleSet], at: datetime | None
) -> _Answer:
    (each,) = replay([incident], rules, at)
    document = [to_wire(verdict) for verdict in each.verdicts]
    return _Answer(json.dumps(document, ensure_ascii=False))


def _replay_row(
    incident: Incident, *, rules: Sequence[RuleSet], at: datetime | None, lang: Lang
) -> ReplayRow:
    (each,) = replay([incident], rules, at)
    return replay_row(each, lang)


def _put_out_tables(options: Namespace, rules: Sequence[RuleSet], at: datetime | None) -> int:
    """Print a table of the accidents; of very many several, each as wide as it has to be."""
    rows = list[ReplayRow]()
    count = 0

    def put_out(least: int = MOST_AT_ONCE) -> None:
        nonlocal count
        while len(rows) >= least:
            table, rows[:MOST_AT_ONCE] = rows[:MOST_AT_ONCE], ()
            if count:
                print()
            ids = [each.id for each in rules]
            print(rows_table(ids, table, options.lang, first=count + 1), flush=True)
            count += len(table)

    answer = partial(_replay_row, rules=rules, at=at, lang=options.lang)
    status = answer_many(
        options.files,
        options.lang,
        of_accidents(answer),
        lambda _, row: rows.append(row),
        put_out,
        jobs=option("--jobs", options.jobs, read_jobs),
    )
    if rows:
        put_out(1)
    return status
