"""``jikorules rules`` and ``law check``: the law as it is recorded, and how old the record is."""

import json
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from jikorules.basics.moments import JAPAN
from jikorules.cli.common import day_of, read_file, rules_of
from jikorules.law.ruleset import rulesets
from jikorules.proof.law_check import law_check, law_check_text
from jikorules.proof.text_check import text_check, text_check_text
from jikorules.wire.answers import to_wire
from jikorules.words.rule_tables import rules_text


def run_rules(options: Namespace) -> int:
    """Show the rules of a day."""
    rules = rules_of(options.day, "DAY") if options.day else rulesets()[-1]
    if options.json:
        print(json.dumps(to_wire(rules), ensure_ascii=False))
    else:
        print(rules_text(rules, options.lang))
    return 0


def run_check(options: Namespace) -> int:
    """List when each provision was last checked, or hold the rule data against files of e-Gov."""
    on = day_of(options.on, "--on") if options.on else None
    today = datetime.now(JAPAN).date()
    if options.xml:
        files = {name: read_file(name) for path in options.xml for name in _files(path)}
        texts = text_check(files, today, on)
        print(text_check_text(texts, options.lang))
        return 1 if any(each.is_changed for each in texts) else 0
    found = law_check(on or today)
    print(law_check_text(found, options.lang))
    return 1 if any(each.needs_attention for each in found) else 0


def _files(path: str) -> list[str]:
    """Give the XML files of a folder, or the file itself."""
    if not Path(path).is_dir():
        return [path]
    return sorted(str(each) for each in Path(path).rglob("*.xml")) or [path]
