"""Signals gathered into accidents: what is known of each, as it came to be known.

The same signals give the same accidents, in whatever order and however often they came.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from attrs import define, field, frozen

from jikorules.basics.errors import Lang, Words, visible
from jikorules.facts.incident import MOST_IMPACTS, Impact, Incident, Period
from jikorules.intake.alert_map import AlertMap, Match
from jikorules.intake.signals import Pairs, Signal, Why
from jikorules.judgement.changes.history import History

SKEW = timedelta(minutes=5)
"""So far clocks of tools may be ahead of each other."""

_WHYS = {
    Why.UNMATCHED: Words(
        "どの役務に係るか、対応表（matches）にありません。対応を加えてください。",
        "no match tells which service it concerns. Add one.",
    ),
    Why.TEST: Words("設定の試験です。", "it is a test of the sender's settings."),
    Why.PLANNED: Words(
        "予定された作業です。予定外の影響があったときは、事故として記録してください。",
        "it is planned work. If more was hit than planned, record that as an accident.",
    ),
    Why.NO_START: Words(
        "いつ始まったかを伝える知らせがありません。始まった時刻を確かめてください。",
        "no message tells when it began. Find out when it did.",
    ),
    Why.NOT_YET: Words(
        "受け取った時刻より後に始まるとあります。送る側の時計と時差を確かめてください。",
        "it begins later than it came. Check the sender's clock and time zone.",
    ),
    Why.TOO_MANY: Words(
        f"一つの事故の影響が{MOST_IMPACTS:,}件を超えます。対応表で影響をまとめてください。",
        f"one accident has at most {MOST_IMPACTS:,} impacts. Let the map put some together.",
    ),
}
_ASIDE = Words("事故としなかった知らせ {name}：{why}", "Alert {name} is in no accident: {why}")


@frozen
class Aside:
    """A signal that is part of no accident, and why: nothing is dropped in silence."""

    signal: Signal
    why: Why

    def text(self, lang: Lang = "ja") -> str:
        """Say it in one line, with what to do."""
        labels = ", ".join(f"{name}={text}" for name, text in self.signal.labels)
        name = visible(labels or self.signal.key, 200)
        return _ASIDE.text(lang, name=name, why=_WHYS[self.why].text(lang))


@frozen
class Known:
    """What was known of an accident from a moment on."""

    at: datetime
    incident: Incident


@frozen
class AlertedAccident:
    """An accident of which tools told.

    Attributes:
        id: the name of its group, and when it began as was first known; that of its incidents too.
        known: what was known of it, each time that the facts moved; the earliest first.
        signals: all that was said of it, in the order in which it was heard.
        said_over: when the tools had the last of its alerts end; None if one goes on. If the map
            does not trust that, somebody has to find out when the users were served again.
    """

    id: str
    known: tuple[Known, ...]
    signals: tuple[Signal, ...]
    said_over: datetime | None

    @property
    def at(self) -> datetime:
        """When what is known now became known."""
        return self.known[-1].at

    @property
    def incident(self) -> Incident:
        """What is known now: a partial accident, in which the rest is unknown."""
        return self.known[-1].incident

    @property
    def severities(self) -> tuple[str, ...]:
        """The tools' own words for how grave it is, in the order in which they were heard."""
        return tuple(dict.fromkeys(each.severity for each in self.signals if each.severity))

    @property
    def links(self) -> Pairs:
        """Where to read more: names with their URLs, each once."""
        return tuple(dict.fromkeys(pair for each in self.signals for pair in each.links))

    @property
    def left_out(self) -> int:
        """Of how many more alerts a message did not tell, at most: the accident is incomplete."""
        return max(each.left_out for each in self.signals)

    def history(self) -> History:
        """Judge all that was known, at each time at which the facts moved.

        Raises:
            NotCovered: no rule set is known for the accident's first day.
        """
        history = History()
        for each in self.known:
            history = history.look(each.at, each.incident)
        return history


@frozen
class Gathered:
    """What became of signals: accidents, the earliest first, and what is in none."""

    accidents: tuple[AlertedAccident, ...]
    aside: tuple[Aside, ...]


