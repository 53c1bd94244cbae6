"""Two revisions of a law: the facts that changed, then the sentences."""

import json
from copy import deepcopy
from datetime import date
from xml.etree.ElementTree import Element, SubElement

import pytest
from support.law_xml import HIDING_PLACES, REPORTING, RULES, edition, sentence, whole_law, xml

from jikorules import InvalidInput, load_law
from jikorules.proof.text_compare import text_compare, text_compare_json, text_compare_text

OURS = load_law()
EDITIONS = {
    day: edition(OURS, date.fromisoformat(day))
    for day in ("2019-04-01", "2023-06-16", "2023-12-07", "2025-04-01", "2026-04-01")
}


def compared(number: str, before: str, after: str) -> str:
    old, new = EDITIONS[before], EDITIONS[after]
    return text_compare_text(
        text_compare(
            xml(old.articles[number]), xml(new.articles[number]), old.file(number), new.file(number)
        )
    )


def test_the_rows_of_2026() -> None:
    """令和8年総務省令第21号: rows 四 and 六 are new, the rows behind them have other numbers."""
    assert compared("58", "2023-06-16", "2026-04-01").splitlines() == [
        "電気通信事業法施行規則第58条",
        "事項",
        "  第2項第1号表四の項　番号：定めなし → 四",
        "  第2項第1号表四の項　除く項：定めなし → 一から三まで",
        "  第2項第1号表四の項　一月当たりの平均利用者数：定めなし → 1,000万",
        "  第2項第1号表四の項　時間（1）：定めなし → 4時間",
        "  第2項第1号表四の項　利用者の数（1）：定めなし → 10万",
        "  第2項第1号表四の項　時間（2）：定めなし → 2時間",
        "  第2項第1号表四の項　利用者の数（2）：定めなし → 100万",
        "  第2項第1号表五の項　番号：四 → 五",
        "  第2項第1号表五の項　除く項：一から三まで → 一から四まで",
        "  第2項第1号表六の項　番号：定めなし → 六",
        "  第2項第1号表六の項　除く項：定めなし → 一から五まで",
        "  第2項第1号表六の項　時間（1）：定めなし → 2時間",
        "  第2項第1号表六の項　利用者の数（1）：定めなし → 3万",
        "  第2項第1号表六の項　時間（2）：定めなし → 1時間",
        "  第2項第1号表六の項　利用者の数（2）：定めなし → 10万",
        "  第2項第1号表七の項　番号：五 → 七",
        "  第2項第1号表七の項　除く項：一から四まで → 一から六まで",
        "文",
        (
            "  第2項第1号表四の項　加わる「架空の役務己であつて、月の平均が千万以上のもの"
            "（一の項から三の項までに掲げるものを除く。）」"
        ),
        "  第2項第1号表五の項　第2項第1号表四の項から移る",
        "  第2項第1号表六の項　加わる「架空の役務庚（一の項から五の項までに掲げるものを除く。）」",
        "  第2項第1号表七の項　第2項第1号表五の項から移る",
        "",
        "変わった条：1",
    ]


def test_the_short_form_of_2023() -> None:
    """令和5年総務省令第85号: a paragraph more, and the one behind it has another number."""
    assert compared("57", "2023-06-16", "2023-12-07").splitlines() == [
        "電気通信事業法施行規則第57条",
        "事項",
        "  第3項表1行目　重大な事故が生ずるおそれがあると認められる事態の項の番号：2 → 3",
        "  第2項　項の番号：定めなし → 2",
        "  第2項　原因のある者：定めなし → 卸電気通信役務の提供元",
        "  第2項　速報の内容：定めなし → 発生日時、措置",
        "  第2項　様式：定めなし → 様式第50の3の2",
        "文",
        (
            "  第2項　加わる「卸電気通信役務を受ける者は、「甲」とあるのは「日時、措置」とし、"
            "様式第五十の三の二により出すことができる。」"
        ),
        "  第3項　第2項から移る",
        "",
        "変わった条：1",
    ]


