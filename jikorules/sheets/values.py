"""What a cell says: a number, a moment, a time span, a word. Anything else is `Unfit`.

Texts are read by the library's own readers of figures; Excel's dates and numbers are taken as a
spreadsheet shows them. A time without a zone is Japan time. What could mean two things is refused:
a day without a time, a number where a date should be, a time of the day that stands for more than
24 hours.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Generic, NamedTuple, TypeVar
from unicodedata import normalize

from jikorules.basics.bounds import Bounds, Cumulative
from jikorules.basics.errors import InvalidInput, Words, shown
from jikorules.basics.moments import JAPAN, Moment
from jikorules.facts.figures import Figure, read_count, read_duration, read_moment
from jikorules.sheets.columns import plain, vocabulary
from jikorules.sheets.grid import Cell, State, Trouble, Unfit

T = TypeVar("T")

_A_VALUE = Words("値", "a value")
_ERROR = Words("エラー値（{value}）です", "it is the error value {value}")
_MEND_ERROR = Words("数式か参照先を直してください。", "Mend the formula, or what it refers to.")
_FORMULA = Words("式の結果が保存されていません", "the result of its formula is not stored")
_CALCULATE = Words(
    "Excel で開いて保存し直すか、値を貼り付けてください。",
    "Open the file in Excel and save it again, or paste the value.",
)
A_MOMENT = Words("日付と時刻", "a date and time")
NO_TIME = Words(
    "日付だけ（{day}）で、時刻がありません", "it is a day alone ({day}), without a time"
)
ADD_TIME = Words(
    "時刻を加えてください（例：2026/4/10 2:10）。0時であれば 0:00 と書きます。",
    "Add the time, such as 2026/4/10 2:10; midnight is 0:00.",
)
_NO_DAY = Words(
    "時刻だけ（{time}）で、日付がありません", "it is a time alone ({time}), without a day"
)
_ADD_DAY = Words(
    "日付を加えてください（例：2026/4/10 2:10。発生と同じ日であれば「同日2時10分」とも書けます）。",
    "Add the day, such as 2026/4/10 2:10 (同日2時10分 if it is the day of the start).",
)
_A_DAY = Words("日付", "a day")
_DAY_FORMS = Words(
    "「2026/4/10」「令和8年4月10日」のように書いてください。",
    "Write it like 2026/4/10 or 令和8年4月10日.",
)
_SERIAL = Words(
    "日付の書式になっていない数（{n}）です", "it is a number ({n}), not shown as a date"
)
_MEANT = Words(
    "セルの書式を日付と時刻にしてください（{at}のことですか）。",
    "Give the cell the format of a date and time (is {at} meant?).",
)
_FORMAT_IT = Words("セルの書式を日付と時刻にしてください。", "Give the cell the format of a date.")
_A_COUNT = Words("0以上の整数", "a whole number of 0 or more")
_COUNT_FORMS = Words(
    "「58990」「約4万5千」「3万以上10万未満」のように書いてください。分からないときは「調査中」です。",
    "Write it like 58990, 約4万5千 or 3万以上10万未満; 調査中 if it is not known.",
)
_CUMULATIVE = Words(
    "延べの数は、利用者数ではありません。重複を除いた数を書き、分からないときは「調査中」としてください。",
    "A cumulative number 延べ is no number of users: give that, or 調査中 if it is not known.",
)
_A_SPAN = Words("時間の長さ", "a time span")
_SPAN_FORMS = Words(
    "「4時間58分」「4:58」「約5時間」のように書いてください。",
    "Write it like 4時間58分, 4:58 or 約5時間.",
)
_UNIT = Words(
    "単位を書いてください（例：298分）。列の全てに共通であれば、見出しに書きます（継続時間（分））。",
    "Write the unit (298分), or put it into the header for all of the column: 継続時間（分）.",
)
_SHOWS_LESS = Words(
    "{shown} と表示されていますが、24時間を超える長さ（{real}）が入っています",
    "it shows {shown}, but holds more than 24 hours ({real})",
)
_LONG_FORMAT = Words(
    "セルの書式を [h]:mm にするか、「28時間30分」のように書いてください。",
    "Give it the format [h]:mm, or write it like 28時間30分.",
)
_ONE_OF = Words("次のいずれか（{words}）", "one of {words}")
_CHOOSE = Words(
    "一覧から選んでください。分からないときは「不明」とします。",
    "Choose one of them; 不明 if it is not known.",
)

_COLON = re.compile(r"(?P<h>[0-9]{1,4}):(?P<m>[0-5][0-9])(?::(?P<s>[0-5][0-9]))?")
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_TIME_ALONE = re.compile(
    r"(?:約|午[前後]|[AaPp]\.?[Mm]\.?|未明|早朝|深夜|[朝昼夕夜])*"
    r"(?:[0-9]{1,2}(?::|時(?!間))|正午|[一二三四五六七八九十]{1,3}時)"
)
_DAY_ALONE = re.compile(
    r"(?:[0-9]{4}[/.-][0-9]{1,2}[/.-][0-9]{1,2}|(?:[^0-9]{1,2})?[0-9元]{1,4}年[0-9]{1,2}月[0-9]{1,2}日"
    r"|[A-Za-z][0-9元]{1,2}[./-][0-9]{1,2}[./-][0-9]{1,2})(?:\([^)]*\))?"
)
# A spreadsheet's times have no zone. It counts days from here, and a 29 February 1900 among them.
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001
_SKIPPED = datetime(1900, 3, 1)  # noqa: DTZ001
_DAY, _NOTHING = timedelta(days=1), timedelta(0)


class Told(NamedTuple, Generic[T]):
    """What a cell says, as wide as it leaves it, and as it is stated: 約5時間 is 5時間."""

    ends: T
    stated: T


def is_unknown(cell: Cell) -> bool:
    """Whether a cell says that what should stand there is not known.

    Example:
        >>> is_unknown(Cell("調査中")), is_unknown(Cell("－")), is_unknown(Cell(0))
        (True, True, False)
    """
    return isinstance(cell.value, str) and plain(cell.value) in vocabulary().unknown


def is_ditto(cell: Cell) -> bool:
    """Whether a cell says: as above."""
    return isinstance(cell.value, str) and plain(cell.value) in vocabulary().ditto


def usable(cell: Cell) -> Cell:
    """Give a cell that holds a value.

    Raises:
        Unfit: it is an error value, or a formula without a stored result.
    """
    if cell.state is State.ERROR:
        given = _ERROR.filled(value=cell.text)
        raise Unfit(Trouble.ERROR_VALUE, _A_VALUE, given, _MEND_ERROR)
    if cell.state is State.NOT_CALCULATED:
        raise Unfit(Trouble.NOT_CALCULATED, _A_VALUE, _FORMULA, _CALCULATE)
    return cell


def _unreadable(expected: Words, given: str | Words, hint: Words) -> Unfit:
    return Unfit(Trouble.UNREADABLE, expected, given, hint)


def _told(read: Callable[[str], Figure[T]], cell: Cell, expected: Words) -> Figure[T]:
    """Read a text by one of the library's readers."""
    try:
        return read(cell.text)
    except InvalidInput as error:
        raise Unfit.of(error, cell, expected) from None


