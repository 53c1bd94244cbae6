"""The words around a figure: what each means, and that none is passed over."""

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from jikorules import (
    JAPAN,
    Bounds,
    Cumulative,
    Figure,
    Impact,
    InvalidInput,
    Period,
    Service,
    find_counts,
    find_durations,
    read_count,
    read_duration,
)
from jikorules.basics.vocabulary import Content, Reason
from jikorules.facts import qualifiers
from jikorules.facts.numerals import DASHES, WAVES, plain_text
from jikorules.facts.qualifiers import TO
from jikorules.reporting.forms.first_report import FirstReport
from jikorules.words.numbers import people

NIGHT = Period(datetime(2026, 4, 3, tzinfo=JAPAN))
WIDE = str.maketrans("0123456789,", "０１２３４５６７８９，")


def ends(figure: Figure[Any]) -> tuple[Any, Any]:
    return figure.value.low, figure.value.high


def stated(figure: Figure[Any]) -> tuple[Any, Any]:
    return figure.as_stated().low, figure.as_stated().high


COUNTS = [
    # at most
    ("最大で約3万5千回線", (None, 35_499), (35_000, 35_000), ("最大", "約")),
    ("最大約3万5千回線", (None, 35_499), (35_000, 35_000), ("最大", "約")),
    ("最大17万回線", (None, 170_000), (170_000, 170_000), ("最大",)),
    ("最大3万人程度", (None, 34_999), (30_000, 30_000), ("最大", "程度")),
    ("最大3万人未満", (None, 29_999), (None, 29_999), ("最大", "未満")),
    ("最大3万～5万人", (None, 50_000), (30_000, 50_000), ("最大",)),
    ("多くとも3万人", (None, 30_000), (30_000, 30_000), ("多くとも",)),
    ("17万回線（最大）", (None, 170_000), (170_000, 170_000), ("最大",)),
    # at least
    ("少なくとも3万人", (30_000, None), (30_000, None), ("少なくとも",)),
    ("少なくとも約3万人", (25_000, None), (30_000, None), ("少なくとも", "約")),
    ("少なくとも3万人以上", (30_000, None), (30_000, None), ("少なくとも", "以上")),
    ("最低でも3万人", (30_000, None), (30_000, None), ("最低",)),
    # about
    ("概ね3万人", (25_000, 34_999), (30_000, 30_000), ("概ね",)),
    ("おおむね3万人", (25_000, 34_999), (30_000, 30_000), ("おおむね",)),
    ("3万人程", (25_000, 34_999), (30_000, 30_000), ("程",)),
    ("3万人程度", (25_000, 34_999), (30_000, 30_000), ("程度",)),
    ("3万人ほど", (25_000, 34_999), (30_000, 30_000), ("ほど",)),
    ("3万人くらい", (25_000, 34_999), (30_000, 30_000), ("くらい",)),
    ("3万人前後", (25_000, 34_999), (30_000, 30_000), ("前後",)),
    ("約3万～5万人程度", (25_000, 54_999), (30_000, 50_000), ("約", "程度")),
    ("約18千人", (17_500, 18_499), (18_000, 18_000), ("約",)),
    # guesses
    ("36,355人（推計）", (36_355, 36_355), (36_355, 36_355), ("推計",)),
    ("3万人（推計）", (25_000, 34_999), (30_000, 30_000), ("推計",)),
    ("推計3万人", (25_000, 34_999), (30_000, 30_000), ("推計",)),
    ("推計で約3万人", (25_000, 34_999), (30_000, 30_000), ("推計", "約")),
    ("3万人と推定", (25_000, 34_999), (30_000, 30_000), ("推定",)),
    ("3万人（程度）", (25_000, 34_999), (30_000, 30_000), ("程度",)),
    ("3万人の可能性", (25_000, 34_999), (30_000, 30_000), ("可能性",)),
    ("速報値で3万人", (25_000, 34_999), (30_000, 30_000), ("速報値",)),
    ("3万人とみられる", (25_000, 34_999), (30_000, 30_000), ("みられる",)),
    ("3万人（詳細調査中）", (25_000, 34_999), (30_000, 30_000), ("詳細調査中",)),
    ("3万人以上（詳細調査中）", (30_000, None), (30_000, None), ("以上", "詳細調査中")),
    # ends
    ("3万人超", (30_001, None), (30_001, None), ("超",)),
    ("3万人弱", (25_000, 29_999), (25_000, 29_999), ("弱",)),
    ("3万人近く", (25_000, 29_999), (25_000, 29_999), ("近く",)),
    ("3万人たらず", (25_000, 29_999), (25_000, 29_999), ("たらず",)),
    ("3万人足らず", (25_000, 29_999), (25_000, 29_999), ("足らず",)),
    ("3万人に達しない", (None, 29_999), (None, 29_999), ("に達しない",)),
    ("3万人に満たない", (None, 29_999), (None, 29_999), ("に満たない",)),
    ("3万人余り", (30_000, 39_999), (30_000, 39_999), ("余り",)),
    ("3万余人", (30_000, 39_999), (30_000, 39_999), ("余",)),
    ("300人あまり", (300, 399), (300, 399), ("あまり",)),
    ("3万人強", (30_000, 34_999), (30_000, 34_999), ("強",)),
    ("3万超の回線", (30_001, None), (30_001, None), ("超",)),
    ("1人弱", (0, 0), (0, 0), ("弱",)),
    # forms of tables
    ("3000.0", (3000, 3000), (3000, 3000), ()),
    ("3,000.0人", (3000, 3000), (3000, 3000), ()),
    ("1,234千回線", (1_234_000, 1_234_000), (1_234_000, 1_234_000), ()),
    ("3.5千人", (3500, 3500), (3500, 3500), ()),
    ("12百万回線", (12_000_000, 12_000_000), (12_000_000, 12_000_000), ()),
    ("2,271-4,542", (2271, 4542), (2271, 4542), ()),
    ("3万ないし5万人", (30_000, 50_000), (30_000, 50_000), ()),
    ("影響利用者数：36,355人", (36_355, 36_355), (36_355, 36_355), ()),
]


