"""Duties as a calendar file (iCalendar, RFC 5545), for the calendar that people look at anyway.

A file may follow an earlier one: then what changed, and what fell away, is told as such.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from attrs import evolve

from jikorules.basics.errors import Lang, Problem, Words, shown
from jikorules.basics.validation import check_time, refuse
from jikorules.reporting.agenda import NAME_THEM, SOON, reminders
from jikorules.reporting.duty import Duty
from jikorules.reporting.ics_event import CANCELLED, Event, calendar_file, events_of, in_file
from jikorules.reporting.text import duty_details, duty_title
from jikorules.words.lists import fit

_A_DAY = Words("知った日時から定まる日", "a day, as the time of knowing tells it")
_NOT_KNOWN = Words("定まっていません", "it is not known")
_GIVE_KNOWN = Words(
    "期限を示すため、発生を知った日時（known_at）を与えてください。",
    "Give the time of knowing (known_at), from which the days are counted.",
)
_OWN_KEY = Words(
    "事業者ごとに、報告ごとに異なる key", "a key of its own for each report of a carrier"
)
_LAW = Words("法令上の義務", "duty by law")
_ADVICE = Words("推奨", "recommendation")
_WITHDRAWN = Words("［取消し］{title}", "[Cancelled] {title}")
_SECOND = timedelta(seconds=1)


def to_ics(
    duties: Iterable[Duty],
    *,
    lang: Lang = "ja",
    before: timedelta | None = SOON,
    made: datetime | None = None,
    last: bytes | None = None,
) -> bytes:
    r"""Write duties as a calendar file, an event each.

    A report with a last day is an event of that day; what is to be made promptly 速やかに, of the
    day it is counted from; a notice is an event of its moment. What is not certain is tentative.

    A calendar program knows an event again by its UID, and takes the one with the higher SEQUENCE.
    The UID comes from the carrier and the duty's `key`, and not from any day: it stays when an
    accident is found to have begun earlier. So that SEQUENCE grows too, give the last file.

    Args:
        duties: the duties, of one accident or of many.
        lang: the language.
        before: how long before nine in the morning of the last day, Japan time, to be reminded;
            None for never. There is one reminder an event, as some programs keep no more.
        made: when the file is made, time-zone aware: the DTSTAMP of what is new or has changed.
            Left out, it is midnight UTC of the day that a duty is counted from, so that the same
            duties give the same file.
        last: the file as this function made it the last time. An event that says the same keeps
            its DTSTAMP and SEQUENCE; one that has changed has a later DTSTAMP (a second later at
            least) and a SEQUENCE higher by one; one whose duty fell away is cancelled, and stays
            so in the files that follow.

    Returns:
        The file.

    Raises:
        InvalidInput: `made` is not time-zone aware, the day of a duty is not known, two duties
            of a carrier have the same key (their accidents have the same id or none), or `last`
            is no file of this function.
        JikorulesError: the library icalendar is not installed.

    Example:
        >>> from jikorules.reporting.duties import OtherReason, duties
        >>> def told(file):
        ...     for line in file.decode().split("\r\n"):
        ...         if line.startswith(("SUMMARY", "DTSTART", "SEQUENCE")):
        ...             print(line)
        >>> first = to_ics(duties(OtherReason("secrecy_leak", date(2019, 3, 14)))[1:])
        >>> told(first)
        SUMMARY:2019年4月15日（月）まで　詳報（様式第50の2）
        DTSTART;VALUE=DATE:20190415
        SEQUENCE:0
        >>> told(to_ics(duties(OtherReason("secrecy_leak", date(2019, 3, 13)))[1:], last=first))
        SUMMARY:2019年4月12日（金）まで　詳報（様式第50の2）
        DTSTART;VALUE=DATE:20190412
        SEQUENCE:1
    """
    listed = list(duties)
    uids = list(map(_uid, listed))
    firsts = {uid: i for i, uid in reversed([*enumerate(uids)])}
    refuse(
        *(() if made is None else check_time("made", made)),
        *(
            Problem(f"duties[{i}].counted_from", _A_DAY, _NOT_KNOWN, _GIVE_KNOWN)
            for i, duty in enumerate(listed)
            if duty.counted_from is None
        ),
        *(
            Problem(f"duties[{i}].key", _OWN_KEY, shown(duty.key), NAME_THEM)
            for i, duty in enumerate(listed)
            if firsts[uids[i]] != i
        ),
    )
    earlier = {} if last is None else events_of(last)
    events = [
        _following(_event(duty, duty.counted_from, lang, before, made), earlier.get(_uid(duty)))
        for duty in listed
        if duty.counted_from is not None
    ]
    gone = [each for uid, each in earlier.items() if uid not in firsts]
    return calendar_file([*events, *(_cancelled(each, lang, made) for each in gone)], lang)


def fallen_away(duties: Iterable[Duty], last: bytes) -> tuple[str, ...]:
    """Give the titles of the events that `to_ics` cancels after the last file.

    Raises:
        InvalidInput: `last` is no file of `to_ics`.
        JikorulesError: the library icalendar is not installed.
    """
    uids = set(map(_uid, duties))
    return tuple(
        each.summary
        for each in events_of(last).values()
        if each.uid not in uids and each.status != CANCELLED
    )


def _event(
    duty: Duty, day: date, lang: Lang, before: timedelta | None, made: datetime | None
) -> Event:
    """Give the event of a duty as a first file has it; texts as they are read back."""
    alarms = reminders([duty], () if before is None else (before,))
    return Event(
        uid=_uid(duty),
        start=_start(duty, day),
        summary=fit(duty_title(duty, lang)),
        description=fit("\n".join(duty_details(duty, lang))),
        category=(_LAW if duty.is_law else _ADVICE).text(lang),
        status="CONFIRMED" if duty.is_certain else "TENTATIVE",
        alarm=in_file(alarms[0].at) if alarms else None,
        stamp=in_file(made or datetime.combine(day, time(tzinfo=UTC))),
    )


def _following(event: Event, last: Event | None) -> Event:
    """Give the event as it follows the last one of the same identity."""
    if last is None:
        return event
    if event == last:
        return last
    stamp = max(event.stamp, last.stamp + _SECOND)
    return evolve(event, stamp=stamp, sequence=last.sequence + 1)


def _cancelled(last: Event, lang: Lang, made: datetime | None) -> Event:
    """Cancel an event; its title says so too, for programs that show such an event all the same."""
    if last.status == CANCELLED:
        return last
    summary = _WITHDRAWN.text(lang, title=last.summary)
    stamp = last.stamp if made is None else in_file(made)
    gone = evolve(last, summary=summary, status=CANCELLED, alarm=None, stamp=stamp)
    return _following(gone, last)


def _start(duty: Duty, day: date) -> date | datetime:
    if duty.deadline is not None:
        return duty.deadline.due
    return day if duty.until is None else in_file(duty.until)


def _uid(duty: Duty) -> str:
    """Name an event the same way in every file, whatever signs the caller's own names hold."""
    whole = ascii((duty.carrier, duty.key))
    return f"{sha256(whole.encode()).hexdigest()[:32]}@jikorules"
