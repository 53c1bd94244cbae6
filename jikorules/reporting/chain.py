"""One accident at a wholesaler and the accidents of its recipients 卸電気通信役務.

Each carrier is judged by its own users and has its own duties; the official statistics count one
accident, and every carrier that reports it.
"""

from collections.abc import Iterable
from datetime import datetime

from attrs import field, frozen

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import Problem, Words
from jikorules.basics.validation import check_items, check_type, refuse
from jikorules.basics.vocabulary import Origin
from jikorules.facts.incident import Incident, check_carrier, to_items
from jikorules.judgement.judge import judge
from jikorules.judgement.verdict import Grade, Verdict
from jikorules.law.ruleset import Rules
from jikorules.reporting.duties import duties
from jikorules.reporting.duty import Duty

_AN_INCIDENT = Words("事故（Incident）", "an Incident")
_FROM_WHOLESALER = Words("wholesaler（卸元の事故による）", "wholesaler, where the failure lay")
_SET_ORIGIN = Words(
    "卸先の事故の origin は wholesaler としてください。",
    "Set the origin of a recipient's accident to 'wholesaler'.",
)


def _recipients(value: Iterable[Incident]) -> tuple[Incident, ...]:
    return to_items(value)


@frozen
class Chain:
    """One accident at a wholesaler and the accidents of its recipients, each with its own users.

    Attributes:
        wholesaler: the accident of the carrier whose facilities failed.
        recipients: the accidents of those to whom it provides the service; none for an accident
            that reached no other carrier.

    Raises:
        InvalidInput: an item is no incident or one of a tower provider, or a recipient's failure
            does not lie with the wholesaler.
    """

    wholesaler: Incident
    recipients: tuple[Incident, ...] = field(default=(), converter=_recipients)

    def __attrs_post_init__(self) -> None:
        refuse(
            *check_type("wholesaler", Incident, self.wholesaler, _AN_INCIDENT),
            *check_items("recipients", Incident, self.recipients, _AN_INCIDENT),
        )
        refuse(
            *check_carrier("wholesaler.reporter", self.wholesaler.reporter),
            *(
                problem
                for i, each in enumerate(self.recipients)
                for problem in check_carrier(f"recipients[{i}].reporter", each.reporter)
            ),
            *(
                Problem(f"recipients[{i}].origin", _FROM_WHOLESALER, each.origin.value, _SET_ORIGIN)
                for i, each in enumerate(self.recipients)
                if each.origin is not Origin.WHOLESALER
            ),
        )


def wholesalers(incidents: Iterable[Incident]) -> dict[str | None, Incident]:
    """Give by the name of each chain the accident of its wholesaler, if it is told once.

    Example:
        >>> from datetime import datetime
        >>> from jikorules import JAPAN, Impact, Period, Service
        >>> night = Period(datetime(2018, 12, 6, 1, 39, tzinfo=JAPAN))
        >>> lte = Incident([Impact(Service("voice"), 30_000, night)], chain="LTE", carrier="卸元")
        >>> from attrs import evolve
        >>> wholesalers([lte, evolve(lte, origin="wholesaler")])["LTE"].carrier
        '卸元'
    """
    leads: dict[str | None, list[Incident]] = {}
    for each in incidents:
        if each.chain is not None and each.origin is not Origin.WHOLESALER:
            leads.setdefault(each.chain, []).append(each)
    return {chain: each[0] for chain, each in leads.items() if len(each) == 1}


@frozen
class CarrierAnswer:
    """What the law says to one carrier.

    Attributes:
        verdict: the verdict on its accident.
        duties: what it must report, and to whom.
    """

    verdict: Verdict
    duties: tuple[Duty, ...]


def judge_chain(
    chain: Chain, *, rules: Rules | None = None, at: datetime | None = None
) -> tuple[CarrierAnswer, ...]:
    """Judge the accident of every carrier, the wholesaler's first.

    Args:
        chain: the accidents.
        rules: the rule set to apply; for each accident that of its first day if left out.
        at: "now" for accidents that still run.

    Raises:
        InvalidInput: as `judge` and `duties`.
    """
    origin = judge(chain.wholesaler, rules=rules, at=at)
    verdicts = [judge(each, rules=rules, at=at) for each in chain.recipients]
    return (
        CarrierAnswer(origin, duties(origin)),
        *(CarrierAnswer(each, duties(each, wholesaler=origin)) for each in verdicts),
    )


@frozen
class AccidentCount:
    """How many accidents there were, and how many carriers reported them.

    A carrier with two accidents reports twice, and counts twice.

    Attributes:
        accidents: the accidents; a chain is one.
        carriers: the carriers, over all accidents.
    """

    accidents: Bounds[int]
    carriers: Bounds[int]


def count_accidents(
    answered: Iterable[Iterable[CarrierAnswer]], grade: Grade = Grade.SERIOUS
) -> AccidentCount:
    """Count accidents of a grade, and the carriers that report them, as the statistics do.

    Args:
        answered: what `judge_chain` gave for each chain.
        grade: the grade to count. An undecided verdict counts from 0 to 1.
    """
    sure, most = list[int](), list[int]()  # carriers, by chain
    for answers in answered:
        possible = [answer.verdict.possible for answer in answers]
        sure.append(sum(grades == (grade,) for grades in possible))
        most.append(sum(grade in grades for grades in possible))
    accidents = Bounds(sum(map(bool, sure)), sum(map(bool, most)))
    return AccidentCount(accidents, Bounds(sum(sure), sum(most)))
