"""A small invented month, as the reports receive it."""

from __future__ import annotations

import dataclasses

import pandas as pd

from payroll.language import Language, Text
from payroll.period import NO_DAY
from payroll.problems import Problem, ProblemKind
from payroll.reports.result import MonthReport

OFFICE = "office-service@2026-01-01#3f9a1c20"
FIRST = 20_727
"""2026-10-01 as a day number."""

TIME_IMPOSSIBLE = ProblemKind(
    "TIME-IMPOSSIBLE",
    "error",
    Text("时间“{value}”不存在。", "time «{value}» does not exist."),
    Text("请改正单元格。", "Correct the cell."),
)


def minute(day: int, hour: int, minutes: int) -> int:
    """Return a minute of October 2026."""
    return (FIRST + day - 1) * 1440 + hour * 60 + minutes


def ledger() -> pd.DataFrame:
    """Return three lines: a charge, a notice that asks for a review, an addition."""
    rows = [
        (
            *("e1", "0007", "王小明", "人民广场店", FIRST + 7, "lateness", "7.1", 1, "12", -4000, "", "charge", ""),
            *(OFFICE, "punches.csv:118; shifts.csv:9", "迟到 12 分钟。", "Late by 12 minutes."),
        ),
        (
            *("e2", "0008", "李芳", "", FIRST + 8, "complaint", "", 3, "", 0, "dismissal-review", "notice", "", OFFICE),
            *("complaints.csv:2", "第 3 次投诉。", "The 3rd complaint."),
        ),
        (
            *("e3", "0008", "李芳", "", FIRST + 30, "addition", "6.2", -1, "", 123456789, "", "addition", "", OFFICE),
            *("additions.csv:2", "提成。", "Commission."),
        ),
    ]
    names = (
        *("entry_id", "employee_id", "name", "store", "date", "rule", "clause", "occurrence", "quantity", "amount"),
        *("action", "kind", "corrects", "policy", "evidence", "explanation_zh", "explanation_en"),
    )
    return pd.DataFrame(rows, columns=names).astype({"date": "int32", "occurrence": "int32", "amount": "int64"})


def adjustments() -> pd.DataFrame:
    """Return the two employees of the ledger."""
    amounts = (
        *("base_wage", "lateness", "early_departure", "absence", "missing_punch", "swaps", "handover", "complaints"),
        *("incidents", "additions", "guard", "corrections", "waivers", "total"),
    )
    nothing = dict.fromkeys(amounts, 0)
    wang = {"employee_id": "0007", "name": "王小明", "store": "人民广场店", "policy": OFFICE} | nothing
    li = {"employee_id": "0008", "name": "李芳", "store": "", "policy": OFFICE} | nothing
    wang |= {"base_wage": 400_000, "lateness": -4000, "total": -4000, "late_count": 1, "swap_count": 0, "actions": ""}
    li |= {"base_wage": 500_000, "additions": 123456789, "total": 123456789, "late_count": 0, "swap_count": 2}
    return pd.DataFrame([wang, li | {"actions": "dismissal-review; probation-review"}])


def attendance() -> pd.DataFrame:
    """Return a late shift by day, one past midnight, and one that nobody came to."""
    eight, nine, ten = FIRST + 7, FIRST + 8, FIRST + 9
    arrival, departure = minute(9, 18, 25), minute(10, 0, 5)
    rows = [
        (
            "0007",
            eight,
            "office",
            minute(8, 8, 30),
            minute(8, 17, 30),
            minute(8, 8, 42),
            NO_DAY,
            12,
            "late+missing-out",
        ),
        ("0008", nine, "evening", minute(9, 18, 30), minute(10, 0, 0), arrival, departure, 0, "ok"),
        ("0008", ten, "evening", minute(10, 18, 30), minute(11, 0, 0), NO_DAY, NO_DAY, 0, "absent"),
    ]
    names = ["employee_id", "date", "shift", "start", "end", "arrival", "departure", "late_minutes", "verdict"]
    frame = pd.DataFrame(rows, columns=names)
    numbers = ["date", "start", "end", "arrival", "departure", "late_minutes"]
    frame = frame.astype(dict.fromkeys(numbers, "int32") | {"shift": "category", "verdict": "category"})
    people = {"0007": "王小明", "0008": "李芳"}
    return frame.assign(
        name=frame["employee_id"].map(people).astype("category"), store="", early_minutes=0, swap_id=["", "S-1", ""]
    )


def swaps() -> pd.DataFrame:
    """Return an employee without a limit and one who has none left."""
    rows = [("0007", "王小明", "人民广场店", 0, 0, -1, -1), ("0008", "李芳", "", 2, 1, 2, 0)]
    return pd.DataFrame(rows, columns=["employee_id", "name", "store", "used", "pending", "limit", "remaining"])


def sources() -> pd.DataFrame:
    """Return two files that were read."""
    rows = [
        ("employees.csv", "3f" * 32, "employees", "table", 2, 2, 0, 0, 0),
        ("打卡.csv", "a9" * 32, "punches", "table", 9, 5, 1, 2, 1),
    ]
    names = ["file", "sha256", "table", "format", "rows", "used", "duplicate", "out_of_scope", "set_aside"]
    return pd.DataFrame(rows, columns=names)


def example(language: Language = "zh") -> MonthReport:
    """Return the month of October 2026."""
    return MonthReport(
        period="2026-10",
        first=FIRST,
        last=FIRST + 30,
        currency="CNY",
        places=2,
        language=language,
        tool_version="0.1.0",
        policies=((OFFICE, Text("客服管理制度", "Customer-service rules")),),
        profile_checked=False,
        ledger=ledger(),
        adjustments=adjustments(),
        attendance=attendance(),
        swaps=swaps(),
        sources=sources(),
        problems=[Problem(TIME_IMPOSSIBLE, "punches.csv", "", 118, "time", "25:10")],
    )


def without_rows(report: MonthReport) -> MonthReport:
    """Return the same month with nothing in it."""
    return dataclasses.replace(
        report,
        ledger=report.ledger.iloc[:0],
        adjustments=report.adjustments.iloc[:0],
        attendance=report.attendance.iloc[:0],
        swaps=report.swaps.iloc[:0],
        sources=report.sources.iloc[:0],
        problems=[],
    )
