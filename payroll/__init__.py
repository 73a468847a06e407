"""Attendance, penalties and pay adjustments: written rules applied to a month, every amount explained."""

__version__ = "0.1.0"
