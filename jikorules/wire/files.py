"""Reading files of incidents or reports: a JSON object, a JSON array, or JSON Lines.

A file may come from anybody. What is too large is refused before it is looked at, and what other
readers of JSON would take for something else, or a terminal for a command, is refused where it
stands; `docs/threat-model.md` tells why. Of JSON Lines one line is held at a time, so that a file
of them may be of any size.
"""

import json
import re
from collections.abc import Callable, Iterator
from io import BufferedIOBase
from math import isfinite
from typing import Any, TypeVar

from attrs import frozen

from jikorules.basics.errors import (
    MOST_TOLD,
    InvalidInput,
    JikorulesError,
    Problem,
    Words,
    shown,
    visible,
)

MOST_BYTES = 4_000_000
"""The largest JSON text, a whole file or a line of JSON Lines: 10,000 incidents and more.

Python's objects may take 35 times as much memory as the text, and 200 MB have to do.
"""

MOST_DOCUMENTS = 40_000
"""The most documents in one JSON array; the smallest accident takes a hundred bytes."""

_PIECE = 1 << 16
"""How much of the head of a file is read at once."""

MOST_VALUES = 10_000
"""The most values (objects, lists, texts, numbers) in one incident or report: 1,000 impacts."""

MOST_TEXT = 400_000
"""The most characters of all texts in one incident or report; escaping them takes its time."""

MOST_DEPTH = 16
"""The deepest nesting of one incident or report; the formats need less than half of it."""

MOST_NUMBER = 2**53 - 1
"""The largest integer that every reader of JSON reads alike (RFC 7493, section 2.2)."""

_JSON = Words("JSON 形式の文書", "a JSON document")
_MEND = Words("示された位置の前後を修正してください。", "Mend the document near that place.")
_WHY = {  # what Python says, and in Japanese
    said: Words(ja, said)
    for said, ja in (
        ("Expecting value", "値がありません"),
        ("Expecting property name enclosed in double quotes", '" で囲んだ項目名がありません'),
        ("Expecting ':' delimiter", "項目名の後に : がありません"),
        ("Expecting ',' delimiter", "値の後に , 又は閉じ括弧がありません"),
        ("Extra data", "文書の後に余分な文字があります"),
        ("Unterminated string starting at", '文字列が " で閉じていません'),
        ("Invalid control character at", "文字列の中に改行などの制御文字があります"),
        ("Invalid \\escape", "\\ の後の文字が正しくありません"),
        ("Invalid \\uXXXX escape", "\\u の後の4桁が正しくありません"),
        ("Illegal trailing comma before end of object", "最後の値の後に余分な , があります"),
        ("Illegal trailing comma before end of array", "最後の値の後に余分な , があります"),
    )
}
_UTF8 = Words("UTF-8 の文書", "a document in UTF-8")
_SAVE = Words(
    "文字コードを UTF-8 にして保存し直してください（Shift_JIS などは読めません）。",
    "Save it again in UTF-8 (Shift_JIS and others are not read).",
)
_SOME = Words("1件以上の事故", "at least one incident")
_EMPTY = Words("空です", "it is empty")
_FILL = Words("ファイルの内容を確かめてください。", "Check what the file holds.")
_SOUND = Words("誤りのない文書", "documents without a fault")
_UNTOLD = Words("ほかに{n:,}件の文書にも誤りがあります", "{n:,} more have one")
_MEND_THOSE = Words(
    "示した誤りを直してから、もう一度読み取ってください。", "Mend those told, and read it again."
)
_SMALL = Words(
    f"{MOST_BYTES:,}バイト以下の文書（JSON Lines では1行）",
    f"a document (in JSON Lines, a line) of at most {MOST_BYTES:,} bytes",
)
_LARGER = Words("それより大きくなっています", "this one is larger")
_SPLIT = Words(
    "事故を1行に1件ずつ書いた JSON Lines にするか、大きすぎる事故を分けてください。",
    "Write JSON Lines, with one incident a line, or divide an incident that is too large.",
)
_FEW = Words(f"値が{MOST_VALUES:,}個以下であること", f"at most {MOST_VALUES:,} values")
_MORE = Words("それより多くあります", "there are more")
_FEW_DOCUMENTS = Words(
    f"文書が{MOST_DOCUMENTS:,}件以下であること", f"at most {MOST_DOCUMENTS:,} documents"
)
_SHORT = Words(
    f"文字列が全部で{MOST_TEXT:,}文字以下であること", f"texts of at most {MOST_TEXT:,} characters"
)
_LONG = Words("それより長くなっています", "they are longer")
_PART = Words("一つの事故又は報告書を分けてください。", "Divide the incident or report.")
_SEND_LESS = Words(
    "送る側で、1件に含める知らせの数を減らしてください。",
    "Let the sender put less into one message.",
)
_FLAT = Words(f"入れ子が{MOST_DEPTH}段以下であること", f"a nesting of at most {MOST_DEPTH} levels")
_DEEP = Words("それより深くなっています", "it is deeper")
_NEST = Words("[ と { の対応を確かめてください。", "Check where each [ and { is closed.")
_FINITE = Words(
    f"JSON の数（整数は {MOST_NUMBER} まで）",
    f"a number of JSON (an integer up to {MOST_NUMBER})",
)
_DIGITS = Words(
    "桁数を確かめてください。分からない数は null です。",
    "Check how many digits it has. A number that is not known is null.",
)
_ONCE = Words("異なる項目名", "keys that differ")
_CHOOSE = Words("どちらか一方を除いてください。", "Remove one of them.")
_SIGNS = Words("制御文字などのない文字列", "a string without control characters")
_CLEAN = Words(
    "制御文字と、対にならないサロゲートを除いてください。",
    "Remove control characters and lone surrogates.",
)

