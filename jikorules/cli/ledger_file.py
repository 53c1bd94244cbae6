"""The file of a ledger: one writer at a time, and what is written is on the disk.

The ledger itself is locked, with the library portalocker: so the lock is the same under every name
of the file, links included, leaves no second file behind, and ends with the process that holds it,
however that ends. It is held while something is written and no longer, and is waited for.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import SEEK_END, FileIO
from itertools import count
from os import O_RDONLY, close, fstat, fsync
from os import open as open_folder
from pathlib import Path
from stat import S_ISREG
from types import ModuleType

from jikorules.basics.errors import InvalidInput, Problem, Words, missing_library, visible
from jikorules.cli.common import Unwritten, fault, opened, refusing
from jikorules.cli.writing import is_among, is_same
from jikorules.proof.canonical import canonical
from jikorules.proof.ledger import append_all, read_line
from jikorules.proof.receipt import Receipt
from jikorules.wire.files import MOST_BYTES

MOST_LINE = 2 * MOST_BYTES
"""The longest line of a ledger: a receipt repeats no more than the name of an accident."""

_PIECE = 1 << 16
"""How much of the end of a file is read at first; most lines are far shorter."""

BOM = b"\xef\xbb\xbf"

_BEGIN = b'{"before":null,"digest":"sha256:'
"""How every ledger begins."""

_FILE = Words("台帳とするファイルの名前", "the name of a file that is to be the ledger")
_NAME_IT = Words("ファイル名を与えてください。", "Name a file.")
_REGULAR = Words("通常のファイル", "a regular file")
_NO_FILE = Words("フォルダー、機器、パイプなどです", "it is a folder, a device, a pipe or the like")
_OWN = Words("台帳だけに用いるファイル", "a file that serves as the ledger alone")
_INPUT = Words("判定する事故の文書でもあります", "accidents are to be read from it too")
_OUTPUT = Words("判定の出力先でもあります", "the answers go to it too")
_LEDGER = Words("台帳", "a ledger")
_NO_LINE = Words(
    "最後の行が台帳の行として読めないか、書いた後に変えられています",
    "its last line is no line of a ledger, or was changed after it was written",
)
_LOOK = Words(
    "ファイル名を確かめてください。台帳であれば、jikorules ledger で誤りを調べ、写しから戻して"
    "ください。",
    "Check the name. If it is a ledger, see jikorules ledger for its faults, and restore it from "
    "a copy.",
)
_WHOLE = Words("改行で終わる台帳", "a ledger that ends with a line break")
_CUT = Words("最後の行が途中で切れています", "its last line is cut off")
_REPAIR = Words(
    "jikorules ledger 台帳 --repair は、切れた行を別のファイルに移します。",
    "jikorules ledger LEDGER --repair moves that line to a file of its own.",
)
_LF = Words("改行が LF の台帳", "a ledger with the line break LF")
_CRLF = Words(
    "改行が CRLF です。保存又は転送のときに変えられています",
    "it has CRLF: that was changed in saving or sending it",
)
_CONVERT = Words(
    "改行を LF に直すか、写しから戻してください。", "Convert it to LF, or restore it from a copy."
)
_PLAIN = Words("バイト順マーク（BOM）のない台帳", "a ledger without a byte order mark (BOM)")
_MARKED = Words(
    "先頭に BOM があります。保存のときに加えられています",
    "it begins with one, which was added in saving it",
)
_REMOVE = Words(
    "初めの3バイトを除くか、写しから戻してください。",
    "Remove the first three bytes, or restore it from a copy.",
)
_LOCKABLE = Words("ロックできるファイル", "a file that can be locked")
_UNLOCKABLE = Words("ロックできません（{why}）", "it cannot be locked ({why})")
_ELSEWHERE = Words(
    "ロックのできるディスクに移すか、ほかに書き込むプログラムを終わらせてください。",
    "Move it to a disk that knows locks, or end the other programs that write it.",
)
_GROWING = Words("控えを書き加えられる台帳", "a ledger that receipts can be added to")
_NOT_SHOWN = Words(
    "控えのない判定は、示していません。空きと権限を確かめて、残りを判定してください。",
    "No answer is shown without its receipt. See to its disk and permissions, and judge the rest.",
)
_MOVED = Words(
    "途中で切れた最後の行（{size}バイト）を {aside} に移しました。",
    "The last line, which was cut off ({size} bytes), was moved to {aside}.",
)
_COMPLETED = Words(
    "最後の行は揃っていたので、欠けていた改行だけを加えました。",
    "The last line was whole: only the line break that it lacked was added.",
)
_UNBROKEN = Words(
    "最後の行は途中で切れていません。何も変えていません。",
    "The last line is not cut off. Nothing was changed.",
)


def begin(name: str, inputs: Sequence[str]) -> None:
    """Make sure that receipts can be added to a ledger, which is begun if there is none.

    Args:
        name: the name of the ledger.
        inputs: the names of the files that are to be judged.

    Raises:
        InvalidInput: it is no file or no ledger, cannot be written, or serves as something else
            too, an input for instance.
        JikorulesError: a library of the extra ``receipts`` is not installed.
    """
    if name == "-":
        raise InvalidInput.of("--receipts", _FILE, name, _NAME_IT)
    canonical(None)  # so that a library that is missing is told at once
    with refusing(name, to_write=True):
        is_new = _refuse_other(name, inputs)
        with _locked(name, create=True) as file:
            _last(name, file)
        if is_new:
            _keep_name(Path(name))


def _refuse_other(name: str, inputs: Sequence[str]) -> bool:
    """Refuse what is no file of its own; tell whether there is none yet."""
    try:
        found = Path(name).stat()
    except FileNotFoundError:
        return True
    if not S_ISREG(found.st_mode):
        raise InvalidInput([Problem(name, _REGULAR, _NO_FILE, _NAME_IT)])
    if is_among(Path(name), inputs):
        raise InvalidInput([Problem(name, _OWN, _INPUT, _NAME_IT)])
    if is_same(found, sys.stdout):
        raise InvalidInput([Problem(name, _OWN, _OUTPUT, _NAME_IT)])
    return False


def add(name: str, receipts: Iterable[Receipt]) -> None:
    """Add receipts to a ledger that was begun; they are on the disk when this returns.

    If that fails, the ledger is as it was before, unless the system refuses that as well.

    Raises:
        InvalidInput: the ledger no longer ends with a line of a ledger.
        Unwritten: they cannot be written, such as on a full disk.
    """
    try:
        with _locked(name) as file:
            last = _last(name, file)
            size = file.seek(0, SEEK_END)
            lines = "".join(f"{line}\n" for line in append_all(last, receipts))
            try:
                _write(file, lines.encode())
            except BaseException:
                with suppress(OSError):
                    file.truncate(size)
                raise
    except OSError as error:
        raise Unwritten([Problem(name, _GROWING, fault(error), _NOT_SHOWN)]) from error


def repair(name: str) -> Words:
    """Mend a ledger of which the last line is cut off, and say what was done.

    The line is moved to a new file beside the ledger. A line that lacks only its line break is
    given one. Nothing is thrown away.

    Raises:
        InvalidInput: it is no ledger, or cannot be written.
    """
    if name == "-":
        raise InvalidInput.of("--repair", _FILE, name, _NAME_IT)
    with refusing(name, to_write=True), _locked(name) as file:
        _, cut = _end(name, file)
        if not cut:
            return _UNBROKEN
        if _is_line(cut):
            _write(file, b"\n")
            return _COMPLETED
        aside = _put_aside(Path(name), cut)
        file.truncate(file.seek(-len(cut), SEEK_END))
        fsync(file.fileno())
        return _MOVED.filled(size=len(cut), aside=visible(str(aside)))


def _put_aside(ledger: Path, cut: bytes) -> Path:
    """Write what is cut off to a new file; none is written over."""
    for n in count(1):
        aside = ledger.with_name(f"{ledger.name}.cut-{n}")
        with suppress(FileExistsError), aside.open("xb", buffering=0) as file:
            _write(file, cut)
            break
    _keep_name(aside)
    return aside


def lines(name: str) -> Iterator[bytes]:
    """Give the lines of a ledger as it is now, one by one; of one too long, the beginning.

    They end at line feeds alone. What is written meanwhile is left out.
    """
    with opened(name) as file:
        left = sys.maxsize
        if name != "-" and S_ISREG(fstat(file.fileno()).st_mode):
            with _lock(name, file.fileno(), to_write=False):
                left = fstat(file.fileno()).st_size
        is_begin = True
        while line := file.readline(min(left, MOST_LINE)):
            if is_begin:
                yield line
            is_begin = line.endswith(b"\n")
            left -= len(line)


@contextmanager
def _locked(name: str, *, create: bool = False) -> Iterator[FileIO]:
    """Open a ledger for reading it and adding to its end, while nobody else does."""
    _locks()  # before a file is begun
    if not create:
        Path(name).stat()  # a ledger that was removed is not begun anew
    with (
        Path(name).open("a+b", buffering=0) as file,
        _lock(name, file.fileno(), to_write=True),
    ):
        yield file


@contextmanager
def _lock(name: str, file: int, *, to_write: bool) -> Iterator[None]:
    locks = _locks()
    # Readers share the lock, so that a ledger that may only be read can be locked on every disk.
    # On Windows a shared lock would need another library.
    is_shared = not to_write and sys.platform != "win32"
    try:
        locks.lock(file, locks.LockFlags.SHARED if is_shared else locks.LockFlags.EXCLUSIVE)
    except locks.LockException as error:
        given = _UNLOCKABLE.filled(why=error)
        raise InvalidInput([Problem(name, _LOCKABLE, given, _ELSEWHERE)]) from error
    try:
        yield
    finally:
        locks.unlock(file)


def _locks() -> ModuleType:
    try:
        import portalocker  # noqa: PLC0415 (it is of an extra)
    except ImportError as error:
        raise missing_library("portalocker", "receipts") from error
    return portalocker


def _last(name: str, file: FileIO) -> str | None:
    """Give the last line of a ledger, which has to be whole and sound; None if it has none."""
    last, cut = _end(name, file)
    if cut:
        raise InvalidInput([Problem(name, _WHOLE, _CUT, _REPAIR)])
    return last


def _end(name: str, file: FileIO) -> tuple[str | None, bytes]:
    """Give the last line that ends with a line break, and what stands after it, cut off.

    Nothing before that line is looked at, but whether the file begins with a byte order mark.

    Raises:
        InvalidInput: that line is none of a ledger, or there is none and this is no beginning.
    """
    file.seek(0)
    if file.read(len(BOM)) == BOM:
        raise InvalidInput([Problem(name, _PLAIN, _MARKED, _REMOVE)])
    size = file.seek(0, SEEK_END)
    cut = _line_before(file, size)
    if cut.endswith(b"\n"):
        cut = b""
    last = _line_before(file, size - len(cut))
    if last.endswith(b"\r\n"):
        raise InvalidInput([Problem(name, _LF, _CRLF, _CONVERT)])
    is_begun = not cut or cut.startswith(_BEGIN) or _BEGIN.startswith(cut)
    if not (_is_line(last) if last else is_begun):
        raise InvalidInput([Problem(name, _LEDGER, _NO_LINE, _LOOK)])
    return text_of(last) or None, cut


def _line_before(file: FileIO, end: int) -> bytes:
    """Give the line that ends at a place of a file; of one too long, the end."""
    size = _PIECE
    while True:
        start = file.seek(max(0, end - size))
        data = file.read(end - start)
        before = data.rfind(b"\n", 0, max(0, len(data) - 1))
        if before >= 0 or start == 0 or size > MOST_LINE:
            return data[before + 1 :]
        size = min(size * 8, MOST_LINE + 1)


def _is_line(line: bytes) -> bool:
    try:
        read_line(text_of(line))
    except InvalidInput:
        return False
    return True


def text_of(line: bytes) -> str:
    """Give a line as a text; a byte that is not UTF-8 makes it no line of a ledger."""
    return line.decode("utf-8", "surrogateescape")


def _write(file: FileIO, data: bytes) -> None:
    """Add to the end of a file; all is on the disk when this returns."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    fsync(file.fileno())


def _keep_name(file: Path) -> None:
    """See that the name of a new file is on the disk too, where the system knows how."""
    if sys.platform == "win32":
        return
    folder = open_folder(file.resolve().parent, O_RDONLY)
    try:
        with suppress(OSError):  # not every disk can
            fsync(folder)
    finally:
        close(folder)
