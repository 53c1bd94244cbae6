"""The report as Markdown, HTML and Word: nothing is lost, and what is missing is seen."""

import doctest
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from html.parser import HTMLParser
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import docx
import pytest
from attrs import evolve, fields, has
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from support.places import ROOT
from support.report_sample import at, sample

from jikorules import JAPAN, Bounds, Grade
from jikorules.basics.errors import InvalidInput, JikorulesError, Lang
from jikorules.reporting.forms import blocks, html, layout, markdown, word
from jikorules.reporting.forms.blocks import clean
from jikorules.reporting.forms.gaps import GAPS, NOT_ASKED, gaps
from jikorules.reporting.forms.html import to_html
from jikorules.reporting.forms.layout import form
from jikorules.reporting.forms.markdown import to_markdown
from jikorules.reporting.forms.report import (
    Cause,
    Channel,
    Engineer,
    Inquiries,
    PastAccident,
    Phenomenon,
    Place,
    PublicNotice,
    Registration,
    Related,
    Reporter,
    SeriousAccidentReport,
    Step,
    Subject,
    Supervisor,
)
from jikorules.reporting.forms.vocabulary import CauseKind, Exempt, NoticeChannel, Phase
from jikorules.reporting.forms.word import to_docx

LANGS: tuple[Lang, ...] = ("ja", "en")
SAMPLE, EMPTY = sample(), SeriousAccidentReport()
FULL = evolve(
    SAMPLE,
    phenomena=(
        evolve(SAMPLE.phenomena[0], users=Bounds.exact(58_990)),
        evolve(SAMPLE.phenomena[1], start=at(14, 12, 1), users=Bounds.at_least(7)),
    ),
    areas=("北の島", "南の島"),
    causes=(
        *SAMPLE.causes,
        Cause(title="電源の仮設", text="仮の線が外れた。", kind=CauseKind.OUTBREAK),
    ),
    notices=(
        *SAMPLE.notices,
        PublicNotice(at=at(15, 1), content="短い知らせ", channel=NoticeChannel.SOCIAL),
        PublicNotice(at=at(15, 2), content="個別の知らせ", channel=NoticeChannel.MAIL),
        PublicNotice(at=at(15, 3), content="店頭の掲示", channel=NoticeChannel.OTHER),
    ),
    past=(*(SAMPLE.past or ()), PastAccident(text="小さな停電", grade=Grade.NONE)),
    attachments=("時系列の表", "写真"),
)
MARKUP = "- <b>&amp;\"'</b> `*_x_*` [t](u) |#~\\ $1\n1. <script>alert(1)</script>\n+ ]]> <!--"
awkward = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("<>&\"'`*_[]()|#~\\-+=.1 \t\n\r\0\x0b\x1b\x85\u2028\ud800\udfff\ufffe①～"),
    ),
    max_size=300,
)


class Page(HTMLParser):
    """What a reader of the HTML gets."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[str | None] = []
        self.texts: list[str] = []
        self.cells: list[str] = []
        self.marked: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [value for _, value in attrs]
        if tag in ("td", "th"):
            self.cells.append("")
        if tag == "mark":
            self.marked.append("")
        if tag == "br":
            self.handle_data("\n")

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] == ["style"]:
            return
        self.texts.append(data)
        if self.cells:
            self.cells[-1] += data
        if self.marked:
            self.marked[-1] += data


def strings(value: object) -> Iterator[str]:
    """Give the texts of a report."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple):
        yield from chain.from_iterable(map(strings, value))
    elif has(kind := type(value)):
        for each in fields(kind):
            yield from strings(getattr(value, each.name))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def of_markdown(report: SeriousAccidentReport, lang: Lang = "ja") -> str:
    text = to_markdown(report, lang).replace("\\\n", "\n")
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def of_html(report: SeriousAccidentReport, lang: Lang = "ja") -> str:
    return "".join(Page(to_html(report, lang)).texts)


