"""A mapping that the user writes makes a table of any file."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from payroll.cli.app import app
from payroll.intake.files import FilesRead, read_files
from payroll.intake.grid import Grid
from payroll.intake.inspecting import inspect_file
from payroll.intake.mapped import in_zone
from payroll.intake.mapping import FileMapping, read_mapping
from payroll.intake.mapping_draft import draft_mapping

GATE = """Gate log of the north shop
Badge;Day;Clock;Event
K-01;08/10/2026;08:29;OK
K-02;08/10/2026;08:41;DENIED
K-03;13/10/2026;17:30;OK
"""
MAPPING = """
files = ["gate-*.txt"]
header_row = 2
[columns]
employee_id = "Badge"
time = ["Day", "Clock"]
[constants]
device = "north"
[formats]
time = "%d/%m/%Y %H:%M"
[values.employee_id]
"K-01" = "0007"
[skip]
Event = "DENIED"
"""


def folder(path: Path, mapping: str = MAPPING, text: str | bytes = GATE, name: str = "gate-2026-10.txt") -> FilesRead:
    data = text if isinstance(text, bytes) else text.encode()
    (path / name).write_bytes(data)
    (path / "gate.mapping.toml").write_text(mapping, encoding="utf-8")
    return read_files(path)


def cells(found: FilesRead, column: str, table: str = "punches") -> list[str]:
    return [cell for raw in found.tables.get(table, ()) for cell in raw.columns[column].to_pylist()]


def codes(found: FilesRead) -> list[str]:
    return sorted(problem.code for problem in found.problems)


def said(text: str) -> list[tuple[str, str, str]]:
    """Return code, key and value of all that is wrong with a mapping."""
    read = read_mapping("x.csv.mapping.toml", text.encode(), ["odoo"])
    assert isinstance(read, list)
    return [(problem.code, problem.column, problem.value) for problem in read]


def test_columns_are_renamed_joined_read_by_format_and_mapped(tmp_path: Path) -> None:
    found = folder(tmp_path)
    assert codes(found) == []
    assert cells(found, "employee_id") == ["0007", "K-03"]
    assert cells(found, "time") == ["2026-10-08 08:29:00", "2026-10-13 17:30:00"]
    assert cells(found, "device") == ["north", "north"]
    (raw,) = found.tables["punches"]
    assert raw.rows.tolist() == [3, 5]
    assert raw.headings["time"] == "Day + Clock"


def test_a_skipped_row_is_out_of_scope_and_the_mapping_is_listed(tmp_path: Path) -> None:
    first, second = folder(tmp_path).records
    assert (first.file, first.format, first.rows, first.out_of_scope) == ("gate-2026-10.txt", "mapping", 3, 1)
    assert (second.file, second.table, second.rows, len(second.sha256)) == ("gate.mapping.toml", "", 0, 64)


def test_a_file_without_headings_is_read_by_numbers(tmp_path: Path) -> None:
    mapping = 'files = ["*.txt"]\nheader_row = 0\n[columns]\nemployee_id = 1\ntime = 3\n'
    found = folder(tmp_path, mapping, "7,x,2026-10-08 08:30\n8,x,2026-10-08 08:31\n")
    assert cells(found, "employee_id") == ["7", "8"]
    assert cells(found, "time") == ["2026-10-08 08:30", "2026-10-08 08:31"]


def test_a_name_with_any_extension_may_be_mapped(tmp_path: Path) -> None:
    mapping = 'files = ["*.001"]\nheader_row = 0\n[columns]\nemployee_id = 1\ntime = 2\n'
    found = folder(tmp_path, mapping, "7,2026-10-08 08:30\n", "clock.001")
    assert (cells(found, "employee_id"), codes(found)) == (["7"], [])


def test_a_mapping_goes_before_what_the_name_says(tmp_path: Path) -> None:
    mapping = 'files = ["punches.csv"]\n[columns]\nemployee_id = "工号"\ntime = "t"\n'
    found = folder(tmp_path, mapping, "工号,打卡时间,t\n7,1,2026-10-08 08:30\n", "punches.csv")
    assert cells(found, "time") == ["2026-10-08 08:30"]


def test_the_encoding_may_be_given(tmp_path: Path) -> None:
    mapping = 'files = ["*.txt"]\nencoding = "cp1252"\n[columns]\nemployee_id = "Prénom"\ntime = "t"\n'
    found = folder(tmp_path, mapping, "Prénom,t\nZoé,2026-10-08 08:30\n".encode("cp1252"))
    assert cells(found, "employee_id") == ["Zoé"]


def test_a_wrong_encoding_is_named(tmp_path: Path) -> None:
    mapping = 'files = ["*.txt"]\nencoding = "utf-8"\n[columns]\nemployee_id = "a"\ntime = "t"\n'
    found = folder(tmp_path, mapping, "a,t\n张,2026-10-08 08:30\n".encode("gb18030"))
    assert codes(found) == ["MAPPING-ENCODING"]


def test_a_sheet_of_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["nothing"])
    sheet = book.create_sheet("log")
    for row in (["who", "when"], ["7", "08.10.2026 08:30"]):
        sheet.append(row)
    book.save(tmp_path / "clock.xlsx")
    columns = '[columns]\nemployee_id = "who"\ntime = "when"\n[formats]\ntime = ["%d.%m.%Y %H:%M"]\n'
    (tmp_path / "clock.xlsx.mapping.toml").write_text('sheet = "log"\n' + columns, encoding="utf-8")
    assert cells(read_files(tmp_path), "time") == ["2026-10-08 08:30:00"]
    (tmp_path / "clock.xlsx.mapping.toml").write_text('sheet = "lag"\n' + columns, encoding="utf-8")
    assert codes(read_files(tmp_path)) == ["MAPPING-NO-SHEET"]
    (tmp_path / "clock.xlsx.mapping.toml").write_text(columns, encoding="utf-8")
    assert cells(read_files(tmp_path), "employee_id") == ["7"]


def test_leave_gets_an_id_of_its_row_and_needs_no_time_of_request(tmp_path: Path) -> None:
    mapping = """
