"""Rule data as formulas: which facts have to hold for a row, a grade, a limb.

A formula is built of questions to one row of a table ("30,000 users or more?"). Each may be
answered yes, no or unknown, and the formula then gives yes, no or unknown as the three-valued logic
of databases does: that is exactly what is certain, impossible or possible, because

- limits are all "at least": a formula asks them only one way round, so that the least users and
  the shortest time are the worst case of all of them at once, and the greatest the best;
- where a trait of a service is unknown, a term is added for what all the rows have in common that
  the service may fall in, so that what holds in each of them is not lost.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache, reduce
from itertools import product
from typing import Union

from attrs import frozen

from jikorules.basics.vocabulary import Facility, Kind
from jikorules.law.provision import Threshold
from jikorules.law.ruleset import RuleSet
from jikorules.law.serious import SeriousVersion


@frozen(cache_hash=True)
class UsersReach:
    """Whether so many users or more suffered."""

    users: int


@frozen(cache_hash=True)
class Lasts:
    """Whether it lasted so long or longer."""

    duration: timedelta


@frozen(cache_hash=True)
class IsKind:
    """Whether the service is of a kind."""

    kind: Kind


@frozen(cache_hash=True)
class Flag:
    """Whether a column of truth values says so."""

    column: str


@frozen(cache_hash=True)
class MonthlyReach:
    """Whether the service had so many monthly users or more."""

    users: int


@frozen(cache_hash=True)
class Since:
    """Whether it occurred on a day, in Japan time, or later."""

    day: date


@frozen(cache_hash=True)
class IsFacility:
    """Whether facilities of a sort failed."""

    facility: Facility


@frozen(cache_hash=True)
class Column:
    """A column that holds the answer to a question."""

    name: str


@frozen(cache_hash=True)
class Not:
    """The contrary."""

    part: "Formula"


@frozen(cache_hash=True)
class Every:
    """All of several formulas."""

    parts: tuple["Formula", ...]


@frozen(cache_hash=True)
class Some:
    """At least one of several formulas."""

    parts: tuple["Formula", ...]


@frozen(cache_hash=True)
class Certain:
    """Whether it is certain: "no" where that is unknown."""

    part: "Formula"


Question = UsersReach | Lasts | IsKind | Flag | MonthlyReach | Since | IsFacility
Formula = Union[bool, Question, Column, Not, Certain, "Every", "Some"]


def every(*parts: Formula) -> Formula:
    """Join formulas that all have to hold.

    Example:
        >>> every(Flag("paid"), True, Flag("paid"))
        Flag(column='paid')
    """
    flat = _flat(Every, parts)
    if any(part is False for part in flat):
        return False
    kept = tuple(dict.fromkeys(part for part in flat if part is not True))
    return Every(kept) if len(kept) > 1 else (kept[0] if kept else True)


def some(*parts: Formula) -> Formula:
    """Join formulas of which one has to hold."""
    flat = _flat(Some, parts)
    if any(part is True for part in flat):
        return True
    kept = tuple(dict.fromkeys(part for part in flat if part is not False))
    return Some(kept) if len(kept) > 1 else (kept[0] if kept else False)


def negate(part: Formula) -> Formula:
    """Turn a formula into its contrary."""
    if isinstance(part, bool):
        return not part
    return part.part if isinstance(part, Not) else Not(part)


def parts(formula: Formula) -> tuple[Formula, ...]:
    """Give what a formula is joined of."""
    if isinstance(formula, Not | Certain):
        return (formula.part,)
    return formula.parts if isinstance(formula, Every | Some) else ()


def _flat(joint: type[Every] | type[Some], parts: Iterable[Formula]) -> list[Formula]:
    return [each for part in parts for each in (part.parts if isinstance(part, joint) else (part,))]


@frozen(eq=False)
class Compiled:
    """Rule sets as formulas.

    Attributes:
        serious: the accident is serious, as far as the table of item 1 goes.
        periodic: it belongs in the periodic report, by the facilities that failed.
        rows: a threshold is met by a service that falls in the row of that number.
        spans: the days of each rule set, from the first to the one after the last.
    """

    serious: Formula
    periodic: Mapping[Facility, Formula]
    rows: Mapping[str, Formula]
    spans: Mapping[str, tuple[date, date | None]]


Span = tuple[date, date | None]


@lru_cache(maxsize=64)
def compile_rules(rulesets: tuple[RuleSet, ...], *, dated: bool) -> Compiled:
    """Turn rule sets into formulas; done once for each.

    Args:
        rulesets: the rule sets, oldest first.
        dated: whether each holds only on its days; otherwise there has to be but one.
    """
    table: dict[tuple[str | None, Formula], list[Span]] = {}
    periodic: dict[tuple[Facility, Formula], list[Span]] = {}
    spans = {rules.id: _span(rules) for rules in rulesets}
    for rules in rulesets:
        span = spans[rules.id]
        for term in _terms(rules.serious):
            table.setdefault(term, []).append(span)
        for item in rules.periodic.item:
            limits = reached(_stairs(item.thresholds))
            periodic.setdefault((item.facility, limits), []).append(span)

    def on(days: list[Span]) -> Formula:
        return some(*_days(days)) if dated else True

    dated_table = [(number, every(formula, on(days))) for (number, formula), days in table.items()]
    numbers = dict.fromkeys(number for number, _ in dated_table if number is not None)
    return Compiled(
        some(*(formula for _, formula in dated_table)),
        {
            facility: some(
                *(
                    every(limits, on(days))
                    for (each, limits), days in periodic.items()
                    if each is facility
                )
            )
            for facility in Facility
        },
        {
            number: some(*(formula for each, formula in dated_table if each == number))
            for number in sorted(numbers, key=list(numbers).index)
        },
        spans,
    )


def _span(rules: RuleSet) -> Span:
    return rules.in_force, None if rules.until is None else rules.until + timedelta(days=1)


def _days(spans: Iterable[Span]) -> Iterator[Formula]:
    """Give the conditions on the day, with spans that meet joined."""
    joined: list[Span] = []
    for start, stop in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = joined[-1][0], stop
        else:
            joined.append((start, stop))
    for start, stop in joined:
        yield every(Since(start), True if stop is None else negate(Since(stop)))


# Limits. A staircase is a set of limits of time and users, either of which is enough.

Stairs = frozenset[tuple[timedelta, int]]
_ZERO = timedelta(0)


def _stairs(thresholds: Iterable[Threshold]) -> Stairs:
    return _needed({(each.duration or _ZERO, each.users or 0) for each in thresholds})


def _needed(stairs: Iterable[tuple[timedelta, int]]) -> Stairs:
    """Leave out what another limit makes needless."""
    those = set(stairs)
    return frozenset(
        one
        for one in those
        if not any(other != one and other[0] <= one[0] and other[1] <= one[1] for other in those)
    )


def _common(one: Stairs, other: Stairs) -> Stairs:
    """Give the staircase of what meets both."""
    return _needed({(max(a[0], b[0]), max(a[1], b[1])) for a, b in product(one, other)})


def reached(stairs: Stairs) -> Formula:
    """Ask whether a staircase is reached."""
    return some(
        *(
            every(
                Lasts(duration) if duration else True,
                UsersReach(users) if users else True,
            )
            for duration, users in sorted(stairs)
        )
    )


# Rows. The traits that rows ask for, each with its possible values.

Traits = tuple[bool, bool, int]
Asked = tuple[bool | None, bool | None, int | None]


def _terms(serious: SeriousVersion) -> Iterator[tuple[str | None, Formula]]:
    """Give what is serious: for each row its services, then what several rows have in common."""
    limits = [_stairs(row.thresholds) for row in serious.row]
    steps = serious.limits()
    traits = list(product((True, False), (True, False), steps))
    of_kind: dict[Kind, dict[Traits, int]] = {
        kind: {each: serious.row_of(kind, *each) for each in traits} for kind in Kind
    }
    for i, row in enumerate(serious.row):
        fits = {kind: _fits(rows, i, steps) for kind, rows in of_kind.items()}
        yield row.number, every(_by_kind(fits), reached(limits[i]))
    shared: dict[Stairs, dict[Kind, list[Asked]]] = {}
    for kind, rows in of_kind.items():
        for asked, stairs in _shared(rows, limits, steps):
            shared.setdefault(stairs, {}).setdefault(kind, []).append(asked)
    for stairs, kinds in shared.items():
        conditions = {
            kind: some(*(_having(each, steps) for each in asked)) for kind, asked in kinds.items()
        }
        yield None, every(_by_kind(conditions), reached(stairs))


def _partly(steps: Sequence[int]) -> Iterator[Asked]:
    """Give all that may be known of the traits, the least known first."""
    every_way = product((None, True, False), (None, True, False), (None, *steps))
    return iter(sorted(every_way, key=lambda asked: -asked.count(None)))


def _is_part(asked: Asked, of: Asked | Traits) -> bool:
    return all(a is None or a == b for a, b in zip(asked, of, strict=True))


def _fits(rows: Mapping[Traits, int], row: int, steps: Sequence[int]) -> Formula:
    """Ask whether a service falls in a row, by as few traits as settle it."""
    found: list[Asked] = []
    for asked in _partly(steps):
        settled = {at for traits, at in rows.items() if _is_part(asked, traits)} == {row}
        if settled and not any(_is_part(less, asked) for less in found):
            found.append(asked)
    return some(*(_having(asked, steps) for asked in found))


def _shared(
    rows: Mapping[Traits, int], limits: Sequence[Stairs], steps: Sequence[int]
) -> Iterator[tuple[Asked, Stairs]]:
    """Give what the rows have in common that a service may fall in of which little is known."""
    found: list[tuple[Asked, Stairs]] = []
    for asked in _partly(steps):
        may = {at for traits, at in rows.items() if _is_part(asked, traits)}
        stairs = reduce(_common, (limits[at] for at in sorted(may)))
        known = any(_is_part(less, asked) and stairs == same for less, same in found)
        if not known:
            found.append((asked, stairs))
            if len(may) > 1:
                yield asked, stairs


def _having(asked: Asked, steps: Sequence[int]) -> Formula:
    emergency_calls, paid, monthly = asked
    return every(
        _flag("emergency_calls", emergency_calls),
        _flag("paid", paid),
        True if monthly is None else _monthly(monthly, steps),
    )


def _flag(column: str, value: bool | None) -> Formula:
    if value is None:
        return True
    return Flag(column) if value else negate(Flag(column))


def _monthly(step: int, steps: Sequence[int]) -> Formula:
    above = next((each for each in steps if each > step), None)
    return every(
        MonthlyReach(step) if step else True,
        True if above is None else negate(MonthlyReach(above)),
    )


def _by_kind(formulas: Mapping[Kind, Formula]) -> Formula:
    """Join conditions on each kind, kinds with the same condition together."""
    kinds: dict[Formula, list[Kind]] = {}
    for kind, formula in formulas.items():
        kinds.setdefault(formula, []).append(kind)
    return some(*(every(_is_one(group), formula) for formula, group in kinds.items()))


def _is_one(kinds: Sequence[Kind]) -> Formula:
    """Ask for one of several kinds, or else for none of the others if these are fewer."""
    others = [kind for kind in Kind if kind not in kinds]
    if len(others) < len(kinds):
        return negate(some(*map(IsKind, others)))
    return some(*map(IsKind, kinds))
