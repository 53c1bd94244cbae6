"""The duties of the boundary pack: what must be reported, and by which day."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain, groupby
from typing import Any

from attrs import asdict, evolve

from jikorules.basics.bounds import Bounds
from jikorules.basics.moments import JAPAN
from jikorules.basics.vocabulary import Equipment, Facility, Origin, Reason
from jikorules.facts.incident import Incident, Period
from jikorules.judgement.judge import judge
from jikorules.judgement.verdict import Grade
from jikorules.law.open_days import Closed, why_closed
from jikorules.law.ruleset import RuleSet, ruleset
from jikorules.proof.boundaries.accidents import Case
from jikorules.proof.boundaries.scenes import Limit, limits
from jikorules.reporting.duties import OTHER_REASONS, OtherReason, duties
from jikorules.reporting.duty import Deadline, Duty
from jikorules.wire.answers import to_wire
from jikorules.wire.values import write_users

_WINDOW = 31  # days; no run of closed days is as long
_LONG = 4  # closed days without an open one between


def duty_cases(rules: RuleSet) -> Iterator[Case]:
    """Give the cases of a rule set: on its first and its last day, and by closed days.

    Args:
        rules: the rule set.

    Example:
        >>> case = next(duty_cases(ruleset("H31")))
        >>> case["id"], [duty["report"] for duty in case["expected"]["duties"]]
        ('2019-04-01/duties/2019-04-01/serious', ['first', 'detailed', 'periodic'])
    """
    first, last = rules.in_force, rules.until or rules.checked
    for day in (first, last):
        for name, incident in _accidents(rules, day):
            yield _of_accident(f"{rules.id}/duties/{day}/{name}", incident)
        yield from _other_reasons(rules, day)
    _, serious = next(_accidents(rules, first))
    by_reason = {_why_closed_after(rules, day): day for day in _days(first, last)}
    for closed, day in by_reason.items():
        name = closed.value if closed else "open"
        yield _of_accident(f"{rules.id}/duties/last-day-{name}", _moved(serious, day))


def _why_closed_after(rules: RuleSet, day: date) -> Closed | None:
    """Say why the last day is closed for a report counted from a day."""
    rule = rules.reports.report[0]
    return why_closed(day + timedelta(days=rule.detailed_days))


def _accidents(rules: RuleSet, day: date) -> Iterator[tuple[str, Incident]]:
    """Give accidents of a day of every grade, certain or not, with what forms depend on."""
    table = limits(rules)
    serious = table[0]
    periodic = next(limit for limit in table if limit.limb.grade is Grade.PERIODIC)
    elsewhere = next(limit for limit in table if limit.facility is Facility.OTHER)

    def on_day(limit: Limit, users: Bounds[int] | int, **more: Any) -> Incident:
        return _moved(limit.incident(limit.impact(users, limit.period(limit.time)), **more), day)

    maybe = Bounds.between(serious.users - 1, serious.users)
    yield "serious", on_day(serious, serious.users)
    yield "perhaps-serious", on_day(serious, maybe)
    yield "periodic", on_day(periodic, periodic.users)
    yield "perhaps-periodic", on_day(periodic, Bounds.between(periodic.users - 1, periodic.users))
    yield "none", on_day(periodic, periodic.users - 1)
    yield "periodic-other-facility", on_day(elsewhere, elsewhere.users)
    for minor, said in ((True, "minor"), (None, "perhaps-minor")):
        yield f"serious-{said}", on_day(serious, serious.users, minor=minor)
        yield f"perhaps-serious-{said}", on_day(serious, maybe, minor=minor)
        yield f"periodic-{said}", on_day(periodic, periodic.users, minor=minor)
    for origin in (Origin.WHOLESALER, Origin.OTHER_CARRIER):
        yield f"serious-{origin.value}", on_day(serious, serious.users, origin=origin)
    yield "perhaps-serious-wholesaler", on_day(serious, maybe, origin=Origin.WHOLESALER)
    for equipment in Equipment:
        name = f"periodic-{equipment.value}"
        yield name, on_day(periodic, periodic.users, equipment=equipment)


def _moved(incident: Incident, day: date) -> Incident:
    """Let an accident of one impact, restored, happen from noon of another day."""
    impact = incident.impacts[0]
    start, end = impact.periods[0].start, impact.periods[0].end
    noon = datetime.combine(day, time(12), JAPAN)
    period = Period(noon, None if end is None else noon + (end - start))
    return evolve(incident, impacts=[evolve(impact, periods=period)])


def _other_reasons(rules: RuleSet, day: date) -> Iterator[Case]:
    """Give the cases of what is reported though it is no accident, around the users asked."""
    for reason in OTHER_REASONS:
        rule = rules.reports.rule(reason)
        limit = None if rule is None else rule.more_users_than
        scenes: dict[str, dict[str, Any]] = {"": {}}
        if limit is not None:
            scenes = {
                f"/{limit}": {"users": limit},
                f"/{limit + 1}": {"users": limit + 1},
                "/between": {"users": Bounds.between(limit, limit + 1)},
                "/users-unknown": {},
                "/to-foreign-government": {"users": limit, "to_foreign_government": True},
                "/perhaps-foreign": {"users": limit, "to_foreign_government": None},
            }
            owed = {True: "", False: "/not-designated", None: "/perhaps-designated"}
            scenes = {
                name + who: {**more, "designated": designated}
                for name, more in scenes.items()
                for designated, who in owed.items()
            }
        for name, more in scenes.items():
            other = OtherReason(reason, day, **more)
            title = f"{rules.id}/duties/{day}/{reason.value}{name}"
            yield _with_duties(title, rules, duties(other), {"reason": _reason(other)})


def _reason(other: OtherReason) -> dict[str, Any]:
    return {
        "reason": other.reason.value,
        "day": other.day.isoformat(),
        "users": write_users(other.users),
        "to_foreign_government": other.to_foreign_government,
        "designated": other.designated,
    }


def _of_accident(name: str, incident: Incident) -> Case:
    """Make the case of what must be reported of an accident."""
    verdict = judge(incident)
    facts = {"incident": to_wire(incident), "at": None}
    return _with_duties(name, verdict.rules, duties(verdict), facts)


def _with_duties(name: str, rules: RuleSet, found: Iterable[Duty], facts: dict[str, Any]) -> Case:
    """Make the case of what must be reported by law; recommendations are left out."""
    by_law = [duty for duty in found if duty.is_law]
    places = dict.fromkeys(duty.citation for duty in by_law if duty.citation)
    days = [duty.deadline.last_day for duty in by_law if duty.deadline is not None]
    return {
        "id": name,
        "about": {
            "why": "what must be reported by when",
            "provisions": [asdict(each) for each in places],
        },
        "task": "duties",
        **facts,
        "holidays": _holidays(days),
        "expected": {"rules": rules.id, "duties": [_duty(duty) for duty in by_law]},
    }


def _duty(duty: Duty) -> dict[str, Any]:
    deadline = duty.deadline
    return {
        "report": duty.report.value,
        "reason": duty.reason and duty.reason.value,
        "form": duty.form,
        "other_forms": [
            {"form": each.form, "allowed": each.allowed.value} for each in duty.other_forms
        ],
        "counted_from": duty.counted_from.isoformat(),
        "covers": duty.covers and [day.isoformat() for day in duty.covers],
        "last_day": deadline and deadline.last_day.isoformat(),
        "due": deadline and deadline.due.isoformat(),
        "certain": duty.is_certain,
    }


def deadline_cases(known: tuple[RuleSet, ...]) -> Iterator[Case]:
    """Give deadlines around long runs of closed days, and at the end of every quarter and year.

    Args:
        known: all rule sets, oldest first.

    Example:
        >>> case = next(deadline_cases((ruleset("H31"),)))
        >>> case["from"], case["days"], case["expected"]["due"]
        ('2019-04-01', 30, '2019-05-07')
    """
    days = list(_days(known[0].in_force, known[-1].checked))
    yield from _by_closed_days(days)
    yield from _by_periods(days)


def _by_closed_days(days: Iterable[date]) -> Iterator[Case]:
    """Give deadlines of detailed reports around every long run of closed days, and a short one."""
    leaks = [OtherReason(Reason.SECRECY_LEAK, day) for day in days]
    detailed = chain.from_iterable(map(_deadlines, map(duties, leaks)))
    lengths = set()
    for _, same_due in groupby(detailed, key=lambda each: each[1].due):
        run = list(same_due)  # closed days, and the open one after them
        if len(run) > _LONG or len(run) not in lengths:
            lengths.add(len(run))
            for duty, deadline in dict.fromkeys([run[0], *run[-2:]]):
                yield _counted(duty, deadline)


def _by_periods(days: Iterable[date]) -> Iterator[Case]:
    """Give the deadline of the periodic report of every quarter and year."""
    ends = {}
    for day in (each for each in days if each.day == 1):
        accident = dict(_accidents(ruleset(day), day))["periodic"]
        for duty, deadline in _deadlines(duties(judge(accident))):
            ends[duty.counted_from] = duty, deadline
    for duty, deadline in ends.values():
        yield _counted(duty, deadline)


def _deadlines(found: Iterable[Duty]) -> Iterator[tuple[Duty, Deadline]]:
    """Give the duties that have a deadline, each with it."""
    for duty in found:
        if duty.deadline is not None:
            yield duty, duty.deadline


def _counted(duty: Duty, deadline: Deadline) -> Case:
    """Make the case of how a period is counted."""
    asked = {"days": deadline.days} if deadline.months is None else {"months": deadline.months}
    closed = deadline.closed
    return {
        "id": f"deadline/{next(iter(asked))}/{duty.counted_from}",
        "about": {
            "why": f"the last day is {closed.value if closed else 'open'}",
            "provisions": [asdict(each) for each in (duty.citation, *deadline.rules) if each],
        },
        "task": "deadline",
        "from": duty.counted_from.isoformat(),
        **asked,
        "holidays": _holidays([deadline.last_day]),
        "expected": {
            "last_day": deadline.last_day.isoformat(),
            "due": deadline.due.isoformat(),
        },
    }


def _holidays(last_days: Iterable[date]) -> list[str]:
    """Give the holidays from each last day on, so that nobody needs a calendar of his own."""
    window = {day for last in last_days for day in _days(last, last + timedelta(days=_WINDOW))}
    return [day.isoformat() for day in sorted(window) if why_closed(day) is Closed.HOLIDAY]


def _days(first: date, last: date) -> Iterator[date]:
    """Give all days from one to another, both included."""
    for i in range((last - first).days + 1):
        yield first + timedelta(days=i)
