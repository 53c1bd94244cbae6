"""Strict reading of documents with cattrs: nothing is coerced, and all problems come at once.

cattrs is lax by default: 3.9 becomes 3, True becomes 1, a string becomes a tuple of its letters.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import attrs
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.gen import make_dict_structure_fn

from jikorules.basics.errors import InvalidInput, JikorulesError, Problem, Words, shown
from jikorules.basics.keys import REMOVE, unknown_keys
from jikorules.basics.validation import Found, check_member, check_type, refuse
from jikorules.basics.vocabulary import member

T = TypeVar("T")

_OBJECT = Words("オブジェクト（項目名と値の組）", "an object (names with values)")
_LIST = Words("配列", "a list")
_WRAP = Words(
    "値が1つでも [ ] で囲み、項目は { } で囲んでください。",
    "Write [ ] around a list, even of one value, and { } around an object.",
)
_VALUE = Words("値（必須項目）", "a value (it is required)")
_NOTHING = Words("ありません", "there is none")
_TEXT = Words("文字列の項目名", "a key that is a string")
_EXACTLY = {
    int: Words("整数", "an integer"),
    str: Words("文字列", "a string"),
    bool: Words("true 又は false", "true or false"),
    date: Words("日付", "a date"),
}
_ADD = Words("この項目を加えてください。", "Add this key.")


def strict_converter() -> Converter:
    """Make a converter that reads attrs classes from mappings and tuples from lists, no laxer."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)

    @converter.register_structure_hook_factory(attrs.has)
    def read_class(cls: type) -> Callable[[Any, Any], Any]:
        fill: Callable[[Any, Any], Any] = make_dict_structure_fn(cls, converter)

        def read(value: Any, wanted: Any) -> Any:
            document = expect_mapping(value)
            named = {key: each for key, each in document.items() if isinstance(key, str)}
            if len(named) == len(document):
                return fill(document, wanted)
            odd = [
                Problem(shown(key), _TEXT, shown(key), REMOVE)
                for key in document
                if key not in named
            ]
            try:
                fill(named, wanted)
            except BaseValidationError as error:
                odd += problems_of(error)
            raise JikorulesError(odd)

        return read

    @converter.register_structure_hook_factory(_is_tuple)
    def read_tuple(cls: Any) -> Callable[[Any, Any], Any]:
        fill = homogenous_tuple_structure_factory(cls, converter)

        def read(value: Any, wanted: Any) -> Any:
            if not isinstance(value, list | tuple):
                raise JikorulesError.of("", _LIST, value, _WRAP)
            return fill(value, wanted)

        return read

    return converter


def _is_tuple(cls: Any) -> bool:
    return getattr(cls, "__origin__", None) is tuple


def expect_mapping(value: Any) -> Mapping[str, Any]:
    """Give back a mapping, and refuse what is none."""
    if not isinstance(value, Mapping):
        raise JikorulesError.of("", _OBJECT, value, _WRAP)
    return value


def structured(
    converter: Converter,
    document: Any,
    wanted: type[T],
    spelled: Mapping[str, str] | None = None,
) -> T:
    """Read a document, and tell all that is wrong with it at once.

    Args:
        converter: a strict converter.
        document: what a JSON reader gives.
        wanted: the class to make of it.
        spelled: as for `problems_of`.

    Raises:
        InvalidInput: with every problem, each with its path.
    """
    try:
        return converter.structure(document, wanted)
    except (JikorulesError, BaseValidationError) as error:
        raise InvalidInput(problems_of(error, spelled)) from None


def problems_of(error: BaseException, spelled: Mapping[str, str] | None = None) -> list[Problem]:
    """Give every problem inside what cattrs raised, each with its path.

    Args:
        error: what `Converter.structure` raised.
        spelled: how an attribute is written in the document, where that is not its name.
    """
    return list(_problems_of(error, spelled or {}, ()))


def _problems_of(
    error: BaseException, spelled: Mapping[str, str], names: tuple[str, ...]
) -> Iterator[Problem]:
    match error:
        case BaseValidationError():
            if attrs.has(error.cl):
                names = tuple(field.name for field in attrs.fields(error.cl))
            for each in error.exceptions:
                for problem in _problems_of(each, spelled, names):
                    yield problem.under(_step(each))
        case JikorulesError():
            yield from error.problems
        case ForbiddenExtraKeysError():
            yield from unknown_keys(error.extra_fields, [spelled.get(name, name) for name in names])
        case KeyError() if error.args[0] in names:
            yield Problem("", _VALUE, _NOTHING, _ADD)
        case _:  # a defect of this library, which must not look like one of the document
            raise error


def _step(error: BaseException) -> str:
    """Give the step of the path that cattrs noted on an error."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return note.name
        if isinstance(note, IterableValidationNote):
            return f"[{note.index}]"
    return ""


def checked(check: Callable[[str, object], Found]) -> Callable[[Any, Any], Any]:
    """Make a reader that takes a value as it is, if nothing is wrong with it."""

    def read(value: Any, _: Any) -> Any:
        refuse(*check("", value))
        return value

    return read


def read_exactly(value: Any, cls: type) -> Any:
    """Take an integer, a text, a flag or a day as it is, if it is exactly of its type."""
    refuse(*check_type("", cls, value, _EXACTLY[cls]))
    return value


def read_word(value: Any, choices: type[StrEnum]) -> StrEnum:
    """Read a word of a closed list."""
    word: StrEnum = member(choices, value)
    refuse(*check_member("", choices, word))
    return word
