"""Holding the answers of another implementation against the boundary pack."""

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from jikorules.basics.errors import Lang, Words, shown
from jikorules.proof.boundaries.accidents import Case
from jikorules.proof.boundaries.packing import cases
from jikorules.wire.comparison import ABSENT, differing


class Wrong(StrEnum):
    """What is wrong with an answer."""

    DIFFERENT = "different"
    """It is another answer than the law gives."""
    MISSING = "missing"
    """A case has no answer."""
    EXTRA = "extra"
    """There is no such case."""
    REPEATED = "repeated"
    """The case has been answered before."""
    UNREADABLE = "unreadable"
    """The line is no JSON object with an id."""


_SAID = {
    Wrong.DIFFERENT: Words("異なる答え", "another answer"),
    Wrong.MISSING: Words("答えがない", "no answer"),
    Wrong.EXTRA: Words("パックにない事例への答え", "an answer to no case of the pack"),
    Wrong.REPEATED: Words("同じ事例への二つ目の答え", "a second answer to the case"),
    Wrong.UNREADABLE: Words("読み取れない行", "a line that cannot be read"),
}
_WHERE = Words("（{n}行目）", " (line {n})")
_EXPECTED, _GIVEN = Words("正", "expected"), Words("答え", "given")
_WHY = Words("事例", "case")


@frozen
class WrongAnswer:
    """One thing that is wrong with the answers.

    Attributes:
        wrong: what is wrong.
        id: the case's id, or the one that the answer names; empty if it names none.
        line: the number of the line of the answer, from 1; None if there is no answer.
        why: why the case is in the pack; empty if there is no such case.
        expected: the parts of the right answer that differ, by their keys.
        given: the same parts of the answer, without those that are missing; for an unreadable
            line the line.
    """

    wrong: Wrong
    id: str
    line: int | None = None
    why: str = ""
    expected: dict[str, Any] = field(factory=dict)
    given: dict[str, Any] | str = field(factory=dict)

    def text(self, lang: Lang = "ja") -> str:
        """Say the difference, over several lines if there is more to be shown.

        Example:
            >>> wrong = {"grade": "serious"}, {"grade": "periodic"}
            >>> print(WrongAnswer(Wrong.DIFFERENT, "a/at", 3, "at the limit", *wrong).text("en"))
            a/at: another answer (line 3)
              case: at the limit
              expected {"grade": "serious"}
              given {"grade": "periodic"}
        """
        where = "" if self.line is None else _WHERE.text(lang, n=self.line)
        name = f"{self.id}: " if self.id else ""
        told = [f"{name}{_SAID[self.wrong].text(lang)}{where}"]
        if self.why:
            told.append(f"  {_WHY.text(lang)}: {self.why}")
        for words, part in ((_EXPECTED, self.expected), (_GIVEN, self.given)):
            if part:
                told.append(f"  {words.text(lang)} {json.dumps(part, ensure_ascii=False)}")
        return "\n".join(told)


def check(answers: Iterable[str]) -> list[WrongAnswer]:
    """Hold answers against the boundary pack of this version.

    The answers are the lines that an implementation writes, in any order; empty lines are passed
    over. Given are the differences: of the answers in their order, then of cases that have none.

    Example:
        >>> found = check(['{"id": "no-such-case"}'])
        >>> found[0].wrong.value, {each.wrong.value for each in found[1:]}
        ('extra', {'missing'})
    """
    return differences(cases(), answers)


def differences(known: Iterable[Case], answers: Iterable[str]) -> list[WrongAnswer]:
    """Hold answers against given cases; see `check`."""
    return list(_differences({case["id"]: case for case in known}, answers))


def _differences(known: dict[str, Case], answers: Iterable[str]) -> Iterator[WrongAnswer]:
    answered = set()
    for number, line in enumerate(answers, 1):
        if not line.strip():
            continue
        answer = _read(line)
        if answer is None:
            yield WrongAnswer(Wrong.UNREADABLE, "", number, given=shown(line.rstrip("\r\n")))
        elif (name := answer["id"]) not in known:
            yield WrongAnswer(Wrong.EXTRA, name, number)
        elif name in answered:
            yield WrongAnswer(Wrong.REPEATED, name, number, known[name]["about"]["why"])
        else:
            answered.add(name)
            yield from _compared(known[name], answer, number)
    for name, case in known.items():
        if name not in answered:
            yield WrongAnswer(Wrong.MISSING, name, None, case["about"]["why"], case["expected"])


def _read(line: str) -> dict[str, Any] | None:
    try:
        answer = json.loads(line, object_pairs_hook=_unambiguous)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) and isinstance(answer.get("id"), str) else None


def _unambiguous(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        raise ValueError("a key stands twice")
    return document


def _compared(case: Case, answer: dict[str, Any], line: int) -> Iterator[WrongAnswer]:
    """Compare an answer with what is expected; what it says beside that does not matter."""
    expected = case["expected"]
    keys = [key for key in expected if any(differing(expected[key], answer.get(key, ABSENT)))]
    if keys:
        right = {key: expected[key] for key in keys}
        given = {key: answer[key] for key in keys if key in answer}
        yield WrongAnswer(Wrong.DIFFERENT, case["id"], line, case["about"]["why"], right, given)
