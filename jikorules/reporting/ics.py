"""Duties as a calendar file (iCalendar, RFC 5545), for the calendar that people look at anyway.

The library icalendar is needed only here, and is loaded only when a file is made.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from jikorules.basics.errors import Lang, Problem, Words, missing_library
from jikorules.basics.validation import check_time, refuse
from jikorules.reporting.agenda import BEFORE, reminders
from jikorules.reporting.duty import Duty
from jikorules.reporting.text import duty_details, duty_title
from jikorules.words.lists import fit

if TYPE_CHECKING:
    from icalendar import Component

_A_DAY = Words("知った日時から定まる日", "a day, as the time of knowing tells it")
_NOT_KNOWN = Words("定まっていません", "it is not known")
_GIVE_KNOWN = Words(
    "期限を示すため、発生を知った日時（known_at）を与えてください。",
    "Give the time of knowing (known_at), from which the days are counted.",
)
_NAME = Words("電気通信事故の報告期限", "Reports on telecommunications accidents")
_LAW = Words("法令上の義務", "duty by law")
_ADVICE = Words("推奨", "recommendation")
_ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


def to_ics(
    duties: Iterable[Duty],
    *,
    lang: Lang = "ja",
    before: Iterable[timedelta] = BEFORE,
    made: datetime | None = None,
) -> bytes:
    r"""Write duties as a calendar file, an event each.

    A report with a last day is an event of that day; what is to be made promptly 速やかに, of the
    day it is counted from; a notice is an event of its moment. What is not certain is tentative.

    Args:
        duties: the duties, of one accident or of many.
        lang: the language.
        before: how long before nine in the morning of the last day, Japan time, to be reminded.
        made: when the file is made, time-zone aware. Left out, each event says that it was made at
            midnight UTC of the day it is counted from, so that the same duties give the same file.

    Returns:
        The file. The identity of an event (UID) comes from the carrier, the duty's `key` and the
        time of the event; events that share all of these are told apart by their order.

    Raises:
        InvalidInput: `made` is not time-zone aware, or the day of a duty is not known.
        JikorulesError: the library icalendar is not installed.

    Example:
        >>> from jikorules.reporting.duties import OtherReason, duties
        >>> leak = OtherReason("secrecy_leak", date(2019, 3, 14))
        >>> for line in to_ics(duties(leak)).decode().split("\r\n"):
        ...     if line.startswith(("SUMMARY", "DTSTART")):
        ...         print(line)
        SUMMARY:速やかに　速報
        DTSTART;VALUE=DATE:20190314
        SUMMARY:2019年4月15日（月）まで　詳報（様式第50の2）
        DTSTART;VALUE=DATE:20190415
    """
    known = [(duty, duty.counted_from) for duty in duties]
    refuse(
        *(() if made is None else check_time("made", made)),
        *(
            Problem(f"duties[{i}].counted_from", _A_DAY, _NOT_KNOWN, _GIVE_KNOWN)
            for i, (_, day) in enumerate(known)
            if day is None
        ),
    )
    try:
        from icalendar import Alarm, Calendar, Event  # noqa: PLC0415
        from icalendar.prop import vInline  # noqa: PLC0415
    except ImportError as error:
        raise missing_library("icalendar", "calendar") from error

    def fill(component: "Component", values: Mapping[str, str | date]) -> None:
        # Texts go in as they are to be written: the library's own escaping takes the "\N" in a
        # name such as "C:\NET" for a line break.
        for name, value in values.items():
            component.add(name, vInline(_text(value)) if isinstance(value, str) else value)

    calendar = Calendar()
    head = {"PRODID": f"-//jikorules//jikorules//{lang.upper()}", "VERSION": "2.0"}
    fill(calendar, {**head, "X-WR-CALNAME": _NAME.text(lang)})
    times = tuple(before)
    seen: Counter[str] = Counter()
    for duty, day in ((duty, day) for duty, day in known if day is not None):
        name = _name(duty, day)
        seen[name] += 1
        uid = f"{name}@jikorules" if seen[name] == 1 else f"{name}-{seen[name]}@jikorules"
        event = Event()
        fill(event, {"UID": uid, **_event(duty, day, lang, made)})
        for reminder in reminders([duty], times):
            alarm = Alarm()
            fill(alarm, {"ACTION": "DISPLAY", "DESCRIPTION": duty_title(duty, lang)})
            # A moment has to say that it is one: a trigger is else a stretch before the event.
            alarm.add("TRIGGER", reminder.at.astimezone(UTC), {"VALUE": "DATE-TIME"})
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(duty: Duty, day: date, lang: Lang, made: datetime | None) -> dict[str, str | date]:
    start = _start(duty, day)
    # An event of a moment has no end: it then ends when it starts.
    end = {} if isinstance(start, datetime) else {"DTEND": start + timedelta(days=1)}
    return {
        "DTSTAMP": made or datetime.combine(day, time(tzinfo=UTC)),
        "DTSTART": start,
        **end,
        "SUMMARY": duty_title(duty, lang),
        "DESCRIPTION": "\n".join(duty_details(duty, lang)),
        "CATEGORIES": (_LAW if duty.is_law else _ADVICE).text(lang),
        "STATUS": "CONFIRMED" if duty.is_certain else "TENTATIVE",
        "TRANSP": "TRANSPARENT",  # a last day does not make anybody busy
    }


def _start(duty: Duty, day: date) -> date | datetime:
    if duty.deadline is not None:
        return duty.deadline.due
    return day if duty.until is None else duty.until.astimezone(UTC)


def _name(duty: Duty, day: date) -> str:
    """Name an event the same way in every file, whatever signs the caller's own names hold."""
    whole = ascii((duty.carrier, duty.key, _start(duty, day).isoformat()))
    return sha256(whole.encode()).hexdigest()[:32]


def _text(text: str) -> str:
    """Escape a text, with a stand-in for each character that the file cannot hold."""
    return fit(text).translate(_ESCAPED)
