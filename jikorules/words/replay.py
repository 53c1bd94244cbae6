"""A replay in words: a table for the terminal."""

from collections.abc import Iterable, Iterator, Sequence
from unicodedata import combining, east_asian_width

from attrs import frozen

from jikorules.basics.errors import Lang, Words
from jikorules.judgement.changes.replay import Difference, Replay
from jikorules.judgement.verdict import Verdict
from jikorules.words.lists import bracketed, entry, flat
from jikorules.words.names import MET
from jikorules.words.rules import answer, grade_name, place, requirement, row_names

_ACCIDENT = Words("事故", "accident")


@frozen
class ReplayRow:
    """An accident in the table of a replay.

    Attributes:
        name: its name; empty if it has none.
        cells: the answer under each rule set.
        reasons: the lines below it.
    """

    name: str
    cells: tuple[str, ...]
    reasons: tuple[str, ...]


def replay_table(replays: Sequence[Replay], lang: Lang = "ja") -> str:
    """Write a table for the terminal: one line an accident, one column a rule set.

    Below an accident on which they differ stand the limbs lost (-) or gained (+) from one rule set
    to the next. East Asian characters are taken to be two cells wide.
    """
    if not replays:
        return ""
    ids = [verdict.rules.id for verdict in replays[0].verdicts]
    return rows_table(ids, [replay_row(each, lang) for each in replays], lang)


def replay_row(each: Replay, lang: Lang = "ja") -> ReplayRow:
    """Write what the table says of one accident, before it is known how wide the columns are."""
    return ReplayRow(
        flat(each.incident.id) or flat(each.incident.carrier),
        tuple(_cell(verdict, lang) for verdict in each.verdicts),
        tuple(line for found in each.differences() for line in _reasons(found, lang)),
    )


def rows_table(
    ids: Sequence[str], rows: Sequence[ReplayRow], lang: Lang = "ja", *, first: int = 1
) -> str:
    """Write the table of some accidents, under the names of the rule sets.

    Args:
        ids: the names of the rule sets.
        rows: the accidents.
        lang: the language.
        first: the number of the first of them; an accident without a name is told by its number.
    """
    what = _ACCIDENT.text(lang)
    told = [(row.name or f"{what} {i}", *row.cells) for i, row in enumerate(rows, first)]
    head = (what, *ids)
    widths = [max(map(_width, column)) for column in zip(head, *told, strict=True)]
    lines = [_line(head, widths)]
    for cells, row in zip(told, rows, strict=True):
        lines += [_line(cells, widths), *row.reasons]
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
