"""What was held against limbs of the law, and by how much they were met or missed, in words."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import TypeVar

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import Lang, Words
from jikorules.judgement.limbs import plan_of
from jikorules.judgement.verdict import Exclusion, Finding, Limb, Met, Verdict
from jikorules.words.lists import AND, series
from jikorules.words.names import service_name
from jikorules.words.numbers import clock, lasted, number, people, time_span
from jikorules.words.rules import requirement, short_place

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
_CONTINUED = {"回る": "回り", "等しい": "等しく", "である": "であり", "得る": "得"}


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
    return what, series(said, lang), asked_of(limbs, lang)


def asked_of(limbs: Sequence[Limb], lang: Lang) -> str:
    """Name limbs of one provision, with what they ask for."""
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
