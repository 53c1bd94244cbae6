"""The layers of the chart of users against duration, as `frontier_chart` puts them together.

Each region has a panel: its areas and edges, the names of the grades in the corners, accidents.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import product
from typing import Any, NamedTuple

from attrs import frozen

from jikorules.basics.errors import Lang
from jikorules.judgement.verdict import Grade
from jikorules.law.ruleset import RuleSet
from jikorules.statistics.charts.captions import (
    AXES,
    OUTSIDE,
    TOOLTIP,
    facts_of,
    limits_of,
    name_of,
)
from jikorules.statistics.charts.layout import (
    MOST_NAMED,
    Box,
    Frame,
    Mark,
    colour_of,
    edge_boxes,
    edge_of,
    marks_of,
    open_ends,
    overlaps,
)
from jikorules.statistics.charts.regions import Region, Spot
from jikorules.statistics.charts.style import GREY, INK, PALE, Rows, text_width, wrapped
from jikorules.words.numbers import number, time_span
from jikorules.words.rules import grade_name

_COLOURS = {Grade.PERIODIC: "#56b4e9", Grade.SERIOUS: "#d55e00"}
"""From the palette of Okabe and Ito, which colour-blind readers can tell apart."""

_SECOND = timedelta(seconds=1)
_USUAL = [hours * 3_600.0 for hours in (24, 12, 2, 1, 0.5, 72)]
_TENS = [float(10**power) for power in range(11)]
"""Seconds and users beside the limits that are marked where there is room, first come first."""


@frozen
class Sheet:
    """What all the charts beside one another share."""

    alt: Any
    rules: RuleSet
    regions: tuple[Region, ...]
    frame: Frame
    lang: Lang


class _Layer(NamedTuple):
    """Something drawn on the axes of a panel: rows of data, as marks of one sort and look."""

    rows: Rows
    mark: str
    look: dict[str, Any]
    fields: dict[str, Any]


def panel_of(sheet: Sheet, place: int, spots: Sequence[Spot]) -> tuple[Any, tuple[Mark, ...]]:
    """Draw one region, over those of the periodic report if it is a row of the table.

    Returns:
        The panel, and the marks of accidents in it.
    """
    alt, frame, rules, lang = sheet.alt, sheet.frame, sheet.rules, sheet.lang
    own = sheet.regions[place]
    periodic = [it for it in sheet.regions if it.row is None and it.limbs != own.limbs]
    regions = [own] if own.row is None else [*periodic, own]
    words = _corner_words(sheet, regions, [it.box for it in marks_of(spots, frame)])
    lines = [box for region in regions for box in edge_boxes(region, frame)]
    marks = marks_of(spots, frame, [box for _, box in words], lines, lang)
    layers = [*_regions(frame, regions), _names(sheet, words), *_accidents(sheet, marks)]
    x, y = _axes(sheet, regions)
    wide = frame.width + 4
    title = alt.TitleParams(
        wrapped(name_of(own, rules, lang), wide / 1.1),
        subtitle=[line for it in limits_of(own, lang) for line in wrapped(it, wide)],
        anchor="start",
        frame="group",
        fontSize=12,
        subtitleFontSize=11,
    )
    panel = alt.layer(
        *[
            alt.Chart(alt.InlineData(values=it.rows), mark=alt.MarkDef(it.mark, **it.look)).encode(
                x=x, y=y, **it.fields
            )
            for it in layers
            if it.rows
        ],
        width=frame.width,
        height=frame.height,
        title=title,
    )
    return panel, marks


def _axes(sheet: Sheet, regions: Sequence[Region]) -> Iterator[Any]:
    """Make both axes, logarithmic and as long as the frame, each tick with its words."""
    alt, frame, lang = sheet.alt, sheet.frame, sheet.lang
    corners = [corner for region in regions for corner in region.corners]
    times = _ticks([time / _SECOND for time, _ in corners], _USUAL, frame.seconds, frame.x, 34)
    users = _ticks([float(users) for _, users in corners], _TENS, frame.users, frame.y, 13)
    for field, ends, title, ticks in (
        (alt.X("x:Q"), frame.seconds, AXES[0], {it: time_span(it * _SECOND, lang) for it in times}),
        (alt.Y("y:Q"), frame.users, AXES[1], {it: _short(int(it), lang) for it in users}),
    ):
        words = "".join(f"datum.value == {value} ? '{text}' : " for value, text in ticks.items())
        axis = alt.Axis(
            values=list(ticks),
            labelExpr=f"{words}''",
            labelOverlap=False,
            grid=True,
            gridColor=PALE,
            gridDash=[2, 2],
            titleFontWeight="normal",
        )
        scale = alt.Scale(type="log", domain=list(ends), nice=False)
        yield field.title(title.text(lang)).scale(scale).axis(axis)


def _ticks(
    limits: Iterable[float],
    usual: Iterable[float],
    ends: tuple[float, float],
    pixel: Callable[[float], float],
    room: float,
) -> list[float]:
    """Give all limits of the law, and of the usual ticks those that have room beside them."""
    ticks = {it for it in limits if it}
    for each in usual:
        has_room = all(abs(pixel(each) - pixel(other)) >= room for other in ticks)
        if has_room and ends[0] <= each <= ends[1]:
            ticks.add(each)
    return sorted(ticks)


def _short(users: int, lang: Lang) -> str:
    if lang == "ja" and users % 10**8 == 0:
        return f"{users // 10**8}億"
    return number(users, lang)


def _regions(frame: Frame, regions: Sequence[Region]) -> Iterator[_Layer]:
    """Draw the areas and edges of regions; the last one lies over the others."""
    *_, own = regions
    for region in regions:
        colour = _COLOURS[region.grade]
        # Colours are not laid over one another: an area ends where that of its row begins.
        steps = colour_of(region, None if region is own else own, frame)
        area: Rows = [{"x": it, "y": low, "y2": high} for it, low, high in steps]
        look = {"interpolate": "step-after", "color": colour, "opacity": 0.22}
        yield _Layer(area, "area", look, {"y2": "y2:Q"})
        turns = enumerate(edge_of(region, frame))
        edge: Rows = [{"x": x, "y": y, "order": i} for i, (x, y) in turns]
        yield _Layer(edge, "line", {"color": colour, "strokeWidth": 1.5}, {"order": "order:Q"})


def _corner_words(
    sheet: Sheet, regions: Sequence[Region], boxes: Sequence[Box]
) -> list[tuple[str, Box]]:
    """Name the grade in each corner of a chart, and tell the place that the name takes.

    It stands beside the boxes of accidents, if there is room for it in the same area.
    """
    frame, lang = sheet.frame, sheet.lang

    def grade_at(x: float, y: float) -> Grade:
        duration, users = timedelta(seconds=frame.seconds_at(x)), int(frame.users_at(y))
        return max((it.grade for it in regions if it.holds(duration, users)), default=Grade.NONE)

    words: list[tuple[str, Box]] = []
    for is_right, y in product((False, True), (12, frame.height - 12)):
        grade = grade_at(frame.width - 1 if is_right else 1, y)
        text = OUTSIDE.text(lang) if grade is Grade.NONE else grade_name(grade, sheet.rules, lang)
        wide = text_width(text)
        starts = [frame.width - wide - 6] if is_right else [6.0]
        starts += [it[0] - wide - 6 if is_right else it[2] + 6 for it in boxes]
        places = [(x, y - 8, x + wide, y + 8) for x in starts]
        free = [
            box
            for box in places
            if not any(overlaps(box, it) for it in boxes)
            and 0 < box[0] < box[2] < frame.width
            and grade_at(box[0], y) is grade_at(box[2], y) is grade
        ]
        words.append((text, (free or places)[0]))
    return words


def _names(sheet: Sheet, words: Iterable[tuple[str, Box]]) -> _Layer:
    """Write the names of the grades, each where it has its place."""
    frame, size = sheet.frame, 11 if sheet.lang == "ja" else 10
    rows = [_at(frame, (it[0] + it[2]) / 2, it[3] - 8) | {"text": text} for text, it in words]
    look = {"baseline": "middle", "fontWeight": "bold", "fontSize": size, "color": GREY}
    return _Layer(rows, "text", look, {"text": "text:N"})


def _accidents(sheet: Sheet, marks: Sequence[Mark]) -> Iterator[_Layer]:
    """Draw the path between looks, the marks, the arrows at open ends and the texts."""
    alt, frame, lang = sheet.alt, sheet.frame, sheet.lang
    tooltip = [alt.Tooltip(f"{key}:N", title=words.text(lang)) for key, words in TOOLTIP.items()]
    ends = {"x2": "x2:Q", "y2": "y2:Q"}

    path = [
        _at(frame, *mark.centre) | {"order": i, "accident": mark.spot.accident}
        for i, mark in enumerate(marks)
        if mark.is_on_path
    ]
    look: dict[str, Any] = {"color": INK, "strokeWidth": 1.2}
    yield _Layer(path, "line", look, {"order": "order:Q", "detail": "accident:N"})

    drawn: dict[str, Rows] = {"box": [], "point": [], "ring": []}
    for it in marks:
        place = _from_to(frame, *it.box) if it.shape == "box" else _at(frame, *it.centre)
        drawn[it.shape].append(place | facts_of(it.spot, lang))
    look = {"fill": INK, "fillOpacity": 0.12, "stroke": INK, "strokeWidth": 1.2}
    yield _Layer(drawn["box"], "rect", look, ends | {"tooltip": tooltip})
    size, opacity = (42, 1) if len(marks) <= MOST_NAMED else (14, 0.6)
    for shape, fill in (("point", INK), ("ring", "white")):
        look = {"size": size, "fill": fill, "stroke": INK, "opacity": opacity}
        yield _Layer(drawn[shape], "point", look, {"tooltip": tooltip})

    arrows: dict[str, Rows] = {"triangle-right": [], "triangle-up": []}
    for it in marks:
        left, top, right, bottom = it.box
        is_long, is_many = open_ends(it.spot, frame)
        if is_long:
            arrows["triangle-right"].append(_at(frame, frame.width - 5, (top + bottom) / 2))
        if is_many:
            arrows["triangle-up"].append(_at(frame, (left + right) / 2, 5))
    for shape, rows in arrows.items():
        look = {"shape": shape, "size": 50, "fill": INK, "stroke": INK, "opacity": 1}
        yield _Layer(rows, "point", look, {})

    named = [it for it in marks if it.text]
    yield _Layer([*_leaders(named, frame)], "rule", {"color": GREY, "strokeWidth": 0.6}, ends)
    texts = [_at(frame, *it.at) | {"text": it.text} for it in named]
    look = {"align": "left", "baseline": "middle", "color": INK}
    yield _Layer(texts, "text", look, {"text": "text:N"})


def _leaders(marks: Iterable[Mark], frame: Frame) -> Iterator[dict[str, Any]]:
    """Join texts that stand far from their marks with these, where they are nearest."""
    for mark in marks:
        (left, y), box = mark.at, mark.box
        top, right, bottom = y - 6, left + text_width(mark.text), y + 6
        if max(left - box[2], box[0] - right, top - box[3], box[1] - bottom) > 7:
            x, y = mark.centre
            x2, y2 = min(max(x, left), right), min(max(y, top), bottom)
            if mark.shape == "box":
                x, y = min(max(x2, box[0]), box[2]), min(max(y2, box[1]), box[3])
            yield _from_to(frame, x, y, x2, y2)


def _at(frame: Frame, x: float, y: float) -> dict[str, Any]:
    return {"x": frame.seconds_at(x), "y": frame.users_at(y)}


def _from_to(frame: Frame, x: float, y: float, x2: float, y2: float) -> dict[str, Any]:
    end = _at(frame, x2, y2)
    return _at(frame, x, y) | {"x2": end["x"], "y2": end["y"]}


def lines_of(alt: Any, lines: Sequence[str], wide: int) -> Any:
    """Write lines of text below a chart."""
    rows = [{"y": i, "text": line} for i, line in enumerate(lines)]
    return (
        alt.Chart(alt.InlineData(values=rows))
        .mark_text(align="left", baseline="middle", color=GREY)
        .encode(x=alt.value(0), y=alt.Y("y:O", axis=None), text="text:N")
        .properties(width=wide, height=alt.Step(17), view=alt.ViewConfig(stroke=None))
    )
