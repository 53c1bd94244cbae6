"""``jikorules judge``, ``outlook`` and ``replay``: accidents answered one by one."""

import json
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime

from jikorules.basics.errors import JikorulesError
from jikorules.basics.moments import JAPAN
from jikorules.cli.common import Stopped, answers, moment, option, readable
from jikorules.facts.incident import Incident
from jikorules.judgement.changes.outlook import Outlook, outlook
from jikorules.judgement.changes.replay import replay
from jikorules.judgement.judge import judge
from jikorules.judgement.verdict import Verdict
from jikorules.law.ruleset import ruleset
from jikorules.wire.answers import to_wire
from jikorules.wire.incident import from_wire
from jikorules.words.replay import replay_table
from jikorules.words.verdict import tree

MOST_AT_ONCE = 256
"""The most answers that wait to be printed; their receipts are written to the disk together."""


def run_judge(options: Namespace) -> int:
    """Judge accidents."""
    rules = option("--rules", options.rules, ruleset) if options.rules else None
    at = option("--at", options.at, moment) if options.at else None

    def judged(incident: Incident) -> Verdict:
        return judge(incident, rules=rules, at=at)

    if not options.receipts:
        return _each(options, judged)
    from jikorules.cli.ledger_file import add, begin  # noqa: PLC0415 (seldom needed)
    from jikorules.proof.receipt import Receipt, receipt  # noqa: PLC0415

    begin(options.receipts, options.files)
    receipts = list[Receipt]()

    def recorded(incident: Incident) -> Verdict:
        verdict = judged(incident)
        receipts.append(receipt(verdict, recorded=datetime.now(JAPAN).replace(microsecond=0)))
        return verdict

    def keep() -> None:
        add(options.receipts, receipts)
        receipts.clear()

    return _each(options, recorded, keep)


def run_outlook(options: Namespace) -> int:
    """Tell what is to come of running accidents."""
    rules = option("--rules", options.rules, ruleset) if options.rules else None
    at = option("--at", options.at, moment)
    return _each(options, lambda incident: outlook(incident, at, rules=rules))


def _each(
    options: Namespace,
    answer: Callable[[Incident], Verdict | Outlook],
    keep: Callable[[], None] = lambda: None,
) -> int:
    """Answer the accidents, and print the answers, several at a time and in their order.

    Args:
        options: the options of the command.
        answer: what answers an accident.
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

    failed, gap = False, ""
    for answered in answers(options.files, options.lang, answer, from_wire, put_out):
        if answered is None:
            failed = True
        elif options.json:
            waiting.append(json.dumps(to_wire(answered), ensure_ascii=False))
        else:
            waiting.append(gap + tree(answered, options.lang, markdown=options.markdown))
            gap = "\n"
        if len(waiting) >= MOST_AT_ONCE:
            put_out()
    put_out()
    return 2 if failed else 0


def run_replay(options: Namespace) -> int:
    """Judge accidents by the law of other days."""
    read = ruleset
    if options.law:
        from jikorules.law.own_provisions import own_law  # noqa: PLC0415 (seldom needed)

        read = own_law(readable(options.law)).ruleset
    rules = [option("--rules", day, read) for day in options.rules.split(",")]
    at = option("--at", options.at, moment) if options.at else None
    found = list(
        answers(options.files, options.lang, lambda each: replay([each], rules, at), from_wire)
    )
    replays = [each for answered in found for each in answered or ()]
    if options.json:
        for each in replays:
            print(json.dumps([to_wire(one) for one in each.verdicts], ensure_ascii=False))
    elif replays:
        print(replay_table(replays, options.lang))
    return 2 if None in found else 0
