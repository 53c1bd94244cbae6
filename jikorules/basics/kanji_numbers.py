"""Numbers as the texts of laws write them: 二, 二十四, 三万, 百万, 一千万."""

import re

_DIGITS = "一二三四五六七八九"
KANJI = f"[{_DIGITS}十百千万億]"
KANJI_NUMBER = f"(?<!{KANJI}){KANJI}++"
"""A part of a pattern: all signs of what may be such a number."""

_GROUP = f"(?:[{_DIGITS}]?千)?(?:[{_DIGITS}]?百)?(?:[{_DIGITS}]?十)?[{_DIGITS}]?"
_NUMBER = re.compile(f"(?:(?P<oku>{_GROUP})億)?(?:(?P<man>{_GROUP})万)?(?P<ones>{_GROUP})")
_UNITS = {"oku": 10**8, "man": 10**4, "ones": 1}
_PLACES = {"千": 1000, "百": 100, "十": 10}


def read_kanji_number(text: str) -> int | None:
    """Read a number of 1 or more; None if it is written otherwise.

    Example:
        >>> [read_kanji_number(text) for text in ("二十四", "三万", "一千万", "百二万三", "千")]
        [24, 30000, 10000000, 1020003, 1000]
        >>> [read_kanji_number(text) for text in ("", "二二", "十百", "万", "三〇", "3")]
        [None, None, None, None, None, None]
    """
    found = _NUMBER.fullmatch(text)
    if not text or not found or "" in (found["oku"], found["man"]):
        return None
    return sum(_group(found[name] or "") * unit for name, unit in _UNITS.items())


def _group(text: str) -> int:
    total, digit = 0, 0
    for sign in text:
        if sign in _PLACES:
            total, digit = total + (digit or 1) * _PLACES[sign], 0
        else:
            digit = _DIGITS.index(sign) + 1
    return total + digit


def with_digits(text: str) -> str:
    """Write every such number of a text in digits; what cannot be read stays.

    Example:
        >>> with_digits("様式第五十の二の二"), with_digits("第二二号")
        ('様式第50の2の2', '第二二号')
    """

    def digits(found: re.Match[str]) -> str:
        number = read_kanji_number(found[0])
        return found[0] if number is None else str(number)

    return re.sub(KANJI_NUMBER, digits, text)
