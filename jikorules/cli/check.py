"""``jikorules check``: accidents as a monitoring system wants to see them, in one line."""

from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from itertools import chain

from attrs import frozen

from jikorules.basics.errors import JikorulesError, Lang, Words
from jikorules.cli.alarm import Alarm, alarm_for, alarm_of
from jikorules.cli.common import LeftOut, clock, moment, option, outcomes, span, unread
from jikorules.cli.plugin import State, line
from jikorules.cli.progress import reading
from jikorules.facts.incident import Incident
from jikorules.facts.near_miss import NearMiss
from jikorules.judgement.changes.outlook import Outlook, outlook
from jikorules.judgement.near_miss import judge_near_miss
from jikorules.judgement.verdict import Grade
from jikorules.wire.subject import Subject, subject_from_wire
from jikorules.words.lists import entry, series
from jikorules.words.near_miss import near_miss_sentence
from jikorules.words.numbers import time_span
from jikorules.words.verdict import sentence


class _Sort(Enum):
    """What is counted, worst first; the value is how it is told."""

    SERIOUS = Words("重大な事故{n}件", "{n} serious")
    NEAR_MISS = Words("重大な事故が生ずるおそれがある事態{n}件", "{n} near-miss to be reported")
    UNDECIDED = Words("未確定：重大な事故の可能性{n}件", "{n} undecided: may be a serious accident")
    UNDECIDED_OTHER = Words("未確定{n}件", "{n} undecided")
    PERIODIC = Words("定期の報告の対象{n}件", "{n} periodic")
    UNREAD = Words("読み取れない文書{n}件", "{n} not read")
    NOT_JUDGED = Words("判定の対象でない文書{n}件", "{n} not judged")
    NONE = Words("報告対象外{n}件", "{n} none")


_STATES = {
    _Sort.SERIOUS: State.CRITICAL,
    _Sort.NEAR_MISS: State.CRITICAL,
    _Sort.UNDECIDED: State.WARNING,
    _Sort.UNDECIDED_OTHER: State.WARNING,
    _Sort.PERIODIC: State.WARNING,
    _Sort.UNREAD: State.UNKNOWN,
    _Sort.NOT_JUDGED: State.UNKNOWN,
    _Sort.NONE: State.OK,
}
_OF_ALARM = {
    Alarm.NONE: _Sort.NONE,
    Alarm.PERIODIC: _Sort.PERIODIC,
    Alarm.SERIOUS: _Sort.SERIOUS,
}
_OF_NEAR_MISS = {
    Alarm.NONE: _Sort.NONE,
    Alarm.SERIOUS: _Sort.NEAR_MISS,
    Alarm.UNDECIDED: _Sort.UNDECIDED_OTHER,
}
_WORST_FIRST = (State.CRITICAL, State.WARNING, State.UNKNOWN, State.OK)
_SORTS = [*_Sort]
_SERIOUS_IN = Words("あと{left}で重大な事故", "serious in {left}")
_MAYBE_IN = Words("あと{left}で重大な事故の可能性", "may be serious in {left}")
_A_LEAK = Words(
    "漏えい又は停止の文書です。報告の義務は duties が示します。",
    "a leak or a suspension, of which `jikorules duties` tells what to report.",
)
_SECOND = timedelta(seconds=1)


@frozen
class _Asked:
    """What is asked for.

    Attributes:
        at: now.
        within: how soon a crossing counts as if it had come.
        raised: whether undecided is critical where it may be serious.
        lang: the language.
    """

    at: datetime
    within: timedelta
    raised: bool
    lang: Lang

    def state_of(self, sort: _Sort) -> State:
        """Give the state of what is counted."""
        return State.CRITICAL if self.raised and sort is _Sort.UNDECIDED else _STATES[sort]


@frozen
class _Seen:
    """A document as it is told.

    Attributes:
        sort: what it counts as now.
        state: its state, what is to come within the time included.
        told: gives a sentence on it.
        left: how long until it is critical, where it is not yet.
        surely: whether it is then serious for certain.
    """

    sort: _Sort
    state: State
    told: Callable[[], str]
    left: timedelta | None = None
    surely: bool = True

    @property
    def badness(self) -> tuple[int, timedelta, int]:
        """By what the worst is found, which comes first."""
        return _WORST_FIRST.index(self.state), self._left, _SORTS.index(self.sort)

    @property
    def nearness(self) -> tuple[timedelta, bool]:
        """By what the nearest is found."""
        return self._left, not self.surely

    @property
    def _left(self) -> timedelta:
        return timedelta.max if self.left is None else self.left


