"""The bytes of a file: read them, judge what they tell, and write it all again."""

import json
from io import BytesIO
from typing import Any

from fuzz.claims import check_told, within_a_second
from jikorules import Incident, JikorulesError, from_wire, judge, to_wire, tree
from jikorules.wire.files import read_stream
from jikorules.wire.incident_strict import read_strictly


def one_input(data: bytes) -> None:
    """Every incident is refused with its reasons, or judged; nothing else is ever raised."""
    with within_a_second():
        for _, incident in read_stream(BytesIO(data), "fuzz", _read):
            if isinstance(incident, JikorulesError):
                check_told(incident)
            else:
                _judge(incident)


def _read(document: Any) -> Incident:
    incident = from_wire(document)
    assert read_strictly(document) == incident  # the short way takes nothing that it must not
    return incident


def _judge(incident: Incident) -> None:
    written = to_wire(incident)
    assert from_wire(json.loads(json.dumps(written))) == incident
    try:
        verdict = judge(incident)
    except JikorulesError as error:
        check_told(error)
        return
    assert verdict.at_least in verdict.possible
    json.dumps(to_wire(verdict), ensure_ascii=False, allow_nan=False).encode()
    assert all(tree(verdict, lang).encode() for lang in ("ja", "en"))
