"""The accidents of the boundary pack: around every limit of a rule set, and between its rows."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain, combinations, product
from typing import Any

from attrs import asdict, evolve

from jikorules.basics.bounds import Bounds
from jikorules.basics.moments import JAPAN, midnight
from jikorules.basics.vocabulary import (
    MAY_CARRY_VOICE,
    CriticalKind,
    InstalledBy,
    Overlap,
    Reporter,
)
from jikorules.facts.incident import CriticalFacility, Impact, Incident, Period
from jikorules.facts.service import Service
from jikorules.judgement.judge import judge
from jikorules.judgement.limbs import limbs_of
from jikorules.judgement.verdict import Grade, Limb, Met, Verdict
from jikorules.law.citation import Citation
from jikorules.law.ruleset import RuleSet
from jikorules.proof.boundaries.scenes import (
    SECOND,
    STEPS,
    Limit,
    limits,
    open_scenes,
    parted,
    place,
    scenes,
    sorts,
)
from jikorules.wire.answers import to_wire
from jikorules.wire.values import plain

Case = dict[str, Any]
"""A case of the pack, as plain JSON data."""


def case_of(
    name: str,
    why: str,
    provisions: Iterable[Citation],
    asked: dict[str, Any],
    expected: dict[str, Any],
) -> Case:
    """Make a case: why it is one and where the law says so, what is asked, and the answer."""
    about = {"why": why, "provisions": [asdict(each) for each in provisions]}
    return {"id": name, "about": about, **asked, "expected": expected}


def accident_cases(rules: RuleSet, before: RuleSet | None) -> Iterator[Case]:
    """Give the cases of a rule set that took over from another, or is the oldest.

    Example:
        >>> from jikorules.law.ruleset import rulesets
        >>> case = next(accident_cases(rulesets()[2], rulesets()[1]))
        >>> case["id"], case["incident"]["impacts"][0]["users"], case["expected"]["rows"]
        ('2019-04-01/row-一/PT1H-30000/at', 30000, ['一'])
    """
    is_new = before is None or before.serious is not rules.serious
    is_reported_anew = before is None or before.periodic is not rules.periodic
    if before is not None and before.carriers_until != before.until:
        # What took over concerns tower providers alone: of carriers no more than the limits again.
        yield from _at_limits(rules)
        yield from _towers(rules)
        yield from _midnight(rules, before)
        return
    for limit in limits(rules):
        found = scenes(limit)
        # A rule that an amendment elsewhere has left alone is not tried again in all its readings.
        if is_reported_anew if limit.limb.grade is Grade.PERIODIC else is_new:
            found = chain(found, open_scenes(limit))
        for scene in found:
            name = f"{rules.id}/{limit.name}/{scene.name}"
            yield judged(name, scene.why, [limit.limb], scene.incident, scene.at)
    yield from _apart(rules)
    if is_new:
        yield from _services(rules)
    yield from _pairs(rules)
    yield from _critical(rules)
    if is_new and rules.tower_providers is not None:
        yield from _towers(rules)
    yield from _midnight(rules, before)


def judged(
    name: str, why: str, limbs: Iterable[Limb], incident: Incident, at: datetime | None = None
) -> Case:
    """Make the case of an accident, with the answer that `judge` gives."""
    document = to_wire(incident)
    for impact in document["impacts"]:  # unknown traits are told as null, not only left out
        impact["service"] = {"emergency_calls": None, "paid": None} | impact["service"]
    asked = {"task": "judge", "incident": document, "at": plain(at)}
    provisions = [limb.citation for limb in limbs]
    return case_of(name, why, provisions, asked, answer_of(judge(incident, at=at)))


def answer_of(verdict: Verdict) -> dict[str, Any]:
    """Give what an implementation has to answer where a verdict is right."""
    met = [
        dict.fromkeys(
            finding.limb.citation
            for finding in each.findings
            if finding.met is Met.YES and finding.limb.exclusion is None
        )
        for each in verdict.alternatives or (verdict,)
    ]
    provisions = [each for each in met[0] if all(each in other for other in met)]
    return {
        "grade": plain(verdict.grade),
        "at_least": plain(verdict.at_least),
        "at_most": plain(verdict.at_most),
        "possible": plain(verdict.possible),
        "rows": list(verdict.rows),
        "rules": verdict.rules.id,
        "citations": [asdict(each) for each in provisions],
    }


_STEPS = ("at", "one-user-below", "one-second-below")


def _at_limits(rules: RuleSet) -> Iterator[Case]:
    """Every limit of carriers, and a step below it."""
    for limit in limits(rules):
        for name, why, impact in limit.steps(_STEPS):
            title = f"{rules.id}/{limit.name}/{name}"
            yield judged(title, why, [limit.limb], limit.incident(impact))


def _towers(rules: RuleSet) -> Iterator[Case]:
    """Accidents that towers caused: the table alone is asked of their certified provider."""
    towers = Reporter.TOWER_PROVIDER
    table = [limit for limit in limits(rules) if place(limit.limb).startswith("row")]
    for limit in table:
        for name, why, impact in limit.steps(_STEPS):
            title = f"{rules.id}/tower/{limit.name}/{name}"
            incident = limit.incident(impact, reporter=towers)
            yield judged(title, f"of a tower provider, {why}", [limit.limb], incident)
    limit = table[0]
    period, maybe = limit.period(limit.time), Bounds.between(limit.users - 1, limit.users)
    at = limit.impact(limit.users, period)
    found: dict[str, tuple[str, Impact, dict[str, Any]]] = {
        "between": ("perhaps one user below", limit.impact(maybe, period), {}),
        "running": ("not restored", limit.impact(limit.users, limit.period(None)), {}),
        "supplementary": (
            "a supplementary function",
            limit.impact(limit.users, period, supplementary=True),
            {},
        ),
        "maybe-supplementary": (
            "perhaps a supplementary function",
            limit.impact(limit.users, period, supplementary=None),
            {},
        ),
        "minor": ("perhaps minor, which is not asked", at, {"minor": None}),
    }
    for name, (why, impact, more) in found.items():
        title = f"{rules.id}/tower/{limit.name}/{name}"
        incident = limit.incident(impact, reporter=towers, **more)
        yield judged(title, f"of a tower provider, {why}", [limit.limb], incident)


def _apart(rules: RuleSet) -> Iterator[Case]:
    """Users of two services: whether they add up for the periodic report is open."""
    known = list(sorts(limbs_of(rules)))
    for limit in limits(rules):
        if not place(limit.limb).startswith("periodic"):
            continue
        half, rest = parted(limit.users)
        lasted = limit.time / 2
        first = limit.impact(half, limit.period(lasted))
        others = {
            "services": next(each for each in known if each.kind is not limit.service.kind),
            "traits": evolve(limit.service, emergency_calls=not limit.service.emergency_calls),
        }
        steps = (("at", rest, lasted), ("below", rest - 1, lasted - SECOND))
        for (apart, other), (name, users, span) in product(others.items(), steps):
            second = Impact(other, users, limit.period(span, lasted))
            for overlap in Overlap:
                incident = limit.incident(first, second, overlap=overlap)
                why = f"two services that only together are {name} the limit; {overlap.value}"
                title = f"{rules.id}/{limit.name}/{apart}/{name}/{overlap.value}"
                yield judged(title, why, [limit.limb], incident)


def _services(rules: RuleSet) -> Iterator[Case]:
    """Every sort of service at the limits of every row that it may fall in."""
    law = limbs_of(rules)
    for service in sorts(law):
        rows = law.rows_of(service)
        names = ("at", "one-user-below") if len(rows) > 1 else ("at",)
        for limb in chain.from_iterable(law.rows[row] for row in rows):
            limit = Limit(rules, limb, service)
            for name, why, impact in limit.steps(names):
                title = f"{rules.id}/service/{_sort(service)}/{limit.name}/{name}"
                yield judged(title, f"of this service, {why}", [limb], limit.incident(impact))
            if len(rows) == 1:
                continue
            # An unknown trait is the same for both impacts: they fall in the same row.
            impacts = [limit.impact(each, limit.period(limit.time)) for each in parted(limit.users)]
            incident = limit.incident(*impacts, overlap=Overlap.DISJOINT)
            title = f"{rules.id}/service/{_sort(service)}/{limit.name}/two"
            yield judged(title, "two impacts on this service", [limb], incident)


def _sort(service: Service) -> str:
    word = {True: "yes", False: "no", None: "unknown"}
    monthly = service.monthly_users
    count = "unknown" if monthly.is_unknown else f"{monthly.low}-{monthly.high}"
    calls, paid = word[service.emergency_calls], word[service.paid]
    voice = f",voice-{word[service.voice_calls]}" if service.kind in MAY_CARRY_VOICE else ""
    return f"{service.kind.value},calls-{calls},paid-{paid},monthly-{count}{voice}"


def _pairs(rules: RuleSet) -> Iterator[Case]:
    """Two impacts in different rows: each row is tested by itself, users are never added up."""
    fewer, short = "one-user-below", "one-second-below"
    steps = [("at", "at"), ("at", fewer), (short, "at"), (fewer, fewer), (short, short)]
    table = [limit for limit in limits(rules) if place(limit.limb).startswith("row")]
    for first, second in combinations(table, 2):
        if first.limb.citation == second.limb.citation:
            continue
        one, two = ({n: i for n, _, i in limit.steps()} for limit in (first, second))
        for a, b in steps:
            incident = first.incident(one[a], two[b], overlap=Overlap.DISJOINT)
            title = f"{rules.id}/pair/{first.name}/{second.name}/{a},{b}"
            why = f"two rows, one impact {STEPS[a][0]}, the other {STEPS[b][0]}"
            yield judged(title, why, [first.limb, second.limb], incident)


def _critical(rules: RuleSet) -> Iterator[Case]:
    """Item 2: no users are asked, and all communication of the carrier's own facility is lost."""
    limb = limbs_of(rules).critical
    limit = next(each for each in limits(rules) if each.limb.grade is Grade.PERIODIC)
    asked = limb.duration or timedelta(0)
    spans: list[tuple[str, timedelta | None, timedelta | None]] = [
        ("at", asked, None),
        ("one-second-below", asked - SECOND, None),
        ("running/at", None, asked),
        ("running/one-second-below", None, asked - SECOND),
        ("running/open", None, None),
        ("running/start", None, timedelta(0)),
        ("running/one-second-after-start", None, SECOND),
    ]
    owned: dict[InstalledBy | None, str] = {
        InstalledBy.SELF: "own",
        InstalledBy.OTHER_CARRIER: "another-carrier's",
        InstalledBy.NOT_CARRIER: "no-carrier's",
        None: "perhaps-a-carrier's",
    }
    periodic = limit.impact(limit.users, limit.period(limit.time))
    beside: dict[str, list[Impact]] = {"alone": [], "periodic": [periodic]}
    found = list(product([CriticalKind.SATELLITE], owned, spans, beside))
    found += product(CriticalKind, owned, spans[:2], ["alone"])
    for kind, own, (name, lasted, now), other in dict.fromkeys(found):
        failed = CriticalFacility(kind, limit.period(lasted), installed_by=own)
        yield judged(
            f"{rules.id}/item-2/{kind.value}/{owned[own]}/{name}/{other}",
            f"a critical facility lost, {name}, {owned[own]}, impacts: {other}",
            [limb],
            limit.incident(*beside[other], critical_facility=failed),
            None if now is None else limit.start + now,
        )


