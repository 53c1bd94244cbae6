"""Several looks at one accident, as figures come in; what moved between two of them, and why.

Nothing is lost or overwritten: a look is added, never changed, and a stored verdict is not trusted.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise, zip_longest
from typing import Any

from attrs import field, fields, frozen

from jikorules.basics.errors import Problem, Words, shown
from jikorules.basics.moments import to_fixed_offset
from jikorules.basics.validation import check_time, refuse
from jikorules.facts.incident import CriticalFacility, Impact, Incident, Period
from jikorules.facts.service import Service
from jikorules.judgement.judge import judge
from jikorules.judgement.verdict import Finding, Grade, Limb, Met, Verdict

_IN_ORDER = Words("時点の古い順に並べてください。", "Give the looks in the order of their times.")
_ONE_ACCIDENT = Words("別の事故は別の履歴にしてください。", "Give each accident its own history.")
_HAVE_PARTS = (Incident, Impact, Service, Period, CriticalFacility)


@frozen
class Look:
    """What was known of an accident at one time (time-zone aware), and what `judge` said of it."""

    at: datetime = field(converter=to_fixed_offset)
    incident: Incident
    verdict: Verdict

    def __attrs_post_init__(self) -> None:
        refuse(*check_time("at", self.at))


@frozen
class FactMoved:
    """A fact that changed; an impact or a period that was not there is None.

    Attributes:
        path: where it stands in the incident, such as ``impacts[0].periods[0].end``.
        before: the fact as it was: a word, `Bounds`, a datetime, a whole `Impact` …
        after: the fact as it is.
    """

    path: str
    before: Any
    after: Any


@frozen
class FindingTurned:
    """A limb of the law of which it turned whether it is met; None is "not looked at".

    An exclusion is looked at by itself for each impact; `impacts` are the indexes of those.
    """

    limb: Limb
    before: Met | None
    after: Met | None
    impacts: tuple[int, ...] = ()


@frozen
class Change:
    """What came about between two looks (by time alone, perhaps); `grades` are before and after."""

    before_at: datetime
    after_at: datetime
    facts: tuple[FactMoved, ...]
    findings: tuple[FindingTurned, ...]
    grades: tuple[tuple[Grade, ...], tuple[Grade, ...]]


def changes(before: Look, after: Look) -> Change:
    """Tell what moved between two looks: the facts, the findings, the grades."""
    facts = _moved("", before.incident, after.incident)
    findings = _turned(before.verdict.findings, after.verdict.findings)
    grades = before.verdict.possible, after.verdict.possible
    return Change(before.at, after.at, tuple(facts), tuple(findings), grades)


@frozen
class History:
    """Successive looks at the same accident, earliest first.

    Raises:
        InvalidInput: the times go backwards, or the ids are those of different accidents.

    Example:
        >>> from jikorules import JAPAN, Impact, Period, Service
        >>> seven = datetime(2026, 5, 10, 7, tzinfo=JAPAN)
        >>> voice = Impact(Service("voice", emergency_calls=True), 30_000, Period(seven))
        >>> history = History().look(seven, Incident([voice]))
        >>> (change,) = history.look(seven.replace(hour=8), Incident([voice])).changes()
        >>> change.facts, change.findings[0].after.value, change.grades[1]
        ((), 'yes', (<Grade.SERIOUS: 2>,))
    """

    looks: tuple[Look, ...] = ()

    def __attrs_post_init__(self) -> None:
        refuse(*contradictions([(look.at, look.incident) for look in self.looks]))

    def look(self, at: datetime, incident: Incident) -> "History":
        """Judge all that is known now, and give a history with this look added.

        Raises:
            NotCovered: no rule set is known for the accident's first day.
            InvalidInput: `at` is not time-zone aware, before the last look, or before the beginning
                of what has not ended; or the incident has the id of another accident.
        """
        look = Look(at, incident, judge(incident, at=to_fixed_offset(at)))
        return History((*self.looks, look))

    def changes(self) -> tuple[Change, ...]:
        """Tell what moved between each look and the next."""
        return tuple(changes(before, after) for before, after in pairwise(self.looks))


def contradictions(seen: Sequence[tuple[datetime, Incident] | None]) -> Iterator[Problem]:
    """Give what cannot be in one history; a look that could not be read is None."""
    known = [(i, *each) for i, each in enumerate(seen) if each]
    for (_, before, _), (i, at, _) in pairwise(known):
        if at < before:
            last = before.isoformat()
            words = Words(f"前の時点（{last}）以後の時刻", f"a time not before {last}")
            yield Problem(f"looks[{i}].at", words, at.isoformat(), _IN_ORDER)
    names = [(i, incident.id) for i, _, incident in known if incident.id is not None]
    for i, name in names:
        if name != names[0][1]:
            first = shown(names[0][1])
            words = Words(f"同じ事故の id（{first}）", f"the id of the same accident, {first}")
            yield Problem(f"looks[{i}].incident.id", words, shown(name), _ONE_ACCIDENT)


def _moved(path: str, before: Any, after: Any) -> Iterator[FactMoved]:
    """Compare facts part by part; equal moments are equal in any zone, and a range is one fact."""
    if before == after:
        return
    if type(before) is type(after) and type(before) in _HAVE_PARTS:
        for part in fields(type(before)):
            inside = f"{path}.{part.name}" if path else part.name
            yield from _moved(inside, getattr(before, part.name), getattr(after, part.name))
    elif isinstance(before, tuple) and isinstance(after, tuple):
        for i, (each, now) in enumerate(zip_longest(before, after)):
            yield from _moved(f"{path}[{i}]", each, now)
    else:
        yield FactMoved(path, before, after)


def _turned(before: Iterable[Finding], after: Iterable[Finding]) -> Iterator[FindingTurned]:
    was, now = (
        {(each.limb, each.impacts if each.limb.exclusion else ()): each.met for each in findings}
        for findings in (before, after)
    )
    for key in dict.fromkeys((*was, *now)):
        if was.get(key) is not now.get(key):
            yield FindingTurned(key[0], was.get(key), now.get(key), key[1])
