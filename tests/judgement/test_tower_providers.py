"""Accidents of certified tower providers 認定鉄塔等提供事業者: item 1 of Art. 58 para. 2 alone."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from support.law_texts import OFFICIAL, load_texts
from support.strategies import incidents

from jikorules import (
    JAPAN,
    Bounds,
    CriticalFacility,
    Facility,
    Flag,
    Grade,
    History,
    Impact,
    Incident,
    InvalidInput,
    NotCovered,
    Period,
    Reporter,
    Service,
    from_wire,
    judge,
    load_law,
    outlook,
    paragraph,
    questions,
    replay,
    ruleset,
    sentence,
    to_wire,
    tree,
)

HOUR = timedelta(hours=1)
FIRST = datetime(2026, 5, 27, tzinfo=JAPAN)
VOICE = Service("voice", emergency_calls=True)
TOWERS = Reporter.TOWER_PROVIDER


def caused(
    users: Any = 30_000,
    start: datetime = FIRST,
    lasted: timedelta | None = HOUR,
    service: Service = VOICE,
    **more: Any,
) -> Incident:
    period = Period(start, None if lasted is None else start + lasted)
    hit = Impact(service, users, period, supplementary=more.pop("supplementary", False))
    return Incident([hit], **{"reporter": "tower_provider", **more})


def test_an_accident_of_item_1_is_serious() -> None:
    """鉄塔等の損壊その他の事由に起因して、第五十八条第二項第一号に掲げる事故を生じさせたもの."""
    verdict = judge(caused())
    assert (verdict.grade, verdict.rows, verdict.label) == (Grade.SERIOUS, ("一",), "重大な事故")
    assert {each.limb.citation.item for each in verdict.findings} == {"1"}
    assert {each.limb.citation.article for each in verdict.findings} == {"58"}
    assert judge(caused(29_999)).grade is Grade.NONE
    assert judge(caused(lasted=HOUR - timedelta(seconds=1))).grade is Grade.NONE


def test_nothing_else_is_asked() -> None:
    """No item 2, no periodic report: 30,000 users or two hours alone are nothing to report."""
    leased = Service("other", paid=True)
    of_carrier = judge(caused(10, lasted=30 * HOUR, service=leased, reporter="carrier"))
    assert of_carrier.grade is Grade.PERIODIC
    verdict = judge(caused(10, lasted=30 * HOUR, service=leased))
    assert (verdict.grade, verdict.label) == (Grade.NONE, "報告対象外")
    assert all(each.limb.grade is Grade.SERIOUS for each in verdict.findings)
    assert all(each.limb.users is not None for each in verdict.findings)


@pytest.mark.parametrize("minor", [True, None])
def test_minor_accidents_are_no_matter(minor: bool | None) -> None:
    """軽微な事故 are left out of the periodic report, which a tower provider does not make."""
    plain, claimed = judge(caused()), judge(caused(minor=minor))
    assert (plain.possible, plain.findings) == (claimed.possible, claimed.findings)
    undecided = judge(caused(Bounds.between(29_999, 30_000), minor=minor))
    assert undecided.possible == (Grade.NONE, Grade.SERIOUS)
    assert [each.quantity.value for each in questions(undecided)] == ["users"]


def test_supplementary_functions_do_not_count() -> None:
    """付加的な機能 do not count in item 1, whoever reports."""
    assert judge(caused(supplementary=True)).grade is Grade.NONE
    perhaps = judge(caused(supplementary=None))
    assert perhaps.possible == (Grade.NONE, Grade.SERIOUS)
    assert [each.quantity.value for each in questions(perhaps)] == ["supplementary"]


@given(incidents(first=datetime(2026, 6, 1), last=datetime(2026, 10, 1)))  # noqa: DTZ001
def test_it_is_the_carriers_answer_without_the_periodic_report(incident: Incident) -> None:
    """What is serious by the table for a carrier is so for the tower provider, and no more."""
    if not incident.impacts or incident.facility is Facility.OTHER:
        return
    of_carrier = judge(evolve(incident, critical_facility=None))
    verdict = judge(evolve(incident, critical_facility=None, reporter=TOWERS))
    grades = {Grade.NONE if each is Grade.PERIODIC else each for each in of_carrier.possible}
    assert set(verdict.possible) == grades
    assert verdict.rows == of_carrier.rows


def test_both_sides_of_the_first_day() -> None:
    """The rule set is that of the day the accident occurred 発生した日, in Japan."""
    assert judge(caused(start=FIRST)).grade is Grade.SERIOUS
    eve = caused(start=FIRST - timedelta(seconds=1), lasted=2 * HOUR)
    with pytest.raises(NotCovered) as caught:
        judge(eve)
    (problem,) = caught.value.problems
    assert problem.path == "reporter"
    for said in (problem.text(), problem.text("en")):
        assert "2026-05-27" in said
        assert "2026-05-26" in said
    assert "reporter を carrier としてください" in problem.text()
    assert "set the reporter to 'carrier'" in problem.text("en")
    assert judge(evolve(eve, reporter="carrier")).grade is Grade.SERIOUS


def test_rules_of_an_earlier_day_have_no_answer() -> None:
    """Whoever names rules from before gets no answer made up."""
    with pytest.raises(NotCovered, match="2026-04-01 の規定"):
        judge(caused(), rules="2026-04-01")
    with pytest.raises(InvalidInput) as caught:
        replay([caused(reporter="carrier"), caused()], ["2026-04-01", "2026-05-27"])
    assert [each.path for each in caught.value.problems] == ["incidents[1].reporter"]
    (one,) = replay([caused()], ["2026-05-27", "2026-08-01"])
    assert not one.differs
    assert judge(caused(start=FIRST - 300 * HOUR), rules="2026-05-27").grade is Grade.SERIOUS


def test_carriers_are_judged_as_before() -> None:
    """A carrier's accident is not touched by the rule on tower providers: it straddles nothing."""
    over = judge(caused(start=FIRST - HOUR, lasted=3 * HOUR, reporter="carrier"))
    assert Flag.STRADDLES_AMENDMENT not in over.flags
    start = datetime(2026, 3, 31, 23, tzinfo=JAPAN)
    earlier = judge(caused(start=start, lasted=3 * HOUR, reporter="carrier"))
    assert Flag.STRADDLES_AMENDMENT in earlier.flags


