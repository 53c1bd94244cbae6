"""All cases of the boundary pack together, with the rule sets and a digest."""

import json
from collections.abc import Iterator
from typing import Any

from jikorules.basics.versions import VERSION, WIRE
from jikorules.law.ruleset import rules_digest, rulesets
from jikorules.proof.boundaries.accidents import Case, accident_cases
from jikorules.proof.boundaries.duties import deadline_cases, duty_cases
from jikorules.proof.boundaries.near_misses import near_miss_cases
from jikorules.wire.values import plain

FORMAT = "jikorules-boundaries/1"


def pack() -> dict[str, Any]:
    """Give the boundary pack: all cases with the answers, the rule sets and a digest.

    The digest covers everything else, as canonical JSON (sorted keys, no spaces, UTF-8). The same
    version of the library gives the same pack.

    Example:
        >>> made = pack()
        >>> made["format"], made["rules"][2]["id"], made["cases"][0]["expected"]["grade"]
        ('jikorules-boundaries/1', '2019-04-01', 'serious')
    """
    rules = [
        {
            "id": each.id,
            "digest": each.digest,
            "in_force": plain(each.in_force),
            "until": plain(each.until),
        }
        for each in rulesets()
    ]
    head = {"format": FORMAT, "library": VERSION, "wire": WIRE, "rules": rules}
    content = {**head, "cases": list(cases())}
    return {**content, "digest": rules_digest(content)}


def cases() -> Iterator[Case]:
    """Give the cases with the answers, in the order of the rule sets."""
    known = rulesets()
    for before, rules in zip((None, *known), known, strict=False):
        yield from accident_cases(rules, before)
        yield from duty_cases(rules)
        yield from near_miss_cases(rules, before)
    yield from deadline_cases(known)


def lines() -> Iterator[str]:
    """Give what an implementation reads: one case a line, without its answer.

    Example:
        >>> print(next(lines())[:62])
        {"id":"2010-04-01/item-1/PT2H-30000/at","task":"judge","incide
    """
    for case in cases():
        yield compact({key: case[key] for key in case if key not in ("about", "expected")})


def written(made: dict[str, Any]) -> Iterator[str]:
    """Write a pack as the lines of a JSON file, one case a line."""
    head = compact({key: made[key] for key in made if key != "cases"})
    yield f'{head[:-1]},"cases":['
    last = len(made["cases"]) - 1
    for i, case in enumerate(made["cases"]):
        yield compact(case) + ("," if i < last else "")
    yield "]}"


def compact(document: dict[str, Any]) -> str:
    """Write a document as JSON without spaces."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