_BOM = b"\xef\xbb\xbf"
# Lone surrogates, which UTF-8 cannot write, and the control characters that XML 1.1 restricts:
# a terminal takes some of them for commands. Tabs and ends of lines are none.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
# Of the escapes in a JSON text, those that can give one of them.
_ESCAPE = re.compile(rb"\\(?:[bf]|u(?:00|[dD]))")


T = TypeVar("T")
Reader = Callable[[Any], T]
"""What makes of plain JSON data what is wanted."""
Read = Iterator[tuple[str, T | JikorulesError]]
"""What was read, each with its place; what cannot be read is an error there."""


@frozen
class Unread:
    """A line of JSON Lines of which nothing was looked at yet."""

    data: bytes


def read_stream(stream: BufferedIOBase, name: str, read: Reader[T]) -> Read[T]:
    """Read the documents of an open file, each with its place, holding little of it at once.

    No more is read than a document takes: of JSON Lines from a pipe, a line is given before the
    next is waited for.

    Args:
        stream: the file, open for reading bytes: UTF-8, with or without a byte order mark.
        name: its name, for messages.
        read: what makes of plain JSON data what is wanted.
    """
    for where, found in unread_stream(stream, name, read):
        yield where, read_line(where, found, read) if isinstance(found, Unread) else found


def read_line(where: str, line: Unread, read: Reader[T]) -> T | JikorulesError:
    """Read a line that `unread_stream` gave, with its place; that may be done elsewhere.

    Example:
        >>> read_line("a.jsonl:2", Unread(b'{"n": 1}'), dict)
        {'n': 1}
        >>> read_line("a.jsonl:2", Unread(b"{}, "), dict).problems[0].path
        'a.jsonl:2'
    """
    data = line.data.rstrip(b"\n")
    return _at(where, _read(_parse(data), read, is_plain=_is_plain(data)))


def unread_stream(
    stream: BufferedIOBase, name: str, read: Reader[T]
) -> Iterator[tuple[str, Unread | T | JikorulesError]]:
    """Give what `read_stream` gives, but the lines of JSON Lines unread.

    The first line is read, as it tells that there are lines; so is whatever has no lines.
    """
    head = bytearray(stream.read(len(_BOM)).removeprefix(_BOM))
    first, after = _first_line(head, stream)
    made = [_read(_parse(first), read)] if first else []
    if first and (_is_good(*made) or _is_next(head, stream, first, after)):
        for i, line in enumerate(_lines(bytes(head), stream), 1):
            if line.strip():
                where = f"{name}:{i}"
                yield where, _at(where, made.pop()) if made else Unread(line)
        return
    head += stream.read(max(0, MOST_BYTES + 1 - len(head)))
    if made and head.rstrip() == first:
        yield name, _at(name, *made)
    elif head.strip() or len(head) > MOST_BYTES:
        yield from _whole(bytes(head), name, read)
    else:
        yield "", InvalidInput([Problem(name, _SOME, _EMPTY, _FILL)])


def _first_line(head: bytearray, stream: BufferedIOBase) -> tuple[bytes, int]:
    """Give the first line that is not blank, and where the next begins.

    Nothing is given if it cannot be an incident of its own. If it can be read it is one, whatever
    follows, as a pipe may bring nothing more for long.
    """
    begin = end = _next_sign(head, stream, 0)
    if not head.startswith(b"{", begin):
        return b"", end
    while (found := head.find(b"\n", end)) < 0:
        end = len(head)
        if not _read_more(head, stream):
            return b"", end
    line = head[head.rfind(b"\n", 0, begin) + 1 : found].rstrip()
    return (bytes(line) if found < MOST_BYTES else b""), found + 1


