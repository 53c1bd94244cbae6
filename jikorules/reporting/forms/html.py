"""様式第50の3 as one HTML file, to be read on a screen or printed on A4."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain

from jikorules.basics.errors import Lang
from jikorules.reporting.forms.blocks import Block, Field, FormRow
from jikorules.reporting.forms.layout import form
from jikorules.reporting.forms.report import SeriousAccidentReport

_STYLE = """\
@page { size: A4; margin: 20mm; @bottom-center { content: counter(page); } }
* { box-sizing: border-box; }
html { background: #eee; }
body { margin: 8mm auto; padding: 20mm; width: 210mm; max-width: 100%; background: #fff;
  color: #000; font: 10.5pt/1.6 "Hiragino Mincho ProN", "Yu Mincho", YuMincho, "MS Mincho",
  "BIZ UDMincho", "Noto Serif CJK JP", "Noto Serif JP", IPAexMincho, IPAMincho, serif;
  overflow-wrap: anywhere; line-break: strict; }
p, dl, dt, dd { margin: 0; }
h1 { margin: 1.2em 0; font-size: 14pt; font-weight: normal; text-align: center; }
:lang(ja) h1 { letter-spacing: .4em; }
.day { text-align: right; }
dl { display: grid; grid-template-columns: max-content 1fr; column-gap: 1em; margin: 1em 0; }
dd { grid-column: 2; }
:lang(ja) dt { text-align: justify; text-align-last: justify; }
.reporter { margin-left: 45%; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
col.label { width: 19.5%; } col.value { width: 27%; } col.label2 { width: 14%; }
th, td { border: 1px solid #000; padding: .3em .5em; vertical-align: top; text-align: left;
  box-decoration-break: clone; -webkit-box-decoration-break: clone; }
th { font-weight: normal; }
.heading { margin-top: .4em; break-after: avoid; }
td > .heading:first-child, td > .group:first-child { margin-top: 0; }
.group { margin-top: .4em; padding-left: 1em; break-after: avoid; }
.heading ~ .paragraph { padding-left: 1em; }
.item, .step { display: grid; grid-template-columns: minmax(1.5em, max-content) 1fr; }
.step { grid-template-columns: minmax(6em, max-content) 1fr; column-gap: .5em; }
.heading ~ .item, .heading ~ .step { padding-left: 1em; }
.detail, .remark { padding-left: 1.5em; }
.heading ~ .detail, .heading ~ .remark { padding-left: 2.5em; }
.heading ~ .step + .remark { padding-left: 7.5em; }
.gap { background: #ff0; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.attachments { margin-top: 1.5em; }
@media print { html { background: none; } body { margin: 0; padding: 0; width: auto; } }
"""


def to_html(report: SeriousAccidentReport, lang: Lang = "ja") -> str:
    """Write a report as 様式第50の3 in HTML; a gap stands on yellow.

    Returns:
        The file, to be written in UTF-8. It holds no script and loads nothing.

    Example:
        >>> to_html(SeriousAccidentReport(outline="<b>")).count("&lt;b&gt;")
        1
    """
    sheet = form(report, lang)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{lang}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(sheet.title)}</title>",
        f"<style>\n{_STYLE}</style>",
        "</head>",
        "<body>",
        f'<p lang="ja">{escape(sheet.number)}</p>',
        f"<h1>{escape(sheet.title)}</h1>",
        f'<p class="day">{_text(sheet.day)}</p>',
        f"<p>{_text(sheet.addressee)}</p>",
        *_fields(sheet.reporter, "reporter"),
        *_fields(sheet.registration, "registration"),
        "<table>",
        '<colgroup><col class="label"><col class="value"><col class="label2"><col></colgroup>',
        "<tbody>",
        *chain.from_iterable(map(_line, sheet.lines)),
        "</tbody>",
        "</table>",
    ]
    if sheet.attachments:
        lines += ['<div class="attachments">', *map(_block, sheet.attachments), "</div>"]
    return "\n".join([*lines, "</body>", "</html>", ""])


def _fields(fields: Iterable[Field], name: str) -> Iterator[str]:
    yield f'<dl class="{name}">'
    for label, value in fields:
        # What goes on with the line before is a second description of the same term.
        term = f"<dt>{escape(label)}</dt>" if label else ""
        yield f"{term}<dd>{_text(value)}</dd>"
    yield "</dl>"


def _line(rows: Sequence[FormRow]) -> Iterator[str]:
    """Write a line of the table: a row of the form, or two halves."""
    span = "" if len(rows) > 1 else ' colspan="3"'
    yield "<tr>"
    for row in rows:
        yield from (f'<th scope="row">{_lines(row.label)}</th>', f"<td{span}>")
        yield from (*map(_block, row.blocks), "</td>")
    yield "</tr>"


def _block(block: Block) -> str:
    text = _text(block)
    if block.mark:
        text = f"<span>{escape(block.mark)}</span><span>{text}</span>"
    return f'<p class="{block.style}">{text}</p>'


def _text(block: Block) -> str:
    return "".join(
        f'<mark class="gap">{text}</mark>' if span.is_gap else text
        for span in block.spans
        for text in (_lines(span.text),)
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
