"""From a file to a `Sheet`: its accidents, and the cells that could not be read."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import evolve, field, frozen

from jikorules.basics.errors import InvalidInput, Problem, Words, shown
from jikorules.sheets.accidents import Accident, accidents_of
from jikorules.sheets.columns import (
    MOST_HEAD_ROWS,
    Head,
    SheetMap,
    find_head,
    no_head,
    plain,
    vocabulary,
)
from jikorules.sheets.csv_file import csv_grid, decoded
from jikorules.sheets.grid import CellProblem, Grid, Row, Watch, address, unwatched
from jikorules.sheets.line import Line, Reader
from jikorules.sheets.wording import ADDED, OWN_PAGES
from jikorules.sheets.workbook import Book, open_book

MOST_BYTES = 16_000_000
"""The largest file, packed or as CSV: 20,000 lines take 2 MB."""

_SMALL = Words(f"{MOST_BYTES:,}バイト以下のファイル", f"a file of at most {MOST_BYTES:,} bytes")
_LARGER = Words("それより大きくなっています", "this one is larger")
_SPLIT = Words("ファイルを分けてください。", "Split the file.")
_A_TABLE = Words("Excel ブック（.xlsx）又は CSV", "an Excel workbook (.xlsx) or a CSV file")
_OLD = Words(
    "古い形式（.xls）か、パスワードで保護されたブックです",
    "it is an old one (.xls), or protected by a password",
)
_SAVE = Words(
    "Excel で、パスワードのない .xlsx で保存し直してください。",
    "Save it again in Excel as .xlsx, without a password.",
)
_ONE_TABLE = Words("事故の表のあるシート一つ", "one worksheet with a table of accidents")
_SEVERAL = Words("{names}にあります", "there are several: {names}")
_CHOOSE = Words("--sheet でシートの名前を与えてください。", "Name the worksheet by --sheet.")
_SHEET = Words("ブックにあるシートの名前（{names}）", "a worksheet of the book ({names})")
_CHECK_NAME = Words("シートの名前を確かめてください。", "Check its name.")
_ROWS_LEFT = Words(
    "次の行は、事故の行として読まなかった（注記、合計、記入例又は見出しの繰返し）：{rows}行目。",
    "Rows taken for notes, sums, the example or repeated headers, and not for accidents: {rows}.",
)
_SEVERAL_NAMED = Words(
    "併せていう名称は、「{names}」のそれぞれの影響として読んだ。利用者数は、それぞれのものとした。",
    "A name for several services was read as an impact on each of {names}, with all the users.",
)
_NO_ID = Words(
    "事案番号の空欄の行は、それぞれ1件の事故とした。上の行の続きであれば、同じ番号を書かれたい："
    "{rows}行目。",
    "Lines without an id were taken for an accident each; if they go on with the line above, give "
    "them its id: {rows}.",
)
_CAUTION = Words(
    "「{header}」を影響利用者数として読んだ。{caution}", "{header} was read as the users. {caution}"
)
_NO_USERS = Words(
    "影響利用者数の列がないため、不明とした。", "No column tells the users: they are not known."
)
_NO_END = Words(
    "復旧日時も継続時間も列がないため、不明とした。",
    "No column tells the end or the duration: they are not known.",
)
_JAPAN_TIME = Words("日時は、日本時間として読んだ。", "Times were read as Japan time.")
_FREE_TEXT = Words(
    "「{header}」の{n:,}個のセルは、年度の表の区分の名称ではないため、表では「不明」に数えた"
    "（{cells}など）。",
    "{n:,} cells of {header} are no names of the yearly tables, which count them as not known "
    "({cells} …).",
)
_NOTE_MARKS = ("※", "注", "(注", "*", "・", "以上", "備考", "出典")


@frozen
class Sheet:
    """A table of accidents as it was read.

    Attributes:
        source: the name of its file.
        name: the name of its worksheet; of a CSV file that of the file.
        encoding: the encoding of a CSV file, such as "cp932"; None for a workbook.
        head: its columns, and what they were taken for.
        grid: all of its cells, those above and below the table included.
        accidents: the accidents, in the order in which they begin.
        notes: what a reader should know of how it was read.
        left: the rows that were not taken for accidents.
    """

    source: str
    name: str
    encoding: str | None
    head: Head
    grid: Grid = field(repr=False)
    accidents: tuple[Accident, ...] = field(repr=False)
    notes: tuple[Words, ...] = ()
    left: tuple[int, ...] = ()

    @property
    def problems(self) -> tuple[CellProblem, ...]:
        """All cells that could not be read, by rows."""
        found = [problem for each in self.accidents for problem in each.problems]
        return tuple(sorted(found, key=lambda each: (each.row, each.column)))


def read_sheet(
    path: str | Path,
    *,
    mapping: SheetMap | None = None,
    sheet: str | None = None,
    watch: Watch = unwatched,
) -> Sheet:
    r"""Read a table of accidents: an Excel workbook or a CSV file. It is never written to.

    What a cell says is not guessed: one that cannot be read is a `CellProblem` with its address,
    and the other accidents are read all the same.

    Args:
        path: the file.
        mapping: what its columns are, where they are headed in a way that is not known.
        sheet: the name of the worksheet, if several have such a table.
        watch: wraps the rows, to show how far it has come.

    Raises:
        InvalidInput: the file is no such table, is too large, or has no head that is known.
        OSError: it cannot be opened.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> line = "1,FTTH,調査中,2026/4/10 2:10,2026/4/10 5:00"
        >>> text = "事案番号,サービス,影響利用者数,発生日時,復旧日時\n" + line
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "a.csv")
        ...     _ = path.write_text(text, "cp932")
        ...     read = read_sheet(path)
        >>> read.encoding, len(read.accidents), read.problems
        ('cp932', 1, ())
    """
    path = Path(path)
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    try:
        return _read(data, path, mapping or SheetMap(), sheet, watch)
    except InvalidInput as error:
        raise InvalidInput(each.under(str(path)) for each in error.problems) from None


def _read(data: bytes, path: Path, mapping: SheetMap, sheet: str | None, watch: Watch) -> Sheet:
    if len(data) > MOST_BYTES:
        raise InvalidInput([Problem("", _SMALL, _LARGER, _SPLIT)])
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InvalidInput([Problem("", _A_TABLE, _OLD, _SAVE)])
    encoding = None
    notes: tuple[Words, ...] = ()
    if data.startswith(b"PK"):
        book = open_book(data)
        name = _chosen(book, mapping, sheet or mapping.sheet)
        grid, notes = book.grid(name, watch), book.notes
    else:
        text, encoding = decoded(data)
        grid = csv_grid(text, path.stem)
    head = find_head(grid.rows[:MOST_HEAD_ROWS], mapping, ADDED)
    if head is None:
        raise no_head(grid.rows, "")
    made = _sheet(path.name, grid, head, mapping.everywhere)
    return evolve(made, encoding=encoding, notes=(*made.notes, *notes))


def _chosen(book: Book, mapping: SheetMap, wanted: str | None) -> str:
    """Give the name of the worksheet that has the table."""
    if wanted is not None:
        if wanted not in book.names:
            expected = _SHEET.filled(names="、".join(book.names))
            raise InvalidInput.of("--sheet", expected, wanted, _CHECK_NAME)
        return wanted
    found: dict[str, Head] = {}
    first: list[Row] = []
    for name in book.names:
        rows = book.head(name, MOST_HEAD_ROWS)
        first = first or rows
        head = find_head(rows, mapping, ADDED)
        if head is not None:
            found[name] = head
    judged = [name for name, head in found.items() if head.ours]
    names = judged or [name for name in found if name not in OWN_PAGES] or [*found]
    if len(names) > 1:
        given = _SEVERAL.filled(names="、".join(map(shown, names)))
        raise InvalidInput([Problem("", _ONE_TABLE, given, _CHOOSE)])
    if not names:
        raise no_head(first, "")
    return names[0]


def _sheet(source: str, grid: Grid, head: Head, everywhere: Mapping[str, str]) -> Sheet:
    reader = Reader(grid, head, everywhere)
    lines: list[Line] = []
    left: list[int] = []
    heads = _texts(next(row for row in grid.rows if row.number == head.row))
    for row in (row for row in grid.rows if row.number > head.row):
        if _is_line(row, head, heads):
            lines.append(reader.line(row))
        else:
            left.append(row.number)
    accidents = accidents_of(lines, reader)
    notes = [_JAPAN_TIME, *_notes(head, everywhere), *_rows_apart(lines, left)]
    notes += _free_texts(lines, head)
    notes += _names_of_several(lines)
    return Sheet(source, grid.name, None, head, grid, accidents, tuple(notes), tuple(left))


def _texts(row: Row) -> list[str]:
    return ["" if cell is None else plain(cell.text) for cell in row.cells]


def _is_line(row: Row, head: Head, heads: Sequence[str]) -> bool:
    """Whether a row tells of an accident, and is no note, sum, example or repeated header."""
    texts = _texts(row)
    known = vocabulary()
    told = {
        each.column.key: texts[each.index]
        for each in head.columns
        if each.column is not None and each.index < len(texts) and texts[each.index]
    }
    first = next((text for text in texts if text), "")
    if not told or texts[: len(heads)] == heads[: len(texts)] or first in known.totals:
        return False
    if told.get("id") in known.example:
        return False
    is_alone = sum(1 for text in texts if text) == 1
    return not (is_alone and (first.startswith(_NOTE_MARKS) or len(first) > 40))


def _notes(head: Head, everywhere: Mapping[str, str]) -> list[Words]:
    notes = []
    for each in head.columns:
        if each.caution and each.column is not None and each.column.caution is not None:
            notes.append(_CAUTION.filled(header=each.header, caution=each.column.caution))
    have = {each.column.key for each in head.columns if each.column} | {*everywhere}
    if "users" not in have:
        notes.append(_NO_USERS)
    if not have & {"end", "duration"}:
        notes.append(_NO_END)
    return notes


def _rows_apart(lines: Sequence[Line], left: Sequence[int]) -> list[Words]:
    """Tell of rows that are no accidents, and of those that are one each for want of an id."""
    unnamed = [line.row for line in lines if line.id is None]
    is_mixed = 0 < len(unnamed) < len(lines)
    return [
        *([_ROWS_LEFT.filled(rows=_some(left))] if left else []),
        *([_NO_ID.filled(rows=_some(unnamed))] if is_mixed else []),
    ]


def _some(rows: Sequence[int]) -> str:
    return "、".join(map(str, rows[:20])) + ("…" if len(rows) > 20 else "")


def _names_of_several(lines: Sequence[Line]) -> list[Words]:
    """Tell of names that stand for several services, each with an impact of its own."""
    meant = dict.fromkeys(
        tuple(each.name or "" for each in line.services) for line in lines if len(line.services) > 1
    )
    return [
        _SEVERAL_NAMED.filled(names=Words("」「".join(names), ", ".join(names))) for names in meant
    ]


def _free_texts(lines: Sequence[Line], head: Head) -> list[Words]:
    """Tell of causes and facilities that the yearly tables have no name for."""
    notes = []
    for key in ("cause", "failed"):
        placed = head.placed(key)
        if placed is None:
            continue
        rows = [
            line.row
            for line in lines
            if getattr(line, f"{key}_text") and getattr(line, key) is None
        ]
        if rows:
            cells = "、".join(address(row, placed.index) for row in rows[:3])
            notes.append(_FREE_TEXT.filled(header=placed.header, n=len(rows), cells=cells))
    return notes
