"""What all tests share."""

import gc
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

# How long one example takes says more about what else the machine does than about the library;
# speed has tests of its own, which measure it.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


FRAMES = ("duckdb", "pandas", "polars", "pyarrow")
RELEASE = ("build", "cyclonedx_py", "hatchling", "twine")
NEEDS: dict[str, tuple[str, ...]] = {
    "benchmarks/": (*FRAMES, "zen"),
    "judgement/test_counting.py::test_a_table_of_several_days": FRAMES,
    "judgement/test_counting.py::test_tables_follow": FRAMES,
    "judgement/test_counting.py::test_the_keys_are_seen_in_a_table": FRAMES,
    "judgement/test_judge_frame.py": FRAMES,
    "release/test_distributions.py": RELEASE,
    "release/test_extras.py": (*FRAMES, *RELEASE, "PyInstaller", "zen"),
    "test_bundles.py": ("PyInstaller",),
    "test_examples.py::test_docstrings[jikorules._pyinstaller": ("PyInstaller",),
    "test_examples.py::test_docstrings[jikorules.judgement.frames": FRAMES,
    "test_examples.py::test_python_blocks[docs/frames.md]": FRAMES,
}
"""The tests that need libraries beside those of the extra `test`: large ones, or tools.

Where one of them is missing these tests are left out, and the end of the run says so. With the
extra `test-all` none is missing.
"""

LEFT_OUT = pytest.StashKey[dict[str, tuple[str, ...]]]()


def pytest_configure(config: pytest.Config) -> None:
    """Find out which tests cannot be run for want of their libraries."""
    missing = {
        place: tuple(name for name in names if find_spec(name) is None)
        for place, names in NEEDS.items()
    }
    config.stash[LEFT_OUT] = {each: names for each, names in missing.items() if names}


HERE = Path(__file__).parent
APART = ("distributed", "page", "site")
"""They start engines or a browser, and are run if asked for by their path."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out what cannot be run, and what stands apart unless asked for by its path."""
    name = collection_path.as_posix() + ("/" if collection_path.is_dir() else "")
    left_out = config.stash[LEFT_OUT]
    if name.endswith(tuple(left_out)):
        return True
    if collection_path.parent != HERE or collection_path.name not in APART:
        return None
    asked = (Path(each.partition("::")[0]).resolve() for each in config.invocation_params.args)
    return None if any(collection_path in (path, *path.parents) for path in asked) else True


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the page be built once for several runs."""
    parser.addoption("--page", type=Path, help="the page, as docs/page/build.py made it")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out single tests of files that are collected."""
    places = config.stash[LEFT_OUT]
    out = [item for item in items if any(place in item.nodeid for place in places)]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was left out, and how it is run too."""
    left_out = terminalreporter.config.stash[LEFT_OUT]
    if left_out:
        parts = (place.partition("::") for place in left_out)
        files = {f"parts of {file}" if test else file: None for file, _, test in parts}
        libraries = sorted({name for names in left_out.values() for name in names})
        terminalreporter.write_line(
            f"Left out: {', '.join(files)}. They need {', '.join(libraries)}: "
            "pip install '.[test-all]', and run the tests again.",
            yellow=True,
        )


@pytest.fixture(autouse=True, scope="module")
def _little_to_look_through() -> None:
    """Leave what the tests before this file keep out of the garbage that is looked for in it.

    Else a test of how long an answer takes measures, now and then, all that was kept before.
    """
    gc.collect()
    gc.freeze()
