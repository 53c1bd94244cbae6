"""JSON Schemas (2020-12) of the documents that this library reads and writes.

`schema` gives one of version 1, which is frozen in ``schema/v1``. `build` makes it out of the
classes; what it says of them, and its examples, stand beside in ``schema``.
"""

import json
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from importlib.resources import files
from itertools import chain
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import attrs

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Words
from jikorules.basics.iso8601 import CLOCK, DAY_OF_YEAR, ZONE
from jikorules.basics.validation import SPELLING
from jikorules.basics.vocabulary import Facility, Reason, Reporter
from jikorules.facts.incident import Impact, Incident, Period
from jikorules.facts.near_miss import NearMiss
from jikorules.facts.service import Service
from jikorules.facts.taxonomy import Taxon
from jikorules.judgement.near_miss import GIVEN, required_of
from jikorules.judgement.verdict import Grade
from jikorules.law.citation import Citation
from jikorules.law.near_miss import ASKED, NearMissVersion
from jikorules.law.periodic import PeriodicReports
from jikorules.law.provision import ADDRESS, MOST, MOST_TIME, Penalty, Threshold, Version
from jikorules.law.reports import ReportRule, ShortForm
from jikorules.law.ruleset import rulesets
from jikorules.law.tower_providers import TowerProvidersVersion
from jikorules.reporting.duties import OtherReason
from jikorules.reporting.forms.report import SeriousAccidentReport
from jikorules.wire import schema_shapes as shapes
from jikorules.wire.report import FORM
from jikorules.wire.subject import LEAKS
from jikorules.wire.values import plain
from jikorules.wire.what import What

__all__ = ["SCHEMAS", "schema"]

Schema = dict[str, Any]
_Key = tuple[Any, str, Schema, bool]  # of which class, its name, its schema, whether it is required

# No look-around in these patterns: not every validator knows it.
# The first and the last year cannot be converted between time zones.
_YEAR = "(000[2-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8])"
_SPAN = r"[0-9]{1,11}(\.[0-9]{1,6})?S"


def _text_of(pattern: str) -> Schema:
    """Give the schema of a text that is all of a pattern; `$` may stand before a line break."""
    return {"type": "string", "pattern": f"^{pattern}$", "not": {"pattern": "\n"}}


_PATTERNS: dict[Any, tuple[str, str]] = {
    datetime: ("Time", f"{_YEAR}-{DAY_OF_YEAR}[T ]{CLOCK}{ZONE}"),
    date: ("Day", f"[0-9]{{4}}-{DAY_OF_YEAR}"),
    timedelta: (
        "Duration",
        f"-?PT([0-9]{{1,11}}H([0-9]{{1,11}}M)?({_SPAN})?|[0-9]{{1,11}}M({_SPAN})?|{_SPAN})",
    ),
    shapes.Digest: ("Digest", "sha256:[0-9a-f]{64}"),
}


# How the fields of the attrs classes are written.
_Manner = Literal["read", "written", "file", "rules"]
_ROOTS: dict[str, tuple[type, _Manner]] = {
    "incident": (Incident, "read"),
    "verdict": (shapes.Verdict, "written"),
    "ruleset": (shapes.RuleSet, "rules"),
    "provision": (shapes.ProvisionFile, "file"),
    "report": (SeriousAccidentReport, "read"),
    "duty": (shapes.Duty, "written"),
    "near-miss": (NearMiss, "read"),
    "other-reason": (OtherReason, "read"),
    "near-miss-verdict": (shapes.NearMissVerdict, "written"),
}
_FIRST_KEYS: dict[type, tuple[str, Schema, bool]] = {
    SeriousAccidentReport: ("form", {"const": FORM}, True),
    Incident: ("what", {"const": What.ACCIDENT.value}, False),
    NearMiss: ("what", {"const": What.NEAR_MISS.value}, False),
    OtherReason: ("what", {"enum": [What.LEAK.value, What.SUSPENSION.value]}, True),
}
"""A key that tells what the document is; no field of the class."""
_MAY_BE_MISSING = {(OtherReason, "reason"), (Service, "kind")}
"""What has no default, and yet need not be written: `what` tells it of a suspension, or the name.
"""
SCHEMAS = tuple(_ROOTS)
"""The names of the schemas."""