def _is_good(made: object) -> bool:
    return not isinstance(made, JikorulesError)


def _is_next(head: bytearray, stream: BufferedIOBase, first: bytes, after: int) -> bool:
    """Whether an incident of its own begins with the second line.

    In one document that goes on in a second line with a brace, a bracket, a colon or a comma
    stands before it.
    """
    goes_on = first.endswith((b"[", b":", b","))
    return not goes_on and head.startswith(b"{", _next_sign(head, stream, after))


def _next_sign(head: bytearray, stream: BufferedIOBase, start: int) -> int:
    """Give the place of the next sign that is no space, the end if there is none."""
    while not (rest := head[start:].lstrip()):
        start = len(head)
        if not _read_more(head, stream):
            break
    return len(head) - len(rest)


def _read_more(head: bytearray, stream: BufferedIOBase) -> bool:
    """Read more of a file, but no more than a document may be large; tell if there was any."""
    more = stream.read1(min(_PIECE, max(0, MOST_BYTES + 1 - len(head))))
    head += more
    return bool(more)


def _lines(head: bytes, stream: BufferedIOBase) -> Iterator[bytes]:
    """Give the lines of a file of which the head was read; of a line too long, its beginning."""
    *lines, line = head.split(b"\n")
    yield from lines
    line += stream.readline(MOST_BYTES)
    while line:
        yield line
        while line and not line.endswith(b"\n"):
            line = stream.readline(MOST_BYTES)
        line = stream.readline(MOST_BYTES + 1)


def _whole(data: bytes, name: str, read: Reader[T]) -> Read[T]:
    document = _parse(data)
    if not isinstance(document, list):
        yield name, _at(name, _read(document, read))
    elif not document:
        yield "", InvalidInput([Problem(name, _SOME, _EMPTY, _FILL)])
    elif len(document) > MOST_DOCUMENTS:
        yield "", InvalidInput([Problem(name, _FEW_DOCUMENTS, _MORE, _SPLIT)])
    else:
        yield from _each(document, name, read)


def _each(documents: list[Any], name: str, read: Reader[T]) -> Read[T]:
    """Read each document of an array; of very many that cannot be read, count the rest."""
    problems = untold = 0
    for i, document in enumerate(documents):
        made = _read(document, read)
        if isinstance(made, JikorulesError):
            if problems >= MOST_TOLD:
                untold += 1
                continue
            problems += len(made.problems)
        where = f"{name}[{i}]"
        yield where, _at(where, made)
    if untold:
        yield name, InvalidInput([Problem(name, _SOUND, _UNTOLD.filled(n=untold), _MEND_THOSE)])


def _at(where: str, made: T | JikorulesError) -> T | JikorulesError:
    return under(where, made) if isinstance(made, JikorulesError) else made


def _is_plain(data: bytes) -> bool:
    """Whether nothing that `_unfit` tells can be in a short line, but numbers and doubled keys."""
    if len(data) > MOST_VALUES or data.count(b"{") + data.count(b"[") > MOST_DEPTH:
        return False
    return not _ESCAPE.search(data) and data.decode(errors="replace").isprintable()


def _read(document: Any, read: Reader[T], *, is_plain: bool = False) -> T | JikorulesError:
    if isinstance(document, InvalidInput):
        return document
    size, length, is_odd = _measured(document)
    if size > MOST_VALUES:
        return InvalidInput([Problem("", _FEW, _MORE, _PART)])
    problems = list[Problem]()
    if length > MOST_TEXT:
        problems.append(Problem("", _SHORT, _LONG, _PART))
    elif is_odd or not is_plain:
        problems += _unfit(document, "", 1)
    try:
        made = read(document)
    except InvalidInput as error:
        if not problems:
            return error
        told = {problem.path for problem in problems}
        more = [problem for problem in error.problems if problem.path not in told]
        if any(not problem.path for problem in more):
            return error  # of what is no incident at all, nothing else is told
        problems += more
    else:
        if not problems:
            return made
    return InvalidInput(problems)


