"""Swaps: who works whose shift, quota and notice (rules, section 3)."""

from dataclasses import replace
from typing import Literal

import pytest

from payroll.month.ledger import swap_table
from payroll.month.month import judge
from payroll.policy.model import Rules, SwapRule
from tests.month_builder import (
    BARE,
    Line,
    a_month,
    assignment,
    attendance,
    cents,
    employee,
    leave,
    lines,
    problems,
    punch,
    shift,
    swap,
    verdicts,
    version,
    works,
)
from tests.month_frames import Row

PEOPLE = [employee("0001"), employee("0002"), employee("0003")]


def judged_by(
    limit: int = 2, counts: Literal["both", "requester"] = "both", notice_hours: int = 0, amount: int = 0
) -> Rules:
    return replace(BARE, swaps=SwapRule(limit=limit, counts=counts, notice_hours=notice_hours, amount=amount))


def swapped(
    *swaps: Row, shifts: list[Row], policy: Rules = BARE, people: list[Row] | None = None
) -> list[tuple[str, str]]:
    return works(a_month(policy=policy, employees=people or PEOPLE, shifts=shifts, swaps=swaps))


# What moves: 3.1 and 3.2


def test_a_cover_gives_the_shift_to_the_counterpart() -> None:
    assert swapped(swap("W1", "0001", "0002", "2026-10-12"), shifts=[shift("0001", "2026-10-12")]) == [
        ("0002", "2026-10-12 08:30")
    ]


def test_a_swap_with_a_date_back_moves_both_ways() -> None:
    shifts = [shift("0001", "2026-10-12"), shift("0002", "2026-10-14", "evening")]
    assert swapped(swap("W1", "0001", "0002", "2026-10-12", back="2026-10-14"), shifts=shifts) == [
        ("0001", "2026-10-14 18:30"),
        ("0002", "2026-10-12 08:30"),
    ]


def test_an_exchange_on_one_day_is_determined_before_anything_moves() -> None:
    shifts = [shift("0001", "2026-10-12", "office"), shift("0002", "2026-10-12", "evening")]
    assert swapped(swap("W1", "0001", "0002", "2026-10-12", back="2026-10-12"), shifts=shifts) == [
        ("0001", "2026-10-12 18:30"),
        ("0002", "2026-10-12 08:30"),
    ]


def test_all_shifts_of_the_date_move() -> None:
    shifts = [shift("0001", "2026-10-12", "08:00-12:00"), shift("0001", "2026-10-12", "14:00-18:00")]
    assert swapped(swap("W1", "0001", "0002", "2026-10-12"), shifts=shifts) == [
        ("0002", "2026-10-12 08:00"),
        ("0002", "2026-10-12 14:00"),
    ]


def test_swaps_go_by_the_time_of_request_and_not_by_their_order_in_the_file() -> None:
    # W1 hands the shift on to 0003; it can only do so after W2 has given it to 0002.
    first = swap("W2", "0001", "0002", "2026-10-12", asked="2026-10-01 09:00")
    second = swap("W1", "0002", "0003", "2026-10-12", asked="2026-10-01 09:01")
    assert swapped(second, first, shifts=[shift("0001", "2026-10-12")]) == [("0003", "2026-10-12 08:30")]


def test_swaps_of_the_same_minute_go_by_their_ids_as_text() -> None:
    # "W10" comes before "W2", and seconds are cut off.
    first = swap("W10", "0001", "0002", "2026-10-12", asked="2026-10-01 09:00:59")
    second = swap("W2", "0002", "0003", "2026-10-12", asked="2026-10-01 09:00:01")
    month = a_month(employees=PEOPLE, shifts=[shift("0001", "2026-10-12")], swaps=[second, first])
    assert works(month) == [("0003", "2026-10-12 08:30")]
    assert problems(month) == ["NO-ROTA", "NO-ROTA"]


@pytest.mark.parametrize("status", ["pending", "rejected", "cancelled"])
def test_only_approved_swaps_move_anything(status: str) -> None:
    row = swap("W1", "0001", "0002", "2026-10-12", status=status)
    assert swapped(row, shifts=[shift("0001", "2026-10-12")]) == [("0001", "2026-10-12 08:30")]


def test_attendance_is_judged_for_the_one_who_took_the_shift() -> None:
    month = a_month(
        employees=PEOPLE,
        shifts=[shift("0001", "2026-10-12")],
        punches=[punch("0001", "2026-10-12", "08:30", "17:30"), punch("0002", "2026-10-12", "08:40", "17:30")],
        swaps=[swap("W1", "0001", "0002", "2026-10-12")],
    )
    assert [(judged.employee, judged.verdict, judged.late) for judged in attendance(month)] == [("0002", "late", 10)]


