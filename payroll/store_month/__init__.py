"""The month of each store as its calendar shows it: people, shifts, swaps, and the attendance that is known."""

from payroll.store_month.gather import store_calendars
from payroll.store_month.known import Known, known_attendance

__all__ = ["Known", "known_attendance", "store_calendars"]
