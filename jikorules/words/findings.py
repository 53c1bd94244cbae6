"""What was held against limbs of the law, and by how much they were met or missed, in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TypeAlias

from jikorules.basics.bounds import Bounds, T
from jikorules.basics.errors import Lang, Words
from jikorules.judgement.limbs import limbs_of
from jikorules.judgement.parts import parts_of
from jikorules.judgement.verdict import Exclusion, Finding, Limb, Met, Verdict
from jikorules.words.lists import AND, AND_CLAUSE, SEMICOLON, Clause, series
from jikorules.words.names import service_name
from jikorules.words.numbers import AT_LEAST, USERS_UNKNOWN, lasted, number, people, time_span
from jikorules.words.rules import requirement, short_place

_Margin: TypeAlias = tuple[Clause, Mapping[str, str]]  # what is said, and what fills its places

_UNKNOWN = Clause("不明である", "不明であり", "unknown")
_AT_LIMIT = Clause("基準と等しい", "基準と等しく", "exactly at the limit")
_AT_LIMIT_OR_ABOVE = Clause("基準以上である", "基準以上であり", "at the limit or above")
_ABOVE = Clause("{limit}{by}上回る", "{limit}{by}上回り", "{by} above the limit")
_BELOW = Clause("{limit}{by}下回る", "{limit}{by}下回り", "{by} below the limit")
_BELOW_TO = Clause(
    "{limit}{below}下回る場合から{end}場合まであり得る",
    "{limit}{below}下回る場合から{end}場合まであり得",
    "anything from {below} below the limit to {end} it",
)
_TO_LIMIT, _TO_ANY = Words("基準と等しい", "at"), Words("上回る", "above")
_TO_ABOVE = Words("{above}上回る", "{above} above")
_NAMES_LIMIT = (_ABOVE, _BELOW, _BELOW_TO)
_UP_TO = Words("最大{high}", "at most {high}")
_WITHIN = Words("{low}から{high}までの範囲で", "{low} to {high}")
_INSTANT = Words("1秒未満", "less than 1 s")

_MEETS = Clause(
    "{what}は{given}に及び、{where}を{all}満たす",
    "{what}は{given}に及び、{where}を{all}満たし",
    "{what} ({given}) meets {where}",
)
_MAY_MEET = Words(
    "{what}（{given}）が{where}を満たすか否かは定まらない。",
    "Whether {what} ({given}) meets {where} is undecided.",
)
_MEETS_NOT = Words(
    "{what}（{by}）は{where}を{all}満たさない。", "As for {what} ({by}), {where} is not met."
)
_IMPACT_ON = Words("{services}の影響", "the impact on {services}")
_CRITICAL = Words("全ての通信の疎通の不能", "the loss of all communication")
_ASKED = Words("{where}の基準（{asked}）", "{where} ({asked})")

_DEPENDS = {
    Exclusion.SUPPLEMENTARY: Words(
        "付加的な機能のみの影響であるか否か", "whether only a supplementary function was hit"
    ),
    Exclusion.MINOR: Words("軽微な事故であるか否か", "whether it is a minor accident"),
    Exclusion.NOT_INSTALLED: Words(
        "電気通信事業者が設置した設備であるか否か",
        "whether a telecommunications carrier installed the facility",
    ),
}
_ZERO, _SECOND = timedelta(0), timedelta(seconds=1)


def excess(finding: Finding, lang: Lang = "ja") -> str:
    """Say by how much a limb was met or missed.

    Example:
        >>> from datetime import datetime
        >>> from jikorules import JAPAN, Impact, Incident, Period, Service, judge
        >>> start = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)
        >>> period = Period(start, start + timedelta(hours=4, minutes=9))
        >>> phone = Service("voice", emergency_calls=True)
        >>> excess(judge(Incident([Impact(phone, 41_382, period)])).findings[0])
        '継続時間は基準を3時間9分上回り、影響利用者数は11,382人上回る'
    """
    limb, by = finding.limb, finding.margin
    people = Words("{n}人", "{n}")
    margins: list[tuple[Words, _Margin]] = []
    if limb.duration is not None and by.duration is not None:
        time = _margin(by.duration, limb.duration, lambda span: _exactly(span, lang), lang)
        margins.append((Words("継続時間は{so}", "the time is {so}"), time))
    if limb.users is not None and by.users is not None:
        users = _margin(by.users, limb.users, lambda n: people.text(lang, n=number(n, lang)), lang)
        margins.append((Words("影響利用者数は{so}", "the number of users is {so}"), users))
    said, limit = [], Words("基準を", "").text(lang)
    for n, (subject, (clause, places)) in enumerate(margins, 1):
        so = clause.text(lang, goes_on=n < len(margins), limit=limit, **places)
        said.append(subject.text(lang, so=so))
        if clause in _NAMES_LIMIT:  # it is named once
            limit = ""
    return series(said, lang, AND_CLAUSE)


def _margin(by: Bounds[T], required: T, write: Callable[[T], str], lang: Lang) -> _Margin:
    """Say how far bounds are above or below a limit; an unknown lower end stands for nothing."""
    if by.is_unknown:
        return _UNKNOWN, {}
    zero = required - required
    low, high = -required if by.low is None else by.low, by.high
    if high is not None and high < zero:
        return _BELOW, {"by": _stretch(-high, -low, write, lang)}
    if low < zero:
        end = _TO_ANY if high is None else _TO_ABOVE if high else _TO_LIMIT
        above = write(high) if high else ""
        return _BELOW_TO, {"below": write(-low), "end": end.text(lang, above=above)}
    if low or high:
        return _ABOVE, {"by": _stretch(low, high, write, lang)}
    return _AT_LIMIT_OR_ABOVE if high is None else _AT_LIMIT, {}


def _stretch(low: T, high: T | None, write: Callable[[T], str], lang: Lang) -> str:
    if high is None:
        return AT_LEAST.text(lang, low=write(low))
    if low == high:
        return write(low)
    if not low:
        return _UP_TO.text(lang, high=write(high))
    return _WITHIN.text(lang, low=write(low), high=write(high))


def _exactly(span: timedelta, lang: Lang) -> str:
    return _INSTANT.text(lang) if _ZERO < span < _SECOND else time_span(span, lang)


def meets(findings: Iterable[Finding], verdict: Verdict, lang: Lang, *, goes_on: bool) -> str:
    """Say, as a clause, that what is given meets limbs of one provision."""
    yes = [each for each in findings if each.met is Met.YES]
    return _MEETS.text(lang, goes_on=goes_on, **_places(yes, verdict, lang))


def falls_short(findings: Sequence[Finding], verdict: Verdict, lang: Lang) -> str:
    """Say that it is open whether limbs of one provision are met, or by how much they are not."""
    open_ = [each for each in findings if each.met is Met.UNDECIDED]
    if open_:
        return _MAY_MEET.text(lang, **_places(open_, verdict, lang))
    both = [each for each in findings if each.limb.duration and each.limb.users]
    if not both:
        places = _places(findings, verdict, lang)
        return _MEETS_NOT.text(lang, by=places["given"], **places)
    nearest = min(both, key=_shortfall)
    places = _places([nearest], verdict, lang)
    return _MEETS_NOT.text(lang, by=excess(nearest, lang) or places["given"], **places)


def _places(findings: Sequence[Finding], verdict: Verdict, lang: Lang) -> dict[str, str]:
    """Name what is held against limbs of one provision, what is given of it, and the provision."""
    given, limbs = findings[0].given, [each.limb for each in findings]
    said = []
    if given.duration is not None and any(limb.duration is not None for limb in limbs):
        said.append(lasted(given.duration, lang, Words("継続時間不明", "time unknown")))
    if given.users is not None and any(limb.users is not None for limb in limbs):
        said.append(people(given.users, lang, USERS_UNKNOWN))
    impacts = (verdict.incident.impacts[i] for i in given.impacts)
    names = dict.fromkeys(service_name(each.service, lang) for each in impacts)
    services = series(names, lang, AND)
    return {
        "what": (_IMPACT_ON if services else _CRITICAL).text(lang, services=services),
        "given": series(said, lang),
        "where": asked_of(limbs, lang),
        "all": "いずれも" if len(limbs) > 1 else "",
    }


def asked_of(limbs: Sequence[Limb], lang: Lang) -> str:
    """Name limbs of one provision, with what they ask for."""
    asked = SEMICOLON.text(lang).join(requirement(limb, lang) for limb in limbs)
    return _ASKED.text(lang, where=short_place(limbs[0].citation, lang), asked=asked)


def causes(verdict: Verdict, lang: Lang = "ja") -> str:
    """Name what an undecided answer hangs on; nothing if it is decided."""
    return series(dict.fromkeys(each.text(lang) for each in _causes(verdict)), lang, AND)


def _causes(verdict: Verdict) -> Iterator[Words]:
    law = limbs_of(verdict.rules)
    rows = {part.place: part.rows for part in parts_of(verdict.incident, law, verdict.at)}
    for finding in verdict.findings:
        limb, by = finding.limb, finding.margin
        if finding.met is not Met.UNDECIDED or limb.grade <= verdict.at_least:
            continue
        if limb.exclusion is not None:
            yield _DEPENDS[limb.exclusion]
            continue
        if by.duration is not None and (by.duration.low is None or by.duration.low < _ZERO):
            yield Words("継続時間", "the time")
        if by.users is not None and (by.users.low is None or by.users.low < 0):
            yield Words("影響利用者数", "the number of users")
        if any(len(rows[place]) > 1 for place in by.uncertain):
            yield Words("役務の入る項", "the row that the service falls in")


def _shortfall(finding: Finding) -> float:
    """Give the greater of the shares of the limits that are surely lacking."""
    limb, by = finding.limb, finding.margin
    shares = [0.0]
    if limb.duration and by.duration and by.duration.high is not None:
        shares.append(max(_ZERO, -by.duration.high) / limb.duration)
    if limb.users and by.users and by.users.high is not None:
        shares.append(max(0, -by.users.high) / limb.users)
    return max(shares)
