"""The classes of the provisions on reports and near-misses, and their checks."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from attrs import frozen

from jikorules.basics.vocabulary import (
    Basis,
    Content,
    Event,
    Function,
    NetworkPart,
    Origin,
    Reason,
)
from jikorules.law.provisions import MOST_TIME, Found, Version, at_least_1, wrong


@frozen
class ShortForm:
    """A shorter form that carriers may use whose accident came from elsewhere.

    Attributes:
        origin: where the failure has to lie; the accident there has to be serious too.
        form: the form.
        first_contents: all that the first report then has to tell.
    """

    origin: Origin
    form: str
    first_contents: tuple[Content, ...]


@frozen
class ReportRule:
    """What is to be reported for one reason: promptly 速やかに, and in detail within some days.

    Attributes:
        reason: the reason.
        name: its name in the law.
        counted_from: the day from which the days count.
        detailed_days: so many days for the detailed report.
        form: the form of the detailed report.
        short_form: a shorter form that some may use.
        more_users_than: a leak has to concern more users than this (or the reason that needs no
            number: information given to a foreign government).
    """

    reason: Reason
    name: str
    counted_from: Basis
    detailed_days: int
    form: str
    short_form: ShortForm | None = None
    more_users_than: int | None = None


@frozen(kw_only=True)
class ReportsVersion(Version):
    """The rule on reports of accidents and the like, Enforcement Rules Art. 57.

    Attributes:
        to: to whom the reports are made.
        first_contents: what a first report tells.
        report: what is to be reported, by reason.
    """

    to: str
    first_contents: tuple[Content, ...]
    report: tuple[ReportRule, ...]

    def problems(self) -> Found:
        """Find what is wrong with the citation, the reasons or the periods."""
        yield from super().problems()
        yield from _repeated("report", [each.reason for each in self.report])
        for name in ("report", "first_contents"):
            if not getattr(self, name):
                yield wrong(name, "1つ以上の値", "at least one", [])
        for i, each in enumerate(self.report):
            yield from at_least_1(f"report[{i}].detailed_days", each.detailed_days, MOST_TIME)
            if each.more_users_than is not None:
                yield from at_least_1(f"report[{i}].more_users_than", each.more_users_than)

    def rule(self, reason: Reason) -> ReportRule | None:
        """Give what is to be reported for a reason; None if nothing was."""
        return next((each for each in self.report if each.reason is reason), None)


Asked = Literal["users", "prefectures", "part", "function", "event", "exceptions"]
ASKED: tuple[Asked, ...] = ("users", "prefectures", "part", "function", "event", "exceptions")


@frozen
class NearMissLimb:
    """A limb イ to ヘ of item 1."""

    number: str
    asks: Asked
    name: str


@frozen
class NearMissEvent:
    """An event of limb ホ.

    Attributes:
        number: its number.
        event: what came to pass.
        name: the same in the words of the law.
        unless_noticed: whether the failure has, besides, not to have been noticed promptly.
        despite_disaster: whether it counts even if a natural disaster caused it.
    """

    number: str
    event: Event
    name: str
    unless_noticed: bool = False
    despite_disaster: bool = False


@frozen(kw_only=True)
class NearMissVersion(Version):
    """The rule on near-misses, Enforcement Rules Art. 58-2.

    Attributes:
        network_item: number of the item that asks for all limbs.
        critical_item: number of the item on satellites, submarine cables and the like.
        users: the carrier served so many users or more at the end of the previous fiscal year.
        prefectures: the facilities are for a service over so many prefectures or more.
        parts_excluded: the parts of a network that are left out.
        functions: the functions that count.
        limb: the limbs.
        event: the events.
    """

    network_item: str
    critical_item: str
    users: int
    prefectures: int
    parts_excluded: tuple[NetworkPart, ...]
    functions: tuple[Function, ...]
    limb: tuple[NearMissLimb, ...]
    event: tuple[NearMissEvent, ...]

    def problems(self) -> Found:
        """Find what is wrong with the citation, the limits, the limbs or the events."""
        yield from super().problems()
        yield from at_least_1("users", self.users)
        yield from at_least_1("prefectures", self.prefectures)
        asked = tuple(limb.asks for limb in self.limb)
        if asked != ASKED:
            ja, en = "イからヘまでの各1つ", "each limb once, in the order of the law"
            yield wrong("limb", ja, en, asked)
        yield from _repeated("limb", [limb.number for limb in self.limb])
        yield from _repeated("event", [each.number for each in self.event])
        yield from _repeated("event", [each.event for each in self.event])
        if not self.functions:
            yield wrong("functions", "1つ以上の機能", "at least one function", [])
        if not self.event or Event.OTHER in [each.event for each in self.event]:
            yield wrong("event", "法令に掲げる事象", "the events that the law lists", self.event)
        if NetworkPart.OTHER in self.parts_excluded or Function.OTHER in self.functions:
            ja, en = "法令に掲げる設備及び機能", "parts and functions that the law lists"
            yield wrong("functions", ja, en, "other")


def _repeated(path: str, names: Iterable[str]) -> Found:
    seen = set[str]()
    for i, name in enumerate(names):
        if name in seen:
            yield wrong(f"{path}[{i}]", "重複のない値", "one that no other has", str(name))
        seen.add(name)


@frozen(kw_only=True)
class Guideline:
    """The ministry's guideline on public notice 周知・広報; a recommendation, not law.

    Attributes:
        name: its name.
        published: the day of its publication.
        applied_from: the first day to which it applies.
        first_notice_minutes: the first notice to users is due, as a rule, so many minutes after
            the failure.
        checked: the day on which somebody last held it against the source.
    """

    name: str
    published: date
    applied_from: date
    first_notice_minutes: int
    checked: date
