"""The answer and its reasons, as data. Words for them come from `jikorules.words.verdict`."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum

from attrs import evolve, frozen

from jikorules.basics.bounds import Bounds, T
from jikorules.basics.moments import midnight
from jikorules.facts.incident import Impact, Incident, Period
from jikorules.judgement.counting import counted, counted_periods, first_day
from jikorules.law.citation import Citation
from jikorules.law.ruleset import RuleSet


class Grade(IntEnum):
    """How an accident is to be reported; a higher one asks for more."""

    NONE = 0
    """報告対象外: no report."""
    PERIODIC = 1
    """四半期報告事故・年度報告: it belongs in the periodic report."""
    SERIOUS = 2
    """重大な事故: a serious accident."""

    @property
    def wire(self) -> str:
        """The grade's name on the wire."""
        return ("none", "periodic", "serious")[self]


def union(possible: Iterable[Iterable[Grade]]) -> tuple[Grade, ...]:
    """Join grades that are possible, lowest first."""
    found = {grade for grades in possible for grade in grades}
    return tuple(sorted(found))


class Met(StrEnum):
    """Whether a limb of the law is met."""

    YES = "yes"
    """Met under every reading, whatever the unknowns are."""
    NO = "no"
    """Not met under any reading, whatever the unknowns are."""
    UNDECIDED = "undecided"
    """It depends on what is not known, or on what the law leaves open."""


class Exclusion(StrEnum):
    """Why something does not count."""

    SUPPLEMENTARY = "supplementary"
    """付加的な機能: only a supplementary function was hit, which this item leaves out."""
    MINOR = "minor"
    """軽微な事故: a minor accident named by the notice needs no periodic report."""
    OTHER_FACILITY = "other_facility"
    """電気通信設備以外の設備の故障 is never a serious accident."""
    NOT_INSTALLED = "not_installed"
    """No telecommunications carrier installed the critical facility."""


class Flag(StrEnum):
    """What a reader of the answer has to know beside it."""

    DISASTER = "disaster"
    """A natural disaster: the text has no exception, official lists have left such ones out."""
    LAW_LIKELY = "law_likely"
    """The rule's text is not read for all of its time but presumed."""
    LAW_UNCHECKED = "law_unchecked"
    """The accident is later than the last check of the law."""
    STRADDLES_AMENDMENT = "straddles_amendment"
    """The accident ran past an amendment; the law of its first day is applied."""
    OPEN_READING = "open_reading"
    """The readings of several impacts or of an intermittent accident part."""
    OPEN_VOICE_CALLS = "open_voice_calls"
    """Whether voice calls inside a messaging service are voice 音声伝送役務 is open in the law."""
    ORIGIN_ELSEWHERE = "origin_elsewhere"
    """The failure lay with another carrier; its facilities count too."""
    UNCOUNTABLE_USERS = "uncountable_users"
    """Nothing is known of the users: another standard applies 告示 if the Minister finds their
    number hard to grasp."""
    STILL_RUNNING = "still_running"
    """It has not ended: the answer is that of the moment `at`, and may still change."""
    OPEN_LAW = "open_law"
    """Which rules hold hangs on what is not known: the accident may have occurred before or after
    an amendment."""
    TOO_MANY_UNKNOWNS = "too_many_unknowns"
    """So much is unknown that not every combination of it was tried: what was not ruled out counts
    as possible."""
    NO_IMPACTS = "no_impacts"
    """No service is told to have been hit, only a critical facility."""


class Reading(StrEnum):
    """How a limb is read where the text leaves it open; never a default, always somebody's word."""

    NARROWEST = "narrowest"
    """The longest stretch without interruption, and the users who suffered for that long."""
    WIDEST = "widest"
    """From the first failure to the last restoration, and all users together."""


@frozen(cache_hash=True)
class Limb:
    """The smallest piece of the law that is judged: one threshold, or one exclusion.

    Attributes:
        citation: where it stands.
        grade: the grade that it gives, or that the exclusion takes away.
        duration: the time required, None if none is.
        users: the users required, None if none are.
        exclusion: what it excludes; it then requires no numbers.
    """

    citation: Citation
    grade: Grade
    duration: timedelta | None = None
    users: int | None = None
    exclusion: Exclusion | None = None


@frozen
class Given:
    """What is held against a limb, each number from the narrowest reading to the widest.

    The lower ends are those of the narrowest reading (the longest stretch without interruption;
    users who surely suffered that long), the upper ones those of the widest (first failure to last
    restoration; all users together). Nothing is given where nothing was hit.

    Attributes:
        duration: the time.
        users: the users.
        impacts: the indexes of the impacts looked at.
        uncertain: those of them that may not count here, because of an unknown trait of the service
            or an unknown exception.
    """

    duration: Bounds[timedelta] | None = None
    users: Bounds[int] | None = None
    impacts: tuple[int, ...] = ()
    uncertain: tuple[int, ...] = ()


