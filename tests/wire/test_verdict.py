"""Verdicts and rule sets on the wire."""

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from support.documents import DOCUMENT, JCOM, START, plain, spoil
from support.strategies import incidents

from jikorules import Incident, InvalidInput, RuleSet, Verdict, from_wire, judge, rulesets, to_wire
from jikorules.basics.iso8601 import iso_duration

KEYS = {
    "grade",
    "at_least",
    "at_most",
    "possible",
    "label",
    "rows",
    "rules",
    "findings",
    "flags",
    "questions",
}
GRADES = ["none", "periodic", "serious"]


class TestWhatIsMetAlone:
    @given(incident=incidents())
    def test_nothing_is_left_out_but_what_is_not_met(self, incident: Incident) -> None:
        verdict = judge(incident, rules="2026-04-01")
        whole, short = to_wire(verdict), to_wire(verdict, findings="met")
        assert all(finding["met"] != "no" for finding in short["findings"])
        whole["findings"] = [x for x in whole["findings"] if x["met"] != "no"]
        assert short == whole

    def test_of_each_rule_set_that_may_hold(self) -> None:
        """The facts of the day before may not count; each alternative is as short."""
        eve = {
            **DOCUMENT["impacts"][0],
            "start": "2026-03-31T23:50:00+09:00",
            "supplementary": None,
        }
        later = {**eve, "start": "2026-04-01T00:10:00+09:00", "supplementary": False}
        for each in (eve, later):
            each["end"] = "2026-04-01T01:30:00+09:00"
            each["service"], each["users"] = {"kind": "internet_access"}, 150_000
        verdict = judge(from_wire({"impacts": [eve, later]}))
        short = to_wire(verdict, findings="met")
        assert len(short["alternatives"]) == 2
        for each in short["alternatives"]:
            assert {x["met"] for x in each["findings"]} <= {"yes", "undecided"}

    def test_no_dictionary_is_shared(self) -> None:
        verdict = judge(from_wire(JCOM))
        spoilt, whole = to_wire(verdict, findings="met"), to_wire(verdict)
        before = copy.deepcopy(whole)
        for finding in spoilt["findings"]:
            finding["provision"].clear()
            finding["required"].clear()
            finding["given"]["duration"].clear()
        assert to_wire(verdict) == before

    def test_other_values_are_refused(self) -> None:
        verdict = judge(from_wire(JCOM))
        with pytest.raises(InvalidInput, match="findings"):
            to_wire(verdict, findings="yes")  # type: ignore[call-overload]
        with pytest.raises(InvalidInput, match="findings"):
            to_wire(verdict.incident, findings="met")  # type: ignore[call-overload]


