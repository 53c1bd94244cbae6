"""Which grades some value of the unknowns gives: exactly those, none missing and none too many.

A world fixes all that is not known: which row a service falls in, whether an impact counts at all,
how many users there were, how they overlap, when it ended. In one world a limb of the law is met
under both readings, under none, or only under the widest, and then may go either way; the serious
limbs and the periodic ones are limbs of two ordinances and are read independently.

All limbs ask for "at least", so fewer users, shorter times and more overlap never help to meet
one. That leaves three questions, and none needs more than the ends of the bounds:

- SERIOUS is possible if a serious limb may be met: the findings tell.
- NONE is possible if, with everything at its least, no limb is surely met.
- PERIODIC is possible if a periodic limb can be met while no serious limb is surely met.

The last two look for one world that will do. Their number may double with every unknown, so the
search ends after so much work; what it has not settled by then counts as possible.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import reduce
from itertools import chain, islice, product
from typing import NamedTuple

from jikorules.basics.vocabulary import Facility, Overlap
from jikorules.judgement.limbs import RuleLimbs
from jikorules.judgement.parts import Part, lasting, services, together
from jikorules.judgement.verdict import Grade, Limb, Met

_YES, _NO, _UNDECIDED = Met
_GRADES = {
    (none, periodic, serious): tuple(
        grade for grade, possible in zip(Grade, (none, periodic, serious), strict=True) if possible
    )
    for none, periodic, serious in product((False, True), repeat=3)
}
MOST_WORK = 2**17
"""So many parts of worlds are looked at, which is enough for a dozen that are open in two ways."""

World = list[tuple[int, Part]]
"""The parts that count for something, each with the row it falls in and all of it settled."""


class Possible(NamedTuple):
    """The grades that some world gives, lowest first.

    Attributes:
        grades: the grades; more than those if the search ended before it had settled them.
        work_left: how much of the work that was allowed is left; none if the search was ended.
    """

    grades: tuple[Grade, ...]
    work_left: int


def possible_grades(  # noqa: PLR0913 (all that the grades rest on)
    serious: Sequence[Met],
    periodic: Sequence[Met],
    parts: Sequence[Part],
    law: RuleLimbs,
    *,
    facility: Facility,
    overlap: Overlap,
    minor: bool | None,
    work: int = MOST_WORK,
) -> Possible:
    """Give the grades that some world gives.

    `serious` and `periodic` tell which of these limbs are met, `parts` are the impacts that may
    count, `work` is how many parts of worlds may be looked at.
    """
    if _YES in serious:
        return Possible(_GRADES[False, False, True], work)
    none = minor is not False or _YES not in periodic
    some = minor is not True and periodic.count(_NO) < len(periodic)
    if _UNDECIDED not in serious:
        return Possible(_GRADES[none, some, False], work)
    rows = law.longest_first
    size = max(1, len(parts))
    tries = work // size
    worlds = _worlds([_at_least(part) for part in parts], rows, overlap)
    below, tries = _any((_stays_below(world, rows, overlap) for world in worlds), tries)
    none, some = none and below, some and below
    if some and _YES not in periodic:  # one that is surely met is met in every world
        met = zip(law.periodic[facility], periodic, strict=True)
        limbs = [limb for limb, each in met if each is _UNDECIDED]
        worlds = _worlds([_at_most(part) for part in parts], rows, overlap)
        some, tries = _any(_periodic_alone(worlds, limbs, rows, overlap), tries)
    return Possible(_GRADES[none, some, True], tries * size)


def _any(tried: Iterator[bool], tries: int) -> tuple[bool, int]:
    """Whether one of so many tries succeeds, or they do not settle it; and how many are left."""
    for found in islice(tried, tries):
        tries -= 1
        if found:
            return True, tries
    return not tries, tries


def _at_least(part: Part) -> Part:
    """Leave a part out where it may be supplementary."""
    if part.serious is not None and part.periodic is not None:
        return part
    return part._replace(serious=part.serious is True, periodic=part.periodic is True)


def _at_most(part: Part) -> Part:
    """Count a part for the periodic rule; if it then counts for the table too, that stays open."""
    if (part.serious is None) is (part.periodic is None):
        return part
    return part._replace(serious=part.serious is True, periodic=part.periodic is not False)


def _worlds(
    parts: Sequence[Part], rows: Sequence[Sequence[Limb]], overlap: Overlap
) -> Iterator[World]:
    """Give the worlds that may stay below the limbs of the table, the fullest first.

    Left out are those in which one part by itself meets such a limb, and those of which a fuller
    one stays below if they do.
    """
    places = {group[0].service: _rows_below(group, rows) for group in services(parts)}
    is_open = None in [part.serious for part in parts]
    for chosen in product(*places.values()):
        row_of = dict(zip(places, chosen, strict=True))
        if not is_open:
            yield [(row_of[part.service], part) for part in parts]
            continue
        ways = [_ways(row_of[part.service], part, rows, overlap) for part in parts]
        for way in product(*ways):
            yield list(chain(*way))


def _rows_below(group: Sequence[Part], rows: Sequence[Sequence[Limb]]) -> list[int]:
    """Give the rows in which none of a service's parts by itself surely meets a limb."""
    sure = [part for part in group if part.serious]
    may_count = sure or any(part.serious is None for part in group)
    places = group[0].rows if may_count else group[0].rows[:1]
    return [row for row in places if not any(_meets_alone(part, rows[row]) for part in sure)]


