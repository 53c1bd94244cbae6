"""The same facts under several rule sets, and the findings that make the difference."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from unicodedata import combining, east_asian_width

from attrs import evolve, frozen

from jikorules.basics.errors import InvalidInput, Lang, Problem
from jikorules.basics.validation import refuse
from jikorules.facts.incident import Incident
from jikorules.judge import judge
from jikorules.law.provision import Citation
from jikorules.law.ruleset import RuleSet
from jikorules.phrases import MET, answer, flat, grade_name, place, requirement, row_name
from jikorules.verdict import Finding, Met, Verdict


@frozen
class Difference:
    """Why one rule set and the next leave other grades possible.

    `gained` are the findings of `after`, surely or possibly met, without a like in `before`; `lost`
    the other way round. Rows are renumbered between versions: findings are alike if the grade, time
    and users required, their impacts, and whether they are met, are the same.
    """

    before: Verdict
    after: Verdict
    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]


@frozen
class Replay:
    """One accident, with its verdict under each of several rule sets, in their order."""

    incident: Incident
    verdicts: tuple[Verdict, ...]

    @property
    def differs(self) -> bool:
        """Whether not all rule sets leave the same grades possible."""
        return len({verdict.possible for verdict in self.verdicts}) > 1

    def differences(self) -> tuple[Difference, ...]:
        """Tell what makes the difference, wherever a rule set and the next answer differently."""
        return tuple(
            Difference(one, other, _beyond(other, one), _beyond(one, other))
            for one, other in pairwise(self.verdicts)
            if one.possible != other.possible
        )


def _beyond(verdict: Verdict, other: Verdict) -> tuple[Finding, ...]:
    """Give the findings that are met, or may be, and have no like in the other verdict."""
    alike, beyond = Counter(map(_key, other.findings)), []
    for finding in verdict.findings:
        alike[_key(finding)] -= 1
        if finding.met is not Met.NO and alike[_key(finding)] < 0:
            beyond.append(finding)
    return tuple(beyond)


def _key(finding: Finding) -> tuple[object, ...]:
    return (evolve(finding.limb, citation=Citation("", "")), finding.impacts, finding.met)


def replay(
    incidents: Iterable[Incident], rules: Sequence[RuleSet], at: datetime | None = None
) -> tuple[Replay, ...]:
    """Judge the same facts under each of several rule sets, whatever the day of the accident.

    The rule sets are compared in their order; `at` is "now" for what has not ended.

    Raises:
        InvalidInput: `at` is not time-zone aware, or before the beginning of what has not ended;
            with all the incidents concerned (``incidents[0].at``).

    Example:
        >>> from jikorules import JAPAN, Impact, Period, Service, ruleset
        >>> start = datetime(2026, 5, 10, 1, 0, tzinfo=JAPAN)
        >>> period = Period(start, start.replace(hour=2, minute=10))
        >>> incident = Incident([Impact(Service("internet_access", paid=True), 150_000, period)])
        >>> (one,) = replay([incident], [ruleset("2019-04-01"), ruleset("2026-04-01")])
        >>> requirement(one.differences()[0].gained[0].limb)
        '継続時間1時間以上かつ影響利用者数10万以上'
    """
    replays, problems = [], list[Problem]()
    for i, incident in enumerate(incidents):
        try:
            verdicts = tuple(judge(incident, rules=each, at=at) for each in rules)
            replays.append(Replay(incident, verdicts))
        except InvalidInput as error:
            problems += (problem.under(f"incidents[{i}]") for problem in error.problems)
    refuse(*problems)
    return tuple(replays)


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
