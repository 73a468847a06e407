"""The faults of clocks, which show only in the punches of everybody who uses them.

Each part counts, for each clock and day, the shifts and those in the wrong. In nearly every month the sums are
innocent. Where they are not, the people of each clock in question are judged together once more, as one machine judges
everybody, and the parts whose shifts turn out to be unclear are judged again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from payroll.engine.ground import ground_of
from payroll.engine.judging import MonthSetting, judge_part, nothing_of
from payroll.engine.part import PartDone
from payroll.engine.reading import in_positions, laid_rows, whose_rows
from payroll.engine.split import Ints, Split, connected
from payroll.engine.workshop import Workshop
from payroll.intake import frames
from payroll.intake.corrections import devices_of
from payroll.month.clock_faults import ClockFaults, find_clock_faults, is_suspicious
from payroll.month.context import Dispositions
from payroll.problems import Problem
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
    """Return the faults of some clocks, and whose shifts are unclear by them, by their positions among everybody.

    They are looked at one after the other: what is found of one depends on nobody but its own people.
    """
    sides = [tables.swaps[name].to_numpy(np.int64) for name in ("requester", "counterpart")]
    known = (sides[0] >= 0) & (sides[1] >= 0)
    circle = connected(len(tables.employees), sides[0][known], sides[1][known])
    problems: list[Problem] = []
    unclear = []
    for clock, people in _people_of(workshop, setting, split, clocks).items():
        members = np.flatnonzero(np.isin(circle, circle[people]))
        read = {table.name: _rows_of(workshop, setting, split, table, members) for table in (PUNCHES, SHIFTS)}
        judged = judge_part(setting, ground_of(tables, events, members), read)
        faults = find_clock_faults(judged.month, judged.attended.attendance, (clock,))
        problems += faults.problems
        whose = members[faults.unclear["employee"].to_numpy()].astype(np.int32)
        unclear.append(faults.unclear.assign(employee=whose))
    return ClockFaults(tuple(problems), pd.concat(unclear, ignore_index=True).drop_duplicates())


def _people_of(workshop: Workshop, setting: MonthSetting, split: Split, clocks: Collection[str]) -> Mapping[str, Ints]:
    """Return who has a punch on each of the clocks."""
    people: dict[str, list[Ints]] = {clock: [np.empty(0, np.int64)] for clock in sorted(clocks)}
    everywhere = range(split.parts)
    for rows in _own_rows(workshop, setting, split, PUNCHES, everywhere):
        devices, whose = devices_of(rows, setting.sources), rows["employee_id"].to_numpy(np.int64)
        for code, device in enumerate(devices.categories):
            if device in people:
                people[device].append(np.unique(whose[(devices.codes == code) & (whose >= 0)]))
    return {clock: np.unique(np.concatenate(found)) for clock, found in people.items()}


def _rows_of(workshop: Workshop, setting: MonthSetting, split: Split, table: Table, members: Ints) -> pd.DataFrame:
    """Return the rows of punches or shifts of some employees, with positions among them."""
    found = [nothing_of(table, setting)]
    theirs = np.unique(split.part_of(members)).tolist()
    for rows in _own_rows(workshop, setting, split, table, theirs):
        found.append(rows[np.isin(whose_rows(rows), members)][list(found[0].columns)])
    return in_positions(frames.gather(found), members)


def _own_rows(
    workshop: Workshop, setting: MonthSetting, split: Split, table: Table, parts: Sequence[int]
) -> Iterator[pd.DataFrame]:
    """Yield the rows of a table of some parts as they were laid out, each once, by files and parts."""
    for file in setting.laid:
        if file.table == table.name:
            for part in parts:
                if file.laid.counts[part]:
                    with workshop.stream(file.laid.name) as stream:
                        rows = laid_rows(stream, part, file.file)
                    yield rows[split.part_of(whose_rows(rows)) == part]
