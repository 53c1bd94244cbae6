"""Replies to the questions of a verdict, as people type or choose them, and the verdict after each.

Used wherever a person is asked: on the terminal, and in the page.
"""

from collections.abc import Sequence
from unicodedata import normalize

from attrs import evolve

from jikorules.basics.bounds import Bounds
from jikorules.basics.errors import InvalidInput, Words
from jikorules.basics.vocabulary import Overlap
from jikorules.cli.one_line import read_users, told_users
from jikorules.judgement.changes.questions import answer, judged_again
from jikorules.judgement.verdict import Quantity, Question, Reading, Verdict

Choice = tuple[Overlap | Reading, Words]
"""What may be chosen, and what it is called."""

YES = frozenset(("y", "yes", "はい"))
NO = frozenset(("n", "no", "いいえ", "まだ"))
UNKNOWN = frozenset(("", "-", "不明", "未確認", "調査中", "確認中", "unknown"))

_OVERLAPS = (
    (Overlap.DISJOINT, Words("別の者", "different people")),
    (Overlap.SAME, Words("同じ者", "the same people")),
)
_READINGS = (
    (
        Reading.WIDEST,
        Words(
            "初めの障害から最後の復旧まで、全ての利用者を合わせて数える",
            "from the first failure to the last restoration, all users together",
        ),
    ),
    (
        Reading.NARROWEST,
        Words(
            "中断のない最も長い時間について、その間を通じて影響を受けた利用者を数える",
            "the longest stretch without interruption, and who suffered for that long",
        ),
    ),
)
_VOICE_READINGS = (
    (Reading.WIDEST, Words("音声伝送役務とみる", "as voice")),
    (Reading.NARROWEST, Words("みない", "not as voice")),
)
A_REPLY = Words("示された答え方のいずれか", "one of the replies shown")
IF_UNKNOWN = Words("分からなければ - としてください。", "If it is unknown, give -.")
_A_NUMBER = Words("基準（{n:,}人）以上か否かの定まる数", "a number that tells whether it is {n:,}")
_CONTRADICTS = Words("これまでの答えに反しない数", "a number that goes with what was told before")
_GO_BACK = Words("前の答えを改めるには b としてください。", "To change what was told, give b.")


def choices_of(question: Question) -> Sequence[Choice]:
    """Give what may be chosen in reply to a question; nothing if it asks for yes, no or a value.

    Example:
        >>> [words.en for _, words in choices_of(Question(Quantity.OVERLAP))]
        ['different people', 'the same people']
    """
    if question.quantity is Quantity.READING:
        return _VOICE_READINGS if question.limb is None else _READINGS
    return _OVERLAPS if question.quantity is Quantity.OVERLAP else ()


def asks_number(question: Question) -> bool:
    """Whether a question may be answered by a number of users."""
    return question.quantity in (Quantity.USERS, Quantity.MONTHLY_USERS)


def plain(reply: str) -> str:
    """Give a reply as it is compared: without spaces around it, narrow and in small letters.

    Example:
        >>> plain(" Ｙ ")
        'y'
    """
    return normalize("NFKC", reply).strip().lower()


def replied(verdict: Verdict, question: Question, reply: str) -> tuple[Verdict, tuple[Words, ...]]:
    """Judge with a question answered; and say what was taken for the reply.

    The reply is the number of a choice, yes or no (`YES`, `NO`), or a number of users.

    Raises:
        InvalidInput: it is no reply to the question, or contradicts what was told before.

    Example:
        >>> from jikorules import from_wire, judge, questions
        >>> email = {"kind": "email", "paid": True}
        >>> verdict = judge(from_wire({"impacts": [{"service": email, "users": None,
        ...     "start": "2026-05-10T01:00+09:00", "end": "2026-05-10T04:00+09:00"}]}))
        >>> asked = questions(verdict)[0]
        >>> told, said = replied(verdict, asked, "約4万5千人")
        >>> said[0].en, told.grade.name
        ('約4万5千人 → 44,500 users to 45,499 users', 'SERIOUS')
    """
    said = plain(reply)
    choices = choices_of(question)
    if choices:
        numbers = {str(n): choice for n, (choice, _) in enumerate(choices, 1)}
        if said not in numbers:
            raise InvalidInput.of("", A_REPLY, reply, IF_UNKNOWN)
        return answer(verdict, question, numbers[said]), ()
    may_count = asks_number(question)
    if said in YES | NO and (question.value is not None or not may_count):
        return answer(verdict, question, said in YES), ()
    if not may_count:
        raise InvalidInput.of("", A_REPLY, reply, IF_UNKNOWN)
    users = read_users(reply)
    return _counted(verdict, question, users, reply), tuple(told_users(reply, users))


def _counted(verdict: Verdict, question: Question, users: Bounds[int], reply: str) -> Verdict:
    """Judge with a number that was told to a question about one."""
    incident, i = verdict.incident, question.impact or 0
    impact = incident.impacts[i]
    is_hit = question.quantity is Quantity.USERS
    known = impact.users if is_hit else impact.service.monthly_users
    low = max((end for end in (known.low, users.low) if end is not None), default=None)
    high = min((end for end in (known.high, users.high) if end is not None), default=None)
    if low is not None and high is not None and low > high:
        raise InvalidInput.of("", _CONTRADICTS, reply, _GO_BACK)
    value = question.value
    if value is not None and (low or 0) < value and (high is None or high >= value):
        raise InvalidInput.of("", _A_NUMBER.filled(n=value), reply, IF_UNKNOWN)
    counted = Bounds(low, high)
    if is_hit:
        impacts = [*incident.impacts[:i], evolve(impact, users=counted), *incident.impacts[i + 1 :]]
    else:
        service = evolve(impact.service, monthly_users=counted)
        impacts = [
            evolve(each, service=service) if each.service == impact.service else each
            for each in incident.impacts
        ]
    return judged_again(evolve(verdict, incident=evolve(incident, impacts=impacts)))
