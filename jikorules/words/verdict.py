"""A verdict or an outlook in words: Japanese as a careful official writes it, or English."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from attrs import evolve

from jikorules.basics.errors import Lang, Words
from jikorules.basics.vocabulary import Reporter
from jikorules.judgement.changes.outlook import Outlook, outlook
from jikorules.judgement.changes.questions import questions
from jikorules.judgement.verdict import Exclusion, Finding, Flag, Given, Grade, Met, Verdict
from jikorules.law.citation import Citation
from jikorules.words.findings import causes, falls_short, meets
from jikorules.words.incident import IMPACT, facts_of, happened, standing
from jikorules.words.lists import (
    AND,
    COLON,
    OR,
    SEMICOLON,
    UNTITLED,
    Item,
    Section,
    bracketed,
    bullets,
    capital,
    entry,
    escaped,
    flat,
    indented,
    listed,
    prose,
    series,
    title,
)
from jikorules.words.names import EXCLUSIONS, MET, REPORTERS
from jikorules.words.numbers import clock, day, lasted, people
from jikorules.words.outlook import next_change, prospects, sections
from jikorules.words.questions import ask
from jikorules.words.rules import (
    answer,
    basis,
    grade_name,
    names_accident,
    note,
    place,
    places,
    requirement,
)

_REASONS = Words("理由", "Reasons")
_IDLE = Words("影響を受けた役務等のない規定", "no service or facility of theirs was hit")
_EXCEPTION = {
    Met.YES: Words("適用", "applies"),
    Met.UNDECIDED: Words("適用の有無が未確定", "may apply"),
}
_COLUMNS = Words("| 根拠 | 基準 | 事実 | 該否 |", "| Provision | Required | Given | Met |")
_BEGAN = Words("{day}発生", "{day}")
_UNDECIDED = Words("判定は定まらない（{names}）。", "undecided ({names}).")
_DEPENDS = Words("{why}によって定まる。", "It depends on {why}.")
_NO_REPORT = Words("報告を要する事故に該当しない", "no report is needed")
_REPORTS = {
    "quarter": "to be included in the quarterly report",
    "fiscal_year": "to be included in the yearly report",
}
_PERIODIC_BY = Words("{where}のうち{asked}", "{where}: {asked}")
_LAW = Words("適用した規定は、{rules}である。", "The law is applied {rules}.")
_PERHAPS_IMPACT = Words("影響{n}：算入の要否が未確定", "impact {n}, which may not count here")
_CHOSEN = Words(
    "条文上明らかでない点については、指定された読み方によった。",
    "Where the text is open, it is read as the caller chose.",
)
_UNDER_TOWERS = Words("{where}、{by}", "{where}; {by}")
_SO, _EVEN_SO = Words("したがって、", "The answer: "), Words("ただし、", "Even so, the answer: ")
_QUALIFIES = (
    Flag.DISASTER,
    Flag.UNCOUNTABLE_USERS,
    Flag.OPEN_READING,
    Flag.OPEN_VOICE_CALLS,
    Flag.OPEN_LAW,
    Flag.TOO_MANY_UNKNOWNS,
    Flag.LAW_UNCHECKED,
)
_SENTENCE = Words("{text}。", "{text}.")
_IF_SINCE = Words("{day}に発生したとした場合は、次のとおりである。", "If it occurred on {day}: ")
_OCCURRED = Words("{day}に発生したとした場合：{answer}", "if it occurred on {day}: {answer}")


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
    verdict, coming = _apart(told)
    change = next_change(coming, lang) if coming else ""
    qualified = notes(verdict, lang, _QUALIFIES)
    text = entry(_head(verdict, lang), _conclusion(verdict, lang), lang)
    return prose([text, change, *qualified], lang)


def reason(verdict: Verdict, lang: Lang = "ja") -> str:
    """Tell in one sentence why: what was met, what it hangs on, or how far it falls short.

    Example:
        >>> from jikorules import from_wire, judge
        >>> verdict = judge(from_wire({"impacts": [{
        ...     "service": {"kind": "internet_access"}, "users": 1200,
        ...     "start": "2026-05-10T01:00:00+09:00", "end": "2026-05-10T04:00:00+09:00"}]}))
        >>> reason(verdict).partition("、")[0]
        'インターネット接続サービスの影響は3時間に及び'
    """
    if verdict.grade is None or verdict.alternatives:
        return _conclusion(verdict, lang)
    excluded = [EXCLUSIONS[each].text(lang) for each in _excluded(verdict)]
    if verdict.grade is Grade.NONE:
        if excluded:
            return _SENTENCE.text(lang, text=capital(series(excluded, lang)))
        # Who misses the periodic rule, which stands last, misses the other too.
        return [*_why(verdict, lang), _conclusion(verdict, lang)][-2:][0]
    return next(iter([*_why(verdict, lang), _conclusion(verdict, lang)]))


def provisions(verdict: Verdict, lang: Lang = "ja") -> str:
    """Name the provisions that give the grade, or the highest that is possible.

    Those are named that are met; those that may be met if none is. Nothing if there is no report.

    Example:
        >>> from jikorules import from_wire, judge
        >>> verdict = judge(from_wire({"impacts": [{
        ...     "service": {"kind": "internet_access"}, "users": 1200,
        ...     "start": "2026-05-10T01:00:00+09:00", "end": "2026-05-10T04:00:00+09:00"}]}))
        >>> provisions(verdict)
        '電気通信事業報告規則第7条の3第1項第1号のうち継続時間2時間以上'
    """
    grade = verdict.at_most
    return "" if grade is Grade.NONE else _provisions(verdict, grade, lang)


def _head(verdict: Verdict, lang: Lang) -> str:
    """Name the accident, with the day on which it began and whether it is over."""
    incident = verdict.incident
    name = flat(incident.carrier) or flat(incident.id) or UNTITLED.text(lang)
    began = _BEGAN.text(lang, day=day(verdict.first_day, lang))
    stands = standing(verdict.periods(), verdict.at, lang)
    more = filter(None, (_reporter(verdict, lang), began, stands))
    return bracketed(name, series(more, lang), lang)


def _reporter(verdict: Verdict, lang: Lang) -> str:
    """Say that it is a tower provider who asks; nothing of a carrier."""
    reporter = verdict.incident.reporter
    return "" if reporter is Reporter.CARRIER else REPORTERS[reporter].text(lang)


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
    verdict, coming = _apart(told)
    return prose(
        [
            *happened(verdict.incident, verdict.at, lang),
            *chain(*(_if_since(each, lang) for each in verdict.alternatives)),
            *(() if verdict.alternatives else _why(verdict, lang)),
            _lead(verdict).text(lang) + _conclusion(verdict, lang),
            *(prospects(coming, lang) if coming else ()),
            *(
                _LAW.text(lang, rules=basis(each.rules, lang, each.incident.reporter))
                for each in verdict.alternatives or (verdict,)
            ),
            *notes(verdict, lang),
        ],
        lang,
    )


def _if_since(verdict: Verdict, lang: Lang) -> Iterator[str]:
    """Tell the reasons and the answer if it occurred on one of several days."""
    if verdict.since is not None:
        yield _IF_SINCE.text(lang, day=day(verdict.since, lang))
    yield from _why(verdict, lang)
    yield _lead(verdict).text(lang) + _conclusion(verdict, lang)


def _apart(told: Verdict | Outlook) -> tuple[Verdict, Outlook | None]:
    """Give the verdict, and what is to come; of a verdict only while the accident runs."""
    if isinstance(told, Outlook):
        return told.verdict, told
    if told.at is None or told.readings or Flag.STILL_RUNNING not in told.flags:
        return told, None
    return told, outlook(told.incident, told.at, rules=None if told.alternatives else told.rules)


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
    verdict, coming = _apart(told)
    tops = [
        (Words("時点", "As of"), clock(coming.at, lang) if coming else ""),
        (Words("報告者", "Reporter"), _reporter(verdict, lang)),
        (Words("判定", "Answer"), answer(verdict, lang)),
        *(
            (Words("適用規定", "Law"), basis(each.rules, lang, verdict.incident.reporter))
            for each in verdict.alternatives or (verdict,)
        ),
    ]
    open_ = (ask(each, lang) for each in questions(verdict))
    made = _Tree(
        title((verdict.incident.carrier, verdict.incident.id), lang),
        [(name.text(lang), text) for name, text in tops if text],
        _section(Words("事実", "Facts"), facts_of(verdict.incident, lang), lang),
        [_reasons(each, lang) for each in verdict.alternatives or (verdict,)],
        [
            *(sections(coming, lang) if coming else ()),
            _section(Words("確認を要する点", "Open questions"), open_, lang),
            _section(Words("留意事項", "Notes"), notes(verdict, lang), lang),
        ],
    )
    return "\n".join((_markdown if markdown else _lines)(made, lang))


def _section(heading: Words, texts: Iterable[str], lang: Lang) -> Section:
    return Section(heading.text(lang), [Item(text) for text in texts])


class _Tree(NamedTuple):
    """A whole answer: every limb with its citation, and the places of those that are idle."""

    title: str
    tops: list[tuple[str, str]]
    facts: Section
    reasons: list["_Reasons"]
    after: list[Section]


def _markdown(made: _Tree, lang: Lang) -> Iterator[str]:
    yield f"## {escaped(made.title)}\n"
    for name, text in made.tops:
        yield f"- **{name}**{COLON.text(lang)}{escaped(text)}"
    yield from listed([made.facts])
    for reasons in made.reasons:
        yield f"\n### {reasons.heading}\n"
        yield f"{_COLUMNS.text(lang)}\n|---|---|---|---|"
        for each in reasons.looked_at:
            yield f"| {each.where} | {each.asked} | {each.given}{each.impacts} | {each.met} |"
        yield ""
        if reasons.idle:
            yield from bullets([Item(_IDLE.text(lang), tuple(reasons.idle))])
    yield from listed(made.after)
    yield ""


def _lines(made: _Tree, lang: Lang) -> Iterator[str]:
    yield f"■ {made.title}"
    for name, text in made.tops:
        yield entry(name, text, lang)
    yield from indented((made.facts, *(_told(each, lang) for each in made.reasons), *made.after))


def _told(reasons: "_Reasons", lang: Lang) -> Section:
    why = [Item(f"[{each.met}] {each.where}", (each.line,)) for each in reasons.looked_at]
    if reasons.idle:
        idle = SEMICOLON.text(lang).join(reasons.idle)
        why.append(Item(entry(_IDLE.text(lang), idle, lang)))
    return Section(reasons.heading, why)


def _conclusion(verdict: Verdict, lang: Lang) -> str:
    """Tell the answer as a sentence without a subject, with what it rests or hangs on."""
    grade = verdict.grade
    if grade is None:
        return _undecided(verdict, lang)
    if grade is Grade.NONE:
        why = series((EXCLUSIONS[each].text(lang) for each in _excluded(verdict)), lang)
        return _SENTENCE.text(lang, text=bracketed(_NO_REPORT.text(lang), why, lang))
    rules, where = verdict.rules, _provisions(verdict, grade, lang)
    is_one = "に該当する" if names_accident(grade, rules) else "の対象となる"
    so = "a serious accident" if grade is Grade.SERIOUS else _REPORTS[rules.periodic.reports.every]
    name = grade_name(grade, rules)
    return Words(f"{name}{is_one}（{where}）。", f"{so} ({where}).").text(lang)


def _undecided(verdict: Verdict, lang: Lang) -> str:
    names = (grade_name(each, verdict.rules, lang) for each in verdict.possible)
    why = causes(verdict, lang)
    hangs = _DEPENDS.text(lang, why=why) if why else ""
    return prose([_UNDECIDED.text(lang, names=series(names, lang, OR)), hangs], lang)


def _provisions(verdict: Verdict, grade: Grade, lang: Lang) -> str:
    """Name the provisions that give a grade; those that may if it is open which of them does."""
    found = [each for each in verdict.findings if each.limb.exclusion is None]
    found = [each for each in found if each.limb.grade is grade and each.met is not Met.NO]
    met = [each.limb for each in found if each.met is Met.YES]
    limbs = met or [each.limb for each in found]
    where = places((limb.citation for limb in limbs), lang, either=not met)
    towers = verdict.rules.tower_providers_place
    if verdict.incident.reporter is Reporter.TOWER_PROVIDER and towers is not None:
        return _UNDER_TOWERS.text(lang, where=where, by=place(towers, lang))
    if grade is not Grade.PERIODIC:
        return where
    asked = series((requirement(limb, lang) for limb in limbs), lang, AND if met else OR)
    return _PERIODIC_BY.text(lang, where=where, asked=asked)


def notes(verdict: Verdict, lang: Lang, flags: Sequence[Flag] = tuple(Flag)) -> Iterator[str]:
    """Say what a reader has to know beside the answer: what its flags mean."""
    reporter = verdict.incident.reporter
    for flag in (each for each in verdict.flags if each in flags):
        yield note(flag, verdict.rules, lang, reporter)
    if verdict.readings:
        yield _CHOSEN.text(lang)


def _excluded(verdict: Verdict) -> list[Exclusion]:
    limbs = (each.limb for each in verdict.findings if each.met is Met.YES)
    return list(dict.fromkeys(each.exclusion for each in limbs if each.exclusion is not None))


def _why(verdict: Verdict, lang: Lang) -> Iterator[str]:
    """Tell what was held against which limbs, with the most telling first."""
    met: list[list[Finding]] = []
    rest: list[list[Finding]] = []
    for findings in _looked_at(verdict):
        (met if any(each.met is Met.YES for each in findings) else rest).append(findings)
    if met and verdict.grade is Grade.SERIOUS:
        rest = []
    first = [_all_met(met, verdict, lang)] if met else []
    others = [falls_short(each, verdict, lang) for each in rest]
    if verdict.grade is Grade.NONE:
        yield from (*others, *first)
        return
    yield from (*first, *others)
    for each in _excluded(verdict):
        yield capital(_SENTENCE.text(lang, text=EXCLUSIONS[each].text(lang)))


def _looked_at(verdict: Verdict) -> list[list[Finding]]:
    """Give the findings that are told, by provision: if it is serious, those on that alone."""
    least = Grade.SERIOUS if verdict.grade is Grade.SERIOUS else Grade.NONE
    groups: dict[Citation, list[Finding]] = {}
    for finding in verdict.findings:
        limb, given = finding.limb, finding.given
        looked_at = given.impacts or (given.duration and not given.users)
        if looked_at and limb.exclusion is None and limb.grade >= least:
            groups.setdefault(limb.citation, []).append(finding)
    return [*groups.values()]


def _all_met(groups: Sequence[Sequence[Finding]], verdict: Verdict, lang: Lang) -> str:
    """Say in one sentence which provisions are met."""
    *most, last = groups
    clauses = [meets(each, verdict, lang, goes_on=True) for each in most]
    clauses.append(meets(last, verdict, lang, goes_on=False))
    text = _SENTENCE.text(lang, text=SEMICOLON.text(lang).join(clauses))
    return capital(text) if lang == "en" else text  # a Japanese one may begin with a name


class Reason(NamedTuple):
    """A finding in words: whether it is met, where it stands, what is asked and what was given."""

    met: str
    where: str
    asked: str
    given: str
    impacts: str

    @property
    def line(self) -> str:
        """What is asked and what was given, in one line."""
        return f"{self.asked}{' ← ' if self.given else ''}{self.given}{self.impacts}"


class _Reasons(NamedTuple):
    """What is told under one rule set: the limbs looked at, and the places of the others."""

    heading: str
    looked_at: list[Reason]
    idle: list[str]


def _reasons(verdict: Verdict, lang: Lang) -> _Reasons:
    """Give a line for each limb held against something, and the places of those that were not."""
    reasons: list[Reason] = []
    idle: dict[Citation, list[str]] = {}
    for finding in verdict.findings:
        limb = finding.limb
        if limb.exclusion is not None or finding.given != Given():
            reasons.append(reason_of(finding, lang))
            continue
        rows = idle.setdefault(evolve(limb.citation, row=None), [])
        if limb.citation.row is not None and limb.citation.row not in rows:
            rows.append(limb.citation.row)
    heading = _REASONS.text(lang)
    if verdict.since:
        since = _OCCURRED.text(lang, day=day(verdict.since, lang), answer=answer(verdict, lang))
        heading = bracketed(heading, since, lang)
    return _Reasons(heading, reasons, [place(table, lang, rows) for table, rows in idle.items()])


def reason_of(finding: Finding, lang: Lang = "ja") -> Reason:
    """Put a finding into words.

    Example:
        >>> from jikorules import from_wire, judge
        >>> verdict = judge(from_wire({"impacts": [{
        ...     "service": {"kind": "voice", "emergency_calls": True}, "users": 41382,
        ...     "start": "2019-03-16T07:47:00+09:00", "end": "2019-03-16T11:56:00+09:00"}]}))
        >>> reason_of(verdict.findings[0], "en").line
        '1 h or more and 30,000 users or more ← 4 h 9 min, 41,382 users (impact 1)'
    """
    limb, given = finding.limb, finding.given
    words = MET if limb.exclusion is None else _EXCEPTION
    said = []
    if limb.duration is not None and given.duration is not None:
        said.append(lasted(given.duration, lang))
    if limb.users is not None and given.users is not None:
        said.append(people(given.users, lang))
    impacts = series((_impact(i, finding, lang) for i in finding.impacts), lang)
    return Reason(
        words[finding.met].text(lang),
        place(limb.citation, lang),
        requirement(limb, lang),
        series(said, lang),
        bracketed("", impacts, lang),
    )


def _impact(index: int, finding: Finding, lang: Lang) -> str:
    perhaps = finding.limb.exclusion is None and index in finding.given.uncertain
    return (_PERHAPS_IMPACT if perhaps else IMPACT).text(lang, n=index + 1)
