"""The rule on certified tower providers 認定鉄塔等提供事業者: its days, and what it refuses."""

from datetime import date

import pytest
from support.law_texts import (
    AT_LEAST_1,
    DAY,
    IDS,
    OFFICIAL,
    REPEATED,
    STARTS,
    Broken,
    Load,
    appended,
    broken_rule,
    check_refusal,
    in_version,
    with_end,
)

from jikorules import Citation, InvalidLaw, load_law, ruleset, rulesets
from jikorules.basics.vocabulary import Reporter
from jikorules.law.text_facts import text_facts
from jikorules.words.rule_tables import tables

FIRST = date(2026, 5, 27)


def broken(old: str, new: str, where: str, reason: str) -> Broken:
    return broken_rule("tower_providers", old, new, where, reason)


def test_it_begins_on_2026_05_27() -> None:
    """法第百四十三条の十四 is in force from 2026-05-27 on: the eve has no such rule."""
    eve, first = ruleset(FIRST - DAY), ruleset(FIRST)
    assert (eve.tower_providers, eve.tower_providers_place) == (None, None)
    assert "tower_providers" not in eve.document()
    assert first.tower_providers is not None
    assert first.tower_providers_place == Citation("電気通信事業法施行規則", "54-17")
    assert first.document()["tower_providers"]["place"] == {
        "law": "電気通信事業法施行規則",
        "article": "54-17",
    }
    assert [rules.id for rules in rulesets() if rules.tower_providers] == ["2026-05-27"]


def test_carriers_are_under_the_same_rules_before_and_after() -> None:
    """The rule concerns 認定鉄塔等提供事業者 alone: for carriers all is as it was."""
    before, after = ruleset(FIRST - DAY), ruleset(FIRST)
    assert before.rests_on() == after.rests_on() == (after.serious, after.periodic)
    assert after.rests_on(Reporter.TOWER_PROVIDER) == (after.serious, after.tower_providers)
    assert (before.until, before.carriers_until) == (FIRST - DAY, None)
    for rules in rulesets():
        if rules is not before:
            assert rules.carriers_until == rules.until


def test_the_rule_sets_before_it_keep_their_digests(load: Load) -> None:
    """An amendment changes no earlier rule: what their digests cover says nothing of it."""
    for rules in rulesets():
        assert ("tower_providers" in rules.document()) == (rules.in_force >= FIRST)
    later = OFFICIAL["tower_providers"].replace("2026-05-27", "2026-06-27")
    law = load(tower_providers=later.replace("detailed_days = 30", "detailed_days = 20"))
    for rules in rulesets()[:-1]:
        assert law.ruleset(rules.in_force).digest == rules.digest


def test_a_later_version_and_an_end(load: Load) -> None:
    law = load(tower_providers=appended("tower_providers", "2030-04-01"))
    assert [rules.id for rules in law.rulesets()] == [*IDS, "2030-04-01"]
    assert law.rulesets()[-2].carriers_until is None
    gone = load(tower_providers=with_end("tower_providers", "2028-03-31"))
    assert [rules.id for rules in gone.rulesets()] == [*IDS, "2028-04-01"]
    assert gone.rulesets()[-1].tower_providers is None
    assert gone.rulesets()[-1].rests_on(Reporter.TOWER_PROVIDER) == gone.rulesets()[-1].rests_on()
    never = with_end("tower_providers", "9999-12-31")
    assert [rules.in_force for rules in load(tower_providers=never).rulesets()] == STARTS


def test_the_carriers_last_day_is_the_end_of_the_law(load: Load) -> None:
    end = "ends = 2030-03-31\nlabel ="
    law = load(serious=in_version("serious", "2026-04-01", "label =", end))
    assert [rules.carriers_until for rules in law.rulesets()[-2:]] == [date(2030, 3, 31)] * 2


