"""The package as a whole: its public names and what importing it costs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.places import ROOT

import jikorules

ROOM = Path(jikorules.__file__).parent
HOMES: dict[str, str] = vars(jikorules)["_HOME_OF"]
NAMES: list[str] = vars(jikorules)["__all__"]


def test_the_names_for_type_checkers_are_the_names_at_run_time() -> None:
    text = (ROOM / "__init__.pyi").read_text("utf-8")
    imports = re.findall(r"^from jikorules\.([\w.]+) import (\w+) as (\w+)$", text, re.MULTILINE)
    assert len(imports) == len(text.splitlines())
    assert all(name == alias for _, name, alias in imports)
    assert {name: home for home, name, _ in imports} == HOMES
    assert sorted(HOMES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_is_at_home_where_the_table_says(name: str) -> None:
    value = getattr(jikorules, name)
    assert value is not None
    assert name in dir(jikorules)
    assert getattr(value, "__module__", None) in {
        f"jikorules.{HOMES[name]}",
        *([] if isinstance(value, type) or callable(value) else [None, type(value).__module__]),
    }


def test_every_public_name_is_documented() -> None:
    text = (ROOT / "docs" / "api.md").read_text("utf-8")
    told = re.findall(r"^\.\. (?:auto\w+|py:data):: (\w+)$", text, re.MULTILINE)
    assert set(NAMES) <= set(told)


def test_a_star_gives_all_of_them() -> None:
    code = "from jikorules import *; print(*sorted(n for n in globals() if n[0] != '_'))"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().split() == NAMES


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
