"""Readers of what time clocks and attendance apps write. A new one is a module and a line in ``READERS``."""

from __future__ import annotations

from payroll.intake.readers.attlog import ZK_ATTLOG
from payroll.intake.readers.biostar import BIOSTAR
from payroll.intake.readers.clock_setting import CLOCK_SETTING
from payroll.intake.readers.dingtalk import DINGTALK
from payroll.intake.readers.face_clock import FACE_CLOCK
from payroll.intake.readers.feishu import FEISHU
from payroll.intake.readers.frappe import FRAPPE
from payroll.intake.readers.hikvision import HIKVISION
from payroll.intake.readers.hr_app import HR_APP
from payroll.intake.readers.leave_register import LEAVE_REGISTER
from payroll.intake.readers.odoo import ODOO_ATTENDANCE
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.standard_report import STANDARD_REPORT
from payroll.intake.readers.time_card import TIME_CARD
from payroll.intake.readers.unread_reports import FEISHU_DAILY, WECOM_OUTSIDE
from payroll.intake.readers.wecom_daily import WECOM_DAILY
from payroll.intake.readers.wecom_monthly import WECOM_MONTHLY
from payroll.intake.readers.wecom_times import WECOM_TIMES
from payroll.intake.readers.zk_days import ZK_DAYS
from payroll.intake.readers.zk_lists import ZK_LISTS

READERS: tuple[Reader, ...] = (
    ZK_ATTLOG,
    BIOSTAR,
    CLOCK_SETTING,
    DINGTALK,
    FACE_CLOCK,
    FEISHU,
    FRAPPE,
    HIKVISION,
    HR_APP,
    LEAVE_REGISTER,
    ODOO_ATTENDANCE,
    STANDARD_REPORT,
    TIME_CARD,
    FEISHU_DAILY,
    WECOM_OUTSIDE,
    WECOM_DAILY,
    WECOM_MONTHLY,
    WECOM_TIMES,
    ZK_DAYS,
    *ZK_LISTS,
)

__all__ = ["READERS", "ClockRead", "Reader"]
