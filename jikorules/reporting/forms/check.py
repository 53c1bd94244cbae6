"""What contradicts itself in a report, or is left out, before it goes to the ministry.

Nothing here asks for more than the form, its notes 注 and the law do. What a gap tells is told
once: a list that is missing altogether is not also told item by item.
"""

import re
from collections.abc import Generator, Iterable, Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial

from attrs import evolve, fields_dict, frozen

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Lang, NotCovered, Words, shown
from jikorules.basics.moments import JAPAN
from jikorules.basics.vocabulary import Reason
from jikorules.judgement.limbs import limbs_of
from jikorules.judgement.readings import hold
from jikorules.judgement.verdict import Given, Limb, Met
from jikorules.law.citation import Citation
from jikorules.law.ruleset import RuleSet, ruleset
from jikorules.reporting.duties import detailed_deadline
from jikorules.reporting.forms.gaps import GAPS, NOTE, gaps
from jikorules.reporting.forms.report import (
    PublicNotice,
    SeriousAccidentReport,
    is_told_apart,
    lasted,
)
from jikorules.reporting.forms.standards import parse_reference
from jikorules.reporting.forms.vocabulary import CauseKind, Phase
from jikorules.words.lists import bracketed
from jikorules.words.numbers import clock, day, time_span
from jikorules.words.rules import place, requirement


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    """誤り: the report contradicts itself, its form or the law."""
    WARNING = "warning"
    """注意: to be looked at again; it may be right."""


_SEVERITIES = {Severity.ERROR: Words("誤り", "error"), Severity.WARNING: Words("注意", "warning")}
_LINE = Words("【{name}】{path}：{says}", "{name}: {path}: {says}")

# What is said, in the order of the form.
_NOT_ENTERED = Words("{what}が記載されていません。", "Not entered: {what}.")
_EARLIER = Words("{at}は、{what}（{than}）より前です。", "{at} is before {what} ({than}).")
_ACCIDENT = Words("事故の発生", "the accident")
_NO_LAW = Words(
    "発生した日の規定を収録していないため、項の基準と報告期限を確認していません。",
    "The law of this day is not recorded: rows and last day are not checked.",
)
_NO_LAST_DAY = Words("報告期限を確認できません。{why}", "No last day is known. {why}")
_OTHER_DUE = Words(
    "報告期限は{stated}とありますが、発生した日（{on}）からは{due}です。",
    "{stated} is stated as the last day, but from {on}, when it occurred, it is {due}.",
)
_BEFORE_ACCIDENT = Words(
    "報告の年月日（{day}）が、事故の発生した日（{on}）より前です。",
    "The report is of {day}, before the accident of {on}.",
)
_AFTER_REPORT = Words(
    "{at}は、報告の年月日（{day}）より後です。", "{at} is after the day of the report ({day})."
)
_AFTER_ACCIDENT = Words(
    "過去の事故の年月日（{day}）が、この事故の発生した日（{on}）より後です。",
    "A past accident of {day} is after this one of {on}.",
)
_LATE = Words(
    "報告の年月日（{day}）が、報告期限（{due}）より後です。",
    "The report is of {day}, after its last day {due}.",
)
_BEGINNING = Words("事象の発生", "its beginning")
_OTHER_DURATION = Words(
    "継続時間は{stated}とありますが、時刻からは{took}です。",
    "{stated} is stated, {took} by the times.",
)
_NO_ROW = Words(
    "{row} の項は、発生した日の規定の表にありません。", "The table of that day has no row {row}."
)
_NOT_REACHED = Words(
    "利用者数と継続時間が、{row}の項の基準（{needed}）に達しません。",
    "Users and time do not reach the row's threshold ({needed}).",
)
_OR = Words("、又は", ", or ")
_STEP_BEFORE = Words("前の措置", "the step before it")
_DETECTION, _ACTOR = Words("検知・認知", "detection"), Words("対応者", "actor")
_NO_STEP = Words(
    "この時刻（{at}）の復旧が、措置模様にありません。",
    "The timeline tells of no restoration at {at}.",
)
_NOTHING_RESTORED = Words(
    "この時刻（{at}）に復旧した事象がありません。", "No phenomenon was restored at {at}."
)
_ONLY_OUTBREAK = Words(
    "大規模化又は長期化した原因がありません。", "No cause of its extent or length."
)
_SAME_TITLE = Words("同じ標題の原因が既にあります。", "An earlier cause has this title.")
_UNANSWERED = Words("これに対応する再発防止策がありません。", "No measure answers this cause.")
_DONE_LATER = Words(
    "実施を完了した日（{done}）が、報告の年月日より後です。", "Done on {done}, after the report."
)
_OVERDUE = Words("実施の予定時期（{due}）を過ぎています。", "It was to be done by {due}.")
_ANSWERED_CAUSE = Words("対応する原因", "cause that it answers")
_NO_CAUSE = Words("原因 {title} がありません。", "There is no cause {title}.")
_AS_OF_WHEN = Words("いつの時点の件数か不明です。", "As of when?")
_OTHER_SUM = Words(
    "窓口別の件数の合計（{sum}件）が、総数（{total}件）と一致しません。",
    "The channels add up to {sum}, not to the total of {total}.",
)
_TOO_MANY = Words(
    "内容別の件数の合計（少なくとも{least}件）が、総数（{total}件）を超えます。",
    "The subjects add up to {least} at least, more than the total of {total}.",
)
_TIME, _CONTENT = Words("日時", "time"), Words("内容", "content")
_FIRST_NOTICE = Words("最初の周知", "the first notice")
_LAST_BELOW = Words("最後の番号が最初の番号より前です。", "The last number is below the first.")
_OUT_OF_ORDER = Words("第{number}報の順序が誤っています。", "Its number is out of order.")
_MISSING = Words("第{number}報がありません。", "No. {number} is missing.")
_POLICY = Words("対応方針等", "what is done about it")
_NO_MEASURE = Words("再発防止策{number}がありません。", "No measure {number}.")
_NO_DAY = Words("発生した年月日がありません。", "No day is told.")
_NO_GRADE = Words("報告の区分がありません。", "No grade is told.")
_NAME_AND_NONE = Words(
    "氏名と、記載を要しない理由の両方があります。", "There is a name and a reason for none."
)
_ASSIGNED = Words(
    "配置する者については、資格の種別の記載を要しません。",
    "No qualification is asked of a person assigned.",
)


