"""Lines to accidents: those of one 事案番号 are one, each with impacts of its own."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from attrs import evolve, field, frozen

from jikorules.basics.errors import InvalidInput, Words, shown
from jikorules.basics.vocabulary import CriticalKind, Equipment, InstalledBy, Origin, Overlap
from jikorules.facts.incident import CriticalFacility, Impact, Incident, Period
from jikorules.sheets.grid import CellProblem, Trouble
from jikorules.sheets.line import Lasted, Line, Reader

T = TypeVar("T")

_NOT_JUDGED = frozenset({"area", "carrier", "cause", "effect", "failed"})
"""The columns on which no answer hangs: an accident is judged although one cannot be read."""

_SAME_AS = Words("{row}行目と同じ値（{value}）", "what row {row} says ({value})")
_ONE_ACCIDENT = Words(
    "同じ事案番号の行は、1件の事故として読みます。値をそろえるか、別の事案番号にしてください。",
    "Lines of one id are one accident: make them agree, or give another id.",
)
_ONE_ORIGIN = Words("卸元（卸元の欄があるため）", "the wholesaler, as one is named")
_CHECK_ORIGIN = Words("障害の所在か、卸元の欄を確かめてください。", "Check the two cells.")
_NOT_APART = Words(
    "同じ者又は不明（二つ以上の役務を併せていう名称があるため）",
    "the same or unknown, as a name stands for several services",
)
_TOLD_APART = Words("別の者とされています", "they are told to be different people")
_CHECK_OVERLAP = Words(
    "影響を受けたのが一方の役務であれば、その名称を書いてください。",
    "If only one of those services was hit, write its own name.",
)
_ANOTHER = Words("卸元の事故の事案番号", "the id of the wholesaler's accident")
_CHECK_CHAIN = Words(
    "この事故自身の番号です。卸元の事故の番号か、空欄にしてください。",
    "It is the id of this accident: give that of the wholesaler's, or nothing.",
)


@frozen
class Accident:
    """One accident of a table.

    Attributes:
        id: what the table calls it; None if it does not.
        lines: its lines, in their order.
        incident: its facts, moments as they are stated; None if a cell that is needed cannot be
            read.
        least: the same with the shortest times that its cells leave open.
        most: the same with the longest.
        running: whether it is told that it has not ended.
        problems: the cells of its lines that cannot be read.
        wholesaler: the id of the accident of its wholesaler, if it is told.
        impact_rows: the row of each of its impacts.
    """

    id: str | None
    lines: tuple[Line, ...] = field(repr=False)
    incident: Incident | None = None
    least: Incident | None = field(default=None, repr=False)
    most: Incident | None = field(default=None, repr=False)
    running: bool = False
    problems: tuple[CellProblem, ...] = ()
    wholesaler: str | None = None
    impact_rows: tuple[int, ...] = ()

    @property
    def rows(self) -> tuple[int, ...]:
        """The numbers of its rows."""
        return tuple(line.row for line in self.lines)

    @property
    def is_exact(self) -> bool:
        """Whether its cells leave no width of times, but for ends that are not known."""
        return self.least == self.incident == self.most

    @property
    def vague(self) -> tuple[str, ...]:
        """The addresses of the cells that leave a width of times."""
        return tuple(each for line in self.lines for each in line.vague)


def _first(values: Iterable[T | None]) -> T | None:
    return next((each for each in values if each is not None), None)


def accidents_of(lines: Sequence[Line], reader: Reader) -> tuple[Accident, ...]:
    """Make accidents of lines, in the order in which they begin."""
    groups: dict[object, list[Line]] = {}
    for i, line in enumerate(lines):
        groups.setdefault(i if line.id is None else line.id, []).append(line)
    made = [_accident(tuple(group), reader) for group in groups.values()]
    asked = {each.wholesaler for each in made if each.wholesaler is not None}
    return tuple(_in_chain(each) if each.id in asked else each for each in made)


def _in_chain(accident: Accident) -> Accident:
    """Give the accident of a wholesaler the name that its recipients give it."""

    def named(incident: Incident | None) -> Incident | None:
        if incident is None or incident.chain is not None:
            return incident
        return evolve(incident, chain=accident.id)

    widths = (accident.incident, accident.least, accident.most)
    incident, least, most = map(named, widths)
    return evolve(accident, incident=incident, least=least, most=most)


def _accident(lines: tuple[Line, ...], reader: Reader) -> Accident:
    facts, conflicts = _common(lines, reader)
    problems = [problem for line in lines for problem in line.problems]
    problems += [*conflicts, *_odd(lines, facts, reader)]
    problems.sort(key=lambda each: (each.row, each.column))
    wholesaler = facts.get("chain")
    made = Accident(lines[0].id, lines, problems=tuple(problems), wholesaler=wholesaler)
    if any(problem.key not in _NOT_JUDGED for problem in problems):
        return made
    try:
        incident, rows = _incident(lines, facts, lambda lasted: lasted.stated)
        least, _ = _incident(lines, facts, lambda lasted: lasted.least)
        most, _ = _incident(lines, facts, lambda lasted: lasted.most)
    except InvalidInput as error:
        return evolve(made, problems=(*made.problems, _whole(error, lines[0].row, reader)))
    running = any(line.lasted is not None and line.lasted.running for line in lines)
    return evolve(
        made, incident=incident, least=least, most=most, running=running, impact_rows=rows
    )


def _odd(lines: Sequence[Line], facts: Mapping[str, str], reader: Reader) -> Iterator[CellProblem]:
    """Tell what cannot be of an accident as a whole."""
    told: list[tuple[str, Words, Words]] = []
    if "chain" in facts and facts["chain"] == lines[0].id:
        told.append(("chain", _ANOTHER, _CHECK_CHAIN))
    several = any(len(line.services) > 1 for line in lines)
    if several and len(lines) > 1 and facts.get("overlap") == Overlap.DISJOINT:
        told.append(("overlap", _NOT_APART, _CHECK_OVERLAP))
    for key, expected, hint in told:
        line = next(each for each in lines if key in each.facts)
        header, index = reader.place(key)
        given = shown(facts[key]) if key == "chain" else _TOLD_APART
        trouble = Trouble.CONTRADICTION
        yield CellProblem(line.row, index, header, key, trouble, expected, given, hint)


def _whole(error: InvalidInput, row: int, reader: Reader) -> CellProblem:
    """Tell of facts that cannot be those of one accident, at its first line."""
    header, index = reader.place("service")
    first = error.problems[0]
    return CellProblem(
        row,
        index,
        header,
        "service",
        Trouble.CONTRADICTION,
        first.expected,
        first.given,
        first.hint,
    )


def _common(lines: Sequence[Line], reader: Reader) -> tuple[dict[str, str], list[CellProblem]]:
    """Put together what the lines say of the whole accident; an empty cell contradicts nothing."""
    facts: dict[str, tuple[str, int]] = {}
    problems = []

    def tell(row: int, key: str, expected: Words, value: str, hint: Words) -> None:
        header, index = reader.place(key)
        trouble, given = Trouble.CONTRADICTION, shown(value)
        problems.append(CellProblem(row, index, header, key, trouble, expected, given, hint))

    for line in lines:
        for key, value in line.facts.items():
            known, row = facts.setdefault(key, (value, line.row))
            if known != value:
                expected = _SAME_AS.filled(row=row, value=known)
                tell(line.row, key, expected, value, _ONE_ACCIDENT)
        if (line.facts.keys() & {"wholesaler", "chain"}) and line.facts.get("origin") not in {
            None,
            "unknown",
            "wholesaler",
        }:
            tell(line.row, "origin", _ONE_ORIGIN, line.facts["origin"], _CHECK_ORIGIN)
    return {key: value for key, (value, _) in facts.items()}, problems


def _incident(
    lines: Sequence[Line], facts: Mapping[str, str], width: Callable[[Lasted], Period]
) -> tuple[Incident, tuple[int, ...]]:
    """Make the facts of an accident, and tell the row of each impact."""
    told = {key: value for key, value in facts.items() if value != "unknown"}
    impacts, rows = [], []
    for line, impact in _impacts(lines, width):
        impacts.append(impact)
        rows.append(line.row)
    elsewhere = "wholesaler" if told.keys() & {"wholesaler", "chain"} else told.get("origin")
    equipment = told.get("equipment")
    overlap = told.get("overlap", "unknown")
    if len(impacts) > 1 and sum(bool(line.services) for line in lines) == 1:
        overlap = "same"  # one line, whose name stands for several services
    incident = Incident(
        impacts,
        critical_facility=_critical(lines, told, width),
        facility=told.get("facility", "telecom"),  # type: ignore[arg-type]
        origin=Origin(elsewhere or "own"),
        overlap=Overlap(overlap),
        equipment=None if equipment is None else Equipment(equipment),
        disaster=_claim(facts.get("disaster")),
        minor=_claim(facts.get("minor")),
        carrier=told.get("carrier"),
        id=lines[0].id,
        chain=told.get("chain"),
        cause=_first(line.cause for line in lines),
        failed=_first(line.failed for line in lines),
    )
    return incident, tuple(rows)


def _impacts(
    lines: Sequence[Line], width: Callable[[Lasted], Period]
) -> Iterator[tuple[Line, Impact]]:
    """Give an impact for each service; those that a name stands for too come last, as in JSON."""
    told = [(line, line.services[:1]) for line in lines]
    told += [(line, line.services[1:]) for line in lines]
    for line, services in told:
        for service in services:
            if line.lasted is not None:
                period, how = width(line.lasted), line.effect
                extra = line.supplementary
                made = Impact(service, line.users, period, effect=how, supplementary=extra)
                yield line, made


def _critical(
    lines: Sequence[Line], told: Mapping[str, str], width: Callable[[Lasted], Period]
) -> CriticalFacility | None:
    """Give the satellite, cable or the like that failed, in the time of its line."""
    for line in lines:
        if "critical" in line.facts and line.lasted is not None:
            by = told.get("installed_by")
            return CriticalFacility(
                CriticalKind(told["critical"]),
                width(line.lasted),
                installed_by=None if by is None else InstalledBy(by),
            )
    return None


def _claim(word: str | None) -> bool | None:
    """Give a claim as the facts have it: no unless it is claimed."""
    return None if word == "unknown" else word == "yes"
