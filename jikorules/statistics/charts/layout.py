"""Where everything stands in a chart of users against duration, in pixels."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from math import exp, log

from attrs import evolve, frozen

from jikorules.basics.errors import Lang, Words
from jikorules.statistics.charts.regions import Region, Spot
from jikorules.statistics.charts.style import text_width
from jikorules.words.lists import bracketed, series
from jikorules.words.numbers import clock

_SECOND = timedelta(seconds=1)
_LEAST_TIME, _MOST_TIME = timedelta(minutes=1), timedelta(days=366)
_MOST_USERS = 10**10  # more than there are people
_THIN, _SMALL = 5.0, 8.0
_GAP = 14
_END_UNKNOWN = Words("終了未定", "end unknown")
_NO_UPPER_LIMIT = Words("上限不明", "no upper limit")
_USERS_UNKNOWN = Words("人数不明", "users unknown")
_MAY_NOT_COUNT = Words("算入未確定", "may not count here")
MOST_NAMED = 40
"""With more spots than these in one chart, none is named."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels from the upper left."""


@frozen
class Frame:
    """The stretch of both logarithmic axes, and its size in pixels."""

    seconds: tuple[float, float]
    users: tuple[int, int]
    width: int
    height: int

    def x(self, seconds: float) -> float:
        """Give the pixel of a duration, the edge's if it lies beyond."""
        first, last = self.seconds
        return self.width * log(min(max(seconds, first), last) / first) / log(last / first)

    def y(self, users: float) -> float:
        """Give the pixel of a number of users, the edge's if it lies beyond."""
        fewest, most = self.users
        share = log(min(max(users, fewest), most) / fewest) / log(most / fewest)
        return self.height * (1 - share)

    def seconds_at(self, x: float) -> float:
        """Give the duration at a pixel."""
        first, last = self.seconds
        return first * exp(x / self.width * log(last / first))

    def users_at(self, y: float) -> float:
        """Give the number of users at a pixel."""
        fewest, most = self.users
        return fewest * exp((1 - y / self.height) * log(most / fewest))