@frozen
class Remark:
    """One thing to be put right in a report.

    Attributes:
        path: where, as a path into the report, such as ``phenomena[0].stated``.
        note: the number of the note 注 on that column of the form, if there is one.
        citation: the place in the law, where it is the law that is not met.
    """

    path: str
    severity: Severity
    says: Words
    note: int | None = None
    citation: Citation | None = None

    def text(self, lang: Lang = "ja") -> str:
        """Say it in one line.

        Example:
            >>> print(check(SeriousAccidentReport())[0].text())
            【誤り】day：報告の年月日が記載されていません。
        """
        source = place(self.citation, lang) if self.citation else ""
        if self.note:
            source = NOTE.text(lang, n=self.note)
        name = _SEVERITIES[self.severity].text(lang)
        says = bracketed(self.says.text(lang), source, lang)
        return _LINE.text(lang, name=name, path=self.path, says=says)


Remarks = Iterator[Remark]


def check(report: SeriousAccidentReport) -> list[Remark]:
    """Find what is wrong with a report, in the order of the form; nothing in one that is ready.

    The law is that of the day on which the accident occurred, in Japan time, and the last day for
    the report is counted from it, whatever last day the report itself tells. What depends on
    something that the report does not tell is not judged.

    Example:
        >>> from datetime import datetime
        >>> from jikorules.reporting.forms.report import Phenomenon
        >>> noon = datetime(2018, 5, 14, 12, tzinfo=JAPAN)
        >>> end, stated = noon.replace(hour=14, minute=15), timedelta(hours=2, minutes=30)
        >>> outage = Phenomenon(text="メールを送受信できない", restored=end, stated=stated)
        >>> report = SeriousAccidentReport(occurred=noon, phenomena=(outage,))
        >>> print(*[each.text() for each in check(report) if "stated" in each.path])
        【誤り】phenomena[0].stated：継続時間は2時間30分とありますが、時刻からは2時間15分です。
    """
    try:
        rules = ruleset(_day_of(report.occurred)) if report.occurred else None
    except NotCovered:
        rules = None
    found = [*_gaps(report), *_days(report, rules), *_after(report), *_phenomena(report)]
    found += _rows(report, rules)
    found += [*_timeline(report), *_restorations(report), *_causes(report), *_measures(report)]
    found += [*_inquiries(report), *_notices("notices", report.notices, report.occurred)]
    found += [*_notices("press", report.press, report.occurred), *_related(report)]
    return sorted([*found, *_past(report), *_people(report)], key=_order)


_COLUMNS = {name: i for i, name in enumerate(fields_dict(SeriousAccidentReport))}


def _order(remark: Remark) -> tuple[int, int]:
    name, _, index = remark.path.partition(".")[0].partition("[")
    return _COLUMNS[name], int(index[:-1]) if index else -1


