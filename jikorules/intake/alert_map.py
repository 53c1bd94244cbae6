"""What the user knows and no tool does: which alert concerns which service, and whose users."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from attrs import field, frozen
from cattrs import Converter

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Problem, Words, shown, visible
from jikorules.basics.iso8601 import parse_duration
from jikorules.basics.strict_reading import expect_mapping, read_exactly, structured
from jikorules.basics.validation import (
    Found,
    check_flag,
    check_items,
    check_member,
    check_text,
    check_type,
    check_users,
    refuse,
)
from jikorules.basics.vocabulary import Effect, to_effect
from jikorules.facts.incident import Impact, Period, to_items
from jikorules.facts.service import Service, to_users
from jikorules.intake.signals import Pairs, Signal, check_pairs, to_pairs
from jikorules.wire.incident_strict import services_read
from jikorules.wire.service_names import is_by_name
from jikorules.wire.value_reader import fact_reader

_A_SERVICE = Words("役務（Service）", "a Service")
_AN_AFFECTED = Words("影響（Affected）", "an Affected")
_A_MATCH = Words("対応（Match）", "a Match")
_ONE_IMPACT = Words("1つ以上の影響", "at least one impact")
_ONE_LABEL = Words("1つ以上のラベル", "at least one label")
_GIVE_LABEL = Words(
    "どの知らせに当たるかを、ラベルとその値で与えてください。",
    "Say by labels and their values which alerts it is about.",
)
_GIVE_IMPACT = Words(
    "その知らせが示す役務（と、分かれば利用者数）を与えてください。",
    "Give the services that such an alert is about, and their users if known.",
)
_EARLIER = Words("前の対応より先に書くこと", "a place before the earlier one")
_NEVER = Words("matches[{i}] に先に当たるため、使われません", "matches[{i}] always comes first")
_REORDER = Words(
    "初めに当たった対応だけを用います。ラベルの多い（狭い）対応を先に書いてください。",
    "Only the first match is used: write the one with more labels first.",
)
_TEXT = Words("文字列", "a string")
_BOOL = Words("true 又は false", "true or false")
_SPAN = Words("0以上の時間（ISO 8601）", "a time of 0 or more after ISO 8601")
_WRITE_SPAN = Words('例："PT24H"。', 'Like "PT24H".')
_FLAG_HINT = Words("引用符を付けずに書いてください。", "Write it without quotation marks.")
_TOML = Words("TOML の文書", "a TOML document")
_MEND = Words("示された位置の前後を修正してください。", "Mend the document near that place.")


@frozen
class Affected:
    """What an alert means for one service: an `Impact` without its time.

    Attributes:
        service: the service.
        users: how many users it hits; a plain count will do, None (left out) is unknown.
        effect: suspension 停止 or degradation 品質の低下; None if not told.
        supplementary: whether only a supplementary function 付加的な機能 is hit; None if unknown.

    Raises:
        InvalidInput: with all values that are not of their type.
    """

    service: Service
    users: Bounds[int] = field(default=None, converter=to_users)
    effect: Effect | None = field(default=None, converter=to_effect, kw_only=True)
    supplementary: bool | None = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            *check_type("service", Service, self.service, _A_SERVICE),
            *check_users("users", self.users),
            *(() if self.effect is None else check_member("effect", Effect, self.effect)),
            *check_flag("supplementary", self.supplementary),
        )

    def during(self, *periods: Period) -> Impact:
        """Give the impact in a time."""
        return Impact(
            self.service,
            self.users,
            periods,
            effect=self.effect,
            supplementary=self.supplementary,
        )


@frozen
class Match:
    """Which alerts mean which impacts.

    Attributes:
        labels: what an alert has to say: all of these labels, with exactly these values.
        impacts: what it then means; one `Affected` a service.

    Raises:
        InvalidInput: there are no labels or no impacts, or they are not of their type.
    """

    labels: Pairs = field(converter=to_pairs)
    impacts: tuple[Affected, ...] = field(converter=to_items)

    def __attrs_post_init__(self) -> None:
        refuse(
            *check_pairs("labels", self.labels),
            *_check_labels("labels", self.labels),
            *check_items("impacts", Affected, self.impacts, _AN_AFFECTED),
            *_check_some("impacts", self.impacts),
        )


_Impacts = tuple[Affected, ...]


def _check_labels(path: str, labels: object) -> Found:
    return () if labels else (Problem(path, _ONE_LABEL, "{}", _GIVE_LABEL),)


def _check_some(path: str, impacts: object) -> Found:
    return () if impacts else (Problem(path, _ONE_IMPACT, "[]", _GIVE_IMPACT),)


@frozen
class AlertMap:
    """The user's map from alerts to services.

    Attributes:
        matches: the first that an alert fits is used.
        carrier: the name of the carrier, for all accidents.
        minor: whether these are minor accidents 軽微な事故 named by the notice; unknown if left
            out, as no tool knows.
        disaster: whether a natural disaster caused them; unknown if left out, likewise.
        trust_resolved: whether the end of an alert is taken for the end of what users suffered. If
            not, which is the default, the accident goes on until somebody says otherwise.
        apart: after so much time without any alert of a group, the next one is another accident.
            No law says how long it is.

    Raises:
        InvalidInput: with all values that are not of their type, and every match that is never
            used, as an earlier one fits whatever it fits.

    Example:
        >>> phone = Affected(Service("voice", emergency_calls=True), 40_000)
        >>> AlertMap([Match({"alertname": "VoiceDown"}, phone)]).trust_resolved
        False
    """

    matches: tuple[Match, ...] = field(converter=to_items)
    carrier: str | None = field(default=None, kw_only=True)
    minor: bool | None = field(default=None, kw_only=True)
    disaster: bool | None = field(default=None, kw_only=True)
    trust_resolved: bool = field(default=False, kw_only=True)
    apart: timedelta = field(default=timedelta(hours=24), kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            *check_items("matches", Match, self.matches, _A_MATCH),
            *check_text("carrier", self.carrier),
            *check_flag("minor", self.minor),
            *check_flag("disaster", self.disaster),
            *check_type("trust_resolved", bool, self.trust_resolved, _BOOL, _FLAG_HINT),
            *_check_span("apart", self.apart),
        )
        refuse(*_never_used(self.matches))

    def match(self, signal: Signal) -> Match | None:
        """Give the first match that a signal fits."""
        said = set(signal.labels)
        return next((each for each in self.matches if said.issuperset(each.labels)), None)


def _check_span(path: str, value: object) -> Found:
    good = type(value) is timedelta and value >= timedelta()
    return () if good else (Problem(path, _SPAN, shown(value), _WRITE_SPAN),)


def _never_used(matches: tuple[Match, ...]) -> Iterator[Problem]:
    earlier: list[frozenset[tuple[str, str]]] = []
    for i, each in enumerate(matches):
        labels = frozenset(each.labels)
        before = next((j for j, other in enumerate(earlier) if other <= labels), None)
        if before is not None:
            yield Problem(f"matches[{i}]", _EARLIER, _NEVER.filled(i=before), _REORDER)
        earlier.append(labels)


def read_alert_map(given: str | Mapping[str, Any]) -> AlertMap:
    """Read a map: a TOML text, or the same as a mapping.

    Raises:
        InvalidInput: with every problem, each with its path.

    Example:
        >>> phone = read_alert_map('''
        ...     [[matches]]
        ...     labels = { alertname = "VoiceDown", region = "east" }
        ...     [[matches.impacts]]
        ...     service = { kind = "voice", emergency_calls = true }
        ...     users = { at_least = 30000 }
        ... ''')
        >>> phone.matches[0].impacts[0].users
        Bounds(low=30000, high=None)
    """
    document: Any = given
    if isinstance(given, str):
        try:
            document = tomllib.loads(given)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            why = Words(f"読み取れません（{error}）", f"it cannot be read ({error})")
            raise InvalidInput([Problem("", _TOML, why, _MEND)]) from None
    return structured(_reader(), document, AlertMap)


@cache
def _reader() -> Converter:
    converter = fact_reader()
    converter.register_structure_hook(bool, read_exactly)
    converter.register_structure_hook(timedelta, _span)
    converter.register_structure_hook_func(lambda cls: cls == Pairs, _labels)
    read_service = converter.get_structure_hook(Service)
    converter.register_structure_hook(Service, lambda value, _: _service(value, read_service))
    read_impacts = converter.get_structure_hook(_Impacts)
    converter.register_structure_hook_func(
        lambda cls: cls == _Impacts, lambda value, cls: _impacts(read_impacts(value, cls))
    )
    return converter


def _service(value: Any, read: Any) -> Service:
    """Read a service as accidents have it; of a name that stands for several, one has to be told.

    Each has its own impact here, with its own users.
    """
    service: Service
    if is_by_name(value):
        service, *others = services_read(value, read)
        return Service.named(value["name"]) if others else service  # which says what to write
    service = read(value, Service)
    return service


def _impacts(impacts: "_Impacts") -> "_Impacts":
    refuse(*_check_some("", impacts))
    return impacts


def _span(value: Any, _: Any) -> timedelta:
    span = parse_duration(value) if isinstance(value, str) else None
    if span is None or span < timedelta():
        raise InvalidInput.of("", _SPAN, value, _WRITE_SPAN)
    return span


def _labels(value: Any, _: Any) -> Pairs:
    labels = expect_mapping(value)
    refuse(
        *_check_labels("", labels),
        *(
            problem
            for name, text in labels.items()
            for problem in check_type(visible(str(name)), str, text, _TEXT)
        ),
    )
    return to_pairs(labels)
