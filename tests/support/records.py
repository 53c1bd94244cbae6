"""Accidents recorded with their causes, and the counts of a table."""

from datetime import datetime, timedelta
from typing import Any

from support.places import fy2018

from jikorules import (
    JAPAN,
    Bounds,
    Impact,
    Incident,
    Period,
    Service,
    Verdict,
    from_wire,
    judge,
)
from jikorules.statistics.tables import Table

CASES = fy2018()
HOUR = timedelta(hours=1)
VOICE = Service("voice", emergency_calls=True, paid=True)
DATA = Service("internet_access", paid=True)
NOON = datetime(2018, 6, 1, 12, tzinfo=JAPAN)

# What the report on fiscal 2018 tells of the four serious accidents beside the facts of a case.
TOLD: dict[str, dict[str, Any]] = {
    "energia-2018-05-29": {
        "cause": "equipment.natural_failure",
        "failed": "switching.subscriber_unit",
    },
    "softbank-mail-2018-09-17": {"cause": "equipment.software", "failed": "server.other"},
    "softbank-lte-2018-12-06": {
        "cause": "equipment.software",
        "failed": "switching.other",
        "chain": "LTE",
    },
    "line-mobile-2018-12-06": {"chain": "LTE"},
    "jcom-east-2019-03-16": {
        "cause": "equipment.natural_failure",
        "failed": "power",
        "chain": "J:COM",
    },
    "kddi-2019-03-16": {"chain": "J:COM"},
}


def fiscal_2018() -> list[Verdict]:
    incidents = [case["incident"] for case in CASES]
    return [judge(from_wire(each | TOLD[each["id"]])) for each in incidents]


def filled(table: Table) -> dict[tuple[str, str], int]:
    """The cells that are not 0, without those of a column of sums."""
    return {
        (row.key, column.key): count
        for row, cells in zip(table.rows, table.cells, strict=True)
        for column, count in zip(table.columns, cells, strict=True)
        if count and column.key != "total"
    }


def impact(users: int | Bounds[int] | None, hours: float = 3, **more: Any) -> Impact:
    service = more.pop("service", VOICE)
    start = more.pop("start", NOON)
    return Impact(service, users, Period(start, start + hours * HOUR), **more)


def record(*impacts: Impact, **more: Any) -> Verdict:
    return judge(Incident(impacts, **more))
