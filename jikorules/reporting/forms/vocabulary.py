"""The words of the forms: each a closed list, with the form's term beside it."""

from enum import StrEnum


class Stage(StrEnum):
    """The management stage 管理工程 that a cause belongs to: 設計, 工事, 維持・運用 (note 5)."""

    DESIGN = "design"
    CONSTRUCTION = "construction"
    OPERATION = "operation"


class CauseKind(StrEnum):
    """What a cause explains: 発生した原因, 大規模化した原因, 長期化した原因 (note 5)."""

    OUTBREAK = "outbreak"
    LARGE = "large"
    LONG = "long"


class Phase(StrEnum):
    """The phase of the response that a step belongs to (note 4)."""

    OUTBREAK = "outbreak"
    """発生: the effect began."""
    WORK = "work"
    """作業: what was being done when it happened."""
    DETECTION = "detection"
    """検知・認知: the carrier came to know of the failure."""
    ESCALATION = "escalation"
    """責任者への報告: those responsible were told."""
    NOTICE = "notice"
    """周知: users were told."""
    ISOLATION = "isolation"
    """障害箇所の特定: the suspected facility or place was identified."""
    RECOVERY = "recovery"
    """復旧対処: work towards restoration."""
    RESTORATION = "restoration"
    """復旧: a phenomenon ended."""
    FOLLOW_UP = "follow_up"
    """後日対応."""


class NoticeChannel(StrEnum):
    """By which means users or the public are told: 自社ホームページ, SNS, メール … (note 7)."""

    WEBSITE = "website"
    SOCIAL = "social"
    MAIL = "mail"
    PRESS = "press"
    OTHER = "other"


class Exempt(StrEnum):
    """Why a name may be left out (notes 10 and 11)."""

    NOT_REQUIRED = "not_required"
    """選任を必要としない場合: nobody has to be appointed."""
    OTHER_FACILITY = "other_facility"
    """The failed facility is none of those that the person manages."""
