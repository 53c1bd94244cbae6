"""A receipt 控え of a verdict: what it rested on, so that it can be judged again years later.

A receipt holds the verdict as it was written, and digests of the facts and of the law it was
reached from. `verify` judges the facts again and says what differs. All raise `JikorulesError`
where the library rfc8785 is not installed.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from functools import cache
from itertools import chain
from typing import Any

from attrs import asdict, evolve, frozen
from cattrs import Converter

from jikorules.basics.errors import InvalidInput, Lang, Problem, Words, shown
from jikorules.basics.moments import JAPAN, to_fixed_offset
from jikorules.basics.strict_reading import expect_mapping, structured
from jikorules.basics.validation import check_time, refuse
from jikorules.basics.versions import VERSION, WIRE
from jikorules.facts.incident import Incident, Period
from jikorules.judgement.judge import judge
from jikorules.judgement.limbs import limbs_of
from jikorules.judgement.verdict import Flag, Limb, Reading, Verdict
from jikorules.law.ruleset import RuleSet, rulesets
from jikorules.proof.canonical import Digest, canonical, digest, read_digest
from jikorules.wire.answers import to_wire
from jikorules.wire.comparison import ABSENT, differing
from jikorules.wire.value_reader import value_reader
from jikorules.wire.values import plain
from jikorules.wire.verdict import limb_to_wire

__all__ = [
    "Discrepancy",
    "Receipt",
    "Why",
    "discrepancies_text",
    "incident_digest",
    "receipt",
    "receipt_from_wire",
    "receipt_to_wire",
    "verify",
]

_TEXT = Words("空でない文字列", "a text that is not empty")
_COPY = Words("元の控えから写してください。", "Copy it from the receipt as it was.")
_WIRE = Words(f"{WIRE}（入出力の形式の版）", f"{WIRE}, the version of the wire format")
_NEWER = Words(
    "この形式を読める版の jikorules で読んでください。",
    "Read it with a version of jikorules that knows this format.",
)


class Why(StrEnum):
    """Why a receipt does not verify."""

    RECEIPT = "receipt"
    """The receipt contradicts itself, or names a moment at which nothing could be judged."""
    FACTS = "facts"
    """The incident is not the one that was judged."""
    LAW = "law"
    """The rule set is recorded differently now, or is not known."""
    CODE = "code"
    """The same facts and the same law give another answer: the library answers differently now,
    or the verdict in the receipt was changed."""


@frozen
class Discrepancy:
    """One thing in which a receipt and what is found now differ.

    Attributes:
        cause: why they differ.
        path: where in the receipt, on the wire, such as ``verdict.findings[0].met``.
        recorded: the value in the receipt; `ABSENT` if there is none.
        found: the value found now, or for `Why.RECEIPT` the one the receipt has elsewhere;
            `ABSENT` if there is none.
    """

    cause: Why
    path: str
    recorded: Any
    found: Any

    def text(self, lang: Lang = "ja") -> str:
        """Say the difference in one line."""
        recorded, found = (
            each.text(lang) if isinstance(each, Words) else shown(each)
            for each in (self.recorded, self.found)
        )
        if lang == "ja":
            return f"{self.path}：控えでは {recorded}、今は {found}"
        return f"{self.path}: {recorded} in the receipt, {found} now"


@frozen
class Receipt:
    """What a verdict rested on, and the verdict.

    Attributes:
        library: the version of this library that judged.
        wire: the version of the wire format.
        rules: the id of the rule set that was applied.
        rules_digest: its digest.
        incident_digest: the digest of the facts (see `incident_digest`).
        at: the moment for which a running accident was judged.
        verdict: the verdict on the wire, with the readings that the caller named, if any.
        recorded: the moment at which the receipt was made, as far as its maker told it.
    """

    library: str
    wire: int
    rules: str
    rules_digest: Digest
    incident_digest: Digest
    at: datetime | None
    verdict: dict[str, Any]
    recorded: datetime | None = None


def receipt(verdict: Verdict, *, recorded: datetime | None = None) -> Receipt:
    """Make the receipt of a verdict.

    Args:
        verdict: the verdict.
        recorded: the moment at which it is made, with its time zone, if that is to be kept. No
            clock is read here.

    Raises:
        InvalidInput: with every value that canonical JSON cannot hold (see `canonical`), such as
            2**53 users or more, each with its path from ``incident`` or ``verdict`` on; or
            `recorded` is no moment with a time zone.

    Example:
        >>> from jikorules import Impact, Period, Service
        >>> start = datetime(2019, 3, 16, 7, 47, tzinfo=JAPAN)
        >>> voice = Service("voice", emergency_calls=True)
        >>> incident = Incident([Impact(voice, 41_382, Period(start, start.replace(hour=11)))])
        >>> made = receipt(judge(incident))
        >>> made.rules, made.verdict["grade"]
        ('2015-04-01', 'serious')
        >>> verify(made, incident)
        ()
    """
    if recorded is not None:
        refuse(*check_time("recorded", recorded))
    facts, written = _facts(verdict.incident), to_wire(verdict)
    canonical({"incident": facts, "verdict": written})  # so that all that is refused comes at once
    rules, at = verdict.rules, verdict.at and to_fixed_offset(verdict.at)
    law = Digest(rules.digest)
    made = recorded and to_fixed_offset(recorded)
    return Receipt(VERSION, WIRE, rules.id, law, digest(facts), at, written, made)


def incident_digest(incident: Incident) -> Digest:
    """Give the digest of the facts, by which a receipt knows its incident.

    It is that of the incident as `to_wire` writes it, with all times in Japan time, in canonical
    form. So equal incidents have one digest, however they were written down: the order of the
    names, values that may be left out and the time zone do not matter; the order of impacts does.

    Raises:
        InvalidInput: canonical JSON cannot hold a value (see `canonical`).
    """
    return digest(_facts(incident))


def _facts(incident: Incident) -> dict[str, Any]:
    critical = incident.critical_facility
    return to_wire(
        evolve(
            incident,
            impacts=[
                evolve(each, periods=[_in_japan(period) for period in each.periods])
                for each in incident.impacts
            ],
            critical_facility=critical and evolve(critical, period=_in_japan(critical.period)),
        )
    )


def _in_japan(period: Period) -> Period:
    return Period(period.start.astimezone(JAPAN), period.end and period.end.astimezone(JAPAN))


def verify(
    receipt: Receipt, incident: Incident, *, rules: RuleSet | None = None
) -> tuple[Discrepancy, ...]:
    """Judge an incident again as its receipt says, and tell all that differs, if anything does.

    Differences between the verdicts are put down to the first of these causes that is there: other
    facts, another law, a receipt that contradicts itself. Only where there is none is it the code;
    a changed verdict cannot be told from that, unless the receipt stands in a ledger.

    Two flags are left out of the comparison, as they rest on what the digest of a rule set does not
    cover: ``law_unchecked``, which goes when somebody has held the law against its source again,
    and ``straddles_amendment``, which comes with an amendment announced later, and which `judge`
    gives only if it chose the rule set itself.

    Args:
        receipt: the receipt.
        incident: the facts that are said to have been judged.
        rules: the rule set that was applied, if it is one of the caller's own (see `load_law`).
            Left out, it is the official one of the receipt's id.

    Raises:
        InvalidInput: canonical JSON cannot hold a fact (see `canonical`); such an incident never
            had a receipt.
    """
    differ = [*_contradictions(receipt)]
    facts = incident_digest(incident)
    if facts != receipt.incident_digest:
        differ.append(Discrepancy(Why.FACTS, "incident_digest", receipt.incident_digest, facts))
    law = rules or next((each for each in rulesets() if each.id == receipt.rules), None)
    if law is None or law.id != receipt.rules:
        id_ = law.id if law else ABSENT
        return (*differ, Discrepancy(Why.LAW, "rules", receipt.rules, id_))
    if law.digest != receipt.rules_digest:
        differ.append(Discrepancy(Why.LAW, "rules_digest", receipt.rules_digest, law.digest))
    causes = {each.cause for each in differ}
    why = next((each for each in (Why.FACTS, Why.LAW, Why.RECEIPT) if each in causes), None)
    try:
        # Which rules hold was open: they were not chosen, but those that may hold.
        chosen = rules if receipt.verdict.get("alternatives") else law
        verdict = judge(incident, rules=chosen, at=receipt.at, readings=_readings(receipt, law))
    except InvalidInput:  # the moment is before the accident
        return (*differ, Discrepancy(why or Why.RECEIPT, "at", plain(receipt.at), ABSENT))
    apart = differing(_compared(receipt.verdict), _compared(to_wire(verdict)), "verdict")
    return (*differ, *(Discrepancy(why or Why.CODE, *each) for each in apart))


def _contradictions(receipt: Receipt) -> Iterator[Discrepancy]:
    """Compare what the receipt says twice."""
    judged_by = {
        "rules": {"id": receipt.rules, "digest": receipt.rules_digest},
        "at": plain(receipt.at),
    }
    stored = {key: value for key, value in receipt.verdict.items() if key in judged_by}
    for each in differing(stored, judged_by, "verdict"):
        yield Discrepancy(Why.RECEIPT, *each)


def _readings(receipt: Receipt, rules: RuleSet) -> dict[Limb, Reading]:
    """Find the limbs that the readings name; one that the rules do not have has no effect."""
    law = limbs_of(rules)
    limbs = [*chain(*law.rows, *law.periodic.values())]
    return {
        limb: Reading(each["reading"])
        for each in receipt.verdict.get("readings", ())
        for limb in limbs
        if all(each[key] == value for key, value in limb_to_wire(limb).items())
    }


def _compared(verdict: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what a verdict was judged by, and the two flags that rest on something else."""
    rest = {key: verdict[key] for key in verdict if key not in ("rules", "at", "readings")}
    if isinstance(rest.get("flags"), list):
        outside = (Flag.LAW_UNCHECKED.value, Flag.STRADDLES_AMENDMENT.value)
        rest["flags"] = [flag for flag in rest["flags"] if flag not in outside]
    return rest


