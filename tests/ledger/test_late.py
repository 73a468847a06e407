"""What a new run's tables tell otherwise about a month that is closed."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from payroll.ledger.late import SHOWN, LateRows, late_problems, late_rows
from payroll.period import iso_day
from payroll.tables import Tables
from tests.month_builder import (
    a_month,
    addition,
    assignment,
    complaint,
    employee,
    incident,
    leave,
    punch,
    shift,
    swap,
    wage,
)
from tests.month_frames import Row, day

PEOPLE = [employee("0001"), employee("0002")]


class Late(NamedTuple):
    """A late row as people read it."""

    table: str
    row: int | None
    employee: str
    key: str
    told: str


def tables(**rows: list[Row]) -> Tables:
    punches = [rows.pop("punches", [])]
    people = rows.pop("employees", PEOPLE)
    return a_month(employees=people, punches=punches, **rows).tables  # type: ignore[arg-type]


def compared(then: Tables, now: Tables) -> tuple[LateRows, ...]:
    """Compare for October 2026."""
    return late_rows(then, now, a_month(employees=PEOPLE).period, 2)


def late(then: Tables, now: Tables) -> list[Late]:
    return [
        Late(each.table, row.row, row.employee_id, row.key, "; ".join(text.en for text in row.changes))
        for each in compared(then, now)
        for row in each.first
    ]


def of_events(name: str, then: list[Row], now: list[Row]) -> list[Late]:
    return late(tables(**{name: then}), tables(**{name: now}))


# Nothing


def test_the_same_tables_in_another_order_and_with_more_people_tell_nothing_else() -> None:
    rows = [complaint("C1", "2026-10-12 10:00", employee_id="0002"), complaint("C2", "2026-10-13 10:00")]
    shifts = [shift("0002", "2026-10-12"), shift("0002", "2026-10-13", "09:00-18:00")]
    taps = punch("0002", "2026-10-12", "08:20", "17:40")
    then = tables(complaints=rows, shifts=shifts, punches=taps)
    more = [*reversed(PEOPLE), employee("0000", hired="2026-11-01")]
    now = tables(employees=more, complaints=rows[::-1], shifts=shifts[::-1], punches=taps[::-1])
    assert late(then, now) == []


def test_a_file_that_covers_only_the_next_month_tells_nothing_of_this_one() -> None:
    then = tables(
        complaints=[complaint("C1", "2026-10-12 10:00")],
        leave=[leave("L1", "2026-10-20", "2026-10-21")],
        shifts=[shift("0001", "2026-10-12")],
        punches=punch("0001", "2026-10-12", "08:20", "17:40"),
        wages=[wage("0001", "2026-10-15", "5000.00")],
    )
    now = tables(
        complaints=[complaint("C2", "2026-11-02 10:00")],
        leave=[leave("L2", "2026-11-01", "2026-11-02")],
        shifts=[shift("0001", "2026-11-02")],
        punches=punch("0001", "2026-11-02", "08:20", "17:40"),
        wages=[wage("0001", "2026-11-01", "5500.00")],
    )
    assert late(then, now) == []


# Punches and shifts


def test_a_punch_that_was_not_there_is_told_and_one_that_is_missing_is_not() -> None:
    then = tables(punches=punch("0001", "2026-10-12", "08:20", "17:40"))
    now = tables(punches=punch("0001", "2026-10-12", "08:20", "17:45"))
    assert late(then, now) == [Late("punches", 3, "0001", "", "time 2026-10-12 17:45")]


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-09-30 23:59", False),
        ("2026-10-01 00:00", True),
        ("2026-10-31 23:59", True),
        ("2026-11-01 00:00", False),
    ],
)
def test_a_punch_belongs_to_the_month_of_its_day(moment: str, told: bool) -> None:
    date, time = moment.split()
    assert bool(late(tables(), tables(punches=punch("0001", date, time)))) is told


def test_the_same_minute_of_another_person_is_another_punch() -> None:
    then = tables(punches=punch("0001", "2026-10-12", "08:20"))
    now = tables(punches=[*punch("0001", "2026-10-12", "08:20"), *punch("0002", "2026-10-12", "08:20")])
    assert [row.employee for row in late(then, now)] == ["0002"]


def test_many_late_rows_are_counted_and_the_first_are_told() -> None:
    now = tables(punches=punch("0001", "2026-10-12", "08:20", "12:00", "13:00", "17:40"))
    (found,) = compared(tables(), now)
    assert (found.count, [row.row for row in found.first]) == (4, [2, 3, 4])
    assert len(found.first) == SHOWN


def test_another_shift_on_a_day_of_the_month_is_told() -> None:
    then = tables(shifts=[shift("0001", "2026-10-12"), shift("0001", "2026-10-13", "09:00-24:00")])
    now = tables(
        shifts=[
            shift("0001", "2026-10-12", "evening"),
            shift("0001", "2026-10-13", "09:00-23:00"),
            shift("0001", "2026-11-01"),
        ]
    )
    assert late(then, now) == [
        Late("shifts", 2, "0001", "", "shift evening"),
        Late("shifts", 3, "0001", "", "shift 09:00–23:00"),
    ]


def test_each_shift_of_a_row_of_a_rota_matrix_counts() -> None:
    cells = [shift("0001", f"2026-10-{number}") | {"#": "4"} for number in (12, 13, 14, 15)]
    (found,) = compared(tables(), tables(shifts=cells))
    assert (found.count, [(row.row, iso_day(row.day)) for row in found.first]) == (
        4,
        [(4, "2026-10-12"), (4, "2026-10-13"), (4, "2026-10-14")],
    )


# Events


def test_a_status_that_changed_since_is_told_with_both_words() -> None:
    then, now = ([complaint("C1", "2026-10-12 10:00", status=status)] for status in ("open", "upheld"))
    (found,) = compared(tables(complaints=then), tables(complaints=now))
    assert [text.en for text in found.first[0].changes] == ["status open → upheld"]
    assert [text.zh for text in found.first[0].changes] == ["状态 处理中 → 属实"]
    assert iso_day(found.first[0].day) == "2026-10-12"


def test_a_complaint_that_does_not_count_then_or_now_is_no_difference() -> None:
    then, now = ([complaint("C1", "2026-10-12 10:00", status=status)] for status in ("open", "rejected"))
    assert of_events("complaints", then, now) == []
    assert of_events("complaints", [], now) == []


def test_a_note_is_no_difference() -> None:
    row = complaint("C1", "2026-10-12 10:00")
    assert of_events("complaints", [row], [row | {"note": "已回访"}]) == []


def test_a_complaint_decided_after_the_month_is_that_months() -> None:
    then = [complaint("C1", "2026-10-12 10:00", status="open")]
    now = [complaint("C1", "2026-10-12 10:00", decided="2026-11-01 00:00")]
    assert of_events("complaints", then, now) == []
    now = [complaint("C1", "2026-10-12 10:00", decided="2026-10-31 23:59")]
    assert [row.told for row in of_events("complaints", then, now)] == [
        "decided_at 2026-10-12 10:00 → 2026-10-31 23:59; status open → upheld"
    ]


def test_an_earlier_complaint_matters_to_who_has_one_in_the_month_that_it_renumbers() -> None:
    known, earlier = complaint("C2", "2026-10-12 10:00"), complaint("C1", "2026-09-12 10:00")
    assert of_events("complaints", [known], [earlier, known]) == [Late("complaints", 2, "0001", "C1", "was not there")]
    other = complaint("C1", "2026-09-12 10:00", employee_id="0002")
    assert of_events("complaints", [known], [other, known]) == []


def test_a_row_that_is_gone_is_told_if_the_table_still_reaches_back_to_it() -> None:
    first, second = complaint("C1", "2026-10-12 10:00"), complaint("C2", "2026-10-13 10:00")
    assert of_events("complaints", [first, second], [first]) == [
        Late("complaints", None, "0001", "C2", "was there, is gone")
    ]
    # A file that begins after the row says nothing of it, and neither does a late row alone.
    assert of_events("complaints", [first, second], [second]) == []
    assert of_events("complaints", [second], [complaint("C9", "2026-10-10 10:00")]) == [
        Late("complaints", 2, "0001", "C9", "was not there")
    ]


def test_a_swap_approved_after_the_fact_is_told() -> None:
    then, now = ([swap("W1", "0001", "0002", "2026-10-12", status=status)] for status in ("pending", "approved"))
    assert of_events("swaps", then, now) == [Late("swaps", 2, "0001", "W1", "status pending → approved")]


def test_a_hand_over_that_is_known_only_now_is_told() -> None:
    then, now = ([swap("W1", "0001", "0002", "2026-10-12", handover=word)] for word in ("", "complete"))
    assert of_events("swaps", then, now) == [Late("swaps", 2, "0001", "W1", "handover – → complete")]


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        ("2026-09-29", "2026-09-30", False),
        ("2026-09-29", "2026-10-01", True),
        ("2026-10-31", "2026-11-05", True),
        ("2026-11-01", "2026-11-05", False),
        ("2026-09-30 18:00", "2026-10-01 00:00", False),
        ("2026-09-30 18:00", "2026-10-01 00:01", True),
    ],
)
def test_leave_belongs_to_the_month_if_it_covers_a_minute_of_it(since: str, until: str, told: bool) -> None:
    found = of_events("leave", [], [leave("L1", since, until)])
    assert [row.told for row in found] == ["was not there"] * told


def test_leave_that_is_longer_now_is_told_in_days() -> None:
    then, now = ([leave("L1", "2026-10-12", until)] for until in ("2026-10-12", "2026-10-13"))
    assert [row.told for row in of_events("leave", then, now)] == ["to 2026-10-12 → 2026-10-13"]


def test_incidents_and_additions_are_told_with_what_changed() -> None:
    then, now = ([incident("I1", "2026-10-12", code)] for code in ("games", "smoking"))
    assert [row.told for row in of_events("incidents", then, now)] == ["code games → smoking"]
    paid, more = ([addition("A1", "2026-10-12", amount)] for amount in ("5.00", "15.50"))
    assert [row.told for row in of_events("additions", paid, more)] == ["amount 5.00 → 15.50"]
    assert of_events("additions", [], [addition("A2", "2026-11-01", "5.00")]) == []


def of_records(name: str, then: list[Row], now: list[Row]) -> list[Late]:
    before, after = (a_month(employees=PEOPLE, records={name: rows}).tables for rows in (then, now))
    return late(before, after)


@pytest.mark.parametrize(
    ("column", "then", "now", "told"),
    [
        ("minutes", "8", "2", "minutes 8 → 2"),
        ("minutes", "", "0", "minutes – → 0"),
        ("approved_by", "", "王店长", "approved_by – → 王店长"),
        ("proof", "photo", "", "proof photo → –"),
        ("loss", "500.00", "50.00", "loss 500.00 → 50.00"),
        ("heard_on", "", "2026-10-14", "heard_on – → 2026-10-14"),
        ("act", "A1", "A2", "act A1 → A2"),
    ],
)
def test_whatever_an_incident_says_otherwise_is_told(column: str, then: str, now: str, told: str) -> None:
    before, after = (incident("I1", "2026-10-12", "games") | {column: value} for value in (then, now))
    assert [row.told for row in of_events("incidents", [before], [after])] == [told]
    assert of_events("incidents", [before], [before | {"note": "told on the phone"}]) == []


SALE = {"sale_id": "X1", "employee_id": "0001", "date": "2026-10-12", "amount": "100.00"}
CHAT = {"conversation_id": "C1", "employee_id": "0001", "time": "2026-10-12 19:00", "first_response_seconds": "15"}
SCORE = {"sample_id": "S1", "employee_id": "0001", "date": "2026-10-12", "item": "greeting", "grade": "good"}
OF_A_DAY = {"employee_id": "0001", "date": "2026-10-12"}


@pytest.mark.parametrize(
    ("table", "row", "changed", "key", "told"),
    [
        ("sales", SALE, {"amount": "50000.00"}, "X1", "amount 100.00 → 50000.00"),
        ("chats", CHAT, {"first_response_seconds": "61"}, "C1", "first_response_seconds 15 → 61"),
        ("scores", SCORE, {"grade": "poor"}, "S1 greeting", "grade good → poor"),
        ("meetings", OF_A_DAY | {"status": "attended"}, {"status": "missed"}, "", "status attended → missed"),
        ("handovers", OF_A_DAY | {"status": "complete"}, {"status": "incomplete"}, "", "status complete → incomplete"),
        ("promotions", OF_A_DAY | {"shift": "day"}, {"shift": "late"}, "", "shift day → late"),
        (
            "promotions",
            OF_A_DAY | {"start": "09:00", "end": "12:00"},
            {"end": "13:00"},
            "",
            "end 12:00 → 13:00",
        ),
        (
            "reports",
            OF_A_DAY | {"handed_in_at": "2026-10-12 21:00"},
            {"handed_in_at": "2026-10-13 08:00"},
            "",
            "handed_in_at 2026-10-12 21:00 → 2026-10-13 08:00",
        ),
    ],
)
def test_a_record_that_says_something_else_is_told(table: str, row: Row, changed: Row, key: str, told: str) -> None:
    assert of_records(table, [row], [row]) == []
    assert of_records(table, [row], [row | changed]) == [Late(table, 2, "0001", key, told)]
    assert of_records(table, [], [row]) == [Late(table, 2, "0001", key, "was not there")]


def test_a_second_record_of_the_same_day_is_told_and_the_first_is_not() -> None:
    kept = OF_A_DAY | {"status": "complete"}
    assert of_records("handovers", [kept], [kept, kept]) == [Late("handovers", 3, "0001", "", "was not there")]


def test_records_of_the_next_month_alone_tell_nothing_of_this_one() -> None:
    assert of_records("sales", [SALE], [SALE | {"sale_id": "X2", "date": "2026-11-01"}]) == []
    assert of_records("meetings", [OF_A_DAY | {"status": "attended"}], []) == []


def test_the_events_of_someone_new_are_not_told_one_by_one() -> None:
    now = tables(
        employees=[*PEOPLE, employee("0003")], complaints=[complaint("C1", "2026-10-12 10:00", employee_id="0003")]
    )
    assert late(tables(), now) == [Late("employees", 4, "0003", "", "was not there")]


# People


@pytest.mark.parametrize(
    ("hired", "left", "told"),
    [
        ("2026-10-31", "", True),
        ("2026-11-01", "", False),
        ("2020-01-01", "2026-10-01", True),
        ("2020-01-01", "2026-09-30", False),
    ],
)
def test_someone_who_was_not_known_matters_if_employed_in_the_month(hired: str, left: str, told: bool) -> None:
    now = tables(employees=[*PEOPLE, employee("0003", hired=hired, left=left)])
    assert bool(late(tables(), now)) is told


def changed(then: Row, now: Row) -> list[str]:
    return [row.told for row in late(tables(employees=[then]), tables(employees=[now]))]


def test_another_hire_date_is_told() -> None:
    assert changed(employee("0001", hired="2026-08-06"), employee("0001", hired="2026-08-20")) == [
        "hire_date 2026-08-06 → 2026-08-20"
    ]


def test_leaving_after_the_month_is_no_difference() -> None:
    assert changed(employee("0001"), employee("0001", left="2026-11-20")) == []
    assert changed(employee("0001"), employee("0001", left="2026-10-31")) == []
    assert changed(employee("0001"), employee("0001", left="2026-10-30")) == ["termination_date – → 2026-10-30"]


def test_an_end_of_probation_matters_only_in_the_month() -> None:
    assert changed(employee("0001"), employee("0001", probation_end="2026-11-06")) == []
    assert changed(employee("0001"), employee("0001", probation_end="2026-10-06")) == ["probation_end – → 2026-10-06"]
    assert changed(employee("0001", probation_end="2026-10-06"), employee("0001")) == ["probation_end 2026-10-06 → –"]


def test_a_name_is_no_difference_and_a_store_is() -> None:
    row = employee("0001")
    assert changed(row, row | {"name": "新名"}) == []
    assert changed(row, row | {"store": "S2"}) == ["store S1 → S2"]
    assert changed(row, row | {"store": ""}) == []


def test_a_wage_of_the_roster_that_was_overwritten_is_told() -> None:
    assert changed(employee("0001"), employee("0001", "5000.00")) == ["base_wage 4350.00 → 5000.00"]


def test_the_wage_of_someone_who_had_left_before_is_no_difference() -> None:
    then, now = (employee("0001", amount, left="2026-09-30") for amount in ("4350.00", "5000.00"))
    assert changed(then, now) == []


def raised(*now: Row, then: tuple[Row, ...] = ()) -> list[Late]:
    return late(tables(wages=[*then]), tables(wages=[*now]))


def test_a_raise_matters_from_its_day_on_if_that_lies_in_the_month_or_before() -> None:
    assert raised(wage("0001", "2026-10-31", "5000.00")) == [
        Late("wages", 2, "0001", "", "base_wage 4350.00 → 5000.00")
    ]
    assert raised(wage("0001", "2026-11-01", "5000.00")) == []


def test_an_old_wage_that_comes_to_the_same_is_no_difference() -> None:
    history = [wage("0001", "2024-01-01", "4000.00"), wage("0001", "2025-01-01", "4350.00")]
    assert raised(*history) == []
    assert raised(*history[:1]) == [Late("wages", 2, "0001", "", "base_wage 4350.00 → 4000.00")]


def test_a_raise_that_was_known_and_is_missing_now_is_no_difference() -> None:
    assert raised(then=(wage("0001", "2026-10-15", "5000.00"),)) == []


def test_a_raise_of_another_amount_than_was_known_is_told_once() -> None:
    then = (wage("0001", "2026-10-05", "5000.00"), wage("0001", "2026-10-15", "5500.00"))
    assert raised(wage("0001", "2026-10-05", "4900.00"), then[1], then=then) == [
        Late("wages", 2, "0001", "", "base_wage 5000.00 → 4900.00")
    ]


def test_a_transfer_is_told_with_its_day_and_only_what_differs() -> None:
    now = tables(
        assignments=[assignment("0002", "2026-10-20", store="S2"), assignment("0001", "2026-11-20", store="S2")]
    )
    (found,) = compared(tables(), now)
    (row,) = found.first
    assert (found.table, row.employee_id, row.day) == ("assignments", "0002", day("2026-10-20"))
    assert [text.en for text in row.changes] == ["store S1 → S2"]


def test_several_changes_of_one_row_count_as_one() -> None:
    (found,) = compared(
        tables(employees=[employee("0001")]), tables(employees=[employee("0001", "5000.00", hired="2020-01-07")])
    )
    assert found.count == 1
    assert [text.en for text in found.first[0].changes] == [
        "hire_date 2020-01-06 → 2020-01-07",
        "base_wage 4350.00 → 5000.00",
    ]


# The warning


def test_there_is_one_warning_for_each_file_and_it_names_the_command() -> None:
    then = tables(complaints=[complaint("C1", "2026-10-12 10:00", status="open")])
    taps = punch("0001", "2026-10-12", "08:20", "12:00", "13:00", "17:40")
    now = tables(complaints=[complaint("C1", "2026-10-12 10:00")], punches=taps)
    complaints, punches = late_problems(compared(then, now), "2026-10", "my data")
    assert (complaints.severity, complaints.code, complaints.place()) == (
        "warning",
        "LATE-EVIDENCE",
        "complaints.csv:2",
    )
    assert complaints.message("en") == (
        "2026-10 is closed; differences in complaints from what it was closed on: 1 – "
        "row 2 0001 C1 2026-10-12 (status open → upheld)"
    )
    assert complaints.message("zh") == (
        "2026-10 已经结账，这里的投诉表有 1 处与结账所依据的不同：第 2 行 0001 C1 2026-10-12（状态 处理中 → 属实）"
    )
    assert 'payroll amend 2026-10 --data "my data" --reason … --by …' in complaints.fix("en")
    assert 'payroll amend 2026-10 --data "my data" --reason 原因 --by 姓名' in complaints.fix("zh")
    assert punches.message("en").endswith("row 4 0001 (time 2026-10-12 13:00); and 1 more")


def test_a_changed_roster_is_told_where_later_changes_belong() -> None:
    then, now = tables(), tables(employees=[employee("0001", "5000.00"), PEOPLE[1]])
    (problem,) = late_problems(compared(then, now), "2026-10")
    assert "add a row with its date to wages or assignments" in problem.fix("en")
