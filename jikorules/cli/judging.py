"""``jikorules judge``, ``outlook`` and ``replay``: accidents answered one by one."""

import json
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from typing import Any

from jikorules.basics.errors import Words
from jikorules.cli.common import (
    LeftOut,
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


def run_judge(options: Namespace) -> int:
    """Judge accidents."""
    rules = option("--rules", options.rules, ruleset) if options.rules else None
    at = moment("--at", options.at, options.lang)
    verdicts = list[Verdict]()

    def judged(subject: Subject) -> Verdict | NearMissVerdict:
        if isinstance(subject, NearMiss):
            return judge_near_miss(subject, rules=rules)
        if not isinstance(subject, Incident):
            raise LeftOut(_NOT_JUDGED)
        verdicts.append(judge(subject, rules=rules, at=at))
        return verdicts[-1]

    status = _each(options, at, judged)
    if options.receipts:
        from jikorules.cli.ledger import keep  # noqa: PLC0415 (seldom needed)

        keep(options.receipts, verdicts)
    return status


def run_outlook(options: Namespace) -> int:
    """Tell what is to come of running accidents."""
    rules = option("--rules", options.rules, ruleset) if options.rules else None
    at = moment("--at", options.at, options.lang) or clock()
    return _each(options, at, of_accidents(lambda incident: outlook(incident, at, rules=rules)))


def _each(
    options: Namespace,
    at: datetime | None,
    answer: Callable[[Subject], Verdict | NearMissVerdict | Outlook],
) -> int:
    missing, gap = list[Unanswered](), ""
    for answered in answers(sources(options.files, options, at), options.lang, answer):
        if isinstance(answered, Unanswered):
            missing.append(answered)
        elif options.json:
            print(json.dumps(_document(answered), ensure_ascii=False))
        else:
            print(gap + _text(answered, options))
            gap = "\n"
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
