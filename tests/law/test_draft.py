"""A version drafted out of the text of an amendment, and what it leaves to a person."""

import re
import tomllib
from copy import deepcopy
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

import pytest
from attrs import evolve
from support.law_texts import OFFICIAL
from support.law_xml import HIDING_PLACES, SUPPLEMENTARY, Edition, edition, recorded, xml

from jikorules import InvalidInput, InvalidLaw, Law, load_law
from jikorules.law.data_facts import data_facts, provisions_of
from jikorules.law.draft import MARK, drafts, text_entries, version_toml
from jikorules.law.egov import recorded_texts
from jikorules.law.law_files import LawFile, read_law_file
from jikorules.proof.text_check import text_check

OURS = load_law()
NEXT, TODAY = date(2030, 4, 1), date(2029, 12, 1)
LAST = max(each.version[-1].in_force for each in provisions_of(OURS))
NEWEST = edition(OURS, LAST)
NAMES = {
    "serious": "58",
    "reports": "57",
    "near_miss": "58-2",
    "tower_providers": "54-17",
    "periodic": "7-3",
}


def file_of(element: Element, number: str = "58") -> LawFile:
    return read_law_file(xml(element), NEWEST.file(number))


def changed(element: Element, *pairs: tuple[str, str]) -> Element:
    other = deepcopy(element)
    for each in other.iter():
        for old, new in pairs:
            each.text = (each.text or "").replace(old, new)
    return other


def draft(name: str, element: Element) -> str:
    found = drafts(file_of(element, NAMES[name]), NEXT, TODAY, name, texts=NEWEST.texts)
    return found[name]


def loaded(tmp_path: Path, name: str, text: str, before: str = "") -> Law:
    file = tmp_path / f"{name}.toml"
    file.write_text(f"{before or OFFICIAL[name]}\n{text}", "utf-8")
    return load_law(**{name: file})


@pytest.mark.parametrize("name", NAMES)
def test_a_text_that_says_what_is_recorded_has_no_draft(name: str) -> None:
    """Nothing changed, so nothing is to be appended."""
    file = file_of(NEWEST.articles[NAMES[name]], NAMES[name])
    assert drafts(file, NEXT, TODAY, texts=NEWEST.texts) == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_of_the_same_text_says_the_same(tmp_path: Path, name: str) -> None:
    """Asked for by its name, the draft is the last version with another first day."""
    law = loaded(tmp_path, name, draft(name, NEWEST.articles[NAMES[name]]))
    assert data_facts(law, name, NEXT) == data_facts(OURS, name, LAST)
    provision = next(each for each in provisions_of(law) if each.provision == name)
    old, new = provision.version[-2:]
    assert (new.in_force, new.checked, new.label) == (NEXT, TODAY, old.label)
    assert new.revision_read == NEXT
    assert new.not_established == ("amended_by", "promulgated")
    assert [place.since for place in new.cited_as] == [NEXT]
    same = (
        "in_force",
        "checked",
        "revision_read",
        "cited_as",
        "amended_by",
        "promulgated",
        "likely",
        "note",
    )
    taken = {key: getattr(old, key) for key in same} | {"not_established": old.not_established}
    if name == "periodic":  # a rule for the change from the quarter to the year, done with
        taken["reports"] = evolve(new.reports, due_from=old.reports.due_from)
    assert evolve(new, **taken) == old


def test_limits_come_from_the_text_and_services_from_the_row_of_the_same_name(
    tmp_path: Path,
) -> None:
    """Numbers, times, average users and item 2; the services are those of the same words."""
    other = changed(
        NEWEST.articles["58"],
        ("二十四時間", "十八時間三十分"),
        ("千万以上", "五百万以上"),
        ("衛星が二時間", "衛星が五時間"),
    )
    version = loaded(tmp_path, "serious", draft("serious", other)).serious.version[-1]
    old = OURS.serious.version[-1]
    assert [(one.hours, one.minutes, one.users) for one in version.row[4].thresholds] == [
        (18, 30, 100_000),
        (12, 0, 1_000_000),
    ]
    assert version.row[3].service == evolve(old.row[3].service, monthly_users=5_000_000)
    assert "五百万" in version.row[3].name
    assert version.critical_facility.hours == 5
    kept = [i for i in range(7) if i not in (3, 4)]
    assert [version.row[i] for i in kept] == [old.row[i] for i in kept]


