"""Numbers, times, citations and names, as a Japanese official or an English reader writes them.

Nothing here depends on the locale.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from attrs import evolve

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import Lang, Words
from jikorules.basics.moments import JAPAN
from jikorules.basics.vocabulary import CriticalKind, Kind
from jikorules.facts.service import Service
from jikorules.judgement.verdict import Exclusion, Flag, Grade, Limb, Met, Verdict, label
from jikorules.law.provision import Citation, Version
from jikorules.law.ruleset import RuleSet

T = TypeVar("T")

_LAWS = {
    "電気通信事業法施行規則": "Enforcement Rules of the Telecommunications Business Act",
    "電気通信事業報告規則": "Telecommunications Business Reporting Rules",
    "民法": "Civil Code",
    "行政機関の休日に関する法律": "Act on Holidays of Administrative Organs",
}
_GRADES = {
    Grade.NONE: "no report needed",
    Grade.PERIODIC: "periodic report",
    Grade.SERIOUS: "serious accident",
}
MET = {
    Met.YES: Words("該当", "met"),
    Met.NO: Words("非該当", "not met"),
    Met.UNDECIDED: Words("未確定", "undecided"),
}
KINDS = {
    Kind.VOICE: Words("音声伝送役務", "voice"),
    Kind.LPWA: Words("LPWAサービス", "LPWA"),
    Kind.INTERNET_ACCESS: Words("インターネット接続サービス", "internet access"),
    Kind.EMAIL: Words("電子メールサービス", "e-mail"),
    Kind.MESSAGING: Words("メッセージングサービス", "messaging"),
    Kind.INTERNET_OTHER: Words(
        "その他のインターネット関連サービス", "another internet-related service"
    ),
    Kind.OTHER: Words("その他の電気通信役務", "another service"),
}
CRITICAL_KINDS = {
    CriticalKind.SATELLITE: Words("衛星", "satellite"),
    CriticalKind.SUBMARINE_CABLE: Words("海底ケーブル", "submarine cable"),
    CriticalKind.EQUIVALENT: Words(
        "衛星・海底ケーブルに準ずる重要な電気通信設備", "equally important facility"
    ),
}
EXCLUSIONS = {
    Exclusion.SUPPLEMENTARY: Words(
        "付加的な機能のみの停止又は品質の低下は算入しない",
        "an impact on supplementary functions only does not count",
    ),
    Exclusion.MINOR: Words(
        "告示の定める軽微な事故は定期の報告を要しない",
        "a minor accident named by the notice needs no periodic report",
    ),
    Exclusion.OTHER_FACILITY: Words(
        "電気通信設備以外の設備の故障は重大な事故に当たらない",
        "a failure of other than telecommunications facilities is no serious accident",
    ),
    Exclusion.NOT_INSTALLED: Words(
        "自ら設置した設備でない衛星・海底ケーブル等は本号の対象外",
        "a satellite, cable or the like that the carrier did not install is outside this item",
    ),
}
FLAGS = {
    Flag.DISASTER: Words(
        "自然災害による（又はその可能性のある）事故である。条文に自然災害を除く規定はないが、"
        "公表された一覧には計上されていない例がある。",
        "A natural disaster caused it, or may have. The text has no exception for disasters, yet "
        "official lists have left some such accidents out.",
    ),
    Flag.LAW_LIKELY: Words(
        "適用した規定の条文には、推定によるものが含まれる。",
        "Part of the text applied is presumed, not read in an official source.",
    ),
    Flag.LAW_UNCHECKED: Words(
        "規定を最後に照合した日より後の事故である。その後の改正の有無を確認されたい。",
        "The accident is later than the last check of the law. See whether it was amended since.",
    ),
    Flag.STRADDLES_AMENDMENT: Words(
        "事故の継続中に規定が改正されている。発生した日の規定を適用した。",
        "The law was amended while the accident ran. The law of its first day is applied.",
    ),
    Flag.OPEN_READING: Words(
        "断続した障害又は複数の影響の数え方は条文上明らかでなく、読み方により判定が分かれる。",
        "How an intermittent accident or several impacts are counted is open in the text, and the "
        "answer depends on it.",
    ),
    Flag.ORIGIN_ELSEWHERE: Words(
        "原因は他の電気通信事業者の設備にある。他者の設備の故障による場合も対象となる。",
        "The failure lay with another carrier. Failures of its facilities count too.",
    ),
    Flag.UNCOUNTABLE_USERS: Words(
        "影響利用者数が不明である。把握できない場合は、告示の定める別の基準によることがある"
        "（未収録）。",
        "The number of users is unknown. Where it cannot be grasped, a notice sets another "
        "standard (not recorded here).",
    ),
    Flag.NO_IMPACTS: Words(
        "影響を受けた電気通信役務が示されていないため、ないものとして判定した。",
        "No service is told to have been hit, and it is judged as if none was.",
    ),
}
AND, OR = Words("及び", " and "), Words("又は", " or ")
_BOTH, _EITHER = Words("並びに", " and "), Words("若しくは", " or ")
_SAME_ITEM_OF = {True: "同項", False: "同条"}


def series(texts: Iterable[str], lang: Lang = "ja", last: Words | None = None) -> str:
    """List texts; `last` stands before the last of them in place of a comma.

    Example:
        >>> series(["音声", "電子メール", "専用線"], last=AND)
        '音声、電子メール及び専用線'
    """
    comma = "、" if lang == "ja" else ", "
    *most, end = [*texts] or [""]
    return comma.join(most) + (last.text(lang) if last else comma) + end if most else end


def prose(sentences: Iterable[str], lang: Lang = "ja") -> str:
    """Set sentences one after another."""
    return ("" if lang == "ja" else " ").join(each for each in sentences if each)


def entry(name: str, text: str, lang: Lang = "ja") -> str:
    """Write a name and what it stands for."""
    return f"{name}：{text}" if lang == "ja" else f"{name}: {text}"


def flat(text: str | None) -> str:
    """Put a name that a user gave on one line."""
    return " ".join((text or "").split())


def escaped(text: str) -> str:
    """Put a text on one line of Markdown, with every sign standing for itself."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#~&" else sign for sign in flat(text))


