"""The office desk: 12 people, October 2026, shifts by the calendar, punches from WeCom.

The tables below are the month as it was. ``office_desk`` returns them together with the files in which the desk
keeps them, with the small faults that such files have.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from tests.samples.kept import Book, Cell, Desk, Row, csv_bytes, grid_of, slashes, table
from tests.samples.wecom_export import PersonDay, Punch, export

_FIRST, _LAST = date(2026, 10, 1), date(2026, 10, 31)
_HOLIDAY = (date(2026, 10, 1), date(2026, 10, 7))
_MAKE_UP_DAY = date(2026, 10, 10)

_ACCOUNTS = {
    "0001": "LinXiaoman",
    "0002": "ZhouXiazhi",
    "0003": "ChenGuyu",
    "0004": "ShenJingzhe",
    "0005": "XuLiqiu",
    "0006": "GuChunfen",
    "0007": "SongBailu",
    "0008": "HeShuangjiang",
    "0009": "TangQiufen",
    "0010": "ChengXiaoxue",
    "0011": "HanLixia",
    "0012": "WuMangzhong",
}
_EMPLOYEES = table("""
employee_id,name,store,position,policy,hire_date,termination_date,base_wage,probation_end
0001,林小满,客服中心,客服主管,office-service,2021-03-01,,8000.00,
0002,周夏至,客服中心,客服专员,office-service,2022-06-13,,5000.00,
0003,陈谷雨,客服中心,客服专员,office-service,2023-04-10,,5200.00,
0004,沈惊蛰,客服中心,客服专员,office-service,2024-02-26,,4800.00,
0005,许立秋,客服中心,客服专员,office-service,2023-08-07,,5000.00,
0006,顾春分,客服中心,客服专员,office-service,2022-03-21,,5300.00,
0007,宋白露,客服中心,客服专员,office-service,2023-09-11,,5100.00,
0008,何霜降,客服中心,客服专员,office-service,2024-10-21,2026-10-23,4900.00,
0009,唐秋分,客服中心,客服专员,office-service,2025-05-06,,5000.00,
0010,程小雪,客服中心,客服专员,office-service,2026-07-20,,4567.50,
0011,韩立夏,客服中心,客服专员,office-service,2023-05-08,,5400.00,
0012,吴芒种,客服中心,客服专员,office-service,2026-10-12,,4500.00,
""")
_WAGES = table("""
employee_id,effective_from,base_wage
0005,2026-10-16,5600.00
0007,2026-11-01,5300.00
""")
_SHIFTS = table("""
employee_id,date,shift
0001,2026-10-24,office
0001,2026-10-26,rest
""")
_LEAVE = table("""
leave_id,employee_id,from,to,kind,requested_at,status
QJ-1001,0007,2026-09-30,2026-10-08,年假,2026-09-14 10:20,approved
QJ-1002,0006,2026-10-13 08:30,2026-10-13 13:00,事假,2026-10-12 16:05,approved
QJ-1003,0006,2026-10-22,2026-10-22,调休假,2026-10-19 09:12,approved
QJ-1004,0006,2026-10-29 13:00,2026-10-29 17:30,事假,2026-10-28 11:40,approved
QJ-1005,0009,2026-10-23,2026-10-23,事假,2026-10-22 17:26,rejected
QJ-1006,0002,2026-11-05,2026-11-06,年假,2026-10-29 09:33,pending
""")
_COMPLAINTS = table("""
complaint_id,employee_id,received_at,decided_at,source,category,severity,status,amount,note
TS-0926,0011,2026-09-26 15:40,2026-10-09 10:00,customer,service,严重,upheld,,答复客户语气生硬，客户要求道歉
TS-1001,0011,2026-10-13 11:25,2026-10-16 09:30,sales,service,一般,upheld,,销售反映两天没有回访
TS-1002,0011,2026-10-20 14:02,2026-10-22 16:45,customer,product,一般,upheld,,包装破损，与客服无关
TS-1003,0003,2026-10-14 09:50,2026-10-15 14:20,customer,service,一般,rejected,,录音核实，客服处理得当
TS-1004,0002,2026-10-30 16:58,,customer,service,一般,open,,正在调取录音
TS-1005,0007,2026-10-12 13:31,2026-10-14 17:00,customer,service,一般,upheld,50.00,主管认定扣 50 元
TS-1006,0006,2026-10-20 10:15,2026-10-21 11:10,customer,service,轻微,upheld,5.00,主管认定扣 5 元，低于制度的下限
TS-1007,0010,2026-10-19 20:05,2026-10-21 15:30,customer,service,轻微,upheld,,试用期最后一天收到
TS-1008,0012,2026-10-24 12:44,2026-10-26 10:05,customer,service,一般,upheld,,入职第二周收到
""")
_INCIDENTS = table("""
incident_id,employee_id,date,code,reported_by,minutes,note
WJ-1001,0009,2026-10-15,private-call,林小满,8,工位上私人电话约八分钟
""")
_ADDITIONS = table("""
addition_id,employee_id,date,kind,amount,note
JJ-1001,0002,2026-10-30,提成,680.50,十月提成
JJ-1002,0008,2026-10-20,提成,210.00,离职前结算
JJ-1003,0001,2026-10-30,奖金,300.00,带教新人
JJ-1004,0004,2026-10-30,提成,120.50,十月提成
""")
_WORDS = {
    "approved": "审批通过", "pending": "审批中", "upheld": "属实", "open": "处理中",
    "customer": "客户", "sales": "销售", "service": "服务", "product": "商品",
}  # fmt: skip
"""What the desk writes for the contract's words; the others it writes in English, as such files do."""

