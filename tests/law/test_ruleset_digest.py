"""The digest of a rule set: over what it is taken, what changes it, and what does not."""

import hashlib
import json
import re
from datetime import date
from typing import Any

import pytest
from support.law_texts import (
    CHECKED,
    IDS,
    OFFICIAL,
    STARTS,
    TABLES,
    Load,
    appended,
    digests,
    in_version,
    of_version,
    read_at_first,
)

from jikorules import InvalidLaw, RuleSet, load_law, ruleset, rulesets, to_wire

FOUND = (
    'not_established = ["revision_read"]  # no text of its time is at hand',
    ("revision_read = 2015-04-01"),
)


def recomputed(rules: RuleSet) -> str:
    """Compute the digest of a rule set from what it looks like on the wire."""
    document = to_wire(rules)
    for key in ("until", "checked", "revision_read", "digest"):
        del document[key]
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest()


def numbers(name: str) -> list[tuple[str, str, int, int]]:
    """Find every number of an official file that is neither in a date nor in a text.

    Returns:
        For each the file, the first day of its version, and where it stands in the text.
    """
    found = []
    day = ""
    for line in re.finditer(r"(?m)^.*$", OFFICIAL[name]):
        code = re.sub(r'"[^"]*"|#.*', lambda match: " " * len(match[0]), line[0])
        if begun := re.match(r"in_force = (\S+)", code):
            day = begun[1]
        for number in re.finditer(r"(?<![\w-])\d[\d_]*(?![\w-])", code):
            found.append((name, day, line.start() + number.start(), line.start() + number.end()))
    return found


