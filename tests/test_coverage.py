"""Absences that begin with the last punch, and stores without any, are told: a clock's export is missing."""

from __future__ import annotations

import pytest

from payroll.month.context import Month
from payroll.month.month import judge
from tests.month_builder import a_month, assignment, employee, leave, punch, shift
from tests.month_frames import Row

TWELFTH, THIRTEENTH, FOURTEENTH = "2026-10-12", "2026-10-13", "2026-10-14"


def told(month: Month) -> list[tuple[str, str]]:
    """Return the warnings of the coverage."""
    codes = {"PUNCHES-END", "STORE-WITHOUT-PUNCHES"}
    return [(each.code, each.message("en")) for each in judge(month).problems if each.code in codes]


def office(people: int, *, away: int = 0, days: tuple[str, ...] = (TWELFTH, THIRTEENTH, FOURTEENTH)) -> Month:
    """All punch on the twelfth, nobody after it; the first ``away`` are on leave then."""
    ids = [f"{number:04d}" for number in range(1, people + 1)]
    return a_month(
        employees=[employee(each) for each in ids],
        shifts=[shift(each, day) for each in ids for day in days],
        punches=[punch(each, TWELFTH, "08:20", "17:40") for each in ids],
        leave=[leave(f"L{each}", THIRTEENTH, FOURTEENTH, employee_id=each) for each in ids[:away]],
    )


def test_absences_of_five_after_the_last_punch_are_told_with_their_number() -> None:
    said = "the last shift with a punch is of 2026-10-12; 10 shifts after it, of 5 employees, are absences"
    assert told(office(5)) == [("PUNCHES-END", said)]


def test_absences_of_four_are_not() -> None:
    assert told(office(4)) == []


def test_who_is_on_leave_is_not_absent() -> None:
    assert told(office(5, away=1)) == []
    assert [code for code, _ in told(office(6, away=1))] == ["PUNCHES-END"]


def test_nothing_is_told_where_the_last_shift_has_a_punch() -> None:
    assert told(office(9, days=(TWELFTH,))) == []
    assert told(office(9, days=("2026-10-11", TWELFTH))) == []  # absent before it


def stores(*of_people: str, punching: int, sold: tuple[Row, ...] = ()) -> Month:
    """Everybody has a shift on the twelfth; the first ``punching`` punch."""
    ids = [f"{number:04d}" for number in range(1, len(of_people) + 1)]
    return a_month(
        employees=[employee(each) | {"store": store} for each, store in zip(ids, of_people, strict=True)],
        shifts=[shift(each, TWELFTH) for each in ids],
        punches=[punch(each, TWELFTH, "08:20", "17:40") for each in ids[:punching]],
        assignments=sold,
    )


@pytest.mark.parametrize(("people", "found"), [(2, 0), (3, 1)])
def test_a_store_of_three_without_any_punch_is_told(people: int, found: int) -> None:
    said = f"none of the {people} employees with shifts in store «South» has a punch: all count as absent"
    month = stores("North", *["South"] * people, punching=1)
    assert told(month) == [("STORE-WITHOUT-PUNCHES", said)] * found


def test_one_punch_in_a_store_is_enough() -> None:
    assert told(stores("North", "South", "South", "South", punching=2)) == []


def test_people_without_a_store_are_no_store() -> None:
    assert told(stores("North", "", "", "", punching=1)) == []


def test_without_any_punch_it_is_told_where_they_are_read() -> None:
    assert told(stores("North", "South", "South", "South", punching=0)) == []


def test_the_store_is_that_of_the_end_of_the_month() -> None:
    moved = (assignment("0002", "2026-10-20", store="South"),)
    assert told(stores("North", "North", "South", "South", punching=1, sold=moved)) == [
        (
            "STORE-WITHOUT-PUNCHES",
            "none of the 3 employees with shifts in store «South» has a punch: all count as absent",
        )
    ]
