from collections.abc import Sequence

import pytest

from payroll.intake.cells import Fault
from payroll.intake.clean import Cleaned
from payroll.intake.matrix import Entry, entries_of
from payroll.intake.matrix_days import days_of_headings, is_weekday
from payroll.intake.raw import RawTable
from payroll.period import Period, iso_day, pay_period
from tests.raw_tables import OCTOBER, PEOPLE, clean, codes, raw_table

FROM_26 = pay_period("2026-10", 26)
"""2026-09-26 to 2026-10-25."""


def rota(text: str, file: str = "排班.csv", sheet: str = "") -> dict[str, RawTable]:
    return {"shifts": raw_table(text, file, sheet)}


def shifts(cleaned: Cleaned) -> list[tuple[int, str, str, int, int, int]]:
    table = cleaned.tables.shifts
    columns = ("employee", "date", "shift", "start", "end", "row")
    return [
        (int(employee), iso_day(date), shift, int(start), int(end), int(row))
        for employee, date, shift, start, end, row in zip(*(table[name] for name in columns), strict=True)
    ]


def days(headings: list[str], names: Sequence[str] = (), period: Period = OCTOBER) -> list[str | None]:
    found = days_of_headings(headings, names, period)
    return [iso_day(found[heading]) if heading in found else None for heading in headings]


# ---------------------------------------------------------------- headings


@pytest.mark.parametrize(
    "heading",
    [
        "2026-10-01",
        "2026/10/1",
        "2026年10月1日",
        "10/1",
        "10-01",
        "10月1日",
        "1",
        "01",
        "1日",
        "1号",
        "１",
        "1\n星期四",
        "10/1 周四",
        "1(四)",
        "1四",
        "10月1日四",
        "1（四）",
        "2026-10-01 Thu",
    ],
)
def test_a_day_may_be_written_in_these_ways(heading: str) -> None:
    assert days([heading]) == ["2026-10-01"]


@pytest.mark.parametrize("heading", ["姓名", "备注", "32", "0", "13/1", "2/30", "2026-02-30", "A1", "46113"])
def test_other_headings_are_no_days(heading: str) -> None:
    assert days([heading]) == [None]


def test_a_bare_number_is_the_day_of_the_pay_period_with_that_number() -> None:
    assert days(["25", "26", "30"], period=FROM_26) == ["2026-10-25", "2026-09-26", "2026-09-30"]
    assert days(["31"], period=FROM_26) == [None]
    assert days(["31"]) == ["2026-10-31"]


@pytest.mark.parametrize(
    "name", ["排班2026-09.xlsx", "rota_202609.csv", "2026年9月排班.xlsx", "9月", "2026.9", "2026-09-01排班.csv"]
)
def test_a_month_in_the_name_of_sheet_or_file_says_whose_days_they_are(name: str) -> None:
    assert days(["1", "30"], [name]) == ["2026-09-01", "2026-09-30"]
    assert days(["31"], [name]) == [None]


def test_the_sheet_is_asked_before_the_file_and_two_months_say_nothing() -> None:
    assert days(["1"], ["11月", "2026-09.xlsx"]) == ["2026-11-01"]
    assert days(["1"], ["Sheet1", "2026-09.xlsx"]) == ["2026-09-01"]
    assert days(["1"], ["2026-08至2026-09"]) == ["2026-10-01"]


def test_numbers_that_run_over_the_end_of_a_month_end_in_the_named_month() -> None:
    assert days(["26", "30", "1", "25"], ["2026-10"]) == ["2026-09-26", "2026-09-30", "2026-10-01", "2026-10-25"]


def test_a_month_without_year_is_the_nearest_to_the_period() -> None:
    january = pay_period("2027-01")
    assert days(["12/31", "1/1", "2/1"], period=january) == ["2026-12-31", "2027-01-01", "2027-02-01"]
    assert days(["1"], ["12月"], january) == ["2026-12-01"]


def test_days_of_the_week_are_known_in_both_languages() -> None:
    assert all(map(is_weekday, ["四", "星期四", "周日", "礼拜天", "Thu", "THURSDAY", "日"]))
    assert not any(map(is_weekday, ["A", "休", "星期八", "四班", ""]))


# ---------------------------------------------------------------- cells


def test_a_cell_holds_codes_marks_of_a_day_off_or_times() -> None:
    assert entries_of("A1") == (Entry("A1"),)
    assert entries_of("休") == (Entry("rest"),)
    assert entries_of("18:30-24:00") == (Entry("", 1110, 1440),)
    assert entries_of("18:30 ~ 次日02:00") == (Entry("", 1110, 120),)
    assert entries_of("8:30至17:30") == (Entry("", 510, 1050),)


@pytest.mark.parametrize(
    "text", ["A、18:30-24:00", "A/18:30-24:00", "A\n18:30-24:00", "A + 18:30—24:00", "A、、18:30–24:00"]
)
def test_a_cell_may_hold_several_shifts(text: str) -> None:
    assert entries_of(text) == (Entry("A"), Entry("", 1110, 1440))


@pytest.mark.parametrize("text", ["-", "--", "—", "/"])
def test_a_dash_is_nothing(text: str) -> None:
    assert entries_of(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18:30-25:00", "TIME-IMPOSSIBLE"),
        ("18:30", "TIME-FORM"),
        ("18:30-次日19:00", "TIME-FORM"),
        ("A 18:30-24:00", "TIME-FORM"),
    ],
)
def test_times_that_cannot_be_understood_are_named(text: str, expected: str) -> None:
    fault = entries_of(text)
    assert isinstance(fault, Fault)
    assert fault.kind.code == expected


# ---------------------------------------------------------------- the table


