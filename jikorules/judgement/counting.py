"""What counts where: what the rules leave out is no part of an accident.

An impact on supplementary functions 付加的な機能 only is left out by some items of the law and not
by others; each item of the rule data says which (`supplementary_left_out`).
"""

from collections.abc import Iterable
from datetime import date, datetime

from attrs import evolve

from jikorules.basics.moments import JAPAN, midnight
from jikorules.basics.vocabulary import Facility, InstalledBy
from jikorules.facts.incident import Impact, Incident, Period
from jikorules.law.ruleset import RuleSet


def counts(supplementary: bool | None, left_out: bool) -> bool | None:
    """Whether an impact counts, where supplementary functions are left out or not.

    None if that is not known, as it is not known whether the impact is one on those only.

    Example:
        >>> counts(True, left_out=True), counts(True, left_out=False)
        (False, True)
        >>> counts(None, left_out=True) is None
        True
    """
    if not left_out:
        return True
    return None if supplementary is None else not supplementary


def leaves_out(rules: RuleSet, facility: Facility) -> bool:
    """Whether rules leave supplementary functions out wherever such facilities are judged by.

    Example:
        >>> from jikorules import ruleset
        >>> [leaves_out(ruleset("2026-04-01"), facility) for facility in Facility]
        [True, False]
    """
    in_table = rules.serious.supplementary_left_out or facility is Facility.OTHER
    return in_table and rules.periodic.item_on(facility).supplementary_left_out


def counted(incident: Incident, rules: RuleSet) -> list[Impact]:
    """Give the impacts that rules count anywhere, or may count."""
    return [
        each
        for each in incident.impacts
        if each.supplementary is not True or not leaves_out(rules, incident.facility)
    ]


def counted_periods(incident: Incident, rules: RuleSet) -> list[Period]:
    """Give the periods of all that counts, or may count; of all impacts if none does."""
    return _periods(incident, counted(incident, rules))


def first_day(incident: Incident, rules: RuleSet) -> date:
    """Give the day on which an accident occurred 発生した日, in Japan time.

    What does not count is no part of the accident, unless there is nothing else.
    """
    whole, rest = first_days(incident)
    return rest if whole == rest or leaves_out(rules, incident.facility) else whole


def first_days(incident: Incident) -> tuple[date, date]:
    """Give the first day if nothing is left out, and if supplementary functions are."""
    impacts = incident.impacts
    rest = [each for each in impacts if each.supplementary is not True]
    whole = _day(_periods(incident, impacts))
    return whole, whole if len(rest) == len(impacts) else _day(_periods(incident, rest))


def possible_first_days(incident: Incident, rules: RuleSet) -> list[date]:
    """Give the days on which an accident may have occurred, in Japan time, earliest first.

    More than one if it hangs on what is not known: on whether what began first counts, or hit
    anybody at all.
    """
    left_out = leaves_out(rules, incident.facility)
    sure: list[datetime] = []
    unsure: list[datetime] = []
    for impact in counted(incident, rules):
        hits = counts(impact.supplementary, left_out) is True and (impact.users.low or 0) > 0
        (sure if hits else unsure).append(impact.periods[0].start)
    critical = incident.critical_facility
    if critical is not None:
        by_carrier = critical.installed_by not in (None, InstalledBy.NOT_CARRIER)
        (sure if by_carrier else unsure).append(critical.period.start)
    first = min(sure, default=None)
    starts = [start for start in unsure if first is None or start < first]
    days = {start.astimezone(JAPAN).date() for start in (*starts, *([first] if first else ()))}
    return sorted(days)


def begun_since(incident: Incident, day: date | None) -> Incident:
    """Leave a critical facility out that failed before the day on which an accident occurred."""
    critical = incident.critical_facility
    if day is None or critical is None or critical.period.start >= midnight(day):
        return incident
    return evolve(incident, critical_facility=None)


def _periods(incident: Incident, impacts: Iterable[Impact]) -> list[Period]:
    periods = [period for impact in impacts for period in impact.periods]
    if incident.critical_facility is not None:
        periods.append(incident.critical_facility.period)
    return periods or [period for impact in incident.impacts for period in impact.periods]


def _day(periods: Iterable[Period]) -> date:
    return min([period.start for period in periods]).astimezone(JAPAN).date()
