"""The app and the models of docs/integrations.md, with documents of every kind."""

import doctest
import json
from functools import cache
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from support.bad_documents import ACROSS, ALONE, label
from support.documents import DOCUMENT, JCOM, Place, edited
from support.places import ROOT
from support.strategies import incidents

from jikorules import Incident, InvalidInput, JikorulesError, from_wire, judge, to_wire

SOME = settings(max_examples=60, suppress_health_check=list(HealthCheck))


@cache
def page() -> dict[str, Any]:
    """Run the examples of the page, and give the names that they leave."""
    text = (ROOT / "docs" / "integrations.md").read_text("utf-8")
    names: dict[str, Any] = {"__name__": "page"}
    for each in doctest.DocTestParser().get_examples(text):
        if "print(" not in each.source:
            exec(compile(each.source, "integrations.md", "single"), names)  # noqa: S102
    return names


def post(text: str) -> tuple[int, Any]:
    """Send a body to the app of the page."""
    client = TestClient(page()["app"])
    response = client.post("/judge", content=text, headers={"Content-Type": "application/json"})
    return response.status_code, response.json()


def is_sent(value: Any) -> bool:
    """Whether JSON has the value, and a body in UTF-8 can hold it."""
    try:
        text = json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
        return bool(json.loads(text) == value)
    except (TypeError, ValueError):
        return False


SENT = [
    case
    for case in (*ALONE, *ACROSS)
    if isinstance(made := edited(DOCUMENT, case.place, case.value), dict) and is_sent(made)
]


class TestFastApi:
    @SOME
    @given(incidents())
    def test_an_accident_is_answered_as_judge_does(self, incident: Incident) -> None:
        document = to_wire(incident)
        if is_sent(document):
            assert post(json.dumps(document)) == (200, to_wire(judge(incident)))

    @pytest.mark.parametrize(("place", "value", "path"), SENT, ids=label)
    def test_every_problem_is_told(self, place: Place, value: Any, path: str) -> None:
        status, said = post(json.dumps(edited(DOCUMENT, place, value)))
        assert (status, list(said)) == (422, ["problems"])
        assert [each["path"] for each in said["problems"]] == path.split(", ")
        assert all(each["message"].startswith(each["path"]) for each in said["problems"])

    def test_a_day_without_law_is_told_in_the_same_form(self) -> None:
        early = {"start": "2009-03-16T07:47:00+09:00", "end": "2009-03-16T11:56:00+09:00"}
        document = {**JCOM, "impacts": [JCOM["impacts"][0] | early]}
        status, said = post(json.dumps(document))
        with pytest.raises(JikorulesError) as caught:
            judge(from_wire(document))
        assert status == 422
        assert [each["message"] for each in said["problems"]] == [caught.value.text("ja")]

    @pytest.mark.parametrize("body", ["", "{", "[]", "1", "null", '{"impacts": NaN}'])
    def test_what_is_no_document_is_never_an_error_of_the_server(self, body: str) -> None:
        assert post(body)[0] == 422

    def test_the_description_of_the_api_can_be_made(self) -> None:
        made = page()["app"].openapi()
        assert list(made["paths"]) == ["/judge"]


class TestPydantic:
    @SOME
    @given(st.lists(incidents(), min_size=1, max_size=2))
    def test_a_model_reads_and_writes_accidents(self, several: list[Incident]) -> None:
        ticket = page()["Ticket"]
        for incident in several:
            document = {"number": 1, "accident": to_wire(incident)}
            assert ticket.model_validate(document).accident == incident
            assert ticket.model_validate(document).model_dump() == document
            assert ticket(number=1, accident=incident).accident == incident
            if is_sent(document):
                made = ticket.model_validate_json(json.dumps(document))
                assert made.accident == incident
                assert json.loads(made.model_dump_json()) == document

    @pytest.mark.parametrize(("place", "value", "path"), [*ALONE, *ACROSS], ids=label)
    def test_every_problem_is_kept(self, place: Place, value: Any, path: str) -> None:
        document = edited(DOCUMENT, place, value)
        with pytest.raises(ValidationError) as caught:
            page()["Ticket"](number=1, accident=document)
        (found,) = caught.value.errors()
        error = found["ctx"]["error"]
        assert isinstance(error, InvalidInput)
        assert [each.path for each in error.problems] == path.split(", ")

    def test_the_schema_of_a_model_can_be_made(self) -> None:
        made = page()["Ticket"].model_json_schema()
        assert made["properties"]["accident"]["type"] == "object"

    @SOME
    @given(incidents())
    def test_times_of_a_model_are_taken_as_they_are(self, incident: Incident) -> None:
        for period in (each for impact in incident.impacts for each in impact.periods):
            alarm = page()["Alarm"](users=5, start=period.start, end=period.end)
            told = {"service": {"kind": "voice"}, **alarm.model_dump()}
            (impact,) = from_wire({"impacts": [told]}).impacts
            assert impact.periods == (period,)
