"""The list of punches of HR apps (打卡记录): one punch in each row, with a column that tells whether it is valid.

Telephone numbers and places stand in the file and are not read.
"""

from __future__ import annotations

from payroll.intake.readers.punch_list import PunchList, punch_list_reader
from payroll.language import Text

HR_APP = punch_list_reader(
    PunchList(
        "hr-app",
        Text.of("an HR app's list of punches"),
        employee=("工号",),
        time=("打卡时间",),
        person=("姓名",),
        device=("设备名称", "设备ID"),
        mark=("来源",),
        rejects=((("是否有效",), frozenset({"否", "无效"})),),
        needed=(("是否有效",), ("来源", "来源描述", "打卡地点", "wifi名称")),
    )
)
