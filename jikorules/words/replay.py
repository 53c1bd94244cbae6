"""A replay in words: a table for the terminal."""

from collections.abc import Iterable, Iterator, Sequence
from unicodedata import combining, east_asian_width

from jikorules.basics.errors import Lang, Words
from jikorules.judgement.changes.replay import Difference, Replay
from jikorules.judgement.verdict import Verdict
from jikorules.words.lists import bracketed, entry, flat
from jikorules.words.names import MET
from jikorules.words.rules import answer, grade_name, place, requirement, row_names

_ACCIDENT = Words("事故", "accident")


def replay_table(replays: Sequence[Replay], lang: Lang = "ja") -> str:
    """Write a table for the terminal: one line an accident, one column a rule set.

    Below an accident on which they differ stand the limbs lost (-) or gained (+) from one rule set
    to the next. East Asian characters are taken to be two cells wide.
    """
    if not replays:
        return ""
    first = _ACCIDENT.text(lang)
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
    name = grade_name(verdict.grade, verdict.rules, lang)
    return bracketed(name, row_names(verdict.rows, lang), lang)


def _reasons(difference: Difference, lang: Lang) -> Iterator[str]:
    lost = [("-", difference.before, finding) for finding in difference.lost]
    gained = [("+", difference.after, finding) for finding in difference.gained]
    for sign, verdict, finding in (*lost, *gained):
        asked = entry(place(finding.limb.citation, lang), requirement(finding.limb, lang), lang)
        yield f"  {sign} {verdict.rules.id} [{MET[finding.met].text(lang)}] {asked}"


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    padded = [cell + " " * (most - _width(cell)) for cell, most in zip(cells, widths, strict=True)]
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    return sum((1 + (east_asian_width(c) in "WFA")) * (not combining(c)) for c in text)
