"""Answers that were pickled or copied are the same answers, in this process and in another."""

import copy
import pickle
import subprocess
import sys
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from support.strategies import incidents

from jikorules import (
    JAPAN,
    History,
    Impact,
    Incident,
    NearMiss,
    Period,
    Service,
    duties,
    judge,
    judge_near_miss,
    outlook,
    replay,
    ruleset,
    rulesets,
)

START = datetime(2026, 5, 10, 1, tzinfo=JAPAN)
RUNNING = Incident([Impact(Service("voice", emergency_calls=True), 30_000, Period(START))])
NOW = START + timedelta(minutes=50)
ANSWERS = {
    "verdict": judge(RUNNING, at=NOW),
    "outlook": outlook(RUNNING, NOW),
    "history": History().look(START, RUNNING).look(NOW, RUNNING),
    "replay": replay([RUNNING], ["H31", "2026-04-01"], NOW)[0],
    "near-miss": judge_near_miss(NearMiss(date(2026, 5, 10), event="fire")),
    "duties": duties(judge(RUNNING, at=NOW)),
    "rules": ruleset("H31"),
}


def pickled(answer: Any) -> Any:
    return pickle.loads(pickle.dumps(answer))


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, pickled])
def test_a_copy_is_equal_and_hashes_alike(name: str, copied: Any) -> None:
    answer = ANSWERS[name]
    assert copied(answer) == answer
    assert hash(copied(answer)) == hash(answer)


@settings(max_examples=50)
@given(incidents())
def test_any_verdict_survives(incident: Incident) -> None:
    verdict = judge(incident)
    again = pickled(verdict)
    assert again == verdict
    assert hash(again) == hash(verdict)
    assert judge(again.incident) == verdict


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_of_another_process_is_the_same(name: str) -> None:
    """Texts hash otherwise there: a hash that was kept would not fit."""
    hash(ANSWERS[name])
    code = (
        "import pickle, sys; answer = pickle.load(sys.stdin.buffer); hash(answer); "
        "sys.stdout.buffer.write(pickle.dumps(answer))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps(ANSWERS[name]),
        env={"PYTHONHASHSEED": "1"},
        capture_output=True,
        check=True,
    )
    again = pickle.loads(done.stdout)
    assert again == ANSWERS[name]
    assert hash(again) == hash(ANSWERS[name])
    assert again in {ANSWERS[name]}


def test_rule_sets_are_equal_only_if_they_say_the_same() -> None:
    assert len({*rulesets()}) == len(rulesets())
    one = ruleset("H31")
    assert one != evolve(one, until=None)
