"""The sorts and the sizes by which the yearly report tells accidents apart.

The names, and which of them belongs to which, are those of the ministry's report on the accidents
of fiscal 2018 平成30年度電気通信事故に関する検証報告, chapter 1. It prints the most frequent names
only; what it does not name is not here.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import zip_longest
from types import MappingProxyType
from typing import Any, Generic, Self

from attrs import field, frozen

from jikorules.basics.bounds import Bounds, T
from jikorules.basics.errors import InvalidInput, Problem, Words, shown
from jikorules.basics.iso8601 import iso_duration
from jikorules.basics.validation import (
    Found,
    check_items,
    check_member,
    check_text,
    check_type,
    member,
    refuse,
)
from jikorules.basics.vocabulary import Kind
from jikorules.facts.incident import to_items
from jikorules.facts.service import CATALOGUE, Service
from jikorules.judgement.judge import judge
from jikorules.judgement.verdict import Verdict
from jikorules.wire import from_wire
from jikorules.words.numbers import time_span


class Taxon(StrEnum):
    """A name of the yearly report. The word before the point is that of the name above it."""

    words: Words

    def __new__(cls, word: str, ja: str, en: str) -> Self:
        """Make a member of its word and its names."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.words = Words(ja, en)
        return member

    @property
    def name_ja(self) -> str:
        """The name in the report."""
        return self.words.ja

    @property
    def parent(self) -> Self | None:
        """What it is a part of; None at the top.

        Example:
            >>> Cause.SOFTWARE.parent, Cause.EQUIPMENT.parent
            (<Cause.EQUIPMENT: 'equipment'>, None)
        """
        above, _, below = self.value.partition(".")
        return next(each for each in type(self) if each.value == above) if below else None

    @property
    def children(self) -> tuple[Self, ...]:
        """Its parts, in the order of the report."""
        return tuple(each for each in type(self) if each.parent is self)


class Cause(Taxon):
    """What caused an accident 発生要因; of several causes the main one."""

    EXTERNAL = "external", "外的要因", "external causes"
    """自社以外の要因."""
    OTHER_CARRIER = (
        "external.other_carrier",
        "他の電気通信事業者の事故",
        "another carrier's accident",
    )
    POWER_CUT = "external.power_cut", "停電", "power cut"
    """Under 外的要因 by what that means; the report does not say it."""
    DISASTER = "external.disaster", "自然災害", "natural disaster"
    """Under 外的要因 by what that means; the report does not say it."""
    EQUIPMENT = "equipment", "設備要因", "equipment"
    """設備的な要因."""
    NATURAL_FAILURE = "equipment.natural_failure", "自然故障", "natural failure"
    HARDWARE = "equipment.hardware", "機器の故障", "failure of a device"
    """How it stands to 自然故障 the report does not say."""
    SOFTWARE = "equipment.software", "ソフトウェアの不具合", "software fault"
    HUMAN = "human", "人為要因", "human causes"


class FailedFacility(Taxon):
    """What failed 故障設備."""

    LINE = "line", "伝送路設備", "transmission lines"
    SUBSCRIBER_CABLE = "line.subscriber_cable", "加入者系ケーブル", "subscriber cable"
    TRUNK_CABLE = "line.trunk_cable", "中継ケーブル", "trunk cable"
    SWITCHING = "switching", "伝送交換設備", "transmission and switching facilities"
    SUBSCRIBER_UNIT = "switching.subscriber_unit", "加入者収容装置", "subscriber accommodation unit"
    LAYER_3 = "switching.layer_3", "レイヤ３スイッチ・ルータ", "layer 3 switch or router"
    LAYER_2 = "switching.layer_2", "レイヤ２スイッチ", "layer 2 switch"
    SWITCHING_OTHER = "switching.other", "その他", "other"
    SERVER = "server", "サーバ設備", "servers"
    SERVER_OTHER = "server.other", "その他", "other"
    POWER = "power", "電源設備", "power supply"
    """電源の故障 in the report's figure 13."""
    OTHER = "other", "その他", "other"
    OTHER_FACILITY = "other.other_facility", "その他設備の故障", "failure of other facilities"


class ServiceGroup(Taxon):
    """Which service was hit サービス."""

    VOICE = "voice", "音声サービス", "voice services"
    ANALOGUE = "voice.analogue", "アナログ電話", "analogue telephone"
    IP_PHONE = "voice.ip_phone", "IP電話", "IP telephone"
    MOBILE_PHONE = "voice.mobile_phone", "携帯電話", "mobile telephone"
    FIXED_PHONE = "voice.fixed_phone", "固定電話", "fixed telephone"
    """Named of a serious accident; beside アナログ電話 and IP電話 for what is told no closer."""
    DATA = "data", "データ通信サービス", "data communication services"
    INTERNET_FIXED = (
        "data.internet_fixed",
        "インターネット接続サービス（固定）",
        "internet connection service (fixed)",
    )
    FIXED_ACCESS = "data.fixed_access", "固定アクセスサービス", "fixed access service"
    MOBILE_ACCESS = "data.mobile_access", "移動アクセスサービス", "mobile access service"
    OTHER = "other", "その他", "other"
    EMAIL = "other.email", "電子メール", "e-mail"
    INTERNET = "other.internet", "インターネット接続", "internet connection"
    """Named so of serious accidents only; never derived from a `Service`."""


