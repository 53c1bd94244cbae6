"""The extras: what users can have is tested, and what the light one lacks is told."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from conftest import NEEDS
from lowest import EXTRAS
from support.places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OPTIONAL: dict[str, list[str]] = PROJECT["optional-dependencies"]
WITHOUT = """
import importlib.util as util, sys
found, missing = util.find_spec, sys.argv.pop(1).split(",")
util.find_spec = lambda name, *more: None if name in missing else found(name, *more)
import pytest
raise SystemExit(pytest.main(["-q", "--collect-only", "-p", "no:cacheprovider", *sys.argv[1:]]))
"""


def names(extra: str) -> set[str]:
    """Give the packages that an extra names, those of the extras in it too."""
    found = {re.split(r"[^\w-]", each)[0].lower() for each in OPTIONAL[extra]}
    inner = re.findall(r"jikorules\[([\w,-]+)\]", " ".join(OPTIONAL[extra]))
    return found.union(*(names(each) for group in inner for each in group.split(",")))


def collected(missing: str, *files: str) -> str:
    """Give what a run says that finds these libraries missing."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, missing, *files],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


@pytest.mark.parametrize("extra", EXTRAS)
def test_every_library_that_users_can_have_is_there_in_the_tests(extra: str) -> None:
    assert names(extra) <= names("test")


def test_the_gate_leaves_nothing_out() -> None:
    packages = packages_distributions()
    needed = {name.lower() for each in NEEDS.values() for lib in each for name in packages[lib]}
    assert needed <= names("test-all")
    assert not needed <= names("test")
    assert "'.[test-all]'" in (ROOT / "README.md").read_text("utf-8")


def test_what_is_left_out_is_told_in_one_line() -> None:
    said = collected("polars,zen", "tests/judgement/test_counting.py", "tests/release")
    (line,) = re.findall(r"^Left out: .*$", said, re.MULTILINE)
    assert "parts of judgement/test_counting.py" in line
    assert "judgement/test_judge_frame.py" in line
    assert line.endswith(
        "They need polars, zen: pip install '.[test-all]', and run the tests again."
    )
    assert "release/test_distributions.py" not in line
    assert "test_counting.py::test_tables_follow" not in said
    assert "test_counting.py::" in said
    assert re.search(r"\b\d+ deselected\b", said)


def test_whole_files_are_left_out_before_they_are_read() -> None:
    said = collected("twine,polars", "tests/release", "tests/judgement/test_judge_frame.py")
    assert "test_kept.py::" in said
    assert "test_distributions.py::" not in said
    assert "test_judge_frame.py::" not in said


def test_nothing_is_said_where_nothing_is_left_out() -> None:
    said = collected("", "tests/judgement/test_counting.py")
    assert "Left out" not in said
    assert "test_counting.py::test_tables_follow" in said


def test_every_place_that_may_be_left_out_is_there() -> None:
    for place in NEEDS:
        file, _, test = place.partition("::")
        path = ROOT / "tests" / file
        assert path.exists(), place
        assert test.partition("[")[0] in (path.read_text("utf-8") if test else ""), place
