"""What a release promises to keep: its public names, the documents it reads, those it writes."""

import importlib
import inspect
import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

from support.documents import DOCUMENT, JCOM
from support.places import CASES, ROOT
from support.records import fiscal_2018
from support.report_sample import sample
from support.running import LEAK, NEAR_MISS, NO_NEAR_MISS, RUNNING, START, UNDECIDED

from jikorules import (
    History,
    Incident,
    NearMiss,
    OtherReason,
    Reading,
    duties,
    from_wire,
    history_from_wire,
    history_to_wire,
    judge,
    judge_near_miss,
    near_miss_to_wire,
    outlook,
    questions,
    rulesets,
    to_wire,
)
from jikorules.proof.boundaries import pack
from jikorules.proof.ledger import append_all
from jikorules.proof.receipt import (
    Receipt,
    incident_digest,
    receipt,
    receipt_from_wire,
    receipt_to_wire,
)
from jikorules.reporting.forms import check
from jikorules.statistics import yearly
from jikorules.wire.report import remark_to_wire, report_from_wire, report_to_wire
from jikorules.wire.statistics import statistics_to_wire
from jikorules.wire.subject import Subject, other_reason_to_wire, subject_from_wire

LEVELS = {"receipt": 1, "documents": 2, "names": 0}
HOUR = timedelta(hours=1)
RECORDED = datetime(2026, 11, 29, tzinfo=UTC)
OVER_THE_TURN = {
    "impacts": [
        {
            "service": {"kind": "voice"},
            "users": 10,
            "start": "2026-03-31T23:50:00+09:00",
            "end": "2026-04-01T00:05:00+09:00",
            "supplementary": None,
        },
        {
            "service": {"kind": "internet_access"},
            "users": 150_000,
            "start": "2026-04-01T00:10:00+09:00",
            "end": "2026-04-01T01:30:00+09:00",
        },
    ]
}
"""Which rules hold is open: whether the first impact counts is not known."""
PAUSES = {
    "impacts": [
        {
            "service": {"kind": "voice", "emergency_calls": True},
            "users": 30_000,
            "periods": [
                {"start": "2019-03-16T07:47:00+09:00", "end": "2019-03-16T08:17:00+09:00"},
                {"start": "2019-03-16T08:47:00+09:00", "end": "2019-03-16T09:17:00+09:00"},
            ],
        }
    ]
}
"""Whether the pause counts is for the authority to read."""


# Documents


def _subjects() -> list[dict[str, Any]]:
    examples = json.loads(
        ROOT.joinpath("jikorules", "wire", "schema", "examples.json").read_text("utf-8")
    )
    accidents = [*examples["incident"], DOCUMENT, JCOM, OVER_THE_TURN, PAUSES, RUNNING, UNDECIDED]
    others = [*examples["near-miss"], *examples["other-reason"], LEAK, NEAR_MISS, NO_NEAR_MISS]
    return [*accidents, *others]


def _history() -> History:
    running = from_wire(RUNNING)
    return History().look(START, running).look(START + HOUR, running)


def documents_read() -> dict[str, list[Any]]:
    """Give documents that this version reads, of every sort."""
    return {
        "subject": _subjects(),
        "report": [report_to_wire(sample())],
        "history": [history_to_wire(_history())],
    }


