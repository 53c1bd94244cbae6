"""A verdict in words: Japanese as a careful official writes it, or English."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from jikorules.errors import Lang, Words
from jikorules.incident import Period
from jikorules.law import RuleSet
from jikorules.law.provisions import Citation
from jikorules.phrases import (
    CRITICAL_KINDS,
    KINDS,
    MET,
    amendment,
    clock,
    day,
    grade_name,
    lasted,
    people,
    place,
    requirement,
)
from jikorules.verdict import Finding, Flag, Given, Met, Verdict

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
_ANSWER = Words("判定", "Answer")
_BASIS = Words("適用規定", "Law")
_FACTS = Words("事実", "Facts")
_REASONS = Words("理由", "Reasons")
_OPEN = Words("確認を要する点", "Open questions")
_NOTES = Words("留意事項", "Notes")
_UNTITLED = Words("（名称なし）", "(untitled)")
_IDLE = Words("影響を受けた役務等のない規定", "no service or facility of theirs was hit")
_RUNNING = Words("未復旧", "not restored")
_SUPPLEMENTARY = Words("付加的な機能のみ", "supplementary function only")
_EXCEPTION = {
    Met.YES: Words("適用", "applies"),
    Met.UNDECIDED: Words("適用の有無が未確定", "may apply"),
}


def tree(verdict: Verdict, lang: Lang = "ja") -> str:
    """Tell the whole answer: the grade, the facts, every limb with its citation, what is open.

    Example:
        >>> from jikorules import from_wire, judge
        >>> verdict = judge(from_wire({"impacts": [{
        ...     "service": {"kind": "voice", "emergency_calls": True}, "users": 41382,
        ...     "start": "2019-03-16T07:47:00+09:00", "end": "2019-03-16T11:56:00+09:00"}]}))
        >>> print(tree(verdict).splitlines()[1])
        判定：重大な事故（表一の項）
    """
    incident = verdict.incident
    names = [name for name in (incident.carrier, incident.id) if name]
    lines = [
        f"■ {_list(names, lang) or _UNTITLED.text(lang)}",
        _entry(_ANSWER, answer(verdict, lang), lang),
        _entry(_BASIS, basis(verdict.rules, lang), lang),
    ]
    sections = (
        (_FACTS, _facts(verdict, lang)),
        (_REASONS, _reasons(verdict, lang)),
        (_OPEN, [_question(each, lang) for each in verdict.findings if each.met is Met.UNDECIDED]),
        (_NOTES, [note(flag, verdict.rules, lang) for flag in verdict.flags]),
    )
    for heading, entries in sections:
        if entries:
            lines += [heading.text(lang), *(f"  {entry}" for entry in entries)]
    return "\n".join(lines)


def answer(verdict: Verdict, lang: Lang = "ja") -> str:
    """Name the grade, with the rows that are met, or the grades that are possible."""
    names = [grade_name(grade, verdict.rules, lang) for grade in verdict.possible]
    if verdict.grade is None:
        if lang == "ja":
            return f"未確定（{'、'.join(names[:-1])}又は{names[-1]}）"
        return f"undecided ({', '.join(names[:-1])} or {names[-1]})"
    if not verdict.rows:
        return names[0]
    if lang == "ja":
        return f"{names[0]}（表{'、'.join(f'{row}の項' for row in verdict.rows)}）"
    return f"{names[0]} (table {_plural('row', verdict.rows)})"


def basis(rules: RuleSet, lang: Lang = "ja") -> str:
    """Name a rule set by its first day and the amendments that it rests on."""
    colon = "：" if lang == "ja" else ": "
    by = _list(
        (f"{each.label}{colon}{amendment(each, lang)}" for each in (rules.serious, rules.periodic)),
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


def _facts(verdict: Verdict, lang: Lang) -> Iterator[str]:
    incident = verdict.incident
    for i, impact in enumerate(incident.impacts):
        service = impact.service
        said = [
            service.name or KINDS[service.kind].text(lang),
            *(_when(period, lang) for period in impact.periods),
            people(impact.users, lang),
        ]
        if impact.supplementary:
            said.append(_SUPPLEMENTARY.text(lang))
        yield _entry(_numbered(i), _list(said, lang), lang)
    if incident.critical_facility is not None:
        critical = incident.critical_facility
        yield _entry(CRITICAL_KINDS[critical.kind], _when(critical.period, lang), lang)


def _when(period: Period, lang: Lang) -> str:
    start = clock(period.start, lang)
    end = _RUNNING.text(lang) if period.end is None else clock(period.end, lang, after=period.start)
    return f"{start}～{end}" if lang == "ja" else f"{start} to {end}"


def _reasons(verdict: Verdict, lang: Lang) -> Iterator[str]:
    idle: dict[str, tuple[Citation, list[str]]] = {}
    for finding in verdict.findings:
        limb, given = finding.limb, finding.given
        asked = requirement(limb, lang)
        if limb.exclusion is not None:
            met = _EXCEPTION[finding.met].text(lang)
        elif given != Given():
            met = MET[finding.met].text(lang)
        else:
            table = evolve(limb.citation, row=None)
            _, rows = idle.setdefault(place(table), (table, []))
            if limb.citation.row is not None and limb.citation.row not in rows:
                rows.append(limb.citation.row)
            continue
        yield f"[{met}] {place(limb.citation, lang)}"
        yield f"    {asked}{_given(finding, lang)}"
    if idle:
        places = (place(table, lang, rows) for table, rows in idle.values())
        yield _entry(_IDLE, ("、" if lang == "ja" else "; ").join(places), lang)


def _given(finding: Finding, lang: Lang) -> str:
    limb, given = finding.limb, finding.given
    said = []
    if limb.duration is not None and given.duration is not None:
        said.append(lasted(given.duration, lang))
    if limb.users is not None and given.users is not None:
        said.append(people(given.users, lang))
    impacts = _list((_impact(i, finding, lang) for i in finding.impacts), lang)
    where = f"（{impacts}）" if lang == "ja" else f" ({impacts})"
    return (f" ← {_list(said, lang)}" if said else "") + (where if impacts else "")


def _impact(index: int, finding: Finding, lang: Lang) -> str:
    name = _numbered(index).text(lang)
    if finding.limb.exclusion is None and index in finding.given.uncertain:
        return name + ("：算入の要否が未確定" if lang == "ja" else ", which may not count here")
    return name


def _question(finding: Finding, lang: Lang) -> str:
    asked = requirement(finding.limb, lang)
    where = place(finding.limb.citation, lang)
    if lang == "ja":
        return (
            f"{where}：{asked}に当たるか" if finding.limb.exclusion is None else f"{where}：{asked}"
        )
    return f"{where}: {asked}?"


def _entry(name: Words, text: str, lang: Lang) -> str:
    return f"{name.text(lang)}：{text}" if lang == "ja" else f"{name.text(lang)}: {text}"


def _numbered(index: int) -> Words:
    return Words(f"影響{index + 1}", f"impact {index + 1}")


def _list(texts: Iterable[str], lang: Lang) -> str:
    return ("、" if lang == "ja" else ", ").join(texts)


def _plural(word: str, numbers: Sequence[str]) -> str:
    return f"{word}{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"
