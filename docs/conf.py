"""Sphinx settings, and the tables of the law, which are written from the rule data."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from jikorules import RuleSet, rulesets
from jikorules.tables import rules_markdown

_PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())

project = "jikorules"
author = "The jikorules founders"
copyright = f"2026, {author}"  # noqa: A001
release = version = _PROJECT["project"]["version"]
language = "ja"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "examples"]
html_theme = "furo"
