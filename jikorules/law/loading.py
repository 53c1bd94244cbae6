"""From a provision file to a checked `Provision`."""

import tomllib
from datetime import date
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

from cattrs import BaseValidationError

from jikorules.basics.errors import InvalidLaw, Problem, Words
from jikorules.basics.strict_reading import problems_of, read_exactly, read_word, strict_converter
from jikorules.law.near_miss import NearMissVersion
from jikorules.law.notice import Guideline
from jikorules.law.periodic import PeriodicVersion
from jikorules.law.provision import Provision, Version, wrong
from jikorules.law.reports import ReportsVersion
from jikorules.law.serious import SeriousVersion
from jikorules.law.tower_providers import TowerProvidersVersion

V = TypeVar("V", bound=Version)

_TOML = Words("UTF-8 の TOML 形式の文書", "a TOML document in UTF-8")
_MEND = Words("記載箇所を修正してください。", "Mend the place named.")
_SAY = Words("空でない文字列", "a string that is not empty")


_VERSIONS: dict[str, type[Version]] = {
    "serious": SeriousVersion,
    "periodic": PeriodicVersion,
    "reports": ReportsVersion,
    "near_miss": NearMissVersion,
    "tower_providers": TowerProvidersVersion,
}


def read_provisions(**given: Path | str | None) -> dict[str, Provision[Any]]:
    """Read the files of a law; one that is None is the one that comes with the library.

    Raises:
        InvalidLaw: a file contradicts itself or leaves out a citation.
        OSError: a file cannot be read.
    """
    return {
        name: read_file(own_file(f"{name}.toml") if file is None else Path(file), _VERSIONS[name])
        for name, file in given.items()
    }


def own_file(name: str) -> Traversable:
    """Give a file that comes with the library, wherever it is installed, be it inside a zip."""
    return files(__package__).joinpath(name)


def read_file(path: Traversable, cls: type[V]) -> Provision[V]:
    """Read a provision file.

    Raises:
        InvalidLaw: as `load_provision`, or the file is no text in UTF-8.
        OSError: the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise no_toml(path.name, error) from None
    return load_provision(text, path.name, cls)


def read_guideline(path: Traversable) -> Guideline:
    """Read the guideline.

    Raises:
        InvalidLaw: a value is missing, of another type or unknown, or the time is none.
    """
    guideline: Guideline = _checked(tomllib.loads(path.read_text("utf-8")), path.name, Guideline)
    return guideline


def load_provision(text: str, file: str, cls: type[V]) -> Provision[V]:
    """Read the text of a provision file, which has a name for messages, and check it.

    Raises:
        InvalidLaw: with every gap, overlap, missing citation, needless row or threshold.
    """
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise no_toml(file, error) from None
    provision: Provision[V] = _checked(document, file, Provision[cls])  # type: ignore[valid-type]
    return provision


def _checked(document: Any, file: str, cls: Any) -> Any:
    """Read a document into a class that tells its own problems."""
    try:
        made = _converter().structure(document, cls)
        problems = list(made.problems())
    except BaseValidationError as error:
        problems = problems_of(error)
    if problems:
        raise InvalidLaw(_located(problem, file, document) for problem in problems)
    return made


def no_toml(file: str, error: Exception) -> InvalidLaw:
    """Make the error of a file that is no TOML in UTF-8, with what Python says of it."""
    given = Words(f"読み取れません（{error}）", f"it cannot be read ({error})")
    return InvalidLaw([Problem(file, _TOML, given, _MEND)])


def _converter() -> Any:
    converter = strict_converter()

    def say(value: Any, cls: type) -> Any:
        if value == "":
            raise InvalidLaw([wrong("", _SAY.ja, _SAY.en, value)])
        return read_exactly(value, cls)

    def one_of(value: Any, cls: Any) -> Any:
        if value not in get_args(cls):
            names = ", ".join(get_args(cls))
            raise InvalidLaw([wrong("", f"次のいずれか（{names}）", f"one of {names}", value)])
        return value

    for cls in (int, bool, date):
        converter.register_structure_hook(cls, read_exactly)
    converter.register_structure_hook(str, say)
    converter.register_structure_hook(StrEnum, read_word)
    converter.register_structure_hook_func(_is_literal, one_of)
    return converter


def _is_literal(cls: Any) -> bool:
    return get_origin(cls) is Literal


def _located(problem: Problem, file: str, document: Any) -> Problem:
    """Put the file, and the day beside the number of a version, into the path."""
    path = problem.path
    for i, version in enumerate(document.get("version", ()) if path.startswith("version[") else ()):
        day = version.get("in_force") if isinstance(version, dict) else None
        path = path.replace(f"version[{i}]", f"version {day}" if day else f"version[{i}]", 1)
    return Problem(f"{file}, {path}", problem.expected, problem.given, problem.hint)
