"""The answer to what was typed, in words, with all that it rests on."""

from collections.abc import Sequence
from typing import Any

from jikorules import Question, Verdict, Words, outlook
from jikorules.basics.errors import Lang
from jikorules.cli.replies import asks_number, choices_of
from jikorules.judgement.changes.outlook import Outlook
from jikorules.judgement.verdict import Flag, Given, Met, Quantity
from jikorules.law.provision import last_check
from jikorules.words.findings import excess
from jikorules.words.lists import AND, series
from jikorules.words.names import MET
from jikorules.words.numbers import clock, day
from jikorules.words.outlook import need_text, no_change, turns
from jikorules.words.questions import ask
from jikorules.words.rules import answer as grade_text
from jikorules.words.rules import basis, grade_name, row_names
from jikorules.words.verdict import notes, reason, reason_of

from .chart import panels
from .judged import Judged, names_of, said_of
from .typed import Told

_BY_HAND = Words(
    "別の日の規定によるものです。実際の判定ではありません。",
    "Under the law of another day: this is not the answer.",
)
_READ_SO = Words(
    "読み方を選んだため、時間の経過による変化は示しません。",
    "As a reading was chosen, what time changes is not told.",
)
_EITHER_WAY = Words(
    "{names}が復旧したか否かが分かりませんが、判定はいずれであっても同じです。根拠は、まだ続いている"
    "ものとして示します。",
    "It is not known whether {names} is over; the answer is the same either way. What it rests on "
    "is told as if it went on.",
)
_IF_IT_GOES_ON = Words(
    "{names}が復旧したか否かが分かりません。まだ続いているとすれば、今の判定は「{grade}」です。",
    "It is not known whether {names} is over. If it goes on, the answer now is: {grade}.",
)


def answer(request: Told) -> dict[str, Any]:
    """Answer what was typed: the problems of fields, or the verdict with all that it rests on."""
    made = Judged(request)
    lang, verdict = made.lang, made.verdict
    told: dict[str, Any] = {
        "problems": [
            {"path": each.path, "text": said_of(each, lang)} for each in made.reading.problems
        ],
        "missing": made.reading.missing,
        "read": {path: said.text(lang) for path, said in made.reading.read.items()},
        "replies": made.replies,
        "answer": None,
    }
    if verdict is not None:
        told["answer"] = _answer(verdict, made, lang)
    return told


def _answer(verdict: Verdict, made: Judged, lang: Lang) -> dict[str, Any]:
    names = names_of(verdict, lang)
    running = Flag.STILL_RUNNING in verdict.flags
    each_rules, certain = verdict.alternatives or (verdict,), made.least or verdict
    return {
        "grade": "undecided" if verdict.grade is None else verdict.grade.name.lower(),
        "label": (
            MET[Met.UNDECIDED].text(lang)
            if verdict.grade is None
            else grade_name(verdict.grade, verdict.rules, lang)
        ),
        "text": grade_text(verdict, lang),
        "possible": [grade_name(each, verdict.rules, lang) for each in verdict.possible],
        "running": running,
        "rows": row_names(certain.rows, lang) if certain.rows else "",
        "reason": reason(verdict, lang),
        "at": clock(verdict.at, lang) if verdict.at and running else "",
        "law": [_law_told(each, lang) for each in each_rules],
        "replayed": _BY_HAND.text(lang) if made.rules is not None else "",
        "notes": list(notes(verdict, lang)),
        "findings": [_findings(each, names, lang) for each in each_rules],
        "questions": [_question(each, names, made) for each in made.questions(verdict)],
        "coming": _coming(verdict, made, lang),
        "chart": panels(verdict, lang),
    }


def _law_told(verdict: Verdict, lang: Lang) -> dict[str, str]:
    rules, reporter = verdict.rules, verdict.incident.reporter
    return {
        "text": basis(rules, lang, reporter),
        "id": rules.id,
        "digest": rules.digest,
        "checked": day(last_check(rules.rests_on(reporter)), lang),
    }


def _findings(verdict: Verdict, names: Sequence[str], lang: Lang) -> dict[str, Any]:
    """Give the findings: those held against something first, then the provisions that were not."""
    held, idle = [], []
    for finding in verdict.findings:
        words = reason_of(finding, lang)
        if finding.limb.exclusion is None and finding.given == Given():
            idle.append(words.where)
            continue
        held.append(
            {
                "met": finding.met.value,
                "said": words.met,
                "where": words.where,
                "asked": words.asked,
                "given": words.given,
                "impacts": [
                    names[i] + ("?" if i in finding.given.uncertain else "")
                    for i in finding.impacts
                ],
                "margin": excess(finding, lang),
                "grade": grade_name(finding.limb.grade, verdict.rules, lang),
                "excludes": finding.limb.exclusion is not None,
            }
        )
    since = day(verdict.since, lang) if verdict.since else ""
    return {"since": since, "held": held, "idle": list(dict.fromkeys(idle))}


def _question(question: Question, names: Sequence[str], made: Judged) -> dict[str, Any]:
    lang, choices = made.lang, choices_of(question)
    if choices:
        control = "choice"
    elif question.quantity is Quantity.END:
        control = "time"
    elif asks_number(question):
        control = "number" if question.value is None else "number-or-flag"
    else:
        control = "flag"
    return {
        "key": made.key_of(question),
        "text": ask(question, lang, impacts=names),
        "control": control,
        "choices": [
            {"value": str(n), "text": words.text(lang)} for n, (_, words) in enumerate(choices, 1)
        ],
    }


def _coming(verdict: Verdict, made: Judged, lang: Lang) -> dict[str, Any]:
    """Tell what is to come: each moment at which something turns, and what time will not change."""
    if verdict.readings:
        return {"turns": [], "needs": [], "text": [_READ_SO.text(lang)], "presumed": False}
    told = _Looked.at(verdict, made)
    found = [
        {
            "at": at.isoformat(),
            "clock": clock(at, lang, after=told.at),
            "turn": turn,
            "findings": [
                f"{words.met}：{words.where} {words.asked}"
                for words in (reason_of(each, lang) for each in findings)
            ],
        }
        for at, turn, findings in turns(told, lang)
    ]
    said = []
    if made.left:
        names = series([made.reading.is_open[of].text(lang) for of in made.left], lang, AND)
        words = _IF_IT_GOES_ON if made.least is None else _EITHER_WAY
        said.append(words.text(lang, names=names, grade=grade_text(told.verdict, lang)))
    if told.until is not None or not any(each["turn"] for each in found):
        said.append(no_change(told, lang))
    return {
        "turns": found,
        "needs": [need_text(each, lang) for each in told.needs],
        "text": said,
        "presumed": bool(made.left),
    }


class _Looked:
    """The last outlook, from which what is to come is taken while the facts stay the same."""

    last: Outlook | None = None

    @classmethod
    def at(cls, verdict: Verdict, made: Judged) -> Outlook:
        """Look ahead from now."""
        cls.last = outlook(verdict.incident, made.now, rules=made.rules, before=cls.last)
        return cls.last
