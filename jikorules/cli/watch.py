"""``jikorules watch``: the outlook of what is running, again and again until it has ended."""

import shutil
import sys
import time
import unicodedata
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from os import environ
from os import name as system

from attrs import define, frozen

from jikorules.basics.errors import InvalidInput, JikorulesError, Lang, Problem, Words
from jikorules.cli.alarm import alarm_of, exit_status
from jikorules.cli.common import (
    LeftOut,
    Unanswered,
    documents,
    of_accidents,
    option,
    outcomes,
    span,
)
from jikorules.cli.common import clock as read_clock
from jikorules.judgement.changes.outlook import Outlook, outlook
from jikorules.wire.subject import subject_from_wire
from jikorules.words.lists import entry, title
from jikorules.words.numbers import clock, time_span
from jikorules.words.outlook import prospects
from jikorules.words.rules import answer
from jikorules.words.verdict import sentence

_SILENCE = timedelta(minutes=10)
"""How long a log stays without a line while nothing changes."""
_LONGEST = timedelta(days=1)

_A_FILE = Words("ファイル名", "the name of a file")
_NO_FILE = Words("標準入力です", "it is the standard input")
_WRITE_ONE = Words(
    "繰り返し読み取ることのできるファイルに書き出してください。",
    "Write to a file, which can be read again and again.",
)
_A_PAUSE = Words("1日以下の時間", "a time of at most a day")
_SHORTER = Words("60、30s、5m のように書いてください。", "Write it like 60, 30s or 5m.")
_TITLE = Words(
    "{time}（{every}ごとに更新。Ctrl-C で終了）", "{time} (every {every}; Ctrl-C to end)"
)
_KEPT = Words(
    "ファイルを読み取れないため、{time}に読み取った内容によります。",
    "The file cannot be read: this goes by what was read at {time}.",
)
_IS_EMPTIED = Words("事故がありません。", "There is no accident in it.")
_ANSWER = Words("判定", "Answer")


@frozen
class _Look:
    """How things stand at a moment.

    Attributes:
        at: the moment.
        outlooks: one for each accident.
        notes: what else is to be told: what cannot be read, what is no accident.
        unanswered: the exit status for what has no answer, 0 if everything has.
    """

    at: datetime
    outlooks: tuple[Outlook, ...]
    notes: tuple[str, ...]
    unanswered: int

    @property
    def is_over(self) -> bool:
        """Whether everything has ended; what cannot be read may go on."""
        periods = [period for each in self.outlooks for period in each.verdict.periods()]
        ended = all(period.end is not None for period in periods)
        return ended and self.unanswered != Unanswered.INVALID


@define
class _Watch:
    """What a watch keeps from one look at a file to the next.

    Attributes:
        name: the file.
        lang: the language of what is told.
        last: the last outlooks.
        read_at: when what they go by was read.
        was_whole: whether all of it could be read.
    """

    name: str
    lang: Lang
    last: tuple[Outlook, ...] = ()
    read_at: datetime | None = None
    was_whole: bool = False

    def look(self, at: datetime) -> _Look:
        """Read the file anew; while it cannot be read, go on by what was read before."""
        found = self._read(at)
        is_whole = found.unanswered != Unanswered.INVALID
        is_worse = not found.outlooks or (self.was_whole and not is_whole)
        if is_worse and self.read_at is not None:
            kept = tuple(outlook(each.verdict.incident, at, before=each) for each in self.last)
            said = _KEPT.text(self.lang, time=clock(self.read_at, self.lang, after=at))
            notes = found.notes or (_IS_EMPTIED.text(self.lang),)
            found = _Look(at, kept, (said, *notes), Unanswered.INVALID)
        elif found.outlooks:
            self.read_at, self.was_whole = at, is_whole
        self.last = found.outlooks
        return found

    def _read(self, at: datetime) -> _Look:
        outlooks, notes, unanswered = list[Outlook](), list[str](), list[Unanswered]()
        given = documents([self.name], subject_from_wire)
        last = {each.verdict.incident: each for each in self.last}
        answer = of_accidents(lambda incident: outlook(incident, at, before=last.get(incident)))
        for where, made in outcomes(given, answer):
            if isinstance(made, JikorulesError):
                notes.append(made.text(self.lang))
                unanswered.append(Unanswered.INVALID)
            elif isinstance(made, LeftOut):
                notes.append(entry(where, made.why.text(self.lang), self.lang))
                unanswered.append(Unanswered.LEFT_OUT)
            else:
                outlooks.append(made)
        return _Look(at, tuple(outlooks), tuple(notes), min(unanswered, default=0))


