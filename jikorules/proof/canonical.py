"""Canonical JSON after RFC 8785 (JSON Canonicalization Scheme), and the digest of a document.

The same data give the same bytes, whoever writes them: names in the order of their UTF-16 code
units, no spaces, one way to write a number or a text. The library rfc8785 does the writing, and is
loaded only when something is written; `JikorulesError` tells that it is not installed.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any, NewType

from jikorules.basics.errors import InvalidInput, Problem, Words, missing_library, shown
from jikorules.basics.validation import Found

__all__ = ["canonical", "digest"]

Digest = NewType("Digest", str)
"""A digest as `digest` writes it: ``sha256:`` and 64 hexadecimal digits in lower case."""

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_A_DIGEST = Words(
    "sha256: に続く64桁の16進数（小文字）", "sha256: and 64 hexadecimal digits in lower case"
)
_COPY = Words("元の値を写してください。", "Copy the value as it was.")
_INTEGER = Words(
    "絶対値が 2**53 より小さい整数", "an integer smaller than 2**53, whatever its sign"
)
_TOO_LARGE = Words(
    "RFC 8785 の JSON には書けない大きさです。値を確かめてください。",
    "JSON after RFC 8785 cannot hold it. Check the value.",
)
_TEXT = Words("Unicode の文字列", "a text in Unicode")
_SURROGATE = Words(
    "対にならないサロゲート（U+D800 から U+DFFF まで）を除いてください。",
    "Remove lone surrogates (U+D800 to U+DFFF).",
)
_JSON = Words("JSON に書ける値", "a value that JSON can hold")
_PLAIN = Words(
    "オブジェクト、配列、文字列、有限の数、真偽値又は null を与えてください。",
    "Give an object, a list, a text, a finite number, a truth value or null.",
)
_SHALLOW = Words("入れ子の深すぎない文書", "a document that is not nested too deeply")
_DEEP = Words("入れ子が深すぎます", "it is")


def canonical(document: Any) -> bytes:
    """Write plain JSON data in canonical form.

    RFC 8785 knows only the numbers that every reader of JSON keeps exactly, and only texts that
    can be written in UTF-8. What it does not know is refused, never rounded or replaced: integers
    from 2**53 on, below -2**53 + 1, NaN and the infinite, and lone surrogates.

    Raises:
        InvalidInput: with every value that cannot be written, each with its path.

    Example:
        >>> canonical({"users": 41382, "kind": "voice", "end": None})
        b'{"end":null,"kind":"voice","users":41382}'
    """
    try:
        from rfc8785 import dumps  # noqa: PLC0415
    except ImportError as error:
        raise missing_library("rfc8785", "receipts") from error
    try:
        try:
            return dumps(document)
        except ValueError:  # all that it refuses; a key with a lone surrogate as UnicodeEncodeError
            problems = list(_refused(document))
    except RecursionError:
        problems = [Problem("", _SHALLOW, _DEEP, _PLAIN)]
    raise InvalidInput(problems)


def _refused(value: Any) -> Iterator[Problem]:
    """Find what cannot be written, by trying every value by itself."""
    if isinstance(value, dict):
        for key, each in value.items():
            if not isinstance(key, str) or _refused_leaf(key):
                yield Problem(shown(key), _TEXT, shown(key), _SURROGATE)
            else:
                yield from (problem.under(key) for problem in _refused(each))
    elif isinstance(value, list | tuple):
        for i, each in enumerate(value):
            yield from (problem.under(f"[{i}]") for problem in _refused(each))
    else:
        yield from _refused_leaf(value)


def _refused_leaf(value: Any) -> Found:
    from rfc8785 import dumps  # noqa: PLC0415

    try:
        dumps(value)
    except ValueError:
        if isinstance(value, int):
            return (Problem("", _INTEGER, shown(value), _TOO_LARGE),)
        if isinstance(value, str):
            return (Problem("", _TEXT, shown(value), _SURROGATE),)
        return (Problem("", _JSON, shown(value), _PLAIN),)
    return ()


def digest(document: Any) -> Digest:
    """Give the SHA-256 of a document's canonical form.

    Raises:
        InvalidInput: as `canonical`.

    Example:
        >>> digest({})
        'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
    """
    return digest_of(canonical(document))


def digest_of(form: bytes) -> Digest:
    """Give the digest of a document that is in canonical form already."""
    return Digest(f"sha256:{hashlib.sha256(form).hexdigest()}")


def read_digest(value: Any, _: Any = None) -> Digest:
    """Read what `digest` wrote."""
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise InvalidInput.of("", _A_DIGEST, value, _COPY)
    return Digest(value)
