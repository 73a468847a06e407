"""Shifts of a promotion (rules, section 21)."""

from collections.abc import Iterable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.month.context import Month
from payroll.month.ledger import swap_table
from payroll.month.month import judge
from payroll.month.planned import check_swap, planned_swap
from payroll.policy.model import Calendar, OccurrenceRule, Rules, SwapRule
from tests.month_builder import (
    BARE,
    a_month,
    cents,
    daily,
    employee,
    ledger,
    lines,
    problems,
    punch,
    shift,
    swap,
    version,
    works,
)
from tests.month_frames import Row, day
from tests.raw_tables import clean, codes

TWO = [employee("0001"), employee("0002")]
MON, TUE = "2026-10-12", "2026-10-13"
CALENDAR = replace(BARE, calendar=Calendar("office", frozenset(range(5)), ""))
SWAPS = replace(BARE, swaps=SwapRule(limit=1, notice_hours=24, amount=cents("10")))


def promoted(
    *promotions: Row,
    policy: Rules = BARE,
    people: Iterable[Row] = TWO,
    shifts: Iterable[Row] = (),
    swaps: Iterable[Row] = (),
) -> Month:
    return a_month(policy=policy, employees=people, shifts=shifts, swaps=swaps, records={"promotions": promotions})


def test_a_row_is_a_shift_by_its_code_or_its_times() -> None:
    assert works(promoted(shift("0001", MON, "evening"), shift("0002", MON, "20:00-23:00"))) == [
        ("0001", f"{MON} 18:30"),
        ("0002", f"{MON} 20:00"),
    ]


def test_it_stands_beside_the_rota_and_beside_the_calendar() -> None:
    both = [("0001", f"{MON} 08:30"), ("0001", f"{MON} 18:30")]
    assert works(promoted(shift("0001", MON, "evening"), shifts=[shift("0001", MON)])) == both
    month = promoted(shift("0001", MON, "evening"), policy=CALENDAR, people=[employee("0001", hired=MON, left=MON)])
    assert works(month) == both
    # A row of the rota would have taken the calendar's place.
    month = a_month(
        policy=CALENDAR, employees=[employee("0001", hired=MON, left=MON)], shifts=[shift("0001", MON, "evening")]
    )
    assert works(month) == both[1:]


def test_a_day_off_beside_it_stands_without_a_warning() -> None:
    month = promoted(
        shift("0001", MON, "evening"),
        policy=CALENDAR,
        people=[employee("0001", hired=MON, left=MON)],
        shifts=[shift("0001", MON, "rest")],
    )
    assert works(month) == [("0001", f"{MON} 18:30")]
    assert problems(month) == []


def test_it_is_judged_like_any_other_shift_and_its_row_is_the_evidence() -> None:
    rules = replace(BARE, absence=OccurrenceRule(tiers=(daily("1"),)))
    # Absent from 330 of 540 + 330 minutes: 200.00 × 330/870 = 75.862...
    month = a_month(
        policy=rules,
        employees=[employee("0001")],
        shifts=[shift("0001", MON)],
        punches=[punch("0001", MON, "08:30", "17:30")],
        records={"promotions": [shift("0001", MON, "evening")]},
    )
    table = ledger(month)
    assert table["amount"].tolist() == [-7586]
    assert table["evidence"].tolist() == ["promotions.csv:2"]


# The same errors as in the rota

PROBLEMS = [
    [shift("0001", MON, "nonsense")],
    [shift("0003", MON)],
    [shift("0001", MON), shift("0001", MON, "12:00-20:00")],
    [shift("0001", MON), shift("0001", MON, "08:30-17:30")],
    [shift("0001", "2026-10-04")],
]


@pytest.mark.parametrize("rows", PROBLEMS)
def test_a_row_has_the_problems_that_it_would_have_in_the_rota(rows: list[Row]) -> None:
    people = [employee("0001"), employee("0003", hired=TUE)]
    policy = [version(BARE, "2026-10-05")]
    rota = a_month(policy=policy, employees=people, shifts=rows)
    added = a_month(policy=policy, employees=people, records={"promotions": rows})
    found = [
        [(problem.code, problem.severity, problem.row, problem.value) for problem in judge(month).problems]
        for month in (rota, added)
    ]
    assert found[0] == found[1]
    assert any(code.startswith(("SHIFT", "POLICY")) for code, *_ in found[1])
    assert works(rota) == works(added)
    assert judge(rota).dispositions["shifts"].tolist() == judge(added).dispositions["promotions"].tolist()
    places = {problem.file for problem in judge(added).problems if problem.code.startswith(("SHIFT", "POLICY"))}
    assert places == {"promotions.csv"}


