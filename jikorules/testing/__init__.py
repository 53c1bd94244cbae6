"""Hypothesis strategies, for property tests of code that uses this library or stands beside it.

They draw valid facts only: `judge` answers each of them, and each survives the wire. All times are
Japan times in whole seconds, and what is drawn shrinks to what is known and simple. Hypothesis is
no dependency of this library: nothing imports this package but whoever asks for it.

- `facts`: the facts of one accident
- `limits`: accidents at the limits of the law
- `stories`: accidents as they get known, and chains of carriers

It imports `judgement`, `reporting` and what is below them.

Example:
    A rule that is wrong by one user is found where it is wrong.

    >>> from hypothesis import find
    >>> from jikorules import judge, ruleset
    >>> def looks_serious(incident):
    ...     return incident.impacts[0].users.low > 30_000  # the law says 30,000 or more
    >>> near = near_thresholds(ruleset("2026-04-01"), kinds=["voice"])
    >>> find(near, lambda each: judge(each).rows and not looks_serious(each)).impacts[0].users.low
    30000
"""

from jikorules.basics.errors import missing_library

try:
    import hypothesis  # noqa: F401 (only whether it is there)
except ImportError:
    # What went on inside is of no use to somebody who only has to install it.
    raise missing_library("hypothesis", "test") from None

from jikorules.testing.facts import PLENTY_OF_TIME as PLENTY_OF_TIME
from jikorules.testing.facts import PLENTY_OF_USERS as PLENTY_OF_USERS
from jikorules.testing.facts import bounds as bounds
from jikorules.testing.facts import incidents as incidents
from jikorules.testing.facts import services as services
from jikorules.testing.limits import near_thresholds as near_thresholds
from jikorules.testing.stories import chains as chains
from jikorules.testing.stories import timelines as timelines

__all__ = [
    "PLENTY_OF_TIME",
    "PLENTY_OF_USERS",
    "bounds",
    "chains",
    "incidents",
    "near_thresholds",
    "services",
    "timelines",
]
