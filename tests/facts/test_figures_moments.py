"""Moments with and without a full date, by themselves and in running text."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from measure_moments import measure, passages

from jikorules import JAPAN, Figure, InvalidInput, Moment, find_moments, read_moment

BASE = date(2025, 9, 4)
WIDE = str.maketrans("0123456789:/.-", "０１２３４５６７８９：／．－")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


def ends(figure: Figure[Moment]) -> tuple[datetime | None, datetime | None]:
    return figure.value.low, figure.value.high


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("13時頃", "2025-09-04T12:30:00", "2025-09-04T13:29:59"),
        ("13時ごろ", "2025-09-04T12:30:00", "2025-09-04T13:29:59"),
        ("13:00頃", "2025-09-04T12:30:00", "2025-09-04T13:29:59"),
        ("約13時", "2025-09-04T12:30:00", "2025-09-04T13:29:59"),
        ("13時10分頃", "2025-09-04T13:05:00", "2025-09-04T13:14:59"),
        ("13時15分頃", "2025-09-04T13:14:30", "2025-09-04T13:15:29"),
        ("13時半頃", "2025-09-04T13:15:00", "2025-09-04T13:44:59"),
        ("13時10分20秒頃", "2025-09-04T13:10:15", "2025-09-04T13:10:24"),
        ("13時10分22秒頃", "2025-09-04T13:10:22", "2025-09-04T13:10:22"),
        ("正午頃", "2025-09-04T11:30:00", "2025-09-04T12:29:59"),
        ("13時台", "2025-09-04T13:00:00", "2025-09-04T13:59:59"),
        ("13時過ぎ", "2025-09-04T13:00:00", None),
        ("13時以降", "2025-09-04T13:00:00", None),
        ("13時前", None, "2025-09-04T12:59:59"),
        ("13時半前", None, "2025-09-04T13:29:59"),
        ("13時までに", None, "2025-09-04T13:00:00"),
    ],
)
def test_what_is_not_exact(text: str, low: str | None, high: str | None) -> None:
    figure = read_moment(text, base=BASE)
    assert ends(figure) == (low and at(low), high and at(high))
    assert len(figure.words) == 1
    assert figure.words[0] in text
    stated = figure.as_stated()
    assert stated.is_exact or stated == figure.value
    assert find_moments(f"2025年9月4日{text}、公表した。")[0].value == figure.value


def test_the_stated_moment_is_the_printed_one() -> None:
    assert read_moment("13時10分頃", base=BASE).as_stated() == Moment.exact(at("2025-09-04T13:10"))
    assert read_moment("13時10分", base=BASE).as_stated() == Moment.exact(at("2025-09-04T13:10"))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("同日5時40分", "2025-09-04T05:40"),
        ("翌3時12分", "2025-09-05T03:12"),
        ("翌日3時12分", "2025-09-05T03:12"),
        ("翌5日3時12分", "2025-09-05T03:12"),
        ("翌々日3時12分", "2025-09-06T03:12"),
        ("前日22時", "2025-09-03T22:00"),
        ("22日13時", "2025-09-22T13:00"),
        ("同月22日13時", "2025-09-22T13:00"),
        ("9月4日 午前11時", "2025-09-04T11:00"),
        ("同年12月1日11時", "2025-12-01T11:00"),
        ("翌年1月5日11時", "2026-01-05T11:00"),
        ("9/4 11:03", "2025-09-04T11:03"),
        ("9/4（木）11:03", "2025-09-04T11:03"),
        ("11:03", "2025-09-04T11:03"),
        ("正午", "2025-09-04T12:00"),
        ("深夜0時", "2025-09-04T00:00"),
        ("零時", "2025-09-04T00:00"),
        ("24時", "2025-09-05T00:00"),
        ("25時", "2025-09-05T01:00"),
        ("29時59分", "2025-09-05T05:59"),
        ("午後0時53分", "2025-09-04T12:53"),
        ("夕方3時", "2025-09-04T15:00"),
        ("夕方19時", "2025-09-04T19:00"),
        ("夜11時", "2025-09-04T23:00"),
        ("夜29時", "2025-09-05T05:00"),
        ("未明の2時", "2025-09-04T02:00"),
        ("早朝5時", "2025-09-04T05:00"),
        ("朝7時", "2025-09-04T07:00"),
        ("昼1時", "2025-09-04T13:00"),
        ("夕方5時", "2025-09-04T17:00"),
        ("夜9時", "2025-09-04T21:00"),
        ("深夜23時", "2025-09-04T23:00"),
        ("10:48 PM", "2025-09-04T22:48"),
        ("10:48AM", "2025-09-04T10:48"),
        ("12:30 AM", "2025-09-04T00:30"),
        ("12:30 p.m.", "2025-09-04T12:30"),
        ("PM1:20", "2025-09-04T13:20"),
        ("10:48 (UTC)", "2025-09-04T19:48"),
        ("10:48 UTC", "2025-09-04T19:48"),
        ("10:48 (JST)", "2025-09-04T10:48"),
        ("10:48（日本時間）", "2025-09-04T10:48"),
        ("日本時間10時48分", "2025-09-04T10:48"),
        ("10時四十八分", "2025-09-04T10:48"),
        ("十時四十八分", "2025-09-04T10:48"),
        ("2026/04/03 7:47", "2026-04-03T07:47"),
        ("2026/4/3 7:47:05", "2026-04-03T07:47:05"),
        ("2026.4.3 7:47", "2026-04-03T07:47"),
        ("2026-4-3 7時47分", "2026-04-03T07:47"),
        ("2026-04-03T07:47", "2026-04-03T07:47"),
        ("2026-04-03T07:47:00+09:00", "2026-04-03T07:47"),
        ("2026-04-02T22:47:00Z", "2026-04-03T07:47"),
        ("2026-04-02T22:47:00.25Z", "2026-04-03T07:47:00.25"),
        ("2026-04-02T17:47:00-0500", "2026-04-03T07:47"),
        ("2026-04-03T11:32:00+12:45", "2026-04-03T07:47"),
        ("R8.4.3 7:47", "2026-04-03T07:47"),
        ("R8/4/3 7:47", "2026-04-03T07:47"),
        ("二〇二六年四月三日午後三時", "2026-04-03T15:00"),
        ("令和八年四月三日十時", "2026-04-03T10:00"),
    ],
)
def test_moments(text: str, iso: str) -> None:
    for one in (text, text.translate(WIDE), f"\u3000{text} "):
        figure = read_moment(one, base=BASE)
        assert figure.value == Moment.exact(at(iso))
        assert figure.words == ()
        assert figure.value.low is not None
        assert figure.value.low.utcoffset() == timedelta(hours=9)


@pytest.mark.parametrize(
    "text",
    [
        "10:48", "同日5時40分", "翌3時12分", "22日13時", "9月4日13時", "正午", "9/4 11:03",
        "翌年1月5日11時",
    ],
)  # fmt: skip
def test_without_a_base_there_is_no_day(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_moment(text)
    assert caught.value.problems[0].expected.ja == "年月日"
    assert find_moments(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "30時", "午後12時", "午前12時", "午後13時", "深夜12時", "夜1時", "午前10:48 PM",
        "夕方2時", "夕方8時", "夕方14時", "夕方20時", "夜5時", "夜12時", "夜17時", "夜30時",
        "0:30 AM", "0:30 PM", "9月4日、、10時",
        "13:48 PM", "10時60分", "10:48 EST", "10:48（現地時間）", "10時15分前", "約10時過ぎ",
        "9月31日10時", "9月4日（金）10時", "9月4日金曜日10時", "翌6日3時", "4月1日と10時",
        "2月2日10時", "本日10時", "10時頃頃", "2026-04-03 07:47-05:00", "2026年4月3日", "同日",
        "10.48", "一〇時", "二〇二六年四月三日",
    ],
)  # fmt: skip
def test_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_moment(text, base=BASE)


def test_what_is_not_known_is_unknown() -> None:
    for text in ("不明", "調査中", "確認中", "－"):
        assert read_moment(text).value.is_unknown


@pytest.mark.parametrize(
    "base", [datetime(2025, 9, 4, tzinfo=JAPAN), "2025-09-04", 4, date.max, date.min]
)
def test_the_base_is_a_day(base: Any) -> None:
    for act in (read_moment, find_moments):
        with pytest.raises(InvalidInput) as caught:
            act("13時", base=base)
        assert caught.value.problems[0].path == "base"


@pytest.mark.parametrize(
    ("base", "text", "iso"),
    [
        (date(2025, 9, 30), "1日3時", "2025-10-01T03:00"),
        (date(2025, 10, 1), "30日23時", None),  # of September or October
        (date(2025, 10, 3), "26日23時", None),
        (date(2025, 10, 4), "26日23時", "2025-10-26T23:00"),
        (date(2025, 9, 1), "31日23時", "2025-08-31T23:00"),
        (date(2025, 9, 25), "5日3時", None),
        (date(2022, 7, 28), "2日1時", None),  # of July or August
        (date(2022, 7, 30), "2日1時", "2022-08-02T01:00"),
        (date(2025, 12, 30), "1月3日10時", "2026-01-03T10:00"),
        (date(2026, 1, 3), "12月30日10時", "2025-12-30T10:00"),
        (date(2025, 9, 4), "3月8日10時", "2025-03-08T10:00"),
        (date(2025, 9, 4), "3月7日10時", None),  # half a year ago, or in half a year
        (date(2025, 11, 5), "2月3日10時", "2026-02-03T10:00"),
        (date(2025, 11, 4), "2月3日10時", None),
        (date(2025, 9, 4), "3月10日10時", "2025-03-10T10:00"),
        (date(2025, 9, 4), "2月10日10時", None),
        (date(2025, 10, 4), "2月10日10時", None),
        (date(2025, 2, 1), "29日10時", "2025-01-29T10:00"),
        (date(2025, 2, 14), "30日10時", None),
    ],
)
def test_a_day_without_its_month_or_year_is_a_near_one(
    base: date, text: str, iso: str | None
) -> None:
    if iso is None:
        with pytest.raises(InvalidInput):
            read_moment(text, base=base)
    else:
        assert read_moment(text, base=base).value == Moment.exact(at(iso))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # What is part of something else, or is told in another way, is not found.
        ("2025年9月4日10時48分32", []),
        ("2025年9月4日10:48:05.1234567", []),
        ("2025年9月4日10:48 (PST)", []),
        ("2025年9月4日午前10:48 PM", []),
        ("2025年9月4日10時48分（推定）", []),
        ("2025年9月4日遅くとも10時", []),
        ("2025年9月4日10時すぎごろ", []),
        ("2025年9月4日。翌週10時", []),
        ("2025年9月4日10時。来週5日13時", ["2025年9月4日10時"]),
        ("2025年9月4日10時。来月5日13時", ["2025年9月4日10時"]),
        ("2025年9月4日10時。本日5時、同日6時", ["2025年9月4日10時"]),
        ("2025年9月4日10時。○月○日13時、同日6時", ["2025年9月4日10時"]),
        ("2025年9月4日10時。2月30日13時", ["2025年9月4日10時"]),
        ("2025年9月4日10時。○年9月5日13時", ["2025年9月4日10時"]),
        ("2025年9月4日10時。昨年9月5日13時", ["2025年9月4日10時"]),
        ("2025年9月4日10時。毎年9月5日13時", ["2025年9月4日10時"]),
        ("2025年9月4日10時。99年9月5日13時", ["2025年9月4日10時"]),
        ("2025年2月30日10時。同日13時", []),
        ("2025年9月4日の第10回会議。10時48分発生", []),
        ("2025年9月4日午後10時から2時まで", ["2025年9月4日午後10時"]),
        ("2025年9月4日午後1時、同日3時", ["2025年9月4日午後1時"]),
        ("2025年9月4日午前2時に発生し、8時に復旧", ["2025年9月4日午前2時"]),
        ("2025年9月4日午前2時に発生し、13時に復旧", ["2025年9月4日午前2時", "13時"]),
        ("2025年9月4日10時48分発生、110番が使えない", ["2025年9月4日10時48分"]),
        ("2025年9月4日10時～数時間", ["2025年9月4日10時"]),
        ("IPv6 2001:10:48、2025年9月4日", []),
        ("毎月3日10時", []),
        ("2025年9月4日の一時的な障害", []),
    ],
)
def test_rather_not_found_than_found_wrong(text: str, found: list[str]) -> None:
    assert [one.text for one in find_moments(text)] == found


@pytest.mark.parametrize(
    ("span", "end"),
    [
        ("午後1時から3時まで", "2025-09-04T15:00"),
        ("午前9時から11時まで", "2025-09-04T11:00"),
        ("午前9時～正午", "2025-09-04T12:00"),
        ("午後11時から午前3時まで", "2025-09-05T03:00"),
        ("22時から3時まで", "2025-09-05T03:00"),
    ],
)
def test_an_end_that_is_a_time_alone_belongs_to_its_beginning(span: str, end: str) -> None:
    """「午後1時から3時まで」 ends at 15:00: 午後 holds for both, and over midnight comes a day."""
    _, found = find_moments(f"2025年9月4日{span}、利用できなかった。")
    assert found.value == Moment.exact(at(end))


@pytest.mark.parametrize("text", ["前日0時", "翌29時59分", "1日0時", "31日29時", "翌年1月1日1時"])
def test_the_ends_of_the_calendar(text: str) -> None:
    for base in (date(2, 1, 1), date(9997, 12, 31)):
        for figure in find_moments(text * 3 + "10:00Z、前日3時", base=base):
            assert figure.value.low is not None


PLACES = [
    ("同日", "2025-09-04"),
    ("翌", "2025-09-05"),
    ("翌日", "2025-09-05"),
    ("22日", "2025-09-22"),
]


@given(st.sampled_from(PLACES), st.integers(0, 23), st.integers(0, 59))
def test_the_last_day_that_was_named_is_the_base(
    place: tuple[str, str], hour: int, minute: int
) -> None:
    name, day = place
    text = f"2020年1月1日に開始。2025年9月4日の障害は、{name}{hour}時{minute}分に復旧した。"
    (figure,) = find_moments(text, base=date(2010, 1, 1))
    assert figure.text == f"{name}{hour}時{minute}分"
    assert figure.value == Moment.exact(at(f"{day}T{hour:02}:{minute:02}"))


@given(st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)), st.sampled_from(range(9)))  # noqa: DTZ001
def test_every_notation_reads_the_same(moment: datetime, style: int) -> None:
    moment = moment.replace(second=0, microsecond=0, tzinfo=JAPAN)
    year, month, day = moment.year, moment.month, moment.day
    hour, minute = moment.hour, moment.minute
    half = f"午{'後' if hour >= 12 else '前'}{hour % 12}時{minute}分"
    text = [
        f"{year}年{month}月{day}日{hour}時{minute}分",
        f"{year}/{month:02}/{day:02} {hour}:{minute:02}",
        f"{year}.{month}.{day} {hour}:{minute:02}",
        moment.isoformat(),
        moment.astimezone(tz=None).isoformat(),
        f"{year}年{_kanji(month)}月{_kanji(day)}日{_kanji(hour)}時{_kanji(minute)}分",
        f"{year}年{month}月{day}日 {half}",
        f"{year}年{month}月{day}日 {hour % 12 or 12}:{minute:02} {'PM' if hour >= 12 else 'AM'}",
        f"{year}年{month}月{day}日（{'月火水木金土日'[moment.weekday()]}）{hour}時{minute}分",
    ][style]
    for one in (text, text.translate(WIDE)):
        assert read_moment(one).value == Moment.exact(moment)
        assert [each.value for each in find_moments(f"発生は{one}であった。")] == [
            Moment.exact(moment)
        ]


def _kanji(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("" if tens == 1 else digits[tens]) + "十"
    return (head + (digits[ones] if ones else "")) or "零"


TAILS = [
    "", "頃", "ごろ", "過ぎ", "前", "台", "以降", "までに", "頃（推定）", "直後", "半", "間",
    "すぎごろ", "（UTC）", " EST", " PM", "（現地時間）", "15秒", "四十八秒", "32", ":05",
    "（推定）", "（約）", "弱",
]  # fmt: skip
HEADS = ["", "午後", "遅くとも", "約", "現地時間", "UTC ", "午前", "夜", "○日", "翌", "毎日"]


@given(st.sampled_from(HEADS), st.sampled_from(["3時", "3時8分", "3:08"]), st.sampled_from(TAILS))
def test_a_word_is_understood_or_the_moment_is_not_returned(
    head: str, clock: str, tail: str
) -> None:
    """Next to a word that changes it, a time is never taken for the plain one."""
    plain = Moment.exact(at("2025-09-04T03:08" if "8" in clock else "2025-09-04T03:00"))
    for figure in find_moments(f"2025年9月4日{head}{clock}{tail}、発生。"):
        assert (figure.value == plain) == (head in {"", "午前"} and tail == "")
        behind = f"2025年9月4日{head}{clock}{tail}、発生。"[figure.end :]
        assert not re.match(r"[0-9:]|[四十八]+秒", behind)


def test_the_passages_are_many_and_apart() -> None:
    texts = [(one.text, one.base) for one in passages()]
    assert len({*texts}) == len(texts) >= 150


def test_recall_and_precision_on_passages() -> None:
    """The numbers that docs/reports.md names."""
    measured = measure()
    assert measured.there >= 200
    assert measured.recall > 0.95
    assert measured.precision > 0.95
    assert measured.found == measured.right, measured.remarks
