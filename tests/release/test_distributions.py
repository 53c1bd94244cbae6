"""What is given out: the same to the byte wherever it is built, and nothing in it but what is ours.

Whether two builds are the same, `build_release.distributions` looks itself, and ends the run if
they are not.
"""

import json
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from email import message_from_string
from importlib.metadata import files, version
from pathlib import Path
from typing import Any

import build_release
import pytest
from build_release import ALWAYS, copy_source, digest, distributions, source_files, sums, write_sbom
from support.places import ROOT

from jikorules.basics.versions import VERSION

NAME = f"jikorules-{VERSION}"
INFO = f"{NAME}.dist-info"
SUFFIXES = {".py", ".pyi", ".toml", ".json", ".typed"}
NEEDED = ("attrs", "cattrs", "holidays", "python-dateutil", "six", "typing_extensions")
"""The first four by jikorules, the others by these."""
GENERATED = ("__pycache__", "_build", ".hypothesis", ".benchmarks", ".venv", "dist", "build")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    wheel, sdist = distributions(ROOT, tmp_path_factory.mktemp("built"))
    return wheel, sdist


@pytest.fixture(scope="module")
def in_wheel(built: tuple[Path, Path]) -> dict[str, bytes]:
    with zipfile.ZipFile(built[0]) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def in_sdist(built: tuple[Path, Path]) -> dict[str, bytes]:
    with tarfile.open(built[1]) as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        files = {member.name: archive.extractfile(member) for member in members}
        return {name.removeprefix(f"{NAME}/"): file.read() for name, file in files.items() if file}


def ours(*folders: str) -> dict[str, bytes]:
    """Give the files of the source in these folders, or of these names."""
    return {
        path.as_posix(): (ROOT / path).read_bytes()
        for path in source_files(ROOT)
        if path.parts[0] in folders
    }


def test_names(built: tuple[Path, Path]) -> None:
    assert [path.name for path in built] == [f"{NAME}-py3-none-any.whl", f"{NAME}.tar.gz"]


def test_the_wheel_holds_the_package_and_nothing_else(in_wheel: dict[str, bytes]) -> None:
    package = {name: data for name, data in in_wheel.items() if not name.startswith(INFO)}
    assert package == ours("jikorules")
    assert {Path(name).suffix or Path(name).name for name in package} == SUFFIXES
    assert "jikorules/py.typed" in package
    assert {"jikorules/law/serious.toml", "jikorules/wire/schema/v1/incident.json"} <= set(package)
    assert {name for name in in_wheel if name.startswith(INFO)} == {
        f"{INFO}/{name}"
        for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE")
    }
    assert in_wheel[f"{INFO}/licenses/LICENSE"] == (ROOT / "LICENSE").read_bytes()


def test_the_wheel_says_what_it_is(in_wheel: dict[str, bytes]) -> None:
    told = message_from_string(in_wheel[f"{INFO}/METADATA"].decode())
    assert (told["Name"], told["Version"]) == ("jikorules", VERSION)
    assert (told["License-Expression"], told["License-File"]) == ("MIT", "LICENSE")
    assert told["Requires-Python"] == ">=3.11"
    needed = [each for each in told.get_all("Requires-Dist", []) if "extra ==" not in each]
    names = ("attrs", "cattrs", "holidays", "python-dateutil")
    assert len(needed) == len(names)
    assert all(each.startswith(name) for each, name in zip(sorted(needed), names, strict=True))
    assert b"jikorules = jikorules.cli.app:main" in in_wheel[f"{INFO}/entry_points.txt"]


def test_the_sdist_holds_the_source_its_tests_and_its_documents(
    in_sdist: dict[str, bytes],
) -> None:
    wanted = ours("jikorules", "docs", "tests", "README.md", "CHANGELOG.md", "LICENSE", *ALWAYS)
    assert in_sdist.keys() - wanted.keys() == {"PKG-INFO"}
    assert {name: in_sdist[name] for name in in_sdist if name != "PKG-INFO"} == wanted