files = ["*.txt"]
table = "leave"
[columns]
employee_id = "who"
from = "first"
to = "last"
[constants]
status = "approved"
"""
    found = folder(tmp_path, mapping, "who,first,last\n7,2026-10-08,2026-10-09\n", "away.txt")
    assert cells(found, "leave_id", "leave") == ["away-2"]
    assert codes(found) == []


def test_times_of_another_zone_get_their_offset() -> None:
    assert in_zone("2026-10-08 00:30", "UTC") == "2026-10-08 00:30:00+00:00"
    assert in_zone("2026-07-08 00:30", "America/New_York") == "2026-07-08 00:30:00-04:00"
    assert in_zone("2026-10-08 00:30+08:00", "UTC") == "2026-10-08 00:30+08:00"
    assert in_zone("2026-10-08", "UTC") == "2026-10-08"


def test_a_text_that_fits_no_format_stays_as_it_is_written(tmp_path: Path) -> None:
    found = folder(tmp_path, text=GATE.replace("13/10/2026", "31/31/2026"))
    assert cells(found, "time")[1] == "31/31/2026 17:30"


def test_a_row_with_a_field_too_many_is_set_aside(tmp_path: Path) -> None:
    found = folder(tmp_path, text=GATE + "K-04;14/10/2026;17:30;OK;more\n")
    assert codes(found) == ["ROW-TOO-LONG"]
    assert len(found.records[0].set_aside) == 1


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    found = folder(tmp_path, text=GATE.replace("Badge", "Card"))
    (problem,) = found.problems
    assert (problem.code, problem.value) == ("MAPPING-NO-COLUMN", "Badge")
    assert "Card, Day, Clock, Event" in problem.message("en")


NUMBERED = 'files = ["*.txt"]\nheader_row = {row}\n[columns]\nemployee_id = 1\ntime = {time}\n'


def test_a_number_beyond_the_row_of_the_headings_is_a_column_that_is_not_there(tmp_path: Path) -> None:
    text = "Gate log of the north shop\n7;x;2026-10-08 08:30\n"
    (problem,) = folder(tmp_path, NUMBERED.format(row=1, time=3), text).problems
    assert (problem.code, problem.value) == ("MAPPING-NO-COLUMN", "3")
    assert "the headings in row 1 lack; they are Gate log of the north shop" in problem.message("en")


def test_headings_below_the_end_of_the_file_are_not_there(tmp_path: Path) -> None:
    text = "who;when\n7;2026-10-08 08:30\n"
    (problem,) = folder(tmp_path, NUMBERED.format(row=3, time=2), text).problems
    assert (problem.code, problem.value) == ("MAPPING-NO-COLUMN", "1")
    assert "the headings in row 3 lack; they are -" in problem.message("en")
    found = folder(tmp_path, NUMBERED.format(row=2, time=2), text)
    assert (codes(found), cells(found, "time")) == ([], [])


def test_a_column_without_a_heading_is_read_by_its_number(tmp_path: Path) -> None:
    found = folder(tmp_path, NUMBERED.format(row=1, time=3), "who;x;;\n7;y;2026-10-08 08:30\n")
    assert (codes(found), cells(found, "time")) == ([], ["2026-10-08 08:30"])
    assert found.tables["punches"][0].headings["time"] == "3"


@pytest.mark.parametrize("key", ["²", "0", "9" * 5000])
def test_a_key_that_is_no_number_from_1_is_a_heading(key: str, tmp_path: Path) -> None:
    (problem,) = folder(tmp_path, f'{NUMBERED.format(row=1, time=2)}[skip]\n"{key}" = "x"\n', "a;b\n7;8\n").problems
    assert (problem.code, problem.value) == ("MAPPING-NO-COLUMN", key)


def test_two_mappings_for_one_file_are_an_error_that_names_both(tmp_path: Path) -> None:
    (tmp_path / "other.mapping.toml").write_text(MAPPING, encoding="utf-8")
    found = folder(tmp_path)
    assert codes(found) == ["MAPPING-TWO"]
    assert found.problems[0].value == "gate.mapping.toml, other.mapping.toml"


def test_a_mapping_that_no_file_uses_is_a_warning(tmp_path: Path) -> None:
    found = folder(tmp_path, MAPPING.replace("gate-*", "door-*"))
    assert codes(found) == ["FILE-IGNORED", "MAPPING-UNUSED"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = [", ("MAPPING-TOML", "", "")),
        ("colums = 1", ("MAPPING-KEY", "colums", "colums")),
        ('table = "punch"', ("MAPPING-VALUE", "table", "'punch'")),
        ("header_row = -1", ("MAPPING-VALUE", "header_row", "-1")),
        ("header_row = true", ("MAPPING-VALUE", "header_row", "True")),
        ('separator = ";;"', ("MAPPING-VALUE", "separator", "';;'")),
        ('encoding = "utf-88"', ("MAPPING-VALUE", "encoding", "'utf-88'")),
        ('zone = "Mars/Olympus"', ("MAPPING-VALUE", "zone", "'Mars/Olympus'")),
        ('reader = "frappe"', ("MAPPING-VALUE", "reader", "'frappe'")),
        ("columns = 1", ("MAPPING-VALUE", "columns", "1")),
        ('[columns]\nwhen = "x"', ("MAPPING-VALUE", "columns.when", "when")),
        ("[columns]\ntime = 0", ("MAPPING-VALUE", "columns.time", "0")),
        ("[columns]\ntime = []", ("MAPPING-VALUE", "columns.time", "[]")),
        ('[formats]\ntime = "dd/mm"', ("MAPPING-VALUE", "formats.time", "'dd/mm'")),
        ('[formats]\ntime = "%Q"', ("MAPPING-VALUE", "formats.time", "'%Q'")),
        ('[formats]\ntime = "%d%d"', ("MAPPING-VALUE", "formats.time", "'%d%d'")),
        (f"columns = {'[' * 5000}{']' * 5000}", ("MAPPING-TOML", "", "")),
        (f"zone.{'a.' * 5000}a = 1", ("MAPPING-VALUE", "zone", "…")),
        (f"header_row = {'9' * 5000}", ("MAPPING-TOML", "", "")),
        ("[values.time]\na = 1", ("MAPPING-VALUE", "values.time", "{'a': 1}")),
    ],
)
def test_what_is_wrong_with_a_mapping_is_named_by_its_key(text: str, expected: tuple[str, str, str]) -> None:
    code, key, value = said(text)[0]
    assert (code, key) == expected[:2]
    assert code == "MAPPING-TOML" or value == expected[2]


def test_everything_wrong_is_found_in_one_pass() -> None:
    assert len(said('table = "x"\nheader_row = -1\nzone = 5\n')) == 3


def test_a_mapping_without_a_required_column_says_which() -> None:
    assert said('[columns]\nemployee_id = "a"\n') == [("MAPPING-LACKS", "columns", "time")]


def test_without_files_a_mapping_is_for_the_file_of_its_name() -> None:
    read = read_mapping("x.csv.mapping.toml", b'[columns]\nemployee_id = "a"\ntime = "b"\n', [])
    assert isinstance(read, FileMapping)
    assert (read.is_for("x.csv"), read.is_for("y.csv")) == (True, False)


def draft(text: str, name: str = "gate-2026-10.txt", separator: str = ";") -> str:
    return draft_mapping(name, Grid("", [line.split(separator) for line in text.splitlines()], ragged=True))


def test_a_draft_has_headings_columns_and_formats_and_fits_next_months_file(tmp_path: Path) -> None:
    text = draft(GATE)
    assert 'files = ["gate-*-*.txt"]' in text
    assert "header_row = 2" in text
    assert 'employee_id = "Badge"' in text
    assert 'time = ["Day", "Clock"]' in text
    assert 'time = "%d/%m/%Y %H:%M"' in text
    found = folder(tmp_path, text)
    assert codes(found) == []
    assert cells(found, "time") == ["2026-10-08 08:29:00", "2026-10-08 08:41:00", "2026-10-13 17:30:00"]


def test_a_draft_asks_where_day_and_month_cannot_be_told() -> None:
    text = draft(GATE.replace("13/10", "12/10"))
    assert '# time = "%d/%m/%Y %H:%M"' in text
    assert '# time = "%m/%d/%Y %H:%M"' in text
    assert '\ntime = "%' not in text


def test_a_draft_of_a_file_without_headings_uses_numbers() -> None:
    text = draft("7,x,2026-10-08 08:30\n8,y,2026-10-08 08:31\n", separator=",")
    assert "header_row = 0" in text
    assert "time = 3" in text
    assert "# employee_id = ?" in text


def test_inspect_writes_a_draft_once_and_then_reads_by_it(tmp_path: Path) -> None:
    file = tmp_path / "gate-2026-10.txt"
    file.write_text(GATE, encoding="utf-8")
    run = CliRunner().invoke(app, ["inspect", str(file), "--draft-mapping", "--lang", "en"])
    assert run.exit_code == 0, run.output
    assert (tmp_path / "gate-2026-10.txt.mapping.toml").exists()
    again = CliRunner().invoke(app, ["inspect", str(file), "--draft-mapping", "--lang", "en"])
    assert again.exit_code != 0
    assert "was left as it is" in again.output
    assert len(inspect_file(file).tables["punches"][0]) == 3
