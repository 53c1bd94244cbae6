"""The result as a workbook or as CSV, always a new file. Nothing in it is a formula or a link out.

Texts are written as texts, whatever they begin with; in CSV, which has no types, an apostrophe
stands before one that a spreadsheet would take for a formula.
"""

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, field

from jikorules.basics.errors import InvalidInput, Lang, Problem, Words, missing_library
from jikorules.sheets import wording as said
from jikorules.sheets.grid import Watch, unwatched
from jikorules.sheets.judging import Judged
from jikorules.sheets.pages import Out, Page, answer_cells, display_width, first_free, pages
from jikorules.words.lists import fit

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_TEXT = 32_767
"""The longest text that a cell of a workbook holds."""

_SUFFIX = Words(".xlsx 又は .csv の名前", "a name that ends in .xlsx or .csv")
_NAME = Words(
    "書き出す形式は、名前の末尾により決まります。", "The end of the name tells the format."
)
_NEW_FILE = Words("まだないファイルの名前", "the name of a file that is not there yet")
_EXISTS = Words("同じ名前のファイルがあります", "there is a file of that name")
_OTHER_NAME = Words(
    "別の名前を与えるか、置き換えることを指示してください（コマンドでは --force）。",
    "Give another name, or say that it may be replaced (--force on the command line).",
)
_WRITING = Words("書出し", "writing")
_CUT = "…"
_TALLEST = 400  # points; a spreadsheet takes 409

# Signs by which a spreadsheet takes a text for a formula; full-width ones in some languages.
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?%?")

FONT = "Yu Gothic"
_INK, _GREY, _LINE = "#1F2937", "#6B7280", "#C9CED6"
STYLES: dict[str, dict[str, Any]] = {
    "text": {},
    "beside": {},
    "kept": {"border": 1, "border_color": _LINE, "valign": "top", "text_wrap": True},
    "wrap": {"border": 1, "border_color": _LINE, "valign": "top", "text_wrap": True},
    "bad": {
        "border": 2,
        "border_color": "#B91C1C",
        "bg_color": "#FDE2E2",
        "valign": "top",
        "text_wrap": True,
    },
    "head": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": "#1E3A5F",
        "border": 1,
        "border_color": _LINE,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "head_added": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": "#0F766E",
        "border": 1,
        "border_color": _LINE,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "needed": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": "#9A3412",
        "border": 1,
        "border_color": _LINE,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "example": {"italic": True, "font_color": _GREY, "bg_color": "#F3F4F6", "valign": "top"},
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12},
    "label": {"bold": True},
    "strong": {
        "bold": True,
        "border": 1,
        "border_color": _LINE,
        "valign": "top",
        "text_wrap": True,
    },
    "number": {"num_format": "#,##0", "border": 1, "border_color": _LINE, "valign": "top"},
    "total": {
        "num_format": "#,##0",
        "bold": True,
        "border": 1,
        "border_color": _LINE,
        "valign": "top",
    },
    "right": {"align": "right", "border": 1, "border_color": _LINE},
    "note": {"font_color": _GREY},
    "link": {"font_color": "#1D4ED8", "underline": 1, "valign": "top"},
    "serious": {"bg_color": "#FBC9C9", "font_color": "#7F1D1D", "bold": True},
    "periodic": {"bg_color": "#DBEAFE", "font_color": "#1E3A8A"},
    "none": {"font_color": _GREY},
    "open": {"bg_color": "#FEF3C7", "font_color": "#78350F", "bold": True},
    "unread": {"bg_color": "#FDE2E2", "font_color": "#7F1D1D"},
}
"""How cells look. What a colour says, words in the cell or beside it say too."""

for _name in ("serious", "periodic", "none", "open", "unread"):
    STYLES[_name] |= {"border": 1, "border_color": _LINE, "valign": "top", "text_wrap": True}


