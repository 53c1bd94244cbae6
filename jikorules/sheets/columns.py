"""The columns that are known, and where they are in a table. Their names stand in columns.toml."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any
from unicodedata import normalize

from attrs import field, frozen

from jikorules.basics.errors import InvalidInput, Problem, Words, shown
from jikorules.basics.keys import unknown_keys
from jikorules.sheets.grid import Row, letters

MOST_HEAD_ROWS = 50
"""A table's head stands in one of the first rows that are not empty."""

_BRACKETS = {"(": ")", "[": "]", "<": ">", "【": "】", "〔": "〕"}
_MARKS = "*※◎●"
_REQUIRED = re.compile(r"[(\[【<]?(?:必須|任意)[)\]】>]?")
_NEEDED_BOTH = ("service", ("start", "start_day"))

_A_HEAD = Words("「サービス」と「発生日時」の見出しのある表", "a table headed by service and start")
_NO_HEAD = Words(
    "初めの{n}行に、その両方の見出しのある行がありません（初めの行：{line}）",
    "no row of the first {n} has both (the first is {line})",
)
_EMPTY = Words("空です", "it is empty")
_MAP_THEM = Words(
    "見出しの名前が異なるときは、--map のファイルで対応を与えてください。ひな形は "
    "jikorules sheet --template で作れます。",
    "If they are headed otherwise, say so in a file for --map. For an empty form, run "
    "jikorules sheet --template.",
)
_HEADS_ONCE = Words("一つの見出し", "one header")
_TWICE = Words("「{header}」の列が二つあります（{columns}）", "{header} heads two ({columns})")
_KEEP_ONE = Words(
    "判定に用いない列の見出しを改めるか、--map で列を指定してください。",
    "Rename the one that is not meant, or name the column in a file for --map.",
)
_IN_TABLE = Words("表の見出し又は列（「D列」）", "a header of the table, or a column (D列)")
_NOT_THERE = Words("{given} は見出しの行にありません", "{given} is not in the row of headers")
_CHECK_MAP = Words("--map のファイルを確かめてください。", "Check the file for --map.")
_A_MAP = Words("TOML のファイル", "a TOML file")
_TOML = Words("TOML の形になっていません（{why}）", "it is no TOML ({why})")
_A_TEXT = Words("文字列", "a text")
_A_NUMBER = Words("1以上の整数", "a whole number of 1 or more")
_A_TABLE = Words("項目名と値の組", "a table of names and values")
_KNOWN_NAME = Words("この様式の項目名（{names}）", "a name of a column ({names})")


def plain(text: str) -> str:
    r"""Put a header or a word in the form in which they are compared.

    Example:
        >>> plain("影響 利用者数\n（人）")
        '影響利用者数(人)'
    """
    return "".join(normalize("NFKC", text).split()).casefold()


@frozen
class Column:
    """A column that is known.

    Attributes:
        key: its name in the code.
        name: how the template heads it.
        kind: what its cells hold: text, count, moment, day, duration, word, service, cause, failed.
        words: the name of the words that its cells may hold.
        needed: whether a line without it says nothing.
        names: the headers that are taken for it, in the form in which they are compared.
        also: those that are taken for it with a word of caution.
        caution: that word.
        note: how to fill it in.
        example: what stands in the template's example.
        choices: what the template lets choose from.
        width: its width in the template.
        form: whether it stands in the template.
    """

    key: str
    name: Words
    kind: str
    names: tuple[str, ...]
    note: str
    width: int
    words: str | None = None
    needed: bool = False
    also: tuple[str, ...] = ()
    caution: Words | None = None
    example: str | datetime | None = None
    choices: tuple[str, ...] = ()
    form: bool = False


