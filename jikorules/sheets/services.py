"""The services that a cell names: the one place where this room reads them."""

from functools import cache
from typing import Any

from attrs import evolve

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Words, shown
from jikorules.basics.vocabulary import Kind
from jikorules.facts import service as facts
from jikorules.facts.service import Service
from jikorules.sheets.columns import plain
from jikorules.sheets.grid import Trouble, Unfit
from jikorules.words.names import KINDS

_A_NAME = Words("一つの役務の名称又は種別", "one service by its name or kind")
_ONE_A_LINE = Words(
    "「FTTH」「音声伝送役務」のように1行に1つの役務を書き、複数あるときは同じ事案番号の行を重ねて"
    "ください。名称の一覧は、--template で作る表の「選択肢」にあります。",
    "Write one service a line, such as FTTH or 音声伝送役務; several are lines of the same id. For "
    "the names see 選択肢 in the table that --template makes.",
)
_SETTLED = Words("{name}の緊急通報の取扱い（有）", "that {name} handles emergency calls")
_SAYS_NO = Words("「無」と書かれています", "it says that it does not")
_CHECK = Words("サービスの名称か、緊急通報の取扱いを確かめてください。", "Check the two cells.")


@cache
def _kinds() -> dict[str, Service]:
    """Give the kinds of services, by their names as they are compared."""
    return {plain(words.ja): Service(kind) for kind, words in KINDS.items()}


def services_named(text: str) -> tuple[Service, ...]:
    """Give the services that a name stands for.

    Raises:
        Unfit: it is no such name.

    Example:
        >>> [service.kind.value for service in services_named("ＦＴＴＨ")]
        ['internet_access']
    """
    kind = _kinds().get(plain(text))
    if kind is not None:
        return (kind,)
    try:
        return facts.services_named(text)
    except InvalidInput:
        raise Unfit(Trouble.UNREADABLE, _A_NAME, shown(text.strip()), _ONE_A_LINE) from None


def with_traits(
    service: Service,
    *,
    emergency: bool | None,
    paid: bool | None,
    monthly_users: Bounds[int] | None,
    voice_calls: bool | None,
) -> Service:
    """Give a service the traits that other cells tell; None leaves what its name settles.

    Raises:
        Unfit: a cell contradicts what the name settles.
    """
    traits: dict[str, Any] = {}
    if emergency is not None and service.kind is Kind.VOICE:
        if service.emergency_calls and not emergency:
            expected = _SETTLED.filled(name=service.name or "")
            raise Unfit(Trouble.CONTRADICTION, expected, _SAYS_NO, _CHECK)
        traits["emergency_calls"] = emergency
    if paid is not None:
        traits["paid"] = paid
    if monthly_users is not None and not monthly_users.is_unknown:
        traits["monthly_users"] = monthly_users
    if voice_calls is not None:
        traits["voice_calls"] = voice_calls
    return evolve(service, **traits) if traits else service
