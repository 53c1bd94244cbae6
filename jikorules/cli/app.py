"""The command line: ``python -m jikorules``."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from jikorules.basics.errors import JikorulesError

NOW = "未復旧の事故をこの時点で判定する（ISO 8601）"
FILES = "JSON 又は JSON Lines。- は標準入力"

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
        module, run = options.run.split(":")
        return int(getattr(import_module(f"jikorules.cli.{module}"), run)(options))
    except JikorulesError as error:
        print(error.text(options.lang), file=sys.stderr)
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
    lang = argparse.ArgumentParser(add_help=False)
    lang.add_argument("--lang", choices=("ja", "en"), default="ja", help="出力の言語 (language)")
    common = argparse.ArgumentParser(add_help=False, parents=[lang])
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
    command.add_argument(
        "--receipts", metavar="LEDGER", help="判定の控えを台帳に書き加える（なければ作る）"
    )
    command.set_defaults(run="judging:run_judge")

    command = commands.add_parser(
        "outlook", parents=[common], help="継続中の事故の見通しを示す (what is to come)"
    )
    command.add_argument("files", nargs="+", metavar="FILE", help=FILES)
    command.add_argument("--at", metavar="TIME", required=True, help="現在の時刻（ISO 8601）")
    command.add_argument("--rules", metavar="DAY", help="この日の規定を適用する")
    command.add_argument("--markdown", action="store_true", help="Markdown で出力する")
    command.set_defaults(run="judging:run_outlook")

    command = commands.add_parser(
        "replay", parents=[common], help="別の日の規定で判定する (another day's law)"
    )
    command.add_argument("files", nargs="+", metavar="FILE", help=FILES)
    command.add_argument(
        "--rules", metavar="DAY,DAY", required=True, help="規定の日（例 2015-04-01,2019-04-01）"
    )
    command.add_argument(
        "--law", action="append", metavar="FILE", help="この規定のファイル（改正の案など）による"
    )
    command.add_argument("--at", metavar="TIME", help=NOW)
    command.set_defaults(run="judging:run_replay")

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
    command.set_defaults(run="reporting:run_duties")

    command = commands.add_parser(
        "report", parents=[common], help="報告書を点検し、書き出す (check and write reports)"
    )
    command.add_argument("file", metavar="FILE", help="事故又は報告書の JSON。- は標準入力")
    command.add_argument(
        "--out", metavar="OUT", help="報告書を書き出す（.docx、.html、.md 又は .json）"
    )
    command.add_argument("--first", action="store_true", help="速報の文面を示す")
    command.add_argument("--at", metavar="TIME", help=NOW)
    command.set_defaults(run="reporting:run_report")

    command = commands.add_parser(
        "statistics", parents=[common], help="年度の統計の表を示す (the tables of a fiscal year)"
    )
    command.add_argument("files", nargs="+", metavar="FILE", help=FILES)
    command.add_argument(
        "--year", type=int, metavar="YEAR", help="年度（西暦。省略時は最も新しい事故の年度）"
    )
    command.add_argument("--at", metavar="TIME", help=NOW)
    command.add_argument("--html", action="store_true", help="HTML で出力する")
    command.set_defaults(run="statistics:run_statistics")

    _add_checks(commands, common, lang)
    return parser


def _add_checks(
    commands: Any, common: argparse.ArgumentParser, lang: argparse.ArgumentParser
) -> None:
    """Add the commands by which the library, the law and the answers are checked."""
    command = commands.add_parser(
        "ledger", parents=[lang], help="判定の控えの台帳を検証する (verify a ledger of receipts)"
    )
    command.add_argument("file", metavar="LEDGER", help="台帳（JSON Lines）。- は標準入力")
    command.add_argument(
        "--incidents", nargs="+", metavar="FILE", help="事故の文書。控えの判定をやり直して比べる"
    )
    command.add_argument(
        "--kept", action="append", metavar="N=DIGEST", help="別に控えておいた行の番号と値"
    )
    command.set_defaults(run="ledger:run_ledger")

    command = commands.add_parser("rules", parents=[common], help="規定の表を示す (show the rules)")
    command.add_argument("day", nargs="?", metavar="DAY", help="この日の規定（省略時は最新の規定）")
    command.set_defaults(run="law:run_rules")

    _add_law(commands, common, lang)

    command = commands.add_parser(
        "boundaries",
        parents=[lang],
        help="境界事例パックを書き出し、又は答えと比べる (cases for other implementations)",
    )
    which = command.add_mutually_exclusive_group()
    which.add_argument("--lines", action="store_true", help="答えを除き、1行に1件の事例を書き出す")
    which.add_argument("--check", metavar="ANSWERS", help="答えのファイルを比べる。- は標準入力")
    command.set_defaults(run="contract:run_boundaries")

    command = commands.add_parser(
        "schema", parents=[lang], help="入出力の JSON Schema を示す (print a JSON Schema)"
    )
    command.add_argument("name", metavar="NAME", help="incident、verdict などの名前")
    command.set_defaults(run="contract:run_schema")


def _add_law(commands: Any, common: argparse.ArgumentParser, lang: argparse.ArgumentParser) -> None:
    """Add the commands by which the record of the law is checked and kept up to date."""
    law = commands.add_parser("law", help="規定のデータを点検する (check the record of the law)")
    parts = law.add_subparsers(required=True, metavar="COMMAND")

    command = parts.add_parser(
        "check", parents=[lang], help="照合した日又は条文との相違を示す (is it up to date?)"
    )
    command.add_argument(
        "--on", metavar="DAY", help="この日に施行されている規定（省略時は、ファイルの日又は今日）"
    )
    command.add_argument(
        "--xml",
        action="extend",
        nargs="+",
        metavar="PATH",
        help="条文と照合する。e-Gov の法令の XML（法令の全文、条又は項）又はそのフォルダ",
    )
    command.set_defaults(run="law:run_check")

    command = parts.add_parser(
        "compare", parents=[common], help="改正の前と後の条文を比べる (what was amended)"
    )
    command.add_argument("old", metavar="OLD", help="改正前の XML")
    command.add_argument("new", metavar="NEW", help="改正後の XML")
    command.set_defaults(run="law:run_compare")

    command = parts.add_parser(
        "draft", parents=[lang], help="改正後の条文から規定の案を作る (draft the new version)"
    )
    command.add_argument("new", metavar="NEW", help="改正後の XML")
    command.add_argument("--in-force", metavar="DAY", required=True, help="施行日")
    command.add_argument(
        "--provision",
        choices=("serious", "reports", "near_miss", "periodic"),
        help="この規定の案だけを作る",
    )
    command.add_argument(
        "--law", action="append", metavar="FILE", help="この規定のファイルの続きとする"
    )
    command.add_argument(
        "--text", action="store_true", help="texts.toml に加える条文の記録を書き出す"
    )
    command.set_defaults(run="law:run_draft")
