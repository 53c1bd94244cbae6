"""The short way to read a well-formed incident, for speed.

It tells nothing of what is wrong: whatever is odd raises something, and the strict reader then
has the word. What the short way takes, the strict reader takes alike.
"""

from datetime import datetime
from functools import lru_cache
from typing import Any

from jikorules.basics.bounds import Bounds
from jikorules.basics.iso8601 import parse_time
from jikorules.facts.incident import MOST_IMPACTS, CriticalFacility, Impact, Incident, Period
from jikorules.facts.service import Service
from jikorules.wire.service_names import check_names, services_told, with_all_services
from jikorules.wire.what import What


def well_formed(document: Any) -> Incident:
    """Read an incident; raise anything if it is not well-formed."""
    rest = document.copy()
    if rest.pop("what", What.ACCIDENT) != What.ACCIDENT:
        raise ValueError
    if rest.get("services") is not None:
        rest["services"] = _list(rest["services"])
    if len(rest["impacts"]) > MOST_IMPACTS:
        raise ValueError
    impacts = [_impact(each) for each in _list(rest.pop("impacts"))]
    critical = rest.pop("critical_facility", None)
    incident = Incident(impacts, critical_facility=critical and _critical(critical), **rest)
    for each in document["impacts"]:
        if "kind" not in each["service"]:
            break
    else:
        return incident
    if check_names(document):
        raise ValueError
    return with_all_services(incident, document)


def _impact(document: Any) -> Impact:
    rest = document.copy()
    service, users = _service(rest.pop("service")), _users(rest.pop("users"))
    if "periods" in rest:
        periods: Any = [_period(each) for each in _list(rest.pop("periods"))]
    else:
        periods = _flat_period(rest)
    return Impact(service, users, periods, **rest)


# Accidents are many and services few. `typed` keeps 1 from passing for true.
_same_service = lru_cache(maxsize=1024, typed=True)(Service)


def _service(document: Any) -> Service:
    if "kind" not in document:
        return services_told(document)[0]
    if "monthly_users" in document:
        return _same_service(**{**document, "monthly_users": _users(document["monthly_users"])})
    return _same_service(**document)


def _critical(document: Any) -> CriticalFacility:
    rest = document.copy()
    return CriticalFacility(period=_flat_period(rest), **rest)


def _period(document: Any) -> Period:
    rest = document.copy()
    period = _flat_period(rest)
    if rest:
        raise TypeError
    return period


def _flat_period(rest: dict[str, Any]) -> Period:
    start, end = rest.pop("start"), rest.pop("end", None)
    return Period(_moment(start), None if end is None else _moment(end))


def _moment(told: str | datetime) -> datetime:
    moment = told if isinstance(told, datetime) else parse_time(told)
    if moment is None:
        raise TypeError
    return moment


def _users(value: Any) -> Any:
    if type(value) is not dict:
        return value  # a number or null, for the class to check
    if not value or None in value.values() or not value.keys() <= {"at_least", "at_most"}:
        raise TypeError
    return Bounds(value.get("at_least"), value.get("at_most"))


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise TypeError
    return value