@frozen
class Vocabulary:
    """All of columns.toml.

    Attributes:
        columns: the columns, by their keys.
        words: what the words of cells stand for, by the name of their list.
        plain_units: by kind, what may stand behind a header and says nothing.
        scales: by kind, the units that may stand behind a header, with what they multiply by.
        unknown: the words for "not known".
        ditto: the words for "as above".
        totals: what heads a line of sums.
        example: what the template's example is called.
    """

    columns: Mapping[str, Column]
    words: Mapping[str, Mapping[str, str]]
    plain_units: Mapping[str, frozenset[str]]
    scales: Mapping[str, Mapping[str, int]]
    unknown: frozenset[str]
    ditto: frozenset[str]
    totals: frozenset[str]
    example: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Read columns.toml, once.

    Example:
        >>> vocabulary().columns["users"].name.ja, vocabulary().words["flag"]["有"]
        ('影響利用者数', 'yes')
    """
    data = tomllib.loads(files("jikorules.sheets").joinpath("columns.toml").read_text("utf-8"))
    columns = [_column(each) for each in data["column"]]
    units = data["units"]
    return Vocabulary(
        columns={each.key: each for each in columns},
        words={
            name: {plain(word): value for value, words in lists.items() for word in words}
            for name, lists in data["words"].items()
        },
        plain_units={kind: _plains(each.get("plain", ())) for kind, each in units.items()},
        scales={
            kind: {plain(unit): scale for unit, scale in each.get("scale", {}).items()}
            for kind, each in units.items()
        },
        unknown=_plains(data["unknown"]["words"]),
        ditto=_plains(data["ditto"]["words"]),
        totals=_plains(data["totals"]["words"]),
        example=_plains(data["example"]["words"]),
    )


def _plains(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(plain, words))


def _column(entry: Mapping[str, Any]) -> Column:
    made = dict(entry)
    made["name"] = Words(**made["name"])
    if "caution" in made:
        made["caution"] = Words(**made["caution"])
    for key in ("names", "also"):
        made[key] = tuple(map(plain, made.get(key, ())))
    made["choices"] = tuple(made.get("choices", ()))
    return Column(**made)


@frozen
class SheetMap:
    """What a user says about the columns of a table of his own.

    Attributes:
        columns: by the key of a column, the header that it has, or its letters as "D列".
        everywhere: by the key of a column, what holds for every line, where no column tells it.
        sheet: the name of the worksheet.
        header_row: the number of the row that holds the headers.
    """

    columns: Mapping[str, str] = field(factory=dict)
    everywhere: Mapping[str, str] = field(factory=dict)
    sheet: str | None = None
    header_row: int | None = None


def read_map(path: str | Path) -> SheetMap:
    """Read a user's map of columns: a TOML file.

    Raises:
        InvalidInput: with all that is wrong in it.
        OSError: it cannot be opened.
    """
    return map_of(Path(path).read_bytes(), str(path))


def map_of(data: bytes, name: str = "") -> SheetMap:
    r"""Read a map from the bytes of its file.

    Raises:
        InvalidInput: with all that is wrong in it.

    Example:
        >>> made = map_of('[columns]\n"影響利用者数" = "被害数"'.encode())
        >>> dict(made.columns)
        {'users': '被害数'}
    """
    try:
        document = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        given = _TOML.filled(why=shown(str(error)))
        raise InvalidInput([Problem(name, _A_MAP, given, _CHECK_MAP)]) from None
    problems = list(_wrong_in(document))
    if problems:
        raise InvalidInput(each.under(name) for each in problems)
    keys = _keys()
    return SheetMap(
        **{
            part: {keys[plain(at)]: value for at, value in document.get(part, {}).items()}
            for part in ("columns", "everywhere")
        },
        sheet=document.get("sheet"),
        header_row=document.get("header_row"),
    )


def _keys() -> dict[str, str]:
    """Give the keys of the columns by their names in both languages."""
    columns = vocabulary().columns.values()
    return {
        plain(name): each.key for each in columns for name in (each.name.ja, each.name.en, each.key)
    }


def _wrong_in(document: Mapping[str, Any]) -> Iterator[Problem]:
    parts = ("columns", "everywhere", "sheet", "header_row")
    yield from unknown_keys([key for key in document if key not in parts], parts)
    keys = _keys()
    names = "、".join(each.name.ja for each in vocabulary().columns.values())
    for part in ("columns", "everywhere"):
        entries = document.get(part, {})
        if not isinstance(entries, dict):
            yield Problem(part, _A_TABLE, shown(entries), _CHECK_MAP)
            continue
        for name, value in entries.items():
            if plain(name) not in keys:
                yield Problem(part, _KNOWN_NAME.filled(names=names), shown(name), _CHECK_MAP)
            if not isinstance(value, str):
                yield Problem(f"{part}.{name}", _A_TEXT, shown(value), _CHECK_MAP)
    sheet, row = document.get("sheet"), document.get("header_row")
    if sheet is not None and not isinstance(sheet, str):
        yield Problem("sheet", _A_TEXT, shown(sheet), _CHECK_MAP)
    if row is not None and (type(row) is not int or row < 1):
        yield Problem("header_row", _A_NUMBER, shown(row), _CHECK_MAP)


@frozen
class Placed:
    """A column of a table, and what it was taken for.

    Attributes:
        index: where it is, counted from 0.
        header: how it is headed.
        column: what it is; None if it is not known, and so kept as it is.
        scale: what plain numbers in it are multiplied by; None if its header has no unit.
        caution: whether it was taken for that column with a word of caution.
    """

    index: int
    header: str
    column: Column | None
    scale: int | None = None
    caution: bool = False


@frozen
class Head:
    """The head of a table.

    Attributes:
        row: the number of its row; what stands above is no part of the table.
        columns: its columns, from the left.
        ours: the columns that this library has added to a table before, and leaves out.
    """

    row: int
    columns: tuple[Placed, ...]
    ours: frozenset[int] = frozenset()

    def placed(self, key: str) -> Placed | None:
        """Give the column of a key, if the table has it."""
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> dict[str, Placed]:
        return {each.column.key: each for each in self.columns if each.column is not None}


@frozen
class _Match:
    """How well a header fits a column: the lower the better."""

    rank: int
    key: str
    scale: int | None = None
    caution: bool = False


def _matches(header: str) -> Iterator[_Match]:
    """Give the columns that a header may be meant for."""
    known = vocabulary()
    whole = _REQUIRED.sub("", plain(header)).strip(_MARKS)
    base, unit = _without_unit(whole)
    for each in known.columns.values():
        rank, scale = _rank(each, whole), None
        if rank is None and unit:
            rank, scale = _rank(each, base), known.scales.get(each.kind, {}).get(unit)
            if scale is None and not _says_nothing(each.kind, unit):
                continue
        if rank is not None:
            yield _Match(rank, each.key, scale, rank >= len(each.names))


def _without_unit(header: str) -> tuple[str, str]:
    """Part a header from what stands in brackets behind it."""
    for opening, closing in _BRACKETS.items():
        if header.endswith(closing) and opening in header:
            base, _, unit = header[:-1].partition(opening)
            return base, unit
    return header, ""


def _says_nothing(kind: str, unit: str) -> bool:
    return kind in {"text", "cause", "failed"} or unit in vocabulary().plain_units.get(
        "moment" if kind == "day" else kind, ()
    )


def _rank(column: Column, header: str) -> int | None:
    both = (*column.names, *column.also)
    return both.index(header) if header in both else None


def find_head(
    rows: Sequence[Row], mapping: SheetMap, ours: Sequence[Sequence[str]] = ()
) -> Head | None:
    """Find the row that heads a table, and what its columns are.

    Args:
        rows: the first rows of the table.
        mapping: what the user says of it.
        ours: the headers that this library adds, in either language.

    Returns:
        The head; None if no row has the columns that are needed.

    Raises:
        InvalidInput: two columns are headed alike, or the map names one that is not there.
    """
    if mapping.header_row is not None:
        rows = [row for row in rows if row.number == mapping.header_row]
    best: Head | None = None
    for row in rows:
        added = _added(row, ours)
        head = Head(row.number, tuple(_placed(row, mapping, added)), added)
        if _is_enough(head, mapping) and (best is None or _known(head) > _known(best)):
            best = head
    if best is not None:
        _refuse_twins(best)
    heads = rows if best is None else [row for row in rows if row.number == best.row]
    _refuse_missing(heads, mapping)
    return best


def _known(head: Head) -> int:
    return sum(each.column is not None for each in head.columns)


def _is_enough(head: Head, mapping: SheetMap) -> bool:
    have = {each.column.key for each in head.columns if each.column} | {*mapping.everywhere}
    service, starts = _NEEDED_BOTH
    return service in have and any(start in have for start in starts)


def no_head(rows: Sequence[Row], name: str) -> InvalidInput:
    """Make the error of a file without a table that is known."""
    given = _EMPTY
    if rows:
        texts = [cell.text for cell in rows[0].cells if cell is not None]
        given = _NO_HEAD.filled(n=MOST_HEAD_ROWS, line=shown("、".join(texts)))
    return InvalidInput([Problem(name, _A_HEAD, given, _MAP_THEM)])


def _added(row: Row, ours: Sequence[Sequence[str]]) -> frozenset[int]:
    """Find the columns that this library added to a table: all of them, side by side."""
    texts = ["" if cell is None else plain(cell.text) for cell in row.cells]
    for headers in ours:
        wanted = [plain(each) for each in headers]
        for at in range(len(texts) - len(wanted) + 1):
            if texts[at : at + len(wanted)] == wanted:
                return frozenset(range(at, at + len(wanted)))
    return frozenset()


def _placed(row: Row, mapping: SheetMap, added: frozenset[int]) -> Iterator[Placed]:
    """Give each column of a row of headers, with what it is taken for."""
    columns = vocabulary().columns
    headers = {
        i: cell.text.strip()
        for i, cell in enumerate(row.cells)
        if cell is not None and i not in added
    }
    told = {index: key for key, index in _told(headers, mapping).items()}
    best: dict[str, tuple[int, int]] = {}
    found: dict[int, list[_Match]] = {}
    for i, header in headers.items():
        found[i] = [] if i in told else [each for each in _matches(header)]
        for each in found[i]:
            if each.key not in told.values():
                best[each.key] = min(best.get(each.key, (10**6, -1)), (each.rank, i))
    for i, header in headers.items():
        if i in told:
            column = columns[told[i]]
            unit = _without_unit(plain(header))[1]
            yield Placed(i, header, column, vocabulary().scales.get(column.kind, {}).get(unit))
            continue
        mine = [
            each
            for each in found[i]
            if best.get(each.key, (None, i))[0] == each.rank and each.key not in told.values()
        ]
        if mine:
            yield Placed(i, header, columns[mine[0].key], mine[0].scale, mine[0].caution)
        else:
            yield Placed(i, header, None)


def _told(headers: Mapping[int, str], mapping: SheetMap) -> dict[str, int]:
    """Find the columns that the user's map names; of a header that is not there, nothing."""
    found = {}
    for key, wanted in mapping.columns.items():
        for i, header in headers.items():
            if plain(wanted) in (plain(header), plain(f"{letters(i)}列")):
                found[key] = i
                break
    return found


def _refuse_missing(rows: Sequence[Row], mapping: SheetMap) -> None:
    """Refuse a map that names headers which none of the rows has."""
    have: set[str] = set()
    for row in rows:
        texts = {i: cell.text for i, cell in enumerate(row.cells) if cell is not None}
        have |= {*_told(texts, mapping)}
    problems = []
    for key, wanted in mapping.columns.items():
        if key not in have:
            name, given = vocabulary().columns[key].name.ja, _NOT_THERE.filled(given=shown(wanted))
            problems.append(Problem(f"columns.{name}", _IN_TABLE, given, _CHECK_MAP))
    if problems:
        raise InvalidInput(problems)


def _refuse_twins(head: Head) -> None:
    """Refuse two columns that were taken for the same."""
    columns: dict[str, list[Placed]] = {}
    for each in head.columns:
        if each.column is not None:
            columns.setdefault(each.column.key, []).append(each)
    problems = []
    for placed in columns.values():
        if len(placed) > 1:
            places = "、".join(f"{letters(each.index)}列" for each in placed)
            given = _TWICE.filled(header=placed[0].header, columns=places)
            problems.append(Problem(f"{head.row}", _HEADS_ONCE, given, _KEEP_ONE))
    if problems:
        raise InvalidInput(problems)