@pytest.mark.parametrize(
    "case",
    [
        broken("detailed_days = 30", "detailed_days = 0", "detailed_days", AT_LEAST_1),
        broken(
            'first_contents = ["date_time", "place", "known_at", "outline", "reason_or_cause", '
            '"measures", "other_matters"]',
            "first_contents = []",
            "first_contents",
            "at least one",
        ),
        broken("fine = 300_000", "fine = 0", "penalty", "a fine and where it stands"),
        broken('"time_of_knowledge"', '"time_of_day"', "counted_from", "one of"),
        broken('"time_of_knowledge"', '"occurrence"', "counted_from", "the time of knowledge"),
        broken('"place", "known_at"', '"place", "place"', "first_contents[2]", REPEATED),
        broken(', item = "1"', "", "accident.item", "a value (it is required)"),
    ],
    ids=lambda case: case.where,
)
def test_what_is_refused(load: Load, case: Broken) -> None:
    check_refusal(load, case)


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("item", 'item = "1"', 'item = "2"'),
        ("article", 'accident = { article = "58"', 'accident = { article = "57"'),
        ("paragraph", 'paragraph = "2"', 'paragraph = "1"'),
    ],
)
def test_the_place_is_that_of_the_table(load: Load, key: str, old: str, new: str) -> None:
    """第五十八条第二項第一号に掲げる事故: `judge` looks at the table, so it has to be its place."""
    text = in_version("tower_providers", "2026-05-27", old, new)
    with pytest.raises(InvalidLaw) as caught:
        load(tower_providers=text)
    (problem,) = caught.value.problems
    assert problem.path == f"tower_providers.toml, version 2026-05-27.accident.{key}"
    assert "where the table is" in problem.text("en")


def test_no_rule_from_before_the_table_had_its_place(load: Load) -> None:
    """Before 2023-06-16 Art. 58 had no paragraph 2."""
    early = OFFICIAL["tower_providers"].replace("2026-05-27", "2020-05-27")
    early = early.replace("revision_read = 2026-08-10", "revision_read = 2020-05-27")
    with pytest.raises(InvalidLaw, match=r"accident\.paragraph"):
        load(tower_providers=early)


def test_what_is_not_established_is_said() -> None:
    """The number of the ordinance is likely only, the day of its promulgation is not known."""
    (version,) = load_law().tower_providers.version
    assert version.likely == ("amended_by",)
    assert version.not_established == ("promulgated",)
    assert version.note is not None
    assert "推定" in version.note.ja


def test_the_table_of_the_rule() -> None:
    made = tables(ruleset(FIRST))[-1]
    assert made.lines[0].limits == ("速報：速やかに", "詳報：知った時から30日以内、様式第38の38")
    assert len(tables(ruleset(FIRST - DAY))) == len(tables(ruleset(FIRST))) - 1
    assert "第58条第2項第1号の事故" in made.lines[0].name


ITEM = "Paragraph[{}]/ParagraphSentence[1]/Sentence[1]\t{}\n"


@pytest.mark.parametrize(
    ("number", "text", "facts"),
    [
        (1, "第五十八条第二項第一号に掲げる事故を生じさせたもの", ["58", "2", "1"]),
        (1, "第六十二条第三項第四号に掲げる事故を生じさせたもの", ["62", "3", "4"]),
        (1, "第二二条第二項第一号に掲げる事故を生じさせたもの", ["二二", "2", "1"]),
        (1, "別に定める事故を生じさせたもの", []),
        (2, "様式第一により知つた時から十日以内に出す", ["様式第1", "time_of_knowledge", "10"]),
        (2, "知つた日から二十日以内に出す", ["knowledge", "20"]),
        (2, "速やかに出す", []),
    ],
)
def test_the_facts_of_its_text(number: int, text: str, facts: list[str]) -> None:
    """What is not there is no fact, and what is no number stands for itself."""
    read = text_facts("tower_providers", ITEM.format(number, text))
    assert [str(fact.value) for fact in read.facts] == facts
