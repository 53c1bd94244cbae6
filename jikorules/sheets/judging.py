"""The answers for a sheet: a verdict for every accident whose cells can be read, as `judge` gives.

Where a cell leaves a width of times (2時10分頃), the accident is judged with the shortest times
too, and with the longest: longer times never lower an answer, so that these are its ends.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from attrs import evolve, field, frozen

from jikorules.basics.errors import JikorulesError, Lang, Words
from jikorules.judgement.changes.questions import questions
from jikorules.judgement.judge import judge
from jikorules.judgement.verdict import Flag, Grade, Met, Verdict
from jikorules.reporting.duties import duties
from jikorules.reporting.duty import Duty
from jikorules.reporting.text import REPORTS, due_by
from jikorules.sheets.accidents import Accident
from jikorules.sheets.grid import CellProblem, Trouble, Watch, unwatched
from jikorules.sheets.reading import Sheet
from jikorules.words.lists import OR, bracketed, entry, prose, series
from jikorules.words.names import FLAGS, MET
from jikorules.words.questions import ask
from jikorules.words.rules import grade_name
from jikorules.words.verdict import provisions, reason

NOT_JUDGED = Words("未判定", "not judged")
_JUDGING = Words("判定", "judging")
_BY_TIMES = Words(
    "時刻に幅があり（{cells}）、いずれとみるかにより判定が分かれる（{names}）。",
    "A time is not exact ({cells}), and the answer depends on it ({names}).",
)
_SETTLE_TIMES = Words("{cells}の時刻は、正確にはいつか。", "What are the exact times in {cells}?")
_ANY_TIME = Words(
    "{cells}の時刻には幅があるが、いずれとみても判定は同じである。",
    "The times in {cells} are not exact, but the answer is the same.",
)
_UNREAD = Words(
    "読み取れないセル（{cells}）があるため、判定していない。",
    "There are cells that could not be read ({cells}): it was not judged.",
)
_ROW_OF = Words("{row}行目", "row {row}")
_NOT_OVER = Words(
    "復旧していない。{grade}は判定の時点のものであり、変わり得る。",
    "It is not over: {grade} is the answer of the moment, and may change.",
)
_OF_ALL = frozenset({Flag.LAW_LIKELY, Flag.LAW_UNCHECKED, Flag.STRADDLES_AMENDMENT})
_SAID_ELSEWHERE = frozenset({Flag.STILL_RUNNING, Flag.NO_IMPACTS, Flag.OPEN_LAW})


@frozen
class Answer:
    """What the law says of one accident of a table.

    Attributes:
        accident: the accident.
        verdict: the verdict on it, times as they are stated, with all the grades that any times
            give which its cells leave open; None if a cell that is needed could not be read.
        by_times: whether the grades differ only as the times do that its cells leave open.
        duties: what has to be reported.
        problems: the cells that could not be read, those included that were found in judging.
    """

    accident: Accident
    verdict: Verdict | None = field(default=None, repr=False)
    by_times: bool = False
    duties: tuple[Duty, ...] = field(default=(), repr=False)
    problems: tuple[CellProblem, ...] = ()

    def grade(self, lang: Lang = "ja") -> str:
        """Name the answer."""
        verdict = self.verdict
        if verdict is None:
            return NOT_JUDGED.text(lang)
        if verdict.grade is None:
            return bracketed(MET[Met.UNDECIDED].text(lang), self.possible(lang), lang)
        return self.possible(lang)

    def possible(self, lang: Lang = "ja") -> str:
        """Name the grades that are possible."""
        if self.verdict is None:
            return ""
        rules = self.verdict.rules
        return series([grade_name(x, rules, lang) for x in self.verdict.possible], lang, OR)

    def items(self, lang: Lang = "ja") -> str:
        """Name the provisions that give it."""
        return "" if self.verdict is None else provisions(self.verdict, lang)

    def reason(self, lang: Lang = "ja") -> str:
        """Say why, in one sentence."""
        if self.verdict is None:
            cells = "、".join([each.address for each in self.problems])
            return _UNREAD.text(lang, cells=cells)
        if self.by_times:
            return _BY_TIMES.text(lang, cells=self._vague, names=self.possible(lang))
        return reason(self.verdict, lang)

    def due(self, lang: Lang = "ja") -> str:
        """Say what is to be reported by when; a line each."""
        return "\n".join([_due(each, lang) for each in self.duties if each.is_law])

    def to_check(self, lang: Lang = "ja") -> str:
        """Say what is to be found out, and what a reader has to know."""
        return prose(self._to_check(lang), lang)

    def _to_check(self, lang: Lang) -> Iterator[str]:
        verdict, accident = self.verdict, self.accident
        if verdict is None:
            return
        if self.by_times:
            yield _SETTLE_TIMES.text(lang, cells=self._vague)
        elif accident.vague:
            yield _ANY_TIME.text(lang, cells=self._vague)
        names = [_ROW_OF.text(lang, row=row) for row in accident.impact_rows]
        for each in () if self.by_times else questions(verdict):
            yield ask(each, lang, impacts=names)
        if accident.running and verdict.grade is not None:
            yield _NOT_OVER.text(lang, grade=self.grade(lang))
        for flag in verdict.flags:
            if flag not in _OF_ALL | _SAID_ELSEWHERE:
                yield FLAGS[flag].text(lang)

    @property
    def _vague(self) -> str:
        return "、".join(self.accident.vague)


def _due(duty: Duty, lang: Lang) -> str:
    text = entry(REPORTS[duty.report].text(lang), due_by(duty, lang), lang)
    return text if duty.is_certain else bracketed(text, MET[Met.UNDECIDED].text(lang), lang)


@frozen
class Judged:
    """A sheet with its answers.

    Attributes:
        sheet: the sheet.
        at: the moment at which running accidents were judged; None if none was told.
        answers: the answer for each of its accidents, in their order.
    """

    sheet: Sheet
    at: datetime | None
    answers: tuple[Answer, ...] = field(repr=False)

    @property
    def problems(self) -> tuple[CellProblem, ...]:
        """All cells that could not be read, by rows."""
        found = [problem for each in self.answers for problem in each.problems]
        return tuple(sorted(found, key=lambda each: (each.row, each.column)))

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The accidents that were judged, as the statistics take them."""
        return tuple([x.verdict for x in self.answers if x.verdict is not None])

    def counts(self, lang: Lang = "ja") -> Mapping[str, int]:
        """Count the accidents by their answers, the gravest first."""
        counts: dict[str, int] = {}
        for each in sorted(self.answers, key=_gravity):
            counts[each.grade(lang)] = counts.get(each.grade(lang), 0) + 1
        return counts

    def law_notes(self, lang: Lang = "ja") -> list[str]:
        """Say what is to be known of the law that was applied, once for all accidents."""
        raised: dict[Flag, int] = {}
        for each in self.answers:
            for flag in () if each.verdict is None else each.verdict.flags:
                if flag in _OF_ALL:
                    raised[flag] = raised.get(flag, 0) + 1
        return [_OF_SOME.text(lang, text=FLAGS[x].text(lang), n=n) for x, n in raised.items()]


