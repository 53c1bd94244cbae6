"""The rows of 様式第50の3 on what was done: from 措置模様 to 関連する事故の発生傾向."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import Lang, Words
from jikorules.basics.moments import JAPAN
from jikorules.judgement.verdict import Grade
from jikorules.reporting.forms.blocks import Block, Pen, Span, Style, block, clean, era_day, item
from jikorules.reporting.forms.report import Measure, PublicNotice, Related
from jikorules.reporting.forms.vocabulary import CauseKind, NoticeChannel, Phase, Stage
from jikorules.words.lists import series
from jikorules.words.numbers import number

_STAGES = {
    Stage.DESIGN: Words("設計時の原因", "Cause in design"),
    Stage.CONSTRUCTION: Words("工事時の原因", "Cause in construction"),
    Stage.OPERATION: Words("維持・運用時の原因", "Cause in operation"),
}
_CAUSES = {
    CauseKind.OUTBREAK: Words("発生した原因", "Causes of the outbreak"),
    CauseKind.LARGE: Words("大規模化した原因", "Causes of its extent"),
    CauseKind.LONG: Words("長期化した原因", "Causes of its length"),
}
_PHASES = {
    Phase.OUTBREAK: Words("発生", "outbreak"),
    Phase.WORK: Words("作業", "work"),
    Phase.DETECTION: Words("障害検知・認知", "detection"),
    Phase.ESCALATION: Words("責任者への報告", "report to those responsible"),
    Phase.NOTICE: Words("利用者への周知", "notice to users"),
    Phase.ISOLATION: Words("障害箇所の特定", "isolation"),
    Phase.RECOVERY: Words("復旧対処", "recovery"),
    Phase.RESTORATION: Words("復旧", "restoration"),
    Phase.FOLLOW_UP: Words("後日対応", "follow-up"),
}
_CHANNELS = {
    NoticeChannel.WEBSITE: Words("自社HPへの情報掲載", "On the website"),
    NoticeChannel.SOCIAL: Words("SNSによる周知", "On social networks"),
    NoticeChannel.MAIL: Words("メールによる周知", "By mail"),
    NoticeChannel.OTHER: Words("その他の手段による周知", "By other means"),
    NoticeChannel.PRESS: Words("報道発表", "To the press"),
}
_GRADES = {
    Grade.SERIOUS: Words("重大な事故に該当した事例", "a serious accident"),
    Grade.PERIODIC: Words("四半期報告事故に該当した事例", "an accident of the quarterly report"),
    Grade.NONE: Words("報告対象外の事例", "no report was needed"),
}
_NONE = Words("該当なし", "none")
_STANDARD = "情報通信ネットワーク安全・信頼性基準"


def timeline(pen: Pen) -> Iterator[Block]:
    """Write 措置模様: by time, a group for each run of steps of one phase."""
    report = pen.report
    yield pen.heading("措置模様の概要", "Outline of the measures")
    yield block(pen.said(report.response, "response"))
    yield pen.heading("詳細な措置模様", "Measures in detail")
    if not report.timeline:
        yield block(pen.gap("timeline"))
    before = report.occurred
    is_first = True
    steps = sorted(report.timeline, key=lambda step: step.at)
    for phase, group in groupby(steps, key=lambda step: step.phase):
        yield pen.group(_PHASES[phase].ja, _PHASES[phase].en)
        for step in group:
            mark = _time(step.at, before, pen.lang, is_dated=is_first)
            yield item(pen.said(step.text, "timeline"), mark=mark, style=Style.STEP)
            if clean(step.actor):
                yield pen.remark(pen.named("対応者", "by"), Span(clean(step.actor)))
            before, is_first = step.at, False


def _time(at: datetime, before: datetime | None, lang: Lang, *, is_dated: bool) -> str:
    here = at.astimezone(JAPAN)
    then = None if before is None else before.astimezone(JAPAN)
    time = f"{here.hour}:{here.minute:02}" + (f":{here.second:02}" if here.second else "")
    if then is not None and then.date() == here.date() and not is_dated:
        return time
    if lang == "en":
        return f"{here.date()} {time}"
    year = "" if then is not None and then.year == here.year else f"{here.year}/"
    return f"{year}{here.month}/{here.day} {time}"


def causes(pen: Pen) -> Iterator[Block]:
    """Write 発生原因."""
    report = pen.report
    yield pen.heading("発生原因の概要", "Outline of the causes")
    yield block(pen.said(report.cause_outline, "cause_outline"))
    if not report.causes:
        yield pen.heading("発生、大規模化及び長期化の原因", "Causes, also of extent and length")
        yield block(pen.gap("causes"))
    for kind, name in _CAUSES.items():
        of_kind = [cause for cause in report.causes if cause.kind == kind]
        if of_kind:
            yield pen.heading(name.ja, name.en)
        for cause in of_kind:
            stage: str | Span = pen.gap("causes.stage")
            if cause.stage is not None:
                stage = _STAGES[cause.stage].text(pen.lang)
            yield item(stage, pen.named("", ""), pen.said(cause.title, "causes"), mark="○")
            if clean(cause.text):
                yield block(clean(cause.text), style=Style.DETAIL)


def measures(pen: Pen) -> Iterator[Block]:
    """Write 再発防止策: each with its number in the report, which other rows refer to."""
    numbered = list(enumerate(pen.report.measures, 1))
    if not numbered:
        yield block(pen.gap("measures"))
    for is_permanent in (False, True):
        of_kind = [(i, each) for i, each in numbered if each.is_permanent == is_permanent]
        if of_kind and is_permanent:
            yield pen.heading("恒久対処", "Permanent")
        elif of_kind:
            yield pen.heading("暫定対処", "Provisional")
        for i, each in of_kind:
            yield item(pen.said(each.text, "measures"), mark=f"{i}.")
            answers = [title for title in map(clean, each.answers) if title]
            if answers:
                named = pen.named("対応する原因", "answers")
                yield pen.remark(named, series(answers, pen.lang))
            yield _when(pen, each)


def _when(pen: Pen, measure: Measure) -> Block:
    if measure.done is not None:
        done = era_day(measure.done, pen.lang)
        return pen.remark(pen.word(f"{done}に実施済み", f"done on {done}"))
    if measure.due is not None:
        due = era_day(measure.due, pen.lang)
        return pen.remark(pen.word(f"{due}実施完了予定", f"to be done by {due}"))
    return block(pen.gap("measures.when"), style=Style.DETAIL)  # a gap has its own brackets


def handling(pen: Pen) -> Iterator[Block]:
    """Write 利用者対応状況."""
    yield from _inquiries(pen)
    report = pen.report
    if not report.notices:
        yield pen.heading("周知", "Public notices")
        yield block(pen.gap("notices"))
    for channel, name in _CHANNELS.items():
        given = [notice for notice in report.notices if notice.channel == channel]
        if channel is NoticeChannel.PRESS:
            given += report.press
        if given:
            yield pen.heading(name.ja, name.en)
        for notice in given:
            yield _notice(pen, notice)
    others = [text for text in map(clean, report.others) if text]
    if others:
        yield pen.heading("その他の対応", "Other responses")
    for text in others:
        yield item(text)


def _inquiries(pen: Pen) -> Iterator[Block]:
    inquiries = pen.report.inquiries
    yield pen.heading("問い合わせ件数", "Number of inquiries")
    total: str | Span = pen.gap("inquiries.total")
    if inquiries.total is not None:
        total = _cases(Bounds.exact(inquiries.total), pen.lang)
    at = inquiries.as_of
    on = () if at is None else pen.aside(pen.word(f"{pen.short(at)}時点", f"as of {pen.short(at)}"))
    yield block(total, *on)
    if inquiries.channels:
        yield block(pen.named("※問い合わせ窓口及び件数の内訳", "By channel").rstrip())
    for each in inquiries.channels:
        hours = pen.aside(Span(clean(each.hours))) if clean(each.hours) else ()
        count = None if each.count is None else Bounds.exact(each.count)
        yield item(_name(pen, each.name), *hours, *_counted(pen, count))
    if inquiries.subjects:
        yield block(pen.named("※主な問い合わせ内容", "Main subjects").rstrip())
    for subject in inquiries.subjects:
        yield item(_name(pen, subject.text), *_counted(pen, subject.count))


def _name(pen: Pen, text: str) -> Span:
    return Span(clean(text) or pen.word("不明", "unknown"))


def _counted(pen: Pen, count: Bounds[int] | None) -> tuple[str, ...]:
    return () if count is None else (pen.named("", ""), _cases(count, pen.lang))


def _cases(cases: Bounds[int], lang: Lang) -> str:
    low, high = (
        None if end is None else number(end, lang) + ("件" if lang == "ja" else "")
        for end in (cases.low, cases.high)
    )
    if low is not None and low == high:
        return low
    if low is None or high is None:
        more = ("以上", "以下") if lang == "ja" else (" or more", " or fewer")
        return f"{low}{more[0]}" if high is None else f"{high}{more[1]}"
    return f"{low}～{high}" if lang == "ja" else f"{low} to {high}"


def _notice(pen: Pen, notice: PublicNotice) -> Block:
    when: str | Span = pen.gap("notices")
    if notice.at is not None:
        when = pen.short(notice.at)
        if notice.until is not None:
            when += pen.word("～", " to ") + pen.short(notice.until)
    content = pen.aside(pen.said(notice.content, "notices"))
    if notice.number is None:
        return item(when, *content)
    last = notice.last_number
    many = last is not None and last != notice.number
    numbers = f"{notice.number}～{last}" if many else f"{notice.number}"
    mark = pen.word(f"第{numbers}報", f"No. {numbers}".replace("～", "-"))
    return item(when, *content, mark=mark, style=Style.STEP)


def related(pen: Pen) -> Iterator[Block]:
    """Write 関連する基準及び規程."""
    given = pen.report.related
    if given is None:
        yield block(pen.gap("related"))
        return
    if not given:
        yield block(_NONE.text(pen.lang))
    # A table (別表) named alone is one of this standard: see `jikorules.reporting.forms.standards`.
    if any(text.startswith("別表") for each in given for text in map(clean, each.references)):
        yield block(_STANDARD)
    for each in given:
        aspect = pen.said(clean(each.aspect).removesuffix("の観点"), "related")
        yield block(*pen.aside(aspect, pen.word("の観点", "")), style=Style.GROUP)
        yield from _references(pen, each)
    if any(each.measures or clean(each.policy) for each in given):
        yield pen.heading("上記基準と再発防止策との関係", "Relation to the measures")
    for each in given:
        yield from _relation(pen, each)


def _references(pen: Pen, each: Related) -> Iterator[Block]:
    references = [text for text in map(clean, each.references) if text]
    if not references:
        yield block(pen.gap("related"))
    for text in references:
        yield item(text)


def _relation(pen: Pen, each: Related) -> Iterator[Block]:
    """Say what answers the standards: the measures by number, and what else is done."""
    policy = clean(each.policy)
    numbers = series(map(str, each.measures), pen.lang)
    parts: list[str] = []
    if each.measures:
        parts.append(pen.word(f"再発防止策{numbers}", f"measures {numbers}"))
    if policy:
        parts.append(policy)
    if parts:
        aspect = clean(each.aspect).removesuffix("の観点")
        name = pen.word(f"{aspect}の観点", aspect) if aspect else ""
        yield item(pen.named(name, name) if name else "", pen.word("。", "; ").join(parts))


def past(pen: Pen) -> Iterator[Block]:
    """Write 関連する事故の発生傾向."""
    given = pen.report.past
    if given is None:
        yield block(pen.gap("past"))
        return
    if not given:
        yield block(_NONE.text(pen.lang))
    for each in given:
        on = "" if each.day is None else _on(each.day, pen)
        yield item(on, pen.said(each.text, "past"))
        if each.grade is not None:
            yield pen.remark(_GRADES[each.grade].text(pen.lang))


def _on(day: date, pen: Pen) -> str:
    return pen.named(f"{era_day(day, 'ja')}発生", era_day(day, "en"))
