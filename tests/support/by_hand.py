"""What else an accident may be judged with: a ladder of ifs, and a rules engine."""

from collections.abc import Callable
from typing import Any

import pytest


def grade_by_hand(kind: str, emergency_calls: bool, paid: bool, seconds: int, users: int) -> int:
    """Give the grade alone: no reason, no margin, nothing unknown, one impact, one table."""
    if kind == "voice" and emergency_calls:
        serious = seconds >= 3600 and users >= 30_000
    elif kind == "voice":
        serious = (seconds >= 7200 and users >= 30_000) or (seconds >= 3600 and users >= 100_000)
    elif kind == "lpwa":
        serious = (seconds >= 43200 and users >= 30_000) or (seconds >= 7200 and users >= 1_000_000)
    elif not paid and kind in {"email", "messaging", "internet_other"}:
        serious = (seconds >= 86400 and users >= 100_000) or (
            seconds >= 43200 and users >= 1_000_000
        )
    else:
        serious = (seconds >= 7200 and users >= 30_000) or (seconds >= 3600 and users >= 1_000_000)
    if serious:
        return 2
    return 1 if seconds >= 7200 or users >= 30_000 else 0


def zen_evaluate() -> Callable[..., dict[str, Any]]:
    """Give the rules engine's call for the five rows, in the plain form and called the fast way.

    - The table has a column for each fact and a row for each threshold, and collects every row
      that is met with its citation, as `judge` does.
    - Row 五 takes what the rows before it leave, and is therefore said in full.
    - `ZenEngine.evaluate` with a static loader compiles the table once. `ZenDecision.evaluate`
      starts and stops the threads of a runtime in every call, about thirty times the work.
    """
    zen = pytest.importorskip("zen")
    free = '"email", "messaging", "internet_other"'
    thresholds = (
        ("一", '"voice"', "true", "", 1, 30_000),
        ("二", '"voice"', "false", "", 2, 30_000),
        ("二", '"voice"', "false", "", 1, 100_000),
        ("三", '"lpwa"', "", "", 12, 30_000),
        ("三", '"lpwa"', "", "", 2, 1_000_000),
        ("四", free, "", "false", 24, 100_000),
        ("四", free, "", "false", 12, 1_000_000),
        ("五", free, "", "true", 2, 30_000),
        ("五", free, "", "true", 1, 1_000_000),
        ("五", '"internet_access", "other"', "", "", 2, 30_000),
        ("五", '"internet_access", "other"', "", "", 1, 1_000_000),
    )
    facts = ("kind", "emergency_calls", "paid", "seconds", "users")
    answer = {"grade": "serious", "law": "電気通信事業法施行規則", "article": "58", "item": "1"}
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": name, "name": name, "field": name} for name in facts],
        "outputs": [{"id": name, "name": name, "field": name} for name in (*answer, "row")],
        "rules": [
            {
                "_id": str(i),
                **dict(zip(facts, traits, strict=False)),
                "seconds": f">= {3600 * hours}",
                "users": f">= {users}",
                **{name: f'"{value}"' for name, value in answer.items()},
                "row": f'"{row}"',
            }
            for i, (row, *traits, hours, users) in enumerate(thresholds)
        ],
    }
    nodes = [("in", "inputNode", {}), ("t", "decisionTableNode", table), ("out", "outputNode", {})]
    graph = {
        "nodes": [
            {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}}
            | ({"content": content} if content else {})
            for name, kind, content in nodes
        ],
        "edges": [
            {"id": start + end, "type": "edge", "sourceId": start, "targetId": end}
            for start, end in (("in", "t"), ("t", "out"))
        ],
    }
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"serious": graph}}})
    evaluate: Callable[..., dict[str, Any]] = engine.evaluate
    return evaluate
