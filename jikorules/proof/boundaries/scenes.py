"""The accidents around one limit of the law: at it, just below and above, in every reading.

No number stands here: the limits, the rows and the services that fall in them come out of the rule
data, so that an amendment brings its own.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from itertools import chain, product
from typing import Any, NamedTuple

from attrs import evolve, frozen

from jikorules.basics.bounds import Bounds
from jikorules.basics.iso8601 import iso_duration
from jikorules.basics.moments import JAPAN
from jikorules.basics.vocabulary import MAY_CARRY_VOICE, Facility, Kind, Origin, Overlap
from jikorules.facts.incident import Impact, Incident, Period
from jikorules.facts.service import Service
from jikorules.judgement.limbs import RuleLimbs, limbs_of
from jikorules.judgement.verdict import Limb
from jikorules.law.ruleset import RuleSet

SECOND = timedelta(seconds=1)

_ZERO, _MINUTE = timedelta(0), timedelta(minutes=1)
_MANY = 9  # an accident of more impacts is hard to read
_FLAGS = (True, False, None)
STEPS = {
    "at": ("exactly at the limit", 0, _ZERO),
    "one-user-below": ("one user below the limit", -1, _ZERO),
    "one-second-below": ("one second below the limit", 0, -SECOND),
    "both-below": ("one user and one second below the limit", -1, -SECOND),
    "one-user-above": ("one user above the limit", 1, _ZERO),
    "one-second-above": ("one second above the limit", 0, SECOND),
}


class Scene(NamedTuple):
    """An accident worth a case: what it is called, why it is one, and the facts."""

    name: str
    why: str
    incident: Incident
    at: datetime | None = None


@frozen
class Limit:
    """A limit of the law, with facts that lie just on it.

    Attributes:
        rules: the rule set.
        limb: the limit.
        service: a service that it is asked of.
        facility: the facilities that it is asked of.
    """

    rules: RuleSet
    limb: Limb
    service: Service
    facility: Facility = Facility.TELECOM

    @property
    def name(self) -> str:
        """Where the limit stands and what it asks, as a part of an id."""
        duration, users = self.limb.duration, self.limb.users
        asked = [*([iso_duration(duration)] if duration else []), *([str(users)] if users else [])]
        return f"{place(self.limb)}/{'-'.join(asked)}"

    @property
    def start(self) -> datetime:
        """Noon of the first day of the rule set, in Japan."""
        return datetime.combine(self.rules.in_force, time(12), JAPAN)

    @property
    def time(self) -> timedelta:
        """The time that is asked; hardly any if none is."""
        return self.limb.duration or _MINUTE

    @property
    def users(self) -> int:
        """The users that are asked; hardly any if none are."""
        return self.limb.users or 1

    def period(self, lasted: timedelta | None, after: timedelta = _ZERO) -> Period:
        """Give a stretch that begins so long after noon; one that still runs if it has no time."""
        start = self.start + after
        return Period(start, None if lasted is None else start + lasted)

    def impact(self, users: Bounds[int] | int | None, *periods: Period, **more: Any) -> Impact:
        """Give an impact on the service."""
        return Impact(self.service, users, periods, **more)

    def incident(self, *impacts: Impact, **more: Any) -> Incident:
        """Give an accident of the facilities."""
        return Incident(impacts, **{"facility": self.facility, **more})

    def steps(self, names: Iterable[str] = STEPS) -> Iterator[tuple[str, str, Impact]]:
        """Give what lies at the limit and a step beside it, as far as the limit asks for it."""
        for name in names:
            why, users, lasted = STEPS[name]
            if (not users or self.limb.users) and (not lasted or self.limb.duration):
                yield name, why, self.impact(self.users + users, self.period(self.time + lasted))


def place(limb: Limb) -> str:
    """Name the place of a limit, as a part of an id."""
    citation = limb.citation
    if citation.article == "58":
        return f"row-{citation.row}" if citation.row else f"item-{citation.item}"
    return f"periodic-{citation.item}"


def limits(rules: RuleSet) -> list[Limit]:
    """Give every limit of the table and of the periodic rule, in the order of the law."""
    law = limbs_of(rules)
    known = {law.rows_of(each): each for each in reversed(list(sorts(law)))}
    found = [
        Limit(rules, limb, known[(row,)]) for row, limbs in enumerate(law.rows) for limb in limbs
    ]
    last = found[-1].service
    for facility, limbs in law.periodic.items():
        found += [Limit(rules, limb, last, facility) for limb in limbs]
    return found


def sorts(law: RuleLimbs) -> Iterator[Service]:
    """Give services with every combination of traits, known and unknown, limits included."""
    monthly: list[Bounds[int] | None] = [None]
    for step in law.steps[1:]:
        below = step - 1
        monthly += [Bounds.exact(step), Bounds.exact(below), Bounds.between(below, step)]
    for kind, calls, paid, users in product(Kind, _FLAGS, _FLAGS, monthly):
        if kind is not Kind.VOICE and (calls is False or (calls and users)):
            continue  # no row asks it of other services: told and not told is enough
        voice = False if kind in MAY_CARRY_VOICE else None
        yield Service(
            kind, emergency_calls=calls, paid=paid, monthly_users=users, voice_calls=voice
        )
    for paid in _FLAGS:
        yield Service(Kind.MESSAGING, paid=paid)
    yield Service(Kind.MESSAGING, paid=False, voice_calls=True)
    yield Service(Kind.INTERNET_OTHER, paid=False)


def scenes(limit: Limit) -> Iterator[Scene]:
    """Give what lies at a limit and beside it, with bounds, exclusions and what still runs.

    Example:
        >>> from jikorules.law.ruleset import ruleset
        >>> scene = next(scenes(limits(ruleset("H31"))[0]))
        >>> scene.why, scene.incident.impacts[0].users
        ('exactly at the limit', Bounds(low=30000, high=30000))
    """
    alone = (Scene(name, why, limit.incident(impact)) for name, why, impact in limit.steps())
    return chain(alone, _bounded(limit), _running(limit), _claimed(limit))


def open_scenes(limit: Limit) -> Iterator[Scene]:
    """Give what the law leaves open at a limit: several stretches, and several impacts."""
    return chain(_intermittent(limit), _late(limit), _together(limit), _held(limit), _small(limit))


def parted(users: int, among: int = 2) -> list[int]:
    """Part a number of users among so many impacts, the last not the smallest one."""
    part = users // among
    return [*[part] * (among - 1), users - part * (among - 1)]


def _bounded(limit: Limit) -> Iterator[Scene]:
    """Users of whom only the ends are known, at the limit of time."""
    if limit.limb.users is None:
        return
    asked = limit.limb.users
    ends: dict[str, tuple[str, Bounds[int]]] = {
        "at-least": ("at least the number asked", Bounds.at_least(asked)),
        "at-least-below": ("at least one below the number asked", Bounds.at_least(asked - 1)),
        "at-most": ("at most the number asked", Bounds.at_most(asked)),
        "at-most-below": ("at most one below the number asked", Bounds.at_most(asked - 1)),
        "between": ("one below the number asked, or just that", Bounds.between(asked - 1, asked)),
        "unknown": ("nothing known of the users", Bounds.unknown()),
    }
    for name, (why, users) in ends.items():
        impact = limit.impact(users, limit.period(limit.time))
        yield Scene(f"users-{name}", why, limit.incident(impact))


def _running(limit: Limit) -> Iterator[Scene]:
    """What has not ended."""
    whole = limit.incident(limit.impact(limit.users, limit.period(None)))
    judged = {
        "at": ("when the time is reached", limit.time),
        "one-second-below": ("one second before the time is reached", limit.time - SECOND),
        "start": ("at the moment at which it began", _ZERO),
        "one-second-after-start": ("one second after it began", SECOND),
    }
    for name, (when, now) in judged.items():
        why = f"not restored, judged {when}"
        yield Scene(f"running/{name}", why, whole, limit.start + now)
    yield Scene("running/open", "not restored, its length unknown", whole)
    fewer = limit.incident(limit.impact(limit.users - 1, limit.period(None)))
    yield Scene("running/open/one-user-below", "the same with one user fewer", fewer)


def _claimed(limit: Limit) -> Iterator[Scene]:
    """Exclusions, claimed or unknown, and what must not change the answer."""
    period = limit.period(limit.time)
    plain = limit.incident(limit.impact(limit.users, period))
    for claim, said in ((True, "yes"), (None, "unknown")):
        hit = limit.impact(limit.users, period, supplementary=claim)
        why = f"only a supplementary function: {said}"
        yield Scene(f"supplementary-{said}", why, limit.incident(hit))
        why = f"a minor accident named by the notice: {said}"
        yield Scene(f"minor-{said}", why, evolve(plain, minor=claim))
    other = Facility.OTHER if limit.facility is Facility.TELECOM else Facility.TELECOM
    why = f"the same of facilities of the sort {other.value}"
    yield Scene(f"facility-{other.value}", why, evolve(plain, facility=other))
    yield Scene("disaster", "a natural disaster changes nothing", evolve(plain, disaster=True))
    elsewhere = evolve(plain, origin=Origin.OTHER_CARRIER)
    yield Scene("origin-other_carrier", "a failure that lay elsewhere counts too", elsewhere)


def _intermittent(limit: Limit) -> Iterator[Scene]:
    """Several stretches, around the limit of time."""
    asked, period = limit.limb.duration, limit.period
    if asked is None:
        return
    short, half, rest = asked - SECOND, asked / 2, _MINUTE
    whys = {
        "span": "the longest stretch is one second short, the span is long enough",
        "span-at": "half the time, a gap, and restored just when the time is reached",
        "span-below": "the same, restored one second earlier",
        "stretch-at": "the longest stretch is just long enough",
        "touching": "two stretches that touch are one",
        "overlapping": "two stretches that overlap are one",
        "last-running": "the second stretch has not ended",
    }
    stretches = {
        "span": [period(short), period(SECOND, short + rest)],
        "span-at": [period(half - rest), period(half, half)],
        "span-below": [period(half - rest), period(half - SECOND, half)],
        "stretch-at": [period(rest), period(asked, 2 * rest)],
        "touching": [period(half), period(half, half)],
        "overlapping": [period(half + rest), period(half, half)],
        "last-running": [period(rest), period(None, 2 * rest)],
    }
    for name, periods in stretches.items():
        incident = limit.incident(limit.impact(limit.users, *periods))
        yield Scene(f"intermittent/{name}", whys[name], incident)
    for name, now in (("at", asked), ("one-second-below", short)):
        why = f"the second stretch has not ended, the span is {name.replace('-', ' ')} the limit"
        yield Scene(f"intermittent/last-running/{name}", why, incident, limit.start + now)


def _late(limit: Limit) -> Iterator[Scene]:
    """A last stretch that still runs, after a first one and a gap, as far as the limit of time."""
    asked, period = limit.limb.duration, limit.period
    if asked is None:
        return
    number, short = limit.users, asked - SECOND
    crowds = {"": ("", Bounds.exact(number))}
    if limit.limb.users is not None:
        crowds = {
            "/one-user-below": (", one user below", Bounds.exact(number - 1)),
            "/between": (", perhaps one user below", Bounds.between(number - 1, number)),
        }
    whys = {
        "after-limit": "a stretch just long enough, then one that has not ended",
        "begins-at": "what has not ended began just when the time was reached",
        "begins-later": "what has not ended began after the time was reached",
    }
    stretches = {
        "after-limit": [period(asked), period(None, asked + _MINUTE)],
        "begins-at": [period(_MINUTE), period(None, asked)],
        "begins-later": [period(_MINUTE), period(None, asked + _MINUTE)],
    }
    for name, (crowd, (said, users)) in product(stretches, crowds.items()):
        incident = limit.incident(limit.impact(users, *stretches[name]))
        yield Scene(f"intermittent/{name}{crowd}", whys[name] + said, incident)
    judged = {
        "begins-at/start": ("its start, just when the time is reached", asked, asked),
        "begins-below/start": ("its start, one second before the time is reached", short, short),
        "begins-below/one-second-after-start": ("one second later", short, asked),
    }
    for name, (why, begun, now) in judged.items():
        impact = limit.impact(number, period(_MINUTE), period(None, begun))
        why_now = f"the last stretch has not ended, judged at {why}"
        yield Scene(f"intermittent/{name}", why_now, limit.incident(impact), limit.start + now)


def _together(limit: Limit) -> Iterator[Scene]:
    """Two impacts on one service that only together have the users asked."""
    if limit.limb.users is None:
        return
    asked, lasted = limit.limb.users, limit.time
    half, rest = parted(asked)
    full = limit.period(lasted)
    short, later = limit.period(lasted - SECOND), limit.period(lasted, lasted + _MINUTE)
    one = limit.impact(half, full)
    disjoint, unknown = [Overlap.DISJOINT], [Overlap.UNKNOWN]
    perhaps = limit.impact(rest, full, supplementary=None)
    others: dict[str, tuple[str, Impact, Iterable[Overlap]]] = {
        "sum-at": ("together just the users asked", limit.impact(rest, full), Overlap),
        "sum-below": ("together one user fewer", limit.impact(rest - 1, full), disjoint),
        "second-short": ("one of them one second short", limit.impact(rest, short), disjoint),
        "one-after-other": ("one after the other", limit.impact(rest, later), disjoint),
        "sum-unknown": ("the second of unknown size", limit.impact(None, full), unknown),
        "maybe-supplementary": ("one perhaps supplementary", perhaps, disjoint),
        "largest-at": ("one has the users by itself", limit.impact(asked, full), unknown),
    }
    for name, (why, other, overlaps) in others.items():
        for overlap in overlaps:
            incident = limit.incident(one, other, overlap=overlap)
            why_both = f"two impacts ({overlap.value}), {why}"
            yield Scene(f"two/{name}/{overlap.value}", why_both, incident)


def _held(limit: Limit) -> Iterator[Scene]:
    """Impacts on one service, each of which may reach the users asked by itself."""
    if limit.limb.users is None:
        return
    perhaps = Bounds.between(limit.limb.users - 1, limit.limb.users)
    full = limit.impact(perhaps, limit.period(limit.time))
    short = limit.impact(perhaps, limit.period(limit.time - SECOND))
    one_short = "two impacts, each perhaps one user below, one a second short"
    found = {
        "each": ("three impacts, each perhaps one user below", [full, full, full]),
        "one-short": (one_short, [full, short]),
    }
    for (name, (why, impacts)), overlap in product(found.items(), Overlap):
        incident = limit.incident(*impacts, overlap=overlap)
        yield Scene(f"several/{name}/{overlap.value}", f"{why} ({overlap.value})", incident)


def _small(limit: Limit) -> Iterator[Scene]:
    """Impacts with fewer users than the periodic report asks, which may overlap in part."""
    law, asked, full = limbs_of(limit.rules), limit.limb.users, limit.period(limit.time)
    periodic = min(limb.users for limb in law.periodic[limit.facility] if limb.users)
    if asked is None or (needed := asked // periodic + 1) > _MANY:
        return
    small = [limit.impact(each, full) for each in parted(asked, max(needed, 3))]
    for overlap in Overlap:
        incident = limit.incident(*small, overlap=overlap)
        why = f"small impacts, together just the users asked ({overlap.value})"
        yield Scene(f"several/small/{overlap.value}", why, incident)
    below = [limit.impact(periodic - 1, full)] * needed
    why = "impacts that are each one user below a periodic accident, and overlap nobody knows how"
    yield Scene("several/below-periodic/unknown", why, limit.incident(*below))
    own = law.rows_of(limit.service)
    other = next((each for each in sorts(law) if own[0] not in law.rows_of(each)), None)
    if other is None:
        return
    fewest = parted(asked, needed)
    impacts = [limit.impact(each, full) for each in fewest]
    why = "small impacts, overlapping nobody knows how, and one in another row"
    for name, users in (("rest", periodic - fewest[0]), ("one-user", 1)):
        incident = limit.incident(*impacts, Impact(other, users, full))
        yield Scene(f"several/elsewhere-{name}/unknown", why, incident)
