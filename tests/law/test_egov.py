"""The texts of articles out of files of e-Gov, and as they were recorded.

The texts of articles in this file are invented. They only have the shape of 法令標準XML, and stand
under the name and the numbers of an ordinance.
"""

import random
import re
import time
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jikorules import InvalidInput, InvalidLaw, load_law
from jikorules.law import egov
from jikorules.law.data_facts import provisions_of
from jikorules.law.egov import LawText, RecordedText, read_law, recorded_texts

RULES = "電気通信事業法施行規則"
RULES_ID = "360M50001000025"

ARTICLE_58 = """
      <Article Num="58">
        <ArticleCaption>（架空の定め）</ArticleCaption>
        <ArticleTitle>第五十八条</ArticleTitle>
        <Paragraph Num="1">
          <ParagraphNum/>
          <ParagraphSentence>
            <Sentence Num="1" WritingMode="vertical">架空の事項は、次のとおりとする。</Sentence>
          </ParagraphSentence>
          <Item Num="1">
            <ItemTitle>一</ItemTitle>
            <ItemSentence>
              <Sentence Num="1">机が<Ruby>毀<Rt>き</Rt></Ruby>損した場合</Sentence>
            </ItemSentence>
            <TableStruct>
              <Table>
                <TableRow>
                  <TableColumn rowspan="2"><Sentence>赤い机</Sentence></TableColumn>
                  <TableColumn><Sentence>七日</Sentence></TableColumn>
                  <TableColumn><Sentence/></TableColumn>
                </TableRow>
                <TableRow>
                  <TableColumn><Sentence>九日</Sentence></TableColumn>
                  <TableColumn><Sentence>十<Sup>2</Sup>台</Sentence></TableColumn>
                </TableRow>
              </Table>
            </TableStruct>
          </Item>
        </Paragraph>
        <Paragraph Num="2">
          <ParagraphNum>２</ParagraphNum>
          <ParagraphSentence>
            <Sentence Num="1" Function="main">椅子は、机とみなす。</Sentence>
            <Sentence Num="2" Function="proviso">ただし、ＡＢＣ型を除く。</Sentence>
          </ParagraphSentence>
        </Paragraph>
      </Article>"""


def plain(number: str, text: str) -> str:
    return (
        f'<Article Num="{number}"><ArticleTitle>架空</ArticleTitle><Paragraph Num="1">'
        f"<ParagraphSentence><Sentence>{text}</Sentence></ParagraphSentence></Paragraph></Article>"
    )


def law(title: str, number: str, articles: str, after: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<Law Era="Showa" Year="60" Num="025" LawType="MinisterialOrdinance" Lang="ja">'
        f"<LawNum>{number}</LawNum><LawBody><LawTitle>{title}</LawTitle>"
        f'<MainProvision><Chapter Num="1"><ChapterTitle>第一章</ChapterTitle>{articles}</Chapter>'
        f"</MainProvision>{after}</LawBody></Law>"
    )


ARTICLES = plain("1", "机を定める。") + plain("57", "机を報告する。")
ARTICLES += ARTICLE_58 + plain("58_2", "机が傾いた場合とする。")
RULES_XML = law(RULES, "昭和六十年郵政省令第二十五号", ARTICLES)
DATA = RULES_XML.encode()
ARTICLES_OF = ("57", "58", "58-2")
HASHES = {number: read_law(DATA, "").sha256(number) for number in ARTICLES_OF}


def changed(xml: str) -> list[str]:
    """Give the articles, of those with a provision, that a file does not hold as the fixture."""
    text = read_law(xml.encode(), "law.xml")
    return [number for number in ARTICLES_OF if text.sha256(number) != HASHES[number]]


SEEN = re.sub(r"<Rt>.*?</Rt>|<[^>]*>", lambda found: "\0" * len(found[0]), ARTICLE_58)
PLACES = [i for i, letter in enumerate(SEEN) if letter != "\0" and not letter.isspace()]


@pytest.mark.parametrize("place", PLACES)
def test_one_changed_letter_names_its_article(place: int) -> None:
    other = ARTICLE_58[:place] + "■" + ARTICLE_58[place + 1 :]
    assert changed(RULES_XML.replace(ARTICLE_58, other)) == ["58"]


