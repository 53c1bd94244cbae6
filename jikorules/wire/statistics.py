"""Records in, and the tables of a year out, as plain JSON data."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import asdict

from jikorules.basics.errors import InvalidInput, Words
from jikorules.basics.validation import check_type, refuse
from jikorules.basics.vocabulary import member
from jikorules.judgement.judge import judge
from jikorules.statistics.recorded import Recorded, check_recorded
from jikorules.statistics.tables import Table
from jikorules.statistics.taxonomy import Cause, FailedFacility, ServiceGroup
from jikorules.statistics.yearly import Yearly
from jikorules.wire.incident import from_wire

_A_LIST = Words("サービスの配列", "a list of services")


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


def recorded_from_wire(document: Mapping[str, Any], *, at: datetime | None = None) -> Recorded:
    """Read an incident that has, beside its own keys, `cause`, `failed`, `services` or `chain`.

    Args:
        document: the incident as plain JSON data.
        at: "now" for an accident that still runs.

    Raises:
        InvalidInput: with every problem of the document, each with its path; or as `judge`.
    """
    own, facts = dict.fromkeys(("cause", "failed", "services", "chain")), document
    if isinstance(document, Mapping):  # else `from_wire` says that it should be one
        own = {key: document.get(key) for key in own}
        facts = {key: value for key, value in document.items() if key not in own}
    cause, failed, services, chain = own.values()
    listed = services if isinstance(services, list) else None
    groups = None if listed is None else [member(ServiceGroup, each) for each in listed]
    found = check_recorded(member(Cause, cause), member(FailedFacility, failed), groups, chain)
    if services is not listed:
        found = (*found, *check_type("services", list, services, _A_LIST))
    try:
        incident = from_wire(facts)
    except InvalidInput as error:
        if any(not problem.path for problem in error.problems):  # it is no incident at all
            raise
        raise InvalidInput([*error.problems, *found]) from None
    refuse(*found)
    verdict = judge(incident, at=at)
    return Recorded(verdict, cause=cause, failed=failed, services=services, chain=chain)
