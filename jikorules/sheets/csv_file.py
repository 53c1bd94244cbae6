"""CSV files: their encoding, their separator, their cells.

An encoding is tried in two steps and never guessed: UTF-8 (or UTF-16 with its byte order mark, as
Excel's "Unicode text" is), then CP932, what Excel writes in Japan. Either fits as a whole or not at
all, so that no text is half decoded.
"""

import csv
import re
from collections.abc import Sequence
from io import StringIO

from jikorules.basics.errors import InvalidInput, Problem, Words
from jikorules.sheets.grid import Cell, Grid, Row, text_cell
from jikorules.sheets.workbook import MOST_COLUMNS, MOST_ROWS

_ENCODED = Words("UTF-8 又は Shift_JIS（CP932）の CSV", "a CSV file in UTF-8 or Shift_JIS (CP932)")
_OTHER = Words("ほかの文字コードか、CSV ではありません", "it has another encoding, or is no CSV")
_SAVE_AS = Words(
    "Excel で「CSV UTF-8（コンマ区切り）」として保存し直してください。",
    "Save it again in Excel as CSV UTF-8.",
)
_CLOSED = Words("引用符の閉じた CSV", "a CSV file whose quotes are closed")
_OPEN = Words('{row}行目から始まるセルの " が閉じていません', "a quote in row {row} is not closed")
_CHECK_QUOTES = Words('その行の前後の " を確かめてください。', "Check the quotes about there.")
_FEW = Words(
    f"{MOST_ROWS:,}行、{MOST_COLUMNS}列以下の表",
    f"a table of at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns",
)
_LARGER = Words("それより大きくなっています", "this one is larger")
_SPLIT = Words("ファイルを分けてください。", "Split the file.")

ENCODINGS = {
    "utf-8-sig": Words("UTF-8（BOM 付き）", "UTF-8 with a byte order mark"),
    "utf-16": Words("UTF-16", "UTF-16"),
    "utf-8": Words("UTF-8", "UTF-8"),
    "cp932": Words("Shift_JIS（CP932）", "Shift_JIS (CP932)"),
}
"""What the encodings are called."""

_MARKED = re.compile(r"'[=+\-@\t\r＝＋－＠]")  # as `sheet_csv` writes what looks like a formula


def decoded(data: bytes) -> tuple[str, str]:
    """Decode a text, and give its encoding.

    Raises:
        InvalidInput: it is in none of those that are known.

    Example:
        >>> decoded("役務,①㈱".encode("cp932"))
        ('役務,①㈱', 'cp932')
    """
    steps = ["utf-8", "cp932"]
    if data.startswith(b"\xef\xbb\xbf"):
        steps = ["utf-8-sig"]
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        steps = ["utf-16"]
    for encoding in steps:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise InvalidInput([Problem("", _ENCODED, _OTHER, _SAVE_AS)])


def csv_grid(text: str, name: str) -> Grid:
    r"""Cut a text into cells.

    Raises:
        InvalidInput: a quote is not closed, or it is too large.

    Example:
        >>> csv_grid("役務,人数\r\nFTTH,=1+1\r\n", "a").rows[1].cells[1].state.value
        'not_calculated'
    """
    first = text.partition("\n")[0]
    separator = max(",\t;", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    number = 0
    try:
        for number, texts in enumerate(reader, 1):
            if number > MOST_ROWS or len(texts) > MOST_COLUMNS:
                raise InvalidInput([Problem("", _FEW, _LARGER, _SPLIT)])
            cells = _cells(texts)
            if cells:
                rows.append(Row(number, cells))
    except csv.Error:
        given = _OPEN.filled(row=number + 1)
        raise InvalidInput([Problem("", _CLOSED, given, _CHECK_QUOTES)]) from None
    return Grid(name, tuple(rows))


def _cells(texts: Sequence[str]) -> tuple[Cell | None, ...]:
    cells = [_cell(text) for text in texts]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _cell(text: str) -> Cell | None:
    return text_cell(text[1:] if _MARKED.match(text) else text)
