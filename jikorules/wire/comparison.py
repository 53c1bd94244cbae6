"""Where two documents differ."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from jikorules.basics.errors import Words

ABSENT = Words("なし", "nothing")
"""Stands for a value that is not there at all, as null would not tell."""


def differing(one: Any, other: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Give every place at which two documents differ, with both values.

    They are compared as JSON: true is not 1, and 1 is not 1.0; the order of names does not matter.
    `path` is where they stand themselves.

    Example:
        >>> [*differing({"a": [1, 2], "b": None}, {"a": [1, 3]})]
        [('a[1]', 2, 3), ('b', None, Words(ja='なし', en='nothing'))]
    """
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys((*one, *other)):
            inside = f"{path}.{key}" if path else f"{key}"
            yield from differing(one.get(key, ABSENT), other.get(key, ABSENT), inside)
    elif isinstance(one, list) and isinstance(other, list):
        for i, pair in enumerate(zip_longest(one, other, fillvalue=ABSENT)):
            yield from differing(*pair, f"{path}[{i}]")
    elif type(one) is not type(other) or one != other:
        yield path, one, other