def foreign_document(payload: bytes | Any, most_values: int) -> tuple[Any, tuple[Problem, ...]]:
    """Give the plain JSON data of a document that another tool wrote, with what was wrong in it.

    What no document may hold is taken out and told: the rest may matter at once, and whoever
    receives it cannot mend it.

    Args:
        payload: a JSON text in UTF-8, or what a JSON reader gave of it.
        most_values: how many values it may have.

    Raises:
        InvalidInput: it is no JSON text, or too large.
    """
    document = payload
    if isinstance(payload, bytes):
        document = _parse(payload.removeprefix(_BOM))
    if isinstance(document, InvalidInput):
        raise document
    if _measured(document, most_values)[0] > most_values:
        few = Words(f"値が{most_values:,}個以下であること", f"at most {most_values:,} values")
        raise InvalidInput([Problem("", few, _MORE, _SEND_LESS)])
    return _fit(document, 1), tuple(_unfit(document, "", 1))


def _fit(value: Any, depth: int) -> Any:
    """Give a value without what `_unfit` tells of it."""
    if type(value) is str:
        return _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", value)
    if type(value) is dict and depth <= MOST_DEPTH:
        return {key: _fit(each, depth + 1) for key, each in value.items()}
    if type(value) is list and depth <= MOST_DEPTH:
        return [_fit(each, depth + 1) for each in value]
    return None if type(value) in (dict, list, _Unfit) else value


def under(where: str, error: JikorulesError) -> InvalidInput:
    """Give an error with its place put before every path."""
    return InvalidInput(problem.under(where) for problem in error.problems)


def _parse(data: bytes) -> Any:
    """Give plain JSON data, or the error that there are none."""
    if len(data) > MOST_BYTES:
        return InvalidInput([Problem("", _SMALL, _LARGER, _SPLIT)])
    try:
        return _DECODER.decode(data.decode())
    except UnicodeDecodeError as error:
        return InvalidInput.of("", _UTF8, data[error.start : error.start + 4], _SAVE)
    except json.JSONDecodeError as error:
        why = _WHY.get(error.msg, Words(error.msg, error.msg))
        given = Words(
            f"{error.lineno}行{error.colno}文字目が JSON の形になっていません（{why.ja}）",
            f"it is no JSON at line {error.lineno}, column {error.colno} ({why.en})",
        )
        return InvalidInput([Problem("", _JSON, given, _MEND)])
    except RecursionError:
        return InvalidInput([Problem("", _FLAT, _DEEP, _NEST)])


@frozen(repr=False)
class _Unfit:
    """Stands for what JSON can write and no document may hold: only who holds it is refused."""

    shown: str
    expected: Words
    hint: Words

    def __repr__(self) -> str:
        return self.shown


def _number(text: str) -> _Unfit:
    return _Unfit(text, _FINITE, _DIGITS)


def _object(pairs: list[tuple[str, Any]]) -> Any:
    document = dict(pairs)
    if len(document) == len(pairs):
        return document
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            break
        seen.add(key)
    return _Unfit(f"{{{shown(key)}: …, {shown(key)}: …}}", _ONCE, _CHOOSE)


def _integer(text: str) -> int | _Unfit:
    is_short = len(text) <= len(str(-MOST_NUMBER))  # int() takes long for very many digits
    return int(text) if is_short and abs(int(text)) <= MOST_NUMBER else _number(text)


def _float(text: str) -> float | _Unfit:
    return float(text) if isfinite(float(text)) else _number(text)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_float
)


def _measured(document: Any, most: int = MOST_VALUES) -> tuple[int, int, bool]:
    """Count the values of a document and the characters of its texts, keys included.

    Told is also whether it holds what is no number or has a key twice. It ends where the values
    are too many.
    """
    size, length, is_odd, waiting = 1, 0, False, [document]
    while waiting and size <= most:
        value = waiting.pop()
        if type(value) is str:
            length += len(value)
        elif type(value) is dict:
            size += len(value)
            waiting += value
            waiting += value.values()
        elif type(value) is list:
            size += len(value)
            waiting += value
        elif type(value) is _Unfit:
            is_odd = True
    return size, length, is_odd


def _unfit(value: Any, path: str, depth: int) -> Iterator[Problem]:
    """Give what no document may hold, wherever it stands."""
    if type(value) is str:
        if _NO_TEXT.search(value):
            yield Problem(path, _SIGNS, shown(value), _CLEAN)
    elif type(value) is _Unfit:
        yield Problem(path, value.expected, shown(value), value.hint)
    elif type(value) is dict or type(value) is list:
        if depth > MOST_DEPTH:
            yield Problem(path, _FLAT, _DEEP, _NEST)
            return
        if type(value) is dict:
            steps = [(_key(key, path), each) for key, each in value.items()]
        else:
            steps = [(f"{path}[{i}]", each) for i, each in enumerate(value)]
        for step, each in steps:
            yield from _unfit(each, step, depth + 1)


def _key(key: str, path: str) -> str:
    return f"{path}.{visible(key)}" if path else visible(key)
