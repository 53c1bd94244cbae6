"""Times as people type them at night: 2:10, 昨日23:50, 50分前; and which moment is taken for them.

Nothing here reads a clock: what "now" is, is given. A time without a day is the latest such time
that is past; the end of an accident is the first such time after its start. Of a time that is told
roughly (2:10頃) the end is taken that makes the accident longer: an answer that is too grave is
noticed, and one that is too light is not.
"""

import re
from datetime import date, datetime, timedelta
from unicodedata import normalize

from attrs import frozen

from jikorules.basics.errors import InvalidInput, Problem, Words, shown, visible
from jikorules.basics.iso8601 import parse_time
from jikorules.basics.moments import JAPAN, Moment
from jikorules.basics.validation import check_time, refuse
from jikorules.facts.figures import read_duration, read_moment
from jikorules.words.numbers import clock

LONG_AGO = timedelta(hours=12)
"""From here on a day that was not told is pointed out: the time may have been mistyped."""

_NOW = frozenset(("now", "今", "現在", "いま"))
_ISO = re.compile("[0-9]T[0-9]")
_DAYS = {"今日": 0, "本日": 0, "きょう": 0, "今朝": 0, "けさ": 0, "昨日": -1, "きのう": -1}
_DAYS |= {"一昨日": -2, "おととい": -2}
_DAY = re.compile(rf"({'|'.join(_DAYS)})\s*の?[、,]?\s*")
_MORNING = frozenset(("今朝", "けさ"))
_NIGHT = re.compile("昨夜|昨晩|ゆうべ|夕べ|前夜|今夜|今晩|明日|あす|あした")
_BESIDE = re.compile("翌|同|当日|前日")  # of a day that was told before
_AGO = re.compile("(?P<span>.+)前|-(?P<short>.+)")
_MINUTES = re.compile("(?<=[0-9])[mM]$")

_A_TIME = Words("日時又は時刻", "a time")
_FORMS = Words(
    "暦にある日と0時から29時までの時刻を、2:10、昨日23:50、11月28日2時10分、50分前、"
    "2026-11-28T02:10:00+09:00 のように書いてください。時差を書かなければ、日本時間とします。",
    "Write a day of the calendar and a time from 0:00 to 29:59, like 2:10, 11/28 2:10, -50m or "
    "2026-11-28T02:10:00+09:00; without a zone it is Japan time.",
)
_A_DAY = Words("日の定まる時刻", "a time of which the day is settled")
_TELL_DAY = Words(
    "夜は日をまたぐため、「昨日23:50」「今日1:30」のように書いてください。",
    "A night goes over midnight: write 昨日23:50 or 今日1:30.",
)
_NO_DAY_BEFORE = Words(
    "前に日が書かれていないため、「昨日23:50」「11月28日2:10」のように書いてください。",
    "No day was told before it: write 昨日23:50 or 11月28日2:10.",
)
_OF_MORNING = Words("午前の時刻", "a time before noon")
_AN_EARLIEST = Words("最も早い時刻の定まるもの", "a time that has an earliest end")
_TELL_START = Words(
    "早ければいつ始まったかを、「2:10頃」「2時以降」のように書いてください。",
    "Tell when it began at the earliest, such as 2:10頃 or 2時以降.",
)
_A_LATEST = Words("最も遅い時刻の定まるもの", "a time that has a latest end")
_TELL_END = Words(
    "遅くともいつ終わったかを、「3:20頃」「3時半までに」のように書いてください。",
    "Tell when it ended at the latest, such as 3:20頃 or 3時半までに.",
)
_ONE_TIME = Words("一つの時刻", "one time")
_EXACTLY = Words("「頃」などを付けずに書いてください。", "Write it without 頃 and the like.")
_PAST = Words("{time}以前の時刻", "a time not after {time}")
_WOULD_BE = Words("{text} は{time}となります", "{text} would be {time}")
_CHECK_PAST = Words(
    "まだ来ていない時刻です。日と時刻を確かめてください。",
    "It has not come yet: check the day and the time.",
)
_AFTER_START = Words("開始（{time}）以後の時刻", "a time not before the start ({time})")
_CHECK_BOTH = Words("両方の日と時刻を確かめてください。", "Check the day and the time of both.")
_IS = Words("{text} → {time}（日本時間）", "{text} → {time} (Japan time)")
_EARLIEST = Words(
    "{text} → {time}（日本時間。継続時間を短く数えないよう、最も早い時刻とします）",
    "{text} → {time} (Japan time; the earliest it can be, so that the duration is not cut short)",
)
_LATEST = Words(
    "{text} → {time}（日本時間。継続時間を短く数えないよう、最も遅い時刻とします）",
    "{text} → {time} (Japan time; the latest it can be, so that the duration is not cut short)",
)
_IS_LONG_AGO = Words(
    "。注意：12時間以上前です。別の日であれば、日も書いてください。",
    ". Mind: that is 12 hours ago or more. If another day is meant, write the day too.",
)


