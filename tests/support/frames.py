"""Tables of accidents, each row beside what `judge` answers on it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations, product
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from jikorules import (
    JAPAN,
    Bounds,
    Facility,
    Impact,
    Incident,
    Kind,
    NotCovered,
    Period,
    RuleSet,
    Service,
    judge,
)


def _library(name: str) -> Any:
    """Give a library; where it is missing the tests that need it are left out (see `conftest`)."""
    return import_module(name) if find_spec(name) else None


nw, pl = _library("narwhals"), _library("polars")

SECOND, MOMENT = timedelta(seconds=1), timedelta(microseconds=1)
KINDS = [kind.value for kind in Kind]
ANSWERS = ("grade", "row", "rule_set", "at_least", "at_most")
Answer = tuple[str | None, ...]


class Case(NamedTuple):
    """A row of the table: the facts of an accident with one impact, right or wrong."""

    kind: str | None = "other"
    emergency_calls: bool | None = None
    paid: bool | None = None
    monthly_users: int | None = None
    users_low: int | None = 0
    users_high: int | None = 0
    start: datetime | None = datetime(2020, 6, 1, 12, tzinfo=JAPAN)
    lasted: timedelta | None = timedelta(0)
    supplementary: bool | None = False
    minor: bool | None = False
    facility: str | None = "telecom"
    voice_calls: bool | None = False

    def judged(self, rules: RuleSet | None) -> Answer:
        """Give what the library answers on the accident, one at a time."""
        try:
            assert self.kind is not None
            assert self.start is not None
            assert self.facility is not None
            service = Service(
                Kind(self.kind),
                emergency_calls=self.emergency_calls,
                paid=self.paid,
                monthly_users=self.monthly_users,
                voice_calls=self.voice_calls,
            )
            end = None if self.lasted is None else self.start + self.lasted
            impact = Impact(
                service,
                Bounds(self.users_low, self.users_high),
                Period(self.start, end),
                supplementary=self.supplementary,
            )
            facts = Incident([impact], facility=Facility(self.facility), minor=self.minor)
        except (AssertionError, ValueError):
            return ("invalid", None, None, None, None)
        try:
            verdict = judge(facts, rules=rules)
        except NotCovered:
            return ("not_covered", None, None, None, None)
        grade = "undecided" if verdict.grade is None else verdict.grade.wire
        (row,) = verdict.rows or (None,)
        return (grade, row, verdict.rules.id, verdict.at_least.wire, verdict.at_most.wire)


class Form(NamedTuple):
    """One of the ways in which a table may be laid out."""

    bounded: bool = True
    timed: bool = True
    enum: bool = True
    zones: tuple[str, str] = ("UTC", "UTC")
    left_out: frozenset[str] = frozenset()

    def shape(self, case: Case) -> Case:
        """Give the facts as far as a table of this form can hold them."""
        if not self.bounded and case.users_low != case.users_high:
            case = case._replace(users_low=None, users_high=None)
        if not self.timed and case.lasted is not None:
            case = case._replace(lasted=case.lasted // SECOND * SECOND)
        untold = {name: Case._field_defaults[name] for name in self.left_out}
        if "voice_calls" in untold:  # no column is unknown of every row
            untold["voice_calls"] = None
        return case._replace(**untold)

    def table(self, cases: Iterable[Case]) -> Any:
        """Lay cases out as a table of polars."""
        cases, enum = list(cases), pl.Enum(KINDS) if self.enum else pl.String
        (one, other), count = map(ZoneInfo, self.zones), pl.Int64
        columns: dict[str, Any] = {
            "id": pl.Series(range(len(cases)), dtype=count),
            "kind": pl.Series([each.kind for each in cases], dtype=pl.String),
            "monthly_users": pl.Series([each.monthly_users for each in cases], dtype=count),
            "facility": pl.Series([each.facility for each in cases], dtype=pl.String),
            "start": times([each.start for each in cases], one),
        }
        for name in ("emergency_calls", "paid", "voice_calls", "supplementary", "minor"):
            columns[name] = pl.Series([getattr(each, name) for each in cases], dtype=pl.Boolean)
        lows = [each.users_low for each in cases]
        if self.bounded:
            columns["users_low"] = pl.Series(lows, dtype=count)
            highs = [each.users_high for each in cases]
            columns["users_high"] = pl.Series(highs, dtype=count)
        else:
            columns["users"] = pl.Series(lows, dtype=count)
        lasted = [each.lasted for each in cases]
        if self.timed:
            both = zip(cases, lasted, strict=True)
            ends = [None if t is None or c.start is None else c.start + t for c, t in both]
            columns["end"] = times(ends, other)
        else:
            seconds = [None if each is None else each // SECOND for each in lasted]
            columns["duration_seconds"] = pl.Series(seconds, dtype=count)
        table = pl.DataFrame(columns).drop(self.left_out)
        # A word that is none can only be told as a string.
        strange = {each.kind for each in cases} - {None, *KINDS}
        return table if strange else table.with_columns(pl.col("kind").cast(enum))


def times(moments: list[datetime | None], zone: ZoneInfo) -> Any:
    utc = [None if each is None else each.astimezone(UTC) for each in moments]
    dtype = pl.Datetime("us", "UTC")
    return pl.Series(utc, dtype=dtype).dt.convert_time_zone(zone.key)


def to_pandas(table: Any) -> Any:
    """Give a frame of pandas in its classic types, nullable ones where integers may be missing."""
    pd = pytest.importorskip("pandas")

    def column(values: Any) -> Any:
        dtype = values.dtype
        if isinstance(dtype, pl.Datetime) and dtype.time_zone:
            return pd.Series(values.to_list(), dtype=f"datetime64[us, {dtype.time_zone}]")
        if isinstance(dtype, pl.Enum):
            return pd.Series(pd.Categorical(values.to_list(), KINDS, ordered=True))
        if not values.null_count():  # without missing values the plainest types will do
            return values.to_pandas()
        named = {pl.Int64: "Int64", pl.Boolean: "boolean"}.get(dtype, "str")
        return pd.Series(values.to_list(), dtype=named)

    return pd.DataFrame({name: column(table[name]) for name in table.columns})


def answers(frame: Any, names: Iterable[str] = ANSWERS) -> list[Answer]:
    """Give the answers of a judged table of any engine, in the order of the rows."""
    names = [*names]
    table = nw.from_native(frame).lazy().select("id", *names).collect("pyarrow").sort("id")
    rows: list[Answer] = table.select(*names).rows()  # Dask adds its index
    return rows


def boundary_cases(rules: RuleSet) -> Iterator[Case]:
    """Give accidents right at every limit of a rule set and just below it."""
    noon = datetime.combine(rules.in_force, datetime.min.time(), JAPAN) + timedelta(hours=12)
    services = {rules.serious.row_of(*traits): traits for traits in rules.serious.traits()}
    limits = [
        (services[i], limit, Facility.TELECOM)
        for i, row in enumerate(rules.serious.row)
        for limit in row.thresholds
    ]
    for item in rules.periodic.item:
        for traits in services.values():
            limits += [(traits, limit, item.facility) for limit in item.thresholds]
    for (kind, calls, paid, many), limit, facility in limits:
        for fewer, shorter in product((0, 1), (timedelta(0), SECOND, MOMENT)):
            users, lasted = (limit.users or fewer) - fewer, (limit.duration or shorter) - shorter
            yield Case(kind, calls, paid, many, users, users, noon, lasted, facility=facility.value)


def unknowns() -> list[Case]:
    """Give accidents close to limits, with all that may be missing missing: alone, by twos, all."""
    hour, half, over = timedelta(hours=1), timedelta(minutes=40), timedelta(hours=2)
    bases = [
        Case("voice", True, True, 0, 45_000, 45_000, lasted=half),
        Case("voice", True, True, 0, 10, 10, lasted=half),
        Case("voice", False, True, 0, 45_000, 45_000, lasted=over),
        Case("messaging", False, False, 20_000_000, 120_000, 120_000, lasted=hour),
        Case("internet_access", False, True, 0, 29_999, 29_999, lasted=hour, supplementary=True),
        Case("lpwa", False, True, 0, 29_999, 29_999, lasted=over, facility="other", minor=True),
    ]
    names = Case._fields
    missing = [(), *((each,) for each in names), *combinations(names, 2), names]
    return [base._replace(**dict.fromkeys(those, None)) for those in missing for base in bases]


TURNS = {
    "America/New_York": ("2026-03-08T07:00Z", "2026-11-01T06:00Z"),
    "Europe/London": ("2026-03-29T01:00Z", "2026-10-25T01:00Z"),
    "Australia/Lord_Howe": ("2026-04-04T15:00Z", "2026-10-03T15:30Z"),  # of half an hour
    "Asia/Tokyo": (),
    "UTC": (),
}
"""Time zones, and when summer time begins or ends there."""


def over_the_turns() -> Iterator[Case]:
    """Give accidents that run over a turn of summer time, right at the limits or just below."""
    began = datetime(2026, 3, 8, 6, 53, 46, tzinfo=UTC)
    seen = timedelta(minutes=21, seconds=2)
    yield Case("voice", True, True, 0, 340_058, 340_058, began, seen)
    minutes = [timedelta(minutes=each) for each in (30, 60, 120, 720, 1440, 2880)]
    for turn in (datetime.fromisoformat(each) for both in TURNS.values() for each in both):
        for before, lasted, less in product((20, 1400), minutes, (MOMENT, timedelta(0))):
            start = turn - timedelta(minutes=before)
            services = {"voice": 30_000, "lpwa": 1_000_000, "email": 100_000, "other": 29_999}
            for kind, users in services.items():
                yield Case(kind, True, False, 0, users, users, start, lasted - less)
