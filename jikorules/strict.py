"""The strict reader of wire format 1: it takes nothing odd, and tells all that is wrong at once.

What a value has to be, the classes of `jikorules.facts.incident` say themselves; here stands how
it is written.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from attrs import evolve
from cattrs import BaseValidationError, Converter

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, JikorulesError, Problem, Words, shown
from jikorules.basics.iso8601 import parse_time
from jikorules.basics.strict_reading import (
    checked,
    expect_mapping,
    problems_of,
    read_word,
    strict_converter,
)
from jikorules.basics.validation import check_flag, check_text, check_time, check_users, refuse
from jikorules.basics.vocabulary import Effect, Equipment
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
from jikorules.facts.service import to_users

Read = Callable[[Any, Any], Any]

_RANGE = Words(
    '0以上の整数、{"at_least": n, "at_most": n} 又は null（不明）',
    'an integer of 0 or more, {"at_least": n, "at_most": n}, or null (unknown)',
)
_ESTIMATE = Words(
    "人数は引用符や小数点を付けずに書いてください。",
    "Write the number without quotation marks and without a fraction.",
)
_A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # Python takes other ways of writing it too
_DAY = Words("ISO 8601 形式の日付", "a day after ISO 8601")
_WRITE_DAY = Words("例：2019-03-16。", "For example 2019-03-16.")
_TIME = Words("ISO 8601 形式の日時", "a date and time after ISO 8601")
_ZONE = Words(
    "例：2019-03-16T07:47:00+09:00（日本時間は +09:00）。",
    "For example 2019-03-16T07:47:00+09:00 (+09:00 is Japan time).",
)

_KEYS = {"periods": "start, end, periods", "period": "start, end"}  # as they are written


def read_strictly(document: Any) -> Incident:
    """Read an incident.

    Raises:
        InvalidInput: with every problem of the document, each with its path.
    """
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

    reads: dict[Any, Read] = {
        bool | None: checked(check_flag),
        str | None: checked(check_text),
        Effect | None: lambda value, _: None if value is None else read_word(value, Effect),
        Equipment | None: lambda value, _: None if value is None else read_word(value, Equipment),
        StrEnum: read_word,
        datetime: read_time,
    }
    for kind, read in reads.items():
        converter.register_structure_hook(kind, read)
    converter.register_structure_hook_func(lambda cls: cls == Bounds[int], read_users)
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
        refuse(*check_number(expect_mapping(value).get("impacts")))
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


def read_day(value: Any, _: Any = None) -> date:
    """Read a day, written after ISO 8601."""
    try:
        if isinstance(value, str) and _A_DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise InvalidInput.of("", _DAY, value, _WRITE_DAY)


def read_time(value: Any, _: Any = None) -> datetime:
    """Read a moment, written after ISO 8601 with its zone."""
    moment = parse_time(value) if isinstance(value, str) else None
    if moment is None:
        raise InvalidInput.of("", _TIME, value, _ZONE)
    refuse(*(evolve(each, given=shown(value)) for each in check_time("", moment)))
    return moment


def read_users(value: Any, _: Any = None) -> Bounds[int]:
    """Read a number of users: exact, bounded or unknown."""
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
