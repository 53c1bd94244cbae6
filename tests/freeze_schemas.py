"""Write the JSON Schemas of a version that is not frozen yet: ``python tests/freeze_schemas.py``.

A file that exists is frozen, and its text is not changed: an addition makes a new version. Before
the first release of a version, ``--again`` writes its files anew.
"""

import json
import sys
from pathlib import Path

import jikorules
from jikorules.wire.schemas import SCHEMAS, build

FOLDER = Path(jikorules.__file__).parent / "wire" / "schema" / "v1"


def text(name: str) -> str:
    """Give the text of a schema's file."""
    return json.dumps(build(name), ensure_ascii=False, indent=2) + "\n"


def freeze(folder: Path, *, again: bool = False) -> list[str]:
    """Write the schemas; give the names of those that exist, differ, and were left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    left = []
    for name in SCHEMAS:
        path, new = folder / f"{name}.json", text(name)
        if path.exists() and not again:
            left += [name] if path.read_text("utf-8") != new else []
        else:
            path.write_text(new, "utf-8", newline="\n")
    return left


if __name__ == "__main__":
    frozen = freeze(FOLDER, again="--again" in sys.argv[1:])
    if frozen:
        sys.exit(f"frozen, and not changed: {', '.join(frozen)}")
