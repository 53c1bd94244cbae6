"""Feed the fuzz targets with inputs that atheris makes up, for a while.

Run it as ``python tests/fuzz/run.py [TARGET ...] [--seconds N]``, after ``pip install atheris``
(it is no part of the extra `test`, as it has wheels for some machines only). Without a target all
take their turn, and N seconds are shared among them. It ends with the first input that breaks a
claim, and leaves that input in a file ``fuzz-TARGET-crash-…``; it belongs into the corpus when the
defect is mended. What the run learns else is thrown away.
"""

import argparse
import subprocess
import sys
import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
TARGETS = ("wire", "reports", "figures", "wareki")


def main() -> int:
    """Run the targets, each in a process of its own: libFuzzer ends the process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=20, metavar="N", help="in all (20)")
    options = parser.parse_args()
    unknown = set(options.targets) - {*TARGETS}
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    if find_spec("atheris") is None:
        parser.error("atheris is not installed: pip install atheris")
    targets = options.targets or TARGETS
    for target in targets:
        print(f"== {target}", flush=True)
        seconds = max(1, options.seconds // len(targets))
        with tempfile.TemporaryDirectory() as learned:
            command = [sys.executable, __file__, "--alone", target, str(seconds), learned]
            if subprocess.run(command, check=False).returncode:
                return 1
    return 0


def alone(target: str, seconds: str, learned: str) -> None:
    """Run one target in this process, for as long as told."""
    atheris = import_module("atheris")  # it comes without types
    sys.path.insert(0, str(HERE.parent))
    with atheris.instrument_imports(include=["jikorules"]):
        module = import_module(f"fuzz.{target}")
    # libFuzzer adds what it learns to the first folder, and only reads the others.
    arguments = [
        __file__,
        learned,
        str(HERE / "corpus" / target),
        f"-dict={HERE / 'words.dict'}",
        f"-max_total_time={seconds}",
        f"-artifact_prefix=fuzz-{target}-",
        "-timeout=20",
        "-print_final_stats=1",
        "-verbosity=0",
    ]
    atheris.Setup(arguments, module.one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--alone"]:
        alone(*sys.argv[2:])
    else:
        sys.exit(main())
