"""A table of counts, and how it is written: Markdown and HTML, in both languages.

Numbers are counts or whole percent; every table carries its title and its notes.
"""

from collections.abc import Iterable
from html import escape

from attrs import frozen

from jikorules.basics.errors import Lang, Words
from jikorules.words.lists import escaped, flat, guarded


@frozen
class Heading:
    """The head of a row or of a column; of level 1 if it is a part of the row above of level 0."""

    key: str
    name: Words
    level: int = 0


@frozen
class Table:
    """A table of counts.

    Attributes:
        key: its name as data.
        cells: the counts, by rows.
        totals: the sums of the columns over the rows of level 0; None where rows overlap.
        shares: for each row its share in the first column, in percent: that of a row of level 0
            in what is told, that of a part in its row. None where there are no shares.
        notes: what a reader has to know.
    """

    key: str
    title: Words
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: tuple[tuple[int, ...], ...]
    totals: tuple[int, ...] | None = None
    shares: tuple[int | None, ...] | None = None
    notes: tuple[Words, ...] = ()

    def cell(self, row: str, column: str) -> int:
        """Give a count by the keys of its row and its column.

        Raises:
            KeyError: there is no such row or column.
        """
        rows = {each.key: cells for each, cells in zip(self.rows, self.cells, strict=True)}
        columns = {each.key: i for i, each in enumerate(self.columns)}
        return rows[row][columns[column]]


TOTAL = Heading("total", Words("計", "total"))
_SHARE, _PERCENT = Words("割合", "share"), Words("{n}％", "{n}%")


def table_markdown(table: Table, lang: Lang = "ja") -> str:
    r"""Write a table in Markdown.

    Example:
        >>> row, column = Heading("r", Words("簡易", "simple")), Heading("c", Words("件数", "n"))
        >>> table = Table("k", Words("件数|表", "T"), (row,), (column,), ((62_240,),))
        >>> print(table_markdown(table))
        ### 件数\|表
        <BLANKLINE>
        |  | 件数 |
        |---|---:|
        | 簡易 | 62,240 |
        <BLANKLINE>
    """
    head, *body = [
        f"| {'　' * level}{' | '.join(map(escaped, texts))} |"
        for level, texts in _grid(table, lang)
    ]
    columns = len(table.columns) + (table.shares is not None)
    rule = f"|---{'|---:' * columns}|"
    notes = [f"- {guarded(escaped(each.text(lang)))}" for each in table.notes]
    lines = [f"### {escaped(table.title.text(lang))}", "", head, rule, *body, "", *notes]
    return "\n".join(lines) + ("\n" if table.notes else "")


def tables_markdown(tables: Iterable[Table], lang: Lang = "ja") -> str:
    """Write tables in Markdown, one after the other."""
    return "\n".join([table_markdown(each, lang) for each in tables])


# In each cell, so that a table looks the same wherever it is put.
_TABLE = "border-collapse: collapse; text-align: right; font-variant-numeric: tabular-nums"
_CAPTION = "padding: 0.5em; text-align: left; font-weight: bold; white-space: nowrap"
_CELL = "padding: 0.15em 0.5em; border: 1px solid #bbb; word-break: keep-all"


def table_html(table: Table, lang: Lang = "ja") -> str:
    """Write a table as a piece of HTML that holds no script and loads nothing.

    Example:
        >>> table = Table("k", Words("<b>", "T"), rows=(), columns=(), cells=())
        >>> "&lt;b&gt;</caption>" in table_html(table)
        True
    """
    (_, head), *body = _grid(table, lang)
    # A head may be broken after 以上, and nowhere else.
    names = [_html(text).replace("以上", "以上<wbr>") for text in head]
    columns = "".join([f'<th scope="col" style="{_CELL}">{name}</th>' for name in names])
    lines = [
        f'<section lang="{lang}">',
        f'<table style="{_TABLE}">',
        f'<caption style="{_CAPTION}">{_html(table.title.text(lang))}</caption>',
        "<thead>",
        f"<tr>{columns}</tr>",
        "</thead>",
        "<tbody>",
    ]
    for level, (name, *cells) in body:
        style = f"{_CELL}; text-align: left; font-weight: {'normal' if level else 'bold'}"
        style += f"; padding-left: {level + 0.5}em"
        first = f'<th scope="row" style="{style}">{_html(name)}</th>'
        counts = "".join([f'<td style="{_CELL}">{escape(text)}</td>' for text in cells])
        lines.append(f"<tr>{first}{counts}</tr>")
    lines += ["</tbody>", "</table>"]
    if table.notes:
        notes = "".join(f"<li>{_html(each.text(lang))}</li>" for each in table.notes)
        lines.append(f"<ul>{notes}</ul>")
    return "\n".join([*lines, "</section>", ""])


def tables_html(tables: Iterable[Table], lang: Lang = "ja") -> str:
    """Write tables as pieces of HTML, one after the other."""
    return "".join([table_html(each, lang) for each in tables])


def _html(text: str) -> str:
    return escape(flat(text))


def _grid(table: Table, lang: Lang) -> list[tuple[int, list[str]]]:
    """Give the texts of each line, with its level; the head first, the totals last."""
    minus = "▲" if lang == "ja" else "-"
    lines = [(0, ["", *(each.name.text(lang) for each in table.columns)])]
    counts = [*zip(table.rows, table.cells, strict=True)]
    if table.totals is not None:
        counts.append((TOTAL, table.totals))
    for head, cells in counts:
        texts = [f"{minus if n < 0 else ''}{abs(n):,}" for n in cells]
        lines.append((head.level, [head.name.text(lang), *texts]))
    if table.shares is not None:
        texts = ["" if n is None else _PERCENT.text(lang, n=n) for n in table.shares]
        for (_, line), text in zip(lines, [_SHARE.text(lang), *texts, ""], strict=False):
            line.append(text)
    return lines
