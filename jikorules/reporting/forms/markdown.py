"""様式第50の3 in Markdown: a heading for each row, since long texts in table cells read badly."""

from collections.abc import Iterable, Iterator

from jikorules.basics.errors import Lang
from jikorules.reporting.forms.blocks import Block, Field, Style
from jikorules.reporting.forms.layout import form
from jikorules.reporting.forms.report import SeriousAccidentReport
from jikorules.words.lists import entry, guarded, literal

_ITEMS = {Style.ITEM, Style.STEP}
_UNDER_ITEMS = {Style.DETAIL, Style.REMARK}


def to_markdown(report: SeriousAccidentReport, lang: Lang = "ja") -> str:
    """Write a report as 様式第50の3 in Markdown; a gap is in the type of code.

    Returns:
        The text. Every sign of the user's texts stands for itself.

    Example:
        >>> print(to_markdown(SeriousAccidentReport()).splitlines()[2])
        # 重大な事故報告書（詳報）
    """
    sheet = form(report, lang)
    parts = [sheet.number, f"# {sheet.title}", _text(sheet.day), _text(sheet.addressee)]
    parts += ["\n".join(_fields(each, lang)) for each in (sheet.reporter, sheet.registration)]
    for row in sheet.rows:
        parts += [f"## {row.name}", *_parts(row.blocks)]
    parts += _parts(sheet.attachments)
    return "\n\n".join(parts) + "\n"


def _fields(fields: Iterable[Field], lang: Lang) -> Iterator[str]:
    """Write the lines of the head as a list."""
    for label, value in fields:
        text = _text(value, "  ")
        yield f"- {entry(label, text, lang) if label else text}"


def _parts(blocks: Iterable[Block]) -> list[str]:
    parts: list[str] = []
    is_in_list = False
    for block in blocks:
        if block.style in _ITEMS:
            mark = "" if block.mark == "・" else block.mark
            item = "- " + _text(block, "  ", mark)
            # Without an empty line between them, the items are one tight list.
            parts = [*parts[:-1], f"{parts[-1]}\n{item}"] if is_in_list else [*parts, item]
            is_in_list = True
        elif block.style in _UNDER_ITEMS and is_in_list:
            parts[-1] += "\\\n  " + _text(block, "  ")
        else:
            parts.append(_set(block))
            is_in_list = False
    return parts


def _set(block: Block) -> str:
    text = _text(block)
    if block.style is Style.HEADING:
        return f"### {text}"
    return f"**{text}**" if block.style is Style.GROUP else text


def _text(block: Block, indent: str = "", mark: str = "") -> str:
    """Write a text, its line breaks as hard ones."""
    spans = (f"`{each.text}`" if each.is_gap else literal(each.text) for each in block.spans)
    text = f"{mark} {''.join(spans)}" if mark else "".join(spans)
    return f"\\\n{indent}".join(guarded(line.strip()) for line in text.split("\n"))
