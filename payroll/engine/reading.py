"""A task: one file of punches or of the rota, read and understood, and its rows laid out by part.

The file is read by the same functions as on one machine, against everybody's ids. Its rows become an Arrow file
with one batch for each part, and a last one for the rows of which it cannot be told whose they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from payroll.engine.inputs import LargeFile
from payroll.engine.split import Ints, Split
from payroll.engine.workshop import Workshop, shared
from payroll.intake.corrections import devices_of
from payroll.intake.files import FilesRead, read_file
from payroll.intake.found import FoundFile
from payroll.intake.identities import Identities, identified
from payroll.intake.kept import to_parquet
from payroll.intake.raw import RawTable
from payroll.intake.records import Setting
from payroll.intake.settling import understand_source
from payroll.intake.sources import Source, distinct_rows
from payroll.ledger.evidence import EvidenceStore
from payroll.period import Period
from payroll.places import is_url
from payroll.problems import Problem
from payroll.storage import Storage
from payroll.tables import PUNCHES, TABLES

SETTING = "setting"
"""What is kept under this name for all files: a ``ReadingSetting``."""


@dataclass(frozen=True, slots=True)
class ReadingSetting:
    """What every file is read with; ``data`` is a path or a URL, ``evidence`` None if nothing is recorded."""

    data: str
    period: Period
    setting: Setting
    identities: Identities
    split: Split
    evidence: EvidenceStore | None


@dataclass(frozen=True, slots=True)
class ReadingTask:
    """A file and its number among the large files."""

    workshop: Workshop
    number: int
    file: LargeFile


@dataclass(frozen=True, slots=True)
class Laid:
    """The rows of a table of a file, laid out by part under ``name``; ``counts`` has the number of rows of each part.

    ``devices`` are all that the punches name. ``ascends`` says that each row of the file is one row here.
    """

    name: str
    counts: tuple[int, ...]
    devices: tuple[str, ...]
    ascends: bool


@dataclass(frozen=True, slots=True)
class FileDone:
    """What became of a file.

    ``read`` is what ``read_file`` says, its tables without their rows, unless ``laid`` is None: then the file is
    another than its name tells (a clock's export, or not readable), and ``read`` is all of it. ``problems`` are
    those of its cells, ``rows`` how many it has, ``evidence`` is where the table is kept ("": nowhere).
    """

    read: FilesRead
    laid: Laid | None = None
    problems: tuple[Problem, ...] = ()
    rows: int = 0
    evidence: str = ""


def do_reading(task: ReadingTask) -> FileDone:
    """Read a file and lay its rows out, unless that is done."""
    name = f"rows/{task.number}"
    if (done := task.workshop.finished(name)) is not None:
        return _as_file_done(done)
    result = _read(task, shared(task.workshop, SETTING), name)
    task.workshop.finish(name, result)
    return result


def _as_file_done(done: FileDone) -> FileDone:
    return done


def _read(task: ReadingTask, setting: ReadingSetting, name: str) -> FileDone:
    table = next(each for each in TABLES if each.name == task.file.table)
    with TemporaryDirectory(prefix="payroll-") as folder:
        path = _local(task.file, setting.data, Path(folder))
        read = read_file(FoundFile(path, task.file.name, table))
    raws = [raw for raws in read.tables.values() for raw in raws]
    if len(raws) != 1 or raws[0].is_of_clock or table.name not in read.tables:
        return FileDone(read)
    [raw] = raws
    evidence = setting.evidence.put(to_parquet(raw), "parquet") if setting.evidence else ""
    known = identified(raw, setting.identities, setting.setting.roster)
    frame, problems = understand_source(Source(0, known), table, setting.setting, setting.period, {})
    laid = lay_out(task.workshop, name, frame, [known], setting.split)
    without = {table.name: [without_rows(raw)]}
    return FileDone(replace(read, tables=without), laid, tuple(problems), distinct_rows(raw), evidence)


def _local(file: LargeFile, data: str, folder: Path) -> Path:
    """Return the path of a file; one at a URL is fetched into ``folder``."""
    if not is_url(data):
        return Path(data) / file.name
    path = folder / Path(file.name).name
    Storage(data).get(file.name, path)
    return path


def without_rows(raw: RawTable) -> RawTable:
    """Return what is known of a table beside its rows: its columns are there, and empty."""
    columns = dict.fromkeys(raw.columns, pa.chunked_array([], pa.string()))
    return replace(raw, columns=columns, rows=np.empty(0, np.int32), fields=())


# ---------------------------------------------------------------- rows, laid out


def lay_out(workshop: Workshop, name: str, frame: pd.DataFrame, sources: Sequence[RawTable], split: Split) -> Laid:
    """Write the rows of ``understand_source``, a batch for each part, and return what was written.

    ``sources`` are the files of the rows, as ``file`` numbers them.
    """
    whose = whose_rows(frame)
    parts = [*split.rows(whose), np.flatnonzero(whose < 0)]
    batch = pa.RecordBatch.from_pandas(frame.drop(columns="file"), preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, batch.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as writer:
        for rows in parts:
            writer.write_batch(_taken(batch, rows))
    workshop.write(f"{name}.arrow", sink.getvalue())
    row = frame["row"].to_numpy()
    devices = devices_of(frame, sources).categories.tolist() if PUNCHES.column("device").name in frame else []
    return Laid(f"{name}.arrow", tuple(map(len, parts)), tuple(devices), bool(np.all(row[1:] > row[:-1])))


def _taken(batch: pa.RecordBatch, rows: Ints) -> pa.RecordBatch:
    if not len(rows):
        return batch.slice(0, 0)
    if rows[-1] - rows[0] + 1 == len(rows) and np.all(rows[1:] > rows[:-1]):
        return batch.slice(rows[0], len(rows))
    return batch.take(pa.array(rows))


def whose_rows(frame: pd.DataFrame) -> Ints:
    """Return whose each row is: of one whose id is damaged, who is likely meant; below 0 where it cannot be told."""
    employee = frame["employee_id"].to_numpy(np.int64)
    return np.where(employee >= 0, employee, frame["likely"].to_numpy(np.int64))


def laid_rows(stream: BinaryIO, batch: int, file: int) -> pd.DataFrame:
    """Return the rows of one batch of a file that ``lay_out`` wrote; ``file`` is the number of their file."""
    with pa.ipc.open_file(stream) as reader:
        table = pa.Table.from_batches([reader.get_batch(batch)], reader.schema)
    frame: pd.DataFrame = table.to_pandas()
    return frame.assign(file=np.full(len(frame), file, np.int32))


def in_positions(frame: pd.DataFrame, members: Ints) -> pd.DataFrame:
    """Return rows with the positions among ``members`` in place of those among all employees."""
    first = members[0] if len(members) else 0  # a part is a range of employees, mostly
    place = np.zeros(members.max(initial=first) - first + 1, np.int64)
    place[members - first] = np.arange(len(members))
    places = {name: _placed(frame[name].to_numpy(), first, place) for name in ("employee_id", "likely")}
    return frame.assign(**places)


def _placed(employees: npt.NDArray[np.signedinteger], first: int, place: Ints) -> npt.NDArray[np.signedinteger]:
    known = employees >= 0
    at = np.where(known, employees - first, 0)
    return np.where(known, place[at], employees).astype(employees.dtype)
