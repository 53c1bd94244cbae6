"""What takes something away from the answer, and what a reader has to know beside it."""

from collections.abc import Iterable
from datetime import date

from jikorules.basics.vocabulary import Facility, InstalledBy, Origin, Reporter
from jikorules.facts.incident import Incident
from jikorules.judgement.counting import counted_periods
from jikorules.judgement.limbs import RuleLimbs
from jikorules.judgement.parts import Part
from jikorules.judgement.verdict import Exclusion, Finding, Flag, Given, Limb, Met
from jikorules.law.provision import is_presumed, last_check


def exclusions(law: RuleLimbs, incident: Incident) -> list[Finding]:
    """Give what takes something away from the answer, or may do so."""
    claims: list[tuple[Limb, bool | None, tuple[int, ...]]] = []
    # What both rules leave out is told once, of the rule on serious accidents.
    for limb in [*law.left_out[incident.facility].values()][:1]:
        for i, impact in enumerate(incident.impacts):
            if impact.supplementary is not False:
                claims.append((limb, impact.supplementary, (i,)))
    why = law.exclusions
    if incident.facility is not Facility.TELECOM:
        claims.append((why[Exclusion.OTHER_FACILITY], True, ()))
    critical = incident.critical_facility
    if critical is not None and critical.installed_by in (None, InstalledBy.NOT_CARRIER):
        claims.append((why[Exclusion.NOT_INSTALLED], critical.installed_by is not None, ()))
    if incident.minor is not False and incident.reporter is Reporter.CARRIER:
        claims.append((why[Exclusion.MINOR], incident.minor, ()))
    return [
        Finding(limb, Given(impacts=impacts), Met.YES if claimed else Met.UNDECIDED)
        for limb, claimed, impacts in claims
    ]


def fact_flags(law: RuleLimbs, incident: Incident, parts: Iterable[Part]) -> list[Flag]:
    """Give the flags that the facts raise."""
    periods = counted_periods(incident, law.rules)
    critical = incident.critical_facility
    elsewhere = critical is not None and critical.installed_by is InstalledBy.OTHER_CARRIER
    # Only Art. 58 and Art. 7-3 item 1 leave it to the Minister's finding.
    uncountable = incident.facility is Facility.TELECOM and any(
        [each.users.high is None and each.low == 0 for each in parts]
    )
    raised = (
        (Flag.DISASTER, incident.disaster is not False),
        (Flag.ORIGIN_ELSEWHERE, incident.origin is not Origin.OWN or elsewhere),
        (Flag.UNCOUNTABLE_USERS, uncountable),
        (Flag.STILL_RUNNING, any([period.end is None for period in periods])),
        (Flag.NO_IMPACTS, not incident.impacts),
    )
    return [flag for flag, is_raised in raised if is_raised]


def law_flags(law: RuleLimbs, first: date, straddles: bool, reporter: Reporter) -> list[Flag]:
    """Give the flags that the rules raise.

    `first` is the day of the accident, `straddles` whether it ran past an amendment.
    """
    rules = law.rules
    is_likely, checked = rules.is_likely, rules.checked
    if reporter is not Reporter.CARRIER:
        versions = rules.rests_on(reporter)
        is_likely, checked = is_presumed(versions), last_check(versions)
    flags = []
    if is_likely:
        flags.append(Flag.LAW_LIKELY)
    if first > checked:
        flags.append(Flag.LAW_UNCHECKED)
    if straddles:
        flags.append(Flag.STRADDLES_AMENDMENT)
    return flags
