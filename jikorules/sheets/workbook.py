"""Workbooks (.xlsx), within limits. Nothing in them is carried out: no macro, no link, no formula.

A workbook is a zip of XML. What its parts declare is added up before one is opened (`MOST_UNPACKED`
holds for the sum, and the zip reader unpacks no more than is declared), and every XML part is
looked through as bytes before a parser sees it.
"""

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from attrs import define, field

from jikorules.basics.errors import InvalidInput, Problem, Words, missing_library, shown
from jikorules.sheets.grid import (
    Cell,
    Grid,
    Row,
    State,
    Stretch,
    Watch,
    text_cell,
    unwatched,
)

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook as Opened

MOST_UNPACKED = 64_000_000
"""The most bytes that the parts of a workbook may have in all, unpacked: 100,000 lines and more."""

MOST_OTHER = 8_000_000
"""The most bytes of a part that is neither a worksheet nor the table of texts."""

MOST_PARTS = 2_000
"""The most parts of a workbook."""

MOST_ROWS = 100_000
"""The most rows of a worksheet, empty ones with a format included."""

MOST_COLUMNS = 200
"""The most columns that hold anything."""

MOST_CELLS = 1_000_000
"""The most cells of a worksheet, and the most texts of a workbook."""

MOST_MERGED = 10_000
"""The most merged ranges of a worksheet."""

_LAST_ROW = 1_048_576
_CHUNK = 1_000_000

_READING = Words("読取り", "reading")
_A_BOOK = Words("Excel ブック（.xlsx）", "an Excel workbook (.xlsx)")
_BROKEN = Words("壊れているか、Excel ブックではありません", "it is damaged, or no workbook")
_SAVE_AGAIN = Words(
    "Excel で開いて、.xlsx で保存し直してください。", "Open it in Excel and save it again as .xlsx."
)
_LOCKED = Words("パスワードで保護されています", "it is protected by a password")
_UNLOCK = Words("パスワードを外して保存し直してください。", "Save it again without a password.")
_NO_MACROS = Words("マクロのない Excel ブック（.xlsx）", "a workbook without macros (.xlsx)")
_MACROS = Words("マクロを含んでいます", "it holds macros")
_WITHOUT_MACROS = Words(
    "Excel で「Excel ブック（.xlsx）」として保存し直してください。",
    "Save it again in Excel as an Excel workbook (.xlsx).",
)
_PLAIN_XML = Words("DOCTYPE のない UTF-8 の XML", "XML in UTF-8 without a DOCTYPE")
_ODD_XML = Words("{part} がそうなっていません", "{part} is something else")
_SMALL = Words("{what}が{most:,}以下であること", "at most {most:,} {what}")
_LARGER = Words("それより多くあります", "there are more")
_SPLIT = Words(
    "要らない行、列、シート、書式を消すか、ファイルを分けてください。",
    "Remove rows, columns, sheets and formats that are not needed, or split the file.",
)
_UNPACKED = Words("展開した大きさ（バイト）", "bytes when unpacked")
_OF_PART = Words("{part} の大きさ（バイト）", "bytes in {part}")
_PARTS, _ROWS = Words("部品の数", "parts"), Words("行の数", "rows")
_COLUMNS, _CELLS = Words("列の数", "columns"), Words("セルの数", "cells")
_TEXTS, _MERGED = Words("文字列の数", "texts"), Words("結合したセルの数", "merged ranges")
_LINKS = Words(
    "ほかのブックへの参照は開かず、保存されている値を用いた。",
    "Links to other workbooks were not followed; the stored values are used.",
)

_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_FAR_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="[0-9]{8,}"')
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_FAR = re.compile(rb'<(?:\w+:)?c\b[^>]*?\sr="(?:[A-Z]{3,}|[H-Z][A-Z]|G[S-Z])[0-9]+"[^>]*(?<!/)>')
_TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')


def _too_many(what: Words, most: int) -> InvalidInput:
    expected = Words(
        _SMALL.text("ja", what=what.ja, most=most), _SMALL.text("en", what=what.en, most=most)
    )
    return InvalidInput([Problem("", expected, _LARGER, _SPLIT)])


