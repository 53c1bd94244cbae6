"""Charts into files."""

from pathlib import Path
from typing import TYPE_CHECKING

from jikorules.basics.errors import InvalidInput, Words
from jikorules.statistics.charts.style import load_altair

if TYPE_CHECKING:
    import altair

_SUFFIX = Words("末尾が .svg、.png 又は .html の名前", "a name ending in .svg, .png or .html")
_NAME_IT = Words("末尾で形式を選びます。", "The ending chooses the format.")


def save(chart: "altair.TopLevelMixin", path: Path | str) -> None:
    """Write a chart to a file, as the name's ending says: .svg, .png or .html.

    The HTML holds all that it needs, and reads nothing from the network.

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
        chart.save(file, format="html", inline=True, embed_options={"actions": False})
    elif kind == "png":
        chart.save(file, format="png", scale_factor=1.5)
    else:
        chart.save(file, format="svg")
