"""Rule data as formulas: which facts have to hold for a row, a grade, a limb.

A formula is built of questions to one row of a table of accidents. So row 一 of the table of
Art. 58 ("voice that handles emergency calls: 1 hour or longer, and 30,000 users or more") becomes

    >>> from jikorules import ruleset
    >>> for asked in formulas_of((ruleset("2019-04-01"),), dated=False).rows["一"].parts:
    ...     print(asked)
    IsKind(kind=<Kind.VOICE: 'voice'>)
    IsTrue(column='emergency_calls')
    Lasts(duration=datetime.timedelta(seconds=3600))
    UsersReach(users=30000)

and the module `columns` makes columns of these. On the way (the sections below, in their order):

- what may be asked, and how it is joined: `every`, `some`, `negate`
- rule sets: what is asked of several of them is asked once, with the days on which it holds
- limits: the thresholds of a row, less those that are needless (`reached`)
- rows: the services that fall in a row, by as few traits as settle it (`_fits`), and what the rows
  have in common that a service may fall in of which a trait is unknown (`_shared`)

Each question may be answered yes, no or unknown, and the formula then gives yes, no or unknown as
the three-valued logic of databases does: that is exactly what is certain, impossible or possible,
because

- limits are all "at least": a formula asks them only one way round, so that the least users and
  the shortest time are the worst case of all of them at once, and the greatest the best;
- where a trait of a service is unknown, a term is added for what all the rows have in common that
  the service may fall in, so that what holds in each of them is not lost.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache, reduce
from itertools import product
from typing import TypeVar, Union

from attrs import frozen

from jikorules.basics.vocabulary import Facility, Kind
from jikorules.law.provision import Extent, Threshold, least_needed
from jikorules.law.ruleset import RuleSet
from jikorules.law.serious import SeriousVersion

K = TypeVar("K", bound=Hashable)

# What may be asked, and how it is joined.


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
class IsTrue:
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


Asked = UsersReach | Lasts | IsKind | IsTrue | MonthlyReach | Since | IsFacility
"""A question to one row of a table."""
Formula = Union[bool, Asked, Column, Not, Certain, "Every", "Some"]


def every(*parts: Formula) -> Formula:
    """Join formulas that all have to hold.

    Example:
        >>> every(IsTrue("paid"), True, IsTrue("paid"))
        IsTrue(column='paid')
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


def rejoined(formula: Formula, parts: Sequence[Formula]) -> Formula:
    """Give a formula of the same sort, joined of other parts."""
    if isinstance(formula, Not | Certain):
        return type(formula)(*parts)
    return type(formula)(tuple(parts)) if isinstance(formula, Every | Some) else formula


def _flat(joint: type[Every] | type[Some], parts: Iterable[Formula]) -> list[Formula]:
    return [each for part in parts for each in (part.parts if isinstance(part, joint) else (part,))]


# Rule sets.

Span = tuple[date, date | None]
"""The first day of a rule set, and the one after the last; None if that is open."""


@frozen(eq=False)
class Formulas:
    """Rule sets as formulas.

    Attributes:
        serious: the accident is serious, as far as the table of item 1 goes.
        periodic: it belongs in the periodic report, by the facilities that failed.
        rows: a threshold is met by a service that falls in the row of that number.
        spans: the days of each rule set.
    """

    serious: Formula
    periodic: Mapping[Facility, Formula]
    rows: Mapping[str, Formula]
    spans: Mapping[str, Span]


@lru_cache(maxsize=64)
def formulas_of(rulesets: tuple[RuleSet, ...], *, dated: bool) -> Formulas:
    """Turn rule sets into formulas; done once for each.

    Args:
        rulesets: the rule sets, oldest first.
        dated: whether each holds only on its days; otherwise there has to be but one.
    """
    spans = {rules.id: _span(rules) for rules in rulesets}
    terms: list[tuple[tuple[str | None, Formula], Span]] = []
    items: list[tuple[tuple[Facility, Formula], Span]] = []
    for rules in rulesets:
        span = spans[rules.id]
        terms += [(term, span) for term in _terms(rules.serious)]
        for item in rules.periodic.item:
            items.append(((item.facility, reached(_stairs(item.thresholds))), span))
    serious = [(row, every(asked, on)) for (row, asked), on in _days(terms, dated=dated)]
    periodic = [(of, every(asked, on)) for (of, asked), on in _days(items, dated=dated)]
    numbers = dict.fromkeys(row for row, _ in serious if row is not None)
    return Formulas(
        serious=some(*(asked for _, asked in serious)),
        periodic={
            facility: some(*(asked for of, asked in periodic if of is facility))
            for facility in Facility
        },
        rows={
            number: some(*(asked for row, asked in serious if row == number)) for number in numbers
        },
        spans=spans,
    )


def _span(rules: RuleSet) -> Span:
    return rules.in_force, None if rules.until is None else rules.until + timedelta(days=1)


