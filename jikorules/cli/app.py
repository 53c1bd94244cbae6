"""The command line: ``python -m jikorules``."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from io import StringIO
from typing import Any

from jikorules.basics.errors import JikorulesError, Words
from jikorules.cli.common import Unwritten, fault

NOW = "未復旧の事故をこの時点で判定する（ISO 8601、3:00、now など。日のない時刻は時計により定める）"
CLOCK = "現在の時刻（ISO 8601、3:00 など。省略時は時計の時刻）"
SERVICE = "影響を受けた役務（FILE に代えて。2つ以上は、繰り返すか + で結ぶ）"
SINCE = (
    "その影響の始まった時刻（2:10、昨日23:50、50分前 など。日のない時刻は、--at（省略時は時計）の"
    "時刻より前の最も近いもの）"
)
KNOWN = "認定鉄塔等提供事業者の事故の発生を知った時刻（ISO 8601、3:00 など）"
FORCE = "既にあるファイルを置き換える"
FILES = "JSON 又は JSON Lines。- は標準入力"

_CLOSED = Words(
    "標準出力が閉じられているため、結果を書き出せません。",
    "The standard output is closed: the answers cannot be written.",
)
_UNWRITTEN = Words(
    "結果を書き出せませんでした（{why}）。書き出されたものは全てではありません。",
    "The output could not be written ({why}). What was written is not all.",
)

DESCRIPTION = """\
電気通信事故が重大な事故か、定期の報告を要するか、報告を要しないかを、発生した日の規定により判定する。
Judges Japanese telecommunications accidents by the law of the day on which they occurred."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line, by default with the arguments of the process.

    Returns:
        0 if everything was done, 2 if some input was invalid, 74 if the output could not be
        written, 130 if it was interrupted.
    """
    _open_streams()
    parser, given = _parser(), sys.argv[1:] if arguments is None else arguments
    for each in given:
        if each.startswith("--") and each.endswith("=--"):  # argparse would drop the value
            parser.error(f"argument {each[:-3]}: expected one argument")
    options = parser.parse_args(given)
    try:
        return _run(options)
    except JikorulesError as error:
        print(error.text(options.lang), file=sys.stderr)
        return 74 if isinstance(error, Unwritten) else 2
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        why = fault(error).text(options.lang)
        print(_UNWRITTEN.text(options.lang, why=why), file=sys.stderr)
        sys.stdout = StringIO()  # what it still holds would fail once more at the end
        return 74


def _open_streams() -> None:
    """Write UTF-8; with a closed standard error, complain to nobody rather than among answers."""
    if sys.stderr is None:
        sys.stderr = StringIO()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows consoles and pipes default to a code page
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _run(options: argparse.Namespace) -> int:
    """Run a command; its answers are out when it returns."""
    if sys.stdout is None:
        print(_CLOSED.text(options.lang), file=sys.stderr)
        return 74
    module, run = options.run
    status = int(getattr(import_module(f"jikorules.cli.{module}"), run)(options))
    sys.stdout.flush()
    return status


class _Tell(argparse.Action):
    """Keep an option that tells an accident: its place among the others tells of which service."""

    def __call__(self, _parser: Any, namespace: Any, values: Any, _option: Any = None) -> None:
        given = True if self.nargs == 0 else values
        namespace.told = [*(namespace.told or ()), (self.option_strings[0], given)]


def _accident(add: Any) -> None:
    """Add the options that tell an accident in place of a file."""

    def tell(option: str, what: str, *names: str) -> None:
        nargs = len(names) if len(names) != 1 else None
        metavar = names if len(names) > 1 else "".join(names) or None
        add(option, dest="told", action=_Tell, nargs=nargs, metavar=metavar, help=what)

    tell("--service", SERVICE, "NAME")
    tell("--users", "その影響利用者数（45000、約4.5万、3万以上 など。省略時は不明）", "N")
    tell("--since", SINCE, "TIME")
    tell("--until", "その影響の終わった時刻（省略時は未復旧）", "TIME")
    tell("--period", "その影響のあった時間帯（断続したときは繰り返す）", "FROM", "TO")
    tell("--degradation", "停止ではなく、品質の低下")
    tell("--110", "緊急通報を取り扱う役務")
    tell("--no-110", "緊急通報を取り扱わない役務")
    tell("--paid", "料金の支払を受けている役務")
    tell("--free", "料金の支払を受けていない役務")
    add("--carrier", metavar="NAME", help="電気通信事業者の名称")


def _parser() -> argparse.ArgumentParser:  # noqa: PLR0915 (a statement an argument)
    parser = argparse.ArgumentParser(
        prog="jikorules",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    lang = argparse.ArgumentParser(add_help=False)
    lang.add_argument("--lang", choices=("ja", "en"), default="ja", help="出力の言語 (language)")
    common = argparse.ArgumentParser(add_help=False, parents=[lang])
    common.add_argument("--json", action="store_true", help="JSON で出力する (print JSON)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(
        name: str, module: str, what: str, parent: Any = common, among: Any = commands
    ) -> Any:
        """Add a command that a module of this room answers; give what adds its arguments."""
        added = among.add_parser(name, parents=[parent], help=what)
        added.set_defaults(run=(module, f"run_{name}"))
        return added.add_argument

    add = command("judge", "judging", "事故を判定する (judge accidents)")
    add("files", nargs="*", metavar="FILE", help=FILES)
    _accident(add)
    add("--rules", metavar="DAY", help="この日の規定を適用する（例 2019-04-01、H31）")
    add("--at", metavar="TIME", help=NOW)
    add("--markdown", action="store_true", help="Markdown で出力する")
    add("--receipts", metavar="LEDGER", help="判定の控えを台帳に書き加える（なければ作る）")

    add = command("outlook", "judging", "継続中の事故の見通しを示す (what is to come)")
    add("files", nargs="*", metavar="FILE", help=FILES)
    _accident(add)
    add("--at", metavar="TIME", help=CLOCK)
    add("--rules", metavar="DAY", help="この日の規定を適用する")
    add("--markdown", action="store_true", help="Markdown で出力する")

    what = "事故について一問ずつ尋ね、そのつど判定を示す (ask, and answer after every reply)"
    add = command("ask", "asking", what, lang)
    add("--at", metavar="TIME", help=CLOCK)

    add = command("replay", "judging", "別の日の規定で判定する (another day's law)")
    add("files", nargs="+", metavar="FILE", help=FILES)
    days = "規定の日（例 2015-04-01,2019-04-01）"
    add("--rules", metavar="DAY,DAY", required=True, help=days)
    own = "この規定のファイル（改正の案など）による"
    add("--law", action="append", metavar="FILE", help=own)
    add("--at", metavar="TIME", help=NOW)

    add = command("duties", "reporting", "報告の義務と期限を示す (what to report by when)")
    add("files", nargs="*", metavar="FILE", help=FILES)
    _accident(add)
    add("--at", metavar="TIME", help=CLOCK)
    add("--rules", metavar="DAY", help="この日の規定を適用する")
    add("--known", metavar="TIME", help=KNOWN)
    add("--done", metavar="FILE", help="済んだ報告の名（--json の key）を1行ずつ並べたファイル")
    ics = "iCalendar のファイルに書き出す。前に書き出したものがあれば、その続きとする"
    add("--ics", metavar="OUT", help=ics)
    add("--force", action="store_true", help=FORCE)

    add = command("report", "reporting", "報告書を点検し、書き出す (check and write reports)")
    add("file", nargs="?", metavar="FILE", help="事故又は報告書の JSON。- は標準入力")
    _accident(add)
    add("--out", metavar="OUT", help="報告書を書き出す（.docx、.html、.md 又は .json）")
    add("--force", action="store_true", help=FORCE)
    add("--first", action="store_true", help="速報の文面を示す")
    add("--anyway", action="store_true", help="重大な事故でなくても詳報を作る")
    add("--known", metavar="TIME", help=KNOWN)
    add("--at", metavar="TIME", help=NOW)

    add = command("statistics", "statistics", "年度の統計の表を示す (the tables of a fiscal year)")
    add("files", nargs="+", metavar="FILE", help=FILES)
    year = "年度（西暦。省略時は最も新しい事故の年度）"
    add("--year", type=int, metavar="YEAR", help=year)
    add("--at", metavar="TIME", help=NOW)
    add("--html", action="store_true", help="HTML で出力する")

    what = "判定の控えの台帳を検証する (verify a ledger of receipts)"
    add = command("ledger", "ledger", what, lang)
    add("file", metavar="LEDGER", help="台帳（JSON Lines）。- は標準入力")
    facts = "事故の文書。控えの判定をやり直して比べる"
    add("--incidents", nargs="+", metavar="FILE", help=facts)
    add("--kept", action="append", metavar="N=DIGEST", help="別に控えておいた行の番号と値")

    add = command("rules", "rules", "規定の表を示す (show the rules)")
    add("day", nargs="?", metavar="DAY", help="この日の規定（省略時は最新の規定）")

    law = commands.add_parser("law", help="規定のデータを点検する (check the record of the law)")
    among = law.add_subparsers(required=True, metavar="COMMAND")
    what = "照合した日又は条文との相違を示す (is it up to date?)"
    add = command("check", "law", what, lang, among)
    add("--on", metavar="DAY", help="この日に施行されている規定（省略時は、ファイルの日又は今日）")
    xml = "条文と照合する。e-Gov の法令の XML（法令の全文、条又は項）又はそのフォルダ"
    add("--xml", action="extend", nargs="+", metavar="PATH", help=xml)

    add = command("compare", "law", "改正の前と後の条文を比べる (what was amended)", common, among)
    add("old", metavar="OLD", help="改正前の XML")
    add("new", metavar="NEW", help="改正後の XML")

    what = "改正後の条文から規定の案を作る (draft the new version)"
    add = command("draft", "law", what, lang, among)
    add("new", metavar="NEW", help="改正後の XML")
    add("--in-force", metavar="DAY", required=True, help="施行日")
    provisions = ("serious", "reports", "near_miss", "tower_providers", "periodic")
    add("--provision", choices=provisions, help="この規定の案だけを作る")
    add("--law", action="append", metavar="FILE", help="この規定のファイルの続きとする")
    add("--text", action="store_true", help="texts.toml に加える条文の記録を書き出す")

    what = "境界事例パックを書き出し、又は答えと比べる (cases for other implementations)"
    boundaries = commands.add_parser("boundaries", parents=[lang], help=what)
    boundaries.set_defaults(run=("contract", "run_boundaries"))
    add = boundaries.add_mutually_exclusive_group().add_argument
    add("--lines", action="store_true", help="答えを除き、1行に1件の事例を書き出す")
    add("--check", metavar="ANSWERS", help="答えのファイルを比べる。- は標準入力")

    add = command("schema", "contract", "入出力の JSON Schema を示す (print a JSON Schema)", lang)
    add("name", metavar="NAME", help="incident、verdict などの名前")
    return parser
