"""From a provision file to a checked `Provision`."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, TypedDict, TypeVar, get_args, get_origin

from cattrs import BaseValidationError

from jikorules.basics.errors import InvalidLaw, Problem, Words
from jikorules.basics.strict_reading import problems_of, read_exactly, read_word, strict_converter
from jikorules.law.near_miss import NearMissVersion
from jikorules.law.notice import Guideline
from jikorules.law.periodic import PeriodicVersion
from jikorules.law.provision import Provision, Version, at_least_1, wrong
from jikorules.law.reports import ReportsVersion
from jikorules.law.serious import SeriousVersion

V = TypeVar("V", bound=Version)

_TOML = Words("UTF-8 の TOML 形式の文書", "a TOML document in UTF-8")
_MEND = Words("記載箇所を修正してください。", "Mend the place named.")
_SAY = Words("空でない文字列", "a string that is not empty")


class Provisions(TypedDict):
    """The provisions that make a law."""

    serious: Provision[SeriousVersion]
    periodic: Provision[PeriodicVersion]
    reports: Provision[ReportsVersion]
    near_miss: Provision[NearMissVersion]


def read_provisions(
    serious: Path | str | None,
    periodic: Path | str | None,
    reports: Path | str | None,
    near_miss: Path | str | None,
) -> Provisions:
    """Read the files of a law; one that is None is the one that comes with the library.

    Raises:
        InvalidLaw: a file contradicts itself or leaves out a citation.
        OSError: a file cannot be read.
    """

    def read(file: Path | str | None, name: str, cls: type[V]) -> Provision[V]:
        return read_file(own_file(name) if file is None else Path(file), cls)

    return {
        "serious": read(serious, "serious.toml", SeriousVersion),
        "periodic": read(periodic, "periodic.toml", PeriodicVersion),
        "reports": read(reports, "reports.toml", ReportsVersion),
        "near_miss": read(near_miss, "near_miss.toml", NearMissVersion),
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
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        guideline: Guideline = _converter().structure(document, Guideline)
        problems = list(at_least_1("first_notice_minutes", guideline.first_notice_minutes))
    except BaseValidationError as error:
        problems = problems_of(error)
    if problems:
        raise InvalidLaw(_located(problem, path.name, document) for problem in problems)
    return guideline


def load_provision(text: str, file: str, cls: type[V]) -> Provision[V]:
    """Read one provision file and check it.

    Args:
        text: the TOML text.
        file: its name, for messages.
        cls: the class of its versions.

    Raises:
        InvalidLaw: with every gap, overlap, missing citation, needless row or threshold.
    """
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise no_toml(file, error) from None
    provision: Provision[V]
    try:
        provision = _converter().structure(document, Provision[cls])  # type: ignore[valid-type]
        problems = list(_problems(provision))
    except BaseValidationError as error:
        problems = list(problems_of(error))
    if problems:
        raise InvalidLaw(_located(problem, file, document) for problem in problems)
    return provision


def no_toml(file: str, error: Exception) -> InvalidLaw:
    """Make the error of a file that is no TOML in UTF-8.

    Args:
        file: its name.
        error: what Python says of it.
    """
    return InvalidLaw([Problem(file, _TOML, str(error), _MEND)])


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


def _problems(provision: Provision[Any]) -> Iterator[Problem]:
    if not provision.version:
        yield wrong("version", "1つ以上の版", "at least one version", [])
    for i, version in enumerate(provision.version):
        for problem in version.problems():
            yield problem.under(f"version[{i}]")
    last = provision.version[-1] if provision.version else None
    if last is not None and last.ends is not None and last.ends < last.in_force:
        ja, en = "施行日以後の終わりの日", "a last day not before in_force"
        yield wrong(f"version[{len(provision.version) - 1}].ends", ja, en, last.ends)
    for i, (old, new) in enumerate(pairwise(provision.version)):
        place, eve = f"version[{i + 1}].in_force", new.in_force - timedelta(days=1)
        if new.in_force <= max(old.in_force, old.ends or old.in_force):
            ja, en = (
                "前の版の終わった後の施行日（重複）",
                "a day after the version before (overlap)",
            )
            yield wrong(place, ja, en, new.in_force)
        elif old.ends is not None and old.ends < eve:
            ja, en = "前の版に続く施行日（空白期間）", "the day after the version before (gap)"
            yield wrong(place, ja, en, new.in_force)
        if old.cited_as and old.cited_as[-1].since >= new.in_force:
            ja, en = "次の版の施行日より前の日", "a day before the next version"
            yield wrong(f"version[{i}].cited_as", ja, en, old.cited_as[-1].since)


def _located(problem: Problem, file: str, document: Any) -> Problem:
    """Put the file, and the day beside the number of a version, into the path."""
    path = problem.path
    for i, version in enumerate(document.get("version", ()) if path.startswith("version[") else ()):
        day = version.get("in_force") if isinstance(version, dict) else None
        path = path.replace(f"version[{i}]", f"version {day}" if day else f"version[{i}]", 1)
    return Problem(f"{file}, {path}", problem.expected, problem.given, problem.hint)
