"""The boundary pack: cases around every limit of the law, as plain JSON, for any implementation.

In reading order:

- `scenes`: what stands at a limit, just below it, and around it
- `accidents`, `near_misses`, `duties`: the cases of each sort
- `packing`: all of them, with the rule sets and a digest
- `answers`: the answers of another implementation, held against the pack
"""

from jikorules.proof.boundaries.answers import Wrong, WrongAnswer, check, differences
from jikorules.proof.boundaries.packing import cases, lines, pack, written

__all__ = ["Wrong", "WrongAnswer", "cases", "check", "differences", "lines", "pack", "written"]
