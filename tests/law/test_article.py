"""An article as its sentences and rows: every line of its text, at the place of citing."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from jikorules.law.article import item_number, paragraph_number, read_article, row_label
from jikorules.law.egov import canonical_text


def article(inside: str) -> Element:
    return fromstring(f'<Article Num="9">{inside}</Article>')  # noqa: S314 (our own text)


def places(inside: str) -> dict[str, str]:
    read = read_article(canonical_text(article(inside)))
    return {each.place: each.text for each in read.passages}


def sentence(tag: str, *texts: str) -> str:
    inside = "".join(f"<Sentence>{text}</Sentence>" for text in texts)
    return f"<{tag}Sentence>{inside}</{tag}Sentence>"


def test_every_part_has_the_place_by_which_it_is_cited() -> None:
    """項、号、イ、(1) and the second sentence, each as officials cite it."""
    assert places(
        "<ArticleCaption>（甲）</ArticleCaption><ArticleTitle>第九条</ArticleTitle>"
        f"<Paragraph><ParagraphNum/>{sentence('Paragraph', '子', '丑')}</Paragraph>"
        f"<Paragraph><ParagraphNum>２</ParagraphNum>{sentence('Paragraph', '寅')}"
        f"<Item><ItemTitle>一</ItemTitle>{sentence('Item', '卯')}"
        f"<Subitem1><Subitem1Title>イ</Subitem1Title>{sentence('Subitem1', '辰')}"
        f"<Subitem2><Subitem2Title>（１）</Subitem2Title>{sentence('Subitem2', '巳')}"
        "</Subitem2></Subitem1></Item>"
        f"<Item><ItemTitle>一の二</ItemTitle>{sentence('Item', '午')}</Item></Paragraph>"
    ) == {
        "見出し": "（甲）",
        "条名": "第九条",
        "第1項": "子",
        "第1項第2文": "丑",
        "第2項": "寅",
        "第2項第1号": "卯",
        "第2項第1号イ": "辰",
        "第2項第1号イ(1)": "巳",
        "第2項第1号の2": "午",
    }


def test_what_has_no_place_keeps_its_path() -> None:
    """A note, a figure or a second title is not passed over: it has its path as its place."""
    found = places(
        f"<Paragraph><ParagraphNum/>{sentence('Paragraph', '子')}"
        "<Item><ItemTitle>一</ItemTitle><ItemTitle>二</ItemTitle>"
        "<ItemSentence><Column><Sentence>丑</Sentence></Column></ItemSentence></Item>"
        "</Paragraph><SupplNote>寅</SupplNote>"
    )
    assert found == {
        "第1項": "子",
        "第1項第1号 ItemTitle[2]": "二",
        "第1項第1号 ItemSentence[1]/Column[1]/Sentence[1]": "丑",
        " SupplNote[1]": "寅",
    }


def test_two_parts_of_one_number_are_told_apart() -> None:
    """An item that is there twice is not taken for one."""
    one = f"<Item><ItemTitle>一</ItemTitle>{sentence('Item', '子')}</Item>"
    assert list(places(f"<Paragraph>{one}{one}</Paragraph>")) == [
        "第1項第1号",
        "第1項第1号（2つ目）",
    ]


def test_numbers_that_cannot_be_read_are_kept() -> None:
    """A paragraph, an item or a limb without a number that we know has its words as its place."""
    found = places(
        f"<Paragraph><ParagraphNum>ニ</ParagraphNum>{sentence('Paragraph', '子')}"
        f"<Item><ItemTitle>い</ItemTitle>{sentence('Item', '丑')}</Item>"
        f"<Item>{sentence('Item', '寅')}"
        f"<Subitem1>{sentence('Subitem1', '卯')}</Subitem1></Item></Paragraph>"
        f"<Paragraph>{sentence('Paragraph', '辰')}</Paragraph>"
    )
    assert found == {
        "1番目の項ニ": "子",
        "1番目の項ニ1番目の号い": "丑",
        "1番目の項ニ2番目の号": "寅",
        "1番目の項ニ2番目の号1番目の細分": "卯",
        "2番目の項": "辰",
    }


def cells(*texts: str) -> str:
    """Write a line of a table; "2:甲" spans two lines."""
    inside = ""
    for text in texts:
        span, colon, words = text.rpartition(":")
        attribute = f' rowspan="{span}"' if colon else ""
        inside += f"<TableColumn{attribute}><Sentence>{words}</Sentence></TableColumn>"
    return f"<TableRow>{inside}</TableRow>"


def rows(*lines: str) -> dict[str, tuple[str | None, str, tuple[tuple[str, ...], ...]]]:
    table = f"<TableStruct><Table>{cells('名', '時', '数')}{''.join(lines)}</Table></TableStruct>"
    read = read_article(canonical_text(article(f"<Paragraph>{table}</Paragraph>")))
    return {each.place: (each.number, each.name, each.lines) for each in read.rows}


def test_a_row_of_two_lines_in_both_forms() -> None:
    """A cell that spans two lines, and the older form: a second line whose first cell is empty."""
    expected = {
        "第1項表一の項": ("一", "甲", (("1", "2"),)),
        "第1項表二の項": ("二", "乙", (("3", "4"), ("5", "6"))),
        "第1項表三の項": ("三", "丙", (("7", "8"),)),
    }
    first, last = cells("一　甲", "1", "2"), cells("三　丙", "7", "8")
    assert rows(first, cells("2:二　乙", "3", "4"), cells("5", "6"), last) == expected
    assert rows(first, cells("二　乙", "3", "4"), cells("", "5", "6"), last) == expected


def test_the_number_of_a_row_stands_before_its_name() -> None:
    """The name of a row may begin with 一の項から, and its number has no white space behind it."""
    found = rows(
        cells("七　一の項から六の項まで", "1", "2"),
        cells("十　一の項から九の項まで", "1", "2"),
        cells("十一　一の項から十の項まで", "1", "2"),
        cells("第五十八条の事態", "1", "2"),
    )
    assert [(place, number, name) for place, (number, name, _) in found.items()] == [
        ("第1項表七の項", "七", "一の項から六の項まで"),
        ("第1項表十の項", "十", "一の項から九の項まで"),
        ("第1項表十一の項", "十一", "一の項から十の項まで"),
        ("第1項表4行目", None, "第五十八条の事態"),
    ]


def test_cells_out_of_the_ordinary_are_kept() -> None:
    """A cell more, a line before every row, two sentences in a cell, a cell over two columns."""
    found = rows(cells("", "1"), cells("一　甲", "2", "3", "4"))
    assert found == {
        "第1項表1行目": (None, "", (("1",),)),
        "第1項表一の項": ("一", "甲", (("2", "3", "4"),)),
    }
    odd = (
        "<Paragraph><TableStruct><Table><TableRow><TableColumn><Sentence>子</Sentence>"
        '<Sentence>丑</Sentence></TableColumn><TableColumn colspan="2"><Sentence>寅</Sentence>'
        "</TableColumn></TableRow></Table></TableStruct></Paragraph>"
    )
    assert list(places(odd).values()) == ["丑", "寅", "子"]


def test_a_second_table_has_a_place_of_its_own() -> None:
    """Rows of two tables of one item are not mixed up."""
    one = f"<TableStruct><Table>{cells('名')}{cells('一　甲')}</Table></TableStruct>"
    read = read_article(canonical_text(article(f"<Paragraph>{one}{one}</Paragraph>")))
    assert [each.place for each in read.rows] == ["第1項表一の項", "第1項表2一の項"]
    assert [row_label(each.place) for each in read.rows] == ["一の項", "一の項"]


@pytest.mark.parametrize(
    ("place", "paragraph", "item"),
    [
        ("第2項第1号表三の項", "2", "1"),
        ("第1項第12号の2イ(3)", "1", "12-2"),
        ("第3項", "3", None),
        ("見出し", None, None),
    ],
)
def test_the_numbers_of_a_place(place: str, paragraph: str | None, item: str | None) -> None:
    """第2項第1号表三の項 lies in paragraph 2, item 1."""
    assert (paragraph_number(place), item_number(place)) == (paragraph, item)


def test_nothing_is_an_article_too() -> None:
    """An article without words has nothing to be passed over."""
    assert read_article("") == read_article(canonical_text(article("")))