@pytest.mark.parametrize(("text", "value", "printed", "words"), COUNTS)
def test_counts(text: str, value: object, printed: object, words: tuple[str, ...]) -> None:
    figure = read_count(text)
    assert type(figure.value) is Bounds
    assert (ends(figure), stated(figure), figure.words) == (value, printed, words)


@pytest.mark.parametrize("text", [text for text, *_ in COUNTS if text[-1] not in "0542"])
def test_they_read_alike_in_running_text(text: str) -> None:
    printed = text.removeprefix("影響利用者数：")
    (figure,) = find_counts(f"影響は{printed}、とした。")
    assert (figure.text, figure.value) == (printed, read_count(text).value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("最大で延べ8万3000人", None, 83_000),
        ("延べ約1,290万人", 12_895_000, 12_904_999),
        ("のべ3万人", 30_000, 30_000),
        ("累計で3万人", 30_000, 30_000),
        ("3万人（延べ）", 30_000, 30_000),
        ("3万人（延べ人数）", 30_000, 30_000),
    ],
)
def test_a_cumulative_number_is_no_number_of_users(
    text: str, low: int | None, high: int | None
) -> None:
    figure = read_count(text)
    assert figure.value == Cumulative(low, high)
    assert type(figure.as_stated()) is Cumulative
    assert [one.value for one in find_counts(f"影響は{text}。")] == [Cumulative(low, high)]
    for users in (figure.value, figure.as_stated()):
        with pytest.raises(InvalidInput) as caught:
            Impact(Service("voice"), users, NIGHT)
        (problem,) = caught.value.problems
        assert problem.path == "users"
        assert "延べ" in problem.hint.ja
        assert "延べ" in problem.hint.en
    with pytest.raises(InvalidInput) as caught:
        read_duration("延べ3時間")
    assert "延べ" in caught.value.text()


@pytest.mark.parametrize(
    "text",
    ["不明", "調査中", "確認中", "－", "-", "―", "ー", "（詳細調査中）", "現在確認中", " 不明 "],
)
def test_what_is_not_known_is_unknown(text: str) -> None:
    for read in (read_count, read_duration):
        figure: Figure[Any] = read(text)
        assert figure.value.is_unknown
        assert figure.as_stated().is_unknown
        assert figure.words == (plain_text(text.strip()),)
    assert read_count(f"影響利用者数：{text}").value.is_unknown
    assert find_counts(f"影響利用者数は{text}である。") == []


@pytest.mark.parametrize(
    "text",
    [
        "最大3万人以上", "最大少なくとも3万人", "少なくとも3万人未満", "最大3万人超",
        "最大3万以上5万以下", "少なくとも3万人（最大）", "0人未満", "0人弱", "最大手3万人",
        "不明3万人", "3万人不明", "3万～5万人以上", "約約3万人", "数万人（推計）", "3.000人",
        "18千万人", "3万18千人", "1.5人", "最大規模3万人", "3億5千人", "3億5百人", "3―4万人",
        "3万人に達した", "3万人まで", "3万以上人", "約3万人以上の契約", "3万以下5万以下",
        "3万人未満5万人未満", "3万人程度5万人以下",
    ],
)  # fmt: skip
def test_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_count(text)