_WELL = Words("控えのとおりです。", "All is as the receipt says.")
_SAID = {
    Why.RECEIPT: Words(
        "控えの中で食い違っています。控えが書き換えられています。台帳の行と比べてください。",
        "The receipt contradicts itself and was changed. Compare it with its line in the ledger.",
    ),
    Why.FACTS: Words(
        "事実が異なります。判定した時の事実の文書を、変えずに与えてください。",
        "The facts are others. Give the facts as they were judged, unchanged.",
    ),
    Why.LAW: Words(
        "規定のデータが異なるか、ありません。変更履歴の「law」の項を確かめてください。"
        "自社の規定によった判定では、その規定を rules に与えてください。",
        "The rule set is recorded differently, or is not known. See the law entries of the "
        "changelog. For a verdict under rules of your own, give them as rules.",
    ),
    Why.CODE: Words(
        "同じ事実と規定から、異なる判定が出ました。控えにある版の jikorules で判定し直して"
        "ください。控えのとおりになれば版の違い、ならなければ控えの書換えです。",
        "The same facts and law give another answer. Judge again with the version of jikorules "
        "that the receipt names: if that gives the answer in the receipt, the versions differ; "
        "if not, the receipt was changed.",
    ),
}


def discrepancies_text(found: Iterable[Discrepancy], lang: Lang = "ja") -> str:
    """Say what `verify` found: each cause with what to do, and below it the places.

    Example:
        >>> print(discrepancies_text([Discrepancy(Why.LAW, "rules", "2019-04-02", ABSENT)], "en"))
        The rule set is recorded differently, or is not known. See the law entries of the \
changelog. For a verdict under rules of your own, give them as rules.
          rules: '2019-04-02' in the receipt, nothing now
    """
    by_cause: dict[Why, list[str]] = {}
    for each in found:
        by_cause.setdefault(each.cause, []).append(f"  {each.text(lang)}")
    lines = [[_SAID[cause].text(lang), *places] for cause, places in by_cause.items()]
    return "\n".join(chain(*lines)) or _WELL.text(lang)


