"""What commands share: files in and out, answers one by one, and complaints."""

import errno
import re
import sys
import unicodedata
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import IntEnum
from functools import partial
from io import BufferedIOBase, BufferedReader, RawIOBase
from os import fstat
from pathlib import Path
from select import select
from stat import S_ISREG
from typing import Any, BinaryIO, TypeVar, cast

from attrs import frozen

from jikorules.basics.errors import InvalidInput, JikorulesError, Lang, Problem, Words, visible
from jikorules.basics.iso8601 import parse_time
from jikorules.basics.moments import JAPAN
from jikorules.basics.validation import check_time, refuse
from jikorules.facts.incident import Incident
from jikorules.wire.files import Unread, read_line, under, unread_stream
from jikorules.wire.incident import incident_to_wire
from jikorules.wire.subject import Subject, subject_from_wire

_PIECE = 1 << 16
"""How much of a file is read at once."""

T = TypeVar("T")

_IS_NONE = Words("事故の文書ではありません", "it is no accident")
_IS_LEFT_OUT = Words(
    "{where}：このコマンドの対象としませんでした（{why}）。",
    "{where}: left out, as this command does not answer it ({why}).",
)
_READABLE = Words("読み取れるファイル", "a file that can be read")
WRITABLE = Words("書き込めるファイル", "a file that can be written")
_NOT_ALLOWED = Words("権限がありません", "permission is denied")
_FAULTS = {
    errno.ENOENT: Words("その名前のファイルはありません", "there is none of that name"),
    errno.EEXIST: Words("その名前のファイルが既にあります", "there is one of that name already"),
    errno.EISDIR: Words("フォルダーです", "it is a folder"),
    errno.ENOTDIR: Words(
        "名前の途中にあるものがフォルダーではありません", "its name goes through what is no folder"
    ),
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: Words("書き込みのできないディスクです", "the disk can only be read"),
    errno.ENOSPC: Words("ディスクに空きがありません", "the disk is full"),
    errno.EIO: Words("機器の誤りが生じました", "the device failed"),
    errno.ENAMETOOLONG: Words("名前が長すぎます", "its name is too long"),
    errno.ELOOP: Words("リンクが循環しています", "its links go round in a circle"),
}
_NO_FOLDER = Words("書き込む先のフォルダーがありません", "there is no such folder to write to")
_OTHER_FAULT = Words("OS が次の誤りを示しました：{why}", "the system says: {why}")
_AN_INPUT = Words("開かれた標準入力", "an open standard input")
_CLOSED = Words("閉じられています", "it is closed")
_GIVE_INPUT = Words("入力をつなぐか、ファイル名を与えてください。", "Connect it, or name a file.")
_SPAN = re.compile(
    r"(?:(?P<hours>[0-9]{1,4})(?:h|時間))?(?:(?P<minutes>[0-9]{1,6})(?:m|min|分間?))?"
    r"(?:(?P<seconds>[0-9]{1,6})(?:s|sec|秒間?))?"
)
_A_SPAN = Words("0より長い時間", "a time of more than 0")
_LIKE_SPANS = Words(
    "30m、1h、90s、1h30m、30分、1時間のように、単位を付けて書いてください。",
    "Write it with its units, like 30m, 1h, 90s, 1h30m, 30分 or 1時間.",
)
CHECK_FILE = Words("ファイル名と権限を確かめてください。", "Check its name and permissions.")


class Stopped(Exception):
    """The answers cannot be written, or what is kept of them; its cause says why.

    It passes those who read the input and tell what is wrong with that: nothing is.
    """


class Unanswered(IntEnum):
    """Why a document has no answer; its value is the exit status of the command."""

    INVALID = 2
    LEFT_OUT = 3
    """It is well, and nothing that the command can answer."""


@frozen
class Told:
    """An accident that the options of a command tell, in place of a file.

    Attributes:
        where: its place in messages.
        document: the accident, as a document.
    """

    where: str
    document: dict[str, Any]


