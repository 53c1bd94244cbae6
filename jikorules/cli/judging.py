"""``jikorules judge``, ``outlook`` and ``replay``: accidents answered one by one."""

import json
from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import Any

from jikorules.basics.errors import JikorulesError, Words
from jikorules.cli.alarm import Alarm, alarm_of, exit_status
from jikorules.cli.common import (
    LeftOut,
    Stopped,
    Told,
    Unanswered,
    answers,
    clock,
    moment,
    of_accidents,
    option,
    readable,
    sources,
    status_of,
)
from jikorules.facts.incident import Incident
from jikorules.facts.near_miss import NearMiss
from jikorules.judgement.changes.outlook import Outlook, outlook
from jikorules.judgement.changes.replay import replay
from jikorules.judgement.judge import judge
from jikorules.judgement.near_miss import NearMissVerdict, judge_near_miss
from jikorules.judgement.verdict import Verdict
from jikorules.law.ruleset import ruleset
from jikorules.wire.answers import to_wire
from jikorules.wire.near_miss import near_miss_to_wire
from jikorules.wire.subject import Subject
from jikorules.words.near_miss import near_miss_tree
from jikorules.words.replay import replay_table
from jikorules.words.verdict import tree

_NOT_JUDGED = Words(
    "漏えい又は停止の文書です。報告の義務は duties が示します",
    "it is a leak or a suspension, of which `duties` tells what to report",
)

MOST_AT_ONCE = 256
"""The most answers that wait to be printed; their receipts are written to the disk together."""


def run_judge(options: Namespace) -> int:
    """Judge accidents."""
    rules = option("--rules", options.rules, ruleset) if options.rules else None
    at = moment("--at", options.at, options.lang)
    given = sources(options.files, options, at)

    def judged(subject: Subject) -> Verdict | NearMissVerdict:
        if isinstance(subject, NearMiss):
            return judge_near_miss(subject, rules=rules)
        if not isinstance(subject, Incident):
            raise LeftOut(_NOT_JUDGED)
        return judge(subject, rules=rules, at=at)

    alarms = set[Alarm]()

    def told(subject: Subject) -> Verdict | NearMissVerdict:
        verdict = judged(subject)
        alarms.add(alarm_of(verdict))
        return verdict

    status = (_kept if options.receipts else _each)(options, given, told)
    return exit_status(alarms, status) if options.status else status


def _kept(
    options: Namespace,
    given: Sequence[str | Told],
    answer: Callable[[Subject], Verdict | NearMissVerdict],
) -> int:
    """Answer the documents, with the receipts of the answers on the disk before they are out."""
    from jikorules.cli.ledger_file import add, begin  # noqa: PLC0415 (seldom needed)
    from jikorules.proof.receipt import Receipt, receipt  # noqa: PLC0415

    begin(options.receipts, options.files)
    receipts = list[Receipt]()

    def recorded(subject: Subject) -> Verdict | NearMissVerdict:
        verdict = answer(subject)
        if isinstance(verdict, Verdict):  # near-misses have no receipts
            receipts.append(receipt(verdict, recorded=clock()))
        return verdict

    def keep() -> None:
        if receipts:
            add(options.receipts, receipts)
            receipts.clear()

    return _each(options, given, recorded, keep)


def run_outlook(options: Namespace) -> int:
    """Tell what is to come of running accidents."""
    rules = option("--rules", options.rules, ruleset) if options.rules else None
    at = moment("--at", options.at, options.lang) or clock()
    given = sources(options.files, options, at)
    return _each(options, given, of_accidents(lambda incident: outlook(incident, at, rules=rules)))


def _each(
    options: Namespace,
    given: Sequence[str | Told],
    answer: Callable[[Subject], Verdict | NearMissVerdict | Outlook],
    keep: Callable[[], None] = lambda: None,
) -> int:
    """Answer the documents, and print the answers, several at a time and in their order.

    Args:
        options: the options of the command.
        given: what is to be answered.
        answer: what answers a document.
        keep: what has to be done with what is answered before it is printed.
    """
    waiting = list[str]()

    def put_out() -> None:
        if not waiting:
            return
        try:
            keep()
            print("\n".join(waiting), flush=True)
        except (OSError, JikorulesError) as error:
            raise Stopped from error
        waiting.clear()

    missing, gap = list[Unanswered](), ""
    for answered in answers(given, options.lang, answer, put_out):
        if isinstance(answered, Unanswered):
            missing.append(answered)
        elif options.json:
            waiting.append(json.dumps(_document(answered), ensure_ascii=False))
        else:
            waiting.append(gap + _text(answered, options))
            gap = "\n"
        if len(waiting) >= MOST_AT_ONCE:
            put_out()
    put_out()
    return status_of(missing)


def _document(answered: Verdict | NearMissVerdict | Outlook) -> dict[str, Any]:
    if isinstance(answered, NearMissVerdict):
        return near_miss_to_wire(answered)
    return to_wire(answered)


def _text(answered: Verdict | NearMissVerdict | Outlook, options: Namespace) -> str:
    if isinstance(answered, NearMissVerdict):
        return near_miss_tree(answered, options.lang, markdown=options.markdown)
    return tree(answered, options.lang, markdown=options.markdown)


def run_replay(options: Namespace) -> int:
    """Judge accidents by the law of other days."""
    read = ruleset
    if options.law:
        from jikorules.law.own_provisions import own_law  # noqa: PLC0415 (seldom needed)

        read = own_law(readable(options.law)).ruleset
    rules = [option("--rules", day, read) for day in options.rules.split(",")]
    at = moment("--at", options.at, options.lang)
    replayed = of_accidents(lambda incident: replay([incident], rules, at))
    found = list(answers(options.files, options.lang, replayed))
    replays = [each for many in found if not isinstance(many, Unanswered) for each in many]
    if options.json:
        for each in replays:
            print(json.dumps([to_wire(one) for one in each.verdicts], ensure_ascii=False))
    elif replays:
        print(replay_table(replays, options.lang))
    return status_of(found)
