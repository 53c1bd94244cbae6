"""From the document of an accident to the form that holds it."""

from base64 import b64decode
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from jikorules import JAPAN, Bounds, Incident, InvalidInput, Service, Words, from_wire
from jikorules.wire.files import read_stream
from jikorules.wire.incident import incident_to_wire
from jikorules.words.numbers import people

from .typed import CHOSEN, TRAITS, Told, Typed

MOST_FORMS = 500
MOST_PROBLEMS = 20
_MORE = Words(
    "この頁の欄に、そのままには入らない事故です。コマンドをお使いください。",
    "The form cannot hold this accident as it is: use the command line.",
)
_ONLY = Words("初めの{n}件だけを示します。", "Only the first {n} are shown.")
_REST = Words("ほかにも{n}件以上の誤りがあります。", "There are {n} or more other problems.")


def load(request: Told) -> dict[str, Any]:
    """Read a file as the forms of accidents, as every command reads it; and what is wrong there."""
    lang = request["lang"]
    forms, problems = list[Any](), list[str]()
    with BytesIO(b64decode(request["data"])) as file:
        for _, made in read_stream(file, request["name"], from_wire):
            if len(forms) == MOST_FORMS:
                problems.append(_ONLY.text(lang, n=MOST_FORMS))
                break
            if isinstance(made, Incident):
                form = form_of(made)
                # Its times are told in full, and no clock is needed.
                if from_wire(Typed(form, datetime.min.replace(tzinfo=JAPAN)).document()) == made:
                    forms.append(form)
                else:  # never by a part of it
                    problems.append(f"{made.id or ''} {_MORE.text(lang)}".strip())
            else:
                problems.append(made.text(lang))
    if (more := len(problems) - MOST_PROBLEMS) > 0:
        problems[MOST_PROBLEMS:] = [_REST.text(lang, n=more)]
    return {"problems": problems, "forms": forms}


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
    return {
        "service": _service_form(document["service"]),
        "users": _users_form(document.get("users")),
        "effect": document.get("effect") or "",
        "supplementary": _flag(document, "supplementary"),
        "periods": [_period_form(each) for each in document.get("periods", [document])],
    }


def _service_form(document: Told) -> dict[str, Any]:
    """Give the form of a service; what its name settles is left to the name."""
    name, traits = document.get("name") or "", {key: document.get(key) for key in TRAITS}
    is_settled = _settled(name) == {"kind": document["kind"], **traits}
    return {
        "name": name,
        "kind": "" if is_settled else document["kind"],
        **{
            key: "" if is_settled or value is None else _flag(document, key)
            for key, value in traits.items()
        },
        "monthly_users": _users_form(document.get("monthly_users")),
    }


def _settled(name: str) -> dict[str, Any] | None:
    """Give what a name settles, if it is that of one service."""
    try:
        service = Service.named(name)
    except InvalidInput:
        return None
    return {"kind": service.kind, **{key: getattr(service, key) for key in TRAITS}}


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
    """Give a time in full, as if it had been typed within the second after it."""
    moment = datetime.fromisoformat(text).astimezone(JAPAN)
    if moment.microsecond:
        told = moment.isoformat()
    else:
        told = moment.strftime("%Y/%m/%d %H:%M" + (":%S" if moment.second else ""))
    return {"text": told, "at": (moment + timedelta(seconds=1)).isoformat(timespec="seconds")}