@pytest.mark.parametrize(
    ("name", "old", "new", "keys"),
    [
        ("serious", SUPPLEMENTARY, "", [False]),
        ("periodic", SUPPLEMENTARY, "", [False, False]),
        ("periodic", "一部の", f"一部{SUPPLEMENTARY}の", [True, True]),
    ],
)
def test_what_is_left_out_comes_from_the_text(
    tmp_path: Path, name: str, old: str, new: str, keys: list[bool]
) -> None:
    """付加的な機能を除く: where the text has these words, and nowhere else."""
    other = changed(NEWEST.articles[NAMES[name]], (old, new))
    law = loaded(tmp_path, name, draft(name, other))
    serious, items = law.serious.version[-1], law.periodic.version[-1].item
    told = [serious] if name == "serious" else items
    assert [each.supplementary_left_out for each in told] == keys


@pytest.mark.parametrize(("number", "old", "new", "place"), HIDING_PLACES)
def test_words_in_what_is_left_out_are_left_to_a_person(
    tmp_path: Path, number: str, old: str, new: str, place: str
) -> None:
    """付加的な機能の提供に係るもの及び…: another thing left out is not drafted as the same."""
    other = changed(NEWEST.articles[number], (old, new))
    ((name, text),) = drafts(file_of(other, number), NEXT, TODAY, texts=NEWEST.texts).items()
    (version,) = tomllib.loads(text)["version"]
    assert [each.partition("：")[0] for each in version["undecided"]] == [place]
    with pytest.raises(InvalidLaw, match="undecided"):
        loaded(tmp_path, name, text)


@pytest.mark.parametrize(("old", "new"), [("千を", "一千を"), ("２", "2")])
def test_another_text_of_which_nothing_tells_is_left_to_a_person(
    tmp_path: Path, old: str, new: str
) -> None:
    """Another hash, and the same facts and wordings: a person holds the texts side by side."""
    other = changed(NEWEST.articles["58"], (old, new))
    text = drafts(file_of(other), NEXT, TODAY, texts=NEWEST.texts)["serious"]
    (version,) = tomllib.loads(text)["version"]
    assert [each[:14] for each in version["undecided"]] == ["条文：事項にも文にも現れない"]
    with pytest.raises(InvalidLaw, match="undecided"):
        loaded(tmp_path, "serious", text)


def with_a_new_row(element: Element) -> Element:
    """Put a row 四 between, and renumber the rows behind it."""
    other = deepcopy(element)
    later = {"四": "五", "五": "六", "六": "七", "七": "八"}
    for each in other.iter("Sentence"):
        if re.match("[四五六七]　", each.text or ""):
            text = (each.text or "")[1:]
            text = re.sub("から([三四五六])の項", lambda found: f"から{chr(0)}{found[1]}の項", text)
            text = re.sub("\0([三四五六])", lambda found: later.get(found[1], "四"), text)
            each.text = later[(each.text or "")[0]] + text
    table = next(each for each in other.iter("Table"))
    line = Element("TableRow")
    for text in ('四　架空の"新"役務\\', "三時間", "五万"):
        SubElement(SubElement(line, "TableColumn"), "Sentence").text = text
    at = [each.get("at", "") for each in table].index("第2項第1号表四の項")
    table.insert(at, line)
    return other


