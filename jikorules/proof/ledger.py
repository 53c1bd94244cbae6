"""A ledger 台帳 of receipts: JSON Lines, each line with the digest of the line before it.

Nothing here writes a file: `append` gives the next line, `check` looks at lines in one pass.

A chain of digests shows every change inside it. By itself it cannot show that lines are missing at
the end, that the last line was written anew, or that all lines from some place on were. For that
the number and the digest of a line have to be kept where the writer of the ledger cannot reach
them (in a mail to the auditor, say), and given to `check`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from attrs import frozen

from jikorules.basics.errors import InvalidInput, Lang, Problem, Words, shown
from jikorules.basics.validation import Found, refuse
from jikorules.proof.canonical import Check, canonical, check_digest, check_object, digest
from jikorules.proof.receipt import Receipt, check_receipt, receipt_from_wire, receipt_to_wire

NOTHING_KEPT: Mapping[int, str] = MappingProxyType({})
"""No digests were kept elsewhere."""

_JSON = Words("1行の JSON", "JSON in one line")
_CANONICAL = Words("RFC 8785 の正規形の JSON", "JSON in the canonical form of RFC 8785")
_NUMBER = Words("1以上の整数", "an integer of 1 or more")
_SEAL = Words("行の内容から求めた digest", "the digest of what the line holds")
_RESTORE = Words(
    "台帳の写しから元の行に戻してください。", "Restore the line from a copy of the ledger."
)


class FaultKind(StrEnum):
    """What is wrong at a place of a ledger."""

    UNREADABLE = "unreadable"
    """What stands there is no line of a ledger."""
    CHANGED = "changed"
    """The line is not as it was written: its digest is not that of what it holds, or not the one
    that the next line carries."""
    MISSING = "missing"
    """Lines are missing before that place."""
    MISPLACED = "misplaced"
    """A line stands where another should: it was moved, doubled or put in."""
    REWRITTEN = "rewritten"
    """The line is whole, but is not the one whose digest was kept elsewhere."""


@frozen
class Fault:
    """One fault of a ledger.

    Attributes:
        line: the line of the file, counted from 1; for lines missing at the end, the one after the
            last.
        kind: what is wrong there.
        numbers: the first and the last of the numbers that are missing, or twice that of the
            misplaced or rewritten line; None if the line has no number that can be trusted.
    """

    line: int
    kind: FaultKind
    numbers: tuple[int, int] | None = None

    def text(self, lang: Lang = "ja") -> str:
        """Say where it is, what is wrong, and what to do.

        Example:
            >>> Fault(7, FaultKind.MISSING, (7, 8)).text("en")
            'line 7: missing here: number 7 to 8. Restore it from a copy.'
        """
        first, last = self.numbers or (0, 0)
        span = Words(f"{first}から{last}まで", f"{first} to {last}").text(lang)
        said = _SAID[self.kind].text(lang).format(span=span if first < last else first)
        return f"{self.line}行目：{said}" if lang == "ja" else f"line {self.line}: {said}"


_SAID = {
    FaultKind.UNREADABLE: Words(
        "台帳の行として読めません。台帳の写しから元の行に戻してください。",
        "this is no line of a ledger. Restore it from a copy.",
    ),
    FaultKind.CHANGED: Words(
        "書いた後に変えられています。台帳の写しの同じ行と比べてください。",
        "the line was changed after it was written. Compare it with the same line of a copy.",
    ),
    FaultKind.MISSING: Words(
        "番号{span}の行が、ここにありません。台帳の写しから戻してください。",
        "missing here: number {span}. Restore it from a copy.",
    ),
    FaultKind.MISPLACED: Words(
        "番号{span}の行が、あるべき所にありません（移動、重複又は挿入）。"
        "台帳の写しと比べ、番号の順に戻してください。",
        "the line numbered {span} stands out of its place (moved, doubled or put in). Compare it "
        "with a copy, and put the lines back in the order of their numbers.",
    ),
    FaultKind.REWRITTEN: Words(
        "番号{span}の行の digest が、別に保管したものと異なります。台帳が書き直されています。"
        "台帳の写しと比べてください。",
        "the digest of the line numbered {span} is not the one that was kept elsewhere: the "
        "ledger was written anew. Compare it with a copy.",
    ),
}


@frozen
class LedgerLine:
    """One line of a ledger.

    Attributes:
        n: its number, from 1 on.
        before: the digest of the line before it; None for the first.
        receipt: the receipt.
        digest: the digest of the line: that of its number, `before` and the receipt on the wire.
    """

    n: int
    before: str | None
    receipt: Receipt
    digest: str


def append(last: str | None, receipt: Receipt) -> str:
    """Give the line, without a line break, that follows the last line of a ledger.

    Args:
        last: the last line; None if there is none yet.
        receipt: the receipt that is added.

    Raises:
        InvalidInput: the last line is no line, or was changed; nothing is written after it.
        JikorulesError: the library rfc8785 is not installed.
    """
    before = None if last is None else read_line(last)
    body = {
        "n": 1 if before is None else before.n + 1,
        "before": before and before.digest,
        "receipt": receipt_to_wire(receipt),
    }
    return canonical({**body, "digest": digest(body)}).decode()


def read_line(text: str) -> LedgerLine:
    """Read a line of a ledger, with or without its line break.

    Raises:
        InvalidInput: with every problem: it is no line, or its digest is not that of what it holds.
        JikorulesError: the library rfc8785 is not installed.
    """
    document = _parse(text)
    if document["digest"] != _digest(document):
        raise InvalidInput.of("digest", _SEAL, document["digest"], _RESTORE)
    return LedgerLine(**{**document, "receipt": receipt_from_wire(document["receipt"])})


def check(lines: Iterable[str], kept: Mapping[int, str] = NOTHING_KEPT) -> Iterator[Fault]:
    """Look at all lines of a ledger in one pass, and give every fault.

    No more than one line is held at a time. A line that is unreadable or changed is not trusted to
    tell its number; the line after it does.

    Args:
        lines: the lines, such as a file that was opened as UTF-8. (Do not use `str.splitlines`: it
            breaks lines at characters that texts may hold.)
        kept: the digests of lines, by number, that were kept elsewhere.

    Raises:
        JikorulesError: the library rfc8785 is not installed.

    Example:
        >>> receipt = Receipt("0.1.0", 1, "2019-04-01", digest({}), digest({}), None, {})
        >>> first = append(None, receipt)
        >>> second = append(first, receipt)
        >>> list(check([first, second]))
        []
        >>> [fault.text("en") for fault in check([second])]
        ['line 1: missing here: number 1. Restore it from a copy.']
    """
    number, before = 0, None  # of the last line that is whole and in its place
    sound = place = doubtful = 0  # where that stands, where we are, how many bad lines since
    for place, text in enumerate(lines, 1):
        try:
            line = _parse(text)
        except InvalidInput:
            line = None
        if line is None or line["digest"] != _digest(line):
            yield Fault(place, FaultKind.UNREADABLE if line is None else FaultKind.CHANGED)
            doubtful += 1
            continue
        n = line["n"]
        if n <= number:
            yield Fault(place, FaultKind.MISPLACED, (n, n))
            continue
        if n > number + 1 + doubtful:
            yield Fault(place, FaultKind.MISSING, (number + 1 + doubtful, n - 1))
        elif n == number + 1 and line["before"] != before:
            yield Fault(sound or place, FaultKind.CHANGED)
        number, before, sound, doubtful = n, line["digest"], place, 0
        if kept.get(n, before) != before:
            yield Fault(place, FaultKind.REWRITTEN, (n, n))
    if max(kept, default=0) > number + doubtful:
        yield Fault(place + 1, FaultKind.MISSING, (number + 1 + doubtful, max(kept)))


def _parse(text: str) -> dict[str, Any]:
    """Read a line as far as it is one, whether or not its digest is that of what it holds."""
    text = text.removesuffix("\n")
    try:
        document = json.loads(text)
        exact = canonical(document) == text.encode("utf-8", "surrogatepass")
    except (InvalidInput, RecursionError):
        exact = False
    except ValueError:
        raise InvalidInput.of("", _JSON, text, _RESTORE) from None
    if not exact:
        raise InvalidInput.of("", _CANONICAL, text, _RESTORE)
    refuse(*check_object(document, _CHECKS))
    line: dict[str, Any] = document
    return line


def _digest(line: Mapping[str, Any]) -> str:
    return digest({key: value for key, value in line.items() if key != "digest"})


def _check_number(value: object) -> Found:
    known = type(value) is int and value >= 1
    return () if known else (Problem("", _NUMBER, shown(value), _RESTORE),)


def _check_before(value: object) -> Found:
    return () if value is None else check_digest(value)


_CHECKS: dict[str, Check] = {
    "n": _check_number,
    "before": _check_before,
    "receipt": check_receipt,
    "digest": check_digest,
}
