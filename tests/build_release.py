"""Build what a release gives out: ``python tests/build_release.py`` (extra `release`).

It builds sdist and wheel twice, from copies of the source in different folders, of different ages
and under different settings, and refuses to go on unless both builds are the same to the byte and
the wheel that the sdist builds is the same too. twine checks them. Into `dist/` go the sdist, the
wheel, an SBOM (CycloneDX, JSON) of the wheel with all extras for users, and `SHA256SUMS`.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
from pathlib import Path
from typing import NamedTuple

from lowest import EXTRAS

ROOT = Path(__file__).parents[1]
SUMS = "SHA256SUMS"
ALWAYS = ("pyproject.toml", ".gitignore")
"""What every sdist holds, without being named."""


class Settings(NamedTuple):
    """What differs between two builds, and must leave no trace."""

    folder: str
    modified: int
    umask: int
    environment: dict[str, str]


HERE = Settings("a", 1_000_000_000, 0o022, {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"})
THERE = Settings(
    "another place/有",
    1_700_000_001,
    0o077,
    {"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
)


def source_files(root: Path) -> list[Path]:
    """Give the files of the source, relative to its root: those that git knows, if it is there."""
    if (root / ".git").exists():
        command = ["git", "-C", str(root), "ls-files", "-z"]
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        return [Path(name) for name in listed.split("\0") if name and (root / name).exists()]
    build = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    named = [root / name for name in (*build["targets"]["sdist"]["include"], *ALWAYS)]
    inside = (path for each in named for path in (each, *each.rglob("*")) if path.is_file())
    return [path.relative_to(root) for path in inside if "__pycache__" not in path.parts]


def copy_source(root: Path, target: Path, modified: int) -> None:
    """Copy the source, every file as old as told."""
    for name in source_files(root):
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, copy)
        os.utime(copy, (modified, modified))


def build(source: Path, out: Path, *kinds: str, settings: Settings = HERE) -> list[Path]:
    """Build the sdist, the wheel or both; give the files."""
    # Its own default for the age of all files is what makes two builds alike.
    kept = {key: each for key, each in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out)]
    subprocess.run(
        [*command, *(f"--{kind}" for kind in kinds), str(source)],
        env=kept | settings.environment,
        umask=settings.umask,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return sorted(out.iterdir())


def build_under(settings: Settings, root: Path, work: Path) -> list[Path]:
    """Build sdist and wheel from a copy of the source."""
    source = work / settings.folder / "source"
    copy_source(root, source, settings.modified)
    return build(source, work / settings.folder / "out", "sdist", "wheel", settings=settings)


def digest(path: Path) -> str:
    """Give the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sums(files: list[Path]) -> str:
    """Write the hashes of files as `sha256sum` does, for `sha256sum -c`."""
    return "".join(f"{digest(path)}  {path.name}\n" for path in files)


def wheel_of_sdist(sdist: Path, work: Path) -> Path:
    """Build the wheel of an unpacked sdist."""
    with tarfile.open(sdist) as archive:
        archive.extractall(work, filter="data")
    (source,) = work.iterdir()
    (wheel,) = build(source, work / "out", "wheel")
    return wheel


def distributions(root: Path, work: Path) -> list[Path]:
    """Build sdist and wheel; exit if two builds differ.

    Raises:
        SystemExit: the builds differ.
    """
    first, second = (build_under(each, root, work) for each in (HERE, THERE))
    if sums(first) != sums(second):
        sys.exit(f"the builds differ:\n{sums(first)}{sums(second)}")
    wheel, sdist = first
    again = wheel_of_sdist(sdist, work / "unpacked")
    if digest(again) != digest(wheel):
        sys.exit(f"the sdist builds another wheel:\n{sums([wheel, again])}")
    return first


def write_sbom(python: str, root: Path, path: Path) -> None:
    """Write what is installed beside jikorules, with versions and licences, as CycloneDX JSON."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--of", "JSON"]
    command += ["--output-reproducible", "--mc-type", "library", "--validate"]
    command += ["--pyproject", str(root / "pyproject.toml"), "-o", str(path), python]
    subprocess.run(command, check=True)


def environment(wheel: Path, folder: Path) -> str:
    """Make an environment of the wheel and all extras for users; give its Python."""
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*install, f"{wheel}[{','.join(EXTRAS)}]"], check=True)
    return str(python)


def main(out: Path) -> None:
    """Build, check and write everything into a folder."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        built = distributions(ROOT, work)
        subprocess.run([sys.executable, "-m", "twine", "check", "--strict", *built], check=True)
        wheel = built[0]
        sbom = work / f"{'-'.join(wheel.name.split('-')[:2])}.cdx.json"
        write_sbom(environment(wheel, work / "environment"), ROOT, sbom)
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        for path in (*built, sbom):
            shutil.copyfile(path, out / path.name)
    text = sums(sorted(out.iterdir()))
    (out / SUMS).write_text(text, "utf-8", newline="\n")
    print(text, end="")


if __name__ == "__main__":
    main(ROOT / "dist")
