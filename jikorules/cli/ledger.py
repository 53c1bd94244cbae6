"""``jikorules ledger``: receipts that were kept, held to one another and to the facts."""

import json
import re
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import closing, nullcontext

from jikorules.basics.errors import InvalidInput, Lang, Problem, Words
from jikorules.cli.common import Unanswered, Unwritten, of_accidents
from jikorules.cli.ledger_file import BOM, lines, repair, text_of
from jikorules.cli.many import answer_many
from jikorules.facts.incident import Incident
from jikorules.proof.canonical import Digest, read_digest
from jikorules.proof.ledger import Fault, survey
from jikorules.proof.receipt import discrepancies_text, incident_digest, verify
from jikorules.wire.answers import to_wire
from jikorules.wire.incident import from_wire

_HAS_MARK = Words(
    "ファイルの先頭に、保存のときに加えられたバイト順マーク（BOM）があります。初めの3バイトを"
    "除いてください。",
    "The file begins with a byte order mark (BOM), which was added in saving it. Remove the first "
    "three bytes.",
)
_HAS_CRLF = Words(
    "改行が CRLF となっている行が{n}行あります（初めは{first}行目）。保存又は転送のときに"
    "変えられています。改行を LF に直してください。",
    "Lines that end with CRLF: {n}, the first of them line {first}. That was changed in saving or "
    "sending the file. Convert the line breaks to LF.",
)
_IS_CUT = Words(
    "{n}行目：改行がなく、書いている途中で切れています。--repair を付けると、この行を別のファイルに"
    "移します（改行だけがないときは、改行を加えます）。",
    "line {n}: it has no line break, and was cut off while it was written. With --repair, it is "
    "moved to a file of its own (or, if it lacks nothing else, is given its line break).",
)
_KEPT = Words("番号=sha256:… の形", "the form NUMBER=sha256:…")
_COPY = Words("控えた番号と値を写してください。", "Copy the number and the digest as kept.")
_LINES = Words("1行以上の台帳", "a ledger of at least one line")
_NONE = Words("空です", "it is empty")
_CHECK_FILE = Words("ファイル名を確かめてください。", "Check the name of the file.")
_NO_FACTS = Words(
    "{n}行目：事実の文書がないため、確かめていません。", "line {n}: no facts at hand."
)
_WHERE = Words("{n}行目：", "line {n}: ")
_ROOM = Words("事実を照らすための一時ファイル", "a temporary file to hold the facts")
_MAKE_ROOM = Words(
    "一時フォルダーの空きと権限を確かめてください。",
    "See to the room and the permissions of the temporary folder.",
)
_SQLITE = Words("モジュール sqlite3 のある Python", "a Python that has the module sqlite3")
_LACKS = Words("この Python にはありません", "this one has not")
_OTHER = Words("別の Python で実行してください。", "Run it with another Python.")
_SOUND = Words("{n}行目まで誤りはありません。控え：{kept}", "No fault up to line {n}. Keep: {kept}")


def run_ledger(options: Namespace) -> int:
    """Look at every line of a ledger, and hold its receipts to the facts."""
    lang: Lang = options.lang
    kept = dict(map(_kept, options.kept or ()))
    if options.repair:
        print(repair(options.file).text(lang))
    ledger, told = _Ledger(options.file), False
    with closing(_Facts()) if options.incidents else nullcontext() as known:
        status = 0
        if known is not None:
            status = answer_many(options.incidents, lang, of_accidents(lambda x: x), known.take)
        failed = status == Unanswered.INVALID
        for is_fault, said in _said(ledger, kept, known, lang):
            told, failed = True, failed or is_fault
            print(said)
    if not ledger.count:
        raise InvalidInput([Problem(options.file, _LINES, _NONE, _CHECK_FILE)])
    if not told:
        print(_SOUND.text(lang, n=ledger.count, kept=ledger.end))
    return 2 if failed else status


