"""An article as its sentences and the rows of its tables, each at the place it is cited by.

It is made of the canonical text (`jikorules.law.egov.canonical_text`), every line of which ends up
in one of them: nothing that can be read in the article is passed over. What stands where no
sentence is expected has its path in the file as its place.
"""

import re
from collections import Counter
from collections.abc import Iterator

from attrs import define, field, frozen

from jikorules.basics.kanji_numbers import KANJI, read_kanji_number

CAPTION, TITLE = "見出し", "条名"
_CONTAINER = re.compile(r"(Paragraph|Item|Subitem\d+)\[(\d+)\]")
_LABEL = {"Paragraph": "ParagraphNum[1]", "Item": "ItemTitle[1]"}
_SENTENCE = re.compile(r"(?:Paragraph|Item|Subitem\d+)Sentence\[1\]/Sentence\[(\d+)\]")
_CELL = re.compile(
    r"TableStruct\[(\d+)\]/Table\[1\]/TableRow\[(\d+)\]/"
    r"TableColumn\[(\d+)(?:,rowspan=(\d+))?\](?:/Sentence\[1\])?"
)
_NUMBER = re.compile(f"({KANJI}+?)(?=一の項|(?!の項)(?!{KANJI}).)")
_PARTS = re.compile(r"(?:(?:Paragraph|Item|Subitem\d+)\[\d+\]/)*")
_MOST_COLUMNS = 20  # the tables of the provisions have three
_MOST_LABEL = 30  # no number of a part of an article is so long
NARROW = str.maketrans("０１２３４５６７８９（）", "0123456789()")


@frozen
class Passage:
    """A sentence, a caption or a cell.

    Attributes:
        place: where it stands in the article, as it is cited (第2項第1号).
        text: its words, without white space.
    """

    place: str
    text: str


@frozen
class TableRow:
    """A row of a table as it is cited (三の項), which may have several lines.

    Attributes:
        place: where it stands in the article (第2項第1号表三の項).
        number: its number as it is written (三); None if it has none.
        name: the words of its first cell, without the number.
        lines: the further cells, line by line; a cell without words is empty.
    """

    place: str
    number: str | None
    name: str
    lines: tuple[tuple[str, ...], ...]


@frozen
class Article:
    """The sentences of an article and the rows of its tables, each in the order of the text.

    Attributes:
        passages: everything but the rows.
        rows: the rows of all tables.
        paragraphs: how many paragraphs it has, those without words included.
    """

    passages: tuple[Passage, ...]
    rows: tuple[TableRow, ...]
    paragraphs: int


def read_article(text: str) -> Article:
    r"""Read the canonical text of an article.

    Example:
        >>> read_article(
        ...     "Paragraph[2]/ParagraphNum[1]\t２\n"
        ...     "Paragraph[2]/Item[1]/ItemTitle[1]\t一\n"
        ...     "Paragraph[2]/Item[1]/ItemSentence[1]/Sentence[1]\tA\n").passages
        (Passage(place='第2項第1号', text='A'),)
    """
    reader = _Reader()
    for line in text.split("\n")[:-1]:
        path, _, words = line.partition("\t")
        reader.read(path, words)
    rows = [row for base, table in reader.tables.items() for row in table.rows(base, reader)]
    return Article(tuple(reader.passages), tuple(rows), reader.paragraphs)


@define
class _Reader:
    """Goes through the lines, and remembers by what the parts of the article are cited."""

    passages: list[Passage] = field(factory=list)
    tables: "dict[str, _Table]" = field(factory=dict)
    paragraphs: int = 0
    _labels: dict[str, str] = field(factory=dict)
    _cited: Counter[str] = field(factory=Counter)
    _places: Counter[str] = field(factory=Counter)

    def read(self, path: str, words: str) -> None:
        at, label, rest = "", "", path
        whole = _PARTS.match(path)
        if whole and (known := self._labels.get("/" + whole[0][:-1])) is not None:
            at, label, rest = f"/{whole[0][:-1]}", known, path[whole.end() :]
        while found := _CONTAINER.match(rest):
            tag, index = found[1], int(found[2])
            at += f"/{found[0]}"
            rest = rest[found.end() + 1 :]
            if at not in self._labels:
                own = words if rest == _LABEL.get(tag, f"{tag}Title[1]") else ""
                part = _label(tag, index, own)[:_MOST_LABEL]
                self._labels[at] = _once(label + part, self._cited)
                if tag == "Paragraph":
                    self.paragraphs = max(self.paragraphs, index)
                if own:
                    return
            label = self._labels[at]
        if cell := _CELL.fullmatch(rest):
            name = f"{label}表" if cell[1] == "1" else f"{label}表{cell[1]}"
            line = self.tables.setdefault(name, _Table()).cells.setdefault(int(cell[2]), {})
            line[int(cell[3])] = words, int(cell[4] or 1), f"{label} {rest}"
        elif rest in ("ArticleCaption[1]", "ArticleTitle[1]"):
            self.passage({"ArticleCaption[1]": CAPTION}.get(rest, TITLE), words)
        elif sentence := _SENTENCE.fullmatch(rest):
            nth = "" if sentence[1] == "1" else f"第{sentence[1]}文"
            self.passage(f"{label}{nth}", words)
        else:
            self.passage(f"{label} {rest}", words)

    def passage(self, place: str, words: str) -> None:
        self.passages.append(Passage(self.once(place), words))

    def once(self, place: str) -> str:
        return _once(place, self._places)


