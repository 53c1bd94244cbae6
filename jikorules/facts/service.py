"""The services that carriers provide, by the traits that the law asks for."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from attrs import evolve, field, frozen

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Words
from jikorules.basics.validation import (
    check_flag,
    check_member,
    check_text,
    check_users,
    refuse,
)
from jikorules.basics.vocabulary import Kind, to_kind

_UNKNOWN: Bounds[int] = Bounds.unknown()


def to_users(value: "Bounds[int] | int | None") -> Bounds[int]:
    """Accept a plain count for exact bounds and None for unknown ones."""
    if value is None:
        return _UNKNOWN
    return Bounds(value, value) if type(value) is int else value  # type: ignore[return-value]


@frozen(cache_hash=True)
class Service:
    """A telecommunications service 電気通信役務, by the traits that the law asks for.

    Impacts with equal services are impacts on one service.

    Attributes:
        kind: what kind of service it is; its name ("voice") will do.
        emergency_calls: whether it handles emergency calls 緊急通報 (asked of voice only).
        paid: whether the carrier is paid for it 料金の支払; a part of a paid contract is paid.
        monthly_users: the users who were provided the service, on average a month in the
            previous fiscal year; a plain count will do.
        voice_calls: whether it carries voice calls and they were hit (asked of messaging and of
            other internet-related services). Whether these are voice 音声伝送役務 is open in the
            law, so only False settles that they are not: the service carries none, they were not
            hit, or they are told as an impact of their own. If it is unknown, an impact on voice
            without emergency calls, of the same name and at the same time, is taken for them.
        name: the name it goes by.

    Raises:
        InvalidInput: with all values that are not of their type.

    Example:
        >>> Service("voice", emergency_calls=True).kind.value
        'voice'
    """

    kind: Kind = field(converter=to_kind)
    emergency_calls: bool | None = field(default=None, kw_only=True)
    paid: bool | None = field(default=None, kw_only=True)
    monthly_users: Bounds[int] = field(default=None, converter=to_users, kw_only=True)
    voice_calls: bool | None = field(default=None, kw_only=True)
    name: str | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            *check_member("kind", Kind, self.kind),
            *check_flag("emergency_calls", self.emergency_calls),
            *check_flag("paid", self.paid),
            *check_users("monthly_users", self.monthly_users),
            *check_flag("voice_calls", self.voice_calls),
            *check_text("name", self.name),
        )

    @classmethod
    def named(cls, name: str, **traits: Any) -> "Service":
        """Give a service by the name that the official statistics use (see `CATALOGUE`).

        Args:
            name: one of the names of `CATALOGUE`.
            **traits: traits that the name alone does not tell, such as ``paid=True``.

        Raises:
            InvalidInput: the catalogue has no such name, or a trait is not of its type.

        Example:
            >>> Service.named("IP電話").emergency_calls is None
            True
            >>> Service.named("IP電話", emergency_calls=True).kind.value
            'voice'
        """
        if not isinstance(name, str) or name not in CATALOGUE:
            names = "、".join(CATALOGUE)
            expected = Words(f"次のいずれかの名称（{names}）", f"one of the names {names}")
            hint = Words(
                "一覧にない役務は Service(種別, …) で与えてください。",
                "Give any other service as Service(kind, ...).",
            )
            raise InvalidInput.of("name", expected, name, hint)
        return evolve(CATALOGUE[name], **traits)


def _catalogue() -> Iterable[Service]:
    # A name settles a trait only where every service of that name has it.
    yield Service(Kind.VOICE, emergency_calls=True, name="アナログ電話")
    yield Service(Kind.VOICE, emergency_calls=True, name="携帯電話")
    yield Service(Kind.VOICE, name="IP電話")
    for name in (
        "インターネット接続サービス（固定）",
        "固定アクセスサービス",
        "移動アクセスサービス",
        "FTTH",
        "CATV",
        "FWA",
        "BWA",
        "公衆無線LAN",
    ):
        yield Service(Kind.INTERNET_ACCESS, name=name)
    yield Service(Kind.LPWA, name="LPWA")
    yield Service(Kind.EMAIL, name="電子メール")
    for name in ("専用線", "IP-VPN", "広域イーサネット"):
        yield Service(Kind.OTHER, name=name)


CATALOGUE = MappingProxyType({str(service.name): service for service in _catalogue()})
"""The services by the names that the official statistics use; unknown traits stay unknown."""
