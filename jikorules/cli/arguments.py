"""The reader of arguments: argparse, with its help and its complaints in both languages.

argparse writes English. What it says around the help of a command (usage, headings) is given to it
in the language asked for; its complaints are known by their form and said anew. One that is not
known, as of a later Python, is handed on as it is.
"""

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from jikorules.basics.errors import Lang, Words

_USAGE = Words("使い方：", "usage: ")
_HELP = Words("この説明を示して終わる", "show this help and exit")
_HEADINGS = {
    "positional arguments": Words("引数", "positional arguments"),
    "options": Words("オプション", "options"),
}
_ERROR = Words("{prog}：誤り：{why}", "{prog}: error: {why}")
_OF_ARGUMENT = Words("引数 {name}：{why}", "argument {name}: {why}")
_SAID = [
    (re.compile(form, re.DOTALL), ja)
    for form, ja in (
        (r"expected one argument", "値が1つ必要です"),
        (r"expected at least one argument", "値が1つ以上必要です"),
        (r"expected at most one argument", "値は1つまでです"),
        (r"expected (\d+) arguments?", "値が{0}個必要です"),
        (r"invalid choice: (.*) \(choose from (.*)\)", "{0} はありません（次のいずれか：{1}）"),
        (r"not allowed with argument (.*)", "{0} と同時には指定できません"),
        (r"ignored explicit argument (.*)", "値 {0} は付けられません"),
        (r"the following arguments are required: (.*)", "次の引数が必要です：{0}"),
        (r"one of the arguments (.*) is required", "次のいずれかの引数が必要です：{0}"),
        (r"unrecognized arguments: (.*)", "認識できない引数があります：{0}"),
        (r"ambiguous option: (.*) could match (.*)", "{0} は、次のいずれとも読めます：{1}"),
    )
]
_ARGUMENT = re.compile(r"argument (.+?): (.*)", re.DOTALL)


class BadUsage(Exception):
    """Arguments that no command has.

    Attributes:
        usage: how the command is called.
        why: what is wrong, in a line.
    """

    def __init__(self, usage: str, why: str) -> None:
        super().__init__(usage, why)
        self.usage: str = usage
        self.why: str = why

    def __str__(self) -> str:
        return self.usage + self.why


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks one language.

    Args:
        lang: the language.
        add_help: whether it has an option that shows its help; a parent of others has none.
        more: what `argparse.ArgumentParser` takes.

    Attributes:
        named: the parsers of the commands, by the words that call them; filled by who adds them.
    """

    def __init__(self, *, lang: Lang = "ja", add_help: bool = True, **more: Any) -> None:
        self.lang: Lang = lang
        self.named: dict[str, Parser] = {}
        kind = _InJapanese if lang == "ja" else argparse.RawDescriptionHelpFormatter
        super().__init__(**more, add_help=False, formatter_class=kind)
        if add_help:
            self.add_argument("-h", "--help", action="help", help=_HELP.text(lang))

    def add_argument_group(self, title: str | None = None, *args: Any, **more: Any) -> Any:
        """Add a group, with argparse's own headings in the language."""
        words = _HEADINGS.get(title or "")
        return super().add_argument_group(words.text(self.lang) if words else title, *args, **more)

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong.

        Raises:
            BadUsage: always.
        """
        why = in_japanese(message) if self.lang == "ja" else message
        raise BadUsage(self.format_usage(), _ERROR.text(self.lang, prog=self.prog, why=why))


class _InJapanese(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _USAGE.ja if prefix is None else prefix)


def in_japanese(message: str) -> str:
    """Say a complaint of argparse in Japanese; one that is not known as it is.

    Example:
        >>> in_japanese("argument --at: expected one argument")
        '引数 --at：値が1つ必要です'
    """
    of = _ARGUMENT.fullmatch(message)
    if of:
        return _OF_ARGUMENT.text("ja", name=of[1], why=in_japanese(of[2]))
    for form, ja in _SAID:
        found = form.fullmatch(message)
        if found:
            return ja.format(*found.groups())
    return message