def test_a_new_row_is_left_to_a_person(tmp_path: Path) -> None:
    """Loading refuses the mark, and nothing else; with the services filled in it is loaded."""
    text = draft("serious", with_a_new_row(NEWEST.articles["58"]))
    with pytest.raises(InvalidLaw) as caught:
        loaded(tmp_path, "serious", text)
    assert [each.path for each in caught.value.problems] == [
        "serious.toml, version 2030-04-01.row[3].service"
    ]
    assert MARK in caught.value.text("en")
    decided = re.sub(f'service = "{MARK}.*"', 'service = { kinds = ["email"], paid = true }', text)
    version = loaded(tmp_path, "serious", decided).serious.version[-1]
    old = OURS.serious.version[-1]
    assert [row.number for row in version.row] == list("一二三四五六七八")
    assert version.row[3].name == '架空の"新"役務\\'
    assert [row.service for row in version.row if row.number != "四"] == [
        row.service for row in old.row
    ]
    assert [row.thresholds for row in version.row if row.number != "四"] == [
        row.thresholds for row in old.row
    ]
    assert version.row[5].name == old.row[4].name.replace("四の項まで", "五の項まで")


SEVEN = date(2026, 4, 1)  # the table has seven rows, of which four leave out earlier ones


@pytest.mark.parametrize(
    ("old", "new", "asked"),
    [
        ("一の項から四の項まで", "一の項から三の項まで", ["五の項：除く項 = 一から三まで"]),
        ("一の項から六の項まで", "二の項から六の項まで", ["七の項：除く項 = 二から六まで"]),
        ("一の項から三の項まで", "一の項及び三の項", ["四の項：除く項 = 一及び三"]),
        ("一の項から三の項まで", "一の項から九の項まで", ["四の項：除く項 = 一から九まで"]),
        ("一の項又は二の項", "一の項及び二の項", []),
        ("一の項又は二の項", "一の項から二の項まで", []),
    ],
)
def test_other_rows_left_out_are_left_to_a_person(
    tmp_path: Path, old: str, new: str, asked: list[str]
) -> None:
    """五 「一の項から四の項まで」→「三の項まで」: row 四 comes first, and may not any more."""
    of = edition(OURS, SEVEN)
    other = changed(of.articles["58"], (old, new))
    text = drafts(file_of(other), NEXT, TODAY, texts=of.texts)["serious"]
    (version,) = tomllib.loads(text)["version"]
    assert version.get("undecided", []) == [f"第2項第1号表{each}" for each in asked]
    if asked:
        with pytest.raises(InvalidLaw, match="undecided"):
            loaded(tmp_path, "serious", text)
    else:
        loaded(tmp_path, "serious", text)


@pytest.mark.parametrize(
    ("left_out", "is_asked"),
    [
        ("五の項から七の項まで", False),
        ("一の項から七の項まで", False),
        ("四の項から七の項まで", True),
        ("五の項から六の項まで", True),
    ],
)
def test_rows_left_out_that_only_have_other_numbers_are_not_asked_about(
    tmp_path: Path, left_out: str, is_asked: bool
) -> None:
    """Rows 四 to 六, behind a new row 四: now 五 to 七, or else all earlier rows."""
    of, all_rows, some = edition(OURS, SEVEN), "一の項から六の項まで", "四の項から六の項まで"
    own = tmp_path / "own.toml"
    own.write_text(OFFICIAL["serious"].replace(all_rows, some), "utf-8")
    before = changed(of.articles["58"], (all_rows, some))
    texts = [recorded("58", "serious", before, SEVEN)]
    after = changed(with_a_new_row(of.articles["58"]), ("一の項から七の項まで", left_out))
    found = drafts(file_of(after), NEXT, TODAY, own={"serious": own}, texts=texts)
    (version,) = tomllib.loads(found["serious"])["version"]
    said = left_out.replace("の項", "")
    expected = [f"第2項第1号表八の項：除く項 = {said}"] if is_asked else []
    assert version.get("undecided", []) == expected


