"""Citations, requirements, grades and rule sets in words."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from jikorules.basics.errors import Lang, Words
from jikorules.basics.vocabulary import Reporter
from jikorules.judgement.verdict import Flag, Grade, Limb, Met, Verdict, label
from jikorules.law.citation import Citation
from jikorules.law.provision import Version, last_check
from jikorules.law.ruleset import RuleSet
from jikorules.words.lists import AND, OR, bracketed, entry, series
from jikorules.words.names import EXCLUSIONS, FLAGS, GRADES, LAWS, MET
from jikorules.words.numbers import day, number, time_span

_BOTH, _EITHER = Words("並びに", " and "), Words("若しくは", " or ")
_PARTS = Words("", ", ")
_ARTICLE, _BRANCH = Words("第{n}条", "Art. {n}"), Words("第{n}条の{branch}", "Art. {n}-{branch}")
_PARAGRAPH, ITEM = Words("第{n}項", "para. {n}"), Words("第{n}号", "item {n}")
_TABLE = Words("の表{rows}", "{rows}")
_ROW, _ONE_ROW, _ROWS = Words("{n}の項", "{n}"), Words("{n}", "row {n}"), Words("{n}", "rows {n}")
_SAME_PARAGRAPH, _SAME_ARTICLE = Words("同項", ""), Words("同条", "")
_DURATION = Words("継続時間{span}以上", "{span} or more")
_USERS = Words("影響利用者数{users}以上", "{users} users or more")
_AND = Words("かつ", " and ")
_NO_AMENDMENT = Words("改正省令未確認", "amending ordinance not established")
_IN_FORCE = Words("{day}施行時点の規定（{by}）", "as in force from {day} ({by})")
_LAST_CHECK = Words("{text}（最終照合日：{day}）", "{text} (Last: {day}.)")
_WITH_NOTES = Words("{text}{notes}", "{text} {notes}")
_OF_TABLE = Words("表{rows}", "table {rows}")


def place(
    citation: Citation, lang: Lang = "ja", rows: Sequence[str] = (), last: Words | None = None
) -> str:
    """Write where something stands in the law.

    If `rows` of its table are given, they are named in place of its own, and `last` stands before
    the last of them in place of a comma.

    Example:
        >>> place(Citation("電気通信事業報告規則", "7-3", "1", "2"), "en")
        'Telecommunications Business Reporting Rules, Art. 7-3, para. 1, item 2'
    """
    return _PARTS.text(lang).join((*_whole(citation, lang), *_inside(citation, lang, rows, last)))


def _whole(citation: Citation, lang: Lang) -> Iterator[str]:
    """Name the article or paragraph."""
    yield Words(citation.law, LAWS.get(citation.law, citation.law)).text(lang)
    n, _, branch = citation.article.partition("-")
    yield (_BRANCH if branch else _ARTICLE).text(lang, n=n, branch=branch)
    if citation.paragraph:
        yield _PARAGRAPH.text(lang, n=citation.paragraph)


def _inside(
    citation: Citation, lang: Lang, rows: Sequence[str], last: Words | None
) -> Iterator[str]:
    """Name what is cited of the article or paragraph."""
    if citation.item:
        yield ITEM.text(lang, n=citation.item)
    rows = rows or ((citation.row,) if citation.row else ())
    if rows:
        yield _TABLE.text(lang, rows=row_names(rows, lang, last))


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
        whole = evolve(table, item=None)
        if whole == before:
            same = (_SAME_PARAGRAPH if table.paragraph else _SAME_ARTICLE).text(lang)
            parts = filter(None, (same, *_inside(table, lang, rows, inner)))
            written.append(_PARTS.text(lang).join(parts))
        else:
            written.append(place(table, lang, rows, inner))
        before = whole
    return series(written, lang, outer)


def row_names(rows: Sequence[str], lang: Lang = "ja", last: Words | None = None) -> str:
    """Name rows of the table; `last` stands before the last of them in place of a comma."""
    names = series((_ROW.text(lang, n=row) for row in rows), lang, last)
    return (_ROWS if len(rows) > 1 else _ONE_ROW).text(lang, n=names)


def row_name(row: str, lang: Lang = "ja") -> str:
    """Name a row of the table."""
    return row_names([row], lang)


def short_place(citation: Citation, lang: Lang = "ja") -> str:
    """Write where something stands: a row by its number alone."""
    return place(citation, lang) if citation.row is None else row_name(citation.row, lang)


def requirement(limb: Limb, lang: Lang = "ja") -> str:
    """Write what a limb of the law asks for.

    Example:
        >>> from jikorules import ruleset
        >>> from jikorules.judgement.limbs import limbs_of
        >>> requirement(limbs_of(ruleset("H31")).rows[1][1])
        '継続時間1時間以上かつ影響利用者数10万以上'
    """
    if limb.exclusion is not None:
        return EXCLUSIONS[limb.exclusion].text(lang)
    parts = []
    if limb.duration is not None:
        parts.append(_DURATION.text(lang, span=time_span(limb.duration, lang)))
    if limb.users is not None:
        parts.append(_USERS.text(lang, users=number(limb.users, lang)))
    return _AND.text(lang).join(parts)


def amendment(version: Version, lang: Lang = "ja") -> str:
    """Name the ordinance that made a version, as far as it is established."""
    if version.amended_by is None:
        return _NO_AMENDMENT.text(lang)
    likely = Words("番号は推定", "number likely").text(lang)
    return bracketed(version.amended_by, likely if "amended_by" in version.likely else "", lang)


def grade_name(grade: Grade, rules: RuleSet, lang: Lang = "ja") -> str:
    """Name a grade: in Japanese by the word that the rule set uses."""
    return Words(label(grade, rules), GRADES[grade]).text(lang)


def names_accident(grade: Grade, rules: RuleSet) -> bool:
    """Whether the word of a rule set for a grade is one for accidents 事故, not for a report 報告.

    A rule set chooses its words: 四半期報告事故 has become 年度報告.
    """
    return label(grade, rules).endswith("事故")


def basis(rules: RuleSet, lang: Lang = "ja", reporter: Reporter = Reporter.CARRIER) -> str:
    """Name a rule set by its first day and the amendments that an answer rests on."""
    versions = rules.rests_on(reporter)
    by = series((entry(each.label, amendment(each, lang), lang) for each in versions), lang)
    return _IN_FORCE.text(lang, day=day(rules.in_force, lang), by=by)


def note(
    flag: Flag, rules: RuleSet, lang: Lang = "ja", reporter: Reporter = Reporter.CARRIER
) -> str:
    """Say what a flag means."""
    text, versions = FLAGS[flag].text(lang), rules.rests_on(reporter)
    if flag is Flag.LAW_UNCHECKED:
        return _LAST_CHECK.text(lang, text=text, day=day(last_check(versions), lang))
    if flag is Flag.LAW_LIKELY:
        notes = [version.note for version in versions if version.note]
        return _WITH_NOTES.text(lang, text=text, notes="".join(each.text(lang) for each in notes))
    return text


def answer(verdict: Verdict, lang: Lang = "ja") -> str:
    """Name the grade, with the rows that are met, or the grades that are possible.

    Of a running accident it says that it is the answer of the moment.
    """
    text = _answer(verdict, lang)
    if Flag.STILL_RUNNING not in verdict.flags:
        return text
    return bracketed(text, (_RUNNING if verdict.at is None else _OF_THE_MOMENT).text(lang), lang)


_RUNNING = Words("継続中", "still running")
_OF_THE_MOMENT = Words("継続中。この時点", "still running; as of this moment")


def _answer(verdict: Verdict, lang: Lang) -> str:
    names = series((grade_name(each, verdict.rules, lang) for each in verdict.possible), lang, OR)
    if verdict.grade is None:
        return bracketed(MET[Met.UNDECIDED].text(lang), names, lang)
    if not verdict.rows:
        return names
    return bracketed(names, _OF_TABLE.text(lang, rows=row_names(verdict.rows, lang)), lang)
