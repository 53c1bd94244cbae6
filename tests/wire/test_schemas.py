"""The JSON Schemas: frozen, and of one mind with the readers.

A schema may take a document that its reader refuses only for a reason listed in docs/schemas.md,
under 「スキーマで表せないこと」; `LISTED` is that list. The other way round it refuses nothing that
the reader takes.
"""

import copy
import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from freeze_schemas import FOLDER, freeze, text
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import utils
from hypothesis_jsonschema import _from_schema, from_schema
from jsonschema import Draft202012Validator
from support.documents import DOCUMENT, REMOVED, Place, edited
from support.near_misses import near_misses
from support.report_sample import sample
from support.reports import of
from support.strategies import incidents

from jikorules import (
    JAPAN,
    Incident,
    InvalidInput,
    NotCovered,
    Reading,
    duties,
    from_wire,
    judge,
    rulesets,
    to_wire,
)
from jikorules.basics.errors import InvalidLaw, Problem
from jikorules.basics.vocabulary import Reason
from jikorules.facts.near_miss import NearMiss
from jikorules.judgement.near_miss import judge_near_miss
from jikorules.law.loading import load_provision
from jikorules.law.near_miss import NearMissVersion
from jikorules.law.periodic import PeriodicVersion
from jikorules.law.reports import ReportsVersion
from jikorules.law.serious import SeriousVersion
from jikorules.reporting.agenda import agenda
from jikorules.reporting.duties import OtherReason
from jikorules.reporting.forms.report import SeriousAccidentReport
from jikorules.wire.near_miss import near_miss_from_wire, near_miss_to_wire
from jikorules.wire.report import report_from_wire, report_to_wire
from jikorules.wire.schemas import SCHEMAS, schema
from jikorules.wire.subject import subject_from_wire

FROZEN: dict[str, str] = {
    "incident": "0d6adfacc09327ab6672be4be6aa99e85c0487abc03f6b79c9a5a7208f6fe802",
    "verdict": "db919f472e349a5da2f495576e03525a80893e5c68380fa66448d9043390635e",
    "ruleset": "2d37e42b4ddb1d2ed678eb112e9716918a886664c0b1bacf8e4ed524244188bf",
    "provision": "8e707245d608e759794cafe0054c342ffc48ae61ad747a8e420418d8e453e73b",
    "report": "b2e0710d245f6f76d5b9f088b0cd90dcd5368fead2edc227142e920d2631fc69",
    "duty": "a24fcbbaeedd5ed43f8c22b892bffa520c2625f812c92c15f44ab4dffc1831a1",
    "near-miss": "a5dfbeb668f36045b27b4fdf97d8d00de7190f16fb75e55bc982d336277b0228",
    "near-miss-verdict": "44a84299dd5f40a2b4a2bb9e7c3c4f9b1b26e4de7c1298986334547d98b6926c",
    "other-reason": "fda2fffca7db4beeb2dc4b79a2feb15fbb566e110089ffb3d3168029d9b322ed",
}
"""SHA-256 of the files of version 1. A released version never changes, nor do these."""

READERS: dict[str, Callable[[Any], object]] = {
    "incident": from_wire,
    "near-miss": near_miss_from_wire,
    "report": report_from_wire,
    "other-reason": subject_from_wire,
}
PROVISIONS: dict[str, Any] = {
    "serious.toml": SeriousVersion,
    "periodic.toml": PeriodicVersion,
    "reports.toml": ReportsVersion,
    "near_miss.toml": NearMissVersion,
}
LAW = FOLDER.parents[2] / "law"


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name))


def complaints(name: str, document: Any) -> list[str]:
    """Give what a schema has against a document, with places."""
    return [f"{each.json_path}: {each.message}" for each in validator(name).iter_errors(document)]


def refusal(name: str, document: Any) -> tuple[Problem, ...]:
    """Give what the reader has against a document."""
    try:
        READERS[name](copy.deepcopy(document))
    except InvalidInput as error:
        return error.problems
    return ()


def at(document: Any, path: str) -> Any:
    """Give the value at the place that a problem names."""
    for step in re.findall(r"[^.\[\]]+", path):
        document = document[int(step)] if isinstance(document, list) else document.get(step)
    return document


def is_whole_float(value: Any, _: Any) -> bool:
    ends = list(value.values()) if isinstance(value, dict) else [value]
    return any(isinstance(end, float) and end.is_integer() for end in ends)


