"""Hostile files: refused within a second and 200 MB, in words, and good ones beside them answered.

`docs/threat-model.md` makes the promises that stand here.
"""

import ast
import io
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any
from zipfile import ZipFile

import pytest
from support.measured import MEGABYTES, SECOND, Ran, run

import jikorules
from jikorules import (
    Impact,
    Incident,
    InvalidInput,
    JikorulesError,
    Period,
    Service,
    duties,
    from_wire,
    judge,
    to_ics,
    tree,
)
from jikorules.reporting.forms.draft import draft
from jikorules.reporting.forms.html import to_html
from jikorules.reporting.forms.markdown import to_markdown
from jikorules.reporting.forms.word import to_docx
from jikorules.statistics.tables import tables_html, tables_markdown
from jikorules.statistics.yearly import yearly
from jikorules.wire.files import (
    MOST_BYTES,
    MOST_DEPTH,
    MOST_DOCUMENTS,
    MOST_NUMBER,
    MOST_VALUES,
    read_stream,
)
from jikorules.wire.value_reader import read_time

START, END = "2019-03-16T07:47:00+09:00", "2019-03-16T11:56:00+09:00"
IMPACT: dict[str, Any] = {
    "service": {"kind": "voice", "emergency_calls": True},
    "users": 41382,
    "start": START,
    "end": END,
}
GOOD: dict[str, Any] = {"id": "good", "impacts": [IMPACT]}
TEXT = json.dumps(GOOD)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """What a good file takes."""
    folder = tmp_path_factory.mktemp("usual")
    (folder / "good.json").write_text(TEXT)
    ran = run(folder, "judge", "good.json")
    assert (ran.status, ran.err) == (0, "")
    return ran


def users(text: str) -> bytes:
    return TEXT.replace("41382", text).encode()


def named(text: str) -> bytes:
    return TEXT.replace('"good"', text).encode()


def many(impacts: Iterator[dict[str, Any]]) -> bytes:
    return json.dumps({"impacts": list(impacts)}, separators=(",", ":")).encode()


SHORT = {"service": {"kind": "voice"}, "users": 1, "start": "2019-03-16T00:00Z"}
HUNDRED = 100_000_000
LARGE = "4,000,000", "4,000,000"
DEEP = "入れ子が16段以下であること", "at most 16 levels"
NUMBER = "JSON の数（整数は 9007199254740991 まで）", "a number of JSON"
PLAIN = "制御文字などのない文字列", "a string without control characters"
MANY = "値が10,000個以下であること", "at most 10,000 values"
LONG = "文字列が全部で400,000文字以下であること", "texts of at most 400,000 characters"
UTF8 = "UTF-8 の文書", "a document in UTF-8"