class _Span(NamedTuple):
    """A stretch in which an alert went on, as its tool has it; None is "it goes on"."""

    start: datetime
    end: datetime | None


def gather(signals: Iterable[Signal], alert_map: AlertMap) -> Gathered:
    """Gather signals into accidents.

    The signals of one group are one accident, unless no alert of it went on for as long as
    `AlertMap.apart`. An alert that fits a match gives its impacts, from the earliest beginning
    that was told of it on; users that the match does not tell are unknown.

    Args:
        signals: all that was heard, in any order; what came twice counts once.
        alert_map: which alert concerns which service.

    Example:
        >>> from jikorules import JAPAN, Service
        >>> from jikorules.intake import Affected
        >>> one = datetime(2026, 5, 10, 1, tzinfo=JAPAN)
        >>> phone = Affected(Service("voice", emergency_calls=True), 40_000)
        >>> told = gather([Signal("1a30", one, start=one, labels={"alertname": "VoiceDown"}),
        ...                Signal("77f0", one, start=one, labels={"alertname": "DiskFull"})],
        ...               AlertMap([Match({"alertname": "VoiceDown"}, phone)]))
        >>> told.accidents[0].incident.impacts[0].users, told.aside[0].why.value
        (Bounds(low=40000, high=40000), 'unmatched')
    """
    heard = sorted(set(signals), key=_in_order)
    matches = {each: alert_map.match(each) for each in heard}
    mapped = {(each.group, each.key) for each in heard if matches[each]}
    aside: dict[Signal, Why] = {}
    groups: dict[str, list[Signal]] = {}
    for each in heard:
        why = each.apart
        if why is None and each.start is not None and each.start > each.heard + SKEW:
            why = Why.NOT_YET
        if why is None and (each.group, each.key) not in mapped:
            why = Why.UNMATCHED
        if why is None:
            groups.setdefault(each.group, []).append(each)
        else:
            aside[each] = why
    accidents = [
        accident
        for group in groups.values()
        for part in _parted(group, alert_map.apart, aside)
        if (accident := _accident(part, matches, alert_map, aside))
    ]
    accidents.sort(key=lambda each: (each.known[0].at, each.id))
    return Gathered(
        tuple(accidents), tuple(Aside(each, aside[each]) for each in heard if each in aside)
    )


def _in_order(signal: Signal) -> tuple[object, ...]:
    """Put signals in the order in which they were heard, and those of one moment in some order."""
    return (signal.heard, signal.group, signal.key, repr(signal))


class _Times(NamedTuple):
    """What a signal tells of times: when it began, and when it ended, as far as it tells."""

    start: datetime | None
    end: datetime | None


def _times(signal: Signal) -> _Times:
    """Give the times that a signal tells in earnest.

    An end that is still to come is none. A beginning that is not before the end, as Grafana writes
    it since its version 12, tells when it ended and nothing of when it began.
    """
    start, end = signal.start, signal.end
    if end is not None and end > signal.heard + SKEW:
        end = None
    if start is not None and end is not None and start >= end:
        start = None
    return _Times(start, end)


_Told = dict[_Times, datetime]
"""What was told of the times of one alert, and when that was last heard."""


def _tell(told: _Told, signal: Signal) -> None:
    times = _times(signal)
    told[times] = max(told.get(times, signal.heard), signal.heard)


def _spans(told: _Told) -> list[_Span]:
    """Give the stretches in which one alert went on, earliest first; no two of them touch.

    What began without an end goes on until the first end after it that was told since. An end that
    was told before is none: whoever says again that it goes on takes it back.
    """
    ends = [(times.end, heard) for times, heard in told.items() if times.end is not None]
    spans = []
    for (start, end), heard in told.items():
        if start is not None and end is None:
            since = (each for each, when in ends if each > start and when >= heard)
            spans.append(_Span(start, min(since, default=None)))
        elif start is not None:
            spans.append(_Span(start, end))
    merged: list[_Span] = []
    for span in sorted(spans, key=lambda each: each.start):
        last = merged[-1] if merged else None
        if last is None or (last.end is not None and last.end < span.start):
            merged.append(span)
        elif last.end is not None:
            merged[-1] = _Span(last.start, span.end and max(last.end, span.end))
    return merged