class NotYetCome(InvalidInput):
    """A time that has not come yet."""


@frozen
class Taken:
    """The moment that is taken for a time as it was typed.

    Attributes:
        moment: the moment.
        said: what was taken for what, as it is told to whoever typed it.
        is_told: whether the time as it was typed says all of it, its day too.
    """

    moment: datetime
    said: Words
    is_told: bool


@frozen
class _Typed:
    """A time as it was typed.

    Attributes:
        text: how.
        ends: its ends.
        is_bare: whether its day was not told, and is that of the base.
    """

    text: str
    ends: Moment
    is_bare: bool = False

    def later(self, days: int) -> Moment:
        """Give the same time some days later."""
        ends = (self.ends.low, self.ends.high)
        low, high = (None if end is None else end + timedelta(days) for end in ends)
        return Moment(low, high)


def read_now(text: str, now: datetime) -> Taken:
    """Read the moment for which an answer is asked: ``now``, or a time that is not rough.

    Raises:
        InvalidInput: it is no such time.

    Example:
        >>> three = datetime(2026, 11, 28, 3, tzinfo=JAPAN)
        >>> read_now("2:50", three).moment.isoformat(), read_now("now", three).moment == three
        ('2026-11-28T02:50:00+09:00', True)
    """
    typed = _typed(text, now, now.astimezone(JAPAN).date())
    ends = _latest_past(typed, now) if typed.is_bare else typed.ends
    if ends.low is None or not ends.is_exact:
        raise InvalidInput.of("", _ONE_TIME, text, _EXACTLY)
    return _taken(typed, ends.low, _IS, now)


def read_start(text: str, now: datetime) -> Taken:
    """Read when an accident began; of a rough time it is the earliest moment.

    Raises:
        InvalidInput: it is no such time, has no earliest moment, or has not come yet.

    Example:
        >>> three = datetime(2026, 11, 28, 3, tzinfo=JAPAN)
        >>> print(read_start("23:50", three).said.ja)
        23:50 → 2026年11月27日23時50分（日本時間）
        >>> [read_start(text, three).moment.strftime("%d %H:%M") for text in ("50分前", "2:10頃")]
        ['28 02:10', '28 02:05']
    """
    plain = normalize("NFKC", text).strip()
    if _BESIDE.match(plain):
        raise InvalidInput.of("", _A_DAY, text, _NO_DAY_BEFORE)
    typed = _typed(text, now, now.astimezone(JAPAN).date())
    ends = _latest_past(typed, now) if typed.is_bare else typed.ends
    if ends.low is None:
        raise InvalidInput.of("", _AN_EARLIEST, text, _TELL_START)
    _check_past(text, ends.low, now)
    return _taken(typed, ends.low, _IS if ends.is_exact else _EARLIEST, now)


def read_end(text: str, start: datetime, now: datetime) -> Taken | None:
    """Read when an accident ended; of a rough time it is the latest moment. None if it is unknown.

    A time without a day is the first one after the start, and 翌3時 is of the day after it.

    Raises:
        InvalidInput: it is no such time, has no latest moment, is before the start, or has not
            come yet.

    Example:
        >>> three = datetime(2026, 11, 28, 3, tzinfo=JAPAN)
        >>> began = read_start("23:50", three).moment
        >>> read_end("1:20", began, three).moment.isoformat()
        '2026-11-28T01:20:00+09:00'
    """
    typed = _typed(text, now, start.astimezone(JAPAN).date())
    ends = typed.ends
    if ends.is_unknown:
        return None
    if ends.high is None:
        raise InvalidInput.of("", _A_LATEST, text, _TELL_END)
    if typed.is_bare:  # 24:30 is of the next day
        later = (typed.later(days) for days in (-1, 0, 1))
        ends = next((each for each in later if each.high is None or each.high >= start), ends)
    _check_past(text, ends.low or start, now)
    end = min(ends.high or now, now)
    if end < start:
        raise InvalidInput.of("", _at(_AFTER_START, start), text, _CHECK_BOTH)
    return _taken(typed, end, _IS if ends.is_exact else _LATEST, now, may_be_old=True)


