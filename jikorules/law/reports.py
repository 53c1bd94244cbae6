"""The rule on the reports of serious accidents and the like, Enforcement Rules Art. 57."""

from attrs import frozen

from jikorules.basics.vocabulary import Basis, Content, Origin, Reason
from jikorules.law.provision import (
    MOST_TIME,
    Penalty,
    Problems,
    Version,
    Via,
    at_least_1,
    repeated,
    wrong,
)


@frozen
class ShortForm:
    """A shorter form that carriers may use whose accident came from elsewhere.

    Attributes:
        origin: where the failure has to lie; the accident there has to be serious too.
        first_contents: all that the first report then has to tell.
        paragraph: the paragraph that allows it.
    """

    origin: Origin
    form: str
    first_contents: tuple[Content, ...]
    paragraph: str


@frozen
class ReportRule:
    """What is to be reported for one reason: promptly 速やかに, and in detail within some days.

    Attributes:
        name: the name of the reason in the law.
        counted_from: the day from which the days count.
        detailed_days: so many days for the detailed report.
        form: the form of the detailed report.
        more_users_than: a leak has to concern more users than this (or the reason that needs no
            number: information given to a foreign government).
        first_contents: what the first report tells, if not what all others do.
        paragraph: the paragraph; None if the article has but one.
        penalty: the penalty; None if it is not recorded for this version.
        designated_only: True if only a carrier owes it that is designated under Art. 27-5 of the
            Act 法第27条の5第1項の指定; None if every carrier does.
    """

    reason: Reason
    name: str
    counted_from: Basis
    detailed_days: int
    form: str
    short_form: ShortForm | None = None
    more_users_than: int | None = None
    designated_only: bool | None = None
    first_contents: tuple[Content, ...] | None = None
    paragraph: str | None = None
    penalty: Penalty | None = None


@frozen(kw_only=True)
class ReportsVersion(Version):
    """The rule on reports of accidents and the like, Enforcement Rules Art. 57.

    Attributes:
        to: to whom they are made.
        via: the office by way of which they may be made.
        first_contents: what a first report tells.
    """

    to: str
    via: Via
    first_contents: tuple[Content, ...]
    report: tuple[ReportRule, ...]

    def problems(self) -> Problems:
        """Find what is wrong with the citation, the reasons or the periods."""
        yield from super().problems()
        yield from repeated("report", [each.reason for each in self.report])
        for name in ("report", "first_contents"):
            if not getattr(self, name):
                yield wrong(name, "1つ以上の値", "at least one", [])
        yield from repeated("first_contents", self.first_contents)
        for i, each in enumerate(self.report):
            yield from at_least_1(f"report[{i}].detailed_days", each.detailed_days, MOST_TIME)
            if each.more_users_than is not None:
                yield from at_least_1(f"report[{i}].more_users_than", each.more_users_than)
            if each.penalty is not None:
                yield from each.penalty.problems(f"report[{i}].penalty")

    def rule(self, reason: Reason) -> ReportRule | None:
        """Give what is to be reported for a reason; None if nothing was."""
        return next((each for each in self.report if each.reason is reason), None)

    def contents(self, reason: Reason) -> tuple[Content, ...]:
        """Give what a first report of a reason tells."""
        rule = self.rule(reason)
        return (rule and rule.first_contents) or self.first_contents
