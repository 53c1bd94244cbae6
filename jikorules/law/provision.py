"""What all provisions share: where they stand in the law, how long they held, and their limits.

A file holds one provision and one ``[[version]]`` per amendment, newest last. A fact that the
sources do not establish is listed in ``not_established``, one that they only make likely in
``likely``: nothing is left out in silence, and nothing is made up.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Generic, Literal, NamedTuple, TypeVar

from attrs import frozen

from jikorules.basics.errors import Problem, Words, shown

Problems = Iterator[Problem]
V = TypeVar("V", bound="Version")

MOST_TIME = 10_000  # days, months or minutes that can be added to any day covered
MOST = 10**9  # far beyond any law; as hours far below what a timedelta can hold
ADDRESS = (r"https://[^/\s]+/\S+", "https:// で始まる所在", "an address with https://")


@frozen
class CitedAs:
    """The place of a provision since a day; an amendment elsewhere may move it.

    `under` is the provision of the Act that it is made under.
    """

    since: date
    article: str
    paragraph: str | None = None
    under: str | None = None


class Extent(NamedTuple):
    """A time and a number of users: what was suffered, or the least that meets a limit."""

    time: timedelta
    users: int

    @classmethod
    def of(cls, time: timedelta | None, users: int | None) -> "Extent":
        """Give the least that meets a limit; what it does not ask for (None) may be nothing."""
        return cls(time or timedelta(0), users or 0)

    def reaches(self, limit: "Extent") -> bool:
        """Whether it meets a limit; both ends are inclusive 以上."""
        return self.time >= limit.time and self.users >= limit.users


def least_needed(limits: Iterable[Extent]) -> tuple[Extent, ...]:
    """Leave out every limit that another one makes needless.

    Returns:
        The others as a staircase, in which the times grow and the users fall.
    """
    needed: list[Extent] = []
    for limit in sorted(limits):  # in this order no limit makes an earlier one needless
        if not any(limit.reaches(other) for other in needed):
            needed.append(limit)
    return tuple(needed)


@frozen
class Threshold:
    """A limit of time (hours and minutes together), of users, or of both: so much or more 以上."""

    users: int | None = None
    hours: int = 0
    minutes: int = 0

    @property
    def duration(self) -> timedelta | None:
        """The limit of time, None if there is none."""
        return timedelta(hours=self.hours, minutes=self.minutes) or None

    @property
    def least(self) -> Extent:
        """The least that meets it."""
        return Extent.of(self.duration, self.users)

    def dominates(self, other: "Threshold") -> bool:
        """Whether whatever meets the other one meets this one too."""
        return other.least.reaches(self.least)


@frozen
class Via:
    """The office by way of which a report may be made 経由して行うことができる.

    Attributes:
        office: the office.
        article: the article of the same law that allows it.
    """

    office: str
    article: str


@frozen
class Penalty:
    """The penalty 罰則 for a report that is not made, or is false.

    Attributes:
        fine: a fine of up to so many yen; 0 if the law has none.
        under: where it stands.
    """

    fine: int
    under: Words | None = None

    def problems(self, place: str) -> "Problems":
        """Find a fine below zero, or one that stands nowhere."""
        if self.fine < 0 or (self.fine > 0) != (self.under is not None):
            ja, en = "罰金の額とその根拠、又は0", "a fine and where it stands, or 0"
            yield wrong(place, ja, en, self.fine)


@frozen(kw_only=True)
class Version:
    """A provision as it stood from one amendment to the next.

    Attributes:
        in_force: the first day.
        ends: the last day, if no later version follows at once.
        amended_by: the amending ordinance 改正省令.
        promulgated: the day of its promulgation 公布日.
        source: address of the text.
        checked: the day on which somebody last held it against the source.
        revision_read: which text that was: the first day of the newest revision of the law that was
            read and has this version's text. So amendments in force by that day are in it.
        cited_as: where it stands in the law.
        label: the word in use for an accident that meets it.
        likely: what is not read in an official text but likely ("text" is the text itself).
        not_established: which of `amended_by`, `promulgated` and `revision_read` the sources do not
            tell.
        note: what a reader has to know about it.
    """

    in_force: date
    ends: date | None = None
    amended_by: str | None = None
    promulgated: date | None = None
    source: str
    checked: date
    revision_read: date | None = None
    cited_as: tuple[CitedAs, ...]
    label: str
    likely: tuple[Literal["amended_by", "text"], ...] = ()
    not_established: tuple[Literal["amended_by", "promulgated", "revision_read"], ...] = ()
    note: Words | None = None

    def problems(self) -> Problems:
        """Find what the version's citation lacks or contradicts."""
        for name in ("amended_by", "promulgated", "revision_read"):
            value = getattr(self, name)
            if (value is None) != (name in self.not_established):
                yield wrong(
                    name,
                    "値、又は not_established への記載のいずれか一方",
                    "either a value or an entry in not_established",
                    value,
                )
        day = self.promulgated
        if day is not None and day > self.in_force:
            yield wrong("promulgated", "施行日以前の日", "a day not after in_force", day)
        # What is to come into force can be read before it does.
        if self.revision_read is not None and self.revision_read > max(self.checked, self.in_force):
            ja, en = "照合した日以前の日", "a day not after checked"
            yield wrong("revision_read", ja, en, self.revision_read)
        if not re.fullmatch(ADDRESS[0], self.source):
            yield wrong("source", *ADDRESS[1:], self.source)
        days = [place.since for place in self.cited_as]
        if not days or days[0] != self.in_force or any(a >= b for a, b in pairwise(days)):
            yield wrong(
                "cited_as",
                "施行日から始まる日付順の条番号",
                "places in the order of their days, the first since in_force",
                [each.isoformat() for each in days],
            )


