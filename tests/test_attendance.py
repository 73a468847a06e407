"""Which punches belong to which shift, and the verdict on it (rules, section 4)."""

from dataclasses import replace

import pytest

from payroll.month.month import judge
from payroll.policy.model import Calendar, OccurrenceRule, Rules
from tests.month_builder import (
    BARE,
    PRICED_BY_FIVE,
    Attended,
    a_month,
    attendance,
    employee,
    leave,
    lines,
    office_hours,
    office_month,
    problems,
    punch,
    shift,
    verdicts,
    version,
)

ANNE = [employee("0001")]
DAY = "2026-10-12"
NEXT = "2026-10-13"
GRACE = replace(BARE, lateness=OccurrenceRule(grace_minutes=5), early_departure=OccurrenceRule(grace_minutes=5))


def on(*taps: str, policy: Rules = BARE, times: str = "office") -> Attended:
    return attendance(office_month(policy, {DAY: taps}, times=times))[0]


def two_shifts(first: str, second: str, *taps: str, policy: Rules = BARE) -> list[str]:
    month = a_month(
        policy=policy,
        employees=ANNE,
        shifts=[shift("0001", DAY, first), shift("0001", DAY, second)],
        punches=[punch("0001", DAY, *taps)],
    )
    return verdicts(month)


# Windows: 4.1


def test_the_window_opens_at_its_first_minute() -> None:
    # 240 minutes before 08:30 is 04:30.
    assert on("04:30", "17:30").arrival == f"{DAY} 04:30"
    assert on("04:29", "17:30").arrival == ""


def test_the_window_closes_before_its_last_minute() -> None:
    # 240 minutes after 17:30 is 21:30, no longer included.
    assert on("08:30", "21:29").departure == f"{DAY} 21:29"
    assert on("08:30", "21:30").departure == ""


def test_the_policy_sets_how_far_a_window_reaches() -> None:
    narrow = office_hours(BARE, before=10, after=20)
    assert on("08:20", "17:49", policy=narrow).verdict == "ok"
    assert on("08:19", "17:49", policy=narrow).verdict == "missing-in"
    assert on("08:20", "17:50", policy=narrow).verdict == "missing-out"


def test_a_window_may_reach_into_the_next_day() -> None:
    month = office_month(BARE, {DAY: ("18:30",)}, times="evening")
    assert verdicts(month) == ["missing-out"]
    month = a_month(
        employees=ANNE,
        shifts=[shift("0001", DAY, "evening")],
        punches=[punch("0001", DAY, "18:30"), punch("0001", NEXT, "03:59")],
    )
    assert verdicts(month) == ["ok"]
    month = a_month(
        employees=ANNE,
        shifts=[shift("0001", DAY, "evening")],
        punches=[punch("0001", DAY, "18:30"), punch("0001", NEXT, "04:00")],
    )
    assert verdicts(month) == ["missing-out"]


def test_the_midpoint_between_two_shifts_belongs_to_the_later_one() -> None:
    # Between 12:00 and 13:30 the midpoint is 12:45.
    assert two_shifts("08:00-12:00", "13:30-17:30", "08:00", "12:44", "17:30") == ["ok", "missing-in"]
    assert two_shifts("08:00-12:00", "13:30-17:30", "08:00", "12:45", "17:30") == ["missing-out", "ok"]


def test_the_midpoint_is_rounded_down() -> None:
    # Between 12:00 and 13:01 it is 12:30.
    assert two_shifts("08:00-12:00", "13:01-17:00", "08:00", "12:29", "17:00") == ["ok", "missing-in"]
    assert two_shifts("08:00-12:00", "13:01-17:00", "08:00", "12:30", "17:00") == ["missing-out", "ok"]


def test_where_the_midpoint_lies_before_the_overlap_its_first_minute_cuts() -> None:
    # Windows end at 16:00 and open at 15:30; the midpoint 14:00 lies before that, so 15:30 cuts.
    policy = office_hours(BARE, before=30, after=240)
    assert two_shifts("08:00-12:00", "16:00-20:00", "08:00", "15:29", "20:00", policy=policy) == ["ok", "missing-in"]
    assert two_shifts("08:00-12:00", "16:00-20:00", "08:00", "15:30", "20:00", policy=policy) == ["missing-out", "ok"]


