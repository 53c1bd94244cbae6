"""Rule sets as plain JSON data."""

from typing import Any

from jikorules.law.ruleset import RuleSet


def ruleset_to_wire(rules: RuleSet) -> dict[str, Any]:
    """Write a rule set, with its digest."""
    return {
        **rules.document(),
        "until": rules.until and rules.until.isoformat(),
        "checked": rules.checked.isoformat(),
        "digest": rules.digest,
    }
