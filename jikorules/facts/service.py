"""The services that carriers provide, by the traits that the law asks for."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from attrs import evolve, field, frozen

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Problem, Words, shown
from jikorules.basics.validation import (
    check_flag,
    check_member,
    check_text,
    check_users,
    refuse,
)
from jikorules.basics.vocabulary import MAY_CARRY_VOICE, Kind, to_kind
from jikorules.facts.service_names import (
    ServiceName,
    find_name,
    meant_by,
    near_name,
    service_names,
)

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
        """Give the service of a name that the official statistics or carriers use.

        Args:
            name: one of the names of `CATALOGUE`, in any width and case, with or without spaces,
                middle dots, dashes, and サービス at its end.
            **traits: traits that the name alone does not tell, such as ``paid=True``; None is
                unknown, and leaves what the name settles.

        Raises:
            InvalidInput: the name is not known, stands for several services (see
                `services_named`) or does not settle the kind; or a trait is not of its type, or
                contradicts the name.

        Example:
            >>> Service.named("IP電話").emergency_calls is None
            True
            >>> Service.named("ＩＰ電話サービス", emergency_calls=True)
            Service(kind=<Kind.VOICE: 'voice'>, emergency_calls=True, paid=None, \
monthly_users=Bounds(low=None, high=None), voice_calls=None, name='IP電話')
        """
        services = services_named(name, **traits)
        if len(services) > 1:
            ja = "、".join(f"「{each.name}」" for each in services)
            en = ", ".join(str(each.name) for each in services)
            hint = Words(
                f"{ja}のいずれかとするか、services_named で全てを得て、それぞれの影響とし"
                "てください。",
                f"Take one of {en}, or all by services_named, each with an impact of its own.",
            )
            raise InvalidInput.of("name", _ONE_SERVICE, name, hint)
        return services[0]


def services_named(name: str, **traits: Any) -> tuple[Service, ...]:
    """Give all the services that a name stands for: one, or for some names several.

    Args:
        name: as for `Service.named`.
        **traits: as for `Service.named`; of several services each has those that are asked of it.

    Raises:
        InvalidInput: as `Service.named`, but that a name may stand for several services.

    Example:
        >>> [(each.name, each.kind.value) for each in services_named("ケータイ")]
        [('携帯電話（音声）', 'voice'), ('携帯電話（データ通信）', 'internet_access')]
    """
    found = find_name(name) if isinstance(name, str) else None
    if found is None:
        raise InvalidInput.of("name", _A_NAME, name, _unknown(name))
    if found.may_be:
        kinds = ", ".join(found.may_be)
        hint = _TELL_KIND.filled(reason=found.reason)
        raise InvalidInput.of("name", _A_KIND.filled(kinds=kinds), name, hint)
    services = tuple(_settled(each, traits) for each in meant_by(found))
    return services if len(services) == 1 else tuple(_asked(each) for each in services)


_ONE_SERVICE = Words("一つの役務の名称", "the name of one service")
_A_NAME = Words(
    "役務の名称の一覧（docs/service-names.md）にある名称",
    "a name that the list of services has (docs/service-names.md)",
)
_GIVE_KIND = Words(
    "一覧にない役務は、種別（kind）を与えてください。", "Give the kind of any other service."
)
_DID_YOU_MEAN = Words(
    "{near} の誤りではないか確かめ、そうでなければ種別（kind）を与えてください。",
    "Did you mean {near}? If not, give the kind of the service.",
)
_A_KIND = Words(
    "名称だけで種別の定まる役務（この名称では {kinds} のいずれか）",
    "a name that settles the kind of the service (this may be any of {kinds})",
)
_TELL_KIND = Words(
    "{reason}種別（kind）を与えてください。",
    "Give the kind of the service; the reason stands in docs/service-names.md.",
)
_AS_NAMED = Words("名称から定まる値（{settled}）", "the value that the name settles ({settled})")
_CONTRADICTS = Words(
    "名称か値を確かめてください。この名称の役務でなければ、種別（kind）を与えてください。",
    "Check the name and the value. If it is no service of that name, give its kind.",
)


def _unknown(name: object) -> Words:
    meant = near_name(name) if isinstance(name, str) else None
    return _GIVE_KIND if meant is None else _DID_YOU_MEAN.filled(near=meant)


def _settled(name: ServiceName, told: dict[str, Any]) -> Service:
    """Make the service of a name, and refuse what contradicts it."""
    settled = name.service or {}
    untold = {key: value for key, value in settled.items() if told.get(key) is None}
    service = Service(**{**told, **untold}, name=name.name)
    refuse(
        *(
            Problem(key, _AS_NAMED.filled(settled=_plain(value)), shown(told[key]), _CONTRADICTS)
            for key, value in settled.items()
            if getattr(service, key) != value
        )
    )
    return service


def _plain(value: Any) -> str:
    return value.value if isinstance(value, Kind) else str(value).lower()


def _asked(service: Service) -> Service:
    """Leave out the traits that are not asked of a service."""
    if service.kind is not Kind.VOICE:
        service = evolve(service, emergency_calls=None)
    if service.kind not in MAY_CARRY_VOICE:
        service = evolve(service, voice_calls=None)
    return service


CATALOGUE: Mapping[str, Service]
"""The services by the names of one service each; unknown traits stay unknown."""


@cache
def _catalogue() -> Mapping[str, Service]:
    names = (each for each in service_names() if each.service is not None)
    return MappingProxyType({each.name: _settled(each, {}) for each in names})


def __getattr__(name: str) -> Any:  # the file is not read before a name is wanted
    if name == "CATALOGUE":
        return _catalogue()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
