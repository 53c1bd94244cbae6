"""The command line: ``python -m jikorules``."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from io import StringIO
from typing import Any

from jikorules.basics.errors import InvalidInput, JikorulesError, Lang, Problem, Words, shown
from jikorules.basics.versions import VERSION
from jikorules.cli.arguments import BadUsage, Parser
from jikorules.cli.common import Stopped, Unwritten, fault
from jikorules.cli.plugin import guarded

DESCRIPTION = Words(
    "電気通信事故が重大な事故か、定期の報告を要するか、報告を要しないかを、発生した日の規定により判定"
    "する。",
    "Judges Japanese telecommunications accidents by the law of the day on which they occurred.",
)
SHORT = Words(
    """\
使い方：jikorules COMMAND …

  jikorules outlook --service 携帯電話 --users 約4.5万 --since 2:10
                                     この事故を報告するか、いつ重大な事故となるかを示す
  jikorules ask                      一問ずつ尋ね、そのつど判定を示す
  jikorules judge FILE               事故を判定する
  jikorules outlook FILE             継続中の事故が、いつ、何により重大な事故となるかを示す
  jikorules watch FILE               復旧するまで、見通しを更新し続ける
  jikorules duties FILE              報告の義務と期限を示す
  jikorules report FILE              報告書を点検し、書き出す
  jikorules rules                    規定の表を示す

全てのコマンドは jikorules help、個々のコマンドは jikorules help judge のようにして確かめる。""",
    """\
usage: jikorules COMMAND ...

  jikorules outlook --service voice --users 45000 --since 2:10
                                     whether to report this, and when it becomes serious
  jikorules ask                      ask, and answer after every reply
  jikorules judge FILE               judge accidents
  jikorules outlook FILE             when, and by what, a running accident becomes serious
  jikorules watch FILE               renew the outlook until it has ended
  jikorules duties FILE              what to report by when
  jikorules report FILE              check and write reports
  jikorules rules                    show the rules

See `jikorules help` for all commands, `jikorules help judge` and the like for one.""",
)

NOW = Words(
    "未復旧の事故をこの時点で判定する（ISO 8601、3:00、now など。日のない時刻の日は、計算機の時計"
    "による）",
    "judge what still runs as of this moment (ISO 8601, 3:00 or now; without a day it is by the "
    "clock of the machine)",
)
BY_THE_CLOCK = Words(
    "現在の時刻（ISO 8601、3:00 など。省略時は計算機の時計による）",
    "the present moment (ISO 8601, or such as 3:00); by the clock of the machine if left out",
)
KNOWN = Words(
    "認定鉄塔等提供事業者の事故の発生を知った時刻（ISO 8601、3:00 など）",
    "when the carrier came to know of an accident of a certified tower provider (ISO 8601, or such "
    "as 3:00)",
)
SERVICE = Words(
    "影響を受けた役務（FILE に代えて。2つ以上は、繰り返すか + で結ぶ）",
    "the service that was hit (in place of FILE); repeat it, or join several by +",
)
USERS = Words(
    "その影響利用者数（45000、約4.5万、3万以上 など。省略時は不明）",
    "how many of its users; unknown if left out",
)
SINCE = Words(
    "その影響の始まった時刻（2:10、昨日23:50、50分前 など。日のない時刻は、--at の時刻（省略時は"
    "計算機の時計による）より前の最も近いもの）",
    "when that began (2:10, or ISO 8601); without a day it is the latest such time before "
    "--at (by the clock of the machine if that is left out)",
)
UNTIL = Words("その影響の終わった時刻（省略時は未復旧）", "when that ended; it has not if left out")
PERIOD = Words(
    "その影響のあった時間帯（断続したときは繰り返す）",
    "when that was so; repeat it for several times",
)
RECEIPTS = Words(
    "判定の控えを、時計の時刻とともに、判定を示す前に台帳に書き加える（なければ作る）",
    "add receipts, with the time of the clock, to a ledger (begun if there is none) before the "
    "answers are printed",
)
FORCE = Words("既にあるファイルを置き換える", "replace a file that exists")
FILES = Words("JSON 又は JSON Lines。- は標準入力", "JSON or JSON Lines; - is standard input")
DAY = Words("この日の規定を適用する", "apply the rules of this day")
MARKDOWN = Words("Markdown で出力する", "print Markdown")
STATUS = Words(
    "終了コードで最も重い判定を示す（下記）", "tell the gravest answer by the exit status (below)"
)
STATUSES = Words(
    """\
