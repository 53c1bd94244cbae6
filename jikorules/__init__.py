"""Is a Japanese telecommunications accident 電気通信事故 to be reported?

The law is dated data, an incident is plain facts, and `judge` is the only place where the two meet.
"""

from jikorules.bounds import Bounds
from jikorules.errors import InvalidInput, InvalidLaw, JikorulesError, NotCovered, Problem, Words
from jikorules.explain import tree
from jikorules.incident import (
    CATALOGUE,
    JAPAN,
    CriticalFacility,
    Impact,
    Incident,
    Period,
    Service,
)
from jikorules.judge import judge
from jikorules.law import Law, RuleSet, load_law, ruleset, rulesets
from jikorules.law.provisions import Citation
from jikorules.terms import CriticalKind, Effect, Equipment, Facility, Kind, Origin, Overlap
from jikorules.verdict import Exclusion, Finding, Flag, Grade, Limb, Measure, Met, Verdict
from jikorules.wire import from_wire, to_wire

__all__ = [
    "CATALOGUE",
    "JAPAN",
    "Bounds",
    "Citation",
    "CriticalFacility",
    "CriticalKind",
    "Effect",
    "Equipment",
    "Exclusion",
    "Facility",
    "Finding",
    "Flag",
    "Grade",
    "Impact",
    "Incident",
    "InvalidInput",
    "InvalidLaw",
    "JikorulesError",
    "Kind",
    "Law",
    "Limb",
    "Measure",
    "Met",
    "NotCovered",
    "Origin",
    "Overlap",
    "Period",
    "Problem",
    "RuleSet",
    "Service",
    "Verdict",
    "Words",
    "from_wire",
    "judge",
    "load_law",
    "ruleset",
    "rulesets",
    "to_wire",
    "tree",
]
