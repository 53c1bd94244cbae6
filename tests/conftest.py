"""What all tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

# How long one example takes says more about what else the machine does than about the library;
# speed has tests of its own, which measure it.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the tests that start engines of their own, unless asked for by their path."""
    asked = any("distributed" in argument for argument in config.invocation_params.args)
    return True if collection_path.name == "distributed" and not asked else None
