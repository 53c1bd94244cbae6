"""Charts of counts: accidents by quarter, and shares of a whole."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from jikorules.basics.errors import InvalidInput, Lang, Words
from jikorules.statistics.charts.style import (
    INK,
    Rows,
    chart_names,
    chart_text,
    load_altair,
    styled,
)
from jikorules.words.lists import bracketed

if TYPE_CHECKING:
    import altair


_BAR = "#0072b2"
_ACCIDENTS, _WHOLE = Words("{n:,}件", "{n:,}"), Words("合計 {n:,}件", "{n:,} in all")
_NO_SHARE, _LITTLE = Words("－", "-"), Words("1%未満", "under 1%")
_COUNTS = Words("1つ以上の名称と0以上の件数", "one or more names, each with a count of 0 or more")
_CHECK_COUNTS = Words("件数を確かめてください。", "Check the counts.")


@frozen
class Share:
    """A part of a whole: what it is, how many, and how much of the whole (None of nothing)."""

    name: str
    count: int
    percent: float | None

    def text(self, lang: Lang = "ja") -> str:
        """Write the number and the percentage.

        Example:
            >>> Share("外的要因", 3_867, 62.57).text(), Share("人為要因", 1, 0.02).text()
            ('3,867件（63%）', '1件（1%未満）')
        """
        if self.percent is None:
            share = _NO_SHARE.text(lang)
        elif self.count and self.percent < 1:
            share = _LITTLE.text(lang)
        else:
            share = f"{int(self.percent + 0.5)}%"
        return bracketed(_ACCIDENTS.text(lang, n=self.count), share, lang)


def share_rows(counts: Mapping[str, int]) -> tuple[Share, ...]:
    """Tell how much of the sum each count is, in the order given."""
    _check_counts("counts", counts)
    whole = sum(counts.values())
    return tuple(
        Share(name, count, 100 * count / whole if whole else None) for name, count in counts.items()
    )


def quarter_rows(counts: Mapping[str, Mapping[str, int]]) -> Rows:
    """Give a row for each quarter of each year, in the order given, with names fit for a chart.

    Example:
        >>> quarter_rows({"平成30年度": {"第1四半期": 1_306}})
        [{'year': '平成30年度', 'quarter': '第1四半期', 'count': 1306, 'text': '1,306'}]
    """
    if (
        not isinstance(counts, Mapping)
        or not counts
        or any(not isinstance(year, str) for year in counts)
    ):
        raise InvalidInput.of("counts", _COUNTS, counts, _CHECK_COUNTS)
    for year, quarters_ in counts.items():
        _check_counts(f"counts[{chart_text(year)}]", quarters_)
    years = chart_names(counts)
    names = chart_names(quarter for quarters_ in counts.values() for quarter in quarters_)
    return [
        {"year": years[year], "quarter": names[quarter], "count": count, "text": f"{count:,}"}
        for year, quarters_ in counts.items()
        for quarter, count in quarters_.items()
    ]


def _check_counts(path: str, counts: object) -> None:
    if (
        not isinstance(counts, Mapping)
        or not counts
        or any(not isinstance(name, str) for name in counts)
        or any(type(each) is not int or each < 0 for each in counts.values())
    ):
        raise InvalidInput.of(path, _COUNTS, counts, _CHECK_COUNTS)


def quarters(counts: Mapping[str, Mapping[str, int]], *, lang: Lang = "ja") -> "altair.FacetChart":
    """Draw accidents by quarter over years, a group of bars each year.

    Args:
        counts: for the name of each year its quarters by name, each with its number.
        lang: the language.

    Raises:
        InvalidInput: there is no count, or one is no whole number of 0 or more.
        JikorulesError: the library altair is not installed.
    """
    rows = quarter_rows(counts)
    alt = load_altair()
    for row in rows:  # a line each for the number and the word, else they do not fit
        row["label"] = re.sub(r"(?<=\d)(?=\D{2})", "\n", row["quarter"], count=1)
    names = list(dict.fromkeys(row["label"] for row in rows))
    years = list(dict.fromkeys(row["year"] for row in rows))
    axis = alt.Axis(labelAngle=0, labelExpr="split(datum.label, '\\n')")
    columns = min(len(counts), 4)
    base = alt.Chart().encode(
        x=alt.X("label:N", sort=names, title=None, axis=axis),
        y=alt.Y("count:Q", title=Words("件数", "accidents").text(lang)),
    )
    bars = base.mark_bar(color=_BAR).encode(tooltip=["year:N", "quarter:N", "count:Q"])
    texts = base.mark_text(dy=-7, color=INK).encode(text="text:N")
    title = Words("四半期ごとの事故の発生件数", "Accidents by quarter").text(lang)
    chart = alt.layer(bars, texts).properties(width=(720 - 10 * columns) // columns, height=240)
    header = alt.Header(title=None, labelFontSize=12, labelFontWeight="bold", labelColor=INK)
    faceted = chart.facet(
        facet=alt.Facet("year:N", sort=years, header=header),
        columns=columns,
        spacing=10,
        data=alt.InlineData(values=rows),
    )
    made: altair.FacetChart = styled(
        alt, faceted.properties(title=alt.TitleParams(title, offset=12))
    )
    return made


def shares(counts: Mapping[str, int], title: str, *, lang: Lang = "ja") -> "altair.LayerChart":
    """Draw how a number of accidents divides, as bars with number and percentage.

    Args:
        counts: the names, each with its number, in the order in which they are to be shown.
        title: what they are shares of.
        lang: the language.

    Raises:
        InvalidInput: there is no count, or one is no whole number of 0 or more.
        JikorulesError: the library altair is not installed.
    """
    made = share_rows(counts)
    alt = load_altair()
    names = chart_names(counts)
    rows = [{"name": names[it.name], "count": it.count, "text": it.text(lang)} for it in made]
    total = _WHOLE.text(lang, n=sum(it.count for it in made))
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "count:Q",
            axis=None,
            # Leaves room for what stands beside the longest bar.
            scale=alt.Scale(domain=[0, max(1, *(it.count for it in made)) * 1.3]),
        ),
        y=alt.Y(
            "name:N",
            sort=list(names.values()),
            title=None,
            axis=alt.Axis(labelLimit=240, labelFontSize=12, domain=False, ticks=False),
        ),
        tooltip=["name:N", "text:N"],
    )
    bars = base.mark_bar(color=_BAR, height={"band": 0.7})
    texts = base.mark_text(align="left", dx=5, color=INK, fontSize=12).encode(text="text:N")
    chart = alt.layer(bars, texts).properties(
        width=520,
        height=alt.Step(30),
        title=alt.TitleParams(chart_text(title), subtitle=total, offset=10),
        view=alt.ViewConfig(stroke=None),
    )
    drawn: altair.LayerChart = styled(alt, chart)
    return drawn
