"""Texts one after another: with commas, as sentences, as bullets."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jikorules.basics.errors import Lang, Words


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


AND, OR = Words("及び", " and "), Words("又は", " or ")


def series(texts: Iterable[str], lang: Lang = "ja", last: Words | None = None) -> str:
    """List texts; `last` stands before the last of them in place of a comma.

    Example:
        >>> series(["音声", "電子メール", "専用線"], last=AND)
        '音声、電子メール及び専用線'
    """
    comma = "、" if lang == "ja" else ", "
    *most, end = [*texts] or [""]
    return comma.join(most) + (last.text(lang) if last else comma) + end if most else end


def prose(sentences: Iterable[str], lang: Lang = "ja") -> str:
    """Set sentences one after another."""
    return ("" if lang == "ja" else " ").join(each for each in sentences if each)


def entry(name: str, text: str, lang: Lang = "ja") -> str:
    """Write a name and what it stands for."""
    return f"{name}：{text}" if lang == "ja" else f"{name}: {text}"


def flat(text: str | None) -> str:
    """Put a name that a user gave on one line."""
    return " ".join((text or "").split())


def escaped(text: str) -> str:
    """Put a text on one line of Markdown, with every sign standing for itself."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#~&" else sign for sign in flat(text))
