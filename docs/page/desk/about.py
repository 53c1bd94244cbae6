"""What the page needs once: the version, names of services, and words of the library."""

from collections.abc import Mapping
from typing import Any

from jikorules import Words, rulesets
from jikorules.basics.versions import VERSION
from jikorules.facts.service_names import service_names
from jikorules.words.names import CRITICAL_KINDS, EQUIPMENT, KINDS, REPORTERS
from jikorules.words.numbers import day

from .typed import Told


def about(request: Told) -> dict[str, Any]:
    """Say what the page needs once: the version, names of services, and words of the library."""
    lang = request["lang"]
    newest = rulesets()[-1]

    def words(of: Mapping[Any, Words]) -> list[dict[str, str]]:
        return [{"value": each.value, "text": it.text(lang)} for each, it in of.items()]

    return {
        "version": VERSION,
        "law": newest.id,
        "checked": day(newest.checked, lang),
        "rules": [{"id": each.id, "text": day(each.in_force, lang)} for each in rulesets()],
        "names": [each.name for each in service_names() if not each.may_be],
        "kinds": words(KINDS),
        "critical_kinds": words(CRITICAL_KINDS),
        "equipment": words(EQUIPMENT),
        "reporters": words(REPORTERS),
    }
