"""The rule on near-misses: its limbs, its events, and when there is none."""

import re
from datetime import date

import pytest
from support.law_texts import (
    AT_LEAST_1,
    EITHER,
    IDS,
    LATEST,
    OFFICIAL,
    PLACES,
    REPEATED,
    REQUIRED,
    UNKNOWN,
    Broken,
    Load,
    broken_rule,
    check_refusal,
    digests,
    in_text,
    in_version,
    read_at_first,
    replaced,
    table,
    version_text,
    with_end,
)

from jikorules import InvalidLaw, load_law, rulesets

LIMBS = "each limb once, in the order of the law"
LIMB_1, LIMB_2, LIMB_6 = (table("near_miss", "limb", which) for which in (0, 1, 5))
EVENT_1 = table("near_miss", "event", 0)
NO_EVENTS = "".join(
    version_text("near_miss", LATEST["near_miss"]).partition("[[version.event]]")[1:]
)
EMPTY_EVENTS = ("promulgated = 2026-03-04\n", "promulgated = 2026-03-04\nevent = []\n")


def in_old_days(text: str) -> str:
    """Let a rule of 2023 have begun in 2000."""
    return text.replace("2023-06-16", "2000-06-16").replace("2023-05-19", "2000-05-19")


CONTRADICTIONS = [
    *(
        broken_rule("near_miss", "users = 30_000", f"users = {users}", "users", AT_LEAST_1)
        for users in (0, -1, 10**12)
    ),
    *(
        broken_rule("near_miss", "prefectures = 2", f"prefectures = {n}", "prefectures", AT_LEAST_1)
        for n in (0, -2, 10**12)
    ),
    broken_rule("near_miss", LIMB_1, "", "limb", LIMBS),
    broken_rule("near_miss", LIMB_6, "", "limb", LIMBS),
    broken_rule("near_miss", LIMB_1 + LIMB_2, LIMB_2 + LIMB_1, "limb", LIMBS),
    broken_rule("near_miss", LIMB_1, LIMB_1 + LIMB_1, "limb", LIMBS),
    broken_rule("near_miss", 'asks = "prefectures"', 'asks = "users"', "limb", LIMBS),
    broken_rule("near_miss", 'number = "ロ"', 'number = "イ"', "limb[1]", REPEATED),
    broken_rule("near_miss", 'number = "7"', 'number = "1"', "event[6]", REPEATED),
    broken_rule("near_miss", EVENT_1, EVENT_1 + EVENT_1, "event[1]", REPEATED),
    broken_rule("near_miss", '"overload"', '"fire"', "event[5]", REPEATED),
    broken_rule("near_miss", '"overload"', '"other"', "event", "the events that the law lists"),
    Broken(
        "near_miss: no events",
        "near_miss",
        replaced(replaced(OFFICIAL["near_miss"], NO_EVENTS, ""), *EMPTY_EVENTS),
        "version 2026-04-01.event",
        "the events that the law lists",
    ),
    broken_rule("near_miss", '"access_line"', '"other"', "functions", "that the law lists"),
    broken_rule(
        "near_miss",
        '["transmission", "switching", "control", "operation", "subscriber_management"]',
        "[]",
        "functions",
        "at least one function",
    ),
    broken_rule("near_miss", '"operation"', '"other"', "functions", "that the law lists"),
]

REQUIRED_KEYS = [
    Broken(
        f"near_miss without {key}",
        "near_miss",
        re.sub(rf"(?m)^{key} = .*\n", "", OFFICIAL["near_miss"], count=1),
        f"version {day}.{where}{key}",
        REQUIRED,
    )
    for day, where, keys in [
        ("2023-06-16", "", "source checked label cited_as network_item critical_item"),
        ("2023-06-16", "", "users prefectures parts_excluded functions"),
        ("2023-06-16", "limb[0].", "number asks name"),
        ("2023-06-16", "event[0].", "event"),
    ]
    for key in keys.split()
]

