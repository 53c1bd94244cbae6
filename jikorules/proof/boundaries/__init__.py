"""The boundary pack: cases around every limit of the law, as plain JSON, for any implementation.

In reading order:

- `scenes`: what stands at a limit, just below it, and around it
- `accidents`, `near_misses`, `duties`: the cases of each sort
- `pack`: all of them, with the rule sets and a digest
- `check`: the answers of another implementation, held against the pack
"""
