"""Damaged files of clocks give a clear problem or a right result, and never a wrong one in silence."""

from __future__ import annotations

import os
import random
import zlib
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from payroll.intake.clean import Cleaned
from payroll.intake.files import FilesRead, read_files
from payroll.intake.intake import clean_files
from payroll.intake.raw import RawTable
from payroll.intake.zones import PolicyFacts
from payroll.period import Period, day_number
from tests.fuzz.damage import damage

SAMPLES = Path(__file__).parent.parent / "clocks"
ROUNDS = int(os.environ.get("PAYROLL_FUZZ_ROUNDS", "10"))
FACTS = PolicyFacts("CNY", {"shop": ((0, "Asia/Shanghai"),)})
_TABLES = (".csv", ".txt", ".dat", ".xls", ".xlsx", ".tsv")
_EXPECTED = {"punches.csv", "leave.csv", "verdicts.csv", "shifts.csv"}

pytestmark = pytest.mark.fuzz


def samples() -> list[Path]:
    files = sorted(path for path in SAMPLES.rglob("*") if path.suffix.lower() in _TABLES)
    return [path for path in files if path.name not in _EXPECTED]


def roster(read: FilesRead) -> RawTable:
    """Return everybody whom an undamaged file knows, as the table employees."""
    ids = {
        str(employee)
        for raws in read.tables.values()
        for raw in raws
        for employee in raw.columns.get("employee_id", pa.chunked_array([[]], pa.string())).to_pylist()
        if employee
    }
    rows = [(each, each, "2000-01-01", "5000") for each in sorted({each.strip().lstrip("'") for each in ids})]
    names = ("employee_id", "name", "hire_date", "base_wage")
    columns = {
        name: pa.chunked_array([pa.array([row[at] for row in rows], pa.string())]) for at, name in enumerate(names)
    }
    return RawTable("employees.csv", "", "csv", columns, np.arange(2, len(rows) + 2, dtype=np.int32))


def understood(folder: Path, people: RawTable | None) -> tuple[Counter[tuple[str, ...]], list[str], Cleaned, RawTable]:
    """Return what comes of a folder: punches and leave, the problems, the tables."""
    read = read_files(folder)
    people = people or roster(read)
    period = Period("2026", day_number(date(2015, 1, 1)), day_number(date(2030, 12, 31)))
    with_people = FilesRead({**read.tables, "employees": [people]}, read.records, read.problems, read.clocks)
    cleaned = clean_files(with_people, FACTS, period)
    ids = cleaned.tables.employees["employee_id"].tolist()
    punches = cleaned.tables.punches
    leave = cleaned.tables.leave
    rows: Counter[tuple[str, ...]] = Counter(
        ("punch", ids[who], str(time)) for who, time in zip(punches["employee"], punches["time"], strict=True)
    )
    rows.update(
        ("leave", ids[who], str(start), str(end), status)  # the kind is a free text: any may be right
        for who, start, end, status in zip(
            *(leave[name] for name in ("employee", "start", "end", "status")), strict=True
        )
    )
    quiet = {"TABLE-MISSING-PUNCHES", "TABLE-MISSING-SHIFTS", "TABLE-MISSING"}
    problems = [
        f"{problem.severity} {problem.code} {problem.place()}: {problem.message('en')} {problem.fix('zh')}"
        for problem in (*read.problems, *cleaned.problems)
        if problem.code not in quiet
    ]
    return rows, problems, cleaned, people


@pytest.mark.parametrize("sample", samples(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_damaged_file_is_never_read_wrongly_in_silence(sample: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    (whole / sample.name).write_bytes(sample.read_bytes())
    right, before, _, people = understood(whole, None)
    known = Counter(before)
    for round_number in range(ROUNDS):
        seed = zlib.crc32(f"{sample.name}{round_number}".encode())
        damaged = damage(sample, random.Random(seed))
        folder = tmp_path / f"{round_number}"
        folder.mkdir()
        (folder / damaged.name).write_bytes(damaged.data)
        found, problems, _, _ = understood(folder, people)
        new = Counter(problems) - known
        story = f"round {round_number}, {damaged.how}:\n  lost {dict(right - found)}\n  more {dict(found - right)}"
        if found != right and not new:
            assert damaged.may_lose, story
            assert not found - right, story
        if damaged.keeps_all:
            assert found == right or any(problem.startswith("error") for problem in new), f"{story}\n{problems}"
