"""The rule on serious accidents 重大な事故, Enforcement Rules Art. 58."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

from attrs import frozen

from jikorules.basics.vocabulary import Kind
from jikorules.law.provision import (
    Problems,
    Threshold,
    Version,
    at_least_1,
    threshold_problems,
    wrong,
)


@frozen
class Selector:
    """The traits of the services that a row takes; what is not named is not asked.

    No kind named means every kind; `monthly_users` is the least number, of the previous fiscal
    year.
    """

    kinds: tuple[Kind, ...] = ()
    emergency_calls: bool | None = None
    paid: bool | None = None
    monthly_users: int | None = None

    def takes(self, kind: Kind, emergency_calls: bool, paid: bool, monthly_users: int) -> bool:
        """Whether a service with these traits is selected."""
        return (
            (not self.kinds or kind in self.kinds)
            and self.emergency_calls in (None, emergency_calls)
            and self.paid in (None, paid)
            and (self.monthly_users is None or monthly_users >= self.monthly_users)
        )


@frozen
class Row:
    """A row of the table of item 1; a rule without a table is one row without a number."""

    name: str
    service: Selector
    thresholds: tuple[Threshold, ...]
    number: str | None = None


@frozen
class CriticalRule:
    """Item 2: satellites, submarine cables and the like; no number of users."""

    item: str
    hours: int

    @property
    def duration(self) -> timedelta:
        """The limit of time."""
        return timedelta(hours=self.hours)


@frozen(kw_only=True)
class SeriousVersion(Version):
    """The rule on serious accidents 重大な事故, Enforcement Rules Art. 58.

    Attributes:
        table_item: the number of item 1, which has the table.
        supplementary_left_out: whether what hit supplementary functions 付加的な機能 only does not
            count in item 1.
        critical_facility: item 2.
        row: the rows of the table.
    """

    table_item: str
    supplementary_left_out: bool
    critical_facility: CriticalRule
    row: tuple[Row, ...]

    def problems(self) -> Problems:
        """Find what is wrong with the citation, the thresholds or the cascade of rows."""
        yield from super().problems()
        for i, row in enumerate(self.row):
            yield from threshold_problems(f"row[{i}]", row.thresholds)
            monthly = row.service.monthly_users
            if monthly is not None:
                yield from at_least_1(f"row[{i}].service.monthly_users", monthly)
            earlier = [other.number for other in self.row[:i]]
            if row.number in earlier or (row.number is None and len(self.row) > 1):
                ja, en = "他の項と異なる番号", "a number that no other row has"
                yield wrong(f"row[{i}].number", ja, en, row.number)
        yield from at_least_1("critical_facility.hours", self.critical_facility.hours)
        reached = set()
        for traits in self.traits():
            fits = [i for i, row in enumerate(self.row) if row.service.takes(*traits)]
            if not fits:
                service = "/".join(map(str, traits))
                yield wrong("row", "全ての役務が入る項", "a row for every service", service)
                break
            reached.add(fits[0])
        for i, row in enumerate(self.row):
            if i not in reached:
                ja, en = "前の項に含まれない役務", "services that no earlier row takes all of"
                yield wrong(f"row[{i}].service", ja, en, row.number)

    def limits(self) -> list[int]:
        """The numbers of monthly users at which a service changes its row, ascending."""
        return sorted({row.service.monthly_users or 0 for row in self.row} | {0})

    def traits(self) -> Iterator[tuple[Kind, bool, bool, int]]:
        """Every sort of service that the rows can tell apart."""
        return product(Kind, (True, False), (True, False), self.limits())

    def row_of(self, kind: Kind, emergency_calls: bool, paid: bool, monthly_users: int) -> int:
        """Give the index of the one row that takes a service: the first that fits."""
        traits = (kind, emergency_calls, paid, monthly_users)
        return next(i for i, row in enumerate(self.row) if row.service.takes(*traits))