def is_no_day(value: Any, problem: Problem) -> bool:
    """Whether it is a day that the calendar has not, but for that well-written."""
    if not isinstance(value, str):
        return False
    possible = re.sub(r"^(0000|([0-9]{4}))-([0-9]{2})-[0-9]{2}", r"2000-\3-01", value)
    key = "occurred" if "time" in problem.expected.en else "day"
    return possible != value and not refusal("report", {"form": "様式第50の3", key: possible})


LISTED: dict[str, Callable[[Any, Problem], bool]] = {
    "an integer of 0 or more": is_whole_float,
    "an integer of at least": lambda *_: True,
    "a time not before": lambda *_: True,
    "an end, as another period follows": lambda *_: True,
    "a day not after": lambda *_: True,
    "a date and time after ISO 8601": is_no_day,
    "a day after ISO 8601": is_no_day,
    "a name that the list of services has": lambda value, _: isinstance(value, str),
    "a name that settles the kind": lambda value, _: isinstance(value, str),
    "the value that the name settles": lambda value, _: isinstance(value, bool),
    "unknown or same, as": lambda value, _: value == "disjoint",
    "a time after ISO 8601": lambda value, _: re.search("[2-9][0-9]{10}H", str(value)) is not None,
}
"""What a schema cannot say: how the message begins, and what has to hold of the value."""


def unlisted(document: Any, problems: tuple[Problem, ...]) -> list[str]:
    """Give the problems that a schema ought to have found too."""
    return [
        problem.text("en")
        for problem in problems
        if not any(
            problem.expected.en.startswith(begin) and holds(at(document, problem.path), problem)
            for begin, holds in LISTED.items()
        )
    ]


def agree(name: str, document: Any) -> None:
    """Check that the schema and the reader take the same, but for what is listed."""
    problems, errors = refusal(name, document), complaints(name, document)
    if errors:
        assert problems, f"the reader takes it, the schema does not: {errors}"
    else:
        assert unlisted(document, problems) == []


# Frozen


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_released_version_never_changes(name: str) -> None:
    written = (FOLDER / f"{name}.json").read_bytes()
    assert hashlib.sha256(written).hexdigest() == FROZEN[name]
    assert written.decode() == text(name)


def test_every_file_is_a_schema_of_a_name_that_is_told() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(SCHEMAS) == FROZEN.keys()


def test_freezing_leaves_what_exists_alone(tmp_path: Path) -> None:
    assert freeze(tmp_path) == []
    assert freeze(tmp_path) == []
    (tmp_path / "duty.json").write_text("{}", "utf-8")
    (tmp_path / "report.json").unlink()
    assert freeze(tmp_path) == ["duty"]
    assert (tmp_path / "duty.json").read_text("utf-8") == "{}"
    assert freeze(tmp_path, again=True) == []
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in FOLDER.iterdir()
    }


@pytest.mark.parametrize("name", ["", "Incident", "incident.json", "../v1/incident", None])
def test_another_name(name: Any) -> None:
    with pytest.raises(InvalidInput, match="incident, verdict, ruleset"):
        schema(name)


def test_what_is_given_is_the_callers_own() -> None:
    schema("duty").clear()
    assert schema("duty")["$id"] == "urn:jikorules:schema:v1:duty"


# Schemas as such


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema_of_its_draft_and_its_examples_fit(name: str) -> None:
    made = schema(name)
    Draft202012Validator.check_schema(made)
    assert made["$id"] == f"urn:jikorules:schema:v1:{name}"
    assert made["examples"]
    for each in made["examples"]:
        assert complaints(name, each) == []
        if name in READERS:
            READERS[name](each)


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Give every object inside a schema."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from parts(each)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_described_in_both_languages_and_no_other_is_taken(name: str) -> None:
    made = schema(name)
    del made["examples"]
    for part in parts(made):
        if part.get("type") == "object" and "properties" in part and len(part) > 2:
            assert part["additionalProperties"] is False
            for key, each in part["properties"].items():
                assert re.match(r".*[ぁ-んァ-ヴー一-龠].*。 [A-Z]", each["description"]), key
        for word in part.get("enum", ()):
            if part.get("type") == "string":  # a list of words with a definition of its own
                if word.isascii():
                    assert f"{word}＝" in part["description"]
                    assert f"{word} = " in part["description"]
                else:  # the name that such a word has in the report
                    assert re.search(f"[＝／]{re.escape(word)}[；。]", part["description"])


