"""Facts of the law in words: where they stand, what they are, and their values."""

import re
from datetime import timedelta

from jikorules.basics.errors import Lang, Words, visible
from jikorules.basics.vocabulary import NetworkPart, Origin
from jikorules.law.citation import Citation
from jikorules.law.text_facts import LawFact, Value
from jikorules.words.lists import COMMA
from jikorules.words.names import BASES, CONTENTS, EVENTS, FUNCTIONS, REASONS
from jikorules.words.numbers import number, time_span
from jikorules.words.rules import place

_YES, _NO = Words("あり", "yes"), Words("なし", "no")
_PART = Words("条の一部", "a part of an article")
_WHOLE = Words("この条", "the article")
_OF = Words("{thing}の{what}", "{what} of {thing}")
_NTH = Words("{what}（{n}）", "{what} ({n})")
_UNITS = {
    "detailed_days": Words("{n}日", "{n} days"),
    "due_months": Words("{n}月", "{n} months"),
}
_WHATS = {
    "number": Words("番号", "number"),
    "item": Words("号の番号", "number of the item"),
    "article": Words("条の番号", "number of the article"),
    "paragraph": Words("項の番号", "number of the paragraph"),
    "excluded": Words("除く項", "rows left out"),
    "time": Words("時間", "time"),
    "users": Words("利用者の数", "number of users"),
    "monthly_users": Words("一月当たりの平均利用者数", "average monthly users"),
    "more_users_than": Words("超えるべき利用者の数", "number of users to be exceeded"),
    "supplementary_left_out": Words("付加的な機能の除外", "supplementary functions left out"),
    "form": Words("様式", "form"),
    "counted_from": Words("期限の起算", "day counted from"),
    "detailed_days": Words("詳報の期限", "days for the detailed report"),
    "first_contents": Words("速報の内容", "contents of the first report"),
    "origin": Words("原因のある者", "where the failure lay"),
    "every": Words("報告の期間", "period of the report"),
    "due_months": Words("期間経過後の期限", "months after the period"),
    "to": Words("提出先", "addressee"),
    "serious_left_out": Words("重大な事故の除外", "serious accidents left out"),
    "allowed": Words("許容", "allowed"),
    "facility": Words("設備の種別", "sort of facilities"),
    "prefectures": Words("都道府県の数", "number of prefectures"),
    "parts_left_out": Words("除く設備", "facilities left out"),
    "counts": Words("該当", "counts"),
    "unless_noticed": Words("覚知できないことの要件", "asks that it was not noticed"),
    "event_despite_disaster": Words("自然災害でも除かない事象", "event that counts in a disaster"),
}
_LIMBS = {
    "users": Words("利用者の要件", "the limb on users"),
    "prefectures": Words("都道府県の要件", "the limb on prefectures"),
    "part": Words("設備の要件", "the limb on parts"),
    "function": Words("機能の要件", "the limb on functions"),
    "event": Words("事象の要件", "the limb on events"),
    "exceptions": Words("除外の要件", "the limb on exceptions"),
}
_THINGS = {
    f"{kind} {word}": words
    for kind, names in (
        ("event", EVENTS),
        ("function", FUNCTIONS),
        ("limb", _LIMBS),
        ("report", REASONS),
    )
    for word, words in names.items()
}
_ALONE = {
    "tower provider article": Words("報告を要する事故の条", "article of the accident reported"),
    "tower provider paragraph": Words("報告を要する事故の項", "paragraph of the accident reported"),
    "tower provider item": Words("報告を要する事故の号", "item of the accident reported"),
    "simple form allowed": Words("別に定める様式の許容", "a simple form is allowed"),
    "minor paragraph": Words("軽微な事故の項", "paragraph on minor accidents"),
    "critical item": Words("衛星、海底ケーブル等の号", "item on satellites, cables and the like"),
    "network item": Words("イからヘまでの号", "item with the limbs"),
    "table item": Words("表の号", "item with the table"),
    "table paragraph": Words("表の項", "paragraph with the table"),
}
_TOKENS = {
    **{word.value: words for word, words in BASES.items()},
    **{word.value: words for word, words in CONTENTS.items()},
    Origin.WHOLESALER.value: Words("卸電気通信役務の提供元", "wholesaler"),
    NetworkPart.TERMINAL_EQUIPMENT.value: Words("端末設備", "terminal equipment"),
    NetworkPart.ACCESS_LINE.value: Words("端末系伝送路設備", "access line"),
    "quarter": Words("四半期", "quarter"),
    "fiscal_year": Words("年度", "fiscal year"),
    "telecom": Words("電気通信設備", "telecommunications facilities"),
    "other": Words("電気通信設備以外の設備", "other facilities"),
    "unjudged": Words("判定しない号", "not judged here"),
}
_TO_ENGLISH = (
    (r"第(\d+)文", r", sentence \1"),
    (r"第(\d+)項", r", para. \1"),
    (r"第(\d+)号((?:の\d+)*)", r", item \1\2"),
    (r"表の見出し(\d+)欄", r", heading \1 of the table"),
    (r"表([^項]+)の項", r", row \1"),
    (r"表(\d+)行目", r", line \1 of the table"),
    (r"(\d+)行(?=\d+欄)", r", line \1"),
    (r"(\d+)欄", r", cell \1"),
    ("見出し", ", caption"),
    ("条名", ", title"),
)


