"""The clock's own verdicts beside ours: what is a difference, and the reason that is given for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from payroll.cli.app import app
from payroll.intake.readers.rows import Verdict, verdict_frame
from payroll.language import Text
from payroll.month.context import Month
from payroll.month.month import judge
from payroll.period import NO_DAY, day_number
from payroll.policy.model import OccurrenceRule, Rules
from payroll.second_opinion import clock_differences
from tests.month_builder import BARE, a_month, employee, leave, punch, shift, swap
from tests.test_cases import rows
from tests.test_wecom_daily import write

DAY = "2026-10-08"


def tolerant() -> Rules:
    """Lateness counts from the eleventh minute on."""
    return replace(BARE, lateness=OccurrenceRule(grace_minutes=10))


def one_day(*taps: str, times: str = "08:30-17:30", policy: Rules = BARE) -> Month:
    """0001 works on 8 October and has these taps."""
    return a_month(
        policy=policy,
        employees=[employee("0001")],
        shifts=[shift("0001", DAY, times)],
        punches=[punch("0001", DAY, *taps)],
    )


def said(
    result: str = "",
    late: int | None = None,
    early: int | None = None,
    absent: int | None = None,
    missing: int | None = None,
    *,
    who: str = "0001",
    day: str = DAY,
    row: int = 5,
) -> Verdict:
    return Verdict(row, who, "某人", day, "09:00-18:00", result, late, early, absent, missing)


def differences(month: Month, *verdicts: Verdict) -> pd.DataFrame:
    return clock_differences(month, judge(month).attendance, {"clock.xlsx": verdict_frame("", verdicts)})


def reasons(month: Month, *verdicts: Verdict) -> list[str]:
    return list(differences(month, *verdicts)["reason"])


def test_the_same_minutes_are_no_difference() -> None:
    assert reasons(one_day("08:42", "17:30"), said(late=12)) == []


def test_other_minutes_are_a_difference_by_another_rule() -> None:
    found = differences(one_day("08:42", "17:30"), said("迟到11分钟", late=11))
    [line] = found.to_dict("records")
    assert (line["reason"], line["clock_late_minutes"], line["late_minutes"]) == ("other-rule", 11, 12)
    assert (line["date"], line["source"]) == (day_number(date(2026, 10, 8)), "clock.xlsx:5")
    assert (line["shift"], line["verdict"], line["clock_shift"]) == ("08:30–17:30", "late", "09:00-18:00")
    assert line["explanation_zh"] == (
        "考勤机（按班次“09:00-18:00”）：迟到 11 分钟；这里（班次 08:30–17:30，打卡 08:42, 17:30）：迟到 12 分钟。"
        "可能的原因：两边的规则不同（应到时间、宽限、取整）。"
    )
    assert line["explanation_en"] == (
        "the clock (by its shift «09:00-18:00»): 11 min late; here (shift 08:30–17:30, punches 08:42, 17:30): "
        "12 min late. Likely reason: the rules differ (expected times, grace, rounding)."
    )


def test_a_lateness_within_our_grace_is_a_difference_by_another_rule() -> None:
    assert reasons(one_day("08:40", "17:30", policy=tolerant()), said("迟到")) == ["other-rule"]


def test_a_word_without_minutes_agrees_with_any_minutes() -> None:
    assert reasons(one_day("08:42", "17:30"), said("迟到")) == []


def test_a_result_without_the_word_says_that_it_did_not_happen() -> None:
    assert reasons(one_day("08:42", "17:30"), said("正常")) == ["other-rule"]


def test_a_figure_that_the_file_never_gives_is_not_compared() -> None:
    assert reasons(one_day("08:42", "17:30"), said(early=0)) == []
    assert reasons(one_day("08:42", "17:30"), said(early=0), said(late=3, day="2026-10-09", row=6)) == [
        "other-rule",
        "no-shift",
    ]


def test_a_day_of_which_the_clock_says_nothing_is_not_compared() -> None:
    assert reasons(one_day("08:42", "17:30"), said()) == []


def test_days_of_other_periods_are_not_compared() -> None:
    month = one_day("08:30", "17:30")
    assert reasons(month, said(late=3, day="2026-09-30")) == []
    assert reasons(month, said(late=3, day="2026-10-01")) == ["no-shift"]
    assert reasons(month, said(late=3, day="2026-10-31")) == ["no-shift"]
    assert reasons(month, said(late=3, day="2026-11-01")) == []


def test_a_day_that_cannot_be_read_is_not_compared() -> None:
    assert reasons(one_day("08:30", "17:30"), said(late=3, day="昨天")) == []


def test_early_departure_is_compared_by_the_minute() -> None:
    assert reasons(one_day("08:30", "17:00"), said(early=30)) == []
    assert reasons(one_day("08:30", "17:00"), said(early=29)) == ["other-rule"]


def test_a_missing_punch_that_only_one_finds_is_named_as_such() -> None:
    assert reasons(one_day("08:30"), said(missing=0)) == ["missing-punch"]
    assert reasons(one_day("08:30", "17:30"), said("下班缺卡")) == ["missing-punch"]
    assert reasons(one_day("08:30"), said(missing=1)) == []
    assert reasons(one_day("08:30"), said(missing=2)) == ["missing-punch"]


def test_an_absence_is_compared_without_its_minutes() -> None:
    assert reasons(one_day(), said("旷工", absent=480)) == []
    assert reasons(one_day(), said("旷工", absent=480, missing=2)) == []
    assert reasons(one_day("08:30", "17:30"), said("旷工", absent=480)) == ["other-rule"]


def test_an_absence_of_ours_that_is_two_missing_punches_there_is_a_matter_of_punches() -> None:
    assert reasons(one_day(), said(missing=2, absent=0)) == ["missing-punch"]


def test_approved_leave_is_the_reason_before_all_others() -> None:
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", DAY, "08:30-17:30")],
        leave=[leave("L1", f"{DAY} 08:30", f"{DAY} 10:00")],
        punches=[punch("0001", DAY, "10:05", "17:30")],
    )
    assert reasons(month, said(late=95)) == ["leave"]


def test_a_day_off_and_a_day_without_a_row_are_told_apart() -> None:
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", DAY, "rest"), shift("0001", "2026-10-10", "08:30-17:30")],
        punches=[punch("0001", "2026-10-10", "08:30", "17:30")],
    )
    found = differences(month, said("旷工", row=5), said("旷工", day="2026-10-09", row=6))
    assert list(found["reason"]) == ["rest-day", "no-shift"]
    assert list(found["late_minutes"]) == [-1, -1]


def test_a_day_without_a_shift_on_which_the_clock_finds_nothing_is_no_difference() -> None:
    assert reasons(one_day("08:30", "17:30"), said("正常（休息）", day="2026-10-09")) == []


def test_a_shift_that_was_swapped_is_the_reason_for_both_sides() -> None:
    month = a_month(
        employees=[employee("0001"), employee("0002")],
        shifts=[shift("0001", DAY, "08:30-17:30")],
        swaps=[swap("S1", "0001", "0002", DAY)],
        punches=[punch("0002", DAY, "08:40", "17:30")],
    )
    assert reasons(month, said("旷工"), said("正常（休息）", who="0002", row=6)) == ["swap", "swap"]


def test_somebody_who_has_left_is_not_employed() -> None:
    month = a_month(
        employees=[employee("0001", left="2026-10-08")],
        shifts=[shift("0001", DAY, "08:30-17:30")],
        punches=[punch("0001", DAY, "08:30", "17:30")],
    )
    assert reasons(month, said("旷工", day="2026-10-09")) == ["not-employed"]


def test_a_person_whom_we_do_not_know_is_one_line_however_many_days_there_are() -> None:
    found = differences(
        one_day("08:30", "17:30"), said("旷工", who="999", row=7), said("正常", who="999", day="2026-10-09", row=8)
    )
    [line] = found.to_dict("records")
    assert (line["employee_id"], line["name"], line["reason"]) == ("999", "某人", "unknown-person")
    assert (line["date"], line["source"]) == (NO_DAY, "clock.xlsx:7")


def test_a_shift_that_is_unclear_is_not_judged_here() -> None:
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", DAY, "08:30-17:30")],
        punches=[punch("0001", DAY, "08:42", "17:30")],
        unclear=[("0001", DAY)],
    )
    assert reasons(month, said(late=12)) == ["unclear"]


def test_two_rows_of_a_person_and_a_day_are_taken_together() -> None:
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", DAY, "08:00-12:00"), shift("0001", DAY, "14:00-18:00")],
        punches=[punch("0001", DAY, "08:05", "12:00", "14:07", "18:00")],
    )
    assert reasons(month, said(late=5, row=5), said(late=7, row=6)) == []
    assert list(differences(month, said(late=5, row=5), said(late=8, row=6))["clock_late_minutes"]) == [13]


def test_what_a_clock_says_of_the_whole_period_is_compared_with_our_sum() -> None:
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", DAY, "08:30-17:30"), shift("0001", "2026-10-09", "08:30-17:30")],
        punches=[punch("0001", DAY, "08:40", "17:30"), punch("0001", "2026-10-09", "08:33", "17:30")],
    )
    assert reasons(month, said(late=13, day="")) == []
    assert reasons(month, said(late=14, day="")) == ["other-rule"]


# Through the program ---------------------------------------------------------------------------------

POLICY = """
[policy]
title = { zh = "固定工时", en = "Fixed hours" }
currency = "CNY"
timezone = "Asia/Shanghai"
source = "made for this test"

