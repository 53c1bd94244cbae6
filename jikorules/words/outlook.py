"""What is to come, in words: changes, what is lacking, margins."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby

from jikorules.basics.errors import Lang, Words
from jikorules.judgement.changes.outlook import Crossing, Need, Outlook
from jikorules.judgement.verdict import Grade, Met
from jikorules.law.ruleset import RuleSet
from jikorules.words.findings import asked_of, excess
from jikorules.words.lists import AND, Item, Section, entry, series
from jikorules.words.names import MET
from jikorules.words.numbers import clock, number, time_span
from jikorules.words.rules import grade_name, place, requirement, short_place

_NO_CHANGE = Words(
    "時間の経過のみによって判定が変わることはない。", "Time alone will not change the answer."
)
_ENDED = Words(
    "既に復旧しており、時間の経過によって判定が変わることはない。",
    "It is over, and time will not change the answer.",
)
_COMING = Words("今後の見通し", "What is to come")
_LACKING = Words("時間の経過のみでは満たされない基準", "Limits that time alone will not meet")
_MARGINS = Words("基準との差", "Margins")


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
    return next(_changes(outlook, lang), _no_change(outlook).text(lang))


def prospects(outlook: Outlook, lang: Lang = "ja") -> list[str]:
    """Say what is to come in a few sentences."""
    said = [*_changes(outlook, lang)] or [_no_change(outlook).text(lang)]
    lacking = (need for need in outlook.needs if need.limb.grade is Grade.SERIOUS)
    needs = [_need(need, lang).replace("には、", "には") for need in lacking]
    if needs and lang == "ja":
        said.append(f"重大な事故の基準のうち、{'、'.join(needs)}を要する。")
    elif needs:
        said.append(f"Still lacking are, for {'; for '.join(needs)}.")
    for each in (margin.finding for margin in outlook.margins):
        if each.limb.grade is Grade.SERIOUS and each.met is Met.YES:
            what, margin = asked_of([each.limb], lang), excess(each, lang)
            said.append(
                f"{what}については、{margin}。" if lang == "ja" else f"Against {what}, {margin}."
            )
    return said


def sections(outlook: Outlook, lang: Lang = "ja") -> list[Section]:
    """Give every change in order, what is lacking, and the margins."""
    margins = [
        Item(place(each.limb.citation, lang), (f"{requirement(each.limb, lang)} ← {by}",))
        for each, by in ((each.finding, excess(each.finding, lang)) for each in outlook.margins)
    ]
    found = [
        Section(_COMING.text(lang), [*_comings(outlook, lang)]),
        Section(_LACKING.text(lang), [Item(_need(need, lang)) for need in outlook.needs]),
        Section(_MARGINS.text(lang), margins),
    ]
    return [section for section in found if section.items]


def _no_change(outlook: Outlook) -> Words:
    running = any(period.end is None for period in outlook.verdict.incident.periods())
    return _NO_CHANGE if running else _ENDED


def _moments(outlook: Outlook) -> Iterator[tuple[datetime, tuple[Grade, ...], list[Crossing]]]:
    """Give each moment, the grades that are possible before it, and what turns at it."""
    before = outlook.verdict.possible
    for moment, group in groupby(outlook.crossings, key=lambda each: each.at):
        crossings = [*group]
        yield moment, before, crossings
        before = crossings[0].possible


def _changes(outlook: Outlook, lang: Lang) -> Iterator[str]:
    for moment, before, crossings in _moments(outlook):
        turn = _turn(before, crossings, outlook.verdict.rules, lang)
        if turn:
            left, time = _left(moment, outlook, lang), clock(moment, lang, after=outlook.at)
            yield (
                f"あと{left}（{time}）で{turn}。" if lang == "ja" else f"In {left} ({time}) {turn}."
            )


def _left(moment: datetime, outlook: Outlook, lang: Lang) -> str:
    """Say how long it still is; what is left of a second is a second."""
    second = timedelta(seconds=1)
    return time_span(-(-(moment - outlook.at) // second) * second, lang)


def _turn(before: tuple[Grade, ...], crossings: list[Crossing], rules: RuleSet, lang: Lang) -> str:
    """Say what the answer becomes, nothing if it stays."""
    after = crossings[0].possible
    if after == before:
        return ""
    said = []
    if after[0] > before[0]:
        name = _becoming(after[0], crossings, rules, lang)
        if lang == "ja":
            said.append(f"{'少なくとも' if len(after) > 1 else ''}{name}となる")
        else:
            said.append(f"it becomes {'at least ' if len(after) > 1 else ''}{name}")
    if after[-1] > max(before[-1], after[0]):
        name = _becoming(after[-1], crossings, rules, lang)
        said.append(f"{name}となる可能性がある" if lang == "ja" else f"it may become {name}")
    if not said:  # the ends stay, and what lies between them changes
        names = series((grade_name(each, rules, lang) for each in after), lang)
        return f"判定は{names}のいずれかとなる" if lang == "ja" else f"it may be any of {names}"
    return "、".join(said).replace("となる、", "となり、") if lang == "ja" else " and ".join(said)


def _becoming(grade: Grade, crossings: Iterable[Crossing], rules: RuleSet, lang: Lang) -> str:
    """Name a grade, with the provisions that turn."""
    limbs = (each.finding.limb for each in crossings if each.finding is not None)
    wheres = dict.fromkeys(
        short_place(each.citation, lang) for each in limbs if each.grade is grade
    )
    where = series(wheres, lang, AND)
    name = grade_name(grade, rules, lang)
    if lang == "en":
        article = "a serious accident" if grade is Grade.SERIOUS else f"a case for the {name}"
        return f"{article} ({where})" if where else article
    whole = f"{name}（{where}）" if where else name
    return whole if name.endswith("事故") else f"{whole}の対象"


def _comings(outlook: Outlook, lang: Lang) -> Iterator[Item]:
    for moment, before, crossings in _moments(outlook):
        turn = _turn(before, crossings, outlook.verdict.rules, lang)
        left = _left(moment, outlook, lang)
        time = clock(moment, lang, after=outlook.at)
        when = f"{time}（あと{left}）" if lang == "ja" else f"{time} (in {left})"
        yield Item(
            entry(when, turn or ("判定は変わらない" if lang == "ja" else "the same answer"), lang),
            tuple(
                f"[{MET[each.finding.met].text(lang)}] {place(each.finding.limb.citation, lang)} "
                f"{requirement(each.finding.limb, lang)}"
                for each in crossings
                if each.finding is not None
            ),
        )


def _need(need: Need, lang: Lang) -> str:
    asked, where = number(need.limb.users or 0, lang), short_place(need.limb.citation, lang)
    low, high = need.users.low or 0, need.users.high or 0
    least, most = number(low, lang), number(high, lang)
    if lang == "ja":
        more = f"{most}人" if low == high else f"{least}人以上{most}人以下"
        more = more if low else f"最大{most}人（既に達している可能性がある）"
        return f"{where}（{asked}以上）には、あと{more}"
    more = f"{most} more users" if low == high else f"{least} to {most} more users"
    more = more if low else f"at most {most} more users, if not there already"
    return entry(f"{where} ({asked} or more)", more, lang)
