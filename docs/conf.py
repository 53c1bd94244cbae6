"""Sphinx settings; the tables of the law and the answer of the front page, which are written."""

import importlib
import re
import sys
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

sys.path.insert(0, str(Path(__file__).parent / "_ext"))
import front  # noqa: E402
from pairs import PairSearch  # noqa: E402
from theme_words import ThemeWords  # noqa: E402

_PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))

project = _PROJECT["project"]["name"]
author = _PROJECT["project"]["authors"][0]["name"]
copyright = author  # noqa: A001
release = version = _PROJECT["project"]["version"]
language = "ja"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "_ext", "examples"]
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
# The page, where docs/page/build.py has built it.
html_extra_path = [str(each) for each in Path(__file__).parents[1].glob("dist/site")]
html_css_files = ["site.css"]
html_title = f"{project} {release}"
_FONTS = "'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic UI', Meiryo, sans-serif"
html_theme_options = {
    "light_css_variables": {
        "font-stack": f"-apple-system, 'Segoe UI', {_FONTS}",
        "color-brand-primary": "#0b4a7d",
        "color-brand-content": "#0b5c9c",
    },
    "dark_css_variables": {
        "color-brand-primary": "#8cc8f2",
        "color-brand-content": "#8cc8f2",
    },
}

_MADE = {"index": "<!-- answer -->", "tables": "<!-- tables -->"}


def _write(app: Sphinx, document: str, source: list[str]) -> None:
    """Put in the place of its mark what the library says: an answer, the tables of the law."""
    mark = _MADE.get(document)
    if mark is None:
        return
    if source[0].count(mark) != 1:
        message = f"{document}.md must hold {mark} once"
        raise ExtensionError(message)
    said = front.card() if document == "index" else "\n".join(_tables())
    source[0] = source[0].replace(mark, said)
    package = Path(jikorules.__file__).parent
    for file in (*package.glob("law/*.toml"), *package.rglob("*.py")):
        app.env.note_dependency(str(file))


def _tables() -> Iterator[str]:
    """Give the tables of every rule set, the newest first."""
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
    app.add_search_language(PairSearch)
    app.translator.add_fallback(ThemeWords())
    app.connect("source-read", _write)
    app.connect("autodoc-process-docstring", _keep_colon, priority=400)  # before Napoleon
    app.connect("env-check-consistency", _look_for_names)
