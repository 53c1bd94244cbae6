"""The rule data held against the text: whatever is changed on either side is told, and only that.

The articles are invented (`support.law_xml`); what they lay down is what the rule data say.
"""

import re
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

import pytest
from attrs import evolve
from support.law_texts import DAY, OFFICIAL, load_texts
from support.law_xml import (
    HIDING_PLACES,
    REPORTING,
    REPORTING_ID,
    RULES,
    RULES_ID,
    Edition,
    edition,
    kanji,
    part,
    whole_law,
    xml,
)

from jikorules import InvalidInput, InvalidLaw, Law, load_law
from jikorules.basics.kanji_numbers import KANJI_NUMBER, read_kanji_number
from jikorules.law.data_facts import provisions_of
from jikorules.law.draft import drafts
from jikorules.law.egov import recorded_texts
from jikorules.law.law_files import read_law_file
from jikorules.proof.text_check import CheckedText, Comparison, text_check, text_check_text
from jikorules.proof.text_compare import text_compare, text_compare_text

OURS = load_law()
DAYS = sorted(
    {
        version.in_force
        for provision in provisions_of(OURS)
        for version in provision.version
        if version.in_force >= date(2019, 4, 1)  # before it the table was another, or none
    }
)
TODAY = DAYS[-1]
EDITIONS = {day: edition(OURS, day) for day in DAYS}
NEWEST = EDITIONS[DAYS[-1]]
SEVEN_ROWS = EDITIONS[date(2026, 4, 1)]
ARTICLES = ("58", "57", "58-2", "7-3", "54-17")


def check(number: str, element: Element, of: Edition = NEWEST, law: Law = OURS) -> CheckedText:
    (found,) = text_check({of.file(number): xml(element)}, TODAY, law=law, texts=of.texts)
    return found


def places(found: CheckedText) -> set[str]:
    """Give the places at which something differs."""
    return {each.fact.place for each in found.other_facts} | {
        each.wording.place for each in found.other_wordings
    }


def elsewhere(found: CheckedText, place: str) -> set[str]:
    """Give the places outside a place at which something differs.

    A fact that is not found is told of the part that holds it: of 第1項第1号 if its イ is gone.
    """
    return {each for each in places(found) if not each.startswith(place)} - {
        each.fact.place
        for each in found.other_facts
        if each.new is None and place.startswith(each.fact.place)
    }


CASES = [(day, number) for day in DAYS for number in EDITIONS[day].articles]


@pytest.mark.parametrize(("day", "number"), CASES)
def test_an_article_that_says_what_the_data_say_has_no_difference(day: date, number: str) -> None:
    """Every fact of the rule data is found in the text, and no other one."""
    of = EDITIONS[day]
    found = check(number, of.articles[number], of)
    assert [(str(each.old), str(each.new)) for each in found.other_facts] == []
    assert (found.differences, found.comparison, found.on) == (0, Comparison.SAME, day)
    assert len(found.facts) > 5
    assert len(found.wordings) > (3 if number == "54-17" else 5)


class Change(NamedTuple):
    """A text of an article with something changed, and the place at which it stands."""

    number: str
    nth: int
    text: str
    place: str


def texts_of(element: Element) -> list[Element]:
    """Give the elements with words: sentences, cells, captions, titles and numbers."""
    return [each for each in element.iter() if each.text]


def is_label(element: Element) -> bool:
    """Whether a text is the number of a paragraph, an item or a part of one."""
    return element.tag == "ParagraphNum" or element.tag.endswith("Title")


NUMBER = re.compile(KANJI_NUMBER)


def changes_of_numbers() -> Iterator[Change]:
    """Give every number of every article with another value."""
    for number in ARTICLES:
        for index, each in enumerate(texts_of(NEWEST.articles[number])):
            if is_label(each):
                continue
            text = each.text or ""
            for found in NUMBER.finditer(text):
                value = read_kanji_number(found[0])
                is_row = "　" in text and found.end() == text.index("　")
                if value is not None and not is_row:
                    new = text[: found.start()] + kanji(value + 1) + text[found.end() :]
                    yield Change(number, index, new, each.get("at", ""))


NUMBERS = list(changes_of_numbers())


def changed(change: Change, of: Edition = NEWEST) -> CheckedText:
    element = deepcopy(of.articles[change.number])
    texts_of(element)[change.nth].text = change.text
    return check(change.number, element, of)


