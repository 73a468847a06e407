"""Readers of what time clocks and attendance apps write. A new one is a module and a line in ``READERS``."""

from __future__ import annotations

from payroll.intake.readers.dingtalk import DINGTALK
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.wecom_daily import WECOM_DAILY

READERS: tuple[Reader, ...] = (WECOM_DAILY, DINGTALK)

__all__ = ["READERS", "ClockRead", "Reader"]