@pytest.mark.parametrize(
    "unit",
    ["ID", "端末", "口", "拠点", "アカウント", "世帯", "戸", "人", "回線", "契約", "社", "件"],
)
def test_units(unit: str) -> None:
    assert read_count(f"約4,800{unit}").unit == unit
    assert [one.unit for one in find_counts(f"ISDN約4800{unit}に影響")] == [unit]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("約1時間40分", "1:35:00", "1:44:59"),
        ("約50分間", "0:45:00", "0:54:59"),
        ("約51分間", "0:50:30", "0:51:29"),
        ("約1時間00分", "0:30:00", "1:29:59"),
        ("約2日", "36:00:00", "59:59:59"),
        ("2日と約13時間", "60:30:00", "61:29:59"),
        ("1日と3時間", "27:00:00", "27:00:00"),
        ("1日と3時間20分", "27:20:00", "27:20:00"),
        ("2―3時間", "2:00:00", "3:00:00"),
        ("約2時間弱", "1:30:00", "2:29:58"),
        ("3時間余り", "3:00:00", "3:59:59"),
        ("最長3時間", None, "3:00:00"),
        ("2時間程度", "1:30:00", "2:29:59"),
        ("2.0時間", "2:00:00", "2:00:00"),
        ("約2.0時間", "1:57:00", "2:02:59"),
    ],
)
def test_durations(text: str, low: str | None, high: str | None) -> None:
    def span(told: str | None) -> timedelta | None:
        if told is None:
            return None
        hours, minutes, seconds = map(int, told.split(":"))
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)

    assert read_duration(text).value == Bounds(span(low), span(high))


def test_a_round_span_holds_the_official_one() -> None:
    """約1時間40分 was printed of 1:39, and 約50分間 of 51 minutes."""
    for text, official in (("約1時間40分", 99), ("約50分間", 51)):
        value = read_duration(text).value
        assert value.low is not None
        assert value.high is not None
        assert value.low <= timedelta(minutes=official) <= value.high


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("最大67ビル・17万回線に影響", []),
        ("最大で67ビル、17万回線に影響", []),
        ("最大で67ビル・\n17万回線に影響", []),
        ("延べ利用者数：83,000人", []),
        ("延べ利用者数\n83,000人", []),
        ("影響利用者数（推計）　83,000人", []),
        ("最大17万回線\n問い合わせ　500件", ["最大17万回線", "500件"]),
        ("最大17万回線に影響。問い合わせは500件", ["最大17万回線", "500件"]),
        ("最大手の3社", ["3社"]),
        ("約67社・17万回線", ["約67社"]),
        ("過去最大3万人", []),
        ("平均3万人", []),
        ("1日あたり3万人", []),
        ("1日3万人", []),
        ("3万人あたり", []),
        ("3万と5千人", []),
        ("3万か5万人", []),
        ("3万人または5万人", []),
        ("3万や5万人", []),
        ("3万+5千人", []),
        ("3×4万人", []),
        ("1'234人", []),
        ("1・5万人", []),
        ("1\u200b234人", []),
        ("\u0663\u0663人と\u06633万人", []),
        ("3万人に達した", []),
        ("3万人を割り込む", []),
        ("3万人（一部は延べ）", []),
        ("3万人（うち法人は1千社）", ["3万人", "1千社"]),
        ("3万人／日", []),
        ("3万人？", []),
        ("3億5千人", []),
        ("3―4万人", []),
        ("ISDN約4800回線、加入電話約1,200回線", ["約4800回線", "約1,200回線"]),
        ("NTT2社、KDDI最大3万回線", ["最大3万回線"]),
        ("3人月", []),
        ("3万人（一部程度）", []),
        ("3万人（以上）", []),
        ("58,990人（契約数ベース）", ["58,990人"]),
        ("延3万人", []),
        ("ピーク時3万人", []),
        ("せいぜい3万人", []),
        ("マイナス3万人", []),
        ("3万人クラス", []),
        ("3万人とも5万人とも", []),
        ("3人に1人", []),
        ("3万人弱から4万人強", []),
        ("5万人中3万人", ["3万人"]),
    ],
)
def test_counts_in_running_text(text: str, found: list[str]) -> None:
    assert [one.text for one in find_counts(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("発生1日と3時間後", ["1日と3時間"]),
        ("2日と約13時間にわたり", ["2日と約13時間"]),
        ("午後1時26分の2時間6分にわたり", ["2時間6分"]),
        ("3分の2時間", []),
        ("2日、13時間にわたり", []),
        ("4月3日、13時間にわたり", ["13時間"]),
        ("3時間、20分", []),
        ("3時間と5時間", []),
        ("2日間約13時間", ["2日間約13時間"]),
        ("2日間、約13時間", []),
        ("計3時間", []),
        ("延べ3時間", []),
        ("1時間おき", []),
        ("1時間間隔で", []),
        ("1時間ごとに", []),
        ("1時間あたり", []),
        ("2―3時間", ["2―3時間"]),
        ("約1時間40分で", ["約1時間40分"]),
        ("4月29日と3時間", []),
        ("1年と3日間", []),
        ("2週間3日間", []),
        ("1か月と3日間", []),
        ("3時間:20分", []),
        ("3時間20分頃", []),
        ("3時間内に", []),
        ("3時間弱から4時間", []),
    ],
)
def test_durations_in_running_text(text: str, found: list[str]) -> None:
    assert [one.text for one in find_durations(text)] == found