def _ways(
    row: int, part: Part, rows: Sequence[Sequence[Limb]], overlap: Overlap
) -> tuple[World, ...]:
    """Give a part, or nothing, or each of them, where it is open whether it counts.

    Only users who surely add up to those of other parts may make it better not to count it.
    """
    if part.serious is not None:
        return ([(row, part)],)
    if _meets_alone(part, rows[row]):
        return ([],)
    counted: World = [(row, part._replace(serious=True, periodic=True))]
    return (counted, []) if overlap is Overlap.DISJOINT and part.low else (counted,)


def _meets_alone(part: Part, limbs: Sequence[Limb]) -> bool:
    """Whether a part by itself surely meets a limb."""
    return any(
        [
            (limb.users is None or part.low >= limb.users)
            and (limb.duration is None or part.longest >= limb.duration)
            for limb in limbs
        ]
    )


def _periodic_alone(
    worlds: Iterable[World],
    limbs: Sequence[Limb],
    rows: Sequence[Sequence[Limb]],
    overlap: Overlap,
) -> Iterator[bool]:
    """Try whether worlds that stay below the table meet a limb of the periodic rule."""
    for world in worlds:
        is_below = _stays_below(world, rows, overlap)
        yield False  # so far; this was a look at all its parts as well
        if is_below:
            for limb in limbs:
                for later in _until(world, limb.duration):
                    yield _stays_below(later, rows, overlap, limb.users or 0)


def _stays_below(
    world: World, rows: Sequence[Sequence[Limb]], overlap: Overlap, needed: int = 0
) -> bool:
    """Whether users can be chosen so that no serious limb is surely met.

    Over all rows so many users as `needed` have to be together all the same, of the parts that
    count for the periodic rule.
    """
    groups: dict[int, list[Part]] = {}
    for row, part in world:
        if part.serious:
            groups.setdefault(row, []).append(part)
    for row, group in groups.items():
        for limb in rows[row]:
            if surely(limb, lasting(group, limb.duration), overlap):
                return False
    if not needed:
        return True
    add = max if overlap is Overlap.SAME else int.__add__
    # No serious limb asks for the users of the other parts.
    total = reduce(add, [_most(part, needed) for _, part in world if not part.serious], 0)
    for row, group in groups.items():
        total = add(total, _room(group, rows[row], overlap, needed))
    return total >= needed


def _room(group: Sequence[Part], limbs: Sequence[Limb], overlap: Overlap, needed: int) -> int:
    """Give how many users for the periodic rule a row has room for, in which no limb is met.

    The limbs stand in the order of their times, the longest first.
    """
    add = max if overlap is Overlap.SAME else int.__add__
    room, taken, placed = 0, 0, set[int]()
    # From the longest time outwards each limb looks at more parts, and allows more users.
    for limb in limbs:
        for part in lasting(group, limb.duration):
            if part.place not in placed:
                room = add(room, _most(part, needed))
                # Users who do not count for the periodic rule take room from those who do, unless
                # they may be the same.
                if not part.periodic and overlap is Overlap.DISJOINT:
                    taken += part.low
                placed.add(part.place)
        if limb.users is not None:
            room = min(room, limb.users - 1 - taken)
    for part in group:
        if part.place not in placed:
            room = add(room, _most(part, needed))
    return room


def _most(part: Part, needed: int) -> int:
    """Give the users at most, as far as they matter, whom a part adds for the periodic rule."""
    if not part.periodic:
        return 0
    return needed if part.users.high is None else part.users.high


def surely(limb: Limb, inside: Sequence[Part], overlap: Overlap) -> bool:
    """Whether parts that last as long as a limb asks surely have the users that it asks."""
    if not inside:
        return False
    return limb.users is None or together([part.low for part in inside], overlap) >= limb.users


def _until(world: World, duration: timedelta | None) -> Iterator[World]:
    """Give the world as it has to be for so much time from first failure to last restoration."""
    parts = [part for _, part in world if part.periodic]
    if duration is None:
        yield world
    elif parts:
        end = min(part.start for part in parts) + duration
        if any(part.end >= end for part in parts):
            yield world
        else:
            yield from _prolonged(world, end)


def _prolonged(world: World, end: datetime) -> Iterator[World]:
    """Let each part that has not ended be the one that lasts until a moment."""
    for i, (row, part) in enumerate(world):
        if part.periodic and not part.ended:
            longest = max(part.longest, end - part.last_start)
            later = part._replace(end=end, longest=longest, span=None)
            yield [*world[:i], (row, later), *world[i + 1 :]]
