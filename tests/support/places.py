"""Where things stand, and the published cases of fiscal 2018."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"


def fy2018() -> list[dict[str, Any]]:
    """Give the six cases, each with its incident on the wire and what was published of it."""
    cases: list[dict[str, Any]] = json.loads((CASES / "fy2018.json").read_text("utf-8"))["cases"]
    return cases
