"""The shop desk: 9 people, October 2026, a rota in a workbook, punches from a clock by the door.

Evenings are worked one day on, one day off, Sundays in turn. The tables below are the month as it was.
``shop_desk`` returns them together with the files in which the desk keeps them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from tests.samples.kept import Book, Cell, Desk, Row, csv_bytes, grid_of, slashes, table

_YEAR, _MONTH, _LAST_DAY = 2026, 10, 31
_WEEKDAYS = "一二三四五六日"
_EMPLOYEES = table("""
employee_id,name,store,position,policy,hire_date,termination_date,base_wage
0201,叶立春,示例一店,店长,online-shop,2021-02-22,,6500.00
0202,苏立冬,示例一店,客服,online-shop,2023-11-06,,4600.00
0203,罗大雪,示例一店,客服,online-shop,2024-03-04,,4500.00
0204,方寒露,示例一店,客服,online-shop,2022-10-10,,4800.00
0205,江小暑,示例一店,客服,online-shop,2024-07-08,,4500.00
0206,孟小寒,示例一店,客服,online-shop,2025-01-06,,4400.00
0207,潘雨水,示例一店,客服,online-shop,2025-02-17,,4400.00
0208,乔冬至,示例一店,客服,online-shop,2026-10-05,,4200.00
0209,石大寒,示例一店,客服,online-shop,2024-01-22,,4500.00
""")
_SWAPS = table("""
swap_id,requester_id,counterpart_id,date,counterpart_date,requested_at,status,approved_by,handover
HB-1001,0203,0204,2026-10-06,2026-10-07,2026-10-03 12:10,approved,叶立春,complete
HB-1002,0209,0202,2026-10-08,,2026-10-04 21:15,approved,叶立春,complete
HB-1003,0202,0208,2026-10-08,,2026-10-06 13:40,approved,叶立春,complete
HB-1004,0203,0206,2026-10-13,,2026-10-11 20:05,approved,叶立春,complete
HB-1005,0205,0208,2026-10-15,,2026-10-15 18:40,approved,叶立春,complete
HB-1006,0203,0206,2026-10-20,2026-10-21,2026-10-18 15:30,approved,叶立春,complete
HB-1007,0207,0206,2026-10-22,,2026-10-19 10:00,rejected,叶立春,
HB-1008,0207,0204,2026-10-24,,2026-10-22 22:10,approved,叶立春,incomplete
HB-1009,0209,0204,2026-10-31,,2026-10-26 19:05,pending,,
HB-1010,0206,0205,2026-10-28,,2026-10-27 11:11,cancelled,,
""")
_COMPLAINTS = table("""
complaint_id,employee_id,received_at,decided_at,source,category,status,note
TS-0301,0205,2026-03-14 21:30,2026-03-15 14:00,customer,service,upheld,第一次：长时间不回复
TS-0501,0206,2026-05-20 20:12,2026-05-21 15:00,customer,service,upheld,第一次：答非所问
TS-0701,0205,2026-07-02 22:05,2026-07-03 16:20,customer,service,upheld,第二次：语气不耐烦
TS-0928,0206,2026-09-28 23:10,2026-10-09 14:30,customer,service,upheld,九月收到，十月认定
TS-1001,0202,2026-10-11 13:25,2026-10-12 15:00,customer,service,upheld,发错优惠券后没有道歉
TS-1002,0205,2026-10-17 21:48,2026-10-19 14:15,customer,service,upheld,第三次：与顾客争执
TS-1003,0208,2026-10-21 22:31,2026-10-22 16:00,customer,service,rejected,聊天记录核实，客服无过错
TS-1004,0204,2026-10-12 20:20,2026-10-13 15:10,customer,product,upheld,尺码不准，与客服无关
TS-1005,0207,2026-10-20 19:33,2026-10-21 14:40,sales,service,upheld,同事之间的意见，不算顾客投诉
TS-1006,0209,2026-10-31 21:05,,customer,service,open,等待顾客补充截图
""")
_LEAVE = table("""
leave_id,employee_id,from,to,kind,requested_at,status
QJ-1001,0201,2026-10-10,2026-10-10,事假,2026-10-07 14:00,approved
QJ-1002,0207,2026-10-15,2026-10-15,病假,2026-10-15 11:20,approved
QJ-1003,0209,2026-10-17 18:30,2026-10-17 20:30,事假,2026-10-14 16:45,approved
QJ-1004,0208,2026-10-28,2026-10-28,事假,2026-10-27 23:30,rejected
""")
_ADDITIONS = table("""
addition_id,employee_id,date,kind,amount,note
JJ-1001,0201,2026-10-31,奖金,500.00,国庆值班
JJ-1002,0202,2026-10-31,提成,356.40,
JJ-1003,0203,2026-10-31,提成,288.00,
JJ-1004,0206,2026-10-31,提成,412.75,
JJ-1005,0208,2026-10-31,提成,95.20,
""")
_SUNDAYS = {4: ("0203", "0204"), 11: ("0205", "0206"), 18: ("0207", "0208"), 25: ("0202", "0209")}

_DAYS: dict[tuple[str, int], str] = {
    ("0201", 6): "18:31:02 24:04:40",
    ("0201", 8): "18:20:14 24:05:00",
    ("0201", 10): "",
    ("0202", 9): "18:30:59 24:03:21",
    ("0203", 7): "18:47:26 24:02:08",
    ("0204", 24): "",
    ("0205", 10): "18:19:40 18:19:43 24:06:12",
    ("0206", 12): "18:22:05",
    ("0206", 16): "24:01:37",
    ("0207", 15): "",
    ("0207", 20): "18:24:31 23:39:50",
    ("0208", 15): "18:52:10 24:02:45",
    ("0209", 17): "20:26:18 24:03:02",
}
"""What is not an evening like any other: employee and day of October -> the punches, hours counted on past 24:00."""
_OTHER_PUNCHES = (("0205", "2026-10-09 15:02:33"),)
"""Taps on a day off."""


def shop_desk() -> Desk:
    """Return the month of the shop desk."""
    rota = _rota()
    punches = _punches(rota, random.Random(20261002))
    shifts = [
        {"employee_id": number, "date": _date(day).isoformat(), "shift": code}
        for (number, day), code in sorted(rota.items())
    ]
    return Desk(
        name="shop-desk",
        period="2026-10",
        tables={
            "employees": _EMPLOYEES,
            "shifts": shifts,
            "punches": punches,
            "swaps": _SWAPS,
            "complaints": _COMPLAINTS,
            "leave": _LEAVE,
            "additions": _ADDITIONS,
        },
        files={
            "employees.csv": _employees_file(),
            "排班_2026-10.xlsx": _rota_file(rota),
            "punches.csv": _punches_file(punches),
            "swaps.csv": _swaps_file(),
            "complaints.csv": _complaints_file(),
            "leave.csv": _leave_file(),
            "additions.csv": csv_bytes(grid_of(_ADDITIONS, {name: name for name in _ADDITIONS[0]}), "utf-8-sig"),
        },
    )


# ---------------------------------------------------------------- rota and punches


def _date(day: int) -> date:
    return date(_YEAR, _MONTH, day)


def _rota() -> dict[tuple[str, int], str]:
    """Return (employee, day) -> shift code: odd numbers one evening, even ones the next, two on each Sunday."""
    rota = {}
    evenings = [day for day in range(1, _LAST_DAY + 1) if _date(day).weekday() != 6]
    for person in _EMPLOYEES:
        number = person["employee_id"]
        for day in evenings[1 - int(number) % 2 :: 2]:
            rota[number, day] = "evening"
        for day, people in _SUNDAYS.items():
            if number in people:
                rota[number, day] = "sunday"
    hired = {person["employee_id"]: person["hire_date"] for person in _EMPLOYEES}
    return {(number, day): code for (number, day), code in rota.items() if _date(day).isoformat() >= hired[number]}


def _worked(rota: dict[tuple[str, int], str]) -> dict[tuple[str, int], str]:
    """Return who worked what: the rota with the approved swaps, in the order in which they were asked for."""
    worked = dict(rota)
    for swap in _SWAPS:
        if swap["status"] == "approved":
            there, back = swap["date"], swap["counterpart_date"]
            given = worked.pop((swap["requester_id"], int(there[-2:])))
            if back:
                worked[swap["requester_id"], int(back[-2:])] = worked.pop((swap["counterpart_id"], int(back[-2:])))
            worked[swap["counterpart_id"], int(there[-2:])] = given
    return worked


def _punches(rota: dict[tuple[str, int], str], chance: random.Random) -> list[Row]:
    """Return the punches in the order of time, as the clock has them."""
    found = list(_OTHER_PUNCHES)
    for (number, day), code in sorted(_worked(rota).items()):
        start = 9 * 60 + 30 if code == "sunday" else 18 * 60 + 30
        arrival = _clock((start - chance.randint(3, 16)) * 60 + chance.randint(0, 59))
        departure = _clock((24 * 60 + chance.randint(0, 8)) * 60 + chance.randint(1, 59))
        for time in _DAYS.get((number, day), f"{arrival} {departure}").split():
            hour, minute, second = (int(part) for part in time.split(":"))
            moment = datetime.combine(_date(day), datetime.min.time()) + timedelta(
                hours=hour, minutes=minute, seconds=second
            )
            found.append((number, moment.isoformat(" ")))
    return [
        {"employee_id": number, "time": time, "device": "前台考勤机"}
        for number, time in sorted(found, key=lambda each: (each[1], each[0]))
    ]


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


# ---------------------------------------------------------------- the files


def _employees_file() -> bytes:
    """UTF-8 with BOM, dates with slashes, blanks around a name, a column of the shop's own, a total at the foot."""
    headings = ("工号", "姓名", "门店", "岗位", "制度", "入职日期", "离职日期", "基本工资")
    rows = [{**row, "hire_date": slashes(row["hire_date"])} for row in _EMPLOYEES]
    grid = grid_of(rows, dict(zip(_EMPLOYEES[0], headings, strict=True)))
    grid = [[*row, remark] for row, remark in zip(grid, ["备注2", "保管钥匙", *[""] * 8], strict=True)]
    grid[6][1] = f"　{grid[6][1]} "
    total = sum(float(person["base_wage"]) for person in _EMPLOYEES)
    grid.append(["合计", "", "", "", "", "", "", f"{total:.2f}", ""])
    return csv_bytes(grid, "utf-8-sig")


