"""``jikorules judge --receipts`` and ``jikorules ledger``: receipts kept, and held to the facts."""

import re
from argparse import Namespace
from collections.abc import Iterable, Iterator

from jikorules.basics.errors import InvalidInput, JikorulesError, Lang, Words
from jikorules.cli.common import add_to_file, complain, documents, read_file
from jikorules.facts.incident import Incident
from jikorules.judgement.verdict import Verdict
from jikorules.proof.canonical import check_digest
from jikorules.proof.ledger import append, check, read_line
from jikorules.proof.receipt import discrepancies_text, incident_digest, receipt, verify
from jikorules.wire.incident import from_wire

_WHOLE = Words("改行で終わる台帳", "a ledger that ends with a line break")
_MEND = Words(
    "最後の行が途中で切れています。台帳の写しから戻してください。",
    "The last line is cut off. Restore it from a copy.",
)
_KEPT = Words("番号=sha256:… の形", "the form NUMBER=sha256:…")
_COPY = Words("控えた番号と値を写してください。", "Copy the number and the digest as kept.")
_LINES = Words("台帳の行", "lines of the ledger")
_NONE = Words("空の台帳", "an empty ledger")
_CHECK_FILE = Words("ファイル名を確かめてください。", "Check the name of the file.")
_NO_FACTS = Words(
    "{n}行目：事実の文書がないため、確かめていません。", "line {n}: no facts at hand."
)
_SOUND = Words("{n}行目まで誤りはありません。控え：{kept}", "No fault up to line {n}. Keep: {kept}")


def keep(name: str, verdicts: Iterable[Verdict]) -> None:
    """Add the receipts of verdicts to the end of a ledger, which is begun if there is none."""
    last, lines = _last(name), list[str]()
    for verdict in verdicts:
        last = append(last, receipt(verdict))
        lines.append(f"{last}\n")
    add_to_file(name, "".join(lines).encode())


def _last(name: str) -> str | None:
    """Give the last line of a ledger; None if there is none yet."""
    lines = _lines(read_file(name, missing=b""))
    if not lines:
        return None
    if not lines[-1].endswith("\n"):
        raise InvalidInput.of(name, _WHOLE, lines[-1], _MEND)
    return lines[-1]


def _lines(data: bytes) -> list[str]:
    """Break a ledger at line feeds alone; a spoilt byte spoils its own line only."""
    return re.findall(r"[^\n]*\n|[^\n]+", data.decode("utf-8", "replace"))


def run_ledger(options: Namespace) -> int:
    """Look at every line of a ledger, and hold its receipts to the facts."""
    lang: Lang = options.lang
    lines = _lines(read_file(options.file))
    if not lines:
        raise InvalidInput.of(options.file, _LINES, _NONE.text(lang), _CHECK_FILE)
    faults = [fault.text(lang) for fault in check(lines, dict(map(_kept, options.kept or ())))]
    failed = bool(faults)
    told = [*faults]
    if options.incidents:
        known = dict[str, Incident]()
        for _, incident in documents(options.incidents, from_wire):
            if isinstance(incident, JikorulesError):
                complain(incident, lang)
                failed = True
            else:
                known[incident_digest(incident)] = incident
        differing = list(_differing(lines, known, lang))
        failed = failed or any(wrong for wrong, _ in differing)
        told += [text for _, text in differing]
    print("\n".join(told) if told else _sound(lines, lang))
    return 2 if failed else 0


def _differing(
    lines: Iterable[str], known: dict[str, Incident], lang: Lang
) -> Iterator[tuple[bool, str]]:
    """Tell which receipts do not follow from the facts, and of which no facts are at hand."""
    for n, text in enumerate(lines, 1):
        try:
            kept = read_line(text).receipt
        except InvalidInput:  # told as a fault of the ledger
            continue
        incident = known.get(kept.incident_digest)
        if incident is None:
            yield False, _NO_FACTS.text(lang).format(n=n)
        elif found := verify(kept, incident):
            where = f"{n}行目：" if lang == "ja" else f"line {n}: "
            yield True, where + discrepancies_text(found, lang)


def _kept(text: str) -> tuple[int, str]:
    number, _, digest = text.partition("=")
    if not re.fullmatch("[1-9][0-9]*", number) or check_digest(digest):
        raise InvalidInput.of("--kept", _KEPT, text, _COPY)
    return int(number), digest


def _sound(lines: list[str], lang: Lang) -> str:
    last = read_line(lines[-1])
    return _SOUND.text(lang).format(n=len(lines), kept=f"{last.n}={last.digest}")
