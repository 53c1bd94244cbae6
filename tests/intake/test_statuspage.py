"""Incidents of Statuspage: each component, by the updates that name it."""

import json
from datetime import datetime
from typing import Any

import pytest
from support.payloads import component_update, incident, update

from jikorules import JAPAN, InvalidInput
from jikorules.intake import Signal, Why, read_statuspage

WELL, BAD, WORSE = "operational", "degraded_performance", "major_outage"


def at(minute: int, hour: int = 1) -> datetime:
    return datetime(2026, 5, 10, hour, minute, tzinfo=JAPAN)


def written(minute: int, hour: int = 1) -> str:
    return at(minute, hour).isoformat()


BEGUN = datetime(2026, 5, 10, 1, 10, 0, 507000, tzinfo=JAPAN)


def read(payload: Any) -> tuple[Signal, ...]:
    told = read_statuspage(payload)
    assert not told.problems
    return told.signals


def times(signals: tuple[Signal, ...]) -> list[tuple[str, datetime, Any, Any]]:
    return [
        (dict(each.labels).get("component_id", ""), each.heard, each.start, each.end)
        for each in signals
    ]


def test_all_that_is_said_is_kept() -> None:
    (signal,) = read(incident(update("investigating", written(11), ("voice", WELL, WORSE))))
    assert signal == Signal(
        "z3lct0r596n4/voice",
        at(11),
        start=BEGUN,
        labels={
            "component": "電話",
            "component_id": "voice",
            "impact": "major",
            "incident": "電話がつながりにくい",
            "incident_id": "z3lct0r596n4",
            "page_id": "jb7j80lkgqvb",
        },
        group="z3lct0r596n4",
        status="investigating",
        severity="major",
        text="investigating です。",
        links={"shortlink": "https://stspg.example/646947c1e"},
    )


def test_each_update_tells_of_each_component_from_when_it_was_hit_until_it_was_back() -> None:
    signals = read(
        incident(
            update("investigating", written(11), ("voice", WELL, BAD)),
            update("identified", written(20), ("voice", BAD, WORSE), ("mail", WELL, BAD)),
            update("monitoring", written(40), ("mail", BAD, WELL)),
            update("resolved", written(50), ("voice", WORSE, WELL)),
            status="resolved",
            resolved_at=written(50),
        )
    )
    assert times(signals) == [
        ("voice", at(11), BEGUN, None),
        ("voice", at(20), BEGUN, None),
        ("voice", at(40), BEGUN, None),
        ("voice", at(50), BEGUN, at(50)),
        ("mail", at(20), at(20), None),
        ("mail", at(40), at(20), at(40)),
        ("mail", at(50), at(20), at(40)),
    ]
    assert [each.status for each in signals[:4]] == [
        "investigating",
        "identified",
        "monitoring",
        "resolved",
    ]


def test_a_component_may_be_hit_twice() -> None:
    signals = read(
        incident(
            update("investigating", written(11), ("voice", WELL, BAD)),
            update("monitoring", written(20), ("voice", BAD, WELL)),
            update("identified", written(30), ("voice", WELL, BAD)),
        )
    )
    assert [each[2:] for each in times(signals)] == [
        (BEGUN, None),
        (BEGUN, at(20)),
        (at(30), None),
    ]


def test_a_component_that_is_said_to_be_back_again_was_back_before() -> None:
    signals = read(
        incident(
            update("investigating", written(11), ("voice", WELL, BAD)),
            update("monitoring", written(20), ("voice", BAD, WELL)),
            update("resolved", written(30), ("voice", WELL, WELL)),
            resolved_at=written(30),
        )
    )
    assert [each[2:] for each in times(signals)] == [
        (BEGUN, None),
        (BEGUN, at(20)),
        (BEGUN, at(20)),
    ]


def test_the_end_is_not_heard_before_what_was_written_of_the_incident() -> None:
    late = update("monitoring", written(55), display_at=written(45))
    signals = read(incident(update("identified", written(11)), late, resolved_at=written(50)))
    assert times(signals)[-1][1:] == (at(55), BEGUN, at(50))
    assert len(signals) == 3


@pytest.mark.parametrize("standings", [(), (("voice", WELL, WELL),)])
def test_a_component_that_is_listed_and_never_taken_out_is_hit_all_the_while(
    standings: Any,
) -> None:
    """Who writes an incident need not touch the components; the old may be the new standing."""
    signals = read(
        incident(
            update("identified", written(11), *standings),
            update("resolved", written(30), *standings),
            resolved_at=written(30),
        )
    )
    assert [each[2:] for each in times(signals)] == [(BEGUN, None), (BEGUN, at(30))]


def test_an_incident_without_components_is_one_signal_an_update() -> None:
    (signal,) = read(incident(update("investigating", written(11)), components=[]))
    assert (signal.key, signal.start) == ("z3lct0r596n4", BEGUN)
    assert "component" not in dict(signal.labels)


def test_an_incident_without_updates_is_told_by_itself() -> None:
    first, last = read(incident(status="resolved", resolved_at=written(50)))
    assert (first.heard, first.start, first.end) == (BEGUN, BEGUN, None)
    assert (last.heard, last.end) == (at(50), at(50))


