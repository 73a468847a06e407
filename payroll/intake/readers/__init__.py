"""Readers of what time clocks and attendance apps write. A new one is a module and a line in ``READERS``."""

from __future__ import annotations

from payroll.intake.readers.clock_setting import CLOCK_SETTING
from payroll.intake.readers.face_clock import FACE_CLOCK
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.standard_report import STANDARD_REPORT
from payroll.intake.readers.time_card import TIME_CARD
from payroll.intake.readers.wecom_daily import WECOM_DAILY

READERS: tuple[Reader, ...] = (
    WECOM_DAILY,
    STANDARD_REPORT,
    CLOCK_SETTING,
    TIME_CARD,
    FACE_CLOCK,
)

__all__ = ["READERS", "ClockRead", "Reader"]