def test_leave_of_the_one_who_took_the_shift_covers_it() -> None:
    month = a_month(
        employees=PEOPLE,
        shifts=[shift("0001", "2026-10-12")],
        swaps=[swap("W1", "0001", "0002", "2026-10-12")],
        leave=[
            leave("L1", "2026-10-12", "2026-10-12", employee_id="0002"),
            leave("L2", "2026-10-12", "2026-10-12", employee_id="0001"),
        ],
    )
    assert verdicts(month) == ["leave"]


# Invalid swaps: 3.1


def refused(row: Row, *shifts: Row, people: list[Row] | None = None) -> list[tuple[str, str]]:
    month = a_month(
        policy=judged_by(limit=0),
        employees=people or PEOPLE,
        shifts=[*shifts, shift("0003", "2026-10-30")],
        swaps=[row],
    )
    judged = judge(month)
    assert works(month)[-1] == ("0003", "2026-10-30 08:30")
    assert len(works(month)) == len(shifts) + 1
    wrong = [problem for problem in judged.problems if problem.severity == "error"]
    assert lines(month) == [] or not wrong  # set aside, it does not count
    return [(problem.code, problem.message("en").partition(": ")[2]) for problem in wrong]


def test_a_swap_without_a_shift_to_give_is_invalid() -> None:
    row = swap("W1", "0001", "0002", "2026-10-12")
    assert refused(row, shift("0001", "2026-10-12")) == []
    assert refused(row, shift("0001", "2026-10-13")) == [("SWAP-INVALID", "0001 has no shift on 2026-10-12")]


def test_a_swap_without_a_shift_to_give_back_is_invalid() -> None:
    row = swap("W1", "0001", "0002", "2026-10-12", back="2026-10-14")
    given = shift("0001", "2026-10-12")
    assert refused(row, given, shift("0002", "2026-10-14")) == []
    assert refused(row, given, shift("0002", "2026-10-15")) == [("SWAP-INVALID", "0002 has no shift on 2026-10-14")]


def test_a_shift_that_an_earlier_swap_took_away_is_not_there_to_give() -> None:
    rows = [
        swap("W1", "0001", "0002", "2026-10-12", asked="2026-10-01 09:00"),
        swap("W2", "0001", "0003", "2026-10-12", asked="2026-10-01 09:01"),
    ]
    month = a_month(employees=PEOPLE, shifts=[shift("0001", "2026-10-12")], swaps=rows)
    assert works(month) == [("0002", "2026-10-12 08:30")]
    assert "SWAP-INVALID" in problems(month)


def test_a_swap_with_oneself_is_invalid() -> None:
    row = swap("W1", "0001", "0001", "2026-10-12")
    assert refused(row, shift("0001", "2026-10-12")) == [
        ("SWAP-INVALID", "requester and counterpart are the same person")
    ]


def test_a_swap_with_an_unknown_party_is_invalid() -> None:
    row = swap("W1", "0001", "0009", "2026-10-12")
    assert refused(row, shift("0001", "2026-10-12")) == [("SWAP-INVALID", "0009 is not in the employees table")]


def test_the_taker_must_be_employed_on_the_day_of_the_shift() -> None:
    row = swap("W1", "0001", "0002", "2026-10-12")
    given = shift("0001", "2026-10-12")
    for hired, wrong in (("2026-10-12", 0), ("2026-10-13", 1)):
        people = [employee("0001"), employee("0002", hired=hired), employee("0003")]
        assert len(refused(row, given, people=people)) == wrong
    for left, wrong in (("2026-10-12", 0), ("2026-10-11", 1)):
        people = [employee("0001"), employee("0002", left=left), employee("0003")]
        assert len(refused(row, given, people=people)) == wrong


def test_nobody_may_end_up_with_overlapping_shifts() -> None:
    row = swap("W1", "0001", "0002", "2026-10-12")
    given = shift("0001", "2026-10-12", "08:00-12:00")
    assert refused(row, given, shift("0002", "2026-10-12", "12:00-16:00")) == []
    assert [code for code, _ in refused(row, given, shift("0002", "2026-10-12", "11:59-16:00"))] == ["SWAP-INVALID"]


