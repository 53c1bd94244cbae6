"""Strict reading of documents with cattrs: nothing is coerced, and all problems come at once.

cattrs is lax by default: 3.9 becomes 3, True becomes 1, a string becomes a tuple of its letters.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

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

from jikorules.errors import JikorulesError, Problem, Words, shown

_OBJECT = Words("オブジェクト（項目名と値の組）", "an object (names with values)")
_LIST = Words("配列", "a list")
_WRAP = Words(
    "値が1つでも [ ] で囲み、項目は { } で囲んでください。",
    "Write [ ] around a list, even of one value, and { } around an object.",
)


def strict_converter() -> Converter:
    """Make a converter that reads attrs classes from mappings and tuples from lists, no laxer."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)

    @converter.register_structure_hook_factory(attrs.has)
    def read_class(cls: type) -> Callable[[Any, Any], Any]:
        fill: Callable[[Any, Any], Any] = make_dict_structure_fn(cls, converter)

        def read(value: Any, wanted: Any) -> Any:
            return fill(expect_mapping(value), wanted)

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
    if isinstance(value, dict | Mapping):
        return value
    raise JikorulesError.of("", _OBJECT, value, _WRAP)


def problems_of(error: BaseException, names: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Give every problem inside what cattrs raised, each with its path.

    Args:
        error: what `Converter.structure` raised.
        names: the keys that the enclosing object may have, for the hint.
    """
    match error:
        case BaseValidationError():
            known = (
                tuple(field.name for field in attrs.fields(error.cl))
                if attrs.has(error.cl)
                else names
            )
            for each in error.exceptions:
                for problem in problems_of(each, known):
                    yield problem.under(_step(each))
        case JikorulesError():
            yield from error.problems
        case ForbiddenExtraKeysError():
            for key in sorted(error.extra_fields, key=str):
                yield _unknown_key(key, names)
        case KeyError() if error.args[0] in names:
            expected = Words("値（必須項目）", "a value (it is required)")
            hint = Words("この項目を加えてください。", "Add this key.")
            yield Problem("", expected, "なし (nothing)", hint)
        case _:
            raise error


def _step(error: BaseException) -> str:
    """Give the step of the path that cattrs noted on an error."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return note.name
        if isinstance(note, IterableValidationNote):
            return f"[{note.index}]"
    return ""


def _unknown_key(key: object, names: tuple[str, ...]) -> Problem:
    known = ", ".join(names)
    path = key if isinstance(key, str) and key.isprintable() and len(key) < 80 else shown(key)
    return Problem(
        path,
        Words(f"既知の項目名（{known}）", f"a known key ({known})"),
        f"{shown(key)} という項目",
        Words("綴りを確かめるか、項目を除いてください。", "Check the spelling or remove the key."),
    )