def test_the_law_is_unchecked_after_the_check_of_its_own_rules() -> None:
    """The grade rests on Art. 58 and Art. 54-17; the older check of the two counts."""
    law = load_law()
    checked = min(law.serious.version[-1].checked, law.tower_providers.version[-1].checked)
    on = datetime(checked.year, checked.month, checked.day, 12, tzinfo=JAPAN)
    assert Flag.LAW_UNCHECKED not in judge(caused(start=on)).flags
    later = judge(caused(start=on + 24 * HOUR))
    assert Flag.LAW_UNCHECKED in later.flags
    assert f"最終照合日：{checked.year}年{checked.month}月{checked.day}日" in paragraph(later)


def test_a_check_of_the_tower_providers_law_is_theirs_alone(tmp_path: Path) -> None:
    """最終照合日: an older check of Art. 54-17 limits their answers, and no carrier's."""
    (version,), carriers = load_law().tower_providers.version, ruleset(FIRST.date())
    checked, older = carriers.checked, carriers.checked - timedelta(days=30)
    text = OFFICIAL["tower_providers"].replace(version.checked.isoformat(), older.isoformat())
    on = datetime.combine(checked, time(12), JAPAN)
    rules = load_texts(tmp_path, tower_providers=text).ruleset(checked)
    assert Flag.LAW_UNCHECKED in judge(caused(start=on), rules=rules).flags
    assert Flag.LAW_UNCHECKED not in judge(caused(start=on - 30 * 24 * HOUR), rules=rules).flags
    assert Flag.LAW_UNCHECKED not in judge(caused(start=on, reporter="carrier"), rules=rules).flags


def test_a_running_accident_has_one_thing_to_come() -> None:
    """No moment is told at which a periodic report would begin."""
    coming = outlook(caused(lasted=None), FIRST + timedelta(minutes=20))
    assert [(each.at, each.possible) for each in coming.crossings] == [
        (FIRST + HOUR, (Grade.SERIOUS,))
    ]
    assert "報告者：認定鉄塔等提供事業者" in tree(coming)
    short = outlook(caused(29_999, lasted=None), FIRST + HOUR)
    assert short.next_change is None


