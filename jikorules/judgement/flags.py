"""What takes something away from the answer, and what a reader has to know beside it."""

from collections.abc import Iterable
from datetime import date

from jikorules.basics.vocabulary import Facility, InstalledBy, Origin
from jikorules.facts.incident import Incident
from jikorules.judgement.limbs import RuleLimbs
from jikorules.judgement.parts import Part
from jikorules.judgement.verdict import Exclusion, Finding, Flag, Given, Met


def exclusions(law: RuleLimbs, incident: Incident) -> list[Finding]:
    """Give what takes something away from the answer, or may do so."""
    claims: list[tuple[Exclusion, bool | None, tuple[int, ...]]] = []
    for i, impact in enumerate(incident.impacts):
        counts = incident.counts(impact)
        if counts is not True:
            claims.append((Exclusion.SUPPLEMENTARY, counts is False, (i,)))
    if incident.facility is not Facility.TELECOM:
        claims.append((Exclusion.OTHER_FACILITY, True, ()))
    critical = incident.critical_facility
    if critical is not None and critical.installed_by in (None, InstalledBy.NOT_CARRIER):
        claims.append((Exclusion.NOT_INSTALLED, True if critical.installed_by else None, ()))
    if incident.minor is not False:
        claims.append((Exclusion.MINOR, incident.minor, ()))
    return [
        Finding(
            law.exclusions[why],
            Given(impacts=impacts),
            Met.YES if claimed else Met.UNDECIDED,
        )
        for why, claimed, impacts in claims
    ]


def fact_flags(incident: Incident, parts: Iterable[Part]) -> list[Flag]:
    """Give the flags that the facts raise."""
    flags = []
    if incident.disaster is not False:
        flags.append(Flag.DISASTER)
    critical = incident.critical_facility
    elsewhere = critical is not None and critical.installed_by is InstalledBy.OTHER_CARRIER
    if incident.origin is not Origin.OWN or elsewhere:
        flags.append(Flag.ORIGIN_ELSEWHERE)
    if any([part.users.high is None and part.low == 0 for part in parts]):
        flags.append(Flag.UNCOUNTABLE_USERS)
    if any([period.end is None for period in incident.periods()]):
        flags.append(Flag.STILL_RUNNING)
    if not incident.impacts:
        flags.append(Flag.NO_IMPACTS)
    return flags


def law_flags(law: RuleLimbs, first: date, straddles: bool) -> list[Flag]:
    """Give the flags that the rules raise.

    Args:
        law: the rules.
        first: the day of the accident.
        straddles: whether it ran past an amendment.
    """
    flags = []
    if law.rules.is_likely:
        flags.append(Flag.LAW_LIKELY)
    if first > law.rules.checked:
        flags.append(Flag.LAW_UNCHECKED)
    if straddles:
        flags.append(Flag.STRADDLES_AMENDMENT)
    return flags
