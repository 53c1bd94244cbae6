"""Put the page together: one folder that any static web server or intranet share serves.

    python docs/page/build.py dist/*.whl dist/site/page

It takes the wheel just built, the wheels named in requirements.txt (with their hashes) and Pyodide
as package-lock.json pins it. Node is needed: Pyodide itself compiles the modules, so that the
browser need not. Beside the folder lies the same as a zip to hand over.
"""

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

HERE = Path(__file__).parent
MOST_BYTES = 18_000_000
# Servers that know no .mjs send it as text, and a browser then refuses to run it.
PYODIDE = {
    "pyodide.mjs": "pyodide.js",
    "pyodide.asm.mjs": "pyodide.asm.js",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
    "pyodide-lock.json": "pyodide-lock.json",
    "python_stdlib.zip": "python_stdlib.zip",
}
# What no answer needs: tests, the zones and holidays of other countries, translations.
LEFT_OUT = re.compile(
    r"(^|/)(tests?|locale|__pycache__)/|^holidays/financial"
    r"|^holidays/countries/(?!japan)|\.(pyi|exe)$|^bin/|^share/"
    r"|\.dist-info/(?!METADATA|licenses|LICEN[CS]E)"
)
# What the wheel says before anything is left out, in this Python and not in the browser's.
SAY = """
import hashlib, json, sys
sys.path.insert(0, sys.argv[1])
from jikorules.proof.boundaries import pack
from jikorules.proof.boundaries.packing import compact
from jikorules.reporting.forms.html import to_html
from jikorules.reporting.forms.report import SeriousAccidentReport

made = pack()
print(json.dumps({
    "style": to_html(SeriousAccidentReport()).partition("<style>")[2].partition("</style>")[0],
    "digest": made["digest"],
    "cases": [hashlib.sha256(compact(case).encode()).hexdigest()[:16] for case in made["cases"]],
}))
"""
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # of a zip: the same files give the same bytes


def main() -> None:
    """Build the page as the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("wheel", type=Path, help="the wheel of jikorules")
    parser.add_argument("out", type=Path, help="the folder to make")
    options = parser.parse_args()
    build(options.wheel.resolve(), options.out.resolve())


def build(wheel: Path, out: Path) -> None:
    """Build the page from a wheel into a folder, which is made anew."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        packages, pyodide = work / "packages", npm(work)
        install(wheel, packages)
        said = json.loads(run(sys.executable, "-I", "-c", SAY, packages))
        trim(packages)
        digest = run("node", HERE / "compile.mjs", pyodide, packages, HERE / "desk").strip()
        if digest != said["digest"]:
            sys.exit(f"in Pyodide the answers are others: {digest}, not {said['digest']}")
        (out / "pyodide").mkdir()
        for name, as_ in PYODIDE.items():
            shutil.copyfile(pyodide / name, out / "pyodide" / as_)
        pack(packages, out / "packages.zip", ZIP_DEFLATED)
    for source in sorted((HERE / "src").iterdir()):
        shutil.copyfile(source, out / source.name)
    version = re.fullmatch(r"jikorules-(.+)-py3-none-any\.whl", wheel.name)
    if version is None:
        sys.exit(f"{wheel.name} is no wheel of jikorules")
    finish(out, version[1], said)
    pack(out, out.with_suffix(".zip"), ZIP_STORED, within="jikorules-page/")
    print(f"{out}: {size_of(out):,} bytes")


def run(*command: str | Path) -> str:
    """Run a command, and give what it prints; what it complains of is shown."""
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")  # noqa: S603
    return done.stdout


def npm(work: Path) -> Path:
    """Fetch Pyodide as the lock file pins it, and give its folder."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(HERE / name, work / name)
    run("npm", "ci", "--ignore-scripts", "--omit=dev", "--prefix", work)
    return work / "node_modules" / "pyodide"


def install(wheel: Path, packages: Path) -> None:
    """Lay out the wheel and those that it needs."""
    pip: list[str | Path] = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    pip += ["--no-compile", "--disable-pip-version-check", "--only-binary", ":all:"]
    pip += ["--python-version", "3.14", "--implementation", "py", "--platform", "any"]
    pip += ["--target", packages]
    run(*pip, "--require-hashes", "-r", HERE / "requirements.txt")
    run(*pip, "--upgrade", wheel)


def trim(packages: Path) -> None:
    """Take out what no answer needs. The boundary pack shows that no answer has changed."""
    for path in sorted(packages.rglob("*"), reverse=True):
        name = path.relative_to(packages).as_posix()
        if path.is_symlink():
            sys.exit(f"{name} is a link")
        if path.is_file() and LEFT_OUT.search(name) and not name.startswith("jikorules/"):
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    # It would import every country.
    for name in ("countries", "financial"):
        package = packages / "holidays" / name
        package.mkdir(exist_ok=True)
        (package / "__init__.py").write_text("", "utf-8")


def pack(folder: Path, zipped: Path, how: int, within: str = "") -> None:
    """Put a folder into a zip: the same files give the same bytes."""
    with ZipFile(zipped, "w") as file:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = within + path.relative_to(folder).as_posix()
                info = ZipInfo(name, FIRST_MOMENT)
                info.external_attr = 0o644 << 16
                file.writestr(info, path.read_bytes(), how, 9 if how == ZIP_DEFLATED else None)


def finish(out: Path, version: str, said: dict[str, Any]) -> None:
    """Write the policy into the page and for servers, the manifest, and the version to look for."""
    # The draft of the form stands in a frame, and brings its own style.
    style = base64.b64encode(hashlib.sha256(said["style"].encode()).digest()).decode()
    policy = re.sub(r"\s+", " ", (HERE / "policy.txt").read_text("utf-8")).strip()
    policy = policy.replace("{style}", f"'sha256-{style}'")
    for name in ("index.html", "web.config", "htaccess.txt", "nginx.conf.txt"):
        file = out / name
        # A page may not say who shows it in a frame; only a server may.
        said_here = policy if name == "index.html" else f"{policy}; frame-ancestors 'self'"
        text = file.read_text("utf-8").replace("{policy}", said_here).replace("{version}", version)
        file.write_text(text, "utf-8", newline="\n")
    (out / "cases.json").write_text(json.dumps(said["cases"], indent=0) + "\n", "utf-8")
    files = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "service-worker.js"
    }
    told = {
        name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in files.items()
    }
    manifest = {"version": version, "boundaries": said["digest"], "files": told}
    data = (json.dumps(manifest, indent=1) + "\n").encode()
    (out / "manifest.json").write_bytes(data)
    # A service worker is renewed when its own bytes change.
    worker = out / "service-worker.js"
    digest = hashlib.sha256(data).hexdigest()
    worker.write_text(worker.read_text("utf-8").replace("{digest}", digest), "utf-8")
    if size_of(out) > MOST_BYTES:
        sys.exit(f"{size_of(out):,} bytes are more than {MOST_BYTES:,}")


def size_of(folder: Path) -> int:
    """Give the bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
