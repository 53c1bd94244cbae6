"""Every hostile string through every sink: docs/threat-model.md lists the sinks and their rules."""

import ast
import csv
import io
import json
import re
import struct
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import docx
import icalendar
import markdown_it
import openpyxl
import pytest
from attrs import evolve, fields, has
from support.places import ROOT
from support.report_sample import sample

from jikorules import (
    JAPAN,
    Impact,
    Incident,
    InvalidInput,
    OtherReason,
    Period,
    Service,
    agenda,
    duties,
    from_wire,
    judge,
    outlook,
    to_ics,
    to_wire,
)
from jikorules.basics.errors import Words
from jikorules.reporting.duty import Duty, Report
from jikorules.reporting.forms.check import check
from jikorules.reporting.forms.first_report import first_report
from jikorules.reporting.forms.html import to_html
from jikorules.reporting.forms.markdown import to_markdown
from jikorules.reporting.forms.report import SeriousAccidentReport
from jikorules.reporting.forms.word import to_docx
from jikorules.reporting.text import agenda_text, duties_text
from jikorules.sheets import Judged, judge_sheet, read_sheet, sheet_csv, sheet_xlsx
from jikorules.statistics.charts import quarters, save, shares
from jikorules.statistics.charts.bars import quarter_rows
from jikorules.statistics.tables import Heading, Table, table_html, table_markdown
from jikorules.words.verdict import paragraph, sentence, tree

RAN = "document.documentElement.setAttribute('data-ran','1')"
HOSTILE = {
    "script": f"</script><script>{RAN}</script>",
    "handler": f"<img src=x onerror={RAN}>",
    "svg": f"</text><svg onload={RAN}><a href='javascript:{RAN}'>x</a></svg>",
    "quotes": "a\"b'c\\d\\",
    "attribute": f'" onload="{RAN}" x=\'',
    "cdata": "a]]>b",
    "comment": "a<!--b",
    "comment_script": "<!--<script>",
    "end": "a-->b</style></title></textarea>",
    "entity": "&lt;b&gt; &amp; &#60;i&#62; &bogus;",
    "doctype": '<!DOCTYPE x [<!ENTITY e "v">]>&e;',
    "template": "${alert(1)} {{7*7}} {x} %s {0}",
    "fffe": "a\ufffeb",
    "ffff": "a\uffffb",
    "noncharacters": "a\ufdd0b\U0001fffec\U0010ffffd",
    "nul": "a\0b",
    "escape": "a\x1b[2J\x1b]0;title\x07b",
    "c1": "a\x9b31mb\x85c\x7fd",
    "high": "a\ud800b",
    "low": "\udfffa",
    "override": "a\u202egnp.exe\u202c b",
    "isolates": "a\u2066b\u2067c\u2068d\u2069e\u061cf\u200eg\u200fh",
    "zero_width": "a\u200bb\u200cc\u200dd\u2060e\ufefff",
    "only_zero_width": "\u200b\ufeff",
    "lines": "a\nb\r\nc\rd\x0be\x0cf\u2028g\u2029h\ti",
    "calendar": "a\r\nEND:VEVENT\r\nBEGIN:VALARM\nATTACH:file:///etc/passwd;x,y",
    "pipes": "a|b||c|",
    "backticks": "`a` ```b\n```\n~~~",
    "emphasis": "**a** __b__ ~~c~~ _d_",
    "heading": "# a\n## b\n===\n---",
    "list": "1. a\n- b\n+ c\n2) d\n* e\n> f",
    "javascript": f"[a](javascript:{RAN}) ![b](javascript:{RAN}) <javascript:{RAN}> javascript:c",
    "reference": "[a]: https://example.com 'b'\n[a] [^1]",
    "addresses": "https://example.com http://a.b/c?d=e ftp://a.b www.example.com WWW.1.com //a.b",
    "mail": "mailto:a@example.com xmpp:a@example.com b@example.com",
    "equals": '=HYPERLINK("https://example.com","a")',
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3",
    "at": "@SUM(1+1)",
    "expression": "datum.x' + alert(1) + '",
    "prototype": "__proto__",
    "constructor": "constructor",
    "getter": "__defineGetter__",
    "to_string": "toString",
    "null": "null",
    "long": "あ" * 100_000,
    "long_word": "ab" * 50_000,
}
each_string = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
PLAIN = "見本通信"
DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def is_fit(sign: str) -> bool:
    """Say anew, a character at a time, what may stand in an output."""
    code = ord(sign)
    return not (
        unicodedata.category(sign) in {"Cc", "Cs"}
        or unicodedata.bidirectional(sign) in DIRECTIONS
        or sign in "\u061c\u200e\u200f"
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
    )


