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
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import reduce
from itertools import product
from math import prod

from jikorules.basics.bounds import Bounds
from jikorules.basics.vocabulary import Overlap
from jikorules.facts.incident import Incident
from jikorules.judgement.limbs import RuleLimbs
from jikorules.judgement.parts import Part, lasting, services, together
from jikorules.judgement.verdict import Finding, Grade, Limb, Met

_YES, _NO, _UNDECIDED = Met
_GRADES = {
    (none, periodic, serious): tuple(
        grade for grade, possible in zip(Grade, (none, periodic, serious), strict=True) if possible
    )
    for none, periodic, serious in product((False, True), repeat=3)
}
# So many assignments of services to rows are tried one by one. Beyond it (a dozen services of
# which a trait is unknown, each with impacts of its own) limbs are taken one by one, which can
# only widen the answer.
_MOST_ASSIGNMENTS = 2**12


World = list[tuple[int, Part]]
"""The parts that count for something, each with the row it falls in and all of it settled."""


def possible_grades(
    serious: Sequence[Finding],
    periodic: Sequence[Finding],
    parts: Sequence[Part],
    law: RuleLimbs,
    incident: Incident,
) -> tuple[Grade, ...]:
    """Give the grades that some world gives, lowest first.

    `serious` and `periodic` are the findings on these limbs, `parts` the impacts that may count.
    """
    is_serious = [finding.met for finding in serious]
    if _YES in is_serious:
        return _GRADES[False, False, True]
    is_periodic = [finding.met for finding in periodic]
    minor, overlap = incident.minor, incident.overlap
    none = minor is not False or _YES not in is_periodic
    some = minor is not True and is_periodic.count(_NO) < len(is_periodic)
    if _UNDECIDED not in is_serious:
        return _GRADES[none, some, False]
    limbs = law.periodic[incident.facility] if periodic else ()  # a tower provider has none
    options = _options(parts)
    if prod([len(each) for each in options]) <= _MOST_ASSIGNMENTS:
        worlds = _worlds(parts, options)
        below = [world for world in worlds if _stays_below(world, law.longest_first, overlap)]
        none = none and any(
            minor is not False or not _surely_periodic(world, limbs, overlap) for world in below
        )
        # A periodic limb that is met for certain is met in every world.
        some = some and (
            bool(below)
            if _YES in is_periodic
            else any(
                _stays_below(later, law.longest_first, overlap, limb.users or 0)
                for world in below
                for limb in limbs
                for later in _until(world, limb.duration)
            )
        )
    return _GRADES[none, some, True]


def _options(parts: Sequence[Part]) -> list[tuple[int, ...]]:
    """Give what is open: the row of each service, and for each part whether it counts."""
    rows = {part.service: part.rows for part in parts}
    return [*rows.values(), *((False, True) if _is_doubtful(part) else (True,) for part in parts)]


def _is_doubtful(part: Part) -> bool:
    """Whether it may be supplementary, and that matters."""
    return part.serious is None or part.periodic is None


def _worlds(parts: Sequence[Part], options: Sequence[Sequence[int]]) -> Iterator[World]:
    names = list(dict.fromkeys([part.service for part in parts]))
    for chosen in product(*options):
        row_of = dict(zip(names, chosen, strict=False))
        settled = map(_settled, parts, chosen[len(names) :])
        yield [(row_of[part.service], part) for part in settled if part.serious or part.periodic]


def _settled(part: Part, counts: int) -> Part:
    """Give a part of which it is settled whether it counts where that was not known."""
    if not _is_doubtful(part):
        return part
    serious, periodic = (bool(counts) if it is None else it for it in (part.serious, part.periodic))
    return part._replace(serious=serious, periodic=periodic)


def _stays_below(
    world: World, rows: Sequence[Sequence[Limb]], overlap: Overlap, needed: int = 0
) -> bool:
    """Whether users can be chosen so that no serious limb is surely met.

    Over all rows so many users as `needed` have to be together all the same, of the parts that
    count for the periodic rule. The limbs of a row stand in the order of their times, the longest
    first.
    """
    groups: dict[int, list[Part]] = {}
    for row, part in world:
        if part.serious:
            groups.setdefault(row, []).append(part)
    add = max if overlap is Overlap.SAME else int.__add__
    # No serious limb asks for the users of the other parts.
    total = reduce(add, [_most(part, needed) for _, part in world if not part.serious], 0)
    for row, group in groups.items():
        room = _room(group, rows[row], overlap, needed)
        if room is None:
            return False
        total = add(total, room)
    return total >= needed


def _room(
    group: Sequence[Part], limbs: Sequence[Limb], overlap: Overlap, needed: int
) -> int | None:
    """Give how many users for the periodic rule a row has room for; None if it is surely met."""
    add = max if overlap is Overlap.SAME else int.__add__
    room, taken, placed = 0, 0, set[int]()
    # From the longest time outwards each limb looks at more parts, and allows more users.
    for limb in limbs:
        inside = lasting(group, limb.duration)
        if surely(limb, inside, overlap):
            return None
        for part in inside:
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


def _surely_periodic(world: World, limbs: Sequence[Limb], overlap: Overlap) -> bool:
    """Whether one service's impacts alone meet a periodic limb."""
    return any(
        surely(limb, lasting(group, limb.duration), overlap)
        for group in services(part for _, part in world if part.periodic)
        for limb in limbs
    )


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
            later = part._replace(end=end, duration=Bounds.at_least(longest))
            yield [*world[:i], (row, later), *world[i + 1 :]]