@pytest.mark.parametrize("change", NUMBERS, ids=lambda each: f"{each.number} {each.text}")
def test_another_number_is_told_at_its_place(change: Change) -> None:
    """三万, 二時間, 三十日, 二月, 二以上の都道府県, 第五十八条: each alone, and nothing else."""
    found = changed(change)
    assert change.place in places(found)
    assert elsewhere(found, change.place) == set()
    # A number by which something is known (一部の停止, 第五十八条第二項各号) takes a fact with it.
    known = "一部", "事故を除く", "二部"
    if not any(word in change.text for word in known):
        assert len(found.other_facts) + len(found.other_wordings) == 1
    assert found.comparison is Comparison.CHANGED


def test_all_sorts_of_numbers_are_changed() -> None:
    """The generator above changes limits, hours, days, months, prefectures and citations."""
    assert len(NUMBERS) > 60
    said = "".join(change.text for change in NUMBERS)
    assert all(
        word in said for word in ("時間", "日以内", "月以内", "都道府県", "様式", "以上の利用者")
    )


def changes_of_letters() -> Iterator[Change]:
    """Give every text with a letter more at its start, in its middle or at its end."""
    for number in ARTICLES:
        for index, each in enumerate(texts_of(NEWEST.articles[number])):
            text = each.text or ""
            if not is_label(each) and "　" not in text:
                for at in {0, len(text) // 2, len(text)}:
                    yield Change(number, index, f"{text[:at]}■{text[at:]}", each.get("at", ""))


@pytest.mark.parametrize(
    "change", list(changes_of_letters()), ids=lambda each: f"{each.number} {each.text}"
)
def test_another_letter_is_told_at_its_place(change: Change) -> None:
    """No word is passed over: neither by what is read as a fact nor by the rest."""
    found = changed(change)
    assert change.place in places(found)
    assert elsewhere(found, change.place) == set()


def test_the_name_of_a_row_is_told_at_its_place() -> None:
    """A row of the same number with other words is the row, with a wording that is not recorded."""
    for index, each in enumerate(texts_of(NEWEST.articles["58"])):
        if "　" in (each.text or ""):
            found = changed(Change("58", index, f"{each.text}■", ""))
            assert places(found) == {each.get("at")}
            assert [pair.is_unchanged for pair in found.other_wordings] == [False]
            assert found.other_facts == ()


@pytest.mark.parametrize(("number", "old", "new", "place"), HIDING_PLACES)
def test_nothing_hides_in_words_that_are_known(number: str, old: str, new: str, place: str) -> None:
    """（付加的な機能の提供に係るもの及び…を除く。）: what is known is known letter by letter."""
    for index, each in enumerate(texts_of(NEWEST.articles[number])):
        if old in (each.text or "") and each.get("at") == place:
            text = (each.text or "").replace(old, new)
            found = changed(Change(number, index, text, place))
            assert [pair.wording.place for pair in found.other_wordings] == [place]
            return
    pytest.fail("the words are not there")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("一の項又は二の項に", "一の項及び二の項に", "excluded"),
        ("一の項又は二の項に", "一の項から二の項までに", "excluded"),
    ],
)
def test_how_rows_are_left_out_is_a_fact(old: str, new: str, what: str) -> None:
    """又は, 及び and から…まで are not the same words."""
    element = deepcopy(NEWEST.articles["58"])
    for each in texts_of(element):
        each.text = (each.text or "").replace(old, new)
    assert [each.fact.what for each in check("58", element).other_facts] == [what]


PARTS = ("Paragraph", "Item", "Subitem1", "Subitem2", "TableRow")
REMOVED = [
    (number, place)
    for number in ARTICLES
    for place in dict.fromkeys(
        each.get("at", "") for each in NEWEST.articles[number].iter() if each.tag in PARTS
    )
    if place
]


@pytest.mark.parametrize(("number", "place"), REMOVED)
def test_a_part_that_is_gone_is_told(number: str, place: str) -> None:
    """A row, an item, a limb, an event, a function, a paragraph: what stood in it, and no other."""
    element = deepcopy(NEWEST.articles[number])
    for parent in list(element.iter()):
        for child in list(parent):
            if child.tag in PARTS and child.get("at") == place:
                parent.remove(child)
    found = check(number, element)
    assert found.differences > 1
    assert any(each.startswith(place) for each in places(found))
    assert elsewhere(found, place) == set()


@pytest.mark.parametrize("number", "二三四五六七")
def test_a_line_of_a_row_that_is_gone_is_told(number: str) -> None:
    """The second limit of a row: its time and its users, whatever the first cell spans."""
    element = deepcopy(SEVEN_ROWS.articles["58"])
    table = next(each for each in element.iter("Table"))
    lines = [each for each in table if each.get("at") == f"第2項第1号表{number}の項"]
    table.remove(lines[1])
    found = check("58", element, SEVEN_ROWS)
    assert [each.fact.what for each in found.other_facts] == ["2 time", "2 users"]
    assert places(found) == {f"第2項第1号表{number}の項"}


