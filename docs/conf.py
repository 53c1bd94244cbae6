"""Sphinx settings, and the tables of the law, which are written from the rule data."""

import importlib
import re
import tomllib
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import cattrs  # noqa: F401 (it cannot be imported with the names that only type checkers need)
from sphinx.application import Sphinx
from sphinx.domains.python import PythonDomain
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.ext.autodoc import Options
from sphinx.util.logging import getLogger

# Names that only type checkers need are imported too, so that references to them are found.
typing.TYPE_CHECKING = True  # type: ignore[misc]
import jikorules  # noqa: E402
import jikorules.law.open_days  # noqa: E402
import jikorules.wire.answers  # noqa: E402
from jikorules.words.rule_tables import rules_markdown  # noqa: E402

typing.TYPE_CHECKING = False  # type: ignore[misc]

_PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))

project = _PROJECT["project"]["name"]
author = _PROJECT["project"]["authors"][0]["name"]
copyright = author  # noqa: A001
release = version = _PROJECT["project"]["version"]
language = "ja"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "examples"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
napoleon_numpy_docstring = False
napoleon_use_ivar = True  # attributes of attrs classes are told once, in the class
default_role = "code"  # docstrings write `name`, as Markdown does

nitpick_ignore = [
    # TypeVars: int or timedelta; what a figure is; a table; the class of a provision's versions.
    ("py:class", "jikorules.basics.bounds.T"),
    ("py:class", "jikorules.basics.bounds.N"),
    ("py:class", "jikorules.facts.figures_in_text.T"),
    ("py:class", "jikorules.judgement.frames.judge_frame.F"),
    ("py:class", "jikorules.law.provision.V"),
    ("py:obj", "jikorules.law.provision.V"),
    ("py:class", "jikorules.proof.canonical.Digest"),  # a text that is a digest
]
nitpick_ignore_regex = [
    # The standard library is documented elsewhere, and a build must not need the network.
    ("py:class", r"(altair|hypothesis)\..*"),
    ("py:class", r"(collections\.abc|datetime|enum|pathlib|typing)\.\w+"),
]

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["tables.css"]
html_title = f"{project} {release}"

_TABLES = "<!-- tables -->"


def _write_tables(app: Sphinx, document: str, source: list[str]) -> None:
    """Put the tables of every rule set in the place of the mark, the newest first."""
    if document != "tables":
        return
    if source[0].count(_TABLES) != 1:
        message = f"tables.md must hold {_TABLES} once"
        raise ExtensionError(message)
    source[0] = source[0].replace(_TABLES, "\n".join(_tables()))
    package = Path(jikorules.__file__).parent
    for file in (*package.glob("law/*.toml"), *package.rglob("*.py")):
        app.env.note_dependency(str(file))


def _tables() -> Iterator[str]:
    for rules in reversed(jikorules.rulesets()):
        yield f"(rules-{rules.id})="
        yield re.sub(r"https://\S+", r"<\g<0>>", rules_markdown(rules))


def _keep_colon(
    _app: Sphinx, what: str, _name: str, _thing: object, _options: Options, lines: list[str]
) -> None:
    """Keep Napoleon from reading "軽微な事故: named by the notice" as a type and a text.

    It looks for a type in the first line of what is said of an attribute; so the first line is an
    empty comment.
    """
    if what in {"attribute", "data", "property"}:
        lines[:0] = ["..", ""]


def _look_for_names(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of public names that no page documents."""
    documented = cast("PythonDomain", env.get_domain("py")).objects
    text = (Path(__file__).parent / "stability.md").read_text("utf-8")
    for door in re.findall(r"^\| `(jikorules[\w.]*)` \|", text, re.MULTILINE):
        module = importlib.import_module(door)
        for name in vars(module)["__all__"]:
            home = getattr(getattr(module, name), "__module__", door)
            if not {f"{door}.{name}", f"{home}.{name}"} & documented.keys():
                getLogger(__name__).warning("api.md does not document %s.%s", door, name)


def setup(app: Sphinx) -> None:
    """Connect the hooks of this file."""
    app.connect("source-read", _write_tables)
    app.connect("autodoc-process-docstring", _keep_colon, priority=400)  # before Napoleon
    app.connect("env-check-consistency", _look_for_names)
