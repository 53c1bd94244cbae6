"""A year of accidents in the tables of the yearly report."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from support.records import DATA, HOUR, NOON, VOICE, filled, fiscal_2018, impact, record
from support.strategies import incidents

from jikorules import (
    JAPAN,
    Bounds,
    CriticalFacility,
    Equipment,
    Grade,
    Impact,
    Incident,
    InvalidInput,
    Met,
    Origin,
    Overlap,
    Period,
    Service,
    Verdict,
    judge,
    ruleset,
)
from jikorules.basics.fiscal_years import fiscal_year
from jikorules.facts.taxonomy import Cause, FailedFacility, ServiceGroup
from jikorules.statistics.accident import Accident, accidents_of
from jikorules.statistics.bands import TIME_BANDS, USER_BANDS, Band
from jikorules.statistics.tables import Table, table_markdown
from jikorules.statistics.yearly import CarrierCount, Yearly, yearly


def one(*records: Verdict) -> Accident:
    (accident,) = accidents_of(records)
    return accident


# The published figures of fiscal 2018.


def test_the_serious_accidents_of_fiscal_2018_by_users_and_duration() -> None:
    """１件は３万人以上10万人未満で２時間以上５時間未満、…１件は100万人以上で12時間以上24時間未満."""
    table = yearly(fiscal_2018(), 2018).by_duration
    assert filled(table) == {
        ("30000-100000", "PT2H-PT5H"): 1,
        ("100000-1000000", "PT2H-PT5H"): 1,
        ("1000000-", "PT2H-PT5H"): 1,
        ("1000000-", "PT12H-PT24H"): 1,
    }
    assert table.cell("1000000-", "total") == 2
    assert table.totals is not None
    assert table.totals[-1] == 4


def test_four_accidents_and_six_carriers() -> None:
    """重大な事故は４件、報告事業者数は６社（卸提供元及び卸提供先の両方が含まれる）."""
    table = yearly(fiscal_2018(), 2018).reports
    assert (table.cell("serious", "accidents"), table.cell("serious", "carriers")) == (4, 6)
    assert (table.cell("detailed", "accidents"), table.cell("detailed", "carriers")) == (4, 5)
    assert any("卸元" in each.ja for each in table.notes)
    assert table.totals is None


EACH, ONCE = CarrierCount.ONCE_IN_EACH_ACCIDENT, CarrierCount.ONCE_IN_THE_YEAR


def serious_of(tables: Yearly) -> tuple[int, int]:
    return tables.reports.cell("serious", "carriers"), tables.reports.cell("serious", "accidents")


def told(tables: Yearly) -> str:
    return "".join([each.ja for each in tables.reports.notes])


@pytest.mark.parametrize(
    ("year", "carriers", "accidents"), [(2011, 8, 17), (2013, 9, 14), (2014, 4, 6)]
)
def test_a_carrier_counts_once_up_to_fiscal_2014(year: int, carriers: int, accidents: int) -> None:
    """平成23年度は8社17件、平成25年度は9社14件、平成26年度は4社6件."""
    records = [
        record(impact(50_000, start=NOON.replace(year=year)), carrier=f"第{i % carriers}社")
        for i in range(accidents)
    ]
    tables = yearly(records, year)
    assert (tables.carriers, serious_of(tables)) == (ONCE, (carriers, accidents))
    assert "複数の事故を報告した事業者も1社とする" in told(tables)
    assert "当該年度の公表された表による" in told(tables)
    assert "卸元" not in told(tables)
    asked = yearly(records, year, carriers=EACH)
    assert (asked.carriers, serious_of(asked)) == (EACH, (accidents, accidents))
    assert "当該年度の公表された表の数え方とは異なる。" in told(asked)
    assert yearly(records, year, carriers=ONCE) == tables


def test_a_carrier_counts_in_each_of_its_accidents_in_fiscal_2017_and_2018() -> None:
    tables = yearly(fiscal_2018(), 2018)
    assert (tables.carriers, serious_of(tables)) == (EACH, (6, 4))
    assert "事故ごとに数えた延べ数" in told(tables)
    assert "当該年度の公表された表による" in told(tables)
    # ソフトバンク had two of them.
    asked = yearly(fiscal_2018(), 2018, carriers=ONCE)
    assert (asked.carriers, serious_of(asked)) == (ONCE, (5, 4))
    assert "とは異なる。" in told(asked)
    assert "卸元" in told(asked)
    before = [NOON_2017, NOON_2017]
    assert serious_of(yearly(before, 2017)) == (2, 2)


NOON_2017 = record(impact(50_000, start=NOON.replace(year=2017)), carrier="甲")


@pytest.mark.parametrize(
    ("year", "way", "of_year"),
    [
        (2014, ONCE, None),
        (2015, ONCE, "平成26年度"),
        (2016, ONCE, "平成26年度"),
        (2017, EACH, None),
        (2018, EACH, None),
        (2019, EACH, "平成30年度"),
        (2026, EACH, "平成30年度"),
    ],
)
def test_a_practice_that_is_not_known_is_said_not_to_be(
    year: int, way: CarrierCount, of_year: str | None
) -> None:
    tables = yearly([], year)
    assert tables.carriers is way
    assert ("当該年度の公表された表による" in told(tables)) is (of_year is None)
    assert (f"確認していないため、{of_year}の表の数え方によった" in told(tables)) is bool(of_year)
    for asked in CarrierCount:
        may_differ = "とは異なることがある。" in told(yearly([], year, carriers=asked))
        assert may_differ is bool(of_year)
    notes = [each.en for each in tables.reports.notes]
    assert not any("{" in each for each in notes)


def test_a_way_to_count_that_is_none() -> None:
    with pytest.raises(InvalidInput, match=r"carriers.*once_in_the_year, once_in_each_accident"):
        yearly([], 2018, carriers="twice")  # type: ignore[arg-type]


def test_a_carrier_counts_once_in_an_accident() -> None:
    """Two brands of a carrier in one chain are that carrier; those without a name may be others."""
    brands = [record(impact(50_000), carrier=name, chain="c") for name in ("甲", " 甲 ", "乙")]
    assert serious_of(yearly(brands, 2018)) == (2, 1)
    nameless = [record(impact(50_000), chain="c") for _ in range(2)]
    assert serious_of(yearly([*brands, *nameless], 2018)) == (4, 1)
    assert serious_of(yearly([*brands, *nameless], 2018, carriers=ONCE)) == (2, 1)
    alone = yearly(brands[:2], 2018)
    assert serious_of(alone) == (1, 1)
    assert "卸元" not in told(alone)


def test_causes_and_failed_facilities_of_fiscal_2018() -> None:
    """２件は設備要因（自然故障）、２件は設備要因（ソフトウェアの不具合）."""
    tables = yearly(fiscal_2018(), 2018)
    assert filled(tables.by_cause) == {
        ("equipment", "accidents"): 4,
        ("equipment.natural_failure", "accidents"): 2,
        ("equipment.software", "accidents"): 2,
    }
    assert filled(tables.by_failed) == {
        ("switching", "accidents"): 2,
        ("switching.subscriber_unit", "accidents"): 1,
        ("switching.other", "accidents"): 1,
        ("server", "accidents"): 1,
        ("server.other", "accidents"): 1,
        ("power", "accidents"): 1,
    }


def test_main_services_of_fiscal_2018() -> None:
    """１件は音声サービス（固定電話）、１件は音声サービス（携帯電話）、２件はその他の事故."""
    main = {
        "energia-2018-05-29": "other.internet",
        "softbank-mail-2018-09-17": "other.email",
        "softbank-lte-2018-12-06": "voice.mobile_phone",
        "jcom-east-2019-03-16": "voice.fixed_phone",
    }
    records = [
        judge(evolve(x, services=[main[x.id]] if x.id in main else None))
        for x in (each.incident for each in fiscal_2018())
        if x.origin is Origin.OWN
    ]
    table = yearly(records, 2018).by_service
    assert filled(table) == {
        ("voice", "accidents"): 2,
        ("voice.mobile_phone", "accidents"): 1,
        ("voice.fixed_phone", "accidents"): 1,
        ("other", "accidents"): 2,
        ("other.email", "accidents"): 1,
        ("other.internet", "accidents"): 1,
    }
    assert not any("複数" in each.ja for each in table.notes)


# Facts.


def test_odd_records_are_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        Incident(
            [impact(5)],
            cause="war",
            failed=3,  # type: ignore[arg-type]
            services=["voice", "x"],
            chain=1,  # type: ignore[arg-type]
        )
    paths = {each.path for each in caught.value.problems}
    assert paths == {"cause", "failed", "services[1]", "chain"}
    with pytest.raises(InvalidInput, match=r"verdicts\[0\]：.*\n.*year："):
        yearly(["?"], True)  # type: ignore[list-item]
    assert (yearly([], 1927).year, yearly([], 9997).year) == (1927, 9997)
    for year in (1926, 9998, 2018.0, "2018"):
        with pytest.raises(InvalidInput, match=r"^year："):
            yearly([], year)  # type: ignore[arg-type]


# How users and time are counted.


def test_users_of_different_rows_are_not_added_up() -> None:
    """電話41,382件、インターネット66,426件は、3万人以上10万人未満に計上されている."""
    east = next(x for x in fiscal_2018() if x.incident.id == "jcom-east-2019-03-16")
    assert one(east).users == Bounds.exact(66_426)
    both = one(*[x for x in fiscal_2018() if x.incident.chain == "J:COM"])
    assert both.users == Bounds.between(66_426, 41_382 + 36_355)
    assert both.lead is both.verdicts[0]


@pytest.mark.parametrize(
    ("overlap", "users"),
    [
        (Overlap.SAME, Bounds.exact(70)),
        (Overlap.DISJOINT, Bounds.exact(110)),
        (Overlap.UNKNOWN, Bounds.between(70, 110)),
    ],
)
def test_users_of_one_row_overlap_as_told(overlap: Overlap, users: Bounds[int]) -> None:
    parts = impact(40), impact(70), impact(100, service=DATA)
    assert one(record(*parts[:2], overlap=overlap)).users == users
    assert users.high is not None
    low = max(users.low or 0, 100)
    assert one(record(*parts, overlap=overlap)).users == Bounds(low, max(users.high, 100))


def test_users_that_are_not_known() -> None:
    assert one(record(impact(None), impact(70, service=DATA))).users == Bounds.at_least(70)
    maybe = record(impact(40), impact(90, supplementary=None), impact(500, supplementary=True))
    assert one(maybe).users == Bounds.between(40, 130)
    # A service that may fall in two rows may have to be added to those of either.
    either = Service("voice", paid=True)
    accident = one(record(impact(40), impact(50, service=either), overlap=Overlap.DISJOINT))
    assert accident.users == Bounds.between(50, 90)


def test_duration_goes_from_the_longest_stretch_to_the_span() -> None:
    later = impact(40, 2, start=NOON + 4 * HOUR)
    assert one(record(impact(40), later)).duration == Bounds(3 * HOUR, 6 * HOUR)
    assert one(record(impact(40), impact(40, 2))).duration == Bounds.exact(3 * HOUR)
    runs = Impact(VOICE, 40, Period(NOON))
    assert one(record(impact(40), runs)).duration == Bounds(3 * HOUR, None)
    maybe = one(record(impact(40, 1), impact(40, supplementary=None)))
    assert maybe.duration == Bounds(HOUR, 3 * HOUR)
    assert one(record(impact(40, supplementary=True))).duration == Bounds.exact(0 * HOUR)


def test_a_critical_facility_lasts_and_hits_nobody() -> None:
    critical = CriticalFacility("satellite", Period(NOON, NOON + 7 * HOUR))
    records = [
        judge(Incident([], critical_facility=evolve(critical, installed_by=each)))
        for each in ("self", None)
    ]
    assert one(records[0]).users == Bounds.exact(0)
    assert one(records[0]).duration == Bounds.exact(7 * HOUR)
    table = yearly(records, 2018).by_duration
    assert filled(table) == {("0-500", "PT5H-PT12H"): 1, ("undecided", "PT5H-PT12H"): 1}
    assert filled(yearly(records, 2018).by_service) == {
        ("untold", "accidents"): 1,
        ("untold", "undecided"): 1,
    }


def test_bands_that_are_not_settled_count_apart() -> None:
    wide = record(impact(Bounds.between(400, 600)))
    long = record(impact(100, 2), impact(100, 2, start=NOON + 5 * HOUR), overlap=Overlap.SAME)
    both = record(
        impact(Bounds.between(400, 600), 2), impact(100, 2, start=NOON + 5 * HOUR), disaster=None
    )
    table = yearly([wide, long, both], 2018).by_duration
    assert (
        filled(table)
        == {
            ("untold", "PT2H-PT5H"): 1,
            ("0-500", "untold"): 1,
            ("untold", "untold"): 1,
        }
        or both.grade is None
    )
    assert any(each.ja.startswith("「不明」") for each in table.notes)


def test_a_band_that_is_not_known_is_told_where_there_is_one() -> None:
    wide = record(impact(Bounds.between(400, 600)))
    long = record(impact(100, 2), impact(100, 2, start=NOON + 5 * HOUR), overlap=Overlap.SAME)
    for records, is_told in (([wide], True), ([long], True), ([record(impact(50))], False)):
        notes = yearly(records, 2018).by_duration.notes
        assert any(each.ja.startswith("「不明」") for each in notes) is is_told


def test_a_chain_is_one_accident_wherever_its_wholesaler_stands() -> None:
    records = fiscal_2018()
    for order in (records, records[::-1]):
        tables = yearly(order, 2018)
        assert tables.by_cause.cell("untold", "accidents") == 0
        assert tables.reports.cell("serious", "accidents") == 4
    alone = [x for x in records if x.incident.origin is not Origin.OWN]
    assert yearly(alone, 2018).by_cause.cell("untold", "accidents") == 2
    apart = [judge(evolve(x.incident, chain=None)) for x in records]
    assert yearly(apart, 2018).reports.cell("serious", "accidents") == 6


def test_only_carriers_that_report_count() -> None:
    small = record(impact(10, 1), origin=Origin.WHOLESALER, carrier="小", chain="c")
    large = record(impact(50_000, 1), carrier="大", chain="c")
    again = record(impact(50_000, 3), carrier=" 大 ")
    periodic = record(impact(50, 3))
    table = yearly([small, large, again, periodic], 2018).reports
    assert (table.cell("serious", "carriers"), table.cell("serious", "accidents")) == (2, 2)
    assert (table.cell("detailed", "carriers"), table.cell("detailed", "accidents")) == (1, 3)
    assert any("事業者名の示されていない報告1件" in each.ja for each in table.notes)
    assert not any("卸元" in each.ja for each in table.notes)


def test_a_chain_may_be_serious_by_a_carrier_of_which_that_is_open() -> None:
    surely_not = record(impact(10, 1), chain="c")
    open_ = record(impact(None), chain="c")
    for order in ((surely_not, open_), (open_, surely_not)):
        accident = one(*order)
        assert accident.reaches(Grade.SERIOUS) is Met.UNDECIDED
        assert yearly(order, 2018).reports.cell("serious", "undecided") == 1


def test_the_simple_form() -> None:
    base = Equipment.RADIO_BASE_STATION
    records = [
        record(impact(50), equipment=base, carrier="甲"),
        record(impact(50), equipment=base, carrier="甲"),
        record(impact(50_000), equipment=base, carrier="乙"),  # serious, so in the detailed form
        record(impact(50), equipment=Equipment.OTHER, carrier="乙"),
        record(impact(50), minor=None, equipment=base),
    ]
    tables = yearly(records, 2018)
    row = [tables.reports.cell("simple", key) for key in ("carriers", "accidents", "undecided")]
    assert row == [1, 2, 1]
    assert tables.reports.cell("detailed", "accidents") == 2
    for table in (tables.by_duration, tables.by_cause, tables.by_quarter, tables.by_day):
        assert any("簡易な様式による報告3件" in each.ja for each in table.notes)
    assert not any("示されていない" in each.ja for each in tables.reports.notes)


def test_what_is_left_out_is_told() -> None:
    records = [
        *[record(impact(50, 1))] * 2,  # no report
        record(impact(50), minor=None),  # open whether it is reported
        record(impact(50, start=datetime(2017, 6, 1, tzinfo=JAPAN))),
    ]
    tables = yearly(records, 2018)
    notes = " ".join(each.ja for each in tables.reports.notes)
    assert "報告対象外の事故2件" in notes
    assert "他の年度に発生した事故1件" in notes
    assert tables.reports.cell("detailed", "undecided") == 1
    assert tables.by_duration.cell("undecided", "total") == 1
    for table in (tables.by_service, tables.by_cause, tables.by_failed, tables.by_day):
        assert table.totals == (0, 1)
        assert any("（1件）" in each.ja for each in table.notes)
    assert tables.by_cause.cell("untold", "undecided") == 1
    assert tables.by_service.cell("voice.untold", "undecided") == 1
    assert tables.by_cause.shares == (None,) * len(tables.by_cause.rows)


def test_a_serious_accident_that_no_periodic_report_holds_is_counted_and_told() -> None:
    table = yearly([record(impact(50_000, start=NOON.replace(year=2024)))], 2024).reports
    assert table.cell("detailed", "accidents") == 1
    assert any("除かれる重大な事故1件" in each.ja for each in table.notes)


def test_shares_are_of_what_is_told() -> None:
    records = [
        record(impact(50), failed=failed)
        for failed in (None, None, None, "line.subscriber_cable", "line", "server.other")
    ]
    table = yearly(records, 2018).by_failed
    assert table.shares is not None
    shares = dict(zip([each.key for each in table.rows], table.shares, strict=True))
    assert (shares["line"], shares["line.subscriber_cable"], shares["line.untold"]) == (67, 50, 50)
    assert (shares["server"], shares["power"], shares["untold"]) == (33, 0, None)
    assert table.totals == (6, 0)


# Quarters, days and years.


def test_the_fiscal_year_is_that_of_the_day_in_japan() -> None:
    eve = datetime.fromisoformat("2019-03-31T14:59:59+00:00")
    records = [record(impact(50, start=eve)), record(impact(50, start=eve + timedelta(seconds=1)))]
    tables = yearly(records, 2019)
    assert filled(tables.by_quarter) == {("2018", "q4"): 1, ("2019", "q1"): 1}
    assert filled(tables.by_day) == {("2019-04-01", "accidents"): 1}
    assert fiscal_year(date(2019, 3, 31)) == 2018
    assert [each.name.ja for each in tables.by_quarter.rows] == ["平成30年度", "令和元年度"]
    assert tables.by_day.rows[0].name.ja == "2019年4月1日"


def test_an_accident_is_of_the_day_on_which_it_began() -> None:
    """発生した日: the first day, in a table of days, quarters and years, however long it lasted."""
    eve = datetime(2019, 3, 31, 23, tzinfo=JAPAN)
    over = record(impact(50, 3, start=eve))
    again = record(impact(50, 3, start=eve), impact(50, 3, start=eve + 24 * HOUR))
    for each in (over, again):
        assert one(each).day == date(2019, 3, 31)
        tables = yearly([each], 2018)
        assert filled(tables.by_day) == {("2019-03-31", "accidents"): 1}
        assert filled(tables.by_quarter) == {("2018", "q4"): 1}
        assert not filled(yearly([each], 2019).by_day)


def test_a_chain_is_of_the_day_on_which_the_first_of_it_began() -> None:
    eve = datetime(2019, 3, 31, 23, tzinfo=JAPAN)
    for own, other in ((0, 2), (2, 0)):  # which may be felt at a recipient first
        own_record = record(impact(50, 5, start=eve + own * HOUR), chain="c")
        start = eve + other * HOUR
        recipient = record(impact(50, 5, start=start), origin=Origin.WHOLESALER, chain="c")
        for order in ((own_record, recipient), (recipient, own_record)):
            assert one(*order).day == date(2019, 3, 31)
            assert filled(yearly(order, 2018).by_day) == {("2019-03-31", "accidents"): 1}
            assert not filled(yearly(order, 2019).by_day)


@pytest.mark.parametrize("month", range(1, 13))
def test_quarters(month: int) -> None:
    table = yearly([record(impact(50, start=NOON.replace(month=month)))], 2018).by_quarter
    year, quarter = (2018, (month - 1) // 3) if month > 3 else (2017, 4)
    assert filled(table) == {(str(year), f"q{quarter}"): 1}


def test_year_on_year() -> None:
    before = [record(impact(50, start=NOON.replace(year=2017))) for _ in range(3)]
    before.append(record(impact(50, start=NOON.replace(year=2017)), minor=None))
    tables = yearly([*fiscal_2018(), *before], 2018)
    table = tables.year_on_year
    assert table is not None
    assert table in tables.tables
    assert [[*cells] for cells in table.cells] == [[0, 4, 4, 0, 0], [3, 4, 1, 1, 0], [0] * 5]
    assert len(table.notes) == 1
    back = yearly([*fiscal_2018(), *[evolve(x) for x in before]], 2019).year_on_year
    assert back is not None
    assert "| 重大な事故 | 4 | 0 | ▲4 | 0 | 0 |" in table_markdown(back)
    assert "| serious accidents | 4 | 0 | -4 | 0 | 0 |" in table_markdown(back, "en")
    assert yearly(fiscal_2018(), 2018).year_on_year is None


# Everything adds up.

records = st.builds(
    lambda incident, **told: judge(evolve(incident, **told)),
    incidents(datetime(2017, 4, 2), datetime(2020, 3, 28)),  # noqa: DTZ001
    cause=st.none() | st.sampled_from(Cause),
    failed=st.none() | st.sampled_from(FailedFacility),
    services=st.none() | st.lists(st.sampled_from(ServiceGroup), max_size=3),
    chain=st.none() | st.sampled_from(["a", "b"]),
)


def level_0(table: Table) -> list[list[int]]:
    rows = [[*cells] for head, cells in zip(table.rows, table.cells, strict=True) if not head.level]
    return [[sum(column) for column in zip(*rows, strict=True)]] if rows else []


def total(table: Table) -> int:
    return sum(filled(table).values())


@given(st.lists(records, max_size=8))
def test_every_accident_is_in_exactly_one_cell_of_table_2(given: list[Verdict]) -> None:
    accidents = accidents_of(given)
    assert sum(len(each.verdicts) for each in accidents) == len(given)
    for year in (2017, 2018, 2019):
        mine = [each for each in accidents if fiscal_year(each.day) == year]
        tables = yearly(given, year)
        reported = [each for each in mine if each.reaches(Grade.PERIODIC) is not Met.NO]
        cells = Counter[tuple[str, str]]()
        for each in reported:
            if not each.is_simple:
                cells[cell_of(each)] += 1
        assert filled(tables.by_duration) == dict(cells)
        simple = tables.reports.cell("simple", "accidents")
        simple += tables.reports.cell("simple", "undecided")
        assert total(tables.by_duration) + simple == len(reported)
        check_totals(tables, sum(cells.values()))


def cell_of(accident: Accident) -> tuple[str, str]:
    """The cell of table 2, in the plain way."""

    def band(size: Bounds[Any], bands: Iterable[Band[Any]]) -> str:
        zero = 0 * next(iter(bands)).low
        ends = [size.low or zero, size.high]
        found = {
            band.key
            for end in ends
            for band in bands
            if (end is None or band.low <= end)
            and (band.high is None or (end is not None and end < band.high))
        }
        return found.pop() if len(found) == 1 else "untold"

    users, time = band(accident.users, USER_BANDS), band(accident.duration, TIME_BANDS)
    return (users if accident.reaches(Grade.PERIODIC) is Met.YES else "undecided", time)


def check_totals(tables: Yearly, in_table_2: int) -> None:
    reports = tables.reports
    detailed = [reports.cell("detailed", key) for key in ("accidents", "undecided")]
    assert sum(detailed) == in_table_2
    for table in (tables.by_cause, tables.by_failed, tables.by_day):
        assert table.totals == tuple(detailed)
    quarter = tables.by_quarter.cell(str(tables.year), "total")
    assert [quarter, tables.by_quarter.cell(str(tables.year), "undecided")] == detailed
    services = tables.by_service
    assert services.totals is not None
    assert services.totals >= tuple(detailed)
    differs = sum(services.totals) != in_table_2
    assert differs == any("複数のサービス" in each.ja for each in services.notes)
    for table in tables.tables:
        if table.totals is not None:
            assert level_0(table) in ([], [[*table.totals]])
        for head, cells in zip(table.rows, table.cells, strict=True):
            assert len(cells) == len(table.columns)
            parts = [
                part
                for row, part in zip(table.rows, table.cells, strict=True)
                if row.level and row.key.startswith(f"{head.key}.")
            ]
            if parts and not head.level:
                assert [sum(column) for column in zip(*parts, strict=True)] == [*cells]


@given(st.lists(records, max_size=4))
def test_bounds_hold(given: list[Verdict]) -> None:
    for accident in accidents_of(given):
        users, duration = accident.users, accident.duration
        assert users.high is None or (users.low or 0) <= users.high
        assert duration.high is None or (duration.low or 0 * HOUR) <= duration.high


def test_rules_that_the_caller_names_decide_on_the_rows() -> None:
    old = ruleset("2010-04-01")
    verdict = judge(Incident([impact(41_382), impact(66_426, service=DATA)]), rules=old)
    assert one(verdict).users == Bounds.between(66_426, 107_808)
