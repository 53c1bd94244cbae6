"""The times of other tools: zone-aware, cut and never rounded, and never guessed."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jikorules import JAPAN, InvalidInput
from jikorules.intake import tool_time

ONE = datetime(2026, 5, 10, 1, tzinfo=JAPAN)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2026-05-10T01:00:00+09:00",
        "2026-05-10T01:00:00+0900",
        "2026-05-10T01:00+09:00",
        "2026-05-10 01:00:00+09:00",
        "2026-05-09T16:00:00Z",
        "2026-05-09T16:00:00.000Z",
        "2026-05-10T01:00:00.000+0900",
        "2026-05-09T14:00:00.000000000-02:00",
        "2026-05-10T01:00:00.000000999+09:00",
        1778342400,
        "1778342400",
        1778342400000,
        "1778342400000",
        1778342400000000,
        1778342400000000999,
        "1778342400000000999",
    ],
)
def test_one_moment_however_it_is_written(written: Any) -> None:
    assert tool_time(written) == ONE


def test_nine_decimals_are_cut_and_never_carry() -> None:
    last = tool_time("2026-05-10T01:59:59.999999999+09:00")
    assert last == datetime(2026, 5, 10, 1, 59, 59, 999999, tzinfo=JAPAN)
    assert tool_time(1778342399_999_999_999) == ONE - timedelta(microseconds=1)


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00.000000000Z",
        "0001-01-01T09:18:59+09:18",
        "0000-12-31T19:03:58-04:56",
        "0001-01-01 00:00:00",
    ],
)
def test_nothing_is_told(written: Any) -> None:
    """The year 1 is Go's word for nothing, in whatever zone it is written."""
    assert tool_time(written) is None


@pytest.mark.parametrize(
    "written",
    [
        "2026.05.10 01:00:00",
        "2026/05/10 01:00:00",
        "{EVENT.RECOVERY.TIME}",
        "2026-02-30T01:00:00Z",
        "9999-12-31T23:59:59Z",
        "yesterday",
        "１７７８３４２４００",
        1778342400.5,
        177834240,
        17783424000,
        0,
        -1778342400,
        10**400,
        "9" * 20,
        True,
        [],
        {},
        b"1778342400",
    ],
)
def test_what_is_no_time_or_might_be_several_is_refused(written: Any) -> None:
    with pytest.raises(InvalidInput):
        tool_time(written)


def test_a_time_without_a_zone_is_refused_unless_the_zone_is_told() -> None:
    with pytest.raises(InvalidInput, match="zone に与えて"):
        tool_time("2026-05-09 16:00:00")
    assert tool_time("2026-05-09 16:00:00", zone=UTC) == ONE
    summer = tool_time("2026-07-01 01:00:00", zone=ZoneInfo("America/New_York"))
    assert summer is not None
    assert summer.tzinfo == timezone(timedelta(hours=-4))


def test_a_unit_that_is_told_holds_whatever_the_digits() -> None:
    assert tool_time(0, unit="s") == EPOCH
    assert tool_time(1778342400, unit="ms") == EPOCH + timedelta(milliseconds=1778342400)
    with pytest.raises(InvalidInput):
        tool_time(10**15, unit="s")
    with pytest.raises(InvalidInput, match="整数"):
        tool_time(-1, unit="s")
    with pytest.raises(InvalidInput, match="unit"):
        tool_time(1778342400, unit="minutes")  # type: ignore[arg-type]


@given(st.integers(10**9, 10**10 - 1), st.integers(0, 999_999_999))
def test_every_unit_gives_the_same_second(second: int, nanos: int) -> None:
    """All four units agree on the part that they can tell, and none is later than what was."""
    told = second * 10**9 + nanos
    moment = EPOCH + timedelta(seconds=second)
    assert tool_time(second) == moment
    assert tool_time(told // 10**6) == moment + timedelta(milliseconds=nanos // 10**6)
    assert tool_time(told // 10**3) == moment + timedelta(microseconds=nanos // 10**3)
    assert tool_time(told) == moment + timedelta(microseconds=nanos // 10**3)
    text = moment.strftime("%Y-%m-%dT%H:%M:%S") + f".{nanos:09}Z"
    assert tool_time(text) == tool_time(told)
