"""Every example of the docstrings and of the guides is run, and gives what it says."""

import doctest
import importlib
import json
import os
import pkgutil
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support.places import ROOT

import jikorules
from jikorules import from_wire, judge, to_wire
from jikorules.wire.subject import subject_from_wire

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(jikorules.__path__, "jikorules.")
    if not module.name.endswith(".__main__")  # runs the command line when it is imported
)
WITHOUT_EXAMPLES = {
    "jikorules._pyinstaller.hook-jikorules",
    "jikorules.basics.strict_reading",
    "jikorules.basics.validation",
    "jikorules.basics.versions",
    "jikorules.cli.app",
    "jikorules.cli.calendar",
    "jikorules.cli.check",
    "jikorules.cli.common",
    "jikorules.cli.contract",
    "jikorules.cli.duties",
    "jikorules.cli.judging",
    "jikorules.cli.law",
    "jikorules.cli.ledger",
    "jikorules.cli.ledger_file",
    "jikorules.cli.processes",
    "jikorules.cli.progress",
    "jikorules.cli.report",
    "jikorules.cli.rules",
    "jikorules.cli.sheet",
    "jikorules.cli.statistics",
    "jikorules.cli.watch",
    "jikorules.cli.writing",
    "jikorules.facts.figures_in_text",
    "jikorules.facts.moments",
    "jikorules.facts.near_miss",
    "jikorules.facts.numerals",
    "jikorules.facts.qualifiers",
    "jikorules.intake.payload",
    "jikorules.judgement.changes.outcomes",
    "jikorules.judgement.changes.replies",
    "jikorules.judgement.changes.trial",
    "jikorules.judgement.flags",
    "jikorules.judgement.frames.columns",
    "jikorules.judgement.limbs",
    "jikorules.judgement.parts",
    "jikorules.judgement.plain",
    "jikorules.judgement.possible_grades",
    "jikorules.judgement.readings",
    "jikorules.judgement.verdict",
    "jikorules.law.citation",
    "jikorules.law.loading",
    "jikorules.law.near_miss",
    "jikorules.law.notice",
    "jikorules.law.periodic",
    "jikorules.law.provision",
    "jikorules.law.reports",
    "jikorules.law.serious",
    "jikorules.law.tower_providers",
    "jikorules.reporting.agenda",
    "jikorules.reporting.duty",
    "jikorules.reporting.forms.draft",
    "jikorules.reporting.forms.first_report",
    "jikorules.reporting.forms.report",
    "jikorules.reporting.forms.vocabulary",
    "jikorules.reporting.ics_event",
    "jikorules.sheets.accidents",
    "jikorules.sheets.line",
    "jikorules.sheets.wording",
    "jikorules.sheets.workbook",
    "jikorules.statistics.charts.captions",
    "jikorules.statistics.charts.frontier_chart",
    "jikorules.statistics.charts.panels",
    "jikorules.statistics.charts.saving",
    "jikorules.statistics.recorded",
    "jikorules.wire.duty",
    "jikorules.wire.incident_quick",
    "jikorules.wire.incident_strict",
    "jikorules.wire.outlook",
    "jikorules.wire.schema_shapes",
    "jikorules.wire.value_reader",
    "jikorules.wire.values",
    "jikorules.wire.verdict",
    "jikorules.words.names",
    "jikorules.words.replay",
    "jikorules.words.rule_tables",
}

HOLDS = {
    "README.md": {"console", "python"},
    "docs/alarms.md": {"console"},
    "docs/boundaries.md": {"python"},
    "docs/charts.md": {"python"},
    "docs/duties.md": {"console", "python"},
    "docs/english.md": {"console", "python"},
    "docs/for-officers.md": {"console"},
    "docs/frames.md": {"python"},
    "docs/how-an-answer-is-reached.md": {"python"},
    "docs/intake.md": {"python"},
    "docs/integrations.md": {"python"},
    "docs/quickstart.md": {"console", "python"},
    "docs/receipts.md": {"python"},
    "docs/reports.md": {"console", "python"},
    "docs/running.md": {"console", "python"},
    "docs/schemas.md": {"python"},
    "docs/sheets.md": {"console", "python"},
    "docs/stability.md": {"python"},
    "docs/statistics.md": {"console", "python"},
    "docs/testing.md": {"python"},
    "docs/service-names.md": {"python"},
    "docs/wire.md": {"console", "json", "python"},
}
"""The documents that hold examples, and in which languages: neither more nor fewer may do so."""

RUN = {"console", "json", "python"}
NOT_RUN = {"sh", "text", "toml", "{eval-rst}", "{toctree}"}