--status を付けたときの終了コード（文書が複数のときは、この順に最初に当たるもの）：
  20  重大な事故（又は重大な事故が生ずるおそれがあると認められる事態）
   2  入力に誤りがある
  30  判定が定まらない
  10  四半期報告又は年度報告の対象
   3  判定の対象でない文書がある
   0  報告を要しない""",
    """\
exit status with --status (of several documents, the first of these that there is):
  20  a serious accident, or a near-miss that has to be reported
   2  some input is invalid
  30  undecided
  10  a case for the quarterly or yearly report
   3  a document that is not judged
   0  no report needed""",
)
STATES = Words(
    """\
終了コード（監視プラグインの規約。出力は1行）：
  0  OK        報告を要しない
  1  WARNING   定期の報告の対象、又は判定が定まらない
  2  CRITICAL  重大な事故、又は重大な事故が生ずるおそれがあると認められる事態
  3  UNKNOWN   入力、引数その他に誤りがある（この説明を示したときを含む）
--critical-within の時間内に移る判定は、既に移ったものとして扱う。""",
    """\
exit status (the contract of monitoring plugins; one line is printed):
  0  OK        no report needed
  1  WARNING   a case for the periodic report, or undecided
  2  CRITICAL  a serious accident, or a near-miss that has to be reported
  3  UNKNOWN   invalid input or arguments, or anything else that goes wrong (this help too)
An answer that will turn within --critical-within counts as if it had turned.""",
)

WATCHED = Words(
    """\
事故が復旧すると終わる（終了コード0）。Ctrl-C で終わると130。端末では画面を書き換え、それ以外では、
変わったときと10分ごとに1行を書き出す。読み取れない間は、最後に読み取った内容による。

"""
    + STATUSES.ja,
    """\
It ends when the accidents have ended (exit status 0); by Ctrl-C, 130. On a terminal it redraws the
screen; elsewhere it prints a line when something has changed, and every 10 minutes. While the file
cannot be read, it goes by what was read last.

"""
    + STATUSES.en,
)
JOBS = Words(
    "この数のプロセスで答える（省略時は1。順序も内容も変わらない）",
    "answer by so many processes (1 if left out); neither the answers nor their order change",
)
LANGS = ("ja", "en")
LANGUAGE = Words(
    "出力の言語（省略時は ja。check では en）",
    "the language of the output (ja if left out; en for check)",
)

_CLOSED = Words(
    "標準出力が閉じられているため、結果を書き出せません。",
    "The standard output is closed: the answers cannot be written.",
)
_UNWRITTEN = Words(
    "結果を書き出せませんでした（{why}）。書き出されたものは全てではありません。",
    "The output could not be written ({why}). What was written is not all.",
)
_A_COMMAND = Words("コマンド（{names}）", "a command ({names})")
_SEE_HELP = Words("jikorules help で確かめてください。", "See `jikorules help`.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line, by default with the arguments of the process.

    Returns:
        0 if everything was done, 2 if some input was invalid, 74 if the output or a receipt could
        not be written, 130 if it was interrupted, 141 if the reader of the output was gone before
        everything was done. `judge --status`,
        `watch --status` and `check` have statuses of their own.
    """
    if getattr(sys, "frozen", False):
        import_module("jikorules.cli.processes").serve_if_begun_to()
    _open_streams()
    given = [*(sys.argv[1:] if arguments is None else arguments)]
    is_check = _command_of(given) == "check"
    lang = _lang_of(given) or ("en" if is_check else "ja")
    if is_check:
        return guarded(lambda: _run(_read(given, lang)), lang)
    try:
        options = _read(given, lang)
    except BadUsage as error:
        print(error, file=sys.stderr)
        return 2
    return _answer(options)


def _answer(options: argparse.Namespace) -> int:
    """Run a command, and tell what goes wrong."""
    try:
        try:
            return _run(options)
        except Stopped as stopped:
            raise (stopped.__cause__ or stopped) from None
    except JikorulesError as error:
        print(error.text(options.lang), file=sys.stderr)
        return 74 if isinstance(error, Unwritten) else 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        sys.stdout = sys.stderr = StringIO()  # what they still hold would fail again at the end
        return 141
    except OSError as error:
        sys.stdout = StringIO()
        why = fault(error).text(options.lang)
        print(_UNWRITTEN.text(options.lang, why=why), file=sys.stderr)
        return 74


