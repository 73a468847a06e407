"""Lists of punches of the ZKTeco family: U-disk texts, the attendance software in both languages, 刷卡 systems.

What they say of in and out (记录状态, INOUT, 上下班标志) is no evidence: it is the key that happened to be on. In one
file departures are all called 上班签到.
"""

from __future__ import annotations

from payroll.intake.readers.punch_list import PunchList, punch_list_reader
from payroll.language import Text

_NOBODY = frozenset("0" * length for length in range(1, 11))

GLG = punch_list_reader(
    PunchList(
        "zk-glg",
        Text.of("the U-disk record GLG_001.TXT / AGL_001.TXT"),
        employee=("EnNo",),
        time=("DateTime",),
        person=("Name",),
        device=("TMNo",),
        rejects=((("EnNo",), _NOBODY), (("INOUT", "IN/OUT"), frozenset({"2"}))),
        needed=(("TMNo",),),
    )
)
"""Its first heading, ``No``, may have lost a letter and is not asked for."""
ZK_RECORDS = punch_list_reader(
    PunchList(
        "zk-records",
        Text.of("the attendance software's records in Chinese"),
        employee=("考勤号码",),
        time=("日期时间",),
        person=("姓名",),
        device=("机器号",),
        foreign=("签到时间", "签退时间"),
    )
)
ZK_RECORDS_ENGLISH = punch_list_reader(
    PunchList(
        "zk-records-en",
        Text.of("the attendance software's records in English"),
        employee=("AC-No.", "No."),
        time=("Date/Time",),
        person=("Name",),
        device=("Location ID",),
        needed=(("Location ID", "VerifyCode", "CardNo", "ID Number"),),
    )
)
CARD_RECORDS = punch_list_reader(
    PunchList(
        "card-records",
        Text.of("the records of a 刷卡 (card) system"),
        employee=("人员编号", "登记号码"),
        date=("刷卡日期",),
        clock=("刷卡时间",),
        person=("姓名",),
        device=("设备编号",),
    )
)
ZK_LISTS = (GLG, ZK_RECORDS, ZK_RECORDS_ENGLISH, CARD_RECORDS)
