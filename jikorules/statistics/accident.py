"""An accident as the statistics count it: of one carrier, or of a wholesale chain."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

from attrs import frozen

from jikorules.basics.bounds import Bounds
from jikorules.basics.vocabulary import Origin, Overlap
from jikorules.facts.taxonomy import Cause, ServiceGroup, Taxon, service_group
from jikorules.judgement.limbs import limbs_of
from jikorules.judgement.parts import (
    Part,
    most_together,
    parts_of,
    stretches,
    together,
    users_together,
)
from jikorules.judgement.verdict import Grade, Met, Verdict

_ZERO = timedelta(0)


@frozen
class Accident:
    """One accident as the statistics count it, of one carrier or of a wholesale chain.

    Attributes:
        verdicts: the verdict on the accident of each of its carriers.
    """

    verdicts: tuple[Verdict, ...]

    @cached_property
    def lead(self) -> Verdict:
        """The verdict on the carrier that the failure lay with; it tells cause and facility."""
        own = [x for x in self.verdicts if x.incident.origin is not Origin.WHOLESALER]
        return (own or self.verdicts)[0]

    @cached_property
    def day(self) -> date:
        """The day on which it occurred, in Japan time."""
        return min([x.first_day for x in self.verdicts])

    def sorted_by(self, taxa: type[Taxon]) -> set[Taxon | None]:
        """Give its names in a taxonomy; None for what is not told."""
        if taxa is ServiceGroup:
            return set[Taxon | None]().union(*[_groups(x) for x in self.verdicts])
        lead = self.lead.incident
        return {lead.cause if taxa is Cause else lead.failed}

    @cached_property
    def users(self) -> Bounds[int]:
        """The users of the row of the law's table of which most users were hit.

        Users of services in different rows are not added up; those in one row of one carrier as
        far as `overlap` tells; those of several carriers of a chain from the largest number to
        the sum.
        """
        every = [part for _, parts in self._parts for part in parts]
        in_rows = [self._users_in(row) for row in {row for part in every for row in part.rows}]
        # What counts was suffered in one row, whichever that is.
        sure = [part.users for part in every if part.counts]
        least = together([each.low or 0 for each in (*in_rows, *sure)], Overlap.SAME)
        return Bounds(least, most_together([each.high for each in in_rows], Overlap.SAME))

    def _users_in(self, row: int) -> Bounds[int]:
        """Give the users of a row: at least of what is surely in it, at most of what may be."""
        carriers = []
        for overlap, parts in self._parts:
            may_be = [part for part in parts if row in part.rows]
            surely = [part for part in may_be if part.counts and len(part.rows) == 1]
            least = together([part.users.low or 0 for part in surely], overlap)
            most = most_together([part.users.high for part in may_be], overlap)
            carriers.append(Bounds(least, most))
        return users_together(carriers, Overlap.UNKNOWN)

    @cached_property
    def duration(self) -> Bounds[timedelta]:
        """From the longest stretch without interruption to the span of all impacts."""
        parts = [part for _, parts in self._parts for part in parts]
        spans = [(x.longest if x.counts else _ZERO, x.start, x.end, x.ended) for x in parts]
        for verdict in self.verdicts:
            critical = verdict.incident.critical_facility
            if critical is not None:
                spans.append(stretches((critical.period,), verdict.at))
        if not spans:
            return Bounds(_ZERO, _ZERO)
        lengths, starts, ends, ended = zip(*spans, strict=True)
        return Bounds(max(lengths), max(ends) - min(starts) if all(ended) else None)

    @cached_property
    def _parts(self) -> list[tuple[Overlap, list[Part]]]:
        law = limbs_of(self.lead.rules)
        return [(x.incident.overlap, parts_of(x.incident, law, x.at)) for x in self.verdicts]

    def reaches(self, grade: Grade) -> Met:
        """Tell whether one of its carriers has an accident of the grade or of a higher one."""
        if max([x.at_least for x in self.verdicts]) >= grade:
            return Met.YES
        return Met.UNDECIDED if max([x.at_most for x in self.verdicts]) >= grade else Met.NO

    @property
    def is_simple(self) -> bool:
        """Whether its equipment allows the simple form 簡易な様式; never of what may be serious."""
        verdict = self.lead
        allowed = verdict.rules.periodic.simple_form.equipment
        return verdict.incident.equipment in allowed and self.reaches(Grade.SERIOUS) is Met.NO


def _groups(verdict: Verdict) -> set[ServiceGroup | None]:
    """Give the services that were hit; None for what is not told."""
    named = verdict.incident.services
    if named is None:
        return {service_group(impact.service) for impact in verdict.counted()} or {None}
    return {*named} or {None}


def accidents_of(verdicts: Iterable[Verdict]) -> tuple[Accident, ...]:
    """Put the verdicts of each chain together; every other one is an accident by itself.

    Example:
        >>> accidents_of([])
        ()
    """
    accidents: dict[object, list[Verdict]] = {}
    for i, each in enumerate(verdicts):
        chain = each.incident.chain
        accidents.setdefault(i if chain is None else chain, []).append(each)
    return tuple([Accident(tuple(every)) for every in accidents.values()])
