"""Provision files of one's own: a draft of an amendment, or a carrier's stricter rules."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from jikorules.basics.errors import InvalidLaw, Problem, Words, shown, visible
from jikorules.law.loading import no_toml
from jikorules.law.ruleset import Law, load_law

NAMES = ("serious", "periodic", "reports", "near_miss", "tower_providers")

_KNOWN = Words(f"provision の値（{'、'.join(NAMES)}）", f"provision = one of {', '.join(NAMES)}")
_ONCE = Words("規定ごとに1つのファイル", "one file for each provision")
_MEND = Words("ファイルを確かめてください。", "Check the file.")


def provision_files(paths: Iterable[Path | str]) -> dict[str, Path]:
    """Tell of which provision each file is, by its key `provision`.

    Raises:
        InvalidLaw: a file is no TOML, names no provision that there is, or is the second of one.
        OSError: a file cannot be read.

    Example:
        >>> from importlib.resources import files
        >>> file = Path(str(files("jikorules.law").joinpath("serious.toml")))
        >>> list(provision_files([file]))
        ['serious']
    """
    found: dict[str, Path] = {}
    for path in map(Path, paths):
        try:
            document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
            raise no_toml(path.name, error) from None
        name = document.get("provision")
        if name not in NAMES:
            raise InvalidLaw([Problem(path.name, _KNOWN, shown(name), _MEND)])
        if name in found:
            other = visible(found[name].name)
            same = Words(f"{other} も同じ規定です", f"{other} is of the same one")
            raise InvalidLaw([Problem(path.name, _ONCE, same, _MEND)])
        found[name] = path
    return found


def own_law(paths: Iterable[Path | str]) -> Law:
    """Load the law with provision files of one's own in place of the library's.

    Raises:
        InvalidLaw: as `provision_files`, or a file contradicts itself or has marks of a draft.
        OSError: a file cannot be read.

    Example:
        >>> len(own_law([]).rulesets())
        8
    """
    found = provision_files(paths)
    return load_law(**found)