def test_the_same_words_for_other_rows_are_left_to_a_person() -> None:
    """一から四まで are other rows if 四 is a new one, though no word changed."""
    of = edition(OURS, SEVEN)
    after = with_a_new_row(of.articles["58"])
    after = changed(after, ("一の項から五の項まで", "一の項から四の項まで"))
    text = drafts(file_of(after), NEXT, TODAY, texts=of.texts)["serious"]
    (version,) = tomllib.loads(text)["version"]
    assert version["undecided"] == ["第2項第1号表六の項：除く項 = 一から四まで"]


@pytest.mark.parametrize(
    ("name", "old", "new", "where"),
    [
        ("serious", "十二時間", "十二日間", "row[2].thresholds[0].hours"),
        ("serious", "衛星が二時間", "衛星が二日", "critical_facility.hours"),
        ("near_miss", "三万以上の利用者", "多数の利用者", "users"),
        ("periodic", "経過後二月", "経過後速やかに", "reports.due_months"),
        ("reports", "知つた日から三十日", "知つた日から数十日", "report"),
    ],
)
def test_what_cannot_be_read_is_left_to_a_person(
    tmp_path: Path, name: str, old: str, new: str, where: str
) -> None:
    """A number or a time that is none is a mark too."""
    text = draft(name, changed(NEWEST.articles[NAMES[name]], (old, new)))
    assert MARK in text
    with pytest.raises(InvalidLaw, match=re.escape(f"version 2030-04-01.{where}")):
        loaded(tmp_path, name, text)


@pytest.mark.parametrize(
    ("name", "pairs"),
    [
        ("serious", [("衛星が", "人工星が")]),
        ("serious", [("同表の", "次表の")]),
        ("serious", [("三　架空", "架空")]),
        ("near_miss", [("次のいずれにも該当する事態", "次の事態")]),
        ("near_miss", [("架空の交換機能", "架空の機能")]),
        ("periodic", [("軽微な事故", "小さな事故")]),
        ("periodic", [("書面等により総務大臣に", "書面等により総務省に")]),
        ("periodic", [("電気通信設備の故障", "電気の故障")]),
    ],
)
def test_no_mark_is_loaded_where_words_would_be(
    tmp_path: Path, name: str, pairs: list[tuple[str, str]]
) -> None:
    """Where any words are taken, the mark alone would be loaded: `undecided` keeps it out."""
    text = draft(name, changed(NEWEST.articles[NAMES[name]], *pairs))
    assert tomllib.loads(text)["version"][0]["undecided"]
    with pytest.raises(InvalidLaw, match="undecided"):
        loaded(tmp_path, name, text)


def test_other_words_are_left_to_a_person(tmp_path: Path) -> None:
    """A sentence that changed, is new or gone, or a fact that no key holds: `undecided`."""
    other = changed(
        NEWEST.articles["58"], ("架空の提供", "架空の提供等"), ("数が千を", "数が二千を")
    )
    text = draft("serious", other)
    undecided = tomllib.loads(text)["version"][0]["undecided"]
    assert undecided == [
        "第1項第1号：user_information_leak more_users_than = 2000",
        "第1項第2号：架空の提供等を行つたもの",
    ]
    with pytest.raises(InvalidLaw) as caught:
        loaded(tmp_path, "serious", text)
    assert [each.path for each in caught.value.problems] == [
        "serious.toml, version 2030-04-01.undecided"
    ]
    assert loaded(tmp_path, "serious", re.sub("undecided = .*\n", "", text))


def up_to(name: str, day: str) -> str:
    """Give a provision's file without the version of a day and the later ones."""
    text = OFFICIAL[name]
    return text[: text.rindex("[[version]]", 0, text.index(f"in_force = {day}"))]


