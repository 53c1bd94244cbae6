"""What a document tells of: its key `what`."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from jikorules.basics.errors import InvalidInput, Words, shown


class What(StrEnum):
    """What there may be a report about 施行規則第57条; one document tells of one of them."""

    ACCIDENT = "accident"
    """電気通信事故; so too where `what` is left out."""
    NEAR_MISS = "near_miss"
    """重大な事故が生ずるおそれがあると認められる事態."""
    LEAK = "leak"
    """通信の秘密の漏えい, 特定利用者情報の漏えい."""
    SUSPENSION = "suspension"
    """電気通信業務の一部の停止."""


_NAMES = ", ".join(What)
_KNOWN = Words(f"次のいずれか（{_NAMES}）", f"one of {_NAMES}")
_HINT = Words(
    "文書が何についてのものかを、what に書いてください。",
    "Say in `what` what the document is about.",
)


def what_of(document: Any) -> What:
    """Tell what a document is about, by its key `what`.

    Raises:
        InvalidInput: `what` is none of the words.

    Example:
        >>> what_of({"impacts": []}), what_of({"what": "leak"})
        (<What.ACCIDENT: 'accident'>, <What.LEAK: 'leak'>)
    """
    what = document.get("what", What.ACCIDENT) if isinstance(document, Mapping) else What.ACCIDENT
    if what is What.ACCIDENT:  # as of most, which say nothing
        return what
    if what not in list(What):
        raise InvalidInput.of("what", _KNOWN, what, _HINT)
    return What(what)


def facts_of(document: Any, *expected: What) -> Any:
    """Give a document without its key `what`, which has to be as expected if it is there."""
    if not isinstance(document, Mapping) or "what" not in document:
        return document
    if document["what"] not in expected:
        names = " / ".join(expected)
        raise InvalidInput.of("what", Words(names, names), shown(document["what"]), _HINT)
    return {key: value for key, value in document.items() if key != "what"}
