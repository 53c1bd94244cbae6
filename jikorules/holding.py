"""Holding what was suffered against the limbs of the law."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cached_property

from attrs import evolve, frozen

from jikorules.bounds import Bounds
from jikorules.terms import Overlap
from jikorules.verdict import Finding, Given, Grade, Limb, Met, Reading
from jikorules.worlds import Part, lasting, services, together

_NO_TIME, _NOBODY = Bounds.exact(timedelta(0)), Bounds.exact(0)
_YES, _NO, _UNDECIDED = Met  # looked up but once


def given_by(part: Part) -> Given:
    """Give the time and the users of an impact by itself: the same, whatever a limb asks."""
    return Given(part.duration, part.users, (part.place,))


@frozen(slots=False)  # what is worked out once for all limbs is kept
class Pool:
    """Impacts that are counted together.

    Attributes:
        parts: the impacts.
        sure: those of them that are counted in any case.
        overlap: how their users overlap.
    """

    parts: Sequence[Part]
    sure: Sequence[Part]
    overlap: Overlap

    def given(self, limb: Limb, reading: Reading | None) -> Given:
        """Give the time and the users, from what they are at least to what they are at most.

        Args:
            limb: the limb that they are held against.
            reading: how it is read; None for both readings at once.
        """
        if not self.parts:
            return Given(_NO_TIME, _NOBODY, *self._places)
        narrow, wide = self._narrowest(limb, reading), self._widest
        least = wide if reading is Reading.WIDEST else narrow
        most = narrow if reading is Reading.NARROWEST else wide
        return Given(
            Bounds(least[0], most[0] if self._ended else None),
            Bounds(least[1], most[2]),
            *self._places,
        )

    def _narrowest(self, limb: Limb, reading: Reading | None) -> tuple[timedelta, int, int | None]:
        """Give the time at least, the users at least, and the users at most."""
        # Whether users of different services add up for the periodic report is open.
        apart = limb.grade is Grade.PERIODIC
        longest, surely = self._longest, lasting(self.parts, limb.duration)
        if reading is None:
            # If none surely lasts long enough, the time alone decides, and all users are shown.
            return longest, self._least(surely or self.parts, apart=apart), None
        # One that has not ended may last long enough yet; if none may, the time alone decides.
        perhaps = [part for part in self.parts if part in surely or not part.ended]
        least = self._least(surely if perhaps else self.parts, apart=apart)
        groups = _groups(perhaps or self.parts, apart=apart)
        highs = [_highest(group, self.overlap) for group in groups]
        known = [high for high in highs if high is not None]
        return longest, least, max(known) if len(known) == len(highs) else None

    @cached_property
    def _longest(self) -> timedelta:
        return max([part.longest for part in self.parts])

    @cached_property
    def _ended(self) -> bool:
        return all([part.ended for part in self.parts])

    @cached_property
    def _places(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The indexes of the impacts, and of those of them that may not count."""
        sure = {part.place for part in self.sure}
        places = tuple([part.place for part in self.parts])
        return places, tuple([place for place in places if place not in sure])

    @cached_property
    def _widest(self) -> tuple[timedelta, int, int | None]:
        """The time at least, the users at least, and the users at most."""
        span = max([part.end for part in self.parts]) - min([part.start for part in self.parts])
        least = together([part.low for part in self.parts], self.overlap)
        return span, least, _highest(self.parts, self.overlap)

    def _least(self, parts: Sequence[Part], *, apart: bool) -> int:
        groups = _groups(parts, apart=apart)
        return max([together([part.low for part in each], self.overlap) for each in groups])


def _groups(parts: Sequence[Part], *, apart: bool) -> Iterable[Sequence[Part]]:
    """Give the parts whose users surely add up: all, or those of one service."""
    return services(parts) or [parts] if apart else [parts]


def _highest(parts: Sequence[Part], overlap: Overlap) -> int | None:
    highs = [part.users.high for part in parts if part.users.high is not None]
    if len(highs) < len(parts):
        return None
    return max(highs) if overlap is Overlap.SAME else sum(highs)


def finding_of(limb: Limb, pool: Pool, reading: Reading | None) -> Finding:
    """Hold impacts against a limb."""
    given = pool.given(limb, reading)
    finding = hold((limb,), given)[0]
    if finding.met is _YES and given.uncertain:
        sure = Pool(pool.sure, pool.sure, pool.overlap)
        surely = hold((limb,), sure.given(limb, reading))[0]
        return evolve(finding, met=_YES if surely.met is _YES else Met.UNDECIDED)
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
