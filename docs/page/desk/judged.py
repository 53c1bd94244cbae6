"""What was judged of a request: the verdict, what was wrong, the replies taken in."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from attrs import evolve

from jikorules import (
    JAPAN,
    Incident,
    InvalidInput,
    Limb,
    Period,
    Problem,
    Reading,
    RuleSet,
    Verdict,
    from_wire,
    judge,
    questions,
    ruleset,
)
from jikorules.basics.errors import Lang
from jikorules.cli.replies import choices_of, replied
from jikorules.cli.times import read_end
from jikorules.judgement.readings import AS_THE_TEXT
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
        self.left: list[int | None] = []
        """Of what it is not known whether it is over, after the replies."""
        self.least: Verdict | None = None
        """What is certain, where the verdict counts that as going on."""
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
            verdict = self._judge(incident)
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
        typed = self.typed
        impacts = typed.impacts if typed is not None else ()
        critical = typed.critical_facility if typed is not None else None
        about = (impacts, critical) if i is None else impacts[i : i + 1]
        facts = sha256(repr(about).encode()).hexdigest()[:16]
        where = "" if limb is None else f"{limb.citation}/{limb.duration}/{limb.users}"
        return f"{question.quantity.value}/{i}/{question.value}/{where}/{facts}"

    def _judge(self, incident: Incident, readings: Mapping[Limb, Reading] = AS_THE_TEXT) -> Verdict:
        """Judge as of now, if something goes on and of nothing it is unknown whether it does.

        Of what may be over or not the library asks when it ended, and then knows no now. So what
        goes on is held to less than it has reached. Where all is settled whichever it is, the
        accident is judged as if all went on; what is certain of it is kept beside it.
        """
        rules, at = self.rules, self.now if self.reading.runs else None
        self.left = [of for of in self.reading.is_open if _last(incident, of).end is None]
        self.least = None
        if self.left and at is not None:
            closed = incident
            for of in self.left:
                closed = self._closed(closed, of, _last(closed, of).start)
            least = judge(closed, rules=rules, at=at, readings=readings)
            most = judge(incident, rules=rules, at=at, readings=readings)
            if least.grade is not None and least.grade is most.grade:
                self.least = least
                return most
            at = None
        return judge(incident, rules=rules, at=at, readings=readings)

    def _closed(self, incident: Incident, of: int | None, end: datetime) -> Incident:
        """Give the accident with an end told, of all services of the name that was typed."""
        critical = incident.critical_facility
        if of is None and critical is not None:
            period = evolve(critical.period, end=end)
            return evolve(incident, critical_facility=evolve(critical, period=period))
        impacts = [
            evolve(each, periods=[*each.periods[:-1], evolve(each.periods[-1], end=end)])
            if self._typed_at(i) == of
            else each
            for i, each in enumerate(incident.impacts)
        ]
        return evolve(incident, impacts=impacts)

    def _typed_at(self, i: int | None) -> int | None:
        """Give which impact was typed; the services of one name share the period that was."""
        if i is None or self.typed is None:
            return i
        impacts = self.typed.impacts
        return next(
            n for n, each in enumerate(impacts) if each.periods[-1] is impacts[i].periods[-1]
        )

    def questions(self, verdict: Verdict) -> list[Question]:
        """Give the questions: when a thing ended once, and not if it is told that it goes on."""
        seen, asked = {*self.reading.is_open} - {*self.left}, list[Question]()
        for each in questions(verdict):
            of = self._typed_at(each.impact)
            if each.quantity is Quantity.END:
                if of in seen or of not in self.left:
                    continue
                seen.add(of)
            asked.append(each)
        return asked

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
        return self._judge(after.incident, dict(after.readings)) if self.left else after

    def _ended(
        self, verdict: Verdict, question: Question, told: Told, taken: dict[str, Any]
    ) -> Verdict:
        """Take in when it ended."""
        incident, of = verdict.incident, self._typed_at(question.impact)
        start = _last(incident, of).start
        read = as_typed(told, self.now, lambda text, at: read_end(text, start, at))
        if read is None:
            return verdict
        taken["said"] = read.said.text(self.lang)
        return self._judge(self._closed(incident, of, read.moment), dict(verdict.readings))


def _last(incident: Incident, of: int | None) -> Period:
    """Give the last period of an impact, or that of the critical facility."""
    critical = incident.critical_facility
    return critical.period if of is None and critical else incident.impacts[of or 0].periods[-1]


def names_of(verdict: Verdict, lang: Lang) -> list[str]:
    """Name the impacts by their services; by their number too where two have the same."""
    names = [service_name(each.service, lang) for each in verdict.incident.impacts]
    return [f"{name}（{i}）" if names.count(name) > 1 else name for i, name in enumerate(names, 1)]


def said_of(problem: Problem, lang: Lang) -> str:
    """Say a problem beside its field, without the path."""
    return evolve(problem, path="").text(lang)
