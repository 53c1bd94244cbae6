"""The command line: ``python -m jikorules``."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from jikorules.agenda import agenda
from jikorules.checks import check_time, refuse
from jikorules.documents import read_documents, under
from jikorules.duties import duties
from jikorules.duty_phrases import agenda_text
from jikorules.errors import InvalidInput, JikorulesError, Lang, Problem, Words
from jikorules.explain import tree
from jikorules.forms.check import check
from jikorules.forms.command import first_text, read_subject, remark_to_wire, written
from jikorules.ics import to_ics
from jikorules.incident import Incident
from jikorules.judge import judge
from jikorules.law import RuleSet, ruleset, rulesets
from jikorules.outlook import Outlook, outlook
from jikorules.replay import replay, replay_table
from jikorules.statistics import statistics_to_wire, yearly
from jikorules.statistics_text import fiscal_year, tables_html, tables_markdown
from jikorules.tables import rules_text
from jikorules.taxonomy import Recorded, recorded_from_wire
from jikorules.verdict import Verdict
from jikorules.wire import from_wire, to_wire

T = TypeVar("T")
NOW = "未復旧の事故をこの時点で判定する（ISO 8601）"
FILES = "JSON 又は JSON Lines。- は標準入力"

_READABLE = Words("読み取れるファイル", "a file that can be read")
_WRITABLE = Words("書き込めるファイル", "a file that can be written")
_CHECK_FILE = Words("ファイル名と権限を確かめてください。", "Check its name and permissions.")
_ONE_REPORT = Words("1件の事故又は報告書", "one accident or report")
_TAKE_ONE = Words("1件ずつのファイルに分けてください。", "Put each into a file of its own.")
_IN_ORDER = Words("誤り及び注意はありません。", "Nothing is wrong.")
_NO_DUTY = Words("報告の義務はありません。", "Nothing has to be reported.")

DESCRIPTION = """\
電気通信事故が重大な事故か、定期の報告を要するか、報告を要しないかを、発生した日の規定により判定する。
Judges Japanese telecommunications accidents by the law of the day on which they occurred."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: the arguments; those of the process if left out.

    Returns:
        0 if everything was done, 2 if some input was invalid.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows consoles and pipes default to a code page
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except JikorulesError as error:
        _complain(error, options.lang)
        return 2
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jikorules",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=("ja", "en"), default="ja", help="出力の言語 (language)")
    common.add_argument("--json", action="store_true", help="JSON で出力する (print JSON)")

    command = commands.add_parser(
        "judge", parents=[common], help="事故を判定する (judge accidents)"
    )
    command.add_argument("files", nargs="+", metavar="FILE", help=FILES)
    command.add_argument(
        "--rules", metavar="DAY", help="この日の規定を適用する（例 2019-04-01、H31）"
    )
    command.add_argument("--at", metavar="TIME", help=NOW)
    command.add_argument("--markdown", action="store_true", help="Markdown で出力する")
    command.set_defaults(run=_judge)

    command = commands.add_parser(
        "outlook", parents=[common], help="継続中の事故の見通しを示す (what is to come)"
    )
    command.add_argument("files", nargs="+", metavar="FILE", help=FILES)
    command.add_argument("--at", metavar="TIME", required=True, help="現在の時刻（ISO 8601）")
    command.add_argument("--rules", metavar="DAY", help="この日の規定を適用する")
    command.add_argument("--markdown", action="store_true", help="Markdown で出力する")
    command.set_defaults(run=_outlook)

    command = commands.add_parser(
        "replay", parents=[common], help="別の日の規定で判定する (another day's law)"
    )
    command.add_argument("files", nargs="+", metavar="FILE", help=FILES)
    command.add_argument(
        "--rules", metavar="DAY,DAY", required=True, help="規定の日（例 2015-04-01,2019-04-01）"
    )
    command.add_argument("--at", metavar="TIME", help=NOW)
    command.set_defaults(run=_replay)

    command = commands.add_parser(
        "duties", parents=[common], help="報告の義務と期限を示す (what to report by when)"
    )
    command.add_argument("files", nargs="+", metavar="FILE", help=FILES)
    command.add_argument("--at", metavar="TIME", required=True, help="現在の時刻（ISO 8601）")
    command.add_argument("--rules", metavar="DAY", help="この日の規定を適用する")
    command.add_argument(
        "--done", metavar="FILE", help="済んだ報告の名（--json の key）を1行ずつ並べたファイル"
    )
    command.add_argument("--ics", metavar="OUT", help="iCalendar のファイルに書き出す")
    command.set_defaults(run=_duties)

    command = commands.add_parser(
        "report", parents=[common], help="報告書を点検し、書き出す (check and write reports)"
    )
    command.add_argument("file", metavar="FILE", help="事故又は報告書の JSON。- は標準入力")
    command.add_argument(
        "--out", metavar="OUT", help="報告書を書き出す（.docx、.html、.md 又は .json）"
    )
    command.add_argument("--first", action="store_true", help="速報の文面を示す")
    command.add_argument("--at", metavar="TIME", help=NOW)
    command.set_defaults(run=_report)

    command = commands.add_parser(
        "statistics", parents=[common], help="年度の統計の表を示す (the tables of a fiscal year)"
    )
    command.add_argument("files", nargs="+", metavar="FILE", help=FILES)
    command.add_argument(
        "--year", type=int, metavar="YEAR", help="年度（西暦。省略時は最も新しい事故の年度）"
    )
    command.add_argument("--at", metavar="TIME", help=NOW)
    command.add_argument("--html", action="store_true", help="HTML で出力する")
    command.set_defaults(run=_statistics)

    command = commands.add_parser("rules", parents=[common], help="規定の表を示す (show the rules)")
    command.add_argument("day", nargs="?", metavar="DAY", help="この日の規定（省略時は最新の規定）")
    command.set_defaults(run=_rules)
    return parser