def service_name(service: Service, lang: Lang = "ja") -> str:
    """Name a service: as its carrier does, else by its kind."""
    return flat(service.name) or KINDS[service.kind].text(lang)


def number(count: int, lang: Lang = "ja") -> str:
    """Write a whole number.

    Example:
        >>> number(30_000), number(30_600_000), number(41_382), number(30_000, "en")
        ('3万', '3,060万', '41,382', '30,000')
    """
    if lang == "ja" and count and count % 10_000 == 0:
        return f"{count // 10_000:,}万"
    return f"{count:,}"


def time_span(span: timedelta, lang: Lang = "ja") -> str:
    """Write a stretch of time; days from two days on.

    Example:
        >>> time_span(timedelta(hours=4, minutes=25)), time_span(timedelta(hours=24), "en")
        ('4時間25分', '24 h')
    """
    seconds = span // timedelta(seconds=1)
    days, rest = divmod(seconds, 86400) if seconds >= 2 * 86400 else (0, seconds)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    units = ("日", "時間", "分", "秒") if lang == "ja" else (" d", " h", " min", " s")
    parts = [
        f"{n}{unit}" for n, unit in zip((days, hours, minutes, seconds), units, strict=True) if n
    ]
    return ("" if lang == "ja" else " ").join(parts) or f"0{units[2]}"


def people(users: Bounds[int], lang: Lang = "ja") -> str:
    """Write a number of users, as far as it is known.

    Example:
        >>> people(Bounds.between(165_000, 174_999)), people(Bounds.at_least(30_000), "en")
        ('165,000人以上174,999人以下', '30,000 users or more')
    """
    unit = "人" if lang == "ja" else " users"

    def write(count: int) -> str:
        return number(count, lang) + unit

    low = None if users.low == 0 and users.high != 0 else users.low
    return _between(low, users.high, write, lang)