class LeftOut(Exception):
    """What a document is, as a clause, that the command does not answer."""

    def __init__(self, why: Words) -> None:
        super().__init__(why)
        self.why = why


def of_accidents(answer: Callable[[Incident], T]) -> Callable[[Subject], T]:
    """Let accidents be answered, and leave out what is none."""
    return partial(_of_accident, answer)


def _of_accident(answer: Callable[[Incident], T], subject: Subject) -> T:
    if not isinstance(subject, Incident):
        raise LeftOut(_IS_NONE)
    return answer(subject)


class Unwritten(JikorulesError):
    """A file that could not be written; what stood there is as it was."""


def outcomes(
    given: Iterable[tuple[str, Unread | Subject | JikorulesError]], answer: Callable[[Subject], T]
) -> Iterator[tuple[str, T | JikorulesError | LeftOut]]:
    """Give what comes of each document: its answer, or why it has none. A line is read first."""
    for where, found in given:
        subject = found
        if isinstance(subject, Unread):
            subject = read_line(where, subject, subject_from_wire)
        if isinstance(subject, JikorulesError):
            yield where, subject
            continue
        made: T | JikorulesError | LeftOut
        try:
            made = answer(subject)
        except JikorulesError as error:
            made = under(where, error)
        except LeftOut as why:
            made = why
        yield where, made


def left_out(where: str, why: Words, lang: Lang) -> str:
    """Say that a document is not answered."""
    return _IS_LEFT_OUT.text(lang, where=visible(where), why=why.text(lang))


def sources(files: Sequence[str], options: Namespace, at: datetime | None) -> Sequence[str | Told]:
    """Give what a command is to answer: its files, or the accident that its options tell.

    Args:
        files: the names of the files.
        options: the options; what was taken for them is told to the standard error.
        at: the moment of the answer, before which a time without a day is; the clock is read for
            it if it is None.

    Raises:
        InvalidInput: an option that tells the accident is wrong.
    """
    if files:
        return files
    from jikorules.cli.one_line import accident  # noqa: PLC0415 (figures take long to load)

    line = accident(options.told or (), at or clock(), carrier=options.carrier)
    for each in line.said:
        print(each.text(options.lang), file=sys.stderr)
    return [Told("--service", incident_to_wire(line.incident))]


def clock() -> datetime:
    """Read the clock, to the second, in Japan time; the help of a command says where it is read."""
    return datetime.now(JAPAN).replace(microsecond=0)


def documents(
    files: Sequence[str | Told],
    read: Callable[[Any], T],
    moved: Callable[[int], object] | None = None,
) -> Iterator[tuple[str, T | JikorulesError]]:
    """Read every document of the files, each with its place; see `unread`."""
    for where, found in unread(files, read, moved=moved):
        yield where, read_line(where, found, read) if isinstance(found, Unread) else found


def unread(
    files: Sequence[str | Told],
    read: Callable[[Any], T],
    *,
    before_waiting: Callable[[], None] | None = None,
    moved: Callable[[int], object] | None = None,
) -> Iterator[tuple[str, Unread | T | JikorulesError]]:
    """Give every document of the files, each with its place; lines of JSON Lines are not read yet.

    Args:
        files: their names; ``-`` is the standard input. Or what options tell (see `sources`).
        read: what reads the document of what has no lines.
        before_waiting: called before more is read of what may keep us waiting, such as a pipe.
        moved: told how many bytes were read, again and again.
    """
    for name in files:
        if isinstance(name, Told):
            yield name.where, read(name.document)
            continue
        try:
            with opened(name) as file:
                # Whatever Python reads from, it is buffered.
                told = _Telling(cast("BufferedIOBase", file), before_waiting, moved)
                stream = BufferedReader(told, _PIECE)
                yield from unread_stream(stream, "<stdin>" if name == "-" else name, read)
        except InvalidInput as error:
            yield name, error