def paragraphs(element: Any) -> list[str]:
    return [
        "".join(
            "\n" if each.tag == qn("w:br") else each.text or ""
            for each in paragraph.iter(qn("w:t"), qn("w:br"))
        )
        for paragraph in element.iter(qn("w:p"))
    ]


def of_word(report: SeriousAccidentReport, lang: Lang = "ja") -> str:
    document = docx.Document(BytesIO(to_docx(report, lang)))
    return "\n".join(paragraphs(document.element.body))


READERS = [of_markdown, of_html, of_word]
Reader = Callable[[SeriousAccidentReport, Lang], str]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("read", READERS)
def test_every_text_is_there(read: Reader, lang: Lang) -> None:
    text = squeezed(read(FULL, lang))
    sought = list(strings(FULL))
    assert len(sought) > 80
    assert [each for each in sought if squeezed(each) not in text] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("read", READERS)
def test_every_gap_of_an_empty_report_is_seen(read: Reader, lang: Lang) -> None:
    text = squeezed(read(EMPTY, lang))
    paths = [re.sub(r"\[[0-9]+\]", "", path) for path in gaps(EMPTY)]
    assert len(paths) > 35
    assert [path for path in paths if squeezed(GAPS[path].text(lang)) not in text] == []


def test_the_gaps_of_items_are_seen() -> None:
    report = evolve(
        FULL,
        phenomena=(Phenomenon(text="不通"),),
        causes=(Cause(title="何か"),),
        measures=(evolve(FULL.measures[0], done=None),),
        engineer=Engineer(name="技術　次郎"),
    )
    paths = [re.sub(r"\[[0-9]+\]", "", path) for path in gaps(report)]
    assert len(paths) == 4
    for read in READERS:
        assert all(squeezed(GAPS[path].text()) in squeezed(read(report, "ja")) for path in paths)


@pytest.mark.parametrize("report", [EMPTY, FULL])
@pytest.mark.parametrize("lang", LANGS)
def test_no_row_is_empty(report: SeriousAccidentReport, lang: Lang) -> None:
    assert all(row.blocks and all(each.text for each in row.blocks) for row in form(report).rows)
    cells = Page(to_html(report, lang)).cells
    assert len(cells) == 28
    assert all(map(str.strip, cells))
    (table,) = docx.Document(BytesIO(to_docx(report, lang))).tables
    assert len(table.rows) == 13  # 発生 and 復旧 share one
    assert all(cell.text.strip() for row in table.rows for cell in row.cells)


def test_gaps_are_marked() -> None:
    shown = {gap.text() for gap in GAPS.values()}
    sheet = form(EMPTY)
    marked = [
        span.text
        for row in sheet.rows
        for block in row.blocks
        for span in block.spans
        if span.is_gap
    ]
    assert marked
    assert set(marked) <= shown
    assert to_html(EMPTY).count('<mark class="gap">【未記入') == to_html(EMPTY).count("【未記入")
    assert to_markdown(EMPTY).count("`【未記入") == to_markdown(EMPTY).count("【未記入")
    body = docx.Document(BytesIO(to_docx(EMPTY))).element.body
    for run in body.iter(qn("w:r")):
        text = "".join(each.text or "" for each in run.iter(qn("w:t")))
        assert ("【未記入" in text) == any(True for _ in run.iter(qn("w:highlight")))
    for text in (to_html(FULL, "en"), to_markdown(FULL)):
        assert "<mark" not in text or "operation" in text


def test_the_rows_are_the_forms() -> None:
    path = ROOT.parent / "shared/sources/form-50-3-filled-sample.txt"
    if not path.exists():
        pytest.skip("the ministry's filled sample is not here")
    text = squeezed(path.read_text("utf-8"))
    names = [squeezed(row.name) for row in form(EMPTY).rows]
    assert len(names) == 14
    places = [text.find(name) for name in names if name != "再発防止策"]
    assert -1 not in places
    assert places == sorted(places)