def test_the_earliest_beginning_that_is_told_counts() -> None:
    """An update may be shown as of an earlier time than it was written at."""
    early = update("investigating", written(11), ("voice", WELL, BAD), display_at=written(0))
    (signal,) = read(incident(early))
    assert (signal.heard, signal.start) == (at(11), at(0))
    (signal,) = read(incident(early, started_at=written(59, 0)))
    assert signal.start == at(59, 0)


def test_a_resolved_incident_without_such_an_update_has_its_end() -> None:
    signals = read(incident(update("identified", written(11)), resolved_at=written(50)))
    assert times(signals)[-1][1:] == (at(50), BEGUN, at(50))


@pytest.mark.parametrize(
    "other",
    [
        {"scheduled_for": "2026-05-10T00:00:00Z"},
        {"impact": "maintenance"},
        {"status": "in_progress"},
        {"status": "completed"},
    ],
)
def test_planned_work_is_marked(other: dict[str, Any]) -> None:
    (signal,) = read(incident(update("investigating", written(11)), **other))
    assert signal.apart is Why.PLANNED


def test_an_incident_written_afterwards_is_an_accident_all_the_same() -> None:
    signals = read(
        incident(update("resolved", written(30)), backfilled=True, resolved_at=written(30))
    )
    assert [each.apart for each in signals] == [None]


def test_an_incident_that_is_opened_again_goes_on() -> None:
    again = [
        update("investigating", written(11), ("voice", WELL, BAD)),
        update("resolved", written(20)),
        update("investigating", written(30)),
    ]
    assert [each[2:] for each in times(read(incident(*again)))] == [
        (BEGUN, None),
        (BEGUN, at(20)),
        (at(30), None),
    ]
    again += [update("resolved", written(40)), update("postmortem", written(50))]
    signals = read(incident(*again, resolved_at=written(40)))
    assert [each[2:] for each in times(signals)][1:] == [
        (BEGUN, at(20)),
        (at(30), None),
        (at(30), at(40)),
        (at(30), at(40)),
    ]


def test_what_is_written_after_the_end_does_not_open_it_again() -> None:
    after = [
        update("investigating", written(11), ("voice", WELL, BAD)),
        update("resolved", written(20)),
        update("monitoring", written(30), ("voice", BAD, WELL)),
    ]
    signals = read(incident(*after))
    assert [each[2:] for each in times(signals)][1:] == [(BEGUN, at(20)), (BEGUN, at(20))]


def test_an_empty_text_is_none() -> None:
    (signal,) = read(incident(update("investigating", written(11), body=""), impact=""))
    assert (signal.severity, signal.text) == (None, None)
    assert "impact" not in dict(signal.labels)


def test_answers_of_the_api_are_read_alike() -> None:
    payload = incident(update("investigating", written(11)))
    bare, several = payload["incident"], {"incidents": [payload["incident"]] * 2}
    assert read(bare) == read(payload) == read(json.dumps(payload).encode())
    assert read(several) == read(payload) * 2


def test_a_component_alone() -> None:
    (bad,) = read(component_update(WELL, WORSE, written(11)))
    assert (bad.key, bad.start, bad.end, bad.status) == ("component/voice", at(11), None, WORSE)
    assert dict(bad.labels)["component"] == "電話"
    (well,) = read(component_update(WORSE, WELL, written(40)))
    assert (well.key, well.start, well.end) == ("component/voice", None, at(40))
    (planned,) = read(component_update(WELL, "under_maintenance", written(11)))
    assert planned.apart is Why.PLANNED


def test_all_problems_at_once_and_the_good_updates_beside_them() -> None:
    payload = incident(
        update("investigating", written(11), ("voice", WELL, BAD)),
        update("identified", "soon"),
        update("monitoring", written(30), display_at=12.5),
        resolved_at="2026-05-10 01:50:00",
        impact=3,
    )
    told = read_statuspage(payload)
    assert sorted(problem.path for problem in told.problems) == [
        "incident.impact",
        "incident.incident_updates[0].display_at",
        "incident.incident_updates[1].created_at",
        "incident.incident_updates[1].display_at",
        "incident.resolved_at",
    ]
    assert [each.heard for each in told.signals] == [at(11), at(30)]


@pytest.mark.parametrize(
    ("payload", "path"),
    [
        ({"incident": {"created_at": written(0)}}, "incident.id"),
        ({"incident": {"id": "z3"}}, "incident.created_at"),
        ({"component_update": {"component_id": "a"}}, "component_update.created_at"),
        ({"component_update": {"created_at": written(0)}}, "component_update.component_id"),
    ],
)
def test_without_a_name_or_a_time_there_is_no_signal(payload: Any, path: str) -> None:
    told = read_statuspage(payload)
    assert told.signals == ()
    assert [problem.path for problem in told.problems] == [path]


@pytest.mark.parametrize("payload", [{}, {"alerts": []}, b"[]", b"null", {"maintenance": {}}])
def test_what_is_of_no_page_is_refused(payload: Any) -> None:
    with pytest.raises(InvalidInput):
        read_statuspage(payload)
