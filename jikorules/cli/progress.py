"""How far long work has come, in one line on the standard error, if that is a terminal."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

from jikorules.basics.errors import Lang, Words
from jikorules.cli.common import Told

_READING = Words("読取り", "reading")


def bar(what: Words, lang: Lang, items: Iterable[Any] | None = None, **more: Any) -> Any:
    """Begin a progress line, which shows itself after a second.

    Args:
        what: what is being done.
        lang: the language.
        items: what is gone through, if the line is to follow that.
        more: what else tqdm is to know.

    Returns:
        The line of tqdm; None where there is no terminal, or tqdm is not installed.
    """
    if not sys.stderr.isatty():
        return None
    try:
        from tqdm import tqdm  # noqa: PLC0415 (an extra)
    except ImportError:
        return None
    return tqdm(items, what.text(lang), delay=1, disable=None, leave=False, **more)


@frozen
class Progress:
    """How much of some files was read; complaints made meanwhile stand in lines of their own.

    Attributes:
        line: the progress line; None if none is shown.
    """

    line: Any = None

    def moved(self, size: int) -> None:
        """Tell that so many bytes more were read."""
        if self.line is not None:
            self.line.update(size)

    def complain(self, text: str) -> None:
        """Print a line to the standard error."""
        if self.line is not None:
            self.line.clear()
        print(text, file=sys.stderr)


@contextmanager
def reading(
    files: Sequence[str | Told], lang: Lang, *, among_answers: bool = False
) -> Iterator[Progress]:
    """Show how much of some files was read.

    Args:
        files: their names.
        lang: the language.
        among_answers: whether answers are printed meanwhile: on a terminal they show it themselves.
    """
    line = None
    if not (among_answers and sys.stdout.isatty()):
        line = bar(_READING, lang, total=_size(files), unit="B", unit_scale=True)
    try:
        yield Progress(line)
    finally:
        if line is not None:
            line.close()


def _size(files: Sequence[str | Told]) -> int | None:
    """Give the size of all files together, if each has one."""
    paths = [Path(name) for name in files if isinstance(name, str)]
    try:
        return sum(path.stat().st_size for path in paths) if all(map(Path.is_file, paths)) else None
    except OSError:
        return None