def _days(terms: Iterable[tuple[K, Span]], *, dated: bool) -> Iterator[tuple[K, Formula]]:
    """Put each term once, with the condition on the day that the rule sets have which hold it."""
    spans: dict[K, list[Span]] = {}
    for term, span in terms:
        spans.setdefault(term, []).append(span)
    for term, each in spans.items():
        yield term, some(*map(_within, _joined(each))) if dated else True


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Join spans that meet."""
    joined: list[Span] = []
    for start, stop in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = joined[-1][0], stop
        else:
            joined.append((start, stop))
    return joined


def _within(span: Span) -> Formula:
    start, stop = span
    return every(Since(start), True if stop is None else negate(Since(stop)))


# Limits. A staircase is a set of limits of time and users, either of which is enough.

Stairs = tuple[Extent, ...]


def _stairs(thresholds: Iterable[Threshold]) -> Stairs:
    return least_needed(each.least for each in thresholds)


def _common(one: Stairs, other: Stairs) -> Stairs:
    """Give the staircase of what meets both."""
    return least_needed(
        Extent(max(a.time, b.time), max(a.users, b.users)) for a, b in product(one, other)
    )


def reached(stairs: Stairs) -> Formula:
    """Ask whether a staircase is reached: as `Extent.reaches`, but of columns still to be read."""
    return some(
        *(
            every(
                Lasts(limit.time) if limit.time else True,
                UsersReach(limit.users) if limit.users else True,
            )
            for limit in stairs
        )
    )


# Rows. What is known of the traits that rows ask for: emergency calls, paid, monthly users.

Traits = tuple[bool, bool, int]
Known = tuple[bool | None, bool | None, int | None]
Rows = Mapping[Traits, int]
"""The index of the row that services of one kind fall in, by their traits."""


def _terms(serious: SeriousVersion) -> Iterator[tuple[str | None, Formula]]:
    """Give what is serious: for each row its services, then what several rows have in common."""
    limits = [_stairs(row.thresholds) for row in serious.row]
    steps = serious.limits()
    traits = list(product((True, False), (True, False), steps))
    of_kind = {kind: {each: serious.row_of(kind, *each) for each in traits} for kind in Kind}
    for i, row in enumerate(serious.row):
        fits = {kind: some(*_fits(rows, i, steps)) for kind, rows in of_kind.items()}
        yield row.number, every(_by_kind(fits), reached(limits[i]))
    shared: dict[Stairs, dict[Kind, Formula]] = {}
    for kind, rows in of_kind.items():
        for having, stairs in _shared(rows, limits, steps):
            kinds = shared.setdefault(stairs, {})
            kinds[kind] = some(kinds.get(kind, False), having)
    for stairs, kinds in shared.items():
        yield None, every(_by_kind(kinds), reached(stairs))


def _fits(rows: Rows, row: int, steps: Sequence[int]) -> Iterator[Formula]:
    """Ask whether a service falls in a row, by as few traits as settle it."""
    enough: list[Known] = []
    for known in _least_known_first(steps):
        if _may_fall_in(rows, known) == [row] and not any(_tells(known, each) for each in enough):
            enough.append(known)
            yield _having(known, steps)


def _shared(
    rows: Rows, limits: Sequence[Stairs], steps: Sequence[int]
) -> Iterator[tuple[Formula, Stairs]]:
    """Give what the rows have in common that a service may fall in of which little is known."""
    seen: list[tuple[Known, Stairs]] = []
    for known in _least_known_first(steps):
        may = _may_fall_in(rows, known)
        in_common = reduce(_common, [limits[row] for row in may])
        if any(in_common == stairs and _tells(known, less) for less, stairs in seen):
            continue  # to know more changes nothing
        seen.append((known, in_common))
        if len(may) > 1:
            yield _having(known, steps), in_common


def _least_known_first(steps: Sequence[int]) -> list[Known]:
    """Give all that may be known of the traits."""
    every_way = product((None, True, False), (None, True, False), (None, *steps))
    return sorted(every_way, key=lambda known: -known.count(None))


def _may_fall_in(rows: Rows, known: Known) -> list[int]:
    """Give the rows that a service may fall in of which so much is known."""
    return sorted({row for traits, row in rows.items() if _tells(traits, known)})


def _tells(more: Known, less: Known) -> bool:
    """Whether all that is known in one case is known in the other too, and the same."""
    return all(b is None or a == b for a, b in zip(more, less, strict=True))


def _having(known: Known, steps: Sequence[int]) -> Formula:
    """Ask whether a service has the traits that are known."""
    emergency_calls, paid, monthly = known
    return every(
        _is("emergency_calls", emergency_calls),
        _is("paid", paid),
        True if monthly is None else _monthly(monthly, steps),
    )


def _is(column: str, value: bool | None) -> Formula:
    if value is None:
        return True
    return IsTrue(column) if value else negate(IsTrue(column))


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
