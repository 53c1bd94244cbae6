"""Many accidents at once: the tables of the yearly report, and charts.

`yearly` makes the tables of a fiscal year, and `tables_markdown` and `tables_html` write them. In
reading order:

- `bands`: sizes and times in bands
- `tables`: a table, and how it is written
- `wording`: the words of the yearly tables
- `accident`: an accident of one carrier or of a wholesale chain
- `tally`: accidents as counts, so that none is held
- `yearly`: the tables of a fiscal year
- `charts`: bars, and the frontier of the rows with the accidents in it

It imports `words` and what is below it.
"""

from jikorules.facts.taxonomy import Cause, FailedFacility, ServiceGroup, Taxon, service_group
from jikorules.statistics.accident import Accident, accidents_of
from jikorules.statistics.bands import TIME_BANDS, USER_BANDS, Band, band_of
from jikorules.statistics.tables import (
    Heading,
    Table,
    table_html,
    table_markdown,
    tables_html,
    tables_markdown,
)
from jikorules.statistics.yearly import CarrierCount, Yearly, yearly

__all__ = [
    "TIME_BANDS",
    "USER_BANDS",
    "Accident",
    "Band",
    "CarrierCount",
    "Cause",
    "FailedFacility",
    "Heading",
    "ServiceGroup",
    "Table",
    "Taxon",
    "Yearly",
    "accidents_of",
    "band_of",
    "service_group",
    "table_html",
    "table_markdown",
    "tables_html",
    "tables_markdown",
    "yearly",
]
