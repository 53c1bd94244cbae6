"""A year of accidents in the tables of the ministry's yearly report, as data.

The accidents counted are those reported in the detailed form 詳細な様式, serious ones included, as
in the report on fiscal 2018. What is undecided or not told is counted apart, never dropped, and
where the total of a table differs from another's, a note says why.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from attrs import frozen

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import Problem, Words, shown
from jikorules.basics.fiscal_years import fiscal_year, fiscal_year_name, quarter
from jikorules.basics.validation import check_items, check_member, refuse
from jikorules.basics.vocabulary import Origin, Overlap
from jikorules.facts.incident import check_carrier
from jikorules.facts.taxonomy import (
    Cause,
    FailedFacility,
    ServiceGroup,
    Taxon,
    service_group,
)
from jikorules.judgement.limbs import limbs_of
from jikorules.judgement.parts import Part, parts_of, stretches, users_together
from jikorules.judgement.verdict import Grade, Met, Verdict
from jikorules.statistics import wording as said
from jikorules.statistics.bands import TIME_BANDS, USER_BANDS, Band, band_of, check_bands
from jikorules.statistics.tables import TOTAL, Heading, Table
from jikorules.statistics.wording import note
from jikorules.words.lists import flat
from jikorules.words.numbers import day as day_name

Row = tuple[Heading, tuple[int, ...]]
"""The head of a row of a table and its counts."""


class CarrierCount(StrEnum):
    """How table 1 counts the carriers that reported serious accidents."""

    ONCE_IN_THE_YEAR = "once_in_the_year"
    """実数: a carrier counts once in all (in fiscal 2011 there were 17 accidents of 8 carriers)."""
    ONCE_IN_EACH_ACCIDENT = "once_in_each_accident"
    """延べ数: a carrier counts in each of its accidents (fiscal 2018: 4 accidents, 6 carriers)."""

    @classmethod
    def practice(cls, year: int) -> "tuple[CarrierCount, int]":
        """Give how the published table of a fiscal year counts.

        Returns:
            The way, and the latest fiscal year up to that one of which it is known.

        Example:
            >>> CarrierCount.practice(2018)
            (<CarrierCount.ONCE_IN_EACH_ACCIDENT: 'once_in_each_accident'>, 2018)
            >>> CarrierCount.practice(2016)
            (<CarrierCount.ONCE_IN_THE_YEAR: 'once_in_the_year'>, 2014)
        """
        if year < _FIRST_IN_EACH:
            return cls.ONCE_IN_THE_YEAR, min(year, _LAST_IN_THE_YEAR)
        return cls.ONCE_IN_EACH_ACCIDENT, min(year, _LAST_IN_EACH)


# The published tables that were read: up to fiscal 2014, and those of fiscal 2017 and 2018.
_LAST_IN_THE_YEAR, _FIRST_IN_EACH, _LAST_IN_EACH = 2014, 2017, 2018
_ZERO = timedelta(0)
_A_VERDICT = Words("事故の判定（Verdict）", "the Verdict on an accident")
_A_YEAR = Words("西暦の年度（1927以上9997以下の整数）", "a fiscal year from 1927 to 9997")
_APRIL = Words("その4月の属する西暦の年を与えてください。", "Give the year of its April.")


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
        least = users_together([*in_rows, *sure], Overlap.SAME).low
        return Bounds(least, users_together(in_rows, Overlap.SAME).high)

    def _users_in(self, row: int) -> Bounds[int]:
        """Give the users of a row: at least of what is surely in it, at most of what may be."""
        carriers = []
        for overlap, parts in self._parts:
            may_be = [part for part in parts if row in part.rows]
            surely = [part for part in may_be if part.counts and len(part.rows) == 1]
            least = users_together([part.users for part in surely], overlap).low
            most = users_together([part.users for part in may_be], overlap).high
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
    """Put the verdicts of each chain together; every other one is an accident by itself."""
    accidents: dict[object, list[Verdict]] = {}
    for i, each in enumerate(verdicts):
        chain = each.incident.chain
        accidents.setdefault(i if chain is None else chain, []).append(each)
    return tuple([Accident(tuple(every)) for every in accidents.values()])


@frozen
class Yearly:
    """The tables of a fiscal year.

    Attributes:
        year: the fiscal year, by the year in which its April falls.
        carriers: how table 1 counts the carriers of serious accidents.
        reports: the accidents and the carriers that reported them (table 1).
        by_duration: the accidents by users and by duration (table 2).
        by_service: by service; an accident may count more than once.
        by_quarter: by quarter, for every year of which there are accidents.
        by_day: by the day on which they occurred.
        year_on_year: beside the year before; None if no accident of that year was given.
    """

    year: int
    carriers: CarrierCount
    reports: Table
    by_duration: Table
    by_service: Table
    by_cause: Table
    by_failed: Table
    by_quarter: Table
    by_day: Table
    year_on_year: Table | None

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables."""
        one = (self.reports, self.by_duration, self.by_service, self.by_cause, self.by_failed)
        more = () if self.year_on_year is None else (self.year_on_year,)
        return (*one, self.by_quarter, self.by_day, *more)

    def __iter__(self) -> Iterator[Table]:
        """Give one table after the other, as `tables_markdown` and `tables_html` take them."""
        return iter(self.tables)


