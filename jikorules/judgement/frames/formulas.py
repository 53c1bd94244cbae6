"""Rule data as formulas: which facts have to hold for a row, a grade, a limb.

A formula is built of questions to one row of a table of accidents. So row 一 of the table of
Art. 58 ("voice that handles emergency calls: 1 hour or longer, and 30,000 users or more") becomes

    >>> from jikorules import ruleset
    >>> for asked in formulas_of((ruleset("2019-04-01"),), dated=False).rows["一"].parts:
    ...     print(asked)
    Asked(fact='kind', value=<Kind.VOICE: 'voice'>)
    Asked(fact='emergency_calls', value=True)
    Asked(fact='duration', value=datetime.timedelta(seconds=3600))
    Asked(fact='users', value=30000)

and the module `columns` makes columns of these. What is asked of several rule sets is asked once,
with the days on which it holds.

Each question may be answered yes, no or unknown, and the formula then gives yes, no or unknown as
the three-valued logic of databases does: that is exactly what is certain, impossible or possible,
because

- limits are all "at least": a formula asks them only one way round, so that the least users and
  the shortest time are the worst case of all of them at once, and the greatest the best;
- where a trait of a service is unknown, a term is added for what all the rows have in common that
  the service may fall in, so that what holds in each of them is not lost.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial, reduce
from itertools import chain, product
from typing import Any, TypeVar

from attrs import frozen

from jikorules.basics.vocabulary import MAY_CARRY_VOICE, Facility, Kind
from jikorules.law.provision import Extent, least_needed
from jikorules.law.ruleset import RuleSet
from jikorules.law.serious import SeriousVersion

K = TypeVar("K", bound=Hashable)

LIMITED = ("users", "monthly_users", "duration", "day")
"""The facts that are asked whether they reach a limit."""

# What may be asked, and how it is joined.


@frozen(cache_hash=True)
class Asked:
    """A question to one row of a table.

    Attributes:
        fact: the fact that is asked for.
        value: what it has to be (of "kind", "facility" and truth values), or what it has to reach
            (of "users", "monthly_users", "duration", and "day", which is that of Japan).
    """

    fact: str
    value: Any


@frozen(cache_hash=True)
class Column:
    """A column that holds the answer to a question."""

    name: str


@frozen(cache_hash=True)
class Joint:
    """A formula that is joined of others."""

    parts: tuple["Formula", ...]


class Every(Joint):
    """All of several formulas."""


class Some(Joint):
    """At least one of several formulas."""


class Not(Joint):
    """The contrary of one formula."""


class Certain(Joint):
    """Whether one formula is certain: "no" where that is unknown."""


Formula = bool | Asked | Column | Joint


def every(*parts: Formula) -> Formula:
    """Join formulas that all have to hold.

    Example:
        >>> paid = Asked("paid", True)
        >>> every(paid, True, paid) == paid
        True
    """
    return _joined(Every, parts, neutral=True)


def some(*parts: Formula) -> Formula:
    """Join formulas of which one has to hold."""
    return _joined(Some, parts, neutral=False)


def _joined(joint: type[Joint], parts: Iterable[Formula], *, neutral: bool) -> Formula:
    """Join formulas, each once: `neutral` adds nothing to others, and its contrary settles all."""
    flat = [each for part in parts for each in (part.parts if isinstance(part, joint) else (part,))]
    if any(part is not neutral for part in flat if isinstance(part, bool)):
        return not neutral
    kept = [*dict.fromkeys(part for part in flat if part is not neutral)]
    for part in [*kept]:
        others = (each for each in kept if each is not part)
        if any(implies(part, it) if joint is Some else implies(it, part) for it in others):
            kept.remove(part)  # the other one says it already
    return joint(tuple(kept)) if len(kept) > 1 else (kept[0] if kept else neutral)


@lru_cache(maxsize=16_384)
def implies(one: Formula, other: Formula) -> bool:
    """Tell whether the form of two formulas shows that the first never holds without the second.

    Nor is the first then unknown where the second does not hold, so that neither "or" nor "and" of
    both tells more than one of them.

    Example:
        >>> implies(Asked("users", 100_000), Asked("users", 30_000))
        True
    """
    match one, other:
        case _ if one == other:
            shown = True
        case Some(), _:
            shown = all(implies(part, other) for part in one.parts)
        case _, Every():
            shown = all(implies(one, part) for part in other.parts)
        case Not(), Not():
            shown = implies(other.parts[0], one.parts[0])
        case Asked(), Asked():
            is_same = one.fact == other.fact in LIMITED
            shown = is_same and bool(one.value >= other.value)
        case _:
            shown = any(implies(part, other) for part in parts(one) if isinstance(one, Every))
            shown = shown or any(
                implies(one, part) for part in parts(other) if isinstance(other, Some)
            )
    return shown


def negate(part: Formula) -> Formula:
    """Turn a formula into its contrary."""
    if isinstance(part, bool):
        return not part
    return part.parts[0] if isinstance(part, Not) else Not((part,))


def parts(formula: Formula) -> tuple[Formula, ...]:
    """Give what a formula is joined of."""
    return formula.parts if isinstance(formula, Joint) else ()


def rejoined(formula: Formula, parts: Sequence[Formula]) -> Formula:
    """Give a formula of the same sort, joined of other parts."""
    match formula:
        case Every():
            return every(*parts)
        case Some():
            return some(*parts)
        case Not():
            return negate(*parts)
        case Certain():
            return Certain(tuple(parts))
    return formula


def between(fact: str, low: Any, stop: Any = None) -> Formula:
    """Ask whether a fact reaches `low`, if that is anything, and not `stop`, if there is one."""
    return every(
        Asked(fact, low) if low else True, True if stop is None else negate(Asked(fact, stop))
    )


# Rule sets.

Span = tuple[date, date | None]
"""The first day of a rule set, and the one after the last; None if that is open."""

Stairs = tuple[Extent, ...]
Settled = tuple[int | None, Stairs]
"""The row of a service, None if it may be one of several; and the limits that surely are its."""


@frozen(eq=False)
class Formulas:
    """Rule sets as formulas.

    Attributes:
        serious: the accident is serious, as far as the table of item 1 goes.
        periodic: it belongs in the periodic report, by the facilities that failed.
        table_leaves_out: the table of item 1 leaves supplementary functions out.
        item_leaves_out: so does the item of the periodic rule, by the facilities that failed.
        rows: a threshold is met by a service that falls in the row of that number.
        spans: the days of each rule set.
    """

    serious: Formula
    periodic: Mapping[Facility, Formula]
    table_leaves_out: Formula
    item_leaves_out: Mapping[Facility, Formula]
    rows: Mapping[str, Formula]
    spans: Mapping[str, Span]


@lru_cache(maxsize=64)
def formulas_of(rulesets: tuple[RuleSet, ...], *, dated: bool) -> Formulas:
    """Turn rule sets into formulas; done once for each.

    Args:
        rulesets: the rule sets, oldest first.
        dated: whether each holds only on its days; otherwise there has to be but one.
    """
    serious = _asked_once(rulesets, _serious, dated=dated)
    rows = _asked_once(rulesets, _rows, dated=dated)
    periodic = _asked_once(rulesets, _periodic, dated=dated)
    return Formulas(
        serious=some(*(asked for _, asked in serious)),
        periodic={
            facility: some(*(asked for of, asked in periodic if of is facility))
            for facility in Facility
        },
        table_leaves_out=_on_days(rulesets, lambda rules: rules.serious.supplementary_left_out),
        item_leaves_out={
            facility: _on_days(rulesets, partial(_leaves_out, facility=facility))
            for facility in Facility
        },
        rows={
            number: some(*(asked for row, asked in rows if row == number))
            for number in dict.fromkeys(number for number, _ in rows)
        },
        spans={rules.id: _span(rules) for rules in rulesets},
    )


def _span(rules: RuleSet) -> Span:
    return rules.in_force, None if rules.until is None else rules.until + timedelta(days=1)


def _leaves_out(rules: RuleSet, facility: Facility) -> bool:
    return rules.periodic.item_on(facility).supplementary_left_out


def _on_days(rulesets: Iterable[RuleSet], holds: Callable[[RuleSet], bool]) -> Formula:
    """Ask whether the rules of the day are such; the day matters only where they differ."""
    told = {rules: holds(rules) for rules in rulesets}
    if len({*told.values()}) == 1:
        return all(told.values())
    return some(*(between("day", *_span(rules)) for rules, is_so in told.items() if is_so))


def _asked_once(
    rulesets: Iterable[RuleSet],
    terms_of: Callable[[RuleSet], Iterable[tuple[K, Formula]]],
    *,
    dated: bool,
) -> list[tuple[K, Formula]]:
    """Give each term of rule sets once, with the condition on the day that they have."""
    spans: dict[tuple[K, Formula], list[Span]] = {}
    for rules in rulesets:
        start, stop = _span(rules)
        for term in terms_of(rules):
            before = spans.setdefault(term, [])
            meets = before and before[-1][1] == start
            before.append((before.pop()[0] if meets else start, stop))
    return [
        (of, every(asked, some(*(between("day", *span) for span in each)) if dated else True))
        for (of, asked), each in spans.items()
    ]


def _periodic(rules: RuleSet) -> Iterator[tuple[Facility, Formula]]:
    for item in rules.periodic.item:
        yield item.facility, reached(least_needed(each.least for each in item.thresholds))


def _rows(rules: RuleSet) -> Iterator[tuple[str, Formula]]:
    """Give for each row its services that reach its limits."""
    for (row, stairs), kinds in _kinds(rules).items():
        number = None if row is None else rules.serious.row[row].number
        if number is not None:
            yield number, every(_by_kind(kinds), reached(stairs))


def _serious(rules: RuleSet) -> Iterator[tuple[None, Formula]]:
    """Give for all limits the services that surely have them, in whichever row."""
    having: dict[Stairs, dict[Kind, Formula]] = {}
    for (_, stairs), kinds in _kinds(rules).items():
        with_them = having.setdefault(stairs, {})
        for kind, traits in kinds.items():
            with_them[kind] = some(with_them.get(kind, False), traits)
    for stairs, kinds in having.items():
        yield None, every(_by_kind(kinds), reached(stairs))


@lru_cache(maxsize=64)
def _kinds(rules: RuleSet) -> Mapping[Settled, Mapping[Kind, Formula]]:
    """Give, for all that may be settled of a service, the traits that settle it, by kinds."""
    limits = [least_needed(each.least for each in row.thresholds) for row in rules.serious.row]
    having: dict[Settled, dict[Kind, Formula]] = {settled: {} for settled in enumerate(limits)}
    for kind in Kind:
        for settled, traits in _settled(rules.serious, kind, limits):
            kinds = having.setdefault(settled, {})
            kinds[kind] = some(kinds.get(kind, False), traits)
    return having


# Limits. A staircase is a set of limits of time and users, either of which is enough.


def _common(one: Stairs, other: Stairs) -> Stairs:
    """Give the staircase of what meets both."""
    return least_needed(
        Extent(max(a.time, b.time), max(a.users, b.users)) for a, b in product(one, other)
    )


def reached(stairs: Stairs) -> Formula:
    """Ask whether a staircase is reached: as `Extent.reaches`, but of columns still to be read."""
    return some(*(every(between("duration", it.time), between("users", it.users)) for it in stairs))


# Rows. What is known of the traits that rows ask for: emergency calls, paid, monthly users, and
# whether voice calls inside a messaging service are voice.

Known = tuple[bool | None, bool | None, int | None, bool | None]


def _settled(
    serious: SeriousVersion, kind: Kind, limits: Sequence[Stairs]
) -> Iterator[tuple[Settled, Formula]]:
    """Tell what is settled of services of a kind, by as few traits as settle it."""
    steps = serious.limits()
    voices = (False, True) if kind in MAY_CARRY_VOICE else (False,)
    row_of = {
        (calls, paid, monthly, voice): serious.row_of(Kind.VOICE, False, paid, monthly)
        if voice
        else serious.row_of(kind, calls, paid, monthly)
        for calls, paid, monthly, voice in product((True, False), (True, False), steps, voices)
    }
    seen: list[tuple[Known, Settled]] = []
    ways = product((None, True, False), (None, True, False), (None, *steps), (None, *voices))
    for known in sorted(ways, key=lambda known: -known.count(None)):
        may_be = sorted({row for traits, row in row_of.items() if _tells(traits, known)})
        in_common = reduce(_common, [limits[row] for row in may_be])
        settled = may_be[0] if len(may_be) == 1 else None, in_common
        if any(settled == told and _tells(known, less) for less, told in seen):
            continue  # to know more changes nothing
        seen.append((known, settled))
        *flags, monthly, voice = known
        above = None if monthly is None else next((it for it in steps if it > monthly), None)
        having = [between("monthly_users", monthly, above)]
        traits = ("emergency_calls", "paid", "voice_calls")
        for fact, value in zip(traits, (*flags, voice), strict=True):
            if value is not None:
                having.append(Asked(fact, True) if value else negate(Asked(fact, True)))
        yield settled, every(*having)


def _tells(more: Known, less: Known) -> bool:
    """Whether all that is known in one case is known in the other too, and the same."""
    return all(b is None or a == b for a, b in zip(more, less, strict=True))


def _by_kind(formulas: Mapping[Kind, Formula]) -> Formula:
    """Join conditions on each kind, kinds with the same condition together."""
    kinds: dict[Formula, list[Kind]] = {}
    for kind, formula in formulas.items():
        kinds.setdefault(formula, []).append(kind)
    return _factored([every(_is_one(group), formula) for formula, group in kinds.items()])


def _factored(terms: Sequence[Formula]) -> Formula:
    """Join conditions of which one has to hold, and ask but once what several of them ask."""
    asked = [term.parts if isinstance(term, Every) else (term,) for term in terms]
    part, times = Counter(chain.from_iterable(asked)).most_common(1)[0] if asked else (True, 0)
    if times < 2:
        return some(*terms)
    rests = [every(*(each for each in those if each != part)) for those in asked if part in those]
    others = [term for term, those in zip(terms, asked, strict=True) if part not in those]
    return _factored([*others, every(part, _factored(rests))])


def _is_one(kinds: Sequence[Kind]) -> Formula:
    """Ask for one of several kinds, or else for none of the others if these are fewer."""
    others = [kind for kind in Kind if kind not in kinds]
    if len(others) < len(kinds):
        return negate(some(*(Asked("kind", kind) for kind in others)))
    return some(*(Asked("kind", kind) for kind in kinds))
