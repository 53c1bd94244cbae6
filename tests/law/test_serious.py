"""Serious accidents: the table of Article 58, and the row of a service."""

from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from support.law_texts import (
    DOMINATED,
    IDS,
    REQUIRED,
    TABLES,
    UNKNOWN,
    Broken,
    Load,
    broken_serious,
    check_refusal,
    in_version,
    version_text,
)

from jikorules import (
    JAPAN,
    Grade,
    Impact,
    Incident,
    Kind,
    Period,
    RuleSet,
    Service,
    judge,
    ruleset,
    rulesets,
)

HOUR_1, HOUR_2, HOUR_4, HOUR_12, HOUR_24 = (timedelta(hours=hours) for hours in (1, 2, 4, 12, 24))
ROW_1 = ("一", [(HOUR_1, 30_000)])
ROW_2 = ("二", [(HOUR_2, 30_000), (HOUR_1, 100_000)])
LPWA = [(HOUR_12, 30_000), (HOUR_2, 1_000_000)]
FREE = [(HOUR_24, 100_000), (HOUR_12, 1_000_000)]
REST = [(HOUR_2, 30_000), (HOUR_1, 1_000_000)]
SERIOUS_ROWS = {
    date(2010, 4, 1): [(None, [(HOUR_2, 30_000)])],
    date(2015, 4, 1): [ROW_1, ROW_2, ("三", FREE), ("四", REST)],
    date(2019, 4, 1): [ROW_1, ROW_2, ("三", LPWA), ("四", FREE), ("五", REST)],
    date(2026, 4, 1): [
        ROW_1,
        ROW_2,
        ("三", LPWA),
        ("四", [(HOUR_4, 100_000), (HOUR_2, 1_000_000)]),
        ("五", FREE),
        ("六", [(HOUR_2, 30_000), (HOUR_1, 100_000)]),
        ("七", REST),
    ],
}
"""The tables of Article 58, row by row, as the ordinances print them."""


class TestOfficialFiles:
    @pytest.mark.parametrize("day", list(SERIOUS_ROWS), ids=str)
    def test_the_table_of_serious_accidents(self, day: date) -> None:
        rows = [
            (row.number, [(limit.duration, limit.users) for limit in row.thresholds])
            for row in ruleset(day).serious.row
        ]
        assert rows == SERIOUS_ROWS[day]

    @pytest.mark.parametrize("day", IDS)
    def test_item_2_asks_for_two_hours_and_no_users(self, day: str) -> None:
        serious = ruleset(day).serious
        assert serious.table_item == "1"
        assert (serious.critical_facility.item, serious.critical_facility.duration) == ("2", HOUR_2)


KINDS = ["voice", "lpwa", "internet_access", "email", "messaging", "internet_other", "other"]
MONTHLY = [0, 1, 9_999_999, 10_000_000, 10_000_001, 10**12]
SORTS = list(product(KINDS, [True, False], [True, False], MONTHLY))
"""Every sort of service that the law may tell apart."""


def fitting(rows: list[dict[str, Any]], sort: tuple[str, bool, bool, int]) -> list[int]:
    """Find the rows of a file whose selectors fit a service."""
    kind, emergency_calls, paid, monthly_users = sort

    def fits(service: dict[str, Any]) -> bool:
        assert service.keys() <= {"kinds", "emergency_calls", "paid", "monthly_users"}
        return (
            kind in service.get("kinds", KINDS)
            and emergency_calls in {service.get("emergency_calls", emergency_calls)}
            and paid in {service.get("paid", paid)}
            and monthly_users >= service.get("monthly_users", 0)
        )

    return [i for i, row in enumerate(rows) if fits(row["service"])]


def row_by_law(year: int, kind: str, emergency_calls: bool, paid: bool, monthly: int) -> str | None:
    """Say the row of a service as the ordinance of a year says it."""
    if year == 2010:
        return None
    if kind == "voice":  # free voice too
        return "一" if emergency_calls else "二"
    free = kind in {"email", "messaging", "internet_other"} and not paid
    if year == 2015:
        return "三" if free else "四"
    if kind == "lpwa":
        return "三"
    many = kind in {"email", "messaging"} and monthly >= 10_000_000
    of_2026 = ("四" if many else "五") if free else "六" if kind == "internet_access" else "七"
    of_2019 = "四" if free else "五"
    return of_2019 if year == 2019 else of_2026