class _Log:
    """Tells in dated lines what has changed, and from time to time that nothing has."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._said = set[object]()
        self._notes: tuple[str, ...] = ()
        self._said_at: datetime | None = None

    def show(self, look: _Look) -> None:
        """Tell a look."""
        time = look.at.isoformat(timespec="seconds")
        stands = [
            (each.verdict.incident, each.verdict.possible, each.crossings, each.until)
            for each in look.outlooks
        ]
        is_due = self._said_at is None or look.at - self._said_at >= _SILENCE
        for stand, each in zip(stands, look.outlooks, strict=True):
            if is_due or stand not in self._said:
                print(time, sentence(each, self._lang))
                self._said_at = look.at
        if look.notes != self._notes:
            for note in look.notes:
                print(time, note, file=sys.stderr)
        self._said, self._notes = {*stands}, look.notes


class _Screen:
    """Draws each look over the last one: from the top, without blanking the screen first."""

    def __init__(self, every: timedelta, lang: Lang) -> None:
        self._every, self._lang = every, lang

    def show(self, look: _Look) -> None:
        """Draw a look."""
        size = shutil.get_terminal_size()
        every_row = (row for line in self._lines(look) for row in _rows(line, size.columns))
        rows = [*islice(every_row, size.lines)]
        if len(rows) >= size.lines:
            rows = [*rows[: max(size.lines - 2, 1)], "…"]
        drawn = "".join(f"{row}\x1b[K\n" for row in rows)
        sys.stdout.write(f"\x1b[H{drawn}\x1b[J")

    def _lines(self, look: _Look) -> Iterator[str]:
        now, every = clock(look.at, self._lang), time_span(self._every, self._lang)
        yield _TITLE.text(self._lang, time=now, every=every)
        for note in look.notes:
            yield from note.splitlines()
        for each in look.outlooks:
            incident = each.verdict.incident
            yield ""
            yield f"■ {title((incident.carrier, incident.id), self._lang)}"
            said = answer(each.verdict, self._lang)
            yield entry(_ANSWER.text(self._lang), said, self._lang)
            yield from prospects(each, self._lang)


def run_watch(
    options: Namespace,
    now: Callable[[], datetime] = read_clock,
    sleep: Callable[[float], object] = time.sleep,
) -> int:
    """Tell the outlook of accidents again and again until they have ended."""
    if options.file == "-":
        raise InvalidInput([Problem("FILE", _A_FILE, _NO_FILE, _WRITE_ONE)])
    every = option("--every", options.every, _pause)
    watch = _Watch(options.file, options.lang)
    shown = _Screen(every, options.lang) if _can_draw() else _Log(options.lang)
    while True:
        look = watch.look(now())
        if not look.outlooks:  # there was nothing yet to go on by
            print("\n".join(look.notes), file=sys.stderr)
            return look.unanswered
        shown.show(look)
        sys.stdout.flush()
        if look.is_over:
            alarms = {alarm_of(each.verdict) for each in look.outlooks}
            return exit_status(alarms, look.unanswered) if options.status else 0
        sleep(every.total_seconds())


def _pause(text: str) -> timedelta:
    """Read how long to wait; a number alone is seconds."""
    every = span(f"{text}s" if text.isdecimal() else text)
    if every > _LONGEST:
        raise InvalidInput.of("", _A_PAUSE, text, _SHORTER)
    return every


def _can_draw() -> bool:
    """Whether the standard output is a terminal that understands escapes."""
    is_old = system == "nt" and "WT_SESSION" not in environ  # a console of old shows them
    return sys.stdout.isatty() and environ.get("TERM") != "dumb" and not is_old


def _rows(line: str, columns: int) -> Iterable[str]:
    """Cut a line into what fits a row of the screen, where most of Japanese takes two columns."""
    rows, width = [""], 0
    for sign in line:
        wide = 2 if unicodedata.east_asian_width(sign) in "WFA" else 1
        if width + wide > columns and width:
            rows.append("")
            width = 0
        rows[-1] += sign
        width += wide
    return rows
