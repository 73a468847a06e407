"""The sample of a DingTalk workbook with six sheets: ``python -m tests.clocks.dingtalk_sample`` writes it.

What it must give stands beside it in ``tests/clocks/dingtalk``, worked out by hand.
"""

from __future__ import annotations

from pathlib import Path

from tests.clocks.dingtalk_workbook import (
    CORRECTIONS,
    LEAVE,
    Cells,
    Sheet,
    daily,
    monthly,
    punch_matrix,
    records,
    who,
    write,
)

SAMPLE = Path(__file__).parent / "dingtalk" / "木槿商贸_考勤报表_20260618-20260620.xlsx"

LIN = who("林小满", "D001", "1000000000000001")
CHEN = who("陈立秋（离职）", "", "100000000000000002")
ZHOU = who("周白露", "D003", "1000000000000003", "未加入考勤组")
HE = who("何谷雨", "D004", "")
LEAVE_OF_HE = "事假06-20 13:15到06-20 18:00 0.5天"


OFFICE, NIGHT, REST, NOBODY = "正常班", "夜班", "休息", "不在考勤组"
THURSDAY, FRIDAY, SATURDAY = "26-06-18 星期四", "26-06-19 星期五", "26-06-20 星期六"
NOTHING = ["", "", "", ""]
BLANKS = "- - - - - -"


def _record(person: list[str], day: str, planned: str, time: str, result: str) -> Cells:
    return [*person, day, planned, time, result, "", "", "", "手机 7", ""]


def _day(
    person: list[str], day: str, shift: str, session: list[str], form: str = "", figures: str = "0 0 0 0 0 0"
) -> Cells:
    """``figures``: minutes late, very late and early, missing punches on arrival and departure, days absent."""
    return [*person, day, "", shift, *session, form, "0", *figures.split()]


def _month(person: list[str], days: str, figures: str, leave: str, results: list[str]) -> Cells:
    return [*person, days, *figures.split(), leave, *results]


def sheets() -> dict[str, Sheet]:
    of_lin = ["正常班:正常\n(08:26,18:03)", "休息\n(-)", "正常班:迟到\n(09:12,18:40)"]
    of_chen = ["外勤\n(08:07,18:09)", "休息\n(-)", "正常班:正常\n(08:55,18:00)"]
    of_he = ["夜班:早退\n(20:01,01:08)", "休息\n(-)", f"{LEAVE_OF_HE}\n(08:23,12:01)"]
    changed = ["08:55", "管理员王某改为正常", "18:00", "补卡审批通过"]
    asked, refused = "2026-06-20 18:00", "2026-06-19 9:00"
    return {
        "月度汇总": monthly(
            [
                _month(LIN, "2", "12 0 0 0 0 0", "0", of_lin),
                _month(CHEN, "2", "0 0 0 0 0 0", "0", of_chen),
                _month(ZHOU, "0", BLANKS, "", ["", "", ""]),
                _month(HE, "2", "0 0 232 0 0 0", "0.5", of_he),
            ]
        ),
        "打卡时间": punch_matrix(
            [
                [*LIN, "08:26  \n12:10  \n18:03  ", "", "09:12  \n18:40  "],
                [*CHEN, "08:07外勤\n18:09外勤", "", "08:55  \n12:30  \n18:00  "],
                [*ZHOU, "", "", ""],
                [*HE, "20:01  \n01:08  ", "", "08:23  \n12:01  "],
            ]
        ),
        "原始记录": records(
            [
                _record(LIN, THURSDAY, "2026-06-18 9:00", "2026-06-18 8:26", "正常"),
                _record(LIN, THURSDAY, "2026-06-18 18:00", "2026-06-18 18:03", "正常"),
                _record(LIN, SATURDAY, "2026-06-20 9:00", "2026-06-20 9:12", "迟到"),
                _record(LIN, SATURDAY, "2026-06-20 18:00", "2026-06-20 18:40", "正常"),
                _record(CHEN, THURSDAY, "2026-06-18 9:00", "2026-06-18 8:07", "外勤"),
                _record(CHEN, THURSDAY, "2026-06-18 18:00", "2026-06-18 18:09", "外勤"),
                _record(CHEN, SATURDAY, "2026-06-20 9:00", "2026-06-20 8:55", "管理员王某改为正常"),
                _record(CHEN, SATURDAY, "", "2026-06-20 12:30", "打卡无效：需要二次确认"),
                _record(CHEN, SATURDAY, "2026-06-20 18:00", "2026-06-20 18:00", "补卡审批通过"),
                _record(HE, THURSDAY, "2026-06-18 20:00", "2026-06-18 20:01", "正常"),
                _record(HE, THURSDAY, "2026-06-19 5:00", "2026-06-19 1:08", "早退"),
                _record(HE, SATURDAY, "2026-06-20 9:00", "2026-06-20 8:23", "正常"),
                _record(HE, SATURDAY, "2026-06-20 18:00", "2026-06-20 12:01", "请假"),
            ]
        ),
        "每日统计": daily(
            [
                _day(LIN, THURSDAY, OFFICE, ["08:26", "正常", "18:03", "正常"]),
                _day(LIN, FRIDAY, REST, NOTHING),
                _day(LIN, SATURDAY, OFFICE, ["09:12", "迟到", "18:40", "正常"], "", "12 0 0 0 0 0"),
                _day(CHEN, THURSDAY, OFFICE, ["08:07", "外勤", "18:09", "外勤"]),
                _day(CHEN, FRIDAY, REST, NOTHING),
                _day(CHEN, SATURDAY, OFFICE, changed, "补卡06-20 18:00"),
                _day(ZHOU, THURSDAY, NOBODY, NOTHING, "", BLANKS),
                _day(ZHOU, FRIDAY, NOBODY, NOTHING, "", BLANKS),
                _day(ZHOU, SATURDAY, NOBODY, NOTHING, "", BLANKS),
                _day(HE, THURSDAY, NIGHT, ["20:01", "正常", "次日 01:08", "早退"], "", "0 0 232 0 0 0"),
                _day(HE, FRIDAY, REST, NOTHING),
                _day(HE, SATURDAY, OFFICE, ["08:23", "正常", "12:01", "请假"], LEAVE_OF_HE),
            ]
        ),
        "补卡记录": (
            [CORRECTIONS],
            [
                [*CHEN[:5], SATURDAY, asked, "", "缺卡", asked, "正常", "补卡申请", "审批通过"],
                [*LIN[:5], FRIDAY, refused, "", "缺卡", refused, "正常", "补卡申请", "已拒绝"],
            ],
        ),
        "请假记录": (
            [LEAVE],
            [
                [*HE[:5], "事假", "2026-06-20 13:15 到 2026-06-20 18:00", "4", "0.5", "请假申请", "审批通过"],
                [*LIN[:5], "年假", "2026-06-22 到 2026-06-23", "", "2", "请假申请", "审批中"],
            ],
        ),
    }


if __name__ == "__main__":
    write(SAMPLE, sheets())
