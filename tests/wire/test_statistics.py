"""Records of accidents read from documents, and tables as data."""

import json
from datetime import datetime
from typing import Any

import pytest
from attrs import evolve
from support.places import fy2018
from support.records import fiscal_2018

from jikorules import JAPAN, InvalidInput
from jikorules.statistics.taxonomy import Cause, ServiceGroup
from jikorules.statistics.yearly import yearly
from jikorules.wire.statistics import recorded_from_wire, statistics_to_wire

CASES = fy2018()


def test_records_from_documents() -> None:
    document = CASES[0]["incident"]
    plain = recorded_from_wire(document)
    assert (plain.cause, plain.failed, plain.services, plain.chain) == (None, None, None, None)
    assert plain.groups == {ServiceGroup.DATA, ServiceGroup.EMAIL}
    told = recorded_from_wire(document | {"cause": "human", "services": ["voice"]})
    assert (told.cause, told.groups) == (Cause.HUMAN, {ServiceGroup.VOICE})
    assert evolve(told, services=()).groups == {None}
    running = {**document, "impacts": [{**document["impacts"][0], "end": None}]}
    at = datetime(2018, 5, 29, 20, tzinfo=JAPAN)
    assert recorded_from_wire(running, at=at).verdict.at == at


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        ([], [""]),
        (CASES[0]["incident"] | {"services": "voice", "cause": 3}, ["cause", "services"]),
        (CASES[0]["incident"] | {"services": ["x"]}, ["services[0]"]),
        ({"failed": "x", "impacts": []}, ["impacts", "failed"]),
        ({"services": [{"name": "api"}], "title": "x", "urgency": "high"}, [""]),
    ],
)
def test_odd_documents_are_refused(document: Any, paths: list[str]) -> None:
    with pytest.raises(InvalidInput) as caught:
        recorded_from_wire(document)
    assert [each.path for each in caught.value.problems] == paths


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
