"""``jikorules judge --receipts`` and ``jikorules ledger``: receipts kept, and held to the facts."""

import re
from argparse import Namespace
from collections.abc import Iterable

from jikorules.basics.errors import InvalidInput, Lang, Problem, Words
from jikorules.cli.common import Unanswered, answers, of_accidents, read_file, write_file
from jikorules.facts.incident import Incident
from jikorules.judgement.verdict import Verdict
from jikorules.proof.canonical import Digest, read_digest
from jikorules.proof.ledger import Fault, append, survey
from jikorules.proof.receipt import discrepancies_text, incident_digest, receipt, verify

_WHOLE = Words("改行で終わる台帳", "a ledger that ends with a line break")
_MEND = Words(
    "台帳の写しから戻してください。",
    "Restore it from a copy.",
)
_CUT = Words("最後の行が途中で切れています", "its last line is cut off")
_KEPT = Words("番号=sha256:… の形", "the form NUMBER=sha256:…")
_COPY = Words("控えた番号と値を写してください。", "Copy the number and the digest as kept.")
_LINES = Words("1行以上の台帳", "a ledger of at least one line")
_NONE = Words("空です", "it is empty")
_CHECK_FILE = Words("ファイル名を確かめてください。", "Check the name of the file.")
_NO_FACTS = Words(
    "{n}行目：事実の文書がないため、確かめていません。", "line {n}: no facts at hand."
)
_WHERE = Words("{n}行目：", "line {n}: ")
_SOUND = Words("{n}行目まで誤りはありません。控え：{kept}", "No fault up to line {n}. Keep: {kept}")


def keep(name: str, verdicts: Iterable[Verdict]) -> None:
    """Add the receipts of verdicts to the end of a ledger, which is begun if there is none."""
    last, lines = _last(name), list[str]()
    for verdict in verdicts:
        last = append(last, receipt(verdict))
        lines.append(f"{last}\n")
    write_file(name, "".join(lines).encode(), at_end=True)


def _last(name: str) -> str | None:
    """Give the last line of a ledger; None if there is none yet."""
    try:
        lines = _lines(read_file(name))
    except InvalidInput as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return None
        raise
    if lines and not lines[-1].endswith("\n"):
        raise InvalidInput([Problem(name, _WHOLE, _CUT, _MEND)])
    return lines[-1] if lines else None


def _lines(data: bytes) -> list[str]:
    """Break a ledger at line feeds alone; a spoilt byte spoils its own line only."""
    return re.findall(r"[^\n]*\n|[^\n]+", data.decode("utf-8", "replace"))


def run_ledger(options: Namespace) -> int:
    """Look at every line of a ledger, and hold its receipts to the facts."""
    lang: Lang = options.lang
    lines = _lines(read_file(options.file))
    if not lines:
        raise InvalidInput([Problem(options.file, _LINES, _NONE, _CHECK_FILE)])
    kept = dict(map(_kept, options.kept or ()))
    given = list(answers(options.incidents or (), lang, of_accidents(lambda each: each)))
    known = {incident_digest(each): each for each in given if isinstance(each, Incident)}
    failed = Unanswered.INVALID in given
    faults, told, end = list[str](), list[str](), ""
    for found in survey(lines, kept):
        if isinstance(found, Fault):
            faults.append(found.text(lang))
            continue
        place, line = found
        end = f"{line.n}={line.digest}"
        if not options.incidents:
            continue
        incident = known.get(line.receipt.incident_digest)
        if incident is None:
            told.append(_NO_FACTS.text(lang).format(n=place))
        elif apart := verify(line.receipt, incident):
            failed = True
            told.append(_WHERE.text(lang).format(n=place) + discrepancies_text(apart, lang))
    sound = _SOUND.text(lang).format(n=len(lines), kept=end)
    print("\n".join([*faults, *told]) or sound)
    return 2 if faults or failed else 0


def _kept(text: str) -> tuple[int, Digest]:
    number, _, digest = text.partition("=")
    try:
        if re.fullmatch("[1-9][0-9]*", number):
            return int(number), read_digest(digest)
    except ValueError:  # it is no digest, or the number has more digits than Python reads
        pass
    raise InvalidInput.of("--kept", _KEPT, text, _COPY)