def last_check(versions: Iterable[Version]) -> date:
    """Give the day up to which all of these have been held against their sources."""
    return min(version.checked for version in versions)


def is_presumed(versions: Iterable[Version]) -> bool:
    """Whether the text of one of these is presumed for a part of its time."""
    return any("text" in version.likely for version in versions)


@frozen(kw_only=True)
class Provision(Generic[V]):
    """A provision file: one provision with all its versions, oldest first.

    `provision` is its short name in this library, `law_id` the id of its law on e-Gov.
    """

    provision: str
    law: str
    law_id: str
    version: tuple[V, ...]

    def problems(self) -> Problems:
        """Find what is wrong with a version, or with the days from one to the next."""
        if not self.version:
            yield wrong("version", "1つ以上の版", "at least one version", [])
            return
        for i, version in enumerate(self.version):
            for problem in version.problems():
                yield problem.under(f"version[{i}]")
        last = self.version[-1]
        if last.ends is not None and last.ends < last.in_force:
            ja, en = "施行日以後の終わりの日", "a last day not before in_force"
            yield wrong(f"version[{len(self.version) - 1}].ends", ja, en, last.ends)
        for i, (old, new) in enumerate(pairwise(self.version)):
            place = f"version[{i + 1}].in_force"
            if new.in_force <= max(old.in_force, old.ends or old.in_force):
                overlap = "a day after the version before (overlap)"
                yield wrong(place, "前の版の終わった後の施行日（重複）", overlap, new.in_force)
            elif old.ends is not None and old.ends < new.in_force - timedelta(days=1):
                gap = "the day after the version before (gap)"
                yield wrong(place, "前の版に続く施行日（空白期間）", gap, new.in_force)
            if old.cited_as and old.cited_as[-1].since >= new.in_force:
                ja, en = "次の版の施行日より前の日", "a day before the next version"
                yield wrong(f"version[{i}].cited_as", ja, en, old.cited_as[-1].since)

        yield from self._unread()

    def _unread(self) -> Problems:
        """Find texts of a time at which their version was not in force."""
        ends = [each.in_force - timedelta(days=1) for each in self.version[1:]]
        for i, (version, end) in enumerate(zip(self.version, [*ends, None], strict=True)):
            read = version.revision_read
            if read is not None and not version.in_force <= read <= (version.ends or end or read):
                ja, en = "この版の施行されている間の日", "a day on which this version was in force"
                yield wrong(f"version[{i}].revision_read", ja, en, read)

    def at(self, day: date) -> V:
        """Give the version in force on a covered day."""
        return next(each for each in reversed(self.version) if each.in_force <= day)

    def covers(self, day: date) -> bool:
        """Whether the provision was in force on a day."""
        return self.version[0].in_force <= day and (self.last_day is None or day <= self.last_day)

    def cited(self, day: date) -> CitedAs:
        """Give the place at which the provision stands on a covered day."""
        return next(each for each in reversed(self.at(day).cited_as) if each.since <= day)

    @property
    def last_day(self) -> date | None:
        """The last day that is covered; None if that is open."""
        return self.version[-1].ends


def threshold_problems(path: str, thresholds: tuple[Threshold, ...]) -> Problems:
    """Find what is wrong with the limits of a row or an item."""
    if not thresholds:
        yield wrong(f"{path}.thresholds", "1つ以上の基準", "at least one threshold", [])
    needed = "a threshold that no other one of the row makes needless"
    odd = [
        wrong(f"{path}.thresholds[{i}]", "正の数", "positive numbers", one)
        for i, one in enumerate(thresholds)
        if not (0 <= one.hours <= MOST and 0 <= one.minutes <= MOST)
        or (one.users is not None and one.users <= 0)
    ]
    if odd:  # such times cannot be compared
        yield from odd
        return
    for i, one in enumerate(thresholds):
        place = f"{path}.thresholds[{i}]"
        if one.duration is None and one.users is None:
            yield wrong(place, "時間又は利用者数", "a time or a number of users", one)
        for j, other in enumerate(thresholds):
            if i != j and other.dominates(one) and (j < i or not one.dominates(other)):
                yield wrong(place, "他の基準に含まれない基準", needed, one)


def at_least_1(path: str, number: int, most: int = MOST) -> Problems:
    """Find a number that is not positive, or far beyond any law."""
    if not 1 <= number <= most:
        yield wrong(path, "1以上の整数", "an integer of 1 or more", number)


def wrong(path: str, ja: str, en: str, given: object) -> Problem:
    """Make the problem of a provision file."""
    hint = Words("法令の規定と照合してください。", "Hold the file against the text of the law.")
    return Problem(path, Words(ja, en), shown(given), hint)


def repeated(path: str, names: Iterable[str]) -> Problems:
    """Find names that stand twice."""
    seen = set[str]()
    for i, name in enumerate(names):
        if name in seen:
            yield wrong(f"{path}[{i}]", "重複のない値", "one that no other has", str(name))
        seen.add(name)
