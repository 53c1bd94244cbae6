"""Facts and wordings of two sides held against each other: recorded or old, and new."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from attrs import frozen

from jikorules.law.article import row_label
from jikorules.law.text_facts import LawFact, Wording

_MOST_WITHIN = 100  # letters of a place within another one; longer ones are told by themselves
_NUMBERED = ("row ", "item ")


@frozen
class ComparedFact:
    """A fact on both sides; None where a side has none."""

    old: LawFact | None
    new: LawFact | None

    @property
    def is_same(self) -> bool:
        """Whether both sides tell the same."""
        return self.old is not None and self.new is not None and self.old.value == self.new.value

    @property
    def fact(self) -> LawFact:
        """The fact of the new side, or of the old one if there is no other."""
        fact = self.new or self.old
        assert fact is not None  # noqa: S101 (one side there is)
        return fact


@frozen
class ComparedWording:
    """The wording of a sentence on both sides; None where a side has none."""

    old: Wording | None
    new: Wording | None

    @property
    def is_same(self) -> bool:
        """Whether it is the same wording at the same place."""
        return self.is_unchanged and not self.is_moved

    @property
    def is_unchanged(self) -> bool:
        """Whether it is the same wording, wherever it stands."""
        return self.old is not None and self.new is not None and self.old.sha == self.new.sha

    @property
    def wording(self) -> Wording:
        """The wording of the new side, or of the old one if there is no other."""
        wording = self.new or self.old
        assert wording is not None  # noqa: S101 (one side there is)
        return wording

    @property
    def is_moved(self) -> bool:
        """Whether it stands at another place."""
        return self.old is not None and self.new is not None and self.old.place != self.new.place


def compare_wordings(old: Sequence[Wording], new: Sequence[Wording]) -> tuple[ComparedWording, ...]:
    """Pair wordings: the same at the same place, the same elsewhere, another at the same place.

    Example:
        >>> from attrs import evolve
        >>> a, b = Wording("第1項", "A", "a"), Wording("第2項", "B", "b")
        >>> for pair in compare_wordings([a, b], [evolve(b, place="第3項"), evolve(a, sha="c")]):
        ...     print(pair.is_same, pair.is_moved, pair.is_unchanged)
        False True True
        False False False
    """
    left, pairs = dict(enumerate(old)), dict[int, Wording]()
    for key in (attrgetter("place", "sha"), attrgetter("sha"), attrgetter("place")):
        known: dict[object, deque[int]] = {}
        for i, each in left.items():
            known.setdefault(key(each), deque()).append(i)
        for i, each in enumerate(new):
            if i not in pairs and (fit := known.get(key(each))):
                pairs[i] = left.pop(fit.popleft())
    compared = [ComparedWording(pairs.get(i), each) for i, each in enumerate(new)]
    return *compared, *(ComparedWording(each, None) for each in left.values())


def moves(wordings: Iterable[ComparedWording]) -> tuple[ComparedWording, ...]:
    """Give the wordings that stand elsewhere, without those that only go along with another one."""
    moved = [
        (each, (each.old.place, each.new.place))
        for each in wordings
        if each.old and each.new and each.is_unchanged and each.is_moved
    ]
    places = {at for _, at in moved}
    return tuple(each for each, at in moved if places.isdisjoint(_around(*at)))


def _around(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Give the places, old and new, of what a wording stands in."""
    for i in range(1, min(len(old), len(new), _MOST_WITHIN)):
        if old[-i] != new[-i]:
            break
        yield old[:-i], new[:-i]


def compare_facts(
    old: Sequence[LawFact], new: Sequence[LawFact], wordings: Iterable[ComparedWording] = ()
) -> tuple[ComparedFact, ...]:
    """Pair facts: those of a row with those of the row of the same name, whatever its number.

    Args:
        old: the facts of the one side.
        new: the facts of the other side.
        wordings: the wordings of both sides, which tell which rows have the same name.

    Example:
        >>> a = LawFact("row 一の項", "1 users", 30_000, "第1項第1号表一の項")
        >>> b = LawFact("row 二の項", "1 users", 50_000, "第1項第1号表二の項")
        >>> for pair in compare_facts([a], [a, b]):
        ...     print(pair.is_same, pair.old is None)
        True False
        False True
    """
    known = _things(old, new, wordings)
    left: dict[tuple[str, str], deque[LawFact]] = {}
    for fact in old:
        left.setdefault((fact.thing, fact.what), deque()).append(fact)
    compared = []
    for fact in new:
        same = left.get((known.get(fact.thing, fact.thing), fact.what))
        compared.append(ComparedFact(same.popleft() if same else None, fact))
    return *compared, *(ComparedFact(fact, None) for facts in left.values() for fact in facts)


def _things(
    old: Sequence[LawFact], new: Sequence[LawFact], wordings: Iterable[ComparedWording]
) -> Mapping[str, str]:
    """Tell for rows and items of the new side which ones they are on the old side.

    By their name, else by their number; those that are left over, in their order.
    """
    theirs, ours = _named(old), _named(new)
    pairs: dict[str, str] = {}
    for row, same in _same_rows(wordings):
        if row in ours and theirs.pop(same, False):
            pairs[row] = same
    for thing in ours:
        if thing not in pairs and theirs.pop(thing, False):
            pairs[thing] = thing
    for kind in _NUMBERED:
        mine = [each for each in ours if each.startswith(kind) and each not in pairs]
        free = [each for each in theirs if each.startswith(kind)]
        pairs |= dict(zip(mine, free, strict=False))
        pairs |= {each: f"{each} (new)" for each in mine[len(free) :]}
    return pairs


def _named(facts: Iterable[LawFact]) -> dict[str, bool]:
    return {fact.thing: True for fact in facts if fact.thing.startswith(_NUMBERED)}


def _same_rows(wordings: Iterable[ComparedWording]) -> Iterator[tuple[str, str]]:
    for each in wordings:
        if each.is_unchanged and each.old and each.new:
            was, now = row_label(each.old.place), row_label(each.new.place)
            if was and now:
                yield f"row {now}", f"row {was}"
