"""Print the lowest version that `pyproject.toml` allows of everything that jikorules needs.

The gate installs these and runs the tests of what uses them:

    pip install $(python tests/lowest.py)
"""

import tomllib
from pathlib import Path

EXTRAS = ("calendar", "forms", "frames", "plot", "receipts", "sheets")


def lowest() -> list[str]:
    """Give what the core and each extra for users need, as pip takes it: `attrs==24.3`."""
    text = (Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    extras = project["optional-dependencies"]
    needs = [*project["dependencies"], *(need for extra in EXTRAS for need in extras[extra])]
    return [need.replace(">=", "==") for need in needs]


if __name__ == "__main__":
    print(*lowest())