@pytest.mark.parametrize("name", SCHEMAS)
def test_patterns_are_plain_enough_for_every_validator(name: str) -> None:
    for part in parts(schema(name)):
        pattern = part.get("pattern")
        if isinstance(pattern, str):
            assert pattern == "\n" or (pattern[0], pattern[-1]) == ("^", "$")
            assert "(?" not in pattern
            assert "\\d" not in pattern
        assert "format" not in part


def test_all_words_are_used() -> None:
    words = tomllib.loads((FOLDER.parent / "words.toml").read_text("utf-8"))
    said = " ".join(text(name) for name in SCHEMAS)
    for table in words.values():
        for ja, en in table.values():
            assert ja in said
            assert en in said


# From the schema to the reader


LEFT_OUT = ("$schema", "$id", "$defs", "examples", "if", "then", "anyOf")


def inlined(part: Any, definitions: dict[str, Any]) -> Any:  # noqa: PLR0911 (one line a form)
    """Give a schema without references from which it is easier to draw, in short lists."""
    match part:
        case {"$ref": path}:
            return inlined(definitions[path.removeprefix("#/$defs/")], definitions)
        case {"oneOf": choices}:
            return {"anyOf": [inlined(both(part, each), definitions) for each in choices]}
        case {"pattern": pattern}:
            return {"type": "string", "format": pattern}  # of which the strategy is kept
        case {"properties": properties}:
            kept = {key: value for key, value in part.items() if key not in LEFT_OUT}
            drawn = {key: inlined(each, definitions) for key, each in properties.items()}
            return {**kept, "properties": drawn}
        case {"items": items}:
            return {"type": "array", "items": inlined(items, definitions), "maxItems": 2}
        case {"anyOf": choices}:
            return {"anyOf": [inlined(each, definitions) for each in choices]}
    return part