def sheet_xlsx(judged: Judged, lang: Lang = "ja", *, watch: Watch = unwatched) -> bytes:
    """Write a judged sheet as a workbook: a summary, the table with its answers, what follows.

    Raises:
        JikorulesError: XlsxWriter is not installed.
    """
    return workbook_bytes(pages(judged, lang), watch)


def workbook_bytes(made: Iterable[Page], watch: Watch = unwatched) -> bytes:
    """Write pages as a workbook."""
    file = BytesIO()
    with new_workbook(file) as workbook:
        formats = Formats(workbook)
        for page in made:
            write_page(workbook.add_worksheet(page.name), page, formats, watch)
    return file.getvalue()


def new_workbook(file: BytesIO) -> "Workbook":
    """Begin a workbook in memory.

    Raises:
        JikorulesError: XlsxWriter is not installed.
    """
    try:
        from xlsxwriter import Workbook  # noqa: PLC0415 (an extra)
    except ImportError:
        raise missing_library("XlsxWriter", "sheets") from None
    # It has no moment of its making: the same sheet gives the same bytes.
    workbook = Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    workbook.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001
    return workbook


@define
class Formats:
    """The formats of a workbook, each made once."""

    workbook: "Workbook"
    _made: dict[tuple[str, str | None], "Format"] = field(factory=dict)

    def of(self, style: str, number_format: str | None = None) -> "Format":
        """Give the format of a style, with the number format that a value had."""
        key = (style, number_format)
        if key not in self._made:
            looks = {"font_name": FONT, "font_size": 10, "font_color": _INK, **STYLES[style]}
            if number_format is not None:
                looks["num_format"] = number_format
            self._made[key] = self.workbook.add_format(looks)
        return self._made[key]


def write_page(worksheet: "Worksheet", page: Page, formats: Formats, watch: Watch) -> None:
    """Write a page into a worksheet, fit to be read on the screen and on paper."""
    last = 1
    for number, cells in watch(page.rows, _WRITING):
        last = number
        for column, out in cells.items():
            _write(worksheet, number - 1, column, out, formats)
        worksheet.set_row(number - 1, _height(cells, page.widths))
    for i, width in enumerate(page.widths):
        worksheet.set_column(i, i, width, formats.of("text"))
    worksheet.set_landscape()
    worksheet.set_paper(8 if page.is_wide else 9)  # A3, A4
    worksheet.fit_to_pages(1, 1 if page.is_short else 0)
    worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    worksheet.set_footer("&L&A&R&P / &N")
    worksheet.hide_gridlines(2)
    if page.head is not None:
        worksheet.freeze_panes(page.head, 1)
        worksheet.repeat_rows(page.head - 1)
    if page.filtered and page.head is not None:
        worksheet.autofilter(page.head - 1, 0, max(last, page.head) - 1, page.filtered - 1)


