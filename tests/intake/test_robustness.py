"""Whatever a tool sends, it is read or refused: never another error, and no time out of nowhere."""

import copy
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from support.payloads import RESOLVED, alert, component_update, grafana, incident, update, webhook

from jikorules import JAPAN, InvalidInput, NotCovered
from jikorules.intake import Heard, gather, read_alert_map, read_alertmanager, read_statuspage

HEARD = datetime(2026, 5, 10, 3, tzinfo=JAPAN)
STANDINGS = ("voice", "operational", "major_outage"), ("mail", "operational", "operational")
PAYLOADS = [
    webhook(alert(), alert(fingerprint="b", **RESOLVED)),
    grafana(),
    incident(
        update("investigating", "2026-05-10T01:11:00+09:00", *STANDINGS),
        update("resolved", "2026-05-10T01:50:00+09:00"),
        resolved_at="2026-05-10T01:50:00+09:00",
    ),
    component_update("operational", "major_outage", "2026-05-10T01:11:00+09:00"),
]
EVERYTHING = read_alert_map(
    {
        "trust_resolved": True,
        "matches": [
            {"labels": {name: value}, "impacts": [{"service": {"kind": "voice"}}]}
            for name, value in (("alertname", "VoiceDown"), ("page_id", "jb7j80lkgqvb"))
        ],
    }
)

odd = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["firing", "resolved", "0001-01-01T00:00:00Z", "9998-12-31T23:59:59-23:59", 1778342400]
    ),
    st.datetimes().map(lambda each: each.isoformat() + "Z"),
)
json = st.recursive(
    odd, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner)
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Give each container with each of its keys."""
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    for key in [*keys]:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from places(value[key])


@st.composite
def spoilt(draw: st.DrawFn) -> Any:
    """Draw a payload of which a few values are others."""
    payload = copy.deepcopy(draw(st.sampled_from(PAYLOADS)))
    for _ in range(draw(st.integers(0, 3))):
        container, key = draw(st.sampled_from([*places(payload)]))
        container[key] = draw(json)
    return payload


def read(payload: Any) -> list[Heard]:
    heard = []
    for reader in (lambda it: read_alertmanager(it, HEARD), read_statuspage):
        with suppress(InvalidInput):
            heard.append(reader(payload))
    return heard


@given(spoilt() | json)
def test_a_payload_is_read_or_refused(payload: Any) -> None:
    for heard in read(payload):
        for problem in heard.problems:
            assert problem.path
            assert problem.text("ja") != problem.text("en")
        gathered = gather(heard.signals, EVERYTHING)
        for accident in gathered.accidents:
            with suppress(NotCovered):
                accident.history()


@given(json)
def test_a_map_is_read_or_refused(document: Any) -> None:
    for given_map in (document, {"matches": document}, {"matches": [{"labels": document}]}):
        with suppress(InvalidInput):
            assert read_alert_map(given_map).matches is not None