def frame_of(regions: Iterable[Region], spots: Iterable[Spot], width: int, height: int) -> Frame:
    """Give a frame in which all corners of the regions and all spots have room."""
    corners = [corner for region in regions for corner in region.corners]
    times = [time for time, _ in corners if time]
    counts = [users for _, users in corners if users]
    ends = [end for it in spots for end in (it.duration.low, it.duration.high) if end]
    people = [end for it in spots for end in (it.users.low, it.users.high) if end]
    first = max(_LEAST_TIME, min([min(times) / 6, *(end / 1.5 for end in ends)]))
    last = min(_MOST_TIME, max([timedelta(hours=72), max(times) * 3, *(end * 1.5 for end in ends)]))
    fewest = 10 ** (len(str(min([min(counts) // 10, *people]))) - 1)
    most = 10 ** len(str(min(_MOST_USERS // 10, max([10**7, max(counts), *people]))))
    return Frame((first / _SECOND, last / _SECOND), (fewest, most), width, height)


def area_of(region: Region, frame: Frame) -> list[tuple[float, int]]:
    """Give the lower edge of a region within a frame: from each duration on, the users needed.

    Example:
        >>> from jikorules import ruleset
        >>> from jikorules.statistics.charts.regions import frontier_regions
        >>> periodic = frontier_regions(ruleset("H31"))[-1]
        >>> area_of(periodic, Frame((600, 172_800), (1_000, 10**8), 300, 200))
        [(600, 30000), (7200.0, 1000), (172800, 1000)]
    """
    first, last = frame.seconds
    fewest, _ = frame.users
    steps = [(max(first, time / _SECOND), max(fewest, users)) for time, users in region.corners]
    return [*steps, (last, steps[-1][1])]


def colour_of(region: Region, over: Region | None, frame: Frame) -> list[tuple[float, int, int]]:
    """Give the area of a region, less that of one that lies over it, as steps.

    From each duration on these are the fewest users in it, and those at which it ends.
    """
    _, most = frame.users
    area, above = area_of(region, frame), [] if over is None else area_of(over, frame)
    steps = []
    for x in sorted({x for x, _ in (*area, *above)}):
        least, top = (
            next((users for at, users in reversed(edge) if at <= x), most) for edge in (area, above)
        )
        steps.append((x, min(least, top), top))
    return steps


def edge_of(region: Region, frame: Frame) -> list[tuple[float, int]]:
    """Give the corners of a region's edge within a frame, without the sides of the frame itself."""
    first, _ = frame.seconds
    fewest, most = frame.users
    points: list[tuple[float, int]] = []
    users_before = most
    for seconds, users in area_of(region, frame):
        if seconds > first:
            points.append((seconds, users_before))
        if users != users_before:
            points.append((seconds, users))
        users_before = users
    return points[:-1] if users_before == fewest else points


def edge_boxes(region: Region, frame: Frame) -> list[Box]:
    """Give the parts of a region's edge as boxes without a width, in pixels."""
    points = [(frame.x(seconds), frame.y(users)) for seconds, users in edge_of(region, frame)]
    # It runs to the right and down.
    return [(*one, *other) for one, other in pairwise(points)]


@frozen
class Mark:
    """What is drawn of a spot.

    Attributes:
        shape: a point, a ring (a range too small to be seen) or a box.
        box: its outline in pixels.
        text: what stands beside it; empty if there was no room.
        at: where the text begins, in the middle of its height.
    """

    spot: Spot
    shape: str
    box: Box
    text: str = ""
    at: tuple[float, float] = (0, 0)

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle; the known end where the other one is open."""
        left, top, right, bottom = self.box
        x = left if self.spot.duration.high is None else (left + right) / 2
        y = bottom if self.spot.users.high is None else (top + bottom) / 2
        return x, y

    @property
    def is_on_path(self) -> bool:
        """Whether the line between looks runs through it: not if nothing is known of the users."""
        return self.spot.of_history and (
            self.spot.users.high is not None or bool(self.spot.users.low)
        )


def box_of(spot: Spot, frame: Frame) -> Box:
    """Give the outline of a spot: an open end runs to the edge of the frame."""
    duration, users = spot.duration, spot.users
    left = frame.x(duration.low / _SECOND if duration.low else 0)
    right = frame.width if duration.high is None else frame.x(duration.high / _SECOND)
    bottom = frame.y(users.low or 0)
    top = 0 if users.high is None else frame.y(users.high)
    return left, top, right, bottom


def open_ends(spot: Spot, frame: Frame) -> tuple[bool, bool]:
    """Tell whether the duration and the users have no upper end, or one beyond the frame."""
    duration, users = spot.duration.high, spot.users.high
    return (
        duration is None or duration / _SECOND > frame.seconds[1],
        users is None or users > frame.users[1],
    )


def labels_of(spot: Spot, before: Spot | None, lang: Lang, *, is_last: bool) -> tuple[str, str]:
    """Write what stands beside a spot: the name, and the time if it is one of several looks.

    Only the last look is named. What has no upper end says so.

    Returns:
        The text, and a shorter one for where it has no room.
    """
    name = spot.name.replace("株式会社", "").strip() or spot.name
    if spot.of_history and spot.at is not None:
        after = before.at if before is not None else None
        name = clock(spot.at, lang, after=after) + (f"　{name}" if is_last else "")
    said = []
    if spot.duration.high is None:
        said.append(_END_UNKNOWN)
    if spot.users.high is None:
        said.append(_NO_UPPER_LIMIT if spot.users.low else _USERS_UNKNOWN)
    if not spot.is_certain:
        said.append(_MAY_NOT_COUNT)
    return bracketed(name, series((each.text(lang) for each in said), lang), lang), name


def marks_of(
    spots: Sequence[Spot],
    frame: Frame,
    taken: Iterable[Box] = (),
    lines: Iterable[Box] = (),
    lang: Lang = "ja",
) -> tuple[Mark, ...]:
    """Lay out the spots of one region, each text where it covers nothing else.

    No text stands in what is `taken`, nor on `lines` if there is another place; and none where
    there is no room, or where there are too many. Looks are given in the order of time.
    """
    marks = []
    for spot in spots:
        left, top, right, bottom = box_of(spot, frame)
        exact = spot.duration.is_exact and spot.users.is_exact
        small = right - left < _SMALL and bottom - top < _SMALL
        shape = "point" if exact else "ring" if small else "box"
        marks.append(Mark(spot, shape, _widened((left, top, right, bottom))))
    if len(marks) > MOST_NAMED:
        return tuple(marks)
    placed = [*taken, *_path_boxes(marks)]
    placed += [each.box for each in marks if each.shape != "box"]
    boxes = [each.box for each in marks if each.shape == "box"]
    least = frame.width * frame.height / 8
    large = [box for box in boxes if (box[2] - box[0]) * (box[3] - box[1]) > least]
    edges = [*lines, *(edge for box in large for edge in _sides(box))]
    written = []
    for i, mark in enumerate(marks):
        before, after = _neighbours(spots, i)
        others = [*placed, *(it for it in boxes if it != mark.box and it not in large)]
        written.append(mark)
        for text in labels_of(mark.spot, before, lang, is_last=after is None):
            wide = text_width(text)
            at = _first_free(_places(mark, wide), wide, frame, others, edges)
            if at is not None:
                placed.append(_text_box(*at, wide))
                written[-1] = evolve(mark, text=text, at=at)
                break
    return tuple(written)


def _first_free(
    places: Iterable[Sequence[tuple[float, float]]],
    wide: float,
    frame: Frame,
    others: Sequence[Box],
    edges: Sequence[Box],
) -> tuple[float, float] | None:
    """Give the first free place: near rather than far, and then off the lines rather than on."""
    for near in places:
        free = [it for it in near if _is_free(_text_box(*it, wide), frame, others)]
        clear = [it for it in free if _is_free(_text_box(*it, wide), frame, edges)]
        if free:
            return (clear or free)[0]
    return None


def _neighbours(spots: Sequence[Spot], i: int) -> list[Spot | None]:
    """Give the looks at the same accident before and after one."""
    own = spots[i].accident
    return [
        spots[at] if 0 <= at < len(spots) and spots[at].accident == own else None
        for at in (i - 1, i + 1)
    ]


def _path_boxes(marks: Iterable[Mark]) -> Iterator[Box]:
    """Cover the lines between looks with small boxes."""
    on_path = [each for each in marks if each.is_on_path]
    for one, other in pairwise(on_path):
        if one.spot.accident == other.spot.accident:
            (x, y), (x2, y2) = one.centre, other.centre
            steps = int(max(abs(x2 - x), abs(y2 - y)) / 4) + 1
            for i in range(steps + 1):
                at, down = x + (x2 - x) * i / steps, y + (y2 - y) * i / steps
                yield at - 1, down - 1, at + 1, down + 1


def _widened(box: Box) -> Box:
    """Make a box that is thin in one direction wide enough to be seen."""
    left, top, right, bottom = box
    wide, high = max(0, _THIN - right + left) / 2, max(0, _THIN - bottom + top) / 2
    return left - wide, top - high, right + wide, bottom + high


def _places(mark: Mark, wide: float) -> Iterator[list[tuple[float, float]]]:
    """Give where a text may begin: first close by, then farther and farther off."""
    left, top, right, bottom = mark.box
    x, y = mark.centre
    beside = [(right + 6, y), (left - 6 - wide, y)]
    above = [(x - wide / 2, top - 10), (x - wide / 2, bottom + 10)]
    askew = [(right + 8, y - _GAP), (left - 8 - wide, y - _GAP), (right + 8, y + _GAP)]
    yield [*above, *beside, *askew] if mark.spot.of_history else [*beside, *above, *askew]
    if bottom - top > 4 * _GAP:
        heights = [top + (bottom - top) * n / 8 for n in range(1, 8)]
        yield [place for at in heights for place in ((right + 6, at), (left - 6 - wide, at))]
    for step in range(1, 4):
        for shift in (-step * _GAP, step * _GAP):
            yield [(right + 8, y + shift), (left - 8 - wide, y + shift)]
            end = (top if shift < 0 else bottom) + shift
            yield [(left, end), (right - wide, end)]
    heights = [top + (bottom - top) * n / 8 for n in (4, 3, 5, 2, 6, 1, 7)]
    yield [place for at in heights for place in ((left + 8, at), (right - wide - 8, at))]


def _sides(box: Box) -> Iterator[Box]:
    left, top, right, bottom = box
    yield from ((left, top, left, bottom), (right, top, right, bottom))
    yield from ((left, top, right, top), (left, bottom, right, bottom))


def _text_box(x: float, y: float, wide: float) -> Box:
    return x, y - _GAP / 2, x + wide, y + _GAP / 2


def _is_free(box: Box, frame: Frame, others: Iterable[Box]) -> bool:
    left, top, right, bottom = box
    if left < 2 or top < 0 or right > frame.width - 2 or bottom > frame.height:
        return False
    return not any(overlaps(box, each) for each in others)


def overlaps(one: Box, other: Box) -> bool:
    """Whether two boxes have more than an edge in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
