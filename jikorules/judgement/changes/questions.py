"""What to find out first: the facts that would settle an undecided answer.

Every unknown gives a question with some telling replies. Judging under all combinations of the
replies tells which questions matter, and which of them settles most. A question that changes the
answer under no combination of the others is not asked; with very many unknowns, all are.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import product
from math import prod
from typing import Any, NamedTuple

from attrs import evolve

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Words
from jikorules.basics.vocabulary import InstalledBy, Kind, Overlap, Reporter
from jikorules.facts.incident import Incident, Period
from jikorules.facts.service import Service
from jikorules.judgement.counting import counted_periods
from jikorules.judgement.judge import grades_possible, judge, work_to_hold
from jikorules.judgement.limbs import RuleLimbs, limbs_of
from jikorules.judgement.parts import Part, parts_of
from jikorules.judgement.readings import turns_on_reading
from jikorules.judgement.verdict import Grade, Limb, Met, Quantity, Question, Reading, Verdict

Reply = Any
"""What it has to be, the question says; the facts that it becomes check it."""


Outcomes = dict[tuple[Reply, ...], Hashable]
"""The answer for every combination of replies."""


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
_KIND = Words("質問に応じた値を与えてください。", "Give what the question asks for.")


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
    asked = [each for each in _candidates(verdict) if each.first != each.last]
    outcomes = _outcomes(verdict, asked)
    return _one_by_one(verdict, asked) if outcomes is None else _telling(asked, outcomes)


def _telling(asked: Sequence[Asked], outcomes: Outcomes) -> tuple[Question, ...]:
    """Give the questions that matter, first what leaves the fewest answers."""
    scores = [_open_outcomes(outcomes, i) for i in range(len(asked))]
    order = sorted(range(len(asked)), key=lambda i: scores[i])
    return tuple(asked[i].question for i in order if _matters(outcomes, i))


def _one_by_one(verdict: Verdict, asked: Sequence[Asked]) -> tuple[Question, ...]:
    """Give all questions, first those of which a reply by itself leaves the fewest answers."""
    in_order = tuple(each.question for each in asked)
    work, left = _MOST_WORK, dict.fromkeys(in_order, 0)
    if 2 * len(asked) * work_to_hold(verdict.incident) > work:
        return in_order
    for question, first, last, _ in asked:
        for reply in (first, last):
            possible, spent = _possible(_with(verdict, question, reply))
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
    return judged_again(_with(verdict, question, reply))


def judged_again(told: Verdict) -> Verdict:
    """Judge what a verdict was told; which rules hold is open as long as they are."""
    rules = None if told.alternatives else told.rules
    return judge(told.incident, rules=rules, at=told.at, readings=dict(told.readings))


def _possible(told: Verdict) -> tuple[tuple[Grade, ...], int]:
    """Give the grades that are possible after what a verdict was told, and the work it took."""
    rules = None if told.alternatives else told.rules
    return grades_possible(told.incident, rules, told.at, dict(told.readings))


def _with(verdict: Verdict, question: Question, reply: Reply) -> Verdict:
    """Take a reply in without judging."""
    if question.quantity is Quantity.READING and not isinstance(reply, Reading):
        raise InvalidInput.of("reply", Words("Reading", "a Reading"), reply, _KIND)
    if question.limb is None:
        return evolve(verdict, incident=_told(verdict.incident, question, reply))
    return evolve(verdict, readings=(*verdict.readings, (question.limb, reply)))


def _told(incident: Incident, question: Question, reply: Reply) -> Incident:
    """Give the incident with a reply among its facts."""
    i, quantity = question.impact, question.quantity
    if i is None:
        return _told_of_all(incident, quantity, reply)
    if not 0 <= i < len(incident.impacts):
        expected = Words(
            f"0以上{len(incident.impacts)}未満の番号", f"a number below {len(incident.impacts)}"
        )
        raise InvalidInput.of("question.impact", expected, str(i), _KIND)
    impact = incident.impacts[i]
    service = impact.service
    if quantity is Quantity.USERS:
        changed = evolve(impact, users=_narrowed(impact.users, question.value, reply))
    elif quantity is Quantity.END:
        changed = evolve(impact, periods=[*impact.periods[:-1], _ended(impact.periods[-1], reply)])
    elif quantity is Quantity.SUPPLEMENTARY:
        changed = evolve(impact, supplementary=reply)
    else:
        known = evolve(service, **_traits(service, question, reply))
        # The impacts on one service share its traits.
        impacts = [
            evolve(each, service=known) if each.service == service else each
            for each in incident.impacts
        ]
        return evolve(incident, impacts=impacts)
    return evolve(incident, impacts=[*incident.impacts[:i], changed, *incident.impacts[i + 1 :]])


def _traits(service: Service, question: Question, reply: Reply) -> dict[str, Any]:
    """Give what a reply tells of a service."""
    quantity = question.quantity
    if quantity is Quantity.READING:  # of its voice calls: voice, or none that counts as voice
        is_voice = reply is Reading.WIDEST
        voice = {"kind": Kind.VOICE, "emergency_calls": False, "voice_calls": None}
        return voice if is_voice else {"voice_calls": False}
    if quantity is Quantity.MONTHLY_USERS:
        reply = _narrowed(service.monthly_users, question.value, reply)
    return {quantity.value: reply}


def _told_of_all(incident: Incident, quantity: Quantity, reply: Reply) -> Incident:
    critical = incident.critical_facility
    if quantity is Quantity.OVERLAP:
        return evolve(incident, overlap=reply)
    if quantity is Quantity.MINOR:
        return evolve(incident, minor=reply)
    if critical is None or quantity not in (Quantity.INSTALLED, Quantity.END):
        words = Words("この事故への質問", "a question on this accident")
        raise InvalidInput.of("question", words, quantity, _KIND)
    if quantity is Quantity.INSTALLED:
        critical = evolve(critical, installed_by=reply)
    else:
        critical = evolve(critical, period=_ended(critical.period, reply))
    return evolve(incident, critical_facility=critical)


def _narrowed(users: Bounds[int], value: int | None, reply: Reply) -> Bounds[int]:
    """Narrow a number: to the reply, or to `value` or more (True), or to fewer (False)."""
    if value is None and type(reply) is int:
        if reply < (users.low or 0) or (users.high is not None and reply > users.high):
            raise InvalidInput.of("reply", _known(users), str(reply), _KIND)
        return Bounds.exact(reply)
    if value is None or type(reply) is not bool:
        raise InvalidInput.of("reply", Words("人数又は真偽値", "a number or a bool"), reply, _KIND)
    low, high = users.low or 0, users.high
    if reply:
        return Bounds(max(low, value), high)
    return Bounds(low, value - 1 if high is None else min(high, value - 1))


def _known(users: Bounds[int]) -> Words:
    """Say what is known of a number."""
    least, most = users.low or 0, users.high
    if most is None:
        return Words(f"{least}以上の人数", f"a number of at least {least}")
    return Words(f"{least}以上{most}以下の人数", f"a number from {least} to {most}")


def _ended(period: Period, reply: Reply) -> Period:
    if not isinstance(reply, datetime):
        raise InvalidInput.of("reply", Words("終了時刻", "a time of end"), reply, _KIND)
    return Period(period.start, reply)


def _candidates(verdict: Verdict) -> Iterable[Asked]:
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
    service, rows = part.service, law.rows_of(part.service)
    traits = [Quantity.EMERGENCY_CALLS, Quantity.PAID]
    if part.rows == rows:  # or else its voice calls are told apart
        traits.append(Quantity.VOICE_CALLS)
        if service.voice_calls and law.rows_of(service, voice_apart=True) != rows:
            yield Asked(Question(Quantity.READING, i), Reading.WIDEST, Reading.NARROWEST)
    for trait in traits:
        told: list[dict[str, Any]] = [{trait.value: reply} for reply in _YES_NO]
        unknown = getattr(service, trait.value) is None
        if unknown and any(law.rows_of(evolve(service, **each)) != rows for each in told):
            yield _whether(Question(trait, i))
    monthly = service.monthly_users
    for step in law.steps[1:]:
        if _is_open(monthly, step):
            known = [_narrowed(monthly, step, reply) for reply in _YES_NO]
            if any(law.rows_of(evolve(service, monthly_users=each)) != rows for each in known):
                yield _whether(Question(Quantity.MONTHLY_USERS, i, step))


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


def _outcomes(verdict: Verdict, asked: Sequence[Asked]) -> Outcomes | None:
    """Judge under every combination of replies that do not contradict one another.

    None if there are too many.
    """
    if 2 ** len(asked) > _MOST_COMBINATIONS:
        return None
    replies = [each.replies() for each in asked]
    if prod(len(each) for each in replies) > _MOST_COMBINATIONS:
        return None
    outcomes: Outcomes = {}
    work = _MOST_WORK
    for chosen in product(*replies):
        settled = verdict
        try:
            for one, reply in zip(asked, chosen, strict=True):
                settled = _with(settled, one.question, reply)
        except InvalidInput:
            continue
        outcomes[chosen], spent = _possible(settled)
        work -= spent
        if work < 0:
            return None
    return outcomes


def _matters(outcomes: Outcomes, i: int) -> bool:
    """Whether two combinations that differ in one reply only differ in the answer."""
    groups: dict[tuple[Reply, ...], Hashable] = {}
    return any(
        groups.setdefault((*replies[:i], *replies[i + 1 :]), outcome) != outcome
        for replies, outcome in outcomes.items()
    )


def _open_outcomes(outcomes: Outcomes, i: int) -> int:
    """Count the answers that are still possible after each reply; fewer settle more."""
    after: dict[Reply, set[Hashable]] = {}
    for replies, outcome in outcomes.items():
        after.setdefault(replies[i], set()).add(outcome)
    return sum(len(found) - 1 for found in after.values())
