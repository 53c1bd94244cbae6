"""The ministry's guideline on public notice 周知・広報."""

from datetime import date

from attrs import frozen

from jikorules.law.provision import Problems, at_least_1


@frozen(kw_only=True)
class Guideline:
    """The ministry's guideline on public notice 周知・広報; a recommendation, not law.

    Attributes:
        name: its name.
        published: the day of its publication.
        applied_from: the first day to which it applies.
        first_notice_minutes: the first notice to users is due, as a rule, so many minutes after
            the failure.
        checked: the day on which somebody last held it against the source.
    """

    name: str
    published: date
    applied_from: date
    first_notice_minutes: int
    checked: date

    def problems(self) -> Problems:
        """Find what is wrong with the time."""
        yield from at_least_1("first_notice_minutes", self.first_notice_minutes)
