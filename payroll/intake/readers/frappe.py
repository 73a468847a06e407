"""Frappe HRMS, Employee Checkin: one punch in each row, dates in the format of the site.

Log Type (IN, OUT) is what a person pressed and no evidence; Skip Auto Attendance is Frappe's own business.
"""

from __future__ import annotations

from payroll.intake.readers.punch_list import PunchList, punch_list_reader
from payroll.language import Text

FRAPPE = punch_list_reader(
    PunchList(
        "frappe-checkin",
        Text.of("the Frappe Employee Checkin list"),
        employee=("Employee",),
        time=("Time",),
        person=("Employee Name",),
        device=("Location / Device ID", "device_id"),
        needed=(("Log Type", "Location / Device ID", "Skip Auto Attendance"),),
    )
)
