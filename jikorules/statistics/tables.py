"""The tables of the statistics: their words, and how they are written.

Numbers are counts or whole percent; every table carries its title and its notes in both languages.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from typing import Any

from attrs import frozen

from jikorules.basics.errors import Lang, Words
from jikorules.basics.wareki import format_date
from jikorules.statistics.bands import Band
from jikorules.words.lists import escaped
from jikorules.words.numbers import day as day_name


def percent(part: int, whole: int) -> int | None:
    """Give a share in percent, rounded half up 四捨五入; None if there is no whole.

    Example:
        >>> percent(3_867, 6_180), percent(1, 200), percent(0, 0)
        (63, 1, None)
    """
    return (200 * part + whole) // (2 * whole) if whole else None


@frozen
class Heading:
    """The head of a row or of a column.

    Attributes:
        key: its name as data.
        name: its name.
        level: 0, or 1 for a part of the row of level 0 above it.
    """

    key: str
    name: Words
    level: int = 0


@frozen
class Table:
    """A table of counts.

    Attributes:
        key: its name as data.
        title: its title.
        rows: the heads of its rows.
        columns: the heads of its columns.
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


Row = tuple[Heading, tuple[int, ...]]
"""The head of a row and its counts."""

CARRIERS = Heading("carriers", Words("報告事業者数", "carriers reporting"))
ACCIDENTS = Heading("accidents", Words("件数", "accidents"))
TOTAL = Heading("total", Words("計", "total"))
UNTOLD = Heading("untold", Words("不明", "not known"))
UNDECIDED = Heading("undecided", Words("未確定", "undecided"))
REPORTS, COUNTS = (CARRIERS, ACCIDENTS, UNDECIDED), (ACCIDENTS, UNDECIDED)
SERIOUS = Heading("serious", Words("重大な事故", "serious accidents"))
DETAILED = Heading(
    "detailed",
    Words(
        "詳細な様式による報告（重大な事故を含む）", "reports in the detailed form, serious included"
    ),
)
SIMPLE = Heading("simple", Words("簡易な様式による報告", "reports in the simple form"))
SECTIONS = (SERIOUS, DETAILED, SIMPLE)
QUARTERS = tuple(
    Heading(f"q{i}", Words(f"第{i}四半期（{first}月～{last}月）", f"Q{i} ({months})"))
    for i, first, last, months in (
        (1, 4, 6, "Apr-Jun"),
        (2, 7, 9, "Jul-Sep"),
        (3, 10, 12, "Oct-Dec"),
        (4, 1, 3, "Jan-Mar"),
    )
)
YEARS = (
    Heading("before", Words("前年度", "year before")),
    Heading("year", Words("当年度", "this year")),
    Heading("change", Words("増減", "change")),
    Heading("before_undecided", Words("前年度の未確定", "undecided, year before")),
    Heading("year_undecided", Words("当年度の未確定", "undecided, this year")),
)
_SHARE = Words("割合", "share")
_UNTOLD_PART = Words("内訳不明", "not told which")

TITLES = {
    "reports": Words("報告事業者数及び報告件数", "Accidents and carriers reporting"),
    "by_duration": Words("影響利用者数及び継続時間別の件数", "Accidents by users and duration"),
    "by_service": Words("サービス別の件数", "Accidents by service"),
    "by_cause": Words("発生要因別の件数", "Accidents by cause"),
    "by_failed": Words("故障設備別の件数", "Accidents by failed facility"),
    "by_quarter": Words("四半期別の件数", "Accidents by quarter"),
    "by_day": Words("発生日別の件数", "Accidents by day"),
    "year_on_year": Words("前年度との比較", "Beside the year before"),
}