def test_where_the_midpoint_lies_after_the_overlap_its_end_cuts() -> None:
    # Windows end at 12:30 and open at 12:00; the midpoint 14:00 lies after that, so 12:30 cuts.
    policy = office_hours(BARE, before=240, after=30)
    assert two_shifts("08:00-12:00", "16:00-20:00", "08:00", "12:29", "20:00", policy=policy) == ["ok", "missing-in"]
    assert two_shifts("08:00-12:00", "16:00-20:00", "08:00", "12:30", "20:00", policy=policy) == ["missing-out", "ok"]


def test_windows_that_only_touch_are_not_cut() -> None:
    # One ends and the other opens at 14:00: no overlap, nothing moves to the midpoint of the gap.
    policy = office_hours(BARE, before=60, after=120)
    assert two_shifts("08:00-12:00", "15:00-18:00", "08:00", "13:59", "18:00", policy=policy) == ["ok", "missing-in"]
    assert two_shifts("08:00-12:00", "15:00-18:00", "08:00", "14:00", "18:00", policy=policy) == ["missing-out", "ok"]


def test_a_gap_between_windows_stays_a_gap() -> None:
    policy = office_hours(BARE, before=60, after=60)
    assert two_shifts("08:00-12:00", "15:00-18:00", "08:00", "13:30", "18:00", policy=policy) == [
        "missing-out",
        "missing-in",
    ]


def test_each_window_goes_by_the_version_of_its_own_work_date() -> None:
    month = a_month(
        policy=[version(office_hours(BARE, before=10)), version(office_hours(BARE, before=20), NEXT)],
        employees=ANNE,
        shifts=[shift("0001", DAY), shift("0001", NEXT)],
        punches=[punch("0001", DAY, "08:15", "17:30"), punch("0001", NEXT, "08:15", "17:30")],
    )
    assert verdicts(month) == ["missing-in", "ok"]


def test_a_punch_in_no_window_is_a_warning() -> None:
    assert problems(office_month(BARE, {DAY: ("08:30", "17:30")})) == []
    judged = judge(office_month(BARE, {DAY: ("02:00", "08:30", "17:30")}))
    assert [(problem.code, problem.value, problem.row) for problem in judged.problems] == [
        ("PUNCH-NO-SHIFT", f"{DAY} 02:00", 2)
    ]


def test_a_punch_after_the_employment_says_so() -> None:
    month = a_month(
        employees=[employee("0001", left=DAY)],
        shifts=[shift("0001", DAY)],
        punches=[punch("0001", DAY, "08:30", "17:30"), punch("0001", NEXT, "08:30")],
    )
    assert problems(month) == ["PUNCH-OUTSIDE-EMPLOYMENT"]


# Punches: 4.3


def test_no_punch_is_an_absence() -> None:
    assert on().verdict == "absent"


def test_first_and_last_punch_are_arrival_and_departure() -> None:
    judged = on("08:20", "12:00", "12:30", "17:40")
    assert (judged.arrival, judged.departure, judged.verdict) == (f"{DAY} 08:20", f"{DAY} 17:40", "ok")


def test_two_taps_a_minute_short_of_half_an_hour_are_one() -> None:
    assert on("08:20", "08:49").verdict == "missing-out"


def test_two_taps_half_an_hour_apart_are_two() -> None:
    # The departure at 08:50 is 520 minutes before 17:30.
    judged = on("08:20", "08:50")
    assert (judged.verdict, judged.early) == ("early", 520)


def test_the_policy_sets_what_makes_two_taps() -> None:
    policy = office_hours(BARE, repeat=5)
    assert on("08:28", "08:32", policy=policy).verdict == "missing-out"
    assert on("08:28", "08:33", policy=policy).verdict == "early"


def test_with_no_minutes_between_taps_every_lone_tap_is_two() -> None:
    judged = on("12:00", policy=office_hours(BARE, repeat=0))
    assert (judged.late, judged.early, judged.verdict) == (210, 330, "late+early")


def test_a_lone_tap_before_the_midpoint_is_the_arrival() -> None:
    # 13:00 is the midpoint of 08:30 and 17:30; 12:59 is 269 minutes after 08:30.
    judged = on("12:59")
    assert (judged.arrival, judged.departure, judged.late) == (f"{DAY} 12:59", "", 269)
    assert judged.verdict == "late+missing-out"


