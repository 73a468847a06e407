"""The small tables, read and cleaned whole, and what each part gets of them.

A company has millions of punches and shifts, and few rows of everything else; some of it can only be seen whole, such
as an id that stands twice. What part is whose is decided here, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from payroll.engine.inputs import LARGE, Inputs
from payroll.engine.reading import FileDone, Laid, laid_rows, lay_out, without_rows
from payroll.engine.split import Flags, Ints, Split
from payroll.engine.workshop import Workshop
from payroll.intake import frames
from payroll.intake.clean import AFTER_ASSIGNMENTS, Cleaned, put_together
from payroll.intake.corrections import devices_of, known_corrections, moved_punches
from payroll.intake.files import FileRecord, FilesRead, collected
from payroll.intake.grid import empty_table
from payroll.intake.intake import set_aside_of
from payroll.intake.known import Known
from payroll.intake.raw import RawTable
from payroll.intake.settling import read_table, understand_source
from payroll.intake.sources import NO_SOURCE, Intake, intake_of, with_identities
from payroll.month.context import Dispositions
from payroll.month.events import Events
from payroll.period import Period
from payroll.problems import Problem
from payroll.tables import CLOCK_CORRECTIONS, PUNCHES, SHIFTS, TABLES, Tables

_LARGE_TABLES = (PUNCHES, SHIFTS)
_OF_EMPLOYEES = tuple(
    table.name
    for table in TABLES
    if table.name not in LARGE and any(column.kind == "employee" for column in table.columns)
)
"""The small tables with rows about employees."""
OF_ONE = ("promotions", "complaints")
"""What becomes of a row of these tables is said by the part of its employee."""


@dataclass(frozen=True, slots=True)
class LaidFile:
    """The rows of a table of a file, laid out by part, and the number of the file."""

    table: str
    file: int
    laid: Laid


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that was read whole.

    ``cleaned`` has of punches and shifts only the rows of which it cannot be told whose they are, which are set
    aside; ``sources`` are all files without their rows; ``corrections`` all rows of the corrections of clocks.
    """

    files: FilesRead
    cleaned: Cleaned
    sources: Sequence[RawTable]
    laid: tuple[LaidFile, ...]
    corrections: pd.DataFrame


def files_so_far(inputs: Inputs, small: Mapping[str, FilesRead]) -> FilesRead:
    """Return what the small files gave, and of each large one that it is there."""
    reads = dict(small)
    for file in inputs.large:
        table = empty_table(file.name, "", "csv")
        record = FileRecord(file.name, "", file.table, "csv", "", 0, table)
        reads[file.name] = FilesRead({file.table: [table]}, (record,), (), {})
    return collected(inputs.found, reads)


def files_read(inputs: Inputs, small: Mapping[str, FilesRead], large: Sequence[FileDone]) -> FilesRead:
    """Return what all files gave; the tables that were laid out are without their rows."""
    done = {file.name: each.read for file, each in zip(inputs.large, large, strict=True)}
    return collected(inputs.found, {**small, **done})


def lay_ground(
    files: FilesRead,
    done: Mapping[str, FileDone],
    known: Known,
    period: Period,
    split: Split,
    workshop: Workshop,
) -> Ground:
    """Clean everything but the rows that were laid out; ``done`` are the large files by their names."""
    intake = with_identities(intake_of(files.tables, set_aside_of(files), period), known.identities, known.roster)
    laid = {file: each.laid for file, each in done.items() if each.laid is not None}
    problems = [problem for each in done.values() for problem in each.problems]
    settled: dict[str, pd.DataFrame] = {}
    laid_files: list[LaidFile] = []
    for table in _LARGE_TABLES:
        here, found = _laid_files(intake, table.name, laid, known, split, workshop)
        laid_files += here
        problems += found
        settled[table.name] = _of_nobody(here, table.name, known, period, workshop)
    for table in AFTER_ASSIGNMENTS:
        if table not in _LARGE_TABLES:
            settled[table.name], found = read_table(intake, table, known.setting, {})
            problems += found
    devices = sorted({device for file in laid_files for device in file.laid.devices})
    corrections, found = known_corrections(settled[CLOCK_CORRECTIONS.name], devices, intake.sources)
    problems += found
    of_nobody = settled[PUNCHES.name]
    settled |= {
        CLOCK_CORRECTIONS.name: corrections,
        PUNCHES.name: moved_punches(of_nobody, devices_of(of_nobody, intake.sources), corrections),
    }
    with ThreadPoolExecutor(1) as threads:
        cleaned = put_together(intake, known, settled, problems, threads)
    rows = {name: dict(counts) for name, counts in cleaned.rows.items()}
    for file in laid_files:
        name = intake.sources[file.file].file
        if file.laid is laid.get(name):  # else it has rows that reading set aside, which are counted there
            rows[file.table][file.file] = done[name].rows
    sources = [without_rows(raw) for raw in intake.sources]
    return Ground(files, replace(cleaned, rows=rows), sources, tuple(laid_files), corrections)


