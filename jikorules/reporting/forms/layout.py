"""様式第50の3 as neutral data: what stands where, once for all renderers.

The rows and their labels are the form's, in its order and spelling (なつた). The order within a row
is that of the ministry's filled sample. A renderer adds no words of its own.
"""

from collections.abc import Callable, Iterator
from datetime import date

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import Lang, Words
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
    era_day,
    item,
    moment,
)
from jikorules.reporting.forms.gaps import NOT_ASKED
from jikorules.reporting.forms.layout_response import (
    causes,
    handling,
    measures,
    past,
    related,
    timeline,
)
from jikorules.reporting.forms.report import Phenomenon, SeriousAccidentReport, lasted
from jikorules.reporting.forms.vocabulary import Exempt
from jikorules.words.lists import entry, series
from jikorules.words.numbers import people, time_span
from jikorules.words.rules import row_name


def _reporter(pen: Pen) -> Iterator[Field]:
    reporter = pen.report.reporter
    for ja, en, name in (
        ("郵便番号", "Postal code", "postal_code"),
        ("（ふりがな）", "(reading)", "address_kana"),
        ("住所", "Address", "address"),
        ("（ふりがな）", "(reading)", "name_kana"),
        ("氏名", "Name", "name"),
        ("", "", "representative"),
    ):
        value = pen.said(getattr(reporter, name), f"reporter.{name}")
        yield Field(pen.word(ja, en), block(value))


def _registration(pen: Pen) -> Iterator[Field]:
    registration, contact = pen.report.registration, pen.report.contact
    ja, en = ("届出", "notification") if registration.is_notification else ("登録", "registration")
    on = pen.day(registration.day, "registration.day")
    yield Field(pen.word(f"{ja}年月日", f"Day of {en}"), block(on))
    its = pen.said(registration.number, "registration.number")
    yield Field(pen.word(f"{ja}番号", f"Number of {en}"), block(its))
    phone = pen.said(contact.phone, "contact.phone")
    yield Field(pen.word("連絡先", "Contact"), block(phone))
    department = pen.said(contact.department, "contact.department")
    person = pen.said(contact.person, "contact.person")
    who = pen.aside(department, pen.word("　", ", "), pen.named("担当", "person in charge"), person)
    yield Field("", block(*who))


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
    return time_span(span, pen.lang) if span.days >= 0 else pen.word("不明", "unknown")


def _place(pen: Pen) -> Iterator[Block]:
    place = pen.report.place
    yield block(pen.said(place.building, "place.building"))
    yield block(*pen.aside(pen.said(place.address, "place.address")))


def _outline(pen: Pen) -> Iterator[Block]:
    report = pen.report
    yield pen.heading("影響を与えた電気通信役務の区分", "Category of the service affected")
    yield from pen.listed(report.categories, "categories")
    rows = [row for row in map(clean, report.rows) if row]
    if rows:
        names = series((row_name(row, pen.lang) for row in rows), pen.lang)
        yield block(pen.named("該当する項", "met"), names)
    yield pen.heading("影響を与えた電気通信役務", "Service affected")
    yield from pen.listed(report.services, "services")
    yield pen.heading("概要", "Outline")
    yield block(pen.said(report.outline, "outline"))


def _facility(pen: Pen) -> Iterator[Block]:
    facility = pen.report.facility
    yield block(pen.named("設備名", "Facility"), pen.said(facility.name, "facility.name"))
    yield pen.heading("正常時の動作", "Normal operation")
    yield block(pen.said(facility.normal, "facility.normal"))
    yield pen.heading("事故発生時の動作", "Operation at the accident")
    yield block(pen.said(facility.at_accident, "facility.at_accident"))
    yield pen.heading("設備構成図等", "Drawings")
    yield from pen.listed(facility.drawings, "facility.drawings")