def row(report: SeriousAccidentReport, name: str) -> list[str]:
    (found,) = (each for each in form(report).rows if each.name.startswith(name))
    return [f"{block.mark}{block.text}" for block in found.blocks]


def test_times_and_lengths() -> None:
    assert row(SAMPLE, "発生年月日") == ["平成30年5月14日（月曜日）12時00分"]
    assert row(SAMPLE, "復旧")[1].endswith("14時15分（継続時間：2時間30分）")  # as stated
    counted = evolve(SAMPLE, phenomena=(evolve(SAMPLE.phenomena[0], stated=None),))
    assert row(counted, "復旧")[0] == "メールを送ることも受けることもできない："
    assert row(counted, "復旧")[1].endswith("14時15分（継続時間：2時間15分）")
    assert row(evolve(counted, occurred=None), "復旧")[1].endswith(
        f"（継続時間：{GAPS['occurred'].text()}）"
    )
    assert row(evolve(counted, occurred=at(15, 0)), "復旧")[1].endswith("（継続時間：不明）")
    assert row(FULL, "発生年月日")[1].startswith("②前に受けたメール")
    reiwa = evolve(SAMPLE, occurred=datetime(2019, 5, 1, 0, 0, 5, tzinfo=JAPAN))
    assert row(reiwa, "発生年月日") == ["令和元年5月1日（水曜日）0時00分05秒"]
    assert form(evolve(EMPTY, day=date(1900, 1, 2))).day.text == "1900年1月2日"
    with pytest.raises(InvalidInput):
        form(evolve(EMPTY, day=at(1, 0)))


def test_the_timeline_tells_the_day_once() -> None:
    lines = row(SAMPLE, "措置模様")
    assert [line.split("増")[0] for line in lines if line.startswith("5/14")] == ["5/14 12:00"]
    assert lines.count("（復旧対処）") == 2  # restoration comes between
    assert lines.index("【対応者：監視業務部門】") == lines.index("12:03監視が異常を捉える。") + 1
    late = Step(at=at(14, 12, 10), text="後の一歩", phase=Phase.NOTICE)
    next_year = Step(
        at=datetime(2019, 1, 2, 3, 4, 5, tzinfo=JAPAN), text="翌年", phase=Phase.NOTICE
    )
    lines = row(evolve(SAMPLE, timeline=(next_year, late, SAMPLE.timeline[0])), "措置模様")
    assert lines[-3:] == ["（利用者への周知）", "12:10後の一歩", "2019/1/2 3:04:05翌年"]


def test_measures_keep_their_numbers() -> None:
    first, second, third = SAMPLE.measures
    lines = row(evolve(SAMPLE, measures=(second, first, third)), "再発防止策")
    numbers = [line[:2] for line in lines if line[1] == "."]
    assert lines[0] == "＜暫定対処＞"
    assert numbers == ["2.", "1.", "3."]
    assert lines[-1] == "【平成30年9月28日実施完了予定】"
    assert "【平成30年5月28日に実施済み】" in lines


def test_notices_and_inquiries() -> None:
    lines = row(SAMPLE, "利用者対応状況")
    assert "第4～11報5月15日18時00分～5月24日18時00分（復旧の進み具合）" in lines
    assert "第12報5月24日23時40分（復旧）" in lines
    assert "587件（5月31日12時00分時点）" in lines
    assert "・いつ直るのか：250件～349件" in lines
    counts = [Bounds.unknown(), Bounds.at_least(3), Bounds.at_most(4), Bounds.exact(5), None]
    report = evolve(
        EMPTY,
        inquiries=Inquiries(
            total=0,
            channels=(Channel(name=""),),
            subjects=tuple(Subject(text="問", count=count) for count in counts),
        ),
        notices=(PublicNotice(at=at(1, 2)), PublicNotice(content="知らせ")),
    )
    lines = row(report, "利用者対応状況")
    assert lines[1:4] == ["0件", "※問い合わせ窓口及び件数の内訳：", "・不明"]
    assert lines[5:10] == ["・問", "・問：3件以上", "・問：4件以下", "・問：5件", "・問"]
    gap = GAPS["notices"].text()
    assert lines[-2:] == [f"・平成30年5月1日2時00分（{gap}）", f"・{gap}（知らせ）"]