@pytest.mark.parametrize("number", ["58", "57"])
def test_the_number_of_a_row_is_told(number: str) -> None:
    """A row of the same words under another number: its number, and nothing of what it says."""
    for index, each in enumerate(texts_of(NEWEST.articles[number])):
        text = each.text or ""
        if "　" in text:
            other = f"九{text[text.index('　') :]}"
            found = changed(Change(number, index, other, ""))
            assert places(found) == {re.sub("表.*の項", "表九の項", each.get("at", ""))}
            assert len(found.other_facts) + len(found.other_wordings) == 1


@pytest.mark.parametrize("number", ARTICLES)
def test_the_number_of_a_part_is_told(number: str) -> None:
    """A paragraph, an item or a limb under another number is told, with its words for its name."""
    for index, each in enumerate(texts_of(NEWEST.articles[number])):
        if is_label(each) and each.tag != "ArticleTitle":
            other = {"ParagraphNum": "９", "ItemTitle": "九", "Subitem1Title": "ヌ"}.get(
                each.tag, "（９）"
            )
            found = changed(Change(number, index, other, ""))
            new = {"ParagraphNum": "第9項", "ItemTitle": "第9号", "Subitem1Title": "ヌ"}
            assert any(new.get(each.tag, "(9)") in place for place in places(found))


def test_a_new_row_is_told_with_all_that_it_says() -> None:
    """A row at the end that nobody knows: its number, its limits, its words."""
    element = deepcopy(SEVEN_ROWS.articles["58"])
    rows = next(each for each in element.iter("Table"))
    line = SubElement(rows, "TableRow")
    for text in ("八　架空の役務", "三時間", "五万"):
        SubElement(SubElement(line, "TableColumn"), "Sentence").text = text
    found = check("58", element, SEVEN_ROWS)
    assert places(found) == {"第2項第1号表八の項"}
    assert {str(each.new.value) for each in found.other_facts if each.new} == {
        "八",
        "3:00:00",
        "50000",
    }
    assert all(each.old is None for each in found.other_facts)
    assert all(each.old is None for each in found.other_wordings)


def test_a_row_put_in_between_is_the_only_one_that_is_new() -> None:
    """The rows behind it keep what they say; only their numbers, and the rows they leave out."""
    element = deepcopy(SEVEN_ROWS.articles["58"])
    rows = next(each for each in element.iter("Table"))
    later = [each for each in element.iter("Sentence") if re.match("[四五六七]　", each.text or "")]
    for each in later:
        old = (each.text or "")[0]
        each.text = kanji("〇一二三四五六七八九".index(old) + 1) + (each.text or "")[1:]
    new = Element("TableRow")
    for text in ("四　架空の新役務", "三時間", "五万"):
        SubElement(SubElement(new, "TableColumn"), "Sentence").text = text
    at = [each.get("at", "") for each in rows].index("第2項第1号表四の項")
    rows.insert(at, new)
    found = check("58", element, SEVEN_ROWS)
    only_new = [each for each in found.other_facts if each.old is None]
    assert {each.fact.place for each in only_new} == {"第2項第1号表四の項"}
    assert {each.fact.what for each in found.other_facts if each.old} == {"number"}
    assert [each.new and each.new.text for each in found.other_wordings] == ["架空の新役務"]


@pytest.mark.parametrize(
    ("number", "tag", "at"),
    [("58-2", "Subitem1", "第1項第1号ホ"), ("58-2", "Subitem1", "第1項第1号ニ")],
)
def test_a_new_event_or_function_is_told(number: str, tag: str, at: str) -> None:
    """An event (8) of ホ or a function (6) of ニ that nobody knows."""
    element = deepcopy(NEWEST.articles[number])
    limb = next(each for each in element.iter(tag) if each.get("at") == at)
    part(limb, 9, "架空の新しいもの")
    found = check(number, element)
    assert places(found) == {f"{at}(9)"}


def test_a_sentence_more_is_told() -> None:
    """A proviso, a paragraph or a note that was not there."""
    element = deepcopy(NEWEST.articles["58"])
    inside = next(each for each in element.iter("ItemSentence"))
    SubElement(inside, "Sentence").text = "ただし、架空の場合を除く。"
    SubElement(element, "SupplNote").text = "架空の注"
    assert places(check("58", element)) == {"第1項第1号第2文", " SupplNote[1]"}


