"""The versions by which documents name what wrote them."""

VERSION = "1.0.0"
"""The version of this library."""

WIRE = 1
"""The version of the wire format in which facts and verdicts are written."""
