"""Why something is a near-miss or is none, limb by limb."""

from collections.abc import Iterator
from enum import Enum
from typing import Any

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import Lang, Words
from jikorules.basics.vocabulary import CriticalKind, Event, Function, NetworkPart, Reason
from jikorules.judgement.near_miss import Asks, NearMissFinding, NearMissFlag, NearMissVerdict
from jikorules.judgement.verdict import Met
from jikorules.words.lists import (
    COLON,
    SEMICOLON,
    Item,
    Section,
    bracketed,
    entry,
    escaped,
    indented,
    listed,
    title,
)
from jikorules.words.names import CRITICAL_KINDS, CRITICAL_LOSS, EVENTS, FUNCTIONS, MET, REASONS
from jikorules.words.numbers import UNKNOWN, day, how_many, people
from jikorules.words.rules import place

_KNOWN, _OCCURRED = Words("{day}に知ったもの", "known on {day}"), Words("{day}発生", "{day}")
_ANSWER = Words("判定", "Answer")
_SENTENCE = Words("{text}。", "{text}.")
_LAW = Words("適用規定", "Law")
_LIMBS = Words("検討", "Limbs")
_NOTES = Words("留意事項", "Notes")
_NO_RULE = Words("この日には、そのような事態の定めがない", "there was no such rule on that day")
_IS = {
    Met.YES: Words("{name}に該当する", "it is a {name}"),
    Met.NO: Words("{name}に該当しない", "it is no {name}"),
    Met.UNDECIDED: Words("{name}に該当するか否かは未確定である", "it may be a {name}"),
}
_OTHERS: dict[Asks, Words] = {
    "critical": CRITICAL_LOSS,
    "not_serious": Words("重大な事故に至っていないこと", "no serious accident came of it"),
}
_FACTS = {
    "installer_users": Words("設置した者の利用者", "users of the installing carrier"),
    "commercial": Words("事業用電気通信設備", "commercial facility"),
    "prefectures": Words("都道府県", "prefectures"),
    "part": Words("設備", "part"),
    "function": Words("機能", "function"),
    "event": Words("事象", "event"),
    "noticed": Words("速やかな検知", "promptly noticed"),
    "planned": Words("あらかじめ計画されたもの", "planned"),
    "within_specification": Words("設計上の仕様の範囲内の動作", "within its specification"),
    "disaster": Words("自然災害", "natural disaster"),
    "critical_facility": Words("設備", "facility"),
    "decline_or_damage": Words("深刻な機能低下又は重大な損傷", "serious decline or damage"),
}
_OTHER = Words("その他", "other")
_VALUES: dict[Enum, Words] = {
    NetworkPart.TERMINAL_EQUIPMENT: Words("端末設備", "terminal equipment"),
    NetworkPart.ACCESS_LINE: Words("端末系伝送路設備", "access line"),
    NetworkPart.OTHER: Words("その他の設備", "another part"),
    Function.OTHER: _OTHER,
    Event.OTHER: _OTHER,
    **{each: FUNCTIONS[each] for each in FUNCTIONS},
    **{each: EVENTS[each] for each in EVENTS},
    **{each: CRITICAL_KINDS[each] for each in CriticalKind},
}
_YES_NO = {True: Words("該当", "yes"), False: Words("非該当", "no")}
_NONE = Words("なし", "none")
_FLAGS = {
    NearMissFlag.DAY_PRESUMED: Words(
        "発生した日が示されていないため、知った日の規定を適用した。",
        "When it occurred is not told: the rule of the day it was known is applied.",
    ),
    NearMissFlag.LAW_UNCHECKED: Words(
        "規定を最後に照合した日より後のものである。",
        "It is later than the day on which the rules were last checked.",
    ),
}


def near_miss_tree(verdict: NearMissVerdict, lang: Lang = "ja", *, markdown: bool = False) -> str:
    r"""Tell the whole answer on a near-miss: whether it is one, and every limb with its facts.

    Args:
        verdict: the verdict.
        lang: the language.
        markdown: write Markdown instead of text for the terminal.

    Example:
        >>> from datetime import date
        >>> from jikorules.facts.near_miss import NearMiss
        >>> from jikorules.judgement.near_miss import judge_near_miss
        >>> fire = NearMiss(date(2026, 5, 1), event="fire", part="access_line", id="収容局の火災")
        >>> print("\n".join(near_miss_tree(judge_near_miss(fire)).splitlines()[:2]))
        ■ 収容局の火災
        判定：重大な事故が生ずるおそれがあると認められる事態に該当しない
    """
    return "\n".join((_markdown if markdown else _lines)(verdict, lang))