def yearly(
    verdicts: Iterable[Verdict],
    year: int,
    *,
    carriers: CarrierCount | None = None,
    user_bands: Sequence[Band[int]] = USER_BANDS,
    time_bands: Sequence[Band[timedelta]] = TIME_BANDS,
) -> Yearly:
    """Make the tables of a fiscal year.

    Args:
        verdicts: the verdicts on the accidents of carriers; those of other years go into the
            comparisons of years only.
        year: the fiscal year, by the year in which its April falls.
        carriers: how the carriers that reported serious accidents are counted. Left out, as in the
            published table of the year, or if that is not known of the latest before it of which it
            is; a note of table 1 says so. Of other accidents a carrier always counts once.
        user_bands: the bands of users 影響利用者数の階級 of table 2.
        time_bands: the bands of time 継続時間の階級 of table 2.

    Raises:
        InvalidInput: a verdict is on the accident of a tower provider, `year` is no such year,
            `carriers` no way to count them, or bands leave gaps, overlap or do not ascend.

    Example:
        >>> tables = yearly([], 2018)
        >>> tables.by_cause.title.ja, tables.by_cause.totals
        ('発生要因別の件数（平成30年度）', (0, 0))
    """
    verdicts, is_year = tuple(verdicts), type(year) is int and 1926 < year < 9998
    refuse(
        *check_items("verdicts", Verdict, verdicts, _A_VERDICT),
        *(() if is_year else (Problem("year", _A_YEAR, shown(year), _APRIL),)),
        *(() if carriers is None else check_member("carriers", CarrierCount, carriers)),
        *check_bands("user_bands", user_bands, 0),
        *check_bands("time_bands", time_bands, _ZERO),
    )
    for i, each in enumerate(verdicts):
        refuse(*check_carrier(f"verdicts[{i}].incident.reporter", each.incident.reporter))
    years: dict[int, list[Accident]] = {year: []}
    for accident in accidents_of(verdicts):
        years.setdefault(fiscal_year(accident.day), []).append(accident)
    by_year = {each: _year_of(years[each]) for each in sorted(years)}
    now, before = by_year[year], by_year.get(year - 1)
    others = sum([len(years[each]) for each in years if each != year])
    none = sum([each.reaches(Grade.PERIODIC) is Met.NO for each in years[year]])
    elsewhere = (*note(said.NOT_REPORTED, none), *note(said.OTHER_YEARS, others))
    return Yearly(
        year=year,
        carriers=carriers or CarrierCount.practice(year)[0],
        reports=_reports(year, now, carriers, elsewhere),
        by_duration=_by_duration(year, now, user_bands, time_bands),
        by_service=_by_taxon(year, "by_service", ServiceGroup, now),
        by_cause=_by_taxon(year, "by_cause", Cause, now),
        by_failed=_by_taxon(year, "by_failed", FailedFacility, now),
        by_quarter=_by_quarter(by_year),
        by_day=_by_day(year, now),
        year_on_year=None if before is None else _year_on_year(year, before, now),
    )


class _Section(NamedTuple):
    """The accidents of a row of table 1: those that are surely of it, and those that may be."""

    head: Heading
    sure: list[Accident]
    undecided: list[Accident]

    def add(self, accident: Accident, grade: Grade) -> None:
        met = accident.reaches(grade)
        if met is not Met.NO:
            (self.sure if met is Met.YES else self.undecided).append(accident)


class _Year(NamedTuple):
    """The accidents of a year; the serious ones are among those in the detailed form."""

    serious: _Section
    detailed: _Section
    simple: _Section


def _year_of(accidents: Iterable[Accident]) -> _Year:
    serious, detailed, simple = (_Section(head, [], []) for head in said.SECTIONS)
    for each in accidents:
        serious.add(each, Grade.SERIOUS)
        (simple if each.is_simple else detailed).add(each, Grade.PERIODIC)
    return _Year(serious, detailed, simple)