[shifts.fixed]
start = "09:00"
end = "18:00"

[lateness]
[[lateness.tier]]
amount = 1
"""


def month_of_a_clock(folder: Path, arrival: str) -> list[str]:
    """Lay out February 2026 with a WeCom daily report, and return the arguments of its run."""
    for name in ("data", "policies/shop"):
        (folder / name).mkdir(parents=True)
    (folder / "policies/shop/2026-01-01.toml").write_text(POLICY, encoding="utf-8")
    people = "employee_id,name,hire_date,base_wage\nLinXiaoYu,林小雨,2024-01-01,5000\n"
    (folder / "data/employees.csv").write_text(people, encoding="utf-8")
    (folder / "data/shifts.csv").write_text("employee_id,date,shift\nLinXiaoYu,2026-02-27,fixed\n", encoding="utf-8")
    cell = f"{arrival} 18:00"
    write(
        folder / "data/上下班打卡_日报_20260201-20260228.xlsx",
        [("2026/02/27 星期五", "林小雨", "LinXiaoYu", "--", cell, 12)],
        [("2026/02/27 星期五", "LinXiaoYu", arrival, "迟到")],
    )
    return ["run", "2026-02", "--data", f"{folder}/data", "--policies", f"{folder}/policies", "--out", f"{folder}/out"]


@pytest.mark.parametrize(
    ("lang", "said_on_screen", "sheet"),
    [
        ("zh", "考勤机自己的结论：1 处不同（规则不同 1），见 clock-differences.csv", "考勤机差异"),
        ("en", "The clock's own verdicts: 1 difference (Other rule 1), see clock-differences.csv", "Clock differences"),
    ],
)
def test_a_run_writes_the_differences_and_says_so(tmp_path: Path, lang: str, said_on_screen: str, sheet: str) -> None:
    result = CliRunner().invoke(app, [*month_of_a_clock(tmp_path, "09:10"), "--lang", lang])
    assert result.exit_code == 0, result.output
    assert said_on_screen in result.output.splitlines()
    [line] = rows(tmp_path / "out" / "clock-differences.csv")
    assert (line["employee_id"], line["name"], line["date"]) == ("LinXiaoYu", "林小雨", "2026-02-27")
    assert (line["clock_late_minutes"], line["late_minutes"], line["clock_absent_minutes"]) == ("12", "10", "0")
    assert line["source"] == "上下班打卡_日报_20260201-20260228.xlsx[概况统计与打卡明细]:5"
    assert sheet in load_workbook(tmp_path / "out" / "payroll-2026-02.xlsx").sheetnames


def test_without_a_difference_the_file_is_there_and_empty(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, [*month_of_a_clock(tmp_path, "09:12"), "--lang", "en"])
    assert "The clock's own verdicts: no difference" in result.output.splitlines()
    assert rows(tmp_path / "out" / "clock-differences.csv") == []


def test_a_month_without_a_shift_says_nothing_of_attendance_nor_that_the_clock_agrees(tmp_path: Path) -> None:
    command = month_of_a_clock(tmp_path, "09:12")
    command[1] = "2026-05"
    result = CliRunner().invoke(app, [*command, "--lang", "en"])
    assert result.exit_code == 0, result.output
    assert "shifts 0" in result.output
    assert "Attendance:" not in result.output
    assert "The clock's own verdicts" not in result.output


def test_a_run_without_a_clock_takes_the_file_of_an_earlier_run_away(tmp_path: Path) -> None:
    command = month_of_a_clock(tmp_path, "09:10")
    assert CliRunner().invoke(app, command).exit_code == 0
    [export] = (tmp_path / "data").glob("*.xlsx")
    export.unlink()
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    assert not (tmp_path / "out" / "clock-differences.csv").exists()
    assert "clock-differences" not in result.output


def test_no_amount_depends_on_what_a_clock_says(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, month_of_a_clock(tmp_path, "09:10")).exit_code == 0
    [line] = rows(tmp_path / "out" / "ledger.csv")
    assert (line["quantity"], line["amount"]) == ("10", "-1.00")


def test_each_reason_is_named_in_both_languages() -> None:
    from payroll.reports.words import REASONS
    from payroll.second_opinion import WHY

    assert set(REASONS) == set(WHY)
    assert all(isinstance(text, Text) and all(text) for text in (*REASONS.values(), *WHY.values()))
