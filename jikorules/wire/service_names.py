"""Services that a document tells by their name alone, without a kind.

A name may stand for several services. The impact is then one on each of them: the first takes the
place of the impact that is written, so that no number of an impact moves, and the others follow
after all that are written.
"""

from collections.abc import Mapping
from typing import Any, TypeGuard

from attrs import evolve

from jikorules.basics.errors import InvalidInput, Problem, Words, shown
from jikorules.basics.validation import Found
from jikorules.basics.vocabulary import Overlap
from jikorules.facts.incident import Incident
from jikorules.facts.service import Service, services_named

Services = tuple[Service, ...]

_OTHER_OVERLAP = Words(
    "unknown 又は same（{name} は、同じ利用者の影響を受けた{n}つの役務を示すため）",
    "unknown or same, as {name} stands for {n} services that the same users suffered in",
)
_CHANGE_OVERLAP = Words(
    "overlap を unknown とするか、影響を受けたのが一方であれば、その名称（{names}）を書いてくだ"
    "さい。",
    "Make it unknown; or if only one of them was hit, write its own name ({names}).",
)


def is_by_name(document: Any) -> TypeGuard[Mapping[str, Any]]:
    """Whether the document of a service tells a name and no kind.

    Example:
        >>> is_by_name({"name": "ひかり電話"}), is_by_name({"kind": "voice", "name": "電話"})
        (True, False)
    """
    is_object = isinstance(document, Mapping)
    return is_object and "kind" not in document and isinstance(document.get("name"), str)


def services_told(document: Mapping[str, Any]) -> Services:
    """Give all the services that a document stands for which tells a name and no kind.

    Raises:
        InvalidInput: the name does not settle what it is, or another value is wrong.
    """
    from jikorules.wire.value_reader import read_users  # noqa: PLC0415 (seldom wanted, and slow)

    monthly = read_users(document.get("monthly_users"))
    return services_named(**{**document, "monthly_users": monthly})


def check_names(document: Any) -> Found:
    """Report users told to be disjoint beside a name of several services, whose users are one."""
    impacts = document.get("impacts") if isinstance(document, Mapping) else None
    if not isinstance(impacts, list | tuple) or len(impacts) < 2:
        return ()
    if document.get("overlap") != Overlap.DISJOINT:
        return ()
    for impact in impacts:
        services = _several(impact)
        if services:
            names = [str(each.name) for each in services]
            name = shown(impact["service"]["name"])
            expected = _OTHER_OVERLAP.filled(name=name, n=len(names))
            hint = _CHANGE_OVERLAP.filled(names=Words("、".join(names), ", ".join(names)))
            return (Problem("overlap", expected, shown(Overlap.DISJOINT.value), hint),)
    return ()


def with_all_services(incident: Incident, document: Mapping[str, Any]) -> Incident:
    """Add the impacts on the further services of names that stand for several.

    The users of the impact that is written are those of each. If it is the only one, the users
    are told to be the same.
    """
    more = [
        evolve(read, service=service)
        for read, written in zip(incident.impacts, document["impacts"], strict=True)
        for service in _several(written)[1:]
    ]
    if not more:
        return incident
    overlap = Overlap.SAME if len(incident.impacts) == 1 else incident.overlap
    return evolve(incident, impacts=(*incident.impacts, *more), overlap=overlap)


def _several(impact: Any) -> Services:
    """Give the services of an impact whose name stands for several; of any other, none."""
    service = impact.get("service") if isinstance(impact, Mapping) else None
    if not is_by_name(service):
        return ()
    try:
        services = services_told(service)
    except (InvalidInput, TypeError):  # something is wrong with it, and is told elsewhere
        return ()
    return services if len(services) > 1 else ()
