"""Documents that have to be refused, and the places that have to be named."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from support.documents import END, HUGE, LATER, NAIVE, REMOVED, START, TOO_HUGE, Place, written

from jikorules import InvalidInput, from_wire
from jikorules.basics.errors import shown


class Bad(NamedTuple):
    """An edit that makes the document a bad one, and the place that has to be named."""

    place: Place
    value: Any
    path: str


def refusal(document: Any) -> InvalidInput:
    """Give the error of a document that must be refused."""
    try:
        from_wire(document)
    except InvalidInput as error:
        return error
    except Exception as error:  # its message may hold what cannot be printed
        other = type(error).__name__
    else:
        other = "no error"
    pytest.fail(f"{other} instead of InvalidInput")


def paths(document: Any) -> list[str]:
    """Give the places of all problems of a document that must be refused, sorted.

    Both texts of each problem name its place.
    """
    before = shown(document, 10**6)
    error = refusal(document)
    assert type(error) is InvalidInput
    assert shown(document, 10**6) == before
    for problem in error.problems:
        assert problem.text("ja").startswith(f"{problem.path}：" if problem.path else "")
        assert problem.text("en").startswith(f"{problem.path}: " if problem.path else "")
        assert problem.text("ja") in str(error)
        assert problem.text("en") in error.text("en")
        assert problem.expected.en in problem.text("en")
        assert problem.hint.ja in problem.text("ja")
    return sorted(problem.path for problem in error.problems)


def each(places: list[Place], values: list[Any]) -> Iterator[Bad]:
    """Put each of the values at each of the places; the place itself has to be named."""
    for place in places:
        for value in values:
            yield Bad(place, value, written(place))


VOICE, INTERNET = ("impacts", 0), ("impacts", 1)
OBJECTS: list[Place] = [
    (),
    VOICE,
    (*VOICE, "service"),
    INTERNET,
    (*INTERNET, "service"),
    (*INTERNET, "periods", 0),
    (*INTERNET, "periods", 1),
    ("critical_facility",),
]
USERS: list[Place] = [
    (*VOICE, "users"),
    (*INTERNET, "users"),
    (*VOICE, "service", "monthly_users"),
    (*INTERNET, "service", "monthly_users"),
]
FLAGS: list[Place] = [
    ("minor",),
    ("disaster",),
    (*VOICE, "supplementary"),
    (*VOICE, "service", "emergency_calls"),
    (*VOICE, "service", "paid"),
]
TEXTS: list[Place] = [("id",), ("carrier",), (*VOICE, "service", "name")]
WORDS: list[Place] = [
    ("facility",),
    ("origin",),
    ("overlap",),
    ("critical_facility", "kind"),
    (*VOICE, "service", "kind"),
]
WORDS_OR_NULL: list[Place] = [
    ("equipment",),
    ("critical_facility", "installed_by"),
    (*VOICE, "effect"),
]
STARTS: list[Place] = [
    (*VOICE, "start"),
    (*INTERNET, "periods", 0, "start"),
    (*INTERNET, "periods", 1, "start"),
    ("critical_facility", "start"),
]
ENDS: list[Place] = [
    (*VOICE, "end"),
    (*INTERNET, "periods", 0, "end"),
    (*INTERNET, "periods", 1, "end"),
    ("critical_facility", "end"),
]
FALSY: list[Any] = [None, False, 0, 0.0, [], {}]
NOT_OBJECTS: list[Any] = [[], [{}], "", "object", 0, 1, True, False, 1.5]
NOT_TIMES: list[Any] = [
    "",
    "yesterday",
    "2019-03-16T25:00:00+09:00",
    "2019-02-29T07:47:00+09:00",
    "2019-03-16T07:47:00+24:00",
    "平成31年3月16日7時47分",
    "07:47:00+09:00",
    "1552690020",
    "\ud800",
    1_552_690_020,
    1_552_690_020.0,
    True,
    [],
    {},
    {"start": START},
]
NAIVE_TIMES = [NAIVE, "2019-03-16", "2019-03-16 07:47", "20190316T0747"]
FAR_TIMES = ["0001-06-01T00:00:00+09:00", "9999-06-01T00:00:00+09:00"]

ALONE = [
    *each([(*place, "memo") for place in OBJECTS], [None, 5, "text", {}]),
    *(Bad((*place, "Start"), START, written((*place, "Start"))) for place in OBJECTS),
    *each([("service",), ("users",), ("start",), ("impact",), ("kind",)], [None]),
    *each([(*VOICE, "service", "users"), (*VOICE, "kind"), (*VOICE, "period")], [5]),
    *each([(*INTERNET, "start"), (*INTERNET, "end"), (*INTERNET, "periods", 0, "users")], [START]),
    *each([("critical_facility", "periods"), ("critical_facility", "users")], [5]),
    *each([("critical_facility", "period")], [None, 5, {}, {"start": START, "end": END}]),
    *each(
        USERS,
        [
            "41382",
            "",
            "約3,060万",
            True,
            False,
            41_382.0,
            41_382.5,
            float("nan"),
            float("inf"),
            -1,
            -HUGE,
            [],
            [41_382],
            {},
            {"at_least": "30000"},
            {"at_most": "30000"},
            {"at_least": True},
            {"at_least": 1.0},
            {"at_least": None},
            {"at_least": 1, "at_most": None},
            {"at_least": -1},
            {"at_most": -1},
            {"at_least": -5, "at_most": -1},
            {"at_least": -1, "at_most": 5},
            {"at_least": 1, "at_most": 2, "about": 1},
            {"low": 1, "high": 2},
            {"at_least": [1]},
        ],
    ),
    *(
        Bad(place, {"at_least": low, "at_most": high}, written((*place, "at_most")))
        for place in USERS
        for low, high in [(70_000, 60_000), (1, 0), (HUGE, 0)]
    ),
    *each(FLAGS, [0, 1, 1.0, "true", "", "null", [], {}, [True]]),
    *each(TEXTS, [0, 5, True, False, 1.5, [], {}, ["text"]]),
    *each(WORDS, [None]),
    *each(
        [*WORDS, *WORDS_OR_NULL],
        ["", "Voice", "unknown ", "音声", 0, 1, True, False, 1.5, [], {}, ["own"], {"kind": "own"}],
    ),
    *each([("facility",)], ["telecommunications", "own", "unknown"]),
    *each([("origin",)], ["other", "telecom", "unknown"]),
    *each([("overlap",)], ["other", "none"]),
    *each([("equipment",)], ["router", "unknown"]),
    *each([("critical_facility", "kind")], ["cable", "other"]),
    *each([(*VOICE, "service", "kind")], ["phone", "satellite", "unknown"]),
    *each([(*VOICE, "effect")], ["outage", "unknown"]),
    *each(STARTS, [None, *NOT_TIMES, *NAIVE_TIMES, *FAR_TIMES]),
    *each(ENDS, [*NOT_TIMES, *NAIVE_TIMES, *FAR_TIMES]),
    *each([(), *OBJECTS[1:-1]], [None]),
    *each(OBJECTS, NOT_OBJECTS),
    *each([("impacts",)], [None, {}, {"0": {}}, "", "impacts", 0, True, 1.5]),
    *each([(*INTERNET, "periods")], [None, {}, {"start": START}, "", START, 0, True]),
    *each(
        [
            ("impacts",),
            (*VOICE, "service"),
            (*INTERNET, "service", "kind"),  # which has no name that would tell it
            (*VOICE, "users"),
            (*VOICE, "start"),
            (*INTERNET, "periods", 1, "start"),
            ("critical_facility", "kind"),
            ("critical_facility", "start"),
        ],
        [REMOVED],
    ),
]
"""Edits of one place each. Any number of them, at different places, are reported together."""

UNPRINTABLE = [
    *each([*TEXTS, *FLAGS, *WORDS, *STARTS, *ENDS, ("impacts",), VOICE], [TOO_HUGE, -TOO_HUGE]),
    *each(USERS, [-TOO_HUGE, {"at_least": -TOO_HUGE}, {"at_least": 1, "memo": TOO_HUGE}]),
    *(
        Bad(place, {"at_least": low, "at_most": high}, written((*place, "at_most")))
        for place in USERS
        for low, high in [(TOO_HUGE, 5), (TOO_HUGE, -TOO_HUGE), (5, -TOO_HUGE)]
    ),
]
"""Edits with a number that Python refuses to print."""

ACROSS = [
    Bad((*INTERNET, "periods"), [], written((*INTERNET, "periods"))),
    Bad((*INTERNET, "periods", 0, "end"), None, written((*INTERNET, "periods", 0, "end"))),
    Bad((*INTERNET, "periods", 0, "end"), REMOVED, written((*INTERNET, "periods", 0, "end"))),
    Bad(("facility",), "other", "critical_facility"),
    *each(ENDS, ["2010-01-01T00:00:00+09:00", "2019-03-16T07:46:59.999999+09:00"]),
    *(Bad(place, "2019-03-16T07:47:00+14:00", written(place)) for place in ENDS),
    # Of three periods two are not the last; the place is that after they are put in order.
    Bad(
        (*INTERNET, "periods"),
        [{"start": LATER}, {"start": START}, {"start": "2019-03-17T00:00:00+09:00", "end": None}],
        "impacts[1].periods[0].end, impacts[1].periods[1].end",
    ),
]
"""Edits by which two places contradict each other."""


def label(value: object) -> str:
    """Name a case by its place and value."""
    return written(value) if isinstance(value, tuple) else shown(value)
