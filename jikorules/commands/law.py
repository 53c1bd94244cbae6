"""``jikorules rules``: the law as it is recorded."""

import json
from argparse import Namespace

from jikorules.commands.common import rules_of
from jikorules.law import rulesets
from jikorules.tables import rules_text
from jikorules.wire import to_wire


def run_rules(options: Namespace) -> int:
    """Show the rules of a day."""
    rules = rules_of(options.day, "DAY") if options.day else rulesets()[-1]
    if options.json:
        print(json.dumps(to_wire(rules), ensure_ascii=False))
    else:
        print(rules_text(rules, options.lang))
    return 0
