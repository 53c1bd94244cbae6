"""The package as a whole: its public names and what importing it costs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import jikorules


def test_the_names_for_the_type_checker_are_the_names_at_run_time() -> None:
    text = Path(jikorules.__file__).read_text("utf-8")
    imports = re.findall(
        r"^    from jikorules\.([\w.]+) import (\w+) as (\w+)$", text, re.MULTILINE
    )
    assert all(name == alias for _, name, alias in imports)
    assert {name: home for home, name, _ in imports} == jikorules._HOME
    for name in jikorules.__all__:
        assert getattr(jikorules, name) is not None
        assert name in dir(jikorules)


def test_a_module_does_not_hide_the_function_of_its_name() -> None:
    code = (
        "import jikorules.judgement.judge as home; from jikorules import judge as one; "
        "import jikorules; assert one is home.judge is jikorules.judge"
    )
    subprocess.run([sys.executable, "-P", "-c", code], check=True)


def test_other_names_are_no_names() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        getattr(jikorules, "nothing")  # noqa: B009 (the type checker knows it is none)


def test_importing_loads_next_to_nothing() -> None:
    code = "import sys, jikorules; print(*[m for m in sys.modules if m.startswith('jikorules')])"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True)
    assert done.stdout.split() == [b"jikorules"]