HOSTILE: dict[str, tuple[Callable[[], bytes], tuple[str, str]]] = {
    "100 MB in a name": (lambda: named('"' + "x" * HUNDRED + '"'), LARGE),
    "4 MB in a name": (lambda: named('"' + "<" * 3_900_000 + '"'), LONG),
    "400 names of 2,000 characters": (
        lambda: many(
            {**SHORT, "service": {"kind": "voice", "name": f"{k}" + "<" * 2000}} for k in range(400)
        ),
        LONG,
    ),
    "100 MB of incidents": (
        lambda: b"[" + (TEXT.encode() + b",") * (HUNDRED // len(TEXT)) + b"{}]",
        LARGE,
    ),
    "100 MB of brackets": (lambda: b"[" * HUNDRED, LARGE),
    "100 MB of spaces": (lambda: b" " * HUNDRED, LARGE),
    "100 MB of nothing": (lambda: b"\0" * HUNDRED, LARGE),
    "100 MB in a line": (lambda: b'{"id": "' + b"x" * HUNDRED + b'"}\n' + TEXT.encode(), LARGE),
    "100,000 impacts": (lambda: many(SHORT for _ in range(100_000)), LARGE),
    "20,000 impacts": (lambda: many(SHORT for _ in range(20_000)), MANY),
    "20,000 wrong impacts": (lambda: many({"users": -1} for _ in range(20_000)), MANY),
    "100,000 unknown keys": (
        lambda: json.dumps(dict.fromkeys(map(str, range(100_000)))).encode(),
        MANY,
    ),
    "100,000 periods": (
        lambda: many({**SHORT, "periods": [{}] * 100_000} for _ in range(1)),
        MANY,
    ),
    "100,000 keys, one twice": (
        lambda: b"{" + b",".join(b'"%d":0' % i for i in range(100_000)) + b',"99999":0}',
        ("異なる項目名", "keys that differ"),
    ),
    "a nesting of 10,000 lists": (lambda: named("[" * 10_000 + "]" * 10_000), DEEP),
    "a nesting of 10,000 objects": (lambda: b'{"a":' * 10_000 + b"0" + b"}" * 10_000, DEEP),
    "a nesting of 10,000 that does not end": (lambda: b"[" * 10_000, DEEP),
    "a nesting of 100 lists": (lambda: named("[" * 100 + "]" * 100), DEEP),
    "10^400": (lambda: users("1" + "0" * 400), NUMBER),
    "-10^400": (lambda: users("-1" + "0" * 400), NUMBER),
    "an integer of 3,000,000 digits": (lambda: users("9" * 3_000_000), NUMBER),
    "1e400": (lambda: users("1e400"), NUMBER),
    "NaN": (lambda: users("NaN"), NUMBER),
    "Infinity": (lambda: users("Infinity"), NUMBER),
    "-Infinity": (lambda: users("-Infinity"), NUMBER),
    "NaN deep inside": (lambda: named('{"a": [[{"b": NaN}]]}'), ("id.a[0][0].b", "id.a[0][0].b")),
    "a lone surrogate": (lambda: named('"\\ud800"'), PLAIN),
    "a lone surrogate, written raw": (lambda: named('"@"').replace(b"@", b"\xed\xa0\x80"), UTF8),
    "a lone surrogate in a key": (
        lambda: named('1, "\\udfff": 1'),
        ("既知の項目名", "a known key"),
    ),
    "NUL in a name": (lambda: named('"a\\u0000b"'), PLAIN),
    "a command to the terminal": (lambda: named('"\\u001b[2J"'), PLAIN),
    "a command to the terminal in one byte": (lambda: named('"\x9b2J"'), PLAIN),
    "NUL bytes": (lambda: users("\0"), ("（値がありません）", "(Expecting value)")),
    "a key twice": (
        lambda: users('1, "users": 2'),
        ("impacts[0]：異なる項目名", "impacts[0]: expected keys that differ"),
    ),
    "UTF-16": (lambda: TEXT.encode("utf-16"), UTF8),
    "UTF-16 without a mark": (
        lambda: TEXT.encode("utf-16-le"),
        ("囲んだ項目名がありません", "Expecting property name"),
    ),
    "Shift_JIS": (lambda: TEXT.replace("good", "事故").encode("cp932"), UTF8),
    "UTF-8 cut off": (lambda: '{"id": "あ'.encode()[:-1], UTF8),
    "JSON cut off": (lambda: TEXT.encode()[:-9], ("1行", "line 1")),
    "an empty file": (lambda: b"", ("空です", "it is empty")),
    "a byte order mark alone": (lambda: b"\xef\xbb\xbf", ("空です", "it is empty")),
}


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the memory of a process cannot be measured")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file(name: str, usual: Ran, tmp_path: Path) -> None:
    make, said = HOSTILE[name]
    (tmp_path / "hostile.json").write_bytes(make())
    (tmp_path / "good.json").write_text(TEXT)
    for lang, words in zip(("ja", "en"), said, strict=True):
        ran = run(tmp_path, "judge", "hostile.json", "good.json", "--json", "--lang", lang)
        assert ran.status == 2
        assert words in ran.err
        assert ran.err.startswith("hostile.json")
        assert "Traceback" not in ran.err
        assert len(ran.err) < 5000
        assert json.loads(ran.out.splitlines()[-1])["id"] == "good"
        assert ran.seconds - usual.seconds < SECOND
        assert ran.megabytes - usual.megabytes < MEGABYTES


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the memory of a process cannot be measured")
@pytest.mark.parametrize(
    "each",
    [b"{},", b"[],", b'{"":0},', b'{"":0,"":0},', b"1e999,", b'"a",', b'"\xf0\x9f\x92\xa5",'],
)
def test_the_memory_of_the_largest_file(each: bytes, usual: Ran, tmp_path: Path) -> None:
    """Nothing of the largest size needs more memory, even where each few bytes are an object."""
    before = b'{"impacts":['
    data = before + each * ((MOST_BYTES - len(before) - 3) // len(each)) + b"0]}"
    (tmp_path / "largest.json").write_bytes(data)
    ran = run(tmp_path, "judge", "largest.json")
    assert ran.status == 2
    assert MANY[0] in ran.err
    assert ran.megabytes - usual.megabytes < MEGABYTES


def test_very_many_that_are_wrong_are_counted(usual: Ran, tmp_path: Path) -> None:
    """Of an array a hundred are told, and how many more there are; what is good is answered."""
    most = MOST_DOCUMENTS - 1
    (tmp_path / "many.json").write_bytes(b"[" + b"{}," * most + TEXT.encode() + b"]")
    for lang, words in (("ja", "ほかに39,899件の文書にも誤り"), ("en", "39,899 more have one")):
        ran = run(tmp_path, "judge", "many.json", "--json", "--lang", lang)
        told = ran.err.splitlines()
        assert (ran.status, len(told)) == (2, 101)
        assert told[99].startswith("many.json[99]")
        assert words in told[100]
        assert [json.loads(line)["id"] for line in ran.out.splitlines()] == ["good"]
        assert ran.seconds - usual.seconds < SECOND
        assert ran.megabytes - usual.megabytes < MEGABYTES


def test_an_array_of_more_documents_than_it_can_hold_is_refused(usual: Ran, tmp_path: Path) -> None:
    """200,000 × `{}` took 3.8 s and 200,000 messages."""
    (tmp_path / "many.json").write_bytes(b"[" + b"{}," * 200_000 + TEXT.encode() + b"]")
    ran = run(tmp_path, "judge", "many.json")
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert ran.err.startswith("many.json：文書が40,000件以下であること")
    assert ran.seconds - usual.seconds < SECOND
    assert ran.megabytes - usual.megabytes < MEGABYTES


def test_every_wrong_line_is_told() -> None:
    """Lines of JSON Lines are no parts of one another."""
    assert len(read(b"{}\n" * 500)) == 500


def test_the_problems_of_an_array_are_bounded_together() -> None:
    wrong = {"impacts": [{"users": -1}] * 30}  # 90 problems each
    found = read(json.dumps([wrong] * 5 + [GOOD] + [wrong]).encode())
    assert [type(each) for each in found] == [InvalidInput, InvalidInput, Incident, InvalidInput]
    assert "ほかに4件の文書にも" in str(found[-1])
    found = read(json.dumps([wrong] * 2).encode())
    assert [type(each) for each in found] == [InvalidInput, InvalidInput]


def test_of_a_document_of_another_tool_nothing_else_is_told() -> None:
    (error,) = read(b'{"status": "\\u001b", "alerts": [NaN]}')
    assert isinstance(error, InvalidInput)
    assert [each.path for each in error.problems] == ["x"]
    assert "status、alerts" in str(error)


def read(data: bytes) -> list[Incident | JikorulesError]:
    return [each for _, each in read_stream(io.BytesIO(data), "x", from_wire)]


@pytest.mark.parametrize("value", ["NaN", "1e400", "1" + "0" * 400, '1, "users": 1', '"\\ud800"'])
@pytest.mark.parametrize("form", ["[%s, %s]", "%s\n%s"])
def test_what_is_odd_spoils_only_its_own_incident(value: str, form: str) -> None:
    bad = TEXT.replace("41382", value)
    spoiled, good = read((form % (bad, TEXT)).encode())
    assert isinstance(spoiled, InvalidInput)
    assert good == from_wire(GOOD)


def test_what_is_odd_is_told_beside_what_is_wrong() -> None:
    text = named('"\\u0000"').replace(b"41382", b"NaN").replace(b"voice", b"vioce")
    (error,) = read(text)
    assert isinstance(error, InvalidInput)
    assert [each.path for each in error.problems] == [
        "x.id",
        "x.impacts[0].users",
        "x.impacts[0].service.kind",
    ]


def test_the_limits_are_the_last_that_pass() -> None:
    def passes(data: bytes) -> bool:
        return isinstance(read(data)[0], Incident)

    assert passes(TEXT.encode() + b" " * (MOST_BYTES - len(TEXT)))
    assert not passes(TEXT.encode() + b" " * (MOST_BYTES - len(TEXT) + 1))
    assert passes(users(str(MOST_NUMBER)))
    assert not passes(users(str(MOST_NUMBER + 1)))
    # Ten values stand around the periods, and each of these is three.
    impact: dict[str, Any] = {"service": IMPACT["service"], "users": 1}
    periods = [{"start": START, "end": END}] * ((MOST_VALUES - 10) // 3)
    most = {"id": "x", "carrier": "x", "impacts": [impact | {"periods": periods}]}
    assert passes(json.dumps(most).encode())
    assert not passes(json.dumps(most | {"minor": None}).encode())
    for depth, told in ((MOST_DEPTH, False), (MOST_DEPTH + 1, True)):
        (error,) = read(named("[" * (depth - 1) + "]" * (depth - 1)))
        assert isinstance(error, InvalidInput)
        assert (DEEP[0] in error.text()) is told


@pytest.mark.parametrize(
    "sign", ["\t", "\n", "\r", "\x85", "\u2028", "\x7e", "\xa0", "💥", "\ufffe"]
)
def test_characters_that_are_no_commands(sign: str) -> None:
    for escape in (True, False):
        data = json.dumps(GOOD | {"id": f"a{sign}b"}, ensure_ascii=escape).encode()
        (incident,) = read(data)
        assert isinstance(incident, Incident)
        assert incident.id == f"a{sign}b"


@pytest.mark.parametrize("code", [*range(0x20), *range(0x7F, 0xA0), 0xD800, 0xDBFF, 0xDC00, 0xDFFF])
def test_characters_that_are(code: int) -> None:
    (incident,) = read(named(f'"\\u{code:04x}"'))
    assert isinstance(incident, Incident) is (chr(code) in "\t\n\r\x85")


def test_minus_zero_is_zero() -> None:
    """JSON knows no other integer by that name, and no reader tells them apart."""
    (incident,) = read(users("-0"))
    assert isinstance(incident, Incident)
    assert incident.impacts[0].users.high == 0
    assert isinstance(read(users("-0.0"))[0], InvalidInput)


class Endless(io.RawIOBase):
    """A file of the same line again and again, without end, which counts what is read of it."""

    def __init__(self, line: bytes) -> None:
        self.line = line
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = min(len(buffer), 1 << 16)
        line, start = self.line, self.taken % len(self.line)
        buffer[:size] = (line[start:] + line * (size // len(line) + 1))[:size]
        self.taken += size
        return size


@pytest.fixture
def pieces(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let files be read in small pieces."""
    monkeypatch.setattr("jikorules.wire.files.MOST_BYTES", 1000)
    return 1000


def test_lines_without_end_are_read_one_by_one(pieces: int) -> None:
    """Of JSON Lines a file may be of any size: little of it is held at a time."""
    file = Endless(TEXT.encode() + b"\n")
    found = read_stream(io.BufferedReader(file), "x", from_wire)
    for i in range(1, 2001):
        where, incident = next(found)
        assert where == f"x:{i}"
        assert isinstance(incident, Incident)
    assert file.taken < 2000 * (len(TEXT) + 1) + pieces + (1 << 17)


def test_a_line_that_never_ends_is_refused() -> None:
    file = Endless(b"x")
    whole = list(read_stream(io.BufferedReader(file), "x", from_wire))
    assert isinstance(whole[0][1], InvalidInput)
    assert file.taken < 2 * MOST_BYTES


@pytest.mark.parametrize("length", [500, 999, 1000, 1001, 2000, 2001, 5000])
def test_a_line_too_long_spoils_only_itself(length: int, pieces: int) -> None:
    long = TEXT.replace("good", "x" * (length - len(TEXT) + len("good")))
    assert len(long) == length
    for lines in ([long, TEXT, TEXT], [TEXT, long, TEXT], [TEXT, TEXT, long]):
        found = list(read_stream(io.BytesIO("\n".join(lines).encode()), "x", from_wire))
        kinds = [isinstance(incident, Incident) for _, incident in found]
        if lines[0] is long and length >= pieces:  # what begins like this is no JSON Lines
            assert kinds == [False]
        else:
            assert [where for where, _ in found] == ["x:1", "x:2", "x:3"]
            assert kinds == [line is TEXT or length <= pieces for line in lines]


@pytest.mark.parametrize("end", ["", "\n", "\r\n\r\n"])
@pytest.mark.parametrize("begin", [b"", b"\xef\xbb\xbf"])
@pytest.mark.usefixtures("pieces")
def test_lines_far_into_a_file(begin: bytes, end: str) -> None:
    """No line is lost or told twice where the file is read in pieces."""
    count = 50
    lines = [TEXT.replace("good", f"{i:04}") for i in range(count)]
    found = read_stream(io.BytesIO(begin + ("\n".join(lines) + end).encode()), "x", from_wire)
    ids = [incident.id for _, incident in found if isinstance(incident, Incident)]
    assert ids == [f"{i:04}" for i in range(count)]


def test_one_incident_whose_lines_all_begin_with_braces_is_one() -> None:
    impact = json.dumps(IMPACT)
    for text in (
        f'{{"impacts": [\n{impact},\n{impact}]}}',
        f'{{"impacts":\n[{impact}\n,\n{impact}]}}',
        '{"impacts": [],"critical_facility":\n{"kind":"satellite","start":"2019-03-16T00:00Z"}}',
    ):
        (incident,) = read(text.encode())
        assert isinstance(incident, Incident)


class Slow(io.RawIOBase):
    """A pipe that brings one piece at a time, and counts them."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces = pieces
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.taken == len(self.pieces):
            return 0
        piece = self.pieces[self.taken]
        self.taken += 1
        buffer[: len(piece)] = piece
        return len(piece)


@pytest.mark.parametrize("begin", [b"", b"\xef\xbb\xbf", b" \n\n", b"\xef\xbb\xbf\n"])
def test_a_line_is_given_before_more_is_waited_for(begin: bytes) -> None:
    lines = [begin, *[TEXT.encode() + b"\n"] * 3] if begin else [TEXT.encode() + b"\n"] * 3
    file = Slow(lines)
    found = read_stream(io.BufferedReader(file), "x", from_wire)
    for taken in range(len(lines) - 2, len(lines) + 1):
        assert isinstance(next(found)[1], Incident)
        assert file.taken == taken
    assert list(found) == []


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"{TEXT}\n",
        f"\n {TEXT}\r\n{TEXT}",
        f"[{TEXT},\n{TEXT}]",
        json.dumps(GOOD, indent=1),
        f"{TEXT[:-1]}\n{TEXT}\n",
        f"{TEXT}\n\nx\n",
        "\n \n",
        "{",
    ],
)
def test_in_which_pieces_a_file_comes_does_not_matter(text: str, size: int) -> None:
    for data in (text.encode(), b"\xef\xbb\xbf" + text.encode()):
        slow = Slow([data[i : i + size] for i in range(0, len(data), size)])
        pieces, whole = (
            [(where, str(made)) for where, made in read_stream(stream, "x", from_wire)]
            for stream in (io.BufferedReader(slow), io.BytesIO(text.encode()))
        )
        assert pieces == whole


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_of_a_single_document_no_line_is_told(end: str) -> None:
    bad = TEXT.replace("41382", "true")
    ((where, error),) = read_stream(io.BytesIO(f"{bad}{end}".encode()), "x", from_wire)
    assert (where, isinstance(error, InvalidInput)) == ("x", True)
    assert str(error).startswith("x.impacts[0].users：")


def test_blank_lines_count() -> None:
    found = list(read_stream(io.BytesIO(f"\n{TEXT}\n\n \nx\n{TEXT}".encode()), "x", from_wire))
    assert [where for where, _ in found] == ["x:2", "x:5", "x:6"]
    assert [isinstance(each, Incident) for _, each in found] == [True, False, True]
    found = list(read_stream(io.BytesIO(f"\n{TEXT}\n\n{TEXT}\n \nx".encode()), "x", from_wire))
    assert [where for where, _ in found] == ["x:2", "x:4", "x:6"]
    assert [isinstance(each, Incident) for _, each in found] == [True, True, False]


def quick(refused: Callable[[], object]) -> InvalidInput:
    begun = process_time()
    with pytest.raises(InvalidInput) as caught:
        refused()
    assert process_time() - begun < SECOND
    return caught.value


@pytest.mark.parametrize("users", [41382, -1])
def test_100_000_impacts_from_another_reader(users: int) -> None:
    """Also where no file is read: whoever calls the library has no time to lose either."""
    impacts = [{**IMPACT, "users": users}] * 100_000
    (problem,) = quick(lambda: from_wire({"impacts": impacts})).problems
    assert problem.path == "impacts"
    assert "1,000" in problem.text("ja")
    assert "at most 1,000 impacts" in problem.text("en")


def test_100_000_impacts_made_by_hand() -> None:
    impact = Impact(Service("voice"), 1, Period(read_time(START), read_time(END)))
    (problem,) = quick(lambda: Incident([impact] * 100_000)).problems
    assert problem.path == "impacts"
    assert len(Incident([impact] * 1000).impacts) == 1000
    with pytest.raises(InvalidInput):
        Incident([impact] * 1001)


MARKUP = "<img src=x onerror=alert(1)>&amp;'\"|`[a](javascript:b)\nBEGIN:VALARM\u007f"


def test_no_output_takes_a_name_for_markup() -> None:
    """Whatever writes for a browser, a word processor or a calendar escapes what users wrote."""
    document = {
        **GOOD,
        "id": MARKUP,
        "carrier": MARKUP,
        "impacts": [{**IMPACT, "service": {**IMPACT["service"], "name": MARKUP}}],
    }
    verdict = judge(from_wire(document))
    report = draft(verdict, duties(verdict))
    tables = yearly([verdict], 2018).tables
    for page in (to_html(report), tables_html(tables)):
        assert "<img" not in page
        assert "<script" not in page
        assert not re.search(r"<[^>]*(src|href)=|url\(|@import", page)
    assert "&lt;img" in to_html(report)
    for text in (
        to_markdown(report),
        tables_markdown(tables),
        tree(verdict, markdown=True),
    ):
        assert not re.search(r"(?<!\\)<img|(?<!\\)\[a\]|(?<!\\)`\[", text)
    pytest.importorskip("docx")
    with ZipFile(io.BytesIO(to_docx(report))) as archive:
        body = archive.read("word/document.xml").decode()
    assert "<img" not in body
    assert "&lt;img" in body


def test_no_name_adds_a_line_to_a_calendar() -> None:
    pytest.importorskip("icalendar")

    def kinds(name: str) -> list[str]:
        document = {**GOOD, "id": name, "carrier": name}
        lines = to_ics(duties(judge(from_wire(document)))).decode().splitlines()
        return [re.split("[:;]", line)[0] for line in lines if not line.startswith(" ")]

    assert kinds(MARKUP) == kinds("x")


# What the package must not contain.

MODULES = {
    *("asyncio", "ftplib", "http", "imaplib", "nntplib", "poplib", "requests", "httpx", "aiohttp"),
    *("smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser"),
    *("xmlrpc", "wsgiref", "pickle", "_pickle", "cPickle", "dill", "cloudpickle", "shelve"),
    *("marshal", "joblib", "yaml", "subprocess", "multiprocessing", "pty", "ctypes", "cffi"),
    "concurrent",
    *("code", "codeop", "runpy", "os"),
}
OF_OS = {"O_RDONLY", "close", "environ", "fstat", "fsync", "name", "open", "stat_result"}
"""All that may be taken from os: it runs nothing."""
ASKS = {"asking.py": ["input"]}
"""The one module that asks the user may do so."""
BEGINS = {"processes.py": ["multiprocessing", "multiprocessing.connection"]}
"""The one module that begins processes: itself anew, to do what it was asked itself (--jobs)."""
CALLS = {"eval", "exec", "compile", "__import__", "input", "breakpoint"}
METHODS = {"eval", "exec", "read_pickle", "to_pickle", "read_sql", "system", "popen"}


def forbidden(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            is_harmless = node.module == "os" and {each.name for each in node.names} <= OF_OS
            names = [] if is_harmless else [node.module or ""]
        yield from (name for name in names if name.split(".")[0] in MODULES)
        if isinstance(node, ast.Name) and node.id in CALLS:
            yield node.id
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            yield node.attr
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            # A name that is put together must begin in this package.
            name = ast.unparse(node.args[0])
            if not name.startswith(("'", "f'jikorules.", "f'{__name__}.")):
                yield name


SOURCES = sorted(Path(jikorules.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_network_no_pickle_no_eval(path: Path) -> None:
    found = list(forbidden(ast.parse(path.read_text("utf-8"))))
    assert found == (ASKS | BEGINS).get(path.name, [])


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "import urllib.request",
        "from http.client import HTTPSConnection",
        "def f():\n    import pickle",
        "from concurrent.futures import ProcessPoolExecutor",
        "import os",
        "from os import fsync, popen",
        "from os import *",
        "from os.path import join",
        "eval('1')",
        "run = exec",
        "frame.eval('x')",
        "__import__('x')",
        "pandas.read_pickle(x)",
        "importlib.import_module(name)",
    ],
)
def test_the_search_finds_what_it_looks_for(source: str) -> None:
    assert list(forbidden(ast.parse(source)))
