"""The rooms of statistics and charts: the names that users take from them."""

import subprocess
import sys
from types import ModuleType

import pytest

import jikorules.statistics as tables
from jikorules.statistics import charts


@pytest.mark.parametrize("room", [tables, charts], ids=lambda room: str(room.__name__))
def test_a_room_gives_the_names_that_it_lists(room: ModuleType) -> None:
    given = {name for name, value in vars(room).items() if not isinstance(value, ModuleType)}
    assert sorted(room.__all__) == sorted(name for name in given if not name.startswith("_"))


def test_what_charts_need_is_loaded_only_when_a_chart_is_drawn() -> None:
    code = (
        "import sys, jikorules.statistics, jikorules.statistics.charts; "
        "print({'altair', 'vl_convert', 'pandas', 'narwhals', 'cattrs'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True)
    assert done.stdout.split() == [b"set()"]


def test_tables_alone_load_no_charts() -> None:
    code = "import sys, jikorules.statistics; print('jikorules.statistics.charts' in sys.modules)"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True)
    assert done.stdout.split() == [b"False"]
