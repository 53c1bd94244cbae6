"""A year of accidents as an officer keeps them: a workbook made by openpyxl, and what is in it.

Every cell is written in one of the ways in which people write it. `BAD` cells are those that nobody
can read, each with its address and the sort of its trouble.
"""

import csv
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from attrs import frozen
from openpyxl import Workbook

HEADERS = [
    "管理番号",
    "発生日時",
    "復旧日時",
    "影響を受けた\nサービス",
    "緊急通報の取扱い（有無）",
    "影響利用者数（人）",
    "停止／品質低下",
    "影響地域",
    "原因",
    "故障設備",
    "卸元",
    "自然災害",
    "担当",
    "対外公表",
    "備考",
]
TOP = 4
"""The row of the headers: a title and the name of the office stand above."""

SERVICES: list[tuple[str, dict[str, Any], str]] = [
    ("アナログ電話", {"kind": "voice", "emergency_calls": True}, ""),
    ("携帯電話", {}, ""),  # of which the name stands for voice and data
    ("IP電話", {"kind": "voice", "emergency_calls": True}, "有"),
    ("ＩＰ電話", {"kind": "voice", "emergency_calls": False}, "無"),
    ("ＦＴＴＨ", {"kind": "internet_access"}, ""),
    ("インターネット接続サービス（固定）", {"kind": "internet_access"}, ""),
    ("移動アクセスサービス", {"kind": "internet_access"}, ""),
    ("電子メール", {"kind": "email"}, ""),
    ("専用線", {"kind": "other"}, ""),
    ("広域イーサネット", {"kind": "other"}, ""),
    ("LPWA", {"kind": "lpwa"}, ""),
]
CAUSES = [
    "自然故障",
    "ソフトウェアの不具合",
    "機器の故障",
    "停電",
    "工事業者によるケーブル切断",
    "",
]
FAILED = ["加入者収容装置", "レイヤ２スイッチ", "サーバ設備", "電源設備", "○○局 集約ルータ", ""]
AREAS = ["東京都", "大阪府、兵庫県", "北海道の一部", "全国", "福岡県"]


@frozen
class Made:
    """A workbook and what is in it.

    Attributes:
        rows: its rows as they were written, from the first on.
        documents: the accidents that can be read, on the wire, by their ids.
        bad: the address and the sort of trouble of every cell that cannot be read.
        unread: the ids of the accidents that cannot be judged for them.
    """

    rows: list[list[Any]]
    documents: dict[str, dict[str, Any]]
    bad: dict[str, str]
    unread: set[str]


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:00+09:00")


def _era(moment: datetime) -> str:
    return (
        f"令和{moment.year - 2018}年{moment.month}月{moment.day}日{moment.hour}時{moment.minute}分"
    )


WAYS_OF_TIMES: list[Callable[[datetime], Any]] = [
    lambda moment: moment,
    lambda moment: moment.strftime("%Y/%m/%d %H:%M"),
    _era,
    lambda moment: moment.strftime("%Y年%m月%d日　%H：%M"),
    lambda moment: moment,
]