def _situation(pen: Pen) -> Iterator[Block]:
    yield pen.heading("発生した事象", "What users suffered")
    if not pen.report.phenomena:
        yield block(pen.gap("phenomena"))
    for mark, each in pen.phenomena():
        yield item(pen.said(each.text, "phenomena"), mark=mark)
    yield pen.heading("影響を与えた利用者数", "Users affected")
    users = pen.report.users
    unit, basis = (users.unit, users.basis) if users else (None, None)
    base = pen.word("ベース", "")
    counted = pen.said(clean(unit).removesuffix(base), "users.unit")
    count = pen.gap("users") if users is None else people(users.count, pen.lang)
    yield block(count, *pen.aside(counted, "" if counted.is_gap else base))
    for mark, each in pen.phenomena():
        if each.users is not None:
            yield item(people(each.users, pen.lang), mark=mark or "・")
    if users is not None and users.total is not None:
        total = people(Bounds.exact(users.total), pen.lang)
        on = () if users.total_as_of is None else _as_of(pen, users.total_as_of)
        yield block(pen.named("（参考）総契約数", "For reference, contracts in all"), total, *on)
    yield pen.heading("影響を与えた地域", "Areas affected")
    yield from pen.listed(pen.report.areas, "areas")
    yield pen.heading("影響利用者数の算定根拠", "Basis of the number of users")
    yield block(pen.said(basis, "users.basis"))


def _as_of(pen: Pen, day: date) -> tuple[str | Span, ...]:
    on = era_day(day, pen.lang)
    return pen.aside(pen.word(f"{on}時点", f"as of {on}"))


def _supervisor(pen: Pen) -> Iterator[Block]:
    supervisor = pen.report.supervisor
    yield _person(pen, supervisor.name, supervisor.exempt, "supervisor.name")


def _engineer(pen: Pen) -> Iterator[Block]:
    engineer = pen.report.engineer
    name = _person(pen, engineer.name, engineer.exempt, "engineer.name")
    is_asked = engineer.exempt is None and not engineer.is_assigned
    if is_asked or clean(engineer.qualification):
        kind = pen.said(engineer.qualification, "engineer.qualification")
        name = block(*name.spans, *pen.aside(kind))
    yield name


def _person(pen: Pen, name: str | None, exempt: Exempt | None, path: str) -> Block:
    if exempt is not None and not clean(name):
        return block(NOT_ASKED[exempt].text(pen.lang))
    return block(pen.said(name, path))


def _attachments(pen: Pen) -> Iterator[Block]:
    written = [text for text in map(clean, pen.report.attachments) if text]
    if written:
        yield block(pen.word("別紙", "Attachments"))
    for text in written:
        yield item(text)


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
    (Words("措置模様\n（事故対応状況）", "Measures taken (response)"), timeline),
    (Words("発生原因", "Causes"), causes),
    (Words("再発防止策", "Measures against recurrence"), measures),
    (Words("利用者対応状況", "Response to users"), handling),
    (Words("関連する\n基準及び規程", "Related standards and rules"), related),
    (Words("関連する事故の発生傾向", "Related past accidents"), past),
    (Words("電気通信設備統括管理者の氏名", "Name of the facilities supervisor"), _supervisor),
    (
        Words(
            "事故の対策を\n確認した電気通信主任技術者の氏名及び資格の種別",
            "Name and qualification of the chief engineer who confirmed the measures",
        ),
        _engineer,
    ),
)
_HALVES = 2  # 発生 and 復旧 share a line of the form


def form(report: SeriousAccidentReport, lang: Lang = "ja") -> Form:
    """Lay a report out as 様式第50の3.

    What is missing is told by `Gap.text`, in a span that is marked as a gap.

    Args:
        report: the report.
        lang: the language of the form's own words; the number of the form stays Japanese.

    Raises:
        InvalidInput: a day of the report has a time.

    Example:
        >>> form(SeriousAccidentReport()).rows[0].blocks[0].text
        '【未記入：発生した年月日及び時刻】'
    """
    pen = Pen(lang, report)
    to = pen.said(report.addressee, "addressee")
    dear = () if to.text.endswith(("殿", "様")) else ("　殿",)
    return Form(
        lang=lang,
        number="様式第50の3（第57条関係）",
        title=pen.word(
            "重大な事故報告書（詳報）", "Report on a serious accident (detailed report)"
        ),
        day=block(pen.day(report.day, "day")),
        addressee=block(to, *dear) if lang == "ja" else block("To: ", to),
        reporter=tuple(_reporter(pen)),
        registration=tuple(_registration(pen)),
        rows=tuple(
            FormRow(label.text(lang), tuple(blocks(pen)), is_half=i < _HALVES)
            for i, (label, blocks) in enumerate(_ROWS)
        ),
        attachments=tuple(_attachments(pen)),
    )