def unfit(text: str) -> set[str]:
    """Give the characters of an output, whose lines end in line feeds, that may not be there."""
    return {sign for sign in set(text) - {"\n"} if not is_fit(sign)}


def on_a_line(text: str) -> str:
    """Say anew what a name is on one line."""
    line = " ".join(text.split())
    if not any(unicodedata.category(sign)[0] not in "CZ" or not is_fit(sign) for sign in line):
        return ""
    return "".join(sign if is_fit(sign) else "�" for sign in line)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def accident(text: str, running: bool = False) -> Incident:
    start = datetime(2019, 4, 16, 7, 47, tzinfo=JAPAN)
    period = Period(start, None if running else start + timedelta(hours=4))
    service = Service("voice", emergency_calls=True, name=text)
    return Incident([Impact(service, 41_382, period)], id=text, carrier=text)


def owed(text: str) -> tuple[Duty, ...]:
    leak = OtherReason("secrecy_leak", date(2019, 3, 14), carrier=text, id=text)
    made = (*duties(judge(accident(text))), *duties(leak))
    return tuple(evolve(each, subject=text) for each in made)


def report_of(text: str, *, everywhere: bool = True) -> SeriousAccidentReport:
    """Give the ministry's sample with the text in every place where there is one, or in two."""
    if not everywhere:
        return evolve(sample(), outline=text, areas=(text,))

    def soiled(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(soiled, value))
        if has(type(value)):
            changes = {it.name: soiled(getattr(value, it.name)) for it in fields(type(value))}
            return evolve(value, **changes) if "Bounds" not in type(value).__name__ else value
        return text if isinstance(value, str) and not isinstance(value, Enum) else value

    return soiled(sample())  # type: ignore[no-any-return]


def is_short(text: str) -> bool:
    """Whether it may stand in a hundred places without its readers taking minutes."""
    return len(text) < 10_000


def table_of(text: str) -> Table:
    words = Words(text, text)
    head = (Heading("h", words),)
    return Table("k", words, head, head, ((1,),), notes=(words,))


# The terminal


def told(text: str) -> Iterator[str]:
    """Give whatever is written for a terminal."""
    verdict, running = judge(accident(text)), accident(text, running=True)
    coming = outlook(running, datetime(2019, 4, 16, 8, 0, tzinfo=JAPAN))
    made = owed(text)
    first = next(each for each in made if each.report is Report.FIRST)
    for lang in ("ja", "en"):
        for what in (verdict, coming):
            yield from (sentence(what, lang), paragraph(what, lang), tree(what, lang))
        yield duties_text(made, lang)
        yield agenda_text(agenda(made, datetime(2019, 4, 20, tzinfo=JAPAN)), lang)
        yield first_report(verdict, first).text(lang)


@each_string
def test_a_terminal_gets_no_commands_and_no_more_lines(text: str) -> None:
    said, plain = list(told(text)), list(told(PLAIN))
    name = on_a_line(text)
    for one, other in zip(said, plain, strict=True):
        assert unfit(one) == set()
        one.encode()
        if name:
            assert one.count("\n") == other.count("\n")
            assert name in one or PLAIN not in other


@each_string
def test_messages_show_what_came_and_no_commands(text: str) -> None:
    """What a document holds, as a key or as a value, and the names that a caller gives."""
    ways: list[Callable[[], object]] = [
        lambda: from_wire({"impacts": [], text: 1}),
        lambda: from_wire({"impacts": text}),
        lambda: from_wire({"impacts": [{"service": {"kind": text}}]}),
        lambda: Service(text),  # type: ignore[arg-type]
        lambda: save(shares({"a": 1}, "b"), f"{text[:50]}.xyz"),
        lambda: shares({text: -1}, "b"),
        lambda: quarters({text: {"a": -1}}),
        lambda: quarters({"a": {text: -1}}),
    ]
    for way in ways:
        with pytest.raises(InvalidInput) as caught:
            way()
        for lang in ("ja", "en"):
            said = caught.value.text(lang)
            assert unfit(said) == set()
            assert said.count("\n") == len(caught.value.problems) - 1
    for remark in check(report_of(text, everywhere=is_short(text))):
        assert unfit(remark.text()) == set()