def _users(n: int, way: int) -> tuple[Any, Any]:
    """Give a number of users as a cell and on the wire."""
    if way == 0:
        return f"{n:,}人", n
    if way == 1:
        n = max(n // 1000, 1) * 1000
        return f"約{n // 1000}千", {"at_least": max(n - 500, 500), "at_most": n + 499}
    if way == 2:
        return "調査中", None
    if way == 3:
        return None, None
    return n, n


# (column, what stands in it, the sort of trouble); none of them can be read.
BAD: list[tuple[int, Any, str]] = [
    (5, "数万", "unreadable"),
    (5, "4万5千～", "unreadable"),
    (5, -120, "unreadable"),
    (5, 45000.5, "unreadable"),
    (5, "延べ8万3000人", "unreadable"),
    (5, "#N/A", "error_value"),
    (5, "=SUM(Z1:Z9)", "not_calculated"),
    (5, "千人程度か？", "unreadable"),
    (5, True, "unreadable"),
    (1, "2026/5/7", "unreadable"),
    (1, 46149.0902, "unreadable"),
    (1, "5/7 2:10", "unreadable"),
    (1, "2:10", "unreadable"),
    (1, None, "empty"),
    (1, "不明", "unknown"),
    (1, "#REF!", "error_value"),
    (1, "2026/2/30 2:10", "unreadable"),
    (2, "4:30", "unreadable"),
    (2, "2020/1/1 0:00", "contradiction"),
    (2, "昼過ぎ", "unreadable"),
    (2, "=B9+C9", "not_calculated"),
    (2, "翌々週", "unreadable"),
    (3, "ホームページ", "unreadable"),
    (3, "携帯電話、FTTH", "unreadable"),
    (3, None, "empty"),
    (3, "#VALUE!", "error_value"),
    (3, "調査中", "unknown"),
    (4, "たぶん", "unreadable"),
    (6, "つながりにくい", "unreadable"),
    (11, "地震", "unreadable"),
]


def year_of_accidents(number: int = 200, seed: int = 16) -> Made:  # noqa: C901
    """Make a year of accidents, with 30 cells that cannot be read."""
    pick = random.Random(seed)  # noqa: S311
    rows: list[list[Any]] = [["令和８年度　電気通信事故管理簿"], ["運用部　取扱注意"], [], HEADERS]
    documents: dict[str, dict[str, Any]] = {}
    bad: dict[str, str] = {}
    unread: set[str] = set()
    spoilt = dict(zip(pick.sample(range(number), min(number, len(BAD))), BAD, strict=False))
    for i in range(number):
        id_ = f"R8-{i + 1:03}"
        start = datetime(2026, 4, 1) + timedelta(minutes=pick.randrange(365 * 1440))  # noqa: DTZ001
        impacts: list[dict[str, Any]] = []
        facts: dict[str, Any] = {}
        for line in range(1 if i in spoilt else pick.choice([1, 1, 1, 1, 2])):
            name, service, emergency = pick.choice(SERVICES)
            service = {**service, "name": name.replace("ＩＰ", "IP").replace("ＦＴＴＨ", "FTTH")}
            end = start + timedelta(
                minutes=pick.choice([12, 45, 59, 60, 61, 90, 119, 120, 150, 700])
            )
            n = pick.choice([80, 1200, 5100, 29_999, 30_000, 41_382, 99_999, 100_000, 450_000])
            cell, users = _users(n, pick.choice([0, 1, 2, 3, 4, 4, 4, 4, 4, 4]))
            way = pick.choice(WAYS_OF_TIMES)
            told_end: Any = way(end)
            if i in spoilt:
                cell, users = n, n
            elif pick.random() < 0.04:
                told_end, end = pick.choice(["調査中", None, "－"]), None  # type: ignore[assignment]
            row = [id_, way(start), told_end, name, emergency or None, cell]
            row += [pick.choice(["停止", "品質低下", None]), pick.choice(AREAS)]
            row += [pick.choice(CAUSES) or None, pick.choice(FAILED) or None, None, None]
            row += [
                pick.choice(["佐藤", "鈴木"]),
                "=HYPERLINK(1)" if i == 5 else None,
                "@確認" if line else None,
            ]
            if row[8] in CAUSES[:4]:  # the others are no names of the statistics
                facts.setdefault("cause", row[8])
            if row[9] in FAILED[:4]:
                facts.setdefault("failed", row[9])
            effect = {"停止": "suspension", "品質低下": "degradation"}.get(str(row[6]))
            impact = {"service": service, "users": users, "start": _iso(start)}
            impact["end"] = None if end is None else _iso(end)
            impacts.append(impact | ({"effect": effect} if effect else {}))
            if i in spoilt:
                column, given, trouble = spoilt[i]
                row[column] = given
                bad[f"{chr(65 + column)}{len(rows) + 1}"] = trouble
                if column != 6:
                    unread.add(id_)
                elif "effect" in impacts[-1]:
                    del impacts[-1]["effect"]
            rows.append(row)
        documents[id_] = {"id": id_, "impacts": impacts, **facts}
        if i % 50 == 49:
            rows.append([])
    for each in unread:
        del documents[each]
    rows.append(["※影響利用者数は、推計を含む。"])
    return Made(rows, documents, bad, unread)


def as_workbook(made: Made, path: Path) -> Path:
    """Write it with openpyxl; a formula has no stored result, as other programs leave it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "事故管理簿"
    for row in made.rows:
        sheet.append(row)
    for cells in sheet.iter_rows(min_row=TOP + 1):
        for cell in cells:
            if isinstance(cell.value, datetime):
                cell.number_format = "yyyy/m/d h:mm"
            if isinstance(cell.value, str) and cell.value.startswith("@"):
                cell.data_type = "s"
    other = book.create_sheet("連絡先")
    other.append(["氏名", "電話"])
    book.save(path)
    return path


def as_csv(made: Made, encoding: str) -> bytes:
    """Write it as a spreadsheet would: dates as it shows them."""
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    for row in made.rows:
        writer.writerow([_shown(value) for value in row])
    return file.getvalue().encode(encoding)


def _shown(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value.year}/{value.month}/{value.day} {value.hour}:{value.minute:02}"
    return "TRUE" if value is True else value
