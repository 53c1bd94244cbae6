"""The short way to judge the plainest accident, by far the most: for speed alone.

There are two ways because most accidents are one impact of which all is known, and judging it the
long way costs twice the time. `tests/judgement/test_plain.py` holds the one to the other.
"""

from jikorules.basics.bounds import Bounds
from jikorules.basics.vocabulary import Facility, Origin, Reporter
from jikorules.facts.incident import Impact, Incident
from jikorules.judgement.limbs import RuleLimbs
from jikorules.judgement.readings import hold
from jikorules.judgement.verdict import Finding, Given, Grade, Met

_YES, _TELECOM, _OWN = Met.YES, Facility.TELECOM, Origin.OWN
_CARRIER = Reporter.CARRIER
_NONE, _PERIODIC, _SERIOUS = [(grade,) for grade in Grade]


def plain_row(incident: Incident, law: RuleLimbs) -> int | None:
    """Give the index of the row that the plainest accident falls in; None if it is not so plain.

    That is a carrier's of one impact, its row, time and users known, and nothing claimed that takes
    anything away.
    """
    if (
        len(incident.impacts) != 1
        or incident.critical_facility is not None
        or incident.facility is not _TELECOM
        or incident.minor is not False
        or incident.disaster is not False
        or incident.origin is not _OWN
        or incident.reporter is not _CARRIER
    ):
        return None
    impact = incident.impacts[0]
    if (
        impact.supplementary is not False
        or len(impact.periods) != 1
        or impact.periods[0].end is None
        or not impact.users.is_exact
    ):
        return None
    rows = law.rows_of(impact.service)
    return rows[0] if len(rows) == 1 else None


def judge_plainly(
    impact: Impact, law: RuleLimbs, row: int
) -> tuple[tuple[Grade, ...], tuple[Finding, ...]]:
    """Judge the only impact of an accident by the row that its service falls in (`plain_row`).

    All limbs are given the same, and the highest grade that is met counts.
    """
    (period,) = impact.periods
    time = (period.end or period.start) - period.start
    given = Given(Bounds(time, time), impact.users, (0,))
    own, periodic = hold(law.rows[row], given), hold(law.periodic[_TELECOM], given)
    if _YES in [finding.met for finding in own]:
        possible = _SERIOUS
    else:
        possible = _PERIODIC if _YES in [finding.met for finding in periodic] else _NONE
    before, after = law.around[row]
    findings = (*before, *own, *after, law.critical_idle, *periodic)
    return possible, findings