def test_a_lone_tap_at_the_midpoint_is_the_departure() -> None:
    judged = on("13:00")
    assert (judged.arrival, judged.departure, judged.early) == ("", f"{DAY} 13:00", 270)
    assert judged.verdict == "early+missing-in"


def test_the_midpoint_of_a_shift_of_an_odd_number_of_minutes_is_rounded_down() -> None:
    # 08:00 to 12:01: the midpoint 10:00:30 becomes 10:00.
    assert on("09:59", times="08:00-12:01").verdict == "late+missing-out"
    assert on("10:00", times="08:00-12:01").verdict == "early+missing-in"


def test_a_double_tap_counts_by_its_first_as_an_arrival_and_by_its_last_as_a_departure() -> None:
    assert on("08:29", "08:31").arrival == f"{DAY} 08:29"
    assert on("17:29", "17:31").departure == f"{DAY} 17:31"
    assert on("17:29", "17:31").verdict == "missing-in"


def test_a_first_tap_after_the_end_is_no_arrival() -> None:
    judged = on("17:30", "18:00")
    assert (judged.arrival, judged.departure, judged.verdict) == ("", f"{DAY} 18:00", "missing-in")
    assert on("17:29", "18:00").verdict == "late"


def test_a_last_tap_before_the_start_is_no_departure() -> None:
    judged = on("08:00", "08:30")
    assert (judged.arrival, judged.departure, judged.verdict) == (f"{DAY} 08:00", "", "missing-out")
    assert on("08:00", "08:31").verdict == "early"


def test_exact_repeats_in_the_file_are_one_punch() -> None:
    assert on("08:30", "08:30", "17:30", "17:30").verdict == "ok"


# Lateness and early departure: 4.4


def test_seconds_are_dropped() -> None:
    assert on("08:30:59", "17:30").verdict == "ok"
    assert on("08:31:00", "17:30").late == 1
    assert on("08:30", "17:29:59").early == 1


def test_without_grace_the_first_minute_is_late_and_the_last_minute_is_early() -> None:
    assert on("08:30", "17:30").verdict == "ok"
    assert (on("08:31", "17:30").late, on("08:31", "17:30").verdict) == (1, "late")
    assert (on("08:30", "17:29").early, on("08:30", "17:29").verdict) == (1, "early")


def test_the_last_minute_of_grace_is_on_time_and_the_next_counts_in_full() -> None:
    assert on("08:35", "17:30", policy=GRACE).late == 0
    assert on("08:36", "17:30", policy=GRACE).late == 6
    assert on("08:30", "17:25", policy=GRACE).early == 0
    assert on("08:30", "17:24", policy=GRACE).early == 6


def test_late_and_early_come_in_one_verdict() -> None:
    assert on("09:00", "17:00").verdict == "late+early"


def test_a_policy_without_the_rules_still_shows_who_was_late() -> None:
    month = office_month(BARE, {DAY: ("08:31", "17:30")})
    assert verdicts(month) == ["late"]
    assert lines(month) == []


# Shifts that touch: 4.3


def test_no_punch_is_missing_where_two_shifts_touch() -> None:
    assert two_shifts("08:00-12:00", "12:00-16:00", "07:55", "16:05") == ["ok", "ok"]


def test_shifts_a_minute_apart_do_not_touch() -> None:
    assert two_shifts("08:00-12:00", "12:01-16:00", "07:55", "16:05") == ["missing-out", "missing-in"]


def test_the_departure_of_the_earlier_is_missing_if_the_later_has_none() -> None:
    # 12:10 is the arrival of the later shift, which has no departure.
    assert two_shifts("08:00-12:00", "12:00-16:00", "07:55", "12:10") == ["missing-out", "late+missing-out"]


def test_the_arrival_of_the_later_is_missing_if_the_earlier_has_none() -> None:
    # 11:50 is the departure of the earlier shift, which has no arrival.
    assert two_shifts("08:00-12:00", "12:00-16:00", "11:50", "16:05") == ["early+missing-in", "missing-in"]


