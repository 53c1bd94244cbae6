"""What facts must refuse: values that are no flag, no text, no word, no users, no time."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from jikorules import JAPAN, Bounds, InvalidInput, Kind, NotCovered

HOUR = timedelta(hours=1)
START = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)
NAIVE = datetime(2019, 3, 16, 7, 47)  # noqa: DTZ001
HUGE = 10**5000  # str() refuses it
NOT_FLAGS: list[Any] = [0, 1, "true", "", 1.0, [], {}, Bounds.unknown()]
NOT_TEXTS: list[Any] = [0, True, 1.5, b"text", ["text"], {}, Kind.VOICE]
NOT_WORDS: list[Any] = ["", "Voice", "音声", "voice ", 0, True, 1.5, [], {}, ["voice"], b"voice"]
NOT_USERS: list[Any] = [
    True,
    False,
    -1,
    -(10**400),
    -HUGE,
    3.0,
    float("nan"),
    "41382",
    "",
    [],
    {},
    {"at_least": 1},
    Bounds.exact(-1),
    Bounds.at_least(-1),
    Bounds.at_most(-1),
    Bounds.between(-1, 5),
    Bounds.exact(HOUR),
    Bounds.between(timedelta(0), HOUR),
]
NOT_TIMES: list[Any] = [
    NAIVE,
    date(2019, 3, 16),
    START.isoformat(),
    START.timestamp(),
    0,
    True,
    [],
    START.timetz(),
    datetime(1, 6, 1, tzinfo=JAPAN),  # no room for the zones to the east and west of it
    datetime(9999, 6, 1, tzinfo=JAPAN),
    datetime.min.replace(tzinfo=UTC),
    datetime.max.replace(tzinfo=UTC),
    datetime.min.replace(tzinfo=ZoneInfo("Asia/Tokyo")),
    datetime.max.replace(tzinfo=ZoneInfo("America/New_York")),
]


def paths(make: Callable[..., Any], *args: Any, **kwargs: Any) -> list[str]:
    """Give the places of all problems of facts that must be refused; they can all be shown."""
    with pytest.raises(InvalidInput) as caught:
        make(*args, **kwargs)
    assert not isinstance(caught.value, NotCovered)
    for problem in caught.value.problems:
        for lang in ("ja", "en"):
            assert problem.path in problem.text(lang)
        assert len(problem.given if isinstance(problem.given, str) else problem.given.ja) <= 81
    return [problem.path for problem in caught.value.problems]