def test_the_sdist_holds_nothing_generated(in_sdist: dict[str, bytes]) -> None:
    parts = {part for name in in_sdist for part in Path(name).parts[:-1]}
    assert not parts & set(GENERATED)
    assert not [name for name in in_sdist if name.endswith((".pyc", ".log", ".coverage"))]


def test_tests_read_nothing_that_the_sdist_lacks(in_sdist: dict[str, bytes]) -> None:
    tests = [text for name, text in in_sdist.items() if re.fullmatch(r"tests/.*\.py", name)]
    place = r'ROOT(?: / |\.joinpath\()"([\w.]+)'
    read = {each for text in tests for each in re.findall(place, text.decode())}
    assert {"docs", "pyproject.toml", "README.md"} <= read
    assert read <= {Path(name).parts[0] for name in in_sdist} | {"dist"}  # what is built goes there


def test_generated_files_beside_the_source_do_not_get_in(
    tmp_path: Path, in_sdist: dict[str, bytes]
) -> None:
    """Without git, as in an unpacked sdist, the source is what the sdist names."""
    copy_source(ROOT, tmp_path, 1_000_000_000)
    for folder in ("jikorules/__pycache__", ".venv/lib", "dist", "tests/__pycache__"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.pyc").write_bytes(b"")
    found = {path.as_posix() for path in source_files(tmp_path)}
    assert found == in_sdist.keys() - {"PKG-INFO"}


def test_two_builds_that_differ_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_and_date(root: Path, target: Path, modified: int) -> None:
        copy_source(root, target, modified)
        (target / "jikorules" / "basics" / "built.py").write_text(f"WHEN = {modified}\n", "utf-8")

    monkeypatch.setattr(build_release, "copy_source", copy_and_date)
    with pytest.raises(SystemExit, match="the builds differ"):
        distributions(ROOT, tmp_path)


def test_they_pass_the_checks_of_the_index(built: tuple[Path, Path]) -> None:
    command = [sys.executable, "-m", "twine", "check", "--strict", *map(str, built)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("PASSED") == 2


def test_the_sums_are_those_that_sha256sum_checks(built: tuple[Path, Path]) -> None:
    lines = sums([*built]).splitlines()
    assert lines == [f"{digest(path)}  {path.name}" for path in built]
    assert all(len(line.split("  ")[0]) == 64 for line in lines)


@pytest.fixture
def small_environment(tmp_path: Path) -> str:
    """An environment in which little is installed, told by its metadata alone."""
    venv.create(tmp_path / "small", with_pip=False)
    (packages,) = (tmp_path / "small").glob("lib/*/site-packages")
    for name in NEEDED:
        for file in files(name) or ():
            if file.parts[0].endswith(".dist-info"):
                (packages / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(Path(str(file.locate())), packages / file)
    return str(tmp_path / "small" / "bin" / "python")


def test_the_sbom_names_what_is_installed_with_versions_and_licences(
    tmp_path: Path, small_environment: str
) -> None:
    paths = tmp_path / "one.json", tmp_path / "two.json"
    for path in paths:
        write_sbom(small_environment, ROOT, path)
    one, two = (path.read_text("utf-8") for path in paths)
    assert one == two
    assert str(ROOT) not in one
    made: dict[str, Any] = json.loads(one)
    root = made["metadata"]["component"]
    assert (made["bomFormat"], root["name"], root["version"]) == ("CycloneDX", "jikorules", VERSION)
    assert root["licenses"][0]["license"]["id"] == "MIT"
    components = {each["name"]: each for each in made["components"]}
    assert components.keys() == set(NEEDED)
    assert {name: each["version"] for name, each in components.items()} == {
        name: version(name) for name in NEEDED
    }
    assert all("purl" in each for each in components.values())
    assert components["attrs"]["licenses"][0]["license"]["id"] == "MIT"
    (needs,) = (each for each in made["dependencies"] if each["ref"] == root["bom-ref"])
    refs = {each["bom-ref"]: name for name, each in components.items()}
    assert {refs[each] for each in needs["dependsOn"]} == set(NEEDED[:4])
