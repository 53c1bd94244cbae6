"""How fast is it? 100,000 incidents, beside a hand-written ladder of ifs and a rules engine.

Ordinary test runs leave all of it out but the agreement of the three. To measure:

    pytest tests/benchmarks --benchmark-only

The table is that of pytest-benchmark, each contender by itself. The ratios below it, which are
held against the bounds that the library promises, come from rounds in which the contenders take
turns, so that a machine that is busy for a while slows all of them.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from support.by_hand import grade_by_hand, zen_evaluate
from support.timing import Pass, Ratio, Summary, best_in_turns, record

from jikorules import (
    JAPAN,
    Bounds,
    CriticalFacility,
    Grade,
    Impact,
    Incident,
    Overlap,
    Period,
    Service,
    Verdict,
    from_wire,
    judge,
    outlook,
    to_wire,
)
from jikorules.judgement.changes.questions import questions

INCIDENTS = 100_000
STARTS = 30  # of each of the two fresh processes


class Case(NamedTuple):
    """An incident as plain values: what a hand-written rule or a rules engine is given."""

    kind: str
    emergency_calls: bool
    paid: bool
    seconds: int
    users: int


def cases(count: int) -> Iterator[Case]:
    """Give incidents on both sides of every limit of the table, some of them right on it."""
    chance = random.Random(20190401)  # noqa: S311
    kinds = ("voice", "lpwa", "internet_access", "email", "messaging", "internet_other", "other")
    for _ in range(count):
        aside = chance.choice((-1, 0, 1, chance.randrange(-3_000, 3_000)))
        more = chance.choice((-1, 0, 1, chance.randrange(-20_000, 20_000)))
        yield Case(
            chance.choice(kinds),
            chance.random() < 0.5,
            chance.random() < 0.5,
            3600 * chance.choice((1, 2, 12, 24)) + aside,
            chance.choice((30_000, 100_000, 1_000_000)) + more,
        )


def documents(those: list[Case]) -> Iterator[dict[str, Any]]:
    """Give the same incidents on the wire, all under the table of 2019-04-01."""
    chance = random.Random(20230601)  # noqa: S311
    first = datetime(2019, 4, 1, tzinfo=JAPAN)
    minutes = (datetime(2023, 6, 1, tzinfo=JAPAN) - first) // timedelta(minutes=1)
    for case in those:
        start = first + timedelta(minutes=chance.randrange(minutes))
        traits: dict[str, Any] = {}
        if case.kind == "voice":
            traits = {"emergency_calls": case.emergency_calls}
        elif case.kind in ("messaging", "internet_other"):
            traits = {"voice_calls": False}
        impact = {
            "service": {"kind": case.kind, **traits, "paid": case.paid},
            "users": case.users,
            "start": start.isoformat(),
            "end": (start + timedelta(seconds=case.seconds)).isoformat(),
        }
        yield {"impacts": [impact]}


def assert_agreement(those: list[Case]) -> None:
    """Assert that the library, the hand-written rule and the rules engine answer alike."""
    evaluate = zen_evaluate()
    for case, document in zip(those, documents(those), strict=True):
        verdict = judge(from_wire(document))
        hits = evaluate("serious", case._asdict())["result"]
        assert verdict.rules.id == "2019-04-01"
        assert verdict.grade is Grade(grade_by_hand(*case)), case
        assert list(verdict.rows) == list(dict.fromkeys(hit["row"] for hit in hits)), case


def test_contenders_agree() -> None:
    assert_agreement(list(cases(1_000)))


def through_json(document: dict[str, Any]) -> dict[str, Any]:
    return to_wire(judge(from_wire(document)))


def through_json_met(document: dict[str, Any]) -> dict[str, Any]:
    return to_wire(judge(from_wire(document)), findings="met")


def through_json_text(text: str) -> str:
    return json.dumps(through_json(json.loads(text)), ensure_ascii=False)


def over(function: Callable[..., object], *arguments: Iterable[Any]) -> Pass:
    """Give a pass that calls a function for all incidents, with as little around it as can be."""
    return lambda: deque(map(function, *arguments), maxlen=0)


@pytest.fixture(scope="module")
def passes() -> dict[str, Pass]:
    """Give, for each contender, one pass over all incidents, made ready beforehand."""
    those = list(cases(INCIDENTS))
    assert_agreement(those[:5_000])
    wire = list(documents(those))
    contexts = [case._asdict() for case in those]
    table, traced = repeat("serious"), repeat({"trace": True})
    evaluate = zen_evaluate()
    return {
        "ifelse": over(grade_by_hand, *zip(*those, strict=True)),
        "zen": over(evaluate, table, contexts),
        "zen_trace": over(evaluate, table, contexts, traced),
        "judge": over(judge, [from_wire(document) for document in wire]),
        "json": over(through_json, wire),
        "json_met": over(through_json_met, wire),
        "json_text": over(through_json_text, [json.dumps(document) for document in wire]),
    }


@pytest.mark.benchmark(group=f"{INCIDENTS:,} incidents")
@pytest.mark.parametrize(
    "name", ["ifelse", "zen", "zen_trace", "judge", "json", "json_met", "json_text"]
)
def test_speed(name: str, passes: dict[str, Pass], benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(passes[name], rounds=3)  # type: ignore[no-untyped-call]


def running(count: int) -> Iterator[tuple[Incident, datetime]]:
    """Give accidents that still run: three impacts each, some users known and some not."""
    chance = random.Random(20260401)  # noqa: S311
    start = datetime(2026, 5, 1, tzinfo=JAPAN)
    services = (
        Service("voice", emergency_calls=True),
        Service("internet_access"),
        Service("email", paid=True),
    )
    for _ in range(count):
        began = start + timedelta(minutes=chance.randrange(100_000))
        users = [chance.choice((None, chance.randrange(200_000))) for _ in services]
        impacts = [
            Impact(service, number, Period(began))
            for service, number in zip(services, users, strict=True)
        ]
        yield Incident(impacts), began + timedelta(minutes=chance.randrange(59))


# It measures by itself, and asks for the fixture only to be run when benchmarks are.
@pytest.mark.filterwarnings("ignore:Benchmark fixture was not used")
@pytest.mark.usefixtures("benchmark")
def test_promised_ratios(
    passes: dict[str, Pass], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    names = ("ifelse", "zen", "zen_trace", "judge", "json", "json_met")
    seconds = best_in_turns({name: passes[name] for name in names})
    imports = {
        "import": "import jikorules",
        "use": "from jikorules import from_wire, judge, to_wire",
        "peers": "import attrs, cattrs",
    }
    seconds |= best_in_turns(
        {name: fresh(code, tmp_path) for name, code in imports.items()}, STARTS
    )
    still = list(running(2_000))
    looks = [(incident, now, outlook(incident, now)) for incident, now in still]
    seconds |= best_in_turns(
        {
            "judge_three": lambda: [judge(incident, at=now) for incident, now in still],
            "outlook": lambda: [outlook(incident, now) for incident, now in still],
            "refresh": lambda: [outlook(i, now, before=last) for i, now, last in looks],
        }
    )
    ratios = [
        Ratio(
            "outlook / judge, three running impacts",
            seconds["outlook"] / seconds["judge_three"],
            5.0,
        ),
        # A monitoring loop is to refresh ten thousand running accidents a second on any machine.
        Ratio("10,000 outlooks carried on / 1 s", seconds["refresh"] / len(looks) * 10_000, 1.0),
        Ratio("outlook carried on / judge", seconds["refresh"] / seconds["judge_three"], 1.2),
        Ratio("judge / zen without trace", seconds["judge"] / seconds["zen"], 1.0),
        # Both are given data as JSON has it, and give such data with the reasons. Of the time a
        # third goes into reading the facts, and half into new data of twelve findings.
        Ratio("json / zen with trace", seconds["json"] / seconds["zen_trace"], 2.5),
        Ratio("json, met alone / zen with trace", seconds["json_met"] / seconds["zen_trace"]),
        Ratio("json / judge", seconds["json"] / seconds["judge"]),
        Ratio("zen without trace / ifelse", seconds["zen"] / seconds["ifelse"]),
        Ratio("import / import of attrs and cattrs", seconds["import"] / seconds["peers"], 1.3),
        # Names are loaded when first used: this is what a program pays that uses them.
        Ratio("the same with the names in use", seconds["use"] / seconds["peers"], 1.5),
    ]
    times = [
        *(f"{name} {seconds[name] / INCIDENTS * 1e6:.2f} us" for name in passes if name in seconds),
        *(f"{code} {seconds[name] * 1e3:.0f} ms" for name, code in imports.items()),
    ]
    lines = ["; ".join(times), *map(str, ratios)]
    record(request, ratios)
    request.config.pluginmanager.register(Summary(lines))
    assert not [str(ratio) for ratio in ratios if not ratio.is_kept]


SERVICES = (
    Service("voice"),
    Service("voice", emergency_calls=True),
    Service("voice", emergency_calls=False),
    Service("internet_access", paid=True),
    Service("internet_access"),
    Service("email"),
    Service("email", paid=True),
    Service("messaging", paid=False, monthly_users=12_000_000),
    Service("messaging", paid=True, voice_calls=False),
    Service("internet_other", paid=False),
    Service("lpwa"),
    Service("other"),
)


def undecided(count: int) -> Iterator[Verdict]:
    """Give verdicts as they stand on the night itself: much is not known, and nothing is settled.

    One to three impacts, of which the users, the end, the service, whether it was a supplementary
    function, and how the users overlap may be unknown; under every rule set, some on its first day.
    """
    chance = random.Random(20260530)  # noqa: S311
    days = ["2012-05-01", "2016-07-01", "2019-04-01", "2022-07-02", "2023-06-16", "2024-02-01"]
    begins = [datetime.fromisoformat(f"{day}T00:30+09:00") for day in (*days, "2026-04-01")]
    lasted = (40, 70, 130, 200, 300, 800)
    while count:
        begin, impacts = chance.choice(begins), list[Impact]()
        for _ in range(chance.choice((1, 1, 2, 2, 3))):
            start = begin + timedelta(minutes=chance.choice((0, 0, 0, 10, 45)))
            end = chance.choice((None, None, start + timedelta(minutes=chance.choice(lasted))))
            users = chance.choice(
                (
                    None,
                    None,
                    chance.randrange(1_000, 150_000),
                    Bounds.at_least(chance.choice((500, 10_000, 25_000))),
                    Bounds.between(20_000, chance.choice((35_000, 120_000))),
                )
            )
            is_supplementary = chance.choice((False,) * 8 + (None,))
            service = chance.choice(SERVICES)
            impacts.append(
                Impact(service, users, Period(start, end), supplementary=is_supplementary)
            )
        satellite = CriticalFacility("satellite", Period(begin))
        incident = Incident(
            impacts,
            overlap=chance.choice((Overlap.UNKNOWN, Overlap.UNKNOWN, *Overlap)),
            minor=chance.choice((False,) * 8 + (None,)),
            critical_facility=satellite if chance.random() < 0.05 else None,
        )
        at = begin + timedelta(minutes=chance.choice((50, 100, 190)))
        verdict = judge(incident, at=at if chance.random() < 0.5 else None)
        if verdict.grade is None:
            count -= 1
            yield verdict


def questions_to_judge(verdict: Verdict) -> float:
    """Give how many times as long it takes to ask as to judge."""

    def ask() -> object:
        return questions(verdict)

    def judge_again() -> object:
        return judge(verdict.incident, at=verdict.at)

    passes = {"questions": ask, "judge": judge_again}
    seconds = best_in_turns(passes, timer=time.process_time)
    return seconds["questions"] / seconds["judge"]


@pytest.mark.filterwarnings("ignore:Benchmark fixture was not used")
@pytest.mark.usefixtures("benchmark")
def test_questions_cost_what_is_promised(request: pytest.FixtureRequest) -> None:
    ratios = sorted(questions_to_judge(verdict) for verdict in undecided(400))
    start = datetime(2026, 5, 1, tzinfo=JAPAN)
    services = [Service("voice", name=str(i)) for i in range(1_000)]
    many = judge(Incident([Impact(service, None, Period(start)) for service in services]))
    took = best_in_turns({"many": lambda: questions(many)}, 3)["many"]
    lines = [
        Ratio("questions / judge, least", ratios[0]),
        Ratio("questions / judge, median", statistics.median(ratios)),
        Ratio("questions / judge, 99 of 100", ratios[len(ratios) * 99 // 100], 20.0),
        # A few in a thousand have hundreds of combinations that differ: see docs/speed.md.
        Ratio("questions / judge, most", ratios[-1]),
        Ratio("questions on 1,000 unknown impacts / 0.3 s", took / 0.3, 1.0),
    ]
    record(request, lines)
    request.config.pluginmanager.register(Summary([*map(str, lines)]), "questions")
    assert not [str(ratio) for ratio in lines if not ratio.is_kept]


def fresh(code: str, compiled: Path) -> Pass:
    """Run code in a process of its own; as after an installation, all that it loads is compiled."""
    environ = {**os.environ, "PYTHONPYCACHEPREFIX": str(compiled)}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return lambda: subprocess.run([sys.executable, "-c", code], check=True, env=environ)
