"""What is to come, in words: changes, what is lacking, margins."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby

from jikorules.basics.errors import Lang, Words
from jikorules.judgement.changes.outlook import Crossing, Need, Outlook
from jikorules.judgement.verdict import Finding, Grade, Met, label
from jikorules.law.ruleset import RuleSet
from jikorules.words.findings import asked_of, excess
from jikorules.words.lists import (
    AND,
    AND_CLAUSE,
    SEMICOLON,
    Clause,
    Item,
    Section,
    bracketed,
    entry,
    series,
)
from jikorules.words.names import MET
from jikorules.words.numbers import clock, number, time_span
from jikorules.words.rules import grade_name, names_accident, place, requirement, short_place

_NO_CHANGE = Words(
    "時間の経過のみによって判定が変わることはない。", "Time alone will not change the answer."
)
_ENDED = Words(
    "既に復旧しており、時間の経過によって判定が変わることはない。",
    "It is over, and time will not change the answer.",
)
_UNTIL = Words(
    "分からない事実又は継続中の影響が多いため、{time}より先は調べていない。その時に改めて確かめる必要が"
    "ある。",
    "So much is unknown or running that nothing is told from {time} on; ask again then.",
)
_CHANGE = Words("あと{left}（{time}）で{turn}。", "In {left} ({time}) {turn}.")
_BECOMES = Words("{name}となる", "it becomes {name}")
_BECOMES_AT_LEAST = Clause(
    "少なくとも{name}となる", "少なくとも{name}となり", "it becomes at least {name}"
)
_MAY_BECOME = Words("{name}となる可能性がある", "it may become {name}")
_BECOMES_ANY = Words("判定は{names}のいずれかとなる", "it may be any of {names}")
_STAYS = Words("判定は変わらない", "the same answer")
_BECOMING = {
    Grade.PERIODIC: "a case for the periodic report",
    Grade.SERIOUS: "a serious accident",
}
_FOR_REPORT = Words("{name}の対象", "{name}")
_LEFT = Words("あと{left}", "in {left}")
_NEED = Words("{where}（{asked}以上）には、あと{more}", "{where} ({asked} or more): {more}")
_NEED_OF_SEVERAL = Words(
    "{where}（{asked}以上）にはあと{more}", "for {where} ({asked} or more): {more}"
)
_STILL_LACKING = Words("重大な事故の基準のうち、{needs}を要する。", "Still lacking are, {needs}.")
_MORE = Words("{most}人", "{most} more users")
_MORE_WITHIN = Words("{least}人以上{most}人以下", "{least} to {most} more users")
_MORE_PERHAPS = Words(
    "最大{most}人（既に達している可能性がある）",
    "at most {most} more users, if not there already",
)
_AGAINST = Words("{what}については、{margin}。", "Against {what}, {margin}.")
_LACKING = Words("時間の経過のみでは満たされない基準", "Limits that time alone will not meet")


def next_change(outlook: Outlook, lang: Lang = "ja") -> str:
    """Say how long it is until the answer changes, and to what.

    Example:
        >>> from jikorules import JAPAN, Impact, Incident, Period, Service
        >>> from jikorules.judgement.changes.outlook import outlook
        >>> start = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)
        >>> phone = Service("voice", emergency_calls=True)
        >>> running = Incident([Impact(phone, 40_001, Period(start))])
        >>> next_change(outlook(running, start + timedelta(minutes=13)))
        'あと47分（8時47分）で重大な事故（一の項）となる。'
    """
    return next(_changes(outlook, lang), no_change(outlook, lang))


def prospects(outlook: Outlook, lang: Lang = "ja") -> list[str]:
    """Say what is to come in a few sentences."""
    changes = [*_changes(outlook, lang)]
    said = changes or [no_change(outlook, lang)]
    if changes and outlook.until is not None:
        said.append(_told_until(outlook.until, outlook, lang))
    lacking = [need for need in outlook.needs if need.limb.grade is Grade.SERIOUS]
    if lacking:
        needs = SEMICOLON.text(lang).join(
            need_text(each, lang, _NEED_OF_SEVERAL) for each in lacking
        )
        said.append(_STILL_LACKING.text(lang, needs=needs))
    for each in (margin.finding for margin in outlook.margins):
        if each.limb.grade is Grade.SERIOUS and each.met is Met.YES:
            what = asked_of([each.limb], lang)
            said.append(_AGAINST.text(lang, what=what, margin=excess(each, lang)))
    return said


def sections(outlook: Outlook, lang: Lang = "ja") -> list[Section]:
    """Give every change in order, what is lacking, and the margins."""
    margins = [
        Item(place(each.limb.citation, lang), (f"{requirement(each.limb, lang)} ← {by}",))
        for each, by in ((each.finding, excess(each.finding, lang)) for each in outlook.margins)
    ]
    until = outlook.until
    untold = [] if until is None else [Item(_told_until(until, outlook, lang))]
    return [
        Section(
            Words("今後の見通し", "What is to come").text(lang), [*_comings(outlook, lang), *untold]
        ),
        Section(_LACKING.text(lang), [Item(need_text(need, lang)) for need in outlook.needs]),
        Section(Words("基準との差", "Margins").text(lang), margins),
    ]


def no_change(outlook: Outlook, lang: Lang) -> str:
    """Say that time alone changes nothing, or how far that is known."""
    if outlook.until is not None:
        return _told_until(outlook.until, outlook, lang)
    running = any(period.end is None for period in outlook.verdict.periods())
    return (_NO_CHANGE if running else _ENDED).text(lang)


def _told_until(until: datetime, outlook: Outlook, lang: Lang) -> str:
    return _UNTIL.text(lang, time=clock(until, lang, after=outlook.at))


def _moments(outlook: Outlook) -> Iterator[tuple[datetime, tuple[Grade, ...], list[Crossing]]]:
    """Give each moment, the grades that are possible before it, and what turns at it."""
    before = outlook.verdict.possible
    for moment, group in groupby(outlook.crossings, key=lambda each: each.at):
        crossings = [*group]
        yield moment, before, crossings
        before = crossings[0].possible


def turns(outlook: Outlook, lang: Lang = "ja") -> Iterator[tuple[datetime, str, list[Finding]]]:
    """Give each moment at which something turns: what the answer becomes, and the findings.

    What it becomes is empty where the answer stays.

    Example:
        >>> from jikorules import JAPAN, Impact, Incident, Period, Service
        >>> from jikorules.judgement.changes.outlook import outlook
        >>> start = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)
        >>> phone = Service("voice", emergency_calls=True)
        >>> running = Incident([Impact(phone, 40_001, Period(start))])
        >>> [(f"{at:%H:%M}", text) for at, text, _ in turns(outlook(running, start), "en")]
        [('08:47', 'it becomes a serious accident (row 一)'), ('09:47', '')]
    """
    for moment, before, crossings in _moments(outlook):
        findings = [each.finding for each in crossings if each.finding is not None]
        yield moment, _turn(before, crossings, outlook.verdict.rules, lang), findings


def _changes(outlook: Outlook, lang: Lang) -> Iterator[str]:
    for moment, turn, _ in turns(outlook, lang):
        if turn:
            left, time = _left(moment, outlook, lang), clock(moment, lang, after=outlook.at)
            yield _CHANGE.text(lang, left=left, time=time, turn=turn)


def _left(moment: datetime, outlook: Outlook, lang: Lang) -> str:
    """Say how long it still is; what is left of a second is a second."""
    second = timedelta(seconds=1)
    return time_span(-(-(moment - outlook.at) // second) * second, lang)


def _turn(before: tuple[Grade, ...], crossings: list[Crossing], rules: RuleSet, lang: Lang) -> str:
    """Say what the answer becomes, nothing if it stays."""
    after = crossings[0].possible
    if after == before:
        return ""
    may_rise = after[-1] > max(before[-1], after[0])
    said = []
    if after[0] > before[0]:
        name = _becoming(after[0], crossings, rules, lang)
        if len(after) == 1:
            return _BECOMES.text(lang, name=name)
        said.append(_BECOMES_AT_LEAST.text(lang, goes_on=may_rise, name=name))
    if may_rise:
        said.append(_MAY_BECOME.text(lang, name=_becoming(after[-1], crossings, rules, lang)))
    if not said:  # the ends stay, and what lies between them changes
        names = series((grade_name(each, rules, lang) for each in after), lang)
        return _BECOMES_ANY.text(lang, names=names)
    return series(said, lang, AND_CLAUSE)


def _becoming(grade: Grade, crossings: Iterable[Crossing], rules: RuleSet, lang: Lang) -> str:
    """Name a grade, with the provisions that turn."""
    limbs = (each.finding.limb for each in crossings if each.finding is not None)
    wheres = dict.fromkeys(
        short_place(each.citation, lang) for each in limbs if each.grade is grade
    )
    name = Words(label(grade, rules), _BECOMING[grade]).text(lang)
    whole = bracketed(name, series(wheres, lang, AND), lang)
    return whole if names_accident(grade, rules) else _FOR_REPORT.text(lang, name=whole)


def _comings(outlook: Outlook, lang: Lang) -> Iterator[Item]:
    for moment, turn, findings in turns(outlook, lang):
        left = _LEFT.text(lang, left=_left(moment, outlook, lang))
        when = bracketed(clock(moment, lang, after=outlook.at), left, lang)
        yield Item(
            entry(when, turn or _STAYS.text(lang), lang),
            tuple(
                f"[{MET[each.met].text(lang)}] {place(each.limb.citation, lang)} "
                f"{requirement(each.limb, lang)}"
                for each in findings
            ),
        )


def need_text(need: Need, lang: Lang, words: Words = _NEED) -> str:
    """Say how many users a limit lacks that time alone will not meet."""
    low, high = need.users.low or 0, need.users.high or 0
    more = _MORE if low == high else _MORE_WITHIN
    if not low:
        more = _MORE_PERHAPS
    return words.text(
        lang,
        where=short_place(need.limb.citation, lang),
        asked=number(need.limb.users or 0, lang),
        more=more.text(lang, least=number(low, lang), most=number(high, lang)),
    )