def test_a_row_that_overlaps_the_rota_later_is_in_error_and_an_earlier_one_puts_the_rotas_in_error() -> None:
    later = promoted(shift("0001", MON, "12:00-20:00"), shifts=[shift("0001", MON)])
    assert works(later) == [("0001", f"{MON} 08:30")]
    assert [(problem.code, problem.file) for problem in judge(later).problems if problem.severity == "error"] == [
        ("SHIFT-OVERLAP", "promotions.csv")
    ]
    earlier = promoted(shift("0001", MON, "06:00-12:00"), shifts=[shift("0001", MON)])
    assert works(earlier) == [("0001", f"{MON} 06:00")]
    assert judge(earlier).dispositions["shifts"].tolist() == [2]


@pytest.mark.parametrize("times", ["06:00-08:31", "17:29-20:00"])
def test_a_row_that_overlaps_the_calendar_is_in_error_and_the_calendars_shift_stays(times: str) -> None:
    month = promoted(shift("0001", MON, times), policy=CALENDAR, people=[employee("0001", hired=MON, left=MON)])
    assert works(month) == [("0001", f"{MON} 08:30")]
    assert problems(month) == ["SHIFT-OVERLAP-CALENDAR"]


@pytest.mark.parametrize("times", ["06:00-08:30", "17:30-20:00"])
def test_a_row_that_touches_the_calendar_stands(times: str) -> None:
    month = promoted(shift("0001", MON, times), policy=CALENDAR, people=[employee("0001", hired=MON, left=MON)])
    assert len(works(month)) == 2
    assert problems(month) == []


def test_two_rows_that_overlap_one_shift_of_the_calendar_are_both_in_error() -> None:
    month = promoted(
        shift("0001", MON, "06:00-09:00"),
        shift("0001", MON, "17:00-20:00"),
        policy=CALENDAR,
        people=[employee("0001", hired=MON, left=MON)],
    )
    assert works(month) == [("0001", f"{MON} 08:30")]
    assert judge(month).dispositions["promotions"].tolist() == [2, 2]


def test_a_row_that_repeats_the_rota_or_the_calendar_adds_nothing() -> None:
    month = promoted(shift("0001", MON), shifts=[shift("0001", MON)])
    assert works(month) == [("0001", f"{MON} 08:30")]
    assert judge(month).dispositions["promotions"].tolist() == [3]
    assert judge(month).dispositions["shifts"].tolist() == [0]
    month = promoted(shift("0001", MON), policy=CALENDAR, people=[employee("0001", hired=MON, left=MON)])
    assert works(month) == [("0001", f"{MON} 08:30")]
    assert judge(month).dispositions["promotions"].tolist() == [3]


def test_rows_far_from_the_period_are_out_of_scope() -> None:
    rows = [shift("0001", date) for date in ("2026-09-28", "2026-09-29", "2026-11-02", "2026-11-03")]
    assert judge(promoted(*rows)).dispositions["promotions"].tolist() == [1, 0, 0, 1]


def test_where_files_are_read_a_row_is_a_code_or_two_times_and_no_day_off() -> None:
    cleaned = clean(
        {
            "promotions": """
employee_id, date, shift, start, end
0007, 2026-10-08, evening, ,
0007, 2026-10-09, , 18:00, 20:00
0007, 2026-10-10, , 18:00,
0007, 2026-10-11, 休, ,
0007, 2026-10-12, , ,
0007, 2026-10-13, 休, 18:00, 20:00
"""
        }
    )
    assert codes(cleaned) == [
        ("SHIFT-HALF", 4),
        ("PROMOTION-REST", 5),
        ("SHIFT-EMPTY", 6),
        ("SHIFT-REST-TIMES", 7),
    ]
    assert cleaned.tables.promotions["date"].tolist() == [day("2026-10-08"), day("2026-10-09")]


# Swaps


def used(month: Month) -> list[tuple[int, int, int]]:
    table = swap_table(month, judge(month).swaps)
    return list(zip(table["used"], table["pending"], table["remaining"], strict=True))


LATE = f"{MON} 18:00"