def _judge(options: argparse.Namespace) -> int:
    rules = _ruleset(options.rules, "--rules") if options.rules else None
    at = _moment(options.at, "--at") if options.at else None
    return _each(options, lambda incident: judge(incident, rules=rules, at=at))


def _outlook(options: argparse.Namespace) -> int:
    rules = _ruleset(options.rules, "--rules") if options.rules else None
    at = _moment(options.at, "--at")
    return _each(options, lambda incident: outlook(incident, at, rules=rules))


def _each(options: argparse.Namespace, answer: Callable[[Incident], Verdict | Outlook]) -> int:
    failed, gap = False, ""
    for answered in _answers(options, answer):
        if answered is None:
            failed = True
        elif options.json:
            print(json.dumps(to_wire(answered), ensure_ascii=False))
        else:
            print(gap + tree(answered, options.lang, markdown=options.markdown))
            gap = "\n"
    return 2 if failed else 0


def _replay(options: argparse.Namespace) -> int:
    rules = [_ruleset(day, "--rules") for day in options.rules.split(",")]
    at = _moment(options.at, "--at") if options.at else None
    answers = list(_answers(options, lambda incident: replay([incident], rules, at)))
    replays = [each for answered in answers for each in answered or ()]
    if options.json:
        for each in replays:
            print(json.dumps([to_wire(one) for one in each.verdicts], ensure_ascii=False))
    elif replays:
        print(replay_table(replays, options.lang))
    return 2 if None in answers else 0


def _duties(options: argparse.Namespace) -> int:
    rules = _ruleset(options.rules, "--rules") if options.rules else None
    now = _moment(options.at, "--at")
    done = _read(options.done).decode("utf-8-sig", "replace").split("\n") if options.done else ()
    answers = list(_answers(options, lambda incident: duties(judge(incident, rules=rules, at=now))))
    found = [duty for answered in answers for duty in answered or ()]
    entries = agenda(found, now, done={line.strip() for line in done})
    if options.json:
        for each in entries:
            document = {**to_wire(each.duty), "status": each.status.value}
            print(json.dumps(document, ensure_ascii=False))
    else:
        print(agenda_text(entries, options.lang) or _NO_DUTY.text(options.lang))
    if options.ics:
        _write(options.ics, to_ics(found, lang=options.lang))
    return 2 if None in answers else 0


