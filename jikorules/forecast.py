"""What may change the answer, in words: time, what is lacking, what is not known, and margins."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple, TypeVar

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import Lang, Words
from jikorules.judgement.changes.outlook import Crossing, Need, Outlook
from jikorules.judgement.limbs import plan_of
from jikorules.judgement.verdict import Exclusion, Finding, Grade, Limb, Met, Verdict
from jikorules.law.ruleset import RuleSet
from jikorules.phrases import (
    AND,
    MET,
    clock,
    entry,
    escaped,
    grade_name,
    lasted,
    number,
    people,
    place,
    requirement,
    series,
    service_name,
    short_place,
    time_span,
)

T = TypeVar("T", int, timedelta)

_DURATION, _USERS = Words("継続時間", "the time"), Words("影響利用者数", "the number of users")
RUNNING = Words("未復旧", "not restored")
_ROW = Words("役務の入る項", "the row that the service falls in")
_CRITICAL = Words("全ての通信の疎通の不能", "the loss of all communication")
_DEPENDS = {
    Exclusion.SUPPLEMENTARY: Words(
        "付加的な機能のみの影響であるか否か", "whether only a supplementary function was hit"
    ),
    Exclusion.MINOR: Words("軽微な事故であるか否か", "whether it is a minor accident"),
    Exclusion.NOT_INSTALLED: Words(
        "自ら設置した設備であるか否か", "whether the carrier installed the facility itself"
    ),
}
_ZERO, _SECOND = timedelta(0), timedelta(seconds=1)
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
_CONTINUED = {"回る": "回り", "等しい": "等しく", "である": "であり", "得る": "得"}


class Item(NamedTuple):
    """An entry of a list, with what stands under it."""

    text: str
    under: tuple[str, ...] = ()


class Section(NamedTuple):
    """A heading, with the list under it."""

    heading: str
    items: list[Item]


def listed(sections: Iterable[Section]) -> Iterator[str]:
    """Write sections as Markdown."""
    for section in sections:
        if section.items:
            yield f"\n### {section.heading}\n"
            yield from bullets(section.items)


def bullets(items: Iterable[Item]) -> Iterator[str]:
    """Write a list as Markdown."""
    for item in items:
        yield f"- {escaped(item.text)}"
        yield from (f"  - {escaped(each)}" for each in item.under)


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
            what, margin = _asked([each.limb], lang), excess(each, lang)
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


def excess(finding: Finding, lang: Lang = "ja") -> str:
    """Say by how much a limb was met or missed.

    Example:
        >>> from jikorules import JAPAN, Impact, Incident, Period, Service, judge
        >>> start = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)
        >>> period = Period(start, start + timedelta(hours=4, minutes=9))
        >>> phone = Service("voice", emergency_calls=True)
        >>> excess(judge(Incident([Impact(phone, 41_382, period)])).findings[0])
        '継続時間は基準を3時間9分上回り、影響利用者数は11,382人上回る'
    """
    limb, by = finding.limb, finding.margin
    unit = "人" if lang == "ja" else ""
    said = []
    if limb.duration is not None and by.duration is not None:
        over = _over(by.duration, limb.duration, lambda span: _exactly(span, lang), lang)
        said.append(("継続時間は" if lang == "ja" else "the time is ") + over)
    if limb.users is not None and by.users is not None:
        over = _over(by.users, limb.users, lambda count: number(count, lang) + unit, lang)
        said.append(("影響利用者数は" if lang == "ja" else "the number of users is ") + over)
    if len(said) == 2 and "基準を" in said[0]:
        said[1] = said[1].replace("基準を", "")
    if lang == "ja":
        said[:-1] = [_continued(each) for each in said[:-1]]
    return series(said, lang, None if lang == "ja" else AND)


def _over(by: Bounds[T], required: T, write: Callable[[T], str], lang: Lang) -> str:
    """Say how far bounds are above or below a limit; an unknown lower end stands for nothing."""
    zero, ja = required - required, lang == "ja"
    low, high = -required if by.low is None else by.low, by.high
    if by.is_unknown:
        return "不明である" if ja else "unknown"
    if low == high == zero:
        return "基準と等しい" if ja else "exactly at the limit"
    if low >= zero:
        if low == zero and high is None:
            return "基準以上である" if ja else "at the limit or above"
        stretch = _stretch(low, high, write, lang)
        return f"基準を{stretch}上回る" if ja else f"{stretch} above the limit"
    if high is not None and high < zero:
        stretch = _stretch(-high, -low, write, lang)
        return f"基準を{stretch}下回る" if ja else f"{stretch} below the limit"
    return _either(write(-low), None if high is None else write(high) if high else "", lang)


def _either(below: str, above: str | None, lang: Lang) -> str:
    """Say that something may be below a limit or not; nothing above it, or nobody knows how far."""
    if lang == "ja":
        top = {None: "上回る場合", "": "基準と等しい場合"}.get(above, f"{above}上回る場合")
        return f"基準を{below}下回る場合から{top}まであり得る"
    top = {None: "above it", "": "at it"}.get(above, f"{above} above it")
    return f"anything from {below} below the limit to {top}"


def _stretch(low: T, high: T | None, write: Callable[[T], str], lang: Lang) -> str:
    if low == high:
        return write(low)
    if high is None:
        return f"{write(low)}以上" if lang == "ja" else f"{write(low)} or more"
    if not low:
        return f"最大{write(high)}" if lang == "ja" else f"at most {write(high)}"
    ends = write(low), write(high)
    return f"{ends[0]}から{ends[1]}までの範囲で" if lang == "ja" else f"{ends[0]} to {ends[1]}"


def _exactly(span: timedelta, lang: Lang) -> str:
    if _ZERO < span < _SECOND:
        return "1秒未満" if lang == "ja" else "less than 1 s"
    return time_span(span, lang)


def _continued(sentence: str) -> str:
    """Put a Japanese predicate into the form in which the sentence goes on."""
    end = next(end for end in _CONTINUED if sentence.endswith(end))
    return sentence.removesuffix(end) + _CONTINUED[end]


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
    return time_span(-(-(moment - outlook.at) // _SECOND) * _SECOND, lang)


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


def held(findings: Sequence[Finding], verdict: Verdict, lang: Lang = "ja") -> str:
    """Say whether what is given meets the limbs of one provision; up to the verb if it does."""
    yes, open_ = ([f for f in findings if f.met is met] for met in (Met.YES, Met.UNDECIDED))
    both = [each for each in findings if each.limb.duration and each.limb.users]
    near = sorted(both, key=_shortfall)[:1]
    told = yes or open_ or near or findings
    what, given, where = _facts(told, verdict, lang)
    all_ = "いずれも" if len(told) > 1 else ""
    if yes:
        ja, en = f"{what}は{given}に及び、{where}を{all_}", f"{what} ({given}) meets {where}"
    elif open_:
        ja = f"{what}（{given}）が{where}を満たすか否かは定まらない。"
        en = f"Whether {what} ({given}) meets {where} is undecided."
    else:
        margin = "".join(excess(each, lang) for each in near) or given
        ja = f"{what}（{margin}）は{where}を{all_}満たさない。"
        en = f"As for {what} ({margin}), {where} is not met."
    return ja if lang == "ja" else en


def _facts(
    findings: Sequence[Finding], verdict: Verdict, lang: Lang = "ja"
) -> tuple[str, str, str]:
    """Name what is held against limbs of one provision, what is given of it, and the provision."""
    given, limbs, ja = findings[0].given, [each.limb for each in findings], lang == "ja"
    said = []
    if given.duration is not None and any(limb.duration is not None for limb in limbs):
        unknown = "継続時間不明" if ja else "time unknown"
        said.append(unknown if lasted(given.duration) == "不明" else lasted(given.duration, lang))
    if given.users is not None and any(limb.users is not None for limb in limbs):
        unknown = "利用者数不明" if ja else "number of users unknown"
        said.append(unknown if people(given.users) == "不明" else people(given.users, lang))
    services = (verdict.incident.impacts[i].service for i in given.impacts)
    names = series(dict.fromkeys(service_name(each, lang) for each in services), lang, AND)
    what = names or _CRITICAL.text(lang)
    what = f"{what}の影響" if ja and names else f"the impact on {what}" if names else what
    return what, series(said, lang), _asked(limbs, lang)


def _asked(limbs: Sequence[Limb], lang: Lang) -> str:
    where = short_place(limbs[0].citation, lang)
    asked = ("、" if lang == "ja" else "; ").join(requirement(limb, lang) for limb in limbs)
    return f"{where}の基準（{asked}）" if lang == "ja" else f"{where} ({asked})"


def standing(verdict: Verdict, lang: Lang) -> str:
    """Say that an accident is not over, and at what time it was not."""
    periods = verdict.incident.periods()
    if all(period.end is not None for period in periods):
        return ""
    if verdict.at is None:
        return f"、{RUNNING.ja}" if lang == "ja" else f", {RUNNING.en}"
    time = clock(verdict.at, lang, after=min(period.start for period in periods))
    return f"、{time}現在{RUNNING.ja}" if lang == "ja" else f", {RUNNING.en} at {time}"


def causes(verdict: Verdict, lang: Lang = "ja") -> str:
    """Name what an undecided answer hangs on; nothing if it is decided."""
    return series(dict.fromkeys(each.text(lang) for each in _causes(verdict)), lang, AND)


def _causes(verdict: Verdict) -> Iterator[Words]:
    for finding in verdict.findings:
        limb, by = finding.limb, finding.margin
        if finding.met is not Met.UNDECIDED or limb.grade <= verdict.at_least:
            continue
        if limb.exclusion is not None:
            yield _DEPENDS[limb.exclusion]
            continue
        if by.duration is not None and (by.duration.low is None or by.duration.low < _ZERO):
            yield _DURATION
        if by.users is not None and (by.users.low is None or by.users.low < 0):
            yield _USERS
        services = (verdict.incident.impacts[i].service for i in by.uncertain)
        if any(len(plan_of(verdict.rules).rows_of(each)) > 1 for each in services):
            yield _ROW


def _shortfall(finding: Finding) -> float:
    """Give the greater of the shares of the limits that are surely lacking."""
    limb, by = finding.limb, finding.margin
    shares = [0.0]
    if limb.duration and by.duration and by.duration.high is not None:
        shares.append(max(_ZERO, -by.duration.high) / limb.duration)
    if limb.users and by.users and by.users.high is not None:
        shares.append(max(0, -by.users.high) / limb.users)
    return max(shares)