def _laid_files(
    intake: Intake, table: str, laid: Mapping[str, Laid], known: Known, split: Split, workshop: Workshop
) -> tuple[list[LaidFile], list[Problem]]:
    """Return the files of a table in their order; those that no task has laid out are laid out here."""
    declared = PUNCHES if table == PUNCHES.name else SHIFTS
    files: list[LaidFile] = []
    problems: list[Problem] = []
    for source in intake.files.get(table, ()):
        if source.raw.file in laid and not source.set_aside:
            files.append(LaidFile(table, source.number, laid[source.raw.file]))
        elif len(source.raw):
            frame, found = understand_source(source, declared, known.setting, intake.period, {})
            problems += found
            name = f"rows/{table}-{source.number}"
            files.append(LaidFile(table, source.number, lay_out(workshop, name, frame, intake.sources, split)))
    return files, problems


def _of_nobody(files: Sequence[LaidFile], table: str, known: Known, period: Period, workshop: Workshop) -> pd.DataFrame:
    """Return the rows of a table of which it cannot be told whose they are."""
    declared = PUNCHES if table == PUNCHES.name else SHIFTS
    nothing, _ = understand_source(NO_SOURCE, declared, known.setting, period, {})
    found = [nothing]
    for file in files:
        if file.laid.counts[-1]:
            with workshop.stream(file.laid.name) as stream:
                found.append(laid_rows(stream, len(file.laid.counts) - 1, file.file)[nothing.columns])
    return frames.gather(found)


# ---------------------------------------------------------------- what a part gets


@dataclass(frozen=True, slots=True)
class Answers:
    """Of each row that a part has of ``swaps`` and the tables of ``OF_ONE``, which one of all it is.

    ``own`` tells whether this part answers for it: what becomes of the row is for one part to say.
    """

    origins: Mapping[str, Ints]
    own: Mapping[str, Flags]


@dataclass(frozen=True, slots=True)
class PartGround:
    """What a part gets of the small tables.

    ``members`` are its employees by their positions among all, ``own`` tells which are not guests. ``tables`` have
    these employees alone, by their positions among ``members``, and no punches or shifts. ``verdicts`` are those of
    the clocks themselves on these employees, by file; ``events`` tells what became of the rows of dated events.
    """

    members: Ints
    own: Flags
    tables: Tables
    events: Events
    answers: Answers
    verdicts: Mapping[str, pd.DataFrame]


def split_ground(
    tables: Tables, events: Dispositions, verdicts: Mapping[str, pd.DataFrame], split: Split
) -> Iterator[PartGround]:
    """Yield what each part gets.

    ``events`` tells what became of the rows of dated events, ``verdicts`` are those of the clocks themselves, by file.
    """
    about = {name: split.rows(_employee(frame)) for name, frame in _about_employees(tables).items()}
    swaps = _rows_of_swaps(tables.swaps, split)
    said = {file: _rows_of_verdicts(frame, tables.employees, split) for file, frame in verdicts.items()}
    for part in range(split.parts):
        members, own = split.members(part)
        rows = {name: at[part] for name, at in about.items()}
        ground = _ground(tables, events, members, own, rows, swaps[part], answers_for_nobody=part == 0)
        here = {file: frame.iloc[said[file][part]].reset_index(drop=True) for file, frame in verdicts.items()}
        yield replace(ground, verdicts=here)


