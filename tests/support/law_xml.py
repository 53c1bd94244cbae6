"""Articles of invented words in the shape of 法令標準XML, made from the rule data of a day.

Only the few words by which a fact is known are those of the law. Every element tells in the
attribute `at` where it stands, so that a test knows which place a change of it concerns.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date
from xml.etree.ElementTree import Element, SubElement, tostring

from attrs import frozen

from jikorules import Law, load_law
from jikorules.law.data_facts import provisions_of
from jikorules.law.egov import RecordedText, canonical_text
from jikorules.law.near_miss import NearMissVersion
from jikorules.law.periodic import PeriodicItem
from jikorules.law.reports import ReportsVersion
from jikorules.law.serious import Row, SeriousVersion
from jikorules.law.text_facts import text_facts
from jikorules.law.tower_providers import TowerProvidersVersion

RULES, REPORTING = "電気通信事業法施行規則", "電気通信事業報告規則"
RULES_ID, REPORTING_ID = "360M50001000025", "363M50001000046"
IROHA = "イロハニホヘトチリヌ"
SERVICES = list(
    dict.fromkeys(row.service for version in load_law().serious.version for row in version.row)
)
DIGITS = "〇一二三四五六七八九"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def kanji(number: int) -> str:
    """Write a number as the law does."""
    for unit, sign in ((10**8, "億"), (10**4, "万")):
        if number >= unit:
            return kanji(number // unit) + sign + (kanji(number % unit) if number % unit else "")
    text = ""
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十")):
        digit, number = divmod(number, unit)
        text += "" if not digit else sign if digit == 1 else DIGITS[digit] + sign
    return text + (DIGITS[number] if number else "")


def in_kanji(text: str) -> str:
    """Write the digits of a text in kanji: 様式第五十の三."""
    return re.sub(r"\d+", lambda found: kanji(int(found[0])), text)


def add(parent: Element, tag: str, at: str, text: str = "") -> Element:
    element = SubElement(parent, tag, {"at": at})
    element.text = text
    return element


def sentence(parent: Element, tag: str, at: str, *texts: str) -> None:
    """Add the sentences of a paragraph, an item or a part of one."""
    inside = SubElement(parent, tag, {})
    for i, text in enumerate(texts, 1):
        add(inside, "Sentence", at if i == 1 else f"{at}第{i}文", text)


def paragraph(article: Element, number: int, *texts: str) -> Element:
    at = f"第{number}項"
    element = add(article, "Paragraph", at)
    add(element, "ParagraphNum", at, "" if number == 1 else str(number).translate(WIDE))
    sentence(element, "ParagraphSentence", at, *texts)
    return element


def item(parent: Element, number: int, text: str) -> Element:
    at = f"{parent.get('at')}第{number}号"
    element = add(parent, "Item", at)
    add(element, "ItemTitle", at, kanji(number))
    sentence(element, "ItemSentence", at, text)
    return element


def limb(parent: Element, label: str, text: str) -> Element:
    at = f"{parent.get('at')}{label}"
    element = add(parent, "Subitem1", at)
    add(element, "Subitem1Title", at, label)
    sentence(element, "Subitem1Sentence", at, text)
    return element


def part(parent: Element, number: int, text: str) -> Element:
    at = f"{parent.get('at')}({number})"
    element = add(parent, "Subitem2", at)
    add(element, "Subitem2Title", at, f"（{number}）".translate(WIDE))
    sentence(element, "Subitem2Sentence", at, text)
    return element


def table(parent: Element, heads: Sequence[str]) -> Element:
    at = f"{parent.get('at')}表"
    element = SubElement(SubElement(parent, "TableStruct", {}), "Table", {"at": at})
    line = SubElement(element, "TableRow", {})
    for i, head in enumerate(heads, 1):
        cell(line, f"{at}の見出し{i}欄", head)
    return element


def cell(line: Element, at: str, text: str, span: int = 1) -> None:
    column = SubElement(line, "TableColumn", {"rowspan": str(span)} if span > 1 else {})
    add(column, "Sentence", at, text)


def row(parent: Element, label: str, name: str, lines: Sequence[Sequence[str]]) -> None:
    """Add a row whose first cell spans its lines; its cells are facts of the row."""
    at = f"{parent.get('at')}{label}"
    for i, cells in enumerate(lines):
        line = SubElement(parent, "TableRow", {"at": at})
        if i == 0:
            cell(line, at, name, len(lines))
        for text in cells:
            cell(line, at, text)


def article(number: str, *, caption: str = "（架空の定め）") -> Element:
    element = Element("Article", {"Num": number.replace("-", "_")})
    add(element, "ArticleCaption", "見出し", caption)
    main, _, branch = number.partition("-")
    title = f"第{kanji(int(main))}条" + (f"の{kanji(int(branch))}" if branch else "")
    add(element, "ArticleTitle", "条名", title)
    return element


def row_name(number: str, each: Row) -> str:
    """Invent the name of a row, the same in every version for the same services.

    It leaves out the rows that the data's name leaves out.
    """
    name = f"架空の役務{'甲乙丙丁戊己庚辛'[SERVICES.index(each.service)]}"
    monthly = each.service.monthly_users
    if monthly is not None:
        name += f"であつて、月の平均が{kanji(monthly)}以上のもの"
    row = "[一二三四五六七八九]の項"
    left_out = re.search(f"{row}(?:から|及び|又は){row}(?:まで)?", each.name)
    return f"{number}　{name}" + (f"（{left_out[0]}に掲げるものを除く。）" if left_out else "")


SUPPLEMENTARY = "（付加的な機能の提供に係るものを除く。）"
SERIOUS = "（電気通信事業法施行規則第五十八条第二項各号に掲げる事故を除く。）"


HIDING_PLACES = [  # words beside a fact, and where these stand: article, old, new, place
    ("58", "提供に係るものを除く", "提供に係るもの及び架空のものを除く", "第2項第1号"),
    ("58", f"{SUPPLEMENTARY}が止まり", f"が止まり{SUPPLEMENTARY}", "第2項第1号"),
    ("7-3", "係るものを除く", "係るもの及び架空のものを除く", "第1項第1号"),
    ("7-3", "一部（付加的な", "一部（架空のもの及び付加的な", "第1項第1号"),
    ("7-3", "事故（電気", "事故（架空の事故及び電気", "第1項"),
    ("7-3", f"事故{SERIOUS}について", f"事故について{SERIOUS}", "第1項"),
    ("7-3", SERIOUS, f"{SERIOUS[:-4]}及び架空の事故{SERIOUS[-4:]}", "第1項"),
]


def _left_out(one: SeriousVersion | PeriodicItem) -> str:
    """Give the words that leave supplementary functions out, where the data say so."""
    return SUPPLEMENTARY if one.supplementary_left_out else ""


def serious(law: Law, day: date) -> Element:
    version, cited = law.serious.at(day), law.serious.cited(day)
    element = article("58")
    if cited.paragraph == "2":
        first = paragraph(element, 1, "架空の情報は、次のとおりとする。")
        item(first, 1, "架空の利用者の数が千を超えるもの")
        item(first, 2, "架空の提供を行つたもの")
    main = paragraph(
        element, 2 if cited.paragraph == "2" else 1, "架空の事故は、次のとおりとする。"
    )
    text = f"架空の役務の一部{_left_out(version)}が止まり、同表の下欄に掲げる数以上のもの"
    rows = table(item(main, 1, text), ["役務", "時間", "数"])
    for each in version.row:
        assert each.number is not None
        lines = [
            (f"{kanji(limit.hours)}時間", kanji(limit.users or 0)) for limit in each.thresholds
        ]
        row(rows, f"{each.number}の項", row_name(each.number, each), lines)
    item(main, 2, f"衛星が{kanji(version.critical_facility.hours)}時間以上使えない事故")
    return element


BASES = {"occurrence": "発生した", "knowledge": "知つた", "suspension": "停止した"}
REASONS = {
    "partial_suspension": "架空の業務の一部の停止",
    "secrecy_leak": "通信の秘密の漏えい",
    "user_information_leak": "特定利用者情報の漏えい",
    "serious_accident": "架空の重大な事故",
    "near_miss": "架空のおそれがあると認められる事態",
}
FIRST = "その発生日時及び場所、概要、理由又は原因、措置その他参考となる事項について報告する。"
NEAR_MISS_FIRST = FIRST.replace("理由又は原因", "原因")


def reports(law: Law, day: date) -> Element:
    version: ReportsVersion = law.reports.at(day)
    element = article("57")
    main = paragraph(element, 1, f"架空の者は、{FIRST}")
    heads = ["事由", "様式", "期限"]
    rules = {str(each.reason): each for each in version.report}

    def add_row(to: Element, label: str, number: str, reason: str) -> None:
        rule = rules[reason]
        at = f"{to.get('at')}{label}"
        line = SubElement(to, "TableRow", {"at": at})
        cell(line, at, f"{number}{REASONS[reason]}")
        cell(line, f"{at}2欄", in_kanji(rule.form))
        text = f"その日である{BASES[rule.counted_from]}日から{kanji(rule.detailed_days)}日以内"
        cell(line, f"{at}3欄", text)

    rows = table(main, heads)
    for i, reason in enumerate(
        (each for each in REASONS if each in rules and each != "near_miss"), 1
    ):
        add_row(rows, f"{kanji(i)}の項", f"{kanji(i)}　", reason)
    short = rules["serious_accident"].short_form
    if short is not None:
        form = in_kanji(short.form)
        text = "卸電気通信役務を受ける者は、「甲」とあるのは「日時、措置」とし、"
        paragraph(element, 2, f"{text}{form}により出すことができる。")
    if "near_miss" in rules:
        other = paragraph(
            element,
            3 if short else 2,
            f"架空の者は、事態が発生したことを知つた後、{NEAR_MISS_FIRST}",
        )
        add_row(table(other, heads), "1行目", "", "near_miss")
    return element


def periodic(law: Law, day: date) -> Element:
    version = law.periodic.at(day)
    each = version.reports
    every = {"quarter": "四半期", "fiscal_year": "報告年度"}[each.every]
    left_out = "" if each.serious_included else SERIOUS
    element = article("7-3")
    main = paragraph(
        element,
        1,
        f"架空の者は、事故{left_out}について、{in_kanji(each.form)}により、"
        f"毎{every}経過後{kanji(each.due_months)}月以内に書面等により{each.to}に出す。",
        "ただし、別に定める様式によることができる。",
    )
    starts = {
        "telecom": "電気通信設備の故障による架空の一部{}の事故",
        "other": "電気通信設備以外の設備の故障による架空の一部{}の事故",
    }
    for one in version.item:
        inside = item(main, int(one.number), starts[one.facility].format(_left_out(one)))
        for label, limit in zip(IROHA, one.thresholds, strict=False):
            if limit.users is not None:
                limb(inside, label, f"架空の者の数が{kanji(limit.users)}以上のもの")
            else:
                limb(inside, label, f"架空の時が{kanji(limit.hours)}時間以上のもの")
    for unjudged in version.unjudged:
        item(main, int(unjudged.number), "架空の情報が漏れた事故")
    paragraph(element, 2, "軽微な事故は、出すことを要しない。")
    return element


EVENTS = {
    "could_not_stop": "架空の机の停止しようとした事態",
    "could_not_switch": "架空の机を切り替える事態",
    "fell_over": "架空の机が脱落した事態",
    "fire": "架空の机の発火した事態",
    "unintended_connection": "架空の要求を認証した事態",
    "overload": "架空の量を上回る処理の事態",
    "misconfiguration": "架空の設定情報の事態",
}
FUNCTIONS = {
    "transmission": "架空の伝送機能",
    "switching": "架空の交換機能",
    "control": "架空の制御機能",
    "operation": "架空の運用、監視の機能",
    "subscriber_management": "架空の加入者管理機能",
}


def near_miss(law: Law, day: date) -> Element:
    version: NearMissVersion = law.near_miss.at(day)
    element = article("58-2")
    main = paragraph(element, 1, "架空の事態は、次のとおりとする。")
    network = item(main, 1, "次のいずれにも該当する事態")
    limb(network, "イ", f"{kanji(version.users)}以上の利用者を有する架空の設備")
    limb(network, "ロ", f"{kanji(version.prefectures)}以上の都道府県にわたる架空の設備")
    limb(network, "ハ", "端末設備又は端末系伝送路設備以外の架空の設備")
    functions = limb(network, "ニ", "次の機能のいずれかのもの")
    for i, function in enumerate(version.functions, 1):
        part(functions, i, FUNCTIONS[function])
    events = limb(network, "ホ", "次のいずれかに該当するもの")
    for each in version.event:
        text = EVENTS[each.event] + ("（覚知できずにいたもの）" if each.unless_noticed else "")
        part(events, int(each.number), text)
    exceptions = limb(network, "ヘ", "次のいずれにも該当しないもの")
    part(exceptions, 1, "架空の計画による事態")
    despite = next(each.number for each in version.event if each.despite_disaster)
    part(exceptions, 2, f"架空の災害による事態（ホ（{despite.translate(WIDE)}）を除く。）")
    item(main, 2, "衛星に架空の損傷が生じた事態")
    return element


TOLD_BY_TOWERS = {
    "date_time": "その発生日時",
    "place": "場所",
    "known_at": "架空の発生を知つた日時",
    "outline": "概要",
    "reason_or_cause": "理由又は原因",
    "measures": "措置模様",
    "other_matters": "その他参考となる事項",
}
TIMES = {"time_of_knowledge": "知つた時", "knowledge": "知つた日"}


def tower_providers(law: Law, day: date) -> Element:
    version: TowerProvidersVersion = law.tower_providers.at(day)
    of = version.accident
    numbers = [kanji(int(each)) for each in (of.article, of.paragraph, of.item)]
    element = article("54-17")
    place = "第{}条第{}項第{}号".format(*numbers)
    paragraph(element, 1, f"架空の鉄塔に起因して、{place}に掲げる事故を生じさせたものとする。")
    told = "、".join(TOLD_BY_TOWERS[each] for each in version.first_contents)
    paragraph(
        element,
        2,
        f"架空の者は、速やかに{told}について報告し、{in_kanji(version.form)}により"
        f"{TIMES[version.counted_from]}から{kanji(version.detailed_days)}日以内に出す。",
    )
    return element


MAKERS = {
    "58": serious,
    "57": reports,
    "7-3": periodic,
    "58-2": near_miss,
    "54-17": tower_providers,
}


@frozen
class Edition:
    """The articles of a day, and what would be recorded of them by somebody who read them."""

    day: date
    articles: dict[str, Element]
    texts: tuple[RecordedText, ...]

    def file(self, number: str) -> str:
        """Give the name of a file of one article, as the files of single revisions have it."""
        law_id = REPORTING_ID if number == "7-3" else RULES_ID
        return f"{law_id}_{self.day:%Y%m%d}_508M60000008021.xml"


def recorded(number: str, provision: str, element: Element, day: date) -> RecordedText:
    """Record a text, as a maintainer would after reading it."""
    text = canonical_text(element)
    is_reporting = number == "7-3"
    law_id = REPORTING_ID if is_reporting else RULES_ID
    return RecordedText(
        law=REPORTING if is_reporting else RULES,
        law_id=law_id,
        article=number,
        in_force=day,
        source=f"https://laws.e-gov.go.jp/law/{law_id}",
        checked=day,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        words={each.place: each.sha for each in text_facts(provision, text).wordings},
    )


def edition(law: Law, day: date) -> Edition:
    """Make the articles of all provisions in force on a day."""
    articles = {
        number: MAKERS[number](law, day)
        for each in provisions_of(law)
        if each.covers(day) and (number := each.cited(day).article)
    }
    names = {
        each.cited(day).article: each.provision for each in provisions_of(law) if each.covers(day)
    }
    texts = tuple(
        recorded(number, names[number], element, day) for number, element in articles.items()
    )
    return Edition(day, articles, texts)


def xml(element: Element) -> bytes:
    """Write an article as the file of a single article."""
    data: bytes = tostring(element, encoding="utf-8", xml_declaration=True)
    return data


def whole_law(title: str, articles: Iterable[Element]) -> bytes:
    """Write articles as a whole law."""
    law = Element("Law")
    body = SubElement(law, "LawBody")
    SubElement(body, "LawTitle").text = title
    SubElement(body, "MainProvision").extend(articles)
    data: bytes = tostring(law, encoding="utf-8", xml_declaration=True)
    return data
