"""Texts one after another: with commas, as sentences, as bullets."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from attrs import frozen

from jikorules.basics.errors import Lang, Words

COMMA, SEMICOLON, COLON = Words("、", ", "), Words("、", "; "), Words("：", ": ")
AND, OR = Words("及び", " and "), Words("又は", " or ")
AND_CLAUSE = Words("、", " and ")  # between clauses
_SPACE = Words("", " ")
_BRACKETS = Words("{text}（{more}）", "{text} ({more})")


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


def bullets(items: Iterable[Item]) -> Iterator[str]:
    """Write a list as Markdown."""
    for item in items:
        yield f"- {escaped(item.text)}"
        yield from (f"  - {escaped(each)}" for each in item.under)


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


def flat(text: str | None) -> str:
    """Put a name that a user gave on one line."""
    return " ".join((text or "").split())


def escaped(text: str) -> str:
    """Put a text on one line of Markdown, with every sign standing for itself."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#~&" else sign for sign in flat(text))