def near_miss_sentence(verdict: NearMissVerdict, lang: Lang = "ja") -> str:
    """Tell the answer on a near-miss in one line.

    Example:
        >>> from datetime import date
        >>> from jikorules.facts.near_miss import NearMiss
        >>> from jikorules.judgement.near_miss import judge_near_miss
        >>> fire = NearMiss(date(2026, 5, 1), event="fire", part="access_line", id="収容局の火災")
        >>> near_miss_sentence(judge_near_miss(fire))
        '収容局の火災：重大な事故が生ずるおそれがあると認められる事態に該当しない。'
    """
    (_, said), *_ = _tops(verdict, lang)
    return _SENTENCE.text(lang, text=entry(_title(verdict, lang), said, lang))


def _markdown(verdict: NearMissVerdict, lang: Lang) -> Iterator[str]:
    yield f"## {escaped(_title(verdict, lang))}\n"
    for name, text in _tops(verdict, lang):
        yield f"- **{name}**{COLON.text(lang)}{escaped(text)}"
    yield from listed(_sections(verdict, lang))
    yield ""


def _lines(verdict: NearMissVerdict, lang: Lang) -> Iterator[str]:
    yield f"■ {_title(verdict, lang)}"
    for name, text in _tops(verdict, lang):
        yield entry(name, text, lang)
    yield from indented(_sections(verdict, lang))


def _title(verdict: NearMissVerdict, lang: Lang) -> str:
    return title((verdict.near_miss.carrier, verdict.near_miss.id), lang)


def _tops(verdict: NearMissVerdict, lang: Lang) -> Iterator[tuple[str, str]]:
    facts, rules = verdict.near_miss, verdict.rules
    said = _IS[verdict.met].text(lang, name=REASONS[Reason.NEAR_MISS].text(lang))
    why = "" if verdict.findings else _NO_RULE.text(lang)
    yield _ANSWER.text(lang), bracketed(said, why, lang)
    if rules.near_miss_place is not None:
        where = place(rules.near_miss_place, lang)
        when = (_OCCURRED if facts.occurred_on else _KNOWN).text(
            lang, day=day(facts.occurred_on or facts.known_on, lang)
        )
        yield _LAW.text(lang), bracketed(where, when, lang)


def _sections(verdict: NearMissVerdict, lang: Lang) -> list[Section]:
    limbs = []
    for finding in verdict.findings:
        given = SEMICOLON.text(lang).join(_given(finding, lang))
        text = f"[{MET[finding.met].text(lang)}] {_where(finding, verdict, lang)}"
        limbs.append(Item(text, (given,) if given else ()))
    notes = [Item(_FLAGS[flag].text(lang)) for flag in verdict.flags]
    return [Section(_LIMBS.text(lang), limbs), Section(_NOTES.text(lang), notes)]


def _where(finding: NearMissFinding, verdict: NearMissVerdict, lang: Lang) -> str:
    where = place(finding.citation, lang) + (finding.number or "")
    version = verdict.rules.near_miss
    limbs = version.limb if version else ()
    names: dict[Asks, str] = {limb.asks: limb.name for limb in limbs}
    said = _OTHERS.get(finding.asks)
    return entry(where, said.text(lang) if said else names[finding.asks], lang)


def _given(finding: NearMissFinding, lang: Lang) -> Iterator[str]:
    for name, value in finding.given:
        yield entry(_FACTS[name].text(lang), _value(name, value, lang), lang)


def _value(name: str, value: Any, lang: Lang) -> str:
    if isinstance(value, Bounds):
        return (people if name == "installer_users" else how_many)(value, lang)
    if value is None:
        return (_NONE if name == "critical_facility" else UNKNOWN).text(lang)
    return (_YES_NO[value] if isinstance(value, bool) else _VALUES[value]).text(lang)