class _Facts:
    """Accidents by their digests, on the disk, as the ledger asks for them in its own order.

    Raises:
        Unwritten: the disk is full, or fails; likewise where something is kept or asked for.
    """

    def __init__(self) -> None:
        try:
            import sqlite3  # noqa: PLC0415 (seldom needed, and not every Python has it)
        except ImportError:
            raise InvalidInput([Problem("--incidents", _SQLITE, _LACKS, _OTHER)]) from None
        self._kept = sqlite3.connect("")  # a temporary file, which ends with the connection
        self._fault = sqlite3.Error
        self._ask("CREATE TABLE facts (digest TEXT PRIMARY KEY, document TEXT)")

    def take(self, _: str, incident: Incident) -> None:
        """Keep an accident."""
        row = incident_digest(incident), json.dumps(to_wire(incident))
        self._ask("INSERT OR IGNORE INTO facts VALUES (?, ?)", *row)

    def get(self, digest: Digest) -> Incident | None:
        """Give an accident, if it is known."""
        found = self._ask("SELECT document FROM facts WHERE digest = ?", digest)
        return from_wire(json.loads(found[0][0])) if found else None

    def _ask(self, question: str, *values: str) -> list[tuple[str]]:
        try:
            return self._kept.execute(question, values).fetchall()
        except self._fault as error:
            raise Unwritten([Problem("--incidents", _ROOM, str(error), _MAKE_ROOM)]) from error

    def close(self) -> None:
        """Let all go."""
        self._kept.close()


class _Ledger:
    """The lines of a ledger, read once, and what was changed of them in saving the file.

    Attributes:
        count: how many lines were read.
        end: the number and the digest of the last line that is whole.
        crlf: the numbers of the first line that ends with CRLF, and how many there are.
        has_mark: whether the file begins with a byte order mark.
        is_cut: whether the last line lacks its line break.
    """

    def __init__(self, name: str) -> None:
        self.lines = lines(name)
        self.count, self.end, self.crlf = 0, "", (0, 0)
        self.has_mark = self.is_cut = False

    def __iter__(self) -> Iterator[str]:
        """Give the lines as they were before the file was saved in another way."""
        for line in self.lines:
            self.has_mark = self.has_mark or (not self.count and line.startswith(BOM))
            self.count += 1
            self.is_cut = not line.endswith(b"\n")
            if line.endswith(b"\r\n"):
                first, n = self.crlf
                self.crlf = first or self.count, n + 1
            text = text_of(line.removeprefix(BOM) if self.count == 1 else line)
            yield text.removesuffix("\n").removesuffix("\r")

    def changes(self) -> Iterator[Words]:
        """Tell what was changed, when all lines were read."""
        if self.has_mark:
            yield _HAS_MARK
        if self.crlf[1]:
            yield _HAS_CRLF.filled(first=self.crlf[0], n=self.crlf[1])
        if self.is_cut:
            yield _IS_CUT.filled(n=self.count)


def _said(
    ledger: _Ledger,
    kept: Mapping[int, Digest],
    known: _Facts | None,
    lang: Lang,
) -> Iterator[tuple[bool, str]]:
    """Give what is to be said of a ledger, and of each whether it is a fault."""
    for found in survey(ledger, kept):
        if isinstance(found, Fault):
            yield True, found.text(lang)
            continue
        place, line = found
        ledger.end = f"{line.n}={line.digest}"
        if known is None:
            continue
        incident = known.get(line.receipt.incident_digest)
        if incident is None:
            yield False, _NO_FACTS.text(lang, n=place)
        elif apart := verify(line.receipt, incident):
            yield True, _WHERE.text(lang, n=place) + discrepancies_text(apart, lang)
    for words in ledger.changes():
        yield True, words.text(lang)


def _kept(text: str) -> tuple[int, Digest]:
    number, _, digest = text.partition("=")
    try:
        if re.fullmatch("[1-9][0-9]*", number):
            return int(number), read_digest(digest)
    except ValueError:  # it is no digest, or the number has more digits than Python reads
        pass
    raise InvalidInput.of("--kept", _KEPT, text, _COPY)
