"""Duties in words."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from jikorules.basics.errors import Lang, Words
from jikorules.basics.vocabulary import Content
from jikorules.judgement.verdict import Met
from jikorules.law.open_days import Closed
from jikorules.reporting.agenda import Entry, Status
from jikorules.reporting.duty import Deadline, Duty, Report
from jikorules.words.lists import entry, flat, series
from jikorules.words.names import BASES, CONTENTS, REASONS
from jikorules.words.numbers import clock, day
from jikorules.words.rules import place

REPORTS = {
    Report.FIRST: Words("速報", "first report"),
    Report.DETAILED: Words("詳報", "detailed report"),
    Report.PERIODIC: Words("定期の報告", "periodic report"),
    Report.NOTICE: Words("利用者への初報（推奨）", "first notice to users (recommended)"),
}
STATUSES = {
    Status.OVERDUE: Words("期限超過", "Overdue"),
    Status.PROMPTLY: Words("速やかに行うもの", "To be done promptly"),
    Status.DUE_SOON: Words("期限間近", "Due soon"),
    Status.LATER: Words("今後", "Later"),
    Status.DONE: Words("済", "Done"),
}
_TO = {
    "総務大臣": "the Minister for Internal Affairs and Communications",
    "利用者": "the users",
}
_CLOSED = {
    Closed.SATURDAY: Words("土曜日", "a Saturday"),
    Closed.SUNDAY: Words("日曜日", "a Sunday"),
    Closed.HOLIDAY: Words("休日", "a holiday"),
    Closed.YEAR_END: Words("年末年始の休日", "in the days of the turn of the year"),
}
_WEEKDAYS = {"ja": "月火水木金土日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def weekday(day_: date, lang: Lang = "ja") -> str:
    """Name the day of the week in short.

    Example:
        >>> weekday(date(2019, 1, 7)), weekday(date(2019, 1, 7), "en")
        ('月', 'Mon')
    """
    return _WEEKDAYS[lang][day_.weekday()]


def duty_title(duty: Duty, lang: Lang = "ja") -> str:
    """Say in one line what is to be made, by whom and by when.

    Example:
        >>> from jikorules.reporting.duties import OtherReason, duties
        >>> leak = OtherReason("secrecy_leak", date(2019, 3, 14), carrier="試験通信")
        >>> for duty in duties(leak):
        ...     print(duty_title(duty))
        速やかに　速報　試験通信
        2019年4月15日（月）まで　詳報（様式第50の2）　試験通信
    """
    what = REPORTS[duty.report].text(lang)
    if duty.form:
        what += f"（{duty.form}）" if lang == "ja" else f" ({duty.form})"
    if not duty.is_certain:
        what += "［未確定］" if lang == "ja" else " [if the undecided verdict turns out so]"
    names = [_by(duty, lang), what, flat(duty.carrier)]
    return ("　" if lang == "ja" else " · ").join(each for each in names if each)


def _by(duty: Duty, lang: Lang) -> str:
    ja = lang == "ja"
    if duty.deadline is not None:
        due = duty.deadline.due
        name = weekday(due, lang)
        return f"{day(due)}（{name}）まで" if ja else f"by {name} {day(due, lang)}"
    if duty.until is not None:
        return f"{clock(duty.until)}まで" if ja else f"by {clock(duty.until, lang)}"
    return "速やかに" if ja else "promptly"


def duty_details(duty: Duty, lang: Lang = "ja") -> list[str]:
    """Say why, to whom, how the days are counted, and where all that stands; a line each."""
    return list(_details(duty, lang))


def _details(duty: Duty, lang: Lang) -> Iterator[str]:
    ja = lang == "ja"
    if duty.subject:
        yield entry("事案" if ja else "subject", flat(duty.subject), lang)
    if duty.reason is not None:
        yield entry("事由" if ja else "reason", REASONS[duty.reason].text(lang), lang)
    if duty.covers is not None:
        first, last = (day(each, lang) for each in duty.covers)
        yield f"報告対象期間：{first}から{last}まで" if ja else f"covers: {first} to {last}"
    yield entry("報告先" if ja else "to", duty.to if ja else _TO.get(duty.to, duty.to), lang)
    if duty.contents:
        yield entry("内容" if ja else "contents", _contents(duty.contents, lang), lang)
    start, basis = day(duty.counted_from, lang), BASES[duty.basis].text(lang)
    within = _within(duty.deadline, lang)
    if ja:
        yield f"起算：{basis}（{start}）{f'から{within}以内' if within else ''}"
    else:
        yield f"counted: {f'within {within} ' if within else ''}from {basis} ({start})"
    if duty.deadline is not None:
        yield from _counted(duty.deadline, lang)
    for other in duty.other_forms:
        yield _other_form(other.form, other.allowed, other.contents, lang)
    if duty.is_law:
        rules = duty.deadline.rules if duty.deadline else ()
        cited = [each for each in (duty.citation, *rules) if each is not None]
        where = series([place(each, lang) for each in cited], lang)
        yield entry("根拠" if ja else "law", where, lang)
    else:
        yield (
            "法令上の義務ではなく、総務省のガイドラインによる推奨"
            if ja
            else "no duty by law: recommended by the ministry's guideline"
        )


def _within(deadline: Deadline | None, lang: Lang) -> str:
    ja = lang == "ja"
    if deadline is not None and deadline.days is not None:
        return f"{deadline.days}日" if ja else f"{deadline.days} days"
    if deadline is not None and deadline.months is not None:
        return f"{deadline.months}月" if ja else f"{deadline.months} months"
    return ""


def _counted(deadline: Deadline, lang: Lang) -> Iterator[str]:
    if deadline.closed is None:
        return
    last, due = day(deadline.last_day, lang), day(deadline.due, lang)
    why = _CLOSED[deadline.closed].text(lang)
    if lang == "ja":
        yield f"期限：{last}は{why}に当たるため、{due}となる"
    else:
        yield f"last day: {last} is {why}, so it is {due}"


def _contents(contents: Iterable[Content], lang: Lang) -> str:
    return series([CONTENTS[each].text(lang) for each in contents], lang)


def _other_form(form: str, allowed: Met, contents: Iterable[Content], lang: Lang) -> str:
    fewer = _contents(contents, lang)
    if lang == "ja":
        may = "によることができる" if allowed is Met.YES else "によることができる場合がある"
        return f"様式：{form}{may}" + (f"（速報の内容は{fewer}で足りる）" if fewer else "")
    may = "may be used" if allowed is Met.YES else "may be used in some cases"
    return f"form: {form} {may}" + (f" (the first report: {fewer})" if fewer else "")


def agenda_text(entries: Iterable[Entry], lang: Lang = "ja") -> str:
    """Write an agenda for the terminal: what is most urgent first."""
    lines: list[str] = []
    for status, group in groupby(entries, key=lambda each: each.status):
        lines += ["", f"■ {STATUSES[status].text(lang)}"]
        for each in group:
            lines.append(f"  {duty_title(each.duty, lang)}")
            lines += [f"      {line}" for line in duty_details(each.duty, lang)]
    return "\n".join(lines[1:])


def duties_text(duties: Iterable[Duty], lang: Lang = "ja") -> str:
    """Write duties for the terminal, in their order."""
    lines = []
    for duty in duties:
        lines.append(duty_title(duty, lang))
        lines += [f"    {line}" for line in duty_details(duty, lang)]
    return "\n".join(lines)
