"""The frontier of the rows, with the accidents in it."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from jikorules.basics.errors import InvalidInput, Lang, Words
from jikorules.law.ruleset import RuleSet
from jikorules.statistics.charts.captions import notes_on, title_of
from jikorules.statistics.charts.layout import frame_of
from jikorules.statistics.charts.panels import Sheet, lines_of, panel_of
from jikorules.statistics.charts.regions import (
    Drawn,
    Region,
    frontier_accidents,
    frontier_regions,
)
from jikorules.statistics.charts.style import load_altair, styled, wrapped
from jikorules.words.rules import basis

if TYPE_CHECKING:
    import altair

_WIDTHS, _HEIGHT = (690, 305), 230
"""Of a panel: as wide as the first if it is the only one."""
_ROWS = Words("表の項の番号", "numbers of rows of the table")
_GIVE_NUMBERS = Words("番号を並べて与えてください。", "Give a list of numbers.")


def frontier(
    rules: RuleSet,
    accidents: Iterable[Drawn] = (),
    *,
    rows: Collection[str] | None = None,
    lang: Lang = "ja",
) -> "altair.VConcatChart":
    """Draw users against duration, with the limits of a rule set and accidents beside them.

    Each row of the table has a chart of its own, and so has the periodic report. An accident is a
    point, or a box as large as what is not known of it; the looks of a `History` are joined by a
    line in the order of time.

    Args:
        rules: the rule set. All accidents are held against it, whatever their day.
        accidents: incidents, verdicts (which know for which moment they were judged), histories.
        rows: the numbers of the rows to be shown, such as "一"; all, and the periodic report, if
            left out.
        lang: the language.

    Raises:
        InvalidInput: the rule set has no such row.
        JikorulesError: the library altair is not installed.
    """
    regions = frontier_regions(rules)
    shown_ = _chosen(regions, rows)
    told = list(accidents)
    spots = frontier_accidents(told, rules, lang)
    alt = load_altair()
    single = len(shown_) == 1
    frame = frame_of(regions, spots, _WIDTHS[not single], _HEIGHT + 90 * single)
    sheet = Sheet(alt, rules, regions, frame, lang)
    drawn = [panel_of(sheet, i, [it for it in spots if it.region == i]) for i in shown_]
    marks = [mark for _, marks in drawn for mark in marks]
    notes = notes_on(marks, frame, len(told) - len({it.spot.accident for it in marks}), lang)
    wide = 2 * _WIDTHS[1] + 80
    title = alt.TitleParams(
        title_of(rules, lang), subtitle=wrapped(basis(rules, lang), wide), offset=16
    )
    chart = alt.vconcat(
        alt.concat(
            *[panel for panel, _ in drawn],
            columns=1 if single else 2,
            spacing={"row": 26, "column": 18},
        ),
        lines_of(alt, [line for note in notes for line in wrapped(note, wide)], wide),
        spacing=12,
        title=title,
    )
    made: altair.VConcatChart = styled(alt, chart)
    return made


def _chosen(regions: Sequence[Region], rows: Collection[str] | None) -> list[int]:
    if rows is None:
        return list(range(len(regions)))
    numbers = [each.row.number for each in regions if each.row is not None]
    if not rows or isinstance(rows, str) or not set(rows) <= {*numbers}:
        names = "、".join(each for each in numbers if each)
        expected = Words(f"{_ROWS.ja}（{names}）", f"{_ROWS.en} ({names})")
        raise InvalidInput.of("rows", expected, rows, _GIVE_NUMBERS)
    return [i for i, each in enumerate(numbers) if each in rows]
