"""From the document of an accident to the form that holds it."""

import json
from datetime import datetime
from typing import Any

from jikorules import JAPAN, Bounds, Incident, InvalidInput, from_wire
from jikorules.wire.incident import incident_to_wire
from jikorules.words.numbers import people

from .typed import CHOSEN, TRAITS, Told


def load(request: Told) -> dict[str, Any]:
    """Read a document as the forms of accidents; every problem of what is none is told."""
    lang = request["lang"]
    try:
        document = json.loads(request["text"].removeprefix("\ufeff"))
        each = document if isinstance(document, list) else [document]
        incidents = [from_wire(one) for one in each]
    except InvalidInput as error:
        return {"problem": error.text(lang), "forms": []}
    except (ValueError, RecursionError) as error:
        return {"problem": str(error), "forms": []}
    return {"problem": "", "forms": [form_of(one) for one in incidents]}


def form_of(incident: Incident) -> dict[str, Any]:
    """Give the form of an accident: with its times and figures as texts."""
    document = incident_to_wire(incident)
    named = ("id", "carrier")
    form: dict[str, Any] = {key: document.get(key) or "" for key in named}
    form |= {key: document.get(key) or "" for key in CHOSEN}
    form |= {key: _flag(document, key) for key in ("minor", "disaster")}
    critical = document.get("critical_facility")
    form["critical_facility"] = None
    if critical:
        installed = critical.get("installed_by") or ""
        form["critical_facility"] = {
            "kind": critical["kind"],
            "installed_by": installed,
            **_period_form(critical),
        }
    form["impacts"] = [_impact_form(each) for each in document["impacts"]]
    shown = {*named, *CHOSEN, "minor", "disaster", "critical_facility", "impacts"}
    form["kept"] = {key: value for key, value in document.items() if key not in shown}
    return form


def _flag(document: Told, key: str) -> str:
    if key not in document:
        return ""
    return {True: "yes", False: "no", None: "unknown"}[document[key]]


def _impact_form(document: Told) -> dict[str, Any]:
    service = document["service"]
    return {
        "service": {
            "name": service.get("name") or "",
            "kind": service["kind"],
            **{key: "" if service.get(key) is None else _flag(service, key) for key in TRAITS},
            "monthly_users": _users_form(service.get("monthly_users")),
        },
        "users": _users_form(document.get("users")),
        "effect": document.get("effect") or "",
        "supplementary": _flag(document, "supplementary"),
        "periods": [_period_form(each) for each in document.get("periods", [document])],
    }


def _users_form(users: Any) -> str:
    if users is None:
        return ""
    if isinstance(users, int):
        return people(Bounds(users, users))
    return people(Bounds(users.get("at_least"), users.get("at_most")))


def _period_form(document: Told) -> dict[str, Any]:
    end = document.get("end")
    return {
        "start": _time_form(document["start"]),
        "end": _time_form(end) if end else {"text": ""},
        "state": "ended" if end else "running",
    }


def _time_form(text: str) -> dict[str, str]:
    moment = datetime.fromisoformat(text).astimezone(JAPAN)
    return {
        "text": moment.strftime("%Y/%m/%d %H:%M" + (":%S" if moment.second else "")),
        "moment": text,
    }