def test_the_fiscal_year_of_2025() -> None:
    """令和7年総務省令第14号: from the quarter to the fiscal year, and not a word else."""
    assert compared("7-3", "2023-06-16", "2025-04-01").splitlines() == [
        "電気通信事業報告規則第7条の3",
        "事項",
        "  第1項　報告の期間：四半期 → 年度",
        "",
        "変わった条：1",
    ]


def test_the_events_of_2026() -> None:
    """Event (2) no longer asks that the failure was not noticed; (6) and (7) are new."""
    said = compared("58-2", "2023-06-16", "2026-04-01")
    lost = "  第1号ホ(2)　切り替えられなかった事象の覚知できないことの要件：あり → 定めなし"
    assert lost in said
    assert "  第1号ホ(6)　容量を上回る処理の事象の番号：定めなし → 6" in said
    assert "  第1号ホ(7)　加わる「架空の設定情報の事態」" in said
    assert "  第1号ホ(2)　改正前「架空の机を切り替える事態（覚知できずにいたもの）」" in said
    assert "  第1号ホ(2)　改正後「架空の机を切り替える事態」" in said


def test_nothing_changed() -> None:
    """The same article has no line."""
    assert compared("58", "2026-04-01", "2026-04-01") == "変わった条：0"


def changed(element: Element, old: str, new: str) -> Element:
    other = deepcopy(element)
    for each in other.iter():
        each.text = (each.text or "").replace(old, new)
    return other


def test_whole_laws_are_compared_in_every_article() -> None:
    """Articles that no provision stands in have sentences only; some are new, some are gone."""
    base = EDITIONS["2026-04-01"].articles
    plain = Element("Article", {"Num": "1"})
    sentence(SubElement(plain, "Paragraph", {"at": "第1項"}), "ParagraphSentence", "", "甲乙丙丁")
    new, gone = deepcopy(plain), deepcopy(plain)
    new.set("Num", "2")
    gone.set("Num", "3")
    old = whole_law(RULES, [plain, base["58"], base["57"], gone])
    after = [
        changed(plain, "乙丙", "乙"),
        changed(base["58"], "二十四時間", "十八時間"),
        base["57"],
        new,
    ]
    found = text_compare(old, whole_law(RULES, after))
    assert text_compare_text(found).splitlines() == [
        "電気通信事業法施行規則第1条",
        "文",
        "  柱書　改正前「甲乙丙丁」",
        "  柱書　改正後「甲乙丁」",
        "",
        "電気通信事業法施行規則第58条",
        "事項",
        "  第2項第1号表五の項　時間（1）：24時間 → 18時間",
        "",
        "電気通信事業法施行規則第3条",
        "  なくなった条",
        "",
        "電気通信事業法施行規則第2条",
        "  新設された条",
        "",
        "変わった条：4",
    ]
    english = text_compare_text(found, "en").splitlines()
    assert english[:4] == [
        "Enforcement Rules of the Telecommunications Business Act, Art. 1",
        "Sentences",
        '  opening words: before: "甲乙丙丁"',
        '  opening words: after: "甲乙丁"',
    ]
    assert "  para. 2, item 1, row 五: time (1): 24 h -> 18 h" in english
    assert english[-1] == "Articles that changed: 4"


def test_an_article_of_another_law_has_no_facts() -> None:
    """道路交通法 has an article 58 too: it is named as what it is, and only its sentences told."""
    base = EDITIONS["2026-04-01"].articles["58"]
    other = changed(base, "衛星が二時間", "衛星が三時間")
    was, now = (whole_law("道路交通法", [each]) for each in (base, other))
    (found,) = text_compare(was, now)
    assert (found.law, found.facts, len(found.wordings)) == ("道路交通法", (), 1)


