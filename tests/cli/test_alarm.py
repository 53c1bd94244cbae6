"""``judge --status``: the status tells the gravest answer, and never looks better than it is."""

import json
import re
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest
from support.places import ROOT
from support.running import (
    BROKEN,
    LEAK,
    NEAR_MISS,
    NO_NEAR_MISS,
    NONE,
    OPEN_NEAR_MISS,
    PERIODIC,
    RUNNING,
    SERIOUS,
    UNDECIDED,
    UNDECIDED_BELOW,
    minute,
)

from jikorules.cli import judging
from jikorules.cli.app import STATUSES, main

RANKS: list[tuple[int, list[dict[str, Any]]]] = [
    (20, [SERIOUS, NEAR_MISS]),
    (2, [BROKEN]),
    (30, [UNDECIDED, UNDECIDED_BELOW, OPEN_NEAR_MISS]),
    (10, [PERIODIC]),
    (3, [LEAK]),
    (0, [NONE, NO_NEAR_MISS]),
]
"""The table of docs/alarms.md, and documents of each."""


@pytest.fixture
def status(tmp_path: Path) -> Any:
    def status_(*documents: dict[str, Any], options: tuple[str, ...] = ()) -> int:
        file = tmp_path / "a.jsonl"
        file.write_text("\n".join(json.dumps(each) for each in documents), "utf-8")
        return main(["judge", "--status", str(file), *options])

    return status_


@pytest.mark.parametrize(
    ("expected", "document"),
    [(code, each) for code, documents in RANKS for each in documents],
    ids=lambda each: str(each.get("id")) if isinstance(each, dict) else str(each),
)
def test_each_answer_has_its_status(status: Any, expected: int, document: dict[str, Any]) -> None:
    assert status(document) == expected


def test_the_worst_of_several_decides(status: Any) -> None:
    """Whatever they are, and in whatever order they come."""
    firsts = [(code, documents[0]) for code, documents in RANKS]
    order = [code for code, _ in firsts]
    for chosen in chain(combinations(firsts, 2), combinations(firsts, 3)):
        worst = min((code for code, _ in chosen), key=order.index)
        assert status(*(each for _, each in chosen)) == worst
        assert status(*(each for _, each in reversed(chosen))) == worst


def test_it_prints_what_judge_prints(status: Any, capsys: pytest.CaptureFixture[str]) -> None:
    status(SERIOUS, options=("--json",))
    told = capsys.readouterr()
    assert json.loads(told.out)["grade"] == "serious"


def test_without_the_option_the_status_is_what_it_was(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(SERIOUS), "utf-8")
    assert main(["judge", str(file)]) == 0


def test_of_what_runs_the_moment_decides(status: Any) -> None:
    assert status(RUNNING, options=("--at", minute(59))) == 10
    assert status(RUNNING, options=("--at", minute(60))) == 20
    assert status(RUNNING) == 30  # how long it lasts is not known


def test_no_mistake_looks_like_an_answer(
    status: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["judge", "--status", str(tmp_path / "none.json")]) == 2
    assert status(SERIOUS, options=("--at", "8:77")) == 2
    assert status(SERIOUS, options=("--statsu",)) == 2

    def closed(*_: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(judging, "_put_out", closed)
    monkeypatch.setattr("sys.stderr.close", lambda: None)
    assert status(SERIOUS) == 141  # the reader left before the worst was known


def test_the_guide_and_the_help_have_the_same_table() -> None:
    order = [code for code, _ in RANKS]
    told = (ROOT / "docs/alarms.md").read_text("utf-8")
    assert [int(each) for each in re.findall(r"^\| `(\d+)` \|", told, re.MULTILINE)] == order
    for words in (STATUSES.ja, STATUSES.en):
        assert [int(each) for each in re.findall(r"^ +(\d+) ", words, re.MULTILINE)] == order
