"""Wire format 1: incidents in, incidents, verdicts and rule sets out, as plain JSON data.

Reading is strict. What a value has to be, the classes of `jikorules.incident` say themselves; here
stands only how it is written.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from attrs import asdict, evolve
from cattrs import BaseValidationError, Converter

from jikorules.bounds import Bounds
from jikorules.checks import (
    Found,
    check_flag,
    check_member,
    check_text,
    check_time,
    check_users,
    member,
    refuse,
)
from jikorules.errors import InvalidInput, JikorulesError, Problem, Words, shown
from jikorules.incident import (
    CriticalFacility,
    Impact,
    Incident,
    Period,
    check_periods,
    check_whole,
    to_periods,
    to_users,
)
from jikorules.law import RuleSet
from jikorules.shortcut import well_formed
from jikorules.structure import expect_mapping, problems_of, strict_converter
from jikorules.terms import Effect, Equipment
from jikorules.verdict import Finding, Grade, Limb, Met, Question, Verdict, label

Read = Callable[[Any, Any], Any]

_RANGE = Words(
    '0以上の整数、{"at_least": n, "at_most": n} 又は null（不明）',
    'an integer of 0 or more, {"at_least": n, "at_most": n}, or null (unknown)',
)
_ESTIMATE = Words(
    "人数は引用符や小数点を付けずに書いてください。",
    "Write the number without quotation marks and without a fraction.",
)
_TIME = Words("ISO 8601 形式の日時", "a date and time after ISO 8601")
_ZONE = Words(
    "例：2019-03-16T07:47:00+09:00（日本時間は +09:00）。",
    "For example 2019-03-16T07:47:00+09:00 (+09:00 is Japan time).",
)

_KEYS = {"periods": "start, end, periods", "period": "start, end"}  # as they are written
_MET = {met: met.value for met in Met}  # a look-up costs a fifth of the attribute
_GRADE = tuple(grade.wire for grade in Grade)


def from_wire(document: Mapping[str, Any]) -> Incident:
    """Read an incident.

    Args:
        document: what a JSON reader gives for the document.

    Raises:
        InvalidInput: with every problem of the document, each with its path.

    Example:
        >>> incident = from_wire({"impacts": [{
        ...     "service": {"kind": "voice", "emergency_calls": True}, "users": 41382,
        ...     "start": "2019-03-16T07:47:00+09:00", "end": "2019-03-16T11:56:00+09:00"}]})
        >>> incident.impacts[0].users
        Bounds(low=41382, high=41382)
    """
    try:
        return well_formed(document)
    except Exception:  # noqa: S110 (whatever it was, the strict reader tells it)
        pass
    try:
        return _reader().structure(document, Incident)
    except (JikorulesError, BaseValidationError) as error:
        raise InvalidInput(problems_of(error, _KEYS)) from None


@cache
def _reader() -> Converter:
    """The reader that looks at every value by itself, so that all that is wrong is told.

    A class that lacks one good value is never made, and would not report its others.
    """
    converter = strict_converter()

    def checking(check: Callable[[Any, Any], Found]) -> Callable[[Any, Any], Any]:
        def read(value: Any, wanted: Any) -> Any:
            refuse(*check(value, wanted))
            return value

        return read

    checks: dict[Any, Callable[[Any, Any], Found]] = {
        bool | None: lambda value, _: check_flag("", value),
        str | None: lambda value, _: check_text("", value),
        Effect | None: lambda value, _: () if value is None else _check_word(Effect, value),
        Equipment | None: lambda value, _: () if value is None else _check_word(Equipment, value),
        StrEnum: lambda value, cls: _check_word(cls, value),
    }
    for kind, check in checks.items():
        converter.register_structure_hook(kind, checking(check))
    converter.register_structure_hook(datetime, _strict_time)
    converter.register_structure_hook_func(lambda cls: cls == Bounds[int], _strict_users)
    read_impact = _strict_flat(converter.get_structure_hook(Impact), "periods")
    converter.register_structure_hook(Impact, _with_periods(read_impact, converter))
    read_critical = _strict_flat(converter.get_structure_hook(CriticalFacility), "period")
    converter.register_structure_hook(CriticalFacility, read_critical)
    read_whole = _with_whole(converter.get_structure_hook(Incident))
    converter.register_structure_hook(Incident, read_whole)
    return converter


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
        try:
            return read(value, cls)
        except BaseValidationError as error:
            told = [value.get(key) for key in ("impacts", "facility", "critical_facility")]
            raise InvalidInput(_merged(problems_of(error, _KEYS), check_whole(*told))) from None

    return read_incident


def _merged(problems: Sequence[Problem], more: Iterable[Problem]) -> list[Problem]:
    """Add problems at places that have none yet, not even further inside."""
    paths = [problem.path for problem in problems]
    return [
        *problems,
        *(each for each in more if not any(path.startswith(each.path) for path in paths)),
    ]


def _check_word(choices: type[StrEnum], value: Any) -> Found:
    return check_member("", choices, member(choices, value))


def _strict_time(value: Any, _: Any) -> datetime:
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            pass
        else:
            refuse(*(evolve(each, given=shown(value)) for each in check_time("", moment)))
            return moment
    raise InvalidInput.of("", _TIME, value, _ZONE)


def _strict_users(value: Any, _: Any) -> Bounds[int]:
    if isinstance(value, Mapping):
        low, high = value.get("at_least"), value.get("at_most")
        ends = {"at_least", "at_most"}
        if not value or value.keys() - ends or any(type(end) is not int for end in value.values()):
            raise InvalidInput.of("", _RANGE, value, _ESTIMATE)
        if low is not None and high is not None and low > high:
            least = shown(low)
            expected = Words(f"at_least（{least}）以上の整数", f"an integer of at least {least}")
            raise InvalidInput.of("at_most", expected, high, _ESTIMATE)
        value = Bounds(low, high)
    users = to_users(value)
    refuse(*check_users("", users))
    return users


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


def to_wire(thing: Incident | Verdict | RuleSet) -> dict[str, Any]:
    """Write an incident, a verdict or a rule set as plain JSON data.

    Raises:
        TypeError: there is no wire form for such a thing.

    Example:
        >>> from jikorules import ruleset
        >>> to_wire(ruleset("H31"))["id"]
        '2019-04-01'
    """
    match thing:
        case Verdict():
            return _verdict(thing)
        case Incident():
            return _incident(thing)
        case RuleSet():
            return _ruleset(thing)
    raise TypeError(f"no wire form for {type(thing).__name__}")


def _incident(incident: Incident) -> dict[str, Any]:
    critical = incident.critical_facility
    return _told(
        id=incident.id,
        carrier=incident.carrier,
        facility=incident.facility.value,
        critical_facility=critical and _critical(critical),
        origin=incident.origin.value,
        overlap=incident.overlap.value,
        equipment=incident.equipment and incident.equipment.value,
        impacts=[_impact(impact) for impact in incident.impacts],
    ) | _claimed(minor=incident.minor, disaster=incident.disaster)


def _impact(impact: Impact) -> dict[str, Any]:
    service = impact.service
    periods = [_period(period) for period in impact.periods]
    return {
        "service": _told(
            kind=service.kind.value,
            emergency_calls=service.emergency_calls,
            paid=service.paid,
            monthly_users=_users(service.monthly_users),
            name=service.name,
        ),
        "users": _users(impact.users),
        **(periods[0] if len(periods) == 1 else {"periods": periods}),
        **_told(effect=impact.effect and impact.effect.value),
        **_claimed(supplementary=impact.supplementary),
    }


def _critical(critical: CriticalFacility) -> dict[str, Any]:
    return _told(kind=critical.kind.value, installed_by_carrier=critical.installed_by_carrier) | (
        _period(critical.period)
    )


def _period(period: Period) -> dict[str, Any]:
    return {"start": period.start.isoformat(), "end": period.end and period.end.isoformat()}


def _told(**values: Any) -> dict[str, Any]:
    """Leave out what is not known: missing means unknown."""
    return {key: value for key, value in values.items() if value is not None}


def _claimed(**values: bool | None) -> dict[str, bool | None]:
    """Leave out exceptions that are not claimed: missing means no, null means unknown."""
    return {key: value for key, value in values.items() if value is not False}


def _users(users: Bounds[int]) -> int | dict[str, int] | None:
    if users.is_unknown:
        return None
    return users.low if users.is_exact else _told(at_least=users.low, at_most=users.high)


def _verdict(verdict: Verdict) -> dict[str, Any]:
    rules, grades = verdict.rules, verdict.possible
    possible = [_GRADE[grade] for grade in grades]
    settled = len(possible) == 1
    return {
        "id": verdict.incident.id,
        "grade": possible[0] if settled else None,
        "at_least": possible[0],
        "at_most": possible[-1],
        "possible": possible,
        "label": label(grades[0], rules) if settled else None,
        "rows": list(verdict.rows),
        "rules": {"id": rules.id, "digest": rules.digest},
        "at": verdict.at and verdict.at.isoformat(),
        "findings": _findings(verdict.findings),
        "flags": [flag.value for flag in verdict.flags],
        "questions": [] if settled else [_question(each) for each in verdict.questions],
        **_read(verdict),
    }


def _findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    written = []
    for finding in findings:
        given = finding.given
        duration, users = given.duration, given.users
        held: dict[str, Any] = {}
        if duration is not None:
            held["duration"] = {"at_least": _iso(duration.low), "at_most": _iso(duration.high)}
            if users is not None:
                held["users"] = {"at_least": users.low or 0, "at_most": users.high}
        provision, required, grade = _limb(finding.limb)
        document = {
            "provision": provision.copy(),
            "impacts": [*given.impacts],
            "required": required.copy(),
            "given": held,
            "met": _MET[finding.met],
            "grade": grade,
        }
        if given.uncertain:
            document["uncertain"] = [*given.uncertain]
        written.append(document)
    return written


def _question(question: Question) -> dict[str, Any]:
    limb = question.limb
    return {
        "quantity": question.quantity.value,
        **_told(impact=question.impact, at_least=question.value, limb=limb and _limb_alone(limb)),
    }


def _read(verdict: Verdict) -> dict[str, Any]:
    """Give the readings that the caller named; without any, the key is left out."""
    readings = [
        {**_limb_alone(limb), "reading": reading.value} for limb, reading in verdict.readings
    ]
    return {"readings": readings} if readings else {}


def _limb_alone(limb: Limb) -> dict[str, Any]:
    provision, required, _ = _limb(limb)
    return {"provision": provision.copy(), "required": required.copy()}


@lru_cache(maxsize=1024)
def _limb(limb: Limb) -> tuple[dict[str, Any], dict[str, Any], str]:
    required = _told(
        duration=_iso(limb.duration),
        users=limb.users,
        exclusion=None if limb.exclusion is None else limb.exclusion.value,
    )
    return asdict(limb.citation), required, limb.grade.wire


@lru_cache(maxsize=4096)
def _iso(duration: timedelta | None) -> str | None:
    return None if duration is None else iso_duration(duration)


def iso_duration(duration: timedelta) -> str:
    """Write a time after ISO 8601, in hours, minutes and seconds.

    Example:
        >>> iso_duration(timedelta(hours=28, minutes=9))
        'PT28H9M'
    """
    seconds = duration // timedelta(seconds=1)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    fraction = f".{duration.microseconds:06}".rstrip("0") if duration.microseconds else ""
    parts = ((hours, "H"), (minute, "M"), (f"{second}{fraction}" if second or fraction else 0, "S"))
    return "PT" + ("".join(f"{number}{unit}" for number, unit in parts if number) or "0S")


def _ruleset(rules: RuleSet) -> dict[str, Any]:
    return {
        **rules.document(),
        "until": rules.until and rules.until.isoformat(),
        "checked": rules.checked.isoformat(),
        "digest": rules.digest,
    }
