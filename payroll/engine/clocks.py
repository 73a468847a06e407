"""The faults of clocks, which show only in the punches of everybody who uses them.

Each part counts, for each clock and day, the shifts and those in the wrong. In nearly every month the sums are
innocent. Where they are not, the people of the clocks in question are judged together once more, as one machine
judges everybody, and the parts whose shifts turn out to be unclear are judged again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
import pandas as pd

from payroll.engine.ground import ground_of
from payroll.engine.part import MonthSetting, PartDone, judge_part, nothing_of
from payroll.engine.reading import in_positions, laid_rows, whose_rows
from payroll.engine.split import Ints, Split, connected
from payroll.engine.workshop import Workshop
from payroll.intake import frames
from payroll.intake.corrections import devices_of
from payroll.month.clock_faults import ClockFaults, find_clock_faults, is_suspicious
from payroll.month.context import Dispositions
from payroll.table import Table
from payroll.tables import PUNCHES, SHIFTS, Tables


def doubted_clocks(parts: Sequence[PartDone]) -> frozenset[str]:
    """Return the clocks of which the shifts of all parts together leave a doubt."""
    counted = pd.concat([part.clocks for part in parts], ignore_index=True)
    sums = counted.groupby(["device", "day"], as_index=False)[["total", "wrong"]].sum()
    doubtful = sums["device"][is_suspicious(sums["total"].to_numpy(), sums["wrong"].to_numpy())]
    return frozenset(doubtful) | {device for part in parts for device in part.long_ago}


def look_at_clocks(
    workshop: Workshop,
    setting: MonthSetting,
    tables: Tables,
    events: Dispositions,
    split: Split,
    clocks: Collection[str],
) -> ClockFaults:
    """Return the faults of some clocks, and whose shifts are unclear by them, by their positions among everybody."""
    people = _people_of(workshop, setting, split, clocks)
    sides = [tables.swaps[name].to_numpy(np.int64) for name in ("requester", "counterpart")]
    known = (sides[0] >= 0) & (sides[1] >= 0)
    circle = connected(len(tables.employees), sides[0][known], sides[1][known])
    members = np.flatnonzero(np.isin(circle, circle[people]))
    read = {table.name: _rows_of(workshop, setting, split, table, members) for table in (PUNCHES, SHIFTS)}
    judged = judge_part(setting, ground_of(tables, events, members), read)
    faults = find_clock_faults(judged.month, judged.attended.attendance, clocks)
    whose = members[faults.unclear["employee"].to_numpy()].astype(np.int32)
    return ClockFaults(faults.problems, faults.unclear.assign(employee=whose))


def _people_of(workshop: Workshop, setting: MonthSetting, split: Split, clocks: Collection[str]) -> Ints:
    """Return who has a punch on one of the clocks."""
    people = [np.empty(0, np.int64)]
    for rows in _own_rows(workshop, setting, split, PUNCHES):
        devices = devices_of(rows, setting.sources)
        theirs = np.asarray(devices.isin(list(clocks)))
        people.append(rows["employee_id"].to_numpy(np.int64)[theirs])
    found = np.unique(np.concatenate(people))
    return found[found >= 0]


def _rows_of(workshop: Workshop, setting: MonthSetting, split: Split, table: Table, members: Ints) -> pd.DataFrame:
    """Return the rows of punches or shifts of some employees, with positions among them."""
    found = [nothing_of(table, setting)]
    for rows in _own_rows(workshop, setting, split, table):
        found.append(rows[np.isin(whose_rows(rows), members)][list(found[0].columns)])
    return in_positions(frames.gather(found), members)


def _own_rows(workshop: Workshop, setting: MonthSetting, split: Split, table: Table) -> Iterator[pd.DataFrame]:
    """Yield the rows of a table as they were laid out, each once, by files and parts."""
    for file in setting.laid:
        if file.table == table.name:
            for part in range(split.parts):
                if file.laid.counts[part]:
                    with workshop.stream(file.laid.name) as stream:
                        rows = laid_rows(stream, part, file.file)
                    yield rows[split.part_of(whose_rows(rows)) == part]