def test_all_words_behind_a_number_begin_with_a_sign_that_is_looked_for() -> None:
    """A number that nothing qualifies is read in a shorter way, which looks at one sign only."""
    patterns = [qualifiers._AROUND, qualifiers._LOWER, qualifiers._UPPER, qualifiers._REST]
    patterns += [qualifiers._NOTE, TO]
    for sign in map(chr, [*range(0x20, 0x7F), *range(0x3000, 0x3100), *range(0x4E00, 0xA000)]):
        if not qualifiers._BEHIND.match(sign):
            rests = ("", "3", "られる", "度", "ど", "上", "え", "数", "り", "ない3", "至3", "ら3")
            assert not any(each.match(sign + rest) for each in patterns for rest in rests), sign


def test_every_dash_of_unicode_is_known() -> None:
    dashes = {chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Pd"}
    waves = set("〜～〰゠")
    assert {one for one in dashes if plain_text(one) not in "-~"} == set()
    assert {*DASHES, *WAVES, "-", "～", "－"} >= dashes - waves


@given(st.sampled_from(sorted({*DASHES, *WAVES, "-", "－", "～", "~", "ー"})), st.booleans())
def test_every_dash_reads_like_a_hyphen(dash: str, spaced: bool) -> None:
    joint = f" {dash} " if spaced else dash
    assert read_count(f"2,271{joint}4,542人").value == Bounds(2271, 4542)
    assert [one.value for one in find_counts(f"影響は2,271{joint}4,542人。")] == [
        Bounds(2271, 4542)
    ]
    hours = Bounds(timedelta(hours=2), timedelta(hours=3))
    assert read_duration(f"2{joint}3時間").value == hours
    assert [one.value for one in find_durations(f"停止は2{joint}3時間。")] == [hours]
    assert find_counts(f"影響は3{joint}4万人。") == []


FIRST = [
    Bounds.exact(0), Bounds.exact(41_382), Bounds.exact(30_000), Bounds(165_000, 174_999),
    Bounds(30_000, None), Bounds(None, 30_000_000), Bounds(),
]  # fmt: skip


@given(
    st.sampled_from(FIRST)
    | st.builds(Bounds.exact, st.integers(0, 10**10))
    | st.builds(Bounds.at_least, st.integers(1, 10**10))
    | st.builds(Bounds.at_most, st.integers(0, 10**10))
    | st.builds(lambda low, more: Bounds(low, low + more), st.integers(1, 10**9), st.integers(1))
)
def test_the_line_of_our_own_first_report_reads_back(users: Bounds[int]) -> None:
    assume(users.high is None or users.high < 10**15)
    report = FirstReport(reason=Reason.SERIOUS_ACCIDENT, contents=(Content.OUTLINE,), users=users)
    line = report.text().splitlines()[-1]
    assert line.startswith("影響利用者数：")
    assert read_count(line).value == users
    assert read_count(line.removeprefix("影響利用者数：")).value == users
    assert read_count(people(users)).value == users


# Whatever may stand around a number, understood or not.
BEFORE = [
    "", "約", "およそ", "概ね", "ほぼ", "最大", "最大で", "最大で約", "少なくとも", "最低",
    "延べ", "のべ", "累計", "推計", "平均", "過去最大", "1日あたり", "毎時", "第", "数", "計",
    "ISDN約", "最大2ビル・", "最大2社、", "延べ2社・", "3と", "5、", "2か", "1.", "4/", "第2の",
    "3万", "10億", "2×",
]  # fmt: skip
AFTER = [
    "", "以上", "以下", "未満", "超", "弱", "強", "余り", "程度", "程", "前後", "近く", "足らず",
    "に達しない", "に満たず", "を下回る", "を超えない", "を上回る", "に達した", "まで", "ずつ",
    "あたり", "（推計）", "（延べ）", "（最大）", "（一部推計）", "くらい", "とみられる", "規模",
    "目", "台", "オーバー", "を割る", "か5万人", "の2割", "と推定", "内外", "／日", "～",
    "につき", "に近い", "に届かず", "そこそこ",
]  # fmt: skip
EXACT_BEFORE = {"", "計"}
EXACT_AFTER = {"", "そこそこ"}


@given(
    st.sampled_from(BEFORE),
    st.sampled_from(["3万", "30,000", "三万", "３０，０００"]),
    st.sampled_from(AFTER),
)
def test_a_word_is_understood_or_the_figure_is_not_returned(
    before: str, number: str, after: str
) -> None:
    """Next to a word that changes it, a number is never taken for the exact one."""
    for figure in find_counts(f"影響は、{before}{number}回線{after}、であった。"):
        if number in figure.text:
            exact = figure.value == Bounds.exact(30_000)
            assert not exact or (before in EXACT_BEFORE and after in EXACT_AFTER)


PLACES = ["3", "12", "三", "十二"]
UNITS = ["日", "日間", "時間", "分", "秒"]


@given(
    st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(UNITS)), min_size=1, max_size=4),
    st.sampled_from(["", "と", "、", "約", "と約", "、約", " ", "および"]),
    st.sampled_from(["発生から", "", "約", "4月", "最大で"]),
    st.sampled_from(["後", "", "にわたり", "余り"]),
)
def test_no_larger_unit_of_a_span_is_dropped(
    parts: list[tuple[str, str]], joint: str, before: str, after: str
) -> None:
    """Directly before and behind what is found there is no further part of the figure."""
    text = before + joint.join(number + unit for number, unit in parts) + after
    for figure in find_durations(text):
        rest = text[: figure.start].rstrip("と、約 およびで最大")
        if "、" in joint:  # 「4月3日、3時間後」: the day of the calendar is no part of the span
            rest = re.sub("4月[0-9三十二]+日$", "", rest)
        assert not rest.endswith(("日", "時間", "分", "秒", "日間", "月"))
        behind = re.match("[と、約 およびで]*[0-9三十二]+(?:時間|分|秒)", text[figure.end :])
        assert behind is None