def test_none_is_not_a_gap() -> None:
    report = evolve(
        EMPTY,
        related=(),
        past=(),
        supervisor=Supervisor(exempt=Exempt.NOT_REQUIRED),
        engineer=Engineer(exempt=Exempt.OTHER_FACILITY),
    )
    assert row(report, "関連する基準") == row(report, "関連する事故") == ["該当なし"]
    assert row(report, "電気通信設備統括") == [NOT_ASKED[Exempt.NOT_REQUIRED].ja]
    assert row(report, "事故の対策") == [NOT_ASKED[Exempt.OTHER_FACILITY].ja]
    assigned = evolve(EMPTY, engineer=Engineer(name="配置　三郎", is_assigned=True))
    assert row(assigned, "事故の対策") == ["配置　三郎"]
    bare = evolve(EMPTY, related=(Related(aspect=" ", measures=(2,)),))
    gap = GAPS["related"].text()
    assert row(bare, "関連する基準") == [
        f"（{gap}の観点）",
        gap,
        "＜上記基準と再発防止策との関係＞",
        "・再発防止策2",
    ]


def test_the_head() -> None:
    report = evolve(EMPTY, registration=Registration(is_notification=True), addressee="局長殿")
    sheet = form(report)
    assert [label for label, _ in sheet.registration] == ["届出年月日", "届出番号", "連絡先", ""]
    assert sheet.addressee.text == "局長殿"
    assert form(SAMPLE).addressee.text == "総務大臣　殿"
    assert form(SAMPLE, "en").addressee.text == "To: 総務大臣"
    assert form(SAMPLE, "en").number == form(SAMPLE).number == "様式第50の3（第57条関係）"


@pytest.mark.parametrize("read", READERS)
def test_markup_stands_for_itself(read: Reader) -> None:
    report = evolve(
        FULL,
        outline=MARKUP,
        reporter=Reporter(name=MARKUP),
        areas=(MARKUP, MARKUP),
        timeline=(Step(at=at(1, 1), text=MARKUP, phase=Phase.WORK, actor=MARKUP),),
        attachments=(MARKUP,),
    )
    assert squeezed(read(report, "ja")).count(squeezed(MARKUP)) == 7
    tags = Page(to_html(report)).tags
    assert not {"b", "script"} & set(tags)


def test_markdown_has_no_line_that_makes_structure() -> None:
    report = evolve(EMPTY, outline="- a\n+ b\n1. c\n2) d\n===\n---\n# e\n> f\n    g\n|h|")
    lines = to_markdown(report).split("\n")
    start = lines.index(r"\- a\\".replace("\\\\", "\\"))
    assert [line.removesuffix("\\") for line in lines[start : start + 10]] == [
        *(r"\- a", r"\+ b", r"1\. c", r"2\) d", r"\===", r"\---", r"\# e", r"\> f", "g", r"\|h\|")
    ]


def test_html_stands_alone() -> None:
    page = Page(to_html(FULL))
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert not any(value and "//" in value for value in page.values)
    assert "url(" not in to_html(FULL)
    assert "@import" not in to_html(FULL)
    assert to_html(FULL).startswith('<!DOCTYPE html>\n<html lang="ja">')
    assert '<html lang="en">' in to_html(FULL, "en")