class _Telling(RawIOBase):
    """A file that tells before more of it is waited for, and how much was read."""

    def __init__(
        self,
        file: BufferedIOBase,
        before_waiting: Callable[[], None] | None,
        moved: Callable[[int], object] | None,
    ) -> None:
        super().__init__()
        self.file, self.before_waiting, self.moved = file, before_waiting, moved

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.before_waiting and _may_wait(self.file):
            self.before_waiting()
        data = self.file.read1(len(buffer))
        buffer[: len(data)] = data
        if self.moved:
            self.moved(len(data))
        return len(data)


def _may_wait(file: BufferedIOBase) -> bool:
    """Tell whether reading a file may take long, as nothing has come yet; yes if nobody knows."""
    try:
        number = file.fileno()
        return not (S_ISREG(fstat(number).st_mode) or select([number], [], [], 0)[0])
    except (OSError, ValueError):  # Windows asks nothing but sockets
        return True


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """Open a file, or for ``-`` the standard input; it is refused if it cannot be read."""
    with refusing(name, to_write=False):
        if name == "-":
            if sys.stdin is None:
                raise InvalidInput([Problem(name, _AN_INPUT, _CLOSED, _GIVE_INPUT)])
            yield sys.stdin.buffer
        else:
            with Path(name).open("rb") as file:
                yield file


@contextmanager
def refusing(name: str, *, to_write: bool) -> Iterator[None]:
    """Refuse a file by its name where the operating system fails with it."""
    try:
        yield
    except OSError as error:
        is_new = to_write and error.errno == errno.ENOENT
        given = _NO_FOLDER if is_new else fault(error)
        expected = WRITABLE if to_write else _READABLE
        raise InvalidInput([Problem(name, expected, given, CHECK_FILE)]) from error


def fault(error: OSError) -> Words:
    """Say what the operating system says, as a clause."""
    other = _OTHER_FAULT.filled(why=visible(str(error.strerror or error)))
    return _FAULTS.get(error.errno or 0, other)


def read_file(name: str) -> bytes:
    """Read a file, or the standard input for ``-``."""
    with opened(name) as file:
        return file.read()


def option(name: str, text: str, read: Callable[[str], T]) -> T:
    """Read what an option gives; errors name the option."""
    try:
        return read(text)
    except InvalidInput as error:
        raise under(name, error) from None


def whole(text: str) -> int | None:
    """Read a whole number of at most four digits; None if the text is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else None


def readable(names: Sequence[str] | None) -> Sequence[str]:
    """Give the names of files; complain of one that cannot be read."""
    for name in names or ():
        read_file(name)
    return names or ()


def moment(name: str, text: str | None, lang: Lang) -> datetime | None:
    """Read the moment that an option gives; without a zone it is Japan time.

    Of a time without a day it is the latest that is past, by the clock; which day that is, is told
    to the standard error.

    Raises:
        InvalidInput: it is no such moment.
    """
    if text is None:
        return None
    found = parse_time(text)
    if found is not None:
        found = found if found.tzinfo else found.replace(tzinfo=JAPAN)
        refuse(*check_time(name, found))
        return found
    from jikorules.cli.times import read_now  # noqa: PLC0415 (figures take long to load)

    taken = option(name, text, partial(read_now, now=clock()))
    if not taken.is_told:
        print(name, taken.said.text(lang), file=sys.stderr)
    return taken.moment


def span(text: str) -> timedelta:
    """Read a stretch of time that an option gives, with its units: 30m, 1h30m, 90s, 1時間."""
    found = _SPAN.fullmatch(unicodedata.normalize("NFKC", text))
    counts = found.groupdict("0") if found else {}
    length = timedelta(**{unit: int(count) for unit, count in counts.items()})
    if not length:
        raise InvalidInput.of("", _A_SPAN, text, _LIKE_SPANS)
    return length