class TestRows:
    @pytest.mark.parametrize("version", TABLES["serious"]["version"], ids=lambda v: v["in_force"])
    def test_every_service_falls_in_exactly_one_row(self, version: dict[str, Any]) -> None:
        rules = ruleset(version["in_force"])
        rows = version["row"]
        taken = set()
        for sort in SORTS:
            fits = fitting(rows, sort)
            assert fits, sort
            taken.add(fits[0])
            kind, emergency_calls, paid, monthly = sort
            assert rules.serious.row_of(Kind(kind), emergency_calls, paid, monthly) == fits[0]
            assert rows[fits[0]].get("number") == row_by_law(version["in_force"].year, *sort)
        assert taken == set(range(len(rows)))

    @pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
    def test_a_verdict_finds_the_service_in_that_row_only(self, rules: RuleSet) -> None:
        start = datetime.combine(rules.in_force, datetime.min.time(), JAPAN)
        period = Period(start, start + HOUR_1)
        for kind, emergency_calls, paid, monthly in SORTS:
            service = Service(
                Kind(kind),
                emergency_calls=emergency_calls,
                paid=paid,
                monthly_users=monthly,
                voice_calls=False,
            )
            verdict = judge(Incident([Impact(service, 5, period)]))
            assert verdict.rules == rules
            rows = {
                finding.limb.citation.row
                for finding in verdict.findings
                if finding.limb.grade is Grade.SERIOUS and finding.impacts
            }
            year = rules.serious.in_force.year
            assert rows == {row_by_law(year, kind, emergency_calls, paid, monthly)}

    def test_the_kinds_of_the_law_are_all_kinds(self) -> None:
        assert list(Kind) == KINDS


POSITIVE = "positive"
ROW_ONE = "thresholds = [{ hours = 1, users = 30_000 }]"
FIRST_LIMITS = "{ hours = 2, users = 30_000 }, { hours = 1, users = 100_000 }"
NAME_1 = 'name = "緊急通報を取り扱う音声伝送役務"\n'
SERVICE_1 = 'service = { kinds = ["voice"], emergency_calls = true }'
SERVICE_2 = 'service = { kinds = ["voice"], emergency_calls = false }'
NO_ROWS = "".join(version_text("serious", "2019-04-01").partition("[[version.row]]")[1:])
EARLIER = "services that no earlier row takes all of"
EVERY = "a row for every service"

ROWS = [
    broken_serious(
        "a row that no service reaches", SERVICE_2, SERVICE_1, "row[1].service", EARLIER
    ),
    broken_serious(
        "a row behind one that takes all",
        SERVICE_1,
        "service = {}",
        "row[4].service",
        EARLIER,
    ),
    broken_serious(
        "a row that asks for more than any service has",
        'service = { kinds = ["lpwa"] }',
        'service = { kinds = ["voice"] }',
        "row[2].service",
        EARLIER,
    ),
    broken_serious(
        "services that no row takes",
        "service = {}",
        'service = { kinds = ["internet_access", "email", "messaging", "internet_other"] }',
        "row",
        EVERY,
    ),
    broken_serious(
        "paid services that no row takes",
        "service = {}",
        "service = { paid = false }",
        "row",
        EVERY,
    ),
    broken_serious(
        "services of few users that no row takes",
        "service = {}",
        "service = { monthly_users = 2 }",
        "row",
        EVERY,
    ),
    broken_serious(
        "services without users that the only row does not take",
        "service = {}",
        "service = { monthly_users = 1 }",
        "row",
        EVERY,
        day="2010-04-01",
    ),
    broken_serious("an empty table", NO_ROWS, "row = []\n", "row", EVERY),
    broken_serious("no table", NO_ROWS, "", "row", REQUIRED),
    broken_serious("a row without a name", NAME_1, "", "row[0].name", REQUIRED),
    broken_serious("a row without a service", SERVICE_1 + "\n", "", "row[0].service", REQUIRED),
    broken_serious(
        "a row without thresholds",
        ROW_ONE,
        "thresholds = []",
        "row[0].thresholds",
        "at least one threshold",
    ),
    broken_serious(
        "a row without even a list of thresholds", ROW_ONE, "", "row[0].thresholds", REQUIRED
    ),
]

