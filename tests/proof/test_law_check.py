"""Is the rule data up to date? The day of checking."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from support.law_texts import OFFICIAL

from jikorules import InvalidInput, NotCovered, load_law
from jikorules.law.ruleset import guideline
from jikorules.proof.law_check import Checked, law_check, law_check_text

DAY = timedelta(days=1)
ON = date(2026, 12, 1)
RULES = "電気通信事業法施行規則"
REPORTING = "電気通信事業報告規則"
OURS = load_law()


def checked(on: date, day: date) -> Checked:
    return Checked(
        provision="serious",
        law=RULES,
        article="58",
        source="https://laws.e-gov.go.jp/law/360M50001000025",
        in_force=date(2026, 4, 1),
        until=None,
        checked=day,
        on=on,
    )


@pytest.mark.parametrize(
    ("day", "good_until"),
    [
        (date(2026, 11, 21), date(2027, 11, 21)),
        (date(2027, 12, 31), date(2028, 12, 31)),
        (date(2027, 2, 28), date(2028, 2, 28)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2028, 3, 1), date(2029, 3, 1)),
    ],
)
def test_a_check_is_good_for_a_year(day: date, good_until: date) -> None:
    assert checked(day, day).good_until == good_until
    assert not checked(good_until - DAY, day).is_stale
    assert not checked(good_until, day).is_stale
    assert checked(good_until + DAY, day).is_stale
    assert not checked(day - DAY, day).is_stale
    assert checked(day - DAY, day).days == -1
    assert checked(good_until, day).days == (good_until - day).days


def test_every_provision_is_listed_with_its_day() -> None:
    ours = OURS
    found = {each.provision: each for each in law_check(ON)}
    names = ["serious", "reports", "near_miss", "tower_providers", "periodic"]
    assert list(found) == [*names, "notice"]
    for provision in (getattr(ours, name) for name in names):
        each, version = found[provision.provision], provision.at(ON)
        assert (each.law, each.article) == (provision.law, provision.cited(ON).article)
        assert (each.checked, each.in_force, each.until) == (
            version.checked,
            version.in_force,
            None,
        )
        assert (each.source, each.revision_read) == (version.source, version.revision_read)
    assert (found["notice"].checked, found["notice"].article) == (guideline().checked, None)
    assert found["notice"].revision_read is None
    assert {each.on for each in found.values()} == {ON}


def test_only_what_is_in_force_is_listed() -> None:
    day = date(2023, 3, 31)
    assert [each.provision for each in law_check(day)] == ["serious", "reports", "periodic"]
    assert [each.provision for each in law_check(day + DAY)][-1] == "notice"
    with pytest.raises(NotCovered):
        law_check(date(2010, 3, 31))
    with pytest.raises(InvalidInput, match="日付（date）"):
        law_check(datetime(2026, 12, 1, tzinfo=UTC))


def test_the_end_of_a_version_is_told(tmp_path: Path) -> None:
    before = {each.provision: each for each in law_check(date(2026, 3, 31))}
    assert (before["serious"].in_force, before["serious"].until) == (
        date(2019, 4, 1),
        date(2026, 3, 31),
    )
    assert before["reports"].until is None
    assert law_check(date(2014, 6, 10))[0].until == date(2015, 3, 31)
    text = OFFICIAL["serious"]
    head, last = text.rsplit("in_force = 2026-04-01\n", 1)
    file = tmp_path / "serious.toml"
    file.write_text(f"{head}in_force = 2026-04-01\nends = 2030-03-31\n{last}", "utf-8")
    ending = law_check(ON, law=load_law(serious=file))[0]
    assert ending.until == date(2030, 3, 31)
    assert "（2026年4月1日から2030年3月31日まで）" in law_check_text([ending])
    assert "(from 2026-04-01 to 2030-03-31)" in law_check_text([ending], "en")


def test_the_text_that_was_read_is_told_beside_the_day() -> None:
    """Which text somebody looked at, not only when; and that there was none, where there was."""
    said = law_check_text(law_check(ON)).split("\n\n")
    assert said[1].splitlines() == [
        f"{RULES}第58条（2026年4月1日から）",
        "  照合した日：2026年11月21日（10日前）",
        "  照合した条文：2026年8月10日までに施行された改正を含む",
    ]
    english = law_check_text(law_check(date(2024, 1, 1)), "en")
    assert english.count("text read: with the amendments in force by 2023-06-16\n") == 1  # 7-3
    assert english.count("text read: with the amendments in force by 2025-07-01\n") == 2
    of_2018 = law_check_text(law_check(date(2018, 1, 1)))
    assert of_2018.count("照合した条文：入手できていない（公表された説明による）\n") == 1
    assert "text read: none of its time" in law_check_text(law_check(date(2018, 1, 1)), "en")
    (notice,) = [each for each in law_check(ON) if each.provision == "notice"]
    assert "照合した条文" not in law_check_text([notice])


def test_the_words_for_everything_else() -> None:
    stale = law_check(date(2040, 1, 1))
    said = law_check_text(stale)
    assert said.startswith(
        "2040年1月1日現在の規定\n\n電気通信事業法施行規則第58条（2026年4月1日から）"
    )
    assert said.count("1年を過ぎています") == len(stale)
    assert f"（{stale[0].days}日前）" in said
    assert said.splitlines()[-2] == (
        f"照合から1年を過ぎた規定：{RULES}第58条、{RULES}第57条、{RULES}第58条の2、"
        f"{RULES}第54条の17、{REPORTING}第7条の3、{guideline().name}"
    )
    assert "条文は比較していません" in said
    assert law_check_text([]) == (
        "照合から1年を過ぎた規定：なし\n条文は比較していません。"
        "e-Gov の XML ファイルを与えると、条文の変更を確かめます。"
    )


def test_a_day_before_the_check_has_no_age() -> None:
    day = date(2026, 11, 21)
    assert "日前" not in law_check_text([checked(day - DAY, day)])
    assert "日前" not in law_check_text([checked(day, day)])
    assert "（1日前）" in law_check_text([checked(day + DAY, day)])
