"""What can go wrong, said so that the reader knows where it is and what to do.

Every error carries all the problems that one look at the input found. A problem knows its text in
Japanese and in English; ``str(error)`` is the Japanese one, ``error.text("en")`` the other.
"""

from collections.abc import Iterable
from typing import Literal, Self

from attrs import evolve, frozen

Lang = Literal["ja", "en"]


@frozen
class Words:
    """The same words in both languages; they may have places to fill.

    Example:
        >>> Words("{n}人", "{n} users").text("en", n=3)
        '3 users'
    """

    ja: str
    en: str

    def text(self, lang: Lang, **places: object) -> str:
        """Give the words in one language, with the places filled if any are given."""
        words = self.ja if lang == "ja" else self.en
        return words.format(**places) if places else words


@frozen
class Problem:
    """One thing that is wrong: where, what was expected, what came, what to do.

    Attributes:
        path: where, as a path into the input, such as ``impacts[0].users``; empty for the whole.
        expected: what would have been right, as a noun phrase.
        given: what came, already fit to be shown (see `shown`).
        hint: what to do, as a full sentence.

    Example:
        >>> hint = Words("小数を除いてください。", "Round it.")
        >>> Problem("users", Words("整数", "an integer"), "3.5", hint).text("en")
        'users: expected an integer, got 3.5. Round it.'
    """

    path: str
    expected: Words
    given: str | Words
    hint: Words

    def text(self, lang: Lang = "ja") -> str:
        """Say the problem in one line."""
        given = self.given.text(lang) if isinstance(self.given, Words) else self.given
        # A file may bear any name: what is no letter to be seen, such as an escape, is spelt out.
        path = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in self.path)
        if lang == "ja":
            where = f"{path}：" if path else ""
            said = f"{self.expected.ja}が必要ですが、{given} が与えられました。"
            return f"{where}{said}{self.hint.ja}"
        where = f"{path}: " if path else ""
        return f"{where}expected {self.expected.en}, got {given}. {self.hint.en}"

    def under(self, prefix: str) -> "Problem":
        """Give the same problem as seen from an enclosing object."""
        if not self.path:
            return evolve(self, path=prefix)
        joint = "" if self.path.startswith("[") or not prefix else "."
        return evolve(self, path=prefix + joint + self.path)


class JikorulesError(ValueError):
    """The root of all errors that this library raises on purpose."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    @classmethod
    def of(cls, path: str, expected: Words, given: object, hint: Words) -> Self:
        """Make the error of a single problem."""
        return cls([Problem(path, expected, shown(given), hint)])

    def text(self, lang: Lang = "ja") -> str:
        """Say all problems, one a line."""
        return "\n".join(problem.text(lang) for problem in self.problems)

    def __str__(self) -> str:
        return self.text()


class InvalidInput(JikorulesError):
    """Facts, a day or a document that cannot be what it claims to be."""


class InvalidLaw(JikorulesError):
    """A provision file that contradicts itself or leaves out a citation."""


class NotCovered(InvalidInput):
    """A day for which no rule set is known. Never answered with the nearest one."""


def missing_library(name: str, extra: str) -> JikorulesError:
    """Make the error of an optional library that is not installed.

    Example:
        >>> missing_library("icalendar", "calendar").text("en").rpartition(": ")[2]
        "pip install 'jikorules[calendar]'"
    """
    install = f"pip install 'jikorules[{extra}]'"
    problem = Problem(
        "",
        Words(f"ライブラリ {name} ", f"the library {name}"),
        Words("それがない環境", "an environment without it"),
        Words(f"{install} で入れてください。", f"Install it: {install}"),
    )
    return JikorulesError([problem])


def shown(value: object, most: int = 80) -> str:
    """Show any value in a message: short, printable, and without failing itself.

    Example:
        >>> shown("あ" * 200, most=8)
        "'あああああああ…"
    """
    if isinstance(value, int) and value.bit_length() > 256:
        return f"{value.bit_length()}-bit integer"  # str() of a huge integer may be refused
    try:
        text = repr(value[:most] if isinstance(value, str | bytes) else value)
    except (ValueError, RecursionError):  # an integer or a nesting inside, too large to be printed
        text = type(value).__name__
    return text if len(text) <= most else text[:most] + "…"