THRESHOLDS = [
    *(
        broken_serious(
            what,
            FIRST_LIMITS,
            limits,
            f"row[1].thresholds[{place}]",
            DOMINATED,
        )
        for what, limits, place in [
            (
                "a longer time for more users",
                "{ hours = 2, users = 30_000 }, { hours = 3, users = 100_000 }",
                1,
            ),
            (
                "a shorter time for fewer users, behind",
                "{ hours = 2, users = 100_000 }, { hours = 1, users = 30_000 }",
                0,
            ),
            (
                "the same time for more users",
                "{ hours = 1, users = 30_000 }, { hours = 1, users = 100_000 }",
                1,
            ),
            (
                "a longer time for the same users",
                "{ hours = 1, minutes = 1, users = 30_000 }, { hours = 1, users = 30_000 }",
                0,
            ),
            (
                "the same threshold twice",
                "{ hours = 2, users = 30_000 }, { hours = 2, users = 30_000 }",
                1,
            ),
            (
                "the same threshold in other words",
                "{ hours = 1, minutes = 60, users = 30_000 }, { hours = 2, users = 30_000 }",
                1,
            ),
            ("a time alone and with users", "{ hours = 2 }, { hours = 2, users = 30_000 }", 1),
            (
                "users alone and with a time",
                "{ hours = 2, users = 30_000 }, { users = 30_000 }",
                0,
            ),
            (
                "the third of three",
                f"{FIRST_LIMITS}, {{ hours = 1, minutes = 30, users = 200_000 }}",
                2,
            ),
        ]
    ),
    *(
        broken_serious(what, ROW_ONE, f"thresholds = [{limit}]", "row[0].thresholds[0]", reason)
        for what, limit, reason in [
            ("neither time nor users", "{}", "a time or a number of users"),
            ("no hours and no users", "{ hours = 0 }", "a time or a number of users"),
            ("no time and no users", "{ hours = 0, minutes = 0 }", "a time or a number of users"),
            ("no users at all", "{ hours = 1, users = 0 }", POSITIVE),
            ("fewer than no users", "{ hours = 1, users = -1 }", POSITIVE),
            ("a time below zero", "{ hours = -1, users = 30_000 }", POSITIVE),
            ("minutes below zero", "{ hours = 1, minutes = -30, users = 30_000 }", POSITIVE),
            ("hours below zero", "{ hours = -1, minutes = 90, users = 30_000 }", POSITIVE),
            ("a time too long to be one", "{ hours = 1_000_000_000_000, users = 1 }", ""),
        ]
    ),
    broken_serious(
        "a time far below zero after another",
        ROW_ONE,
        f"thresholds = [{{ hours = 1, users = 30_000 }}, {{ hours = -{10**18}, users = 1 }}]",
        "row[0].thresholds[1]",
        POSITIVE,
    ),
    *(
        broken_serious(
            f"item 2 after {hours} hours",
            'critical_facility = { item = "2", hours = 2 }',
            f'critical_facility = {{ item = "2", hours = {hours} }}',
            "critical_facility.hours",
            reason,
        )
        for hours, reason in [(0, "an integer of 1 or more"), (-2, "1 or more"), (10**12, "")]
    ),
    *(
        broken_serious(
            f"{number} monthly users",
            "monthly_users = 10_000_000",
            f"monthly_users = {number}",
            "row[3].service.monthly_users",
            "",
            day="2026-04-01",
        )
        for number in (0, -1)
    ),
]

WRONG_KEYS = [
    *(
        broken_serious(
            f"an unknown key of {where}", old, new, f"{where}.memo".lstrip("."), UNKNOWN, day=day
        )
        for where, old, new, day in [
            ("critical_facility", "hours = 2 }", "hours = 2, memo = 1 }", "2019-04-01"),
            ("row[0]", NAME_1, NAME_1 + "memo = 1\n", "2019-04-01"),
            (
                "row[0].service",
                "emergency_calls = true",
                "emergency_calls = true, memo = 1",
                "2019-04-01",
            ),
            ("row[0].thresholds[0]", "hours = 1,", "hours = 1, memo = 1,", "2019-04-01"),
        ]
    ),
    broken_serious(
        "a misspelt key",
        "emergency_calls = true",
        "emergency_call = true",
        "row[0].service.emergency_call",
        UNKNOWN,
    ),
    broken_serious(
        "users misspelt", "users = 30_000", "user = 30_000", "row[0].thresholds[0].user", UNKNOWN
    ),
]

