"""The duties of the boundary pack: what must be reported, and by which day."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, groupby
from typing import Any

from attrs import evolve

from jikorules.basics.bounds import Bounds
from jikorules.basics.moments import JAPAN, midnight
from jikorules.basics.vocabulary import Equipment, Facility, Origin, Reason, Reporter
from jikorules.facts.incident import Incident, Period
from jikorules.judgement.judge import judge
from jikorules.judgement.verdict import Grade
from jikorules.law.open_days import Closed, why_closed
from jikorules.law.ruleset import RuleSet, ruleset
from jikorules.proof.boundaries.accidents import Case, case_of
from jikorules.proof.boundaries.scenes import Limit, limits
from jikorules.reporting.duties import OTHER_REASONS, OtherReason, duties
from jikorules.reporting.duty import Deadline, Duty
from jikorules.wire.answers import to_wire
from jikorules.wire.values import plain

_WINDOW = 31  # days; no run of closed days is as long
_LONG = 4  # closed days without an open one between


def duty_cases(rules: RuleSet) -> Iterator[Case]:
    """Give the cases of a rule set: on its first and its last day, and by closed days.

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
        if rules.tower_providers is not None:
            yield from _of_towers(rules, day)
    _, serious = next(_accidents(rules, first))
    span = timedelta(days=rules.reports.report[0].detailed_days)
    by_reason = {why_closed(day + span): day for day in _days(first, last)}
    for closed, day in by_reason.items():
        yield _of_accident(f"{rules.id}/duties/last-day-{closed or 'open'}", _moved(serious, day))


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
    (impact,) = incident.impacts
    (period,) = impact.periods
    noon = datetime.combine(day, time(12), JAPAN)
    moved = Period(noon, period.end and noon + (period.end - period.start))
    return evolve(incident, impacts=[evolve(impact, periods=moved)])


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
            scenes = {name: {**more, "designated": True} for name, more in scenes.items()}
            large = {"users": limit + 1}
            scenes["/not-designated"] = {**large, "designated": False}
            scenes["/perhaps-designated"] = {**large, "designated": None}
        for name, more in scenes.items():
            other = OtherReason(reason, day, **more)
            title = f"{rules.id}/duties/{day}/{reason.value}{name}"
            facts = ("reason", "day", "users", "to_foreign_government", "designated")
            told = {key: plain(getattr(other, key)) for key in facts}
            yield _with_duties(title, rules, duties(other), {"reason": told})


def _of_towers(rules: RuleSet, day: date) -> Iterator[Case]:
    """Give the cases of what a tower provider reports: by when he knew it, and of each grade."""
    accidents = {
        name: evolve(incident, reporter=Reporter.TOWER_PROVIDER)
        for name, incident in _accidents(rules, day)
        if name in ("serious", "perhaps-serious", "periodic")
    }
    later = day + timedelta(days=1)
    known: dict[str, tuple[str, datetime | None]] = {
        "known-in-the-last-second": ("serious", midnight(later) - timedelta(seconds=1)),
        "known-at-midnight": ("serious", midnight(later)),
        "known-utc": ("serious", midnight(later).astimezone(UTC)),
        "not-known": ("serious", None),
        "perhaps-serious": ("perhaps-serious", midnight(later)),
        "below": ("periodic", midnight(later)),
    }
    for name, (which, known_at) in known.items():
        verdict = judge(accidents[which])
        facts = {"incident": to_wire(verdict.incident), "at": None, "known_at": plain(known_at)}
        title = f"{rules.id}/duties/{day}/tower/{name}"
        yield _with_duties(title, rules, duties(verdict, known_at=known_at), facts)


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
    asked = {"task": "duties", **facts, "holidays": _holidays(days)}
    expected = {"rules": rules.id, "duties": [_duty(duty) for duty in by_law]}
    return case_of(name, "what must be reported by when", places, asked, expected)


def _duty(duty: Duty) -> dict[str, Any]:
    deadline = duty.deadline
    forms = [{"form": each.form, "allowed": plain(each.allowed)} for each in duty.other_forms]
    return {
        "report": plain(duty.report),
        "reason": plain(duty.reason),
        "form": duty.form,
        "other_forms": forms,
        "counted_from": plain(duty.counted_from),
        "covers": plain(duty.covers),
        "last_day": plain(deadline and deadline.last_day),
        "due": plain(deadline and deadline.due),
        "certain": duty.is_certain,
    }


def deadline_cases(known: tuple[RuleSet, ...]) -> Iterator[Case]:
    """Give deadlines around every long run of closed days (and a short one), and of every period.

    Example:
        >>> case = next(deadline_cases((ruleset("H31"),)))
        >>> case["from"], case["days"], case["expected"]["due"]
        ('2019-04-01', 30, '2019-05-07')
    """
    days = list(_days(known[0].in_force, known[-1].checked))
    leaks = [OtherReason(Reason.SECRECY_LEAK, day) for day in days]
    detailed = chain.from_iterable(map(_deadlines, map(duties, leaks)))
    lengths = set()
    for _, same_due in groupby(detailed, key=lambda each: each[1].due):
        run = list(same_due)  # closed days, and the open one after them
        if len(run) > _LONG or len(run) not in lengths:
            lengths.add(len(run))
            for duty, deadline in dict.fromkeys([run[0], *run[-2:]]):
                yield _counted(duty, deadline)
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
    unit = "days" if deadline.months is None else "months"
    asked = {
        "task": "deadline",
        "from": plain(duty.counted_from),
        unit: getattr(deadline, unit),
        "holidays": _holidays([deadline.last_day]),
    }
    return case_of(
        f"deadline/{unit}/{duty.counted_from}",
        f"the last day is {deadline.closed or 'open'}",
        [each for each in (duty.citation, *deadline.rules) if each],
        asked,
        {"last_day": plain(deadline.last_day), "due": plain(deadline.due)},
    )


def _holidays(last_days: Iterable[date]) -> list[str]:
    """Give the holidays from each last day on, so that nobody needs a calendar of his own."""
    window = {day for last in last_days for day in _days(last, last + timedelta(days=_WINDOW))}
    return [day.isoformat() for day in sorted(window) if why_closed(day) is Closed.HOLIDAY]


def _days(first: date, last: date) -> Iterator[date]:
    """Give all days from one to another, both included."""
    for i in range((last - first).days + 1):
        yield first + timedelta(days=i)
