"""What all tests share."""

import gc
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


@pytest.fixture(autouse=True, scope="module")
def _little_to_look_through() -> None:
    """Leave what the tests before this file keep out of the garbage that is looked for in it.

    Else a test of how long an answer takes measures, now and then, all that was kept before.
    """
    gc.collect()
    gc.freeze()
