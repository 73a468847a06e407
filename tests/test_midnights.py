"""A timestamp at 00:00 in a workbook is no bare date: the format of the cell tells."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from payroll.intake.files import read_files

MIDNIGHT, DAY = datetime(2026, 10, 13), date(2026, 10, 13)  # noqa: DTZ001 - a cell has no zone
EVENING = datetime(2026, 10, 12, 18, 28)  # noqa: DTZ001


def cells(folder: Path, name: str, column: str, *values: object, shown: str = "") -> list[str]:
    """Return how the cells of a column are read; ``shown`` is the number format of the last one."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "10月 & more"
    sheet.append(["employee_id", column])
    for value in values:
        sheet.append(["0001", value])
    if shown:
        sheet.cell(len(values) + 1, 2).number_format = shown
    book.save(folder / f"{name}.xlsx")
    [raw] = read_files(folder).tables[name]
    read: list[str] = raw.columns[column].to_pylist()
    return read


def test_a_punch_at_midnight_keeps_its_time(tmp_path: Path) -> None:
    assert cells(tmp_path, "punches", "time", EVENING, MIDNIGHT) == ["2026-10-12 18:28:00", "2026-10-13 00:00:00"]


def test_a_bare_date_stays_one(tmp_path: Path) -> None:
    assert cells(tmp_path, "punches", "time", EVENING, DAY) == ["2026-10-12 18:28:00", "2026-10-13"]


@pytest.mark.parametrize(
    ("shown", "timed"),
    [
        ("yyyy/m/d h:mm", True),
        ("m/d/yy h:mm", True),  # number 22 of Excel's own
        ('yyyy"年"m"月"d"日" hh"时"mm"分"', True),
        ("[$-804]yyyy/m/d\\ h:mm;@", True),
        ("yyyy/m/d", False),
        ('yyyy-mm-dd "o\'clock h"', False),
        ("[h-Cyan]yyyy-mm-dd", False),
        ("mm-dd-yy", False),  # number 14
    ],
)
def test_it_is_the_format_of_the_cell_that_tells(tmp_path: Path, shown: str, *, timed: bool) -> None:
    read = cells(tmp_path, "punches", "time", EVENING, MIDNIGHT, shown=shown)
    assert read[1] == ("2026-10-13 00:00:00" if timed else "2026-10-13")


def test_a_column_of_days_keeps_days_however_they_are_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["sale_id", "employee_id", "date", "amount"])
    sheet.append(["X1", "0001", MIDNIGHT, 5])
    book.save(tmp_path / "sales.xlsx")
    [raw] = read_files(tmp_path).tables["sales"]
    assert raw.columns["date"].to_pylist() == ["2026-10-13"]


@pytest.mark.parametrize(("end", "read"), [(MIDNIGHT, "2026-10-13 00:00:00"), (DAY, "2026-10-13")])
def test_leave_until_midnight_is_not_leave_of_the_whole_day(tmp_path: Path, end: date, read: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["leave_id", "employee_id", "from", "to", "kind", "status", "requested_at"])
    sheet.append(["L1", "0001", datetime(2026, 10, 12, 8), end, "annual", "approved", EVENING])  # noqa: DTZ001
    book.save(tmp_path / "leave.xlsx")
    [raw] = read_files(tmp_path).tables["leave"]
    assert raw.columns["to"].to_pylist() == [read]
