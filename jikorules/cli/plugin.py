"""The contract of monitoring plugins: Nagios, Icinga, Naemon, Zabbix, Sensu.

One line on the standard output, a status from 0 to 3, and 3 for whatever goes wrong: Python's own 1
for a traceback would be taken for a warning, and argparse's 2 for a critical state.
"""

import sys
from collections.abc import Callable, Mapping
from enum import IntEnum
from io import StringIO

from jikorules.basics.errors import JikorulesError, Lang, Words
from jikorules.cli.arguments import BadUsage

_MOST_BYTES = 900
"""How much of a text is told; many systems cut a line at a kilobyte."""

_UNEXPECTED = Words("予期しない誤り（{what}）", "unexpected error ({what})")
_INTERRUPTED = Words("中断されました", "interrupted")


class State(IntEnum):
    """A state of the plugin contract; its value is the exit status."""

    OK = 0
    WARNING = 1
    CRITICAL = 2
    UNKNOWN = 3


def line(state: State, text: str, figures: Mapping[str, str] | None = None) -> str:
    """Write the line of a plugin.

    Args:
        state: the state.
        text: what is told; what would end the line, or the text in it, is replaced.
        figures: performance data, each by its label.

    Example:
        >>> line(State.OK, "nothing | to report", {"none": "3"})
        'JIKORULES OK - nothing / to report | none=3'
    """
    flat = "".join(sign if sign.isprintable() else " " for sign in text)
    told = " ".join(flat.replace("|", "/").split())
    data = told.encode("utf-8", "replace")
    if len(data) > _MOST_BYTES:
        told = data[:_MOST_BYTES].decode("utf-8", "ignore") + "…"
    pairs = " ".join(f"{name}={value}" for name, value in (figures or {}).items())
    return f"JIKORULES {state.name} - {told}" + (f" | {pairs}" if pairs else "")


def guarded(run: Callable[[], int], lang: Lang) -> int:
    """Run a command that prints a plugin's line and gives its status; see that the contract holds.

    Args:
        run: the command. Its standard error is not looked at.
        lang: the language in which to tell what goes wrong.
    """
    try:
        return State(run())
    except SystemExit:  # it was asked for its help, and printed it
        return State.UNKNOWN
    except BadUsage as error:
        why = error.why
    except JikorulesError as error:
        why = error.text(lang)
    except KeyboardInterrupt:
        why = _INTERRUPTED.text(lang)
    except Exception as error:
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        why = _UNEXPECTED.text(lang, what=what)
    try:
        print(line(State.UNKNOWN, why))
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):  # there is nowhere to say it
        sys.stdout = StringIO()  # what it still holds would fail once more at the end
    return State.UNKNOWN