def test_a_swap_of_promotion_shifts_counts_in_no_quota_and_needs_no_notice() -> None:
    month = promoted(
        shift("0001", MON, "evening"),
        shift("0001", TUE, "evening"),
        policy=SWAPS,
        swaps=[swap("W1", "0001", "0002", MON, asked=LATE), swap("W2", "0001", "0002", TUE, asked=LATE)],
    )
    assert works(month) == [("0002", f"{MON} 18:30"), ("0002", f"{TUE} 18:30")]
    assert lines(month) == []
    assert used(month) == [(0, 0, 1), (0, 0, 1)]
    rota = a_month(
        policy=SWAPS,
        employees=TWO,
        shifts=[shift("0001", MON, "evening"), shift("0001", TUE, "evening")],
        swaps=[swap("W1", "0001", "0002", MON, asked=LATE), swap("W2", "0001", "0002", TUE)],
    )
    assert [line.rule for line in lines(rota)] == ["swap-notice", "swap-quota", "swap-quota"]


def test_a_swap_that_moves_another_shift_as_well_counts() -> None:
    # Two shifts on one date: both move.
    month = promoted(
        shift("0001", MON, "evening"),
        policy=SWAPS,
        shifts=[shift("0001", MON)],
        swaps=[swap("W1", "0001", "0002", MON)],
    )
    assert used(month) == [(1, 0, 0), (1, 0, 0)]


def test_both_sides_of_an_exchange_must_be_of_a_promotion() -> None:
    exchange = swap("W1", "0001", "0002", MON, back=TUE)
    mixed = promoted(
        shift("0001", MON, "evening"), policy=SWAPS, shifts=[shift("0002", TUE, "evening")], swaps=[exchange]
    )
    assert used(mixed) == [(1, 0, 0), (1, 0, 0)]
    both = promoted(shift("0001", MON, "evening"), shift("0002", TUE, "evening"), policy=SWAPS, swaps=[exchange])
    assert used(both) == [(0, 0, 1), (0, 0, 1)]


def test_a_shift_of_a_promotion_stays_one_when_it_is_passed_on() -> None:
    month = promoted(
        shift("0001", MON, "evening"),
        policy=SWAPS,
        people=[*TWO, employee("0003")],
        swaps=[
            swap("W1", "0001", "0002", MON, asked="2026-09-01 09:00"),
            swap("W2", "0002", "0003", MON, asked="2026-09-02 09:00"),
        ],
    )
    assert works(month) == [("0003", f"{MON} 18:30")]
    assert used(month) == [(0, 0, 1)] * 3


def test_a_pending_swap_of_a_promotion_takes_nothing_from_what_is_left() -> None:
    pending = swap("W1", "0001", "0002", MON, status="pending")
    month = promoted(shift("0001", MON, "evening"), policy=SWAPS, swaps=[pending])
    assert used(month) == [(0, 0, 1), (0, 0, 1)]
    month = promoted(shift("0001", TUE), policy=SWAPS, shifts=[shift("0001", MON)], swaps=[pending])
    assert used(month) == [(0, 1, 0), (0, 1, 0)]


def test_a_planned_swap_of_a_promotion_is_allowed_beyond_the_quota_and_at_short_notice() -> None:
    month = promoted(
        shift("0001", TUE, "evening"),
        policy=SWAPS,
        shifts=[shift("0001", MON), shift("0001", "2026-10-14")],
        swaps=[swap("W1", "0001", "0002", MON)],
    )
    swaps = judge(month).swaps

    def reasons(date: str) -> int:
        planned = planned_swap(month, "0001", "0002", day(date), -(2**31))
        at_once = replace(planned, requested_at=day(date) * 1440 - 60)
        return len(check_swap(month, swaps, at_once).reasons)

    assert reasons(TUE) == 0
    assert reasons("2026-10-14") == 3  # both have no swap left, and it comes too late


@settings(derandomize=True, deadline=None, max_examples=20)
@given(chance=st.randoms(use_true_random=False))
def test_in_which_table_a_shift_stands_and_in_which_order_changes_no_verdict(chance: Random) -> None:
    rows = [shift("0001", f"2026-10-{date:02d}", code) for date in range(12, 17) for code in ("office", "evening")]
    taps = [punch("0001", f"2026-10-{date:02d}", "08:35", "17:30", "18:31") for date in range(12, 16)]
    rules = replace(BARE, lateness=OccurrenceRule(tiers=(daily("0.1"),)), absence=OccurrenceRule(tiers=(daily("1"),)))
    alone = a_month(policy=rules, employees=TWO, shifts=rows, punches=taps)
    mixed = chance.sample(rows, len(rows))
    cut = chance.randint(0, len(mixed))
    month = a_month(policy=rules, employees=TWO, shifts=mixed[:cut], punches=taps, records={"promotions": mixed[cut:]})
    assert lines(month) == lines(alone)
