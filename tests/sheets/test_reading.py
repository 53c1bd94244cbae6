"""Tables of accidents read from workbooks and CSV files."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from support.officers import Made, as_csv, as_workbook, year_of_accidents

from jikorules import JAPAN, InvalidInput, from_wire, judge
from jikorules.facts.service_names import service_names
from jikorules.sheets import Sheet, SheetMap, judge_sheet, read_map, read_sheet
from jikorules.sheets.columns import map_of

HEAD = ["事案番号", "サービス", "影響利用者数", "発生日時", "復旧日時"]
GOOD = ["1", "携帯電話", 45_000, "2026/4/10 2:10", "2026/4/10 4:30"]


@pytest.fixture(scope="module")
def made() -> Made:
    return year_of_accidents()


def book(path: Path, rows: list[list[Any]], *, merge: str = "", formats: str = "") -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    if formats:
        where, _, number_format = formats.partition(" ")
        sheet[where].number_format = number_format
    made.save(path)
    return path


def table(tmp_path: Path, *lines: list[Any], head: list[Any] = HEAD, **more: str) -> Sheet:
    return read_sheet(book(tmp_path / "a.xlsx", [head, *lines], **more))


def only(sheet: Sheet) -> str:
    (problem,) = sheet.problems
    return f"{problem.address} {problem.trouble.value}"


# A year of accidents


def check(sheet: Sheet, made: Made) -> None:
    """All bad cells are found where they are, and all other accidents judged as judge does."""
    assert {each.address: each.trouble.value for each in sheet.problems} == made.bad
    judged = judge_sheet(sheet)
    assert {each.accident.id for each in judged.answers if each.verdict is None} == made.unread
    for answer in judged.answers:
        if answer.verdict is not None:
            wanted = judge(from_wire(made.documents[answer.accident.id or ""]))
            assert answer.accident.incident == wanted.incident
            assert answer.verdict == wanted
    assert len(judged.answers) == len(made.documents) + len(made.unread)


def test_a_workbook_of_200_accidents_with_30_bad_cells(made: Made, tmp_path: Path) -> None:
    assert len(made.bad) == 30
    sheet = read_sheet(as_workbook(made, tmp_path / "in.xlsx"))
    assert (sheet.name, sheet.head.row, sheet.encoding) == ("事故管理簿", 4, None)
    check(sheet, made)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8-sig", "utf-8-sig"), ("utf-8", "utf-8"), ("cp932", "cp932"), ("utf-16", "utf-16")],
)
def test_csv_in_every_encoding(made: Made, tmp_path: Path, encoding: str, said: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(as_csv(made, encoding))
    sheet = read_sheet(path)
    assert sheet.encoding == said
    check(sheet, made)


def test_a_table_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes("事案番号,サービス,発生日時".encode("euc_jp"))
    with pytest.raises(InvalidInput):
        read_sheet(path)
    # Half-width kana of EUC-JP are rubbish in CP932: no header is known, and the line is quoted.
    path.write_bytes("ｻｰﾋﾞｽ,ﾊｯｾｲ".encode("euc_jp"))
    with pytest.raises(InvalidInput, match=r"初めの行|文字コード"):
        read_sheet(path)


def test_the_input_is_not_touched(made: Made, tmp_path: Path) -> None:
    path = as_workbook(made, tmp_path / "in.xlsx")
    before = path.read_bytes()
    judge_sheet(read_sheet(path))
    assert path.read_bytes() == before


# Lines and accidents


def test_lines_of_one_id_are_one_accident_wherever_they_stand(tmp_path: Path) -> None:
    sheet = table(tmp_path, GOOD, ["2", *GOOD[1:]], [], ["1", "FTTH", *GOOD[2:]])
    assert [(each.id, each.rows) for each in sheet.accidents] == [("1", (2, 5)), ("2", (3,))]
    incident = sheet.accidents[0].incident
    assert incident is not None
    names = [each.service.name for each in incident.impacts]
    assert names == ["携帯電話（音声）", "FTTH", "携帯電話（データ通信）"]
    assert sheet.accidents[0].impact_rows == (2, 5, 2)
    assert any("「携帯電話（音声）」「携帯電話（データ通信）」" in note.ja for note in sheet.notes)


def test_what_lines_of_an_accident_contradict_is_told(tmp_path: Path) -> None:
    head = [*HEAD, "事業者名", "自然災害"]
    lines = [[*GOOD, "甲", "いいえ"], [*GOOD, "乙", None], [*GOOD, None, "はい"]]
    sheet = table(tmp_path, *lines, head=head)
    found = {each.address: each.trouble.value for each in sheet.problems}
    assert found == {"F3": "contradiction", "G4": "contradiction"}
    assert sheet.accidents[0].incident is None


def test_lines_without_an_id_are_an_accident_each_and_that_is_said(tmp_path: Path) -> None:
    sheet = table(tmp_path, GOOD, [None, *GOOD[1:]])
    assert len(sheet.accidents) == 2
    assert any("事案番号の空欄の行" in note.ja and "3行目" in note.ja for note in sheet.notes)


def test_merged_cells_are_shown_in_all_their_rows(tmp_path: Path) -> None:
    """In a spreadsheet one cell spans the rows: the lines are of one accident."""
    sheet = table(tmp_path, GOOD, [None, "FTTH", *GOOD[2:]], merge="A2:A3")
    assert [each.rows for each in sheet.accidents] == [(2, 3)]


@pytest.mark.parametrize("word", ["同上", "〃"])
def test_ditto_is_what_stands_above(tmp_path: Path, word: str) -> None:
    sheet = table(tmp_path, GOOD, ["2", word, 5, *GOOD[3:]], ["3", word, 5, *GOOD[3:]])
    names = [each.incident.impacts[0].service.name for each in sheet.accidents if each.incident]
    assert names == ["携帯電話（音声）"] * 3
    assert only(table(tmp_path, ["1", word, *GOOD[2:]])) == "B2 unreadable"


def test_rows_that_are_no_accidents_are_left_and_named(tmp_path: Path) -> None:
    total = ["合計", None, 90_000]
    example = ["記入例", *GOOD[1:]]
    sheet = table(tmp_path, example, GOOD, HEAD, [], ["2", *GOOD[1:]], total, ["※推計を含む。"])
    assert [each.rows for each in sheet.accidents] == [(3,), (6,)]
    assert sheet.left == (2, 4, 7, 8)
    assert any("2、4、7、8行目" in note.ja for note in sheet.notes)


def test_a_line_with_nothing_but_an_id_is_not_lost(tmp_path: Path) -> None:
    sheet = table(tmp_path, GOOD, ["2"])
    assert [(x.address, x.trouble.value) for x in sheet.problems] == [
        ("B3", "empty"),
        ("D3", "empty"),
    ]


# Excel's own values


def when(sheet: Sheet) -> tuple[datetime, datetime | None]:
    (accident,) = sheet.accidents
    assert accident.incident is not None, [each.text() for each in sheet.problems]
    period = accident.incident.impacts[0].periods[0]
    return period.start, period.end


def test_dates_of_excel_are_japan_time_to_the_second(tmp_path: Path) -> None:
    start = datetime(2026, 4, 10, 2, 9, 59, 999_700)  # noqa: DTZ001
    sheet = table(tmp_path, [*GOOD[:3], start, datetime(2026, 4, 10, 4, 30)])  # noqa: DTZ001
    assert [each and each.isoformat() for each in when(sheet)] == [
        "2026-04-10T02:10:00+09:00",
        "2026-04-10T04:30:00+09:00",
    ]


def test_midnight_with_a_time_is_a_moment_and_without_one_is_none(tmp_path: Path) -> None:
    line = [*GOOD[:3], datetime(2026, 4, 10), GOOD[4]]  # noqa: DTZ001
    assert when(table(tmp_path, line, formats="D2 yyyy/m/d h:mm"))[0].hour == 0
    assert only(table(tmp_path, line, formats="D2 yyyy/m/d")) == "D2 unreadable"


def test_days_and_times_may_stand_in_columns_of_their_own(tmp_path: Path) -> None:
    head = ["サービス", "発生日", "発生時刻", "復旧日", "復旧時刻"]
    lines = ["FTTH", datetime(2026, 4, 10), time(23, 50), "2026/4/11", "0:30"]  # noqa: DTZ001
    start, end = when(table(tmp_path, lines, head=head))
    assert end is not None
    assert (start.isoformat()[:16], end - start) == ("2026-04-10T23:50", timedelta(minutes=40))


def test_an_end_without_its_day_is_not_guessed(tmp_path: Path) -> None:
    """4:30 of the same day would make an accident of 26 hours one of two."""
    assert only(table(tmp_path, [*GOOD[:4], "4:30"])) == "E2 unreadable"
    assert only(table(tmp_path, [*GOOD[:4], time(4, 30)])) == "E2 unreadable"
    assert when(table(tmp_path, [*GOOD[:4], "同日4時30分"]))[1] is not None


SPANS: list[tuple[Any, str, str, timedelta]] = [
    (timedelta(hours=28, minutes=30), "[h]:mm", "継続時間", timedelta(hours=28, minutes=30)),
    (time(4, 58), "h:mm", "継続時間", timedelta(hours=4, minutes=58)),
    ("4時間58分", "@", "継続時間", timedelta(hours=4, minutes=58)),
    ("30:15", "@", "停止時間", timedelta(hours=30, minutes=15)),
    (298, "General", "継続時間（分）", timedelta(minutes=298)),
    (4.5, "General", "継続時間（時間）", timedelta(hours=4, minutes=30)),
]


@pytest.mark.parametrize(("value", "number_format", "header", "wanted"), SPANS)
def test_durations(
    tmp_path: Path, value: Any, number_format: str, header: str, wanted: timedelta
) -> None:
    head = [*HEAD[:4], header]
    sheet = table(tmp_path, [*GOOD[:4], value], head=head, formats=f"E2 {number_format}")
    start, end = when(sheet)
    assert end is not None
    assert end - start == wanted


def test_a_bare_number_has_no_unit_and_a_clock_shows_no_days(tmp_path: Path) -> None:
    head = [*HEAD[:4], "継続時間"]
    assert only(table(tmp_path, [*GOOD[:4], 298], head=head)) == "E2 unreadable"
    odd = table(tmp_path, [*GOOD[:4], 1.1875], head=head, formats="E2 h:mm")
    assert only(odd) == "E2 unreadable"
    assert "04:30" in odd.problems[0].text()
    assert "28:30" in odd.problems[0].text()


def test_start_end_and_duration_have_to_agree(tmp_path: Path) -> None:
    head = [*HEAD, "継続時間"]
    assert not table(tmp_path, [*GOOD, "2時間20分"], head=head).problems
    assert not table(tmp_path, [*GOOD, "約2時間"], head=head).problems
    assert only(table(tmp_path, [*GOOD, "3時間20分"], head=head)) == "F2 contradiction"


# Widths, unknown ends, running accidents


def answer(tmp_path: Path, *line: Any, at: datetime | None = None, head: Any = HEAD) -> Any:
    (found,) = judge_sheet(table(tmp_path, [*line], head=head), at=at).answers
    return found


def test_a_width_of_times_that_matters_leaves_the_answer_open(tmp_path: Path) -> None:
    """2時10分頃 to 3:10 may be 55 minutes or 64: row 一 asks for an hour."""
    found = answer(tmp_path, "1", "携帯電話", 45_000, "2026/4/10 2時10分頃", "2026/4/10 3:10")
    assert found.by_times
    assert [each.name for each in found.verdict.possible] == ["PERIODIC", "SERIOUS"]
    assert "D2" in found.reason()
    assert "D2" in found.to_check()


def test_a_width_of_times_that_does_not_matter_does_not(tmp_path: Path) -> None:
    found = answer(tmp_path, "1", "携帯電話", 45_000, "2026/4/10 2時10分頃", "2026/4/10 5:10")
    assert (found.by_times, found.grade()) == (False, "重大な事故")
    assert "D2" in found.to_check()


def test_an_open_duration_is_at_least_what_it_says(tmp_path: Path) -> None:
    head = [*HEAD[:4], "継続時間"]
    found = answer(tmp_path, "1", "FTTH", 1_000, "2026/4/10 2:10", "2時間以上", head=head)
    assert found.grade() == "年度報告"
    found = answer(tmp_path, "1", "FTTH", 1_000, "2026/4/10 2:10", "1時間以上", head=head)
    assert [each.name for each in found.verdict.possible] == ["NONE", "PERIODIC"]


def test_only_what_is_told_to_run_is_judged_at_a_moment(tmp_path: Path) -> None:
    """Of 調査中 and an empty end nobody knows whether it is over."""
    at = datetime(2026, 4, 10, 2, 40, tzinfo=JAPAN)
    running = answer(tmp_path, "1", "FTTH", 1_000, "2026/4/10 2:10", "未復旧", at=at)
    assert running.grade() == "報告対象外"
    assert "復旧していない" in running.to_check()
    for end in ("調査中", None, "－"):
        found = answer(tmp_path, "1", "FTTH", 1_000, "2026/4/10 2:10", end, at=at)
        assert [each.name for each in found.verdict.possible] == ["NONE", "PERIODIC"]


def test_a_day_without_rules_is_told_at_its_cell(tmp_path: Path) -> None:
    (found,) = judge_sheet(table(tmp_path, [*GOOD[:3], "2005/4/10 2:10", "2005/4/10 4:30"])).answers
    assert [each.address for each in found.problems] == ["D2"]
    assert found.verdict is None


# Traits, wholesalers, satellites


def test_what_a_name_settles_is_not_contradicted(tmp_path: Path) -> None:
    head = [*HEAD, "緊急通報の取扱い"]
    assert only(table(tmp_path, [*GOOD, "無"], head=head)) == "F2 contradiction"
    assert not table(tmp_path, [*GOOD, "不明"], head=head).problems
    assert (
        only(table(tmp_path, ["1", "加入電話", *GOOD[2:], "無"], head=head)) == "F2 contradiction"
    )


def test_a_name_that_settles_nothing_is_told_with_the_reason(tmp_path: Path) -> None:
    unsettled = next(each for each in service_names() if each.may_be)
    sheet = table(tmp_path, ["1", unsettled.name, *GOOD[2:]])
    assert only(sheet) == "B2 unreadable"
    assert unsettled.reason
    assert unsettled.reason in sheet.problems[0].text()


def test_a_wholesaler_and_its_recipient_are_one_accident(tmp_path: Path) -> None:
    head = [*HEAD, "事業者名", "卸元", "卸元の事案番号"]
    recipient = ["2", *GOOD[1:], "乙", "甲", "1"]
    judged = judge_sheet(table(tmp_path, [*GOOD, "甲"], recipient, head=head))
    first, second = judged.answers
    assert first.verdict is not None
    assert second.verdict is not None
    chains = (first.verdict.incident.chain, second.verdict.incident.chain)
    assert chains == ("1", "1")
    assert second.verdict.incident.origin.value == "wholesaler"
    forms = [form.form for duty in second.duties for form in duty.other_forms]
    assert "様式第50の3の2" in forms
    assert only(table(tmp_path, [*GOOD, "乙", "甲", "1"], head=head)) == "H2 contradiction"


def test_users_of_a_name_for_two_services_are_the_same(tmp_path: Path) -> None:
    (accident,) = table(tmp_path, GOOD).accidents
    assert accident.incident is not None
    assert accident.incident.overlap.value == "same"
    head = [*HEAD, "利用者の重複"]
    lines = [[*GOOD, "別の者"], ["1", "FTTH", *GOOD[2:], None]]
    assert only(table(tmp_path, *lines, head=head)) == "F2 contradiction"


def test_a_satellite_needs_no_service(tmp_path: Path) -> None:
    head = [*HEAD, "衛星・海底ケーブル等", "設備の設置者"]
    line = ["1", None, None, *GOOD[3:], "海底ケーブル", "自社"]
    (found,) = judge_sheet(table(tmp_path, line, head=head)).answers
    assert found.grade() == "重大な事故"


def test_unknown_facilities_are_not_taken_for_telecommunications(tmp_path: Path) -> None:
    assert only(table(tmp_path, [*GOOD, "不明"], head=[*HEAD, "設備の別"])) == "F2 unknown"


# Headers


def test_another_number_is_not_taken_for_the_users(tmp_path: Path) -> None:
    head = [*HEAD[:2], "影響利用者数（延べ）", *HEAD[3:]]
    sheet = table(tmp_path, GOOD, head=head)
    assert sheet.head.placed("users") is None
    assert any("影響利用者数の列がない" in note.ja for note in sheet.notes)


def test_units_of_headers(tmp_path: Path) -> None:
    head = [*HEAD[:2], "影響利用者数（万人）", *HEAD[3:]]
    (accident,) = table(tmp_path, ["1", "FTTH", 4.5, *GOOD[3:]], head=head).accidents
    assert accident.incident is not None
    assert accident.incident.impacts[0].users.low == 45_000
    assert only(table(tmp_path, ["1", "FTTH", "約4万", *GOOD[3:]], head=head)) == "C2 unreadable"


def test_the_better_of_two_headers_is_taken_and_twins_are_refused(tmp_path: Path) -> None:
    sheet = table(tmp_path, ["9", *GOOD], head=["No.", *HEAD])
    assert sheet.accidents[0].id == "1"
    with pytest.raises(InvalidInput, match="A列、F列"):
        table(tmp_path, [*GOOD, "2"], head=[*HEAD, "事案番号"])


def test_a_file_without_a_known_head_is_refused_with_its_first_line(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="氏名、電話"):
        table(tmp_path, ["佐藤", 1], head=["氏名", "電話"])
    with pytest.raises(InvalidInput, match="空です"):
        read_sheet(book(tmp_path / "b.xlsx", []))


def test_a_map_names_other_headers(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [["題"], ["番", "品", "被害", "始", "終"], GOOD])
    mapping = map_of(
        """header_row = 2
        [columns]
        "事案番号" = "番"
        "サービス" = "B列"
        "影響利用者数" = "被害"
        "発生日時" = "始"
        end = "終"
        [everywhere]
        "事業者名" = "甲"
        """.encode()
    )
    (accident,) = read_sheet(path, mapping=mapping).accidents
    assert accident.incident is not None
    assert (accident.incident.carrier, accident.id) == ("甲", "1")
    with pytest.raises(InvalidInput, match="終わり"):
        read_sheet(path, mapping=SheetMap(columns={"end": "終わり"}))


def test_all_that_is_wrong_in_a_map_is_told(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text('sheets = 1\nheader_row = 0\n[columns]\n"利用者" = "a"\n"原因" = 3', "utf-8")
    with pytest.raises(InvalidInput) as caught:
        read_map(path)
    assert len(caught.value.problems) == 4
    path.write_text("[", "utf-8")
    with pytest.raises(InvalidInput, match="TOML"):
        read_map(path)


def test_two_worksheets_with_tables_have_to_be_told_apart(tmp_path: Path) -> None:
    made = Workbook()
    for name in ("4月", "5月"):
        sheet = made.create_sheet(name)
        sheet.append(HEAD)
        sheet.append([name, *GOOD[1:]])
    path = tmp_path / "a.xlsx"
    made.save(path)
    with pytest.raises(InvalidInput, match="'4月'、'5月'"):
        read_sheet(path)
    assert read_sheet(path, sheet="5月").accidents[0].id == "5月"
    with pytest.raises(InvalidInput, match="6月"):
        read_sheet(path, sheet="6月")


def test_an_open_quote_swallows_no_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",".join(HEAD) + '\n1,"FTTH,5,2026/4/10 2:10,\n2,FTTH,5,x,\n', "utf-8")
    with pytest.raises(InvalidInput, match="2行目"):
        read_sheet(path)