_PLAIN: dict[type, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},
    str: {"type": "string"},
}
_PLAIN_LAW: dict[type, Schema] = {
    **_PLAIN,
    int: {"type": "integer", "minimum": 1, "maximum": MOST},
    str: {"type": "string", "minLength": 1},
}
_LIMITS: dict[tuple[type, str], Schema] = {
    (Impact, "periods"): {
        "minItems": 1,
        "contains": {"properties": {"end": {"type": "null"}}},  # or without an end
        "minContains": 0,
        "maxContains": 1,
    },
    (Threshold, "users"): {"maximum": None},
    (Threshold, "hours"): {"minimum": 0},
    (Threshold, "minutes"): {"minimum": 0},
    (PeriodicReports, "due_months"): {"maximum": MOST_TIME},
    (ReportRule, "detailed_days"): {"maximum": MOST_TIME},
    (TowerProvidersVersion, "detailed_days"): {"maximum": MOST_TIME},
    (ShortForm, "first_contents"): {"minItems": 0},
    (Penalty, "fine"): {"minimum": 0},
    (NearMissVersion, "parts_excluded"): {"minItems": 0},
    (NearMissVersion, "limb"): {"minItems": len(ASKED), "maxItems": len(ASKED)},
    (Version, "source"): _text_of(ADDRESS[0]),
}
"""What holds for one key, in place of what holds for all; None takes that away."""

_NOT_IN_RULES = ("checked", "revision_read", "ends", "cited_as")  # the digest covers none of them


def _there(key: str, value: Schema) -> Schema:
    """Say that a key is there and has such a value."""
    return {"required": [key], "properties": {key: value}}


_CONDITIONS: dict[type, Schema] = {
    Service: {"anyOf": [{"required": ["kind"]}, _there("name", {"type": "string"})]},
    Impact: {
        "oneOf": [
            {"required": ["start"], "properties": {"periods": False}},
            {"required": ["periods"], "properties": {"start": False, "end": False}},
        ],
    },
    Incident: {
        "anyOf": [
            {"properties": {"impacts": {"minItems": 1}}},
            _there("critical_facility", {"type": "object"}),
        ],
        "allOf": [
            {
                "if": _there("facility", {"const": Facility.OTHER.value}),
                "then": {"properties": {"critical_facility": {"type": "null"}}},
            },
            {
                "if": _there("reporter", {"const": Reporter.TOWER_PROVIDER.value}),
                "then": {
                    "properties": {
                        "critical_facility": {"type": "null"},
                        "facility": {"const": Facility.TELECOM.value},
                    }
                },
            },
        ],
    },
    OtherReason: {
        "if": _there("what", {"const": What.LEAK.value}),
        "then": _there("reason", {"enum": [each.value for each in LEAKS]}),
        "else": {"properties": {"reason": {"const": Reason.PARTIAL_SUSPENSION.value}}},
    },
    NearMiss: {
        "if": _there("decline_or_damage", {"type": "boolean"}),
        "then": _there("critical_facility", {"type": "string"}),
    },
}
"""What holds between the keys of an object."""


def _conditions_of(cls: type) -> Schema:
    if cls is not shapes.NearMissFinding:
        return _CONDITIONS.get(cls, {})
    version = rulesets()[-1].near_miss
    conditions = []
    for asks, required in required_of(version).items() if version else ():
        keys = {"required": [name for name, _ in required], "given": [*GIVEN[asks]]}
        exactly = {
            key: {"required": names, "maxProperties": len(names)} for key, names in keys.items()
        }
        is_asked = _there("asks", {"const": asks})
        conditions.append({"if": is_asked, "then": {"properties": exactly}})
    return {"allOf": conditions}


