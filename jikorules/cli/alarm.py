"""What an answer asks of a machine that goes by the exit status: ``judge --status``."""

from collections.abc import Collection
from enum import IntEnum

from jikorules.cli.common import Unanswered
from jikorules.judgement.near_miss import NearMissVerdict
from jikorules.judgement.verdict import Grade, Met, Verdict


class Alarm(IntEnum):
    """How an answer is to be taken; its value is the exit status.

    None of them is a status that Python, a shell or the other commands use for something else.
    """

    NONE = 0
    """報告対象外: there is nothing to report."""
    PERIODIC = 10
    """四半期報告事故・年度報告: it belongs in the periodic report."""
    SERIOUS = 20
    """重大な事故: it is a serious accident, or a near-miss of one that has to be reported."""
    UNDECIDED = 30
    """未確定: it hangs on what is not known."""


_OF_GRADE = {
    Grade.NONE: Alarm.NONE,
    Grade.PERIODIC: Alarm.PERIODIC,
    Grade.SERIOUS: Alarm.SERIOUS,
}
_OF_MET = {Met.YES: Alarm.SERIOUS, Met.NO: Alarm.NONE, Met.UNDECIDED: Alarm.UNDECIDED}
_WORST_FIRST = (
    Alarm.SERIOUS,
    Unanswered.INVALID,  # it may be anything
    Alarm.UNDECIDED,
    Alarm.PERIODIC,
    Unanswered.LEFT_OUT,  # it has duties of its own
    Alarm.NONE,
)


def alarm_of(verdict: Verdict | NearMissVerdict) -> Alarm:
    """Say how an answer is to be taken."""
    if isinstance(verdict, NearMissVerdict):
        return _OF_MET[verdict.met]
    return alarm_for(verdict.possible)


def alarm_for(possible: Collection[Grade]) -> Alarm:
    """Say how the grades that are possible are to be taken.

    Example:
        >>> alarm_for([Grade.SERIOUS]).name, alarm_for([Grade.NONE, Grade.SERIOUS]).name
        ('SERIOUS', 'UNDECIDED')
    """
    if len(possible) > 1:
        return Alarm.UNDECIDED
    (grade,) = possible
    return _OF_GRADE[grade]


def exit_status(alarms: Collection[Alarm], unanswered: int) -> int:
    """Give the exit status for several documents: that of the worst.

    Args:
        alarms: how the answers are to be taken.
        unanswered: the exit status for what has no answer, 0 if everything has.

    Example:
        >>> exit_status({Alarm.NONE, Alarm.UNDECIDED}, 0), exit_status({Alarm.NONE}, 2)
        (30, 2)
    """
    found = {*map(int, alarms), unanswered}
    return next(int(each) for each in _WORST_FIRST if each in found)