def test_shifts_that_begin_together_are_told_in_one_order_whoever_had_them() -> None:
    had = shift("0002", "2026-10-12", "08:00-16:00")
    for giver in ("0001", "0003"):
        row = swap("W1", giver, "0002", "2026-10-12")
        [(_, said)] = refused(row, shift(giver, "2026-10-12", "08:00-12:00"), had)
        assert "2026-10-12 08:00–12:00 and 2026-10-12 08:00–16:00" in said


def test_an_overlap_with_the_night_of_the_day_before_is_found() -> None:
    row = swap("W1", "0001", "0002", "2026-10-12")
    given = shift("0001", "2026-10-12", "05:59-12:00")
    assert [code for code, _ in refused(row, given, shift("0002", "2026-10-11", "night"))] == ["SWAP-INVALID"]


def test_the_requester_may_not_end_up_with_an_overlap_either() -> None:
    # 0001 gives the 12th and takes a night of the 13th that runs into the own morning of the 14th.
    row = swap("W1", "0001", "0002", "2026-10-12", back="2026-10-13")
    shifts = (
        shift("0001", "2026-10-12"),
        shift("0002", "2026-10-13", "night"),
        shift("0001", "2026-10-14", "05:00-09:00"),
    )
    assert [code for code, _ in refused(row, *shifts)] == ["SWAP-INVALID"]


def test_an_exchange_may_pass_through_what_would_overlap_for_a_moment() -> None:
    # Each takes the other's shift of the same hours.
    row = swap("W1", "0001", "0002", "2026-10-12", back="2026-10-12")
    assert refused(row, shift("0001", "2026-10-12"), shift("0002", "2026-10-12")) == []


def test_both_dates_lie_in_one_period() -> None:
    shifts = [shift("0001", "2026-10-31"), shift("0002", "2026-11-01"), shift("0002", "2026-10-30")]
    row = swap("W1", "0001", "0002", "2026-10-31", back="2026-11-01")
    assert problems(a_month(employees=PEOPLE[:2], shifts=shifts, swaps=[row])) == ["SWAP-TWO-PERIODS"]
    row = swap("W1", "0001", "0002", "2026-10-31", back="2026-10-30")
    assert problems(a_month(employees=PEOPLE[:2], shifts=shifts, swaps=[row])) == []


def test_both_dates_lie_in_one_period_that_starts_on_the_26th() -> None:
    policy = replace(BARE, period_start_day=26)
    shifts = [shift("0001", "2026-10-25"), shift("0002", "2026-10-26"), shift("0002", "2026-09-26")]
    row = swap("W1", "0001", "0002", "2026-10-25", back="2026-10-26")
    assert problems(a_month(policy=policy, employees=PEOPLE[:2], shifts=shifts, swaps=[row])) == ["SWAP-TWO-PERIODS"]
    row = swap("W1", "0001", "0002", "2026-10-25", back="2026-09-26")
    assert problems(a_month(policy=policy, employees=PEOPLE[:2], shifts=shifts, swaps=[row])) == []


def test_a_shift_goes_to_nobody_whose_policy_is_not_in_force_yet() -> None:
    shifts = [shift("0001", "2026-10-15"), shift("0001", "2026-10-14")]
    rows = [swap("W1", "0001", "0002", "2026-10-15")]
    policy = [version(judged_by(limit=0), "2026-10-15")]
    month = a_month(policy=policy, employees=PEOPLE[:2], shifts=shifts[:1], swaps=rows)
    assert "POLICY-NOT-IN-FORCE" not in problems(month)
    # The counterpart is under a policy that is in force only from the day after.
    policy = [version(judged_by(limit=0)), version(BARE, "2026-10-16", policy="shop")]
    people = [employee("0001", policy="office"), employee("0002", policy="shop")]
    month = a_month(policy=policy, employees=people, shifts=shifts[:1], swaps=rows)
    assert "POLICY-NOT-IN-FORCE" in problems(month)


# Swaps of the neighbouring periods


def test_a_swap_of_the_month_before_moves_the_night_that_bounds_the_first_shift() -> None:
    # With the night of 30 September at 0002, the tap of 0002 at 07:59 is that night's departure.
    month = a_month(
        policy=judged_by(limit=0),
        employees=PEOPLE[:2],
        shifts=[shift("0001", "2026-09-30", "night"), shift("0002", "2026-10-01", "10:00-18:00")],
        punches=[punch("0002", "2026-10-01", "07:59", "18:00")],
        swaps=[swap("W1", "0001", "0002", "2026-09-30")],
    )
    assert verdicts(month) == ["missing-in"]
    assert lines(month) == []


