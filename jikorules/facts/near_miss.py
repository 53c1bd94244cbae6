"""What might have become a serious accident 重大な事故が生ずるおそれのある事態: the facts."""

from datetime import date

from attrs import field, frozen
from attrs.converters import optional

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import Problem, Words, shown
from jikorules.basics.validation import (
    Found,
    check_day,
    check_flag,
    check_member,
    check_text,
    check_users,
    refuse,
)
from jikorules.basics.vocabulary import (
    CriticalKind,
    Event,
    Function,
    NetworkPart,
    to_critical_kind,
    to_event,
    to_function,
    to_network_part,
)
from jikorules.facts.service import to_users

_CHECK_DAYS = Words("発生した日と知った日を確かめてください。", "Check both days.")
_NO_CRITICAL = Words(
    "空欄とすること（critical_facility がないため）", "nothing without a critical_facility"
)
_GIVE_CRITICAL = Words("critical_facility も与えてください。", "Give critical_facility too.")


@frozen
class NearMiss:
    """What might have become a serious accident, as it is known.

    What is not given is unknown, but the three exceptions have to be claimed (None is unknown).

    Attributes:
        known_on: the day on which the carrier came to know it 知った日.
        occurred_on: the day on which it occurred, None if unknown.
        installer_users: the users, at the end of the previous fiscal year 前年度末, of the carrier
            that INSTALLED the facility, which need not be the one that reports; a count will do.
        prefectures: over how many prefectures 都道府県 the service is provided; a count will do.
        commercial: whether the facility is 事業用電気通信設備.
        part: which part of the network the facility is; its name ("access_line") will do.
        function: what the facility is for; its name will do.
        event: what came to pass; its name will do.
        noticed: whether the failure was noticed promptly 速やかに (asked of "could_not_switch").
        planned: whether it was planned beforehand あらかじめ計画されたもの.
        within_specification: whether it kept within its design 設計上の仕様の範囲内の動作.
        disaster: whether a natural disaster caused it 自然災害.
        critical_facility: the kind of satellite, submarine cable or the like, if it befell one.
        decline_or_damage: whether that facility's function seriously declined 深刻な機能低下, or it
            was seriously damaged 重大な損傷; whoever installed it.
        carrier: the carrier's name.
        id: the caller's name for it.

    Raises:
        InvalidInput: with all values that are not of their type, or contradict one another.
    """

    known_on: date
    occurred_on: date | None = field(default=None, kw_only=True)
    installer_users: Bounds[int] = field(default=None, converter=to_users, kw_only=True)
    prefectures: Bounds[int] = field(default=None, converter=to_users, kw_only=True)
    commercial: bool | None = field(default=None, kw_only=True)
    part: NetworkPart | None = field(default=None, converter=to_network_part, kw_only=True)
    function: Function | None = field(default=None, converter=to_function, kw_only=True)
    event: Event | None = field(default=None, converter=to_event, kw_only=True)
    noticed: bool | None = field(default=None, kw_only=True)
    planned: bool | None = field(default=False, kw_only=True)
    within_specification: bool | None = field(default=False, kw_only=True)
    disaster: bool | None = field(default=False, kw_only=True)
    critical_facility: CriticalKind | None = field(
        default=None, converter=optional(to_critical_kind), kw_only=True
    )
    decline_or_damage: bool | None = field(default=None, kw_only=True)
    carrier: str | None = field(default=None, kw_only=True)
    id: str | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        kind = self.critical_facility
        refuse(
            *check_day("known_on", self.known_on),
            *_check_occurred(self.occurred_on, self.known_on),
            *check_users("installer_users", self.installer_users),
            *check_users("prefectures", self.prefectures),
            *check_flag("commercial", self.commercial),
            *(() if self.part is None else check_member("part", NetworkPart, self.part)),
            *(() if self.function is None else check_member("function", Function, self.function)),
            *(() if self.event is None else check_member("event", Event, self.event)),
            *check_flag("noticed", self.noticed),
            *check_flag("planned", self.planned),
            *check_flag("within_specification", self.within_specification),
            *check_flag("disaster", self.disaster),
            *(() if kind is None else check_member("critical_facility", CriticalKind, kind)),
            *_check_loss(self.decline_or_damage, kind),
            *check_text("carrier", self.carrier),
            *check_text("id", self.id),
        )


def _check_occurred(occurred: date | None, known: date) -> Found:
    if type(occurred) is date and type(known) is date and occurred > known:
        limit = Words(f"知った日（{known}）以前の日", f"a day not after {known}, when it was known")
        return (Problem("occurred_on", limit, occurred.isoformat(), _CHECK_DAYS),)
    return () if occurred is None else check_day("occurred_on", occurred)


def _check_loss(loss: object, critical: object) -> Found:
    if critical is None and type(loss) is bool:
        return (Problem("decline_or_damage", _NO_CRITICAL, shown(loss), _GIVE_CRITICAL),)
    return check_flag("decline_or_damage", loss)
