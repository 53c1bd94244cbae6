"""Causes, failed facilities and services as the official tables name them."""

from collections import Counter
from enum import StrEnum
from typing import Any, Self

from jikorules.basics.errors import InvalidInput, Words
from jikorules.basics.spelling import spelled_alike
from jikorules.basics.validation import SPELLING
from jikorules.basics.vocabulary import Kind, member
from jikorules.facts.service import Service
from jikorules.facts.service_names import statistics_name


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

    @property
    def path_ja(self) -> str:
        """The name in the report, with that of the name above before it.

        Example:
            >>> FailedFacility.SERVER_OTHER.path_ja
            'サーバ設備／その他'
        """
        above = self.parent
        return self.name_ja if above is None else f"{above.name_ja}／{self.name_ja}"

    @classmethod
    def names(cls) -> dict[str, Self]:
        """Give the members by their names in the report, as a document may write them.

        Each with the name above it, and alone where no other one has that name.

        Example:
            >>> Cause.names()["自然故障"] is Cause("設備要因／自然故障") is Cause.NATURAL_FAILURE
            True
        """
        count = Counter(each.name_ja for each in cls)
        alone = {each.name_ja: each for each in cls if count[each.name_ja] == 1}
        return alone | {each.path_ja: each for each in cls}

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return cls.names().get(value) if isinstance(value, str) else None

    @classmethod
    def named(cls, name: Any) -> Self:
        """Give the member of a Japanese name, alone or with the name above it.

        A name that stands at the top and elsewhere is that at the top: その他 of a group is written
        with its group.

        Raises:
            InvalidInput: there is no such name.

        Example:
            >>> Cause.named("自然故障") is Cause.named("設備要因／自然故障")
            True
            >>> FailedFacility.named("伝送交換設備（その他）")
            <FailedFacility.SWITCHING_OTHER: 'switching.other'>
        """
        key = _key(name) if isinstance(name, str) else None
        found = [each for each in cls if key == _key(each.path_ja)]
        found = found or [each for each in cls if key == _key(each.name_ja)]
        if len(found) != 1:
            names = "、".join(each.path_ja for each in cls)
            expected = Words(f"次のいずれかの名称（{names}）", f"one of the names {names}")
            raise InvalidInput.of("", expected, name, SPELLING)
        return found[0]


def _key(name: str) -> str:
    return spelled_alike(name).replace("(", "/").replace(")", "")


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


_BY_KIND = {
    Kind.VOICE: ServiceGroup.VOICE,
    Kind.INTERNET_ACCESS: ServiceGroup.DATA,
    Kind.EMAIL: ServiceGroup.EMAIL,
}
_BY_NAME = {each.name_ja: each for each in ServiceGroup}


def service_group(service: Service) -> ServiceGroup | None:
    """Sort a service by its name, as far as that is certain, else by its kind.

    Returns:
        The closest name that the report has for it; None if its kind does not settle that.

    Example:
        >>> service_group(Service.named("IP電話")).name_ja
        'IP電話'
        >>> service_group(Service.named("VoLTE")).name_ja
        '携帯電話'
        >>> service_group(Service("voice")).name_ja, service_group(Service("lpwa"))
        ('音声サービス', None)
    """
    named = statistics_name(service.name or "", service.kind)
    return _BY_KIND.get(service.kind) if named is None else _BY_NAME[named]


def to_cause(value: Cause | str | None) -> Cause | None:
    """Turn a word into the cause it names."""
    return member(Cause, value)


def to_failed(value: FailedFacility | str | None) -> FailedFacility | None:
    """Turn a word into the failed facility it names."""
    return member(FailedFacility, value)
