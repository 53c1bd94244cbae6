"""What a laid-out form is made of, and the pen that writes a report's facts into it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum

from attrs import frozen

from jikorules.basics.errors import Lang, NotCovered
from jikorules.basics.moments import JAPAN
from jikorules.basics.wareki import format_date
from jikorules.reporting.forms.gaps import GAPS, value_at
from jikorules.reporting.forms.report import Phenomenon, SeriousAccidentReport
from jikorules.reporting.text import weekday
from jikorules.words.lists import entry, fit, seen
from jikorules.words.numbers import clock, day


class Style(StrEnum):
    """How a block is set."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    """＜…＞: the name of a part of a row."""
    GROUP = "group"
    """（…）: a group under a heading."""
    ITEM = "item"
    """An item with a narrow mark, such as ① or ・."""
    STEP = "step"
    """An item with a wide mark, such as a time."""
    DETAIL = "detail"
    """Goes on with the item before it."""
    REMARK = "remark"
    """【…】: the same, in brackets."""


@frozen
class Span:
    """A stretch of text, its lines parted by line feeds; a gap has to be seen as one."""

    text: str
    is_gap: bool = False


@frozen
class Block:
    """A paragraph, heading or item; a mark such as ① stands before an item."""

    spans: tuple[Span, ...]
    style: Style = Style.PARAGRAPH
    mark: str = ""

    @property
    def text(self) -> str:
        """The text without the mark."""
        return "".join(span.text for span in self.spans)


Field = tuple[str, Block]
"""A line of the head: label and value; without a label, it goes on with the line before."""


@frozen
class FormRow:
    """A row of the form: its label, in lines as the form has them, and what is entered."""

    label: str
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """The label in one line."""
        return self.label.replace("\n", "")


@frozen(kw_only=True)
class Form:
    """The form: its head, its table, and 別紙 with the name first, if there are any."""

    lang: Lang
    number: str
    title: str
    day: Block
    addressee: Block
    reporter: tuple[Field, ...]
    registration: tuple[Field, ...]
    rows: tuple[FormRow, ...]
    attachments: tuple[Block, ...]

    @property
    def lines(self) -> list[tuple[FormRow, ...]]:
        """The rows as they are printed: the first two, 発生 and 復旧, share a line."""
        return [self.rows[:2], *((row,) for row in self.rows[2:])]


def clean(text: str | None) -> str:
    r"""Put a text of the user's in lines, with a stand-in for what cannot be written.

    Example:
        >>> clean("  a\r\n\nb\tc\0 ")
        'a\nb c�'
    """
    lines = (line.replace("\t", " ").rstrip() for line in (text or "").strip().splitlines())
    # What has no visible sign at all would leave the place empty, and not show that it is.
    return seen(fit("\n".join(line for line in lines if line)))


def cleaned(texts: Iterable[str | None]) -> list[str]:
    """Clean texts, and leave out those of which nothing is left."""
    return [text for text in map(clean, texts) if text]


def circled(place: int) -> str:
    """Give the circled number, which Unicode has up to ⑳.

    Example:
        >>> circled(2), circled(21)
        ('②', '(21)')
    """
    return chr(0x245F + place) if 0 < place <= 20 else f"({place})"


def era_day(day_: date, lang: Lang = "ja") -> str:
    """Write a day with its era; before 昭和, and in English, with the western year."""
    try:
        written = format_date(day_)
    except NotCovered:
        return day(day_, lang)
    return written if lang == "ja" else day(day_, lang)


def moment(at: datetime, lang: Lang = "ja") -> str:
    """Write a moment in full, with the day of the week.

    Example:
        >>> moment(datetime(2019, 5, 1, 7, 5, tzinfo=JAPAN))
        '令和元年5月1日（水曜日）7時05分'
    """
    here = at.astimezone(JAPAN).date()
    name, time = weekday(here, lang), clock(at, lang, after=at)
    if lang == "en":
        return f"{name} {day(here, lang)} {time}"
    return f"{era_day(here)}（{name}曜日）{time}"


def block(*parts: str | Span, style: Style = Style.PARAGRAPH, mark: str = "") -> Block:
    """Put parts in a block."""
    spans = [part if isinstance(part, Span) else Span(part) for part in parts]
    if spans and not spans[0].is_gap:
        spans[0] = Span(spans[0].text.lstrip(" "))  # of an English bracket at the very beginning
    return Block(tuple(span for span in spans if span.text), style, mark)


def item(*parts: str | Span, mark: str = "・", style: Style = Style.ITEM) -> Block:
    """Put parts in an item; without a mark, it is a paragraph."""
    return block(*parts, style=style if mark else Style.PARAGRAPH, mark=mark)


@frozen
class Pen:
    """Writes the facts of a report in one language, and a gap where there is none."""

    lang: Lang
    report: SeriousAccidentReport

    def word(self, ja: str, en: str) -> str:
        """Give the words in the pen's language."""
        return ja if self.lang == "ja" else en

    def gap(self, path: str) -> Span:
        """Show a gap by its path of `GAPS`."""
        return Span(GAPS[path].text(self.lang), is_gap=True)

    def said(self, text: str | None, path: str) -> Span:
        """Write a text of the user's."""
        text = clean(text)
        return Span(text) if text else self.gap(path)

    def entered(self, path: str) -> Span:
        """Write the text that stands at a path."""
        return self.said(value_at(self.report, path), path)

    def day(self, path: str) -> Span:
        """Write the day that stands at a path."""
        day_ = value_at(self.report, path)
        return self.gap(path) if day_ is None else Span(era_day(day_, self.lang))

    def heading(self, ja: str, en: str) -> Block:
        """Write the name of a part of a row."""
        return block(self.word(f"＜{ja}＞", en), style=Style.HEADING)

    def remark(self, *parts: str | Span) -> Block:
        """Write what belongs to the item before."""
        ends = ("【", "】") if self.lang == "ja" else ("[", "]")
        return block(ends[0], *parts, ends[1], style=Style.REMARK)

    def aside(self, *parts: str | Span) -> tuple[str | Span, ...]:
        """Put parts in brackets."""
        ends = ("（", "）") if self.lang == "ja" else (" (", ")")
        return (ends[0], *parts, ends[1])

    def named(self, ja: str, en: str) -> str:
        """Write a name that something follows."""
        return entry(self.word(ja, en), "", self.lang)

    def part(self, ja: str, en: str, path: str) -> Iterator[Block]:
        """Write a part of a row: its name, and the text at a path; several texts as items."""
        yield self.heading(ja, en)
        value = value_at(self.report, path)
        written = cleaned(value if isinstance(value, tuple) else (value,))
        if not written:
            yield block(self.gap(path))
        for text in written:
            yield item(text, mark="・" if len(written) > 1 else "")

    def short(self, at: datetime) -> str:
        """Write a moment without the year, unless it is not that of the accident."""
        here, began = at.astimezone(JAPAN), self.report.occurred
        if self.lang == "en":
            return clock(at, "en")
        if began is None or began.astimezone(JAPAN).year != here.year:
            return era_day(here.date()) + clock(at, after=at)
        return f"{here.month}月{here.day}日{clock(at, after=at)}"

    def phenomena(self) -> Iterator[tuple[str, Phenomenon]]:
        """Give the phenomena; several are marked by ①, ② and so on, in every row alike."""
        many = len(self.report.phenomena) > 1
        for i, phenomenon in enumerate(self.report.phenomena, 1):
            yield circled(i) if many else "", phenomenon
