"""Incidents of Statuspage with their updates, and what it says of single components."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from attrs import frozen

from jikorules.basics.errors import InvalidInput, Problem, Words, visible
from jikorules.intake.payload import Fields, opened
from jikorules.intake.signals import Heard, Pairs, Signal, Why

_WELL = "operational"
_OVER = ("resolved", "postmortem")
_PLANNED = ("scheduled", "in_progress", "verifying", "completed")

_A_PAGE = Words(
    "Statuspage の文書（incident、incidents 又は component_update を持つもの）",
    "a document of Statuspage (with incident, incidents or component_update)",
)
_GIVEN = Words("与えられた項目は {keys} です", "the keys given are {keys}")
_WHAT = Words(
    "webhook の本文、又は API の incident の応答をそのまま与えてください。",
    "Give the body of a webhook, or an answer of the API on incidents, as it is.",
)
_AN_ID = Words("id", "an id")
_A_TIME = Words("作成された日時", "the time at which it was created")
_NOT_READ = Words("この部分は読んでいません。", "This part was not read.")


def read_statuspage(payload: bytes | str | dict[str, Any]) -> Heard:
    """Read an incident of Statuspage with all its updates, or an update of a component.

    Each update is a signal for each component that it concerns, heard when it was written. A
    component counts as hit from the update on that takes it out of operation until the one that
    brings it back; one that is listed and never taken out of operation, as long as the incident.

    Args:
        payload: the body of a webhook as it came, an answer of the API, or what a JSON reader gave
            of it.

    Raises:
        InvalidInput: it is no such document at all. What is wrong with single fields stands in
            `Heard.problems`.

    Example:
        >>> told = read_statuspage({"incident": {
        ...     "id": "z3lc", "name": "電話がつながりにくい", "impact": "major",
        ...     "created_at": "2026-05-10T01:10:00.507+09:00", "resolved_at": None,
        ...     "components": [{"id": "zvdm", "name": "電話", "status": "major_outage"}],
        ...     "incident_updates": [{"status": "investigating", "body": "調査中です。",
        ...         "created_at": "2026-05-10T01:10:00.548+09:00"}]}})
        >>> (signal,) = told.signals
        >>> dict(signal.labels)["component"], signal.start.isoformat(), signal.severity
        ('電話', '2026-05-10T01:10:00.507000+09:00', 'major')
    """
    told = opened(payload)
    page = told.inside("page")
    signals: list[Signal] = []
    if "component_update" in told.document:
        signals += _component_update(told, page)
    elif "incident" in told.document:
        signals += _incident(told.inside("incident"), page)
    elif "incidents" in told.document:
        signals += (each for one in told.each("incidents") for each in _incident(one, page))
    elif "incident_updates" in told.document:
        signals += _incident(told, page)
    else:
        keys = ", ".join(visible(key) for key in [*told.document][:5]) or "–"
        raise InvalidInput([Problem("", _A_PAGE, _GIVEN.filled(keys=keys), _WHAT)])
    return Heard(tuple(signals), tuple(told.problems))


@frozen
class _Update:
    """One update of an incident: when it was written, of when it tells, and what it says."""

    written: datetime
    shown: datetime
    status: str | None
    text: str | None
    standings: dict[str, str]
    """Of each component that it names, how it stands from then on."""


@frozen
class _Told:
    """What all signals of an incident share."""

    id: str
    begun: datetime
    labels: Pairs
    severity: str | None
    links: Pairs
    apart: Why | None
    resolved_at: datetime | None


def _incident(incident: Fields, page: Fields) -> Iterator[Signal]:
    name = incident.text("id")
    times = [moment for key in ("started_at", "created_at") if (moment := incident.moment(key))]
    resolved_at = incident.moment("resolved_at")
    names = {
        code: each.text("name") for each in incident.each("components") if (code := each.text("id"))
    }
    updates = sorted(_updates(incident, names), key=lambda each: each.written)
    if name is None:
        incident.refuse("id", _AN_ID, _NOT_READ)
        return
    times += (each.shown for each in updates[:1])
    if not times:
        incident.refuse("created_at", _A_TIME, _NOT_READ)
        return
    begun = min(times)
    status, impact = incident.text("status"), incident.text("impact")
    planned = incident.document.get("scheduled_for") or impact == "maintenance"
    if not updates:
        updates.append(_Update(max(times), begun, None if resolved_at else status, None, {}))
    if resolved_at and not any(each.status in _OVER for each in updates):
        written = max(resolved_at, updates[-1].written)
        updates.append(_Update(written, resolved_at, status, None, {}))
    labels = [("incident_id", name), ("incident", incident.text("name")), ("impact", impact)]
    labels.append(("page_id", incident.text("page_id") or page.text("id")))
    links = [("shortlink", incident.text("shortlink")), ("page", page.text("url"))]
    told = _Told(
        name,
        begun,
        _present(labels),
        impact,
        _present(links),
        Why.PLANNED if planned or status in _PLANNED else None,
        resolved_at,
    )
    for component, label in names.items() or [("", None)]:
        yield from _signals(told, updates, component, label)


def _present(pairs: list[tuple[str, str | None]]) -> Pairs:
    return tuple((name, text) for name, text in pairs if text)


def _updates(incident: Fields, names: dict[str, str | None]) -> Iterator[_Update]:
    """Give the updates as they stand; what components they name is added to `names`."""
    for each in incident.each("incident_updates"):
        standings = {}
        for affected in each.each("affected_components"):
            code, new = affected.text("code"), affected.text("new_status")
            if code is not None:
                names.setdefault(code, affected.text("name"))
                if new is not None:
                    standings[code] = new
        written = each.needed_moment("created_at", _A_TIME, _NOT_READ)
        shown = each.moment("display_at")
        status, text = each.text("status"), each.text("body")
        if written is not None:
            yield _Update(written, shown or written, status, text, standings)


def _signals(
    told: _Told, updates: list[_Update], component: str, label: str | None
) -> Iterator[Signal]:
    """Give what the updates say of one component, or of the incident that names none."""
    taken_out = any(each.standings.get(component, _WELL) != _WELL for each in updates)
    start: datetime | None = None if taken_out else told.begun
    end: datetime | None = None
    closed = False
    for i, each in enumerate(updates):
        standing = each.standings.get(component)
        if closed and each.status not in _OVER and standing != _WELL:  # it was opened again
            start, end = each.shown, None
        if taken_out and standing is not None:
            if standing != _WELL and (start is None or end is not None):
                start, end = (told.begun if i == 0 else each.shown), None
            elif standing == _WELL and start is not None and end is None:
                end = each.shown
        closed = each.status in _OVER or bool(told.resolved_at and each.shown >= told.resolved_at)
        if closed and end is None:
            end = min(each.shown, told.resolved_at or each.shown)
        if start is None:  # it is not hit yet
            continue
        labels = [*told.labels, *_present([("component_id", component), ("component", label)])]
        yield Signal(
            f"{told.id}/{component}" if component else told.id,
            each.written,
            start=start,
            end=end,
            labels=labels,
            group=told.id,
            status=each.status,
            severity=told.severity,
            text=each.text,
            links=told.links,
            apart=told.apart,
        )


def _component_update(told: Fields, page: Fields) -> Iterator[Signal]:
    component, update = told.inside("component"), told.inside("component_update")
    written = update.needed_moment("created_at", _A_TIME, _NOT_READ)
    new = update.text("new_status")
    name = update.text("component_id") or component.text("id")
    if name is None:
        update.refuse("component_id", _AN_ID, _NOT_READ)
    if written is None or name is None:
        return
    labels = [("component_id", name), ("component", component.text("name"))]
    labels.append(("page_id", component.text("page_id") or page.text("id")))
    yield Signal(
        f"component/{name}",
        written,
        start=None if new == _WELL else written,
        end=written if new == _WELL else None,
        labels=_present(labels),
        status=new,
        severity=new,
        links=_present([("page", page.text("url"))]),
        apart=Why.PLANNED if new == "under_maintenance" else None,
    )
