"""Charts into files."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from jikorules.basics.errors import InvalidInput, Words
from jikorules.statistics.charts.style import load_altair

if TYPE_CHECKING:
    import altair

_SUFFIX = Words("末尾が .svg、.png 又は .html の名前", "a name ending in .svg, .png or .html")
_NAME_IT = Words("末尾で形式を選びます。", "The ending chooses the format.")


class _ForScript(json.JSONEncoder):
    """Writes JSON of which no sign ends or begins anything in the page that it stands in."""

    def encode(self, o: object) -> str:
        """Write a chart, in ASCII, with the signs of HTML as the escapes of JSON."""
        return super().encode(o).translate(_OF_HTML)


_OF_HTML = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def save(chart: "altair.TopLevelMixin", path: Path | str) -> None:
    """Write a chart to a file, as the name's ending says: .svg, .png or .html.

    The HTML holds all that it needs, and reads nothing from the network. No name in the chart is
    markup or a script in any of them.

    Raises:
        InvalidInput: the name has another ending.
        JikorulesError: the library altair or vl-convert-python is not installed.
        OSError: the file cannot be written.
    """
    file = Path(path)
    kind = file.suffix.lower().removeprefix(".")
    if kind not in {"svg", "png", "html"}:
        raise InvalidInput.of("path", _SUFFIX, file.name, _NAME_IT)
    load_altair()
    if kind == "html":
        chart.save(
            file,
            format="html",
            inline=True,
            embed_options={"actions": False},
            json_kwds={"cls": _ForScript},
        )
    elif kind == "png":
        chart.save(file, format="png", scale_factor=1.5)
    else:
        chart.save(file, format="svg")