def read_all(documents: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Read what `documents_read` gave, in this version or another, and write it again."""
    return {
        "subject": [_written(subject_from_wire(each)) for each in documents["subject"]],
        "report": [report_to_wire(report_from_wire(each)) for each in documents["report"]],
        "history": [history_to_wire(history_from_wire(each)) for each in documents["history"]],
    }


def _written(subject: Subject) -> dict[str, Any]:
    match subject:
        case Incident():
            return to_wire(subject)
        case NearMiss():
            return near_miss_to_wire(subject)
    return other_reason_to_wire(subject)


def documents_written() -> dict[str, list[Any]]:
    """Give documents that this version writes, of every sort, the answers on those it reads."""
    subjects = [subject_from_wire(each) for each in _subjects()]
    incidents = [each for each in subjects if isinstance(each, Incident)]
    near_misses = [each for each in subjects if isinstance(each, NearMiss)]
    others = [each for each in subjects if isinstance(each, OtherReason)]
    later = datetime(2026, 6, 30, tzinfo=UTC)
    verdicts = [judge(each, at=later) for each in incidents]
    reported = [judge_near_miss(each) for each in near_misses]
    known = datetime(2026, 6, 2, tzinfo=UTC)
    owed = [
        *(duty for each in verdicts for duty in duties(each)),
        *(duty for each in reported for duty in duties(each)),
        *(duty for each in others for duty in duties(each)),
        *(duty for each in verdicts if _is_tower(each) for duty in duties(each, known_at=known)),
    ]
    boundaries = pack()
    one_of_each_task = {case["task"]: case for case in boundaries["cases"]}
    return {
        **read_all(documents_read()),
        "verdict": [to_wire(each) for each in verdicts],
        "near-miss-verdict": [near_miss_to_wire(each) for each in reported],
        "duty": [to_wire(each) for each in owed],
        "outlook": [to_wire(outlook(each, at=later)) for each in incidents],
        "ruleset": [to_wire(each) for each in rulesets()],
        "statistics": [statistics_to_wire(yearly(fiscal_2018(), 2018))],
        "remark": [remark_to_wire(each) for each in check(sample())],
        "boundaries": [{**boundaries, "cases": [*one_of_each_task.values()]}],
        "ledger": [json.loads(line) for line in append_all(None, map(_receipt, receipts()))],
    }


def _is_tower(verdict: Any) -> bool:
    return bool(verdict.incident.reporter == "tower_provider")


# Receipts


def receipts() -> list[dict[str, Any]]:
    """Give receipts of this version, each with its facts: of the plain sort, and of every other."""
    jcom, pauses = from_wire(JCOM), from_wire(PAUSES)
    limb = next(each.limb for each in questions(judge(pauses)) if each.limb)
    verdicts = [
        *(judge(each) for each in (jcom, from_wire(OVER_THE_TURN), from_wire(UNDECIDED))),
        judge(from_wire(RUNNING), at=START + HOUR),
        judge(pauses, readings={limb: Reading.NARROWEST}),
        *(judge(jcom, rules=rules) for rules in rulesets()),
    ]
    made = [receipt(each) for each in verdicts]
    made.append(receipt(judge(jcom), recorded=RECORDED))
    facts = {incident_digest(each.incident): to_wire(each.incident) for each in verdicts}
    return [
        {"receipt": receipt_to_wire(each), "incident": facts[each.incident_digest]} for each in made
    ]


def _receipt(told: dict[str, Any]) -> Receipt:
    return receipt_from_wire(told["receipt"])


# The shape of documents


def shape(documents: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """Tell for every place in the documents of a sort the types of what stands there.

    A key that every object at its place has is `always` there.
    """
    types: dict[str, set[str]] = {}
    objects: dict[str, list[set[str]]] = {}
    for document in documents:
        for place, value in _places(document, ""):
            types.setdefault(place, set()).add(type(value).__name__)
            if isinstance(value, dict):
                objects.setdefault(place, []).append(set(value))
    always = {
        f"{place}.{key}" for place, keys in objects.items() for key in set.intersection(*keys)
    }
    return {
        place: {"types": sorted(names), "always": place in always}
        for place, names in sorted(types.items())
    }


def _places(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    yield place, value
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _places(each, f"{place}.{key}")
    elif isinstance(value, list):
        for each in value:
            yield from _places(each, f"{place}[]")


def broken_shapes(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Tell what a reader of the old documents would trip over in the new ones."""
    return [
        f"{place}: {told} before, {new.get(place)} now"
        for place, told in old.items()
        if place not in new
        or set(new[place]["types"]) - set(told["types"])
        or (told["always"] and not new[place]["always"])
    ]


# Public names


def doors() -> list[str]:
    """Give the modules that docs/stability.md lists as public."""
    text = (ROOT / "docs" / "stability.md").read_text("utf-8")
    return re.findall(r"^\| `(jikorules[\w.]*)` \|", text, re.MULTILINE)


def public_names() -> dict[str, dict[str, Any]]:
    """Give all that the doors offer: how it is called, and what can be asked of it."""
    found = {}
    for door in doors():
        module = importlib.import_module(door)
        for name in vars(module)["__all__"]:
            found[f"{door}.{name}"] = _told(getattr(module, name))
    return found


def _told(value: Any) -> dict[str, Any]:
    if isinstance(value, type) and issubclass(value, Enum):
        return {"words": {each.name: str(each.value) for each in value}} | _members(value)
    if isinstance(value, type):
        return {"called": _parameters(value)} | _members(value)
    if inspect.isfunction(value):
        return {"called": _parameters(value)}
    return {"is": type(value).__name__}


def _parameters(thing: Any) -> list[list[Any]]:
    """Give the parameters: name, kind, and whether it may be left out."""
    try:
        found = inspect.signature(thing).parameters.values()
    except ValueError:  # made in C
        return []
    return [[each.name, each.kind.name, each.default is not each.empty] for each in found]


def _members(cls: type) -> dict[str, Any]:
    fields = [field.name for field in getattr(cls, "__attrs_attrs__", ())]
    inherited = {*dir(object), *dir(str), *dir(int), *dir(tuple), *dir(ValueError)}
    own = {name for name in dir(cls) if not name.startswith("_")} - inherited
    return {"members": sorted(own.union(fields))}


def broken_names(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Tell what code that was written for the old names would trip over."""
    return [
        f"{name}: {said}"
        for name, told in old.items()
        for said in (["gone"] if name not in new else _broken(told, new[name]))
    ]


def _broken(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    if old.keys() - new.keys() or old.get("is") != new.get("is"):
        yield f"another sort of thing: {new}"
    for word, value in old.get("words", {}).items():
        if new.get("words", {}).get(word) != value:
            yield f"the word {word} is gone, or says something else"
    for member in set(old.get("members", ())) - set(new.get("members", ())):
        yield f"{member} is gone"
    before, now = old.get("called", []), new.get("called", [])
    for name, kind, may_be_left_out in before:
        (same,) = [each for each in now if each[0] == name] or [None]
        if same is None or same[1] != kind or (may_be_left_out and not same[2]):
            yield f"the parameter {name} is gone, or is another"
    placed = [[each[0] for each in side if each[1] != "KEYWORD_ONLY"] for side in (before, now)]
    if placed[1][: len(placed[0])] != placed[0]:
        yield f"the order of parameters: {placed[1]}"
    names = {each[0] for each in before}
    for name, kind, may_be_left_out in now:
        if name not in names and not may_be_left_out and not kind.startswith("VAR_"):
            yield f"the new parameter {name} is required"


# Files


def texts(version: str) -> dict[str, str]:
    """Give the texts of the files that are kept of a release, by their names."""
    documents = {"read": documents_read(), "written": documents_written()}
    shapes = {sort: shape(each) for sort, each in documents["written"].items()}
    kept = {
        "receipt": {"receipts": receipts()},
        "documents": {"read": documents["read"], "shapes": shapes},
        "names": public_names(),
    }
    return {
        f"{kind}-{version}.json": _lines(value, LEVELS[kind]) + "\n" for kind, value in kept.items()
    }


def _lines(value: Any, levels: int) -> str:
    """Write JSON with a line for each value so many levels down, so that changes can be read."""
    if levels < 0 or not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        inner, ends = [_lines(each, levels - 1) for each in value], "[]"
    else:
        inner = [f"{json.dumps(key)}: {_lines(each, levels - 1)}" for key, each in value.items()]
        ends = "{}"
    return f"{ends[0]}\n" + ",\n".join(inner) + f"\n{ends[1]}"


def kept(kind: str) -> dict[str, Any]:
    """Give what is kept of a kind of every release, by the names of the files."""
    return {
        path.name: json.loads(path.read_text("utf-8"))
        for path in sorted(CASES.glob(f"{kind}-*.json"))
    }
