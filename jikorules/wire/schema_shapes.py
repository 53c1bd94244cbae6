"""The shape of what the library writes where it is no class of its own, for the JSON Schemas.

What each class and key is, stands in ``schema/words.toml``. A class of the library stands for the
form in which it is written. The tests hold what is written against the schemas.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NotRequired, TypedDict

from jikorules.basics.vocabulary import (
    Basis,
    Content,
    Event,
    Function,
    NetworkPart,
    Reason,
    Reporter,
)
from jikorules.judgement.near_miss import Asks, NearMissFlag
from jikorules.judgement.verdict import Exclusion, Flag, Grade, Met, Quantity, Reading
from jikorules.law.citation import Citation
from jikorules.law.near_miss import NearMissVersion
from jikorules.law.open_days import Closed
from jikorules.law.periodic import PeriodicVersion
from jikorules.law.provision import Penalty, Via
from jikorules.law.reports import ReportsVersion
from jikorules.law.serious import SeriousVersion
from jikorules.law.tower_providers import TowerProvidersVersion
from jikorules.reporting.agenda import Status
from jikorules.reporting.duty import Report


class Digest:
    """Stands for the digest of a rule set."""


class Rules(TypedDict):
    id: date
    digest: Digest


class Required(TypedDict, total=False):
    duration: timedelta
    users: int
    exclusion: Exclusion


class Limb(TypedDict):
    provision: Citation
    required: Required


class NamedReading(Limb):
    reading: Reading


class DurationRange(TypedDict):
    at_least: timedelta | None
    at_most: timedelta | None


class CountRange(TypedDict):
    at_least: int
    at_most: int | None


class Given(TypedDict, total=False):
    duration: DurationRange
    users: CountRange


class ReportedGrade(StrEnum):
    """The grades that ask for a report."""

    PERIODIC = "periodic"
    SERIOUS = "serious"


class Finding(TypedDict):
    provision: Citation
    impacts: tuple[int, ...]
    required: Required
    given: Given
    met: Met
    grade: ReportedGrade
    uncertain: NotRequired[tuple[int, ...]]


class Question(TypedDict):
    quantity: Quantity
    impact: NotRequired[int]
    at_least: NotRequired[int]
    limb: NotRequired[Limb]


class Alternative(TypedDict):
    first_day: date
    possible: tuple[Grade, ...]
    rows: tuple[str, ...]
    rules: Rules
    findings: tuple[Finding, ...]
    flags: tuple[Flag, ...]


class Verdict(TypedDict):
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
    alternatives: NotRequired[tuple[Alternative, ...]]
    reporter: NotRequired[Reporter]
    readings: NotRequired[tuple[NamedReading, ...]]


class RuleSet(TypedDict):
    id: date
    serious: SeriousVersion
    periodic: PeriodicVersion
    reports: ReportsVersion
    near_miss: NotRequired[NearMissVersion]
    tower_providers: NotRequired[TowerProvidersVersion]
    until: date | None
    checked: date
    revision_read: date | None
    digest: Digest


class ProvisionFile(TypedDict):
    provision: str
    law: str
    law_id: str
    version: (
        tuple[SeriousVersion, ...]
        | tuple[PeriodicVersion, ...]
        | tuple[ReportsVersion, ...]
        | tuple[NearMissVersion, ...]
        | tuple[TowerProvidersVersion, ...]
    )


class CountedFrom(TypedDict):
    basis: Basis
    day: date | None


class Deadline(TypedDict):
    last_day: date
    due: date
    closed: Closed | None
    days: int | None
    months: int | None
    rules: tuple[Citation, ...]


class OtherForm(TypedDict):
    form: str
    allowed: Met
    contents: tuple[Content, ...]
    provision: Citation | None


class Duty(TypedDict):
    key: str
    id: str | None
    carrier: str | None
    report: Report
    reason: Reason | None
    to: str
    via: Via | None
    provision: Citation | None
    penalty: Penalty | None
    counted_from: CountedFrom
    covers: tuple[date, date] | None
    deadline: Deadline | None
    until: datetime | None
    form: str | None
    other_forms: tuple[OtherForm, ...]
    contents: tuple[Content, ...]
    certain: bool
    law: bool
    presumes: Citation | None
    under: NotRequired[str]
    known_at: NotRequired[datetime]
    status: NotRequired[Status]


class NearMissRequired(TypedDict, total=False):
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
    """What is held against a limb on near-misses: facts, which `jikorules.wire.schemas` adds."""


class NearMissFinding(TypedDict):
    provision: Citation
    asks: Asks
    number: str | None
    required: NearMissRequired
    given: NearMissGiven
    met: Met
    event_number: NotRequired[str]


class NearMissVerdict(TypedDict):
    id: str | None
    met: Met
    rules: Rules
    findings: tuple[NearMissFinding, ...]
    flags: tuple[NearMissFlag, ...]
