"""Charts: what they draw is what the judgement says, and they can be read."""

import json
import re
import subprocess
import sys
from datetime import datetime, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from support.places import ROOT
from support.strategies import AWKWARD_TIMES, counts, impacts, incidents, moments

from jikorules import (
    JAPAN,
    Bounds,
    Facility,
    Grade,
    History,
    Impact,
    Incident,
    InvalidInput,
    JikorulesError,
    Kind,
    Met,
    Overlap,
    Period,
    RuleSet,
    Service,
    Verdict,
    judge,
    ruleset,
    rulesets,
)
from jikorules.basics.errors import Lang
from jikorules.judgement.limbs import limbs_of
from jikorules.statistics.charts.bars import quarter_rows, quarters, share_rows, shares
from jikorules.statistics.charts.frontier_chart import frontier
from jikorules.statistics.charts.layout import (
    Frame,
    Mark,
    area_of,
    box_of,
    colour_of,
    edge_of,
    frame_of,
    marks_of,
    open_ends,
    overlaps,
)
from jikorules.statistics.charts.regions import Region, Spot, frontier_accidents, frontier_regions
from jikorules.statistics.charts.saving import save
from jikorules.statistics.charts.style import text_width, wrapped

START = datetime(2026, 5, 10, 7, 0, tzinfo=JAPAN)
VOICE = Service("voice", emergency_calls=True)
SERVICES = [
    Service(kind, emergency_calls=emergency, paid=paid, monthly_users=monthly, voice_calls=False)
    for kind, emergency, paid, monthly in product(
        Kind, (True, False), (True, False), (0, 9_999_999, 10_000_000)
    )
]
ruleset_of = st.sampled_from(rulesets())
sizes = st.builds(int, st.floats(0, 9).map(lambda power: 10**power))
"""Numbers of users as they stand on a logarithmic scale."""
users = counts | sizes
FY2018_CAUSES = {"外的要因": 3_867, "設備要因": 2_038, "人為要因その他": 275}
BY_QUARTER = {
    "平成29年度": {"第1四半期": 1_398, "第2四半期": 1_793, "第3四半期": 1_553, "第4四半期": 1_461},
    "平成30年度": {"第1四半期": 1_306, "第2四半期": 2_232, "第3四半期": 1_553, "第4四半期": 1_089},
}


def accident(
    people: Bounds[int] | int | None,
    lasted: timedelta | None,
    service: Service = VOICE,
    **facts: Any,
) -> Incident:
    end = None if lasted is None else START + lasted
    return Incident([Impact(service, people, Period(START, end))], **facts)


def fy2018() -> list[Incident]:
    return [each for each in examples()["accidents"] if isinstance(each, Incident)]


@cache
def examples() -> dict[str, Any]:
    """Run the guide up to where it saves, from the repository root."""
    text = (ROOT / "docs/charts.md").read_text("utf-8")
    lines = re.findall(r"^(?:>>>|\.\.\.) ?(.*)$", text.partition("## 保存")[0], re.MULTILINE)
    code = "\n".join(lines).replace('"docs/', f'"{ROOT}/docs/')
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 (our own guide)
    return names


def met(region: Region, verdict: Verdict) -> set[Met]:
    return {each.met for each in verdict.findings if each.limb in region.limbs}


