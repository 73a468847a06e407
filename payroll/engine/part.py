"""A task: one part of the employees, from their rows to their ledger lines and tables.

It takes its rows and ground from the workshop, judges them (``payroll.engine.judging``), writes its tables there, and
hands over what is to be added up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from payroll.engine.concerned import Concerned
from payroll.engine.ground import LaidFile, PartGround
from payroll.engine.judging import SETTING, JudgedPart, MonthSetting, judge_part, nothing_of
from payroll.engine.reading import in_positions, laid_rows, whose_rows
from payroll.engine.split import Flags, Ints
from payroll.engine.workshop import Workshop, shared
from payroll.intake import frames
from payroll.intake.account import fates_of_rows
from payroll.intake.checks import PunchDays, punch_days
from payroll.intake.records import CLEAN
from payroll.money import currency_places
from payroll.month.clock_faults import shifts_by_clock
from payroll.month.clock_reset import devices_of_long_ago
from payroll.month.context import Month
from payroll.month.coverage import Coverage, coverage_of
from payroll.month.ledger import attendance_table
from payroll.month.month import Judged, Settled, attendance_problems, settle, used_punches
from payroll.period import MINUTES_PER_DAY
from payroll.policy.model import Policies
from payroll.problems import Problem
from payroll.reports.columns import ADJUSTMENTS, ATTENDANCE, CARRIED, CLOCK_DIFFERENCES, LAW, LEDGER, SWAPS, ReportTable
from payroll.reports.overview import Sums, sums_of
from payroll.reports.parquet_files import parquet_bytes
from payroll.run import Results, results_of
from payroll.table import Table
from payroll.tables import PUNCHES, ROW_OUT_OF_SCOPE, SHIFTS, Tables


@dataclass(frozen=True, slots=True)
class PartTask:
    """A part. ``again`` says that it is judged anew with what its ground then says to be unclear."""

    workshop: Workshop
    part: int
    again: bool = False

    @property
    def name(self) -> str:
        """The name of the task, and of the folder of what it makes."""
        return f"parts/{self.part:05d}{'-again' if self.again else ''}"


@dataclass(frozen=True, slots=True)
class Written:
    """A file of a part: how many rows it has, how many bytes, and their SHA-256."""

    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FileFates:
    """What became of rows of a file: how many by fate, or of each row where a row may be of several parts."""

    counts: Mapping[int, int]
    rows: tuple[npt.NDArray[np.int32], npt.NDArray[np.int8]] | None = None


@dataclass(frozen=True, slots=True)
class PartDone:
    """What a part came to, beside the files that it wrote.

    ``files``              table -> its file, ``NAME.parquet`` in the folder of the task
    ``counting_problems``  those that may count rows or people (``payroll.month.counted``); ``problems`` the others
    ``concerned``          rows of punches and shifts that problems are about
    ``fates``              table and file -> what became of the rows of punches and shifts
    ``row_fates``          table -> what became of each row of swaps, promotions and complaints
    ``coverage``           how far the punches of its own employees reach
    ``clocks``             as of ``shifts_by_clock``; ``long_ago`` the clocks that may have been reset
    ``sums``               what the tables of its own employees come to
    ``labels``             the policy versions that somebody is under or a line goes by
    ``about_closed``       table -> how many of its rows are dated in closed months; they are in the folder of the task
    """

    part: int
    files: Mapping[str, Written]
    problems: tuple[Problem, ...]
    counting_problems: tuple[Problem, ...]
    concerned: Mapping[str, Concerned]
    fates: Mapping[tuple[str, int], FileFates]
    row_fates: Mapping[str, npt.NDArray[np.int8]]
    punches: PunchDays | None
    coverage: Coverage
    clocks: pd.DataFrame
    long_ago: tuple[str, ...]
    sums: Sums
    labels: frozenset[str]
    about_closed: Mapping[str, int]


def do_part(task: PartTask) -> PartDone:
    """Compute a part, unless that is done."""
    if (done := task.workshop.finished(task.name)) is not None:
        assert isinstance(done, PartDone)
        return done
    setting: MonthSetting = shared(task.workshop, SETTING)
    ground: PartGround = task.workshop.take(ground_name(task.part, again=task.again))
    read = {
        table.name: rows_of(task.workshop, setting, table, task.part, ground.members) for table in (PUNCHES, SHIFTS)
    }
    judged = judge_part(setting, ground, read)
    result = _handed_over(task, setting, ground, judged)
    task.workshop.finish(task.name, result)
    return result


def ground_name(part: int, *, again: bool = False) -> str:
    """Return under which name the ``PartGround`` of a part is kept."""
    return f"ground/{part:05d}{'-again' if again else ''}"


def rows_of(workshop: Workshop, setting: MonthSetting, table: Table, part: int, members: Ints) -> pd.DataFrame:
    """Return the rows of punches or shifts that were laid out for a part, with positions among ``members``."""
    found = [nothing_of(table, setting)]
    for file in setting.laid:
        if file.table == table.name and file.laid.counts[part]:
            with workshop.stream(file.laid.name) as stream:
                found.append(laid_rows(stream, part, file.file)[list(found[0].columns)])
    return in_positions(frames.gather(found), members)


def _handed_over(task: PartTask, setting: MonthSetting, ground: PartGround, part: JudgedPart) -> PartDone:
    arranged, attended, own = part.arranged, part.attended, ground.own
    month = arranged.month
    settled = settle(arranged, attended, attended.empty, own)
    judged = Judged(settled.entries, settled.verdicts, attended.attendance, arranged.swaps, {}, ())
    results = _of_own(results_of(month, judged, ground.verdicts), ground)
    of_shifts = own[attended.attendance.shifts["employee"].to_numpy()]
    shifts = attended.attendance.shifts if of_shifts.all() else attended.attendance.shifts[of_shifts]
    attendance = attendance_table(month, replace(attended.attendance, shifts=shifts))
    ledger = results.ledger
    if setting.keeps_frames:
        task.workshop.write_frame(f"{task.name}/lines.parquet", ledger)
        task.workshop.write_frame(f"{task.name}/people.parquet", results.adjustments)
    fates = {SHIFTS.name: arranged.rota_dispositions["shifts"], PUNCHES.name: used_punches(attended.attendance)}
    return PartDone(
        part=task.part,
        files=_files(task, results, attendance, setting),
        problems=(*arranged.swaps.problems, *attendance_problems(month, attended.attendance), *settled.problems),
        counting_problems=(*arranged.rota_problems, *settled.complaints.problems),
        concerned=part.concerned,
        fates={
            name: each
            for table in fates
            for name, each in _file_fates(setting.laid, task.part, table, part, fates[table], own).items()
        },
        row_fates={
            "swaps": arranged.swaps.dispositions,
            "promotions": arranged.rota_dispositions["promotions"],
            "complaints": _complaint_fates(month, settled, own),
        },
        punches=_punch_days(month, own),
        coverage=coverage_of(month, attended.attendance, own),
        clocks=shifts_by_clock(month, attended.attendance, own),
        long_ago=tuple(devices_of_long_ago(month)),
        sums=sums_of(ledger, len(results.adjustments), attendance, results.law, results.clock_differences),
        labels=frozenset({*results.adjustments["policy"].unique(), *ledger["policy"].unique()}),
        about_closed=_keep_about_closed(task, setting, ground, month.tables),
    )


def _of_own(results: Results, ground: PartGround) -> Results:
    """Return the tables without the rows of guests."""
    if ground.own.all():
        return results
    guests = set(ground.tables.employees["employee_id"][~ground.own])

    def of_own(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[~frame["employee_id"].isin(guests)].reset_index(drop=True)

    carried, differences = results.carried, results.clock_differences
    return replace(
        results,
        adjustments=of_own(results.adjustments),
        swaps=of_own(results.swaps),
        carried=None if carried is None else of_own(carried),
        clock_differences=None if differences is None else of_own(differences),
    )


def _files(task: PartTask, results: Results, attendance: pd.DataFrame, setting: MonthSetting) -> dict[str, Written]:
    """Write the tables of a part as Parquet."""
    period, currency = setting.period.name, setting.policies.currency
    tables: dict[ReportTable, pd.DataFrame | None] = {
        LEDGER: results.ledger.assign(period=period, currency=currency),
        ADJUSTMENTS: results.adjustments,
        ATTENDANCE: attendance,
        SWAPS: results.swaps,
        LAW: results.law,
        CARRIED: results.carried,
        CLOCK_DIFFERENCES: results.clock_differences,
    }
    return {
        table.name: _write(task, table, frame, setting.policies) for table, frame in tables.items() if frame is not None
    }


def _write(task: PartTask, table: ReportTable, frame: pd.DataFrame, policies: Policies) -> Written:
    data = parquet_bytes(table, frame, currency_places(policies.currency))
    task.workshop.write(f"{task.name}/{table.name}.parquet", data)
    return Written(len(frame), len(data), hashlib.sha256(data).hexdigest())


def _file_fates(
    laid: Sequence[LaidFile], number: int, table: str, part: JudgedPart, fates: npt.NDArray[np.int8], own: Flags
) -> dict[tuple[str, int], FileFates]:
    """Return what became of the rows that the part has of each file of a table, those of guests left out.

    ``fates`` are those of the clean rows.
    """
    frame, rows = getattr(part.month.tables, table), part.rows[table]
    of_file, row = frame["file"].to_numpy(), frame["row"].to_numpy()
    mine = own[frame["employee"].to_numpy()]
    left_out = rows[["employee_id", "likely", "file", "row", "fate"]]
    left_out = left_out.take(np.flatnonzero(rows["fate"].to_numpy() != CLEAN))
    left_out = left_out[own[whose_rows(left_out)]]
    found = {}
    for file in laid:
        if file.table == table and file.laid.counts[number]:
            here = np.flatnonzero((of_file == file.file) & mine)
            clean = pd.DataFrame({"file": of_file[here], "row": row[here]})
            numbers, of_rows = fates_of_rows(clean, fates[here], left_out, file.file)
            counts = FileFates(dict(enumerate(np.bincount(of_rows).tolist())))
            found[table, file.file] = counts if file.laid.ascends else FileFates({}, (numbers, of_rows))
    return found


def _complaint_fates(month: Month, settled: Settled, own: Flags) -> npt.NDArray[np.int8]:
    """Return what became of each complaint; those about guests are for another part to say."""
    mine = own[month.tables.complaints["employee"].to_numpy()]
    fates = np.full(len(mine), ROW_OUT_OF_SCOPE, np.int8)
    fates[mine] = settled.complaints.dispositions
    return fates


def _punch_days(month: Month, own: Flags) -> PunchDays | None:
    punches = month.tables.punches
    mine = own[punches["employee"].to_numpy()]
    return punch_days(replace(month.tables, punches=punches[["time", "file"]][mine]), month.period)


def _keep_about_closed(task: PartTask, setting: MonthSetting, ground: PartGround, tables: Tables) -> dict[str, int]:
    """Keep the punches and shifts of other months, which are closed, and return how many there are of each table."""
    if not setting.closed:
        return {}
    kept = {}
    for name, day in (
        ("punches", tables.punches["time"].to_numpy() // MINUTES_PER_DAY),
        ("shifts", tables.shifts["date"].to_numpy()),
    ):
        frame: pd.DataFrame = getattr(tables, name)
        about = np.logical_or.reduce([(day >= each.first) & (day <= each.last) for each in setting.closed])
        rows = frame[about & ground.own[frame["employee"].to_numpy()]]
        if len(rows):
            whose = ground.members[rows["employee"].to_numpy()].astype(np.int32)
            task.workshop.write_frame(closed_name(task.name, name), rows.assign(employee=whose))
            kept[name] = len(rows)
    return kept


def closed_name(task: str, table: str) -> str:
    """Return under which name a part keeps the rows of ``about_closed``; employees are numbered among everybody."""
    return f"{task}/closed-{table}.parquet"
