"""What all tests share."""

import gc
from pathlib import Path

import pytest
from hypothesis import settings

# How long one example takes says more about what else the machine does than about the library;
# speed has tests of its own, which measure it.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


HERE = Path(__file__).parent
APART = ("distributed", "page", "site")
"""They start engines or a browser, and are run if asked for by their path."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the tests that stand apart, unless asked for by their path."""
    if collection_path.parent != HERE or collection_path.name not in APART:
        return None
    asked = (Path(each.partition("::")[0]).resolve() for each in config.invocation_params.args)
    return None if any(collection_path in (path, *path.parents) for path in asked) else True


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the page be built once for several runs."""
    parser.addoption("--page", type=Path, help="the page, as docs/page/build.py made it")


@pytest.fixture(autouse=True, scope="module")
def _little_to_look_through() -> None:
    """Leave what the tests before this file keep out of the garbage that is looked for in it.

    Else a test of how long an answer takes measures, now and then, all that was kept before.
    """
    gc.collect()
    gc.freeze()