def edits() -> Iterator[tuple[str, str, str]]:
    """Give every number of the versions in force, and of their limbs, with another value."""
    keys = "hours|minutes|users|monthly_users|detailed_days|more_users_than|due_months|prefectures"
    for name, text in OFFICIAL.items():
        start = text.rindex("[[version]]")
        for found in re.finditer(rf"\b(?:{keys}) = ([\d_]+)", text[start:]):
            at = start + found.start(1)
            value = int(found[1].replace("_", ""))
            for new in (value + 1, value - 1):
                yield name, found[0], text[:at] + str(new) + text[start + found.end(1) :]
        for key in ("number", "table_item", "item", "network_item", "critical_item"):
            for found in re.finditer(rf'\b{key} = "(.+?)"', text[start:]):
                at = start + found.start(1)
                yield name, found[0], f"{text[:at]}九{text[start + found.end(1) :]}"
        for found in re.finditer(r'form = "(様式.+?)"|minor_paragraph = "(.)"', text[start:]):
            end = start + found.end() - 1
            yield name, found[0], f"{text[:end]}9{text[end:]}"


EDITS = list(edits())


def loaded(tmp_path: Path, name: str, text: str) -> Law | None:
    try:
        return load_texts(tmp_path, **{name: text})
    except InvalidLaw:  # the loading itself refuses it
        return None


@pytest.mark.parametrize(("name", "what", "text"), EDITS, ids=lambda each: str(each)[:40])
def test_another_value_of_the_rule_data_is_told(
    tmp_path: Path, name: str, what: str, text: str
) -> None:
    """Any number, hour, day, row, limb or form of the rule data: that one, and nothing else."""
    law = loaded(tmp_path, name, text)
    if law is None:
        return
    found = [check(number, NEWEST.articles[number], law=law) for number in ARTICLES]
    different = [each for one in found for each in one.other_facts]
    # The event that counts in a disaster is told twice: by its own number, and by that in ヘ.
    expected = 2 if (name, what) == ("near_miss", 'number = "3"') else 1
    assert len(different) == expected, (what, different)
    assert [each.other_wordings for each in found] == [()] * len(found)


def test_few_values_are_refused_by_the_loading_itself(tmp_path: Path) -> None:
    """Nearly all edits above are seen by the check, and not before."""
    refused = [what for name, what, text in EDITS if loaded(tmp_path, name, text) is None]
    assert len(EDITS) > 80
    assert len(refused) < len(EDITS) / 3, refused


WORDS = {
    "serious": [
        ('table_item = "1"', 'table_item = "2"'),
        ('paragraph = "2"', 'paragraph = "3"'),
        ("left_out = true", "left_out = false"),
    ],
    "reports": [
        ('counted_from = "occurrence"', 'counted_from = "knowledge"'),
        ('reason = "secrecy_leak"', 'reason = "secrecy_leak"\nmore_users_than = 5'),
        ('"outline", ', ""),
        ('origin = "wholesaler"', 'origin = "other_carrier"'),
    ],
    "periodic": [
        ('every = "fiscal_year"', 'every = "quarter"'),
        ("serious_included = false", "serious_included = true"),
        ("left_out = true", "left_out = false"),
        ("left_out = false", "left_out = true"),
        ('to = "総務大臣"', 'to = "総務局長"'),
        ('paragraph = "1"', 'paragraph = "3"'),
    ],
    "tower_providers": [
        ('article = "58", paragraph', 'article = "59", paragraph'),
        ('paragraph = "2"', 'paragraph = "1"'),
        ('counted_from = "time_of_knowledge"', 'counted_from = "knowledge"'),
        ('"known_at", ', ""),
        (', "other_matters"', ""),
    ],
    "near_miss": [
        ('"terminal_equipment", ', ""),
        ('"switching", ', ""),
        ("despite_disaster = true\n", ""),
        ('event = "overload"', 'event = "fire"'),
        ('event = "fire"\n', 'event = "fire"\nunless_noticed = true\n'),
    ],
}


