"""What is met by any numbers of users, where all else is told of an accident.

The users are what is asked most, and in most ways. So whose users count against which limb is found
once for all their numbers (`Shape`); what these meet takes some additions then.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import chain, product
from typing import NamedTuple

from attrs import define, field

from jikorules.basics.bounds import Bounds
from jikorules.basics.moments import midnight
from jikorules.basics.vocabulary import MAY_CARRY_VOICE, Facility, Kind, Overlap, Reporter
from jikorules.facts.incident import CriticalFacility, Incident
from jikorules.facts.service import Service
from jikorules.judgement.limbs import RuleLimbs
from jikorules.judgement.parts import Hit, Part, part_hit, told_apart
from jikorules.judgement.possible_grades import possible_grades
from jikorules.judgement.readings import Limit, critical_finding, pooled
from jikorules.judgement.verdict import Finding, Grade, Limb, Met, Reading

Grades = int
"""The grades that are possible: a bit for each, the lowest grade the lowest."""

_YES, _NO, _UNDECIDED = Met
_SERIOUS: Grades = 1 << Grade.SERIOUS

# What is met: a limb of the table surely, or perhaps; one of the periodic rule surely, or perhaps.
_TABLE, _TABLE_OPEN, _ITEM, _ITEM_OPEN = 1, 2, 4, 8
_TABLE_BITS = {_YES: _TABLE, _NO: 0, _UNDECIDED: _TABLE_OPEN}
_ITEM_BITS = {_YES: _ITEM | _ITEM_OPEN, _NO: 0, _UNDECIDED: _ITEM_OPEN}
ENDLESS = 2**62
"""More users than any limb asks for, where there may be any number."""
_NOT_SEEN: tuple[Hit | None, Part | None] = (None, None)
_USERS_OF_PART = Part._fields.index("users")
# Of so few impacts a search never takes too much work.
_FEW = 3


class Answers(NamedTuple):
    """The grades that are possible by what is told.

    Attributes:
        grades: for every way to read limbs, minor or not, those that are possible.
        work: how much work it was, in looks at parts of worlds, as if each were judged by itself.
        sort: answers of one sort are all that there are between two of that sort, the one with
            less and the other with more of what can only meet more. None if that is not so.
    """

    grades: Sequence[Grades]
    work: int
    sort: Hashable


Numbers = tuple[Sequence[int], Sequence[int]]
"""The users of each impact, at least and at most."""


class Ways:
    """What is tried of all that is met: how limbs are read, and whether the accident is minor.

    Attributes:
        limbs: the places of the limbs among those that are read in several ways.
        readings: the ways in which each of them is read.
        chosen: which of its readings each limb has, for every way to read them all, the last
            varying first.
    """

    def __init__(
        self, readings: Mapping[Limb, Sequence[Reading]], minor: Sequence[bool | None]
    ) -> None:
        self.limbs = {limb: i for i, limb in enumerate(readings)}
        self.readings, self.minor = [*readings.values()], tuple(minor)
        self.chosen = [*product(*[range(len(each)) for each in self.readings])]
        self.count = len(self.chosen) * len(self.minor)


class Told(NamedTuple):
    """What is told of an accident, but for the users."""

    hits: Sequence[Hit]
    critical: CriticalFacility | None
    overlap: Overlap
    readings: Mapping[Limb, Reading]


def may_tell_apart(incident: Incident) -> bool:
    """Whether voice calls of a service may be told as an impact of their own, and it matters."""
    if incident.facility is not Facility.TELECOM:
        return False
    services = [impact.service for impact in incident.impacts]
    carry = [each for each in services if each.kind in MAY_CARRY_VOICE]
    may_be_voice = any([each.voice_calls for each in carry]) or any(
        [each.kind is Kind.VOICE and each.emergency_calls is not True for each in services]
    )
    return may_be_voice and any([each.voice_calls is None for each in carry])


class View:
    """An accident as one rule set sees it, from the day on which it may have occurred.

    What the findings settle stays so, whatever else is told, and is not looked at again.
    """

    def __init__(
        self,
        incident: Incident,
        law: RuleLimbs,
        since: date | None,
        at: datetime | None,
        findings: Iterable[Finding] | None,
    ) -> None:
        self.law, self.facility, self._at = law, incident.facility, at
        self._begin = None if since is None else midnight(since)
        self._tells_apart, self._apart = may_tell_apart(incident), set[Service]()
        self._parts = [_NOT_SEEN] * len(incident.impacts)
        is_carrier = incident.reporter is Reporter.CARRIER
        is_telecom = incident.facility is Facility.TELECOM
        self.items = law.periodic[incident.facility] if is_carrier else ()
        self.settled = {} if findings is None else {each.limb: each.met for each in findings}
        self._rows = [
            [limb for limb in limbs if self.is_open(limb)] if is_telecom else []
            for limbs in law.rows
        ]
        self._known: dict[Hashable, _Tests] = {}
        # Under one of the rule sets that may hold it may be serious already.
        of_table = [*chain(*law.rows), law.critical]
        self._bits = _TABLE if _YES in [self.settled.get(limb) for limb in of_table] else 0
        self._asks_critical = is_carrier and is_telecom and self.is_open(law.critical)

    def is_open(self, limb: Limb) -> bool:
        """Whether it is not settled if a limb is met."""
        return self.settled.get(limb, _UNDECIDED) is _UNDECIDED

    def shape(self, told: Told, ways: Ways) -> "Shape":
        """Tell how it hangs on the users what is met."""
        parts, tests = self._parts_of(told.hits), list[_Test]()
        bits = self._bits
        if self._asks_critical:
            bits |= _TABLE_BITS[self._met_critical(told.critical)]
        pools: dict[int, list[Part]] = {}
        for part in parts:
            for row in part.rows if part.serious is not False else ():
                pools.setdefault(row, []).append(part)
        for row, pool in pools.items():
            if self._rows[row]:
                found = self._tests_in(row, pool, told, ways)
                bits |= found.bits
                tests += [test for test in found.tests if test.is_open]
        pool = [part for part in parts if part.periodic is not False]
        sure = [part for part in pool if part.periodic is True]
        items = _tests(self.items, pool, sure, told=told, ways=ways, settled=self.settled)
        return Shape(ways, self, told, parts, bits | items.bits, tests, items.tests)

    def _tests_in(self, row: int, pool: Sequence[Part], told: Told, ways: Ways) -> "_Tests":
        """Tell how it hangs on the users what is met in a row; most rows are as they were."""
        key = (
            row,
            told.overlap,
            ways,
            *told.readings.items(),
            *[part[:_USERS_OF_PART] for part in pool],
        )
        if key not in self._known:
            sure = [part for part in pool if part.serious is True and len(part.rows) == 1]
            self._known[key] = _tests(
                self._rows[row], pool, sure, told=told, ways=ways, settled=self.settled
            )
        return self._known[key]

    def _parts_of(self, hits: Sequence[Hit]) -> list[Part]:
        """Give the impacts that may count; most are as they were in the last trial."""
        apart = told_apart(hits) if self._tells_apart else set[Service]()
        if apart != self._apart:
            self._apart, self._parts = apart, [_NOT_SEEN] * len(hits)
        for i, hit in enumerate(hits):
            if self._parts[i][0] is not hit:
                part = part_hit(i, hit, self.law, self.facility, begin=self._begin, apart=apart)
                self._parts[i] = hit, part
        return [part for _, part in self._parts if part is not None]

    def _met_critical(self, critical: CriticalFacility | None) -> Met:
        if critical is None or (self._begin is not None and critical.period.start < self._begin):
            return _NO
        return critical_finding(self.law, critical, self._at).met


class _Test(NamedTuple):
    """A limb that may be met.

    Attributes:
        limb: its place among the limbs that are read in several ways, or -1.
        limit: how it hangs on the users, however it is read.
        each: the same for each of its readings.
    """

    limb: int
    limit: Met | Limit
    each: Sequence[Met | Limit]

    @property
    def is_open(self) -> bool:
        """Whether it hangs on the users, or on how the limb is read."""
        return bool(self.each) or isinstance(self.limit, Limit)


class _Tests(NamedTuple):
    """The limbs of one provision, and what is met of them by any number of users."""

    bits: int
    tests: Sequence[_Test]


def _tests(  # noqa: PLR0913 (all that it hangs on)
    limbs: Sequence[Limb],
    parts: Sequence[Part],
    sure: Sequence[Part],
    *,
    told: Told,
    ways: Ways,
    settled: Mapping[Limb, Met],
) -> _Tests:
    """Tell of the limbs of one provision how it hangs on the users whether they are met."""
    if not limbs:
        return _Tests(0, ())
    is_periodic, bits, tests = limbs[0].grade is Grade.PERIODIC, 0, list[_Test]()
    pool = pooled(parts, sure, told.overlap, apart=is_periodic)
    met_bits = _ITEM_BITS if is_periodic else _TABLE_BITS
    for limb in limbs:
        limit: Met | Limit = settled.get(limb, _UNDECIDED)
        place, each = ways.limbs.get(limb, -1), list[Met | Limit]()
        if limit is _UNDECIDED:
            limit = pool.limit(limb, None if place >= 0 else told.readings.get(limb))
            if place >= 0 and limit is not _YES and limit is not _NO:
                each = [pool.limit(limb, reading) for reading in ways.readings[place]]
        tests.append(_Test(place, limit, each))
        if isinstance(limit, Met) and not each:
            bits |= met_bits[limit]
    return _Tests(bits, tests)


@define(eq=False)
class Shape:
    """How it hangs on the users what is met, where all else is told.

    Attributes:
        ways: what is tried of it.
        parts: the impacts that may count, with whatever users.
        bits: what is met by any number of users.
        table: the limbs of the table of which that is not told.
        items: all limbs of the periodic rule.
    """

    ways: Ways
    view: View
    told: Told
    parts: Sequence[Part]
    bits: int
    table: Sequence[_Test]
    items: Sequence[_Test]
    _found: dict[Hashable, Answers] = field(factory=dict, init=False)

    def answers(
        self, users: Sequence[Bounds[int]], numbers: Numbers, to_hold: int, work: int
    ) -> Answers:
        """Give what is possible with so many users of each impact.

        To judge in one way counts as so much work; of a search no more is done than `work`.
        """
        if len(self.parts) == len(users):
            return self._answers(users, numbers, to_hold, work)
        lows, highs = numbers  # of some it does not matter
        key = tuple([(lows[part.place], highs[part.place]) for part in self.parts])
        if key not in self._found:
            self._found[key] = self._answers(users, numbers, to_hold, work)
        return self._found[key]

    def _answers(
        self, users: Sequence[Bounds[int]], numbers: Numbers, to_hold: int, work: int
    ) -> Answers:
        ways, bits, open_ = self.ways, self.bits, dict[int, list[int]]()
        (lows, highs), overlap, spent = numbers, self.told.overlap, to_hold * ways.count
        serious = (_SERIOUS,) * ways.count
        if bits & _TABLE:
            return Answers(serious, spent, serious)
        for place, limit, each in self.table:
            met = _met(limit, lows, highs, overlap)
            if met is _YES:
                return Answers(serious, spent, serious)
            if met is _UNDECIDED and each:
                open_[place] = [_TABLE_BITS[_met(one, lows, highs, overlap)] for one in each]
            elif met is _UNDECIDED:
                bits |= _TABLE_OPEN
        items: list[tuple[int, list[Met]]] = []
        for place, limit, each in self.items:
            met = _met(limit, lows, highs, overlap)
            if met is _UNDECIDED and each:
                items.append((place, [_met(one, lows, highs, overlap) for one in each]))
                open_[place] = [_ITEM_BITS[one] for one in items[-1][1]]
            else:
                items.append((-1, [met]))
                bits |= _ITEM_BITS[met]
        if not open_ and not bits & _TABLE_OPEN:
            grades = tuple([_SETTLED[minor][bits] for minor in ways.minor]) * len(ways.chosen)
            return Answers(grades, spent, grades)
        all_bits = [bits]
        for place, readings in enumerate(ways.readings):
            ends = open_.get(place) or [0] * len(readings)
            all_bits = [one | other for one in all_bits for other in ends]
        return self._answers_in(all_bits, items, users, spent, work)

    def _answers_in(
        self,
        all_bits: Sequence[int],
        items: Sequence[tuple[int, Sequence[Met]]],
        users: Sequence[Bounds[int]],
        spent: int,
        work: int,
    ) -> Answers:
        """Give what is possible in each of the ways in which limbs are read."""
        ways, found = self.ways, list[Grades]()
        searched: dict[tuple[Met, ...], list[tuple[Grades, int]]] = {}
        for bits, chosen in zip(all_bits, ways.chosen, strict=True):
            if bits & _TABLE or not bits & _TABLE_OPEN:
                found += [_SETTLED[minor][bits] for minor in ways.minor]
                continue
            met = tuple([each[0] if place < 0 else each[chosen[place]] for place, each in items])
            if met not in searched:
                parts = [part.with_users(users[part.place]) for part in self.parts]
                searched[met] = [self._search(parts, met, minor, work) for minor in ways.minor]
            for grades, more in searched[met]:
                found.append(grades)
                spent += more
        if not searched:
            return Answers(found, spent, tuple(found))
        # Where the periodic rule is decided, all hangs on whether the table can be stayed below.
        is_decided = not any([_UNDECIDED in met for met in searched])
        sort = (*all_bits, *found) if is_decided and len(users) <= _FEW else None
        return Answers(found, spent, sort)

    def _search(
        self, parts: Sequence[Part], items: Sequence[Met], minor: bool | None, work: int
    ) -> tuple[Grades, int]:
        """Search for the grades that are possible where limbs of the table stay open."""
        possible = possible_grades(
            [_UNDECIDED],
            items,
            parts,
            self.view.law,
            facility=self.view.facility,
            overlap=self.told.overlap,
            minor=minor,
            work=work,
        )
        return sum([1 << grade for grade in possible.grades]), work - possible.work_left


def _met(limit: Met | Limit, lows: Sequence[int], highs: Sequence[int], overlap: Overlap) -> Met:
    return limit.met(lows, highs, overlap) if isinstance(limit, Limit) else limit


def _grades(met: int, minor: bool | None) -> Grades:
    """Give the grades that are possible if a limb of the table is surely met, or none may be."""
    if met & _TABLE:
        return _SERIOUS
    none = minor is not False or not met & _ITEM
    some = minor is not True and bool(met & _ITEM_OPEN)
    return none << Grade.NONE | some << Grade.PERIODIC


_SETTLED = {minor: [_grades(met, minor) for met in range(16)] for minor in (False, True, None)}
