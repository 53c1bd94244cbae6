"""The words for the facts: each a closed list, with the law's term beside it.

Wherever a caller gives one of these words its name will do, and a type checker knows the names.
"""

from enum import StrEnum
from typing import Literal, TypeVar, overload

E = TypeVar("E", bound=StrEnum)


class Kind(StrEnum):
    """What kind of service it is, as far as the law tells kinds apart."""

    VOICE = "voice"
    """音声伝送役務."""
    LPWA = "lpwa"
    """セルラーLPWAを使用する携帯電話・アンライセンスLPWAサービス."""
    INTERNET_ACCESS = "internet_access"
    """インターネット接続サービス and the lines that carry to the point of connection."""
    EMAIL = "email"
    """電子メールサービス."""
    MESSAGING = "messaging"
    """メッセージングサービス: 報告規則1条2項19号の2・19号の3 のいずれか."""
    INTERNET_OTHER = "internet_other"
    """その他のインターネット関連サービス."""
    OTHER = "other"
    """Everything else: leased lines 専用線, IP-VPN, wide-area Ethernet 広域イーサネット …."""


MAY_CARRY_VOICE = (Kind.MESSAGING, Kind.INTERNET_OTHER)
"""The kinds of service inside of which there may be voice calls."""


class Effect(StrEnum):
    """What the users suffered; the law treats both alike."""

    SUSPENSION = "suspension"
    """役務の提供の停止."""
    DEGRADATION = "degradation"
    """品質の低下."""


class Facility(StrEnum):
    """Which facilities failed."""

    TELECOM = "telecom"
    """電気通信設備, another carrier's included."""
    OTHER = "other"
    """電気通信設備以外の設備."""


class CriticalKind(StrEnum):
    """The facilities of item 2 of the serious-accident rule."""

    SATELLITE = "satellite"
    """衛星."""
    SUBMARINE_CABLE = "submarine_cable"
    """海底ケーブル."""
    EQUIVALENT = "equivalent"
    """これに準ずる重要な電気通信設備."""


class InstalledBy(StrEnum):
    """Who installed a critical facility; the law asks for a telecommunications carrier."""

    SELF = "self"
    """自ら: the carrier whose accident it is."""
    OTHER_CARRIER = "other_carrier"
    """他の電気通信事業者."""
    NOT_CARRIER = "not_carrier"
    """電気通信事業者でない者: nobody who is registered or notified as a carrier."""


class Origin(StrEnum):
    """Where the failure lay."""

    OWN = "own"
    """自社."""
    WHOLESALER = "wholesaler"
    """卸電気通信役務の提供元."""
    OTHER_CARRIER = "other_carrier"
    """その他の電気通信事業者."""


class Reporter(StrEnum):
    """Who asks whether he has to report the accident."""

    CARRIER = "carrier"
    """電気通信事業者."""
    TOWER_PROVIDER = "tower_provider"
    """認定鉄塔等提供事業者, whose towers caused it (法第143条の14)."""


class Overlap(StrEnum):
    """How the users of impacts that are counted together (those of one row) overlap."""

    DISJOINT = "disjoint"
    """Nobody is in two impacts: the numbers are added."""
    SAME = "same"
    """The same people are in all of them: the largest number counts."""
    UNKNOWN = "unknown"
    """Not known: anything from the largest to the sum."""


class Equipment(StrEnum):
    """Failed equipment that the notice allows to report on a simple form 簡易な様式."""

    RADIO_BASE_STATION = "radio_base_station"
    """無線基地局."""
    REMOTE_CONCENTRATOR = "remote_concentrator"
    """局設置遠隔収容装置・き線点遠隔収容装置."""
    DSLAM = "dslam"
    """デジタル加入者回線アクセス多重化装置."""
    OTHER = "other"
    """Anything else."""


class Reason(StrEnum):
    """Why the Enforcement Rules ask for a report (Art. 57; of a tower provider, Art. 54-17)."""

    SERIOUS_ACCIDENT = "serious_accident"
    """重大な事故."""
    NEAR_MISS = "near_miss"
    """重大な事故が生ずるおそれがあると認められる事態."""
    PARTIAL_SUSPENSION = "partial_suspension"
    """電気通信業務の一部の停止 under the Act, Art. 8 para. 2."""
    SECRECY_LEAK = "secrecy_leak"
    """通信の秘密の漏えい."""
    USER_INFORMATION_LEAK = "user_information_leak"
    """特定利用者情報の漏えい."""


class Basis(StrEnum):
    """The day, or the time, from which a period is counted."""

    OCCURRENCE = "occurrence"
    """発生した日."""
    KNOWLEDGE = "knowledge"
    """知った日."""
    TIME_OF_KNOWLEDGE = "time_of_knowledge"
    """知った時."""
    SUSPENSION = "suspension"
    """停止した日."""
    PERIOD_END = "period_end"
    """The last day of the quarter 四半期 or fiscal year 年度 that is reported."""


class Content(StrEnum):
    """What a first report tells."""

    DATE_TIME = "date_time"
    """発生日時."""
    PLACE = "place"
    """場所."""
    KNOWN_AT = "known_at"
    """発生を知った日時."""
    OUTLINE = "outline"
    """概要."""
    REASON_OR_CAUSE = "reason_or_cause"
    """理由又は原因."""
    CAUSE = "cause"
    """原因, of near-misses."""
    MEASURES = "measures"
    """措置."""
    OTHER_MATTERS = "other_matters"
    """その他参考となる事項."""


