"""A verdict or an outlook in words: Japanese as a careful official writes it, or English."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attrs import evolve

from jikorules.basics.errors import Lang, Words
from jikorules.basics.vocabulary import Effect, Facility
from jikorules.facts.incident import Impact, Period
from jikorules.judgement.changes.outlook import Outlook
from jikorules.judgement.changes.questions import questions
from jikorules.judgement.verdict import Exclusion, Finding, Flag, Given, Grade, Met, Verdict
from jikorules.law.provision import Citation
from jikorules.words.findings import RUNNING, causes, held, standing
from jikorules.words.lists import (
    AND,
    OR,
    Item,
    Section,
    bullets,
    entry,
    escaped,
    flat,
    listed,
    prose,
    series,
)
from jikorules.words.names import CRITICAL_KINDS, EXCLUSIONS, MET, service_name
from jikorules.words.numbers import clock, day, lasted, people
from jikorules.words.outlook import next_change, prospects, sections
from jikorules.words.questions import ask
from jikorules.words.rules import answer, basis, grade_name, note, place, places, requirement

_ANSWER = Words("判定", "Answer")
_BASIS = Words("適用規定", "Law")
_MOMENT = Words("時点", "As of")
_FACTS = Words("事実", "Facts")
_REASONS = Words("理由", "Reasons")
_OPEN = Words("確認を要する点", "Open questions")
_NOTES = Words("留意事項", "Notes")
_UNTITLED = Words("（名称なし）", "(untitled)")
_IDLE = Words("影響を受けた役務等のない規定", "no service or facility of theirs was hit")
_SUPPLEMENTARY = Words("付加的な機能のみ", "supplementary function only")
_EXCEPTION = {
    Met.YES: Words("適用", "applies"),
    Met.UNDECIDED: Words("適用の有無が未確定", "may apply"),
}
_COLUMNS = Words("| 根拠 | 基準 | 事実 | 該否 |", "| Provision | Required | Given | Met |")
_REPORTS = {"quarter": "quarterly", "fiscal_year": "yearly"}
_OTHER_FACILITY = Words(
    "電気通信設備以外の設備の故障により、", "owing to other than telecommunications facilities, "
)
_PERHAPS = Words("付加的な機能のみか否かは不明", "perhaps a supplementary function only")
_EFFECTS = {
    Effect.SUSPENSION: Words("の提供が停止した", "suspended"),
    Effect.DEGRADATION: Words("の品質が低下した", "degraded"),
    None: Words("に影響が生じた", "affected"),
}
_CHOSEN = Words(
    "条文上明らかでない点については、指定された読み方によった。",
    "Where the text is open, it is read as the caller chose.",
)
_SO, _EVEN_SO = Words("したがって、", "The answer: "), Words("ただし、", "Even so, the answer: ")
_QUALIFIES = (Flag.DISASTER, Flag.UNCOUNTABLE_USERS, Flag.OPEN_READING, Flag.LAW_UNCHECKED)
_CONTINUED = {"した": "し", "じた": "じ", "なった": "なり"}


def sentence(told: Verdict | Outlook, lang: Lang = "ja") -> str:
    """Tell the answer in one line; of an outlook also the next change.

    Example:
        >>> from jikorules import from_wire, judge
        >>> verdict = judge(from_wire({"id": "例", "impacts": [{
        ...     "service": {"kind": "voice", "emergency_calls": True}, "users": 41382,
        ...     "start": "2019-03-16T07:47:00+09:00", "end": "2019-03-16T11:56:00+09:00"}]}))
        >>> sentence(verdict)
        '例（2019年3月16日発生）：重大な事故に該当する（電気通信事業法施行規則第58条第1号の表一の項）。'
    """
    verdict = told.verdict if isinstance(told, Outlook) else told
    incident = verdict.incident
    change = next_change(told, lang) if isinstance(told, Outlook) else ""
    names = [flat(incident.carrier), flat(incident.id), _UNTITLED.text(lang)]
    name = next(name for name in names if name)
    first, state = day(incident.first_day, lang), standing(verdict, lang)
    head = f"{name}（{first}発生{state}）" if lang == "ja" else f"{name} ({first}{state})"
    notes = _notes(verdict, lang, _QUALIFIES)
    return prose([entry(head, _conclusion(verdict, lang), lang), change, *notes], lang)


def paragraph(told: Verdict | Outlook, lang: Lang = "ja") -> str:
    """Tell in a few sentences what happened, the answer and why, and what a reader has to know.

    Example:
        >>> from jikorules import from_wire, judge
        >>> verdict = judge(from_wire({"impacts": [{
        ...     "service": {"kind": "voice", "emergency_calls": True}, "users": 41382,
        ...     "start": "2019-03-16T07:47:00+09:00", "end": "2019-03-16T11:56:00+09:00"}]}))
        >>> print(paragraph(verdict).split("。")[0])
        2019年3月16日7時47分から11時56分まで、音声伝送役務（利用者41,382人）に影響が生じた
    """
    verdict = told.verdict if isinstance(told, Outlook) else told
    ja, used = lang == "ja", basis(verdict.rules, lang)
    return prose(
        [
            *_happened(verdict, lang),
            *_why(verdict, lang),
            _lead(verdict).text(lang) + _conclusion(verdict, lang),
            *(prospects(told, lang) if isinstance(told, Outlook) else ()),
            f"適用した規定は、{used}である。" if ja else f"The law is applied {used}.",
            *_notes(verdict, lang),
        ],
        lang,
    )


def _lead(verdict: Verdict) -> Words:
    """Join the answer to what was met: an exception may take it away."""
    met = any(each.met is Met.YES and each.limb.exclusion is None for each in verdict.findings)
    return _EVEN_SO if met and verdict.grade is Grade.NONE else _SO


def tree(told: Verdict | Outlook, lang: Lang = "ja", *, markdown: bool = False) -> str:
    """Tell the whole answer: the grade, the facts, every limb with its citation, what is open.

    Args:
        told: a verdict or an outlook.
        lang: the language.
        markdown: write Markdown, with the limbs as a table, instead of text for the terminal.

    Example:
        >>> from jikorules import from_wire, judge
        >>> verdict = judge(from_wire({"impacts": [{
        ...     "service": {"kind": "voice", "emergency_calls": True}, "users": 41382,
        ...     "start": "2019-03-16T07:47:00+09:00", "end": "2019-03-16T11:56:00+09:00"}]}))
        >>> print(tree(verdict).splitlines()[1])
        判定：重大な事故（表一の項）
        >>> print(tree(verdict, markdown=True).splitlines()[2])
        - **判定**：重大な事故（表一の項）
    """
    verdict = told.verdict if isinstance(told, Outlook) else told
    names = [flat(name) for name in (verdict.incident.carrier, verdict.incident.id)]
    title = series(filter(None, names), lang) or _UNTITLED.text(lang)
    tops = [(_ANSWER, answer(verdict, lang)), (_BASIS, basis(verdict.rules, lang))]
    if isinstance(told, Outlook):
        tops.insert(0, (_MOMENT, clock(told.at, lang)))
    open_ = [ask(each, lang) for each in questions(verdict)]
    notes = [*_notes(verdict, lang)]
    before = [Section(_FACTS.text(lang), [*map(Item, _facts(verdict, lang))])]
    after = [
        *(sections(told, lang) if isinstance(told, Outlook) else ()),
        Section(_OPEN.text(lang), [*map(Item, open_)]),
        Section(_NOTES.text(lang), [*map(Item, notes)]),
    ]
    reasons, idle = _reasons(verdict, lang)
    if markdown:
        sign = "：" if lang == "ja" else ": "
        lines = [f"## {escaped(title)}", ""]
        lines += [f"- **{name.text(lang)}**{sign}{escaped(text)}" for name, text in tops]
        lines += [*listed(before), f"\n### {_REASONS.text(lang)}\n"]
        lines += _table(reasons, lang)
        lines += bullets([Item(_IDLE.text(lang), tuple(idle))] if idle else [])
        return "\n".join([*lines, *listed(after), ""])
    why = [Item(f"[{each.met}] {each.where}", (each.line,)) for each in reasons]
    if idle:
        why.append(Item(entry(_IDLE.text(lang), ("、" if lang == "ja" else "; ").join(idle), lang)))
    lines = [f"■ {title}", *(entry(name.text(lang), text, lang) for name, text in tops)]
    for section in (*before, Section(_REASONS.text(lang), why), *after):
        lines += [section.heading] if section.items else []
        for item in section.items:
            lines += [f"  {item.text}", *(f"      {each}" for each in item.under)]
    return "\n".join(lines)


def _table(reasons: Sequence["_Reason"], lang: Lang) -> Iterator[str]:
    yield f"{_COLUMNS.text(lang)}\n|---|---|---|---|"
    for each in reasons:
        yield f"| {each.where} | {each.asked} | {each.given}{each.impacts} | {each.met} |"
    yield ""


def _conclusion(verdict: Verdict, lang: Lang = "ja") -> str:
    """Tell the answer as a sentence without a subject, with what it rests or hangs on."""
    rules, grade, ja = verdict.rules, verdict.grade, lang == "ja"
    if grade is None:
        names = series((grade_name(each, rules, lang) for each in verdict.possible), lang, OR)
        why = causes(verdict, lang)
        on = (f"{why}によって定まる。" if ja else f" It depends on {why}.") if why else ""
        return (f"判定は定まらない（{names}）。" if ja else f"undecided ({names}).") + on
    if grade is Grade.NONE:
        why = series((EXCLUSIONS[each].text(lang) for each in _excluded(verdict)), lang)
        why = why and (f"（{why}）" if ja else f" ({why})")
        return f"報告を要する事故に該当しない{why}。" if ja else f"no report is needed{why}."
    found = [each for each in verdict.findings if each.limb.exclusion is None]
    found = [each for each in found if each.limb.grade is grade and each.met is not Met.NO]
    met = [each.limb for each in found if each.met is Met.YES]
    limbs = met or [each.limb for each in found]
    where = places((limb.citation for limb in limbs), lang, either=not met)
    if grade is Grade.PERIODIC:
        asked = series((requirement(limb, lang) for limb in limbs), lang, AND if met else OR)
        where = f"{where}のうち{asked}" if ja else f"{where}: {asked}"
    if ja:
        name = grade_name(grade, rules)
        return f"{name}{'に該当する' if name.endswith('事故') else 'の対象となる'}（{where}）。"
    report = f"to be included in the {_REPORTS[rules.periodic.reports.every]} report"
    return f"{'a serious accident' if grade is Grade.SERIOUS else report} ({where})."


def _notes(verdict: Verdict, lang: Lang, flags: Sequence[Flag] = tuple(Flag)) -> Iterator[str]:
    yield from (note(flag, verdict.rules, lang) for flag in verdict.flags if flag in flags)
    if verdict.readings:
        yield _CHOSEN.text(lang)


def _excluded(verdict: Verdict) -> list[Exclusion]:
    limbs = (each.limb for each in verdict.findings if each.met is Met.YES)
    return list(dict.fromkeys(each.exclusion for each in limbs if each.exclusion is not None))


def _happened(verdict: Verdict, lang: Lang) -> Iterator[str]:
    """Tell what happened: a sentence for what was hit at the same time in the same way."""
    incident, ja = verdict.incident, lang == "ja"
    groups: dict[tuple[tuple[Period, ...], Effect | None, bool], list[Impact]] = {}
    for impact in incident.impacts:
        key = (impact.periods, impact.effect, impact.supplementary is True)
        groups.setdefault(key, []).append(impact)
    carrier = flat(incident.carrier)
    who = (f"{carrier}において、" if ja else f"At {carrier}, ") if carrier else ""
    if incident.facility is Facility.OTHER:
        who += _OTHER_FACILITY.text(lang)
    for (periods, effect, extra), impacts in groups.items():
        hit = series((_hit(impact, lang) for impact in impacts), lang, AND)
        verb = _EFFECTS[effect].text(lang)
        if ja:
            what = f"{hit}{'の付加的な機能' if extra else ''}{verb}"
        else:
            what = f"{'supplementary functions of ' if extra else ''}{hit} "
            what += f"{'was' if len(impacts) == 1 and not extra else 'were'} {verb}"
        yield _capital(who + _ran(periods, what, verdict, lang))
        who = ""
    critical = incident.critical_facility
    if critical is not None:
        name = CRITICAL_KINDS[critical.kind].text(lang)
        what = f"{name}による全ての通信の疎通が不能となった"
        what = what if ja else f"all communication through the {name} was impossible"
        yield _capital(who + _ran((critical.period,), what, verdict, lang))


def _hit(impact: Impact, lang: Lang) -> str:
    users = people(impact.users, lang)
    if lang == "ja":
        users = f"利用者{'数' if impact.users.is_unknown else ''}{users}"
    elif impact.users.is_unknown:
        users = "number of users unknown"
    said = [users, *([_PERHAPS.text(lang)] if impact.supplementary is None else ())]
    name, more = service_name(impact.service, lang), series(said, lang)
    return f"{name}（{more}）" if lang == "ja" else f"{name} ({more})"


def _ran(periods: Sequence[Period], what: str, verdict: Verdict, lang: Lang) -> str:
    """Say when something went on that, in Japanese, is told in the past form."""
    said, before = [], None
    for period in periods:
        start = clock(period.start, lang, after=before)
        end = "" if period.end is None else clock(period.end, lang, after=period.start)
        before = period.end
        if lang == "ja":
            said.append(f"{start}から{f'{end}まで' if end else ''}")
        else:
            said.append(f"from {start}{f' to {end}' if end else ' on'}")
    when = series(said, lang, AND)
    now = "" if end or verdict.at is None else clock(verdict.at, lang, after=periods[0].start)
    if lang == "en":
        still = "" if end else f"; it was {RUNNING.en}{f' at {now}' if now else ''}"
        return f"{what} {when} Japan time{still}."
    if end:
        return f"{when}、{what}。"
    going = next(what.removesuffix(a) + b for a, b in _CONTINUED.items() if what.endswith(a))
    return f"{when}、{going}、{f'{now}現在、' if now else ''}復旧していない。"


def _why(verdict: Verdict, lang: Lang) -> Iterator[str]:
    """Tell what was held against which limbs, with the most telling first."""
    groups: dict[Citation, list[Finding]] = {}
    met, rest, ja = list[str](), list[str](), lang == "ja"
    serious = verdict.grade is Grade.SERIOUS
    for finding in verdict.findings:
        limb, given = finding.limb, finding.given
        looked_at = given.impacts or (given.duration and not given.users)
        if looked_at and limb.exclusion is None and limb.grade >= (Grade.SERIOUS if serious else 0):
            groups.setdefault(limb.citation, []).append(finding)
    for findings in groups.values():
        (met if any(each.met is Met.YES for each in findings) else rest).append(
            held(findings, verdict, lang)
        )
    surely = "満たし、".join(met) + "満たす。" if ja else _capital("; ".join(met) + ".")
    first = [surely] if met else []
    rest = [] if met and serious else rest
    yield from (*rest, *first) if verdict.grade is Grade.NONE else (*first, *rest)
    if verdict.grade is not Grade.NONE:
        for each in _excluded(verdict):
            why = EXCLUSIONS[each].text(lang)
            yield f"{why}。" if ja else _capital(f"{why}.")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _facts(verdict: Verdict, lang: Lang) -> Iterator[str]:
    incident = verdict.incident
    for i, impact in enumerate(incident.impacts):
        said = [
            service_name(impact.service, lang),
            *(_when(period, lang) for period in impact.periods),
            people(impact.users, lang),
        ]
        if impact.supplementary:
            said.append(_SUPPLEMENTARY.text(lang))
        yield entry(_numbered(i, lang), series(said, lang), lang)
    if incident.critical_facility is not None:
        critical = incident.critical_facility
        name = CRITICAL_KINDS[critical.kind].text(lang)
        yield entry(name, _when(critical.period, lang), lang)


def _when(period: Period, lang: Lang) -> str:
    start = clock(period.start, lang)
    end = RUNNING.text(lang) if period.end is None else clock(period.end, lang, after=period.start)
    return f"{start}～{end}" if lang == "ja" else f"{start} to {end}"


class _Reason(NamedTuple):
    met: str
    where: str
    asked: str
    given: str
    impacts: str

    @property
    def line(self) -> str:
        return f"{self.asked}{' ← ' if self.given else ''}{self.given}{self.impacts}"


def _reasons(verdict: Verdict, lang: Lang) -> tuple[list[_Reason], list[str]]:
    """Give a line for each limb held against something, and the places of those that were not."""
    reasons: list[_Reason] = []
    idle: dict[Citation, list[str]] = {}
    for finding in verdict.findings:
        limb, given = finding.limb, finding.given
        if limb.exclusion is None and given == Given():
            rows = idle.setdefault(evolve(limb.citation, row=None), [])
            if limb.citation.row is not None and limb.citation.row not in rows:
                rows.append(limb.citation.row)
            continue
        words = _EXCEPTION if limb.exclusion is not None else MET
        said = []
        if limb.duration is not None and given.duration is not None:
            said.append(lasted(given.duration, lang))
        if limb.users is not None and given.users is not None:
            said.append(people(given.users, lang))
        impacts = series((_impact(i, finding, lang) for i in finding.impacts), lang)
        where = f"（{impacts}）" if lang == "ja" else f" ({impacts})"
        reasons.append(
            _Reason(
                words[finding.met].text(lang),
                place(limb.citation, lang),
                requirement(limb, lang),
                series(said, lang),
                where if impacts else "",
            )
        )
    return reasons, [place(table, lang, rows) for table, rows in idle.items()]


def _impact(index: int, finding: Finding, lang: Lang) -> str:
    name = _numbered(index, lang)
    if finding.limb.exclusion is None and index in finding.given.uncertain:
        return name + ("：算入の要否が未確定" if lang == "ja" else ", which may not count here")
    return name


def _numbered(index: int, lang: Lang) -> str:
    return f"影響{index + 1}" if lang == "ja" else f"impact {index + 1}"