def past(name: str, before: str, day: str, tmp_path: Path) -> str:
    """Draft the version of a day out of its text and the version before it."""
    old = edition(OURS, date.fromisoformat(before))
    new: Edition = edition(OURS, date.fromisoformat(day))
    own = tmp_path / f"{name}.toml"
    own.write_text(up_to(name, day), "utf-8")
    file = file_of(new.articles[NAMES[name]], NAMES[name])
    return drafts(file, new.day, TODAY, own={name: own}, texts=old.texts)[name]


def test_the_rows_of_2026_would_have_been_drafted(tmp_path: Path) -> None:
    """令和8年総務省令第21号: rows 四 and 六 for a person, everything else as recorded since."""
    text = past("serious", "2023-06-16", "2026-04-01", tmp_path)
    version = tomllib.loads(text)["version"][0]
    marks = [row["number"] for row in version["row"] if str(row["service"]).startswith(MARK)]
    assert (marks, "undecided" in version) == (["四", "六"], False)
    versions = tomllib.loads(OFFICIAL["serious"])["version"]
    official = next(each for each in versions if each["in_force"] == date(2026, 4, 1))
    assert [row["thresholds"] for row in version["row"]] == [
        row["thresholds"] for row in official["row"]
    ]
    same = [row for row in version["row"] if row["number"] not in marks]
    kept = [row for row in official["row"] if row["number"] not in marks]
    assert [row["service"] for row in same] == [row["service"] for row in kept]


def test_the_events_of_2026_would_have_been_drafted(tmp_path: Path) -> None:
    """Events (6) and (7) for a person, and (2), whose words changed, too."""
    version = tomllib.loads(past("near_miss", "2023-06-16", "2026-04-01", tmp_path))["version"][0]
    assert [str(each["event"]).startswith(MARK) for each in version["event"]] == [
        *[False] * 5,
        True,
        True,
    ]
    assert [each.get("unless_noticed", False) for each in version["event"]] == [False] * 7
    assert version["limb"][4]["name"] == "(1)から(7)までのいずれかの事象"
    assert [each.partition("：")[0] for each in version["undecided"]] == ["第1項第1号ホ(2)"]


def test_the_fiscal_year_of_2025_would_have_been_drafted(tmp_path: Path) -> None:
    """From the quarter to the fiscal year: nothing is left to a person but the word in use."""
    text = past("periodic", "2023-06-16", "2025-04-01", tmp_path)
    assert MARK not in text
    law = loaded(tmp_path, "periodic", text, up_to("periodic", "2025-04-01"))
    day = date(2025, 4, 1)
    assert data_facts(law, "periodic", day) == data_facts(OURS, "periodic", day)


def test_the_short_form_of_2023_would_have_been_drafted(tmp_path: Path) -> None:
    """The new paragraph is read, and a person is asked to look at its words."""
    text = past("reports", "2023-06-16", "2023-12-07", tmp_path)
    undecided = tomllib.loads(text)["version"][0]["undecided"]
    assert [each.partition("：")[0] for each in undecided] == ["第2項"]
    text = re.sub("undecided = .*\n", "", text)
    law = loaded(tmp_path, "reports", text, up_to("reports", "2023-12-07"))
    ours = OURS.reports.version[-1].report
    assert law.reports.version[-1].report == tuple(evolve(each, penalty=None) for each in ours)


def test_an_item_that_is_gone_is_left_to_a_person(tmp_path: Path) -> None:
    """報告規則7条の3 without its item 3: read, and asked about."""
    version = tomllib.loads(past("periodic", "2019-04-01", "2023-06-16", tmp_path))["version"][0]
    assert "unjudged" not in version
    assert version["reports"]["serious_included"] is False
    assert any(each.startswith("第1項第3号") for each in version["undecided"])


def test_a_new_reason_is_left_to_a_person(tmp_path: Path) -> None:
    """A row of the table of 施行規則57条 for a reason that nobody knows."""
    other = changed(NEWEST.articles["57"], ("通信の秘密の漏えい", "架空の事由"))
    text = draft("reports", other)
    with pytest.raises(InvalidLaw) as caught:
        loaded(tmp_path, "reports", text)
    assert any(MARK in each.text() for each in caught.value.problems)