def test_an_absent_shift_excuses_nothing_at_the_common_minute() -> None:
    assert two_shifts("08:00-12:00", "12:00-16:00", "07:55") == ["missing-out", "absent"]
    assert two_shifts("08:00-12:00", "12:00-16:00", "16:05") == ["absent", "missing-in"]


def test_a_tap_at_the_common_minute_belongs_to_the_later_shift() -> None:
    # 12:00 and 16:05 are arrival and departure of the later shift; the earlier has its arrival at 07:55.
    assert two_shifts("08:00-12:00", "12:00-16:00", "07:55", "12:00", "16:05") == ["ok", "ok"]


def test_touching_goes_by_the_rota_even_where_leave_takes_the_common_minute() -> None:
    month = a_month(
        employees=ANNE,
        shifts=[shift("0001", DAY, "08:00-12:00"), shift("0001", DAY, "12:00-16:00")],
        punches=[punch("0001", DAY, "07:55", "16:05")],
        leave=[leave("L1", f"{DAY} 11:00", f"{DAY} 13:00")],
    )
    assert verdicts(month) == ["ok", "ok"]


def test_shifts_of_two_work_dates_touch_at_midnight() -> None:
    month = a_month(
        employees=ANNE,
        shifts=[shift("0001", DAY, "16:00-24:00"), shift("0001", NEXT, "00:00-04:00")],
        punches=[punch("0001", DAY, "15:55"), punch("0001", NEXT, "04:05")],
    )
    assert verdicts(month) == ["ok", "ok"]


# Rows that were set aside: 4.6


@pytest.mark.parametrize(("unclear", "expected"), [(NEXT, ["unclear"] * 2), ("2026-10-14", ["absent", "unclear"])])
def test_a_row_set_aside_makes_the_shifts_of_its_date_and_the_day_before_unclear(
    unclear: str, expected: list[str]
) -> None:
    month = a_month(
        policy=replace(BARE, absence=PRICED_BY_FIVE),
        employees=[*ANNE, employee("0002")],
        shifts=[shift(person, day) for person in ("0001", "0002") for day in (DAY, NEXT)],
        unclear=[("0001", unclear)],
    )
    assert verdicts(month) == [*expected, "absent", "absent"]
    assert len(lines(month)) == 2 + expected.count("absent")
    assert problems(month) == ["SHIFT-UNCLEAR"] * expected.count("unclear")


def test_a_row_set_aside_two_days_later_changes_nothing() -> None:
    month = a_month(employees=ANNE, shifts=[shift("0001", DAY)], unclear=[("0001", "2026-10-14")])
    assert verdicts(month) == ["absent"]


def test_a_row_set_aside_without_a_date_makes_the_whole_period_unclear() -> None:
    days = ("2026-10-01", "2026-10-31")
    taps = [punch("0001", day, "09:00", "17:30") for day in days]
    month = a_month(
        policy=replace(BARE, lateness=PRICED_BY_FIVE),
        employees=ANNE,
        shifts=[shift("0001", day) for day in days],
        punches=taps,
        unclear=[("0001", "")],
    )
    assert verdicts(month) == ["unclear", "unclear"]
    assert lines(month) == []


def test_an_unclear_shift_of_a_calendar_is_pointed_out_without_a_row() -> None:
    month = a_month(
        policy=replace(BARE, calendar=Calendar("office", frozenset({0}), "")),
        employees=[employee("0001", hired=DAY, left=DAY)],
        unclear=[("0001", DAY)],
    )
    assert verdicts(month) == ["unclear"]
    assert [(problem.code, problem.place(), problem.value) for problem in judge(month).problems] == [
        ("SHIFT-UNCLEAR", "", f"{DAY} 08:30–17:30")
    ]


def test_an_unclear_shift_does_not_make_a_punch_missing_in_the_shift_that_it_touches() -> None:
    month = a_month(
        policy=BARE,
        employees=[employee("0001")],
        shifts=[shift("0001", "2026-10-12", "16:00-24:00"), shift("0001", "2026-10-13", "00:00-08:00")],
        punches=[punch("0001", "2026-10-13", "08:05")],  # the arrival at 16:00 was set aside
        unclear=[("0001", "2026-10-12")],
    )
    assert verdicts(month) == ["unclear", "ok"]
