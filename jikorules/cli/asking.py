"""``jikorules ask``: an accident told in reply to questions, with the answer after every reply.

First what every accident needs (the service, its users, the time), then our own `questions`, in
the order in which they decide. Each question is a `Step`, and each reply makes one more `State`;
going back takes the last one away. What is asked is written to the standard error; the standard
output has the last answer and the JSON of what was told, so that it may be sent to a file.
"""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from attrs import evolve, field, frozen

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Lang, Problem, Words, visible
from jikorules.basics.vocabulary import Overlap
from jikorules.cli.common import clock, moment
from jikorules.cli.one_line import read_users, several_services, told_users
from jikorules.cli.replies import A_REPLY, IF_UNKNOWN, NO, UNKNOWN, YES, choices_of, plain, replied
from jikorules.cli.times import read_end, read_start
from jikorules.cli.writing import destination
from jikorules.facts.incident import Impact, Incident, Period
from jikorules.facts.service import Service
from jikorules.judgement.changes.questions import questions
from jikorules.judgement.judge import judge
from jikorules.judgement.verdict import Quantity, Question, Verdict
from jikorules.wire.incident import incident_to_wire
from jikorules.words.lists import series
from jikorules.words.names import service_name
from jikorules.words.questions import ask
from jikorules.words.verdict import sentence, tree

Now = Callable[[], datetime]

_BACK, _HELP = frozenset(("b", "back", "戻る")), frozenset(("?", "help", "説明"))

_HOW = Words(
    "事故について、順に尋ねます。「-」又は空欄は不明、「b」は前の問いに戻る、「?」は説明です。\n"
    "Ctrl-D（Windows では Ctrl-Z の後に Enter）で、いつでも、そこまでの答えを示して終わります。",
    "Questions on the accident, one by one. - or nothing: unknown; b: back; ?: explain.\n"
    "Ctrl-D (on Windows Ctrl-Z, then Enter) ends at any time with the answer so far.",
)
_SERVICE = Words(
    "影響を受けた役務は何か。［名称（例：携帯電話、FTTH+電子メール）。不明は -］",
    "Which service was hit? [its name or kind, such as FTTH or voice+email; unknown: -]",
)
_ABOUT_SERVICE = Words(
    "二つ以上は + で結びます。名称の一覧になければ、種別の語（voice、internet_access など）を書いて"
    "ください。役務が分からなければ、判定はできません。",
    "Join several by +. For a name that is not known give a kind (voice, internet_access …). "
    "Without a service there is no answer.",
)
_USERS = Words(
    "{name}の影響利用者数は何人か。［人数（例：45000、約4.5万、3万以上）。不明は -］",
    "How many users of {name} did it hit? [a number, such as 45000; unknown: -]",
)
_ABOUT_USERS = Words(
    "おおよその数は、その数となり得る範囲として扱います。不明のままでも判定します。",
    "An estimate is taken for all numbers that it can stand for. Unknown is taken for any number.",
)
_SINCE = Words(
    "影響はいつ始まったか。［時刻（例：2:10、昨日23:50、50分前）。不明は -］",
    "When did the effect begin? [a time, such as 2:10 or -50m; unknown: -]",
)
_ABOUT_SINCE = Words(
    "気付いた時刻ではなく、利用者に影響が生じた時刻です。日のない時刻は、過ぎた時刻のうち最も近いもの"
    "とします。開始が分からなければ、判定はできません。",
    "When users began to suffer, not when it was found. Without a day it is the latest such time "
    "that is past. Without a start there is no answer.",
)
_OVER = Words(
    "影響は終わったか。［終わった時刻（例：3:20、10分前）、まだなら n、不明は -］",
    "Is the effect over? [the time at which it ended, such as 3:20; n if it is not; unknown: -]",
)
_ABOUT_OVER = Words(
    "まだであれば、現在の時刻までの継続時間により判定し、今後の見通しを示します。",
    "If it is not over, it is judged by how long it has gone on until now, with what is to come.",
)
_YES_NO = Words("［y/n、不明は -］", " [y/n; unknown: -]")
_YES_NO_NUMBER = Words("［y/n 又は人数、不明は -］", " [y/n or a number; unknown: -]")
_NUMBER = Words("［人数、不明は -］", " [a number; unknown: -]")
_CHOOSE = Words("［{choices}、不明は -］", " [{choices}; unknown: -]")
_ABOUT_QUESTION = Words(
    "答えによって判定が変わり得る問いだけを、最も多くを定めるものから尋ねています。推測で答えず、"
    "分からなければ - としてください。",
    "Only what may change the answer is asked, first what settles most. Do not guess; - will do.",
)
_ABOUT_READING = Words(
    "条文から定まらない読み方です。所管官庁に確かめた見解だけを答え、確かめていなければ - として"
    "ください。",
    "The text leaves it open. Give only what the authority said, and - if it was not asked.",
)
_NO_END = Words("終わった時刻", "the time at which it ended")
_IS_NONE = Words(
    "役務と開始の時刻がそろわないため、判定できません。",
    "There is no answer without a service and a start.",
)
_NOTHING = Words("何も入力されていません。", "Nothing was told.")
_JSON = Words(
    "事故の JSON を書き出すか。［y は画面に、名前.json はそのファイルに、空欄は書き出さない］",
    "Write the accident as JSON? [y: here; NAME.json: into that file; nothing: no]",
)
_ABOUT_JSON = Words(
    "この JSON は、judge、outlook、duties、report に FILE として渡せます。",
    "judge, outlook, duties and report take it as FILE.",
)
_READINGS_APART = Words(
    "所管官庁の見解は、事故の事実ではないため、この JSON には含まれません。",
    "What the authority said is no fact of the accident, and not in this JSON.",
)
_AN_INPUT = Words("開かれた標準入力", "an open standard input")
_CLOSED = Words("閉じられています", "it is closed")
_GIVE_INPUT = Words("端末又はパイプから入力してください。", "Give a terminal or a pipe.")