def test_paragraphs_that_are_gone_are_left_to_a_person() -> None:
    """施行規則57条 with its first paragraph alone tells no number of a paragraph."""
    other = deepcopy(NEWEST.articles["57"])
    for each in [each for each in other if each.tag == "Paragraph"][1:]:
        other.remove(each)
    (version,) = tomllib.loads(draft("reports", other))["version"]
    assert "near_miss" not in {each["reason"] for each in version["report"]}
    assert any(each.startswith("第3項：") for each in version["undecided"])


@pytest.mark.parametrize("provision", [None, "serious"])
def test_an_article_of_another_law_is_refused(provision: str | None) -> None:
    """The id in the name of the file is that of 道路交通法, which has an article 58 too."""
    name = "335AC0000000105_20300401_509M60000008001.xml"
    file = read_law_file(xml(NEWEST.articles["58"]), name)
    with pytest.raises(InvalidInput, match="規定のある条"):
        drafts(file, NEXT, TODAY, provision, texts=NEWEST.texts)


def test_an_article_that_moved_is_named() -> None:
    """Its new number is taken from the text, if the provision is named."""
    other = deepcopy(NEWEST.articles["58"])
    other.set("Num", "59_2")
    with pytest.raises(InvalidInput, match="規定のある条"):
        drafts(file_of(other), NEXT, TODAY)
    text = drafts(file_of(other), NEXT, TODAY, "serious", texts=NEWEST.texts)["serious"]
    assert 'article = "59-2", paragraph = "2"' in text


@pytest.mark.parametrize("day", [OURS.serious.version[-1].in_force, date(2020, 1, 1)])
def test_an_amendment_goes_behind_the_last_version(day: date) -> None:
    """What has been in force is not drafted again."""
    with pytest.raises(InvalidInput, match="最後の版より後"):
        drafts(file_of(NEWEST.articles["58"]), day, TODAY)


def test_the_record_of_a_text_is_written(tmp_path: Path) -> None:
    """It is read by `recorded_texts`, and the text is then the one recorded."""
    other = changed(NEWEST.articles["58"], ("架空の提供", "架空の提供等"))
    file = tmp_path / "texts.toml"
    (written,) = text_entries(file_of(other), NEXT, TODAY)
    file.write_text(written, "utf-8")
    (entry,) = recorded_texts(file)
    assert (entry.article, entry.in_force, entry.checked) == ("58", NEXT, TODAY)
    assert entry.source.endswith(f"/360M50001000025/{LAST:%Y%m%d}_508M60000008021")
    (found,) = text_check({"a.xml": xml(other)}, NEXT, texts=[entry])
    assert found.differences == 0
    with pytest.raises(InvalidInput, match="規定のある条"):
        text_entries(file_of(other), NEXT, TODAY, "periodic")
    assert text_entries(file_of(other), NEXT, TODAY, texts=[entry]) == ()


@pytest.mark.parametrize("text", ['甲"乙\\丙', "甲\x7f乙", "甲\u2028乙", "]]\n[[version]]", "'''"])
def test_no_words_break_the_toml(text: str) -> None:
    """Whatever a text holds, the draft is TOML that holds it."""
    toml = version_toml({"in_force": NEXT, "row": [{"name": text}], "undecided": [text]})
    (version,) = tomllib.loads(toml)["version"]
    assert (version["row"][0]["name"], version["undecided"]) == (text, [text])


def test_a_time_that_cannot_be_read_is_left_as_it_stands(tmp_path: Path) -> None:
    """十十 is no number: it is not guessed, and the draft is not loaded."""
    text = draft("serious", changed(NEWEST.articles["58"], ("二十四時間", "十十時間")))
    assert "十十時間" in text
    with pytest.raises(InvalidLaw):
        loaded(tmp_path, "serious", text)