_DAYS: dict[tuple[str, int], str] = {
    ("0002", 9): "08:36 17:33",
    ("0002", 14): "08:41 17:40",
    ("0002", 20): "08:33 17:31",
    ("0002", 28): "09:02 17:45",
    ("0003", 12): "08:31 17:34",
    ("0003", 17): "10:05 14:32",
    ("0003", 21): "08:44 17:38",
    ("0003", 26): "08:30 17:30",
    ("0004", 13): "08:30(补卡) 17:36",
    ("0004", 19): "08:21",
    ("0004", 27): "08:22 16:21(失效) 17:30(补卡)",
    ("0005", 15): "08:40 17:32",
    ("0005", 16): "08:35 17:37",
    ("0006", 13): "12:54 17:33",
    ("0006", 29): "08:24 13:02",
    ("0008", 22): "08:50 17:35",
    ("0009", 16): "08:23 08:24 17:39",
    ("0009", 23): "",
    ("0010", 12): "08:39 17:34",
    ("0010", 16): "08:19 17:18",
}
"""What is not a day like any other: employee and day of October -> the punches as 打卡时间记录 would show them."""


def office_desk() -> Desk:
    """Return the month of the office desk."""
    days = _person_days(random.Random(20261001))
    punches = [{"employee_id": day.number, "time": f"{day.day} {punch.time}"} for day in days for punch in day.valid]
    return Desk(
        name="office-desk",
        period="2026-10",
        tables={
            "employees": _EMPLOYEES,
            "wages": _WAGES,
            "shifts": _SHIFTS,
            "punches": punches,
            "leave": _LEAVE,
            "complaints": _COMPLAINTS,
            "incidents": _INCIDENTS,
            "additions": _ADDITIONS,
        },
        files={
            "员工.xlsx": _employees_file(),
            "上下班打卡_日报_20261001-20261031.xlsx": export(days, _FIRST, _LAST),
            "wages.csv": csv_bytes(grid_of(_WAGES, {name: name for name in _WAGES[0]})),
            "排班.csv": _shifts_file(),
            "leave.csv": _leave_file(),
            "complaints.csv": _complaints_file(),
            "incidents.csv": csv_bytes(grid_of(_INCIDENTS, {name: name for name in _INCIDENTS[0]})),
            "additions.csv": _additions_file(),
        },
    )


# ---------------------------------------------------------------- the days


def _person_days(chance: random.Random) -> list[PersonDay]:
    """Return a row for everyone and each day of the month on which they are employed."""
    days = [_FIRST + timedelta(number) for number in range((_LAST - _FIRST).days + 1)]
    return [_person_day(person, day, chance) for person in _EMPLOYEES for day in days if _employed(person, day)]


def _person_day(person: Row, day: date, chance: random.Random) -> PersonDay:
    number = person["employee_id"]
    working = _works(number, day)
    leave, start, end = _leave_on(number, day) if working else (None, "", "")
    usual = f"08:{chance.randint(8, 29):02d} 17:{chance.randint(30, 52):02d}" if start and end else ""
    text, kind, length = _leave_words(leave) if leave else ("", "", 0.0)
    return PersonDay(
        day=day,
        number=number,
        name=person["name"] + ("（已离职）" if person["termination_date"] else ""),
        account=_ACCOUNTS[number],
        position=person["position"],
        working_day=working,
        start=start,
        end=end,
        punches=_punches(_DAYS.get((number, day.day), usual)),
        leave=text,
        leave_kind=kind,
        leave_days=length,
    )


def _works(number: str, day: date) -> bool:
    """Tell whether somebody has a shift: by the rota of exceptions, else by the calendar."""
    for row in _SHIFTS:
        if row["employee_id"] == number and row["date"] == day.isoformat():
            return row["shift"] != "rest"
    return _is_working_day(day)


def _is_working_day(day: date) -> bool:
    """Tell the working days of the weeks around October 2026."""
    return day == _MAKE_UP_DAY or (day.weekday() < 5 and not _HOLIDAY[0] <= day <= _HOLIDAY[1])


def _employed(person: Row, day: date) -> bool:
    return person["hire_date"] <= day.isoformat() <= (person["termination_date"] or "9999")