def _remark(
    severity: Severity,
    path: str,
    says: Words,
    note: int | None = None,
    citation: Citation | None = None,
    **places: object,
) -> Remark:
    """Make a remark; words without places are taken as they are, whatever signs they hold."""

    def said(lang: Lang) -> str:
        return says.text(lang, **{name: _written(value, lang) for name, value in places.items()})

    return Remark(path, severity, Words(said("ja"), said("en")), note, citation)


def _written(value: object, lang: Lang) -> str:
    match value:
        case Words() | InvalidInput():
            return value.text(lang)
        case datetime():
            return clock(value, lang)
        case date():
            return day(value, lang)
        case timedelta():
            return time_span(value, lang)
        case str():
            return value
    return shown(value)


_error, _warning = partial(_remark, Severity.ERROR), partial(_remark, Severity.WARNING)


def _untold(path: str, what: Words, note: int | None) -> Remark:
    return _error(path, _NOT_ENTERED, note, what=what)


def _earlier(
    path: str, at: datetime | None, than: datetime | None, what: Words, note: int | None = None
) -> Remarks:
    """Find a time that is earlier than what it has to follow."""
    if at is not None and than is not None and at < than:
        yield _error(path, _EARLIER, note, at=at, what=what, than=than)


def _gaps(report: SeriousAccidentReport) -> Remarks:
    for path in gaps(report):
        gap = GAPS[re.sub(r"\[\d+\]", "", path)]
        yield _untold(path, gap.asks, gap.note)


def _days(report: SeriousAccidentReport, rules: RuleSet | None) -> Remarks:
    """Check the day of the report and its last day, and that the law of the accident is known."""
    day_, due = report.day, report.due
    where = rules.reports_place if rules else None
    began = _day_of(report.occurred) if report.occurred else None
    if began is not None and rules is None:
        yield _warning("occurred", _NO_LAW)
    if began is not None and day_ is not None and day_ < began:
        yield _error("day", _BEFORE_ACCIDENT, day=day_, on=began)
    if began is not None and rules is not None and (day_ or due):
        due = yield from _last_day(rules, began, due)
    if day_ is not None and due is not None and day_ > due:
        yield _error("day", _LATE, citation=where, day=day_, due=due)


def _last_day(
    rules: RuleSet, began: date, stated: date | None
) -> Generator[Remark, None, date | None]:
    """Count the last day, and hold the one that the report states against it.

    Returns:
        The last day; the stated one only where none can be counted.
    """
    try:
        deadline = detailed_deadline(rules, Reason.SERIOUS_ACCIDENT, began)
    except NotCovered as error:
        yield _warning("day", _NO_LAST_DAY, why=error)
        return stated
    if deadline is None:
        return stated
    due = deadline.due
    if stated is not None and stated != due:
        # A carrier may set itself an earlier day, but no later one.
        say = _error if stated > due else _warning
        yield say("due", _OTHER_DUE, citation=rules.reports_place, stated=stated, on=began, due=due)
    return due


def _day_of(at: datetime) -> date:
    """Give the day of a moment in Japan."""
    return at.astimezone(JAPAN).date()


def _after(report: SeriousAccidentReport) -> Remarks:
    """Find what a report tells of that had not happened on its day.

    Of a report that is dated before its accident that is all of it, and is not told again.
    """
    day_, occurred = report.day, report.occurred
    if day_ is None or (occurred is not None and day_ < _day_of(occurred)):
        return
    told: list[tuple[str, datetime | None, int | None]] = []
    for i, each in enumerate(report.phenomena):
        path = f"phenomena[{i}]"
        told += [(f"{path}.start", each.start, None), (f"{path}.restored", each.restored, None)]
    for i, step in enumerate(report.timeline):
        if step.phase is not Phase.FOLLOW_UP:  # which may be planned
            told.append((f"timeline[{i}].at", step.at, 4))
    told.append(("inquiries.as_of", report.inquiries.as_of, 7))
    told += [(f"notices[{i}].at", notice.at, 7) for i, notice in enumerate(report.notices)]
    told += [(f"press[{i}].at", notice.at, 7) for i, notice in enumerate(report.press)]
    for path, at, note in told:
        if at is not None and _day_of(at) > day_:
            yield _error(path, _AFTER_REPORT, note, at=at, day=day_)


