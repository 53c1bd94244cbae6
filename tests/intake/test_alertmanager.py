"""Webhooks of Alertmanager and Grafana: what they say, and nothing more."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from support.payloads import RESOLVED, alert, grafana, webhook

from jikorules import JAPAN, InvalidInput
from jikorules.intake import Heard, Signal, Why, read_alertmanager

HEARD = datetime(2026, 5, 10, 1, 1, tzinfo=JAPAN)
START = datetime(2026, 5, 10, 1, 0, 0, 123456, tzinfo=JAPAN)


def read(payload: Any) -> Heard:
    return read_alertmanager(payload, HEARD)


def one(payload: Any) -> Signal:
    told = read(payload)
    assert not told.problems
    (signal,) = told.signals
    return signal


def test_all_that_is_said_is_kept() -> None:
    assert one(webhook()) == Signal(
        "1a30ba71cca2921f",
        HEARD,
        start=START,
        end=None,
        labels={"alertname": "VoiceDown", "region": "east", "severity": "critical"},
        group='{}/{severity="critical"}:{alertname="VoiceDown"}',
        status="firing",
        severity="critical",
        text="呼が成立しません",
        links={
            "externalURL": "https://alertmanager.example",
            "generatorURL": "https://prometheus.example/graph?g0.expr=up",
            "runbook_url": "https://wiki.example/voice",
        },
    )


def test_bytes_texts_and_objects_are_read_alike() -> None:
    payload = webhook()
    text = json.dumps(payload)
    assert (
        read(payload) == read(text) == read(text.encode()) == read(b"\xef\xbb\xbf" + text.encode())
    )


def test_an_alert_has_its_own_status_and_not_that_of_its_group() -> None:
    """The status of the whole is "firing" while any alert of it fires."""
    firing, resolved = read(
        webhook(alert(), alert(fingerprint="77", **RESOLVED), status="firing")
    ).signals
    assert firing.end is None
    assert resolved.end == datetime(2026, 5, 10, 2, 30, 0, 500000, tzinfo=JAPAN)


def test_the_end_of_an_alert_that_fires_is_when_it_would_expire() -> None:
    assert one(webhook(alert(endsAt="2026-05-10T01:05:00+09:00"))).end is None


def test_a_resolved_alert_without_an_end_has_none() -> None:
    signal = one(webhook(alert(status="resolved")))
    assert (signal.end, signal.status) == (None, "resolved")


def test_grafana_says_more() -> None:
    signal = one(grafana())
    assert dict(signal.links) == {
        "externalURL": "https://alertmanager.example",
        "generatorURL": "https://prometheus.example/graph?g0.expr=up",
        "silenceURL": "https://grafana.example/alerting/silence/new",
        "dashboardURL": "https://grafana.example/d/voice",
        "runbook_url": "https://wiki.example/voice",
    }
    assert evolve(signal, links=()) == evolve(one(webhook()), links=())


def test_a_test_of_the_settings_is_marked() -> None:
    signal = one(grafana(alert(labels={"alertname": "TestAlert", "instance": "Grafana"})))
    assert signal.apart is Why.TEST


def test_an_empty_label_is_none() -> None:
    signal = one(webhook(alert(labels={"alertname": "VoiceDown", "region": ""})))
    assert dict(signal.labels) == {"alertname": "VoiceDown"}


def test_what_was_cut_off_is_told() -> None:
    assert one(webhook(truncatedAlerts=12)).left_out == 12


def test_without_a_fingerprint_the_labels_name_the_alert() -> None:
    payload = alert()
    del payload["fingerprint"]
    assert one(webhook(payload)).key == "alertname=VoiceDown, region=east, severity=critical"


def test_without_a_group_the_alert_is_one_by_itself() -> None:
    payload = webhook()
    del payload["groupKey"]
    assert one(payload).group == "1a30ba71cca2921f"


def test_all_problems_at_once_and_the_good_alerts_beside_them() -> None:
    told = read(
        webhook(
            alert(startsAt="2026-05-10 01:00"),
            alert(status="suppressed", labels=["VoiceDown"]),
            "VoiceDown",  # type: ignore[arg-type]
            alert(labels={"alertname": "VoiceDown", "cell": 7}, annotations="…"),
            alert(),
            truncatedAlerts=-1,
        )
    )
    assert sorted(problem.path for problem in told.problems) == [
        "alerts[0].startsAt",
        "alerts[1].labels",
        "alerts[1].status",
        "alerts[2]",
        "alerts[3].annotations",
        "alerts[3].labels.cell",
        "truncatedAlerts",
    ]
    assert [signal.start for signal in told.signals] == [None, START, START]
    assert dict(told.signals[1].labels) == {"alertname": "VoiceDown"}


def test_a_status_is_never_guessed() -> None:
    told = read(webhook(alert(status="pending")))
    assert told.signals == ()
    assert told.problems[0].path == "alerts[0].status"


def test_control_characters_do_not_lose_an_alert() -> None:
    told = read(json.dumps(webhook(alert(annotations={"summary": "\x1b[31mred"}))))
    assert told.signals[0].text == "\N{REPLACEMENT CHARACTER}[31mred"
    assert [problem.path for problem in told.problems] == ["alerts[0].annotations.summary"]


def test_what_no_document_may_hold_is_taken_out_and_told() -> None:
    text = json.dumps(webhook()).replace('"truncatedAlerts": 0', '"truncatedAlerts": 1e999')
    told = read(text)
    assert told.signals == read(webhook()).signals
    assert [problem.path for problem in told.problems] == ["truncatedAlerts"]


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{",
        b"[]",
        b'"alerts"',
        b"\xff\xfe",
        "\ud800",
        {},
        [],
        {"incident": {}},
        {"evalMatches": [], "ruleName": "legacy"},
        b'{"alerts": [' + b"[" * 100_000,
    ],
)
def test_what_is_no_webhook_is_refused(payload: Any) -> None:
    with pytest.raises(InvalidInput):
        read(payload)


def test_a_storm_of_alerts_is_read_and_a_flood_is_refused() -> None:
    storm = webhook(*[alert(fingerprint=str(i)) for i in range(1500)])
    assert len(read(storm).signals) == 1500
    with pytest.raises(InvalidInput, match="100,000"):
        read(webhook(*[alert(fingerprint=str(i)) for i in range(10_000)]))


def test_when_it_came_has_to_be_told_with_its_zone() -> None:
    with pytest.raises(InvalidInput, match="heard"):
        read_alertmanager(webhook(), HEARD.replace(tzinfo=None))
    assert read_alertmanager(webhook(), HEARD + timedelta(1)).signals[0].heard == HEARD + timedelta(
        1
    )