def _read(given: Sequence[str], lang: Lang) -> argparse.Namespace:
    """Read the arguments, of which the language is already known.

    Raises:
        BadUsage: there is no such command, or it has no such arguments.
    """
    parser = _parser(lang)
    for each in given:
        if each.startswith("--") and each.endswith("=--"):  # argparse would drop the value
            parser.error(f"argument {each[:-3]}: expected one argument")
    options = parser.parse_args(given)
    _either(parser, options)
    return options


def _either(parser: Parser, options: argparse.Namespace) -> None:
    """Refuse a file beside an accident that options tell, and neither of them.

    Raises:
        BadUsage: there are both or neither.
    """
    if "told" not in options:
        return
    command = parser.named[options.command]
    told = "--service" if options.told else "--carrier" if options.carrier is not None else None
    has_file = bool(options.file if "file" in options else options.files)
    if has_file and told:
        command.error(f"argument FILE: not allowed with argument {told}")
    if not (has_file or told):
        command.error("one of the arguments FILE --service is required")


def _lang_of(given: Sequence[str]) -> Lang | None:
    """Give the language that the arguments ask for, before anything is said in it."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--lang", action="append", nargs="?")
    said = parser.parse_known_args(given)[0].lang or []
    known: list[Lang] = [each for each in said if each in LANGS]  # the others are told later
    return known[-1] if known else None


def _command_of(given: Sequence[str]) -> str | None:
    """Give the command, of arguments that may have anything wrong with them."""
    words = iter(given)
    for word in words:
        if word.startswith("--l") and "=" not in word:  # --lang, perhaps shortened
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None


def _open_streams() -> None:
    """Write UTF-8; with a closed standard error, complain to nobody rather than among answers."""
    if sys.stderr is None:
        sys.stderr = StringIO()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows consoles and pipes default to a code page
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _run(options: argparse.Namespace) -> int:
    """Run a command; its answers are out when it returns."""
    if options.command is None:
        print(SHORT.text(options.lang), file=sys.stderr)
        return 2
    if sys.stdout is None:
        print(_CLOSED.text(options.lang), file=sys.stderr)
        return 74
    module, run = options.run
    status = int(getattr(import_module(f"jikorules.cli.{module}"), run)(options))
    sys.stdout.flush()
    return status


def run_help(options: argparse.Namespace) -> int:
    """Show the help of a command, or of all."""
    parser = _parser(options.lang)
    named, name = parser.named, " ".join(options.topic)
    if name and name not in named:
        names = ", ".join(named)
        expected = _A_COMMAND.filled(names=names)
        raise InvalidInput([Problem("COMMAND", expected, shown(name), _SEE_HELP)])
    named.get(name, parser).print_help()
    return 0


class _Tell(argparse.Action):
    """Keep an option that tells an accident: its place among the others tells of which service."""

    def __call__(self, _parser: Any, namespace: Any, values: Any, _option: Any = None) -> None:
        given = True if self.nargs == 0 else values
        namespace.told = [*(namespace.told or ()), (self.option_strings[0], given)]


def _accident(add: Callable[..., None]) -> None:
    """Add the options that tell an accident in place of a file."""

    def tell(option: str, what: Words, *names: str) -> None:
        nargs = len(names) if len(names) != 1 else None
        metavar = names if len(names) > 1 else "".join(names) or None
        add(option, dest="told", action=_Tell, nargs=nargs, metavar=metavar, help=what)

    tell("--service", SERVICE, "NAME")
    tell("--users", USERS, "N")
    tell("--since", SINCE, "TIME")
    tell("--until", UNTIL, "TIME")
    tell("--period", PERIOD, "FROM", "TO")
    tell("--degradation", Words("停止ではなく、品質の低下", "it was degraded, not suspended"))
    tell("--110", Words("緊急通報を取り扱う役務", "it handles emergency calls"))
    tell("--no-110", Words("緊急通報を取り扱わない役務", "it handles no emergency calls"))
    tell("--paid", Words("料金の支払を受けている役務", "the carrier is paid for it"))
    tell("--free", Words("料金の支払を受けていない役務", "the carrier is not paid for it"))
    add("--carrier", metavar="NAME", help=Words("電気通信事業者の名称", "the name of the carrier"))


def _parser(tongue: Lang = "ja") -> Parser:  # noqa: PLR0915 (a statement an argument)
    """Make the parser of all commands, which speaks one language."""
    parser = Parser(prog="jikorules", description=DESCRIPTION.text(tongue), lang=tongue)
    version = f"jikorules {VERSION}"
    help_ = Words("版を示して終わる", "show the version and exit").text(tongue)
    parser.add_argument("-V", "--version", action="version", version=version, help=help_)
    parser.add_argument("--lang", choices=LANGS, default=tongue, help=LANGUAGE.text(tongue))
    # What was given before the command stands, unless it is given behind it too.
    lang_ = Parser(lang=tongue, add_help=False)
    unsaid = argparse.SUPPRESS
    lang_.add_argument("--lang", choices=LANGS, default=unsaid, help=LANGUAGE.text(tongue))
    common = Parser(lang=tongue, add_help=False, parents=[lang_])
    help_ = Words("JSON で出力する", "print JSON").text(tongue)
    common.add_argument("--json", action="store_true", help=help_)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def group(
        name: str,
        what: Words,
        parent: argparse.ArgumentParser,
        among: Any = commands,
    ) -> Parser:
        """Add a parser for a word behind others."""
        more = {"help": what.text(tongue), "description": what.text(tongue)}
        added: Parser = among.add_parser(name, parents=[parent], lang=tongue, **more)
        parser.named[added.prog.removeprefix("jikorules ")] = added
        return added

    def adder(to: argparse._ActionsContainer) -> Callable[..., None]:
        """Give what adds arguments, with their help in the language."""

        def add(*names: str, help: Words, **more: Any) -> None:  # noqa: A002 (as argparse has it)
            to.add_argument(*names, help=help.text(tongue), **more)

        return add

    def command(
        name: str,
        module: str,
        what: Words,
        parent: argparse.ArgumentParser = common,
        among: Any = commands,
    ) -> Callable[..., None]:
        """Add a command that a module of this room answers; give what adds its arguments."""
        added = group(name, what, parent, among)
        added.set_defaults(run=(module, f"run_{name}"))
        return adder(added)

    what = Words("事故を判定する", "judge accidents")
    add = command("judge", "judging", what)
    add("files", nargs="*", metavar="FILE", help=FILES)
    _accident(add)
    day = Words(
        "この日の規定を適用する（例 2019-04-01、H31）",
        "apply the rules of this day (such as 2019-04-01 or H31)",
    )
    add("--rules", metavar="DAY", help=day)
    add("--at", metavar="TIME", help=NOW)
    add("--markdown", action="store_true", help=MARKDOWN)
    add("--receipts", metavar="LEDGER", help=RECEIPTS)
    add("--jobs", metavar="N", default="1", help=JOBS)
    add("--status", action="store_true", help=STATUS)

    what = Words("継続中の事故の見通しを示す", "tell what is to come of running accidents")
    add = command("outlook", "judging", what)
    add("files", nargs="*", metavar="FILE", help=FILES)
    _accident(add)
    add("--at", metavar="TIME", help=BY_THE_CLOCK)
    add("--rules", metavar="DAY", help=DAY)
    add("--markdown", action="store_true", help=MARKDOWN)
    add("--jobs", metavar="N", default="1", help=JOBS)

    what = Words(
        "継続中の事故の見通しを、復旧するまで更新し続ける（計算機の時計による）",
        "renew the outlook of running accidents until they end (by the clock of the machine)",
    )
    add = command("watch", "watch", what, lang_)
    again = Words("JSON 又は JSON Lines。毎回読み直す", "JSON or JSON Lines, read anew each time")
    add("file", metavar="FILE", help=again)
    every = Words(
        "更新の間隔（60、30s、5m など。単位を省けば秒。省略時は60秒）",
        "how often (60, 30s, 5m; a number alone is seconds; 60 s if left out)",
    )
    add("--every", metavar="SPAN", default="60", help=every)
    add("--status", action="store_true", help=STATUS)

    what = Words(
        "監視システム（Nagios など）に判定を1行で示す",
        "tell a monitoring system (Nagios and the like) in one line",
    )
    add = command("check", "check", what, lang_)
    add("files", nargs="+", metavar="FILE", help=FILES)
    add("--at", metavar="TIME", help=BY_THE_CLOCK)
    within = Words(
        "この時間内に重大な事故となるものを CRITICAL とする（30m、1h、90s、1時間など）",
        "what becomes serious within this time is critical (30m, 1h, 90s)",
    )
    add("--critical-within", metavar="SPAN", help=within)
    undecided = Words(
        "判定が定まらず、重大な事故の可能性があるものの扱い（省略時は warning）",
        "what an undecided accident is that may be serious (warning if left out)",
    )
    add("--undecided", choices=("warning", "critical"), default="warning", help=undecided)

    what = Words(
        "事故について一問ずつ尋ね、そのつど判定を示す",
        "ask about an accident, and answer after every reply",
    )
    add = command("ask", "asking", what, lang_)
    add("--at", metavar="TIME", help=BY_THE_CLOCK)

    what = Words("別の日の規定で判定する", "judge by the law of other days")
    add = command("replay", "judging", what)
    add("files", nargs="+", metavar="FILE", help=FILES)
    days = Words(
        "規定の日（例 2015-04-01,2019-04-01）", "days of rules (such as 2015-04-01,2019-04-01)"
    )
    add("--rules", metavar="DAY,DAY", required=True, help=days)
    own = Words(
        "この規定のファイル（改正の案など）による",
        "go by this file of provisions (such as a draft amendment)",
    )
    add("--law", action="append", metavar="FILE", help=own)
    add("--at", metavar="TIME", help=NOW)
    add("--jobs", metavar="N", default="1", help=JOBS)

    what = Words("報告の義務と期限を示す", "tell what to report by when")
    add = command("duties", "duties", what)
    add("files", nargs="*", metavar="FILE", help=FILES)
    _accident(add)
    add("--at", metavar="TIME", help=BY_THE_CLOCK)
    add("--rules", metavar="DAY", help=DAY)
    add("--known", metavar="TIME", help=KNOWN)
    done = Words(
        "済んだ報告の名（--json の key）を1行ずつ並べたファイル",
        "a file of the reports that are done, by the `key` of --json, one a line",
    )
    add("--done", metavar="FILE", help=done)
    ics = Words(
        "iCalendar のファイルに書き出す。前に書き出したものがあれば、その続きとする",
        "write an iCalendar file; it goes on from one that was written before",
    )
    add("--ics", metavar="OUT", help=ics)
    add("--force", action="store_true", help=FORCE)
    add("--jobs", metavar="N", default="1", help=JOBS)

    what = Words("報告書を点検し、書き出す", "check and write reports")
    add = command("report", "report", what)
    facts = Words(
        "事故又は報告書の JSON。- は標準入力",
        "JSON of an accident or a report; - is standard input",
    )
    add("file", nargs="?", metavar="FILE", help=facts)
    _accident(add)
    out = Words(
        "報告書を書き出す（.docx、.html、.md 又は .json）",
        "write the report (.docx, .html, .md or .json)",
    )
    add("--out", metavar="OUT", help=out)
    add("--force", action="store_true", help=FORCE)
    first = Words("速報の文面を示す", "show the text of the first report")
    add("--first", action="store_true", help=first)
    anyway = Words(
        "重大な事故でなくても詳報を作る", "make a detailed report of what is not serious too"
    )
    add("--anyway", action="store_true", help=anyway)
    add("--known", metavar="TIME", help=KNOWN)
    add("--at", metavar="TIME", help=NOW)

    what = Words("年度の統計の表を示す", "show the tables of a fiscal year")
    add = command("statistics", "statistics", what)
    add("files", nargs="+", metavar="FILE", help=FILES)
    year = Words(
        "年度（西暦。省略時は最も新しい事故の年度）",
        "the fiscal year; that of the newest accident if left out",
    )
    add("--year", metavar="YEAR", help=year)
    add("--at", metavar="TIME", help=NOW)
    add("--html", action="store_true", help=Words("HTML で出力する", "print HTML"))

    what = Words("事故の表（.xlsx、.csv）を判定する", "judge a table of accidents (.xlsx, .csv)")
    add = command("sheet", "sheet", what, lang_)
    table = Words("事故の表。書き換えない", "the table of accidents; it is not changed")
    add("file", nargs="?", metavar="FILE", help=table)
    out = Words(
        "結果を新しいファイルに書き出す（.xlsx 又は .csv）",
        "write the result to a new file (.xlsx or .csv)",
    )
    add("--out", metavar="OUT", help=out)
    of_map = Words(
        "見出しと項目の対応のファイル（TOML）", "a file that maps headers to items (TOML)"
    )
    add("--map", metavar="MAP", help=of_map)
    add("--sheet", metavar="NAME", help=Words("表のあるシートの名前", "the sheet with the table"))
    add("--at", metavar="TIME", help=NOW)
    add("--force", action="store_true", help=FORCE)
    template = Words(
        "空の表を書き出す（省略時は、事故の表.xlsx）",
        "write an empty table (to a file of its usual name if none is given)",
    )
    add("--template", action="store_true", help=template)

    what = Words("判定の控えの台帳を検証する", "verify a ledger of receipts")
    add = command("ledger", "ledger", what, lang_)
    ledger = Words("台帳（JSON Lines）。- は標準入力", "a ledger (JSON Lines); - is standard input")
    add("file", metavar="LEDGER", help=ledger)
    facts = Words(
        "事故の文書。控えの判定をやり直して比べる",
        "documents of accidents, to judge again and compare",
    )
    add("--incidents", nargs="+", action="extend", metavar="FILE", help=facts)
    kept = Words(
        "別に控えておいた行の番号と値", "the number and the digest of a line, kept elsewhere"
    )
    add("--kept", action="append", metavar="N=DIGEST", help=kept)
    repair = Words(
        "途中で切れた最後の行を、別のファイルに移す",
        "move a last line that is cut off to a file of its own",
    )
    add("--repair", action="store_true", help=repair)

    add = command("rules", "rules", Words("規定の表を示す", "show the rules"))
    day = Words(
        "この日の規定（省略時は最新の規定）", "the rules of this day; the newest if left out"
    )
    add("day", nargs="?", metavar="DAY", help=day)

    what = Words("規定のデータを点検する", "check the record of the law")
    law = group("law", what, lang_)
    among = law.add_subparsers(required=True, metavar="COMMAND")
    what = Words(
        "照合した日又は条文との相違を示す（今日は計算機の時計による）",
        "tell when it was checked, or what differs from the text (today by the clock)",
    )
    add = command("check", "law", what, lang_, among)
    on = Words(
        "この日に施行されている規定（省略時は、ファイルの日又は今日）",
        "the rules in force on this day; that of the files, or today, if left out",
    )
    add("--on", metavar="DAY", help=on)
    xml = Words(
        "条文と照合する。e-Gov の法令の XML（法令の全文、条又は項）又はそのフォルダ",
        "compare with XML of e-Gov (a law, an article or a paragraph), or a folder of it",
    )
    add("--xml", action="extend", nargs="+", metavar="PATH", help=xml)

    what = Words("改正の前と後の条文を比べる", "tell what was amended")
    add = command("compare", "law", what, common, among)
    add("old", metavar="OLD", help=Words("改正前の XML", "the XML before the amendment"))
    add("new", metavar="NEW", help=Words("改正後の XML", "the XML after the amendment"))

    what = Words("改正後の条文から規定の案を作る", "draft the new version of a provision")
    add = command("draft", "law", what, lang_, among)
    add("new", metavar="NEW", help=Words("改正後の XML", "the XML after the amendment"))
    in_force = Words("施行日", "the day on which it comes into force")
    add("--in-force", metavar="DAY", required=True, help=in_force)
    provisions = ("serious", "reports", "near_miss", "tower_providers", "periodic")
    one = Words("この規定の案だけを作る", "draft only this provision")
    add("--provision", choices=provisions, help=one)
    own = Words("この規定のファイルの続きとする", "go on from this file of provisions")
    add("--law", action="append", metavar="FILE", help=own)
    text = Words(
        "texts.toml に加える条文の記録を書き出す",
        "print the record of the text, to be added to texts.toml",
    )
    add("--text", action="store_true", help=text)

    what = Words(
        "境界事例パックを書き出し、又は答えと比べる",
        "print cases for other implementations, or compare their answers",
    )
    boundaries = group("boundaries", what, lang_)
    boundaries.set_defaults(run=("contract", "run_boundaries"))
    add = adder(boundaries.add_mutually_exclusive_group())
    lines = Words(
        "答えを除き、1行に1件の事例を書き出す", "print the cases without answers, one a line"
    )
    add("--lines", action="store_true", help=lines)
    answers = Words(
        "答えのファイルを比べる。- は標準入力", "compare a file of answers; - is standard input"
    )
    add("--check", metavar="ANSWERS", help=answers)

    what = Words("入出力の JSON Schema を示す", "print a JSON Schema")
    add = command("schema", "contract", what, lang_)
    name = Words("incident、verdict などの名前", "a name such as incident or verdict")
    add("name", metavar="NAME", help=name)

    what = Words("コマンドの説明を示す", "show the help of a command")
    add = command("help", "app", what, lang_)
    topic = Words("コマンドの名前（law check など）", "the name of a command, such as law check")
    add("topic", nargs="*", metavar="COMMAND", help=topic)

    for name_, words in (("judge", STATUSES), ("watch", WATCHED), ("check", STATES)):
        parser.named[name_].epilog = words.text(tongue)
    return parser