class TestDigest:
    @pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
    def test_it_is_sha_256_over_canonical_json(self, rules: RuleSet) -> None:
        assert rules.digest == recomputed(rules)
        assert re.fullmatch("sha256:[0-9a-f]{64}", rules.digest)
        assert to_wire(rules)["digest"] == rules.digest

    def test_it_differs_between_rule_sets(self) -> None:
        assert len({rules.digest for rules in rulesets()}) == len(STARTS)

    def test_it_is_the_same_each_time(self) -> None:
        assert digests(load_law()) == {rules.id: rules.digest for rules in rulesets()}

    @pytest.mark.parametrize("name", OFFICIAL)
    def test_a_later_amendment_changes_no_earlier_one(self, load: Load, name: str) -> None:
        law = load(**{name: appended(name, "2030-04-01")})
        assert [rules.id for rules in law.rulesets()] == [*IDS, "2030-04-01"]
        for before, after in zip(rulesets(), law.rulesets(), strict=False):
            assert after.digest == before.digest
        assert law.rulesets()[-2].until == date(2030, 3, 31)
        assert law.rulesets()[-1].digest not in digests(load_law()).values()

    @pytest.mark.parametrize("name", OFFICIAL)
    def test_another_check_of_the_law_changes_none(self, load: Load, name: str) -> None:
        text = re.sub(r"checked = \S+", "checked = 2026-12-24", OFFICIAL[name])
        assert text != OFFICIAL[name]
        assert digests(load(**{name: text})) == digests(load_law())

    @pytest.mark.parametrize("name", OFFICIAL)
    def test_another_text_read_changes_none(self, load: Load, name: str) -> None:
        """Nor does one that is found, or is not: what is checked is no part of the rules."""
        law = load(**{name: read_at_first(OFFICIAL[name])})
        assert law.rulesets()[-1].revision_read != ruleset("2026-04-01").revision_read or name in (
            "reports",
            "near_miss",
            "tower_providers",
        )
        assert digests(law) == digests(load_law())
        found = load(serious=in_version("serious", "2015-04-01", *FOUND))
        assert found.ruleset("2015-04-01").revision_read == date(2015, 4, 1)
        assert digests(found) == digests(load_law())

    def test_the_older_of_two_texts_is_told(self) -> None:
        """Up to which day the texts of both rules that grades rest on were read, if they were."""
        told = {rules.id: rules.revision_read for rules in rulesets()}
        assert told["2015-04-01"] is None
        assert told["2019-04-01"] == date(2022, 6, 30)
        assert told["2026-04-01"] == date(2026, 8, 10)
        for rules in rulesets():
            wire = to_wire(rules)["revision_read"]
            assert wire == (rules.revision_read and rules.revision_read.isoformat())

    def test_the_older_of_two_checks_is_told(self, load: Load) -> None:
        text = in_version("serious", "2019-04-01", f"checked = {CHECKED}", "checked = 2020-01-01")
        law = load(serious=read_at_first(text))
        for rules in law.rulesets():
            old = rules.serious.in_force == date(2019, 4, 1)
            assert rules.checked == (date(2020, 1, 1) if old else CHECKED)
            assert to_wire(rules)["checked"] == rules.checked.isoformat()

    @pytest.mark.parametrize("name", ["reports", "near_miss", "tower_providers"])
    def test_the_check_of_what_no_grade_rests_on_is_not_told(self, load: Load, name: str) -> None:
        text = re.sub(r"checked = \S+", "checked = 2020-01-01", OFFICIAL[name])
        assert text != OFFICIAL[name]
        law = load(**{name: read_at_first(text)})
        assert all(rules.checked == CHECKED for rules in law.rulesets())

    @pytest.mark.parametrize("name", ["serious", "periodic", "reports"])
    def test_an_end_changes_none(self, load: Load, name: str) -> None:
        last = TABLES[name]["version"][-1]["in_force"].isoformat()
        law = load(**{name: in_version(name, last, "amended_by", "ends = 2030-03-31\namended_by")})
        assert digests(law) == digests(load_law())
        assert law.rulesets()[-1].until == date(2030, 3, 31)

    def test_the_way_a_file_is_written_changes_none(self, load: Load) -> None:
        text = OFFICIAL["serious"].replace("30_000", "30000").replace("\n\n", "\n\n# 注\n\n")
        assert digests(load(serious=text)) == digests(load_law())
        assert digests(load(serious=text.replace("\n", "\r\n"))) == digests(load_law())
        assert digests(load(serious=b"\xef\xbb\xbf" + text.encode())) == digests(load_law())

    def test_there_are_numbers_to_change(self) -> None:
        def count(value: Any) -> int:
            if isinstance(value, dict | list):
                return sum(map(count, value.values() if isinstance(value, dict) else value))
            return type(value) is int

        for name, table in TABLES.items():
            assert len(numbers(name)) == count(table)
        assert {name: count(table) for name, table in TABLES.items()} == {
            "serious": 2 + 14 + 18 + 27 + 4,  # thresholds; monthly users; item 2
            "periodic": 3 * (2 * 2 + 1) + 1,  # two limits of two items; months; a fine
            "reports": 3 + 5 + 5 + 2 + 5,  # days by reason; more users than; fines
            "near_miss": 2 * 2,  # users and prefectures
            "tower_providers": 2,  # days; a fine
        }

    @pytest.mark.parametrize(
        ("name", "day", "start", "end"),
        [number for name in OFFICIAL for number in numbers(name)],
    )
    def test_every_single_number_is_in_it(
        self, load: Load, name: str, day: str, start: int, end: int
    ) -> None:
        text = OFFICIAL[name]
        number = int(text[start:end])
        # One more, unless one threshold of a row then makes the other needless.
        fine = 'under = { ja = "甲", en = "A" }'
        for other in (number + 1, number * 3 + 7, f"{number}, minutes = 1", f"1, {fine}"):
            try:
                law = load(**{name: f"{text[:start]}{other}{text[end:]}"})
            except InvalidLaw:
                continue
            break
        else:
            pytest.fail(f"no other number will do for {number}")
        changed = {id_ for id_, digest in digests(law).items() if digest != ruleset(id_).digest}
        assert changed == of_version(name, day)

    @pytest.mark.parametrize(
        ("name", "day", "old", "new"),
        [
            ("serious", "2019-04-01", '"平成31年総務省令第23号"', '"平成31年総務省令第24号"'),
            ("serious", "2019-04-01", "promulgated = 2019-03-26", "promulgated = 2019-03-27"),
            ("serious", "2019-04-01", '"重大な事故"', '"重大事故"'),
            ("serious", "2019-04-01", 'kinds = ["lpwa"]', 'kinds = ["lpwa", "other"]'),
            ("serious", "2019-04-01", "paid = false", "paid = true"),
            ("serious", "2019-04-01", 'number = "五"', 'number = "六"'),
            ("serious", "2019-04-01", "緊急通報を取り扱う", "緊急通報をとり扱う"),
            ("serious", "2019-04-01", 'item = "2"', 'item = "3"'),
            ("serious", "2019-04-01", 'table_item = "1"', 'table_item = "3"'),
            ("serious", "2019-04-01", "left_out = true", "left_out = false"),
            ("periodic", "2023-06-16", "left_out = true", "left_out = false"),
            ("periodic", "2023-06-16", "left_out = false", "left_out = true"),
            ("serious", "2010-04-01", 'likely = ["amended_by", "text"]', 'likely = ["text"]'),
            ("periodic", "2010-04-01", "serious_included = true", "serious_included = false"),
            ("periodic", "2010-04-01", '"quarter"', '"fiscal_year"'),
            ("periodic", "2010-04-01", 'minor_paragraph = "2"', 'minor_paragraph = "3"'),
            ("periodic", "2025-04-01", "due_from = 2025-06-01", "due_from = 2025-06-02"),
            ("periodic", "2025-04-01", 'to = "総務大臣"', 'to = "総務省"'),
            ("periodic", "2023-06-16", ', "dslam"', ""),
            ("periodic", "2023-06-16", '"簡易な様式"', '"簡易様式"'),
            ("reports", "2023-06-16", 'to = "総務大臣"', 'to = "総務省"'),
            ("reports", "2023-06-16", ', "measures"', ""),
            ("reports", "2010-04-01", '"occurrence"', '"knowledge"'),
            ("reports", "2010-04-01", '"様式第50の3"', '"様式第50の4"'),
            ("reports", "2010-04-01", '"重大な事故"', '"重大事故"'),
            ("reports", "2023-12-07", 'origin = "wholesaler"', 'origin = "other_carrier"'),
            ("reports", "2023-12-07", '"様式第50の3の2"', '"様式第50の3の3"'),
            ("reports", "2023-12-07", '["date_time", "measures", ', '["date_time", '),
            ("reports", "2023-12-07", ', paragraph = "2" }', ', paragraph = "4" }'),
            ("reports", "2023-12-07", 'paragraph = "3"', 'paragraph = "4"'),
            ("reports", "2023-12-07", '"cause", "measures"', '"measures"'),
            ("reports", "2023-12-07", 'article = "69"', 'article = "70"'),
            ("reports", "2023-12-07", "第188条第6号", "第188条第7号"),
            ("reports", "2023-12-07", "第85号", "第86号"),
            ("near_miss", "2023-06-16", ', "access_line"', ""),
            ("near_miss", "2023-06-16", ', "operation"', ""),
            ("near_miss", "2023-06-16", 'number = "ホ"', 'number = "ト"'),
            ("near_miss", "2023-06-16", 'number = "5"', 'number = "9"'),
            ("near_miss", "2023-06-16", "unless_noticed = true", "unless_noticed = false"),
            ("near_miss", "2026-04-01", "despite_disaster = true\n", ""),
            ("near_miss", "2026-04-01", 'critical_item = "2"', 'critical_item = "3"'),
            ("near_miss", "2026-04-01", 'network_item = "1"', 'network_item = "3"'),
            ("near_miss", "2026-04-01", "端末系", "端末"),
        ],
    )
    def test_words_and_days_are_in_it(
        self, load: Load, name: str, day: str, old: str, new: str
    ) -> None:
        law = load(**{name: in_version(name, day, old, new)})
        changed = {id_ for id_, digest in digests(law).items() if digest != ruleset(id_).digest}
        assert changed == of_version(name, day)

    def test_the_place_in_the_law_is_in_it(self, load: Load) -> None:
        text = in_version("serious", "2019-04-01", 'paragraph = "2"', 'paragraph = "3"')
        law = load(serious=text)
        changed = [id_ for id_, digest in digests(law).items() if digest != ruleset(id_).digest]
        assert changed == ["2023-06-16", "2023-12-07", "2025-04-01"]
        law = load(reports=OFFICIAL["reports"].replace('article = "57"', 'article = "56"'))
        assert set(digests(law).values()).isdisjoint(digests(load_law()).values())
        law = load(near_miss=OFFICIAL["near_miss"].replace('"58-2"', '"58-3"'))
        changed = [id_ for id_, digest in digests(law).items() if digest != ruleset(id_).digest]
        assert changed == IDS[3:]

    def test_what_is_coming_is_not_in_it(self, load: Load) -> None:
        """An accident of the last quarter is reported by what comes later, but graded as ever."""
        law = load(
            periodic=in_version("periodic", "2025-04-01", "due_months = 2", "due_months = 3")
        )
        (coming,) = law.ruleset("2025-03-31").coming
        assert coming.due_months == 3
        assert law.ruleset("2025-03-31").digest == ruleset("2025-03-31").digest
        assert "coming" not in ruleset("2025-03-31").document()
