"""The rota that a clock keeps beside its punches, and the one that people keep: who has the second needs not the first.

Cheap clocks give everybody a shift number from the day they are set up, whether anybody plans with it or not.
"""

from __future__ import annotations

import numpy as np

from payroll.intake.findings import Rows
from payroll.intake.kinds import CLOCK_ROTA_UNUSED
from payroll.problems import Problem


def without_clock_rotas(rows: Rows) -> tuple[Rows, list[Problem]]:
    """Return the rows of ``shifts`` without a clock's rota of employees who have rows in other files, and warnings.

    The rows that are left out are out of scope.
    """
    frame = rows.frame
    of_clock = np.array([source.is_of_clock for source in rows.sources], bool)[frame["file"].to_numpy()]
    if not of_clock.any():
        return rows, []
    employees = frame["employee_id"].to_numpy()
    unused = of_clock & (employees >= 0) & np.isin(employees, employees[~of_clock])
    if not unused.any():
        return rows, []
    problems = []
    for file in np.unique(frame["file"].to_numpy()[unused]).tolist():
        here = unused & (frame["file"].to_numpy() == file)
        source, count = rows.sources[file], str(len(np.unique(employees[here])))
        first = int(frame["row"].to_numpy()[here].min())
        problems.append(
            Problem(CLOCK_ROTA_UNUSED, source.file, source.sheet, first, value=count, details={"count": count})
        )
    return Rows(frame[~unused].reset_index(drop=True), rows.sources), problems
