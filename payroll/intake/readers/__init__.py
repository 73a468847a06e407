"""Readers of what time clocks and attendance apps write. A new one is a module and a line in ``READERS``."""

from __future__ import annotations

from payroll.intake.readers.attlog import ZK_ATTLOG
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.wecom_daily import WECOM_DAILY
from payroll.intake.readers.zk_days import ZK_DAYS
from payroll.intake.readers.zk_lists import ZK_LISTS

READERS: tuple[Reader, ...] = (
    WECOM_DAILY,
    ZK_ATTLOG,
    *ZK_LISTS,
    ZK_DAYS,
)

__all__ = ["READERS", "ClockRead", "Reader"]
