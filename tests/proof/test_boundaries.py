"""The boundary pack: complete, right by a plain comparison, and able to find a wrong answer."""

import hashlib
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from importlib import import_module
from itertools import chain, combinations, pairwise, product
from typing import Any

import jpholiday
import pytest
from attrs import asdict, evolve
from support.places import ROOT

from jikorules import Bounds, Incident, Reason, from_wire, judge, near_miss_from_wire, rulesets
from jikorules.basics.iso8601 import iso_duration
from jikorules.basics.versions import VERSION, WIRE
from jikorules.basics.vocabulary import CriticalKind
from jikorules.judgement.near_miss import judge_near_miss
from jikorules.law.near_miss import NearMissVersion
from jikorules.law.provision import Threshold
from jikorules.law.ruleset import RuleSet
from jikorules.proof.boundaries import (
    Wrong,
    WrongAnswer,
    check,
    differences,
    lines,
    pack,
    written,
)
from jikorules.proof.boundaries.accidents import answer_of
from jikorules.proof.boundaries.near_misses import near_miss_answer
from jikorules.reporting.duties import OtherReason, duties

Case = dict[str, Any]

RULES = {rules.id: rules for rules in rulesets()}
OF_TOWERS = [
    rules
    for before, rules in pairwise(rulesets())
    if rules.serious is before.serious
    and rules.periodic is before.periodic
    and rules.reports is before.reports
    and rules.near_miss is before.near_miss
]
"""The rule sets that differ from the one before in nothing but the rule on tower providers."""
OF_CARRIERS = [rules for rules in rulesets() if rules not in OF_TOWERS]
of_carriers = pytest.mark.parametrize("rules", OF_CARRIERS, ids=lambda rules: rules.id)
SECOND = timedelta(seconds=1)
FAR = 10**9
DIGEST = "sha256:32adf67bfe72a51924a8c09c69dc726efa458fab636d32e58ce0c44962f0c0e6"


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return pack()


@pytest.fixture(scope="module")
def cases(made: dict[str, Any]) -> dict[str, Case]:
    return {case["id"]: case for case in made["cases"]}


@pytest.fixture(scope="module")
def incidents(cases: dict[str, Case]) -> dict[str, Incident]:
    told = {name: case["incident"] for name, case in cases.items() if "incident" in case}
    return {name: from_wire(document) for name, document in told.items()}


# What is in it


