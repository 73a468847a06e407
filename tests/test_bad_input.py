"""Bad input through the whole program: one clear problem at its place, exit code 2, only the problems written."""

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from payroll.cli.app import app
from payroll.intake.found import lies_among_tables

POLICY = """
[policy]
title = { zh = "客服", en = "Desk" }
currency = "CNY"
timezone = "Asia/Shanghai"
source = "made for this test"

[shifts.office]
start = "08:30"
end = "17:30"

[lateness]
[[lateness.tier]]
percent_of_base = 1

[absence]
[[absence.tier]]
daily_wages = 1
"""
EMPLOYEES = "employee_id,name,hire_date,termination_date,base_wage\n0001,林小满,2020-01-06,,4350.00\n"
EMPLOYEES += "0002,周知夏,2020-01-06,2025-12-31,4350.00\n"  # has left
SHIFTS = "employee_id,date,shift\n0001,2026-10-12,office\n0001,2026-10-13,office\n"
PUNCHES = (
    "employee_id,time\n0001,2026-10-12 08:31\n0001,2026-10-12 17:35\n0001,2026-10-13 08:20\n0001,2026-10-13 17:35\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a sound month in it."""
    (tmp_path / "data").mkdir()
    policy = tmp_path / "policies" / "desk"
    policy.mkdir(parents=True)
    (policy / "2023-02-03.toml").write_text(POLICY, encoding="utf-8")
    for name, text in (("employees", EMPLOYEES), ("shifts", SHIFTS), ("punches", PUNCHES)):
        (tmp_path / "data" / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def run(folder: Path, *options: str) -> tuple[int, str]:
    """Run the month of a folder; return exit code and what was said."""
    places = [f"--{name}={folder / name}" for name in ("data", "policies", "out")]
    result = CliRunner().invoke(app, ["run", "2026-10", *places, "--lang", "en", "--no-workbook", *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, result.output


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def errors(folder: Path) -> list[dict[str, str]]:
    return [row for row in rows(folder / "out" / "problems.csv") if row["severity"] == "error"]


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Return a spoiler that replaces a text in a table."""

    def spoil(folder: Path) -> None:
        path = folder / "data" / f"{name}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


SPOILED = {
    "an id that lost its zeros": (
        replaced("punches", "0001,2026-10-12 08:31", "1,2026-10-12 08:31"),
        ("EMPLOYEE-UNKNOWN", "punches.csv", "2", "employee_id"),
    ),
    "an id turned into a float": (
        replaced("punches", "0001,2026-10-12 08:31", "1.0,2026-10-12 08:31"),
        ("ID-NOT-TEXT", "punches.csv", "2", "employee_id"),
    ),
    "an id in scientific notation": (
        replaced("punches", "0001,2026-10-12 08:31", "1.23E+16,2026-10-12 08:31"),
        ("ID-NOT-TEXT", "punches.csv", "2", "employee_id"),
    ),
    "a row with one field too many": (
        replaced("employees", "4350.00\n", "4350.00,x\n"),
        ("ROW-TOO-LONG", "employees.csv", "2", ""),
    ),
    "30 February": (
        replaced("employees", "2020-01-06", "2020-02-30"),
        ("DATE-IMPOSSIBLE", "employees.csv", "2", "hire_date"),
    ),
    "25:10": (replaced("punches", "08:31", "25:10"), ("TIME-IMPOSSIBLE", "punches.csv", "2", "time")),
    "24:01": (replaced("punches", "08:31", "24:01"), ("TIME-IMPOSSIBLE", "punches.csv", "2", "time")),
    "a punch without a time": (replaced("punches", " 08:31", ""), ("TIME-MISSING", "punches.csv", "2", "time")),
    "03/04/2026": (replaced("shifts", "2026-10-12", "03/04/2026"), ("DATE-AMBIGUOUS", "shifts.csv", "2", "date")),
    "an unknown employee": (
        replaced("punches", "0001,2026-10-13 17:35", "0009,2026-10-13 17:35"),
        ("EMPLOYEE-UNKNOWN", "punches.csv", "5", "employee_id"),
    ),
    "5,000元": (replaced("employees", "4350.00", '"5,000元"'), ("MONEY-FORM", "employees.csv", "2", "base_wage")),
    "NaN": (replaced("employees", "4350.00", "NaN"), ("MONEY-FORM", "employees.csv", "2", "base_wage")),
    "1e3": (replaced("employees", "4350.00", "1e3"), ("MONEY-FORM", "employees.csv", "2", "base_wage")),
    "three decimals": (
        replaced("employees", "4350.00", "4350.005"),
        ("MONEY-PLACES", "employees.csv", "2", "base_wage"),
    ),
    "no wage": (replaced("employees", "4350.00", ""), ("VALUE-MISSING", "employees.csv", "2", "base_wage")),
    "a shift code that the policy lacks": (
        replaced("shifts", "office", "offic"),
        ("SHIFT-CODE-UNKNOWN", "shifts.csv", "2", "shift"),
    ),
    "a shift outside the employment": (
        replaced("employees", "2020-01-06,,", "2020-01-06,2026-10-12,"),
        ("SHIFT-OUTSIDE-EMPLOYMENT", "shifts.csv", "3", "date"),
    ),
    "a missing column": (replaced("punches", "time", "uhr"), ("COLUMN-MISSING", "punches.csv", "1", "")),
}


@pytest.mark.parametrize(("spoil", "expected"), SPOILED.values(), ids=SPOILED.keys())
def test_a_bad_cell_is_one_problem_at_its_place_and_nothing_else_is_written(
    folder: Path, spoil: Callable[[Path], None], expected: tuple[str, str, str, str]
) -> None:
    spoil(folder)
    code, said = run(folder)
    assert code == 2
    [problem] = errors(folder)
    assert (problem["code"], problem["file"], problem["row"], problem["column"]) == expected
    assert problem["message"]
    assert problem["fix"]
    assert f"{problem['file']}:{problem['row']}  {problem['code']}" in said
    assert [path.name for path in (folder / "out").iterdir()] == ["problems.csv"]


def test_all_problems_are_found_in_one_pass(folder: Path) -> None:
    replaced("punches", "08:31", "25:10")(folder)
    replaced("shifts", "2026-10-13", "2026-02-30")(folder)
    (folder / "policies" / "desk" / "2024-01-01.toml").write_text(POLICY.replace("source", "sauce"), encoding="utf-8")
    code, _ = run(folder)
    assert code == 2
    assert {problem["code"] for problem in errors(folder)} >= {
        "TIME-IMPOSSIBLE",
        "DATE-IMPOSSIBLE",
        "POLICY-KEY-UNKNOWN",
    }


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (replaced("punches", "0001,2026-10-12 08:31\n", "0001,2026-10-12 08:31\n" * 2), "ROW-REPEATED"),
        (replaced("punches", "2026-10-12 08:31", "２０２６-10-12 ０８:31"), "FULL-WIDTH"),
        (replaced("employees", "2025-12-31,4350.00\n", "2025-12-31,4350.00\n合计,,,,8700.00\n"), "TOTAL-ROW"),
        (replaced("punches", "2026-10-13 17:35\n", "2026-10-13 17:35\n0001,2026-10-17 12:00\n"), "PUNCH-NO-SHIFT"),
    ],
    ids=["the same row twice", "full-width digits", "a total row at the foot", "a punch with no shift"],
)
def test_a_warning_does_not_stop_the_run(folder: Path, spoil: Callable[[Path], None], code: str) -> None:
    spoil(folder)
    assert run(folder)[0] == 0
    assert [row["code"] for row in rows(folder / "out" / "problems.csv")] == [code]
    assert [row["amount"] for row in rows(folder / "out" / "ledger.csv")] == ["-43.50"]  # 1 % of 4350.00


def test_a_punch_after_the_termination_date_is_a_warning(folder: Path) -> None:
    replaced("employees", "2020-01-06,,", "2020-01-06,2026-10-13,")(folder)
    replaced("punches", "2026-10-13 17:35\n", "2026-10-13 17:35\n0001,2026-10-14 08:30\n")(folder)
    assert run(folder)[0] == 0
    assert [row["code"] for row in rows(folder / "out" / "problems.csv")] == ["PUNCH-OUTSIDE-EMPLOYMENT"]


def test_midnight_may_be_written_as_24_00(folder: Path) -> None:
    replaced("punches", "2026-10-12 17:35", "2026-10-12 24:00")(folder)
    code, said = run(folder)
    assert code == 0, said  # 24:00 is outside the window, which ends at 21:30
    assert [row["value"] for row in rows(folder / "out" / "problems.csv")] == ["2026-10-13 00:00"]


def test_an_accepted_row_is_set_aside_listed_and_never_a_charge(folder: Path) -> None:
    replaced("punches", "2026-10-13 08:20", "2026-10-13 28:20")(folder)
    code, _ = run(folder, "--accept", "TIME-IMPOSSIBLE")
    assert code == 0
    codes = {row["code"] for row in rows(folder / "out" / "problems.csv")}
    assert codes == {"TIME-IMPOSSIBLE", "SHIFT-UNCLEAR"}
    attendance = rows(folder / "out" / "attendance.csv")
    assert [row["verdict"] for row in attendance] == ["unclear", "unclear"]  # its date and the day before
    assert rows(folder / "out" / "ledger.csv") == []
    [source] = [row for row in rows(folder / "out" / "sources.csv") if row["table"] == "punches"]
    assert (source["rows"], source["set_aside"]) == ("4", "1")


def test_a_punch_row_that_is_too_long_is_no_charge_either(folder: Path) -> None:
    replaced("punches", "0001,2026-10-13 17:35\n", "0001,2026-10-13 17:35,x\n")(folder)
    replaced("punches", "0001,2026-10-13 08:20\n", "0001,2026-10-13 08:20,x\n")(folder)
    code, _ = run(folder, "--accept", "ROW-TOO-LONG")
    assert code == 0
    assert rows(folder / "out" / "ledger.csv") == []


def test_a_file_that_cannot_be_read_cannot_be_accepted(folder: Path) -> None:
    (folder / "data" / "punches.csv").write_bytes(b"employee_id,time\n0001,\xff\xfe\xff\n")
    code, _ = run(folder)
    assert code == 2
    assert [problem["code"] for problem in errors(folder)] == ["ENCODING"]
    code, said = run(folder, "--accept", "ENCODING")
    assert code == 2
    assert "ENCODING" in said


def test_an_unknown_code_to_accept_is_a_usage_error(folder: Path) -> None:
    code, said = run(folder, "--accept", "TIME-IMPOSIBLE")
    assert code == 2
    assert "TIME-IMPOSSIBLE" in said


@pytest.mark.parametrize("period", ["2026-13", "2026-1", "October", "2026-10-01"])
def test_a_period_of_another_form_is_a_usage_error(folder: Path, period: str) -> None:
    result = CliRunner().invoke(app, ["run", period, "--data", str(folder / "data"), "--lang", "zh"])
    assert result.exit_code == 2
    assert "2026-10" in result.output


def test_a_missing_table_of_employees_is_an_error_and_other_missing_tables_are_not(folder: Path) -> None:
    (folder / "data" / "punches.csv").unlink()
    assert run(folder)[0] == 0
    assert "TABLE-MISSING-PUNCHES" in {row["code"] for row in rows(folder / "out" / "problems.csv")}
    (folder / "data" / "employees.csv").unlink()
    assert run(folder)[0] == 2
    assert [problem["code"] for problem in errors(folder)] == ["TABLE-MISSING"]


def test_an_empty_table_is_no_problem(folder: Path) -> None:
    (folder / "data" / "swaps.csv").write_text(
        "swap_id,requester_id,counterpart_id,date,requested_at,status\n", encoding="utf-8"
    )
    assert run(folder)[0] == 0
    assert rows(folder / "out" / "problems.csv") == []


def test_a_year_whose_official_days_are_not_published_is_an_error(folder: Path) -> None:
    calendar = '\n[calendar]\nshift = "office"\nweekdays = ["mon"]\nholidays = "CN"\n'
    (folder / "policies" / "desk" / "2023-02-03.toml").write_text(POLICY + calendar, encoding="utf-8")
    places = [f"--{name}={folder / name}" for name in ("data", "policies", "out")]
    result = CliRunner().invoke(app, ["run", "2099-10", *places, "--lang", "en"])
    assert result.exit_code == 2
    assert [problem["code"] for problem in errors(folder)] == ["CALENDAR-UNPUBLISHED"]


def test_text_that_a_spreadsheet_would_run_is_made_harmless(folder: Path) -> None:
    replaced("employees", "林小满", "=1+1")(folder)
    assert run(folder)[0] == 0
    assert rows(folder / "out" / "ledger.csv")[0]["name"] == "'=1+1"


def test_a_small_workbook_that_unpacks_to_gigabytes_is_refused(folder: Path) -> None:
    with zipfile.ZipFile(folder / "data" / "swaps.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(40):
                sheet.write(b" " * 2**24)
    code, _ = run(folder)
    assert code == 2
    assert [problem["file"] for problem in errors(folder)] == ["swaps.xlsx"]


def test_merged_cells_and_a_formula_without_a_value_are_named(folder: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("employee_id", "date", "shift"), ("0001", "2026-10-12", "office"), ("", "2026-10-13", "=B2")):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(folder / "data" / "shifts.xlsx")
    (folder / "data" / "shifts.csv").unlink()
    code, _ = run(folder)
    assert code == 2
    assert {problem["code"] for problem in errors(folder)} == {"MERGED-CELLS", "FORMULA-WITHOUT-VALUE"}


@pytest.mark.parametrize("out", ["data", "data/punches", "data/打卡/october", "policies", "policies/desk/new"])
def test_results_are_not_written_over_the_tables(folder: Path, out: str) -> None:
    code, said = run(folder, "--out", str(folder / out))
    assert code == 2
    assert "name another folder" in said
    assert (folder / "data" / "punches.csv").read_text(encoding="utf-8") == PUNCHES


def test_a_month_in_which_everybody_is_set_aside_cannot_be_accepted(folder: Path) -> None:
    replaced("employees", "4350.00", "5k")(folder)
    replaced("employees", "4350.00", "5k")(folder)
    code, _ = run(folder, "--accept", "MONEY-FORM")
    assert code == 2
    assert "EMPLOYEES-NONE" in {problem["code"] for problem in errors(folder)}


def test_a_read_only_output_folder_is_said_and_nothing_is_lost(folder: Path) -> None:
    (folder / "out").write_text("a file in the way", encoding="utf-8")
    code, said = run(folder)
    assert code == 2
    assert str(folder / "out") in said
    assert (folder / "out").read_text(encoding="utf-8") == "a file in the way"


def test_the_same_inputs_give_the_same_bytes(folder: Path) -> None:
    assert run(folder)[0] == 0
    first = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    assert run(folder)[0] == 0
    assert {path.name: path.read_bytes() for path in (folder / "out").iterdir()} == first


def test_the_only_sheet_of_a_rota_tells_its_month_too(folder: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "9月"
    for row in (("工号", "姓名", 12, 13), ("0001", "林小满", "office", "office")):
        sheet.append(row)
    book.save(folder / "data" / "shifts.xlsx")
    (folder / "data" / "shifts.csv").unlink()
    assert run(folder)[0] == 0
    assert "MATRIX-OF-OTHER-DAYS" in {row["code"] for row in rows(folder / "out" / "problems.csv")}
    assert rows(folder / "out" / "attendance.csv") == []


def damaged(path: Path, _columns: dict[str, list[Any]]) -> None:
    path.write_bytes(b"PAR1 cut off")


def with_lists(path: Path, columns: dict[str, list[Any]]) -> None:
    last = list(columns)[-1]
    parquet.write_table(pa.table({**columns, last: [[cell] for cell in columns[last]]}), path)


def with_two_ids(path: Path, columns: dict[str, list[Any]]) -> None:
    parquet.write_table(pa.table({**columns, "工号": columns["employee_id"]}), path)


@pytest.mark.parametrize("table", ["employees", "shifts", "punches"])
@pytest.mark.parametrize(
    ("spoil", "code"), [(damaged, "FILE-DAMAGED"), (with_lists, "COLUMN-TYPE"), (with_two_ids, "HEADING-TWICE")]
)
def test_a_parquet_file_that_cannot_be_read_has_one_error(
    folder: Path, table: str, spoil: Callable[[Path, dict[str, list[Any]]], None], code: str
) -> None:
    sound = folder / "data" / f"{table}.csv"
    found = rows(sound)
    sound.unlink()
    spoil(sound.with_suffix(".parquet"), {name: [row[name] for row in found] for name in found[0]})
    assert run(folder)[0] == 2
    assert [(row["code"], row["file"]) for row in errors(folder)] == [(code, f"{table}.parquet")]


def test_results_may_lie_in_a_folder_of_the_tables_that_is_not_read(folder: Path) -> None:
    assert run(folder, "--out", str(folder / "data" / "results"))[0] == 0
    assert run(folder, "--out", str(folder / "data" / "results"))[0] == 0


@pytest.mark.parametrize(
    ("place", "data", "among"),
    [
        ("s3://bucket/pay", "s3://bucket/pay/", True),
        ("s3://bucket/pay/punches/2026", "s3://bucket/pay", True),
        ("s3://bucket/pay/results", "s3://bucket/pay", False),
        ("s3://bucket/payments", "s3://bucket/pay", False),
        ("s3://other/pay/punches", "s3://bucket/pay", False),
        ("/data/punches", "s3://bucket/pay", False),
    ],
)
def test_a_place_is_told_to_lie_among_tables(place: str, data: str, *, among: bool) -> None:
    assert lies_among_tables(place, data) is among
