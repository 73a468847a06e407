"""Hikvision (iVMS 海康威视), Original Records Report: one punch in each row, as CSV or as a web page named xls.

Attendance Status is mostly ``None`` or ``-`` and no evidence of the direction; it is not read.
"""

from __future__ import annotations

from payroll.intake.readers.punch_list import PunchList, punch_list_reader
from payroll.language import Text

HIKVISION = punch_list_reader(
    PunchList(
        "hikvision",
        Text.of("the Hikvision (iVMS) original records"),
        employee=("Person ID", "Personal ID"),
        time=("Time",),
        person=("Name",),
        device=("Attendance Check Point",),
        needed=(("Attendance Check Point", "Attendance Status"),),
    )
)
