"""Files of laws: whole ones, single articles and paragraphs; what is none is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jikorules import InvalidInput
from jikorules.law import egov
from jikorules.law.law_files import read_law_file

NAME = "360M50001000025_20260401_508M60000008021.xml"
ARTICLE = (
    '<Article Num="58_2"><ArticleTitle>第五十八条の二</ArticleTitle><Paragraph Num="1">'
    "<ParagraphSentence><Sentence>架空の定めとする。</Sentence></ParagraphSentence>"
    "</Paragraph></Article>"
)
PARAGRAPH = (
    '<Paragraph Num="2"><ParagraphNum>２</ParagraphNum><ParagraphSentence>'
    "<Sentence>架空の定めとする。</Sentence></ParagraphSentence></Paragraph>"
)
LAW = (
    f"<Law><LawBody><LawTitle>架空規則</LawTitle><MainProvision>{ARTICLE}</MainProvision>"
    "</LawBody></Law>"
)
BEFORE = {
    "nothing": "",
    "a byte order mark": "\ufeff",
    "a declaration": '<?xml version="1.0" encoding="UTF-8"?>\n',
    "indentation": "\n        ",
    "comments": "<!-- 甲 -->\n<!-- <Law> -->",
    "all of them": '\ufeff<?xml version="1.0" encoding="utf-8"?>\n<!-- 甲 -->\n  ',
}


@pytest.mark.parametrize("before", BEFORE)
def test_a_single_article_is_read_as_in_the_whole_law(before: str) -> None:
    """A fragment has the hash that the article has in the whole law."""
    whole = read_law_file(LAW.encode(), "law.xml")
    part = read_law_file((BEFORE[before] + ARTICLE + "\n").encode(), NAME)
    assert part.text.articles == whole.text.articles
    assert (part.is_part, whole.is_part) == (True, False)


def test_a_single_paragraph_keeps_its_number() -> None:
    """It stands in an article without a number, behind the paragraphs before it."""
    part = read_law_file(PARAGRAPH.encode(), NAME)
    assert part.text.articles == {
        "": "Paragraph[2]/ParagraphNum[1]\t２\n"
        "Paragraph[2]/ParagraphSentence[1]/Sentence[1]\t架空の定めとする。\n"
    }
    first = read_law_file(PARAGRAPH.replace(' Num="2"', "").encode(), NAME)
    assert first.text.articles[""].startswith("Paragraph[1]/ParagraphNum[1]\t２\n")


@pytest.mark.parametrize(
    ("name", "law_id", "day"),
    [
        (NAME, "360M50001000025", date(2026, 4, 1)),
        (f"kisoku-58/{NAME}", "360M50001000025", date(2026, 4, 1)),
        ("363M50001000046_20250401_507M60000008014 (1).xml", "363M50001000046", date(2025, 4, 1)),
        ("360M50001000025_20261341_508M60000008021.xml", None, None),
        ("360M50001000025.xml", None, None),
        ("kisoku-58/article.xml", None, None),
    ],
)
def test_the_name_tells_law_and_day(name: str, law_id: str | None, day: date | None) -> None:
    """<law id>_<day>_<amendment>; the name of a folder tells nothing."""
    file = read_law_file(ARTICLE.encode(), name)
    assert (file.law_id, file.day) == (law_id, day)


def test_what_the_file_tells_counts_more_than_its_name() -> None:
    """An answer of the API names its law and its revision itself."""
    revision = "360M50001000025_20270401_509M60000008001"
    answer = (
        "<law_data_response><law_info><law_id>360M50001000025</law_id></law_info><revision_info>"
        f"<law_revision_id>{revision}</law_revision_id></revision_info>"
        f"<law_full_text>{LAW}</law_full_text></law_data_response>"
    )
    file = read_law_file(answer.encode(), "363M50001000046_20250401_507M60000008014.xml")
    assert (file.law_id, file.day) == ("360M50001000025", date(2027, 4, 1))
    assert not file.is_part


HOSTILE = {
    "an entity bomb": '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + ARTICLE,
    "an external entity": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + ARTICLE,
    "a declaration inside": ARTICLE.replace("架空", '<!ENTITY a "b">'),
    "an entity": ARTICLE.replace("架空", "&nbsp;"),
    "deep nesting": ARTICLE.replace("架空", "<a>" * 10_000 + "</a>" * 10_000),
    "many elements": ARTICLE.replace("架空", "<a/>" * (egov.MOST_ELEMENTS + 1)),
    "too large": ARTICLE + " " * egov.MOST_BYTES,
    "no end": ARTICLE[:-1],
    "something behind": ARTICLE + "<x>",
    "a law behind": ARTICLE + "</MainProvision></LawBody></Law><Law>",
    "another law around": ARTICLE + "</MainProvision></LawBody><Law/><LawBody><MainProvision>",
    "Shift_JIS": '<?xml version="1.0" encoding="Shift_JIS"?>' + ARTICLE,
    "another root": ARTICLE.replace("Article", "Articles"),
    "an item": "<Item><ItemTitle>一</ItemTitle></Item>",
    "nothing": "",
    "text": "第五十八条の二　架空の定めとする。",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_part_of_a_law_is_refused(name: str) -> None:
    """The same reader, with the same limits, as for a whole law."""
    with pytest.raises(InvalidInput) as caught:
        read_law_file(HOSTILE[name].encode(), "part.xml")
    assert [each.path for each in caught.value.problems] == ["part.xml"]


@pytest.mark.parametrize("length", range(40, len(ARTICLE), 11))
def test_a_part_that_is_cut_off_is_refused(length: int) -> None:
    """The end that is put behind a part does not mend one that is cut off."""
    with pytest.raises(InvalidInput):
        read_law_file(ARTICLE[:length].encode(), "part.xml")


def test_several_articles_one_after_another_are_all_read() -> None:
    """A file that is put together of parts holds all of them."""
    twice = read_law_file((ARTICLE + ARTICLE.replace("58_2", "57")).encode(), "part.xml")
    assert sorted(twice.text.articles) == ["57", "58-2"]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing else is raised, whatever stands in the file."""
    for start in (b"", b"<Article ", b"<Paragraph Num='3'", b"<?xml version='1.0'?><Article>"):
        try:
            name = read_law_file(start + data, "part.xml").name
        except InvalidInput as error:
            name = error.problems[0].path
        assert name == "part.xml"
