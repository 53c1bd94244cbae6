"""The result: what stands in it, and what other programs read."""

import csv
import io
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from support.officers import Made, as_csv, as_workbook, year_of_accidents

from jikorules import JAPAN, InvalidInput
from jikorules.sheets import Judged, judge_sheet, read_sheet, sheet_csv, sheet_xlsx, write_sheet
from jikorules.sheets.pages import owed_in
from jikorules.sheets.services import choices, read_services
from jikorules.sheets.template import template
from jikorules.sheets.writing import spelt

SOFFICE = shutil.which("soffice")
ADDED = ["判定", "該当する項", "理由", "期限", "確認を要する点", "読めないセル"]
PAGES = ["概要", "事故管理簿", "読めないセル", "期限", "年度の表", "一覧"]
AT = datetime(2027, 4, 1, 9, tzinfo=JAPAN)


@pytest.fixture(scope="module")
def made() -> Made:
    return year_of_accidents()


@pytest.fixture(scope="module")
def judged(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    path = as_workbook(made, tmp_path_factory.mktemp("sheets") / "in.xlsx")
    return judge_sheet(read_sheet(path), at=AT)


def cells(data: bytes, name: str) -> list[list[Any]]:
    return [list(row) for row in load_workbook(io.BytesIO(data))[name].iter_rows(values_only=True)]


def test_every_cell_of_the_table_keeps_its_address_and_its_value(
    made: Made, judged: Judged
) -> None:
    found = cells(sheet_xlsx(judged), "事故管理簿")
    assert found[3][:15] == made.rows[3]
    assert found[3][15:21] == ADDED
    for i, row in enumerate(made.rows):
        for j, value in enumerate(row):
            kept = found[i][j]
            assert kept == value or (not kept and not value)


def test_answers_stand_beside_every_line(judged: Judged) -> None:
    found = cells(sheet_xlsx(judged), "事故管理簿")
    for answer in judged.answers:
        for row in answer.accident.rows:
            assert found[row - 1][15] == answer.grade()
            wrong = [each.address for each in answer.problems if each.row == row]
            text = found[row - 1][20] or ""
            assert all(address in text for address in wrong)
            assert bool(text) == bool(wrong)


def test_cells_that_could_not_be_read_are_listed_with_links_and_coloured(
    made: Made, judged: Judged
) -> None:
    book = load_workbook(io.BytesIO(sheet_xlsx(judged)))
    assert book.sheetnames == PAGES
    page = book["読めないセル"]
    links = {}
    for row in page.iter_rows(min_row=2):
        link = row[0].hyperlink
        assert link is not None
        links[row[0].value] = link.location
    assert links == {address: f"'事故管理簿'!{address}" for address in made.bad}
    table = book["事故管理簿"]
    red = {table[address].fill.start_color.rgb for address in made.bad}
    assert red == {"FFFDE2E2"}
    good = next(line for each in judged.answers if not each.problems for line in each.accident.rows)
    assert table[f"F{good}"].fill.start_color.rgb not in red


def test_the_periodic_report_is_one_duty_with_all_its_accidents(judged: Judged) -> None:
    owed = [each for each in owed_in(judged) if each.duty.report.value == "periodic"]
    assert len(owed) == 1
    told = [x for x in judged.answers for duty in x.duties if duty.report.value == "periodic"]
    assert len(owed[0].names) + len(owed[0].open_names) == len(told)
    found = cells(sheet_xlsx(judged), "期限")
    (line,) = [row for row in found if row[2] == "定期の報告"]
    assert line[0] == "2027年5月31日（月）まで"
    assert all(name in line[5] for name in owed[0].names)
    assert {"期限超過", "今後"} <= {row[1] for row in found if row[2] == "詳報"}


def test_the_list_has_an_accident_a_line(judged: Judged) -> None:
    found = cells(sheet_xlsx(judged), "一覧")
    told = [
        x.accident.id
        for x in judged.answers
        for duty in x.duties
        if duty.report.value == "periodic"
    ]
    assert [row[1] for row in found[1:] if row[1]] == told
    assert any(row[0] and "様式第27そのものではない" in row[0] for row in found)


def test_a_result_can_be_mended_and_judged_again(judged: Judged, tmp_path: Path) -> None:
    """Whoever mends the cells in the result need not go back to his own file."""
    path = tmp_path / "judged.xlsx"
    write_sheet(judged, path)
    again = judge_sheet(read_sheet(path), at=AT)
    problems = [each.problem() for each in judged.problems]
    assert [each.problem() for each in again.problems] == problems
    assert [each.verdict for each in again.answers] == [each.verdict for each in judged.answers]
    assert cells(sheet_xlsx(again), "事故管理簿") == cells(sheet_xlsx(judged), "事故管理簿")
    book = load_workbook(path)
    book["事故管理簿"]["F6"] = 41_382
    book.save(path)
    mended = judge_sheet(read_sheet(path), at=AT)
    assert "F6" not in {each.address for each in mended.problems}


def test_answers_of_before_give_way_to_new_ones(judged: Judged, tmp_path: Path) -> None:
    """Somebody wrote a column of his own to the right of the answers."""
    path = tmp_path / "judged.xlsx"
    write_sheet(judged, path)
    book = load_workbook(path)
    for row, text in ((4, "所見"), (5, "済")):
        book["事故管理簿"].cell(row, 22, text)
    book.save(path)
    found = cells(sheet_xlsx(judge_sheet(read_sheet(path), at=AT)), "事故管理簿")
    assert found[3][15:28] == [None] * 6 + ["所見", *ADDED]
    assert found[4][15:23] == [None] * 6 + ["済", judged.answers[0].grade()]


def test_the_same_sheet_gives_the_same_bytes(judged: Judged) -> None:
    assert sheet_xlsx(judged) == sheet_xlsx(judged)


def test_csv_for_excel(made: Made, judged: Judged) -> None:
    data = sheet_csv(judged)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[3][15:] == ADDED
    assert len(rows) == len(made.rows)
    answer = judged.answers[0]
    assert rows[answer.accident.rows[0] - 1][15] == answer.grade()
    assert b"\r\n" in data


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_csv_in_and_csv_out_again(made: Made, tmp_path: Path, encoding: str) -> None:
    first = tmp_path / "in.csv"
    first.write_bytes(as_csv(made, encoding))
    judged = judge_sheet(read_sheet(first))
    second = tmp_path / "out.csv"
    write_sheet(judged, second)
    again = judge_sheet(read_sheet(second))
    assert [each.verdict for each in again.answers] == [each.verdict for each in judged.answers]
    assert [each.problem() for each in again.problems] == [
        each.problem() for each in judged.problems
    ]


FORMULAS = ["=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "＝1+1", "\t=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_that_is_written_is_a_formula(tmp_path: Path, text: str) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["サービス", "発生日時", "備考"], ["FTTH", "2026/4/10 2:10", ""]):
        sheet.append(row)
    sheet["C2"].value = text
    sheet["C2"].data_type = "s"
    book.save(tmp_path / "a.xlsx")
    judged = judge_sheet(read_sheet(tmp_path / "a.xlsx"))
    made = load_workbook(io.BytesIO(sheet_xlsx(judged)))
    for page in made:
        assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    rows = list(csv.reader(io.StringIO(sheet_csv(judged).decode("utf-8-sig"), newline="")))
    assert rows[1][2][0] not in "=+-@\t＝"


@pytest.mark.parametrize("text", ["-5", "+81", "-1,234.5", "－", "-", "a=1"])
def test_numbers_and_dashes_are_not_spoilt(text: str) -> None:
    assert spelt(text) == text


def test_a_file_that_is_there_is_not_replaced(judged: Judged, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("mine", "utf-8")
    with pytest.raises(InvalidInput, match="同じ名前"):
        write_sheet(judged, path)
    assert path.read_text("utf-8") == "mine"
    write_sheet(judged, path, replace=True)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(InvalidInput, match=r"\.xlsx 又は \.csv"):
        write_sheet(judged, tmp_path / "a.pdf")


def test_english(judged: Judged) -> None:
    book = load_workbook(io.BytesIO(sheet_xlsx(judged, "en")))
    assert book.sheetnames[0] == "Summary"
    assert book["事故管理簿"]["P4"].value == "Answer"


def test_the_template_is_filled_in_and_judged(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(template())
    sheet = read_sheet(path)
    assert (sheet.accidents, sheet.left, sheet.problems) == ((), (2,), ())
    book = load_workbook(path)
    table = book["事故"]
    heads = {cell.value: i for i, cell in enumerate(table[1], 1)}
    assert all(cell.comment is not None for cell in table[1])
    rules = table.data_validations.dataValidation
    assert len(rules) == len(heads)
    assert sum(rule.type == "list" for rule in rules) > 10
    assert all(len(rule.prompt or "") <= 255 for rule in rules)
    for name, value in (("サービス", "携帯電話"), ("影響利用者数", 45_000)):
        table.cell(3, heads[name], value)
    table.cell(3, heads["発生日時"], datetime(2026, 4, 10, 2, 10))  # noqa: DTZ001
    table.cell(3, heads["復旧日時"], "同日4時30分")
    book.save(path)
    (answer,) = judge_sheet(read_sheet(path)).answers
    assert answer.grade() == "重大な事故"


def test_the_template_lets_choose_every_name_that_is_read() -> None:
    """携帯電話 too, which stands for two services; none that does not settle what it is."""
    names = choices()
    assert "携帯電話" in names
    for name in names:
        assert read_services(name, {}, None)


def test_the_example_of_the_template_is_a_good_line(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(template())
    book = load_workbook(path)
    book["事故"]["A2"] = "1"
    book.save(path)
    (answer,) = judge_sheet(read_sheet(path)).answers
    assert answer.grade() == "重大な事故"
    assert not answer.problems


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["out.xlsx", "out.csv", "template.xlsx"])
def test_libreoffice_reads_it(judged: Judged, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.startswith("out"):
        write_sheet(judged, path)
    else:
        path.write_bytes(template())
    folder = tmp_path / "read"
    command = [str(SOFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", "ods" if name.endswith("csv") else "xlsx", "--outdir", str(folder)]
    subprocess.run([*command, str(path)], capture_output=True, check=True, timeout=120)
    if name == "out.xlsx":
        data = (folder / name).read_bytes()
        read = load_workbook(io.BytesIO(data))
        assert read.sheetnames == PAGES
        assert read["事故管理簿"]["P4"].value == "判定"
        again = judge_sheet(read_sheet(folder / name), at=AT)
        assert [each.verdict for each in again.answers] == [each.verdict for each in judged.answers]
    elif name == "template.xlsx":
        assert load_workbook(folder / name).sheetnames == ["事故", "書き方", "選択肢"]
    else:
        assert (folder / "out.ods").stat().st_size > 5_000
