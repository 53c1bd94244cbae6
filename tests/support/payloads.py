"""Payloads of other tools, written after their documentation, with their odd habits."""

from typing import Any


def alert(**other: Any) -> dict[str, Any]:
    """Give an alert of Alertmanager that fires: nine decimals, and the zero time of Go."""
    return {
        "status": "firing",
        "labels": {"alertname": "VoiceDown", "region": "east", "severity": "critical"},
        "annotations": {"summary": "呼が成立しません", "runbook_url": "https://wiki.example/voice"},
        "startsAt": "2026-05-10T01:00:00.123456789+09:00",
        "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": "https://prometheus.example/graph?g0.expr=up",
        "fingerprint": "1a30ba71cca2921f",
    } | other


RESOLVED: dict[str, Any] = {"status": "resolved", "endsAt": "2026-05-09T17:30:00.5Z"}


def webhook(*alerts: dict[str, Any], **other: Any) -> dict[str, Any]:
    """Give a webhook of Alertmanager, version 4."""
    return {
        "version": "4",
        "groupKey": '{}/{severity="critical"}:{alertname="VoiceDown"}',
        "truncatedAlerts": 0,
        "status": "firing",
        "receiver": "jikorules",
        "groupLabels": {"alertname": "VoiceDown"},
        "commonLabels": {},
        "commonAnnotations": {},
        "externalURL": "https://alertmanager.example",
        "alerts": list(alerts or [alert()]),
    } | other


def grafana(*alerts: dict[str, Any]) -> dict[str, Any]:
    """Give a webhook of Grafana: that of Alertmanager, and more."""
    more = {
        "values": {"B": 44.23943737541908, "C": 1},
        "valueString": "[ var='B' labels={} value=44.2 ]",
        "silenceURL": "https://grafana.example/alerting/silence/new",
        "dashboardURL": "https://grafana.example/d/voice",
        "panelURL": "",
        "orgId": 1,
    }
    told = webhook(*[each | more for each in alerts or [alert()]], version="1")
    return told | {"orgId": 1, "title": "[FIRING:1]", "state": "alerting", "message": "…"}


def update(status: str, at: str, *standings: tuple[str, str, str], **other: Any) -> dict[str, Any]:
    """Give an update of an incident of Statuspage; a standing is (id, old, new)."""
    return {
        "id": f"u{at}",
        "incident_id": "z3lct0r596n4",
        "status": status,
        "body": f"{status} です。",
        "created_at": at,
        "updated_at": at,
        "display_at": at,
        "affected_components": [
            {"code": code, "name": code.upper(), "old_status": old, "new_status": new}
            for code, old, new in standings
        ]
        or None,
    } | other


def incident(*updates: dict[str, Any], **other: Any) -> dict[str, Any]:
    """Give a webhook of Statuspage about an incident, its updates newest first."""
    return {
        "meta": {"unsubscribe": "https://example.statuspage.io/?unsubscribe=x"},
        "page": {"id": "jb7j80lkgqvb", "status_indicator": "major"},
        "incident": {
            "id": "z3lct0r596n4",
            "page_id": "jb7j80lkgqvb",
            "name": "電話がつながりにくい",
            "status": "investigating",
            "impact": "major",
            "created_at": "2026-05-10T01:10:00.507+09:00",
            "updated_at": "2026-05-10T01:10:00.507+09:00",
            "monitoring_at": None,
            "resolved_at": None,
            "scheduled_for": None,
            "scheduled_until": None,
            "backfilled": False,
            "shortlink": "https://stspg.example/646947c1e",
            "components": [{"id": "voice", "name": "電話", "status": "major_outage"}],
            "incident_updates": list(reversed(updates)),
        }
        | other,
    }


def component_update(old: str, new: str, at: str) -> dict[str, Any]:
    """Give a webhook of Statuspage about a single component."""
    return {
        "page": {"id": "jb7j80lkgqvb"},
        "component": {"id": "voice", "name": "電話", "status": new, "page_id": "jb7j80lkgqvb"},
        "component_update": {
            "id": "nd963wv4j30b",
            "component_id": "voice",
            "component_type": "Component",
            "old_status": old,
            "new_status": new,
            "created_at": at,
        },
    }
