"""What the tables of an amendment lack of what a closed month was judged on."""

from __future__ import annotations

import pytest

from payroll.ledger.lost import Lost, another_month_text, lost_rows, lost_text
from payroll.table import Table
from payroll.tables import TABLES, Tables
from tests.ledger.test_late import PEOPLE, tables
from tests.month_builder import a_month, complaint, employee, leave, punch, shift, wage
from tests.test_daily_report import report

TWO_DAYS = [*punch("0001", "2026-10-12", "08:20", "17:40"), *punch("0001", "2026-10-31", "08:20", "17:40")]


def lost(then: Tables, now: Tables, *names: str) -> list[Lost]:
    """Compare for October 2026."""
    return list(lost_rows(then, now, a_month(employees=PEOPLE).period, names))


def test_a_table_that_only_grew_lost_nothing() -> None:
    then = tables(
        punches=TWO_DAYS, shifts=[shift("0001", "2026-10-12")], complaints=[complaint("C1", "2026-10-12 10:00")]
    )
    now = tables(
        employees=[*reversed(PEOPLE), employee("0000")],
        punches=[*TWO_DAYS, *punch("0002", "2026-10-12", "08:20")],
        shifts=[shift("0001", "2026-10-13"), shift("0001", "2026-10-12")],
        complaints=[complaint("C2", "2026-10-13 10:00"), complaint("C1", "2026-10-12 10:00")],
    )
    assert lost(then, now, "employees", "punches", "shifts", "complaints") == []


def test_each_punch_of_the_month_that_is_gone_counts() -> None:
    now = tables(punches=punch("0001", "2026-10-31", "08:20", "17:41"))
    assert lost(tables(punches=TWO_DAYS), now, "punches") == [Lost("punches", known=4, gone=3, now=2)]


def test_punches_of_other_months_are_no_loss() -> None:
    before = punch("0001", "2026-09-30", "08:20")
    after = punch("0001", "2026-11-01", "00:05")
    assert lost(tables(punches=[*before, *TWO_DAYS, *after]), tables(punches=TWO_DAYS), "punches") == []


def test_a_table_that_was_not_given_is_not_looked_at() -> None:
    assert lost(tables(punches=TWO_DAYS), tables(), "shifts") == []


def test_a_day_of_the_rota_that_has_another_shift_is_not_lost() -> None:
    then = tables(shifts=[shift("0001", "2026-10-12"), shift("0002", "2026-10-12")])
    now = tables(shifts=[shift("0001", "2026-10-12", "09:00-18:00")])
    assert lost(then, now, "shifts") == [Lost("shifts", known=2, gone=1, now=1)]


def test_punches_or_shifts_without_a_row_of_the_month_are_of_another_month() -> None:
    then = tables(punches=TWO_DAYS, shifts=[shift("0001", "2026-10-12")])
    now = tables(punches=punch("0001", "2026-11-01", "00:05"), shifts=[shift("0001", "2026-11-02")])
    found = lost(then, now, "punches", "shifts")
    assert found == [Lost("punches", known=4, gone=4, now=0), Lost("shifts", known=1, gone=1, now=0)]
    assert all(each.is_another_month for each in found)


def test_one_row_of_the_month_is_enough_to_be_of_the_month() -> None:
    (found,) = lost(tables(punches=TWO_DAYS), tables(punches=punch("0001", "2026-10-31", "23:59")), "punches")
    assert found == Lost("punches", known=4, gone=4, now=1)
    assert not found.is_another_month


@pytest.mark.parametrize(("known", "of_another"), [(10, False), (11, True)])
def test_less_than_a_tenth_of_the_rows_is_the_file_of_another_month(known: int, *, of_another: bool) -> None:
    assert Lost("punches", known=known, gone=known - 1, now=1).is_another_month is of_another
    assert not Lost("complaints", known=known, gone=known - 1, now=1).is_another_month


def test_an_event_that_changed_is_there_and_one_without_a_row_is_gone() -> None:
    """Complaints of months before count as well, since they give the later ones their numbers."""
    then = tables(
        complaints=[
            complaint("C0", "2026-03-05 10:00"),
            complaint("C1", "2026-10-12 10:00"),
            complaint("C2", "2026-10-13 10:00"),
        ],
        leave=[leave("L0", "2026-09-01", "2026-09-30"), leave("L1", "2026-10-31", "2026-11-02")],
    )
    now = tables(complaints=[complaint("C1", "2026-10-12 10:00", status="rejected")])
    found = lost(then, now, "complaints", "leave")
    assert found == [Lost("complaints", known=3, gone=2, now=0), Lost("leave", known=1, gone=1, now=0)]
    assert not any(each.is_another_month for each in found)  # a month may well have no complaint and no leave


def test_people_and_wages_that_the_month_needs_are_missed() -> None:
    people = [*PEOPLE, employee("0003", left="2026-10-15"), employee("0004", left="2026-09-30")]
    then = tables(
        employees=people, wages=[wage("0001", "2026-01-01", "5000.00"), wage("0001", "2026-11-01", "5500.00")]
    )
    now = tables(wages=[wage("0001", "2026-11-01", "5500.00")])
    assert lost(then, now, "employees", "wages") == [
        Lost("employees", known=3, gone=1, now=2),
        Lost("wages", known=1, gone=1, now=0),
    ]


def test_records_of_the_month_that_are_gone_count() -> None:
    days = ("2026-09-30", "2026-10-12", "2026-10-13")
    then = a_month(employees=PEOPLE, records={"reports": [report(each) for each in days]}).tables
    now = a_month(employees=PEOPLE, records={"reports": [report("2026-10-13")]}).tables
    assert lost(then, now, "reports") == [Lost("reports", known=2, gone=1, now=1)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_any_table_may_lie_in_the_folder(table: Table) -> None:
    assert lost(tables(), tables(), table.name) == []


def test_what_is_told_names_table_month_folder_and_numbers() -> None:
    punches = Lost("punches", known=4, gone=3, now=1)
    told = lost_text(punches, "2026-10", "late")
    assert told.en == "3 of the 4 rows that 2026-10 had in punches are not in late and count no more"
    assert told.zh == "2026-10 的打卡表原有 4 行，其中 3 行不在 late 里，不再计入"
    refusal = another_month_text(punches, "2026-10", "late")
    assert refusal.en.startswith("punches in late has 1 row of 2026-10, which had 4: 3 would be gone.")
    assert refusal.zh.startswith("late 里的打卡表只有 1 行属于 2026-10，而该月原有 4 行，其中 3 行会就此消失。")