_OF_SOME = Words("{text}（{n:,}件）", "{text} ({n:,})")


def _gravity(answer: Answer) -> tuple[int, int]:
    """Sort what is sure and grave first, then what may be, then the rest."""
    if answer.verdict is None:
        return (2, 0)
    is_open = answer.verdict.grade is None
    most = answer.verdict.at_most
    return (1 if is_open else 0 if most is Grade.SERIOUS else 3, -most)


def judge_sheet(sheet: Sheet, *, at: datetime | None = None, watch: Watch = unwatched) -> Judged:
    r"""Judge every accident of a sheet whose cells can be read, by the law of its day.

    Args:
        sheet: the sheet.
        at: "now" for accidents that are told not to have ended (未復旧); those of which the end
            is not known stay open.
        watch: wraps the accidents, to show how far it has come.

    Raises:
        InvalidInput: `at` is not time-zone aware.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from jikorules.sheets import read_sheet
        >>> line = "携帯電話,4万5千,2026/4/10 2:10,1:30"
        >>> text = "サービス,影響利用者数,発生日時,継続時間\n" + line
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "a.csv")
        ...     _ = path.write_text(text, "utf-8-sig")
        ...     judged = judge_sheet(read_sheet(path))
        >>> [answer.grade() for answer in judged.answers]
        ['重大な事故']
    """
    found = [_judged(each, at) for each in watch(sheet.accidents, _JUDGING)]
    by_id = {each.accident.id: each.verdict for each in found if each.accident.id is not None}
    answers = []
    for each in found:
        if each.verdict is None:
            answers.append(each)
            continue
        wholesaler = by_id.get(each.accident.wholesaler or "")
        owed = duties(each.verdict, wholesaler=wholesaler)
        answers.append(evolve(each, duties=owed))
    return Judged(sheet, at, tuple(answers))


def _judged(accident: Accident, at: datetime | None) -> Answer:
    incident = accident.incident
    if incident is None or accident.least is None or accident.most is None:
        return Answer(accident, problems=accident.problems)
    # Of one that may be over, the moment of judging tells nothing.
    now = at if accident.running and not _has_unknown_end(accident) else None
    try:
        verdict = judge(incident, at=now)
        if accident.is_exact:
            return Answer(accident, verdict, problems=accident.problems)
        least, most = judge(accident.least, at=now), judge(accident.most, at=now)
    except JikorulesError as error:
        problems = (*accident.problems, _told_of(error, accident))
        return Answer(accident, problems=problems)
    widest = [least.at_least, *verdict.possible, most.at_most]
    grades = tuple([each for each in Grade if min(widest) <= each <= max(widest)])
    if grades == verdict.possible:
        return Answer(accident, verdict, problems=accident.problems)
    wider = evolve(verdict, possible=grades)
    return Answer(accident, wider, by_times=True, problems=accident.problems)


def _has_unknown_end(accident: Accident) -> bool:
    ends = [line.lasted for line in accident.lines if line.lasted is not None]
    return any(not each.ended and not each.running for each in ends)


def _told_of(error: JikorulesError, accident: Accident) -> CellProblem:
    """Tell at the start of an accident why it cannot be judged: it is before all that is known."""
    first, line = error.problems[0], accident.lines[0]
    header, column = line.start_at
    words = (first.expected, first.given, first.hint)
    return CellProblem(line.row, column, header, "start", Trouble.UNREADABLE, *words)
