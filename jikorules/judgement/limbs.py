"""A rule set, made ready for judging."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain, combinations_with_replacement, product
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from jikorules.basics.moments import JAPAN, midnight
from jikorules.basics.vocabulary import MAY_CARRY_VOICE, Facility, Kind
from jikorules.facts.service import Service
from jikorules.judgement.verdict import Exclusion, Finding, Given, Grade, Limb, Met
from jikorules.law.citation import Citation
from jikorules.law.ruleset import RuleSet, ruleset

if TYPE_CHECKING:
    from jikorules.law.provision import Threshold
    from jikorules.law.serious import SeriousVersion

FAR = datetime.max.replace(tzinfo=JAPAN)
"""A moment after all that is told, for what never comes."""


@frozen(eq=False)
class RuleLimbs:
    """A rule set, made ready for judging.

    Attributes:
        rules: the rule set.
        rows: the limbs of each row of the table.
        longest_first: the same, in each row that with the longest time first.
        idle: their findings when no impact falls in the row.
        around: for each row the idle findings of the rows before it and after it.
        critical: the limb of item 2.
        critical_idle: its finding when no such facility failed.
        periodic: the limbs of the periodic rule for each sort of facilities.
        left_out: for each sort of facilities, the limbs that leave supplementary functions out, by
            the grade for which they do.
        exclusions: the limbs that take something away.
        over: the moment at which carriers come under other rules; a far one if they do not.
        steps: the numbers of monthly users at which a service changes its row.
        selection: the rows that a service may fall in, by its kind, emergency calls, paid, voice
            calls, and the least and the greatest step of its monthly users.
    """

    rules: RuleSet
    rows: tuple[tuple[Limb, ...], ...]
    longest_first: tuple[tuple[Limb, ...], ...]
    idle: tuple[tuple[Finding, ...], ...]
    around: tuple[tuple[tuple[Finding, ...], tuple[Finding, ...]], ...]
    critical: Limb
    critical_idle: Finding
    periodic: dict[Facility, tuple[Limb, ...]]
    left_out: dict[Facility, dict[Grade, Limb]]
    exclusions: dict[Exclusion, Limb]
    over: datetime
    steps: list[int]
    selection: "dict[Traits, tuple[int, ...]]"

    def rows_of(self, service: Service, *, voice_apart: bool = False) -> tuple[int, ...]:
        """Give the rows that a service may fall in: one, unless a trait that matters is unknown.

        Voice calls inside a messaging service may be voice 音声伝送役務, which is open in the law,
        unless it has none or they are told apart.
        """
        calls = False if voice_apart else service.voice_calls
        monthly, steps = service.monthly_users, self.steps
        least = bisect_right(steps, monthly.low or 0) - 1
        most = len(steps) - 1 if monthly.high is None else bisect_right(steps, monthly.high) - 1
        return self.selection[
            service.kind, service.emergency_calls, service.paid, calls, least, most
        ]


Traits = tuple[Kind, bool | None, bool | None, bool | None, int, int]


@lru_cache(maxsize=8192)
def limbs_of_day(day: date) -> RuleLimbs:
    """Make the rule set in force on a day ready for judging."""
    return limbs_of(ruleset(day))


@lru_cache(maxsize=64)
def limbs_of(rules: RuleSet) -> RuleLimbs:
    """Make a rule set ready for judging; done once for each."""
    serious, periodic, until = rules.serious, rules.periodic, rules.carriers_until
    table = evolve(rules.serious_place, item=serious.table_item)
    rows = tuple(
        _limbs(evolve(table, row=row.number), Grade.SERIOUS, row.thresholds) for row in serious.row
    )
    rule = serious.critical_facility
    place = evolve(rules.serious_place, item=rule.item)
    critical = Limb(place, Grade.SERIOUS, rule.duration)
    minor = evolve(rules.periodic_place, paragraph=periodic.minor_paragraph)
    exclusions = (
        Limb(rules.serious_place, Grade.SERIOUS, exclusion=Exclusion.OTHER_FACILITY),
        Limb(place, Grade.SERIOUS, exclusion=Exclusion.NOT_INSTALLED),
        Limb(minor, Grade.PERIODIC, exclusion=Exclusion.MINOR),
    )
    idle = [tuple(Finding(limb, Given(), Met.NO) for limb in limbs) for limbs in rows]
    return RuleLimbs(
        rules=rules,
        rows=rows,
        longest_first=tuple(tuple(sorted(limbs, key=_duration, reverse=True)) for limbs in rows),
        idle=tuple(idle),
        around=tuple(
            (tuple(chain(*idle[:row])), tuple(chain(*idle[row + 1 :]))) for row in range(len(rows))
        ),
        critical=critical,
        critical_idle=Finding(critical, Given(), Met.NO),
        periodic={
            item.facility: _limbs(
                evolve(rules.periodic_place, item=item.number), Grade.PERIODIC, item.thresholds
            )
            for item in periodic.item
        },
        left_out=_left_out(rules, table),
        exclusions={limb.exclusion: limb for limb in exclusions if limb.exclusion},
        over=FAR if until is None or until == date.max else midnight(until + timedelta(days=1)),
        steps=serious.limits(),
        selection=_selection(serious),
    )


def _left_out(rules: RuleSet, table: Citation) -> dict[Facility, dict[Grade, Limb]]:
    """Give the limbs that leave supplementary functions out."""
    found: dict[Facility, dict[Grade, Limb]] = {facility: {} for facility in Facility}
    why = Exclusion.SUPPLEMENTARY
    if rules.serious.supplementary_left_out:
        limb = Limb(table, Grade.SERIOUS, exclusion=why)
        found[Facility.TELECOM][Grade.SERIOUS] = limb
    for item in rules.periodic.item:
        if item.supplementary_left_out:
            place = evolve(rules.periodic_place, item=item.number)
            found[item.facility][Grade.PERIODIC] = Limb(place, Grade.PERIODIC, exclusion=why)
    return found


def _limbs(place: Citation, grade: Grade, thresholds: Iterable["Threshold"]) -> tuple[Limb, ...]:
    return tuple(Limb(place, grade, each.duration, each.users) for each in thresholds)


def _duration(limb: Limb) -> timedelta:
    return limb.duration or timedelta(0)


def _selection(serious: "SeriousVersion") -> dict[Traits, tuple[int, ...]]:
    """Give the rows of every sort of service, traits that are not known (None) included."""
    flags: dict[bool | None, tuple[bool, ...]] = {
        True: (True,),
        False: (False,),
        None: (True, False),
    }
    steps = serious.limits()
    found = {}
    for kind, calls, paid, voice_calls in product(Kind, flags, flags, flags):
        for least, most in combinations_with_replacement(range(len(steps)), 2):
            ways = list(product(flags[calls], flags[paid], steps[least : most + 1]))
            rows = {serious.row_of(kind, *way) for way in ways}
            if kind in MAY_CARRY_VOICE and voice_calls is not False:
                rows |= {serious.row_of(Kind.VOICE, False, *way[1:]) for way in ways}
            found[kind, calls, paid, voice_calls, least, most] = tuple(sorted(rows))
    return found
