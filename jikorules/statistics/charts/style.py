"""How all charts look, and how much room their texts take; and where altair is loaded."""

import re
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from typing import Any
from unicodedata import east_asian_width

from jikorules.basics.errors import JikorulesError, Problem, Words
from jikorules.words.lists import flat

Rows = list[dict[str, Any]]
"""The data of a chart."""

INK, GREY, PALE = "#222222", "#595959", "#d9d9d9"
_FONT = (
    "Noto Sans CJK JP, Noto Sans JP, Hiragino Sans, Hiragino Kaku Gothic ProN, Yu Gothic, Meiryo, "
    "IPAexGothic, IPAGothic, TakaoGothic, sans-serif"
)
_FONT_SIZE = 11
_MOST_SIGNS = 100
# What every object of JavaScript has: Vega looks texts up among its own, finds these, and fails.
_OF_OBJECTS = {
    *("__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__", "__proto__"),
    *("constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable"),
    *("toLocaleString", "toString", "valueOf"),
}

_MISSING = Problem(
    "",
    Words(
        "ライブラリ altair 及び vl-convert-python ", "the libraries altair and vl-convert-python"
    ),
    Words("入っていません", "they are not installed"),
    Words(
        "pip install 'jikorules[plot]' で入れてください。",
        "Install them: pip install 'jikorules[plot]'",
    ),
)


def load_altair() -> Any:
    """Load the library altair, and see that charts can be written."""
    try:
        import_module("vl_convert")
        return import_module("altair")
    except ImportError as error:
        raise JikorulesError([_MISSING]) from error


def styled(alt: Any, chart: Any) -> Any:
    """Give a chart the fonts and colours of all."""
    # Set and not configured step by step: altair copies the whole chart at each step.
    chart.config = alt.Config(
        font=_FONT,
        background="white",
        padding=14,
        view=alt.ViewConfig(stroke=PALE),
        text=alt.MarkConfig(fontSize=_FONT_SIZE),
        axis=alt.AxisConfig(labelColor=INK, titleColor=INK, labelFontSize=10, titleFontSize=11),
        title=alt.TitleConfig(anchor="start", fontSize=15, subtitleFontSize=11, subtitleColor=GREY),
    )
    return chart


def chart_text(text: str) -> str:
    r"""Make a text that a user gave fit for a chart. Every one of them goes through here.

    It stands on one line, without what ends the process in the library that draws, and is cut
    where it would make the picture too large to be drawn.

    Example:
        >>> chart_text(" a\n\ufffeb "), len(chart_text("あ" * 100_000))
        ('a �b', 100)
    """
    line = flat(text)
    if line in _OF_OBJECTS:
        line += "\N{ZERO WIDTH SPACE}"
    return line if len(line) <= _MOST_SIGNS else line[: _MOST_SIGNS - 1] + "…"


def chart_names(names: Iterable[str]) -> dict[str, str]:
    r"""Make names fit for a chart that tells things by them; those then alike get numbers.

    Example:
        >>> [*chart_names(["a b", "a\nb", "c"]).values()]
        ['a b', 'a b (2)', 'c']
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    times = Counter[str]()
    for name in dict.fromkeys(names):
        text = line = chart_text(name)
        while text in taken:
            times[line] += 1
            text = f"{line} ({times[line] + 1})"
        taken.add(text)
        found[name] = text
    return found


def text_width(text: str) -> float:
    """Estimate how wide a text is drawn, in pixels."""
    return sum(
        _FONT_SIZE if east_asian_width(each) in "WFA" else 0.52 * _FONT_SIZE for each in text
    )


# Where a line may be broken: between words in Latin letters, else nearly anywhere.
_PARTS = re.compile(r"[（「]*(?:[!-~]+\s*|.)[、。，：）」ーァィゥェォッャュョ]*")


def wrapped(text: str, wide: float) -> list[str]:
    """Break a text into lines no wider than so many pixels.

    Example:
        >>> wrapped("緊急通報を取り扱う音声伝送役務（固定）。", 100)
        ['緊急通報を取り扱う', '音声伝送役務（固', '定）。']
    """
    lines = [""]
    for part in _PARTS.findall(text):
        if lines[-1] and text_width(lines[-1] + part.rstrip()) > wide:
            lines.append("")
        lines[-1] += part if lines[-1] else part.lstrip()
    return [line.rstrip() for line in lines]