def _rota_file(rota: dict[tuple[str, int], str]) -> bytes:
    """The sheet on the shop's wall: title, days, weekdays, a code, 休 or nothing in each cell, a count at the foot."""
    days = range(1, _LAST_DAY + 1)
    title = "示例一店 2026年10月排班表（evening 晚班 18:30–24:00；sunday 周日全天 09:30–24:00；休＝休息）"
    rows: list[Sequence[Cell]] = [
        [title],
        ["工号", "姓名", *days],
        ["", "", *(_WEEKDAYS[_date(d).weekday()] for d in days)],
    ]
    for person in _EMPLOYEES:
        number = person["employee_id"]
        cells = [rota.get((number, day)) or _rest(person, day) for day in days]
        rows.append([number, person["name"], *cells])
    rows.append([])
    rows.append(["合计", "人数", *(sum((p["employee_id"], day) in rota for p in _EMPLOYEES) for day in days)])
    book = Book()
    sheet = book.sheet("2026年10月", rows)
    sheet.merge_range(0, 0, 0, _LAST_DAY + 1, title)
    sheet.set_column(2, _LAST_DAY + 1, 8)
    sheet.freeze_panes(3, 2)
    return book.content()


def _rest(person: Row, day: int) -> str:
    """Return 休 for a day off in the week, nothing on Sundays and before the first day of work."""
    return "" if _date(day).weekday() == 6 or _date(day).isoformat() < person["hire_date"] else "休"


