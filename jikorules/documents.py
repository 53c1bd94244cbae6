"""Reading files of incidents or reports: a JSON object, a JSON array, or JSON Lines."""

import json
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from jikorules.errors import InvalidInput, JikorulesError, Problem, Words, shown

_JSON = Words("JSON 形式の文書", "a JSON document")
_MEND = Words("示された位置の前後を修正してください。", "Mend the document near that place.")
_UTF8 = Words("UTF-8 の文書", "a document in UTF-8")
_SAVE = Words(
    "文字コードを UTF-8 にして保存し直してください（Shift_JIS などは読めません）。",
    "Save it again in UTF-8 (Shift_JIS and others are not read).",
)
_SOME = Words("1件以上の事故", "at least one incident")
_EMPTY = Words("空の文書", "an empty document")
_FILL = Words("ファイルの内容を確かめてください。", "Check what the file holds.")


T = TypeVar("T")
Read = Callable[[Any], T]


def read_documents(
    data: bytes, name: str, read: Read[T]
) -> Iterator[tuple[str, T | JikorulesError]]:
    """Read the documents of a file, each with its place; what cannot be read is an error there.

    Args:
        data: the file's bytes: UTF-8, with or without a byte order mark.
        name: the file's name, for messages.
        read: what makes of plain JSON data what is wanted.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield "", InvalidInput.of(name, _UTF8, data[error.start : error.start + 4], _SAVE)
        return
    lines = [(i, line) for i, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        yield "", InvalidInput([Problem(name, _SOME, _EMPTY, _FILL)])
    elif len(lines) > 1 and all(line.lstrip().startswith("{") for _, line in lines):
        for i, line in lines:
            yield f"{name}:{i}", _line(line, f"{name}:{i}", read)
    else:
        yield from _whole(text, name, read)


def _whole(text: str, name: str, read: Read[T]) -> Iterator[tuple[str, T | JikorulesError]]:
    try:
        document = _parse(text)
    except InvalidInput as error:
        yield name, under(name, error)
        return
    if not isinstance(document, list):
        yield name, _read(document, name, read)
    elif not document:
        yield "", InvalidInput([Problem(name, _SOME, _EMPTY, _FILL)])
    else:
        for i, each in enumerate(document):
            yield f"{name}[{i}]", _read(each, f"{name}[{i}]", read)


def _line(text: str, where: str, read: Read[T]) -> T | JikorulesError:
    try:
        return _read(_parse(text), where, read)
    except InvalidInput as error:
        return under(where, error)


def _read(document: Any, where: str, read: Read[T]) -> T | JikorulesError:
    try:
        return read(document)
    except InvalidInput as error:
        return under(where, error)


def under(where: str, error: JikorulesError) -> InvalidInput:
    """Give an error with its place put before every path."""
    return InvalidInput(problem.under(where) for problem in error.problems)


class _Twice:
    """Stands for an object that has a key twice, so that only its own incident is refused."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __repr__(self) -> str:
        return f"{{{shown(self.key)}: …, {shown(self.key)}: …}}"


def _object(pairs: list[tuple[str, Any]]) -> Any:
    document = dict(pairs)
    if len(document) == len(pairs):
        return document
    keys = [key for key, _ in pairs]
    return _Twice(next(key for key in keys if keys.count(key) > 1))


def _parse(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        said = f"{error.msg}（{error.lineno}行{error.colno}文字目）"
        given = Words(said, f"{error.msg} (line {error.lineno}, column {error.colno})")
    except ValueError:
        given = Words("桁数の多すぎる整数", "an integer with too many digits")
    except RecursionError:
        given = Words("深すぎる入れ子", "a nesting that is too deep")
    raise InvalidInput([Problem("", _JSON, given, _MEND)])
