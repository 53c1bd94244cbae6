"""Whoever judges may name the rules by a day on which they are in force."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from jikorules import (
    JAPAN,
    Impact,
    Incident,
    InvalidInput,
    NearMiss,
    NotCovered,
    Period,
    Service,
    judge,
    judge_near_miss,
    outlook,
    replay,
    ruleset,
)

START = datetime(2026, 5, 10, 1, tzinfo=JAPAN)
RUNNING = Incident([Impact(Service("voice", emergency_calls=True), 30_000, Period(START))])
NOW = START + timedelta(minutes=50)


@pytest.mark.parametrize("named", ["2026-04-01", date(2026, 4, 1), "R8.4.1", "令和8年4月1日"])
def test_a_day_or_an_era_year_names_the_rules(named: date | str) -> None:
    rules = ruleset("2026-04-01")
    assert judge(RUNNING, rules=named, at=NOW) == judge(RUNNING, rules=rules, at=NOW)
    assert outlook(RUNNING, NOW, rules=named) == outlook(RUNNING, NOW, rules=rules)
    assert replay([RUNNING], [named], NOW) == replay([RUNNING], [rules], NOW)
    near = NearMiss(date(2026, 5, 10))
    assert judge_near_miss(near, rules=named) == judge_near_miss(near, rules=rules)


@pytest.mark.parametrize("named", ["yesterday", "R5", 5, START])
def test_what_names_no_rules_is_refused(named: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        judge(RUNNING, rules=named)
    assert [problem.path for problem in caught.value.problems] == ["rules"]


def test_a_day_without_law_is_not_covered() -> None:
    with pytest.raises(NotCovered, match="rules"):
        judge(RUNNING, rules="2009-01-01")