def test_a_swap_of_the_month_before_counts_as_valid_on_the_side_that_is_too_far_away() -> None:
    # What 0002 gave on 20 September is not known here; the night of the 30th moves all the same.
    month = a_month(
        employees=PEOPLE[:2],
        shifts=[shift("0001", "2026-09-30", "night"), shift("0002", "2026-10-01", "10:00-18:00")],
        punches=[punch("0002", "2026-10-01", "07:59", "18:00")],
        swaps=[swap("W1", "0002", "0001", "2026-09-20", back="2026-09-30")],
    )
    assert verdicts(month) == ["missing-in"]
    assert "SWAP-INVALID" not in problems(month)


def test_a_swap_three_days_before_the_period_is_out_of_sight() -> None:
    # 28 September is not one of the two days before.
    rows = [swap("W1", "0001", "0002", "2026-09-28")]
    shifts = [shift("0001", "2026-10-01"), shift("0002", "2026-10-01")]
    assert problems(a_month(employees=PEOPLE[:2], shifts=shifts, swaps=rows)) == []


def test_an_impossible_swap_of_a_neighbouring_period_is_left_to_that_period() -> None:
    rows = [swap("W1", "0001", "0002", "2026-09-30")]
    shifts = [shift("0001", "2026-10-01"), shift("0002", "2026-10-01")]
    assert problems(a_month(employees=PEOPLE[:2], shifts=shifts, swaps=rows)) == []


# Quota: 3.3


def covers(count: int, rules: Rules) -> list[Line]:
    """0001 gives the shifts of 12, 13, ... October to 0002."""
    days = [f"2026-10-{12 + index}" for index in range(count)]
    month = a_month(
        policy=rules,
        employees=PEOPLE[:2],
        shifts=[shift("0001", day) for day in days],
        swaps=[
            swap(f"W{index}", "0001", "0002", day, asked=f"2026-09-0{index + 1} 09:00")
            for index, day in enumerate(days)
        ],
    )
    return lines(month)


def test_swaps_up_to_the_limit_are_free_and_the_next_is_one_too_many_for_both() -> None:
    rules = judged_by(limit=2, amount=cents("15"))
    assert covers(2, rules) == []
    assert covers(3, rules) == [
        Line("0001", "2026-10-14", "swap-quota", 0, "-15.00", ""),
        Line("0002", "2026-10-14", "swap-quota", 0, "-15.00", ""),
    ]


def test_each_swap_beyond_the_limit_makes_an_entry() -> None:
    assert [line.date for line in covers(4, judged_by(limit=2)) if line.employee == "0001"] == [
        "2026-10-14",
        "2026-10-15",
    ]


def test_a_limit_of_none_makes_the_first_swap_one_too_many() -> None:
    assert len(covers(1, judged_by(limit=0))) == 2


def test_only_the_requester_counts_if_the_policy_says_so() -> None:
    rules = judged_by(limit=2, counts="requester", amount=cents("15"))
    assert covers(3, rules) == [Line("0001", "2026-10-14", "swap-quota", 0, "-15.00", "")]


def test_a_breach_without_a_price_is_a_notice() -> None:
    assert [line.amount for line in covers(3, judged_by(limit=2))] == ["0.00", "0.00"]


def test_a_policy_without_the_table_judges_nothing() -> None:
    assert covers(5, BARE) == []


def test_each_swap_goes_by_the_policy_of_the_requester_on_its_date() -> None:
    # 0002 moves to the shop on the 13th, where one swap is allowed and a breach costs 9.
    month = a_month(
        policy=[
            version(judged_by(limit=5, amount=cents("1"))),
            version(judged_by(limit=1, amount=cents("9")), policy="shop"),
        ],
        employees=[employee("0001", policy="office"), employee("0002", policy="office")],
        assignments=[assignment("0002", "2026-10-13", policy="shop")],
        shifts=[shift("0001", "2026-10-12"), shift("0002", "2026-10-13"), shift("0002", "2026-10-14")],
        swaps=[
            swap("W1", "0001", "0002", "2026-10-12", asked="2026-09-01 09:00"),
            swap("W2", "0002", "0001", "2026-10-13", asked="2026-09-02 09:00"),
        ],
    )
    assert lines(month, "swap-quota") == [
        Line("0001", "2026-10-13", "swap-quota", 0, "-9.00", ""),
        Line("0002", "2026-10-13", "swap-quota", 0, "-9.00", ""),
    ]