def test_a_table_without_numbers_of_rows_has_none_as_facts() -> None:
    """The single row of 2010 has no number."""
    facts = data_facts(OURS, "serious", date(2010, 4, 1))
    assert "number" not in {each.what for each in facts}


def test_functions_that_changed_are_named_by_a_person(tmp_path: Path) -> None:
    """ニ: a function gone from the list changes the name of the limb."""
    other = changed(NEWEST.articles["58-2"], ("架空の交換機能", "架空の別の機能"))
    text = draft("near_miss", other)
    assert f"{MARK}：機能の名" in text
    with pytest.raises(InvalidLaw):
        loaded(tmp_path, "near_miss", text)


def test_an_item_on_other_facilities_is_left_to_a_person(tmp_path: Path) -> None:
    """An item of 報告規則7条の3 on facilities that nobody knows: not judged, and to be named."""
    other = changed(
        NEWEST.articles["7-3"],
        ("電気通信設備以外の設備の故障", "架空の物の不具合"),
        ("電気通信設備の故障", "物の故障"),
    )
    text = draft("periodic", other)
    version = tomllib.loads(text)["version"][0]
    assert [each["name"] for each in version["unjudged"]] == [f"{MARK}：号の名"] * 2
    with pytest.raises(InvalidLaw):
        loaded(tmp_path, "periodic", text)


def test_contents_that_the_text_does_not_tell_are_taken_over() -> None:
    """What the first report tells is gone from the text: the sentence is asked about."""
    version = tomllib.loads(
        draft("reports", changed(NEWEST.articles["57"], ("その発生", "その事")))
    )
    last = OURS.reports.version[-1]
    (drafted,) = version["version"]
    assert drafted["first_contents"] == [each.value for each in last.first_contents]
    assert drafted["undecided"]


def test_the_rule_on_tower_providers_is_drafted(tmp_path: Path) -> None:
    """第五十八条第二項第一号, 様式第三十八の三十八, 三十日以内: each number of the text."""
    changes = [("三十日以内", "二十日以内"), ("様式第三十八の三十八", "様式第四十")]
    other = changed(NEWEST.articles["54-17"], *changes)
    version = loaded(tmp_path, "tower_providers", draft("tower_providers", other))
    rule = version.tower_providers.version[-1]
    assert (rule.detailed_days, rule.form) == (20, "様式第40")
    assert rule.first_contents == OURS.tower_providers.version[-1].first_contents


def test_another_place_of_the_table_is_drafted_and_held_against_it(tmp_path: Path) -> None:
    """第五十九条第三項第一号 is read; it loads only with a rule on serious accidents that moved."""
    other = changed(NEWEST.articles["54-17"], ("第五十八条第二項", "第五十九条第三項"))
    text = draft("tower_providers", other)
    place = tomllib.loads(text)["version"][0]["accident"]
    assert place == {"article": "59", "paragraph": "3", "item": "1"}
    with pytest.raises(InvalidLaw, match=r"accident\.article"):
        loaded(tmp_path, "tower_providers", text)


def test_what_the_text_of_tower_providers_does_not_tell_is_marked() -> None:
    """Words without contents leave those of before, and ask a person for all the rest."""
    other = changed(NEWEST.articles["54-17"], ("速やかに", "遅滞なく"), ("三十日以内", "幾日以内"))
    text = draft("tower_providers", other)
    assert 'first_contents = ["date_time", "place", "known_at"' in text
    assert f'detailed_days = "{MARK}' in text
    assert f'counted_from = "{MARK}' in text
    assert "undecided" in text
    fewer = draft("tower_providers", changed(NEWEST.articles["54-17"], ("、場所", "")))
    assert 'first_contents = ["date_time", "known_at"' in fewer
    assert "undecided" in fewer
