"""Daily reports (rules, section 12)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from payroll.month.context import Month
from payroll.policy.model import PolicyVersion, Rules, Tier
from payroll.policy.record_rules import DailyReportRule
from tests.month_builder import (
    BARE,
    Line,
    a_month,
    amounts,
    daily,
    days,
    employee,
    flat,
    leave,
    ledger,
    lines,
    percent,
    problems,
    punch,
    shift,
    version,
    wage,
)
from tests.month_frames import Row

ANNE = [employee("0001")]
MON, TUE, WED, THU = "2026-10-12", "2026-10-13", "2026-10-14", "2026-10-15"
ONE_TO_THREE = (MON, TUE, WED)


def asked(*tiers: Tier, hours: int | None = None, counting: str = "marginal") -> Rules:
    rule = DailyReportRule(per="day", tiers=tiers, due_hours=hours, counting="all" if counting == "all" else "marginal")
    return replace(BARE, daily_report=rule)


def report(date: str, at: str = "", status: str = "", *, employee_id: str = "0001") -> Row:
    return {"employee_id": employee_id, "date": date, "handed_in_at": at, "status": status}


def worked(
    policy: Rules | Sequence[PolicyVersion],
    dates: Iterable[str],
    reports: Iterable[Row] | None,
    *,
    wages: Iterable[Row] = (),
    doubtful: Iterable[tuple[str, str]] = (),
) -> Month:
    """0001 works the office shift on each of the dates; ``reports`` None: there is no such table."""
    dates = list(dates)
    return a_month(
        policy=policy,
        employees=ANNE,
        wages=wages,
        shifts=[shift("0001", date) for date in dates],
        punches=[punch("0001", date, "08:30", "17:30") for date in dates],
        records={} if reports is None else {"reports": reports},
        doubtful={"reports": doubtful},
    )


def test_a_day_worked_without_a_report_is_an_occurrence_on_that_day() -> None:
    month = worked(asked(flat("10")), [MON, TUE], [report(MON)])
    assert lines(month) == [Line("0001", TUE, "daily-report", 1, "-10.00", "")]
    assert ledger(month)["entry_id"].tolist() == [f"2026-10/0001/daily-report/{TUE}"]


def test_an_incomplete_report_is_none_and_one_more_that_is_complete_is_enough() -> None:
    assert days(worked(asked(), [MON], [report(MON, status="incomplete")])) == [MON]
    assert days(worked(asked(), [MON], [report(MON, status="incomplete"), report(MON, status="complete")])) == []


def test_without_tiers_it_is_counted_and_costs_nothing() -> None:
    assert lines(worked(asked(), [MON], [])) == [Line("0001", MON, "daily-report", 1, "0.00", "")]


def test_occurrences_are_numbered_and_priced_by_their_number() -> None:
    # 4350.00 × 1 % = 43.50
    tiers = (flat("5"), percent("1", occurrence=3))
    assert amounts(worked(asked(*tiers), ONE_TO_THREE, [])) == ["-5.00", "-5.00", "-43.50"]
    assert amounts(worked(asked(*tiers, counting="all"), ONE_TO_THREE, [])) == ["-43.50"] * 3
    assert amounts(worked(asked(*tiers, counting="all"), [MON, TUE], [])) == ["-5.00"] * 2


def test_a_daily_wage_is_that_of_the_day() -> None:
    # 4350.00 / 21.75 = 200.00, then 2175.00 / 21.75 = 100.00
    month = worked(asked(daily("0.5")), [MON, TUE], [], wages=[wage("0001", TUE, "2175.00")])
    assert amounts(month) == ["-100.00", "-50.00"]


# When it is due


def test_a_report_handed_in_so_many_hours_after_the_shift_is_in_time_and_a_minute_later_it_is_not() -> None:
    # The shift ends at 17:30.
    assert days(worked(asked(hours=2), [MON], [report(MON, f"{MON} 19:30:59")])) == []
    assert days(worked(asked(hours=2), [MON], [report(MON, f"{MON} 19:31")])) == [MON]


def test_with_no_hours_it_is_due_at_the_end_of_the_shift() -> None:
    assert days(worked(asked(hours=0), [MON], [report(MON, f"{MON} 17:30")])) == []
    assert days(worked(asked(hours=0), [MON], [report(MON, f"{MON} 17:31")])) == [MON]


def test_without_due_hours_it_is_never_too_late_and_a_report_without_a_time_is_in_time() -> None:
    assert days(worked(asked(), [MON], [report(MON, "2026-12-31 09:00")])) == []
    assert days(worked(asked(hours=2), [MON], [report(MON)])) == []


def test_a_late_report_does_not_spoil_one_in_time_nor_does_an_incomplete_one_in_time_save_it() -> None:
    late, early = report(MON, f"{TUE} 09:00"), report(MON, f"{MON} 18:00")
    assert days(worked(asked(hours=2), [MON], [late, early])) == []
    assert days(worked(asked(hours=2), [MON], [late, early | {"status": "incomplete"}])) == [MON]


def test_the_last_shift_worked_tells_when_it_is_due() -> None:
    def two(taps: Mapping[str, Sequence[str]], at: str) -> list[str]:
        month = a_month(
            policy=asked(hours=1),
            employees=ANNE,
            shifts=[shift("0001", MON, "08:30-12:00"), shift("0001", MON, "13:30-22:00")],
            punches=[punch("0001", date, *times) for date, times in taps.items()],
            records={"reports": [report(MON, at)]},
        )
        return days(month, "daily-report")

    both, morning = {MON: ("08:30", "12:00", "13:30", "22:00")}, {MON: ("08:30", "12:00")}
    assert two(both, f"{MON} 23:00") == []
    assert two(both, f"{MON} 23:01") == [MON]
    assert two(morning, f"{MON} 13:00") == []
    assert two(morning, f"{MON} 13:01") == [MON]


def test_a_shift_past_midnight_is_reported_under_its_work_date() -> None:
    def night(date: str, at: str) -> list[str]:
        month = a_month(
            policy=asked(hours=1),
            employees=ANNE,
            shifts=[shift("0001", MON, "night")],
            punches=[punch("0001", MON, "22:00"), punch("0001", TUE, "06:00")],
            records={"reports": [report(date, at)]},
        )
        return days(month)

    assert night(MON, f"{TUE} 07:00") == []
    assert night(MON, f"{TUE} 07:01") == [MON]
    assert night(TUE, f"{TUE} 06:30") == [MON]


# Which days


def test_two_shifts_of_a_day_need_one_report_and_are_one_occurrence() -> None:
    month = a_month(
        policy=asked(flat("5")),
        employees=ANNE,
        shifts=[shift("0001", MON, "08:30-12:00"), shift("0001", MON, "13:30-17:30"), shift("0001", TUE)],
        punches=[punch("0001", MON, "08:30", "12:00", "13:30", "17:30"), punch("0001", TUE, "08:30", "17:30")],
        records={"reports": []},
    )
    assert lines(month, "daily-report") == [
        Line("0001", MON, "daily-report", 1, "-5.00", ""),
        Line("0001", TUE, "daily-report", 2, "-5.00", ""),
    ]


def test_absence_leave_and_unclear_shifts_are_no_days_worked() -> None:
    month = a_month(
        policy=asked(),
        employees=ANNE,
        shifts=[shift("0001", date) for date in (MON, TUE, WED, THU)],
        punches=[punch("0001", date, "08:30", "17:30") for date in (TUE, WED, THU)],
        leave=[leave("L1", TUE, TUE)],
        unclear=[("0001", THU)],  # which makes the day before unclear too
        records={"reports": []},
    )
    assert days(month) == []


def test_who_comes_late_or_leaves_no_second_punch_has_worked() -> None:
    month = a_month(
        policy=asked(),
        employees=ANNE,
        shifts=[shift("0001", MON), shift("0001", TUE)],
        punches=[punch("0001", MON, "10:00", "17:30"), punch("0001", TUE, "08:30")],
        records={"reports": []},
    )
    assert days(month) == [MON, TUE]


def test_a_day_with_one_shift_worked_is_a_day_worked() -> None:
    month = a_month(
        policy=asked(),
        employees=ANNE,
        shifts=[shift("0001", MON, "08:30-12:00"), shift("0001", MON, "18:30-22:00")],
        punches=[punch("0001", MON, "08:30", "12:00")],
        records={"reports": []},
    )
    assert days(month) == [MON]


def test_days_of_the_neighbouring_periods_are_left_to_them() -> None:
    assert days(worked(asked(), ["2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"], [])) == [
        "2026-10-01",
        "2026-10-31",
    ]


def test_the_version_of_the_day_decides_and_days_without_the_rule_are_not_numbered() -> None:
    policy = [version(BARE), version(asked(flat("5"), flat("9", occurrence=2)), TUE), version(BARE, THU)]
    month = worked(policy, [MON, TUE, WED, THU], [])
    assert lines(month) == [
        Line("0001", TUE, "daily-report", 1, "-5.00", ""),
        Line("0001", WED, "daily-report", 2, "-9.00", ""),
    ]


def test_the_report_of_a_swapped_shift_is_due_from_who_worked_it() -> None:
    swapped = {
        "swap_id": "W1",
        "requester_id": "0001",
        "counterpart_id": "0002",
        "date": MON,
        "requested_at": "2026-10-01 09:00",
        "status": "approved",
    }
    month = a_month(
        policy=asked(),
        employees=[employee("0001"), employee("0002")],
        shifts=[shift("0001", MON)],
        punches=[punch("0002", MON, "08:30", "17:30")],
        swaps=[swapped],
        records={"reports": [report(MON, employee_id="0001")]},
    )
    assert [(line.employee, line.date) for line in lines(month)] == [("0002", MON)]


# What is not known


def test_without_the_table_nothing_is_missing_and_one_warning_says_so() -> None:
    month = worked(asked(flat("5")), [MON, TUE], None)
    assert lines(month) == []
    assert problems(month) == ["RECORDS-NOT-GIVEN"]


def test_a_table_without_rows_is_there() -> None:
    month = worked(asked(), [MON], [])
    assert days(month) == [MON]
    assert problems(month) == []


def test_a_rule_that_nobody_is_under_needs_no_table() -> None:
    policy = [version(BARE), version(asked(), policy="shop"), version(asked(), "2026-11-01")]
    month = a_month(
        policy=policy,
        employees=[employee("0001", policy="office")],
        shifts=[shift("0001", MON)],
        punches=[punch("0001", MON, "08:30", "17:30")],
    )
    assert problems(month) == []


def test_dates_of_rows_that_were_set_aside_make_no_occurrence() -> None:
    month = worked(asked(flat("5"), flat("9", occurrence=2)), ONE_TO_THREE, [], doubtful=[("0001", TUE)])
    assert [(line.date, line.amount) for line in lines(month)] == [(MON, "-5.00"), (WED, "-9.00")]
    assert days(worked(asked(), ONE_TO_THREE, [], doubtful=[("0001", "")])) == []


def test_a_report_outside_the_employment_is_an_error() -> None:
    month = a_month(policy=asked(), employees=[employee("0001", left=MON)], records={"reports": [report(TUE)]})
    assert "EVENT-OUTSIDE-EMPLOYMENT" in problems(month)


# What is told


def told(month: Month) -> list[tuple[str, str]]:
    table = ledger(month)
    return list(zip(table["explanation_zh"], table["explanation_en"], strict=True))


def test_the_explanation_says_what_there_is_of_a_report() -> None:
    rules = replace(BARE, daily_report=DailyReportRule(clause="7.2", per="day", tiers=(flat("5"),), due_hours=2))
    reports = [report(TUE, status="incomplete"), report(WED, f"{THU} 09:00"), report(WED, f"{WED} 20:15")]
    assert told(worked(rules, ONE_TO_THREE, reports)) == [
        (
            "2026-10-12 班次 08:30–17:30，没有工作报告；本月第 1 次，扣 5.00（条款 7.2）",
            "2026-10-12 shift 08:30–17:30, no report; no. 1 this month, 5.00 charged (clause 7.2)",
        ),
        (
            "2026-10-13 班次 08:30–17:30，工作报告不完整；本月第 2 次，扣 5.00（条款 7.2）",
            "2026-10-13 shift 08:30–17:30, the report is incomplete; no. 2 this month, 5.00 charged (clause 7.2)",
        ),
        (
            "2026-10-14 班次 08:30–17:30，工作报告 2026-10-14 20:15 提交，晚于 2026-10-14 19:30；"
            "本月第 3 次，扣 5.00（条款 7.2）",
            "2026-10-14 shift 08:30–17:30, the report was handed in at 2026-10-14 20:15, after 2026-10-14 19:30; "
            "no. 3 this month, 5.00 charged (clause 7.2)",
        ),
    ]


def test_the_evidence_is_the_rota_the_punches_and_the_report_that_is_not_good() -> None:
    month = worked(asked(hours=2), [MON, TUE], [report(MON, f"{TUE} 09:00")])
    assert ledger(month)["evidence"].tolist() == [
        "shifts.csv:2; punches.csv:2; punches.csv:3; reports.csv:2",
        "shifts.csv:3; punches.csv:4; punches.csv:5",
    ]
