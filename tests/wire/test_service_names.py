"""Services told on the wire by their name, without a kind."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bad_documents import paths, refusal
from support.documents import END, START

from jikorules import (
    CATALOGUE,
    Bounds,
    Grade,
    Incident,
    InvalidInput,
    Overlap,
    Service,
    from_wire,
    judge,
    services_named,
    to_wire,
)
from jikorules.basics.errors import Lang
from jikorules.facts.incident import MOST_IMPACTS
from jikorules.facts.service_names import service_names
from jikorules.wire.incident_quick import well_formed
from jikorules.wire.incident_strict import read_strictly
from jikorules.words.verdict import tree

FTTH: dict[str, Any] = {"kind": "internet_access", "name": "FTTH"}
LANGUAGES: tuple[Lang, ...] = ("ja", "en")
SPELLINGS = [each for name in service_names() for each in (name.name, *name.spelled)]


def accident(*services: Any, users: Any = 45_000, **keys: Any) -> dict[str, Any]:
    impacts = [{"service": each, "users": users, "start": START, "end": END} for each in services]
    return {"impacts": impacts, **keys}


def read_both_ways(document: Any) -> Incident:
    """Read a good document by both readers, which have to agree."""
    incident = from_wire(document)
    assert well_formed(document) == read_strictly(document) == incident
    assert from_wire(to_wire(incident)) == incident
    return incident


def read_quickly(document: Any) -> Incident | None:
    """Read a document the short way; None if that leaves it to the strict one."""
    try:
        return well_formed(document)
    except Exception:
        return None


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_name_without_a_kind(name: str) -> None:
    (impact,) = read_both_ways(accident({"name": name})).impacts
    assert impact.service == CATALOGUE[name]


def test_a_name_may_be_written_in_other_ways_and_is_shown_as_in_the_list() -> None:
    (impact,) = read_both_ways(accident({"name": "ＦＴＴＨサービス"})).impacts
    assert impact.service == Service("internet_access", name="FTTH")


def test_other_traits_may_be_told() -> None:
    told = {"name": "電子メール", "paid": False, "monthly_users": {"at_least": 10**7}}
    (impact,) = read_both_ways(accident(told)).impacts
    email = Service("email", paid=False, monthly_users=Bounds.at_least(10**7), name="電子メール")
    assert impact.service == email


def test_what_is_null_is_unknown_and_leaves_what_the_name_settles() -> None:
    told = {"name": "ひかり電話", "emergency_calls": None, "paid": None, "monthly_users": None}
    (impact,) = read_both_ways(accident(told)).impacts
    assert impact.service == CATALOGUE["ひかり電話"]


@pytest.mark.parametrize("name", ["携帯電話", "ひかり電話", "糸電話", "ローカル5G", ""])
def test_with_a_kind_a_name_is_no_more_than_a_label(name: str) -> None:
    (impact,) = read_both_ways(accident({"kind": "other", "name": name})).impacts
    assert impact.service == Service("other", name=name)


class TestSeveralServices:
    def test_the_impact_is_one_on_each(self) -> None:
        incident = read_both_ways(accident({"name": "携帯電話", "paid": True}, overlap="unknown"))
        assert [each.service for each in incident.impacts] == [
            *services_named("携帯電話", paid=True)
        ]
        first, second = incident.impacts
        assert first.users == second.users == Bounds.exact(45_000)
        assert first.periods == second.periods
        assert incident.overlap is Overlap.SAME

    @pytest.mark.parametrize("overlap", ["disjoint", "same", "unknown"])
    def test_users_of_one_impact_are_never_counted_twice(self, overlap: str) -> None:
        """20,000 users of mobile telephones for an hour are 20,000 users."""
        document = accident({"name": "携帯電話"}, users=20_000, overlap=overlap)
        document["impacts"][0]["end"] = "2019-03-16T08:47:00+09:00"
        assert judge(read_both_ways(document)).grade is Grade.NONE

    def test_both_rows_are_met(self) -> None:
        """SoftBank's accident of 2018-12-06 as the ministry's table 3 has it."""
        document = accident({"name": "携帯電話"}, users={"at_least": 30_595_000})
        assert judge(read_both_ways(document)).rows == ("一", "四")

    def test_the_numbers_of_the_impacts_that_are_written_stay(self) -> None:
        document = accident({"name": "携帯電話"}, FTTH, {"name": "PHS"}, {"name": "LPWA"})
        incident = read_both_ways(document)
        assert [each.service.name for each in incident.impacts] == [
            *("携帯電話（音声）", "FTTH", "PHS（音声）", "LPWA"),
            *("携帯電話（データ通信）", "PHS（データ通信）"),
        ]
        assert incident.overlap is Overlap.UNKNOWN
        said = tree(judge(incident))
        for place, impact in enumerate(incident.impacts, 1):
            assert f"影響{place}：{impact.service.name}、" in said

    def test_beside_others_users_told_to_be_the_same_are(self) -> None:
        document = accident({"name": "携帯電話"}, FTTH, overlap="same")
        assert read_both_ways(document).overlap is Overlap.SAME

    def test_beside_others_users_cannot_be_disjoint(self) -> None:
        document = accident(FTTH, {"name": "ケータイ"}, overlap="disjoint")
        assert paths(document) == ["overlap"]
        for lang in LANGUAGES:
            text = refusal(document).text(lang)
            assert "ケータイ" in text
            assert "携帯電話（音声）" in text
            assert "携帯電話（データ通信）" in text
        read_both_ways(accident(FTTH, {"name": "VoLTE"}, overlap="disjoint"))

    def test_that_is_told_beside_all_else_that_is_wrong(self) -> None:
        document = accident(FTTH, {"name": "携帯電話"}, overlap="disjoint", memo=1, minor=5)
        document["impacts"][0]["users"] = "many"
        assert paths(document) == ["impacts[0].users", "memo", "minor", "overlap"]

    def test_they_count_among_the_most_impacts(self) -> None:
        half = MOST_IMPACTS // 2
        incident = from_wire(accident(*[{"name": "携帯電話"}] * half))
        assert len(incident.impacts) == MOST_IMPACTS
        assert paths(accident(*[{"name": "携帯電話"}] * (half + 1))) == ["impacts"]


class TestRefused:
    @pytest.mark.parametrize(
        ("service", "expected"),
        [
            ({"name": "糸電話"}, ["name"]),
            ({"name": ""}, ["name"]),
            ({"name": "ローカル5G"}, ["name"]),
            ({"name": None}, ["kind"]),
            ({"name": 5}, ["kind", "name"]),
            ({}, ["kind"]),
            ({"emergency_calls": True}, ["kind"]),
            ({"name": "ひかり電話", "kind": None}, ["kind"]),
            ({"name": "ひかり電話", "emergency_calls": False}, ["emergency_calls"]),
            ({"name": "ひかり電話", "emergency_calls": 1}, ["emergency_calls"]),
            ({"name": "携帯電話", "emergency_calls": False}, ["emergency_calls"]),
            ({"name": "携帯電話", "voice_calls": "no"}, ["voice_calls"]),
            ({"name": "FTTH", "monthly_users": -1, "users": 5}, ["monthly_users", "users"]),
            ({"name": "FTTH", "monthly_users": "many"}, ["monthly_users"]),
            ({"name": "FTTH", 5: 1}, ["5"]),
            ({"name": "糸電話", "paid": 1, "memo": 2}, ["memo", "name", "paid"]),
        ],
    )
    def test_every_problem_with_its_place(self, service: Any, expected: list[str]) -> None:
        assert read_quickly(accident(service)) is None
        assert paths(accident(service)) == [f"impacts[0].service.{each}" for each in expected]

    def test_a_slip_is_answered_with_the_name(self) -> None:
        error = refusal(accident({"name": "ひかり電和"}))
        assert "ひかり電話 の誤りではないか" in error.text("ja")
        assert "Did you mean ひかり電話?" in error.text("en")


@given(
    st.lists(
        st.fixed_dictionaries(
            {"name": st.sampled_from(SPELLINGS) | st.sampled_from(["糸電話", None, 5])},
            optional={
                "kind": st.sampled_from(["voice", "email", None]),
                "emergency_calls": st.sampled_from([True, False, None, 1]),
                "paid": st.sampled_from([True, False, None]),
                "monthly_users": st.sampled_from([5, None, {"at_least": 1}, -1]),
                "memo": st.none(),
            },
        ),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(["disjoint", "same", "unknown"]),
)
def test_both_readers_are_of_one_mind(services: list[Any], overlap: str) -> None:
    document = accident(*services, overlap=overlap)
    try:
        expected = read_strictly(document)
    except InvalidInput:
        assert read_quickly(document) is None
    else:
        assert read_quickly(document) == expected
