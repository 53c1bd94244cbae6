"""``jikorules law``: how the record of the law is kept."""

import json
import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from jikorules.basics.errors import InvalidInput, Problem, Words
from jikorules.basics.moments import JAPAN
from jikorules.basics.wareki import parse_date
from jikorules.cli.common import option, read_file, readable
from jikorules.law.draft import drafts, text_entries
from jikorules.law.law_files import read_law_file
from jikorules.law.own_provisions import provision_files
from jikorules.proof.law_check import law_check, law_check_text
from jikorules.proof.text_check import text_check, text_check_text
from jikorules.proof.text_compare import text_compare, text_compare_json, text_compare_text

_SEVERAL = Words("2つ以上の規定が改正されています", "several are changed")
_CHOOSE = Words("--provision で1つずつ作ってください。", "Draft one after another.")
_NO_CHANGE = Words(
    "条文は、規定のデータ及び記録と同じです。", "The text is the same as the rule data and record."
)


def run_check(options: Namespace) -> int:
    """List when each provision was last checked, or hold the rule data against files of e-Gov."""
    on = option("--on", options.on, parse_date) if options.on else None
    today = datetime.now(JAPAN).date()
    if options.xml:
        files = {name: read_file(name) for path in options.xml for name in _files(path)}
        texts = text_check(files, today, on)
        print(text_check_text(texts, options.lang))
        return 1 if any(each.is_changed for each in texts) else 0
    found = law_check(on or today)
    print(law_check_text(found, options.lang))
    return 1 if any(each.is_stale for each in found) else 0


def run_compare(options: Namespace) -> int:
    """Tell what an amendment changed."""
    old, new = read_file(options.old), read_file(options.new)
    found = text_compare(old, new, options.old, options.new)
    if options.json:
        print(json.dumps(text_compare_json(found), ensure_ascii=False))
    else:
        print(text_compare_text(found, options.lang))
    return 0


def run_draft(options: Namespace) -> int:
    """Draft the version of a provision that the text of an amendment asks for."""
    own = provision_files(readable(options.law))
    in_force = option("--in-force", options.in_force, parse_date)
    today = datetime.now(JAPAN).date()
    file = read_law_file(read_file(options.new), options.new)
    if options.text:
        written = text_entries(file, in_force, today, options.provision)
    else:
        found = drafts(file, in_force, today, options.provision, own=own)
        if len(found) > 1:
            names = ", ".join(found)
            expected = Words(f"1つの規定（{names}）", f"one provision ({names})")
            raise InvalidInput([Problem("--provision", expected, _SEVERAL, _CHOOSE)])
        written = tuple(found.values())
    print(*written, sep="\n", end="")
    if not written:
        print(_NO_CHANGE.text(options.lang), file=sys.stderr)
    return 0


def _files(path: str) -> list[str]:
    """Give the XML files of a folder, whatever the letters of .xml, or the file itself.

    A link that leads nowhere is given too, so that it is told, and not passed over.
    """
    if not Path(path).is_dir():
        return [path]
    below = (each for each in Path(path).rglob("*") if each.suffix.lower() == ".xml")
    return sorted(str(each) for each in below if not each.is_dir()) or [path]