def both(base: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Give the schema of an object with one of its choices made."""
    properties = {**base["properties"], **more["properties"]}
    return {
        **{key: value for key, value in base.items() if key != "oneOf"},
        "required": base["required"] + more["required"],
        "properties": {
            key: base["properties"][key] for key, each in properties.items() if each is not False
        },
    }


class _Many:
    """Gives `many` of Hypothesis the method that hypothesis-jsonschema asks of it.

    Newer releases of Hypothesis made of it a context that is iterated.
    """

    def __init__(self, *args: Any, **sizes: Any) -> None:
        self.many = utils.many(*args, **sizes)
        self.turns: Iterator[None] | None = None

    def more(self) -> bool:
        if self.turns is None:
            self.turns = iter(self.many.__enter__())
        for _ in self.turns:
            return True
        self.many.__exit__(None, None, None)
        return False

    def reject(self) -> None:
        self.many.reject()


@pytest.fixture
def both_at_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let hypothesis-jsonschema work with the Hypothesis that is installed."""
    if not hasattr(utils.many, "more"):
        monkeypatch.setattr(_from_schema, "cu", SimpleNamespace(many=_Many))


def generated(name: str) -> st.SearchStrategy[Any]:
    """Give any document that a schema takes."""
    made = schema(name)
    patterns = {each["pattern"] for each in made["$defs"].values() if "pattern" in each}
    texts = {each: st.from_regex(each, fullmatch=True) for each in patterns}
    drawn = from_schema(inlined(made, made["$defs"]), custom_formats=texts)
    return drawn.filter(validator(name).is_valid)


MUCH = settings(
    max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@pytest.mark.usefixtures("both_at_one")
@pytest.mark.parametrize("name", READERS)
def test_what_a_schema_takes_the_reader_takes(name: str) -> None:
    @MUCH
    @given(generated(name))
    def run(document: Any) -> None:
        assert unlisted(document, refusal(name, document)) == []

    run()


# From valid documents to odd ones

ODD: list[Any] = [
    None,
    True,
    False,
    0,
    1,
    -1,
    3.9,
    41_382.0,
    "",
    "41382",
    "unknown",
    "other",
    "2019-03-16",
    "2019-3-16",
    "20190316",
    "2019-02-30",
    "2019-03-16T07:47:00",
    "2019-03-16T07:47:00+09:00",
    "2019-03-16T07:47:00+09:00\n",
    "2019-03-16T07:47Z",
    "2019-03-16T25:47:00+09:00",
    "2019-02-30T07:47:00+09:00",
    "2019-03-16T07:47:00+24:00",
    "0001-03-16T07:47:00+09:00",
    "9999-03-16T07:47:00+09:00",
    "PT2H30M",
    "PT99999999999H",
    "P1D",
    [],
    {},
    {"at_least": 1},
    {"at_most": 2.0},
    {"at_least": 2, "at_most": 1},
    {"at_least": None},
    {"at_least": -1},
    {"start": "2019-03-16T07:47:00+09:00"},
]
"""What is wrong in most places, and right in some."""

FIRST: Place = ("impacts", 0, "service")
KEYS = ["memo", "start", "end", "periods", "period", "users", "critical_facility", "form", "text"]


def at_place(document: Any, place: Place) -> Any:
    for step in place:
        document = document[step]
    return document


def places(value: Any, here: Place = ()) -> Iterator[Place]:
    """Give every place of a document."""
    yield here
    if isinstance(value, dict | list):
        for step, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(each, (*here, step))


WHOLE: dict[str, dict[str, Any]] = {
    "incident": DOCUMENT,
    "other-reason": {
        **schema("other-reason")["examples"][0],
        "to_foreign_government": None,
        "carrier": "例示通信株式会社",
    },
    "near-miss": {
        **schema("near-miss")["examples"][0],
        "critical_facility": "satellite",
        "decline_or_damage": True,
        "noticed": None,
        "planned": False,
        "within_specification": False,
        "carrier": "例示通信株式会社",
    },
    "report": schema("report")["examples"][1],
}
"""Documents with all that a reader may find, or nearly so."""


@pytest.mark.parametrize("name", READERS)
def test_every_place_with_every_odd_value(name: str) -> None:
    agree(name, WHOLE[name])
    for place in places(WHOLE[name]):
        for value in (*ODD, REMOVED) if place else ODD:
            agree(name, edited(WHOLE[name], place, value))
        if isinstance(at_place(WHOLE[name], place), dict):
            for key in KEYS:
                agree(name, edited(WHOLE[name], (*place, key), ODD[-1]))


@st.composite
def spoilt(draw: st.DrawFn, documents: st.SearchStrategy[Any], most: int = 2) -> Any:
    """Give a valid document of which one place, or two, have been changed."""
    document = copy.deepcopy(draw(documents))
    for _ in range(draw(st.integers(1, most))):
        place = draw(st.sampled_from(sorted(places(document), key=str)))
        value = copy.deepcopy(draw(st.sampled_from(ODD)))
        if not place:
            document = {**document, draw(st.sampled_from(KEYS)): value}
            continue
        outer = at_place(document, place[:-1])
        match draw(st.sampled_from(["remove", "rename", "replace", "replace", "nest", "wrap"])):
            case "remove":
                del outer[place[-1]]
            case "rename" if isinstance(outer, dict):
                outer[draw(st.sampled_from([*KEYS, f"{place[-1]} "]))] = outer.pop(place[-1])
            case "nest":
                outer[place[-1]] = [outer[place[-1]]]
            case "wrap":
                outer[place[-1]] = {place[-1]: outer[place[-1]]}
            case _:
                outer[place[-1]] = value
    return document


@settings(max_examples=200)
@given(spoilt(incidents().map(to_wire)))
@example({"impacts": [], "critical_facility": None})
@example(edited(DOCUMENT, (*FIRST, "kind"), REMOVED))
@example(edited(DOCUMENT, FIRST, {"name": "携帯電話"}))
@example(edited(DOCUMENT, FIRST, {"name": "ひかり電話", "emergency_calls": False}))
@example(edited(DOCUMENT, FIRST, {"name": None}))
@example(edited(DOCUMENT, FIRST, {"kind": None, "name": "ひかり電話"}))
@example(edited(DOCUMENT, FIRST, {}))
@example({**schema("incident")["examples"][2], "facility": "other"})
@example({**schema("incident")["examples"][2], "reporter": "tower_provider"})
@example({**schema("incident")["examples"][2], "reporter": "carrier"})
@example({**schema("incident")["examples"][3], "facility": "other"})
@example({**schema("incident")["examples"][3], "facility": "telecom", "critical_facility": None})
@example({**schema("incident")["examples"][3], "impacts": []})
def test_incidents_that_have_been_changed(document: Any) -> None:
    agree("incident", document)


@settings(max_examples=150)
@given(spoilt(near_misses().map(near_miss_to_wire)))
@example({"known_on": "2026-05-01", "decline_or_damage": True})
@example({"known_on": "2026-05-01", "decline_or_damage": False, "critical_facility": None})
@example({"known_on": "2026-05-01", "occurred_on": "2026-05-02"})
def test_near_misses_that_have_been_changed(document: Any) -> None:
    agree("near-miss", document)


@settings(max_examples=150)
@given(spoilt(of(SeriousAccidentReport).map(report_to_wire) | st.just(report_to_wire(sample()))))
def test_reports_that_have_been_changed(document: Any) -> None:
    agree("report", document)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("document", [None, True, 5, 1.5, "", [], [{}], {}])
def test_what_is_no_document(name: str, document: Any) -> None:
    assert complaints(name, document)
    assert refusal(name, document)


ZONED = [
    "2019-03-16T07:47:00+09:00",
    "2019-03-16 07:47:00+09:00",
    "2019-03-16T07:47+0900",
    "2019-03-16T07:47:59.123Z",
    "2019-03-16T07:47:00.123456789-00:00",
    "2019-03-16T07:47:00+09:18:59",
    "2019-03-16T07:47:00-23:59:59.999999",
    "0002-01-01T00:00Z",
    "9998-12-31T23:59:59.999999Z",
]
NO_TIMES = [
    *(each for each in ODD if isinstance(each, str) and each[:5] in ("0001-", "9999-")),
    "2019-03-16T07:47:00",
    "2019-03-16T24:00:00+09:00",
    "2019-03-16T07:60:00+09:00",
    "2019-03-16T07:47:60+09:00",
    "2019-00-16T07:47:00+09:00",
    "2019-13-16T07:47:00+09:00",
    "2019-03-00T07:47:00+09:00",
    "2019-03-32T07:47:00+09:00",
    "2019-03-16T07:47:00+24:00",
    "2019-03-16T07:47:00z",
    "2019-03-16T07:47:00Z\n",
    "2019-03-16T07:47:00Z ",
    "２０１９-03-16T07:47:00Z",
    "99990-03-16T07:47:00Z",
]
ODD_TIMES = [
    "20190316T074700+0900",
    "2019-W11-6T07:47:00+09:00",
    "2019-03-16x07:47:00+09:00",
    "2019-03-16T07+09:00",
    "2019-03-16T07:47:00,5+09:00",
    "2019-03-16T07:47:00+09",
    "2019-03-16T07:47:00+09:60",
    "2019-03-16T07.5+09:00",
    "2019-03-16T07:47:00.1234567abc+09:00",
]
"""Other ways of writing a time; what Python takes of them hangs on its version."""


def starting(moment: str) -> dict[str, Any]:
    return {"impacts": [{"service": {"kind": "voice"}, "users": 1, "start": moment}]}


@pytest.mark.parametrize("moment", ZONED)
def test_times(moment: str) -> None:
    assert complaints("incident", starting(moment)) == []
    from_wire(starting(moment))


@pytest.mark.parametrize("moment", NO_TIMES)
def test_what_is_no_time(moment: str) -> None:
    assert complaints("incident", starting(moment))
    assert refusal("incident", starting(moment))


@pytest.mark.parametrize("moment", ODD_TIMES)
def test_other_ways_of_writing_a_time_are_refused(moment: str) -> None:
    assert complaints("incident", starting(moment))
    with pytest.raises(InvalidInput):
        from_wire(starting(moment))


@pytest.mark.parametrize(
    ("name", "change", "begin"),
    [
        ("incident", {"users": 41_382.0}, "an integer of 0 or more"),
        ("incident", {"users": {"at_least": 2, "at_most": 1}}, "an integer of at least"),
        ("incident", {"end": "2019-03-16T07:46:59+09:00"}, "a time not before"),
        ("incident", {"start": "2019-02-29T07:47:00+09:00"}, "a date and time after ISO 8601"),
        ("incident", {"service": {"name": "糸電話"}}, "a name that the list of services has"),
        ("incident", {"service": {"name": "ローカル5G"}}, "a name that settles the kind"),
        (
            "incident",
            {"service": {"name": "ひかり電話", "emergency_calls": False}},
            "the value that the name settles",
        ),
        ("near-miss", {"occurred_on": "2026-05-02"}, "a day not after"),
        ("near-miss", {"occurred_on": "2026-02-29"}, "a day after ISO 8601"),
        (
            "report",
            {"phenomena": [{"text": "", "stated": "PT99999999999H"}]},
            "a time after ISO 8601",
        ),
    ],
)
def test_what_a_schema_cannot_say(name: str, change: dict[str, Any], begin: str) -> None:
    """Every reason on the list is needed."""
    document = {
        "incident": starting("2019-03-16T07:47:00+09:00"),
        "near-miss": {"known_on": "2026-05-01"},
        "report": {"form": "様式第50の3"},
    }[name]
    (document["impacts"][0] if name == "incident" else document).update(change)
    assert complaints(name, document) == []
    (problem,) = refusal(name, document)
    assert problem.expected.en.startswith(begin)


def test_users_of_a_name_of_several_services_beside_others() -> None:
    document = starting("2019-03-16T07:47:00+09:00")
    phone = {**document["impacts"][0], "service": {"name": "携帯電話"}}
    document = {"impacts": [*document["impacts"], phone], "overlap": "disjoint"}
    assert complaints("incident", document) == []
    (problem,) = refusal("incident", document)
    assert problem.expected.en.startswith("unknown or same, as")


def test_only_the_last_period_to_begin_may_run_on() -> None:
    early, late = "2019-03-16T07:47:00+09:00", "2019-03-16T08:47:00+09:00"
    document = starting(early)
    del document["impacts"][0]["start"]
    for periods, is_fit, is_read in [
        ([{"start": early, "end": late}, {"start": late}], True, True),
        ([{"start": late, "end": None}, {"start": early, "end": late}], True, True),
        ([{"start": early}, {"start": late, "end": late}], True, False),
        ([{"start": early}, {"start": late}], False, False),
        ([], False, False),
    ]:
        document["impacts"][0]["periods"] = periods
        assert (complaints("incident", document) == []) is is_fit
        assert (refusal("incident", document) == ()) is is_read


# What the library writes

LATE = datetime(2032, 1, 1, tzinfo=JAPAN)


@given(incidents(), st.data())
def test_incidents_verdicts_and_duties(incident: Incident, data: st.DataObject) -> None:
    assert complaints("incident", to_wire(incident)) == []
    verdict = judge(incident)
    assert complaints("verdict", to_wire(verdict)) == []
    limb = data.draw(st.sampled_from(verdict.findings)).limb
    read = judge(incident, at=LATE, readings={limb: data.draw(st.sampled_from(Reading))})
    assert complaints("verdict", to_wire(read)) == []
    try:
        made = duties(verdict)
    except NotCovered:  # a year for which the holidays are not known
        return
    for duty in made:
        assert complaints("duty", to_wire(duty)) == []


@given(near_misses(), incidents())
def test_near_misses_and_their_verdicts(near_miss: NearMiss, incident: Incident) -> None:
    assert complaints("near-miss", near_miss_to_wire(near_miss)) == []
    for accident in (None, judge(incident)):
        verdict = judge_near_miss(near_miss, accident=accident)
        assert complaints("near-miss-verdict", near_miss_to_wire(verdict)) == []


def test_a_near_miss_of_a_day_without_a_rule() -> None:
    verdict = near_miss_to_wire(judge_near_miss(NearMiss(date(2019, 5, 1))))
    assert verdict["findings"] == []
    assert complaints("near-miss-verdict", verdict) == []


(TOWERS,) = (
    judge(from_wire(each)) for each in schema("incident")["examples"] if "reporter" in each
)


def test_the_verdict_on_the_accident_of_a_tower_provider() -> None:
    assert complaints("verdict", to_wire(TOWERS)) == []
    assert complaints("verdict", {**to_wire(TOWERS), "reporter": "towers"})


def test_duties_for_other_reasons_and_how_they_stand() -> None:
    made = [
        *duties(OtherReason(Reason.SECRECY_LEAK, date(2026, 5, 1), id="leak")),
        *duties(OtherReason(Reason.USER_INFORMATION_LEAK, date(2026, 5, 1), users=None)),
        *duties(judge_near_miss(NearMiss(date(2026, 5, 1)))),
        *duties(judge(from_wire(schema("incident")["examples"][1]))),
        *duties(TOWERS),
        *duties(TOWERS, known_at=datetime(2026, 6, 3, tzinfo=JAPAN)),
    ]
    for entry in agenda(made, datetime(2026, 5, 20, tzinfo=JAPAN)):
        document = {**to_wire(entry.duty), "status": entry.status.value}
        assert complaints("duty", document) == []
    assert complaints("duty", {**to_wire(made[0]), "status": "late"})


@given(of(SeriousAccidentReport))
@example(sample())
def test_reports(report: SeriousAccidentReport) -> None:
    assert complaints("report", report_to_wire(report)) == []


@pytest.mark.parametrize("rules", rulesets(), ids=lambda rules: rules.id)
def test_rule_sets(rules: Any) -> None:
    assert complaints("ruleset", to_wire(rules)) == []


ODD_OUTPUT: list[Any] = [[[]], 1.5, -1]


@pytest.mark.parametrize("name", ["verdict", "near-miss-verdict", "ruleset", "duty"])
def test_a_document_that_has_been_changed_is_no_output(name: str) -> None:
    """What is written has all its keys, each of its type."""
    (document, *_) = schema(name)["examples"]
    for place in places(document):
        if place:
            for odd in ODD_OUTPUT:
                assert complaints(name, edited(document, place, odd)), (place, odd)
    for key in document:
        without = {other: value for other, value in document.items() if other != key}
        assert complaints(name, without), key


# Provision files


def plain(value: Any) -> Any:
    """Give a TOML document as JSON data: days as text."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


DAYS = {"in_force", "ends", "promulgated", "checked", "revision_read", "since", "due_from"}


def toml(value: Any, key: str = "") -> str:
    """Write JSON data as a TOML value, with days as such."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {toml(v, k)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if key in DAYS and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def as_file(document: dict[str, Any]) -> str:
    return "\n".join(f"{json.dumps(k)} = {toml(v, k)}" for k, v in document.items())


@pytest.mark.parametrize("file", PROVISIONS)
def test_provision_files(file: str) -> None:
    written = (LAW / file).read_text("utf-8")
    document = plain(tomllib.loads(written))
    assert complaints("provision", document) == []
    cls = PROVISIONS[file]
    assert load_provision(as_file(document), file, cls) == load_provision(written, file, cls)


def test_the_example_of_a_provision_file_is_one() -> None:
    (document,) = schema("provision")["examples"]
    load_provision(as_file(document), "example", SeriousVersion)


def law_problems(file: str, document: Any) -> tuple[Problem, ...]:
    """Give what the reader has against a provision file."""
    try:
        load_provision(as_file(document), file, PROVISIONS[file])
    except InvalidLaw as error:
        return error.problems
    return ()


ACROSS = {
    "Hold the file against the text of the law.",  # what is found between the values of a file
    "Mend the place named.",  # a day that the calendar has not is no TOML
}
SAYABLE = (
    "an integer of 1 or more",
    "positive numbers",
    "a string that is not empty",
    "at least one",
    "an address with https://",
    "one of ",
)
"""How the messages begin of what has the same hint, and a schema can say."""


def flat(value: Any) -> Iterator[Any]:
    """Give every value of a document that holds no others."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from flat(each)
    else:
        yield value


def agree_on_law(file: str, document: Any) -> None:
    """Check that the schema and the reader of a provision file take the same, as `agree` does."""
    values = list(flat(document))
    if not isinstance(document, dict) or None in values:
        return  # TOML has no null
    problems, errors = law_problems(file, document), complaints("provision", document)
    if errors:
        assert problems, errors
    elif not any(is_whole_float(each, None) for each in values):
        for problem in problems:
            assert problem.hint.en in ACROSS
            assert not problem.expected.en.startswith(SAYABLE)


@pytest.mark.parametrize("file", PROVISIONS)
def test_provision_files_that_have_been_changed(file: str) -> None:
    good = plain(tomllib.loads((LAW / file).read_text("utf-8")))

    @settings(max_examples=100)
    @given(spoilt(st.just(good), most=1))
    def run(document: Any) -> None:
        agree_on_law(file, document)

    run()


def test_every_place_of_a_provision_file_with_every_odd_value() -> None:
    (document,) = schema("provision")["examples"]
    for place in places(document):
        for value in (*ODD, REMOVED) if place else ODD:
            agree_on_law("serious.toml", edited(document, place, value))
