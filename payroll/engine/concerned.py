"""Problems of the rows of punches and of the rota that name several rows: told of all parts together.

A file with many repeated rows has one problem that counts them; of many bad rows the first hundred are listed. So a
part hands over the rows that its problems are about, and the same function tells the problems of those of all parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from payroll.engine.split import Flags, Ints
from payroll.intake import frames
from payroll.intake.clock_rota import without_clock_rotas
from payroll.intake.duplicates import LISTED_REPEATS, row_keys
from payroll.intake.findings import Rows
from payroll.intake.kinds import ROWS_REPEATED
from payroll.intake.raw import RawTable
from payroll.intake.records import CLEAN, DUPLICATE
from payroll.intake.settling import settle_rows
from payroll.problems import Problem
from payroll.table import Table
from payroll.tables import SHIFTS


@dataclass(frozen=True, slots=True)
class Concerned:
    """Rows that problems are about or compare with, as they were before; ``repeated`` counts repeats by file."""

    frame: pd.DataFrame
    repeated: Counter[int]


def concerned_rows(table: Table, rows: Rows, settled: pd.DataFrame, own: Flags, members: Ints) -> Concerned:
    """Return the rows of ``own`` employees that ``settle_rows`` has problems with.

    ``rows`` are as before, ``settled`` what it made of them; positions among ``members`` become those among all.
    """
    frame = rows.frame
    kept, concerned = _without_clock_rotas(table, rows)
    left = frame if len(kept) == len(frame) else frame.iloc[kept]
    before, after = left["fate"].to_numpy(), settled["fate"].to_numpy()
    concerned[kept[(before == CLEAN) & (after != CLEAN) & (after != DUPLICATE)]] = True
    repeated = np.flatnonzero((before == CLEAN) & (after == DUPLICATE))
    repeated = repeated[own[left["employee_id"].to_numpy()[repeated]]]
    counts = Counter(left["file"].to_numpy()[repeated].tolist())
    if len(repeated):
        listed = _first_of_each_file(left, repeated)
        clean = np.flatnonzero(before == CLEAN)
        keys = row_keys(table, left.iloc[clean])
        same = np.isin(keys, keys[np.searchsorted(clean, listed)]) & (after[clean] == CLEAN)
        concerned[kept[listed]] = concerned[kept[clean[same]]] = True
    whole = frame.iloc[np.flatnonzero(concerned)]
    whole = whole[own[whole["employee_id"].to_numpy()]]
    everywhere = members[whole["employee_id"].to_numpy()].astype(np.int32)
    return Concerned(whole.assign(employee_id=everywhere, likely=everywhere), counts)


def _without_clock_rotas(table: Table, rows: Rows) -> tuple[Ints, Flags]:
    """Return the positions of the rows that ``settle_rows`` looks at, and which ones tell why the others are not."""
    positions, telling = np.arange(len(rows.frame)), np.zeros(len(rows.frame), bool)
    if table is not SHIFTS:
        return positions, telling
    kept, _ = without_clock_rotas(Rows(rows.frame.assign(position=positions), rows.sources))
    if len(kept.frame) == len(rows.frame):
        return positions, telling
    of_clock = np.array([source.is_of_clock for source in rows.sources], bool)[rows.frame["file"].to_numpy()]
    employees = rows.frame["employee_id"].to_numpy()
    both = np.intersect1d(employees[of_clock], employees[~of_clock])
    return kept.frame["position"].to_numpy(), np.isin(employees, both[both >= 0])


def _first_of_each_file(frame: pd.DataFrame, repeated: Ints) -> Ints:
    """Return of the repeated rows of each file so many that it is seen whether they are many."""
    file = frame["file"].to_numpy()[repeated]
    of_files = (repeated[file == each][: LISTED_REPEATS + 1] for each in np.unique(file))
    return np.sort(np.concatenate(list(of_files)))


def problems_of_rows(table: Table, parts: Iterable[Concerned], sources: Sequence[RawTable]) -> list[Problem]:
    """Return the problems of ``settle_rows`` of all parts together."""
    parts = list(parts)
    frame = frames.gather([each.frame for each in parts])
    if frame.empty:
        return []
    ordered = frame.sort_values(["file", "row"], kind="stable").assign(fate=np.int8(CLEAN)).reset_index(drop=True)
    _, problems = settle_rows(table, Rows(ordered, sources), ())
    counts: Counter[int] = Counter()
    for each in parts:
        counts.update(each.repeated)
    of_place = {(sources[file].file, sources[file].sheet): count for file, count in counts.items()}
    return [
        replace(problem, details={**problem.details, "count": str(of_place[problem.file, problem.sheet])})
        if problem.kind is ROWS_REPEATED
        else problem
        for problem in problems
    ]
