"""Figures in running text: where one may begin, and what around it or in it forbids to take it.

What is found must not be part of something larger: 第12件, 約3万円, 3万と5千人 and 29日11時間 are
no figures here, 十分 and 一人 may be words, and what goes on in the next line may be two figures. A
word that stands further before a figure (最大67ビル・17万回線) may mean it too: it is not taken.
"""

import re
from collections.abc import Callable, Iterator
from string import ascii_letters
from typing import Generic, TypeVar

from attrs import frozen

from jikorules.facts.numerals import KANJI, NUMERALS, Cursor, Miss
from jikorules.facts.qualifiers import ABOUT, BEFORE

T = TypeVar("T")


@frozen
class Read(Generic[T]):
    """What a figure says, what it says as it is printed, its unit, and its qualifying words."""

    value: T
    stated: T
    unit: str | None = None
    words: tuple[str, ...] = ()


Reader = Callable[[Cursor], Read[T]]


@frozen
class Guards:
    """What is a figure in running text, and what is none.

    Attributes:
        left: what makes something else of a figure behind it.
        right: what makes something else of a figure before it.
        within: what no figure contains.
        carried: words that may mean a figure further behind them.
    """

    left: re.Pattern[str]
    right: re.Pattern[str]
    within: re.Pattern[str]
    carried: re.Pattern[str]


# Where a figure may begin; what it matches is not searched for another beginning.
_STARTS = re.compile(rf"(?:(?:{BEFORE}\s*+){{1,4}}(?=[{NUMERALS}])|[0-9{KANJI}])[{NUMERALS},.]*+")
_UNITS = "人|名|件|社|回線|契約|世帯|台|局|端末|時間|日間|日|分|秒|万|億"
_OR = "または|又は|もしくは|若しくは|あるいは|ないし|乃至|や|か|or"
_LEFT = (
    rf"(?:(?<!:[0-9])[{NUMERALS}]|:[0-9][0-9](?!\n)|[.,/~+±▲△第何幾○〇◯-]|[0-9]ー|最[高多]|過去|延|述べ|プラス|マイナス|(?:[弱強余り超]|程度|ほど)から"
    rf"|平均(?:して|で)?|(?:1日|一日|毎[日時分秒])(?:に|で)?|あたり|当たり|につき|[ご毎]と?"
    rf"|[{NUMERALS}][人社]に|(?<!時[0-9])(?<!時[0-9][0-9])分の|[{NUMERALS}][、・:との]"
    # A sign between two numerals makes one of them; brackets and full stops keep them apart.
    rf"|[{NUMERALS}]\s*[^\w\s。()「」『』\[\]{{}}<>【】〈〉《》〔〕\"“”!?…※;|]"
    rf"|[{NUMERALS}](?:{_UNITS})?(?:{_OR})"
    rf"|(?<![者件線約人社帯台局])数|[約十百千]数)\n?\Z"
)
_AND = "と|および|及び|並びに"
_TIME_LEFT = (
    rf"(?:[{NUMERALS}]\s*(?:[年月日時]\n?|[分秒]|[日時分秒]\s*間)"
    rf"|[{NUMERALS}]\s*(?:(?:時間|分間?|秒間?|日間)[、:]|(?:時間|[分秒日]間?)(?:{_AND}))"
    rf"|[{NUMERALS}]\s*(?:年間?|週間?|[かカヵケヶ箇]月間?)(?:{_AND}|、)?"
    r"|(?<!月[0-9])(?<!月[0-9][0-9])日、|合計|通算|(?<!時)計|総)\Z"
)
_OTHERS = (
    "延べ|のべ|累計|平均|推計|推定|概算|少なくとも|多くとも|高々|たかだか|せいぜい|ピーク"
    "|[最上下][大小長短高低多少限]"
)
_NOTES = f"{_OTHERS}|程度|以[上下内]|未満|超|前後|見込|見積|試算|想定|速報|暫定|概|ほど|(?<!契)約"
_RIGHT = (
    rf"\s*+(?:[強弱余近目隔毎]|あまり|程|ほど|[くぐ]らい|位|前後|足らず|たらず|台(?!風)|規模|[級ク](?:ラス)?|レベル|そこ|がらみ|ちょっと|とも(?!に)|頃|ごろ|内|に\s*+[0-9]|中\s*+[0-9]|内外|未満"
    rf"|以[上下内外]|を?[超越]|を?こえ|を[上下]回|を?割[らりるれ]|オーバー|に(?:満た|達|届|及ば|近)|まで"
    rf"|ずつ|あたり|当たり|につき|ごと|おき|間隔|では?な|~|ー|[○〇◯]|の\s*+[{NUMERALS}]|[+*×÷/^=±?]"
    rf"|-(?:\s*+(?:[{NUMERALS}]|{ABOUT})|\s*+\Z)|(?:{_OR})\s*+{ABOUT}?\s*+[{NUMERALS}]"
    rf"|\([^()\n0-9]{{0,12}}(?:{_NOTES})[^()\n0-9]{{0,12}}\))"
)
_NEXT = (
    rf"|(?<=[{NUMERALS}])(?:[と、]\s*+{ABOUT}?\s*+[{NUMERALS}]|['’・･·][0-9])"
    rf"|[ ]*(?:[{NUMERALS}]|\d)|[,.:][0-9]|[A-Za-z]|[ ]*から[ ]*{ABOUT}?[ ]*[{NUMERALS}]"
)
_SPAN_NEXT = (
    rf"|\s*+(?:、|{_AND})\s*+{ABOUT}?\s*+[{NUMERALS}]{{1,4}}\s*+(?:時間|分|秒)"
    rf"|\s*+(?:{_AND})\s*+{ABOUT}?\s*+[{NUMERALS}]{{1,4}}\s*+日"
)
_LONE = rf"(?<![{NUMERALS}])[{KANJI}]"  # may be a part of a word
_CARRIED = f"{_OTHERS}|見込み"
# 20件から5件増加 is no range, and 3万 is not all of 3万と5千人.
COUNTS = Guards(
    re.compile(_LEFT),
    re.compile(rf"{_RIGHT}{_NEXT}"),
    re.compile(rf"{_LONE}(?![{NUMERALS}])|から"),
    re.compile(_CARRIED),
)
SPANS = Guards(
    re.compile(f"{_LEFT}|{_TIME_LEFT}"),
    re.compile(rf"{_RIGHT}{_SPAN_NEXT}{_NEXT}"),
    re.compile(rf"{_LONE}\s*+[分秒]|日(?!\s*+(?:間|と))|から"),
    re.compile(_CARRIED),
)
_WITH_ABOUT = re.compile(rf"{ABOUT}[^、。\n]*[・/]\Z")
_DIGIT = re.compile(rf"[{NUMERALS}]")
_BREAK = re.compile(r"(?<![・、,/とや(])\n")