def lasted(duration: Bounds[timedelta], lang: Lang = "ja") -> str:
    """Write how long something lasted, as far as it is known."""

    def write(span: timedelta) -> str:
        return time_span(span, lang)

    low = None if duration.low == timedelta(0) and duration.high != timedelta(0) else duration.low
    return _between(low, duration.high, write, lang)


def _between(low: T | None, high: T | None, write: Callable[[T], str], lang: Lang) -> str:
    ends = [write(end) for end in (low, high) if end is not None]
    if not ends:
        return "不明" if lang == "ja" else "unknown"
    if low == high:
        return ends[0]
    if lang == "en":
        return (
            f"{ends[0]} to {ends[1]}"
            if len(ends) == 2
            else (f"{ends[0]} or more" if high is None else f"at most {ends[0]}")
        )
    return f"{ends[0]}以上" if high is None else f"{'以上'.join(ends)}以下"


def clock(moment: datetime, lang: Lang = "ja", *, after: datetime | None = None) -> str:
    """Write a moment in Japan time; without the day if that is the day of `after`.

    Example:
        >>> clock(datetime.fromisoformat("2019-03-15T22:47:00Z"))
        '2019年3月16日7時47分'
    """
    here = moment.astimezone(JAPAN)
    if lang == "en":
        time = here.strftime("%H:%M:%S" if here.second else "%H:%M")
    else:
        time = f"{here.hour}時{here.minute:02}分" + (f"{here.second:02}秒" if here.second else "")
    if after is not None and after.astimezone(JAPAN).date() == here.date():
        return time
    return f"{day(here.date(), lang)}{' ' if lang == 'en' else ''}{time}"


def day(date_: date, lang: Lang = "ja") -> str:
    """Write a day."""
    if lang == "en":
        return date_.isoformat()
    return f"{date_.year}年{date_.month}月{date_.day}日"


def place(
    citation: Citation, lang: Lang = "ja", rows: Sequence[str] = (), last: Words | None = None
) -> str:
    """Write where something stands in the law.

    Args:
        citation: the place.
        lang: the language.
        rows: rows of the table to be named in place of the citation's own.
        last: what stands before the last of them, a comma if left out.

    Example:
        >>> place(Citation("電気通信事業報告規則", "7-3", "1", "2"))
        '電気通信事業報告規則第7条の3第1項第2号'
        >>> place(Citation("電気通信事業報告規則", "7-3", "1", "2"), "en")
        'Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 2'
    """
    rows = rows or ((citation.row,) if citation.row else ())
    if lang == "en":
        parts = (
            (_LAWS.get(citation.law, citation.law), ""),
            (citation.article, "Art. "),
            (citation.paragraph, "para. "),
            (citation.item, "item "),
            (series(rows, lang, last), "rows " if len(rows) > 1 else "row "),
        )
        return ", ".join(f"{name}{number}" for number, name in parts if number)
    number_, _, branch = citation.article.partition("-")
    article = f"第{number_}条" + (f"の{branch}" if branch else "")
    paragraph = f"第{citation.paragraph}項" if citation.paragraph else ""
    item = f"第{citation.item}号" if citation.item else ""
    table = "の表" + series([row_name(row, lang) for row in rows], lang, last) if rows else ""
    return f"{citation.law}{article}{paragraph}{item}{table}"


def places(citations: Iterable[Citation], lang: Lang = "ja", *, either: bool = False) -> str:
    """Write where several things stand: the rows of a table together, a law named only once.

    Example:
        >>> at = Citation("電気通信事業法施行規則", "58", item="1", row="一")
        >>> places([at, evolve(at, row="四"), evolve(at, item="2", row=None)])
        '電気通信事業法施行規則第58条第1号の表一の項及び四の項並びに同条第2号'
    """
    tables: dict[Citation, list[str]] = {}
    for each in citations:
        rows = tables.setdefault(evolve(each, row=None), [])
        if each.row is not None and each.row not in rows:
            rows.append(each.row)
    inner = outer = OR if either else AND
    if len(tables) > 1 and any(len(rows) > 1 for rows in tables.values()):
        inner, outer = (_EITHER, OR) if either else (AND, _BOTH)
    written: list[str] = []
    before = None
    for table, rows in tables.items():
        text, whole = place(table, lang, rows, inner), evolve(table, item=None)
        if whole == before:
            stem = place(whole, lang)
            text = (
                text.replace(stem, _SAME_ITEM_OF[table.paragraph is not None], 1)
                if lang == "ja"
                else text.removeprefix(f"{stem}, ")
            )
        written.append(text)
        before = whole
    return series(written, lang, outer)


