"""What must be reported, to whom, on which form and by which day.

"Promptly" 速やかに stays "promptly": the text has no number of hours, and none is made up. Where
the verdict is undecided its duties are conditional.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import chain

from attrs import evolve, field, frozen
from dateutil.relativedelta import relativedelta

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Problem, Words, shown
from jikorules.basics.moments import JAPAN, to_fixed_offset
from jikorules.basics.validation import (
    check_day,
    check_flag,
    check_member,
    check_text,
    check_time,
    check_users,
    refuse,
)
from jikorules.basics.vocabulary import Basis, Facility, Reason, Reporter, to_reason
from jikorules.facts.incident import Incident, check_carrier
from jikorules.facts.near_miss import NearMiss
from jikorules.facts.service import to_users
from jikorules.judgement.near_miss import NearMissVerdict
from jikorules.judgement.verdict import Grade, Met, Verdict
from jikorules.law.citation import Citation
from jikorules.law.periodic import PeriodicReports
from jikorules.law.reports import ReportRule
from jikorules.law.ruleset import RuleSet, guideline, ruleset
from jikorules.reporting.duty import BOUND_CARRIER, Deadline, Duty, OtherForm, Report

FIRST_DAY_NOT_COUNTED = Citation("民法", "140")

OTHER_REASONS = (Reason.PARTIAL_SUSPENSION, Reason.SECRECY_LEAK, Reason.USER_INFORMATION_LEAK)
"""The reasons for a report that are neither an accident nor a near-miss."""

_NAMES = ", ".join(OTHER_REASONS)
_OTHER = Words(f"次のいずれか（{_NAMES}）", f"one of {_NAMES}")
_JUDGED = Words(
    "事故とそのおそれは、judge 又は judge_near_miss の判定を与えてください。",
    "For an accident or a near-miss give the verdict of judge or judge_near_miss.",
)
_NOT_COUNTED = Words(
    "空欄とすること（知った時から数える報告がないため）",
    "nothing, as no report of it is counted from that",
)
_TOWERS_ONLY = Words(
    "知った時（known_at）は、認定鉄塔等提供事業者の事故（reporter が tower_provider）に限って"
    "与えてください。",
    "Give the time of knowing only for the accident of a tower provider.",
)
_CHECK_KNOWN = Words("発生を知った日時を確かめてください。", "Check when it became known.")


@frozen
class OtherReason:
    """A reason for a report that is neither an accident nor a near-miss.

    Attributes:
        reason: partial suspension of business 業務の一部の停止, leak of the secrecy of
            communications 通信の秘密の漏えい, or leak of specified user information
            特定利用者情報の漏えい; its name will do.
        day: the day of the suspension, or the day on which the carrier came to know the leak. The
            law of that day is applied.
        users: how many users a leak of user information concerns; a plain count will do.
        to_foreign_government: whether the information was given to a foreign government under a
            foreign system, which needs no number of users; None if unknown.
        designated: whether the carrier is designated under Art. 27-5 of the Act, which alone owes
            the report of a leak of user information; None if unknown.
        carrier: the carrier's name.
        id: the caller's name for it.

    Raises:
        InvalidInput: with all values that are not of their type.
    """

    reason: Reason = field(converter=to_reason)
    day: date
    users: Bounds[int] = field(default=None, converter=to_users, kw_only=True)
    to_foreign_government: bool | None = field(default=False, kw_only=True)
    designated: bool | None = field(default=None, kw_only=True)
    carrier: str | None = field(default=None, kw_only=True)
    id: str | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        found = check_member("reason", Reason, self.reason)
        if not found and self.reason not in OTHER_REASONS:
            found = (Problem("reason", _OTHER, shown(self.reason.value), _JUDGED),)
        refuse(
            *found,
            *check_day("day", self.day),
            *check_users("users", self.users),
            *check_flag("to_foreign_government", self.to_foreign_government),
            *check_flag("designated", self.designated),
            *check_text("carrier", self.carrier),
            *check_text("id", self.id),
        )


def duties(
    subject: Verdict | NearMissVerdict | OtherReason,
    *,
    wholesaler: Verdict | None = None,
    known_at: datetime | None = None,
    count_first_day: bool = False,
) -> tuple[Duty, ...]:
    """Tell what must be reported, to whom, on which form and by which day.

    All of it presumes a telecommunications carrier 電気通信事業者 that the Act binds: its Art. 164
    takes out business for one customer, on one premises, and the third kind of business.

    Args:
        subject: the verdict on an accident or on a near-miss, or another reason of Art. 57.
        wholesaler: for an accident whose `origin` is the wholesaler, the verdict on the
            wholesaler's own accident: if that is serious too, a shorter form may be used. Left
            out, it is not known whether it may.
        known_at: for an accident whose `reporter` is the tower provider, the time at which he came
            to know that it had occurred 発生を知った時, time-zone aware: his 30 days are counted
            from that. Left out, the last day stays unknown.
        count_first_day: count the first day too. The Civil Code, Art. 140, does not, so that 30
            days from a day end 30 days after it, as the ministry's known practice has it.

    Returns:
        The duties, and the recommended notice to users. What only holds if an undecided verdict
        turns out so is not certain.

    Raises:
        NotCovered: no rule set is known for the day, or the closed days are not.
        InvalidInput: `known_at` is not time-zone aware, before the accident began, or given for
            anything but the accident of a tower provider; `wholesaler` is the verdict on one.

    Example:
        >>> from datetime import datetime
        >>> from jikorules import JAPAN, Impact, Period, Service, judge
        >>> start = datetime(2018, 12, 6, 13, 39, tzinfo=JAPAN)
        >>> period = Period(start, start + timedelta(hours=4, minutes=25))
        >>> voice = Service("voice", emergency_calls=True)
        >>> verdict = judge(Incident([Impact(voice, 30_600_000, period)]))
        >>> for duty in duties(verdict):
        ...     print(duty.report, duty.form, duty.deadline and duty.deadline.due)
        first None None
        detailed 様式第50の3 2019-01-07
        periodic 様式第27 2019-02-28
    """
    if wholesaler is not None:
        refuse(*check_carrier("wholesaler", wholesaler.incident.reporter))
    if isinstance(subject, Verdict) and subject.alternatives:
        return tuple(
            _under_any(
                [
                    duties(
                        each,
                        wholesaler=wholesaler,
                        known_at=known_at,
                        count_first_day=count_first_day,
                    )
                    for each in subject.alternatives
                ]
            )
        )
    if isinstance(subject, Verdict) and subject.incident.reporter is Reporter.TOWER_PROVIDER:
        return tuple(_of_towers(subject, known_at, count_first_day=count_first_day))
    if known_at is not None:
        raise InvalidInput.of("known_at", _NOT_COUNTED, str(known_at), _TOWERS_ONLY)
    facts: Incident | NearMiss | OtherReason
    if isinstance(subject, Verdict):
        facts, rules, met = subject.incident, subject.rules, _is_serious(subject)
        reason, day = Reason.SERIOUS_ACCIDENT, subject.first_day
    elif isinstance(subject, NearMissVerdict):
        facts, rules, met = subject.near_miss, subject.rules, subject.met
        reason, day = Reason.NEAR_MISS, facts.known_on
    else:
        facts, rules, reason, day = subject, ruleset(subject.day), subject.reason, subject.day
        met = _is_reason(subject, rules)
    made = list[Duty]()
    rule = rules.reports.rule(reason)
    if rule is not None and met is not Met.NO:
        first = Duty(
            facts.id,
            facts.carrier,
            report=Report.FIRST,
            reason=reason,
            to=rules.reports.to,
            via=rules.reports.via,
            citation=evolve(rules.reports_place, paragraph=rule.paragraph),
            presumes=BOUND_CARRIER,
            penalty=rule.penalty,
            basis=rule.counted_from,
            counted_from=day,
            other_forms=_short_form(rule, subject, wholesaler),
            contents=rules.reports.contents(reason),
            is_certain=met is Met.YES,
        )
        last = detailed_deadline(rules, reason, day, count_first_day=count_first_day)
        detailed = evolve(first, report=Report.DETAILED, contents=(), form=rule.form, deadline=last)
        made += [first, detailed]
    if isinstance(subject, Verdict):
        made += [*_periodic(subject), *_notice(subject)]
    return tuple(made)


def _under_any(found: Sequence[Sequence[Duty]]) -> Iterator[Duty]:
    """Join the duties under each of the rules that may hold: of the same report, the first due.

    A duty is certain if it is under all of them.
    """
    groups: dict[tuple[Report, Reason | None], list[Duty]] = {}
    for duty in chain(*found):
        groups.setdefault((duty.report, duty.reason), []).append(duty)
    for group in groups.values():
        first = min(group, key=lambda duty: duty.deadline.due if duty.deadline else date.max)
        in_all = len(group) == len(found) and all(duty.is_certain for duty in group)
        yield evolve(first, is_certain=in_all or not first.is_law)


def _of_towers(
    verdict: Verdict, known_at: datetime | None, *, count_first_day: bool
) -> Iterator[Duty]:
    """Give what a tower provider has to do (施行規則第54条の17第2項): two reports, no other."""
    incident, rules = verdict.incident, verdict.rules
    rule, met = rules.tower_providers, _is_serious(verdict)
    known_on = None if known_at is None else _day_of_knowing(known_at, verdict)
    if rule is None or met is Met.NO:
        return
    first = Duty(
        incident.id,
        incident.carrier,
        report=Report.FIRST,
        reason=Reason.SERIOUS_ACCIDENT,
        to=rule.to,
        citation=rules.tower_providers_place,
        under=rule.cited_as[-1].under,
        penalty=rule.penalty,
        basis=rule.counted_from,
        counted_from=known_on,
        known_at=known_at and to_fixed_offset(known_at),
        contents=rule.first_contents,
        is_certain=met is Met.YES,
    )
    yield first
    last = None
    if known_on is not None:
        last = _deadline(known_on, rule.detailed_days, count_first_day=count_first_day)
    yield evolve(first, report=Report.DETAILED, contents=(), form=rule.form, deadline=last)


def _day_of_knowing(known_at: datetime, verdict: Verdict) -> date:
    """Give the day in Japan on which it became known; nobody knows what has not begun."""
    refuse(*check_time("known_at", known_at))
    begun = min(period.start for period in verdict.periods())
    if known_at < begun:
        start = begun.isoformat()
        expected = Words(f"発生（{start}）以後の時刻", f"a time not before {start}, when it began")
        raise InvalidInput.of("known_at", expected, known_at.isoformat(), _CHECK_KNOWN)
    return known_at.astimezone(JAPAN).date()


def _is_serious(verdict: Verdict) -> Met:
    if verdict.at_most is not Grade.SERIOUS:
        return Met.NO
    return Met.YES if verdict.at_least is Grade.SERIOUS else Met.UNDECIDED


def _is_reason(other: OtherReason, rules: RuleSet) -> Met:
    """Tell whether a report is owed: by this carrier, and of a leak as large as that.

    How many users a leak concerns does not matter if the information went to a foreign government.
    """
    rule = rules.reports.rule(other.reason)
    if rule is None or (rule.designated_only and other.designated is False):
        return Met.NO
    limit, low, high = rule.more_users_than, other.users.low or 0, other.users.high
    small = limit is not None and high is not None and high <= limit
    if small and other.to_foreign_government is False:
        return Met.NO
    large = limit is None or low > limit or other.to_foreign_government is True
    designated = other.designated is True or not rule.designated_only
    return Met.YES if large and designated else Met.UNDECIDED


def detailed_deadline(
    rules: RuleSet, reason: Reason, day: date, *, count_first_day: bool = False
) -> Deadline | None:
    """Give the last day for a detailed report, as `duties` counts it; None if none has to be made.

    Raises:
        NotCovered: the closed days are not known.

    Example:
        >>> day = date(2018, 12, 6)
        >>> deadline = detailed_deadline(ruleset(day), Reason.SERIOUS_ACCIDENT, day)
        >>> str(deadline.last_day), str(deadline.due)
        ('2019-01-05', '2019-01-07')
    """
    rule = rules.reports.rule(reason)
    if rule is None:
        return None
    return _deadline(day, rule.detailed_days, count_first_day=count_first_day)


def _deadline(day: date, days: int, *, count_first_day: bool) -> Deadline:
    """Give the last day of a period of days from a day on."""
    last_day = day + timedelta(days=days - 1 if count_first_day else days)
    counting = () if count_first_day else (FIRST_DAY_NOT_COUNTED,)
    return Deadline.on(last_day, *counting, days=days)


def _short_form(
    rule: ReportRule, subject: object, wholesaler: Verdict | None
) -> tuple[OtherForm, ...]:
    """Give the shorter form, if it may be used: the accident it came of has to be serious too."""
    short = rule.short_form
    if short is None or not isinstance(subject, Verdict):
        return ()
    allowed = Met.UNDECIDED if wholesaler is None else _is_serious(wholesaler)
    if subject.incident.origin is not short.origin or allowed is Met.NO:
        return ()
    place = evolve(subject.rules.reports_place, paragraph=short.paragraph)
    return (OtherForm(short.form, allowed, short.first_contents, place),)


def _periodic(verdict: Verdict) -> Iterator[Duty]:
    incident, rules = verdict.incident, verdict.rules
    way, covers, last_day = _periodic_way(rules, verdict.first_day)
    asked = {Grade.PERIODIC}
    if way.serious_included and incident.minor is not True:
        asked.add(Grade.SERIOUS)
    if asked.isdisjoint(verdict.possible):
        return
    certain = asked.issuperset(verdict.possible)
    if incident.minor is None and Grade.SERIOUS in verdict.possible:
        certain = False  # a minor accident is left out, and this one may be minor
    yield Duty(
        incident.id,
        incident.carrier,
        report=Report.PERIODIC,
        to=way.to,
        via=rules.periodic.via,
        citation=rules.periodic_place,
        presumes=BOUND_CARRIER,
        penalty=way.penalty,
        basis=Basis.PERIOD_END,
        counted_from=covers[1],
        deadline=Deadline.on(last_day, months=way.due_months),
        form=way.form,
        other_forms=_simple_form(rules, incident),
        covers=covers,
        is_certain=certain,
    )


def _periodic_way(rules: RuleSet, day: date) -> tuple[PeriodicReports, tuple[date, date], date]:
    """Give how an accident of a day is reported, what stretch that covers, and the last day.

    An amendment may say that it takes over for reports that fall due from a day on.
    """
    way = rules.periodic.reports
    covers, last_day = _covered(way, day)
    for later in rules.coming:
        if later.due_from is not None and last_day >= later.due_from:
            way = later
            covers, last_day = _covered(way, day)
    return way, covers, last_day


def _covered(way: PeriodicReports, day: date) -> tuple[tuple[date, date], date]:
    """Give the quarter or fiscal year (from April) of a day, and the last day of its report."""
    months = 3 if way.every == "quarter" else 12
    first = day.replace(day=1) - relativedelta(months=(day.month - 4) % months)
    after = first + relativedelta(months=months)
    eve = timedelta(days=1)
    return (first, after - eve), after + relativedelta(months=way.due_months) - eve


def _simple_form(rules: RuleSet, incident: Incident) -> tuple[OtherForm, ...]:
    """Give the simple form, if the notice allows it for the equipment that failed.

    All that the notice lists are telecommunications facilities.
    """
    simple, equipment = rules.periodic.simple_form, incident.equipment
    if incident.facility is Facility.OTHER:
        return ()
    if equipment is None:
        return (OtherForm(simple.name, Met.UNDECIDED),)
    return (OtherForm(simple.name, Met.YES),) if equipment in simple.equipment else ()


def _notice(verdict: Verdict) -> Iterator[Duty]:
    """Give the recommended notice; whom the guideline leaves out is not known."""
    guide, incident = guideline(), verdict.incident
    day, hit = verdict.first_day, verdict.counted()
    if day < guide.applied_from or verdict.at_most is Grade.NONE or not hit:
        return
    start = min([impact.periods[0].start for impact in hit])
    yield Duty(
        incident.id,
        incident.carrier,
        report=Report.NOTICE,
        to="利用者",
        basis=Basis.OCCURRENCE,
        counted_from=day,
        until=start + timedelta(minutes=guide.first_notice_minutes),
        is_certain=True,
        is_law=False,
    )
