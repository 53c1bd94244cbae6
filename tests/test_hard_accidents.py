"""Accidents that are accepted and hard: each answer within a second and 200 MB, whatever it takes.

`docs/threat-model.md` makes the promise. What grows with what is told there as well.
"""

import json
import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from support.measured import MEGABYTES, SECOND, run

from jikorules import (
    JAPAN,
    Incident,
    duties,
    from_wire,
    judge,
    paragraph,
    questions,
    replay,
    to_wire,
    tree,
)
from jikorules.judgement.changes.outlook import outlook
from jikorules.reporting.forms.draft import draft

BEGIN = datetime(2026, 5, 10, 1, 0, tzinfo=JAPAN)
NOW = BEGIN + timedelta(hours=1)
KINDS = ["voice", "internet_other", "email", "messaging", "other", "lpwa", "internet_access"]
MOST = 990
"""Impacts: with what is told of each, as many as one document may hold."""


def impact(
    k: int, *, kinds: int, ended: bool, known: bool, sure: bool, years: bool
) -> dict[str, Any]:
    """Give the facts of one impact of many."""
    start = BEGIN + timedelta(seconds=3 * k)
    if years:
        start = start.replace(year=2026 - k % 15, month=3 + k % 2)
    service: dict[str, Any] = {"kind": KINDS[k % kinds], "name": str(k)}
    made: dict[str, Any] = {"service": service, "start": start.isoformat()}
    made["users"] = {"at_least": 1 + k % 50, "at_most": 20_000 + 7 * k}
    made["supplementary"] = False if sure else None
    if known:
        service |= {"emergency_calls": True, "paid": bool(k % 2)}
    if ended:
        made["end"] = (start + timedelta(minutes=50 + k % 20)).isoformat()
    return made


def hard(number: int, doubtful: int, overlap: str, **facts: Any) -> dict[str, Any]:
    """Give an accident with so many impacts, of which so many may not count."""
    impacts = [impact(k, sure=k >= doubtful, **facts) for k in range(number)]
    return {"id": "hard", "impacts": impacts, "overlap": overlap}


def accidents() -> Iterator[Any]:
    """Give accidents that are hard, each in a way of its own."""
    flags = (False, True)
    for number, doubtful in ((12, 12), (100, 12), (MOST, 0), (MOST, 12), (MOST, MOST)):
        for overlap, ended, known in product(("unknown", "disjoint"), flags, flags):
            for kinds, years in ((len(KINDS), False), (1 if known else len(KINDS), not known)):
                facts = {"kinds": kinds, "ended": ended, "known": known, "years": years}
                told = [f"{key}={value}" for key, value in facts.items()]
                name = "-".join([str(number), str(doubtful), overlap, *told])
                yield pytest.param(hard(number, doubtful, overlap, **facts), id=name)
    yield pytest.param(intermittent(3, 1000), id="1000-periods")
    yield pytest.param(intermittent(40, 80), id="40-of-80-periods")


def intermittent(number: int, periods: int) -> dict[str, Any]:
    """Give an accident whose impacts came and went so many times."""
    step = timedelta(minutes=3)
    spells = [
        {
            "start": (BEGIN - k * step).isoformat(),
            "end": (BEGIN - k * step + timedelta(minutes=2)).isoformat(),
        }
        for k in range(periods - 1, 0, -1)
    ]
    running = {"start": BEGIN.isoformat(), "end": None}
    impacts = [
        {
            "service": {"kind": KINDS[k % len(KINDS)], "name": str(k)},
            "users": {"at_least": 900 * k, "at_most": 90_000},
            "periods": [*spells, running],
            "supplementary": None,
        }
        for k in range(number)
    ]
    return {"id": "intermittent", "impacts": impacts}


ANSWERS: dict[str, Callable[[Incident], object]] = {
    "judge": judge,
    "questions": lambda incident: questions(judge(incident)),
    "outlook": lambda incident: outlook(incident, NOW),
    "to_wire": lambda incident: to_wire(judge(incident)),
    "tree": lambda incident: tree(judge(incident)),
    "paragraph": lambda incident: paragraph(judge(incident, at=NOW)),
    "duties": lambda incident: duties(judge(incident)),
    "draft": lambda incident: draft(judge(incident)),
    "replay": lambda incident: replay([incident], ["2026-04-01"])[0].differences(),
}


@pytest.mark.parametrize("document", [*accidents()])
def test_every_answer_is_given_within_a_second(document: dict[str, Any]) -> None:
    incident = from_wire(document)
    for name, answer in ANSWERS.items():
        begun = process_time()
        answer(incident)
        assert process_time() - begun < SECOND, name


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the memory of a process cannot be measured")
@pytest.mark.parametrize("overlap", ["unknown", "disjoint"])
@pytest.mark.parametrize("command", ["judge", "outlook", "duties", "replay"])
def test_the_commands_need_no_more(command: str, overlap: str, tmp_path: Path) -> None:
    """Time and memory beside what the command takes for a plain accident."""
    plain = hard(1, 0, overlap, kinds=1, ended=False, known=True, years=False)
    worst = hard(MOST, MOST, overlap, kinds=len(KINDS), ended=False, known=False, years=False)
    ran = []
    for document in (plain, worst):
        (tmp_path / "accident.json").write_text(json.dumps(document))
        rules = ["--rules", "2025-04-01,2026-04-01"] if command == "replay" else []
        ran.append(run(tmp_path, command, "accident.json", "--at", NOW.isoformat(), *rules))
    usual, took = ran
    assert (took.err, usual.err) == ("", "")
    assert took.seconds - usual.seconds < SECOND
    assert took.megabytes - usual.megabytes < MEGABYTES
