"""``jikorules boundaries`` and ``schema``: what other implementations and readers hold to."""

import json
from argparse import Namespace
from collections.abc import Iterator
from typing import BinaryIO

from jikorules.basics.errors import Words
from jikorules.cli.common import opened
from jikorules.proof.boundaries import check, lines, pack, written
from jikorules.wire.schemas import schema

_AGREE = Words("全ての事例の答えが一致しました。", "All answers agree.")


def run_boundaries(options: Namespace) -> int:
    """Write the boundary pack or its cases, or hold answers to it."""
    if options.check:
        with opened(options.check) as file:
            found = check(_lines(file))
        print("\n".join(each.text(options.lang) for each in found) or _AGREE.text(options.lang))
        return 1 if found else 0
    for line in lines() if options.lines else written(pack()):
        print(line)
    return 0


def _lines(file: BinaryIO) -> Iterator[str]:
    for i, line in enumerate(file):
        yield line.decode("utf-8" if i else "utf-8-sig", "replace")


def run_schema(options: Namespace) -> int:
    """Print a JSON Schema."""
    print(json.dumps(schema(options.name), ensure_ascii=False, indent=2))
    return 0
