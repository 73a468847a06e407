"""The results of a month in parts: each table a folder of Parquet files, one for each part of the employees.

``month.json`` is written last and removed first: where it is, everything that it names is there, and belongs together.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Container, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from payroll import __version__
from payroll.engine.errors import EngineError
from payroll.engine.month import InParts, JudgedParts
from payroll.engine.part import Written, closed_name
from payroll.engine.workshop import FOLDER
from payroll.language import Language, Text
from payroll.money import currency_places
from payroll.places import CONTENTS_OF_PARTS
from payroll.reports.columns import PROBLEMS, SOURCES, ReportTable
from payroll.reports.csv_files import write_csv
from payroll.reports.overview import Overview
from payroll.reports.parquet_files import parquet_bytes
from payroll.reports.result import problems_frame
from payroll.reports.write import workbook_name
from payroll.run import is_checked
from payroll.storage import UNFINISHED, Storage, StorageError

_TABLES = ("ledger", "adjustments", "attendance", "swaps", "law", "carried", "clock-differences")


def publish(
    month: InParts, language: Language, results: Storage, joined: Mapping[ReportTable, pd.DataFrame]
) -> dict[str, Written]:
    """Put the tables of all parts and the CSV files of problems and sources into ``results``; return what was written.

    ``joined`` are tables that are written whole in place of those of the parts. Results of an earlier run go. Raises
    ``StorageError`` if something cannot be written; ``month.json`` is not there then, and the same call goes on.
    """
    assert month.judged is not None
    results.remove(CONTENTS_OF_PARTS)
    written = {
        **_small(PROBLEMS, problems_frame(month.problems, language), results),
        **_small(SOURCES, month.judged.sources, results),
        **dict(_moved(month, month.judged, results, {table.name for table in joined})),
        **dict(_whole(month, joined, results)),
    }
    for name in _TABLES:
        for file in results.names(name):
            if file not in written:
                results.remove(file)
    contents = {
        "period": month.period.name,
        "tool_version": __version__,
        "parts": len(month.judged.parts),
        "files": {name: asdict(each) for name, each in sorted(written.items()) if name != PROBLEMS.file},
    }
    results.write(CONTENTS_OF_PARTS, json.dumps(contents, indent=1, ensure_ascii=False).encode())
    return written


def refuse_other_results(period: str, results: Storage) -> None:
    """Raise ``EngineError`` if the results of a run on one machine lie there: beside them, nobody would know which.

    Also if no results can lie there at all.
    """
    files = (workbook_name(period), *(f"{table}.csv" for table in _TABLES))
    for file in files:
        try:
            size = results.size(file)
        except StorageError as error:
            text = Text.of(
                "the results cannot be in {place}: {reason}. Name another place with --out, or correct this.",
                place=results.place,
                reason=error.reason,
            )
            raise EngineError(text) from error
        if size is not None:
            raise EngineError(
                Text.of(
                    "{place} holds the results of a run without --engine ({file}). Name another folder with --out, or "
                    "move them away.",
                    place=results.place,
                    file=file,
                )
            )


def overview_of_parts(month: InParts, judged: JudgedParts, language: Language) -> Overview:
    """Return a month in parts in sums."""
    return Overview(
        period=month.period.name,
        first=month.period.first,
        last=month.period.last,
        currency=month.policies.currency,
        places=judged.month.places,
        language=language,
        profile_checked=is_checked(month.policies, month.period, judged.labels),
        problems=month.problems,
        sums=judged.sums,
    )


def clear(results: Storage) -> None:
    """Remove what tasks left, once everything that is made of it is written and recorded."""
    results.remove(FOLDER)
    results.remove(UNFINISHED)


def write_problems(month: InParts, language: Language, results: Storage) -> None:
    """Write the problems of a month that its errors stopped. Raises ``StorageError`` if that cannot be done."""
    _small(PROBLEMS, problems_frame(month.problems, language), results)


def _small(table: ReportTable, frame: pd.DataFrame, results: Storage) -> Mapping[str, Written]:
    with tempfile.TemporaryDirectory(prefix="payroll-") as folder:
        path = Path(folder) / table.file
        write_csv(path, table, frame, 0)
        data = path.read_bytes()
    results.write(table.file, data)
    return {table.file: Written(len(frame), len(data), hashlib.sha256(data).hexdigest())}


def _whole(
    month: InParts, joined: Mapping[ReportTable, pd.DataFrame], results: Storage
) -> Iterator[tuple[str, Written]]:
    for table, frame in joined.items():
        data = parquet_bytes(table, frame, currency_places(month.policies.currency))
        place = f"{table.name}/part-00000.parquet"
        results.write(place, data)
        yield place, Written(len(frame), len(data), hashlib.sha256(data).hexdigest())


def _moved(
    month: InParts, judged: JudgedParts, results: Storage, others: Container[str]
) -> Iterator[tuple[str, Written]]:
    """Move the files of all parts to their places; those of an earlier attempt are there already."""
    assert month.workshop is not None
    for part, name in zip(judged.parts, judged.names, strict=True):
        for table, file in part.files.items():
            if table in others:
                continue
            place = f"{table}/part-{part.part:05d}.parquet"
            source = month.workshop.name(f"{name}/{table}.parquet")
            if results.size(source) is not None:
                results.move(source, place)
            elif not _is_there(file, place, results):  # moved by an earlier attempt, and gone or replaced since
                month.workshop.undo(name)
                raise EngineError(
                    Text.of(
                        "{name} is gone from {place}: somebody changed the results of a run that had not ended. Run "
                        "the same command again; that part is computed anew.",
                        name=place,
                        place=results.place,
                    )
                )
            yield place, file


def _is_there(file: Written, place: str, results: Storage) -> bool:
    data = results.read(place)
    return data is not None and hashlib.sha256(data).hexdigest() == file.sha256


def frames(month: InParts, name: str) -> Iterator[pd.DataFrame]:
    """Yield the frames of all parts, in order: ``lines`` of the ledger, or ``people`` (adjustments)."""
    workshop, judged = month.workshop, month.judged
    assert workshop is not None
    assert judged is not None
    for task in judged.names:
        yield workshop.read_frame(f"{task}/{name}.parquet")


def rows_about_closed(month: InParts, table: str) -> pd.DataFrame | None:
    """Return the punches or shifts of all parts that are dated in closed months; None if there are none."""
    workshop, judged = month.workshop, month.judged
    assert workshop is not None
    assert judged is not None
    parts = zip(judged.parts, judged.names, strict=True)
    found = [workshop.read_frame(closed_name(name, table)) for part, name in parts if table in part.about_closed]
    return pd.concat(found, ignore_index=True) if found else None