@pytest.mark.parametrize("name", ["a\x1b[2J.json", "a\u202egnp.json", "a\nb.json"])
def test_messages_name_files_without_commands(name: str, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "jikorules", "judge", name],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    said = run.stderr.decode().rstrip("\n")
    assert run.returncode == 2
    assert unfit(said) == set()
    assert said.count("\n") == 0


# Markdown

ADDRESS = re.compile(r"(?i)https?://|ftp://|www\.|(?<![:\\])//|[^\\]@|[^\\]\.com")


def parsed(source: str) -> tuple[list[str], str]:
    """Give the kinds of what Markdown says, and its text."""
    kinds, texts = [], []
    for token in markdown_it.MarkdownIt("commonmark").enable("table").parse(source):
        kinds.append(token.type)
        for child in token.children or ():
            kinds.append(child.type)
            texts.append(child.content)
    return kinds, "".join(texts)


def no_breaks(kinds: list[str]) -> list[str]:
    """Leave out the line breaks, which a report takes over, and how the text is cut by them."""
    return [each for each in kinds if each not in {"text", "text_special", "hardbreak"}]


@each_string
def test_markdown_has_only_our_own_structure(text: str) -> None:
    def made(name: str) -> list[str]:
        verdict = judge(accident(name))
        return [
            tree(verdict, markdown=True),
            tree(verdict, "en", markdown=True),
            to_markdown(report_of(name, everywhere=is_short(text))),
            to_markdown(report_of(name, everywhere=is_short(text)), "en"),
            table_markdown(table_of(name)),
        ]

    name = on_a_line(text)
    for one, other in zip(made(text), made(PLAIN), strict=True):
        assert unfit(one) == set()
        one.encode()
        assert not ADDRESS.search(one)
        kinds, said = parsed(one)
        assert not {"html_inline", "html_block", "link_open", "image", "fence"} & {*kinds}
        if name:
            assert no_breaks(kinds) == no_breaks(parsed(other)[0])
            assert squeezed(name) in squeezed(said)


# HTML, Word, calendars


class Page(HTMLParser):
    """What a reader of HTML finds."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.texts: list[str] = []
        self.others: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)


@each_string
def test_html_has_only_our_own_tags(text: str) -> None:
    def made(name: str) -> list[str]:
        report = report_of(name, everywhere=is_short(text))
        return [to_html(report), to_html(report, "en"), table_html(table_of(name))]

    name = on_a_line(text)
    for one, other in zip(made(text), made(PLAIN), strict=True):
        assert unfit(one) == set()
        one.encode()
        page, plain = Page(one), Page(other)
        assert page.others == []
        assert page.names <= plain.names
        assert not {"script", "img", "svg", "a", "link", "iframe"} & {*page.tags}
        if name:
            tags = [[tag for tag in each.tags if tag != "br"] for each in (page, plain)]
            assert tags[0] == tags[1]
            assert squeezed(name) in squeezed("".join(page.texts))


@each_string
def test_word_opens_it_and_finds_only_our_own_parts(text: str) -> None:
    def tags(data: bytes) -> set[str]:
        return {each.tag for each in docx.Document(BytesIO(data)).element.body.iter()}

    made, plain = (to_docx(report_of(each, everywhere=is_short(text))) for each in (text, PLAIN))
    with ZipFile(BytesIO(made)) as package, ZipFile(BytesIO(plain)) as other:
        assert package.testzip() is None
        assert package.namelist() == other.namelist()
        body = package.read("word/document.xml").decode()
        for part in package.namelist():
            if part.endswith((".xml", ".rels")) and part != "word/document.xml":
                assert package.read(part) == other.read(part)
    assert unfit(body) - {"\r"} == set()
    assert {each.rpartition("}")[2] for each in tags(made) - tags(plain)} <= {"br", "highlight"}
    said = "".join(each.text or "" for each in docx.Document(BytesIO(made)).element.body.iter())
    assert squeezed(on_a_line(text)) in squeezed(said)


@each_string
def test_a_calendar_has_only_our_own_lines(text: str) -> None:
    def lines(data: bytes) -> list[str]:
        found = data.decode().replace("\r\n ", "").split("\r\n")
        return [re.split("[:;]", line)[0] for line in found]

    made, plain = to_ics(owed(text)), to_ics(owed(PLAIN))
    assert unfit(made.decode().replace("\r\n", "\n")) == set()
    assert lines(made) == lines(plain)
    calendar = icalendar.Calendar.from_ical(made)
    assert calendar.errors == []
    events = calendar.walk("VEVENT")
    assert [each.errors for each in events] == [[] for _ in events]
    assert all(on_a_line(text) in str(each["SUMMARY"]) for each in events)


@each_string
def test_json_holds_the_text_itself(text: str) -> None:
    made = json.dumps(to_wire(accident(text)))
    assert made.isascii()
    assert json.loads(made)["carrier"] == text


# Workbooks and CSV


def judged_table(text: str) -> Judged:
    """Judge a table that has the text in every place where somebody else writes."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    head = [
        "事案番号",
        "事業者名",
        "サービス",
        "発生日時",
        "復旧日時",
        "影響利用者数",
        text,
        "原因",
    ]
    spelt = text.encode("utf-8", "replace").decode()
    writer.writerow([each.encode("utf-8", "replace").decode() for each in head])
    good = ["2019/4/16 7:47", "2019/4/16 11:56", 41_382]
    writer.writerow([spelt, spelt, "携帯電話", *good, spelt, spelt])
    writer.writerow([f"b{spelt}", "", spelt, *good, "", ""])
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        path.write_text(file.getvalue(), "utf-8-sig", newline="")
        return judge_sheet(read_sheet(path))


