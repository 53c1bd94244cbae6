"""A replay in words: a table for the terminal."""

from collections.abc import Iterable, Iterator, Sequence
from unicodedata import combining, east_asian_width

from jikorules.basics.errors import Lang
from jikorules.judgement.changes.replay import Difference, Replay
from jikorules.judgement.verdict import Verdict
from jikorules.words.lists import flat
from jikorules.words.names import MET
from jikorules.words.rules import answer, grade_name, place, requirement, row_name


def replay_table(replays: Sequence[Replay], lang: Lang = "ja") -> str:
    """Write a table for the terminal: one line an accident, one column a rule set.

    Below an accident on which they differ stand the limbs lost (-) or gained (+) from one rule set
    to the next. East Asian characters are taken to be two cells wide.
    """
    if not replays:
        return ""
    first = "事故" if lang == "ja" else "accident"
    head = (first, *(verdict.rules.id for verdict in replays[0].verdicts))
    names = (flat(each.incident.id) or flat(each.incident.carrier) for each in replays)
    rows = [
        (name or f"{first} {i}", *(_cell(verdict, lang) for verdict in each.verdicts))
        for i, (name, each) in enumerate(zip(names, replays, strict=True), 1)
    ]
    widths = [max(map(_width, column)) for column in zip(head, *rows, strict=True)]
    lines = [_line(head, widths)]
    for row, each in zip(rows, replays, strict=True):
        lines.append(_line(row, widths))
        lines += (line for found in each.differences() for line in _reasons(found, lang))
    return "\n".join(lines)


def _cell(verdict: Verdict, lang: Lang) -> str:
    if verdict.grade is None or not verdict.rows:
        return answer(verdict, lang)
    name, rows = grade_name(verdict.grade, verdict.rules, lang), verdict.rows
    if lang == "ja":
        return f"{name}（{'、'.join(map(row_name, rows))}）"
    return f"{name} (row{'s' * (len(rows) > 1)} {', '.join(rows)})"


def _reasons(difference: Difference, lang: Lang) -> Iterator[str]:
    lost = [("-", difference.before, finding) for finding in difference.lost]
    gained = [("+", difference.after, finding) for finding in difference.gained]
    for sign, verdict, finding in (*lost, *gained):
        limb, colon = finding.limb, "：" if lang == "ja" else ": "
        asked = f"{place(limb.citation, lang)}{colon}{requirement(limb, lang)}"
        yield f"  {sign} {verdict.rules.id} [{MET[finding.met].text(lang)}] {asked}"


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    padded = [cell + " " * (most - _width(cell)) for cell, most in zip(cells, widths, strict=True)]
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    return sum((1 + (east_asian_width(c) in "WFA")) * (not combining(c)) for c in text)