CITATION = [
    broken_rule("near_miss", NO_EVENTS, "", "event", REQUIRED),
    broken_rule("near_miss", 'number = "1"\n', "", "event[0].number", REQUIRED),
    broken_rule("near_miss", "promulgated = 2026-03-04\n", "", "promulgated", EITHER),
    broken_rule(
        "near_miss", "= 2026-03-04", "= 2026-04-02", "promulgated", "a day not after in_force"
    ),
    broken_rule("near_miss", "since = 2026-04-01", "since = 2030-01-01", "cited_as", PLACES),
    broken_rule("near_miss", "[{ since = 2026-04-01,", "[{", "cited_as[0].since", REQUIRED),
    broken_rule("near_miss", '"https://', '"http://', "source", "https://"),
]

COVERAGE = [
    *(
        Broken(
            f"near_miss: the version before {day} ends on {end}",
            "near_miss",
            in_version("near_miss", before, "label =", f"ends = {end}\nlabel ="),
            f"version {day}.in_force",
            reason,
        )
        for before, day, end, reason in [
            ("2023-06-16", "2026-04-01", "2026-03-30", "gap"),
            ("2023-06-16", "2026-04-01", "2026-04-01", "overlap"),
        ]
    ),
    Broken(
        "near_miss: no version",
        "near_miss",
        OFFICIAL["near_miss"].split("[[version]]")[0] + "version = []\n",
        "version",
        "at least one",
    ),
    Broken(
        "near_miss: the same version twice",
        "near_miss",
        OFFICIAL["near_miss"] + "\n" + version_text("near_miss", "2026-04-01"),
        "version 2026-04-01.in_force",
        "overlap",
    ),
    broken_rule(
        "near_miss", "label =", "ends = 2020-01-01\nlabel =", "ends", "not before in_force"
    ),
]

KEYS_AND_TYPES = [
    *(
        broken_rule("near_miss", old, new, where, reason)
        for old, new, where, reason in [
            ("label =", "memo = 1\nlabel =", "memo", UNKNOWN),
            ('asks = "users"', 'asks = "users"\nmemo = 1', "limb[0].memo", UNKNOWN),
            ("despite_disaster", "despite_disasters", "event[2].despite_disasters", UNKNOWN),
            ("users = 30_000", 'users = "30_000"', "users", "an integer"),
            ("users = 30_000", "users = 3e4", "users", "an integer"),
            ("prefectures = 2", "prefectures = true", "prefectures", "an integer"),
            (
                '"terminal_equipment"',
                '"terminal"',
                "parts_excluded[0]",
                "one of terminal_equipment",
            ),
            ('"transmission"', '"transport"', "functions[0]", "one of transmission"),
            ('["transmission", ', '"transmission" # ', "functions", "a list"),
            ('asks = "users"', 'asks = "lines"', "limb[0].asks", "one of users, prefectures"),
            ('asks = "users"', "asks = 1", "limb[0].asks", "one of users, prefectures"),
            ('number = "イ"', "number = 1", "limb[0].number", "a string"),
            ('"could_not_stop"', '"stopped"', "event[0].event", "one of could_not_stop"),
            (
                "despite_disaster = true",
                "despite_disaster = 1",
                "event[2].despite_disaster",
                "true",
            ),
            ('network_item = "1"', "network_item = 1", "network_item", "a string"),
        ]
    ),
    broken_rule(
        "near_miss",
        "unless_noticed = true",
        'unless_noticed = "true"',
        "event[1].unless_noticed",
        "true or false",
        day="2023-06-16",
    ),
]


