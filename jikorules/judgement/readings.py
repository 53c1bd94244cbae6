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

from attrs import evolve

from jikorules.basics.bounds import Bounds
from jikorules.basics.vocabulary import InstalledBy, Overlap
from jikorules.facts.incident import CriticalFacility
from jikorules.judgement.limbs import RuleLimbs
from jikorules.judgement.parts import (
    Part,
    lasting,
    services,
    stretches,
    together,
    users_together,
)
from jikorules.judgement.verdict import Finding, Given, Grade, Limb, Met, Reading

AS_THE_TEXT: Mapping[Limb, Reading] = MappingProxyType({})
"""No limb is read in any way but as the text leaves it."""

_NOTHING = Given(Bounds.exact(timedelta(0)), Bounds.exact(0))
_YES, _NO, _UNDECIDED = Met


class Pool(NamedTuple):
    """Impacts that are counted together; made by `_pooled`.

    Attributes:
        sure: those of the parts that are counted in any case.
        apart: whether the users of different services are not sure to add up.
        most: the users at most.
        given: the time and the users, from the narrowest reading to the widest, where the limb
            does not matter: all impacts last as long as it asks, or none surely does.
    """

    parts: Sequence[Part]
    sure: Sequence[Part]
    overlap: Overlap
    apart: bool
    most: int | None
    given: Given

    def given_for(self, limb: Limb, reading: Reading | None) -> Given:
        """Give the time and the users that a limb is given in one reading, or (None) in both."""
        if not self.parts:
            return self.given
        if reading is Reading.WIDEST:
            return self._read(_span(self.parts), _users(self.parts, self.overlap))
        surely = lasting(self.parts, limb.duration)
        if reading is Reading.NARROWEST:
            return self._read(_longest(self.parts), self._narrowest(surely))
        # If none surely lasts long enough, the time alone decides, and all users are shown.
        if len(surely) in (0, len(self.parts)):
            return self.given
        users = Bounds(_least(surely, self.overlap, apart=self.apart), self.most)
        return Given(self.given.duration, users, self.given.impacts, self.given.uncertain)

    def _read(self, time: timedelta, users: Bounds[int]) -> Given:
        """Give what one reading gives; what has not ended may last for any time."""
        duration = Bounds(time, time if _ended(self.parts) else None)
        return evolve(self.given, duration=duration, users=users)

    def _narrowest(self, surely: Sequence[Part]) -> Bounds[int]:
        """Give the users at least and at most."""
        # One that has not ended may last long enough yet; if none may, the time alone decides.
        lasts = {part.place for part in surely}
        perhaps = [part for part in self.parts if part.place in lasts or not part.ended]
        least = _least(surely if perhaps else self.parts, self.overlap, apart=self.apart)
        groups = _groups(perhaps or self.parts, apart=self.apart)
        each = [_users(group, self.overlap) for group in groups]
        return Bounds(least, users_together(each, Overlap.SAME).high)


def _pooled(parts: Sequence[Part], sure: Sequence[Part], overlap: Overlap, *, apart: bool) -> Pool:
    """Count impacts together."""
    if not parts:
        return Pool(parts, sure, overlap, apart, 0, _NOTHING)
    most = _users(parts, overlap).high
    places, surely = tuple([part.place for part in parts]), {part.place for part in sure}
    given = Given(
        Bounds(_longest(parts), _span(parts) if _ended(parts) else None),
        Bounds(_least(parts, overlap, apart=apart), most),
        places,
        tuple([place for place in places if place not in surely]),
    )
    return Pool(parts, sure, overlap, apart, most, given)


def _longest(parts: Sequence[Part]) -> timedelta:
    return max([part.longest for part in parts])


def _span(parts: Sequence[Part]) -> timedelta:
    return max([part.end for part in parts]) - min([part.start for part in parts])


def _ended(parts: Sequence[Part]) -> bool:
    return all([part.ended for part in parts])


def _users(parts: Sequence[Part], overlap: Overlap) -> Bounds[int]:
    """Give the users of all parts together."""
    return users_together([part.users for part in parts], overlap)


def _least(parts: Sequence[Part], overlap: Overlap, *, apart: bool) -> int:
    groups = _groups(parts, apart=apart)
    return max([together([part.low for part in each], overlap) for each in groups])


def _groups(parts: Sequence[Part], *, apart: bool) -> Iterable[Sequence[Part]]:
    """Give the parts whose users surely add up: all, or those of one service."""
    return services(parts) or [parts] if apart else [parts]


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
    pool = _pooled(parts, sure, overlap, apart=limbs[0].grade is Grade.PERIODIC)
    return [_finding(limb, pool, readings.get(limb)) for limb in limbs]


def _finding(limb: Limb, pool: Pool, reading: Reading | None) -> Finding:
    given = pool.given_for(limb, reading)
    finding = hold((limb,), given)[0]
    if finding.met is _YES and given.uncertain:
        sure = _pooled(pool.sure, pool.sure, pool.overlap, apart=pool.apart)
        surely = hold((limb,), sure.given_for(limb, reading))[0]
        return evolve(finding, met=_YES if surely.met is _YES else _UNDECIDED)
    return finding


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