def _statistics(options: argparse.Namespace) -> int:
    at = _moment(options.at, "--at") if options.at else None
    recorded: list[Recorded] = []
    failed = False
    for _, each in _documents(options.files, partial(recorded_from_wire, at=at)):
        if isinstance(each, JikorulesError):
            _complain(each, options.lang)
            failed = True
        else:
            recorded.append(each)
    years = [fiscal_year(each.verdict.incident.first_day) for each in recorded]
    if not years:
        return 2
    made = yearly(recorded, max(years) if options.year is None else options.year)
    if options.json:
        print(json.dumps(statistics_to_wire(made), ensure_ascii=False))
    else:
        write = tables_html if options.html else tables_markdown
        print(write(made.tables, options.lang))
    return 2 if failed else 0


def _report(options: argparse.Namespace) -> int:
    at = _moment(options.at, "--at") if options.at else None
    data, name = _read(options.file), "<stdin>" if options.file == "-" else options.file
    documents = list(read_documents(data, name, partial(read_subject, at=at)))
    if len(documents) > 1:
        raise InvalidInput.of(name, _ONE_REPORT, len(documents), _TAKE_ONE)
    ((_, subject),) = documents
    if isinstance(subject, JikorulesError):
        raise subject
    if options.first:
        print(first_text(subject, options.lang))
        return 0
    remarks = check(subject.report)
    if options.json:
        for remark in remarks:
            print(json.dumps(remark_to_wire(remark), ensure_ascii=False))
    else:
        print(
            "\n".join(each.text_in(options.lang) for each in remarks)
            or _IN_ORDER.text(options.lang)
        )
    if options.out:
        _write(options.out, written(subject.report, options.out, options.lang))
    return 0


def _answers(options: argparse.Namespace, answer: Callable[[Incident], T]) -> Iterator[T | None]:
    """Answer every incident of the files; complain of what cannot be answered, and give None."""
    for where, incident in _incidents(options.files):
        try:
            yield _at(where, incident, answer)
        except JikorulesError as error:
            _complain(error, options.lang)
            yield None


def _at(where: str, incident: Incident | JikorulesError, answer: Callable[[Incident], T]) -> T:
    """Answer an incident; errors name its place."""
    if isinstance(incident, JikorulesError):
        raise incident
    try:
        return answer(incident)
    except JikorulesError as error:
        raise under(where, error) from None


def _incidents(files: Sequence[str]) -> Iterator[tuple[str, Incident | JikorulesError]]:
    return _documents(files, from_wire)


def _documents(
    files: Sequence[str], read: Callable[[Any], T]
) -> Iterator[tuple[str, T | JikorulesError]]:
    for name in files:
        try:
            data = _read(name)
        except InvalidInput as error:
            yield name, error
        else:
            yield from read_documents(data, "<stdin>" if name == "-" else name, read)


def _read(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise _no_file(name, _READABLE, error) from None


def _write(name: str, data: bytes) -> None:
    try:
        Path(name).write_bytes(data)
    except OSError as error:
        raise _no_file(name, _WRITABLE, error) from None


def _no_file(name: str, expected: Words, error: OSError) -> InvalidInput:
    return InvalidInput([Problem(name, expected, str(error.strerror or error), _CHECK_FILE)])


def _rules(options: argparse.Namespace) -> int:
    rules = _ruleset(options.day, "DAY") if options.day else rulesets()[-1]
    if options.json:
        print(json.dumps(to_wire(rules), ensure_ascii=False))
    else:
        print(rules_text(rules, options.lang))
    return 0


def _ruleset(text: str, option: str) -> RuleSet:
    try:
        return ruleset(text)
    except InvalidInput as error:
        raise under(option, error) from None


def _moment(text: str, option: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput(check_time(option, text)) from None
    refuse(*check_time(option, moment))
    return moment


def _complain(error: JikorulesError, lang: Lang) -> None:
    print(error.text(lang), file=sys.stderr)
