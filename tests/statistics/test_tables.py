"""Tables written as Markdown and HTML, and their shares."""

import re

import pytest
from attrs import evolve
from support.records import fiscal_2018

from jikorules import Words
from jikorules.statistics.tables import (
    Heading,
    Table,
    table_html,
    table_markdown,
    tables_html,
    tables_markdown,
)
from jikorules.statistics.yearly import percent, yearly


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        (3_867, 6_180, 63),
        (2_038, 6_180, 33),
        (1_945, 2_038, 95),
        (1_872, 3_996, 47),
        (1_531, 3_996, 38),
        (1_367, 3_081, 44),
        (1_298, 3_081, 42),
        (169, 3_081, 5),
    ],
)
def test_shares_are_those_that_the_report_prints(part: int, whole: int, printed: int) -> None:
    assert percent(part, whole) == printed


ODD = Table(
    "odd",
    Words("<表>|", "<T>|"),
    (Heading("a", Words("<行>|*", "<row>|*")), Heading("b", Words("部分", "part"), 1)),
    (Heading("c", Words("<列>&", "<col>&")),),
    ((1_234,), (-5,)),
    (1_229,),
    (None, 7),
    (Words("<注>", "<note>"),),
)


def test_everything_written_is_escaped() -> None:
    assert table_markdown(ODD) == (
        "### \\<表\\>\\|\n\n"
        "|  | \\<列\\>\\& | 割合 |\n"
        "|---|---:|---:|\n"
        "| \\<行\\>\\|\\* | 1,234 |  |\n"
        "| 　部分 | ▲5 | 7％ |\n"
        "| 計 | 1,229 |  |\n\n"
        "- \\<注\\>\n"
    )
    assert "| 　part | -5 | 7% |\n| total | 1,229 |  |" in table_markdown(ODD, "en")
    html = table_html(ODD)
    for text in ("表", "行", "列", "注"):
        assert f"<{text}>" not in html
        assert f"&lt;{text}&gt;" in html
    assert "padding-left: 1.5em" in html
    assert '<section lang="en">' in table_html(ODD, "en")
    assert "<ul>" not in table_html(evolve(ODD, notes=()))


def test_a_part_stands_back_behind_its_row_in_html() -> None:
    """Whoever looks at the table sees at a glance which rows add up to the total."""
    heads = re.findall('<th scope="row" style="([^"]*)">', table_html(ODD))
    weights = [re.findall("font-weight: ([a-z]+)", style) for style in heads]
    assert weights == [["bold"], ["normal"], ["bold"]]


def test_a_table_may_have_shares_and_no_totals() -> None:
    assert table_markdown(evolve(ODD, totals=None, notes=())).splitlines()[-2:] == [
        "| \\<行\\>\\|\\* | 1,234 |  |",
        "| 　部分 | ▲5 | 7％ |",
    ]


def test_all_tables_are_written_in_both_languages() -> None:
    tables = yearly(fiscal_2018(), 2018).tables
    ja, en = tables_markdown(tables), tables_markdown(tables, "en")
    assert ja.count("\n### ") + 1 == en.count("\n### ") + 1 == len(tables)
    assert "### 影響利用者数及び継続時間別の件数（平成30年度）" in ja
    assert "| 3万人以上10万人未満 | 0 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 1 |" in ja
    assert "### Accidents by users and duration, fiscal 2018" in en
    html = tables_html(tables)
    assert html.count("<caption ") == html.count("</section>") == len(tables)
    assert ">発生要因別の件数（平成30年度）</caption>" in html


def test_the_tables_of_a_year_are_written_as_they_are_made() -> None:
    made = yearly(fiscal_2018(), 2018)
    assert tuple(made) == made.tables
    for lang in ("ja", "en"):
        assert tables_html(made, lang) == tables_html(made.tables, lang)
        assert tables_markdown(made, lang) == tables_markdown(made.tables, lang)
