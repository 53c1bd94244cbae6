"""Measure how many moments of running text are found, and how many of the found are right.

Run it as ``python tests/measure_moments.py``; it tells what is missed and what is wrong. The
passages are those of ``tests/cases/moments.txt``.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from support.places import CASES

from jikorules import JAPAN, find_moments

PASSAGES = CASES / "moments.txt"
Ends = tuple[datetime | None, datetime | None]


class Passage(NamedTuple):
    """A text, the day of its document, and the moments in it."""

    text: str
    base: date | None
    moments: tuple[Ends, ...]


class Measured(NamedTuple):
    """How many moments there are, how many were found, how many of these are right."""

    there: int
    found: int
    right: int
    remarks: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.right / self.there

    @property
    def precision(self) -> float:
        return self.right / self.found


def _time(text: str) -> datetime | None:
    return datetime.fromisoformat(text.strip()).replace(tzinfo=JAPAN) if text.strip() else None


def passages() -> Iterator[Passage]:
    """Read the list of passages."""
    text, base, moments = "", None, list[Ends]()
    for line in [*PASSAGES.read_text("utf-8").splitlines(), "#"]:
        if line.startswith("= "):
            low, dots, high = line[2:].partition("..")
            moments.append((_time(low), _time(high if dots else low)))
            continue
        if text:
            yield Passage(text, base, tuple(moments))
            text, base, moments = "", None, []
        if line.startswith("@ "):
            base = date.fromisoformat(line[2:])
        elif not line.startswith("#"):
            text = line.replace("\\n", "\n")


def measure() -> Measured:
    """Read all passages."""
    there = found = right = 0
    remarks = []
    for text, base, moments in passages():
        figures = [
            (each.value.low, each.value.high, each.text) for each in find_moments(text, base=base)
        ]
        wanted, given = Counter(moments), Counter(figure[:2] for figure in figures)
        there, found = there + len(moments), found + len(figures)
        right += (wanted & given).total()
        remarks += [f"missed {low} .. {high} in {text!r}" for low, high in wanted - given]
        remarks += [f"wrong {each} in {text!r}" for each in figures if (given - wanted)[each[:2]]]
    return Measured(there, found, right, tuple(remarks))


if __name__ == "__main__":
    measured = measure()
    sys.stdout.write("\n".join(measured.remarks) + "\n")
    sys.stdout.write(
        f"{sum(1 for _ in passages())} passages, {measured.there} moments, {measured.found} found, "
        f"{measured.right} right: "
        f"recall {measured.recall:.1%}, precision {measured.precision:.1%}\n"
    )