def test_a_matrix_becomes_one_row_for_each_shift_of_a_cell() -> None:
    cleaned = clean(
        rota(
            """
工号, 姓名, 门店, 10月1日, 10月2日, 10月3日
0008, 陈默, 南店, 休, A、18:30-24:00,
0007, 林晓, 南店, , B, A
"""
        )
    )
    assert cleaned.problems == []
    assert shifts(cleaned) == [
        (1, "2026-10-01", "rest", -1, -1, 2),
        (1, "2026-10-02", "A", -1, -1, 2),
        (1, "2026-10-02", "", 1110, 1440, 2),
        (0, "2026-10-02", "B", -1, -1, 3),
        (0, "2026-10-03", "A", -1, -1, 3),
    ]


def test_a_first_record_of_weekdays_is_skipped() -> None:
    cleaned = clean(rota("工号, 姓名, 1, 2\n, , 四, 五\n0007, 林晓, A, 休"))
    assert cleaned.problems == []
    assert len(shifts(cleaned)) == 2


def test_a_blank_row_and_a_total_are_no_people() -> None:
    cleaned = clean(rota("工号, 姓名, 1, 2\n0007, 林晓, A, 休\n, , ,\n合计, , 1, 0"))
    assert codes(cleaned) == [("TOTAL-ROW", 4)]
    assert len(shifts(cleaned)) == 2


def test_a_cell_in_error_is_named_by_row_and_heading_and_keeps_the_rest_of_the_row() -> None:
    cleaned = clean(rota("员工编号, 1, 2\n0007, 25:00-26:00, A"))
    found = cleaned.problems[0]
    assert (found.code, found.place(), found.column, found.value) == (
        "TIME-IMPOSSIBLE",
        "排班.csv:2",
        "1",
        "25:00-26:00",
    )
    assert shifts(cleaned) == [(0, "2026-10-01", "rest", -1, -1, 2), (0, "2026-10-02", "A", -1, -1, 2)]
    assert cleaned.left_out["shifts"]["row"].tolist() == [2]


def test_full_width_times_are_read_with_a_warning() -> None:
    cleaned = clean(rota("工号, 1\n0007, １８：３０～２４：００"))
    assert [(found.code, found.column) for found in cleaned.problems] == [("FULL-WIDTH", "1")]
    assert shifts(cleaned) == [(0, "2026-10-01", "", 1110, 1440, 2)]


def test_an_unknown_employee_is_one_problem_for_the_row() -> None:
    cleaned = clean(rota("工号, 1, 2\n7, A, A\n, A,"))
    assert codes(cleaned) == [("EMPLOYEE-UNKNOWN", 2), ("VALUE-MISSING", 3)]
    assert shifts(cleaned) == []


def test_a_heading_that_is_no_day_is_an_error_if_the_column_holds_something() -> None:
    empty = clean(rota("工号, 30, 31\n0007, A,", "2026-09.csv"))
    assert empty.problems == []
    filled = clean(rota("工号, 30, 31\n0007, A, A", "2026-09.csv"))
    assert [(found.code, found.column) for found in filled.problems] == [("MATRIX-DAY-UNKNOWN", "31")]


def test_other_columns_are_named_once_and_ignored() -> None:
    cleaned = clean(rota("工号, 姓名, 岗位, 电话, 备注, 1\n0007, 林晓, 客服, 1, x, A"))
    assert [found.code for found in cleaned.problems] == ["MATRIX-COLUMN-IGNORED"]
    assert cleaned.problems[0].details == {"found": "电话, 备注"}


def test_a_matrix_without_employee_column_is_an_error() -> None:
    cleaned = clean(rota("门店, 1\n南店, A"))
    assert codes(cleaned) == [("MATRIX-WITHOUT-EMPLOYEE", None)]
    assert shifts(cleaned) == []


def test_where_there_is_no_id_the_name_stands_in_its_place_without_the_blanks_around_it() -> None:
    people = "employee_id, name, hire_date, base_wage\n林晓, 林晓, 2024-03-01, 5000"
    cleaned = clean({"employees": people, **rota("姓名, 1, 2\n　林晓　, A, 休\n陈默, A, A")})
    assert [(found.code, found.row, found.column, found.value) for found in cleaned.problems] == [
        ("EMPLOYEE-UNKNOWN", 3, "姓名", "陈默")
    ]
    assert shifts(cleaned) == [(0, "2026-10-01", "A", -1, -1, 2), (0, "2026-10-02", "rest", -1, -1, 2)]


def test_the_id_is_taken_where_there_is_one_even_behind_the_name() -> None:
    cleaned = clean(rota("姓名, 工号, 1\n林晓, 0007, A"))
    assert cleaned.problems == []
    assert shifts(cleaned) == [(0, "2026-10-01", "A", -1, -1, 2)]


def test_the_same_shift_in_list_and_matrix_counts_once() -> None:
    files = [
        raw_table("工号, 1\n0007, A", "shifts1.csv"),
        raw_table("employee_id, date, shift\n0007, 2026-10-01, A", "shifts2.csv"),
    ]
    cleaned = clean({"employees": PEOPLE, "shifts": files})
    assert codes(cleaned) == [("ROW-REPEATED", 2)]
    assert shifts(cleaned) == [(0, "2026-10-01", "A", -1, -1, 2)]


def test_a_rota_of_another_month_is_named_as_what_it_was_read_as() -> None:
    other = [code for code, _ in codes(clean(rota("工号,1,2\n0001,office,休\n", "排班 9月.csv")))]
    own = [code for code, _ in codes(clean(rota("工号,1,2\n0001,office,休\n", "排班 10月.csv")))]
    assert "MATRIX-OF-OTHER-DAYS" in other
    assert "MATRIX-OF-OTHER-DAYS" not in own