@given(
    st.lists(
        st.tuples(st.integers(1, 9999), st.sampled_from(["兆", "億", "万", "千", ""])), max_size=4
    ),
    st.sampled_from(["", " ", "と", "、", ",", ".", "・", "\u2009", "\u200b", "+", "'"]),
)
def test_no_larger_part_of_a_number_is_dropped(parts: list[tuple[int, str]], joint: str) -> None:
    text = joint.join(f"{number}{unit}" for number, unit in parts)
    for figure in find_counts(f"影響は{text}回線。"):
        assert text.startswith(figure.text.removesuffix("回線").strip())
        rest = text[len(figure.text.removesuffix("回線")) :]
        assert rest == "" or not rest.lstrip(" と、,.・\u2009\u200b+'")[:1].isdigit()


@given(st.integers(1, 9_999), st.sampled_from(["万", ""]), st.sampled_from(AFTER), st.data())
def test_narrow_wide_and_kanji_numerals_give_the_same(
    number: int, unit: str, after: str, data: st.DataObject
) -> None:
    before = data.draw(st.sampled_from(["", "約", "最大", "延べ", "少なくとも"]))
    texts = [f"{before}{one}{unit}回線{after}" for one in (str(number), _kanji(number))]
    texts.append(texts[0].translate(WIDE))
    narrow, kanji, wide = (_read(text) for text in texts)
    assert narrow == wide
    if narrow is None or kanji is None:
        assert narrow is kanji
        return
    assert (narrow.words, narrow.unit) == (kanji.words, kanji.unit)
    if narrow.value != kanji.value:  # 約百十万 is printed to 十万, and 約110万 to 万
        assert set(narrow.words) - {"以上", "以下", "未満", "超", "を超えない"}
        assert unit == "万"
        assert number % 10 == 0
        assert (kanji.value.low or 0) <= (narrow.value.low or 0)
        assert (kanji.value.high or 10**9) >= (narrow.value.high or 10**9)


def _read(text: str) -> Figure[Bounds[int]] | None:
    try:
        return evolve(read_count(text), text="", end=0)
    except InvalidInput:
        return None


def _kanji(number: int) -> str:
    digits = "〇一二三四五六七八九"
    text = ""
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("" if digit == 1 and sign else digits[digit]) + sign
    return text