@frozen
class State:
    """What has been told so far.

    Attributes:
        hit: the names of services, each with the services that it stands for and their users.
        start: when it began; None if that is not told.
        verdict: the verdict on what was told, from the start on.
        passed: what has been asked, whether or not it was known.
        said: what was taken for the last reply.
    """

    hit: tuple[tuple[str, tuple[Service, ...], Bounds[int]], ...] = ()
    start: datetime | None = None
    verdict: Verdict | None = None
    passed: tuple[Any, ...] = ()
    said: tuple[Words, ...] = ()

    def incident(self, start: datetime) -> Incident:
        """Give the accident as it was told before any question of the verdict."""
        impacts = [
            Impact(service, users, Period(start))
            for _, services, users in self.hit
            for service in services
        ]
        same = len(self.hit) == 1 and len(impacts) > 1
        return Incident(impacts, overlap=Overlap.SAME if same else Overlap.UNKNOWN)

    def document(self) -> dict[str, Any]:
        """Give what was told as a document, which lacks what was not; empty if nothing was."""
        if self.verdict is not None:
            return incident_to_wire(self.verdict.incident)
        if not self.hit:
            return {} if self.start is None else {"impacts": [{"start": self.start.isoformat()}]}
        document = incident_to_wire(self.incident(datetime.fromisoformat("2000-01-01T00:00Z")))
        for impact in document["impacts"]:
            del impact["start"], impact["end"]
        return document


@frozen
class Step:
    """A question.

    Attributes:
        asked: the question, with its possible replies.
        about: what helps to answer it.
        take: what makes the next state of a reply; it raises `InvalidInput` of one that is none.
        key: its name among what has been asked.
    """

    asked: Words
    about: Words
    take: Callable[[str], State] = field(eq=False)
    key: Any


def next_step(state: State, now: Now) -> Step | None:
    """Give the next question; None if nothing that is left to ask changes the answer.

    Example:
        >>> from jikorules import JAPAN
        >>> three = lambda: datetime(2026, 11, 28, 3, tzinfo=JAPAN)
        >>> state = State()
        >>> for reply in ("FTTH", "約4.5万", "2:10"):
        ...     state = next_step(state, three).take(reply)
        >>> state.said[0].ja
        '2:10 → 2026年11月28日2時10分（日本時間）'
        >>> next_step(state, three).key
        'over'
    """
    opening = next((step for step in _opening(state, now) if step.key not in state.passed), None)
    if opening is not None or state.verdict is None:
        return opening
    for question in questions(state.verdict):
        # When it ended has been asked before.
        if question not in state.passed and question.quantity is not Quantity.END:
            return _step(state, state.verdict, question)
    return None


