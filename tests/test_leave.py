"""What approved leave takes off a shift (rules, 4.2)."""

from dataclasses import replace

from payroll.month.leave import remainder
from payroll.policy.model import OccurrenceRule
from tests.month_builder import (
    BARE,
    Attended,
    a_month,
    amounts,
    attendance,
    daily,
    days,
    employee,
    leave,
    office_month,
    problems,
    shift,
    verdicts,
)

DAY = "2026-10-12"
NEXT = "2026-10-13"
ABSENCE = replace(BARE, absence=OccurrenceRule(tiers=(daily("1"),)))


def off(since: str, until: str, *taps: str, times: str = "office", status: str = "approved") -> Attended:
    month = office_month(BARE, {DAY: taps}, times=times, leave=[leave("L1", since, until, status=status)])
    return attendance(month)[0]


def test_nothing_taken_leaves_the_whole_shift() -> None:
    assert remainder((510, 1050), []) == [(510, 1050)]


def test_leave_before_and_after_the_shift_takes_nothing() -> None:
    assert remainder((510, 1050), [(400, 510), (1050, 1100)]) == [(510, 1050)]


def test_leave_in_the_middle_leaves_two_stretches() -> None:
    assert remainder((510, 1050), [(600, 660)]) == [(510, 600), (660, 1050)]


def test_leaves_that_overlap_touch_or_lie_within_each_other_are_one() -> None:
    assert remainder((510, 1050), [(480, 600), (600, 660)]) == [(660, 1050)]
    assert remainder((510, 1050), [(600, 800), (650, 700), (750, 900)]) == [(510, 600), (900, 1050)]


def test_the_order_of_leaves_does_not_matter() -> None:
    assert remainder((510, 1050), [(900, 960), (600, 660)]) == [(510, 600), (660, 900), (960, 1050)]


def test_leave_of_the_whole_shift_leaves_nothing_and_a_minute_less_leaves_a_minute() -> None:
    assert remainder((510, 1050), [(510, 1050)]) == []
    assert remainder((510, 1050), [(510, 1049)]) == [(1049, 1050)]
    assert remainder((510, 1050), [(511, 1050)]) == [(510, 511)]


def test_leave_from_date_to_date_covers_the_first_and_the_last_day_whole() -> None:
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", f"2026-10-{day}") for day in (12, 13, 14, 15)],
        leave=[leave("L1", "2026-10-13", "2026-10-14")],
    )
    assert verdicts(month) == ["absent", "leave", "leave", "absent"]


def test_leave_by_dates_covers_a_night_shift_also_past_midnight() -> None:
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", DAY, "night"), shift("0001", NEXT, "night")],
        leave=[leave("L1", DAY, DAY)],
    )
    assert verdicts(month) == ["leave", "absent"]


def test_leave_by_dates_does_not_cover_the_morning_of_a_night_that_began_before() -> None:
    month = a_month(employees=[employee("0001")], shifts=[shift("0001", DAY, "night")], leave=[leave("L1", NEXT, NEXT)])
    assert verdicts(month) == ["absent"]


def test_leave_of_the_morning_moves_the_expected_start() -> None:
    assert off(f"{DAY} 08:30", f"{DAY} 12:00", "12:00", "17:30").verdict == "ok"
    assert off(f"{DAY} 08:30", f"{DAY} 12:00", "12:01", "17:30").late == 1


def test_leave_of_the_afternoon_moves_the_expected_end() -> None:
    assert off(f"{DAY} 15:00", f"{DAY} 17:30", "08:30", "15:00").verdict == "ok"
    assert off(f"{DAY} 15:00", f"{DAY} 17:30", "08:30", "14:59").early == 1


def test_leave_in_the_middle_moves_neither_end() -> None:
    judged = off(f"{DAY} 10:00", f"{DAY} 11:00", "08:31", "17:29")
    assert (judged.late, judged.early) == (1, 1)


def test_the_midpoint_of_a_lone_tap_is_that_of_the_time_that_is_left() -> None:
    # From 12:30 to 17:30 the midpoint is 15:00.
    assert off(f"{DAY} 08:30", f"{DAY} 12:30", "14:59").verdict == "late+missing-out"
    assert off(f"{DAY} 08:30", f"{DAY} 12:30", "15:00").verdict == "early+missing-in"


def test_a_tap_before_leave_ended_is_no_late_arrival() -> None:
    judged = off(f"{DAY} 08:30", f"{DAY} 12:00", "08:25", "17:30")
    assert (judged.arrival, judged.verdict) == (f"{DAY} 08:25", "ok")


