"""The rule on near-misses, Enforcement Rules Art. 58-2."""

from typing import Literal, get_args

from attrs import frozen

from jikorules.basics.vocabulary import Event, Function, NetworkPart
from jikorules.law.provision import Problems, Version, at_least_1, repeated, wrong

Asked = Literal["users", "prefectures", "part", "function", "event", "exceptions"]
ASKED: tuple[Asked, ...] = get_args(Asked)


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
        name: the event in the words of the law.
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
    """

    network_item: str
    critical_item: str
    users: int
    prefectures: int
    parts_excluded: tuple[NetworkPart, ...]
    functions: tuple[Function, ...]
    limb: tuple[NearMissLimb, ...]
    event: tuple[NearMissEvent, ...]

    def problems(self) -> Problems:
        """Find what is wrong with the citation, the limits, the limbs or the events."""
        yield from super().problems()
        yield from at_least_1("users", self.users)
        yield from at_least_1("prefectures", self.prefectures)
        asked = tuple(limb.asks for limb in self.limb)
        if asked != ASKED:
            ja, en = "イからヘまでの各1つ", "each limb once, in the order of the law"
            yield wrong("limb", ja, en, asked)
        yield from repeated("limb", [limb.number for limb in self.limb])
        yield from repeated("event", [each.number for each in self.event])
        yield from repeated("event", [each.event for each in self.event])
        if not self.functions:
            yield wrong("functions", "1つ以上の機能", "at least one function", [])
        if not self.event or Event.OTHER in [each.event for each in self.event]:
            yield wrong("event", "法令に掲げる事象", "the events that the law lists", self.event)
        if NetworkPart.OTHER in self.parts_excluded or Function.OTHER in self.functions:
            ja, en = "法令に掲げる設備及び機能", "parts and functions that the law lists"
            yield wrong("functions", ja, en, "other")