FENCE = re.compile(r"^```(?P<language>\S+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block of a document."""

    line: int
    language: str
    body: str


def documents() -> Iterator[Path]:
    yield ROOT / "README.md"
    docs = ROOT / "docs"
    yield from (path for path in sorted(docs.rglob("*.md")) if docs / "_build" not in path.parents)


def blocks(name: str) -> Iterator[Block]:
    text = (ROOT / name).read_text("utf-8")
    for found in FENCE.finditer(text):
        yield Block(text.count("\n", 0, found.start()) + 1, found["language"], found["body"])


def holding(language: str) -> list[str]:
    return [name for name, languages in HOLDS.items() if language in languages]


@pytest.mark.parametrize("name", [path.relative_to(ROOT).as_posix() for path in documents()])
def test_no_example_escapes(name: str) -> None:
    found = list(blocks(name))
    fences = re.findall(r"^\s*(?:```|~~~)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    assert len(fences) == 2 * len(found), "a fence is indented, not closed or names no language"
    languages = {block.language for block in found}
    assert languages <= RUN | NOT_RUN
    assert languages & RUN == HOLDS.get(name, set())
    python = [block for block in found if block.language == "python"]
    assert all(">>> " in block.body for block in python), "a Python block holds no example"


def test_documents_exist() -> None:
    assert set(HOLDS) <= {path.relative_to(ROOT).as_posix() for path in documents()}


@pytest.mark.parametrize("name", ["jikorules", *MODULES])
def test_docstrings(name: str) -> None:
    module = importlib.import_module(name)
    failed, attempted = doctest.testmod(module)
    assert not failed
    is_face = hasattr(module, "__path__")  # a room says what it is for, and its files show it
    assert (attempted == 0) == (name in WITHOUT_EXAMPLES) or is_face


@pytest.mark.parametrize("name", holding("python"))
def test_python_blocks(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    parser, examples = doctest.DocTestParser(), []
    for block in blocks(name):
        if block.language == "python":
            for example in parser.get_examples(block.body, name):
                example.lineno += block.line
                examples.append(example)
    test = doctest.DocTest(examples, {}, name, str(ROOT / name), 0, None)
    failed, attempted = doctest.DocTestRunner().run(test)
    assert not failed
    assert attempted == len(examples) > 0


class Command(NamedTuple):
    """A command of a console block, and the lines that it prints; "…" is any number of them."""

    text: str
    printed: list[str]


def commands(body: str) -> Iterator[Command]:
    """Read a console block: "$ " begins a command, and "> " right below it goes on with it."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        first, *lines = part.splitlines()
        more = next((i for i, line in enumerate(lines) if not line.startswith("> ")), len(lines))
        text = "\n".join([first, *(line.removeprefix("> ") for line in lines[:more])])
        yield Command(text, lines[more:])


def pattern(printed: Iterable[str]) -> str:
    return "".join("(?:.*\n)*" if line == "…" else re.escape(line) + "\n" for line in printed)


# The package that the tests import, never the checkout: -P keeps the current directory out.
PRELUDE = f"""\
python() {{ {shlex.quote(sys.executable)} -P "$@"; }}
jikorules() {{ python -m jikorules "$@"; }}
"""


@pytest.mark.parametrize("name", holding("console"))
def test_console_blocks(name: str) -> None:
    seen = 0
    for block in blocks(name):
        if block.language != "console":
            continue
        assert block.body.startswith("$ "), f"line {block.line} is no command"
        for command in commands(block.body):
            done = subprocess.run(
                ["sh", "-c", PRELUDE + command.text],
                cwd=ROOT,
                env=os.environ | {"PYTHONUNBUFFERED": "1"},  # keeps errors in their place
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                check=False,
            )
            said = f"line {block.line}, $ {command.text}\n{done.stdout}"
            assert done.returncode == 0, said
            assert set(command.printed) - {"…"}, f"nothing is held against {said}"
            assert re.fullmatch(pattern(command.printed), done.stdout), said
            seen += 1
    assert seen


@pytest.mark.parametrize("name", holding("json"))
def test_json_blocks(name: str) -> None:
    """A block is a document that is read, or else a part of the verdict on the last incident."""
    verdict: dict[str, Any] | None = None
    parts = 0
    for block in blocks(name):
        if block.language != "json":
            continue
        document = json.loads(block.body)
        if "impacts" in document and "met" not in document:
            verdict = to_wire(judge(from_wire(document)))
            continue
        if "what" in document:
            subject_from_wire(document)
            continue
        assert verdict is not None, f"line {block.line} comes before every incident"
        is_part = document.items() <= verdict.items() if "grade" in document else False
        assert is_part or document in verdict["findings"], f"line {block.line} is not in {verdict}"
        parts += 1
    assert parts
