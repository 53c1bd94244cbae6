"""Times taken in turns, and what is promised of their ratios."""

import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

import pytest

ROUNDS = 5

Pass = Callable[[], object]


def best_in_turns(
    contenders: dict[str, Pass],
    rounds: int = ROUNDS,
    *,
    timer: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """Give the shortest time of each contender, in seconds."""
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(rounds):
        for name, run in contenders.items():
            begun = timer()
            run()
            best[name] = min(best[name], timer() - begun)
    return best


class Ratio(NamedTuple):
    """How many times as long one takes as another, and the most that is promised, if any is."""

    name: str
    value: float
    most: float | None = None

    @property
    def is_kept(self) -> bool:
        return self.most is None or self.value <= self.most

    def __str__(self) -> str:
        promised = "" if self.most is None else f"  (promised: at most {self.most})"
        broken = "" if self.is_kept else "  BROKEN"
        return f"{self.name:40}{self.value:8.2f}{promised}{broken}"


RECORDED = "ratio"


def record(request: pytest.FixtureRequest, ratios: Iterable[Ratio]) -> None:
    """Keep ratios with the test that measured them, for the page of results (`report`)."""
    request.node.user_properties.extend((RECORDED, [*ratio]) for ratio in ratios)


class Summary:
    """A plugin of pytest that says what the ratios are, below the tables of times."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.section("ratios")
        for line in self.lines:
            terminalreporter.write_line(line)
