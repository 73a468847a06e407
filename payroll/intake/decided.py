"""What people wrote into the sheet of decisions of a month's workbook, read as the table ``decisions`` is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from payroll.intake import frames
from payroll.intake import kinds_files as kinds
from payroll.intake.grid import read_grid
from payroll.intake.people import Roster
from payroll.intake.raw import RawTable
from payroll.intake.records import Setting, understand_table
from payroll.intake.sniff import sniff
from payroll.intake.workbook import read_sheets
from payroll.intake.zones import PolicyFacts, Zones
from payroll.problems import Problem, errors
from payroll.tables import DECISIONS

_FILLED_IN = ("decision", "decided_by", "decided_on", "reason")
_SETTING = Setting(Roster(()), Zones(PolicyFacts("", {})))
"""The table has no people, no amounts and no times of day, so nothing has to be known of the month."""


@dataclass(frozen=True, slots=True)
class DecisionsRead:
    """The rows of the sheet in which something is filled in, as of ``payroll.tables``, with ``row``; the problems.

    ``file`` and ``sheet`` are where they stand, ``headings`` the columns as they are written there,
    ``cells`` what stands in each row for the decision.
    """

    rows: pd.DataFrame
    file: str = ""
    sheet: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[int, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


NOTHING_READ = DecisionsRead(pd.DataFrame())


def read_decisions(path: Path, sheets: Sequence[str]) -> DecisionsRead:
    """Return what is filled in on the sheet of decisions, which has one of the names ``sheets``.

    Nothing for a workbook that is not there. One that cannot be read, or has no such sheet that is visible, is a
    problem: what stands in it must not be lost.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return NOTHING_READ
    except OSError as error:
        return _wrong(Problem(kinds.FILE_UNREADABLE, path.name, value=str(error.strerror or error)))
    if sniff(data) != "xlsx":
        return _wrong(Problem(kinds.FILE_ENCRYPTED if sniff(data) == "encrypted" else kinds.FILE_DAMAGED, path.name))
    grids, problems = read_sheets(path.name, data, "xlsx", sheets)
    if errors(problems):
        return _wrong(*errors(problems))
    if not grids:
        named = "/".join(dict.fromkeys(sheets))
        return _wrong(Problem(kinds.DECISIONS_SHEET, path.name, details={"file": path.name, "sheets": named}))
    sheet = grids[0].sheet
    read, found = read_grid(path.name, "xlsx", grids[0], DECISIONS, sheet)
    raw = _filled_in(read.raw)
    frame, wrong = understand_table(DECISIONS, raw, _SETTING, 0, {})
    rows = frames.plain_frame(DECISIONS, frame).drop_duplicates([column.name for column in DECISIONS.columns])
    return DecisionsRead(rows, path.name, sheet, raw.headings, raw.texts("decision"), (*errors(found), *errors(wrong)))


def _wrong(*problems: Problem) -> DecisionsRead:
    return replace(NOTHING_READ, problems=problems)


def _filled_in(raw: RawTable) -> RawTable:
    """Return the rows in which a person has filled in something."""
    filled = np.zeros(len(raw), bool)
    for name in set(_FILLED_IN) & set(raw.columns):
        filled |= np.array([bool(text and text.strip()) for text in raw.columns[name].to_pylist()], bool)
    columns = {name: cells.filter(pa.array(filled)) for name, cells in raw.columns.items()}
    return replace(raw, columns=columns, rows=raw.rows[filled])
