"""What contradicts itself in a report, or is left out, before it goes to the ministry.

Nothing here asks for more than the form, its notes 注 and the law do. What a gap tells is told
once: a list that is missing altogether is not also told item by item.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from attrs import evolve, fields_dict, frozen

from jikorules.basics.errors import InvalidInput, Lang, NotCovered, Words, shown
from jikorules.basics.moments import JAPAN
from jikorules.basics.vocabulary import Reason
from jikorules.judgement.limbs import plan_of
from jikorules.law.provision import Citation
from jikorules.law.ruleset import RuleSet, ruleset
from jikorules.reporting.duties import FIRST_DAY_NOT_COUNTED
from jikorules.reporting.duty import Deadline
from jikorules.reporting.forms.gaps import GAPS, gaps
from jikorules.reporting.forms.report import PublicNotice, SeriousAccidentReport, lasted
from jikorules.reporting.forms.standards import parse_reference
from jikorules.reporting.forms.vocabulary import CauseKind, Phase
from jikorules.words.numbers import clock, day, time_span
from jikorules.words.rules import place, requirement

_MINUTE = timedelta(minutes=1)

_ACCIDENT = Words("事故の発生", "the accident")
_BEGINNING = Words("事象の発生", "its beginning")
_STEP_BEFORE = Words("前の措置", "the step before it")
_FIRST_NOTICE = Words("最初の周知", "the first notice")


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    """誤り: the report contradicts itself, its form or the law."""
    WARNING = "warning"
    """注意: to be looked at again; it may be right."""


@frozen
class Remark:
    """One thing to be put right in a report.

    Attributes:
        path: where, as a path into the report, such as ``phenomena[0].stated``.
        severity: how bad it is.
        text: what is wrong.
        note: the number of the note 注 on that column of the form, if there is one.
        citation: the place in the law, where it is the law that is not met.
    """

    path: str
    severity: Severity
    text: Words
    note: int | None = None
    citation: Citation | None = None

    def text_in(self, lang: Lang = "ja") -> str:
        """Say it in one line.

        Example:
            >>> print(check(SeriousAccidentReport())[0].text_in())
            【誤り】day：報告の年月日が記載されていません。
        """
        ja = lang == "ja"
        source = place(self.citation, lang) if self.citation else ""
        if self.note:
            source = f"注{self.note}" if ja else f"note {self.note}"
        if not ja:
            after = f" ({source})" if source else ""
            return f"{self.severity}: {self.path}: {self.text.en}{after}"
        name = "誤り" if self.severity is Severity.ERROR else "注意"
        return f"【{name}】{self.path}：{self.text.ja}" + (f"（{source}）" if source else "")


Found = Iterator[Remark]


def check(report: SeriousAccidentReport) -> list[Remark]:
    """Find what is wrong with a report, in the order of the form; nothing in one that is ready.

    The law is that of the day on which the accident occurred, in Japan time. What depends on
    something that the report does not tell is not judged.

    Example:
        >>> from datetime import datetime
        >>> from jikorules.reporting.forms.report import Phenomenon
        >>> noon = datetime(2018, 5, 14, 12, tzinfo=JAPAN)
        >>> end, stated = noon.replace(hour=14, minute=15), timedelta(hours=2, minutes=30)
        >>> outage = Phenomenon(text="メールを送受信できない", restored=end, stated=stated)
        >>> report = SeriousAccidentReport(occurred=noon, phenomena=(outage,))
        >>> print(*[each.text_in() for each in check(report) if "stated" in each.path])
        【誤り】phenomena[0].stated：継続時間は2時間30分とありますが、時刻からは2時間15分です。
    """
    rules = _law(report.occurred)
    found = [*_gaps(report), *_days(report, rules), *_phenomena(report), *_rows(report, rules)]
    found += [*_timeline(report), *_restorations(report), *_causes(report), *_measures(report)]
    found += [*_inquiries(report), *_notices("notices", report.notices, report.occurred)]
    found += [*_notices("press", report.press, report.occurred), *_related(report)]
    return sorted([*found, *_past(report), *_people(report)], key=_order)


_COLUMNS = {name: i for i, name in enumerate(fields_dict(SeriousAccidentReport))}


def _order(remark: Remark) -> tuple[int, int]:
    name, _, index = remark.path.partition(".")[0].partition("[")
    return _COLUMNS[name], int(index[:-1]) if index else -1


def _error(path: str, ja: str, en: str, note: int | None = None) -> Remark:
    return Remark(path, Severity.ERROR, Words(ja, en), note)


def _warning(path: str, ja: str, en: str, note: int | None = None) -> Remark:
    return Remark(path, Severity.WARNING, Words(ja, en), note)


def _untold(path: str, ja: str, en: str, note: int | None) -> Remark:
    return _error(path, f"{ja}が記載されていません。", f"Not entered: {en}.", note)


def _earlier(
    path: str, at: datetime | None, than: datetime | None, what: Words, note: int | None = None
) -> Found:
    """Find a time that is earlier than what it has to follow."""
    if at is not None and than is not None and at < than:
        ja = f"{clock(at)}は、{what.ja}（{clock(than)}）より前です。"
        en = f"{clock(at, 'en')} is before {what.en} ({clock(than, 'en')})."
        yield _error(path, ja, en, note)


def _gaps(report: SeriousAccidentReport) -> Found:
    for path in gaps(report):
        gap = GAPS[re.sub(r"\[\d+\]", "", path)]
        yield _untold(path, gap.asks.ja, gap.asks.en, gap.note)


def _law(occurred: datetime | None) -> RuleSet | None:
    try:
        return None if occurred is None else ruleset(occurred.astimezone(JAPAN).date())
    except NotCovered:
        return None


def _days(report: SeriousAccidentReport, rules: RuleSet | None) -> Found:
    """Check the day of the report, and that the law of the accident's day is known."""
    if report.occurred is not None and rules is None:
        ja = "発生した日の規定を収録していないため、項の基準と報告期限を確認していません。"
        en = "The law of this day is not recorded: rows and last day are not checked."
        yield _warning("occurred", ja, en)
    if report.day is None:
        return
    try:
        due = report.due or _due(report, rules)
    except NotCovered as error:
        ja, en = error.text(), error.text("en")
        yield _warning("day", f"報告期限を確認できません。{ja}", f"No last day is known. {en}")
        return
    if due is not None and report.day > due:
        ja = f"報告の年月日（{day(report.day)}）が、報告期限（{day(due)}）より後です。"
        en = f"The report is of {report.day}, after its last day {due}."
        citation = None if rules is None else rules.reports_place
        yield evolve(_error("day", ja, en), citation=citation)