HOW_CARRIERS_COUNT = Words(
    "報告事業者数は、重大な事故については事故ごとに数えた延べ数、その他は実数である。",
    "For serious accidents a carrier counts once in each accident, otherwise once in all.",
)
CHAINS = Words(
    "卸元の事故が卸先に及んだときは、合わせて1件とし、報告した事業者をそれぞれ数えるため、"
    "重大な事故の報告事業者数は件数と一致しない。",
    "A wholesaler's accident and those of its recipients are one, with several carriers reporting; "
    "so the serious accidents are fewer than their carriers.",
)
NO_CARRIER = Words(
    "事業者名の示されていない報告{n}件は、実数で数えた報告事業者数に含まない。",
    "Reports without a carrier's name ({n}) add nothing to the carriers that count once in all.",
)
NOT_REPORTED = Words(
    "報告対象外の事故{n}件は、いずれの表にも計上していない。",
    "Accidents that need no report ({n}) are in no table.",
)
OTHER_YEARS = Words(
    "他の年度に発生した事故{n}件は、四半期別の表及び前年度との比較のほかには計上していない。",
    "Accidents of other years ({n}) are in no table but those by quarter and beside the year "
    "before.",
)
NO_EQUIPMENT = Words(
    "簡易な様式の対象となる設備の故障か否かが示されていない{n}件は、詳細な様式による報告とした。",
    "Accidents of which it is not told whether their equipment allows the simple form ({n}) count "
    "as detailed.",
)
SERIOUS_APART = Words(
    "発生した日の規定により定期の報告から除かれる重大な事故{n}件も、詳細な様式による報告に含めた。",
    "Serious accidents that by the law of their day are no part of the periodic report ({n}) are "
    "included in the detailed form all the same.",
)
WITHOUT_SIMPLE = Words(
    "簡易な様式による報告{n}件（未確定を含む。）は含まない。",
    "Reports in the simple form ({n}, undecided ones included) are not included.",
)
WITH_UNDECIDED = Words(
    "「未確定」は、報告の要否が定まらない事故である。計には、これら{n}件を含む。",
    "Of undecided accidents it is open whether they are to be reported; the total includes them "
    "({n}).",
)
WITHOUT_UNDECIDED = Words(
    "「未確定」は、報告の要否が定まらない事故（{n}件）であり、件数に含まない。",
    "Of undecided accidents ({n}) it is open whether they are to be reported; they count apart.",
)
MAY_BELONG = Words(
    "「未確定」は、当該区分に当たるか否かが定まらない事故であり、件数に含まない。",
    "Undecided accidents may belong in the row or not; they count apart.",
)
SEVERAL_BANDS = Words(
    "「不明」は、影響利用者数又は継続時間が一つの階級に定まらない事故である。",
    "Not known: the users or the duration may fall in several bands.",
)
HOW_USERS_COUNT = Words(
    "影響利用者数は、重大な事故の基準の区分ごとに数えたもののうち最大のものによる。",
    "Users are counted for each row of the rule on serious accidents; the largest number is taken.",
)
NOT_SERIOUS = Words(
    "重大な事故に当たるか否かは、役務の区分及び故障した設備にもよるため、各欄の件数から"
    "重大な事故の件数は得られない。",
    "Whether an accident is serious depends on the service and the facility too, so that the cells "
    "do not tell how many are.",
)
SEVERAL_SERVICES = Words(
    "複数のサービスに影響した事故は、それぞれに計上したため、計は事故の件数（未確定を含めて{n}件）"
    "と一致しない。",
    "An accident that hit several services counts in each; so the totals are not the number of "
    "accidents ({n}, undecided ones included).",
)
HOW_SHARES_COUNT = Words(
    "割合は、不明を除いた計に対するもの（内訳については、その属する区分に対するもの）であり、"
    "四捨五入による。",
    "Shares are of the total without what is not known (those of a part: of what it is a part of), "
    "rounded half up.",
)


def note(words: Words, count: int) -> tuple[Words, ...]:
    """Fill a count in a note; no note if there is nothing to be told.

    Example:
        >>> note(WITHOUT_SIMPLE, 62_240)[0].ja, note(WITHOUT_SIMPLE, 0)
        ('簡易な様式による報告62,240件（未確定を含む。）は含まない。', ())
    """
    number = f"{count:,}"
    if not count:
        return ()
    return (Words(words.ja.replace("{n}", number), words.en.replace("{n}", number)),)


def fiscal_year(day: date) -> int:
    """Give the fiscal year 年度 of a day, from April on.

    Example:
        >>> fiscal_year(date(2019, 3, 31)), fiscal_year(date(2019, 4, 1))
        (2018, 2019)
    """
    return day.year - (day.month < 4)


def fiscal(year: int) -> Words:
    """Name a fiscal year, in Japanese by the era of its autumn (令和元年度, not 平成31年度).

    Example:
        >>> fiscal(2018).ja, fiscal(2019).ja
        ('平成30年度', '令和元年度')
    """
    return Words(f"{format_date(date(year, 10, 1)).removesuffix('10月1日')}度", f"fiscal {year}")


def of_year(title: Words, year: int) -> Words:
    """Put a fiscal year after a title."""
    name = fiscal(year)
    return Words(f"{title.ja}（{name.ja}）", f"{title.en}, {name.en}")


def on_day(day: date) -> Heading:
    """Head the row of a day."""
    return Heading(day.isoformat(), Words(day_name(day), day_name(day, "en")))


def of_band(band: Band[Any]) -> Heading:
    """Head the row or the column of a band."""
    return Heading(band.key, band.words)


def untold_part(above: str) -> Heading:
    """Head the row of what is known to be of a sort, but not of which part of it."""
    return Heading(f"{above}.untold", _UNTOLD_PART, 1)