_BY_KIND = MappingProxyType(
    {
        Kind.VOICE: ServiceGroup.VOICE,
        Kind.INTERNET_ACCESS: ServiceGroup.DATA,
        Kind.EMAIL: ServiceGroup.EMAIL,
    }
)
_BY_NAME = MappingProxyType(
    {each.name_ja: each for each in ServiceGroup if each.name_ja in CATALOGUE}
)


def service_group(service: Service) -> ServiceGroup | None:
    """Sort a service by its name in the catalogue, else by its kind.

    Args:
        service: the service.

    Returns:
        The closest name that the report has for it; None if its kind does not settle that.

    Example:
        >>> service_group(Service.named("IP電話")).name_ja
        'IP電話'
        >>> service_group(Service("voice")).name_ja, service_group(Service("lpwa"))
        ('音声サービス', None)
    """
    named = _BY_NAME.get(service.name or "")
    if named is not None and CATALOGUE[named.name_ja].kind is service.kind:
        return named
    return _BY_KIND.get(service.kind)


_A_SIZE = Words("整数（時間は timedelta）", "an integer, or a timedelta for time")
_MORE = Words("下限より大きい同じ種類の値", "a value of the same type above `low`")
_CHECK_BAND = Words("階級の境界を確かめてください。", "Check the limits of the band.")


@frozen
class Band(Generic[T]):
    """A band of users or of time 階級: `low` or more and less than `high`.

    Attributes:
        low: the least that falls in it, inclusive 以上.
        high: the least that no longer does 未満; None for the highest band.

    Raises:
        InvalidInput: an end is neither an integer nor a timedelta, or the band is empty.

    Example:
        >>> Band(500, 5_000).words.ja, Band(1_000_000).words.ja
        ('500人以上5千人未満', '100万人以上')
        >>> Band(timedelta(hours=1), timedelta(minutes=90)).words.ja
        '1時間以上1時間30分未満'
    """

    low: T
    high: T | None = field(default=None)

    def __attrs_post_init__(self) -> None:
        if type(self.low) not in {int, timedelta}:
            raise InvalidInput.of("low", _A_SIZE, self.low, _CHECK_BAND)
        if self.high is not None and (
            type(self.high) is not type(self.low) or self.high <= self.low
        ):
            raise InvalidInput.of("high", _MORE, self.high, _CHECK_BAND)

    @classmethod
    def cut(cls, first: T, *more: T) -> "tuple[Band[T], ...]":
        """Cut everything from nothing on into bands, at one limit or more.

        Example:
            >>> [each.words.ja for each in Band.cut(500, 30_000)]
            ['500人未満', '500人以上3万人未満', '3万人以上']
        """
        zero = timedelta(0) if isinstance(first, timedelta) else 0
        lows: list[Any] = [zero, first, *more]
        return tuple([cls(low, high) for low, high in zip_longest(lows, lows[1:])])

    @property
    def key(self) -> str:
        """Its ends, as data: `500-5000`, `PT30M-PT1H`, `PT24H-`."""
        return f"{_wire(self.low)}-{'' if self.high is None else _wire(self.high)}"

    @property
    def words(self) -> Words:
        """Its name, as the report writes it."""
        low, high = _size(self.low), None if self.high is None else _size(self.high)
        if high is None:
            return Words(f"{low.ja}以上", f"{low.en} or more")
        if not self.low:
            return Words(f"{high.ja}未満", f"under {high.en}")
        first = low.en.removesuffix(" users")
        return Words(f"{low.ja}以上{high.ja}未満", f"{first} to under {high.en}")


def _wire(size: int | timedelta) -> str:
    return iso_duration(size) if isinstance(size, timedelta) else str(size)


def _size(size: int | timedelta) -> Words:
    if isinstance(size, timedelta):
        return Words(time_span(size), time_span(size, "en"))
    for unit, sign in ((10_000, "万"), (1_000, "千"), (1, "")):
        if size and size % unit == 0:
            return Words(f"{size // unit:,}{sign}人", f"{size:,} users")
    return Words("0人", "0 users")


USER_BANDS = Band.cut(500, 5_000, 30_000, 100_000, 1_000_000)
"""影響利用者数の階級 of table 2."""
TIME_BANDS = Band.cut(
    *(timedelta(minutes=minutes) for minutes in (30, 60, 90, 120, 300, 720, 1_440))
)
"""継続時間の階級 of table 2."""

