"""The facts of an accident in words: as sentences, or a line each."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from jikorules.basics.errors import Lang, Words
from jikorules.basics.vocabulary import Effect, Facility, Reporter
from jikorules.facts.incident import Impact, Incident, Period
from jikorules.words.lists import AND, Clause, bracketed, capital, entry, flat, series
from jikorules.words.names import CRITICAL_KINDS, REPORTERS, service_name
from jikorules.words.numbers import USERS_UNKNOWN, clock, people

_RUNNING = Words("未復旧", "not restored")
_RUNNING_AT = Words("{time}現在未復旧", "not restored at {time}")
_AT_CARRIER = Words("{carrier}において、", "At {carrier}, ")
_BY_TOWERS = Words(
    "{who}の鉄塔等の損壊その他の事由に起因して、",
    "owing to damage to towers or another cause at {who}, ",
)
_OTHER_FACILITY = Words(
    "電気通信設備以外の設備の故障により、", "owing to other than telecommunications facilities, "
)
_PERHAPS = Words("付加的な機能のみか否かは不明", "perhaps a supplementary function only")
_USERS = Words("利用者{users}", "{users}")
_SERVICE, _SERVICES = Words("{names}", "{names} was"), Words("{names}", "{names} were")
_FUNCTIONS = Words("{names}の付加的な機能", "supplementary functions of {names} were")
_EFFECTS = {
    Effect.SUSPENSION: Clause("{what}の提供が停止した", "{what}の提供が停止し", "{what} suspended"),
    Effect.DEGRADATION: Clause("{what}の品質が低下した", "{what}の品質が低下し", "{what} degraded"),
    None: Clause("{what}に影響が生じた", "{what}に影響が生じ", "{what} affected"),
}
_CRITICAL = Clause(
    "{what}による全ての通信の疎通が不能となった",
    "{what}による全ての通信の疎通が不能となり",
    "all communication through the {what} was impossible",
)
_FROM_TO = Words("{start}から{end}まで", "from {start} to {end}")
_FROM = Words("{start}から", "from {start} on")
_RAN = Words("{when}、{what}。", "{what} {when} Japan time.")
_RUNS = Words("{when}、{what}、復旧していない。", "{what} {when} Japan time; it was not restored.")
_RUNS_AT = Words(
    "{when}、{what}、{now}現在、復旧していない。",
    "{what} {when} Japan time; it was not restored at {now}.",
)
IMPACT = Words("影響{n}", "impact {n}")
_SUPPLEMENTARY = Words("付加的な機能のみ", "supplementary function only")
_SPAN = Words("{start}～{end}", "{start} to {end}")


def standing(periods: Sequence[Period], at: datetime | None, lang: Lang = "ja") -> str:
    """Say that an accident is not over, and at what time it was not; nothing if it is over.

    `periods` are those of what counts.
    """
    if all(period.end is not None for period in periods):
        return ""
    if at is None:
        return _RUNNING.text(lang)
    time = clock(at, lang, after=min(period.start for period in periods))
    return _RUNNING_AT.text(lang, time=time)


def happened(incident: Incident, at: datetime | None, lang: Lang = "ja") -> Iterator[str]:
    """Tell what happened: a sentence for what was hit at the same time in the same way.

    `at` is the moment at which what has not ended still went on, if known.

    Example:
        >>> from jikorules import from_wire
        >>> incident = from_wire({"impacts": [{
        ...     "service": {"kind": "voice", "emergency_calls": True}, "users": 41382,
        ...     "start": "2019-03-16T07:47:00+09:00", "end": "2019-03-16T11:56:00+09:00"}]})
        >>> next(happened(incident, None))
        '2019年3月16日7時47分から11時56分まで、音声伝送役務（利用者41,382人）に影響が生じた。'
    """
    groups: dict[tuple[tuple[Period, ...], Effect | None, bool], list[Impact]] = {}
    for impact in incident.impacts:
        key = (impact.periods, impact.effect, impact.supplementary is True)
        groups.setdefault(key, []).append(impact)
    said = []
    for (periods, effect, extra), impacts in groups.items():
        what = _hit(impacts, extra, lang)
        said.append(_ran(periods, _EFFECTS[effect], what, at, lang))
    critical = incident.critical_facility
    if critical is not None:
        what = CRITICAL_KINDS[critical.kind].text(lang)
        said.append(_ran((critical.period,), _CRITICAL, what, at, lang))
    carrier = flat(incident.carrier)
    who = _AT_CARRIER.text(lang, carrier=carrier) if carrier else ""
    if incident.reporter is Reporter.TOWER_PROVIDER:
        name = REPORTERS[incident.reporter].text(lang)
        who = _BY_TOWERS.text(lang, who=bracketed(name, carrier, lang))
    if incident.facility is Facility.OTHER:
        who += _OTHER_FACILITY.text(lang)
    for text in said:
        yield capital(who + text)
        who = ""


def _hit(impacts: Sequence[Impact], extra: bool, lang: Lang) -> str:
    """Name what was hit, as the subject of a sentence."""
    names = series((_service(each, lang) for each in impacts), lang, AND)
    if extra:
        return _FUNCTIONS.text(lang, names=names)
    return (_SERVICE if len(impacts) == 1 else _SERVICES).text(lang, names=names)


def _service(impact: Impact, lang: Lang) -> str:
    """Name a service, with its users."""
    words = USERS_UNKNOWN if impact.users.is_unknown else _USERS
    said = [words.text(lang, users=people(impact.users, lang))]
    if impact.supplementary is None:
        said.append(_PERHAPS.text(lang))
    return bracketed(service_name(impact.service, lang), series(said, lang), lang)


def _ran(
    periods: Sequence[Period], clause: Clause, subject: str, at: datetime | None, lang: Lang
) -> str:
    """Say when something went on, and whether it still does."""
    said, before = [], None
    for period in periods:
        start = clock(period.start, lang, after=before)
        end = "" if period.end is None else clock(period.end, lang, after=period.start)
        said.append((_FROM_TO if end else _FROM).text(lang, start=start, end=end))
        before = period.end
    when, runs = series(said, lang, AND), periods[-1].end is None
    what = clause.text(lang, goes_on=runs, what=subject)
    if not runs:
        return _RAN.text(lang, when=when, what=what)
    if at is None:
        return _RUNS.text(lang, when=when, what=what)
    now = clock(at, lang, after=periods[0].start)
    return _RUNS_AT.text(lang, when=when, what=what, now=now)


def facts_of(incident: Incident, lang: Lang = "ja") -> Iterator[str]:
    """Give a line for each impact, and one for the critical facility."""
    for i, impact in enumerate(incident.impacts):
        said = [
            service_name(impact.service, lang),
            *(_when(period, lang) for period in impact.periods),
            people(impact.users, lang),
        ]
        if impact.supplementary:
            said.append(_SUPPLEMENTARY.text(lang))
        yield entry(IMPACT.text(lang, n=i + 1), series(said, lang), lang)
    if incident.critical_facility is not None:
        critical = incident.critical_facility
        name = CRITICAL_KINDS[critical.kind].text(lang)
        yield entry(name, _when(critical.period, lang), lang)


def _when(period: Period, lang: Lang) -> str:
    start = clock(period.start, lang)
    end = _RUNNING.text(lang) if period.end is None else clock(period.end, lang, after=period.start)
    return _SPAN.text(lang, start=start, end=end)