def run_check(options: Namespace, now: Callable[[], datetime] = clock) -> int:
    """Print the line of a monitoring plugin, and give its status."""
    asked = _Asked(
        moment("--at", options.at, options.lang) or now(),
        option("--critical-within", options.critical_within, span)
        if options.critical_within
        else timedelta(0),
        options.undecided == "critical",
        options.lang,
    )
    look = _look(options.files, asked)
    worst = next(look)  # of several that are alike, the first is told
    counts, nearest = Counter[_Sort](), None
    for each in chain([worst], look):
        counts[each.sort] += 1
        if each.badness < worst.badness:
            worst = each
        if each.left is not None and (nearest is None or each.nearness < nearest.nearness):
            nearest = each
    told = [sort.value.text(asked.lang, n=counts[sort]) for sort in _Sort if counts[sort]]
    figures = _figures(counts)
    if nearest is not None and nearest.left is not None:
        words = _SERIOUS_IN if nearest.surely else _MAYBE_IN
        told.append(words.text(asked.lang, left=time_span(nearest.left, asked.lang)))
        limit = f"@0:{asked.within // _SECOND}" if asked.within else ""
        figures["remaining"] = f"{nearest.left // _SECOND}s;;{limit};0"
    text = entry(series(told, asked.lang), worst.told(), asked.lang)
    print(line(worst.state, text, figures))
    return worst.state


def _figures(counts: Counter[_Sort]) -> dict[str, str]:
    return {
        "serious": str(counts[_Sort.SERIOUS]),
        "near_miss": str(counts[_Sort.NEAR_MISS]),
        "undecided": str(counts[_Sort.UNDECIDED] + counts[_Sort.UNDECIDED_OTHER]),
        "periodic": str(counts[_Sort.PERIODIC]),
        "none": str(counts[_Sort.NONE]),
        "unread": str(counts[_Sort.UNREAD] + counts[_Sort.NOT_JUDGED]),
    }


def _look(files: Sequence[str], asked: _Asked) -> Iterator[_Seen]:
    with reading(files, asked.lang) as progress:
        given = unread(files, subject_from_wire, moved=progress.moved)
        for where, made in outcomes(given, partial(_seen, asked=asked)):
            if isinstance(made, JikorulesError):
                yield _Seen(_Sort.UNREAD, State.UNKNOWN, partial(made.text, asked.lang))
            elif isinstance(made, LeftOut):
                told = partial(entry, where, made.why.text(asked.lang), asked.lang)
                yield _Seen(_Sort.NOT_JUDGED, State.UNKNOWN, told)
            else:
                yield made


def _seen(subject: Subject, asked: _Asked) -> _Seen:
    if isinstance(subject, Incident):
        return _accident(outlook(subject, asked.at), asked)
    if isinstance(subject, NearMiss):
        verdict = judge_near_miss(subject)
        sort = _OF_NEAR_MISS[alarm_of(verdict)]
        return _Seen(sort, asked.state_of(sort), partial(near_miss_sentence, verdict, asked.lang))
    raise LeftOut(_A_LEAK)


def _accident(coming: Outlook, asked: _Asked) -> _Seen:
    """Take what is to come within the time for what is."""
    sort = _sort(coming.verdict.possible)
    states = [asked.state_of(sort)]
    left, surely = None, True
    for crossing in reversed(coming.crossings):
        time, then = crossing.at - asked.at, _sort(crossing.possible)
        if time <= asked.within:
            states.append(asked.state_of(then))
        if asked.state_of(then) is State.CRITICAL is not states[0]:
            left, surely = -(-time // _SECOND) * _SECOND, then is _Sort.SERIOUS
    if coming.until is not None and coming.until - asked.at <= asked.within:
        states.append(asked.state_of(_Sort.UNDECIDED))  # from then on nothing is told
    return _Seen(sort, max(states), partial(sentence, coming, asked.lang), left, surely)


def _sort(possible: Collection[Grade]) -> _Sort:
    alarm = alarm_for(possible)
    if alarm is Alarm.UNDECIDED:
        return _Sort.UNDECIDED if Grade.SERIOUS in possible else _Sort.UNDECIDED_OTHER
    return _OF_ALARM[alarm]