class NetworkPart(StrEnum):
    """Which part of a network a facility is, as far as the near-miss rule tells parts apart."""

    TERMINAL_EQUIPMENT = "terminal_equipment"
    """端末設備."""
    ACCESS_LINE = "access_line"
    """端末系伝送路設備."""
    OTHER = "other"
    """Anything else."""


class Function(StrEnum):
    """What a facility is for, as far as the near-miss rule tells functions apart."""

    TRANSMISSION = "transmission"
    """伝送."""
    SWITCHING = "switching"
    """交換."""
    CONTROL = "control"
    """制御, control of virtualised functions 仮想化した機能の制御 included."""
    OPERATION = "operation"
    """運用・監視・保守."""
    SUBSCRIBER_MANAGEMENT = "subscriber_management"
    """通信の接続又は認証に係る加入者管理; a billing or customer database is not it."""
    OTHER = "other"
    """Anything else."""


class Event(StrEnum):
    """What came to pass in a near-miss."""

    COULD_NOT_STOP = "could_not_stop"
    """Its function was impaired, and it could not be stopped although that was tried."""
    COULD_NOT_SWITCH = "could_not_switch"
    """It could not be switched promptly to the standby 予備の設備."""
    FELL_OVER = "fell_over"
    """It fell over or parts fell off 倒壊・脱落."""
    FIRE = "fire"
    """Ignition, smoke or burn damage in a machine room, container or tunnel 発火・発煙・焼損."""
    UNINTENDED_CONNECTION = "unintended_connection"
    """It authenticated and connected a terminal that it did not mean to."""
    OVERLOAD = "overload"
    """Load above capacity, and the measure foreseen was not taken."""
    MISCONFIGURATION = "misconfiguration"
    """Wrong configuration or software, and no prompt recovery by the measure foreseen."""
    OTHER = "other"
    """Anything else."""


@overload
def member(choices: type[E], value: E | str) -> E: ...
@overload
def member(choices: type[E], value: E | str | None) -> E | None: ...
def member(choices: type[E], value: E | str | None) -> E | None:
    """Turn a name into the member it names; what is no name stays, for a check to report.

    Example:
        >>> member(Kind, "voice"), member(Kind, "voise")
        (<Kind.VOICE: 'voice'>, 'voise')
    """
    if type(value) is choices:
        return value
    if isinstance(value, str):
        try:
            return choices(value)
        except ValueError:
            pass
    return value  # type: ignore[return-value]


# The names, as type checkers know them. A test holds them to the words above.
KindName = Literal[
    "voice", "lpwa", "internet_access", "email", "messaging", "internet_other", "other"
]
EffectName = Literal["suspension", "degradation"]
FacilityName = Literal["telecom", "other"]
CriticalKindName = Literal["satellite", "submarine_cable", "equivalent"]
InstalledByName = Literal["self", "other_carrier", "not_carrier"]
OriginName = Literal["own", "wholesaler", "other_carrier"]
ReporterName = Literal["carrier", "tower_provider"]
OverlapName = Literal["disjoint", "same", "unknown"]
EquipmentName = Literal["radio_base_station", "remote_concentrator", "dslam", "other"]
ReasonName = Literal[
    "serious_accident", "near_miss", "partial_suspension", "secrecy_leak", "user_information_leak"
]
NetworkPartName = Literal["terminal_equipment", "access_line", "other"]
FunctionName = Literal[
    "transmission", "switching", "control", "operation", "subscriber_management", "other"
]
EventName = Literal[
    "could_not_stop",
    "could_not_switch",
    "fell_over",
    "fire",
    "unintended_connection",
    "overload",
    "misconfiguration",
    "other",
]


# attrs converters. mypy takes named functions only, so that each word has one of its own.


def to_kind(value: Kind | KindName) -> Kind:
    """Take the name of a `Kind` for it."""
    return member(Kind, value)


def to_effect(value: Effect | EffectName | None) -> Effect | None:
    """Take the name of an `Effect` for it."""
    return member(Effect, value)


def to_facility(value: Facility | FacilityName) -> Facility:
    """Take the name of a `Facility` for it."""
    return member(Facility, value)


def to_critical_kind(value: CriticalKind | CriticalKindName) -> CriticalKind:
    """Take the name of a `CriticalKind` for it."""
    return member(CriticalKind, value)


def to_installed_by(value: InstalledBy | InstalledByName | None) -> InstalledBy | None:
    """Take the name of an `InstalledBy` for it."""
    return member(InstalledBy, value)


def to_origin(value: Origin | OriginName) -> Origin:
    """Take the name of an `Origin` for it."""
    return member(Origin, value)


def to_reporter(value: Reporter | ReporterName) -> Reporter:
    """Take the name of a `Reporter` for it."""
    return member(Reporter, value)


def to_overlap(value: Overlap | OverlapName) -> Overlap:
    """Take the name of an `Overlap` for it."""
    return member(Overlap, value)


def to_equipment(value: Equipment | EquipmentName | None) -> Equipment | None:
    """Take the name of an `Equipment` for it."""
    return member(Equipment, value)


def to_reason(value: Reason | ReasonName) -> Reason:
    """Take the name of a `Reason` for it."""
    return member(Reason, value)


def to_network_part(value: NetworkPart | NetworkPartName | None) -> NetworkPart | None:
    """Take the name of a `NetworkPart` for it."""
    return member(NetworkPart, value)


def to_function(value: Function | FunctionName | None) -> Function | None:
    """Take the name of a `Function` for it."""
    return member(Function, value)


def to_event(value: Event | EventName | None) -> Event | None:
    """Take the name of an `Event` for it."""
    return member(Event, value)