def texts(svg: str) -> set[str]:
    return set(re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", svg))


def written(chart: Any, folder: Path) -> str:
    save(chart, folder / "chart.svg")
    return (folder / "chart.svg").read_text("utf-8")


class TestRegions:
    @given(ruleset_of, st.sampled_from(SERVICES), users, moments)
    def test_a_point_lies_in_its_row_just_if_the_row_is_met(
        self, rules: RuleSet, service: Service, people: int, lasted: timedelta
    ) -> None:
        (row,) = limbs_of(rules).rows_of(service)
        region = frontier_regions(rules)[row]
        verdict = judge(accident(people, lasted, service), rules=rules)
        assert region.holds(lasted, people) == (Met.YES in met(region, verdict))
        assert region.holds(lasted, people) == (verdict.grade is Grade.SERIOUS)
        if region.row is not None and region.row.number is not None:
            assert verdict.rows == ((region.row.number,) if region.holds(lasted, people) else ())

    @given(ruleset_of, st.sampled_from(SERVICES), st.sampled_from(Facility), users, moments)
    def test_a_point_lies_in_the_periodic_region_just_if_a_limb_of_it_is_met(
        self, rules: RuleSet, service: Service, sort: Facility, people: int, lasted: timedelta
    ) -> None:
        verdict = judge(accident(people, lasted, service, facility=sort), rules=rules)
        limbs = limbs_of(rules).periodic[sort]
        (region,) = [it for it in frontier_regions(rules) if set(limbs) <= set(it.limbs)]
        assert region.holds(lasted, people) == (Met.YES in met(region, verdict))
        if sort is Facility.OTHER:
            assert region.holds(lasted, people) == (verdict.grade is Grade.PERIODIC)

    @pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
    def test_there_is_one_for_each_row_and_the_periodic_report(self, rules: RuleSet) -> None:
        *rows, periodic = frontier_regions(rules)
        assert [each.row for each in rows] == list(rules.serious.row)
        assert {each.grade for each in rows} == {Grade.SERIOUS}
        assert (periodic.row, periodic.grade) == (None, Grade.PERIODIC)
        assert len(periodic.limbs) == 4
        assert len(periodic.limits()) == 2

    def test_items_with_other_limits_are_regions_of_their_own(self) -> None:
        rules = ruleset("H31")
        one, other = rules.periodic.item
        stricter = evolve(other, thresholds=(evolve(other.thresholds[0], users=10_000),))
        rules = evolve(rules, periodic=evolve(rules.periodic, item=(one, stricter)))
        assert [each.corners for each in frontier_regions(rules)[-2:]] == [
            ((timedelta(0), 30_000), (timedelta(hours=2), 0)),
            ((timedelta(0), 10_000),),
        ]

    def test_a_limit_that_another_covers_makes_no_corner(self) -> None:
        (limb, *_), *_ = limbs_of(ruleset("H31")).rows
        stricter = evolve(limb, duration=timedelta(hours=3), users=40_000)
        assert Region(Grade.SERIOUS, (stricter, limb)).corners == ((timedelta(hours=1), 30_000),)

    @given(ruleset_of, st.sampled_from(SERVICES), users, moments)
    def test_the_colour_under_a_point_is_its_grade(
        self, rules: RuleSet, service: Service, people: int, lasted: timedelta
    ) -> None:
        """The steps that are drawn, and not only the corners they are made of."""
        regions = frontier_regions(rules)
        frame = frame_of(regions, (), 300, 200)
        seconds = lasted / timedelta(seconds=1)
        if not frame.seconds[0] <= seconds <= frame.seconds[1]:
            return
        if not frame.users[0] <= people < frame.users[1]:
            return
        own = regions[limbs_of(rules).rows_of(service)[0]]
        grades = []
        for region, over in ((regions[-1], own), (own, None)):
            steps = [it for it in colour_of(region, over, frame) if it[0] <= seconds]
            grades += [region.grade for _, least, end in steps[-1:] if least <= people < end]
        grade = judge(accident(people, lasted, service), rules=rules).grade
        assert max(grades, default=Grade.NONE) is grade
        assert len(grades) <= 1, "colours lie over one another"

    def test_the_edge_does_not_run_along_the_frame(self) -> None:
        frame = Frame((600, 172_800), (1_000, 10**8), 300, 200)
        regions = frontier_regions(ruleset("2015-04-01"))
        hour = 3_600.0
        assert edge_of(regions[1], frame) == [
            (hour, 10**8),
            (hour, 100_000),
            (2 * hour, 100_000),
            (2 * hour, 30_000),
            (172_800, 30_000),
        ]
        assert edge_of(regions[-1], frame) == [(600, 30_000), (2 * hour, 30_000), (2 * hour, 1_000)]
        assert area_of(regions[0], frame)[0] == (hour, 30_000)


class TestAccidents:
    @given(ruleset_of, incidents())
    def test_a_box_within_is_met_and_a_box_without_is_not(
        self, rules: RuleSet, incident: Incident
    ) -> None:
        verdict = judge(incident, rules=rules)
        regions = frontier_regions(rules)
        for spot in frontier_accidents([incident], rules):
            region, (duration, people) = regions[spot.region], (spot.duration, spot.users)
            far = (duration.high or timedelta(days=10_000), people.high)
            said = met(region, verdict)
            if spot.is_certain and region.holds(duration.low or timedelta(0), people.low or 0):
                assert Met.YES in said
            if not region.holds(far[0], 10**401 if far[1] is None else far[1]):
                assert said == {Met.NO}

    @given(ruleset_of, incidents())
    def test_every_region_with_impacts_has_a_spot(self, rules: RuleSet, incident: Incident) -> None:
        places = {each.region for each in frontier_accidents([incident], rules)}
        held = {each.limb for each in judge(incident, rules=rules).findings if each.impacts}
        regions = frontier_regions(rules)
        assert places == {i for i, it in enumerate(regions) if held & set(it.limbs)}

    @given(st.integers(0, 10**8), st.integers(0, 10**8), st.sampled_from(AWKWARD_TIMES))
    def test_bounded_users_are_a_box_as_high(self, a: int, b: int, lasted: timedelta) -> None:
        people = Bounds.between(min(a, b), max(a, b))
        row, periodic = frontier_accidents([accident(people, lasted)], ruleset("H31"))
        assert row.users == periodic.users == people
        assert row.duration == periodic.duration == Bounds.exact(lasted)
        frame = frame_of(frontier_regions(ruleset("H31")), [row], 300, 200)
        left, top, right, bottom = box_of(row, frame)
        assert left == right
        assert 0 <= top <= bottom <= 200
        if a != b and min(a, b) >= frame.users[0]:
            assert top < bottom

    def test_open_ends_run_to_the_edge_and_say_so(self) -> None:
        spots = frontier_accidents(
            [accident(Bounds.at_least(30_000), None), accident(None, None)], ruleset("H31")
        )
        spots = tuple(each for each in spots if each.region == 0)
        frame = frame_of(frontier_regions(ruleset("H31")), spots, 300, 200)
        (left, top, right, bottom), below = (box_of(each, frame) for each in spots)
        assert (left, top, right) == (0, 0, 300)
        assert bottom == frame.y(30_000)
        assert below[3] == 200
        first, second = marks_of(spots[:1], frame) + marks_of(spots[1:], frame)
        assert first.text == "事故1（終了未定、上限不明）"
        assert second.text == "事故2（終了未定、人数不明）"

    def test_a_verdict_knows_for_which_moment(self) -> None:
        verdict = judge(accident(5, None), at=START + timedelta(hours=3))
        spot, _ = frontier_accidents([verdict], ruleset("2026-04-01"))
        assert spot.duration == Bounds.exact(timedelta(hours=3))

    def test_the_path_follows_the_looks(self) -> None:
        history = examples()["history"]
        spots = [
            it for it in frontier_accidents([history], ruleset("2026-04-01")) if it.region == 0
        ]
        assert [it.duration.high for it in spots] == [
            timedelta(minutes=minutes) for minutes in (15, 30, 50, 75, 100)
        ]
        assert [it.at for it in spots] == [look.at for look in history.looks]
        frame = frame_of(frontier_regions(ruleset("2026-04-01")), spots, 690, 320)
        marks = marks_of(spots, frame)
        centres = [it.centre[0] for it in marks]
        assert centres == sorted(centres)
        assert [it.is_on_path for it in marks] == [False, True, True, True, True]
        assert [it.text for it in marks] == [
            "2026年5月10日7時15分（人数不明）",
            "7時30分",
            "7時50分",
            "8時15分（上限不明）",
            "8時40分　見本通信",
        ]

    def test_an_unknown_trait_says_so(self) -> None:
        spots = frontier_accidents([accident(50_000, None, Service("voice"))], ruleset("H31"), "en")
        assert [(it.region, it.is_certain) for it in spots] == [(0, False), (1, False), (5, True)]
        frame = Frame((600, 172_800), (1_000, 10**8), 900, 200)
        (mark,) = marks_of(spots[:1], frame, lang="en")
        assert mark.text == "accident 1 (end unknown, may not count here)"

    def test_names(self) -> None:
        names = dict.fromkeys(it.name for it in frontier_accidents(fy2018(), ruleset("2015-04-01")))
        assert list(names) == [
            "株式会社エネルギア・コミュニケーションズ",
            "ソフトバンク株式会社（9月17日）",
            "ソフトバンク株式会社（12月6日）",
            "LINEモバイル株式会社",
            "株式会社ジェイコムイースト",
            "KDDI株式会社",
        ]

    def test_nothing_has_no_spot(self) -> None:
        assert frontier_accidents([], ruleset("H31")) == ()
        spots = frontier_accidents([History(), accident(1, None, id="x")], ruleset("H31"))
        assert {(it.accident, it.name) for it in spots} == {(1, "x")}


def spots_of(
    rules: RuleSet, told: list[Incident | History], lang: Lang
) -> tuple[Frame, list[Spot]]:
    spots = frontier_accidents(told, rules, lang)
    return frame_of(frontier_regions(rules), spots, 305, 230), [*spots]


class TestLayout:
    @given(st.lists(impacts(), max_size=6), st.sampled_from(["ja", "en"]))
    def test_no_text_covers_another_or_leaves_the_frame(
        self, hit: list[Impact], lang: Lang
    ) -> None:
        rules = ruleset("2026-04-01")
        told: list[Incident | History] = [Incident([each]) for each in hit]
        frame, spots = spots_of(rules, told, lang)
        own = [it for it in spots if it.region == len(rules.serious.row)]
        marks = marks_of(own, frame, lang=lang)
        assert [it.spot for it in marks] == own
        boxes = [box(it) for it in marks if it.text]
        for i, one in enumerate(boxes):
            assert one[0] >= 0
            assert one[2] <= frame.width
            assert not any(overlaps(one, other) for other in boxes[:i])
        for it in marks:
            left, top, right, bottom = it.box
            assert -3 <= left < right <= frame.width + 3
            assert -3 <= top < bottom <= frame.height + 3

    def test_a_text_may_stand_in_a_large_box(self) -> None:
        told: list[Incident | History] = [accident(Bounds.at_least(50_000), None, id="A")]
        told.append(accident(Bounds.between(40_000, 80_000), timedelta(hours=9), id="B"))
        frame, spots = spots_of(ruleset("H31"), told, "ja")
        one, other = marks_of([it for it in spots if it.region == 0], frame)
        assert (one.text, other.text) == ("A（終了未定、上限不明）", "B")
        assert [open_ends(it.spot, frame) for it in (one, other)] == [(True, True), (False, False)]

    def test_without_room_the_text_is_shorter(self) -> None:
        told: list[Incident | History] = [accident(Bounds.at_least(50_000), None, id="A" * 45)]
        frame, spots = spots_of(ruleset("H31"), told, "ja")
        (mark,) = marks_of([it for it in spots if it.region == 0], frame)
        assert mark.text == "A" * 45

    def test_too_many_are_not_named(self) -> None:
        told: list[Incident | History] = [accident(n, timedelta(hours=1)) for n in range(1, 42)]
        frame, spots = spots_of(ruleset("H31"), told, "ja")
        assert not any(it.text for it in marks_of([it for it in spots if it.region == 0], frame))

    def test_the_frame_has_room_for_small_accidents_and_ends_somewhere(self) -> None:
        told: list[Incident | History] = [
            accident(40, timedelta(minutes=3)),
            accident(10**400, timedelta(days=9_000)),
        ]
        frame, _ = spots_of(ruleset("H31"), told, "ja")
        assert frame.seconds == (120, 366 * 86_400)
        assert frame.users == (10, 10**10)
        assert frame.x(10**12) == 305
        assert frame.y(10**400) == 0
        assert frame.seconds_at(frame.x(7_200)) == pytest.approx(7_200)
        assert frame.users_at(frame.y(30_000)) == pytest.approx(30_000)

    @given(st.text(), st.integers(20, 400))
    def test_wrapping_loses_nothing(self, text: str, wide: int) -> None:
        lines = wrapped(text, wide)
        assert "".join("".join(lines).split()) == "".join(text.split())

    def test_wrapped_lines_are_narrow_and_begin_well(self) -> None:
        for rules in rulesets():
            for row in rules.serious.row:
                lines = wrapped(row.name, 280)
                assert all(text_width(line) <= 280 + 22 for line in lines)
                assert not any(line[0] in "、。）ッー" for line in lines)


def box(mark: Mark) -> tuple[float, float, float, float]:
    x, y = mark.at
    return x, y - 7, x + text_width(mark.text), y + 7


class TestCounts:
    def test_shares_of_the_published_causes(self) -> None:
        """平成30年度の発生要因別: 63%, 33% of 6,180."""
        assert [it.text() for it in share_rows(FY2018_CAUSES)] == [
            "3,867件（63%）",
            "2,038件（33%）",
            "275件（4%）",
        ]
        assert [it.text("en") for it in share_rows({"a": 1, "b": 999, "c": 0})] == [
            "1 (under 1%)",
            "999 (100%)",
            "0 (0%)",
        ]

    def test_shares_of_nothing(self) -> None:
        (share,) = share_rows({"外的要因": 0})
        assert (share.text(), share.text("en")) == ("0件（－）", "0 (-)")

    @given(st.dictionaries(st.text(), st.integers(0, 10**9), min_size=1))
    def test_shares_are_of_the_sum(self, given_: dict[str, int]) -> None:
        rows = share_rows(given_)
        assert {it.name: it.count for it in rows} == given_
        if any(given_.values()):
            assert sum(it.percent or 0 for it in rows) == pytest.approx(100)

    def test_quarters_keep_their_order(self) -> None:
        rows = quarter_rows(BY_QUARTER)
        assert [it["count"] for it in rows[4:]] == [1_306, 2_232, 1_553, 1_089]
        assert sum(it["count"] for it in rows if it["year"] == "平成30年度") == 6_180

    @pytest.mark.parametrize("wrong", [{}, {"a": -1}, {"a": 1.5}, {"a": True}, {"a": "1"}, [1]])
    def test_what_is_no_count_is_refused(self, wrong: Any) -> None:
        with pytest.raises(InvalidInput, match="件数"):
            shares(wrong, "")
        with pytest.raises(InvalidInput, match="件数"):
            quarters({"平成30年度": wrong})
        with pytest.raises(InvalidInput, match="件数"):
            quarters({})


class TestPictures:
    def test_png(self, tmp_path: Path) -> None:
        save(examples()["running"], tmp_path / "chart.PNG")
        data = (tmp_path / "chart.PNG").read_bytes()
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        wide, high = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
        assert 1_000 < wide < 1_300
        assert 700 < high < wide

    def test_svg_says_it_in_japanese(self, tmp_path: Path) -> None:
        said = texts(written(examples()["chart"], tmp_path))
        kept = ROOT / "docs/_static/frontier-fy2018.svg"
        assert said == texts(kept.read_text("utf-8")), "the guide's picture is not up to date"
        assert kept.stat().st_size < 150_000
        assert {
            "重大な事故及び四半期報告事故の基準（2015年4月1日施行）",
            "一の項　緊急通報を取り扱う音声伝送役務",
            "継続時間1時間以上かつ影響利用者数3万以上",
            "重大な事故",
            "四半期報告事故",
            "報告対象外",
            "30分",
            "1時間",
            "2時間",
            "12時間",
            "24時間",
            "3万",
            "10万",
            "100万",
            "LINEモバイル",
            "KDDI",
            "ソフトバンク（9月17日）",
            "軽微な事故などの除外は、図に表していない。",
        } <= said
        assert "重なりを避けるため、名称を省いた事故がある。" not in said

    def test_svg_says_it_in_english(self, tmp_path: Path) -> None:
        said = texts(written(frontier(ruleset("H31"), fy2018(), rows=["一"], lang="en"), tmp_path))
        assert {
            "Limits of serious accident and periodic report (in force from 2019-04-01)",
            "1 h or more and 30,000 users or more",
            "serious accident",
            "no report",
            "30 min",
            "users",
            "duration",
        } <= said

    def test_the_other_picture_of_the_guide_is_up_to_date(self, tmp_path: Path) -> None:
        kept = ROOT / "docs/_static/frontier-running.svg"
        said = texts(written(examples()["running"], tmp_path))
        assert said == texts(kept.read_text("utf-8"))
        assert {"7時30分", "8時40分　見本通信", "線：把握した順"} <= {
            part for each in said for part in (each, each[-len("線：把握した順") :])
        }
        assert kept.stat().st_size < 150_000

    def test_html_needs_no_network(self, tmp_path: Path) -> None:
        save(shares(FY2018_CAUSES, "発生要因別"), tmp_path / "chart.html")
        text = (tmp_path / "chart.html").read_text("utf-8")
        assert json.dumps("外的要因") in text
        assert not re.findall(r"<(?:script|link)[^>]*(?:src|href)=", text)
        assert "cdn." not in text

    def test_shares_and_quarters(self, tmp_path: Path) -> None:
        said = texts(written(shares(FY2018_CAUSES, "発生要因別"), tmp_path))
        assert {"発生要因別", "合計 6,180件", "3,867件（63%）", "外的要因"} <= said
        said = texts(written(shares(FY2018_CAUSES, "Causes", lang="en"), tmp_path))
        assert {"6,180 in all", "3,867 (63%)"} <= said
        svg = written(quarters(BY_QUARTER), tmp_path)
        assert {"平成30年度", "2,232", "四半期ごとの事故の発生件数", "件数"} <= texts(svg)
        assert "四半期" in svg
        svg = written(quarters({"2018": {"Q1": 3}}, lang="en"), tmp_path)
        assert {"Q1", "3", "Accidents by quarter", "accidents"} <= texts(svg)

    def test_each_row_is_drawn_in_its_colours(self) -> None:
        rules = ruleset("2026-04-01")
        *rows, periodic = frontier_regions(rules)
        spec = frontier(rules).to_dict()
        panels = spec["vconcat"][0]["concat"]
        assert len(panels) == len(rows) + 1
        for own, panel in zip((*rows, periodic), panels, strict=True):
            areas = [it for it in panel["layer"] if it["mark"]["type"] == "area"]
            seconds, people = (
                tuple(areas[0]["encoding"][axis]["scale"]["domain"]) for axis in ("x", "y")
            )
            frame = Frame(seconds, people, panel["width"], panel["height"])
            drawn = [
                [(it["x"], it["y"], it["y2"]) for it in spec["datasets"][area["data"]["name"]]]
                for area in areas
            ]
            expected = [] if own is periodic else [colour_of(periodic, own, frame)]
            assert drawn == [*expected, colour_of(own, None, frame)]
            assert {it["mark"]["interpolate"] for it in areas} == {"step-after"}

    def test_rows_are_chosen(self, tmp_path: Path) -> None:
        said = texts(written(frontier(ruleset("2026-04-01"), rows=["四", "二"]), tmp_path))
        assert {each[:3] for each in said if "の項　" in each} == {"二の項", "四の項"}
        assert "影響利用者数3万以上又は" not in said
        chart = frontier(ruleset("2026-04-01"), [accident(1, timedelta(hours=1))], rows=["二"])
        assert "示した基準に照らすものがない事故1件は、図にない。" in texts(
            written(chart, tmp_path)
        )

    @pytest.mark.parametrize("rows", ["一", ["八"], [], ["一", "1"]])
    def test_rows_that_are_none_are_refused(self, rows: Any) -> None:
        with pytest.raises(InvalidInput, match=r"rows：表の項の番号（一、二、三、四、五、六、七）"):
            frontier(ruleset("2026-04-01"), rows=rows)

    def test_what_can_not_be_named_is_told(self, tmp_path: Path) -> None:
        told = [accident(n, timedelta(hours=1), id="x" * 200) for n in (40_000, 40_001)]
        assert "重なりを避けるため、名称を省いた事故がある。" in texts(
            written(frontier(ruleset("H31"), told, rows=["一"]), tmp_path)
        )

    @settings(max_examples=6, deadline=None)
    @given(ruleset_of, st.lists(incidents(), max_size=3), st.sampled_from(["ja", "en"]))
    def test_any_accidents_make_a_valid_chart(
        self, rules: RuleSet, told: list[Incident], lang: Lang
    ) -> None:
        assert frontier(rules, told, lang=lang).to_dict()["vconcat"]

    def test_another_ending_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidInput, match=r"\.svg、\.png 又は \.html"):
            save(shares(FY2018_CAUSES, ""), tmp_path / "chart.pdf")
        assert not list(tmp_path.iterdir())


