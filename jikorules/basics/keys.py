"""Keys of objects that are not ours: a slip of the pen, or an object of another kind altogether."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from attrs import frozen

from jikorules.basics.errors import Problem, Words, shown, visible
from jikorules.basics.validation import Found

REMOVE = Words("綴りを確かめるか、項目を除いてください。", "Check the spelling or remove the key.")
_DID_YOU_MEAN = Words(
    "{near} の誤りではないか確かめ、そうでなければ項目を除いてください。",
    "Did you mean {near}? If not, remove the key.",
)
_KEYS = Words("与えられた項目は {ja} です", "the keys given are {en}")
_KEYS_AND_MORE = Words(
    "与えられた項目は {ja} ほか{n:,}個です", "the keys given are {en} and {n:,} more"
)
_EMPTY = Words("空です", "it is empty")

_MOST_NAMED = 3
_SEPARATORS = re.compile(r"[\W_]+")


def unknown_keys(keys: Collection[str], known: Collection[str]) -> Found:
    """Report each key that is none of those known, with the one that may have been meant.

    Example:
        >>> (slip,) = unknown_keys(["user"], ["users", "start"])
        >>> slip.hint.en
        'Did you mean users? If not, remove the key.'
    """
    names = ", ".join(known)
    expected = Words(f"既知の項目名（{names}）", f"a known key ({names})")
    return tuple(
        Problem(visible(key), expected, shown(key), _hint(near(key, known))) for key in sorted(keys)
    )


def _hint(meant: str | None) -> Words:
    if meant is None:
        return REMOVE
    return _DID_YOU_MEAN.filled(near=meant)


@frozen
class ObjectKind:
    """What an object is told by.

    Attributes:
        known: the keys that it may have.
        needed: those of which it has one at least.
        name: what it is called in messages.
        hint: what to do if it is something else.
    """

    known: Collection[str]
    needed: Collection[str]
    name: Words
    hint: Words


def other_object(document: Any, kind: ObjectKind) -> Found:
    """Report in one problem an object that is not of a kind at all; what is no object is passed.

    It has none of the keys needed, and more that are foreign than known or nearly so. What has
    only slips is left to be told key by key.

    Example:
        >>> words = Words("影響", "an impact"), Words("…", "See the manual.")
        >>> impact = ObjectKind(["users", "end"], ["users"], *words)
        >>> (other,) = other_object({"status": 1, "page": 2}, impact)
        >>> other.text("en")
        'expected an impact, but the keys given are status, page. See the manual.'
        >>> other_object({"user": 1}, impact)
        ()
    """
    if not isinstance(document, Mapping) or any(key in document for key in kind.needed):
        return ()
    if not document:
        return (Problem("", kind.name, _EMPTY, kind.hint),)
    foreign = [key for key in document if key not in kind.known]
    ours = len(document) - len(foreign)
    slips = sum(near(key, kind.known) is not None for key in foreign)
    if len(foreign) - slips <= ours + slips:
        return ()
    return (Problem("", kind.name, _named(foreign, len(document)), kind.hint),)


def _named(keys: Collection[Any], number: int) -> Words:
    told = [visible(key) if isinstance(key, str) else shown(key) for key in [*keys][:_MOST_NAMED]]
    words = _KEYS_AND_MORE if number > len(told) else _KEYS
    places = {"ja": "、".join(told), "en": ", ".join(told), "n": number - len(told)}
    return words.filled(**places)


def near(key: Any, known: Collection[str]) -> str | None:
    """Tell which known key was meant by one that is another by a slip; None if that is none.

    Example:
        >>> [near(key, ["users", "emergency_calls"]) for key in ("usres", "emergencyCalls", "page")]
        ['users', 'emergency_calls', None]
    """
    if not isinstance(key, str) or len(key) > 80:
        return None
    plain = _plain(key)
    return next((each for each in known if _is_slip(plain, _plain(each))), None)


def _plain(key: str) -> str:
    return _SEPARATORS.sub("", key).casefold()


def _is_slip(one: str, other: str) -> bool:
    """Whether names are the same but for a letter more, less or other, or for two swapped."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1 or len(other) < 4:  # among short names any is near another
        return False
    while one[:1] == other[:1]:
        one, other = one[1:], other[1:]
    while one[-1:] == other[-1:] != "":
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) == 1 or (len(one) == 2 and one == other[::-1])