def _due(report: SeriousAccidentReport, rules: RuleSet | None) -> date | None:
    rule = None if rules is None else rules.reports.rule(Reason.SERIOUS_ACCIDENT)
    if report.occurred is None or rule is None:
        return None
    days = rule.detailed_days
    last_day = report.occurred.astimezone(JAPAN).date() + timedelta(days=days)
    return Deadline.on(last_day, FIRST_DAY_NOT_COUNTED, days=days).due


def _phenomena(report: SeriousAccidentReport) -> Found:
    occurred = report.occurred
    for i, each in enumerate(report.phenomena):
        path = f"phenomena[{i}]"
        begin = max(filter(None, (each.start, occurred)), default=None)
        yield from _earlier(f"{path}.start", each.start, occurred, _ACCIDENT)
        yield from _earlier(f"{path}.restored", each.restored, begin, _BEGINNING)
        took, stated = lasted(report, each), each.stated
        if took is None or took < timedelta(0) or stated is None:
            continue
        # The form states hours and minutes, so that seconds make no difference.
        if not took - _MINUTE < stated < took + _MINUTE:
            ja = f"継続時間は{time_span(stated)}とありますが、時刻からは{time_span(took)}です。"
            en = f"{time_span(stated, 'en')} is stated, {time_span(took, 'en')} by the times."
            yield _error(f"{path}.stated", ja, en)


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
    """Give the most users that the accident can have hit; None if it is not known."""
    if report.users is None:
        return None
    own = [each.users for each in report.phenomena if each.users is not None]
    counts = (report.users.count, *own)
    highs = [each.high for each in counts if each.high is not None]
    return max(highs) if len(highs) == len(counts) else None


