"""What can go wrong, said so that the reader knows where it is and what to do.

Every error carries all the problems that one look at the input found. A problem knows its text in
Japanese and in English; ``str(error)`` is the Japanese one, ``error.text("en")`` the other.
"""

from collections.abc import Iterable
from typing import Literal, Self

from attrs import frozen

Lang = Literal["ja", "en"]

MOST_TOLD = 100
"""The most problems that are told of one input; how many more there are is said beside them."""


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

    def filled(self, **places: object) -> "Words":
        """Give the words in both languages with the places filled, by words in each its own.

        Example:
            >>> Words("{what}：{n}", "{what}: {n}").filled(what=Words("件数", "number"), n=3).en
            'number: 3'
        """

        def told(lang: Lang) -> dict[str, object]:
            return {
                key: each.text(lang) if isinstance(each, Words) else each
                for key, each in places.items()
            }

        return Words(self.text("ja", **told("ja")), self.text("en", **told("en")))


@frozen
class Problem:
    """One thing that is wrong: where, what was expected, what came, what to do.

    Attributes:
        path: where, as a path into the input, such as ``impacts[0].users``; empty for the whole.
        expected: what would have been right, as a noun phrase.
        given: what came: a value, already fit to be shown (see `shown`); or where no value came,
            what is the case instead, as a clause without its full stop.
        hint: what to do, as a full sentence.

    Example:
        >>> whole = Words("整数", "an integer")
        >>> hint = Words("数えて与えてください。", "Count them.")
        >>> Problem("users", whole, "3.5", hint).text("en")
        'users: expected an integer, got 3.5. Count them.'
        >>> Problem("users", whole, Words("ありません", "there is none"), hint).text("en")
        'users: expected an integer, but there is none. Count them.'
    """

    path: str
    expected: Words
    given: str | Words
    hint: Words

    def text(self, lang: Lang = "ja") -> str:
        """Say the problem in one line."""
        # A file may bear any name: what is no letter to be seen, such as an escape, is spelt out.
        path = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in self.path)
        where = _WHERE.text(lang, path=path) if path else ""
        if isinstance(self.given, Words):
            said, given = _IS_THE_CASE, self.given.text(lang)
        else:
            said, given = _CAME, self.given
        expected, hint = self.expected.text(lang), self.hint.text(lang)
        return where + said.text(lang, expected=expected, given=given, hint=hint)

    def under(self, prefix: str) -> "Problem":
        """Give the same problem as seen from an enclosing object."""
        joint = "" if self.path.startswith("[") or not (self.path and prefix) else "."
        return Problem(prefix + joint + self.path, self.expected, self.given, self.hint)


_WHERE = Words("{path}：", "{path}: ")
_CAME = Words(
    "{expected}が必要ですが、{given} が与えられました。{hint}",
    "expected {expected}, got {given}. {hint}",
)
_IS_THE_CASE = Words(
    "{expected}が必要ですが、{given}。{hint}", "expected {expected}, but {given}. {hint}"
)
_MORE = Words("ほかに{n:,}件の誤りがあります。", "Not shown: {n:,} more.")


class JikorulesError(ValueError):
    """The root of all errors that this library raises on purpose."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    @classmethod
    def of(cls, path: str, expected: Words, given: object, hint: Words) -> Self:
        """Make the error of a single problem."""
        return cls([Problem(path, expected, shown(given), hint)])

    def text(self, lang: Lang = "ja") -> str:
        """Say the problems, one a line: the first `MOST_TOLD`, and how many more there are."""
        lines = [problem.text(lang) for problem in self.problems[:MOST_TOLD]]
        more = len(self.problems) - len(lines)
        return "\n".join([*lines, _MORE.text(lang, n=more)] if more else lines)

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
        Words("入っていません", "it is not installed"),
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


def visible(text: str, most: int = 80) -> str:
    r"""Give a text as it is, or as `shown` where it is too long or has what cannot be seen.

    Example:
        >>> visible("users"), visible("line\nbreak")
        ('users', "'line\\nbreak'")
    """
    return text if text.isprintable() and len(text) <= most else shown(text, most)