def test_a_history_goes_from_look_to_look() -> None:
    history = History().look(FIRST, caused(lasted=None))
    changed = history.look(FIRST + HOUR, caused(lasted=None)).changes()[0]
    assert changed.grades == ((Grade.NONE,), (Grade.SERIOUS,))
    with pytest.raises(NotCovered):
        History().look(FIRST, caused(start=FIRST - HOUR, lasted=None))


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"facility": "other"}, "facility"),
        (
            {"critical_facility": CriticalFacility("satellite", Period(FIRST))},
            "critical_facility",
        ),
        ({"reporter": "tower"}, "reporter"),
        ({"reporter": None}, "reporter"),
    ],
)
def test_what_contradicts_itself_is_refused(more: dict[str, Any], path: str) -> None:
    """A tower is no telecommunications facility: what is asked of is what it made fail."""
    with pytest.raises(InvalidInput) as caught:
        caused(**more)
    assert [each.path for each in caught.value.problems] == [path]


def test_no_impact_is_no_accident_of_item_1() -> None:
    """All that is wrong is told at once."""
    with pytest.raises(InvalidInput) as caught:
        Incident(
            [],
            facility="other",
            critical_facility=CriticalFacility("satellite", Period(FIRST)),
            reporter="tower_provider",
        )
    paths = [each.path for each in caught.value.problems]
    assert paths == ["impacts", "facility", "critical_facility"]
    assert "報告を要しません" in caught.value.text()


def test_the_answer_in_words() -> None:
    """The provision that makes it a tower provider's is named beside the row."""
    verdict = judge(caused(carrier="甲鉄塔"))
    assert sentence(verdict) == (
        "甲鉄塔（認定鉄塔等提供事業者、2026年5月27日発生）：重大な事故に該当する（電気通信事業法"
        "施行規則第58条第2項第1号の表一の項、電気通信事業法施行規則第54条の17）。"
    )
    rules = "Enforcement Rules of the Telecommunications Business Act"
    assert sentence(verdict, "en") == (
        "甲鉄塔 (certified tower provider, 2026-05-27): a serious accident "
        f"({rules}, Art. 58, para. 2, item 1, row 一; {rules}, Art. 54-17)."
    )
    said, english = paragraph(verdict), paragraph(verdict, "en")
    assert said.startswith("認定鉄塔等提供事業者（甲鉄塔）の鉄塔等の損壊その他の事由に起因して、")
    assert english.startswith("Owing to damage to towers or another cause at certified tower")
    assert "認定鉄塔等提供事業者の重大な事故：令和8年総務省令第70号（番号は推定）" in said
    assert "年度報告" not in said + tree(verdict)
    assert "Reporter: certified tower provider" in tree(verdict, "en")
    assert "- **報告者**：認定鉄塔等提供事業者" in tree(verdict, markdown=True)
    below = sentence(judge(caused(29_999)))
    assert below.endswith("報告を要する事故に該当しない。")
    assert "報告者" not in tree(judge(caused(reporter="carrier")))


def test_on_the_wire() -> None:
    """It is written only of a tower provider, so that documents and digests of before hold."""
    document = to_wire(caused())
    assert document["reporter"] == "tower_provider"
    assert from_wire(document) == caused()
    assert "reporter" not in to_wire(caused(reporter="carrier"))
    assert from_wire({**document, "reporter": "carrier"}) == caused(reporter="carrier")
    assert to_wire(judge(caused()))["reporter"] == "tower_provider"
    assert "reporter" not in to_wire(judge(caused(reporter="carrier")))
    for odd in ("tower", None, True, 1, ["carrier"]):
        with pytest.raises(InvalidInput) as caught:
            from_wire({**document, "reporter": odd})
        assert [each.path for each in caught.value.problems] == ["reporter"]
    with pytest.raises(InvalidInput) as caught:
        from_wire({**document, "reporter": "tower_provider", "facility": "other", "minor": 1})
    assert [each.path for each in caught.value.problems] == ["minor", "facility"]