@define
class _Part:
    """What the bytes of a worksheet tell before it is parsed."""

    rows: int = 0
    cells: int = 0
    merges: int = 0
    formulas: bool = False
    merged: dict[int, list[Stretch]] = field(factory=dict)


@define
class Book:
    """An open workbook."""

    _opened: "Opened"
    _data: bytes
    _parts: dict[str, _Part]
    notes: tuple[Words, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its worksheets, in order."""
        return tuple(sheet.title for sheet in self._opened.worksheets)

    def head(self, name: str, most: int) -> list[Row]:
        """Give the first rows of a worksheet that are not empty, and formulas as results."""
        found: list[Row] = []
        with _quietly():
            for row in _rows(self._opened[name]):
                found.append(row)
                if len(found) >= most:
                    break
        return found

    def grid(self, name: str, watch: Watch = unwatched) -> Grid:
        """Read a worksheet; `watch` wraps its rows, to show how far it has come."""
        sheet = self._opened[name]
        part = self._parts.get(_part_of(sheet), _Part())
        with _quietly():
            rows = list(watch(_rows(sheet), _READING))
            if part.formulas:
                rows = _with_formulas(rows, self._data, name)
        merged = {column: tuple(sorted(each)) for column, each in part.merged.items()}
        return Grid(name, tuple(rows), merged)


def open_book(data: bytes) -> Book:
    """Open a workbook.

    Raises:
        InvalidInput: it is none, is too large, holds macros, or is protected.
        JikorulesError: openpyxl is not installed.
    """
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 (an extra)
    except ImportError:
        raise missing_library("openpyxl", "sheets") from None
    with _refusing():
        with ZipFile(BytesIO(data)) as package:
            parts, notes = _looked_through(package)
        opened = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    return Book(opened, data, parts, notes)


@contextmanager
def _quietly() -> Iterator[None]:
    """Have openpyxl say nothing of what it leaves out: a result is written anew in any case."""
    with _refusing(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _refusing() -> Iterator[None]:
    """Refuse what openpyxl fails on, in whatever way it does."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except InvalidInput:
        raise
    except Exception:
        raise InvalidInput([Problem("", _A_BOOK, _BROKEN, _SAVE_AGAIN)]) from None


def _looked_through(package: ZipFile) -> tuple[dict[str, _Part], tuple[Words, ...]]:
    """Look through all that a parser will see."""
    entries = package.infolist()
    _check_entries(entries)
    parts: dict[str, _Part] = {}
    texts = 0
    for entry in entries:
        name = entry.filename.lower()
        is_sheet, is_texts = "worksheets/" in name, name.endswith("sharedstrings.xml")
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        if not is_sheet and not is_texts and entry.file_size > MOST_OTHER:
            raise _too_many(_OF_PART.filled(part=shown(entry.filename)), MOST_OTHER)
        part = _Part()
        for chunk in _chunks(package, entry):
            if is_sheet:
                _look_at(chunk, part)
            texts += len(_TEXT.findall(chunk)) if is_texts else 0
            if texts > MOST_CELLS:
                raise _too_many(_TEXTS, MOST_CELLS)
        if is_sheet:
            parts[entry.filename] = part
    links = any(entry.filename.lower().startswith("xl/externallinks/") for entry in entries)
    return parts, (_LINKS,) if links else ()


def _check_entries(entries: Sequence[ZipInfo]) -> None:
    """Refuse what the list of parts tells to be too large, or no workbook that is read here."""
    if len(entries) > MOST_PARTS:
        raise _too_many(_PARTS, MOST_PARTS)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _too_many(_UNPACKED, MOST_UNPACKED)
    if any(entry.flag_bits & 1 for entry in entries):
        raise InvalidInput([Problem("", _A_BOOK, _LOCKED, _UNLOCK)])
    names = [entry.filename.lower() for entry in entries]
    if any("vbaproject" in name or "macrosheets/" in name for name in names):
        raise InvalidInput([Problem("", _NO_MACROS, _MACROS, _WITHOUT_MACROS)])
    if "[content_types].xml" not in names:
        raise BadZipFile


def _chunks(package: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    """Give the bytes of an XML part, cut behind a tag; refuse what is no plain XML."""
    rest = b""
    with package.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            if not rest and b"\0" in piece[:200]:
                raise _odd(entry)
            cut = piece.rfind(b">") + 1
            chunk, rest = (rest + piece[:cut], piece[cut:]) if cut else (b"", rest + piece)
            if len(rest) > 4 * _CHUNK:
                raise _odd(entry)
            if _DECLARED.search(chunk):
                raise _odd(entry)
            yield chunk
    yield rest


def _odd(entry: ZipInfo) -> InvalidInput:
    given = _ODD_XML.filled(part=shown(entry.filename))
    return InvalidInput([Problem("", _PLAIN_XML, given, _SAVE_AGAIN)])


def _look_at(chunk: bytes, part: _Part) -> None:
    part.rows += len(_ROW.findall(chunk))
    part.cells += len(_CELL.findall(chunk))
    part.formulas = part.formulas or _FORMULA.search(chunk) is not None
    if part.rows > MOST_ROWS or _FAR_ROW.search(chunk):
        raise _too_many(_ROWS, MOST_ROWS)
    if part.cells > MOST_CELLS:
        raise _too_many(_CELLS, MOST_CELLS)
    if _FAR.search(chunk):
        raise _too_many(_COLUMNS, MOST_COLUMNS)
    for first, top, last, bottom in _MERGE.findall(chunk):
        part.merges += 1
        if part.merges > MOST_MERGED:
            raise _too_many(_MERGED, MOST_MERGED)
        if len(top) < 8 and len(bottom) < 8 and first == last and int(top) < int(bottom):
            part.merged.setdefault(_index(first), []).append((int(top), int(bottom)))


def _index(name: bytes) -> int:
    index = 0
    for letter in name[:3]:
        index = index * 26 + letter - 64
    return index - 1


def _part_of(sheet: Any) -> str:
    """Give the name of a worksheet's part; openpyxl keeps it without a public name."""
    return str(getattr(sheet, "_worksheet_path", "")).removeprefix("/")


def _rows(sheet: Any) -> Iterator[Row]:
    """Give the rows that are not empty. What a sheet says of its own size is not believed."""
    sheet.reset_dimensions()
    empty: object = None
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        if number > _LAST_ROW:
            raise _too_many(_ROWS, _LAST_ROW)
        if cells is empty:  # the rows that are not in the file are all the same tuple
            continue
        made = tuple([_cell(each) for each in cells])
        if any(made):
            yield Row(number, _trimmed(made))
        else:
            empty = cells


def _trimmed(cells: tuple[Cell | None, ...]) -> tuple[Cell | None, ...]:
    last = max(i for i, cell in enumerate(cells) if cell is not None)
    return cells[: last + 1]


def _cell(given: Any) -> Cell | None:
    """Take a cell of openpyxl."""
    value = given.value
    if value is None:
        return None
    if isinstance(value, str):
        if given.data_type == "e":
            return Cell(value, State.ERROR, given.number_format)
        return text_cell(value, given.number_format)
    return Cell(value, State.VALUE, given.number_format)


def _with_formulas(rows: Sequence[Row], data: bytes, name: str) -> list[Row]:
    """Mark the formulas whose result is not stored; without it they look empty."""
    from openpyxl import load_workbook  # noqa: PLC0415 (an extra)

    known = {row.number: row.cells for row in rows}
    opened = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
    sheet = opened[name]
    sheet.reset_dimensions()
    found: list[Row] = []
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        have = known.get(number, ())
        made = [*have, *(None for _ in range(len(cells) - len(have)))]
        for i, each in _formulas(cells):
            if made[i] is None:
                made[i] = Cell(_written(each), State.NOT_CALCULATED)
        if any(made):
            found.append(Row(number, _trimmed(tuple(made))))
    return found


def _formulas(cells: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    for i, each in enumerate(cells):
        if each.data_type == "f" and each.value is not None:
            yield i, each.value


def _written(value: Any) -> str:
    """Give a formula as it is written; some are objects with their text inside."""
    return value if isinstance(value, str) else str(getattr(value, "text", "") or "=")
