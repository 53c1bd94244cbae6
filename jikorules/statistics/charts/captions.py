"""What the chart of users against duration says in words: titles, facts and notes."""

from collections.abc import Sequence

from jikorules.basics.errors import Lang, Words
from jikorules.judgement.verdict import Grade
from jikorules.law.ruleset import RuleSet
from jikorules.statistics.charts.layout import Frame, Mark, open_ends
from jikorules.statistics.charts.regions import Region, Spot
from jikorules.words.lists import AND, OR, entry, series
from jikorules.words.numbers import clock, day, lasted, people
from jikorules.words.rules import grade_name, row_name

AXES = (Words("継続時間", "duration"), Words("影響利用者数（人）", "users"))
OUTSIDE = Words("報告対象外", "no report")
TOOLTIP = {
    "name": Words("事故", "accident"),
    "at": Words("時点", "as known at"),
    "duration": Words("継続時間", "duration"),
    "users": Words("影響利用者数", "users"),
}

_SCALES = Words(
    "目盛りは対数。境界の線上は「以上」に含む。衛星・海底ケーブル等の故障の基準は示していない。",
    "Both scales are logarithmic. The lines themselves are within the limits (or more). The rule "
    "on satellites and submarine cables is not shown.",
)
_SIGNS = {
    "point": Words("●：確定した値", "●: known values"),
    "ring": Words("○：幅が小さく、点で示した値", "○: a range too small to show"),
    "box": Words("□：値があり得る範囲", "□: where the values may lie"),
    "open": Words("▶▲：上限なし又は図の範囲外", "▶▲: no upper end, or one beyond"),
    "path": Words("線：把握した順", "line: in the order of time"),
}
_EXCLUSIONS = Words(
    "軽微な事故などの除外は、図に表していない。",
    "Exclusions, such as that of minor accidents, are not shown.",
)
_NAMELESS = Words(
    "重なりを避けるため、名称を省いた事故がある。",
    "Names that would have overlapped are left out.",
)

_ABSENT = Words(
    "示した基準に照らすものがない事故{n}件は、図にない。",
    "{n} accidents have nothing to hold against these limits.",
)
_TITLE = Words("{names}の基準（{day}施行）", "Limits of {names} (in force from {day})")


def title_of(rules: RuleSet, lang: Lang) -> str:
    """Name the limits of a rule set, with the day from which they are in force."""
    grades = [grade_name(it, rules, lang) for it in (Grade.SERIOUS, Grade.PERIODIC)]
    return _TITLE.text(lang, names=series(grades, lang, AND), day=day(rules.in_force, lang))


def name_of(region: Region, rules: RuleSet, lang: Lang) -> str:
    """Name a region: by its row and what that takes, or by the word for the periodic report."""
    grade = grade_name(region.grade, rules, lang)
    if region.row is None:
        return grade
    if region.row.number is None:
        return entry(grade, region.row.name, lang)
    return f"{row_name(region.row.number, lang)}　{region.row.name}"


def limits_of(region: Region, lang: Lang) -> list[str]:
    """Write the alternative limits of a region, a line each."""
    *most, last = region.limits(lang)
    return [*(f"{each}{OR.text(lang)}".rstrip() for each in most), last]


def facts_of(spot: Spot, lang: Lang) -> dict[str, str]:
    """Write what is told of a spot that is pointed at."""
    return {
        "name": spot.name,
        "at": clock(spot.at, lang) if spot.at else "",
        "duration": lasted(spot.duration, lang),
        "users": people(spot.users, lang),
    }


def notes_on(marks: Sequence[Mark], frame: Frame, absent: int, lang: Lang) -> list[str]:
    """Explain what the chart holds, and what it does not."""
    notes = [_SCALES]
    signs = {each.shape for each in marks}
    spots = [each.spot for each in marks]
    if any(any(open_ends(it, frame)) for it in spots):
        signs.add("open")
    if any(it.of_history for it in spots):
        signs.add("path")
    used = [words for sign, words in _SIGNS.items() if sign in signs]
    if used:
        notes.append(Words("　".join(it.ja for it in used), "; ".join(it.en for it in used) + "."))
        notes.append(_EXCLUSIONS)
    if not all(each.text for each in marks):
        notes.append(_NAMELESS)
    told = [note.text(lang) for note in notes]
    return [*told, _ABSENT.text(lang, n=absent)] if absent else told
