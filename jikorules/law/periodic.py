"""The rule on periodic reports 四半期報告・年度報告, Reporting Rules Art. 7-3."""

from datetime import date
from typing import Literal

from attrs import frozen

from jikorules.basics.vocabulary import Equipment, Facility
from jikorules.law.provision import (
    MOST_TIME,
    Penalty,
    Problems,
    Threshold,
    Version,
    Via,
    at_least_1,
    threshold_problems,
    wrong,
)


@frozen
class PeriodicItem:
    """An item of the rule on periodic reports: alternative limits for one sort of facilities.

    `supplementary_left_out` is whether what hit supplementary functions 付加的な機能 only does not
    count in it.
    """

    number: str
    name: str
    facility: Facility
    supplementary_left_out: bool
    thresholds: tuple[Threshold, ...]


@frozen
class UnjudgedItem:
    """An item of the law that this library has no facts for."""

    number: str
    name: str


@frozen
class PeriodicReports:
    """How the periodic report is made.

    Attributes:
        every: the stretch of time that one report covers.
        due_months: months after it within which the report is due.
        serious_included: whether serious accidents are reported here too.
        due_from: the day from which reports that fall due follow this version, where the amendment
            says so.
        penalty: the penalty; None if it is not recorded for this version.
    """

    every: Literal["quarter", "fiscal_year"]
    due_months: int
    form: str
    serious_included: bool
    to: str
    due_from: date | None = None
    penalty: Penalty | None = None


@frozen
class SimpleForm:
    """A simple form 簡易な様式 that the notice allows for failures of some equipment."""

    name: str
    equipment: tuple[Equipment, ...]


@frozen(kw_only=True)
class PeriodicVersion(Version):
    """The rule on periodic reports 四半期報告事故・年度報告, Reporting Rules Art. 7-3.

    Attributes:
        reports: how the report is made.
        minor_paragraph: the paragraph on minor accidents.
        via: the office by way of which it may be made.
        simple_form: the form that the notice allows besides.
    """

    item: tuple[PeriodicItem, ...]
    reports: PeriodicReports
    minor_paragraph: str
    via: Via
    simple_form: SimpleForm
    unjudged: tuple[UnjudgedItem, ...] = ()

    def item_on(self, facility: Facility) -> PeriodicItem:
        """Give the item on a sort of facilities."""
        return next(item for item in self.item if item.facility is facility)

    def problems(self) -> Problems:
        """Find what is wrong with the citation, the thresholds or the items."""
        yield from super().problems()
        for i, item in enumerate(self.item):
            yield from threshold_problems(f"item[{i}]", item.thresholds)
        yield from at_least_1("reports.due_months", self.reports.due_months, MOST_TIME)
        if self.reports.penalty is not None:
            yield from self.reports.penalty.problems("reports.penalty")
        equipment = self.simple_form.equipment
        if not equipment or Equipment.OTHER in equipment:
            yield wrong("simple_form.equipment", "法令に掲げる設備", "what is listed", equipment)
        facilities = [item.facility for item in self.item]
        if sorted(facilities) != sorted(Facility):
            yield wrong("item", "設備の種別ごとに1つの号", "one item for each facility", facilities)