def _left_out(*years: _Year) -> tuple[Words, ...]:
    """Say what the counts of accidents leave out."""
    simple = sum([len(each.simple.sure) + len(each.simple.undecided) for each in years])
    undecided = sum([len(each.detailed.undecided) for each in years])
    return (*note(said.WITHOUT_SIMPLE, simple), *note(said.WITHOUT_UNDECIDED, undecided))


def _reports(
    year: int, now: _Year, asked: CarrierCount | None, elsewhere: Iterable[Words]
) -> Table:
    """Count accidents and carriers (table 1)."""
    way = asked or CarrierCount.practice(year)[0]
    serious = [_names(x, Grade.SERIOUS) for x in now.serious.sure]
    carriers = [sum(map(len, serious))]
    if way is CarrierCount.ONCE_IN_THE_YEAR:
        carriers = [_named(serious)]
    unnamed = 0
    for section in (now.detailed, now.simple):
        names = [_names(x, Grade.PERIODIC) for x in section.sure]
        carriers.append(_named(names))
        unnamed += sum([each.count("") for each in names])
    rows = [
        (section.head, (count, len(section.sure), len(section.undecided)))
        for section, count in zip(now, carriers, strict=True)
    ]
    untold = sum([x.lead.incident.equipment is None for x in now.detailed.sure])
    ways = [x.lead.rules.periodic.reports for x in now.serious.sure]
    all_notes = (
        *_how_carriers_count(year, way, asked),
        *note(said.CHAINS, sum([len(each) > 1 for each in serious])),
        *note(said.NO_CARRIER, unnamed),
        *note(said.NO_EQUIPMENT, untold),
        *note(said.SERIOUS_APART, sum([not each.serious_included for each in ways])),
        *note(said.MAY_BELONG, sum([len(section.undecided) for section in now])),
        *elsewhere,
    )
    return _table("reports", year, rows, said.REPORTS, all_notes, summed=False)


def _names(accident: Accident, grade: Grade) -> list[str]:
    """Name the carriers that report an accident, each once; "" for one without a name."""
    reporting = [x for x in accident.verdicts if x.at_least >= grade]
    names = [flat(verdict.incident.carrier) for verdict in reporting]
    return [name for i, name in enumerate(names) if not name or name not in names[:i]]


def _named(names: Iterable[Iterable[str]]) -> int:
    """Count carriers once in all, as far as they have names."""
    return len(set[str]().union(*names) - {""})


def _how_carriers_count(
    year: int, way: CarrierCount, asked: CarrierCount | None
) -> tuple[Words, Words]:
    """Say how carriers are counted, and whether that is how the ministry does it."""
    how = {
        CarrierCount.ONCE_IN_THE_YEAR: said.ONCE_IN_THE_YEAR,
        CarrierCount.ONCE_IN_EACH_ACCIDENT: said.ONCE_IN_EACH_ACCIDENT,
    }[way]
    practice, of_year = CarrierCount.practice(year)
    if of_year == year and way is practice:
        return how, said.AS_PUBLISHED
    if asked is None:
        known = fiscal_year_name(of_year)
        return how, said.naming(said.AS_BEFORE, known)
    differs = said.DIFFERS if of_year == year else said.MAY_DIFFER
    return how, said.naming(said.AS_ASKED, differs)


def _by_duration(
    year: int,
    now: _Year,
    user_bands: Sequence[Band[int]],
    time_bands: Sequence[Band[timedelta]],
) -> Table:
    """Count accidents by users and duration (table 2): each in one cell."""
    counts: Counter[tuple[Heading, int | None]] = Counter()
    heads = [*[Heading(x.key, x.words) for x in user_bands], said.UNTOLD, said.UNDECIDED]
    for each in now.detailed.sure:
        place = band_of(each.users, user_bands)
        head = said.UNTOLD if place is None else heads[place]
        counts[head, band_of(each.duration, time_bands)] += 1
    for each in now.detailed.undecided:
        counts[said.UNDECIDED, band_of(each.duration, time_bands)] += 1
    rows: list[Row] = []
    for head in heads:
        cells = [counts[head, time] for time in (*range(len(time_bands)), None)]
        rows.append((head, (*cells, sum(cells))))
    unclear = [n for (head, time), n in counts.items() if head is said.UNTOLD or time is None]
    all_notes = (
        said.HOW_USERS_COUNT,
        said.NOT_SERIOUS,
        *note(said.SEVERAL_BANDS, sum(unclear)),
        *note(said.WITH_UNDECIDED, len(now.detailed.undecided)),
        *note(said.WITHOUT_SIMPLE, len(now.simple.sure) + len(now.simple.undecided)),
    )
    columns = (*[Heading(x.key, x.words) for x in time_bands], said.UNTOLD, TOTAL)
    return _table("by_duration", year, rows, columns, all_notes)


