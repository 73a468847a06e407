"""Hand-over records (rules, section 12)."""

from collections.abc import Iterable
from dataclasses import replace

from payroll.month.context import Month
from payroll.policy.model import OccurrenceRule, Rules, Tier
from tests.month_builder import (
    BARE,
    Line,
    a_month,
    amounts,
    days,
    employee,
    flat,
    ledger,
    lines,
    problems,
    punch,
    shift,
    version,
)
from tests.month_frames import Row

ANNE = [employee("0001")]
MON, TUE = "2026-10-12", "2026-10-13"


def asked(*tiers: Tier) -> Rules:
    return replace(BARE, handover_record=OccurrenceRule(clause="4.2.2", per="day", tiers=tiers))


def record(date: str, status: str = "") -> Row:
    return {"employee_id": "0001", "date": date, "status": status}


def two_shifts(records: Iterable[Row], *, taps: tuple[str, ...] = ("08:30", "12:00", "13:30", "17:30")) -> Month:
    return a_month(
        policy=asked(flat("5")),
        employees=ANNE,
        shifts=[shift("0001", MON, "08:30-12:00"), shift("0001", MON, "13:30-17:30")],
        punches=[punch("0001", MON, *taps)],
        records={"handovers": records},
    )


def test_each_shift_worked_needs_a_record_and_a_day_is_one_occurrence_however_many_are_missing() -> None:
    assert lines(two_shifts([record(MON), record(MON)])) == []
    assert lines(two_shifts([record(MON)])) == [Line("0001", MON, "handover-record", 1, "-5.00", "")]
    assert lines(two_shifts([])) == [Line("0001", MON, "handover-record", 1, "-5.00", "")]


def test_a_shift_that_was_not_worked_needs_none() -> None:
    assert days(two_shifts([record(MON)], taps=("08:30", "12:00")), "handover-record") == []


def test_an_incomplete_record_is_none() -> None:
    assert days(two_shifts([record(MON), record(MON, "incomplete")])) == [MON]
    assert days(two_shifts([record(MON), record(MON, "complete")])) == []


def test_days_are_numbered_by_the_version_of_each() -> None:
    month = a_month(
        policy=[version(BARE), version(asked(flat("5"), flat("9", occurrence=2)), MON)],
        employees=ANNE,
        shifts=[shift("0001", date) for date in ("2026-10-09", MON, TUE)],
        punches=[punch("0001", date, "08:30", "17:30") for date in ("2026-10-09", MON, TUE)],
        records={"handovers": []},
    )
    assert amounts(month) == ["-5.00", "-9.00"]
    assert days(month) == [MON, TUE]


def test_without_the_table_nothing_is_missing_and_one_warning_says_so() -> None:
    month = a_month(
        policy=asked(flat("5")),
        employees=ANNE,
        shifts=[shift("0001", MON)],
        punches=[punch("0001", MON, "08:30", "17:30")],
    )
    assert lines(month) == []
    assert problems(month) == ["RECORDS-NOT-GIVEN"]


def test_the_date_of_a_row_that_was_set_aside_makes_no_occurrence() -> None:
    month = a_month(
        policy=asked(flat("5")),
        employees=ANNE,
        shifts=[shift("0001", MON), shift("0001", TUE)],
        punches=[punch("0001", date, "08:30", "17:30") for date in (MON, TUE)],
        records={"handovers": []},
        doubtful={"handovers": [("0001", MON)]},
    )
    assert days(month) == [TUE]


def test_the_explanation_says_how_many_there_are() -> None:
    table = ledger(two_shifts([record(MON)]))
    assert table["explanation_zh"].tolist() == [
        "2026-10-12 班次 08:30–12:00，完整的交接记录 1 份（当日 2 个班次合计为一次）；"
        "本月第 1 次，扣 5.00（条款 4.2.2）"
    ]
    assert table["explanation_en"].tolist() == [
        "2026-10-12 shift 08:30–12:00, complete hand-over records: 1 (2 shifts of the day count as one); "
        "no. 1 this month, 5.00 charged (clause 4.2.2)"
    ]
    assert table["evidence"].tolist() == [
        "shifts.csv:2; punches.csv:2; punches.csv:3; shifts.csv:3; punches.csv:4; punches.csv:5"
    ]
