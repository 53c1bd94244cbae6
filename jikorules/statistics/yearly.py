"""A year of accidents in the tables of the ministry's yearly report, as data.

The accidents counted are those reported in the detailed form 詳細な様式, serious ones included, as
in the report on fiscal 2018. What is undecided or not told is counted apart, never dropped, and
where the total of a table differs from another's, a note says why.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from itertools import chain

from attrs import frozen

from jikorules.basics.errors import Problem, Words, shown
from jikorules.basics.fiscal_years import fiscal_year_name, quarter
from jikorules.basics.validation import Found, check_items, check_member, refuse
from jikorules.facts.incident import check_carrier
from jikorules.facts.taxonomy import Cause, FailedFacility, ServiceGroup, Taxon
from jikorules.judgement.verdict import Verdict
from jikorules.statistics import wording as said
from jikorules.statistics.bands import TIME_BANDS, USER_BANDS, Band, check_bands
from jikorules.statistics.tables import TOTAL, Heading, Table
from jikorules.statistics.tally import Tally, Year
from jikorules.statistics.wording import note
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
    verdicts = tuple(verdicts)
    refuse(
        *check_items("verdicts", Verdict, verdicts, _A_VERDICT),
        *chain.from_iterable(
            check_carrier(f"verdicts[{i}].incident.reporter", each.incident.reporter)
            for i, each in enumerate(verdicts)
            if isinstance(each, Verdict)
        ),
        *check_year("year", year),
        *(() if carriers is None else check_member("carriers", CarrierCount, carriers)),
        *check_bands("user_bands", user_bands, 0),
        *check_bands("time_bands", time_bands, _ZERO),
    )
    tally = Tally(user_bands, time_bands)
    for each in verdicts:
        tally.add(each)
    (made,) = tables_of(tally, [year], carriers)
    return made


def tables_of(
    tally: Tally, years: Iterable[int], carriers: CarrierCount | None = None
) -> tuple[Yearly, ...]:
    """Make the tables of fiscal years of the accidents that were counted; see `yearly`.

    Raises:
        InvalidInput: `years` has what is no such year.

    Example:
        >>> [each.year for each in tables_of(Tally(), [2018, 2019])]
        [2018, 2019]
    """
    years = tuple(years)
    refuse(*[problem for year in years for problem in check_year("years", year)])
    counted = tally.years()
    return tuple([_tables_of(year, counted, tally, carriers) for year in years])


def check_year(path: str, year: object) -> Found:
    """Report what is no fiscal year."""
    if type(year) is int and 1926 < year < 9998:
        return ()
    return (Problem(path, _A_YEAR, shown(year), _APRIL),)


def _tables_of(
    year: int, years: Mapping[int, Year], tally: Tally, carriers: CarrierCount | None
) -> Yearly:
    now, before = years.get(year, Year()), years.get(year - 1)
    others = sum([years[each].accidents for each in years if each != year])
    elsewhere = (*note(said.NOT_REPORTED, now.unreported), *note(said.OTHER_YEARS, others))
    return Yearly(
        year=year,
        carriers=carriers or CarrierCount.practice(year)[0],
        reports=_reports(year, now, carriers, elsewhere),
        by_duration=_by_duration(year, now, tally),
        by_service=_by_taxon(year, "by_service", ServiceGroup, now),
        by_cause=_by_taxon(year, "by_cause", Cause, now),
        by_failed=_by_taxon(year, "by_failed", FailedFacility, now),
        by_quarter=_by_quarter({**years, year: now}),
        by_day=_by_day(year, now),
        year_on_year=None if before is None else _year_on_year(year, before, now),
    )


def _left_out(*years: Year) -> tuple[Words, ...]:
    """Say what the counts of accidents leave out."""
    simple = sum([each.simple.sure + each.simple.undecided for each in years])
    undecided = sum([each.detailed.undecided for each in years])
    return (*note(said.WITHOUT_SIMPLE, simple), *note(said.WITHOUT_UNDECIDED, undecided))


def _reports(year: int, now: Year, asked: CarrierCount | None, elsewhere: Iterable[Words]) -> Table:
    """Count accidents and carriers (table 1)."""
    way = asked or CarrierCount.practice(year)[0]
    carriers = [len(section.carriers) for section in now.sections]
    if way is not CarrierCount.ONCE_IN_THE_YEAR:
        carriers[0] = now.serious.reports
    rows = [
        (head, (count, section.sure, section.undecided))
        for head, section, count in zip(said.SECTIONS, now.sections, carriers, strict=True)
    ]
    all_notes = (
        *_how_carriers_count(year, way, asked),
        *note(said.CHAINS, now.serious.several),
        *note(said.NO_CARRIER, now.detailed.nameless + now.simple.nameless),
        *note(said.NO_EQUIPMENT, now.no_equipment),
        *note(said.SERIOUS_APART, now.apart),
        *note(said.MAY_BELONG, sum([section.undecided for section in now.sections])),
        *elsewhere,
    )
    return _table("reports", year, rows, said.REPORTS, all_notes, summed=False)


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


def _by_duration(year: int, now: Year, tally: Tally) -> Table:
    """Count accidents by users and duration (table 2): each in one cell."""
    counts: Counter[tuple[Heading, int | None]] = Counter()
    user_bands, time_bands = tally.user_bands, tally.time_bands
    heads = [*[Heading(x.key, x.words) for x in user_bands], said.UNTOLD, said.UNDECIDED]
    for (users, time), n in now.sure.sizes.items():
        counts[said.UNTOLD if users is None else heads[users], time] += n
    for (_, time), n in now.undecided.sizes.items():
        counts[said.UNDECIDED, time] += n
    rows: list[Row] = []
    for head in heads:
        cells = [counts[head, time] for time in (*range(len(time_bands)), None)]
        rows.append((head, (*cells, sum(cells))))
    unclear = [n for (head, time), n in counts.items() if head is said.UNTOLD or time is None]
    all_notes = (
        said.HOW_USERS_COUNT,
        said.NOT_SERIOUS,
        *note(said.SEVERAL_BANDS, sum(unclear)),
        *note(said.WITH_UNDECIDED, now.detailed.undecided),
        *note(said.WITHOUT_SIMPLE, now.simple.sure + now.simple.undecided),
    )
    columns = (*[Heading(x.key, x.words) for x in time_bands], said.UNTOLD, TOTAL)
    return _table("by_duration", year, rows, columns, all_notes)


def _by_taxon(year: int, key: str, taxa: type[Taxon], now: Year) -> Table:
    """Count accidents by the names of a taxonomy, each part below what it is a part of."""
    sure, undecided = now.sure.names[taxa], now.undecided.names[taxa]
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
    accidents = now.detailed.sure + now.detailed.undecided
    is_more = sure.total() + undecided.total() > accidents
    several = note(said.SEVERAL_SERVICES, accidents) if is_more else ()
    notes = (*several, *_left_out(now), said.HOW_SHARES_COUNT)
    return _table(key, year, rows, said.COUNTS, notes, shares=shares)


def _by_quarter(years: Mapping[int, Year]) -> Table:
    rows: list[Row] = []
    for year, counted in sorted(years.items()):
        days, detailed = counted.sure.days, counted.detailed
        cells = [sum([n for day, n in days.items() if quarter(day) == i]) for i in (1, 2, 3, 4)]
        head = Heading(str(year), fiscal_year_name(year))
        rows.append((head, (*cells, detailed.sure, detailed.undecided)))
    columns = (*said.QUARTERS, TOTAL, said.UNDECIDED)
    return _table("by_quarter", None, rows, columns, _left_out(*years.values()))


def _by_day(year: int, now: Year) -> Table:
    sure, undecided = now.sure.days, now.undecided.days
    rows = [
        (
            Heading(day.isoformat(), Words(day_name(day), day_name(day, "en"))),
            (sure[day], undecided[day]),
        )
        for day in sorted({*sure, *undecided})
    ]
    return _table("by_day", year, rows, said.COUNTS, _left_out(now))


def _year_on_year(year: int, before: Year, now: Year) -> Table:
    rows = []
    for head, old, new in zip(said.SECTIONS, before.sections, now.sections, strict=True):
        sure, change = (old.sure, new.sure), new.sure - old.sure
        rows.append((head, (*sure, change, old.undecided, new.undecided)))
    both = (*before.sections, *now.sections)
    notes = note(said.MAY_BELONG, sum([section.undecided for section in both]))
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
