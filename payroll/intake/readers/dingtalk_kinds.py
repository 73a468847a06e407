"""The kinds of sheets that DingTalk exports: their names, their columns, and what tells one from the others.

Columns are chosen by the company, so they are found by name, and only few are needed.
"""

from __future__ import annotations

from dataclasses import dataclass

from payroll.intake.readers.grouped import Fields

READER = "dingtalk"
SESSIONS = tuple(f"{side}{number}" for number in range(1, 7) for side in ("上班", "下班"))
"""The punches that a shift expects: 上班1, 下班1, 上班2, …"""

_WHO: Fields = {"name": ("姓名",), "number": ("工号",), "user": ("userid", "user_id")}
_FIGURES: Fields = {
    "late": ("迟到时长",),
    "very_late": ("严重迟到时长",),
    "early": ("早退时长",),
    "missing_in": ("上班缺卡次数",),
    "missing_out": ("下班缺卡次数",),
    "absent_days": ("旷工天数",),
}
_APPROVAL: Fields = {"form": ("关联审批单", "关联的审批单"), "status": ("审批单状态",)}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of sheet: its name, its fields, those that tell it from others, and those that it needs too.

    ``days`` is the heading above a column for each day, "" if there are none.
    """

    name: str
    fields: Fields
    tells: tuple[str, ...]
    needs: tuple[str, ...] = ()
    days: str = ""


RECORDS = Kind(
    "原始记录",
    {
        **_WHO,
        "day": ("考勤日期",),
        "punch": ("打卡时间",),
        "result": ("打卡结果",),
        "device": ("打卡设备",),
    },
    ("punch", "result", "day"),
)
MATRIX = Kind("打卡时间", _WHO, (), days="打卡时间")
DAILY = Kind(
    "每日统计",
    {
        **_WHO,
        **_FIGURES,
        "day": ("日期",),
        "shift": ("班次",),
        "form": ("关联的审批单", "关联审批单"),
        **{f"time {each}": (f"{each}打卡时间", f"{each}/打卡时间") for each in SESSIONS},
        **{f"result {each}": (f"{each}打卡结果", f"{each}/打卡结果") for each in SESSIONS},
    },
    ("time 上班1", "result 上班1"),
    ("day",),
)
MONTHLY = Kind("月度汇总", {**_WHO, **_FIGURES}, (), days="考勤结果")
CORRECTIONS = Kind(
    "补卡记录",
    {**_WHO, **_APPROVAL, "day": ("考勤日期",), "punch": ("补卡时间",), "result": ("补卡结果",)},
    ("punch",),
    ("day", "status"),
)
LEAVE = Kind("请假记录", {**_WHO, **_APPROVAL, "kind": ("假期类型",), "span": ("请假时间",)}, ("span",), ("status",))
TRIPS = Kind("出差记录", {**_WHO, **_APPROVAL, "span": ("出差时间",)}, ("span",), ("status",))
OUTINGS = Kind("外出记录", {**_WHO, **_APPROVAL, "span": ("外出申请时间", "外出时间")}, ("span",), ("status",))

KINDS = (RECORDS, DAILY, MONTHLY, MATRIX, CORRECTIONS, LEAVE, TRIPS, OUTINGS)
APPROVALS = (CORRECTIONS, LEAVE, TRIPS, OUTINGS)
BY_TRUST = (RECORDS, MATRIX, DAILY, MONTHLY)
"""The sheets with punches: the first of them that a workbook has is its record."""
