"""What to find out first: the facts that would settle an undecided answer.

Every unknown gives a question with some telling replies. Judging under all combinations of the
replies tells which questions matter, and which of them settles most. A question that changes the
answer under no such combination is not asked, though it may be once others are answered; with very
many unknowns, all are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any, NamedTuple

from attrs import evolve

from jikorules.basics.bounds import Bounds
from jikorules.basics.vocabulary import InstalledBy, Overlap, Reporter
from jikorules.facts.incident import Incident, Period
from jikorules.facts.service import Service
from jikorules.judgement.changes.outcomes import FactAsked, outcomes
from jikorules.judgement.changes.replies import Reply, after, fact_of, narrowed, with_reply
from jikorules.judgement.changes.trial import Trials
from jikorules.judgement.counting import counted_periods
from jikorules.judgement.judge import judge, work_to_hold
from jikorules.judgement.limbs import RuleLimbs, limbs_of
from jikorules.judgement.parts import Part, parts_of
from jikorules.judgement.readings import turns_on_reading
from jikorules.judgement.verdict import Limb, Met, Quantity, Question, Reading, Verdict


class Asked(NamedTuple):
    """A question with its telling replies.

    Attributes:
        question: the question.
        first: the first of the replies.
        last: the last of them.
        between: gives the others; it takes long to find them where there are many impacts.
    """

    question: Question
    first: Reply
    last: Reply
    between: Callable[[], Iterable[Reply]] = tuple

    def replies(self) -> list[Reply]:
        """Give all replies, in order."""
        return list(dict.fromkeys([self.first, *self.between(), self.last]))


_YES_NO = (True, False)
# So many combinations are judged. Where there are more, each question is tried by itself.
_MOST_COMBINATIONS = 500
# So much work is spent on it, or the questions are left in the order of the facts.
_MOST_WORK = 2**20


def questions(verdict: Verdict) -> tuple[Question, ...]:
    """Give the questions that would settle an undecided verdict, first what settles most.

    With very many unknowns all questions are given, in the order of the facts.

    Example:
        >>> from jikorules import JAPAN, from_wire
        >>> verdict = judge(from_wire({"impacts": [{
        ...     "service": {"kind": "voice", "emergency_calls": True}, "users": {"at_least": 20000},
        ...     "start": "2026-05-10T01:00:00+09:00", "end": "2026-05-10T02:10:00+09:00"}]}))
        >>> [(each.quantity.value, each.impact, each.value) for each in questions(verdict)]
        [('users', 0, 30000)]
    """
    if verdict.grade is not None:
        return ()
    asked = [each for each in candidates(verdict) if each.first != each.last]
    found = _outcomes(verdict, asked)
    if found is None:
        return _one_by_one(verdict, asked)
    telling = [each.question for each in asked if found[each.question].matters(each.question)]
    return tuple(sorted(telling, key=lambda question: found[question].left_open(question)))


def _outcomes(verdict: Verdict, asked: Sequence[Asked]) -> Mapping[Question, FactAsked] | None:
    """Judge under every combination of replies; None if there are too many."""
    if 2 ** len(asked) > _MOST_COMBINATIONS:
        return None
    replies = [(each.question, each.replies()) for each in asked]
    if prod(len(each) for _, each in replies) > _MOST_COMBINATIONS:
        return None
    return outcomes(verdict, replies, _MOST_WORK)


def _one_by_one(verdict: Verdict, asked: Sequence[Asked]) -> tuple[Question, ...]:
    """Give all questions, first those of which a reply by itself leaves the fewest answers."""
    in_order = tuple(each.question for each in asked)
    work, left = _MOST_WORK, dict.fromkeys(in_order, 0)
    if 2 * len(asked) * work_to_hold(verdict.incident) > work:
        return in_order
    trials = Trials(verdict)
    for question, first, last, _ in asked:
        fact = fact_of(question)
        values = [after(trials.facts.get(fact), question, reply) for reply in (first, last)]
        for possible, spent in trials.of({fact: values}):
            left[question] += len(possible)
            work -= spent
            if work < 0:
                return in_order
    return tuple(sorted(in_order, key=left.__getitem__))


def answer(verdict: Verdict, question: Question, reply: Reply) -> Verdict:
    """Judge again with a question answered.

    Args:
        verdict: the verdict that raised the question.
        question: the question.
        reply: True or False to a question with a `value` or about a trait or an exception; the
            number to an open question about users; the time at which it ended; an `InstalledBy`;
            an `Overlap`; a `Reading`.

    Raises:
        InvalidInput: the reply is not of the kind asked for, or contradicts the facts; or the
            question is of an impact that there is not.

    Example:
        >>> from jikorules import JAPAN, Impact, Service
        >>> period = Period(datetime(2026, 5, 10, 1, tzinfo=JAPAN))
        >>> late = datetime(2026, 5, 10, 2, tzinfo=JAPAN)
        >>> phone = Impact(Service.named("IP電話"), 30_000, period)
        >>> verdict = judge(Incident([phone]), at=late)
        >>> (question,) = questions(verdict)
        >>> question.quantity.value
        'emergency_calls'
        >>> answer(verdict, question, True).grade.name
        'SERIOUS'
    """
    return judged_again(with_reply(verdict, question, reply))


def judged_again(told: Verdict) -> Verdict:
    """Judge what a verdict was told; which rules hold is open as long as they are."""
    rules = None if told.alternatives else told.rules
    return judge(told.incident, rules=rules, at=told.at, readings=dict(told.readings))


def candidates(verdict: Verdict) -> Iterable[Asked]:
    """Give a question for every unknown, with the replies between which the answer may turn."""
    asked: dict[Question, Asked] = {}
    for each in verdict.alternatives or (verdict,):
        for one in _candidates_under(each):
            known = asked.get(one.question)
            asked[one.question] = one if known is None else _joined(known, one)
    return asked.values()


def _joined(one: Asked, other: Asked) -> Asked:
    """Join the replies that are telling under one rule set and under another."""
    return one._replace(last=other.last, between=lambda: [*one.replies(), *other.replies()])


def _candidates_under(verdict: Verdict) -> Iterator[Asked]:
    """Give the questions under one rule set."""
    incident, law = verdict.incident, limbs_of(verdict.rules)
    parts = parts_of(incident, law, verdict.at, verdict.since)
    limbs: list[list[Limb]] = [[] for _ in incident.impacts]
    for finding in verdict.findings:
        for place in finding.impacts if finding.met is Met.UNDECIDED else ():
            limbs[place].append(finding.limb)
    starts = sorted({each.start for each in counted_periods(incident, law.rules)})
    services = set[Service]()
    for part in parts:
        if part.serious is None or part.periodic is None:
            yield _whether(Question(Quantity.SUPPLEMENTARY, part.place))
        if part.service not in services:
            services.add(part.service)
            yield from _of_service(part.place, part, law)
        yield from _of_impact(part, len(parts), incident, limbs[part.place], starts)
    yield from _of_all(verdict, len(parts), law, starts)
    read = dict(verdict.readings)
    for finding in verdict.findings:
        if finding.limb not in read and turns_on_reading(finding, parts, incident.overlap):
            question = Question(Quantity.READING, limb=finding.limb)
            yield Asked(question, Reading.WIDEST, Reading.NARROWEST)


def _of_all(
    verdict: Verdict, among: int, law: RuleLimbs, starts: Sequence[datetime]
) -> Iterator[Asked]:
    incident = verdict.incident
    if among > 1 and incident.overlap is Overlap.UNKNOWN:
        yield Asked(Question(Quantity.OVERLAP), Overlap.DISJOINT, Overlap.SAME)
    if incident.minor is None and incident.reporter is Reporter.CARRIER:
        yield _whether(Question(Quantity.MINOR))
    critical = incident.critical_facility
    if critical is not None and critical.installed_by is None:
        question = Question(Quantity.INSTALLED)
        yield Asked(question, InstalledBy.SELF, InstalledBy.NOT_CARRIER)
    if critical is not None and critical.period.end is None and verdict.at is None:
        yield _end(None, critical.period, [law.critical], starts)


def _whether(question: Question) -> Asked:
    return Asked(question, *_YES_NO)


def _of_impact(
    part: Part,
    among: int,
    incident: Incident,
    limbs: Sequence[Limb],
    starts: Sequence[datetime],
) -> Iterator[Asked]:
    i, impact = part.place, incident.impacts[part.place]
    if not part.ended:
        yield _end(i, impact.periods[-1], limbs, starts)
    if among == 1:
        # Of the only impact: whether its users reach each limit.
        for limit in sorted({limb.users for limb in limbs if limb.users is not None}):
            if _is_open(impact.users, limit):
                yield _whether(Question(Quantity.USERS, i, limit))
    elif not impact.users.is_exact:
        yield _how_many(i, incident, limbs)


def _of_service(i: int, part: Part, law: RuleLimbs) -> Iterator[Asked]:
    # If its voice calls are told apart, nothing is asked of them.
    is_whole = part.rows == law.rows_of(part.service)
    for quantity, step in _traits_asked(part.service, law, is_whole):
        if quantity is Quantity.READING:
            yield Asked(Question(quantity, i), Reading.WIDEST, Reading.NARROWEST)
        else:
            yield _whether(Question(quantity, i, step))


@lru_cache(maxsize=4096)
def _traits_asked(
    service: Service, law: RuleLimbs, is_whole: bool
) -> tuple[tuple[Quantity, int | None], ...]:
    """Give the traits of a service on which the rows hang that it may fall in."""
    asked, rows = list[tuple[Quantity, int | None]](), law.rows_of(service)
    traits = [Quantity.EMERGENCY_CALLS, Quantity.PAID]
    if is_whole:
        traits.append(Quantity.VOICE_CALLS)
        if service.voice_calls and law.rows_of(service, voice_apart=True) != rows:
            asked.append((Quantity.READING, None))
    for trait in traits:
        told: list[dict[str, Any]] = [{trait.value: reply} for reply in _YES_NO]
        unknown = getattr(service, trait.value) is None
        if unknown and any(law.rows_of(evolve(service, **each)) != rows for each in told):
            asked.append((trait, None))
    monthly = service.monthly_users
    for step in law.steps[1:]:
        if _is_open(monthly, step):
            known = [narrowed(monthly, step, reply) for reply in _YES_NO]
            if any(law.rows_of(evolve(service, monthly_users=each)) != rows for each in known):
                asked.append((Quantity.MONTHLY_USERS, step))
    return tuple(asked)


def _is_open(users: Bounds[int], limit: int) -> bool:
    """Whether there may be as many users as a limit, and may be fewer."""
    return (users.low or 0) < limit and (users.high is None or users.high >= limit)


def _how_many(i: int, incident: Incident, limbs: Sequence[Limb]) -> Asked:
    """Ask for the number of users of one impact of several, whose users may add up."""
    limits = {limb.users for limb in limbs if limb.users is not None}
    users = incident.impacts[i].users
    low = users.low or 0
    high = max(low, *limits, 1) if users.high is None else users.high

    def between() -> list[int]:
        others = [each.users for j, each in enumerate(incident.impacts) if j != i]
        if incident.overlap is Overlap.SAME:  # none are added
            others = []
        beside = {0, *(((each.low or 0) + (each.high or each.low or 0)) // 2 for each in others)}
        telling = {limit - other - less for limit in limits for other in beside for less in (0, 1)}
        return sorted(number for number in telling if low < number < high)

    return Asked(Question(Quantity.USERS, i), low, high, between)


def _end(i: int | None, period: Period, limbs: Sequence[Limb], starts: Sequence[datetime]) -> Asked:
    """Ask when a period ended: at once, or around a limit, counted from any beginning."""
    limits = {limb.duration for limb in limbs if limb.duration is not None}

    def between() -> list[datetime]:
        around = {
            start + limit - less
            for start, limit in product(starts, limits)
            for less in (timedelta(0), timedelta(seconds=1))
        }
        return sorted(end for end in around if end > period.start)

    last = max([period.start, *(starts[-1] + limit for limit in limits)])
    return Asked(Question(Quantity.END, i), period.start, last, between)