@pytest.mark.parametrize(
    ("name", "old", "new"), [(name, *each) for name, pairs in WORDS.items() for each in pairs]
)
def test_another_word_of_the_rule_data_is_told(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    """From which day, which period, to whom, what is left out: whatever the text tells too."""
    start = OFFICIAL[name].rindex("[[version]]")
    text = OFFICIAL[name][:start] + OFFICIAL[name][start:].replace(old, new, 1)
    law = loaded(tmp_path, name, text)
    if law is None:
        return
    found = [check(number, NEWEST.articles[number], law=law) for number in ARTICLES]
    if new.endswith("= 5"):  # Art. 57 tells no number of users for it
        return
    assert sum(len(each.other_facts) for each in found) in (1, 2)
    assert all(each.other_wordings == () for each in found)


def test_the_day_is_that_of_the_revision() -> None:
    """A file's own day, the day that is asked for, or today, in the reverse order."""
    of = EDITIONS[date(2023, 6, 16)]
    file, data = of.file("58"), xml(of.articles["58"])
    every = [text for each in EDITIONS.values() for text in each.texts]
    for files, on, expected in (
        ({file: data}, None, date(2023, 6, 16)),
        ({file: data}, date(2026, 4, 1), date(2026, 4, 1)),
        ({"a.xml": data}, None, TODAY),
        ({"a.xml": data}, date(2023, 12, 7), date(2023, 12, 7)),
    ):
        (found,) = text_check(files, TODAY, on, texts=every)
        assert found.on == expected
        assert found.is_changed is (expected >= date(2026, 4, 1))


def test_whole_laws_and_answers_are_read() -> None:
    """Every provision of the law is looked at, and one that is gone is told."""
    rules = [NEWEST.articles[number] for number in ("58", "57", "58-2", "54-17")]
    files = {
        "rules.xml": whole_law(RULES, rules),
        "reporting.xml": whole_law(REPORTING, [NEWEST.articles["7-3"]]),
    }
    found = text_check(files, TODAY, texts=NEWEST.texts)
    assert [each.article for each in found] == ["58", "57", "58-2", "54-17", "7-3"]
    assert not any(each.is_changed for each in found)
    gone = text_check({"rules.xml": whole_law(RULES, rules[1:])}, TODAY, texts=NEWEST.texts)
    assert [each.comparison for each in gone] == [
        Comparison.NO_ARTICLE,
        *[Comparison.SAME] * 3,
    ]
    assert [each.differences for each in gone] == [1, 0, 0, 0]
    assert (
        text_check_text(gone).count("この条が、ファイルの本則にありません。条の移動又は削除") == 1
    )
    assert "Find out on e-Gov whether it was moved or deleted." in text_check_text(gone, "en")
    other = deepcopy(rules[1])
    texts_of(other)[-1].text = "■"
    (_, changed, *_) = text_check(
        {"r.xml": whole_law(RULES, [rules[0], other, *rules[2:]])}, TODAY, texts=NEWEST.texts
    )
    assert (changed.article, changed.comparison) == ("57", Comparison.CHANGED)
    old = text_check(files, TODAY, date(2022, 9, 1), texts=NEWEST.texts)
    assert [each.article for each in old] == ["58", "57", "7-3"]


def test_a_paragraph_alone_is_known_by_its_words() -> None:
    """What stands in the other paragraphs is not asked for, and no hash is compared."""
    for number in ARTICLES:
        for element in NEWEST.articles[number].iter("Paragraph"):
            index = element.get("at", "")[1:-1]
            copied = deepcopy(element)
            copied.set("Num", index)
            name = NEWEST.file(number)
            (found,) = text_check({name: xml(copied)}, TODAY, texts=NEWEST.texts)
            assert (found.article, found.differences, found.comparison) == (number, 0, None)
            assert found.wordings
            last = list(copied.iter("Sentence"))[-1]
            last.text = f"{last.text}■"
            (other,) = text_check({name: xml(copied)}, TODAY, texts=NEWEST.texts)
            assert other.is_changed


def test_a_paragraph_of_no_article_that_could_be_told_is_a_difference() -> None:
    """Its only sentence changed, so nothing was compared: that is said, and counted."""
    (copied,) = [each for each in NEWEST.articles["7-3"] if each.get("at") == "第2項"]
    for name in ("a.xml", NEWEST.file("7-3"), "359AC0000000086_20260401_508M60000008021.xml"):
        other = deepcopy(copied)
        next(other.iter("Sentence")).text = "軽微な事故は、出すことを要する。"
        (found,) = text_check({name: xml(other)}, TODAY, texts=NEWEST.texts)
        assert (found.provision, found.facts, found.differences) == (None, (), 1)
        said, english = text_check_text([found]), text_check_text([found], "en")
        assert "どの条のものか、条番号（Num：''）からも語句からも判断できない" in said
        assert "Neither the number (Num: '') nor the words tell" in english
        assert "条を判断できないもの：1\n相違：1" in said
        assert "規定のない条" not in said


@pytest.mark.parametrize("number", ["５８", "58;", "058", "58_", "58:60", "", None, "x\x9b"])
def test_an_article_whose_number_cannot_be_read_is_a_difference(number: str | None) -> None:
    """Nothing was compared, whatever its words: that is said, and counted."""
    element = deepcopy(NEWEST.articles["58"])
    element.attrib.pop("Num")
    if number is not None:
        element.set("Num", number)
    (found,) = text_check({NEWEST.file("58"): xml(element)}, TODAY, texts=NEWEST.texts)
    assert (found.provision, found.is_assigned, found.differences) == (None, False, 1)
    assert "条を判断できないもの：1" in text_check_text([found])
    assert "\x9b" not in text_check_text([found])


def test_a_number_that_cannot_be_read_in_a_whole_law_is_a_difference() -> None:
    """Articles that were deleted together have one number (5:7), and are none."""
    rules = [NEWEST.articles[number] for number in ("58", "57", "58-2", "54-17")]
    for number, expected in (("5:7", 0), ("5_2:5_4", 0), ("5", 0), ("５８", 1), ("5;", 1)):
        other = deepcopy(rules[0])
        other.set("Num", number)
        files = {"rules.xml": whole_law(RULES, [*rules, other])}
        found = text_check(files, TODAY, texts=NEWEST.texts)
        assert sum(each.differences for each in found) == expected


def test_an_article_without_a_provision_is_told() -> None:
    """第五十四条の十八 is not recorded: that is said, and no difference."""
    element = deepcopy(NEWEST.articles["58"])
    element.set("Num", "54_18")
    (found,) = text_check({NEWEST.file("58"): xml(element)}, TODAY, texts=NEWEST.texts)
    assert (found.provision, found.is_changed) == (None, False)
    assert "この条の規定は収録していない" in text_check_text([found])
    assert "規定のない条：1" in text_check_text([found])
    near = {"a.xml": xml(NEWEST.articles["58-2"])}
    (early,) = text_check(near, TODAY, date(2022, 9, 1), texts=NEWEST.texts)
    assert (early.provision, early.is_changed) == (None, True)
    assert "この日の規定のデータにありません" in text_check_text([early])


def test_a_text_that_nobody_recorded_is_told() -> None:
    """Without a record the facts are compared all the same, and every wording is unknown."""
    (found,) = text_check({NEWEST.file("58"): xml(NEWEST.articles["58"])}, TODAY, texts=())
    assert found.comparison is Comparison.NO_TEXT
    assert found.other_facts == ()
    assert len(found.other_wordings) == len(found.wordings) == found.differences
    said, english = text_check_text([found]), text_check_text([found], "en")
    assert "この日の条文は記録されていません。条文を読み、規定と合うことを確かめてから" in said
    assert "no text of that day is recorded. Read the article" in english
    assert said.count(f'sha256 = "{found.sha256}"') == english.count(f'"{found.sha256}"') == 1


def test_the_newest_text_that_has_begun_counts() -> None:
    """A text to come says nothing yet, and one of another article or law nothing at all."""
    file = {"a.xml": xml(NEWEST.articles["58"])}
    text = next(each for each in NEWEST.texts if each.article == "58")
    newer = evolve(text, in_force=text.in_force + DAY, sha256="0" * 64)
    for texts, on, expected in (
        ([text], text.in_force, Comparison.SAME),
        ([text], text.in_force + DAY, Comparison.SAME),
        ([newer], text.in_force, Comparison.NO_TEXT),
        ([newer], newer.in_force, Comparison.CHANGED),
        ([newer, text], newer.in_force, Comparison.CHANGED),
        ([newer, text], text.in_force, Comparison.SAME),
        ([evolve(text, law_id=REPORTING_ID)], text.in_force, Comparison.NO_TEXT),
        ([evolve(text, article="59")], text.in_force, Comparison.NO_TEXT),
    ):
        (found,) = text_check(file, TODAY, on, texts=texts)
        assert (found.provision, found.comparison) == ("serious", expected)


def test_what_is_no_law_is_refused_with_all_files() -> None:
    """Every file is looked at before anything is said."""
    act = whole_law("電気通信事業法", [NEWEST.articles["58"]])
    files = {"act.xml": act, "cut.xml": b"<Article", "bomb.xml": b"<!DOCTYPE x><Article/>"}
    with pytest.raises(InvalidInput) as caught:
        text_check(files, TODAY)
    assert [each.path for each in caught.value.problems] == ["act.xml", "cut.xml", "bomb.xml"]
    first = caught.value.problems[0]
    assert f"act.xml：{RULES}又は{REPORTING}が必要ですが、'電気通信事業法' が" in first.text("ja")
    assert f"expected {RULES} or {REPORTING}, got '電気通信事業法'" in first.text("en")
    other = {"999M50001000025_20260401_508M60000008021.xml": whole_law(RULES, [])}
    with pytest.raises(InvalidInput, match=f"{RULES}又は{REPORTING}が必要"):
        text_check(other, TODAY)
    with pytest.raises(InvalidInput, match=r"a\.xml：収録期間"):
        text_check({"a.xml": xml(NEWEST.articles["58"])}, TODAY, date(2009, 1, 1))
    with pytest.raises(InvalidInput):
        text_check({}, datetime(2026, 12, 1, tzinfo=UTC))


@pytest.mark.parametrize("number", ARTICLES)
def test_a_huge_article_is_read_fast(number: str) -> None:
    """Many rows, items and sentences do not make it slow."""
    element = deepcopy(NEWEST.articles[number])
    huge = {"7-3": ("Item",), "54-17": ("ParagraphSentence",)}
    for tag in huge.get(number, ("Table", "Subitem1")):
        for each in list(element.iter(tag))[-1:]:
            inside = list(each)
            each.extend(inside * (10_000 // len(inside)))
    before = time.process_time()
    assert check(number, element).is_changed
    assert time.process_time() - before < 20


ROW = "<TableRow>{}</TableRow>"
CELLS = '<TableColumn rowspan="{}">甲</TableColumn>'
ITEM = "<Item><ItemTitle>一</ItemTitle><ItemSentence><Sentence>{}</Sentence></ItemSentence></Item>"
WORST: dict[str, Callable[[int], str]] = {
    "items of their own words": lambda n: "".join(ITEM.format(f"語{i}") for i in range(n)),
    "items of the same words": lambda n: ITEM.format("同表衛星二時間以上（付加的な機能") * n,
    "wide cells": lambda n: table_of(CELLS.format(2000) * n, n),
    "a wide heading": lambda n: table_of("<TableColumn/>" * n + CELLS.format(1), n),
    "deep items": lambda n: "<Item>" * 180 + "<X>甲</X>" * (n // 3) + "</Item>" * 180,
    "articles": lambda n: "</Paragraph></Article><Article Num='58'><Paragraph>甲" * n,
}


def table_of(first: str, n: int) -> str:
    rows = ROW.format(first) + ROW.format(CELLS.format(1)) * n
    return f"<TableStruct><Table>{rows}</Table></TableStruct>"


@pytest.mark.parametrize("name", WORST)
def test_the_worst_file_is_read_fast(name: str) -> None:
    """A million bytes, written to be slow: less than five seconds for each command."""
    text = f"<Article Num='58'><Paragraph>{WORST[name](8_000)}</Paragraph></Article>"
    law = f"<Law><LawBody><LawTitle>{RULES}</LawTitle><MainProvision>{text}</MainProvision>"
    data = f"{law}</LawBody></Law>".encode()
    other = data.replace("語".encode(), "話".encode())
    other = other.replace(b"<Paragraph>", b"<Paragraph><Item><X>1</X></Item>", 1)
    runs: list[Callable[[], object]] = [
        lambda: text_check_text(text_check({"a.xml": data}, TODAY)),
        lambda: text_compare_text(text_compare(data, other)),
        lambda: drafts(read_law_file(data, "a.xml"), date(2030, 4, 1), date(2029, 12, 1)),
    ]
    for run in runs:
        before = time.process_time()
        assert run()
        assert time.process_time() - before < 5


def test_a_table_of_many_columns_is_told_cell_by_cell() -> None:
    """More columns than any provision has: no rows are read, and no word is passed over."""
    element = deepcopy(NEWEST.articles["58"])
    line = next(each for each in element.iter("TableRow") if each.get("at"))
    for i in range(30):
        SubElement(SubElement(line, "TableColumn"), "Sentence").text = f"架空の欄{i}"
    found = check("58", element)
    told = {each.new.text for each in found.other_wordings if each.new}
    assert told > {f"架空の欄{i}" for i in range(30)}
    cells = [each.text for each in element.iter("TableColumn") for each in each.iter("Sentence")]
    assert told >= {"".join((text or "").split()) for text in cells}
    assert all(each.new is None for each in found.other_facts if "row" in each.fact.thing)


@pytest.mark.parametrize(
    ("number", "old", "new", "value"),
    [
        ("58", "衛星が二時間", "衛星が九千億時間", "九千億"),
        ("58", "十二時間", "九千億時間", "九千億時間"),
        ("58", "十二時間", "一時間九千億分", "一時間九千億分"),
        ("58-2", "（３）を", f"（{'３' * 5000}）を", "3" * 5000),
        ("58-2", "（３）を", "（００３）を", "003"),
    ],
)
def test_a_number_that_is_no_time_is_told_as_it_stands(
    number: str, old: str, new: str, value: str
) -> None:
    """Too long for a time or for a number of ours: the words are the value."""
    element = deepcopy(NEWEST.articles[number])
    for each in texts_of(element):
        each.text = (each.text or "").replace(old, new)
    found = check(number, element)
    assert value in [pair.new.value for pair in found.other_facts if pair.new]
    assert text_check_text([found])


def test_the_words_say_both_values_and_the_place() -> None:
    """Same, or what the text and what the rule data have, and where."""
    index, cell = next(
        (i, each)
        for i, each in enumerate(texts_of(SEVEN_ROWS.articles["58"]))
        if each.text == "二十四時間"
    )
    found = changed(Change("58", index, "二十五時間", ""), SEVEN_ROWS)
    assert cell.get("at") == "第2項第1号表五の項"
    said, english = text_check_text([found]), text_check_text([found], "en")
    assert "相違　第2項第1号表五の項　時間（1）：条文は25時間、規定は24時間" in said
    assert (
        "DIFFERENT  para. 2, item 1, row 五: time (1): the text has 25 h, the rule data 24 h"
        in (english)
    )
    assert said.count("\n相違　") == 1
    assert said.endswith("相違：2")
    assert english.endswith("Differences: 2")
    assert "\n同じ　第2項第1号表五の項　利用者の数（1）：10万\n" in said
    assert "\n同じ　第2項第2号　時間：2時間\n" in said
    assert f'sha256 = "{found.sha256}"' in said


def test_an_article_of_one_paragraph_is_cited_without_it() -> None:
    """第58条の2第1号イ, not 第1項第1号イ."""
    said = text_check_text([check("58-2", NEWEST.articles["58-2"])])
    assert "\n同じ　第1号イ　利用者の要件の利用者の数：3万\n" in said
    assert "\n同じ　柱書　語句：記録のとおり\n" in said
    assert "第1項" not in said


def test_a_record_from_a_mirror_is_to_be_confirmed() -> None:
    """Until somebody has held it against e-Gov's own file, every answer says so."""
    texts = [evolve(each, mirror="https://example.jp/mirror") for each in NEWEST.texts]
    found = text_check({NEWEST.file("58"): xml(NEWEST.articles["58"])}, TODAY, texts=texts)
    said = text_check_text(found)
    assert "未確認：記録した値は e-Gov そのものでなく写し（https://example.jp/mirror）" in said
    assert "未確認の記録による条：1" in said
    assert "To be confirmed: the record was read from a mirror" in text_check_text(found, "en")
    assert not found[0].is_changed


def test_the_record_that_comes_along_knows_every_row_of_the_data() -> None:
    """Every text recorded has its wordings, and a row for each row of the rule data in force."""
    for each in recorded_texts():
        assert {"見出し", "条名", "第1項"} <= set(each.words)
        if each.article == "58":
            rows = [place for place in each.words if place.endswith("の項")]
            numbers = [re.search("表(.*)の項", place) for place in rows]
            version = OURS.serious.at(each.in_force)
            assert [found and found[1] for found in numbers] == [row.number for row in version.row]
    assert {(each.law_id, each.article) for each in recorded_texts()} == {
        (RULES_ID, "57"),
        (RULES_ID, "58"),
        (RULES_ID, "58-2"),
        (RULES_ID, "54-17"),
        (REPORTING_ID, "7-3"),
    }


def test_every_sort_of_other_words_has_its_sentence() -> None:
    """New, gone, other words at a place, and the same words at another place."""
    element = deepcopy(SEVEN_ROWS.articles["58"])
    first, second = [each for each in element if each.tag == "Paragraph"]
    items = list(first.iter("Item"))
    first.remove(items[1])
    next(items[0].iter("Sentence")).text = "架空の利用者の数が千を超えるもの等"
    next(second.iter("ParagraphNum")).text = "３"
    SubElement(next(second.iter("ParagraphSentence")), "Sentence").text = (
        "新しい文\x85" + "長" * 400
    )
    found = check("58", element, SEVEN_ROWS)
    said, english = text_check_text([found]), text_check_text([found], "en")
    for ja, en in (
        ("第1項第1号　語句：記録と異なる語句「架空の", "item 1: words: other words than recorded"),
        ("第1項第2号　語句：記録した語句が見当たらない", "item 2: words: the words recorded are"),
        ("第3項　語句：記録では第2項にある語句「架空の", 'para. 3: words: recorded for para. 2: "'),
        ("第3項第2文　語句：記録にない語句「新しい文長", "sentence 2: words: words that are not"),
    ):
        assert f"相違　{ja}" in said
        assert en in english
    assert "長…」" in said