@frozen
class Finding:
    """What one limb of the law says of the accident.

    Attributes:
        limb: the limb.
        given: what was held against it.
        met: whether it is met. For an exclusion: whether it applies.
    """

    limb: Limb
    given: Given
    met: Met

    @property
    def impacts(self) -> tuple[int, ...]:
        """The indexes of the impacts that were looked at."""
        return self.given.impacts

    @property
    def margin(self) -> Given:
        """What was given less what was required; below zero where it falls short."""
        given, limb = self.given, self.limb
        return evolve(
            given,
            duration=_less(given.duration, limb.duration),
            users=_less(given.users, limb.users),
        )


def _less(given: Bounds[T] | None, required: T | None) -> Bounds[T] | None:
    if given is None or required is None:
        return None
    return Bounds(
        None if given.low is None else given.low - required,
        None if given.high is None else given.high - required,
    )


class Quantity(StrEnum):
    """What a question asks for."""

    USERS = "users"
    """影響利用者数: whether there are `value` or more, or how many there are."""
    END = "end"
    """When it ended (an impact's last period, or the critical facility's)."""
    EMERGENCY_CALLS = "emergency_calls"
    """Whether the service handles emergency calls."""
    PAID = "paid"
    """Whether the carrier is paid for the service."""
    MONTHLY_USERS = "monthly_users"
    """Whether the service had `value` or more monthly users."""
    VOICE_CALLS = "voice_calls"
    """Whether a messaging service carries voice calls, and they were hit."""
    SUPPLEMENTARY = "supplementary"
    """Whether only a supplementary function was hit."""
    OVERLAP = "overlap"
    """Whether the impacts hit different users or the same."""
    MINOR = "minor"
    """Whether it is a minor accident named by the notice."""
    INSTALLED = "installed_by"
    """Whether a telecommunications carrier installed the critical facility, and which."""
    READING = "reading"
    """How the competent authority reads a limb that the text leaves open, or (of an impact) whether
    it takes voice calls inside a messaging service as voice: the widest reading does."""


@frozen
class Question:
    """A fact that would help to settle an undecided answer.

    Attributes:
        quantity: what is asked.
        impact: the index of the impact concerned, if it concerns one.
        value: the decisive number ("are there 30,000 or more?"); None if the question is open.
        limb: the limb whose reading is asked.
    """

    quantity: Quantity
    impact: int | None = None
    value: int | None = None
    limb: Limb | None = None


@frozen
class Verdict:
    """The answer, with every reason for it.

    Attributes:
        incident: the facts.
        rules: the rule set that was applied.
        at: the moment for which a running accident was judged.
        possible: the grades that some value of the unknowns gives, lowest first.
        findings: one for every limb of the law that was looked at, met or not.
        flags: what else a reader has to know.
        readings: how limbs were read that the text leaves open, as the caller said.
        since: of an alternative, the day on which the accident occurred; what began before it is
            taken not to count, or to have hit nobody.
        alternatives: if it hangs on what is not known which rules hold, the verdict under each,
            earliest first. `possible` then holds the grades of all, and `rules` and `findings` are
            those of the first.
    """

    incident: Incident
    rules: RuleSet
    at: datetime | None
    possible: tuple[Grade, ...]
    findings: tuple[Finding, ...]
    flags: tuple[Flag, ...]
    readings: tuple[tuple[Limb, Reading], ...] = ()
    since: date | None = None
    alternatives: "tuple[Verdict, ...]" = ()

    @property
    def grade(self) -> Grade | None:
        """The grade, or None if several are possible."""
        return self.possible[0] if len(self.possible) == 1 else None

    @property
    def at_least(self) -> Grade:
        """The lowest grade that is possible."""
        return self.possible[0]

    @property
    def at_most(self) -> Grade:
        """The highest grade that is possible."""
        return self.possible[-1]

    @property
    def first_day(self) -> date:
        """The day on which the accident occurred 発生した日, in Japan time.

        What the rules do not count is no part of it, unless there is nothing else.
        """
        return self.since or first_day(self.incident, self.rules)

    def counted(self) -> list[Impact]:
        """Give the impacts that the rules count anywhere, or may count."""
        impacts = counted(self.incident, self.rules)
        if self.since is None:
            return impacts
        return [each for each in impacts if each.periods[0].start >= midnight(self.since)]

    def periods(self) -> list[Period]:
        """Give the periods of all that counts, or may count; of all impacts if none does."""
        return counted_periods(self.incident, self.rules)

    @property
    def label(self) -> str | None:
        """The word that the rule set uses for the grade, None if it is undecided."""
        return None if self.grade is None else label(self.grade, self.rules)

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows of the table with a threshold that is certainly met, whichever rules hold."""
        if self.alternatives:
            each = [verdict.rows for verdict in self.alternatives]
            return each[0] if len({*each}) == 1 else ()
        yes = Met.YES
        rows = [each.limb.citation.row for each in self.findings if each.met is yes]
        return tuple([row for row in dict.fromkeys(rows) if row is not None]) if rows else ()


def label(grade: Grade, rules: RuleSet) -> str:
    """Give the word that a rule set uses for a grade."""
    return ("報告対象外", rules.periodic.label, rules.serious.label)[grade]
