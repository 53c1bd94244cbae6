"""Provision files of one's own: of which provision each is, and the law that they make."""

from pathlib import Path

import pytest
from support.law_texts import OFFICIAL

from jikorules import InvalidLaw, rulesets
from jikorules.law.own_provisions import own_law, provision_files


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_a_file_tells_its_provision(tmp_path: Path) -> None:
    """Whatever it is called, and in any order."""
    files = [written(tmp_path, f"{i}.toml", text) for i, text in enumerate(OFFICIAL.values())]
    assert list(provision_files(files)) == list(OFFICIAL)
    assert own_law(files[::-1]).rulesets() == rulesets()
    assert own_law([]).rulesets() == rulesets()


def test_an_own_file_takes_the_place_of_the_library_s(tmp_path: Path) -> None:
    """One provision is one's own, the others are those that come with the library."""
    text = OFFICIAL["serious"].replace("hours = 24", "hours = 20")
    law = own_law([written(tmp_path, "draft.toml", text)])
    assert law.serious.version[-1].row[4].thresholds[0].hours == 20
    assert law.periodic.version == own_law([]).periodic.version


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('provision = "notice"', "provision の値"),
        ("", "provision の値"),
        ("provision = 1", "provision の値"),
        ("provision = [", "TOML"),
    ],
)
def test_what_is_no_provision_is_refused(tmp_path: Path, text: str, says: str) -> None:
    """A file without a provision that there is, or no TOML."""
    with pytest.raises(InvalidLaw, match=says):
        own_law([written(tmp_path, "a.toml", text)])


def test_two_files_of_one_provision_are_refused(tmp_path: Path) -> None:
    """Neither is silently left out."""
    files = [written(tmp_path, name, OFFICIAL["serious"]) for name in ("a.toml", "b.toml")]
    with pytest.raises(
        InvalidLaw, match=r"b.toml：規定ごとに1つのファイルが必要ですが、a.toml も同じ"
    ):
        own_law(files)
