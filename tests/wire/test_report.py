"""Reports go through the wire format and come back as they were; what is odd is refused."""

import json
from contextlib import suppress
from datetime import timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.reports import of

from jikorules import InvalidInput
from jikorules.basics.iso8601 import iso_duration, parse_duration
from jikorules.reporting.forms.report import SeriousAccidentReport
from jikorules.wire.report import report_from_wire, report_to_wire


@given(of(SeriousAccidentReport))
def test_round_trip(report: SeriousAccidentReport) -> None:
    text = json.dumps(report_to_wire(report))
    assert report_from_wire(json.loads(text)) == report


@given(st.timedeltas())
def test_durations_round_trip(span: timedelta) -> None:
    assert parse_duration(iso_duration(span)) == span


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PT",
        "P1D",
        "PT1",
        "PT1H30",
        "1H",
        "PT-1H",
        "PT1.5H",
        "PT１H",
        "PT1M1H",
        "PT1H ",
        "PT99999999999H",
    ],
)
def test_odd_durations_are_refused(text: str) -> None:
    assert parse_duration(text) is None


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"form": "様式第50"}, "form"),
        ({"memo": 1}, "memo"),
        ({"day": "2018-6-28"}, "day"),
        ({"day": "20180628T1"}, "day"),
        ({"day": 5}, "day"),
        ({"outline": 5}, "outline"),
        ({"occurred": "2018-05-14T12:00:00"}, "occurred"),
        ({"occurred": "noon"}, "occurred"),
        ({"phenomena": {}}, "phenomena"),
        ({"phenomena": [{"stated": "2:30"}]}, "phenomena[0].stated"),
        ({"phenomena": [{"text": "a", "stated": 150}]}, "phenomena[0].stated"),
        ({"phenomena": [{}]}, "phenomena[0].text"),
        ({"phenomena": [{"text": "a", "users": 1.5}]}, "phenomena[0].users"),
        ({"users": {"count": -1}}, "users.count"),
        ({"users": {"count": 5, "total": True}}, "users.total"),
        ({"inquiries": {"total": -1}}, "inquiries.total"),
        ({"measures": [{"text": "a", "is_permanent": 1}]}, "measures[0].is_permanent"),
        ({"timeline": [{"at": None, "text": "a", "phase": "work"}]}, "timeline[0].at"),
        ({"causes": [{"title": "a", "stage": "planning"}]}, "causes[0].stage"),
        ({"past": [{"text": "a", "grade": "none"}]}, "past[0].grade"),
        ({"past": [{"text": "a", "grade": 2}]}, "past[0].grade"),
        ({"engineer": {"exempt": "ill"}}, "engineer.exempt"),
    ],
    ids=str,
)
def test_odd_documents_are_refused(change: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        report_from_wire({"form": "様式第50の3", **change})
    assert path in [problem.path for problem in caught.value.problems]


def test_all_problems_come_at_once() -> None:
    with pytest.raises(InvalidInput) as caught:
        report_from_wire({"form": "様式第50の3", "day": 1, "causes": [{}], "memo": 1})
    assert {problem.path for problem in caught.value.problems} == {"day", "causes[0].title", "memo"}


@pytest.mark.parametrize("document", [None, [], "様式第50の3", 5])
def test_what_is_no_report(document: Any) -> None:
    with pytest.raises(InvalidInput, match="form"):
        report_from_wire(document)


def test_nothing_is_written_of_what_is_not_told() -> None:
    assert report_to_wire(SeriousAccidentReport()) == {"form": "様式第50の3"}
    none = SeriousAccidentReport(related=(), past=())
    assert report_to_wire(none) == {"form": "様式第50の3", "related": [], "past": []}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from([field.name for field in attrs.fields(SeriousAccidentReport)])
                | st.text(max_size=3),
                inner,
                max_size=4,
            )
        ),
        max_leaves=15,
    )
)
def test_arbitrary_documents_are_read_or_refused(document: Any) -> None:
    whole = {**document, "form": "様式第50の3"} if isinstance(document, dict) else document
    with suppress(InvalidInput):
        report_from_wire(whole)
