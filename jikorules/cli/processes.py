"""Work divided among processes, with its results in order.

The processes are begun anew (spawned) on every system, when there is work for them. Each is given
a piece at a time, in turn, so that little is held and nobody waits for room in a pipe. They end
with the one that began them, however that ends; an interrupt is for that one alone.
"""

import signal
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import freeze_support, get_context
from multiprocessing.connection import Connection
from threading import current_thread, main_thread
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from jikorules.basics.errors import Problem, Words
from jikorules.cli.common import Unwritten

_WHOLE = Words("終わりまで動くプロセス", "processes that run to their end")
_ENDED = Words("途中で終わったものがあります", "one of them ended before")
_FEWER = Words(
    "記憶域を確かめ、--jobs を減らすか付けずに、もう一度実行してください。",
    "See to the memory, and run it again with fewer, or without --jobs.",
)

A = TypeVar("A")
B = TypeVar("B")


class Workers(Generic[A, B]):
    """Processes that do the same work, each on a piece of its own.

    Args:
        work: what is done with a piece; it can be sent to another process.
        jobs: how many processes there may be.
    """

    def __init__(self, work: Callable[[A], B], jobs: int) -> None:
        self._work, self._jobs = work, jobs
        self._begun: list[Any] = []
        self._free: deque[Connection] = deque()
        self._busy: deque[Connection] = deque()

    def __enter__(self) -> Self:
        return self

    def give(self, piece: A) -> Iterator[B]:
        """Give a piece of work; give the results that are there by now, in the order of pieces."""
        results = []
        if len(self._busy) == self._jobs:
            results.append(self._result())
        worker = self._free.popleft() if self._free else self._begin()
        try:
            worker.send(piece)
        except OSError as error:
            raise _ended() from error
        self._busy.append(worker)
        yield from results

    def finish(self, piece: A) -> Iterator[B]:
        """Do a last piece here; give all the results that are not there yet."""
        last = self._work(piece)
        while self._busy:
            yield self._result()
        yield last

    def _result(self) -> B:
        worker = self._busy.popleft()
        try:
            made: B = worker.recv()
        except (EOFError, OSError) as error:
            raise _ended() from error
        self._free.append(worker)
        return made

    def _begin(self) -> Connection:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._work), daemon=True)
        with _uninterrupted():
            process.start()
        theirs.close()
        self._begun.append((process, ours))
        return ours

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes; if something went wrong, whatever they still do."""
        for process, ours in self._begun:
            ours.close()
            if kind is not None:
                process.terminate()
        for process, _ in self._begun:
            process.join()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ignore interrupts, as a process does that is begun meanwhile, before it can say so itself."""
    before = signal.getsignal(signal.SIGINT)
    if current_thread() is not main_thread() or before is None:  # it is not ours to change
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _ended() -> Unwritten:
    return Unwritten([Problem("--jobs", _WHOLE, _ENDED, _FEWER)])


def _serve(asked: Connection, work: Callable[[Any], Any]) -> None:
    """Do the work that comes, until nobody gives any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):  # whoever asked is gone
        while True:
            asked.send(work(asked.recv()))


def serve_if_begun_to() -> None:
    """In a bundled program, which is begun anew as a whole: do the work, if it was begun to."""
    freeze_support()
