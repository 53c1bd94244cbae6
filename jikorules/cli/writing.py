"""Writing files: whole or not at all, and nothing that exists is lost unless somebody said so."""

import sys
from collections.abc import Iterable
from os import fstat, fsync, stat_result
from pathlib import Path
from secrets import token_hex
from stat import S_IMODE
from typing import TextIO

from attrs import frozen

from jikorules.basics.errors import InvalidInput, Problem, Words
from jikorules.cli.common import CHECK_FILE, WRITABLE, Unwritten, fault, refusing

_STREAM = Words("標準入力又は標準出力です", "it is the standard input or output")
_NAME_ONE = Words("ファイル名を与えてください。", "Name a file.")
_NO_FILE = Words(
    "通常のファイルではありません（機器など）", "it is no ordinary file, but a device or so"
)
_A_FOLDER = Words("フォルダーです", "it is a folder")
_AN_INPUT = Words("入力のファイルです", "it is an input")
_AN_OUTPUT = Words("標準出力の書き出し先でもあります", "the standard output goes to it too")
_NAME_ANOTHER = Words("別の名前を与えてください。", "Give another name.")
_EXISTS = Words("既にあります", "it exists")
FORCE = Words(
    "別の名前を与えてください。置き換えるときは、--force を付けてください。",
    "Give another name, or add --force to replace it.",
)
_AS_BEFORE = Words(
    "このファイルには、何も書き込んでいません。", "Nothing was written to this file."
)


@frozen
class Destination:
    """A file that may be written.

    Attributes:
        name: its name, as it was given.
        file: where it is, with links followed.
        exists: whether it is there already, and is to be replaced.
    """

    name: str
    file: Path
    exists: bool

    def read(self) -> bytes:
        """Read what stands there now."""
        try:
            return self.file.read_bytes()
        except OSError as error:
            raise InvalidInput([Problem(self.name, WRITABLE, fault(error), CHECK_FILE)]) from error

    def write(self, data: bytes) -> None:
        """Write the file: into another beside it first, which then takes its name.

        Raises:
            Unwritten: it could not be written, such as on a full disk, or another came meanwhile.
        """
        fresh, is_begun = _beside(self.file), False
        try:
            with fresh.open("xb") as out:
                if self.exists:
                    fresh.chmod(S_IMODE(self.file.stat().st_mode))
                out.write(data)
                out.flush()
                fsync(out.fileno())
            if not self.exists:
                self.file.touch(exist_ok=False)  # fails if another came meanwhile
                is_begun = True
            fresh.replace(self.file)
        except BaseException as error:
            fresh.unlink(missing_ok=True)
            if is_begun:
                self.file.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise Unwritten([Problem(self.name, WRITABLE, fault(error), _AS_BEFORE)]) from error
            raise


def destination(name: str, inputs: Iterable[str | None], *, may_exist: bool) -> Destination:
    """Find out whether a file may be written, before there is anything to write.

    Args:
        name: its name.
        inputs: the names of the files that are read, which are never written.
        may_exist: whether it may be there already.

    Raises:
        InvalidInput: it is an input, a folder or a device, it exists and may not, there is no
            folder to write to, or it is not allowed.
    """

    def refused(given: Words, hint: Words) -> InvalidInput:
        return InvalidInput([Problem(name, WRITABLE, given, hint)])

    if name == "-":
        raise refused(_STREAM, _NAME_ONE)
    path = Path(name)
    with refusing(name, to_write=True):
        exists = _exists(path)
        file = path.resolve()
        if exists and not file.is_file():
            raise refused(_A_FOLDER if file.is_dir() else _NO_FILE, _NAME_ANOTHER)
        if exists and is_among(path, inputs):
            raise refused(_AN_INPUT, _NAME_ANOTHER)
        if exists and is_same(path.stat(), sys.stdout):
            raise refused(_AN_OUTPUT, _NAME_ANOTHER)
        if exists and not may_exist:
            raise refused(_EXISTS, FORCE)
        if exists:
            file.open("r+b").close()  # it may be read-only, or open in another program
        tried = _beside(file)
        tried.touch(exist_ok=False)
        tried.unlink()
    return Destination(name, file, exists)


def _exists(path: Path) -> bool:
    """Tell whether there is anything; what hinders from looking is an error."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    return True


def is_among(path: Path, names: Iterable[str | None]) -> bool:
    """Tell whether a file is one of those that are read, by whatever name."""
    here = path.stat()
    files = (sys.stdin if each == "-" else each for each in names)
    return any(is_same(here, each) for each in files)


def is_same(here: stat_result, other: str | TextIO | None) -> bool:
    """Tell whether a file is the same as another, or as what a stream reads or writes."""
    if other is None:
        return False
    try:
        there = Path(other).stat() if isinstance(other, str) else fstat(other.fileno())
    except (OSError, ValueError):  # what cannot be read is told by who reads it
        return False
    return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)


def _beside(file: Path) -> Path:
    """Name a file beside another, of a name that nobody else has."""
    return file.with_name(f".jikorules-{token_hex(8)}.tmp")
