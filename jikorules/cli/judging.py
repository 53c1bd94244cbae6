"""``jikorules judge``, ``outlook`` and ``replay``: accidents answered one by one."""

import json
from argparse import Namespace
from collections.abc import Callable

from jikorules.cli.common import answers, moment, option, readable
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


def run_judge(options: Namespace) -> int:
    """Judge accidents."""
    rules = option("--rules", options.rules, ruleset) if options.rules else None
    at = option("--at", options.at, moment) if options.at else None
    verdicts = list[Verdict]()

    def judged(incident: Incident) -> Verdict:
        verdicts.append(judge(incident, rules=rules, at=at))
        return verdicts[-1]

    status = _each(options, judged)
    if options.receipts:
        from jikorules.cli.ledger import keep  # noqa: PLC0415 (seldom needed)

        keep(options.receipts, verdicts)
    return status


def run_outlook(options: Namespace) -> int:
    """Tell what is to come of running accidents."""
    rules = option("--rules", options.rules, ruleset) if options.rules else None
    at = option("--at", options.at, moment)
    return _each(options, lambda incident: outlook(incident, at, rules=rules))


def _each(options: Namespace, answer: Callable[[Incident], Verdict | Outlook]) -> int:
    failed, gap = False, ""
    for answered in answers(options.files, options.lang, answer, from_wire):
        if answered is None:
            failed = True
        elif options.json:
            print(json.dumps(to_wire(answered), ensure_ascii=False))
        else:
            print(gap + tree(answered, options.lang, markdown=options.markdown))
            gap = "\n"
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
