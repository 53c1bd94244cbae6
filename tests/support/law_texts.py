"""The official files of the law as texts, edits of them, and what a broken one has to be told."""

import re
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest

from jikorules import InvalidLaw, Law, load_law, rulesets

DAY = timedelta(days=1)
STARTS = [
    date(2010, 4, 1),
    date(2015, 4, 1),
    date(2019, 4, 1),
    date(2023, 6, 16),
    date(2023, 12, 7),
    date(2025, 4, 1),
    date(2026, 4, 1),
    date(2026, 5, 27),
]
IDS = [day.isoformat() for day in STARTS]
OFFICIAL = {
    name: files("jikorules.law").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    for name in ("serious", "periodic", "reports", "near_miss", "tower_providers")
}
TABLES = {name: tomllib.loads(text) for name, text in OFFICIAL.items()}
CHECKED = TABLES["serious"]["version"][0]["checked"]
LATEST = {
    "reports": "2023-12-07",
    "near_miss": "2026-04-01",
    "tower_providers": "2026-05-27",
}

# What a message says that it expected.
REQUIRED = "a value (it is required)"
UNKNOWN = "a known key ("
EITHER = "either a value or an entry in not_established"
PLACES = "places in the order of their days, the first since in_force"
DOMINATED = "a threshold that no other one of the row makes needless"
AT_LEAST_1 = "an integer of 1 or more"
REPEATED = "one that no other has"

Load = Callable[..., Law]


def load_texts(folder: Path, **texts: str | bytes) -> Law:
    """Load the law from texts; one that is not given is the official one."""
    paths: dict[str, Path] = {}
    for name, text in texts.items():
        paths[name] = folder / f"{name}.toml"
        paths[name].write_bytes(text.encode() if isinstance(text, str) else text)
    return load_law(**paths)


def of_version(name: str, day: str) -> set[str]:
    """Give the ids of the official rule sets that hold the version of a day."""
    versions = {rules.id: getattr(rules, name) for rules in rulesets()}
    return {id_ for id_, each in versions.items() if each and each.in_force.isoformat() == day}


def replaced(text: str, old: str, new: str) -> str:
    """Replace the first occurrence, which has to be there."""
    assert old in text, old
    return text.replace(old, new, 1)


def in_version(name: str, day: str, old: str, new: str) -> str:
    """Replace the first occurrence within one version of an official file."""
    head, *versions = OFFICIAL[name].split("[[version]]\n")
    edited = [
        replaced(version, old, new) if version.startswith(f"in_force = {day}\n") else version
        for version in versions
    ]
    assert edited != versions
    return "[[version]]\n".join([head, *edited])


def version_text(name: str, day: str) -> str:
    """Give the text of one version of an official file."""
    (text,) = (
        "[[version]]\n" + version
        for version in OFFICIAL[name].split("[[version]]\n")
        if version.startswith(f"in_force = {day}\n")
    )
    return text


def read_at_first(text: str) -> str:
    """Give a file of which every version was read as it stood on its first day."""
    return re.sub(r"(?m)^(in_force = (\S+)\n(?:(?!\[\[).*\n)*?revision_read = )\S+", r"\1\2", text)


def moved(name: str, day: str, to: str) -> str:
    """Give one version of an official file as another day's, promulgated the day before."""
    text = version_text(name, day).replace(f"= {day}", f"= {to}")
    eve = (date.fromisoformat(to) - DAY).isoformat()
    text = re.sub(r"(?m)^revision_read = .*$", f"revision_read = {to}", text)
    return re.sub(r"(?m)^promulgated = .*$", f"promulgated = {eve}", text)


def appended(name: str, to: str) -> str:
    """Give an official file with its last version once more, from a later day on."""
    last = TABLES[name]["version"][-1]["in_force"].isoformat()
    return OFFICIAL[name].rstrip("\n") + "\n\n" + moved(name, last, to)


def in_text(text: str, old: str, new: str) -> str:
    """Replace the last occurrence, which has to be there: it stands in the latest version."""
    before, found, after = text.rpartition(old)
    assert found
    return before + new + after


def with_end(name: str, end: str) -> str:
    """Give an official file whose last version ends."""
    return read_at_first(in_version(name, LATEST[name], "label =", f"ends = {end}\nlabel ="))


def table(name: str, key: str, which: int) -> str:
    """Give one table, such as a limb, of the latest version of an official file."""
    tables = version_text(name, LATEST[name]).split("\n[[")[1:]
    return "[[" + [text for text in tables if text.startswith(f"version.{key}]]")][which] + "\n"


def digests(law: Law) -> dict[str, str]:
    """Give the digests of all rule sets by their ids."""
    return {rules.id: rules.digest for rules in law.rulesets()}


class Broken(NamedTuple):
    """An edit of an official text, and what the message has to say."""

    what: str
    name: str
    text: str | bytes
    where: str
    reason: str


def broken_serious(
    what: str, old: str, new: str, where: str, reason: str, *, day: str = "2019-04-01"
) -> Broken:
    """Edit the rule on serious accidents within one version."""
    text = in_version("serious", day, old, new)
    return Broken(what, "serious", text, f"version {day}.{where}", reason)


def broken_periodic(
    what: str, old: str, new: str, where: str, reason: str, *, day: str = "2025-04-01"
) -> Broken:
    """Edit the rule on periodic reports within one version."""
    text = in_version("periodic", day, old, new)
    return Broken(what, "periodic", text, f"version {day}.{where}", reason)


def broken_rule(
    name: str, old: str, new: str, where: str, reason: str, *, day: str | None = None
) -> Broken:
    """Edit a rule within one version, the latest if none is named."""
    day = day or LATEST[name]
    text = in_version(name, day, old, new)
    return Broken(f"{name}: {new!r} for {old!r}"[:80], name, text, f"version {day}.{where}", reason)


def check_refusal(load: Load, case: Broken) -> None:
    """Hold the message against what it has to say: file, version, place and reason."""
    with pytest.raises(InvalidLaw) as caught:
        load(**{case.name: case.text})
    error = caught.value
    for problem in error.problems:
        assert problem.path.startswith(f"{case.name}.toml")
        for lang in ("ja", "en"):
            assert problem.path in problem.text(lang)
            assert problem.text(lang) in error.text(lang)
    path = f"{case.name}.toml, {case.where}" if case.where else f"{case.name}.toml"
    named = {problem.path: problem for problem in error.problems}
    assert path in named
    assert case.reason in named[path].expected.en
