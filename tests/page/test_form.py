"""The form holds every accident, and loses nothing of it."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.load import form_of
from desk.typed import Typed

from jikorules import JAPAN, Incident, from_wire
from jikorules.proof.boundaries import cases

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 28, 3, 0, tzinfo=JAPAN)


def accidents() -> Iterator[Incident]:
    """Give those of the examples and of the boundary pack."""
    for path in (ROOT / "docs/examples").glob("*.json"):
        documents: Any = json.loads(path.read_text("utf-8"))
        for each in documents if isinstance(documents, list) else [documents]:
            if isinstance(each, dict) and each.get("impacts"):
                yield from_wire(each)
    for case in cases():
        if case["task"] == "judge":
            yield from_wire(case["incident"])


def test_what_is_opened_is_what_is_saved() -> None:
    number = 0
    for incident in accidents():
        typed = Typed(form_of(incident), NOW)
        document = typed.document()
        assert not typed.problems
        assert not typed.missing
        assert from_wire(document) == incident
        number += 1
    assert number > 5000
