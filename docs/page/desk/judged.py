"""What was judged of a request: the verdict, what was wrong, the replies taken in."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from attrs import evolve

from jikorules import (
    JAPAN,
    Incident,
    InvalidInput,
    Problem,
    RuleSet,
    Verdict,
    answer,
    from_wire,
    judge,
    questions,
    ruleset,
)
from jikorules.basics.errors import Lang
from jikorules.cli.replies import choices_of, replied
from jikorules.cli.times import read_end
from jikorules.judgement.verdict import Quantity, Question
from jikorules.words.names import service_name
from jikorules.words.questions import ask

from .typed import Told, Typed, as_typed


class Judged:
    """What was judged of a request: the verdict, what was wrong, the replies taken in."""

    def __init__(self, request: Told) -> None:
        self.lang: Lang = request["lang"]
        self.now = datetime.fromisoformat(request["now"]).astimezone(JAPAN)
        self.reading = Typed(request["facts"], self.now)
        self.replies: list[dict[str, Any]] = []
        self.verdict: Verdict | None = None
        self.typed: Incident | None = None
        self.rules: RuleSet | None = None
        document = self.reading.document()
        problems = self.reading.problems
        told = (*self.reading.missing, *(each.path for each in problems))
        told = tuple(path.removesuffix(".name") for path in told)
        try:
            incident = self.typed = from_wire(document)
        except InvalidInput as error:  # what could not be read as a text is told already
            problems += [each for each in error.problems if not each.path.startswith(told)]
        if problems or self.reading.missing:
            return
        try:
            self.rules = ruleset(request["law"]) if request.get("law") else None
            at = self.now if self.reading.runs and not self.reading.is_open else None
            verdict = judge(incident, rules=self.rules, at=at)
            for each in request.get("replies", ()):
                verdict = self._reply(verdict, each)
            self.verdict = verdict
        except InvalidInput as error:
            problems += error.problems

    def key_of(self, question: Question) -> str:
        """Name a question, with the facts that were typed of what it is about.

        So a reply falls away when these are changed: it was given of other facts.
        """
        limb, i = question.limb, question.impact
        impacts = self.typed.impacts if self.typed is not None else ()
        about = impacts if i is None else impacts[i : i + 1]
        facts = sha256(repr(about).encode()).hexdigest()[:16]
        where = "" if limb is None else f"{limb.citation}/{limb.duration}/{limb.users}"
        return f"{question.quantity.value}/{i}/{question.value}/{where}/{facts}"

    def questions(self, verdict: Verdict) -> list[Question]:
        """Give the questions, but not when something ended of which it is told that it goes on."""
        return [each for each in questions(verdict) if not self._goes_on(each)]

    def _goes_on(self, question: Question) -> bool:
        if question.quantity is not Quantity.END or self.typed is None:
            return False
        at, impacts = question.impact, self.typed.impacts
        if at is not None:  # the services of one name share the period that was typed
            period = impacts[at].periods[-1]
            at = next(i for i, each in enumerate(impacts) if each.periods[-1] is period)
        return at not in self.reading.is_open

    def _reply(self, verdict: Verdict, told: Told) -> Verdict:
        """Take in a reply, if the question is still asked."""
        asked = {self.key_of(each): each for each in questions(verdict)}
        question = asked.get(told["key"])
        taken = {key: told[key] for key in ("key", "text", "asked", "said") if told.get(key)}
        if question is None:
            self.replies += [taken | {"idle": True}] if told.get("asked") else []
            return verdict
        self.replies.append(taken)
        taken["asked"] = ask(question, self.lang, impacts=names_of(verdict, self.lang))
        try:
            if question.quantity is Quantity.END:
                return self._ended(verdict, question, told, taken)
            after, said = replied(verdict, question, told["text"])
            taken["said"] = "".join(each.text(self.lang) for each in said)
        except InvalidInput as error:
            taken["problem"] = "".join(said_of(each, self.lang) for each in error.problems)
            return verdict
        choices = choices_of(question)
        if choices:
            taken["said"] = choices[int(told["text"]) - 1][1].text(self.lang)
        return after

    def _ended(
        self, verdict: Verdict, question: Question, told: Told, taken: dict[str, Any]
    ) -> Verdict:
        """Take in when it ended."""
        incident, i = verdict.incident, question.impact
        critical = incident.critical_facility
        period = critical.period if i is None and critical else incident.impacts[i or 0].periods[-1]
        read = as_typed(told, self.now, lambda text, at: read_end(text, period.start, at))
        if read is None:
            return verdict
        taken["said"] = read.said.text(self.lang)
        return answer(verdict, question, read.moment)


def names_of(verdict: Verdict, lang: Lang) -> list[str]:
    """Name the impacts by their services; by their number too where two have the same."""
    names = [service_name(each.service, lang) for each in verdict.incident.impacts]
    return [f"{name}（{i}）" if names.count(name) > 1 else name for i, name in enumerate(names, 1)]


def said_of(problem: Problem, lang: Lang) -> str:
    """Say a problem beside its field, without the path."""
    return evolve(problem, path="").text(lang)
