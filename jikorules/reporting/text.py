"""Duties in words."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from jikorules.basics.errors import Lang, Words
from jikorules.basics.vocabulary import Content
from jikorules.judgement.verdict import Met
from jikorules.law.citation import Citation
from jikorules.law.open_days import Closed
from jikorules.reporting.agenda import Entry, Status
from jikorules.reporting.duty import BOUND_CARRIER, Duty, OtherForm, Report
from jikorules.words.lists import bracketed, entry, flat, series
from jikorules.words.names import BASES, CONTENTS, REASONS
from jikorules.words.numbers import clock, day, number
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
    Status.UNKNOWN: Words("期限不明", "Due on a day that is not known"),
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
_DAYS = Words("から{n}日以内", "within {n} days ")
_MONTHS = Words("から{n}月以内", "within {n} months ")
_COUNTED = Words("起算：{basis}（{start}）{within}", "counted: {within}from {basis} ({start})")
_COUNTED_FROM_UNKNOWN = Words("起算：{basis}（不明）", "counted: from {basis} (not known)")
_GIVE_KNOWN = Words(
    "期限：知った日時が示されていないため定まらない（発生を知った日時を known_at に与えると示す）",
    "last day: not known without the time of knowing (give it as known_at)",
)
_UNDER = Words("{under}、{place}", "{place} (under {under})")
_MOVED = Words(
    "期限：{last}は{why}に当たるため、{due}となる", "last day: {last} is {why}, so it is {due}"
)
_MAY = Words("様式：{form}によることができる", "form: {form} may be used")
_MAY_PERHAPS = Words(
    "様式：{form}によることができる場合がある", "form: {form} may be used in some cases"
)
_FEWER = Words("速報の内容は{fewer}で足りる", "the first report: {fewer}")
_VIA = Words(
    "{office}を経由することができる。{where}",
    "by way of the regional bureau if wished: {where}",
)
_FINE = Words(
    "罰則：報告をせず、又は虚偽の報告をしたときは、{fine}円以下の罰金（{under}）",
    "penalty: a fine of up to {fine} yen for no report or a false one ({under})",
)
_NO_FINE = Words("罰則：定めなし", "penalty: none")
_PRESUMES = Words(
    "前提：電気通信事業法の適用を受ける電気通信事業者であること（{where}により適用を除外される事業、"
    "すなわち専ら一の者に提供するもの、同一の構内で行うもの及び第三号事業に当たらないこと）。",
    "Presumed: a telecommunications carrier that the Act binds (no business that {where} takes out "
    "of it: for one customer only, on one premises, or of the third kind).",
)
_ADVISED = Words(
    "法令上の義務ではなく、総務省のガイドラインによる推奨",
    "no duty by law: recommended by the ministry's guideline",
)
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
        >>> print(duty_title(duties(leak)[1]))
        2019年4月15日（月）まで　詳報（様式第50の2）　試験通信
    """
    what = bracketed(REPORTS[duty.report].text(lang), duty.form or "", lang)
    if not duty.is_certain:
        what += "［未確定］" if lang == "ja" else " [if the undecided verdict turns out so]"
    names = [due_by(duty, lang), what, flat(duty.carrier)]
    return ("　" if lang == "ja" else " · ").join(each for each in names if each)


def due_by(duty: Duty, lang: Lang = "ja") -> str:
    """Say by when it is to be done."""
    ja = lang == "ja"
    if duty.deadline is not None:
        due = duty.deadline.due
        name = weekday(due, lang)
        return f"{day(due)}（{name}）まで" if ja else f"by {name} {day(due, lang)}"
    if duty.is_deadline_unknown:
        return "期限不明" if ja else "by a day that is not known"
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
    to = duty.to if ja else _TO.get(duty.to, duty.to)
    yield entry("報告先" if ja else "to", bracketed(to, _via(duty, lang), lang), lang)
    if duty.contents:
        yield entry("内容" if ja else "contents", _contents(duty.contents, lang), lang)
    yield from counting(duty, lang)
    for other in duty.other_forms:
        yield _other_form(other, lang)
    yield from grounds(duty, lang)


