"""The short way of `judge()`, for the plainest accidents, says what the long way says."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from support.strategies import (
    FIRST,
    LAST,
    critical_facilities,
    flags,
    impacts,
    moments,
    services,
    users,
)

from jikorules import (
    JAPAN,
    Facility,
    Impact,
    Incident,
    InvalidInput,
    Origin,
    Period,
    RuleSet,
    judge,
    rulesets,
)


def seldom(strategy: st.SearchStrategy[Any], *, usual: Any) -> st.SearchStrategy[Any]:
    return st.integers(0, 9).flatmap(lambda n: strategy if n == 9 else st.just(usual))


def lasting(start: datetime, duration: timedelta) -> Period:
    start = start.replace(tzinfo=JAPAN)
    return Period(start, start + duration)


plain_impacts = st.builds(
    Impact, services, users, st.builds(lasting, st.datetimes(FIRST, LAST), moments)
)
claims = st.fixed_dictionaries(
    {
        "facility": seldom(st.just(Facility.OTHER), usual=Facility.TELECOM),
        "critical_facility": seldom(critical_facilities(), usual=None),
        "minor": seldom(flags, usual=False),
        "disaster": seldom(flags, usual=False),
        "origin": seldom(st.just(Origin.WHOLESALER), usual=Origin.OWN),
    }
)


@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    impact=plain_impacts | impacts(),
    claims=claims,
    rules=st.none() | st.sampled_from(rulesets()),
)
def test_the_short_way_is_the_long_way(
    impact: Impact, claims: dict[str, Any], rules: RuleSet | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        incident = Incident([impact], **claims)
    except InvalidInput:  # a satellite is no other facility
        reject()
    verdict = judge(incident, rules=rules)
    with monkeypatch.context() as patch:
        patch.setattr(import_module("jikorules.judgement.judge"), "plain_row", lambda *_: None)
        assert verdict == judge(incident, rules=rules)
