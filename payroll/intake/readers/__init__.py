"""Readers of what time clocks and attendance apps write. A new one is a module and a line in ``READERS``."""

from __future__ import annotations

from payroll.intake.readers.attlog import ZK_ATTLOG
from payroll.intake.readers.biostar import BIOSTAR
from payroll.intake.readers.frappe import FRAPPE
from payroll.intake.readers.hikvision import HIKVISION
from payroll.intake.readers.hr_app import HR_APP
from payroll.intake.readers.leave_register import LEAVE_REGISTER
from payroll.intake.readers.odoo import ODOO_ATTENDANCE
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.wecom_daily import WECOM_DAILY
from payroll.intake.readers.zk_days import ZK_DAYS
from payroll.intake.readers.zk_lists import ZK_LISTS

READERS: tuple[Reader, ...] = (
    WECOM_DAILY,
    HIKVISION,
    BIOSTAR,
    FRAPPE,
    HR_APP,
    LEAVE_REGISTER,
    ODOO_ATTENDANCE,
    ZK_ATTLOG,
    *ZK_LISTS,
    ZK_DAYS,
)

__all__ = ["READERS", "ClockRead", "Reader"]
