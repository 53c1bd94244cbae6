"""Table 5 of the fiscal 2018 report: how long detection, escalation, notice and isolation took."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from support.places import CASES

from jikorules.reporting.forms.indicators import Indicators, Interval, indicators
from jikorules.reporting.forms.report import PublicNotice, SeriousAccidentReport, Step
from jikorules.reporting.forms.vocabulary import NoticeChannel, Phase

RESPONSES = json.loads((CASES / "fy2018-responses.json").read_text("utf-8"))["responses"]
START = datetime.fromisoformat("2024-06-03T12:00:00+09:00")
MINUTE = timedelta(minutes=1)


def clock(interval: Interval) -> str:
    hours, minutes = divmod(interval.took // MINUTE, 60)
    return f"{hours}:{minutes:02}"


@pytest.mark.parametrize("response", RESPONSES, ids=lambda each: each["id"])
def test_table_5(response: dict[str, Any]) -> None:
    steps = [
        Step(at=datetime.fromisoformat(at), text=phase, phase=Phase(phase), is_outside=outside)
        for phase, at, outside in response["steps"]
    ]
    report = SeriousAccidentReport(
        occurred=datetime.fromisoformat(response["occurred"]), timeline=tuple(reversed(steps))
    )
    found = indicators(report)
    assert {
        name: [clock(interval) for interval in getattr(found, name)] for name in response["table_5"]
    } == response["table_5"]


def step(minute: int, phase: Phase, *, outside: bool = False, actor: str | None = None) -> Step:
    return Step(at=START + minute * MINUTE, text="…", phase=phase, actor=actor, is_outside=outside)


def test_what_nobody_told_is_not_measured() -> None:
    assert indicators(SeriousAccidentReport()) == Indicators()
    untold = SeriousAccidentReport(timeline=(step(5, Phase.DETECTION), step(9, Phase.NOTICE)))
    assert indicators(untold).detection == ()
    assert [clock(each) for each in indicators(untold).notice] == ["0:04"]
    unseen = SeriousAccidentReport(occurred=START, timeline=(step(9, Phase.NOTICE),))
    assert indicators(unseen).notice == ()


def test_notices_count_where_the_timeline_tells_of_none() -> None:
    """周知: who lists the notices in their own column need not tell of them in the timeline again.

    Told in both, they are measured once, as the timeline has them.
    """
    web = PublicNotice(
        channel=NoticeChannel.WEBSITE, at=START + 40 * MINUTE, content="障害のお知らせ"
    )
    undated = evolve(web, at=None)
    found = step(10, Phase.DETECTION)
    report = SeriousAccidentReport(occurred=START, timeline=(found,), notices=(undated, web))
    (notice,) = indicators(report).notice
    assert (clock(notice), notice.is_outside) == ("0:30", False)
    both = evolve(report, timeline=(found, step(25, Phase.NOTICE)))
    assert [clock(each) for each in indicators(both).notice] == ["0:15"]


def test_who_is_not_said_to_be_outside_is_of_the_carrier() -> None:
    assert not Interval(START, START + MINUTE).is_outside


def test_without_a_detection_of_their_own_the_first_of_anybody_counts() -> None:
    timeline = (
        step(10, Phase.DETECTION),
        step(12, Phase.DETECTION),
        step(15, Phase.ISOLATION, outside=True, actor="甲"),
    )
    (interval,) = indicators(SeriousAccidentReport(occurred=START, timeline=timeline)).isolation
    assert (clock(interval), interval.actor, interval.is_outside) == ("0:05", "甲", True)
