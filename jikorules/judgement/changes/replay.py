"""The same facts under several rule sets, and the findings that make the difference."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from attrs import evolve, frozen

from jikorules.basics.errors import InvalidInput, Problem
from jikorules.basics.validation import refuse
from jikorules.facts.incident import Incident
from jikorules.judgement.judge import judge
from jikorules.judgement.limbs import limbs_of
from jikorules.judgement.parts import parts_of
from jikorules.judgement.verdict import Finding, Grade, Met, Verdict
from jikorules.law.citation import Citation
from jikorules.law.ruleset import Rules, to_ruleset


@frozen
class Difference:
    """Why one rule set and the next leave other grades possible.

    `gained` are the findings of `after`, surely or possibly met, without a like in `before`; `lost`
    the other way round. Rows are renumbered between versions: findings are alike if the grade, time
    and users required, their impacts, whether they are met, and whether it is open that the
    services fall in the row, are the same.
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
    alike, beyond = Counter(_keys(other)), []
    for finding, key in zip(verdict.findings, _keys(verdict), strict=True):
        alike[key] -= 1
        if finding.met is not Met.NO and alike[key] < 0:
            beyond.append(finding)
    return tuple(beyond)


def _keys(verdict: Verdict) -> Iterator[tuple[object, ...]]:
    """Give what tells findings apart; of what is undecided, also whether the row is open."""
    parts = parts_of(verdict.incident, limbs_of(verdict.rules), verdict.at)
    in_open_rows = {part.place for part in parts if len(part.rows) > 1}
    for each in verdict.findings:
        limb = evolve(each.limb, citation=Citation("", ""))
        is_open = limb.grade is Grade.SERIOUS and not in_open_rows.isdisjoint(each.given.uncertain)
        yield limb, each.impacts, each.met, is_open


def replay(
    incidents: Iterable[Incident], rules: Sequence[Rules], at: datetime | None = None
) -> tuple[Replay, ...]:
    """Judge the same facts under each of several rule sets, whatever the day of the accident.

    The rule sets (or days and era years that name them) are compared in their order; `at` is "now"
    for what has not ended.

    Raises:
        InvalidInput: `at` is not time-zone aware, or before the beginning of what has not ended;
            with all the incidents concerned (``incidents[0].at``).

    Example:
        >>> from jikorules import JAPAN, Impact, Period, Service
        >>> start = datetime(2026, 5, 10, 1, 0, tzinfo=JAPAN)
        >>> period = Period(start, start.replace(hour=2, minute=10))
        >>> incident = Incident([Impact(Service("internet_access", paid=True), 150_000, period)])
        >>> (one,) = replay([incident], ["2019-04-01", "2026-04-01"])
        >>> limb = one.differences()[0].gained[0].limb
        >>> str(limb.duration), limb.users
        ('1:00:00', 100000)
    """
    applied = [to_ruleset(each) for each in rules]
    replays, problems = [], list[Problem]()
    for i, incident in enumerate(incidents):
        try:
            verdicts = tuple(judge(incident, rules=each, at=at) for each in applied)
            replays.append(Replay(incident, verdicts))
        except InvalidInput as error:
            problems += (problem.under(f"incidents[{i}]") for problem in error.problems)
    refuse(*problems)
    return tuple(replays)
