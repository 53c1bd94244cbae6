"""An empty workbook to be filled in: drop-down lists, a note for each column, an example line."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from jikorules.facts.taxonomy import Cause, FailedFacility, Taxon
from jikorules.sheets import wording as said
from jikorules.sheets.columns import Column, vocabulary
from jikorules.sheets.grid import letters, unwatched
from jikorules.sheets.pages import Out, Page
from jikorules.sheets.services import choices
from jikorules.sheets.writing import Formats, new_workbook, write_page

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

TABLE = "事故"
"""The name of the worksheet to be filled in."""

_ROWS = 2_000
"""So many lines have drop-down lists; those below may be filled in all the same."""

_EXAMPLE = "記入例"
_TITLE_MOST, _NOTE_MOST = 32, 255  # what Excel takes

_FORMATS = {"moment": "yyyy/mm/dd hh:mm", "count": "#,##0", "duration": "[h]:mm"}
_HOW_TO = (
    (
        "事故を書く",
        "「事故」のシートに、1行に1つの影響（役務）を書きます。表の見出しは変えません。",
    ),
    (
        "記入例の行",
        "事案番号が「記入例」の行は、判定しません。消しても、残しても差し支えありません。",
    ),
    (
        "複数の役務",
        (
            "1件の事故が複数の役務に影響したときは、役務ごとに行を分け、同じ事案番号を書きます。"
            "事業者名など事故の全体に係る欄は、初めの行にあれば足ります。"
        ),
    ),
    (
        "分からないこと",
        (
            "「調査中」又は「不明」と書くか、空欄とします。推測の値は書きません。あり得る判定の全てと、"
            "何が分かれば定まるかが示されます。発生日時とサービスだけは、なければ判定できません。"
        ),
    ),
    (
        "概数",
        "「約4万5千」「3万以上10万未満」「2時10分頃」「約5時間」のように、幅のあるまま書けます。",
    ),
    ("日時", "日本時間で書きます。0時ちょうども「2026/4/10 0:00」と、時刻まで書きます。"),
    ("ほかの列", "列を右に加えても差し支えありません。判定に用いず、そのまま結果に残ります。"),
    (
        "判定する",
        (
            "保存し、jikorules sheet ファイル名.xlsx --out 結果.xlsx を実行します。"
            "このファイルは書き換えられず、結果は新しいファイルに書き出されます。"
        ),
    ),
    (
        "読めないセル",
        (
            "結果では赤い枠で示され、番地、必要なもの、とるべき処置が「読めないセル」のシートに並びます。"
            "結果のファイルのセルを直し、それをもう一度判定しても構いません。"
        ),
    ),
)


def template() -> bytes:
    """Write the empty workbook, in Japanese.

    Raises:
        JikorulesError: XlsxWriter is not installed.

    Example:
        >>> template()[:2]
        b'PK'
    """
    file = BytesIO()
    columns = [each for each in vocabulary().columns.values() if each.form]
    with new_workbook(file) as workbook:
        formats = Formats(workbook)
        table = workbook.add_worksheet(TABLE)
        how_to = workbook.add_worksheet(said.HOW_TO.ja)
        choices = workbook.add_worksheet(said.CHOICES.ja)
        lists = {each.key: list_ for each in columns if (list_ := choices_of(each))}
        _fill_table(table, columns, formats)
        _fill_how_to(how_to, columns, formats)
        _fill_choices(workbook, choices, lists, formats)
        for i, each in enumerate(columns):
            _validate(table, i, each, has_list=each.key in lists)
    return file.getvalue()


def choices_of(column: Column) -> list[str]:
    """Give what a column of the template lets choose from; nothing if it is free.

    Example:
        >>> choices_of(vocabulary().columns["effect"])
        ['停止', '品質低下']
    """
    if column.kind == "service":
        return choices()
    if column.kind == "cause":
        return _names(Cause)
    if column.kind == "failed":
        return _names(FailedFacility)
    return [*column.choices]


def _names(taxa: type[Taxon]) -> list[str]:
    return [each for each in taxa.names() if "／" not in each]


def _fill_table(worksheet: "Worksheet", columns: Sequence[Column], formats: Formats) -> None:
    head = {i: Out(each.name.ja, "needed" if each.needed else "head") for i, each in _of(columns)}
    example = {
        i: Out(_EXAMPLE if each.key == "id" else each.example, "example", format=_format(each))
        for i, each in _of(columns)
    }
    rows = [(1, head), (2, example)]
    page = Page(TABLE, rows, [each.width for each in columns], 1, is_wide=True)
    write_page(worksheet, page, formats, unwatched)
    for i, each in _of(columns):
        # A text stays a text, and a date is shown with its time, wherever it is typed.
        worksheet.set_column(i, i, each.width, formats.of("text", _format(each)))
        text = each.note if not each.needed else f"【必須】{each.note}"
        size = {"x_scale": 2.2, "y_scale": 1.4, "author": ""}
        worksheet.write_comment(0, i, text, size)


def _of(columns: Sequence[Column]) -> list[tuple[int, Column]]:
    return [*enumerate(columns)]


def _format(column: Column) -> str:
    return _FORMATS.get(column.kind, "@")


def _fill_how_to(worksheet: "Worksheet", columns: Sequence[Column], formats: Formats) -> None:
    lines = [[Out("電気通信事故の表の書き方", "title")], []]
    lines += [[Out(name, "strong"), Out(text, "wrap")] for name, text in _HOW_TO]
    lines += [[], [Out("列", "head"), Out("書くこと", "head"), Out("例", "head")]]
    for each in columns:
        name = f"{each.name.ja}（必須）" if each.needed else each.name.ja
        example = each.example
        if isinstance(example, datetime):
            example = f"{example:%Y/%m/%d %H:%M}"
        lines.append([Out(name, "strong"), Out(each.note, "wrap"), Out(example or "", "wrap")])
    more = [each for each in vocabulary().columns.values() if not each.form]
    lines += [[], [Out("次の列を加えることもできます。", "heading")]]
    lines += [
        [Out(each.name.ja, "strong"), Out(each.note, "wrap"), Out("", "wrap")] for each in more
    ]
    rows = [(n, dict(enumerate(line))) for n, line in enumerate(lines, 1)]
    write_page(worksheet, Page(said.HOW_TO.ja, rows, [24, 90, 26]), formats, unwatched)


def _fill_choices(
    workbook: "Workbook", worksheet: "Worksheet", lists: dict[str, list[str]], formats: Formats
) -> None:
    """Write the lists side by side, each with a name: in a cell's own list they find no room."""
    columns = vocabulary().columns
    cells: dict[int, dict[int, Out]] = {}
    for i, (key, words) in enumerate(lists.items()):
        for n, text in enumerate([columns[key].name.ja, *words], 1):
            cells.setdefault(n, {})[i] = Out(text, "head" if n == 1 else "wrap")
        end = letters(i)
        where = f"='{said.CHOICES.ja}'!${end}$2:${end}${len(words) + 1}"
        workbook.define_name(f"choices_{key}", where)
    rows = sorted(cells.items())
    page = Page(said.CHOICES.ja, rows, [28] * len(lists), 1)
    write_page(worksheet, page, formats, unwatched)


def _validate(worksheet: "Worksheet", index: int, column: Column, *, has_list: bool) -> None:
    """Show how to fill in a column when one of its cells is chosen; its list binds nobody."""
    rule = {
        "validate": "list" if has_list else "any",
        "input_title": column.name.ja[:_TITLE_MOST],
        "input_message": column.note[:_NOTE_MOST],
        "error_type": "warning",
        "error_title": "一覧にない値です",
        "error_message": "このまま書くこともできます（「不明」「調査中」など）。",
    }
    if has_list:
        rule["source"] = f"=choices_{column.key}"
    worksheet.data_validation(1, index, _ROWS, index, rule)