WRONG_TYPES = [
    *(
        broken_serious(f"{new} for {old}", old, new, where, reason)
        for old, new, where, reason in [
            ("hours = 1", 'hours = "1"', "row[0].thresholds[0].hours", "an integer"),
            ("hours = 1", "hours = 1.0", "row[0].thresholds[0].hours", "an integer"),
            ("hours = 1", "hours = true", "row[0].thresholds[0].hours", "an integer"),
            ("hours = 1", "hours = 01:00:00", "row[0].thresholds[0].hours", "an integer"),
            ("hours = 1", "hours = [1]", "row[0].thresholds[0].hours", "an integer"),
            (
                "hours = 1,",
                "hours = 1, minutes = 0.5,",
                "row[0].thresholds[0].minutes",
                "an integer",
            ),
            ("users = 30_000", "users = true", "row[0].thresholds[0].users", "an integer"),
            ("users = 30_000", 'users = "30000"', "row[0].thresholds[0].users", "an integer"),
            ("users = 30_000", "users = 30_000.0", "row[0].thresholds[0].users", "an integer"),
            ("users = 30_000", "users = 3e4", "row[0].thresholds[0].users", "an integer"),
            ("users = 30_000", "users = inf", "row[0].thresholds[0].users", "an integer"),
            ('table_item = "1"', "table_item = 1", "table_item", "a string"),
            ('item = "2"', "item = 2", "critical_facility.item", "a string"),
            ('number = "一"', "number = 1", "row[0].number", "a string"),
            ('name = "', 'name = ["x"] # "', "row[0].name", "a string"),
            (
                "emergency_calls = true",
                "emergency_calls = 1",
                "row[0].service.emergency_calls",
                "true or",
            ),
            (
                "emergency_calls = true",
                'emergency_calls = "true"',
                "row[0].service.emergency_calls",
                "true or false",
            ),
            ('["voice"]', '"voice"', "row[0].service.kinds", "a list"),
            ('["voice"]', '["voice", 1]', "row[0].service.kinds[1]", "one of voice"),
            ('["voice"]', '["telephone"]', "row[0].service.kinds[0]", "one of voice"),
            ('["voice"]', '["Voice"]', "row[0].service.kinds[0]", "one of voice"),
            ('["voice"]', '["voice", ["lpwa"]]', "row[0].service.kinds[1]", "one of voice"),
            (SERVICE_1, "service = []", "row[0].service", "an object"),
            (SERVICE_1, 'service = "voice"', "row[0].service", "an object"),
            (ROW_ONE, "thresholds = { hours = 1 }", "row[0].thresholds", "a list"),
            (ROW_ONE, "thresholds = [1]", "row[0].thresholds[0]", "an object"),
            (ROW_ONE, "thresholds = 1", "row[0].thresholds", "a list"),
            (
                'critical_facility = { item = "2", hours = 2 }',
                "critical_facility = 2",
                "critical_facility",
                "an object",
            ),
            (NO_ROWS, "row = {}\n", "row", "a list"),
            (NO_ROWS, "row = [1]\n", "row[0]", "an object"),
        ]
    ),
    Broken(
        "monthly users as a text",
        "serious",
        in_version("serious", "2026-04-01", "= 10_000_000", '= "10_000_000"'),
        "version 2026-04-01.row[3].service.monthly_users",
        "an integer",
    ),
]

LEFT_OUT_IN_EFFECT = [
    broken_serious("two rows of one number", 'number = "二"', 'number = "一"', "row[1].number", ""),
    broken_serious(
        "a row without a number among rows that have one",
        'number = "二"\n',
        "",
        "row[1].number",
        "",
    ),
]
"""Files that say nothing where something is required, in other ways than by leaving it out."""


class TestBrokenFiles:
    @pytest.mark.parametrize(
        "case",
        [*ROWS, *THRESHOLDS, *WRONG_KEYS, *WRONG_TYPES, *LEFT_OUT_IN_EFFECT],
        ids=lambda case: case.what,
    )
    def test_a_broken_file_is_refused(self, load: Load, case: Broken) -> None:
        check_refusal(load, case)
