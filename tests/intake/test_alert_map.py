"""The user's map: strictly read, all problems at once, and no match that is never used."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from support.places import ROOT

from jikorules import JAPAN, Bounds, InvalidInput, Service
from jikorules.intake import Affected, AlertMap, Match, Signal, read_alert_map

ONE = datetime(2026, 5, 10, 1, tzinfo=JAPAN)
PHONE = Affected(Service("voice", emergency_calls=True), 40_000)


def document(**other: Any) -> dict[str, Any]:
    return {
        "matches": [
            {
                "labels": {"alertname": "VoiceDown"},
                "impacts": [{"service": {"kind": "voice", "emergency_calls": True}}],
            }
        ]
    } | other


def paths(given: Any) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        read_alert_map(given)
    return [problem.path for problem in caught.value.problems]


def test_the_example_is_read() -> None:
    text = (ROOT / "docs" / "examples" / "alert-map.toml").read_text("utf-8")
    alert_map = read_alert_map(text)
    east, other, mail = alert_map.matches
    assert (alert_map.carrier, alert_map.minor, alert_map.disaster) == ("例示通信", False, False)
    assert [each.users for each in east.impacts] == [Bounds.exact(45_000), Bounds.at_least(45_000)]
    assert other.impacts[0].users.is_unknown
    assert mail.impacts[0].service == Service("email", name="電子メール")


def test_what_is_left_out_is_unknown() -> None:
    alert_map = read_alert_map(document())
    assert (alert_map.carrier, alert_map.minor, alert_map.disaster) == (None, None, None)
    assert alert_map.trust_resolved is False
    affected = alert_map.matches[0].impacts[0]
    assert (affected.users, affected.effect) == (Bounds.unknown(), None)
    assert affected.service.paid is None


def test_a_name_of_the_list_tells_what_it_tells() -> None:
    given = document()
    given["matches"][0]["impacts"] = [{"service": {"name": "VoLTE", "paid": True}}]
    (affected,) = read_alert_map(given).matches[0].impacts
    assert affected.service == Service.named("VoLTE", paid=True)


@pytest.mark.parametrize(
    ("service", "wrong"),
    [
        ({"name": "ひみつ電話"}, ["name"]),
        ({"name": "ローカル5G"}, ["name"]),
        ({"name": "携帯電話"}, ["name"]),  # voice and data: each has users of its own
        ({"name": 5}, ["kind", "name"]),
        ({"name": "VoLTE", "emergency_calls": False}, ["emergency_calls"]),
        ({"name": "ひみつ電話", "paid": 1, "memo": 2}, ["memo", "name", "paid"]),
    ],
)
def test_a_name_that_does_not_tell_one_service(service: Any, wrong: list[str]) -> None:
    given = document()
    given["matches"][0]["impacts"] = [{"service": service}]
    assert sorted(paths(given)) == [f"matches[0].impacts[0].service.{each}" for each in wrong]


def test_every_setting_is_read() -> None:
    alert_map = read_alert_map(
        document(carrier="甲社", minor=None, disaster=True, trust_resolved=True, apart="PT2H")
    )
    assert alert_map.carrier == "甲社"
    assert (alert_map.minor, alert_map.disaster, alert_map.trust_resolved) == (None, True, True)
    assert alert_map.apart == timedelta(hours=2)


def test_all_problems_at_once() -> None:
    given = document(carrier=3, minor="no", trust_resolved=1, apart="-PT1H", alerts=[])
    given["matches"] += [
        {"labels": {"cell": 7}, "impacts": [{"service": {"kind": "voise"}, "users": 1.5}]},
        {"labels": {}, "impacts": []},
        {"labels": ["cell"], "impacts": {}},
        {"label": {"a": "b"}},
    ]
    assert sorted(paths(given)) == [
        "alerts",
        "apart",
        "carrier",
        "matches[1].impacts[0].service.kind",
        "matches[1].impacts[0].users",
        "matches[1].labels.cell",
        "matches[2].impacts",
        "matches[2].labels",
        "matches[3].impacts",
        "matches[3].labels",
        "matches[4].impacts",
        "matches[4].label",
        "matches[4].labels",
        "minor",
        "trust_resolved",
    ]


def test_a_match_that_is_never_used_is_a_problem() -> None:
    wide, narrow = {"alertname": "VoiceDown"}, {"alertname": "VoiceDown", "region": "east"}
    with pytest.raises(InvalidInput) as caught:
        AlertMap([Match(wide, PHONE), Match({"a": "b"}, PHONE), Match(narrow, PHONE)])
    (problem,) = caught.value.problems
    assert problem.path == "matches[2]"
    assert "matches[0] always comes first" in problem.text("en")
    with pytest.raises(InvalidInput):
        AlertMap([Match(wide, PHONE), Match(wide, PHONE)])


def test_the_first_match_is_used_and_labels_match_whole_values() -> None:
    narrow = Match({"alertname": "VoiceDown", "region": "east"}, PHONE)
    wide = Match({"alertname": "VoiceDown"}, PHONE)
    alert_map = AlertMap([narrow, wide])

    def used(**labels: str) -> Match | None:
        return alert_map.match(Signal("a", ONE, labels=labels))

    assert used(alertname="VoiceDown", region="east", more="x") is narrow
    assert used(alertname="VoiceDown", region="eastern") is wide
    assert used(alertname="voicedown") is used(region="east") is used() is None


@pytest.mark.parametrize("text", ["matches = [", "\x00", "a = 1\na = 2", "[[matches]]\nlabels ="])
def test_what_is_no_toml_is_told(text: str) -> None:
    assert paths(text) == [""]


@pytest.mark.parametrize("given", [[], None, 3, b"matches = []"])
def test_what_is_no_map_is_told(given: Any) -> None:
    assert paths(given) == [""]


def test_the_classes_look_at_their_values_too() -> None:
    with pytest.raises(InvalidInput) as caught:
        Affected("voice", -1, effect="stopped", supplementary=0)  # type: ignore[arg-type]
    told = [problem.path for problem in caught.value.problems]
    assert told == ["service", "users", "effect", "supplementary"]
    with pytest.raises(InvalidInput) as caught:
        AlertMap("x", carrier=1, trust_resolved=None, apart=24)  # type: ignore[arg-type]
    told = [problem.path for problem in caught.value.problems]
    assert told == ["matches[0]", "carrier", "trust_resolved", "apart"]
    with pytest.raises(InvalidInput) as caught:
        Signal(1, "now", start=3, labels=[("a", 1)], left_out=-1, apart="test")  # type: ignore[arg-type, list-item]
    told = [problem.path for problem in caught.value.problems]
    assert told == ["key", "heard", "start", "labels", "group", "left_out", "apart"]