_ASCENDING = Words(
    "0から始まり、隙間なく昇順に並び、最後は上限のない階級（Band）",
    "bands from 0 on, ascending, without a gap, the last without an upper end",
)
_USE_CUT = Words(
    "Band.cut(境界, …) を使うと、隙間のない階級を作れます。",
    "Band.cut(limit, ...) makes bands without gaps.",
)


def check_bands(path: str, bands: object, zero: int | timedelta) -> Found:
    """Report bands that overlap or leave anything out, or that measure something else."""
    if isinstance(bands, Sequence) and all(
        type(each) is Band and type(each.low) is type(zero) for each in bands
    ):
        joints = [zero, *[each.high for each in bands]]
        if joints == [*[each.low for each in bands], None]:
            return ()
    return (Problem(path, _ASCENDING, shown(bands), _USE_CUT),)


def band_of(size: Bounds[T], bands: Sequence[Band[T]]) -> int | None:
    """Give the place of the band that a size falls in; None if it may fall in several.

    Example:
        >>> band_of(Bounds.between(165_000, 174_999), USER_BANDS)
        4
        >>> band_of(Bounds.at_least(600_000), USER_BANDS) is None
        True
    """
    low, high = size.low or bands[0].low, size.high
    first = next(i for i, each in enumerate(bands) if each.high is None or low < each.high)
    end = bands[first].high
    if end is None or (high is not None and high < end):
        return first
    return None


_A_VERDICT = Words("事故の判定（Verdict）", "the Verdict on an accident")
_A_GROUP = Words(f"次のいずれか（{', '.join(ServiceGroup)}）", "a ServiceGroup")
_A_LIST = Words("サービスの配列", "a list of services")


def _cause(value: Cause | str | None) -> Cause | None:
    return None if value is None else member(Cause, value)


def _failed(value: FailedFacility | str | None) -> FailedFacility | None:
    return None if value is None else member(FailedFacility, value)


def _groups(value: Iterable[ServiceGroup | str] | None) -> tuple[ServiceGroup, ...] | None:
    return None if value is None else tuple([member(ServiceGroup, x) for x in to_items(value)])


def _odd(cause: object, failed: object, services: Iterable[object] | None, chain: object) -> Found:
    return (
        *(() if cause is None else check_member("cause", Cause, cause)),
        *(() if failed is None else check_member("failed", FailedFacility, failed)),
        *check_items("services", ServiceGroup, [*(services or ())], _A_GROUP),
        *check_text("chain", chain),
    )


@frozen
class Recorded:
    """One carrier's accident, with what the statistics ask beside the law.

    Attributes:
        verdict: the verdict on it.
        cause: its main cause 主たる発生要因; its word will do. None if it is not told.
        failed: what failed 故障設備; its word will do. None if it is not told.
        services: the services that were hit, if the facts do not tell them as the report names
            them; their words will do. Left out, they are derived by `service_group`.
        chain: a name that the accidents of a wholesaler and of its recipients share, by which
            they are one accident.

    Raises:
        InvalidInput: with all values that are not of their type.
    """

    verdict: Verdict
    cause: Cause | None = field(default=None, converter=_cause, kw_only=True)
    failed: FailedFacility | None = field(default=None, converter=_failed, kw_only=True)
    services: tuple[ServiceGroup, ...] | None = field(default=None, converter=_groups, kw_only=True)
    chain: str | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            *check_type("verdict", Verdict, self.verdict, _A_VERDICT),
            *_odd(self.cause, self.failed, self.services, self.chain),
        )

    @property
    def groups(self) -> set[ServiceGroup | None]:
        """The services that were hit; None for what is not told."""
        if self.services is not None:
            return {*self.services} or {None}
        impacts = self.verdict.incident.counted()
        return {service_group(impact.service) for impact in impacts} or {None}


def recorded_from_wire(document: Mapping[str, Any], *, at: datetime | None = None) -> Recorded:
    """Read an incident that has, beside its own keys, `cause`, `failed`, `services` or `chain`.

    Args:
        document: what a JSON reader gives for the document.
        at: "now" for an accident that still runs.

    Raises:
        InvalidInput: with every problem of the document, each with its path; or as `judge`.
    """
    own, facts = dict.fromkeys(("cause", "failed", "services", "chain")), document
    if isinstance(document, Mapping):  # else `from_wire` says that it should be one
        own = {key: document.get(key) for key in own}
        facts = {key: value for key, value in document.items() if key not in own}
    cause, failed, services, chain = own.values()
    listed = services if isinstance(services, list) else None
    found = _odd(_cause(cause), _failed(failed), _groups(listed), chain)
    if services is not listed:
        found = (*found, *check_type("services", list, services, _A_LIST))
    try:
        incident = from_wire(facts)
    except InvalidInput as error:
        raise InvalidInput([*error.problems, *found]) from None
    refuse(*found)
    verdict = judge(incident, at=at)
    return Recorded(verdict, cause=cause, failed=failed, services=services, chain=chain)
