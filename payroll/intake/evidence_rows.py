"""The rows that ledger lines rest on, as the files hold them: for those who want to read them beside the line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from payroll.intake.files import FilesRead
from payroll.intake.raw import RawTable
from payroll.language import Language
from payroll.tables import TABLES, SourceFile

_PLACE = re.compile(r"(.+):([0-9]+)")


def evidence_rows(
    files: FilesRead, stated: Iterable[str], language: Language, most: int
) -> list[tuple[str, pd.DataFrame]]:
    """Return the rows that evidence names, for each table of a file: ``file[sheet]`` and a frame of texts.

    ``stated`` are cells of the ledger's column ``evidence``: ``file:row`` joined with ``; ``. The frames have the
    rows' numbers as index and the file's headings as columns; what a clock's reader made has headings in
    ``language``. Nothing is returned if there are more than ``most`` rows.
    """
    wanted: dict[str, set[int]] = {}
    for place in {part for cell in set(stated) for part in cell.split("; ")}:
        if found := _PLACE.fullmatch(place):
            wanted.setdefault(found[1], set()).add(int(found[2]))
    if sum(map(len, wanted.values())) > most:
        return []
    return list(_frames(files, wanted, language))


def _frames(files: FilesRead, wanted: dict[str, set[int]], language: Language) -> Iterator[tuple[str, pd.DataFrame]]:
    for name, raws in files.tables.items():
        for raw in raws:
            place = SourceFile(raw.file, raw.sheet).evidence(0).removesuffix(":0")
            if rows := wanted.get(place):
                is_wanted = np.isin(raw.rows, np.fromiter(rows, np.int64))
                if is_wanted.any():
                    yield place, _frame(raw, _headings(name, raw, language), np.flatnonzero(is_wanted))


def _headings(table: str, raw: RawTable, language: Language) -> list[str]:
    chinese = {column.name: column.zh[0] for known in TABLES if known.name == table for column in known.columns}
    names = chinese if language == "zh" else {}
    return [raw.headings.get(name) or names.get(name, name.replace("_", " ")) for name in raw.columns]


def _frame(raw: RawTable, headings: list[str], positions: np.ndarray) -> pd.DataFrame:
    cells = [_texts(column.take(pa.array(positions))) for column in raw.columns.values()]
    frame = pd.DataFrame(dict(enumerate(cells)), index=pd.Index(raw.rows[positions], name="row"))
    return frame.set_axis(headings, axis="columns")


def _texts(column: pa.ChunkedArray) -> list[str]:
    texts: list[str] = pc.fill_null(column.cast(pa.string()), "").to_pylist()
    return texts
