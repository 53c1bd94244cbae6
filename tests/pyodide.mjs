// Run tests with the Python of Pyodide (CPython in WebAssembly), where no other can be had:
//
//   npm install pyodide@314
//   pip install --target site --no-deps --only-binary=:all: attrs cattrs holidays ... pytest
//   ulimit -s unlimited
//   node --stack-size=60000 tests/pyodide.mjs site tests/law tests/judgement
//
// `site` holds jikorules and all that the tests need, in pure Python. Tests that start a process
// are skipped: there are none in WebAssembly.
import { loadPyodide } from "pyodide";

const [site, ...tests] = process.argv.slice(2);
const python = await loadPyodide({ args: tests });
python.mountNodeFS("/site", site);
python.mountNodeFS("/source", process.cwd());
process.exitCode = python.runPython(`
import os, subprocess, sys

sys.path.insert(0, "/site")
sys.dont_write_bytecode = True
os.chdir("/source")
import pytest


def no_process(*_, **__):
    pytest.skip("no processes here")


subprocess.Popen.__init__ = no_process
print(sys.version)
options = ["-q", "-p", "no:cacheprovider", "-o", "addopts=--import-mode=importlib"]
int(pytest.main([*options, *sys.argv[1:]]))
`);