def _rows(report: SeriousAccidentReport, rules: RuleSet | None) -> Found:
    if rules is None:
        return
    most, longest = _most(report), _longest(report)
    limbs = {each[0].citation.row: each for each in plan_of(rules).rows}
    for i, row in enumerate(report.rows):
        if row not in limbs:
            table = evolve(rules.serious_place, item=rules.serious.table_item)
            ja = f"{shown(row)} の項は、発生した日の規定の表にありません。"
            en = f"The table of that day has no row {shown(row)}."
            yield evolve(_error(f"rows[{i}]", ja, en), citation=table)
        elif not any(
            (most is None or most >= (limb.users or 0))
            and (longest is None or longest >= (limb.duration or timedelta(0)))
            for limb in limbs[row]
        ):
            needed = "、又は".join(requirement(limb) for limb in limbs[row])
            ja = f"利用者数と継続時間が、{row}の項の基準（{needed}）に達しません。"
            needed = ", or ".join(requirement(limb, "en") for limb in limbs[row])
            en = f"Users and time do not reach the row's threshold ({needed})."
            yield evolve(_error(f"rows[{i}]", ja, en), citation=limbs[row][0].citation)


def _timeline(report: SeriousAccidentReport) -> Found:
    steps = report.timeline
    if steps and all(step.phase is not Phase.DETECTION for step in steps):
        yield _untold("timeline", "検知・認知", "detection", 4)
    for i, step in enumerate(steps):
        path = f"timeline[{i}]"
        if i:
            yield from _earlier(f"{path}.at", step.at, steps[i - 1].at, _STEP_BEFORE, 4)
        if step.phase is not Phase.WORK:
            yield from _earlier(f"{path}.at", step.at, report.occurred, _ACCIDENT, 4)
        if not step.actor:
            yield _untold(f"{path}.actor", "対応者", "actor", 4)


def _restorations(report: SeriousAccidentReport) -> Found:
    """Compare the times of restoration in the two columns that tell them."""
    steps = [step.at for step in report.timeline if step.phase is Phase.RESTORATION]
    ends = [each.restored for each in report.phenomena]
    for i, end in enumerate(ends):
        if report.timeline and end is not None and end not in steps:
            ja = f"この時刻（{clock(end)}）の復旧が、措置模様にありません。"
            en = f"The timeline tells of no restoration at {clock(end, 'en')}."
            yield _warning(f"phenomena[{i}].restored", ja, en, 4)
    for i, step in enumerate(report.timeline):
        if step.phase is Phase.RESTORATION and None not in ends and step.at not in ends:
            ja = f"この時刻（{clock(step.at)}）に復旧した事象がありません。"
            en = f"No phenomenon was restored at {clock(step.at, 'en')}."
            yield _warning(f"timeline[{i}].at", ja, en, 4)


def _causes(report: SeriousAccidentReport) -> Found:
    titles = [cause.title for cause in report.causes]
    answered = {title for measure in report.measures for title in measure.answers}
    if titles and all(cause.kind is CauseKind.OUTBREAK for cause in report.causes):
        ja, en = "大規模化又は長期化した原因がありません。", "No cause of its extent or length."
        yield _warning("causes", ja, en, 5)
    for i, title in enumerate(titles):
        if title in titles[:i]:
            ja, en = "同じ標題の原因が既にあります。", "An earlier cause has this title."
            yield _error(f"causes[{i}].title", ja, en, 5)
        if report.measures and title not in answered:
            ja, en = "これに対応する再発防止策がありません。", "No measure answers this cause."
            yield _error(f"causes[{i}]", ja, en, 6)


def _measures(report: SeriousAccidentReport) -> Found:
    titles = [cause.title for cause in report.causes]
    for i, each in enumerate(report.measures):
        path = f"measures[{i}]"
        if report.day is not None and each.done is not None and each.done > report.day:
            ja = f"実施を完了した日（{day(each.done)}）が、報告の年月日より後です。"
            yield _error(f"{path}.done", ja, f"Done on {each.done}, after the report.", 6)
        if each.done is None and each.due and report.day and each.due < report.day:
            ja = f"実施の予定時期（{day(each.due)}）を過ぎています。"
            yield _warning(f"{path}.due", ja, f"It was to be done by {each.due}.", 6)
        if titles and not each.answers:
            yield _untold(f"{path}.answers", "対応する原因", "cause that it answers", 6)
        for j, title in enumerate(each.answers):
            if titles and title not in titles:
                ja, en = f"原因 {shown(title)} がありません。", f"There is no cause {shown(title)}."
                yield _error(f"{path}.answers[{j}]", ja, en, 6)


