"""The facts that the text of an article tells: numbers, times, rows, limbs, and all its wordings.

A fact is read by the few words around it. What is left of the sentence, with the facts taken out,
is its wording, and kept as a hash. So every letter of an article counts: as a fact, as the place by
which a part is cited, or in a wording. What is read wrongly, or not at all, is a wording that
nobody has recorded.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from attrs import define, field, frozen

from jikorules.basics.kanji_numbers import KANJI_NUMBER, read_kanji_number, with_digits
from jikorules.basics.vocabulary import Basis, Content, Event, Function, NetworkPart, Origin, Reason
from jikorules.law.article import (
    NARROW,
    Article,
    Passage,
    TableRow,
    item_number,
    paragraph_number,
    read_article,
    row_label,
)

Value = int | bool | str | timedelta
N = f"({KANJI_NUMBER})"
_MOST_HOURS = 1_000_000  # a century; more would be no time that can be computed with
_HOURS = re.compile(f"(?:(?P<hours>{KANJI_NUMBER})時間)?(?:(?P<minutes>{KANJI_NUMBER})分)?")


@frozen
class LawFact:
    """One thing that the law lays down, as its text or as the rule data tell it.

    Attributes:
        thing: of what it is told ("row 三の項", "event fire").
        what: what is told of it ("users"); a limit of a row has its number before it ("1 users").
        value: what it is; a text that no value could be made of stands for itself.
        place: where it stands in the article (第2項第1号表三の項).
    """

    thing: str
    what: str
    value: Value
    place: str


@frozen
class Wording:
    """The words of a sentence or a cell.

    Attributes:
        place: where it stands in the article.
        text: all its words.
        sha: the first 16 digits of the SHA-256 of its words, with the facts taken out.
    """

    place: str
    text: str
    sha: str


@frozen
class ArticleFacts:
    """All that the text of an article tells.

    Attributes:
        facts: the facts, in the order in which they are read.
        wordings: the wording of every sentence and cell that is no fact as a whole.
        rows: the names of the rows, each by its place.
        paragraphs: how many paragraphs the article has.
    """

    facts: tuple[LawFact, ...]
    wordings: tuple[Wording, ...]
    rows: Mapping[str, str]
    paragraphs: int


def text_facts(provision: str, text: str) -> ArticleFacts:
    r"""Read the facts and the wordings of an article.

    Args:
        provision: the short name of the provision that stands in it; of another one, only the
            wordings are read.
        text: the canonical text of the article (`jikorules.law.egov.canonical_text`).

    Example:
        >>> item = "Paragraph[1]/Item[1]"
        >>> read = text_facts("serious", f"{item}/ItemTitle[1]\t二\n"
        ...     f"{item}/ItemSentence[1]/Sentence[1]\t衛星の故障が三時間以上続く事故\n")
        >>> [(fact.what, str(fact.value), fact.place) for fact in read.facts]
        [('item', '2', '第1項第2号'), ('time', '3:00:00', '第1項第2号')]
        >>> [wording.text for wording in read.wordings]
        ['衛星の故障が三時間以上続く事故']
    """
    article = read_article(text)
    reader = _Reader(article)
    _READERS.get(provision, _read_nothing)(reader)
    return ArticleFacts(
        tuple(reader.facts),
        tuple(reader.wordings()),
        {row.place: row.name for row in article.rows},
        article.paragraphs,
    )


@define
class _Reader:
    """The facts found so far, and what is left of every sentence and cell."""

    article: Article
    facts: list[LawFact] = field(factory=list)
    left: dict[str, str] = field(init=False)
    whole: dict[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.whole = {each.place: each.text for each in self.article.passages}
        for row in self.article.rows:
            self.whole[row.place] = row.name
            for i, cells in enumerate(row.lines):
                line = "" if i == 0 else f"{i + 1}行"
                self.whole |= {f"{row.place}{line}{j + 2}欄": text for j, text in enumerate(cells)}
        self.whole = {place: text for place, text in self.whole.items() if text}
        self.left = dict(self.whole)

    def tell(self, thing: str, what: str, value: Value | None, place: str) -> None:
        """Tell a fact, unless there is none."""
        if value is not None:
            self.facts.append(LawFact(thing, what, value, place))

    def take(
        self, place: str, thing: str, what: str, pattern: str, read: Callable[[str], Value]
    ) -> None:
        """Take a fact out of the words of a place, if the pattern is found in them."""
        found = re.search(pattern, self.left.get(place, ""))
        if found:
            self.tell(thing, what, read(found[1]), place)
            left = self.left[place]
            self.left[place] = f"{left[: found.start(1)]}{{{what}}}{left[found.end(1) :]}"

    def take_phrase(self, place: str, thing: str, what: str, after: str, phrase: str) -> None:
        """Tell whether a phrase stands behind some words, and take it out.

        It is taken letter by letter: whatever else stands in it, or where else it stands, stays in
        the wording.
        """
        before, found, behind = self.left[place].partition(f"{after}{phrase}")
        if found:
            self.left[place] = f"{before}{after}{behind}"
        self.tell(thing, what, bool(found), place)

    def wordings(self) -> Iterator[Wording]:
        """Give what is left of everything."""
        for place, text in self.whole.items():
            left = self.left[place]
            if left:
                sha = hashlib.sha256(left.encode()).hexdigest()[:16]
                yield Wording(place, text, sha)


def number(text: str) -> Value:
    """Read 三万; what is no number stands for itself."""
    value = read_kanji_number(text)
    return text if value is None else value


def hours(text: str) -> Value:
    """Read 二 as two hours; what is no number, or no time that can be, stands for itself."""
    value = read_kanji_number(text)
    return text if value is None or value > _MOST_HOURS else timedelta(hours=value)


@frozen
class ExcludedRows:
    """The rows that the name of a row leaves out.

    Attributes:
        text: the words that tell it.
        first: the number of the first one.
        last: the number of the last one.
        is_range: whether those between them are left out too.
    """

    text: str
    first: str
    last: str
    is_range: bool

    @property
    def shown(self) -> str:
        """The words, without those that are always there; nothing else is left out of them."""
        return self.text.replace("の項", "")


def excluded_rows(name: str) -> ExcludedRows | None:
    """Give the rows that the name of a row leaves out.

    Example:
        >>> found = excluded_rows("一の項から三の項までに掲げる役務を除く。")
        >>> found.text, found.shown
        ('一の項から三の項まで', '一から三まで')
        >>> excluded_rows("一の項又は二の項に掲げるもの").shown
        '一又は二'
    """
    found = re.search(f"{N}の項(から|又は|及び){N}の項(まで)?", name)
    if found is None or (found[2] == "から") != bool(found[4]):
        return None
    return ExcludedRows(found[0], found[1], found[3], bool(found[4]))


def _read_nothing(_: _Reader) -> None:
    """Read no facts, of an article that has no provision here."""


def _read_serious(reader: _Reader) -> None:
    for passage in reader.article.passages:
        place, text = passage.place, passage.text
        if "衛星" in text:
            reader.tell("critical", "item", item_number(place), place)
            reader.take(place, "critical", "time", f"{N}時間以上", hours)
        elif "同表" in text:
            reader.tell("table", "item", item_number(place), place)
            paragraph = paragraph_number(place)
            if reader.article.paragraphs > 1 or paragraph != "1":
                reader.tell("table", "paragraph", paragraph, place)
            reader.take_phrase(place, "table", *_SUPPLEMENTARY)
        reader.take(place, "user_information_leak", "more_users_than", f"数が{N}を超える", number)
    for row in reader.article.rows:
        _read_row(reader, row)


def _read_row(reader: _Reader, row: TableRow) -> None:
    thing = f"row {row_label(row.place)}"
    reader.tell(thing, "number", row.number, row.place)
    excluded = excluded_rows(row.name)
    if excluded:
        reader.tell(thing, "excluded", excluded.shown, row.place)
        reader.left[row.place] = row.name.replace(excluded.text, "{excluded}", 1)
    reader.take(row.place, thing, "monthly_users", f"平均が{N}以上", number)
    for i, cells in enumerate(row.lines):
        line = "" if i == 0 else f"{i + 1}行"
        time, users = (*cells, "", "")[:2]
        for column, what, value in ((2, "time", _time(time)), (3, "users", number(users))):
            reader.tell(thing, f"{i + 1} {what}", value, row.place)
            reader.left[f"{row.place}{line}{column}欄"] = ""


def _time(text: str) -> Value:
    found = _HOURS.fullmatch(text)
    if not text or not found:
        return text
    parts = {unit: read_kanji_number(each) for unit, each in found.groupdict().items() if each}
    if None in parts.values():
        return text
    whole, minutes = parts.get("hours") or 0, parts.get("minutes") or 0
    if max(whole, minutes) > _MOST_HOURS:
        return text
    return timedelta(hours=whole, minutes=minutes)


_SUPPLEMENTARY = (
    "supplementary_left_out",
    "一部",
    "（付加的な機能の提供に係るものを除く。）",
)
_SERIOUS = (
    "serious_left_out",
    "事故",
    "（電気通信事業法施行規則第五十八条第二項各号に掲げる事故を除く。）",
)
_REASONS = {
    "業務の一部の停止": Reason.PARTIAL_SUSPENSION,
    "通信の秘密の漏えい": Reason.SECRECY_LEAK,
    "特定利用者情報の漏えい": Reason.USER_INFORMATION_LEAK,
    "認められる事態": Reason.NEAR_MISS,
    "重大な事故": Reason.SERIOUS_ACCIDENT,
}
_BASES = {"発生した": Basis.OCCURRENCE, "知つた": Basis.KNOWLEDGE, "停止した": Basis.SUSPENSION}
_TIMES = {"知つた時": Basis.TIME_OF_KNOWLEDGE, "知つた日": Basis.KNOWLEDGE}
_CONTENTS = {  # a word that holds another one comes first
    "知つた日時": Content.KNOWN_AT,
    "日時": Content.DATE_TIME,
    "場所": Content.PLACE,
    "概要": Content.OUTLINE,
    "理由又は原因": Content.REASON_OR_CAUSE,
    "原因": Content.CAUSE,
    "措置": Content.MEASURES,
    "その他参考となる事項": Content.OTHER_MATTERS,
}
_FORM = "(様式第[^、。（）]{1,30}?)により"


def _contents(text: str, start: str, end: str) -> str | None:
    """Give what is named between two words; None if these are not there."""
    _, found, after = text.partition(start)
    named, ends, _ = after.partition(end)
    if not found or not ends:
        return None
    told = set()
    for word, content in _CONTENTS.items():
        if word in named:
            told.add(content)
            named = named.replace(word, "")
    return " ".join(each for each in Content if each in told)


def _read_reports(reader: _Reader) -> None:
    for row in reader.article.rows:
        reason = next(
            (reason for word, reason in _REASONS.items() if row.name.endswith(word)), row.name
        )
        thing = f"report {reason}"
        if reader.article.paragraphs > 1:
            reader.tell(thing, "paragraph", paragraph_number(row.place), row.place)
        reader.take(f"{row.place}2欄", thing, "form", "(.+)", with_digits)
        deadline = f"{row.place}3欄"
        bases = "|".join(_BASES)
        reader.take(deadline, thing, "counted_from", f"({bases})日から", lambda word: _BASES[word])
        reader.take(deadline, thing, "detailed_days", f"日から{N}日以内", number)
    for passage in reader.article.passages:
        place, text = passage.place, passage.text
        if "卸電気通信役務" in text:
            thing = f"short form {Reason.SERIOUS_ACCIDENT}"
            reader.tell(thing, "paragraph", paragraph_number(place), place)
            reader.tell(thing, "origin", Origin.WHOLESALER, place)
            reader.tell(thing, "first_contents", _contents(text, "とあるのは「", "」"), place)
            reader.take(place, thing, "form", _FORM, with_digits)
        elif contents := _contents(text, "その発生", "について"):
            near = "発生したことを知つた後" in text
            thing = "first report of near-misses" if near else "first report"
            reader.tell(thing, "first_contents", contents, place)


def _read_periodic(reader: _Reader) -> None:
    for passage in reader.article.passages:
        place, text = passage.place, passage.text
        item = item_number(place)
        thing = f"item {item}"
        if item is None:
            _read_period(reader, passage)
        elif re.search(r"号(?:の\d+)*$", place):
            reader.tell(thing, "number", item, place)
            reader.tell(thing, "facility", _facility(text), place)
            if _facility(text) != "unjudged":
                reader.take_phrase(place, thing, *_SUPPLEMENTARY)
        else:
            reader.take(place, thing, "users", f"数が{N}以上", number)
            reader.take(place, thing, "time", f"{N}時間以上", hours)


def _facility(text: str) -> str:
    if text.startswith("電気通信設備の故障"):
        return "telecom"
    return "other" if text.startswith("電気通信設備以外の設備の故障") else "unjudged"


def _read_period(reader: _Reader, passage: Passage) -> None:
    place, thing = passage.place, "report"
    if "経過後" in passage.text:
        every = {"四半期": "quarter", "報告年度": "fiscal_year"}
        reader.tell(thing, "paragraph", paragraph_number(place), place)
        reader.take(place, thing, "form", _FORM, with_digits)
        reader.take(place, thing, "every", "毎(四半期|報告年度)経過後", lambda word: every[word])
        reader.take(place, thing, "due_months", f"経過後{N}月以内", number)
        reader.take(place, thing, "to", "書面等により([^、。]{0,30}大臣)に", str)
        reader.take_phrase(place, thing, *_SERIOUS)
    elif "軽微な事故" in passage.text:
        reader.tell("minor", "paragraph", paragraph_number(place), place)
    elif "別に定める様式" in passage.text:
        reader.tell("simple form", "allowed", True, place)


_LIMBS = {
    "都道府県": "prefectures",
    "端末系伝送路設備": "part",
    "機能のいずれか": "function",
    "いずれかに該当するもの": "event",
    "いずれにも該当しないもの": "exceptions",
    "利用者": "users",
}
_FUNCTIONS = {
    "伝送機能": Function.TRANSMISSION,
    "交換機能": Function.SWITCHING,
    "制御機能": Function.CONTROL,
    "運用、監視": Function.OPERATION,
    "加入者管理": Function.SUBSCRIBER_MANAGEMENT,
}
_EVENTS = {
    "停止しようとした": Event.COULD_NOT_STOP,
    "切り替える": Event.COULD_NOT_SWITCH,
    "脱落": Event.FELL_OVER,
    "発火": Event.FIRE,
    "要求を認証": Event.UNINTENDED_CONNECTION,
    "上回る処理": Event.OVERLOAD,
    "設定情報": Event.MISCONFIGURATION,
}
_PARTS = {
    "端末設備": NetworkPart.TERMINAL_EQUIPMENT,
    "端末系伝送路設備": NetworkPart.ACCESS_LINE,
}


def _named(text: str, names: Mapping[str, str]) -> str:
    """Give what is named by words that a text holds; the text itself if nothing is."""
    return next((name for word, name in names.items() if word in text), text)


def _read_near_miss(reader: _Reader) -> None:
    limbs: dict[str, str] = {}
    for passage in reader.article.passages:
        place, text = passage.place, passage.text
        found = re.search(r"号(?:の\d+)*([ァ-ヶ])(?:\((\d+)\))?$", place)
        if found and not found[2]:
            limbs[found[1]] = _named(text, _LIMBS)
            _read_limb(reader, passage, found[1], limbs[found[1]])
        elif found and limbs.get(found[1]) == "function":
            reader.tell(f"function {_named(text, _FUNCTIONS)}", "counts", True, place)
        elif found and limbs.get(found[1]) == "event":
            thing = f"event {_named(text, _EVENTS)}"
            reader.tell(thing, "number", found[2], place)
            reader.tell(thing, "unless_noticed", "覚知できず" in text or None, place)
        elif found:
            reader.take(place, "exceptions", "event_despite_disaster", "（([０-９]+)）", _narrow)
        elif "いずれにも該当する事態" in text:
            reader.tell("network", "item", item_number(place), place)
        elif "衛星" in text:
            reader.tell("critical", "item", item_number(place), place)


def _read_limb(reader: _Reader, passage: Passage, label: str, asks: str) -> None:
    place, thing = passage.place, f"limb {asks}"
    reader.tell(thing, "number", label, place)
    if asks == "users":
        reader.take(place, thing, "users", f"{N}以上の利用者", number)
    elif asks == "prefectures":
        reader.take(place, thing, "prefectures", f"{N}以上の都道府県", number)
    elif asks == "part":
        words = re.split("又は|及び|、|以外", passage.text)
        left_out = " ".join(part for word, part in _PARTS.items() if word in words)
        reader.tell(thing, "parts_left_out", left_out, place)


def _narrow(text: str) -> Value:
    return text.translate(NARROW)


def _read_tower_providers(reader: _Reader) -> None:
    for passage in reader.article.passages:
        place, thing = passage.place, "tower provider"
        if "事故を生じさせた" in passage.text:
            whole = f"第{N}条第{KANJI_NUMBER}項第{KANJI_NUMBER}号に掲げる事故"
            reader.take(place, thing, "article", whole, _cited_number)
            reader.take(
                place, thing, "paragraph", f"条第{N}項第{KANJI_NUMBER}号に掲げる事故", _cited_number
            )
            reader.take(place, thing, "item", f"項第{N}号に掲げる事故", _cited_number)
        elif "以内に" in passage.text:
            contents = _contents(passage.text, "速やかに", "について")
            reader.tell(thing, "first_contents", contents, place)
            reader.take(place, thing, "form", _FORM, with_digits)
            times = "|".join(_TIMES)
            reader.take(
                place,
                thing,
                "counted_from",
                f"({times})から{KANJI_NUMBER}日以内",
                lambda word: _TIMES[word],
            )
            reader.take(place, thing, "detailed_days", f"から{N}日以内", number)


def _cited_number(text: str) -> Value:
    value = read_kanji_number(text)
    return text if value is None else str(value)


_READERS: dict[str, Callable[[_Reader], None]] = {
    "serious": _read_serious,
    "reports": _read_reports,
    "periodic": _read_periodic,
    "near_miss": _read_near_miss,
    "tower_providers": _read_tower_providers,
}
