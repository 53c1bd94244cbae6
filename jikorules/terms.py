"""The words for the facts: each a closed list, with the law's term beside it."""

from enum import StrEnum


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


class Origin(StrEnum):
    """Where the failure lay."""

    OWN = "own"
    """自社."""
    WHOLESALER = "wholesaler"
    """卸電気通信役務の提供元."""
    OTHER_CARRIER = "other_carrier"
    """その他の電気通信事業者."""


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