class TestBrokenFiles:
    @pytest.mark.parametrize(
        "case",
        [*CONTRADICTIONS, *REQUIRED_KEYS, *CITATION, *COVERAGE, *KEYS_AND_TYPES],
        ids=lambda case: case.what,
    )
    def test_a_broken_file_is_refused(self, load: Load, case: Broken) -> None:
        check_refusal(load, case)

    def test_a_broken_limb_is_told_in_both_languages(self, load: Load) -> None:
        with pytest.raises(InvalidLaw) as caught:
            load(near_miss=in_version("near_miss", "2026-04-01", LIMB_6, ""))
        asked = "('users', 'prefectures', 'part', 'function', 'event')"
        assert str(caught.value) == (
            "near_miss.toml, version 2026-04-01.limb：イからヘまでの各1つが必要ですが、"
            f"{asked} が与えられました。法令の規定と照合してください。"
        )
        assert caught.value.text("en") == (
            "near_miss.toml, version 2026-04-01.limb: expected each limb once, in the order of "
            f"the law, got {asked}. Hold the file against the text of the law."
        )

    def test_all_contradictions_of_a_version_come_at_once(self, load: Load) -> None:
        text = in_version("near_miss", "2026-04-01", "users = 30_000", "users = 0")
        text = in_text(text, LIMB_6, "")
        text = in_text(text, '"overload"', '"other"')
        text = in_text(text, 'number = "7"', 'number = "6"')
        text = in_text(text, '"switching"', '"other"')
        with pytest.raises(InvalidLaw) as caught:
            load(near_miss=text)
        where = "near_miss.toml, version 2026-04-01"
        assert [problem.path for problem in caught.value.problems] == [
            f"{where}.{place}" for place in ("users", "limb", "event[6]", "event", "functions")
        ]

    @pytest.mark.parametrize(
        ("name", "old", "new"),
        [
            ("near_miss", "users = 30_000", "users = 1"),
            ("near_miss", "prefectures = 2", "prefectures = 1"),
            ("near_miss", "users = 30_000", "users = 1_000_000_000"),
        ],
    )
    def test_the_least_and_the_most_that_will_do(
        self, load: Load, name: str, old: str, new: str
    ) -> None:
        assert digests(load(**{name: replaced(OFFICIAL[name], old, new)})) != digests(load_law())


class TestInHouseFiles:
    def test_near_miss(self, load: Load) -> None:
        law = load(near_miss=OFFICIAL["near_miss"].replace("users = 30_000", "users = 1_000"))
        assert [rules.id for rules in law.rulesets()] == IDS
        for rules, official in zip(law.rulesets(), rulesets(), strict=True):
            if rules.near_miss is None or official.near_miss is None:
                assert rules.near_miss is official.near_miss is None
                assert rules.digest == official.digest
            else:
                assert (rules.near_miss.users, official.near_miss.users) == (1_000, 30_000)
                assert rules.digest != official.digest

    def test_a_near_miss_rule_that_ends_is_gone_on_the_day_after(self, load: Load) -> None:
        law = load(near_miss=with_end("near_miss", "2030-03-31"))
        assert [rules.id for rules in law.rulesets()] == [*IDS, "2030-04-01"]
        *before, after = law.rulesets()
        assert [rules.digest for rules in before] == [rules.digest for rules in rulesets()]
        assert before[-1].until == date(2030, 3, 31)
        assert law.ruleset("2030-03-31").near_miss is not None
        assert law.ruleset("2030-04-01") is after
        assert (after.near_miss, after.near_miss_place, after.until) == (None, None, None)
        assert "near_miss" not in after.document()
        assert after.serious == before[-1].serious

    @pytest.mark.parametrize("end", ["9999-12-31", "9999-12-30"])
    def test_a_near_miss_rule_that_ends_with_the_calendar(self, load: Load, end: str) -> None:
        law = load(near_miss=with_end("near_miss", end))
        ends = date.fromisoformat(end)
        assert [rules.in_force for rules in law.rulesets()[len(IDS) :]] == (
            [] if ends == date.max else [date.max]
        )
        assert law.ruleset(ends).near_miss is not None

    def test_a_near_miss_rule_of_old_alone_never_was(self, load: Load) -> None:
        head = OFFICIAL["near_miss"].split("[[version]]")[0]
        old = in_old_days(version_text("near_miss", "2023-06-16"))
        text = head + replaced(old, "label =", "ends = 2005-03-31\nlabel =")
        law = load(near_miss=read_at_first(text))
        assert [rules.id for rules in law.rulesets()] == IDS
        assert all(rules.near_miss is None for rules in law.rulesets())

    def test_a_near_miss_rule_from_before_the_law_is_there_from_its_first_day(
        self, load: Load
    ) -> None:
        text = in_old_days(OFFICIAL["near_miss"])
        law = load(near_miss=text)
        assert [rules.id for rules in law.rulesets()] == IDS
        assert all(rules.near_miss is not None for rules in law.rulesets())
