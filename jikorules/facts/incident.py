"""What happened: the plain facts of an accident, without any law.

All classes are frozen. A constructor looks at everything it was given and reports all the problems
at once. What the caller does not know is None (or unknown `Bounds`) and stays unknown.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from attrs import field, frozen

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Problem, Words, shown
from jikorules.basics.moments import to_fixed_offset
from jikorules.basics.validation import (
    Found,
    check_flag,
    check_items,
    check_member,
    check_text,
    check_time,
    check_type,
    check_users,
    refuse,
)
from jikorules.basics.vocabulary import (
    CriticalKind,
    Effect,
    Equipment,
    Facility,
    InstalledBy,
    Origin,
    Overlap,
    Reporter,
    member,
    to_critical_kind,
    to_effect,
    to_equipment,
    to_facility,
    to_installed_by,
    to_origin,
    to_overlap,
    to_reporter,
)
from jikorules.facts.service import Service, to_users
from jikorules.facts.taxonomy import Cause, FailedFacility, ServiceGroup, to_cause, to_failed

MOST_IMPACTS = 1_000
"""The most impacts of one accident: more than every service in every prefecture.

What is still open is asked impact by impact, in a time that grows with the square of their number.
"""

_A_GROUP = Words(f"次のいずれか（{', '.join(ServiceGroup)}）", f"one of {', '.join(ServiceGroup)}")
_A_PERIOD = Words("1つ以上の期間（Period）", "one or more periods (Period)")
_GIVE_PERIOD = Words(
    "影響のあった時間帯を与えてください。", "Give the time in which users suffered."
)
_AN_END = Words("終了時刻（後に別の期間があるため）", "an end, as another period follows")
_LAST_ONLY = Words(
    "未復旧にできるのは最後の期間だけです。", "Only the last period may be unrestored."
)
_CHECK_TIMES = Words(
    "開始と終了の時刻を確かめてください。復旧していないときは null（None）です。",
    "Check both times; null (None) stands for not yet restored.",
)
_A_SERVICE = Words("役務（Service）", "a Service")
_AN_IMPACT = Words("影響（Impact）", "an Impact")
_ONE_IMPACT = Words("1つ以上の影響", "at least one impact")
_GIVE_IMPACT = Words(
    "影響を受けた役務を impacts に（衛星・海底ケーブル等の故障は critical_facility に）"
    "与えてください。",
    "Give the services that were hit (a failed satellite or cable as critical_facility).",
)
_FEW_IMPACTS = Words(f"影響が{MOST_IMPACTS:,}件以下であること", f"at most {MOST_IMPACTS:,} impacts")
_MERGE = Words(
    "同じ役務が同じ期間に受けた影響を一つにまとめてください。",
    "Put together what the same service suffered in the same time.",
)
_A_CRITICAL = Words("CriticalFacility", "a CriticalFacility")
_NO_CRITICAL = Words(
    "空欄とすること（facility が other のため）", "nothing, as the facility is 'other'"
)
_TELECOM = Words(
    "衛星・海底ケーブル等は電気通信設備です。facility を telecom にしてください。",
    "Satellites and cables are telecommunications facilities: set facility to 'telecom'.",
)
_BY_TOWERS = Words(
    "telecom（reporter が tower_provider のため）", "telecom, as the reporter is a tower provider"
)
_TOWERS_FAIL = Words(
    "鉄塔等の別ではなく、鉄塔等の損壊等により故障した設備の別です。電気通信設備が故障していなければ、"
    "施行規則第58条第2項第1号の事故ではなく、認定鉄塔等提供事業者の報告を要しません。",
    "It is asked of the facilities that the towers made fail, not of the towers. If no "
    "telecommunications facilities failed, it is no accident of Art. 58, para. 2, item 1 of the "
    "Enforcement Rules, and the tower provider reports nothing.",
)
_NO_CRITICAL_OF_TOWERS = Words(
    "空欄とすること（reporter が tower_provider のため）",
    "nothing, as the reporter is a tower provider",
)
_ITEM_1_ONLY = Words(
    "認定鉄塔等提供事業者には、衛星・海底ケーブル等の号（施行規則第58条第2項第2号）は及びません。"
    "影響を受けた役務を impacts に与えてください。",
    "The item on satellites and cables (Enforcement Rules, Art. 58, para. 2, item 2) is not asked "
    "of tower providers. Give the services that were hit as impacts.",
)
_A_CARRIER = Words("電気通信事業者の事故（reporter が carrier）", "an accident of a carrier")
_TOWERS_APART = Words(
    "認定鉄塔等提供事業者の事故は、ここでは扱いません。",
    "Accidents of certified tower providers are no part of this.",
)


def _fixed_end(moment: datetime | None) -> datetime | None:
    return None if moment is None else to_fixed_offset(moment)


@frozen
class Period:
    """A stretch of time in which the users suffered, without interruption.

    Attributes:
        start: when the effect began (not when it was found), time-zone aware.
        end: when it ended; None if it has not ended.

    Raises:
        InvalidInput: a time is naive, or `end` is before `start`.
    """

    start: datetime = field(converter=to_fixed_offset)
    end: datetime | None = field(default=None, converter=_fixed_end)

    def __attrs_post_init__(self) -> None:
        start, end = self.start, self.end
        refuse(*check_time("start", start), *(() if end is None else check_time("end", end)))
        if end is not None and end < start:
            raise InvalidInput.of(
                "end",
                Words(
                    f"開始（{start.isoformat()}）以後の時刻",
                    f"a time not before {start.isoformat()}",
                ),
                end.isoformat(),
                _CHECK_TIMES,
            )


def to_periods(value: "Period | Iterable[Period]") -> tuple[Period, ...]:
    """Accept a single period for a list of one, and sort them by their start."""
    periods = (value,) if type(value) is Period else to_items(value)
    if len(periods) > 1 and all(type(period) is Period for period in periods):
        return tuple(
            sorted(
                periods,
                key=lambda period: (period.start, period.end is None, period.end or period.start),
            )
        )
    return periods


def to_items(value: Any) -> tuple[Any, ...]:
    """Take any iterable; what is none stays one wrong item, and the check reports it."""
    if type(value) in (tuple, list):
        return tuple(value)
    return tuple(value) if isinstance(value, Iterable) and not isinstance(value, str) else (value,)


def check_periods(periods: tuple[Period, ...]) -> Found:
    """Report periods that contradict one another, or that are none."""
    if len(periods) == 1 and type(periods[0]) is Period:
        return ()
    if not periods:
        return (Problem("periods", _A_PERIOD, "[]", _GIVE_PERIOD),)
    return check_items("periods", Period, periods, _A_PERIOD) or tuple(
        Problem(f"periods[{i}].end", _AN_END, "null", _LAST_ONLY)
        for i, period in enumerate(periods[:-1])
        if period.end is None
    )


@frozen
class Impact:
    """What one population of users of one service suffered.

    Attributes:
        service: the service.
        users: how many users suffered it 影響利用者数; a plain count will do, None is unknown.
        periods: when they suffered it; one `Period` will do. Several are an intermittent accident.
        effect: suspension 停止 or degradation 品質の低下; None if not told. Both count alike.
        supplementary: whether only a supplementary function 付加的な機能 was hit, which some rules
            leave out; None if unknown.

    Raises:
        InvalidInput: with all values that are not of their type.
    """

    service: Service
    users: Bounds[int] = field(converter=to_users)
    periods: tuple[Period, ...] = field(converter=to_periods)
    effect: Effect | None = field(default=None, converter=to_effect, kw_only=True)
    supplementary: bool | None = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            *check_type("service", Service, self.service, _A_SERVICE),
            *check_users("users", self.users),
            *check_periods(self.periods),
            *(() if self.effect is None else check_member("effect", Effect, self.effect)),
            *check_flag("supplementary", self.supplementary),
        )


@frozen
class CriticalFacility:
    """A failed satellite, submarine cable or equally important facility (item 2).

    Attributes:
        kind: which of them; its name ("satellite") will do.
        period: the time in which ALL communication through it was impossible
            全ての通信の疎通が不能.
        installed_by: which carrier installed it 電気通信事業者が設置した; its name ("self") will
            do. None if unknown.

    Raises:
        InvalidInput: with all values that are not of their type.
    """

    kind: CriticalKind = field(converter=to_critical_kind)
    period: Period
    installed_by: InstalledBy | None = field(default=None, converter=to_installed_by, kw_only=True)

    def __attrs_post_init__(self) -> None:
        by = self.installed_by
        refuse(
            *check_member("kind", CriticalKind, self.kind),
            *check_type("period", Period, self.period, _A_PERIOD),
            *(() if by is None else check_member("installed_by", InstalledBy, by)),
        )


def _check_critical(critical: object) -> Found:
    return check_type("critical_facility", CriticalFacility, critical, _A_CRITICAL)


def check_number(impacts: object) -> Found:
    """Report impacts that are too many to be looked at one by one."""
    if not isinstance(impacts, list | tuple) or len(impacts) <= MOST_IMPACTS:
        return ()
    given = Words(f"{len(impacts):,}件あります", f"there are {len(impacts):,}")
    return (Problem("impacts", _FEW_IMPACTS, given, _MERGE),)


def check_carrier(path: str, reporter: object, hint: Words = _TOWERS_APART) -> Found:
    """Report a tower provider where only carriers are meant."""
    if reporter != Reporter.TOWER_PROVIDER:
        return ()
    return (Problem(path, _A_CARRIER, shown(Reporter.TOWER_PROVIDER.value), hint),)


def check_whole(impacts: object, facility: object, critical: object, reporter: object) -> Found:
    """Report what contradicts itself between the parts of an incident, each of which is well."""
    if reporter == Reporter.TOWER_PROVIDER:
        return tuple(_check_towers(impacts, facility, critical))
    if critical is None:
        return () if impacts else (Problem("impacts", _ONE_IMPACT, "[]", _GIVE_IMPACT),)
    if facility == Facility.OTHER:
        return (Problem("critical_facility", _NO_CRITICAL, shown(critical), _TELECOM),)
    return ()


def _check_towers(impacts: object, facility: object, critical: object) -> Iterator[Problem]:
    """Report what is not asked of a tower provider: other facilities, and item 2."""
    if not impacts:
        yield Problem("impacts", _ONE_IMPACT, "[]", _GIVE_IMPACT)
    if facility == Facility.OTHER:
        yield Problem("facility", _BY_TOWERS, shown(Facility.OTHER.value), _TOWERS_FAIL)
    if critical is not None:
        given = shown(critical)
        yield Problem("critical_facility", _NO_CRITICAL_OF_TOWERS, given, _ITEM_1_ONLY)


def _to_groups(value: Iterable[ServiceGroup | str] | None) -> tuple[ServiceGroup, ...] | None:
    return None if value is None else tuple([member(ServiceGroup, x) for x in to_items(value)])


def _named(name: str | None) -> str | None:
    """Take a blank name as none, as exporters write one where there is none."""
    return None if isinstance(name, str) and not name.strip() else name


@frozen
class Incident:
    """One accident 電気通信事故, of one carrier or of one tower provider, as it is known.

    Attributes:
        impacts: what users suffered. May be empty only beside a critical facility, and then says
            that no service was hit.
        facility: whether telecommunications facilities failed or others. For a tower provider it
            is asked of the facilities that its towers made fail: always telecommunications.
        critical_facility: the failed satellite, submarine cable or the like, if one failed; not
            asked of a tower provider.
        origin: where the failure lay.
        overlap: how the users of impacts that are counted together overlap.
        minor: whether it is a minor accident 軽微な事故 named by the notice; None if unknown.
        equipment: which equipment failed, as far as the notice allows a simple form for it.
        disaster: whether a natural disaster caused it 自然災害; None if unknown.
        reporter: who asks whether he has to report: the carrier 電気通信事業者, or the certified
            tower provider 認定鉄塔等提供事業者 whose towers caused it; the name will do.
        carrier: the name of the carrier, or of the tower provider.
        id: the caller's name for the accident.
        chain: a name that the accidents of a wholesaler and of its recipients share: they are one
            accident, of several carriers. No grade rests on it.
        cause: its main cause 主たる発生要因, as the statistics ask it; None if it is not told.
        failed: what failed 故障設備, likewise.
        services: the services that were hit as the statistics name them, if the impacts do not
            tell it so.

    Raises:
        InvalidInput: with all values that are not of their type, or contradict one another.

    Example:
        >>> from jikorules import JAPAN
        >>> night = Period(datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN))
        >>> Incident([Impact(Service("voice"), None, night)]).overlap.value
        'unknown'
    """

    impacts: tuple[Impact, ...] = field(converter=to_items)
    facility: Facility = field(default=Facility.TELECOM, converter=to_facility, kw_only=True)
    critical_facility: CriticalFacility | None = field(default=None, kw_only=True)
    origin: Origin = field(default=Origin.OWN, converter=to_origin, kw_only=True)
    overlap: Overlap = field(default=Overlap.UNKNOWN, converter=to_overlap, kw_only=True)
    minor: bool | None = field(default=False, kw_only=True)
    equipment: Equipment | None = field(default=None, converter=to_equipment, kw_only=True)
    disaster: bool | None = field(default=False, kw_only=True)
    reporter: Reporter = field(default=Reporter.CARRIER, converter=to_reporter, kw_only=True)
    carrier: str | None = field(default=None, kw_only=True)
    id: str | None = field(default=None, kw_only=True)
    chain: str | None = field(default=None, converter=_named, kw_only=True)
    cause: Cause | None = field(default=None, converter=to_cause, kw_only=True)
    failed: FailedFacility | None = field(default=None, converter=to_failed, kw_only=True)
    services: tuple[ServiceGroup, ...] | None = field(
        default=None, converter=_to_groups, kw_only=True
    )

    def __attrs_post_init__(self) -> None:
        critical, equipment = self.critical_facility, self.equipment
        if len(self.impacts) > MOST_IMPACTS:
            refuse(*check_number(self.impacts))
        refuse(
            *check_items("impacts", Impact, self.impacts, _AN_IMPACT),
            *check_member("facility", Facility, self.facility),
            *(() if critical is None else _check_critical(critical)),
            *check_member("origin", Origin, self.origin),
            *check_member("overlap", Overlap, self.overlap),
            *check_flag("minor", self.minor),
            *(() if equipment is None else check_member("equipment", Equipment, equipment)),
            *check_flag("disaster", self.disaster),
            *check_member("reporter", Reporter, self.reporter),
            *check_text("carrier", self.carrier),
            *check_text("id", self.id),
            *check_text("chain", self.chain),
            *self._check_told(),
            *check_whole(self.impacts, self.facility, critical, self.reporter),
        )

    def _check_told(self) -> Found:
        """Report what is wrong with the facts that only the statistics ask."""
        cause, failed, services = self.cause, self.failed, self.services
        return (
            *(() if cause is None else check_member("cause", Cause, cause)),
            *(() if failed is None else check_member("failed", FailedFacility, failed)),
            *(
                ()
                if services is None
                else check_items("services", ServiceGroup, services, _A_GROUP)
            ),
        )
