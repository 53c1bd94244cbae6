"""One door for all that is written: an accident, the answer, and what follows from it."""

from typing import TYPE_CHECKING, Any

from jikorules.facts.incident import Incident
from jikorules.judgement.verdict import Verdict
from jikorules.wire.incident import incident_to_wire
from jikorules.wire.values import plain
from jikorules.wire.verdict import verdict_to_wire

if TYPE_CHECKING:
    from jikorules.judgement.changes.outlook import Outlook
    from jikorules.law.ruleset import RuleSet
    from jikorules.reporting.duty import Duty


def to_wire(thing: "Incident | Verdict | Outlook | Duty | RuleSet") -> dict[str, Any]:
    """Write an incident, a verdict, an outlook, a duty or a rule set as plain JSON data.

    Raises:
        TypeError: there is no wire form for such a thing.

    Example:
        >>> from jikorules import ruleset
        >>> to_wire(ruleset("H31"))["id"]
        '2019-04-01'
    """
    match thing:
        case Verdict():
            return verdict_to_wire(thing)
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
