"""The days of a month as they were planned and as they went, for one person and for many."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from payroll.month.context import Month
from payroll.month.month import judge
from payroll.month.rota import build_rota
from payroll.period import iso_day, iso_minute
from payroll.policy.model import Calendar, OccurrenceRule
from payroll.timeline import Day, days_of, timeline
from tests.month_builder import (
    BARE,
    a_month,
    added_punch,
    employee,
    flat,
    leave,
    office_month,
    punch,
    shift,
    swap,
)
from tests.month_frames import ledger_lines
from tests.oracle.compared import random_month

LATE = replace(BARE, lateness=OccurrenceRule(clause="7.1", tiers=(flat("5"),)))
TWO = [employee("0001"), employee("0002")]


def days(month: Month, employee_id: str = "0001") -> dict[str, Day]:
    """Return the days of somebody by their dates."""
    judged = judge(month)
    position = month.tables.employees["employee_id"].tolist().index(employee_id)
    found = days_of(month, timeline(month, judged), ledger_lines(month, judged.entries))[position]
    return {iso_day(day.date): day for day in found}


def kinds(month: Month, *dates: str, employee_id: str = "0001") -> list[str]:
    found = days(month, employee_id)
    return [found[date].kind for date in dates]


def times(minutes: list[int] | tuple[int, ...]) -> list[str]:
    return [iso_minute(minute)[5:] for minute in minutes]


def test_every_day_of_the_period_is_there_once() -> None:
    found = days(office_month(BARE, {"2026-10-12": ("08:29", "17:30")}))
    assert list(found) == [f"2026-10-{day:02d}" for day in range(1, 32)]


def test_a_day_is_worked_or_a_rest_or_without_a_shift() -> None:
    month = a_month(
        employees=[employee("0001")], shifts=[shift("0001", "2026-10-12"), shift("0001", "2026-10-13", "休")]
    )
    assert kinds(month, "2026-10-12", "2026-10-13", "2026-10-14") == ["work", "rest", "off"]


def test_the_days_before_and_after_an_employment_are_told() -> None:
    month = a_month(employees=[employee("0001", hired="2026-10-05", left="2026-10-20")])
    assert kinds(month, "2026-10-04", "2026-10-05", "2026-10-20", "2026-10-21") == [
        *("not-employed", "off", "off", "not-employed")
    ]


def test_an_official_holiday_of_the_calendar_is_told_and_a_make_up_saturday_is_worked() -> None:
    # 2026: 1 to 7 October are holidays, Saturday the 10th is worked for them
    policy = replace(BARE, calendar=Calendar("office", frozenset(range(5)), "CN"))
    month = a_month(policy=policy, employees=[employee("0001")])
    assert kinds(month, "2026-10-07", "2026-10-08", "2026-10-10", "2026-10-11") == ["holiday", "work", "work", "off"]


def test_a_holiday_that_is_worked_is_a_day_of_work() -> None:
    policy = replace(BARE, calendar=Calendar("office", frozenset(range(5)), "CN"))
    month = a_month(policy=policy, employees=[employee("0001")], shifts=[shift("0001", "2026-10-01")])
    assert kinds(month, "2026-10-01", "2026-10-02") == ["work", "holiday"]


def test_a_shift_has_its_verdict_its_punches_and_its_charge() -> None:
    day = days(office_month(LATE, {"2026-10-12": ("08:42", "12:05", "17:31")}))["2026-10-12"]
    [worked] = day.shifts
    assert (worked.code, worked.verdict, worked.late_minutes, worked.early_minutes) == ("office", "late", 12, 0)
    assert [(iso_minute(tap.time)[11:], tap.role) for tap in worked.punches] == [
        *(("08:42", "arrival"), ("12:05", "between"), ("17:31", "departure"))
    ]
    assert [(line["rule"], line["amount"]) for line in day.lines] == [("lateness", -500)]
    assert (worked.evidence, worked.punches[0].evidence) == ("shifts.csv:2", "punches.csv:2")


def test_a_night_shift_and_its_departure_stand_on_the_day_it_begins() -> None:
    month = office_month(BARE, {"2026-10-12": ("21:55",), "2026-10-13": ("06:02",)}, times="night")
    found = days(month)
    [first] = found["2026-10-12"].shifts
    assert times([first.start, first.end]) == ["10-12 22:00", "10-13 06:00"]
    assert times([tap.time for tap in first.punches]) == ["10-12 21:55", "10-13 06:02"]
    assert found["2026-10-13"].stray == ()


def test_a_punch_of_the_night_before_the_period_belongs_to_no_shift_of_it() -> None:
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", "2026-09-30", "night")],
        punches=[punch("0001", "2026-09-30", "21:50"), punch("0001", "2026-10-01", "06:02")],
    )
    day = days(month)["2026-10-01"]
    assert (day.kind, [(iso_minute(tap.time), tap.role) for tap in day.stray]) == (
        *("off", [("2026-10-01 06:02", "neighbour")]),
    )


def test_a_punch_after_the_last_midnight_of_the_period_belongs_to_its_last_night() -> None:
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", "2026-10-31", "night")],
        punches=[punch("0001", "2026-10-31", "21:55"), punch("0001", "2026-11-01", "06:00")],
    )
    [worked] = days(month)["2026-10-31"].shifts
    assert times([tap.time for tap in worked.punches]) == ["10-31 21:55", "11-01 06:00"]


def test_a_punch_on_a_day_off_is_in_no_shift() -> None:
    month = a_month(employees=[employee("0001")], punches=[punch("0001", "2026-10-11", "14:02")])
    [tap] = days(month)["2026-10-11"].stray
    assert (iso_minute(tap.time), tap.role) == ("2026-10-11 14:02", "outside")


def test_two_sessions_of_a_day_have_their_own_punches() -> None:
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", "2026-10-12", "09:00-12:00"), shift("0001", "2026-10-12", "14:00-18:00")],
        punches=[punch("0001", "2026-10-12", "08:55", "12:03", "13:50", "18:04")],
    )
    morning, afternoon = days(month)["2026-10-12"].shifts
    assert times([tap.time for tap in morning.punches]) == ["10-12 08:55", "10-12 12:03"]
    assert times([tap.time for tap in afternoon.punches]) == ["10-12 13:50", "10-12 18:04"]


def test_a_punch_that_was_added_later_says_so() -> None:
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", "2026-10-12")],
        punches=[punch("0001", "2026-10-12", "08:20"), added_punch("0001", "2026-10-12", "17:30")],
    )
    [worked] = days(month)["2026-10-12"].shifts
    assert [tap.added for tap in worked.punches] == [False, True]


def test_a_shift_without_a_punch_is_absent_and_one_that_cannot_be_judged_is_unclear() -> None:
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", "2026-10-12"), shift("0001", "2026-10-20")],
        unclear=[("0001", "2026-10-20")],
    )
    found = days(month)
    assert [found[day].shifts[0].verdict for day in ("2026-10-12", "2026-10-20")] == ["absent", "unclear"]


def test_leave_of_a_part_of_a_day_moves_when_the_shift_is_expected() -> None:
    month = office_month(
        BARE, {"2026-10-12": ("10:28", "17:30")}, leave=[leave("L1", "2026-10-12 08:30", "2026-10-12 10:30")]
    )
    day = days(month)["2026-10-12"]
    assert times([day.shifts[0].expected_start, day.shifts[0].expected_end]) == ["10-12 10:30", "10-12 17:30"]
    [taken] = day.leave
    assert (taken.leave_id, taken.status, taken.counts, taken.whole_days) == ("L1", "approved", True, False)


def test_leave_of_whole_days_touches_its_days_and_no_other() -> None:
    month = office_month(BARE, {}, leave=[leave("L1", "2026-10-12", "2026-10-13")])
    found = days(month)
    touched = [date for date, day in found.items() if day.leave]
    assert touched == ["2026-10-12", "2026-10-13"]


def test_leave_that_was_not_approved_is_told_and_does_not_count() -> None:
    month = office_month(BARE, {}, leave=[leave("L1", "2026-10-12", "2026-10-12", status="rejected")])
    [asked] = days(month)["2026-10-12"].leave
    assert (asked.status, asked.counts) == ("rejected", False)


def test_leave_in_the_morning_after_touches_the_night_before() -> None:
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", "2026-10-12", "night")],
        leave=[leave("L1", "2026-10-13 04:00", "2026-10-13 06:00")],
    )
    found = days(month)
    assert [date for date, day in found.items() if day.leave] == ["2026-10-12", "2026-10-13"]


def test_a_shift_that_is_swapped_is_given_by_one_and_taken_by_the_other() -> None:
    month = a_month(
        employees=TWO, shifts=[shift("0001", "2026-10-12")], swaps=[swap("W1", "0001", "0002", "2026-10-12")]
    )
    giver, taker = (days(month, who)["2026-10-12"] for who in ("0001", "0002"))
    assert (giver.kind, giver.shifts) == ("given", ())
    assert [(given.swap_id, given.given_to, given.code) for given in giver.given] == [("W1", "0002", "office")]
    assert [(worked.swap_id, worked.taken_from) for worked in taker.shifts] == [("W1", "0001")]


def test_a_shift_that_goes_through_two_hands_is_given_by_the_first_to_the_last() -> None:
    month = a_month(
        employees=[*TWO, employee("0003")],
        shifts=[shift("0001", "2026-10-12")],
        swaps=[
            swap("W1", "0001", "0002", "2026-10-12", asked="2026-09-01 09:00"),
            swap("W2", "0002", "0003", "2026-10-12", asked="2026-09-02 09:00"),
        ],
    )
    assert [given.given_to for given in days(month, "0001")["2026-10-12"].given] == ["0003"]
    assert days(month, "0002")["2026-10-12"].given == ()  # it was never theirs by the rota
    assert [worked.taken_from for worked in days(month, "0003")["2026-10-12"].shifts] == ["0002"]


def test_a_shift_that_comes_back_is_neither_given_nor_taken() -> None:
    month = a_month(
        employees=TWO,
        shifts=[shift("0001", "2026-10-12")],
        swaps=[
            swap("W1", "0001", "0002", "2026-10-12", asked="2026-09-01 09:00"),
            swap("W2", "0002", "0001", "2026-10-12", asked="2026-09-02 09:00"),
        ],
    )
    day = days(month, "0001")["2026-10-12"]
    assert (day.given, [(worked.swap_id, worked.taken_from) for worked in day.shifts]) == ((), [("W2", "")])


def test_a_swap_of_two_dates_is_given_on_one_and_taken_on_the_other() -> None:
    month = a_month(
        employees=TWO,
        shifts=[shift("0001", "2026-10-12"), shift("0002", "2026-10-14")],
        swaps=[swap("W1", "0001", "0002", "2026-10-12", back="2026-10-14")],
    )
    assert kinds(month, "2026-10-12", "2026-10-14") == ["given", "work"]
    assert kinds(month, "2026-10-12", "2026-10-14", employee_id="0002") == ["work", "given"]


@pytest.mark.parametrize("status", ["pending", "rejected"])
def test_a_swap_that_is_not_approved_moves_nothing(status: str) -> None:
    month = a_month(
        employees=TWO,
        shifts=[shift("0001", "2026-10-12")],
        swaps=[swap("W1", "0001", "0002", "2026-10-12", status=status)],
    )
    assert kinds(month, "2026-10-12") == ["work"]


def test_a_calendar_shift_that_is_swapped_names_who_works_it() -> None:
    # everybody has the same shift of the calendar, so only the swap tells whose it was
    policy = replace(BARE, calendar=Calendar("office", frozenset(range(5)), ""))
    month = a_month(
        policy=policy,
        employees=[*TWO, employee("0003")],
        shifts=[shift("0002", "2026-10-12", "休")],
        swaps=[swap("W1", "0001", "0002", "2026-10-12")],
    )
    day = days(month, "0001")["2026-10-12"]
    assert [(given.given_to, given.evidence) for given in day.given] == [("0002", "")]
    assert days(month, "0003")["2026-10-12"].given == ()


def test_a_month_without_shifts_and_punches_has_its_days_all_the_same() -> None:
    table = timeline(month := a_month(employees=TWO), judge(month))
    assert len(table.days) == 2 * 31
    assert [len(each) for each in (table.shifts, table.given, table.punches, table.leave)] == [0, 0, 0, 0]


def test_the_tables_of_some_are_the_rows_that_they_have_in_the_tables_of_all() -> None:
    month = a_month(
        employees=[*TWO, employee("0003")],
        shifts=[shift(who, f"2026-10-{day}") for who in ("0001", "0002", "0003") for day in (12, 13, 14)][:-1],
        punches=[punch(who, "2026-10-12", "08:31", "17:30") for who in ("0001", "0002")],
        swaps=[swap("W1", "0001", "0003", "2026-10-14")],
        leave=[leave("L1", "2026-10-13", "2026-10-13", employee_id="0002")],
    )
    judged = judge(month)
    everybody = timeline(month, judged)
    some = timeline(month, judged, np.array([False, True, True]))
    for name in ("days", "given", "leave"):
        whole = getattr(everybody, name)
        own = whole[whole["employee"] > 0].reset_index(drop=True)
        pd.testing.assert_frame_equal(getattr(some, name).reset_index(drop=True), own)
    assert len(some.shifts) == int((everybody.shifts["employee"] > 0).sum()) == 6
    assert some.punches["shift"].tolist() == [0, 0]  # positions in its own table of shifts
    assert everybody.punches["shift"].tolist() == [0, 0, 2, 2]


def test_every_punch_of_the_period_is_told_once() -> None:
    month = a_month(
        employees=TWO,
        shifts=[shift("0001", "2026-10-12"), shift("0002", "2026-10-12", "night")],
        punches=[
            punch("0001", "2026-10-12", "08:29", "08:31", "17:30", "23:59"),
            punch("0002", "2026-10-12", "22:00"),
            punch("0002", "2026-10-13", "06:00", "15:00"),
        ],
    )
    table = timeline(month, judge(month))
    assert len(table.punches) == 7
    assert sorted(table.punches["role"].astype(str)) == [
        *("arrival", "arrival", "between", "departure", "departure", "outside", "outside")
    ]


@pytest.mark.parametrize("seed", range(12))
def test_what_the_rota_gave_is_worked_by_its_owner_or_by_who_took_it(seed: int) -> None:
    month, judged = random_month(seed).month, random_month(seed).judged
    table = timeline(month, judged)
    rota = build_rota(month).shifts
    planned = rota[month.in_period(rota["date"].to_numpy())]
    own = table.shifts[~table.shifts["taken"]]
    assert starts(planned) == sorted(starts(own) + starts(table.given))
    assert len(table.given) == int(table.shifts["taken"].sum())
    assert (table.given["swap"] >= 0).all()
    worked = judged.attendance.shifts
    assert len(table.shifts) == int(month.in_period(worked["date"].to_numpy()).sum())


def starts(shifts: pd.DataFrame) -> list[tuple[int, int]]:
    """Return who has a shift from when."""
    return sorted(zip(shifts["employee"].tolist(), shifts["start"].tolist(), strict=True))
