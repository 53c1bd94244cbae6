"""The shape of what the library writes where it is no class of its own, for the JSON Schemas.

`jikorules.wire`, `jikorules.law` and `jikorules.wire.near_miss` write these; the tests hold what
they write against the schemas. A class of the library stands for the form in which it is written.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NotRequired, TypedDict

from jikorules.basics.vocabulary import (
    Basis,
    Content,
    CriticalKind,
    Event,
    Function,
    NetworkPart,
    Reason,
)
from jikorules.judgement.near_miss import Asks, NearMissFlag
from jikorules.judgement.verdict import Exclusion, Flag, Grade, Met, Quantity, Reading
from jikorules.law.citation import Citation
from jikorules.law.near_miss import NearMissVersion
from jikorules.law.open_days import Closed
from jikorules.law.periodic import PeriodicVersion
from jikorules.law.reports import ReportsVersion
from jikorules.law.serious import SeriousVersion
from jikorules.reporting.agenda import Status
from jikorules.reporting.duty import Report


class Digest:
    """Stands for the digest of a rule set."""


class Rules(TypedDict):
    """Which rule set was applied."""

    id: date
    digest: Digest


class Required(TypedDict, total=False):
    """What a limb requires; what it does not require is left out."""

    duration: timedelta
    users: int
    exclusion: Exclusion


class Limb(TypedDict):
    """A limb of the law."""

    provision: Citation
    required: Required


class NamedReading(Limb):
    """A reading that the caller named."""

    reading: Reading


class DurationRange(TypedDict):
    """A time from the narrowest reading to the widest."""

    at_least: timedelta | None
    at_most: timedelta | None


class CountRange(TypedDict):
    """A number from the narrowest reading to the widest."""

    at_least: int
    at_most: int | None


class Given(TypedDict, total=False):
    """What is held against a limb."""

    duration: DurationRange
    users: CountRange


class ReportedGrade(StrEnum):
    """The grades that ask for a report."""

    PERIODIC = "periodic"
    SERIOUS = "serious"


class Finding(TypedDict):
    """What one limb says."""

    provision: Citation
    impacts: tuple[int, ...]
    required: Required
    given: Given
    met: Met
    grade: ReportedGrade
    uncertain: NotRequired[tuple[int, ...]]


class Question(TypedDict):
    """A fact that would help to settle the answer."""

    quantity: Quantity
    impact: NotRequired[int]
    at_least: NotRequired[int]
    limb: NotRequired[Limb]


class Verdict(TypedDict):
    """The verdict on an incident."""

    id: str | None
    grade: Grade | None
    at_least: Grade
    at_most: Grade
    possible: tuple[Grade, ...]
    label: str | None
    rows: tuple[str, ...]
    rules: Rules
    at: datetime | None
    findings: tuple[Finding, ...]
    flags: tuple[Flag, ...]
    questions: tuple[Question, ...]
    readings: NotRequired[tuple[NamedReading, ...]]


class RuleSet(TypedDict):
    """What is in force on one day."""

    id: date
    serious: SeriousVersion
    periodic: PeriodicVersion
    reports: ReportsVersion
    near_miss: NotRequired[NearMissVersion]
    until: date | None
    checked: date
    digest: Digest


class ProvisionFile(TypedDict):
    """One provision with all its versions, of any of the four sorts."""

    provision: str
    law: str
    law_id: str
    version: (
        tuple[SeriousVersion, ...]
        | tuple[PeriodicVersion, ...]
        | tuple[ReportsVersion, ...]
        | tuple[NearMissVersion, ...]
    )


class CountedFrom(TypedDict):
    """The day from which a duty is counted."""

    basis: Basis
    day: date


class Deadline(TypedDict):
    """A last day."""

    last_day: date
    due: date
    closed: Closed | None
    days: int | None
    months: int | None
    rules: tuple[Citation, ...]


class OtherForm(TypedDict):
    """A form that may be used instead."""

    form: str
    allowed: Met
    contents: tuple[Content, ...]


class Duty(TypedDict):
    """A duty to report, as `to_wire` and the command ``jikorules duties`` write it."""

    key: str
    id: str | None
    carrier: str | None
    report: Report
    reason: Reason | None
    to: str
    provision: Citation | None
    counted_from: CountedFrom
    covers: tuple[date, date] | None
    deadline: Deadline | None
    until: datetime | None
    form: str | None
    other_forms: tuple[OtherForm, ...]
    contents: tuple[Content, ...]
    certain: bool
    law: bool
    status: NotRequired[Status]


class NearMissRequired(TypedDict, total=False):
    """What a limb on near-misses requires; which keys it has hangs on what it asks."""

    installer_users: int
    commercial: bool
    prefectures: int
    parts_excluded: tuple[NetworkPart, ...]
    functions: tuple[Function, ...]
    events: tuple[Event, ...]
    unless_noticed: tuple[Event, ...]
    planned: bool
    within_specification: bool
    disaster: bool
    despite_disaster: tuple[Event, ...]
    decline_or_damage: bool
    grades: tuple[Grade, ...]


class NearMissGiven(TypedDict, total=False):
    """What is held against a limb on near-misses; as above."""

    installer_users: CountRange
    commercial: bool | None
    prefectures: CountRange
    part: NetworkPart | None
    function: Function | None
    event: Event | None
    noticed: bool | None
    planned: bool | None
    within_specification: bool | None
    disaster: bool | None
    critical_facility: CriticalKind | None
    decline_or_damage: bool | None


class NearMissFinding(TypedDict):
    """What one limb on near-misses says."""

    provision: Citation
    asks: Asks
    number: str | None
    required: NearMissRequired
    given: NearMissGiven
    met: Met
    event_number: NotRequired[str]


class NearMissVerdict(TypedDict):
    """The verdict on a near-miss."""

    id: str | None
    met: Met
    rules: Rules
    findings: tuple[NearMissFinding, ...]
    flags: tuple[NearMissFlag, ...]
