"""Bands of users and of duration."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.records import HOUR, filled, impact, record

from jikorules import Bounds, InvalidInput, Words
from jikorules.statistics.bands import TIME_BANDS, USER_BANDS, Band, band_of
from jikorules.statistics.yearly import yearly


def test_bands_of_the_report() -> None:
    assert [each.words.ja for each in USER_BANDS] == [
        "500人未満",
        "500人以上5千人未満",
        "5千人以上3万人未満",
        "3万人以上10万人未満",
        "10万人以上100万人未満",
        "100万人以上",
    ]
    assert [each.words.ja for each in TIME_BANDS] == [
        "30分未満",
        "30分以上1時間未満",
        "1時間以上1時間30分未満",
        "1時間30分以上2時間未満",
        "2時間以上5時間未満",
        "5時間以上12時間未満",
        "12時間以上24時間未満",
        "24時間以上",
    ]
    assert USER_BANDS[1].words.en == "500 to under 5,000 users"
    assert Band(0).words == Words("0人以上", "0 users or more")
    assert Band(41_382).words.ja == "41,382人以上"


@given(st.integers(0, 2_000_000), st.none() | st.integers(0, 2_000_000))
def test_a_size_is_in_a_band_if_all_of_it_is(low: int, more: int | None) -> None:
    size = Bounds(low, None if more is None else low + more)
    inside = [
        i
        for i, band in enumerate(USER_BANDS)
        if band.low <= low
        and (band.high is None or (size.high is not None and size.high < band.high))
    ]
    assert band_of(size, USER_BANDS) == (inside[0] if inside else None)


def test_a_band_holds_its_lower_end_and_not_its_upper_one() -> None:
    exact = [band_of(Bounds.exact(users), USER_BANDS) for users in (0, 499, 500, 4_999, 5_000)]
    assert exact == [0, 0, 1, 1, 2]
    assert band_of(Bounds.at_most(499), USER_BANDS) == 0
    assert band_of(Bounds.at_most(500), USER_BANDS) is None
    assert band_of(Bounds.between(500, 5_000), USER_BANDS) is None
    assert band_of(Bounds.at_least(1_000_000), USER_BANDS) == 5
    assert band_of(Bounds.unknown(), TIME_BANDS) is None


@pytest.mark.parametrize(
    "bands",
    [
        (),
        "500",
        None,
        ["500"],
        USER_BANDS[1:],
        USER_BANDS[:-1],
        (*USER_BANDS[:2], *USER_BANDS[3:]),
        USER_BANDS[::-1],
        (*USER_BANDS, Band(2_000_000)),
        TIME_BANDS,
    ],
)
def test_odd_bands_are_refused(bands: Any) -> None:
    with pytest.raises(InvalidInput, match=r"^user_bands：0から始まり"):
        yearly([], 2018, user_bands=bands)
    with pytest.raises(InvalidInput) as caught:
        yearly([], 2018, user_bands=bands, time_bands=bands if bands != TIME_BANDS else ())
    assert "time_bands: expected bands from 0 on" in caught.value.text("en")


@pytest.mark.parametrize(
    ("low", "high", "path"),
    [
        (0.5, None, "low"),
        (True, None, "low"),
        (0, 0, "high"),
        (5, 3, "high"),
        (0, HOUR, "high"),
        (HOUR, 3, "high"),
        (0, 2.5, "high"),
    ],
)
def test_an_odd_band_is_refused(low: Any, high: Any, path: str) -> None:
    with pytest.raises(InvalidInput, match=f"^{path}："):
        Band(low, high)


def test_replaced_bands() -> None:
    records = [record(impact(users, 3)) for users in (29_999, 30_000, 30_001)]
    table = yearly(
        records, 2018, user_bands=Band.cut(30_000), time_bands=Band.cut(3 * HOUR, 4 * HOUR)
    ).by_duration
    assert filled(table) == {("0-30000", "PT3H-PT4H"): 1, ("30000-", "PT3H-PT4H"): 2}
    assert [each.name.ja for each in table.columns][:3] == [
        "3時間未満",
        "3時間以上4時間未満",
        "4時間以上",
    ]
