"""Questions in words."""

from collections.abc import Sequence

from jikorules.basics.errors import Lang, Words
from jikorules.judgement.verdict import Quantity, Question
from jikorules.words.incident import IMPACT
from jikorules.words.numbers import number
from jikorules.words.rules import place, requirement

_OF_IMPACT = {
    Quantity.EMERGENCY_CALLS: Words(
        "{impact}の役務は、緊急通報を取り扱うか。",
        "Does the service of {impact} handle emergency calls?",
    ),
    Quantity.PAID: Words(
        "{impact}の役務について、利用者から料金の支払を受けているか。",
        "Is the carrier paid for the service of {impact}?",
    ),
    Quantity.MONTHLY_USERS: Words(
        "{impact}の役務の前年度における一月当たりの平均利用者数は、{n}以上か。",
        "Did the service of {impact} have {n} users or more, on average a month in the previous "
        "fiscal year?",
    ),
    Quantity.VOICE_CALLS: Words(
        "{impact}の役務は、音声通話を取り扱うか。その音声通話にも影響が生じたか。",
        "Does the service of {impact} carry voice calls, and were they hit?",
    ),
    Quantity.READING: Words(
        "{impact}の役務の音声通話を音声伝送役務とみるかについて、所管官庁の見解はどうか。",
        "Does the authority take the voice calls of the service of {impact} as voice?",
    ),
    Quantity.SUPPLEMENTARY: Words(
        "{impact}は、付加的な機能のみに係るものか。",
        "Did {impact} hit a supplementary function only?",
    ),
    Quantity.END: Words("{impact}は、いつ復旧したか。", "When did {impact} end?"),
}
_USERS = Words("{impact}の影響利用者数は、{n}以上か。", "Did {impact} hit {n} users or more?")
_HOW_MANY = Words("{impact}の影響利用者数は、何人か。", "How many users did {impact} hit?")
_OF_ALL = {
    Quantity.OVERLAP: Words(
        "複数の影響を受けた利用者は、それぞれ別の者か、同じ者か。",
        "Are the users of the several impacts different people, or the same?",
    ),
    Quantity.MINOR: Words(
        "告示の定める軽微な事故に当たるか。", "Is it a minor accident named by the notice?"
    ),
    Quantity.INSTALLED: Words(
        "故障した衛星・海底ケーブル等は、電気通信事業者（自ら又は他の事業者）が設置したものか。",
        "Did a telecommunications carrier (this one or another) install the satellite, cable or "
        "the like that failed?",
    ),
    Quantity.END: Words(
        "故障した衛星・海底ケーブル等は、いつ復旧したか。",
        "When did the satellite, cable or the like come back?",
    ),
}
_READING = Words(
    "{where}（{asked}）の数え方について、所管官庁の見解はどうか。",
    "How does the authority read {where} ({asked})?",
)


def ask(question: Question, lang: Lang = "ja", *, impacts: Sequence[str] | None = None) -> str:
    """Put a question into words.

    Args:
        question: the question.
        lang: the language.
        impacts: what the impacts are called; 影響1 and so on if left out.

    Example:
        >>> ask(Question(Quantity.USERS, 0, 30_000))
        '影響1の影響利用者数は、3万以上か。'
    """
    if question.limb is not None:
        where, asked = place(question.limb.citation, lang), requirement(question.limb, lang)
        return _READING.text(lang, where=where, asked=asked)
    if question.impact is None:
        return _OF_ALL[question.quantity].text(lang)
    words = _OF_IMPACT.get(question.quantity)
    if words is None:
        words = _HOW_MANY if question.value is None else _USERS
    value = "" if question.value is None else number(question.value, lang)
    name = IMPACT.text(lang, n=question.impact + 1) if impacts is None else impacts[question.impact]
    return words.text(lang, impact=name, n=value)
