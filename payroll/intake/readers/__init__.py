"""Readers of what time clocks and attendance apps write. A new one is a module and a line in ``READERS``."""

from __future__ import annotations

from payroll.intake.readers.feishu import FEISHU
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.unread_reports import FEISHU_DAILY, WECOM_OUTSIDE
from payroll.intake.readers.wecom_daily import WECOM_DAILY
from payroll.intake.readers.wecom_monthly import WECOM_MONTHLY
from payroll.intake.readers.wecom_times import WECOM_TIMES

READERS: tuple[Reader, ...] = (
    WECOM_DAILY,
    WECOM_TIMES,
    WECOM_MONTHLY,
    WECOM_OUTSIDE,
    FEISHU,
    FEISHU_DAILY,
)

__all__ = ["READERS", "ClockRead", "Reader"]