def test_another_form_of_a_table_is_told_as_such() -> None:
    """The older form of a row of two lines has the same words."""
    old = EDITIONS["2026-04-01"].articles["58"]
    new = deepcopy(old)
    for line in [each for each in new.iter("TableRow") if len(each) == 2]:
        line.insert(0, Element("TableColumn"))
    for cell in new.iter("TableColumn"):
        cell.attrib.pop("rowspan", None)
    said = text_compare_text(text_compare(xml(old), xml(new)))
    assert said.splitlines()[1] == "  文字の変更はない（表の形など）。"


@pytest.mark.parametrize(("number", "old", "new", "place"), HIDING_PLACES)
def test_words_in_parentheses_that_are_known_are_told(
    number: str, old: str, new: str, place: str
) -> None:
    """A word more in what is left out, or the same words elsewhere: a sentence that changed."""
    base = EDITIONS["2026-04-01"].articles[number]
    other = changed(base, old, new)
    (found,) = text_compare(xml(base), xml(other))
    assert [each.wording.place for each in found.wordings] == [place]


def test_words_that_nothing_tells_are_not_called_a_layout() -> None:
    """千 and 一千 are one number, and ３ and 3 are one paragraph, but other words they are."""
    base = EDITIONS["2026-04-01"].articles["58"]
    for old, new in (("千を", "一千を"), ("２", "2")):
        said = text_compare(xml(base), xml(changed(base, old, new)))
        assert [each.is_layout for each in said] == [False]
        lines = [text_compare_text(said, lang).splitlines()[1] for lang in ("ja", "en")]
        assert lines[0].startswith("  事項にも文にも現れない文字の変更がある。")
        assert lines[1].startswith("  Words changed that neither a fact nor a sentence tells.")


def test_what_changed_as_data() -> None:
    """--json: the place, what it is, and both values; times after ISO 8601."""
    base = EDITIONS["2026-04-01"].articles["58"]
    other = changed(changed(base, "二十四時間", "二時間三十分"), "衛星が", "衛星等が")
    (found,) = text_compare_json(text_compare(xml(base), xml(other)))
    assert json.loads(json.dumps(found)) == {
        "law": RULES,
        "article": "58",
        "is_new": False,
        "is_gone": False,
        "is_layout": False,
        "facts": [
            {
                "place": "第2項第1号表五の項",
                "thing": "row 五の項",
                "what": "1 time",
                "old": "PT24H",
                "new": "PT2H30M",
            }
        ],
        "sentences": [
            {
                "old_place": "第2項第2号",
                "new_place": "第2項第2号",
                "old": "衛星が二時間以上使えない事故",
                "new": "衛星等が二時間以上使えない事故",
            }
        ],
    }


def test_two_laws_cannot_be_compared() -> None:
    """Files of two laws, or files that are none, are refused; all are looked at first."""
    base = EDITIONS["2026-04-01"]
    rules, reporting = xml(base.articles["58"]), xml(base.articles["7-3"])
    with pytest.raises(InvalidInput, match="同じ法令のファイル"):
        text_compare(rules, reporting, base.file("58"), base.file("7-3"))
    with pytest.raises(InvalidInput, match="同じ法令のファイル"):
        text_compare(whole_law(RULES, []), whole_law(REPORTING, []))
    with pytest.raises(InvalidInput) as caught:
        text_compare(b"", b"<!DOCTYPE x><Article/>", "a.xml", "b.xml")
    assert [each.path for each in caught.value.problems] == ["a.xml", "b.xml"]


def test_single_paragraphs_are_compared() -> None:
    """Only a part of an article, of which the file does not tell the number."""
    base = EDITIONS["2026-04-01"].articles["7-3"]
    old = next(each for each in base if each.tag == "Paragraph")
    new = changed(old, "架空の情報", "架空の事柄")
    new = changed(new, "ただし、別に", "ただし、更に別に")
    said = text_compare_text(text_compare(xml(old), xml(new)))
    assert said.splitlines()[0] == "条の一部"
    assert "改正後「ただし、更に別に定める様式によることができる。」" in said
    gone = deepcopy(new)
    item = next(gone.iter("Item"))
    gone.remove(item)
    assert "除かれる「" in text_compare_text(text_compare(xml(new), xml(gone)))
