"""What tools say of an alert: one statement at a time, and nothing that they did not say."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from attrs import Factory, field, frozen

from jikorules.basics.errors import Problem, Words, shown
from jikorules.basics.moments import to_fixed_offset
from jikorules.basics.validation import Found, check_text, check_time, check_type, refuse

Pairs = tuple[tuple[str, str], ...]
"""Names with their texts, in order."""

_TEXT = Words("文字列", "a string")
_PAIRS = Words("名前と文字列の組", "names with texts")
_GIVE_PAIRS = Words(
    "例：{'alertname': 'VoiceDown'}。数は文字列にしてください。",
    "Like {'alertname': 'VoiceDown'}; make texts of numbers.",
)
_COUNT = Words("0以上の整数", "an integer of 0 or more")
_GIVE_COUNT = Words("省いた知らせの数です。", "It is how many alerts were left out.")


class Why(StrEnum):
    """Why a signal is part of no accident."""

    UNMATCHED = "unmatched"
    """Nothing in the user's map tells which service it concerns."""
    TEST = "test"
    """A test of the sender's settings."""
    PLANNED = "planned"
    """Planned work."""
    NO_START = "no_start"
    """No message told when it began."""
    NOT_YET = "not_yet"
    """It begins later than it was heard."""
    TOO_MANY = "too_many"
    """The accident has as many impacts as one may have."""


def to_pairs(value: Mapping[str, str] | Iterable[tuple[str, str]]) -> Pairs:
    """Accept a mapping for its pairs, in the order of the names."""
    items: Any = value.items() if isinstance(value, Mapping) else value
    try:
        return tuple(sorted((name, text) for name, text in items))
    except (TypeError, ValueError):
        return value  # type: ignore[return-value]  # for the check to report


def check_pairs(path: str, value: object) -> Found:
    """Report what are no names with texts."""
    if type(value) is tuple and all(type(each) is str for pair in value for each in pair):
        return ()
    return (Problem(path, _PAIRS, shown(value), _GIVE_PAIRS),)


def _fixed(moment: datetime | None) -> datetime | None:
    return None if moment is None else to_fixed_offset(moment)


def _check_count(path: str, value: object) -> Found:
    good = type(value) is int and value >= 0
    return () if good else (Problem(path, _COUNT, shown(value), _GIVE_COUNT),)


@frozen
class Signal:
    """What a tool said once of one alert.

    Attributes:
        key: the tool's name for the alert, the same in all that it says of it.
        heard: when it was said, or if nobody tells that, when it came; time-zone aware.
        start: when it began, as the tool has it; None if that is not told.
        end: when it ended, as the tool has it; None if it goes on, or that is not told. It is a
            hint: what the users suffered may end later.
        labels: what the tool knows of it, by which the user's map tells the service.
        group: the tool's name for what the alert is part of. What is said within one group
            concerns one accident (or one after the other); the key if left out.
        status: the tool's word for how it stands, such as "firing".
        severity: the tool's word for how grave it is. It is kept and never judged by.
        text: what it says to people.
        links: where to read more: names with their URLs.
        left_out: of how many more alerts of the group the message does not tell.
        apart: why it tells of no accident, if its reader knows.

    Raises:
        InvalidInput: with all values that are not of their type.

    Example:
        >>> from jikorules import JAPAN
        >>> one = datetime(2026, 5, 10, 1, tzinfo=JAPAN)
        >>> Signal("INC-7", one, start=one, labels={"service": "voice"}).labels
        (('service', 'voice'),)
    """

    key: str
    heard: datetime = field(converter=to_fixed_offset)
    start: datetime | None = field(default=None, converter=_fixed, kw_only=True)
    end: datetime | None = field(default=None, converter=_fixed, kw_only=True)
    labels: Pairs = field(default=(), converter=to_pairs, kw_only=True)
    group: str = field(default=Factory(lambda self: self.key, takes_self=True), kw_only=True)
    status: str | None = field(default=None, kw_only=True)
    severity: str | None = field(default=None, kw_only=True)
    text: str | None = field(default=None, kw_only=True)
    links: Pairs = field(default=(), converter=to_pairs, kw_only=True)
    left_out: int = field(default=0, kw_only=True)
    apart: Why | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            *check_type("key", str, self.key, _TEXT),
            *check_time("heard", self.heard),
            *(() if self.start is None else check_time("start", self.start)),
            *(() if self.end is None else check_time("end", self.end)),
            *check_pairs("labels", self.labels),
            *check_type("group", str, self.group, _TEXT),
            *check_text("status", self.status),
            *check_text("severity", self.severity),
            *check_text("text", self.text),
            *check_pairs("links", self.links),
            *_check_count("left_out", self.left_out),
            *(() if self.apart is None else check_type("apart", Why, self.apart, _TEXT)),
        )


@frozen
class Heard:
    """What was read out of one message.

    Attributes:
        signals: what could be read; nothing good is lost for something bad beside it.
        problems: what could not, each with its path.
    """

    signals: tuple[Signal, ...]
    problems: tuple[Problem, ...] = ()
