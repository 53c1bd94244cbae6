"""The guideline on public notice."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from support.law_texts import AT_LEAST_1, REQUIRED, UNKNOWN

from jikorules import InvalidLaw, rulesets
from jikorules.law.loading import read_guideline
from jikorules.law.notice import Guideline
from jikorules.law.ruleset import guideline

NOTICE = files("jikorules.law").joinpath("notice.toml").read_text(encoding="utf-8")


class TestGuideline:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        """Give the path of a guideline file of one's own."""
        return tmp_path / "notice.toml"

    def test_it_is_read_once(self) -> None:
        assert guideline() is guideline()

    def test_it_is_no_part_of_the_law(self) -> None:
        assert not [name for name in dir(rulesets()[-1]) if "notice" in name or "guide" in name]
        assert "ガイドライン" not in str([rules.document() for rules in rulesets()])

    def test_a_file_is_read_as_it_is(self, path: Path) -> None:
        path.write_text(NOTICE.replace("minutes = 30", "minutes = 1"), encoding="utf-8")
        official = guideline()
        assert read_guideline(path) == Guideline(
            name=official.name,
            published=official.published,
            applied_from=official.applied_from,
            first_notice_minutes=1,
            checked=official.checked,
        )

    @pytest.mark.parametrize(
        ("key", "value", "reason"),
        [
            *(
                (key, None, REQUIRED)
                for key in ("name", "published", "applied_from", "first_notice_minutes", "checked")
            ),
            ("name", '""', "not empty"),
            ("name", "1", "a string"),
            ("published", '"2023-03-17"', "a date"),
            ("published", "2023-03-17T00:00:00", "a date"),
            ("applied_from", "20230401", "a date"),
            ("checked", "true", "a date"),
            ("first_notice_minutes", '"30"', "an integer"),
            ("first_notice_minutes", "30.0", "an integer"),
            ("first_notice_minutes", "true", "an integer"),
            ("first_notice_minutes", "00:30:00", "an integer"),
            ("first_notice_minutes", "0", AT_LEAST_1),
            ("first_notice_minutes", "-30", AT_LEAST_1),
            ("first_notice_minutes", "10_000_000_000", AT_LEAST_1),
        ],
    )
    def test_a_missing_or_odd_value(
        self, path: Path, key: str, value: str | None, reason: str
    ) -> None:
        line = "" if value is None else f"{key} = {value}\n"
        text, changed = re.subn(rf"(?m)^{key} = .*\n", line, NOTICE)
        assert changed == 1
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InvalidLaw) as caught:
            read_guideline(path)
        (problem,) = caught.value.problems
        assert problem.path == f"notice.toml, {key}"
        assert reason in problem.expected.en
        for lang in ("ja", "en"):
            assert problem.path in caught.value.text(lang)

    def test_an_unknown_key_and_a_missing_one_at_once(self, path: Path) -> None:
        text = NOTICE.replace("first_notice_minutes", "next_notice_minutes")
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InvalidLaw) as caught:
            read_guideline(path)
        assert sorted((each.path, each.expected.en[:13]) for each in caught.value.problems) == [
            ("notice.toml, first_notice_minutes", REQUIRED[:13]),
            ("notice.toml, next_notice_minutes", UNKNOWN[:13]),
        ]
