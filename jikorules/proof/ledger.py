"""A ledger 台帳 of receipts: JSON Lines, each line with the digest of the line before it.

Nothing here writes a file: `append` gives the next line, `check` looks at lines in one pass. Both
raise `JikorulesError` where the library rfc8785 is not installed.

A chain of digests shows every change inside it. By itself it cannot show that lines are missing at
the end, that the last line was written anew, or that all lines from some place on were. For that
the number and the digest of a line have to be kept where the writer of the ledger cannot reach
them (in a mail to the auditor, say), and given to `check`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from attrs import evolve, frozen
from cattrs import Converter

from jikorules.basics.errors import InvalidInput, Lang, Words
from jikorules.basics.strict_reading import strict_converter, structured
from jikorules.proof.canonical import Digest, canonical, digest_of, read_digest
from jikorules.proof.receipt import Receipt, read_receipt, receipt_to_wire

__all__ = [
    "NOTHING_KEPT",
    "Fault",
    "FaultKind",
    "LedgerLine",
    "append",
    "append_all",
    "check",
    "read_line",
    "survey",
]

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
    before: Digest | None
    receipt: Receipt
    digest: Digest


def append(last: str | None, receipt: Receipt) -> str:
    """Give the line, without a line break, that follows the last line of a ledger.

    Args:
        last: the last line; None if there is none yet.
        receipt: the receipt that is added.

    Raises:
        InvalidInput: the last line is no line, or was changed; nothing is written after it.
    """
    return next(append_all(last, [receipt]))


def append_all(last: str | None, receipts: Iterable[Receipt]) -> Iterator[str]:
    """Give the lines for several receipts as `append` does, reading only the given last line.

    Example:
        >>> from jikorules.proof.canonical import digest
        >>> receipt = Receipt("0.1.0", 1, "2019-04-01", digest({}), digest({}), None, {})
        >>> [read_line(line).n for line in append_all(append(None, receipt), [receipt, receipt])]
        [2, 3]
    """
    line = None if last is None else read_line(last)
    n, before = (line.n, line.digest) if line else (0, None)
    for receipt in receipts:
        n += 1
        # The canonical form is {"before":…,"n":…,"receipt":…}: "before" is null or a digest, so
        # that the first place found is the right one.
        form = canonical({"n": n, "before": before, "receipt": receipt_to_wire(receipt)})
        before = digest_of(form)
        yield form.decode().replace(',"n":', f',"digest":"{before}","n":', 1)


def read_line(text: str) -> LedgerLine:
    """Read a line of a ledger, with or without its line break.

    Raises:
        InvalidInput: with every problem: it is no line, or its digest is not that of what it holds.
    """
    line, found = _read(text)
    if line.digest != found:
        raise InvalidInput.of("digest", _SEAL, line.digest, _RESTORE)
    return line


def check(lines: Iterable[str], kept: Mapping[int, str] = NOTHING_KEPT) -> Iterator[Fault]:
    """Look at all lines of a ledger in one pass, and give every fault.

    No more than one line is held at a time. A line that is unreadable or changed is not trusted to
    tell its number; the line after it does.

    Args:
        lines: the lines, such as a file that was opened as UTF-8. (Do not use `str.splitlines`: it
            breaks lines at characters that texts may hold.)
        kept: the digests of lines, by number, that were kept elsewhere.

    Example:
        >>> from jikorules.proof.canonical import digest
        >>> receipt = Receipt("0.1.0", 1, "2019-04-01", digest({}), digest({}), None, {})
        >>> first = append(None, receipt)
        >>> second = append(first, receipt)
        >>> list(check([first, second]))
        []
        >>> [fault.text("en") for fault in check([second])]
        ['line 1: missing here: number 1. Restore it from a copy.']
    """
    return (each for each in survey(lines, kept) if isinstance(each, Fault))


def survey(
    lines: Iterable[str], kept: Mapping[int, str] = NOTHING_KEPT
) -> Iterator[Fault | tuple[int, LedgerLine]]:
    """Give what `check` gives, and between the faults every line that is whole, with its place."""
    last, place = _Followed(), 0
    for place, text in enumerate(lines, 1):
        line = _line_or_fault(text)
        if isinstance(line, FaultKind):
            yield Fault(place, line)
            last = evolve(last, doubtful=last.doubtful + 1)
            continue
        yield place, line
        if line.n <= last.n:
            yield Fault(place, FaultKind.MISPLACED, (line.n, line.n))
            continue
        if line.n > last.next:
            yield Fault(place, FaultKind.MISSING, (last.next, line.n - 1))
        elif line.n == last.n + 1 and line.before != last.digest:
            yield Fault(last.place or place, FaultKind.CHANGED)
        if kept.get(line.n, line.digest) != line.digest:
            yield Fault(place, FaultKind.REWRITTEN, (line.n, line.n))
        last = _Followed(line.n, line.digest, place)
    end = max(kept, default=0)
    if end >= last.next:
        yield Fault(place + 1, FaultKind.MISSING, (last.next, end))


@frozen
class _Followed:
    """How far a ledger has been followed: to the last line that is whole and in its place.

    Attributes:
        n: the number of that line; 0 if there is none yet.
        digest: its digest.
        place: where it stands in the file.
        doubtful: how many lines after it are unreadable or changed.
    """

    n: int = 0
    digest: Digest | None = None
    place: int = 0
    doubtful: int = 0

    @property
    def next(self) -> int:
        """The highest number that may follow with none missing: doubtful lines had one each."""
        return self.n + self.doubtful + 1


def _line_or_fault(text: str) -> LedgerLine | FaultKind:
    try:
        line, found = _read(text)
    except InvalidInput:
        return FaultKind.UNREADABLE
    return line if line.digest == found else FaultKind.CHANGED


def _read(text: str) -> tuple[LedgerLine, Digest]:
    """Read a line, and find the digest of what it holds, whether or not that is its own."""
    text = text.removesuffix("\n")
    try:
        document = json.loads(text)
    except RecursionError:
        raise InvalidInput.of("", _CANONICAL, text, _RESTORE) from None
    except ValueError:
        raise InvalidInput.of("", _JSON, text, _RESTORE) from None
    try:
        is_exact = canonical(document) == text.encode("utf-8", "surrogatepass")
    except InvalidInput:  # not JikorulesError: that a library is missing is no fault of the line
        is_exact = False
    if not is_exact:
        raise InvalidInput.of("", _CANONICAL, text, _RESTORE)
    line = structured(_reader(), document, LedgerLine)
    body = text.replace(f'"digest":"{line.digest}",', "", 1)
    return line, digest_of(body.encode())


@cache
def _reader() -> Converter:
    converter = strict_converter()
    converter.register_structure_hook(int, _read_number)
    converter.register_structure_hook(Digest, read_digest)
    converter.register_structure_hook(Receipt, read_receipt)
    return converter


def _read_number(value: Any, _: Any) -> int:
    if type(value) is not int or value < 1:
        raise InvalidInput.of("", _NUMBER, value, _RESTORE)
    return value
