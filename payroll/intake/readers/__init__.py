"""Readers of what time clocks and attendance apps write. A new one is a module and a line in ``READERS``."""

from __future__ import annotations

from payroll.intake.readers.attlog import ZK_ATTLOG
from payroll.intake.readers.biostar import BIOSTAR
from payroll.intake.readers.clock_setting import CLOCK_SETTING
from payroll.intake.readers.dingtalk import DINGTALK
from payroll.intake.readers.feishu import FEISHU
from payroll.intake.readers.frappe import FRAPPE
from payroll.intake.readers.hikvision import HIKVISION
from payroll.intake.readers.hr_app import HR_APP
from payroll.intake.readers.reader import ClockRead, Reader
from payroll.intake.readers.standard_report import STANDARD_REPORT
from payroll.intake.readers.unread_reports import FEISHU_DAILY, WECOM_OUTSIDE
from payroll.intake.readers.wecom_daily import WECOM_DAILY
from payroll.intake.readers.wecom_monthly import WECOM_MONTHLY
from payroll.intake.readers.wecom_times import WECOM_TIMES
from payroll.intake.readers.zk_days import ZK_DAYS
from payroll.intake.readers.zk_lists import ZK_LISTS

READERS: tuple[Reader, ...] = (
    BIOSTAR,
    CLOCK_SETTING,
    FEISHU,
    FRAPPE,
    HIKVISION,
    HR_APP,
    DINGTALK,
    STANDARD_REPORT,
    FEISHU_DAILY,
    WECOM_OUTSIDE,
    WECOM_DAILY,
    WECOM_MONTHLY,
    WECOM_TIMES,
    ZK_ATTLOG,
    *ZK_LISTS,
    ZK_DAYS,
)

__all__ = ["READERS", "ClockRead", "Reader"]