def _by_taxon(year: int, key: str, taxa: type[Taxon], now: _Year) -> Table:
    """Count accidents by the names of a taxonomy, each part below what it is a part of."""

    def tally(accidents: Iterable[Accident]) -> Counter[Taxon | None]:
        return Counter([name for each in accidents for name in each.sorted_by(taxa)])

    sure, undecided = tally(now.detailed.sure), tally(now.detailed.undecided)
    told = sure.total() - sure[None]
    rows: list[Row] = []
    shares: list[int | None] = []

    def add(head: Heading, names: Iterable[Taxon | None], whole: int) -> int:
        count = sum([sure[name] for name in names])
        rows.append((head, (count, sum([undecided[name] for name in names]))))
        shares.append(percent(count, whole))
        return count

    for top in (each for each in taxa if each.parent is None):
        children = top.children
        whole = add(Heading(top.value, top.words), (top, *children), told)
        for child in children:
            add(Heading(child.value, child.words, 1), (child,), whole)
        if children and (sure[top] or undecided[top]):
            add(Heading(f"{top.value}.untold", said.UNTOLD_PART, 1), (top,), whole)
    add(said.UNTOLD, (None,), 0)
    accidents = len(now.detailed.sure) + len(now.detailed.undecided)
    is_more = sure.total() + undecided.total() > accidents
    several = note(said.SEVERAL_SERVICES, accidents) if is_more else ()
    notes = (*several, *_left_out(now), said.HOW_SHARES_COUNT)
    return _table(key, year, rows, said.COUNTS, notes, shares=shares)


def _by_quarter(years: Mapping[int, _Year]) -> Table:
    rows: list[Row] = []
    for year, (_, detailed, _) in years.items():
        quarters = Counter([quarter(each.day) for each in detailed.sure])
        cells = [quarters[number] for number in (1, 2, 3, 4)]
        head = Heading(str(year), fiscal_year_name(year))
        rows.append((head, (*cells, len(detailed.sure), len(detailed.undecided))))
    columns = (*said.QUARTERS, TOTAL, said.UNDECIDED)
    return _table("by_quarter", None, rows, columns, _left_out(*years.values()))


def _by_day(year: int, now: _Year) -> Table:
    sure = Counter([each.day for each in now.detailed.sure])
    undecided = Counter([each.day for each in now.detailed.undecided])
    rows = [
        (
            Heading(day.isoformat(), Words(day_name(day), day_name(day, "en"))),
            (sure[day], undecided[day]),
        )
        for day in sorted({*sure, *undecided})
    ]
    return _table("by_day", year, rows, said.COUNTS, _left_out(now))


def _year_on_year(year: int, before: _Year, now: _Year) -> Table:
    rows = []
    for old, new in zip(before, now, strict=True):
        sure, change = (len(old.sure), len(new.sure)), len(new.sure) - len(old.sure)
        rows.append((new.head, (*sure, change, len(old.undecided), len(new.undecided))))
    notes = note(said.MAY_BELONG, sum([len(each.undecided) for each in (*before, *now)]))
    return _table("year_on_year", year, rows, said.YEARS, notes, summed=False)


def _table(  # noqa: PLR0913
    key: str,
    year: int | None,
    rows: Sequence[Row],
    columns: Iterable[Heading],
    notes: Iterable[Words],
    *,
    shares: Sequence[int | None] | None = None,
    summed: bool = True,
) -> Table:
    """Make a table of its rows and sum it up; `year` is put in its title."""
    columns, title = tuple(columns), said.TITLES[key]
    if year is not None:
        name = fiscal_year_name(year)
        title = Words(f"{title.ja}（{name.ja}）", f"{title.en}, {name.en}")
    top = [cells for head, cells in rows if head.level == 0]
    totals = [sum(cells) for cells in zip((0,) * len(columns), *top, strict=True)]
    return Table(
        key,
        title,
        tuple([head for head, _ in rows]),
        columns,
        tuple([cells for _, cells in rows]),
        tuple(totals) if summed else None,
        None if shares is None else tuple(shares),
        tuple(notes),
    )


def percent(part: int, whole: int) -> int | None:
    """Give a share in percent, rounded half up 四捨五入; None if there is no whole.

    Example:
        >>> percent(3_867, 6_180), percent(1, 200), percent(0, 0)
        (63, 1, None)
    """
    return (200 * part + whole) // (2 * whole) if whole else None
