"""Accidents as counts: only those of chains are held, and tables may be made at any time."""

import gc
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.records import NOON, fiscal_2018, impact, record

from jikorules import Origin, Verdict
from jikorules.statistics.bands import Band
from jikorules.statistics.tally import Tally
from jikorules.statistics.yearly import tables_of, yearly

YEARS = (2017, 2018, 2019)


def counted(verdicts: Iterable[Verdict]) -> Tally:
    tally = Tally()
    for each in verdicts:
        tally.add(each)
    return tally


@pytest.mark.parametrize("more", [{}, {"minor": None}, {"carrier": "甲", "cause": "human"}])
def test_an_accident_that_was_counted_is_not_held(more: dict[str, Any]) -> None:
    verdict = record(impact(50), **more)
    held: list[ref[Any]] = [ref(verdict), ref(verdict.incident)]
    tally = counted([verdict])
    tables_of(tally, [2018])
    del verdict
    gc.collect()
    assert [each() for each in held] == [None, None]
    assert tables_of(tally, [2018])[0].by_day.totals == ((0, 1) if "minor" in more else (1, 0))


def test_only_an_accident_of_a_chain_is_held() -> None:
    """The rest of its chain may come later, and be felt earlier or tell another cause."""
    recipient = record(impact(50, start=NOON), origin=Origin.WHOLESALER, chain="c")
    held = ref(recipient)
    tally = counted([recipient])
    del recipient
    gc.collect()
    assert held() is not None
    assert tally.years()[2018].detailed.sure == 1
    tally.add(record(impact(50, start=NOON.replace(year=2017)), cause="human", chain="c"))
    assert [*tally.years()] == [2017]
    (made,) = tables_of(tally, [2017])
    assert made.by_cause.cell("human", "accidents") == 1


def test_counts_do_not_grow_with_the_accidents() -> None:
    """Only the numbers do: a thousand accidents take what ten of the same days and names take."""
    few, many = (
        counted(record(impact(50, start=NOON + timedelta(days=i % 10))) for i in range(count))
        for count in (10, 1000)
    )
    sizes = [
        [len(each) for each in (year.sure.sizes, year.sure.days, year.detailed.carriers)]
        for tally in (few, many)
        for year in tally.years().values()
    ]
    assert sizes == [[1, 10, 0]] * 2


POOL = [
    *fiscal_2018(),
    record(impact(50, start=NOON.replace(year=2017)), chain="LTE"),
    record(impact(50, start=NOON.replace(year=2019)), carrier="甲", minor=None),
    record(impact(50_000, start=NOON.replace(year=2019)), chain="c"),
    record(impact(50, 1)),
]


@given(st.lists(st.sampled_from(POOL)), st.lists(st.sampled_from(POOL)))
def test_the_tables_of_several_years_are_those_of_each(
    first: list[Verdict], more: list[Verdict]
) -> None:
    """However often they are made, and whatever is added in between."""
    tally = counted(first)
    for _ in range(2):
        assert tables_of(tally, YEARS) == tuple([yearly(first, year) for year in YEARS])
    for each in more:
        tally.add(each)
    assert tables_of(tally, YEARS) == tuple([yearly([*first, *more], year) for year in YEARS])


def test_the_bands_of_a_tally_are_those_of_its_tables() -> None:
    tally = Tally(user_bands=Band.cut(100))
    tally.add(record(impact(99)))
    tally.add(record(impact(100)))
    (made,) = tables_of(tally, [2018])
    cells = [made.by_duration.cell(key, "total") for key in ("0-100", "100-")]
    assert cells == [1, 1]