def _punches(record: str) -> tuple[Punch, ...]:
    return tuple(Punch(each[:5], each.endswith("(补卡)"), each.endswith("(失效)")) for each in record.split())


def _leave_on(number: str, day: date) -> tuple[Row | None, str, str]:
    """Return the approved leave of a day, and when punches are expected ("" where none is)."""
    for row in _LEAVE:
        first, _, since = row["from"].partition(" ")
        last, _, until = row["to"].partition(" ")
        if row["employee_id"] != number or row["status"] != "approved" or not first <= day.isoformat() <= last:
            continue
        if not since:
            return row, "", ""
        return (row, until, "17:30") if since == "08:30" else (row, "08:30", since)
    return None, "08:30", "17:30"


def _leave_words(row: Row) -> tuple[str, str, float]:
    """Return leave as the app words it, its kind, and how much of one date it takes, in days."""
    first, last = date.fromisoformat(row["from"][:10]), date.fromisoformat(row["to"][:10])
    if " " in row["from"]:
        since, until = row["from"][11:], row["to"][11:]
        hours = (int(until[:2]) * 60 + int(until[3:]) - int(since[:2]) * 60 - int(since[3:])) / 60
        span = f"{first.month}/{first.day} {since} - {last.month}/{last.day} {until}"
        return f"{row['kind']}{hours}小时（{span}）", row["kind"], 0.5
    dates = (first + timedelta(number) for number in range((last - first).days + 1))
    length = float(sum(map(_is_working_day, dates)))
    span = f"{first.month}/{first.day} 上午 - {last.month}/{last.day} 下午"
    return f"{row['kind']}{length}天（{span}）", row["kind"], 1.0


# ---------------------------------------------------------------- the files


def _employees_file() -> bytes:
    """Real Excel dates, blanks around a name, a blank row, a column of the desk's own, a total at the foot."""
    headings: list[Cell] = [
        "工号", "姓名", "门店", "岗位", "制度", "入职日期", "离职日期", "基本工资", "转正日期", "备注2",
    ]  # fmt: skip
    rows: list[Sequence[Cell]] = [headings]
    for person in _EMPLOYEES:
        name = f" {person['name']}  " if person["employee_id"] == "0009" else person["name"]
        remark = "工位靠窗" if person["employee_id"] == "0006" else ""
        left = person["termination_date"]
        rows.append(
            [
                person["employee_id"], name, person["store"], person["position"], person["policy"],
                date.fromisoformat(person["hire_date"]), date.fromisoformat(left) if left else None,
                float(person["base_wage"]), None, remark,
            ]
        )  # fmt: skip
    rows.insert(9, [])
    rows.append(
        ["合计", "", "", "", "", None, None, sum(float(person["base_wage"]) for person in _EMPLOYEES), None, ""]
    )
    book = Book()
    sheet = book.sheet("花名册", rows)
    sheet.set_column(0, 9, 12)
    return book.content()


def _shifts_file() -> bytes:
    """Only what differs from the calendar, with 休 for a day off."""
    rows = [{**row, "shift": "休" if row["shift"] == "rest" else row["shift"]} for row in _SHIFTS]
    return csv_bytes(grid_of(rows, {"employee_id": "工号", "date": "日期", "shift": "班次"}), "utf-8-sig")


def _leave_file() -> bytes:
    """UTF-8 with BOM, Chinese headings, dates with slashes, words in both languages."""
    headings = ("编号", "工号", "开始时间", "结束时间", "请假类型", "申请时间", "状态")
    rows = [
        {
            **row,
            **{name: slashes(row[name]) for name in ("from", "to", "requested_at")},
            "status": "approved" if row["leave_id"] == "QJ-1003" else _WORDS.get(row["status"], "已拒绝"),
        }
        for row in _LEAVE
    ]
    return csv_bytes(grid_of(rows, dict(zip(_LEAVE[0], headings, strict=True))), "utf-8-sig")


def _complaints_file() -> bytes:
    """Chinese headings, words in both languages, a row that was entered twice."""
    headings = (
        "投诉编号", "工号", "投诉时间", "认定时间", "来源", "类别", "严重程度", "状态", "金额", "备注",
    )  # fmt: skip
    rows = [
        {**row, **{name: _WORDS.get(row[name], row[name]) for name in ("source", "category", "status")}}
        for row in _COMPLAINTS
    ]
    rows.insert(5, rows[1])
    return csv_bytes(grid_of(rows, dict(zip(_COMPLAINTS[0], headings, strict=True))), "utf-8-sig")


def _additions_file() -> bytes:
    """An amount in full-width digits, a blank row, a total at the foot."""
    headings = ("编号", "工号", "日期", "类型", "金额", "备注")
    grid = grid_of(_ADDITIONS, dict(zip(_ADDITIONS[0], headings, strict=True)))
    grid[4][4] = "１２０．５０"
    grid.insert(3, [""] * len(headings))
    grid.append(["合计", "", "", "", "1311.00", ""])
    return csv_bytes(grid, "utf-8-sig")
