"""``jikorules statistics``: the tables of a fiscal year."""

import json
from argparse import Namespace
from functools import partial

from jikorules.basics.fiscal_years import fiscal_year
from jikorules.cli.common import answers, moment, option
from jikorules.statistics import tables_html, tables_markdown, yearly
from jikorules.wire.statistics import recorded_from_wire, statistics_to_wire


def run_statistics(options: Namespace) -> int:
    """Count the accidents of a fiscal year."""
    at = option("--at", options.at, moment) if options.at else None
    read = partial(recorded_from_wire, at=at)
    found = list(answers(options.files, options.lang, lambda accident: accident, read))
    recorded = [each for each in found if each is not None]
    years = [fiscal_year(each.verdict.first_day) for each in recorded]
    if not years:
        return 2
    made = yearly(recorded, max(years) if options.year is None else options.year)
    if options.json:
        print(json.dumps(statistics_to_wire(made), ensure_ascii=False))
    else:
        write = tables_html if options.html else tables_markdown
        print(write(made.tables, options.lang))
    return 2 if None in found else 0