def _phenomena(report: SeriousAccidentReport) -> Remarks:
    occurred, minute = report.occurred, timedelta(minutes=1)
    for i, each in enumerate(report.phenomena):
        path = f"phenomena[{i}]"
        begin = max(filter(None, (each.start, occurred)), default=None)
        yield from _earlier(f"{path}.start", each.start, occurred, _ACCIDENT)
        yield from _earlier(f"{path}.restored", each.restored, begin, _BEGINNING)
        took, stated = lasted(report, each), each.stated
        if took is None or took < timedelta(0) or stated is None:
            continue
        # The form states hours and minutes, so that seconds make no difference.
        if not took - minute < stated < took + minute:
            yield _error(f"{path}.stated", _OTHER_DURATION, stated=stated, took=took)


def _rows(report: SeriousAccidentReport, rules: RuleSet | None) -> Remarks:
    """Hold the most that users and time can have been against the thresholds of the rows."""
    if rules is None:
        return
    given = Given(Bounds(None, _longest(report)), Bounds(None, _most(report)))
    rows = {limbs[0].citation.row: limbs for limbs in limbs_of(rules).rows}
    for i, row in enumerate(report.rows):
        if row not in rows:
            table = evolve(rules.serious_place, item=rules.serious.table_item)
            yield _error(f"rows[{i}]", _NO_ROW, citation=table, row=shown(row))
        elif all(finding.met is Met.NO for finding in hold(rows[row], given)):
            where = rows[row][0].citation
            needed = Words(_needed(rows[row], "ja"), _needed(rows[row], "en"))
            yield _error(f"rows[{i}]", _NOT_REACHED, citation=where, row=row, needed=needed)


def _needed(limbs: Iterable[Limb], lang: Lang) -> str:
    return _OR.text(lang).join(requirement(limb, lang) for limb in limbs)


def _longest(report: SeriousAccidentReport) -> timedelta | None:
    """Give the longest that the accident can be said to have lasted; None if it is not known."""
    spans = []
    for each in report.phenomena:
        known = [span for span in (lasted(report, each), each.stated) if span is not None]
        if not known or min(known) < timedelta(0):
            return None
        spans.append(max(known))
    # How an intermittent accident is counted is open: from first to last is the widest reading.
    starts = [start for each in report.phenomena if (start := each.start or report.occurred)]
    ends = [each.restored for each in report.phenomena if each.restored]
    if starts and ends:
        spans.append(max(ends) - min(starts))
    return max(spans, default=None)


def _most(report: SeriousAccidentReport) -> int | None:
    """Give the most users that the accident can have hit; None if it is not known.

    Told side by side, they may be of different people, and those of one row then count together.
    """
    if report.users is None:
        return None
    own = [each.users for each in report.phenomena if each.users is not None]
    are_apart = is_told_apart(report)
    counts = own if are_apart else [report.users.count, *own]
    highs = [each.high for each in counts if each.high is not None]
    told = len(report.phenomena) if are_apart else len(counts)
    if len(highs) < told:
        return None
    return sum(highs) if are_apart else max(highs)


def _timeline(report: SeriousAccidentReport) -> Remarks:
    steps = report.timeline
    if steps and all(step.phase is not Phase.DETECTION for step in steps):
        yield _untold("timeline", _DETECTION, 4)
    for i, step in enumerate(steps):
        path = f"timeline[{i}]"
        if i:
            yield from _earlier(f"{path}.at", step.at, steps[i - 1].at, _STEP_BEFORE, 4)
        if step.phase is not Phase.WORK:
            yield from _earlier(f"{path}.at", step.at, report.occurred, _ACCIDENT, 4)
        if not step.actor:
            yield _untold(f"{path}.actor", _ACTOR, 4)


def _restorations(report: SeriousAccidentReport) -> Remarks:
    """Compare the times of restoration in the two columns that tell them."""
    steps = [step.at for step in report.timeline if step.phase is Phase.RESTORATION]
    ends = [each.restored for each in report.phenomena]
    for i, end in enumerate(ends):
        if report.timeline and end is not None and end not in steps:
            yield _warning(f"phenomena[{i}].restored", _NO_STEP, 4, at=end)
    for i, step in enumerate(report.timeline):
        if step.phase is Phase.RESTORATION and None not in ends and step.at not in ends:
            yield _warning(f"timeline[{i}].at", _NOTHING_RESTORED, 4, at=step.at)


def _causes(report: SeriousAccidentReport) -> Remarks:
    titles = [cause.title for cause in report.causes]
    answered = {title for measure in report.measures for title in measure.answers}
    if titles and all(cause.kind is CauseKind.OUTBREAK for cause in report.causes):
        yield _warning("causes", _ONLY_OUTBREAK, 5)
    for i, title in enumerate(titles):
        if title in titles[:i]:
            yield _error(f"causes[{i}].title", _SAME_TITLE, 5)
        if report.measures and title not in answered:
            yield _error(f"causes[{i}]", _UNANSWERED, 6)


