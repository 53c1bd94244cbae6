"""The same facts under several rule sets, and the findings that make the difference."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from unicodedata import combining, east_asian_width

from attrs import frozen

from jikorules.errors import InvalidInput, Lang
from jikorules.explain import answer
from jikorules.incident import Incident
from jikorules.judge import judge
from jikorules.law import RuleSet
from jikorules.phrases import MET, grade_name, place, requirement
from jikorules.verdict import Finding, Grade, Met, Verdict

Row = tuple[str, ...]


@frozen
class Difference:
    """Why the answer under one rule set is not that under another.

    What is required counts, not where it stands: rows are renumbered between versions. A finding
    counts as the same under both if its grade, time and users required, its impacts, and whether it
    is surely or possibly met, are the same.

    Attributes:
        before: the verdict under the earlier of the two rule sets, as they were given.
        after: the verdict under the later one.
        gained: the findings of `after`, surely or possibly met, that have no like in `before`.
        lost: the findings of `before`, surely or possibly met, that have no like in `after`.
    """

    before: Verdict
    after: Verdict
    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]


@frozen
class Replay:
    """One accident under several rule sets.

    Attributes:
        incident: the facts.
        verdicts: the verdict under each rule set, in their order.
    """

    incident: Incident
    verdicts: tuple[Verdict, ...]

    @property
    def differs(self) -> bool:
        """Whether not all rule sets leave the same grades possible."""
        return len({verdict.possible for verdict in self.verdicts}) > 1

    def differences(self) -> tuple[Difference, ...]:
        """Tell what makes the difference, wherever a rule set and the next answer differently."""
        return tuple(
            Difference(
                before,
                after,
                gained=_beyond(after.findings, before.findings),
                lost=_beyond(before.findings, after.findings),
            )
            for before, after in pairwise(self.verdicts)
            if before.possible != after.possible
        )


Key = tuple[Grade, timedelta | None, int | None, tuple[int, ...], Met]


def _key(finding: Finding) -> Key:
    limb = finding.limb
    return limb.grade, limb.duration, limb.users, finding.impacts, finding.met


def _beyond(findings: Iterable[Finding], others: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give the findings that count for a grade and have no like among the others."""
    left = Counter(map(_key, others))
    beyond = []
    for finding in findings:
        if finding.met is Met.NO or finding.limb.exclusion is not None:
            continue
        key = _key(finding)
        if left[key]:
            left[key] -= 1
        else:
            beyond.append(finding)
    return tuple(beyond)


def replay(
    incidents: Iterable[Incident], rules: Sequence[RuleSet], at: datetime | None = None
) -> tuple[Replay, ...]:
    """Judge the same facts under each of several rule sets, whatever the day of the accident.

    Args:
        incidents: the facts.
        rules: the rule sets, in the order in which they are to be compared.
        at: "now" for what has not ended, time-zone aware.

    Raises:
        InvalidInput: `at` is not time-zone aware, or before the beginning of what has not ended;
            with the paths of all the incidents concerned, such as ``incidents[0].at``.

    Example:
        >>> from jikorules import JAPAN, Impact, Period, Service, ruleset
        >>> start = datetime(2026, 5, 10, 1, 0, tzinfo=JAPAN)
        >>> mobile_data = Service("internet_access", paid=True)
        >>> impact = Impact(mobile_data, 150_000, Period(start, start + timedelta(minutes=70)))
        >>> days = ruleset("2019-04-01"), ruleset("2026-04-01")
        >>> (one,) = replay([Incident([impact])], days)
        >>> [verdict.label for verdict in one.verdicts]
        ['四半期報告事故', '重大な事故']
        >>> (difference,) = one.differences()
        >>> [requirement(finding.limb) for finding in difference.gained]
        ['継続時間1時間以上かつ影響利用者数10万以上']
    """
    replays, problems = [], []
    for i, incident in enumerate(incidents):
        try:
            verdicts = tuple(judge(incident, rules=each, at=at) for each in rules)
        except InvalidInput as error:
            problems += [problem.under(f"incidents[{i}]") for problem in error.problems]
        else:
            replays.append(Replay(incident, verdicts))
    if problems:
        raise InvalidInput(problems)
    return tuple(replays)


def replay_table(replays: Sequence[Replay], lang: Lang = "ja") -> str:
    """Write a table for the terminal: one line an accident, one column a rule set.

    Below an accident on which they differ stand the limbs that make the difference: those lost
    (-) and gained (+), each with the rule set it is of. Columns are aligned for a terminal that
    shows East Asian characters two cells wide.

    Args:
        replays: the accidents, all under the same rule sets.
        lang: the language.
    """
    if not replays:
        return ""
    head = ("事故" if lang == "ja" else "accident", *(v.rules.id for v in replays[0].verdicts))
    rows = [
        (_name(each.incident, i, lang), *(_cell(verdict, lang) for verdict in each.verdicts))
        for i, each in enumerate(replays, 1)
    ]
    widths = [max(map(_width, column)) for column in zip(head, *rows, strict=True)]
    lines = [_line(head, widths)]
    for row, each in zip(rows, replays, strict=True):
        lines += [_line(row, widths), *_reasons(each, lang)]
    return "\n".join(lines)


def _name(incident: Incident, number: int, lang: Lang) -> str:
    name = incident.id or incident.carrier or (f"事故{number}" if lang == "ja" else f"#{number}")
    return "".join(char if char.isprintable() else " " for char in name)


def _cell(verdict: Verdict, lang: Lang) -> str:
    if verdict.grade is None or not verdict.rows:
        return answer(verdict, lang)
    name, rows = grade_name(verdict.grade, verdict.rules, lang), verdict.rows
    if lang == "ja":
        return f"{name}（{'、'.join(f'{row}の項' for row in rows)}）"
    return f"{name} (row{'s' if len(rows) > 1 else ''} {', '.join(rows)})"


def _reasons(each: Replay, lang: Lang) -> Iterator[str]:
    for difference in each.differences():
        for sign, verdict, findings in (
            ("-", difference.before, difference.lost),
            ("+", difference.after, difference.gained),
        ):
            for finding in findings:
                met, limb = MET[finding.met].text(lang), finding.limb
                colon = "：" if lang == "ja" else ": "
                said = f"{place(limb.citation, lang)}{colon}{requirement(limb, lang)}"
                yield f"  {sign} {verdict.rules.id} [{met}] {said}"


def _line(cells: Row, widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)
    )
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """Count the cells that a text takes in the terminal."""
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WFA" else 1 for char in text
    )
