"""Moments as Japanese documents print them: 平成30年9月17日10時48分, 同日5時40分, 翌3時10分頃.

`read_one` reads a moment with the day that 同日 is. `moments_in` goes through running text and
keeps that day: the last one that was named. A day that cannot be settled (本日, ○月○日, a month
far from the last) leaves none, so that what follows is rather not found than found wrong.

* Of days without a year the nearest is meant, within half a year. 22日 is the one of the month, a
  day of the last month within a week, or of the next within three days; none, if two may be meant.
* 13時頃 is printed to the hour, as 13:00頃 is, 13時10分頃 to ten minutes, 13時15分頃 to the minute:
  all times that round to it. 13時台, 13時過ぎ, 13時前, 13時以降 and 13時までに are as open as they
  say.
* A time alone is found soon behind a day or another moment, and not if it is earlier than that
  moment, leaves open whether it is 午前 or 午後, or tells office hours. Behind a 「から」 or 「～」
  it is the end that belongs to the moment before, if need be on the next day.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone

from attrs import define, frozen

from jikorules.basics.errors import InvalidInput, Words
from jikorules.basics.moments import JAPAN, Moment
from jikorules.basics.validation import check_day, refuse
from jikorules.basics.wareki import ERAS, parse_date
from jikorules.facts.figures_in_text import Read
from jikorules.facts.numerals import Cursor, Miss

# Parts of patterns.
_ERA = f"(?:{'|'.join(era.name for era in ERAS)})"
_ERA_LETTERS = "".join(era.letter + era.letter.lower() for era in ERAS)
_KANJI = "一二三四五六七八九"
_N = f"(?:[0-9]{{1,2}}|[{_KANJI}]?十[{_KANJI}]?|[{_KANJI}])"
_MONTH, _DAY = rf"(?P<month>{_N})\s*+月", rf"(?P<day>{_N})\s*+日"
_PARTS = r"\s*+(?P<month>[0-9]{1,2})\s*+(?P=sep)\s*+(?P<day>[0-9]{1,2}+)"

_FULL = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<era>{_ERA})\s*+(?P<year>元|[0-9]{{1,3}}|{_N})\s*+年\s*+{_MONTH}\s*+{_DAY}",
        rf"(?P<era>[{_ERA_LETTERS}])\s*+(?P<year>元|[0-9]{{1,3}})\s*+(?P<sep>[./-]){_PARTS}",
        rf"(?P<era>)(?P<year>[0-9]{{4}}|[一二][〇零{_KANJI}]{{3}})\s*+年\s*+{_MONTH}\s*+{_DAY}",
        rf"(?P<era>)(?P<year>[0-9]{{4}})\s*+(?P<sep>[./-]){_PARTS}",
    )
)
_OF_YEAR = re.compile(rf"(?:(?P<which>同年|翌年)\s*+)?{_MONTH}\s*+{_DAY}")
_SLASHED = re.compile(r"(?P<which>)(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2}+)(?![/.0-9])")
_OF_MONTH = re.compile(rf"(?P<which>同月|翌|同)?\s*+{_DAY}(?!\s*+間)")
_NAMED = re.compile("(?P<which>翌々日|翌[日朝]|同日|当日|前日(?!比)|翌(?![々年月週期])|同)")
_NEXT_DAYS = {"翌々日": 2, "翌日": 1, "翌朝": 1, "翌": 1, "同日": 0, "当日": 0, "同": 0, "前日": -1}

_WEEK = "月火水木金土日"
_ENGLISH_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(
    rf"\(\s*+([{_WEEK}])\s*+(?:曜\s*+日?\s*+)?(?:・\s*+[祝休]\s*+日?\s*+)?\)|([{_WEEK}])曜日?"
)
_JOINT = re.compile(r"(?P<iso>T)(?=[0-9])|[の、,]")
_ABOUT = re.compile("約|お?およそ|おおむね|概ね|だいたい|大体")
_ZONE_BEFORE = re.compile(r"日本(?:標準)?時間?[のでは、:]?")
_PART = re.compile(r"午\s*+[前後]|[AaPp]\.?[Mm]\.?(?![A-Za-z])|正午|未明|早朝|深夜|夕方|[朝昼夕夜]")
_CLOCK = re.compile(
    r"(?<![0-9])"  # 2018-09-1710:48 is no moment
    rf"(?:(?P<hour>零|{_N})\s*+時(?!\s*+間)(?:\s*+(?P<half>半)(?!ば)|(?:\s*+(?P<minute>零|{_N})\s*+分"
    rf"(?!\s*+間)(?:\s*+(?P<second>零|{_N})\s*+秒(?!\s*+間))?)?)"
    r"|(?P<h>[0-9]{1,2}):(?P<mm>[0-9]{2})(?::(?P<ss>[0-9]{2})(?:\.(?P<parts>[0-9]{1,6}))?)?)"
)
_AFTER_CLOCK = re.compile(r"(?P<half>[AaPp])\.?[Mm]\.?(?![A-Za-z])")
_ZONE_NAMES = r"(?P<utc{0}>UTC|GMT|Z)(?![A-Za-z0-9+-])|JST(?![A-Za-z])|日本(?:標準)?時間?"
_ZONE = re.compile(
    rf"\(\s*+(?:{_ZONE_NAMES.format(1)})\s*+\)|{_ZONE_NAMES.format(2)}"
    r"|(?P<offset>[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])(?![0-9:])"
)
_TAIL = re.compile(
    "(?P<about>頃|ごろ|ころ|前後|[くぐ]らい)|(?P<within>台(?![風数帳]))|(?P<past>過ぎ|すぎ)"
    "|(?P<since>以降|以後)|(?P<by>以前|までに)|(?P<before>前(?![回述期月年夜週倒日]))"
)
_AFTERNOON = timedelta(hours=13)
# Which hours a part of the day has; of the others, which are counted from noon.
_HOURS = {
    "未明": (range(6), ()),
    "早朝": (range(3, 9), ()),
    "朝": (range(4, 12), ()),
    "昼": ((*range(10, 17),), range(1, 4)),
    "夕方": (range(15, 20), range(3, 8)),
    "夕": (range(15, 20), range(3, 8)),
    "夜": (range(18, 30), range(6, 12)),
    "深夜": ((*range(6), *range(22, 30)), ()),
}

MOMENT_FORMS = Words(
    "「平成30年9月17日（月）10時48分」のように、年から時刻まで書いてください。",
    "Write it from the year to the time, like 平成30年9月17日（月）10時48分.",
)
_CALENDAR = Words("暦を確認してください。", "Check the calendar.")
_NOON_HINT = Words(
    "正午は「12時」、夜の12時は「24時」と書いてください。",
    "Write 12時 for noon and 24時 for midnight.",
)
_FULL_DATE = Words("年月日", "a date with its year")
_YEARS = Words("2年から9997年までの日", "a day of the years 2 to 9997")


@frozen
class _Day:
    """A day, and whether it was told or is the base."""

    day: date
    told: bool


@frozen
class _Told:
    """A moment, and how its hour is told: whether by 午前, 午後 or a part of the day."""

    read: Read[Moment]
    at: datetime
    halved: bool
    loose: bool  # an hour of 12 or less, of which 午前 or 午後 is not told


def check_base(base: date | None) -> date | None:
    """Check the day that is given for 同日.

    Raises:
        InvalidInput: it is no day, one with a time, or one at the ends of the calendar.
    """
    if base is not None:
        refuse(*check_day("base", base))
        if not _within_years(base):
            raise InvalidInput.of("base", _YEARS, base.isoformat(), _CALENDAR)
    return base


def _within_years(day: date) -> bool:
    """Whether time zones and 翌 do not lead out of the calendar."""
    return 1 < day.year < 9998


def _int(text: str) -> int:
    """Give the value of 17, 十七 or 二〇一八."""
    if text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_KANJI.find(tens) + 1 if tens else 1) * 10 + (_KANJI.find(ones) + 1 if ones else 0)
    return int("".join(str(_KANJI.find(sign) + 1) for sign in text))  # 〇 and 零 are not found: 0


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_year(base: date, which: str | None, month: int, day: int) -> date | None:
    """Find the 9月4日 that is meant: of this year, or of another one if it is near."""
    if which:
        return _on(base.year + (which == "翌年"), month, day)
    same = _on(base.year, month, day)
    if same and abs(same - base) <= timedelta(180):
        return same
    others = [_on(base.year + step, month, day) for step in (-1, 1)]
    return next((one for one in others if one and abs(one - base) <= timedelta(90)), None)


def _of_month(base: date, which: str | None, day: int) -> date | None:
    """Find the 22日 that is meant: of this month, or of another one if it is very near."""
    if which == "翌":
        next_day = base + timedelta(1)
        return next_day if next_day.day == day else None
    same = _on(base.year, base.month, day)
    if which or (same and abs(same - base) <= timedelta(14)):
        return same
    first = base.replace(day=1)
    last, following = first - timedelta(1), (first + timedelta(31)).replace(day=1)
    before, after = (_on(one.year, one.month, day) for one in (last, following))
    if before and base - before <= timedelta(7):  # on the 1st the 30日 may be of this month too
        return None if same else before
    if same and same > base:  # accounts go forward
        return same
    return after if after and after - base <= timedelta(3) else None


def _full_day(cursor: Cursor) -> date | None:
    """Take a date with its year."""
    start = cursor.ahead()
    found = next((one for pattern in _FULL if (one := cursor.peek(pattern))), None)
    if found is None:
        return None
    era, month, day = found["era"], _int(found["month"]), _int(found["day"])
    year = found["year"] if found["year"] == "元" else str(_int(found["year"]))
    written = f"{era}{year}.{month}.{day}" if era.isascii() else f"{era}{year}年{month}月{day}日"
    try:
        read = parse_date(written if era else f"{year:0>4}-{month:02}-{day:02}")
    except InvalidInput as error:
        (problem,) = error.problems
        raise Miss(start, problem.expected, problem.hint) from None
    if not _within_years(read):
        raise Miss(start, _YEARS, _CALENDAR)
    cursor.at = found.end()
    return read


def _day(cursor: Cursor, base: date | None) -> _Day | None:
    """Take a day; without one the base, None if there is none either."""
    day = _full_day(cursor)
    if day is None:
        day = _relative_day(cursor, base)
    if day is None:
        return _Day(base, told=False) if base else None
    week, weekday = cursor.take(_WEEKDAY), day.weekday()
    if week and _WEEK[weekday] != (week[1] or week[2]):
        en = f"{_ENGLISH_WEEK[weekday]} (the weekday of that day)"
        at = week.start(1) if week[1] else week.start(2)
        raise cursor.miss(f"{_WEEK[weekday]}曜日", en, at, _CALENDAR)
    return _Day(day, told=True)


def _relative_day(cursor: Cursor, base: date | None) -> date | None:
    """Take a day that is told by another one."""
    start, day = cursor.ahead(), None
    if found := cursor.peek(_OF_YEAR) or cursor.peek(_SLASHED):
        if base:
            day = _of_year(base, found["which"], _int(found["month"]), _int(found["day"]))
    elif found := cursor.peek(_OF_MONTH):
        if base:
            day = _of_month(base, found["which"], _int(found["day"]))
    elif found := cursor.peek(_NAMED):
        if base:
            day = base + timedelta(_NEXT_DAYS[found["which"]])
    else:
        return None
    if day is None or not _within_years(day):
        raise Miss(start, _FULL_DATE, None)
    cursor.at = found.end()
    return day


def _hour(part: str, hour: int) -> int | None:
    """Give the hour of the day: of 午後3時, 15. None if the part of the day has no such hour."""
    if not part:
        return hour if hour < 30 else None
    if part in {"午前", "午後"}:  # 午後12時 is noon or midnight
        return hour + 12 * (part == "午後") if hour < 12 else None
    if part in {"A", "P"}:  # 12 PM is noon
        return hour % 12 + 12 * (part == "P") if 0 < hour <= 12 else None
    plain, from_noon = _HOURS[part]
    return hour if hour in plain else hour + 12 if hour in from_noon else None


def _seconds(clock: re.Match[str], part: str, cursor: Cursor) -> tuple[timedelta, int]:
    """Give the time of the day, and to how many seconds it is printed."""
    hour = _hour(part, _int(clock["hour"] or clock["h"]))
    minute = 30 if clock["half"] else _int(clock["minute"] or clock["mm"] or "0")
    second = _int(clock["second"] or clock["ss"] or "0")
    if hour is None or max(minute, second) > 59:
        ja, en = "0時から29時までの時刻", "a time from 0:00 to 29:59"
        raise cursor.miss(ja, en, clock.start(), _NOON_HINT)
    # 13:00 is as round as 13時, and 13時10分 as a number that ends in 10.
    step = 3600
    if second:
        step = 1 if second % 10 else 10
    elif clock["half"]:
        step = 1800
    elif minute:
        step = 60 if minute % 10 else 600
    parts = int((clock["parts"] or "").ljust(6, "0"))
    return timedelta(hours=hour, minutes=minute, seconds=second, microseconds=parts), step


def _zone(found: re.Match[str] | None) -> timezone:
    if found is None:
        return JAPAN
    if offset := found["offset"]:
        length = timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:]))
        return timezone(-length if offset[0] == "-" else length)
    return UTC if found["utc1"] or found["utc2"] else JAPAN


def _open(at: datetime, step: int, sort: str | None) -> Moment:
    """Give the ends of what 頃, 過ぎ and the like leave."""
    second = timedelta(seconds=1)
    match sort:
        case "about":
            return Moment(at - step // 2 * second, at + ((step + 1) // 2 - 1) * second)
        case "within":
            return Moment(at, at + (step - 1) * second)
        case "past" | "since":
            return Moment(at, None)
        case "before":
            return Moment(None, at - second)
        case "by":
            return Moment(None, at)
    return Moment.exact(at)


def _part(cursor: Cursor) -> str:
    """Take 午前, 午後, A, P, 正午 or another part of the day; "" if there is none."""
    part = cursor.take(_PART)
    if part is None:
        return ""
    return part[0][0].upper() if part[0].isascii() else re.sub(r"\s", "", part[0])


def _clock(cursor: Cursor, part: str, inherited: str) -> tuple[timedelta, int, bool, str]:
    """Take a time: how long after midnight, its precision, whether it has minutes, its part."""
    clock = cursor.take(_CLOCK)
    if clock is None:
        raise cursor.miss("時刻", "a time")
    after = None if clock["hour"] else cursor.peek(_AFTER_CLOCK)
    if after:
        cursor.at = after.end()
        if part:
            raise cursor.miss("一つの午前・午後", "one AM or PM", after.start())
        part = after["half"].upper()
    length, step = _seconds(clock, part or inherited, cursor)
    return length, step, bool(clock["minute"] or clock["mm"]), part


def _take_zone(cursor: Cursor, *, iso: bool) -> timezone:
    """Take a time zone; 7:47-11:56 has no offset, 07:47+09:00 and T07:47-05:00 have."""
    zone = cursor.peek(_ZONE)
    if (
        zone
        and zone["offset"]
        and (zone.start() != cursor.at or (zone["offset"][0] == "-" and not iso))
    ):
        return JAPAN
    if zone:
        cursor.at = zone.end()
    return _zone(zone)


def _told(cursor: Cursor, base: date | None, inherited: str = "") -> tuple[_Told, _Day]:
    """Read a moment; `inherited` is the 午前 or 午後 of the moment that it belongs to."""
    start = cursor.ahead()
    cursor.take(_ZONE_BEFORE)
    day = _day(cursor, base)
    if day is None:
        raise cursor.miss(_FULL_DATE.ja, _FULL_DATE.en, start)
    joint = cursor.take(_JOINT) if day.told else None
    cursor.take(_ZONE_BEFORE)
    about = cursor.take(_ABOUT)
    part = _part(cursor)
    if part == "正午":
        length, step, minutes = timedelta(hours=12), 3600, False
    else:
        if part:
            cursor.take(_JOINT)
        about = about or cursor.take(_ABOUT)
        length, step, minutes, part = _clock(cursor, part, inherited)
    zone = _take_zone(cursor, iso=bool(joint and joint["iso"]))
    tail = cursor.take(_TAIL)
    sort = tail.lastgroup if tail else "about" if about else None
    # 10時15分前 is 9:45, or shortly before 10:15.
    if tail and ((about and sort != "about") or (minutes and sort == "before")):
        raise cursor.miss("時刻の終わり", "the end of the time", tail.start())
    moment = (datetime.combine(day.day, time(), zone) + length).astimezone(JAPAN)
    ends = _open(moment, step, sort)
    stated = Moment.exact(moment) if sort == "about" else ends
    read = Read(ends, stated, None, tuple(one[0] for one in (about, tail) if one))
    noon = part == "正午"
    halved = bool(part or inherited) and not noon
    return _Told(read, moment, halved, not halved and not noon and length < _AFTERNOON), day


def read_one(cursor: Cursor, base: date | None) -> Read[Moment]:
    """Read a moment, with the day that 同日 is.

    Raises:
        Miss: it is no moment, or the day does not settle it.
    """
    return _told(cursor, base)[0].read


# Running text.
_BEHIND_NEXT = f"(?=[々年月週日朝昼夕夜未早深午正0-9{_KANJI}十])"
_STARTS = re.compile(
    rf"{_ERA}|[{_ERA_LETTERS}](?=\s*+(?:元|[0-9]{{1,3}})\s*+[./-])|[0-9]++|[{_KANJI}十零][〇零{_KANJI}十]*+"
    rf"|翌{_BEHIND_NEXT}[年月週]?|同{_BEHIND_NEXT}|当日|前日|正午|午\s*+[前後]"
    r"|[AaPp]\.?[Mm]\.?(?=\s*+[0-9])|未明|早朝|深夜|夕方|[朝昼夕夜](?=の?\s*+[0-9一二三四五六七八九十])"
    r"|日本(?:標準)?時間?|約(?=\s*+[0-9])|お?およそ|概ね|おおむね"
    r"|[本今昨明]日|きょう|きのう|昨[夜晩]|前[夜年月週]|[先来今]週|[○〇◯●＊*xX?](?=\s*+[年月日/])"
)
# What every day and every time that begins with a number goes on with.
_GOES_ON = re.compile(rf"(?:[0-9]++|[〇零{_KANJI}十]++)\s*+[年月日時:/.-]|[^0-9〇零{_KANJI}十]")
_UNKNOWN_DAY = re.compile(
    r"[本今昨明]日|きょう|きのう|昨[夜晩]|前[夜年月週]|[先来今]週|翌[月週]|翌年(?!\s*+[0-9])|[○〇◯●＊*xX?]"
)
_YEAR_ONLY = re.compile(rf"(?:{_ERA}\s*+(?:元|{_N})|[0-9]{{4}})\s*+年(?!度)")
_MONTH_ONLY = re.compile(rf"{_N}\s*+月(?!\s*+間)")
_NO_DAY = re.compile(
    r"\s*+(?:間|目|後|前|以[内上下降]|ほど|程|余|弱|強|半|分|あたり|当たり|連続|ぶり|で|に[0-9一]|[0-9]|と)"
)
_NO_DAY_LEFT = re.compile(r"(?:約|第|計|数|過去|毎|[0-9.,])\s*\Z")
_RIGHT = re.compile(
    r"\s*+(?:頃|ごろ|ころ|過|すぎ|前|直|台|半|程度|間|弱|強|[○〇◯]|を?[過超]|[との]\s*+(?:推[定測計]|みら|見ら)"
    r"|\(?\s*+(?:UTC|GMT|[ECMP][SD]T|C?ES?T|BST|IST|KST|HST|AEST|SGT|HKT|現地|米国|世界|協定)"
    r"|\(\s*+(?:[A-Z]{2,5}\s*+\)|(?:約|頃|ごろ|推[定計]|概算?)値?\s*+\))|[AaPp]\.?[Mm]\.?(?![A-Za-z]))"
    rf"|[ ]*(?:[0-9:+]|\d)|-[0-9]*[A-Za-z]|\.[0-9]|[A-Za-z]|\n\s*+{_N}\s*+分(?!\s*+間)"
    rf"|[ ]*[零{_KANJI}十]++\s*+[分秒時]"
)
_BROKEN = re.compile(rf"時[ ]*\n\s*{_N}\s*分|分[ ]*\n\s*{_N}\s*秒")  # may be two
_OPEN_LEFT = re.compile(r"(?:遅く|早く)(?:とも|ても?)\s*\Z")
_FOREIGN = re.compile(
    "(?:現地|東部|太平洋|中部|山岳|夏|世界|米国?|欧州|英国|中国|韓国|UTC|GMT)(?:標準)?時?間?"
    r"[のでは、:(]?\s*\Z"
)
_JOINED = re.compile(r"\s*+(?:から|より|~|--?|ー|→)\s*+")
_HOURS_LEFT = re.compile(
    "受付|営業|窓口|開設|平日|毎[日朝晩週]|土日|祝日|年中|定時|通常|連日|ダイヤル"
    "|(?:継続|所要|経過|停止|影響|中断|不通|復旧|障害|対応|利用)[時期]間"
)
_HOURS_RIGHT = re.compile(r"[^。\n]{0,12}?(?:開設|営業|受付)")
_PART_LEFT = re.compile(r"(?:午\s*[前後]|[AaPp]\.?[Mm]\.?|未明|早朝|深夜|夕方|[朝昼夕夜])の?\s*\Z")
_WEEKDAY_LEFT = re.compile(rf"\([{_WEEK}][^()]{{0,6}}\)\s*\Z")
_ONE_HOUR = re.compile(r"(?<!十)一時\Z")
_HALVED = re.compile(r"午\s*[前後]|[朝昼夜明]")
_FAR = 300
_NEAR = re.compile(r"[^。()\n]{0,40}\n?\s*+")


@define
class _Sight:
    """What running text has said so far: the last day, the last moment, and where they ended.

    Attributes:
        day: the day that 同日 is; None if it cannot be settled.
        day_end: the place behind it; -1 if it is that of the document.
        loose: whether a month or a year has been told since, so that 22日 may be one of another.
        told: the last moment, if no other day was told since.
        told_end: the place behind it.
    """

    day: date | None
    day_end: int = -1
    loose: bool = False
    told: _Told | None = None
    told_end: int = -1

    def name(self, day: date | None, end: int) -> int:
        """Remember a day, None if it cannot be settled; give the place behind it."""
        self.day, self.day_end, self.loose, self.told = day, end, False, None
        return end


def _left(plain: str, start: int, length: int = 20) -> str:
    return plain[max(0, start - length) : start]


def _attached(plain: str, start: int, sight: _Sight) -> bool:
    """Whether only blanks lie between a day that was just told and a place."""
    return sight.day_end >= 0 and not plain[sight.day_end : start].strip(" \n、の")


def _clear(plain: str, start: int) -> bool:
    """Whether nothing that stands before a moment belongs to it."""
    begins, last = plain[start], plain[start - 1 : start]
    if begins.isdecimal():
        if last.isdecimal() or last in set(".,/第約"):
            return False
        if last in set(":-") and not any(each.match(plain, start) for each in _FULL):
            return False
    if begins.isascii() and last.isascii() and last.isalnum():
        return False
    left = _left(plain, start, 12)
    return not (_FOREIGN.search(left) or _OPEN_LEFT.search(left))


def _spoiled(plain: str, start: int, sight: _Sight) -> bool:
    """Whether a day without its year or month belongs to one that could not be read."""
    last = _left(plain, start).rstrip(" \n")[-1:]
    if found := _OF_YEAR.match(plain, start):
        return not found["which"] and last == "年"
    found = _OF_MONTH.match(plain, start)
    return bool(found and not found["which"] and (last == "月" or sight.loose))


def _bare(plain: str, start: int, end: int, sight: _Sight, found: _Told) -> bool:
    """Whether a time alone is one of the day that was told last."""
    left = _left(plain, start)
    if not _attached(plain, start, sight) and (
        left.rstrip(" \n")[-1:] in set("年月日/.:-") or _WEEKDAY_LEFT.search(left)
    ):
        return False  # of a day that could not be read
    sentence = left[left.rfind("。") + 1 :]
    if _HOURS_LEFT.search(sentence) or _HOURS_RIGHT.match(plain, end) or _PART_LEFT.search(left):
        return False
    if sight.told is not None:
        return start - sight.told_end <= _FAR and _follows(found, sight.told)
    near = _NEAR.match(plain, max(0, sight.day_end))
    return sight.day_end < 0 or (near is not None and near.end() >= start)


def _follows(found: _Told, before: _Told) -> bool:
    """Whether a moment may be told behind another one of its day."""
    return found.at >= before.at and not (found.loose and before.halved)


def _pair(cursor: Cursor, day: date, before: _Told) -> _Told | None:
    """Read the end of 「から…まで」 that has a time alone."""
    start = cursor.at
    found, _ = _told(cursor, day)
    if found.loose and before.halved and found.at.hour != 12:
        cursor.at = start
        half = "午前" if before.at.hour < 12 else "午後"
        found, _ = _told(cursor, day, half)
    elif found.at < before.at and not (found.loose and before.halved):
        cursor.at = start
        found, _ = _told(cursor, day + timedelta(1))
    return found if found.at >= before.at else None


@frozen
class _Found:
    """A moment of running text, its day and where it ends; None if it may be another one."""

    end: int
    day: _Day
    told: _Told | None


def _moment_at(plain: str, start: int, sight: _Sight) -> _Found | None:
    """Read a moment of running text; None if there is none."""
    joined = sight.told is not None and _JOINED.fullmatch(plain, sight.told_end, start) is not None
    if not (joined or _clear(plain, start)) or _spoiled(plain, start, sight):
        return None
    cursor = Cursor(plain, start, len(plain))
    told: _Told | None
    try:
        told, day = _told(cursor, sight.day)
        if joined and sight.told and not day.told:
            cursor.at = start
            told = _pair(cursor, day.day, sight.told)
    except Miss:
        return None
    found = _Found(cursor.at, day, told)
    if told and not _stands(plain, start, found, sight, joined=joined):
        return _Found(cursor.at, day, None)
    return found


def _stands(plain: str, start: int, found: _Found, sight: _Sight, *, joined: bool) -> bool:
    """Whether nothing in a moment and around it makes another one of it."""
    told, text = found.told, plain[start : found.end]
    if told is None or (_ONE_HOUR.search(text) and not _HALVED.search(text)):  # 一時利用できない
        return False
    if _BROKEN.search(text) or _RIGHT.match(plain, found.end):
        return False
    if not found.day.told:
        return joined or _bare(plain, start, found.end, sight, told)
    before = sight.told  # 午後1時 … 同日3時
    if before is None or found.day.day != sight.day:
        return True
    return not before.halved or not told.loose or told.at >= before.at


def _mention(plain: str, start: int, sight: _Sight) -> int:
    """Remember the day that is told here without a time; give the place behind it."""
    cursor = Cursor(plain, start, len(plain))
    if found := _UNKNOWN_DAY.match(plain, start):
        return sight.name(None, found.end())
    try:
        full = _full_day(cursor)
        if full is None and (found := _YEAR_ONLY.match(plain, start)):
            sight.loose = True
            return found.end()
        if full is None:
            return _relative_mention(plain, start, sight)
        cursor.at = start
        day = _day(cursor, None)
    except Miss:
        return sight.name(None, start)
    broken = plain[cursor.at : cursor.at + 1].isdecimal() or not _clear(plain, start)
    return sight.name(None if broken or day is None else day.day, cursor.at)


def _relative_mention(plain: str, start: int, sight: _Sight) -> int:
    """Remember a day that is told by another one, without a time."""
    of_year, of_month = _OF_YEAR.match(plain, start), _OF_MONTH.match(plain, start)
    named = None if of_month else _NAMED.match(plain, start)
    if not (of_year or of_month or named):
        if month := _MONTH_ONLY.match(plain, start):
            sight.loose = True
            return month.end()
        return start
    if (
        of_month
        and not of_month["which"]
        and not of_year
        and (_NO_DAY.match(plain, of_month.end()) or _NO_DAY_LEFT.search(_left(plain, start, 4)))
    ):
        return of_month.end()  # 3日間, 約3日
    if named and named["which"] in {"翌", "同"}:
        return start
    cursor = Cursor(plain, start, len(plain))
    try:
        day = None if _spoiled(plain, start, sight) else _day(cursor, sight.day)
    except Miss:
        day = None
    end = max(cursor.at, *(one.end() for one in (of_year, of_month, named) if one))
    return sight.name(day.day if day and day.told else None, end)


def moments_in(plain: str, base: date | None) -> Iterator[tuple[int, int, Read[Moment]]]:
    """Give all moments of a plain text: where each begins and ends, and what is read."""
    at, sight = 0, _Sight(base)
    while begin := _STARTS.search(plain, at):
        start, at = begin.span()
        if not _GOES_ON.match(plain, start):
            continue
        found = _moment_at(plain, start, sight)
        if found is None:
            at = max(at, _mention(plain, start, sight))
            continue
        at = max(at, found.end)
        if found.told or found.day.told:
            sight.name(found.day.day, found.end)
        if found.told:
            sight.told, sight.told_end = found.told, found.end
            yield start, found.end, found.told.read
