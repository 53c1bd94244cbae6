"""``jikorules rules`` and ``law check``: the law as it is recorded, and how old the record is."""

import json
from argparse import Namespace
from datetime import datetime

from jikorules.basics.moments import JAPAN
from jikorules.basics.wareki import parse_date
from jikorules.cli.common import option, read_file
from jikorules.law.ruleset import ruleset, rulesets
from jikorules.proof.law_check import law_check, law_check_text
from jikorules.wire.answers import to_wire
from jikorules.words.rule_tables import rules_text


def run_rules(options: Namespace) -> int:
    """Show the rules of a day."""
    rules = option("DAY", options.day, ruleset) if options.day else rulesets()[-1]
    if options.json:
        print(json.dumps(to_wire(rules), ensure_ascii=False))
    else:
        print(rules_text(rules, options.lang))
    return 0


def run_check(options: Namespace) -> int:
    """List when each provision was last checked, and hold it against files of e-Gov."""
    on = option("--on", options.on, parse_date) if options.on else datetime.now(JAPAN).date()
    found = law_check(on, {name: read_file(name) for name in options.xml or ()})
    print(law_check_text(found, options.lang))
    return 1 if any(each.needs_attention for each in found) else 0