def _inquiries(report: SeriousAccidentReport) -> Found:
    told = report.inquiries
    if told.total is None:
        return
    if told.as_of is None:
        yield _warning("inquiries.as_of", "いつの時点の件数か不明です。", "As of when?", 7)
    counts = [each.count for each in told.channels if each.count is not None]
    total = shown(told.total)
    if counts and len(counts) == len(told.channels) and sum(counts) != told.total:
        ja = f"窓口別の件数の合計（{shown(sum(counts))}件）が、総数（{total}件）と一致しません。"
        en = f"The channels add up to {shown(sum(counts))}, not to the total of {total}."
        yield _error("inquiries.channels", ja, en, 7)
    least = sum(each.count.low or 0 for each in told.subjects if each.count is not None)
    if least > told.total:
        ja = f"内容別の件数の合計（少なくとも{shown(least)}件）が、総数（{total}件）を超えます。"
        en = f"The subjects add up to {shown(least)} at least, more than the total of {total}."
        yield _error("inquiries.subjects", ja, en, 7)


def _notices(name: str, notices: Iterable[PublicNotice], occurred: datetime | None) -> Found:
    for i, each in enumerate(notices):
        path = f"{name}[{i}]"
        if each.at is None:
            yield _untold(f"{path}.at", "日時", "time", 7)
        if not each.content:
            yield _untold(f"{path}.content", "内容", "content", 7)
        yield from _earlier(f"{path}.at", each.at, occurred, _ACCIDENT, 7)
        yield from _earlier(f"{path}.until", each.until, each.at, _FIRST_NOTICE, 7)
    yield from _numbers(name, notices)


def _numbers(name: str, notices: Iterable[PublicNotice]) -> Found:
    """Check 第何報: ascending by each means, and none left out by all of them together."""
    numbered = [
        (each.number, each.number if each.last_number is None else each.last_number, i, each)
        for i, each in enumerate(notices)
        if each.number is not None
    ]
    before: dict[str, int] = {}
    for number, last, i, each in numbered:
        if last < number:
            ja, en = "最後の番号が最初の番号より前です。", "The last number is below the first."
            yield _error(f"{name}[{i}].last_number", ja, en, 7)
        if number <= before.get(each.channel, 0):
            ja, en = f"第{shown(number)}報の順序が誤っています。", "Its number is out of order."
            yield _error(f"{name}[{i}].number", ja, en, 7)
        before[each.channel] = max(number, last)
    reached = 0
    for number, last, i, _ in sorted(numbered):
        if number > reached + 1:
            ja = f"第{shown(reached + 1)}報がありません。"
            yield _error(f"{name}[{i}].number", ja, f"No. {shown(reached + 1)} is missing.", 7)
        reached = max(reached, number, last)


def _related(report: SeriousAccidentReport) -> Found:
    for i, each in enumerate(report.related or ()):
        path = f"related[{i}]"
        if not each.measures and not each.policy:
            yield _untold(path, "対応方針等", "what is done about it", 8)
        for j, text in enumerate(each.references):
            if not text.lstrip().startswith("別表"):
                continue  # another standard, or a rule of the carrier's own
            try:
                parse_reference(text)
            except InvalidInput as error:
                yield _error(f"{path}.references[{j}]", error.text(), error.text("en"), 8)
        for j, number in enumerate(each.measures):
            if not 1 <= number <= len(report.measures):
                ja, en = f"再発防止策{shown(number)}がありません。", f"No measure {shown(number)}."
                yield _error(f"{path}.measures[{j}]", ja, en, 8)


def _past(report: SeriousAccidentReport) -> Found:
    for i, each in enumerate(report.past or ()):
        if each.day is None:
            yield _warning(f"past[{i}].day", "発生した年月日がありません。", "No day is told.", 9)
        if each.grade is None:
            yield _warning(f"past[{i}].grade", "報告の区分がありません。", "No grade is told.", 9)


def _people(report: SeriousAccidentReport) -> Found:
    engineer = report.engineer
    for name, person, note in (("supervisor", report.supervisor, 10), ("engineer", engineer, 11)):
        if person.name and person.exempt is not None:
            ja = "氏名と、記載を要しない理由の両方があります。"
            yield _error(f"{name}.exempt", ja, "There is a name and a reason for none.", note)
    if engineer.qualification and engineer.is_assigned:
        ja = "配置する者については、資格の種別の記載を要しません。"
        en = "No qualification is asked of a person assigned."
        yield _warning("engineer.qualification", ja, en, 11)
