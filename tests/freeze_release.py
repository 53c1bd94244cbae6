"""Keep what a release promises: ``python tests/freeze_release.py``, once, before it goes out.

It writes to `tests/cases` the receipts, the documents and the public names of this version, and
to `SHA256SUMS` their hashes. A file that exists is of a version that is out, and is left alone;
until it is out, ``--again`` writes the files of this version anew.
"""

import hashlib
import sys
from pathlib import Path

from support.places import CASES
from support.released import texts

from jikorules.basics.versions import VERSION

SUMS = "SHA256SUMS"


def freeze(folder: Path, made: dict[str, str], *, again: bool = False) -> list[str]:
    """Write the files; give the names of those that exist, differ, and were left alone."""
    sums = dict(line.split("  ")[::-1] for line in (folder / SUMS).read_text("utf-8").splitlines())
    left = []
    for name, text in made.items():
        path = folder / name
        if path.exists() and not again:
            left += [name] if path.read_text("utf-8") != text else []
        else:
            path.write_text(text, "utf-8", newline="\n")
            sums[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    lines = [f"{sums[name]}  {name}\n" for name in sorted(sums)]
    (folder / SUMS).write_text("".join(lines), "utf-8", newline="\n")
    return left


if __name__ == "__main__":
    kept = freeze(CASES, texts(VERSION), again="--again" in sys.argv[1:])
    if kept:
        sys.exit(f"kept, and not changed: {', '.join(kept)}")
