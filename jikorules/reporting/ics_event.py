"""An event of a calendar file (iCalendar, RFC 5545): written, and read back.

The library icalendar is needed only here, and is loaded only when a file is made or read.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from jikorules.basics.errors import (
    InvalidInput,
    Lang,
    Problem,
    Words,
    missing_library,
)
from jikorules.basics.validation import check_time, refuse
from jikorules.words.lists import fit

if TYPE_CHECKING:
    import icalendar

CANCELLED = "CANCELLED"
STATUSES = ("CONFIRMED", "TENTATIVE", CANCELLED)
MOST_CHANGES = 2**31 - 2
"""The highest SEQUENCE that can be followed by another: RFC 5545, section 3.3.8."""

_NAME = Words("電気通信事故の報告期限", "Reports on telecommunications accidents")
_MAKER = "-//jikorules//jikorules//"
_UID = re.compile(r"[0-9a-f]{32}@jikorules")
_ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
_OWN = Words("jikorules の書き出したカレンダー", "a calendar as jikorules writes it")
_OTHER = Words("そのままのものではありません", "this is none, or was changed since")
_GIVE_OWN = Words(
    "to_ics の書き出したファイルの内容を、そのまま与えてください。",
    "Give the content of the file that to_ics wrote, as it was written.",
)


@frozen
class Event:
    """An event of a calendar file. Events are equal if they say the same, whenever made.

    Attributes:
        uid: its identity.
        start: its day, or its moment in UTC.
        summary: its title.
        description: more about it.
        category: whether it is a duty by law.
        status: one of `STATUSES`.
        alarm: when to be reminded, in UTC; None for never.
        stamp: when it was last changed, in UTC.
        sequence: how often it has been changed.
    """

    uid: str
    start: date | datetime
    summary: str
    description: str
    category: str
    status: str
    alarm: datetime | None
    stamp: datetime = field(eq=False)
    sequence: int = field(default=0, eq=False)


def in_file(moment: datetime) -> datetime:
    """Give a moment as a calendar file holds it: in UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0)


def calendar_file(events: Iterable[Event], lang: Lang) -> bytes:
    """Write events as a calendar file.

    Raises:
        JikorulesError: the library icalendar is not installed.
    """
    library = _library()
    calendar = library.Calendar()
    head = {"PRODID": f"{_MAKER}{lang.upper()}", "VERSION": "2.0", "X-WR-CALNAME": _NAME.text(lang)}
    _fill(calendar, head)
    for each in events:
        event = library.Event()
        # An event of a moment has no end: it then ends when it starts.
        is_moment = isinstance(each.start, datetime)
        end: dict[str, date] = {} if is_moment else {"DTEND": each.start + timedelta(days=1)}
        values: dict[str, str | int | date] = {
            "UID": each.uid,
            "DTSTAMP": each.stamp,
            "SEQUENCE": each.sequence,
            "DTSTART": each.start,
            **end,
            "SUMMARY": each.summary,
            "DESCRIPTION": each.description,
            "CATEGORIES": each.category,
            "STATUS": each.status,
            "TRANSP": "TRANSPARENT",  # a last day does not make anybody busy
        }
        _fill(event, values)
        if each.alarm is not None:
            alarm = library.Alarm()
            _fill(alarm, {"ACTION": "DISPLAY", "DESCRIPTION": each.summary})
            # A moment has to say that it is one: a trigger is else a stretch before the event.
            alarm.add("TRIGGER", each.alarm, {"VALUE": "DATE-TIME"})
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _fill(component: "icalendar.Component", values: Mapping[str, str | int | date]) -> None:
    from icalendar.prop import vInline  # noqa: PLC0415

    # Texts go in as they are to be written: the library's own escaping takes the "\N" in a name
    # such as "C:\NET" for a line break.
    for name, value in values.items():
        component.add(name, vInline(_text(value)) if isinstance(value, str) else value)


def _text(text: str) -> str:
    """Escape a text, with a stand-in for each character that the file cannot hold."""
    return fit(text).translate(_ESCAPED)


def events_of(data: bytes) -> dict[str, Event]:
    """Read the events of a calendar file of ours, in its order, by their identity.

    Raises:
        InvalidInput: it is no such file, or was changed since it was written.
        JikorulesError: the library icalendar is not installed.
    """
    library = _library()
    try:
        calendar = library.Calendar.from_ical(data.decode())
        events = [_read(each) for each in calendar.subcomponents]
        is_ours = _string(calendar, "PRODID").startswith(_MAKER)
    # The library tells what is odd in the file by these.
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
        raise InvalidInput([Problem("last", _OWN, _OTHER, _GIVE_OWN)]) from error
    found = {each.uid: each for each in events}
    if not is_ours or len(found) < len(events):
        raise InvalidInput([Problem("last", _OWN, _OTHER, _GIVE_OWN)])
    return found


def _read(component: Any) -> Event:
    alarms = component.subcomponents
    event = Event(
        uid=_string(component, "UID"),
        start=component.decoded("DTSTART"),
        summary=_string(component, "SUMMARY"),
        description=_string(component, "DESCRIPTION"),
        category=str(component["CATEGORIES"].cats[0]),
        status=_string(component, "STATUS"),
        alarm=alarms[0].decoded("TRIGGER") if alarms else None,
        stamp=component.decoded("DTSTAMP"),
        sequence=int(component["SEQUENCE"]),
    )
    moments: dict[str, object] = {"DTSTAMP": event.stamp}
    if type(event.start) is not date:
        moments["DTSTART"] = event.start
    if event.alarm is not None:
        moments["TRIGGER"] = event.alarm
    refuse(*(problem for where, each in moments.items() for problem in check_time(where, each)))
    sound = (
        component.name == "VEVENT"
        and _UID.fullmatch(event.uid)
        and event.status in STATUSES
        and 0 <= event.sequence <= MOST_CHANGES
        and not component.errors
    )
    if not sound:
        raise ValueError(event.uid)
    return event


def _string(component: Any, name: str) -> str:
    """Give a text; what stands there twice is none."""
    value = component[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return str(value)


def _library() -> Any:
    try:
        import icalendar  # noqa: PLC0415
    except ImportError as error:
        raise missing_library("icalendar", "calendar") from error
    return icalendar
