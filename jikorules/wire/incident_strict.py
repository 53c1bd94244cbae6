"""The strict reader of wire format 1: it takes nothing odd, and tells all that is wrong at once.

What a value has to be, the classes of `jikorules.facts.incident` say themselves; here stands how
it is written.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from attrs import evolve, fields
from cattrs import BaseValidationError, Converter

from jikorules.basics.errors import InvalidInput, JikorulesError, Problem, Words
from jikorules.basics.keys import ObjectKind, other_object
from jikorules.basics.strict_reading import expect_mapping, problems_of, structured
from jikorules.basics.validation import Found, refuse
from jikorules.basics.vocabulary import Kind
from jikorules.facts.incident import (
    CriticalFacility,
    Impact,
    Incident,
    Period,
    check_number,
    check_periods,
    check_whole,
    to_periods,
)
from jikorules.facts.service import Service, services_named
from jikorules.wire.service_names import (
    Services,
    check_names,
    is_by_name,
    services_told,
    with_all_services,
)
from jikorules.wire.value_reader import fact_reader
from jikorules.wire.what import What, facts_of

Read = Callable[[Any, Any], Any]

_KEYS = {"periods": "start, end, periods", "period": "start, end"}  # as they are written
_FORM = Words(
    "docs/wire.md（又は jikorules schema incident）の形式で書いてください。",
    "Write it in the form of docs/wire.md (or of `jikorules schema incident`).",
)
_ACCIDENT = ObjectKind(
    [field.name for field in fields(Incident)],
    ("impacts", "critical_facility"),
    Words("事故の文書（impacts などの項目を持つもの）", "a document of an accident (with impacts)"),
    _FORM,
)
_IMPACT = ObjectKind(
    [*(field.name for field in fields(Impact)), "start", "end"],
    ("service", "users", "start", "periods"),
    Words(
        "影響（service、users、start などの項目を持つもの）",
        "an impact (with service, users, start)",
    ),
    _FORM,
)
_CRITICAL = ObjectKind(
    ("kind", "start", "end", "installed_by"),
    ("kind", "start"),
    Words(
        "衛星、海底ケーブル等（kind、start などの項目を持つもの）",
        "a critical facility (with kind, start)",
    ),
    _FORM,
)


def services_read(document: Mapping[str, Any], read: Callable[[Any, Any], Any]) -> Services:
    """Read what `services_told` takes with a strict reader, so that all that is wrong is told.

    Raises:
        InvalidInput: with every problem of the document, each with its path.
    """
    try:
        read({**document, "kind": Kind.OTHER.value}, Service)
    except (JikorulesError, BaseValidationError) as error:
        raise InvalidInput([*problems_of(error), *_check_name(document["name"])]) from None
    return services_told(document)


def _check_name(name: str) -> Found:
    """Report a name that does not settle what the service is, whatever else is told of it."""
    try:
        services_named(name)
    except InvalidInput as error:
        return error.problems
    return ()


def read_strictly(document: Any) -> Incident:
    """Read an incident.

    Raises:
        InvalidInput: with every problem of the document, each with its path.
    """
    facts = facts_of(document, What.ACCIDENT)
    refuse(*other_object(facts, _ACCIDENT))
    across = check_names(facts)
    try:
        incident = structured(_reader(), facts, Incident, _KEYS)
    except InvalidInput as error:
        raise InvalidInput(_merged([*error.problems], across)) from None
    refuse(*across)
    return with_all_services(incident, facts)


@cache
def _reader() -> Converter:
    """The reader that looks at every value by itself, so that all that is wrong is told.

    A class that lacks one good value is never made, and would not report its others.
    """
    converter = fact_reader()
    read_service = _by_name(converter.get_structure_hook(Service))
    converter.register_structure_hook(Service, read_service)
    read_impact = _strict_flat(converter.get_structure_hook(Impact), "periods")
    read_impact = _of_kind(_with_periods(read_impact, converter), _IMPACT)
    converter.register_structure_hook(Impact, read_impact)
    read_critical = _strict_flat(converter.get_structure_hook(CriticalFacility), "period")
    converter.register_structure_hook(CriticalFacility, _of_kind(read_critical, _CRITICAL))
    read_whole = _with_whole(converter.get_structure_hook(Incident))
    converter.register_structure_hook(Incident, read_whole)
    return converter


def _of_kind(read: Read, kind: ObjectKind) -> Read:
    """Report an object of another kind once, and not key by key."""

    def read_kind(value: Any, cls: Any) -> Any:
        refuse(*other_object(value, kind))
        return read(value, cls)

    return read_kind


def _by_name(read: Read) -> Read:
    """Read a service that tells a name and no kind; of a name of several services the first."""

    def read_service(value: Any, cls: Any) -> Any:
        return services_read(value, read)[0] if is_by_name(value) else read(value, cls)

    return read_service


def _with_periods(read: Read, converter: Converter) -> Read:
    """Report contradictions between the periods even where something else is wrong."""

    def read_impact(value: Any, cls: Any) -> Any:
        try:
            return read(value, cls)
        except (InvalidInput, BaseValidationError) as error:
            found = problems_of(error, _KEYS)
            try:
                periods = converter.structure(value["periods"], tuple[Period, ...])
            except Exception:  # there is more to mend first
                raise InvalidInput(found) from None
            raise InvalidInput(_merged(found, check_periods(to_periods(periods)))) from None

    return read_impact


def _with_whole(read: Read) -> Read:
    """Report contradictions between the parts of an incident even where one of them is wrong."""

    def read_incident(value: Any, cls: Any) -> Any:
        refuse(*check_number(expect_mapping(value).get("impacts")))
        try:
            return read(value, cls)
        except BaseValidationError as error:
            keys = ("impacts", "facility", "critical_facility", "reporter")
            told = [value.get(key) for key in keys]
            raise InvalidInput(_merged(problems_of(error, _KEYS), check_whole(*told))) from None

    return read_incident


def _merged(problems: list[Problem], more: Iterable[Problem]) -> list[Problem]:
    """Add problems at places that have none yet, not even further inside."""
    paths = [problem.path for problem in problems]
    return problems + [
        each for each in more if not any(path.startswith(each.path) for path in paths)
    ]


def _strict_flat(read: Read, name: str) -> Read:
    """Let an object write the start and the end of its only period as keys of its own."""
    several = name == "periods"
    prefix = "periods[0]." if several else "period."

    def read_flat(value: Any, cls: Any) -> Any:
        rest = dict(expect_mapping(value))
        if several and name in rest:
            return read(rest, cls)
        period = {key: rest.pop(key) for key in ("start", "end") if key in rest}
        # A key with the name that the period has inside stays wrong, under a name that is unknown.
        stray = {f"{name} ": rest.pop(name)} if name in rest else {}
        try:
            return read({**rest, **stray, name: [period] if several else period}, cls)
        except BaseValidationError as error:
            raise InvalidInput(
                evolve(problem, path=problem.path.removeprefix(prefix).rstrip())
                for problem in problems_of(error, _KEYS)
            ) from None

    return read_flat
