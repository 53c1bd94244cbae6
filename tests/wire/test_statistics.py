"""Records of accidents read from documents, and tables as data."""

import json
from typing import Any

import pytest
from support.places import fy2018
from support.records import fiscal_2018

from jikorules import InvalidInput, from_wire, judge, to_wire
from jikorules.facts.taxonomy import Cause, FailedFacility, ServiceGroup
from jikorules.statistics.accident import accidents_of
from jikorules.statistics.yearly import yearly
from jikorules.wire.statistics import statistics_to_wire

CASES = fy2018()


def groups(**told: Any) -> set[ServiceGroup | None]:
    document = CASES[0]["incident"] | told
    (accident,) = accidents_of([judge(from_wire(document))])
    return accident.sorted_by(ServiceGroup)  # type: ignore[return-value]


def test_what_the_statistics_ask_stands_in_the_document_of_the_accident() -> None:
    plain = from_wire(CASES[0]["incident"])
    assert (plain.cause, plain.failed, plain.services, plain.chain) == (None, None, None, None)
    assert groups() == {ServiceGroup.DATA, ServiceGroup.EMAIL}
    assert groups(services=["voice"]) == {ServiceGroup.VOICE}
    assert groups(services=[]) == {None}
    told = {"cause": "human", "failed": "power", "services": ["voice", "other.email"], "chain": "x"}
    incident = from_wire(CASES[0]["incident"] | told)
    assert (incident.cause, incident.failed) == (Cause.HUMAN, FailedFacility.POWER)
    document = to_wire(incident)
    assert {key: document[key] for key in told} == told
    assert from_wire(document) == incident


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        ([], [""]),
        (CASES[0]["incident"] | {"services": "voice", "cause": 3}, ["cause", "services"]),
        (CASES[0]["incident"] | {"services": ["x"]}, ["services[0]"]),
        ({"failed": "x", "impacts": []}, ["failed", "impacts"]),
        ({"services": [{"name": "api"}], "title": "x", "urgency": "high"}, [""]),
    ],
)
def test_odd_documents_are_refused(document: Any, paths: list[str]) -> None:
    with pytest.raises(InvalidInput) as caught:
        from_wire(document)
    assert sorted(each.path for each in caught.value.problems) == paths


def test_tables_as_data() -> None:
    document = statistics_to_wire(yearly(fiscal_2018(), 2018))
    assert json.loads(json.dumps(document)) == document
    assert (document["fiscal_year"], document["carriers"]) == (2018, "once_in_each_accident")
    assert [each["key"] for each in document["tables"]] == [
        "reports",
        "by_duration",
        "by_service",
        "by_cause",
        "by_failed",
        "by_quarter",
        "by_day",
    ]
    causes = document["tables"][3]
    assert causes["rows"][6] == {
        "key": "equipment.hardware",
        "level": 1,
        "name": {"ja": "機器の故障", "en": "failure of a device"},
        "cells": [0, 0],
        "share": 0,
    }
    assert causes["totals"] == [4, 0]
    assert document["tables"][0]["totals"] is None
    assert document["tables"][0]["rows"][0]["share"] is None
