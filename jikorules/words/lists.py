"""Texts one after another: with commas, as sentences, as bullets; and texts of users in them."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from attrs import frozen

from jikorules.basics.errors import Lang, Words

COMMA, SEMICOLON, COLON = Words("、", ", "), Words("、", "; "), Words("：", ": ")
AND, OR = Words("及び", " and "), Words("又は", " or ")
AND_CLAUSE = Words("、", " and ")  # between clauses
UNTITLED = Words("（名称なし）", "(untitled)")
_SPACE = Words("", " ")
_BRACKETS = Words("{text}（{more}）", "{text} ({more})")

# What may stand in no output: control characters, which a terminal obeys, save the line feed; lone
# surrogates, which UTF-8 cannot write; noncharacters, which XML refuses and which end the process
# in the library that draws; and the controls of direction (Bidi_Control), which have a reader see
# another text than is there.
_UNFIT = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    + "".join(
        chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
    )
    + "]"
)
# Signs of Markdown, and those without which nothing is taken for an address: https://…, www.…,
# example.jp, a@example.jp.
_SIGNS = re.compile(r"[\\`*_\[\]<>|#~&@]|(?<=/)/|(?<=[Ww]{3})\.|\.(?=[^\W\d])")
# What makes a list, a heading or a rule only where a line begins.
_START = re.compile(r"[0-9]{1,9}(?=[.)](?:\s|$))|(?=[-+=])")


@frozen
class Clause:
    """A clause with places to fill; in Japanese it has another form where the sentence goes on.

    Example:
        >>> above = Clause("{n}人上回る", "{n}人上回り", "{n} above the limit")
        >>> above.text("ja", n=3), above.text("ja", goes_on=True, n=3)
        ('3人上回る', '3人上回り')
    """

    ja: str
    ja_and: str
    en: str

    def text(self, lang: Lang, *, goes_on: bool = False, **places: object) -> str:
        """Give the clause in one language, with its places filled."""
        return Words(self.ja_and if goes_on else self.ja, self.en).text(lang, **places)


class Item(NamedTuple):
    """An entry of a list, with what stands under it."""

    text: str
    under: tuple[str, ...] = ()


class Section(NamedTuple):
    """A heading, with the list under it."""

    heading: str
    items: list[Item]


def listed(sections: Iterable[Section]) -> Iterator[str]:
    """Write sections as Markdown."""
    for section in sections:
        if section.items:
            yield f"\n### {section.heading}\n"
            yield from bullets(section.items)


def indented(sections: Iterable[Section]) -> Iterator[str]:
    """Write sections as lines for the terminal."""
    for section in sections:
        if section.items:
            yield section.heading
        for item in section.items:
            yield f"  {item.text}"
            yield from (f"      {each}" for each in item.under)


def bullets(items: Iterable[Item]) -> Iterator[str]:
    """Write a list as Markdown."""
    for item in items:
        yield f"- {guarded(escaped(item.text))}"
        yield from (f"  - {guarded(escaped(each))}" for each in item.under)


def series(texts: Iterable[str], lang: Lang = "ja", last: Words | None = None) -> str:
    """List texts; `last` stands before the last of them in place of a comma.

    Example:
        >>> series(["音声", "電子メール", "専用線"], last=AND)
        '音声、電子メール及び専用線'
    """
    *most, end = [*texts] or [""]
    before = COMMA.text(lang).join(most)
    return before + (last or COMMA).text(lang) + end if most else end


def prose(sentences: Iterable[str], lang: Lang = "ja") -> str:
    """Set sentences one after another."""
    return _SPACE.text(lang).join(each for each in sentences if each)


def capital(text: str) -> str:
    """Begin a sentence with a capital letter."""
    return text[0].upper() + text[1:]


def entry(name: str, text: str, lang: Lang = "ja") -> str:
    """Write a name and what it stands for."""
    return name + COLON.text(lang) + text


def bracketed(text: str, more: str, lang: Lang = "ja") -> str:
    """Write a text with more in brackets behind it; without brackets if there is no more."""
    return _BRACKETS.text(lang, text=text, more=more) if more else text


def fit(text: str) -> str:
    r"""Put a stand-in for each character that may stand in no output; line feeds stay.

    This is where every output has it from, whatever else it escapes.

    Example:
        >>> fit("a\x1b[2J\u202eb\ufffe")
        'a�[2J�b�'
    """
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def seen(text: str) -> str:
    r"""Give a text that has a visible sign; of others, such as a zero-width space, nothing.

    Example:
        >>> seen("\u200b "), seen("a\u200b ")
        ('', 'a\u200b ')
    """
    return text if any(sign.isprintable() and not sign.isspace() for sign in text) else ""


def flat(text: str | None) -> str:
    """Put a name that a user gave on one line, fit for every output."""
    return seen(fit(" ".join((text or "").split())))


def title(names: Iterable[str | None], lang: Lang = "ja") -> str:
    """Head what is told of something by the names that a user gave it.

    Example:
        >>> title(["例示通信", None, "2026-0510-01"]), title([None, ""])
        ('例示通信、2026-0510-01', '（名称なし）')
    """
    return series(filter(None, map(flat, names)), lang) or UNTITLED.text(lang)


def escaped(text: str) -> str:
    """Put a text on one line of Markdown, with every sign standing for itself."""
    return literal(flat(text))


def literal(text: str) -> str:
    r"""Escape a text for Markdown: no sign is markup, and no address is made a link.

    Example:
        >>> print(literal("<b> www.example.jp 7:47"))
        \<b\> www\.example\.jp 7:47
    """
    return _SIGNS.sub(r"\\\g<0>", text)


def guarded(line: str) -> str:
    r"""Escape what would make a list, a heading or a rule at the beginning of a line.

    Example:
        >>> print(guarded("1. a"), guarded("- b"))
        1\. a \- b
    """
    found = _START.match(line)
    return f"{found[0]}\\{line[found.end() :]}" if found else line