@define
class _Table:
    """The cells of a table by their line and their number in it.

    Each with the lines that it spans, and with its path.
    """

    cells: dict[int, dict[int, tuple[str, int, str]]] = field(factory=dict)

    def rows(self, base: str, reader: _Reader) -> Iterator[TableRow]:
        """Give the rows below the heading; a line whose first cell has no words goes on a row.

        A table of more columns than any provision has none: its cells are words at their paths.
        """
        lines = self._lines()
        if lines is None:
            for cells in self.cells.values():
                for words, _, path in cells.values():
                    reader.passage(path, words)
            return
        for column, words in lines[0].items():
            reader.passage(f"{base}の見出し{column}欄", words)
        row: list[dict[int, str]] = []
        number = 0
        for line in lines[1:]:
            if 1 in line and row:
                number += 1
                yield self._row(base, reader, row, number)
                row = []
            row.append(line)
        if row:
            yield self._row(base, reader, row, number + 1)

    def _row(self, base: str, reader: _Reader, row: list[dict[int, str]], nth: int) -> TableRow:
        words = row[0].get(1, "")
        number = _NUMBER.match(words)
        place = f"{number[1]}の項" if number else f"{nth}行目"
        width = max(column for line in row for column in (*line, 1))
        return TableRow(
            reader.once(f"{base}{place}"),
            number[1] if number else None,
            words[number.end() :] if number else words,
            tuple(tuple(line.get(n, "") for n in range(2, width + 1)) for line in row),
        )

    def _lines(self) -> list[dict[int, str]] | None:
        """Give the words of every line by column, when cells of earlier lines are in the way.

        Nothing is in the way of a line that has as many cells as the heading. None if there are
        too many columns.
        """
        busy: dict[int, int] = {}
        lines = []
        heading = max(next(iter(self.cells.values())))
        for number, cells in self.cells.items():
            if max(cells) >= heading:
                busy.clear()
            free = [n for n in range(1, _MOST_COLUMNS + 1) if busy.get(n, 0) < number]
            if max(cells) > len(free):
                return None
            words: dict[int, str] = {}
            for cell in sorted(cells):
                column = free[cell - 1]
                words[column] = cells[cell][0]
                busy[column] = number + cells[cell][1] - 1
            lines.append(words)
        return lines


def _once(place: str, taken: Counter[str]) -> str:
    """Tell a place apart from one of the same name before."""
    taken[place] += 1
    return place if taken[place] == 1 else f"{place}（{taken[place]}つ目）"


def _label(tag: str, index: int, words: str) -> str:
    """Give by what a part is cited: its own number, or its place if it has none."""
    if tag == "Paragraph":
        if not words and index == 1:
            return "第1項"
        number = words.translate(NARROW)
        return f"第{number}項" if re.fullmatch("[1-9][0-9]*", number) else f"{index}番目の項{words}"
    if tag == "Item":
        numbers = [read_kanji_number(part) for part in words.split("の")]
        if None in numbers:
            return f"{index}番目の号{words}"
        return f"第{numbers[0]}号" + "".join(f"の{number}" for number in numbers[1:])
    return words.translate(NARROW) or f"{index}番目の細分"


def row_label(place: str) -> str | None:
    """Give by what a row is cited in its table; None if the place is no row.

    Example:
        >>> [row_label(f"第1項表{part}") for part in ("三の項", "1行目", "三の項2欄")]
        ['三の項', '1行目', None]
    """
    found = re.search(r"表\d*((?:[^表項]+の項|\d+行目)(?:（\d+つ目）)?)$", place)
    return found[1] if found else None


def item_number(place: str) -> str | None:
    """Give the number of the item 号 that a place lies in.

    Example:
        >>> item_number("第2項第1号表三の項"), item_number("第2項")
        ('1', None)
    """
    found = re.search(r"第(\d+)号((?:の\d+)*)", place)
    return found[1] + found[2].replace("の", "-") if found else None


def paragraph_number(place: str) -> str | None:
    """Give the number of the paragraph 項 that a place lies in.

    Example:
        >>> paragraph_number("第2項第1号表三の項"), paragraph_number("見出し")
        ('2', None)
    """
    found = re.match(r"第(\d+)項", place)
    return found[1] if found else None
