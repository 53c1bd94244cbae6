"""One door for all that is written: an accident, the answer, and what follows from it."""

from typing import TYPE_CHECKING, Any, get_args, overload

from jikorules.basics.errors import InvalidInput, Words
from jikorules.facts.incident import Incident
from jikorules.judgement.verdict import Verdict
from jikorules.wire.incident import incident_to_wire
from jikorules.wire.values import plain
from jikorules.wire.verdict import Told, verdict_to_wire

if TYPE_CHECKING:
    from jikorules.judgement.changes.outlook import Outlook
    from jikorules.law.ruleset import RuleSet
    from jikorules.reporting.duty import Duty


_WHICH = Words("all 又は met", "'all' or 'met'")
_OF_VERDICTS = Words(
    "事故の判定に限り、all は全ての検討の結果を、met は当たるものと定まらないものだけを書きます。",
    "Of a verdict 'all' writes every finding, 'met' those that are met or undecided.",
)


@overload
def to_wire(thing: Verdict, *, findings: Told = "all") -> dict[str, Any]: ...
@overload
def to_wire(thing: "Incident | Outlook | Duty | RuleSet") -> dict[str, Any]: ...
def to_wire(
    thing: "Incident | Verdict | Outlook | Duty | RuleSet", *, findings: Told = "all"
) -> dict[str, Any]:
    """Write an incident, a verdict, an outlook, a duty or a rule set as plain JSON data.

    Args:
        thing: what to write.
        findings: of a verdict, which findings are written: ``"all"``, or ``"met"`` for those that
            are met or undecided, which takes less time. The limbs that are not met are then
            left out: it is no complete answer, and no receipt can be made of it.

    Raises:
        TypeError: there is no wire form for such a thing.
        InvalidInput: `findings` is neither, or is given for what is no verdict.

    Example:
        >>> from jikorules import ruleset
        >>> to_wire(ruleset("H31"))["id"]
        '2019-04-01'
    """
    if findings != "all" and (findings not in get_args(Told) or not isinstance(thing, Verdict)):
        raise InvalidInput.of("findings", _WHICH, findings, _OF_VERDICTS)
    match thing:
        case Verdict():
            return verdict_to_wire(thing, findings)
        case Incident():
            return incident_to_wire(thing)
    # Who only judges does not pay for making these classes.
    from jikorules.judgement.changes.outlook import Outlook  # noqa: PLC0415
    from jikorules.law.ruleset import RuleSet  # noqa: PLC0415
    from jikorules.reporting.duty import Duty  # noqa: PLC0415
    from jikorules.wire.duty import duty_to_wire  # noqa: PLC0415
    from jikorules.wire.outlook import outlook_to_wire  # noqa: PLC0415

    match thing:
        case Outlook():
            return outlook_to_wire(thing)
        case Duty():
            return duty_to_wire(thing)
        case RuleSet():
            return thing.document() | {
                "until": plain(thing.until),
                "checked": plain(thing.checked),
                "revision_read": plain(thing.revision_read),
                "digest": thing.digest,
            }
    raise TypeError(f"no wire form for {type(thing).__name__}")