class TestVerdict:
    def test_the_example_of_the_design(self) -> None:
        document = to_wire(judge(from_wire(JCOM)))
        assert document.keys() >= KEYS
        assert document["id"] == "jcom-east-2019-03-16"
        assert document["grade"] == document["at_least"] == document["at_most"] == "serious"
        assert document["possible"] == ["serious"]
        assert document["label"] == "重大な事故"
        assert document["rows"] == ["一", "四"]
        assert document["rules"].keys() == {"id", "digest"}
        assert document["rules"]["id"] == "2015-04-01"
        assert document["rules"]["digest"].startswith("sha256:")
        first = document["findings"][0]
        expected = {
            "provision": {
                "law": "電気通信事業法施行規則",
                "article": "58",
                "paragraph": None,
                "item": "1",
                "row": "一",
            },
            "impacts": [0],
            "required": {"duration": "PT1H", "users": 30_000},
            "given": {
                "duration": {"at_least": "PT4H9M", "at_most": "PT4H9M"},
                "users": {"at_least": 41_382, "at_most": 41_382},
            },
            "met": "yes",
            "grade": "serious",
        }
        assert {key: first[key] for key in expected} == expected

    def test_an_undecided_verdict(self) -> None:
        document = {
            **JCOM,
            "impacts": [{"service": {"kind": "voice"}, "users": None, "start": START}],
        }
        verdict = to_wire(judge(from_wire(document)))
        assert verdict["grade"] is None
        assert verdict["label"] is None
        assert verdict["possible"] == GRADES
        assert (verdict["at_least"], verdict["at_most"]) == ("none", "serious")
        assert verdict["at"] is None
        given_ = verdict["findings"][0]["given"]
        assert given_["duration"] == {"at_least": "PT0S", "at_most": None}
        assert given_["users"]["at_least"] in {0, None}
        assert given_["users"]["at_most"] is None

    def test_the_moment_of_judging(self) -> None:
        at = datetime(2019, 3, 16, 12, tzinfo=UTC)
        assert to_wire(judge(from_wire(JCOM), at=at))["at"] == "2019-03-16T12:00:00+00:00"

    @given(incidents())
    def test_it_is_plain_data_with_the_keys_of_the_design(self, incident: Incident) -> None:
        verdict = judge(incident)
        document = to_wire(verdict)
        assert plain(document)
        assert json.loads(json.dumps(document)) == document
        is_open = {"alternatives"} if verdict.alternatives else set()
        assert document.keys() == KEYS | {"id", "at"} | is_open
        assert document["possible"] == [GRADES[grade] for grade in verdict.possible]
        assert document["at_least"] == document["possible"][0]
        assert document["at_most"] == document["possible"][-1]
        only = document["possible"][0] if len(document["possible"]) == 1 else None
        assert document["grade"] == only
        assert document["rules"] == {"id": verdict.rules.id, "digest": verdict.rules.digest}
        assert len(document["findings"]) == len(verdict.findings)
        for finding in document["findings"]:
            assert finding.keys() >= {
                "provision",
                "impacts",
                "required",
                "given",
                "met",
                "grade",
            }
            assert list(finding["provision"]) == ["law", "article", "paragraph", "item", "row"]
            assert finding["required"].keys() <= {"duration", "users", "exclusion"}
            assert finding["given"].keys() <= {"duration", "users"}
            for range_ in finding["given"].values():
                assert range_.keys() == {"at_least", "at_most"}
            assert finding["met"] in {"yes", "no", "undecided"}
            assert finding["grade"] in GRADES
            assert all(0 <= i < len(incident.impacts) for i in finding["impacts"])

    @pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
    def test_a_rule_set_is_plain_data(self, rules: RuleSet) -> None:
        document = to_wire(rules)
        assert plain(document)
        assert json.loads(json.dumps(document)) == document
        assert document["id"] == rules.id
        assert document["until"] == (rules.until and rules.until.isoformat())

    @pytest.mark.parametrize(
        "make",
        [
            lambda: from_wire(DOCUMENT),
            lambda: judge(from_wire(DOCUMENT)),
            lambda: judge(from_wire({**JCOM, "facility": "other", "minor": None})),
            *(lambda rules=rules: rules for rules in rulesets()),
        ],
    )
    def test_changing_what_was_written_changes_nothing_else(
        self, make: Callable[[], Incident | Verdict | RuleSet]
    ) -> None:
        thing = make()
        document = to_wire(thing)
        before = copy.deepcopy(document)
        spoil(document)
        assert to_wire(thing) == before
        assert to_wire(make()) == before

    @pytest.mark.parametrize(
        ("duration", "text"),
        [
            (timedelta(0), "PT0S"),
            (timedelta(hours=1), "PT1H"),
            (timedelta(hours=4, minutes=9), "PT4H9M"),
            (timedelta(minutes=30), "PT30M"),
            (timedelta(seconds=1), "PT1S"),
            (timedelta(hours=28, minutes=9), "PT28H9M"),
            (timedelta(days=40), "PT960H"),
            (timedelta(hours=1, seconds=-1), "PT59M59S"),
            (timedelta(microseconds=1), "PT0.000001S"),
            (timedelta(hours=2, milliseconds=500), "PT2H0.5S"),
            (timedelta(seconds=10, microseconds=120), "PT10.00012S"),
        ],
    )
    def test_durations_after_iso_8601(self, duration: timedelta, text: str) -> None:
        assert iso_duration(duration) == text
