"""``jikorules statistics``: the tables of a fiscal year."""

import json
from argparse import Namespace
from functools import partial

from jikorules.basics.errors import JikorulesError
from jikorules.basics.fiscal_years import fiscal_year
from jikorules.cli.common import complain, documents, moment
from jikorules.statistics import Recorded, tables_html, tables_markdown, yearly
from jikorules.wire.statistics import recorded_from_wire, statistics_to_wire


def run_statistics(options: Namespace) -> int:
    """Count the accidents of a fiscal year."""
    at = moment(options.at, "--at") if options.at else None
    recorded: list[Recorded] = []
    failed = False
    for _, each in documents(options.files, partial(recorded_from_wire, at=at)):
        if isinstance(each, JikorulesError):
            complain(each, options.lang)
            failed = True
        else:
            recorded.append(each)
    years = [fiscal_year(each.verdict.incident.first_day) for each in recorded]
    if not years:
        return 2
    made = yearly(recorded, max(years) if options.year is None else options.year)
    if options.json:
        print(json.dumps(statistics_to_wire(made), ensure_ascii=False))
    else:
        write = tables_html if options.html else tables_markdown
        print(write(made.tables, options.lang))
    return 2 if failed else 0