def _opening(state: State, now: Now) -> Iterator[Step]:
    """Give the questions that make an accident."""
    yield Step(_SERVICE, _ABOUT_SERVICE, partial(_service, state), "service")
    for i, (name, _, _) in enumerate(state.hit):
        asked = _USERS.filled(name=visible(name))
        yield Step(asked, _ABOUT_USERS, partial(_users, state, i), ("users", i))
    yield Step(_SINCE, _ABOUT_SINCE, partial(_since, state, now), "since")
    if state.verdict is not None:
        yield Step(_OVER, _ABOUT_OVER, partial(_over, state, state.verdict, now), "over")


def _told(state: State, key: Any, *said: Words, **changes: Any) -> State:
    return evolve(state, passed=(*state.passed, key), said=said, **changes)


def _service(state: State, reply: str) -> State:
    if plain(reply) in UNKNOWN:
        return _told(state, "service")
    found = several_services(reply)
    hit = tuple((name, services, Bounds.unknown()) for name, services in found)
    services = [each for _, many, _ in hit for each in many]
    if len(services) == 1:
        return _told(state, "service", hit=hit)
    names = (series((service_name(each, lang) for each in services), lang) for lang in _LANGS)
    said = Words(*(f"{visible(reply.strip())} → {each}" for each in names))
    return _told(state, "service", said, hit=hit)


def _users(state: State, i: int, reply: str) -> State:
    users = Bounds.unknown() if plain(reply) in UNKNOWN else read_users(reply)
    name, services, _ = state.hit[i]
    hit = (*state.hit[:i], (name, services, users), *state.hit[i + 1 :])
    return _told(state, ("users", i), *told_users(reply, users), hit=hit)


def _since(state: State, now: Now, reply: str) -> State:
    if plain(reply) in UNKNOWN:
        return _told(state, "since")
    taken = read_start(reply, now())
    verdict = judge(state.incident(taken.moment)) if state.hit else None
    return _told(state, "since", taken.said, start=taken.moment, verdict=verdict)


def _over(state: State, verdict: Verdict, now: Now, reply: str) -> State:
    start = verdict.incident.impacts[0].periods[0].start
    if plain(reply) in UNKNOWN:
        return _told(state, "over")
    if plain(reply) in NO:
        return _told(state, "over", verdict=judge(verdict.incident, at=now()))
    if plain(reply) in YES:
        raise InvalidInput.of("", _NO_END, reply, IF_UNKNOWN)
    taken = read_end(reply, start, now())
    if taken is None:
        return _told(state, "over")
    period = Period(start, taken.moment)
    impacts = [evolve(each, periods=period) for each in verdict.incident.impacts]
    ended = judge(evolve(verdict.incident, impacts=impacts))
    return _told(state, "over", taken.said, verdict=ended)


_LANGS: tuple[Lang, Lang] = ("ja", "en")


def _step(state: State, verdict: Verdict, question: Question) -> Step:
    """Give a question of the verdict, with its possible replies."""
    quantity, about, how = question.quantity, _ABOUT_QUESTION, _YES_NO
    choices = choices_of(question)
    if quantity is Quantity.READING:
        about = _ABOUT_READING
    elif quantity is Quantity.USERS:
        how = _NUMBER if question.value is None else _YES_NO_NUMBER
    elif quantity is Quantity.MONTHLY_USERS:
        how = _YES_NO_NUMBER
    if choices:
        listed = (
            "　".join(f"{n} {words.text(lang)}" for n, (_, words) in enumerate(choices, 1))
            for lang in _LANGS
        )
        how = Words(
            *(_CHOOSE.text(lang, choices=x) for lang, x in zip(_LANGS, listed, strict=True))
        )

    def take(reply: str) -> State:
        passed = (*state.passed, question)
        if plain(reply) in UNKNOWN:
            return evolve(state, passed=passed, said=())
        told, said = replied(verdict, question, reply)
        return evolve(state, verdict=told, passed=passed, said=said)

    asked = Words(*(ask(question, lang) + how.text(lang) for lang in _LANGS))
    return Step(asked, about, take, question)


