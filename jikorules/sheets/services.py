"""The services that a cell names: the one place where this room reads them."""

from functools import cache
from typing import Any

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Words, shown
from jikorules.basics.spelling import spelled_alike
from jikorules.basics.vocabulary import Kind
from jikorules.facts.service import Service, services_named
from jikorules.facts.service_names import service_names
from jikorules.sheets.grid import Trouble, Unfit
from jikorules.words.names import KINDS

_A_NAME = Words("一つの役務の名称又は種別", "one service by its name or kind")
_ONE_A_LINE = Words(
    "「FTTH」「音声伝送役務」のように1行に1つの役務を書き、複数あるときは同じ事案番号の行を重ねて"
    "ください。名称の一覧は、--template で作る表の「選択肢」にあります。",
    "Write one service a line, such as FTTH or 音声伝送役務; several are lines of the same id. For "
    "the names see 選択肢 in the table that --template makes.",
)

TRAITS = {"emergency_calls": "emergency", "paid": "paid", "voice_calls": "voice_calls"}
"""The traits that other cells of a line tell, with the keys of their columns."""


@cache
def _kinds() -> dict[str, Kind]:
    return {spelled_alike(words.ja): kind for kind, words in KINDS.items()}


def choices() -> list[str]:
    """Give the names and kinds that the template lets choose from.

    Example:
        >>> {"携帯電話", "FTTH", "音声伝送役務"} <= {*choices()}
        True
    """
    names = [each.name for each in service_names() if not each.may_be]
    return [*dict.fromkeys([*names, *(words.ja for words in KINDS.values())])]


def read_services(
    text: str, traits: dict[str, bool | None], monthly_users: Bounds[int] | None
) -> tuple[Service, ...]:
    """Give the services that a cell names: one, or for some names several.

    Args:
        text: the name, or the kind.
        traits: what other cells tell of it, by the names of `Service`; None if they do not.
        monthly_users: the users in an average month, likewise.

    Raises:
        Unfit: it is no such name, or a trait contradicts it; `Unfit.key` is then its column.

    Example:
        >>> [service.kind.value for service in read_services("ＦＴＴＨ", {}, None)]
        ['internet_access']
    """
    told: dict[str, Any] = {key: value for key, value in traits.items() if value is not None}
    if monthly_users is not None and not monthly_users.is_unknown:
        told["monthly_users"] = monthly_users
    kind = _kinds().get(spelled_alike(text))
    try:
        return services_named(text, **told)
    except InvalidInput as error:
        problem = error.problems[0]
        if problem.path in told:
            key = TRAITS.get(problem.path, problem.path)
            trouble, given = Trouble.CONTRADICTION, problem.given
            raise Unfit(trouble, problem.expected, given, problem.hint, key) from None
        if kind is not None:
            return (_of_kind(kind, told),)
        is_settled = problem.path == "name" and problem.hint.ja.startswith("一覧")
        hint = _ONE_A_LINE if is_settled else problem.hint
        raise Unfit(Trouble.UNREADABLE, _A_NAME, shown(text.strip()), hint, "service") from None


def _of_kind(kind: Kind, told: dict[str, Any]) -> Service:
    """Give a service by its kind alone, with the traits that are asked of such a one."""
    asked = {key: value for key, value in told.items() if key != "emergency_calls"}
    return Service(kind, **(told if kind is Kind.VOICE else asked))