def _measures(report: SeriousAccidentReport) -> Remarks:
    titles = [cause.title for cause in report.causes]
    for i, each in enumerate(report.measures):
        path = f"measures[{i}]"
        if report.day is not None and each.done is not None and each.done > report.day:
            yield _error(f"{path}.done", _DONE_LATER, 6, done=each.done)
        if each.done is None and each.due and report.day and each.due < report.day:
            yield _warning(f"{path}.due", _OVERDUE, 6, due=each.due)
        if titles and not each.answers:
            yield _untold(f"{path}.answers", _ANSWERED_CAUSE, 6)
        for j, title in enumerate(each.answers):
            if titles and title not in titles:
                yield _error(f"{path}.answers[{j}]", _NO_CAUSE, 6, title=shown(title))


def _inquiries(report: SeriousAccidentReport) -> Remarks:
    told = report.inquiries
    if told.total is None:
        return
    if told.as_of is None:
        yield _warning("inquiries.as_of", _AS_OF_WHEN, 7)
    counts = [each.count for each in told.channels if each.count is not None]
    if counts and len(counts) == len(told.channels) and sum(counts) != told.total:
        yield _error("inquiries.channels", _OTHER_SUM, 7, sum=sum(counts), total=told.total)
    least = sum(each.count.low or 0 for each in told.subjects if each.count is not None)
    if least > told.total:
        yield _error("inquiries.subjects", _TOO_MANY, 7, least=least, total=told.total)


def _notices(name: str, notices: Iterable[PublicNotice], occurred: datetime | None) -> Remarks:
    for i, each in enumerate(notices):
        path = f"{name}[{i}]"
        if each.at is None:
            yield _untold(f"{path}.at", _TIME, 7)
        if not each.content:
            yield _untold(f"{path}.content", _CONTENT, 7)
        yield from _earlier(f"{path}.at", each.at, occurred, _ACCIDENT, 7)
        yield from _earlier(f"{path}.until", each.until, each.at, _FIRST_NOTICE, 7)
    yield from _numbers(name, notices)


def _numbers(name: str, notices: Iterable[PublicNotice]) -> Remarks:
    """Check 第何報: ascending by each means, and none left out by all of them together."""
    numbered = [
        (each.number, each.number if each.last_number is None else each.last_number, i, each)
        for i, each in enumerate(notices)
        if each.number is not None
    ]
    before: dict[str, int] = {}
    for number, last, i, each in numbered:
        if last < number:
            yield _error(f"{name}[{i}].last_number", _LAST_BELOW, 7)
        if number <= before.get(each.channel, 0):
            yield _error(f"{name}[{i}].number", _OUT_OF_ORDER, 7, number=number)
        before[each.channel] = max(number, last)
    reached = 0
    for number, last, i, _ in sorted(numbered):
        if number > reached + 1:
            yield _error(f"{name}[{i}].number", _MISSING, 7, number=reached + 1)
        reached = max(reached, number, last)


def _related(report: SeriousAccidentReport) -> Remarks:
    for i, each in enumerate(report.related or ()):
        path = f"related[{i}]"
        if not each.measures and not each.policy:
            yield _untold(path, _POLICY, 8)
        for j, text in enumerate(each.references):
            if not text.lstrip().startswith("別表"):
                continue  # another standard, or a rule of the carrier's own
            try:
                parse_reference(text)
            except InvalidInput as error:
                yield _error(f"{path}.references[{j}]", Words(error.text(), error.text("en")), 8)
        for j, number in enumerate(each.measures):
            if not 1 <= number <= len(report.measures):
                yield _error(f"{path}.measures[{j}]", _NO_MEASURE, 8, number=number)


def _past(report: SeriousAccidentReport) -> Remarks:
    for i, each in enumerate(report.past or ()):
        if each.day is None:
            yield _warning(f"past[{i}].day", _NO_DAY, 9)
        elif report.occurred is not None and each.day > _day_of(report.occurred):
            on = _day_of(report.occurred)
            yield _error(f"past[{i}].day", _AFTER_ACCIDENT, 9, day=each.day, on=on)
        if each.grade is None:
            yield _warning(f"past[{i}].grade", _NO_GRADE, 9)


def _people(report: SeriousAccidentReport) -> Remarks:
    engineer = report.engineer
    for name, person, note in (("supervisor", report.supervisor, 10), ("engineer", engineer, 11)):
        if person.name and person.exempt is not None:
            yield _error(f"{name}.exempt", _NAME_AND_NONE, note)
    if engineer.qualification and engineer.is_assigned:
        yield _warning("engineer.qualification", _ASSIGNED, 11)
