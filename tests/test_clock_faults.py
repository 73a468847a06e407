"""A clock's own faults: found as one thing, where enough people say so, and not where they do not."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from payroll.month.clock_faults import ClockFaults, find_clock_faults
from payroll.month.context import Month, records
from payroll.month.month import arrange, attend
from payroll.period import iso_day
from payroll.problems import Problem
from tests.month_builder import a_month, employee, leave, shift
from tests.month_frames import Row

DAYS = tuple(f"2026-10-{day:02d}" for day in range(5, 10))
"""A working week, Monday to Friday; everybody works from 08:30 to 17:30."""
TIDY = ("08:25", "17:35")
Taps = dict[tuple[int, str], tuple[str, ...]]
"""Number of a person and day -> the times of that day; on other days they are TIDY."""


def who(number: int) -> str:
    return f"{number:04d}"


def taps(times: Iterable[str], people: Iterable[int], days: Iterable[str]) -> Taps:
    times = tuple(times)
    return {(person, day): times for person in people for day in days}


def week(
    people: int, odd: Taps, *, device: str = "门口", corrections: Iterable[Row] = (), leaves: Iterable[Row] = ()
) -> Month:
    """A week of so many people who share a clock; each punch of ``odd`` may name its day and its device itself."""
    rows = []
    for person in range(1, people + 1):
        for day in DAYS:
            for time in odd.get((person, day), TIDY):
                moment, _, other = time.partition("@")
                at = moment if " " in moment else f"{day} {moment}"
                rows.append({"employee_id": who(person), "time": at, "device": other or device})
    rows.sort(key=lambda row: row["time"])
    return a_month(
        employees=[employee(who(person)) for person in range(1, people + 1)],
        shifts=[shift(who(person), day) for person in range(1, people + 1) for day in DAYS],
        punches=[rows],
        leave=leaves,
        clock_corrections=corrections,
    )


def faults(month: Month) -> ClockFaults:
    arranged = arrange(month)
    return find_clock_faults(arranged.month, attend(arranged.month, arranged.swaps.shifts).attendance)


def found(month: Month) -> list[Problem]:
    return list(faults(month).problems)


def codes(month: Month) -> list[str]:
    return [problem.code for problem in found(month)]


def unclear(month: Month) -> set[tuple[str, str]]:
    table = faults(month).unclear
    return {(month.employee_id(row["employee"]), iso_day(row["date"])) for row in records(table)}


# Off ------------------------------------------------------------------------------------------------


def ahead(people: Iterable[int], days: Iterable[str]) -> Taps:
    """The clock is an hour fast: who comes at 08:25 is seen at 09:25, who leaves at 17:35 at 18:35."""
    return taps(("09:25", "18:35"), people, days)


def test_a_clock_that_is_an_hour_fast_for_everybody_is_one_finding() -> None:
    month = week(6, ahead(range(1, 7), [DAYS[1]]))
    [problem] = found(month)
    assert (problem.code, problem.value) == ("CLOCK-OFF", "门口")
    assert problem.message("en") == (
        "the clock «门口» seems about 60 min fast on 2026-10-06: of 6 people nearly everybody is off by as much; "
        "as it stands this makes 6 late"
    )
    assert "minutes (about -60) in the table clock_corrections" in problem.fix("en")
    assert problem.message("zh").endswith("照此判断会有迟到 6 次")
    assert unclear(month) == {(who(person), DAYS[1]) for person in range(1, 7)}


def test_a_clock_that_is_slow_shows_in_the_departures() -> None:
    [problem] = found(week(5, taps(("07:45", "16:55"), range(1, 6), [DAYS[1]])))
    assert problem.code == "CLOCK-OFF"
    assert "about 40 min slow" in problem.message("en")
    assert "5 early" in problem.message("en")


@pytest.mark.parametrize(("people", "expected"), [(5, ["CLOCK-OFF"]), (4, [])])
def test_at_least_five_people_have_to_agree(people: int, expected: list[str]) -> None:
    assert codes(week(people, ahead(range(1, people + 1), [DAYS[1]]))) == expected


@pytest.mark.parametrize(("wrong", "expected"), [(8, ["CLOCK-OFF"]), (7, [])])
def test_nearly_everybody_is_four_fifths(wrong: int, expected: list[str]) -> None:
    assert codes(week(10, ahead(range(1, wrong + 1), [DAYS[1]]))) == expected


@pytest.mark.parametrize(("minutes", "expected"), [(10, ["CLOCK-OFF"]), (9, [])])
def test_a_few_minutes_are_people_and_not_the_clock(minutes: int, expected: list[str]) -> None:
    late = taps((f"08:{30 + minutes:02d}", "17:35"), range(1, 7), [DAYS[1]])
    assert codes(week(6, late)) == expected


def test_people_who_are_late_by_different_minutes_are_late() -> None:
    clocks = ("08:50", "09:10", "09:30", "09:50", "10:10", "10:30")  # no five of them are alike
    late: Taps = {(person, DAYS[1]): (clock, "17:35") for person, clock in enumerate(clocks, 1)}
    assert codes(week(6, late)) == []


def test_people_who_come_early_and_forget_to_punch_out_are_no_fault_of_the_clock() -> None:
    assert codes(week(6, taps(("08:12",), range(1, 7), DAYS))) == []


def test_days_that_follow_one_another_are_one_finding() -> None:
    [problem] = found(week(6, ahead(range(1, 7), DAYS[1:4])))
    assert "from 2026-10-06 to 2026-10-08" in problem.message("en")
    assert "18 late" in problem.message("en")


def test_a_right_day_between_or_another_offset_makes_two_findings() -> None:
    assert len(found(week(6, ahead(range(1, 7), [DAYS[1], DAYS[3]])))) == 2
    other = ahead(range(1, 7), [DAYS[1]]) | taps(("09:45", "18:55"), range(1, 7), [DAYS[2]])
    assert len(found(week(6, other))) == 2


@pytest.mark.parametrize(("spread", "expected"), [(16, ["CLOCK-OFF"]), (17, [])])
def test_alike_is_within_eight_minutes_of_one_another(spread: int, expected: list[str]) -> None:
    early, late = ("09:10", "17:35"), (f"09:{10 + spread}", "17:35")
    odd: Taps = {(person, DAYS[1]): early if person <= 3 else late for person in range(1, 7)}
    assert codes(week(6, odd)) == expected


def test_two_shifts_a_day_are_not_taken_for_one_another() -> None:
    people = range(1, 7)
    punches = [
        {"employee_id": who(person), "time": f"{day} {time}", "device": "门口"}
        for day in DAYS
        for time in ("08:03", "12:05", "14:03", "18:05")
        for person in people
    ]
    month = a_month(
        employees=[employee(who(person)) for person in people],
        shifts=[
            shift(who(person), day, times)
            for person in people
            for day in DAYS
            for times in ("08:00-12:00", "14:00-18:00")
        ],
        punches=[punches],
    )
    assert codes(month) == []


def test_a_clock_in_another_time_zone_is_found_though_no_punch_meets_a_shift() -> None:
    [problem] = found(week(6, taps(("14:25", "23:35"), range(1, 7), [DAYS[1]])))
    assert (problem.code, "about 360 min fast" in problem.message("en")) == ("CLOCK-OFF", True)


def test_each_clock_is_judged_by_its_own_people() -> None:
    back = {(person, day): tuple(f"{time}@后门" for time in TIDY) for person in range(6, 11) for day in DAYS}
    front = ahead(range(1, 6), [DAYS[1]])
    [problem] = found(week(10, {**back, **front}))
    assert problem.value == "门口"


@pytest.mark.parametrize("minutes", ["-60", "0"])
def test_a_correction_decides_a_day_also_if_it_says_that_the_clock_was_right(minutes: str) -> None:
    row = {"device": "门口", "from": "2026-10-06 00:00", "to": "2026-10-07 00:00", "minutes": minutes}
    assert codes(week(6, ahead(range(1, 7), [DAYS[1]]), corrections=[row])) == []
    assert codes(week(6, ahead(range(1, 7), [DAYS[1]]), corrections=[row | {"device": "后门"}])) == ["CLOCK-OFF"]


def test_people_on_leave_are_not_counted() -> None:
    away = [leave(f"L{person}", DAYS[1], DAYS[1], employee_id=who(person)) for person in range(6, 9)]
    assert codes(week(8, ahead(range(1, 6), [DAYS[1]]), leaves=away)) == ["CLOCK-OFF"]


# Silent ---------------------------------------------------------------------------------------------


def test_a_clock_that_is_silent_for_a_day_is_one_finding() -> None:
    month = week(6, taps((), range(1, 7), [DAYS[2]]))
    [problem] = found(month)
    assert problem.message("en") == (
        "the clock «门口» has no punch on 2026-10-07, but some before and after; 6 people who had shifts could not "
        "punch; as it stands this makes 6 absent"
    )
    assert problem.row is not None
    assert unclear(month) == {(who(person), DAYS[2]) for person in range(1, 7)}


@pytest.mark.parametrize(("people", "expected"), [(5, ["CLOCK-SILENT"]), (4, [])])
def test_a_silent_clock_is_told_by_at_least_five_people(people: int, expected: list[str]) -> None:
    assert codes(week(people, taps((), range(1, people + 1), [DAYS[2]]))) == expected


def test_a_clock_that_one_person_used_was_not_silent() -> None:
    assert codes(week(6, taps((), range(1, 6), [DAYS[2]]))) == []


def test_a_file_that_ends_or_begins_within_the_period_is_no_silence() -> None:
    assert codes(week(6, taps((), range(1, 7), DAYS[3:]))) == []
    assert codes(week(6, taps((), range(1, 7), DAYS[:2]))) == []


def test_people_who_used_another_clock_that_day_are_not_charged_and_nothing_is_found() -> None:
    other = taps(("08:25@后门", "17:35@后门"), range(1, 7), [DAYS[2]])
    assert codes(week(6, other)) == []


def test_two_silent_days_are_one_finding() -> None:
    [problem] = found(week(6, taps((), range(1, 7), DAYS[1:3])))
    assert "from 2026-10-06 to 2026-10-07" in problem.message("en")


def test_a_correction_of_no_minutes_says_that_nobody_came() -> None:
    row = {"device": "门口", "from": "2026-10-07 00:00", "to": "2026-10-08 00:00", "minutes": "0"}
    assert codes(week(6, taps((), range(1, 7), [DAYS[2]]), corrections=[row])) == []


# Reset ----------------------------------------------------------------------------------------------


def log(*lines: tuple[int, str], corrections: Iterable[Row] = ()) -> Month:
    """Two people with a shift on each day of the week, and the rows of one clock in the order in which they came."""
    return a_month(
        employees=[employee(who(1)), employee(who(2))],
        shifts=[shift(who(person), day) for person in (1, 2) for day in DAYS],
        punches=[[{"employee_id": who(person), "time": time, "device": "K1"} for person, time in lines]],
        clock_corrections=corrections,
    )


BEFORE = ((1, "2026-10-05 08:25"), (2, "2026-10-05 08:26"), (1, "2026-10-05 17:35"), (2, "2026-10-05 17:36"))
FALLEN = ((1, "2000-01-01 00:10"), (1, "2000-01-01 09:10"))
AFTER = ((2, "2026-10-07 08:26"), (1, "2026-10-07 08:25"), (1, "2026-10-07 17:35"), (2, "2026-10-07 17:36"))


def test_a_clock_that_fell_back_to_its_first_day_is_one_finding() -> None:
    month = log(*BEFORE, *FALLEN, *AFTER)
    [problem] = found(month)
    assert (problem.code, problem.value, problem.row) == ("CLOCK-RESET", "K1", 6)
    assert problem.message("en") == (
        "the clock «K1» was reset: 2 rows are dated 2000-01-01, between rows of 2026-10-05 and 2026-10-07; "
        "of 1 people, as it stands this makes 1 absent"
    )
    assert unclear(month) == {(who(1), "2026-10-06")}


def test_old_rows_before_all_others_are_an_old_file() -> None:
    assert codes(log(*FALLEN, *BEFORE, *AFTER)) == []


def test_old_rows_after_all_others_tell_of_somebody_who_left() -> None:
    assert codes(log(*BEFORE, *AFTER, *FALLEN)) == []


def test_years_of_one_person_after_another_are_no_reset() -> None:
    history = ((2, "2024-03-01 08:30"), (2, "2025-08-01 08:30"), (2, "2026-02-01 08:30"))
    assert codes(log(*BEFORE[:1], *history, *AFTER)) == []


@pytest.mark.parametrize(("day", "expected"), [("2025-09-28", ["CLOCK-RESET"]), ("2025-09-29", [])])
def test_a_clock_falls_back_by_a_year_at_least(day: str, expected: list[str]) -> None:
    # The days around the period begin on 29 September.
    assert codes(log(*BEFORE, (1, f"{day} 08:25"), *AFTER)) == expected


def test_a_reset_that_made_nobody_wrong_is_nothing_to_decide() -> None:
    there = ((1, "2026-10-06 08:25"), (1, "2026-10-06 17:35"))
    assert codes(log(*BEFORE, *FALLEN, *there, *AFTER)) == []


def test_rows_that_a_correction_speaks_of_are_decided() -> None:
    row = {"device": "K1", "from": "2000-01-01 00:00", "to": "2000-01-02 00:00", "minutes": "0"}
    month = log(*BEFORE, *FALLEN, *AFTER, corrections=[row])
    old = month.tables.punches["time"] < 20_000_000
    month.tables.punches.loc[old, "correction"] = 0
    assert codes(month) == []


def test_a_month_without_punches_has_no_clock() -> None:
    assert codes(a_month(employees=[employee(who(1))], shifts=[shift(who(1), DAYS[0])])) == []