def table_of(  # noqa: PLR0913
    key: str,
    year: int | None,
    rows: Sequence[Row],
    columns: Iterable[Heading],
    notes: Iterable[Words],
    *,
    shares: Sequence[int | None] | None = None,
    summed: bool = True,
) -> Table:
    """Make a table of its rows and sum it up; `year` is put in its title."""
    title, columns = TITLES[key], tuple(columns)
    if year is not None:
        title = of_year(title, year)
    top = [cells for head, cells in rows if head.level == 0]
    return Table(
        key,
        title,
        tuple([head for head, _ in rows]),
        columns,
        tuple([cells for _, cells in rows]),
        tuple([sum(cells) for cells in zip((0,) * len(columns), *top, strict=True)])
        if summed
        else None,
        None if shares is None else tuple(shares),
        tuple(notes),
    )


def table_markdown(table: Table, lang: Lang = "ja") -> str:
    r"""Write a table in Markdown.

    Example:
        >>> table = Table("k", Words("件数|表", "T"), (SIMPLE,), (ACCIDENTS,), ((62_240,),))
        >>> print(table_markdown(table))
        ### 件数\|表
        <BLANKLINE>
        |  | 件数 |
        |---|---:|
        | 簡易な様式による報告 | 62,240 |
        <BLANKLINE>
    """
    head, *body = _grid(table, lang)
    rule = "|---" + "|---:" * (len(head) - 1) + "|"
    lines = [f"### {escaped(table.title.text(lang))}", "", _row(head), rule, *map(_row, body)]
    lines += ["", *(f"- {escaped(each.text(lang))}" for each in table.notes)]
    return "\n".join(lines) + ("\n" if table.notes else "")


def tables_markdown(tables: Iterable[Table], lang: Lang = "ja") -> str:
    """Write tables in Markdown, one after the other."""
    return "\n".join([table_markdown(each, lang) for each in tables])


def _row(cells: Iterable[tuple[str, int]]) -> str:
    return f"| {' | '.join('　' * level + escaped(text) for text, level in cells)} |"


# In each cell, so that a table looks the same wherever it is put.
_TABLE = "border-collapse: collapse; text-align: right; font-variant-numeric: tabular-nums"
_CAPTION = "padding: 0.5em; text-align: left; font-weight: bold; white-space: nowrap"
_CELL = "padding: 0.15em 0.5em; border: 1px solid #bbb; word-break: keep-all"


def table_html(table: Table, lang: Lang = "ja") -> str:
    """Write a table as a piece of HTML that holds no script and loads nothing.

    Example:
        >>> table = Table("k", Words("<b>", "T"), (SIMPLE,), (ACCIDENTS,), ((62_240,),))
        >>> "&lt;b&gt;</caption>" in table_html(table)
        True
    """
    head, *body = _grid(table, lang)
    # A head may be broken after 以上, and nowhere else.
    names = [escape(text).replace("以上", "以上<wbr>") for text, _ in head]
    columns = "".join([f'<th scope="col" style="{_CELL}">{name}</th>' for name in names])
    lines = [
        f'<section lang="{lang}">',
        f'<table style="{_TABLE}">',
        f'<caption style="{_CAPTION}">{escape(table.title.text(lang))}</caption>',
        "<thead>",
        f"<tr>{columns}</tr>",
        "</thead>",
        "<tbody>",
    ]
    for (name, level), *cells in body:
        style = f"{_CELL}; text-align: left; font-weight: {'normal' if level else 'bold'}"
        style += f"; padding-left: {level + 0.5}em"
        first = f'<th scope="row" style="{style}">{escape(name)}</th>'
        counts = "".join([f'<td style="{_CELL}">{escape(text)}</td>' for text, _ in cells])
        lines.append(f"<tr>{first}{counts}</tr>")
    lines += ["</tbody>", "</table>"]
    if table.notes:
        notes = "".join(f"<li>{escape(each.text(lang))}</li>" for each in table.notes)
        lines.append(f"<ul>{notes}</ul>")
    return "\n".join([*lines, "</section>", ""])


def tables_html(tables: Iterable[Table], lang: Lang = "ja") -> str:
    """Write tables as pieces of HTML, one after the other."""
    return "".join([table_html(each, lang) for each in tables])


def _grid(table: Table, lang: Lang) -> Iterator[list[tuple[str, int]]]:
    """Give the texts of all cells, each with its level; the head first, the totals last."""
    heads = [("", 0), *((each.name.text(lang), 0) for each in table.columns)]
    yield heads if table.shares is None else [*heads, (_SHARE.text(lang), 0)]
    shares = table.shares or [None] * len(table.rows)
    for head, cells, share in zip(table.rows, table.cells, shares, strict=True):
        line = [(head.name.text(lang), head.level), *((_count(n, lang), 0) for n in cells)]
        percents = "" if share is None else f"{share}{'％' if lang == 'ja' else '%'}"
        yield line if table.shares is None else [*line, (percents, 0)]
    if table.totals is not None:
        line = [(TOTAL.name.text(lang), 0), *((_count(n, lang), 0) for n in table.totals)]
        yield line if table.shares is None else [*line, ("", 0)]


def _count(number: int, lang: Lang) -> str:
    return f"▲{-number:,}" if number < 0 and lang == "ja" else f"{number:,}"
