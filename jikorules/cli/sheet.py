"""``jikorules sheet``: a table of accidents, judged into a new one."""

import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jikorules.basics.errors import InvalidInput, JikorulesError, Lang, Problem, Words
from jikorules.cli.common import moment, read_file, refusing
from jikorules.cli.progress import bar
from jikorules.cli.writing import destination
from jikorules.sheets.columns import SheetMap, map_of
from jikorules.sheets.csv_file import ENCODINGS
from jikorules.sheets.grid import Watch
from jikorules.sheets.judging import Judged, judge_sheet
from jikorules.sheets.pages import named
from jikorules.sheets.reading import read_sheet
from jikorules.sheets.template import template
from jikorules.sheets.writing import rendered
from jikorules.words.lists import entry, series

_A_FILE = Words("表のファイルの名前", "the name of a file with a table")
_NOT_GIVEN = Words("与えられていません", "none is given")
_GIVE_FILE = Words(
    "表のファイルか、空の表を作る --template を与えてください。",
    "Name a file, or ask for an empty table by --template.",
)
_ONE_OF_TWO = Words("表のファイルと --template のいずれか一方", "a file or --template, not both")
_BOTH = Words("両方が与えられました", "both are given")
_ALONE = Words(
    "--template は、--out と --force だけとともに与えられます。", "Give it with --out alone."
)
_TEMPLATE_NAME = "事故の表.xlsx"
_XLSX = Words(".xlsx の名前", "a name that ends in .xlsx")
_ALWAYS_XLSX = Words("空の表は、Excel ブックです。", "An empty table is an Excel workbook.")
_WROTE = Words("{name} に書き出しました。", "Written to {name}.")
_READ = Words(
    "{name}：{lines:,}行、{accidents:,}件の事故を読みました",
    "{name}: {lines:,} lines, {accidents:,} accidents",
)
_ENCODING = Words("文字コードは {encoding} です", "in {encoding}")
_OF_SHEET = Words(
    "シートは「{sheet}」、見出しは{row}行目です", "worksheet {sheet}, headers in row {row}"
)
_SO_READ = Words("読んだ列：{columns}", "Columns read: {columns}")
_AS = Words("{header}＝{name}", "{header} = {name}")
_KEPT = Words("判定に用いない列：{columns}", "Columns not used: {columns}")
_COUNTS = Words("判定：{counts}", "Answers: {counts}")
_COUNT = Words("{grade} {n:,}件", "{grade}: {n:,}")
_UNREAD = Words(
    "読み取れなかったセルが{n:,}個あります。次のとおりです。", "{n:,} cells could not be read:"
)
_SAY_OUT = Words(
    "結果の表は、--out 結果.xlsx で書き出せます。", "Add --out judged.xlsx to write the result."
)
_FULL_STOP = Words("。", ".")


def run_sheet(options: Namespace) -> int:
    """Judge a table of accidents, or write an empty one.

    Returns:
        2 if a cell could not be read, else 0.
    """
    lang: Lang = options.lang
    if options.template:
        return _template(options, lang)
    if options.file is None:
        raise InvalidInput([Problem("FILE", _A_FILE, _NOT_GIVEN, _GIVE_FILE)])
    at = moment("--at", options.at, options.lang)
    mapping = SheetMap()
    if options.map:
        mapping = map_of(read_file(options.map), options.map)
    out = None
    if options.out:
        inputs = [options.file, options.map]
        out = destination(options.out, inputs, may_exist=options.force)
    watch = watching(lang)
    with refusing(options.file, to_write=False):
        sheet = read_sheet(options.file, mapping=mapping, sheet=options.sheet, watch=watch)
    judged = judge_sheet(sheet, at=at, watch=watch)
    data = rendered(judged, options.out, lang, watch) if options.out else None
    for line in _told(judged, lang, with_answers=data is None):
        print(line)
    if data is not None and out is not None:
        out.write(data)
        print(_WROTE.text(lang, name=options.out))
    return _complain(judged, lang)


def _template(options: Namespace, lang: Lang) -> int:
    if options.file is not None:
        raise InvalidInput([Problem("--template", _ONE_OF_TWO, _BOTH, _ALONE)])
    name = options.out or _TEMPLATE_NAME
    if Path(name).suffix.lower() != ".xlsx":
        raise InvalidInput.of("--out", _XLSX, name, _ALWAYS_XLSX)
    destination(name, [], may_exist=options.force).write(template())
    print(_WROTE.text(lang, name=name))
    return 0


def _told(judged: Judged, lang: Lang, *, with_answers: bool) -> Iterable[str]:
    """Say what was read and how, and the answers."""
    sheet = judged.sheet
    lines = sum(len(each.lines) for each in sheet.accidents)
    said = [_READ.text(lang, name=sheet.source, lines=lines, accidents=len(sheet.accidents))]
    if sheet.encoding is not None:
        said.append(_ENCODING.text(lang, encoding=ENCODINGS[sheet.encoding].text(lang)))
    else:
        said.append(_OF_SHEET.text(lang, sheet=sheet.name, row=sheet.head.row))
    yield _FULL_STOP.text(lang).join([*said, ""])
    known = [
        _AS.text(lang, header=" ".join(each.header.split()), name=each.column.name.text(lang))
        for each in sheet.head.columns
        if each.column is not None
    ]
    kept = [" ".join(each.header.split()) for each in sheet.head.columns if each.column is None]
    yield _SO_READ.text(lang, columns=series(known, lang))
    if kept:
        yield _KEPT.text(lang, columns=series(kept, lang))
    yield from (each.text(lang) for each in sheet.notes)
    yield from judged.law_notes(lang)
    if with_answers:
        yield ""
        for answer in judged.answers:
            name = named(answer.accident, lang)
            yield entry(name, f"{answer.grade(lang)}　{answer.reason(lang)}", lang)
        yield ""
    counts = [_COUNT.text(lang, grade=x, n=n) for x, n in judged.counts(lang).items()]
    yield _COUNTS.text(lang, counts=series(counts, lang))
    if with_answers:
        yield _SAY_OUT.text(lang)


def _complain(judged: Judged, lang: Lang) -> int:
    """Tell the cells that could not be read."""
    problems = judged.problems
    if not problems:
        return 0
    print(_UNREAD.text(lang, n=len(problems)), file=sys.stderr)
    print(JikorulesError(each.problem(lang) for each in problems).text(lang), file=sys.stderr)
    return 2


def watching(lang: Lang) -> Watch:
    """Give what shows on standard error how far it has come, on a terminal and after a second."""

    def watch(items: Iterable[Any], what: Words) -> Iterable[Any]:
        line: Iterable[Any] | None = bar(what, lang, items)
        return items if line is None else line

    return watch