def test_leave_from_a_bare_date_to_a_time_begins_at_its_midnight() -> None:
    assert off(DAY, f"{DAY} 12:00", "12:00", "17:30").verdict == "ok"
    assert off(DAY, f"{DAY} 12:00", "12:01", "17:30").verdict == "late"


def test_leave_from_a_time_to_a_bare_date_ends_at_its_24_00() -> None:
    assert off(f"{DAY} 08:30", DAY).verdict == "leave"
    # The night of the 12th runs to 06:00; leave until 24:00 of the 12th leaves 00:00 to 06:00.
    assert off(f"{DAY} 22:00", DAY, times="night").verdict == "absent"
    assert off(f"{DAY} 22:00", NEXT, times="night").verdict == "leave"


def test_leave_of_all_but_one_minute_leaves_a_shift_to_come_to() -> None:
    assert off(f"{DAY} 08:30", f"{DAY} 17:30").verdict == "leave"
    assert off(f"{DAY} 08:30", f"{DAY} 17:29").verdict == "absent"
    assert off(f"{DAY} 08:31", f"{DAY} 17:30").verdict == "absent"


def test_several_leaves_can_cover_a_shift_together() -> None:
    halves = [leave("L1", f"{DAY} 08:30", f"{DAY} 13:00"), leave("L2", f"{DAY} 13:00", f"{DAY} 17:30")]
    assert verdicts(office_month(BARE, {DAY: ()}, leave=halves)) == ["leave"]


def test_who_comes_on_a_day_of_leave_is_still_on_leave() -> None:
    judged = off(DAY, DAY, "09:00", "12:00")
    assert (judged.arrival, judged.departure, judged.verdict) == ("", "", "leave")


def test_leave_that_is_not_approved_covers_nothing() -> None:
    for status in ("pending", "rejected", "cancelled"):
        assert off(DAY, DAY, status=status).verdict == "absent"


def test_an_absence_costs_only_what_leave_has_left() -> None:
    # 200.00 a day; 60 of 540 minutes are left: 200.00 ÷ 9 = 22.222...
    month = office_month(ABSENCE, {DAY: ()}, leave=[leave("L1", f"{DAY} 08:30", f"{DAY} 16:30")])
    assert amounts(month) == ["-22.22"]


def test_leave_in_the_middle_comes_off_an_absence() -> None:
    # 540 − 180 = 360 of 540 minutes: 200.00 × 2/3 = 133.333...
    month = office_month(ABSENCE, {DAY: ()}, leave=[leave("L1", f"{DAY} 11:00", f"{DAY} 14:00")])
    assert amounts(month) == ["-133.33"]


def test_leave_of_the_day_before_the_period_covers_its_night_shift() -> None:
    # The neighbour is not judged, and its leave is no error of this period.
    month = a_month(
        employees=[employee("0001")],
        shifts=[shift("0001", "2026-09-30", "night"), shift("0001", "2026-10-01")],
        leave=[leave("L1", "2026-09-30", "2026-10-01")],
    )
    assert verdicts(month) == ["leave"]


def test_leave_of_the_period_outside_the_employment_is_an_error() -> None:
    people = [employee("0001", hired=DAY, left="2026-10-20")]
    for day, wrong in ((DAY, []), ("2026-10-11", ["EVENT-OUTSIDE-EMPLOYMENT"])):
        month = a_month(employees=people, shifts=[shift("0001", NEXT)], leave=[leave("L1", day, DAY)])
        assert problems(month) == wrong
    for day, wrong in (("2026-10-20", []), ("2026-10-21", ["EVENT-OUTSIDE-EMPLOYMENT"])):
        month = a_month(employees=people, shifts=[shift("0001", NEXT)], leave=[leave("L1", day, day)])
        assert problems(month) == wrong


def test_leave_of_another_period_outside_the_employment_is_none_of_this_one() -> None:
    people = [employee("0001", hired="2026-10-01", left="2026-10-31")]
    rows = [leave("L1", "2026-09-30", "2026-09-30"), leave("L2", "2026-11-01", "2026-11-01")]
    month = a_month(employees=people, shifts=[shift("0001", NEXT)], leave=rows)
    assert problems(month) == []


def test_leave_that_is_set_aside_does_not_become_an_absence() -> None:
    month = a_month(
        policy=ABSENCE,
        employees=[employee("0001", hired="2026-10-12")],
        shifts=[shift("0001", f"2026-10-{day}") for day in (12, 13, 14)],
        leave=[leave("L1", "2026-10-11", "2026-10-13")],  # begins before the employment: an error
    )
    assert "EVENT-OUTSIDE-EMPLOYMENT" in problems(month)
    assert verdicts(month) == ["unclear", "unclear", "absent"]
    assert days(month, "absence") == ["2026-10-14"]
