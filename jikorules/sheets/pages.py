"""The pages of the result as plain rows, whatever file they are written to."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple
from unicodedata import east_asian_width

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import Lang, Words
from jikorules.basics.moments import JAPAN
from jikorules.basics.vocabulary import Effect, Facility
from jikorules.judgement.verdict import Grade, Met, Verdict
from jikorules.reporting.agenda import agenda, end_of
from jikorules.reporting.duty import Duty, Report
from jikorules.reporting.text import (
    REPORTS,
    STATUSES,
    counting,
    due_by,
    grounds,
    presumption,
)
from jikorules.sheets import wording as said
from jikorules.sheets.accidents import Accident
from jikorules.sheets.csv_file import ENCODINGS
from jikorules.sheets.grid import TROUBLES, Cell, Value, letters
from jikorules.sheets.judging import Answer, Judged
from jikorules.statistics.tables import TOTAL, Table
from jikorules.statistics.tally import Tally
from jikorules.statistics.yearly import tables_of
from jikorules.words.lists import bracketed, entry, series
from jikorules.words.names import EQUIPMENT, MET, service_name
from jikorules.words.numbers import UNKNOWN, clock, day, lasted, people
from jikorules.words.rules import place, requirement

MOST_NAMED = 200
"""The most accidents that are named in one cell; the list has them all."""


class Out(NamedTuple):
    """A cell to be written.

    Attributes:
        value: what is written.
        style: how it looks, by its name in `writing`.
        link: the cell that a click leads to, as 'sheet'!A1.
        format: the number format that its value had.
    """

    value: Value | None
    style: str = "text"
    link: str | None = None
    format: str | None = None


class Page(NamedTuple):
    """A worksheet to be written.

    Attributes:
        name: its name.
        rows: its rows by their numbers, in order, each with its cells by their columns.
        widths: the widths of its columns.
        head: the number of the row of headers, which stays in sight.
        filtered: the columns that can be filtered, how many from the left.
        is_wide: whether it is printed on A3.
        is_short: whether it is printed on one sheet of paper.
    """

    name: str
    rows: Iterable[tuple[int, dict[int, Out]]]
    widths: Sequence[int]
    head: int | None = None
    filtered: int = 0
    is_wide: bool = False
    is_short: bool = False


def display_width(text: str) -> int:
    """Give how many columns of a terminal, or digits of a spreadsheet, a text takes.

    Example:
        >>> display_width("判定ab")
        6
    """
    if text.isascii() and "\n" not in text:
        return len(text)
    lines = text.split("\n")
    return max(sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in x) for x in lines)


def table_name(judged: Judged) -> str:
    """Give the name of the worksheet that has the table."""
    name = "".join("_" if sign in "[]:*?/\\" else sign for sign in judged.sheet.name).strip("'")
    name = name[:31] or "Sheet"
    return f"{name[:26]}（表）" if name in said.OWN_PAGES else name


def first_free(judged: Judged) -> int:
    """Give the first column behind those of the table, where the answers begin."""
    ours = judged.sheet.head.ours
    widths = [_width(row.cells, ours) for row in judged.sheet.grid.rows]
    return max(widths, default=0)


def _width(cells: Sequence[Cell | None], ours: frozenset[int]) -> int:
    kept = [i for i, cell in enumerate(cells) if cell is not None and i not in ours]
    return kept[-1] + 1 if kept else 0


def _rows(
    lines: Iterable[Sequence[Out | None]], start: int = 1
) -> Iterator[tuple[int, dict[int, Out]]]:
    for number, line in enumerate(lines, start):
        yield number, {i: cell for i, cell in enumerate(line) if cell is not None}


# The table itself


def answer_cells(answer: Answer, lang: Lang) -> list[str]:
    """Give what the result adds to each line of an accident, but for its own cells not read."""
    return [
        answer.grade(lang),
        answer.items(lang),
        answer.reason(lang),
        answer.due(lang),
        answer.to_check(lang),
    ]


def grade_style(answer: Answer) -> str:
    """Give the look of an answer; its words say the same."""
    verdict = answer.verdict
    if verdict is None:
        return "unread"
    if verdict.grade is None:
        return "open"
    return {Grade.SERIOUS: "serious", Grade.PERIODIC: "periodic", Grade.NONE: "none"}[verdict.grade]


def table_page(judged: Judged, lang: Lang) -> Page:
    """Give the table as it was, with the answers behind it; every cell keeps its address."""
    first, head = first_free(judged), judged.sheet.head
    widths = _widths(judged, first)
    answers = {row: each for each in judged.answers for row in each.accident.rows}
    wrong = {(each.row, each.column) for each in judged.problems}
    texts: dict[int, list[Out]] = {}

    def added_to(row: int) -> list[Out]:
        """Give what is added to a row; of an accident in several lines it is made once."""
        if row == head.row:
            return [Out(each.text(lang), "head_added") for each in said.ADDED_COLUMNS]
        if row not in answers:
            return []
        answer = answers[row]
        first_row = answer.accident.rows[0]
        if first_row not in texts:
            texts[first_row] = _answered(answer, lang)
        return [*texts[first_row], _unread(answer, row, lang)]

    def rows() -> Iterator[tuple[int, dict[int, Out]]]:
        for row in judged.sheet.grid.rows:
            added = added_to(row.number)
            style = "head" if row.number == head.row else "kept" if added else "beside"
            cells = {
                i: _kept(cell, "bad" if (row.number, i) in wrong else style)
                for i, cell in enumerate(row.cells)
                if cell is not None and i not in head.ours
            }
            for i in range(first) if added else ():
                if i not in cells:
                    cells[i] = Out(None, "bad" if (row.number, i) in wrong else style)
            yield row.number, cells | dict(enumerate(added, first))

    added = [18, 30, 42, 28, 36, 40]
    page = table_name(judged)
    return Page(page, rows(), [*widths, *added], head.row, first + len(added), is_wide=True)


def _answered(answer: Answer, lang: Lang) -> list[Out]:
    grade, *texts = answer_cells(answer, lang)
    return [Out(grade, grade_style(answer)), *(Out(text, "wrap") for text in texts)]


def _unread(answer: Answer, row: int, lang: Lang) -> Out:
    """Tell the cells of a row that could not be read."""
    found = "\n".join([each.text(lang) for each in answer.problems if each.row == row])
    return Out(found, "unread" if found else "wrap")


def _kept(cell: Cell, style: str) -> Out:
    """Give a cell of the table as it was."""
    if isinstance(cell.value, str | bool):
        return Out(cell.value, style)
    return Out(cell.value, style, format=cell.format)


def _widths(judged: Judged, first: int) -> list[int]:
    """Give widths in which most cells of the table can be read."""
    widths = [8] * first
    head = judged.sheet.head.row
    for row in judged.sheet.grid.rows[:2000]:
        if row.number >= head:
            for i, cell in enumerate(row.cells[:first]):
                if cell is not None:
                    widths[i] = max(widths[i], min(display_width(cell.text) + 2, 24))
    return widths


# The summary


def summary_page(judged: Judged, lang: Lang) -> Page:
    """Say what was read and how, how many accidents got which answer, and what to look at."""
    return Page(said.SUMMARY.text(lang), _rows(_summary(judged, lang)), [46, 28, 50], is_short=True)


def _summary(judged: Judged, lang: Lang) -> Iterator[list[Out | None]]:
    sheet = judged.sheet
    yield [Out(_TITLE.text(lang), "title")]
    yield []
    for name, text in _source(judged, lang):
        yield [Out(name.text(lang), "label"), Out(text)]
    yield []
    yield [Out(said.GRADE.text(lang), "head"), Out(_ACCIDENTS.text(lang), "head")]
    styles = {each.grade(lang): grade_style(each) for each in judged.answers}
    for grade, count in judged.counts(lang).items():
        yield [Out(grade, styles[grade]), Out(count, "number")]
    yield [Out(TOTAL.name.text(lang), "strong"), Out(len(judged.answers), "number")]
    yield []
    problems = judged.problems
    yield [Out(_ATTENTION.text(lang), "heading")]
    if problems:
        page = said.PROBLEMS.text(lang)
        text = _PROBLEMS_TOLD.text(lang, n=len(problems), page=page)
        yield [Out(text, "link", f"'{page}'!A1")]
    else:
        yield [Out(_NO_PROBLEMS.text(lang))]
    for text in (*(x.text(lang) for x in sheet.notes), *judged.law_notes(lang)):
        yield [Out(f"・{text}" if lang == "ja" else f"- {text}")]
    yield []
    yield [Out(x.text(lang), "head") for x in (_COLUMN, _HEADED, _TAKEN_FOR)]
    for placed in sheet.head.columns:
        column = placed.column
        taken = _KEPT if column is None else column.name
        style = "none" if column is None else "wrap"
        where = letters(placed.index) + ("列" if lang == "ja" else "")
        header = " ".join(placed.header.split())
        yield [Out(where, "wrap"), Out(header, "wrap"), Out(taken.text(lang), style)]


def _source(judged: Judged, lang: Lang) -> Iterator[tuple[Words, str]]:
    sheet = judged.sheet
    yield Words("ファイル", "File"), sheet.source
    if sheet.encoding is None:
        yield Words("シート", "Worksheet"), sheet.name
    else:
        yield Words("文字コード", "Encoding"), ENCODINGS[sheet.encoding].text(lang)
    yield Words("見出しの行", "Row of headers"), _LINE.text(lang, n=sheet.head.row)
    lines = sum(len(each.lines) for each in sheet.accidents)
    yield Words("読み取った行", "Lines read"), f"{lines:,}"
    if judged.at is not None:
        yield Words("判定の時点", "As of"), clock(judged.at, lang)


_TITLE = Words("電気通信事故の判定の結果", "Accidents judged")
_LINE = Words("{n}行目", "{n}")
_ACCIDENTS = Words("件数", "Accidents")
_ATTENTION = Words("注意", "To be noted")
_PROBLEMS_TOLD = Words(
    "読み取れなかったセルが{n:,}個ある（「{page}」のシート）。直して、もう一度判定されたい。",
    "{n:,} cells could not be read (see {page}): mend them and judge again.",
)
_NO_PROBLEMS = Words("読み取れなかったセルはない。", "All cells could be read.")
_COLUMN, _HEADED = Words("列", "Column"), Words("見出し", "Header")
_TAKEN_FOR = Words("読み方", "Taken for")
_KEPT = Words("（判定に用いず、そのまま残した）", "(not used, kept as it is)")


# Cells that could not be read


def problems_page(judged: Judged, lang: Lang) -> Page:
    """List every cell that could not be read, with a link to it."""
    heads = (
        Words("セル", "Cell"),
        Words("事案番号", "Id"),
        Words("見出し", "Header"),
        Words("種類", "Sort"),
        Words("書かれていたもの", "What stood there"),
        Words("必要なもの", "Expected"),
        Words("とるべき処置", "What to do"),
    )
    ids = {row: each.accident.id for each in judged.answers for row in each.accident.rows}
    name = table_name(judged).replace("'", "''")
    lines: list[list[Out | None]] = [[Out(each.text(lang), "head") for each in heads]]
    for each in judged.problems:
        given = each.given.text(lang) if isinstance(each.given, Words) else _unquoted(each.given)
        lines.append(
            [
                Out(each.address, "link", f"'{name}'!{each.address}"),
                Out(ids.get(each.row) or "", "wrap"),
                Out(each.header, "wrap"),
                Out(TROUBLES[each.trouble].text(lang), "wrap"),
                Out(given, "wrap"),
                Out(each.expected.text(lang), "wrap"),
                Out(each.hint.text(lang), "wrap"),
            ]
        )
    widths = [8, 14, 18, 12, 36, 44, 56]
    return Page(said.PROBLEMS.text(lang), _rows(lines), widths, 1, len(heads))


def _unquoted(text: str) -> str:
    """Give what stood in a cell without the quotes of messages, where they tell nothing."""
    inner = text[1:-1]
    return inner if text == f"'{inner}'" and not {*inner} & {*"\\'"} and inner.strip() else text


# The duties


class _Owed(NamedTuple):
    """One report, with the accidents that it is to tell of."""

    duty: Duty
    names: list[str]
    open_names: list[str]


def named(accident: Accident, lang: Lang) -> str:
    """Name an accident by its id, or by its first row."""
    return accident.id or _ROW.text(lang, row=accident.rows[0])


_ROW = Words("（{row}行目）", "(row {row})")


def owed_in(judged: Judged, lang: Lang = "ja") -> list[_Owed]:
    """Give the reports by law, the earliest first; a periodic report once for all its accidents."""
    reports: dict[object, _Owed] = {}
    for number, answer in enumerate(judged.answers):
        for duty in answer.duties:
            if not duty.is_law:
                continue
            key: object = (number, duty.report)
            if duty.report is Report.PERIODIC:
                key = (duty.carrier, duty.covers, duty.form, duty.to, duty.deadline)
            owed = reports.setdefault(key, _Owed(duty, [], []))
            names = owed.names if duty.is_certain else owed.open_names
            names.append(named(answer.accident, lang))
            if duty.is_certain and not owed.duty.is_certain:
                reports[key] = owed._replace(duty=duty)
    return sorted(reports.values(), key=_soonest)


def _soonest(owed: _Owed) -> tuple[date, date, str]:
    """Put what is to be done promptly first; the rest by its last day."""
    counted = owed.duty.counted_from or date.min
    end = end_of(owed.duty)
    return (date.min if end is None else end.astimezone(JAPAN).date(), counted, owed.duty.report)


def duties_page(judged: Judged, lang: Lang) -> Page:
    """List what is to be reported by when, then where that stands."""
    heads = [
        Words("期限", "Due"),
        *([] if judged.at is None else [Words("状況", "Status")]),
        Words("報告", "Report"),
        Words("様式", "Form"),
        Words("事業者名", "Carrier"),
        Words("対象の事故", "Accidents"),
        Words("件数", "Number"),
        Words("未確定の事故", "Undecided accidents"),
        Words("件数", "Number"),
        Words("報告対象期間", "Covers"),
        Words("期限の数え方", "How it is counted"),
    ]
    lines: list[list[Out | None]] = [[Out(each.text(lang), "head") for each in heads]]
    grounds_of: dict[str, str] = {}
    for owed in owed_in(judged, lang):
        duty = owed.duty
        name = bracketed(REPORTS[duty.report].text(lang), duty.form or "", lang)
        grounds_of.setdefault("　".join([*grounds(duty, lang)]), name)
        status = []
        if judged.at is not None:
            (entry_,) = agenda([duty], judged.at)
            status = [Out(STATUSES[entry_.status].text(lang), "wrap")]
        lines.append(
            [
                Out(due_by(duty, lang), "strong" if owed.names else "open"),
                *status,
                Out(REPORTS[duty.report].text(lang), "wrap"),
                Out(duty.form or "", "wrap"),
                Out(duty.carrier or "", "wrap"),
                Out(_names(owed.names, lang), "wrap"),
                Out(len(owed.names) or "", "number"),
                Out(_names(owed.open_names, lang), "wrap"),
                Out(len(owed.open_names) or "", "number"),
                Out(_covers(duty, lang), "wrap"),
                Out("\n".join(counting(duty, lang)), "wrap"),
            ]
        )
    if len(lines) == 1:
        lines.append([Out(_NO_DUTY.text(lang))])
    lines.append([])
    lines += [[Out(entry(name, text, lang), "note")] for text, name in grounds_of.items()]
    lines += [[Out(text, "note")] for text in (_NO_NOTICE.text(lang), presumption(lang))]
    widths = [26, *([] if judged.at is None else [18]), 12, 14, 20, 40, 7, 40, 7, 20, 48]
    return Page(said.DUTIES.text(lang), _rows(lines), widths, 1)


_NO_DUTY = Words("報告の義務はない。", "Nothing has to be reported.")
_NO_NOTICE = Words(
    "総務省のガイドラインの推奨する利用者への初報（発生から30分以内）は、掲げていない。",
    "The first notice to users that the ministry's guideline recommends is not listed.",
)
_AND_MORE = Words("{names}ほか{n:,}件（「{page}」のとおり）", "{names} and {n:,} more (see {page})")


def _names(names: Sequence[str], lang: Lang) -> str:
    told = series(names[:MOST_NAMED], lang) if names else ""
    more = len(names) - MOST_NAMED
    page = said.LIST.text(lang)
    return _AND_MORE.text(lang, names=told, n=more, page=page) if more > 0 else told


def _covers(duty: Duty, lang: Lang) -> str:
    if duty.covers is None:
        return ""
    first, last = (day(each, lang) for each in duty.covers)
    return _FROM_TO.text(lang, first=first, last=last)


_FROM_TO = Words("{first}から\n{last}まで", "{first} to\n{last}")


# The tables of each fiscal year


def years_page(judged: Judged, lang: Lang) -> Page:
    """Give the tables of every fiscal year that has accidents, the latest first."""
    return Page(said.YEARS.text(lang), _rows(_years(judged, lang)), [44, *[16] * 11])


def _years(judged: Judged, lang: Lang) -> Iterator[list[Out | None]]:
    tally = Tally()
    for each in judged.verdicts:
        tally.add(each)
    years = sorted(tally.years(), reverse=True)
    if not years:
        yield [Out(_NO_YEARS.text(lang))]
    for i, made in enumerate(tables_of(tally, years)):
        for table in made.tables:
            if table is not made.by_quarter or i == 0:  # it tells of all years
                yield from _table(table, lang)


_NO_YEARS = Words("判定した事故がない。", "No accident was judged.")


def _table(table: Table, lang: Lang) -> Iterator[list[Out | None]]:
    share = [] if table.shares is None else [Out(_SHARE.text(lang), "head")]
    yield [Out(table.title.text(lang), "heading")]
    heads = [Out(each.name.text(lang), "head") for each in table.columns]
    yield [Out("", "head"), *heads, *share]
    shares = table.shares or [None] * len(table.rows)
    for head, counts, part in zip(table.rows, table.cells, shares, strict=True):
        name = f"{'　' * head.level}{head.name.text(lang)}"
        cells = [Out(count, "number") for count in counts]
        told = [] if table.shares is None else [Out("" if part is None else f"{part}%", "right")]
        yield [Out(name, "strong" if head.level == 0 else "wrap"), *cells, *told]
    if table.totals is not None:
        yield [Out(TOTAL.name.text(lang), "strong"), *(Out(n, "total") for n in table.totals)]
    for note in table.notes:
        yield [Out(_NOTE.text(lang, text=note.text(lang)), "note")]
    yield []


_SHARE = Words("割合", "share")
_NOTE = Words("注　{text}", "Note: {text}")


# The accidents of the periodic report


def list_page(judged: Judged, lang: Lang) -> Page:
    """List the accidents of the periodic reports, each with the facts that its item asks."""
    lines: list[list[Out | None]] = [[Out(each.text(lang), "head") for each, _ in _LISTED]]
    for answer in judged.answers:
        verdict = answer.verdict
        for duty in answer.duties:
            if duty.report is Report.PERIODIC and verdict is not None:
                texts = _listed(answer, verdict, duty, lang)
                lines.append([Out(text, "wrap") for text in texts])
    if len(lines) == 1:
        lines.append([Out(_NOTHING_LISTED.text(lang))])
    lines += [[], [Out(_IS_NO_FORM.text(lang), "note")]]
    return Page(
        said.LIST.text(lang),
        _rows(lines),
        [width for _, width in _LISTED],
        1,
        len(_LISTED),
        is_wide=True,
    )


_LISTED = (
    (Words("報告対象期間", "Covers"), 20),
    (Words("事案番号", "Id"), 14),
    (Words("事業者名", "Carrier"), 20),
    (Words("発生日時", "Start"), 22),
    (Words("復旧日時", "End"), 22),
    (Words("継続時間", "Duration"), 16),
    (Words("役務と影響利用者数", "Services and users"), 34),
    (Words("停止・品質低下", "Effect"), 12),
    (Words("影響地域", "Region"), 20),
    (Words("故障した設備", "What failed"), 22),
    (Words("原因", "Cause"), 22),
    (Words("該当する号と基準", "Item and what it asks"), 48),
    (Words("様式", "Form"), 26),
    (Words("確度", "Certainty"), 12),
)
_IS_NO_FORM = Words(
    "報告規則第7条の3の各号の求める事実の一覧であり、様式第27そのものではない。",
    "A list of the facts that Art. 7-3 of the Reporting Rules asks, and not the form (様式第27).",
)
_NOTHING_LISTED = Words("該当する事故はない。", "There are none.")
_EFFECTS = {
    Effect.SUSPENSION: Words("停止", "suspension"),
    Effect.DEGRADATION: Words("品質の低下", "degradation"),
}
_OTHER_FACILITY = Words("電気通信設備以外の設備", "other than telecommunications facilities")
_SERVICE_USERS = Words("{service}（{users}）", "{service} ({users})")
_ITEM = Words("{where}（{asked}）", "{where} ({asked})")
_SIMPLE = Words("{form}（{other}によることができる）", "{form} ({other} may be used)")
_SIMPLE_PERHAPS = Words(
    "{form}（{other}によることができる場合がある）", "{form} ({other} may be used in some cases)"
)
_SURE = Words("確定", "certain")
_NOT_RESTORED = Words("未復旧", "not restored")


def _listed(answer: Answer, verdict: Verdict, duty: Duty, lang: Lang) -> list[str]:
    incident, lines = verdict.incident, answer.accident.lines
    impacts = incident.impacts
    effects = dict.fromkeys(
        _EFFECTS[each.effect].text(lang) for each in impacts if each.effect is not None
    )
    failed = [each.failed_text for each in lines if each.failed_text]
    if incident.facility is Facility.OTHER:
        failed.insert(0, _OTHER_FACILITY.text(lang))
    elif incident.equipment in EQUIPMENT:
        failed.insert(0, EQUIPMENT[incident.equipment].text(lang))
    start, end = _ends(answer, verdict, lang)
    services = [
        _SERVICE_USERS.text(
            lang, service=service_name(each.service, lang), users=people(each.users, lang)
        )
        for each in impacts
    ]
    return [
        _covers(duty, lang),
        named(answer.accident, lang),
        incident.carrier or "",
        start,
        end,
        _duration(answer, lang),
        "\n".join(services),
        series(effects, lang),
        series(dict.fromkeys(each.area for each in lines if each.area), lang),
        series(dict.fromkeys(failed), lang),
        series(dict.fromkeys(each.cause_text for each in lines if each.cause_text), lang),
        "\n".join(_items(verdict, lang)),
        _form(duty, lang),
        (_SURE if duty.is_certain else MET[Met.UNDECIDED]).text(lang),
    ]


def _ends(answer: Answer, verdict: Verdict, lang: Lang) -> tuple[str, str]:
    periods = verdict.periods()
    start = clock(min(each.start for each in periods), lang)
    ends = [each.end for each in periods if each.end is not None]
    if len(ends) == len(periods):
        return start, clock(max(ends), lang)
    return start, (_NOT_RESTORED if answer.accident.running else UNKNOWN).text(lang)


def _duration(answer: Answer, lang: Lang) -> str:
    """Say how long it lasted: from the narrowest reading to the widest, as it was judged."""
    if answer.verdict is None:
        return ""
    spans = [each.given.duration for each in answer.verdict.findings if each.given.duration]
    if not spans or any(each.low is None for each in spans):
        return UNKNOWN.text(lang)
    lows = [each.low for each in spans if each.low is not None]
    highs = [each.high for each in spans if each.high is not None]
    is_known = len(highs) == len(spans)
    return lasted(Bounds(max(lows), max(highs) if is_known else None), lang)


def _items(verdict: Verdict, lang: Lang) -> Iterator[str]:
    """Name the items of the periodic rule that are met, or may be."""
    asked: dict[str, list[str]] = {}
    for each in verdict.findings:
        limb = each.limb
        if limb.grade is Grade.PERIODIC and limb.exclusion is None and each.met is not Met.NO:
            text = requirement(limb, lang)
            if each.met is Met.UNDECIDED:
                text += f"［{MET[each.met].ja}］" if lang == "ja" else f" [{MET[each.met].en}]"
            asked.setdefault(place(limb.citation, lang), []).append(text)
    for where, texts in asked.items():
        yield _ITEM.text(lang, where=where, asked=series(dict.fromkeys(texts), lang))


def _form(duty: Duty, lang: Lang) -> str:
    if not duty.other_forms:
        return duty.form or ""
    other = duty.other_forms[0]
    words = _SIMPLE if other.allowed is Met.YES else _SIMPLE_PERHAPS
    return words.text(lang, form=duty.form or "", other=other.form)


def pages(judged: Judged, lang: Lang = "ja") -> list[Page]:
    """Give all pages of the result, in their order."""
    made = (summary_page, table_page, problems_page, duties_page, years_page, list_page)
    return [page(judged, lang) for page in made]
