"""What commands share: files in and out, answers one by one, and complaints."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from jikorules.basics.errors import InvalidInput, JikorulesError, Lang, Problem, Words
from jikorules.basics.iso8601 import parse_time
from jikorules.basics.validation import check_time, refuse
from jikorules.basics.wareki import parse_date
from jikorules.law.ruleset import Law, RuleSet, ruleset
from jikorules.wire.files import read_stream, under

S = TypeVar("S")
T = TypeVar("T")

_READABLE = Words("読み取れるファイル", "a file that can be read")
_WRITABLE = Words("書き込めるファイル", "a file that can be written")
_CHECK_FILE = Words("ファイル名と権限を確かめてください。", "Check its name and permissions.")


def answers(
    options: Namespace, answer: Callable[[S], T], read: Callable[[Any], S]
) -> Iterator[T | None]:
    """Answer every document of the files; complain of what cannot be answered, and give None."""
    for where, subject in documents(options.files, read):
        try:
            yield _at(where, subject, answer)
        except JikorulesError as error:
            complain(error, options.lang)
            yield None


def _at(where: str, subject: S | JikorulesError, answer: Callable[[S], T]) -> T:
    """Answer a document; errors name its place."""
    if isinstance(subject, JikorulesError):
        raise subject
    try:
        return answer(subject)
    except JikorulesError as error:
        raise under(where, error) from None


def documents(
    files: Sequence[str], read: Callable[[Any], T]
) -> Iterator[tuple[str, T | JikorulesError]]:
    """Read every document of the files, each with its place."""
    for name in files:
        try:
            with _opened(name) as file:
                yield from read_stream(file, "<stdin>" if name == "-" else name, read)
        except OSError as error:
            yield name, _no_file(name, _READABLE, error)


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
    else:
        with Path(name).open("rb") as file:
            yield file


def read_file(name: str, *, missing: bytes | None = None) -> bytes:
    """Read a file, or the standard input for ``-``; of one that is missing, give what is told."""
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        if missing is not None and isinstance(error, FileNotFoundError):
            return missing
        raise _no_file(name, _READABLE, error) from None


def write_file(name: str, data: bytes) -> None:
    """Write a file."""
    try:
        Path(name).write_bytes(data)
    except OSError as error:
        raise _no_file(name, _WRITABLE, error) from None


def add_to_file(name: str, data: bytes) -> None:
    """Add to the end of a file, which is begun if there is none."""
    try:
        with Path(name).open("ab") as file:
            file.write(data)
    except OSError as error:
        raise _no_file(name, _WRITABLE, error) from None


def _no_file(name: str, expected: Words, error: OSError) -> InvalidInput:
    return InvalidInput([Problem(name, expected, str(error.strerror or error), _CHECK_FILE)])


def rules_of(text: str, option: str, law: Law | None = None) -> RuleSet:
    """Give the rule set that an option names, of a law of one's own if one is given."""
    try:
        return ruleset(text) if law is None else law.ruleset(text)
    except InvalidInput as error:
        raise under(option, error) from None


def law_of(paths: Sequence[str] | None) -> Law | None:
    """Load the law with provision files of one's own; None if none are given."""
    if not paths:
        return None
    from jikorules.law.own_provisions import own_law  # noqa: PLC0415 (seldom needed)

    for path in paths:
        read_file(path)  # complains of one that cannot be read
    return own_law(paths)


def day_of(text: str, option: str) -> date:
    """Read the day that an option gives."""
    try:
        return parse_date(text)
    except InvalidInput as error:
        raise under(option, error) from None


def moment(text: str, option: str) -> datetime:
    """Read the time that an option gives."""
    found = parse_time(text)
    if found is None:
        raise InvalidInput(check_time(option, text))
    refuse(*check_time(option, found))
    return found


def complain(error: JikorulesError, lang: Lang) -> None:
    """Tell an error, all its problems, on the standard error."""
    print(error.text(lang), file=sys.stderr)