def ground_of(tables: Tables, events: Dispositions, members: Ints) -> PartGround:
    """Return what a part of ``members`` alone would get, in order, who are connected with nobody else by swaps."""
    rows = {
        name: np.flatnonzero(np.isin(_employee(frame), members)) for name, frame in _about_employees(tables).items()
    }
    sides = [np.isin(tables.swaps[name].to_numpy(), members) for name in ("requester", "counterpart")]
    own = np.ones(len(members), bool)
    return _ground(tables, events, members, own, rows, np.flatnonzero(sides[0] | sides[1]), answers_for_nobody=False)


def _about_employees(tables: Tables) -> dict[str, pd.DataFrame]:
    """Return the tables with rows about employees, the doubtful rows of each of them under ``doubtful NAME``."""
    named = {name: getattr(tables, name) for name in (*_OF_EMPLOYEES, "unclear")}
    return named | {f"doubtful {name}": frame for name, frame in tables.doubtful.items()}


def _rows_of_verdicts(verdicts: pd.DataFrame, employees: pd.DataFrame, split: Split) -> list[Ints]:
    """Return the verdicts of each part, of its own employees and guests; those on unknown people are the first's."""
    whose = pd.Index(employees["employee_id"]).get_indexer(pd.Index(verdicts["employee"])).astype(np.int64)
    first, *others = split.rows(whose)
    return [np.union1d(first, np.flatnonzero(whose < 0)), *others]


def _employee(frame: pd.DataFrame) -> Ints:
    return frame["employee"].to_numpy(np.int64)


def _rows_of_swaps(swaps: pd.DataFrame, split: Split) -> list[Ints]:
    """Return the swaps of each part: all in which one of its employees is a party; those of nobody are the first's."""
    sides = [swaps[name].to_numpy(np.int64) for name in ("requester", "counterpart")]
    of_sides = zip(*(split.rows(side) for side in sides), strict=True)
    found = [np.union1d(one, other) for one, other in of_sides]
    of_nobody = np.flatnonzero((sides[0] < 0) & (sides[1] < 0))
    return [np.union1d(found[0], of_nobody), *found[1:]]


def _ground(  # noqa: PLR0913
    tables: Tables,
    events: Dispositions,
    members: Ints,
    own: Flags,
    rows: Mapping[str, Ints],
    swaps: Ints,
    *,
    answers_for_nobody: bool,
) -> PartGround:
    about = _about_employees(tables)
    taken = {name: _taken(about[name], at, members) for name, at in rows.items()}
    of_swaps = tables.swaps.iloc[swaps].reset_index(drop=True)
    sides = {name: _places(of_swaps[name].to_numpy(np.int64), members) for name in ("requester", "counterpart")}
    answers = np.where(sides["requester"] >= 0, sides["requester"], sides["counterpart"])
    owns = np.append(own, answers_for_nobody)  # the last one is for the swaps of nobody
    return PartGround(
        members=members,
        own=own,
        tables=replace(
            tables,
            **{name: taken[name] for name in (*_OF_EMPLOYEES, "unclear")},  # type: ignore[arg-type]
            employees=tables.employees.iloc[members].reset_index(drop=True),
            swaps=of_swaps.assign(**sides),
            doubtful={name: taken[f"doubtful {name}"] for name in tables.doubtful},
        ),
        events=Events({name: fates[rows[name]] for name, fates in events.items()}, ()),
        answers=Answers(
            {"swaps": swaps, **{name: rows[name] for name in OF_ONE}},
            {"swaps": owns[answers], **{name: own[_employee(taken[name])] for name in OF_ONE}},
        ),
        verdicts={},
    )


def _taken(frame: pd.DataFrame, rows: Ints, members: Ints) -> pd.DataFrame:
    if frame.empty:  # as most small tables of a month
        return frame
    taken = frame.iloc[rows].reset_index(drop=True)
    return taken.assign(employee=_places(_employee(taken), members))


def _places(employees: Ints, members: Ints) -> np.ndarray:
    """Return the positions among ``members``, -1 for nobody."""
    if not len(members):
        return np.full(len(employees), -1, np.int32)
    at = np.minimum(np.searchsorted(members, employees), len(members) - 1)
    return np.where(members[at] == employees, at, -1).astype(np.int32)
