"""The checks that the facts share: each gives the problems it found, none if all is well."""

from collections.abc import Sequence
from datetime import date, datetime, timezone
from enum import StrEnum

from jikorules.basics.bounds import Bounds, Cumulative
from jikorules.basics.errors import InvalidInput, Problem, Words, shown

Found = tuple[Problem, ...]

SPELLING = Words("綴りを確かめてください。", "Check the spelling.")
_TYPE = Words("正しい型の値を与えてください。", "Give a value of that type.")
_FLAG = Words("true、false 又は null（不明）", "true, false or null (unknown)")
_TEXT = Words("文字列", "a string")
_USERS = Words(
    "0以上の整数、その範囲又は null（不明）", "an integer of 0 or more, a range, or null (unknown)"
)
_ESTIMATE = Words(
    "概数は下限と上限で、不明は null で与えてください。",
    "Give an estimate as its two ends, and null if it is not known.",
)
_CUMULATIVE = Words(
    "延べの数は、同じ利用者を重ねて数えるため、利用者数ではありません。重複を除いた数を与え、"
    "それが分からないときは不明（null）としてください。",
    "A cumulative number 延べ may count one user several times: give the number of users, and null"
    " if it is not known.",
)
_AS_TEXT = Words("文字列 {value} が与えられました", "the text {value} was given")
_DAY = Words("日付（date）", "a day (date)")
_MAKE_DAY = Words(
    "文字列は date に変えてから与えてください（例：date.fromisoformat）。",
    "Make a date of it first, as by date.fromisoformat.",
)
_NO_TIME = Words("時刻を除いた日付を与えてください。", "Give the day without a time.")
_TIME = Words("時差付きの日時", "a date and time with a time zone")
_DATETIME = Words("時差付きの日時（datetime）", "a datetime with a time zone")
_READ = Words(
    "JSON の文書は from_wire で読み取り、その他の文字列は datetime に変えてから与えてください。",
    "Read a JSON document by from_wire, and make a datetime of any other text.",
)
_OF_OUR_TIME = Words("2年から9998年までの日時", "a time from the year 2 to 9998")
_NO_END = Words(
    "年を確かめてください。復旧していないときは、end を書かないか、null としてください。",
    "Check the year. If it has not ended, leave `end` out, or give null.",
)
_ZONE = Words(
    "日本時間であれば末尾に +09:00 を付けてください（例：2019-03-16T07:47:00+09:00）。",
    "For Japan time write +09:00 at the end (2019-03-16T07:47:00+09:00).",
)


def check_member(path: str, choices: type[StrEnum], value: object) -> Found:
    """Report a value that is not one of the words."""
    if type(value) is choices:
        return ()
    names = ", ".join(choices)
    return (
        Problem(path, Words(f"次のいずれか（{names}）", f"one of {names}"), shown(value), SPELLING),
    )


def check_type(path: str, wanted: type, value: object, words: Words, hint: Words = _TYPE) -> Found:
    """Report a value that is not exactly of the type (a bool is no int)."""
    return () if type(value) is wanted else (Problem(path, words, shown(value), hint),)


def check_items(path: str, wanted: type, values: Sequence[object], words: Words) -> Found:
    """Report every item that is not exactly of the type."""
    if all([type(value) is wanted for value in values]):
        return ()
    return tuple(
        problem
        for i, value in enumerate(values)
        for problem in check_type(f"{path}[{i}]", wanted, value, words)
    )


def check_flag(path: str, value: object) -> Found:
    """Report what is neither true, false nor unknown."""
    return () if value is None or type(value) is bool else check_type(path, bool, value, _FLAG)


def check_text(path: str, value: object) -> Found:
    """Report what is neither a string nor missing."""
    return () if value is None else check_type(path, str, value, _TEXT)


def check_users(path: str, value: object) -> Found:
    """Report what is not a number of users: integers of 0 or more, as `Bounds`."""
    if type(value) is Bounds:
        low, high = value.low, value.high
        if (low is None or (type(low) is int and low >= 0)) and (
            high is None or (type(high) is int and high >= 0)
        ):
            return ()
        value = low if value.is_exact else value
    hint = _CUMULATIVE if type(value) is Cumulative else _ESTIMATE
    return (Problem(path, _USERS, shown(value), hint),)


def check_day(path: str, value: object) -> Found:
    """Report what is no day; a datetime is a date too, but no day."""
    if isinstance(value, str):
        return (Problem(path, _DAY, _AS_TEXT.filled(value=shown(value)), _MAKE_DAY),)
    return check_type(path, date, value, _DAY, _NO_TIME)


def check_time(path: str, value: object) -> Found:
    """Report a time that is not a time-zone aware datetime."""
    if isinstance(value, str):
        return (Problem(path, _DATETIME, _AS_TEXT.filled(value=shown(value)), _READ),)
    if not isinstance(value, datetime):
        return (Problem(path, _TIME, shown(value), _ZONE),)
    # The first and the last year cannot be converted between time zones.
    if not 1 < value.year < 9999:
        return (Problem(path, _OF_OUR_TIME, shown(value.isoformat()), _NO_END),)
    known = type(value.tzinfo) is timezone or value.utcoffset() is not None
    return () if known else (Problem(path, _TIME, shown(value.isoformat()), _ZONE),)


def refuse(*problems: Problem) -> None:
    """Raise all the problems at once, if there are any.

    Raises:
        InvalidInput: there is a problem.
    """
    if problems:
        raise InvalidInput(problems)
