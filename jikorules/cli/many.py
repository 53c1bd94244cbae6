"""Many documents, answered in their order by one process or several; few are held at a time."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import frozen

from jikorules.basics.errors import InvalidInput, JikorulesError, Lang, Words
from jikorules.cli.common import (
    LeftOut,
    Stopped,
    Told,
    Unanswered,
    left_out,
    outcomes,
    unread,
    whole,
)
from jikorules.cli.progress import Progress, reading
from jikorules.wire.files import Unread
from jikorules.wire.subject import Subject, subject_from_wire

if TYPE_CHECKING:
    from jikorules.cli.processes import Workers

MOST_AT_ONCE = 256
"""The most documents that are answered together; what is kept of them is kept together."""
_MOST_BYTES = 1 << 18
"""The most bytes of lines that are answered together, so that long ones do not pile up."""
_MOST_JOBS = 64

_COUNT = Words("対象としなかった文書：{n}件", "documents left out: {n}")
_JOBS = Words(f"1以上{_MOST_JOBS}以下の整数", f"an integer from 1 to {_MOST_JOBS}")
_LIKE_JOBS = Words(
    "用いるプロセスの数を、--jobs 4 のように与えてください。",
    "Give the number of processes, like --jobs 4.",
)


@frozen
class _Refused:
    """A document that has no answer.

    Attributes:
        why: why.
        text: what is said of it.
    """

    why: Unanswered
    text: str


T = TypeVar("T")
Batch = list[tuple[str, Unread | Subject | JikorulesError]]
Answered = tuple[str, T | _Refused]


@frozen
class _Work(Generic[T]):
    """What is done with several documents, here or elsewhere."""

    answer: Callable[[Subject], T]
    lang: Lang

    def __call__(self, batch: Batch) -> list[Answered[T]]:
        return list(self.one_by_one(batch))

    def one_by_one(self, batch: Batch) -> Iterator[Answered[T]]:
        for where, made in outcomes(batch, self.answer):
            if isinstance(made, JikorulesError):
                yield where, _Refused(Unanswered.INVALID, made.text(self.lang))
            elif isinstance(made, LeftOut):
                text = left_out(where, made.why, self.lang)
                yield where, _Refused(Unanswered.LEFT_OUT, text)
            else:
                yield where, made


class _Here(Generic[T]):
    """Does the work of `Workers` in this process, and holds one answer at a time."""

    def __init__(self, work: _Work[T]) -> None:
        self._work = work

    def give(self, batch: Batch) -> Iterator[Iterable[Answered[T]]]:
        """Do the work."""
        yield self._work.one_by_one(batch)

    finish = give


def _workers(
    work: _Work[T], jobs: int
) -> "AbstractContextManager[_Here[T] | Workers[Batch, list[Answered[T]]]]":
    if jobs == 1:
        return nullcontext(_Here(work))
    from jikorules.cli.processes import Workers  # noqa: PLC0415 (it takes long to load)

    return Workers(work, jobs)


def read_jobs(text: str) -> int:
    """Read how many processes are to be used.

    Example:
        >>> read_jobs("4")
        4
    """
    jobs = whole(text)
    if jobs is not None and 1 <= jobs <= _MOST_JOBS:
        return jobs
    raise InvalidInput.of("", _JOBS, text, _LIKE_JOBS)


class _Dealing(Generic[T]):
    """Takes what came of documents, tells what has no answer, and counts that."""

    def __init__(
        self,
        lang: Lang,
        take: Callable[[str, T], JikorulesError | None],
        put_out: Callable[[], object] | None,
        progress: Progress,
    ) -> None:
        self._lang, self._take, self._put_out, self._progress = lang, take, put_out, progress
        self._missing = Counter[Unanswered]()

    def deal(self, done: Iterable[Answered[T]]) -> None:
        """Take what came of some documents."""
        try:
            for where, made in done:
                refused = made if isinstance(made, _Refused) else self._refusal(where, made)
                if refused is not None:
                    self._missing[refused.why] += 1
                    self._progress.complain(refused.text)
            if self._put_out is not None:
                self._put_out()
        except (OSError, JikorulesError) as error:
            raise Stopped from error

    def _refusal(self, where: str, made: T) -> _Refused | None:
        error = self._take(where, made)
        return None if error is None else _Refused(Unanswered.INVALID, error.text(self._lang))

    def status(self) -> int:
        """Give the exit status, when all is read."""
        if left := self._missing[Unanswered.LEFT_OUT]:
            print(_COUNT.text(self._lang, n=left), file=sys.stderr)
        return min(+self._missing, default=0)


def answer_many(  # noqa: PLR0913
    files: Sequence[str | Told],
    lang: Lang,
    answer: Callable[[Subject], T],
    take: Callable[[str, T], JikorulesError | None],
    put_out: Callable[[], object] | None = None,
    *,
    jobs: int = 1,
) -> int:
    """Answer every document of the files; what has no answer is told in a line, and counted.

    Args:
        files: their names, or what options tell; see `sources`.
        lang: the language of complaints.
        answer: what answers a document; with several jobs, it and what it gives can be sent to
            another process.
        take: what is done with each answer, in the order of the documents, each with its place. It
            may give an error, if there is none after all.
        put_out: called when several were taken, and before more is waited for: prints them.
        jobs: how many processes answer.

    Returns:
        The exit status: 0 if every document has its answer.

    Raises:
        Stopped: the answers cannot be written, or what is kept of them.
    """
    work = _Work(answer, lang)
    batch: Batch = []
    size = 0

    def finish() -> None:
        """Answer what was read so far."""
        for done in workers.finish(batch):
            dealing.deal(done)
        batch.clear()

    with (
        reading(files, lang, among_answers=put_out is not None) as progress,
        _workers(work, jobs) as workers,
    ):
        dealing = _Dealing(lang, take, put_out, progress)
        before_waiting = None if put_out is None else finish
        for where, found in unread(
            files, subject_from_wire, before_waiting=before_waiting, moved=progress.moved
        ):
            size = (size if batch else 0) + (len(found.data) if isinstance(found, Unread) else 0)
            batch.append((where, found))
            if len(batch) >= MOST_AT_ONCE or size >= _MOST_BYTES:
                for done in workers.give(batch):
                    dealing.deal(done)
                batch = []
        finish()
    return dealing.status()