_LATIN = frozenset(ascii_letters + "$")
_KANJI_STARTS = frozenset(KANJI)
_NO_ABOUT = frozenset("契規条特予要公制節集倹誓密婚盟旧新")


def _left_clear(plain: str, start: int, left: re.Pattern[str]) -> bool:
    """Whether nothing that stands right before a figure could belong to it or change it."""
    end = start
    while end and plain[end - 1] in " \n":
        end -= 1
    before = plain[max(0, end - 12) : end]
    last = before[-1:]
    begins = plain[start]
    word = begins not in _KANJI_STARTS and not begins.isdigit()
    if end == start and last in _LATIN and not word:
        return False
    if last.isdecimal() and not last.isascii():  # digits of another script
        return False
    if left.search(before + "\n" if "\n" in plain[end:start] else before):
        return False
    if begins == "約":  # of 契約, 規約, 予約
        return last not in _NO_ABOUT
    return last != "数" or begins not in _KANJI_STARTS  # 数十


def _carried(plain: str, start: int, words: re.Pattern[str]) -> bool:
    """Whether a word further before a figure, in the same sentence, may mean it too."""
    before = plain[max(0, start - 30) : start]
    before = before[before.rfind("。") + 1 :]
    if _WITH_ABOUT.search(before):
        return True
    for found in words.finditer(before):
        between = before[found.end() :]
        if not between.startswith(("手", "級", "規模")) and not (
            _DIGIT.search(between) and _BREAK.search(between)
        ):
            return True
    return False


def _attempt(cursor: Cursor, read: Reader[T], within: re.Pattern[str]) -> Read[T] | None:
    start = cursor.at
    try:
        found = read(cursor)
    except Miss:
        return None
    return None if within.search(cursor.plain, start, cursor.at) else found


def find(plain: str, read: Reader[T], guards: Guards) -> Iterator[tuple[int, int, Read[T]]]:
    """Give all figures of a plain text: where each begins and ends, and what is read."""
    at, stop = 0, -1
    while begin := _STARTS.search(plain, at):
        start, at = begin.span()
        if not _left_clear(plain, start, guards.left):
            continue
        if stop < start:
            stop = plain.find("\n", start) % (len(plain) + 1)  # -1 becomes the end of the text
        line = Cursor(plain, start, stop)
        figure = _attempt(line, read, guards.within)
        # What goes on in the next line may be one figure or two: neither is taken.
        lines = Cursor(plain, start, len(plain))
        last = stop - line.ahead() < 20
        wrapped = last and _attempt(lines, read, guards.within) and lines.at > line.at
        at = max(at, lines.at if wrapped else line.at)
        if figure is None or wrapped or guards.right.match(plain, line.at):
            continue
        if not _carried(plain, start, guards.carried):
            yield start, line.at, figure
