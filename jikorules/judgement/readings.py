"""Holding what was suffered against the limbs of the law.

Where the law is open there are two readings. The narrowest counts the users of those impacts that
each lasted long enough without interruption; the widest counts the time from the first failure to
the last restoration, and all users together. What the narrowest gives is certain, what only the
widest gives is possible.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple

from attrs import define, evolve

from jikorules.basics.bounds import Bounds
from jikorules.basics.vocabulary import InstalledBy, Overlap
from jikorules.facts.incident import CriticalFacility
from jikorules.judgement.limbs import RuleLimbs
from jikorules.judgement.parts import (
    Part,
    lasting,
    most_together,
    services,
    stretches,
    together,
)
from jikorules.judgement.verdict import Finding, Given, Grade, Limb, Met, Reading

MORE_THAN_ASKED = 2**62
"""More users than any limb asks for."""
AS_THE_TEXT: Mapping[Limb, Reading] = MappingProxyType({})
"""No limb is read in any way but as the text leaves it."""

_YES, _NO, _UNDECIDED = Met
_NO_TIME = Bounds(timedelta(0), timedelta(0))
_ENOUGH = Bounds(MORE_THAN_ASKED, MORE_THAN_ASKED)


Groups = Sequence[Sequence[Part]]
"""Parts in groups, of which that with the most users counts."""


class _Counted(NamedTuple):
    """Whose users are held against a limb, at least and at most, and for how long they suffered."""

    time: Bounds[timedelta]
    least: Groups
    most: Groups


class Limit(NamedTuple):
    """How it hangs on the users whether a limb is met; the impacts are told by their places.

    Attributes:
        users: the number of users that the limb asks for.
        enough: groups of impacts; of each list of them, one has to have so many for certain. None
            if it is not for certain met by any number.
        most: groups of impacts of which one may have so many, or the limb is not met.
    """

    users: int
    enough: Sequence[Sequence[Sequence[int]]] | None
    most: Sequence[Sequence[int]]

    def met(self, lows: Sequence[int], highs: Sequence[int], overlap: Overlap) -> Met:
        """Tell whether it is met by so many users of each impact, from least to most."""
        users = self.users
        add = max if overlap is Overlap.SAME else sum
        for group in self.most:
            if add([highs[i] for i in group]) >= users:
                break
        else:
            return _NO
        if self.enough is None:
            return _UNDECIDED
        add = sum if overlap is Overlap.DISJOINT else max
        for groups in self.enough:
            for group in groups:
                if add([lows[i] for i in group]) >= users:
                    break
            else:
                return _UNDECIDED
        return _YES


@define(eq=False)
class Pool:
    """Impacts that are counted together; made by `pooled`.

    Attributes:
        sure: those of the parts that are counted in any case.
        apart: whether the users of different services are not sure to add up.
        whole: what is counted where the limb does not matter, in both readings. So it is if all
            parts last as long as it asks, or none surely does.
    """

    parts: Sequence[Part]
    sure: Sequence[Part]
    overlap: Overlap
    apart: bool
    whole: _Counted
    _surely: "Pool | None" = None

    def findings(self, limbs: Iterable[Limb], readings: Mapping[Limb, Reading]) -> list[Finding]:
        """Give the findings on limbs."""
        found, whole = list[Finding](), self._given(self.whole)
        for limb in limbs:
            reading = readings.get(limb)
            counted = self._counted(limb, reading)
            (finding,) = hold((limb,), whole if counted is self.whole else self._given(counted))
            if finding.met is _YES and not self._is_surely_met(limb, reading):
                finding = evolve(finding, met=_UNDECIDED)
            found.append(finding)
        return found

    def limit(self, limb: Limb, reading: Reading | None) -> Met | Limit:
        """Tell whether a limb is met by any number of users, or how that hangs on their number."""
        if not self.parts:
            return _NO
        time, least, most = self._counted(limb, reading)
        met = hold((limb,), Given(time, _ENOUGH))[0].met  # as if there were enough
        if met is _NO:
            return _NO
        is_unsure = met is _YES and len(self.sure) < len(self.parts)
        surely = self._pool_of_sure().limit(limb, reading) if is_unsure else met
        if limb.users is None:
            return met if surely is met else _UNDECIDED
        enough: list[Sequence[Sequence[int]]] | None = None
        if met is _YES and surely is not _NO:
            enough = [_places(least)]
        if enough is not None and isinstance(surely, Limit):
            enough = None if surely.enough is None else [*enough, *surely.enough]
        return Limit(limb.users, enough, _places(most))

    def _is_surely_met(self, limb: Limb, reading: Reading | None) -> bool:
        """Whether a limb is met by what is counted in any case."""
        if len(self.sure) == len(self.parts):
            return True
        readings = {} if reading is None else {limb: reading}
        return self._pool_of_sure().findings((limb,), readings)[0].met is _YES

    def _pool_of_sure(self) -> "Pool":
        if self._surely is None:
            self._surely = pooled(self.sure, self.sure, self.overlap, apart=self.apart)
        return self._surely

    def _given(self, counted: _Counted) -> Given:
        """Give a time and a number of users, and whose they are."""
        lows = [together([part.low for part in each], self.overlap) for each in counted.least]
        highs = [
            most_together([part.users.high for part in each], self.overlap) for each in counted.most
        ]
        users = Bounds(max(lows), most_together(highs, Overlap.SAME))
        places = tuple([part.place for part in self.parts])
        if len(self.sure) == len(places):
            return Given(counted.time, users, places)
        surely = {part.place for part in self.sure}
        unsure = tuple([place for place in places if place not in surely])
        return Given(counted.time, users, places, unsure)

    def _counted(self, limb: Limb, reading: Reading | None) -> _Counted:
        """Tell what is counted for a limb."""
        parts, apart, time = self.parts, self.apart, self.whole.time
        if not parts:
            return self.whole
        if reading is Reading.WIDEST:
            return _Counted(Bounds(_span(parts), time.high), [parts], [parts])
        surely = lasting(parts, limb.duration)
        if reading is Reading.NARROWEST:
            # One that has not ended may last long enough yet; if none may, the time alone decides.
            lasts = {part.place for part in surely}
            perhaps = [part for part in parts if part.place in lasts or not part.ended]
            least = _groups(surely if perhaps else parts, apart=apart)
            stretch = Bounds(time.low, None if time.high is None else time.low)
            return _Counted(stretch, least, _groups(perhaps or parts, apart=apart))
        # If none surely lasts long enough, the time alone decides, and all users are shown.
        if len(surely) in (0, len(parts)):
            return self.whole
        return _Counted(time, _groups(surely, apart=apart), [parts])


def _groups(parts: Sequence[Part], *, apart: bool) -> Groups:
    """Give the parts whose users surely add up: all, or (apart) those of one service."""
    return services(parts) or [parts] if apart and len(parts) > 1 else [parts]


def _places(groups: Groups) -> list[list[int]]:
    return [[part.place for part in group] for group in groups if group]


def pooled(parts: Sequence[Part], sure: Sequence[Part], overlap: Overlap, *, apart: bool) -> Pool:
    """Count impacts together: `parts` may be counted, `sure` are those that are in any case."""
    time = _NO_TIME
    if parts:
        ended = all([part.ended for part in parts])
        time = Bounds(max([part.longest for part in parts]), _span(parts) if ended else None)
    return Pool(parts, sure, overlap, apart, _Counted(time, _groups(parts, apart=apart), [parts]))


def _span(parts: Sequence[Part]) -> timedelta:
    return max([part.end for part in parts]) - min([part.start for part in parts])


def hold_all(
    limbs: Sequence[Limb],
    parts: Sequence[Part],
    sure: Sequence[Part],
    overlap: Overlap,
    readings: Mapping[Limb, Reading] = AS_THE_TEXT,
) -> list[Finding]:
    """Hold impacts against limbs of one provision.

    `parts` are the impacts that may fall under them, `sure` those of them that do in any case.
    """
    if len(parts) == len(sure) == 1 and not readings:  # the same is given, whatever a limb asks
        return hold(limbs, Given(parts[0].duration, parts[0].users, (parts[0].place,)))
    # Whether users of different services add up for the periodic report is open.
    pool = pooled(parts, sure, overlap, apart=limbs[0].grade is Grade.PERIODIC)
    return pool.findings(limbs, readings)


def hold(limbs: Iterable[Limb], given: Given) -> list[Finding]:
    """Hold what is given against limbs; all limits are inclusive 以上."""
    time, number = given.duration, given.users
    shortest, longest = (None, None) if time is None else (time.low, time.high)
    least, most = (None, None) if number is None else (number.low, number.high)
    findings = []
    for limb in limbs:
        duration, users = limb.duration, limb.users
        if (duration is not None and longest is not None and longest < duration) or (
            users is not None and most is not None and most < users
        ):
            met = _NO
        elif (duration is None or (shortest is not None and shortest >= duration)) and (
            users is None or (least is not None and least >= users)
        ):
            met = _YES
        else:
            met = _UNDECIDED
        findings.append(Finding(limb, given, met))
    return findings


def critical_finding(
    law: RuleLimbs, critical: CriticalFacility | None, at: datetime | None
) -> Finding:
    """Hold the loss of all communication of a critical facility against item 2.

    Any carrier may have installed it 電気通信事業者が設置した, this one or another.
    """
    if critical is None or critical.installed_by is InstalledBy.NOT_CARRIER:
        return law.critical_idle
    longest, _, _, ended = stretches((critical.period,), at)
    finding = hold((law.critical,), Given(Bounds(longest, longest if ended else None)))[0]
    if finding.met is _YES and critical.installed_by is None:
        return evolve(finding, met=_UNDECIDED)
    return finding


def turns_on_voice_calls(finding: Finding, parts: Iterable[Part], law: RuleLimbs) -> bool:
    """Whether a limb is undecided because voice calls inside a messaging service may be voice."""
    if finding.met is not _UNDECIDED:
        return False
    places = {*finding.given.uncertain}
    unsure = [part for part in parts if part.place in places]
    texts = [(part, law.rows_of(part.service, voice_apart=True)) for part in unsure]
    return any(
        finding.limb in law.rows[row]
        for part, rows in texts
        for row in part.rows
        if row not in rows
    )


def turns_on_reading(finding: Finding, parts: Iterable[Part], overlap: Overlap) -> bool:
    """Whether a limb is undecided where the narrowest and the widest reading part."""
    limb, given = finding.limb, finding.given
    if finding.met is not _UNDECIDED or given.duration is None or given.users is None:
        return False
    places = {*given.impacts}
    pool = [part for part in parts if part.place in places]
    alike = len({(part.start, part.last_start, part.end, part.ended) for part in pool}) == 1
    whole = alike and pool[0].start == pool[0].last_start
    lasts = limb.duration is None or (given.duration.low or timedelta(0)) >= limb.duration
    if not (lasts or whole):
        return True
    if limb.users is None or (given.users.low or 0) >= limb.users:
        return False
    apart = limb.grade is Grade.PERIODIC and len({part.service for part in pool}) > 1
    return not alike or (apart and overlap is not Overlap.SAME)
