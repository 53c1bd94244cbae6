"""Hostile tables: refused within a second and 200 MB, or read safely; docs/threat-model.md."""

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.measured import MEGABYTES, SECOND, run
from support.officers import as_workbook, year_of_accidents

from jikorules import InvalidInput
from jikorules.sheets import judge_sheet, read_sheet, sheet_csv, sheet_xlsx
from jikorules.sheets.reading import MOST_BYTES
from jikorules.sheets.workbook import MOST_CELLS, MOST_ROWS, MOST_UNPACKED

HEAD = ["サービス", "影響利用者数", "発生日時", "復旧日時"]
GOOD = ["FTTH", 1200, "2026/4/10 2:10", "2026/4/10 5:00"]
SHEET = "xl/worksheets/sheet1.xml"


def plain() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD)
    sheet.append(GOOD)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(
    parts: dict[str, Callable[[bytes], bytes]], more: dict[str, bytes] | None = None
) -> bytes:
    """Give a workbook with some of its parts changed, and others added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(plain())) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, parts[name](data) if name in parts else data)
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return file.getvalue()


def with_rows(rows: bytes) -> bytes:
    return changed({SHEET: lambda data: data.replace(b"</sheetData>", rows + b"</sheetData>")})


def empty_rows(number: int) -> bytes:
    return b"".join([b'<row r="%d" ht="15"/>' % i for i in range(3, number)])


def bomb() -> bytes:
    return changed({}, {"xl/media/a.xml": b"<a>" + b" " * (MOST_UNPACKED + 1) + b"</a>"})


def entity() -> bytes:
    declared = b'<!DOCTYPE x [<!ENTITY a "lol">]>'
    return changed({SHEET: lambda data: data.replace(b"<worksheet", declared + b"<worksheet", 1)})


def in_utf16() -> bytes:
    """An entity that a search for bytes would not see."""
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'
    return changed({SHEET: lambda _: text.encode("utf-16")})


def far_cell() -> bytes:
    return with_rows(b'<row r="3"><c r="XFD3"><v>1</v></c></row>')


def many_cells() -> bytes:
    return with_rows(b'<row r="3">' + b"<c><v>1</v></c>" * (MOST_CELLS + 1) + b"</row>")


def many_texts() -> bytes:
    texts = b"<sst>" + b"<si><t>a</t></si>" * (MOST_CELLS + 1) + b"</sst>"
    return changed({}, {"xl/sharedStrings.xml": texts})


def many_merged() -> bytes:
    ranges = b"<mergeCells>" + b'<mergeCell ref="A5:A9"/>' * 20_000 + b"</mergeCells>"
    return changed({SHEET: lambda data: data.replace(b"</worksheet>", ranges + b"</worksheet>")})


def styles() -> bytes:
    return changed({"xl/styles.xml": lambda data: data + b"<!--" + b"-" * 9_000_000 + b"-->"})


def far_row() -> bytes:
    return with_rows(b'<row r="99999999999"><c><v>1</v></c></row>')


REFUSED: dict[str, Callable[[], bytes]] = {
    "bomb": bomb,
    "empty_rows": lambda: with_rows(empty_rows(1_048_576)),
    "far_row": far_row,
    "far_cell": far_cell,
    "many_cells": many_cells,
    "many_texts": many_texts,
    "many_merged": many_merged,
    "styles": styles,
    "entity": entity,
    "utf16": in_utf16,
    "macros": lambda: changed({}, {"xl/vbaProject.bin": b"\0" * 100}),
    "many_parts": lambda: changed({}, {f"xl/media/{i}.png": b"" for i in range(3_000)}),
    "no_workbook": lambda: changed({"[Content_Types].xml": lambda _: b"<Types/>"}),
    "broken_xml": lambda: changed({SHEET: lambda data: data[:-60]}),
    "cut": lambda: plain()[:-200],
    "zip_of_nothing": lambda: b"PK\x05\x06" + b"\0" * 18,
    "old": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5_000,
    "large": lambda: b"a," * (MOST_BYTES // 2 + 1),
    "zeros": lambda: b"\0" * 100_000,
    "one_line": lambda: b"a," * 1_000_000,
    "long_cell": lambda: ",".join(HEAD).encode() + b"\n" + b"a" * 1_000_000,
    "many_rows": (",".join(HEAD) + "\n" + "FTTH,,,\n" * (MOST_ROWS + 1)).encode,
    "quote": (",".join(HEAD) + '\n"FTTH,' + "a,b\n" * 100_000).encode,
    "empty": lambda: b"",
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_refused_within_a_second_and_200_megabytes(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    base = run(tmp_path, "rules", "H31")
    name = "a.csv" if make in list(REFUSED.values())[-7:] else "a.xlsx"
    (tmp_path / name).write_bytes(make())
    done = run(tmp_path, "sheet", name)
    assert done.status == 2, done.out + done.err
    assert name in done.err
    assert "Traceback" not in done.err
    assert done.out == ""
    assert done.seconds - base.seconds < SECOND
    assert done.megabytes - base.megabytes < MEGABYTES


def test_formulas_and_links_are_not_followed(tmp_path: Path) -> None:
    """Their stored results are read; a link out is told, and nothing is opened."""
    links = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    formula = (
        b'<row r="3"><c r="A3" t="str"><f>[1]Sheet1!A1</f><v>FTTH</v></c>'
        b'<c r="B3"><f>1/0</f><v>5000</v></c><c r="C3" t="inlineStr"><is><t>2026/4/10 2:10</t></is>'
        b'</c><c r="D3" t="str"><f>WEBSERVICE("http://a/")</f><v>2026/4/10 5:00</v></c></row>'
    )
    data = changed(
        {SHEET: lambda old: old.replace(b"</sheetData>", formula + b"</sheetData>")},
        {"xl/externalLinks/externalLink1.xml": links},
    )
    (tmp_path / "a.xlsx").write_bytes(data)
    judged = judge_sheet(read_sheet(tmp_path / "a.xlsx"))
    assert [each.grade() for each in judged.answers] == ["年度報告", "年度報告"]
    assert any("ほかのブックへの参照" in note.ja for note in judged.sheet.notes)
    for page in load_workbook(io.BytesIO(sheet_xlsx(judged))):
        assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_what_a_sheet_claims_of_its_size_is_not_believed(tmp_path: Path) -> None:
    for claim in (b'<dimension ref="A1:A1"/>', b'<dimension ref="A1:XFD1048576"/>'):
        data = changed(
            {SHEET: lambda old, claim=claim: old.replace(b'<dimension ref="A1:D2"/>', claim)}  # type: ignore[misc]
        )
        (tmp_path / "a.xlsx").write_bytes(data)
        assert len(read_sheet(tmp_path / "a.xlsx").accidents) == 1


def test_lines_far_apart_are_all_read(tmp_path: Path) -> None:
    row = b'<row r="90000">' + b"".join(
        b'<c r="%s90000" t="inlineStr"><is><t>%s</t></is></c>' % (column, text.encode())
        for column, text in zip((b"A", b"B", b"C", b"D"), map(str, GOOD), strict=True)
    )
    (tmp_path / "a.xlsx").write_bytes(with_rows(row + b"</row>"))
    sheet = read_sheet(tmp_path / "a.xlsx")
    assert [each.rows for each in sheet.accidents] == [(2,), (90_000,)]
    assert len(sheet_xlsx(judge_sheet(sheet))) < 100_000
    assert sheet_csv(judge_sheet(sheet)).count(b"\r\n") == 90_000


def test_too_many_impacts_of_one_accident_are_told(tmp_path: Path) -> None:
    line = "1,FTTH,5,2026/4/10 2:10,\n"
    (tmp_path / "a.csv").write_text("事案番号," + ",".join(HEAD) + "\n" + line * 1_001, "utf-8")
    sheet = read_sheet(tmp_path / "a.csv")
    (problem,) = sheet.problems
    assert "1,000" in problem.text()


def test_200_lines_in_3_seconds(tmp_path: Path) -> None:
    as_workbook(year_of_accidents(), tmp_path / "in.xlsx")
    done = run(tmp_path, "sheet", "in.xlsx", "--out", "out.xlsx")
    assert done.status == 2
    assert done.seconds < 3
    assert done.megabytes < MEGABYTES


@pytest.mark.skipif(sys.gettrace() is not None, reason="a tracer slows it down")
def test_20000_lines_in_60_seconds_and_500_megabytes(tmp_path: Path) -> None:
    as_workbook(year_of_accidents(16_700), tmp_path / "in.xlsx")
    done = run(tmp_path, "sheet", "in.xlsx", "--out", "out.xlsx")
    assert done.status == 2
    lines = int(done.out.partition("：")[2].partition("行")[0].replace(",", ""))
    assert lines > 20_000
    assert done.seconds < 60
    assert done.megabytes < 500


def test_each_refusal_says_what_is_wrong() -> None:
    """The messages tell these files apart."""
    said = {}
    for name in ("bomb", "empty_rows", "macros", "old", "entity", "quote"):
        with pytest.raises(InvalidInput) as caught:
            _read(REFUSED[name]())
        said[name] = caught.value.text()
    assert "展開した大きさ" in said["bomb"]
    assert "行の数" in said["empty_rows"]
    assert "マクロ" in said["macros"]
    assert ".xls" in said["old"]
    assert "DOCTYPE" in said["entity"]
    assert "2行目" in said["quote"]


def _read(data: bytes) -> None:
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        path = Path(folder, "a")
        path.write_bytes(data)
        read_sheet(path)
