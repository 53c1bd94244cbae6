"""The names that services go by, and what each of them settles: ``service_names.toml``."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from attrs import field, frozen
from attrs.converters import optional

from jikorules.basics.keys import near
from jikorules.basics.spelling import spelled_alike
from jikorules.basics.vocabulary import Kind

_SERVICE = "サービス"  # at the end of a name it says nothing


def _to_traits(value: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType({**value, "kind": Kind(value["kind"])})


def _to_kinds(value: list[str]) -> tuple[Kind, ...]:
    return tuple(map(Kind, value))


@frozen(kw_only=True)
class ServiceName:
    """A name, and what it settles: one service, several services, or only what it may be.

    Attributes:
        name: the name, as it is shown.
        spelled: other ways of writing it, beside those that `spelled_alike` knows.
        service: the traits that the name settles, its kind among them; None if it settles none.
        means: the names of the services that it stands for together.
        may_be: the kinds that it may be of, where it does not settle which.
        statistics: what the official statistics call it, as far as that is certain.
        reason: why it is taken so.
        source: where that stands.
    """

    name: str
    spelled: tuple[str, ...] = field(default=(), converter=tuple)
    service: Mapping[str, Any] | None = field(default=None, converter=optional(_to_traits))
    means: tuple[str, ...] = field(default=(), converter=tuple)
    may_be: tuple[Kind, ...] = field(default=(), converter=_to_kinds)
    statistics: str | None = None
    reason: str | None = None
    source: str | None = None


@cache
def service_names() -> tuple[ServiceName, ...]:
    """Give all names, in the order of the file.

    Example:
        >>> service_names()[0].name
        '電話'
    """
    # They take as long to import as all facts, and most facts need no name.
    import tomllib  # noqa: PLC0415
    from importlib.resources import files  # noqa: PLC0415

    text = files(__package__).joinpath("service_names.toml").read_text("utf-8")
    return tuple(ServiceName(**each) for each in tomllib.loads(text)["name"])


def find_name(name: str) -> ServiceName | None:
    """Find a name however it is written; None if it is not in the file.

    Example:
        >>> find_name("ＩＳＤＮサービス").name, find_name("糸電話")
        ('ISDN', None)
    """
    return _by_spelling().get(_key(name))


def meant_by(name: ServiceName) -> Iterator[ServiceName]:
    """Give the names of one service each that a name stands for: itself, or several."""
    if name.service is not None:
        yield name
    for each in name.means:
        yield _by_spelling()[_key(each)]


def near_name(name: str) -> str | None:
    """Give the name that was meant by one that is another by a slip; None if that is none.

    Example:
        >>> near_name("フレッシ光"), near_name("糸電話")
        ('フレッツ光', None)
    """
    found = near(_key(name), _by_spelling())
    return None if found is None else _by_spelling()[found].name


def statistics_name(name: str, kind: Kind) -> str | None:
    """Give what the official statistics call a service of a name and a kind; None if not certain.

    Example:
        >>> statistics_name("VoLTE", Kind.VOICE), statistics_name("VoLTE", Kind.OTHER)
        ('携帯電話', None)
    """
    found = find_name(name)
    for each in () if found is None else meant_by(found):
        if each.service is not None and each.service["kind"] is kind:
            return each.statistics
    return None


def _key(name: str) -> str:
    alike = spelled_alike(name)
    return alike.removesuffix(_SERVICE) or alike


@cache
def _by_spelling() -> Mapping[str, ServiceName]:
    return {
        _key(spelling): each for each in service_names() for spelling in (each.name, *each.spelled)
    }
