"""The limits in question, with the accident among them, as outlines in pixels."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from jikorules import Grade, RuleSet, Verdict
from jikorules.basics.errors import Lang
from jikorules.statistics.charts.captions import limits_of, name_of
from jikorules.statistics.charts.layout import Frame, area_of, box_of, frame_of
from jikorules.statistics.charts.regions import Region, Spot, frontier_accidents, frontier_regions
from jikorules.words.numbers import lasted, number, people, time_span

_SECOND = timedelta(seconds=1)
_WIDTH, _HEIGHT = 420, 240
_TICKS = [
    timedelta(seconds=each)
    for each in (60, 600, 1800, 3600, 7200, 18000, 43200, 86400, 259200, 864000, 2592000, 31536000)
]


def panels(verdict: Verdict, lang: Lang) -> list[dict[str, Any]]:
    """Give a panel for each row of the table in which the accident stands, or the periodic one."""
    if not verdict.incident.impacts:
        return []
    rules = verdict.rules
    regions, spots = frontier_regions(rules), frontier_accidents([verdict], rules, lang)
    rows = [each for each in spots if regions[each.region].grade is Grade.SERIOUS]
    shown = rows or list(spots)
    frame = frame_of(regions, spots, _WIDTH, _HEIGHT)
    return [_panel(each, regions, frame, rules, lang) for each in shown]


def _panel(
    spot: Spot, regions: Sequence[Region], frame: Frame, rules: RuleSet, lang: Lang
) -> dict[str, Any]:
    region, box = regions[spot.region], box_of(spot, frame)
    below = [each for each in regions if each.grade is Grade.PERIODIC]
    under = [] if region in below else below
    return {
        "name": name_of(region, rules, lang),
        "limits": limits_of(region, lang),
        "grade": region.grade.name.lower(),
        "areas": [
            {"grade": each.grade.name.lower(), "points": _outline(each, frame)}
            for each in (*under, region)
        ],
        "box": box,
        "is_open": [spot.duration.high is None, spot.users.high is None],
        "duration": lasted(spot.duration, lang),
        "users": people(spot.users, lang),
        "certain": spot.is_certain,
        "width": _WIDTH,
        "height": _HEIGHT,
        "times": [
            {"at": frame.x(each / _SECOND), "text": time_span(each, lang)}
            for each in _TICKS
            if frame.seconds[0] <= each / _SECOND <= frame.seconds[1]
        ],
        "counts": [
            {"at": frame.y(10**n), "text": number(10**n, lang)}
            for n in range(10)
            if frame.users[0] <= 10**n <= frame.users[1]
        ],
    }


def _outline(region: Region, frame: Frame) -> list[tuple[float, float]]:
    """Give the outline of a region in pixels: a staircase, closed at the upper right."""
    points: list[tuple[float, float]] = []
    height = 0.0
    for seconds, users in area_of(region, frame):
        x, y = frame.x(seconds), frame.y(users)
        points += [(x, height), (x, y)]
        height = y
    return [*points, (points[-1][0], 0.0)]
