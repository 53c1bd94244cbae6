"""Is a Japanese telecommunications accident 電気通信事故 to be reported?

The law is dated data, an incident is plain facts, and `judge` is the only place where the two meet.

A name is loaded when it is first used, so that importing the package costs next to nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jikorules.basics.bounds import Bounds as Bounds
    from jikorules.basics.errors import InvalidInput as InvalidInput
    from jikorules.basics.errors import InvalidLaw as InvalidLaw
    from jikorules.basics.errors import JikorulesError as JikorulesError
    from jikorules.basics.errors import NotCovered as NotCovered
    from jikorules.basics.errors import Problem as Problem
    from jikorules.basics.errors import Words as Words
    from jikorules.basics.moments import JAPAN as JAPAN
    from jikorules.basics.vocabulary import Basis as Basis
    from jikorules.basics.vocabulary import Content as Content
    from jikorules.basics.vocabulary import CriticalKind as CriticalKind
    from jikorules.basics.vocabulary import Effect as Effect
    from jikorules.basics.vocabulary import Equipment as Equipment
    from jikorules.basics.vocabulary import Event as Event
    from jikorules.basics.vocabulary import Facility as Facility
    from jikorules.basics.vocabulary import Function as Function
    from jikorules.basics.vocabulary import Kind as Kind
    from jikorules.basics.vocabulary import NetworkPart as NetworkPart
    from jikorules.basics.vocabulary import Origin as Origin
    from jikorules.basics.vocabulary import Overlap as Overlap
    from jikorules.basics.vocabulary import Reason as Reason
    from jikorules.facts.figures import Figure as Figure
    from jikorules.facts.figures import find_counts as find_counts
    from jikorules.facts.figures import find_durations as find_durations
    from jikorules.facts.figures import find_moments as find_moments
    from jikorules.facts.figures import read_count as read_count
    from jikorules.facts.figures import read_duration as read_duration
    from jikorules.facts.figures import read_moment as read_moment
    from jikorules.facts.incident import CriticalFacility as CriticalFacility
    from jikorules.facts.incident import Impact as Impact
    from jikorules.facts.incident import Incident as Incident
    from jikorules.facts.incident import Period as Period
    from jikorules.facts.near_miss import NearMiss as NearMiss
    from jikorules.facts.service import CATALOGUE as CATALOGUE
    from jikorules.facts.service import Service as Service
    from jikorules.judgement.changes.history import Change as Change
    from jikorules.judgement.changes.history import FactMoved as FactMoved
    from jikorules.judgement.changes.history import FindingTurned as FindingTurned
    from jikorules.judgement.changes.history import History as History
    from jikorules.judgement.changes.history import Look as Look
    from jikorules.judgement.changes.history import changes as changes
    from jikorules.judgement.changes.outlook import Crossing as Crossing
    from jikorules.judgement.changes.outlook import Margin as Margin
    from jikorules.judgement.changes.outlook import Need as Need
    from jikorules.judgement.changes.outlook import Outlook as Outlook
    from jikorules.judgement.changes.outlook import outlook as outlook
    from jikorules.judgement.changes.questions import answer as answer
    from jikorules.judgement.changes.questions import questions as questions
    from jikorules.judgement.changes.replay import Difference as Difference
    from jikorules.judgement.changes.replay import Replay as Replay
    from jikorules.judgement.changes.replay import replay as replay
    from jikorules.judgement.frames.judge_frame import judge_frame as judge_frame
    from jikorules.judgement.judge import judge as judge
    from jikorules.judgement.near_miss import NearMissFinding as NearMissFinding
    from jikorules.judgement.near_miss import NearMissFlag as NearMissFlag
    from jikorules.judgement.near_miss import NearMissVerdict as NearMissVerdict
    from jikorules.judgement.near_miss import judge_near_miss as judge_near_miss
    from jikorules.judgement.verdict import Exclusion as Exclusion
    from jikorules.judgement.verdict import Finding as Finding
    from jikorules.judgement.verdict import Flag as Flag
    from jikorules.judgement.verdict import Given as Given
    from jikorules.judgement.verdict import Grade as Grade
    from jikorules.judgement.verdict import Limb as Limb
    from jikorules.judgement.verdict import Met as Met
    from jikorules.judgement.verdict import Quantity as Quantity
    from jikorules.judgement.verdict import Question as Question
    from jikorules.judgement.verdict import Reading as Reading
    from jikorules.judgement.verdict import Verdict as Verdict
    from jikorules.law.notice import Guideline as Guideline
    from jikorules.law.open_days import Closed as Closed
    from jikorules.law.open_days import is_open as is_open
    from jikorules.law.open_days import next_open as next_open
    from jikorules.law.open_days import why_closed as why_closed
    from jikorules.law.provision import Citation as Citation
    from jikorules.law.ruleset import Law as Law
    from jikorules.law.ruleset import RuleSet as RuleSet
    from jikorules.law.ruleset import guideline as guideline
    from jikorules.law.ruleset import load_law as load_law
    from jikorules.law.ruleset import ruleset as ruleset
    from jikorules.law.ruleset import rulesets as rulesets
    from jikorules.reporting.agenda import Entry as Entry
    from jikorules.reporting.agenda import Reminder as Reminder
    from jikorules.reporting.agenda import Status as Status
    from jikorules.reporting.agenda import agenda as agenda
    from jikorules.reporting.agenda import reminders as reminders
    from jikorules.reporting.chain import AccidentCount as AccidentCount
    from jikorules.reporting.chain import CarrierAnswer as CarrierAnswer
    from jikorules.reporting.chain import Chain as Chain
    from jikorules.reporting.chain import count_accidents as count_accidents
    from jikorules.reporting.chain import judge_chain as judge_chain
    from jikorules.reporting.duties import OtherReason as OtherReason
    from jikorules.reporting.duties import duties as duties
    from jikorules.reporting.duty import Deadline as Deadline
    from jikorules.reporting.duty import Duty as Duty
    from jikorules.reporting.duty import OtherForm as OtherForm
    from jikorules.reporting.duty import Report as Report
    from jikorules.reporting.ics import to_ics as to_ics
    from jikorules.reporting.text import agenda_text as agenda_text
    from jikorules.reporting.text import duties_text as duties_text
    from jikorules.wire.answers import to_wire as to_wire
    from jikorules.wire.history import history_from_wire as history_from_wire
    from jikorules.wire.history import history_to_wire as history_to_wire
    from jikorules.wire.incident import from_wire as from_wire
    from jikorules.wire.near_miss import near_miss_from_wire as near_miss_from_wire
    from jikorules.wire.near_miss import near_miss_to_wire as near_miss_to_wire
    from jikorules.words.replay import replay_table as replay_table
    from jikorules.words.verdict import paragraph as paragraph
    from jikorules.words.verdict import sentence as sentence
    from jikorules.words.verdict import tree as tree

_HOMES = {
    "basics.bounds": "Bounds",
    "basics.errors": ("InvalidInput InvalidLaw JikorulesError NotCovered Problem Words"),
    "basics.moments": "JAPAN",
    "basics.vocabulary": (
        "Basis Content CriticalKind Effect Equipment Event Facility Function Kind NetworkPart Origin Overlap Reason"
    ),
    "facts.figures": (
        "Figure find_counts find_durations find_moments read_count read_duration read_moment"
    ),
    "facts.incident": "CriticalFacility Impact Incident Period",
    "facts.near_miss": "NearMiss",
    "facts.service": "CATALOGUE Service",
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
    "law.notice": "Guideline",
    "law.open_days": "Closed is_open next_open why_closed",
    "law.provision": "Citation",
    "law.ruleset": "Law RuleSet guideline load_law ruleset rulesets",
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
    "words.replay": "replay_table",
    "words.verdict": "paragraph sentence tree",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME)  # noqa: PLE0605


class _Package(ModuleType):
    """The package, with every public name loaded when it is first used."""

    def __getattr__(self, name: str) -> Any:
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        setattr(self, name, value)
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        # Importing the module `judge` must not hide the function `judge`.
        if name in _HOME and isinstance(value, ModuleType):
            value = getattr(value, name)
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *__all__]


sys.modules[__name__].__class__ = _Package