def receipt_to_wire(receipt: Receipt) -> dict[str, Any]:
    """Write a receipt as plain JSON data; `recorded` is left out if it was not told."""
    document = {**asdict(receipt, recurse=False), "at": plain(receipt.at)}
    recorded = document.pop("recorded")
    return document if recorded is None else {**document, "recorded": plain(recorded)}


def receipt_from_wire(document: Mapping[str, Any]) -> Receipt:
    """Read a receipt from plain JSON data.

    What the verdict says is not judged here, but by `verify`.

    Raises:
        InvalidInput: with every problem, each with its path.

    Example:
        >>> try:
        ...     receipt_from_wire({"library": "0.1.0", "wire": 2, "rules": ""})
        ... except InvalidInput as error:
        ...     print([problem.path for problem in error.problems])
        ['wire', 'rules', 'rules_digest', 'incident_digest', 'at', 'verdict']
    """
    made, problems = None, list[Problem]()
    try:
        made = read_receipt(document)
    except InvalidInput as error:
        problems += error.problems
    try:
        canonical(dict(document) if isinstance(document, Mapping) else document)
    except InvalidInput as error:
        told = {each.path for each in problems}
        problems += [each for each in error.problems if each.path not in told]
    if made is None or problems:
        raise InvalidInput(problems)
    return made


@frozen
class _NamedReading:
    """A reading on the wire, and the limb that it is of."""

    provision: Mapping[str, Any]
    required: Mapping[str, Any]
    reading: Reading


@frozen
class _Readings:
    """What `verify` reads out of a verdict on the wire; all else it compares."""

    readings: tuple[_NamedReading, ...] = ()


def read_receipt(document: Any, _: Any = None) -> Receipt:
    """Read a receipt, and raise as `receipt_from_wire`, which sees to canonical JSON as well."""
    return structured(_reader(), document, Receipt)


@cache
def _reader() -> Converter:
    converter = value_reader()

    def read_verdict(value: Any, _: Any) -> Any:
        named = {key: each for key, each in expect_mapping(value).items() if key == "readings"}
        converter.structure(named, _Readings)
        return value

    converter.register_structure_hook(str, _read_text)
    converter.register_structure_hook(int, _read_wire)
    converter.register_structure_hook(Digest, read_digest)
    converter.register_structure_hook_func(
        lambda cls: cls == Mapping[str, Any], lambda value, _: expect_mapping(value)
    )
    converter.register_structure_hook_func(lambda cls: cls == dict[str, Any], read_verdict)
    return converter


def _read_text(value: Any, _: Any) -> str:
    if not isinstance(value, str) or value == "":
        raise InvalidInput.of("", _TEXT, value, _COPY)
    return value


def _read_wire(value: Any, _: Any) -> int:
    if type(value) is not int or value != WIRE:
        raise InvalidInput.of("", _WIRE, value, _NEWER)
    return value
