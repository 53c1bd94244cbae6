"""An accident that is told on the command line: --service 携帯電話 --users 約4.5万 --since 2:10.

What is told becomes the same `Incident` that a document becomes. What is not told stays unknown.
No clock is read here: what "now" is, is given.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import evolve, frozen

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Problem, Words, shown, visible
from jikorules.basics.validation import check_users, refuse
from jikorules.basics.vocabulary import Effect, Kind, Overlap
from jikorules.cli.times import read_end, read_start
from jikorules.facts.figures import read_count
from jikorules.facts.incident import Impact, Incident, Period
from jikorules.facts.service import Service, services_named
from jikorules.wire.files import under
from jikorules.words.lists import series
from jikorules.words.names import service_name
from jikorules.words.numbers import people

Told = Sequence[tuple[str, Any]]
"""The options that tell an accident, in their order, each with what it gives."""

_KINDS = Words(
    f"種別を表す語（{'、'.join(Kind)}）でもかまいません。", f" A kind will do: {', '.join(Kind)}."
)
_EXCLUDE = {
    "--110": "--no-110",
    "--no-110": "--110",
    "--free": "--paid",
    "--paid": "--free",
}
_ONCE = Words("一つの役務に1回だけの指定", "it only once for one service")
_TWICE = Words("2回以上あります", "it stands there twice or more")
_IN_GROUPS = Words(
    "役務ごとに、--service 名称 --users 人数 --since 時刻 の順に並べてください。",
    "Tell one service after another: --service NAME --users N --since TIME.",
)
_ONE_OF_TWO = Words("{one} と {other} のいずれか一方", "either {one} or {other}")
_BOTH = Words("両方あります", "both are there")
_TAKE_ONE = Words("分からなければ、どちらも付けないでください。", "If it is unknown, give none.")
_A_SERVICE = Words("影響を受けた役務", "the service that was hit")
_NO_SERVICE = Words("書かれていません", "it is not told")
_NAME_IT = Words("--service 携帯電話 のように加えてください。", "Add it, such as --service voice.")
_A_START = Words("影響の始まった時刻", "when the effect began")
_TELL_START = Words(
    "--since 2:10 のように、その --service の後に加えてください。",
    "Add it behind that --service, such as --since 2:10.",
)
_A_SINCE = Words("--since の時刻", "the time of --since")
_VOICE = Words("音声の役務", "a voice service")
_NO_VOICE = Words("この役務は音声の役務ではありません", "this is none")
_LEAVE_OUT = Words("この指定を除いてください。", "Leave this out.")
_AS_NAMED = Words("名称から定まる値", "what the name settles")
_SETTLED = Words(
    "「{name}」は緊急通報を取り扱う役務です", "{name} is a service that handles emergency calls"
)
_SETTLED_NOT = Words(
    "「{name}」は緊急通報を取り扱わない役務です", "{name} handles no emergency calls"
)
_OTHER_NAME = Words(
    "緊急通報に影響がなかったかどうかではなく、役務が取り扱うか否かです。名称を確かめるか、この指定を"
    "除いてください。",
    "It is asked whether the service handles them, not whether they were hit. Check the name, or "
    "leave this out.",
)
_SAME_USERS = Words("（利用者は同じ者とします）", " (of the same users)")
_EACH = Words("（それぞれの利用者数とします）", " (so many users of each)")


@frozen
class OneLine:
    """An accident as it was told on the command line.

    Attributes:
        incident: the accident.
        said: what was taken for what was typed, a line each.
    """

    incident: Incident
    said: tuple[Words, ...]


def services_of(name: str) -> tuple[Service, ...]:
    """Give the services that a name stands for: mobile phones are voice and data.

    The words of the JSON documents (``voice``) will do as well.

    Raises:
        InvalidInput: it is the name of no service.

    Example:
        >>> [each.kind.value for each in services_of("携帯電話")]
        ['voice', 'internet_access']
    """
    if name in frozenset(Kind):
        return (Service(Kind(name)),)
    try:
        return services_named(name)
    except InvalidInput as error:
        (problem,) = error.problems
        hint = Words(problem.hint.ja + _KINDS.ja, problem.hint.en + _KINDS.en)
        raise InvalidInput([evolve(problem, path="", hint=hint)]) from None


def several_services(names: str) -> tuple[tuple[str, tuple[Service, ...]], ...]:
    """Give the services of names that are joined by ``+``, which may stand in a name too.

    Raises:
        InvalidInput: one of them is the name of no service.

    Example:
        >>> [name for name, services in several_services("FTTH+電子メール")]
        ['FTTH', '電子メール']
    """
    names = names.strip()
    try:
        return ((names, services_of(names)),)
    except InvalidInput:
        parts = [part.strip() for part in names.replace("＋", "+").split("+")]
        if len(parts) == 1 or not all(parts):
            raise
    return tuple((part, services_of(part)) for part in parts)


def read_users(text: str) -> Bounds[int]:
    """Read a number of users, as far as it is told.

    Raises:
        InvalidInput: it is no such number, or a cumulative one 延べ.

    Example:
        >>> read_users("約4.5万")
        Bounds(low=44500, high=45499)
    """
    try:
        users = read_count(text).value
    except InvalidInput as error:  # whose path is a place in the text
        raise InvalidInput(evolve(each, path="") for each in error.problems) from None
    refuse(*(evolve(each, given=shown(text)) for each in check_users("", users)))
    return users


def told_users(text: str, users: Bounds[int]) -> Iterator[Words]:
    """Say how a number was read, if it is known."""
    if not users.is_unknown:
        typed = visible(text.strip())
        yield Words(f"{typed} → {people(users, 'ja')}", f"{typed} → {people(users, 'en')}")


def accident(told: Told, now: datetime, *, carrier: str | None = None) -> OneLine:
    """Make an accident of the options that tell it.

    Args:
        told: the options in their order. `--service` begins the next group of them.
        now: the moment of the answer: what has not come by then is refused, and a time without a
            day is the latest such time before it.
        carrier: the name of the carrier.

    Raises:
        InvalidInput: with every problem, each with its option.

    Example:
        >>> from jikorules import JAPAN
        >>> told = [("--service", "FTTH"), ("--users", "約4.5万"), ("--since", "23:50")]
        >>> line = accident(told, datetime(2026, 11, 28, 3, tzinfo=JAPAN))
        >>> line.incident.impacts[0].users
        Bounds(low=44500, high=45499)
        >>> line.said[-1].ja
        '--since 23:50 → 2026年11月27日23時50分（日本時間）'
    """
    groups = _groups(told)
    impacts, said, problems = list[Impact](), list[Words](), list[Problem]()
    for group in groups:
        reading = _Group(group, now, among=len(groups))
        impacts += reading.impacts()
        said += reading.said
        problems += reading.problems
    refuse(*problems)
    is_one = len(groups) == 1 and len(several_services(groups[0]["--service"])) == 1
    overlap = Overlap.SAME if is_one and len(impacts) > 1 else Overlap.UNKNOWN
    return OneLine(Incident(impacts, carrier=carrier, overlap=overlap), tuple(said))


def _groups(told: Told) -> list[dict[str, Any]]:
    """Put the options of each service together; those before the first are of the first."""
    groups: list[dict[str, Any]] = [{}]
    for name, given in told:
        if name == "--service" and name in groups[-1]:
            groups.append({})
        group = groups[-1]
        other = _EXCLUDE.get(name)
        if other in group:
            first, second = sorted((name, str(other)))
            expected = _ONE_OF_TWO.filled(one=first, other=second)
            raise InvalidInput([Problem(name, expected, _BOTH, _TAKE_ONE)])
        if name == "--period":
            group.setdefault(name, []).append(given)
        elif name in group and given is not True:
            raise InvalidInput([Problem(name, _ONCE, _TWICE, _IN_GROUPS)])
        else:
            group[name] = given
    if "--service" not in groups[0]:
        raise InvalidInput([Problem("--service", _A_SERVICE, _NO_SERVICE, _NAME_IT)])
    return groups


class _Group:
    """The options of one service, as they are read."""

    def __init__(self, given: Mapping[str, Any], now: datetime, among: int) -> None:
        self.given, self.now = given, now
        self.said, self.problems = list[Words](), list[Problem]()
        # Of several services it has to be said of which a problem is.
        self.of = f"（{visible(given['--service'])}）" if among > 1 else ""

    def impacts(self) -> list[Impact]:
        """Give an impact for each service; none if there is a problem."""
        services = self._services()
        users = self._users()
        periods = self._periods()
        effect = Effect.DEGRADATION if "--degradation" in self.given else None
        if self.problems:
            return []
        try:
            return [Impact(each, users, periods, effect=effect) for each in services]
        except InvalidInput as error:  # such as a period after one that has not ended
            self._refused("--since", error)
            return []

    def _refused(self, option: str, error: InvalidInput) -> None:
        self.problems += under(option + self.of, error).problems

    def _services(self) -> list[Service]:
        names = self.given["--service"]
        try:
            found = several_services(names)
        except InvalidInput as error:
            self.problems += under("--service", error).problems
            return []
        services = [each for _, several in found for each in several]
        if len(services) > 1:
            whose = _SAME_USERS if len(found) == 1 else _EACH
            means = [
                series((service_name(each, lang) for each in services), lang)
                for lang in ("ja", "en")
            ]
            self.said.append(
                Words(
                    f"--service {visible(names)} → {means[0]}{whose.ja}",
                    f"--service {visible(names)} → {means[1]}{whose.en}",
                )
            )
        return [self._with_traits(each) for each in self._with_calls(services)]

    def _with_calls(self, services: Sequence[Service]) -> Sequence[Service]:
        """Tell the voice services among some whether they handle emergency calls."""
        option = next((each for each in ("--110", "--no-110") if each in self.given), None)
        if option is None:
            return services
        voice = [each for each in services if each.kind is Kind.VOICE]
        if not voice:
            self.problems.append(Problem(option + self.of, _VOICE, _NO_VOICE, _LEAVE_OUT))
        handles = option == "--110"
        for each in voice:
            if each.emergency_calls not in (None, handles):
                settled = (_SETTLED_NOT if handles else _SETTLED).filled(name=each.name)
                problem = Problem(option + self.of, _AS_NAMED, settled, _OTHER_NAME)
                self.problems.append(problem)
        return [
            evolve(each, emergency_calls=handles) if each in voice else each for each in services
        ]

    def _with_traits(self, service: Service) -> Service:
        for option, paid in (("--paid", True), ("--free", False)):
            if option in self.given:
                service = evolve(service, paid=paid)
        return service

    def _users(self) -> Bounds[int]:
        text = self.given.get("--users")
        if text is None:
            return Bounds.unknown()
        try:
            users = read_users(text)
        except InvalidInput as error:
            self._refused("--users", error)
            return Bounds.unknown()
        if not users.is_exact:
            self._say("--users", *told_users(text, users))
        return users

    def _say(self, option: str, *lines: Words) -> None:
        prefix = option + self.of + " "
        self.said += [Words(prefix + line.ja, prefix + line.en) for line in lines]

    def _periods(self) -> list[Period]:
        given = self.given
        pairs = [("--period", since, until) for since, until in given.get("--period", ())]
        if "--since" in given:
            pairs.append(("--since", given["--since"], given.get("--until")))
        elif "--until" in given:
            problem = Problem("--until" + self.of, _A_SINCE, _NO_SERVICE, _TELL_START)
            self.problems.append(problem)
        elif not pairs:
            problem = Problem("--since" + self.of, _A_START, _NO_SERVICE, _TELL_START)
            self.problems.append(problem)
        found = (self._period(*each) for each in pairs)
        return [each for each in found if each is not None]

    def _period(self, option: str, since: str, until: str | None) -> Period | None:
        at = option
        try:
            start = read_start(since, self.now)
            self._say(at, start.said)
            if until is None:
                return Period(start.moment)
            at = "--until" if option == "--since" else option
            end = read_end(until, start.moment, self.now)
        except InvalidInput as error:
            self._refused(at, error)
            return None
        if end is not None:
            self._say(at, end.said)
        return Period(start.moment, None if end is None else end.moment)
