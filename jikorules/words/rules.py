"""Citations, requirements, grades and rule sets in words."""

from collections.abc import Iterable, Sequence

from attrs import evolve

from jikorules.basics.errors import Lang, Words
from jikorules.judgement.verdict import Flag, Grade, Limb, Verdict, label
from jikorules.law.provision import Citation, Version
from jikorules.law.ruleset import RuleSet
from jikorules.words.lists import AND, OR, entry, series
from jikorules.words.names import EXCLUSIONS, FLAGS, GRADES, LAWS
from jikorules.words.numbers import day, number, time_span

_BOTH, _EITHER = Words("並びに", " and "), Words("若しくは", " or ")
_SAME_ITEM_OF = {True: "同項", False: "同条"}


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
            (LAWS.get(citation.law, citation.law), ""),
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
    return label(grade, rules) if lang == "ja" else GRADES[grade]


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