def counting(duty: Duty, lang: Lang = "ja") -> Iterator[str]:
    """Say how the days are counted, and why a last day is moved or not known."""
    deadline, within = duty.deadline, ""
    if deadline is not None and deadline.days is not None:
        within = _DAYS.text(lang, n=deadline.days)
    if deadline is not None and deadline.months is not None:
        within = _MONTHS.text(lang, n=deadline.months)
    basis = BASES[duty.basis].text(lang)
    if duty.counted_from is None:
        yield _COUNTED_FROM_UNKNOWN.text(lang, basis=basis)
    else:
        start = clock(duty.known_at, lang) if duty.known_at else day(duty.counted_from, lang)
        yield _COUNTED.text(lang, basis=basis, start=start, within=within)
    if duty.is_deadline_unknown:
        yield _GIVE_KNOWN.text(lang)
    if deadline is not None and deadline.closed is not None:
        last, due = day(deadline.last_day, lang), day(deadline.due, lang)
        yield _MOVED.text(lang, last=last, why=_CLOSED[deadline.closed].text(lang), due=due)


def _via(duty: Duty, lang: Lang) -> str:
    if duty.via is None or duty.citation is None:
        return ""
    where = place(Citation(duty.citation.law, duty.via.article), lang)
    return _VIA.text(lang, office=duty.via.office, where=where)


def grounds(duty: Duty, lang: Lang = "ja") -> Iterator[str]:
    """Say where a duty stands, and what the law threatens."""
    if not duty.is_law:
        yield _ADVISED.text(lang)
        return
    rules = duty.deadline.rules if duty.deadline else ()
    where = series([_placed(duty, lang), *(place(each, lang) for each in rules)], lang)
    yield entry("根拠" if lang == "ja" else "law", where, lang)
    if duty.penalty is not None:
        fine, under = number(duty.penalty.fine, lang), duty.penalty.under
        yield (_FINE if under else _NO_FINE).text(lang, fine=fine, under=under and under.text(lang))


def _placed(duty: Duty, lang: Lang) -> str:
    """Write where a duty by law stands, and under what."""
    where = place(duty.citation, lang) if duty.citation else ""
    return _UNDER.text(lang, under=duty.under, place=where) if duty.under else where


def _contents(contents: Iterable[Content], lang: Lang) -> str:
    return series([CONTENTS[each].text(lang) for each in contents], lang)


def _other_form(other: OtherForm, lang: Lang) -> str:
    fewer = _contents(other.contents, lang)
    may = (_MAY if other.allowed is Met.YES else _MAY_PERHAPS).text(lang, form=other.form)
    return bracketed(may, _FEWER.text(lang, fewer=fewer) if fewer else "", lang)


def agenda_text(entries: Iterable[Entry], lang: Lang = "ja") -> str:
    """Write an agenda for the terminal: what is most urgent first, then what all of it presumes."""
    return "\n".join(agenda_lines(entries, lang))


def agenda_lines(entries: Iterable[Entry], lang: Lang = "ja") -> Iterator[str]:
    """Write an agenda for the terminal, line by line; see `agenda_text`."""
    is_first, presumes = True, False
    for status, group in groupby(entries, key=lambda each: each.status):
        if not is_first:
            yield ""
        is_first = False
        yield f"■ {STATUSES[status].text(lang)}"
        for each in group:
            presumes = presumes or each.duty.presumes is not None
            yield from (f"  {line}" for line in _lines([each.duty], lang))
    if presumes:
        yield from ("", presumption(lang))


def duties_text(duties: Iterable[Duty], lang: Lang = "ja") -> str:
    """Write duties for the terminal, in their order, then what all of it presumes."""
    listed = list(duties)
    lines = [*_lines(listed, lang)]
    if any(each.presumes for each in listed):
        lines.append(presumption(lang))
    return "\n".join(lines)


def _lines(duties: Iterable[Duty], lang: Lang) -> Iterator[str]:
    for duty in duties:
        yield duty_title(duty, lang)
        yield from (f"    {line}" for line in duty_details(duty, lang))


def presumption(lang: Lang = "ja") -> str:
    """Say whom the duties bind: a carrier that Art. 164 of the Act does not take out of it.

    Example:
        >>> presumption("en").partition(" (")[0]
        'Presumed: a telecommunications carrier that the Act binds'
    """
    return _PRESUMES.text(lang, where=place(BOUND_CARRIER, lang))
