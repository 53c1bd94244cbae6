"""Is a Japanese telecommunications accident 電気通信事故 to be reported?

The law is dated data, an incident is plain facts, and `judge` is the only place where the two meet.

Twelve rooms, each of which imports only rooms below it:

    basics < law, facts < judgement < words < reporting, statistics < wire
           < proof, testing, intake, sheets < cli

A public name is loaded when it is first used, so that importing the package costs next to nothing.
"""

from importlib import import_module

# Where the public names are at home; `__init__.pyi` tells type checkers the same.
_HOMES = {
    "basics.bounds": "Bounds Cumulative",
    "basics.errors": "InvalidInput InvalidLaw JikorulesError NotCovered Problem Words",
    "basics.moments": "JAPAN Moment",
    "basics.vocabulary": (
        "Basis Content CriticalKind Effect Equipment Event Facility Function InstalledBy Kind "
        "NetworkPart Origin Overlap Reason Reporter"
    ),
    "law.notice": "Guideline",
    "law.open_days": "Closed is_open next_open why_closed",
    "law.citation": "Citation",
    "law.ruleset": "Law RuleSet guideline load_law ruleset rulesets",
    "facts.figures": (
        "Figure find_counts find_durations find_moments read_count read_duration read_moment"
    ),
    "facts.incident": "CriticalFacility Impact Incident Period",
    "facts.near_miss": "NearMiss",
    "facts.service": "CATALOGUE Service services_named",
    "judgement.changes.history": "Change FactMoved FindingTurned History Look changes",
    "judgement.changes.outlook": "Crossing Margin Need Outlook outlook",
    "judgement.changes.questions": "answer questions",
    "judgement.changes.replay": "Difference Replay replay",
    "judgement.frames.judge_frame": "judge_frame",
    "judgement.judge": "judge",
    "judgement.near_miss": "NearMissFinding NearMissFlag NearMissVerdict judge_near_miss",
    "judgement.verdict": (
        "Exclusion Finding Flag Given Grade Limb Met Quantity Question Reading Verdict"
    ),
    "words.replay": "replay_table",
    "words.verdict": "paragraph sentence tree",
    "reporting.agenda": "Entry Reminder Status agenda reminders",
    "reporting.chain": "AccidentCount CarrierAnswer Chain count_accidents judge_chain",
    "reporting.duties": "OtherReason duties",
    "reporting.duty": "Deadline Duty OtherForm Report",
    "reporting.ics": "to_ics",
    "reporting.text": "agenda_text duties_text",
    "wire.answers": "to_wire",
    "wire.history": "history_from_wire history_to_wire",
    "wire.incident": "from_wire",
    "wire.near_miss": "near_miss_from_wire near_miss_to_wire",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value  # the next time it is found at once
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