def row_name(row: str, lang: Lang = "ja") -> str:
    """Name a row of the table."""
    return f"{row}の項" if lang == "ja" else f"row {row}"


def short_place(citation: Citation, lang: Lang = "ja") -> str:
    """Write where something stands: a row by its number alone."""
    return place(citation, lang) if citation.row is None else row_name(citation.row, lang)


def requirement(limb: Limb, lang: Lang = "ja") -> str:
    """Write what a limb of the law asks for.

    Example:
        >>> from jikorules import ruleset
        >>> from jikorules.judgement.limbs import plan_of
        >>> requirement(plan_of(ruleset("H31")).rows[1][1])
        '継続時間1時間以上かつ影響利用者数10万以上'
    """
    if limb.exclusion is not None:
        return EXCLUSIONS[limb.exclusion].text(lang)
    parts = []
    if limb.duration is not None:
        span = time_span(limb.duration, lang)
        parts.append(f"継続時間{span}以上" if lang == "ja" else f"{span} or more")
    if limb.users is not None:
        users = number(limb.users, lang)
        parts.append(f"影響利用者数{users}以上" if lang == "ja" else f"{users} users or more")
    return ("かつ" if lang == "ja" else " and ").join(parts)


def amendment(version: Version, lang: Lang = "ja") -> str:
    """Name the ordinance that made a version, as far as it is established."""
    if version.amended_by is None:
        return "改正省令未確認" if lang == "ja" else "amending ordinance not established"
    if "amended_by" in version.likely:
        return version.amended_by + ("（番号は推定）" if lang == "ja" else " (number likely)")
    return version.amended_by


def grade_name(grade: Grade, rules: RuleSet, lang: Lang = "ja") -> str:
    """Name a grade: in Japanese by the word that the rule set uses."""
    return label(grade, rules) if lang == "ja" else _GRADES[grade]


def basis(rules: RuleSet, lang: Lang = "ja") -> str:
    """Name a rule set by its first day and the amendments that it rests on."""
    by = series(
        (
            entry(each.label, amendment(each, lang), lang)
            for each in (rules.serious, rules.periodic)
        ),
        lang,
    )
    if lang == "ja":
        return f"{day(rules.in_force)}施行時点の規定（{by}）"
    return f"as in force from {day(rules.in_force, lang)} ({by})"


def note(flag: Flag, rules: RuleSet, lang: Lang = "ja") -> str:
    """Say what a flag means."""
    text = FLAGS[flag].text(lang)
    if flag is Flag.LAW_UNCHECKED:
        checked = day(rules.checked, lang)
        return f"{text}（最終照合日：{checked}）" if lang == "ja" else f"{text} (Last: {checked}.)"
    if flag is Flag.LAW_LIKELY:
        notes = [version.note for version in (rules.serious, rules.periodic) if version.note]
        return text + ("" if lang == "ja" else " ") + "".join(each.text(lang) for each in notes)
    return text


def answer(verdict: Verdict, lang: Lang = "ja") -> str:
    """Name the grade, with the rows that are met, or the grades that are possible."""
    names = series((grade_name(each, verdict.rules, lang) for each in verdict.possible), lang, OR)
    rows = series((row_name(row) for row in verdict.rows) if lang == "ja" else verdict.rows, lang)
    if verdict.grade is None:
        return f"未確定（{names}）" if lang == "ja" else f"undecided ({names})"
    if not rows:
        return names
    many = "s" if len(verdict.rows) > 1 else ""
    return f"{names}（表{rows}）" if lang == "ja" else f"{names} (table row{many} {rows})"
