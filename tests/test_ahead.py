"""Files that are read ahead, while the libraries load, are read as any other."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from payroll.intake.ahead import begin_largest
from payroll.intake.files import read_files

PEOPLE = "employee_id,name,hire_date,base_wage\n0007,Lin,2026-01-01,5000\n"
PUNCHES = "employee_id,time\n0007,2026-10-08 08:00\n" + "0007,2026-10-08 17:30\n" * 9
SHIFTS = "employee_id,date,shift\n" + "0007,2026-10-08,office\n" * 5


def folder_of(path: Path) -> Path:
    for name, text in (("employees", PEOPLE), ("punches", PUNCHES), ("shifts", SHIFTS)):
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def test_the_two_largest_files_are_begun(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as threads:
        begun = begin_largest(folder_of(tmp_path), threads)
    assert sorted(path.name for path in begun) == ["punches.csv", "shifts.csv"]
    assert begun[tmp_path / "shifts.csv"].data.result() == SHIFTS.encode()


def test_what_is_read_ahead_gives_the_same_tables_and_hashes_and_is_let_go(tmp_path: Path) -> None:
    plain = read_files(folder_of(tmp_path))
    with ThreadPoolExecutor(1) as threads:
        begun = begin_largest(tmp_path, threads)
        ahead = read_files(tmp_path, begun=begun)
    assert begun == {}
    for name, raws in plain.tables.items():
        assert [raw.columns for raw in raws] == [raw.columns for raw in ahead.tables[name]]
    assert [record.sha256 for record in ahead.records] == [record.sha256 for record in plain.records]
    assert hashlib.sha256(PUNCHES.encode()).hexdigest() in {record.sha256 for record in ahead.records}


def test_a_file_that_cannot_be_read_ahead_is_a_problem(tmp_path: Path) -> None:
    folder_of(tmp_path)
    with ThreadPoolExecutor(1) as threads:
        begun = begin_largest(tmp_path, threads)
    (tmp_path / "punches.csv").unlink()
    (tmp_path / "punches.csv").symlink_to(tmp_path / "nowhere.csv")
    with ThreadPoolExecutor(1) as threads:
        again = begin_largest(tmp_path, threads)
        read = read_files(tmp_path, begun=again)
    assert begun.keys() != again.keys()
    assert [(found.code, found.file) for found in read.problems] == [("FILE-UNREADABLE", "punches.csv")]


def test_without_a_folder_nothing_is_begun(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as threads:
        assert begin_largest(tmp_path / "nowhere", threads) == {}
