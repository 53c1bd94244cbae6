"""The house: twelve rooms, imports one way down, a face for each. See docs/development.md."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.places import ROOT

import jikorules

HOUSE = Path(jikorules.__file__).parent
ROOMS = [
    "basics",
    "cli",
    "facts",
    "intake",
    "judgement",
    "law",
    "proof",
    "reporting",
    "sheets",
    "statistics",
    "testing",
    "wire",
    "words",
]
FACES = sorted(path for path in HOUSE.rglob("__init__.py") if path.parent != HOUSE)


def test_the_listing_tells_the_rooms() -> None:
    inside = {path.name for path in HOUSE.iterdir() if path.name != "__pycache__"}
    files = {"__init__.py", "__init__.pyi", "__main__.py", "py.typed"}
    assert inside - files == {*ROOMS, "_pyinstaller"}


def test_imports_run_one_way_down() -> None:
    """The contracts stand in pyproject.toml."""
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(lint), "--no-cache"], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.parametrize("face", FACES, ids=lambda path: path.parent.relative_to(HOUSE).as_posix())
def test_a_face_is_a_docstring_and_names(face: Path) -> None:
    body = ast.parse(face.read_text("utf-8")).body
    docstring = ast.get_docstring(ast.Module(body, []))
    if face.parent.name == "_pyinstaller":  # it is a hook for another program, and no room
        return
    assert docstring
    told = {path.stem for path in face.parent.glob("*.py") if path != face}
    told |= {path.parent.name for path in face.parent.glob("*/__init__.py")}
    missing = {name for name in told if f"`{name}`" not in docstring}
    assert not missing, f"the face does not tell what these are for: {missing}"
    allowed = (ast.Import, ast.ImportFrom, ast.Assign, ast.Expr, ast.Try)
    assert all(isinstance(node, allowed) for node in body)
    assert not any(
        isinstance(node, ast.Assign) and "__all__" not in ast.unparse(node) for node in body
    )


@pytest.mark.parametrize("room", ROOMS)
def test_a_face_says_what_its_room_may_import(room: str) -> None:
    docstring = ast.get_docstring(ast.parse((HOUSE / room / "__init__.py").read_text("utf-8")))
    assert docstring is not None
    assert "It imports" in docstring


QUESTIONS = [
    ("law/serious.toml", 'number = "六"'),
    ("judgement/readings.py", "def hold("),
    ("judgement/possible_grades.py", "def possible_grades("),
    ("judgement/parts.py", "def users_together("),
    ("words/outlook.py", "あと"),
    ("law/open_days.py", "def why_closed("),
    ("law/reports.toml", "detailed_days = 30"),
    ("law/text_facts.py", "def text_facts("),
    ("reporting/duties.py", "def detailed_deadline("),
    ("reporting/forms/layout.py", "発生年月日"),
    ("facts/figures.py", "def read_count("),
    ("basics/keys.py", "def unknown_keys("),
    ("sheets/columns.toml", "影響を受けた利用者数"),
]
"""The questions of docs/development.md, each with the file to which the listing leads."""


@pytest.mark.parametrize(("path", "what"), QUESTIONS)
def test_the_listing_leads_to_the_answer(path: str, what: str) -> None:
    assert what in (HOUSE / path).read_text("utf-8")
    guide = (ROOT / "docs" / "development.md").read_text("utf-8")
    folder, _, file = path.rpartition("/")
    assert f"`{folder}/` → `{file}`" in guide


def test_the_guide_names_files_that_exist() -> None:
    guide = (ROOT / "docs" / "development.md").read_text("utf-8")
    rooms = "|".join(ROOMS)
    named = set(re.findall(rf"`(?:jikorules/)?((?:{rooms})/[\w/.]+\.\w+)`", guide))
    assert named
    assert [each for each in sorted(named) if not (HOUSE / each).exists()] == []