def _parted(
    group: Sequence[Signal], apart: timedelta, aside: dict[Signal, Why]
) -> Iterator[list[Signal]]:
    """Divide what was said within a group into accidents; what tells no beginning goes aside."""
    told: dict[str, _Told] = {}
    for each in group:
        _tell(told.setdefault(each.key, {}), each)
    spans = {key: _spans(own) for key, own in told.items()}
    firsts: list[datetime] = []
    reach: datetime | None = None
    for span in sorted((each for own in spans.values() for each in own), key=lambda it: it.start):
        if not firsts or (reach is not None and span.start - reach > apart):
            firsts.append(span.start)
            reach = span.end
        elif reach is not None:
            reach = span.end and max(reach, span.end)
    parts: list[list[Signal]] = [[] for _ in firsts]
    for each in group:
        start, end = _times(each)
        moment = start or end
        begun = [span.start for span in spans[each.key]]
        i = 0 if moment is None else bisect_right(begun, moment)
        if i:  # it is about the last stretch of the same alert that had begun
            parts[bisect_right(firsts, begun[i - 1]) - 1].append(each)
        else:
            aside[each] = Why.NO_START
    yield from parts


def _accident(
    part: Sequence[Signal],
    matches: dict[Signal, Match | None],
    alert_map: AlertMap,
    aside: dict[Signal, Why],
) -> AlertedAccident | None:
    """Tell what was known of one accident, each time that the facts moved."""
    mapped = {each.key for each in part if matches[each]}
    facts = _Facts(alert_map.trust_resolved)
    known: list[Known] = []
    taken: list[Signal] = []
    name = ""
    for heard, batch in groupby(part, key=lambda each: each.heard):
        for each in batch:
            why = facts.take(each, matches[each]) if each.key in mapped else Why.UNMATCHED
            if why is None:
                taken.append(each)
            else:
                aside[each] = why
        hit = [impact for mine in facts.impacts.values() for impact in mine]
        if not hit:
            continue
        if not name:  # told by what was known at first, so that it stays
            first = min(impact.periods[0].start for impact in hit)
            name = f"{part[0].group}@{first.isoformat()}"
        incident = Incident(
            hit,
            minor=alert_map.minor,
            disaster=alert_map.disaster,
            carrier=alert_map.carrier,
            id=name,
        )
        if not known or known[-1].incident != incident:
            begun = max(impact.periods[-1].start for impact in hit)
            known.append(Known(max([heard, begun, *(each.at for each in known[-1:])]), incident))
    return AlertedAccident(name, tuple(known), tuple(taken), facts.said_over()) if known else None


@define
class _Facts:
    """What is known of the alerts of one accident so far, by their keys."""

    trust_resolved: bool
    told: dict[str, _Told] = field(factory=dict)
    used: dict[str, Match] = field(factory=dict)
    impacts: dict[str, tuple[Impact, ...]] = field(factory=dict)

    def take(self, signal: Signal, match: Match | None) -> Why | None:
        """Take in what a signal says, or tell why it cannot be."""
        key = signal.key
        match = match or self.used.get(key)
        if match is not None and not self._has_room(key, match):
            return Why.TOO_MANY
        _tell(self.told.setdefault(key, {}), signal)
        if match is not None:
            self.used[key] = match
            periods = _periods(_spans(self.told[key]), self.trust_resolved)
            if periods:
                self.impacts[key] = tuple(each.during(*periods) for each in match.impacts)
        return None

    def said_over(self) -> datetime | None:
        """Give when the last alert ended, as the tools have it; None if one goes on."""
        ends = [spans[-1].end for told in self.told.values() if (spans := _spans(told))]
        return None if None in ends else max(end for end in ends if end is not None)

    def _has_room(self, key: str, match: Match) -> bool:
        others = sum(len(mine) for other, mine in self.impacts.items() if other != key)
        return others + len(match.impacts) <= MOST_IMPACTS


def _periods(spans: Sequence[_Span], trust_resolved: bool) -> tuple[Period, ...]:
    if not trust_resolved:  # that an alert ends is no proof that users are served again
        return tuple(Period(span.start) for span in spans[:1])
    return tuple(Period(span.start, span.end) for span in spans)
