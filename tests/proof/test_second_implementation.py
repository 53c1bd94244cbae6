"""A second implementation, in another language and with none of our code or data, agrees.

`tests/second/judge.mjs` was written from the description of the law alone. Where the two differ,
the law has to be read again: neither is right by default.
"""

import shutil
import subprocess

import pytest
from support.places import ROOT

from jikorules.proof.boundaries import check, lines

JUDGE = ROOT / "tests" / "second" / "judge.mjs"
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_the_second_implementation_passes_the_pack() -> None:
    done = subprocess.run(
        [NODE or "", str(JUDGE)],
        input="".join(f"{line}\n" for line in lines()).encode(),
        capture_output=True,
        check=True,
        timeout=300,
    )
    answers = done.stdout.decode().splitlines()
    assert "\n".join(each.text("en") for each in check(answers)) == ""
