"""The fields of a payload: what is of the wrong type is told with its path, and read as not told.

Nothing here fails on one bad field: the alerts beside it may matter at once.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from attrs import define

from jikorules.basics.errors import InvalidInput, Problem, Words, shown, visible
from jikorules.intake.signals import Pairs
from jikorules.intake.times import tool_time
from jikorules.wire.files import foreign_document

MOST_VALUES = 100_000
"""The most values of one message: some thousands of alerts."""

_OBJECT = Words("オブジェクト（項目名と値の組）", "an object (names with values)")
_LIST = Words("配列", "a list")
_TEXT = Words("文字列", "a string")
_COUNT = Words("0以上の整数", "an integer of 0 or more")
_LOOK = Words(
    "送る側の設定（テンプレート等）を確かめてください。この項目は、分からないものとして扱います。",
    "Check the sender's settings, such as its template. It is taken for not told.",
)


@define
class Fields:
    """One object of a payload, its path, and where its problems are gathered."""

    document: dict[str, Any]
    path: str
    problems: list[Problem]

    def text(self, key: str) -> str | None:
        """Give a text; None if it is not told, or empty."""
        value = self.document.get(key)
        if value is None or isinstance(value, str):
            return value or None
        self._wrong(key, _TEXT, value)
        return None

    def count(self, key: str) -> int:
        """Give a number of things; 0 if it is not told."""
        value = self.document.get(key)
        if value is None or (type(value) is int and value >= 0):
            return value or 0
        self._wrong(key, _COUNT, value)
        return 0

    def moment(self, key: str) -> datetime | None:
        """Give a time; None if it is not told."""
        try:
            return tool_time(self.document.get(key))
        except InvalidInput as error:
            self.problems += (each.under(self._at(key)) for each in error.problems)
            return None

    def needed_moment(self, key: str, expected: Words, hint: Words) -> datetime | None:
        """Give a time; None if it is not told or none, which is a problem."""
        before = len(self.problems)
        moment = self.moment(key)
        if moment is None and len(self.problems) == before:
            self.refuse(key, expected, hint)
        return moment

    def inside(self, key: str) -> "Fields":
        """Give an object; an empty one if it is not told."""
        value = self.document.get(key)
        if value is not None and type(value) is not dict:
            self._wrong(key, _OBJECT, value)
        inner = value if type(value) is dict else {}
        return Fields(inner, self._at(key), self.problems)

    def each(self, key: str) -> Iterator["Fields"]:
        """Give the objects of a list; none if it is not told."""
        value = self.document.get(key)
        if value is not None and type(value) is not list:
            self._wrong(key, _LIST, value)
            return
        for i, item in enumerate(value or ()):
            path = f"{self._at(key)}[{i}]"
            if type(item) is dict:
                yield Fields(item, path, self.problems)
            else:
                self.problems.append(Problem(path, _OBJECT, shown(item), _LOOK))

    def pairs(self) -> Pairs:
        """Give the texts of this object with their names."""
        return tuple((key, text) for key in sorted(self.document) if (text := self.text(key)))

    def refuse(self, key: str, expected: Words, hint: Words = _LOOK) -> None:
        """Tell that a value is not what was expected."""
        self.problems.append(Problem(self._at(key), expected, shown(self.document.get(key)), hint))

    def _wrong(self, key: str, expected: Words, value: Any) -> None:
        self.problems.append(Problem(self._at(key), expected, shown(value), _LOOK))

    def _at(self, key: str) -> str:
        return f"{self.path}.{visible(key)}" if self.path else visible(key)


def opened(payload: bytes | str | dict[str, Any]) -> Fields:
    """Open a payload: a JSON text, or what a JSON reader gave of it.

    Raises:
        InvalidInput: it is no JSON text, too large, or no object.
    """
    raw = payload.encode("utf-8", "surrogatepass") if isinstance(payload, str) else payload
    document, problems = foreign_document(raw, MOST_VALUES)
    if type(document) is not dict:
        raise InvalidInput.of("", _OBJECT, document, _LOOK)
    return Fields(document, "", [*problems])