def _at(words: Words, moment: datetime, **places: str) -> Words:
    """Fill a moment into words."""
    return words.filled(time=Words(clock(moment, "ja"), clock(moment, "en")), **places)


def _taken(
    typed: _Typed, moment: datetime, words: Words, now: datetime, *, may_be_old: bool = False
) -> Taken:
    said = _at(words, moment, text=visible(typed.text.strip()))
    if typed.is_bare and not may_be_old and now - moment >= LONG_AGO:
        said = Words(said.ja + _IS_LONG_AGO.ja, said.en + _IS_LONG_AGO.en)
    return Taken(moment, said, not typed.is_bare)


def _latest_past(typed: _Typed, now: datetime) -> Moment:
    """Give the latest such time that is past; of a rough one that may be past."""
    for days in (0, -1, -2):  # 25:30 of the day before yesterday is of yesterday
        ends = typed.later(days)
        begins = ends.low or ends.high
        if begins is not None and begins <= now:
            return ends
    return typed.ends


def _check_past(text: str, moment: datetime, now: datetime) -> None:
    if moment > now:
        given = _at(_WOULD_BE, moment, text=shown(text))
        raise NotYetCome([Problem("", _at(_PAST, now), given, _CHECK_PAST)])


def _typed(text: str, now: datetime, day: date) -> _Typed:
    """Read a time; one without a day is of the given one."""
    plain = normalize("NFKC", text).strip()
    if plain.lower() in _NOW:
        return _Typed(text, Moment.exact(now))
    iso = parse_time(plain)
    if iso is not None:
        exact = iso if iso.tzinfo else iso.replace(tzinfo=JAPAN)
        refuse(*check_time("", exact))
        return _Typed(text, Moment.exact(exact))
    if _NIGHT.match(plain):
        raise InvalidInput.of("", _A_DAY, text, _TELL_DAY)
    try:
        return _ago(text, plain, now) or _named(text, plain, now) or _clock(text, plain, day)
    except (InvalidInput, OverflowError) as error:
        inner = error.problems[0].expected if isinstance(error, InvalidInput) else _A_TIME
        expected = inner if inner in (_OF_MORNING, _A_TIME) else _A_TIME
        raise InvalidInput([Problem("", expected, shown(text), _FORMS)]) from None


def _ago(text: str, plain: str, now: datetime) -> _Typed | None:
    """Read 50分前 and -50m; 10時前 is none."""
    found = _AGO.fullmatch(plain)
    if found is None:
        return None
    try:
        span = read_duration(_MINUTES.sub("min", found["span"] or found["short"])).value
    except InvalidInput:
        return None
    low = None if span.high is None else now - span.high
    return _Typed(text, Moment(low, None if span.low is None else now - span.low))


def _named(text: str, plain: str, now: datetime) -> _Typed | None:
    """Read 昨日23:50: a time of a day that is told from today."""
    found = _DAY.match(plain)
    if found is None:
        return None
    today = now.astimezone(JAPAN).date()
    typed = _clock(text, plain[found.end() :], today + timedelta(_DAYS[found[1]]))
    if not typed.is_bare or typed.ends.is_unknown:
        raise InvalidInput.of("", _A_TIME, text, _FORMS)
    hours = [end.hour for end in (typed.ends.low, typed.ends.high) if end is not None]
    if found[1] in _MORNING and max(hours) >= 12:
        raise InvalidInput.of("", _OF_MORNING, text, _FORMS)
    return _Typed(text, typed.ends)


def _clock(text: str, plain: str, day: date) -> _Typed:
    """Read a time with its date, or one of a day; 2026-11-28T25:00 is none."""
    if _ISO.search(plain):
        raise InvalidInput.of("", _A_TIME, text, _FORMS)
    try:
        return _Typed(text, read_moment(plain).value)
    except InvalidInput:
        ends = read_moment(plain, base=day).value
    if _BESIDE.match(plain):
        return _Typed(text, ends)
    before = _Typed(text, read_moment(plain, base=day - timedelta(1)).value)
    return _Typed(text, ends, is_bare=before.later(1) == ends)
