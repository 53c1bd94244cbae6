"""``jikorules rules``: the law as it is recorded."""

import json
from argparse import Namespace

from jikorules.cli.common import option
from jikorules.law.ruleset import ruleset, rulesets
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
