"""The duties of many accidents in one list: what is overdue, what is due soon, what is done.

Nothing here knows the time of day: "now" is an input, and a reminder is data with a time, so that a
job that runs late misses none.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import product

from attrs import frozen

from jikorules.basics.errors import Problem, Words, shown
from jikorules.basics.moments import JAPAN, midnight
from jikorules.basics.validation import check_time, refuse
from jikorules.reporting.duty import Duty

SOON = timedelta(days=7)
BEFORE = (timedelta(days=7), timedelta(days=1))
_NOBODY_KNOWS = date(2, 1, 1)  # sorted first


class Status(StrEnum):
    """How a duty stands; the more urgent come first."""

    OVERDUE = "overdue"
    """期限超過: the last day is over."""
    PROMPTLY = "promptly"
    """速やかに: to be done promptly; the text sets no last day."""
    UNKNOWN = "unknown"
    """期限不明: there is a last day, but the day from which it is counted is not known."""
    DUE_SOON = "due_soon"
    """期限間近: the last day is near."""
    LATER = "later"
    DONE = "done"


_ONE_DUTY = Words("一つの報告だけの key", "the key of one report alone")
NAME_THEM = Words(
    "同じ id の事故、又は id のない事故が複数あります。事故ごとに異なる id を付けてください。",
    "Several accidents have the same id, or none. Give each an id of its own.",
)


@frozen
class Entry:
    """A duty and how it stands."""

    duty: Duty
    status: Status


def agenda(
    duties: Iterable[Duty],
    now: datetime,
    *,
    done: Collection[str] = (),
    soon: timedelta = SOON,
) -> tuple[Entry, ...]:
    """Sort duties by how they stand, and by their last day.

    Args:
        duties: the duties, of one accident or of many.
        now: the moment for which to tell, time-zone aware.
        done: the keys (`Duty.key`) of what is done.
        soon: how long before the end of its last day a duty is due soon.

    Raises:
        InvalidInput: `now` is not time-zone aware, or a key of `done` is that of duties of
            several accidents, which have the same id or none.
    """
    listed = list(duties)
    keys = Counter(duty.key for duty in listed)
    refuse(
        *check_time("now", now),
        *(Problem("done", _ONE_DUTY, shown(key), NAME_THEM) for key in done if keys[key] > 1),
    )
    return tuple(sorted([standing(duty, now, done, soon) for duty in listed], key=_urgency))


def standing(
    duty: Duty, now: datetime, done: Collection[str] = (), soon: timedelta = SOON
) -> Entry:
    """Tell how one duty stands; as of `agenda`."""
    return Entry(duty, Status.DONE if duty.key in done else _status(duty, now, soon))


def _status(duty: Duty, now: datetime, soon: timedelta) -> Status:
    end = end_of(duty)
    if duty.is_deadline_unknown:
        return Status.UNKNOWN
    if end is None:
        return Status.PROMPTLY
    if now >= end:
        return Status.OVERDUE
    return Status.DUE_SOON if now >= end - soon else Status.LATER


def _urgency(entry: Entry) -> tuple[int, datetime, str, str]:
    duty = entry.duty
    end = end_of(duty) or midnight(duty.counted_from or _NOBODY_KNOWS)
    return [*Status].index(entry.status), end, duty.carrier or "", duty.key


def end_of(duty: Duty) -> datetime | None:
    """Give the moment at which a duty becomes overdue; None if it has no last day.

    A report may be made until the end of its last day in Japan time; a notice until its moment.
    """
    if duty.deadline is not None:
        return midnight(duty.deadline.due + timedelta(days=1))
    return duty.until


@frozen
class Reminder:
    """A moment at which to be reminded of a duty."""

    at: datetime
    duty: Duty


def reminders(duties: Iterable[Duty], before: Iterable[timedelta] = BEFORE) -> tuple[Reminder, ...]:
    """Give the moments at which to be reminded, earliest first.

    Args:
        duties: the duties; those without a last day are left out, as they are due at once.
        before: how long before nine in the morning of the last day.
    """
    made = [
        Reminder(datetime.combine(duty.deadline.due, time(9, tzinfo=JAPAN)) - each, duty)
        for duty, each in product(duties, before)
        if duty.deadline is not None
    ]
    return tuple(sorted(made, key=lambda reminder: (reminder.at, reminder.duty.key)))