def count(cell: Cell, scale: int | None = None) -> Bounds[int]:
    """Read a number of people.

    Args:
        cell: the cell.
        scale: what a plain number is multiplied by, as the header says (万人).

    Raises:
        Unfit: it is none.

    Example:
        >>> count(Cell("約4万5千")), count(Cell(4.5), 10_000)
        (Bounds(low=44500, high=45499), Bounds(low=45000, high=45000))
    """
    number = _number(cell)
    if number is not None:
        number *= scale or 1
        if number < 0 or number != number.to_integral_value() or number > 10**12:
            raise _unreadable(_A_COUNT, shown(cell.text), _COUNT_FORMS)
        return Bounds.exact(int(number))
    if not isinstance(cell.value, str) or scale is not None:
        # A text in a column of 万人 may have been written with or without its 万.
        raise _unreadable(_A_COUNT, shown(cell.text), _COUNT_FORMS)
    found = _told(read_count, cell, _A_COUNT).value
    if isinstance(found, Cumulative):
        raise _unreadable(_A_COUNT, shown(cell.text), _CUMULATIVE)
    return found


def _number(cell: Cell) -> Decimal | None:
    """Give a plain number; None if the cell holds something else."""
    value = cell.value
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        try:
            return Decimal(repr(value))
        except InvalidOperation:
            return None
    if isinstance(value, str):
        text = normalize("NFKC", value).strip()
        if _NUMBER.fullmatch(text):
            return Decimal(text.replace(",", "")) if _is_grouped(text) else None
    return None