def test_the_digest_covers_everything_else(made: dict[str, Any]) -> None:
    content = {key: made[key] for key in made if key != "digest"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert made["digest"] == "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def test_the_pack_of_this_version_is_pinned(made: dict[str, Any]) -> None:
    """A change of any case or answer is a change of the law or of its record, never by the way."""
    assert made["digest"] == DIGEST


def test_the_head_names_format_version_and_rule_sets(made: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert made["format"] == "jikorules-boundaries/1"
    assert made["library"] == VERSION == project["project"]["version"]
    assert made["wire"] == WIRE
    assert made["rules"] == [
        {
            "id": rules.id,
            "digest": rules.digest,
            "in_force": str(rules.in_force),
            "until": None if rules.until is None else str(rules.until),
        }
        for rules in rulesets()
    ]


def test_ids_are_unique_and_the_pack_is_handy(made: dict[str, Any]) -> None:
    ids = [case["id"] for case in made["cases"]]
    assert len(set(ids)) == len(ids) < 8_300
    assert sum(len(line.encode()) + 1 for line in written(made)) < 8_000_000


def test_every_case_says_why_it_is_there(made: dict[str, Any]) -> None:
    for case in made["cases"]:
        assert case["about"]["why"]
        for place in case["about"]["provisions"]:
            assert place.keys() == {"law", "article", "paragraph", "item", "row"}


def named(rules: RuleSet) -> Iterator[tuple[str, Threshold]]:
    """Every threshold of a rule set, with the name that its cases have to bear."""
    for row in rules.serious.row:
        for limit in row.thresholds:
            place = f"row-{row.number}" if row.number else f"item-{rules.serious.table_item}"
            yield f"{place}/{iso_duration(limit.duration or timedelta())}-{limit.users}", limit
    for item in rules.periodic.item:
        for limit in item.thresholds:
            asked = str(limit.users) if limit.duration is None else iso_duration(limit.duration)
            yield f"periodic-{item.number}/{asked}", limit


@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
def test_every_threshold_has_its_three_cases(rules: RuleSet, cases: dict[str, Case]) -> None:
    """All limits are inclusive (以上): at the limit, one user below, one second below."""
    for name, limit in named(rules):
        steps = [("at", 0, timedelta())]
        if limit.users is not None:
            steps.append(("one-user-below", -1, timedelta()))
        if limit.duration is not None:
            steps.append(("one-second-below", 0, -SECOND))
        for step, users, time in steps:
            (impact,) = cases[f"{rules.id}/{name}/{step}"]["incident"]["impacts"]
            if limit.users is not None:
                assert impact["users"] == limit.users + users
            if limit.duration is not None:
                assert lasted(impact) == limit.duration + time
        grade = "periodic" if name.startswith("periodic") else "serious"
        assert cases[f"{rules.id}/{name}/at"]["expected"]["grade"] == grade


@of_carriers
def test_every_pairing_of_rows_has_its_cases(rules: RuleSet, cases: dict[str, Case]) -> None:
    """Each row is tested by itself; users of services in different rows are never added up."""
    table = [each for each, _ in named(rules) if each.startswith("row")]
    for one, two in combinations(table, 2):
        if one.split("/")[0] == two.split("/")[0]:
            continue
        name = f"{rules.id}/pair/{one}/{two}"
        rows = [each.split("/")[0].removeprefix("row-") for each in (one, two)]
        assert cases[f"{name}/at,at"]["expected"]["rows"] == rows
        first = cases[f"{name}/at,one-user-below"]["expected"]["rows"]
        second = cases[f"{name}/one-second-below,at"]["expected"]["rows"]
        assert rows[0] in first
        assert rows[1] in second
        assert f"{name}/one-user-below,one-user-below" in cases
        assert f"{name}/one-second-below,one-second-below" in cases


def test_both_sides_of_every_amendment(cases: dict[str, Case]) -> None:
    """The rule set is that of the day the accident occurred 発生した日, in Japan."""
    for before, rules in zip(rulesets(), rulesets()[1:], strict=False):
        prefixes = tuple(f"{rules.id}/midnight/{each.id}/" for each in (before, rules))
        names = [name for name in cases if name.startswith(prefixes)]
        sides = {tuple(name.split("/")[-2:]) for name in names}
        assert sides == set(product(("last-second-before", "first-second"), ("JST", "UTC")))
        for name in names:
            side, zone = name.split("/")[-2:]
            applied = rules if side == "first-second" else before
            assert cases[name]["expected"]["rules"] == applied.id
            start = cases[name]["incident"]["impacts"][0]["start"]
            assert start.endswith("+09:00" if zone == "JST" else "+00:00")


def test_natural_disasters_change_nothing(cases: dict[str, Case]) -> None:
    """The text has no exception for them."""
    judged = [name for name, case in cases.items() if case["task"] == "judge"]
    names = [name for name in judged if name.endswith("/disaster")]
    assert names
    for name in names:
        plain = cases[name.removesuffix("disaster") + "at"]
        assert cases[name]["incident"]["disaster"] is True
        assert cases[name]["expected"] == plain["expected"]


def users(case: Case) -> list[Any]:
    return [impact["users"] for impact in case["incident"]["impacts"]]


def test_two_services_are_two_services(cases: dict[str, Case]) -> None:
    """Whether users of different services add up for the periodic report is open in the law."""
    for rules, (apart, trait) in product(
        OF_CARRIERS, (("services", "kind"), ("traits", "emergency_calls"))
    ):
        case = cases[f"{rules.id}/periodic-1/30000/{apart}/at/disjoint"]
        one, two = (impact["service"] for impact in case["incident"]["impacts"])
        assert one[trait] != two[trait]
        assert users(case) == [15_000, 15_000]
        assert case["expected"]["possible"] == ["none", "periodic"]


def test_an_unknown_trait_is_the_same_for_all_impacts_on_a_service(cases: dict[str, Case]) -> None:
    voice = "service/voice,calls-unknown,paid-unknown,monthly-unknown/row-二/PT2H-30000/two"
    for rules in ("2015-04-01", "2019-04-01", "2026-04-01"):
        case = cases[f"{rules}/{voice}"]
        one, two = (impact["service"] for impact in case["incident"]["impacts"])
        assert one == two
        assert one["emergency_calls"] is None
        assert users(case) == [15_000, 15_000]
        assert case["expected"]["grade"] == "serious"
        assert case["expected"]["rows"] == []


def test_what_still_runs_is_judged_from_its_first_moment_on(cases: dict[str, Case]) -> None:
    names = [name for name, case in cases.items() if "at" in case and name.endswith("start")]
    later = {"start": timedelta(), "one-second-after-start": SECOND}
    assert {name.split("/")[-1] for name in names} == set(later)
    for name in names:
        incident, at = cases[name]["incident"], datetime.fromisoformat(cases[name]["at"])
        periods = [
            incident.get("critical_facility"),
            *chain(*(impact.get("periods", [impact]) for impact in incident.get("impacts", []))),
        ]
        (begun,) = (each["start"] for each in periods if each and each.get("end") is None)
        assert at - datetime.fromisoformat(begun) == later[name.split("/")[-1]]


@pytest.mark.parametrize(
    ("name", "numbers", "possible"),
    [
        ("row-一/PT1H-30000/running/open/one-user-below", "29999", "none periodic"),
        ("row-一/PT1H-30000/intermittent/after-limit/between", "?", "none periodic serious"),
        ("row-七/PT2H-30000/intermittent/begins-at/one-user-below", "29999", "none periodic"),
        ("row-七/PT2H-30000/intermittent/begins-later/one-user-below", "29999", "none periodic"),
        ("row-一/PT1H-30000/several/each/same", "? ? ?", "none serious"),
        ("row-一/PT1H-30000/several/one-short/same", "? ?", "none periodic serious"),
        ("row-一/PT1H-30000/several/small/unknown", "10000 10000 10000", "none serious"),
        ("row-一/PT1H-30000/several/below-periodic/unknown", "29999 29999", "none serious"),
        (
            "row-一/PT1H-30000/several/elsewhere-rest/unknown",
            "15000 15000 15000",
            "none periodic serious",
        ),
        (
            "row-一/PT1H-30000/several/elsewhere-one-user/unknown",
            "15000 15000 1",
            "none periodic serious",
        ),
        (
            "row-六/PT1H-100000/several/small/unknown",
            "25000 25000 25000 25000",
            "none periodic serious",
        ),
    ],
)
def test_what_is_open_leaves_just_what_it_may_be(
    name: str, numbers: str, possible: str, cases: dict[str, Case]
) -> None:
    """How users of several impacts overlap, in part too, and how long what still runs will last."""
    case = cases[f"2026-04-01/{name}"]
    between = {"at_least": 29_999, "at_most": 30_000}
    assert users(case) == [between if n == "?" else int(n) for n in numbers.split()]
    assert case["expected"]["possible"] == possible.split()


def asked_of_near_misses(version: NearMissVersion) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """What the rule tells apart: a case's name, what its facts have to be, whether it is met."""
    for name, limit in (("installer_users", version.users), ("prefectures", version.prefectures)):
        yield f"{name}/at", {name: limit}, True
        yield f"{name}/one-below", {name: limit - 1}, False
    for part in version.parts_excluded:
        yield f"part/{part}", {"part": part.value}, False
    for function in version.functions:
        yield f"function/{function}", {"function": function.value}, True
    for event in version.event:
        happened = {"event": event.event.value}
        yield f"event/{event.event}", happened, True
        name = f"event/{event.event}/disaster"
        yield name, happened | {"disaster": True}, event.despite_disaster
        if event.unless_noticed:
            yield f"event/{event.event}/noticed", happened | {"noticed": True}, False
    for other in ("part", "function", "event"):
        yield f"{other}/other", {other: "other"}, other == "part"
    yield "commercial/no", {"commercial": False}, False
    yield "exception/planned", {"planned": True}, False
    yield "exception/within_specification", {"within_specification": True}, False


NEAR_MISS = [rules for rules in OF_CARRIERS if rules.near_miss is not None]


@pytest.mark.parametrize("rules", NEAR_MISS, ids=lambda rules: rules.id)
def test_every_number_part_function_and_event_has_its_near_miss(
    rules: RuleSet, cases: dict[str, Case]
) -> None:
    """30,000 users or more, two or more prefectures, one of the functions, one of the events."""
    assert rules.near_miss is not None
    days = []
    if rules.in_force == rules.near_miss.in_force:
        days.append(("", rules.in_force))
    if rules.until is not None:
        days.append(("last-day/", rules.until))
    assert days
    for (prefix, day), (name, facts, is_met) in product(
        days, asked_of_near_misses(rules.near_miss)
    ):
        case = cases[f"{rules.id}/near-miss/{prefix}{name}"]
        assert case["near_miss"].items() >= facts.items()
        assert case["near_miss"]["occurred_on"] == str(day)
        met, items = ("yes", ["1"]) if is_met else ("no", [])
        assert case["expected"] == {"met": met, "rules": rules.id, "items": items}, case["id"]


@pytest.mark.parametrize("version", ["2023-06-16", "2026-04-01"])
def test_item_2_stands_by_itself(version: str, cases: dict[str, Case]) -> None:
    """深刻な機能低下又は重大な損傷: alone, beside item 1, and with no exception."""
    answers = {
        "loss-yes/alone": ("yes", ["2"]),
        "loss-yes/item-1": ("yes", ["1", "2"]),
        "loss-yes/perhaps-item-1": ("yes", ["2"]),
        "loss-no/alone": ("no", []),
        "loss-no/item-1": ("yes", ["1"]),
        "loss-unknown/alone": ("undecided", []),
        "loss-unknown/item-1": ("yes", ["1"]),
    }
    for kind, (name, (met, items)) in product(CriticalKind, answers.items()):
        case = cases[f"{version}/near-miss/item-2/{kind}/{name}"]
        assert case["near_miss"]["critical_facility"] == kind
        assert case["expected"] == {"met": met, "rules": version, "items": items}
    for name in ("planned", "within_specification", "disaster"):
        case = cases[f"{version}/near-miss/item-2/satellite/{name}"]
        assert case["near_miss"][name] is True
        assert case["expected"]["items"] == ["2"]


def test_the_near_miss_rule_is_that_of_the_day_of_occurrence(cases: dict[str, Case]) -> None:
    """From 2026-04-01 on (6) and (7) are listed and noticing is not asked; none on 2023-06-15."""
    eve, day = "2025-04-01/near-miss/last-day/event", "2026-04-01/near-miss/event"
    for name in ("overload", "misconfiguration", "could_not_switch/noticed"):
        before, after = cases[f"{eve}/{name}"], cases[f"{day}/{name}"]
        dates = {"occurred_on": "2026-03-31", "known_on": "2026-04-01"}
        assert after["near_miss"] | dates == before["near_miss"]
        assert [each["expected"]["met"] for each in (before, after)] == ["no", "yes"]
    early = cases["2019-04-01/near-miss/last-day/no-rule-yet"]
    first = cases["2023-06-16/near-miss/installer_users/at"]
    dates = {"occurred_on": "2023-06-15", "known_on": "2023-06-16"}
    assert first["near_miss"] | dates == early["near_miss"]
    assert first["expected"]["met"] == "yes"
    assert early["expected"] == {"met": "no", "rules": "2019-04-01", "items": []}


def test_a_tower_provider_reports_what_the_table_asks_and_nothing_else(
    cases: dict[str, Case],
) -> None:
    """第五十八条第二項第一号に掲げる事故を生じさせたもの: item 1 alone, and no periodic report."""
    names = [name for name in cases if "/tower/" in name]
    assert len(names) > 50
    for name in names:
        case = cases[name]
        assert case["incident"]["reporter"] == "tower_provider"
        if case["task"] == "judge":
            assert {each["item"] for each in case["expected"]["citations"]} <= {"1"}
            assert "periodic" not in case["expected"]["possible"]
            beside = cases.get(name.replace("/tower/", "/"))
            if beside is not None and beside["expected"]["grade"] != "periodic":
                assert case["expected"]["grade"] == beside["expected"]["grade"]
        else:
            assert [each["form"] for each in case["expected"]["duties"]] in ([], [None, TOWERS])


TOWERS = "様式第38の38"


def test_thirty_days_are_counted_from_the_time_of_knowing(cases: dict[str, Case]) -> None:
    """知つた時から三十日以内: the first day is not counted, be it known at midnight or later."""
    found = {
        name: [
            cases[f"2026-05-27/duties/2026-05-27/tower/{name}"]["expected"]["duties"][-1][key]
            for key in ("counted_from", "last_day", "due")
        ]
        for name in ("known-in-the-last-second", "known-at-midnight", "known-utc", "not-known")
    }
    assert found == {
        "known-in-the-last-second": ["2026-05-27", "2026-06-26", "2026-06-26"],
        "known-at-midnight": ["2026-05-28", "2026-06-27", "2026-06-29"],
        "known-utc": ["2026-05-28", "2026-06-27", "2026-06-29"],
        "not-known": [None, None, None],
    }


# The answers are right


def lasted(period: dict[str, Any]) -> timedelta:
    return datetime.fromisoformat(period["end"]) - datetime.fromisoformat(period["start"])


def test_the_answers_are_those_that_judge_gives_for_the_lines(
    cases: dict[str, Case], incidents: dict[str, Incident]
) -> None:
    for name, case in cases.items():
        if case["task"] == "judge":
            at = case["at"] and datetime.fromisoformat(case["at"])
            assert answer_of(judge(incidents[name], at=at)) == case["expected"]


def values(number: Any, limits: list[int]) -> list[int]:
    """A number's ends, and all within them that a limit could tell apart."""
    if type(number) is int:
        return [number]
    ends = number or {}
    low, high = ends.get("at_least", 0), ends.get("at_most", FAR)
    near = {near for limit in limits for near in (limit - 1, limit) if low < near < high}
    return sorted({low, high, *near})


def worlds(case: Case, rules: RuleSet) -> Iterator[tuple[list[Any], Any, bool]]:
    """All that the facts of a case may be: exact impacts, item 2, and whether it is minor.

    Times and users are tried at every limit and just below, traits both ways.
    """
    incident, at = case["incident"], case["at"]
    thresholds = [limit for row in rules.serious.row for limit in row.thresholds]
    thresholds += [limit for item in rules.periodic.item for limit in item.thresholds]
    counts = [limit.users for limit in thresholds if limit.users]
    times = {limit.duration for limit in thresholds if limit.duration}
    times.add(rules.serious.critical_facility.duration)
    open_times = [timedelta(), *(time + d for time in times for d in (-SECOND, timedelta()))]

    def spans(period: dict[str, Any]) -> list[timedelta]:
        if period.get("end"):
            return [lasted(period)]
        if at:
            return [lasted({**period, "end": at})]
        return open_times

    def both(value: bool | None) -> tuple[bool, ...]:
        return (True, False) if value is None else (value,)

    each_impact = []
    for impact in incident["impacts"]:
        service = impact["service"]
        kinds = [service["kind"]]
        carries = service["kind"] in ("messaging", "internet_other")
        if carries and service.get("voice_calls") is not False:
            kinds.append("voice, without emergency calls")  # whether it is voice is open
        traits = product(
            kinds,
            both(service["emergency_calls"]),
            both(service["paid"]),
            values(service.get("monthly_users"), rules.serious.limits()),
        )
        counted = [True]
        if incident["facility"] == "telecom":
            counted = [not each for each in both(impact.get("supplementary", False))]
        each_impact.append(
            list(product(traits, values(impact["users"], counts), spans(impact), counted))
        )
    failed: list[Any] = [None]
    if critical := incident.get("critical_facility"):
        by = critical.get("installed_by")
        carriers = [True, False] if by is None else [by != "not_carrier"]
        failed = list(product(spans(critical), carriers))
    for impacts, item_2, minor in product(
        product(*each_impact), failed, both(incident.get("minor", False))
    ):
        yield [each[:3] for each in impacts if each[3]], item_2, minor


def reached(limit: Threshold, users: int, time: timedelta) -> bool:
    return users >= (limit.users or 0) and time >= (limit.duration or timedelta())


Place = tuple[str, str | None]
"""The provision and the row."""


def plain(
    rules: RuleSet, facility: str, impacts: list[Any], item_2: Any, minor: bool, *, towers: bool
) -> tuple[str, frozenset[tuple[Place, Threshold | None]]]:
    """The grade and the thresholds that are met, by nothing but comparisons with the rule data."""
    met: set[tuple[Place, Threshold | None]] = set()
    if facility == "telecom":
        for traits, users, time in impacts:
            kind, calls, *others = traits
            if kind == "voice, without emergency calls":
                kind, calls = "voice", False
            row = next(
                each for each in rules.serious.row if each.service.takes(kind, calls, *others)
            )
            met |= {
                (("item 1", row.number), limit)
                for limit in row.thresholds
                if reached(limit, users, time)
            }
        time, own = item_2 or (timedelta(), False)
        if own and time >= rules.serious.critical_facility.duration:
            met.add((("item 2", None), None))
    serious = bool(met)
    if towers:  # 施行規則第54条の17: nothing else is reported
        return "serious" if serious else "none", frozenset(met)
    (item,) = (each for each in rules.periodic.item if each.facility == facility)
    for limit in item.thresholds:
        if any(reached(limit, users, time) for _, users, time in impacts):
            met.add((("periodic", item.number), limit))
    periodic = any(place == "periodic" for (place, _), _ in met)
    grade = "serious" if serious else "periodic" if periodic and not minor else "none"
    return grade, frozenset(met)


def citations(rules: RuleSet, places: set[Place]) -> list[dict[str, str | None]]:
    """Write places as citations, in the order of the law."""
    table, item_2 = rules.serious.table_item, rules.serious.critical_facility.item
    order = [(("item 1", row.number), rules.serious_place, table) for row in rules.serious.row]
    order.append((("item 2", None), rules.serious_place, item_2))
    for each in rules.periodic.item:
        order.append((("periodic", each.number), rules.periodic_place, each.number))
    return [
        {**asdict(stands), "item": item, "row": place[1] if place[0] == "item 1" else None}
        for place, stands, item in order
        if place in places
    ]


def is_plain(case: Case) -> bool:
    """Whether no reading is open: one impact, or two in different rows."""
    impacts = case["incident"].get("impacts", [])
    single = all("periods" not in impact for impact in impacts)
    if case["id"].endswith("/first-day/maybe-critical"):
        return False  # which rules hold is open
    return single and (len(impacts) < 2 or "/pair/" in case["id"])


@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
def test_a_plain_comparison_gives_the_same(rules: RuleSet, cases: dict[str, Case]) -> None:
    """At least the TIME of the row, and at least the NUMBER of the row."""
    tried = 0
    for case in cases.values():
        if case["task"] != "judge" or case["expected"]["rules"] != rules.id or not is_plain(case):
            continue
        tried += 1
        facility, towers = case["incident"]["facility"], "reporter" in case["incident"]
        found = {plain(rules, facility, *each, towers=towers) for each in worlds(case, rules)}
        expected = case["expected"]
        grades = {grade for grade, _ in found}
        order = [grade for grade in ("none", "periodic", "serious") if grade in grades]
        assert expected["possible"] == order, case["id"]
        assert [expected["at_least"], expected["at_most"]] == [order[0], order[-1]]
        assert expected["grade"] == (order[0] if len(order) == 1 else None)
        sure = frozenset.intersection(*(met for _, met in found))
        assert expected["citations"] == citations(rules, {place for place, _ in sure}), case["id"]
        rows = [each["row"] for each in expected["citations"] if each["row"]]
        assert expected["rows"] == rows
    assert tried > (80 if rules in OF_TOWERS else 150)


def near_miss_worlds(facts: dict[str, Any], version: NearMissVersion) -> Iterator[dict[str, Any]]:
    """All that the facts of a near-miss may be, as far as the rule tells it apart."""
    flags = ("planned", "within_specification", "disaster")
    told = dict.fromkeys(flags, False) | facts
    choices: dict[str, Any] = dict.fromkeys(["commercial", "noticed", *flags], (True, False))
    choices["part"] = [*version.parts_excluded, "other"]
    choices["function"] = [version.functions[0], "other"]
    choices["event"] = [*(each.event for each in version.event), "other"]
    choices["decline_or_damage"] = (True, False) if "critical_facility" in facts else (False,)
    open_to = {
        name: found if told.get(name) is None else [told[name]] for name, found in choices.items()
    }
    open_to["installer_users"] = values(facts.get("installer_users"), [version.users])
    open_to["prefectures"] = values(facts.get("prefectures"), [version.prefectures])
    for world in product(*open_to.values()):
        yield dict(zip(open_to, world, strict=True))


def items_met(world: dict[str, Any], version: NearMissVersion) -> frozenset[str]:
    """The items of Art. 58-2 that exact facts meet, limb by limb."""
    listed = [each for each in version.event if each.event == world["event"]]
    limbs = [
        world["commercial"] and world["installer_users"] >= version.users,
        world["prefectures"] >= version.prefectures,
        world["part"] not in version.parts_excluded,
        world["function"] in version.functions,
        any(not each.unless_noticed or not world["noticed"] for each in listed),
        not world["planned"],
        not world["within_specification"],
        not world["disaster"] or any(each.despite_disaster for each in listed),
    ]
    network = {version.network_item} if all(limbs) else set()
    return frozenset(network | ({version.critical_item} if world["decline_or_damage"] else set()))


def test_a_plain_comparison_gives_the_same_near_misses(cases: dict[str, Case]) -> None:
    """Item 1 asks for all of イ to ヘ; item 2 stands by itself."""
    tried = 0
    for case in cases.values():
        if case["task"] != "near_miss":
            continue
        facts = case["near_miss"]
        day = date.fromisoformat(facts["occurred_on"])
        rules = max((each for each in rulesets() if each.in_force <= day), key=lambda r: r.in_force)
        version = rules.near_miss
        if version is None:
            assert case["expected"] == {"met": "no", "rules": rules.id, "items": []}
            continue
        found = {items_met(world, version) for world in near_miss_worlds(facts, version)}
        met = "yes" if all(found) else "undecided" if any(found) else "no"
        sure = sorted(frozenset.intersection(*found))
        assert case["expected"] == {"met": met, "rules": rules.id, "items": sure}, case["id"]
        tried += 1
    assert tried > 300


@pytest.mark.parametrize("task", ["deadline", "duties"])
def test_deadlines_follow_from_the_days_that_the_case_tells(
    task: str, cases: dict[str, Case]
) -> None:
    """A deadline that falls on a closed day moves to the next open day."""
    tried = 0
    for case in cases.values():
        if case["task"] != task:
            continue
        holidays = {date.fromisoformat(each) for each in case["holidays"]}
        assert all(jpholiday.is_holiday(day) and day.weekday() < 5 for day in holidays)
        for due in [case["expected"]] if task == "deadline" else case["expected"]["duties"]:
            if due["last_day"] is None:
                continue
            day = last = date.fromisoformat(due["last_day"])
            while (
                day.weekday() > 4
                or day in holidays
                or (day.month, day.day) >= (12, 29)
                or (day.month, day.day) <= (1, 3)
            ):
                day += timedelta(days=1)
            assert due["due"] == str(day)
            tried += 1
            if "days" in case:
                assert last - date.fromisoformat(case["from"]) == timedelta(days=case["days"])
            elif "months" in case:
                after = date.fromisoformat(case["from"]) + timedelta(days=1)
                end = last + timedelta(days=1)
                months = 12 * (end.year - after.year) + end.month - after.month
                assert (after.day, end.day, months) == (1, 1, case["months"])
    assert tried > 150


def test_every_sort_of_closed_day_is_met(cases: dict[str, Case]) -> None:
    sorts = {"open", "saturday", "sunday", "holiday", "year_end"}
    found = {case["about"]["why"] for case in cases.values() if case["task"] == "deadline"}
    assert found == {f"the last day is {each}" for each in sorts}
    for task in ("days", "months"):
        assert any(name.startswith(f"deadline/{task}/") for name in cases)


# A wrong law is caught


def answered(
    case: Case, incident: Incident | None, rules: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """Answer a case by a rule set of one's own."""
    if incident is not None:
        at = case["at"] and datetime.fromisoformat(case["at"])
        verdict = judge(incident, rules=rules, at=at)
        if case["task"] == "judge":
            return answer_of(verdict)
        known = case.get("known_at")
        told = duties(verdict, known_at=datetime.fromisoformat(known) if known else None)
    elif case["task"] == "near_miss":
        return near_miss_answer(
            judge_near_miss(near_miss_from_wire(case["near_miss"]), rules=rules)
        )
    else:
        reason = case["reason"]
        other = OtherReason(
            reason["reason"],
            date.fromisoformat(reason["day"]),
            users=users_of(reason["users"]),
            to_foreign_government=reason["to_foreign_government"],
            designated=reason["designated"],
        )
        monkeypatch.setattr(import_module("jikorules.reporting.duties"), "ruleset", lambda _: rules)
        told = duties(other)
    dues = [
        [duty.report, duty.form, duty.deadline and str(duty.deadline.last_day), duty.is_certain]
        for duty in told
        if duty.is_law
    ]
    right = [
        [each["report"], each["form"], each["last_day"], each["certain"]]
        for each in case["expected"]["duties"]
    ]
    return case["expected"] if dues == right else {}


def users_of(told: Any) -> Bounds[int]:
    if type(told) is int:
        return Bounds.exact(told)
    return Bounds.unknown() if told is None else Bounds(told["at_least"], told["at_most"])


def nudged(limit: Threshold) -> Iterator[Threshold]:
    """A threshold with one user or one minute more or less."""
    if limit.users is not None:
        yield evolve(limit, users=limit.users + 1)
        yield evolve(limit, users=limit.users - 1)
    if limit.duration is not None:
        yield evolve(limit, minutes=limit.minutes + 1)
        yield evolve(limit, minutes=limit.minutes - 1)


def replaced(items: tuple[Any, ...], i: int, item: Any) -> tuple[Any, ...]:
    return (*items[:i], item, *items[i + 1 :])


def wrong_rows(rules: RuleSet) -> Iterator[tuple[str, RuleSet]]:
    serious = rules.serious
    for i, row in enumerate(serious.row):
        for j, limit in enumerate(row.thresholds):
            for other in nudged(limit):
                changed = evolve(row, thresholds=replaced(row.thresholds, j, other))
                table = evolve(serious, row=replaced(serious.row, i, changed))
                yield str(changed), evolve(rules, serious=table)


def wrong_tables(rules: RuleSet) -> Iterator[tuple[str, RuleSet]]:
    serious = rules.serious
    for i, row in enumerate(serious.row):
        monthly = row.service.monthly_users
        if monthly is not None:
            for by in (-1, 1):
                changed = evolve(row, service=evolve(row.service, monthly_users=monthly + by))
                table = evolve(serious, row=replaced(serious.row, i, changed))
                yield str(changed), evolve(rules, serious=table)
    for hours in (1, 3):
        rule = evolve(serious.critical_facility, hours=hours)
        yield str(rule), evolve(rules, serious=evolve(serious, critical_facility=rule))


def wrong_periodic(rules: RuleSet) -> Iterator[tuple[str, RuleSet]]:
    periodic = rules.periodic
    for i, item in enumerate(periodic.item):
        for j, limit in enumerate(item.thresholds):
            for other in nudged(limit):
                changed = evolve(item, thresholds=replaced(item.thresholds, j, other))
                rule = evolve(periodic, item=replaced(periodic.item, i, changed))
                yield str(changed), evolve(rules, periodic=rule)
    for months in (1, 3):
        way = evolve(periodic.reports, due_months=months)
        yield str(way), evolve(rules, periodic=evolve(periodic, reports=way))


def wrong_reports(rules: RuleSet) -> Iterator[tuple[str, RuleSet]]:
    reports = rules.reports
    for i, report in enumerate(reports.report):
        if report.reason is Reason.NEAR_MISS:
            continue  # the duties of near-misses are no part of the pack
        found = [evolve(report, detailed_days=report.detailed_days + by) for by in (-1, 1)]
        most = report.more_users_than
        if most is not None:
            found += [evolve(report, more_users_than=most + by) for by in (-1, 1)]
        for changed in found:
            rule = evolve(reports, report=replaced(reports.report, i, changed))
            yield str(changed), evolve(rules, reports=rule)


def wrong_tower_providers(rules: RuleSet) -> Iterator[tuple[str, RuleSet]]:
    rule = rules.tower_providers
    if rule is None:
        return
    found = [evolve(rule, detailed_days=rule.detailed_days + by) for by in (-1, 1)]
    for other in (*found, evolve(rule, form="様式第50の3")):
        yield str(other), evolve(rules, tower_providers=other)


def wrong_near_misses(rules: RuleSet) -> Iterator[tuple[str, RuleSet]]:
    rule = rules.near_miss
    if rule is None:
        return
    found = [
        evolve(rule, **{name: getattr(rule, name) + by})
        for name in ("users", "prefectures")
        for by in (-1, 1)
    ]
    for name in ("parts_excluded", "functions", "event"):
        listed = getattr(rule, name)
        found += [evolve(rule, **{name: listed[:i] + listed[i + 1 :]}) for i in range(len(listed))]
    for i, each in enumerate(rule.event):
        for changed in (
            evolve(each, unless_noticed=not each.unless_noticed),
            evolve(each, despite_disaster=not each.despite_disaster),
        ):
            found.append(evolve(rule, event=replaced(rule.event, i, changed)))
    for other in found:
        yield str(other), evolve(rules, near_miss=other)


@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
def test_a_number_of_the_law_that_is_off_by_one_is_caught(
    rules: RuleSet,
    cases: dict[str, Case],
    incidents: dict[str, Incident],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = [
        (case, incidents.get(name))
        for name, case in cases.items()
        if case["task"] != "deadline" and case["expected"]["rules"] == rules.id
        # under one rule set alone, these have another answer: which rules hold is open
        if name not in incidents or not judge(incidents[name]).alternatives
    ]
    own.sort(key=lambda each: len(each[0]["id"]))  # the plainest first, which mostly tell

    def is_caught(law: RuleSet) -> bool:
        return any(answered(*each, law, monkeypatch) != each[0]["expected"] for each in own)

    assert not is_caught(rules)
    wrong = [wrong_rows, wrong_periodic, wrong_reports, wrong_tower_providers]
    if rules not in OF_TOWERS:
        wrong += [wrong_tables, wrong_near_misses]
    for name, law in chain(*(of(rules) for of in wrong)):
        assert is_caught(law), name


# The runner


def right(made: dict[str, Any]) -> list[str]:
    return [json.dumps({"id": each["id"], **each["expected"]}) + "\n" for each in made["cases"]]


def test_a_line_holds_the_case_without_its_answer(made: dict[str, Any]) -> None:
    asked = [json.loads(line) for line in lines()]
    hidden = ("about", "expected")
    assert asked == [{k: v for k, v in each.items() if k not in hidden} for each in made["cases"]]


def test_the_written_pack_is_the_pack(made: dict[str, Any]) -> None:
    assert json.loads("\n".join(written(made))) == made


def test_right_answers_have_no_difference(made: dict[str, Any]) -> None:
    assert check(reversed(right(made))) == []
    noted = [json.dumps({**json.loads(line), "note": 1}) for line in right(made)]
    assert check(["\n", *noted, ""]) == []


CASE: Case = {
    "id": "a/at",
    "about": {"why": "at the limit", "provisions": []},
    "expected": {"grade": None, "possible": ["none", "serious"], "certain": True},
}
RIGHT = '{"id": "a/at", "grade": null, "possible": ["none", "serious"], "certain": true}'


def found(*answers: str) -> list[WrongAnswer]:
    return differences([CASE], answers)


def test_the_right_answer_is_right() -> None:
    assert found(RIGHT) == []
    assert found(RIGHT + "\r\n") == []


@pytest.mark.parametrize(
    ("old", "new", "key", "given"),
    [
        ("null", '"none"', "grade", "none"),
        ("null", "false", "grade", False),
        ('"none", "serious"', '"serious", "none"', "possible", ["serious", "none"]),
        ("true", "1", "certain", 1),
    ],
)
def test_another_answer_is_named_with_both(old: str, new: str, key: str, given: Any) -> None:
    (wrong,) = found(RIGHT.replace(old, new))
    assert wrong.wrong is Wrong.DIFFERENT
    assert (wrong.id, wrong.line, wrong.why) == ("a/at", 1, "at the limit")
    assert wrong.expected == {key: CASE["expected"][key]}
    assert isinstance(wrong.given, dict)
    assert json.dumps(wrong.given) == json.dumps({key: given})


def test_another_answer_to_a_near_miss_is_named_with_both(made: dict[str, Any]) -> None:
    name = "2026-04-01/near-miss/item-2/satellite/loss-yes/item-1"
    answers = {json.loads(line)["id"]: line for line in right(made)}
    answers[name] = answers[name].replace('["1", "2"]', '["2"]')
    (wrong,) = check(answers.values())
    assert (wrong.wrong, wrong.id) == (Wrong.DIFFERENT, name)
    assert (wrong.expected, wrong.given) == ({"items": ["1", "2"]}, {"items": ["2"]})


def test_a_key_that_is_missing_is_a_difference() -> None:
    (wrong,) = found(RIGHT.replace('"grade": null, ', ""))
    assert (wrong.wrong, wrong.expected, wrong.given) == (Wrong.DIFFERENT, {"grade": None}, {})


def test_missing_extra_and_repeated_answers_are_named() -> None:
    (missing,) = found()
    assert (missing.wrong, missing.id, missing.line) == (Wrong.MISSING, "a/at", None)
    (extra,) = found(RIGHT, '{"id": "b"}')
    assert (extra.wrong, extra.id, extra.line) == (Wrong.EXTRA, "b", 2)
    (repeated,) = found(RIGHT, RIGHT)
    assert (repeated.wrong, repeated.id, repeated.line) == (Wrong.REPEATED, "a/at", 2)


@pytest.mark.parametrize(
    "line",
    [
        "no JSON",
        "[]",
        "3",
        '{"grade": null}',
        '{"id": 7}',
        '{"id": ["a/at"]}',
        '{"id": "a/at", "grade": null, "grade": "none"}',
        '{"id": "a/at", "grade": ' + "9" * 5000 + "}",
        "[" * 100_000,
    ],
)
def test_an_unreadable_line_is_named(line: str) -> None:
    wrong, missing = found(line)
    assert (wrong.wrong, wrong.id, wrong.line) == (Wrong.UNREADABLE, "", 1)
    assert isinstance(wrong.given, str)
    assert wrong.given
    assert missing.wrong is Wrong.MISSING


def test_every_difference_is_told_in_both_languages() -> None:
    other = RIGHT.replace("null", '"none"')
    told = found(other, other, '{"id": "b"}', "?") + found()
    assert {each.wrong for each in told} == set(Wrong)
    assert (
        "\n".join(each.text("en") for each in told)
        == """\
a/at: another answer (line 1)
  case: at the limit
  expected {"grade": null}
  given {"grade": "none"}
a/at: a second answer to the case (line 2)
  case: at the limit
b: an answer to no case of the pack (line 3)
a line that cannot be read (line 4)
  given "'?'"
a/at: no answer
  case: at the limit
  expected {"grade": null, "possible": ["none", "serious"], "certain": true}"""
    )
    assert "\n".join(each.text() for each in told).count("（") == 4


ENVIRONMENTS = [
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LANG": "C"},
    {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LANG": "ja_JP.UTF-8"},
]


def test_the_same_version_gives_the_same_bytes_everywhere(made: dict[str, Any]) -> None:
    code = "import sys; from jikorules.proof.boundaries import pack, written\n"
    code += "sys.stdout.buffer.write('\\n'.join(written(pack())).encode())"
    for environment in ENVIRONMENTS:
        run: Callable[..., Any] = subprocess.run
        done = run(
            [sys.executable, "-c", code],
            env=os.environ | environment,
            capture_output=True,
            check=True,
        )
        assert done.stdout == "\n".join(written(made)).encode()
