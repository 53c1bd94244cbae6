"""The layers of the chart of users against duration, as `frontier_chart` puts them together.

Each region has a panel: its areas and edges, the names of the grades in the corners, accidents.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import product
from typing import Any

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

Base = Callable[[Rows], Any]
"""Makes a chart of data, on the axes of the panel."""

_COLOURS = {Grade.PERIODIC: "#56b4e9", Grade.SERIOUS: "#d55e00"}
"""From the palette of Okabe and Ito, which colour-blind readers can tell apart."""

_SECOND = timedelta(seconds=1)
_USUAL = [timedelta(hours=hours) for hours in (24, 12, 2, 1, 0.5, 72)]
"""Durations beside the limits of the law that are marked where there is room, first come first."""


@frozen
class Sheet:
    """What all the charts beside one another share."""

    alt: Any
    rules: RuleSet
    regions: tuple[Region, ...]
    frame: Frame
    lang: Lang


def panel_of(sheet: Sheet, place: int, spots: Sequence[Spot]) -> tuple[Any, tuple[Mark, ...]]:
    """Draw one region, over those of the periodic report if it is a row of the table.

    Returns:
        The panel, and the marks of accidents in it.
    """
    alt, frame, rules, lang = sheet.alt, sheet.frame, sheet.rules, sheet.lang
    own = sheet.regions[place]
    periodic = [it for it in sheet.regions if it.row is None and it.limbs != own.limbs]
    regions = [own] if own.row is None else [*periodic, own]
    x, y = _axes(sheet, regions)

    def base(rows: Rows) -> Any:
        return alt.Chart(alt.InlineData(values=rows)).encode(x=x, y=y)

    words = _corner_words(sheet, regions, [it.box for it in marks_of(spots, frame)])
    lines = [box for region in regions for box in edge_boxes(region, frame)]
    marks = marks_of(spots, frame, [box for _, box in words], lines, lang)
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
        *_region_layers(frame, base, regions),
        _word_layer(sheet, base, words),
        *_accident_layers(sheet, base, marks),
        width=frame.width,
        height=frame.height,
        title=title,
    )
    return panel, marks


def _axes(sheet: Sheet, regions: Sequence[Region]) -> tuple[Any, Any]:
    """Make both axes, logarithmic and as long as the frame, each tick with its words."""
    alt, frame, lang = sheet.alt, sheet.frame, sheet.lang
    axes = []
    for field, ends, title, ticks in (
        (alt.X("x:Q"), frame.seconds, AXES[0], _time_ticks(regions, frame, lang)),
        (alt.Y("y:Q"), frame.users, AXES[1], _user_ticks(regions, frame, lang)),
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
        axes.append(field.title(title.text(lang)).scale(scale).axis(axis))
    return axes[0], axes[1]


def _time_ticks(regions: Iterable[Region], frame: Frame, lang: Lang) -> dict[float, str]:
    limits = {time / _SECOND for region in regions for time, _ in region.corners if time}
    first, last = frame.seconds
    usual = [it / _SECOND for it in _USUAL if first <= it / _SECOND <= last]
    ticks = _with_room(limits, usual, frame.x, 34)
    return {it: time_span(timedelta(seconds=it), lang) for it in ticks}


def _user_ticks(regions: Iterable[Region], frame: Frame, lang: Lang) -> dict[float, str]:
    limits = {float(users) for region in regions for _, users in region.corners if users}
    fewest, most = frame.users
    tens = [float(10**power) for power in range(11) if fewest <= 10**power <= most]
    ticks = _with_room(limits, tens, lambda users: frame.y(int(users)), 13)
    return {it: _short(int(it), lang) for it in ticks}


def _with_room(
    limits: Iterable[float], usual: Iterable[float], pixel: Callable[[float], float], room: float
) -> list[float]:
    """Give all limits of the law, and of the usual ticks those that have room beside them."""
    ticks = set(limits)
    for each in usual:
        if all(abs(pixel(each) - pixel(other)) >= room for other in ticks):
            ticks.add(each)
    return sorted(ticks)


def _short(users: int, lang: Lang) -> str:
    if lang == "ja" and users % 10**8 == 0:
        return f"{users // 10**8}億"
    return number(users, lang)


def _region_layers(frame: Frame, base: Base, regions: Sequence[Region]) -> Iterator[Any]:
    """Draw the areas and edges of regions; the last one lies over the others."""
    *_, own = regions
    for region in regions:
        colour = _COLOURS[region.grade]
        # Colours are not laid over one another: an area ends where that of its row begins.
        steps = colour_of(region, None if region is own else own, frame)
        area = base([{"x": it, "y": low, "y2": high} for it, low, high in steps])
        area = area.mark_area(interpolate="step-after", color=colour, opacity=0.22)
        yield area.encode(y2="y2:Q")
        turns = enumerate(edge_of(region, frame))
        edge = base([{"x": x, "y": y, "order": i} for i, (x, y) in turns]).encode(order="order:Q")
        yield edge.mark_line(color=colour, strokeWidth=1.5)


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


def _word_layer(sheet: Sheet, base: Base, words: Iterable[tuple[str, Box]]) -> Any:
    """Write the names of the grades, each where it has its place."""
    frame, size = sheet.frame, 11 if sheet.lang == "ja" else 10
    rows = [_at(frame, (it[0] + it[2]) / 2, it[3] - 8) | {"text": text} for text, it in words]
    text = base(rows).mark_text(baseline="middle", fontWeight="bold", fontSize=size, color=GREY)
    return text.encode(text="text:N")


def _accident_layers(sheet: Sheet, base: Base, marks: Sequence[Mark]) -> Iterator[Any]:
    """Draw the path between looks, the marks, the arrows at open ends and the texts."""
    alt, frame, lang = sheet.alt, sheet.frame, sheet.lang
    tooltip = [alt.Tooltip(f"{key}:N", title=words.text(lang)) for key, words in TOOLTIP.items()]
    path = [
        _at(frame, *mark.centre) | {"order": i, "accident": mark.spot.accident}
        for i, mark in enumerate(marks)
        if mark.is_on_path
    ]
    if path:
        line = base(path).mark_line(color=INK, strokeWidth=1.2)
        yield line.encode(order="order:Q", detail="accident:N")
    boxes = [
        _from_to(frame, *it.box) | facts_of(it.spot, lang) for it in marks if it.shape == "box"
    ]
    if boxes:
        rect = base(boxes).mark_rect(fill=INK, fillOpacity=0.12, stroke=INK, strokeWidth=1.2)
        yield rect.encode(x2="x2:Q", y2="y2:Q", tooltip=tooltip)
    for shape, fill in (("point", INK), ("ring", "white")):
        rows = [
            _at(frame, *it.centre) | facts_of(it.spot, lang) for it in marks if it.shape == shape
        ]
        if rows:
            size, opacity = (42, 1) if len(marks) <= MOST_NAMED else (14, 0.6)
            point = base(rows).mark_point(size=size, fill=fill, stroke=INK, opacity=opacity)
            yield point.encode(tooltip=tooltip)
    for shape, rows in _arrows(marks, frame).items():
        if rows:
            yield base(rows).mark_point(shape=shape, size=50, fill=INK, stroke=INK, opacity=1)
    named = [it for it in marks if it.text]
    leaders = [_leader(it, frame) for it in named if _is_apart(it)]
    if leaders:
        yield base(leaders).mark_rule(color=GREY, strokeWidth=0.6).encode(x2="x2:Q", y2="y2:Q")
    if named:
        rows = [_at(frame, *it.at) | {"text": it.text} for it in named]
        text = base(rows).mark_text(align="left", baseline="middle", color=INK)
        yield text.encode(text="text:N")


def _arrows(marks: Iterable[Mark], frame: Frame) -> dict[str, Rows]:
    """Give the arrows at the ends that are open or lie beyond the chart."""
    rows: dict[str, Rows] = {"triangle-right": [], "triangle-up": []}
    for mark in marks:
        left, top, right, bottom = mark.box
        is_long, is_many = open_ends(mark.spot, frame)
        if is_long:
            rows["triangle-right"].append(_at(frame, frame.width - 5, (top + bottom) / 2))
        if is_many:
            rows["triangle-up"].append(_at(frame, (left + right) / 2, 5))
    return rows


def _text_box(mark: Mark) -> Box:
    x, y = mark.at
    return x, y - 6, x + text_width(mark.text), y + 6


def _is_apart(mark: Mark) -> bool:
    """Whether a text stands so far from its mark that a line has to join them."""
    left, top, right, bottom = _text_box(mark)
    box = mark.box
    return max(left - box[2], box[0] - right) > 7 or max(top - box[3], box[1] - bottom) > 7


def _leader(mark: Mark, frame: Frame) -> dict[str, Any]:
    """Join a text with its mark where they are nearest."""
    left, top, right, bottom = _text_box(mark)
    x, y = mark.centre
    x2, y2 = min(max(x, left), right), min(max(y, top), bottom)
    if mark.shape == "box":
        x, y = min(max(x2, mark.box[0]), mark.box[2]), min(max(y2, mark.box[1]), mark.box[3])
    return _from_to(frame, x, y, x2, y2)


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
