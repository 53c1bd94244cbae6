"""Incidents read the quick way, beside the strict one."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bad_documents import ACROSS, ALONE, label, paths
from support.documents import DOCUMENT, WIDE, Place, anything, edited, places
from support.strategies import incidents

from jikorules import Incident, InvalidInput, from_wire, to_wire


class Unusual(Mapping[str, Any]):
    """A mapping that is no dict: such a document is never read the short way."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document

    def __getitem__(self, key: str) -> Any:
        return self._document[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._document)

    def __len__(self) -> int:
        return len(self._document)


def result(document: Mapping[str, Any]) -> Incident | list[str]:
    """Read a document, or give what its error says."""
    try:
        return from_wire(document)
    except InvalidInput as error:
        return [problem.text(lang) for problem in error.problems for lang in ("ja", "en")]


class TestShortWay:
    """What is taken the short way, for speed, the strict reader takes too, and reads alike."""

    @given(incidents() | WIDE)
    def test_a_good_document(self, incident: Incident) -> None:
        assert from_wire(Unusual(to_wire(incident))) == incident

    @pytest.mark.parametrize(("place", "value", "path"), [*ALONE, *ACROSS], ids=label)
    def test_a_bad_document(self, place: Place, value: Any, path: str) -> None:
        document = edited(DOCUMENT, place, value)
        if type(document) is dict:
            assert paths(Unusual(document)) == path.split(", ")
            assert result(Unusual(document)) == result(document)

    @given(st.data(), incidents(), anything)
    def test_any_document(self, data: st.DataObject, incident: Incident, value: Any) -> None:
        document = to_wire(incident)
        place = data.draw(st.sampled_from(list(places(document))))
        changed = edited(document, place, value)
        if type(changed) is dict:
            assert result(Unusual(changed)) == result(changed)