def fits_a_table(text: str) -> bool:
    """Whether a CSV file can hold it: the reader refuses longer cells, and NUL."""
    return len(text) < 100_000 and "\0" not in text


@each_string
def test_a_workbook_has_texts_and_nothing_else(text: str) -> None:
    if not fits_a_table(text):
        return
    judged = judged_table(text)
    for lang in ("ja", "en"):
        data = sheet_xlsx(judged, lang)
        with ZipFile(BytesIO(data)) as package:
            assert package.testzip() is None
            names = package.namelist()
            assert not any("external" in name or "vba" in name for name in names)
            for part in (name for name in names if name.endswith(".xml")):
                ET.fromstring(package.read(part))  # noqa: S314
        for page in openpyxl.load_workbook(BytesIO(data)):
            for row in page.iter_rows():
                for cell in row:
                    assert cell.data_type in {"s", "n", "b", "d"}
                    assert (
                        unfit(str(cell.value or "").replace("_x000D_", "").replace("\r", ""))
                        == set()
                    )
                    assert cell.hyperlink is None or not cell.hyperlink.target


@each_string
def test_csv_has_no_cell_that_is_a_formula(text: str) -> None:
    if not fits_a_table(text):
        return
    data = sheet_csv(judged_table(text)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data, newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1
    assert unfit(data.replace("\r\n", "\n")) == set()
    for row in rows:
        for cell in row:
            number = re.fullmatch(r"[+-]?[0-9][0-9,.]*%?", cell)
            assert len(cell) < 2 or number or cell[0] not in "=+-@\t\r＝＋－＠"


def test_only_one_room_writes_cells() -> None:
    """A cell that begins with = + - @ is a formula to a spreadsheet: there all are escaped."""
    for file in sorted((ROOT / "jikorules").rglob("*.py")):
        if file.parent.name == "sheets":
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {alias.name for alias in node.names} | {getattr(node, "module", "")}
                assert not {"csv", "openpyxl", "xlsxwriter"} & names, file
            if isinstance(node, ast.Attribute):
                assert not re.match(r"(to|write|sink)_(csv|excel)$", node.attr), file


# Charts

# They are drawn in a process of their own, which the drawing library may end.
DRAW = """
import json, pathlib, sys
sys.path.insert(0, sys.argv[3])
from test_hostile_strings import HOSTILE, PLAIN, accident
from jikorules import ruleset
from jikorules.statistics.charts import frontier, quarters, save, shares
folder, texts = pathlib.Path(sys.argv[1]), list(HOSTILE.values())
if sys.argv[2] == "plain":
    texts = [f"{PLAIN}{i}" for i in range(len(texts))]
charts = {
    "shares": shares({text: 1 for text in texts}, texts[0]),
    "quarters": quarters({text: {text: 1} for text in texts}),
    "quarters-of-a-year": quarters({"a": {text: 1 for text in texts}}),
    "frontier": frontier(ruleset("H31"), [accident(text) for text in texts], rows=["一"]),
}
for i, text in enumerate(texts if sys.argv[2] == "hostile" else ()):
    alone = [accident(text)]
    charts[f"title-{i}"] = shares({"a": 1}, text)
    charts[f"alone-{i}"] = frontier(ruleset("H31"), alone, rows=["一"])
for name, chart in charts.items():
    kinds = ["svg"] if name[-1].isdigit() else ["svg", "png", "html"]
    for kind in kinds:
        save(chart, folder / f"{name}.{kind}")
print("alive")
"""
CHARTS = ("shares", "quarters", "quarters-of-a-year", "frontier")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of all charts, of hostile names and of plain ones."""
    folder: Path = tmp_path_factory.mktemp("charts")
    for kind in ("plain", "hostile"):
        (folder / kind).mkdir()
        run = subprocess.run(
            [sys.executable, "-c", DRAW, str(folder / kind), kind, str(Path(__file__).parent)],
            capture_output=True,
            timeout=300,
            check=False,
        )
        assert (run.returncode, run.stdout) == (0, b"alive\n"), run.stderr[-2000:]
    return folder


def pictures(folder: Path, suffix: str) -> list[Path]:
    found = sorted(folder.glob(f"hostile/*.{suffix}"))
    assert len(found) == (len(CHARTS) + 2 * len(HOSTILE) if suffix == "svg" else len(CHARTS))
    return found


def test_svg_is_xml_without_scripts(drawn: Path) -> None:
    plain = [ET.parse(file) for file in drawn.glob("plain/*.svg")]  # noqa: S314
    usual = {name for each in plain for part in each.iter() for name in part.attrib}
    for file in pictures(drawn, "svg"):
        text = file.read_text("utf-8")
        assert unfit(text) == set()
        tags = {each.tag.rpartition("}")[2] for each in ET.fromstring(text).iter()}  # noqa: S314
        assert tags <= {"svg", "g", "path", "text", "rect", "defs", "clipPath", "line", "tspan"}
        names = {name for each in ET.fromstring(text).iter() for name in each.attrib}  # noqa: S314
        assert names <= usual | {"x", "dy"}  # of a text in several lines


def test_titles_and_names_are_drawn_as_they_are(drawn: Path) -> None:
    for i, text in enumerate(HOSTILE.values()):
        line = on_a_line(text)
        line = line if len(line) <= 100 else line[:99] + "…"
        for kind in ("title", "alone"):
            root = ET.parse(drawn / f"hostile/{kind}-{i}.svg")  # noqa: S314
            said = {" ".join((each.text or "").split()) for each in root.iter()}
            said |= {each.removesuffix("\u200b") for each in said}
            # A name that has no room beside its point is left out.
            assert line in said or (kind == "alone" and (len(line) > 20 or not line)), text[:80]


def test_png_is_whole_and_of_a_sane_size(drawn: Path) -> None:
    for file in pictures(drawn, "png"):
        data = file.read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert data[-8:-4] == b"IEND"
        wide, high = struct.unpack(">II", data[16:24])
        plain = struct.unpack(">II", (drawn / "plain" / file.name).read_bytes()[16:24])
        assert wide < 8_000
        assert high < plain[1] + 500


def test_the_page_of_a_chart_has_only_our_own_scripts(drawn: Path) -> None:
    for file in pictures(drawn, "html"):
        text = file.read_text("utf-8")
        page, plain = Page(text), Page((drawn / "plain" / file.name).read_text("utf-8"))
        assert page.tags == plain.tags
        assert page.names == plain.names
        assert page.others == plain.others
        at = re.search(r"\bspec = (?=\{)", text) or pytest.fail(file.name)
        spec, end = json.JSONDecoder().raw_decode(text, at.end())
        written = text[at.end() : end]
        assert written.isascii()
        assert not {*"<>&"} & {*written}
        assert unfit(json.dumps(spec, ensure_ascii=False)) == set()


def test_every_name_has_a_bar_of_its_own() -> None:
    """Names that are alike once they are fit are still told apart."""
    texts = [*HOSTILE.values(), "x\0", "x\1", "x\ufffe", "x\ufffd", "x\ufffd (2)", "あ" * 99_999]
    rows = quarter_rows({text: {"a": 1} for text in texts})
    assert len({row["year"] for row in rows}) == len(texts)
    rows = quarter_rows({"a": {text: 1 for text in texts}})
    assert len({row["quarter"] for row in rows}) == len(texts)
    (data,) = shares(dict.fromkeys(texts, 1), "b").to_dict()["datasets"].values()
    assert len({row["name"] for row in data}) == len(texts)
    assert all(len(row["name"]) < 110 for row in data)


def test_names_in_charts_are_strings() -> None:
    odd: Any = 2018
    for way in (lambda: shares({odd: 1}, "b"), lambda: quarters({odd: {"a": 1}})):
        with pytest.raises(InvalidInput):
            way()
    with pytest.raises(InvalidInput):
        quarters({"a": {odd: 1}})
