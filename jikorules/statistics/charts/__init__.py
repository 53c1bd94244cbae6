"""Charts: bars of the yearly tables, and the frontier of the rows with the accidents in it.

`frontier`, `shares` and `quarters` draw, `save` writes a file; `frontier_regions` and
`frontier_accidents` give what `frontier` draws as data. In reading order:

- `style`: fonts, colours, widths of text
- `bars`: shares and quarters
- `regions`: what the rows ask for, as regions of time and users
- `layout`: where names find room
- `captions`: what is written beside
- `panels`: one row drawn
- `frontier_chart`: all of it
- `saving`: charts into files

altair is imported only when a chart is drawn.
"""

from jikorules.statistics.charts.bars import quarters, shares
from jikorules.statistics.charts.frontier_chart import frontier
from jikorules.statistics.charts.regions import (
    Drawn,
    Region,
    Spot,
    frontier_accidents,
    frontier_regions,
)
from jikorules.statistics.charts.saving import save

__all__ = [
    "Drawn",
    "Region",
    "Spot",
    "frontier",
    "frontier_accidents",
    "frontier_regions",
    "quarters",
    "save",
    "shares",
]