CHANGES = {
    "another article": ("机が傾いた", "机が倒れた", "58-2"),
    "a width": ("ＡＢＣ型", "ABC型", "58"),
    "a cell moved": (
        "<TableColumn><Sentence>九日</Sentence></TableColumn>",
        "<TableColumn><Sentence/></TableColumn><TableColumn><Sentence>九日</Sentence></TableColumn>",
        "58",
    ),
    "cells that change places": ("赤い机", "七日", "58"),
    "a span": ('rowspan="2"', 'rowspan="3"', "58"),
    "no raised figure": ("<Sup>2</Sup>", "2", "58"),
    "a number of a paragraph": ("<ParagraphNum>２<", "<ParagraphNum>３<", "58"),
    "a paragraph more": (
        '</Paragraph>\n        <Paragraph Num="2">',
        '</Paragraph><Paragraph><ParagraphNum>２</ParagraphNum></Paragraph><Paragraph Num="3">',
        "58",
    ),
    "one sentence instead of two": (
        'みなす。</Sentence>\n            <Sentence Num="2" Function="proviso">',
        "みなす。",
        "58",
    ),
    "an article twice": ('<Article Num="1">', '<Article Num="57">', "57"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_names_its_article(name: str) -> None:
    old, new, article = CHANGES[name]
    assert old in RULES_XML
    assert changed(RULES_XML.replace(old, new)) == [article]


NO_CHANGES = {
    "indentation": (re.compile(r">\s+<"), "><"),
    "line ends": (re.compile("\n"), "\r\n"),
    "white space in the text": (re.compile("机"), "\n 　\t机\u00a0 "),
    "attributes": (re.compile(r' (Function|WritingMode)="\w+"'), ' Hide="false"'),
    "the number of a paragraph": (re.compile('<Paragraph Num="2">'), '<Paragraph Num="8">'),
    "a span of one": (re.compile("<TableColumn>"), '<TableColumn rowspan="1" BorderTop="solid">'),
    "the reading of ruby": (re.compile("<Rt>き</Rt>"), "<Rt>こわ</Rt>"),
    "no ruby": (re.compile("<Ruby>毀<Rt>き</Rt></Ruby>"), "毀"),
    "a line": (re.compile("椅子は"), '<Line Style="solid">椅子</Line>は'),
    "comments": (re.compile("<Sentence"), "<!-- 注 --><?note 1?><Sentence"),
    "an empty element": (re.compile("<ParagraphNum/>"), ""),
    "entities of XML": (re.compile("机"), "&#x673A;"),
    "CDATA": (re.compile("椅子は、机とみなす。"), "<![CDATA[椅子は、机とみなす。]]>"),
    "another article": (re.compile("机を定める"), "椅子を定める"),
    "one article more": (re.compile('<Article Num="58">'), plain("57_2", "増") + r"\g<0>"),
    "another division": (re.compile("Chapter"), "Part"),
    "no division": (re.compile("<Chapter .*?</ChapterTitle>|</Chapter>"), ""),
    "supplementary provisions": (
        re.compile("</MainProvision>"),
        f"</MainProvision><SupplProvision>{plain('58', '附則')}</SupplProvision>",
    ),
    "an amending provision": (
        re.compile('<Article Num="58">'),
        '<Article Num="99"><Paragraph><AmendProvision><NewProvision>'
        + plain("58", "改正")
        + r"</NewProvision></AmendProvision></Paragraph></Article>\g<0>",
    ),
    "an amending provision without an article": (
        re.compile('<Article Num="1">'),
        "<Paragraph><AmendProvision><NewProvision>"
        + plain("58", "改正")
        + r"</NewProvision></AmendProvision></Paragraph>\g<0>",
    ),
    "an article in an article": (
        re.compile("机を定める。"),
        f"机を定める。<QuoteStruct>{plain('58', '引用')}</QuoteStruct>",
    ),
    "a table of contents": (
        re.compile("<MainProvision>"),
        f"<TOC>{plain('58', '目次')}</TOC><MainProvision>",
    ),
    "a byte order mark": (re.compile(r"\A"), "\ufeff"),
}


@pytest.mark.parametrize("name", NO_CHANGES)
def test_what_is_no_change(name: str) -> None:
    old, new = NO_CHANGES[name]
    assert old.search(RULES_XML)
    assert changed(old.sub(new, RULES_XML)) == []


def test_the_canonical_text_can_be_read() -> None:
    """Frozen: another canonical text makes every hash that was recorded worthless."""
    assert read_law(DATA, "").articles["58"] == (
        "ArticleCaption[1]\t（架空の定め）\n"
        "ArticleTitle[1]\t第五十八条\n"
        "Paragraph[1]/ParagraphSentence[1]/Sentence[1]\t架空の事項は、次のとおりとする。\n"
        "Paragraph[1]/Item[1]/ItemTitle[1]\t一\n"
        "Paragraph[1]/Item[1]/ItemSentence[1]/Sentence[1]\t机が毀損した場合\n"
        + "".join(
            f"Paragraph[1]/Item[1]/TableStruct[1]/Table[1]/{place}/Sentence[1]\t{text}\n"
            for place, text in {
                "TableRow[1]/TableColumn[1,rowspan=2]": "赤い机",
                "TableRow[1]/TableColumn[2]": "七日",
                "TableRow[2]/TableColumn[1]": "九日",
                "TableRow[2]/TableColumn[2]": "十<Sup>2</Sup>台",
            }.items()
        )
        + "Paragraph[2]/ParagraphNum[1]\t２\n"
        "Paragraph[2]/ParagraphSentence[1]/Sentence[1]\t椅子は、机とみなす。\n"
        "Paragraph[2]/ParagraphSentence[1]/Sentence[2]\tただし、ＡＢＣ型を除く。\n"
    )


def test_an_article_that_is_not_there_has_no_hash() -> None:
    text = read_law(RULES_XML.replace('Num="58_2"', 'Num="9"').encode(), "")
    assert [text.sha256(number) for number in ARTICLES_OF] == [HASHES["57"], HASHES["58"], None]


V1 = "<DataRoot><Result><Code>0</Code><Message/></Result><ApplData><LawId>{}</LawId><LawNum/>"
V1 += "<LawFullText>{}</LawFullText></ApplData></DataRoot>"
V2 = "<law_data_response><law_info><law_id>{}</law_id></law_info><revision_info><law_revision_id>"
V2 += "{}</law_revision_id></revision_info><law_full_text>{}</law_full_text></law_data_response>"
BARE = RULES_XML.partition("\n")[2]


def test_an_article_outside_the_law_is_left_out() -> None:
    assert changed(f"<x>{plain('58', '外')}<LawTitle>外</LawTitle>{BARE}</x>") == []


def test_answers_of_the_api_are_read() -> None:
    revision = f"{RULES_ID}_20260810_508M60000008107"
    assert changed(V1.format(RULES_ID, BARE)) == []
    assert changed(V2.format(RULES_ID, revision, BARE)) == []
    one = read_law(V2.format(RULES_ID, revision, BARE).encode(), "a.xml")
    assert (one.id, one.revision, one.title) == (RULES_ID, revision, RULES)
    other = read_law(DATA, "a.xml")
    assert (other.id, other.revision) == (None, None)
    assert other.number == "昭和六十年郵政省令第二十五号"


def refused(data: bytes) -> str:
    """Give what is said of a file in both languages; it must be said fast."""
    before = time.process_time()
    with pytest.raises(InvalidInput) as caught:
        read_law(data, "law.xml")
    assert time.process_time() - before < 10
    assert [each.path for each in caught.value.problems] == ["law.xml"]
    return f"{caught.value.text('ja')}\n{caught.value.text('en')}"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
DECLARED = "DOCTYPE 又は ENTITY の宣言"
HOSTILE = {
    "billion laughs": (BOMB + "]><Law>&i;</Law>", DECLARED),
    "an entity of its own": (
        RULES_XML.replace("<Law ", '<!DOCTYPE Law [<!ENTITY a "机">]><Law '),
        DECLARED,
    ),
    "an external entity": (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Law><LawNum>&a;</LawNum></Law>',
        DECLARED,
    ),
    "an external document type": ('<!DOCTYPE x SYSTEM "https://example.jp/x.dtd"><Law/>', DECLARED),
    "an entity not declared": (RULES_XML.replace("机", "&nbsp;"), "undefined entity"),
    "deep nesting": ("<a>" * 10_000 + "</a>" * 10_000, "それより深くなっています"),
    "deep nesting in an article": (
        RULES_XML.replace("机を報告", "<a>" * 10_000 + "</a>" * 10_000),
        "それより深くなっています",
    ),
    "many elements": (
        RULES_XML.replace("机を報告", "<a/>" * (egov.MOST_ELEMENTS + 1)),
        "それを超えています",
    ),
    "a span of many digits": (
        RULES_XML.replace('rowspan="2"', f'rowspan="{"9" * 5_000}"'),
        "欄の行数又は列数（4桁以内の数字）が必要",
    ),
    "columns of many digits": (
        RULES_XML.replace('rowspan="2"', 'colspan="10000"'),
        "欄の行数又は列数",
    ),
    "a span of two lines": (
        RULES_XML.replace('rowspan="2"', 'rowspan="2]&#10;Paragraph[9"'),
        "欄の行数又は列数",
    ),
    "long names of elements": (
        RULES_XML.replace("机を報告", f"<{'a' * 50_000}>{'<b>机</b>' * 2_100}</{'a' * 50_000}>"),
        "条の中の要素の位置が合わせて100000000字以下の XML",
    ),
    "too large": ("<Law>" + " " * egov.MOST_BYTES + "</Law>", "67108864バイト以下のファイル"),
    "a ZIP archive": ("PK\x03\x04", "圧縮されています（ZIP）"),
    "nothing": ("", "空です"),
    "white space": (" \r\n", "空です"),
    "text": ("第五十八条　架空の事項は…", "XML ではありません"),
    "JSON": ('{"law_full_text": {"tag": "Law"}}', "XML ではありません"),
    "an HTML page": ("<!DOCTYPE html>\n<html><body>Not Found</body></html>", "HTML の画面"),
    "a page without a type": ("<html lang=ja><title>エラー</title>", "HTML の画面"),
    "an error of the API": (
        "<DataRoot><Result><Code>1</Code><Message>該当なし</Message></Result></DataRoot>",
        "法令（Law）がありません",
    ),
    "two laws": (f"<x>{BARE}{BARE}</x>", "2つ以上の法令（Law）"),
    "a law in a law": (RULES_XML.replace("机を定める", "<Law/>"), "2つ以上の法令（Law）"),
    "something after the end": (RULES_XML + "<x/>", "junk after document element"),
    "Shift_JIS declared": (RULES_XML.replace("UTF-8", "Shift_JIS"), "'Shift_JIS'"),
    "UTF-7 declared": (RULES_XML.replace("UTF-8", "utf-7"), "'utf-7'"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_file_of_a_law_is_refused(name: str) -> None:
    text, says = HOSTILE[name]
    assert says in refused(text.encode())


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp", "utf-16", "utf-16-le", "utf-32"])
def test_other_encodings_are_refused(encoding: str) -> None:
    data = RULES_XML.replace("UTF-8", encoding).encode(encoding)
    assert refused(data)


CUTS = [*range(60, len(RULES_XML) - 1, 97), len(RULES_XML) - 1]


@pytest.mark.parametrize("length", CUTS)
def test_a_file_that_is_cut_off_is_refused(length: int) -> None:
    assert "途中で切れています" in refused(RULES_XML[:length].encode())


def test_a_cut_inside_a_section_or_a_letter_is_refused() -> None:
    section = RULES_XML.partition("机")[0] + "<![CDATA[机を"
    assert "途中で切れています" in refused(section.encode())
    data = DATA
    place = data.index("机".encode()) + 1
    assert "UTF-8" in refused(data[:place])


def reads_or_refuses(data: bytes) -> bool:
    try:
        return isinstance(read_law(data, "law.xml"), LawText)
    except InvalidInput as error:
        return error.text("en") != error.text("ja") != ""


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert reads_or_refuses(data)


@given(st.randoms(use_true_random=False), st.integers(1, 8))
def test_any_damaged_file_is_read_or_refused(chance: random.Random, times: int) -> None:
    data = bytearray(DATA)
    for _ in range(times):
        i = chance.randrange(len(data))
        data[i : i + chance.randrange(3)] = chance.choice([b"<", b"&", b"\0", b'"', b"]]>", b"x"])
    assert reads_or_refuses(bytes(data))


def test_a_large_file_is_read() -> None:
    """The ordinances have many megabytes, nearly all of it in forms; only articles are kept."""
    forms = "<AppdxStyle><Table>" + "<TableRow><TableColumn/></TableRow>" * 250_000 + "</Table>"
    xml = RULES_XML.replace("</MainProvision>", f"</MainProvision>{forms}</AppdxStyle>")
    tracemalloc.start()
    assert changed(xml) == []
    assert tracemalloc.get_traced_memory()[1] < 8 * len(xml)
    tracemalloc.stop()


GOOD = f"""
[[text]]
law = "{RULES}"
law_id = "{RULES_ID}"
article = "58-2"
in_force = 2026-04-01
source = "https://laws.e-gov.go.jp/law/{RULES_ID}/20260401_508M60000008021"
checked = 2026-11-21
sha256 = "{"0123456789abcdef" * 4}"
"""


def texts(tmp_path: Path, text: str) -> tuple[RecordedText, ...]:
    file = tmp_path / "texts.toml"
    file.write_bytes(text.encode())
    return recorded_texts(file)


def test_recorded_texts_are_read(tmp_path: Path) -> None:
    assert texts(tmp_path, "# なし\n") == ()
    one = texts(tmp_path, GOOD)[0]
    assert (one.law_id, one.article, one.in_force) == (RULES_ID, "58-2", date(2026, 4, 1))
    both = texts(tmp_path, "\ufeff" + GOOD + GOOD.replace("in_force = 2026", "in_force = 2027"))
    assert [each.in_force.year for each in both] == [2026, 2027]


BAD = {
    'law_id = "360M5000100002"': "text[0].law_id",
    'article = "58の2"': "text[0].article",
    'article = "58_2"': "text[0].article",
    "article = 58": "text[0].article",
    'law = " "': "text[0].law",
    'source = "http://laws.e-gov.go.jp/law/360M50001000025"': "text[0].source",
    'in_force = "2026-04-01"': "text[0].in_force",
    "in_force = 2026-04-01T00:00:00": "text[0].in_force",
    "checked = 1": "text[0].checked",
    'sha256 = ""': "text[0].sha256",
    f'sha256 = "{"A" * 64}"': "text[0].sha256",
    f'sha256 = "{"a" * 63}"': "text[0].sha256",
    'mirror = "kissge/elaws-history"': "text[0].mirror",
    'words = { "第1項" = "0123456789abcde" }': "text[0].words.第1項",
    'words = { "第1項" = 1 }': "text[0].words[第1項]",
}
OPTIONAL = {"mirror": 'mirror = "https://example.jp/a"\n', "words": "words = {}\n"}


@pytest.mark.parametrize("line", BAD)
def test_bad_texts_are_refused(tmp_path: Path, line: str) -> None:
    key = line.partition(" ")[0]
    good = GOOD + OPTIONAL.get(key, "")
    assert texts(tmp_path, good)
    with pytest.raises(InvalidLaw) as caught:
        texts(tmp_path, re.sub(f"^{key} = .*$", line, good, flags=re.MULTILINE))
    assert [each.path for each in caught.value.problems] == [f"texts.toml, {BAD[line]}"]
    if key in OPTIONAL:
        return
    with pytest.raises(InvalidLaw, match=rf"texts.toml, text\[0\].{key}"):
        texts(tmp_path, re.sub(f"^{key} = .*\n", "", GOOD, flags=re.MULTILINE))


def test_texts_are_refused_as_a_whole(tmp_path: Path) -> None:
    with pytest.raises(InvalidLaw, match=r"text\[1\].*他にない条文"):
        texts(tmp_path, GOOD + GOOD)
    with pytest.raises(InvalidLaw, match="hash"):
        texts(tmp_path, GOOD.replace("sha256", "hash"))
    with pytest.raises(InvalidLaw, match="TOML"):
        texts(tmp_path, "[[text]")
    (tmp_path / "texts.toml").write_bytes("# 条文".encode("shift_jis"))
    with pytest.raises(InvalidLaw, match="TOML"):
        recorded_texts(tmp_path / "texts.toml")
    with pytest.raises(OSError, match="missing"):
        recorded_texts(tmp_path / "missing.toml")
    bad = GOOD.replace("58-2", "x").replace("https", "http")
    with pytest.raises(InvalidLaw) as caught:
        texts(tmp_path, bad)
    assert len(caught.value.problems) == 2


def test_every_text_that_comes_along_belongs_to_a_version() -> None:
    """A text that no version in force can be compared with would never be looked at."""
    provisions = provisions_of(load_law())
    for each in recorded_texts():
        assert any(
            (provision.law, provision.law_id, provision.cited(each.in_force).article)
            == (each.law, each.law_id, each.article)
            for provision in provisions
            if provision.covers(each.in_force)
        )