def _midnight(rules: RuleSet, before: RuleSet | None) -> Iterator[Case]:
    """Both sides of the midnight, in Japan, at which the rule set took over."""
    begins = midnight(rules.in_force)
    starts = {"first-second": begins}
    if before is not None:
        starts["last-second-before"] = begins - SECOND
    tables = chain(limits(before) if before else (), limits(rules))
    known = {(limit.service, limit.time, limit.users): limit for limit in tables}
    for limit, (name, start), zone in product(known.values(), starts.items(), (JAPAN, UTC)):
        begun = start.astimezone(zone)
        incident = limit.incident(limit.impact(limit.users, Period(begun, begun + limit.time)))
        title = f"{rules.id}/midnight/{limit.rules.id}/{limit.name}/{name}/{zone.tzname(None)}"
        why = f"at a limit of the rules of {limit.rules.id}, begun in the {name.replace('-', ' ')}"
        yield judged(title, why, [limit.limb], incident)
    if before is None:
        return
    limit = limits(rules)[0]
    eve = Period(begins - SECOND, begins + limit.time)
    day = limit.impact(limit.users, Period(begins, begins + limit.time))
    sure, maybe = (limit.impact(1, eve, supplementary=each) for each in (True, None))
    all_users = limit.impact(limit.users, eve, supplementary=True)
    lost = CriticalFacility(CriticalKind.SATELLITE, eve, installed_by=InstalledBy.SELF)
    first_day = {
        "supplementary": limit.incident(sure, day),
        "maybe-supplementary": limit.incident(maybe, day),
        "only-supplementary": limit.incident(all_users),
        "critical": limit.incident(day, critical_facility=lost),
        "earliest": limit.incident(day, limit.impact(1, eve)),
        "nobody": limit.incident(day, limit.impact(0, eve)),
        "perhaps-nobody": limit.incident(day, limit.impact(Bounds.at_most(1), eve)),
        "maybe-critical": limit.incident(day, critical_facility=evolve(lost, installed_by=None)),
    }
    for name, incident in first_day.items():
        title = f"{rules.id}/midnight/first-day/{name}"
        yield judged(title, _FIRST_DAY[name], [limit.limb], incident)


_FIRST_DAY = {
    "supplementary": "what hit only a supplementary function does not begin the accident",
    "maybe-supplementary": "what perhaps hit only a supplementary function may begin it",
    "nobody": "what hit nobody may begin it",
    "perhaps-nobody": "what perhaps hit nobody may begin it",
    "maybe-critical": "the failure of a facility that perhaps no carrier installed may begin it",
    "only-supplementary": "nothing but a supplementary function was hit",
    "critical": "the critical facility failed first",
    "earliest": "the earliest impact begins it",
}