def _is_grouped(text: str) -> bool:
    """Whether commas stand before groups of three digits, if there are any."""
    first, *groups = text.partition(".")[0].split(",")
    return not groups or (len(first) <= 3 and all(len(group) == 3 for group in groups))


def moment(cell: Cell, day: date | None = None, same: date | None = None) -> Told[Moment]:
    """Read a moment.

    Args:
        cell: the cell.
        day: the day that another column tells, of which a time alone is one.
        same: the day that 同日 is; a time alone is not taken for one of it.

    Raises:
        Unfit: it is none.

    Example:
        >>> told = moment(Cell("令和8年4月10日2時10分頃"))
        >>> told.ends.low.isoformat(), told.stated.low.isoformat()
        ('2026-04-10T02:05:00+09:00', '2026-04-10T02:10:00+09:00')
    """
    value = cell.value
    if isinstance(value, datetime):
        exact = Moment.exact(_to_the_second(_with_time(cell, value)).replace(tzinfo=JAPAN))
        return Told(exact, exact)
    if isinstance(value, date):
        given = NO_TIME.filled(day=value.isoformat())
        raise _unreadable(A_MOMENT, given, ADD_TIME)
    if isinstance(value, time | timedelta):
        if day is None or (isinstance(value, timedelta) and not _within_day(value)):
            raise _unreadable(A_MOMENT, _NO_DAY.filled(time=cell.text), _ADD_DAY)
        start = datetime.combine(day, time(), JAPAN)
        exact = Moment.exact(_to_the_second(start + _since_midnight(value)))
        return Told(exact, exact)
    if not isinstance(value, str):
        raise _not_a_date(cell)
    text = normalize("NFKC", value).strip()
    if day is None and _TIME_ALONE.match(text):
        raise _unreadable(A_MOMENT, _NO_DAY.filled(time=text), _ADD_DAY)
    if _DAY_ALONE.fullmatch("".join(text.split())):
        raise _unreadable(A_MOMENT, NO_TIME.filled(day=text), ADD_TIME)
    if _NUMBER.fullmatch(text):
        raise _not_a_date(cell)
    found = _told(lambda told: read_moment(told, base=day or same), cell, A_MOMENT)
    return Told(found.value, found.as_stated())


def _within_day(value: timedelta) -> bool:
    return timedelta(0) <= value < timedelta(days=1)


def _since_midnight(value: time | timedelta) -> timedelta:
    if isinstance(value, timedelta):
        return value
    return timedelta(
        hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
    )


def _to_the_second(moment: datetime) -> datetime:
    """Round to the second, as a spreadsheet shows it: its fractions of days are not exact."""
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _with_time(cell: Cell, value: datetime) -> datetime:
    """Refuse a date that is shown without a time, and has none."""
    if value.time() == time() and cell.format != "General" and "h" not in cell.format.lower():
        given = NO_TIME.filled(day=value.date().isoformat())
        raise _unreadable(A_MOMENT, given, ADD_TIME)
    if value.year < 1910:  # a small number in the format of a date
        raise _unreadable(A_MOMENT, shown(cell.text), _FORMAT_IT)
    return value


def _not_a_date(cell: Cell) -> Unfit:
    """Tell of a number, and offer the moment that it may be meant for."""
    number = _number(cell)
    if number is None:
        return _unreadable(A_MOMENT, shown(cell.text), _ADD_DAY)
    hint = _FORMAT_IT
    if 36_526 <= number < 73_050:  # 2000 to 2099
        minutes = int((number * 1440).to_integral_value())
        meant = _EXCEL_EPOCH + timedelta(minutes=minutes)
        hint = _MEANT.filled(at=meant.isoformat(sep=" ", timespec="minutes"))
    return _unreadable(A_MOMENT, _SERIAL.filled(n=cell.text), hint)


