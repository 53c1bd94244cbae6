"""様式第50の3 as neutral data: what stands where, once for all renderers.

The rows and their labels are the form's, in its order and spelling (なつた). The order within a row
is that of the ministry's filled sample. A renderer adds no words of its own.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import Lang, Words
from jikorules.basics.moments import JAPAN
from jikorules.facts.service import to_users
from jikorules.judgement.verdict import Grade
from jikorules.reporting.forms.blocks import (
    Block,
    Field,
    Form,
    FormRow,
    Pen,
    Span,
    Style,
    block,
    clean,
    cleaned,
    era_day,
    item,
    moment,
)
from jikorules.reporting.forms.gaps import NOT_ASKED
from jikorules.reporting.forms.report import (
    Engineer,
    Phenomenon,
    PublicNotice,
    SeriousAccidentReport,
    Supervisor,
    is_told_apart,
    lasted,
)
from jikorules.reporting.forms.vocabulary import CauseKind, NoticeChannel, Phase, Stage
from jikorules.words.lists import entry, series
from jikorules.words.numbers import UNKNOWN, number, people, time_span
from jikorules.words.rules import row_name

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


def _reporter(pen: Pen) -> Iterator[Field]:
    for ja, en, name in (
        ("郵便番号", "Postal code", "postal_code"),
        ("（ふりがな）", "(reading)", "address_kana"),
        ("住所", "Address", "address"),
        ("（ふりがな）", "(reading)", "name_kana"),
        ("氏名", "Name", "name"),
        ("", "", "representative"),
    ):
        yield pen.word(ja, en), block(pen.entered(f"reporter.{name}"))


def _registration(pen: Pen) -> Iterator[Field]:
    is_notification = pen.report.registration.is_notification
    ja, en = ("届出", "notification") if is_notification else ("登録", "registration")
    yield pen.word(f"{ja}年月日", f"Day of {en}"), block(pen.day("registration.day"))
    yield pen.word(f"{ja}番号", f"Number of {en}"), block(pen.entered("registration.number"))
    yield pen.word("連絡先", "Contact"), block(pen.entered("contact.phone"))
    department, person = pen.entered("contact.department"), pen.entered("contact.person")
    who = pen.aside(department, pen.word("　", ", "), pen.named("担当", "person in charge"), person)
    yield "", block(*who)


def _occurred(pen: Pen) -> Iterator[Block]:
    at = pen.report.occurred
    yield block(pen.gap("occurred") if at is None else moment(at, pen.lang))
    for mark, each in pen.phenomena():
        if each.start is not None and each.start != at:
            begun = entry("", moment(each.start, pen.lang), pen.lang)
            yield item(_named(pen, each), begun, mark=mark)


def _named(pen: Pen, phenomenon: Phenomenon) -> Span:
    """Name a phenomenon where its time follows: a sentence without its stop."""
    return pen.said(phenomenon.text.strip().removesuffix("。"), "phenomena")


def _restored(pen: Pen) -> Iterator[Block]:
    if not pen.report.phenomena:
        yield block(pen.gap("phenomena.restored"))
    for mark, each in pen.phenomena():
        yield item(_named(pen, each), entry("", "", pen.lang).rstrip(), mark=mark)
        style = Style.DETAIL if mark else Style.PARAGRAPH
        if each.restored is None:
            yield block(pen.gap("phenomena.restored"), style=style)
            continue
        at, length = moment(each.restored, pen.lang), _length(pen, each)
        yield block(at, *pen.aside(pen.named("継続時間", "lasted"), length), style=style)


def _length(pen: Pen, phenomenon: Phenomenon) -> str | Span:
    span = lasted(pen.report, phenomenon) if phenomenon.stated is None else phenomenon.stated
    if span is None:
        return pen.gap("occurred")
    # A restoration before the beginning is for a check to find: it has no length to be written.
    return time_span(span, pen.lang) if span.days >= 0 else UNKNOWN.text(pen.lang)


def _place(pen: Pen) -> Iterator[Block]:
    yield block(pen.entered("place.building"))
    yield block(*pen.aside(pen.entered("place.address")))


def _outline(pen: Pen) -> Iterator[Block]:
    ja, en = "影響を与えた電気通信役務の区分", "Category of the service affected"
    yield from pen.part(ja, en, "categories")
    rows = [row_name(row, pen.lang) for row in cleaned(pen.report.rows)]
    if rows:
        yield block(pen.named("該当する項", "met"), series(rows, pen.lang))
    yield from pen.part("影響を与えた電気通信役務", "Service affected", "services")
    yield from pen.part("概要", "Outline", "outline")


def _facility(pen: Pen) -> Iterator[Block]:
    yield block(pen.named("設備名", "Facility"), pen.entered("facility.name"))
    yield from pen.part("正常時の動作", "Normal operation", "facility.normal")
    yield from pen.part("事故発生時の動作", "Operation at the accident", "facility.at_accident")
    yield from pen.part("設備構成図等", "Drawings", "facility.drawings")


def _situation(pen: Pen) -> Iterator[Block]:
    yield pen.heading("発生した事象", "What users suffered")
    if not pen.report.phenomena:
        yield block(pen.gap("phenomena"))
    for mark, each in pen.phenomena():
        yield item(pen.said(each.text, "phenomena"), mark=mark)
    yield pen.heading("影響を与えた利用者数", "Users affected")
    users = pen.report.users
    base = pen.word("ベース", "")
    counted = pen.said(clean(users.unit if users else None).removesuffix(base), "users.unit")
    unit = pen.aside(counted, "" if counted.is_gap else base)
    # Side by side, if there is no one number: then all of them, also one that is not known.
    are_apart = is_told_apart(pen.report)
    if not are_apart:
        count = pen.gap("users") if users is None else people(users.count, pen.lang)
        yield block(count, *unit)
    for mark, each in pen.phenomena():
        if each.users is not None or are_apart:
            more = unit if are_apart else ()
            yield item(people(to_users(each.users), pen.lang), *more, mark=mark or "・")
    if users is not None and users.total is not None:
        total = people(Bounds.exact(users.total), pen.lang)
        as_of = era_day(users.total_as_of, pen.lang) if users.total_as_of else ""
        on = pen.aside(pen.word(f"{as_of}時点", f"as of {as_of}")) if as_of else ()
        yield block(pen.named("（参考）総契約数", "For reference, contracts in all"), total, *on)
    yield from pen.part("影響を与えた地域", "Areas affected", "areas")
    yield from pen.part("影響利用者数の算定根拠", "Basis of the number of users", "users.basis")


def _timeline(pen: Pen) -> Iterator[Block]:
    """Write 措置模様: by time, a group for each run of steps of one phase."""
    report = pen.report
    yield from pen.part("措置模様の概要", "Outline of the measures", "response")
    yield pen.heading("詳細な措置模様", "Measures in detail")
    if not report.timeline:
        yield block(pen.gap("timeline"))
    before = report.occurred
    is_first = True
    steps = sorted(report.timeline, key=lambda step: step.at)
    for phase, group in groupby(steps, key=lambda step: step.phase):
        name = _PHASES[phase]
        yield block(pen.word(f"（{name.ja}）", f"({name.en})"), style=Style.GROUP)
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


def _causes(pen: Pen) -> Iterator[Block]:
    report = pen.report
    yield from pen.part("発生原因の概要", "Outline of the causes", "cause_outline")
    if not report.causes:
        yield pen.heading("発生、大規模化及び長期化の原因", "Causes, also of extent and length")
        yield block(pen.gap("causes"))
    for kind, name in _CAUSES.items():
        of_kind = [cause for cause in report.causes if cause.kind == kind]
        if of_kind:
            yield pen.heading(name.ja, name.en)
        for cause in of_kind:
            stage = pen.said(cause.stage and _STAGES[cause.stage].text(pen.lang), "causes.stage")
            yield item(stage, pen.named("", ""), pen.said(cause.title, "causes"), mark="○")
            if clean(cause.text):
                yield block(clean(cause.text), style=Style.DETAIL)


def _measures(pen: Pen) -> Iterator[Block]:
    """Write 再発防止策: each with its number in the report, which other rows refer to."""
    numbered = list(enumerate(pen.report.measures, 1))
    if not numbered:
        yield block(pen.gap("measures"))
    for is_permanent in (False, True):
        of_kind = [(i, each) for i, each in numbered if each.is_permanent == is_permanent]
        name = ("恒久対処", "Permanent") if is_permanent else ("暫定対処", "Provisional")
        if of_kind:
            yield pen.heading(*name)
        for i, each in of_kind:
            yield item(pen.said(each.text, "measures"), mark=f"{i}.")
            if answers := cleaned(each.answers):
                named = pen.named("対応する原因", "answers")
                yield pen.remark(named, series(answers, pen.lang))
            if each.done is not None:
                done = era_day(each.done, pen.lang)
                yield pen.remark(pen.word(f"{done}に実施済み", f"done on {done}"))
            elif each.due is not None:
                due = era_day(each.due, pen.lang)
                yield pen.remark(pen.word(f"{due}実施完了予定", f"to be done by {due}"))
            else:
                yield block(pen.gap("measures.when"), style=Style.DETAIL)  # it has its own brackets


def _handling(pen: Pen) -> Iterator[Block]:
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
    if others := cleaned(report.others):
        yield pen.heading("その他の対応", "Other responses")
        yield from map(item, others)


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
        yield _counted(pen, each.name, to_users(each.count), *hours)
    if inquiries.subjects:
        yield block(pen.named("※主な問い合わせ内容", "Main subjects").rstrip())
    for subject in inquiries.subjects:
        yield _counted(pen, subject.text, to_users(subject.count))


def _counted(pen: Pen, name: str, count: Bounds[int], *more: str | Span) -> Block:
    cases = () if count.is_unknown else (pen.named("", ""), _cases(count, pen.lang))
    return item(Span(clean(name) or UNKNOWN.text(pen.lang)), *more, *cases)


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


def _related(pen: Pen) -> Iterator[Block]:
    given = pen.report.related or ()
    if not given:
        yield block(pen.gap("related") if pen.report.related is None else _NONE.text(pen.lang))
    # A table (別表) named alone is one of this standard: see `jikorules.reporting.forms.standards`.
    if any(text.startswith("別表") for each in given for text in cleaned(each.references)):
        yield block("情報通信ネットワーク安全・信頼性基準")
    for each in given:
        title = pen.said(clean(each.aspect).removesuffix("の観点"), "related")
        yield block(*pen.aside(title, pen.word("の観点", "")), style=Style.GROUP)
        references = cleaned(each.references)
        yield from map(item, references) if references else (block(pen.gap("related")),)
    if any(each.measures or clean(each.policy) for each in given):
        yield pen.heading("上記基準と再発防止策との関係", "Relation to the measures")
    for each in given:
        parts = cleaned([each.policy])
        if each.measures:
            numbers = series(map(str, each.measures), pen.lang)
            parts.insert(0, pen.word(f"再発防止策{numbers}", f"measures {numbers}"))
        if parts:
            aspect = clean(each.aspect).removesuffix("の観点")
            name = pen.named(f"{aspect}の観点", aspect) if aspect else ""
            yield item(name, pen.word("。", "; ").join(parts))


def _past(pen: Pen) -> Iterator[Block]:
    given = pen.report.past or ()
    if not given:
        yield block(pen.gap("past") if pen.report.past is None else _NONE.text(pen.lang))
    for each in given:
        on = ""
        if each.day is not None:
            on = pen.named(f"{era_day(each.day)}発生", era_day(each.day, "en"))
        yield item(on, pen.said(each.text, "past"))
        if each.grade is not None:
            yield pen.remark(_GRADES[each.grade].text(pen.lang))


def _supervisor(pen: Pen) -> Iterator[Block]:
    yield _person(pen, pen.report.supervisor, "supervisor.name")


def _engineer(pen: Pen) -> Iterator[Block]:
    engineer = pen.report.engineer
    name = _person(pen, engineer, "engineer.name")
    is_asked = engineer.exempt is None and not engineer.is_assigned
    if is_asked or clean(engineer.qualification):
        name = block(*name.spans, *pen.aside(pen.entered("engineer.qualification")))
    yield name


def _person(pen: Pen, person: Supervisor | Engineer, path: str) -> Block:
    if person.exempt is not None and not clean(person.name):
        return block(NOT_ASKED[person.exempt].text(pen.lang))
    return block(pen.entered(path))


def _attachments(pen: Pen) -> Iterator[Block]:
    if written := cleaned(pen.report.attachments):
        yield block(pen.word("別紙", "Attachments"))
        yield from map(item, written)


_ROWS: tuple[tuple[Words, Callable[[Pen], Iterator[Block]]], ...] = (
    (Words("発生年月日\n及び時刻", "Day and time of occurrence"), _occurred),
    (Words("復旧年月日\n及び時刻", "Day and time of restoration"), _restored),
    (Words("発生場所", "Place"), _place),
    (Words("事故の全体概要", "Outline of the accident"), _outline),
    (
        Words("事故の原因と\nなつた電気通信\n設備の概要", "The facility that caused the accident"),
        _facility,
    ),
    (Words("発生状況", "Effects"), _situation),
    (Words("措置模様\n（事故対応状況）", "Measures taken (response)"), _timeline),
    (Words("発生原因", "Causes"), _causes),
    (Words("再発防止策", "Measures against recurrence"), _measures),
    (Words("利用者対応状況", "Response to users"), _handling),
    (Words("関連する\n基準及び規程", "Related standards and rules"), _related),
    (Words("関連する事故の発生傾向", "Related past accidents"), _past),
    (Words("電気通信設備統括管理者の氏名", "Name of the facilities supervisor"), _supervisor),
    (
        Words(
            "事故の対策を\n確認した電気通信主任技術者の氏名及び資格の種別",
            "Name and qualification of the chief engineer who confirmed the measures",
        ),
        _engineer,
    ),
)


def form(report: SeriousAccidentReport, lang: Lang = "ja") -> Form:
    """Lay a report out as 様式第50の3, the number of which stays Japanese in English too.

    What is missing is told by `Gap.text`, in a span that is marked as a gap.

    Example:
        >>> form(SeriousAccidentReport()).rows[0].blocks[0].text
        '【未記入：発生した年月日及び時刻】'
    """
    pen = Pen(lang, report)
    to = pen.entered("addressee")
    dear = () if to.text.endswith(("殿", "様")) else ("　殿",)
    return Form(
        lang=lang,
        number="様式第50の3（第57条関係）",
        title=pen.word(
            "重大な事故報告書（詳報）", "Report on a serious accident (detailed report)"
        ),
        day=block(pen.day("day")),
        addressee=block(to, *dear) if lang == "ja" else block("To: ", to),
        reporter=tuple(_reporter(pen)),
        registration=tuple(_registration(pen)),
        rows=tuple(FormRow(label.text(lang), tuple(blocks(pen))) for label, blocks in _ROWS),
        attachments=tuple(_attachments(pen)),
    )
