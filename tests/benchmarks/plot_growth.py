"""Draw how the cost of judging a table grows with its rows, and show it in the docs.

Run it as ``python tests/benchmarks/plot_growth.py``; it takes two minutes on a quiet machine.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

sys.path.insert(0, str(Path(__file__).parents[1]))
from support.frames_by_hand import (
    SQL,
    accidents,
    arrow_by_hand,
    judged,
    judged_relation,
    openfisca,
    polars_algebra,
    streamed,
)
from support.places import ROOT
from support.timing import best_in_turns

from jikorules.statistics.charts.saving import save
from jikorules.statistics.charts.style import load_altair, styled

PICTURE = ROOT / "docs/_static/frames-growth.svg"
ROWS = [10**power * step for power in range(4, 7) for step in (1, 3)] + [10**7]
OURS, BY_HAND = "judge_frame", "手書きの式"
COLOURS = {"polars": "#0072b2", "DuckDB": "#d55e00", "PyArrow": "#009e73", "OpenFisca": "#595959"}


def runs(table: Any) -> Mapping[tuple[str, str], Callable[[], Any]]:
    """Give what each engine does with a table: by the library, and by hand."""
    lazy, arrow = table.lazy(), table.with_columns(pl.col("kind").cast(pl.String)).to_arrow()
    connection = duckdb.connect()
    connection.from_arrow(arrow).create("accidents")
    relation = connection.table("accidents")
    return {
        ("polars", OURS): lambda: streamed(judged(lazy)),
        ("polars", BY_HAND): lambda: streamed(polars_algebra(lazy)),
        ("DuckDB", OURS): lambda: judged_relation(relation),
        ("DuckDB", BY_HAND): lambda: connection.sql(SQL).to_arrow_table(),
        ("PyArrow", OURS): lambda: judged(arrow),
        ("PyArrow", BY_HAND): lambda: arrow_by_hand(arrow),
        ("OpenFisca", BY_HAND): openfisca(table),
    }


def measured() -> Iterator[dict[str, Any]]:
    """Give the shortest of three times for each engine, way and number of rows."""
    whole = accidents(ROWS[-1])
    for rows in ROWS:
        those = runs(whole.head(rows))
        seconds = best_in_turns({"/".join(who): run for who, run in those.items()}, 3)
        for (engine, way), time in zip(those, seconds.values(), strict=True):
            yield {"engine": engine, "way": way, "rows": rows, "seconds": time}


def main() -> None:
    alt = load_altair()
    data = alt.Data(values=list(measured()))
    colour = alt.Color(
        "engine:N",
        title="処理系",
        scale=alt.Scale(domain=[*COLOURS], range=[*COLOURS.values()]),
    )
    ways = alt.Scale(domain=[OURS, BY_HAND], range=[[1, 0], [4, 3]])
    title = alt.Title("表の判定に要する時間", subtitle=f"実線は {OURS}、破線は{BY_HAND}")
    x = alt.X(
        "rows:Q",
        title="行数（件）",
        scale=alt.Scale(type="log", domain=[10**4, 10**7]),
        axis=alt.Axis(values=[10**4, 10**5, 10**6, 10**7], format=","),
    )
    y = alt.Y(
        "seconds:Q",
        title="時間（秒）",
        scale=alt.Scale(type="log", domain=[0.001, 10]),
        axis=alt.Axis(values=[0.001, 0.01, 0.1, 1, 10], format="~g"),
    )
    chart = alt.Chart(data, width=460, height=320, title=title)
    lines = chart.mark_line(point=alt.OverlayMarkDef(size=28)).encode(
        x=x, y=y, color=colour, strokeDash=alt.StrokeDash("way:N", scale=ways, legend=None)
    )
    save(styled(alt, lines), PICTURE)


if __name__ == "__main__":
    main()