def run_ask(options: Namespace) -> int:
    """Ask about an accident until nothing is left to ask, or whoever replies has had enough.

    Returns:
        0, or 130 if it was interrupted; what was told is put out all the same.
    """
    lang: Lang = options.lang
    fixed = moment("--at", options.at, lang)
    if sys.stdin is None:
        raise InvalidInput([Problem("-", _AN_INPUT, _CLOSED, _GIVE_INPUT)])
    if sys.stdin.isatty():
        with suppress(ImportError):  # gives arrow keys, where there is one
            import readline  # noqa: F401, PLC0415
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(errors="replace")
    states = [State()]
    try:
        _tell(_HOW.text(lang))
        _ask_all(states, (lambda: fixed) if fixed else clock, lang)
    except KeyboardInterrupt:
        _tell("")
        _put_out(states[-1], lang)
        return 130
    except EOFError:
        _tell("")
        _print_answer(states[-1], lang)
        _put_out(states[-1], lang)
        return 0
    state = states[-1]
    _print_answer(state, lang)
    if state.document():
        try:
            _offer(state, lang)
        except (EOFError, KeyboardInterrupt) as ended:
            _tell("")
            _put_out(state, lang)
            return 0 if isinstance(ended, EOFError) else 130
    return 0


def _ask_all(states: list[State], now: Now, lang: Lang) -> None:
    """Ask until nothing is left to ask; each reply adds a state."""
    while (step := next_step(states[-1], now)) is not None:
        reply = _line(step.asked.text(lang))
        if plain(reply) in _HELP:
            _tell(step.about.text(lang))
            continue
        if plain(reply) in _BACK:
            if len(states) > 1:
                states.pop()
            continue
        try:
            states.append(step.take(reply))
        except InvalidInput as error:
            _tell(error.text(lang))
            continue
        for each in states[-1].said:
            _tell(each.text(lang))
        verdict = states[-1].verdict
        if verdict is not None:
            _tell(sentence(verdict, lang))


def _line(asked: str) -> str:
    """Ask, and give the reply; of a pipe the bytes are read as UTF-8, or else as Shift_JIS.

    Raises:
        EOFError: there is no more.
    """
    _tell("\n" + asked)
    if sys.stdin.isatty():
        return input()
    data = sys.stdin.buffer.readline()
    if not data:
        raise EOFError
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp932", "replace")


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _print_answer(state: State, lang: Lang) -> None:
    if state.verdict is not None:
        print(tree(state.verdict, lang), flush=True)
    else:
        _tell((_IS_NONE if state.document() else _NOTHING).text(lang))


def _offer(state: State, lang: Lang) -> None:
    """Offer the accident as JSON, to the standard output or a file."""
    is_done = False
    while not is_done:
        reply = _line(_JSON.text(lang)).strip()
        if plain(reply) in _HELP:
            _tell(_ABOUT_JSON.text(lang))
            continue
        try:
            _write(state, reply, lang)
            is_done = True
        except InvalidInput as error:
            _tell(error.text(lang))


def _write(state: State, reply: str, lang: Lang) -> None:
    """Write the accident where a reply says, if anywhere."""
    if plain(reply) in YES:
        _put_out(state, lang)
    elif reply.endswith(".json"):
        data = json.dumps(state.document(), ensure_ascii=False, indent=1) + "\n"
        destination(reply, (), may_exist=False).write(data.encode())
        _warn(state, lang)
    elif plain(reply) not in NO | UNKNOWN:
        raise InvalidInput.of("", A_REPLY, reply, _ABOUT_JSON)


def _put_out(state: State, lang: Lang) -> None:
    """Print what was told in one line, if anything was."""
    if state.document():
        print(json.dumps(state.document(), ensure_ascii=False), flush=True)
        _warn(state, lang)


def _warn(state: State, lang: Lang) -> None:
    """Say what the JSON lacks."""
    if state.verdict is not None and state.verdict.readings:
        _tell(_READINGS_APART.text(lang))