class TestTheLibrary:
    @pytest.mark.parametrize("name", ["altair", "vl_convert"])
    def test_without_it_a_chart_says_how_to_get_it(
        self, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        chart = shares(FY2018_CAUSES, "")
        monkeypatch.setitem(sys.modules, name, None)
        for make in (
            lambda: shares(FY2018_CAUSES, ""),
            lambda: quarters(BY_QUARTER),
            lambda: frontier(ruleset("H31")),
            lambda: save(chart, "chart.svg"),
        ):
            with pytest.raises(JikorulesError) as caught:
                make()
            assert "pip install 'jikorules[plot]' で入れてください。" in caught.value.text()
            assert "Install them: pip install 'jikorules[plot]'" in caught.value.text("en")

    def test_it_is_loaded_only_for_a_chart(self) -> None:
        code = (
            "import sys, jikorules.statistics.charts.bars as plot; from jikorules import ruleset; "
            "from jikorules.statistics.charts.regions import frontier_regions; "
            "frontier_regions(ruleset('H31')); "
            "plot.share_rows({'a': 1}); print({'altair', 'vl_convert', 'pandas'} & {*sys.modules})"
        )
        done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True)
        assert done.stdout.split() == [b"set()"]


def test_overlap_widens_the_box_of_the_periodic_report() -> None:
    """Whether users of different services add up for the periodic report is open."""
    period = Period(START, START + timedelta(hours=1))
    hit = [Impact(VOICE, 20_000, period), Impact(Service("email", paid=True), 15_000, period)]
    *_, periodic = frontier_accidents(
        [Incident(hit, overlap=Overlap.DISJOINT)], ruleset("2026-04-01")
    )
    assert periodic.users == Bounds.between(20_000, 35_000)


def test_a_box_covers_what_impacts_are_together_for_each_limit() -> None:
    """40,000 suffered too short for the limit of two hours, and count for that of one hour only."""
    service = Service("voice", emergency_calls=False)
    hit = [
        Impact(service, people, Period(START, START + lasted))
        for people, lasted in ((10_000, timedelta(hours=3)), (40_000, timedelta(minutes=90)))
    ]
    row, _ = frontier_accidents([Incident(hit, overlap=Overlap.DISJOINT)], ruleset("2026-04-01"))
    assert row.users == Bounds.between(10_000, 50_000)
    assert row.duration == Bounds.exact(timedelta(hours=3))
    assert not frontier_regions(ruleset("2026-04-01"))[row.region].holds(timedelta(hours=3), 10_000)
