"""Programs that carry the library inside: a zip of Python code, and a bundle of PyInstaller."""

import shutil
import subprocess
import sys
import zipapp
from importlib.metadata import files
from pathlib import Path
from typing import Any

import pytest
from support.places import ROOT

import jikorules

EXAMPLE = ROOT / "docs" / "examples" / "fy2018.json"
NEEDED = ("attrs", "cattrs", "holidays", "python-dateutil", "six", "typing_extensions")
EXTRAS = (
    "altair",
    "docx",
    "hypothesis",
    "icalendar",
    "narwhals",
    "openpyxl",
    "portalocker",
    "rfc8785",
    "tqdm",
    "vl_convert",
    "xlsxwriter",
)
COMMANDS = [
    ["judge", str(EXAMPLE)],
    ["duties", "--at", "2018-12-07T00:00:00+09:00", str(EXAMPLE)],
    ["law", "check", "--on", "2026-10-01"],
    ["rules", "H31"],
    ["schema", "verdict"],
    ["statistics", str(EXAMPLE)],
    ["judge", *[str(EXAMPLE)] * 60, "--jobs", "2"],
    ["judge", "--service", "FTTH", "--since", "2:10", "--at", "2026-11-28T03:00"],
]


def said(program: list[str], command: list[str]) -> bytes:
    done = subprocess.run([*program, *command], capture_output=True, check=True)
    assert done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("zipped")
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(jikorules.__file__).parent, folder / "app" / "jikorules", ignore=ignore)
    for name in NEEDED:
        for file in files(name) or ():
            if ".." not in file.parts and file.suffix != ".pyc":
                target = folder / "app" / file
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(Path(str(file.locate())), target)
    zipapp.create_archive(folder / "app", folder / "app.pyz", main="jikorules.cli.app:main")
    return [sys.executable, "-I", "-S", str(folder / "app.pyz")]


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("bundled")
    script = folder / "program.py"
    script.write_text("from jikorules.cli.app import main\nraise SystemExit(main())\n", "utf-8")
    # No flag says anything of the library: the hook that comes with it has to do. Only the
    # libraries of the extras, which are all installed here, are left out: they take minutes.
    command = [sys.executable, "-m", "PyInstaller", "--log-level", "ERROR", script.name]
    left_out = [f"--exclude-module={name}" for name in EXTRAS]
    subprocess.run([*command, *left_out], cwd=folder, capture_output=True, check=True)
    return [str(folder / "dist" / "program" / "program")]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("program", ["zipped", "bundled"])
def test_a_bundle_says_what_the_library_says(
    program: str, command: list[str], request: Any
) -> None:
    expected = said([sys.executable, "-m", "jikorules"], command)
    assert said(request.getfixturevalue(program), command) == expected