def _height(cells: Mapping[int, Out], widths: Sequence[int]) -> float:
    """Give the height in which all texts of a row are seen, in points.

    Not every program finds it by itself for a file that none has shown before.
    """
    lines = 1
    for column, out in cells.items():
        if isinstance(out.value, str) and STYLES[out.style].get("text_wrap"):
            room = widths[column] if column < len(widths) else 8
            parts = out.value.split("\n")
            lines = max(lines, sum(-(-max(display_width(x), 1) // room) for x in parts))
    size = max([STYLES[out.style].get("font_size", 10) for out in cells.values()], default=10)
    return min(size * 1.4 * lines + 3, _TALLEST)


def _write(worksheet: "Worksheet", row: int, column: int, out: Out, formats: Formats) -> None:
    value = out.value
    if out.link is not None:
        text = cut(str(value))
        worksheet.write_url(row, column, f"internal:{out.link}", formats.of(out.style), text)
    elif value is None:
        worksheet.write_blank(row, column, None, formats.of(out.style))
    elif isinstance(value, str):
        # A text format: a spreadsheet leaves it a text when somebody edits it.
        worksheet.write_string(row, column, cut(value), formats.of(out.style))
    elif isinstance(value, bool):
        worksheet.write_boolean(row, column, value, formats.of(out.style))
    elif isinstance(value, datetime | date | time | timedelta):
        number_format = out.format if out.format not in {None, "General"} else "yyyy/mm/dd hh:mm"
        worksheet.write_datetime(row, column, value, formats.of(out.style, number_format))
    else:
        worksheet.write_number(row, column, value, formats.of(out.style, out.format))


def cut(text: str) -> str:
    """Give a text as a cell can hold it."""
    text = fit(text)
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + _CUT


def sheet_csv(judged: Judged, lang: Lang = "ja", *, watch: Watch = unwatched) -> bytes:
    """Write the table with its answers as CSV: UTF-8 with a byte order mark, for Excel to open.

    Example:
        >>> spelt("=1+1"), spelt("-5"), spelt("@a"), spelt("－")
        ("'=1+1", '-5', "'@a", '－')
    """
    first, head = first_free(judged), judged.sheet.head
    headers = [each.text(lang) for each in said.ADDED_COLUMNS]
    added: dict[int, list[str]] = {head.row: headers}
    for answer in judged.answers:
        texts = answer_cells(answer, lang)
        for row in answer.accident.rows:
            unread = [each.text(lang) for each in answer.problems if each.row == row]
            added[row] = [*texts, "\n".join(unread)]
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    number = 1
    for row in watch(judged.sheet.grid.rows, _WRITING):
        for _ in range(number, row.number):  # rows that are empty keep their numbers
            writer.writerow([])
        number = row.number + 1
        cells = [None if i in head.ours else cell for i, cell in enumerate(row.cells)][:first]
        texts = ["" if cell is None else cell.text for cell in cells]
        texts += [""] * (first - len(texts))
        writer.writerow([spelt(text) for text in (*texts, *added.get(row.number, ()))])
    return file.getvalue().encode("utf-8-sig", "replace")


def spelt(text: str) -> str:
    """Give a text as CSV can hold it without a spreadsheet taking it for a formula."""
    text = fit(text)
    is_formula = len(text) > 1 and _FORMULA.match(text) and not _NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text


def rendered(judged: Judged, name: str, lang: Lang = "ja", watch: Watch = unwatched) -> bytes:
    """Write a judged sheet in the format that the end of a name tells.

    Raises:
        InvalidInput: it tells none.
    """
    ways: dict[str, Callable[..., bytes]] = {".xlsx": sheet_xlsx, ".csv": sheet_csv}
    way = ways.get(Path(name).suffix.lower())
    if way is None:
        raise InvalidInput.of("--out", _SUFFIX, name, _NAME)
    return way(judged, lang, watch=watch)


def refuse_existing(path: str | Path) -> None:
    """Refuse to write to a file that is there.

    Raises:
        InvalidInput: there is one, or a folder.
    """
    if Path(path).exists() or Path(path).is_symlink():
        raise InvalidInput([Problem(str(path), _NEW_FILE, _EXISTS, _OTHER_NAME)])


def write_sheet(
    judged: Judged, path: str | Path, lang: Lang = "ja", *, replace: bool = False
) -> None:
    """Write a judged sheet into a new file: .xlsx or .csv.

    Args:
        judged: the sheet.
        path: where to; never the file that was read, unless it may be replaced.
        lang: the language of what is added.
        replace: whether a file that is there may be replaced.

    Raises:
        InvalidInput: there is a file of that name, or its end tells no format.
        JikorulesError: XlsxWriter is not installed.
        OSError: it cannot be written.
    """
    if not replace:
        refuse_existing(path)
    data = rendered(judged, str(path), lang)
    try:
        with Path(path).open("wb" if replace else "xb") as file:
            file.write(data)
    except FileExistsError:  # it came while the result was made
        refuse_existing(path)
        raise