def _punches_file(punches: Sequence[Row]) -> bytes:
    """GB18030, as the clock's own program writes it, with one punch that was sent twice."""
    grid = grid_of(punches, {"employee_id": "工号", "time": "打卡时间", "device": "设备"})
    grid.insert(60, grid[59])
    return csv_bytes(grid, "gb18030")


def _swaps_file() -> bytes:
    """Chinese headings, a date in full-width digits, a blank row, words in both languages."""
    headings = ("换班编号", "申请人", "对班人", "换班日期", "对班日期", "申请时间", "状态", "审批人", "交接")
    words = {
        "approved": "审批通过",
        "rejected": "已拒绝",
        "pending": "审批中",
        "complete": "完整",
        "incomplete": "不完整",
    }
    rows = [{**row, "status": words.get(row["status"], "已撤销")} for row in _SWAPS]
    rows = [{**row, "handover": words.get(row["handover"], "")} for row in rows]
    rows[4]["status"] = "approved"
    grid = grid_of(rows, dict(zip(_SWAPS[0], headings, strict=True)))
    grid[4][3] = "２０２６/１０/１３"
    grid.insert(7, [""] * len(headings))
    return csv_bytes(grid, "gb18030")


def _complaints_file() -> bytes:
    """Headings and words in both languages, and a row that was entered twice."""
    words = {"customer": "顾客", "sales": "销售", "service": "服务", "product": "商品", "open": "待核实"}
    words |= {"rejected": "不属实", "upheld": "属实"}
    rows = [{**row, **{name: words[row[name]] for name in ("source", "category", "status")}} for row in _COMPLAINTS]
    rows[0]["status"] = "upheld"
    rows.append(rows[4])
    headings = ("complaint_id", "工号", "投诉时间", "认定时间", "来源", "类别", "状态", "备注")
    return csv_bytes(grid_of(rows, dict(zip(_COMPLAINTS[0], headings, strict=True))))


def _leave_file() -> bytes:
    """English headings with Chinese words and dates with slashes."""
    words = {"approved": "已通过", "rejected": "已拒绝"}
    rows = [
        {
            **row,
            **{name: slashes(row[name]) for name in ("from", "to", "requested_at")},
            "status": words[row["status"]],
        }
        for row in _LEAVE
    ]
    return csv_bytes(grid_of(rows, {name: name for name in _LEAVE[0]}))