def schema(name: str) -> Schema:
    """Give a JSON Schema of version 1 by its name (one of `SCHEMAS`), as it is frozen.

    Raises:
        InvalidInput: there is no schema of that name.

    Example:
        >>> schema("incident")["$id"]
        'urn:jikorules:schema:v1:incident'
    """
    if name not in SCHEMAS:
        names = ", ".join(SCHEMAS)
        expected = Words(f"スキーマの名（{names}）", f"the name of a schema ({names})")
        raise InvalidInput.of("", expected, name, SPELLING)
    frozen: Schema = json.loads(_text(f"v1/{name}.json"))
    return frozen


def build(name: str) -> Schema:
    """Make a JSON Schema out of the classes; what is frozen as version 1 has to equal it.

    Example:
        >>> build("incident") == schema("incident")
        True
    """
    root, manner = _ROOTS[name]
    builder = _Builder(manner)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:jikorules:schema:v1:{name}",
        "title": " ".join(builder.words["titles"][name]),
        **builder.record(root),
        "examples": json.loads(_text("examples.json"))[name],
        "$defs": dict(sorted(builder.definitions.items())),
    }


def _text(path: str) -> str:
    return files(__package__).joinpath("schema", *path.split("/")).read_text("utf-8")


class _Builder:
    """Makes the schema of one document, and gathers the definitions that it refers to."""

    def __init__(self, manner: _Manner) -> None:
        self.manner = manner
        # Law: unless told, no text and no list is empty, no number is zero, and nothing is null.
        self.is_law = manner in ("file", "rules")
        self.is_whole = manner in ("written", "rules")  # else what has a default may be missing
        self.words: dict[str, dict[str, list[str]]] = tomllib.loads(_text("words.toml"))
        self.definitions: dict[str, Schema] = {}

    def record(self, cls: type) -> Schema:
        """Give the schema of an object."""
        keys = list(self._shaped(cls) if is_typeddict(cls) else self._fields(cls))
        return {
            "description": self._said(cls, "about"),
            "type": "object",
            "properties": {
                key: {"description": self._said(owner, key), **made} for owner, key, made, _ in keys
            },
            "required": [key for _, key, _, is_required in keys if is_required],
            "additionalProperties": False,
            **_conditions_of(cls),
        }

    def _shaped(self, cls: Any) -> Iterator[_Key]:
        hints = get_type_hints(cls)
        if cls is shapes.NearMissGiven:
            facts = get_type_hints(NearMiss)
            hints = {key: facts[key] for key in chain(*GIVEN.values())}
            hints |= dict.fromkeys(("installer_users", "prefectures"), shapes.CountRange)
        for key, hint in hints.items():
            yield cls, key, self._of(hint), key in cls.__required_keys__

    def _fields(self, cls: Any) -> Iterator[_Key]:
        hints, manner = get_type_hints(cls), self.manner
        if cls in _FIRST_KEYS:
            yield cls, *_FIRST_KEYS[cls]
        for field in attrs.fields(cls):
            name, hint = field.name, hints[field.name]
            if manner == "rules" and name in _NOT_IN_RULES:
                continue
            if hint is Period:  # its keys are keys of the object itself
                yield from self._fields(Period)
                continue
            made = self._of(hint, has_null=not self.is_law)
            if field.default == ():
                made.pop("minItems", None)
            elif manner == "read" and isinstance(field.default, bool | str):
                made["default"] = field.default
            made |= next((_LIMITS[c, name] for c in cls.__mro__ if (c, name) in _LIMITS), {})
            made = {key: value for key, value in made.items() if value is not None}
            is_required = field.default is attrs.NOTHING and (cls, name) not in _MAY_BE_MISSING
            if self.is_whole:
                is_required = not self.is_law or NoneType not in get_args(hint)
            if hint == tuple[Period, ...]:  # or the keys of the only one
                yield from ((*key[:3], False) for key in self._fields(Period))
                is_required = False
            yield cls, name, made, is_required
        if manner == "rules" and issubclass(cls, Version):
            yield cls, "place", self._of(Citation), True

    def _of(self, hint: Any, *, has_null: bool = True) -> Schema:  # noqa: PLR0911 (one line a type)
        """Give the schema of a type."""
        origin, args = get_origin(hint), get_args(hint)
        if hint is Grade and self.manner == "read":
            hint = shapes.ReportedGrade  # a report tells of no others
        if hint in _PATTERNS:
            name, pattern = _PATTERNS[hint]
            said = {"description": self._said(name, "about")}
            return self._defined(name, said | _text_of(pattern))
        if hint in _PLAIN:
            return dict((_PLAIN_LAW if self.is_law else _PLAIN)[hint])
        if origin in (Union, UnionType):
            arms = [self._of(arm) for arm in args if arm is not NoneType]
            return _either(arms, is_null=has_null and NoneType in args)
        if origin is tuple:
            return self._list(*args)
        if origin is Literal:
            return {"enum": list(args)}
        if origin is Bounds:
            return self._defined("Count", self._count())
        made = self._words(hint) if issubclass(hint, Enum) else self.record(hint)
        return self._defined(hint.__name__, made)

    def _list(self, kind: Any, rest: Any) -> Schema:
        """Give the schema of a list: of any length, or of two."""
        made: Schema = {"type": "array", "items": self._of(kind)}
        if rest is not Ellipsis:
            return {**made, "minItems": 2, "maxItems": 2}
        return {**made, "minItems": 1} if self.is_law else made

    def _words(self, cls: type[Enum]) -> Schema:
        """Give the schema of a closed list of words."""
        names = [plain(each) for each in cls]
        # A part of the report has the name of the statistics' failed facilities.
        name = cls.__name__
        table = self.words.get(f"{name} names") or self.words[name]
        ja = "；".join(f"{name}＝{table[name][0]}" for name in names)
        en = "; ".join(f"{name} = {table[name][1]}" for name in names)
        said = "{0}{2}。 {1} {3}.".format(*table["about"], ja, en)
        more = cls.names() if issubclass(cls, Taxon) else ()
        return {"description": said, "type": "string", "enum": [*names, *more]}

    def _count(self) -> Schema:
        """Give the schema of a number that is exact, bounded or unknown."""
        bounds = {
            "type": "object",
            "properties": {
                key: {"description": self._said("Count", key), **_PLAIN[int]}
                for key in ("at_least", "at_most")
            },
            "minProperties": 1,
            "additionalProperties": False,
        }
        arms = [dict(_PLAIN[int]), bounds, {"type": "null"}]
        return {"description": self._said("Count", "about"), "anyOf": arms}

    def _defined(self, name: str, definition: Schema) -> Schema:
        self.definitions[name] = definition
        return {"$ref": f"#/$defs/{name}"}

    def _said(self, owner: Any, key: str) -> str:
        """Say in both languages what a class or a key of it is."""
        names = [owner] if isinstance(owner, str) else [each.__name__ for each in owner.__mro__]
        return " ".join(
            next(self.words[name][key] for name in names if key in self.words.get(name, ()))
        )


def _either(arms: list[Schema], *, is_null: bool) -> Schema:
    first = arms[0]
    if not is_null:
        return first if len(arms) == 1 else {"anyOf": arms}
    if isinstance(first.get("type"), str) and len(arms) == 1:
        return {**first, "type": [first["type"], "null"]}
    if first == {"$ref": "#/$defs/Count"}:  # null is one already
        return first
    return {"anyOf": [*arms, {"type": "null"}]}
