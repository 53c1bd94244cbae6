"""The tables of a year as plain JSON data."""

from typing import Any

from attrs import asdict

from jikorules.statistics.tables import Table
from jikorules.statistics.yearly import Yearly

__all__ = ["statistics_to_wire"]


def statistics_to_wire(made: Yearly) -> dict[str, Any]:
    """Write the tables of a year as plain JSON data.

    Example:
        >>> from jikorules.statistics.yearly import yearly
        >>> statistics_to_wire(yearly([], 2018))["fiscal_year"]
        2018
    """
    return {
        "fiscal_year": made.year,
        "carriers": made.carriers.value,
        "tables": [table_to_wire(x) for x in made],
    }


def table_to_wire(table: Table) -> dict[str, Any]:
    """Write a table as plain JSON data.

    Example:
        >>> from jikorules.basics.errors import Words
        >>> from jikorules.statistics.wording import ACCIDENTS, SIMPLE
        >>> cells = Table("k", Words("表", "T"), (SIMPLE,), (ACCIDENTS,), ((3,),))
        >>> table_to_wire(cells)["rows"][0]["cells"]
        [3]
    """
    shares = table.shares or [None] * len(table.rows)
    rows = zip(table.rows, table.cells, shares, strict=True)
    return {
        "key": table.key,
        "title": asdict(table.title),
        "columns": [{"key": each.key, "name": asdict(each.name)} for each in table.columns],
        "rows": [
            {**asdict(head), "cells": [*cells], "share": share} for head, cells, share in rows
        ],
        "totals": None if table.totals is None else [*table.totals],
        "notes": [asdict(each) for each in table.notes],
    }