def test_an_invalid_swap_does_not_use_up_the_quota() -> None:
    month = a_month(
        policy=judged_by(limit=1),
        employees=PEOPLE[:2],
        shifts=[shift("0001", "2026-10-12")],
        swaps=[
            swap("W1", "0001", "0002", "2026-10-20", asked="2026-09-01 09:00"),
            swap("W2", "0001", "0002", "2026-10-12", asked="2026-09-02 09:00"),
        ],
    )
    assert lines(month) == []


def test_the_table_of_swaps_shows_used_pending_and_remaining_never_below_none() -> None:
    days = ["2026-10-12", "2026-10-13", "2026-10-14", "2026-10-15"]
    month = a_month(
        policy=judged_by(limit=2),
        employees=[*PEOPLE, employee("0004", left="2026-09-30")],
        shifts=[shift("0001", day) for day in days],
        swaps=[
            swap("W1", "0001", "0002", "2026-10-12"),
            swap("W2", "0001", "0002", "2026-10-13", status="pending"),
            swap("W3", "0001", "0002", "2026-10-14", status="pending"),
            swap("W4", "0001", "0003", "2026-10-15", status="rejected"),
        ],
    )
    table = swap_table(month, judge(month).swaps)
    columns = ["employee_id", "used", "pending", "limit", "remaining"]
    assert table[columns].to_numpy().tolist() == [["0001", 1, 2, 2, 0], ["0002", 1, 2, 2, 0], ["0003", 0, 0, 2, 2]]


def test_pending_swaps_count_for_those_who_are_known_and_only_under_a_policy_with_the_table() -> None:
    rows = [
        swap("W1", "0001", "0009", "2026-10-12", status="pending"),
        swap("W2", "0009", "0002", "2026-10-13", status="pending"),
        swap("W3", "0001", "0002", "2026-11-01", status="pending"),
    ]
    for rules, pending in ((judged_by(limit=2), [1, 0]), (BARE, [0, 0])):
        month = a_month(policy=rules, employees=PEOPLE[:2], swaps=rows)
        assert swap_table(month, judge(month).swaps)["pending"].tolist() == pending


# Notice: 3.4


def notice(asked: str, hours: int, *, back: str = "") -> list[Line]:
    month = a_month(
        policy=judged_by(notice_hours=hours, amount=cents("15")),
        employees=PEOPLE[:2],
        shifts=[shift("0001", "2026-10-12"), shift("0002", "2026-10-11", "evening")],
        swaps=[swap("W1", "0001", "0002", "2026-10-12", back=back, asked=asked)],
    )
    return lines(month, "swap-notice")


def test_a_swap_asked_for_exactly_when_the_shift_starts_is_in_time() -> None:
    assert notice("2026-10-12 08:30", 0) == []
    assert notice("2026-10-12 08:30:59", 0) == []


def test_a_swap_asked_for_a_minute_after_the_start_is_too_late() -> None:
    assert notice("2026-10-12 08:31", 0) == [Line("0001", "2026-10-12", "swap-notice", 0, "-15.00", "")]


def test_the_hours_of_notice_count_back_from_the_start() -> None:
    assert notice("2026-10-11 08:30", 24) == []
    assert len(notice("2026-10-11 08:31", 24)) == 1


def test_notice_counts_from_the_earliest_shift_that_moves_which_may_be_the_one_back() -> None:
    # The counterpart's shift of the 11th starts at 18:30; the entry lies on the date of the swap.
    assert notice("2026-10-11 18:30", 0, back="2026-10-11") == []
    assert notice("2026-10-11 18:31", 0, back="2026-10-11") == [
        Line("0001", "2026-10-12", "swap-notice", 0, "-15.00", "")
    ]


def test_one_swap_can_be_too_many_and_too_late() -> None:
    month = a_month(
        policy=judged_by(limit=0, amount=cents("15")),
        employees=PEOPLE[:2],
        shifts=[shift("0001", "2026-10-12")],
        swaps=[swap("W1", "0001", "0002", "2026-10-12", asked="2026-10-12 12:00")],
    )
    assert [(line.employee, line.rule) for line in lines(month)] == [
        ("0001", "swap-notice"),
        ("0001", "swap-quota"),
        ("0002", "swap-quota"),
    ]


def test_a_swap_that_was_too_late_moves_the_shift_all_the_same() -> None:
    rules = judged_by(limit=0, notice_hours=48)
    row = swap("W1", "0001", "0002", "2026-10-12", asked="2026-10-12 12:00")
    assert swapped(row, shifts=[shift("0001", "2026-10-12")], policy=rules) == [("0002", "2026-10-12 08:30")]