def day(cell: Cell) -> date:
    """Read a day.

    Raises:
        Unfit: it is none.

    Example:
        >>> day(Cell("令和8年4月10日（金）"))
        datetime.date(2026, 4, 10)
    """
    value = cell.value
    if isinstance(value, datetime) and value.year >= 1910:
        return value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise _unreadable(_A_DAY, shown(cell.text), _DAY_FORMS)
    try:
        found = read_moment(f"{value.strip()} 0:00").value
    except InvalidInput as error:
        raise Unfit.of(error, cell, _A_DAY) from None
    if not found.is_exact or found.low is None:
        raise _unreadable(_A_DAY, shown(cell.text), _DAY_FORMS)
    return found.low.date()


def span(cell: Cell, scale: int | None = None) -> Told[Bounds[timedelta]]:
    """Read a time span; 4:58 is 4 hours and 58 minutes, as a spreadsheet has it.

    Args:
        cell: the cell.
        scale: the seconds of the unit that the header gives plain numbers; 0 for hours and minutes
            with a colon.

    Raises:
        Unfit: it is none, or it shows another one than it holds.

    Example:
        >>> str(span(Cell("4:58")).ends.low), str(span(Cell(298), 60).ends.high)
        ('4:58:00', '4:58:00')
    """
    value = cell.value
    if isinstance(value, timedelta) and value >= timedelta(0):
        return _exact(value)
    if isinstance(value, time):
        return _exact(_since_midnight(value))
    if isinstance(value, datetime):  # more than a day, in a format of times of the day
        real = value - _EXCEL_EPOCH - (_DAY if value < _SKIPPED else _NOTHING)
        hours, minutes = divmod(_whole_seconds(real) // timedelta(minutes=1), 60)
        given = _SHOWS_LESS.filled(shown=f"{value:%H:%M}", real=f"{hours}:{minutes:02}")
        raise _unreadable(_A_SPAN, given, _LONG_FORMAT)
    number = _number(cell)
    if number is not None:
        length = number * (scale or 0)
        if not scale or length != length.to_integral_value() or not 0 <= length <= 10**9:
            raise _unreadable(_A_SPAN, shown(cell.text), _SPAN_FORMS if scale else _UNIT)
        return _exact(timedelta(seconds=int(length)))
    if not isinstance(value, str):
        raise _unreadable(_A_SPAN, shown(cell.text), _SPAN_FORMS)
    clock = _COLON.fullmatch(normalize("NFKC", value).strip())
    if clock and scale in {None, 0}:
        hours, minutes, seconds = (int(clock[part] or 0) for part in ("h", "m", "s"))
        return _exact(timedelta(hours=hours, minutes=minutes, seconds=seconds))
    found = _told(read_duration, cell, _A_SPAN)
    return Told(found.value, found.as_stated())


def _exact(value: timedelta) -> Told[Bounds[timedelta]]:
    exact = Bounds.exact(_whole_seconds(value))
    return Told(exact, exact)


def _whole_seconds(value: timedelta) -> timedelta:
    return timedelta(seconds=(value + timedelta(microseconds=500_000)) // timedelta(seconds=1))


def word(cell: Cell, words: str) -> str:
    """Read a word of a closed list, and give what it stands for.

    Raises:
        Unfit: it is none of them.

    Example:
        >>> word(Cell("品質の低下"), "effect"), word(Cell(True), "flag")
        ('degradation', 'yes')
    """
    known = vocabulary().words[words]
    found = known.get(plain(cell.text))
    if found is None:
        first: dict[str, str] = {}
        for each, value in known.items():
            first.setdefault(value, each)
        names = "、".join(first.values())
        raise _unreadable(_ONE_OF.filled(words=names), shown(cell.text), _CHOOSE)
    return found


def flag(cell: Cell, words: str = "flag") -> bool:
    """Read yes or no.

    Raises:
        Unfit: it is neither.
    """
    return word(cell, words) == "yes"


def is_running(cell: Cell) -> bool:
    """Whether a cell says that the accident is not over.

    Example:
        >>> is_running(Cell("未復旧")), is_running(Cell("調査中"))
        (True, False)
    """
    text = isinstance(cell.value, str) and plain(cell.value)
    return text in vocabulary().words["running"]
