"""Random values of the fields of a report."""

import types
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st
from support.strategies import ZONES, users

from jikorules import Bounds, Grade

BASE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=5),
    int: st.integers(0, 10**9),
    bool: st.booleans(),
    date: st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    datetime: st.datetimes(
        datetime(1990, 1, 1),  # noqa: DTZ001
        datetime(2090, 1, 1),  # noqa: DTZ001
        timezones=st.sampled_from(ZONES),
    ),
    timedelta: st.timedeltas(timedelta(days=-2), timedelta(days=400)),
    Bounds[int]: users,
    Grade: st.sampled_from([Grade.PERIODIC, Grade.SERIOUS]),
}


def of(kind: Any) -> st.SearchStrategy[Any]:
    """Give any value that a field of a report may have."""
    if kind in BASE:
        return BASE[kind]
    if get_origin(kind) in (Union, types.UnionType):
        return st.one_of(
            *(st.none() if arm is types.NoneType else of(arm) for arm in get_args(kind))
        )
    if get_origin(kind) is tuple:
        return st.lists(of(get_args(kind)[0]), max_size=2).map(tuple)
    if issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: of(hints[field.name]) for field in attrs.fields(kind)})
