"""The samples of the ZKTeco family that are workbooks: ``python -m tests.clocks.make_zk`` writes them.

What they must give stands beside them, worked out by hand.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlwt

CLOCKS = Path(__file__).parent
Row = Sequence[str | float | datetime]

TEN = ("部门", "姓名", "考勤号码", "日期时间", "记录状态", "机器号", "编号", "工种代码", "比对方式", "卡号")
EIGHT = ("部门", "姓名", "考勤号码", "日期时间", "机器号", "编号", "比对方式", "卡号")
CARD = (
    "人员编号", "登记号码", "姓名", "星期", "刷卡日期", "刷卡时间", "签到方式", "设备编号", "上下班标志", "操作员",
    "操作日期", "备注",
)  # fmt: skip
DAYS = ("考勤号码", "姓名", "签到时间", "签退时间", "迟到时间", "部门", "日期", "上班时间", "下班时间")


def ten(name: str, number: str, time: datetime) -> Row:
    return ("客服部", name, number, time, "上班签到", 1.0, "", "0", "指纹", "")


def eight(name: str, number: str, time: datetime) -> Row:
    return ("客服部", name, number, time, 2.0, "", "指纹", "")


def card(number: str, login: str, name: str, day: str, time: str) -> Row:
    return (number.ljust(18), login, name, "星期四", day, time, "指纹", "1", "上班/下班", "", "", "")


RECORDS: Sequence[Row] = (
    TEN,
    ten("林谷雨", "000007", datetime(2026, 9, 21, 8, 58, 31)),
    ten("林谷雨", "000007", datetime(2026, 9, 21, 18, 2, 5)),
    ten("林谷雨", "000007", datetime(2026, 9, 21, 18, 2, 40)),
    ten("47", "12", datetime(2026, 9, 21, 21, 55, 0)),
    ten("47", "12", datetime(2026, 9, 22, 0, 0, 0)),
    ten("47", "12", datetime(2026, 10, 20, 6, 3, 59)),
)
RECORDS_8: Sequence[Row] = (
    EIGHT,
    eight("周芒种", "305", datetime(2026, 10, 8, 7, 58, 12)),
    eight("周芒种", "305", datetime(2026, 10, 8, 17, 31, 0)),
)
CARDS: Sequence[Row] = (
    CARD,
    card("000001", "1", "何小满", "2026-10-08", "07:54:23"),
    card("000001", "1", "何小满", "2026-10-08", "17:35:02"),
    card("000010", "10", "陈立秋", "2026-10-08", "08:01:00"),
)
OF_DAYS: Sequence[Row] = (
    DAYS,
    ("7", "林谷雨", "08:58", "18:02", "", "客服部", "2026-10-08", "09:00", "18:00"),
    ("12", "吴白露", "20:05", "06:03", "0:05", "仓库", "2026-10-08", "20:00", "06:00"),
    ("12", "吴白露", "20:31", "", "31", "仓库", "2026-10-09", "20:00", "06:00"),
    ("305", "周芒种", "", "", "", "客服部", "2026-10-08", "09:00", "18:00"),
)


def xls(path: Path, rows: Sequence[Row], codepage: int = 1200) -> None:
    """Write an xls with real dates; with another code page it says a wrong one, as the attendance software does."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    moment = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")
    for number, row in enumerate(rows):
        for position, cell in enumerate(row):
            sheet.write(number, position, cell, *([moment] if isinstance(cell, datetime) else []))
    book.save(str(path))
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<HHH", 0x42, 2, 1200), struct.pack("<HHH", 0x42, 2, codepage), 1))


def bare_xls(rows: Sequence[Row], *, second: bool = False, codepage: int | None = None) -> bytes:
    """Return a bare stream of records with GBK texts, as small programs write it; ``second``: all of BIFF2."""
    begin = _record(0x0009, struct.pack("<2H", 2, 0x10)) if second else _record(0x0809, struct.pack("<4H", 0, 16, 0, 0))
    page = _record(0x0042, struct.pack("<H", codepage)) if codepage is not None else b""
    cells = [
        _cell(number, position, cell, second=second)
        for number, row in enumerate(rows)
        for position, cell in enumerate(row)
    ]
    return begin + page + b"".join(cells) + _record(0x000A, b"")


def _cell(row: int, position: int, cell: str | float | datetime, *, second: bool) -> bytes:
    place = struct.pack("<2H", row, position)
    if isinstance(cell, str):
        text = cell.encode("gbk")
        if second:
            return _record(0x0004, place + b"\0\0\0" + struct.pack("<B", len(text)) + text)
        return _record(0x0204, place + struct.pack("<2H", 0, len(text)) + text)
    assert not isinstance(cell, datetime), "small programs write no dates"
    if second:
        return _record(0x0003, place + b"\0\0\0" + struct.pack("<d", cell))
    return _record(0x0203, place + struct.pack("<Hd", 0, cell))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<2H", kind, len(content)) + content


def main() -> None:
    xls(CLOCKS / "zk-records" / "考勤记录.xls", RECORDS, codepage=1252)
    xls(CLOCKS / "zk-records-8" / "23层.xls", RECORDS_8)
    xls(CLOCKS / "card-records" / "刷卡记录.xls", CARDS)
    (CLOCKS / "card-records-old" / "刷卡.xls").write_bytes(bare_xls(CARDS))
    xls(CLOCKS / "zk-days" / "日明细.xls", OF_DAYS)


if __name__ == "__main__":
    main()