def test_word_is_set_as_the_form() -> None:
    document = docx.Document(BytesIO(to_docx(FULL)))
    (section,) = document.sections
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    (fonts,) = document.styles.element.xpath("w:docDefaults//w:rFonts")
    (size,) = document.styles.element.xpath("w:docDefaults//w:sz")
    (language,) = document.styles.element.xpath("w:docDefaults//w:lang")
    assert {fonts.get(qn(f"w:{key}")) for key in ("ascii", "hAnsi", "eastAsia")} == {"MS Mincho"}
    assert size.get(qn("w:val")) == "21"
    assert {language.get(qn("w:val")), language.get(qn("w:eastAsia"))} == {"ja-JP"}
    assert "PAGE" in section.footer._element.xml
    assert document.core_properties.title == "重大な事故報告書（詳報）"
    assert document.core_properties.author == ""
    created = document.core_properties.created
    assert created is not None
    assert created.date() == date(2018, 6, 8)


@pytest.mark.parametrize("write", [to_markdown, to_html, to_docx])
def test_the_same_report_gives_the_same_file(
    write: Callable[[SeriousAccidentReport], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write(FULL)
    assert write(sample() if FULL is SAMPLE else evolve(FULL)) == first
    monkeypatch.setattr("time.time", lambda: 1_000_000_000.0)
    assert write(FULL) == first


@settings(deadline=None, max_examples=40)
@given(awkward, awkward, awkward)
def test_odd_texts(one: str, two: str, three: str) -> None:
    report = evolve(
        EMPTY,
        addressee=three,
        outline=one,
        phenomena=(Phenomenon(text=two), Phenomenon(text=three)),
        place=Place(building=two),
        areas=(one, two),
        timeline=(Step(at=at(1, 1), text=one, phase=Phase.WORK, actor=three),),
        causes=(Cause(title=two, text=three),),
        past=(PastAccident(text=one),),
        attachments=(two,),
    )
    for read in READERS:
        text = read(report, "ja")
        text.encode()
        for each in (one, two):
            assert squeezed(clean(each)) in squeezed(text)
    for written in (to_markdown(report), to_html(report)):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", written)
    assert all(cell.strip() for cell in Page(to_html(report)).cells)


def test_what_is_blank_is_a_gap() -> None:
    for blank in ("", " \u3000\n", "\u200b", "\t"):
        report = evolve(EMPTY, outline=blank, areas=(blank, blank), attachments=(blank,))
        assert form(report) == form(EMPTY)
    assert clean("a\0b\ud800\tc\x0bd") == "a\ufffdb\ufffd c\nd"


def test_python_docx_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(JikorulesError, match=re.escape("pip install 'jikorules[forms]'")) as caught:
        to_docx(FULL)
    assert "python-docx" in caught.value.text("en")
    assert to_html(FULL)
    assert to_markdown(FULL)


def test_python_docx_is_loaded_only_for_a_file() -> None:
    code = "import sys, jikorules.reporting.forms.word; assert 'docx' not in sys.modules"
    subprocess.run([sys.executable, "-P", "-c", code], check=True)


@pytest.mark.parametrize("module", [blocks, layout, markdown, html, word])
def test_examples_in_the_source(module: Any) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="soffice (LibreOffice Writer) or pdftotext is not installed",
)
@pytest.mark.parametrize(("report", "lang"), [(FULL, "ja"), (FULL, "en"), (EMPTY, "ja")])
def test_the_printed_page_has_it_all(
    report: SeriousAccidentReport, lang: Lang, tmp_path: Path
) -> None:
    (tmp_path / "report.docx").write_bytes(to_docx(report, lang))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "report.docx"]
    subprocess.run(
        convert,
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=timedelta(minutes=3).total_seconds(),
    )
    command = ["pdftotext", "-raw", "-enc", "UTF-8", "report.pdf", "-"]
    printed = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout.decode()
    # The page's number stands between what goes on over a page.
    text = squeezed(re.sub(r"\n[0-9]+\n?\f", "\n", printed))
    sought = [*strings(report), *(row.name for row in form(report, lang).rows)]
    sought += [GAPS[re.sub(r"\[[0-9]+\]", "", path)].text(lang) for path in gaps(report)]
    assert [each for each in sought if squeezed(each) not in text] == []
