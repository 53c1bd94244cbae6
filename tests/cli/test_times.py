"""Times as people type them: which day is meant, and that nothing is cut short."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jikorules import JAPAN, InvalidInput
from jikorules.cli.times import LONG_AGO, read_end, read_now, read_start

THREE = datetime(2026, 11, 28, 3, tzinfo=JAPAN)
ROUGH = ("頃", "過ぎ", "以降", "ごろ", "前後")

FIRST, LAST = datetime(2011, 1, 1, tzinfo=JAPAN), datetime(2100, 1, 1, tzinfo=JAPAN)
moments = st.integers(0, (LAST - FIRST) // timedelta(seconds=1)).map(
    lambda seconds: FIRST + timedelta(seconds=seconds)
)
hours, minutes = st.integers(0, 23), st.integers(0, 59)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2:10", "2026-11-28T02:10"),
        ("２：１０", "2026-11-28T02:10"),
        ("2時10分", "2026-11-28T02:10"),
        ("二時十分", "2026-11-28T02:10"),
        ("2:10:30", "2026-11-28T02:10:30"),
        ("3:00", "2026-11-28T03:00"),
        ("3:01", "2026-11-27T03:01"),
        ("23:50", "2026-11-27T23:50"),
        ("午後11時50分", "2026-11-27T23:50"),
        ("24:30", "2026-11-28T00:30"),
        ("25:30", "2026-11-28T01:30"),
        ("29:59", "2026-11-27T05:59"),
        ("正午", "2026-11-27T12:00"),
        ("0:00", "2026-11-28T00:00"),
        ("今日2:10", "2026-11-28T02:10"),
        ("今朝の2時10分", "2026-11-28T02:10"),
        ("昨日23:50", "2026-11-27T23:50"),
        ("一昨日 5:00", "2026-11-26T05:00"),
        ("28日2:10", "2026-11-28T02:10"),
        ("11/28 2:10", "2026-11-28T02:10"),
        ("11月28日2時10分", "2026-11-28T02:10"),
        ("令和8年11月28日2時10分", "2026-11-28T02:10"),
        ("2026-11-28T02:10", "2026-11-28T02:10"),
        ("2026-11-27T17:10:00Z", "2026-11-28T02:10"),
        ("50分前", "2026-11-28T02:10"),
        ("1時間半前", "2026-11-28T01:30"),
        ("-50m", "2026-11-28T02:10"),
        ("-1h30m", "2026-11-28T01:30"),
        ("now", "2026-11-28T03:00"),
        # Told roughly: the earliest.
        ("2:10頃", "2026-11-28T02:05"),
        ("2時頃", "2026-11-28T01:30"),
        ("2時過ぎ", "2026-11-28T02:00"),
        ("2時以降", "2026-11-28T02:00"),
        ("昨日の23時50分頃", "2026-11-27T23:45"),
        ("約50分前", "2026-11-28T02:05:01"),
    ],
)
def test_a_start(text: str, moment: str) -> None:
    assert read_start(text, THREE).moment == at(moment)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("30:00", "0時から29時まで"),
        ("2:77", "0時から29時まで"),
        ("2/30 2:10", "暦にある日"),
        ("2026-02-30T02:10", "暦にある日"),
        ("2026-11-28T25:10", "暦にある日"),
        ("11月28日（日）2:10", "暦にある日"),  # it is a Saturday
        ("昨夜23:50", "昨日23:50"),
        ("明日2:10", "日の定まる時刻"),
        ("今朝14:00", "午前の時刻"),
        ("昨日昨日2:10", "時刻が必要"),
        ("昨日50分前", "時刻が必要"),
        ("翌3時", "日の定まる時刻"),
        ("同日3時", "日の定まる時刻"),
        ("2時前", "最も早い時刻"),
        ("2時までに", "最も早い時刻"),
        ("不明", "最も早い時刻"),
        ("11/29 2:10", "まだ来ていない"),
        ("2026-11-28T03:00:01", "まだ来ていない"),
        ("2:10～3:00", "時刻が必要"),
        ("2:10 {x}", "'2:10 {x}'"),
        ("99999999日前", "時刻が必要"),
        ("10", "時刻が必要"),
        ("", "時刻が必要"),
    ],
)
def test_no_start(text: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_start(text, THREE)
    assert said in caught.value.text()


@given(moments, hours, minutes)
def test_a_time_without_a_day_is_the_latest_that_is_past(
    now: datetime, hour: int, minute: int
) -> None:
    """Within the last 24 hours, and said loudly from 12 hours on."""
    taken = read_start(f"{hour}:{minute:02}", now)
    assert timedelta(0) <= now - taken.moment < timedelta(days=1)
    assert (taken.moment.hour, taken.moment.minute) == (hour, minute)
    assert f"{taken.moment.month}月{taken.moment.day}日" in taken.said.ja
    assert ("12時間以上前" in taken.said.ja) is (now - taken.moment >= LONG_AGO)
    assert ("12 hours" in taken.said.en) is (now - taken.moment >= LONG_AGO)
    assert read_now(f"{hour}:{minute:02}", now).moment == taken.moment
    assert not taken.is_told


@pytest.mark.parametrize(("text", "is_long"), [("15:00", True), ("15:01", False)])
def test_twelve_hours_are_long_ago(text: str, is_long: bool) -> None:
    assert ("12時間以上前" in read_start(text, THREE).said.ja) is is_long


@given(moments, hours, minutes, st.timedeltas(timedelta(0), timedelta(days=9)))
def test_an_end_is_the_first_such_time_after_the_start(
    start: datetime, hour: int, minute: int, since: timedelta
) -> None:
    now = start + since
    text = f"{hour}:{minute:02}"
    first = start.replace(hour=hour, minute=minute, second=0)
    first += timedelta(days=first < start)
    if first > now:
        with pytest.raises(InvalidInput, match="まだ来ていない"):
            read_end(text, start, now)
    else:
        taken = read_end(text, start, now)
        assert taken is not None
        assert taken.moment == first


@given(moments, hours, minutes, st.sampled_from(ROUGH))
def test_rough_times_make_no_accident_shorter(
    now: datetime, hour: int, minute: int, rough: str
) -> None:
    """Nor do they lie in the future."""
    text = f"{hour}:{minute:02}"
    taken = read_start(text + rough, now)
    exact = read_start(text, now)
    assert taken.moment <= now
    assert taken.moment <= exact.moment or taken.moment.date() > exact.moment.date()
    if "最も早い" not in taken.said.ja:
        assert taken.moment == exact.moment
    start = exact.moment - timedelta(hours=1)
    end = read_end(f"{text}頃", start, now)
    assert end is not None
    assert exact.moment <= end.moment <= now or end.moment == now


@pytest.mark.parametrize(
    ("start", "text", "moment"),
    [
        ("2026-11-27T23:50", "0:30", "2026-11-28T00:30"),
        ("2026-11-27T23:50", "24:30", "2026-11-28T00:30"),
        ("2026-11-28T00:10", "24:30", "2026-11-28T00:30"),
        ("2026-11-27T23:50", "翌1時", "2026-11-28T01:00"),
        ("2026-11-27T00:10", "翌1時", "2026-11-28T01:00"),
        ("2026-11-27T23:50", "同日23:59", "2026-11-27T23:59"),
        ("2026-11-27T23:50", "10分前", "2026-11-28T02:50"),
        ("2026-11-28T02:10", "2:10", "2026-11-28T02:10"),
        ("2026-11-28T02:10", "now", "2026-11-28T03:00"),
        # Told roughly: the latest, and never one that has not come.
        ("2026-11-28T02:10", "2:30頃", "2026-11-28T02:34:59"),
        ("2026-11-28T02:10", "2:58頃", "2026-11-28T02:58:29"),
        ("2026-11-28T02:10", "3時頃", "2026-11-28T03:00"),
        ("2026-11-28T02:10", "2時半までに", "2026-11-28T02:30"),
    ],
)
def test_an_end(start: str, text: str, moment: str) -> None:
    taken = read_end(text, at(start), THREE)
    assert taken is not None
    assert taken.moment == at(moment)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1:50", "'1:50' は2026年11月29日1時50分となります"),
        ("昨日3:00", "開始（2026年11月28日2時10分）以後"),
        ("同日1:50", "開始（2026年11月28日2時10分）以後"),
        ("2026-11-28T02:09:59", "開始（2026年11月28日2時10分）以後"),
        ("2時過ぎ", "最も遅い時刻"),
        ("3:01", "まだ来ていない"),
        ("昨夜", "日の定まる時刻"),
    ],
)
def test_no_end(text: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_end(text, at("2026-11-28T02:10"), THREE)
    assert said in caught.value.text()


def test_an_end_that_is_not_known() -> None:
    assert read_end("不明", at("2026-11-28T02:10"), THREE) is None


@pytest.mark.parametrize("text", ["3時頃", "2時以降", "不明", "noon"])
def test_the_moment_of_an_answer_is_one(text: str) -> None:
    with pytest.raises(InvalidInput, match=text):
        read_now(text, THREE)


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    """With the error of our own, and nothing that is read lies in the future."""
    with suppress(InvalidInput):
        assert read_start(text, THREE).moment <= THREE
    with suppress(InvalidInput):
        read_now(text, THREE)
    with suppress(InvalidInput):
        end = read_end(text, THREE - timedelta(hours=1), THREE)
        assert end is None or end.moment <= THREE