def article_name(law: str, number: str, lang: Lang = "ja") -> str:
    """Name an article; what has no number is a part of one.

    Example:
        >>> article_name("電気通信事業法施行規則", "58-2"), article_name("", "", "en")
        ('電気通信事業法施行規則第58条の2', 'a part of an article')
    """
    return place(Citation(law, number), lang) if number else _PART.text(lang)


def fact_place(place: str, lang: Lang = "ja", paragraphs: int = 2) -> str:
    """Write where something stands in its article; an article of one paragraph names none.

    Nothing is the place of what is told of the article as a whole.

    Example:
        >>> fact_place("第2項第1号表三の項", "en"), fact_place("第1項第1号イ", paragraphs=1)
        ('para. 2, item 1, row 三', '第1号イ')
    """
    if not place:
        return _WHOLE.text(lang)
    if paragraphs < 2 and not place.startswith("第1項第2文"):
        place = place.removeprefix("第1項") or "柱書" if place.startswith("第1項") else place
    if lang == "ja":
        return place
    for ja, en in _TO_ENGLISH:
        place = re.sub(ja, en, place)
    return re.sub("柱書", "opening words", place).removeprefix(", ")


def fact_name(fact: LawFact, lang: Lang = "ja") -> str:
    """Say what a fact is.

    Example:
        >>> fact_name(LawFact("report near_miss", "detailed_days", 30, ""), "en")
        'days for the detailed report of near-miss of a serious accident'
        >>> fact_name(LawFact("row 三の項", "2 users", 30_000, ""))
        '利用者の数（2）'
    """
    alone = _ALONE.get(f"{fact.thing} {fact.what}")
    if alone:
        return alone.text(lang)
    nth, _, what = fact.what.rpartition(" ")
    name = _WHATS[what].text(lang)
    if nth:
        name = _NTH.text(lang, what=name, n=nth)
    thing = _THINGS.get(fact.thing)
    return _OF.text(lang, thing=thing.text(lang), what=name) if thing else name


def fact_value(what: str, value: Value, lang: Lang = "ja") -> str:
    """Write the value of a fact.

    Example:
        >>> fact_value("1 users", 30_000), fact_value("time", timedelta(hours=24), "en")
        ('3万', '24 h')
        >>> fact_value("first_contents", "date_time measures"), fact_value("time", "二二時間")
        ('発生日時、措置', '二二時間')
    """
    if isinstance(value, bool):
        return (_YES if value else _NO).text(lang)
    if isinstance(value, timedelta):
        return time_span(value, lang)
    if isinstance(value, int):
        words = number(value, lang)
        return _UNITS[what].text(lang, n=words) if what in _UNITS else words
    known = [_TOKENS.get(word) for word in value.split()]
    if known and None not in known:
        return COMMA.text(lang).join(words.text(lang) for words in known if words)
    return visible(value, 200)
