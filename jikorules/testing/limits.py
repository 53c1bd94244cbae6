"""A strategy for accidents at the limits of the law."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import Words
from jikorules.basics.moments import midnight
from jikorules.basics.validation import check_type, refuse
from jikorules.basics.vocabulary import Facility, Kind
from jikorules.facts.incident import Impact, Incident, Period
from jikorules.law.ruleset import RuleSet
from jikorules.testing.facts import (
    ALL_KINDS,
    LAST_DAY,
    PLENTY_OF_TIME,
    PLENTY_OF_USERS,
    SECOND,
    services_of,
    time_limits,
    to_kinds,
    user_limits,
)

_RULES = Words("規定（RuleSet）", "a RuleSet")
_GIVE_RULES = Words("規定は ruleset(日付) で得られます。", "ruleset(day) gives one.")


def near_thresholds(
    rules: RuleSet, *, kinds: Iterable[Kind | str] = ALL_KINDS
) -> st.SearchStrategy[Incident]:
    """Draw accidents at the limits of a rule set, and next to them.

    Each has one impact with one period, of known users, of a service with known traits, in the
    carrier's own telecommunications facilities. Its users and its time are, one apart from the
    other, at a limit of the service's row or of the periodic report, one user or one second below
    or above it, none at all or plenty; monthly users are at the limits or one below. It begins in
    the first second of the rule set or in the last (that of the day up to which the law has been
    checked, if the rule set is open). The limits of critical facilities (item 2) are left out.

    Counterexamples shrink to the first kind of service, and to the lowest limits themselves.

    What grades by users and whole seconds, never gives a lower grade for more of either, and
    agrees with `judge` on all that is drawn here, agrees with it on everything between. These are
    some thousands of cases: let Hypothesis try a thousand (``max_examples``), not the usual 100.

    Args:
        rules: the rule set.
        kinds: the kinds of service to draw, the simplest first; their names will do.

    Raises:
        InvalidInput: `rules` is no rule set, there is no kind, or one that is none.

    Example:
        >>> from hypothesis import find
        >>> from jikorules import Grade, judge, ruleset
        >>> near = near_thresholds(ruleset("2026-04-01"))
        >>> def shrunk(condition):
        ...     impact = find(near, condition).impacts[0]
        ...     (period,) = impact.periods
        ...     return impact.users.low, str(period.end - period.start)
        >>> shrunk(lambda incident: judge(incident).grade is Grade.SERIOUS)
        (30000, '1:00:00')
        >>> shrunk(lambda incident: incident.impacts[0].users.low < 30_000)
        (29999, '1:00:00')
    """
    refuse(*check_type("rules", RuleSet, rules, _RULES, _GIVE_RULES))
    first, last = rules.in_force, rules.until or max(rules.checked, rules.in_force)
    end = midnight(min(last, LAST_DAY) + timedelta(days=1))
    steps = [step for step in rules.serious.limits() if step]
    monthly = [0, *steps, *(step - 1 for step in steps)]
    exact_monthly = st.sampled_from(monthly).map(Bounds.exact)
    hit = services_of(to_kinds(kinds), True, exact_monthly, st.none())
    periodic = [it for it in rules.periodic.item if it.facility is Facility.TELECOM]

    @st.composite
    def incident(draw: st.DrawFn) -> Incident:
        service = draw(hit)
        asked: tuple[Any, ...] = service.emergency_calls, service.paid, service.monthly_users.low
        row = rules.serious.row[rules.serious.row_of(service.kind, *asked)]
        limits = [*row.thresholds, *(each for item in periodic for each in item.thresholds)]
        lasted = draw(_beside(time_limits(limits), SECOND, timedelta(0), PLENTY_OF_TIME))
        users = draw(_beside(user_limits(limits), 1, 0, PLENTY_OF_USERS))
        begin = draw(st.sampled_from([midnight(first), end - SECOND]))
        return Incident([Impact(service, users, Period(begin, begin + lasted))])

    return incident()


@st.composite
def _beside(draw: st.DrawFn, limits: list[Any], step: Any, none: Any, plenty: Any) -> Any:
    """Draw a limit, and then whether it is met exactly: this shrinks to the limit itself."""
    limit = draw(st.sampled_from(limits))
    return draw(st.sampled_from([limit, limit - step, limit + step, none, plenty]))
