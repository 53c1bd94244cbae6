"""Accidents as counts: each is counted as soon as it is known, and no longer held.

Every table of the yearly report is a sum over accidents. What is kept grows with the days and the
carriers, not with the accidents; only those of a chain are held, as more of it may come.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from copy import deepcopy
from datetime import date, timedelta

from attrs import define, field

from jikorules.basics.fiscal_years import fiscal_year
from jikorules.facts.taxonomy import Cause, FailedFacility, ServiceGroup, Taxon
from jikorules.judgement.verdict import Grade, Met, Verdict
from jikorules.statistics.accident import Accident, accidents_of
from jikorules.statistics.bands import TIME_BANDS, USER_BANDS, Band, band_of
from jikorules.words.lists import flat

_TAXONOMIES: tuple[type[Taxon], ...] = (ServiceGroup, Cause, FailedFacility)


@define
class Section:
    """The accidents of a row of table 1.

    Attributes:
        sure: how many are surely of it.
        undecided: how many may be.
        carriers: the names of the carriers that reported the former.
        reports: how many reported them, a carrier once in each accident.
        nameless: how many of these have no name.
        several: how many accidents several carriers reported.
    """

    sure: int = 0
    undecided: int = 0
    carriers: set[str] = field(factory=set)
    reports: int = 0
    nameless: int = 0
    several: int = 0

    def add(self, accident: Accident, grade: Grade) -> Met:
        """Count an accident if it reaches the grade, and tell whether it does."""
        met = accident.reaches(grade)
        if met is Met.UNDECIDED:
            self.undecided += 1
        elif met is Met.YES:
            names = _names(accident, grade)
            self.sure += 1
            self.carriers.update([name for name in names if name])
            self.reports += len(names)
            self.nameless += names.count("")
            self.several += len(names) > 1
        return met


def _names(accident: Accident, grade: Grade) -> list[str]:
    """Name the carriers that report an accident, each once; "" for one without a name."""
    reporting = [x for x in accident.verdicts if x.at_least >= grade]
    names = [flat(verdict.incident.carrier) for verdict in reporting]
    return [name for i, name in enumerate(names) if not name or name not in names[:i]]


@define
class Details:
    """Accidents in the detailed form, as the tables from 2 on count them.

    Attributes:
        sizes: by the places of their bands of users and of time; None for several bands.
        names: by their names in each taxonomy; None for what is not told.
        days: by the days on which they occurred.
    """

    sizes: Counter[tuple[int | None, int | None]] = field(factory=Counter)
    names: dict[type[Taxon], Counter[Taxon | None]] = field(
        factory=lambda: {taxa: Counter() for taxa in _TAXONOMIES}
    )
    days: Counter[date] = field(factory=Counter)


@define
class Year:
    """The accidents of a year; the serious ones are among those in the detailed form.

    Attributes:
        serious: those of the first row of table 1.
        detailed: those in the detailed form.
        simple: those in the simple form.
        sure: what the tables from 2 on say of those that are surely reported in the detailed form.
        undecided: what they say of those that may be.
        accidents: how many there are, those included that need no report.
        unreported: how many need no report.
        no_equipment: how many of `sure` do not tell whether their equipment allows the simple form.
        apart: how many serious ones the law of their day leaves out of the periodic report.
    """

    serious: Section = field(factory=Section)
    detailed: Section = field(factory=Section)
    simple: Section = field(factory=Section)
    sure: Details = field(factory=Details)
    undecided: Details = field(factory=Details)
    accidents: int = 0
    unreported: int = 0
    no_equipment: int = 0
    apart: int = 0

    @property
    def sections(self) -> tuple[Section, Section, Section]:
        """The rows of table 1."""
        return self.serious, self.detailed, self.simple


@define
class Tally:
    """The accidents counted so far.

    Attributes:
        user_bands: the bands of users of table 2.
        time_bands: the bands of time of table 2.

    Example:
        >>> from jikorules import from_wire, judge
        >>> impact = {"service": {"kind": "email"}, "users": 700,
        ...           "start": "2026-05-10T02:00+09:00", "end": "2026-05-10T05:00+09:00"}
        >>> tally = Tally()
        >>> tally.add(judge(from_wire({"impacts": [impact]})))
        >>> tally.years()[2026].detailed.sure
        1
    """

    user_bands: Sequence[Band[int]] = USER_BANDS
    time_bands: Sequence[Band[timedelta]] = TIME_BANDS
    _years: defaultdict[int, Year] = field(factory=lambda: defaultdict(Year), init=False)
    _of_chains: list[Verdict] = field(factory=list, init=False)

    def add(self, verdict: Verdict) -> None:
        """Count an accident of a carrier; one of a chain is held, as more of it may come."""
        if verdict.incident.chain is None:
            self._count(Accident((verdict,)), self._years)
        else:
            self._of_chains.append(verdict)

    def years(self) -> dict[int, Year]:
        """Give the counts of every fiscal year of which there are accidents."""
        years = deepcopy(self._years)  # so that more may still be added, chains included
        for accident in accidents_of(self._of_chains):
            self._count(accident, years)
        return dict(years)

    def _count(self, accident: Accident, years: defaultdict[int, Year]) -> None:
        year = years[fiscal_year(accident.day)]
        year.accidents += 1
        if year.serious.add(accident, Grade.SERIOUS) is Met.YES:
            year.apart += not accident.lead.rules.periodic.reports.serious_included
        is_simple = accident.is_simple
        met = (year.simple if is_simple else year.detailed).add(accident, Grade.PERIODIC)
        if met is Met.NO:
            year.unreported += 1
        elif not is_simple:
            if met is Met.YES:
                year.no_equipment += accident.lead.incident.equipment is None
            self._detail(accident, year.sure if met is Met.YES else year.undecided)

    def _detail(self, accident: Accident, details: Details) -> None:
        place = (
            band_of(accident.users, self.user_bands),
            band_of(accident.duration, self.time_bands),
        )
        details.sizes[place] += 1
        details.days[accident.day] += 1
        for taxa, names in details.names.items():
            names.update(accident.sorted_by(taxa))
