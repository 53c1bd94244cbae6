// Compile the modules inside Pyodide itself, so that the browser need not; then run the boundary
// pack with them, and print its digest.
//   node compile.mjs PYODIDE PACKAGES DESK
import { cpSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [pyodideFolder, packages, desk] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(pyodideFolder, "pyodide.mjs")).href);
const pyodide = await loadPyodide({ indexURL: pyodideFolder });

cpSync(desk, join(packages, "desk"), { recursive: true });
pyodide.FS.mkdirTree("/packages");
pyodide.mountNodeFS("/packages", packages);
const digest = pyodide.runPython(`
import compileall, py_compile
from pathlib import Path

is_done = compileall.compile_dir(
    "/packages", quiet=1, legacy=True, stripdir="/packages",
    invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
)
assert is_done
for source in Path("/packages").rglob("*.py"):
    source.unlink()

import sys
sys.path.insert(0, "/packages")
from jikorules.proof.boundaries import pack

pack()["digest"]
`);
console.log(digest);
