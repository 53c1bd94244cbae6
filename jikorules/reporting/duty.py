"""A duty to report, as data: what, to whom, on which form, by which day."""

from datetime import date, datetime
from enum import StrEnum

from attrs import field, frozen

from jikorules.basics.vocabulary import Basis, Content, Reason
from jikorules.judgement.verdict import Met
from jikorules.law.citation import Citation
from jikorules.law.open_days import Closed, next_open, why_closed
from jikorules.law.provision import Penalty, Via

CLOSED_DAYS = Citation("行政機関の休日に関する法律", "2")
BOUND_CARRIER = Citation("電気通信事業法", "164")
"""What the duties of carriers presume: a business that this does not take out of the Act."""


class Report(StrEnum):
    """What is to be made: 速報, 詳報, 四半期報告・年度報告, or as a recommendation 周知・広報."""

    FIRST = "first"
    DETAILED = "detailed"
    PERIODIC = "periodic"
    NOTICE = "notice"


@frozen
class OtherForm:
    """A form that may be used instead.

    Attributes:
        form: the form.
        allowed: whether this accident may use it, as far as that is known.
        contents: all that the first report then has to tell, where that is less.
        citation: where the law allows it; None where a notice does.
    """

    form: str
    allowed: Met
    contents: tuple[Content, ...] = ()
    citation: Citation | None = None


@frozen
class Deadline:
    """A last day.

    Attributes:
        last_day: the last day, as the text gives it.
        due: the last day, after the rule on closed days: `last_day`, or the next open day.
        closed: why `last_day` is closed; None if it is open.
        days: so many days from the day counted from.
        months: so many months from it.
        rules: the general law that was applied in counting.
    """

    last_day: date
    due: date
    closed: Closed | None
    rules: tuple[Citation, ...]
    days: int | None = None
    months: int | None = None

    @classmethod
    def on(
        cls, last_day: date, *rules: Citation, days: int | None = None, months: int | None = None
    ) -> "Deadline":
        """Give the deadline that a last day makes."""
        closed = why_closed(last_day)
        moved = () if closed is None else (CLOSED_DAYS,)
        return cls(last_day, next_open(last_day), closed, (*rules, *moved), days, months)


@frozen
class Duty:
    """One thing that a carrier or a tower provider has to do, or is advised to do.

    Attributes:
        subject: the caller's name for the accident or the like.
        carrier: whose duty it is; of a tower provider's accident the tower provider.
        report: what is to be made.
        reason: why, for reports under the Enforcement Rules.
        to: to whom.
        via: the office by way of which it may be made; None for a recommendation.
        citation: where the duty stands; None for a recommendation.
        presumes: what it takes for granted: a carrier that this article of the Act does not take
            out of it; None for a recommendation, and for a tower provider.
        penalty: the penalty for no report or a false one; None if it is not recorded.
        under: the provision of the Act under which it stands there, if the rule data tell it.
        basis: what the period is counted from.
        counted_from: the day from which it is counted; None if that is not known.
        known_at: the time at which it was known, where the period is counted from that.
        deadline: the last day; None where the text says "promptly", or `is_deadline_unknown`.
        until: the moment by which a notice is due.
        form: the form; None if there is none.
        other_forms: the forms that may be used instead.
        contents: what a first report tells.
        covers: the first and the last day of the quarter or fiscal year of a periodic report.
        is_certain: whether it is certain; if not, the verdict is undecided.
        is_law: whether it is a duty by law; if not, it is a recommendation.
    """

    subject: str | None
    carrier: str | None
    report: Report = field(kw_only=True)
    reason: Reason | None = field(default=None, kw_only=True)
    to: str = field(kw_only=True)
    via: Via | None = field(default=None, kw_only=True)
    citation: Citation | None = field(default=None, kw_only=True)
    presumes: Citation | None = field(default=None, kw_only=True)
    penalty: Penalty | None = field(default=None, kw_only=True)
    under: str | None = field(default=None, kw_only=True)
    basis: Basis = field(kw_only=True)
    counted_from: date | None = field(kw_only=True)
    known_at: datetime | None = field(default=None, kw_only=True)
    deadline: Deadline | None = field(default=None, kw_only=True)
    until: datetime | None = field(default=None, kw_only=True)
    form: str | None = field(default=None, kw_only=True)
    other_forms: tuple[OtherForm, ...] = field(default=(), kw_only=True)
    contents: tuple[Content, ...] = field(default=(), kw_only=True)
    covers: tuple[date, date] | None = field(default=None, kw_only=True)
    is_certain: bool = field(kw_only=True)
    is_law: bool = field(default=True, kw_only=True)

    @property
    def is_deadline_unknown(self) -> bool:
        """Whether there is a last day that cannot be told, as the day counted from is not known."""
        return self.counted_from is None and self.report is Report.DETAILED

    @property
    def key(self) -> str:
        """A name for the duty: subject, reason and report; unique if the subjects are."""
        return "/".join([self.subject or "", *([self.reason] if self.reason else []), self.report])
