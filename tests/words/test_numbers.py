"""Numbers, users, stretches of time and moments in words."""

from datetime import datetime, timedelta

import pytest

from jikorules import Bounds
from jikorules.words.numbers import clock, number, people, time_span


@pytest.mark.parametrize(
    ("count", "ja"),
    [
        (0, "0"),
        (1, "1"),
        (9_999, "9,999"),
        (10_000, "1万"),
        (10_001, "10,001"),
        (100_000_000, "10,000万"),
    ],
)
def test_numbers(count: int, ja: str) -> None:
    assert (number(count), number(count, "en")) == (ja, f"{count:,}")


def test_stretches_of_time() -> None:
    hours = timedelta(hours=1)
    spans = (0 * hours, hours / 3600, 24 * hours, 47 * hours, 48 * hours, 49 * hours + hours / 60)
    assert [time_span(span) for span in spans] == [
        "0分",
        "1秒",
        "24時間",
        "47時間",
        "2日",
        "2日1時間1分",
    ]
    assert [time_span(span, "en") for span in spans] == [
        "0 min",
        "1 s",
        "24 h",
        "47 h",
        "2 d",
        "2 d 1 h 1 min",
    ]
    assert time_span(timedelta(microseconds=999_999)) == "0分"


@pytest.mark.parametrize(
    ("users", "ja", "en"),
    [
        (Bounds.unknown(), "不明", "unknown"),
        (Bounds.exact(0), "0人", "0 users"),
        (Bounds.between(0, 5), "5人以下", "at most 5 users"),
        (Bounds.at_least(30_000), "3万人以上", "30,000 users or more"),
        (Bounds.between(1, 2), "1人以上2人以下", "1 users to 2 users"),
    ],
)
def test_people(users: Bounds[int], ja: str, en: str) -> None:
    assert (people(users), people(users, "en")) == (ja, en)


def test_moments() -> None:
    midnight = datetime.fromisoformat("2019-03-15T15:00:00Z")
    assert (clock(midnight), clock(midnight, "en")) == ("2019年3月16日0時00分", "2019-03-16 00:00")
    assert clock(midnight + timedelta(seconds=5), after=midnight) == "0時00分05秒"
    assert clock(midnight, after=midnight - timedelta(seconds=1)) == "2019年3月16日0時00分"
